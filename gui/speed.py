"""How fast a transfer moves and how long it will still take, from what was seen of it in the last seconds.

Hides: samples. Promises: a rate is that of the last 10 seconds; a time left is only given once there are 3 seconds of
data, and not while it jumps: a number that lies is worse than none. Times are Unix time, sizes bytes.
"""

from __future__ import annotations

from collections import deque

SEEN = 10.0  # seconds that count for a rate
ENOUGH = 3.0  # seconds of data before a time left is told
STEADY = 5.0  # seconds in which the time left may not move by more than a factor of 2
APART = 0.45  # seconds between two samples
SILENT = 2.5  # seconds without a sample after which nothing moves any more
SMALL = 4.0  # seconds: below this a factor of 2 is no jump


class _Samples:
    def __init__(self) -> None:
        self.done: deque[tuple[float, int]] = deque()
        self.ends: deque[tuple[float, float]] = deque()  # when it was, and when it will be ready as seen then

    def rate(self, now: float) -> float:
        if len(self.done) < 2 or now - self.done[-1][0] > SILENT:
            return 0.0
        (start, before), (end, after) = self.done[0], self.done[-1]
        return (after - before) / (end - start)


class Speeds:
    """Of all transfers that move. Give it each snapshot of what moves."""

    def __init__(self) -> None:
        self._of: dict[str, _Samples] = {}

    def note(self, id: str, at: float, done: int, size: int) -> None:
        """At `at`, `done` of `size` bytes were there."""
        seen = self._of.setdefault(id, _Samples())
        if seen.done and (done < seen.done[-1][1] or at - seen.done[-1][0] > SILENT):
            seen.done.clear()  # started again, or stood still unseen
            seen.ends.clear()
        if seen.done and at - seen.done[-1][0] < APART:
            return
        seen.done.append((at, done))
        while seen.done[0][0] < at - SEEN:
            seen.done.popleft()
        rate = seen.rate(at)
        if rate > 0 and size:
            seen.ends.append((at, at + max(0, size - done) / rate))
        while seen.ends and seen.ends[0][0] < at - STEADY:
            seen.ends.popleft()

    def __contains__(self, id: str) -> bool:
        """Whether it moved since it was dropped."""
        return id in self._of

    def rate(self, id: str, now: float) -> float:
        """Bytes per second; 0 if it does not move or nobody knows yet."""
        seen = self._of.get(id)
        return seen.rate(now) if seen else 0.0

    def left(self, id: str, now: float) -> float | None:
        """Seconds until it is ready, or None while that cannot honestly be said."""
        seen = self._of.get(id)
        if seen is None or not seen.ends or seen.rate(now) <= 0 or seen.done[-1][0] - seen.done[0][0] < ENOUGH:
            return None
        spans = [max(SMALL, end - now) for _, end in seen.ends]
        if max(spans) > 2 * min(spans):
            return None
        return max(0.0, seen.ends[-1][1] - now)

    def drop(self, id: str) -> None:
        self._of.pop(id, None)
