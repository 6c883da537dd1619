"""What systemd wants to hear of a service with Type=notify, over its datagram socket.

Hides: the protocol of sd_notify. Promises: outside of such a service every call does nothing; a socket that went away
is no reason to end.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from contextlib import suppress


class Notifier:
    """`watchdog`: seconds within which systemd wants to hear `alive`; 0 if it does not."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        asked = environ.get("WATCHDOG_USEC", "")
        self.watchdog = int(asked) / 1e6 if asked.isdigit() else 0.0
        self._status = ""
        self._alive_at = 0.0

    def ready(self) -> None:
        self._send("READY=1")

    def reloading(self) -> None:
        self._send(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        self._send("STOPPING=1\nSTATUS=Ending")

    def status(self, text: str) -> None:
        """One line for `systemctl status`; the same again is not sent."""
        if text != self._status:
            self._status = text
            self._send(f"STATUS={text}")

    def alive(self) -> None:
        """To be called often; sent three times within what the watchdog allows."""
        now = time.monotonic()
        if self.watchdog and now - self._alive_at >= self.watchdog / 3:
            self._alive_at = now
            self._send("WATCHDOG=1")

    def _send(self, text: str) -> None:
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.connect(address)
            out.send(text.encode())
