"""The clusters that the agent of another account uses, and how it is connected to each: to look at, not to change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QWidget

from engine.api import LinkRow, Snapshot
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.look import look
from gui.settings_parts import Page, keep_columns, nothing_yet
from gui.short_list import ShortModel, ShortTable
from gui.status_bar import STATES


class LinksModel(ShortModel[LinkRow]):
    def __init__(self) -> None:
        super().__init__(lambda link: link.cluster)
        self.heads = (self.tr("Cluster"), self.tr("State"), self.tr("Why"))

    def cell(self, row: LinkRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            tone = STATES.get(row.state)
            return QColor(look().state(tone)) if tone else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == 0:
            return shown(row.cluster)
        return self._state(row.state) if column == 1 else words.told(row.why, row.todo) if row.why else ""

    def _state(self, state: str) -> str:
        return {
            "connected": self.tr("Connected"),
            "connecting": self.tr("Connecting"),
            "throttled": self.tr("Slowed down by the cluster"),
            "failed": self.tr("Cannot be reached"),
        }.get(state, self.tr("Not in use"))


class LinksPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, scrolled=False)
        self._bridge = bridge
        self.heading.setText(self.tr("Clusters"))
        self.about.setText(self.tr("How this agent is connected now. Its sign-ins stay its own."))
        self.about.setVisible(True)
        self.model = LinksModel()
        self.model.setParent(self)
        self.table = ShortTable(self.model, self.tr("Clusters"), (150, 190))
        keep_columns(bridge, "links", self.table)
        self._empty = nothing_yet(self.tr("It uses no cluster yet."))
        self.body.addWidget(self._empty)
        self.body.addWidget(self.table, 1)
        bridge.moved.connect(self._moved)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bridge.ask(self, self._bridge.engine.links, self._came, self.strip.complain)

    def _moved(self, snapshot: Snapshot) -> None:
        if self.isVisible():
            self._came(list(snapshot.links))

    def _came(self, rows: list[LinkRow]) -> None:
        self.model.load(rows)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
