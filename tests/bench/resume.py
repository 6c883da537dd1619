"""kill -9 of the sender at half of a large file: what is sent and read again, and how soon it goes on."""

from __future__ import annotations

import shutil
import time

from kit import BLOCK, LONG, Agent, Bench, Figure, bytes_read, make_file, mb, same

BOUND_BYTES = 50_000_000
BOUND_SECONDS = 1.0


def measure(bench: Bench) -> Figure:
    source = make_file(bench.folder / "large.bin", bench.size)
    with bench.pair() as (anna, ben):
        idle = bytes_read(anna.pid)  # what starting alone reads
        send = anna.send(source)
        anna.moved(send, bench.size // 2)
        anna.kill()
        before, began = bench.stored(bench.topic), time.monotonic()
        first = _first_new(bench, anna, before, began)
        sent = anna.done(send, LONG)
        read = bytes_read(anna.pid)
        again = bench.stored(bench.topic) * BLOCK - bench.size
        target = bench.scratch("target")
        ben.done(ben.fetch(ben.offer().id, target), LONG)
        assert same(source, target / source.name)
        shutil.rmtree(target)
    source.unlink()
    remaining = bench.size - (before * BLOCK)
    reread = max(0, read - idle - remaining)
    met = again <= BOUND_BYTES and first < BOUND_SECONDS and reread <= BOUND_BYTES
    return Figure(
        f"Going on after kill -9 at half of {mb(bench.size)}",
        f"≤ {mb(BOUND_BYTES)} sent again, first new byte in {BOUND_SECONDS:.0f} s, nothing read again but that",
        f"{mb(again)} sent again, first new byte after {first:.2f} s, {mb(reread)} read again",
        met,
        {"as the sender counts it": f"{mb(sent.sent_twice)} sent twice"},
        {"again": again, "first": first, "reread": reread},
    )


def _first_new(bench: Bench, anna: Agent, before: int, began: float) -> float:
    """Starts the sender again; seconds from there until the topic has a new record."""
    anna.launch()
    while bench.stored(bench.topic) == before:
        time.sleep(0.01)
    seconds = time.monotonic() - began
    anna.reach()
    return seconds
