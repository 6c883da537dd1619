"""What holds for everything at once, in the window: the strip, the turtle, the menus, and the settings for it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from settings_kit import texts
from window_engine import WindowEngine
from window_kit import open_window, push

from engine import settings, week
from engine.api_pace import RESTS, PaceRow, RestRow
from engine.week import HALF_HOURS
from gui import words
from gui.bridge import Bridge
from gui.limits_page import LimitsPage
from gui.main_window import MainWindow
from gui.notifications_page import NotificationsPage
from gui.pace_menus import LimitMenu, PauseMenu, tomorrow
from gui.week_grid import WeekGrid


@pytest.fixture
def window(bridge: Bridge, qtbot: QtBot) -> MainWindow:
    return open_window(bridge, qtbot)


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> LimitsPage:
    made = LimitsPage(bridge)
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    return made


def choose(menu: QMenu, text: str) -> None:
    next(entry for entry in menu.actions() if entry.text() == text).trigger()


def checked(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [entry.text() for entry in menu.actions() if entry.isChecked()]


# --- strip and words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rest", "said", "answer"),
    [
        (RestRow("pause"), "Everything is paused until you resume.", "Resume"),
        (RestRow("schedule", until=time.time() + 60), "Paused by your schedule until ", "Continue anyway"),
        (RestRow("metered", "prod-eu"), "prod-eu rests on this metered network.", "Continue anyway"),
        (RestRow("battery"), "Paused: the battery is below 0 %.", "Continue anyway"),
        (RestRow("limit", kind="send"), "Sending is paused: its limit is 0.", "Continue anyway"),
        (RestRow("limit", kind="fetch"), "Fetching is paused: its limit is 0.", "Continue anyway"),
        (RestRow("room"), "Some fetches wait: 1.0 GB are to stay free on the disk.", "Continue anyway"),
    ],
)
def test_what_rests_is_said_with_its_reason_and_goes_on_anyway(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot, rest: RestRow, said: str, answer: str
) -> None:
    engine.pace = PaceRow(rests=(rest,))
    qtbot.waitUntil(lambda: any(line.startswith(said) for line in window.strip.texts()))
    push(window.strip, answer)
    qtbot.waitUntil(lambda: engine.of("go_on") == [(rest.word,)])
    qtbot.waitUntil(lambda: not any(line.startswith(said) for line in window.strip.texts()))


def test_every_reason_has_its_words(engine: WindowEngine) -> None:
    row = replace(next(iter(engine.rows.values())), state="paused")
    for word in RESTS[:-1]:  # room holds single fetches, which say so themselves
        assert words.transfer_status(replace(row, rests=word)) != f"Paused: {word}" or word in ("battery", "schedule")
    until = datetime.now().replace(hour=18, minute=0).timestamp()
    said = words.transfer_status(replace(row, rests="schedule", next_try=until))
    assert said == f"Paused: schedule until {words.clock(until)}"


# --- menus and turtle -----------------------------------------------------------------------------------------------------------


def test_everything_is_paused_for_a_while_and_resumed(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    menu = window.toolbar.pause.menu()
    assert isinstance(menu, PauseMenu)
    assert next(entry.text() for entry in menu.actions()) == "For 30 minutes"
    choose(menu, "For 2 hours")
    qtbot.waitUntil(lambda: bool(engine.of("pause_all")))
    assert abs(engine.of("pause_all")[0][0] - time.time() - 7200) < 60
    qtbot.waitUntil(lambda: window.toolbar.pause.text() == "Resume")
    window.transfers.table.clearSelection()
    window.toolbar.pause.click()
    qtbot.waitUntil(lambda: window.toolbar.pause.text() == "Pause")
    assert not engine.pace.rests


def test_the_status_bar_says_what_rests_and_has_the_way_to_go_on(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    bar = window._status
    assert bar.paused.isHidden()
    choose(window.toolbar.pause.menu(), "Until tomorrow 8:00")
    qtbot.waitUntil(lambda: bar.texts()["paused"].startswith("Paused until tomorrow 08:00, "))
    menu = bar.paused.menu()
    menu.aboutToShow.emit()
    assert {"Resume", "For 2 hours", "Until tomorrow 8:00"} <= {entry.text() for entry in menu.actions()}
    choose(menu, "Resume")
    qtbot.waitUntil(bar.paused.isHidden)


def test_an_end_is_said_by_day_and_hour(engine: WindowEngine) -> None:
    today = datetime.now().replace(hour=14, minute=0)
    assert words.paused("pause", today.timestamp()) == "Paused until 14:00"
    assert words.paused("pause", 0.0) == "Paused until you resume"
    assert words.paused("schedule", (today + timedelta(days=1)).timestamp()) == "Paused: schedule until tomorrow 14:00"
    far = words.paused("pause", (today + timedelta(days=3)).timestamp())
    assert far.startswith("Paused until ") and far.endswith(" 14:00") and "tomorrow" not in far


def test_tomorrow_is_the_morning_of_the_next_day() -> None:
    at = datetime(2026, 12, 31, 23, 59).timestamp()
    assert datetime.fromtimestamp(tomorrow(at)) == datetime(2027, 1, 1, 8, 0)


def test_the_turtle_shows_the_limit_and_turns_it_on_and_off(
    window: MainWindow, engine: WindowEngine, bridge: Bridge, qtbot: QtBot
) -> None:
    turtle = window._status.turtle
    assert turtle.text() == "Off"
    choose(turtle.menu_, "500 kB/s")
    qtbot.waitUntil(lambda: turtle.text() == "500 kB/s")
    assert bridge.settings.limits.up == bridge.settings.limits.down == 500_000
    qtbot.waitUntil(lambda: checked(turtle.menu_) == ["500 kB/s"])
    turtle.click()
    qtbot.waitUntil(lambda: turtle.text() == "Off")
    turtle.click()
    qtbot.waitUntil(lambda: turtle.text() == "500 kB/s")
    assert "500 kB/s" in turtle.accessibleName()
    engine.pace = PaceRow(up=0, down=2_000_000, level="limited")
    qtbot.waitUntil(lambda: turtle.text() == "↑ 0  ↓ 2.0 MB/s")


def test_without_a_limit_the_turtle_shows_which_there_are(window: MainWindow, qtbot: QtBot) -> None:
    turtle = window._status.turtle
    turtle.click()
    assert isinstance(turtle.menu_, LimitMenu) and turtle.menu_.isVisible()
    choose(turtle.menu_, "Limits and schedule…")
    turtle.menu_.close()
    qtbot.waitUntil(lambda: window._windows._settings is not None)
    assert isinstance(window._windows._settings.page(), LimitsPage)


# --- settings -------------------------------------------------------------------------------------------------------------------------


def test_limits_are_saved_as_they_are_typed(page: LimitsPage, bridge: Bridge, qtbot: QtBot) -> None:
    page.up.setFocus()
    QTest.keyClicks(page.up, "2 MB/s")
    QTest.keyClick(page.up, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bridge.settings.limits.up == 2_000_000)
    page.down.setText("")
    QTest.keyClicks(page.down, "1,5 MB")
    QTest.keyClick(page.down, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bridge.settings.limits.down == 1_500_000)
    page.parallel.choose("3")
    page.parallel.activated.emit(page.parallel.currentIndex())
    qtbot.waitUntil(lambda: bridge.settings.limits.parallel == 3)
    page.awake.click()
    qtbot.waitUntil(lambda: not bridge.settings.limits.keep_awake)


def test_a_limit_that_is_none_is_said_and_stays_to_be_mended(page: LimitsPage, bridge: Bridge, qtbot: QtBot) -> None:
    page.up.setFocus()
    QTest.keyClicks(page.up, "fast")
    QTest.keyClick(page.up, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "'fast' is not a size." in texts(page))
    assert page.up.text() == "fast" and bridge.settings.limits.up is None


def test_the_battery_and_metered_networks_hold_back_when_chosen(page: LimitsPage, bridge: Bridge, qtbot: QtBot) -> None:
    assert not page.battery_percent.isEnabled()
    page.battery.click()
    qtbot.waitUntil(lambda: bridge.settings.limits.battery_below == 20)
    page.battery_percent.choose("35")
    page.battery_percent.activated.emit(page.battery_percent.currentIndex())
    qtbot.waitUntil(lambda: bridge.settings.limits.battery_below == 35)
    page.metered["prod-eu"].click()
    qtbot.waitUntil(lambda: bridge.settings.clusters["prod-eu"].not_on_metered)
    assert "is not known on this computer" in texts(page)


def test_hours_are_painted_with_the_mouse(page: LimitsPage, bridge: Bridge, qtbot: QtBot) -> None:
    grid = page.grid
    page.brushes[week.PAUSED].click()
    drag(grid, grid.centre(5, 0), grid.centre(6, HALF_HOURS - 1))
    qtbot.waitUntil(lambda: bridge.settings.limits.week == week.parse(["sat-sun paused"]))
    page.brushes[week.LIMITED].click()
    drag(grid, grid.centre(0, 16), grid.centre(4, 35))
    both = week.parse(["mon-fri 08:00-18:00 limited", "sat-sun paused"])
    qtbot.waitUntil(lambda: bridge.settings.limits.week == both)
    page.clear.click()
    qtbot.waitUntil(lambda: bridge.settings.limits.week.plain)


def drag(grid: WeekGrid, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(grid, end)
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)


def test_hours_are_painted_with_the_keyboard(page: LimitsPage, bridge: Bridge, qtbot: QtBot) -> None:
    grid = page.grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Home)
    for _ in range(3):
        QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: bridge.settings.limits.week == week.parse(["mon-tue 00:00-02:00 paused"]))
    assert grid.accessibleDescription().startswith("Tuesday 01:30 to 02:00: paused.")
    QTest.keyClick(grid, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bridge.settings.limits.week == week.parse(["mon-tue 00:00-02:00 limited"]))


def test_what_an_administrator_set_cannot_be_changed(
    engine: WindowEngine, profile: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    theirs = tmp_path / "etc"
    theirs.mkdir()
    (theirs / "towline.toml").write_text(
        '[limits]\nup = "1 MB/s"\nweek = ["sun paused"]\n[notifications]\neach = true\n'
    )
    bridge = Bridge(engine, profile, tmp_path, lambda: settings.load(profile, None, {}, administrators=theirs))
    page, notices, menu = LimitsPage(bridge), NotificationsPage(bridge), LimitMenu(bridge)
    for each in (page, notices, menu):
        qtbot.addWidget(each)
    assert not page.up.isEnabled() and page.down.isEnabled()
    assert not page.grid.isEnabled() and not page.clear.isEnabled()
    assert not notices.boxes["each"].isEnabled() and notices.boxes["failed"].isEnabled()
    assert [entry.isEnabled() for entry in menu.actions() if entry.text() == "1.0 MB/s"] == [False]
    bridge.close()


def test_notifications_are_chosen(bridge: Bridge, qtbot: QtBot) -> None:
    page = NotificationsPage(bridge)
    qtbot.addWidget(page)
    assert [box.isChecked() for box in page.boxes.values()] == [True, True, True, False]
    page.boxes["failed"].click()
    qtbot.waitUntil(lambda: not bridge.settings.notifications.failed)
