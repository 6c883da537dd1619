"""Texts shown as they are: what others wrote, names of files above all, is never taken for markup.

Promises: a label or a tip shows each sign of its text, whatever stands in it; a long tip has several lines.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

LINE = 80  # characters of a tip that stand in one line


def label(text: str = "", kind: str = "", *, wrap: bool = True) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def tip(text: str) -> str:
    """For a tool tip: Qt decides by the text whether it is markup, and breaks no line of one that is not."""
    if Qt.mightBeRichText(text) or max(map(len, text.split("\n"))) > LINE:
        return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)
    return text


class Elided(QLabel):
    """One line that ends in … where there is no room; all of it is in the tip. `yields`: what stands beside it comes first."""

    def __init__(self, kind: str = "faint", *, yields: bool = True) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setProperty("kind", kind)
        across = QSizePolicy.Policy.Ignored if yields else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tip(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.contentsRect()
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)
