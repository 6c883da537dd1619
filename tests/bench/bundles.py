"""Many bundles of one small file each: how many a second, and what each costs in the catalog."""

from __future__ import annotations

import os

from kit import LONG, Bench, Figure, until

BUNDLES = 500
SIZE = 10_000


def measure(bench: Bench) -> Figure:
    folder = bench.scratch("bundles")
    for n in range(BUNDLES):
        (folder / f"{n}.dat").write_bytes(os.urandom(SIZE))
    with bench.pair() as (anna, ben):
        before = bench.bytes_of(f"{bench.topic}.catalog")
        sends = [anna.send(folder / f"{n}.dat") for n in range(BUNDLES)]
        rows = [anna.done(send, LONG) for send in sends]
        until(lambda: len(ben.offers()) == BUNDLES, "all offers", LONG)
        catalog = (bench.bytes_of(f"{bench.topic}.catalog") - before) / BUNDLES
        records = bench.stored(bench.topic) / BUNDLES
    seconds = max(row.finished for row in rows) - min(row.added for row in rows)
    return Figure(
        f"{BUNDLES} bundles of one file of 10 kB",
        "measured only",
        f"{BUNDLES / seconds:.0f} bundles/s, {catalog:,.0f} B of catalog each",
        met=True,
        rows={"data records": f"{records:.2f} a bundle"},
        numbers={"rate": BUNDLES / seconds, "catalog": catalog},
    )
