"""What is done once transfers have ended well: events are posted, programs are run, one after the other.

Hides: the thread, waiting for acknowledgements, running a program within bounds. Promises: nothing is posted before its
bundle is complete, nothing is run before all files are in place; each is done at least once, whatever crashes, and one
that failed stays as a row that a person can retry or give up. A program gets whole arguments and no shell, no standard
input, none of Towline's own environment, and ten minutes.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from engine import events, journal_actions, journal_catalog, journal_fetches, journal_transfers
from engine.api import Cluster, Kind, transfer_text
from engine.api_link import Delivery, Link
from engine.errors import TowlineError
from engine.events import About
from engine.journal import Journal, Row
from engine.names import shown
from engine.people import People

log = logging.getLogger("towline.actions")

RUN_SECONDS = 600.0
AGAIN = 5.0  # seconds after a fault
LOOK = 0.1  # seconds between looks at a program that runs
SAID = 300  # characters of what a failed program said
FILES_AT_ONCE = 500
MOST_FAILED = 1000  # files; then the rest waits for a retry
PLACES = ("path", "sha256", "sender", "reference")


class Actions:
    """Of the transfers of one cluster. `changed` is called after commits."""

    def __init__(
        self, link: Link, cluster: Cluster, journal: Journal, people: People, changed: Callable[[bytes], None]
    ) -> None:
        self._link = link
        self._cluster = cluster
        self._journal = journal
        self._people = people
        self._changed = changed
        self._look = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"towline-actions-{cluster.name}", daemon=True)

    def start(self) -> None:
        self._look.set()
        self._thread.start()

    def nudge(self) -> None:
        """A transfer ended, or a person wants a retry."""
        self._look.set()

    def end(self) -> None:
        """Tells the thread to end; a program that runs is ended, and has its run again at the next start."""
        self._stop.set()
        self._look.set()

    def stop(self, grace: float) -> None:
        self.end()
        self._thread.join(grace)

    # --- the thread ---------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stop.is_set():
            self._look.wait()
            self._look.clear()
            try:
                self._pass()
            except Exception:  # a fault must be told, and must not end all actions for good
                log.exception("fault in an action")
                self._stop.wait(AGAIN)
                self._look.set()

    def _pass(self) -> None:
        with self._journal.read() as db:
            rows = journal_actions.due(db, self._cluster.name)
        for row in rows:
            if self._stop.is_set():
                return
            if row["kind"] == "event":
                self._post(row)
            else:
                self._run_program(row)
            self._changed(row["transfer"])

    # --- events -------------------------------------------------------------------------------------------------------------

    def _post(self, row: Row) -> None:
        about = self._about(row["transfer"])
        if row["template"]:
            body, headers = events.from_template(bytes(row["body"]).decode(), about, row["event_id"])
        else:
            given = [(name, value) for name, value in json.loads(row["headers"])]
            body, headers = events.with_reference(row["body"], given, about.reference, row["event_id"])
        got: list[Delivery] = []
        landed = threading.Event()

        def done(delivery: Delivery) -> None:
            got.append(delivery)
            landed.set()

        self._link.produce(row["topic"], -1, body, done, key=row["key"], headers=headers)
        while not landed.wait(LOOK):
            if self._stop.is_set():
                return
        with self._journal.write() as db:
            error = got[0].error
            if error is None:
                journal_actions.done(db, row["n"])
                journal_transfers.tell(db, row["transfer"], "event-posted", f"The event was posted to {row['topic']}.")
            else:
                journal_actions.fail(db, row["n"], error.what.rstrip("."))
                failed = TowlineError(
                    "event-failed", topic=row["topic"], reason=error.what.rstrip("."), details=error.details
                )
                journal_transfers.tell(
                    db, row["transfer"], failed.word, failed.sentence, verdict=failed.verdict, details=failed.details
                )

    def _about(self, transfer: bytes) -> About:
        with self._journal.read() as db:
            row = journal_transfers.shown(db, transfer)
            assert row is not None
            sends = row["kind"] == Kind.SEND
            offer = row["send_offer"] if sends else row["fetch_offer"]
            stored = (
                journal_catalog.my_offer(db, offer)
                if sends
                else journal_catalog.stored_offer(db, offer, row["fetch_sender"])
            )
        cluster_id = stored.offer.cluster_id if stored else row["send_cluster_id"] or ""
        return About(
            reference=journal_catalog.reference(cluster_id, self._cluster.topic, transfer_text(offer)),
            id=transfer_text(offer),
            title=row["title"],
            queue=row["queue"],
            cluster=row["cluster"],
            sender=self._people.me().name if sends else row["peer"],
            size=row["size"],
            files=row["entries"],
            at=row["finished"] or time.time(),
            type="towline.bundle.stored" if sends else "towline.bundle.fetched",
            tags=dict(stored.sealed.tags) if stored and stored.sealed else {},
        )

    # --- programs -----------------------------------------------------------------------------------------------------------

    def _run_program(self, row: Row) -> None:
        """For each file, or once; what was run before a crash or a failure is not run again, but for what failed."""
        command = json.loads(row["command"])
        about = self._about(row["transfer"])
        each = any("{path}" in word or "{sha256}" in word for word in command[1:])
        failed, why = set(json.loads(row["failed"])), ""
        if not each:
            why = self._one(command, about, "", "")
        else:
            retried = sorted(failed)
            for file in self._files(row["transfer"], retried, row["next_n"]):
                if len(failed) >= MOST_FAILED or self._stop.is_set():
                    break
                reason = self._of_file(command, about, file)
                if self._stop.is_set():
                    return
                failed.discard(file["number"])
                if reason:
                    failed.add(file["number"])
                    why = reason
                with self._journal.write() as db:
                    journal_actions.ran(db, row["n"], max(row["next_n"], file["number"] + 1), failed, why)
        if self._stop.is_set():
            return
        with self._journal.write() as db:
            if why or failed:
                journal_actions.fail(db, row["n"], why)
                error = TowlineError("program-failed", reason=why or "it failed for some files")
                journal_transfers.tell(db, row["transfer"], error.word, error.sentence, verdict=error.verdict)
            else:
                journal_actions.done(db, row["n"])
                journal_transfers.tell(db, row["transfer"], "program-ran", "The program was run.")

    def _files(self, fetch: bytes, retried: Sequence[int], first: int) -> Iterator[Row]:
        with self._journal.read() as db:
            again = [found for number in retried if (found := journal_fetches.entry(db, fetch, number)) is not None]
        yield from again
        while True:
            with self._journal.read() as db:
                page = journal_fetches.placed_files(db, fetch, first, limit=FILES_AT_ONCE)
            yield from page
            if len(page) < FILES_AT_ONCE:
                return
            first = page[-1]["number"] + 1

    def _of_file(self, command: Sequence[str], about: About, file: Row) -> str:
        with self._journal.read() as db:
            folder = file["root"] or journal_fetches.get(db, file["fetch"])["folder"]
        path = os.path.join(folder, file["placed_as"] or file["path"])
        sha256 = file["sha256"].hex()
        if not sha256 and any("{sha256}" in word for word in command):
            try:
                with open(path, "rb") as opened:
                    sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            except OSError as error:
                return f"a file cannot be read: {(error.strerror or str(error)).lower()}"
        return self._one(command, about, path, sha256)

    def _one(self, command: Sequence[str], about: About, path: str, sha256: str) -> str:
        """Why a run failed; empty if it went well."""
        facts = {"path": path, "sha256": sha256, "sender": about.sender, "reference": about.reference}
        words = [command[0]]
        for word in command[1:]:
            filled = word
            for name in PLACES:  # what is filled in is not looked at again
                filled = filled.replace(f"{{{name}}}", f"\0{name}\0")
            for name, fact in facts.items():
                filled = filled.replace(f"\0{name}\0", fact)
            if filled.startswith("-") and not word.startswith("-"):
                return "a name that begins with a hyphen would be an option"
            words.append(filled)
        return self._bounded(words)

    def _bounded(self, words: Sequence[str]) -> str:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("TOWLINE_")}
        with tempfile.TemporaryFile() as said:
            try:
                process = subprocess.Popen(
                    words, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=environ, start_new_session=True
                )
            except (OSError, ValueError) as error:
                return f"it cannot be run: {(getattr(error, 'strerror', None) or str(error)).lower()}"
            until = time.monotonic() + RUN_SECONDS
            while process.poll() is None:
                if self._stop.is_set() or time.monotonic() > until:
                    _end(process)
                    return f"it took longer than {RUN_SECONDS / 60:.0f} minutes"
                self._stop.wait(LOOK)
            if process.returncode == 0:
                return ""
            size = said.seek(0, os.SEEK_END)
            said.seek(max(0, size - 4 * SAID))
            last = shown(said.read().decode("utf-8", "replace").strip()[-SAID:])
            return f"it ended with {process.returncode}" + (f": {last}" if last else "")


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program and what it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
