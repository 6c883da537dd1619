"""The settings window as a whole, and its pages General and Advanced."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot
from settings_kit import choose_file, click, push, texts
from window_engine import WindowEngine

from engine import settings, settings_edit
from gui import look
from gui.advanced_page import AdvancedPage, OriginsModel
from gui.bridge import Bridge
from gui.cluster_form import ClusterForm
from gui.cluster_import_dialog import ClusterImportDialog
from gui.cluster_page import ClusterPage
from gui.general_page import GeneralPage
from gui.people_page import PeoplePage
from gui.settings_window import SettingsWindow
from gui.teams_page import TeamsPage

PAGES = {
    "clusters": "Clusters",
    "identity": "My identity",
    "people": "People",
    "teams": "Teams",
    "limits": "Limits",
    "notifications": "Notifications",
    "general": "General",
    "advanced": "Advanced",
}


@pytest.fixture
def window(bridge: Bridge, qtbot: QtBot) -> SettingsWindow:
    made = SettingsWindow(bridge)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def administrated(engine: WindowEngine, profile: Path, tmp_path: Path, qapp: QApplication) -> Bridge:
    """A bridge over settings of which an administrator decided some; it is closed by the test."""
    theirs = tmp_path / "etc"
    theirs.mkdir()
    (theirs / "towline.toml").write_text(
        f'[agent]\ndownloads = "{tmp_path}"\n[cluster.prod-eu]\ngroup_prefix = "plant"\n'
    )
    load = lambda: settings.load(profile, None, {}, administrators=theirs)  # noqa: E731
    return Bridge(engine, profile, tmp_path / "state", load)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_shown_by_its_name(window: SettingsWindow, page: str) -> None:
    window.show_page(page)
    assert window.page().heading.text() == PAGES[page]
    assert window.list.currentItem().text() == PAGES[page]


def test_a_page_shows_what_was_asked_for_by_name(window: SettingsWindow, qtbot: QtBot) -> None:
    window.show_page("clusters", "lab-us")
    clusters = window.page()
    assert isinstance(clusters, ClusterPage)
    assert clusters.list.currentItem().text() == "lab-us"
    window.show_page("people", "Carla")
    people = window.page()
    assert isinstance(people, PeoplePage)
    qtbot.waitUntil(lambda: people.current() is not None)
    assert people.current().name == "Carla"  # type: ignore[union-attr]
    window.show_page("teams", "HQ")
    teams = window.page()
    assert isinstance(teams, TeamsPage)
    qtbot.waitUntil(teams.export.isEnabled)


def test_settings_of_another_program_are_imported_from_outside(window: SettingsWindow) -> None:
    window.show_page("general")
    window.import_cluster()
    assert window.page().findChild(ClusterImportDialog).isVisible()


def test_esc_closes_only_when_nothing_is_unsaved(window: SettingsWindow, qtbot: QtBot) -> None:
    clusters = window.page()
    assert isinstance(clusters, ClusterPage)
    form = clusters.stack.currentWidget()
    assert isinstance(form, ClusterForm)
    topic = next(each for each in form.findChildren(QLineEdit) if each.accessibleName() == "Topic")
    qtbot.keyClicks(topic, "x")
    window.show_page("general")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.page() is clusters
    assert "What you typed here is not saved yet." in texts(clusters)
    click(qtbot, form, "Discard changes")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_closing_keeps_what_was_typed(window: SettingsWindow, qtbot: QtBot) -> None:
    clusters = window.page()
    assert isinstance(clusters, ClusterPage)
    clusters.show_new()
    form = clusters.stack.currentWidget()
    assert isinstance(form, ClusterForm)
    qtbot.keyClicks(form._name, "press")
    window.close()
    window.show()
    assert form._name.text() == "press"
    form._name.clear()


def test_all_pages_work_in_a_small_window(window: SettingsWindow, qtbot: QtBot) -> None:
    window.resize(760, 480)
    for page, title in PAGES.items():
        window.show_page(page)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (760, 480), page
        for area in window.page().findChildren(QScrollArea):
            assert not area.isVisible() or area.widget().width() <= area.viewport().width(), page
        assert window.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole) == title


def test_pages_are_reached_by_the_keyboard(window: SettingsWindow, qtbot: QtBot) -> None:
    window.list.setFocus()
    qtbot.keyClick(window.list, Qt.Key.Key_Down)
    assert window.page().heading.text() == "My identity"


# --- general --------------------------------------------------------------------------------------------------------------


def test_the_appearance_changes_at_once_and_is_kept(bridge: Bridge, qtbot: QtBot) -> None:
    page = GeneralPage(bridge)
    qtbot.addWidget(page)
    page.show()
    page.scheme.setFocus()
    page.scheme.choose("dark")
    page.scheme.activated.emit(2)
    assert look.look().dark
    assert bridge.view.value("scheme") == "dark"
    page.scheme.choose("light")
    page.scheme.activated.emit(1)
    assert not look.look().dark


def test_the_language_is_kept_for_the_next_start(bridge: Bridge, qtbot: QtBot) -> None:
    page = GeneralPage(bridge)
    qtbot.addWidget(page)
    page.show()
    page.language.choose("de")
    page.language.activated.emit(2)
    assert bridge.view.value("language") == "de"
    assert "The window speaks it when Towline starts the next time." in texts(page)


def test_the_download_folder_is_chosen(bridge: Bridge, engine: WindowEngine, qtbot: QtBot, tmp_path: Path) -> None:
    page = GeneralPage(bridge)
    qtbot.addWidget(page)
    page.show()
    folder = tmp_path / "in"
    folder.mkdir()
    click(qtbot, page, "Choose…")
    choose_file(qtbot, page, folder)
    qtbot.waitUntil(lambda: page.folder.text() == str(folder))
    assert bridge.settings.agent.downloads == folder
    assert engine.of("apply")


def test_a_download_folder_of_an_administrator_is_locked(administrated: Bridge, qtbot: QtBot, tmp_path: Path) -> None:
    page = GeneralPage(administrated)
    qtbot.addWidget(page)
    page.show()
    assert not push(page, "Choose…").isEnabled()
    assert f"Set in {tmp_path / 'etc' / 'towline.toml'}:2" in texts(page)
    administrated.close()


def test_the_length_of_the_history_is_chosen(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    page = GeneralPage(bridge)
    qtbot.addWidget(page)
    page.show()
    assert page.history.currentText() == "1 year"
    page.history.choose("30")
    page.history.activated.emit(0)
    qtbot.waitUntil(lambda: bridge.settings.agent.history == 30 * 86_400)
    page.history.choose("forever")
    page.history.activated.emit(0)
    qtbot.waitUntil(lambda: bridge.settings.agent.history == float("inf"))
    assert engine.of("apply")
    settings_edit.set_agent(bridge.profile, {"history": "200d"})
    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(page, lambda: None)
    assert page.history.currentText() == "200 days"


# --- advanced -------------------------------------------------------------------------------------------------------------


def test_every_setting_says_where_it_comes_from_and_no_secret_is_shown(
    administrated: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    settings_edit.set_cluster(
        administrated.profile,
        "prod-eu",
        {"security": "sasl_ssl", "mechanism": "PLAIN", "user": "edge", "password": "hunter2"},
        administrated.settings,
    )
    page = AdvancedPage(administrated)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(administrated.settings_changed):
        administrated.edit(page, lambda: None)
    model = page.table.model()
    rows = {
        model.index(at, 0).data(): (model.index(at, 1).data(), model.index(at, 2).data())
        for at in range(model.rowCount())
    }
    assert rows["cluster.prod-eu.group_prefix"] == ("plant", f"Set in {tmp_path / 'etc' / 'towline.toml'}:4")
    assert rows["cluster.prod-eu.password"][0] == "***"
    assert rows["cluster.prod-eu.user"][1].startswith("this profile, line ")
    assert rows["cluster.lab-us.topic"] == ("towline", "built in")
    assert "hunter2" not in str(rows)
    administrated.close()


def test_the_log_and_its_level_are_chosen(bridge: Bridge, qtbot: QtBot) -> None:
    page = AdvancedPage(bridge)
    qtbot.addWidget(page)
    page.show()
    page.log_file.setChecked(True)
    qtbot.waitUntil(lambda: bridge.settings.agent.log == "file")
    page.level.choose("warning")
    page.level.activated.emit(1)
    qtbot.waitUntil(lambda: bridge.settings.agent.log_level == "warning")
    assert page.log_file.isChecked() and page.level.value() == "warning"


def test_an_administrators_history_and_log_level_are_locked(
    administrated: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    theirs = tmp_path / "etc" / "towline.toml"
    theirs.write_text('[agent]\nhistory = "90d"\nlog_level = "error"\n')
    with qtbot.waitSignal(administrated.settings_changed):
        administrated.edit(administrated, lambda: None)
    general, advanced = GeneralPage(administrated), AdvancedPage(administrated)
    for page in (general, advanced):
        qtbot.addWidget(page)
        page.show()
    assert not general.history.isEnabled() and general.history.value() == "90"
    assert not advanced.level.isEnabled() and advanced.level.value() == "error"
    assert advanced.log_file.isEnabled()
    assert f"Set in {theirs}:2" in texts(general) and f"Set in {theirs}:3" in texts(advanced)
    administrated.close()


def test_the_model_of_the_settings_is_one(bridge: Bridge) -> None:
    model = OriginsModel(bridge)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.load(bridge.settings.origins)
    assert tester.model() is model
