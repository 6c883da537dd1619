"""What becomes of originals once others surely have them: kept, moved to a folder, deleted. Used by queues, sends and watches.

Promises: deleting is never the default; a folder that a move needs is asked for in the same place.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.look import GAP
from gui.queue_choices import Choice
from gui.settings_parts import ask_folder


class AfterChoice(QWidget):
    """`value`: keep, delete, move:DIR, or "" as the queue has it, where that is offered."""

    changed = Signal()
    touched = Signal()  # by a person

    def __init__(self, *, as_queue: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = Choice()
        if as_queue:
            self.way.offer("", self.tr("As the queue has it"), self.tr("What its editor says."))
        self.way.offer("keep", self.tr("Keep"), self.tr("Nothing happens to them."))
        proof = self.tr("Once everything was read back from two copies, or all recipients have signed for it.")
        self.way.offer("move", self.tr("Move to a folder"), proof)
        self.way.offer("delete", self.tr("Delete"), proof, bad=True)
        self.folder = QLineEdit()
        self.folder.setPlaceholderText(self.tr("Folder that they move to"))
        self.folder.setAccessibleName(self.tr("Folder that they move to"))
        self.choose_button = QPushButton(self.tr("Choose…"))
        self.choose_button.setAutoDefault(False)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.folder, 1)
        line.addWidget(self.choose_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.way)
        column.addWidget(self._line)
        self.setFocusProxy(self.way)
        self.way.changed.connect(self._shown)
        self.way.activated.connect(lambda _: self.touched.emit())
        self.folder.textChanged.connect(lambda _: self.changed.emit())
        self.folder.textEdited.connect(lambda _: self.touched.emit())
        self.choose_button.clicked.connect(self._ask)
        self._shown()

    def value(self) -> str:
        way = str(self.way.value())
        return f"move:{self.folder.text().strip()}" if way == "move" else way

    def choose(self, value: str) -> None:
        way, _, folder = value.partition(":")
        self.folder.setText(folder)
        self.way.choose(way)

    def reason(self) -> str:
        return self.way.reason()

    def error(self) -> str:
        """What is wrong, as a sentence; empty if nothing is."""
        if self.way.value() == "move" and not self.folder.text().strip():
            return self.tr("Choose the folder that they move to.")
        if self.way.value() == "move" and not Path(self.folder.text().strip()).expanduser().is_absolute():
            return self.tr("Give the whole path of that folder.")
        return ""

    def _shown(self) -> None:
        self._line.setVisible(self.way.value() == "move")
        self.changed.emit()

    def _ask(self) -> None:
        start = Path(self.folder.text().strip() or Path.home())
        ask_folder(self, self.tr("Move originals to"), start, self._chosen)

    def _chosen(self, folder: Path) -> None:
        self.folder.setText(str(folder))
        self.touched.emit()
