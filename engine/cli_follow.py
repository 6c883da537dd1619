"""`towline follow`: a line for each bundle that arrives, for ever, and a program run for each if wanted.

Hides: events that come twice or are missed while one engine follows another. Promises: each bundle once, when it is
complete and from somebody accepted; what was there before is not told; the program gets its words as they are, without a
shell and nothing of Towline's environment, one run after the other; no name that others chose becomes an option of it.
"""

from __future__ import annotations

import os
import queue
import shlex
import subprocess
import time

from engine.api import Changed, Event, OfferRow, Reach
from engine.cli_parser import Verbs
from engine.cli_print import count, name, size
from engine.cli_session import Command, Session
from engine.errors import Exit, TowlineError

LOOK = 5.0  # seconds between two looks whether the engine is still the same
SWEEP = 60.0  # seconds between two looks at all offers: an event may be lost between two engines
WORDS = ("reference", "id", "sender", "title", "cluster")


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("follow", follow)
    help = "run it for each: {reference}, {id}, {sender}, {title} stand for facts; the reference is added if none does"
    verb.add_argument("--exec", default="", metavar="CMD", help=help, dest="exec_")


def follow(command: Command) -> int:
    words = _words(command.args.exec_)
    with command.session(reach=Reach.ALL) as session:
        return _Arrivals(session, command, words).run()


def _words(text: str) -> list[str]:
    try:
        words = shlex.split(text)
        for word in words:
            word.format(**dict.fromkeys(WORDS, ""))
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        what = f"--exec cannot be understood: {error}."
        raise TowlineError("usage", what=what, todo=f"There are: {', '.join(f'{{{w}}}' for w in WORDS)}.") from error
    return words if not words or "{" in text else [*words, "{reference}"]


class _Arrivals:
    def __init__(self, session: Session, command: Command, words: list[str]) -> None:
        self._engine = session.engine
        self._command = command
        self._words = words
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def run(self) -> int:
        leave = self._engine.subscribe(self._events.put)
        self._known = {row.id for row in self._engine.offers() if row.state == "complete"}
        swept = time.monotonic()
        try:
            while not self._command.screen.gone:
                try:
                    event = self._events.get(timeout=LOOK)
                except queue.Empty:
                    self._engine.links()  # goes over to the next engine if this one ended
                else:
                    if isinstance(event, Changed) and isinstance(event.row, OfferRow):
                        self._take(event.row)
                if time.monotonic() - swept >= SWEEP:
                    swept = time.monotonic()
                    for row in self._engine.offers():
                        self._take(row)
        finally:
            leave()
        return Exit.DONE

    def _take(self, row: OfferRow) -> None:
        if row.mine or not row.trusted or row.state != "complete" or row.id in self._known:
            return
        self._known.add(row.id)
        screen = self._command.screen
        screen.record(row)
        files = count(row.entries, "file")
        screen.line(
            f"{time.strftime('%H:%M:%S')} {name(row.sender)} {name(row.title)} {files} {size(row.size)} {row.reference}"
        )
        if self._words:
            self._execute(row)

    def _execute(self, row: OfferRow) -> None:
        facts = {word: str(getattr(row, word)) for word in WORDS}
        words = [word.format(**facts) for word in self._words]
        pairs = zip(words, self._words, strict=True)
        if any(word.startswith("-") and not asked.startswith("-") for word, asked in pairs):
            self._command.screen.complain(
                f"{words[0]} was not run for {row.id[:8]}: a name that begins with a hyphen would be an option."
            )
            return
        environ = {name: value for name, value in os.environ.items() if not name.startswith("TOWLINE_")}
        try:
            code = subprocess.run(words, check=False, stdin=subprocess.DEVNULL, env=environ).returncode
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self._command.screen.complain(f"{words[0]} could not be run: {reason.lower()}.")
            return
        if code:
            self._command.screen.complain(f"{words[0]} ended with {code} for {row.id[:8]}.")
