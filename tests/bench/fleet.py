"""200 computers that join by one invitation, on one broker: each an engine of its own, all of them in one process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from kit import LONG, Bench, Figure, cpu, mb, memory, until
from profiles import CLUSTER, ROOT

from engine.api_fleet import InviteWish

EDGES = int(os.environ.get("TOWLINE_BENCH_EDGES", "200"))
FILES, SIZE = 50, 20_000  # that each one sends


def measure(bench: Bench) -> Figure:
    with bench.pair() as (hq, _):
        wish = InviteWish("plant7", CLUSTER, queues=("hq",), most=EDGES, role="send")
        invitation = bench.folder / "plant7.invite"
        invitation.write_text(hq.engine.invite_new(wish).result(60).text)
        before = cpu(hq.pid)
        words = [sys.executable, str(Path(__file__).with_name("fleet_child.py"))]
        child = subprocess.Popen(
            [*words, str(bench.scratch("edges")), str(invitation), str(EDGES), str(FILES), str(SIZE)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert child.stdin is not None and child.stdout is not None
        try:
            told = {}
            for _ in ("joined", "stored"):
                line = json.loads(child.stdout.readline())
                print(line, flush=True)
                told |= line
            heard_from = time.time()
            until(lambda: sum(row.seen > 0 for row in hq.engine.stations()) >= EDGES, "the stations", LONG, 0.5)
            heard = time.time() - heard_from
            offers = until(lambda: _offers(hq, EDGES), "the offers", LONG, 0.5)
            spent, peak, edges = cpu(hq.pid) - before, memory(hq.pid, "VmHWM"), memory(child.pid, "VmRSS")
            joined = hq.engine.invites()[0].joined
            began = time.time()
            grants = hq.engine.people_revoke("edge-000").result(LONG)
            until(lambda: all(row.state == "sent" for row in hq.engine.team_grants("plant7")), "the new key", LONG, 0.2)
            revoked = time.time() - began
            catalog = bench.bytes_of(f"{bench.topic}.catalog")
            child.stdin.close()
            child.wait(120)
        finally:
            child.kill()
    met = joined == EDGES and offers == EDGES and len(grants) == EDGES - 1
    return Figure(
        f"{EDGES} computers join by one invitation and send {FILES} files each",
        "all joined, all heard, all stored, nobody's click",
        f"{joined} joined in {told['joined']:.0f} s, {EDGES * FILES:,} files stored in {told['stored']:.0f} s",
        met,
        {
            "joining": f"{told['joined'] / EDGES * 1000:.0f} ms for each on the average, 8 at a time, with making its keys",
            "sending": f"{EDGES * FILES / told['stored']:.0f} files a second; the senders took {told['cpu'] / EDGES / FILES * 1000:.1f} ms of CPU for each file, joining left out",
            "stations": f"all {EDGES} heard {heard:.1f} s after the last file; the catalog has {mb(catalog)}",
            "administrator": f"{spent:.1f} s of CPU for everything, peak {mb(peak)}",
            "shutting one out": f"{len(grants)} others were sealed the new key in {revoked:.1f} s",
            "the edges": f"{mb(edges)} for all {EDGES} engines in one process",
        },
        {"joined": told["joined"], "stored": told["stored"], "revoked": revoked},
    )


def _offers(hq: object, least: int) -> int:
    found = len([row for row in hq.engine.offers(CLUSTER) if not row.mine and row.state == "complete"])  # type: ignore[attr-defined]
    return found if found >= least else 0
