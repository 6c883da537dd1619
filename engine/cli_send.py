"""`towline send`: files, folders or standard input into a queue, or straight to people.

Hides: how `--to` is read, and how standard input reaches an engine that runs in another process (a named pipe).
Promises: exit code 0 means stored on the cluster, so that the originals may go; what was left out is listed.
"""

from __future__ import annotations

import os
import secrets
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from engine import tags
from engine.api import Choices, Cipher, EntryRow, Outcome, TransferRow
from engine.cli_actions import add_send_options, post_of, received, settled
from engine.cli_parser import Verbs
from engine.cli_print import count, date, name, parse_size, parse_span, size, span
from engine.cli_session import Command, Session, exit_of, watch, watch_or_cancel
from engine.errors import Exit, TowlineError
from engine.patterns import by_pattern
from engine.portions import give

PIPE_BLOCK = 256 * 1024  # bytes
LISTED = 20  # of the entries that were left out
NOT_FILES = ("is a link", "is a pipe", "is a socket", "is a device")  # left out by nature, not by failure


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("send", send, more="paths")
    verb.add_argument("paths", nargs="*", default=[], metavar="PATH", help="file or folder; - is standard input")
    verb.add_argument(
        "--to", action="append", default=[], metavar="NAME", help="queue, person or team:NAME; repeatable"
    )
    verb.add_argument("--cluster", default="", metavar="NAME", help="which one, where --to names people")
    verb.add_argument("--name", default="", metavar="TEXT", help="name of the bundle; of the file for standard input")
    verb.add_argument("--tag", action="append", default=[], metavar="KEY=VALUE", help="for fetch rules; repeatable")
    verb.add_argument("--cipher", default=None, choices=[cipher.value for cipher in Cipher])
    verb.add_argument("--compression", type=compression, metavar="off|auto|1..19")
    verb.add_argument("--block-size", default=None, type=parse_size, metavar="SIZE", help="like 256kB")
    verb.add_argument("--limit", default=None, type=parse_size, metavar="RATE", help="like 2MB/s")
    verb.add_argument("--keep-for", default=None, type=parse_span, metavar="TIME", help="like 7d")
    verb.add_argument(
        "--after", default="", metavar="keep|delete|move:DIR", help="originals, once others surely have them"
    )
    add_send_options(verb)
    verb.add_argument(
        "--wait",
        default="stored",
        choices=["stored", "received", "none"],
        help="received: until everybody signed to have it, at most --timeout; none: return at once",
    )
    verb.add_argument("--dry-run", action="store_true", help="list what would be sent")


def compression(text: str) -> str:
    from engine.settings_keys import Wrong, level_of  # late: so that --help is quick

    try:
        return level_of(text)
    except Wrong as wrong:
        raise TowlineError("usage", what=wrong.what, todo=wrong.todo) from None


def after(text: str) -> str:
    """keep, delete or move:DIR, the folder as a whole path."""
    way, colon, folder = text.partition(":")
    return f"{way}:{os.path.abspath(os.path.expanduser(folder))}" if colon and folder else text


@dataclass(frozen=True, slots=True)
class Target:
    queue: str
    to: tuple[str, ...]
    cluster: str


def send(command: Command) -> int:
    args = command.args
    if not args.paths or not args.to:
        missing = "a PATH" if not args.paths else "--to with a queue, a person or a team"
        raise TowlineError("usage", what=f"'towline send' needs {missing}.", todo="See 'towline send --help'.")
    piped = "-" in args.paths
    if piped and (len(args.paths) > 1 or args.wait == "none" or args.dry_run):
        todo = "Send it alone, without --wait none and --dry-run."
        raise TowlineError("usage", what="Standard input is read while it is sent.", todo=todo)
    target = _target(command)
    if args.dry_run:
        return _dry_run(command, target.queue)
    choices = Choices(
        to=target.to,
        cipher=Cipher(args.cipher) if args.cipher else None,
        compression=args.compression or "",
        block_size=args.block_size,
        limit=args.limit,
        keep_for=args.keep_for,
        cluster=target.cluster,
        after=after(args.after),
        tags=tags.parse(args.tag),
        post=post_of(args),
    )
    with command.session() as session:
        if piped:
            id = _send_pipe(session, command, target, choices)
        else:
            paths = [os.path.abspath(path) for path in args.paths]
            sending = session.engine.send(paths, target.queue, choices, title=args.name)
            id = sending.result()
        if args.wait == "none":
            command.screen.record(session.engine.transfer(id))
            command.screen.line(f"Taken up as {id}. See 'towline status'.")
            return Exit.DONE
        row = (watch_or_cancel if piped else watch)(session, command, id)  # nobody else has the rest of a pipe
        code = _ended(session, command, row)
        code = code or settled(session, command, id)
        if args.wait == "received" and row.outcome is Outcome.STORED:
            code = received(session, command, id) or code
        return code


def _target(command: Command) -> Target:
    """`--to` is one queue, with or without further people; or people and teams only."""
    args, settings = command.args, command.settings(secrets=False)
    queues = [name for name in args.to if name in settings.queues]
    people = tuple(name for name in args.to if name not in settings.queues)
    if len(queues) > 1:
        raise TowlineError(
            "usage", what=f"One send goes to one queue, not {len(queues)}.", todo="Send once for each of them."
        )
    if queues:
        queue = settings.queues[queues[0]]
        if args.cluster not in ("", queue.cluster):
            raise TowlineError(
                "usage",
                what=f"The queue {queue.name!r} uses the cluster {queue.cluster!r}.",
                todo="Leave out --cluster.",
            )
        return Target(queue.name, (*queue.choices.to, *people) if people else (), "")
    cluster = args.cluster or command.only_cluster(settings)
    if cluster not in settings.clusters:
        raise TowlineError("no-such-cluster", name=cluster)
    return Target("", people, cluster)


def _dry_run(command: Command, queue: str) -> int:
    from engine.source import scan  # late: so that --help is quick

    known = command.settings(secrets=False).queues.get(queue)
    choices = known.choices if known else Choices()
    files = folders = total = left_out = 0
    for found in scan(command.args.paths, (), choices.include or (), choices.leave_out or ()):
        state = "left out" if found.why else "would be sent"
        command.screen.record(
            {"state": state, "path": found.path, "folder": found.folder, "size": found.size, "why": found.why}
        )
        if found.why:
            left_out += 1
            command.screen.say(f"Left out: {name(found.path)} {found.why}")
        elif found.folder:
            folders += 1
        else:
            files, total = files + 1, total + found.size
    command.screen.line(
        f"Would send {count(files, 'file')} in {count(folders, 'folder')}, {size(total)}; {left_out:,} left out."
    )
    return Exit.DONE


def _send_pipe(session: Session, command: Command, target: Target, choices: Choices) -> str:
    """Standard input. An engine of our own reads it itself, another process gets it through a named pipe."""
    title = command.args.name or "stdin"

    def begin(pipe: str) -> Future[str]:
        return session.engine.send([title], target.queue, choices, title=title, pipe=pipe)

    if not session.remote:
        return begin("-").result()
    if sys.platform == "win32":
        raise TowlineError(
            "usage",
            what="On Windows standard input cannot be handed to the Towline that is running.",
            todo="End that one, then send again; or send a file.",
        )
    pipe = str(command.profile / f"pipe-{secrets.token_hex(8)}")
    os.mkfifo(pipe, 0o600)
    try:
        feeder = _Feeder(command, session, pipe)
        feeder.start()
        feeder.id = begin(pipe).result()  # the other process opened the pipe before this is done
    finally:
        os.unlink(pipe)
    feeder.known.set()
    return feeder.id


class _Feeder(threading.Thread):
    """Copies standard input into the named pipe. Only an end that was said is the end of the data, and whatever goes wrong
    cancels the transfer as well."""

    def __init__(self, command: Command, session: Session, pipe: str) -> None:
        super().__init__(name="towline-stdin", daemon=True)
        self.id = ""
        self.known = threading.Event()
        self._command = command
        self._session = session
        self._pipe = pipe

    def run(self) -> None:
        with suppress(BrokenPipeError), open(self._pipe, "wb") as out:  # broken: the transfer ended
            try:
                while block := self._command.stdin.read(PIPE_BLOCK):
                    give(block, out)
                give(b"", out)
            except BrokenPipeError:
                raise
            except OSError as error:
                self.known.wait()
                self._command.screen.complain(f"Standard input cannot be read: {error.strerror}.")
                self._session.engine.cancel([self.id]).result()


# --- how it ended ---------------------------------------------------------------------------------------------------------


def _ended(session: Session, command: Command, row: TransferRow) -> int:
    screen = command.screen
    failed = _tell_left_out(session, command, row) if row.left_out else 0
    if row.outcome is not Outcome.STORED:
        screen.complain(f"{row.why} {row.todo}".strip() or f"{row.outcome.capitalize() or row.state}.")
        return exit_of(session, row)
    total = max(row.size, row.done)  # nobody knows beforehand how much comes through a pipe
    saved = f" (saved {100 * row.saved // total} %)" if total and 100 * row.saved >= total else ""
    kept = f"; kept until {date(row.stored_until)}" if row.stored_until else ""
    screen.line(f"Stored {size(total)} in {span(row.finished - row.added)}{saved}. This computer may leave{kept}.")
    screen.line(f"Reference {row.reference}")
    screen.record(_offer_record(row))
    return Exit.SOME_FAILED if failed else Exit.DONE


def _offer_record(row: TransferRow) -> dict[str, object]:
    """The offer that a finished send made, with the keys that `ls --json` has."""
    return {
        "kind": "offer",
        "id": row.offer or row.id,
        "state": "complete",
        "title": row.title,
        "entries": row.entries,
        "left_out": row.left_out,
        "size": max(row.size, row.done),
        "stored": row.done,
        "saved": row.saved,
        "sent": row.finished,
        "until": row.stored_until,
        "cluster": row.cluster,
        "reference": row.reference,
        "cipher": row.cipher,
        "mine": True,
    }


def _tell_left_out(session: Session, command: Command, row: TransferRow) -> int:
    """Lists what was left out; how many of them are files that should have gone."""
    reasons: Counter[str] = Counter()
    for entry in _left_out(session, row):
        reasons[entry.why] += 1
        if sum(reasons.values()) <= LISTED:
            command.screen.complain(f"Left out: {name(entry.path)} {entry.why}")
    if sum(reasons.values()) > LISTED:
        command.screen.complain("… and more: " + ", ".join(f"{many:,} {why}" for why, many in reasons.items()))
    return sum(many for why, many in reasons.items() if why not in NOT_FILES and not by_pattern(why))


def _left_out(session: Session, row: TransferRow) -> Iterator[EntryRow]:
    after, left = -1, row.left_out
    while left > 0 and (page := session.engine.entries(row.id, after, 1000)):
        for entry in page:
            if entry.state == "left out":
                left -= 1
                yield entry
        after = page[-1].number
