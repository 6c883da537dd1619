"""The narrow list at the left of the inbox: new, all, who sent something, strangers apart, what was hidden.

Hides: how the counts become rows, folding of the unknown senders. Promises: strangers are never among the senders; the
chosen row stays chosen while counts change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from engine.api import PersonRow
from engine.names import shown
from gui import words
from gui.cells import RowCell
from gui.look import ROW, look, sized
from gui.offers_model import SURE, Group, Survey, short_fingerprint
from gui.sorting import natural
from gui.tree_table import paint_chevron

PLACE = Qt.ItemDataRole.UserRole + 20
TALL = 46  # px, a row with a second line

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Place:
    """One row. `group` None: a head. `count` is shown at the right, `second` below. `fold`: open, closed or ""."""

    text: str
    group: Group | None = None
    count: str = ""
    second: str = ""
    fold: str = ""
    inner: bool = False


class PlacesModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._survey = Survey()
        self._people: dict[str, PersonRow] = {}
        self._places: list[Place] = []
        self.unfolded = False  # the unknown senders
        self._make()

    def survey(self, survey: Survey) -> None:
        self._survey = survey
        self._make()

    def people(self, rows: list[PersonRow]) -> None:
        self._people = {row.fingerprint: row for row in rows}
        self._make()

    def unfold(self, unfolded: bool) -> None:
        self.unfolded = unfolded
        self._make()

    def place(self, row: int) -> Place:
        return self._places[row]

    def row_of(self, group: Group) -> int:
        return next((row for row, place in enumerate(self._places) if place.group == group), -1)

    def _make(self) -> None:
        places = self._made()
        if places != self._places:
            self.beginResetModel()
            self._places = places
            self.endResetModel()

    def _made(self) -> list[Place]:
        found = self._survey
        places = [
            Place(self.tr("New"), Group("new"), words.number(found.new) if found.new else ""),
            Place(self.tr("All"), Group("all"), words.number(found.all) if found.all else ""),
        ]
        trusted = [(mark, sender) for mark, sender in found.senders.items() if sender.trusted]
        if trusted:
            places.append(Place(self.tr("From")))
        for mark, sender in sorted(trusted, key=lambda pair: natural(pair[1].name)):
            person = self._people.get(mark)
            name = shown(sender.name)
            verified = person is not None and person.trust in SURE
            places.append(
                Place(
                    f"{name} ✓" if verified else name,
                    Group("sender", mark),
                    self.tr("{n} new").format(n=words.number(sender.new)) if sender.new else "",
                    self._seen(person, verified=verified),
                )
            )
        strangers = sorted((mark, sender.unknown) for mark, sender in found.senders.items() if sender.unknown)
        if strangers or found.hidden:
            places.append(Place(""))
        if strangers:
            fold = "open" if self.unfolded else "closed"
            places.append(Place(self.tr("Unknown senders"), Group("unknown"), words.number(len(strangers)), fold=fold))
            if self.unfolded:
                places += [
                    Place(short_fingerprint(mark), Group("unknown", mark), words.number(offers), inner=True)
                    for mark, offers in strangers
                ]
        if found.hidden:
            places.append(Place(self.tr("Hidden"), Group("hidden"), words.number(found.hidden)))
        return places

    def _seen(self, person: PersonRow | None, *, verified: bool) -> str:
        if person is None:
            return ""
        if not verified:
            return self.tr("Not verified")
        return self.tr("Seen {when}").format(when=words.moment(person.seen)) if person.seen else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._places)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._places[index.row()].group is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self._places[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return place.text
        if role == PLACE:
            return place
        if role == Qt.ItemDataRole.ToolTipRole and place.group and place.group.fingerprint:
            return place.group.fingerprint
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (place.text, place.count, place.second) if part)
        return None


class PlaceCell(RowCell):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        place = index.data(PLACE)
        if place.group is None:
            return QSize(80, ROW - 2 if place.text else 14)
        return QSize(80, TALL if place.second else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_row(painter, option, index)
        place: Place = index.data(PLACE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        faint = QColor(look().faint)
        area = option.rect.adjusted(12, 0, -10, 0)
        if place.group is None:
            painter.setFont(sized(option.font, -1))
            painter.setPen(faint)
            painter.drawText(area.adjusted(0, 6, 0, 0), Qt.AlignmentFlag.AlignVCenter, place.text.upper())
            if not place.text:
                painter.fillRect(QRectF(area.left(), area.center().y(), area.width(), 1), QColor(look().line))
            painter.restore()
            return
        view = self.parent()
        if isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index:
            painter.fillRect(
                QRectF(option.rect.left(), option.rect.top(), 3, option.rect.height()), QColor(look().accent)
            )
        if place.fold:
            box = QRectF(option.rect.left() + 4, area.center().y() - 9, 18, 18)
            paint_chevron(painter, box, faint, unfolded=place.fold == "open")
        if place.fold or place.inner:
            area.setLeft(area.left() + (12 if place.fold else 24))
        upper, lower = area, area
        if place.second:
            upper, lower = area.adjusted(0, 6, 0, -TALL // 2 + 1), area.adjusted(0, TALL // 2 - 1, 0, -6)
            painter.setFont(sized(option.font, -1))
            painter.setPen(faint)
            text = painter.fontMetrics().elidedText(place.second, Qt.TextElideMode.ElideRight, lower.width())
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            painter.setFont(option.font)
        painter.setPen(faint)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, place.count)
        room = upper.width() - (option.fontMetrics.horizontalAdvance(place.count) + 8 if place.count else 0)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        text = option.fontMetrics.elidedText(place.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


class PlacesList(QListView):
    """`chosen`: another group was chosen."""

    chosen = Signal(object)  # Group

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Groups of the inbox"))
        self.setItemDelegate(PlaceCell(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places = PlacesModel(self)
        self.setModel(self.places)
        self._group = Group("all")
        self.places.modelReset.connect(self._choose_again)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._choose_again()

    def choose(self, group: Group) -> None:
        row = self.places.row_of(group)
        if row >= 0:
            self.setCurrentIndex(self.places.index(row))

    def _choose_again(self) -> None:
        """After the rows were made anew: the same group; one that is gone gives way to all."""
        row = self.places.row_of(self._group)
        if row < 0 and self._group.fingerprint:
            row = self.places.row_of(Group("unknown") if self._group.kind == "unknown" else Group("all"))
        self.setCurrentIndex(self.places.index(max(row, 0) if row >= 0 else self.places.row_of(Group("all"))))

    def _current_changed(self, index: QModelIndex) -> None:
        place = self.places.place(index.row()) if index.isValid() else None
        if place is not None and place.group is not None and place.group != self._group:
            self._group = place.group
            self.chosen.emit(place.group)

    def _turn(self) -> bool:
        index = self.currentIndex()
        if index.isValid() and self.places.place(index.row()).fold:
            self.places.unfold(not self.places.unfolded)
            return True
        return False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.indexAt(event.position().toPoint()) == self.currentIndex():
            self._turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        folded = {Qt.Key.Key_Right: False, Qt.Key.Key_Left: True}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._turn():
            return
        if folded is not None and self.places.unfolded is folded and self._turn():
            return
        super().keyPressEvent(event)
