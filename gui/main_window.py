"""The main window: queue cards at the left, four pages at the right, details below, what needs attention above.

Hides: how the parts are put together. What the parts do is in their own files; what menus do with transfers is in
transfer_acts.py, what happens to dropped files in sending.py. Dialogs are loaded when first asked for: the start is quick.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from engine.api import MeRow, Move, Notice, Outcome, PersonRow, Snapshot, TransferRow
from engine.errors import TowlineError, Verdict
from gui import help_texts, words
from gui.asking import question, text_window
from gui.bridge import Bridge
from gui.details_pane import DetailsPane
from gui.dropped import count, has_files, paths_of, taken
from gui.history_page import HistoryPage
from gui.icons import icon
from gui.inbox_page import InboxPage
from gui.look import EDGE, GAP
from gui.menus import LINE, Menus
from gui.needs_page import NeedsPage
from gui.queue_cards import QueueCards
from gui.sending import Sending
from gui.status_bar import StatusBar
from gui.strip import Button, Strip
from gui.transfer_acts import TransferActs, open_folder
from gui.transfers_page import TransfersPage

if TYPE_CHECKING:
    from gui.settings_window import SettingsWindow

Page = TransfersPage | InboxPage | NeedsPage | HistoryPage
PAGES = ("transfers", "inbox", "needs", "history")
NEED_SELECTED = (
    "copy-name", "copy-path", "copy-reference", "copy-sha256", "start-now", "pause", "retry", "top", "up", "down",
    "bottom", "limit", "show-folder", "verify", "withdraw", "cancel", "cancel-silent", "properties",
)  # fmt: skip
CONTEXT = (
    "properties", "show-folder", LINE, "start-now", "pause", "retry", LINE, "top", "up", "down", "bottom", "limit", LINE,
    "copy-name", "copy-path", "copy-reference", LINE, "verify", "withdraw", "cancel",
)  # fmt: skip
REMIND_RECOVERY = 7 * 86_400.0  # seconds between two reminders that no recovery file was made


class MainWindow(QMainWindow):
    closed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self._snapshot: Snapshot | None = None
        self._complaints: deque[str] = deque(maxlen=50)
        self._leaving = False
        self._leave_question: QMessageBox | None = None
        self._settings: SettingsWindow | None = None
        self._cards_made(bridge)
        self._pages_made(bridge)
        self._sending = Sending(bridge, self.strip, self, self.cards.current)
        self._acts = TransferActs(bridge, self.strip, self, self._selected)
        self._status = StatusBar(bridge, self)
        self.menus = Menus(self, self.menuBar(), self._actions())
        self._toolbar_made()
        self._put_together()
        self._status.cluster_asked.connect(lambda name: self.show_settings("clusters", name))
        self.setStatusBar(self._status)
        self.setWindowTitle("Towline")
        self.setAcceptDrops(True)
        self._listen()
        self.resize(1100, 720)
        self.setMinimumSize(640, 420)
        self._restore()
        self.show_page("transfers")
        self._selection_changed()
        QTimer.singleShot(0, self._greet)

    # --- making ---------------------------------------------------------------------------------------------------------------

    def _cards_made(self, bridge: Bridge) -> None:
        self.cards = QueueCards(bridge)
        self.people = self._side_link(self.tr("People"), lambda: self.show_settings("people"))
        self.clusters = self._side_link(self.tr("Clusters"), lambda: self.show_settings("clusters"))
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

    def _toolbar_made(self) -> None:
        self._send = QToolButton()
        self._send.setProperty("kind", "primary")
        self._send.setText(self.tr("Send files"))
        self._send.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._send)
        menu.addAction(self.menus.actions["send-files"])
        menu.addAction(self.menus.actions["send-folder"])
        self._send.setMenu(menu)
        self._fetch = QPushButton(self.tr("Fetch"))
        self._fetch.clicked.connect(self._fetch_asked)
        self._pause = QPushButton(self.tr("Pause"))
        self._pause.clicked.connect(
            lambda: self._acts.pause_or_resume() if self._selected() else self._acts.pause_all()
        )
        self._pause.setToolTip(self.tr("What is selected, or everything"))
        self._failed = QPushButton(self.tr("Retry failed"))
        self._failed.clicked.connect(self._acts.retry_failed)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find in this list"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(260)
        self._late_find = QTimer(self, singleShot=True, interval=150)
        self._late_find.timeout.connect(self._find)
        self.search.textChanged.connect(lambda _: self._late_find.start())

    def _put_together(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, EDGE, EDGE, GAP)
        bar.setSpacing(GAP)
        for button in (self._send, self._fetch, self._pause, self._failed):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.search, 1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(2)
        column.addWidget(self.cards, 1)
        rule = QFrame()
        rule.setProperty("kind", "line")
        column.addWidget(rule)
        column.addWidget(self.people)
        column.addWidget(self.clusters)
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
        rows.addLayout(bar)
        rows.addWidget(self._beside, 1)
        self.body = rows
        self.setCentralWidget(whole)
        self.details.hide()

    def _listen(self) -> None:
        bridge = self.bridge
        bridge.moved.connect(self._moved)
        bridge.noticed.connect(self._noticed)
        bridge.complained.connect(self.complain)
        bridge.handed.connect(self._handed)
        bridge.settings_changed.connect(self._count_side)
        bridge.changed.connect(self._rows_changed)
        self.cards.chosen.connect(self.transfers.filter_queue)
        self.cards.edit_asked.connect(self.edit_queue)
        self.cards.new_asked.connect(self.edit_queue)
        self.cards.send_asked.connect(self._choose_files)
        self.cards.dropped.connect(self._sending.dropped)
        self._sending.verify_asked.connect(self._verify)
        self._sending.clusters_asked.connect(self.show_settings)
        self.transfers.count_changed.connect(partial(self._count, 0))
        self.inbox.count_changed.connect(partial(self._count, 1))
        self.needs.count_changed.connect(partial(self._count, 2))
        self.transfers.failed_changed.connect(self._count_failed)
        for lists in (self.transfers, self.history):
            lists.selection_changed.connect(self._selection_changed)
            lists.opened.connect(self._opened)
        self.transfers.menu_asked.connect(self._context)
        self.inbox.selection_changed.connect(self._selection_changed)
        self.details.closed.connect(self.details.hide)
        self.needs.verify_asked.connect(self._verify)
        for page in (self.transfers, self.history):
            page.cleared.connect(self.search.clear)
        self.transfers.start_asked.connect(self.show_first_run)
        self.inbox.find_cleared.connect(self.search.clear)
        self.history.receipts_asked.connect(self._show_receipts)
        self._count_failed(0)
        self._count_side()

    def _actions(self) -> dict[str, Callable[[], object]]:
        acts = self._acts
        pages = {name: partial(self.show_page, name) for name in PAGES}
        groups = {f"group-{key}": partial(self.transfers.group_by, key) for key in ("none", "queue", "cluster", "day")}
        copies = {f"copy-{what}": partial(acts.copy, what) for what in ("name", "path", "reference", "sha256")}
        return {
            **pages, **groups, **copies,
            "send-files": self._choose_files, "send-folder": self._choose_folder,
            "new-queue": self.edit_queue, "import-cluster": self._import_cluster,
            "close": self.close, "quit": self.close,
            "paste": self._paste, "select-all": self._select_all, "find": self.find_asked, "settings": self.show_settings,
            "next-pane": self._next_pane, "details": self._toggle_details, "columns": self._columns,
            "graph": self._status.show_graph, "refresh": self.inbox.refresh,
            "start-now": acts.start_now, "pause": acts.pause_or_resume, "pause-all": acts.pause_all,
            "resume-all": lambda: acts.pause_all(False), "retry": acts.retry, "retry-all": acts.retry_failed,
            "top": lambda: acts.move(Move.TOP), "up": lambda: acts.move(Move.UP),
            "down": lambda: acts.move(Move.DOWN), "bottom": lambda: acts.move(Move.BOTTOM),
            "limit": acts.limit, "show-folder": acts.show_folder, "verify": acts.verify, "withdraw": acts.withdraw,
            "cancel": acts.cancel, "cancel-silent": lambda: acts.cancel(silent=True), "properties": self._properties,
            "test": lambda: self.show_settings("clusters"), "log": self._open_log,
            "practice-start": self._start_practice, "practice-stop": self._stop_practice,
            "getting-started": self.show_first_run,
            "keyboard": lambda: text_window(self, self.tr("Keyboard"), help_texts.keyboard()),
            "what-cluster-sees": lambda: text_window(
                self, self.tr("What the cluster can see"), help_texts.what_the_cluster_sees()
            ),
            "report": self._report,
            "about": lambda: text_window(self, self.tr("About Towline"), help_texts.about()),
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
        self.search.setEnabled(self.page() is not self.needs)
        self._find()
        self._selection_changed()

    def _find(self) -> None:
        page = self.page()
        if not isinstance(page, NeedsPage):  # questions are few, and grouped
            page.find(self.search.text())

    def _count(self, place: int, count: int) -> None:
        self._counts[place] = count
        self._name_tabs()

    def _name_tabs(self) -> None:
        open_, new, questions, _ = self._counts
        names = [
            self.tr("Transfers  {n}").format(n=words.number(open_)) if open_ else self.tr("Transfers"),
            self.tr("Inbox  {n} new").format(n=words.number(new)) if new else self.tr("Inbox"),
            self.tr("Needs you  {n}").format(n=words.number(questions)) if questions else self.tr("Needs you"),
            self.tr("History"),
        ]
        for place, name in enumerate(names):
            self.tabs.setTabText(place, name)

    def _count_failed(self, count: int) -> None:
        text = self.tr("Retry failed  {n}").format(n=words.number(count)) if count else self.tr("Retry failed")
        self._failed.setText(text)
        self._failed.setEnabled(count > 0)
        self.menus.enable(["retry-all"], count > 0)

    def _count_side(self) -> None:
        count = len(self.bridge.settings.clusters)
        self.clusters.setText(self.tr("Clusters   {n}").format(n=count) if count else self.tr("Clusters"))
        self.bridge.ask(self, self.bridge.engine.people, lambda people: self._count_people(len(people)))

    def _rows_changed(self, rows: list[object]) -> None:
        if any(isinstance(row, PersonRow) for row in rows):
            self._count_side()

    def _count_people(self, count: int) -> None:
        self.people.setText(self.tr("People   {n}").format(n=count) if count else self.tr("People"))

    def _selected(self) -> list[TransferRow]:
        page = self.page()
        return page.selected() if isinstance(page, TransfersPage | HistoryPage) else []

    def _selection_changed(self) -> None:
        rows = self._selected()
        self.menus.enable(NEED_SELECTED, bool(rows))
        self._fetch.setEnabled(self.page() is not self.inbox or bool(self.inbox.selected()))
        if not self.details.isHidden():
            self.details.show_transfer(rows[0] if len(rows) == 1 else None)
            if [row.outcome for row in rows] == [Outcome.FAILED]:
                self.details.show_tab("attempts")  # the cause first

    def _opened(self, row: TransferRow) -> None:
        """Enter or double click: failed = its attempts, fetched = its folder, else its details."""
        if row.outcome is Outcome.PLACED:
            open_folder(row.folder)
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
        self.show_page("transfers")
        menu = self.transfers.columns_menu()
        menu.popup(self.stack.mapToGlobal(QPoint(40, 30)))

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

    def _choose_files(self, queue: str = "") -> None:
        self._choose(self.tr("Send files"), QFileDialog.FileMode.ExistingFiles, queue)

    def _choose_folder(self) -> None:
        self._choose(self.tr("Send a folder"), QFileDialog.FileMode.Directory)

    def _choose(self, title: str, mode: QFileDialog.FileMode, queue: str = "") -> None:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(lambda paths: self._sending.ask(list(paths), queue))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _paste(self) -> None:
        """Files on the clipboard go where the selected card sends them; a text goes into the field that has the focus."""
        field = QApplication.focusWidget()
        paths = paths_of(QGuiApplication.clipboard().mimeData())
        if isinstance(field, QLineEdit) and not paths:
            field.paste()
        elif paths:
            self._sending.pasted(paths)

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
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()
        if paths:
            self._sending.ask(paths)

    def _fetch_asked(self) -> None:
        if self.page() is self.inbox:
            self.inbox.fetch_selected()
        else:
            self.show_page("inbox")

    def edit_queue(self, name: str = "") -> None:
        from gui.queue_editor import QueueEditor

        editor = QueueEditor(self.bridge, name, self)
        editor.verify_asked.connect(self._verify)
        editor.clusters_asked.connect(self.show_settings)
        editor.show()

    def _verify(self, name: str) -> None:
        from gui.verify_dialog import VerifyDialog

        VerifyDialog(self.bridge, name, self).show()

    # --- other windows --------------------------------------------------------------------------------------------------------------

    def show_settings(self, page: str = "clusters", name: str = "") -> None:
        from gui.settings_window import SettingsWindow

        if self._settings is None:
            self._settings = SettingsWindow(self.bridge, self)
            self._settings.destroyed.connect(self._settings_gone)
        self._settings.show_page(page, name)
        self._settings.show()
        self._settings.raise_()
        self._settings.activateWindow()

    def _settings_gone(self) -> None:
        self._settings = None

    def _import_cluster(self) -> None:
        self.show_settings("clusters")
        assert self._settings is not None
        self._settings.import_cluster()

    def show_first_run(self) -> None:
        from gui.first_run import FirstRun

        FirstRun(self.bridge, self).show()

    def _start_practice(self) -> None:
        from gui.practice_page import LocalKafka, start_with_topics

        self._said(self.tr("Starting the practice cluster; the first time Kafka is fetched (about 90 MB)."))
        state = self.bridge.state
        started = self.tr("The practice cluster runs. It lasts until you stop it.")
        self.bridge.edit(self, lambda: start_with_topics(LocalKafka(), state), lambda _: self._said(started))

    def _stop_practice(self) -> None:
        from gui.practice_page import LocalKafka

        state, stopped = self.bridge.state, self.tr("The practice cluster was stopped. What it holds is kept.")
        self.bridge.ask(self, lambda: LocalKafka().stop(state), lambda _: self._said(stopped))

    def _open_log(self) -> None:
        folder = self.bridge.profile / "log"
        open_folder(str(folder if folder.is_dir() else self.bridge.profile))

    def _report(self) -> None:
        links = list(self._snapshot.links) if self._snapshot else []
        text_window(self, self.tr("Report a problem"), help_texts.report(links, list(self._complaints)))

    # --- what to know -----------------------------------------------------------------------------------------------------------------

    def _first_run_needed(self) -> bool:
        if self.bridge.settings.clusters:
            return False
        from gui.first_run import FirstRun

        return FirstRun.needed(self.bridge)

    def _greet(self) -> None:
        """At the start: the first steps, what goes on where it was, and a reminder of the recovery file."""
        if self._first_run_needed():
            self.show_first_run()
        self.bridge.ask(self, self.bridge.engine.me, self._remind)
        self.bridge.ask(self, lambda: self.bridge.engine.transfers(ended=False, limit=10_000), self._say_going_on)

    def _say_going_on(self, rows: list[TransferRow]) -> None:
        begun = [row for row in rows if row.done and row.wanted.value == "run"]
        if begun:
            text = self.tr("%n transfers continue where they were.", "", len(begun))
            self.strip.put("continue", text, [(self.tr("Pause them"), self._pause_begun)], seconds=30)

    def _pause_begun(self) -> None:
        self.strip.take("continue")
        self._acts.pause_all()

    def _remind(self, me: MeRow) -> None:
        last = float(str(self.bridge.view.value("recovery/reminded", 0.0)))
        if me.recovery_saved or time.time() - last < REMIND_RECOVERY or self._first_run_needed():
            return
        self.bridge.view.setValue("recovery/reminded", time.time())
        text = self.tr("No recovery file yet. If this computer breaks, files not fetched yet are lost for you.")
        self.strip.put("recovery", text, [(self.tr("Save recovery file…"), self._save_recovery)])

    def _save_recovery(self) -> None:
        self.strip.take("recovery")
        self.show_settings("identity")

    def _moved(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        for link in snapshot.links:
            if link.state != "failed":
                self.strip.take(f"link {link.cluster}")
                continue
            text, next_try = link.why, words.next_in(link.next_try)
            if next_try:
                text = self.tr("{why} Your work is safe; next try in {time}.").format(why=text, time=next_try)
            elif link.todo:
                text = f"{text} {link.todo}"
            buttons: list[Button] = [
                (self.tr("Try now"), lambda: self.bridge.ask(self, self.bridge.engine.wake)),
                (self.tr("Test connection"), partial(self.show_settings, "clusters", link.cluster)),
            ]
            self.strip.put(f"link {link.cluster}", text, buttons, about=link.why)

    def _noticed(self, notice: Notice) -> None:
        self._complaints.append(notice.text)
        self.strip.put(f"notice {notice.title}", f"{notice.title}: {notice.text}" if notice.title else notice.text)

    def complain(self, error: TowlineError) -> None:
        """An error of something a person asked for."""
        self._complaints.append(f"{error.sentence} {error.details}".strip())
        buttons = [(self.tr("Copy details"), lambda: QGuiApplication.clipboard().setText(self._complaints[-1]))]
        fault = error.verdict is Verdict.BUG
        self.strip.put(f"error {error.word}", words.said(error), buttons if fault or error.details else ())

    def _said(self, text: str) -> None:
        self.strip.put("said", text, seconds=12)

    # --- leaving ------------------------------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        running = self._snapshot.open if self._snapshot else 0
        if (running or self._typed()) and not self._leaving:
            event.ignore()
            asked = self._leave_question
            if asked is not None and isValid(asked) and asked.isVisible():
                return  # it stands there already
            going_on = self.tr("%n transfers go on when Towline starts again.", "", running) if running else ""
            lost = self.tr("What you typed and did not save is lost.") if self._typed() else ""
            text = f"{going_on} {lost}".strip()
            self._leave_question = question(self, self.tr("Quit"), text, self.tr("Quit"), self.tr("Stay"), self.leave)
            return
        self.bridge.view.setValue("window/geometry", self.saveGeometry())
        self.bridge.view.setValue("window/beside", self._beside.saveState())
        self.bridge.view.setValue("window/below", self._below.saveState())
        self.bridge.view.setValue("window/details", not self.details.isHidden())
        event.accept()
        self._sending.end()
        self.closed.emit()

    def _typed(self) -> bool:
        """Whether a dialog or the settings hold something that would be lost."""
        from gui.queue_form import FormDialog

        forms = any(form.isVisible() and form.touched() for form in self.findChildren(FormDialog))
        return forms or (self._settings is not None and self._settings.unsaved())

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

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.bridge.show(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.bridge.show(not self.isMinimized())
