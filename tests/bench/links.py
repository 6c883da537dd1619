"""Slow and long links: a proxy in front of the broker takes so many bytes a second, each way, and delays them."""

from __future__ import annotations

import shutil

from kit import LONG, Bench, Figure, make_file, mb, same
from proxy import Proxy

BOUND = 0.9
LINKS = (
    # name, bytes per second, seconds of delay each way, bytes to send: about 75 s each way on a slow link, 40 s on the long one
    ("128 kbit/s", 16_000, 0.0, 1_200_000),
    ("512 kbit/s", 64_000, 0.0, 4_800_000),
    ("20 MB/s, 100 ms", 20_000_000, 0.05, 800_000_000),
)
MOST_CONNECTIONS = 16  # of both profiles: clients that ask, send, follow the catalog and read; a loop makes many more


def measure(bench: Bench) -> Figure:
    """Prints what each link gave as soon as it is known: all of them take seven minutes."""
    rows, worst, calm, numbers = {}, 1.0, True, {}
    for name, rate, delay, size in LINKS:
        source = make_file(bench.folder / "file.bin", size)
        proxy = Proxy(bench.behind)
        proxy.port = bench.line
        with proxy, bench.pair("LINE") as (anna, ben):
            proxy.rate, proxy.delay = rate, delay
            up = proxy.up
            print(f"{name}: sending {mb(size)}, about {size / rate:.0f} s, then fetching it", flush=True)
            sent = anna.done(anna.send(source), LONG)
            up = proxy.up - up
            offer = ben.offer().id
            down = proxy.down
            target = bench.scratch("target")
            fetched = ben.done(ben.fetch(offer, target), LONG)
            down = proxy.down - down
            assert same(source, target / source.name)
            shutil.rmtree(target)
            proxy.rate, proxy.delay = None, 0.0
            connections = proxy.connections
        shares = [size / (row.finished - row.added) / rate for row in (sent, fetched)]
        worst, calm = min(worst, *shares), calm and connections <= MOST_CONNECTIONS
        numbers[name] = min(shares)
        rows[name] = (
            f"sending {shares[0]:.2f}, fetching {shares[1]:.2f} of the link ({mb(size)}; {up / size:.2f} and"
            f" {down / size:.2f} bytes carried for each), {connections} connections"
        )
        print(f"{name}: {rows[name]}", flush=True)
        source.unlink()
    return Figure(
        "Share of a slow or long link",
        f"≥ {BOUND}, no reconnect loop",
        f"{worst:.2f} at the least{'' if calm else ', with reconnects'}",
        worst >= BOUND and calm,
        rows,
        numbers,
    )
