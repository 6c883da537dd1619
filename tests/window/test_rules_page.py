"""Fetch rules in the window: the ordered list, the editor with its preview, sharing, the choice of the first steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_rows import new_id
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from settings_kit import choose_file, push, texts
from shiboken6 import delete
from window_engine import WindowEngine

from engine import settings
from engine.api import Exists
from engine.api_rules import RulePreview
from gui.bridge import Bridge
from gui.first_run import BY_ITSELF, FirstRun
from gui.rule_editor import RuleEditor
from gui.rules_page import RulesPage, then
from gui.share_dialog import ShareDialog

OpenEditor = Callable[[str], RuleEditor]


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> RulesPage:
    made = RulesPage(bridge)
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    return made


@pytest.fixture
def edit(bridge: Bridge, qtbot: QtBot) -> Iterator[OpenEditor]:
    window = QWidget()

    def make(name: str = "") -> RuleEditor:
        editor = RuleEditor(bridge, name, window)
        with qtbot.waitExposed(editor):
            editor.show()
        qtbot.waitUntil(lambda: bool(editor.preview.text()))
        return editor

    yield make
    delete(window)


def rules(bridge: Bridge) -> list[settings.Rule]:
    return list(bridge.settings.rules)


def test_the_list_says_what_each_rule_does(page: RulesPage) -> None:
    rows = [[page.model.index(row, column).data() for column in range(5)] for row in range(2)]
    assert rows[0] == [
        "Plant scans", "from Ben, Team HQ · files *.tif, *.pdf",
        "/srv/in/{sender}/{date}/{path} · /mnt/mirror/{sender}", "Mirror", "Waiting: 2",
    ]  # fmt: skip
    assert rows[1] == ["everybody", "also people not verified", "/home/anna/Downloads/{sender}", "Keep both", "Off"]
    assert "48 GB of its 50 GB are used" in page.why.text()


def test_a_tick_switches_a_rule_on(page: RulesPage, bridge: Bridge, qtbot: QtBot) -> None:
    page.model.setData(page.model.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    qtbot.waitUntil(lambda: [rule.on for rule in rules(bridge)] == [True, True])


def test_rules_change_their_order(page: RulesPage, bridge: Bridge, qtbot: QtBot) -> None:
    page.table.setCurrentIndex(page.model.index(0, 0))
    assert not page.up.isEnabled()
    page.down.click()
    qtbot.waitUntil(lambda: [rule.name for rule in rules(bridge)] == ["everybody", "Plant scans"])


def test_removing_asks_and_forgets(page: RulesPage, bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.remove.click()
    assert "Remove the rule Plant scans?" in texts(page)
    push(page, "Remove it").click()
    qtbot.waitUntil(lambda: [rule.name for rule in rules(bridge)] == ["everybody"])
    assert ("rule_forget", ("Plant scans",)) in engine.asked


def test_an_empty_list_says_what_happens_without_rules(
    make_bridge: Callable[[WindowEngine], Bridge], qtbot: QtBot
) -> None:
    made = RulesPage(make_bridge(WindowEngine()))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(made.empty.isVisible)
    assert "waits in the Inbox" in made.empty.text()


def test_the_editor_shows_a_rule_and_what_it_would_do(edit: OpenEditor) -> None:
    editor = edit("Plant scans")
    assert editor.people.names() == ["Ben", "team:HQ"]
    assert editor.folders.templates() == ["/srv/in/{sender}/{date}/{path}", "/mnt/mirror/{sender}"]
    assert (editor.names.text(), editor.quota.text(), editor.exists.value()) == ("*.tif, *.pdf", "50 GB", "mirror")
    assert editor.preview.text() == "Would fetch 12 of 340 stored offers, 4.1 GB."
    assert editor.first.item(0).text().startswith("scans-1 · Ben · 18 files, 340 MB")
    assert "/srv/in/Anna/" in editor.folders.example.text()


def test_the_preview_follows_the_form_before_saving(
    edit: OpenEditor, engine: WindowEngine, bridge: Bridge, qtbot: QtBot
) -> None:
    editor = edit("Plant scans")
    engine.preview = RulePreview(stored=340, fits=3, would=0, entries=0, size=0, warnings=("Nobody here is called X.",))
    qtbot.keyClicks(editor.tags, "kind=scan")
    qtbot.waitUntil(lambda: editor.preview.text().startswith("Fits 3 of 340 stored offers."))
    assert "Nobody here is called X." in editor.preview.text()
    asked = [arguments[0] for method, arguments in engine.asked if method == "rule_preview"]
    assert asked[-1].tags == ("kind=scan",)
    assert rules(bridge)[0].tags == ()


def test_a_new_rule_is_saved_with_what_the_form_says(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("")
    assert editor.preview.text() == "Choose a folder to see what would be fetched."
    editor.save_button.click()
    assert "Give the rule a name." in texts(editor) and "Choose a folder." in texts(editor)
    editor.name.setText("night")
    editor.folders.set(["/srv/night/{sender}"])
    editor.exists.choose("newer")
    editor.since.choose("all")
    editor.max_size.setText("2 GB")
    editor.save_button.click()
    qtbot.waitUntil(lambda: [rule.name for rule in rules(bridge)] == ["Plant scans", "everybody", "night"])
    rule = rules(bridge)[2]
    assert (rule.to, rule.exists, rule.since, rule.max_size) == (
        ("/srv/night/{sender}",), Exists.NEWER, "all", 2_000_000_000,
    )  # fmt: skip


def test_a_program_and_an_event_follow_a_fetch(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("Plant scans")
    editor.post.template.setPlainText("{}")
    assert "Name the topic that the event goes to." in texts(editor)
    qtbot.keyClicks(editor.post.topic, "arrived")
    qtbot.keyClicks(editor.program.command, "'/opt/the ingest")
    assert "Close its quotes." in texts(editor)
    editor.save_button.click()
    assert editor.isVisible() and rules(bridge)[0].command == ()
    qtbot.keyClicks(editor.program.command, "' {path}")
    editor.save_button.click()
    qtbot.waitUntil(lambda: rules(bridge)[0].command == ("/opt/the ingest", "{path}"))
    assert (rules(bridge)[0].event_topic, rules(bridge)[0].event) == ("arrived", "{}")
    assert then(rules(bridge)[0]).endswith("then runs the ingest · then posts to arrived")
    again = edit("Plant scans")
    assert again.program.value() == "'/opt/the ingest' {path}"
    again.action.choose("tell")
    again.save_button.click()
    qtbot.waitUntil(lambda: rules(bridge)[0].command == ())
    assert rules(bridge)[0].event_topic == ""


def test_a_program_that_was_chosen_gets_each_file(edit: OpenEditor, tmp_path: Path, qtbot: QtBot) -> None:
    editor = edit("Plant scans")
    editor.program.choose_button.click()
    choose_file(qtbot, editor, tmp_path / "ingest")
    assert editor.program.value() == f"{tmp_path / 'ingest'} {{path}}" and editor.touched()


def test_unverified_senders_are_said_in_amber(edit: OpenEditor) -> None:
    editor = edit("Plant scans")
    editor.unverified.click()
    assert any("without asking" in text for text in editor.notes.texts())
    assert editor.unverified.property("kind") == "warning"


def test_what_cannot_be_saved_stays_in_the_form(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("Plant scans")
    editor.quota.setText("much")
    editor.save_button.click()
    qtbot.waitUntil(lambda: bool(editor.notes.texts()))
    assert editor.isVisible() and rules(bridge)[0].quota == 50_000_000_000
    editor.leave()


def test_the_first_steps_offer_to_fetch_by_itself(bridge: Bridge, qtbot: QtBot) -> None:
    panel = FirstRun(bridge)
    panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(panel)
    where = panel.where
    assert where.by_itself.isChecked()  # there is a rule already
    where.by_itself.click()
    qtbot.waitUntil(lambda: any(rule.name == BY_ITSELF and rule.on for rule in rules(bridge)))
    (rule,) = [rule for rule in rules(bridge) if rule.name == BY_ITSELF]
    assert rule.to[0].endswith("{sender}/{path}") and not rule.unverified and rule.since == "now"
    where.ask.click()
    qtbot.waitUntil(lambda: not any(rule.name == BY_ITSELF and rule.on for rule in rules(bridge)))


def test_sharing_adds_the_chosen_people(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.put(replace(engine.rows[new_id(7)], peer="Anna"))
    dialog = ShareDialog(bridge, [engine.rows[new_id(7)]])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.share_button.isEnabled()
    dialog.people.add("Ben")
    qtbot.waitUntil(dialog.share_button.isEnabled)
    with qtbot.waitSignal(dialog.shared) as told:
        dialog.share_button.click()
    assert told.args == ["Shared with Ben. Nothing was sent again."]
    assert ("share", (new_id(7), ["Ben"])) in engine.asked
