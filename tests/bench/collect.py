"""200 senders, 50 files of 20 kB each, into one collector that has a fetch rule and nobody who clicks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from fleet import EDGES, FILES, SIZE
from kit import LONG, Bench, Figure, cpu, mb, memory, until
from profiles import CLUSTER, ROOT

from engine.api import Outcome
from engine.api_fleet import InviteWish
from engine.settings_edit import set_rule

BOUND = 1.3  # bytes on the wire for each byte of a file


def measure(bench: Bench) -> Figure:
    with bench.pair() as (hq, _):
        wish = InviteWish("plant7", CLUSTER, queues=("hq",), most=EDGES, role="send")
        invitation = bench.folder / "collect.invite"
        invitation.write_text(hq.engine.invite_new(wish).result(60).text)
        target = bench.scratch("collected")
        set_rule(hq.folder, "plant", {"from": ["team:plant7"], "to": [f"{target}/{{sender}}/{{path}}"]})
        hq.engine.apply()
        words = [sys.executable, str(Path(__file__).with_name("fleet_child.py"))]
        child = subprocess.Popen(
            [*words, str(bench.scratch("edges")), str(invitation), str(EDGES), str(FILES), str(SIZE)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert child.stdin is not None and child.stdout is not None
        try:
            joined = json.loads(child.stdout.readline())["joined"]
            before, kept, carried, began = cpu(hq.pid), _kept(bench), _loopback(), time.time()
            until(lambda: _in_place(hq) >= EDGES, "the files", LONG, 0.2)
            seconds, spent = time.time() - began, cpu(hq.pid) - before
            written, carried = _kept(bench) - kept, _loopback() - carried
            stored = json.loads(child.stdout.readline())["stored"]
            peak = memory(hq.pid, "VmHWM")
            child.stdin.close()
            child.wait(120)
        finally:
            child.kill()
        found = list(target.rglob("*.dat"))
        whole = len(found) == EDGES * FILES and all(path.stat().st_size == SIZE for path in found)
    payload = EDGES * FILES * SIZE
    ratio = written / payload
    return Figure(
        f"{EDGES} senders, {FILES} files of {SIZE // 1000} kB each, into one collector with a rule",
        f"all in place, ≤ {BOUND} bytes on the wire for each of a file",
        f"{len(found):,} files in place after {seconds:.1f} s, {ratio:.2f} bytes for each",
        whole and ratio <= BOUND,
        {
            "files": f"{EDGES * FILES / seconds:.0f} a second from the first file made to the last in place; stored after {stored:.1f} s",
            "collector": f"{spent / EDGES / FILES * 1000:.2f} ms of CPU for each file, peak {mb(peak)}",
            "wire": f"{written:,} bytes of records for {payload:,} bytes of files; {carried / payload / 2:.2f} with all that Kafka's protocol and"
            f" {EDGES} computers' connections add, a direction",
            "before": f"the {EDGES} senders joined by an invitation in {joined:.0f} s",
        },
        {"seconds": seconds, "ratio": ratio, "cpu": spent},
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
