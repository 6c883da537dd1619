"""The tab Transfers: what a person sees of transfers, and what moves when."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from made_rows import entry, new_id, offer, person, transfer
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from settings_kit import push
from window_engine import WindowEngine

from engine.api import Gone, Outcome, ReceiptRow, Snapshot, TransferRow
from gui.bridge import Bridge
from gui.cells import PROGRESS, STATE
from gui.plain_text import tip
from gui.speed import Speeds
from gui.transfers_page import TransfersPage

Make = Callable[[WindowEngine], Bridge]
Role = Qt.ItemDataRole


@pytest.fixture
def open_page(make_bridge: Make, qtbot: QtBot) -> Callable[[WindowEngine], TransfersPage]:
    def open_page(engine: WindowEngine) -> TransfersPage:
        page = TransfersPage(make_bridge(engine))
        qtbot.addWidget(page)
        page.resize(1000, 600)
        page.show()
        settled(page, qtbot)
        if len(engine.rows) + sum(map(len, engine.entry_rows.values())) < 100:  # it looks at every row at every change
            QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Warning, page)
        return page

    return open_page


@pytest.fixture
def page(open_page: Callable[[WindowEngine], TransfersPage], engine: WindowEngine) -> TransfersPage:
    return open_page(engine)


def settled(page: TransfersPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._loading and not page.model.busy, timeout=60_000)


def column(page: TransfersPage, key: str) -> int:
    return [column.key for column in page.model.columns].index(key)


def texts(page: TransfersPage, key: str = "name") -> list[str]:
    """What stands in a column, from top to bottom."""
    model, place = page.model, column(page, key)
    return [str(model.index(line, place).data() or "") for line in range(model.rowCount())]


def text(page: TransfersPage, number: int, key: str, role: int = Role.DisplayRole) -> object:
    line = page.model.place(new_id(number))
    assert line is not None
    return page.model.index(line, column(page, key)).data(role)


def chips(page: TransfersPage) -> list[str]:
    return [chip.text() for chip in page.corner.chips.values()]


def test_open_transfers_and_those_of_today_are_listed_in_their_order(page: TransfersPage) -> None:
    assert texts(page) == [
        "scans-41", "press.log", "drawings", "camera-7", "report.pdf", "site-backup", "audio", "contracts", "key-plan.dwg",
    ]  # fmt: skip
    assert texts(page, "number") == ["1", "2", "3", "4", "5", "6", "", "", ""]


def test_what_ended_before_midnight_is_not_listed(
    open_page: Callable[[WindowEngine], TransfersPage], qtbot: QtBot
) -> None:
    engine = WindowEngine()
    old = time.time() - 2 * 86_400
    engine.put(transfer(1, outcome=Outcome.STORED, state="stored", finished=old, added=old - 10))
    page = open_page(engine)
    assert texts(page) == []
    engine.put(replace(engine.rows[new_id(1)], why="news"), transfer(2, title="new"))
    qtbot.waitUntil(lambda: texts(page) == ["new"])


def test_many_pages_are_read_to_the_last(open_page: Callable[[WindowEngine], TransfersPage]) -> None:
    engine = WindowEngine()
    for number in range(1, 4502):
        engine.rows[new_id(number)] = transfer(number, title=f"t{number}")
    page = open_page(engine)
    assert texts(page) == [f"t{number}" for number in range(1, 4502)]


def test_columns_say_everything_in_words(page: TransfersPage) -> None:
    assert text(page, 1, "size") == "3.4 GB"
    assert text(page, 1, "progress") == "62 %"
    assert text(page, 1, "progress", PROGRESS) == pytest.approx(0.62)
    assert text(page, 1, "progress", Role.AccessibleTextRole) == "62 percent, Sending 62 %"
    assert text(page, 2, "status") in ("Retrying, try 3, next 0:42", "Retrying, try 3, next 0:41")
    assert text(page, 4, "status") == "Waiting (1st)"
    assert text(page, 5, "status") == "Needs you: file exists"
    assert text(page, 9, "status", STATE) == "failed"
    assert text(page, 9, "status", Role.ToolTipRole) == tip(
        "Not allowed to write to towline. Ask the administrator of lab-us for WRITE on that topic, then retry."
    )
    assert text(page, 3, "queue") == "from Ben"
    assert text(page, 3, "way", Role.AccessibleTextRole) == "To this computer"


def test_it_is_100_percent_only_when_complete(page: TransfersPage) -> None:
    assert text(page, 5, "progress") == "99 %"  # all bytes are here, but not in place
    assert text(page, 7, "progress") == "100 %"


def test_a_hostile_name_is_shown_harmless(open_page: Callable[[WindowEngine], TransfersPage]) -> None:
    engine = WindowEngine()
    engine.put(transfer(1, title="a\u202efdp.exe\n<b>"))
    shown = texts(open_page(engine))[0]
    assert "\u202e" not in shown
    assert "\n" not in shown


def test_sent_bundles_show_who_received_them_once_that_is_known(
    page: TransfersPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: text(page, 7, "status") == "Received by 1 of 3")
    assert str(text(page, 8, "status")).startswith("Stored until ")
    engine.receipt_rows[new_id(8)] = [ReceiptRow("Ben", "verified", "all", time.time(), 12)]
    engine.put(offer(1, id=new_id(8), mine=True, received=("Ben",)))
    qtbot.waitUntil(lambda: text(page, 8, "status") == "Received by 1 of 1")


def test_chips_count_and_choose(page: TransfersPage, engine: WindowEngine, qtbot: QtBot) -> None:
    assert chips(page) == ["All", "Running 2", "Waiting 4", "Failed 1", "Done today 2"]
    qtbot.mouseClick(page.corner.chips["failed"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: texts(page) == ["key-plan.dwg"])
    engine.retry([new_id(9)])
    qtbot.waitUntil(lambda: chips(page)[3] == "Failed")
    qtbot.waitUntil(lambda: texts(page) == [], timeout=10_000)
    qtbot.waitUntil(page.table.empty.isVisible)
    assert page.table.empty.text.text() == "Nothing has failed."
    qtbot.mouseClick(page.table.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(texts(page)) == 9)
    assert page.corner.chips["all"].isChecked()


def test_chips_fold_into_one_button_where_there_is_no_room(page: TransfersPage, qtbot: QtBot) -> None:
    corner = page.corner
    corner.setParent(None)
    qtbot.addWidget(corner)
    corner.show()
    corner.resize(900, 40)
    assert corner.chips["failed"].isVisible()
    corner.resize(200, 40)
    assert not corner.chips["failed"].isVisible()
    assert corner.folded.text() == "All ▾"
    with qtbot.waitSignal(corner.chosen) as chosen:
        corner.folded.menu().actions()[3].trigger()
    assert chosen.args == ["failed"]


def test_open_and_failed_are_told(page: TransfersPage, engine: WindowEngine, qtbot: QtBot) -> None:
    with qtbot.waitSignals([page.count_changed, page.failed_changed]):
        engine.retry([new_id(9)])
    assert page.model.counts["open"] == 7
    with qtbot.waitSignal(page.count_changed) as told:
        engine.put(transfer(20))
    assert told.args == [8]


def test_finding_looks_at_names_queues_and_people(page: TransfersPage, qtbot: QtBot) -> None:
    page.find("SCANS")
    qtbot.waitUntil(lambda: texts(page) == ["scans-41"])
    page.find("press")
    qtbot.waitUntil(lambda: texts(page) == ["press.log", "site-backup"])
    page.find("nothing like it")
    qtbot.waitUntil(page.table.empty.isVisible)
    assert page.table.empty.text.text() == "No transfer matches 'nothing like it'."
    with qtbot.waitSignal(page.cleared):
        qtbot.mouseClick(page.table.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(texts(page)) == 9)


def test_a_queue_filters_what_goes_through_it(page: TransfersPage, qtbot: QtBot) -> None:
    page.filter_queue("Plant HQ")
    qtbot.waitUntil(lambda: texts(page) == ["scans-41", "camera-7", "audio"])
    page.filter_queue("")
    qtbot.waitUntil(lambda: len(texts(page)) == 9)


def test_an_empty_list_says_how_to_begin(open_page: Callable[[WindowEngine], TransfersPage]) -> None:
    page = open_page(WindowEngine())
    assert page.table.empty.isVisible()
    assert page.table.empty.text.text() == (
        "Drop files on a queue at the left, or press Ctrl+O. The receiver need not be online."
    )


def test_without_a_queue_the_first_steps_are_named_and_one_click_away(
    make_bridge: Callable[[WindowEngine], Bridge], profile: Path, qtbot: QtBot
) -> None:
    (profile / "towline.toml").write_text("")
    engine = WindowEngine()
    engine.people_rows = {"Ben": person("Ben"), "Eva": person("Eva", trust="published")}
    page = TransfersPage(make_bridge(engine))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.steps.isVisible)
    qtbot.waitUntil(lambda: page.steps.done() == {"people"})
    engine.people_rows = {"Anna": person("Anna", trust="me")}  # I am nobody whom I added
    engine.put(person("Eva", trust="published"))
    qtbot.waitUntil(lambda: page.steps.done() == set())
    for word, title in (("clusters", "Connect…"), ("people", "Add…"), ("queue", "New queue…")):
        with qtbot.waitSignal(page.steps.asked) as asked:
            push(page, title).click()
        assert asked.args == [word]
    with qtbot.waitSignal(page.start_asked):
        page.table.empty.button.click()


def click_header(page: TransfersPage, key: str, qtbot: QtBot) -> None:
    header = page.table.horizontalHeader()
    x = header.sectionViewportPosition(column(page, key)) + 20
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))


def test_a_click_on_a_head_sorts_and_another_one_turns_it_around(page: TransfersPage, qtbot: QtBot) -> None:
    click_header(page, "size", qtbot)
    qtbot.waitUntil(lambda: texts(page)[0] == "report.pdf")
    click_header(page, "size", qtbot)
    qtbot.waitUntil(lambda: texts(page)[0] == "site-backup")
    assert page.model.headerData(column(page, "size"), Qt.Orientation.Horizontal) == "Size ↓"


def test_groups_have_heads_with_counts(page: TransfersPage, qtbot: QtBot) -> None:
    page.group_by("cluster")
    qtbot.waitUntil(lambda: page.model.heading(0) == "lab-us   2")
    assert texts(page)[1:3] == ["press.log", "key-plan.dwg"]
    assert page.model.heading(3) == "prod-eu   7"
    page.group_by("day")
    qtbot.waitUntil(lambda: page.model.heading(0).startswith(("Today", "Yesterday")))
    page.group_by("none")
    qtbot.waitUntil(lambda: texts(page)[0] == "scans-41")


def test_a_bundle_opens_into_its_files(page: TransfersPage, engine: WindowEngine, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    qtbot.waitUntil(
        lambda: texts(page)[1:6] == ["IMG_0001.tif", "IMG_0002.tif", "IMG_0003.tif", "notes/list.csv", "socket"]
    )
    assert texts(page, "status")[5] == "Left out: is a socket"
    assert page.selected() == [engine.rows[new_id(1)]]
    page.table.selectRow(3)
    assert page.selected() == [engine.rows[new_id(1)]]
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: len(texts(page)) == 9)


def test_a_click_on_the_arrow_opens_a_bundle_and_does_not_select_it(page: TransfersPage, qtbot: QtBot) -> None:
    table = page.table
    place = table.visualRect(page.model.index(0, column(page, "name")))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(14, 17))
    qtbot.waitUntil(lambda: "IMG_0001.tif" in texts(page))
    assert page.selected() == []


def test_files_of_a_bundle_come_in_pages_as_somebody_looks(
    open_page: Callable[[WindowEngine], TransfersPage], qtbot: QtBot
) -> None:
    engine = WindowEngine()
    engine.put(transfer(1, entries=2500), transfer(2, title="below"))
    engine.entry_rows[new_id(1)] = [entry(n, f"f{n}", state="waiting") for n in range(2500)]
    page = open_page(engine)
    page.model.toggle(0)
    qtbot.waitUntil(lambda: len(texts(page)) == 1003)
    assert texts(page)[1001:] == ["Reading the files…", "below"]
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: len(texts(page)) == 2003 or len(texts(page)) == 2502)
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: len(texts(page)) == 2502)
    assert texts(page)[2500:] == ["f2499", "below"]


def test_files_of_an_open_bundle_follow_the_transfer(page: TransfersPage, engine: WindowEngine, qtbot: QtBot) -> None:
    page.model.toggle(0)
    qtbot.waitUntil(lambda: "IMG_0001.tif" in texts(page))
    rows = engine.entry_rows[new_id(1)]
    rows[1] = replace(rows[1], state="stored")
    rows.append(entry(5, "late.tif", state="waiting"))
    engine.put(replace(engine.rows[new_id(1)], entries_done=133))
    qtbot.waitUntil(lambda: texts(page, "status")[2] == "Stored", timeout=10_000)
    assert texts(page)[6] == "late.tif"


def test_an_open_bundle_that_is_forgotten_takes_its_files_along(
    page: TransfersPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    page.model.toggle(0)
    qtbot.waitUntil(lambda: "IMG_0001.tif" in texts(page))
    engine.forget([new_id(1), new_id(2)])
    qtbot.waitUntil(lambda: texts(page)[0] == "drawings")
    assert len(texts(page)) == 7


def test_an_open_bundle_stays_open_when_rows_are_sorted(page: TransfersPage, qtbot: QtBot) -> None:
    page.model.toggle(0)
    qtbot.waitUntil(lambda: "IMG_0001.tif" in texts(page))
    click_header(page, "name", qtbot)
    qtbot.waitUntil(lambda: texts(page)[0] == "audio")
    at = texts(page).index("scans-41")
    assert texts(page)[at + 1] == "IMG_0001.tif"


def test_selection_and_current_row_stay_with_their_rows_when_sorted(page: TransfersPage, qtbot: QtBot) -> None:
    page.table.selectRow(0)
    page.table.selectionModel().select(
        page.model.index(3, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    click_header(page, "name", qtbot)
    qtbot.waitUntil(lambda: texts(page)[0] == "audio")
    assert {row.title for row in page.selected()} == {"scans-41", "camera-7"}
    assert texts(page)[page.table.currentIndex().row()] == "scans-41"


def test_select_all_selects_what_is_shown(page: TransfersPage, qtbot: QtBot) -> None:
    page.filter_queue("Plant HQ")
    qtbot.waitUntil(lambda: len(texts(page)) == 3)
    with qtbot.waitSignal(page.selection_changed):
        page.select_all()
    assert [row.title for row in page.selected()] == ["scans-41", "camera-7", "audio"]


def test_double_click_and_enter_open_a_transfer(page: TransfersPage, engine: WindowEngine, qtbot: QtBot) -> None:
    place = page.table.visualRect(page.model.index(1, column(page, "status"))).center()
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [engine.rows[new_id(2)]]
    qtbot.mouseRelease(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    page.table.selectRow(2)
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [engine.rows[new_id(3)]]


def test_a_row_stays_where_it_is_until_the_pointer_rests(
    page: TransfersPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    calm = page.table._calm
    calm.setTimerType(Qt.TimerType.PreciseTimer)
    calm.setInterval(10_000_000)
    engine.put(replace(engine.rows[new_id(9)], position=0))
    qtbot.waitUntil(calm.isActive)
    assert texts(page)[-1] == "key-plan.dwg"
    qtbot.waitUntil(lambda: calm.remainingTime() < 9_999_900)
    before = calm.remainingTime()
    for x in (200, 210):
        qtbot.mouseMove(page.table.viewport(), QPoint(x, 100))
    qtbot.waitUntil(lambda: calm.remainingTime() > before)
    calm.setInterval(1)
    qtbot.waitUntil(lambda: texts(page)[0] == "key-plan.dwg")


def test_a_new_transfer_is_added_and_a_forgotten_one_goes(
    page: TransfersPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.put(transfer(30, title="new"))
    qtbot.waitUntil(lambda: texts(page)[-1] == "new")
    engine.forget([new_id(2), new_id(3)])
    qtbot.waitUntil(lambda: "press.log" not in texts(page))
    assert "drawings" not in texts(page)


def test_a_hidden_column_is_shown_by_the_menu_and_kept(
    open_page: Callable[[WindowEngine], TransfersPage], make_bridge: Make, engine: WindowEngine, qtbot: QtBot
) -> None:
    bridge = make_bridge(engine)
    page = TransfersPage(bridge)
    qtbot.addWidget(page)
    page.show()
    menu = page.columns_menu()
    tick = next(action for action in menu.actions() if action.text() == "Cluster")
    assert not tick.isChecked()
    tick.trigger()
    page.table.setColumnWidth(column(page, "name"), 333)
    page.table.keep_columns()
    again = TransfersPage(bridge)
    qtbot.addWidget(again)
    assert not again.table.isColumnHidden(column(again, "cluster"))
    assert again.table.columnWidth(column(again, "name")) == 333


def test_a_context_menu_is_asked_for_rows(page: TransfersPage, qtbot: QtBot) -> None:
    page.table.selectRow(1)
    with qtbot.waitSignal(page.menu_asked) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Menu) or page.table.menu_asked.emit(QCursor.pos())
    assert isinstance(asked.args[0], QPoint)


def test_speed_and_time_left_come_from_what_moves(
    page: TransfersPage, engine: WindowEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, now = engine.rows[new_id(1)], time.time()
    monkeypatch.setattr("gui.transfers_model.time", SimpleNamespace(time=lambda: now))
    assert text(page, 1, "speed") == "—"
    for second in range(6):
        moving = replace(row, done=row.done + second * 10_000_000)
        page.model.moved(Snapshot(now - 5 + second, (moving,), (), 1, 0, -1))
    assert text(page, 1, "speed") == "10 MB/s"
    assert text(page, 1, "left") == "2:04"
    assert text(page, 4, "left") == "—"


def test_each_second_only_what_the_clock_changes_is_painted(page: TransfersPage) -> None:
    model, painted = page.model, set[Hashable]()
    model.tick(0, model.rowCount())  # who is 1st, 2nd, … of those that wait is new
    model.dataChanged.connect(lambda a, b: painted.update(model.lines[a.row() : b.row() + 1]))
    model.tick(0, model.rowCount())
    assert painted == {row.id for row in model.rows.values() if row.next_try or row.id in model.speeds}
    assert painted and painted != set(model.lines)


class TestSpeeds:
    def test_left_is_hidden_until_there_are_three_seconds(self) -> None:
        speeds = Speeds()
        for second in range(4):
            assert speeds.left("a", 1000 + second) is None
            speeds.note("a", 1000 + second, second * 100, 10_000)
        assert speeds.rate("a", 1003) == 100
        assert speeds.left("a", 1003) == pytest.approx(97)

    def test_left_is_hidden_while_it_jumps(self) -> None:
        speeds, done = Speeds(), 0
        for second in range(30):
            speeds.note("a", 1000 + second, done, 1_000_000)
            done += 1000 if second < 10 else 10
        jumped = Speeds()
        for second in range(12):
            jumped.note("a", 1000 + second, second * 1000 if second < 8 else 7000 + 50_000 * (second - 7), 1_000_000)
        assert jumped.left("a", 1011) is None
        assert speeds.left("a", 1029) is not None

    def test_what_stands_still_has_no_speed(self) -> None:
        speeds = Speeds()
        for second in range(5):
            speeds.note("a", 1000 + second, second * 100, 10_000)
        assert speeds.rate("a", 1010) == 0
        assert speeds.left("a", 1010) is None

    def test_what_starts_again_is_measured_anew(self) -> None:
        speeds = Speeds()
        for second in range(5):
            speeds.note("a", 1000 + second, second * 1000, 10_000)
        speeds.note("a", 1005, 0, 10_000)
        assert speeds.rate("a", 1005) == 0
        speeds.note("a", 1006, 50, 10_000)
        assert speeds.rate("a", 1006) == 50


class ManyRows(WindowEngine):
    """Gives its rows in the order they were put in; the other one sorts all of them for every page."""

    def transfers(
        self, ended: bool | None = None, since: float = 0.0, after: str = "", limit: int = 0
    ) -> list[TransferRow]:
        rows = [] if ended else list(self.rows.values())
        start = self.rows[after].position if after else 0
        return rows[start : start + limit]

    def snapshot(self) -> Snapshot:
        return Snapshot(time.time(), (), (), len(self.rows), 0, -1)


def test_a_hundred_thousand_changes_are_taken_in_and_counted(
    open_page: Callable[[WindowEngine], TransfersPage], qtbot: QtBot
) -> None:
    engine = ManyRows()
    rows = [transfer(number, title=f"t{number}") for number in range(1, 100_001)]
    engine.rows = {row.id: row for row in rows}
    page = open_page(engine)
    assert page.model.rowCount() == 100_000
    page.select_all()
    assert len(page.selected()) == 100_000
    paused = [replace(row, state="paused") for row in rows]
    page.bridge.changed.emit(paused)
    settled(page, qtbot)
    assert text(page, 77_777, "status") == "Paused"
    assert chips(page)[2] == "Waiting 100,000"
    page.bridge.gone.emit([Gone("transfer", row.id) for row in rows[::2]])
    assert page.model.rowCount() == 50_000
    assert len(page.selected()) == 50_000


def test_rows_of_other_kinds_leave_the_list_alone(page: TransfersPage, engine: WindowEngine, qtbot: QtBot) -> None:
    before = texts(page)
    with qtbot.waitSignal(page.bridge.changed):
        engine.put(offer(99))
    assert texts(page) == before
