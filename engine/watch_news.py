"""What tells of changes below a watched folder: inotify on Linux, watchfiles on other systems, or nobody. The only file that
imports watchfiles.

Hides: inotify and its kin, their limits, and how a wait for news is ended. Promises: on Linux no change is lost between two
waits; what the kernel could not keep is told by `lost`, so that all is looked through. A system that has no more watches to
give sets `failed`. Linux's is read here, and not through watchfiles, because that drops what comes in the moment in which
it hands over what it has, and what the kernel could not keep.
"""

from __future__ import annotations

import ctypes
import logging
import os
import select
import struct
import sys
import threading
import time
from collections import deque

log = logging.getLogger("towline.watch")

STEP = 0.1  # seconds for which changes are gathered once there is one


class Silence:
    """Nobody tells of changes: waits only."""

    failed = False
    lost = False  # changes were made that are not told; whoever looks through all takes it back

    def __init__(self) -> None:
        self._wake = threading.Event()

    def follow(self, folder: str) -> None:
        """From now on changes in this folder (relative, "" the watched one) are told, but not those in folders below it."""

    def wait(self, seconds: float) -> dict[str, bool]:
        """Paths relative to the watched folder, and whether each is new; nothing after so long or after `wake`."""
        self._wake.wait(seconds)
        self._wake.clear()
        return {}

    def wake(self) -> None:
        """Ends the wait of now, or else the next one. Any thread may."""
        self._wake.set()

    def close(self) -> None:
        """Only of the thread that waits."""


def news_of(folder: str, *, recursive: bool) -> Silence:
    """What this system has. A watch that cannot be had is `failed` from the beginning."""
    try:
        return Inotify(folder) if sys.platform == "linux" else Watchfiles(folder, recursive=recursive)
    except (OSError, RuntimeError) as error:
        log.warning("no news of changes for a watched folder: %s", type(error).__name__)
        silence = Silence()
        silence.failed = True
        return silence


# --- Linux --------------------------------------------------------------------------------------------------------------

_MODIFY, _ATTRIB, _CLOSE_WRITE, _MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x2, 0x4, 0x8, 0x40, 0x80, 0x100, 0x200
_OVERFLOW, _IGNORED, _ISDIR = 0x4000, 0x8000, 0x40000000
_ONLYDIR, _DONT_FOLLOW, _EXCL_UNLINK = 0x1000000, 0x2000000, 0x4000000
_WANTED = _MODIFY | _ATTRIB | _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE
_MASK = _WANTED | _ONLYDIR | _EXCL_UNLINK
_EVENT = struct.Struct("=iIII")  # watch, mask, cookie, length of the name that follows
READ = 1 << 18  # bytes of events at once


class Inotify(Silence):
    """Raises OSError where there is none left. A folder is told of after it was followed; one that appears is told as
    new, and to be followed before it is looked through, so that nothing falls in between."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._fd = self._called(self._libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK))
        self._folders: dict[int, str] = {}  # number of a watch → folder
        self._watches: dict[str, int] = {}
        self._woken, self._waker = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        self._closed = threading.Lock()  # `close` keeps it for ever: nobody writes into what is another one's by then
        try:
            self.follow("")
            if self.failed:
                raise OSError("no watch is left")
        except OSError:
            self.close()
            raise

    def _called(self, result: int) -> int:
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return result

    def follow(self, folder: str) -> None:
        path = os.path.join(self._folder, *folder.split("/")) if folder else self._folder
        mask = _MASK | _DONT_FOLLOW if folder else _MASK
        try:
            watch = self._called(self._libc.inotify_add_watch(self._fd, os.fsencode(path), mask))
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return  # looking through it will say so
        except OSError as error:
            if not self.failed:
                log.warning("no news of all changes for a watched folder: %s", error.strerror)
            self.failed = True
            return
        self._folders[watch] = folder
        self._watches[folder] = watch

    def wait(self, seconds: float) -> dict[str, bool]:
        ready = select.poll()
        ready.register(self._fd, select.POLLIN)
        ready.register(self._woken, select.POLLIN)
        found = [fd for fd, _ in ready.poll(max(0.0, seconds) * 1000)]
        if self._woken in found:
            os.read(self._woken, 4096)
        if self._fd not in found:
            return {}
        if self._woken not in found:
            time.sleep(STEP)
        changes: dict[str, bool] = {}
        try:
            self._take(os.read(self._fd, READ), changes)
        except BlockingIOError:
            pass
        return changes

    def _take(self, events: bytes, changes: dict[str, bool]) -> None:
        at = 0
        while at < len(events):
            watch, mask, _, length = _EVENT.unpack_from(events, at)
            name = os.fsdecode(events[at + _EVENT.size : at + _EVENT.size + length].rstrip(b"\0"))
            at += _EVENT.size + length
            folder = self._folders.get(watch)
            if mask & _OVERFLOW:
                self.lost = True
            elif mask & _IGNORED:
                self._folders.pop(watch, None)
                if folder is not None and self._watches.get(folder) == watch:
                    del self._watches[folder]
            elif folder is not None and name:
                path = f"{folder}/{name}" if folder else name
                if mask & _ISDIR and mask & _MOVED_FROM:
                    self._leave(path)
                changes[path] = changes.get(path, False) or bool(mask & (_CREATE | _MOVED_TO))

    def _leave(self, folder: str) -> None:
        """A folder went elsewhere, with all below it: their names are no longer true."""
        for path in [path for path in self._watches if path == folder or path.startswith(folder + "/")]:
            watch = self._watches.pop(path)
            if self._folders.get(watch) == path:
                del self._folders[watch]
                self._libc.inotify_rm_watch(self._fd, watch)

    def wake(self) -> None:
        if not self._closed.acquire(blocking=False):
            return  # another thread wakes it, or there is nobody to wake
        try:
            os.write(self._waker, b"x")
        except BlockingIOError:
            pass  # woken often enough
        finally:
            self._closed.release()

    def close(self) -> None:
        self._closed.acquire()
        for fd in (self._fd, self._woken, self._waker):
            os.close(fd)


# --- other systems ------------------------------------------------------------------------------------------------------


class Watchfiles(Silence):
    """Raises OSError, RuntimeError. A thread of its own listens, for watchfiles forgets what it has when a wait for it is
    ended from outside, or by the clock."""

    def __init__(self, folder: str, *, recursive: bool) -> None:
        from watchfiles._rust_notify import RustNotify  # late: Linux does without

        super().__init__()
        self._folder = folder
        self._found: deque[set[tuple[int, str]]] = deque()
        self._trouble: Exception | None = None
        self._end = threading.Event()
        self._rust = RustNotify([folder], False, False, 0, recursive, True)
        self._thread = threading.Thread(target=self._listen, name="towline-news", daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while not self._end.is_set():
            try:
                found = self._rust.watch(200, int(STEP * 1000), 0, self._end)
            except (OSError, RuntimeError) as error:
                self._trouble = error
                self._end.set()
            else:
                if isinstance(found, set):
                    self._found.append(found)
            self._wake.set()

    def wait(self, seconds: float) -> dict[str, bool]:
        super().wait(seconds)
        if self._trouble is not None:
            raise self._trouble
        changes: dict[str, bool] = {}
        while self._found:
            for change, path in self._found.popleft():
                relative = os.path.relpath(path, self._folder).replace(os.sep, "/")
                if relative != "." and not relative.startswith("../"):
                    changes[relative] = changes.get(relative, False) or change == 1  # added
        return changes

    def close(self) -> None:
        self._end.set()
        self._thread.join()
        self._rust.close()
