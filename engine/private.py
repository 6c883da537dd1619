"""Small files of a profile that only its user may read: replaced at once, durable, locked between processes.

Hides: rights, temporary names, the lock calls of each system. Promises: a reader sees the old or the new content, never
a mix, whatever crashes when. On Windows the rights come from the user's own folder and are not looked at; its branches
were never run.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from contextlib import suppress
from pathlib import Path

from engine.errors import TowlineError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def make_private_folder(path: Path) -> None:
    """The folder and its parents; only this user may look inside. One that is there keeps its rights."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def others_can_read(path: Path) -> bool:
    """Whether its rights let users other than its owner (and the administrator) read the file."""
    return sys.platform != "win32" and bool(path.stat().st_mode & 0o077)


def read_private(path: Path) -> bytes | None:
    """None if there is no such file. Raises TowlineError "key-file-open" if others can read it, OSError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    if others_can_read(path):
        raise TowlineError("key-file-open", path=path)
    return content


def write_private(path: Path, content: bytes) -> None:
    """Replaces the file at once; a link is followed. Durable when it returns. Raises OSError."""
    path = Path(os.path.realpath(path))
    new = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(file, "wb") as out:  # buffered: a bare write meets a full disk by writing less, and says nothing
            out.write(content)
            out.flush()
            os.fsync(file)
        os.replace(new, path)
    except BaseException:
        with suppress(FileNotFoundError):
            new.unlink()
        raise
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def move_aside(path: Path) -> Path:
    """Gives a damaged file the name it keeps for a person to look at; that name."""
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}")
    path.replace(aside)
    return aside


class FileLock:
    """Held by one process at a time, and given back by the system when that process ends, however it ends.

    `wait`: until it is free; otherwise BlockingIOError at once if another one holds it (also in this process).
    """

    def __init__(self, path: Path, *, wait: bool) -> None:
        make_private_folder(path.parent)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            if sys.platform == "win32":
                _lock_windows(self._file, wait)
            else:
                fcntl.flock(self._file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(self._file)
            raise

    def close(self) -> None:
        """The file stays: removing it would let two processes lock two files of the same name."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> FileLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _lock_windows(file: int, wait: bool) -> None:
    if sys.platform == "win32":
        while True:
            try:
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
                return
            except OSError as error:
                if not wait:
                    raise BlockingIOError(error.errno, "another process holds it") from error
            time.sleep(0.05)
