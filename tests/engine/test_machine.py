"""What this computer tells of its power and network, and what is done where it does not tell.

The message bus is a small one of the test's own: it speaks D-Bus to one client and answers as logind and NetworkManager do.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from engine import power
from engine.message_bus import MessageBus, NotKnown, Place
from engine.network import Network
from engine.power import Battery, Power

if sys.platform != "linux":
    pytest.skip("only Linux has such a bus", allow_module_level=True)

from jeepney import HeaderFields, MessageType, Parser
from jeepney.fds import FileDescriptor
from jeepney.low_level import Message
from jeepney.wrappers import new_error, new_method_return

SILENCE = Place("org.example.Silence", "/", "org.example.Silence")


class Bus:
    """Serves one client after the other. `metered`: NetworkManager's number, None: it does not run. `holds`: the ends of
    pipes given for inhibitions: readable at its end once the client let go."""

    def __init__(self, path: Path) -> None:
        self.metered: int | None = 2
        self.refuses = False
        self.asked: list[tuple[object, ...]] = []
        self.holds: list[int] = []
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen(4)
        self._clients: list[socket.socket] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self._clients.append(client)
            with client:
                self._serve(client)

    def _serve(self, client: socket.socket) -> None:
        try:
            while (line := self._line(client).strip(b"\0\r\n")) != b"BEGIN":
                client.sendall(b"AGREE_UNIX_FD\r\n" if line == b"NEGOTIATE_UNIX_FD" else b"OK 1234\r\n")
            parser = Parser()
            while data := client.recv(4096):
                parser.add_data(data)
                while (message := parser.get_next_message()) is not None:
                    self._answer(client, message)
        except OSError:
            return  # the client broke off

    def _line(self, client: socket.socket) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            line += client.recv(1) or b"BEGIN\n"
        return line

    def _answer(self, client: socket.socket, message: Message) -> None:
        method, service = (message.header.fields.get(each) for each in (HeaderFields.member, HeaderFields.destination))
        assert message.header.message_type is MessageType.method_call
        self.asked.append((method, *message.body))
        if service == SILENCE.service:
            return
        given: list[FileDescriptor] = []
        if method == "Hello":
            reply = new_method_return(message, "s", (":1.1",))
        elif method == "Get" and self.metered is not None:
            reply = new_method_return(message, "v", (("u", self.metered),))
        elif method == "Inhibit" and not self.refuses:
            mine, yours = os.pipe()
            self.holds.append(mine)
            given.append(FileDescriptor(yours))
            reply = new_method_return(message, "h", (given[0],))
        else:
            reply = new_error(message, "org.freedesktop.DBus.Error.ServiceUnknown", "s", ("it is not there",))
        descriptors: list[int] = []
        data = reply.serialise(len(self.asked), fds=descriptors)  # type: ignore[arg-type]
        socket.send_fds(client, [data], descriptors)
        for each in given:
            each.close()

    def let_go(self) -> bool:
        """The client lets the computer sleep again."""
        return os.read(self.holds[-1], 1) == b""

    def close(self) -> None:
        with suppress(OSError):  # closed already
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for client in self._clients:
            with suppress(OSError):  # the client left
                client.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        while self.holds:
            os.close(self.holds.pop())


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    path = tmp_path / "bus"
    served = Bus(path)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={path}")
    yield served
    served.close()


@pytest.fixture
def no_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'nowhere'}")


@pytest.mark.parametrize(("number", "said"), [(0, ""), (1, "yes"), (2, "no"), (3, "yes"), (4, "no"), (None, "")])
def test_networkmanager_says_whether_the_network_is_metered(bus: Bus, number: int | None, said: str) -> None:
    bus.metered = number
    network = Network()
    assert network.metered() == said
    assert ("Get", "org.freedesktop.NetworkManager", "Metered") in bus.asked
    network.close()


def test_the_computer_is_kept_awake_until_it_may_sleep(bus: Bus) -> None:
    power = Power()
    assert [power.keep_awake(True), power.keep_awake(True)] == ["yes", "yes"]
    assert [asked for asked in bus.asked if asked[0] == "Inhibit"] == [
        ("Inhibit", "sleep:idle", "Towline", "Files are on their way", "block")
    ]
    assert power.keep_awake(False) == ""
    assert bus.let_go()
    assert power.keep_awake(True) == "yes" and len(bus.holds) == 2
    power.close()
    assert bus.let_go()


def test_a_refusal_is_asked_for_once_while_bytes_move(bus: Bus) -> None:
    bus.refuses = True
    power = Power()
    assert [power.keep_awake(True), power.keep_awake(True)] == ["no", "no"]
    assert [asked[0] for asked in bus.asked].count("Inhibit") == 1
    power.keep_awake(False)
    bus.refuses = False
    assert power.keep_awake(True) == "yes"
    power.close()


def test_what_is_not_known_is_no_error(no_bus: None) -> None:
    network, machine = Network(), Power()
    assert network.metered() == ""
    assert machine.keep_awake(True) == "no" and machine.keep_awake(False) == ""
    with pytest.raises(NotKnown, match="the message bus cannot be used"):
        MessageBus().property(SILENCE, "Metered")
    network.close()
    machine.close()


def test_a_service_that_says_nothing_holds_up_nobody(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.message_bus.PATIENCE", 0.1)
    asking = MessageBus()
    with pytest.raises(NotKnown):
        asking.call(SILENCE, "Speak")
    asking.close()


def test_the_bus_is_looked_for_again_after_it_broke(bus: Bus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network()
    assert network.metered() == "no"
    bus.close()
    assert network.metered() == ""
    other = Bus(tmp_path / "other")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'other'}")
    other.metered = 1
    assert network.metered() == "yes"
    network.close()
    other.close()


def test_the_mark_of_a_network_stays_while_it_does() -> None:
    network = Network()
    assert network.mark() == network.mark()


def test_sleep_is_told_apart_from_work() -> None:
    machine = Power()
    first = machine.slept()
    assert 0 <= machine.slept() - first < 1


def test_a_battery_is_read_in_whole_percent(monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    class Found:
        percent, power_plugged = 17.6, False

    monkeypatch.setattr(psutil, "sensors_battery", lambda: Found)
    assert power.Power().battery() == Battery(18, plugged=False)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None)
    assert power.Power().battery() is None
