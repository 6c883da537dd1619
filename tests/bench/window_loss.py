"""What a visible window costs the transfer itself: sending 1 GB, then fetching 1 GB, by an engine without a window and by
one that belongs to a window, in turns."""

from __future__ import annotations

import shutil
from pathlib import Path

from kit import LONG, Bench, Figure, make_file, mb, median, same
from profiles import Agent
from window_run import screen, spent, windowed

BOUND = 0.05  # of the speed
SIZE = 1_000_000_000


def measure(bench: Bench) -> Figure:
    source = make_file(bench.folder / "gigabyte.bin", SIZE)
    alone: list[tuple[float, float]] = []
    beside: list[tuple[float, float]] = []
    rows = {}
    with bench.pair() as (anna, ben), screen() as display:
        ben.done(ben.send(source, to="Anna"), LONG)
        offer = anna.offer().id
        anna.stop()
        for number in range(bench.rounds + 1):  # the first round makes files and memory warm
            window = windowed(anna, "shown", display)
            pairs = [(alone, anna), (beside, window)]
            for kept, agent in pairs if number % 2 else pairs[::-1]:
                agent.start()
                kept.append(there_and_back(bench, agent, source, offer))
                agent.stop()
            rows[f"round {number}"] = ", ".join(
                f"{name} {kept[-1][0]:.1f} s (CPU {kept[-1][1]:.1f} s)"
                for name, kept in (("alone", alone), ("with a window", beside))
            )
    source.unlink()
    del rows["round 0"]
    without, with_ = (median([seconds for seconds, _ in kept[1:]]) for kept in (alone, beside))
    loss = 1 - without / with_
    return Figure(
        f"{mb(SIZE)} sent, {mb(SIZE)} fetched, with a visible window",
        f"≤ {BOUND:.0%} slower than without",
        f"{loss:.1%} slower ({with_:.1f} s against {without:.1f} s)",
        loss <= BOUND,
        rows,
        {"loss": loss, "without": without, "with": with_},
    )


def there_and_back(bench: Bench, agent: Agent, source: Path, offer: str) -> tuple[float, float]:
    """Seconds, and seconds of processor time of its engine and its window."""
    target = bench.scratch("target")
    agent.listen()
    before = spent(agent)
    sent = agent.done(agent.send(source), LONG)
    fetched = agent.done(agent.fetch(offer, target), LONG)
    took = spent(agent) - before
    assert same(source, target / source.name)
    shutil.rmtree(target)
    return sent.finished - sent.added + fetched.finished - fetched.added, took
