"""The real link keeps the contract on a real broker; a stopped broker is a Java process that is sent SIGSTOP."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from confluent_kafka import KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewPartitions, NewTopic, OffsetSpec
from link_contract import LONG, LinkContract, put, take

from engine.api import Cluster
from engine.api_link import Link
from engine.kafka_nodes import KafkaNodes
from engine.link import KafkaLink

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be stopped and continued here")


@pytest.fixture(scope="module")
def nodes(kafka_here: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaNodes]:
    with KafkaNodes(tmp_path_factory.mktemp("contract"), properties={"log.segment.delete.delay.ms": "100"}) as made:
        yield made


class KafkaWorld:
    def __init__(self, nodes: KafkaNodes, topic_name: Callable[[], str]) -> None:
        self.nodes = nodes
        self.admin = AdminClient({"bootstrap.servers": nodes.bootstrap})
        self._topic_name = topic_name
        self._links: list[KafkaLink] = []

    def link(self) -> Link:
        self._links.append(KafkaLink(Cluster("real", tuple(self.nodes.bootstrap.split(",")))))
        return self._links[-1]

    def topic(self, partitions: int = 3) -> str:
        name = self._topic_name()
        self._make(name, partitions)
        return name

    def expire(self, topic: str, partition: int, low: int) -> None:
        for future in self.admin.delete_records([TopicPartition(topic, partition, low)]).values():
            future.result(20)

    def recreate(self, topic: str) -> None:
        partitions = len(self.admin.list_topics(topic, timeout=20).topics[topic].partitions)
        self.admin.delete_topics([topic])[topic].result(LONG)
        self._await(topic, 0)
        self._make(topic, partitions)

    def grow(self, topic: str, partitions: int) -> None:
        self.admin.create_partitions([NewPartitions(topic, partitions)])[topic].result(LONG)
        self._await(topic, partitions)

    def stop(self) -> None:
        for node in self.nodes:
            assert node.pid is not None
            os.kill(node.pid, signal.SIGSTOP)

    def go(self) -> None:
        for node in self.nodes:
            assert node.pid is not None
            os.kill(node.pid, signal.SIGCONT)

    def close(self) -> None:
        self.go()
        for link in self._links:
            link.close()

    def _make(self, topic: str, partitions: int) -> None:
        self.admin.create_topics([NewTopic(topic, partitions)])[topic].result(LONG)
        self._await(topic, partitions)

    def _await(self, topic: str, partitions: int) -> None:
        """Until the broker's metadata have caught up with its controller."""
        end = time.monotonic() + LONG
        while len(self.admin.list_topics(topic, timeout=20).topics[topic].partitions) != partitions:
            assert time.monotonic() < end
        while not self._led(topic, partitions):
            assert time.monotonic() < end

    def _led(self, topic: str, partitions: int) -> bool:
        """Whether every partition has a leader that answers."""
        wanted = {TopicPartition(topic, partition): OffsetSpec.latest() for partition in range(partitions)}
        try:
            for answer in self.admin.list_offsets(wanted, request_timeout=20).values():
                answer.result(LONG)
        except KafkaException:
            return False
        return True


@pytest.fixture
def world(nodes: KafkaNodes, topic_name: Callable[[], str]) -> Iterator[KafkaWorld]:
    made = KafkaWorld(nodes, topic_name)
    yield made
    made.close()


class TestKafkaLink(LinkContract):
    pass


def test_only_one_header_of_its_name_counts(world: KafkaWorld) -> None:
    link, topic = world.link(), world.topic(1)
    stranger = Producer({"bootstrap.servers": world.nodes.bootstrap})
    stranger.produce(topic, b"two", partition=0, headers=[("t", b"1"), ("t", b"2")])
    stranger.produce(topic, b"none", partition=0, headers=[("u", b"1")])
    stranger.produce(topic, b"one", partition=0, headers=[("u", b"1"), ("t", b"2")])
    stranger.produce(topic, b"empty", partition=0, headers=[("t", None)])
    assert stranger.flush(20) == 0
    stranger.close()
    put(link, topic, 0, b"mine")
    reader = link.reader(topic)
    reader.want({0: 0})
    assert [r.header for r in take(reader, 5)] == [None, None, b"2", None, b"h0"]
    reader.close()


def test_what_was_fetched_ahead_stays_when_other_partitions_are_wanted(world: KafkaWorld) -> None:
    link, topic = world.link(), world.topic(2)
    put(link, topic, 0, *[b"a"] * 20)
    put(link, topic, 1, *[b"b"] * 20)
    reader = link.reader(topic)
    reader.want({0: 0})
    assert [r.offset for r in take(reader, 5)] == [0, 1, 2, 3, 4]
    reader.want({0: 5, 1: 18})
    rest = take(reader, 17)
    assert [r.offset for r in rest if r.partition == 0] == list(range(5, 20))
    assert [r.offset for r in rest if r.partition == 1] == [18, 19]
    reader.close()
