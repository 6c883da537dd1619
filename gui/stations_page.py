"""Stations: the computers that joined by invitation, with what each told of itself last; those that need care first to see.

Hides: how a state reads in words. Promises: every state is words first; the list is filled again while it is shown.
"""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from engine.api_fleet import KeptRow, StationRow
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.look import State, look
from gui.plain_text import label
from gui.recovery_dialog import SaveRecovery
from gui.settings_parts import Page, button, keep_columns, nothing_yet, only_once, row
from gui.short_list import ShortModel, ShortTable

AGAIN = 15_000  # ms between two looks while the page is shown
TONES: dict[str, State] = {"behind": "waiting", "silent": "waiting", "error": "failed", "never": "waiting"}


class StationsModel(ShortModel[StationRow]):
    def __init__(self) -> None:
        super().__init__(lambda station: station.fingerprint, (3, 4, 5))
        self.heads = (
            self.tr("Name"), self.tr("State"), self.tr("Seen"), self.tr("Backlog"), self.tr("Oldest"),
            self.tr("Free"), self.tr("Version"),
        )  # fmt: skip

    def cell(self, row: StationRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            tone = TONES.get(row.state)
            return QColor(look().state(tone)) if tone else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._text(row, column)

    def _text(self, station: StationRow, column: int) -> str:
        now = time.time()
        match column:
            case 0:
                return shown(station.name)
            case 1:
                return self.sentence(station)
            case 2:
                return (
                    self.tr("{time} ago").format(time=words.rough(now - station.seen))
                    if station.seen
                    else self.tr("never")
                )
            case 3:
                files = words.number(station.files)
                return f"{files} · {words.size(station.size)}" if station.files else ""
            case 4:
                return words.rough(now - station.oldest) if station.oldest else ""
            case 5:
                return words.size(station.free) if station.free >= 0 else ""
        return shown(station.version)

    def sentence(self, station: StationRow) -> str:
        """Its state in words, with why it needs care."""
        now = time.time()
        match station.state:
            case "never":
                return self.tr("Joined, never heard of")
            case "silent":
                return self.tr("Silent for {time}").format(time=words.rough(now - station.seen))
            case "behind":
                return self.tr("Behind for {time}").format(time=words.rough(now - station.oldest))
            case "error":
                return self._error(station.error)
        return self.tr("All well")

    def _error(self, word: str) -> str:
        known = {
            "disk-full": self.tr("Its disk is full"),
            "folder-away": self.tr("A folder is not available there"),
            "folder-closed": self.tr("A folder cannot be written to there"),
            "not-allowed": self.tr("The cluster does not allow it something"),
            "sign-in": self.tr("The cluster did not accept its sign-in"),
            "certificate": self.tr("Its certificates do not fit the cluster's"),
            "no-topic": self.tr("A topic is missing on its cluster"),
            "clock": self.tr("Its clock is wrong"),
            "key-locked": self.tr("Its key is locked"),
            "retention": self.tr("A send takes longer than the cluster keeps it"),
            "bug": self.tr("It met a fault in Towline"),
        }
        return known.get(word) or self.tr("Its last error: {word}").format(word=shown(word))


class StationsPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, scrolled=False)
        self._bridge = bridge
        self._rows: list[StationRow] = []
        self._kept: set[str] = set()  # fingerprints of those whose keys are kept here
        self.heading.setText(self.tr("Stations"))
        self.about.setText(
            self.tr("Computers that joined a team of yours by invitation. Each tells only you how it is.")
        )
        self.about.setVisible(True)
        self.model = StationsModel()
        self.model.setParent(self)
        self.table = ShortTable(self.model, self.tr("Stations"), (110, 190, 95, 110, 75, 65))
        keep_columns(bridge, "stations", self.table)
        self.care = QCheckBox(self.tr("Only those that need care"))
        self.care.toggled.connect(self._show)
        self.count = label("", "faint", wrap=False)
        self.body.addLayout(row(self.care, None, self.count))
        self._empty = nothing_yet()
        self.body.addWidget(self._empty)
        self.body.addWidget(self.table, 1)
        self.recovery = button(self.tr("Save recovery file…"), self._save_recovery)
        self.recovery.setToolTip(self.tr("For a computer that broke, if it gave you its key to keep"))
        self.body.addLayout(row(self.recovery, None))
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.model.modelReset.connect(self._selected)
        self._selected()
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN)
        self._timer.timeout.connect(self.look)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def look(self) -> None:
        engine = self._bridge.engine
        self._bridge.ask(self, lambda: (engine.stations(), engine.backups()), self._came, self.strip.complain)

    def _came(self, found: tuple[list[StationRow], list[KeptRow]]) -> None:
        self._rows, kept = found
        self._kept = {each.fingerprint for each in kept}
        self._show()
        self._selected()

    def _selected(self) -> None:
        station = self.table.current_row()
        self.recovery.setVisible(bool(self._kept) and self._bridge.may("backup_of"))
        self.recovery.setEnabled(station is not None and station.fingerprint in self._kept)

    def _save_recovery(self) -> None:
        station = self.table.current_row()
        if station is not None and only_once(self, "save-recovery") is None:
            dialog = SaveRecovery(self._bridge, self, of=station.name, save_as=f"{station.name}-recovery.txt")
            dialog.saved.connect(self._recovery_saved)
            dialog.show()

    def _recovery_saved(self, path: str) -> None:
        text = self.tr("Saved {file}. Use it on that computer: My identity, Use a recovery file.")
        self.strip.tell(text.format(file=shown(path)))

    def _show(self) -> None:
        care = [station for station in self._rows if station.care]
        shown_rows = care if self.care.isChecked() else self._rows
        self.model.load(shown_rows)
        self.table.setVisible(bool(shown_rows))
        self._empty.setVisible(not shown_rows)
        self.care.setVisible(bool(self._rows))
        if not self._rows:
            self._empty.setText(self.tr("No computer joined yet. Invite them on the page Teams."))
            self.count.setText("")
            return
        self._empty.setText(self.tr("No computer needs care."))
        computers = self.tr("%Ln computers", "", len(self._rows))
        need_care = self.tr("%Ln need care", "", len(care)) if care else self.tr("none needs care")
        self.count.setText(f"{computers}, {need_care}")
