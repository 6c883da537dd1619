"""Watched folder: how soon a settled file is stored on the cluster with many files in the folder, and what idling costs.

    python tests/bench/watch.py [--files 100000] [--settle 3] [--arrivals 20] [--idle 60]

Makes a folder of that many files (sent before, as far as the watch knows), an agent that watches it, and a real Kafka.
Files then arrive one by one, 200 in a flow of some seconds, and 200 at once. Figures: stored minus last change minus settle, per file, from this
computer's clock; CPU seconds of the agent's process while nothing happens.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

import psutil  # noqa: E402
from kit import bench  # noqa: E402
from profiles import CLUSTER, Agent, make_topics, until  # noqa: E402

from engine.api_watch import WatchRow  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--settle", type=int, default=3)
    parser.add_argument("--arrivals", type=int, default=20)
    parser.add_argument("--idle", type=int, default=60)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        measure(Path(temporary), args)
    return 0


def measure(base: Path, args: argparse.Namespace) -> None:
    folder = base / "in"
    for n in range(args.files):
        if n % 1000 == 0:
            below = folder / f"{n // 1000:03}"
            below.mkdir(parents=True)
        (below / f"{n:06}").write_bytes(b"x" * 100)
    with bench(size=0, cap=0.0, rounds=1) as made:
        make_topics(made.admin)
        agent = Agent(base / "profile", "Anna", made.nodes.bootstrap)
        with (agent.folder / "towline.toml").open("a") as file:
            file.write(
                f'[queue.me]\ncluster = "{CLUSTER}"\nto = ["me"]\n[watch.in]\nfolder = "{folder}"\nqueue = "me"\n'
            )
            file.write(f'settle = "{args.settle}s"\nexisting = "new"\n')
        time.sleep(3)  # what is younger than the watch counts as new
        began = time.monotonic()
        agent.start()
        try:
            until(lambda: row_of(agent).caught_up, "the first look", look=0.1)
            print(f"first look through {args.files:,} files: {time.monotonic() - began:.1f} s after the start")
            process = psutil.Process(agent.pid)
            idle(process, args.idle)
            one_by_one(agent, folder, args)
            many(agent, folder, args, "flow", 0.03)
            many(agent, folder, args, "burst", 0.0)
            print(f"load {os.getloadavg()[1]:.1f} (5 minutes)")
            print(f"RSS {process.memory_info().rss / 1e6:.0f} MB")
        finally:
            agent.stop()


def row_of(agent: Agent) -> WatchRow:
    return agent.engine.watches()[0]


def idle(process: psutil.Process, seconds: int) -> None:
    before, since = process.cpu_times(), time.monotonic()
    time.sleep(seconds)
    after, took = process.cpu_times(), time.monotonic() - since
    used = after.user + after.system - before.user - before.system
    print(f"idle: {100 * used / took:.2f} % of one core over {took:.0f} s")


def one_by_one(agent: Agent, folder: Path, args: argparse.Namespace) -> None:
    late = []
    for n in range(args.arrivals):
        sent = row_of(agent).sent
        (folder / "000" / f"new-{n}").write_bytes(os.urandom(20_000))
        at = time.time()
        until(lambda sent=sent: row_of(agent).sent > sent, "a stored file", look=0.02)
        late.append(agent.engine.transfers(ended=True)[-1].finished - at - args.settle)
    told("one by one", late)


def many(agent: Agent, folder: Path, args: argparse.Namespace, name: str, apart: float) -> None:
    """200 files, so many seconds apart: those that come later are behind those that wait for them."""
    sent, changed = row_of(agent).sent, {}
    for n in range(200):
        path = folder / "001" / f"{name}-{n:03}"
        path.write_bytes(os.urandom(20_000))
        changed[f"001/{path.name}"] = time.time()
        time.sleep(apart)
    until(lambda: row_of(agent).sent >= sent + 200, f"the {name}", look=0.05)
    late, bundles = [], 0
    for row in agent.engine.transfers(ended=True):
        paths = [entry.path for entry in agent.engine.entries(row.id) if entry.path in changed]
        late += [row.finished - changed[path] - args.settle for path in paths]
        bundles += bool(paths)
    told(f"a {name} of 200, {bundles} bundles", late)


def told(what: str, late: list[float]) -> None:
    late.sort()
    p95 = late[min(len(late) - 1, int(0.95 * len(late)))]
    print(
        f"{what}: stored after settle + {late[len(late) // 2]:.2f} s (median), + {p95:.2f} s (p95), + {late[-1]:.2f} s (worst)"
    )


if __name__ == "__main__":
    raise SystemExit(main())
