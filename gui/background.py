"""Going on without a window: the tray, what closing means, notifications, and a start that nobody sees.

Hides: when a window hides and when it ends. Promises: a window that could not be found again is never hidden without a
person's yes; quitting never threatens a loss, for there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox
from shiboken6 import isValid

from gui import tray
from gui.asking import question
from gui.notifications import Notifications, show_without_tray

if TYPE_CHECKING:
    from gui.main_window import MainWindow

KEEP, NOTICED = "background/keep", "background/noticed"  # in bridge.view
PATIENCE = 20  # seconds that a start with the session waits for the tray


class Background(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = window.bridge
        self.tray: tray.Tray | None = None
        self._asked: QMessageBox | None = None
        self._looks = 0
        self._look = QTimer(self, interval=1000)
        self._look.timeout.connect(self._look_again)
        if self._bridge.is_guest:  # its owner is told, and it goes on by itself
            return
        self._without = show_without_tray(self._bridge, self)
        self.notifications = Notifications(self._bridge, self._tell, window.isActiveWindow, self)
        if tray.available():
            self._make_tray()

    def begin(self, *, hidden: bool) -> None:
        """Shows the window, or, started with the session, only the icon; a tray may come a little later."""
        if not hidden or self._bridge.is_guest:
            self._window.show()
        elif self.tray is None:
            self._look.start()
        self._bridge.show(self._window.isVisible())

    def look(self) -> None:
        """Counts in the window changed."""
        if self.tray is not None:
            self.tray.look()

    def keeps(self) -> bool:
        """Whether closing the window hides it; asks once where there is no tray, and hides then by itself."""
        if self._bridge.is_guest:
            return False
        chosen = self._bridge.view.value(KEEP)
        keep = chosen in (True, "true") or (chosen is None and self.tray is not None)
        if keep:
            self._hide()
            return True
        if chosen is not None:
            return False
        self._ask()
        return True

    def _hide(self) -> None:
        self._window.save()
        self._window.hide()
        if self.tray is not None and self._bridge.view.value(NOTICED) is None:
            self._bridge.view.setValue(NOTICED, True)
            self.tray.tell(
                self.tr("Towline goes on here"),
                self.tr(
                    "Closing the window leaves this icon. Quit stands in its menu. You will not be reminded again."
                ),
                "",
            )

    def _ask(self) -> None:
        if self._asked is not None and isValid(self._asked) and self._asked.isVisible():
            return
        text = self.tr("Keep running in the background? The window comes back when you start Towline again.")
        self._asked = question(
            self._window, self.tr("Close"), text, self.tr("Quit"), self.tr("Keep running"), self._left, self._kept
        )

    def _kept(self) -> None:
        self._bridge.view.setValue(KEEP, True)
        self._hide()

    def _left(self) -> None:
        self._bridge.view.setValue(KEEP, False)
        self._window.quit()

    def _make_tray(self) -> None:
        self.tray = tray.Tray(self._bridge, self._window, self)
        self.tray.open_asked.connect(self._window.come)
        self.tray.send_asked.connect(self._window.send_from_tray)
        self.tray.settings_asked.connect(self._window.settings_from_tray)
        self.tray.quit_asked.connect(self._window.quit)
        self.tray.icon.show()

    def _look_again(self) -> None:
        self._looks += 1
        if tray.available():
            self._look.stop()
            self._make_tray()
        elif self._looks >= PATIENCE:
            self._look.stop()
            self._window.show()

    def _tell(self, title: str, text: str, page: str) -> None:
        if self.tray is not None and self.tray.icon.supportsMessages():
            self.tray.tell(title, text, page)
        else:
            self._without(title, text, page)

    def end(self) -> None:
        self._look.stop()
        if self.tray is not None:
            self.tray.icon.hide()
