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
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject

from gui.bridge import Bridge

T = TypeVar("T")
U = TypeVar("U")

PIECE = 256  # rows between two rests: their keys take less than a millisecond
STRETCH = 2_048  # rows between two rests where each takes next to nothing
RUN = 2_048  # rows sorted at once, in 1 to 2 ms
REST = 0.001  # seconds in which the window has the interpreter for itself

_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)  # with slots Python 3.11 cannot make an Order[T]
class Order(Generic[T]):
    """What is wanted. `key`: of a row, comparable with those of all others. `keep`: which rows are shown, None is all.

    `first`: what rows are grouped by: compared before `key`, ascending in both directions, hashable.
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
            runs[-1].sort(reverse=order.descending)
            runs.append([])
        runs[-1] += _keyed(rows[start : start + PIECE], start, order)
        if not go_on():
            return None
    runs[-1].sort(reverse=order.descending)
    merged = heapq.merge(*runs, reverse=order.descending)
    groups: dict[Any, list[T]] = {}
    while piece := [row for _, _, row in islice(merged, PIECE)]:
        if order.first is None:
            groups.setdefault(None, []).extend(piece)
        else:
            for row in piece:
                groups.setdefault(order.first(row), []).append(row)
        if not go_on():
            return None
    if order.first is None:
        return groups.get(None, [])
    return list(chain.from_iterable(groups[group] for group in sorted(groups)))


def laid_out(
    found: Sequence[T],
    key_of: Callable[[T], Hashable],
    first: Callable[[T], Any] | None = None,
    head: Callable[[Any, int], Hashable | None] | None = None,
    go_on: Callable[[], bool] = rest,
) -> tuple[list[Hashable], dict[Hashable, int]] | None:
    """The keys of arranged rows, and key → place. `head`: of a group and its size, what
    stands before its rows, None for nothing."""
    lines: list[Hashable] = []
    if first is None or head is None:
        for start in range(0, len(found), STRETCH):
            lines += map(key_of, found[start : start + STRETCH])
            if not go_on():
                return None
    else:
        members: dict[Any, list[Hashable]] = {}
        for start in range(0, len(found), PIECE):
            for row in found[start : start + PIECE]:
                members.setdefault(first(row), []).append(key_of(row))
            if not go_on():
                return None
        for group, keys in members.items():
            title = head(group, len(keys))
            lines += keys if title is None else [title, *keys]
    places: dict[Hashable, int] = {}
    for start in range(0, len(lines), STRETCH):
        places.update(zip(lines[start : start + STRETCH], range(start, len(lines)), strict=False))
        if not go_on():
            return None
    return lines, places


def natural(text: str) -> str:
    """A key under which `scan 2` comes before `Scan 10`."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(20), text.casefold())


class Sorting(QObject, Generic[T]):
    """Runs such work beside the window, one question at a time; a newer one ends the one under way."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._newest = 0

    def ask(self, rows: Iterable[T], order: Order[T], then: Callable[[list[T]], None]) -> None:
        """`then` gets the arranged rows, unless something else is asked before."""
        taken = list(rows)
        self.run(lambda go_on: arranged(taken, order, go_on), then)

    def run(self, work: Callable[[Callable[[], bool]], U | None], then: Callable[[U], None]) -> None:
        """`work` gets what it must call between its pieces, and gives None where that said False."""
        self._newest += 1
        number = self._newest

        def go_on() -> bool:
            return rest() and number == self._newest

        def answer(found: U | None) -> None:
            if found is not None and number == self._newest:
                self._newest += 1
                then(found)

        self._bridge.ask(self, lambda: work(go_on), answer)

    def forget(self) -> None:
        """The question under way is not answered."""
        self._newest += 1


def _keyed(rows: Sequence[T], start: int, order: Order[T]) -> list[tuple[Any, int, T]]:
    """(key, place, row): equal keys keep the order of the rows, and rows themselves are never compared."""
    key, keep, turn = order.key, order.keep, -1 if order.descending else 1
    return [(key(row), turn * place, row) for place, row in enumerate(rows, start) if keep is None or keep(row)]
