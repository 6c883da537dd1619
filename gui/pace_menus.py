"""Two menus that stand in several places: for how long everything rests, and how fast everything may go.

Hides: which engine call and which setting an entry is. Each is made anew when it opens, so it shows what holds now.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from engine import settings_edit
from engine.api import Snapshot
from engine.api_pace import PaceRow
from gui import words
from gui.bridge import Bridge
from gui.locked import place_if_locked

RATES = (250_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 50_000_000)  # bytes a second
MORNING = 8  # o'clock; until then tomorrow, everything may rest


def tomorrow(now: float) -> float:
    """Tomorrow morning."""
    day = datetime.fromtimestamp(now) + timedelta(days=1)
    return day.replace(hour=MORNING, minute=0, second=0, microsecond=0).timestamp()


class _PaceMenu(QMenu):
    needs = ""  # the method of the engine without which nothing in it can be done

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._pace = PaceRow()
        bridge.moved.connect(self._moved)
        self.aboutToShow.connect(self.fill)
        self.fill()

    def _moved(self, snapshot: Snapshot) -> None:
        self._pace = snapshot.pace

    def fill(self) -> None:
        raise NotImplementedError

    def _entry(self, text: str, act: Callable[[], object], *, checked: bool | None = None) -> QAction:
        entry = self.addAction(text)
        if checked is not None:
            entry.setCheckable(True)
            entry.setChecked(checked)
        entry.triggered.connect(lambda _=False: act())
        entry.setEnabled(self._bridge.may(self.needs))
        return entry

    def _ask(self, call: Callable[[], object]) -> None:
        self._bridge.ask(self, call, lambda _: self._bridge.look())


class PauseMenu(_PaceMenu):
    needs = "pause_all"

    def fill(self) -> None:
        self.clear()
        self.setTitle(self.tr("Pause everything"))
        engine = self._bridge.engine
        if self._pace.rests:
            self._entry(self.tr("Resume"), partial(self._ask, engine.go_on))
            self.addSeparator()
        self._entry(self.tr("For 30 minutes"), lambda: self._ask(lambda: engine.pause_all(time.time() + 1800)))
        self._entry(self.tr("For 2 hours"), lambda: self._ask(lambda: engine.pause_all(time.time() + 7200)))
        self._entry(self.tr("Until tomorrow 8:00"), lambda: self._ask(lambda: engine.pause_all(tomorrow(time.time()))))
        self._entry(self.tr("Until I resume"), partial(self._ask, engine.pause_all))


class LimitMenu(_PaceMenu):
    settings_asked = Signal()
    needs = "limited"

    def fill(self) -> None:
        self.clear()
        self.setTitle(self.tr("Speed limit"))
        limits, limited = self._bridge.settings.limits, self._pace.level == "limited"
        if self._bridge.is_guest:  # how fast stands in settings that are not this account's
            self._entry(self.tr("Off"), partial(self.limit, None), checked=not limited)
            ask = partial(self._ask, lambda: self._bridge.engine.limited(True))
            self._entry(self.tr("As its settings say"), ask, checked=limited)
            return
        free = not place_if_locked(self._bridge, "limits.up") and not place_if_locked(self._bridge, "limits.down")
        self._entry(self.tr("Off"), partial(self.limit, None), checked=not limited)
        for rate in sorted({*RATES, *(each for each in (limits.up, limits.down) if each)}):
            here = limited and limits.up == limits.down == rate
            entry = self._entry(words.rate(rate), partial(self.limit, rate), checked=here)
            entry.setEnabled(free)
        self.addSeparator()
        self._entry(self.tr("Limits and schedule…"), self.settings_asked.emit)

    def limit(self, rate: int | None) -> None:
        """Up and down, from now on; None takes the limits off until the week says something else."""
        engine, profile = self._bridge.engine, self._bridge.profile
        if rate is None:
            self._ask(lambda: engine.limited(False))
            return
        values = {"up": rate, "down": rate}
        self._bridge.edit(
            self, lambda: settings_edit.set_limits(profile, values), lambda _: self._ask(lambda: engine.limited(True))
        )

    def toggle(self) -> bool:
        """Turns the chosen limits on or off; False if none were chosen."""
        if not self._bridge.settings.limits.chosen:
            return False
        on = self._pace.level != "limited"
        self._ask(lambda: self._bridge.engine.limited(on))
        return True
