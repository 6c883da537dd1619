"""The first steps."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from made_rows import FINGERPRINT
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from settings_kit import GOOD, PracticeForTests, Steps, choose_file, click, push, texts
from window_engine import WindowEngine

from engine import settings
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.first_run import FirstRun
from gui.recovery_dialog import SaveRecovery


@pytest.fixture
def fresh(make_bridge: Callable[[WindowEngine], Bridge], profile: Path) -> Bridge:
    """A profile with nothing in it."""
    (profile / settings.FILE).write_text("")
    return make_bridge(WindowEngine())


@pytest.fixture
def panel(fresh: Bridge, qtbot: QtBot) -> FirstRun:
    made = FirstRun(fresh, test=Steps(GOOD), practice=PracticeForTests())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_needed_without_a_cluster_until_it_was_closed(fresh: Bridge, panel: FirstRun, qtbot: QtBot) -> None:
    assert FirstRun.needed(fresh)
    with qtbot.waitSignal(panel.finished):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not FirstRun.needed(fresh)


def test_it_is_not_needed_with_a_cluster(bridge: Bridge) -> None:
    assert not FirstRun.needed(bridge)


def test_every_step_can_be_skipped(panel: FirstRun, qtbot: QtBot) -> None:
    assert "How do your files travel?" in texts(panel)
    click(qtbot, panel, "Skip")
    assert "Who are you?" in texts(panel)
    click(qtbot, panel, "Skip")
    assert "Where do incoming files go?" in texts(panel)
    with qtbot.waitSignal(panel.finished):
        click(qtbot, panel, "Finish")


def test_connection_details_become_a_cluster(panel: FirstRun, fresh: Bridge, qtbot: QtBot) -> None:
    assert not push(panel, "Next").isEnabled()
    panel.travel.details.click()
    fields = {each.accessibleName(): each for each in panel.findChildren(QLineEdit)}
    qtbot.keyClicks(fields["Name"], "prod")
    qtbot.keyClicks(fields["Bootstrap servers"], "k1:9092")
    click(qtbot, panel, "Save anyway")
    qtbot.waitUntil(lambda: "prod" in fresh.settings.clusters)
    qtbot.waitUntil(lambda: push(panel, "Next").isEnabled())
    click(qtbot, panel, "Next")
    assert "Who are you?" in texts(panel)


def test_just_trying_starts_the_practice_cluster(panel: FirstRun, qtbot: QtBot) -> None:
    panel.travel.try_it.click()
    seen = texts(panel)
    assert "downloads about 90 MB once and uses about 330 MB" in seen
    assert "Nobody else can receive from it." in seen
    click(qtbot, panel, "Start")
    qtbot.waitUntil(lambda: push(panel, "Next").isEnabled())
    assert panel.travel.practice.state.text() == "On"


def test_the_name_is_told_and_the_fingerprint_shown(panel: FirstRun, fresh: Bridge, qtbot: QtBot) -> None:
    engine = fresh.engine
    assert isinstance(engine, WindowEngine)
    click(qtbot, panel, "Skip")
    qtbot.waitUntil(lambda: bool(panel.who.fingerprint.text()))
    assert panel.who.fingerprint.text().split() == FINGERPRINT.split()
    panel.who.name.setText("Anna of plant 7")
    click(qtbot, panel, "Next")
    qtbot.waitUntil(lambda: "Where do incoming files go?" in texts(panel))
    assert engine.of("my_rename") == [("Anna of plant 7",)]


def test_a_name_that_is_refused_stays_and_is_explained(panel: FirstRun, fresh: Bridge, qtbot: QtBot) -> None:
    engine = fresh.engine
    assert isinstance(engine, WindowEngine)
    engine.fail["my_rename"] = TowlineError("usage", what="'me' cannot be a name.", todo="Choose another one.")
    click(qtbot, panel, "Skip")
    qtbot.waitUntil(lambda: bool(panel.who.fingerprint.text()))
    panel.who.name.setText("me")
    click(qtbot, panel, "Next")
    qtbot.waitUntil(lambda: "'me' cannot be a name. Choose another one." in texts(panel))
    assert panel.who.name.text() == "me"


def test_the_recovery_file_can_be_saved_at_once(panel: FirstRun, fresh: Bridge, qtbot: QtBot) -> None:
    engine = fresh.engine
    assert isinstance(engine, WindowEngine)
    click(qtbot, panel, "Skip")
    qtbot.waitUntil(lambda: "No recovery file yet." in texts(panel))
    click(qtbot, panel, "Save recovery file…")
    dialog = panel.findChild(SaveRecovery)
    assert dialog.isVisible()
    engine.identity = replace(engine.identity, recovery_saved=time.time())
    dialog.saved.emit("/somewhere")
    qtbot.waitUntil(lambda: "Last saved " in texts(panel))


def test_the_download_folder_is_chosen(panel: FirstRun, fresh: Bridge, qtbot: QtBot, tmp_path: Path) -> None:
    click(qtbot, panel, "Skip")
    click(qtbot, panel, "Skip")
    assert "Nothing is fetched before you say so." in texts(panel)
    click(qtbot, panel, "Choose…")
    choose_file(qtbot, panel, tmp_path)
    qtbot.waitUntil(lambda: fresh.settings.agent.downloads == tmp_path)
    assert panel.where.folder.text() == str(tmp_path)


def test_it_starts_with_the_session_if_that_is_ticked(
    panel: FirstRun, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    click(qtbot, panel, "Skip")
    click(qtbot, panel, "Skip")
    assert panel.where.start.isVisible() and not panel.where.start.isChecked()
    panel.where.start.click()
    assert len(list((tmp_path / "config" / "autostart").iterdir())) == 1
    panel.where.start.click()
    assert not list((tmp_path / "config" / "autostart").iterdir())


def test_esc_keeps_connection_details_that_are_not_saved(panel: FirstRun, qtbot: QtBot) -> None:
    panel.travel.details.click()
    fields = {each.accessibleName(): each for each in panel.findChildren(QLineEdit)}
    qtbot.keyClicks(fields["Name"], "prod")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isVisible()
    fields["Name"].clear()
