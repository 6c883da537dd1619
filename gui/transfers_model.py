"""Transfers as a tree of two levels, bundles and their files, in the flat lines of a table.

Hides: which line a file stands in, groups, counting by chip, speeds. Promises: files of a bundle are read when it is
opened, a page at a time; what a cell says is made when it is looked at, so 100,000 rows cost nothing until they are seen.
"""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QDate, QLocale, QObject, QTimer

from engine.api import EntryRow, Kind, OfferRow, Outcome, Snapshot, TransferRow
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.entries_model import EntryPages, digest_cell, progress_cell
from gui.rows import TOP, Branch, Cell, Column, RowsModel, runs
from gui.sorting import Order, Sorting, arranged, natural
from gui.speed import Speeds

RUNNING = ("scanning", "sending", "fetching", "looking", "checking")
CHIPS = ("all", "running", "waiting", "failed", "done")
EDITS = 200  # changes of the line of those that wait, above which it is counted anew
GROUPS = ("none", "queue", "cluster", "day")

FILE = Branch(depth=1)
CLOSED, OPEN = Branch(parent=True), Branch(parent=True, open=True)
NOTHING = Cell()
DASHED = Cell(words.DASH, faint=True)


class FileLine(NamedTuple):
    """A line that shows a file of an opened bundle."""

    transfer: str
    number: int


class MoreLine(NamedTuple):
    """A line that stands for the files not read yet."""

    transfer: str


class GroupLine(NamedTuple):
    """A line above the rows of a group."""

    group: tuple[Any, ...]
    size: int


class TransfersModel(RowsModel[TransferRow]):
    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(bridge, lambda row: row.id, parent)
        self.speeds = Speeds()
        self.counts: Counter[str] = Counter()  # chip → rows; "open" → rows that have not ended
        self.group = "none"
        self._pages: dict[str, EntryPages] = {}  # of opened bundles
        self._received: dict[str, tuple[int, int]] = {}  # transfer → by how many of how many
        self._by_offer: dict[str, str] = {}  # offer → the send of it
        self._line = WaitingLine(bridge, self)
        self._late_files = QTimer(self, singleShot=True, interval=1000)
        self._late_files.timeout.connect(self._read_files_again)
        self._changed_open: set[str] = set()

    # --- columns --------------------------------------------------------------------------------------------------------------

    def make_columns(self) -> list[Column[TransferRow]]:
        def plain(text: Callable[[TransferRow], str]) -> Callable[[TransferRow], Cell]:
            return lambda row: Cell(shown(text(row)))

        def moment(at: Callable[[TransferRow], float]) -> Callable[[TransferRow], Cell]:
            return lambda row: Cell(words.moment(at(row)), tip=words.date_time(at(row))) if at(row) else DASHED

        return [
            Column("number", self.tr("#"), 40, self._number_cell, lambda row: row.position, right=True,
                   tip=self.tr("Place in the order")),
            Column("way", self.tr("⇅"), 32, self._way_cell, lambda row: row.kind, tip=self.tr("Sending or fetching")),
            Column("name", self.tr("Name"), 116, plain(lambda row: row.title), lambda row: natural(row.title),
                   wide=168, names=True),
            Column("size", self.tr("Size"), 70, lambda row: size_cell(row.size), lambda row: row.size, right=True),
            Column("progress", self.tr("Progress"), 108, self._progress_cell, words.part_done),
            Column("status", self.tr("Status"), 180, self._status_cell, status_key, wide=236),
            Column("speed", self.tr("Speed"), 78, self._speed_cell, self._rate, right=True),
            Column("left", self.tr("Left"), 60, self._left_cell, self._left_key, right=True,
                   tip=self.tr("Time left")),
            Column("queue", self.tr("Queue / From"), 108, self._queue_cell, lambda row: natural(row.queue or row.peer)),
            Column("files", self.tr("Files"), 84, files_cell, lambda row: row.entries, right=True, shown=False),
            Column("cluster", self.tr("Cluster"), 110, plain(lambda row: row.cluster),
                   lambda row: natural(row.cluster), shown=False),
            Column("people", self.tr("People"), 150, plain(lambda row: words.people(row.peer)),
                   lambda row: natural(row.peer), shown=False),
            Column("cipher", self.tr("Cipher"), 150, lambda row: Cell(words.cipher(row.cipher)),
                   lambda row: row.cipher, shown=False),
            Column("compression", self.tr("Compression"), 110, lambda row: Cell(words.compression(row.compression)),
                   lambda row: row.compression, shown=False),
            Column("saved", self.tr("Saved"), 84, saved_cell, lambda row: row.saved, right=True, shown=False,
                   tip=self.tr("Saved by compression")),
            Column("tries", self.tr("Tries"), 64, lambda row: Cell(words.number(row.attempt)) if row.attempt else NOTHING,
                   lambda row: row.attempt, right=True, shown=False),
            Column("next", self.tr("Next try"), 84, lambda row: Cell(words.next_in(row.next_try)),
                   lambda row: row.next_try, right=True, shown=False),
            Column("added", self.tr("Added"), 100, moment(lambda row: row.added), lambda row: row.added, shown=False),
            Column("finished", self.tr("Finished"), 100, moment(lambda row: row.finished),
                   lambda row: row.finished, shown=False),
            Column("until", self.tr("Stored until"), 110, moment(lambda row: row.stored_until),
                   lambda row: row.stored_until, shown=False),
            Column("folder", self.tr("Folder"), 220, plain(lambda row: row.folder),
                   lambda row: natural(row.folder), shown=False),
            Column("sha256", self.tr("SHA-256"), 150, lambda _: NOTHING, shown=False, tip=self.tr("SHA-256 of each file")),
            Column("reference", self.tr("Reference"), 240, lambda row: Cell(shown(row.reference), faint=True),
                   lambda row: row.reference, shown=False),
        ]  # fmt: skip

    @property
    def flat(self) -> bool:
        """Whether every line is a bundle: nothing is opened, nothing grouped."""
        return not self._pages and not any(isinstance(line, GroupLine) for line in self.lines[:1])

    # --- cells ------------------------------------------------------------------------------------------------------------------

    def cell(self, line: int, column: int) -> Cell:
        what = self.lines[line]
        if isinstance(what, FileLine):
            pages = self._pages.get(what.transfer)
            row = pages.rows.get(what.number) if pages else None
            return self._file_cell(row, self.columns[column].key) if row else NOTHING
        if isinstance(what, MoreLine):
            return self._more_cell(what.transfer) if self.columns[column].key == "name" else NOTHING
        if isinstance(what, GroupLine):
            return NOTHING
        return super().cell(line, column)

    def branch(self, line: int) -> Branch:
        what = self.lines[line]
        if isinstance(what, str):
            if self.rows[what].entries <= 1:
                return TOP
            return OPEN if what in self._pages else CLOSED
        return FILE

    def heading(self, line: int) -> str:
        what = self.lines[line]
        return self._group_title(what) if isinstance(what, GroupLine) else ""

    def _number_cell(self, row: TransferRow) -> Cell:
        return NOTHING if row.outcome else Cell(words.number(row.position), faint=True)

    def _way_cell(self, row: TransferRow) -> Cell:
        sends = row.kind is Kind.SEND
        said = self.tr("To the cluster") if sends else self.tr("To this computer")
        return Cell(icon="up" if sends else "down", tip=said, said=said)

    def _progress_cell(self, row: TransferRow) -> Cell:
        part, state = words.part_done(row), words.transfer_state(row)
        if row.state == "scanning":
            return Cell(state=state, progress=0.0, said=self.tr("scanning"))
        text = words.percent(part)
        said = self.tr("{n} percent, {status}").format(n=int(part * 100), status=words.transfer_status(row))
        return Cell(text, state, part, said=said)

    def _status_cell(self, row: TransferRow) -> Cell:
        place = 0
        if row.state == "waiting" and not row.why:
            place = self._line.place(row.position)
        received = self._received.get(row.id, (0, 0))
        if row.state == "stored" and row.id not in self._received:
            self._ask_receipts(row)
        text = words.transfer_status(row, place, received)
        tip = words.told(row.why, row.todo) if row.why else text
        return Cell(text, words.transfer_state(row), tip=shown(tip))

    def _speed_cell(self, row: TransferRow) -> Cell:
        rate = self._rate(row)
        return Cell(words.rate(rate)) if rate >= 1 else DASHED

    def _left_cell(self, row: TransferRow) -> Cell:
        left = None if row.outcome else self.speeds.left(row.id, time.time())
        return DASHED if left is None else Cell(words.span(max(1.0, left)))

    def _queue_cell(self, row: TransferRow) -> Cell:
        if row.kind is Kind.SEND:
            return Cell(shown(row.queue) or words.people(row.peer), tip=words.people(row.peer))
        return Cell(self.tr("from {name}").format(name=shown(row.peer)) if row.peer else words.DASH)

    def _rate(self, row: TransferRow) -> float:
        return 0.0 if row.outcome else self.speeds.rate(row.id, time.time())

    def _left_key(self, row: TransferRow) -> float:
        left = None if row.outcome else self.speeds.left(row.id, time.time())
        return 1e12 if left is None else left

    def _file_cell(self, row: EntryRow, column: str) -> Cell:
        match column:
            case "name":
                return Cell(shown(row.path))
            case "size":
                return size_cell(row.size)
            case "progress":
                return progress_cell(row)
            case "status":
                return Cell(words.entry_status(row), words.entry_state(row))
            case "sha256":
                return digest_cell(row)
        return NOTHING

    def _more_cell(self, transfer: str) -> Cell:
        """Whoever sees this line wants what it stands for."""
        pages = self._pages.get(transfer)
        if pages is not None:
            known = len(pages.rows)  # a page may come before the turn of this call
            QTimer.singleShot(0, pages, lambda: pages.more() if len(pages.rows) == known else None)
        return Cell(self.tr("Reading the files…"), faint=True)

    # --- files of bundles ------------------------------------------------------------------------------------------------------

    def toggle(self, line: int) -> None:
        """Opens or closes the bundle of a line."""
        id = self.lines[line]
        if not isinstance(id, str):
            return
        if id in self._pages:
            self._pages.pop(id).deleteLater()
            below = line + 1
            while below < len(self.lines) and isinstance(self.lines[below], FileLine | MoreLine):
                below += 1
            self.remove_lines(range(line + 1, below))
        elif self.rows[id].entries > 1:
            pages = EntryPages(self.bridge, id, self)
            self._pages[id] = pages
            pages.came.connect(lambda page: self._files_came(pages, page))
            pages.changed.connect(lambda page: self._files_changed(pages, page))
            self.insert_lines(line + 1, [MoreLine(id)])
            pages.more()
        self.repaint(line, line)

    def transfer_of(self, line: int) -> TransferRow | None:
        """The bundle that a line shows, or a file of."""
        what = self.lines[line]
        id = what.transfer if isinstance(what, FileLine | MoreLine) else what
        return self.rows.get(id)

    def _files_came(self, pages: EntryPages, page: list[EntryRow]) -> None:
        id = pages.transfer
        line = self.place(id)
        if line is None or self._pages.get(id) is not pages:
            return
        more = self.place(MoreLine(id))
        at = more if more is not None else line + 1 + len(pages.rows) - len(page)
        self.insert_lines(at, [FileLine(id, row.number) for row in page])
        more = self.place(MoreLine(id))
        if pages.complete and more is not None:
            self.remove_lines([more])
        elif not pages.complete and more is None:
            self.insert_lines(at + len(page), [MoreLine(id)])

    def _files_changed(self, pages: EntryPages, page: list[EntryRow]) -> None:
        for row in page:
            place = self.place(FileLine(pages.transfer, row.number))
            if place is not None:
                self.repaint(place, place)

    def _read_files_again(self) -> None:
        for id in self._changed_open:
            if id in self._pages:
                self._pages[id].refresh()
        self._changed_open.clear()

    # --- rows ---------------------------------------------------------------------------------------------------------------------

    def take(self, keys: Iterable[Hashable]) -> None:
        """With the files of those that are open."""
        keys = list(keys)
        if self._pages:
            places = (self.place(key) for key in keys if key in self._pages)
            for place in sorted((place for place in places if place is not None), reverse=True):
                self.toggle(place)
        super().take(keys)

    def noted(self, old: TransferRow | None, new: TransferRow | None) -> None:
        self._tally(old, new)
        self._line.note(queued(old), queued(new))
        if new is None:
            assert old is not None
            self.speeds.drop(old.id)
            self._received.pop(old.id, None)
            if old.id in self._pages:
                self._pages.pop(old.id).deleteLater()
            return
        if new.outcome:
            self.speeds.drop(new.id)
        if old is not None and new.id in self._pages and (old.entries_done, old.state) != (new.entries_done, new.state):
            self._changed_open.add(new.id)
            if not self._late_files.isActive():
                self._late_files.start()

    def _tally(self, old: TransferRow | None, new: TransferRow | None) -> None:
        before, after = chip_of(old) if old else None, chip_of(new) if new else None
        if before == after:
            return
        for row, chip, by in ((old, before, -1), (new, after, 1)):
            if row is not None and chip is not None:
                self.counts[chip] += by
                self.counts["all"] += by
                self.counts["open"] += 0 if row.outcome else by

    def moved(self, snapshot: Snapshot) -> None:
        """What moves now, as the engine sees it."""
        for row in snapshot.moving:
            if row.state in RUNNING:
                self.speeds.note(row.id, snapshot.at, row.done, row.size)
        self.put(row for row in snapshot.moving if row.id in self.rows)

    def offers_changed(self, offers: list[OfferRow]) -> None:
        """Receipts came for what was sent: they are read again when somebody looks."""
        for offer in offers:
            id = self._by_offer.get(offer.id) if offer.mine else None
            if id is not None:
                self._received.pop(id, None)
                place = self.place(id)
                if place is not None:
                    self.repaint(place, place)

    def _ask_receipts(self, row: TransferRow) -> None:
        self._received[row.id] = (0, 0)
        if row.offer:
            self._by_offer[row.offer] = row.id

        def got(count: tuple[int, int]) -> None:
            self._received[row.id] = count
            place = self.place(row.id)
            if count[0] and place is not None:
                self.repaint(place, place)

        engine = self.bridge.engine

        def ask() -> tuple[int, int]:
            receipts = engine.receipts(row.id)
            return sum(receipt.state == "all" for receipt in receipts), len(receipts)

        self.bridge.ask(self, ask, got)

    def tick(self, first: int, last: int) -> None:
        """A second went by; these lines are seen. Only those that say something else now are painted again."""
        moved = self._line.tick(self.rows.values())
        stale = (line for line in range(first, min(last + 1, len(self.lines))) if self._by_clock(line, moved=moved))
        for run in runs(stale):
            self.repaint(*run)
        if self.columns[self.sorted_by[0]].key in ("speed", "left") and self.counts["running"]:
            self.say_stale()

    def _by_clock(self, line: int, *, moved: bool) -> bool:
        """Whether a line may say something else by the clock. `moved`: others that wait have another place now."""
        what = self.lines[line]
        row = self.rows[what] if isinstance(what, str) else None
        return row is not None and (row.next_try > 0 or row.id in self.speeds or (moved and row.state == "waiting"))

    # --- groups ---------------------------------------------------------------------------------------------------------------------

    def first_key(self) -> Callable[[TransferRow], Any] | None:
        """Groups are compared by all but their last part, which is their name."""
        match self.group:
            case "queue":
                return lambda row: (row.kind is Kind.FETCH, natural(row.queue or row.peer), row.queue or row.peer)
            case "cluster":
                return lambda row: (natural(row.cluster), row.cluster)
            case "day":
                return lambda row: (-date.fromtimestamp(row.added).toordinal(),)
        return None

    def head(self, group: Any, size: int) -> Hashable:
        return GroupLine(group, size)

    def add_lines(self, lines: list[Hashable]) -> bool:
        """The files of opened bundles, below them."""
        at = [place for place, line in enumerate(lines) if line in self._pages] if self._pages else []
        for place in reversed(at):
            id = str(lines[place])
            pages = self._pages[id]
            files: list[Hashable] = [FileLine(id, number) for number in sorted(pages.rows)]
            lines[place + 1 : place + 1] = files if pages.complete else [*files, MoreLine(id)]
        return bool(at)

    def _group_title(self, line: GroupLine) -> str:
        name = line.group[-1]
        if isinstance(name, int):
            name = self._day(date.fromordinal(-name))
        elif line.group[0] is True:
            name = self.tr("from {name}").format(name=name)
        return self.tr("{group}   {n}").format(group=shown(name), n=words.number(line.size))

    def _day(self, day: date) -> str:
        ago = (date.today() - day).days
        if ago <= 1:
            return self.tr("Yesterday") if ago else self.tr("Today")
        return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


# --- what rows say ----------------------------------------------------------------------------------------------------------------


def chip_of(row: TransferRow) -> str:
    """The chip that a row is counted under; "" for what a person ended."""
    if row.outcome in (Outcome.STORED, Outcome.PLACED):
        return "done"
    if row.outcome in (Outcome.FAILED, Outcome.PARTLY):
        return "failed"
    if row.outcome:
        return ""
    return "running" if row.state in RUNNING else "waiting"


def status_key(row: TransferRow) -> tuple[int, str]:
    """What needs care first, then what moves, then what waits, then what is done."""
    order = {"failed": 0, "waiting": 1, "running": 2, "idle": 3, "done": 4}
    return order[words.transfer_state(row)], row.state


def size_cell(size: int) -> Cell:
    if not size:
        return DASHED
    return Cell(words.size(size), tip=words.exact(size))


def files_cell(row: TransferRow) -> Cell:
    return Cell(words.number(row.entries)) if row.entries else DASHED


def saved_cell(row: TransferRow) -> Cell:
    """What compression saved of what was sent so far."""
    return Cell(words.percent(row.saved / row.done)) if row.saved > 0 and row.done else DASHED


def queued(row: TransferRow | None) -> int | None:
    """The position of a row that only waits for its turn."""
    if row is None or row.state != "waiting" or row.why or row.outcome:
        return None
    return row.position


class WaitingLine(QObject):
    """Who is 1st, 2nd, … of those that wait for their turn: kept in order, or counted anew beside the window when much
    has changed."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._positions: list[int] = []
        self._edits: list[tuple[int | None, int | None]] = []
        self._anew = False
        self._asking = self._moved = False
        self._sorting: Sorting[TransferRow] = Sorting(bridge, self)

    def place(self, position: int) -> int:
        return bisect_left(self._positions, position) + 1

    def note(self, old: int | None, new: int | None) -> None:
        if old != new and not self._anew:
            self._edits.append((old, new))
            if len(self._edits) > EDITS:
                self._anew = True
                self._edits.clear()

    def tick(self, rows: Iterable[TransferRow]) -> bool:
        """Whether places have changed since the last time."""
        moved, self._moved = self._moved or bool(self._edits), False
        if self._asking:
            return moved
        if self._anew:
            self._anew, self._asking = False, True
            order = Order[TransferRow](lambda row: row.position, keep=lambda row: queued(row) is not None)
            taken = list(rows)
            self._sorting.run(lambda go_on: positions(taken, order, go_on), self._counted)
            return moved
        for old, new in self._edits:
            if old is not None and (at := bisect_left(self._positions, old)) < len(self._positions):
                del self._positions[at]
            if new is not None:
                insort(self._positions, new)
        self._edits.clear()
        return moved

    def _counted(self, found: list[int]) -> None:
        self._asking, self._moved = False, True
        self._positions = found


def positions(rows: list[TransferRow], order: Order[TransferRow], go_on: Callable[[], bool]) -> list[int] | None:
    """Of those that are kept, ascending; beside the window."""
    found = arranged(rows, order, go_on)
    return None if found is None else [row.position for row in found]
