"""One command being carried out: its choices, its screen, its profile, and an engine for as long as it needs one.

Hides: whether the engine runs in this process or behind the door, how one follows the other, and how a person watches a
transfer until it ended. Promises: without a running engine the command runs one itself, which serves the door meanwhile,
so that no work is refused because another command is busy; whoever waits goes on waiting when the engine behind the
door ends. The heavy libraries are only imported when an engine is really made here.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

from engine.api import Event, LinkRow, Listener, Notice, Outcome, Reach, Renewed, TransferRow
from engine.cli_print import Screen, parse_span, span
from engine.cli_rows import moving_line
from engine.errors import CAUSES, Exit, TowlineError

if TYPE_CHECKING:
    from engine.door import Door, EngineSurface
    from engine.door_accounts import Others, Visit
    from engine.settings import Settings

T = TypeVar("T")

LOOK = 0.25  # seconds between two looks at a transfer
HANDOVER = 25.0  # seconds to wait for an engine that is just starting or ending: it has 20 s of grace itself
GRACE = 2.0  # seconds; whatever is not done by then goes on at the next start
REACHED = ("connected", "throttled")
PRACTICE = "practice"

EngineMaker = Callable[[Path, Callable[[], "Settings"]], "EngineSurface"]


def make_engine(profile: Path, load: Callable[[], Settings]) -> EngineSurface:
    """The real one."""
    from engine.engine import Engine  # late: it brings Kafka, SQLite and the ciphers along
    from engine.link import KafkaLink
    from engine.settings import open_vault

    return Engine(profile, load, open_vault=open_vault, make_link=KafkaLink)


def pairs_of(flags: Iterable[str]) -> dict[str, str]:
    """Settings of the command line, like agent.role=send. Raises TowlineError "usage"."""
    pairs: dict[str, str] = {}
    for flag in flags:
        key, equals, value = flag.partition("=")
        if not equals:
            raise TowlineError("usage", what=f"{flag!r} is not KEY=VALUE.", todo="Write it like agent.role=send.")
        pairs[key.strip()] = value.strip()
    return pairs


@dataclass
class Command:
    """What a verb is given. `args` are the parsed words of the command line. `ask`: asks for a passphrase, where that is
    not done on the terminal."""

    args: argparse.Namespace
    screen: Screen
    environ: Mapping[str, str]
    maker: EngineMaker = make_engine
    stdin: BinaryIO = field(default_factory=lambda: sys.stdin.buffer)
    stdout: BinaryIO = field(default_factory=lambda: sys.stdout.buffer)
    ask: Callable[[str], str] | None = None
    told: set[str] = field(default_factory=set)  # notices of settings that were said

    @cached_property
    def profile(self) -> Path:
        from engine.settings import profile_folder  # late: so that --help is quick

        config = Path(self.args.config) if self.args.config else None
        return profile_folder(self.args.profile, self.environ, config)

    @cached_property
    def state(self) -> Path:
        """What all profiles of this user share: the practice cluster."""
        from engine.settings import state_folder  # late: so that --help is quick

        return state_folder(self.environ)

    def settings(self, *, secrets: bool = True) -> Settings:
        """Read anew at each call, with the practice cluster if it was ever started. `secrets` False: for showing."""
        from engine.local_kafka import practice_status  # late: so that --help is quick
        from engine.settings import load

        config = Path(self.args.config) if self.args.config else None
        flags = pairs_of(getattr(self.args, "flags", ()))
        settings = load(self.profile, config, self.environ, flags, secrets=secrets, ask=self.ask)
        for notice in settings.notices:  # such as that a broken file was put aside
            if notice not in self.told:
                self.told.add(notice)
                self.screen.complain(notice)
        practice = practice_status(self.state)
        if not practice.bootstrap:
            return settings
        return replace(settings, clusters={**settings.clusters, PRACTICE: practice.cluster()})

    def only_cluster(self, settings: Settings) -> str:
        """The cluster that is meant where none is named: the only one; the practice cluster does not count beside it."""
        real = [name for name in settings.clusters if name != PRACTICE] or list(settings.clusters)
        if not real:
            raise TowlineError(
                "usage",
                what="There is no cluster yet.",
                todo="Add one with 'towline cluster add', or try 'towline practice start'.",
            )
        if len(real) > 1:
            raise TowlineError(
                "usage", what=f"There is more than one cluster: {', '.join(real)}.", todo="Say which one is meant."
            )
        return real[0]

    def timeout(self, default: float | None) -> float | None:
        """Seconds; None waits for ever."""
        return parse_span(self.args.timeout) if self.args.timeout else default

    def session(self, *, grace: float = GRACE, reach: Reach = Reach.OPEN) -> Session:
        """`grace`: seconds an engine of our own gets to end; `reach`: what it connects to at its start."""
        return Session(self, grace, reach)

    def running(self) -> EngineSurface | None:
        """The engine that runs this profile already, if there is one."""
        from engine.door import connect  # late: so that --help is quick

        return connect(self.profile)

    def tell_running(self) -> None:
        """After a change of settings: the running engine reads them again."""
        running = self.running()
        if running is not None:
            running.apply()


class Session:
    """`with command.session() as session:` — `engine` works until the end, `remote` says whether it is another process's.

    When the engine behind the door ends, the next call of a method goes to the one that follows it, or makes it, and so
    do listeners, who are told Renewed. Any thread may call.
    """

    def __init__(self, command: Command, grace: float, reach: Reach) -> None:
        self._reach = reach
        self._command = command
        self._grace = grace
        self._door: Door | None = None
        self._engine: EngineSurface | None = None
        self._moving = threading.Lock()
        self._listeners: list[_Listening] = []
        self.remote = False
        self.kept = True  # what was begun, if the command is interrupted

    @property
    def engine(self) -> EngineSurface:
        return cast("EngineSurface", _Steady(self))

    def call(self, method: str, *args: object, **kwargs: object) -> Any:
        """A method of the engine, whichever process has it at this moment."""
        from engine.door import DoorGone  # late: so that --help is quick

        while True:
            engine = self._engine
            assert engine is not None, "a session is opened before it is used"
            try:
                return getattr(engine, method)(*args, **kwargs)
            except DoorGone:
                self._follow(engine)

    def _follow(self, gone: EngineSurface) -> None:
        """Goes over to the next engine; the first thread that meets the end of one does it for all."""
        with self._moving:
            if self._engine is gone:
                how = self._end_of()
                self._open()
                self._join()
                for each in list(self._listeners):
                    each.listener(Renewed(how))

    def _end_of(self) -> str:
        """Closes what is left of an engine that is gone; how it ended, if that is worth telling."""
        self._close()
        return ""

    def _join(self) -> None:
        """All listeners hear the engine of now."""
        for each in list(self._listeners):
            each.join(self._engine)

    def subscribe(self, listener: Listener, window: bool = False) -> Callable[[], None]:
        """As the engine's, and of every engine that follows it."""
        mine = _Listening(listener, window)
        self._listeners.append(mine)  # before it joins: whoever brings another engine meanwhile finds it there
        mine.join(self._engine)

        def leave() -> None:
            if mine in self._listeners:
                self._listeners.remove(mine)
                mine.join(None)

        return leave

    def settings(self) -> Settings | None:
        """Without secrets; None where they are another account's, which lets this one look only through its door."""
        try:
            return self._command.settings(secrets=False)
        except TowlineError as error:
            if self.remote and error.word == "profile-not-yours":
                return None
            raise

    @property
    def visit(self) -> Visit | None:
        """Where its engine is the agent of another account, if it is."""
        return getattr(self._engine, "visit", None)

    def let_in(self, others: Others) -> None:
        """Which other accounts may look at this session's own engine, and steer it. Raises TowlineError."""
        if self._door is not None:
            self._door.let_in(others)

    def alone(self, timeout: float) -> bool:
        """Whether nobody is inside the door of this session's own engine, or all leave in time."""
        return self._door is None or self._door.wait_empty(timeout)

    def __enter__(self) -> Session:
        self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is KeyboardInterrupt and self.kept:
            who = (
                "the Towline that runs goes on with it" if self.remote else "the next Towline that runs goes on with it"
            )
            self._command.screen.complain(f"What was begun is kept; {who}.")
        self._close()

    def _open(self) -> None:
        """Whoever holds the profile is either about to open its door or about to leave: both are worth waiting for."""
        until = time.monotonic() + HANDOVER
        while True:
            running = self._command.running()
            if running is not None:
                self._engine, self.remote = running, True
                return
            try:
                self._open_own()
                return
            except TowlineError as error:
                if error.word != "profile-in-use" or time.monotonic() > until:
                    raise
            time.sleep(0.1)

    def _open_own(self) -> None:
        from engine.door import Door  # late: so that --help is quick

        if self._command.args.COMMAND != "agent" and _is_for_another(self._command.profile):
            raise TowlineError("profile-not-yours", path=self._command.profile)
        engine = self._command.maker(self._command.profile, self._command.settings)
        engine.subscribe(self._heard)  # before its start, which may have something to say
        engine.start(self._reach)
        try:
            self._door = Door(engine, self._command.profile)
            self._door.open()
        except BaseException:
            engine.stop(0.0)
            raise
        self._engine, self.remote = engine, False

    def _heard(self, event: Event) -> None:
        unattended = self._command.args.COMMAND == "agent"  # what it says stands in the system's log
        if isinstance(event, Notice) and not (event.names and unattended) and event.text not in self._command.told:
            what = f"{event.title} " if event.title.endswith(".") else ""  # a sentence, on which the text builds
            self._command.screen.complain(f"{what}{event.text}")

    def _close(self) -> None:
        if self._door is not None:
            self._door.close()
            self._door = None
        if self._engine is not None:
            self._engine.stop(self._grace)


def _is_for_another(profile: Path) -> bool:
    """Whether root looks into the profile of another account, where no agent answers: an engine of root's would leave
    files there that the agent cannot open, and follow links that the other account made."""
    from engine.door_accounts import of_another  # late: so that --help is quick

    return sys.platform != "win32" and os.geteuid() == 0 and of_another(profile)


class _Listening:
    def __init__(self, listener: Listener, window: bool) -> None:
        self.listener = listener
        self._window = window
        self._joined: EngineSurface | None = None
        self._leave: Callable[[], None] | None = None
        self._lock = threading.Lock()

    def join(self, engine: EngineSurface | None) -> None:
        """Hears this engine from now on, and no other; one that is gone is followed soon."""
        from engine.door import DoorGone  # late: so that --help is quick

        with self._lock:
            if engine is self._joined:
                return
            if self._leave is not None:
                self._leave()
            self._joined, self._leave = engine, None
            if engine is not None:
                with suppress(DoorGone):
                    self._leave = engine.subscribe(self.listener, self._window)


class _Steady:
    """The methods of the engine, through `Session.call`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return self._session.subscribe if method == "subscribe" else partial(self._session.call, method)


def watch(session: Session, command: Command, id: str) -> TransferRow:
    """Shows a transfer until it ended or needs a person, and gives its last row.

    Raises TowlineError not-in-time when its cluster was not reached for --timeout; the transfer stays in the journal.
    """
    screen, reach, rate, said = command.screen, _Reach(command.timeout(None)), Rate(), None
    while True:
        row, links = session.engine.transfer(id), session.engine.links()
        key = (row.state, row.attempt, row.why)
        if key != said:
            screen.record(row)
            said = key
        if row.outcome or row.state == "needs-you":
            screen.still()
            return row
        screen.move(key, moving_line(row, rate.of(row.done)))
        reach.look(row, links)
        time.sleep(LOOK)


def watch_or_cancel(session: Session, command: Command, id: str) -> TransferRow:
    """`watch` for what cannot be continued later by anybody: whatever interrupts it cancels it."""
    try:
        return watch(session, command, id)
    except BaseException:
        session.kept = False
        session.engine.cancel([id]).result()
        raise


def in_time(future: Future[T], command: Command, cluster: str) -> T:
    """The result, or TowlineError not-in-time after --timeout."""
    patience = command.timeout(None)
    try:
        return future.result(patience)
    except NotYet:
        assert patience is not None
        why = "There was no answer."
        raise TowlineError("not-in-time", cluster=cluster, timeout=span(patience), why=why) from None


class Rate:
    """Bytes a second over the last seconds; 0 for the first three, when nobody can know."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def of(self, done: int) -> float:
        now = self._clock()
        self._seen.append((now, done))
        while now - self._seen[0][0] > 10.0:
            self._seen.popleft()
        since, before = self._seen[0]
        return (done - before) / (now - since) if now - since >= 3.0 else 0.0


class _Reach:
    """How long a cluster has not been reached."""

    def __init__(self, patience: float | None) -> None:
        self._patience = patience
        self._since = time.monotonic()
        self._done = 0

    def look(self, row: TransferRow, links: list[LinkRow]) -> None:
        now, link = time.monotonic(), next((link for link in links if link.cluster == row.cluster), None)
        if row.done > self._done or (link is not None and link.state in REACHED):
            self._since, self._done = now, row.done
        elif self._patience is not None and now - self._since >= self._patience:
            why = (link.why if link else "") or row.why or "There was no answer."
            raise TowlineError("not-in-time", cluster=row.cluster, timeout=span(self._patience), why=why)


def exit_of(session: Session, row: TransferRow) -> int:
    """The exit code for a transfer as it stands after `watch`."""
    if row.outcome in (Outcome.STORED, Outcome.PLACED):
        return Exit.DONE
    if row.outcome is Outcome.WITHDRAWN:
        return Exit.EXPIRED
    if row.outcome in (Outcome.PARTLY, Outcome.CANCELLED):
        return Exit.SOME_FAILED
    for line in reversed(session.engine.story(row.id)):  # failed, or it needs a person: why?
        if line.event in CAUSES:
            return CAUSES[line.event].exit_code
    return Exit.SOME_FAILED if row.outcome else Exit.PERSON_NEEDED
