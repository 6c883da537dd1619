"""Looking into a watched folder: what is there, and why something is left out.

Hides: walking, what a system calls hidden. Promises: nothing is followed or opened; names come sorted, so that they can
be laid beside the journal's; a folder of millions is read in parts; one that cannot be listed is told, not skipped.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.api_watch import Watch, WatchItem, WatchPreview
from engine.patterns import BELOW, LINK, OLD, Rules
from engine.source import bad_name, names_of, reason_of
from engine.watch_settle import Look

SLICE = 500  # names looked at in one go
MOST_ITEMS = 1000  # of a preview, of each kind
PREVIEW_SECONDS = 10.0
YOUNG = "is too young yet"
KNOWN = "was sent before"


class Seen(NamedTuple):
    """One name in a folder; `why` is set for what does not go. `path`: relative to the watched folder, with `/`."""

    path: str
    folder: bool
    look: Look
    why: str


class Slice(NamedTuple):
    """The names of `folder` after `after` and not after `last` (None: all that follow)."""

    folder: str
    after: str
    last: str | None
    seen: list[Seen]


class FolderGone(Exception):
    """The folder cannot be listed: the text says why. `missing`: nothing is there."""

    def __init__(self, error: OSError) -> None:
        super().__init__(reason_of(error))
        self.missing = isinstance(error, (FileNotFoundError, NotADirectoryError))


def slices(watch: Watch, rules: Rules, folder: str) -> Iterator[Slice]:
    """All that is directly in a folder. Raises FolderGone."""
    source = os.path.join(watch.folder, *folder.split("/")) if folder else watch.folder
    after, more = "", True
    while more:
        try:
            names, more = names_of(source, after, folder)
        except OSError as error:
            raise FolderGone(error) from error
        after_last = names[-1] if names else after
        good = [name for name in names if not bad_name(name)]
        odd = [Seen(name, False, Look(0, 0, 0), bad_name(name)) for name in names if bad_name(name)]
        parts = [good[n : n + SLICE] for n in range(0, len(good), SLICE)] or [[]]
        for n, part in enumerate(parts):
            ends = n == len(parts) - 1 and not more
            seen = [one for name in part if (one := look_at(watch, rules, f"{folder}/{name}" if folder else name))]
            yield Slice(folder, after, None if ends else (part[-1] if part else after), seen + (odd if n == 0 else []))
            after = part[-1] if part else after
        after = after_last


def look_at(watch: Watch, rules: Rules, path: str) -> Seen | None:
    """One path; None if nothing is there. What is above it is not looked at."""
    try:
        found = os.lstat(os.path.join(watch.folder, *path.split("/")))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return Seen(path, False, Look(0, 0, 0), reason_of(error))
    folder = stat.S_ISDIR(found.st_mode)
    look = Look(found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns)
    return Seen(path, folder, look, _why_not(watch, rules, path, found, folder=folder))


def _why_not(watch: Watch, rules: Rules, path: str, found: os.stat_result, *, folder: bool) -> str:
    if stat.S_ISLNK(found.st_mode):
        return LINK
    if not folder and not stat.S_ISREG(found.st_mode):
        return "is no file"
    if folder and not watch.subfolders:
        return BELOW
    why = rules.why_not(path, folder=folder, hidden=_is_hidden(path, found))
    if not why and not folder and watch.max_age is not None and time.time() - found.st_mtime > watch.max_age:
        return OLD
    return why


def _is_hidden(path: str, found: os.stat_result) -> bool:
    if path.rpartition("/")[2].startswith("."):
        return True
    if sys.platform == "win32":
        return bool(found.st_file_attributes & (stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM))
    return bool(getattr(found, "st_flags", 0) & stat.UF_HIDDEN)


def above(path: str) -> Iterator[str]:
    """The folders above a path, outer ones first."""
    parts = path.split("/")
    for n in range(1, len(parts)):
        yield "/".join(parts[:n])


def preview(watch: Watch, known: Mapping[str, Look]) -> WatchPreview:
    """What would be sent now. `known`: versions that were sent or noted before. Raises FolderGone.

    Ends after `PREVIEW_SECONDS` with what it has.
    """
    rules, until = Rules(watch.include, watch.leave_out), time.monotonic() + PREVIEW_SECONDS
    files = size = 0
    items: list[WatchItem] = []
    left: list[WatchItem] = []
    reasons: dict[str, int] = {}
    todo = [""]
    now = time.time()
    while todo:
        folder = todo.pop()
        below: list[str] = []
        try:
            for part in slices(watch, rules, folder):
                if time.monotonic() > until:
                    return WatchPreview(files, size, tuple(items), tuple(left), reasons, whole=False)
                for seen in part.seen:
                    why = seen.why
                    if not why and seen.folder:
                        below.append(seen.path)
                        continue
                    if not why and known.get(seen.path, seen.look._replace(size=-1))[:2] == seen.look[:2]:
                        why = KNOWN
                    if not why and now - seen.look.mtime_ns / 1e9 < watch.min_age:
                        why = YOUNG
                    if why:
                        reasons[why] = reasons.get(why, 0) + 1
                        if len(left) < MOST_ITEMS:
                            left.append(WatchItem(seen.path, seen.look.size, why))
                    else:
                        files, size = files + 1, size + seen.look.size
                        if len(items) < MOST_ITEMS:
                            items.append(WatchItem(seen.path, seen.look.size))
        except FolderGone as error:
            if not folder:
                raise
            reasons[str(error)] = reasons.get(str(error), 0) + 1
        todo.extend(reversed(below))
    return WatchPreview(files, size, tuple(items), tuple(left), reasons)
