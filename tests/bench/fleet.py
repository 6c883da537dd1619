"""200 computers that join by one invitation, on one broker: each an engine of its own, 25 of them in a process."""

from __future__ import annotations

import os
import time

from edges import Edges
from kit import LONG, Bench, Figure, cpu, mb, memory, until
from profiles import CLUSTER

from engine.api_fleet import InviteWish

EDGES = int(os.environ.get("TOWLINE_BENCH_EDGES", "200"))
FILES, SIZE = 50, 20_000  # that each one sends


def measure(bench: Bench) -> Figure:
    with bench.pair() as (hq, _):
        wish = InviteWish("plant7", CLUSTER, queues=("hq",), most=EDGES, role="send")
        invitation = bench.folder / "plant7.invite"
        invitation.write_text(hq.engine.invite_new(wish).result(60).text)
        before = cpu(hq.pid)
        with Edges(bench.scratch("edges"), invitation, EDGES, FILES, SIZE) as edges:
            joining = edges.joined()
            edges.send()
            storing, sending = edges.stored(), edges.cpu()
            heard_from = time.time()
            until(lambda: sum(row.seen > 0 for row in hq.engine.stations()) >= EDGES, "the stations", LONG, 0.5)
            heard = time.time() - heard_from
            offers = until(lambda: _offers(hq, EDGES), "the offers", LONG, 0.5)
            spent, peak, together = cpu(hq.pid) - before, memory(hq.pid, "VmHWM"), edges.memory()
            joined = hq.engine.invites()[0].joined
            began = time.time()
            grants = hq.engine.people_revoke("edge-000").result(LONG)
            until(lambda: all(row.state == "sent" for row in hq.engine.team_grants("plant7")), "the new key", LONG, 0.2)
            revoked = time.time() - began
            catalog = bench.bytes_of(f"{bench.topic}.catalog")
    met = joined == EDGES and offers == EDGES and len(grants) == EDGES - 1
    return Figure(
        f"{EDGES} computers join by one invitation and send {FILES} files each",
        "all joined, all heard, all stored, nobody's click",
        f"{joined} joined in {joining:.0f} s, {EDGES * FILES:,} files stored in {storing:.0f} s",
        met,
        {
            "joining": f"{joining / EDGES * 1000:.0f} ms for each on the average, two at a time in each of their processes, with making its keys",
            "sending": f"{EDGES * FILES / storing:.0f} files a second; the senders took {sending / EDGES / FILES * 1000:.1f} ms of CPU for each file, joining left out",
            "stations": f"all {EDGES} heard {heard:.1f} s after the last file; the catalog has {mb(catalog)}",
            "administrator": f"{spent:.1f} s of CPU for everything, peak {mb(peak)}",
            "shutting one out": f"{len(grants)} others were sealed the new key in {revoked:.1f} s",
            "the edges": f"{mb(together)} for all {EDGES} engines, 25 in a process",
        },
        {"joined": joining, "stored": storing, "revoked": revoked},
    )


def _offers(hq: object, least: int) -> int:
    found = len([row for row in hq.engine.offers(CLUSTER) if not row.mine and row.state == "complete"])  # type: ignore[attr-defined]
    return found if found >= least else 0
