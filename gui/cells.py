"""How rows of short lists are painted: status with its dot, and plain rows of one height. Long ones: gui/table_cells.py.

Hides: painting. A model says what stands in a cell through roles: `PROGRESS` (0..1 or None), `STATE` (a look.State),
`FAINT` (True for a second voice). The text of a cell always carries the whole meaning, for those who cannot see colours.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from gui.look import ROW, look

PROGRESS = Qt.ItemDataRole.UserRole + 1
STATE = Qt.ItemDataRole.UserRole + 2
FAINT = Qt.ItemDataRole.UserRole + 3

DOT = 7  # px

Index = QModelIndex | QPersistentModelIndex


class RowCell(QStyledItemDelegate):
    """A cell of a row: text only, in the row's height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # the row is marked, not the cell
        if index.data(FAINT):
            option.palette.setColor(QPalette.ColorRole.Text, QColor(look().faint))
            option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(look().faint))

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The background of the row, as every other cell has it, without a text."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)


class StatusCell(RowCell):
    """A dot in the colour of the state, then the words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_row(painter, option, index)
        text, state = str(index.data(Qt.ItemDataRole.DisplayRole) or ""), index.data(STATE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(6, 0, -6, 0)
        if state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().state(state))
            painter.drawEllipse(QRectF(area.left(), area.center().y() - DOT / 2 + 1, DOT, DOT))
            area.adjust(DOT + 8, 0, 0, 0)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        metrics = QFontMetrics(option.font)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.restore()


def set_up_rows(view: QTreeView) -> None:
    """What all lists of rows have in common; cheap with 100,000 of them."""
    view.setUniformRowHeights(True)
    view.setAlternatingRowColors(False)
    view.setAllColumnsShowFocus(True)
    view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
    view.setItemDelegate(RowCell(view))
    view.header().setHighlightSections(False)
    view.header().setSectionsMovable(True)
    view.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
