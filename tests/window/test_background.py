"""Without a window: the tray with its states and menu, what closing means, notifications, and the hidden start."""

from __future__ import annotations

import plistlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_rows import BEN, offer, transfer
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QMessageBox, QSystemTrayIcon
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine
from window_kit import one, open_window, push, top

from engine.api import Outcome
from engine.api_pace import PaceRow, RestRow
from gui import notifications, tray
from gui.autostart import Autostart
from gui.background import KEEP, NOTICED
from gui.bridge import Bridge
from gui.general_page import GeneralPage
from gui.main_window import MainWindow
from gui.notifications import Notifications
from gui.tray import STATES, tray_icon


class FakeIcon(QObject):
    """An icon in a tray that nobody sees."""

    activated = Signal(QSystemTrayIcon.ActivationReason)
    messageClicked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown = False
        self.icons: list[QIcon] = []
        self.tip = ""
        self.messages: list[tuple[str, str]] = []

    def setContextMenu(self, menu: QMenu) -> None:
        self.menu = menu

    def setIcon(self, icon: QIcon) -> None:
        self.icons.append(icon)

    def setToolTip(self, text: str) -> None:
        self.tip = text

    def toolTip(self) -> str:
        return self.tip

    def showMessage(self, title: str, text: str, icon: QIcon) -> None:
        self.messages.append((title, text))

    def supportsMessages(self) -> bool:
        return True

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False


@pytest.fixture
def with_tray(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tray, "available", lambda: True)
    monkeypatch.setattr(
        tray, "QSystemTrayIcon", type("Icon", (FakeIcon,), {"ActivationReason": QSystemTrayIcon.ActivationReason})
    )
    yield


@pytest.fixture
def window(with_tray: None, bridge: Bridge, qtbot: QtBot) -> MainWindow:
    bridge.view.remove(KEEP)
    return open_window(bridge, qtbot)


def icon_of(window: MainWindow) -> FakeIcon:
    assert window.background.tray is not None
    icon = window.background.tray.icon
    assert isinstance(icon, FakeIcon)
    return icon


def entries(window: MainWindow) -> dict[str, object]:
    menu = icon_of(window).menu
    menu.aboutToShow.emit()
    return {entry.text(): entry for entry in menu.actions() if entry.text()}


def choose(menu: QMenu, text: str) -> None:
    next(entry for entry in menu.actions() if entry.text() == text).trigger()


# --- the icon -------------------------------------------------------------------------------------------------------------------


def test_every_state_has_a_shape_of_its_own(qtbot: QtBot) -> None:
    pictures = {
        bytes(
            tray_icon(state)
            .pixmap(44, 44)
            .toImage()
            .convertToFormat(tray_icon(state).pixmap(44, 44).toImage().Format.Format_Mono)
            .constBits()
        )
        for state in STATES
    }
    assert len(pictures) == len(STATES)


def test_the_icon_shows_what_a_person_should_know_first(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    shown = window.background.tray
    assert shown is not None
    qtbot.waitUntil(lambda: shown.state == "needs")  # the scene has questions
    window._count(2, 0)
    assert shown.state == "moving"
    engine.pace = PaceRow(rests=(RestRow("pause"),))
    qtbot.waitUntil(lambda: shown.state == "paused")
    for name, row in list(engine.link_rows.items()):
        engine.link_rows[name] = replace(row, state="failed")
    qtbot.waitUntil(lambda: shown.state == "offline")
    engine.rows.clear()
    engine.link_rows.clear()
    engine.pace = PaceRow()
    qtbot.waitUntil(lambda: shown.state == "idle")
    assert icon_of(window).tip == "Towline: nothing to do"
    window.hide()
    window._count_failed(window._failed + 3)
    assert shown.state == "failed" and "3 failed" in icon_of(window).tip
    window.come()
    assert shown.state == "idle"  # somebody could see it


def test_the_tip_says_what_goes_on_and_what_rests(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    window._count(2, 0)
    qtbot.waitUntil(lambda: " running, 38 MB/s, " in icon_of(window).tip)
    for row in list(engine.rows.values()):
        engine.rows[row.id] = replace(row, state="paused")
    engine.pace = PaceRow(rests=(RestRow("metered", "prod-eu"),))
    qtbot.waitUntil(lambda: icon_of(window).tip == "Towline: Paused: metered network")


# --- the menu -------------------------------------------------------------------------------------------------------------------


def test_its_menu_has_everything_that_is_done_without_the_window(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "Inbox (2 new)" in entries(window))
    assert {"Open Towline", "Send files…", "Send to", "Pause everything", "Speed limit", "Settings…", "Quit"} <= set(
        entries(window)
    )
    shown = window.background.tray
    assert shown is not None
    assert [entry.text() for entry in shown.queues.actions()] == ["Plant HQ", "Ben", "Public notices"]
    window.hide()
    choose(icon_of(window).menu, "Inbox (2 new)")
    assert window.isVisible() and window.page() is window.inbox
    choose(shown.pause, "Until I resume")
    qtbot.waitUntil(lambda: engine.of("pause_all") == [(0.0,)])


def test_a_click_opens_the_window(window: MainWindow) -> None:
    window.hide()
    icon_of(window).activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert not window.isVisible()
    icon_of(window).activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()


# --- closing and quitting ---------------------------------------------------------------------------------------------------------


def test_closing_leaves_the_icon_and_says_so_once(window: MainWindow, bridge: Bridge, qtbot: QtBot) -> None:
    ended: list[bool] = []
    window.closed.connect(lambda: ended.append(True))
    for _ in range(2):
        window.close()
        assert not window.isVisible() and not ended and not top(QMessageBox)
        window.come()
    ((title, _),) = icon_of(window).messages
    assert title == "Towline goes on here"
    assert bridge.view.value(NOTICED) is not None


def test_quitting_says_what_goes_on_at_the_next_start(window: MainWindow, qtbot: QtBot) -> None:
    ended: list[bool] = []
    window.closed.connect(lambda: ended.append(True))
    window.close()
    choose(icon_of(window).menu, "Quit")
    box = one(QMessageBox, qtbot)
    assert box.text() == "6 transfers go on when Towline starts again."
    push(box, "Quit")
    assert ended and not icon_of(window).shown


def test_closing_ends_it_where_a_person_chose_so(
    window: MainWindow, bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.rows.clear()
    qtbot.waitUntil(lambda: window._snapshot is not None and window._snapshot.open == 0)
    page = GeneralPage(bridge)
    qtbot.addWidget(page)
    assert page.keep.isChecked()
    page.keep.click()
    ended: list[bool] = []
    window.closed.connect(lambda: ended.append(True))
    window.close()
    assert ended


@pytest.mark.parametrize(("answer", "keeps"), [("Keep running", True), ("Quit", False)])
def test_without_a_tray_closing_asks_once(
    bridge: Bridge, engine: WindowEngine, qtbot: QtBot, answer: str, keeps: bool
) -> None:
    bridge.view.remove(KEEP)
    engine.rows.clear()
    window = open_window(bridge, qtbot)
    ended: list[bool] = []
    window.closed.connect(lambda: ended.append(True))
    window.close()
    assert window.isVisible()
    box = one(QMessageBox, qtbot)
    assert box.text().startswith("Keep running in the background?")
    push(box, answer)
    assert bool(ended) is not keeps and not window.isVisible()
    if keeps:
        window.come()
        window.close()
        assert not top(QMessageBox) and not window.isVisible()


def test_a_hidden_start_shows_no_window_but_never_without_a_tray(
    with_tray: None, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow(bridge)
    qtbot.addWidget(window, before_close_func=lambda _: window.leave())
    window.background.begin(hidden=True)
    assert not window.isVisible() and icon_of(window).shown
    monkeypatch.setattr(tray, "available", lambda: False)
    other = MainWindow(bridge)
    qtbot.addWidget(other, before_close_func=lambda _: other.leave())
    other.background.begin(hidden=True)
    assert not other.isVisible()  # a tray may come a little after the session
    for _ in range(20):
        other.background._look_again()
    assert other.isVisible()


def test_a_tray_that_comes_late_is_found(
    bridge: Bridge, qtbot: QtBot, with_tray: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray, "available", lambda: False)
    window = MainWindow(bridge)
    qtbot.addWidget(window, before_close_func=lambda _: window.leave())
    window.background.begin(hidden=True)
    monkeypatch.setattr(tray, "available", lambda: True)
    window.background._look_again()
    assert icon_of(window).shown and not window.isVisible()


# --- notifications ------------------------------------------------------------------------------------------------------------------


class Desktop:
    """What was shown, and whether a person looks at the window."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str, str]] = []
        self.in_front = False


@pytest.fixture
def desktop(bridge: Bridge, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Desktop:
    monkeypatch.setattr(notifications, "GATHER_MS", 1)
    found = Desktop()
    found.told = Notifications(bridge, lambda *said: found.shown.append(said), lambda: found.in_front, bridge)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(found.told._verified))  # type: ignore[attr-defined]
    return found


def failed(number: int, title: str) -> object:
    return transfer(number, title=title, outcome=Outcome.FAILED, state="failed", finished=time.time() + 1)


def test_what_failed_together_is_told_together(bridge: Bridge, desktop: Desktop, qtbot: QtBot) -> None:
    bridge.changed.emit([failed(n, f"scan-{n}") for n in range(100, 105)])
    qtbot.waitUntil(lambda: bool(desktop.shown))
    assert desktop.shown == [("5 transfers failed", "scan-100, scan-101, scan-102 and 2 more", "transfers")]


def test_a_name_is_no_markup_for_the_desktop(bridge: Bridge, desktop: Desktop, qtbot: QtBot) -> None:
    bridge.changed.emit([failed(100, "<a href=x>R&D</a>")])
    qtbot.waitUntil(lambda: bool(desktop.shown))
    assert desktop.shown[0][1] == "‹a href=x›R+D‹/a›"


def test_at_most_one_is_told_in_a_while_and_nothing_twice(bridge: Bridge, desktop: Desktop, qtbot: QtBot) -> None:
    bridge.changed.emit([failed(100, "one")])
    qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    bridge.changed.emit([failed(100, "one"), failed(101, "two")])
    bridge.changed.emit([offer(50, fingerprint=BEN, title="plans")])
    told = desktop.told  # type: ignore[attr-defined]
    assert told._rest.isActive() and not told._late.isActive() and len(desktop.shown) == 1
    told._rest.timeout.emit()
    assert desktop.shown[1] == ("1 transfers failed", "two\n1 bundles are new in the inbox: plans (Ben)", "transfers")


def test_only_verified_people_are_told_of(bridge: Bridge, desktop: Desktop, qtbot: QtBot) -> None:
    strangers = [offer(50, fingerprint="0 1"), offer(51, mine=True), offer(52, state="growing"), offer(53, seen=True)]
    bridge.changed.emit([*strangers, offer(54, title="plans")])
    qtbot.waitUntil(lambda: bool(desktop.shown))
    assert desktop.shown == [("1 bundles are new in the inbox", "plans (Ben)", "inbox")]


def test_everything_done_is_told_once_and_each_only_when_chosen(
    bridge: Bridge, engine: WindowEngine, desktop: Desktop, qtbot: QtBot
) -> None:
    done = [transfer(n, outcome=Outcome.STORED, state="stored", finished=time.time() + 1) for n in (100, 101)]
    bridge.changed.emit(done)
    assert not desktop.told._late.isActive()  # type: ignore[attr-defined]
    engine.rows.clear()
    qtbot.waitUntil(lambda: bool(desktop.shown))
    assert desktop.shown == [("Everything is done", "2 transfers are done.", "transfers")]


def test_what_is_seen_in_the_window_is_not_told(bridge: Bridge, desktop: Desktop) -> None:
    desktop.in_front = True
    bridge.changed.emit([failed(100, "one")])
    assert not desktop.told._late.isActive()  # type: ignore[attr-defined]


# --- starting with the session ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_it_starts_with_the_session_when_chosen(tmp_path: Path, platform: str) -> None:
    profile = tmp_path / 'a "b" $c'
    start = Autostart(profile, {}, platform, tmp_path)
    assert not start.on() and not list(tmp_path.iterdir())
    start.turn(True)
    assert start.on()
    if platform == "darwin":
        assert start.file().parent == tmp_path / "Library" / "LaunchAgents"
        assert plistlib.loads(start.file().read_bytes())["ProgramArguments"][-4:] == [
            "window", "--hidden", "--profile", str(profile),
        ]  # fmt: skip
    else:
        assert start.file().parent == tmp_path / ".config" / "autostart"
        (line,) = [line for line in start.file().read_text().splitlines() if line.startswith("Exec=")]
        assert line.endswith(f' window --hidden --profile "{tmp_path}/a \\\\"b\\\\" \\\\$c"')
    other = Autostart(tmp_path / "other", {}, platform, tmp_path)
    assert not other.on()
    start.turn(False)
    start.turn(False)
    assert not start.on()


def test_a_start_that_cannot_be_written_is_said(
    bridge: Bridge, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(blocked))
    page = GeneralPage(bridge)
    qtbot.addWidget(page)
    page.start.click()
    assert not page.start.isChecked() and "could not be changed" in page.strip.text.text()
