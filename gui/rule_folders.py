"""The folders of a fetch rule: templates to type or to choose, one below the other."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine import rule_match
from engine.names import shown
from engine.settings_rules import MOST_FOLDERS
from gui.bridge import Bridge
from gui.icons import icon
from gui.plain_text import label
from gui.settings_parts import ask_folder, button, row


class Folders(QWidget):
    """`edited` by a person. Below the fields stands where files would go for somebody called Anna."""

    edited = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._lines: list[tuple[QWidget, QLineEdit, QToolButton]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(6)
        self.more = QPushButton(self.tr("Another folder"))
        self.more.setIcon(icon("plus"))
        self.more.setProperty("kind", "chip")
        self.more.setAutoDefault(False)
        self.more.setToolTip(self.tr("Fetched once; the further folders get copies"))
        self.more.clicked.connect(self._add_more)
        self.example = label("", "faint")
        self._column.addLayout(self._fields)
        self._column.addWidget(self.example)
        self._column.addLayout(row(self.more, None))
        self.set([""])

    def templates(self) -> list[str]:
        return [field.text().strip() for _, field, _ in self._lines if field.text().strip()]

    def set(self, templates: list[str]) -> None:
        for line, _, _ in self._lines:
            line.hide()
            self._fields.removeWidget(line)
            line.deleteLater()
        self._lines = []
        for template in templates or [""]:
            self._add(template)
        self._show()

    def _add(self, template: str) -> None:
        line = QWidget()
        field = QLineEdit(template)
        field.setPlaceholderText(os.path.join(str(self._bridge.settings.agent.downloads), "{sender}", "{date}"))
        field.setAccessibleName(self.tr("Folder {number}").format(number=len(self._lines) + 1))
        field.textEdited.connect(self._touched)
        choose = button(self.tr("Choose…"), partial(self._choose, field))
        away = QToolButton()
        away.setIcon(icon("cross"))
        away.setProperty("kind", "bare")
        away.setAccessibleName(self.tr("Take this folder away"))
        away.setToolTip(away.accessibleName())
        away.clicked.connect(lambda _=False: self._remove(line))
        line.setLayout(row(field, choose, away))
        self._fields.addWidget(line)
        self._lines.append((line, field, away))
        if self._lines[0][1] is field:
            self.setFocusProxy(field)

    def _add_more(self) -> None:
        self._add("")
        self._lines[-1][1].setFocus()
        self._touched()

    def _remove(self, line: QWidget) -> None:
        self._lines = [each for each in self._lines if each[0] is not line]
        line.hide()
        self._fields.removeWidget(line)
        line.deleteLater()
        self.setFocusProxy(self._lines[0][1])
        self._touched()

    def _choose(self, field: QLineEdit) -> None:
        start = Path(field.text().partition("{")[0] or str(self._bridge.settings.agent.downloads))
        ask_folder(self, self.tr("Folder of the rule"), start, partial(self._chosen, field))

    def _chosen(self, field: QLineEdit, folder: Path) -> None:
        """What stands behind the folder stays: {sender}/{date}."""
        _, brace, rest = field.text().partition("{")
        field.setText(os.path.join(str(folder), brace + rest if brace else "{sender}"))
        self._touched()

    def _touched(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        for _, _, away in self._lines:
            away.setVisible(len(self._lines) > 1)
        self.more.setVisible(len(self._lines) < MOST_FOLDERS)
        known = self.tr("{sender}, {queue} and {date} stand for who sent it, through which queue, and when.")
        template = next(iter(self.templates()), "")
        try:
            root, below = rule_match.split(template)
            inside = rule_match.inside(below, sender="Anna", queue=self.tr("Plant HQ"), sent=time.time())
        except ValueError:
            self.example.setText(known)
            return
        place = os.path.join(root, *inside.split("/")) if inside else root
        self.example.setText(self.tr("What Anna sends goes to {folder}.").format(folder=shown(place)) + " " + known)
