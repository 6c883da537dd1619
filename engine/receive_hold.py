"""Why a fetch does not take part now, and when it is tried again.

Promises: what only a person or the world outside can change is looked at again by itself, none too often; what mends by
itself is tried at growing intervals.
"""

from __future__ import annotations

import errno
import time
from dataclasses import dataclass, field

from engine.api import Now
from engine.errors import TowlineError
from engine.meter import Backoff, pause_of

_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(slots=True)
class Hold:
    """Why a fetch does not take part, and until when (monotonic)."""

    error: TowlineError
    until: float
    backoff: Backoff = field(default_factory=lambda: Backoff(1.0, 60.0))
    done: int = -1  # bytes that were in place when it met the error: more of them mean that it is over

    def meets(self, error: TowlineError) -> None:
        """This is in the way now: it is tried again after a while."""
        self.error = error
        self.until = time.monotonic() + pause_of(error, self.backoff)


def of_folder(error: TowlineError) -> TowlineError:
    """What only a person can mend of what a disk says: nothing can be written there. Others as they are."""
    cause = error.__cause__
    if error.word != "disk" or not isinstance(cause, OSError) or cause.errno not in _CLOSED:
        return error
    facts = {name: error.facts[name] for name in ("path", "done", "reason")}
    return TowlineError("folder-closed", details=error.details, **facts)


def now_of(phase: str, hold: Hold | None) -> Now:
    """What a fetch does at this moment, as far as `hold` lets it."""
    if hold is None:
        return Now(phase)
    wait = hold.until - time.monotonic()
    return Now("waiting", hold.backoff.attempt, time.time() + max(0.0, wait), hold.error.what, hold.error.todo)
