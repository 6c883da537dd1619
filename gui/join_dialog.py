"""Joining a team by an invitation file: who invites is said and what it sets up is listed, this computer gets a name, and
then it is one of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from engine import invitation
from engine.api import MeRow
from engine.api_fleet import EnrolRow
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.join_summary import Brought, brought
from gui.look import EDGE, GAP
from gui.plain_text import label
from gui.settings_parts import NAMES, Card, Dialog, button, row, scroll

WIDTH, HIGHEST = 600, 330  # px: of the dialog; of the list, which scrolls then
_ANY = "…"  # stands for the name of this computer while there is none


def is_invitation(text: str) -> bool:
    """Whether a file wants to be one, be it whole or not."""
    return invitation.KIND in text


class JoinDialog(Dialog):
    """`joined` comes with a sentence."""

    joined = Signal(str)

    def __init__(self, bridge: Bridge, text: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Join by an invitation"), parent)
        self.setObjectName("join")
        self.resize(WIDTH, 0)
        self._bridge = bridge
        self._text = text
        self._shown: list[Brought] = []
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.name.setAccessibleName(self.tr("Name of this computer"))
        self.about = label()
        card = Card()
        card.field(self.tr("Name of this computer"), self.name)
        self.column.addWidget(self.about)
        self.column.addWidget(card)
        self.brings = QGridLayout()  # what it sets up: the kind at the left, what it does at the right
        self.brings.setHorizontalSpacing(EDGE)
        self.brings.setVerticalSpacing(GAP)
        self.brings.setColumnMinimumWidth(0, NAMES)
        self.brings.setColumnStretch(1, 1)
        self._list = Card(self.tr("It sets up on this computer"))
        inside = QVBoxLayout()
        inside.addLayout(self.brings)
        inside.addStretch(1)
        self._area = scroll(inside, EDGE)
        self._list.add(self._area)
        self.column.addWidget(self._list, 1)
        self.join = button(self.tr("Join"), self._join, "primary")
        self.column.addLayout(row(None, button(self.tr("Cancel"), self.reject), self.join))
        self.name.textChanged.connect(self._look)
        self._found = self._read()
        self._look()
        bridge.ask(self, bridge.engine.me, self._me, self.strip.complain)

    def _read(self) -> invitation.Invitation | None:
        try:
            found = invitation.read(self._text)
            brought(found, _ANY)
        except TowlineError as error:
            self.about.setText(self.tr("This file cannot be used."))
            self.strip.complain(error)
            return None
        text = self.tr(
            "{who} invites you to the team {team}, through the cluster {cluster}, until {date}. Your key is made on this computer and stays here."
        )
        who = ", ".join(map(shown, found.admins))
        date = words.moment(found.expires_ms / 1000)
        self.about.setText(text.format(who=who, team=shown(found.team), cluster=shown(found.cluster), date=date))
        return found

    def _me(self, me: MeRow) -> None:
        if not self.name.text():
            self.name.setText(me.name)

    def _look(self) -> None:
        name = self.name.text().strip()
        self.join.setEnabled(self._found is not None and bool(name))
        self._list.setVisible(self._found is not None)
        if self._found is not None:
            self._show(brought(self._found, name or _ANY))

    def _show(self, lines: list[Brought]) -> None:
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self.brings.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, line in enumerate(lines):
            what = label(line.what, "faint")
            what.setFixedWidth(NAMES)
            self.brings.addWidget(what, at, 0, Qt.AlignmentFlag.AlignTop)
            self.brings.addWidget(label(line.text, "warning" if line.mind else ""), at, 1)
        self._area.setMinimumHeight(min(HIGHEST, self.brings.totalHeightForWidth(WIDTH - 2 * NAMES // 3) + EDGE))

    def _join(self) -> None:
        name, engine, text = self.name.text().strip(), self._bridge.engine, self._text
        self.join.setEnabled(False)
        self.strip.tell(self.tr("Asking the cluster and who invited you…"), "running")

        def failed(error: TowlineError) -> None:
            self._look()
            self.strip.complain(error)

        self._bridge.edit(self, lambda: engine.enrol(text, name).result(), self._done, failed)

    def _done(self, found: object) -> None:
        assert isinstance(found, EnrolRow)
        said = {
            "joined": self.tr("You joined {team}. Who invited you accepted this computer."),
            "waiting": self.tr("You asked to join {team}. Who invited you has not answered yet; it goes on by itself."),
            "already": self.tr("This computer is in {team} already."),
        }[found.state]
        self.joined.emit(said.format(team=shown(found.team)))
        self.accept()
