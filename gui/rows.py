"""A list of rows that may be long: known by id, changed in place, arranged beside the window.

Hides: which line a row stands in, how 100,000 changes at once become pieces that do not stop the window. Promises: a
change of a row is one dataChanged per run of lines; a row that now belongs elsewhere stays where it is until `arrange`
is called (`stale` says when that would change something), so nothing moves under a pointer.

A line holds a key of a row, or whatever a model that builds on this one puts between rows.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from gui.bridge import Bridge
from gui.cells import FAINT, PROGRESS, STATE
from gui.look import State
from gui.plain_text import tip
from gui.sorting import Order, Sorting, arranged, laid_out

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

SLICE = 0.006  # seconds of taking in changes before the window has its turn
PART = 64  # changes between two looks at the clock
MANY = 500  # changes above which not even the first are taken in at once
RUNS = 32  # runs of lines that are removed one by one; more are exchanged at once

NOWHERE = QModelIndex()
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Cell(NamedTuple):
    """What stands in one cell. `progress`: 0..1. `tip`: what its text leaves out. `said`: the text as it is read aloud."""

    text: str = ""
    state: State | None = None
    progress: float | None = None
    faint: bool = False
    icon: str = ""
    tip: str = ""
    said: str = ""


class Branch(NamedTuple):
    """How a line stands in a tree: how deep, and whether it can be opened (None) or is open."""

    depth: int = 0
    parent: bool = False
    open: bool = False


TOP = Branch()


@dataclass(frozen=True)
class Column(Generic[R]):
    """`key`: its name in the kept view. `sort`: what rows are compared by; None: rows are not sorted by it."""

    key: str
    title: str
    width: int  # px
    cell: Callable[[R], Cell]
    sort: Callable[[R], Any] | None = None
    right: bool = False
    shown: bool = True
    tip: str = ""
    wide: int = 0  # px that it gets where the window has room for it
    names: bool = False  # of files: where there is no room they are cut in the middle, for their ends tell them apart


class RowsModel(QAbstractTableModel, Generic[R]):
    """`key_of`: the id of a row."""

    stale = Signal()
    counted = Signal()  # how many lines there are has changed
    taken = Signal()  # rows came, changed or went

    def __init__(self, bridge: Bridge, key_of: Callable[[R], Hashable], parent: QObject | None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.columns = self.make_columns()
        self.rows: dict[Hashable, R] = {}
        self.lines: list[Hashable] = []
        self._key_of = key_of
        self._places: dict[Hashable, int] = {}  # key → line
        self._sorting: Sorting[R] = Sorting(bridge, self)
        self._order: Order[R] = Order(self._by_column(0))
        self.sorted_by: tuple[int, bool] = (0, False)
        self._since: list[Hashable] = []  # rows that came since the last question to `_sorting`
        self._gone = False  # whether rows went since then
        self._asked = self._stale = False
        self._read: deque[R] = deque()
        self._waiting: deque[R] = deque()  # taken in after those of `_read`
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._take_in)

    # --- what models that build on this one say ------------------------------------------------------------------------------

    def make_columns(self) -> list[Column[R]]:
        raise NotImplementedError

    def noted(self, old: R | None, new: R | None) -> None:
        """A row came (old is None), changed or went (new is None)."""

    def first_key(self) -> Callable[[R], Any] | None:
        """What rows are grouped by."""
        return None

    def head(self, _group: Any, _size: int) -> Hashable | None:
        """What stands above a group; called beside the window."""
        return None

    def add_lines(self, _lines: list[Hashable]) -> bool:
        """Puts between arranged rows what else is to be shown; whether there was any."""
        return False

    def cell(self, line: int, column: int) -> Cell:
        return self.columns[column].cell(self.rows[self.lines[line]])

    def text_of(self, line: int) -> str:
        """A line as text, with tabs between its cells."""
        return "\t".join(cell.said or cell.text for cell in (self.cell(line, n) for n in range(len(self.columns))))

    def branch(self, _line: int) -> Branch:
        return TOP

    def heading(self, _line: int) -> str:
        """The text of a line that belongs to no row but heads those below it."""
        return ""

    # --- rows -----------------------------------------------------------------------------------------------------------------

    def put(self, rows: Iterable[R], *, older: bool = False) -> None:
        """Takes in rows that are new or have changed; many of them in turns with everything else the window does.

        `older`: they were read before those that still wait to be taken in.
        """
        (self._read if older else self._waiting).extend(rows)
        if len(self._read) + len(self._waiting) > MANY:
            self._next.start()
        elif not self._next.isActive():
            self._take_in()

    @property
    def busy(self) -> bool:
        """Whether rows wait to be taken in or to be arranged."""
        return bool(self._read or self._waiting) or self._asked

    def _take_in(self) -> None:
        until = time.perf_counter() + SLICE
        changed: list[int] = []
        came: dict[Hashable, None] = {}
        while queue := self._read or self._waiting:
            for _ in range(min(PART, len(queue))):
                self._take(queue.popleft(), changed, came)
            if time.perf_counter() > until:
                break
        if came:
            self._append(list(came))
        for first, last in runs(sorted(set(changed))):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self.taken.emit()
        if self._read or self._waiting:
            self._next.start()
        else:
            self._next.stop()

    def _take(self, row: R, changed: list[int], came: dict[Hashable, None]) -> None:
        key = self._key_of(row)
        old = self.rows.get(key)
        if old == row:
            return
        self.rows[key] = row
        self.noted(old, row)
        order = self._order
        kept = order.keep is None or order.keep(row)
        if old is None:
            self._since.append(key)
            if kept:
                came[key] = None
            return
        place = self._places.get(key)
        if place is not None:
            changed.append(place)
        if kept != (place is not None or key in came) or (kept and self._moves(old, row)):
            self.say_stale()

    def _moves(self, old: R, new: R) -> bool:
        order = self._order
        return bool(order.key(old) != order.key(new)) or (
            order.first is not None and bool(order.first(old) != order.first(new))
        )

    def _append(self, keys: list[Hashable]) -> None:
        """New rows stand last until the list is arranged again."""
        start = len(self.lines)
        before = self.rows.get(self.lines[-1]) if self.lines else None
        self.beginInsertRows(NOWHERE, start, start + len(keys) - 1)
        self.lines += keys
        self._places.update(zip(keys, range(start, start + len(keys)), strict=True))
        self.endInsertRows()
        self.counted.emit()
        order = [self._order.key(self.rows[key]) for key in keys]
        if before is not None:
            order.insert(0, self._order.key(before))
        if self._order.first is not None or sorted(order, reverse=self._order.descending) != order:
            self.say_stale()

    def take(self, keys: Iterable[Hashable]) -> None:
        """Takes rows away."""
        gone = set(keys)
        for queue in (self._read, self._waiting):
            kept = [row for row in queue if self._key_of(row) not in gone]
            if len(kept) < len(queue):
                queue.clear()
                queue.extend(kept)
        known = [key for key in gone if key in self.rows]
        self.remove_lines(sorted(self._places[key] for key in known if key in self._places))
        for key in known:  # only now: whoever looks at a line meanwhile finds its row
            self.noted(self.rows.pop(key), None)
        self._gone = self._gone or bool(known)
        self.taken.emit()

    def clear(self) -> None:
        self._read.clear()
        self._waiting.clear()
        self._sorting.forget()
        self._asked = False
        self.exchange([])
        rows, self.rows = self.rows, {}
        for row in rows.values():
            self.noted(row, None)
        self.taken.emit()

    # --- the order --------------------------------------------------------------------------------------------------------------

    def set_order(self, column: int, descending: bool, keep: Callable[[R], bool] | None = None) -> None:
        """What `arrange` is to do from now on."""
        self.sorted_by = (column, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._order = Order(self._by_column(column), descending, keep, self.first_key())

    def arrange(self) -> None:
        """Puts the rows in order, beside the window; the lines are exchanged when that is done."""
        self._asked, self._stale = True, False
        self._since, self._gone = [], False
        rows, order, key_of, head = list(self.rows.values()), self._order, self._key_of, self.head

        def work(go_on: Callable[[], bool]) -> tuple[list[Hashable], dict[Hashable, int]] | None:
            found = arranged(rows, order, go_on)
            return None if found is None else laid_out(found, key_of, order.first, head, go_on)

        self._sorting.run(work, self._arranged)

    def _arranged(self, found: tuple[list[Hashable], dict[Hashable, int]]) -> None:
        self._asked = False
        lines, places = found
        known = True  # whether `places` is still right
        if self._gone:
            lines = [line for line in lines if line in self.rows or self._is_head(line)]
            known = False
        if self._since:
            keep = self._order.keep
            new = [key for key in dict.fromkeys(self._since) if key in self.rows and key not in places]
            lines += [key for key in new if keep is None or keep(self.rows[key])]
            known, self._stale = False, True
        if self.add_lines(lines):
            known = False
        if lines != self.lines:
            self.exchange(lines, places if known else None)
        else:
            self.counted.emit()
        if self._stale:
            self.stale.emit()

    def _is_head(self, line: Hashable) -> bool:
        return self._order.first is not None and isinstance(line, tuple)

    @property
    def keep(self) -> Callable[[R], bool] | None:
        """Which rows are shown."""
        return self._order.keep

    def _by_column(self, column: int) -> Callable[[R], Any]:
        return self.columns[column].sort or (lambda _: 0)

    def say_stale(self) -> None:
        """The rows are no longer in their order."""
        if not self._stale:
            self._stale = True
            self.stale.emit()

    # --- lines ------------------------------------------------------------------------------------------------------------------

    def place(self, key: Hashable) -> int | None:
        """The line of a row, if it is shown."""
        return self._places.get(key)

    def exchange(self, lines: list[Hashable], places: dict[Hashable, int] | None = None) -> None:
        """All lines anew; the view keeps what is selected. `places`: of the lines, where they are known."""
        self.beginResetModel()
        self.lines = lines
        if places is None:
            self._count_places()
        else:
            self._places = places
        self.endResetModel()
        self.counted.emit()

    def insert_lines(self, at: int, lines: Sequence[Hashable]) -> None:
        if lines:
            self.beginInsertRows(NOWHERE, at, at + len(lines) - 1)
            self.lines[at:at] = lines
            self._count_places()
            self.endInsertRows()
            self.counted.emit()

    def remove_lines(self, places: Sequence[int]) -> None:
        """`places`: ascending."""
        groups = list(runs(places))
        if len(groups) > RUNS:
            gone = set(places)
            self.exchange([line for place, line in enumerate(self.lines) if place not in gone])
            return
        for first, last in reversed(groups):
            self.beginRemoveRows(NOWHERE, first, last)
            del self.lines[first : last + 1]
            self._count_places()
            self.endRemoveRows()
        if groups:
            self.counted.emit()

    def repaint(self, first: int, last: int) -> None:
        """What these lines say has changed with the time."""
        last = min(last, len(self.lines) - 1)
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _count_places(self) -> None:
        self._places = {line: place for place, line in enumerate(self.lines)}

    # --- for views --------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and section < len(self.columns):
            column = self.columns[section]
            match role:
                case Role.DisplayRole:
                    sorted_by, descending = self.sorted_by
                    arrow = ("↓" if descending else "↑") if section == sorted_by else ""
                    return f"{column.title} {arrow}".rstrip()
                case Role.TextAlignmentRole:
                    return RIGHT if column.right else LEFT
                case Role.ToolTipRole | Role.AccessibleTextRole:
                    return column.tip or column.title
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Role.TextAlignmentRole:
            return RIGHT if self.columns[index.column()].right else LEFT
        if role not in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole, PROGRESS, STATE, FAINT):
            return None
        if heading := self.heading(index.row()):
            return heading if role in (Role.DisplayRole, Role.AccessibleTextRole) and index.column() == 0 else None
        cell = self.cell(index.row(), index.column())
        match role:
            case Role.DisplayRole:
                return cell.text
            case Role.ToolTipRole:
                return tip(cell.tip or cell.text) or None
            case Role.AccessibleTextRole:
                return cell.said or cell.text
            case _:
                return {PROGRESS: cell.progress, STATE: cell.state, FAINT: cell.faint}[role]


def runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(first, last) of each unbroken run of ascending numbers."""
    first = last = -2
    for place in places:
        if place != last + 1:
            if last >= 0:
                yield first, last
            first = place
        last = place
    if last >= 0:
        yield first, last
