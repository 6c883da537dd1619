"""10,000 small files against `rsync -a` over a loopback sshd. rsync makes nothing durable, Towline does before it says so."""

from __future__ import annotations

import os
import random
import subprocess
import time
from pathlib import Path

from kit import LONG, Bench, Figure, cpu, mb, median, same
from shell import Shell

BOUND, AIM = 2.0, 1.0
FILES, FOLDERS = 10_000, 100
SMALLEST, LARGEST = 100, 20_000


def measure(bench: Bench) -> Figure:
    source = bench.scratch("many")
    size = make_files(source)
    ratios, ours, theirs, rows = [], [], [], {}
    with Shell(bench.scratch("sshd")) as shell:
        for number in range(1, bench.rounds + 1):
            rsync = _rsync(bench, source, shell)
            with bench.pair() as (anna, ben):
                target = bench.scratch("target")
                before = cpu(anna.pid), cpu(ben.pid)
                send = anna.send(source)
                fetch = ben.fetch(ben.offer().id, target)
                sent, fetched = anna.done(send, LONG), ben.done(fetch, LONG)
                spent = cpu(anna.pid) - before[0], cpu(ben.pid) - before[1]
                seconds = fetched.finished - sent.added
                assert same(source, target / source.name)
            ours.append(seconds)
            theirs.append(rsync)
            ratios.append(seconds / rsync)
            rows[f"round {number}"] = (
                f"{seconds:.1f} s (stored after {sent.finished - sent.added:.1f} s), rsync {rsync:.1f} s:"
                f" {ratios[-1]:.2f}; CPU {spent[0]:.1f} s sender, {spent[1]:.1f} s receiver"
            )
    ratio = median(ratios)
    return Figure(
        f"{FILES:,} files, {mb(size)}",
        f"≤ {BOUND:.0f}× the time of rsync -a over ssh, aim {AIM:.0f}×",
        f"{ratio:.2f}× ({median(ours):.1f} s against {median(theirs):.1f} s)",
        ratio <= BOUND,
        rows,
        {"ratio": ratio, "seconds": median(ours), "rsync": median(theirs)},
    )


def make_files(folder: Path, files: int = FILES) -> int:
    """Small files of random sizes, on the disk; their bytes together."""
    chance, total = random.Random(1), 0
    for n in range(files):
        parent = folder / f"{n % FOLDERS:02}"
        parent.mkdir(exist_ok=True)
        size = chance.randint(SMALLEST, LARGEST)
        (parent / f"{n:05}.dat").write_bytes(chance.randbytes(size))
        total += size
    os.sync()
    return total


def _rsync(bench: Bench, source: Path, shell: Shell) -> float:
    target = bench.scratch("rsync")
    began = time.monotonic()
    subprocess.run(["rsync", "-a", "-e", shell.words(), str(source), f"127.0.0.1:{target}/"], check=True)
    seconds = time.monotonic() - began
    assert same(source, target / source.name)
    return seconds
