"""What a folder stands on: where that is mounted, whether it tells of changes made elsewhere, whether its file ids last.

Hides: how each system tells. Promises: a file system nobody knows counts as a local one. The branches for macOS and
Windows were written from their manuals and have never run.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import NamedTuple

_NETWORK = frozenset([
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "webdav", "afpfs", "ceph", "glusterfs", "lustre", "afs", "ncpfs", "gfs2", "ocfs2",
    "beegfs", "gpfs", "9p", "vboxsf", "prl_fs", "vmhgfs",
])  # fmt: skip
_FLEETING_IDS = frozenset(["vfat", "msdos", "exfat", "9p", "vboxsf", "prl_fs", "vmhgfs"])
_MOUNTS = "/proc/self/mountinfo"


class Volume(NamedTuple):
    """`tells`: changes are told, whoever makes them. `ids_last`: a file keeps its id when the volume is mounted anew."""

    kind: str
    tells: bool
    ids_last: bool


def volume_of(folder: str) -> Volume:
    """Of the file system that a folder is on."""
    if sys.platform == "linux":
        return volume_of_kind(_linux_kind(os.path.realpath(folder)))
    if sys.platform == "darwin":
        return _macos_volume(folder)
    if sys.platform == "win32":
        drive = os.path.splitdrive(os.path.realpath(folder))[0]
        remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == 4  # DRIVE_REMOTE
        return Volume("network" if remote else "local", not remote, not remote)
    return Volume("", tells=True, ids_last=True)


def mount_of(folder: str) -> str:
    """The place where the volume of a folder is mounted: the folder itself, or the nearest one above it that is such a place."""
    at = os.path.realpath(folder)
    while not os.path.ismount(at) and os.path.dirname(at) != at:
        at = os.path.dirname(at)
    return at


def volume_of_kind(kind: str) -> Volume:
    """By the system's name for a file system."""
    fuse = kind.startswith("fuse")
    return Volume(kind, not fuse and kind not in _NETWORK, not fuse and kind not in _FLEETING_IDS)


def _linux_kind(path: str) -> str:
    best, kind = "", ""
    try:
        with open(_MOUNTS, encoding="utf-8", errors="surrogateescape") as lines:
            for line in lines:
                before, _, after = line.partition(" - ")
                where = before.split(" ")[4].encode().decode("unicode_escape")
                inside = path == where or path.startswith(where.rstrip("/") + "/")
                if inside and len(where) >= len(best):  # of two at one place the later one is on top
                    best, kind = where, after.split(" ")[0]
    except (OSError, IndexError, UnicodeError):
        return ""
    return kind


def _macos_volume(folder: str) -> Volume:
    """By statfs: flags at byte 68, the name of the file system at 72."""
    found = ctypes.create_string_buffer(2168)
    if ctypes.CDLL(None).statfs(os.fsencode(folder), found) != 0:
        return Volume("", tells=True, ids_last=True)
    local = int.from_bytes(found.raw[68:72], sys.byteorder) & 0x1000  # MNT_LOCAL
    volume = volume_of_kind(found.raw[72:88].split(b"\0")[0].decode())
    return volume if local else volume._replace(tells=False)
