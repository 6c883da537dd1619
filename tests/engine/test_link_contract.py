"""The memory twin keeps the link's contract, and its fault switches do what they say."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from link_contract import Deliveries, LinkContract, put, take

from engine.api_link import Link, OffsetGone
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker, MemoryLink


class MemoryWorld:
    def __init__(self) -> None:
        self.broker = MemoryBroker()
        self._numbers = itertools.count()
        self._links: list[MemoryLink] = []

    def link(self) -> Link:
        self._links.append(MemoryLink(self.broker))
        return self._links[-1]

    def topic(self, partitions: int = 3) -> str:
        name = f"topic-{next(self._numbers)}"
        self.broker.create(name, partitions)
        return name

    def expire(self, topic: str, partition: int, low: int) -> None:
        self.broker.expire(topic, partition, low)

    def recreate(self, topic: str) -> None:
        self.broker.recreate(topic)

    def grow(self, topic: str, partitions: int) -> None:
        self.broker.grow(topic, partitions)

    def stop(self) -> None:
        self.broker.stop_answering()

    def go(self) -> None:
        self.broker.answer()

    def close(self) -> None:
        for link in self._links:
            link.close()


@pytest.fixture
def world() -> Iterator[MemoryWorld]:
    made = MemoryWorld()
    yield made
    made.close()


class TestMemoryLink(LinkContract):
    pass


def test_a_lost_acknowledgement_leaves_a_duplicate_and_one_delivery(world: MemoryWorld) -> None:
    link, topic = world.link(), world.topic(1)
    world.broker.lose_acks(1)
    assert [d.offset for d in put(link, topic, 0, b"x")] == [1]
    assert [r.value for r in world.broker.records(topic)] == [b"x", b"x"]


def test_a_report_without_an_offset_is_produced_again(world: MemoryWorld) -> None:
    link, topic = world.link(), world.topic(1)
    world.broker.forget_offsets(1)
    assert [d.offset for d in put(link, topic, 0, b"x")] == [1]


def test_a_duplicated_record_is_acknowledged_once(world: MemoryWorld) -> None:
    link, topic = world.link(), world.topic(1)
    world.broker.duplicate(1)
    assert [d.offset for d in put(link, topic, 0, b"x", b"y")] == [1, 2]


def test_a_refusing_broker_is_told_to_readers_and_mends_itself(world: MemoryWorld) -> None:
    link, topic = world.link(), world.topic(1)
    put(link, topic, 0, b"x")
    reader = link.reader(topic)
    reader.want({0: 0})
    world.broker.refuse()
    with pytest.raises(TowlineError) as caught:
        reader.poll(0.01)
    assert caught.value.word == "unreachable"
    assert link.row().state == "failed"
    world.broker.answer()
    assert take(reader, 1)[0].value == b"x"


def test_an_error_for_chosen_records_reaches_done(world: MemoryWorld) -> None:
    link, topic = world.link(), world.topic(1)

    def fault(topic: str, partition: int, size: int) -> TowlineError | None:
        return TowlineError("not-allowed", action=f"write to {topic}") if size > 100 else None

    world.broker.refuse_records(fault)
    small, large = put(link, topic, 0, b"x", bytes(200))
    assert small.error is None
    assert large.error is not None
    assert large.error.word == "not-allowed"


def test_a_retry_verdict_never_reaches_done(world: MemoryWorld) -> None:
    link, topic = world.link(), world.topic(1)
    left = [3]

    def fault(topic: str, partition: int, size: int) -> TowlineError | None:
        left[0] -= 1
        return TowlineError("cluster-busy", cluster="memory", reason="no leader") if left[0] >= 0 else None

    world.broker.refuse_records(fault)
    assert put(link, topic, 0, b"x")[0].error is None
    assert left[0] == -1


def test_a_throttled_broker_is_shown_and_goes_on(world: MemoryWorld) -> None:
    link, topic = world.link(), world.topic(1)
    world.broker.throttle(1_000_000)
    assert put(link, topic, 0, bytes(10_000))[0].error is None
    assert link.row().state == "throttled"


def test_compaction_keeps_the_newest_of_each_key_and_readers_pass_the_holes(world: MemoryWorld) -> None:
    link, topic = world.link(), world.topic(1)
    deliveries = Deliveries()
    for i in range(10):
        link.produce(topic, 0, b"%d" % i, deliveries.of(i), key=b"even" if i % 2 == 0 else b"odd")
    deliveries.wait(10)
    world.broker.compact(topic)
    reader = link.reader(topic, patient=True)
    reader.want({0: 0})
    assert [r.offset for r in take(reader, 2)] == [8, 9]


def test_a_topic_made_anew_under_a_reader_ends_its_range(world: MemoryWorld) -> None:
    link, topic = world.link(), world.topic(1)
    put(link, topic, 0, *[b"x"] * 5)
    reader = link.reader(topic)
    reader.want({0: 0})
    take(reader, 3)
    world.broker.recreate(topic)
    with pytest.raises(OffsetGone):
        reader.poll(0.01)


def test_without_the_right_to_see_settings_limits_are_unknown() -> None:
    broker = MemoryBroker(describe_configs=False)
    link = MemoryLink(broker)
    facts = link.facts("towline")
    link.close()
    assert (facts.partitions, facts.max_message_bytes, facts.retention_ms) == (6, None, None)
