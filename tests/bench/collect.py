"""200 senders, 50 files of 20 kB each, into one collector that has a fetch rule and nobody who clicks."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from edges import Edges
from fleet import EDGES, FILES, SIZE
from kit import LONG, Bench, Figure, cpu, mb, memory, until
from profiles import CLUSTER

from engine.api import Outcome
from engine.api_fleet import InviteWish
from engine.settings_edit import set_rule

BOUND = 1.3  # bytes on the wire for each byte of a file


@dataclass(frozen=True)
class Collected:
    """Seconds: until all joined, from there until all was stored and in place. `cpu`, `peak`: of the collector; `broker`: its
    processor time; `edges`: memory of the processes with all senders; `written`: bytes of records; `carried`: over the loopback."""

    joined: float
    stored: float
    seconds: float
    cpu: float
    peak: int
    broker: float
    edges: int
    written: int
    carried: int
    found: int
    whole: bool


def collect(bench: Bench, edges: int, files: int, size: int) -> Collected:
    with bench.pair() as (hq, _):
        wish = InviteWish("plant7", CLUSTER, queues=("hq",), most=edges, role="send")
        place = bench.scratch("collect")
        invitation = place / "plant7.invite"
        invitation.write_text(hq.engine.invite_new(wish).result(60).text)
        target = place / "collected"
        target.mkdir()
        set_rule(hq.folder, "plant", {"from": ["team:plant7"], "to": [f"{target}/{{sender}}/{{path}}"]})
        hq.engine.apply()
        (place / "edges").mkdir()
        with Edges(place / "edges", invitation, edges, files, size) as senders:
            joined = senders.joined()
            before, broker = cpu(hq.pid), bench.brokers_cpu()
            kept, carried, began = _kept(bench), _loopback(), time.time()
            senders.send()
            until(lambda: _in_place(hq) >= edges, "the files", LONG, 0.2)
            seconds, spent, broker = time.time() - began, cpu(hq.pid) - before, bench.brokers_cpu() - broker
            written, carried = _kept(bench) - kept, _loopback() - carried
            stored, peak, together = senders.stored(), memory(hq.pid, "VmHWM"), senders.memory()
        found = list(target.rglob("*.dat"))
        whole = len(found) == edges * files and all(path.stat().st_size == size for path in found)
    return Collected(joined, stored, seconds, spent, peak, broker, together, written, carried, len(found), whole)


def measure(bench: Bench) -> Figure:
    found = collect(bench, EDGES, FILES, SIZE)
    payload, seconds = EDGES * FILES * SIZE, found.seconds
    ratio = found.written / payload
    return Figure(
        f"{EDGES} senders, {FILES} files of {SIZE // 1000} kB each, into one collector with a rule",
        f"all in place, ≤ {BOUND} bytes on the wire for each of a file",
        f"{found.found:,} files in place after {seconds:.1f} s, {ratio:.2f} bytes for each",
        found.whole and ratio <= BOUND,
        {
            "files": f"{EDGES * FILES / seconds:.0f} a second from the first send to the last in place; stored after {found.stored:.1f} s",
            "collector": f"{found.cpu / EDGES / FILES * 1000:.2f} ms of CPU for each file, peak {mb(found.peak)}",
            "wire": f"{found.written:,} bytes of records for {payload:,} bytes of files; {found.carried / payload / 2:.2f} with all that Kafka's"
            f" protocol and {EDGES} computers' connections add, a direction",
            "before": f"the {EDGES} senders joined by an invitation in {found.joined:.0f} s",
        },
        {"seconds": seconds, "ratio": ratio, "cpu": found.cpu},
    )


def _in_place(hq: object) -> int:
    rows = hq.engine.transfers(ended=True)  # type: ignore[attr-defined]
    return sum(row.outcome is Outcome.PLACED for row in rows)


def _kept(bench: Bench) -> int:
    return sum(bench.bytes_of(f"{bench.topic}{ending}") for ending in ("", ".catalog", ".receipts"))


def _loopback() -> int:
    """Bytes that went over the loopback so far."""
    for line in Path("/proc/net/dev").read_text().splitlines():
        name, _, counters = line.partition(":")
        if name.strip() == "lo":
            return int(counters.split()[0])
    return 0
