"""The small process between Towline and a Java it started, so that the Java never outlives those it runs for.

Hides: how a lock on a file tells the living from the dead on each system, and how a child is tied to its parent.
Promises: runs without anything but the standard library (`python -I kafka_keeper.py`); holds the lock of its folder as long
as its child lives, and then ends with the child's code. The child is ended when the last of those it runs for is gone, however
they went, or when the keeper itself is killed (on Linux; elsewhere the next start finds it by `child.json`).

A holder is a file in `holders/` that a living process has locked; `lasting` beside it means: until somebody stops it.
Without that folder the holder is whoever has the other end of the keeper's standard input.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

GRACE = 5.0  # seconds a child has to end by itself
FROZEN_WORD = "--kafka-keeper"  # first word for a frozen Towline that is to be a keeper
LOOK = 0.25  # seconds between two looks at the holders


class Locked(Exception):
    """Another process has the lock."""


class FileLock:
    """An exclusive lock on a file, gone with its process. Raises `Locked` unless it is free within `timeout` seconds."""

    def __init__(self, path: Path, timeout: float = 0.0) -> None:
        until = time.monotonic() + timeout
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            while not _try_lock(self._fd):
                if time.monotonic() >= until:
                    raise Locked(path)
                time.sleep(0.05)
        except BaseException:
            os.close(self._fd)
            raise

    def close(self) -> None:
        os.close(self._fd)

    def __enter__(self) -> FileLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> bool:
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _could_lock(fd: int) -> bool:
        """There are no shared locks here: whoever else asks at this moment is gone when asked again."""
        for _ in range(3):
            if _try_lock(fd):
                msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)
                return True
            time.sleep(0.01)
        return False
else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _could_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def is_locked(path: Path) -> bool:
    """Whether a living process has the lock on `path`. Those who ask do not get in each other's way."""
    try:
        fd = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not _could_lock(fd)
    finally:
        os.close(fd)


def has_holders(folder: Path) -> bool:
    """Whether the child in `folder` is still wanted; removes what dead holders left."""
    if (folder / "lasting").exists():
        return True
    held = False
    for path in (folder / "holders").iterdir():
        if is_locked(path):
            held = True
        else:
            path.unlink(missing_ok=True)
    return held


def keep(folder: Path, command: list[str]) -> int:
    """Runs `command` as long as it is wanted; returns its exit code."""
    with FileLock(folder / "keeper.lock", timeout=5.0):  # somebody may just be asking whether it is held
        before = _die_with_parent if sys.platform == "linux" else None
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=before)  # noqa: PLW1509 - one thread yet
        with _ended_with(child):
            write_private(folder / "child.json", json.dumps({"pid": child.pid}))
            if (folder / "holders").is_dir():
                return _while_held(folder, child)
            threading.Thread(target=_after_input, args=(child,), daemon=True).start()
            return child.wait()


@contextlib.contextmanager
def _ended_with(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """SIGTERM and SIGINT of the keeper are meant for the child; no way out of the block leaves it running."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: child.terminate())
    try:
        yield
    finally:
        end(child)


def _while_held(folder: Path, child: subprocess.Popen[bytes]) -> int:
    while child.poll() is None:
        time.sleep(LOOK)
        # Who starts or joins the child has this lock, so nobody can join it while it is being ended.
        with contextlib.suppress(Locked), FileLock(folder / "start.lock"):
            if not has_holders(folder):
                end(child)
    return child.returncode


def _after_input(child: subprocess.Popen[bytes]) -> None:
    """Input from a pipe ends when its last writer is gone. Its data are throw-away, so nothing is waited for."""
    while os.read(0, 1):  # not sys.stdin: its lock would hold up this process's end
        pass
    child.kill()


def end(child: subprocess.Popen[bytes]) -> None:
    """Ends the child, at the latest by force; returns when it is gone."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def child_pid(folder: Path) -> int | None:
    """The pid of the child that the keeper of `folder` looks after; None while there is none.

    A pid cannot become another process's as long as its keeper lives, because only the keeper takes its end notice.
    """
    try:
        number: int = json.loads((folder / "child.json").read_text("utf-8"))["pid"]
    except FileNotFoundError:
        return None
    return number if is_locked(folder / "keeper.lock") else None


def kill(pid: int) -> None:
    """kill -9; nothing if it is gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))  # on Windows SIGTERM is TerminateProcess


def terminate(pid: int) -> None:
    """Asks the process to end; nothing if it is gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)


def _die_with_parent() -> None:
    """Runs between fork and exec. PR_SET_PDEATHSIG = 1."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)


def write_private(path: Path, text: str) -> None:
    """Replaces a file nobody else may read, all or nothing."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def end_child(folder: Path) -> None:
    """Ends the child of another keeper, at the latest by force; returns when it is gone. Nothing if there is none."""
    pid = child_pid(folder)
    if pid is None:
        return
    terminate(pid)
    forced = time.monotonic() + GRACE
    while is_locked(folder / "keeper.lock"):
        if time.monotonic() > forced:
            kill(pid)
        time.sleep(0.02)


def keeper_words() -> list[str]:
    """What starts this file as a program. A frozen Towline is no Python; it has a word for it (packaging/frozen.py)."""
    return [sys.executable, FROZEN_WORD] if getattr(sys, "frozen", False) else [sys.executable, "-I", __file__]


def detach(folder: Path, command: list[str]) -> None:
    """Leaves a keeper that is nobody's child; returns when its child runs, or when it could not be started."""
    quiet = 0x00000008 | 0x00000200 if sys.platform == "win32" else 0  # DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP
    keeper = subprocess.Popen(
        [*keeper_words(), "--attach", str(folder), *command],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=quiet,
    )
    while not (folder / "child.json").exists() and keeper.poll() is None:
        time.sleep(0.02)


def main(mode: str, folder: str, *command: str) -> None:
    if mode == "--detach":
        detach(Path(folder), list(command))
        os._exit(0)  # a Popen that still runs would complain at a normal end
    sys.exit(keep(Path(folder), list(command)))


if __name__ == "__main__":
    main(*sys.argv[1:])
