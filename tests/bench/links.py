"""Slow and long links: a proxy in front of the broker takes so many bytes a second, each way, and delays them."""

from __future__ import annotations

import shutil

from kit import LONG, Bench, Figure, make_file, mb, memory, same
from proxy import Proxy

BOUND = 0.9
LINKS = (
    # name, bytes per second, seconds of delay each way, bytes to send: a minute or more each way
    ("128 kbit/s", 16_000, 0.0, 1_200_000),
    ("512 kbit/s", 64_000, 0.0, 4_800_000),
    ("20 MB/s, 100 ms", 20_000_000, 0.05, 1_200_000_000),
)
# While sending and fetching: clients that send, read back and read, each to two addresses, and on a long link two that read
# are made anew as their answers grow. A loop makes more.
MOST_CONNECTIONS = 30


def measure(bench: Bench) -> Figure:
    """Prints what each link gave as soon as it is known: all of them take eight minutes."""
    rows, worst, calm, numbers = {}, 1.0, True, {}
    for name, rate, delay, size in LINKS:
        source = make_file(bench.folder / "file.bin", size)
        proxy = Proxy(bench.behind)
        proxy.port = bench.line
        proxy.delay = delay  # from the start: a real line does not grow longer once its clients know it
        with proxy, bench.pair("LINE") as (anna, ben):
            proxy.rate = rate
            up, connections = proxy.up, proxy.connections
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
            proxy.rate = None
            connections = proxy.connections - connections
            peaks = " and ".join(mb(memory(agent.pid, "VmHWM")) for agent in (anna, ben))
        shares = [size / (row.finished - row.added) / rate for row in (sent, fetched)]
        worst, calm = min(worst, *shares), calm and connections <= MOST_CONNECTIONS
        numbers[name] = min(shares)
        rows[name] = (
            f"sending {shares[0]:.2f}, fetching {shares[1]:.2f} of the link ({mb(size)}; {up / size:.2f} and"
            f" {down / size:.2f} bytes carried for each), {connections} connections, peaks {peaks}"
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
