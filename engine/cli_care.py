"""`towline config` and `version`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine import __version__
from engine.cli_parser import Verbs, add_flags
from engine.cli_print import Column, count, name
from engine.cli_session import Command
from engine.errors import Exit, TowlineError

if TYPE_CHECKING:
    from engine.settings import Origin

PARTS = ("confluent-kafka", "cryptography", "msgspec", "zstandard", "blake3", "keyring")


def add_verbs(verbs: Verbs) -> None:
    config = verbs.group("config")
    add_flags(config.add("check", config_check, "read all settings and say what is wrong with them"))
    verb = config.add("show", config_show, "show the settings in force; secrets as ***")
    add_flags(verb)
    verb.add_argument("--origin", action="store_true", help="also where each value came from")
    verb = config.add("export", config_export, "write the settings of this profile for another computer, no secrets")
    verb.add_argument("file", nargs="?", default="-", metavar="FILE", help="'-', stdout, if there is none")
    verb = config.add("import", config_import, "take settings over from a file, all of them or none")
    verb.add_argument("file", metavar="FILE", help="as 'config export' writes it; '-' is standard input")
    verb.add_argument("--replace", action="store_true", help="take the new ones where both are there and differ")
    config.add("reload", config_reload, "have the Towline that runs read its settings again")
    verbs.add("version", version)


def config_check(command: Command) -> int:
    settings = command.settings()
    if settings.notices:  # said when they were read
        command.screen.record({"state": "damaged", "notices": settings.notices})
        return Exit.USAGE
    command.screen.record({"state": "ok", "clusters": len(settings.clusters), "queues": len(settings.queues)})
    command.screen.line(
        f"The settings are right: {count(len(settings.clusters), 'cluster')}, {count(len(settings.queues), 'queue')}."
    )
    return Exit.DONE


def config_show(command: Command) -> int:
    settings = command.settings(secrets=False)
    columns: list[Column[Origin]] = [Column("KEY", lambda row: row.key), Column("VALUE", lambda row: name(row.value))]
    if command.args.origin:
        columns.append(Column("FROM", lambda row: row.source))
    command.screen.table(columns, settings.origins)
    return Exit.DONE


def config_export(command: Command) -> int:
    from engine.private import write_private  # late: so that --help is quick
    from engine.settings_carry import carried_out

    found, file = carried_out(command.profile), command.args.file
    command.screen.record({"text": found.text, "secrets": found.secrets})
    if file == "-":
        command.screen.line(found.text.rstrip("\n"))
    else:
        write_private(Path(file), found.text.encode())
        command.screen.say(f"Wrote {file}.")
    if found.secrets:
        command.screen.complain(f"Not in it, to be set anew there: {', '.join(found.secrets)}.")
    return Exit.DONE


def config_import(command: Command) -> int:
    from engine.settings_carry import programs_in, take_over  # late: so that --help is quick

    file = command.args.file
    raw = command.stdin.read() if file == "-" else Path(file).read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise TowlineError("settings", where=file, what="This is not text.", todo="Nothing was changed.") from error
    programs = programs_in(text)
    done = take_over(command.profile, text, file, replace=command.args.replace)
    command.tell_running()
    command.screen.record({"added": done.added, "replaced": done.replaced, "same": done.same, "programs": programs})
    for word, names in (("Added", done.added), ("Replaced", done.replaced), ("As it was", done.same)):
        if names:
            command.screen.line(f"{word}: {', '.join(map(name, names))}.")
    if not (done.added or done.replaced or done.same):
        command.screen.line("There is nothing in it.")
    for program in programs:
        command.screen.complain(f"These settings have this computer run or load: {name(program)}")
    return Exit.DONE


def config_reload(command: Command) -> int:
    running = command.running()
    if running is None:
        command.screen.record({"state": "not-running"})
        command.screen.line("No Towline runs for this profile; the next one reads the settings as they are.")
        return Exit.DONE
    try:
        running.apply()
    except TowlineError as error:
        command.screen.complain("The Towline that runs goes on with the settings from before.")
        raise error from None
    command.screen.record({"state": "read"})
    command.screen.line("The settings were read again.")
    return Exit.DONE


def version(command: Command) -> int:
    import platform  # late: so that --help is quick
    from importlib import metadata

    from engine.wire import FORMAT

    parts = {part: metadata.version(part) for part in PARTS}
    command.screen.record(
        {"version": __version__, "format": FORMAT, "python": platform.python_version(), "parts": parts}
    )
    command.screen.line(f"Towline {__version__}, format {FORMAT}")
    command.screen.line(f"Python {platform.python_version()}, " + ", ".join(f"{k} {v}" for k, v in parts.items()))
    return Exit.DONE
