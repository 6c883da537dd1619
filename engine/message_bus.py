"""The message buses (D-Bus) on which Linux tells of power and network and takes notifications. The only file with jeepney.

Hides: finding the bus, messages, what a failed call looks like. Promises: a call takes at most `PATIENCE` seconds and
raises `NotKnown`, with a reason, for everything that is in the way: no bus, no such service, no right. Thread-safe.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

log = logging.getLogger("towline.bus")

PATIENCE = 2.0  # seconds


class NotKnown(Exception):
    """This computer does not say, or does not do it; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Place:
    """An object of a service and the interface of it that is meant."""

    service: str
    path: str
    interface: str


class MessageBus:
    """One connection, made at the first call and again after it broke; to the bus of the system or of this session."""

    def __init__(self, *, session: bool = False) -> None:
        self._name = "SESSION" if session else "SYSTEM"
        self._lock = threading.Lock()
        self._connection: Any = None

    def property(self, place: Place, name: str) -> object:
        """Its value as Python has it."""
        properties = Place(place.service, place.path, "org.freedesktop.DBus.Properties")
        ((_, value),) = self.call(properties, "Get", "ss", (place.interface, name))
        return value

    def call(self, place: Place, method: str, signature: str = "", given: tuple[object, ...] = ()) -> tuple[Any, ...]:
        """What the method gives. A file descriptor in it is jeepney's wrapper, which `close()` closes."""
        try:
            from jeepney import DBusAddress, new_method_call  # late: only Linux has it
            from jeepney.wrappers import DBusErrorResponse, unwrap_msg
        except ImportError:
            raise NotKnown("there is no message bus on this system") from None
        address = DBusAddress(place.path, place.service, place.interface)
        message = new_method_call(address, method, signature or None, given)
        with self._lock:
            try:
                reply = self._connected().send_and_get_reply(message, timeout=PATIENCE)
                return tuple(unwrap_msg(reply))
            except DBusErrorResponse as error:
                raise NotKnown(str(error.name)) from None
            except Exception as error:  # whatever a broken bus or a garbled answer raises
                self._let_go()
                raise NotKnown(f"the message bus cannot be used ({type(error).__name__})") from error

    def told(self, place: Place, method: str, signature: str, given: tuple[object, ...]) -> bool:
        """As `call`, where nothing depends on it: whether it was taken."""
        try:
            self.call(place, method, signature, given)
        except NotKnown as error:
            log.debug("nobody takes it: %s", error)
            return False
        return True

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _connected(self) -> Any:
        from jeepney.io.blocking import open_dbus_connection  # late: only Linux has it

        if self._connection is None:
            self._connection = open_dbus_connection(self._name, enable_fds=True)
        return self._connection

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.close()
