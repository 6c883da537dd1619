"""A window at the agent of another account: whose it is and what one may there is said, and nothing else is offered.

Hides: which menu entries need which method of the engine. Promises: what is not offered says why; it comes and goes with
the rights that the agent gives.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from engine.names import shown
from gui.bridge import Bridge
from gui.guest_bridge import GuestBridge
from gui.look import GAP
from gui.menus import Menus
from gui.plain_text import label
from gui.toolbar import Toolbar

NEEDS = {
    "send": ("send-files", "send-folder", "paste"),
    "apply": (
        "new-queue", "import", "import-cluster", "export", "test", "log", "practice-start", "practice-stop",
        "getting-started", "show-folder",
    ),
    "first": ("start-now",),
    "pause": ("pause",),
    "pause_all": ("pause-all",),
    "go_on": ("resume-all",),
    "retry": ("retry", "retry-all"),
    "move": ("top", "up", "down", "bottom"),
    "limit": ("limit",),
    "verify": ("verify",),
    "share": ("share",),
    "withdraw": ("withdraw",),
    "doctor": ("doctor",),
    "cancel": ("cancel", "cancel-silent"),
}  # fmt: skip  # method of the engine -> entries of the menus


class Guest(QObject):
    """Holds menus and toolbar of a window to what its bridge may, as long as it lives."""

    def __init__(self, bridge: GuestBridge, window: QWidget, menus: Menus, toolbar: Toolbar) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self._menus = menus
        self.line = GuestLine()
        bridge.offer("send", toolbar.send)
        bridge.offer("fetch", toolbar.fetch)
        bridge.offer("pause_all", toolbar.pause)
        bridge.offer("retry", toolbar.failed)
        bridge.rights_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        bridge, who = self._bridge, shown(self._bridge.account())
        not_mine = [name for method, names in NEEDS.items() if not bridge.may(method) for name in names]
        self._menus.forbid(not_mine, bridge.why_not())
        if not bridge.visit.methods:
            self._window.setWindowTitle(self.tr("{account} - Towline").format(account=who))
            self.line.say(self.tr("Looking for the agent of {account}…").format(account=who), "")
        elif bridge.visit.steers:
            self._window.setWindowTitle(self.tr("{account}, may pause and go on - Towline").format(account=who))
            self.line.say(
                self.tr("The agent of {account}").format(account=who),
                self.tr("You may pause and go on, order, limit, retry and cancel; all else only {account} can.").format(
                    account=who
                ),
            )
        else:
            self._window.setWindowTitle(self.tr("{account}, looking only - Towline").format(account=who))
            self.line.say(
                self.tr("The agent of {account}").format(account=who),
                self.tr("You are looking only; nothing can be changed here."),
            )


class GuestLine(QFrame):
    """Above everything, and always there."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "guest")
        self._who: QLabel = label("", "title", wrap=False)
        self._may: QLabel = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 14, 7)
        row.setSpacing(GAP)
        row.addWidget(self._who)
        row.addWidget(self._may, 1)

    def say(self, who: str, may: str) -> None:
        self._who.setText(who)
        self._may.setText(may)
        self.setAccessibleName(f"{who}. {may}")

    def text(self) -> str:
        return f"{self._who.text()}. {self._may.text()}"


def guest_of(bridge: Bridge, window: QWidget, menus: Menus, toolbar: Toolbar) -> Guest | None:
    """None at home."""
    return Guest(bridge, window, menus, toolbar) if isinstance(bridge, GuestBridge) else None
