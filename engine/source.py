"""What is sent: finds it, opens it, reads it, and notices when it changes. The only file that reads a sender's files.

Hides: walking, names that cannot travel, special files, how a platform tells that a file changed.
Promises: nothing is followed or opened but regular files and folders, also if a folder above becomes a link meanwhile (not
on Windows); what is left out is yielded with its reason;
a file that changed between two looks never looks the same (size, mtime_ns, ctime_ns, device, file id of the open handle).
"""

from __future__ import annotations

import errno
import os
import queue
import stat
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, NamedTuple

from engine.errors import TowlineError
from engine.patterns import Rules
from engine.wire import check_path

RACY_SECONDS = 2.0  # a file modified less than this before it was read is looked at once more
NAMES = 200_000  # of one folder held at once, or twice as many; 70 bytes each
TICK_SECONDS = 0.02  # above the coarsest kernel clock tick: two changes inside one tick have the same mtime


class Found(NamedTuple):
    """One entry found by `scan`; `why` is set for what is left out."""

    path: str  # as it travels
    source: str  # on this computer
    folder: bool
    size: int
    why: str = ""


class Identity(NamedTuple):
    """What a file's version is told by."""

    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    file_id: int
    mode: int

    def racy(self, now: float) -> bool:
        return now - self.mtime_ns / 1e9 < RACY_SECONDS


def scan(
    paths: Sequence[str],
    without: Collection[str] = (),
    include: Sequence[str] = (),
    leave_out: Sequence[str] = (),
) -> Iterator[Found]:
    """All entries below these paths, folders before what is in them, sorted by name in each folder.

    `without`: absolute paths that a person left out, with all that is below them. `include`, `leave_out`: patterns, see
    `patterns`, for what is below a folder given; what is given itself was named by a person and goes.
    Raises TowlineError `file` for a path given that is not there.
    """
    taken: set[str] = set()
    stays = _Stays(frozenset(without), Rules(include, leave_out))
    for given in paths:
        source = os.path.abspath(given)
        name = _free_name(os.path.basename(source) or "root", taken)
        try:
            found = os.lstat(source)
        except OSError as error:
            raise TowlineError("file", path=given, reason=reason_of(error)) from error
        if stat.S_ISDIR(found.st_mode):
            yield from _folder(name, source, stays)
        else:
            yield stays.judged(_entry(name, source, found))


class _Stays(NamedTuple):
    """What is not wanted of what is found."""

    without: frozenset[str]
    rules: Rules

    def judged(self, found: Found) -> Found:
        if found.source in self.without:
            return found._replace(why="you left it out")
        below = found.path.partition("/")[2]
        why = self.rules.unfit(below, folder=found.folder) if below and not found.why else ""
        return found._replace(why=why) if why else found


def _folder(path: str, source: str, stays: _Stays) -> Iterator[Found]:
    """A folder and all below it. Not recursive: paths may be deeper than Python's stack."""
    levels: list[Iterator[Found]] = [iter([Found(path, source, folder=True, size=0)])]
    while levels:
        found = next(levels[-1], None)
        if found is None:
            levels.pop()
            continue
        found = stays.judged(found)
        if not found.folder or found.why:
            yield found
        else:
            why, inside = _look_into(found)
            yield found._replace(why=why)
            levels.append(inside)


def _look_into(folder: Found) -> tuple[str, Iterator[Found]]:
    """Why a folder is left out ("" if it is not), and what is directly in it."""
    bad = bad_name(folder.path)
    if bad:
        return bad, iter(())
    try:
        names, more = names_of(folder.source, "", folder.path)
    except OSError as error:
        return reason_of(error), iter(())
    return "", _inside(folder, names, more)


def _inside(folder: Found, names: list[str], more: bool) -> Iterator[Found]:
    """What is directly in a folder, from its first names on. Raises TowlineError `file` if it cannot be read on."""
    while True:
        for name in names:
            yield _item(f"{folder.path}/{name}", os.path.join(folder.source, name))
        if not more:
            return
        try:
            names, more = names_of(folder.source, names[-1], folder.path)
        except OSError as error:
            raise TowlineError("file", path=folder.source, reason=reason_of(error)) from error


def names_of(folder: str, after: str, path: str = "") -> tuple[list[str], bool]:
    """The next names of a folder, sorted, and whether there are more: a folder of millions is read some times over.

    `path`: as it travels; so many of the last components of `folder` are no links. "": it is what a person chose.
    """
    found: list[str] = []
    more = False
    with _listing(folder, path) as listing:
        for item in listing:
            if item.name > after:
                found.append(item.name)
            if len(found) == 2 * NAMES:
                found.sort()
                del found[NAMES:]
                more = True
    found.sort()
    if more:
        del found[NAMES:]  # behind these stand some that were dropped
    return found, more


def _item(path: str, source: str) -> Found:
    try:
        found = os.lstat(source)
    except OSError as error:
        return Found(path, source, folder=False, size=0, why=reason_of(error))
    if stat.S_ISDIR(found.st_mode):
        return Found(path, source, folder=True, size=0)
    return _entry(path, source, found)


def _entry(path: str, source: str, found: os.stat_result) -> Found:
    kinds = {stat.S_IFLNK: "is a link", stat.S_IFIFO: "is a pipe", stat.S_IFSOCK: "is a socket"}
    why = bad_name(path)
    if not stat.S_ISREG(found.st_mode):
        why = kinds.get(stat.S_IFMT(found.st_mode), "is a device")
    return Found(path, source, folder=False, size=found.st_size, why=why)


def bad_name(path: str) -> str:
    try:
        path.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    try:
        check_path(path)
    except TowlineError as error:
        return f"its name cannot travel: {error.facts['reason']}"
    return ""


def _free_name(name: str, taken: set[str]) -> str:
    """Two paths given may end alike: the second travels as `name (2)`."""
    free, n = name, 1
    while free in taken:
        n += 1
        stem, dot, ending = name.rpartition(".")
        free = f"{stem} ({n}).{ending}" if dot and stem else f"{name} ({n})"
    taken.add(free)
    return free


def reason_of(error: OSError) -> str:
    return {PermissionError: "no right to read it", FileNotFoundError: "it is not there"}.get(
        type(error), error.strerror or str(error)
    )


class Changed(Exception):
    """The file is not, or no longer, the one it was."""


class LeftOut(Exception):
    """The file cannot be sent; the text says why."""


class SourceFile:
    """A regular file held open for reading. Raises LeftOut when it cannot be opened.

    `path`: as it travels; so many of the last components of `source` are no links.
    """

    def __init__(self, source: str, path: str) -> None:
        try:
            self._fd = _open(source, path)
        except OSError as error:
            raise LeftOut(reason_of(error)) from error
        found = os.fstat(self._fd)
        if not stat.S_ISREG(found.st_mode):
            os.close(self._fd)
            raise LeftOut("is no longer a file")
        self.identity = _identity(found)
        _outlive_tick(self.identity)

    def read_into(self, view: memoryview, offset: int) -> int:
        """Fills the view from `offset` as far as the file goes. Raises Changed if the file changed meanwhile."""
        done = 0
        try:
            while done < len(view):
                count = _read_at(self._fd, view[done:], offset + done)
                if count == 0:
                    break
                done += count
        except OSError as error:
            raise LeftOut(reason_of(error)) from error
        self.check()
        if done < len(view) and offset + done != self.identity.size:
            raise Changed
        return done

    def check(self) -> None:
        """Raises Changed unless the open file is still the version it was when it was opened."""
        if _identity(os.fstat(self._fd)) != self.identity:
            raise Changed

    def close(self) -> None:
        os.close(self._fd)


def read_small(source: str, path: str, most: int) -> tuple[bytes, Identity]:
    """A whole small file and its version. Raises Changed (also when it is larger than `most`) or LeftOut. `path`: see SourceFile."""
    try:
        fd = _open(source, path)
    except OSError as error:
        raise LeftOut(reason_of(error)) from error
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):
            raise LeftOut("is no longer a file")
        identity = _identity(found)
        if identity.size > most:
            raise Changed
        _outlive_tick(identity)
        data = os.read(fd, identity.size + 1)
        while 0 < len(data) < identity.size:
            more = os.read(fd, identity.size + 1 - len(data))
            if not more:
                break
            data += more
        if len(data) != identity.size or _identity(os.fstat(fd)) != identity:
            raise Changed
    except OSError as error:
        raise LeftOut(reason_of(error)) from error
    finally:
        os.close(fd)
    return data, identity


def identity_now(source: str) -> Identity | None:
    """The version at this path now; None if it is gone or no file."""
    try:
        found = os.stat(source, follow_symlinks=False)
    except OSError:
        return None
    return _identity(found) if stat.S_ISREG(found.st_mode) else None


def _outlive_tick(identity: Identity) -> None:
    """Waits out the clock tick in which a file was modified, so that a change after the reading shows in its mtime."""
    age = time.time() - identity.mtime_ns / 1e9
    if 0 <= age < TICK_SECONDS:
        time.sleep(TICK_SECONDS - age)


def _identity(found: os.stat_result) -> Identity:
    # Windows has no change time: st_ctime_ns is the time of creation there, which does no harm
    return Identity(
        found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_dev, found.st_ino, found.st_mode & 0o777
    )


if sys.platform == "win32":
    import ctypes
    import msvcrt

    def _open(source: str, _path: str) -> int:
        """Opened so that nobody can write to it meanwhile (no FILE_SHARE_WRITE). Not run by the tests on Linux."""
        generic_read, share_read, open_existing, open_reparse_point = 0x80000000, 1, 3, 0x00200000
        create = ctypes.windll.kernel32.CreateFileW
        create.restype = ctypes.c_void_p
        handle = create(source, generic_read, share_read, None, open_existing, open_reparse_point, None)
        if handle in (None, ctypes.c_void_p(-1).value):
            raise ctypes.WinError()
        return msvcrt.open_osfhandle(handle, os.O_RDONLY | os.O_BINARY)

    def _listing(folder: str, _path: str) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        return os.scandir(folder)

    def _read_at(fd: int, view: memoryview, offset: int) -> int:
        os.lseek(fd, offset, os.SEEK_SET)
        data = os.read(fd, len(view))
        view[: len(data)] = data
        return len(data)

else:
    # A FIFO that took a file's place must not block the open, a link must not be followed
    _FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    _FOLDER = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_DIRECTORY
    _ABOVE = getattr(os, "O_PATH", os.O_RDONLY) | os.O_CLOEXEC | os.O_DIRECTORY  # needs no right to list it

    def _open(source: str, path: str, flags: int = _FLAGS) -> int:
        """Component by component: whoever may write to a folder could put a link in the place of one below it meanwhile,
        and have something sent that only this user can read."""
        *above, name = source.rsplit("/", path.count("/") + 1)[1:]
        if not above:
            return os.open(source, flags)
        here = os.open(source[: -len("/".join((*above, name)))], _ABOVE)
        try:
            for folder in above:
                try:
                    below = os.open(folder, _ABOVE | os.O_NOFOLLOW, dir_fd=here)
                except OSError as error:
                    if error.errno in (errno.ELOOP, errno.ENOTDIR):
                        raise NotADirectoryError(error.errno, "a folder above it is a link now") from error
                    raise
                os.close(here)
                here = below
            return os.open(name, flags, dir_fd=here)
        finally:
            os.close(here)

    @contextmanager
    def _listing(folder: str, path: str) -> Iterator[Iterator[os.DirEntry[str]]]:
        if not path:
            with os.scandir(folder) as found:
                yield found
            return
        opened = _open(folder, path, _FOLDER)
        try:
            with os.scandir(opened) as found:
                yield found
        finally:
            os.close(opened)

    def _read_at(fd: int, view: memoryview, offset: int) -> int:
        return os.preadv(fd, [view], offset)


class Pipe:
    """Standard input or a named pipe, read by a thread of its own so that a slow writer holds up nobody else.

    Holds at most two blocks and closes the stream at its end. `on_block` is called from that thread when `take` has something new.
    """

    def __init__(self, stream: BinaryIO, block_size: int, on_block: Callable[[], None]) -> None:
        self._blocks: queue.Queue[bytes | OSError] = queue.Queue(2)
        self._stream = stream
        self._block_size = block_size
        self._on_block = on_block
        threading.Thread(target=self._run, name="towline-pipe", daemon=True).start()

    def take(self) -> bytes | None:
        """The next full block, a shorter one (also empty) at the end, None if none is there yet. Raises LeftOut."""
        try:
            block = self._blocks.get_nowait()
        except queue.Empty:
            return None
        if isinstance(block, OSError):
            raise LeftOut(reason_of(block)) from block
        return block

    def _run(self) -> None:
        try:
            while True:
                block = bytearray()
                while len(block) < self._block_size and (part := self._stream.read(self._block_size - len(block))):
                    block += part
                self._blocks.put(bytes(block))
                self._on_block()
                if len(block) < self._block_size:
                    return
        except OSError as error:
            self._blocks.put(error)
            self._on_block()
        finally:
            self._stream.close()
