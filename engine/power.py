"""This computer's power: its battery, its sleep, and keeping it awake while bytes move.

Hides: psutil's battery, logind (Linux), SetThreadExecutionState (Windows), caffeinate (macOS), clocks that stand still
in sleep. Promises: nothing raises; what is not known is said so; a computer is not kept awake any longer than this
process lives. Belongs to one thread, as Windows counts who keeps it awake by thread.
"""

from __future__ import annotations

import ctypes
import logging
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from engine.message_bus import MessageBus, NotKnown, Place

log = logging.getLogger("towline.power")

_LOGIND = Place("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_WHY = "Files are on their way"
_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001
_WINDOWS_UNIT = 1e-7  # seconds; QueryUnbiasedInterruptTime counts in 100 ns


@dataclass(frozen=True, slots=True)
class Battery:
    """`percent`: how full. `plugged`: on mains."""

    percent: int
    plugged: bool


class Power:
    def __init__(self, bus: MessageBus | None = None) -> None:
        self._bus = bus or MessageBus()
        self._awake: Any = None  # what keeps it awake: let go by closing it
        self._refused = False

    def battery(self) -> Battery | None:
        """None without one, and where it is not known."""
        try:
            import psutil  # late: most engines never ask

            found = psutil.sensors_battery()
        except (AttributeError, OSError, RuntimeError, ValueError):
            return None
        if found is None:
            return None
        return Battery(round(found.percent), found.power_plugged is not False)

    def slept(self) -> float:
        """Seconds that this computer has slept since some moment in the past; it only grows. 0 where nobody tells."""
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
        if sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC_RAW) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
        if sys.platform == "win32":
            unbiased = ctypes.c_ulonglong()
            ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(unbiased))
            return time.monotonic() - unbiased.value * _WINDOWS_UNIT
        return 0.0

    def keep_awake(self, on: bool) -> str:
        """Keeps the computer from falling asleep, or lets it: "yes", "no" if it cannot, "" when off."""
        if not on:
            self._refused = False
            if self._awake is not None:
                log.debug("the computer may sleep")
                self._let_sleep()
            return ""
        if self._refused:
            return "no"  # asked for once while bytes move; the answer stays the same
        if self._awake is None or (sys.platform == "darwin" and self._awake.poll() is not None):
            try:
                self._awake = self._kept_awake()
            except (NotKnown, OSError) as error:
                log.info("the computer cannot be kept awake: %s", error)
                self._refused = True
                return "no"
        return "yes"

    def close(self) -> None:
        self.keep_awake(False)
        self._bus.close()

    def _kept_awake(self) -> Any:
        if sys.platform == "win32":
            if not ctypes.windll.kernel32.SetThreadExecutionState(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED):
                raise NotKnown("Windows refused it")
            return True
        if sys.platform == "darwin":
            return subprocess.Popen(["/usr/bin/caffeinate", "-i", "-w", str(os.getpid())])
        (descriptor,) = self._bus.call(_LOGIND, "Inhibit", "ssss", ("sleep:idle", "Towline", _WHY, "block"))
        return descriptor

    def _let_sleep(self) -> None:
        awake, self._awake = self._awake, None
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_ES_CONTINUOUS)
        elif sys.platform == "darwin":
            awake.terminate()
            awake.wait()
        else:
            with suppress(OSError):
                awake.close()
