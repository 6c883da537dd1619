"""What the sections [watch.NAME] mean, and which folders cannot be watched; patterns, also those of queues.

Hides: which places make a loop. Promises: what is wrong with the settings themselves is found without touching a disk, so
that they load while a disk is away; `check_folder` and `check_there` look at the folder as it stands now.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from engine import patterns
from engine.api_watch import Watch
from engine.errors import TowlineError
from engine.settings_keys import Wrong

SHORTEST_SETTLE = 1.0  # seconds


def watch_of(name: str, table: Mapping[str, Any], queues: Iterable[str]) -> Watch:
    """The watch of one section, from values as `settings_keys.convert` gives them. Raises Wrong."""
    if not table.get("folder"):
        raise Wrong("The watch names no folder.", 'Add folder = "/a/folder".')
    queue = table.get("queue", "")
    if queue not in (known := list(queues)):
        what = f"There is no queue named {queue!r}." if queue else "The watch names no queue."
        raise Wrong(what, f"There are: {', '.join(known)}." if known else "Make one with 'towline queue add'.")
    check_patterns((*table.get("include", ()), *table.get("leave_out", ())))
    if table["settle"] < SHORTEST_SETTLE:
        raise Wrong("A file must stay the same for at least a second.", "The usual time is '10s'.")
    oldest = table.get("max_age")
    if oldest is not None and oldest <= table["min_age"] + table["settle"]:
        raise Wrong("Files are too old before they are old enough.", "Make max_age longer than min_age and settle.")
    watch = Watch(name, **{**table, "folder": os.path.normpath(table["folder"])})
    if watch.after.startswith("move:") and _is_in(watch.after.removeprefix("move:"), watch.folder):
        raise Wrong("The originals would move into the watched folder itself.", "Choose a folder outside of it.")
    return watch


def check_patterns(texts: Iterable[str]) -> None:
    """Raises Wrong for the first that can fit nothing."""
    for text in texts:
        try:
            patterns.check_pattern(text)
        except patterns.Wrong as error:
            raise Wrong(str(error), "Write it like '*.tif' or 'scans/*.pdf'.") from error


def check_watches(watches: Iterable[Watch]) -> None:
    """Whether they go together. Raises Wrong with the name of the watch in its sentence."""
    known = list(watches)
    for n, watch in enumerate(known):
        for other in known[:n]:
            if _is_in(watch.folder, other.folder) or _is_in(other.folder, watch.folder):
                same = os.path.normcase(watch.folder) == os.path.normcase(other.folder)
                how = "is the one of" if same else "and the one of"
                end = "." if same else " lie inside each other."
                raise Wrong(f"The folder of {watch.name!r} {how} {other.name!r}{end}", "Watch each folder once.")
        for other in known:
            if other is not watch and watch.after.startswith("move:"):
                target = watch.after.removeprefix("move:")
                if _is_in(target, other.folder):
                    raise Wrong(
                        f"The originals of {watch.name!r} would move into the folder that {other.name!r} watches.",
                        "Choose a folder that is not watched.",
                    )


def check_folder(watch: Watch, profile: Path, downloads: Path | None) -> None:
    """Whether the folder can be watched as it stands now. `downloads`: where fetches go, None if nothing is fetched.

    A folder that is not there is no mistake here. Raises TowlineError "usage".
    """
    folder = watch.folder
    try:
        if os.path.islink(folder):
            raise Wrong(f"{folder} is a link to {os.path.realpath(folder)}.", "Name the folder itself.")
        real = os.path.realpath(folder)
        if _is_in(os.path.realpath(profile), real):
            raise Wrong(f"{folder} holds Towline's own profile, which always changes.", "Choose a folder inside it.")
        if downloads is not None:
            _check_downloads(folder, real, os.path.realpath(downloads))
        if watch.after.startswith("move:") and _is_in(os.path.realpath(watch.after.removeprefix("move:")), real):
            raise Wrong("The originals would move into the watched folder itself.", "Choose a folder outside of it.")
    except Wrong as error:
        raise TowlineError("usage", what=error.what, todo=error.todo) from error


def check_there(watch: Watch) -> None:
    """Whether the folder is there and can be read. Raises TowlineError "usage"."""
    folder = watch.folder
    try:
        with os.scandir(folder):
            return
    except FileNotFoundError:
        what, todo = f"{folder} is not there.", "Choose a folder that exists."
    except NotADirectoryError:
        what, todo = f"{folder} is no folder.", "Choose a folder."
    except PermissionError:
        what, todo = f"There is no right to read {folder}.", "Ask for that right, or choose another folder."
    except OSError as error:
        what, todo = f"{folder} cannot be read: {(error.strerror or str(error)).lower()}.", "Check its disk."
    raise TowlineError("usage", what=what, todo=todo)


def _check_downloads(folder: str, real: str, downloads: str) -> None:
    if _is_in(real, downloads) or _is_in(downloads, real):
        raise Wrong(
            f"{folder} and the folder for fetched files lie inside each other: what comes in would go out again.",
            "Choose another folder.",
        )


def _is_in(path: str, folder: str) -> bool:
    """Whether a path is a folder or below it."""
    one, other = (os.path.normcase(os.path.normpath(each)) for each in (path, folder))
    return one == other or one.startswith(other.rstrip(os.sep) + os.sep)
