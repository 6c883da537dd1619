"""What a painted week promises: it reads as it was written, and every half hour has its level."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import week
from engine.week import HALF_HOURS, LEVELS, Week, parse, written

DAY = st.lists(st.sampled_from(LEVELS), min_size=4, max_size=4).map(
    lambda quarters: [q for q in quarters for _ in range(12)]
)
WEEKS = st.lists(DAY, min_size=7, max_size=7).map(lambda days: Week(tuple(cell for day in days for cell in day)))


@pytest.fixture(params=["UTC", "Europe/Berlin", "Asia/Kolkata"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


@given(WEEKS)
def test_a_week_reads_as_it_was_written(painted: Week) -> None:
    assert parse(written(painted)) == painted


def test_days_that_are_alike_stand_together() -> None:
    texts = ["mon-fri 08:00-18:00 limited", "sat-sun paused"]
    assert written(parse(texts)) == texts
    assert written(Week()) == []


def test_later_parts_go_over_earlier_ones_and_over_midnight() -> None:
    painted = parse(["mon-sun limited", "fri 22:00-06:00 paused", "sat-mon 12:00-13:00 full"])
    levels = {
        "2026-11-27 21:30": week.LIMITED,  # a Friday
        "2026-11-27 22:00": week.PAUSED,
        "2026-11-28 05:59": week.PAUSED,
        "2026-11-28 06:00": week.LIMITED,
        "2026-11-28 12:10": week.FULL,
        "2026-11-30 12:10": week.FULL,
        "2026-12-01 12:10": week.LIMITED,
    }
    assert {moment: painted.level(at(moment)) for moment in levels} == levels


def test_it_is_known_when_the_level_changes(zone: str) -> None:
    painted = parse(["mon-fri 08:00-18:00 paused"])
    assert painted.changes(at("2026-11-27 09:10")) == at("2026-11-27 18:00")
    assert painted.changes(at("2026-11-27 18:00")) == at("2026-11-30 08:00")
    assert Week().changes(at("2026-11-27 09:10")) == 0.0
    assert parse(["mon-sun paused"]).changes(at("2026-11-27 09:10")) == 0.0


def test_hours_move_with_the_clock_when_it_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        painted = parse(["sun 08:00-09:00 limited"])
        began = painted.changes(at("2026-10-24 20:00"))  # the night in which one hour comes twice
        assert began == at("2026-10-25 08:00") and began - at("2026-10-24 20:00") == 13 * 3600
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "text", ["", "mon", "mon slow", "moon paused", "mon 8:15-9:00 paused", "mon 8:00-25:00 paused", "mon 9:00 paused"]
)
def test_what_is_no_part_of_a_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not|are not"):
        parse([text])


def test_a_cell_is_painted_without_touching_the_others() -> None:
    painted = Week().painted([0, HALF_HOURS * 7 - 1], week.PAUSED)
    assert painted.cells.count(week.PAUSED) == 2 and not painted.plain
    assert written(painted) == ["mon 00:00-00:30 paused", "sun 23:30-24:00 paused"]
