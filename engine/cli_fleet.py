"""`towline invite`, `enrol`, `stations`: computers that join a team by a file, and how they are.

Hides: reading and writing invitation files. Promises: an invitation is written to a new file that only its owner can
read; what of it deserves a warning is said aloud; an invitation is destroyed only after joining, and only if asked for.
"""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING

from engine.api import Reach
from engine.api_fleet import EnrolRow, InviteRow, InviteWish, StationRow
from engine.cli_log import line
from engine.cli_parser import Verbs
from engine.cli_print import Column, count, date, name, parse_span, size, span
from engine.cli_session import Command
from engine.errors import Exit, TowlineError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from engine.door import EngineSurface

AGAIN = 30.0  # seconds between two tries to join
LONGEST = 256 * 1024  # bytes of an invitation file


def add_verbs(verbs: Verbs) -> None:
    invite = verbs.group("invite")
    verb = invite.add("new", invite_new, "write an invitation file: whoever holds it can join the team")
    verb.add_argument("--team", required=True, metavar="NAME", help="made if there is none of that name")
    verb.add_argument(
        "--with-cluster", default="", metavar="NAME", help="the cluster they use; the only one if left out"
    )
    verb.add_argument(
        "--queue", action="append", default=[], metavar="NAME", help="a queue they get; a new name sends to you"
    )
    verb.add_argument("--watch", action="append", default=[], metavar="NAME=FOLDER", help="a folder they watch")
    verb.add_argument(
        "--rule", action="append", default=[], metavar="NAME", help="a fetch rule of yours that they get too"
    )
    verb.add_argument("--max", type=int, default=1, metavar="N", help="how many may join (1)")
    verb.add_argument("--expires", default="14d", metavar="TIME", help="until when (14d)")
    verb.add_argument("--role", default="", choices=["send", "receive", "both"], help="what they do")
    verb.add_argument("--user", default="", metavar="USER", help="whom they sign in as; {name} is the computer's name")
    verb.add_argument(
        "--credentials", default="", metavar="FILE", help="where on the computer its password is, as DIR/{name}.pw"
    )
    verb.add_argument("--settings", default="", metavar="FILE", help="further settings (TOML), with {name} in them")
    verb.add_argument(
        "--with-team-key", action="store_true", help="put the team's key into the file, where you are not always on"
    )
    verb.add_argument("-o", "--output", required=True, metavar="FILE", help="a new file that only you can read")
    invite.add("list", invite_list, "list your invitations")
    verb = invite.add("revoke", invite_revoke, "close the invitations to a team; who joined stays")
    verb.add_argument("team", metavar="TEAM")

    verb = verbs.add("enrol", enrol)
    verb.add_argument("file", metavar="FILE", help="the invitation; - is standard input")
    verb.add_argument("--name", default="", metavar="NAME", help="the name of this computer in the team")
    verb.add_argument("--service", action="store_true", help="also run the agent as a service of this computer")
    verb.add_argument("--shred", action="store_true", help="destroy the file once this computer has joined")

    verb = verbs.add("stations", stations)
    verb.add_argument("--care", action="store_true", help="only those somebody should look after")


# --- who invites ------------------------------------------------------------------------------------------------------------


def invite_new(command: Command) -> int:
    args, output = command.args, command.args.output
    more = ""
    if args.settings:
        with open(args.settings, encoding="utf-8") as file:
            more = file.read(LONGEST)
    wish = InviteWish(
        team=args.team.removeprefix("team:"),
        cluster=args.with_cluster or command.only_cluster(command.settings(secrets=False)),
        queues=tuple(args.queue),
        rules=tuple(args.rule),
        watches=dict(map(_pair, args.watch)),
        most=args.max,
        lasts=parse_span(args.expires),
        user=args.user,
        password_file=args.credentials,
        role=args.role,
        more=more,
        with_team_key=args.with_team_key,
    )
    with os.fdopen(os.open(output, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        try:
            with command.session(reach=Reach.NONE) as session:
                made = session.engine.invite_new(wish).result()
            file.write(made.text)
        except BaseException:
            os.unlink(output)  # half an invitation must not be taken for one
            raise
    screen = command.screen
    screen.record({"file": output, "invitation": made.row, "says": made.says})
    screen.line(
        f"Wrote {name(output)} ({size(len(made.text))}, holds a secret: hand it over like a password). It lets"
        f" {count(made.row.most, 'computer')} join until {date(made.row.expires)}."
    )
    for said in made.says:
        screen.complain(said)
    screen.say("They are accepted while a Towline of this profile runs: towline agent")
    return Exit.DONE


def _pair(text: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not (left and sign and right):
        raise TowlineError("usage", what=f"{text!r} is not NAME=FOLDER.", todo="Write it like scans=/data/scans.")
    return left, right


INVITE_COLUMNS: list[Column[InviteRow]] = [
    Column("TEAM", lambda row: name(row.team)),
    Column("CLUSTER", lambda row: name(row.cluster)),
    Column("JOINED", lambda row: f"{row.joined:,} of {row.most:,}", right=True),
    Column("REFUSED", lambda row: f"{row.refused:,}", right=True),
    Column("MADE", lambda row: date(row.made), right=True),
    Column("UNTIL", lambda row: date(row.expires), right=True),
    Column("STATE", lambda row: row.state),
]


def invite_list(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        rows = session.engine.invites()
    command.screen.table(INVITE_COLUMNS, rows, empty="You made no invitation yet. Make one with 'towline invite new'.")
    return Exit.DONE


def invite_revoke(command: Command) -> int:
    team = command.args.team.removeprefix("team:")
    with command.session(reach=Reach.NONE) as session:
        closed = session.engine.invite_revoke(team)
    command.screen.record({"team": team, "closed": closed})
    command.screen.line(f"Closed {count(closed, 'invitation')} to {name(team)}. Who joined stays.")
    return Exit.DONE


# --- who joins --------------------------------------------------------------------------------------------------------------


def enrol(command: Command) -> int:
    args = command.args
    if args.service:
        _use_service_profile(command)
    text = command.stdin.read(LONGEST).decode(errors="replace") if args.file == "-" else read_invitation(args.file)
    _look_at(command, text)
    row = _join(command, text)
    command.screen.record(row)
    command.screen.line(joined_words(row))
    if args.shred and args.file != "-":
        shred(args.file)
        command.screen.say(f"{name(args.file)} was destroyed.")
    if not args.service:
        return Exit.DONE
    from engine.cli_service import service_install  # late: only this needs the service

    args.user, args.print = "", False
    try:
        return service_install(command)
    except TowlineError:
        command.screen.say("This computer has joined all the same; 'towline service install' does the rest.")
        raise


def _look_at(command: Command, text: str) -> None:
    """A file that cannot be used is told before there is a profile. Where there is one, it may have joined by this file
    before that expired."""
    from engine import invitation  # late: only this needs it

    if not _has_journal(command):
        invitation.read(text).check_open()


def _has_journal(command: Command) -> bool:
    from engine.engine import JOURNAL  # late: so that --help is quick

    return os.path.exists(command.profile / JOURNAL)


def _join(command: Command, text: str) -> EnrolRow:
    """A new profile keeps the identity that it was given, also if this fails: a join under another one would count as
    another computer."""
    known, joining, remote = _has_journal(command), None, False
    try:
        with command.session(reach=Reach.NONE) as session:
            session.kept = remote = session.remote
            joining = session.engine.enrol(text, command.args.name)
            return joining.result()
    except KeyboardInterrupt:
        if not remote and joining is not None:
            command.screen.complain(_stopped_words(joining))
        raise
    except TowlineError:
        if not known and _has_journal(command):
            where = name(str(command.profile))
            command.screen.say(f"This computer has a key of its own now, in {where}; the next try goes on with it.")
        raise


def _stopped_words(joining: Future[EnrolRow]) -> str:
    """What came of a join whose engine has ended."""
    if joining.done() and not joining.cancelled() and joining.exception() is None:
        return joined_words(joining.result())
    return "Nothing was set up. Do it again: it goes on as the same computer."


def joined_words(row: EnrolRow) -> str:
    """What came of joining, in one line."""
    if row.state == "already":
        return f"{name(row.name)} is already enrolled in {name(row.team)}."
    answer = "" if row.state == "joined" else " The administrator has not answered yet; this goes on by itself."
    return f"Identity of {name(row.name)}: {row.fingerprint}. Joined {name(row.team)}, cluster {name(row.cluster)} reached.{answer}"


def _use_service_profile(command: Command) -> None:
    """What the service will run with is what joins, unless a profile was named. Raises TowlineError "service" where there
    can be none."""
    from engine import service  # late: only this needs it

    kind = service.service_kind()
    service.look_for_manager(kind)
    if not command.args.profile and not command.environ.get("TOWLINE_PROFILE"):
        folder = service.service_profile(kind, "")
        command.args.profile = str(folder) if folder else ""


def read_invitation(path: str) -> str:
    with open(path, "rb") as file:
        return file.read(LONGEST + 1).decode(errors="replace")


def shred(path: str) -> None:
    """Writes over a file and removes it. Where the disk keeps old blocks (flash, snapshots) they may still be there."""
    with open(path, "r+b") as file:
        file.write(os.urandom(os.path.getsize(path)))
        file.flush()
        os.fsync(file.fileno())
    os.unlink(path)


class ZeroTouch:
    """Joins by the invitation that TOWLINE_INVITE_FILE or the settings name, once: from the loop of an agent.

    A cluster that cannot be reached is tried again; everything else that is wrong is said once.
    """

    def __init__(self, command: Command, engine: EngineSurface) -> None:
        settings = command.settings(secrets=False).agent
        self._path = command.environ.get("TOWLINE_INVITE_FILE") or settings.invite
        self._shred = settings.shred_invite
        self._complain = command.screen.complain
        self._engine = engine
        self._joining: Future[EnrolRow] | None = None
        self._next = 0.0  # monotonic
        self.busy = bool(self._path) and os.path.exists(self._path)

    def look(self) -> None:
        if not self.busy or time.monotonic() < self._next:
            return
        try:
            if self._joining is None:
                self._joining = self._engine.enrol(read_invitation(self._path), "")
            elif self._joining.done():
                self._joined(self._joining.result())
        except TowlineError as error:
            self._joining = None
            if error.word == "enrol-unreached":
                self._next = time.monotonic() + AGAIN
                return
            self.busy = False
            line(logging.ERROR, "not-enrolled", error.word)
            self._complain(f"This computer did not join by {name(self._path)}: {error.sentence}")
        except OSError as error:
            self.busy = False
            line(logging.ERROR, "not-enrolled", "file")
            self._complain(f"{name(self._path)} cannot be used: {(error.strerror or str(error)).lower()}.")

    def _joined(self, row: EnrolRow) -> None:
        self.busy = False
        line(logging.INFO, "enrolled" if row.state != "already" else "already-enrolled")
        if self._shred:
            shred(self._path)


# --- how they are -----------------------------------------------------------------------------------------------------------

STATION_WORDS = {
    "ok": "ok", "behind": "behind", "silent": "silent", "error": "needs care", "never": "never heard of",
}  # fmt: skip

ERROR_WORDS = {
    "disk-full": "Its disk is full.",
    "folder-away": "A folder is not available there.",
    "folder-closed": "A folder cannot be written to there.",
    "not-allowed": "The cluster does not allow it something.",
    "sign-in": "The cluster did not accept its sign-in.",
    "certificate": "Its certificates do not fit the cluster's.",
    "no-topic": "A topic is missing on its cluster.",
    "clock": "Its clock is wrong.",
    "key-locked": "Its key is locked.",
    "retention": "A send takes longer than the cluster keeps it.",
    "bug": "It met a fault in Towline.",
}


def station_sentence(row: StationRow) -> str:
    """Why it needs care; empty if it does not."""
    if row.state == "never":
        return "It joined and was never heard of."
    if row.state == "silent":
        return f"Nothing was heard of it for {span(time.time() - row.seen)}."
    if row.state == "error":
        return ERROR_WORDS.get(row.error, f"Its last error: {name(row.error)}.")
    return f"Something waits for {span(time.time() - row.oldest)} to be sent." if row.state == "behind" else ""


STATION_COLUMNS: list[Column[StationRow]] = [
    Column("NAME", lambda row: name(row.name)),
    Column("SEEN", lambda row: f"{span(time.time() - row.seen)} ago" if row.seen else "never", right=True),
    Column("VERSION", lambda row: name(row.version)),
    Column("BACKLOG", lambda row: f"{count(row.files, 'file')}, {size(row.size)}" if row.files else "", right=True),
    Column("OLDEST", lambda row: span(time.time() - row.oldest) if row.oldest else "", right=True),
    Column("FREE", lambda row: size(row.free) if row.free >= 0 else "", right=True),
    Column("STATE", lambda row: STATION_WORDS.get(row.state, row.state)),
    Column("", station_sentence),
]


def stations(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        rows = session.engine.stations()
    shown = [row for row in rows if row.care or not command.args.care]
    command.screen.table(
        STATION_COLUMNS,
        shown,
        empty="No computer joined a team of yours yet." if not rows else "No computer needs care.",
    )
    if rows:
        command.screen.say(f"{count(len(rows), 'computer')}, {sum(row.care for row in rows):,} of them need care.")
    return Exit.DONE
