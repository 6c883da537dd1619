"""Where the door of a profile is, and the file in the profile that says so and holds its key.

Hides: sockets and named pipes of each system, how long their names may be. Promises: nobody but this user, and root, can
reach the one or read the other.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from engine.errors import TowlineError

DOOR_FILE = "door.json"
MAX_SOCKET_PATH = 100  # bytes; Linux takes 107, macOS 103


def address_of(profile: Path) -> tuple[str, str]:
    """Where a door of this profile listens, and the folder made for it ("" if it stands in one of the system's)."""
    mark = hashlib.sha256(os.fsencode(profile.resolve())).hexdigest()[:16]
    if sys.platform == "win32":
        return rf"\\.\pipe\towline-{mark}-{secrets.token_hex(4)}", ""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    address = os.path.join(runtime, f"towline-{mark}")
    if runtime and _is_private(runtime) and len(os.fsencode(address)) <= MAX_SOCKET_PATH:
        return address, ""
    for base in (runtime, tempfile.gettempdir(), "/tmp"):  # noqa: S108  only a folder of ours below it is used
        if base == runtime and not (runtime and _is_private(runtime, others=0o055)):
            continue
        folder = os.path.join(base, f"towline-{os.getuid()}-{mark}")
        if len(os.fsencode(folder)) + len("/door") > MAX_SOCKET_PATH:
            continue
        with suppress(FileExistsError):
            os.mkdir(folder, 0o700)
        if not _is_private(folder):  # somebody else took the name
            folder = tempfile.mkdtemp(prefix="towline-", dir=base)
        return os.path.join(folder, "door"), folder
    raise TowlineError("disk", path=tempfile.gettempdir(), done="used for the door", reason="its name is too long")


def _is_private(folder: str, others: int = 0) -> bool:
    """A real folder that belongs to this user, in which everybody else has at most the rights `others`."""
    try:
        facts = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & 0o077 & ~others


def write_door_file(profile: Path, address: str, key: bytes) -> None:
    path, new = profile / DOOR_FILE, profile / f"{DOOR_FILE}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump({"v": 1, "address": address, "key": key.hex(), "pid": os.getpid()}, file)
    os.replace(new, path)


def read_door_file(profile: Path) -> tuple[str, bytes] | None:
    """Address and key of the engine that runs, or ran last. Raises TowlineError if the file is not this user's alone,
    PermissionError if it is another one's."""
    path = profile / DOOR_FILE
    try:
        facts = path.lstat()
        content = json.loads(path.read_text("utf-8"))
        found = str(content["address"]), bytes.fromhex(content["key"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return None  # not written by a door
    me = os.getuid() if sys.platform != "win32" else -1  # root may look at everybody's agent
    if sys.platform != "win32" and ((me and facts.st_uid not in (me, 0)) or facts.st_mode & 0o077):
        raise TowlineError("key-file-open", path=path)
    return found
