"""This computer as a test wants it: its battery, its sleep and its network."""

from __future__ import annotations

import threading

from engine.network import Network
from engine.power import Battery, Power


class FakePower(Power):
    """`sleeps` are the seconds slept so far; `awake` holds what was asked for, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Battery | None = None
        self.sleeps = 0.0
        self.awake: list[bool] = []
        self.changed = threading.Condition()
        self.refuses = False
        self.looks = 0

    def battery(self) -> Battery | None:
        return self.found

    def slept(self) -> float:
        return self.sleeps

    def keep_awake(self, on: bool) -> str:
        with self.changed:
            self.looks += 1
            if not self.awake or self.awake[-1] is not on:
                self.awake.append(on)
                self.changed.notify_all()
        return ("no" if self.refuses else "yes") if on else ""


class FakeNetwork(Network):
    def __init__(self) -> None:
        super().__init__()
        self.meter = ""
        self.place = "192.168.1.7 eth0"

    def metered(self) -> str:
        return self.meter

    def mark(self) -> str:
        return self.place
