"""Sorting and filtering beside the window."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine

from gui.bridge import Bridge
from gui.sorting import PIECE, RUN, Order, Sorting, arranged, laid_out, natural

Pair = tuple[int, int]
Make = Callable[[WindowEngine], Bridge]


def at_once() -> bool:
    return True


def first(pair: Pair) -> int:
    return pair[0]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers())), st.booleans())
def test_equal_rows_keep_their_order_in_both_directions(rows: list[Pair], descending: bool) -> None:
    found = arranged(rows, Order(first, descending), at_once)
    assert found == sorted(rows, key=first, reverse=descending)


def test_many_runs_are_merged_into_one_order() -> None:
    chance = random.Random(1)
    rows = [(chance.randrange(50), number) for number in range(3 * RUN + 7)]
    for descending in (False, True):
        assert arranged(rows, Order(first, descending), at_once) == sorted(rows, key=first, reverse=descending)


def test_groups_stay_ascending_when_rows_are_descending() -> None:
    rows = [(1, 1), (2, 1), (1, 2), (2, 2)]
    order = Order[Pair](lambda pair: pair[1], descending=True, first=first)
    assert arranged(rows, order, at_once) == [(1, 2), (1, 1), (2, 2), (2, 1)]


def test_only_rows_that_are_kept_are_found() -> None:
    rows = [(number, 0) for number in range(10)]
    assert arranged(rows, Order(first, keep=lambda pair: pair[0] % 4 == 0), at_once) == [(0, 0), (4, 0), (8, 0)]


def test_it_rests_after_every_piece_and_stops_when_told() -> None:
    rests: list[int] = []

    def go_on() -> bool:
        rests.append(1)
        return len(rests) < 3

    assert arranged([(n, n) for n in range(20 * PIECE)], Order(first), go_on) is None
    assert len(rests) == 3


def test_arranged_rows_are_laid_out_with_heads_and_places() -> None:
    rows = [(1, 1), (1, 2), (2, 3)]
    assert laid_out(rows, lambda pair: pair[1], go_on=at_once) == ([1, 2, 3], {1: 0, 2: 1, 3: 2})
    grouped = laid_out(rows, lambda pair: pair[1], first, lambda group, size: ("head", group, size), at_once)
    assert grouped is not None
    assert grouped[0] == [("head", 1, 2), 1, 2, ("head", 2, 1), 3]
    assert grouped[1][3] == 4
    assert laid_out(rows, first, first, lambda group, size: None, at_once) == ([1, 1, 2], {1: 1, 2: 2})


def test_laying_out_stops_when_told() -> None:
    assert laid_out([(1, 1)], first, go_on=lambda: False) is None
    assert laid_out([(1, 1)], first, first, lambda group, _: group, lambda: False) is None


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["Scan 10", "scan 2", "a", "scan " + "9" * 5000, "scan"]
    assert sorted(names, key=natural) == ["a", "scan", "scan 2", "Scan 10", "scan " + "9" * 5000]


def test_the_answer_comes_in_the_window_thread(make_bridge: Make, qtbot: QtBot) -> None:
    bridge, owner = make_bridge(WindowEngine()), QObject()
    answers: list[tuple[list[Pair], bool]] = []
    here = QThread.currentThread()
    Sorting[Pair](bridge, owner).ask(
        [(2, 0), (1, 0)], Order(first), lambda found: answers.append((found, QThread.currentThread() is here))
    )
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [([(1, 0), (2, 0)], True)]


def test_only_the_newest_question_is_answered(make_bridge: Make, qtbot: QtBot) -> None:
    bridge, owner = make_bridge(WindowEngine()), QObject()
    sorting, held, answers = Sorting[Pair](bridge, owner), threading.Event(), []

    def slow(pair: Pair) -> int:
        held.wait(10)
        return pair[0]

    sorting.ask([(1, 0)], Order(slow), lambda found: answers.append("old"))
    sorting.ask([(1, 0)], Order(first), lambda found: answers.append("new"))
    held.set()
    qtbot.waitUntil(lambda: bool(answers))
    bridge.ask(owner, lambda: None, lambda _: answers.append("after"))
    qtbot.waitUntil(lambda: "after" in answers)
    assert answers == ["new", "after"]


def test_a_question_can_be_taken_back(make_bridge: Make, qtbot: QtBot) -> None:
    bridge, owner = make_bridge(WindowEngine()), QObject()
    sorting, answers = Sorting[Pair](bridge, owner), []
    sorting.ask([(1, 0)], Order(first), lambda found: answers.append("old"))
    sorting.forget()
    bridge.ask(owner, lambda: None, lambda _: answers.append("after"))
    qtbot.waitUntil(lambda: "after" in answers)
    assert answers == ["after"]
