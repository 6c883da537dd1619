"""Python's search for cyclic garbage, moved into the window's thread.

Hides: gc. Why: it runs in whichever thread allocates, and an engine thread that happens to free a widget there ends the
process (seen as a segmentation fault in QWidget::destroy; the same when it runs within a destructor of Qt's). Promises:
nothing is collected elsewhere, young objects every second, all of them while nobody types or points.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

YOUNG_MS = 1000
CALM = 5.0  # seconds without keys and pointer before all objects are looked at: that takes up to a tenth of a second
LATEST = 120.0  # seconds after which it is done whatever a person does


class Collector(QObject):
    """Lives as long as the application; `stop` gives the search back to Python."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        gc.disable()
        self._touched = self._whole = time.monotonic()
        self._timer = QTimer(self, interval=YOUNG_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self._touched = time.monotonic()
        return False

    def _collect(self) -> None:
        now = time.monotonic()
        calm = now - self._touched > CALM
        if (calm and now - self._whole > CALM) or now - self._whole > LATEST:
            self._whole = now
            gc.collect()
        else:
            gc.collect(1)

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()
