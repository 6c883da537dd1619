"""A table that shows a folded tree: quick with 100,000 rows, because a table asks nothing of rows it does not paint.

Hides: chevrons, tick boxes and indents in the first column, the keys of a tree, what stays selected while rows are put in.
A model for it is a table of the rows that are unfolded, and says through roles how deep a row stands (`DEPTH`) and whether
it can be unfolded (`FOLD`: None, "open" or "closed"); it has `turn(row, open)`, `parent_row(row)` and `tick(rows)`.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui import icons
from gui.cells import FAINT
from gui.look import ROW, look

DEPTH = Qt.ItemDataRole.UserRole + 10
FOLD = Qt.ItemDataRole.UserRole + 11
ICON = Qt.ItemDataRole.UserRole + 12  # name of an icon, or None

PAD = 8  # px, left and right of a text
INDENT = 18  # px a level
DEEPEST = 16  # levels that are indented further
CHEVRON = 18  # px, the room of one
BOX = 16  # px

Index = QModelIndex | QPersistentModelIndex


class FoldedRows(Protocol):
    def turn(self, row: int, unfolded: bool) -> None: ...
    def parent_row(self, row: int) -> int: ...
    def tick(self, rows: list[tuple[int, int]]) -> None: ...


class TreeCells(QStyledItemDelegate):
    """Chevron, tick box, icon and name in the first column; texts in the others."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = option.rect.adjusted(PAD, 0, -PAD, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        cut = Qt.TextElideMode.ElideRight
        if index.column() == 0:
            self._mark_current(painter, option, index)
            area, cut = self._paint_name(painter, option.rect, index), Qt.TextElideMode.ElideMiddle
        colour = QColor(look().faint) if index.data(FAINT) else option.palette.color(QPalette.ColorRole.Text)
        painter.setPen(colour)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if option.fontMetrics.horizontalAdvance(text) > area.width():
            text = option.fontMetrics.elidedText(text, cut, area.width())
        painter.drawText(area, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), text)
        painter.restore()

    def _mark_current(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Where the keys go: a bar at the left of the row."""
        view = self.parent()
        assert isinstance(view, TreeTable)
        if view.hasFocus() and view.currentIndex().row() == index.row():
            bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(bar, QColor(look().accent))

    def _paint_name(self, painter: QPainter, rect: QRect, index: Index) -> QRect:
        """Gives what is left for the name."""
        chevron, box, rest = places(rect, index)
        fold, state, name = index.data(FOLD), index.data(Qt.ItemDataRole.CheckStateRole), index.data(ICON)
        if fold:
            paint_chevron(painter, QRectF(chevron), QColor(look().faint), unfolded=fold == "open")
        if state is not None:
            paint_box(painter, QRectF(box), Qt.CheckState(state))
        if name:
            icons.paint(painter, name, QRectF(rest.left(), rest.center().y() - 7, 16, 16), QColor(look().faint))
            rest.adjust(24, 0, -PAD, 0)
        return rest

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        left = places(QRect(0, 0, 0, ROW), index)[2].left() + 24 if index.column() == 0 else PAD
        return QSize(left + option.fontMetrics.horizontalAdvance(text) + PAD, ROW)


def places(rect: QRect, index: Index) -> tuple[QRect, QRect, QRect]:
    """Where the chevron, the box and the rest of a name cell are."""
    left = rect.left() + 4 + INDENT * min(DEEPEST, int(index.data(DEPTH) or 0))
    top = rect.center().y()
    chevron = QRect(left, top - CHEVRON // 2 + 1, CHEVRON, CHEVRON)
    left += CHEVRON + 2
    box = QRect(left, top - BOX // 2 + 1, BOX, BOX)
    if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
        left += BOX + 8
    return chevron, box, QRect(left, rect.top(), max(0, rect.right() - left), rect.height())


def paint_chevron(painter: QPainter, where: QRectF, colour: QColor, *, unfolded: bool) -> None:
    middle, path = where.center(), QPainterPath()
    if unfolded:
        points = [(-4.0, -2.0), (0.0, 2.0), (4.0, -2.0)]
    else:
        points = [(-2.0, -4.0), (2.0, 0.0), (-2.0, 4.0)]
    path.moveTo(middle + QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(middle + QPointF(*point))
    painter.setPen(QPen(colour, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def paint_box(painter: QPainter, where: QRectF, state: Qt.CheckState) -> None:
    """A tick box in the colours of the look: empty, ticked, or a bar for partly."""
    chosen = look()
    frame = where.adjusted(0.5, 0.5, -0.5, -0.5)
    if state == Qt.CheckState.Unchecked:
        painter.setPen(QPen(QColor(chosen.faint), 1.25))
        painter.setBrush(QColor(chosen.base))
        painter.drawRoundedRect(frame, 4, 4)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(chosen.accent))
    painter.drawRoundedRect(frame, 4, 4)
    pen = QPen(
        QColor(chosen.on_accent), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
    painter.setPen(pen)
    middle = where.center()
    if state == Qt.CheckState.PartiallyChecked:
        painter.drawLine(middle + QPointF(-3.5, 0), middle + QPointF(3.5, 0))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    tick = QPainterPath(middle + QPointF(-3.5, 0.2))
    tick.lineTo(middle + QPointF(-1.0, 2.8))
    tick.lineTo(middle + QPointF(3.7, -2.6))
    painter.drawPath(tick)


class TreeTable(QTableView):
    """`opened`: Enter or a double click on a row that cannot be unfolded."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(TreeCells(self))
        upright, across = self.verticalHeader(), self.horizontalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setMinimumSectionSize(ROW)
        upright.setDefaultSectionSize(ROW)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(48)

    def sizeHint(self) -> QSize:
        """As low as it may be: what stands around it in a page that scrolls comes first, then it takes the rest."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _rows(self) -> FoldedRows:
        model: FoldedRows = self.model()  # type: ignore[assignment]
        return model

    def selected_runs(self) -> list[tuple[int, int]]:
        """First and last row of each selected run, in order, without overlaps."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.size())]
        runs = sorted((part.top(), part.bottom()) for part in parts)
        joined: list[tuple[int, int]] = []
        for first, last in runs:
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return joined

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """The head gets a selection of its own: it would ask the model about each of 100,000 selected rows."""
        super().setModel(model)
        if model is not None:
            self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self.horizontalHeader()))

    # --- mouse ------------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and index.column() == 0:
            chevron, box, _ = places(self.visualRect(index), index)
            where = event.position().toPoint()
            if index.data(FOLD) and chevron.adjusted(-3, -6, 1, 6).contains(where):
                self._rows().turn(index.row(), index.data(FOLD) == "closed")
                return
            if index.data(Qt.ItemDataRole.CheckStateRole) is not None and box.adjusted(-3, -6, 3, 6).contains(where):
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._rows().tick([(index.row(), index.row())])
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        first = index.siblingAtColumn(0)
        chevron, box, _ = places(self.visualRect(first), first)
        where = event.position().toPoint()
        if index.column() == 0 and (chevron.contains(where) or box.adjusted(-3, -6, 3, 6).contains(where)):
            self.mousePressEvent(event)  # two quick clicks on a box are two clicks
        elif first.data(FOLD):
            self._rows().turn(first.row(), first.data(FOLD) == "closed")
        else:
            self.opened.emit(index.row())

    # --- keys -------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex().siblingAtColumn(0)
        key = event.key()
        if not index.isValid() or event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            super().keyPressEvent(event)
            return
        fold = index.data(FOLD)
        if key == Qt.Key.Key_Space:
            runs = self.selected_runs()
            inside = any(first <= index.row() <= last for first, last in runs)
            self._rows().tick(runs if inside else [(index.row(), index.row())])
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Plus) and fold == "closed":
            self._rows().turn(index.row(), True)
        elif key == Qt.Key.Key_Right and fold == "open" and index.row() + 1 < self.model().rowCount():
            self.setCurrentIndex(index.siblingAtRow(index.row() + 1))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Minus) and fold == "open":
            self._rows().turn(index.row(), False)
        elif key == Qt.Key.Key_Left and self._rows().parent_row(index.row()) >= 0:
            self.setCurrentIndex(index.siblingAtRow(self._rows().parent_row(index.row())))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if fold:
                self._rows().turn(index.row(), fold == "closed")
            else:
                self.opened.emit(index.row())
        elif key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing a name would ask the model for every row; the filter field does it quicker."""
