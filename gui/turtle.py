"""The turtle in the status bar: whether speed is limited, and by how much."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from engine.api import Snapshot
from engine.api_pace import PaceRow
from gui import words
from gui.bridge import Bridge
from gui.icons import icon
from gui.pace_menus import LimitMenu


class Turtle(QToolButton):
    """A click turns the chosen limits on and off, or shows which there are; the context menu always does."""

    settings_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "link")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("turtle"))
        self.setIconSize(QSize(18, 18))
        self.menu_ = LimitMenu(bridge, self)
        self.menu_.settings_asked.connect(self.settings_asked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda _: self._open())
        self.clicked.connect(self._clicked)
        bridge.moved.connect(self._moved)
        self._show(PaceRow())

    def _clicked(self) -> None:
        if not self.menu_.toggle():
            self._open()

    def _open(self) -> None:
        self.menu_.fill()
        self.menu_.popup(self.mapToGlobal(QPoint(0, -self.menu_.sizeHint().height())))

    def _moved(self, snapshot: Snapshot) -> None:
        self._show(snapshot.pace)

    def _show(self, pace: PaceRow) -> None:
        text = self._said(pace)
        if text == self.text() and self.toolTip():
            return
        self.setText(text)
        said = self.tr("Speed limit: {state}. Right-click for more.").format(state=text)
        self.setToolTip(said)
        self.setAccessibleName(said)

    def _said(self, pace: PaceRow) -> str:
        if pace.level != "limited" or (pace.up < 0 and pace.down < 0):
            return self.tr("Off")
        if pace.up == pace.down:
            return words.rate(pace.up) if pace.up else "0"
        parts = [
            f"{arrow} {words.rate(rate) if rate else 0}"
            for arrow, rate in (("↑", pace.up), ("↓", pace.down))
            if rate >= 0
        ]
        return "  ".join(parts)
