"""Watched folders in the window: the list and its states, the editor with its live preview, originals after sending."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from window_engine import WindowEngine

from engine.api_watch import WatchItem, WatchPreview, WatchRow
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.main_window import MainWindow
from gui.queue_editor import QueueEditor
from gui.watch_editor import WatchEditor, span_text
from gui.watch_page import WatchPage, state_words

Edit = Callable[[str], WatchEditor]


@pytest.fixture
def edit(bridge: Bridge, qtbot: QtBot) -> Iterator[Edit]:
    window = QWidget()

    def make(name: str = "") -> WatchEditor:
        editor = WatchEditor(bridge, name, window)
        with qtbot.waitExposed(editor):
            editor.show()
        return editor

    yield make
    delete(window)


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> WatchPage:
    made = WatchPage(bridge)
    qtbot.addWidget(made)
    made.resize(760, 500)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == 3)
    return made


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(editor: WatchEditor) -> list[str]:
    return editor.notes.texts()


# --- the editor --------------------------------------------------------------------------------------------------------------


def test_a_new_watch_is_saved_only_after_its_preview(
    edit: Edit, bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    waiting: Future[WatchPreview] = Future()
    engine.watch_preview = lambda name, values: waiting  # type: ignore[method-assign]
    editor = edit("")
    qtbot.keyClicks(editor.folder, "/data/new")
    qtbot.keyClicks(editor.name, "new")
    editor.queue.setCurrentIndex(editor.queue.findData("Ben"))
    editor.queue.activated.emit(0)
    editor.include.setText("*.csv")
    editor.settle.setText("30s")
    editor.below.setChecked(False)
    editor._preview()
    assert not editor.save_button.isEnabled()
    waiting.set_result(WatchPreview(214, 3_480_000, (WatchItem("a.csv", 5),), (), {}))
    qtbot.waitUntil(editor.save_button.isEnabled)
    assert editor.preview.line.text() == "214 files would be sent, 3.5 MB."
    told: list[str] = []
    editor.saved.connect(told.append)
    click(qtbot, editor.save_button)
    qtbot.waitUntil(lambda: not isValid(editor))
    watch = bridge.settings.watches["new"]
    assert told == ["new"]
    assert (watch.folder, watch.queue, watch.include, watch.settle) == ("/data/new", "Ben", ("*.csv",), 30.0)
    assert (watch.subfolders, watch.after, watch.existing) == (False, "", "send")
    assert "*.part" in watch.leave_out


def test_the_preview_follows_the_fields(edit: Edit, engine: WindowEngine, qtbot: QtBot) -> None:
    editor = edit("scans")
    qtbot.waitUntil(lambda: "214 files" in editor.preview.line.text())
    assert editor.preview.tabs.tabText(1) == "Left out   43"
    editor.include.clear()
    qtbot.keyClicks(editor.include, "*.jpg")
    qtbot.waitUntil(lambda: engine.of("watch_preview")[-1][1]["include"] == "*.jpg")
    editor.preview.tabs.setCurrentIndex(1)
    model = editor.preview.model
    assert [model.index(row, 2).data() for row in range(2)] == ["hidden", "a link, never followed"]


def test_what_cannot_be_watched_is_one_sentence_and_a_new_one_is_not_saved(
    edit: Edit, engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.fail["watch_preview"] = TowlineError("usage", what="/data/x is not there.", todo="Choose another folder.")
    editor = edit("")
    qtbot.keyClicks(editor.folder, "/data/x")
    qtbot.keyClicks(editor.name, "x")
    editor._preview()
    qtbot.waitUntil(lambda: texts(editor) == ["/data/x is not there. Choose another folder."])
    assert not editor.save_button.isEnabled()


def test_wrong_times_and_names_stand_beside_their_fields(edit: Edit, qtbot: QtBot) -> None:
    editor = edit("scans")
    editor.settle.clear()
    qtbot.keyClicks(editor.settle, "soon")
    assert "not a duration" in editor.settle_field.line.text()
    editor.name.clear()
    qtbot.keyClicks(editor.name, "exports")
    assert editor.name_field.line.text() == "Another folder is watched under this name."


def test_another_name_keeps_everything_else(edit: Edit, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("scans")
    editor.name.clear()
    qtbot.keyClicks(editor.name, "pictures")
    click(qtbot, editor.save_button)
    qtbot.waitUntil(lambda: not isValid(editor))
    assert "scans" not in bridge.settings.watches
    watch = bridge.settings.watches["pictures"]
    assert (watch.include, watch.max_age, watch.after) == (("*.tif", "*.pdf"), 30 * 86_400.0, "move:/data/sent")


def test_deleting_originals_asks_once(edit: Edit, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("exports")
    editor.after.way.choose("delete")
    editor.after.touched.emit()
    click(qtbot, editor.save_button)
    assert "deleted" in editor.question.text()
    assert bridge.settings.watches["exports"].after == ""
    click(qtbot, editor.question.yes)
    qtbot.waitUntil(lambda: not isValid(editor))
    assert bridge.settings.watches["exports"].after == "delete"


def test_moving_originals_needs_a_folder(edit: Edit, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("exports")
    editor.after.way.choose("move")
    editor.after.touched.emit()
    click(qtbot, editor.save_button)
    assert editor.after_field.line.text() == "Choose the folder that they move to."
    qtbot.keyClicks(editor.after.folder, "/srv/sent")
    click(qtbot, editor.save_button)
    qtbot.waitUntil(lambda: not isValid(editor))
    assert bridge.settings.watches["exports"].after == "move:/srv/sent"


def test_a_queue_takes_its_watches_along_to_another_name(bridge: Bridge, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    editor = QueueEditor(bridge, "Ben", window)
    editor.show()
    qtbot.waitUntil(lambda: editor.people.recipients.known)
    editor.name.setText("Benjamin")
    editor._save()
    qtbot.waitUntil(lambda: "Benjamin" in bridge.settings.queues)
    assert "Ben" not in bridge.settings.queues
    assert bridge.settings.watches["exports"].queue == "Benjamin"


@pytest.mark.parametrize(
    ("seconds", "text"), [(10.0, "10s"), (90.0, "90s"), (300.0, "5min"), (7200.0, "2h"), (2_592_000.0, "30d")]
)
def test_times_are_written_as_a_person_does(seconds: float, text: str) -> None:
    assert span_text(seconds) == text


# --- the page ----------------------------------------------------------------------------------------------------------------


def test_the_list_says_what_each_folder_does(page: WatchPage) -> None:
    shown = [[page.model.index(row, column).data() for column in (0, 2, 3)] for row in range(3)]
    assert (shown[0][0], shown[0][2]) == ("/data/scans", "2,113")
    assert str(shown[0][1]).startswith("Waiting to settle 0:0")
    assert shown[1][1] == "Up to date"
    assert str(shown[2][1]).startswith("Folder not available since ")
    page.table.setCurrentIndex(page.model.index(0, 0))
    assert page.line.text() == "Not sent from it: hidden 2, links 1, by pattern, age or kind 14."
    page.table.setCurrentIndex(page.model.index(1, 0))
    assert page.line.text() == "It is looked through at intervals, for its volume does not tell of changes."
    page.table.setCurrentIndex(page.model.index(2, 0))
    assert "goes on by itself" in page.line.text()


def test_states_follow_what_the_engine_tells(page: WatchPage, engine: WindowEngine, qtbot: QtBot) -> None:
    page.table.setCurrentIndex(page.model.index(1, 0))
    engine.watch_rows = [*engine.watch_rows[:1], WatchRow("exports", "/srv/exports", "Ben", "sending", sending=4)]
    engine.watch_rows.append(WatchRow("camera", "/mnt/camera/out", "Plant HQ", "up-to-date"))
    page._bridge.look()
    qtbot.waitUntil(lambda: page.model.index(1, 2).data() == "Sending 4 files")
    assert page.edit.isEnabled(), "who was selected stays so"


def test_watching_no_longer_asks_and_touches_nothing(page: WatchPage, bridge: Bridge, qtbot: QtBot) -> None:
    page.table.setCurrentIndex(page.model.index(0, 0))
    click(qtbot, page.remove)
    assert "Nothing in it is touched" in page.strip.text.text()
    (yes,) = [each for each in page.strip.findChildren(QPushButton) if each.text() == "Watch no longer"]
    click(qtbot, yes)
    qtbot.waitUntil(lambda: "scans" not in bridge.settings.watches)


def test_the_main_window_counts_them_and_leads_there(bridge: Bridge, qtbot: QtBot) -> None:
    bridge.view.setValue("first_run/dismissed", True)
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.show()
    assert window.watches.text() == "Watched folders   3"
    click(qtbot, window.watches)
    qtbot.waitUntil(lambda: bool(window.findChildren(WatchPage)))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (WatchRow("a", "/a", "q", "settling", settling=1, next_settles=107.0), "Waiting to settle 0:07"),
        (WatchRow("a", "/a", "q", "waiting", ready=2), "2 settled, waiting to be sent"),
        (WatchRow("a", "/a", "q", "scanning"), "Looking through it"),
        (WatchRow("a", "/a", "q", "off"), "Not watched by the Towline that runs"),
        (WatchRow("a", "/a", "q", "up-to-date"), "Up to date"),
    ],
)
def test_words_for_every_state(row: WatchRow, words: str) -> None:
    assert state_words(row, 100.0) == words
