"""Tries a built Towline as its users would: nothing but its folder, a home of its own and, for the window, an empty X display.

Promises: no Python and no Java of this computer is used (PATH leads nowhere); all that it started has ended afterwards.
Kafka's jars are those of TOWLINE_JARS, else they are fetched.
"""

from __future__ import annotations

import contextlib
import filecmp
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from dev_run import Step  # noqa: E402

PATIENCE = 120.0  # seconds any one thing may take: a busy machine starts a Java in 25
PICTURE = ROOT / ".test" / "build-window.png"


class Failed(Exception):
    """What went wrong, for a person."""


class Program:
    """The built program with a home of its own."""

    def __init__(self, program: Path, home: Path) -> None:
        self.program = str(program)
        self.home = home
        way_out = ("REQUESTS_CA_BUNDLE", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy")  # Kafka is fetched by it
        kept = ("LANG", "LC_ALL", "TOWLINE_JARS", "SYSTEMROOT", "WINDIR", *way_out)
        self.environ = {name: os.environ[name] for name in kept if name in os.environ}
        self.environ |= {
            "HOME": str(home),
            "PATH": str(home / "nowhere"),
            "TMPDIR": str(home),
            "TOWLINE_PROFILE": str(home / "profile"),
            "TOWLINE_STATE": str(home / "state"),
            "TOWLINE_VAULT__KIND": "file",
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [self.program, *words], env=self.environ, cwd=self.home, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True
        )  # fmt: skip

    def run(self, *words: str) -> str:
        """What it said; a bad end is a failure."""
        child = self.start(*words)
        return self.ended(child, f"towline {' '.join(words)}")

    def ended(self, child: subprocess.Popen[str], what: str) -> str:
        try:
            said, complained = child.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            raise Failed(f"{what!r} did not end in {PATIENCE:.0f} s.") from None
        if child.returncode:
            raise Failed(f"{what!r} ended with {child.returncode}: {complained or said}")
        return said

    def rows(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run(*words, "--json").splitlines()]


def main(folder: Path) -> None:
    """Raises Failed."""
    program = folder / ("towline.exe" if sys.platform == "win32" else "towline")
    with tempfile.TemporaryDirectory(prefix="towline-smoke-") as home:
        towline = Program(program, Path(home))
        with Step("towline version, --help, doctor"):
            versions = towline.run("version") + towline.run("--help")
            if "librdkafka" not in versions + towline.run("doctor") or "practice" not in versions:
                raise Failed(f"Its version is not told: {versions}")
        try:
            with Step("towline practice start"):
                towline.run("practice", "start")
            _send_and_fetch(towline, "send, get")
            _with_agent(towline)
            if sys.platform == "linux":
                _with_window(towline)
        finally:
            with Step("towline practice stop"):
                towline.run("practice", "stop")
        _nothing_left(Path(home))


def _send_and_fetch(towline: Program, what: str, size: int = 3_000_000) -> None:
    source, inbox = (towline.home / f"{what}-{end}".replace(", ", "-").replace(" ", "-") for end in ("out", "in"))
    source.mkdir()
    (source / "größe.bin").write_bytes(os.urandom(size))
    (source / "note.txt").write_text("towline\n" * 5000, "utf-8")
    with Step(what):
        sent = towline.rows("send", str(source), "--to", "me", "--cluster", "practice")[-1]
        towline.run("get", sent["id"], "--to", str(inbox))
        names = sorted(path.name for path in source.iterdir())
        there = next((path.parent for path in inbox.rglob("note.txt")), inbox)
        _, wrong, missing = filecmp.cmpfiles(source, there, names, shallow=False)
        if wrong or missing:
            raise Failed(f"What was fetched differs: {wrong or missing} in {there}")


def _with_agent(towline: Program) -> None:
    agent = towline.start("agent")
    with _ended(agent):
        _until(lambda: _engine_of(towline), "The agent did not answer")
        _send_and_fetch(towline, "send, get through the agent")
        agent.send_signal(signal.SIGTERM)
        towline.ended(agent, "towline agent")


def _with_window(towline: Program) -> None:
    with _display(towline.home) as (name, screen):
        towline.environ |= {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        window = towline.start("window")
        with _ended(window):
            with Step("the window is there, with its engine"):
                _until(lambda: _colours(screen) > 50 or window.poll() is not None, "The window was not painted")
                _until(lambda: _engine_of(towline) or window.poll() is not None, "The window's engine did not answer")
                if window.poll() is not None:
                    towline.ended(window, "towline window")
                    raise Failed("The window ended by itself.")
            _send_and_fetch(towline, "send, get through the window")
            time.sleep(1)  # the picture is to have what was sent
            _save_picture(screen)
            with Step("the window is closed"):
                window.send_signal(signal.SIGTERM)
                towline.ended(window, "towline window")
        del towline.environ["DISPLAY"]


def _engine_of(towline: Program) -> bool:
    """Whether some process runs an engine for the profile."""
    return "No Towline runs" not in towline.run("doctor")


def _nothing_left(home: Path) -> None:
    """No process runs from what is being removed. Linux."""
    if sys.platform != "linux":
        return
    mine = os.fsencode(home)

    def left() -> list[str]:
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mine in (folder / "environ").read_bytes() and int(folder.name) != os.getpid():
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:100])
        return found

    _until(lambda: not left(), f"Processes are left: {left()}")


@contextlib.contextmanager
def _ended(child: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()


def _until(true: Callable[[], bool], wrong: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise Failed(f"{wrong} within {PATIENCE:.0f} s.")
        time.sleep(0.2)


# --- a screen without a monitor ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def _display(folder: Path) -> Iterator[tuple[str, Path]]:
    """An X display of our own: its name, and the file that is its screen."""
    reads, writes = os.pipe()
    words = ["-displayfd", str(writes), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-fbdir", str(folder)]
    server = subprocess.Popen(["Xvfb", *words], pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with open(reads, encoding="ascii") as answer:
            number = answer.readline().strip()
        if not number:
            raise Failed("Xvfb did not start.")
        yield f":{number}", folder / "Xvfb_screen0"
    finally:
        server.terminate()
        server.wait()


def _pixels(screen: Path) -> bytes:
    """Of an XWD file of 32 bits a pixel: what follows its head and colours."""
    data = screen.read_bytes()
    head, colours = (int.from_bytes(data[at : at + 4], "big") for at in (0, 76))
    return data[head + 12 * colours :]


def _colours(screen: Path) -> int:
    row = 4 * 1280
    pixels = _pixels(screen)[200 * row : 400 * row]
    return len({pixels[at : at + 4] for at in range(0, len(pixels), 4)})


def _save_picture(screen: Path) -> None:
    from PySide6.QtGui import QImage

    PICTURE.parent.mkdir(exist_ok=True)
    QImage(_pixels(screen), 1280, 800, 4 * 1280, QImage.Format.Format_RGB32).save(str(PICTURE))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist" / "towline"))
    except Failed as error:
        sys.exit(f"\n{error}")
