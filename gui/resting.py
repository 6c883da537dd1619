"""Nothing moves under the pointer: who wants to re-order a list waits until the pointer lies still or is elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView

STILL_MS = 1000
LEAST_MS = 200  # so that many changes in a row are one


class PointerRest(QObject):
    """Watches the pointer over one list. `rested` follows each `wait` once."""

    rested = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._viewport = view.viewport()
        self._viewport.setMouseTracking(True)
        self._viewport.installEventFilter(self)
        self._moved = QElapsedTimer()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._look)

    def wait(self) -> None:
        if not self._later.isActive():
            self._later.start(max(LEAST_MS, self._left()))

    def _left(self) -> int:
        """Milliseconds until the pointer was still for long enough, if it does not move again."""
        if not self._viewport.underMouse() or not self._moved.isValid():
            return 0
        return max(0, STILL_MS - self._moved.elapsed())

    def _look(self) -> None:
        left = self._left()
        if left:
            self._later.start(left)
        else:
            self.rested.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Enter):
            self._moved.start()
        return False
