"""Measures Towline on this computer:  python tests/bench/run.py [NAME…] [--size 2GB] [--rounds 3] [--cap 300]

NAMEs: live many rss resume links bundles fleet collect send_only, and window for all of window_start window_idle window_rows window_busy
window_loss; all of them when none is given. Prints a table, keeps the numbers in `.bench/`, and writes docs/PERFORMANCE.md
between the markers of what was measured unless --keep-docs. Ratios are of things measured in the same run, in turns; so
what else the computer does counts for both. Exit code 1 if a bound was not kept.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE.parent), str(HERE)]

from kit import Figure, Unable, bench  # noqa: E402  its folder comes first

from engine.cli_print import parse_size  # noqa: E402

WINDOW = ("window_start", "window_idle", "window_rows", "window_busy", "window_loss")
NAMES = ("live", "many", "rss", "resume", "links", "bundles", "fleet", "collect", "send_only", *WINDOW)
PAGE = """# Performance

What `make bench` measured, and where. Everything runs on one computer: sender, receiver and broker share its processors.

<!-- figures: begin -->
<!-- figures: end -->

## The window

<!-- window: begin -->
<!-- window: end -->
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*NAMES, "window", []], default=[])
    parser.add_argument("--size", default="2GB", type=parse_size, help="of the large file (2GB)")
    parser.add_argument("--rounds", default=3, type=int, help="how often each ratio is measured; the median counts (3)")
    parser.add_argument("--cap", default=300.0, type=float, help="seconds for which the sparse file is watched (300)")
    parser.add_argument("--keep-docs", action="store_true", help="do not write docs/PERFORMANCE.md")
    args = parser.parse_args()
    names = [one for name in args.names or NAMES for one in (WINDOW if name == "window" else (name,))]
    figures: dict[str, Figure] = {}
    with bench(size=args.size, cap=args.cap, rounds=args.rounds) as made:
        for name in names:
            try:
                figures[name] = importlib.import_module(name).measure(made)
            except Unable as why:
                print(f"{name}: not measured. {why}", file=sys.stderr)
                continue
            print(_text(figures[name]), flush=True)
    _keep(figures)
    if not args.keep_docs:
        command = "python tests/bench/run.py " + " ".join(sys.argv[1:])
        _write_docs("figures", {name: found for name, found in figures.items() if name not in WINDOW}, command)
        _write_docs("window", {name: found for name, found in figures.items() if name in WINDOW}, command)
    return 0 if all(figure.met for figure in figures.values()) and len(figures) == len(names) else 1


def _text(figure: Figure) -> str:
    lines = [f"{figure.title}: {figure.found}   [{figure.bound}: {'kept' if figure.met else 'NOT KEPT'}]"]
    return "\n".join([*lines, *(f"    {name}: {text}" for name, text in figure.rows.items())])


def _keep(figures: dict[str, Figure]) -> None:
    folder = ROOT / ".bench"
    folder.mkdir(exist_ok=True)
    stamp = time.strftime("%Y-%m-%dT%H%M%S")
    told = {name: {"found": figure.found, "met": figure.met, **figure.numbers} for name, figure in figures.items()}
    (folder / f"{stamp}.json").write_text(json.dumps({"machine": _machine(), "figures": told}, indent=1))


def _machine() -> str:
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} processors, {memory:.0f} GB, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def _write_docs(section: str, figures: dict[str, Figure], command: str) -> None:
    """Puts figures between the markers of their section; a section of which nothing was measured stays as it is."""
    if not figures:
        return
    begin, end = f"<!-- {section}: begin -->", f"<!-- {section}: end -->"
    page = ROOT / "docs" / "PERFORMANCE.md"
    text = page.read_text("utf-8") if page.exists() else PAGE
    if begin not in text or end not in text:
        raise SystemExit(f"{page} has lost its markers {begin} and {end}")
    load = os.getloadavg()[2]
    lines = [
        f"{time.strftime('%Y-%m-%d')}, `{command.strip()}`, {_machine()}; load {load:.1f} before and beside it.",
        "",
    ]
    lines += ["| figure | bound | measured | kept |", "|---|---|---|---|"]
    for figure in figures.values():
        lines.append(f"| {figure.title} | {figure.bound} | {figure.found} | {'yes' if figure.met else '**no**'} |")
    for figure in figures.values():
        lines += ["", f"**{figure.title}**", ""] + [f"- {name}: {text}" for name, text in figure.rows.items()]
    before, after = text.split(begin)[0], text.split(end)[1]
    page.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + end + after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
