"""The page of what stood side by side: rows kept in docs/peers.json, table and words in docs/PERFORMANCE.md, two pictures.

Hides: how rows of different days become one table, and how the picture is drawn. Everything is made from the rows alone, so
a row that is measured anew changes only itself. Ratios are Towline's seconds by another program's: below 1, Towline is quicker.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from peers_programs import NAMES
from peers_words import CONNECT, LEGEND, WHY

DOCS = Path(__file__).parent.parent.parent / "docs"
BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"
TIE = 1.05  # two runs of one program differ by more
OTHERS = NAMES[1:]
PALETTES = {
    # background, words, quiet words, our bar, other bars, rules
    "light": ("#ffffff", "#1f2328", "#59636e", "#1f6feb", "#afb8c1", "#d1d9e0"),
    "dark": ("#0d1117", "#e6edf3", "#9198a1", "#58a6ff", "#545d68", "#3d444d"),
}
PANEL, LABELS, BAR, LINE, TOP = 452, 120, 200, 20, 26  # pixels of the picture


class Kept:
    """docs/peers.json: one row for each workload, as it was measured last."""

    def __init__(self, path: Path = DOCS / "peers.json") -> None:
        self._path = path

    def rows(self) -> dict[str, dict[str, Any]]:
        return json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}  # type: ignore[no-any-return]

    def put(self, name: str, row: dict[str, Any]) -> None:
        self._path.write_text(json.dumps(self.rows() | {name: row}, indent=1) + "\n", "utf-8")


def row_text(row: dict[str, Any]) -> str:
    lines = [f"{row['title']} (load {row['load'][0]} before, {row['load'][1]} after)"]
    lines += [f"    {name}: {_cell(row, name).replace('<br>', ', ')}" for name in NAMES if _cell(row, name) != "—"]
    return "\n".join(lines)


def write_page(order: list[str]) -> None:
    kept = Kept().rows()
    rows = {name: kept[name] for name in order if name in kept}
    if not rows:
        return
    for theme in PALETTES:
        (DOCS / "pictures" / f"peers-{theme}.svg").write_text(picture(rows, theme), "utf-8")
    page = DOCS / "PERFORMANCE.md"
    text = page.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{page} has lost its markers {BEGIN} and {END}")
    missing = [name for name in order if name not in rows]
    left = ["", f"Not measured yet: {', '.join(missing)}."] if missing else []
    made = "\n".join([*_table(rows), *left, "", *_picture_words(), "", *_lost(rows), "", *CONNECT])
    page.write_text(text.split(BEGIN)[0] + BEGIN + "\n" + made + "\n" + END + text.split(END)[1], "utf-8")


# --- words ------------------------------------------------------------------------------------------------------------------


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:.0f} s"


def _ratio(row: dict[str, Any], name: str) -> float:
    """Towline's seconds by those of another program; 0 where one of both is missing."""
    shots = row["shots"]
    if name not in shots or "Towline" not in shots:
        return 0.0
    return float(shots["Towline"]["seconds"] / shots[name]["seconds"])


def _stored_earlier(shot: dict[str, float]) -> bool:
    """Whether the sender could leave well before the end."""
    return 0 < shot.get("stored", 0.0) < shot["seconds"] * 0.95


def _cell(row: dict[str, Any], name: str) -> str:
    if name in row["absent"]:
        how = row["absent"][name]
        return f"not here: `{how}`" if "install" in how else how
    shot = row["shots"].get(name)
    if shot is None:
        return "—"
    ratio = _ratio(row, name) if name != "Towline" else 0.0
    text = _seconds(shot["seconds"])
    if ratio:
        text += f" · **{ratio:.2f}×**" if ratio > TIE else f" · {ratio:.2f}×"
    if _stored_earlier(shot):
        text += f", stored after {_seconds(shot['stored'])}"
    cpu = f"{shot.get('cpu', 0.0):.1f}" + (f" + {shot['hub']:.1f}" if "hub" in shot else "")
    text += f"<br>CPU {cpu} s"
    if "carried" in shot:
        text += f"<br>carried {shot['carried']:.2f}"
    return text


def _table(rows: dict[str, dict[str, Any]]) -> list[str]:
    heads = [name.replace("|", "\\|") for name in NAMES]
    lines = [LEGEND, "", f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(NAMES)}"]
    for row in rows.values():
        times = "once" if row["rounds"] == 1 else f"median of {row['rounds']}"
        when = f"{row['date']}, {times}, load {row['load'][0]:g} → {row['load'][1]:g}"
        if "bound" in row:
            bound, against = row["bound"]
            when += f"; wanted ≤ {bound:.2f}× {against}: {'kept' if row['kept'] else '**missed**'}"
        lines.append(f"| **{row['title']}**<br>{when} | {' | '.join(_cell(row, name) for name in NAMES)} |")
    return lines


def _picture_words() -> list[str]:
    said = "Seconds of each program for each workload, shorter bars are quicker"
    return [
        "<picture>",
        '  <source media="(prefers-color-scheme: dark)" srcset="pictures/peers-dark.svg">',
        f'  <img src="pictures/peers-light.svg" alt="{said}">',
        "</picture>",
    ]


def _lost(rows: dict[str, dict[str, Any]]) -> list[str]:
    """Why, for each row in which somebody is quicker."""
    lines = []
    for name, row in rows.items():
        quicker = [f"{other} ({_ratio(row, other):.2f}×)" for other in OTHERS if _ratio(row, other) > TIE]
        if quicker:
            lines.append(f"- **{row['title']}**: quicker are {', '.join(quicker)}. {WHY[name]}")
    return ["Where others are quicker, why, and what was done about it:", "", *lines] if lines else []


# --- the picture ------------------------------------------------------------------------------------------------------------


def picture(rows: dict[str, dict[str, Any]], theme: str) -> str:
    """Two columns of panels, one a workload, each with a scale of its own."""
    paper, ink, quiet, ours, theirs, rule = PALETTES[theme]
    columns: list[list[str]] = [[], []]
    heights = [0, 0]
    for row in rows.values():
        at = heights.index(min(heights))
        drawn, height = _panel(row, at * PANEL, heights[at], (ink, quiet, ours, theirs, rule))
        columns[at] += drawn
        heights[at] += height
    width, height = PANEL * 2 + 16, max(heights) + 62
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
            " font-family=\"system-ui, 'Segoe UI', 'Open Sans', sans-serif\" font-size=\"12\">",
            f'<rect width="{width}" height="{height}" fill="{paper}"/>',
            *columns[0],
            *columns[1],
            f'<text x="16" y="{height - 32}" fill="{quiet}">Seconds, shorter is quicker; each panel has a scale of its own.'
            " ×: Towline’s seconds by theirs, below 1 Towline is quicker.</text>",
            f'<text x="16" y="{height - 14}" fill="{quiet}">Towline’s bar in full colour: until all is stored and the sender'
            " may leave; faint: until it is in place.</text>",
            "</svg>",
            "",
        ]
    )


def _panel(row: dict[str, Any], x: int, y: int, colours: tuple[str, ...]) -> tuple[list[str], int]:
    ink, quiet, ours, theirs, rule = colours
    x, y = x + 16, y + TOP
    drawn = [
        f'<text x="{x}" y="{y}" fill="{ink}" font-weight="600">{escape(row["title"])}</text>',
        f'<line x1="{x}" y1="{y + 7.5}" x2="{x + PANEL - 16}" y2="{y + 7.5}" stroke="{rule}"/>',
    ]
    longest = max(shot["seconds"] for shot in row["shots"].values())
    shown = [name for name in NAMES if name in row["shots"] or name in row["absent"]]
    for number, name in enumerate(shown):
        top = y + 14 + number * LINE
        mine = name == "Towline"
        weight = ' font-weight="600"' if mine else ""
        drawn.append(f'<text x="{x}" y="{top + 12}" fill="{ink if mine else quiet}"{weight}>{escape(name)}</text>')
        shot, after = row["shots"].get(name), x + LABELS
        if shot:
            scale, ratio = BAR / longest, _ratio(row, name)
            length, fill = max(2.0, shot["seconds"] * scale), ours if mine else theirs
            bar = f'<rect x="{after}" y="{top + 1}" height="14" rx="2" fill="{fill}"'
            said = _seconds(shot["seconds"]) + (f" · {ratio:.2f}×" if ratio and not mine else "")
            if _stored_earlier(shot):
                drawn += [
                    f'{bar} width="{length:.1f}" opacity="0.5"/>',
                    f'{bar} width="{shot["stored"] * scale:.1f}"/>',
                ]
            else:
                drawn.append(f'{bar} width="{length:.1f}"/>')
            after += int(length) + 6
        else:
            said = "not here" if "install" in row["absent"][name] else row["absent"][name]
        drawn.append(f'<text x="{after}" y="{top + 12}" fill="{ink if mine else quiet}"{weight}>{escape(said)}</text>')
    return drawn, TOP + 14 + len(shown) * LINE + 4
