"""The second door: other accounts of this computer look at an agent, or steer it, as its settings say.

Hides: a socket that every account can reach, and whom the system says is at its other end. Promises: nothing is read of an
account that is not named; who only looks changes nothing; who steers decides when and how fast what is open moves, and no
more: nobody here sends, fetches, sees into folders, trusts people, reads or changes keys and settings, or counts as a
window. An agent is taken for one only if it runs as the account the profile belongs to. Linux and macOS; on Windows
there is none.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import stat
import struct
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection, Listener
from pathlib import Path

from engine.door_json import error_from_json, error_to_json
from engine.errors import TowlineError

if sys.platform != "win32":
    import grp
    import pwd

LOOK = frozenset([
    "snapshot", "figures", "transfers", "transfer", "entries", "offers", "offer_entries", "story", "details", "receipts",
    "actions", "questions", "links", "queues", "pace_now", "watches", "rules", "people", "stations", "teams", "team_grants", "invites",
    "me", "my_card", "my_fingerprint", "my_key_change", "my_backup", "backups", "subscribe",
])  # fmt: skip
STEER = LOOK | frozenset([
    "pause", "resume", "cancel", "retry", "first", "move", "limit", "pause_all", "go_on", "limited", "wake",
])  # fmt: skip

GROUP = "group:"  # before the name of one
SYSTEM = Path("/run/towline")  # where systemd lets an agent of an account of its own put its door
FOR_ALL = Path("/tmp")  # noqa: S108  only a folder of ours below it is used
GREETING = 4000  # bytes at most of what a guest hears first
XUCRED = struct.Struct("=IIh2x16I")  # macOS: version, user, how many groups, groups


@dataclass(frozen=True, slots=True)
class Others:
    """Names of accounts, or of groups after `group:`, that may look, and that may steer as well."""

    look: tuple[str, ...] = ()
    steer: tuple[str, ...] = ()

    def may(self, user: int) -> frozenset[str]:
        """The methods that an account has; none if nobody named it."""
        names = _names_of(user)
        return STEER if names & set(self.steer) else LOOK if names & set(self.look) else frozenset()

    def unknown(self) -> list[str]:
        """Names that this computer does not know."""
        return sorted(name for name in {*self.look, *self.steer} if not _exists(name))


@dataclass(frozen=True, slots=True)
class Visit:
    """At the agent of another account: its name, and the methods that this account has there."""

    account: str
    methods: frozenset[str]

    @property
    def steers(self) -> bool:
        return "pause" in self.methods


def of_another(profile: Path) -> bool:
    """Whether a profile is another account's, also one that this account cannot even see."""
    if sys.platform == "win32":
        return False
    try:
        return profile.stat().st_uid != os.geteuid()
    except FileNotFoundError:
        return False
    except PermissionError:
        return True


def owner_of(profile: Path) -> str:
    """The account that a profile belongs to; "" where that cannot be seen."""
    try:
        return _name_of(profile.stat().st_uid)
    except OSError:
        return ""


def visit_of_root(profile: Path) -> Visit | None:
    """Root comes by the first door, and has all methods there; what is offered to it elsewhere is to steer, for it must not
    write in the profile of another account."""
    if sys.platform == "win32" or os.geteuid() != 0 or not of_another(profile):
        return None
    return Visit(owner_of(profile), STEER)


def listen(profile: Path) -> Listener:
    """A socket for other accounts. Raises TowlineError "door-others" if there is no place for it."""
    folder = _place(profile)
    try:
        folder.mkdir(exist_ok=True)
        facts = folder.lstat()
        if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid():
            raise FileExistsError(17, "somebody else took its name")
        folder.chmod(0o755)
        (folder / "door").unlink(missing_ok=True)
        listener = Listener(str(folder / "door"), backlog=16)
        (folder / "door").chmod(0o666)  # who comes is asked of the system
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TowlineError("door-others", reason=reason, details=repr(error)) from error
    return listener


def remove(profile: Path) -> None:
    """The folder of a socket that was closed."""
    _place(profile).rmdir()


def admit(connection: Connection, others: Others) -> frozenset[str]:
    """The methods that whoever is at the other end has; PermissionError, and told so, if none."""
    methods = others.may(_user_at(connection))
    if not methods:
        _say(connection, {"v": 1, "error": error_to_json(TowlineError("door-not-named"))})
        raise PermissionError("an account that may not look")
    _say(connection, {"v": 1, "result": sorted(methods)})
    return methods


def find(profile: Path) -> str | None:
    """Where an agent of another account listens for such guests."""
    for folder in _places(profile):
        address = folder / "door"
        try:
            if stat.S_ISSOCK(address.lstat().st_mode):
                return str(address)
        except OSError:
            continue
    return None


def enter(connection: Connection, profile: Path, address: str) -> Visit:
    """What this account may there, if it is that agent and lets it in. Raises TowlineError, OSError, EOFError."""
    user = _user_at(connection)
    if not _is_agent(user, profile, Path(address).parent):
        raise TowlineError("door", reason="another account than the profile's has put its door there")
    said = json.loads(connection.recv_bytes(GREETING))
    if "error" in said:
        raise error_from_json(said["error"])
    methods = said.get("result")
    if not isinstance(methods, list) or not all(isinstance(method, str) for method in methods):
        raise TowlineError("door", reason="it is of another version")
    return Visit(_name_of(user), frozenset(methods))


# --- places -------------------------------------------------------------------------------------------------------------


def _places(profile: Path) -> tuple[Path, Path]:
    mark = hashlib.sha256(os.fsencode(profile.resolve())).hexdigest()[:16]
    return SYSTEM / f"others-{mark}", FOR_ALL / f"towline-others-{mark}"


def _place(profile: Path) -> Path:
    """The system's, if this agent was given it, for its folder in /tmp may be seen by itself only."""
    system, for_all = _places(profile)
    return system if os.access(SYSTEM, os.W_OK) and SYSTEM.stat().st_uid == os.getuid() else for_all


def _is_agent(user: int, profile: Path, folder: Path) -> bool:
    """Whether the account that listens in a folder is the profile's. Where that cannot be seen (systemd hides the profiles
    of accounts it makes up), only the system can have given the folder above to that account."""
    try:
        return profile.stat().st_uid == user
    except PermissionError:
        above = folder.parent
        root = above.parent.stat()
        return above.stat().st_uid == user and root.st_uid == 0 and not root.st_mode & 0o022


# --- accounts -----------------------------------------------------------------------------------------------------------


def _user_at(connection: Connection) -> int:
    """The account of the process at the other end, as the system knows it."""
    with socket.socket(fileno=os.dup(connection.fileno())) as end:
        if sys.platform == "darwin":
            return int(XUCRED.unpack(end.getsockopt(0, 1, XUCRED.size))[1])  # SOL_LOCAL, LOCAL_PEERCRED
        if sys.platform == "linux":
            return int(struct.unpack("=iII", end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[1])
    raise PermissionError("this system does not say who comes")


def _name_of(user: int) -> str:
    if sys.platform != "win32":
        try:
            return pwd.getpwuid(user).pw_name
        except KeyError:
            pass  # an account without a name
    return str(user)


def _names_of(user: int) -> set[str]:
    """An account by its name, and its groups as they are now, whenever it signed in."""
    if sys.platform == "win32":
        return set()
    try:
        account = pwd.getpwuid(user)
    except KeyError:
        return set()
    names = {account.pw_name}
    for group in os.getgrouplist(account.pw_name, account.pw_gid):
        try:
            names.add(GROUP + grp.getgrgid(group).gr_name)
        except KeyError:
            continue  # a group without a name
    return names


def _exists(name: str) -> bool:
    if sys.platform == "win32":
        return False
    try:
        if name.startswith(GROUP):
            grp.getgrnam(name.removeprefix(GROUP))
        else:
            pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _say(connection: Connection, message: dict[str, object]) -> None:
    connection.send_bytes(json.dumps(message).encode())
