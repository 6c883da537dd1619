"""The tab History: everything that ended, by date; export; sending or fetching again.

Hides: reading by pages, which dates were read already. Promises: nothing is read before somebody looks, and nothing here
changes what is stored or placed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.api import DetailsRow, Gone, Kind, Outcome, TransferRow
from engine.errors import TowlineError
from engine.names import shown
from gui.bridge import Bridge
from gui.file_manager import open_folder
from gui.history_model import HistoryModel, write_csv, write_json
from gui.look import EDGE, GAP
from gui.table import RowsTable

PAGE = 2_000
DAY = 86_400.0
RANGES = {"all": 0, "today": 1, "week": 7, "month": 30, "year": 365}  # days


class HistoryPage(QWidget):
    """`corner` belongs right of the tabs."""

    selection_changed = Signal()
    opened = Signal(TransferRow)
    receipts_asked = Signal(TransferRow)  # its people are to be shown
    cleared = Signal()  # a person took back what was looked for

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.model = HistoryModel(bridge, self)
        self.table = RowsTable(bridge, "history", self)
        self.table.setAccessibleName(self.tr("History"))
        self.table.set_rows(self.model, "time", descending=True)
        self._text = ""
        self._range = "all"
        self._since = float("inf")  # all that ended after this is known
        self._loading = False
        self._make_corner()
        self.said = QLabel(self)
        self.said.setProperty("kind", "faint")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setContentsMargins(EDGE, 4, EDGE, 4)
        self.said.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.table)
        box.addWidget(self.said)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._opened)
        self.table.chosen.connect(self.selection_changed)
        self.table.menu_asked.connect(self._menu)
        self.table.empty.pressed.connect(self._show_all)
        self.model.counted.connect(self._say_empty)
        QShortcut(QKeySequence.StandardKey.Copy, self.table, self._copy, context=Qt.ShortcutContext.WidgetShortcut)
        bridge.changed.connect(self._changed)
        bridge.renewed.connect(self._load_again)
        bridge.gone.connect(self._gone)
        self._order()

    def _make_corner(self) -> None:
        self.corner = QWidget(self)
        self.dates = QComboBox(self.corner)
        self.dates.setAccessibleName(self.tr("Dates"))
        titles = {
            "all": self.tr("All dates"),
            "today": self.tr("Today"),
            "week": self.tr("Last 7 days"),
            "month": self.tr("Last 30 days"),
            "year": self.tr("Last year"),
        }
        for key in RANGES:
            self.dates.addItem(titles[key], key)
        self.dates.currentIndexChanged.connect(lambda _: self.show_range(str(self.dates.currentData())))
        self.export = QPushButton(self.tr("Export…"), self.corner)
        self.export.clicked.connect(self._ask_where)
        row = QHBoxLayout(self.corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addStretch()
        row.addWidget(self.dates)
        row.addWidget(self.export)

    # --- what others ask of it ------------------------------------------------------------------------------------------------

    def find(self, text: str) -> None:  # type: ignore[override]  # not Qt's search for a native window
        """Shows only transfers in whose name, people, cluster or reference each word of `text` stands."""
        if text.strip() != self._text:
            self._text = text.strip()
            self._arrange()

    def show_range(self, key: str) -> None:
        """all, today, week, month or year"""
        if key != self._range:
            self._range = key
            self.dates.setCurrentIndex(list(RANGES).index(key))
            self._arrange()
            self._load()

    def selected(self) -> list[TransferRow]:
        return [self.model.rows[self.model.lines[line]] for line in self.table.selected_lines()]

    def select_all(self) -> None:
        self.table.selectAll()

    def columns_menu(self) -> QMenu:
        return self.table.columns_menu()

    # --- reading ----------------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    def _load(self) -> None:
        start = self._start()
        if not self._loading and start < self._since and self.isVisible():
            self._loading = True
            self._read(start, "")

    def _load_again(self) -> None:
        """What ended and was not told, because another engine goes on; rows that were read before do not change."""
        self._since = float("inf")
        self._load()

    def _start(self) -> float:
        days = RANGES[self._range]
        if not days:
            return 0.0
        midnight = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
        return midnight - (days - 1) * DAY

    def _read(self, since: float, after: str) -> None:
        engine = self.bridge.engine
        self.bridge.ask(
            self,
            lambda: engine.transfers(True, since, after, PAGE),
            lambda rows: self._got(rows, since, first=not after),
            lambda error: self._lost(error, since, after),
        )

    def _got(self, rows: list[TransferRow], since: float, *, first: bool) -> None:
        self.model.put([row for row in rows if row.id not in self.model.rows], older=True)
        if len(rows) == PAGE:
            if first:
                self.model.arrange()
            self._read(since, rows[-1].id)
            return
        self._loading = False
        self._since = since
        self.model.arrange()
        self._say_empty()
        self._load()  # the dates may have been changed meanwhile

    def _lost(self, error: TowlineError, since: float, after: str) -> None:
        """The row behind which the next page begins may have been forgotten meanwhile."""
        if error.word == "no-such-id" and after:
            self._read(since, "")
        else:
            self._loading = False
            self.bridge.complained.emit(error)

    def _changed(self, rows: list[object]) -> None:
        mine = [row for row in rows if isinstance(row, TransferRow)]
        self.model.put(row for row in mine if row.outcome)
        self.model.take(row.id for row in mine if not row.outcome and row.id in self.model.rows)  # tried again

    def _gone(self, events: list[Gone]) -> None:
        self.model.take(event.id for event in events if event.kind == "transfer")

    # --- what is shown ----------------------------------------------------------------------------------------------------------

    def _order(self) -> None:
        self.model.set_order(*self.table.sorted_by, self._keeps())

    def _arrange(self) -> None:
        self._order()
        self.model.arrange()
        self._say_empty()

    def _keeps(self) -> Callable[[TransferRow], bool] | None:
        start, wanted = self._start(), self._text.casefold().split()
        if not start and not wanted:
            return None

        def keeps(row: TransferRow) -> bool:
            if row.finished < start:
                return False
            text = f"{row.title}\n{row.peer}\n{row.queue}\n{row.cluster}\n{row.reference}".casefold()
            return all(word in text for word in wanted)

        return keeps

    def _show_all(self) -> None:
        if self._text:
            self.find("")
            self.cleared.emit()
        else:
            self.show_range("all")

    def _say_empty(self) -> None:
        nothing = not self.model.lines and not self._loading and not self.model.busy and self._since < float("inf")
        self.export.setEnabled(bool(self.model.lines))
        self.table.empty.setVisible(nothing)
        if self._text:
            text = self.tr("No transfer matches '{text}'.").format(text=self._text)
            self.table.empty.say(text, self.tr("Clear"))
        elif self._range != "all":
            self.table.empty.say(self.tr("Nothing was sent or received in these days."), self.tr("Show all dates"))
        else:
            self.table.empty.say(self.tr("Nothing sent or received yet."))

    def _opened(self, line: int) -> None:
        self.opened.emit(self.model.rows[self.model.lines[line]])

    # --- what a person does -----------------------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """What can be done with what is selected."""
        rows, may = self.selected(), self.bridge.may("again")
        sends = [row for row in rows if row.kind is Kind.SEND]
        fetches = [row for row in rows if row.kind is Kind.FETCH]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Send again"), partial(self._send_again, sends)).setEnabled(bool(sends) and may)
        again = menu.addAction(self.tr("Download again"), partial(self._fetch_again, fetches))
        again.setEnabled(bool(fetches) and may and all(row.outcome is not Outcome.WITHDRAWN for row in fetches))
        menu.addAction(self.tr("Show in folder"), partial(self._show_folder, rows)).setEnabled(len(rows) == 1)
        menu.addAction(self.tr("Receipts"), lambda: self.receipts_asked.emit(sends[0])).setEnabled(
            len(sends) == 1 and len(rows) == 1
        )
        menu.addSeparator()
        menu.addAction(self.tr("Copy"), self._copy).setEnabled(bool(rows))
        return menu

    def _menu(self, at: QPoint) -> None:
        self.menu().popup(at)

    def _send_again(self, rows: list[TransferRow]) -> None:
        engine, ids = self.bridge.engine, [row.id for row in rows]

        def work() -> int:
            return len(engine.again(ids).result())

        self.bridge.ask(self, work, lambda count: self.say(self.tr("%n bundles are sent again.", "", count)))

    def _fetch_again(self, rows: list[TransferRow]) -> None:
        """What is in place already and unchanged is found so; the rest comes again."""
        engine = self.bridge.engine

        def work() -> int:
            ended_early = [row.id for row in rows if row.outcome is not Outcome.PLACED]
            if ended_early:
                engine.retry(ended_early).result()
            placed = [row.id for row in rows if row.outcome is Outcome.PLACED]
            if placed:
                engine.again(placed).result()
            return len(rows)

        self.bridge.ask(self, work, lambda count: self.say(self.tr("%n bundles are fetched again.", "", count)))

    def _show_folder(self, rows: list[TransferRow]) -> None:
        row, engine = rows[0], self.bridge.engine
        if row.folder:
            self._open(row.folder)
        else:
            self.bridge.ask(self, lambda: engine.details(row.id), self._open_source)

    def _open_source(self, details: DetailsRow) -> None:
        if details.sources:
            self._open(str(Path(details.sources[0]).parent))

    def _open(self, folder: str) -> None:
        if gone := open_folder(folder):
            self.say(gone)

    def _copy(self) -> None:
        QApplication.clipboard().setText("\n".join(self.model.text_of(line) for line in self.table.selected_lines()))

    # --- export -----------------------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Export history"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Table (*.csv)"), self.tr("JSON (*.json)")])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("json" if "json" in kind else "csv"))
        dialog.selectFile(time.strftime("towline-history-%Y-%m-%d"))
        dialog.fileSelected.connect(lambda path: self.export_to(Path(path)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Writes what the list shows, in its order: JSON if the name ends so, else CSV."""
        rows = [self.model.rows[line] for line in self.model.lines]
        write = write_json if path.suffix.lower() == ".json" else write_csv
        said = self.tr("%Ln rows are in {file}.", "", len(rows)).format(file=shown(path.name))
        self.bridge.ask(self, lambda: write(rows, path), lambda _: self.say(said))

    def say(self, text: str) -> None:
        """Below the list, until something else is said."""
        self.said.setText(text)
        self.said.show()
