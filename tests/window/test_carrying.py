"""Settings in a file for another computer, and such a file taken over: nothing secret goes out, nothing unseen comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from settings_kit import choose_file, click

from engine import settings, settings_edit
from engine.errors import TowlineError
from gui.advanced_page import AdvancedPage
from gui.bridge import Bridge
from gui.carrying import TakingOver, is_settings
from gui.main_window import MainWindow

NEW = '[queue.carried]\ncluster = "prod-eu"\nto = ["Ben"]\n'
OTHER = '[queue.Ben]\ncluster = "lab-us"\nto = ["Ben"]\n'
RUNS = '[rule.in]\nto = ["/srv/in"]\nexec = "/usr/bin/ingest {path}"\n'


@pytest.fixture
def said() -> list[str]:
    return []


def take(bridge: Bridge, qtbot: QtBot, text: str, said: list[str]) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)

    def failed(error: TowlineError) -> None:
        said.append(error.sentence)

    TakingOver(bridge, window, text, Path("/mnt/office.toml"), said.append, failed)
    return window


def asked(qtbot: QtBot, window: QWidget) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    return window.findChildren(QMessageBox)[0]


def answer(box: QMessageBox, title: str) -> None:
    next(button for button in box.buttons() if button.text() == title).click()


def test_settings_are_written_without_secrets_and_what_is_missing_is_named(
    bridge: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    secret = {"security": "sasl_plaintext", "mechanism": "PLAIN", "user": "edge", "password": {"file": "/etc/pw"}}
    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(
            bridge,
            lambda: settings_edit.set_cluster(
                bridge.profile, "prod-eu", {**secret, "password": "hunter2"}, bridge.settings
            ),
        )
    page, file = AdvancedPage(bridge), tmp_path / "taken.toml"
    qtbot.addWidget(page)
    page.show()
    click(qtbot, page, "Export settings…")
    choose_file(qtbot, page, file)
    qtbot.waitUntil(page.strip.isVisible)
    text = file.read_text()
    assert "hunter2" not in text and "vault" not in text and "k1.example.net:9093" in text
    assert file.stat().st_mode & 0o077 == 0
    assert page.strip.text.text() == (
        f"Wrote the settings to {file}. No password or key is in it."
        " To be set anew on the other computer: cluster.prod-eu.password."
    )


def test_the_menu_exports_and_says_so_in_the_strip(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> None:
    window, file = MainWindow(bridge), tmp_path / "taken.toml"
    qtbot.addWidget(window)
    window.show()
    window.menus.actions["export"].trigger()
    choose_file(qtbot, window, file)
    qtbot.waitUntil(lambda: any(f"Wrote the settings to {file}" in text for text in window.strip.texts()))
    assert is_settings(file.read_text())


def test_what_is_new_comes_at_once(bridge: Bridge, qtbot: QtBot, said: list[str]) -> None:
    take(bridge, qtbot, NEW, said)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["Took over the settings in office.toml: 1 new, 0 as they were."]
    assert "carried" in bridge.settings.queues


@pytest.mark.parametrize(("choice", "cluster"), [("Keep mine", "prod-eu"), ("Take the new ones", "lab-us")])
def test_what_differs_is_replaced_only_after_a_yes(
    bridge: Bridge, qtbot: QtBot, said: list[str], choice: str, cluster: str
) -> None:
    box = asked(qtbot, take(bridge, qtbot, OTHER, said))
    assert "queue.Ben" in box.text() and box.defaultButton().text() == "Keep mine"
    answer(box, choice)
    qtbot.waitUntil(lambda: bool(said))
    assert bridge.settings.queues["Ben"].cluster == cluster


def test_no_program_comes_along_unseen(bridge: Bridge, qtbot: QtBot, said: list[str]) -> None:
    before = (bridge.profile / settings.FILE).read_text()
    box = asked(qtbot, take(bridge, qtbot, RUNS, said))
    assert "/usr/bin/ingest {path}" in box.text()
    answer(box, "Take nothing over")
    qtbot.waitUntil(lambda: said == ["Nothing was taken over from office.toml."])
    assert (bridge.profile / settings.FILE).read_text() == before
    answer(asked(qtbot, take(bridge, qtbot, RUNS, said)), "Take over")
    qtbot.waitUntil(lambda: len(said) == 2)
    assert [rule.command for rule in bridge.settings.rules if rule.name == "in"] == [("/usr/bin/ingest", "{path}")]


def test_a_file_that_is_no_settings_changes_nothing(bridge: Bridge, qtbot: QtBot, said: list[str]) -> None:
    before = (bridge.profile / settings.FILE).read_text()
    take(bridge, qtbot, "[queue", said)
    qtbot.waitUntil(lambda: bool(said))
    assert "This is not TOML" in said[0]
    assert (bridge.profile / settings.FILE).read_text() == before
