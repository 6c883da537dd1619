"""People and teams as chips, with a list to add more from.

Hides: lines of chips, the list. Promises: what is wrong with a person stands in words on their chip and in `notes`;
everything works by keyboard: each chip's button takes it away, Del does too; in the list typing finds a name.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.bridge import Bridge
from gui.icons import icon
from gui.plain_text import tip
from gui.queue_form import Note
from gui.recipients import CHECK, ME, Recipient, Recipients

MOST = 8  # recipients of one bundle; more people are a team


class PeopleChips(QWidget):
    """`names()` as settings have them. `verify_asked` names a person whose fingerprint somebody wants to compare. `me`: I am
    among whom one may add."""

    changed = Signal()  # another choice, or something became known of a person
    edited = Signal()  # by a person
    verify_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, me: bool = True) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._me = me
        self.recipients = Recipients(bridge, self)
        self.recipients.changed.connect(self._show)
        self._flow = _Flow(self)
        self.add_button = QPushButton(self.tr("Add"))
        self.add_button.setIcon(icon("plus"))
        self.add_button.setProperty("kind", "chip")
        self.add_button.setAccessibleName(self.tr("Add a person or a team"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.pick)
        self._flow.addWidget(self.add_button)
        self._chips: list[_Chip] = []
        self.setFocusProxy(self.add_button)

    def names(self) -> list[str]:
        return list(self._names)

    def set_names(self, names: list[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._show()

    def add(self, name: str) -> None:
        if name.casefold() not in (known.casefold() for known in self._names):
            self._names.append(name)
            self._show()
            self.edited.emit()

    def remove(self, name: str) -> None:
        if name in self._names:
            self._names.remove(name)
            self._show()
            self.edited.emit()
            self.add_button.setFocus()

    def notes(self) -> list[Note]:
        """What stands against sending to these people: red lines first."""
        if not self._names:
            return [Note("blocker", self.tr("Nobody is chosen to get it."), self.tr("Add people"), self.pick)]
        found: list[Note] = []
        for name in self._names:
            judged = self.recipients.judge(name)
            if judged.level == "blocker":
                found.insert(0, Note("blocker", judged.problem, self.tr("Remove"), partial(self.remove, name)))
            elif judged.level:
                way = self.tr("Verify…") if judged.verify else ""
                found.append(Note("warning", judged.problem, way, partial(self.verify_asked.emit, name)))
        if len(self._names) > MOST:
            text = self.tr("At most %n people and teams get one bundle; more people are a team.", "", MOST)
            found.insert(0, Note("blocker", text))
        return found

    def pick(self) -> None:
        """Opens the list of whom one may add, below the button."""
        self.recipients.read()
        chosen = {name.casefold() for name in self._names}
        free = [each for each in self.recipients.choices(me=self._me) if each.name.casefold() not in chosen]
        self.picker = _Picker(free, self)
        self.picker.picked.connect(self.add)
        self.picker.open_at(self.add_button)

    def _show(self) -> None:
        for chip in self._chips:
            chip.hide()
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        self._flow.removeWidget(self.add_button)
        before = self.add_button.previousInFocusChain() or self.add_button
        for name in self._names:
            chip = _Chip(self.recipients.judge(name), self)
            chip.removed.connect(self.remove)
            self._flow.addWidget(chip)
            for part in (chip, *chip.findChildren(QWidget)):
                part.ensurePolished()  # before it is measured
            chip.show()
            QWidget.setTabOrder(before, chip.button)
            before = chip.button
            self._chips.append(chip)
        self._flow.addWidget(self.add_button)
        self.updateGeometry()
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """A chip may want another width once it has its style: lines are made anew then."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._flow.setGeometry(self.rect())
        return done

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:  # icons have the colours of their time
            self.add_button.setIcon(icon("plus"))
            self._show()

    def chip_texts(self) -> list[str]:
        """As they are read out, in order."""
        return [chip.accessibleName() for chip in self._chips]


class _Chip(QFrame):
    removed = Signal(str)

    def __init__(self, whom: Recipient, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "person")
        self._name = whom.name
        self.setAccessibleName(f"{whom.text} {whom.mark}".strip())
        self.setToolTip(tip(whom.problem))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 3, 1)
        row.setSpacing(5)
        for text, kind in ((whom.text, ""), (whom.mark, whom.level)):
            if text:
                shown = QLabel(text)
                shown.setTextFormat(Qt.TextFormat.PlainText)
                shown.setProperty("kind", "verified" if text == CHECK else kind)
                row.addWidget(shown)
        self.button = QToolButton()
        self.button.setIcon(icon("cross"))
        self.button.setIconSize(QSize(12, 12))
        self.button.setProperty("kind", "bare")
        self.button.setAccessibleName(self.tr("Remove {name}").format(name=whom.text))
        self.button.setToolTip(tip(self.button.accessibleName()))
        self.button.clicked.connect(lambda: self.removed.emit(self._name))
        self.button.installEventFilter(self)
        row.addWidget(self.button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in keys:
            self.removed.emit(self._name)
            return True
        return super().eventFilter(watched, event)


class _Picker(QFrame):
    """People and teams to choose one from; typing narrows the list, Enter takes, Esc closes."""

    picked = Signal(str)

    def __init__(self, free: list[Recipient], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a person or a team"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("People and teams"))
        for whom in free:
            item = QListWidgetItem(f"{whom.text}  {whom.mark}".strip(), self.list)
            item.setData(Qt.ItemDataRole.UserRole, whom.name)
            item.setIcon(icon("team" if whom.name.startswith("team:") else "person"))
        self._none = QLabel(self.tr("You have nobody else to add. Add people in the settings."))
        self._none.setProperty("kind", "faint")
        self._none.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._none)
        self._none.setVisible(all(whom.name == ME for whom in free))
        self.list.setVisible(bool(free))
        self.field.setVisible(bool(free))
        self.field.textChanged.connect(self._narrow)
        self.field.returnPressed.connect(lambda: self._take(self.list.currentItem()))
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        self._narrow("")

    def open_at(self, button: QWidget) -> None:
        rows = min(8, self.list.count())
        self.list.setFixedHeight(max(1, rows) * self.list.sizeHintForRow(0) + 8 if rows else 0)
        self.setFixedWidth(280)
        self.adjustSize()
        where = button.mapToGlobal(QPoint(0, button.height() + 4))
        space = button.screen().availableGeometry()
        where.setX(min(where.x(), space.right() - self.width()))
        if where.y() + self.height() > space.bottom():
            where = button.mapToGlobal(QPoint(0, -self.height() - 4))
        self.move(where)
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk in the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            shown = [n for n in range(self.list.count()) if not self.list.item(n).isHidden()]
            if step and shown:
                at = shown.index(self.list.currentRow()) if self.list.currentRow() in shown else -1
                self.list.setCurrentRow(shown[max(0, min(len(shown) - 1, at + step))])
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        first = -1
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(text.casefold() not in item.text().casefold())
            if first < 0 and not item.isHidden():
                first = row
        self.list.setCurrentRow(first)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None and not item.isHidden():
            self.picked.emit(item.data(Qt.ItemDataRole.UserRole))
            self.close()


class _Flow(QLayout):
    """Widgets from left to right, in as many lines as it takes."""

    SPACE = 6  # px

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """The height it takes. All lines are as high as the highest thing, which each is in the middle of."""
        line = max((item.sizeHint().height() for item in self._items), default=0)
        x, y = rect.x(), rect.y()
        for item in self._items:
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y = rect.x(), y + line + self.SPACE
            if place:
                corner = QPoint(x, y + (line - size.height()) // 2)
                item.setGeometry(QRect(corner, QSize(min(size.width(), rect.width()), size.height())))
            x += size.width() + self.SPACE
        return y + line - rect.y()
