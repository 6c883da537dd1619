"""`towline agent` on a computer that a test rules over: its disk can fail, it can fall asleep, its clock can be wrong.

While PROFILE/disk-fault holds the name of an errno, writes meet it. PROFILE/computer holds how many seconds its clock is
ahead and how many it has slept; it is read at the start and at each SIGUSR2. SIGUSR1 makes it say where each of its
threads is.

python agent_child.py PROFILE
"""

from __future__ import annotations

import errno
import faulthandler
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.cli import main
from engine.power import Power

profile = sys.argv[1]
fault = Path(profile) / "disk-fault"
computer = Path(profile) / "computer"
facts = {"ahead": 0.0, "slept": 0.0}
right_time = time.time


def failing(real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*given: Any) -> Any:
        if fault.exists():
            number = getattr(errno, fault.read_text())
            raise OSError(number, os.strerror(number))
        return real(*given)

    return call


def look(*_: object) -> None:
    if computer.exists():
        facts.update(json.loads(computer.read_text()))


faulthandler.register(signal.SIGUSR1, all_threads=True)
signal.signal(signal.SIGUSR2, look)
look()
time.time = lambda: right_time() + facts["ahead"]
Power.slept = lambda self: facts["slept"]  # type: ignore[method-assign]
for name in ("pwrite", "fdatasync"):  # of received files; the journal's writes are SQLite's own
    setattr(os, name, failing(getattr(os, name)))
sys.exit(main(["--profile", profile, "agent"]))
