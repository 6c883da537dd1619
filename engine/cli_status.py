"""`towline status`, `pause`, `resume`, `retry`, `cancel`, `first`, `verify`, `withdraw`, `share`, `history`, `log`.

Hides: which transfers `--all` and `--failed` mean. Promises: what is shown is what the journal holds.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from engine.api import AttemptRow, Kind, Outcome, Reach, TransferRow
from engine.cli_check import check
from engine.cli_pace import pause_for, tell_pace
from engine.cli_parser import Verbs
from engine.cli_print import Column, Screen, count, date, name, parse_since, plain, size, span
from engine.cli_rows import ENTRY_COLUMNS, history_columns, link_words, status_words, transfer_columns, watch_words
from engine.cli_session import Command, Session, in_time
from engine.errors import Exit, TowlineError

if TYPE_CHECKING:
    from engine.door import EngineSurface

LAST = "@last"
FOLLOW_SECONDS = 0.5
WATCH_SECONDS = 1.0
FAILED = (Outcome.FAILED, Outcome.PARTLY)
DONE_WORDS = {
    "pause": "Paused",
    "resume": "Resumed",
    "retry": "Trying again:",
    "cancel": "Cancelled",
    "first": "Moved to the front:",
}


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("status", status)
    verb.add_argument("id", nargs="?", default="", metavar="ID", help="id, its beginning or @last")
    verb.add_argument("--watch", action="store_true", help="go on until Ctrl-C: the page anew, or a line a change")
    verb.add_argument(
        "--check", action="store_true", help="one line for monitoring: 0 ok, 1 warning, 2 critical, 3 unknown"
    )
    verb.add_argument("--max-age", default="", metavar="TIME", help="with --check: critical if a file waits longer")
    verb.add_argument("--max-backlog", default="", metavar="SIZE", help="with --check: critical if more waits")
    for word in DONE_WORDS:
        verb = verbs.add(word, control, more="ids")
        verb.add_argument("ids", nargs="*", default=[], metavar="ID", help="id, its beginning or @last")
        verb.add_argument("--all", action="store_true", help="all that have not ended")
        verb.add_argument("--failed", action="store_true", help="all that failed or arrived only in part")
        if word == "pause":
            verb.add_argument("--for", dest="span", default="", metavar="TIME", help="everything, for so long, like 2h")
        verb.set_defaults(word=word)
    verb = verbs.add("verify", verify)
    verb.add_argument("id", metavar="ID", help="id of a fetch, its beginning or @last")
    verb = verbs.add("withdraw", withdraw)
    verb.add_argument("id", metavar="ID", help="id or reference of the offer, its beginning or @last")
    verb = verbs.add("share", share)
    verb.add_argument("id", metavar="ID", help="id or reference of a send, its beginning or @last")
    verb.add_argument(
        "--with", dest="to", action="extend", nargs="+", required=True, metavar="NAME", help="person or team:NAME"
    )
    verb = verbs.add("history", history)
    verb.add_argument("--since", default="", metavar="TIME", help="like 2h, 7d or 2026-11-29")
    verb.add_argument("--export", default="", choices=["csv", "json"], help="every column, for other programs")
    verb = verbs.add("log", log)
    verb.add_argument("id", nargs="?", default="", metavar="ID", help="id, its beginning or @last")
    verb.add_argument("-f", "--follow", action="store_true", help="go on until Ctrl-C")


def _id(engine: EngineSurface, text: str, kind: Kind | None = None) -> str:
    """What the engine knows a transfer by. `kind`: of the last one that is meant; any if none."""
    if text != LAST:
        return text
    rows = [row for row in engine.transfers() if kind in (None, row.kind)]
    if not rows:
        raise TowlineError("no-such-id", name=LAST)
    return max(rows, key=lambda row: row.added).id


# --- what happens now -----------------------------------------------------------------------------------------------------


def page(command: Command) -> int:
    """Bare `towline` without a window."""
    code = status(command)
    command.screen.line("\nAll commands: towline --help")
    return code


def status(command: Command) -> int:
    if getattr(command.args, "check", False):
        return check(command)
    return _watch(command) if getattr(command.args, "watch", False) else _look(command)


def _look(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        if getattr(command.args, "id", ""):
            return _one(session.engine, command, _id(session.engine, command.args.id))
        if not session.remote:
            command.screen.say("No Towline runs for this profile; 'towline agent' makes transfers go on.")
        _clusters(session, command)
        tell_pace(command, session)
        rows = session.engine.transfers(ended=False)
        waiting = [row for row in rows if row.state == "needs-you"]
        command.screen.table(transfer_columns(command.screen, rows), rows)
        left = sum(max(0, row.size - row.done) for row in rows)
        command.screen.line(f"{count(len(rows), 'transfer')} open, {size(left)} left." if rows else "Nothing to do.")
        for figure in session.engine.figures() if command.screen.as_json else ():
            command.screen.record(figure, kind="figure")
        for row in waiting:
            command.screen.line(f"Needs you: {name(row.title)} ({row.id[:8]}): {row.why} {row.todo}")
        return Exit.DONE


def _rest(command: Command, seconds: float) -> None:
    """Until the next look, which comes once a Towline runs: before, nothing changes. No engine is held meanwhile, so that
    one can begin."""
    time.sleep(seconds)
    while (running := command.running()) is None:
        time.sleep(seconds)
    running.stop(0.0)


def _watch(command: Command) -> int:
    """Looks again and again, until Ctrl-C."""
    said: dict[str, object] = {}
    began = time.time()
    while not command.screen.gone:
        if command.screen.fresh():
            _look(command)
        else:
            _tell_changes(command, began, said)
        _rest(command, WATCH_SECONDS)
    return Exit.DONE


def _tell_changes(command: Command, began: float, said: dict[str, object]) -> None:
    """A line for each cluster and transfer that is other than in `said`: what goes on, and what ended since `began`."""
    screen, id = command.screen, command.args.id
    with command.session(reach=Reach.NONE) as session:
        engine = session.engine
        for link in () if id else engine.links():
            if _is_news(said, f"link {link.cluster}", (link.state, link.attempt, link.why)):
                screen.record(link, kind="link")
                screen.line(link_words(screen, link))
        ended = [] if id else [row for row in engine.transfers(ended=True, since=began) if row.finished >= began]
        for row in [engine.transfer(_id(engine, id))] if id else [*engine.transfers(ended=False), *ended]:
            if _is_news(said, row.id, (row.state, row.attempt, row.why)):
                screen.record(row)
                why = f": {row.why}" if row.state == "retrying" else ""
                screen.line(f"{time.strftime('%H:%M:%S')} {row.id[:8]} {name(row.title)}: {status_words(row)}{why}")


def _is_news(said: dict[str, object], about: str, state: object) -> bool:
    before, said[about] = said.get(about), state
    return before != state


def _clusters(session: Session, command: Command) -> None:
    screen, settings, links = command.screen, session.settings(), session.engine.links()
    for link in links:
        screen.record(link, kind="link")
        screen.line(link_words(screen, link))
    for cluster in settings.clusters.keys() - {link.cluster for link in links} if settings else ():
        screen.line(f"{cluster}: not connected")
    for queue in session.engine.queues():
        to = ", ".join(queue.to)
        screen.record({"kind": "queue", "name": queue.name, "cluster": queue.cluster, "to": list(queue.to)})
        screen.line(f"Queue {name(queue.name)}: to {name(to)} through {queue.cluster}")
    for watch in session.engine.watches():
        screen.record(watch, kind="watch")
        sent = f", {watch.sent:,} sent" if watch.sent else ""
        screen.line(f"Watch {name(watch.name)}: {watch_words(watch, time.time())}{sent}")


def _one(engine: EngineSurface, command: Command, id: str) -> int:
    screen, row = command.screen, engine.transfer(id)
    screen.record(row)
    facts = {
        "id": row.id,
        "what": f"{row.kind.value} {name(row.title)}",
        "status": status_words(row),
        "why": f"{row.why} {row.todo}".strip(),
        "files": f"{row.entries_done:,} of {row.entries:,}" + (f", {row.left_out:,} left out" if row.left_out else ""),
        "bytes": f"{size(row.done)} of {size(row.size)}"
        + (f", {size(row.sent_twice)} twice" if row.sent_twice else ""),
        "saved": size(row.saved) if row.saved else "",
        "with": name(f"{row.queue} {row.peer}".strip()),
        "cluster": row.cluster,
        "cipher": row.cipher,
        "folder": name(row.folder),
        "reference": row.reference,
        "added": date(row.added),
        "finished": f"{date(row.finished)}, after {span(row.finished - row.added)}" if row.finished else "",
        "kept until": date(row.stored_until),
    }
    for key, value in facts.items():
        if value:
            screen.line(f"{key:<10}  {value}")
    for line in engine.story(row.id)[-10:]:
        screen.record(line, kind="attempt")
        screen.line(f"  {date(line.at)}  {line.sentence}")
    return Exit.DONE


# --- control --------------------------------------------------------------------------------------------------------------


def control(command: Command) -> int:
    args, word = command.args, command.args.word
    if getattr(args, "span", ""):
        if args.ids or args.failed:
            raise TowlineError(
                "usage", what="With --for everything rests, not some transfers.", todo="Leave out the ids."
            )
        return pause_for(command, args.span)
    if not args.ids and not args.all and not args.failed:
        raise TowlineError(
            "usage", what=f"'towline {word}' needs an ID, --all or --failed.", todo="See 'towline status' for ids."
        )
    with command.session(reach=Reach.NONE) as session:
        engine = session.engine
        ids = [_id(engine, text) for text in args.ids]
        if args.all:
            ids += [row.id for row in engine.transfers(ended=False)]
        if args.failed:
            ids += [row.id for row in engine.transfers(ended=True) if row.outcome in FAILED]
        action: Callable[[list[str]], Future[int]] = getattr(engine, word)
        changed = action(list(dict.fromkeys(ids))).result() if ids else 0
        rested = engine.go_on().result() if word == "resume" and args.all else 0
        command.screen.record({"changed": changed, **({"rested": rested} if rested else {})})
        command.screen.line(f"{DONE_WORDS[word]} {count(changed, 'transfer')}.")
        if rested:
            command.screen.line("Everything goes on that rested.")
        if word in ("resume", "retry") and changed and not session.remote:
            command.screen.say("The next Towline that runs takes them up; 'towline agent --once' does it now.")
    return Exit.DONE


def verify(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        rows = session.engine.verify(_id(session.engine, command.args.id, Kind.FETCH)).result()
    bad = [row for row in rows if row.state != "in place"]
    command.screen.table(ENTRY_COLUMNS, rows if command.screen.as_json else bad)
    command.screen.line(f"{len(rows) - len(bad):,} of {count(len(rows), 'entry', 'entries')} are as they were sent.")
    return Exit.SOME_FAILED if bad else Exit.DONE


def withdraw(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        text = _offer(session.engine, command.args.id)
        in_time(session.engine.withdraw(text), command, "The cluster")
    command.screen.record({"id": text, "state": "withdrawn"})
    command.screen.line("Withdrawn. Whoever has fetched it keeps it; nobody else can fetch it with Towline.")
    return Exit.DONE


def share(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        text, to = _offer(session.engine, command.args.id), command.args.to
        added = in_time(session.engine.share(text, to), command, "The cluster")
        row = session.engine.transfer(text)
    command.screen.record({"id": row.id, "state": "shared", "added": added, "to": row.peer})
    if added:
        command.screen.line(f"Shared with {name(', '.join(to))}. No byte of it was sent again.")
    else:
        command.screen.line("They could read it already.")
    return Exit.DONE


def _offer(engine: EngineSurface, text: str) -> str:
    """The offer of the last send, or what a person wrote."""
    if text != LAST:
        return text
    sends = [row for row in engine.transfers() if row.offer and row.kind == "send"]
    if not sends:
        raise TowlineError("no-such-id", name=LAST)
    return max(sends, key=lambda row: row.added).offer


# --- the past -------------------------------------------------------------------------------------------------------------


def history(command: Command) -> int:
    since = parse_since(command.args.since) if command.args.since else 0.0
    with command.session(reach=Reach.NONE) as session:
        rows = sorted(session.engine.transfers(ended=True, since=since), key=lambda row: row.finished)
    if command.args.export:
        command.screen.as_json = command.args.export == "json"
    if command.args.export == "csv":
        _write_csv(command.screen, rows)
    if command.args.export != "csv":
        command.screen.table(history_columns(command.screen, rows), rows, empty="Nothing sent or received yet.")
    return Exit.DONE


def _write_csv(screen: Screen, rows: list[TransferRow]) -> None:
    """A line at a time, for whoever reads it may have enough of it."""
    names, line = list(TransferRow.__dataclass_fields__), io.StringIO()
    writer = csv.writer(line, lineterminator="")
    for values in [names, *(plain(row).values() for row in rows)]:
        writer.writerow(values)
        screen.line(line.getvalue())
        line.seek(0)
        line.truncate()


def _log_columns(titles: dict[str, str]) -> list[Column[AttemptRow]]:
    """`titles`: id → name; the agent's log has ids only, and here its owner sees which is which."""
    return [
        Column("TIME", lambda row: date(row.at), right=True),
        Column("ID", lambda row: row.transfer[:8]),
        Column("NAME", lambda row: name(titles.get(row.transfer, ""))),
        Column("EVENT", lambda row: row.event),
        Column("WHAT", lambda row: row.sentence),
    ]


def log(command: Command) -> int:
    id, seen = command.args.id or None, set[AttemptRow]()
    while True:
        with command.session(reach=Reach.NONE) as session:
            id = _id(session.engine, id) if id else None
            rows = [row for row in session.engine.story(id) if row not in seen]
            titles = {row.id: row.title for row in session.engine.transfers()} if rows else {}
        seen.update(rows)
        for row in rows:
            command.screen.record(row)
            command.screen.line("  ".join(column.say(row) for column in _log_columns(titles)))
            if row.details and command.screen.verbose:
                command.screen.line(f"    {row.details}")
        if not command.args.follow or command.screen.gone:
            return Exit.DONE
        _rest(command, FOLLOW_SECONDS)
