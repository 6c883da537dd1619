"""`towline agent` that ends by SIGKILL at a named point: python crash_child.py POINT NTH PROFILE"""

from __future__ import annotations

import itertools
import os
import signal
import sys

from engine import bundle, points
from engine.cli import main

point, nth, profile = sys.argv[1:]
passes = itertools.count(1)  # its next() is one step, whichever thread takes it


def watch(passed: str) -> None:
    if passed == point and next(passes) == int(nth):
        os.kill(os.getpid(), signal.SIGKILL)


if point.startswith("send-growing"):  # after some chunks in place of 64 MB
    bundle.GROWING_BYTES, bundle.GROWING_SECONDS = 200_000, 0.0
points.watcher = watch
sys.exit(main(["--profile", profile, "agent"]))
