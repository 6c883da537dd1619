"""The doctor: looks at everything Towline needs, one line each, with what to do.

Hides: where each thing is looked at. Promises: changes nothing but the test records that the test of a cluster writes; a
check that cannot be made is a line, too. `checks` needs no engine; `Doctor` is that part of one.
"""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

from engine import __version__
from engine.api_figures import CheckRow
from engine.errors import TowlineError
from engine.names import size_text
from engine.settings import PRACTICE, Settings
from engine.vault import Vault

OK, WARN, FAIL = "ok", "warn", "fail"
LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000  # bytes free
OLDEST = (3, 11)
TRIED = (3, 13)
UNLOCKED = {  # kind of the vault -> what unlocks it
    "keyring": "Unlocked by the keyring.",
    "passphrase": "Unlocked by a passphrase.",
    "dpapi": "Unlocked by Windows.",
}
SERVICES = {
    "running": "A service runs on this computer.",
    "stopped": "A service is registered on this computer.",
    "not-installed": "No service is registered on this computer.",
}


class Doctor:
    """What the engine does with them."""

    profile: Path
    settings: Settings
    vault: Vault
    _load: Callable[[], Settings]
    _stopping: bool

    def doctor(self, on_check: Callable[[CheckRow], None]) -> Future[list[CheckRow]]:
        """Tells each check as it is known, from a thread of its own: clusters that do not answer take their time, and the
        engine's few threads have other work. Ends early when the engine does."""
        future: Future[list[CheckRow]] = Future()
        future.set_running_or_notify_cancel()

        def run() -> None:
            found: list[CheckRow] = []
            try:
                for check in checks(self.profile, self._read, lambda _: self.vault, lambda: True):
                    on_check(check)
                    found.append(check)
                    if self._stopping:
                        break
            except Exception as error:  # noqa: BLE001  it belongs to whoever waits for the future
                future.set_exception(error)
            else:
                future.set_result(found)

        threading.Thread(target=run, name="towline-doctor", daemon=True).start()
        return future

    def _read(self, secrets: bool) -> Settings:
        """As they stand in the files now; what the engine works with is what it connects with."""
        return self.settings if secrets else self._load()


def checks(
    profile: Path,
    read: Callable[[bool], Settings],
    unlock: Callable[[Settings], Vault],
    runs: Callable[[], bool],
    *,
    offline: bool = False,
) -> Iterator[CheckRow]:
    """One after the other. `read`: the settings, with secrets or without; `runs`: whether an engine runs for this profile;
    `offline` leaves the clusters out. What these raise is a check that failed."""
    yield _versions()
    yield from _cryptography()
    yield _profile(profile)
    try:
        settings = read(False)
    except TowlineError as error:
        yield CheckRow("Settings", FAIL, error.what, error.todo)
        return
    yield CheckRow("Settings", WARN if settings.notices else OK, " ".join(settings.notices) or "All can be read.")
    yield _disk("Disk of profile", profile)
    yield _disk("Disk of downloads", settings.agent.downloads)
    yield _agent(runs)
    try:
        settings = read(True)
    except TowlineError as error:
        yield CheckRow("Keys", FAIL, error.what, error.todo)
        return
    yield _keys(profile, settings, unlock)
    if not offline:
        yield from _clusters(settings)


def _versions() -> CheckRow:
    from engine.link_ask import library_version  # late: it brings Kafka's library along
    from engine.wire import FORMAT

    python = sys.version_info[:2]
    text = (
        f"Towline {__version__}, format {FORMAT}, Python {platform.python_version()}, librdkafka {library_version()},"
        f" {platform.system()} {platform.machine()}."
    )
    if not OLDEST <= python <= TRIED:
        return CheckRow("Versions", WARN, text, "Towline is tried with Python 3.11 to 3.13.")
    return CheckRow("Versions", OK, text)


def _cryptography() -> Iterator[CheckRow]:
    """One line if all is right, otherwise one for each primitive that is not."""
    from engine.selftest import self_test  # late: so that --help is quick

    tests = list(self_test())
    for name, source, right in tests:
        if not right:
            todo = "Do not send or fetch anything here; install Towline anew."
            yield CheckRow("Cryptography", FAIL, f"{name} does not compute what {source} says.", todo)
    if all(right for _, _, right in tests):
        yield CheckRow("Cryptography", OK, f"{', '.join(name for name, _, _ in tests)}: as their standards say.")


def _profile(profile: Path) -> CheckRow:
    try:
        facts = profile.stat()
    except FileNotFoundError:
        return CheckRow("Profile", OK, f"{profile} is not there yet; the first command makes it.")
    except OSError as error:
        return CheckRow("Profile", FAIL, f"{profile} cannot be used: {(error.strerror or '').lower()}.")
    if not os.access(profile, os.R_OK | os.W_OK | os.X_OK):
        return CheckRow("Profile", FAIL, f"You may not write to {profile}.", "Choose another one with --profile.")
    if sys.platform != "win32" and stat.S_IMODE(facts.st_mode) & 0o077:
        todo = f"Make it private: chmod 700 '{profile}'."
        return CheckRow("Profile", WARN, f"Other users of this computer can look into {profile}.", todo)
    return CheckRow("Profile", OK, f"{profile}, private.")


def _disk(name: str, folder: Path) -> CheckRow:
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return CheckRow(name, FAIL, f"{there} cannot be looked at: {(error.strerror or str(error)).lower()}.")
    result = FAIL if free < TOO_LITTLE else WARN if free < LITTLE else OK
    return CheckRow(name, result, f"{size_text(free)} free at {there}.", "" if result == OK else "Make room there.")


def _agent(runs: Callable[[], bool]) -> CheckRow:
    from engine import service  # late: so that --help is quick

    try:
        running = "A Towline runs for this profile." if runs() else "No Towline runs for this profile."
        registered = SERVICES[service.state(service.service_kind()).state]
    except TowlineError as error:
        return CheckRow("Agent", WARN, error.what, error.todo)
    return CheckRow("Agent", OK, f"{running} {registered}")


def _keys(profile: Path, settings: Settings, unlock: Callable[[Settings], Vault]) -> CheckRow:
    if not profile.exists():
        return CheckRow("Keys", OK, "There are none yet; the first command makes them.")
    try:
        kind = unlock(settings).kind
    except TowlineError as error:
        return CheckRow("Keys", FAIL, error.what, error.todo)
    if kind == "file":
        todo = "That is usual without a person; encrypt the disk."
        return CheckRow("Keys", OK, f"Unlocked by the private file {profile / 'vault.key'}. {todo}")
    return CheckRow("Keys", OK, UNLOCKED[kind])


def _clusters(settings: Settings) -> Iterator[CheckRow]:
    """The stepwise test of each; what is well is one line."""
    from engine import cluster as cluster_test  # late: it needs Kafka's administration client

    if not settings.clusters:
        yield CheckRow("Clusters", WARN, "There is none yet.", "Add one with 'towline cluster add'.")
    for name, cluster in settings.clusters.items():
        well, clock = True, ""
        for step in cluster_test.test(cluster):
            clock = step.text if step.step == "Clock" else clock
            if step.result in ("failed", "warning"):
                well = False
                result = FAIL if step.result == "failed" and name != PRACTICE else WARN
                yield CheckRow(f"Cluster {name}", result, f"{step.step}: {step.text}", step.todo)
        if well:
            yield CheckRow(f"Cluster {name}", OK, f"Reached, written and read. Clock: {clock.lower()}")
