"""The files of one transfer: read page by page, shown as a list with what failed first.

Hides: paging, which of the pages read before may be out of date. Promises: a page is read only when somebody looks at
its end or asks for all; folders are left out unless something is wrong with them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from engine.api import EntryRow
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.rows import NOWHERE, Cell, Column, Index, RowsModel
from gui.sorting import natural

PAGE = 1_000
ALL = 100_000  # files that are read without being asked; more come when somebody scrolls to their end

PROBLEMS = ("failed", "expired", "changed", "asks", "left out")
WHOLE = ("stored", "in place")
ON_ITS_WAY = ("waiting", "sending", "fetching")


class EntryPages(QObject):
    """What is known so far of the files of a transfer, by number."""

    came = Signal(list)  # EntryRow that were not known before, may be none: a page was read
    changed = Signal(list)  # EntryRow

    def __init__(self, bridge: Bridge, transfer: str, parent: QObject) -> None:
        super().__init__(parent)
        self.bridge, self.transfer = bridge, transfer
        self.rows: dict[int, EntryRow] = {}
        self.complete = False
        self._last = -1  # number of the last entry read, folders too
        self._asking = self._again = False

    def more(self) -> None:
        """Reads the next page, unless one is being read or all is known."""
        if not self._asking and not self.complete:
            self._read(self._last)

    def refresh(self) -> None:
        """Reads again what was read, and what came behind it."""
        if self._asking:
            self._again = True
        else:
            self.complete = False
            self._read(-1, again=True)

    def _read(self, after: int, *, again: bool = False) -> None:
        self._asking = True
        engine, transfer = self.bridge.engine, self.transfer
        self.bridge.ask(self, lambda: engine.entries(transfer, after, PAGE), lambda page: self._got(page, again))

    def _got(self, page: list[EntryRow], again: bool) -> None:
        self._asking = False
        self.complete = len(page) < PAGE
        wanted = [row for row in page if not row.folder or row.state in PROBLEMS]
        came = [row for row in wanted if row.number not in self.rows]
        changed = [row for row in wanted if self.rows.get(row.number, row) != row]
        self.rows.update((row.number, row) for row in wanted)
        before = self._last
        self._last = max(before, page[-1].number if page else -1)
        if changed:
            self.changed.emit(changed)
        if came or not again:
            self.came.emit(came)
        if self._again:
            self._again = False
            self.refresh()
        elif again and not self.complete and page[-1].number < before:
            self._read(page[-1].number, again=True)


class EntriesModel(RowsModel[EntryRow]):
    """Give it a transfer by `show`. What failed stands first, whatever it is sorted by."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(bridge, lambda row: row.number, parent)
        self.pages: EntryPages | None = None
        self.text = ""

    def make_columns(self) -> list[Column[EntryRow]]:
        return [
            Column("number", self.tr("#"), 56, lambda row: Cell(words.number(row.number + 1), faint=True),
                   lambda row: row.number, right=True, shown=False, tip=self.tr("Number in the bundle")),
            Column("name", self.tr("Name"), 220, lambda row: Cell(shown(row.path)), lambda row: natural(row.path),
                   names=True),
            Column("size", self.tr("Size"), 96, lambda row: Cell(words.size(row.size)), lambda row: row.size, right=True),
            Column("progress", self.tr("Progress"), 132, progress_cell, part_of),
            Column("status", self.tr("Status"), 220, lambda row: Cell(words.entry_status(row), words.entry_state(row)),
                   words.entry_status),
            Column("sha256", self.tr("SHA-256"), 150, digest_cell, lambda row: row.sha256),
            Column("changed", self.tr("Modified"), 140, lambda row: Cell(words.date_time(row.mtime_ns / 1e9), faint=True),
                   lambda row: row.mtime_ns, shown=False),
            Column("placed", self.tr("Kept here as"), 240, lambda row: Cell(shown(row.placed_as)),
                   lambda row: natural(row.placed_as), shown=False),
        ]  # fmt: skip

    def show(self, transfer: str) -> None:
        """The files of this transfer; "" for none."""
        if self.pages is not None and self.pages.transfer == transfer:
            self.pages.refresh()
            return
        if self.pages is not None:
            self.pages.deleteLater()
            self.pages = None
        self.clear()
        if transfer:
            self.pages = EntryPages(self.bridge, transfer, self)
            self.pages.came.connect(self._came)
            self.pages.changed.connect(self.put)
            self.pages.more()

    def _came(self, page: list[EntryRow]) -> None:
        first = not self.rows
        self.put(page)
        self.counted.emit()
        if first:
            self.arrange()
        if self.pages is not None and len(self.rows) < ALL:
            self.pages.more()

    def refresh(self) -> None:
        if self.pages is not None:
            self.pages.refresh()

    def keeps(self) -> Callable[[EntryRow], bool] | None:
        """The filter for what is looked for."""
        wanted = self.text.casefold().split()
        return (lambda row: all(word in row.path.casefold() for word in wanted)) if wanted else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self.pages is not None and not self.pages.complete and len(self.rows) >= ALL

    def fetchMore(self, parent: Index = NOWHERE) -> None:
        if self.pages is not None:
            self.pages.more()

    def first_key(self) -> Callable[[EntryRow], int]:
        return lambda row: 0 if row.state in PROBLEMS else 1


def part_of(row: EntryRow) -> float:
    """0..1, for sorting."""
    return 1.0 if row.state in WHOLE else row.done / row.size if row.size else 0.0


def progress_cell(row: EntryRow) -> Cell:
    """How much of a file is stored or here; all of it only when it is whole."""
    whole = row.state in WHOLE
    if not whole and row.state not in ON_ITS_WAY:
        return Cell()
    part = 1.0 if whole else min(row.done / row.size, 0.99) if row.size else 0.0
    return Cell(words.percent(part), words.entry_state(row), part, said=words.entry_status(row))


def digest_cell(row: EntryRow) -> Cell:
    """The beginning and the end of a SHA-256; all of it in the tip."""
    full = row.sha256
    if not full:
        return Cell()
    return Cell(f"{full[:4]} {full[4:8]} … {full[-4:]}", faint=True, tip=full, said=full)
