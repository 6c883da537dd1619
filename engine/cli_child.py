"""The engine that a window starts beside itself, by a verb that stands in no help.

Hides: what ends it. Promises: it lasts until its window is gone and nobody else is inside its door, or until SIGTERM;
Ctrl-C and a lost terminal are the window's affair, not its.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from dataclasses import replace

from engine.api import Reach
from engine.child import Parent
from engine.cli_log import LogFile
from engine.cli_parser import CHILD, Verbs
from engine.cli_session import Command
from engine.errors import Exit, TowlineError

GRACE = 5.0  # seconds that transfers get to stop at a good place
LEAVING = 0.5  # seconds in which its window and who came with it are out of the door
LOOK = 0.25  # seconds between two looks at whether others are still inside
LOWER = 5  # of nice: a third of the processor that the window gets where both want all of it

log = logging.getLogger("towline.child")


def add_verbs(verbs: Verbs) -> None:
    verbs.add(CHILD, serve, "run the engine of a window, as its child")


def serve(command: Command) -> int:
    """An engine for the window at the other end of the pipes, which gets a processor before it."""
    if sys.platform != "win32":  # there, its parent says so when it is made
        os.nice(LOWER)
    parent = Parent()
    ended: list[int] = []

    def end(number: int, _: object) -> None:
        ended.append(number)
        parent.end()

    signal.signal(signal.SIGTERM, end)
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    try:
        with replace(command, ask=parent.ask).session(grace=GRACE, reach=Reach.ALL) as session:
            parent.ready(own=not session.remote)
            if not session.remote:
                with LogFile(session.engine, command.settings(secrets=False).agent, command.profile):
                    parent.gone.wait()
                    if not ended and not session.alone(LEAVING):
                        parent.staying()
                    while not ended and not session.alone(LOOK):
                        pass
        return Exit.DONE
    except TowlineError as error:
        return _failed(parent, error)
    except OSError as error:
        path, reason = error.filename or command.profile, error.strerror or str(error)
        return _failed(parent, TowlineError("disk", path=path, done="used", reason=reason, details=repr(error)))
    except Exception as fault:  # said by the window, which has a place for it
        log.exception("fault while the engine started")
        return _failed(parent, TowlineError("bug", reason=type(fault).__name__, details=repr(fault)))


def _failed(parent: Parent, error: TowlineError) -> int:
    parent.failed(error)
    return error.exit_code
