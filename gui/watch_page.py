"""Watched folders: which there are, what each does now, how many files it has sent."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from engine.api import Snapshot
from engine.api_watch import WatchRow
from engine.names import shown
from engine.settings_edit import remove_watch
from gui import words
from gui.bridge import Bridge
from gui.cells import STATE, StatusCell
from gui.look import State
from gui.plain_text import label
from gui.settings_parts import Page, button, keep_columns, nothing_yet, row
from gui.short_list import ShortModel, ShortTable
from gui.watch_editor import WatchEditor
from gui.words import tr

FOLDER, QUEUE, DOES, SENT, LAST = range(5)

TONES: dict[str, State] = {
    "up-to-date": "done", "settling": "waiting", "waiting": "waiting", "sending": "running", "scanning": "running",
    "away": "waiting", "failed": "failed", "off": "idle",
}  # fmt: skip


def state_words(row: WatchRow, now: float) -> str:
    """What a watched folder does. `now`: Unix time."""
    match row.state:
        case "settling":
            wait = max(0, round(row.next_settles - now))
            text = tr("Waiting to settle {time}").format(time=f"{wait // 60}:{wait % 60:02}")
            return text if row.settling == 1 else f"{text} ({words.number(row.settling)})"
        case "waiting":
            return tr("%Ln settled, waiting to be sent", "", row.ready)
        case "sending":
            return tr("Sending %Ln files", "", row.sending)
        case "away":
            return tr("Folder not available since {time}").format(time=words.moment(row.since))
        case "failed":
            return tr("Not watched: {why}").format(why=words.short(row.why))
        case "scanning":
            return tr("Looking through it")
        case "off":
            return tr("Not watched by the Towline that runs")
    return tr("Up to date")


def left_words(row: WatchRow) -> str:
    """What the last look left out; empty if nothing."""
    parts = [
        (row.hidden, tr("hidden")),
        (row.links, tr("links")),
        (row.others, tr("by pattern, age or kind")),
        (row.unreadable, tr("not readable")),
    ]
    return ", ".join(f"{what} {words.number(many)}" for many, what in parts if many)


class WatchModel(ShortModel[WatchRow]):
    def __init__(self) -> None:
        super().__init__(lambda row: row.name, (SENT,))
        self.heads = (self.tr("Folder"), self.tr("Queue"), self.tr("State"), self.tr("Sent"), self.tr("Last sent"))

    def cell(self, row: WatchRow, column: int, role: int) -> Any:
        if role == STATE and column == DOES:
            return TONES.get(row.state, "idle")
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        match column:
            case 0:
                return shown(row.folder)
            case 1:
                return shown(row.queue)
            case 2:
                return state_words(row, time.time())
            case 3:
                return words.number(row.sent)
        return words.moment(row.last_sent) if row.last_sent else "—"


class WatchPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, scrolled=False)
        self._bridge = bridge
        self.heading.setText(self.tr("Watched folders"))
        self.about.setText(
            self.tr("What stays the same in such a folder for a while is sent by itself, each version once.")
        )
        self.about.setVisible(True)
        self.model = WatchModel()
        self.model.setParent(self)
        self.table = ShortTable(self.model, self.tr("Watched folders"), ())
        self.table.setItemDelegateForColumn(DOES, StatusCell(self.table))
        for at, width in enumerate((180, 106, 230, 88)):
            self.table.header().resizeSection(at, width)
        self.table.header().setStretchLastSection(True)
        self.table.header().setMinimumSectionSize(60)
        keep_columns(bridge, "watches", self.table)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.model.modelReset.connect(self._selected)
        self.table.activated.connect(lambda _: self._edit())
        self._empty = nothing_yet(
            self.tr("No folder is watched yet. Files are sent as soon as they have settled in one.")
        )
        self.line = label("", "faint")
        self.new = button(self.tr("Watch a folder…"), lambda: self._open(""), "primary")
        self.edit = button(self.tr("Change…"), self._edit)
        self.remove = button(self.tr("Watch no longer…"), self._ask_remove)
        bridge.offer("apply", self.new, self.edit, self.remove)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.line)
        self.body.addLayout(row(self.edit, self.remove, None, self.new))
        bridge.moved.connect(self._moved)
        bridge.settings_changed.connect(self.look)
        self._selected()

    @property
    def unsaved(self) -> bool:
        return any(form.isVisible() and form.touched() for form in self.findChildren(WatchEditor))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        self._bridge.ask(self, self._bridge.engine.watches, self._came, self.strip.complain)

    def show_name(self, name: str) -> None:
        """Selects that watch once it is known."""
        self.table.select(name)

    def _moved(self, snapshot: Snapshot) -> None:
        if self.isVisible():
            self._came(list(snapshot.watches))

    def _came(self, rows: list[WatchRow]) -> None:
        self.model.load(rows)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._tell()

    def _selected(self) -> None:
        chosen = self.table.current_row() is not None
        self.edit.setEnabled(chosen)
        self.remove.setEnabled(chosen)
        self._tell()

    def _tell(self) -> None:
        """Below the list: why the selected one does not work, or what it leaves out."""
        found = self.table.current_row()
        text = ""
        if found is not None and found.why:
            text = words.told(found.why, found.todo)
        elif found is not None and (left := left_words(found)):
            text = self.tr("Not sent from it: {what}.").format(what=left)
        if found is not None and found.polled and not found.why:
            polled = self.tr("It is looked through at intervals, for its volume does not tell of changes.")
            text = f"{text} {polled}".strip()
        self.line.setText(shown(text))
        self.line.setVisible(bool(text))

    # --- changes ----------------------------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        found = self.table.current_row()
        if found is not None and self._bridge.may("apply"):
            self._open(found.name)

    def _open(self, name: str) -> None:
        editor = WatchEditor(self._bridge, name, self)
        editor.saved.connect(self.show_name)
        editor.show()

    def _ask_remove(self) -> None:
        found = self.table.current_row()
        if found is None:
            return
        name = found.name
        text = self.tr("Watch {folder} no longer? Nothing in it is touched, and what was sent stays.")
        self.strip.ask(
            text.format(folder=shown(found.folder)),
            (self.tr("Keep watching"), lambda: None, ""),
            (self.tr("Watch no longer"), lambda: self._remove(name), "danger"),
        )

    def _remove(self, name: str) -> None:
        profile = self._bridge.profile
        self._bridge.edit(self, lambda: remove_watch(profile, name), None, self.strip.complain)
