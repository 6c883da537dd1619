"""What link.py tells while its cluster is away. Needs no Kafka, but the real client."""

from __future__ import annotations

from proxy import eventually

from engine.api import Cluster
from engine.kafka_nodes import free_ports
from engine.link import KafkaLink


def test_tries_are_counted_also_while_records_wait() -> None:
    link = KafkaLink(Cluster("away", (f"127.0.0.1:{free_ports(1)[0]}",)))
    try:
        link.produce("towline", 0, b"a record", lambda delivery: None, header=b"h")
        eventually(lambda: link.row().attempt >= 3)
        row = link.row()
        assert (row.state, row.in_flight) == ("failed", 9)
        assert "connection refused" in row.why
    finally:
        link.close()
