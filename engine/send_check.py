"""Reading back what was sent: are these chunks on the cluster, just as they left?

Hides: the reader, the order of reading, how long silence may last. Promises: never blocks longer than asked; every chunk
gets a verdict or an error; only the record itself, with the digest it was sent with, counts as seen. The stories say
which chunks; what they do about one that is not there is theirs.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from engine.api_link import Link, OffsetGone, Reader, Record
from engine.errors import TowlineError, Verdict
from engine.seal import record_digest

TROUBLE_SECONDS = 30.0  # for so long the reader may try to get over what it met
SILENCE_SECONDS = 120.0  # one record of a slow link may take most of this


@dataclass(slots=True, eq=False)
class ReadBack:
    """A chunk that must be seen on the cluster before its bundle is complete. One of `seen` and `error` gets set."""

    partition: int
    offset: int
    digest: bytes
    seen: bool | None = None
    error: TowlineError | None = None

    @property
    def open(self) -> bool:
        return self.seen is None and self.error is None


class Checker:
    """Belongs to the sending thread. `topic`: the data topic of `cluster`, which is named in errors."""

    def __init__(self, link: Link, topic: str, cluster: str) -> None:
        self._link = link
        self._topic = topic
        self._cluster = cluster
        self._reader: Reader | None = None
        self._open: dict[int, list[ReadBack]] = {}  # by partition, in order of offset
        self._moved_at = 0.0
        self._astray = False  # the reader is not where it should be

    @property
    def busy(self) -> bool:
        return bool(self._open)

    def add(self, wanted: Iterable[ReadBack]) -> None:
        """These get their verdict by `step`; what is being read back already goes on."""
        known = {id(item) for items in self._open.values() for item in items}
        for item in wanted:
            if item.open and id(item) not in known:
                self._open.setdefault(item.partition, []).append(item)
        for items in self._open.values():
            items.sort(key=lambda item: item.offset)
        self._moved_at = time.monotonic()
        self._astray = True

    def step(self, wait: float) -> bool:
        """Takes what came, waiting up to `wait` seconds for the first record. True if anything came."""
        moved = False
        while self._open and (record := self._poll(0.0 if moved else wait)):
            moved = True
            self._compare(record)
        self._go_on()
        return moved

    def forget(self) -> None:
        """Nothing is read back any more."""
        self._open.clear()
        self._astray = True
        self._go_on()

    def close(self) -> None:
        self._open.clear()
        if self._reader is not None:
            self._reader.close()

    def _poll(self, wait: float) -> Record | None:
        """None: nothing came, or what the link met ended the reading back."""
        silence = time.monotonic() - self._moved_at
        try:
            if self._reader is None:
                self._reader = self._link.reader(self._topic, ahead=False)
            self._go_on()
            record = self._reader.poll(wait)
            if record is None and silence > SILENCE_SECONDS:
                self._fail(TowlineError("timeout", cluster=self._cluster, reason="reading back took too long"))
            return record
        except OffsetGone as gone:
            self._lose(gone)
        except TowlineError as error:
            if error.verdict is not Verdict.RETRY or silence > TROUBLE_SECONDS:
                self._fail(error)
        return None

    def _compare(self, record: Record) -> None:
        self._moved_at = time.monotonic()
        items = self._open.get(record.partition, [])
        while items and items[0].offset <= record.offset:
            item = items.pop(0)
            same = item.offset == record.offset and record.header is not None and record.value is not None
            item.seen = same and record_digest(record.header or b"", record.value or b"") == item.digest
        if not items:
            self._open.pop(record.partition, None)
        self._astray |= not items or items[0].offset != record.offset + 1

    def _lose(self, gone: OffsetGone) -> None:
        items = self._open.pop(gone.partition, [])
        for item in items:
            if item.offset <= gone.offset:
                item.seen = False
        if left := [item for item in items if item.open]:
            self._open[gone.partition] = left
        self._moved_at = time.monotonic()
        self._astray = True

    def _fail(self, error: TowlineError) -> None:
        for items in self._open.values():
            for item in items:
                item.error = error
        self.forget()

    def _go_on(self) -> None:
        """Partitions that are read on keep what is on its way."""
        if self._reader is not None and self._astray:
            self._astray = False
            self._reader.want({partition: items[0].offset for partition, items in self._open.items()})
