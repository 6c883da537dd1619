"""Watching folders: one thread a folder, told of changes by the system or looking through it by itself.

Hides: folders that come and go, threads. Promises: a volume that does not tell of all
changes (a network share, FUSE) and a system that has no more watches to give are looked through at intervals instead; an
idle folder costs next to nothing; `stop` ends the thread after the slice at hand.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable

from engine.api_watch import Watch, WatchRow
from engine.errors import TowlineError
from engine.journal import Journal
from engine.mounts import volume_of
from engine.watch_folder import Away, HandIn, WatchedFolder
from engine.watch_news import Silence, news_of

log = logging.getLogger("towline.watch")

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
        self._news = Silence()
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
        self._news.wake()

    def stop(self, grace: float) -> None:
        self.end()
        self._thread.join(grace)

    def ended(self, send: bytes) -> None:
        """A send ended, of this watch or not."""
        self._ended.append(send)
        self._news.wake()

    # --- the thread ---------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._check(self.watch)
                try:
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
        volume = volume_of(self.watch.folder)
        news = news_of(self.watch.folder, recursive=self.watch.subfolders) if volume.tells else Silence()
        try:
            folder = WatchedFolder(self.watch, volume, self._journal, self._hand_in, follow=news.follow)
            self._news = news  # before the first turn, which looks whether a send ended or it is to stop
            folder.open(polls=news.failed)
            self._folder, self._row = folder, None
            pause, polls = 0.0, news.failed
            while not self._stop.is_set():
                changes = news.wait(pause)
                if news.lost:
                    news.lost = False
                    log.info("changes in the watched folder %s were lost: it is looked through", self.watch.name)
                    folder.missed()
                if news.failed and not polls:
                    polls = True
                    folder.poll()
                while self._ended:
                    folder.ended(self._ended.popleft())
                pause = folder.turn(changes.items())
        finally:
            news.close()
