"""What is known of one transfer: its files, who received it, the story of its tries, and its facts.

Hides: which part is read when. Promises: only what is looked at is read, and again only when this transfer changed, at
most once a second; *stored on the cluster* and *received by* are never said with one word.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.api import DetailsRow, Kind, OfferRow, Outcome, Snapshot, TransferRow
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.details_facts import Facts
from gui.details_lists import AskedModel, PeopleModel, StoryModel
from gui.entries_model import EntriesModel
from gui.icons import icon
from gui.look import EDGE, GAP, sized
from gui.plain_text import Elided, label, tip
from gui.table import RowsTable

Tab = Literal["files", "people", "attempts", "details"]
TABS: tuple[Tab, ...] = ("files", "people", "attempts", "details")
TROUBLED = ("failed", "partly", "retrying", "waiting", "needs-you")  # states of rows whose reason is said
ROOMY = 200  # px of height from which the reason may have several lines
FILTERED = 560  # px of width from which there is a field that filters the files
AGAIN_MS = 1000  # between two looks at the engine for a transfer that changes


class Trouble(QLabel):
    """Some lines, as many as there is room for; all of it is in the tip."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(EDGE + 4, 2, EDGE, 2)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = self.sizePolicy()
        policy.setHeightForWidth(False)  # else the layout takes its height for granted and cuts what stands below
        self.setSizePolicy(policy)
        self.hide()

    def say(self, text: str, kind: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setToolTip(tip(text))
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
            self.fit()
        self.setVisible(bool(text))

    def fit(self) -> None:
        line, whole = self.fontMetrics().lineSpacing(), self.heightForWidth(self._pane.width()) - 4
        most = 3 if self._pane.height() >= ROOMY else 1
        self.setFixedHeight(min(max(whole, line), most * line) + 4)


class DetailsPane(QWidget):
    closed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.row: TransferRow | None = None
        self._details: DetailsRow | None = None
        self._read_of: set[Tab] = set()  # tabs whose contents are here
        self._tab: Tab = "files"
        self._late = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._late.timeout.connect(self._read_again)
        self._make_head()
        self._make_pages()
        self._put_together()
        bridge.changed.connect(self._changed)
        bridge.renewed.connect(self._late.start)
        bridge.moved.connect(self._moved)
        self._say()

    # --- making ---------------------------------------------------------------------------------------------------------------

    def _make_head(self) -> None:
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(sized(self.title.font(), 0, strong=True))
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line = Elided()
        self.trouble = Trouble(self)
        self.cross = QToolButton(self)
        self.cross.setIcon(icon("cross"))
        self.cross.setProperty("kind", "link")
        self.cross.setAccessibleName(self.tr("Close details"))
        self.cross.setToolTip(self.tr("Close details (F4)"))
        self.cross.clicked.connect(self.closed)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(self.tr("Details"))
        for text in (self.tr("Files"), self.tr("People"), self.tr("Attempts"), self.tr("Details")):
            self.tabs.addTab(text)
        self.tabs.currentChanged.connect(lambda place: self._turned(TABS[place]))
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Filter files"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(220)
        self.filter.textChanged.connect(self._filter)
        self.copy = QPushButton(self.tr("Copy"), self)
        self.copy.clicked.connect(self._copy)

    def _make_pages(self) -> None:
        self.files = EntriesModel(self.bridge, self)
        self.people = PeopleModel(self.bridge, self)
        self.story = StoryModel(self.bridge, self)
        self.files_table = self._table("files", self.tr("Files"))
        self.files_table.set_rows(self.files, "number")
        self.people_table = self._table("people", self.tr("People"))
        self.people_table.set_rows(self.people, "name")
        self.story_table = self._table("attempts", self.tr("Attempts"))
        self.story_table.set_rows(self.story, "time", descending=True)
        for table in (self.files_table, self.people_table, self.story_table):
            table.rows_model.set_order(*table.sorted_by)
            table.rows_model.counted.connect(self._say_empty)
        self.files_table.empty.pressed.connect(self.filter.clear)
        self.facts = Facts(self)
        self.technical = label(kind="faint")
        self.technical.setContentsMargins(EDGE + 4, 4, EDGE, GAP)
        self.technical.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.technical.hide()
        self.story_table.chosen.connect(self._say_technical)

    def _table(self, name: str, title: str) -> RowsTable:
        table = RowsTable(self.bridge, f"details/{name}", self)
        table.setAccessibleName(title)
        table.menu_asked.connect(self._menu)
        QShortcut(QKeySequence.StandardKey.Copy, table, self._copy, context=Qt.ShortcutContext.WidgetShortcut)
        return table

    def _put_together(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(EDGE + 4, GAP, GAP, 0)
        head.setSpacing(EDGE)
        head.addWidget(self.title)
        head.addWidget(self.line, 1)
        head.addWidget(self.cross)
        second = QHBoxLayout()
        second.setContentsMargins(EDGE - 6, 0, EDGE, 2)
        second.setSpacing(GAP)
        second.addWidget(self.tabs)
        second.addStretch(1)
        second.addWidget(self.filter, 1)
        second.addWidget(self.copy)
        self.pages = QStackedWidget(self)
        for page in (self.files_table, self.people_table, self.story_table, self.facts):
            self.pages.addWidget(page)
        above = QFrame(self)
        above.setProperty("kind", "line")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(above)
        box.addLayout(head)
        box.addWidget(self.trouble)
        box.addLayout(second)
        box.addWidget(self.pages, 1)
        box.addWidget(self.technical)
        tables = (self.files_table, self.people_table, self.story_table)
        order: list[QWidget] = [self.tabs, self.filter, self.copy, *tables, self.technical, self.facts, self.cross]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        self.setFocusProxy(self.tabs)

    # --- what others ask of it ------------------------------------------------------------------------------------------------

    def show_transfer(self, row: TransferRow | None) -> None:
        """None: nothing is selected, or more than one."""
        same = row is not None and self.row is not None and row.id == self.row.id
        self.row = row
        self._say()
        if same:
            self._late.start()
            return
        self._late.stop()
        self.filter.clear()
        self._forget()
        self._read()

    def show_tab(self, name: Tab) -> None:
        self.tabs.setCurrentIndex(TABS.index(name))

    # --- reading ----------------------------------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self.files.show("")
        self.people.show("")
        self.story.show("")
        self.facts.show_row(None)
        self._details = None
        self._read_of = set()

    def _read(self) -> None:
        """What the tab in front shows, if it was not read yet."""
        row = self.row
        if row is None or not self.isVisible() or self._tab in self._read_of:
            self._say_empty()
            return
        if not self._read_of:
            engine = self.bridge.engine
            self.bridge.ask(self, lambda: engine.details(row.id), self._got_details)
        self._read_of.add(self._tab)
        match self._tab:
            case "files":
                self.files.show(row.id)
            case "people":
                self.people.show(row.id)
            case "attempts":
                self.story.show(row.id)
            case "details":
                self.facts.show_row(row, self._details)
        self._say_empty()

    def _got_details(self, details: DetailsRow) -> None:
        if self.row is not None and details.transfer == self.row.id:
            self._details = details
            self._say()
            if self._tab == "details":
                self.facts.show_row(self.row, details)

    def _read_again(self) -> None:
        """The transfer changed: what is in front is read anew, the rest when it is turned to."""
        if not self.isVisible():
            self._read_of &= {"files"}
            return
        files = "files" in self._read_of
        self._read_of = set()
        if files and self._tab == "files":
            self._read_of.add("files")
            self.files.refresh()
            engine, row = self.bridge.engine, self.row
            if row is not None:
                self.bridge.ask(self, lambda: engine.details(row.id), self._got_details)
        else:
            self._read()

    def _turned(self, tab: Tab) -> None:
        self._tab = tab
        self.pages.setCurrentIndex(TABS.index(tab))
        self._offer_filter()
        if tab == "files" and "files" in self._read_of:
            self.files.refresh()
        self._read()

    def _changed(self, rows: list[object]) -> None:
        for row in rows:
            if self.row is None:
                return
            mine = isinstance(row, TransferRow) and row.id == self.row.id
            if mine and row != self.row:
                assert isinstance(row, TransferRow)
                self.row = row
                self._say()
            if (mine or (isinstance(row, OfferRow) and row.id == self.row.offer)) and not self._late.isActive():
                self._late.start()

    def _moved(self, snapshot: Snapshot) -> None:
        if self.row is None or not self.isVisible():
            return
        row = next((row for row in snapshot.moving if row.id == self.row.id), None)
        if row is not None and row != self.row:
            self.row = row
            self._say()
            if not self._late.isActive():
                self._late.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.trouble.fit()
        self._say_technical()
        self._offer_filter()

    def _offer_filter(self) -> None:
        """Where there is room to type into it; one that filters stays."""
        roomy = self.width() >= FILTERED or bool(self.filter.text())
        self.filter.setVisible(self._tab == "files" and roomy)

    def hideEvent(self, event: QHideEvent) -> None:
        self._late.stop()
        super().hideEvent(event)

    # --- words ------------------------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        row = self.row
        self.tabs.setEnabled(row is not None)
        self.filter.setEnabled(row is not None)
        self.copy.setEnabled(row is not None)
        self._say_trouble(row)
        if row is None:
            self.title.setText(self.tr("Details"))
            self.line.setText(self.tr("Select one transfer to see its files, people and attempts."))
            self.tabs.setTabText(0, self.tr("Files"))
            self._read_of = set()
            return
        self.title.setText(QLabel().fontMetrics().elidedText(shown(row.title), Qt.TextElideMode.ElideMiddle, 300))
        self.title.setToolTip(tip(shown(row.title)))
        line = " · ".join(filter(None, self._facts(row)))
        self.line.setText(line)
        self.tabs.setTabText(0, self.tr("Files {n}").format(n=words.number(row.entries)))

    def _say_trouble(self, row: TransferRow | None) -> None:
        """Why it does not go on, and what to do: all of it, where a line of a list has no room."""
        text = shown(words.told(row.why, row.todo)) if row is not None and row.state in TROUBLED else ""
        self.trouble.say(text, "blocker" if row is not None and row.state == "failed" else "warning")

    def _facts(self, row: TransferRow) -> list[str]:
        """The line beside the name, in parts; what is not known is left out."""
        to = shown(row.queue) or words.people(row.peer)
        parts = [
            self.tr("to {name}").format(name=to) if row.kind is Kind.SEND
            else self.tr("from {name}").format(name=shown(row.peer)),
            self.tr("%n files", "", row.entries) if row.entries else "",
            words.cipher(row.cipher) if row.cipher else "",
        ]  # fmt: skip
        if row.saved > 0 and row.done:
            parts.append(self.tr("{part} saved").format(part=words.percent(row.saved / row.done)))
        if self._details is not None and self._details.in_flight and not row.outcome:
            parts.append(self.tr("in flight {size}").format(size=words.size(self._details.in_flight)))
        if row.kind is Kind.SEND and row.done and row.sent_twice == 0:
            parts.append(self.tr("nothing sent twice"))
        elif row.sent_twice:
            again = self.tr("{size} sent twice") if row.kind is Kind.SEND else self.tr("{size} read twice")
            parts.append(again.format(size=words.size(row.sent_twice)))
        return parts

    def _say_empty(self) -> None:
        table = self.pages.currentWidget()
        self.copy.setVisible(self._tab in ("files", "attempts", "details"))
        self._say_technical()
        if not isinstance(table, RowsTable):
            return
        model = table.rows_model
        known = not isinstance(model, AskedModel) or model.known
        nothing = self.row is not None and not model.lines and known and not model.busy and self._tab in self._read_of
        if nothing and self._tab == "files":
            pages = self.files.pages
            nothing = pages is not None and pages.complete
            if self.files.text:
                table.empty.say(self.tr("No file matches '{text}'.").format(text=self.files.text), self.tr("Clear"))
            else:
                table.empty.say(self.tr("The files are listed once they have been looked at."))
        elif nothing and self._tab == "people":
            table.empty.say(self._nobody())
        elif nothing:
            table.empty.say(self.tr("Nothing went wrong so far."))
        table.empty.setVisible(nothing)

    def _say_technical(self) -> None:
        """Below the attempts: what the cluster or the system said in its own words, at the selected ones or the last."""
        story = self.story
        rows = [story.rows[story.lines[line]] for line in self.story_table.selected_lines() or range(len(story.lines))]
        details = next((shown(row.details) for row in rows if row.details), "")
        self.technical.setText(self.tr("Technical details: {details}").format(details=details))
        self.technical.setVisible(bool(details) and self._tab == "attempts" and self.height() >= ROOMY)

    def _nobody(self) -> str:
        assert self.row is not None
        if self.row.kind is Kind.FETCH:
            return self.tr("You fetched this; who else did is told only to its sender.")
        if self.row.outcome is Outcome.STORED:
            return self.tr("Stored on the cluster. Nobody confirmed yet that it arrived.")
        return self.tr("Who received it is shown once it is stored on the cluster.")

    # --- what a person does -----------------------------------------------------------------------------------------------------

    def _filter(self, text: str) -> None:
        self.files.text = text.strip()
        self.files.set_order(*self.files_table.sorted_by, self.files.keeps())
        self.files.arrange()

    def _copy(self) -> None:
        """What is selected, else all of it, as lines of text."""
        clipboard = QApplication.clipboard()
        page = self.pages.currentWidget()
        if isinstance(page, RowsTable):
            lines = page.selected_lines() or range(len(page.rows_model.lines))
            clipboard.setText("\n".join(page.rows_model.text_of(line) for line in lines))
        elif isinstance(page, Facts):
            clipboard.setText(page.text())

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy"), self._copy)
        if self._tab == "files":
            menu.addAction(self.tr("Copy SHA-256"), self._copy_digests)
        menu.popup(at)

    def _copy_digests(self) -> None:
        rows = [self.files.rows[self.files.lines[line]] for line in self.files_table.selected_lines()]
        QApplication.clipboard().setText("\n".join(row.sha256 for row in rows if row.sha256))
