"""Saving the recovery file of my identity, and using one on another computer.

Hides: the order of passphrase, file and engine. Promises: the file is written for this user's eyes only; a passphrase is
typed twice before it counts and stays in its fields when something fails.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from engine.errors import TowlineError
from engine.names import shown
from gui.bridge import Bridge
from gui.plain_text import label
from gui.settings_parts import Card, Dialog, ask_file, button, read_text, row, write_text

SHORTEST = 8  # characters
FILE = "towline-recovery.txt"


def _passphrase() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


class SaveRecovery(Dialog):
    """`saved(path)`."""

    saved = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, of: str = "", save_as: str = FILE) -> None:
        """`of`: somebody whose key is kept here, instead of me."""
        super().__init__(self.tr("Save recovery file"), parent)
        self._of, self._save_as = of, save_as
        self.setObjectName("save-recovery")
        self.resize(480, 0)
        self._bridge = bridge
        about = self.tr(
            "With this file and its passphrase you are yourself again on another computer: whoever has both can read what"
            " is sent to you. Keep it away from this computer."
        )
        if of:
            about = self.tr(
                "With this file and its passphrase {name} has its key again: use it there, before anything was sent or"
                " received. Whoever has both can read what is sent to it."
            ).format(name=shown(of))
        self.first, self.second = _passphrase(), _passphrase()
        self.first.textChanged.connect(self._look)
        self.second.textChanged.connect(self._look)
        self._why = label("", "faint")
        card = Card()
        card.field(self.tr("Passphrase"), self.first)
        card.field(self.tr("Once more"), self.second, self._why)
        self.save = button(self.tr("Save…"), self._ask_file, "primary")
        self.column.addWidget(label(about))
        self.column.addWidget(card)
        self.column.addLayout(row(None, button(self.tr("Cancel"), self.reject), self.save))
        self._look()

    def typed(self) -> bool:
        return bool(self.first.text() or self.second.text())

    def _look(self) -> None:
        first, second = self.first.text(), self.second.text()
        why = ""
        if len(first) < SHORTEST:
            why = self.tr("At least %n characters; several words are easier to remember.", "", SHORTEST)
        elif second and first != second:
            why = self.tr("The two are different.")
        self._why.setText(why)
        self.save.setEnabled(len(first) >= SHORTEST and first == second)

    def _ask_file(self) -> None:
        ask_file(self, self.tr("Save recovery file"), self._write, save_as=self._save_as)

    def _write(self, path: Path) -> None:
        passphrase, engine = self.first.text(), self._bridge.engine
        self.save.setEnabled(False)

        def work() -> None:
            write_text(path, engine.backup_of(self._of, passphrase) if self._of else engine.recovery(passphrase))

        def written(_: None) -> None:
            self.first.clear()
            self.second.clear()
            self.saved.emit(str(path))
            self.accept()

        def failed(error: TowlineError) -> None:
            self._look()
            self.strip.complain(error)

        self._bridge.ask(self, work, written, failed)


class UseRecovery(Dialog):
    """`used(fingerprint)`."""

    used = Signal(str)

    def __init__(self, bridge: Bridge, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Use a recovery file"), parent)
        self.setObjectName("use-recovery")
        self.resize(480, 0)
        self._bridge = bridge
        self._path = path
        about = self.tr(
            "The identity in this file takes the place of the one made here, if nobody was sent anything with it."
        )
        self.passphrase = _passphrase()
        self.passphrase.textChanged.connect(self._look)
        card = Card()
        card.field(self.tr("File"), label(shown(path.name)))
        card.field(self.tr("Passphrase"), self.passphrase)
        self.use = button(self.tr("Use it"), self._run, "primary")
        self.use.setEnabled(False)
        self.column.addWidget(label(about))
        self.column.addWidget(card)
        self.column.addLayout(row(None, button(self.tr("Cancel"), self.reject), self.use))

    def typed(self) -> bool:
        return bool(self.passphrase.text())

    def _look(self) -> None:
        self.use.setEnabled(bool(self.passphrase.text()))

    def _run(self) -> None:
        passphrase, engine, path = self.passphrase.text(), self._bridge.engine, self._path
        self.use.setEnabled(False)

        def used(fingerprint: str) -> None:
            self.passphrase.clear()
            self.used.emit(fingerprint)
            self.accept()

        def failed(error: TowlineError) -> None:
            self.use.setEnabled(True)
            self.strip.complain(error)

        self._bridge.ask(self, lambda: engine.recover(read_text(path), passphrase), used, failed)
