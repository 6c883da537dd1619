"""What reading back promises, on the memory link."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from engine.api_link import Delivery
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker, MemoryLink, MemoryReader
from engine.seal import record_digest
from engine.send_check import Checker, ReadBack

TOPIC = "towline"


@pytest.fixture
def link(broker: MemoryBroker) -> Iterator[MemoryLink]:
    link = MemoryLink(broker)
    yield link
    link.close()


@pytest.fixture
def checker(link: MemoryLink) -> Iterator[Checker]:
    checker = Checker(link, TOPIC, "memory")
    yield checker
    checker.close()


def stored(link: MemoryLink, partition: int, count: int) -> list[ReadBack]:
    """So many records of a partition, as they are to be seen."""
    landed: list[Delivery] = []
    all_there = threading.Event()

    def done(delivery: Delivery) -> None:
        landed.append(delivery)
        if len(landed) == count:
            all_there.set()

    for number in range(count):
        link.produce(TOPIC, partition, b"value %d" % number, done, header=b"header")
    assert all_there.wait(30)
    offsets = sorted(delivery.offset for delivery in landed)
    return [ReadBack(partition, o, record_digest(b"header", b"value %d" % n)) for n, o in enumerate(offsets)]


def decided(checker: Checker, items: list[ReadBack]) -> list[bool | None]:
    end = time.monotonic() + 30
    while any(item.open for item in items):
        assert time.monotonic() < end
        checker.step(0.1)
    return [item.seen for item in items]


def test_what_was_sent_is_seen_in_any_order(link: MemoryLink, checker: Checker) -> None:
    one, other = stored(link, 1, 40), stored(link, 4, 3)
    wanted = [one[39], other[2], one[0], one[7], other[0], one[8]]
    checker.add(wanted)
    assert decided(checker, wanted) == [True] * 6
    assert not checker.busy


def test_what_is_added_later_is_read_too(link: MemoryLink, checker: Checker) -> None:
    records = stored(link, 0, 30)
    checker.add([records[20]])
    checker.add([records[20], records[3], records[29]])
    assert decided(checker, [records[20], records[3], records[29]]) == [True] * 3


def test_another_record_in_its_place_is_not_it(link: MemoryLink, checker: Checker) -> None:
    first, second = stored(link, 2, 2)
    other = ReadBack(2, first.offset, bytes(32))
    checker.add([other, second])
    assert decided(checker, [other, second]) == [False, True]


def test_a_record_that_is_gone_condemns_no_later_one(link: MemoryLink, checker: Checker, broker: MemoryBroker) -> None:
    records = stored(link, 3, 10)
    broker.expire(TOPIC, 3, records[6].offset)
    checker.add([records[2], records[8]])
    assert decided(checker, [records[2], records[8]]) == [False, True]


def test_what_lies_beyond_the_end_is_gone(link: MemoryLink, checker: Checker) -> None:
    (only,) = stored(link, 5, 1)
    beyond = ReadBack(5, only.offset + 1, bytes(32))
    checker.add([beyond])
    assert decided(checker, [beyond]) == [False]


class Forbidden(MemoryLink):
    def reader(self, topic: str, *, patient: bool = False, ahead: bool = True) -> MemoryReader:
        reader = super().reader(topic, patient=patient, ahead=ahead)

        def poll(timeout: float) -> None:
            raise TowlineError("not-allowed", action=f"read {topic}")

        reader.poll = poll  # type: ignore[method-assign]
        return reader


def test_without_the_right_to_read_everything_open_gets_that_error(broker: MemoryBroker) -> None:
    link = Forbidden(broker)
    records = stored(link, 0, 2)
    checker = Checker(link, TOPIC, "memory")
    checker.add(records)
    assert decided(checker, records) == [None, None]
    assert [item.error and item.error.word for item in records] == ["not-allowed"] * 2
    assert not checker.busy
    checker.close()
    link.close()
