"""The shapes of pace: how fast everything may go now, and what rests and why.

Rates are bytes per second; -1 stands for no limit, 0 lets nothing through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

RESTS = ("pause", "schedule", "metered", "battery", "limit", "room")
"""Why work rests, the strongest first: a person paused everything · the week grid · a metered network · a battery that
runs low · a limit of 0 · a disk that is to keep some room (that holds single fetches only)."""


@dataclass(frozen=True, slots=True)
class RestRow:
    """`word`: of RESTS. `cluster`, `kind` (send, fetch): what rests, "" is all. `until`: Unix time, 0 where nobody knows."""

    word: str
    cluster: str = ""
    kind: str = ""
    until: float = 0.0


def rest_of(rests: Iterable[RestRow], cluster: str, kind: str) -> RestRow | None:
    """Why the sends or fetches of a cluster do not go on; the strongest reason. Room holds single fetches only."""
    for row in rests:
        if row.word != "room" and row.cluster in ("", cluster) and row.kind in ("", kind):
            return row
    return None


@dataclass(frozen=True, slots=True)
class PaceRow:
    """`up`, `down`: the limits over all transfers that hold now. `level`: full or limited; `by`: schedule or person where
    one of them chose it, and `until` when it changes by itself (0: not).

    `battery`: percent, -1 without one or where it is not known; `plugged`: on mains. `metered`: yes, no, or "" where this
    computer does not say. `awake`: "yes" while the computer is kept awake, "no" while it could not be, else "".
    """

    up: int = -1
    down: int = -1
    level: str = "full"
    by: str = ""
    until: float = 0.0
    rests: tuple[RestRow, ...] = ()
    battery: int = -1
    plugged: bool = True
    metered: str = ""
    awake: str = ""
