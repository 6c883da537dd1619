"""The last ten minutes of what went up and down, as a small graph.

Hides: painting, and how samples are kept (one a second).
"""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui import words
from gui.look import look

SECONDS = 600
SAMPLE = 1.0  # seconds


class RateGraph(QWidget):
    """Up (filled) and down (a line), in bytes a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The last 10 minutes"))
        self.setAccessibleName(self.windowTitle())
        self.setMinimumSize(420, 160)
        self._samples: deque[tuple[float, float, float]] = deque(maxlen=SECONDS)

    def add(self, up: float, down: float) -> None:
        now = time.monotonic()
        if not self._samples or now - self._samples[-1][0] >= SAMPLE:
            self._samples.append((now, up, down))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(520, 200)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, colours = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.base))
        area = QRectF(self.rect()).adjusted(12, 28, -12, -24)
        most = max([1_000_000.0, *(max(up, down) for _, up, down in self._samples)])
        painter.setPen(QPen(QColor(colours.line), 1))
        for part in (0.0, 0.5, 1.0):
            y = area.bottom() - area.height() * part
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        self._draw(painter, area, most, 1, QColor(colours.running), filled=True)
        self._draw(painter, area, most, 2, QColor(colours.done), filled=False)
        up, down = self._samples[-1][1:] if self._samples else (0.0, 0.0)
        painter.setPen(QColor(colours.text))
        head = self.tr("Up {up}    Down {down}").format(up=words.rate(up), down=words.rate(down))
        painter.drawText(QRectF(12, 6, self.width() - 24, 20), Qt.AlignmentFlag.AlignLeft, head)
        painter.setPen(QColor(colours.faint))
        painter.drawText(QRectF(12, 6, self.width() - 24, 20), Qt.AlignmentFlag.AlignRight, words.rate(most))
        foot = QRectF(12, self.height() - 22, self.width() - 24, 20)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self.tr("10 minutes ago"))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, self.tr("now"))

    def _draw(self, painter: QPainter, area: QRectF, most: float, value: int, colour: QColor, *, filled: bool) -> None:
        if len(self._samples) < 2:
            return
        now = self._samples[-1][0]
        points = [
            QPointF(
                area.right() - (now - sample[0]) / SECONDS * area.width(),
                area.bottom() - sample[value] / most * area.height(),
            )
            for sample in self._samples
        ]
        if filled:
            tint = QColor(colour)
            tint.setAlphaF(0.18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawPolygon(
                QPolygonF([QPointF(points[0].x(), area.bottom()), *points, QPointF(area.right(), area.bottom())])
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.6))
        painter.drawPolyline(QPolygonF(points))
