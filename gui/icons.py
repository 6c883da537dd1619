"""Icons drawn by us: resources/icons/*.svg, one stroke width, in the colour that is asked for.

Hides: SVG, screens of different density. An icon's strokes say `currentColor`; nothing else in them has a colour.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui import RESOURCES
from gui.look import look

FOLDER = RESOURCES / "icons"
SIZE = 18  # px, unless asked otherwise
SMALL = 16  # px, in rows


def paint(painter: QPainter, name: str, where: QRectF, colour: QColor) -> None:
    """Draws an icon into a rectangle, sharp at every scale."""
    _renderer(name, colour.name()).render(painter, where)


def paint_small(painter: QPainter, name: str, at: QPoint, colour: QColor) -> None:
    """The same in rows, of which many are painted at once: 16 px, drawn once for each colour and scale."""
    painter.drawPixmap(at, _small(name, colour.name(), painter.device().devicePixelRatioF()))


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """For buttons and menus: in the text's colour unless another is given; faint where it is disabled."""
    made = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # a list would tint the one of a selected row
        made.addPixmap(_pixmap(name, (colour or QColor(look().text)).name()), mode)
    made.addPixmap(_pixmap(name, look().faint), QIcon.Mode.Disabled)
    return made


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = (FOLDER / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


@cache
def _small(name: str, colour: str, ratio: float) -> QPixmap:
    return _pixmap(name, colour, SMALL, ratio)


def _pixmap(name: str, colour: str, size: int = SIZE, ratio: float = 2.0) -> QPixmap:
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
