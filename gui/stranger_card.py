"""Who it is that sent something and was never accepted; shown in place of what they sent.

Hides: accepting and blocking. Promises: nothing of the offer is shown or read; a stranger is who the fingerprint says.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.api import OfferRow, PersonRow
from engine.errors import TowlineError
from engine.names import shown
from gui.bridge import Bridge
from gui.look import EDGE, GAP, sized
from gui.plain_text import label
from gui.words import said, told


class StrangerCard(QFrame):
    """Who is it that sent something: only the fingerprint counts. `done`: accepted or blocked."""

    done = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._fingerprint = ""
        self._name = ""
        self.title = label(self.tr("Somebody you have not accepted sent you something"))
        self.title.setFont(sized(self.font(), 1, strong=True))
        self.who = label(kind="faint")
        self.print = label()
        self.print.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.print.setFont(sized(self.font(), 1))
        self.print.setAccessibleName(self.tr("Fingerprint"))
        self.why = label(kind="warning")
        self.hint = label(
            self.tr(
                "Nothing of it is opened before you accept them. Ask by phone or in person whether this fingerprint is"
                " theirs; anybody can call themselves by any name."
            ),
            "faint",
        )
        self.add = QPushButton(self.tr("Add this person…"))
        self.add.clicked.connect(self._ask_name)
        self.block = QPushButton(self.tr("Block"))
        self.block.setProperty("kind", "danger")
        self.block.setToolTip(self.tr("Nothing of them is shown any more. It can be undone under People."))
        self.block.clicked.connect(self._block)
        self.name = QLineEdit()
        self.name.setMaximumWidth(280)
        self.name.returnPressed.connect(self._accept)
        self.accept = QPushButton(self.tr("Add"))
        self.accept.setProperty("kind", "primary")
        self.accept.clicked.connect(self._accept)
        self.back = QPushButton(self.tr("Cancel"))
        self.back.clicked.connect(lambda: self._ask(False))
        self.trouble = label(kind="blocker")
        self._build()
        self._ask(False)

    def _build(self) -> None:
        self._question = QLabel(self.tr("Your &name for them:"))
        self._question.setBuddy(self.name)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for widget in (self._question, self.name, self.accept, self.back, self.add, self.block):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(GAP)
        for widget in (self.title, self.who, self.print, self.why, self.hint):
            column.addWidget(widget)
        column.addSpacing(GAP)
        column.addLayout(buttons)
        column.addWidget(self.trouble)
        column.addStretch(1)

    def show_offer(self, row: OfferRow, person: PersonRow | None) -> None:
        self.why.setText(shown(told(person.why)) if person else "")
        self.why.setVisible(bool(person and person.why))
        if row.fingerprint == self._fingerprint and (person is None or person.name == self._name):
            return
        self._fingerprint = row.fingerprint
        self._name = person.name if person else ""
        claims = shown(person.calls_themselves) if person else ""
        self.who.setText(self.tr("They call themselves “{name}”.").format(name=claims) if claims else "")
        self.who.setVisible(bool(claims))
        self.print.setText(row.fingerprint)
        self.name.setText(claims)
        self._ask(False)

    def _ask(self, name: bool) -> None:
        for widget in (self._question, self.name, self.accept, self.back):
            widget.setVisible(name)
        for widget in (self.add, self.block):
            widget.setVisible(not name and self._bridge.may("people_accept"))
        self.trouble.hide()

    def _ask_name(self) -> None:
        self._ask(True)
        self.name.setFocus()
        self.name.selectAll()

    def _accept(self) -> None:
        name, fingerprint, engine = self.name.text().strip(), self._fingerprint, self._bridge.engine
        self._bridge.ask(
            self, lambda: engine.people_accept(fingerprint, name), lambda _: self.done.emit(), self._failed
        )

    def _block(self) -> None:
        who, engine = self._fingerprint, self._bridge.engine  # names are theirs to choose
        self._bridge.ask(self, lambda: engine.people_block(who), lambda _: self.done.emit(), self._failed)

    def _failed(self, error: TowlineError) -> None:
        self.trouble.setText(shown(said(error)))
        self.trouble.show()
