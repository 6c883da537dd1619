"""`towline again`, `receipts`, and what `send` and `get` say of events, programs and receipts.

Hides: how an event file becomes what the engine posts. Promises: a command that began an action or waits for receipts
waits for them, so that exit code 0 means that it was done.
"""

from __future__ import annotations

import base64
import threading
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from engine.api import Kind, Outcome, ReceiptRow, Renewed
from engine.api_actions import ActionRow, Post, Then
from engine.cli_parser import Verbs
from engine.cli_print import Column, date, name
from engine.cli_session import Command, Session
from engine.errors import Exit, TowlineError

LOOK = 0.1  # seconds between looks at actions
PATIENCE = 30.0  # seconds to reach a cluster for its receipts, unless --timeout says otherwise
RECEIPTS_SECONDS = 0.5  # between looks at receipts
MAX_EVENT = 512 * 1024  # bytes: well below what brokers take
LAST = "@last"
_STATES = {"not-yet": "not yet", "partly": "in part", "all": "received"}


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("again", again, more="ids")
    verb.add_argument("ids", nargs="*", default=[], metavar="ID", help="id, its beginning or @last")
    verb = verbs.add("receipts", receipts)
    verb.add_argument("id", metavar="ID", help="id or reference of what was sent, its beginning or @last")


# --- options ----------------------------------------------------------------------------------------------------------------


def add_send_options(verb: ArgumentParser) -> None:
    verb.add_argument("--event", default="", metavar="FILE", help="post this event once all is stored")
    verb.add_argument("--event-topic", default="", metavar="TOPIC", help="where to")
    verb.add_argument("--event-key", default="", metavar="KEY", help="key of its Kafka record")
    verb.add_argument(
        "--event-header", action="append", default=[], metavar="NAME=VALUE", help="like ce_type=scan.ready; repeatable"
    )


def add_get_options(verb: ArgumentParser) -> None:
    verb.add_argument("--exec", default="", metavar="COMMAND", help="run it for each file, like 'ingest {path}'")
    verb.add_argument("--event-topic", default="", metavar="TOPIC", help="post an event there once all is in place")
    verb.add_argument("--event", default="", metavar="FILE", help="its template, a JSON object")


def post_of(args: Namespace) -> Post | None:
    """The caller's event. Raises usage."""
    if not args.event and not args.event_topic:
        return None
    if not args.event or not args.event_topic:
        raise TowlineError(
            "usage", what="An event needs both --event and --event-topic.", todo="Give the file and where to post it."
        )
    headers = []
    for text in args.event_header:
        header, is_pair, value = text.partition("=")
        if not header or not is_pair:
            raise TowlineError("usage", what=f"{text!r} is no header.", todo="Write it like ce_type=scan.ready.")
        headers.append((header, value))
    body = read_event(args.event)
    return Post(args.event_topic, base64.b64encode(body).decode(), tuple(headers), args.event_key)


def then_of(args: Namespace) -> Then | None:
    """What follows a fetch. Raises usage."""
    if args.event and not args.event_topic:
        raise TowlineError("usage", what="--event needs --event-topic.", todo="Say where to post it.")
    if not args.exec and not args.event_topic:
        return None
    template = ""
    if args.event:
        try:
            template = read_event(args.event).decode()
        except UnicodeDecodeError:
            raise TowlineError(
                "usage", what=f"{args.event} is not text.", todo="A template is JSON in UTF-8."
            ) from None
    from engine.settings_actions import Wrong, check_event  # late: so that --help is quick

    try:
        check_event(args.event_topic, template)
    except Wrong as error:
        raise TowlineError("usage", what=error.what, todo=error.todo) from error
    return Then(parse_command(args.exec) if args.exec else (), args.event_topic, template)


def parse_command(text: str) -> tuple[str, ...]:
    """The words of a command as a person writes it. Raises usage."""
    from engine.settings_actions import Wrong, words_of  # late: so that --help is quick

    try:
        return words_of(text)
    except Wrong as error:
        raise TowlineError("usage", what=error.what, todo=error.todo) from error


def read_event(file: str) -> bytes:
    path = Path(file)
    if path.stat().st_size > MAX_EVENT:
        raise TowlineError("usage", what=f"{file} is too long for an event.", todo="Send it as a file instead.")
    return path.read_bytes()


def settled(session: Session, command: Command, id: str) -> int:
    """Waits for what follows a transfer that ended well; the exit code."""
    rows = session.engine.actions(id)
    while any(row.state in ("waiting", "due") for row in rows):
        time.sleep(LOOK)
        rows = session.engine.actions(id)
    for row in rows:
        command.screen.record(row, kind="action")
        if row.state == "done":
            command.screen.line(f"Posted the event to {row.target}." if row.kind == "event" else f"Ran {row.target}.")
    failed = [row for row in rows if row.state == "failed"]
    for row in failed:
        command.screen.complain(f"{_error(row).what} Retry it with 'towline retry {id[:8]}'.")
    return _error(failed[0]).exit_code if failed else Exit.DONE


def _error(row: ActionRow) -> TowlineError:
    if row.kind == "event":
        return TowlineError("event-failed", topic=row.target, reason=row.why)
    return TowlineError("program-failed", reason=row.why)


def received(session: Session, command: Command, id: str) -> int:
    """Waits until everybody it was sent to, but oneself, signed to have all of it, at most --timeout; the exit code. Of a
    team those count who signed, and somebody must have."""
    screen, patience, began = command.screen, command.timeout(None), time.monotonic()
    told: set[str] = set()
    anew = threading.Event()  # an engine goes on with it that may not read receipts yet
    anew.set()
    session.subscribe(lambda event: anew.set() if isinstance(event, Renewed) else None)
    while True:
        if anew.is_set():
            anew.clear()
            _known_receipts(session, id, RECEIPTS_SECONDS)
        rows = [row for row in session.engine.receipts(id) if row.trust != "me"]
        if not rows:
            screen.say("It was sent to nobody else, so nobody signs for it.")
            return Exit.DONE
        for row in rows:
            if row.state == "all" and row.name not in told:
                told.add(row.name)
                screen.record(row, kind="receipt")
                screen.line(f"Received by {name(row.name)}, signed {date(row.at)}.")
        late = [name(row.name) for row in rows if row.state != "all"]
        if not late:
            return Exit.DONE
        sent = session.engine.transfer(id)
        if sent.outcome is Outcome.WITHDRAWN or 0 < sent.stored_until < time.time():
            screen.complain(f"It is no longer offered, and was not received by {', '.join(late)}.")
            return Exit.EXPIRED
        if patience is not None and time.monotonic() - began >= patience:
            screen.complain(f"Not received yet by {', '.join(late)}. It stays there; see 'towline receipts {id[:8]}'.")
            return Exit.NOT_REACHED
        screen.move(late, f"Waiting until it is received by {', '.join(late)}")
        time.sleep(RECEIPTS_SECONDS)


# --- verbs ------------------------------------------------------------------------------------------------------------------


def again(command: Command) -> int:
    if not command.args.ids:
        raise TowlineError("usage", what="'towline again' needs an ID.", todo="See 'towline history' for ids.")
    with command.session() as session:
        ids = [_newest(session) if text == LAST else text for text in command.args.ids]
        made = session.engine.again(ids).result()
        for id in made:
            row = session.engine.transfer(id)
            command.screen.record(row)
            command.screen.line(f"Taken up as {id}: {name(row.title)}.")
        if not session.remote:
            command.screen.say("The next Towline that runs goes on with it; 'towline agent --once' does it now.")
    return Exit.DONE


def receipts(command: Command) -> int:
    with command.session() as session:
        id = command.args.id if command.args.id != LAST else _newest(session, Kind.SEND)
        unreached = _known_receipts(session, id, command.timeout(PATIENCE) or 0.0)
        rows = session.engine.receipts(id)
    command.screen.table(COLUMNS, rows, empty="It was sent to nobody by name.")
    if unreached is not None:
        command.screen.complain(f"{unreached.what} This is what was known before.")
        return unreached.exit_code
    return Exit.DONE


def _known_receipts(session: Session, id: str, patience: float) -> TowlineError | None:
    """Has all receipts read that stand on the cluster; why that did not come in time."""
    try:
        session.engine.receipts(id, patience)
    except TowlineError as error:
        if error.exit_code != Exit.NOT_REACHED:
            raise
        return error
    return None


COLUMNS: list[Column[ReceiptRow]] = [
    Column("WHO", lambda row: name(row.name)),
    Column("STATE", lambda row: _STATES.get(row.state, row.state)),
    Column("FILES", lambda row: f"{row.entries:,}", right=True),
    Column("SIGNED", lambda row: date(row.at) if row.at else "", right=True),
]


def _newest(session: Session, kind: Kind | None = None) -> str:
    rows = [row for row in session.engine.transfers() if kind in (None, row.kind)]
    if not rows:
        raise TowlineError("no-such-id", name=LAST)
    return max(rows, key=lambda row: row.added).id
