"""Sorting and filtering of long lists beside the window, which stays smooth meanwhile.

Hides: that Python's threads share one interpreter. Whoever sorts 100,000 rows at once stops the window for that long, and
whoever only computes in a thread makes every call between Qt and Python wait for its turn. So work is done in pieces of
about a millisecond with a rest after each. Promises: equal rows keep their order, in both directions; only the newest
question is answered; the answer comes in the window's thread. Keys, filters and rows are used in another thread: rows do
not change, and keys and filters look at nothing but the row.
"""

from __future__ import annotations

import heapq
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject

from gui.bridge import Bridge

T = TypeVar("T")

PIECE = 256  # rows between two rests: their keys take less than a millisecond
RUN = 2_048  # rows sorted at once, in 1 to 2 ms
REST = 0.001  # seconds in which the window has the interpreter for itself

_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)  # with slots Python 3.11 cannot make an Order[T]
class Order(Generic[T]):
    """What is wanted. `key`: of a row, comparable with those of all others. `keep`: which rows are shown, None is all.

    `first`: compared before `key` and ascending in both directions: what rows are grouped by.
    """

    key: Callable[[T], Any]
    descending: bool = False
    keep: Callable[[T], bool] | None = None
    first: Callable[[T], Any] | None = None


def rest() -> bool:
    """Leaves the interpreter to the window for a moment; True: go on."""
    time.sleep(REST)
    return True


def arranged(rows: Sequence[T], order: Order[T], go_on: Callable[[], bool] = rest) -> list[T] | None:
    """The rows of `order`, in its order. `go_on` is called between the pieces; once it says False the answer is None."""
    runs: list[list[tuple[Any, int, T]]] = [[]]
    for start in range(0, len(rows), PIECE):
        if len(runs[-1]) >= RUN:
            runs[-1].sort(reverse=order.descending and order.first is None)
            runs.append([])
        runs[-1] += _keyed(rows[start : start + PIECE], start, order)
        if not go_on():
            return None
    runs[-1].sort(reverse=order.descending and order.first is None)
    merged = heapq.merge(*runs, reverse=order.descending and order.first is None)
    found: list[T] = []
    while piece := [row for _, _, row in islice(merged, PIECE)]:
        found += piece
        if not go_on():
            return None
    return found


def natural(text: str) -> str:
    """A key under which `scan 2` comes before `Scan 10`."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(20), text.casefold())


class Sorting(QObject, Generic[T]):
    """Arranges rows beside the window, one question at a time; a newer one ends the one under way."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._newest = 0

    def ask(self, rows: Iterable[T], order: Order[T], then: Callable[[list[T]], None]) -> None:
        """`then` gets the arranged rows, unless something else is asked before."""
        self._newest += 1
        number, taken = self._newest, list(rows)

        def go_on() -> bool:
            return rest() and number == self._newest

        def answer(found: list[T] | None) -> None:
            if found is not None and number == self._newest:
                self._newest += 1
                then(found)

        self._bridge.ask(self, lambda: arranged(taken, order, go_on), answer)

    def forget(self) -> None:
        """The question under way is not answered."""
        self._newest += 1


class Backwards:
    """A key that turns the order of another one around."""

    __slots__ = ("key",)

    def __init__(self, key: Any) -> None:
        self.key = key

    def __lt__(self, other: Backwards) -> bool:
        return bool(other.key < self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Backwards) and bool(self.key == other.key)

    def __hash__(self) -> int:
        return hash(self.key)


def _keyed(rows: Sequence[T], start: int, order: Order[T]) -> Iterator[tuple[Any, int, T]]:
    """(key, place, row): equal keys keep the order of the rows, and rows themselves are never compared."""
    key, keep, first = order.key, order.keep, order.first
    turn = -1 if order.descending and first is None else 1
    for place, row in enumerate(rows, start):
        if keep is not None and not keep(row):
            continue
        if first is None:
            yield key(row), turn * place, row
        else:
            yield (first(row), Backwards(key(row)) if order.descending else key(row)), place, row
