"""How this Towline is started once more: as a child, by a service, with the session.

Hides: whether it runs from a checkout, from an installed package, or as a frozen program, where `sys.executable` is not Python
but Towline itself. Promises: the words name a program by its whole path. `engine/kafka_keeper.py` knows by itself how it is
started: it runs without the rest.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

WINDOW_EXE = "towlinew.exe"  # frozen on Windows: the same program without a console
# For Popen on Windows: no console opens beside a window; others get a processor first.
NO_CONSOLE: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
BEHIND: int = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


def child_words() -> list[str]:
    """This very Towline, from wherever it was loaded. The current folder is never searched for its files."""
    if is_frozen():
        return [_command_exe()]
    root = str(Path(__file__).parents[1])
    start = f"import sys; sys.path.insert(0, {root!r}); from engine.cli import main; sys.exit(main())"
    return [sys.executable, "-P", "-c", start]


def command_words() -> list[str]:
    """The command `towline` of this Towline, as it can be written down and started from anywhere later on."""
    if is_frozen():
        return [_command_exe()]
    name = "towline.exe" if sys.platform == "win32" else "towline"
    start = Path(sys.argv[0]).absolute()
    if start.stem == "towline" and os.access(start, os.X_OK) and start.is_file():
        return [str(start)]
    beside = Path(sys.executable).with_name(name)
    if beside.exists():
        return [str(beside)]
    return [sys.executable, "-m", "engine.cli"]


def window_words() -> list[str]:
    """The same for a window: without a console where there is a program for that."""
    exe = Path(sys.executable).with_name(WINDOW_EXE)
    return [str(exe)] if is_frozen() and exe.exists() else command_words()


def is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _command_exe() -> str:
    exe = Path(sys.executable)
    return str(exe.with_name("towline.exe")) if exe.name.lower() == WINDOW_EXE else str(exe)
