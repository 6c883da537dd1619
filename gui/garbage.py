"""Python's search for cyclic garbage, moved into the window's thread.

Hides: gc. Why: it runs in whichever thread allocates, and an engine thread that happens to free a widget there ends the
process (seen as a segmentation fault in QWidget::destroy; the same when it runs within a destructor of Qt's); and one look
at the objects of 100,000 rows stops the window for a tenth of a second. Promises: nothing is searched elsewhere, and at
most `MANY` objects at once, which takes some 7 ms; what is more than that is set aside without a look, and looked at when
the person is busy with another program.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

TICK_MS = 1000
WHOLE = 10.0  # seconds between two looks at what has outlived the first
MANY = 10_000
ASIDE = 600.0  # seconds between two looks at what was set aside


class Collector(QObject):
    """Lives as long as the application; `stop` gives the search back to Python."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        gc.disable()
        self._kept = 0  # objects not set aside, at most
        self._whole = self._aside = time.monotonic()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        now = time.monotonic()
        young = gc.get_count()[0]
        self._kept += young
        if self._kept > MANY:
            gc.freeze()  # takes no time, however many there are
            self._kept = 0
        elif now - self._whole > WHOLE:
            self._whole = now
            self._kept -= gc.collect()
        elif young:
            gc.collect(1)
        if now - self._aside > ASIDE and QGuiApplication.focusWindow() is None:
            self._aside = now
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._kept = 0

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
