"""The line below an offer's content: where its files go, what happens to files that exist, and the buttons that fetch.

Hides: the folders that were used last, folder dialogs, asking once more before something unencrypted is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.api import Exists
from engine.names import shown
from gui import icons
from gui.bridge import Bridge
from gui.look import GAP
from gui.plain_text import label, tip

RECENT = "inbox/folders"  # in bridge.view
MOST_RECENT = 5


class RoomyLabel(QLabel):
    """Takes what room is left, at the right, and says nothing where its text would be cut."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class FetchBar(QFrame):
    """`fetch`: (only what is ticked, folder, signed only is fine)."""

    fetch = Signal(bool, str, bool)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._signed_only = False
        self._to = ""  # where this offer goes if a person chose another folder than the downloads
        self._waiting: tuple[bool, str] | None = None  # wanted, but not said again that it may be unencrypted
        self.warning = label(self.tr("Not encrypted: anyone who can read the topic can read this."), "blocker")
        self.anyway = QPushButton(self.tr("Fetch it anyway"))
        self.anyway.clicked.connect(self._go_on)
        self.ticked = QPushButton(self.tr("Fetch ticked to…"))
        self.ticked.setProperty("kind", "primary")
        self.ticked.setToolTip(self.tr("Tick files or folders first"))
        self.ticked.clicked.connect(lambda: self._choose_folder(self.ticked, partial(self._want, True)))
        self.all = QPushButton(self.tr("Fetch a&ll"))
        self.all.clicked.connect(lambda: self.want(only_ticked=False))
        self.where = QLabel()
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.where.setProperty("kind", "faint")
        self.change = QPushButton(self.tr("C&hange…"))
        self.change.setProperty("kind", "link")
        self.change.setAccessibleName(self.tr("Change the folder that all of it goes to"))
        self.change.clicked.connect(lambda: self._choose_folder(self.change, self._go_to))
        self.exists = QComboBox()
        for value, text in (
            (Exists.BOTH, self.tr("Keep both")),
            (Exists.REPLACE, self.tr("Replace it")),
            (Exists.NEWER, self.tr("Replace it if newer")),
            (Exists.SKIP, self.tr("Skip it")),
            (Exists.ASK, self.tr("Ask me")),
        ):
            self.exists.addItem(text, value)
        self.exists.setAccessibleName(self.tr("If a file exists"))
        self.exists.setToolTip(self.tr("If a file exists"))
        self.said = label(kind="faint")
        self.said.hide()
        self._build()
        self.set_up(signed_only=False)

    def _build(self) -> None:
        warning = QHBoxLayout()
        warning.setSpacing(GAP)
        warning.addWidget(self.warning, 1)
        warning.addWidget(self.anyway)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.ticked)
        buttons.addWidget(self.all)
        buttons.addWidget(self.where)
        buttons.addWidget(self.change)
        question = RoomyLabel(self.tr("If a file e&xists:"))
        question.setBuddy(self.exists)
        question.setProperty("kind", "faint")
        buttons.addWidget(question, 1)
        buttons.addWidget(self.exists)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(warning)
        column.addLayout(buttons)
        column.addWidget(self.said)

    def downloads(self) -> Path:
        return self._bridge.settings.agent.downloads

    def set_up(self, *, signed_only: bool) -> None:
        """For another offer."""
        self._signed_only, self._waiting = signed_only, None
        self.warning.setVisible(signed_only)
        self.anyway.hide()
        self._go_to("")
        self.say("")

    def set_ticked(self, any_ticked: bool, *, can: bool) -> None:
        """What can be fetched now."""
        self.ticked.setEnabled(can and any_ticked)
        self.ticked.setToolTip("" if any_ticked else self.tr("Tick files or folders first"))
        self.all.setEnabled(can)

    def chosen(self) -> Exists:
        return Exists(self.exists.currentData())

    def say(self, text: str, kind: str = "faint") -> None:
        self.said.setProperty("kind", kind)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    # --- where to ---------------------------------------------------------------------------------------------------------

    def recent(self) -> list[str]:
        """Folders that were used last, newest first, without the downloads folder."""
        value = self._bridge.view.value(RECENT, [])
        kept = value if isinstance(value, list) else [value]  # a list of one comes back as the one
        return [str(folder) for folder in kept if folder and folder != str(self.downloads())]

    def _go_to(self, folder: str) -> None:
        """All of it goes there; "" is the downloads folder."""
        self._to = folder
        goes = folder or str(self.downloads())
        self.where.setText(self.tr("To {folder}").format(folder=shown(Path(goes).name or goes)))
        for widget in (self.where, self.all):
            widget.setToolTip(tip(shown(goes)))

    def _choose_folder(self, under: QWidget, then: Callable[[str], None]) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        home = menu.addAction(icons.icon("down"), self.tr("Downloads"))
        home.setToolTip(tip(shown(str(self.downloads()))))
        home.triggered.connect(lambda: then(str(self.downloads())))
        for folder in self.recent():
            action = menu.addAction(icons.icon("folder"), short_folder(folder).replace("&", "&&"))
            action.setToolTip(tip(shown(folder)))
            action.triggered.connect(lambda _=False, folder=folder: then(folder))
        menu.addSeparator()
        menu.addAction(self.tr("Other folder…")).triggered.connect(lambda: self._ask_folder(then))
        menu.setToolTipsVisible(True)
        menu.setDefaultAction(home)
        menu.popup(under.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))
        menu.setActiveAction(home)

    def _ask_folder(self, then: Callable[[str], None]) -> None:
        recent = self.recent()
        dialog = QFileDialog(self, self.tr("Fetch to"), recent[0] if recent else str(self.downloads()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- fetching ---------------------------------------------------------------------------------------------------------

    def want(self, *, only_ticked: bool) -> None:
        """To the folder beside the button."""
        self._want(only_ticked, self._to or str(self.downloads()))

    def _want(self, only_ticked: bool, folder: str) -> None:
        if folder != str(self.downloads()):
            kept = [folder, *(other for other in self.recent() if other != folder)]
            self._bridge.view.setValue(RECENT, kept[:MOST_RECENT])
        if self._signed_only:
            self._waiting = (only_ticked, folder)
            self.anyway.show()
            self.anyway.setFocus()
        else:
            self.fetch.emit(only_ticked, folder, False)

    def _go_on(self) -> None:
        if self._waiting is not None:
            (only_ticked, folder), self._waiting = self._waiting, None
            self.anyway.hide()
            self.fetch.emit(only_ticked, folder, True)


def short_folder(folder: str) -> str:
    """A folder as people know it: `~/Incoming`."""
    home = str(Path.home())
    if folder == home or folder.startswith(home.rstrip("/") + "/"):
        folder = "~" + folder[len(home) :]
    return shown(folder)


def copy_text(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
