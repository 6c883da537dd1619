"""The field of a program that runs once a fetch is in place, with a button that finds one.

Promises: what is wrong with it is said while it is typed, in the words the settings would use.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from engine.settings_actions import command_text, words_of
from engine.settings_keys import Wrong
from gui.look import GAP
from gui.settings_parts import ask_file
from gui.words import told

FILE = "{path}"  # an argument: each file that came


class ProgramField(QWidget):
    """`edited`: a person typed or chose one."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.command = QLineEdit()
        self.command.setPlaceholderText(self.tr("None; or like /usr/local/bin/ingest {path}"))
        self.command.setAccessibleName(self.tr("Program and its arguments"))
        self.choose_button = QPushButton(self.tr("Choose…"))
        self.choose_button.setAutoDefault(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.command, 1)
        line.addWidget(self.choose_button)
        self.setFocusProxy(self.command)
        self.command.textEdited.connect(lambda _: self.edited.emit())
        self.choose_button.clicked.connect(lambda: ask_file(self, self.tr("Program"), self._chosen))

    def fill(self, words: tuple[str, ...]) -> None:
        self.command.setText(command_text(words))

    def value(self) -> str:
        return self.command.text().strip()

    def error(self) -> str:
        try:
            if self.value():
                words_of(self.value())
        except Wrong as error:
            return told(error.what, error.todo)
        return ""

    def _chosen(self, path: Path) -> None:
        self.fill((str(path), FILE))
        self.edited.emit()
