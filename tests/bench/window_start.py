"""From the start of the process to the first painted window, on a profile with a cluster, everything warm."""

from __future__ import annotations

from kit import Bench, Figure, median
from profiles import Agent
from window_run import screen, windowed

BOUND = 1.0  # seconds
STARTS = 7


def measure(bench: Bench) -> Figure:
    with bench.pair() as (anna, _), screen() as display:
        anna.stop()
        without = starts(anna, "")
        on_screen = starts(anna, display) if display else []
    rows = {"without a screen": told(without)}
    if on_screen:
        rows["on an X server"] = told(on_screen)
    slowest = max(median([wall for wall, _ in each]) for each in (without, on_screen) if each)
    return Figure(
        "Start to the first painted window, warm",
        f"< {BOUND:.0f} s",
        f"{slowest:.2f} s",
        slowest < BOUND,
        rows,
        {"seconds": slowest, "cpu": median([spent for _, spent in without])},
    )


def starts(agent: Agent, display: str) -> list[tuple[float, float]]:
    """(seconds, seconds of processor time) of each start but the first, which makes everything warm."""
    found = []
    for _ in range(STARTS + 1):
        window = windowed(agent, "shown", display)
        window.start()
        found.append((window.painted - window.began, window.start_cpu))
        window.stop()
    return found[1:]


def told(found: list[tuple[float, float]]) -> str:
    walls, spent = [wall for wall, _ in found], [cpu for _, cpu in found]
    return (
        f"{median(walls):.2f} s in the median of {len(found)}, {min(walls):.2f} to {max(walls):.2f} s;"
        f" {median(spent):.2f} s of processor time"
    )
