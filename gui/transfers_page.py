"""The tab Transfers: what is open, and what ended since midnight.

Hides: reading by pages, chips and how they fold when there is no room, which words stand in an empty list. Promises: a
row moves only when the pointer rests; what only the clock changes is painted once a second, and only where it is seen.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.api import Gone, Kind, OfferRow, TransferRow
from engine.errors import TowlineError
from gui import words
from gui.bridge import Bridge
from gui.first_steps import FirstSteps
from gui.look import GAP, set_kind
from gui.table import RowsTable
from gui.transfers_model import CHIPS, GROUPS, FileLine, MoreLine, TransfersModel, chip_of

PAGE = 2_000
TICK_MS = 1000


class TransfersPage(QWidget):
    """`corner` belongs right of the tabs."""

    selection_changed = Signal()
    opened = Signal(TransferRow)
    menu_asked = Signal(QPoint)  # global
    count_changed = Signal(int)  # open transfers
    failed_changed = Signal(int)
    cleared = Signal()  # a person took back what was looked for
    start_asked = Signal()  # how to begin, where there is no queue yet

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.model = TransfersModel(bridge, self)
        self.table = RowsTable(bridge, "transfers", self)
        self.table.setAccessibleName(self.tr("Transfers"))
        self.table.set_rows(self.model, "number", tree="name")
        self.corner = Corner(self)
        self.table.empty.pressed.connect(self._show_all)
        self.steps = FirstSteps(bridge)
        middle = self.table.empty.layout()
        assert isinstance(middle, QVBoxLayout)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.steps, 100)
        line.addStretch()
        middle.insertLayout(1, line)
        bridge.settings_changed.connect(self._say_empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)
        self.setFocusProxy(self.table)
        self._text = self._queue = ""
        self._chip = "all"
        self._loading = True
        self._before: set[str] = set()  # rows read before another engine went on, and not told or read since
        self._told = (-1, -1)
        self._midnight = 0.0
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._second)
        self.table.opened.connect(self._opened)
        self.table.toggled.connect(self.model.toggle)
        self.table.menu_asked.connect(self.menu_asked)
        self.table.chosen.connect(self.selection_changed)
        self.model.taken.connect(self._count)
        self.model.counted.connect(self._say_empty)
        self.corner.chosen.connect(self.show_chip)
        self.corner.grouped.connect(self.group_by)
        bridge.changed.connect(self._changed)
        bridge.gone.connect(self._gone)
        bridge.moved.connect(self.model.moved)
        bridge.renewed.connect(self._load_again)
        group = str(bridge.view.value("transfers/group", "none"))
        self._order()
        if group in GROUPS[1:]:
            self.group_by(group)
        self._load()

    # --- what others ask of it ------------------------------------------------------------------------------------------------

    def find(self, text: str) -> None:  # type: ignore[override]  # not Qt's search for a native window
        """Shows only transfers in whose name, queue, people or reference each word of `text` stands."""
        if text.strip() != self._text:
            self._text = text.strip()
            self._arrange()

    def filter_queue(self, name: str) -> None:
        """Shows only what goes through this queue; "" for all."""
        if name != self._queue:
            self._queue = name
            self._arrange()

    def show_chip(self, key: str) -> None:
        """all, running, waiting, failed or done"""
        self.corner.mark(key)
        if key != self._chip:
            self._chip = key
            self._arrange()

    def group_by(self, key: str) -> None:
        """none, queue, cluster or day"""
        self.corner.mark_group(key)
        if key != self.model.group:
            self.model.group = key
            self.bridge.view.setValue("transfers/group", key)
            self._arrange()

    def selected(self) -> list[TransferRow]:
        """From top to bottom; of a file, its bundle."""
        lines, rows = self.model.lines, self.model.rows
        chosen = [lines[line] for line in self.table.selected_lines()]
        if self.model.flat:
            return [rows[line] for line in chosen]
        ids = dict.fromkeys(line.transfer if isinstance(line, FileLine | MoreLine) else line for line in chosen)
        return [rows[id] for id in ids if id in rows]

    def select_all(self) -> None:
        self.table.selectAll()

    def columns_menu(self) -> QMenu:
        return self.table.columns_menu()

    # --- reading ----------------------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        """Everything anew: open ones, then those that ended today."""
        self._loading = True
        self._midnight = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
        self._read(False, "")

    def _load_again(self) -> None:
        """What was read before may be old, and what is not found any more is gone."""
        self._before = {str(id) for id in self.model.rows}
        self._load()

    def _read(self, ended: bool, after: str) -> None:
        engine, since = self.bridge.engine, self._midnight if ended else 0.0
        self.bridge.ask(
            self,
            lambda: engine.transfers(ended, since, after, PAGE),
            lambda rows: self._got(rows, ended),
            lambda error: self._lost(error, ended, after),
        )

    def _got(self, rows: list[TransferRow], ended: bool) -> None:
        known, old = self.model.rows, self._before
        self.model.put(
            [row for row in rows if row.id not in known], older=True
        )  # else what was told meanwhile is newer
        self.model.put([row for row in rows if row.id in old])
        old.difference_update(row.id for row in rows)
        if len(rows) == PAGE:
            self._read(ended, rows[-1].id)
        elif not ended:
            self._read(True, "")
        else:
            self._loading = False
            self.model.take(self._before)
            self._before = set()
            self.model.arrange()
            self._say_empty()

    def _lost(self, error: TowlineError, ended: bool, after: str) -> None:
        """The row behind which the next page begins may have been forgotten meanwhile."""
        if error.word == "no-such-id" and after:
            self._read(ended, "")
        else:
            self._loading = False
            self.bridge.complained.emit(error)

    def _changed(self, rows: list[object]) -> None:
        known, midnight = self.model.rows, self._midnight
        mine: list[TransferRow] = []
        offers: list[OfferRow] = []
        for row in rows:
            if isinstance(row, TransferRow):
                if not row.outcome or row.finished >= midnight or row.id in known:
                    mine.append(row)
            elif isinstance(row, OfferRow):
                offers.append(row)
        self._before.difference_update(row.id for row in mine)
        self.model.put(mine)
        self.model.offers_changed(offers)

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
        chip, queue, wanted = self._chip, self._queue, self._text.casefold().split()
        if chip == "all" and not queue and not wanted:
            return None

        def keeps(row: TransferRow) -> bool:
            if chip != "all" and chip_of(row) != chip:
                return False
            if queue and (row.queue != queue or row.kind is not Kind.SEND):
                return False
            if not wanted:
                return True
            text = f"{row.title}\n{row.queue}\n{row.peer}\n{row.reference}".casefold()
            return all(word in text for word in wanted)

        return keeps

    def _show_all(self) -> None:
        """From an empty list: what hides the rows is taken back."""
        if self._text:
            self.find("")
            self.cleared.emit()
        elif self._chip != "all":
            self.show_chip("all")
        elif self._queue:
            self.filter_queue("")
        else:
            self.start_asked.emit()

    def _say_empty(self) -> None:
        nothing = not self.model.lines and not self._loading and not self.model.busy
        self.table.empty.setVisible(nothing)
        if not nothing:
            return
        filtered = self._text or self._chip != "all" or self._queue
        self.steps.setVisible(not filtered and not self.bridge.settings.queues and not self.bridge.is_guest)
        if self._text:
            text = self.tr("No transfer matches '{text}'.").format(text=self._text)
            self.table.empty.say(text, self.tr("Clear"))
        elif self._chip != "all":
            text = {
                "running": self.tr("Nothing is on its way right now."),
                "waiting": self.tr("Nothing waits."),
                "failed": self.tr("Nothing has failed."),
                "done": self.tr("Nothing was completed today."),
            }[self._chip]
            self.table.empty.say(text, self.tr("Show all") if self.model.rows else "")
        elif self._queue:
            text = self.tr("Nothing goes to {queue} right now.").format(queue=self._queue)
            self.table.empty.say(text, self.tr("Show all queues"))
        elif self.bridge.is_guest:
            self.table.empty.say(self.tr("Nothing is on its way there."))
        elif not self.bridge.settings.queues:
            self.table.empty.say("", self.tr("Getting started"))
        else:
            self.table.empty.say(
                self.tr("Drop files on a queue at the left, or press Ctrl+O. The receiver need not be online.")
            )

    def _count(self) -> None:
        counts = self.model.counts
        self.corner.count(counts)
        told = counts["open"], counts["failed"]
        before, self._told = self._told, told
        if told[0] != before[0]:
            self.count_changed.emit(told[0])
        if told[1] != before[1]:
            self.failed_changed.emit(told[1])

    def _opened(self, line: int) -> None:
        row = self.model.transfer_of(line)
        if row is not None:
            self.opened.emit(row)

    # --- the clock --------------------------------------------------------------------------------------------------------------

    def _second(self) -> None:
        if time.time() >= self._midnight + 86_400:
            self._new_day()
        self.model.tick(*self.table.visible_lines())

    def _new_day(self) -> None:
        self._midnight = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
        old = [row.id for row in self.model.rows.values() if row.outcome and row.finished < self._midnight]
        self.model.take(old)
        self.table.viewport().update()  # what was a time is a date now

    def showEvent(self, event: QShowEvent) -> None:
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)


class Corner(QWidget):
    """Chips with counts, and how the list is grouped; one button with a menu where there is no room for chips."""

    chosen = Signal(str)
    grouped = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chips: dict[str, QPushButton] = {}
        self._titles = {
            "all": self.tr("All"),
            "running": self.tr("Running"),
            "waiting": self.tr("Waiting"),
            "failed": self.tr("Failed"),
            "done": self.tr("Done today"),
        }
        self._counts = dict.fromkeys(CHIPS, 0)
        self._chip = "all"
        together = QButtonGroup(self)
        self._row = QWidget(self)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for key in CHIPS:
            chip = QPushButton(self._titles[key])
            chip.setCheckable(True)
            chip.setProperty("kind", "chip")
            chip.setChecked(key == "all")
            chip.clicked.connect(partial(self.chosen.emit, key))
            together.addButton(chip)
            row.addWidget(chip)
            self.chips[key] = chip
        self.folded = QToolButton(self)
        self.folded.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.folded.setAccessibleName(self.tr("Which transfers are shown"))
        self.group = QToolButton(self)
        self.group.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.group.setProperty("kind", "link")
        groups, chips = self._groups_menu(), self._chips_menu()
        self.group.setMenu(groups)
        self.folded.setMenu(chips)
        chips.addSeparator()
        chips.addMenu(groups)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addStretch()
        box.addWidget(self._row)
        box.addWidget(self.folded)
        box.addWidget(self.group)
        box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it folds instead
        self.folded.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.mark_group("none")
        self.count(self._counts)

    def count(self, counts: dict[str, int]) -> None:
        """Rows by chip."""
        self._counts = {key: counts[key] for key in CHIPS}
        for key, chip in self.chips.items():
            count = self._counts[key]
            text = self._titles[key]
            if count and key != "all":
                text = self.tr("{chip} {n}").format(chip=text, n=words.number(count))
            chip.setText(text)
            self._ticks[key].setText(text)
        self._fold()

    def mark(self, key: str) -> None:
        """Shows which chip holds."""
        self._chip = key
        self.chips[key].setChecked(True)
        self._ticks[key].setChecked(True)
        self.count(self._counts)

    def mark_group(self, key: str) -> None:
        self._key = key
        self._group_ticks[key].setChecked(True)
        name = self._group_ticks[key].text()
        self._group = self.tr("Group: {name} ▾").format(name=name.lower()) if key != "none" else self.tr("Group ▾")
        self._fold()

    def _chips_menu(self) -> QMenu:
        menu, one = QMenu(self.folded), QActionGroup(self)
        self._ticks: dict[str, QAction] = {}
        for key in CHIPS:
            action = QAction(self._titles[key], one, checkable=True, checked=key == "all")
            action.triggered.connect(partial(self.chosen.emit, key))
            menu.addAction(action)
            self._ticks[key] = action
        return menu

    def _groups_menu(self) -> QMenu:
        menu, one = QMenu(self.tr("Group"), self.group), QActionGroup(self)
        titles = {
            "none": self.tr("None"),
            "queue": self.tr("Queue"),
            "cluster": self.tr("Cluster"),
            "day": self.tr("Day"),
        }
        self._group_ticks: dict[str, QAction] = {}
        for key in GROUPS:
            action = QAction(titles[key], one, checkable=True)
            action.triggered.connect(partial(self.grouped.emit, key))
            menu.addAction(action)
            self._group_ticks[key] = action
        return menu

    def _fold(self) -> None:
        """Where there is no room for all, the groups go, which are in a menu of the window, too; then the chips become a
        menu, which has the groups."""
        self.group.setText(self._group)
        room = self.width() - self.group.sizeHint().width() - GAP
        alone = self._key == "none" and room < self._row.sizeHint().width() <= self.width()
        fits = self._row.sizeHint().width() <= room or alone
        self._row.setVisible(fits)
        self.folded.setVisible(not fits)
        text = self.tr("{chip} ▾").format(chip=self.chips[self._chip].text())
        self.folded.setToolTip(text.removesuffix(" ▾"))
        self.folded.setText(text)
        self.group.setVisible((fits or self.folded.sizeHint().width() <= room) and not alone)
        tight = self.group.isHidden() and self.folded.sizeHint().width() > self.width()
        set_kind(self.folded, "link" if tight else "")
        if tight:
            self.folded.setText("▾")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def sizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width() + self.group.sizeHint().width() + GAP, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        width = self.folded.sizeHint().width() + self.group.sizeHint().width() + GAP
        return QSize(width, self.group.minimumSizeHint().height())
