"""When an unfinished bundle is offered: soon on any line, and not so often that the offers themselves fill it."""

from __future__ import annotations

from engine.bundle import Growth


def revisions(rate: float, seconds: int) -> list[int]:
    """Seconds at which a stream of `rate` bytes a second is offered anew."""
    growth, told = Growth(1000.0), []
    for second in range(1, seconds + 1):
        if growth.due(int(rate * second), 1000.0 + second):
            growth.told(int(rate * second), 1000.0 + second)
            told.append(second)
    return told


def test_a_fast_line_is_followed_from_64_mb_on() -> None:
    assert revisions(100e6, 3)[0] == 1
    assert revisions(20e6, 10)[0] == 4


def test_a_slow_line_is_followed_within_seconds_of_its_first_megabyte() -> None:
    assert revisions(1e6, 60)[0] == 10
    assert revisions(64e3, 60)[0] == 16


def test_a_bundle_that_takes_long_but_is_small_is_not_offered_early() -> None:
    assert revisions(3e3, 299) == []
    assert revisions(3e3, 300) == [300]


def test_the_number_of_revisions_grows_with_the_logarithm_of_the_stream() -> None:
    hour, day = revisions(64e3, 3_600), revisions(64e3, 86_400)
    assert len(hour) < 35
    assert len(day) - len(hour) < 300  # every five minutes at the least


def test_nothing_new_is_never_offered() -> None:
    growth = Growth(0.0)
    growth.told(5_000_000, 1.0)
    assert not growth.due(5_000_000, 10_000.0)
