"""The window at the agent of another account: it shows what there is, offers what one may, and says so where one may not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_rows import new_id
from other_account import OtherAgent
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine
from window_kit import drop, drop_on_card, files, line_of, menu_titles, open_window, select, tabs, texts, waits
from window_scene import scene

from engine.api import QueueRow, Renewed, SettingsRead
from engine.child_session import GuestSession
from engine.cli import build_parser
from engine.cli_parser import parse
from engine.cli_print import Screen
from engine.cli_session import Command
from engine.door import METHODS
from engine.door_accounts import LOOK, STEER, Visit
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.guest import NEEDS
from gui.guest_bridge import GuestBridge
from gui.main_window import MainWindow
from gui.settings_window import FOR_GUESTS

PATIENCE = 60_000  # ms for another process
FREE = {
    "close", "quit", "copy-name", "copy-path", "copy-reference", "copy-sha256", "select-all", "find", "settings", "transfers",
    "inbox", "needs", "history", "next-pane", "details", "columns", "group-none", "group-queue", "group-cluster",
    "group-day", "graph", "refresh", "stations", "properties", "keyboard", "what-cluster-sees", "report", "about",
}  # fmt: skip  # what anybody may do who looks


class Door:
    """An engine for tests behind a door that lets `visit` in; what it refused."""

    def __init__(self, engine: WindowEngine, visit: Visit) -> None:
        self.engine = engine
        self.visit = visit
        self.refused: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name in METHODS and name not in self.visit.methods:
            return lambda *_, **__: self._refuse(name)
        return getattr(self.engine, name)

    def _refuse(self, name: str) -> None:
        self.refused.append(name)
        raise TowlineError("door-only-some")


Make = Callable[..., tuple[MainWindow, Door]]


@pytest.fixture(name="visit")
def visit_fixture(scheme: str, tmp_path: Path, qtbot: QtBot) -> Iterator[Make]:
    """A window at the agent of svc, which has everything; and its door."""
    made: list[GuestBridge] = []

    def make(methods: frozenset[str] = LOOK, engine: WindowEngine | None = None) -> tuple[MainWindow, Door]:
        door = Door(engine or scene(), Visit("svc", methods))
        made.append(GuestBridge(door, tmp_path, tmp_path / "state", lambda: door.visit))  # type: ignore[arg-type]
        window = open_window(made[-1], qtbot)
        waits(qtbot, lambda: made[-1].visit.methods == methods)
        return window, door

    yield make
    for bridge in made:
        bridge.close()


def said(window: MainWindow) -> str:
    assert window.guest is not None and window.guest.line.isVisible()
    return window.guest.line.text()


def test_whose_agent_it_is_and_what_one_may_there_is_said(visit: Make) -> None:
    window, _ = visit(LOOK)
    assert said(window) == "The agent of svc. You are looking only; nothing can be changed here."
    assert window.windowTitle() == "svc, looking only - Towline"
    window, _ = visit(STEER)
    assert "You may pause and go on" in said(window)
    assert window.windowTitle() == "svc, may pause and go on - Towline"


def test_at_home_nothing_is_said_of_guests(bridge: Bridge, qtbot: QtBot) -> None:
    window = open_window(bridge, qtbot)
    assert window.guest is None and window.windowTitle() == "Towline"
    assert window.toolbar.send.isVisible() and window.menus.actions["new-queue"].isEnabled()


def test_every_menu_entry_is_for_everybody_or_needs_a_method(visit: Make) -> None:
    window, _ = visit()
    needing = [name for names in NEEDS.values() for name in names]
    assert sorted([*needing, *FREE]) == sorted(window.menus.actions)
    assert set(NEEDS) <= METHODS


def test_who_looks_is_offered_nothing_that_changes_anything(visit: Make) -> None:
    window, _ = visit(LOOK)
    select(window, 1)
    for name in (name for names in NEEDS.values() for name in names):
        action = window.menus.actions[name]
        assert not action.isEnabled() and action.toolTip() == "You may only look at the agent of svc.", name
    bar = window.toolbar
    assert not any(each.isVisible() for each in (bar.send, bar.fetch, bar.pause, bar.failed)) and bar.search.isVisible()
    window.cards.open_menu("Ben", QPoint())
    assert menu_titles(window.cards.menu) == ["Pause all of it", "Resume all of it"]
    assert not any(action.isEnabled() for action in window.cards.menu.actions() if not action.isSeparator())
    window.cards.menu.close()


def test_who_steers_may_pause_and_go_on_and_no_more(visit: Make, qtbot: QtBot) -> None:
    window, door = visit(STEER)
    select(window, 1)
    actions, bar = window.menus.actions, window.toolbar
    assert all(actions[name].isEnabled() for name in ("pause", "pause-all", "retry", "cancel", "up", "limit"))
    for name in ("send-files", "new-queue", "withdraw", "share", "verify", "import", "show-folder"):
        assert not actions[name].isEnabled() and actions[name].toolTip() == "Only svc itself can do that.", name
    assert bar.pause.isVisible() and bar.failed.isVisible() and not bar.send.isVisible()
    actions["pause"].trigger()
    waits(qtbot, lambda: door.engine.of("pause"))
    assert door.engine.of("pause") == [([new_id(1)],)] and door.refused == []


@pytest.mark.parametrize("methods", [LOOK, STEER], ids=["look", "steer"])
def test_every_page_is_shown_and_nothing_is_asked_that_is_refused(
    visit: Make, qtbot: QtBot, methods: frozenset[str]
) -> None:
    window, door = visit(methods)
    assert tabs(window) == ["Transfers  6", "Inbox  2 new", "Needs an answer  4", "History"]
    assert window.cards.model.names() == ["Plant HQ", "Ben", "Public notices"]
    select(window, 1)
    window.menus.actions["properties"].trigger()
    for page in ("inbox", "needs", "history"):
        window.show_page(page)
    window.inbox.view.select_lines([0])
    waits(qtbot, lambda: window.inbox.pane.rows and not window.inbox.pane._reading)
    assert not window.inbox.pane.bar.isVisible()
    for page in FOR_GUESTS:
        window._windows.show_settings(page)
    settings = window._windows._settings
    assert settings is not None and settings.list.count() == len(FOR_GUESTS)
    for page in FOR_GUESTS:
        settings.show_page(page)
        waits(qtbot, lambda: settings.page().table.model().rowCount())  # type: ignore[attr-defined]
        assert [each.text() for each in settings.page().findChildren(QPushButton) if each.isVisible()] == [], page
    window._windows.show_settings("limits")  # of the agent alone
    assert door.refused == []
    settings.close()


def test_questions_are_shown_without_answers(visit: Make, qtbot: QtBot) -> None:
    window, _ = visit(STEER)
    window.show_page("needs")
    waits(qtbot, lambda: window.needs.model.questions)
    assert all(question.choices == () for question in window.needs.model.questions)
    window.needs.view.selectAll()
    assert window.needs.bar.buttons() == [] and "no answer in common" not in texts(window.needs.bar)


def test_what_is_dropped_is_refused_with_a_sentence(visit: Make, qtbot: QtBot) -> None:
    window, door = visit(LOOK)
    refusal = "Nothing can be sent from here. You may only look at the agent of svc."
    drop_on_card(window, "Ben", "/data/scans-41")
    waits(qtbot, lambda: line_of(window, "Nothing can be sent") == refusal)
    window.strip.take("not-sent")
    assert drop(window, files(["/data/scans-41"]), QPoint(600, 400))
    waits(qtbot, lambda: line_of(window, "Nothing can be sent") == refusal)
    assert door.refused == []


def test_a_queue_is_not_edited(visit: Make) -> None:
    window, _ = visit(STEER)
    window.cards.view.edited.emit("Ben")
    assert line_of(window, "Only svc itself can do that.")


def test_rights_that_change_change_what_is_offered(visit: Make, qtbot: QtBot) -> None:
    window, door = visit(LOOK)
    bridge = window.bridge
    assert isinstance(bridge, GuestBridge)
    for methods in (STEER, LOOK):
        door.visit = Visit("svc", methods)
        bridge.see()
        waits(qtbot, lambda methods=methods: bridge.visit.methods == methods)
        select(window, 1)
        assert window.menus.actions["pause"].isEnabled() is (methods is STEER)
        assert window.toolbar.pause.isVisible() is (methods is STEER)


@pytest.mark.parametrize("error", [TowlineError("agent-away", account="svc"), TowlineError("door-not-named")])
def test_an_agent_that_ends_or_shuts_its_door_is_told_and_comes_back(
    visit: Make, qtbot: QtBot, error: TowlineError
) -> None:
    window, door = visit(STEER)
    door.engine.snapshot = lambda: door_closed(error)  # type: ignore[method-assign]
    window.bridge.look()
    waits(qtbot, lambda: line_of(window, error.sentence))
    assert window.transfers.model.rows, "what was told last stays to be seen"
    del door.engine.snapshot
    window.bridge._heard(Renewed())
    waits(qtbot, lambda: not line_of(window, error.sentence))


def door_closed(error: TowlineError) -> None:
    raise error


def test_what_is_set_up_there_is_seen_once_its_agent_read_it(visit: Make, qtbot: QtBot) -> None:
    window, door = visit(LOOK)
    door.engine.queues = lambda: [QueueRow("new", "prod-eu", ("Ben",))]  # type: ignore[method-assign]
    door.engine.tell(SettingsRead())
    waits(qtbot, lambda: window.cards.model.names() == ["new"])


def test_nothing_is_asked_when_a_guest_closes_the_window(visit: Make, qtbot: QtBot) -> None:
    window, _ = visit(LOOK)
    assert window.background.tray is None
    with qtbot.waitSignal(window.closed):
        window.close()


def test_settings_are_not_changed_by_a_guest(visit: Make, qtbot: QtBot) -> None:
    window, door = visit(STEER)
    failed: list[TowlineError] = []
    window.bridge.edit(window, lambda: pytest.fail("it was changed"), failed=failed.append)
    assert [error.word for error in failed] == ["door-only-some"] and door.engine.of("apply") == []


# --- for real -------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can be several accounts")
def test_a_window_is_opened_on_an_agent_that_runs_as_another_account(
    scheme: str, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOWLINE_STATE", str(tmp_path / "state"))
    with OtherAgent() as agent:
        words = ["--profile", str(agent.profile), "window"]
        screen = Screen(as_json=False, quiet=False, verbose=False, no_color=True)
        command = Command(parse(build_parser(words), words), screen, os.environ)
        session = GuestSession(command, "")
        session.open()
        bridge = GuestBridge(session.engine, tmp_path, tmp_path / "state", lambda: session.visit, session.account)
        window = open_window(bridge, qtbot)
        waits(qtbot, lambda: "You may pause and go on" in said(window), PATIENCE)
        assert said(window).startswith(f"The agent of {agent.account}. ")
        waits(qtbot, lambda: window.cards.model.names() == ["hq"], PATIENCE)
        window.menus.actions["pause-all"].trigger()
        waits(qtbot, lambda: "pause_all" in agent.asked(), PATIENCE)
        agent.end()
        waits(qtbot, lambda: line_of(window, f"The agent of {agent.account} does not run now."), PATIENCE)
        window.leave()
        bridge.close()
        session.close()
        assert {path.stat().st_uid for path in agent.profile.rglob("*")} <= {agent.user}
