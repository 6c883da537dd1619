"""Joining a team by an invitation file: who invites is said, this computer gets a name, and then it is one of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from engine import invitation
from engine.api import MeRow
from engine.api_fleet import EnrolRow
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.settings_parts import Card, Dialog, button, label, row


def is_invitation(text: str) -> bool:
    """Whether a file wants to be one, be it whole or not."""
    return invitation.KIND in text


class JoinDialog(Dialog):
    """`joined` comes with a sentence."""

    joined = Signal(str)

    def __init__(self, bridge: Bridge, text: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Join by an invitation"), parent)
        self.setObjectName("join")
        self.resize(520, 0)
        self._bridge = bridge
        self._text = text
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.name.setAccessibleName(self.tr("Name of this computer"))
        self.about = label()
        card = Card()
        card.field(self.tr("Name of this computer"), self.name)
        self.column.addWidget(self.about)
        self.column.addWidget(card)
        self.join = button(self.tr("Join"), self._join, "primary")
        self.column.addLayout(row(None, button(self.tr("Cancel"), self.reject), self.join))
        self.name.textChanged.connect(self._look)
        self._whole = self._read()
        self._look()
        bridge.ask(self, bridge.engine.me, self._me, self.strip.complain)

    def _read(self) -> bool:
        try:
            found = invitation.read(self._text)
        except TowlineError as error:
            self.about.setText(self.tr("This file cannot be used."))
            self.strip.complain(error)
            return False
        text = self.tr(
            "{who} invites you to the team {team}, through the cluster {cluster}, until {date}. Your key is made on this computer and stays here."
        )
        who = ", ".join(map(shown, found.admins))
        date = words.moment(found.expires_ms / 1000)
        self.about.setText(text.format(who=who, team=shown(found.team), cluster=shown(found.cluster), date=date))
        return True

    def _me(self, me: MeRow) -> None:
        if not self.name.text():
            self.name.setText(me.name)

    def _look(self) -> None:
        self.join.setEnabled(self._whole and bool(self.name.text().strip()))

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
