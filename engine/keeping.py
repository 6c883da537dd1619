"""What the engine does about the past: the history, which ends after the time the settings give it, and the log's level.

Hides: when it looks, and in which pieces old transfers go. Promises: transfers that are open, or that anybody may still ask
for, stay; others hardly notice, for a piece is short and they come first between two. `Engine` is made from this class.
"""

from __future__ import annotations

import logging
import threading
import time

from engine import journal_history
from engine.api import Event, Gone, Reach, transfer_text
from engine.errors import TowlineError
from engine.journal import Journal
from engine.settings import Settings
from engine.settings_agent import LOG

HOUR = 3600.0  # seconds between two looks
BETWEEN = 0.2  # seconds for everybody else between two pieces

log = logging.getLogger("towline.engine")


class Keeping:
    journal: Journal
    settings: Settings

    def tell(self, event: Event) -> None:
        raise NotImplementedError

    def _keep_begin(self, reach: Reach) -> None:
        """A single command leaves the history as it is."""
        self._keep_end, self._keep_now = threading.Event(), threading.Event()
        self._keep()
        self._keep_thread = threading.Thread(target=self._keep_run, name="towline-history", daemon=True)
        if reach in (Reach.ALL, Reach.ONCE):
            self._keep_thread.start()

    def _keep_stop(self) -> None:
        self._keep_end.set()
        self._keep_now.set()
        if self._keep_thread.is_alive():
            self._keep_thread.join()

    def _keep(self) -> None:
        """The settings are other ones."""
        logging.getLogger(LOG).setLevel(self.settings.agent.log_level.upper())
        self._keep_now.set()

    def _keep_run(self) -> None:
        while not self._keep_end.is_set():
            self._keep_now.clear()
            try:
                self._take_out()
                self._take_off()
            except TowlineError as error:  # the journal's disk
                log.warning("%s", error.sentence)
            except Exception:  # a fault must be told, and must not end all looking for good
                log.exception("fault while looking at the history")
            self._keep_now.wait(HOUR)

    def _take_out(self) -> None:
        """What left the lists at an earlier look."""
        with self.journal.read() as db:
            left = journal_history.going(db)
        while left and not self._keep_end.is_set():
            with self.journal.write() as db:
                left = journal_history.take_out(db, left)
            self._keep_end.wait(BETWEEN)

    def _take_off(self) -> None:
        while not self._keep_end.is_set():
            now = time.time()
            with self.journal.read() as db:
                old = journal_history.old(db, now - self.settings.agent.history, now)
            if not old:
                return
            with self.journal.write() as db:
                taken = journal_history.take_off(db, old)
            for transfer in taken:
                if old[transfer]:
                    self.tell(Gone("transfer", transfer_text(transfer)))
            self._keep_end.wait(BETWEEN)
