"""100,000 transfers and an offer of 100,000 entries in a window whose own engine sends twice, fetches twice and scans a
folder of 100,000 files: how long the window stands still while somebody scrolls, sorts, filters, and pauses everything.

The 100,000 wait for a cluster that is not there, so that pausing changes each of them. The folder is scanned again and again,
for one look at it is over in seconds."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from kit import LONG, Bench, Figure, make_file
from profiles import CLUSTER, Agent
from window_run import environment, screen

from engine.api import Choices, Wanted
from engine.engine import JOURNAL

ROWS = 100_000
STALL, P99 = 100.0, 50.0  # ms
LARGE = 1_500_000_000  # bytes of each of the four transfers: they must last
AWAY = '\n[cluster.away]\nbootstrap = ["127.0.0.1:9"]\n'
CHILD = Path(__file__).with_name("window_busy_child.py")


def measure(bench: Bench) -> Figure:
    large = make_file(bench.folder / "busy.bin", LARGE)
    many = bench.scratch("many")
    for n in range(ROWS):
        (many / f"scan {n:06}.txt").write_bytes(b"%d\n" % n)
    with bench.pair() as (anna, ben), screen() as display:
        known: set[str] = set()
        for path in (many, large, large):
            ben.done(ben.send(path, to="Anna"), LONG)
            known.add(anna.offer(known).id)
        listed, *fetches = [row.id for row in sorted(anna.offers(), key=lambda row: row.sent)]
        fill(anna, many / "scan 000000.txt")
        words = [sys.executable, str(CHILD), str(anna.folder), listed, str(many), f"{large}:{large}", ":".join(fetches)]
        ran = subprocess.run(
            words, env=environment(display, bench.folder), stdout=subprocess.PIPE, check=True, timeout=900
        )
    large.unlink()
    return figure([json.loads(line) for line in ran.stdout.splitlines()])


def fill(anna: Agent, path: Path) -> None:
    """Her journal gets that many transfers that wait: copies of one, for making each would take an hour. She is stopped."""
    anna.engine.send([str(path)], "", Choices(to=("Ben",), cluster=CLUSTER), wanted=Wanted.PAUSE).result(30)
    anna.stop()
    with (anna.folder / "towline.toml").open("a") as settings:
        settings.write(AWAY)
    with closing(sqlite3.connect(anna.folder / JOURNAL)) as db, db:
        one = db.execute("SELECT id FROM transfers WHERE wanted = 'pause'").fetchone()[0]
        for table in ("transfers", "sends"):
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            new = {
                "cluster": "'away'",
                "wanted": "'run'",
                "id": "CAST('copy' || printf('%012d', n.value) AS BLOB)",
                "offer": "CAST('copy' || printf('%012d', n.value) AS BLOB)",
                "title": f"'scan ' || (n.value * 7919 % {ROWS})",
                "position": "t.position + n.value",
                "size": "n.value * 977 % 1000000 + 1",
                "added": "t.added - n.value",
            }
            given = ", ".join(new.get(name, f"t.{name}") for name in names)
            db.execute(
                f"WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {ROWS})"
                f" INSERT INTO {table} ({', '.join(names)}) SELECT {given} FROM {table} t, n WHERE t.id = ?",
                (one,),
            )


def figure(told: list[dict[str, Any]]) -> Figure:
    things = [one for one in told if "frames" in one]
    longest = max(one["longest"] for one in things)
    p99 = max(one["p99"] for one in things if one["frames"] > 1)
    rows = {
        one["name"]: f"{one['frames']:,} frames in {one['seconds']:.1f} s, p50 {one['p50']:.0f}, p99 {one['p99']:.0f},"
        f" longest {one['longest']:.0f} ms; its own work p99 {one['work']:.0f}, at most {one['most']:.0f} ms"
        + ("" if one.get("done", True) else "; NOT DONE")
        for one in things
    }
    after = next(one for one in told if "moved" in one)
    rows["the engine meanwhile"] = (
        f"{after['moved'] / 1e6:,.0f} MB moved, {after['scans']} scans of {ROWS:,} files ended"
    )
    return Figure(
        f"{ROWS:,} transfers and an offer of {ROWS:,} entries, engine busy",
        f"no stall over {STALL:.0f} ms, p99 ≤ {P99:.0f} ms",
        f"longest {longest:.0f} ms, p99 {p99:.0f} ms",
        longest <= STALL and p99 <= P99,
        rows,
        {"longest": longest, "p99": p99},
    )
