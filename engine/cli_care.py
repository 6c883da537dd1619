"""`towline config` and `version`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import __version__
from engine.cli_parser import Verbs
from engine.cli_print import Column, count, name
from engine.cli_session import Command
from engine.errors import Exit

if TYPE_CHECKING:
    from engine.settings import Origin

PARTS = ("confluent-kafka", "cryptography", "msgspec", "zstandard", "blake3", "keyring")


def add_verbs(verbs: Verbs) -> None:
    config = verbs.group("config")
    config.add("check", config_check, "read all settings and say what is wrong with them")
    verb = config.add("show", config_show, "show the settings in force; secrets as ***")
    verb.add_argument("--origin", action="store_true", help="also where each value came from")
    verbs.add("version", version)


def config_check(command: Command) -> int:
    settings = command.settings()
    for notice in settings.notices:
        command.screen.complain(notice)
    command.screen.record({"state": "ok", "clusters": len(settings.clusters), "queues": len(settings.queues)})
    command.screen.line(
        f"The settings are right: {count(len(settings.clusters), 'cluster')}, {count(len(settings.queues), 'queue')}."
    )
    return Exit.DONE


def config_show(command: Command) -> int:
    settings = command.settings(secrets=False)
    for notice in settings.notices:
        command.screen.complain(notice)
    columns: list[Column[Origin]] = [Column("KEY", lambda row: row.key), Column("VALUE", lambda row: name(row.value))]
    if command.args.origin:
        columns.append(Column("FROM", lambda row: row.source))
    command.screen.table(columns, settings.origins)
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
