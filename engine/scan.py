"""Looking at paths before they are sent: how much there is, what will not go, how well it compresses.

Hides: the thread of each look, how the sample is spread. Promises: it reads names and at most 1 MB of content, keeps at
most 1,000 rows of each list whatever there is, and ends within one entry after it was told to.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from engine import seal
from engine.api import Choices, LeftOutRow, ScanItem, ScanRow
from engine.source import Changed, Found, LeftOut, SourceFile, scan

PART_SECONDS = 0.2  # between two parts that are told
MOST_ROWS = 1000  # of items, and of what is left out
LEVELS = (1, 6, 19)
SAMPLES, SAMPLE = 16, 64 * 1024  # how many at most, of how many bytes
MOST_FILES = 64  # opened for one of them

Told = Callable[[ScanRow], None]


class Looks:
    """All looks under way, by the ticket that their asker chose. Thread-safe."""

    def __init__(self) -> None:
        self._stops: dict[str, threading.Event] = {}

    def begin(self, ticket: str, paths: list[str], on_part: Told, choices: Choices) -> Future[ScanRow]:
        """Looks in a thread of its own, by the patterns of `choices`. A second look under one ticket ends the first."""
        self.stop(ticket)
        stop = self._stops[ticket] = threading.Event()
        future: Future[ScanRow] = Future()
        future.set_running_or_notify_cancel()

        def run() -> None:
            try:
                found = _look(paths, on_part, stop, choices)
            except Exception as error:  # noqa: BLE001  it belongs to whoever waits for the future
                future.set_exception(error)
            else:
                future.set_result(found)
            finally:
                if self._stops.get(ticket) is stop:
                    del self._stops[ticket]

        threading.Thread(target=run, name="towline-look", daemon=True).start()
        return future

    def stop(self, ticket: str) -> None:
        """Ends a look with what it has; one that is over or unknown is no matter."""
        stop = self._stops.get(ticket)
        if stop:
            stop.set()

    def stop_all(self) -> None:
        for ticket in list(self._stops):
            self.stop(ticket)


def _look(paths: list[str], on_part: Told, stop: threading.Event, choices: Choices) -> ScanRow:
    tally, sample = _Tally(paths), _Sample()
    told = time.monotonic()
    for found in scan(paths, (), choices.include or (), choices.leave_out or ()):
        if stop.is_set():
            return tally.row()
        tally.add(found)
        if not found.folder and not found.why:
            sample.add(found.source, found.size)
        if time.monotonic() - told >= PART_SECONDS:
            on_part(tally.row())
            told = time.monotonic()
    on_part(tally.row())  # the sample takes a second at the highest level
    return tally.row(done=True, saves=sample.saves(stop))


class _Tally:
    """Counts what was found, for each thing a person gave."""

    def __init__(self, paths: list[str]) -> None:
        given = [os.path.abspath(path) for path in paths]
        inside = len(given) == 1 and os.path.isdir(given[0]) and not os.path.islink(given[0])
        self._depth = 1 if inside else 0  # of items, below the paths given
        self._files = self._folders = self._size = self._left_out = 0
        self._items: list[ScanItem] = []
        self._left: list[LeftOutRow] = []
        self._item = ""  # its path as it travels, while what is below it comes

    def add(self, found: Found) -> None:
        if found.why:
            self._left_out += 1
            if len(self._left) < MOST_ROWS:
                self._left.append(LeftOutRow(found.source, found.why))
            return
        self._folders += found.folder
        self._files += not found.folder
        self._size += found.size
        if found.path.count("/") == self._depth:
            self._item = found.path if len(self._items) < MOST_ROWS else ""
            if self._item:
                self._items.append(ScanItem(found.source, found.folder, int(not found.folder), found.size))
        elif self._item and not found.folder and found.path.startswith(f"{self._item}/"):
            item = self._items[-1]
            self._items[-1] = ScanItem(item.path, item.folder, item.files + 1, item.size + found.size)

    def row(self, *, done: bool = False, saves: dict[str, float] | None = None) -> ScanRow:
        return ScanRow(
            self._files,
            self._folders,
            self._size,
            self._left_out,
            tuple(self._items),
            tuple(self._left),
            done,
            saves or {},
        )


class _Sample:
    """Blocks spread evenly over all bytes found, though nobody knows how many come: every second one goes when there
    are too many, and from then on they lie twice as far apart. A block goes on in the next files, as small ones are
    packed."""

    def __init__(self) -> None:
        self._places: list[list[tuple[str, int]]] = []  # path and offset of the files that a block is made of
        self._room = 0  # bytes that the last block still has for the next files
        self._step = SAMPLE
        self._size = 0  # bytes seen
        self._next = 0  # where the next block lies in them

    def add(self, source: str, size: int) -> None:
        if self._room > 0 and len(self._places[-1]) < MOST_FILES:
            self._places[-1].append((source, 0))
            self._room -= size
        while self._next < self._size + size:
            offset = self._next - self._size
            self._places.append([(source, offset)])
            self._room = SAMPLE - (size - offset)
            if len(self._places) > SAMPLES:
                self._places = self._places[::2]  # the first and the last one stay: their number is odd
                self._step *= 2
                self._next = (len(self._places) - 1) * self._step
            self._next += self._step
        self._size += size

    def saves(self, stop: threading.Event) -> dict[str, float]:
        """Compression → part of the bytes saved, 0..1. All blocks are compressed as one, as small files are packed."""
        plain = b"".join(_block(place) for place in self._places)
        saves: dict[str, float] = {}
        for level in LEVELS:
            if stop.is_set() or not plain:
                break
            saves[str(level)] = 1 - seal.compressed_length(plain, level) / len(plain)
        return saves


def _block(files: list[tuple[str, int]]) -> bytes:
    return b"".join(_read(source, offset) for source, offset in files)[:SAMPLE]


def _read(source: str, offset: int) -> bytes:
    """A block of a file; less at its end, nothing if it cannot be read or changes just now."""
    block = bytearray(SAMPLE)
    try:
        file = SourceFile(source, "")  # nothing of it leaves this computer
    except LeftOut:
        return b""
    try:
        count = file.read_into(memoryview(block), offset)
    except (LeftOut, Changed):
        return b""
    finally:
        file.close()
    return bytes(block[:count])
