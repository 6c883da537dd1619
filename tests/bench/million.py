"""One folder with a million files: sent, listed page by page, and one of them fetched.

    python tests/bench/million.py [--entries 1000000]

A campaign for once in a while, so `run.py` does not know it. Prints times, and the memory (RSS) of both processes at the
end of each part; `peak` is the highest since their start. TOWLINE_BENCH_DIR: on which disk; it needs 4 kB a file.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE.parent), str(HERE)]

from kit import LONG, Agent, bench, mb, memory, until  # noqa: E402  its folder comes first

ENTRIES = 1_000_000
PAGE = 1000
FOLDER = "one folder"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", default=ENTRIES, type=int)
    entries = parser.parse_args().entries
    with bench(size=0, cap=0, rounds=1) as made:
        source = made.folder / FOLDER
        began = time.monotonic()
        _make_files(source, entries)
        print(f"{entries:,} files made in {time.monotonic() - began:.0f} s", flush=True)
        with made.pair() as (anna, ben):
            _told("at the start", 0.0, anna, ben)
            _send(source, entries, anna, ben)
            offer = ben.offer().id
            _list(offer, entries, anna, ben)
            _fetch_one(offer, entries, made.scratch("target"), anna, ben)
    return 0


def _make_files(folder: Path, entries: int) -> None:
    folder.mkdir()
    for n in range(entries):
        (folder / _name(n)).write_bytes(_content(n))


def _name(n: int) -> str:
    return f"{n:07}.txt"


def _content(n: int) -> bytes:
    return f"this is file {n}\n".encode()


def _send(source: Path, entries: int, anna: Agent, ben: Agent) -> None:
    send = anna.send(source)
    began = anna.row(send).added
    until(lambda: anna.row(send).done, "the first byte on the cluster", LONG)
    _told("scanned, sending began", time.time() - began, anna, ben)
    row = anna.done(send, LONG)
    assert (row.entries, row.entries_done, row.left_out) == (entries, entries, 0), row
    _told(f"{mb(row.size)} stored", row.finished - began, anna, ben)


def _list(offer: str, entries: int, anna: Agent, ben: Agent) -> None:
    began = time.monotonic()
    first = ben.engine.offer_entries(offer, -1, PAGE)
    _told(f"the first {len(first):,} listed", time.monotonic() - began, anna, ben)
    seen, after, slowest = 0, -1, 0.0
    while True:
        asked = time.monotonic()
        page = ben.engine.offer_entries(offer, after, PAGE)
        slowest = max(slowest, time.monotonic() - asked)
        if not page:
            break
        seen += sum(not row.folder for row in page)
        after = page[-1].number
    assert seen == entries, seen
    _told(f"all {seen:,} listed, slowest page {slowest:.2f} s", time.monotonic() - began, anna, ben)


def _fetch_one(offer: str, entries: int, target: Path, anna: Agent, ben: Agent) -> None:
    wanted = f"{FOLDER}/{_name(entries * 2 // 3)}"
    row = ben.done(ben.fetch(offer, target, wanted), LONG)
    assert (target / wanted).read_bytes() == _content(entries * 2 // 3)
    assert (row.entries, row.entries_done) == (1, 1), row
    _told("one of them fetched", row.finished - row.added, anna, ben)


def _told(what: str, seconds: float, anna: Agent, ben: Agent) -> None:
    now = [mb(memory(agent.pid, name)) for agent in (anna, ben) for name in ("VmRSS", "VmHWM")]
    print(f"{what}: {seconds:.1f} s; sender {now[0]} (peak {now[1]}), receiver {now[2]} (peak {now[3]})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
