"""When a file has settled, and which settled files make a bundle together.

Hides: the order in which looks are due. Promises: pure; a file is settled when two looks at least `settle` seconds apart
saw the same size, time and file id, and it is old enough; a batch has at most `MOST_FILES` and, but for a single large
one, `MOST_BYTES`. Times are those of one steady clock (`now`), but for `age`.
"""

from __future__ import annotations

import heapq
from typing import NamedTuple

MOST_FILES = 1000
MOST_BYTES = 256_000_000


class Look(NamedTuple):
    """A version of a file as a look at it sees it. `ctime_ns`: when its inode changed, also by what kept all the others."""

    size: int
    mtime_ns: int
    file_id: int
    ctime_ns: int = 0


class _Item:
    __slots__ = ("due", "first", "look", "since")

    def __init__(self, look: Look, now: float, due: float) -> None:
        self.look = look
        self.since = now  # of the first look at this version
        self.due = due
        self.first = True  # no look but the first one that ever found it


class Settling:
    def __init__(self, settle: float, min_age: float, batch: float) -> None:
        self._settle = settle
        self._min_age = min_age
        self._batch = batch
        self._items: dict[str, _Item] = {}
        self._dues: list[tuple[float, str]] = []  # a heap; entries that are no longer true are skipped
        self._ready: dict[str, Look] = {}
        self._ready_size = 0
        self._ready_since = 0.0  # of the one that has waited longest

    def __len__(self) -> int:
        """How many still settle."""
        return len(self._items)

    @property
    def ready(self) -> int:
        return len(self._ready)

    def undecided(self) -> bool:
        """Whether any file waits that was looked at once only."""
        return bool(self._ready) or any(item.first for item in self._items.values())

    def looked(self, path: str, look: Look, now: float, age: float) -> None:
        """What a look at a file saw. `age`: seconds since it was modified; negative if its time lies ahead."""
        if path in self._ready:
            if self._ready[path] == look:
                return
            self.drop(path)
        item = self._items.get(path)
        if item is None or item.look != look:
            due = now + max(self._settle, self._min_age - age if age >= 0 else self._min_age)
            again = item is not None
            item = self._items[path] = _Item(look, now, due)
            item.first = not again
            heapq.heappush(self._dues, (due, path))
        elif now >= item.due:
            del self._items[path]
            if not self._ready:
                self._ready_since = now
            self._ready[path] = look
            self._ready_size += look.size

    def drop(self, path: str) -> None:
        """It is gone, or nobody wants it any more."""
        self._items.pop(path, None)
        if path in self._ready:
            self._ready_size -= self._ready.pop(path).size

    def due(self, now: float, most: int) -> list[str]:
        """Files to be looked at now, at most so many."""
        found: list[str] = []
        while self._dues and self._dues[0][0] <= now and len(found) < most:
            due, path = heapq.heappop(self._dues)
            item = self._items.get(path)
            if item is not None and item.due == due:
                item.first = False
                found.append(path)
        return found

    def next_due(self) -> float | None:
        """When the next file is to be looked at."""
        while self._dues:
            due, path = self._dues[0]
            item = self._items.get(path)
            if item is not None and item.due == due:
                return due
            heapq.heappop(self._dues)
        return None

    def wake_at(self) -> float | None:
        """When `due` or `take` has something to do if nothing else happens."""
        times = [self.next_due(), self._ready_since + self._batch if self._ready else None]
        return min((at for at in times if at is not None), default=None)

    def take(self, now: float) -> dict[str, Look]:
        """The next batch if it is time; {} if not: a settled file waits for what settles within `batch` of it."""
        following, until = self.next_due(), self._ready_since + self._batch
        full = len(self._ready) >= MOST_FILES or self._ready_size >= MOST_BYTES
        if not self._ready or (not full and now < until and following is not None and following <= until):
            return {}
        batch: dict[str, Look] = {}
        size = 0
        for path, look in self._ready.items():
            if batch and (len(batch) == MOST_FILES or size + look.size > MOST_BYTES):
                break
            batch[path] = look
            size += look.size
        for path in batch:
            self.drop(path)
        self._ready_since = now
        return batch

    def put_back(self, batch: dict[str, Look], now: float) -> None:
        """A batch could not be taken up: it stays ready."""
        if not self._ready:
            self._ready_since = now
        for path, look in batch.items():
            if path not in self._items and path not in self._ready:
                self._ready[path] = look
                self._ready_size += look.size
