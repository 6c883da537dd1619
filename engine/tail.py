"""One thread that follows a topic for as long as the engine runs: the loop behind the catalog and the receipts.

Hides: starting, stopping, waiting after errors, batches. Promises: `end` returns at once, `stop` within 2 s; every error is kept in
`trouble`, told once if it does not mend by itself, and followed by another try; a batch is bounded in records and bytes.
"""

from __future__ import annotations

import logging
import threading
import time

from engine.api import Listener, Notice
from engine.api_link import Link, OffsetGone, Reader, Record
from engine.errors import TowlineError, Verdict
from engine.meter import Backoff

log = logging.getLogger("towline.catalog")

BATCH = 256  # records folded in one transaction
BATCH_BYTES = 2 * 1024 * 1024
POLL = 0.5  # seconds that one turn waits for a record
SLICE = 0.25  # of these at once: how long `stop` usually takes
SLOWEST_RETRY = 10.0  # seconds; what mends by itself is tried this often at least


class Tail:
    """Subclasses give `_begin`, which clears `_stale`, finds the position and asks the reader for it, and `_turn`, which
    reads on."""

    def __init__(self, link: Link, name: str, tell: Listener) -> None:
        self.trouble: TowlineError | None = None
        self.read_bytes = 0  # of values, since the start
        self._link = link
        self._tell = tell
        self._name = name
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._stale = False
        self._told = ""  # word of the last error that a person was told
        self._thread: threading.Thread | None = None
        self._readers: dict[str, Reader] = {}

    def start(self) -> None:
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Tells the thread to end; `stop` waits for it."""
        self._stopping.set()
        self._wake.set()

    def stop(self) -> None:
        """Ends the thread; a call to the cluster that hangs ends by itself later and changes nothing any more."""
        self.end()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(2.0)

    def refresh(self) -> None:
        """Looks at the topic anew, at once even after an error."""
        self._stale = True
        self._wake.set()

    def _begin(self) -> None:
        raise NotImplementedError

    def _turn(self) -> None:
        raise NotImplementedError

    def _run(self) -> None:
        backoff = Backoff()
        while not self._stopping.is_set():
            try:
                self._begin()
                while not (self._stopping.is_set() or self._stale):
                    self._turn()
                    self.trouble, self._told = None, ""
                    backoff.reset()
            except OffsetGone as gone:
                log.info("%s: %s", self._name, gone)
                self._sleep(0.1)
            except TowlineError as error:
                self._met(error)
                self._pause(backoff, error)
            except Exception as error:
                if self._stopping.is_set():
                    log.info("%s ended: %r", self._name, error)  # the journal was closed under a call that hung
                    continue
                log.exception("%s failed", self._name)
                fault = TowlineError("bug", reason=f"unexpected error in {self._name}", details=repr(error))
                self._met(fault)
                self._pause(backoff, fault)
        for reader in self._readers.values():
            reader.close()

    def _met(self, error: TowlineError) -> None:
        self.trouble = error
        log.info("%s: %s %s", self._name, error.sentence, error.details)
        if error.verdict != Verdict.RETRY and error.word != self._told:
            self._told = error.word
            self._tell(Notice("failed", error.what, error.todo))

    def _pause(self, backoff: Backoff, error: TowlineError) -> None:
        seconds = backoff.next()
        self._sleep(min(seconds, SLOWEST_RETRY) if error.verdict == Verdict.RETRY else seconds)

    def _sleep(self, seconds: float) -> None:
        """Until `refresh`, `stop` or the time is over."""
        self._wake.wait(seconds)
        self._wake.clear()

    def _reader(self, topic: str) -> Reader:
        """The patient reader of a topic, made once; it belongs to the thread."""
        if topic not in self._readers:
            self._readers[topic] = self._link.reader(topic, patient=True)
        return self._readers[topic]

    def _gather(self, reader: Reader, timeout: float) -> tuple[list[Record], Exception | None]:
        """The records that are there now, and what ended the reading early; waits up to `timeout` for the first one."""
        records: list[Record] = []
        size = 0
        try:
            record = self._first(reader, timeout)
            while record is not None:
                records.append(record)
                size += len(record.value or b"")
                full = len(records) == BATCH or size >= BATCH_BYTES
                record = None if full else reader.poll(0.0)
        except (OffsetGone, TowlineError) as error:
            return records, error
        finally:
            self.read_bytes += size
        return records, None

    def _first(self, reader: Reader, timeout: float) -> Record | None:
        """The next record; None if the time is over or the thread is to end."""
        until = time.monotonic() + timeout
        while True:
            left = until - time.monotonic()
            record = reader.poll(max(0.0, min(SLICE, left)))
            if record is not None or left <= SLICE or self._stopping.is_set():
                return record
