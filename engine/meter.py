"""Pure arithmetic of speed: how much may be in flight, how fast it goes, how long to wait.

Hides: smoothing, slow start, token buckets, jitter. Promises: no clock, no thread, no outside thing; every method takes
`now` (seconds of one monotonic clock). Sizes are bytes, rates bytes per second. Not thread-safe.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable

from engine.errors import TowlineError, Verdict

MIB = 1024 * 1024

FAR = 0.005  # seconds of a round trip, from which on it costs something beside a large answer
MOST_NEAR = 4 * MIB  # bytes of an answer; more brings nothing but memory, and costs more where reading jumps
MOST_FAR = 9 * MIB  # bounds the memory of a receiver: two of them are on their way and two being used

LOOK_AGAIN = 3.0  # seconds between looks at what a *wait* waits for
PERSON_AGAIN = 60.0  # and at what a person was asked for: an administrator may mend it, who presses no button here
ANSWER_AGAIN = 3600.0  # the same where only an answer changes anything, and that is noticed at once
_ANSWERS = ("exists", "retention")

_BIN = 0.1  # seconds of acknowledgements kept as one number
_SHORTEST = 0.001  # seconds; a rate over less than that means nothing


class Window:
    """How many bytes may be in flight to one cluster.

    It starts small and doubles with each round trip while it is used, as TCP does; it never exceeds `ceiling`, nor
    what the link acknowledged in its last `seconds` seconds of work. A timeout halves it and makes it grow slowly from
    there. It holds one record always, and two while those take no more than `pair` seconds: with only one, a slow link
    idles for a round trip after each record.
    """

    def __init__(
        self, ceiling: int = 28 * MIB, start: int = 256 * 1024, seconds: float = 5.0, pair: float = 20.0
    ) -> None:
        self.in_flight = 0
        self.timeouts = 0
        self._ceiling = ceiling
        self._seconds = seconds
        self._pair = pair
        self._size = float(start)
        self._slow_start = True
        self._record = 0  # size of the largest of the last records
        self._busy = 0.0  # seconds with anything in flight, up to `_seen`
        self._seen = 0.0
        self._progress = 0.0  # when the last acknowledgement or timeout came, or the link stopped being empty
        self._bins: deque[list[float]] = deque()  # [busy time at its begin, bytes acknowledged]
        self._sum = 0.0
        self._counted = 0.0  # busy time of the last acknowledgement
        self._usual: float | None = None  # seconds from sent to acknowledged
        self._deaf = False  # a timeout was counted and nothing was acknowledged since

    def sent(self, size: int, now: float) -> None:
        self._run(now)
        if self.in_flight == 0:
            self._progress = now
        self.in_flight += size
        self._record = max(size, self._record - self._record // 16)

    def acked(self, size: int, age: float, now: float) -> None:
        """`age`: seconds since this record was sent."""
        self._run(now)
        used = self.in_flight >= self._size / 2
        self.in_flight -= size
        self._progress = now
        self._deaf = False
        self._usual = age if self._usual is None else 0.875 * self._usual + 0.125 * age
        self._count(size)
        if used:
            self._size += size if self._slow_start else self._record * size / self._size
            self._size = min(self._size, self._ceiling)

    def gone(self, size: int, now: float) -> None:
        """A record left without an acknowledgement: given up, or taken back to be produced again."""
        self._run(now)
        self.in_flight -= size

    def timed_out(self, now: float) -> None:
        """The link said that something took too long. All that is said until the next acknowledgement is one timeout."""
        self._run(now)
        if self._deaf:
            return
        self._deaf = True
        self._progress = now
        self.timeouts += 1
        self._slow_start = False
        self._size = max(min(self._size, self.allowance) / 2, 64 * 1024)

    def patience(self) -> float:
        """Seconds without an acknowledgement after which a busy link counts as timed out."""
        return max(10.0, 4 * (self._usual or 0.0))

    def tick(self, now: float) -> None:
        """To be called now and then, so that silence is noticed; silence that goes on halves the window again."""
        if self.in_flight and now - self._progress > self.patience():
            self._deaf = False
            self.timed_out(now)

    @property
    def rate(self) -> float:
        """Acknowledged bytes per second of work; 0 before the first acknowledgement."""
        if not self._bins:
            return 0.0
        return self._sum / max(self._counted - self._bins[0][0], _SHORTEST)

    @property
    def allowance(self) -> int:
        """How many bytes may be in flight now."""
        rate = self.rate
        if not rate:
            return max(int(self._size), self._record)
        by_rate = max(self._seconds * rate, min(2 * self._record, self._pair * rate))
        return int(max(min(self._size, by_rate, self._ceiling), self._record))

    def room(self, size: int) -> bool:
        """Whether a record of `size` bytes may be sent now; an empty link always has room for one."""
        return self.in_flight == 0 or self.in_flight + size <= self.allowance

    def _run(self, now: float) -> None:
        """Moves the clock of work on: it stands still while nothing is in flight."""
        if self.in_flight:
            self._busy += max(0.0, now - self._seen)
        self._seen = now

    def _count(self, size: int) -> None:
        """Adds to the sum of the last seconds of work; of a slow link the last four acknowledgements stay anyway."""
        if self._bins and self._busy - self._bins[-1][0] < _BIN:
            self._bins[-1][1] += size
        else:
            self._bins.append([self._counted, size])
        self._counted = self._busy
        self._sum += size
        while len(self._bins) > 4 and self._bins[1][0] < self._busy - self._seconds:
            self._sum -= self._bins.popleft()[1]


class Rate:
    """A smoothed rate for people, and the time left."""

    def __init__(self, seconds: float = 5.0) -> None:
        self._seconds = seconds
        self._began: float | None = None
        self._bins: deque[list[float]] = deque()  # [begin, bytes]
        self._sum = 0.0

    def add(self, size: int, now: float) -> None:
        if self._began is None or now - self._bins_end() > self._seconds:
            self._began = now  # after a rest the past says nothing
            self._bins.clear()
            self._sum = 0.0
        if self._bins and now - self._bins[-1][0] < _BIN:
            self._bins[-1][1] += size
        else:
            self._bins.append([now, size])
        self._sum += size
        self._forget(now)

    def value(self, now: float) -> float:
        """Bytes per second over the last seconds; 0 when nothing came."""
        self._forget(now)
        if self._began is None or not self._bins:
            return 0.0
        return self._sum / min(max(now - self._began, _BIN), self._seconds)

    def left(self, size: int, now: float) -> float | None:
        """Seconds until `size` more bytes are done; None before there are 3 s of data, or while nothing moves."""
        rate = self.value(now)
        if not rate or self._began is None or now - self._began < 3.0:
            return None
        return size / rate

    def _bins_end(self) -> float:
        return self._bins[-1][0] if self._bins else -self._seconds

    def _forget(self, now: float) -> None:
        while self._bins and self._bins[0][0] < now - self._seconds:
            self._sum -= self._bins.popleft()[1]


class Limit:
    """A token bucket that holds one second; what is larger than the bucket makes a debt. `rate` None: no limit."""

    def __init__(self, rate: float | None = None) -> None:
        self.rate = rate
        self._tokens = rate or 0.0
        self._seen: float | None = None

    def set(self, rate: float | None) -> None:
        self.rate = rate
        self._tokens = min(self._tokens, rate or 0.0)

    def take(self, size: int, now: float) -> None:
        """Counts `size` bytes as sent."""
        if self.rate is not None:
            self._fill(now)
            self._tokens -= size

    def wait(self, now: float) -> float:
        """Seconds until something may be sent; 0 means now."""
        if self.rate is None:
            return 0.0
        self._fill(now)
        return max(0.0, -self._tokens / self.rate)

    def _fill(self, now: float) -> None:
        rate = self.rate or 0.0
        passed = 0.0 if self._seen is None else max(0.0, now - self._seen)
        self._tokens = min(rate, self._tokens + passed * rate)
        self._seen = now


class Trips:
    """The round trip of a link: the fastest of the last `seconds`, so that one that became longer is noticed."""

    def __init__(self, seconds: float = 60.0) -> None:
        self._seconds = seconds
        self._seen: deque[tuple[float, float]] = deque()  # (when, how long), ever longer

    def add(self, took: float, now: float) -> None:
        while self._seen and self._seen[-1][1] >= took:
            self._seen.pop()
        self._seen.append((now, took))
        self._forget(now)

    def fastest(self, now: float) -> float | None:
        """Seconds; the last one measured where that is longer ago, None before the first."""
        self._forget(now)
        return self._seen[0][1] if self._seen else None

    def age(self, now: float) -> float:
        """Seconds since the last one was measured."""
        return now - self._seen[-1][0] if self._seen else float("inf")

    def forget(self) -> None:
        """Another network: what was measured says nothing any more."""
        self._seen.clear()

    def _forget(self, now: float) -> None:
        while len(self._seen) > 1 and self._seen[0][0] < now - self._seconds:
            self._seen.popleft()


def answer_size(present: int, *, rate: float, trip: float, record: int) -> int:
    """How many bytes a broker's answer should hold, now that `present` of them brought `rate` bytes a second.

    A broker is asked again only when its answer is here, so with small answers a long line is empty most of the time;
    with large ones a slow line brings nothing for minutes. A far broker (`FAR`) is asked by two in turns: while one waits,
    the answer of the other is on its way, and the line is full as soon as each holds a round trip's worth. Answers are
    whole records of `record` bytes: a broker cuts the last one where the answer is full, and what is cut comes again.
    """
    most, trips, least = (MOST_FAR, 8, 2) if trip >= FAR else (MOST_NEAR, 16, 8)
    size = int(min(most, trips * rate * trip, 5 * rate)) // record * record
    return size if present < least * rate * trip and size >= 1.5 * present else present


class Backoff:
    """How long to wait before the next try: doubling from `first` to `top`, each time a random 50-100 % of it."""

    def __init__(self, first: float = 0.5, top: float = 60.0, chance: Callable[[], float] = random.random) -> None:
        self.attempt = 0
        self._first = first
        self._top = top
        self._chance = chance

    def next(self) -> float:
        """Counts one more attempt; seconds to wait before it."""
        whole = min(self._top, self._first * 2.0 ** min(self.attempt, 30))
        self.attempt += 1
        return whole * (0.5 + 0.5 * self._chance())

    def reset(self) -> None:
        self.attempt = 0


def pause_of(error: TowlineError, backoff: Backoff) -> float:
    """Seconds until what met an error of this verdict is tried again."""
    match error.verdict:
        case Verdict.WAIT:
            return LOOK_AGAIN
        case Verdict.WAIT_PERSON:
            return ANSWER_AGAIN if error.word in _ANSWERS else PERSON_AGAIN
        case Verdict.RETRY | Verdict.FAIL | Verdict.BUG:
            return backoff.next()
