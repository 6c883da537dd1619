"""What every link promises: one suite, run on the memory twin (tests/engine) and on real Kafka (tests/kafka).

A subclass gives the fixture `world`. Nothing here depends on how fast anything is; `LONG` only ends a hanging test.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Protocol

import pytest

from engine.api_link import Delivery, Link, OffsetGone, Reader, Record
from engine.errors import TowlineError, Verdict

LONG = 60.0


class World(Protocol):
    """A cluster a test may do everything with."""

    def link(self) -> Link: ...

    def topic(self, partitions: int = 3) -> str:
        """A fresh topic."""

    def expire(self, topic: str, partition: int, low: int) -> None: ...

    def recreate(self, topic: str) -> None: ...

    def grow(self, topic: str, partitions: int) -> None: ...

    def stop(self) -> None:
        """The broker answers nobody."""

    def go(self) -> None:
        """The broker answers again."""


class Deliveries:
    """Collects what `done` was called with, in order of the calls."""

    def __init__(self) -> None:
        self.got: dict[object, list[Delivery]] = {}
        self._changed = threading.Condition()

    def of(self, name: object) -> Callable[[Delivery], None]:
        def done(delivery: Delivery) -> None:
            with self._changed:
                self.got.setdefault(name, []).append(delivery)
                self._changed.notify_all()

        return done

    def wait(self, count: int, timeout: float = LONG) -> None:
        with self._changed:
            came = self._changed.wait_for(lambda: len(self.got) >= count, timeout)
        assert came, f"{len(self.got)} of {count} deliveries after {timeout} s"

    def one(self, name: object) -> Delivery:
        (delivery,) = self.got[name]
        return delivery


def put(link: Link, topic: str, partition: int, *values: bytes | None) -> list[Delivery]:
    """Produces records to one partition and waits until they are stored; what became of each."""
    deliveries = Deliveries()
    for i, value in enumerate(values):
        link.produce(topic, partition, value, deliveries.of(i), header=b"h%d" % i)
    deliveries.wait(len(values))
    return [deliveries.one(i) for i in range(len(values))]


def take(reader: Reader, count: int) -> list[Record]:
    """The next records, through every error that mends itself."""
    got: list[Record] = []
    end = time.monotonic() + LONG
    while len(got) < count:
        assert time.monotonic() < end, f"read {len(got)} of {count} records"
        try:
            record = reader.poll(0.2)
        except TowlineError as error:
            if error.verdict is not Verdict.RETRY:
                raise
            continue
        if record is not None:
            got.append(record)
    return got


def gone(reader: Reader) -> OffsetGone:
    """Polls until the reader says that an offset is gone."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        try:
            record = reader.poll(0.2)
        except OffsetGone as found:
            return found
        assert record is None, f"read {record} instead"
    raise AssertionError("the reader never said that the offset is gone")


class LinkContract:
    def test_a_record_is_stored_and_read_as_it_was(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        deliveries = Deliveries()
        link.produce(topic, 1, b"value", deliveries.of("full"), header=b"\x00head\xff", key=b"key")
        link.produce(topic, 1, None, deliveries.of("tombstone"), key=b"key")
        deliveries.wait(2)
        full, tombstone = deliveries.one("full"), deliveries.one("tombstone")
        assert (full.error, full.partition) == (None, 1)
        assert full.offset >= 0
        assert abs(full.timestamp_ms / 1000 - time.time()) < 3600
        reader = link.reader(topic)
        reader.want({1: min(full.offset, tombstone.offset)})
        read = {r.offset: r for r in take(reader, 2)}
        assert read[full.offset] == Record(1, full.offset, b"key", b"value", b"\x00head\xff", full.timestamp_ms)
        assert (read[tombstone.offset].value, read[tombstone.offset].header) == (None, None)
        reader.close()

    def test_done_is_called_exactly_once_for_each_record(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        deliveries = Deliveries()
        for i in range(600):
            link.produce(topic, i % 3, b"%d" % i, deliveries.of(i))
        deliveries.wait(600)
        places = {(d.partition, d.offset) for i in range(600) for d in [deliveries.one(i)]}
        assert len(places) == 600
        reader = link.reader(topic)
        reader.want({0: 0, 1: 0, 2: 0})
        read = {(r.partition, r.offset): r.value for r in take(reader, 600)}
        assert all(read[d[0].partition, d[0].offset] == b"%d" % i for i, d in deliveries.got.items())
        reader.close()

    def test_reading_goes_on_exactly_where_it_is_wanted(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        for partition in range(3):
            put(link, topic, partition, *[b"%d.%d" % (partition, i) for i in range(40)])
        reader = link.reader(topic)
        reader.want({0: 30, 2: 35})
        assert {r.partition for r in take(reader, 15)} == {0, 2}
        for offset in (5, 39, 0, 20):  # back and forth on one reader
            reader.want({1: offset})
            (record,) = take(reader, 1)
            assert (record.partition, record.offset, record.value) == (1, offset, b"1.%d" % offset)
        reader.close()

    def test_the_time_of_records_is_found(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        first, second, third = put(link, topic, 0, b"1", b"2", b"3")
        assert link.offsets_at(topic, 0) == {0: first.offset, 1: 0, 2: 0}
        assert link.offsets_at(topic, first.timestamp_ms)[0] == first.offset
        assert link.offsets_at(topic, third.timestamp_ms + 1) == {0: third.offset + 1, 1: 0, 2: 0}
        reader = link.reader(topic)
        reader.want({0: second.offset})
        assert reader.position(0) == second.offset
        take(reader, 2)
        assert (reader.position(0), reader.position(1)) == (third.offset + 1, -1)
        reader.close()

    def test_a_reader_that_reads_nothing_ahead_gives_what_is_wanted(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, *[b"%d" % i * 20_000 for i in range(10)])
        reader = link.reader(topic, ahead=False)
        for offset in (9, 2, 3, 0):
            reader.want({0: offset})
            assert [(r.offset, r.value) for r in take(reader, 1)] == [(offset, b"%d" % offset * 20_000)]
        reader.want({0: 4})
        assert [r.offset for r in take(reader, 6)] == [4, 5, 6, 7, 8, 9]
        reader.close()

    def test_records_of_one_partition_come_in_offset_order(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, *[b"x" * 1000] * 200)
        reader = link.reader(topic)
        reader.want({0: 3})
        assert [r.offset for r in take(reader, 197)] == list(range(3, 200))
        reader.close()

    def test_an_offset_below_the_low_watermark_is_gone_and_others_go_on(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, *[b"x"] * 10)
        world.expire(topic, 0, 6)
        assert link.watermarks(topic)[0] == (6, 10)
        reader = link.reader(topic)
        reader.want({0: 2})
        found = gone(reader)
        assert (found.partition, found.offset) == (0, 2)
        put(link, topic, 1, b"other")
        reader.want({0: 6, 1: 0})
        assert {(r.partition, r.offset) for r in take(reader, 5)} == {(0, 6), (0, 7), (0, 8), (0, 9), (1, 0)}
        reader.close()

    @pytest.mark.parametrize("beyond", [0, 5])
    def test_a_range_past_the_end_is_gone(self, world: World, beyond: int) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, *[b"x"] * 10)
        reader = link.reader(topic)
        reader.want({0: 10 + beyond})
        found = gone(reader)
        assert (found.partition, found.offset) == (0, 10 + beyond)
        reader.close()

    def test_a_partition_that_does_not_exist_is_gone(self, world: World) -> None:
        link, topic = world.link(), world.topic(partitions=2)
        put(link, topic, 0, b"x")
        reader = link.reader(topic)
        reader.want({7: 0})
        assert gone(reader).partition == 7
        reader.want({0: 0})
        assert take(reader, 1)[0].value == b"x"
        reader.close()

    def test_a_patient_reader_waits_at_the_end_for_the_next_record(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, b"first")
        reader = link.reader(topic, patient=True)
        reader.want({0: 1})
        assert reader.poll(0.1) is None
        put(link, topic, 0, b"second")
        assert [r.value for r in take(reader, 1)] == [b"second"]
        reader.close()

    def test_the_facts_of_a_topic_and_a_cluster(self, world: World) -> None:
        link, other, topic = world.link(), world.link(), world.topic(partitions=5)
        facts = link.facts(topic)
        assert (facts.name, facts.partitions, len(facts.topic_id)) == (topic, 5, 16)
        assert facts.retention_ms is None or facts.retention_ms > 0
        assert facts.max_message_bytes is None or facts.max_message_bytes > 0
        assert link.cluster_id() == other.cluster_id() != ""
        assert link.watermarks(topic) == dict.fromkeys(range(5), (0, 0))

    def test_a_missing_topic_is_said(self, world: World) -> None:
        link = world.link()
        for ask in (link.facts, link.watermarks):
            with pytest.raises(TowlineError) as caught:
                ask("towline-contract-missing")
            assert caught.value.word == "no-topic"

    def test_a_topic_made_anew_has_another_id(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, *[b"x"] * 3)
        before = link.facts(topic).topic_id
        world.recreate(topic)
        assert link.facts(topic).topic_id != before
        assert put(link, topic, 0, b"y")[0].offset == 0

    def test_partitions_may_be_added_while_it_works(self, world: World) -> None:
        link, topic = world.link(), world.topic(partitions=2)
        put(link, topic, 0, b"old")
        world.grow(topic, 4)
        assert link.facts(topic).partitions == 4
        assert put(link, topic, 3, b"new")[0].partition == 3
        reader = link.reader(topic)
        reader.want({0: 0, 3: 0})
        assert {r.value for r in take(reader, 2)} == {b"old", b"new"}
        reader.close()

    def test_a_record_that_is_too_large_is_told_and_others_go_on(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        large, small = Deliveries(), Deliveries()
        link.produce(topic, 0, bytes(3_000_000), large.of("large"))
        link.produce(topic, 0, b"small", small.of("small"))
        large.wait(1)
        error = large.one("large").error
        assert error is not None
        assert error.word == "too-large"
        small.wait(1)
        assert small.one("small").error is None

    def test_an_empty_link_has_room_for_one_record_and_a_full_one_has_none(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        assert link.room(500_000_000)
        world.stop()
        try:
            deliveries = Deliveries()
            sent = 0
            while link.room(100_000):
                link.produce(topic, 0, bytes(100_000), deliveries.of(sent))
                sent += 1
            assert sent * 100_000 <= 33 * 1024 * 1024
            assert link.row().in_flight >= sent * 100_000
        finally:
            world.go()
        deliveries.wait(sent)
        assert all(deliveries.one(i).error is None for i in range(sent))
        assert link.row().in_flight == 0
        assert link.room(100_000)

    def test_a_waiting_loop_is_woken_by_a_delivery_and_by_a_nudge(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        link.nudge()
        link.wait_change(LONG)  # a nudge before the sleep counts
        link.produce(topic, 0, b"x", lambda delivery: None)
        link.wait_change(LONG)
        assert link.row().in_flight == 0

    def test_records_wait_out_a_stopped_broker(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, b"before")
        reader = link.reader(topic, patient=True)
        reader.want({0: 0})
        assert take(reader, 1)[0].value == b"before"
        world.stop()
        deliveries = Deliveries()
        try:
            for i in range(20):
                link.produce(topic, i % 3, b"%d" % i, deliveries.of(i))
            link.wait_change(1.0)
            assert not deliveries.got
        finally:
            world.go()
        deliveries.wait(20)
        assert all(deliveries.one(i).error is None for i in range(20))
        assert take(reader, 1)[0].partition == 0  # the same reader goes on, too
        reader.close()

    def test_questions_to_a_stopped_broker_end_with_an_error_that_mends_itself(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        world.stop()
        try:
            for ask in (lambda: link.facts(topic), lambda: link.watermarks(topic)):
                with pytest.raises(TowlineError) as caught:
                    ask()
                assert caught.value.verdict is Verdict.RETRY
        finally:
            world.go()
        assert link.facts(topic).partitions == 3

    def test_a_closed_link_calls_nobody_and_ends_though_the_broker_is_stopped(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, b"x")
        world.stop()
        deliveries = Deliveries()
        try:
            for i in range(50):
                link.produce(topic, 0, bytes(10_000), deliveries.of(i))
            began = time.monotonic()
            link.close()
            assert time.monotonic() - began < 30  # it would hang for ever
        finally:
            world.go()
        link.produce(topic, 0, b"after", deliveries.of("after"))
        assert not deliveries.got

    def test_a_callback_that_fails_does_not_stop_the_others(self, world: World) -> None:
        link, topic = world.link(), world.topic()

        def fail(delivery: Delivery) -> None:
            raise RuntimeError("a fault of the caller")

        link.produce(topic, 0, b"x", fail)
        assert put(link, topic, 0, b"y")[0].error is None

    def test_the_row_tells_the_state(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, b"x")
        row = link.row()
        assert (row.cluster, row.state, row.in_flight) == (link.name, "connected", 0)
        assert row.allowance > 0

    def test_after_waking_it_goes_on(self, world: World) -> None:
        link, topic = world.link(), world.topic()
        put(link, topic, 0, b"before")
        reader = link.reader(topic)
        reader.want({0: 0})
        link.wake()
        put(link, topic, 0, b"after")
        assert [r.value for r in take(reader, 2)] == [b"before", b"after"]
        reader.close()
