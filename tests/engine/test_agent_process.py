"""An agent as systemd runs it: a process of its own, without Qt, small, and obedient."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from profiles import environ, json_lines, towline, towline_words

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="systemd and /proc are Linux'")

LARGEST = 90_000  # kB of memory while idle
SETTINGS = '[vault]\nkind = "file"\n[cluster.prod]\nbootstrap = ["127.0.0.1:9"]\n'


class Service:
    """The agent, and what it tells systemd."""

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "profile"
        self.profile.mkdir(mode=0o700)
        self.settings(SETTINGS)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(f"\0towline-test-{os.getpid()}")
        self._socket.settimeout(60)
        told = {"NOTIFY_SOCKET": f"@towline-test-{os.getpid()}", "WATCHDOG_USEC": "3000000"}
        self.child = subprocess.Popen(
            towline_words(self.profile, "agent", "--json"), env={**environ(), **told}, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )  # fmt: skip

    def settings(self, text: str) -> None:
        (self.profile / "towline.toml").write_text(text)
        (self.profile / "towline.toml").chmod(0o600)

    def hears(self, wanted: str) -> list[str]:
        """What was told until a message has a line that begins so."""
        lines: list[str] = []
        while not any(line.startswith(wanted) for line in lines):
            lines += self._socket.recv(4096).decode().splitlines()
        return lines

    def end(self) -> tuple[int, list[dict[str, object]], str]:
        self.child.send_signal(signal.SIGTERM)
        out, err = self.child.communicate(timeout=60)
        return self.child.returncode, [json.loads(line) for line in out.splitlines()], err.decode()

    def close(self) -> None:
        self.child.kill()
        self.child.communicate()
        self._socket.close()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path)
    yield made
    made.close()


def test_it_is_small_knows_no_qt_and_tells_systemd_what_it_does(service: Service) -> None:
    service.hears("READY=1")
    service.hears("STATUS=")
    service.hears("WATCHDOG=1")
    process = Path(f"/proc/{service.child.pid}")
    loaded = (process / "maps").read_text()
    assert not [word for word in ("Qt6", "PySide6", "shiboken") if word in loaded]
    (memory,) = [int(line.split()[1]) for line in (process / "status").read_text().splitlines() if "VmRSS" in line]
    assert memory <= LARGEST

    service.settings(SETTINGS.replace("bootstrap", "bootstap"))
    service.child.send_signal(signal.SIGHUP)
    service.hears("RELOADING=1")
    service.hears("READY=1")
    assert b"'bootstrap'" in towline(service.profile, "config", "reload", code=2)
    service.settings(SETTINGS)
    towline(service.profile, "config", "reload")
    kinds = {row.get("kind") for row in json_lines(towline(service.profile, "status", "--json"))}
    assert "figure" in kinds

    code, lines, err = service.end()
    service.hears("STOPPING=1")
    assert code == 0 and "The settings from before stay in use." in err
    events = [line["event"] for line in lines]
    assert events[0] == "started" and events[-1] == "ending" and "settings-broken" in events
