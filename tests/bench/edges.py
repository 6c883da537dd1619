"""Many computers that join a fleet and send, some of them in each process, so that they do not wait for Python's one turn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from kit import memory
from profiles import ROOT

IN_ONE = 25  # engines of a process


class Edges:
    """Each is an engine with a profile and an identity of its own. They begin to join at once, and send when they are told to."""

    def __init__(self, folder: Path, invitation: Path, count: int, files: int, size: int) -> None:
        words = [sys.executable, str(Path(__file__).with_name("edges_child.py")), str(folder), str(invitation)]
        self._children = [
            subprocess.Popen(
                [*words, str(first), str(min(IN_ONE, count - first)), str(files), str(size)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            for first in range(0, count, IN_ONE)
        ]  # fmt: skip

    def joined(self) -> float:
        """Waits for the last one; seconds since they began."""
        return max(self._told("joined"))

    def send(self) -> None:
        """Their files are made, and they begin to send."""
        for child in self._children:
            assert child.stdin is not None
            child.stdin.write(b"send\n")
            child.stdin.flush()

    def stored(self) -> float:
        """Waits until all is stored; seconds since they were told to send."""
        return max(self._told("stored"))

    def cpu(self) -> float:
        """Seconds of processor time of their sending; after `stored`."""
        return sum(self._told("cpu"))

    def memory(self) -> int:
        return sum(memory(child.pid, "VmRSS") for child in self._children)

    def __enter__(self) -> Edges:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            if kind is None and child.stdin is not None:
                child.stdin.close()  # they stop
        for child in self._children:
            if kind is None:
                child.wait(120)
            child.kill()

    def _told(self, what: str) -> list[float]:
        lines = [json.loads(child.stdout.readline()) for child in self._children if child.stdout is not None]
        return [line[what] for line in lines]
