"""Another key for me, a stolen one, who keeps it; shutting somebody out; what is told after a key was changed."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from made_rows import person
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from settings_kit import choose_file, click, texts
from window_engine import WindowEngine

from engine.api_fleet import BackupRow, CardRow, GrantRow, InviteRow, KeyChange
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.grants_dialog import GrantsDialog, GrantsModel, lines_of
from gui.identity_page import IdentityPage
from gui.people_model import PEOPLE, PeopleModel
from gui.people_page import PeoplePage
from gui.recovery_dialog import SaveRecovery
from gui.stations_page import StationsPage
from gui.teams_page import TeamsPage


@pytest.fixture
def identity(bridge: Bridge, qtbot: QtBot) -> IdentityPage:
    made = IdentityPage(bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.copy_card.isEnabled)
    return made


def result(qtbot: QtBot, page: QWidget) -> GrantsDialog:
    qtbot.waitUntil(lambda: page.findChild(GrantsDialog) is not None)
    return page.findChild(GrantsDialog)


def cells(dialog: GrantsDialog) -> list[list[str]]:
    model = dialog.model
    return [[model.index(row, at).data() for at in range(3)] for row in range(model.rowCount())]


def test_changing_my_key_asks_first_and_tells_where_it_is(
    identity: IdentityPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.put(person("press-01", via="HQ", trust="invited"))
    click(qtbot, identity, "Change key…")
    click(qtbot, identity.strip, "Keep the key")
    assert not engine.of("my_change_key")
    click(qtbot, identity, "Change key…")
    assert "You need a new recovery file afterwards." in texts(identity)
    click(qtbot, identity.strip, "Change it")
    dialog = result(qtbot, identity)
    assert cells(dialog) == [
        ["Your card", "prod-eu", "Stands there"],
        ["Your card", "Practice", "Waiting for the cluster"],
        ["Key of HQ", "press-01", "Has it"],
    ]
    assert dialog.count.text().startswith("1 of these waits for its cluster")
    assert engine.identity.fingerprint in texts(dialog)
    qtbot.waitUntil(lambda: identity.recovery.text().startswith("No recovery file yet."))


def test_a_stolen_key_is_revoked_after_what_that_means(
    identity: IdentityPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    click(qtbot, identity, "This key was stolen…")
    assert "It cannot be undone, and whoever has the key still opens what was sealed to it." in texts(identity)
    click(qtbot, identity.strip, "Keep the key")
    assert not engine.of("my_revoke")
    click(qtbot, identity, "This key was stolen…")
    click(qtbot, identity.strip, "It was stolen")
    dialog = result(qtbot, identity)
    assert engine.of("my_revoke") and {row[0] for row in cells(dialog)} == {"Your card"}
    assert "begin with a new profile" in texts(dialog)


def test_a_key_that_cannot_be_changed_is_told(identity: IdentityPage, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.fail["my_change_key"] = TowlineError("key-revoked")
    click(qtbot, identity, "Change key…")
    click(qtbot, identity.strip, "Change it")
    qtbot.waitUntil(lambda: "You revoked the key of this profile" in texts(identity))
    assert identity.findChild(GrantsDialog) is None


def test_what_waits_is_asked_for_again_until_it_is_done(bridge: Bridge, qtbot: QtBot) -> None:
    late = KeyChange("1", (CardRow("prod-eu", "waiting"),), (GrantRow("HQ", "Ben", "2", "by-hand"),))
    dialog = GrantsDialog(
        bridge, "Your new key", "About it.", late, lambda: replace(late, cards=(CardRow("prod-eu", "sent"),))
    )
    qtbot.addWidget(dialog)
    dialog._timer.setInterval(1)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.count.text() == "All of it is done.")
    assert cells(dialog) == [
        ["Your card", "prod-eu", "Stands there"], ["Key of HQ", "Ben", "Give it by hand: Export key…"],
    ]  # fmt: skip


def test_model_of_grants_keeps_the_rules() -> None:
    model = GrantsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.load(lines_of([GrantRow("HQ", "Ben", "2", "sent")]))
    model.load([])
    del tester


def test_somebody_is_shut_out_and_the_others_keys_are_listed(
    bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.put(person("press-01", via="HQ", trust="invited"))
    engine.invite_rows.append(InviteRow("ab", "HQ", "prod-eu", 1, 9, 0, 1.0, 4e9, "open"))
    page = PeoplePage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.row_named("Carla") >= 0)
    page.table.setCurrentIndex(page.model.index(page.model.row_named("Carla"), 0))
    click(qtbot, page, "Shut out…")
    click(qtbot, page.strip, "Cancel")
    assert not engine.of("people_revoke")
    click(qtbot, page, "Shut out…")
    click(qtbot, page.strip, "Shut out")
    dialog = result(qtbot, page)
    assert engine.of("people_revoke") == [("Carla",)]
    assert cells(dialog) == [["Key of HQ", "press-01", "Has it"]]
    assert "The invitation to HQ is still open" in texts(dialog)
    assert "These teams have a new key: HQ." in texts(dialog)


def test_a_changed_team_key_tells_who_has_it(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.put(person("press-01", via="HQ", trust="invited"))
    page = TeamsPage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    page.show_name("HQ")
    click(qtbot, page, "Change key…")
    click(qtbot, page.strip, "Change it")
    assert cells(result(qtbot, page)) == [["Key of HQ", "press-01", "Has it"]]


def test_a_confirmed_new_key_is_said_and_its_older_one_is_not_listed(
    bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.put(replace(person("Ben"), changed=1_790_000_000.0))
    engine.put(person("Ben the first", trust="older"))
    page = PeoplePage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    at = page.model.row_named("Ben")
    assert page.model.index(at, PEOPLE.index("trust")).data().startswith("New key ")
    assert page.model.row_named("Ben the first") < 0
    assert isinstance(page.model, PeopleModel)


def test_administrators_keep_my_key_only_once_i_said_so(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.backup_rows = [BackupRow("plant7", "prod-eu", ("Ann", "Bob"), "off", 0.0)]
    page = IdentityPage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.keepers.isVisible)
    assert "Ann, Bob (team plant7) could keep your key on prod-eu" in texts(page)
    click(qtbot, page, "Let them keep it…")
    assert "they can also open what is sent to you, and sign as you" in texts(page)
    click(qtbot, page.strip, "Don't give it")
    assert not engine.of("my_backup_to")
    click(qtbot, page, "Let them keep it…")
    click(qtbot, page.strip, "Let them keep it")
    qtbot.waitUntil(lambda: "can bring your key back" in texts(page))
    assert engine.of("my_backup_to") == [("plant7",)]
    click(qtbot, page, "Stop")
    qtbot.waitUntil(lambda: "Nobody is given your key any more." in texts(page))


def test_a_kept_key_becomes_a_recovery_file(bridge: Bridge, engine: WindowEngine, qtbot: QtBot, tmp_path: Path) -> None:
    page = StationsPage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    assert not page.recovery.isVisible()
    kept = page.model.rows()[0]
    engine.kept_rows = [kept]
    page.look()
    qtbot.waitUntil(page.recovery.isVisible)
    assert not page.recovery.isEnabled()
    page.table.setCurrentIndex(page.model.index(0, 0))
    click(qtbot, page, "Save recovery file…")
    dialog = page.findChild(SaveRecovery)
    assert kept.name in texts(dialog)
    dialog.first.setText("correct horse")
    dialog.second.setText("correct horse")
    click(qtbot, dialog, "Save…")
    file = tmp_path / "press.txt"
    choose_file(qtbot, dialog, file)
    qtbot.waitUntil(lambda: "Use it on that computer" in texts(page))
    assert engine.of("backup_of") == [(kept.name, "correct horse")]
    assert file.read_text() == "Towline recovery file\nBBBB\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
