"""The week, painted: 7 days of 48 half hours, by mouse and by keyboard.

Hides: geometry, which cells a drag covers. A level is a shape before it is a colour: full is empty, limited is half
filled, paused is filled. `changed` comes once for what was painted in one go.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine import week
from engine.week import HALF_HOURS, LEVELS, Week, clock
from gui.look import look

DAYS = 7
HEAD, NAMES, LINE, END = 20, 44, 22, 12  # px: hours above, days at the left, height of a day, room at the right
WIDTH = 12  # px of half an hour, at least as wide as can be hit


class WeekGrid(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.week = Week()
        self.brush = week.LIMITED
        self._before = Week()  # what was there when the drag began
        self._anchor = self._cursor = (0, 16)  # day, half hour
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Week"))
        self._say()

    def show_week(self, painted: Week) -> None:
        if not self._dragging and painted != self.week:
            self.week = painted
            self.update()

    def paint_cells(self, level: str) -> None:
        """From where the selection began to where it is."""
        places = [day * HALF_HOURS + half for day, half in self._chosen()]
        painted = (self._before if self._dragging else self.week).painted(places, level)
        if painted != self.week:
            self.week = painted
            self.update()
            if not self._dragging:
                self.changed.emit()

    def _chosen(self) -> list[tuple[int, int]]:
        (day, half), (last_day, last_half) = self._anchor, self._cursor
        days = range(min(day, last_day), max(day, last_day) + 1)
        return [(d, h) for d in days for h in range(min(half, last_half), max(half, last_half) + 1)]

    # --- geometry -------------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(NAMES + HALF_HOURS * WIDTH + END, HEAD + DAYS * LINE + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(NAMES + HALF_HOURS * 8 + END, HEAD + DAYS * LINE + 2)

    def _cell(self, day: int, half: int) -> QRectF:
        width = self._width()
        return QRectF(NAMES + half * width, HEAD + day * LINE, width, LINE)

    def _width(self) -> float:
        return min(16.0, (self.width() - NAMES - END) / HALF_HOURS)

    def at(self, point: QPoint) -> tuple[int, int]:
        """The nearest cell."""
        half = int((point.x() - NAMES) // self._width())
        day = (point.y() - HEAD) // LINE
        return max(0, min(DAYS - 1, day)), max(0, min(HALF_HOURS - 1, half))

    def centre(self, day: int, half: int) -> QPoint:
        return self._cell(day, half).center().toPoint()

    # --- mouse and keys -----------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._before, self._dragging = self.week, True
        self._anchor = self._cursor = self.at(event.position().toPoint())
        self.paint_cells(self.brush)
        self._moved()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._cursor = self.at(event.position().toPoint())
            self.paint_cells(self.brush)
            self._moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self._anchor = self._cursor
            self.update()
            if self.week != self._before:
                self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -HALF_HOURS), Qt.Key.Key_End: (0, HALF_HOURS),
        }  # fmt: skip
        levels = dict(zip((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3), LEVELS, strict=True))
        key = Qt.Key(event.key())
        if key in steps:
            (day, half), (down, right) = self._cursor, steps[key]
            self._cursor = max(0, min(DAYS - 1, day + down)), max(0, min(HALF_HOURS - 1, half + right))
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._anchor = self._cursor
            self._moved()
        elif key in levels:
            self.paint_cells(levels[key])
            self._moved()
        elif key == Qt.Key.Key_Space:
            self.paint_cells(self.brush)
            self._moved()
        else:
            super().keyPressEvent(event)

    def _moved(self) -> None:
        self.update()
        self._say()
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _say(self) -> None:
        how = self.tr("Arrow keys move, with Shift they select; Space paints, 1 is full, 2 limited, 3 paused.")
        self.setAccessibleDescription(f"{self.said(*self._cursor)}. {how}")

    def said(self, day: int, half: int) -> str:
        """`Monday 08:00 to 08:30: limited`"""
        names = {week.FULL: self.tr("full"), week.LIMITED: self.tr("limited"), week.PAUSED: self.tr("paused")}
        return self.tr("{day} {begin} to {end}: {level}").format(
            day=QLocale().dayName(day + 1), begin=clock(half), end=clock(half + 1),
            level=names[self.week.cells[day * HALF_HOURS + half]],
        )  # fmt: skip

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.said(*self.at(event.pos())), self)
            return True
        return super().event(event)

    # --- painting -------------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), look()
        painter.setPen(QColor(colours.faint))
        for hour in range(0, 25, 6):
            middle = NAMES + hour * 2 * self._width()
            painter.drawText(QRectF(middle - 20, 0, 40, HEAD - 4), Qt.AlignmentFlag.AlignCenter, str(hour))
        for day in range(DAYS):
            painter.setPen(QColor(colours.text))
            name = QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat)
            where = QRectF(0, HEAD + day * LINE, NAMES - 8, LINE)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            for half in range(HALF_HOURS):
                fill_cell(painter, self._cell(day, half), self.week.cells[day * HALF_HOURS + half], self.isEnabled())
        self._paint_lines(painter)
        if self.hasFocus():
            cells = self._cell(*self._anchor).united(self._cell(*self._cursor))
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cells.adjusted(0, 0, -1, -1))

    def _paint_lines(self, painter: QPainter) -> None:
        width, right = self._width(), NAMES + HALF_HOURS * self._width()
        painter.setPen(QColor(look().line))
        for day in range(DAYS + 1):
            painter.drawLine(NAMES, HEAD + day * LINE, int(right), HEAD + day * LINE)
        for hour in range(25):
            at = int(NAMES + hour * 2 * width)
            painter.drawLine(at, HEAD, at, HEAD + DAYS * LINE)


def fill_cell(painter: QPainter, where: QRectF, level: str, enabled: bool = True) -> None:
    """Empty, half filled or filled."""
    colours = look()
    if level == week.FULL:
        painter.fillRect(where, QColor(colours.card))
        return
    colour = QColor(colours.faint if level == week.PAUSED or not enabled else colours.accent)
    if level == week.LIMITED:
        painter.fillRect(where, QColor(colours.card))
        where = where.adjusted(0, where.height() / 2, 0, 0)
    painter.fillRect(where, colour)
