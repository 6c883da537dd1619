"""The week as a person painted it: 7 days of 48 half hours, each full, limited or paused.

Hides: how the grid is written in a settings file. Promises: pure; `parse(written(week)) == week`; local time, so a change
of the clocks moves with it. `["mon-fri 08:00-18:00 limited", "sun paused"]`: later ones go over earlier ones, what none
names is full; an end before its begin goes over midnight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FULL, LIMITED, PAUSED = LEVELS = ("full", "limited", "paused")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HALF_HOURS = 48

_PART = re.compile(
    r"(?P<days>[a-z]{3}(?:-[a-z]{3})?)(?:\s+(?P<begin>\d\d?:\d\d)-(?P<end>\d\d?:\d\d))?\s+(?P<level>[a-z]+)"
)


@dataclass(frozen=True, slots=True)
class Week:
    """`cells`: 336 levels, Monday 0:00 first."""

    cells: tuple[str, ...] = (FULL,) * (7 * HALF_HOURS)

    def level(self, at: float) -> str:
        """At this Unix time."""
        return self.cells[_place(datetime.fromtimestamp(at))]

    def changes(self, at: float) -> float:
        """When the level is another one than at this time; 0 if never."""
        now = datetime.fromtimestamp(at)
        place = _place(now)
        begin = now.replace(minute=30 * (now.minute // 30), second=0, microsecond=0)
        for ahead in range(1, len(self.cells) + 1):
            if self.cells[(place + ahead) % len(self.cells)] != self.cells[place]:
                return (begin + timedelta(minutes=30 * ahead)).timestamp()
        return 0.0

    def painted(self, places: Iterable[int], level: str) -> Week:
        cells = list(self.cells)
        for place in places:
            cells[place] = level
        return Week(tuple(cells))

    @property
    def plain(self) -> bool:
        """Nothing is painted."""
        return set(self.cells) == {FULL}


def parse(texts: Sequence[str]) -> Week:
    """Raises ValueError with a sentence about what is wrong."""
    week = Week()
    for text in texts:
        found = _PART.fullmatch(text.strip().lower())
        if not found or found["level"] not in LEVELS:
            raise ValueError(f"{text!r} is not a part of a week.")
        begin, end = _half_hour(found["begin"] or "0:00"), _half_hour(found["end"] or "24:00")
        length = end - begin if end > begin else end - begin + HALF_HOURS
        for day in _days(found["days"]):
            first = day * HALF_HOURS + begin
            week = week.painted((place % len(week.cells) for place in range(first, first + length)), found["level"])
    return week


def written(week: Week) -> list[str]:
    """As few parts as say it; days that are alike and follow each other stand together."""
    days = [week.cells[day * HALF_HOURS : (day + 1) * HALF_HOURS] for day in range(7)]
    parts: list[str] = []
    day = 0
    while day < 7:
        last = day
        while last < 6 and days[last + 1] == days[day]:
            last += 1
        name = DAYS[day] if last == day else f"{DAYS[day]}-{DAYS[last]}"
        parts += [f"{name} {run}" for run in _runs(days[day])]
        day = last + 1
    return parts


def clock(half_hours: int) -> str:
    """`08:30`"""
    return f"{half_hours // 2:02}:{30 * (half_hours % 2):02}"


def _runs(day: Sequence[str]) -> list[str]:
    runs: list[str] = []
    first = 0
    for place in range(1, HALF_HOURS + 1):
        if place < HALF_HOURS and day[place] == day[first]:
            continue
        if day[first] != FULL:
            runs.append(f"{clock(first)}-{clock(place)} {day[first]}" if place - first < HALF_HOURS else day[first])
        first = place
    return runs


def _place(at: datetime) -> int:
    return at.weekday() * HALF_HOURS + at.hour * 2 + at.minute // 30


def _days(text: str) -> list[int]:
    first, _, last = text.partition("-")
    last = last or first
    if first not in DAYS or last not in DAYS:
        raise ValueError(f"{text!r} are not days.")
    begin, end = DAYS.index(first), DAYS.index(last)
    return [day % 7 for day in range(begin, end + 1 if end >= begin else end + 8)]


def _half_hour(text: str) -> int:
    hour, minute = (int(word) for word in text.split(":"))
    if minute not in (0, 30) or hour * 60 + minute > 24 * 60:
        raise ValueError(f"{text!r} is not a full or half hour of a day.")
    return hour * 2 + minute // 30
