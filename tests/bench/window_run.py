"""What the figures of the window share: a screen to paint on, and a process that has the window of a profile."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kit import cpu
from profiles import Agent, environ

from engine.door import DOOR_FILE

CHILD = Path(__file__).with_name("window_watched.py")


class Windowed(Agent):
    """A profile with its window, whose engine is a child of its process. `how`: "shown" or "hidden"."""

    how = "shown"
    display = ""  # of an X server; "" paints without one
    began = 0.0  # seconds of CLOCK_MONOTONIC, when the process was made
    painted = 0.0
    start_cpu = 0.0  # seconds of processor time until then

    def launch(self) -> None:
        words = [sys.executable, str(CHILD), str(self.folder), self.how]
        around = environment(self.display, self.folder.parent)
        self.began = time.monotonic()
        with (self.folder / "window.log").open("ab") as log:
            self._child = subprocess.Popen(words, env=around, stdout=subprocess.PIPE, stderr=log)
        said = self._child.stdout
        assert said is not None
        self.painted, self.start_cpu = map(float, _line(said, self.folder).split()[1:])
        if self.how == "hidden":
            _line(said, self.folder)

    def stop(self) -> None:
        self.engine.stop()  # else the engine goes on for whoever asks it here
        super().stop()


def spent(agent: Agent) -> float:
    """Seconds of processor time of its engine and, if it has one, of its window's process."""
    engine = int(json.loads((agent.folder / DOOR_FILE).read_text())["pid"])
    return sum(cpu(pid) for pid in {agent.pid, engine})


def windowed(agent: Agent, how: str = "shown", display: str = "") -> Windowed:
    """The same profile, not started yet."""
    made = Windowed.__new__(Windowed)
    made.__dict__.update(agent.__dict__)
    made.how, made.display = how, display
    return made


def environment(display: str, folder: Path) -> dict[str, str]:
    """For a process with a window. What Python compiled is kept in `folder`, as it is in an installed program."""
    platform = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} if display else {"QT_QPA_PLATFORM": "offscreen"}
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    return {**environ(), **platform, **compiled}


def _line(said: IO[bytes], folder: Path) -> str:
    line = said.readline().decode()
    assert line, (folder / "window.log").read_text()[-2000:]
    return line


@contextmanager
def screen() -> Iterator[str]:
    """The name of an X display of our own, or "" where there is no Xvfb."""
    if not shutil.which("Xvfb"):
        yield ""
        return
    reads, writes = os.pipe()
    words = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        yield f":{number}" if number else ""
    finally:
        server.terminate()
        server.wait()
