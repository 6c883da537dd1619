"""What the journal knows of watched folders: which version of each path was sent, and which bundle carries the next one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engine.journal import Db, Row
from engine.journal_sends import CLOSED
from engine.watch_settle import Look


class Known(NamedTuple):
    """What is known of a path. `open`: it travels in `send`, which has not ended."""

    look: Look
    version: int
    digest: bytes
    block: int
    send: bytes | None
    open: bool
    gone: bool


def begin(db: Db, folder: str, *, root_id: str, only_new: bool) -> Row:
    """The row of a folder, made at its first look. `only_new`: what is there already is to be noted, not sent."""
    db.execute(
        "INSERT OR IGNORE INTO watches (folder, root_id, began, known) VALUES (?, ?, ?, ?)",
        (folder, root_id, time.time(), not only_new),
    )
    row: Row = db.execute("SELECT * FROM watches WHERE folder = ?", (folder,)).fetchone()
    return row


def get(db: Db, folder: str) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM watches WHERE folder = ?", (folder,)).fetchone()
    return row


def update(db: Db, watch: int, **columns: object) -> None:
    sets = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE watches SET {sets} WHERE id = ?", (*columns.values(), watch))


def set_away(db: Db, folder: str, since: float) -> None:
    """Since when a folder is not available; 0: it is."""
    db.execute("UPDATE watches SET away = ? WHERE folder = ?", (since, folder))


_KNOWN = "SELECT w.*, COALESCE(t.outcome, 'forgotten') = '' AS open FROM watch_files w LEFT JOIN transfers t ON t.id = w.send"


def known(db: Db, watch: int, path: str) -> Known | None:
    where, _, name = path.rpartition("/")
    row = db.execute(f"{_KNOWN} WHERE watch = ? AND dir = ? AND name = ?", (watch, where, name)).fetchone()
    return _known(row) if row else None


def known_between(db: Db, watch: int, folder: str, after: str, last: str | None) -> dict[str, Known]:
    """What is known of the names in a folder that stand after `after` and not after `last` (None: all of them)."""
    rows = db.execute(
        f"{_KNOWN} WHERE watch = ? AND dir = ? AND name > ? AND (? IS NULL OR name <= ?)",
        (watch, folder, after, last, last),
    )
    return {row["name"]: _known(row) for row in rows}


def _known(row: Row) -> Known:
    look = _look(row)
    return Known(look, row["version"], row["digest"], row["block"], row["send"], bool(row["open"]), row["gone"] > 0)


def looks(db: Db, watch: int) -> dict[str, Look]:
    """The known version of every path, for a preview."""
    rows = db.execute("SELECT dir, name, size, mtime_ns, file_id, ctime_ns FROM watch_files WHERE watch = ?", (watch,))
    return {f"{row['dir']}/{row['name']}" if row["dir"] else row["name"]: _look(row) for row in rows}


def _look(row: Row) -> Look:
    return Look(row["size"], row["mtime_ns"], int(row["file_id"]), row["ctime_ns"])


def folders(db: Db, watch: int) -> list[str]:
    """Folders with known files that are not marked as gone."""
    return [r["dir"] for r in db.execute("SELECT DISTINCT dir FROM watch_files WHERE watch = ? AND gone = 0", (watch,))]


def any_files(db: Db, watch: int) -> bool:
    return db.execute("SELECT 1 FROM watch_files WHERE watch = ? AND gone = 0 LIMIT 1", (watch,)).fetchone() is not None


def note(db: Db, watch: int, looks: Mapping[str, Look], send: bytes | None) -> None:
    """These versions travel in `send`; None: they were there before, or have the content that was sent."""
    db.executemany(
        "INSERT INTO watch_files (watch, dir, name, size, mtime_ns, file_id, ctime_ns, send)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (watch, dir, name) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,"
        " file_id = excluded.file_id, ctime_ns = excluded.ctime_ns, send = excluded.send, gone = 0",
        (
            (watch, *_split(path), look.size, look.mtime_ns, str(look.file_id), look.ctime_ns, send)
            for path, look in looks.items()
        ),
    )


def set_gone(db: Db, watch: int, paths: Iterable[str], when: float) -> None:
    """Nothing has these names since `when`; 0: something has."""
    db.executemany(
        "UPDATE watch_files SET gone = ? WHERE watch = ? AND dir = ? AND name = ? AND (gone = 0) = (? != 0)",
        ((when, watch, *_split(path), when) for path in paths),
    )


def set_gone_below(db: Db, watch: int, folder: str, when: float) -> None:
    db.execute("UPDATE watch_files SET gone = ? WHERE watch = ? AND dir = ? AND gone = 0", (when, watch, folder))


def drop_gone(db: Db, watch: int, before: float) -> None:
    """Forgets what has been gone since before then, and travels nowhere."""
    db.execute("DELETE FROM watch_files WHERE watch = ? AND gone > 0 AND gone < ? AND send IS NULL", (watch, before))


def open_sends(db: Db, watch: int) -> dict[bytes, int]:
    """The bundles that carry files of a watch, also such that ended since, and how many each carries."""
    rows = db.execute(
        "SELECT send, COUNT(*) AS files FROM watch_files WHERE send IS NOT NULL AND watch = ? GROUP BY send", (watch,)
    )
    return {bytes(row["send"]): row["files"] for row in rows}


def carries(db: Db, watch: int, send: bytes) -> bool:
    """Whether a bundle carries files of a watch."""
    return db.execute("SELECT 1 FROM watch_files WHERE send = ? AND watch = ?", (send, watch)).fetchone() is not None


def ended(db: Db, watch: int, send: bytes) -> list[str] | None:
    """Notes what a bundle came to: its paths, which are to be looked at once more. None while it is open.

    What was stored of each path counts as sent. A failed bundle keeps its files, for a person may retry it; what a person
    cancelled goes again when it changes.
    """
    row = db.execute("SELECT outcome, block_size FROM transfers JOIN sends USING (id) WHERE id = ?", (send,)).fetchone()
    if row is None or not row["outcome"]:
        return None
    stored = row["outcome"] in ("stored", "withdrawn")
    entries = db.execute("SELECT * FROM send_entries WHERE send = ? AND state != 3 AND folder = 0", (send,)).fetchall()
    if row["outcome"] != "failed":
        count = size = 0
        for entry in entries if stored else ():
            place = (watch, *_split(entry["path"]), send)
            if entry["state"] == CLOSED:
                count, size = count + 1, size + entry["size"]
                db.execute(
                    "UPDATE watch_files SET size = ?, mtime_ns = ?, file_id = ?, ctime_ns = ?, digest = ?, block = ?,"
                    " version = version + 1 WHERE watch = ? AND dir = ? AND name = ? AND send = ?",
                    (
                        entry["size"],
                        entry["mtime_ns"],
                        entry["file_id"],
                        entry["ctime_ns"],
                        entry["digest"],
                        row["block_size"] or 0,
                        *place,
                    ),
                )
            else:  # left out: no version has this size, so the next look finds it changed
                db.execute(
                    "UPDATE watch_files SET size = -1 WHERE watch = ? AND dir = ? AND name = ? AND send = ?", place
                )
        if stored:
            db.execute(
                "UPDATE watches SET sent = sent + ?, sent_size = sent_size + ?, last_sent = ? WHERE id = ?",
                (count, size, time.time(), watch),
            )
        db.execute("UPDATE watch_files SET send = NULL WHERE send = ? AND watch = ?", (send, watch))
    return [entry["path"] for entry in entries]


def _split(path: str) -> tuple[str, str]:
    where, _, name = path.rpartition("/")
    return where, name
