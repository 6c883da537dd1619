"""How the rows of a table are painted: all that is to be painted in one go, asking the model once for each cell.

Hides: drawing. QTableView would ask model, selection and style about each cell through Qt, which took half of the time of a
frame; here they are asked once for all. Promises: only cells that are to be painted anew are asked for; a row is as high as
every other one. Everything else of a row is as in gui/cells.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen, QRegion
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui import icons
from gui.cells import DOT, Index
from gui.look import ROW, look, sized
from gui.rows import LEFT, RIGHT, Branch, Cell

if TYPE_CHECKING:
    from gui.table import RowsTable

PAD = 8  # px, left and right of a text
STEP = 20  # px, of a level of the tree
BAR = 6  # px, height of a progress bar
MANY = 200  # ranges of selected rows, above which only the lines to be painted are looked up

_LEFT, _RIGHT = int(LEFT), int(RIGHT)


class Section(NamedTuple):
    """A column that is seen. `left`: in the viewport, px."""

    column: int
    left: int
    width: int


class Cells(QStyledItemDelegate):
    """The delegate of a RowsTable, which asks it for the width of a cell; it paints by `paint_rows`."""

    def __init__(self, view: RowsTable) -> None:
        super().__init__(view)
        self.view = view

    def paint_rows(self, dirty: QRegion) -> None:
        """Paints what of the view's viewport is to be painted anew."""
        view, rows = self.view, self.view.rows_model
        self._prepare()
        sections = self._sections()
        upright = view.verticalHeader()
        height, offset = upright.defaultSectionSize(), upright.offset()
        painter = QPainter(view.viewport())
        for area in dirty:  # type: ignore[attr-defined]  # the stubs do not know that it can be gone through
            painter.fillRect(area, self._base)
            lines = range((area.top() + offset) // height, min((area.bottom() + offset) // height + 1, len(rows.lines)))
            selected = self._selected(lines)
            seen = [each for each in sections if each.left <= area.right() and each.left + each.width > area.left()]
            for line in lines:
                top = line * height - offset
                if heading := rows.heading(line):
                    self._paint_heading(painter, sections, QRect(0, top, view.viewport().width(), height), heading)
                    continue
                if line in selected and sections:
                    self._paint_selected(painter, sections, line, top, height)
                for column, left, width in seen:
                    self._paint_cell(painter, QRect(left + PAD, top, width - 2 * PAD, height), line, column)
        painter.end()

    def _prepare(self) -> None:
        """What all cells are painted with."""
        view, palette = self.view, self.view.palette()
        self._colours = look()
        self._base, self._highlight = (
            palette.color(role) for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Highlight)
        )
        self._ink, self._faint = palette.color(QPalette.ColorRole.Text), QColor(self._colours.faint)
        self._metrics = view.fontMetrics()
        self._widest = self._metrics.height()  # px: hardly a letter of any script is wider than high
        self._percent = self._metrics.horizontalAdvance("100 %")
        self._focused = view.currentIndex().row() if view.hasFocus() else -1

    def _sections(self) -> list[Section]:
        """From left to right as they stand."""
        header = self.view.horizontalHeader()
        found = []
        for place in range(header.count()):
            column = header.logicalIndex(place)
            if not header.isSectionHidden(column):
                found.append(Section(column, header.sectionViewportPosition(column), header.sectionSize(column)))
        return found

    def _selected(self, lines: range) -> set[int]:
        """Which of these lines are."""
        model = self.view.selectionModel()
        chosen = model.selection()
        if chosen.size() > MANY:
            return {line for line in lines if model.isSelected(self.view.rows_model.index(line, 0))}
        found: set[int] = set()
        for part in map(chosen.at, range(chosen.size())):
            found.update(range(max(part.top(), lines.start), min(part.bottom() + 1, lines.stop)))
        return found

    def _paint_selected(self, painter: QPainter, sections: Sequence[Section], line: int, top: int, height: int) -> None:
        left = min(each.left for each in sections)
        right = max(each.left + each.width for each in sections)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # else there are seams at fractional scales
        painter.fillRect(left, top, right - left, height, self._highlight)
        if line == self._focused:
            painter.fillRect(sections[0].left, top, 3, height, QColor(self._colours.accent))

    def _paint_cell(self, painter: QPainter, area: QRect, line: int, column: int) -> None:
        view = self.view
        model = view.rows_model
        cell = model.cell(line, column)
        if column == view.tree_column:
            area.setLeft(area.left() + self._paint_branch(painter, area, model.branch(line)))
        if cell.icon:
            icons.paint_small(
                painter, cell.icon, QPoint(area.left(), area.center().y() - icons.SMALL // 2 + 1), self._faint
            )
            area.setLeft(area.left() + icons.SMALL + PAD)
        if cell.progress is not None:
            self._paint_bar(painter, area, cell)
        elif cell.state:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colours.state(cell.state))
            painter.drawEllipse(QRectF(area.left(), area.center().y() - DOT / 2 + 1, DOT, DOT))
            area.setLeft(area.left() + DOT + PAD)
        words = cell.text
        if words:
            painter.setPen(self._faint if cell.faint else self._ink)
            right = cell.progress is not None or model.columns[column].right
            width, metrics = area.width(), self._metrics
            if len(words) * self._widest > width and metrics.horizontalAdvance(words) > width:
                cut = Qt.TextElideMode.ElideMiddle if model.columns[column].names else Qt.TextElideMode.ElideRight
                words = metrics.elidedText(words, cut, width)
            painter.drawText(area, _RIGHT if right else _LEFT, words)

    def _paint_bar(self, painter: QPainter, area: QRect, cell: Cell) -> None:
        """A thin bar; leaves the rest of the area for its number."""
        room = self._percent + PAD
        left, width, top = area.left(), area.width() - room, area.center().y() - BAR / 2 + 1
        if width > 12:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colours.track))
            painter.drawRoundedRect(QRectF(left, top, width, BAR), BAR / 2, BAR / 2)
            if cell.progress:
                painter.setBrush(self._colours.state(cell.state or "idle"))
                painter.drawRoundedRect(QRectF(left, top, max(BAR, width * cell.progress), BAR), BAR / 2, BAR / 2)
        area.setLeft(left + max(0, width))

    def _paint_branch(self, painter: QPainter, area: QRect, branch: Branch) -> int:
        """A small arrow where a row can be opened; gives the room that the place in the tree takes."""
        left = branch.depth * STEP
        if branch.parent:
            x, y = area.left() + left + 3.5, area.center().y() + 1.0
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._faint, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.translate(x, y)
            painter.drawPath(_arrow(opened=branch.open))
            painter.translate(-x, -y)
        return left + STEP - 4

    def _paint_heading(self, painter: QPainter, sections: Sequence[Section], row: QRect, text: str) -> None:
        """One text over the whole line."""
        left = max(0, sections[0].left) if sections else 0
        painter.setFont(sized(self.view.font(), -1, strong=True))
        painter.setPen(self._faint)
        painter.drawText(QRect(left + PAD, row.top() + 4, row.width() - 2 * PAD, row.height() - 4), _LEFT, text)
        painter.setFont(self.view.font())
        end = max((each.left + each.width for each in sections), default=0) - 1
        painter.setPen(QColor(self._colours.line))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawLine(min((each.left for each in sections), default=0), row.bottom(), end, row.bottom())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model, line, column = self.view.rows_model, index.row(), index.column()
        cell = model.cell(line, column) if not model.heading(line) else None
        width = 2 * PAD + (option.fontMetrics.horizontalAdvance(cell.text) if cell else 0)
        if cell and column == self.view.tree_column:
            width += model.branch(line).depth * STEP + STEP
        if cell and (cell.state or cell.icon):
            width += icons.SMALL + PAD
        return QSize(width + (80 if cell and cell.progress is not None else 0), ROW)


@cache
def _arrow(*, opened: bool) -> QPainterPath:
    path = QPainterPath()
    if opened:
        path.moveTo(-1, -2)
        path.lineTo(3, 2)
        path.lineTo(7, -2)
    else:
        path.moveTo(1, -4)
        path.lineTo(5, 0)
        path.lineTo(1, 4)
    return path
