"""Many bundles of one small file each: how many a second, what each costs in the catalog, and over a long line."""

from __future__ import annotations

import os
from pathlib import Path

from kit import LONG, Agent, Bench, Figure, until
from proxy import Proxy

BUNDLES = 500
FAR = 200  # bundles over the long line
DELAY = 0.05  # seconds each way
SIZE = 10_000


def measure(bench: Bench) -> Figure:
    folder = bench.scratch("bundles")
    with bench.pair() as (anna, ben):
        before = bench.bytes_of(f"{bench.topic}.catalog")
        rate = _send(folder, anna, ben, BUNDLES)
        catalog = (bench.bytes_of(f"{bench.topic}.catalog") - before) / BUNDLES
        records = bench.stored(bench.topic) / BUNDLES
    proxy = Proxy(bench.behind)
    proxy.port, proxy.delay = bench.line, DELAY
    with proxy, bench.pair("LINE") as (anna, ben):
        far = _send(folder, anna, ben, FAR)
    return Figure(
        f"{BUNDLES} bundles of one file of 10 kB",
        "measured only",
        f"{rate:.0f} bundles/s, {catalog:,.0f} B of catalog each",
        met=True,
        rows={"data records": f"{records:.2f} a bundle", "line of 100 ms": f"{far:.1f} bundles/s, {FAR} sent"},
        numbers={"rate": rate, "catalog": catalog, "far": far},
    )


def _send(folder: Path, anna: Agent, ben: Agent, bundles: int) -> float:
    """Bundles a second, from the first order to the last one stored."""
    files = [folder / f"{n}.dat" for n in range(bundles)]
    for file in files:
        file.write_bytes(os.urandom(SIZE))
    sends = [anna.send(file) for file in files]
    rows = [anna.done(send, LONG) for send in sends]
    until(lambda: len(ben.offers()) == bundles, "all offers", LONG)
    return bundles / (max(row.finished for row in rows) - min(row.added for row in rows))
