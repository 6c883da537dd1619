"""Who has what after a key was changed: a line for each cluster and each member of a team, until nothing waits any more.

Hides: asking again while something waits. Promises: every state is words first; the dialog holds nothing else up, and what
it tells of goes on without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from engine.api_fleet import CardRow, GrantRow, KeyChange
from engine.names import shown
from gui.bridge import Bridge
from gui.look import State, look
from gui.plain_text import label
from gui.settings_parts import Dialog, button, row
from gui.short_list import ShortModel, ShortTable

AGAIN = 2_000  # ms between two looks while something waits
TONES: dict[str, State] = {"sent": "done", "waiting": "waiting", "by-hand": "waiting"}


@dataclass(frozen=True, slots=True)
class Line:
    """`team` is empty for a cluster and my card."""

    team: str
    name: str
    state: str


def lines_of(found: KeyChange | Sequence[GrantRow]) -> list[Line]:
    cards: Sequence[CardRow] = found.cards if isinstance(found, KeyChange) else ()
    grants = found.grants if isinstance(found, KeyChange) else found
    return [
        *(Line("", card.cluster, card.state) for card in cards),
        *(Line(grant.team, grant.name, grant.state) for grant in grants),
    ]


class GrantsModel(ShortModel[Line]):
    def __init__(self) -> None:
        super().__init__(lambda line: f"{line.team}/{line.name}")
        self.heads = (self.tr("What"), self.tr("Who or where"), self.tr("State"))

    def cell(self, row: Line, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and column == 2:
            return QColor(look().state(TONES[row.state]))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        match column:
            case 0:
                return self.tr("Key of {team}").format(team=shown(row.team)) if row.team else self.tr("Your card")
            case 1:
                return shown(row.name)
        return self._state(row)

    def _state(self, line: Line) -> str:
        match line.state:
            case "waiting":
                return self.tr("Waiting for the cluster")
            case "by-hand":
                return self.tr("Give it by hand: Export key…")
        return self.tr("Has it") if line.team else self.tr("Stands there")


class GrantsDialog(Dialog):
    """`ask`: how it is now; called beside the window. `about`: what happened, and what it means."""

    def __init__(
        self,
        bridge: Bridge,
        title: str,
        about: str,
        found: KeyChange | Sequence[GrantRow],
        ask: Callable[[], KeyChange | Sequence[GrantRow]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName("grants")
        self.resize(600, 380)
        self._bridge = bridge
        self._ask = ask
        self.model = GrantsModel()
        self.model.setParent(self)
        self.table = ShortTable(self.model, title, (170, 190))
        self.count = label("", "faint")
        close = button(self.tr("Close"), self.accept, "primary")
        self.column.addWidget(label(about))
        self.column.addWidget(self.table, 1)
        foot = row(self.count, close)
        foot.setStretch(0, 1)
        self.column.addLayout(foot)
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN)
        self._timer.timeout.connect(self._look)
        self._came(found)
        close.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _look(self) -> None:
        if any(line.state == "waiting" for line in self.model.rows()):
            self._bridge.ask(self, self._ask, self._came, self.strip.complain)

    def _came(self, found: KeyChange | Sequence[GrantRow]) -> None:
        lines = lines_of(found)
        waiting = sum(line.state == "waiting" for line in lines)
        self.model.load(lines)
        if not lines:
            self.count.setText(self.tr("Nobody else has to be told."))
        elif waiting:
            text = self.tr(
                "%Ln of these waits for its cluster; it goes on by itself, also without this window.", "", waiting
            )
            self.count.setText(text)
        else:
            self.count.setText(self.tr("All of it is done."))
