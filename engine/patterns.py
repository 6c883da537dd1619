"""Which names a watched folder or a queue sends: its patterns, and why something is left out.

Hides: how patterns are read. Promises: pure functions. A pattern without `/` is for names at any depth, one with `/` for
paths below the folder (watched, or given to be sent); `*` and `?` stand for anything, `[ab]` for one of these; letter case
never matters; one with `/` at its end is for folders only. What `leave_out` names is left out with all that is below it;
where there are `include` patterns, only files that fit one of them go.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence

OWN = ".towline-"  # what begins so is Towline's own, on its way

HIDDEN, LINK, OLD = "is hidden", "is a link", "is too old"
BELOW = "folders below are not looked into"
NO_PATTERN = "fits no pattern"
LEFT_OUT = "is left out by "  # and the pattern


class Wrong(ValueError):
    """A pattern that can fit nothing: a sentence."""


def check_pattern(pattern: str) -> str:
    """The pattern; raises Wrong."""
    if not pattern.strip("/ "):
        raise Wrong("A pattern is empty.")
    if pattern.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", pattern):
        raise Wrong(f"The pattern {pattern!r} is a whole path; patterns are for what is below the folder.")
    if "\\" in pattern:
        raise Wrong(f"The pattern {pattern!r} has a backslash; write / between folders.")
    if ".." in pattern.split("/"):
        raise Wrong(f"The pattern {pattern!r} leads out of the folder.")
    return pattern


def by_pattern(why: str) -> bool:
    """Whether this reason is one of a pattern: somebody wanted it so."""
    return why == NO_PATTERN or why.startswith(LEFT_OUT)


class Rules:
    """The patterns of one watched folder, or of a queue."""

    def __init__(self, include: Sequence[str], leave_out: Sequence[str]) -> None:
        self._include = [_Pattern(text) for text in include]
        self._leave_out = [_Pattern(text) for text in leave_out]
        self._hidden = any(each.for_hidden for each in self._include)

    def why_not(self, path: str, *, folder: bool, hidden: bool) -> str:
        """Why a path below the folder does not go; "" if it does, or, of a folder, if it is looked into.

        `hidden`: this one itself, not what is above it.
        """
        name = path.rpartition("/")[2]
        if name.startswith(OWN):
            return HIDDEN
        if hidden and (folder or not self._hidden or not self._fits(path, name)):
            return HIDDEN
        return self.unfit(path, folder=folder)

    def unfit(self, path: str, *, folder: bool) -> str:
        """The same by the patterns alone: whatever is hidden goes."""
        name = path.rpartition("/")[2]
        for pattern in self._leave_out:
            if (folder or not pattern.folders) and pattern.fits(path, name):
                return LEFT_OUT + pattern.text
        if not folder and self._include and not self._fits(path, name):
            return NO_PATTERN
        return ""

    def _fits(self, path: str, name: str) -> bool:
        return any(not pattern.folders and pattern.fits(path, name) for pattern in self._include)


class _Pattern:
    def __init__(self, text: str) -> None:
        self.text = text
        self.folders = text.endswith("/")
        bare = text.rstrip("/")
        self.for_hidden = bare.rpartition("/")[2].startswith(".")
        self._of_path = "/" in bare
        self._match = re.compile(fnmatch.translate(bare), re.IGNORECASE).match

    def fits(self, path: str, name: str) -> bool:
        return self._match(path if self._of_path else name) is not None
