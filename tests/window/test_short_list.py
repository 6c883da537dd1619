"""The short lists on pages: what is selected while rows come and go."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.short_list import ShortModel, ShortTable


class Names(ShortModel[str]):
    heads = ("Name",)

    def cell(self, row: str, column: int, role: int) -> Any:
        return row if role == Qt.ItemDataRole.DisplayRole else None


@pytest.fixture
def model() -> Names:
    return Names(lambda name: name)


@pytest.fixture
def table(model: Names, qtbot: QtBot) -> ShortTable[str]:
    made = ShortTable(model, "Names", ())
    qtbot.addWidget(made)
    return made


def test_a_row_is_selected_once_it_comes(model: Names, table: ShortTable[str]) -> None:
    table.select("b")
    model.load(["a"])
    assert table.current_row() is None
    model.load(["a", "b"])
    assert table.current_row() == "b"


def test_what_is_selected_stays_so_while_others_come_and_go(model: Names, table: ShortTable[str]) -> None:
    model.load(["a", "b"])
    table.select("b")
    for rows in (["b", "a"], ["a", "b", "c"], ["b", "c"]):
        model.load(rows)
        assert table.current_row() == "b"


def test_what_was_asked_for_comes_before_what_is_selected(model: Names, table: ShortTable[str]) -> None:
    model.load(["a"])
    table.select("a")
    table.select("b")
    model.load(["a", "b"])
    assert table.current_row() == "b"


def test_nothing_is_selected_in_place_of_what_went(model: Names, table: ShortTable[str]) -> None:
    model.load(["a", "b"])
    table.select("b")
    model.load(["a"])
    assert table.current_row() is None
    model.load(["a", "b"])
    assert table.current_row() is None
