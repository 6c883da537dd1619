"""The tab History: what ended, found again, exported, sent again."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made_rows import new_id, offer, transfer
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine

from engine.api import Kind, Outcome, TransferRow
from gui.bridge import Bridge
from gui.history_page import HistoryPage

DAY = 86_400.0
Make = Callable[[WindowEngine], Bridge]


def ended(number: int, title: str, days: float, **facts: object) -> TransferRow:
    at = time.time() - days * DAY - 1
    plain = {"outcome": Outcome.STORED, "state": "stored", "done": 3_400_000_000, "entries_done": 214}
    return transfer(number, title=title, added=at - 90, finished=at, **{**plain, **facts})


@pytest.fixture
def engine() -> WindowEngine:
    engine = WindowEngine()
    engine.put(
        ended(1, "scans-41", 0),
        ended(2, "contracts", 3, queue="Gone", peer="Ben", cipher="chacha20-poly1305"),
        ended(3, "plans", 20, kind=Kind.FETCH, queue="", peer="Ben", outcome=Outcome.PLACED, state="placed",
              folder="/home/anna/Downloads", offer=new_id(1003)),
        ended(4, "=cmd|' /C calc'!A0", 100, outcome=Outcome.FAILED, state="failed", why="Not allowed to write."),
        ended(5, "half", 300, kind=Kind.FETCH, peer="Ben", outcome=Outcome.PARTLY, state="partly", entries_done=200),
        transfer(6, title="open"),
        offer(3),
    )  # fmt: skip
    return engine


@pytest.fixture
def page(make_bridge: Make, engine: WindowEngine, qtbot: QtBot) -> HistoryPage:
    page = HistoryPage(make_bridge(engine))
    qtbot.addWidget(page)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    page.resize(1000, 400)
    page.show()
    qtbot.waitUntil(lambda: not page._loading and not page.model.busy)
    return page


def texts(page: HistoryPage, key: str = "name") -> list[str]:
    place = [column.key for column in page.model.columns].index(key)
    return [str(page.model.index(line, place).data() or "") for line in range(page.model.rowCount())]


def act(page: HistoryPage, title: str) -> None:
    action = next(action for action in page.menu().actions() if action.text() == title)
    assert action.isEnabled()
    action.trigger()


def test_what_ended_is_listed_newest_first(page: HistoryPage) -> None:
    assert texts(page) == ["scans-41", "contracts", "plans", "=cmd|' /C calc'!A0", "half"]
    assert texts(page, "result")[1:] == [
        "Stored on the cluster", "In place", "Failed: not allowed to write", "In place but for %n files",
    ] or texts(page, "result")[4].startswith("In place but for")  # fmt: skip
    assert texts(page, "with")[1] == "Ben"


def test_dates_narrow_the_list(page: HistoryPage, qtbot: QtBot) -> None:
    for key, count in (("today", 1), ("week", 2), ("month", 3), ("year", 5), ("all", 5)):
        page.dates.setCurrentIndex(page.dates.findData(key))
        qtbot.waitUntil(lambda count=count: len(texts(page)) == count)


def test_nothing_is_read_before_somebody_looks(make_bridge: Make, engine: WindowEngine, qtbot: QtBot) -> None:
    page = HistoryPage(make_bridge(engine))
    qtbot.addWidget(page)
    page.show_range("week")
    assert page.model.rowCount() == 0
    page.show()
    qtbot.waitUntil(lambda: len(texts(page)) == 2)
    page.show_range("all")
    qtbot.waitUntil(lambda: len(texts(page)) == 5)


def test_finding_and_clearing(page: HistoryPage, qtbot: QtBot) -> None:
    page.find("ben")
    qtbot.waitUntil(lambda: texts(page) == ["contracts", "plans", "half"])
    page.find("zebra")
    qtbot.waitUntil(page.table.empty.isVisible)
    assert page.table.empty.text.text() == "No transfer matches 'zebra'."
    with qtbot.waitSignal(page.cleared):
        qtbot.mouseClick(page.table.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(texts(page)) == 5)


def test_an_empty_history_says_so(make_bridge: Make, qtbot: QtBot) -> None:
    page = HistoryPage(make_bridge(WindowEngine()))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.table.empty.isVisible)
    assert page.table.empty.text.text() == "Nothing sent or received yet."
    assert not page.export.isEnabled()


def test_what_ends_is_added_and_what_is_tried_again_goes(page: HistoryPage, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.put(ended(9, "new", 0))
    qtbot.waitUntil(lambda: "new" in texts(page))
    engine.retry([new_id(4)])
    qtbot.waitUntil(lambda: "=cmd|' /C calc'!A0" not in texts(page))
    engine.forget([new_id(1)])
    qtbot.waitUntil(lambda: "scans-41" not in texts(page))


def test_csv_holds_the_rows_shown_and_no_formulas(page: HistoryPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.export_to(tmp_path / "h.csv")
    qtbot.waitUntil(page.said.isVisible)
    assert page.said.text() == "5 rows are in h.csv."
    with (tmp_path / "h.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["scans-41", "contracts", "plans", "'=cmd|' /C calc'!A0", "half"]
    assert rows[0]["size"] == "3400000000"
    assert rows[2]["result"] == "placed"


def test_json_holds_the_same_as_it_is(page: HistoryPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.find("cmd")
    qtbot.waitUntil(lambda: len(texts(page)) == 1)
    page.export_to(tmp_path / "h.json")
    qtbot.waitUntil(page.said.isVisible)
    (row,) = json.loads((tmp_path / "h.json").read_text("utf-8"))
    assert row["name"] == "=cmd|' /C calc'!A0"
    assert row["why"] == "Not allowed to write."


def test_a_file_that_cannot_be_written_is_complained_about(
    engine: WindowEngine, page: HistoryPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.bridge.complained.disconnect()
    with qtbot.waitSignal(page.bridge.complained) as complained:
        page.export_to(tmp_path / "none" / "h.csv")
    assert complained.args[0].what.endswith("could not be written: no such file or directory.")
    assert not page.said.isVisible()


def test_export_asks_where_without_holding_the_window(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.close()


def test_send_again_sends_the_same_once_more(page: HistoryPage, engine: WindowEngine, qtbot: QtBot) -> None:
    page.table.selectRow(0)
    act(page, "Send again")
    qtbot.waitUntil(page.said.isVisible)
    assert engine.of("again") == [([new_id(1)],)]


def test_download_again_retries_what_is_not_whole_and_fetches_the_rest_anew(
    page: HistoryPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    page.select_all()
    act(page, "Download again")
    qtbot.waitUntil(page.said.isVisible)
    assert engine.of("retry") == [([new_id(5)],)]
    ((ids,),) = engine.of("again")
    assert len(ids) == 1 and ids != [new_id(5)]


def test_receipts_open_the_people_of_a_send(page: HistoryPage, engine: WindowEngine, qtbot: QtBot) -> None:
    page.table.selectRow(0)
    with qtbot.waitSignal(page.receipts_asked) as asked:
        act(page, "Receipts")
    assert asked.args == [engine.rows[new_id(1)]]


def test_copy_gives_the_selected_rows_as_lines(page: HistoryPage, qtbot: QtBot) -> None:
    page.select_all()
    act(page, "Copy")
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == 5
    assert "scans-41" in lines[0]


def test_enter_opens_and_selection_is_told(page: HistoryPage, engine: WindowEngine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.selection_changed):
        page.table.selectRow(1)
    assert page.selected() == [engine.rows[new_id(2)]]
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [engine.rows[new_id(2)]]


def test_name_takes_what_a_wider_window_gives_until_a_person_draws_a_column(page: HistoryPage) -> None:
    def width(key: str) -> int:
        return page.table.columnWidth([column.key for column in page.model.columns].index(key))

    before = width("name"), width("result")
    page.resize(1300, 400)
    assert (width("name"), width("result")) == (before[0] + 300, before[1])
    page.table.setColumnWidth([column.key for column in page.model.columns].index("result"), 300)
    page.resize(1000, 400)
    assert (width("name"), width("result")) == (before[0] + 300, 300)


def test_titles_of_columns_can_be_read_in_full(page: HistoryPage) -> None:
    header = page.table.horizontalHeader()
    shown = [n for n in range(header.count()) if not header.isSectionHidden(n)]
    needed = [header.fontMetrics().horizontalAdvance(page.model.columns[n].title) for n in shown]
    assert all(header.sectionSize(n) > width for n, width in zip(shown, needed, strict=True))
