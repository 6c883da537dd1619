"""How cost grows:  python tests/bench/growth.py [bytes files offers senders] [--large] [--at N …] [--keep-docs]

Time, processor time and memory for more and more bytes of a file, files of a bundle, offers of a catalog, senders of a collector;
each step with agents of its own. --large adds the steps that take long (10 GB and a sparse file of 100 GB, of which `--cap` seconds
are watched; 1,000,000 files; 10,000 offers; 200 senders), --at runs only these. Steps are kept in docs/growth.json, each with
its own day and load; the tables in docs/PERFORMANCE.md are made anew from all of them, unless --keep-docs.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE.parent), str(HERE)]

from collect import collect  # noqa: E402  its folder comes first
from kit import LONG, Agent, Bench, bench, cpu, make_file, memory, same, until  # noqa: E402
from profiles import CLUSTER  # noqa: E402

SPARSE = 100 * 10**9
SPARSE_RATE = 100_000_000  # bytes a second: what arrives has no holes, and must fit on the disk
SMALL = 1_000  # bytes of each of many files
FILES_EACH = 20  # files of each sender

STEPS = {
    # subject: steps, steps of --large
    "bytes": ((10**6, 10**7, 10**8, 10**9), (10**10, SPARSE)),
    "files": ((1, 10, 100, 1_000, 10_000, 100_000), (1_000_000,)),
    "offers": ((1, 10, 100, 1_000), (10_000,)),
    "senders": ((1, 10, 50), (200,)),
}
Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", choices=[*STEPS, []], default=[])
    parser.add_argument("--large", action="store_true", help="the steps that take long, too")
    parser.add_argument("--at", type=int, nargs="+", default=[], help="only these steps")
    parser.add_argument("--cap", default=60.0, type=float, help="seconds for which the sparse file is watched (60)")
    parser.add_argument(
        "--keep-docs", action="store_true", help="neither docs/growth.json nor docs/PERFORMANCE.md is written"
    )
    args = parser.parse_args()
    with bench(size=0, cap=args.cap, rounds=1) as made:
        made.raw(50)  # makes memory and broker warm for all that follow
        for subject in args.subjects or STEPS:
            few, many = STEPS[subject]
            for amount in args.at or (few + many if args.large else few):
                load = os.getloadavg()[0]
                row = MEASURES[subject](made, amount)
                row |= {"date": time.strftime("%Y-%m-%d"), "load": [round(load, 1), round(os.getloadavg()[0], 1)]}
                print(f"{subject} {amount:,}: {row}", flush=True)
                if not args.keep_docs:
                    _keep(subject, amount, row)
    if not args.keep_docs:
        write_page()
    return 0


# --- measures ---------------------------------------------------------------------------------------------------------------


def _spent(bench: Bench, anna: Agent, ben: Agent) -> list[float]:
    """Seconds of processor time so far: sender, receiver, broker."""
    return [cpu(anna.pid), cpu(ben.pid), bench.brokers_cpu()]


def _row(bench: Bench, anna: Agent, ben: Agent, before: list[float], **more: float) -> Row:
    spent = [now - then for now, then in zip(_spent(bench, anna, ben), before, strict=True)]
    peaks = [memory(agent.pid, "VmHWM") for agent in (anna, ben)]
    names = ("cpu_sender", "cpu_receiver", "cpu_broker", "peak_sender", "peak_receiver")
    return dict(zip(names, [*(round(each, 3) for each in spent), *peaks], strict=True)) | more


def of_bytes(bench: Bench, size: int) -> Row:
    """Sent and followed at the same time."""
    source = bench.folder / "file.bin"
    if size == SPARSE:
        with source.open("wb") as file:
            os.truncate(file.fileno(), SPARSE)
    else:
        make_file(source, size)
    with bench.pair() as (anna, ben):
        target, before = bench.scratch("target"), _spent(bench, anna, ben)
        limits = {"limit": SPARSE_RATE} if size == SPARSE else {}
        send = anna.send(source, **limits)
        began = anna.row(send).added
        fetch = ben.fetch(ben.offer().id, target)
        if size == SPARSE:
            time.sleep(bench.cap)
            done = ben.row(fetch).done
            row = _row(bench, anna, ben, before, seconds=round(time.time() - began, 3), bytes=done)
            anna.engine.cancel([send]).result(30)
            ben.engine.cancel([fetch]).result(30)
        else:
            anna.done(send, LONG)
            seconds = ben.done(fetch, LONG).finished - began
            row = _row(bench, anna, ben, before, seconds=round(seconds, 3), bytes=size)
            assert same(source, target / source.name)
            (target / source.name).unlink()
    source.unlink()
    return row


def of_files(bench: Bench, files: int) -> Row:
    source = bench.scratch("files")
    for n in range(files):
        (source / f"{n:07}.dat").write_bytes(n.to_bytes(8, "big") * (SMALL // 8))
    os.sync()
    with bench.pair() as (anna, ben):
        target, before, journals = bench.scratch("target"), _spent(bench, anna, ben), _journals(anna, ben)
        send = anna.send(source)
        sent = anna.done(send, LONG)
        fetched = ben.done(ben.fetch(ben.offer().id, target), LONG)
        row = _row(bench, anna, ben, before, seconds=round(fetched.finished - sent.added, 3))
        row["stored"] = round(sent.finished - sent.added, 3)
        row["journals"] = _journals(anna, ben) - journals
        assert same(source, target / source.name)
    return row


def _journals(*agents: Agent) -> int:
    """Bytes of what they remember, also of what SQLite still has beside its file."""
    total = 0
    for agent in agents:
        with closing(sqlite3.connect(f"file:{agent.folder}/journal.sqlite?mode=ro", uri=True)) as db:
            [[pages, size]] = db.execute("SELECT * FROM pragma_page_count, pragma_page_size").fetchall()
            total += pages * size
    return total


def of_offers(bench: Bench, offers: int) -> Row:
    """Bundles of one small file. The receiver comes when all are stored, and reads the whole catalog."""
    file = bench.scratch("offer") / "one.dat"
    file.write_bytes(os.urandom(SMALL))
    with bench.pair() as (anna, ben):
        ben.stop()
        before, catalog, began = cpu(anna.pid), bench.bytes_of(f"{bench.topic}.catalog"), time.time()
        broker = bench.brokers_cpu()
        ids = [anna.send(file) for _ in range(offers)]
        for id in ids:
            anna.done(id, LONG)
        seconds, catalog = time.time() - began, bench.bytes_of(f"{bench.topic}.catalog") - catalog
        spent = cpu(anna.pid) - before
        ben.start()
        began = time.time()
        until(lambda: len(ben.offers()) >= offers, "the offers", LONG, 0.02)
        known = time.time() - began
        row = _row(bench, anna, ben, [cpu(anna.pid) - spent, 0.0, broker], seconds=round(seconds, 3))
        began = time.time()
        ben.engine.offers(CLUSTER)
        return row | {"known": round(known, 3), "listed": round(time.time() - began, 3), "catalog": catalog}


def of_senders(bench: Bench, senders: int) -> Row:
    found = collect(bench, senders, FILES_EACH, SMALL)
    assert found.whole
    return {
        "seconds": round(found.seconds, 3),
        "joined": round(found.joined, 3),
        "cpu_receiver": round(found.cpu, 3),
        "cpu_broker": round(found.broker, 3),
        "peak_receiver": found.peak,
        "edges": found.edges,
    }


MEASURES = {"bytes": of_bytes, "files": of_files, "offers": of_offers, "senders": of_senders}


# --- the page ---------------------------------------------------------------------------------------------------------------

KEPT = ROOT / "docs" / "growth.json"
PAGE = ROOT / "docs" / "PERFORMANCE.md"
BEGIN, END = "<!-- growth: begin -->", "<!-- growth: end -->"


def _keep(subject: str, amount: int, row: Row) -> None:
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    rows = kept.get(subject, {}) | {str(amount): row}
    kept[subject] = {key: rows[key] for key in sorted(rows, key=int)}
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def write_page() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    text = PAGE.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{PAGE} has lost its markers {BEGIN} and {END}")
    made = [line for subject in STEPS if subject in kept for line in _table(subject, kept[subject])]
    missing = [
        f"{amount:,} {subject}"
        for subject, (few, many) in STEPS.items()
        for amount in few + many
        if str(amount) not in kept.get(subject, {})
    ]
    if missing:
        made += [f"Not measured yet: {', '.join(missing)}.", ""]
    PAGE.write_text(text.split(BEGIN)[0] + BEGIN + "\n" + "\n".join(made) + END + text.split(END)[1], "utf-8")


def _table(subject: str, rows: dict[str, Row]) -> list[str]:
    title, heads, cells = COLUMNS[subject]
    lines = [f"**{title}**", "", f"| {' | '.join(heads)} | load |", f"|{'---|' * (len(heads) + 1)}"]
    for amount, row in rows.items():
        when = f"{row['date'][5:]}, {row['load'][0]:g} → {row['load'][1]:g}"
        lines.append(f"| {' | '.join(cells(int(amount), row))} | {when} |")
    return [*lines, ""]


def _size(size: float) -> str:
    return f"{size / 1e9:,.0f} GB" if size >= 1e9 else f"{size / 1e6:,.0f} MB"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def _ms(seconds: float, by: int) -> str:
    each = seconds * 1000 / by
    return f"{seconds:.2f} s, {each:.2f} ms" if each < 10 else f"{seconds:.2f} s, {each:.0f} ms"


def _bytes_cells(amount: int, row: Row) -> list[str]:
    gb = row["bytes"] / 1e9
    seen = "" if row["bytes"] == amount else f" (sparse; the first {_size(row['bytes'])} in place)"
    spent = [f"{row[name]:.2f} s, {row[name] / gb:.1f} s" for name in ("cpu_sender", "cpu_receiver", "cpu_broker")]
    peaks = [_size(row[name]) for name in ("peak_sender", "peak_receiver")]
    return [_size(amount) + seen, _seconds(row["seconds"]), *spent, *peaks]


def _files_cells(amount: int, row: Row) -> list[str]:
    spent = [_ms(row[name], amount) for name in ("cpu_sender", "cpu_receiver", "cpu_broker")]
    peaks = [_size(row[name]) for name in ("peak_sender", "peak_receiver")]
    journals = f"{row['journals'] / amount:,.0f} B" if "journals" in row else "—"
    return [f"{amount:,}", _seconds(row["stored"]), _seconds(row["seconds"]), *spent, *peaks, journals]


def _offers_cells(amount: int, row: Row) -> list[str]:
    times = [_seconds(row["seconds"]), _ms(row["cpu_sender"], amount), f"{row['catalog'] / amount:,.0f} B"]
    anew = [_seconds(row["known"]), _ms(row["cpu_receiver"], amount), _seconds(row["listed"])]
    return [f"{amount:,}", *times, *anew, _size(row["peak_sender"]), _size(row["peak_receiver"])]


def _senders_cells(amount: int, row: Row) -> list[str]:
    files = amount * FILES_EACH
    a_sender = f"{row['cpu_receiver'] * 1000 / amount:.0f} ms"
    spent = [_ms(row["cpu_receiver"], files), a_sender, _ms(row["cpu_broker"], files)]
    memories = [_size(row["peak_receiver"]), _size(row["edges"] / amount)]
    return [f"{amount:,}", _seconds(row["joined"]), _seconds(row["seconds"]), *spent, *memories]


COLUMNS = {
    "bytes": (
        "One file, sent and followed at the same time: processor time, and for each GB",
        ("size", "in place after", "sender", "receiver", "broker", "peak of the sender", "of the receiver"),
        _bytes_cells,
    ),
    "files": (
        f"One bundle of files of {SMALL:,} bytes, sent, then fetched: processor time, and for each file",
        ("files", "stored after", "in place after", "sender", "receiver", "broker", "peak of the sender",
         "of the receiver", "both journals, a file"),
        _files_cells,
    ),
    "offers": (
        "Bundles of one small file, sent one after the other; then the receiver starts and reads the whole catalog: processor time, and for each offer",
        ("offers", "all stored after", "sender, and an offer", "catalog, an offer", "all known after",
         "receiver, with its start, and an offer", "listed in", "peak of the sender", "of the receiver"),
        _offers_cells,
    ),
    "senders": (
        f"Senders of {FILES_EACH} files of {SMALL:,} bytes into one collector with a rule: processor time, and for each file",
        ("senders", "joined after", "all in place after", "collector", "for a sender", "broker", "collector's peak",
         "memory of a sender"),
        _senders_cells,
    ),
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
