"""The link on lines that are slow, cut, stalled, half-open or dead: each ends in progress, by itself."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterator

import pytest
from confluent_kafka.admin import AdminClient, NewTopic
from link_contract import Deliveries, put, take
from proxy import Proxy, eventually

from engine.api import Cluster
from engine.kafka_jars import default_jars, find_java, jar_paths, locked_jars
from engine.kafka_nodes import KafkaNodes
from engine.link import KafkaLink


class Line:
    """A broker behind a proxy, and links through it."""

    def __init__(self, nodes: KafkaNodes, proxy: Proxy, topic_name: Callable[[], str]) -> None:
        self.nodes = nodes
        self.proxy = proxy
        self.topic = topic_name()
        self._links: list[KafkaLink] = []
        admin = AdminClient({"bootstrap.servers": nodes.bootstrap})
        admin.create_topics([NewTopic(self.topic, 3)])[self.topic].result(30)
        eventually(lambda: len(admin.list_topics(self.topic, timeout=20).topics[self.topic].partitions) == 3)

    def link(self) -> KafkaLink:
        self._links.append(KafkaLink(Cluster("far", (self.nodes.bootstrap,))))
        return self._links[-1]

    def set_quota(self, rate: int | None) -> None:
        """Bytes per second each client may produce, as an administrator sets it; None takes it away."""
        change = ["--delete-config", "producer_byte_rate"]
        if rate is not None:
            change = ["--add-config", f"producer_byte_rate={rate}"]
        folder = default_jars()
        assert folder is not None
        jars = os.pathsep.join(map(str, jar_paths(folder, locked_jars())))
        words = ["--bootstrap-server", self.nodes.bootstrap, "--alter", "--entity-type", "clients", "--entity-default"]
        subprocess.run(
            [find_java().path, "-XX:TieredStopAtLevel=1", "-cp", jars, "kafka.admin.ConfigCommand", *words, *change],
            check=True,
            capture_output=True,
            timeout=60,
        )

    def close(self) -> None:
        for link in self._links:
            link.close()


@pytest.fixture(scope="module")
def line_nodes(kafka_here: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[KafkaNodes, Proxy]]:
    nodes = KafkaNodes(tmp_path_factory.mktemp("line"), properties={"quota.window.num": "2"})
    with Proxy(nodes[1].port()) as proxy:
        nodes.advertise("CLIENT", {1: proxy.port})
        with nodes:
            yield nodes, proxy


@pytest.fixture
def line(line_nodes: tuple[KafkaNodes, Proxy], topic_name: Callable[[], str]) -> Iterator[Line]:
    nodes, proxy = line_nodes
    made = Line(nodes, proxy, topic_name)
    yield made
    proxy.rate, proxy.delay = None, 0.0
    proxy.flow()
    proxy.accept()
    made.close()


def test_128_kbit_carries_each_byte_once_both_ways_without_reconnecting(line: Line) -> None:
    link, count, size = line.link(), 8, 64_000
    put(link, line.topic, 0, b"first")
    reader = link.reader(line.topic)
    reader.want({0: 1})
    line.proxy.rate, line.proxy.delay = 16_000, 0.05
    up, connections = line.proxy.up, line.proxy.connections
    values = [bytes([i]) * size for i in range(count)]
    deliveries = Deliveries()
    waiting = list(range(count))
    while waiting:  # as a sender does: only what there is room for
        while waiting and link.room(size):
            i = waiting.pop(0)
            link.produce(line.topic, 0, values[i], deliveries.of(i))
        link.wait_change(1.0)
    deliveries.wait(count, timeout=120)
    assert all(deliveries.one(i).error is None for i in range(count))
    assert line.proxy.up - up < 1.15 * size * count
    assert line.proxy.connections == connections
    records = take(reader, 1)  # its connections are new
    connections = line.proxy.connections
    records += take(reader, count - 1)
    reader.close()
    assert {r.value for r in records} == set(values)
    assert line.proxy.connections <= connections + 1  # a question may have been asked
    assert link.row().state == "connected"


def test_a_long_line_is_read_by_more_connections_and_gives_each_record_once(line: Line) -> None:
    link = line.link()
    for partition in range(3):
        put(link, line.topic, partition, *[bytes([i]) * 300_000 for i in range(8)])
    line.proxy.delay = 0.02
    link.facts(line.topic)  # how long the line is
    reader = link.reader(line.topic)
    reader.want({0: 0})
    take(reader, 1)
    connections = line.proxy.connections

    def read_all() -> bool:
        reader.want({0: 0, 1: 0, 2: 0})
        records = take(reader, 24)
        for partition in range(3):
            assert [r.offset for r in records if r.partition == partition] == list(range(8))
        assert all(r.value == bytes([r.offset]) * 300_000 for r in records)
        return line.proxy.connections >= connections + 2

    eventually(read_all)
    assert read_all()
    reader.close()


def test_a_line_that_is_cut_again_and_again_loses_nothing(line: Line) -> None:
    link, deliveries, ended = line.link(), Deliveries(), threading.Event()
    reader = link.reader(line.topic)
    put(link, line.topic, 0, b"first")
    line.proxy.rate = 3_000_000

    def keep_cutting() -> None:
        while not ended.wait(0.7):
            line.proxy.cut()

    cutter = threading.Thread(target=keep_cutting)
    cutter.start()
    try:
        for i in range(60):
            link.produce(line.topic, i % 3, b"%d" % i * 20_000, deliveries.of(i))
        deliveries.wait(60)
        reader.want({d.partition: d.offset for d in [deliveries.one(59)]})
        assert take(reader, 1)[0].value == b"59" * 20_000
    finally:
        ended.set()
        cutter.join()
    for i in range(60):
        place = deliveries.one(i)
        reader.want({place.partition: place.offset})
        assert take(reader, 1)[0].value == b"%d" % i * 20_000
    reader.close()


def test_a_stalled_line_goes_on_where_it_was(line: Line) -> None:
    link, deliveries = line.link(), Deliveries()
    put(link, line.topic, 0, b"first")
    connections = line.proxy.connections
    line.proxy.stall()
    for i in range(20):
        link.produce(line.topic, 0, bytes(50_000), deliveries.of(i))
    link.wait_change(3.0)
    assert not deliveries.got
    line.proxy.flow()
    deliveries.wait(20)
    assert [deliveries.one(i).offset for i in range(20)] == list(range(1, 21))
    assert line.proxy.connections == connections


def test_half_open_connections_are_given_up(line: Line) -> None:
    link, deliveries = line.link(), Deliveries()
    put(link, line.topic, 0, b"first")
    reader = link.reader(line.topic)
    reader.want({0: 0})
    take(reader, 1)
    reader.want({0: 1})
    line.proxy.half_open()
    link.produce(line.topic, 0, b"second", deliveries.of("second"))
    assert take(reader, 1)[0].value == b"second"
    deliveries.wait(1)
    assert deliveries.one("second").error is None
    reader.close()


def test_a_refusing_address_is_said_and_tried_again(line: Line) -> None:
    link, deliveries = line.link(), Deliveries()
    put(link, line.topic, 0, b"first")
    line.proxy.refuse()
    link.produce(line.topic, 0, b"second", deliveries.of("second"))
    eventually(lambda: link.row().state == "failed")
    sentence = f"far cannot be reached: connection refused by 127.0.0.1:{line.proxy.port}."
    eventually(lambda: link.row().why == sentence)
    assert link.row().attempt > 0
    line.proxy.accept()
    deliveries.wait(1)
    assert deliveries.one("second").error is None
    assert link.row().state == "connected"


def test_an_idle_link_notices_that_its_cluster_is_back(line: Line) -> None:
    link = line.link()
    put(link, line.topic, 0, b"first")
    line.proxy.refuse()
    eventually(lambda: link.row().state == "failed")
    line.proxy.accept()
    eventually(lambda: link.row().state == "connected")


def test_a_killed_broker_that_comes_back_is_used_again(line: Line) -> None:
    link, deliveries = line.link(), Deliveries()
    put(link, line.topic, 0, b"first")
    reader = link.reader(line.topic)
    reader.want({0: 0})
    take(reader, 1)
    line.nodes[1].kill()
    for i in range(30):
        link.produce(line.topic, 0, b"%d" % i, deliveries.of(i))
    line.nodes[1].start()
    deliveries.wait(30)
    assert all(deliveries.one(i).error is None for i in range(30))
    assert {r.value for r in take(reader, 30)} >= {b"0"}
    reader.close()


def test_waking_replaces_dead_connections_at_once(line: Line) -> None:
    link, deliveries = line.link(), Deliveries()
    put(link, line.topic, 0, b"first")
    line.proxy.half_open()
    link.produce(line.topic, 0, b"second", deliveries.of("second"))
    link.wait_change(0.5)
    link.wake()
    deliveries.wait(1, timeout=15)
    assert deliveries.one("second").error is None


def test_a_quota_is_shown_as_throttling(line: Line) -> None:
    link = line.link()
    put(link, line.topic, 0, b"first")
    line.set_quota(200_000)
    try:
        deliveries = Deliveries()
        for i in range(10):
            link.produce(line.topic, i % 3, bytes(100_000), deliveries.of(i))
        eventually(lambda: link.row().state == "throttled")
        deliveries.wait(10)
        assert all(deliveries.one(i).error is None for i in range(10))
    finally:
        line.set_quota(None)
