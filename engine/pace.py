"""How fast everything may go now and what rests: what senders and receivers ask before they go on.

Hides: locks. Promises: pure arithmetic over what steering.py decided; any thread may ask; `Pace()` lets everything go.
"""

from __future__ import annotations

import threading

from engine.api_pace import RestRow, rest_of
from engine.meter import Limit


class Shared(Limit):
    """One bucket that the threads of all clusters draw from. `taken`: bytes so far."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0
        self._lock = threading.Lock()

    def set(self, rate: float | None) -> None:
        with self._lock:
            if rate != self.rate:
                super().set(rate)

    def take(self, size: int, now: float) -> None:
        with self._lock:
            self.taken += size
            super().take(size, now)

    def wait(self, now: float) -> float:
        with self._lock:
            return super().wait(now)


class Both:
    """The limit of one transfer together with the one over all."""

    def __init__(self, own: float | None, shared: Limit) -> None:
        self.own = Limit(own)
        self._shared = shared

    @property
    def rate(self) -> float | None:
        """The lower one."""
        rates = [rate for rate in (self.own.rate, self._shared.rate) if rate is not None]
        return min(rates) if rates else None

    def take(self, size: int, now: float) -> None:
        self.own.take(size, now)
        self._shared.take(size, now)

    def wait(self, now: float) -> float:
        return max(self.own.wait(now), self._shared.wait(now))


class Pace:
    """`parallel`: how many sends, and how many fetches, take turns on one cluster; 0 leaves it to them.
    `queues`: the same of the sends of a queue, where it says so. `reserve`: bytes that fetches leave free on a disk."""

    def __init__(self) -> None:
        self.up, self.down = Shared(), Shared()
        self.parallel = 0
        self.queues: dict[str, int] = {}
        self.reserve = 0
        self.rests: tuple[RestRow, ...] = ()

    def rest(self, cluster: str, kind: str) -> RestRow | None:
        """Why the sends or fetches of a cluster do not go on now; the strongest reason."""
        return rest_of(self.rests, cluster, kind)
