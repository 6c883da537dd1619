"""The main window: queue cards at the left, four pages at the right, details below, what needs attention above.

Hides: how the parts are put together. What the parts do is in their own files: what menus do with transfers in
transfer_acts.py, what happens to files in sending.py, what stands in the strip in attention.py, dialogs and settings in
other_windows.py. Each of these has a table of its menu entries.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from engine.api import Outcome, PersonRow, Snapshot, TransferRow
from gui import words
from gui.asking import question
from gui.attention import Attention
from gui.background import Background
from gui.bridge import Bridge
from gui.details_pane import DetailsPane
from gui.dropped import count, has_files, taken
from gui.guest import guest_of
from gui.history_page import HistoryPage
from gui.inbox_page import InboxPage
from gui.look import EDGE, GAP
from gui.menus import LINE, Menus
from gui.needs_page import NeedsPage
from gui.other_windows import OtherWindows
from gui.pace_menus import PauseMenu
from gui.people_model import accepted
from gui.queue_cards import QueueCards
from gui.sending import Sending
from gui.status_bar import StatusBar
from gui.strip import Strip
from gui.toolbar import Toolbar
from gui.transfer_acts import TransferActs
from gui.transfers_page import TransfersPage

Page = TransfersPage | InboxPage | NeedsPage | HistoryPage
PAGES = ("transfers", "inbox", "needs", "history")
NEED_SELECTED = (
    "copy-name", "copy-path", "copy-reference", "copy-sha256", "start-now", "pause", "retry", "top", "up", "down",
    "bottom", "limit", "show-folder", "verify", "share", "withdraw", "cancel", "cancel-silent", "properties",
)  # fmt: skip
CONTEXT = (
    "properties", "show-folder", LINE, "start-now", "pause", "retry", LINE, "top", "up", "down", "bottom", "limit", LINE,
    "copy-name", "copy-path", "copy-reference", LINE, "verify", "share", "withdraw", "cancel",
)  # fmt: skip


class MainWindow(QMainWindow):
    closed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self._snapshot: Snapshot | None = None
        self._leaving = self._quitting = False
        self._failed = self._failed_seen = 0
        self._leave_question: QMessageBox | None = None
        self._cards_made(bridge)
        self._pages_made(bridge)
        self._sending = Sending(bridge, self.strip, self, self.cards.current)
        self._acts = TransferActs(bridge, self.strip, self, self._selected)
        self._windows = OtherWindows(bridge, self.strip, self)
        self._attention = Attention(bridge, self.strip, self)
        self._status = StatusBar(bridge, self)
        self.menus = Menus(self, self.menuBar(), self._actions())
        self.toolbar = Toolbar(self.menus)
        self.search = self.toolbar.search
        self.guest = guest_of(bridge, self, self.menus, self.toolbar)
        self._put_together()
        self.setStatusBar(self._status)
        if self.guest is None:
            self.setWindowTitle("Towline")
        self.setAcceptDrops(True)
        self.background = Background(self)
        self._listen()
        self.resize(1100, 720)
        self.setMinimumSize(640, 420)
        self._restore()
        self.show_page("transfers")
        self._selection_changed()
        QTimer.singleShot(0, self._attention.greet)

    # --- making ---------------------------------------------------------------------------------------------------------------

    def _cards_made(self, bridge: Bridge) -> None:
        self.cards = QueueCards(bridge)
        self.watches = self._side_link(self.tr("Watched folders"), lambda: self._windows.show_settings("watches"))
        self.rules = self._side_link(self.tr("Fetch rules"), lambda: self._windows.show_settings("rules"))
        self.people = self._side_link(self.tr("People"), lambda: self._windows.show_settings("people"))
        self.stations = self._side_link(self.tr("Stations"), lambda: self._windows.show_settings("stations"))
        self.stations.hide()  # until there are any
        self.clusters = self._side_link(self.tr("Clusters"), lambda: self._windows.show_settings("clusters"))
        self.strip = Strip()

    def _side_link(self, title: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(title)
        button.setProperty("kind", "side")
        button.clicked.connect(act)
        return button

    def _pages_made(self, bridge: Bridge) -> None:
        self.transfers, self.inbox = TransfersPage(bridge), InboxPage(bridge)
        self.needs, self.history = NeedsPage(bridge), HistoryPage(bridge)
        self.details = DetailsPane(bridge)
        self.tabs, self.stack, self._corners = QTabBar(), QStackedWidget(), QStackedWidget()
        self._corners.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # tabs come first
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Pages"))
        for page in (self.transfers, self.inbox, self.needs, self.history):
            self.stack.addWidget(page)
            self._corners.addWidget(getattr(page, "corner", None) or QWidget())
            self.tabs.addTab("")
        self._counts = [0, 0, 0, 0]
        self._name_tabs()
        self.tabs.currentChanged.connect(self._page_changed)

    def _put_together(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(2)
        column.addWidget(self.cards, 1)
        rule = QFrame()
        rule.setProperty("kind", "line")
        column.addWidget(rule)
        for link in (self.watches, self.rules, self.people, self.stations, self.clusters):
            column.addWidget(link)
        heads = QHBoxLayout()
        heads.setContentsMargins(EDGE - 2, 0, EDGE, 0)
        heads.addWidget(self.tabs)
        heads.addWidget(self._corners, 1)
        above = QVBoxLayout()
        above.setContentsMargins(EDGE, 0, EDGE, 0)
        above.addWidget(self.strip)
        right = QWidget()
        pages = QVBoxLayout(right)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(GAP // 2)
        pages.addLayout(above)
        pages.addLayout(heads)
        self._below = QSplitter(Qt.Orientation.Vertical)
        self._below.addWidget(self.stack)
        self._below.addWidget(self.details)
        self._below.setStretchFactor(0, 1)
        self._below.setSizes([340, 260])
        self._below.setChildrenCollapsible(False)
        pages.addWidget(self._below, 1)
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.addWidget(side)
        self._beside.addWidget(right)
        self._beside.setStretchFactor(1, 1)
        self._beside.setSizes([248, 852])
        self._beside.setChildrenCollapsible(False)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        if self.guest is not None:
            rows.addWidget(self.guest.line)
        rows.addWidget(self.toolbar)
        rows.addWidget(self._beside, 1)
        self.body = rows
        self.setCentralWidget(whole)
        self.details.hide()

    def _listen(self) -> None:
        bridge = self.bridge
        windows, sending = self._windows, self._sending
        bridge.moved.connect(self._moved)
        bridge.rights_changed.connect(self._selection_changed)
        bridge.handed.connect(self._handed)
        bridge.settings_changed.connect(self._count_side)
        bridge.changed.connect(self._rows_changed)
        self.cards.chosen.connect(self.transfers.filter_queue)
        self.cards.edit_asked.connect(windows.edit_queue)
        self.cards.new_asked.connect(windows.edit_queue)
        self.cards.send_asked.connect(sending.choose_files)
        self.cards.dropped.connect(sending.dropped)
        sending.verify_asked.connect(windows.verify)
        sending.clusters_asked.connect(windows.show_settings)
        self._attention.settings_asked.connect(windows.show_settings)
        self._attention.first_run_asked.connect(windows.show_first_run)
        self._attention.pause_asked.connect(self._acts.pause_all)
        self._status.cluster_asked.connect(partial(windows.show_settings, "clusters"))
        self._status.turtle.settings_asked.connect(partial(windows.show_settings, "limits"))
        self.toolbar.pause.setMenu(PauseMenu(bridge, self.toolbar.pause))
        self.toolbar.fetch_asked.connect(self._fetch_asked)
        self.toolbar.pause_asked.connect(self._pause_asked)
        self.toolbar.retry_asked.connect(self._acts.retry_failed)
        self.toolbar.find_asked.connect(self._find)
        self.transfers.count_changed.connect(partial(self._count, 0))
        self.inbox.count_changed.connect(partial(self._count, 1))
        self.needs.count_changed.connect(partial(self._count, 2))
        self.transfers.failed_changed.connect(self.toolbar.count_failed)
        self.transfers.failed_changed.connect(self._count_failed)
        for lists in (self.transfers, self.history):
            lists.selection_changed.connect(self._selection_changed)
            lists.opened.connect(self._opened)
        self.transfers.menu_asked.connect(self._context)
        self.inbox.selection_changed.connect(self._selection_changed)
        self.details.closed.connect(self.details.hide)
        self.needs.verify_asked.connect(windows.verify)
        for page in (self.transfers, self.history):
            page.cleared.connect(self.search.clear)
        self.transfers.start_asked.connect(windows.show_first_run)
        self.transfers.steps.asked.connect(windows.take_step)
        self.inbox.find_cleared.connect(self.search.clear)
        self.history.receipts_asked.connect(self._show_receipts)
        self._count_side()

    def _actions(self) -> dict[str, Callable[[], object]]:
        pages = {name: partial(self.show_page, name) for name in PAGES}
        groups = {f"group-{key}": partial(self.transfers.group_by, key) for key in ("none", "queue", "cluster", "day")}
        return {
            **pages, **groups, **self._sending.actions(), **self._acts.actions(), **self._windows.actions(),
            **self._attention.actions(),
            "close": self.close, "quit": self.quit, "select-all": self._select_all, "find": self.find_asked,
            "next-pane": self._next_pane, "details": self._toggle_details, "columns": self._columns,
            "graph": self._status.show_graph, "refresh": self.inbox.refresh, "properties": self._properties,
        }  # fmt: skip

    # --- pages ----------------------------------------------------------------------------------------------------------------

    def page(self) -> Page:
        """The page in front."""
        pages: list[Page] = [self.transfers, self.inbox, self.needs, self.history]
        return pages[self.stack.currentIndex()]

    def show_page(self, name: str) -> None:
        self.tabs.setCurrentIndex(PAGES.index(name))
        self.page().setFocus()

    def _page_changed(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._corners.setCurrentIndex(place)
        for part in (self.search, self.menus.actions["columns"]):
            part.setEnabled(self.page() is not self.needs)
        self._find()
        self._selection_changed()

    def _find(self) -> None:
        page = self.page()
        if not isinstance(page, NeedsPage):  # questions are few, and grouped
            page.find(self.search.text())

    def _count(self, place: int, count: int) -> None:
        self._counts[place] = count
        self._name_tabs()
        self.background.look()

    def _count_failed(self, count: int) -> None:
        self._failed = count
        self._see_failed()

    def _see_failed(self) -> None:
        """What failed counts in the tray until somebody could see it."""
        if self.isVisible() or self._failed < self._failed_seen:
            self._failed_seen = self._failed
        self.background.look()

    def tray_counts(self) -> tuple[int, int, int]:
        """New in the inbox, questions, transfers that failed since somebody could see it."""
        return self._counts[1], self._counts[2], max(0, self._failed - self._failed_seen)

    def _name_tabs(self) -> None:
        open_, new, questions, _ = self._counts
        names = [
            self.tr("Transfers  {n}").format(n=words.number(open_)) if open_ else self.tr("Transfers"),
            self.tr("Inbox  {n} new").format(n=words.number(new)) if new else self.tr("Inbox"),
            self.tr("Needs you  {n}").format(n=words.number(questions)) if questions else self.tr("Needs you"),
            self.tr("History"),
        ]
        if self.bridge.is_guest:
            some = self.tr("Needs an answer  {n}").format(n=words.number(questions))
            names[2] = some if questions else self.tr("Needs an answer")
        for place, name in enumerate(names):
            self.tabs.setTabText(place, name)

    def _count_side(self) -> None:
        rules = len(self.bridge.settings.rules)
        self.rules.setText(self.tr("Fetch rules   {n}").format(n=rules) if rules else self.tr("Fetch rules"))
        count = len(self.bridge.settings.clusters)
        self.clusters.setText(self.tr("Clusters   {n}").format(n=count) if count else self.tr("Clusters"))
        count = len(self.bridge.settings.watches)
        self.watches.setText(self.tr("Watched folders   {n}").format(n=count) if count else self.tr("Watched folders"))
        engine = self.bridge.engine
        self.bridge.ask(self, engine.people, lambda people: self._count_people(len(accepted(people))))
        self.bridge.ask(self, engine.stations, lambda stations: self._count_stations(len(stations)))

    def _rows_changed(self, rows: list[object]) -> None:
        if any(isinstance(row, PersonRow) for row in rows):
            self._count_side()

    def _count_people(self, count: int) -> None:
        self.people.setText(self.tr("People   {n}").format(n=count) if count else self.tr("People"))

    def _count_stations(self, count: int) -> None:
        self.stations.setText(self.tr("Stations   {n}").format(n=count))
        self.stations.setVisible(count > 0)

    def _selected(self) -> list[TransferRow]:
        page = self.page()
        return page.selected() if isinstance(page, TransfersPage | HistoryPage) else []

    def _selection_changed(self) -> None:
        rows = self._selected()
        self.menus.enable(NEED_SELECTED, bool(rows))
        self.toolbar.fetch.setEnabled(self.page() is not self.inbox or self.inbox.can_fetch())
        if not self.details.isHidden():
            self.details.show_transfer(rows[0] if len(rows) == 1 else None)
            if len(rows) == 1 and rows[0].outcome is Outcome.FAILED:
                self.details.show_tab("attempts")  # the cause first

    def _opened(self, row: TransferRow) -> None:
        """Enter or double click: failed = its attempts, fetched = its folder, else its details."""
        if row.outcome is Outcome.PLACED and not self.bridge.is_guest:
            self._acts.open_folder_of(row)
            return
        self._properties()
        self.details.show_tab("attempts" if row.outcome is Outcome.FAILED else "files")

    def _properties(self) -> None:
        rows = self._selected()
        self.details.show()
        self.details.show_transfer(rows[0] if rows else None)

    def _show_receipts(self, row: TransferRow) -> None:
        self.details.show()
        self.details.show_transfer(row)
        self.details.show_tab("people")

    def _toggle_details(self) -> None:
        if self.details.isHidden():
            self._properties()
        else:
            self.details.hide()

    def _context(self, at: QPoint) -> None:
        self.menus.context(CONTEXT).popup(at)

    def _columns(self) -> None:
        """Of the list in front; questions have none."""
        page = self.page()
        if not isinstance(page, NeedsPage):
            page.columns_menu().popup(self.stack.mapToGlobal(QPoint(40, 30)))

    def _select_all(self) -> None:
        """In the field or list that has the focus, else in the page."""
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit | QAbstractItemView):
            field.selectAll()
        elif isinstance(page := self.page(), TransfersPage | HistoryPage):
            page.select_all()

    def find_asked(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _next_pane(self) -> None:
        """Queue cards, the page, its details, and around."""
        every: list[QWidget] = [self.cards, self.page(), self.details]
        panes = [pane for pane in every if pane.isVisible()]
        focus = QApplication.focusWidget()
        here = next((n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
        following = panes[(here + 1) % len(panes)]
        following.setFocus(Qt.FocusReason.TabFocusReason)

    # --- sending and fetching -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_files(event.mimeData()) and count(taken(event.mimeData())):
            event.setDropAction(Qt.DropAction.CopyAction)  # else some file managers would move the files
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._sending.fell(taken(event.mimeData()))

    def _handed(self, paths: list[str]) -> None:
        """A second start came with these, or only wants to see the window."""
        self.come()
        if paths:
            self._windows.open_or(paths, self._sending.ask)

    def come(self, page: str = "") -> None:
        """To the front, with that page or the one there was."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()
        if page:
            self.show_page(page)

    def send_from_tray(self, queue: str) -> None:
        self.come()
        self._sending.choose_files(queue)

    def settings_from_tray(self, page: str) -> None:
        self.come()
        self._windows.show_settings(page)

    def _fetch_asked(self) -> None:
        if self.page() is self.inbox:
            self.inbox.fetch_selected()
        else:
            self.show_page("inbox")

    def _pause_asked(self) -> None:
        if self._selected():
            self._acts.pause_or_resume()
        else:
            self._acts.pause_all(not self._paused())

    def _paused(self) -> bool:
        """Whether a person paused everything."""
        return self._snapshot is not None and any(row.word == "pause" for row in self._snapshot.pace.rests)

    def _moved(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.toolbar.show_paused(self._paused() and not self._selected())

    # --- leaving ------------------------------------------------------------------------------------------------------------------------

    def quit(self) -> None:
        """Ends Towline, after a question if that matters; closing may only hide the window."""
        self._quitting = True
        self.close()
        self._quitting = False

    def closeEvent(self, event: QCloseEvent) -> None:
        if not (self._leaving or self._quitting) and self.background.keeps():
            event.ignore()
            return
        running = self._snapshot.open if self._snapshot and not self.bridge.is_guest else 0
        unsaved = self._windows.unsaved()
        if (running or unsaved) and not self._leaving:
            event.ignore()
            asked = self._leave_question
            if asked is not None and isValid(asked) and asked.isVisible():
                return  # it stands there already
            going_on = self.tr("%n transfers go on when Towline starts again.", "", running) if running else ""
            lost = self.tr("What you typed and did not save is lost.") if unsaved else ""
            text = f"{going_on} {lost}".strip()
            self._leave_question = question(self, self.tr("Quit"), text, self.tr("Quit"), self.tr("Stay"), self.leave)
            return
        self.save()
        event.accept()
        self.background.end()
        self._sending.end()
        self.closed.emit()

    def save(self) -> None:
        """Keeps how the window looks."""
        self.bridge.view.setValue("window/geometry", self.saveGeometry())
        self.bridge.view.setValue("window/beside", self._beside.saveState())
        self.bridge.view.setValue("window/below", self._below.saveState())
        self.bridge.view.setValue("window/details", not self.details.isHidden())

    def leave(self) -> None:
        """Closes without asking."""
        self._leaving = True
        self.close()

    def _restore(self) -> None:
        for key, restore in (
            ("window/geometry", self.restoreGeometry),
            ("window/beside", self._beside.restoreState),
            ("window/below", self._below.restoreState),
        ):
            value = self.bridge.view.value(key)
            if isinstance(value, QByteArray):
                restore(value)
        if self.bridge.view.value("window/details") in (True, "true"):
            self.details.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.bridge.show(True)
        self._see_failed()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.bridge.show(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.bridge.show(not self.isMinimized())
