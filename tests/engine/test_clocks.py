"""A computer's clock that is wrong for a while, by minutes or by years: nothing waits for it, and nothing is lost by it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from profile_kit import Profile, files
from profiles import until
from rules_kit import Collector, ben_fixture, hq_fixture, introduced, names_below, send  # noqa: F401  fixtures

from engine import steering
from engine.api import Choices, Outcome
from engine.link_memory import MemoryBroker

YEARS = 3 * 365 * 86_400.0


class Clock:
    """This computer's clock, so many seconds ahead of the cluster's. Made before the engines, which look at it often."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = 0.0
        right = time.time
        monkeypatch.setattr(time, "time", lambda: right() + self.ahead)
        monkeypatch.setattr(steering, "TICK", 0.05)

    def set(self, ahead: float, seen_by: Collector) -> None:
        self.ahead = ahead
        looks = seen_by.power.looks
        until(lambda: seen_by.power.looks > looks + 1, "a look at the clock", look=0.01)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_a_large_file_whose_time_lies_ahead_is_sent_without_waiting_for_it(ben: Profile, tmp_path: Path) -> None:
    folder = files(tmp_path / "given", large=os.urandom(200_000))
    os.utime(folder / "large", (time.time() + YEARS, time.time() + YEARS))
    sent = ben.engine.send([str(folder)], "", Choices(to=("HQ",), block_size=50_000)).result()
    assert ben.ended(sent).outcome is Outcome.STORED


def test_a_send_that_waits_for_its_next_try_does_not_mind_a_clock_set_back(
    ben: Profile, broker: MemoryBroker, tmp_path: Path, clock: Clock
) -> None:
    broker.refuse()
    folder = files(tmp_path / "given", small=b"small")
    sent = ben.engine.send([str(folder)], "", Choices(to=("HQ",))).result()
    ben.wait(sent, lambda row: row.state == "retrying")
    clock.ahead = -YEARS
    broker.answer()
    assert ben.ended(sent).outcome is Outcome.STORED


@pytest.mark.parametrize("ahead", [8 * 86_400.0, YEARS])
def test_what_came_while_the_clock_was_ahead_is_fetched_once_it_is_right(
    hq: Collector, ben: Profile, tmp_path: Path, clock: Clock, ahead: float
) -> None:
    hq.rule(to=[f"{tmp_path / 'in'}"])
    clock.set(ahead, hq)
    send(ben, tmp_path / "given", early=b"early")
    hq.engine.offers("memory", 30)  # it was read, and counts as expired, or as forgotten
    assert hq.engine.transfers() == []
    clock.set(0.0, hq)
    [row] = hq.fetches(1)
    assert row.outcome is Outcome.PLACED
    assert names_below(tmp_path / "in") == ["given/early"]


def test_a_rule_that_began_by_a_clock_that_was_ahead_begins_when_it_is_right(
    hq: Collector, ben: Profile, tmp_path: Path, clock: Clock
) -> None:
    clock.set(YEARS, hq)
    hq.rule(to=[f"{tmp_path / 'in'}"])
    clock.set(0.0, hq)
    send(ben, tmp_path / "given", early=b"early")
    hq.fetches(1)
    assert names_below(tmp_path / "in") == ["given/early"]
