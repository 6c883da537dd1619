"""The main window as a whole: the strip, tabs, what the menus do with what is selected, leaving."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from made_rows import link, new_id, person, station, transfer
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine
from window_kit import act, answer, line_of, one, open_window, push, select, tabs, top, waits

from engine.api import Gone, Kind, Move, Notice, Outcome, Wanted
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.details_pane import TABS
from gui.first_run import FirstRun
from gui.main_window import CONTEXT, NEED_SELECTED, MainWindow
from gui.queue_editor import QueueEditor
from gui.settings_window import SettingsWindow
from gui.verify_dialog import VerifyDialog

Make = Callable[[WindowEngine], Bridge]


@pytest.fixture
def window(bridge: Bridge, qtbot: QtBot) -> MainWindow:
    return open_window(bridge, qtbot)


# --- the strip ------------------------------------------------------------------------------------------------------------


def test_a_failed_link_gives_one_line_with_try_now(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    waits(qtbot, lambda: line_of(window, "lab-us"))
    assert line_of(window, "lab-us").startswith(
        "lab-us does not answer (no reply for 30 s). Your work is safe; next try in 0:"
    )
    with qtbot.waitSignal(window.bridge.moved):
        window.bridge.look()
    assert sum(text.startswith("lab-us") for text in window.strip.texts()) == 1
    push(window.strip, "Try now")
    waits(qtbot, lambda: engine.of("wake"))


def test_the_line_of_a_link_goes_when_it_is_back(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    waits(qtbot, lambda: line_of(window, "lab-us"))
    engine.put(link("lab-us"))
    window.bridge.look()
    waits(qtbot, lambda: not line_of(window, "lab-us"))


def test_a_hidden_line_stays_hidden_while_it_counts_down(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    waits(qtbot, lambda: line_of(window, "lab-us"))
    window.strip._hide("link lab-us")
    engine.put(replace(engine.link_rows["lab-us"], next_try=time.time() + 10, attempt=4))
    for _ in range(2):
        with qtbot.waitSignal(window.bridge.moved):
            window.bridge.look()
    assert not line_of(window, "lab-us")


def test_test_connection_opens_that_cluster(window: MainWindow, qtbot: QtBot) -> None:
    waits(qtbot, lambda: line_of(window, "lab-us"))
    push(window.strip, "Test connection")
    settings = one(SettingsWindow, qtbot)
    assert settings.page() is settings._pages["clusters"]


def test_notices_and_complaints_are_lines_and_in_the_report(
    window: MainWindow, bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.tell(Notice("warning", "Clock", "It differs by an hour."))
    waits(qtbot, lambda: line_of(window, "Clock: It differs by an hour."))
    window._attention.complain(TowlineError("no-such-queue", name="x", details="k1 said no"))
    assert window.strip.texts()[0] == TowlineError("no-such-queue", name="x").sentence
    push(window.strip, "Copy details")
    assert "k1 said no" in QGuiApplication.clipboard().text()


def test_what_goes_on_at_the_start_is_said_and_can_be_paused(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    waits(qtbot, lambda: line_of(window, "5 transfers continue where they were."))
    push(window.strip, "Pause them")
    waits(qtbot, lambda: engine.of("pause_all"))
    assert not line_of(window, "5 transfers")


def test_the_recovery_file_is_mentioned_once_a_week(make_bridge: Make, qtbot: QtBot) -> None:
    window = open_window(make_bridge(WindowEngine()), qtbot)
    waits(qtbot, lambda: line_of(window, "No recovery file yet."))
    again = open_window(make_bridge(WindowEngine()), qtbot)
    with qtbot.waitSignal(again.bridge.moved):
        again.bridge.look()
    assert not line_of(again, "No recovery")
    again.bridge.view.setValue("recovery/reminded", time.time() - 8 * 86_400)
    later = open_window(make_bridge(WindowEngine()), qtbot)
    waits(qtbot, lambda: line_of(later, "No recovery file yet."))
    push(later.strip, "Save recovery file…")
    settings = one(SettingsWindow, qtbot)
    assert settings.page() is settings._pages["identity"]
    assert not line_of(later, "No recovery")


def test_who_has_a_recovery_file_is_not_reminded(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.identity = replace(engine.identity, recovery_saved=time.time())
    window = open_window(make_bridge(engine), qtbot)
    with qtbot.waitSignal(window.bridge.moved):
        window.bridge.look()
    assert not line_of(window, "No recovery")


# --- tabs and counts ------------------------------------------------------------------------------------------------------


def test_tabs_count_what_is_open_new_and_asked(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    waits(qtbot, lambda: tabs(window)[0] == "Transfers  6")
    waits(qtbot, lambda: tabs(window)[2] == "Needs you  4")
    waits(qtbot, lambda: tabs(window)[1].startswith("Inbox  ") and tabs(window)[1].endswith(" new"))
    assert tabs(window)[3] == "History"
    engine.put(replace(engine.rows[new_id(1)], outcome=Outcome.STORED, state="stored", finished=time.time()))
    waits(qtbot, lambda: tabs(window)[0] == "Transfers  5")


def test_people_stations_and_clusters_are_counted_at_the_side(window: MainWindow, qtbot: QtBot) -> None:
    waits(qtbot, lambda: window.people.text() == "People   4")  # as their page: not who only published a card
    waits(qtbot, lambda: window.stations.text() == "Stations   6")
    assert window.clusters.text() == "Clusters   2" and window.stations.isVisible()


def test_people_who_come_are_counted(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    waits(qtbot, lambda: window.people.text() == "People   4")
    engine.put(person("Anna Vogt", "11 2 3 4 5 6 7 8", "me"))
    engine.put(person("Frida", "1 2 3 4 5 6 7 8"))
    waits(qtbot, lambda: window.people.text() == "People   5")


def test_stations_are_named_at_the_side_only_where_there_are_any(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    window = open_window(make_bridge(engine), qtbot)
    assert not window.stations.isVisible()
    engine.put(station("press-01"))
    engine.put(person("press-01", "1 2 3 4 5 6 7 8", "invited"))  # who joins is accepted
    waits(qtbot, window.stations.isVisible)
    window.stations.click()
    assert one(SettingsWindow, qtbot).page().heading.text() == "Stations"


def test_a_failed_transfer_lights_retry_failed(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    waits(qtbot, lambda: window.toolbar.failed.text() == "Retry failed  1")
    qtbot.mouseClick(window.toolbar.failed, Qt.MouseButton.LeftButton)
    waits(qtbot, lambda: engine.of("retry"))
    assert engine.of("retry") == [([new_id(9)],)]
    waits(qtbot, lambda: not window.toolbar.failed.isEnabled())
    assert window.toolbar.failed.text() == "Retry failed"


def test_what_is_looked_for_is_looked_for_on_the_page_in_front(window: MainWindow, qtbot: QtBot) -> None:
    window.search.setText("camera")
    waits(qtbot, lambda: window.transfers.model.rowCount() == 1)
    act(window, "inbox")
    waits(qtbot, lambda: window.page() is window.inbox)
    window.search.clear()
    act(window, "transfers")
    waits(qtbot, lambda: window.transfers.model.rowCount() == 9)


# --- menus ----------------------------------------------------------------------------------------------------------------


def test_every_shortcut_is_used_once(window: MainWindow) -> None:
    keys = Counter(key.toString() for action in window.menus.actions.values() for key in action.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []
    assert {"Ctrl+O", "Ctrl+V", "Ctrl+C", "F4", "F6", "Alt+1", "Alt+4", "Del", "Shift+Del"} <= set(keys)


def test_every_menu_has_its_own_letters(window: MainWindow) -> None:
    def letters(menu: QMenu) -> None:
        marked = [text[text.index("&") + 1].casefold() for action in menu.actions() if "&" in (text := action.text())]
        twice = [letter for letter, count in Counter(marked).items() if count > 1]
        assert not twice, f"{menu.title()}: {twice}"
        for action in menu.actions():
            if action.menu() is not None:
                letters(action.menu())

    bar = window.menuBar()
    assert Counter(action.text() for action in bar.actions()).most_common(1)[0][1] == 1
    for action in bar.actions():
        letters(action.menu())


def test_entries_that_need_a_transfer_are_off_without_one(window: MainWindow) -> None:
    window.transfers.table.clearSelection()
    assert not any(window.menus.actions[name].isEnabled() for name in NEED_SELECTED)
    select(window, 1)
    assert all(window.menus.actions[name].isEnabled() for name in NEED_SELECTED)
    act(window, "inbox")
    assert not any(window.menus.actions[name].isEnabled() for name in NEED_SELECTED)


def test_the_menu_of_a_row_is_the_transfer_menu(window: MainWindow, qtbot: QtBot) -> None:
    select(window, 1)
    window.transfers.menu_asked.emit(window.mapToGlobal(window.rect().center()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    wanted = [window.menus.actions[name].text() for name in CONTEXT if name]
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == wanted
    menu.close()


SELECTED = [
    ("pause", [("pause", ([new_id(1), new_id(4)],))]),
    ("retry", [("retry", ([new_id(1), new_id(4)],))]),
    ("top", [("move", ([new_id(1), new_id(4)], Move.TOP))]),
    ("up", [("move", ([new_id(1), new_id(4)], Move.UP))]),
    ("down", [("move", ([new_id(1), new_id(4)], Move.DOWN))]),
    ("bottom", [("move", ([new_id(1), new_id(4)], Move.BOTTOM))]),
    ("cancel-silent", [("cancel", ([new_id(1), new_id(4)],))]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "asked"), SELECTED, ids=[name for name, _ in SELECTED])
def test_it_acts_on_what_is_selected(
    name: str, asked: list[tuple[str, tuple[object, ...]]], window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    select(window, 1, 4)
    act(window, name)
    method = asked[0][0]
    waits(qtbot, lambda: engine.of(method))
    assert [(method, given) for given in engine.of(method)] == asked


def test_what_is_paused_is_resumed_by_the_same_entry(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.put(replace(engine.rows[new_id(4)], wanted=Wanted.PAUSE, state="paused"))
    waits(qtbot, lambda: window.transfers.model.rows[new_id(4)].wanted is Wanted.PAUSE)
    select(window, 4)
    act(window, "pause")
    waits(qtbot, lambda: engine.of("resume"))
    assert engine.of("resume") == [([new_id(4)],)]


def test_all_can_be_paused_and_resumed(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    window.transfers.table.clearSelection()
    act(window, "pause-all")
    waits(qtbot, lambda: engine.of("pause_all"))
    assert engine.of("pause_all") == [(0.0,)]
    act(window, "resume-all")
    waits(qtbot, lambda: engine.of("go_on"))
    assert not engine.pace.rests


def test_start_now_puts_it_before_all_others(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    select(window, 6)
    act(window, "start-now")
    waits(qtbot, lambda: engine.of("retry"))
    assert engine.of("first") == engine.of("resume") == [([new_id(6)],)]


def test_a_limit_is_asked_for_and_set(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    select(window, 1)
    act(window, "limit")
    asked = one(QInputDialog, qtbot)
    asked.setIntValue(250)
    asked.accept()
    waits(qtbot, lambda: engine.of("limit"))
    assert engine.of("limit") == [([new_id(1)], 250_000)]


def test_cancel_asks_once_and_says_what_is_stored(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    select(window, 1)
    act(window, "cancel")
    assert answer(qtbot, "Go on") == 'Cancel "scans-41"? 2.1 GB is stored on the cluster already.'
    assert not engine.of("cancel")
    select(window, 1, 4)
    act(window, "cancel")
    assert answer(qtbot, "Cancel them") == "Cancel 2 transfers? 2.1 GB is stored on the cluster already."
    waits(qtbot, lambda: engine.of("cancel"))
    assert engine.of("cancel") == [([new_id(1), new_id(4)],)]


def test_cancel_of_what_ended_takes_it_off_the_list(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    select(window, 9)
    act(window, "cancel")
    waits(qtbot, lambda: engine.of("forget"))
    assert engine.of("forget") == [([new_id(9)],)]
    assert not top(QMessageBox)
    waits(qtbot, lambda: window.transfers.model.place(new_id(9)) is None)


def test_the_key_del_asks_and_shift_del_does_not(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    select(window, 1)
    qtbot.keyClick(window.transfers.table, Qt.Key.Key_Delete)
    answer(qtbot, "Go on")
    assert not engine.of("cancel")
    qtbot.keyClick(window.transfers.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    waits(qtbot, lambda: engine.of("cancel"))


def test_withdraw_asks_and_takes_the_bundle_back(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    select(window, 7)
    act(window, "withdraw")
    assert "Nobody can fetch" in answer(qtbot, "Withdraw")
    waits(qtbot, lambda: engine.of("withdraw"))
    assert engine.of("withdraw") == [(new_id(7),)]


def test_a_check_on_disk_says_what_it_found(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.put(
        transfer(20, kind=Kind.FETCH, title="plans", state="placed", outcome=Outcome.PLACED, finished=time.time())
    )
    waits(qtbot, lambda: window.transfers.model.place(new_id(20)) is not None)
    select(window, 20)
    act(window, "verify")
    waits(qtbot, lambda: line_of(window, 'Checked "plans": every file on disk is as its sender signed it.'))
    engine.entry_rows[new_id(20)] = [replace(row, state="changed") for row in engine.entry_rows[new_id(1)][:1]]
    act(window, "verify")
    waits(qtbot, lambda: "of 1 files, 1 " in line_of(window, "Checked"))
    assert "as their sender signed" in line_of(window, "Checked")


def test_names_paths_and_references_are_copied_a_line_each(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    def copied(name: str, text: str) -> None:
        QGuiApplication.clipboard().clear()
        act(window, name)
        waits(qtbot, lambda: QGuiApplication.clipboard().text() == text)

    engine.put(*[replace(engine.rows[new_id(n)], reference=f"tl:x/y/{n}") for n in (1, 4)])
    facts = engine.details(new_id(1))
    engine.details_rows[new_id(1)] = replace(facts, sources=("/data/scans-41",), sha256="9f" * 32)
    waits(qtbot, lambda: window.transfers.model.rows[new_id(4)].reference)
    select(window, 1, 4)
    copied("copy-name", "scans-41\ncamera-7")
    copied("copy-reference", "tl:x/y/1\ntl:x/y/4")
    copied("copy-path", "/data/scans-41")
    copied("copy-sha256", "9f" * 32)


def test_a_folder_that_is_gone_is_said(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.put(
        transfer(20, kind=Kind.FETCH, title="plans", state="placed", outcome=Outcome.PLACED, finished=time.time(),
                 folder="/gone/plans")
    )  # fmt: skip
    waits(qtbot, lambda: window.transfers.model.place(new_id(20)) is not None)
    select(window, 20)
    act(window, "show-folder")
    waits(qtbot, lambda: line_of(window, "The folder /gone/plans is not there any more."))


def test_what_was_not_sent_is_not_called_stored(window: MainWindow, qtbot: QtBot) -> None:
    select(window, 4)
    act(window, "cancel")
    assert answer(qtbot, "Go on") == 'Cancel "camera-7"?'
    select(window, 3)
    act(window, "cancel")
    assert answer(qtbot, "Go on") == 'Cancel "drawings"? 804 MB was fetched already.'


@pytest.mark.parametrize(("page", "title"), [("transfers", "Tries"), ("inbox", "Available until"), ("history", "Took")])
def test_columns_are_those_of_the_page_in_front(window: MainWindow, page: str, title: str, qtbot: QtBot) -> None:
    window.show_page(page)
    act(window, "columns")
    menu = one(QMenu, qtbot)
    assert title in [action.text() for action in menu.actions()]
    menu.close()
    window.show_page("needs")
    assert not window.menus.actions["columns"].isEnabled()


def test_select_all_selects_in_the_list_that_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    window.transfers.table.setFocus()
    waits(qtbot, window.transfers.table.hasFocus)
    act(window, "select-all")
    assert len(window.transfers.selected()) == 9
    act(window, "history")
    waits(qtbot, window.history.table.hasFocus)
    waits(qtbot, lambda: window.history.model.rowCount() > 1)
    act(window, "select-all")
    assert len(window.history.selected()) == window.history.model.rowCount()


def test_a_click_on_a_card_shows_its_transfers_only(window: MainWindow, qtbot: QtBot) -> None:
    window.cards.choose("Ben")
    waits(
        qtbot,
        lambda: (
            [row.title for row in map(window.transfers.model.rows.get, window.transfers.model.lines)] == ["contracts"]
        ),
    )  # type: ignore[union-attr]
    window.cards.choose("")
    waits(qtbot, lambda: window.transfers.model.rowCount() == 9)


# --- details --------------------------------------------------------------------------------------------------------------


def test_enter_opens_the_details_and_of_a_failed_one_its_attempts(window: MainWindow, qtbot: QtBot) -> None:
    select(window, 1)
    qtbot.keyClick(window.transfers.table, Qt.Key.Key_Return)
    assert window.details.isVisible()
    assert window.details.row is not None
    assert window.details.row.title == "scans-41"
    assert window.details.tabs.currentIndex() == 0
    select(window, 9)
    qtbot.keyClick(window.transfers.table, Qt.Key.Key_Return)
    assert window.details.row.title == "key-plan.dwg"
    assert window.details.tabs.tabText(window.details.tabs.currentIndex()) == "Attempts"


def test_details_follow_the_selection_and_f4_closes_them(window: MainWindow, qtbot: QtBot) -> None:
    act(window, "details")
    select(window, 1)
    assert window.details.row is not None
    assert window.details.row.id == new_id(1)
    select(window, 2)
    assert window.details.row.id == new_id(2)
    act(window, "details")
    assert window.details.isHidden()


def test_details_end_with_their_transfer(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    act(window, "details")
    select(window, 9)
    engine.tell(Gone("transfer", new_id(9)))
    waits(qtbot, lambda: window.details.row is None)


# --- other windows --------------------------------------------------------------------------------------------------------


def test_the_first_steps_are_shown_where_there_is_no_cluster(make_bridge: Make, profile: object, qtbot: QtBot) -> None:
    (profile / "towline.toml").write_text("")  # type: ignore[operator]
    window = open_window(make_bridge(WindowEngine()), qtbot)
    first = one(FirstRun, qtbot)
    first.close()
    act(window, "getting-started")
    one(FirstRun, qtbot)


def test_the_first_steps_are_not_shown_to_who_has_a_cluster(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.bridge.moved):
        window.bridge.look()
    assert not top(FirstRun)


def test_settings_open_once_and_again_after_they_were_closed(window: MainWindow, qtbot: QtBot) -> None:
    act(window, "settings")
    act(window, "test")
    settings = one(SettingsWindow, qtbot)
    settings.close()
    waits(qtbot, lambda: not top(SettingsWindow))
    qtbot.mouseClick(window.people, Qt.MouseButton.LeftButton)
    again = one(SettingsWindow, qtbot)
    assert again.page() is again._pages["people"]


def test_every_entry_that_opens_a_window_opens_one(window: MainWindow, qtbot: QtBot) -> None:
    for name in (
        "keyboard",
        "what-cluster-sees",
        "report",
        "about",
        "new-queue",
        "import-cluster",
        "send-files",
        "send-folder",
    ):
        before = {id(each) for each in QApplication.topLevelWidgets() if each.isVisible()}
        act(window, name)
        opened = [each for each in QApplication.topLevelWidgets() if each.isVisible() and id(each) not in before]
        assert opened, name
        for each in opened:
            each.close()


def test_a_double_click_on_a_card_edits_its_queue(window: MainWindow, qtbot: QtBot) -> None:
    window.cards.edit_asked.emit("Ben")
    assert one(QueueEditor, qtbot).isVisible()


def test_who_is_not_verified_can_be_verified_from_the_dialog(window: MainWindow, qtbot: QtBot) -> None:
    window._sending.verify_asked.emit("Carla")
    assert one(VerifyDialog, qtbot).isVisible()


def test_the_graph_is_opened_and_closed(window: MainWindow, qtbot: QtBot) -> None:
    act(window, "graph")
    assert window._status.graph.isVisible()
    act(window, "graph")
    assert not window._status.graph.isVisible()


def test_the_bar_below_says_clusters_rates_and_what_is_left(window: MainWindow, qtbot: QtBot) -> None:
    waits(qtbot, lambda: "running" in window._status.texts()["overall"])
    said = window._status.texts()
    assert "prod-eu: connected" in said["clusters"]
    assert "lab-us: cannot be reached" in said["clusters"]
    assert said["rates"] == "↑ 38 MB/s   ↓ 0"
    assert said["free"] == "412 GB free"


# --- leaving --------------------------------------------------------------------------------------------------------------


def test_closing_with_open_transfers_asks_and_stay_stays(window: MainWindow, qtbot: QtBot) -> None:
    told: list[int] = []
    window.closed.connect(lambda: told.append(1))
    window.close()
    assert answer(qtbot, "Stay") == "6 transfers go on when Towline starts again."
    assert window.isVisible()
    assert not told
    window.close()
    answer(qtbot, "Quit")
    waits(qtbot, lambda: not window.isVisible())
    assert told == [1]


def test_closing_while_something_is_typed_asks(make_bridge: Make, qtbot: QtBot) -> None:
    window = open_window(make_bridge(WindowEngine()), qtbot)
    act(window, "new-queue")
    editor = one(QueueEditor, qtbot)
    qtbot.keyClicks(editor.name, "HQ")
    window.close()
    assert answer(qtbot, "Stay") == "What you typed and did not save is lost."
    assert editor.isVisible()
    assert editor.name.text() == "HQ"


def test_closing_twice_asks_once(window: MainWindow, qtbot: QtBot) -> None:
    window.close()
    window.close()
    assert len(top(QMessageBox)) == 1
    answer(qtbot, "Stay")


def test_closing_with_nothing_open_does_not_ask(make_bridge: Make, qtbot: QtBot) -> None:
    window = open_window(make_bridge(WindowEngine()), qtbot)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert not top(QMessageBox)


def test_places_and_sizes_are_kept(make_bridge: Make, engine: WindowEngine, qtbot: QtBot) -> None:
    window = open_window(make_bridge(engine), qtbot)
    window.resize(780, 600)
    window._beside.setSizes([260, 520])
    act(window, "details")
    header = window.transfers.table.horizontalHeader()
    header.resizeSection(4, 333)
    waits(qtbot, lambda: not window.transfers.table._keep.isActive())
    beside = window._beside.sizes()
    window.leave()
    again = open_window(make_bridge(engine), qtbot)
    assert (again.width(), again.height()) == (780, 600)
    assert again._beside.sizes() == beside
    assert again.details.isVisible()
    assert again.transfers.table.horizontalHeader().sectionSize(4) == 333


def test_it_can_be_used_on_a_small_screen(window: MainWindow, qtbot: QtBot) -> None:
    waits(qtbot, lambda: "Needs you  4" in tabs(window))
    window.resize(760, 480)
    waits(qtbot, lambda: (window.width(), window.height()) == (760, 480))
    bar = window.tabs
    waits(qtbot, lambda: bar.tabRect(bar.count() - 1).right() < bar.width())
    for button in (
        window.toolbar.send,
        window.toolbar.fetch,
        window.toolbar.pause,
        window.toolbar.failed,
        window.search,
    ):
        assert window.rect().contains(button.mapTo(window, button.rect().bottomRight()))
    act(window, "details")
    assert window.transfers.table.viewport().height() >= 34  # a row is seen


@pytest.mark.parametrize("page", ["transfers", "inbox", "history"])
def test_every_column_fits_into_the_window_as_it_first_is(window: MainWindow, page: str, qtbot: QtBot) -> None:
    assert (window.width(), window.height()) == (1100, 720)
    window.show_page(page)
    table = {"transfers": window.transfers.table, "inbox": window.inbox.view, "history": window.history.table}[page]
    waits(qtbot, lambda: table.rows_model.lines)
    keys = [column.key for column in table.rows_model.columns]
    waits(qtbot, lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.columnWidth(keys.index("name")) >= 130
    window.resize(1400, 720)
    waits(qtbot, lambda: table.columnWidth(keys.index("name")) > 168)


def test_a_long_name_of_a_cluster_leaves_room_for_the_rest(window: MainWindow) -> None:
    button = window._status._clusters["prod-eu"]
    button._name = "c" * 64
    assert button.sizeHint().width() < 200


def test_chips_go_before_groups_where_there_is_little_room(window: MainWindow, qtbot: QtBot) -> None:
    corner = window.transfers.corner

    def make_room(beside_chips: int) -> None:
        width = corner._row.sizeHint().width() + beside_chips
        window.resize(window.width() + width - corner.width(), window.height())
        waits(qtbot, lambda: corner.width() == width)

    make_room(corner.group.sizeHint().width() + 20)
    assert not corner._row.isHidden() and not corner.group.isHidden()
    make_room(4)
    assert not corner._row.isHidden() and corner.group.isHidden() and corner.folded.isHidden()
    corner.mark_group("queue")  # what holds is said
    assert corner._row.isHidden() and not corner.folded.isHidden() and not corner.group.isHidden()
    corner.mark_group("none")
    make_room(-20)
    assert corner._row.isHidden() and not corner.folded.isHidden()


def test_a_failed_transfer_shows_its_cause_when_it_is_selected(window: MainWindow, qtbot: QtBot) -> None:
    act(window, "details")
    select(window, 1)
    assert window.details.tabs.currentIndex() == TABS.index("files")
    select(window, 9)
    assert window.details.tabs.currentIndex() == TABS.index("attempts")
