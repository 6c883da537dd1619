"""What `disk.py` needs of Windows: one held directory (`Dir`, a handle and its path) and names inside it.

Hides: kernel32 by ctypes, handles, sharing, the mark of the web. Promises: as `disk_posix.py`. Windows has no calls
relative to a directory; instead every held directory is open without the right to delete, so that neither it nor a
folder above it can be renamed or replaced meanwhile, and paths below it stay true. Links of all kinds (symbolic,
junctions, mount points) are refused; placeholders of cloud drives are not links.
Written from Microsoft's documentation; nothing here has ever run.
"""

from __future__ import annotations

import ctypes
import errno
import msvcrt
import os
import shutil
import stat
import sys
import time
from ctypes import wintypes
from dataclasses import dataclass

from engine.names import System

assert sys.platform == "win32"  # tells type checkers whose names these are

SYSTEM: System = "windows"
MARKS_DOWNLOADS = True

_ATTEMPTS = 20  # against virus scanners and indexers, which hold new files open for a moment
_ATTEMPT_PAUSE = 0.05  # seconds

_LIST_FOLDER, _READ_FACTS = 0x1, 0x80
_SHARE_READ_WRITE = 0x1 | 0x2
_OPEN_EXISTING = 3
_BACKUP_SEMANTICS, _OPEN_LINK_ITSELF = 0x02000000, 0x00200000
_REPLACE_EXISTING, _WRITE_THROUGH = 0x1, 0x8
_ATTRIBUTE_TAG_INFO = 9
_NAME_SURROGATE = 0x20000000  # bit of a reparse tag: it stands for another name
_SHARING = frozenset([5, 32, 33])  # access denied, sharing violation, lock violation
_BINARY = os.O_BINARY | os.O_NOINHERIT

_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_kernel.CreateFileW.restype = wintypes.HANDLE
_kernel.CreateFileW.argtypes = (
    [wintypes.LPCWSTR] + [wintypes.DWORD] * 2 + [wintypes.LPVOID] + [wintypes.DWORD] * 2 + [wintypes.HANDLE]
)
_kernel.CloseHandle.argtypes = [wintypes.HANDLE]
_kernel.FlushFileBuffers.argtypes = [wintypes.HANDLE]
_kernel.MoveFileExW.argtypes = [wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD]
_kernel.GetFileInformationByHandleEx.argtypes = [wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD]


class Refused(OSError):
    """This volume does not have that operation; another one may do."""


@dataclass(frozen=True, slots=True, eq=False)
class Dir:
    handle: int
    path: str  # absolute, with the prefix that lifts the limit of 260 characters


class _AttributeTag(ctypes.Structure):
    _fields_ = (("attributes", wintypes.DWORD), ("tag", wintypes.DWORD))


# --- folders -----------------------------------------------------------------------------------------------------------------


def open_root(path: str) -> Dir:
    """The folder that a person named: links in `path` itself are theirs and are followed."""
    real = os.path.realpath(path)
    if not os.path.isdir(real):
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", path)
    return _open(_long(real))


def open_dir(parent: Dir, name: str) -> Dir:
    """Raises NotADirectoryError for a file or a link, FileNotFoundError for nothing."""
    opened = _open(_join(parent, name))
    info = _AttributeTag()
    known = _kernel.GetFileInformationByHandleEx(
        opened.handle, _ATTRIBUTE_TAG_INFO, ctypes.byref(info), ctypes.sizeof(info)
    )
    link = info.attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT and info.tag & _NAME_SURROGATE
    if not known or link or not info.attributes & stat.FILE_ATTRIBUTE_DIRECTORY:
        close_dir(opened)
        raise NotADirectoryError(errno.ENOTDIR, "it is a file or a link", name)
    return opened


def close_dir(held: Dir) -> None:
    _kernel.CloseHandle(held.handle)


def dir_facts(held: Dir) -> os.stat_result:
    return os.lstat(held.path)


def make_dir(parent: Dir, name: str, *, private: bool = False) -> None:
    """Rights come from the folder above, private or not."""
    os.mkdir(_join(parent, name), 0o700 if private else 0o777)


def make_private(_held: Dir) -> bool:
    """Windows' folders inherit who may use them; there is nothing to do."""
    return True


def remove_dir(parent: Dir, name: str) -> None:
    os.rmdir(_join(parent, name))


def names(held: Dir) -> list[str]:
    return os.listdir(held.path)


def sync_dir(held: Dir) -> None:
    """Names are durable once MoveFileExW with write-through returned; NTFS journals the folders it makes."""


def sync_volume(_held: Dir) -> bool:
    """Flushing a volume takes an administrator here."""
    return False


def free(held: Dir) -> int:
    return shutil.disk_usage(held.path).free


def longest_name(_held: Dir) -> int:
    return 255


# --- names in a folder -----------------------------------------------------------------------------------------------------


def lstat(parent: Dir, name: str) -> os.stat_result:
    return os.lstat(_join(parent, name))


def open_new(parent: Dir, name: str) -> int:
    """A new file to read and write; FileExistsError if the name is taken by anything."""
    return os.open(_join(parent, name), os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)


def open_own(parent: Dir, name: str) -> int:
    """The regular file of that name to read and write, or a new one; OSError if it is anything else."""
    _refuse_link(parent, name)
    return os.open(_join(parent, name), os.O_RDWR | os.O_CREAT | _BINARY, 0o600)


def open_read(parent: Dir, name: str) -> int:
    _refuse_link(parent, name)
    return os.open(_join(parent, name), os.O_RDONLY | _BINARY)


def unlink(parent: Dir, name: str) -> None:
    path = _join(parent, name)
    try:
        os.unlink(path)
    except PermissionError:
        os.chmod(path, stat.S_IWRITE)  # read-only files are not removed otherwise
        os.unlink(path)


def rename_over(parent: Dir, name: str, to: Dir, new: str) -> None:
    target = _join(to, new)
    if os.path.isdir(target):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", new)
    if os.path.lexists(target):
        os.chmod(target, stat.S_IWRITE)  # a read-only file refuses to be replaced
    _move(_join(parent, name), target, _REPLACE_EXISTING | _WRITE_THROUGH)


def rename_new(parent: Dir, name: str, to: Dir, new: str) -> None:
    """Raises FileExistsError if `new` is taken."""
    _move(_join(parent, name), _join(to, new), _WRITE_THROUGH)


def link_new(_parent: Dir, _name: str, _to: Dir, new: str) -> None:
    """Never needed: every volume of Windows renames without overwriting."""
    raise Refused(errno.ENOTSUP, "not used on Windows", new)


def set_mtime(parent: Dir, name: str, mtime_ns: int) -> None:
    os.utime(_join(parent, name), ns=(mtime_ns, mtime_ns))


# --- open files ----------------------------------------------------------------------------------------------------------------


def write(file: int, view: memoryview | bytes, offset: int) -> int:
    """Bytes written, possibly fewer. One thread a file: the position is the descriptor's."""
    os.lseek(file, offset, os.SEEK_SET)
    return os.write(file, view)


def sync_file(file: int, *, facts: bool) -> None:
    """FlushFileBuffers; it covers the facts as well."""
    del facts
    os.fsync(file)


def drop_cache(_file: int) -> None:
    """Windows decides for itself."""


def set_facts(file: int, mtime_ns: int, mode: int) -> None:
    """Sets the time; there are no rights to execute here."""
    del mode
    ticks = mtime_ns // 100 + 116_444_736_000_000_000  # of 100 ns, since 1601
    at = wintypes.FILETIME(ticks & 0xFFFFFFFF, ticks >> 32)
    if not _kernel.SetFileTime(wintypes.HANDLE(msvcrt.get_osfhandle(file)), None, None, ctypes.byref(at)):
        raise ctypes.WinError(ctypes.get_last_error())


def mark_download(parent: Dir, name: str, _file: int) -> None:
    """The mark of the web: Windows and Office ask before they open such a file."""
    try:
        with open(_join(parent, name) + ":Zone.Identifier", "w", encoding="ascii") as stream:
            stream.write("[ZoneTransfer]\nZoneId=3\n")
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOENT):  # FAT has no streams, hence no marks
            raise


def allocated(facts: os.stat_result) -> int:
    """Bytes of the volume that the file holds already."""
    return facts.st_size


def is_plain(facts: os.stat_result) -> bool:
    """A regular file with one name: what a staging file must be."""
    return stat.S_ISREG(facts.st_mode) and facts.st_nlink == 1


def _open(path: str) -> Dir:
    handle = _kernel.CreateFileW(
        path,
        _LIST_FOLDER | _READ_FACTS,
        _SHARE_READ_WRITE,  # not delete: while it is held, nobody renames it or a folder above it
        None,
        _OPEN_EXISTING,
        _BACKUP_SEMANTICS | _OPEN_LINK_ITSELF,
        None,
    )
    if handle == wintypes.HANDLE(-1).value:
        raise ctypes.WinError(ctypes.get_last_error())
    return Dir(handle, path)


def _move(source: str, target: str, flags: int) -> None:
    for attempt in range(_ATTEMPTS):
        if _kernel.MoveFileExW(source, target, flags):
            return
        code = ctypes.get_last_error()
        if code not in _SHARING or attempt == _ATTEMPTS - 1:
            raise ctypes.WinError(code)
        time.sleep(_ATTEMPT_PAUSE)


def _refuse_link(parent: Dir, name: str) -> None:
    path = _join(parent, name)
    if os.path.lexists(path) and os.lstat(path).st_file_attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT:
        raise OSError(errno.ELOOP, "it is a link", name)


def _join(parent: Dir, name: str) -> str:
    return f"{parent.path}\\{name}"


def _long(path: str) -> str:
    if path.startswith("\\\\?\\"):
        return path.rstrip("\\")
    if path.startswith("\\\\"):
        return "\\\\?\\UNC" + path[1:].rstrip("\\")
    return "\\\\?\\" + path.rstrip("\\")
