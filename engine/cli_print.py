"""What the command line writes: results for people or as JSON lines, talk, the one moving line; sizes, times, tables.

Hides: terminals, colour, encodings, a reader that went away (`towline ls | head`), and how numbers are said.
Promises: results go to stdout and talk to stderr; with `--json` stdout holds JSON objects only, one a line, each with
"v": 1; what came from somebody else reaches a terminal only through names.shown; no carriage return or colour leaves
unless a terminal reads it.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Generic, TextIO, TypeVar

from engine.errors import TowlineError

T = TypeVar("T")

COLOURS = {"good": "32", "care": "33", "bad": "31", "faint": "2"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # whatever the locale


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table: its head, how a row says it, and whether it stands to the right."""

    head: str
    say: Callable[[T], str]
    right: bool = False


class Screen:
    """Where a command writes. `gone` becomes true once nobody reads stdout any more."""

    def __init__(self, *, as_json: bool, quiet: bool, verbose: bool, no_color: bool) -> None:
        self.as_json = as_json
        self.verbose = verbose
        self.gone = False
        self._quiet = quiet
        self._out: TextIO = sys.stdout
        self._err: TextIO = sys.stderr
        self._moving = self._err.isatty() and not quiet
        self._moved = False
        self._last_key: object = None
        self._colour_off = no_color or bool(os.environ.get("NO_COLOR"))
        for stream in (self._out, self._err):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")  # a name need not fit the terminal's character set

    def line(self, text: str = "") -> None:
        """A result for people."""
        if not self.as_json:
            self._write(text)

    def record(self, row: object, **more: object) -> None:
        """The same result for programs: a dataclass or a mapping, and further keys."""
        if self.as_json:
            self._write(json.dumps({"v": 1, **plain(row), **more}))

    def say(self, text: str) -> None:
        """Talk: nothing a script needs."""
        if not self._quiet:
            self.complain(text)

    def complain(self, text: str) -> None:
        """Talk that --quiet does not silence: errors and warnings."""
        with suppress(OSError):  # the terminal is gone: nobody is left to hear it
            self.still()
            print(text, file=self._err, flush=True)

    def move(self, key: object, text: str) -> None:
        """The moving line of a terminal. Elsewhere it is said once for each new `key`; with --json not at all."""
        if self._moving and not self.as_json:
            columns = os.get_terminal_size(self._err.fileno()).columns or 80
            self._err.write(f"\r{_cut(text, columns - 1)}\x1b[K")
            self._err.flush()
            self._moved = True
        elif key != self._last_key and not self.as_json:
            self.say(text)
        self._last_key = key

    def still(self) -> None:
        """Wipes the moving line."""
        if self._moved:
            self._err.write("\r\x1b[K")
            self._err.flush()
            self._moved = False

    def fresh(self) -> bool:
        """Empties the terminal, for a page that is shown again and again; False where results go elsewhere."""
        if self.as_json or not self._out.isatty():
            return False
        self.still()
        self._out.write("\x1b[H\x1b[2J")
        return True

    def colour(self, kind: str, text: str) -> str:
        """`kind`: good, care, bad or faint. Never the only bearer of a meaning."""
        if self._colour_off or self.as_json or not self._out.isatty():
            return text
        return f"\x1b[{COLOURS[kind]}m{text}\x1b[0m"

    def table(self, columns: Sequence[Column[T]], rows: Iterable[T], *, empty: str = "", head: bool = True) -> None:
        """Rows as a table, or each as a record. `empty` is said when there are none; `head` False goes on with one."""
        taken = []
        for row in rows:
            self.record(row)
            if not self.as_json:
                taken.append([column.say(row) for column in columns])
        if not taken:
            if not self.as_json and empty:
                self.say(empty)
            return
        heads = [column.head for column in columns]
        widths = [max(_width(line[n]) for line in [heads, *taken]) for n in range(len(columns))]
        if head:
            self.line(self.colour("faint", _table_line(heads, widths, columns)))
        for cells in taken:
            self.line(_table_line(cells, widths, columns))

    def _write(self, text: str) -> None:
        self.still()
        if self.gone:
            return
        try:
            print(text, file=self._out, flush=True)
        except BrokenPipeError:
            self.gone = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())  # or the interpreter complains at its end


def plain(row: object) -> dict[str, object]:
    """A dataclass or mapping as JSON types."""
    if isinstance(row, Mapping):
        return {str(key): _plain_value(value) for key, value in row.items()}
    assert is_dataclass(row)
    return {field.name: _plain_value(getattr(row, field.name)) for field in fields(row)}


def _plain_value(value: object) -> object:
    if isinstance(value, Mapping) or (is_dataclass(value) and not isinstance(value, type)):
        return plain(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple):
        return [_plain_value(item) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def name(text: str) -> str:
    """A name that came from a file system or from somebody else, safe to show."""
    from engine.names import shown  # late: so that --help is quick

    return shown(text)


def _table_line(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column[T]]) -> str:
    parts = []
    for cell, width, column in zip(cells, widths, columns, strict=True):
        blank = " " * (width - _width(cell))
        parts.append(blank + cell if column.right else cell + blank)
    return "  ".join(parts).rstrip()


_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def _width(text: str) -> int:
    """How many terminal columns a text takes."""
    text = _ESCAPES.sub("", text)
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _cut(text: str, columns: int) -> str:
    while text and _width(text) > columns:
        text = text[: min(len(text) - 1, columns)]
    return text


# --- numbers as people say them -------------------------------------------------------------------------------------------


def size(count: float) -> str:
    """Bytes with a unit: 812 B, 3.4 GB, 31 MB."""
    if count < 1000:
        return f"{count:.0f} B"
    for unit in ("kB", "MB", "GB", "TB", "PB"):
        count /= 1000
        if count < 9.95:
            return f"{count:.1f} {unit}"
        if count < 999.5 or unit == "PB":
            return f"{count:.0f} {unit}"
    raise AssertionError(unit)


def span(seconds: float) -> str:
    """A duration: 0:42, 1:31, 2:03:04."""
    minutes, rest = divmod(int(max(0.0, seconds) + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def date(when: float) -> str:
    """A point in time, local: 29 Nov 21:40, with the year unless it is this one; empty for 0."""
    if not when:
        return ""
    from engine.names import LATEST  # late: so that --help is quick

    at = time.localtime(min(when, LATEST))
    year = "" if at.tm_year == time.localtime().tm_year else f" {at.tm_year}"
    return f"{at.tm_mday} {MONTHS[at.tm_mon - 1]}{year} {at.tm_hour}:{at.tm_min:02}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its word: 1 file, 1,204 files."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(part: int, whole: int) -> str:
    """Rounded down, so that 100 % means all of it."""
    return f"{100 * part // whole if whole else 100} %"


# --- and as they type them ---------------------------------------------------------------------------------------------


def parse_size(text: str) -> int:
    """`2 MB`, `256kB`, `2 MB/s`, `950000`: bytes. Raises TowlineError "usage"."""
    from engine.settings_keys import Wrong, size_of  # late: so that --help is quick

    try:
        return size_of(text)
    except Wrong as error:
        raise TowlineError("usage", what=error.what, todo=error.todo) from error


def parse_span(text: str) -> float:
    """`30` (seconds), `90s`, `2h`, `7d`: seconds. Raises TowlineError "usage"."""
    from engine.settings_keys import Wrong, span_of  # late: so that --help is quick

    try:
        return span_of(text + "s" if text[-1:].isdecimal() else text)
    except Wrong as error:
        raise TowlineError("usage", what=error.what, todo=error.todo) from error


def parse_since(text: str) -> float:
    """`2h` (ago) or `2026-11-29` or `2026-11-29T21:40`, local: Unix time. Raises TowlineError "usage"."""
    for pattern in ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"):
        try:
            return time.mktime(time.strptime(text, pattern))
        except ValueError:
            continue
    try:
        return time.time() - parse_span(text)
    except TowlineError as error:
        raise TowlineError(
            "usage", what=f"{text!r} is neither a duration nor a date.", todo="Write it like 2h, 7d or 2026-11-29."
        ) from error
