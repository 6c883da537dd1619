"""The data topic is deleted and made again while engines run: nothing old is believed of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import points
from engine.api import Choices, Exists, Outcome
from engine.link_memory import MemoryBroker

TOPIC = "towline"


@pytest.fixture
def at_a_point(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """What happens once at a named point: {point: callable}."""
    todo: dict[str, object] = {}

    def watch(point: str) -> None:
        if act := todo.pop(point, None):
            act()  # type: ignore[operator]

    monkeypatch.setattr(points, "watcher", watch)
    yield todo
    assert not todo


def test_a_bundle_whose_topic_is_made_anew_under_it_names_the_topic_that_has_it(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path, at_a_point: dict[str, object]
) -> None:
    ben.engine.offers("memory", 30)  # Ben knows the topic as it was, and Anna asked for it when she began
    anna.ended(anna.engine.send([str(files(tmp_path / "before", a=b"1"))], "", Choices(to=("Ben",))).result())
    at_a_point["send-begun"] = lambda: broker.recreate(TOPIC)
    source = files(tmp_path / "docs", a=b"1" * 100, b=b"2" * 300_000)
    sent = anna.wait(
        anna.engine.send([str(source)], "", Choices(to=("Ben",), block_size=65_536)).result(), lambda row: row.outcome
    )
    assert sent.outcome == Outcome.STORED
    fetch = ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.ended(fetch).outcome == Outcome.PLACED
    assert (tmp_path / "in" / "docs" / "b").read_bytes() == b"2" * 300_000


def test_a_growing_offer_of_a_topic_that_was_made_anew_is_withdrawn(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bundle begins again as a new one: whoever fetches the old one would wait for its end for ever."""
    monkeypatch.setattr("engine.bundle.GROWING_BYTES", 100_000)
    monkeypatch.setattr("engine.bundle.GROWING_SECONDS", 0.0)
    broker.throttle(500_000)
    source = files(tmp_path / "docs", large=bytes(2_000_000))
    choices = Choices(to=("Ben",), block_size=50_000, compression="off")
    sent = anna.engine.send([str(source)], "", choices).result()
    old = anna.wait(sent, lambda row: row.done > 200_000 and row.offer).offer
    anna.engine.stop()
    broker.recreate(TOPIC)
    broker.throttle(None)
    anna.start()
    assert anna.ended(sent).outcome == Outcome.STORED
    states = {row.id: row.state for row in ben.engine.offers("memory", 30)}
    assert states == {old: "withdrawn", anna.engine.transfer(sent).offer: "complete"}
