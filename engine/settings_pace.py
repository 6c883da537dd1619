"""What the sections [limits] and [notifications] mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import week
from engine.settings_keys import Wrong
from engine.week import Week


@dataclass(frozen=True, slots=True)
class Limits:
    """`up`, `down`: bytes a second over all transfers, None where nothing was chosen, 0 lets nothing through. They hold in
    the limited hours of the week, and always if it has none.

    `parallel`: sends, and fetches, at a time on each cluster, 0 is as many as go well. `battery_below`: percent, 0 never
    rests. `leave_free`: bytes.
    """

    up: int | None = None
    down: int | None = None
    parallel: int = 0
    week: Week = field(default_factory=Week)
    battery_below: int = 0
    keep_awake: bool = True
    leave_free: int = 1_000_000_000

    @property
    def chosen(self) -> bool:
        """There is a limit."""
        return self.up is not None or self.down is not None

    def level(self, at: float) -> str:
        """What the week says for this time, read as written above."""
        level = self.week.level(at)
        return week.LIMITED if level == week.FULL and self.chosen and week.LIMITED not in self.week.cells else level


@dataclass(frozen=True, slots=True)
class Notifications:
    """Of what a window tells by a notification of the desktop. `finished`: all of a batch; `each`: every single one."""

    failed: bool = True
    finished: bool = True
    arrived: bool = True
    each: bool = False


def limits_of(table: Mapping[str, Any]) -> Limits:
    """Raises Wrong."""
    try:
        painted = week.parse(table.get("week", ()))
    except ValueError as error:
        raise Wrong(str(error), "Write it like ['mon-fri 08:00-18:00 limited', 'sun paused'].") from error
    if table["battery_below"] > 100:
        raise Wrong("A battery has at most 100 percent.", "Write it like battery_below = 20, or 0 for never.")
    return Limits(**{**table, "week": painted})


def notifications_of(table: Mapping[str, Any]) -> Notifications:
    return Notifications(**table)
