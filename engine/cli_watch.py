"""`towline watch`: folders whose settled files are sent by themselves; and how watched folders read on the command line.

Hides: the profile's settings file. Promises: a folder that cannot be watched is said before anything is saved; a running
engine uses the change at once.
"""

from __future__ import annotations

import time

from engine.api import Reach
from engine.api_watch import WatchItem, WatchPreview, WatchRow
from engine.cli_parser import Parser, Verbs
from engine.cli_print import Column, count, date, name, size
from engine.cli_rows import watch_words
from engine.cli_session import Command
from engine.errors import Exit, TowlineError

KEYS = ("queue", "include", "leave_out", "settle", "min_age", "max_age", "batch", "existing", "after")
LISTED = 20  # of a preview, of each kind


def add_verbs(verbs: Verbs) -> None:
    watch = verbs.group("watch")
    watch.add("list", watch_list, "list watched folders and what each does now")
    verb = watch.add("add", watch_add, "watch a folder: what settles in it is sent")
    verb.add_argument("name", metavar="NAME")
    verb.add_argument("folder", metavar="FOLDER")
    _add_keys(verb, needed=True)
    verb = watch.add("set", watch_set, "change a watched folder; what is not named stays")
    verb.add_argument("name", metavar="NAME")
    verb.add_argument("--folder", metavar="FOLDER")
    _add_keys(verb, needed=False)
    verb = watch.add("rm", watch_rm, "watch a folder no longer; nothing in it is touched")
    verb.add_argument("name", metavar="NAME")
    verb = watch.add("preview", watch_preview, "list what would be sent now, and why the rest would not")
    verb.add_argument("name", metavar="NAME")
    verb.add_argument("--folder", metavar="FOLDER", help="with the others: as if it were watched so")
    _add_keys(verb, needed=False)


def _add_keys(verb: Parser, *, needed: bool) -> None:
    verb.add_argument("--queue", required=needed, metavar="NAME")
    verb.add_argument("--include", action="append", metavar="PATTERN", help="only such files, like '*.tif'; repeatable")
    verb.add_argument("--leave-out", action="append", metavar="PATTERN", help="not these; repeatable; '' for none")
    verb.add_argument("--no-subfolders", action="store_true", help="only what is directly in the folder")
    verb.add_argument("--subfolders", action="store_true", help="also what is in folders below (the default)")
    verb.add_argument("--settle", metavar="TIME", help="how long a file must stay the same, like 10s")
    verb.add_argument("--min-age", metavar="TIME", help="only files older than this, like 5min")
    verb.add_argument("--max-age", metavar="TIME", help="only files younger than this, like 30d")
    verb.add_argument(
        "--batch", metavar="TIME", help="how long a settled file waits for others close behind it, like 5s (1s)"
    )
    verb.add_argument(
        "--existing", choices=["send", "new"], help="files that are there already: send them, or only new ones"
    )
    verb.add_argument("--after", metavar="keep|delete|move:DIR", help="originals, once others surely have them")


def _values(command: Command, **more: str) -> dict[str, object]:
    """The keys that were named."""
    args = command.args
    values: dict[str, object] = {key: getattr(args, key) for key in KEYS if getattr(args, key) is not None}
    for key in ("include", "leave_out"):
        if key in values:
            values[key] = [text for text in getattr(args, key) if text]
    if args.subfolders or args.no_subfolders:
        values["subfolders"] = not args.no_subfolders
    return values | {key: text for key, text in more.items() if text}


COLUMNS: list[Column[WatchRow]] = [
    Column("NAME", lambda row: name(row.name)),
    Column("FOLDER", lambda row: name(row.folder)),
    Column("QUEUE", lambda row: name(row.queue)),
    Column("STATE", lambda row: watch_words(row, time.time())),
    Column("SENT", lambda row: f"{row.sent:,}", right=True),
    Column("LAST SENT", lambda row: date(row.last_sent) if row.last_sent else "", right=True),
    Column("HIDDEN", lambda row: f"{row.hidden:,}", right=True),
    Column("LINKS", lambda row: f"{row.links:,}", right=True),
    Column("LEFT OUT", lambda row: f"{row.others + row.unreadable:,}", right=True),
]


def watch_list(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        rows = session.engine.watches()
    command.screen.table(COLUMNS, rows, empty="No folders are watched yet. Begin with 'towline watch add'.")
    for row in rows:
        if row.why:
            command.screen.line(f"{name(row.name)}: {row.why} {row.todo}")
    return Exit.DONE


def watch_add(command: Command) -> int:
    if command.args.name in command.settings(secrets=False).watches:
        what = f"A folder is watched under the name {command.args.name!r} already."
        raise TowlineError("usage", what=what, todo="Change it with 'towline watch set'.")
    return _save(command, _values(command, folder=command.args.folder))


def watch_set(command: Command) -> int:
    _known(command)
    return _save(command, _values(command, folder=command.args.folder or ""))


def _known(command: Command) -> None:
    if command.args.name not in command.settings(secrets=False).watches:
        what = f"No folder is watched under the name {command.args.name!r}."
        raise TowlineError("usage", what=what, todo="See 'towline watch list'.")


def _save(command: Command, values: dict[str, object]) -> int:
    from engine.settings_edit import set_watch  # late: so that --help is quick

    found = _look(command, values)
    set_watch(command.profile, command.args.name, values, command.settings(secrets=False))
    watch = command.settings(secrets=False).watches[command.args.name]
    command.tell_running()
    command.screen.record(watch)
    command.screen.line(
        f"Watching {name(watch.folder)} as {name(watch.name)}: what settles goes to {name(watch.queue)}."
    )
    now = (
        "will be sent once settled"
        if watch.existing == "send"
        else "are there already; only what is new or changes is sent"
    )
    command.screen.line(f"{count(found.files, 'file')}, {size(found.size)}, {now}.")
    if command.running() is None:
        command.screen.say("It is watched while 'towline agent' or the window runs.")
    return Exit.DONE


def watch_rm(command: Command) -> int:
    from engine.settings_edit import remove_watch  # late: so that --help is quick

    remove_watch(command.profile, command.args.name)
    command.tell_running()
    command.screen.record({"name": command.args.name, "state": "removed"})
    command.screen.line(f"The folder of {name(command.args.name)} is no longer watched.")
    return Exit.DONE


def _look(command: Command, values: dict[str, object]) -> WatchPreview:
    """What would be sent with these values over those of the settings. Raises usage for what cannot be watched."""
    from engine.settings_edit import watch_texts  # late: so that --help is quick

    texts = watch_texts(command.args.name, values, command.settings(secrets=False)) if values else {}
    with command.session(reach=Reach.NONE) as session:
        return session.engine.watch_preview(command.args.name, texts).result()


def watch_preview(command: Command) -> int:
    found = _look(command, _values(command, folder=command.args.folder or ""))
    screen = command.screen
    for item in (*found.items, *found.left):
        screen.record(item, kind="preview")
    for item in found.items[:LISTED]:
        screen.line(f"{size(item.size):>10}  {name(item.path)}")
    if found.files > LISTED:
        screen.line(f"… and {found.files - len(found.items[:LISTED]):,} more")
    for item in found.left[:LISTED]:
        screen.line(_left(item))
    counts = ", ".join(f"{many:,} {why}" for why, many in sorted(found.reasons.items(), key=lambda one: -one[1]))
    more = "" if found.whole else "at least "
    screen.line(
        f"Would send {more}{count(found.files, 'file')}, {size(found.size)}." + (f" Not: {counts}." if counts else "")
    )
    return Exit.DONE


def _left(item: WatchItem) -> str:
    return f"{'not':>10}  {name(item.path)} {item.why}"
