"""Peak memory of the sending and the receiving process for a tiny, a large and a huge sparse file."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator

from kit import LONG, Agent, Bench, Figure, make_file, mb, memory

BOUND = 150 * 1_000_000
SPARSE = 100 * 10**9
FLAT = 10 * 1_000_000  # bytes that memory may still wander when it counts as flat


def measure(bench: Bench) -> Figure:
    rows: dict[str, str] = {}
    worst = 0
    for size in (1_000_000, bench.size):
        source = make_file(bench.folder / "file.bin", size)
        with bench.pair() as (anna, ben):
            send = anna.send(source)
            target = bench.scratch("target")
            fetch = ben.fetch(ben.offer().id, target)
            anna.done(send, LONG)
            ben.done(fetch, LONG)
            shutil.rmtree(target)
            peaks = [memory(agent.pid, "VmHWM") for agent in (anna, ben)]
        worst = max(worst, *peaks)
        rows[mb(size)] = f"sender {mb(peaks[0])}, receiver {mb(peaks[1])}"
        source.unlink()
    peaks, rows["100 GB sparse"] = _sparse(bench)
    worst = max(worst, *peaks)
    return Figure(
        "Peak memory (RSS) of each process",
        f"≤ {mb(BOUND)}",
        mb(worst),
        worst <= BOUND,
        rows,
        {"worst": worst},
    )


def _sparse(bench: Bench) -> tuple[list[int], str]:
    """Sends a file of holes for `cap` seconds. What arrives has none, so its speed is limited to what the disk holds."""
    source = bench.folder / "sparse.bin"
    with source.open("wb") as file:
        os.truncate(file.fileno(), SPARSE)
    room = shutil.disk_usage(bench.folder).free // 3
    with bench.pair() as (anna, ben):
        send = anna.send(source, limit=max(1_000_000, int(room / bench.cap)))
        fetch = ben.fetch(ben.offer().id, bench.scratch("target"))
        seen = list(_watched(anna, ben, bench.cap))
        peaks = [memory(agent.pid, "VmHWM") for agent in (anna, ben)]
        late = seen[len(seen) // 2 :]
        grown = [
            max(sample[n] for sample in late) - max(sample[n] for sample in seen[: len(seen) // 2]) for n in (0, 1)
        ]
        rows = anna.row(send), ben.row(fetch)
        anna.engine.cancel([send]).result(30)
        ben.engine.cancel([fetch]).result(30)
    source.unlink()
    flat = "flat" if max(grown) <= FLAT else f"not flat: {mb(max(grown))} more in the second half"
    return peaks, (
        f"sender {mb(peaks[0])}, receiver {mb(peaks[1])}; {flat} over {bench.cap:.0f} s,"
        f" in which {mb(rows[0].done)} were stored and {mb(rows[1].done)} put in place"
    )


def _watched(anna: Agent, ben: Agent, seconds: float) -> Iterator[tuple[int, int]]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield memory(anna.pid, "VmRSS"), memory(ben.pid, "VmRSS")
        time.sleep(1.0)
