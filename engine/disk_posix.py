"""What `disk.py` needs of Linux and macOS: one held directory (`Dir`, a file descriptor) and names inside it.

Hides: ctypes, errno differences, which rename this system has. Promises: no call follows a link in the name it is
given and none looks at more than one component. Everything raises plain OSError. The macOS branches were written from
Apple's manual pages and have never run.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
import time

from engine.names import System

assert sys.platform != "win32"  # tells type checkers whose names these are

Dir = int
SYSTEM: System = "macos" if sys.platform == "darwin" else "posix"
MARKS_DOWNLOADS = sys.platform == "darwin"

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_BARE = os.O_NOFOLLOW | os.O_CLOEXEC
_REFUSED = frozenset([errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EMLINK])

_libc = ctypes.CDLL(None, use_errno=True)  # releases the GIL while it calls
_rename_at = _libc.renameatx_np if sys.platform == "darwin" else _libc.renameat2
_rename_at.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
_ONLY_NEW = 0x4 if sys.platform == "darwin" else 0x1  # RENAME_EXCL, RENAME_NOREPLACE

_UMASK = os.umask(0o077)  # can only be read by setting it; once, while this is imported
os.umask(_UMASK)


class Refused(OSError):
    """This volume does not have that operation; another one may do."""


# --- folders -----------------------------------------------------------------------------------------------------------------


def open_root(path: str) -> Dir:
    """The folder that a person named: links in `path` itself are theirs and are followed."""
    return os.open(path, _FOLDER)


def open_dir(parent: Dir, name: str) -> Dir:
    """Raises NotADirectoryError for a file or a link, FileNotFoundError for nothing."""
    try:
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=parent)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotADirectoryError(errno.ENOTDIR, "it is a link", name) from None
        raise


def reopened(held: Dir) -> Dir:
    return os.open(".", _FOLDER, dir_fd=held)


def close_dir(held: Dir) -> None:
    os.close(held)


def dir_facts(held: Dir) -> os.stat_result:
    return os.fstat(held)


def make_dir(parent: Dir, name: str, *, private: bool = False) -> None:
    os.mkdir(name, 0o700 if private else 0o777, dir_fd=parent)


def make_private(held: Dir) -> bool:
    """Shuts others out of this folder; False if it belongs to another user."""
    facts = os.fstat(held)
    if facts.st_uid != os.geteuid():
        return False
    if facts.st_mode & 0o077:
        try:
            os.fchmod(held, 0o700)
        except PermissionError:
            pass  # FAT and network volumes hold no rights: nobody is shut out of anything there
    return True


def remove_dir(parent: Dir, name: str) -> None:
    os.rmdir(name, dir_fd=parent)


def names(held: Dir) -> list[str]:
    """In any order; a name that is not UTF-8 has surrogates."""
    own = reopened(held)  # the position of a listing belongs to the descriptor
    try:
        return os.listdir(own)
    finally:
        os.close(own)


def sync_dir(held: Dir) -> None:
    if sys.platform == "darwin":
        _full_sync(held)
    else:
        os.fsync(held)


def sync_volume(held: Dir) -> bool:
    """Makes everything written to this volume durable; False where no such call exists. Raises what was lost."""
    if sys.platform != "linux":
        return False
    if _libc.syncfs(held) != 0:
        _raise_errno("")
    return True


def free(held: Dir) -> int:
    facts = os.fstatvfs(held)
    return facts.f_bavail * facts.f_frsize


def longest_name(held: Dir) -> int:
    return os.fpathconf(held, "PC_NAME_MAX")


# --- names in a folder -----------------------------------------------------------------------------------------------------


def lstat(parent: Dir, name: str) -> os.stat_result:
    return os.stat(name, dir_fd=parent, follow_symlinks=False)


def open_new(parent: Dir, name: str) -> int:
    """A new private file to read and write; FileExistsError if the name is taken by anything."""
    return os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BARE, 0o600, dir_fd=parent)


def open_own(parent: Dir, name: str) -> int:
    """The regular file of that name to read and write, or a new one; OSError if it is anything else."""
    return os.open(name, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | _BARE, 0o600, dir_fd=parent)


def open_read(parent: Dir, name: str) -> int:
    """Never waits, not even for a FIFO. The caller looks at what it got."""
    return os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | _BARE, dir_fd=parent)


def unlink(parent: Dir, name: str) -> None:
    os.unlink(name, dir_fd=parent)


def rename_over(parent: Dir, name: str, to: Dir, new: str) -> None:
    os.rename(name, new, src_dir_fd=parent, dst_dir_fd=to)


def rename_new(parent: Dir, name: str, to: Dir, new: str) -> None:
    """Raises FileExistsError if `new` is taken, Refused if this volume cannot rename so."""
    if _rename_at(parent, os.fsencode(name), to, os.fsencode(new), _ONLY_NEW) != 0:
        _raise_errno(new)


def link_new(parent: Dir, name: str, to: Dir, new: str) -> None:
    """A second name for the same file; FileExistsError if it is taken, Refused if this volume has no links."""
    try:
        os.link(name, new, src_dir_fd=parent, dst_dir_fd=to, follow_symlinks=False)
    except OSError as error:
        if error.errno in _REFUSED:
            raise Refused(error.errno, error.strerror, new) from None
        raise


def set_mtime(parent: Dir, name: str, mtime_ns: int) -> None:
    os.utime(name, ns=(mtime_ns, mtime_ns), dir_fd=parent, follow_symlinks=False)


# --- open files ----------------------------------------------------------------------------------------------------------------


def write(file: int, view: memoryview | bytes, offset: int) -> int:
    """Bytes written, possibly fewer."""
    return os.pwrite(file, view, offset)


def sync_file(file: int, *, facts: bool) -> None:
    """`facts`: the times and rights as well, not only what is needed to read the file."""
    if sys.platform == "darwin":
        _full_sync(file)
    elif facts:
        os.fsync(file)
    else:
        os.fdatasync(file)


def drop_cache(file: int) -> None:
    """What is durable of an open file need not stay in the system's memory."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)


def set_facts(file: int, mtime_ns: int, mode: int) -> None:
    """Of `mode` only the owner's right to execute is kept, for all whom the umask allows."""
    rights = 0o777 if mode & 0o100 else 0o666
    try:
        os.fchmod(file, rights & ~_UMASK)
    except PermissionError:
        pass  # FAT and network volumes hold no rights
    os.utime(file, ns=(mtime_ns, mtime_ns))


def mark_download(_parent: Dir, _name: str, file: int) -> None:
    """Says to macOS that the file came from elsewhere; nothing on Linux, which has no such mark."""
    if sys.platform == "darwin":
        value = b"0083;%08x;Towline;" % int(time.time())
        _libc.fsetxattr(file, b"com.apple.quarantine", value, len(value), 0, 0)  # a volume without it has none


def allocated(facts: os.stat_result) -> int:
    """Bytes of the volume that the file holds already."""
    return facts.st_blocks * 512


def is_plain(facts: os.stat_result) -> bool:
    """A regular file with one name: what a staging file must be."""
    return stat.S_ISREG(facts.st_mode) and facts.st_nlink == 1


def _full_sync(file: int) -> None:
    """fsync alone leaves data in the drive's cache on macOS."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(file, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in _REFUSED and error.errno != errno.ENOTTY:
                raise
            os.fsync(file)  # a network volume: its server decides


def _raise_errno(name: str) -> None:
    number = ctypes.get_errno()
    kind = Refused if number in _REFUSED and name else OSError
    raise kind(number, os.strerror(number), name)
