"""What is in the selected offer, below the inbox: its files with tick boxes, and what can be done with it.

Hides: reading an offer page by page while somebody looks, what is asked before a stranger's offer is opened. Promises:
the first page is shown as soon as it is there; what is ticked but not read yet is fetched, too; nothing of a stranger is
read or shown but the fingerprint; no file is opened by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.api import EntryRow, Exists, OfferRow, PersonRow
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.content_model import MODIFIED, NAME, NOTE, SIZE, ContentModel, Node, numbers_after
from gui.fetch_bar import FetchBar, copy_text, short_folder
from gui.look import EDGE, GAP, sized
from gui.plain_text import Elided, label
from gui.stranger_card import StrangerCard
from gui.tree_table import TreeTable

PAGE = 1000  # entries read at once
TYPED_MS = 150  # after the last key of the filter
LOW = 210  # px
CLOSED = ("refused", "withdrawn", "expired", "topic-anew", "mirrored")  # nothing in it can be looked at


def _scrolled(page: QWidget) -> QScrollArea:
    """So that a small window cuts nothing and squeezes nothing."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class ContentPane(QWidget):
    """`hide_wanted`: hide these offers, or show them again. `people_changed`: somebody was accepted or blocked."""

    hide_wanted = Signal(list, bool)
    people_changed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.rows: list[OfferRow] = []
        self._ticket = 0  # of the offer that is read
        self._reading = False
        self._top: Node | None = None  # this row and
        self._current: Node | None = None  # this one stay where they are while rows are laid out anew
        self.model = ContentModel(bridge, self)
        self._pages = QStackedWidget()
        self.nothing = self._nothing_page()
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(_scrolled(self._content_page()))
        self._pages.addWidget(self._plain_page())
        self.stranger = StrangerCard(bridge)
        self.stranger.done.connect(self.people_changed)
        self._pages.addWidget(_scrolled(self.stranger))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.model.ticks_changed.connect(self._sum_up)
        self.model.matched.connect(self._sum_up)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._find_place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the files come before the field that filters them."""
        super().resizeEvent(event)
        low = event.size().height() < LOW
        for each in (self.filter, self.tick_all, self.sum):
            each.setHidden(low and not self.filter.text())
        if not self._bridge.may("fetch"):
            self.tick_all.hide()

    # --- its pages --------------------------------------------------------------------------------------------------------

    def _nothing_page(self) -> QLabel:
        made = label(kind="faint")
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return made

    def say_select(self, any_offers: bool) -> None:
        """What the empty pane says. It stays the pages' matter which of them is shown."""
        self.nothing.setText(self.tr("Select an offer to see what is in it.") if any_offers else "")

    def _content_page(self) -> QWidget:
        page = QWidget()
        self.title = Elided("title", yields=False)
        self.title.setFont(sized(self.font(), 1, strong=True))
        self.facts = Elided()
        self.copy = self._link(self.tr("Copy reference"), self.copy_reference)
        self.hide_button = self._link(self.tr("Hide"), self.hide_or_show)
        self._bridge.offer("offers_mark", self.hide_button)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.title)
        head.addWidget(self.facts, 1)
        head.addWidget(self.copy)
        head.addWidget(self.hide_button)
        self.filter = QLineEdit(placeholderText=self.tr("Filter files"), clearButtonEnabled=True)
        self.filter.setAccessibleName(self.tr("Filter files"))
        self.filter.setMinimumWidth(140)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(lambda: self.model.filter(self.filter.text()))
        self.filter.textChanged.connect(self._typed.start)
        self.tick_all = self._link(self.tr("Tick all"), self._tick_all)
        self.sum = label(kind="faint")
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.tick_all)
        tools.addWidget(self.sum, 1)
        self.view = TreeTable()
        self.view.setProperty("kind", "field")
        self.view.setAccessibleName(self.tr("Files of this offer"))
        self.view.setModel(self.model)
        across = self.view.horizontalHeader()
        across.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((SIZE, 84), (MODIFIED, 90), (NOTE, 110)):
            across.resizeSection(column, width)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self.view.setMinimumHeight(72)
        self.trouble = label(kind="warning")
        self.again = self._link(self.tr("Try again"), self._read)
        trouble = QHBoxLayout()
        trouble.addWidget(self.trouble, 1)
        trouble.addWidget(self.again)
        self.bar = FetchBar(self._bridge)
        self.bar.fetch.connect(self._fetch)
        self._bridge.offer("fetch", self.bar)
        box = QVBoxLayout(page)
        box.setContentsMargins(EDGE, GAP, EDGE, EDGE)
        box.setSpacing(GAP)
        for line in (head, tools, trouble):
            box.addLayout(line)
        box.addWidget(self.view, 1)
        box.addWidget(self.bar)
        for first, second in ((self.copy, self.hide_button), (self.hide_button, self.filter)):
            QWidget.setTabOrder(first, second)
        return page

    def _plain_page(self) -> QWidget:
        """For several offers at once, and for one that cannot be opened."""
        page = QWidget()
        self.plain_title = label()
        self.plain_title.setFont(sized(self.font(), 1, strong=True))
        self.plain_text = label(kind="faint")
        self.fetch_each = QPushButton(self.tr("Fetch a&ll"))
        self.fetch_each.setProperty("kind", "primary")
        self.fetch_each.clicked.connect(self.fetch_several)
        copy = QPushButton(self.tr("Copy reference"))
        copy.clicked.connect(self.copy_reference)
        self.hide_each = QPushButton(self.tr("Hide"))
        self.hide_each.clicked.connect(self.hide_or_show)
        self._bridge.offer("offers_mark", self.hide_each)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.fetch_each, copy, self.hide_each):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(GAP)
        column.addWidget(self.plain_title)
        column.addWidget(self.plain_text)
        column.addSpacing(GAP)
        column.addLayout(buttons)
        column.addStretch(1)
        return page

    def _link(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "link")
        button.clicked.connect(run)
        return button

    def take_focus(self) -> None:
        """The keyboard goes to what is shown."""
        [self, self.view, self.hide_each, self.stranger.add][self._pages.currentIndex()].setFocus()

    # --- what is shown ----------------------------------------------------------------------------------------------------

    def show_rows(self, rows: list[OfferRow], status: str, person: PersonRow | None = None) -> None:
        """The offers that are selected. `status`: of the only one, in words; `person`: who sent it, if known."""
        same = len(rows) == len(self.rows) == 1 and rows[0].id == self.rows[0].id
        before, self.rows = self.rows, rows
        if not rows:
            self._leave()
            self._pages.setCurrentIndex(0)
        elif len(rows) > 1:
            self._leave()
            self._show_several()
        elif not rows[0].trusted:
            self._leave()
            self.stranger.show_offer(rows[0], person)
            self._pages.setCurrentIndex(3)
        elif rows[0].state in CLOSED and rows[0].here != "all":
            self._leave()
            self._show_closed(status)
        else:
            self._show_content(status, fresh=not same or not before[0].trusted or self._pages.currentIndex() != 1)

    def _leave(self) -> None:
        self._ticket += 1
        self._reading = False
        if self.model.last >= 0:
            self.model.clear()

    def _show_several(self) -> None:
        rows = self.rows
        self.plain_title.setText(self.tr("%n offers selected", "", len(rows)))
        files = self.tr("{n} files").format(n=words.number(sum(row.entries for row in rows)))
        size = words.size(sum(row.size for row in rows))
        self.plain_text.setText(self.tr("{files}, {size}").format(files=files, size=size))
        self.fetch_each.setVisible(self._bridge.may("fetch") and any(can_fetch(row) for row in rows))
        self._name_hide()
        self._pages.setCurrentIndex(2)

    def _show_closed(self, status: str) -> None:
        row = self.rows[0]
        self.plain_title.setText(shown(row.title))
        more = {
            "refused": self.tr("It was not opened. Tell {sender} by another way."),
            "withdrawn": self.tr("{sender} took it back; it cannot be fetched any more."),
            "expired": self.tr("The cluster does not keep it any more. Ask {sender} to send it again."),
            "topic-anew": self.tr("Fetch it to look for it there: before anything is read, you are asked."),
            "mirrored": self.tr("Fetch it to look for it here: before anything is read, you are asked."),
        }[row.state].format(sender=shown(row.sender))
        self.plain_text.setText(self.tr("{status}. {more}").format(status=shown(status), more=more))
        self.fetch_each.setVisible(self._bridge.may("fetch") and can_fetch(row) and not row.here)
        self._name_hide()
        self._pages.setCurrentIndex(2)

    def _show_content(self, status: str, *, fresh: bool) -> None:
        row = self.rows[0]
        self.title.setText(shown(row.title))
        facts = [self.tr("from {sender}").format(sender=shown(row.sender)), status]
        if row.cipher != "signed-only":  # that is said below, in red
            facts.append(words.cipher(row.cipher))
        self.facts.setText(" · ".join(facts))
        self._name_hide()
        if fresh:
            self._leave()
            self._pages.setCurrentIndex(1)
            self.bar.set_up(signed_only=row.cipher == "signed-only")
            self.filter.clear()
            self._typed.stop()
            self.model.clear()
            self._trouble("")
            self._read()
        elif not self._reading and row.entries > self.model.root.files and row.state == "growing":
            self.model.whole = False
            self._read()
        self._sum_up()

    def _name_hide(self) -> None:
        for button in (self.hide_button, self.hide_each):
            button.setText(self.hide_word())

    def hide_word(self) -> str:
        """What `hide_or_show` would do."""
        return self.tr("Show again") if all(row.hidden for row in self.rows) else self.tr("Hide")

    def _sum_up(self) -> None:
        if self._pages.currentIndex() != 1 or not self.rows:
            return
        row, model = self.rows[0], self.model
        everything = model.all_ticked and model.any_ticked
        count, size = (row.entries, row.size) if everything else model.ticked
        parts = [self.tr("%n files", "", max(row.entries, model.root.files))]
        if model.filtered:
            parts.append(self.tr("%n match", "", model.rowCount()))
        elif not model.whole and model.last >= 0:
            parts.append(self.tr("{n} read").format(n=words.number(model.root.files)))
        if count:
            parts += [self.tr("{n} ticked").format(n=words.number(count)), words.size(size)]
        self.sum.setText(", ".join(parts))
        if model.filtered:
            self.tick_all.setText(self.tr("Untick these") if model.shown_ticked else self.tr("Tick these"))
        else:
            self.tick_all.setText(self.tr("Tick none") if everything else self.tr("Tick all"))
        self.bar.set_ticked(model.any_ticked, can=can_fetch(row))

    # --- reading ----------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """The next page, unless one is under way, nobody looks, or all is there."""
        if self._reading or self.model.whole or self._pages.currentIndex() != 1 or not self.rows:
            return
        if not self.isVisible() and self.model.last >= 0:
            return
        self._reading, ticket = True, self._ticket
        offer, after, engine = self.rows[0].id, self.model.last, self._bridge.engine

        def came(entries: list[EntryRow]) -> None:
            if ticket != self._ticket:
                return
            self._reading = False
            self._trouble("")
            self.model.add(entries, whole=len(entries) < PAGE)
            self._read()

        def failed(error: TowlineError) -> None:
            if ticket == self._ticket:
                self._reading = False
                self._trouble(words.said(error))

        self._bridge.ask(self, lambda: engine.offer_entries(offer, after, PAGE), came, failed)

    def _trouble(self, text: str) -> None:
        self.trouble.setText(shown(text))
        self.trouble.setVisible(bool(text))
        self.again.setVisible(bool(text))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def _keep_place(self) -> None:
        row = self.view.rowAt(0)
        self._top = self.model.node(row) if row >= 0 and self.view.verticalScrollBar().value() > 0 else None
        index = self.view.currentIndex()
        self._current = self.model.node(index.row()) if index.isValid() else None

    def _find_place(self) -> None:
        row = self.model.row_of(self._current) if self._current else -1
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, NAME))
        if self._top and (row := self.model.row_of(self._top)) >= 0:
            self.view.scrollTo(self.model.index(row, NAME), TreeTable.ScrollHint.PositionAtTop)
        self._top = self._current = None

    def _tick_all(self) -> None:
        model = self.model
        model.tick_all(not (model.shown_ticked if model.filtered else model.all_ticked and model.any_ticked))

    # --- what is done -----------------------------------------------------------------------------------------------------

    def fetch_shown(self) -> None:
        """What is ticked, or all if nothing is; of several offers, all of each."""
        self._fetch_these(only_ticked=self.model.any_ticked)

    def fetch_everything(self) -> None:
        """Of all that is selected, whatever is ticked."""
        self._fetch_these(only_ticked=False)

    def _fetch_these(self, *, only_ticked: bool) -> None:
        if self._pages.currentIndex() == 2:
            self.fetch_several()
        elif self._pages.currentIndex() == 1 and can_fetch(self.rows[0]):
            self.bar.want(only_ticked=only_ticked)

    def _fetch(self, only_ticked: bool, folder: str, signed_only: bool) -> None:
        row, model, engine, ticket = self.rows[0], self.model, self._bridge.engine, self._ticket
        exists = self.bar.chosen()
        where = short_folder(folder)
        if not only_ticked or model.all_ticked:
            call = lambda: engine.fetch(row.id, [], folder, exists, signed_only)  # noqa: E731
            self.bar.say(self.tr("Fetching all of it to {folder}.").format(folder=where))
        elif not model.open_ended:
            numbers = model.numbers()
            call = lambda: engine.fetch(row.id, [], folder, exists, signed_only, numbers)  # noqa: E731
            self.bar.say(self.tr("Fetching %n files to {folder}.", "", model.ticked[0]).format(folder=where))
        else:
            numbers, after, wishes = model.numbers(), model.last, model.wishes()
            page = lambda after: engine.offer_entries(row.id, after, PAGE)  # noqa: E731
            call = lambda: engine.fetch(  # noqa: E731
                row.id, [], folder, exists, signed_only, (*numbers, *numbers_after(page, after, wishes))
            )
            self.bar.say(self.tr("Reading the rest of the list, then fetching to {folder}.").format(folder=where))

        def failed(error: TowlineError) -> None:
            if ticket == self._ticket:
                self.bar.say(shown(words.said(error)), "blocker")
            else:
                self._bridge.complained.emit(error)

        self._bridge.ask(self, call, None, failed)

    def fetch_several(self) -> None:
        """All of each offer that can be fetched and is encrypted, to the downloads folder."""
        folder = str(self._bridge.settings.agent.downloads)
        engine = self._bridge.engine
        rows = [row for row in self.rows if can_fetch(row)]
        sealed = [row for row in rows if row.cipher != "signed-only"]
        for row in sealed:
            self._bridge.ask(self, lambda id=row.id: engine.fetch(id, [], folder, Exists.BOTH))  # type: ignore[misc]
        said = self.tr("Fetching %n offers to {folder}.", "", len(sealed)).format(folder=short_folder(folder))
        if len(sealed) < len(rows):
            open_ = self.tr("%n are not encrypted: select each of them to fetch it.", "", len(rows) - len(sealed))
            said = f"{said} {open_}"
        self.plain_text.setText(said)

    def copy_reference(self) -> None:
        copy_text("\n".join(row.reference for row in self.rows))

    def hide_or_show(self) -> None:
        rows = self.rows
        self.hide_wanted.emit([row.id for row in rows], not all(row.hidden for row in rows))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "view"):
            self.view.viewport().update()


def can_fetch(row: OfferRow) -> bool:
    return row.trusted and row.state in ("growing", "complete", "topic-anew", "mirrored")
