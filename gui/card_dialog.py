"""A card or a team key, pasted or from a file: one line of text that a person got by another way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.plain_text import label
from gui.settings_parts import Card, Dialog, ask_file, button, read_text, row


class CardDialog(Dialog):
    """`use(text, name)` runs beside the window and may refuse; what it gives comes with `used`."""

    used = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        title: str,
        about: str,
        use: Callable[[str, str], object],
        parent: QWidget | None = None,
        *,
        named: bool = False,
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName("card")
        self.resize(520, 0)
        self._bridge = bridge
        self._use = use
        self.text = QPlainTextEdit()
        self.text.setFixedHeight(110)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(title)
        self.text.textChanged.connect(self._look)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("as on the card"))
        self.name.setMaxLength(64)
        self.column.addWidget(label(about))
        self.column.addWidget(self.text)
        if named:
            card = Card()
            card.field(self.tr("Your name for them"), self.name)
            self.column.addWidget(card)
        self.add = button(self.tr("Add"), self._run, "primary")
        choose = button(self.tr("Choose a file…"), self._ask_file)
        self.column.addLayout(row(choose, None, button(self.tr("Cancel"), self.reject), self.add))
        self._look()

    def typed(self) -> bool:
        return bool(self.text.toPlainText().strip())

    def _look(self) -> None:
        self.add.setEnabled(self.typed())

    def _ask_file(self) -> None:
        ask_file(self, self.windowTitle(), self._chosen)

    def _chosen(self, path: Path) -> None:
        self._bridge.ask(self, lambda: read_text(path), self.text.setPlainText, self.strip.complain)

    def _run(self) -> None:
        text, name = self.text.toPlainText().strip(), self.name.text().strip()
        self.add.setEnabled(False)

        def used(found: object) -> None:
            self.text.clear()
            self.used.emit(found)
            self.accept()

        def failed(error: TowlineError) -> None:
            self._look()
            self.strip.complain(error)

        self._bridge.ask(self, lambda: self._use(text, name), used, failed)
