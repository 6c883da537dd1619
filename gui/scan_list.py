"""What was found at the paths that somebody wants to send, with a tick before each.

Hides: how a growing scan becomes changed rows. Promises: ticks stay while the scan grows; a part of a scan costs what is
new in it, not what is there; at most the engine's 1,000 rows.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTreeView, QWidget

from engine.api import ScanItem
from engine.names import shown
from gui import words
from gui.cells import RowCell, set_up_rows
from gui.icons import icon
from gui.look import look
from gui.plain_text import tip

NAME, FILES, SIZE = range(3)

Index = QModelIndex | QPersistentModelIndex


class ScanModel(QAbstractTableModel):
    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[ScanItem, ...] = ()
        self._left_out: set[str] = set()  # paths without a tick

    def show(self, items: tuple[ScanItem, ...]) -> None:
        """The items as they are known now: what was known stays in its row."""
        old = self._items
        same = len(items) >= len(old) and all(a.path == b.path for a, b in zip(old, items, strict=False))
        if not same:
            self.beginResetModel()
            self._items = items
            self.endResetModel()
            return
        differ = [row for row, (a, b) in enumerate(zip(old, items, strict=False)) if a != b]
        self._items = items[: len(old)]
        if differ:
            self.dataChanged.emit(self.index(differ[0], NAME), self.index(differ[-1], SIZE))
        if len(items) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(items) - 1)
            self._items = items
            self.endInsertRows()

    def without(self) -> tuple[str, ...]:
        """Paths that stay here."""
        return tuple(item.path for item in self._items if item.path in self._left_out)

    def stays(self) -> tuple[int, int]:
        """Files and bytes without a tick."""
        found = [item for item in self._items if item.path in self._left_out]
        return sum(item.files for item in found), sum(item.size for item in found)

    def all_stay(self) -> bool:
        return bool(self._items) and len(self.without()) == len(self._items)

    def tick(self, rows: list[int], yes: bool) -> None:
        for row in rows:
            path = self._items[row].path
            if yes:
                self._left_out.discard(path)
            else:
                self._left_out.add(path)
        if rows:
            self.dataChanged.emit(self.index(min(rows), NAME), self.index(max(rows), NAME))
            self.ticked.emit()

    def has_tick(self, row: int) -> bool:
        return self._items[row].path not in self._left_out

    # --- for the view ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return (self.tr("Name"), self.tr("Files"), self.tr("Size"))[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section != NAME:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item, column = self._items[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(item, column)
            case Qt.ItemDataRole.CheckStateRole if column == NAME:
                return Qt.CheckState.Unchecked if item.path in self._left_out else Qt.CheckState.Checked
            case Qt.ItemDataRole.DecorationRole if column == NAME:
                return _symbol(item.folder, look().dark)
            case Qt.ItemDataRole.TextAlignmentRole if column != NAME:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                return tip(shown(item.path))
            case Qt.ItemDataRole.AccessibleTextRole if column == NAME:
                goes = self.tr("stays here") if item.path in self._left_out else self.tr("goes")
                return f"{self._text(item, NAME)}, {words.size(item.size)}, {goes}"
        return None

    def _text(self, item: ScanItem, column: int) -> str:
        if column == NAME:
            return shown(os.path.basename(item.path.rstrip("/\\")) or item.path)
        if column == FILES:
            return words.number(item.files) if item.folder else ""
        return words.size(item.size)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != NAME:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class ScanView(QTreeView):
    """Space turns the ticks of all selected rows."""

    def __init__(self, model: ScanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.setProperty("kind", "field")
        self.setAccessibleName(self.tr("What is sent"))
        self.setRootIsDecorated(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_up_rows(self)
        for column in (FILES, SIZE):
            self.setItemDelegateForColumn(column, _NumberCell(self))
        head = self.header()
        head.setSectionsMovable(False)
        head.setStretchLastSection(False)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((FILES, 90), (SIZE, 100)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, width)

    def sizeHint(self) -> QSize:
        """As low as it may be: what stands around it in a page that scrolls comes first, then it takes the rest."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if event.key() == Qt.Key.Key_Space and rows:
            self._model.tick(rows, not self._model.has_tick(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)


class _NumberCell(RowCell):
    """Ends where the head of its column ends."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_row(painter, option, index)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(option.rect.adjusted(0, 0, -8, 0), right, str(index.data() or ""))


@cache
def _symbol(folder: bool, _dark: bool) -> QIcon:
    """Drawn once for light and once for dark, not for every row at every paint."""
    return icon("folder" if folder else "file")
