"""`towline window`, and `towline` alone where there is a display: the window, if it is installed.

Hides: that the window is a package of its own, which the engine does not know: it is looked for by its name only.
Promises: without a window, `towline` alone is the status page and one line on why; the engine never loads Qt.
"""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import Any

from engine.cli_parser import Verbs
from engine.cli_session import Command
from engine.errors import TowlineError


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("window", window, more="paths")
    verb.add_argument("--hidden", action="store_true", help="start without showing the window, where there is a tray")
    verb.add_argument("paths", nargs="*", metavar="PATH", help="files and folders to send")


def window(command: Command) -> int:
    """Opens the window, or brings the open one of this profile to the front and hands it the paths."""
    problem = _problem(command)
    if problem:
        raise TowlineError("no-display", reason=problem)
    return int(_part("app").main(command, command.args.paths))


def alone(command: Command) -> int:
    """`towline` and nothing else."""
    from engine.cli_status import page  # late: so that --help is quick

    problem = _problem(command)
    if not problem and not command.args.json:
        return int(_part("app").main(command, []))
    code = page(command)
    if problem:
        command.screen.say(f"No window is opened here: {problem}.")
    return code


def _problem(command: Command) -> str:
    """Why there is no window, or nothing."""
    return str(_part("display").display_problem(command.environ)) if find_spec("gui") else "it is not installed"


def _part(name: str) -> Any:
    return importlib.import_module(f"gui.{name}")
