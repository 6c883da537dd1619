"""The journal: one SQLite file with all durable state of a profile. The only file that imports sqlite3.

Hides: opening, the schema, durability, locking between threads, and what happens to a damaged file.
Promises: `write()` is one transaction, durable when its block ends (WAL, synchronous=FULL) and undone if it raises; only a
file that is damaged is put aside, never one that cannot be opened just now (TowlineError `disk`);
nobody but its user can read the file, whatever the umask and the rights of its folder are.
The queries stand in `journal_SUBJECT.py`, which take the `Db` that `write()` and `read()` give.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from engine.errors import TowlineError

Db = sqlite3.Connection
Row = sqlite3.Row

PATIENCE = 30.0  # seconds for whoever else holds the file
VERSION = 1  # of the schema; a higher one in the file means a newer Towline wrote it


class Journal:
    """`moved_aside` is where a damaged journal was put when this one was made anew, else None."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.moved_aside: Path | None = None
        try:
            try:
                self._writer = _open(path)
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                # The second is garbage in SQLite's own complaint. Held by somebody, or the disk is full: nothing is damaged.
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self.moved_aside = _move_aside(path)
                self._writer = _open(path)
            self._reader = _connect(path)
        except sqlite3.OperationalError as error:
            raise TowlineError("disk", path=path, done="opened", reason=str(error)) from error
        self._reader.execute("PRAGMA query_only=ON")
        self._write_lock = threading.RLock()
        self._read_lock = threading.RLock()

    @contextmanager
    def write(self) -> Iterator[Db]:
        """One transaction. Nested use from the same thread joins the outer one. Raises TowlineError `disk`."""
        with self._write_lock:
            if self._writer.in_transaction:
                yield self._writer
                return
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                self._writer.commit()
            except sqlite3.OperationalError as error:
                self._undo()
                raise TowlineError("disk", path=self.path, done="written", reason=str(error)) from error
            except BaseException:
                self._undo()
                raise

    def _undo(self) -> None:
        if self._writer.in_transaction:
            self._writer.rollback()

    @contextmanager
    def read(self) -> Iterator[Db]:
        """The last committed state, one consistent view for the whole block; never waits for a writer."""
        with self._read_lock:
            if self._reader.in_transaction:
                yield self._reader
                return
            self._reader.execute("BEGIN")
            try:
                yield self._reader
            finally:
                self._reader.rollback()

    def close(self) -> None:
        with self._write_lock, self._read_lock:
            self._reader.close()
            self._writer.close()


@contextmanager
def alone(db: Db) -> Iterator[None]:
    """A part of a transaction that is undone alone if it raises."""
    db.execute("SAVEPOINT alone")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK TO alone")
        raise
    finally:
        db.execute("RELEASE alone")


def _connect(path: Path) -> Db:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=PATIENCE)
    db.row_factory = sqlite3.Row
    return db


def _open(path: Path) -> Db:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _make_private(path)
    db = _connect(path)
    try:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("PRAGMA fullfsync=ON")  # macOS: fsync alone does not reach the platter
        (found,) = db.execute("PRAGMA user_version").fetchone()
        if found > VERSION:
            raise TowlineError("profile-newer", path=path.parent)
        if found == VERSION:
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
        else:
            # in any order: a table may refer to one that comes later, so each file is a subject with a name, not a step
            scripts = sorted(
                p.name for p in resources.files("engine").joinpath("schema").iterdir() if p.name.endswith(".sql")
            )
            sql = "\n".join(resources.files("engine").joinpath("schema", name).read_text("utf-8") for name in scripts)
            db.executescript(f"BEGIN;\n{sql}\nPRAGMA user_version={VERSION};\nCOMMIT;")
    except BaseException:
        db.close()
        raise
    return db


def _make_private(path: Path) -> None:
    """The file, made or as it is, for this user only. SQLite gives its -wal and -shm the rights of the file itself."""
    if sys.platform == "win32":
        return
    try:
        if not path.exists():  # else it is not opened: closing it would end the locks of this process on it
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        for ending in ("", "-wal", "-shm"):
            part = path.with_name(path.name + ending)
            if part.exists() and part.stat().st_mode & 0o077:
                part.chmod(0o600)
    except PermissionError as error:
        raise TowlineError("profile-not-yours", path=path.parent) from error


def _move_aside(path: Path) -> Path:
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside
