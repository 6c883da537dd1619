"""The content of an offer as a tree with tick boxes."""

from __future__ import annotations

from collections.abc import Callable

from made_rows import entry
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine

from engine.api import EntryRow
from gui.bridge import Bridge
from gui.content_model import NAME, ContentModel, numbers_after
from gui.tree_table import TreeTable, places

Make = Callable[[WindowEngine], Bridge]

ROWS = [
    entry(0, "agenda", folder=True, size=0),
    entry(1, "agenda/agenda.pdf", size=400_000),
    entry(2, "minutes.docx", size=700_000),
    entry(3, "agenda/plans/plan 10.dwg", size=100_000),
    entry(4, "agenda/plans/plan 9.dwg", size=200_000),
]


def model_of(bridge: Bridge, rows: list[EntryRow], *, whole: bool = True) -> tuple[ContentModel, TreeTable]:
    model = ContentModel(bridge)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.add(rows, whole=whole)
    view = TreeTable()
    view.setModel(model)
    view.resize(600, 400)
    return model, view


def texts(model: ContentModel) -> list[str]:
    return [model.index(row, NAME).data() for row in range(model.rowCount())]


def ticks(model: ContentModel) -> dict[str, Qt.CheckState]:
    state = Qt.ItemDataRole.CheckStateRole
    return {model.index(row, NAME).data(): model.index(row, NAME).data(state) for row in range(model.rowCount())}


def test_folders_stand_first_and_names_count_like_people_do(bridge: Bridge) -> None:
    model, _ = model_of(bridge, ROWS)
    assert texts(model) == ["agenda", "minutes.docx"]
    model.turn(0, True)
    model.turn(1, True)
    assert texts(model) == ["agenda", "plans", "plan 9.dwg", "plan 10.dwg", "agenda.pdf", "minutes.docx"]


def test_right_and_left_unfold_and_fold(bridge: Bridge, qtbot: QtBot) -> None:
    model, view = model_of(bridge, ROWS)
    qtbot.addWidget(view)
    view.setCurrentIndex(model.index(0, NAME))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert texts(model) == ["agenda", "plans", "agenda.pdf", "minutes.docx"]
    view.setCurrentIndex(model.index(2, NAME))
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert texts(model) == ["agenda", "minutes.docx"]


def test_a_folder_ticks_its_content_and_shows_when_only_part_is_ticked(bridge: Bridge, qtbot: QtBot) -> None:
    model, view = model_of(bridge, ROWS)
    qtbot.addWidget(view)
    view.setCurrentIndex(model.index(0, NAME))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert model.ticked == (3, 700_000)
    model.turn(0, True)
    model.tick([(2, 2)])
    assert ticks(model)["agenda"] is Qt.CheckState.PartiallyChecked
    assert model.numbers() == (3, 4)
    view.setCurrentIndex(model.index(0, NAME))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert model.numbers() == (0, 1, 3, 4)


def test_a_click_on_a_box_ticks_and_one_on_the_arrow_unfolds(bridge: Bridge, qtbot: QtBot) -> None:
    model, view = model_of(bridge, ROWS)
    qtbot.addWidget(view)
    view.show()
    first = model.index(0, NAME)
    arrow, box, _ = places(view.visualRect(first), first)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.center()))
    assert model.ticked == (3, 700_000)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(arrow.center()))
    assert len(texts(model)) == 4


def test_all_selected_rows_are_ticked_by_one_space(bridge: Bridge, qtbot: QtBot) -> None:
    model, view = model_of(bridge, ROWS)
    qtbot.addWidget(view)
    view.setCurrentIndex(model.index(0, NAME))
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert model.all_ticked
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert not model.any_ticked


def test_what_is_not_loaded_yet_follows_its_folder(bridge: Bridge) -> None:
    model, _ = model_of(bridge, ROWS[:3], whole=False)
    model.tick([(0, 0)])
    assert model.open_ended
    model.add([entry(5, "agenda/late/x.pdf", size=5), entry(6, "late.txt", size=6)], whole=True)
    assert model.numbers() == (0, 1, 5)
    assert not model.open_ended


def test_all_stays_all_while_pages_come(bridge: Bridge) -> None:
    model, _ = model_of(bridge, ROWS[:3], whole=False)
    model.tick_all(True)
    model.add(ROWS[3:], whole=True)
    assert model.all_ticked


def test_an_empty_folder_can_be_ticked_alone(bridge: Bridge) -> None:
    model, _ = model_of(bridge, [entry(0, "empty", folder=True, size=0), entry(1, "a.txt")])
    model.tick([(0, 0)])
    assert model.numbers() == (0,)
    assert not model.all_ticked


def test_the_rest_of_the_list_is_chosen_by_the_nearest_folder_that_was_known() -> None:
    rows = [entry(7, "a/b/c/x"), entry(8, "a/y"), entry(9, "z")]
    page = lambda after: [row for row in rows if row.number > after][:2]  # noqa: E731
    assert list(numbers_after(page, 6, {"": False, "a": False, "a/b": True})) == [7]
    assert list(numbers_after(page, 6, {"": True, "a": False})) == [9]


def test_the_filter_lists_files_with_their_paths(bridge: Bridge, qtbot: QtBot) -> None:
    model, _ = model_of(bridge, ROWS)
    model.filter("PLAN")
    qtbot.waitUntil(lambda: not model.looking)
    assert texts(model) == ["agenda/plans/plan 10.dwg", "agenda/plans/plan 9.dwg"]
    model.tick_all(True)
    assert model.numbers() == (3, 4)
    model.filter("")
    assert texts(model) == ["agenda", "minutes.docx"]


def test_pages_that_come_while_a_filter_stands_are_filtered_too(bridge: Bridge, qtbot: QtBot) -> None:
    model, _ = model_of(bridge, ROWS[:3], whole=False)
    model.filter("plan")
    model.add(ROWS[3:], whole=True)
    qtbot.waitUntil(lambda: model.rowCount() == 2)


def test_a_page_with_new_rows_in_many_unfolded_folders_is_laid_out(bridge: Bridge) -> None:
    first = [entry(number, f"f{number:02}/a") for number in range(20)]
    model, _ = model_of(bridge, first, whole=False)
    for row in range(19, -1, -1):
        model.turn(row, True)
    model.add([entry(100 + number, f"f{number:02}/b") for number in range(20)], whole=False)
    assert texts(model)[:6] == ["f00", "a", "b", "f01", "a", "b"]


def test_a_long_list_is_sorted_beside_the_window(bridge: Bridge, qtbot: QtBot) -> None:
    rows = [entry(number, f"file {1500 - number}", size=number) for number in range(1500)]
    model, _ = model_of(bridge, rows[:1000], whole=False)
    model.add(rows[1000:], whole=True)
    qtbot.waitUntil(lambda: texts(model)[0] == "file 1")
    assert len(texts(model)) == 1500
    model.sort(1, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: texts(model)[-1] == "file 1500")


def test_names_of_others_cannot_hide_what_they_are(bridge: Bridge) -> None:
    model, _ = model_of(bridge, [entry(0, "a\u202egpj.exe"), entry(1, "x\ny")])
    assert all("\u202e" not in text and "\n" not in text for text in texts(model))


def test_what_is_read_aloud_says_kind_and_tick(bridge: Bridge) -> None:
    model, _ = model_of(bridge, ROWS)
    assert model.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole) == "agenda, folder, not ticked"
