"""The short lists on pages and in dialogs: some dozens of rows, their model and their table. Long ones are rows.py and table.py.

Hides: what Qt asks of every model. Promises: what is selected stays so while rows are loaded, for as long as it is one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTreeView

from gui.cells import set_up_rows
from gui.plain_text import tip

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")


class ShortModel(QAbstractTableModel, Generic[R]):
    """Whoever derives gives `heads`, one a column, and says what stands in a cell."""

    heads: Sequence[str] = ()

    def __init__(self, name_of: Callable[[R], str], right: Collection[int] = ()) -> None:
        """`name_of`: what tells one row from another. `right`: the columns with numbers."""
        super().__init__()
        self.name_of = name_of
        self._right = right
        self._rows: Sequence[R] = ()

    def cell(self, row: R, column: int, role: int) -> Any:
        raise NotImplementedError

    def load(self, rows: Sequence[R]) -> None:
        same = [self.name_of(each) for each in rows] == [self.name_of(each) for each in self._rows]
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.heads) - 1))
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rows(self) -> Sequence[R]:
        return self._rows

    def row_at(self, index: Index) -> R | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place(self, name: str) -> int:
        """Where the row of that name is; -1 if nowhere."""
        return next((at for at, each in enumerate(self._rows) if self.name_of(each) == name), -1) if name else -1

    # --- Qt -----------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right:
            return RIGHT
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.row_at(index)
        if found is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._right:
            return RIGHT
        said = self.cell(found, index.column(), role)
        return tip(said) if role == Qt.ItemDataRole.ToolTipRole and said else said


class ShortTable(QTreeView, Generic[R]):
    """A framed table of which one row is selected at a time."""

    def __init__(self, model: ShortModel[R], name: str, widths: Sequence[int]) -> None:
        """`name`: for who hears it; `widths` of the first columns, px."""
        super().__init__()
        set_up_rows(self)
        self.setProperty("kind", "field")
        self.setRootIsDecorated(False)
        self.setSelectionMode(QTreeView.SelectionMode.SingleSelection)
        self.setAccessibleName(name)
        self.setModel(model)
        for at, width in enumerate(widths):
            self.header().resizeSection(at, width)
        self._list = model
        self._wanted = ""  # is selected once it is loaded
        self._had = ""
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._find)

    def current_row(self) -> R | None:
        """The selected one."""
        chosen = self.selectionModel().selectedRows()
        return self._list.row_at(chosen[0]) if chosen else None

    def select(self, name: str) -> None:
        """Selects the row of that name, once there is one."""
        self._wanted = name
        self._find()

    def _remember(self) -> None:
        current = self.current_row()
        self._had = "" if current is None else self._list.name_of(current)

    def _find(self) -> None:
        at = self._list.place(self._wanted)
        if at >= 0:
            self._wanted = ""
        elif self._had:
            at = self._list.place(self._had)
        self._had = ""
        if at >= 0:
            self.setCurrentIndex(self._list.index(at, 0))
