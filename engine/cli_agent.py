"""`towline agent`: the engine in the foreground until it is told to end, serving the door.

Hides: signals, and when all open work is done. Promises: SIGTERM and Ctrl-C end it within 20 s and with 0, for that is
how an agent ends; SIGHUP reads the settings again; `--once` leaves when nothing is open any more and what watched folders
held is sent.
"""

from __future__ import annotations

import logging
import queue
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from engine.api import Event, Outcome, Reach, TransferRow, Wanted
from engine.api_watch import WatchRow
from engine.cli_fleet import ZeroTouch
from engine.cli_log import Reporter, close_log, line, open_log
from engine.cli_parser import Verbs
from engine.cli_print import count, span
from engine.cli_session import REACHED, Command, Session
from engine.errors import Exit, TowlineError

TICK = 0.25  # seconds between two looks at signals, links and open work
GRACE = 20.0  # seconds to end


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("agent", agent)
    verb.add_argument(
        "--once",
        action="store_true",
        help="take up all open work and what settles in watched folders, finish it, leave",
    )


def agent(command: Command) -> int:
    settings = command.settings()
    form = "json" if command.args.json else settings.agent.log_format  # with --json nothing else may stand in stdout
    open_log(settings.agent.log, form, command.profile)
    try:
        with (
            _signals() as told,
            command.session(grace=GRACE, reach=Reach.ONCE if command.args.once else Reach.ALL) as session,
        ):
            if session.remote:
                raise TowlineError("profile-in-use", path=command.profile)
            return _Watch(session, command, told).run()
    finally:
        close_log()


class _Told:
    """What signals asked for."""

    def __init__(self) -> None:
        self.end = threading.Event()
        self.reload = threading.Event()


@contextmanager
def _signals() -> Iterator[_Told]:
    told = _Told()
    wanted = {signal.SIGTERM: told.end, signal.SIGINT: told.end}
    if hasattr(signal, "SIGHUP"):
        wanted[signal.SIGHUP] = told.reload
    before = {
        number: signal.signal(number, lambda _number, _frame, event=event: event.set())  # type: ignore[misc]
        for number, event in wanted.items()
    }
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Watch:
    """The agent's own loop: everything else happens in the engine's threads."""

    def __init__(self, session: Session, command: Command, told: _Told) -> None:
        self._engine = session.engine
        self._command = command
        self._told = told
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._reporter = Reporter(self._engine.story)
        self._reached = time.monotonic()
        self._since = time.time()
        self._invitation = ZeroTouch(command, session.engine)

    def run(self) -> int:
        once = self._command.args.once
        unsubscribe = self._engine.subscribe(self._events.put)
        line(logging.INFO, "started")
        if not once:
            self._command.screen.say("Towline runs. Ctrl-C ends it; what is open goes on at the next start.")
        try:
            while not self._told.end.wait(TICK):
                self._look()
                if once and (code := self._once()) is not None:
                    return code
            return Exit.DONE
        finally:
            unsubscribe()
            line(logging.INFO, "ending")

    def _look(self) -> None:
        while not self._events.empty():
            self._reporter.take(self._events.get())
        self._invitation.look()
        links = self._engine.links()
        for link in links:
            self._reporter.link(link)
        if any(link.state in REACHED for link in links):
            self._reached = time.monotonic()
        if self._told.reload.is_set():
            self._told.reload.clear()
            try:
                self._engine.apply()
                line(logging.INFO, "settings-read")
            except TowlineError as error:  # the old settings stay
                line(logging.ERROR, "settings-broken", error.word)
                self._command.screen.complain(f"{error.sentence} The settings from before stay in use.")

    def _once(self) -> int | None:
        """The exit code when nothing is left to do."""
        if self._invitation.busy:
            return None
        rows = [row for row in self._engine.transfers(ended=False) if row.wanted is not Wanted.PAUSE and not row.rests]
        waiting = [row for row in rows if row.state == "needs-you"]
        watches = self._engine.watches()
        if len(rows) == len(waiting) and all(watch.caught_up or watch.state == "off" for watch in watches):
            return self._ended(waiting, [watch for watch in watches if watch.state in ("away", "failed")])
        patience = self._command.timeout(None)
        if patience is not None and time.monotonic() - self._reached >= patience:
            row = next((row for row in rows if row not in waiting), None)
            if row is None:  # a watched folder settles
                return None
            raise TowlineError("not-in-time", cluster=row.cluster, timeout=span(patience), why=row.why or "No answer.")
        return None

    def _ended(self, waiting: list[TransferRow], unwatched: list[WatchRow]) -> int:
        screen = self._command.screen
        for watch in unwatched:
            screen.record(watch, kind="watch")
            screen.complain(f"{watch.name}: {watch.why} {watch.todo}")
        for row in waiting:
            screen.record(row)
            screen.complain(f"{row.id[:8]} needs you: {row.why} {row.todo}")
        ended = [row for row in self._engine.transfers(ended=True, since=self._since) if row.finished >= self._since]
        failed = [row for row in ended if row.outcome in (Outcome.FAILED, Outcome.PARTLY)]
        for row in ended:
            screen.record(row)
        screen.line(f"{count(len(ended), 'transfer')} ended, {len(failed):,} of them not wholly.")
        return Exit.PERSON_NEEDED if waiting else Exit.SOME_FAILED if failed or unwatched else Exit.DONE
