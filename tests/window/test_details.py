"""The details pane: what a person can know of one transfer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from made_rows import entry, new_id, offer
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine

from engine.api import AttemptRow, DetailsRow, Outcome, ReceiptRow
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.details_pane import DetailsPane
from gui.plain_text import tip
from gui.table import RowsTable


@pytest.fixture
def pane(bridge: Bridge, qtbot: QtBot) -> DetailsPane:
    pane = DetailsPane(bridge)
    qtbot.addWidget(pane)
    for model in (pane.files, pane.people, pane.story):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, pane)
    pane.resize(900, 300)
    pane.show()
    return pane


@pytest.fixture
def show(pane: DetailsPane, engine: WindowEngine) -> Callable[..., None]:
    def show(number: int, tab: str = "files") -> None:
        pane.show_transfer(engine.rows[new_id(number)])
        pane.show_tab(tab)  # type: ignore[arg-type]

    return show


def texts(table: RowsTable, key: str = "name") -> list[str]:
    model = table.rows_model
    place = [column.key for column in model.columns].index(key)
    return [str(model.index(line, place).data() or "") for line in range(model.rowCount())]


def values(pane: DetailsPane) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in pane.facts.text().split("\n") if ": " in line)


def test_the_head_says_whom_how_much_and_how(pane: DetailsPane, show: Callable[..., None], qtbot: QtBot) -> None:
    show(1)
    assert pane.title.text() == "scans-41"
    line = "to Plant HQ · 214 files · AES-256-GCM · 29 % saved · in flight 24 MB · nothing sent twice"
    qtbot.waitUntil(lambda: pane.line.text() == line)
    assert pane.tabs.tabText(0) == "Files 214"


def test_what_stands_in_the_way_is_said_whole_with_what_to_do(
    pane: DetailsPane, engine: WindowEngine, qtbot: QtBot
) -> None:
    error = TowlineError("not-allowed", action="write to the topic towline.plant7")
    row = replace(engine.rows[new_id(1)], state="failed", outcome=Outcome.FAILED, why=error.what, todo=error.todo)
    pane.show_transfer(row)
    assert pane.trouble.isVisible() and pane.trouble.text() == error.sentence
    assert pane.trouble.height() >= pane.trouble.fontMetrics().lineSpacing()
    pane.resize(400, 300)
    assert pane.trouble.height() >= 2 * pane.trouble.fontMetrics().lineSpacing()
    pane.resize(400, 110)
    qtbot.waitUntil(lambda: pane.trouble.height() < 2 * pane.trouble.fontMetrics().lineSpacing())
    assert pane.trouble.toolTip() == tip(error.sentence)
    pane.show_transfer(engine.rows[new_id(1)])
    assert not pane.trouble.isVisible()


def test_without_a_transfer_it_says_what_to_do(pane: DetailsPane, show: Callable[..., None]) -> None:
    show(1)
    pane.show_transfer(None)
    assert pane.line.text() == "Select one transfer to see its files, people and attempts."
    assert texts(pane.files_table) == []
    assert not pane.tabs.isEnabled()


def test_what_failed_stands_first_among_the_files(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.entry_rows[new_id(1)].append(entry(5, "last.tif", state="failed", why="It cannot be read."))
    show(1)
    first = ["socket", "last.tif", "IMG_0001.tif", "IMG_0002.tif", "IMG_0003.tif", "notes/list.csv"]
    qtbot.waitUntil(lambda: texts(pane.files_table) == first)
    assert texts(pane.files_table, "status")[:2] == ["Left out: is a socket", "Failed: it cannot be read"]
    header = pane.files_table.horizontalHeader()
    header.sectionClicked.emit(2)  # by size
    qtbot.waitUntil(lambda: texts(pane.files_table)[2] == "notes/list.csv")
    assert set(texts(pane.files_table)[:2]) == {"socket", "last.tif"}


def test_a_digest_is_short_and_whole_in_its_tip(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    show(1)
    qtbot.waitUntil(lambda: len(texts(pane.files_table)) == 5)
    line = texts(pane.files_table).index("IMG_0001.tif")
    assert texts(pane.files_table, "sha256")[line] == "9f31 7c0e … 51c0"
    place = [column.key for column in pane.files.columns].index("sha256")
    full = engine.entry_rows[new_id(1)][0].sha256
    assert pane.files.index(line, place).data(Qt.ItemDataRole.ToolTipRole) == full
    pane.files_table.selectRow(line)
    pane._copy_digests()
    assert QApplication.clipboard().text() == full


def test_the_filter_finds_files_and_says_when_there_are_none(
    pane: DetailsPane, show: Callable[..., None], qtbot: QtBot
) -> None:
    show(1)
    qtbot.waitUntil(lambda: len(texts(pane.files_table)) == 5)
    qtbot.keyClicks(pane.filter, "img 3")
    qtbot.waitUntil(lambda: texts(pane.files_table) == ["IMG_0003.tif"])
    qtbot.keyClicks(pane.filter, "x")
    qtbot.waitUntil(pane.files_table.empty.isVisible)
    assert pane.files_table.empty.text.text() == "No file matches 'img 3x'."
    qtbot.mouseClick(pane.files_table.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(texts(pane.files_table)) == 5)
    assert pane.filter.text() == ""


def test_all_files_of_a_large_bundle_come_page_by_page(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.entry_rows[new_id(4)] = [entry(n, f"f{n}", state="waiting") for n in range(300)]
    engine.entry_rows[new_id(4)].insert(10, entry(1000, "folder", folder=True))
    show(4)
    qtbot.waitUntil(lambda: len(texts(pane.files_table)) == 300)
    assert "folder" not in texts(pane.files_table)


def test_receipts_tell_stored_from_received(pane: DetailsPane, show: Callable[..., None], qtbot: QtBot) -> None:
    show(7, "people")
    qtbot.waitUntil(lambda: texts(pane.people_table) == ["Anna", "Ben", "Team HQ"])
    states = texts(pane.people_table, "state")
    assert states[0].startswith("Fetched and verified ")
    assert states[0].endswith(" (signed receipt)")
    assert states[1] == "Not yet"
    assert states[2].startswith("Partly fetched")
    show(8, "people")
    qtbot.waitUntil(pane.people_table.empty.isVisible)
    assert pane.people_table.empty.text.text() == "Stored on the cluster. Nobody confirmed yet that it arrived."


def test_a_receipt_that_comes_is_shown(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    show(8, "people")
    qtbot.waitUntil(pane.people_table.empty.isVisible)
    engine.receipt_rows[new_id(8)] = [ReceiptRow("Ben", "verified", "all", time.time(), 12)]
    engine.put(offer(1, id=new_id(8), mine=True, received=("Ben",)))
    qtbot.waitUntil(lambda: texts(pane.people_table) == ["Ben"], timeout=10_000)


def test_attempts_are_told_newest_first_and_copied_with_their_details(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    now = time.time()
    engine.story_rows.append(AttemptRow(now, new_id(2), "going-on", "", "Going on."))
    show(2, "attempts")
    qtbot.waitUntil(lambda: texts(pane.story_table, "what") == ["Went on", "Interrupted", "Interrupted"])
    assert texts(pane.story_table)[1] == "lab-us does not answer."
    assert texts(pane.story_table, "next")[1] == "Towline tries again by itself"
    qtbot.mouseClick(pane.copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text().split("\n")
    assert len(copied) == 3
    assert copied[1].endswith("no-reply\tlab-us does not answer.\t_TRANSPORT at k1:9093")
    show(1, "attempts")
    qtbot.waitUntil(pane.story_table.empty.isVisible)
    assert pane.story_table.empty.text.text() == "Nothing went wrong so far."
    assert not pane.technical.isVisible()


def test_what_the_cluster_said_itself_stands_below_the_attempts(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    now = time.time()
    engine.story_rows.append(
        AttemptRow(now - 200, new_id(2), "no-reply", "retry", "No answer.", "_TIMED_OUT at k2:9093")
    )
    engine.story_rows.append(AttemptRow(now, new_id(2), "going-on", "", "Going on."))
    show(2, "attempts")
    qtbot.waitUntil(lambda: texts(pane.story_table)[:1] == ["Going on."])
    assert pane.technical.text() == "Technical details: _TRANSPORT at k1:9093"  # the last that has any
    assert pane.technical.isVisible()
    pane.story_table.selectRow(texts(pane.story_table).index("No answer."))
    assert pane.technical.text() == "Technical details: _TIMED_OUT at k2:9093"
    pane.story_table.selectRow(0)
    assert not pane.technical.isVisible()
    pane.story_table.clearSelection()
    pane.show_tab("details")
    assert not pane.technical.isVisible()


def test_a_new_attempt_of_this_transfer_is_shown_and_of_others_not_read(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    show(2, "attempts")
    qtbot.waitUntil(lambda: len(texts(pane.story_table)) == 2)
    with qtbot.waitSignal(pane.bridge.changed):
        engine.put(replace(engine.rows[new_id(1)], done=5))
    assert not pane._late.isActive()
    engine.story_rows.append(AttemptRow(time.time(), new_id(2), "going-on", "", "Going on."))
    engine.put(replace(engine.rows[new_id(2)], attempt=4))
    qtbot.waitUntil(lambda: len(texts(pane.story_table)) == 3, timeout=10_000)


def test_details_are_labels_with_text_that_can_be_selected(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.details_rows[new_id(1)] = DetailsRow(
        new_id(1), "towline.plant7", 6, 2228, 3, 950_000, 24_000_000, 2, "9f" * 32, "ab" * 32, ("/data/scans-41",),
        ("Anna", "team:HQ"), 2_000_000,
    )  # fmt: skip
    show(1, "details")
    qtbot.waitUntil(lambda: "Topic" in values(pane))
    told = values(pane)
    assert told["Topic"] == "towline.plant7, 6 partitions"
    assert told["Chunks"] == "2,228 of up to 950 kB"
    assert told["Pages of names"] == "3"
    assert told["Duplicates ignored"] == "2"
    assert told["Key commitment"] == "9f" * 32
    assert told["SHA-256"] == "ab" * 32
    assert told["Sent from"] == "/data/scans-41"
    assert told["Compression"] == "Automatic, saved 612 MB (29 %)"
    assert "Stored until" not in told
    labels = pane.facts.findChildren(QLabel)
    flags = next(label for label in labels if label.text() == "/data/scans-41").textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    qtbot.mouseClick(pane.copy, Qt.MouseButton.LeftButton)
    assert "Topic: towline.plant7" in QApplication.clipboard().text()


def test_it_follows_its_transfer(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    show(1)
    qtbot.waitUntil(lambda: len(texts(pane.files_table)) == 5)
    rows = engine.entry_rows[new_id(1)]
    rows[1] = replace(rows[1], state="stored")
    engine.put(replace(engine.rows[new_id(1)], sent_twice=1_900_000, entries_done=133))
    qtbot.waitUntil(lambda: "1.9 MB sent twice" in pane.line.text())
    qtbot.waitUntil(lambda: texts(pane.files_table, "status").count("Stored") == 2, timeout=10_000)


def test_nothing_is_read_while_it_is_hidden(
    pane: DetailsPane, show: Callable[..., None], engine: WindowEngine, qtbot: QtBot
) -> None:
    pane.hide()
    show(2, "attempts")
    assert not pane.story.transfer
    pane.show()
    qtbot.waitUntil(lambda: len(texts(pane.story_table)) == 2)


def test_the_cross_closes_it(pane: DetailsPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.closed):
        qtbot.mouseClick(pane.cross, Qt.MouseButton.LeftButton)
    assert pane.cross.accessibleName() == "Close details"
