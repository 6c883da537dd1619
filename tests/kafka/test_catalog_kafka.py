"""The catalog on a real broker: listed, put back, compacted, made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from catalog_kit import CATALOG, CLUSTER, Station, own_offer
from confluent_kafka.admin import AdminClient, NewTopic

from engine import wire
from engine.api import Cluster, transfer_text
from engine.kafka_nodes import KafkaNodes
from engine.link import KafkaLink

COMPACTED = {
    "cleanup.policy": "compact,delete",
    "min.cleanable.dirty.ratio": "0.01",
    "segment.ms": "100",
    "max.compaction.lag.ms": "200",
    "delete.retention.ms": "100",
}


@pytest.fixture(scope="module")
def nodes(kafka_here: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaNodes]:
    """A node of its own: the topics have the names that a cluster has by default."""
    properties = {"log.cleaner.backoff.ms": "500", "log.segment.delete.delay.ms": "100"}
    with KafkaNodes(tmp_path_factory.mktemp("catalog"), properties=properties) as made:
        admin = AdminClient({"bootstrap.servers": made.bootstrap})
        topics = [
            NewTopic(CLUSTER.topic, 3, 1),
            NewTopic(CATALOG, 1, 1, config=COMPACTED),
            NewTopic(CLUSTER.receipts_topic, 16, 1),
        ]
        for future in admin.create_topics(topics).values():
            future.result(20)
        yield made


@pytest.fixture
def station(nodes: KafkaNodes, tmp_path: Path) -> Iterator[Callable[[str], Station]]:
    made: list[Station] = []

    def make(name: str) -> Station:
        link = KafkaLink(Cluster(CLUSTER.name, tuple(nodes.bootstrap.split(","))))
        made.append(Station(tmp_path, name, link))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_offers_appear_and_mine_are_put_back(station: Callable[[str], Station]) -> None:
    ann, ben = station("Ann"), station("Ben")
    ann.accept(ben)
    ben.accept(ann)
    bundle = ben.bundle(ann, title="scans")
    ann.read()
    ben.read()
    own_offer(ben, bundle, bundle.offer(1, state=wire.GROWING, size=10))
    newest = own_offer(ben, bundle, bundle.offer(2, size=900))
    ann.read()
    assert (ann.row().title, ann.row().state, ann.row().stored) == ("scans", "complete", 900)
    ben.read()
    deleted = ann.put(None, bundle.key)
    ann.put(b"junk", bytes(48))
    assert _value_after(ann, bundle.key, deleted) == newest


def _value_after(station: Station, key: bytes, offset: int) -> bytes | None:
    """The first value of a key behind `offset`, as anybody reads it; None if none comes."""
    reader = station.link.reader(CATALOG, patient=True)
    reader.want({0: offset + 1})
    found = (reader.poll(0.5) for _ in range(60))
    value = next((record.value for record in found if record is not None and record.key == key), None)
    reader.close()
    return value


def test_a_catalog_made_anew_is_filled_again_by_its_owners(
    station: Callable[[str], Station], nodes: KafkaNodes
) -> None:
    ann, ben = station("Ann"), station("Ben")
    ann.accept(ben)
    bundle = ben.bundle(ann)
    ben.read()
    own_offer(ben, bundle, bundle.offer(1))
    ben.read()
    ben.stop()
    admin = AdminClient({"bootstrap.servers": nodes.bootstrap})
    admin.delete_topics([CATALOG])[CATALOG].result(20)
    _make_again(admin)
    ben.start()
    ann.start()
    assert ann.hears(lambda e: getattr(getattr(e, "row", None), "id", "") == transfer_text(bundle.transfer))
    assert ann.row(transfer=bundle.transfer).state == "complete"


def _make_again(admin: AdminClient) -> None:
    """Deletion goes on for a moment after it was confirmed."""
    for _ in range(100):
        try:
            admin.create_topics([NewTopic(CATALOG, 1, 1, config=COMPACTED)])[CATALOG].result(20)
        except Exception as error:
            if "TOPIC_ALREADY_EXISTS" not in str(error):
                raise
        else:
            return
