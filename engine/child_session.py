"""The session of a window: an engine in a child process, or the one that runs the profile already. The session of a guest:
only the agent of another account, which is waited for, never started.

Hides: starting the child at once, waiting for it, and starting it again when it ended by itself: after a second, and after
longer and longer if it does not last. Promises: made before there is an engine, so that the window is there first: calls
wait for it, listeners join it; a fault of the engine does not end the window.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from engine.api import Reach
from engine.child import Child
from engine.cli_parser import CHILD
from engine.cli_session import Command, Session
from engine.errors import TowlineError

LASTING = 30.0  # seconds after which an engine that ends is no sign that the next one will, too
LONGEST = 30.0  # seconds between two starts


class ChildSession(Session):
    """`engine` may be used at once: its calls wait for `open`. The process is started here, unless an engine runs."""

    def __init__(self, command: Command, ask: Callable[[str], str]) -> None:
        super().__init__(command, 0.0, Reach.ALL)
        self._ask = ask
        self._child: Child | None = None
        self._opened = threading.Event()
        self._over = False
        self._refused: TowlineError | None = None  # why there is no engine now
        self._not_before = 0.0  # seconds of the monotonic clock, when the next one may be started
        self._in_a_row = 0  # engines that did not last
        self._begin()

    def _begin(self) -> None:
        if self._command.running() is None:
            self._child = self._start()

    def open(self) -> None:
        """Waits for the engine. Raises TowlineError if there is none."""
        try:
            with self._moving:
                self._open()
                self._join()
        finally:
            self._opened.set()

    def call(self, method: str, *args: object, **kwargs: object) -> Any:
        self._opened.wait()
        if self._over or self._engine is None:
            raise self._refused or TowlineError("door", reason="it is ending")
        return super().call(method, *args, **kwargs)

    def close(self) -> None:
        """The engine ends with its last window, unless others use it."""
        self._over = True
        self._opened.set()
        if self._child is not None:
            self._child.close()  # else who waits for it to be ready would hold this up
        with self._moving:
            self._close()

    # --- engines that come and go ---------------------------------------------------------------------------------------------

    def _start(self) -> Child:
        given = self._command.args
        words = [
            word
            for option in ("profile", "config")
            if (value := getattr(given, option))
            for word in (f"--{option}", value)
        ]
        return Child([*words, *["-v"] * bool(given.verbose), CHILD], self._ask, self._child_ended)

    def _open(self) -> None:
        if self._over:
            raise TowlineError("door", reason="it is ending")
        if self._refused is not None and time.monotonic() < self._not_before:
            raise self._refused
        try:
            self._engine = self._found()
        except TowlineError as error:
            self._hold(error)
            raise
        self.remote, self._refused = True, None

    def _found(self) -> Any:
        if self._child is None and (running := self._command.running()) is not None:
            return running
        self._child = self._child or self._start()
        try:
            own = self._child.ready.result()
            running = self._command.running()
            if running is None:
                raise TowlineError("engine-ended", how=self._child.how)
        except TowlineError:
            self._child.close()
            self._child = None
            raise
        if not own:  # another engine was quicker
            self._child.close()
            self._child = None
        return running

    def _hold(self, error: TowlineError) -> None:
        """The next start waits for a while."""
        self._in_a_row += 1
        self._refused, self._not_before = error, time.monotonic() + min(LONGEST, 2.0 ** (self._in_a_row - 1))

    def _child_ended(self, child: Child) -> None:
        """In the child's thread: the next engine is not left to the next call."""
        if child is self._child and self._engine is not None:
            try:
                self._follow(self._engine)
            except TowlineError:
                return  # `call` says so to whoever asks, and tries again

    def _end_of(self) -> str:
        child = self._child
        self._close()
        if child is None or self._over:
            return ""
        lasted = time.monotonic() - child.began
        self._in_a_row = self._in_a_row if lasted < LASTING else 0
        if self._in_a_row:
            self._hold(TowlineError("engine-ended", how=child.how))
        else:
            self._in_a_row = 1
        return child.how

    def _close(self) -> None:
        super()._close()
        if self._child is not None:
            self._child.close()
            self._child = None


class GuestSession(ChildSession):
    """`account`: whose agent it is, as far as that is known before it answers."""

    def __init__(self, command: Command, account: str) -> None:
        self.account = account
        super().__init__(command, _nobody)

    def _begin(self) -> None:
        """An agent is looked for by `open`, which may wait."""

    def _found(self) -> Any:
        try:
            running = self._command.running()
        except TowlineError as error:
            if error.word != "profile-not-yours" or self._engine is None:
                raise
            running = None
        if running is None:
            raise TowlineError("agent-away", account=self.account)
        visit = getattr(running, "visit", None)
        self.account, self._in_a_row = visit.account if visit else self.account, 0
        return running


def _nobody(question: str) -> str:
    raise TowlineError("key-locked", reason=question)
