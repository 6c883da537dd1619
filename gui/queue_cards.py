"""The queues as cards to drop files on: who gets them, how they are protected, what goes on.

Hides: painting, drag and drop, how the state of a queue is put together. Promises: a card's text carries its whole
meaning; whatever a drag can do a menu can do; nothing is removed without a question, and what was sent stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QMenu, QPushButton, QVBoxLayout, QWidget

from engine.api import Cipher, Gone, Kind, LinkRow, Queue, Snapshot, TransferRow
from engine.api_pace import RestRow, rest_of
from engine.errors import TowlineError
from engine.names import shown
from engine.settings_edit import remove_queue
from gui import dropped, words
from gui.bridge import Bridge
from gui.card_cell import CARD, CardCell
from gui.look import EDGE, GAP, State
from gui.plain_text import label, tip
from gui.queue_choices import CIPHERS, asks_before, set_asks_before
from gui.queue_form import Question
from gui.queue_states import QueueState, QueueStates
from gui.recipients import CHECK, Level, Recipients

PAGE = 2000  # open sends read at once
LAST = "queues/last"  # the queue last used

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card. `doubt`: what is wrong with its people, coloured by `level`. `part`: 0..1 or None."""

    name: str
    open: bool  # not encrypted
    people: str
    doubt: str
    level: Level
    way: str
    state: str
    tone: State
    part: float | None

    @property
    def read_out(self) -> str:
        return ". ".join(text for text in (shown(self.name), self.people, self.doubt, self.way, self.state) if text)


class QueueCards(QWidget):
    """`dropped`: queue ("" beside the cards), paths, whether to ask before sending. `chosen`: "" when none is any more."""

    chosen = Signal(str)
    edit_asked = Signal(str)
    new_asked = Signal()
    send_asked = Signal(str)  # from the menu of a card: choose files for it
    dropped = Signal(str, list, bool)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.model = CardModel(bridge, self)
        self.view = CardView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(CardCell(self.view))
        self.view.setAccessibleName(self.tr("Queues"))
        self.question = Question()
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, GAP, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addWidget(self.view, 1)
        self._empty = self._empty_state()
        column.addWidget(self._empty, 1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, EDGE, GAP)
        below.addWidget(self.question)
        column.addLayout(below)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.view.edited.connect(self.edit_asked)
        self.view.menu_asked.connect(self.open_menu)
        self.view.fell.connect(self._fell)
        self.model.modelReset.connect(self._settle)
        self._settle()

    def current(self) -> str:
        """The chosen queue, else the one last used, else the first; "" if there is none."""
        names = self.model.names()
        for name in (self._chosen_name(), str(self._bridge.view.value(LAST, ""))):
            if name in names:
                return name
        return names[0] if names else ""

    def used(self, name: str) -> None:
        """Files were sent with this queue."""
        self._bridge.view.setValue(LAST, name)

    def choose(self, name: str) -> None:
        """Selects a card; "" selects none."""
        if name in self.model.names():
            self.view.setCurrentIndex(self.model.index(self.model.names().index(name)))
        else:
            self.view.clearSelection()

    def open_menu(self, name: str, where: QPoint) -> None:
        """`where`: on the screen."""
        going = self.model.states.ids(name, paused=False)
        paused = self.model.states.ids(name, paused=True)
        engine = self._bridge.engine
        self.menu = QMenu(self)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        may = self._bridge.may
        if may("send"):
            self.menu.addAction(self.tr("Send files…"), lambda: self.send_asked.emit(name))
        if may("apply"):
            self.menu.addAction(self.tr("Edit…"), lambda: self.edit_asked.emit(name))
        self.menu.addSeparator()
        pause = self.menu.addAction(
            self.tr("Pause all of it"), lambda: self._bridge.ask(self, lambda: engine.pause(going).result())
        )
        pause.setEnabled(bool(going) and may("pause"))
        resume = self.menu.addAction(
            self.tr("Resume all of it"), lambda: self._bridge.ask(self, lambda: engine.resume(paused).result())
        )
        resume.setEnabled(bool(paused) and may("resume"))
        self.menu.addSeparator()
        if may("apply"):
            self.menu.addAction(self.tr("Remove…"), lambda: self.ask_to_remove(name))
        self.menu.popup(where)

    def ask_to_remove(self, name: str) -> None:
        open_sends = self.model.states.state(name).open
        going_on = self.tr("%n open transfers go on.", "", open_sends) if open_sends else ""
        text = self.tr('Remove the queue "{name}"? What was sent stays.').format(name=shown(name))
        self.question.ask(
            f"{text} {going_on}".strip(), self.tr("Remove"), self.tr("Keep it"), lambda: self._remove(name)
        )

    def _remove(self, name: str) -> None:
        def removed(_: object) -> None:
            set_asks_before(self._bridge.view, name, False)

        self._bridge.edit(self, lambda: remove_queue(self._bridge.profile, name), removed, self._not_removed)

    def _not_removed(self, error: TowlineError) -> None:
        """Only queues of this profile can be removed."""
        text = self.tr("It was not removed.")
        if error.word == "no-such-queue":
            text = self.tr("It was not removed: an administrator of this computer set it up.")
        else:
            text = f"{text} {words.said(error)}"
        self.question.tell(text, self.tr("Close"))

    # --- inside ------------------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        new = QPushButton(self.tr("+ New queue"))
        new.setProperty("kind", "link")
        new.setAccessibleName(self.tr("New queue"))
        new.clicked.connect(self.new_asked)
        self._bridge.offer("apply", new)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, EDGE - 4, 0)
        title = self.tr("QUEUES") if self._bridge.is_guest else self.tr("SEND TO")
        row.addWidget(label(title, "head", wrap=False), 1)
        row.addWidget(new)
        return row

    def _empty_state(self) -> QWidget:
        empty = QFrame()
        text = label(self.tr("A queue says who gets your files and how they are protected."), "faint")
        button = self._empty_new = QPushButton(self.tr("New queue"))
        button.clicked.connect(self.new_asked)
        self._bridge.offer("apply", button)
        column = QVBoxLayout(empty)
        column.setContentsMargins(4, GAP, EDGE, 0)
        column.setSpacing(EDGE)
        column.addWidget(text)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return empty

    def _settle(self) -> None:
        """After the list of queues changed."""
        some = bool(self.model.names())
        self.view.setVisible(some)
        self._empty.setVisible(not some)
        self.setFocusProxy(self.view if some else self._empty_new)

    def _chosen_name(self) -> str:
        rows = self.view.selectionModel().selectedIndexes()
        return self.model.names()[rows[0].row()] if rows else ""

    def _selected(self) -> None:
        name = self._chosen_name()
        if name:
            self.used(name)
        self.chosen.emit(name)

    def _fell(self, queue: str, links: bytes, shift: bool) -> None:
        """Reading the links of 100,000 files takes a moment, so it is done beside the window."""

        def read(paths: list[str]) -> None:
            if paths:
                if queue:
                    self.used(queue)
                ask = shift or not queue or asks_before(self._bridge.view, queue)
                self.dropped.emit(queue, paths, ask)

        self._bridge.ask(self, lambda: dropped.local_paths(links), read)


class CardModel(QAbstractListModel):
    """One row a queue, in the order of the settings."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.states = QueueStates()
        self._recipients = Recipients(bridge, self)
        self._links: dict[str, LinkRow] = {}
        self._rests: tuple[RestRow, ...] = ()
        self._cards: list[Card] = []
        self._speeds: dict[str, float] = {}  # cluster → rate of what is being sent
        self._recipients.changed.connect(self._show)
        bridge.settings_changed.connect(self._settings_came)
        bridge.changed.connect(self._rows_changed)
        bridge.renewed.connect(lambda: self._read_open(""))
        bridge.gone.connect(self._gone)
        bridge.moved.connect(self._moved)
        self._settings_came()
        bridge.ask(self, bridge.engine.links, self._links_came)
        self._read_open("")

    def names(self) -> list[str]:
        return [card.name for card in self._cards]

    def card(self, name: str) -> Card:
        return next(card for card in self._cards if card.name == name)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown(card.name)
            case Qt.ItemDataRole.AccessibleTextRole:
                return card.read_out
            case Qt.ItemDataRole.ToolTipRole:
                queue = self._bridge.settings.queues.get(card.name)
                return tip(", ".join(self._recipients.judge(name).text for name in queue.choices.to)) if queue else ""
            case role if role == CARD:
                return card
        return None

    # --- what comes --------------------------------------------------------------------------------------------------------

    def _read_open(self, after: str) -> None:
        """All open sends once, page by page; later ones are told."""
        engine = self._bridge.engine

        def came(rows: list[TransferRow]) -> None:
            self.states.put(rows)
            if len(rows) == PAGE:
                self._read_open(rows[-1].id)
            else:
                self._show()

        self._bridge.ask(self, lambda: engine.transfers(ended=False, after=after, limit=PAGE), came)

    def _settings_came(self) -> None:
        self.beginResetModel()
        self._cards = [self._card(queue) for queue in self._bridge.settings.queues.values()]
        self.endResetModel()

    def _links_came(self, rows: list[LinkRow]) -> None:
        self._links |= {row.cluster: row for row in rows}
        self._show()

    def _rows_changed(self, rows: list[object]) -> None:
        self.states.put(row for row in rows if isinstance(row, TransferRow))
        self._links_came([row for row in rows if isinstance(row, LinkRow)])

    def _gone(self, rows: list[Gone]) -> None:
        for row in rows:
            if row.kind == "transfer":
                self.states.drop(row.id)
        self._show()

    def _moved(self, snapshot: Snapshot) -> None:
        self.states.put(snapshot.moving)
        self.states.look(snapshot.at)
        self._rests = snapshot.pace.rests
        self._links_came(list(snapshot.links))
        self._note_speeds()

    def _note_speeds(self) -> None:
        """Once nothing moves any more, the rate before is that of the last send: the send dialog reckons with it."""
        rates: dict[str, float] = {}
        for queue in self._bridge.settings.queues.values():
            rates[queue.cluster] = rates.get(queue.cluster, 0.0) + self.states.state(queue.name).rate
        for cluster, rate in rates.items():
            if rate:
                self._speeds[cluster] = rate
            elif cluster in self._speeds:
                self._bridge.view.setValue(f"speed/{cluster}", round(self._speeds.pop(cluster)))

    def _show(self) -> None:
        for row, card in enumerate(self._cards):
            queue = self._bridge.settings.queues.get(card.name)
            new = self._card(queue) if queue else card
            if new != card:
                self._cards[row] = new
                self.dataChanged.emit(self.index(row), self.index(row))

    # --- a card ------------------------------------------------------------------------------------------------------------

    def _card(self, queue: Queue) -> Card:
        is_open = queue.choices.cipher is Cipher.SIGNED_ONLY
        state = self.states.state(queue.name)
        text, tone = self._state_line(queue, state)
        judged = [self._recipients.judge(name) for name in queue.choices.to]
        people = ", ".join(f"{one.text} {CHECK}" if one.mark == CHECK else one.text for one in judged[:2])
        worst = min((one for one in judged if one.level), key=lambda one: one.level != "blocker", default=None)
        return Card(
            name=queue.name,
            open=is_open,
            people=people + (f" +{len(judged) - 2}" if judged[2:] else ""),
            doubt=worst.mark if worst else "",
            level=worst.level if worst else "",
            way=f"{queue.cluster} · {self._protection(queue)}",
            state=text,
            tone=tone,
            part=state.part if state.sending or state.retrying else None,
        )

    def _protection(self, queue: Queue) -> str:
        cipher = queue.choices.cipher
        text = self.tr("encrypted") if cipher is None else CIPHERS.get(cipher, self.tr("signed, not encrypted"))
        level = queue.choices.compression
        if level == "off":
            return text
        return f"{text} · zstd" if level in ("", "auto") else f"{text} · zstd {level}"

    def _state_line(self, queue: Queue, state: QueueState) -> tuple[str, State]:
        """In words, and the colour of what they mean."""
        link = self._links.get(queue.cluster)
        rate = words.rate(state.rate) if state.rate >= 1 else ""
        sending = ""
        if state.sending:
            sending = self.tr("%n sending", "", state.sending) + (f", {rate}" if rate else "")
        if state.needs_you:
            needs = self.tr("Needs you")
            return (f"{needs} · {sending}" if sending else needs), "waiting"
        rest = rest_of(self._rests, queue.cluster, Kind.SEND)
        if rest is not None and not sending:
            return words.paused(rest.word, rest.until), "idle"
        if link is not None and link.state == "failed":
            until = words.next_in(link.next_try)
            return self.tr("Offline, next try {time}").format(time=until) if until else self.tr("Offline"), "waiting"
        if sending:
            return sending, "running"
        if state.retrying:
            return self.tr("%n trying again", "", state.retrying), "waiting"
        if state.waiting:
            return self.tr("%Ln waiting", "", state.waiting), "idle"
        if state.paused:
            return self.tr("Paused"), "idle"
        return self.tr("Ready"), "idle"


class CardView(QListView):
    """A click on the chosen card lets go of it; Space too. Enter and a double click edit."""

    edited = Signal(str)
    menu_asked = Signal(str, QPoint)
    fell = Signal(str, bytes, bool)  # queue or "", links as given, Shift held

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.links = b""  # of the drag that is over the view
        self.over = QPersistentModelIndex()  # the card under it
        self._pressed_chosen = False
        self.setProperty("kind", "cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(True)
        self.setMinimumWidth(200)

    def dragging(self) -> int:
        """How many files are held over the view; 0 if none are."""
        return dropped.count(self.links)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._pressed_chosen = index.isValid() and self.selectionModel().isSelected(index)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._pressed_chosen and index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.selectionModel().clearSelection()
        self._pressed_chosen = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setCurrentIndex(index)
            self.edited.emit(index.data(CARD).name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.edited.emit(index.data(CARD).name)
        elif event.key() == Qt.Key.Key_Space and index.isValid() and self.selectionModel().isSelected(index):
            self.selectionModel().clearSelection()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            where = self.visualRect(index).center() if by_key else event.pos()
            self.menu_asked.emit(index.data(CARD).name, self.viewport().mapToGlobal(where))

    # --- drag and drop -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped.has_files(event.mimeData()):
            self.links = dropped.taken(event.mimeData())
        if self.dragging():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._drag_to(QModelIndex())
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._drag_to(self.indexAt(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        event.accept()
        self.links = b""
        self._drag_to(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:
        links = self.links or dropped.taken(event.mimeData())
        index = self.indexAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.links = b""
        self._drag_to(QModelIndex())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.fell.emit(index.data(CARD).name if index.isValid() else "", links, shift)

    def _drag_to(self, index: QModelIndex) -> None:
        self.over = QPersistentModelIndex(index)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().viewportEvent(event)
