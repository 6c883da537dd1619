"""`towline window` in a process of its own: on a display made for it, or on Qt's platform that shows nothing.

Hides: Xvfb, its picture of the screen, how a process says what it sees. The words a child understands are in
window_child.py.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from profiles import Profile, environ, until

from engine.door import DOOR_FILE, EngineSurface, connect
from engine.errors import TowlineError
from engine.settings import lock_profile

CHILD = Path(__file__).with_name("window_child.py")


class Display:
    """An X server of our own. `name`: for DISPLAY."""

    def __init__(self, name: str, picture: Path) -> None:
        self.name = name
        self._picture = picture

    def colours(self) -> int:
        """How many colours the screen shows now; 1 is a blank one."""
        found = self._picture.read_bytes()
        header = struct.unpack(">25I", found[:100])
        start = header[0] + header[19] * 12
        pixels = found[start : start + header[12] * header[5]]
        return len({pixels[at : at + 4] for at in range(0, len(pixels), 4)})


@contextmanager
def display(folder: Path) -> Iterator[Display]:
    """Xvfb on a free number; its screen is a file in `folder`."""
    reads, writes = os.pipe()
    words = [
        "Xvfb",
        "-displayfd",
        str(writes),
        "-screen",
        "0",
        "1280x800x24",
        "-nolisten",
        "tcp",
        "-fbdir",
        str(folder),
    ]
    server = subprocess.Popen(words, pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield Display(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait()


def why_no_display() -> str:
    """Why X11 cannot be tried here, or nothing."""
    if not sys.platform.startswith("linux"):
        return "only Linux has X11"
    return "" if shutil.which("Xvfb") else "Xvfb is not installed (Debian, Ubuntu: apt install xvfb)"


def on(name: str) -> Mapping[str, str]:
    """The environment of a process with this display; "" is Qt's platform that shows nothing."""
    kept = {
        key: value for key, value in environ().items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE")
    }
    return {**kept, **({"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"} if name else {"QT_QPA_PLATFORM": "offscreen"})}


class Windowed(Profile):
    """Its engine is a child of the process of its window. `words`: what that does when the window is open."""

    def launch(self, shown_on: str, *words: str) -> None:
        """Starts the process and returns at once."""
        log = (self.folder / "window.log").open("ab")
        self.child = subprocess.Popen(
            [sys.executable, str(CHILD), str(self.folder), *words],
            env=on(shown_on), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        log.close()

    def begin(self, shown_on: str, *words: str) -> None:
        """Starts the process; ready when the window says that it is open."""
        self.launch(shown_on, *words)
        assert self.said() == {"word": "shown"}
        self.reach()

    def reach(self) -> None:
        """Waits until its engine can be asked."""
        found: EngineSurface | None = until(lambda: connect(self.folder), f"the engine of {self.name}")
        assert found is not None
        self.engine = found

    @property
    def engine_pid(self) -> int:
        return int(json.loads((self.folder / DOOR_FILE).read_text())["pid"])

    def is_free(self) -> bool:
        """Whether no engine has the profile."""
        try:
            lock_profile(self.folder).close()
        except TowlineError:
            return False
        return True

    def said(self) -> dict[str, Any]:
        """The next thing the child says; waits for it."""
        assert self.child.stdout is not None
        line = self.child.stdout.readline()
        assert line, self.log()[-2000:]
        return json.loads(line)  # type: ignore[no-any-return]

    def log(self) -> str:
        return (self.folder / "window.log").read_text()

    def leave(self) -> None:
        """Uses its engine no more: else that goes on without its window."""
        if hasattr(self, "engine"):
            self.engine.stop()

    def stop(self) -> None:
        self.leave()
        if not hasattr(self, "child"):  # never begun
            return
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe is not None:
                pipe.close()
