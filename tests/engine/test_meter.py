"""The arithmetic of speed on synthetic traces: a simulated link carries what the window lets through."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import TowlineError
from engine.meter import (
    ANSWER_AGAIN,
    FAR,
    MIB,
    MOST_FAR,
    MOST_NEAR,
    PERSON_AGAIN,
    Backoff,
    Limit,
    Rate,
    Trips,
    Window,
    answer_size,
    pause_of,
)


@dataclass
class SimulatedLink:
    """A line of `rate` bytes/s and `delay` s there and back; a request older than `patience` times out all of them.

    Every request on the connection fails together and nothing of them counts; the link takes them back and sends
    again what the window lets through.
    """

    rate: float
    delay: float
    patience: float = 120.0
    now: float = 0.0
    free: float = 0.0  # when the line is free again
    flying: list[tuple[float, float, int]] = field(default_factory=list)  # (acked at, sent at, size)
    timeouts: int = 0
    wasted: int = 0
    most: int = 0

    def run(self, window: Window, record: int, seconds: float) -> int:
        """Sends records of one size whenever there is room; bytes acknowledged in those seconds."""
        done, end = 0, self.now + seconds
        while self.now < end:
            while window.room(record) and window.in_flight < 64 * MIB:
                window.sent(record, self.now)
                self._send(record)
            self.most = max(self.most, window.in_flight)
            at, sent_at, size = self.flying[0]
            if at - sent_at > self.patience:
                self._time_out(window, sent_at)
                continue
            heapq.heappop(self.flying)
            self.now = max(self.now, at)
            window.acked(size, self.now - sent_at, self.now)
            done += size
        return done

    def _send(self, size: int) -> None:
        self.free = max(self.free, self.now) + size / self.rate
        heapq.heappush(self.flying, (self.free + self.delay, self.now, size))

    def _time_out(self, window: Window, sent_at: float) -> None:
        self.now = max(self.now, sent_at + self.patience)
        self.timeouts += 1
        window.timed_out(self.now)
        for _, _, size in self.flying:
            self.wasted += size
            window.gone(size, self.now)
        self.flying.clear()
        self.free = self.now


@pytest.mark.parametrize(
    ("kbit", "delay", "record"),
    [
        (128, 0.1, 64_000),
        (128, 0.6, 64_000),
        (256, 0.1, 128_000),
        (512, 0.1, 256_000),
        (2_000, 0.3, 950_000),
        (160_000, 0.2, 950_000),
        (8_000_000, 0.001, 950_000),
    ],
)
def test_a_link_of_any_speed_is_filled_without_timeouts(kbit: int, delay: float, record: int) -> None:
    link, window = SimulatedLink(kbit * 125, delay), Window()
    link.run(window, record, 60)  # finds its size
    seconds = 300.0 if kbit < 10_000 else 20.0
    assert link.run(window, record, seconds) >= 0.95 * link.rate * seconds
    assert link.timeouts == 0


def test_a_slow_link_holds_only_seconds_of_its_rate() -> None:
    link, window = SimulatedLink(16_000, 0.1), Window()
    link.run(window, 64_000, 300)
    assert 64_000 <= window.allowance <= 20 * 16_000


def test_large_records_on_a_slow_link_travel_one_at_a_time() -> None:
    link, window = SimulatedLink(16_000, 0.1), Window()
    link.run(window, 950_000, 1_000)
    assert link.timeouts == 0
    assert window.allowance < 2 * 950_000


def test_never_more_than_the_ceiling() -> None:
    link, window = SimulatedLink(1e9, 0.2), Window(ceiling=32 * MIB)
    link.run(window, 950_000, 10)
    assert link.most <= 32 * MIB
    assert window.allowance >= 31 * MIB


def test_it_grows_as_fast_as_tcp_on_a_long_fast_link() -> None:
    window = Window()
    link = SimulatedLink(20e6, 0.2)
    assert link.run(window, 950_000, 5) >= 0.6 * 20e6 * 5


def test_a_link_that_becomes_slow_is_followed_down_and_up_again() -> None:
    link, window = SimulatedLink(20e6, 0.1), Window()
    link.run(window, 256_000, 20)
    wide = window.allowance
    link.rate = 64_000
    link.run(window, 256_000, 900)
    assert window.allowance <= 20 * 64_000
    before = link.timeouts
    link.run(window, 256_000, 600)
    assert link.timeouts == before
    link.rate = 20e6
    link.run(window, 256_000, 60)
    assert window.allowance > wide / 3


def test_a_timeout_halves_once_until_something_is_acknowledged() -> None:
    link, window = SimulatedLink(20e6, 0.1), Window()
    link.run(window, 256_000, 20)
    before = window.allowance
    for _ in range(5):  # three brokers and two requests report the same incident
        window.timed_out(link.now)
    assert window.allowance == pytest.approx(before / 2, rel=0.01)
    assert window.timeouts == 1


def test_silence_counts_as_a_timeout_and_goes_on_halving() -> None:
    link, window = SimulatedLink(20e6, 0.1), Window()
    link.run(window, 256_000, 20)
    before = window.allowance
    window.tick(link.now + 9.9)
    assert window.allowance == before
    window.tick(link.now + 10.2)
    assert window.timeouts == 1
    window.tick(link.now + 10.3)
    assert window.timeouts == 1
    window.tick(link.now + 20.5)
    assert window.timeouts == 2
    assert window.allowance == pytest.approx(before / 4, rel=0.01)


def test_the_usual_time_of_a_slow_link_is_no_silence() -> None:
    link, window = SimulatedLink(16_000, 0.1), Window()
    link.run(window, 950_000, 600)
    window.tick(link.now + 59)
    assert window.timeouts == 0


def test_an_idle_link_keeps_what_it_knew() -> None:
    window = Window()
    link = SimulatedLink(20e6, 0.1)
    link.run(window, 256_000, 20)
    while link.flying:
        at, sent_at, size = heapq.heappop(link.flying)
        window.acked(size, at - sent_at, at)
    rate, size_before = window.rate, window.allowance
    window.tick(link.now + 10_000)
    window.sent(1_000, link.now + 10_000)
    window.acked(1_000, 0.1, link.now + 10_000.1)
    assert window.timeouts == 0
    assert window.rate > 0.8 * rate
    assert window.allowance > 0.8 * size_before


def test_tiny_records_first_do_not_hold_large_ones_back() -> None:
    link, window = SimulatedLink(20e6, 0.1), Window()
    link.run(window, 1_000, 1)
    assert link.run(window, 950_000, 10) >= 0.85 * 20e6 * 10


@given(
    st.lists(st.tuples(st.integers(1, 2 * MIB), st.floats(0, 200), st.booleans()), max_size=200),
)
def test_whatever_happens_the_window_holds_a_record_and_stays_below_its_ceiling(
    events: list[tuple[int, float, bool]],
) -> None:
    window, now = Window(), 0.0
    for size, wait, broken in events:
        window.sent(size, now)
        now += wait
        window.tick(now)
        if broken:
            window.timed_out(now)
            window.gone(size, now)
        else:
            window.acked(size, wait, now)
        assert window.in_flight == 0
        assert window.room(32 * MIB)
        assert size <= window.allowance <= 32 * MIB


def test_a_rate_follows_the_last_seconds_and_the_time_left_waits_for_data() -> None:
    rate = Rate()
    assert rate.value(0.0) == 0.0
    for i in range(100):
        rate.add(1_000, i / 10)
    assert rate.value(9.9) == pytest.approx(10_000, rel=0.05)
    assert rate.left(50_000, 9.9) == pytest.approx(5, rel=0.05)
    assert rate.value(30.0) == 0.0
    assert rate.left(50_000, 30.0) is None
    rate.add(1_000, 31.0)
    rate.add(1_000, 32.0)
    assert rate.left(50_000, 32.0) is None


def test_a_limit_lets_its_rate_through_and_large_blocks_make_a_debt() -> None:
    limit, now, sent = Limit(100_000), 0.0, 0
    while now < 100:
        now += limit.wait(now) + 1e-9
        limit.take(64_000, now)
        sent += 64_000
    assert sent == pytest.approx(100 * 100_000, rel=0.03)
    limit.set(None)
    assert limit.wait(now) == 0.0
    limit.take(10**9, now)
    assert limit.wait(now) == 0.0
    limit.set(100_000)
    assert limit.wait(now) < 1.0


def test_a_backoff_doubles_with_jitter_and_starts_anew() -> None:
    backoff = Backoff(first=1, top=60, chance=lambda: 1.0)
    assert [backoff.next() for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert backoff.attempt == 8
    backoff.reset()
    assert (backoff.attempt, backoff.next()) == (0, 1)
    low = Backoff(first=1, top=60, chance=lambda: 0.0)
    assert [low.next() for _ in range(3)] == [0.5, 1, 2]


def test_what_an_administrator_mends_is_tried_again_without_a_click_and_what_waits_for_an_answer_is_not() -> None:
    backoff = Backoff(first=1, top=60, chance=lambda: 1.0)
    assert pause_of(TowlineError("no-topic", topic="t", cluster="c"), backoff) == PERSON_AGAIN
    assert pause_of(TowlineError("retention", takes="9 h", keeps="8 h"), backoff) == ANSWER_AGAIN
    assert [pause_of(TowlineError("unreachable", cluster="c", reason="r"), backoff) for _ in range(2)] == [1, 2]


# --- answers to those who read ------------------------------------------------------------------------------------------


def carried(line: float, trip: float, answer: int) -> float:
    """Bytes per second of a line that carries answers of this size: for two who ask in turns if it is far, else for one."""
    if trip < FAR:
        return answer / (trip + answer / line)
    return 2 * answer / max(2 * answer / line, trip + answer / line)


@pytest.mark.parametrize(
    ("line", "trip"),
    [(2e6, 0.02), (2e6, 0.3), (20e6, 0.02), (20e6, 0.1), (20e6, 0.3), (100e6, 0.1), (300e6, 0.0005), (100e6, 0.002)],
)
def test_answers_grow_until_the_line_is_full(line: float, trip: float) -> None:
    record, size, changes = 951_024, 951_024, 0  # of a small answer comes one record in any case
    while (larger := answer_size(size, rate=carried(line, trip, size), trip=trip, record=record)) > size:
        size, changes = larger, changes + 1
    assert carried(line, trip, size) >= 0.9 * line
    assert changes <= 2  # each makes connections anew
    assert size <= (MOST_NEAR if trip < FAR else MOST_FAR)
    assert changes == 0 or size % record == 0


@pytest.mark.parametrize("trip", [0.001, 0.1, 1.0, 5.0])
@pytest.mark.parametrize("rate", [16_000, 64_000])
def test_answers_of_a_slow_line_stay_small(rate: float, trip: float) -> None:
    for record in (65_616, 951_024):
        assert answer_size(64 * 1024, rate=rate, trip=trip, record=record) <= 5 * rate


def test_the_fastest_round_trip_of_late_counts() -> None:
    trips = Trips(60.0)
    assert trips.fastest(0.0) is None
    trips.add(0.5, 0.0)
    trips.add(0.001, 1.0)
    for now in range(20, 60, 20):
        trips.add(0.1, float(now))
    assert trips.fastest(59.0) == 0.001
    assert trips.fastest(62.0) == 0.1  # the line became longer
    assert trips.fastest(9_999.0) == 0.1  # nothing newer is known
    assert trips.age(70.0) == 30.0
    trips.forget()
    assert trips.fastest(62.0) is None
