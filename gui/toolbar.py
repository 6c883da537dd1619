"""The bar above everything: send, fetch, pause, retry what failed, find.

Hides: when a search begins. Who acts is the main window; Send opens the two entries of the menu.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from gui import words
from gui.icons import icon
from gui.look import EDGE, GAP
from gui.menus import Menus

FIND_MS = 150  # after the last key


class Toolbar(QWidget):
    fetch_asked = Signal()
    pause_asked = Signal()
    retry_asked = Signal()
    find_asked = Signal()  # for the text in `search`

    def __init__(self, menus: Menus) -> None:
        super().__init__()
        self._menus = menus
        self.send = QToolButton()
        self.send.setProperty("kind", "primary")
        self.send.setText(self.tr("Send files"))
        self.send.setToolTip(self.tr("Files or a folder (Ctrl+O, Ctrl+Shift+O)"))
        self.send.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.send)
        menu.addAction(menus.actions["send-files"])
        menu.addAction(menus.actions["send-folder"])
        self.send.setMenu(menu)
        self.fetch = QPushButton(self.tr("Fetch"))
        self.fetch.setToolTip(self.tr("What is selected in the Inbox"))
        self.fetch.clicked.connect(self.fetch_asked)
        self.pause = QToolButton()
        self.pause.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.pause.clicked.connect(self.pause_asked)
        self.pause.setToolTip(self.tr("What is selected, or everything"))
        self.show_paused(False)
        self.failed = QPushButton()
        self.failed.setToolTip(self.tr("All that failed, once more (Ctrl+Shift+R)"))
        self.failed.clicked.connect(self.retry_asked)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find in this list"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setToolTip(self.tr("Ctrl+F"))
        self.search.setMaximumWidth(260)
        late = QTimer(self, singleShot=True, interval=FIND_MS)
        late.timeout.connect(self.find_asked)
        self.search.textChanged.connect(lambda _: late.start())
        bar = QHBoxLayout(self)
        bar.setContentsMargins(EDGE, EDGE, EDGE, GAP)
        bar.setSpacing(GAP)
        for button in (self.send, self.fetch, self.pause, self.failed):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.search, 1)
        self.count_failed(0)

    def show_paused(self, yes: bool) -> None:
        """Whether a person paused everything."""
        text = self.tr("Resume") if yes else self.tr("Pause")
        if text != self.pause.text():
            self.pause.setText(text)

    def count_failed(self, count: int) -> None:
        text = self.tr("Retry failed  {n}").format(n=words.number(count)) if count else self.tr("Retry failed")
        self.failed.setText(text)
        self.failed.setEnabled(count > 0)
        self._menus.enable(["retry-all"], count > 0)
