"""People, comparing fingerprints, and teams."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made_rows import BEN, person
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from settings_kit import choose_file, click, push, texts
from window_engine import WindowEngine

from engine import keys, wire
from engine.armour import armoured
from engine.errors import TowlineError
from engine.myself import CARD_TEXT
from gui.bridge import Bridge
from gui.card_dialog import CardDialog
from gui.people_model import PEOPLE, PUBLISHED, PeopleModel
from gui.people_page import PeoplePage
from gui.published_dialog import PublishedDialog
from gui.teams_page import TeamsModel, TeamsPage
from gui.verify_dialog import VerifyDialog

CARLA = "90871 11250 73340 51882 60034 19277 84420 77310"


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> PeoplePage:
    made = PeoplePage(bridge)
    qtbot.addWidget(made)
    made.resize(820, 500)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


@pytest.fixture
def teams(bridge: Bridge, qtbot: QtBot) -> TeamsPage:
    made = TeamsPage(bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


def column(model: QAbstractItemModel, at: int) -> list[str]:
    return [model.index(row, at).data() for row in range(model.rowCount())]


def choose(page: PeoplePage, name: str) -> None:
    page.table.setCurrentIndex(page.model.index(page.model.row_named(name), 0))


# --- the table ------------------------------------------------------------------------------------------------------------


def test_accepted_people_are_listed_with_their_trust_and_queues(page: PeoplePage) -> None:
    assert column(page.model, 0) == ["Anna", "Ben", "Carla", "Dieter"]
    trust = column(page.model, PEOPLE.index("trust"))
    assert trust[0] == "Verified"
    assert trust[1].startswith("Verified ") and trust[1].endswith(" by comparing")
    assert trust[2:] == ["Not verified", "Blocked"]
    assert column(page.model, PEOPLE.index("fingerprint"))[1] == "12345 67890 …"
    assert column(page.model, PEOPLE.index("queues"))[:3] == ["Plant HQ", "Ben, Public notices", "Public notices"]


def test_a_name_that_looks_like_another_is_told_beside_the_trust(
    page: PeoplePage, engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.put(person("Anna", trust="invited", via="plant7", why="Another key whose name looks like Ben."))
    at = PEOPLE.index("trust")
    qtbot.waitUntil(lambda: page.model.index(0, at).data() == "By invitation plant7")
    assert "looks like Ben" in page.model.index(0, at).data(Qt.ItemDataRole.ToolTipRole)


def test_somebody_is_renamed_where_the_name_stands_and_stays_in_the_queues(
    page: PeoplePage, engine: WindowEngine, bridge: Bridge, qtbot: QtBot
) -> None:
    choose(page, "Ben")
    click(qtbot, page, "Rename")
    editor = page.table.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Benjamin")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Benjamin" in column(page.model, 0))
    assert engine.of("people_rename") == [("Ben", "Benjamin")]
    qtbot.waitUntil(lambda: bridge.settings.queues["Ben"].choices.to == ("Benjamin",))
    assert bridge.settings.queues["Public notices"].choices.to == ("Benjamin", "Carla")


def test_a_name_that_the_engine_refuses_stays_as_it_was(page: PeoplePage, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.fail["people_rename"] = TowlineError(
        "usage", what="Somebody else is named 'Anna' here.", todo="Choose another."
    )
    page.model.setData(page.model.index(1, 0), "Anna")
    qtbot.waitUntil(lambda: "Somebody else is named 'Anna' here. Choose another." in texts(page))
    assert column(page.model, 0)[1] == "Ben"


def test_blocking_asks_first(page: PeoplePage, engine: WindowEngine, qtbot: QtBot) -> None:
    choose(page, "Carla")
    click(qtbot, page, "Block")
    click(qtbot, page.strip, "Don't block")
    assert not engine.of("people_block")
    click(qtbot, page, "Block")
    click(qtbot, page.strip, "Block")
    qtbot.waitUntil(lambda: column(page.model, PEOPLE.index("trust"))[2] == "Blocked")
    assert not page.block.isEnabled()


def test_the_chosen_person_stays_chosen_when_the_table_is_sorted(page: PeoplePage) -> None:
    choose(page, "Carla")
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert column(page.model, 0) == ["Dieter", "Carla", "Ben", "Anna"]
    chosen = page.current()
    assert chosen is not None and chosen.name == "Carla"


def test_without_people_the_page_says_how_to_get_some(
    make_bridge: Callable[[WindowEngine], Bridge], qtbot: QtBot
) -> None:
    page = PeoplePage(make_bridge(WindowEngine()))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "You have no people yet." in texts(page))
    click(qtbot, page, "Add from cluster…")
    assert page.findChild(PublishedDialog).isVisible()


def test_the_models_are_models(engine: WindowEngine) -> None:
    people, teams = PeopleModel(PEOPLE), TeamsModel()
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (people, teams)
    ]
    people.load(engine.people())
    people.sort(3, Qt.SortOrder.DescendingOrder)
    people.find("ben")
    assert people.rowCount() == 1
    people.load([])
    teams.load(engine.teams())
    teams.load([*engine.teams(), *engine.teams()])
    assert len(testers) == 2


def test_two_thousand_published_cards_are_found_at_once() -> None:
    model = PeopleModel(PUBLISHED)
    model.load([person(f"Somebody {n}", f"{n:05} {BEN[6:]}", "published") for n in range(2000)])
    model.find("somebody 1999")
    assert column(model, 0) == ["Somebody 1999"]


# --- adding ---------------------------------------------------------------------------------------------------------------


def test_a_published_card_is_added_under_a_name_of_mine_and_not_trusted(
    page: PeoplePage, engine: WindowEngine, qtbot: QtBot
) -> None:
    engine.put(person("Eva", "1" * 5 + BEN[5:], "published", why="Another key whose name looks like Eva."))
    click(qtbot, page, "Add from cluster…")
    dialog = page.findChild(PublishedDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert column(dialog.model, PUBLISHED.index("note")) == ["Another key whose name looks like Eva."]
    assert not dialog.add.isEnabled()
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    dialog.name.setText("Eva of the lab")
    click(qtbot, dialog, "Add")
    qtbot.waitUntil(lambda: "Eva of the lab" in column(page.model, 0))
    chosen = page.current()
    assert chosen is not None and chosen.trust == "not-verified"
    assert "Added Eva of the lab, not verified yet." in texts(page)


def test_a_card_is_pasted(page: PeoplePage, engine: WindowEngine, qtbot: QtBot) -> None:
    click(qtbot, page, "Add from file or text…")
    dialog = page.findChild(CardDialog)
    dialog.text.setPlainText("towline-card:AAAA")
    dialog.name.setText("Fritz")
    click(qtbot, dialog, "Add")
    qtbot.waitUntil(lambda: "Fritz" in column(page.model, 0))
    assert engine.of("people_add") == [("towline-card:AAAA", "Fritz", False)]


def test_a_card_that_is_refused_stays_in_its_field(page: PeoplePage, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.fail["people_add"] = TowlineError("usage", what="This is not a whole card.", todo="Copy all of it.")
    click(qtbot, page, "Add from file or text…")
    dialog = page.findChild(CardDialog)
    dialog.text.setPlainText("towline-card:AA")
    click(qtbot, dialog, "Add")
    qtbot.waitUntil(lambda: "This is not a whole card. Copy all of it." in texts(dialog))
    assert dialog.text.toPlainText() == "towline-card:AA"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()


# --- comparing ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def verify(bridge: Bridge, qtbot: QtBot) -> VerifyDialog:
    made = VerifyDialog(bridge, "Carla")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.ticks[0].isEnabled)
    return made


def test_both_fingerprints_are_shown_group_by_group(verify: VerifyDialog, engine: WindowEngine) -> None:
    assert "Compare with Carla by phone or in person, not by the same channel." in texts(verify)
    assert [tick.text() for tick in verify.ticks] == CARLA.split()
    mine = engine.identity.fingerprint.split()
    assert [group for group in texts(verify).splitlines() if group in mine] == mine
    assert verify.qr.modules


def test_nobody_is_verified_before_all_groups_are_ticked(
    verify: VerifyDialog, engine: WindowEngine, qtbot: QtBot
) -> None:
    for tick in verify.ticks[:7]:
        tick.click()
    assert not push(verify, "They match").isEnabled()
    verify.ticks[7].click()
    click(qtbot, verify, "They match")
    qtbot.waitUntil(lambda: "All 8 groups match: Carla's key is now verified." in texts(verify))
    assert engine.people_rows["Carla"].trust == "verified"


def test_a_pasted_fingerprint_compares_by_itself(verify: VerifyDialog, engine: WindowEngine, qtbot: QtBot) -> None:
    verify.paste.setText(CARLA[:29])
    assert "25 of 40 digits." in texts(verify)
    verify.paste.setText(CARLA.replace(" ", "-"))
    qtbot.waitUntil(lambda: "All 8 groups match: Carla's key is now verified." in texts(verify))
    assert engine.of("people_verify") == [("Carla", CARLA)]


def test_a_difference_is_said_and_not_to_send_is_the_default(
    verify: VerifyDialog, engine: WindowEngine, qtbot: QtBot
) -> None:
    verify.paste.setText(BEN)
    assert "They differ. Do not send. Either you have an old card or somebody is between you." in texts(verify)
    assert verify.stop.isDefault()
    assert not verify.accept_.isVisible()
    assert not engine.of("people_verify")
    click(qtbot, verify, "Block Carla")
    qtbot.waitUntil(lambda: engine.people_rows["Carla"].trust == "blocked")


def test_a_pasted_card_that_is_damaged_is_said(verify: VerifyDialog, qtbot: QtBot) -> None:
    verify.paste.setText("towline-card:AAAA")
    qtbot.waitUntil(lambda: "refused" in texts(verify) or "not a whole card" in texts(verify))


def test_a_pasted_card_is_compared_by_its_key(
    engine: WindowEngine, make_bridge: Callable[[WindowEngine], Bridge], qtbot: QtBot
) -> None:
    gerda = keys.Identity.generate("Gerda")
    card = gerda.card(int(time.time()))
    text = armoured(CARD_TEXT, gerda.sign(wire.CARD, wire.encode(card)))
    engine.put(person("Gerda", keys.fingerprint_text(gerda.fingerprint), "not-verified"))
    dialog = VerifyDialog(make_bridge(engine), "Gerda")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.ticks[0].isEnabled)
    dialog.paste.setText(text)
    qtbot.waitUntil(lambda: "All 8 groups match: Gerda's key is now verified." in texts(dialog))


# --- teams ----------------------------------------------------------------------------------------------------------------


def test_teams_are_listed_with_their_members(teams: TeamsPage) -> None:
    assert [teams.model.index(0, at).data() for at in (0, 1, 3)] == ["HQ", "Anna, Ben", "2"]


def test_a_team_is_made_and_a_refused_name_stays(teams: TeamsPage, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.fail["team_new"] = TowlineError(
        "usage", what="There is a team named 'HQ' already.", todo="Choose another name."
    )
    click(qtbot, teams, "New…")
    qtbot.keyClicks(teams.name, "HQ")
    click(qtbot, teams, "Make it")
    qtbot.waitUntil(lambda: "There is a team named 'HQ' already. Choose another name." in texts(teams))
    assert teams.name.text() == "HQ"
    assert teams.unsaved
    engine.fail.clear()
    teams.name.setText("plant7")
    click(qtbot, teams, "Make it")
    qtbot.waitUntil(lambda: "plant7" in column(teams.model, 0))
    assert not teams.unsaved


def test_the_key_of_a_team_is_exported_with_a_warning(
    teams: TeamsPage, engine: WindowEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    teams.show_name("HQ")
    click(qtbot, teams, "Export key…")
    assert "can read everything sent to the team, also from before" in texts(teams)
    click(qtbot, teams, "Copy the key")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "towline-team:HQ")
    click(qtbot, teams, "Export key…")
    click(qtbot, teams, "Save the key…")
    file = tmp_path / "hq.towline-team"
    choose_file(qtbot, teams, file)
    qtbot.waitUntil(lambda: "It holds a secret: hand it over like a password." in texts(teams))
    assert file.read_text() == "towline-team:HQ\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_key_of_a_team_is_imported(teams: TeamsPage, qtbot: QtBot) -> None:
    click(qtbot, teams, "Import key…")
    dialog = teams.findChild(CardDialog)
    dialog.text.setPlainText("towline-team:plant9")
    click(qtbot, dialog, "Add")
    qtbot.waitUntil(lambda: "plant9" in column(teams.model, 0))


def test_changing_the_key_asks_first(teams: TeamsPage, engine: WindowEngine, qtbot: QtBot) -> None:
    teams.show_name("HQ")
    click(qtbot, teams, "Change key…")
    click(qtbot, teams, "Keep the key")
    assert not engine.of("team_change_key")
    click(qtbot, teams, "Change key…")
    click(qtbot, teams, "Change it")
    qtbot.waitUntil(lambda: teams.model.index(0, 3).data() == "3")
