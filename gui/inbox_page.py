"""The page Inbox: who sent what, and what is in it.

Hides: keeping lists in step with the engine, what stays selected while rows come and go, when an offer counts as seen.
Promises: nothing is opened by itself; nothing moves under the pointer; strangers stand apart from everybody else.
"""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from engine.api import Gone, LinkRow, OfferRow, PersonRow, Snapshot, TransferRow
from engine.errors import TowlineError
from engine.names import shown
from gui.bridge import Bridge
from gui.content_pane import ContentPane, can_fetch
from gui.fetch_bar import copy_text
from gui.file_manager import open_folder
from gui.inbox_places import PlacesList
from gui.look import EDGE, GAP
from gui.offers_model import Group, OffersModel
from gui.plain_text import Elided
from gui.table import RowsTable
from gui.words import said

PAGE = 1_000  # offers read at once
SEEN_MS = 1000  # an offer that is selected for this long was seen
REFRESH = 5.0  # seconds to wait for the catalogs when asked to refresh
SIDES = ("across", "upright")  # splitters, in the kept view


class InboxPage(QWidget):
    """`find_cleared`: a person took the search away here."""

    count_changed = Signal(int)  # new offers
    selection_changed = Signal()
    find_cleared = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._new = 0
        self._loaded = self._reading = self._again = False
        self._before: set[Hashable] = set()  # rows from before that were not read again yet
        self._told: set[str] = set()  # by events since reading began last
        self._links: dict[str, LinkRow] = {}
        self.corner: QWidget | None = None
        self.model = OffersModel(bridge, self)
        self._build()
        self._seen = QTimer(self, singleShot=True, interval=SEEN_MS)
        self._seen.timeout.connect(self._mark_seen)
        self._connect()
        self._load()
        bridge.ask(self, bridge.engine.links, self._take_links)

    # --- how it is built --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.places = PlacesList()
        self.places.setMinimumWidth(130)
        self.view = RowsTable(self._bridge, "inbox")
        self.view.setAccessibleName(self.tr("Offers"))
        self.view.set_rows(self.model, "sent", descending=True)
        self.view.setMinimumHeight(76)
        self.line = Elided("warning")
        self.line.setContentsMargins(EDGE, GAP, EDGE, GAP)
        self.line.hide()
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(self.view, 1)
        self.pane = ContentPane(self._bridge)
        self.upright = QSplitter(Qt.Orientation.Vertical)
        self.upright.addWidget(upper)
        self.upright.addWidget(self.pane)
        self.upright.setSizes([280, 340])
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.addWidget(self.places)
        self.across.addWidget(self.upright)
        self.across.setStretchFactor(1, 1)
        self.across.setSizes([160, 740])
        for name, splitter in zip(SIDES, (self.across, self.upright), strict=True):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            if state := self._bridge.view.value(f"inbox/{name}"):
                splitter.restoreState(state)
            splitter.splitterMoved.connect(self._keep_sides)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.across)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page itself takes no keys. Not a focus proxy: Tab would leave out what stands before that."""
        self.view.setFocus(event.reason())

    def _keep_sides(self) -> None:
        for name, splitter in zip(SIDES, (self.across, self.upright), strict=True):
            self._bridge.view.setValue(f"inbox/{name}", splitter.saveState())

    def _connect(self) -> None:
        self._bridge.changed.connect(self._changed)
        self._bridge.renewed.connect(self._load)
        self._bridge.gone.connect(self._gone)
        self._bridge.moved.connect(self._moved)
        self.places.chosen.connect(self._show_group)
        self.model.taken.connect(self._count)
        self.model.counted.connect(self._say_empty)
        self.model.dataChanged.connect(self._show_pane)
        self.view.chosen.connect(self._selected)
        self.view.opened.connect(self._open)
        self.view.menu_asked.connect(lambda at: self.menu().popup(at))
        self.view.empty.pressed.connect(self._help_out)
        self.pane.hide_wanted.connect(self._hide_offers)
        self.pane.people_changed.connect(self._load)

    # --- what others ask of it --------------------------------------------------------------------------------------------

    def find(self, text: str) -> None:  # type: ignore[override]  # not Qt's search for a native window
        """Only offers whose name or sender contains this."""
        self.model.find(text)
        self._say_empty()

    def refresh(self) -> None:
        """Reads the catalogs to their ends first."""
        engine = self._bridge.engine
        self._bridge.ask(self, lambda: engine.offers(refresh=REFRESH, limit=1), self._read, self._not_refreshed)

    def fetch_selected(self) -> None:
        """To the downloads folder: what is ticked, or all if nothing is."""
        self.pane.fetch_shown()

    def columns_menu(self) -> QMenu:
        return self.view.columns_menu()

    def can_fetch(self) -> bool:
        """Whether anything of what is selected can be fetched."""
        return any(can_fetch(row) for row in self.selected())

    def selected(self) -> list[OfferRow]:
        rows, lines = self.model.rows, self.model.lines
        return [rows[lines[line]] for line in self.view.selected_lines()]

    # --- what the engine says ---------------------------------------------------------------------------------------------

    def _load(self) -> None:
        engine = self._bridge.engine
        self._bridge.ask(self, engine.people, self._take_people)
        self._read()

    def _read(self, *_: object) -> None:
        """All offers, a page at a time; what is not found any more is gone. Once more if it is asked for meanwhile."""
        self._again = self._reading
        if not self._reading:
            self._reading, self._before, self._told = True, set(self.model.rows), set()
            self._read_page("")

    def _read_page(self, after: str) -> None:
        engine = self._bridge.engine

        def failed(error: TowlineError) -> None:
            self._reading = False
            self._bridge.complained.emit(error)

        self._bridge.ask(self, lambda: engine.offers(after=after, limit=PAGE), self._take_page, failed)

    def _take_people(self, rows: list[PersonRow]) -> None:
        self.model.meet(rows)
        self.places.places.people(rows)
        self._count()
        self._show_pane()

    def _take_page(self, rows: list[OfferRow]) -> None:
        self._before.difference_update(row.id for row in rows)
        self.model.put([row for row in rows if row.id not in self._told])  # what was told meanwhile is newer
        if len(rows) >= PAGE:
            self._read_page(rows[-1].id)
            return
        self._loaded, self._reading = True, False
        self.model.take(self._before)
        self.model.arrange()
        self._say_empty()
        self._say_link()
        if self._again:
            self._read()

    def _not_refreshed(self, error: TowlineError) -> None:
        self._say(shown(said(error)))

    def _take_links(self, rows: list[LinkRow]) -> None:
        self._links |= {row.cluster: row for row in rows}
        self._say_link()

    def _changed(self, rows: list[object]) -> None:
        if offers := [row for row in rows if isinstance(row, OfferRow)]:
            told = {row.id for row in offers}
            self._told |= told
            self._before -= told
            self.model.put(offers)
        if any(isinstance(row, PersonRow) for row in rows):
            self._bridge.ask(self, self._bridge.engine.people, self._take_people)
        if links := [row for row in rows if isinstance(row, LinkRow)]:
            self._take_links(links)

    def _gone(self, rows: list[Gone]) -> None:
        gone = [row.id for row in rows if row.kind == "offer"]
        self._told.update(gone)
        self.model.take(gone)

    def _moved(self, snapshot: Snapshot) -> None:
        self.model.move(snapshot)
        if any(row.cluster not in self._links or self._links[row.cluster].state != row.state for row in snapshot.links):
            self._take_links(list(snapshot.links))

    def _count(self) -> None:
        survey = self.model.survey
        self.places.places.survey(survey)
        if survey.new != self._new:
            self._new = survey.new
            self.count_changed.emit(survey.new)

    # --- what stands above and in place of the list -----------------------------------------------------------------------

    def _say(self, text: str) -> None:
        self.line.setText(text)
        self.line.setVisible(bool(text))

    def _say_link(self) -> None:
        failed = [row.cluster for row in self._links.values() if row.state == "failed"]
        if not failed:
            self._say("")
        elif any(row.state in ("connected", "throttled") for row in self._links.values()):
            text = self.tr("{clusters}: not connected; what was here before is still listed below.")
            self._say(text.format(clusters=", ".join(map(shown, failed))))
        else:
            self._say(self.tr("Not connected; what was here before is still listed below."))

    def _say_empty(self) -> None:
        model, empty = self.model, self.view.empty
        self.pane.say_select(bool(model.lines))
        empty.setVisible(self._loaded and not model.lines and not model.busy)
        if model.text:
            empty.say(self.tr("No offer matches “{text}”.").format(text=shown(model.text)), self.tr("Clear"))
        elif model.group == Group("all") and self._bridge.is_guest:
            empty.say(self.tr("Nothing has been sent to it yet."))
        elif model.group == Group("all"):
            empty.say(self.tr("Nothing has been sent to you yet. Give people your card:"), self.tr("Copy my card"))
        elif model.group.kind == "new":
            empty.say(self.tr("Nothing new. What was sent before stands under All."))
        else:
            empty.say(self.tr("Nothing here."))

    def _help_out(self) -> None:
        """The button of the empty list."""
        if self.model.text:
            self.find("")
            self.find_cleared.emit()
        else:
            self._bridge.ask(self, self._bridge.engine.my_card, copy_text)

    def _show_group(self, group: Group) -> None:
        self.view.clearSelection()
        self.model.show_group(group)

    # --- what is selected -------------------------------------------------------------------------------------------------

    def _selected(self) -> None:
        self._show_pane()
        self.selection_changed.emit()

    def _show_pane(self) -> None:
        rows = self.selected()
        only = rows[0] if len(rows) == 1 else None
        if only is None or only.seen:
            self._seen.stop()
        elif only.id != self._looked_at() or not self._seen.isActive():
            self._seen.start()
        status = self.model.status(only) if only else ""
        self.pane.show_rows(rows, status, self.model.people.get(only.fingerprint) if only else None)

    def _looked_at(self) -> str:
        return self.pane.rows[0].id if len(self.pane.rows) == 1 else ""

    def _mark_seen(self) -> None:
        rows = self.selected()
        if len(rows) == 1 and not rows[0].seen and self.isVisible() and self._bridge.may("offers_mark"):
            engine, id = self._bridge.engine, rows[0].id
            self._bridge.ask(self, lambda: engine.offers_mark([id], seen=True))

    # --- what a person does -----------------------------------------------------------------------------------------------

    def _open(self, line: int) -> None:
        """What is here is shown in its folder; of everything else the content below gets the keyboard."""
        offer = self.model.at(line)
        if offer.here == "all" and offer.fetch and not self._bridge.is_guest:
            self._show_folder(offer)
        else:
            self.pane.take_focus()

    def _show_folder(self, offer: OfferRow) -> None:
        engine = self._bridge.engine
        self._bridge.ask(self, lambda: engine.transfer(offer.fetch), self._open_folder)

    def _open_folder(self, fetch: TransferRow) -> None:
        if gone := open_folder(fetch.folder):
            self._say(gone)

    def menu(self) -> QMenu:
        """What can be done with what is selected: as the pane below has it."""
        rows, pane = self.selected(), self.pane
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fetch = menu.addAction(self.tr("Fetch all"), pane.fetch_everything)
        fetch.setEnabled(self._bridge.may("fetch") and self.can_fetch())
        here = [row for row in rows if row.fetch and row.here in ("all", "partly", "fetching")]
        there = menu.addAction(self.tr("Show in folder"), lambda: self._show_folder(here[0]))
        there.setEnabled(len(rows) == len(here) == 1 and not self._bridge.is_guest)
        menu.addSeparator()
        menu.addAction(self.tr("Copy reference"), pane.copy_reference).setEnabled(bool(rows))
        hide = menu.addAction(pane.hide_word(), pane.hide_or_show)
        hide.setEnabled(bool(rows) and self._bridge.may("offers_mark"))
        return menu

    def _hide_offers(self, ids: list[str], hidden: bool) -> None:
        """Afterwards the offer below them is selected."""
        last = self.view.selected_lines()[-1]
        if last + 1 < len(self.model.lines):
            self.view.select_key(self.model.lines[last + 1])
        engine = self._bridge.engine
        self._bridge.ask(self, lambda: engine.offers_mark(ids, hidden=hidden), lambda _: self.model.arrange())
