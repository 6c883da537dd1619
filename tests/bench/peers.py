"""Towline and other programs side by side:  python tests/bench/peers.py [WORKLOAD…] [--rounds 3] [--size 2GB] [--only NAME]

WORKLOADs, all when none is given: large small docs long slow cut tls nodes. Same files, same computer, in turns. What was
measured is kept in docs/peers.json, one row a workload with its own day and load, so the workloads can be measured apart;
table and picture in docs/PERFORMANCE.md are made anew from all rows, unless --keep-docs. `pages` makes only them.
Exit code 1 if a bound was not kept.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE.parent), str(HERE)]

from kit import Bench, Unable, bench, make_file, mb, median, same  # noqa: E402  its folder comes first
from many import make_files  # noqa: E402
from peers_page import Kept, row_text, write_page  # noqa: E402
from peers_programs import NAMES, PROGRAMS, Absent, Course, Shot  # noqa: E402

from engine.cli_print import parse_size  # noqa: E402

DOCS_TREE = Path("/usr/share/doc")
KAFKA_ONLY = ("Towline", "raw librdkafka")
SSH_AND_KAFKA = tuple(name for name in NAMES if name != "rsync -a --fsync")


@dataclass(frozen=True)
class Workload:
    """`share`: of the size of the large file; 0: its size is its own. `bound`: at most so many times the seconds of `against`."""

    title: str
    make: Callable[[Bench, int, int], Path]
    programs: tuple[str, ...] = SSH_AND_KAFKA
    size: int = 0
    rate: float = 0.0
    delay: float = 0.0
    cut: bool = False
    listener: str = "CLIENT"
    nodes: int = 1
    bound: float = 0.0
    against: str = ""


def _large(bench: Bench, size: int, _: int) -> Path:
    return make_file(bench.folder / "large.bin", size)


def _small(bench: Bench, _: int, files: int) -> Path:
    folder = bench.scratch("many")
    make_files(folder, files)
    return folder


def _docs(bench: Bench, _: int, files: int) -> Path:
    """A copy of the documentation tree: files and folders, without its links, which programs treat in different ways."""
    folder, seen = bench.scratch("doc"), 0
    for parent, folders, names in os.walk(DOCS_TREE):
        place = folder / Path(parent).relative_to(DOCS_TREE)
        place.mkdir(exist_ok=True)
        folders[:] = [name for name in folders if not (Path(parent) / name).is_symlink()]
        for name in names:
            path = Path(parent) / name
            if path.is_symlink() or not path.is_file() or seen == files:
                continue
            shutil.copy2(path, place / name)
            seen += 1
    if seen < 100:
        raise Unable(f"{DOCS_TREE} has {seen} files here: apt-get install a package with documentation")
    os.sync()
    return folder


WORKLOADS = {
    "large": Workload("{size} file", _large, bound=1 / 0.95, against="raw librdkafka"),
    "small": Workload("{files} files, {size}", _small, NAMES, bound=1.0, against="rsync -a"),
    "docs": Workload("/usr/share/doc: {files} files, {size}", _docs, NAMES),
    "long": Workload("{size} over 20 MB/s, 100 ms", _large, size=400_000_000, rate=20e6, delay=0.05),
    "slow": Workload("{size} over 512 kbit/s", _large, size=3_000_000, rate=64e3),
    "cut": Workload("{size} over 40 MB/s, cut at half: the rest", _large, size=400_000_000, rate=40e6, cut=True),
    "tls": Workload("{size} file, TLS to the broker", _large, KAFKA_ONLY, listener="TLS"),
    "nodes": Workload("{size} file, 3 nodes, 3 copies, 2 acknowledged", _large, KAFKA_ONLY, nodes=3),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="WORKLOAD", choices=[*WORKLOADS, "pages", []], default=[])
    parser.add_argument("--size", default="2GB", type=parse_size, help="of the large file (2GB)")
    parser.add_argument("--files", default=10_000, type=int, help="small files (10000)")
    parser.add_argument("--scale", default=1.0, type=float, help="of the files over lines, to try the script (1)")
    parser.add_argument(
        "--rounds", default=3, type=int, help="how often each is measured without a line; medians count (3)"
    )
    parser.add_argument("--only", action="append", choices=NAMES, help="programs to run; the row then has only them")
    parser.add_argument(
        "--keep-docs", action="store_true", help="neither docs/peers.json nor docs/PERFORMANCE.md is written"
    )
    args = parser.parse_args()
    names = args.names or list(WORKLOADS)
    met = True
    for name in names:
        if name == "pages":
            continue
        try:
            row = _measure(name, args)
        except Unable as why:
            print(f"{name}: not measured. {why}", file=sys.stderr)
            met = False
            continue
        print(row_text(row), flush=True)
        met = met and row.get("kept", True)
        if not args.keep_docs:
            Kept().put(name, row)
    if not args.keep_docs:
        write_page(list(WORKLOADS))
    return 0 if met else 1


def _measure(name: str, args: argparse.Namespace) -> dict:
    work, before = WORKLOADS[name], os.getloadavg()[0]
    chosen = [program for program in PROGRAMS if program.name in (args.only or work.programs)]
    shots: dict[str, list[Shot]] = {program.name: [] for program in chosen}
    absent: dict[str, str] = {}
    row: dict = {}
    with bench(size=0, cap=0, rounds=0, nodes=work.nodes) as made:
        size = int(work.size * args.scale) or args.size
        source = work.make(made, size, args.files)
        paths = [path for path in source.rglob("*") if path.is_file()] if source.is_dir() else [source]
        size, files = sum(path.stat().st_size for path in paths), len(paths)
        course = Course(made, source, size, files, work.listener, work.rate, work.delay, work.cut)
        if not work.rate:
            made.raw(size // 2_000_000 + 1, listener=work.listener)  # makes memory and broker warm for all that follow
        for _ in range(1 if work.rate else args.rounds):
            for program in chosen:
                if program.name in absent:
                    continue
                try:
                    shot = program.run(course)
                    _compare(program.name, course, shot)
                except Absent as how:
                    absent[program.name] = str(how)
                    continue
                except Unable as why:
                    if program.name in KAFKA_ONLY:
                        raise
                    print(f"{name}: {why}", file=sys.stderr)
                    absent[program.name] = "failed"
                    shots[program.name].clear()
                    continue
                shots[program.name].append(shot)
                print(f"{name}: {program.name} {shot.seconds:.2f} s, CPU {shot.cpu:.1f} + {shot.hub:.1f} s", flush=True)
                row = _row(work, course, 1 if work.rate else args.rounds, before)
                row |= {"shots": {one: _medians(found) for one, found in shots.items() if found}, "absent": absent}
                _judge(work, row)
                if not args.keep_docs:
                    Kept().put(name, row)  # at once: what is cut off leaves what it has measured
    if not row:
        raise Unable("none of these programs is here")
    return row


def _row(work: Workload, course: Course, rounds: int, load: float) -> dict:
    return {
        "title": work.title.format(size=mb(course.size), files=f"{course.files:,}"),
        "date": time.strftime("%Y-%m-%d"),
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "rounds": rounds,
        "size": course.size,
    }


def _judge(work: Workload, row: dict) -> None:
    if work.bound and {"Towline", work.against} <= set(row["shots"]):
        ratio = row["shots"]["Towline"]["seconds"] / row["shots"][work.against]["seconds"]
        row |= {"bound": [work.bound, work.against], "kept": ratio <= work.bound}


def _compare(program: str, course: Course, shot: Shot) -> None:
    """What arrived is what was sent. A large file goes at once; small ones stay, see `Bench.scratch`."""
    if shot.target is None:
        return
    arrived = shot.target / course.source.name
    if not same(course.source, arrived):
        raise Unable(f"{program} brought something else than what was sent")
    if course.source.is_file():
        arrived.unlink()


def _medians(shots: list[Shot]) -> dict[str, float]:
    """Of each number by itself."""
    return {
        field: round(median([getattr(shot, field) for shot in shots]), 3)
        for field in ("seconds", "cpu", "hub", "stored", "carried")
        if any(getattr(shot, field) for shot in shots)
    }


if __name__ == "__main__":
    sys.exit(main())
