"""Putting an original away after it was sent: deleting or moving it, never another file than the one that was sent.

Hides: the name it has meanwhile, moves between volumes, programs that still write to it. Promises: the file leaves its
name in one step and is looked at once more before anything is done with it; one that is not, or no longer, what was sent
gets its name back; nothing is ever written over; what is moved is durable at its new place before it leaves the old one; the folder that it
moves to is never made, for its disk may be unplugged; done again after a crash at any point, it ends the same way.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from contextlib import suppress

from engine import points
from engine.errors import TowlineError
from engine.source import Identity, identity_now

if sys.platform == "win32":
    from engine import disk_windows as system
else:
    from engine import disk_posix as system

ASIDE = ".towline-"  # what begins so is on its way, and watched folders leave it out
COPY = 1024 * 1024  # bytes at once


class Stays(Exception):
    """The original stays where it is; the text says why."""


def put_away(source: str, identity: Identity, mark: str, folder: str = "", path: str = "") -> bool:
    """Deletes an original, or moves it to `path` (with `/`) below `folder`, or a free name beside it. False if it was gone
    already.

    `mark`: tells this original from all others, the same each time. Raises Stays; TowlineError folder-away or disk-full
    for what is worth another try.
    """
    aside = os.path.join(os.path.dirname(source), ASIDE + mark)
    if not os.path.lexists(aside) and not _take_aside(source, identity, aside):
        return False
    points.passed("original-aside")
    try:
        if _is_written_to(aside):  # first: what was written before the last writer closed it shows in the version
            raise Stays("is still open in a program that writes to it")
        if not _is_version(aside, identity):
            raise Stays("changed after it was sent")
        if folder:
            _move(aside, folder, path, identity, mark)
        else:
            os.unlink(aside)
        _sync(os.path.dirname(source))
    except Stays:
        _put_back(aside, source)
        raise
    except OSError as error:
        _put_back(aside, source)
        if folder and not os.path.isdir(folder):
            raise TowlineError("folder-away", folder=folder, details=str(error)) from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise TowlineError("disk-full", folder=folder, needs=f"{identity.size:,} bytes", free="less") from error
        raise Stays(f"could not be {'moved' if folder else 'deleted'}: {_reason(error)}") from error
    points.passed("original-gone")
    return True


def give_back(source: str, mark: str) -> None:
    """An original that was on its way when the process ended gets its name back. Raises Stays if that is not free: it keeps
    the other one, where `put_away` finds it."""
    _put_back(os.path.join(os.path.dirname(source), ASIDE + mark), source)


def remove_empty(folder: str) -> None:
    """Removes a folder if nothing is in it any more; otherwise it stays, and so does one that is gone or in use."""
    with suppress(OSError):
        os.rmdir(folder)


def _take_aside(source: str, identity: Identity, aside: str) -> bool:
    """Whether the file was there; it has the other name now."""
    now = identity_now(source)
    if now is None and not os.path.lexists(source):
        return False
    if now != identity:
        raise Stays("changed after it was sent")
    try:
        _rename_new(source, aside, ours=True)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Stays(f"cannot be moved out of the way: {_reason(error)}") from error
    return True


def _put_back(aside: str, source: str) -> None:
    try:
        _rename_new(aside, source)
    except FileNotFoundError:
        return  # it went its way before something else failed
    except OSError as error:
        raise Stays(f"stands now as {os.path.basename(aside)}: {_reason(error)}") from error


def _is_version(path: str, identity: Identity) -> bool:
    """As sent but for the change time, which the new name changed."""
    now = identity_now(path)
    return now is not None and now._replace(ctime_ns=identity.ctime_ns) == identity


def _is_written_to(path: str) -> bool:
    """Whether a program has it open for writing, where the system tells: Linux does by a lease, Windows by refusing to open."""
    if sys.platform != "linux":
        return False  # Windows: it could not have been renamed
    import fcntl

    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)  # who opens it meanwhile must not end us: SIGIO would
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN  # others: this volume has no leases, or the file belongs to another user
    finally:
        os.close(file)
    return False


def _move(aside: str, folder: str, path: str, identity: Identity, mark: str) -> None:
    """To a free name. Within a volume by one rename; to another one by a durable copy that was compared."""
    folders = _folders(folder, path)
    to = os.path.join(folders[-1], path.rpartition("/")[2])
    try:
        _give_free_name(aside, to)
        moved = True
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        moved = False
    if not moved and not _is_copy(to, aside):  # of an earlier run
        copy = os.path.join(folders[-1], ASIDE + mark)
        with suppress(FileNotFoundError):
            os.unlink(copy)
        try:
            _copy(aside, copy)
            if not _same_content(aside, copy) or not _is_version(aside, identity):
                raise Stays("changed after it was sent")
        except (OSError, Stays):
            with suppress(OSError):  # the first error is the one to tell
                os.unlink(copy)
            raise
        points.passed("original-copied")
        _give_free_name(copy, to)
    for each in reversed(folders):  # an earlier run may have made them
        _sync(each)
    points.passed("original-named")
    if not moved:
        os.unlink(aside)


def _folders(folder: str, path: str) -> list[str]:
    """The folder that is there already, and those below it on the way to `path`, made if they are not."""
    found = [folder]
    for name in path.split("/")[:-1]:
        found.append(os.path.join(found[-1], name))
        with suppress(FileExistsError):  # by something that is no folder: the next step fails
            os.mkdir(found[-1])
    return found


def _is_copy(path: str, original: str) -> bool:
    """Whether a file is there with the content of the original; then it is durable, whoever wrote it."""
    if identity_now(path) is None or not _same_content(original, path):
        return False
    file = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
    return True


def _give_free_name(path: str, wanted: str) -> None:
    free, n = wanted, 1
    while True:
        try:
            _rename_new(path, free)
        except FileExistsError:
            n += 1
            stem, ending = os.path.splitext(wanted)
            free = f"{stem} ({n}){ending}"
        else:
            return


def _copy(source: str, target: str) -> None:
    with open(source, "rb", buffering=0) as read, open(target, "xb", opener=_private) as write:
        shutil.copyfileobj(read, write, COPY)
        write.flush()
        shutil.copystat(source, target)
        os.fsync(write.fileno())


def _private(path: str, flags: int) -> int:
    """Until it has the rights of the original, a copy is nobody else's."""
    return os.open(path, flags, 0o600)


def _same_content(one: str, other: str) -> bool:
    try:
        with open(one, "rb") as a, open(other, "rb") as b:
            while True:
                left, right = a.read(COPY), b.read(COPY)
                if left != right:
                    return False
                if not left:
                    return True
    except (FileNotFoundError, IsADirectoryError):
        return False


def _rename_new(source: str, target: str, *, ours: bool = False) -> None:
    """Raises FileExistsError if the name is taken, OSError EXDEV between volumes. `ours`: nobody else uses that name, so
    the source never has two names, of which the old one could be another file's when it goes."""
    (from_folder, name), (to_folder, new) = os.path.split(source), os.path.split(target)
    parent = system.open_root(from_folder)
    try:
        to = system.open_root(to_folder)
        try:
            try:
                system.rename_new(parent, name, to, new)
            except system.Refused:
                if ours:
                    system.rename_over(parent, name, to, new)
                else:
                    system.link_new(parent, name, to, new)
                    system.unlink(parent, name)
        finally:
            system.close_dir(to)
    finally:
        system.close_dir(parent)


def _sync(folder: str) -> None:
    held = system.open_root(folder)
    try:
        system.sync_dir(held)
    finally:
        system.close_dir(held)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
