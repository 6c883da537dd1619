"""How a queue's card is painted: four lines, a thin bar while something is sent, frames for choice, focus and drags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.names import shown
from gui.icons import paint
from gui.look import EDGE, RADIUS, look, sized

if TYPE_CHECKING:
    from gui.queue_cards import Card, CardView

GAP = 10  # px, between cards
INSIDE = 12  # px, between a card's edge and its text
ICON = 18  # px
BAR = 4  # px
CARD = Qt.ItemDataRole.UserRole + 1  # role of a Card

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CardCell(QStyledItemDelegate):
    def __init__(self, view: CardView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        name, small = self._fonts(option.font)
        height = 2 * INSIDE + _line(name) + 3 * _line(small) + 6 + BAR + 3 + GAP
        return QSize(120, round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(CARD)
        area = QRectF(option.rect).adjusted(1, 1, -EDGE + 1, -GAP + 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self._view.dragging() > 0 and QPersistentModelIndex(index) == self._view.over
        self._frame(painter, option, area, over)
        if over:
            self._invite(painter, option, area, card)
        else:
            self._lines(painter, option, area, card)
        painter.restore()

    def _fonts(self, font: QFont) -> tuple[QFont, QFont]:
        return sized(font, 0, strong=True), sized(font, -1)

    def _frame(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, over: bool) -> None:
        seen, state = look(), option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        colour, width = seen.line, 1.0
        if chosen or focused or over or self._view.dragging():
            colour, width = seen.accent, 2.0 if focused or over else 1.5
        pen = QPen(QColor(colour), width)
        if self._view.dragging() and not over:
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setWidthF(1.0)
        painter.setPen(pen)
        painter.setBrush(QColor(seen.selection if over else seen.hover if hovered and not chosen else seen.card))
        inset = width / 2
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def _invite(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, card: Card) -> None:
        text = self.tr("Drop to send %n items to {name}", "", self._view.dragging()).format(name=shown(card.name))
        painter.setFont(self._fonts(option.font)[0])
        painter.setPen(QColor(look().text))
        inside = area.adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)

    def _lines(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, card: Card) -> None:
        seen = look()
        name_font, small = self._fonts(option.font)
        inside = area.adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE)
        top = inside.top()
        lock = QColor(seen.waiting if card.open else seen.done)
        height = _line(name_font)
        where = QRectF(inside.left() - 1, top + (height - ICON) / 2, ICON, ICON)
        paint(painter, "eye" if card.open else "lock", where, lock)
        row = QRectF(inside.left() + ICON + 6, top, inside.width() - ICON - 6, height)
        _text(painter, row, shown(card.name), name_font, seen.text)
        top += height + 2
        step = _line(small)
        row = QRectF(inside.left(), top, inside.width(), step)
        self._people(painter, row, card, small)
        row.translate(0, step)
        _text(painter, row, card.way, small, seen.waiting if card.open else seen.faint)
        row.translate(0, step + 4)
        _text(
            painter, row, card.state, small, seen.text if card.tone in ("idle", "running") else getattr(seen, card.tone)
        )
        if card.part is not None:
            self._bar(painter, QRectF(inside.left(), row.bottom() + 3, inside.width(), BAR), card)

    def _people(self, painter: QPainter, row: QRectF, card: Card, font: QFont) -> None:
        """The names give way to what is wrong with them."""
        seen = look()
        doubt = f" · {card.doubt}" if card.doubt else ""
        needs = QFontMetricsF(font).horizontalAdvance(doubt)
        used = _text(painter, row.adjusted(0, 0, -needs, 0), card.people, font, seen.faint)
        colour = seen.failed if card.level == "blocker" else seen.waiting
        _text(painter, row.adjusted(used, 0, 0, 0), doubt, font, colour)

    def _bar(self, painter: QPainter, bar: QRectF, card: Card) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look().track))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        painter.setBrush(look().state(card.tone if card.tone != "idle" else "running"))
        done = QRectF(bar.left(), bar.top(), max(BAR, bar.width() * (card.part or 0.0)), BAR)
        painter.drawRoundedRect(done, BAR / 2, BAR / 2)


def _line(font: QFont) -> float:
    return QFontMetricsF(font).height() + 3


def _text(painter: QPainter, area: QRectF, text: str, font: QFont, colour: str) -> float:
    """Draws one line, cut where it does not fit; gives its width."""
    metrics = QFontMetricsF(font)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(area, LEFT, cut)
    return metrics.horizontalAdvance(cut)
