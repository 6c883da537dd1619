"""Watching folders: one thread a folder, told of changes by the system or looking through it by itself. The only file
that imports watchfiles.

Hides: inotify and its kin, their limits, folders that come and go, threads. Promises: a volume that does not tell of all
changes (a network share, FUSE) and a system that has no more watches to give are looked through at intervals instead; an
idle folder costs next to nothing; `stop` ends the thread after the slice at hand.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Callable

from watchfiles import Change
from watchfiles._rust_notify import RustNotify

from engine.api_watch import Watch, WatchRow
from engine.errors import TowlineError
from engine.journal import Journal
from engine.mounts import volume_of
from engine.watch_folder import Away, HandIn, WatchedFolder

log = logging.getLogger("towline.watch")

STEP_MS = 100  # how long changes are gathered while none follows,
DEBOUNCE_MS = 200  # and at most: a file settles so much later
LOOK_AGAIN = 10.0  # seconds between looks for a folder that is away
WAIT_AGAIN = 30.0  # seconds after a fault or a disk without room


class Watcher:
    """Runs one watched folder. `check` raises TowlineError for a folder that must not be watched as it stands now."""

    def __init__(self, watch: Watch, journal: Journal, hand_in: HandIn, check: Callable[[Watch], None]) -> None:
        self.watch = watch
        self._journal = journal
        self._hand_in = hand_in
        self._check = check
        self._ended: deque[bytes] = deque()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._folder = WatchedFolder(watch, volume_of(watch.folder), journal, hand_in)
        self._row: WatchRow | None = None  # instead of the folder's own
        self._thread = threading.Thread(target=self._run, name=f"towline-watch-{watch.name}", daemon=True)

    @property
    def row(self) -> WatchRow:
        return self._row or self._folder.row

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Tells the thread to end; `stop` waits for it."""
        self._stop.set()
        self._wake.set()

    def stop(self, grace: float) -> None:
        self.end()
        self._thread.join(grace)

    def ended(self, send: bytes) -> None:
        """A send ended, of this watch or not."""
        self._ended.append(send)
        self._wake.set()

    # --- the thread ---------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._check(self.watch)
                self._watch()
            except Away as why:
                log.info("watched folder %s is away", self.watch.name)
                self._row = None
                self._folder.away(str(why))
                self._stop.wait(LOOK_AGAIN)
            except TowlineError as error:
                self._fail(error)
            except Exception as error:  # a fault in one watch must be told, and not end it for good
                log.exception("fault in the watched folder %s", self.watch.name)
                self._fail(TowlineError("bug", reason=type(error).__name__, details=repr(error)))

    def _fail(self, error: TowlineError) -> None:
        watch = self.watch
        self._row = WatchRow(
            watch.name, watch.folder, watch.queue, "failed", why=error.what, todo=error.todo, caught_up=True
        )
        self._stop.wait(WAIT_AGAIN)

    def _watch(self) -> None:
        """As long as the folder stays. It is told of changes before the first look, so that nothing falls in between."""
        folder = WatchedFolder(self.watch, volume_of(self.watch.folder), self._journal, self._hand_in)
        notifier = Notifier(self.watch.folder, self.watch.subfolders, self._wake) if folder.wants_news else None
        try:
            folder.open(polls=notifier is None or notifier.failed)
            self._folder, self._row = folder, None
            pause = 0.0
            while not self._stop.is_set():
                if notifier is not None and not notifier.failed:
                    changes = notifier.wait(pause)
                else:
                    changes = []
                    self._wake.wait(pause)
                    self._wake.clear()
                while self._ended:
                    folder.ended(self._ended.popleft())
                pause = folder.turn(changes)
        finally:
            if notifier is not None:
                notifier.close()


class Notifier:
    """Tells what changed in a folder. `failed`: the system has no watches left, or the folder is gone.

    A thread of its own listens, for what waits in watchfiles is forgotten when a wait for it is ended from outside: a
    file that came at the moment in which a bundle ended would not be met before the next full look.
    """

    def __init__(self, folder: str, recursive: bool, wake: threading.Event) -> None:
        self._folder = folder
        self._wake = wake
        self._news: deque[set[tuple[int, str]]] = deque()
        self._trouble: Exception | None = None
        self._end = threading.Event()
        self.failed = False
        try:
            self._rust = RustNotify([folder], False, False, 0, recursive, True)
        except (OSError, RuntimeError) as error:
            log.warning("no news of changes for a watched folder: %s", type(error).__name__)
            self.failed = True
            return
        self._thread = threading.Thread(target=self._listen, name="towline-news", daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while not self._end.is_set():
            try:
                found = self._rust.watch(DEBOUNCE_MS, STEP_MS, 0, self._end)
            except (OSError, RuntimeError) as error:
                self._trouble = error
                self._end.set()
            else:
                if isinstance(found, set):
                    self._news.append(found)
            self._wake.set()

    def wait(self, seconds: float) -> list[tuple[str, bool]]:
        """Paths relative to the folder and whether each is new; nothing after so long, or when `wake` was set."""
        self._wake.wait(seconds)
        self._wake.clear()
        if self._trouble is not None:
            raise self._trouble
        changes: dict[str, bool] = {}
        while self._news:
            for change, path in self._news.popleft():
                relative = os.path.relpath(path, self._folder).replace(os.sep, "/")
                if relative != "." and not relative.startswith("../"):
                    changes[relative] = changes.get(relative, False) or change == Change.added
        return list(changes.items())

    def close(self) -> None:
        if not self.failed:
            self._end.set()
            self._thread.join()
            self._rust.close()
