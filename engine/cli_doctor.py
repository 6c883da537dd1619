"""`towline doctor`: looks at everything Towline needs, one line each, with what to do.

Hides: where each thing is looked at. Promises: changes nothing but the test records that `cluster test` writes; a check
that cannot be made is a line, too; 0 if nothing fails, else 1.
"""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine import __version__
from engine.cli_parser import Verbs
from engine.cli_print import size
from engine.cli_session import PRACTICE, Command
from engine.errors import Exit, TowlineError

if TYPE_CHECKING:
    from engine.settings import Settings

OK, WARN, FAIL = "ok", "warn", "fail"
COLOURS = {OK: "good", WARN: "care", FAIL: "bad"}
LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000  # bytes free
OLDEST = (3, 11)
TRIED = (3, 13)


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    result: str
    text: str
    todo: str = ""


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("doctor", doctor)
    verb.add_argument("--offline", action="store_true", help="leave the clusters out")


def doctor(command: Command) -> int:
    screen, failed = command.screen, 0
    for check in _checks(command):
        failed += check.result == FAIL
        screen.record(check)
        mark = screen.colour(COLOURS[check.result], f"{check.result:<5}")
        screen.line(f"{mark} {check.name:<18} {check.text}" + (f"\n{'':<24} {check.todo}" if check.todo else ""))
    return Exit.SOME_FAILED if failed else Exit.DONE


def _checks(command: Command) -> Iterator[Check]:
    yield _versions()
    yield from _cryptography()
    yield _profile(command.profile)
    try:
        settings = command.settings(secrets=False)
    except TowlineError as error:
        yield Check("Settings", FAIL, error.what, error.todo)
        return
    yield Check("Settings", WARN if settings.notices else OK, " ".join(settings.notices) or "All can be read.")
    yield _disk("Disk of profile", command.profile)
    yield _disk("Disk of downloads", settings.agent.downloads)
    yield _agent(command)
    try:
        settings = command.settings()
    except TowlineError as error:
        yield Check("Keys", FAIL, error.what, error.todo)
        return
    yield _vault(command.profile, settings)
    if not command.args.offline:
        yield from _clusters(settings)


def _versions() -> Check:
    from engine.link_ask import library_version  # late: it brings Kafka's library along
    from engine.wire import FORMAT

    python = sys.version_info[:2]
    text = (
        f"Towline {__version__}, format {FORMAT}, Python {platform.python_version()}, librdkafka {library_version()},"
        f" {platform.system()} {platform.machine()}."
    )
    if not OLDEST <= python <= TRIED:
        return Check("Versions", WARN, text, "Towline is tried with Python 3.11 to 3.13.")
    return Check("Versions", OK, text)


def _cryptography() -> Iterator[Check]:
    """One line if all is right, otherwise one for each primitive that is not."""
    from engine.selftest import self_test  # late: so that --help is quick

    tests = list(self_test())
    for name, source, right in tests:
        if not right:
            todo = "Do not send or fetch anything here; install Towline anew."
            yield Check("Cryptography", FAIL, f"{name} does not compute what {source} says.", todo)
    if all(right for _, _, right in tests):
        yield Check("Cryptography", OK, f"{', '.join(name for name, _, _ in tests)}: as their standards say.")


def _profile(profile: Path) -> Check:
    try:
        facts = profile.stat()
    except FileNotFoundError:
        return Check("Profile", OK, f"{profile} is not there yet; the first command makes it.")
    except OSError as error:
        return Check("Profile", FAIL, f"{profile} cannot be used: {(error.strerror or '').lower()}.")
    if not os.access(profile, os.R_OK | os.W_OK | os.X_OK):
        return Check("Profile", FAIL, f"You may not write to {profile}.", "Choose another one with --profile.")
    if sys.platform != "win32" and stat.S_IMODE(facts.st_mode) & 0o077:
        todo = f"Make it private: chmod 700 '{profile}'."
        return Check("Profile", WARN, f"Other users of this computer can look into {profile}.", todo)
    return Check("Profile", OK, f"{profile}, private.")


def _disk(name: str, folder: Path) -> Check:
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return Check(name, FAIL, f"{there} cannot be looked at: {(error.strerror or str(error)).lower()}.")
    result = FAIL if free < TOO_LITTLE else WARN if free < LITTLE else OK
    return Check(name, result, f"{size(free)} free at {there}.", "" if result == OK else "Make room there.")


def _agent(command: Command) -> Check:
    from engine import service  # late: so that --help is quick

    try:
        runs = command.running() is not None
        registered = service.state(service.service_kind()).state
    except TowlineError as error:
        return Check("Agent", WARN, error.what, error.todo)
    said = {
        "running": "a service runs",
        "stopped": "a service is registered",
        "not-installed": "no service is registered",
    }
    text = f"{'A Towline runs' if runs else 'No Towline runs'} for this profile; {said[registered]} on this computer."
    return Check("Agent", OK, text)


def _vault(profile: Path, settings: Settings) -> Check:
    from engine.settings import open_vault  # late: so that --help is quick

    if not profile.exists():
        return Check("Keys", OK, "There are none yet; the first command makes them.")
    try:
        vault, _ = open_vault(profile, settings)
    except TowlineError as error:
        return Check("Keys", FAIL, error.what, error.todo)
    if vault.kind == "file":
        todo = "That is usual without a person; encrypt the disk."
        return Check("Keys", OK, f"Unlocked by the private file {profile / 'vault.key'}. {todo}")
    return Check("Keys", OK, f"Unlocked ({vault.kind}).")


def _clusters(settings: Settings) -> Iterator[Check]:
    """The stepwise test of each; what is well is one line."""
    from engine import cluster as cluster_test  # late: it needs Kafka's administration client

    if not settings.clusters:
        yield Check("Clusters", WARN, "There is none yet.", "Add one with 'towline cluster add'.")
    for name, cluster in settings.clusters.items():
        steps = list(cluster_test.test(cluster))
        bad = [step for step in steps if step.result in ("failed", "warning")]
        for step in bad:
            result = FAIL if step.result == "failed" and name != PRACTICE else WARN
            yield Check(f"Cluster {name}", result, f"{step.step}: {step.text}", step.todo)
        if not bad:
            clock = next((step.text for step in steps if step.step == "Clock"), "")
            yield Check(f"Cluster {name}", OK, f"Reached, written and read. Clock: {clock.lower()}")
