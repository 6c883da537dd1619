"""Comparing a person's fingerprint: group by group by phone or in person, or by what they sent by another way.

Hides: how a card's fingerprint is had. Promises: nobody is verified before all eight groups were ticked or compared equal;
the engine compares once more; a difference is said in words and the safe answer is not to send.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from engine import keys
from engine.api import MeRow, PersonRow
from engine.errors import TowlineError
from engine.myself import CARD_TEXT
from engine.names import shown
from engine.people import parse_card_text
from gui import words
from gui.bridge import Bridge
from gui.look import GAP
from gui.plain_text import label
from gui.qr import QrCode
from gui.settings_parts import Card, CopyButton, Dialog, button, row

GROUPS = 8
DIGITS = 40


class VerifyDialog(Dialog):
    """`verified(name)` when the engine has it."""

    verified = Signal(str)

    def __init__(self, bridge: Bridge, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Verify {name}").format(name=shown(name)))
        self.setObjectName("verify")
        self.resize(680, 0)
        self._bridge = bridge
        self._name = name
        self._theirs = ""
        self._mine = ""
        who = shown(name)
        about = self.tr("Compare with {name} by phone or in person, not by the same channel.")
        self.column.addWidget(label(about.format(name=who)))
        self.column.addWidget(self._groups_card(who))
        self.column.addWidget(self._paste_card())
        self.stop = button(self.tr("Don't send"), self.accept, "primary")
        self.block = button(self.tr("Block {name}").format(name=who.replace("&", "&&")), self._block, "danger")
        self.close_ = button(self.tr("Close"), self.reject)
        self.accept_ = button(self.tr("They match"), self._ticked_all, "primary")
        self.column.addLayout(row(self.block, None, self.close_, self.stop, self.accept_))
        self.stop.setVisible(False)
        self.block.setVisible(False)
        self._ticked()
        engine = bridge.engine
        bridge.ask(self, lambda: (engine.people(), engine.me()), self._show, self.strip.complain)

    def _groups_card(self, who: str) -> Card:
        """Theirs with a tick for each group, mine beside them and as a QR code."""
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(2)
        theirs_head = label(self.tr("{name} reads out").format(name=who), "faint", wrap=False)
        mine_head = label(self.tr("You read out"), "faint", wrap=False)
        grid.addWidget(theirs_head, 0, 0)
        grid.addWidget(mine_head, 0, 1)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 1.3)
        self.ticks: list[QCheckBox] = []
        self._groups: list[QLabel] = []
        for at in range(GROUPS):
            tick = QCheckBox()
            tick.setFont(font)
            tick.setEnabled(False)
            tick.toggled.connect(self._ticked)
            group = label(wrap=False)
            group.setFont(font)
            grid.addWidget(tick, at + 1, 0)
            grid.addWidget(group, at + 1, 1)
            self.ticks.append(tick)
            self._groups.append(group)
        self.qr = QrCode()
        copy_mine = CopyButton(self.tr("Copy mine"), lambda: self._mine)
        right = QVBoxLayout()
        right.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addSpacing(4)
        right.addLayout(row(None, copy_mine, None))
        right.addStretch(1)
        left = QVBoxLayout()
        left.addLayout(grid)
        left.addStretch(1)
        card.add(row(left, None, right, gap=GAP * 3))
        return card

    def _paste_card(self) -> Card:
        card = Card()
        self.paste = QLineEdit()
        self.paste.setPlaceholderText(self.tr("their fingerprint or card, got by another way"))
        self.paste.textChanged.connect(self._pasted)
        self._result = label("", "faint")
        card.field(self.tr("Paste theirs"), self.paste, self._result)
        self._result.setVisible(False)
        return card

    def _show(self, found: tuple[list[PersonRow], MeRow]) -> None:
        people, me = found
        person = next((person for person in people if person.name == self._name), None)
        if person is None:
            self.strip.tell(self.tr("{name} is not among your people.").format(name=shown(self._name)), "failed")
            return
        self._theirs, self._mine = person.fingerprint, me.fingerprint
        for tick, group, theirs, mine in zip(
            self.ticks, self._groups, person.fingerprint.split(), me.fingerprint.split(), strict=True
        ):
            tick.setText(theirs)
            tick.setEnabled(True)
            group.setText(mine)
        self.ticks[0].setFocus()
        self.qr.show_text(me.fingerprint, self.tr("Your fingerprint as a QR code"))
        if person.why:
            self.strip.tell(shown(words.told(person.why)), "waiting")

    # --- by ticks -------------------------------------------------------------------------------------------------------------

    def _ticked(self) -> None:
        self.accept_.setEnabled(all(tick.isChecked() for tick in self.ticks))

    def _ticked_all(self) -> None:
        self._verify(self._theirs)

    # --- by what was pasted ---------------------------------------------------------------------------------------------------

    def _pasted(self, text: str) -> None:
        text = text.strip()
        if text.startswith(CARD_TEXT):
            self._bridge.ask(self, lambda: _fingerprint_of(text), self._compare, self._not_a_card)
        else:
            self._compare(text)

    def _not_a_card(self, error: TowlineError) -> None:
        self._say(shown(error.sentence))

    def _say(self, text: str) -> None:
        self._result.setText(text)
        self._result.setVisible(bool(text))

    def _compare(self, text: str) -> None:
        digits = re.sub(r"\D", "", text)
        if len(digits) < DIGITS:
            self._say(self.tr("{n} of 40 digits.").format(n=len(digits)) if text else "")
        elif digits == self._theirs.replace(" ", ""):
            self._say("")
            self._verify(self._theirs)
        else:
            self._say("")
            self._differ()

    # --- what came of it ------------------------------------------------------------------------------------------------------

    def _verify(self, fingerprint: str) -> None:
        engine, name = self._bridge.engine, self._name
        self.accept_.setEnabled(False)
        self._bridge.ask(self, lambda: engine.people_verify(name, fingerprint), self._verified, self._not_verified)

    def _verified(self, _: PersonRow) -> None:
        for tick in self.ticks:
            tick.setEnabled(False)
        self.paste.setEnabled(False)
        self.accept_.setVisible(False)
        self.stop.setVisible(False)
        self.block.setVisible(False)
        text = self.tr("All 8 groups match: {name}'s key is now verified.")
        self.strip.tell(text.format(name=shown(self._name)))
        self.close_.setFocus()
        self.verified.emit(self._name)

    def _not_verified(self, error: TowlineError) -> None:
        self._ticked()
        if error.word == "fingerprint-differs":
            self._differ()
        else:
            self.strip.complain(error)

    def _differ(self) -> None:
        text = self.tr("They differ. Do not send. Either you have an old card or somebody is between you.")
        self.strip.tell(text, "failed")
        self.accept_.setVisible(False)
        self.block.setVisible(True)
        self.stop.setVisible(True)
        self.close_.setVisible(False)
        self.stop.setDefault(True)
        self.stop.setFocus()

    def _block(self) -> None:
        engine, name = self._bridge.engine, self._name
        self._bridge.ask(self, lambda: engine.people_block(name), lambda _: self.accept(), self.strip.complain)


def _fingerprint_of(text: str) -> str:
    """Of a card as text. Raises TowlineError."""
    return keys.fingerprint_text(keys.fingerprint(keys.verify_card(parse_card_text(text))))
