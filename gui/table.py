"""The view of a list of rows: a table without a grid whose rows can be opened like those of a tree.

Hides: keys, what is selected when lines are exchanged, which columns are shown. It is a QTableView although it
looks like a tree: a QTreeView asks its model about every row, one by one, whenever one is added (0.6 s for 100,000 rows),
a table only about the rows that are seen. Promises: columns are kept as a person arranged them, under `name`; rows are
arranged again only when the pointer has been still for a second.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.bridge import Bridge
from gui.look import ROW
from gui.rows import RowsModel, runs
from gui.table_cells import PAD, STEP, Cells

STILL_MS = 1000  # until a pointer counts as still
KEEP_MS = 300  # after a column was moved until that is written

Key = Qt.Key


class Empty(QWidget):
    """What stands in the middle of a list without rows: a sentence, and maybe something to do."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setProperty("kind", "faint")
        self.button = QPushButton(self)
        self.button.setProperty("kind", "link")
        self.button.clicked.connect(self.pressed)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.button)
        line.addStretch()
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(self.text)
        box.addLayout(line)
        box.addStretch(3)

    def say(self, text: str, button: str = "") -> None:
        self.text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))


class RowsTable(QTableView):
    """`name`: under which its columns are kept. Set what it shows by `set_rows`."""

    opened = Signal(int)  # line
    toggled = Signal(int)  # a line of the tree is to be opened or closed
    menu_asked = Signal(QPoint)  # global
    chosen = Signal()  # other rows are selected

    def __init__(self, bridge: Bridge, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge, self.name = bridge, name
        self.rows_model: RowsModel[Any]
        self.tree_column = -1
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self._cells = Cells(self)
        self.setItemDelegate(self._cells)
        self.viewport().setAttribute(
            Qt.WidgetAttribute.WA_OpaquePaintEvent
        )  # so that scrolling paints only what is new
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(ROW)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)  # else it looks at every row of a selection of 100,000
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(36)
        header.setStretchLastSection(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.columns_menu().popup(header.mapToGlobal(at)))
        self.empty = Empty(self.viewport())
        self.empty.hide()
        self._calm = QTimer(self, singleShot=True, interval=STILL_MS)
        self._calm.timeout.connect(self._still)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self.keep_columns)
        self._selected: set[Hashable] = set()
        self._current: Hashable = None
        self._at = 0
        self._flexible = -1  # the column that takes what is left of the width
        self._own_widths = self._fitting = False

    def set_rows(self, model: RowsModel[Any], sort: str, descending: bool = False, tree: str = "") -> None:
        """Shows a model, sorted by a column until a person chooses another; `tree`: the column with the arrows."""
        self.rows_model = model
        self.setModel(model)
        # a selection of its own: the head would ask the model about each of 100,000 selected rows
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self.horizontalHeader()))
        keys = [column.key for column in model.columns]
        self.tree_column = keys.index(tree) if tree else -1
        self._flexible = keys.index("name") if "name" in keys else -1
        header = self.horizontalHeader()
        for place, column in enumerate(model.columns):
            header.resizeSection(place, self._width(place))
            header.setSectionHidden(place, not column.shown)
        header.setSortIndicator(
            keys.index(sort), Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        )
        kept = self.bridge.view.value(f"{self.name}/columns")
        state = self.bridge.view.value(f"{self.name}/header")
        if kept == ",".join(keys) and isinstance(state, QByteArray):
            header.restoreState(state)
            self._own_widths = str(self.bridge.view.value(f"{self.name}/own-widths")).lower() == "true"
        header.setSortIndicatorShown(False)  # the model writes it: drawn, it covers the words
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._keep.start)
        model.stale.connect(self._wait_until_still)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(self.chosen)
        self.selectionModel().currentRowChanged.connect(lambda: self.viewport().update())

    def paintEvent(self, event: QPaintEvent) -> None:
        self._cells.paint_rows(event.region())

    # --- columns ----------------------------------------------------------------------------------------------------------

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """(column, descending)"""
        header = self.horizontalHeader()
        return header.sortIndicatorSection(), header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder

    def _sort(self, column: int) -> None:
        if self.rows_model.columns[column].sort is None:
            return
        before, descending = self.rows_model.sorted_by
        turned = column == before and not descending
        order = Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)
        self.sort_asked()
        self._keep.start()

    def sort_asked(self) -> None:
        """A person wants another order: at once, and nowhere near the pointer's rest."""
        self.rows_model.set_order(*self.sorted_by, self.rows_model.keep)
        self.rows_model.arrange()

    def columns_menu(self) -> QMenu:
        """A tick for each column; the name is always shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, column in enumerate(self.rows_model.columns):
            action = QAction(column.tip or column.title, menu, checkable=True)
            action.setChecked(not self.isColumnHidden(place))
            action.setEnabled(column.key != "name")
            action.toggled.connect(lambda on, place=place: self._show_column(place, on))
            menu.addAction(action)
        return menu

    def _show_column(self, place: int, shown: bool) -> None:
        self._fitting = True
        self.setColumnHidden(place, not shown)
        self._fitting = False
        self.fit()
        if shown and self.columnWidth(place) < self.horizontalHeader().minimumSectionSize():
            self.setColumnWidth(place, self._width(place))
        self._keep.start()

    def _width(self, place: int) -> int:
        """px of a column that nobody drew wider or narrower: its title can be read in every language."""
        header = self.horizontalHeader()
        return max(self.rows_model.columns[place].width, header.sectionSizeHint(place), header.minimumSectionSize())

    def _resized(self, place: int) -> None:
        """A column to the right of all others is no sign of a person: it follows the window."""
        header = self.horizontalHeader()
        right = range(header.visualIndex(place) + 1, header.count())
        if not self._fitting and not all(header.isSectionHidden(header.logicalIndex(n)) for n in right):
            self._own_widths = True
            self._keep.start()

    def fit(self) -> None:
        """Gives the name what it needs, then others what they can use, then the name what is left of the width; until a
        person chose a width."""
        if self._own_widths or self._flexible < 0:
            return
        model, header = self.rows_model, self.horizontalHeader()
        others = [n for n in range(header.count()) if n != self._flexible and not header.isSectionHidden(n)]
        least, enough = model.columns[self._flexible].width, model.columns[self._flexible].wide
        free = self.viewport().width() - sum(map(self._width, others))
        self._fitting = True
        for place in others:
            more = max(0, min(model.columns[place].wide - self._width(place), free - max(least, enough)))
            header.resizeSection(place, self._width(place) + more)
            free -= more
        header.resizeSection(self._flexible, max(least, free))
        self._fitting = False
        fits = free >= least
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(policy)

    def keep_columns(self) -> None:
        view = self.bridge.view
        view.setValue(f"{self.name}/own-widths", self._own_widths)
        view.setValue(f"{self.name}/columns", ",".join(column.key for column in self.rows_model.columns))
        view.setValue(f"{self.name}/header", self.horizontalHeader().saveState())

    # --- what is selected -------------------------------------------------------------------------------------------------

    def selected_lines(self) -> list[int]:
        """Ascending; in the time that the ranges take, not the rows."""
        chosen, last = self.selectionModel().selection(), -1
        found: list[int] = []
        parts = (chosen.at(number) for number in range(chosen.size()))
        for top, bottom in sorted((part.top(), part.bottom()) for part in parts):
            found += range(max(top, last + 1), bottom + 1)
            last = max(last, bottom)
        return found

    def select_lines(self, lines: list[int]) -> None:
        model, chosen = self.rows_model, QItemSelection()
        last = len(model.columns) - 1
        for top, bottom in runs(lines):
            chosen.select(model.index(top, 0), model.index(bottom, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_key(self, key: Hashable) -> None:
        place = self.rows_model.place(key)
        if place is not None:
            self.setCurrentIndex(self.rows_model.index(place, max(0, self.tree_column)))

    def _remember(self) -> None:
        lines = self.rows_model.lines
        self._selected = {lines[line] for line in self.selected_lines()}
        current = self.currentIndex().row()
        self._current = lines[current] if 0 <= current < len(lines) else None
        self._at = self.verticalScrollBar().value()

    def _restore(self) -> None:
        if self._selected:
            chosen = self._selected
            self.select_lines([place for place, line in enumerate(self.rows_model.lines) if line in chosen])
        place = self.rows_model.place(self._current)
        if place is not None:
            index = self.rows_model.index(place, max(0, self.tree_column))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(self._at)
        if self._selected and not self.selectionModel().hasSelection():
            self.chosen.emit()
        self._selected = set()

    # --- the pointer ------------------------------------------------------------------------------------------------------

    def _wait_until_still(self) -> None:
        if not self._calm.isActive():
            self._calm.start()

    def _still(self) -> None:
        if QApplication.activePopupWidget() or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._calm.start()
        else:
            self.rows_model.arrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._moved()
        super().mouseMoveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._moved()
        super().wheelEvent(event)

    def _moved(self) -> None:
        if self._calm.isActive():
            self._calm.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._moved()
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton and index.column() == self.tree_column:
            branch = self.rows_model.branch(index.row())
            left = self.columnViewportPosition(index.column()) + PAD + branch.depth * STEP
            if branch.parent and left - PAD <= at.x() < left + STEP - 4:
                self.toggled.emit(index.row())
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            below = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(PAD, 0)
            self.menu_asked.emit(self.viewport().mapToGlobal(below))
        elif self.indexAt(event.pos()).isValid():
            self.menu_asked.emit(event.globalPos())

    # --- keys ---------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.currentIndex().row()
        if event.key() in (Key.Key_Return, Key.Key_Enter) and not event.modifiers() and line >= 0:
            self.opened.emit(line)
        elif event.key() in (Key.Key_Left, Key.Key_Right, Key.Key_Plus, Key.Key_Minus) and line >= 0:
            wanted = event.key() in (Key.Key_Right, Key.Key_Plus)
            branch = self.rows_model.branch(line)
            if branch.parent and branch.open != wanted:
                self.toggled.emit(line)
        elif event.key() in (Key.Key_Home, Key.Key_End) and self.rows_model.lines:
            # as in a list, not as in a sheet: to the first and last row
            modifiers = event.modifiers() | Qt.KeyboardModifier.ControlModifier
            super().keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, event.key(), modifiers))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.empty.setGeometry(self.viewport().rect())
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the heads have the style that they are measured with."""
        super().showEvent(event)
        self.horizontalHeader().ensurePolished()
        self.fit()

    def visible_lines(self) -> tuple[int, int]:
        """(first, last) of what is seen now; (0, -1) if nothing is."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        return (0, -1) if first < 0 else (first, last if last >= 0 else len(self.rows_model.lines) - 1)
