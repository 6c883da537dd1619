"""The only file of the window that touches the engine.

Hides: engine threads, the door, futures, how often is asked. Promises: every signal comes in the window's thread; events
are coalesced, the newest row of an id stands for those before it; progress is asked for at most 10 times a second while
something moves and somebody looks, once a second while it does and the window is hidden or nothing moves, and every five
seconds while both are so; at once when the engine tells of a change.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar, overload

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from engine.api import Changed, Event, Gone, Handed, Notice, Renewed, SettingsRead, TransferRow
from engine.door import EngineSurface
from engine.errors import TowlineError
from engine.gather import Gathered
from engine.settings import Settings

log = logging.getLogger("towline.window")

T = TypeVar("T")

COALESCE_MS = 50  # what changed within this time is told at once
AT_ONCE = 500  # events told before the window has its turn
SHOWN_MS, HIDDEN_MS, CALM_MS, ASLEEP_MS = 100, 1000, 1000, 5000  # between two looks at what moves
PAGE = 2_000  # transfers read at once
WORKERS = 4  # calls of the engine at once; most take milliseconds


class Ears(QObject):
    """What an action tells: called in the engine's threads, heard in the window's. Lives as long as the engine holds it.

    `of` comes with all it tells, for who asks more than once."""

    part = Signal(object, str)  # a row, `of`
    ended = Signal(object, str)  # what came of it, or TowlineError; `of`

    def __init__(self, of: str = "") -> None:
        super().__init__()
        self._of = of

    def tell(self, row: object) -> None:
        self.part.emit(row, self._of)

    def end(self, future: Future[Any]) -> None:
        error = future.exception()
        if error is None:
            self.ended.emit(future.result(), self._of)
        elif isinstance(error, TowlineError):
            self.ended.emit(error, self._of)
        else:
            self.ended.emit(TowlineError("bug", reason=type(error).__name__, details=repr(error)), self._of)


class Bridge(QObject):
    """`load` gives the settings anew, without passwords unless `secrets` is asked for them, which may have to ask a person.
    The window owns the engine's life, which may begin after this: calls wait for it."""

    changed = Signal(list)  # TransferRow, OfferRow, PersonRow, LinkRow: the newest of each id
    gone = Signal(list)  # Gone
    noticed = Signal(object)  # Notice
    handed = Signal(list)  # paths of a second start
    moved = Signal(object)  # Snapshot
    renewed = Signal(str)  # another engine goes on: what was read may be old; how the one before ended, if by itself
    settings_changed = Signal()
    complained = Signal(object)  # TowlineError of a call whose caller has no answer to it
    rights_changed = Signal()  # of a guest: what it may, or whose agent it is

    is_guest = False  # at the agent of another account: see guest_bridge.py

    _events_came = Signal()  # from engine threads
    _answered = Signal(object)  # from workers

    def __init__(
        self,
        engine: EngineSurface,
        profile: Path,
        state: Path,
        load: Callable[[], Settings],
        secrets: Callable[[], Settings] | None = None,
    ) -> None:
        super().__init__()
        self.engine = engine
        self.profile = profile
        self.state = state  # the folder all profiles of this user share: the practice cluster
        self.view = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat)
        self._load = load
        self.secrets = secrets or load  # blocks; for workers
        self.settings = load()
        self._events = Gathered()
        self._taken: deque[Event] = deque()  # of them, and not told yet
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="towline-window")
        self._early: list[Callable[[], None]] | None = []  # asked while the window is made, which they would hold up
        QTimer.singleShot(0, self, self._begin)
        self._asking = False
        self._closed = False
        self._shown = True
        self._late = QTimer(self, singleShot=True)
        self._late.timeout.connect(self._tell)
        self._poll = QTimer(self, interval=CALM_MS)
        self._poll.timeout.connect(self.look)
        self._events_came.connect(self._wait)
        self._answered.connect(self._deliver)  # a method of an object of the window's thread: so it runs there
        self._leave = engine.subscribe(self._heard, window=True)
        self._poll.start()

    # --- what may be asked ------------------------------------------------------------------------------------------------

    def may(self, method: str) -> bool:
        """Whether the engine does that for this account. `apply` stands for all that changes settings."""
        return True

    def why_not(self) -> str:
        """Why it does not, for a person."""
        return ""

    def offer(self, method: str, *widgets: QWidget) -> None:
        """These are there only while `may(method)`. Whoever calls this hides and shows them in no other way."""

    # --- calls ------------------------------------------------------------------------------------------------------------

    @overload
    def ask(
        self,
        owner: QObject,
        call: Callable[[], Future[T]],
        then: Callable[[T], None] | None = None,
        failed: Callable[[TowlineError], None] | None = None,
    ) -> None: ...
    @overload
    def ask(
        self,
        owner: QObject,
        call: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[TowlineError], None] | None = None,
    ) -> None: ...
    def ask(
        self,
        owner: QObject,
        call: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[TowlineError], None] | None = None,
    ) -> None:
        """Runs `call` beside the window and gives its result to `then`, in the window's thread; an error to `failed`, or
        to whoever listens to `complained`. Nothing is called once `owner` is gone."""
        complain = failed or self.complained.emit

        def work() -> None:
            try:
                result: Any = call()
                if isinstance(result, Future):
                    result = result.result()
            except TowlineError as error:
                self._answered.emit((owner, complain, error))
            except Exception as error:  # a fault is shown as one; the window goes on
                log.exception("fault in a call of the window")
                fault = TowlineError("bug", reason=type(error).__name__, details=repr(error))
                self._answered.emit((owner, complain, fault))
            else:
                self._answered.emit((owner, then, result))

        if self._early is not None:
            self._early.append(work)
        elif not self._closed:
            self._pool.submit(work)

    def _begin(self) -> None:
        early, self._early = self._early or [], None
        if not self._closed:
            for work in early:
                self._pool.submit(work)

    def _deliver(self, answer: tuple[QObject, Callable[[Any], Any] | None, object]) -> None:
        owner, then, value = answer
        if then is not None and isValid(owner) and not self._closed:
            then(value)

    def edit(
        self,
        owner: QObject,
        change: Callable[[], object],
        then: Callable[[object], None] | None = None,
        failed: Callable[[TowlineError], None] | None = None,
    ) -> None:
        """Runs a change of the settings; the engine and the window read them again."""

        def work() -> tuple[object, Settings]:
            result = change()
            settings = self._load()
            self.engine.apply()
            return result, settings

        def done(found: tuple[object, Settings]) -> None:
            result, self.settings = found
            self.settings_changed.emit()
            if then is not None:
                then(result)

        self.ask(owner, work, done, failed)

    def see(self) -> None:
        """Looks at what is set up now: it may have been changed elsewhere, as on the command line."""
        self.ask(self, self._load, self._set_up)

    def _set_up(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit()

    def every_transfer(self, ended: bool, since: float = 0.0) -> Iterator[TransferRow]:
        """For workers: all of them, a page at a time, so that the window goes on meanwhile."""
        after = ""
        while True:
            page = self.engine.transfers(ended, since, after, PAGE)
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1].id

    # --- what the engine tells ----------------------------------------------------------------------------------------------

    def _heard(self, event: Event) -> None:
        """In the engine's threads."""
        if self._events.put(event) and not self._closed:
            self._events_came.emit()

    def _wait(self) -> None:
        if not self._late.isActive():
            self._late.start(COALESCE_MS)

    def _tell(self) -> None:
        self._taken.extend(self._events.take())
        events = [self._taken.popleft() for _ in range(min(AT_ONCE, len(self._taken)))]
        rows = [event.row for event in events if isinstance(event, Changed)]
        gone = [event for event in events if isinstance(event, Gone)]
        if rows:
            self.changed.emit(rows)
        if gone:
            self.gone.emit(gone)
        for event in events:
            if isinstance(event, Notice):
                self.noticed.emit(event)
            elif isinstance(event, Handed):
                self.handed.emit(list(event.paths))
            elif isinstance(event, Renewed):
                self.renewed.emit(event.how)
            elif isinstance(event, SettingsRead):
                self.see()
        if self._taken:
            self._late.start(0)
        elif rows:
            self.look()

    # --- what moves ---------------------------------------------------------------------------------------------------------

    def show(self, shown: bool) -> None:
        """Whether somebody can see the window."""
        self._shown = shown
        self.look()

    def look(self) -> None:
        """Asks what moves now, unless the last question is still open."""
        if not self._asking and not self._closed:
            self._asking = True
            self.ask(self, self.engine.snapshot, self._looked, self._not_looked)

    def _looked(self, snapshot: Any) -> None:
        self._asking = False
        busy = any(row.state not in ("waiting", "paused", "needs-you") for row in snapshot.moving)
        shown, hidden = (SHOWN_MS, HIDDEN_MS) if busy else (CALM_MS, ASLEEP_MS)
        self._poll.setInterval(shown if self._shown else hidden)
        self.moved.emit(snapshot)

    def _not_looked(self, error: TowlineError) -> None:
        self._asking = False
        self._poll.setInterval(CALM_MS)
        self.complained.emit(error)

    def close(self) -> None:
        """Asks and tells nothing any more; calls that run end first."""
        self._closed = True
        self._poll.stop()
        self._late.stop()
        self._leave()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.view.sync()
