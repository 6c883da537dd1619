"""The page Needs you."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from made_rows import new_id, transfer
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine

from engine.api import QuestionRow
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.needs_page import AddDialog, NeedsPage

Make = Callable[[WindowEngine], Bridge]


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> NeedsPage:
    return shown(bridge, qtbot)


def shown(bridge: Bridge, qtbot: QtBot) -> NeedsPage:
    page = NeedsPage(bridge)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page.model)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitUntil(lambda: not page._reading)
    return page


def lines(page: NeedsPage) -> list[str]:
    return [page.model.index(row).data() for row in range(page.model.rowCount())]


def press(page: NeedsPage, qtbot: QtBot, row: int, choice: str) -> None:
    where = page.view.button_rect(row, choice)
    assert not where.isEmpty()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=where.center())


def exists(number: int) -> QuestionRow:
    return QuestionRow(
        f"exists-{number}", "exists", f"{number}.pdf", "It exists already.", "Nothing else is held up.",
        ("both", "replace", "skip"), float(number), new_id(1), number,
    )  # fmt: skip


def test_questions_stand_in_groups_by_cause(page: NeedsPage) -> None:
    assert lines(page) == [
        "New person · 1", "Eva", "File exists · 2", "report.pdf", "plan.dwg",
        "Takes longer than the cluster keeps it · 1", "camera-7",
    ]  # fmt: skip


def test_a_button_of_a_line_answers_it(page: NeedsPage, engine: WindowEngine, qtbot: QtBot) -> None:
    press(page, qtbot, 3, "skip")
    qtbot.waitUntil(lambda: bool(engine.of("answer")))
    assert engine.of("answer") == [(["exists-1"], "skip", "")]
    qtbot.waitUntil(lambda: "report.pdf" not in lines(page))


def test_a_button_of_a_head_answers_all_below_it(page: NeedsPage, engine: WindowEngine, qtbot: QtBot) -> None:
    press(page, qtbot, 2, "both")
    qtbot.waitUntil(lambda: bool(engine.of("answer")))
    assert engine.of("answer") == [(["exists-1", "exists-2"], "both", "")]


def test_an_answer_is_told_at_once_and_cannot_be_given_twice(page: NeedsPage, qtbot: QtBot) -> None:
    page._answer([page.model.line(3)], "both")  # type: ignore[list-item]
    assert page.model.second(page.model.line(3)) == "Answered: Keep both"  # type: ignore[arg-type]
    assert page.view.button_rect(3, "both").isEmpty()
    qtbot.waitUntil(lambda: "report.pdf" not in lines(page))


def test_an_answer_that_fails_stands_open_again(page: NeedsPage, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.fail["answer"] = TowlineError("no-such-queue", name="x")
    press(page, qtbot, 3, "both")
    qtbot.waitUntil(page.bar.trouble.isVisible)
    assert not page.view.button_rect(3, "both").isEmpty()


def test_several_selected_are_answered_together(page: NeedsPage, engine: WindowEngine, qtbot: QtBot) -> None:
    page.view.setCurrentIndex(page.model.index(3))
    page.view.selectionModel().select(page.model.index(4), QItemSelectionModel.SelectionFlag.Select)
    assert page.bar.title.text() == "2 questions selected"
    assert [button.text() for button in page.bar.buttons()] == ["Keep both", "Replace", "Skip"]
    qtbot.mouseClick(page.bar.buttons()[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(engine.of("answer")))
    assert engine.of("answer") == [(["exists-1", "exists-2"], "replace", "")]


def test_questions_without_an_answer_in_common_say_so(page: NeedsPage) -> None:
    page.view.selectAll()
    assert page.bar.buttons() == []
    assert "no answer in common" in page.bar.text.text()


def test_enter_opens_the_answers_as_a_menu(page: NeedsPage, engine: WindowEngine, qtbot: QtBot) -> None:
    page.view.setCurrentIndex(page.model.index(4))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    menu = page.view.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Keep both", "Replace", "Skip"]
    assert menu.activeAction() is menu.actions()[0]
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(engine.of("answer")))
    assert engine.of("answer") == [(["exists-2"], "both", "")]


def test_a_narrow_line_has_one_button_for_all_answers(page: NeedsPage, qtbot: QtBot) -> None:
    page.resize(420, 400)
    press(page, qtbot, 3, "")
    menu = page.view.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Keep both", "Replace", "Skip"]
    menu.close()


def test_a_person_is_added_under_my_name_for_them_and_then_verified(
    page: NeedsPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    press(page, qtbot, 1, "add")
    dialog = page.findChild(AddDialog)
    assert dialog is not None
    assert not dialog.isModal() or dialog.windowModality() is Qt.WindowModality.WindowModal
    dialog.name.setText("Eva K.")
    with qtbot.waitSignal(page.verify_asked) as asked:
        qtbot.mouseClick(dialog.verify, Qt.MouseButton.LeftButton)
    assert asked.args == ["Eva K."]
    assert engine.of("answer") == [(["person-1"], "add", "Eva K.")]


def test_another_folder_is_chosen_for_one_that_is_away(make_bridge: Make, qtbot: QtBot, tmp_path: Path) -> None:
    engine = WindowEngine()
    engine.question_rows["f"] = QuestionRow(
        "f", "folder-away", "site-backup", "It is not available.", "", ("folder", "cancel"), 1.0, new_id(6)
    )
    page = shown(make_bridge(engine), qtbot)
    press(page, qtbot, 1, "folder")
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    qtbot.waitUntil(lambda: bool(engine.of("answer")))
    assert engine.of("answer") == [(["f"], "folder", str(tmp_path))]


def test_nothing_to_answer_says_so_calmly(make_bridge: Make, qtbot: QtBot) -> None:
    page = shown(make_bridge(WindowEngine()), qtbot)
    assert page.empty.isVisible()
    assert page.empty.text() == "Nothing needs you. Transfers go on by themselves."


def test_a_question_that_comes_is_counted_and_shown(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    page = shown(make_bridge(engine), qtbot)
    engine.question_rows["exists-1"] = exists(1)
    with qtbot.waitSignal(page.count_changed) as counted:
        engine.put(transfer(1, state="needs-you"))
    assert counted.args == [1]
    qtbot.waitUntil(lambda: lines(page) == ["File exists · 1", "1.pdf"])


def test_what_is_selected_stays_selected_while_others_come_and_go(
    page: NeedsPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    page.view.setCurrentIndex(page.model.index(4))
    engine.question_rows["exists-0"] = replace(exists(0), at=1.0)
    del engine.question_rows["person-1"]
    engine.put(transfer(1))
    qtbot.waitUntil(lambda: "0.pdf" in lines(page))
    assert [question.title for question in page.selected()] == ["plan.dwg"]


def test_thousands_of_questions_are_answered_by_one_button(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.question_rows = {f"exists-{number}": exists(number) for number in range(5000)}
    page = shown(make_bridge(engine), qtbot)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5001)
    press(page, qtbot, 0, "skip")
    qtbot.waitUntil(lambda: bool(engine.of("answer")))
    assert len(engine.of("answer")[0][0]) == 5000


def test_no_first_answer_destroys_anything(page: NeedsPage) -> None:
    for row in range(page.model.rowCount()):
        answers = page.model.answers(page.model.line(row))
        assert not answers or answers[0][0] not in ("replace", "cancel", "block", "skip")


def test_names_of_others_are_shown_harmless(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.question_rows["x"] = replace(exists(1), id="x", title="a\u202eb\n<b>c", at=time.time())
    page = shown(make_bridge(engine), qtbot)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.view.setCurrentIndex(page.model.index(1))
    assert "\u202e" not in page.bar.title.text()
    assert "<b>" in page.bar.title.text()
    assert page.bar.title.textFormat() is Qt.TextFormat.PlainText
