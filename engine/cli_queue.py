"""`towline queue`: where files are dropped to be sent: a cluster, recipients, cipher, compression and limits, by name.

Hides: the profile's settings file. Promises: a running engine uses the change at once; whom a queue names must be known.
"""

from __future__ import annotations

from engine.api import Cipher, Queue
from engine.cli_actions import read_event
from engine.cli_parser import Parser, Verbs
from engine.cli_print import Column, name, size, span
from engine.cli_session import Command
from engine.errors import Exit, TowlineError

CHOICES = ("cipher", "compression", "block_size", "limit", "keep_for", "after", "parallel")


def add_verbs(verbs: Verbs) -> None:
    queue = verbs.group("queue")
    queue.add("list", queue_list, "list queues")
    verb = queue.add("add", queue_add, "make a queue")
    verb.add_argument("name", metavar="NAME")
    verb.add_argument("--cluster", default="", metavar="NAME", help="may be left out if there is only one")
    _add_choices(verb, needed=True)
    verb = queue.add("set", queue_set, "change a queue; what is not named stays")
    verb.add_argument("name", metavar="NAME")
    verb.add_argument("--cluster", default="", metavar="NAME")
    _add_choices(verb, needed=False)
    verb = queue.add("rm", queue_rm, "remove a queue; what was sent through it stays")
    verb.add_argument("name", metavar="NAME")


def _add_choices(verb: Parser, *, needed: bool) -> None:
    verb.add_argument("--to", action="extend", nargs="+", required=needed, metavar="NAME", help="person or team:NAME")
    verb.add_argument("--cipher", choices=[cipher.value for cipher in Cipher])
    verb.add_argument("--compression", metavar="off|auto|1..19")
    verb.add_argument("--block-size", metavar="SIZE", help="like 256kB")
    verb.add_argument("--limit", metavar="RATE", help="like 2MB/s")
    verb.add_argument("--keep-for", metavar="TIME", help="like 7d")
    verb.add_argument("--event-topic", metavar="TOPIC", help="post a CloudEvent there for each bundle that is stored")
    verb.add_argument("--event", metavar="FILE", help="its template, a JSON object; '' for the plain one")
    verb.add_argument("--parallel", metavar="N", help="sends of it at a time; 0, as many as go well, if not given")
    verb.add_argument("--after", metavar="keep|delete|move:DIR", help="originals, once others surely have them")
    verb.add_argument(
        "--include", action="append", metavar="PATTERN", help="of what is in folders only such files; repeatable"
    )
    verb.add_argument(
        "--leave-out", action="append", metavar="PATTERN", help="of what is in folders not these; '' for none"
    )


COLUMNS: list[Column[Queue]] = [
    Column("NAME", lambda row: name(row.name)),
    Column("TO", lambda row: name(", ".join(row.choices.to))),
    Column("CLUSTER", lambda row: row.cluster),
    Column("CIPHER", lambda row: "not encrypted!" if row.choices.cipher is Cipher.SIGNED_ONLY else row.choices.cipher or "fastest"),
    Column("COMPRESSION", lambda row: row.choices.compression),
    Column("LIMIT", lambda row: f"{size(row.choices.limit)}/s" if row.choices.limit else "", right=True),
    Column("KEEP FOR", lambda row: span(row.choices.keep_for) if row.choices.keep_for else "", right=True),
]  # fmt: skip


def queue_list(command: Command) -> int:
    queues = list(command.settings(secrets=False).queues.values())
    command.screen.table(COLUMNS, queues, empty="You have no queues yet. Make one with 'towline queue add'.")
    return Exit.DONE


def queue_add(command: Command) -> int:
    args, settings = command.args, command.settings(secrets=False)
    if args.name in settings.queues:
        raise TowlineError(
            "usage", what=f"There is a queue named {args.name!r} already.", todo="Change it with 'towline queue set'."
        )
    cluster = args.cluster or command.only_cluster(settings)
    return _save(command, {"cluster": cluster})


def queue_set(command: Command) -> int:
    if command.args.name not in command.settings(secrets=False).queues:
        raise TowlineError("no-such-queue", name=command.args.name)
    return _save(command, {"cluster": command.args.cluster} if command.args.cluster else {})


def _save(command: Command, values: dict[str, object]) -> int:
    from engine.settings_edit import set_queue  # late: so that --help is quick

    args = command.args
    if "cluster" in values and values["cluster"] not in command.settings(secrets=False).clusters:
        raise TowlineError("no-such-cluster", name=values["cluster"])
    if args.to:
        _known(command, args.to)
        values["to"] = args.to
    if args.event is not None:
        values["event"] = read_event(args.event).decode("utf-8", "replace") if args.event else ""
    if args.event_topic is not None:
        values["event_topic"] = args.event_topic
    values |= {key: getattr(args, key) for key in CHOICES if getattr(args, key) is not None}
    for key in ("include", "leave_out"):
        if getattr(args, key) is not None:
            values[key] = [text for text in getattr(args, key) if text]
    set_queue(command.profile, args.name, values)
    queue = command.settings(secrets=False).queues[args.name]
    command.tell_running()
    command.screen.record(queue)
    command.screen.line(f"Queue {name(queue.name)}: to {name(', '.join(queue.choices.to))} through {queue.cluster}.")
    if queue.choices.cipher is Cipher.SIGNED_ONLY:
        command.screen.complain("Not encrypted: whoever can read the topic can read the files.")
    return Exit.DONE


def _known(command: Command, to: list[str]) -> None:
    """A queue to somebody unknown would only fail at its first send."""
    with command.session() as session:
        people = {row.name.casefold() for row in session.engine.people() if row.trust not in ("published", "blocked")}
        asked = any(whom.startswith("team:") for whom in to)
        teams = {f"team:{row.name}".casefold() for row in session.engine.teams()} if asked else set()
    for whom in to:
        if whom.casefold() not in people | teams | {"me"}:
            raise TowlineError("no-such-queue", name=whom)


def queue_rm(command: Command) -> int:
    from engine.settings_edit import remove_queue  # late: so that --help is quick

    remove_queue(command.profile, command.args.name)
    command.tell_running()
    command.screen.record({"name": command.args.name, "state": "removed"})
    command.screen.line(f"Removed the queue {name(command.args.name)}.")
    return Exit.DONE
