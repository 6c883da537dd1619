"""What asking about the topic promises, on the memory link."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from test_send import Person

from engine.api_link import TopicFacts
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker, MemoryLink
from engine.send_marks import Marks, Standing

TOPIC = "towline"


class SlowLink(MemoryLink):
    """Each question about the topic waits until it is let go."""

    def __init__(self, broker: MemoryBroker) -> None:
        super().__init__(broker)
        self.let_go = threading.Semaphore(0)
        self.put = threading.Semaphore(0)

    def facts(self, topic: str, timeout: float = 10.0) -> TopicFacts:
        self.put.release()
        assert self.let_go.acquire(timeout=60)
        return super().facts(topic, timeout)


@pytest.fixture
def link(broker: MemoryBroker) -> Iterator[SlowLink]:
    link = SlowLink(broker)
    yield link
    link.close()


@pytest.fixture
def marks(link: SlowLink) -> Iterator[Marks]:
    marks = Marks(link, TOPIC)
    yield marks
    link.let_go.release(10)
    marks.close()


def test_who_waits_at_the_same_time_shares_a_question_that_was_not_put_yet(link: SlowLink, marks: Marks) -> None:
    first = marks.standing()
    assert link.put.acquire(timeout=30)
    second, third = marks.standing(), marks.standing()
    assert first is not second
    assert second is third
    link.let_go.release(2)
    assert first.result(30).topic_id == second.result(30).topic_id
    assert link.put.acquire(timeout=30)
    assert not link.put.acquire(blocking=False)


def test_what_was_stored_before_lies_in_the_answer(link: SlowLink, marks: Marks) -> None:
    before = marks.standing()
    assert link.put.acquire(timeout=30)
    there = threading.Event()
    link.produce(TOPIC, 0, b"value", lambda _: there.set(), header=b"header")
    assert there.wait(30)
    after = marks.standing()
    link.let_go.release(2)
    assert before.result(30).marks.keys() == after.result(30).marks.keys()
    assert after.result(30).marks[0] == (0, 1)


def test_after_an_error_the_next_one_asks_again(link: SlowLink, marks: Marks, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_topic: str, _timeout: float = 10.0) -> TopicFacts:
        raise TowlineError("timeout", cluster="memory", reason="nothing came")

    with monkeypatch.context() as patched:
        patched.setattr(link, "facts", fails)
        failed: Future[Standing] = marks.standing()
        with pytest.raises(TowlineError, match="nothing came"):
            failed.result(30)
    link.let_go.release()
    assert marks.standing().result(30).marks


def test_a_send_that_waits_for_an_answer_holds_up_no_other(tmp_path: Path, broker: MemoryBroker) -> None:
    anna = Person(tmp_path / "anna", broker)
    asked, let_go = threading.Event(), threading.Event()
    watermarks = anna.link.watermarks

    def slow(topic: str, timeout: float = 10.0) -> dict[int, tuple[int, int]]:
        asked.set()
        assert let_go.wait(60)
        return watermarks(topic, timeout)

    anna.link.watermarks = slow  # type: ignore[method-assign]
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(b"small")
    large.write_bytes(bytes(5_000_000))
    first = anna.send(small)
    assert asked.wait(30)
    second = anna.send(large)
    anna.wait(second, lambda row: row["done"] == 5_000_000)
    assert not anna.row(first)["outcome"]
    let_go.set()
    anna.stored(first)
    anna.stored(second)
    anna.close()
