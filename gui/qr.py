"""A QR code on the screen: always dark on white, whatever the window looks like, because cameras expect it so.

Hides: segno, modules and the quiet zone.
"""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET = 4  # modules of white around it, as the standard asks
SIDE = 176  # px


class QrCode(QWidget):
    """Nothing is drawn for an empty text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modules: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, meaning: str) -> None:
        """`meaning`: what it is, for those who cannot see it."""
        self.modules = ()
        if text:
            self.modules = tuple(tuple(bool(dark) for dark in line) for line in segno.make(text, micro=False).matrix)
        self.setAccessibleName(meaning)
        self.setToolTip(meaning)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.modules:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        side = min(self.width(), self.height())
        # whole device pixels a module, so that every module is equally large
        ratio = self.devicePixelRatioF()
        module = int(side * ratio / (len(self.modules) + 2 * QUIET)) / ratio
        left = (side - module * len(self.modules)) / 2
        for y, line in enumerate(self.modules):
            for x, dark in enumerate(line):
                if dark:
                    painter.fillRect(QRectF(left + x * module, left + y * module, module, module), QColor("black"))
        painter.end()
