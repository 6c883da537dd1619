"""What was dropped or pasted, as paths of this computer.

Hides: how a list of links is written by other programs. Promises: only local files count; nothing is looked up on a
disk; names that are not UTF-8 come through as they are. `taken` is quick, `local_paths` may run beside the window:
100,000 links take a third of a second.
"""

from __future__ import annotations

import os
import sys
from urllib.parse import unquote, unquote_to_bytes

from PySide6.QtCore import QMimeData

LINKS = "text/uri-list"


def has_files(mime: QMimeData) -> bool:
    return mime.hasFormat(LINKS)


def taken(mime: QMimeData) -> bytes:
    """The list of links as it was given, for `local_paths` and `count`."""
    return bytes(mime.data(LINKS).data())


def count(links: bytes) -> int:
    """How many of them are on this computer, without reading them one by one."""
    return links.count(b"file:/")


def local_paths(links: bytes) -> list[str]:
    """Absolute paths in the order given; what is not on this computer is left out."""
    return [path for line in links.splitlines() if (path := _path(line.strip()))]


def paths_of(mime: QMimeData) -> list[str]:
    """Of a paste, or of a drop of a few things."""
    return local_paths(taken(mime)) if has_files(mime) else []


def _path(link: bytes) -> str:
    if not link.startswith(b"file:/"):
        return ""
    rest = link[len(b"file:") :]
    host = b""
    if rest.startswith(b"//"):
        host, _, rest = rest[2:].partition(b"/")
        rest = b"/" + rest
    if sys.platform == "win32":
        return _windows(host.decode("ascii", "replace"), unquote(rest.decode("ascii", "replace")))
    return os.fsdecode(unquote_to_bytes(rest)) if host in (b"", b"localhost") and rest != b"/" else ""


def _windows(host: str, path: str) -> str:
    """`/C:/x` is on a drive; with a host it is a share."""
    if host in ("", "localhost"):
        return path.lstrip("/").replace("/", "\\")
    return f"\\\\{host}{path}".replace("/", "\\")
