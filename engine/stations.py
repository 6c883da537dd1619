"""How the computers of a fleet are: this one in a few numbers, and the others as lists show them.

Hides: when a computer counts as silent or behind. Promises: nothing of names, paths or content is told.
"""

from __future__ import annotations

import time
from pathlib import Path

from engine import __version__, disk, journal_fleets
from engine.api_fleet import StationRow
from engine.fold_fleet import status_of
from engine.journal import Db, Journal, Row
from engine.keys import fingerprint_text
from engine.wire_fleet import Status

SILENT = 45 * 60.0  # seconds: three words of it did not come
BEHIND = 3600.0  # seconds that something waits to be sent
FAILED_FOR = 86_400.0  # seconds that a failed transfer counts as an error
FINE = (
    "unreachable",
    "timeout",
    "throttled",
    "cluster-busy",
)  # errors that mend by themselves: only being behind counts


def own_status(journal: Journal, cluster: str, role: str, folder: Path) -> Status:
    """This computer, as its administrators hear of it. `folder`: whose disk matters."""
    with journal.read() as db:
        waiting = journal_fleets.backlog(db, cluster)
        error = journal_fleets.last_error(db, cluster, time.time() - FAILED_FOR)
    return Status(
        version=__version__,
        role=role,
        files=waiting["files"],
        size=waiting["size"],
        oldest_ms=int(waiting["oldest"] * 1000),
        last_ms=int(waiting["last"] * 1000),
        error=error,
        free=disk.free_at(folder),
    )


def station_rows(db: Db, fingerprint: bytes | None = None) -> list[StationRow]:
    """All computers that joined by invitation or told how they are, or the one with this fingerprint, by name."""
    now = time.time()
    return [_shown(row, now) for row in journal_fleets.stations(db, fingerprint)]


def _shown(row: Row, now: float) -> StationRow:
    status = status_of(row)
    state = _state(status, row["at"] or 0.0, now)
    told = status or Status("", "", 0, 0, 0, 0, "", -1)
    return StationRow(
        name=row["name"],
        fingerprint=fingerprint_text(row["fingerprint"]),
        team=row["via"],
        seen=row["at"] or 0.0,
        version=told.version,
        role=told.role,
        files=told.files,
        size=told.size,
        oldest=told.oldest_ms / 1000,
        last=told.last_ms / 1000,
        free=told.free,
        error=told.error,
        state=state,
        care=state != "ok",
    )


def _state(status: Status | None, at: float, now: float) -> str:
    if status is None:
        return "never"
    if now - at > SILENT:
        return "silent"
    if status.error and status.error not in FINE:
        return "error"
    return "behind" if status.oldest_ms and now - status.oldest_ms / 1000 > BEHIND else "ok"
