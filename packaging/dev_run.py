"""Running other programs: each in a process group of its own, which ends with it; and a line for each step.

Hides: signals, process groups, what moves on a terminal. Standard library only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from dev_setup import ROOT

OWN_GROUP = {"creationflags": 0x200} if os.name == "nt" else {"start_new_session": True}  # CREATE_NEW_PROCESS_GROUP


def run(command: list[str], env: dict, log: Path | None = None) -> tuple[int, str]:
    """Runs a command in a process group of its own, which ends with it however this process ends; (code, output).

    `log`: where its output goes. Without it the output is returned.
    """
    with open(log, "wb") if log else open(os.devnull, "rb") as file:
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=file if log else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **OWN_GROUP,
        )
        with ended_with(child):
            said, _ = child.communicate()
    return child.returncode, (said or b"").decode("utf-8", "replace")


def show(command: list[str], env: dict) -> int:
    """Like `run`; its output goes where ours goes."""
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, **OWN_GROUP)
    with ended_with(child):
        return child.wait()


class ended_with:
    """On the way out the child is interrupted, and after four seconds its whole group is killed."""

    def __init__(self, child: subprocess.Popen) -> None:
        self.child = child

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        if self.child.poll() is None:
            self.child.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGINT)
            try:
                self.child.wait(4)
            except subprocess.TimeoutExpired:
                self.child.kill()
        if os.name != "nt":
            try:
                os.killpg(self.child.pid, signal.SIGKILL)  # whoever it left behind
            except (ProcessLookupError, PermissionError):
                pass
        self.child.wait()


class Step:
    """One line: what, `ok` or not, how long; on a terminal it moves meanwhile."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.said = "ok"

    def __enter__(self) -> Step:
        self._began = time.monotonic()
        self._over = threading.Event()
        print(f"  {self.name} ", end="", flush=True)
        self._dots = 0
        self._mover = threading.Thread(target=self._move, daemon=True)
        self._mover.start()
        return self

    def _move(self) -> None:
        while sys.stdout.isatty() and not self._over.wait(1) and self._dots < 30:
            print(".", end="", flush=True)
            self._dots += 1

    def __exit__(self, kind: object, *_: object) -> None:
        self._over.set()
        self._mover.join()
        dots = "." * max(3, 40 - len(self.name) - self._dots)
        print(f"{dots} {'not done' if kind else self.said}   {lasted(time.monotonic() - self._began)}", flush=True)


def lasted(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 60 else f"{int(seconds) // 60} min {int(seconds) % 60} s"
