"""`towline agent` whose disk can be made to fail: while PROFILE/disk-fault holds the name of an errno, writes meet it.

SIGUSR1 makes it say where each of its threads is.

python agent_child.py PROFILE
"""

from __future__ import annotations

import errno
import faulthandler
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.cli import main

profile = sys.argv[1]
fault = Path(profile) / "disk-fault"


def failing(real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*given: Any) -> Any:
        if fault.exists():
            number = getattr(errno, fault.read_text())
            raise OSError(number, os.strerror(number))
        return real(*given)

    return call


faulthandler.register(signal.SIGUSR1, all_threads=True)
for name in ("pwrite", "fdatasync"):  # of received files; the journal's writes are SQLite's own
    setattr(os, name, failing(getattr(os, name)))
sys.exit(main(["--profile", profile, "agent"]))
