"""`towline doctor`: what engine/doctor.py found, on the terminal. 0 if nothing fails, else 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli_parser import Verbs
from engine.cli_session import Command
from engine.errors import Exit

if TYPE_CHECKING:
    from engine.settings import Settings
    from engine.vault import Vault


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("doctor", doctor)
    verb.add_argument("--offline", action="store_true", help="leave the clusters out")


def doctor(command: Command) -> int:
    from engine.doctor import FAIL, OK, WARN, checks  # late: so that --help is quick
    from engine.settings import open_vault

    def read(secrets: bool) -> Settings:
        return command.settings(secrets=secrets)

    def unlock(settings: Settings) -> Vault:
        return open_vault(command.profile, settings)[0]

    def runs() -> bool:
        return command.running() is not None

    screen, failed = command.screen, 0
    colours = {OK: "good", WARN: "care", FAIL: "bad"}
    for check in checks(command.profile, read, unlock, runs, offline=command.args.offline):
        failed += check.result == FAIL
        screen.record(check)
        mark = screen.colour(colours[check.result], f"{check.result:<5}")
        screen.line(f"{mark} {check.name:<18} {check.text}" + (f"\n{'':<24} {check.todo}" if check.todo else ""))
    return Exit.SOME_FAILED if failed else Exit.DONE
