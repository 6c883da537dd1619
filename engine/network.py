"""This computer's network: whether it is paid for by the byte, and whether it became another one.

Hides: NetworkManager over D-Bus (Linux), Windows' connection cost, interfaces and routes. Promises: nothing raises and
no packet is sent; what is not known is said so.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress

from engine.message_bus import MessageBus, NotKnown, Place

_MANAGER = Place("org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager", "org.freedesktop.NetworkManager")
_METERED = {1: "yes", 2: "no", 3: "yes", 4: "no"}  # NMMetered: yes, no, guessed yes, guessed no; 0 unknown
_PLACES = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))  # for documentation: nobody's
_INTERFACES = "/sys/class/net"
_ASK_WINDOWS = (
    "[void][Windows.Networking.Connectivity.NetworkInformation, Windows, ContentType=WindowsRuntime];"
    "[Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile()"
    ".GetConnectionCost().NetworkCostType"
)
_WINDOWS_AGAIN = 60.0  # seconds; asking costs half a second of a processor there


class Network:
    def __init__(self, bus: MessageBus | None = None) -> None:
        self._bus = bus or MessageBus()
        self._windows: tuple[float, str] = (float("-inf"), "")

    def metered(self) -> str:
        """`yes`, `no`, or "" where this computer does not say."""
        if sys.platform == "win32":
            return self._of_windows()
        try:
            return _METERED.get(int(str(self._bus.property(_MANAGER, "Metered"))), "")
        except (NotKnown, ValueError):
            return ""

    def mark(self) -> str:
        """Something that changes when the network does: addresses that packets would leave from, cables and radios that
        are on. "" while there is none at all."""
        return " ".join([*self._addresses(), *self._carriers()])

    def close(self) -> None:
        self._bus.close()

    def _addresses(self) -> list[str]:
        found = []
        for family, address in _PLACES:
            with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
                asking.connect((address, 9))  # of a datagram socket: it only chooses a route
                found.append(str(asking.getsockname()[0]))
        return found

    def _carriers(self) -> list[str]:
        """Linux only: also a network without a way to anywhere else counts."""
        found = []
        with suppress(OSError):
            for name in sorted(os.listdir(_INTERFACES)):
                with suppress(OSError), open(f"{_INTERFACES}/{name}/carrier") as carrier:  # unreadable while it is down
                    if name != "lo" and carrier.read().strip() == "1":
                        found.append(name)
        return found

    def _of_windows(self) -> str:
        asked, known = self._windows
        if time.monotonic() - asked > _WINDOWS_AGAIN:
            known = ""
            with suppress(OSError, subprocess.SubprocessError):
                said = subprocess.run(
                    ["powershell", "-NoProfile", "-NonInteractive", "-Command", _ASK_WINDOWS],
                    capture_output=True, text=True, timeout=20, check=False,
                ).stdout.strip()  # fmt: skip
                known = {"Unrestricted": "no", "Fixed": "yes", "Variable": "yes"}.get(said, "")
            self._windows = (time.monotonic(), known)
        return known
