"""What a window costs while nothing is to be done: in the background (hidden), and in front of somebody; one cluster
connected, and an agent without a window beside them as the part that is the engine's."""

from __future__ import annotations

import time

from kit import Bench, Figure
from profiles import Agent
from window_run import screen, spent, windowed

BOUND = 0.5  # per cent of one processor, hidden
SETTLE = 15.0  # seconds after the start that do not count
SECONDS = 60.0


def measure(bench: Bench) -> Figure:
    with bench.pair() as (anna, ben), screen() as display:
        hidden, shown = windowed(anna, "hidden", display), windowed(ben, "shown", display)
        for agent in (anna, ben):
            agent.stop()
        found = {}
        try:
            for window in (hidden, shown):
                window.start()
                window.listen()
            found["hidden"], found["shown"] = share(hidden, shown)
        finally:
            for window in (hidden, shown):
                window.stop()
        anna.start()
        anna.listen()
        (found["agent"],) = share(anna)
    return Figure(
        "Idle, window hidden",
        f"< {BOUND} % of one processor",
        f"{found['hidden']:.2f} %",
        found["hidden"] < BOUND,
        {
            "one cluster, nothing moves": f"hidden {found['hidden']:.2f} %, in sight {found['shown']:.2f} %,"
            f" an agent without a window {found['agent']:.2f} %; {SECONDS:.0f} s each",
        },
        found,
    )


def share(*processes: Agent) -> list[float]:
    """Per cent of one processor that each of them takes, its window and its engine together."""
    time.sleep(SETTLE)
    before, start = [spent(one) for one in processes], time.monotonic()
    time.sleep(SECONDS)
    took = time.monotonic() - start
    return [100 * (spent(one) - old) / took for one, old in zip(processes, before, strict=True)]
