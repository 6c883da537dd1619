"""Stations, inviting computers, and joining by an invitation file."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made_rows import person, station
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from settings_kit import texts
from window_engine import WindowEngine

from engine import invitation
from engine.api_fleet import InviteWish
from engine.errors import TowlineError
from engine.settings import load
from engine.settings_edit import set_cluster
from gui.bridge import Bridge
from gui.first_run import FirstRun
from gui.invite_dialog import InviteDialog
from gui.join_dialog import JoinDialog, is_invitation
from gui.main_window import MainWindow
from gui.people_model import PEOPLE, PeopleModel
from gui.stations_page import StationsModel, StationsPage
from gui.teams_page import TeamsPage


def made_invitation(settings: str = "", team_key: str = "") -> str:
    plain = invitation.Invitation(
        invitation=bytes(16), join_key=bytes(32), team="plant7", cluster="prod-eu", cluster_id="id",
        expires_ms=int((time.time() + 86_400) * 1000), most=250, people=(("Anna", "towline-card:X"),), admins=("Anna",),
        settings=settings, team_key=team_key,
    )  # fmt: skip
    return invitation.text_of(plain)


def held(qtbot: QtBot) -> QWidget:
    """What dialogs that delete themselves belong to."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def stations(bridge: Bridge, qtbot: QtBot) -> StationsPage:
    made = StationsPage(bridge)
    qtbot.addWidget(made)
    made.resize(820, 500)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


def test_stations_say_in_words_how_they_are(stations: StationsPage) -> None:
    words = {
        stations.model.index(row, 0).data(): stations.model.index(row, 1).data()
        for row in range(stations.model.rowCount())
    }
    assert words["press-01"] == "All well" and words["press-04"] == "Its disk is full"
    assert words["press-03"].startswith("Behind") and words["press-05"].startswith("Silent for")
    assert words["press-06"] == "Joined, never heard of"
    assert stations.count.text() == "6 computers, 4 need care"


def test_only_stations_that_need_care(stations: StationsPage, engine: WindowEngine, qtbot: QtBot) -> None:
    stations.care.click()
    assert stations.model.rowCount() == 4
    engine.station_rows = {"x": station("press-01")}
    stations.look()
    qtbot.waitUntil(lambda: "No computer needs care." in texts(stations))
    engine.station_rows = {}
    stations.look()
    qtbot.waitUntil(lambda: stations.count.text() == "")


def test_model_of_stations_keeps_the_rules() -> None:
    model = StationsModel()
    tester = QAbstractItemModelTester(model)
    model.load([station("press-01"), station("press-02")])
    model.load([station("press-01", files=3), station("press-02")])
    assert model.rowCount() == 2 and tester is not None


def test_who_joined_by_invitation_is_shown_so() -> None:
    model = PeopleModel(PEOPLE, list)
    assert model.trust(person("press-01", trust="invited", via="plant7")) == "By invitation plant7"


def test_invitation_is_made_and_written_to_a_private_file(
    bridge: Bridge, engine: WindowEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    page = held(qtbot)
    dialog = InviteDialog(bridge, "HQ", page)
    dialog.show()
    dialog.most.setText("")
    assert not dialog.save.isEnabled()
    dialog.most.setText("250")
    dialog.key.click()
    said: list[str] = []
    dialog.made.connect(said.append)
    dialog.write(tmp_path / "HQ.invite")
    qtbot.waitUntil(lambda: bool(said))
    (wish,) = engine.of("invite_new")[0]
    assert wish == InviteWish(
        "HQ", wish.cluster, ("hq",), most=250, lasts=14 * 86_400.0, role="send", with_team_key=True
    )
    assert (tmp_path / "HQ.invite").read_text() == "towline-invite:HQ\n"
    assert stat.S_IMODE((tmp_path / "HQ.invite").stat().st_mode) == 0o600
    assert "It holds the key of HQ." in said[0]


def test_each_computer_has_a_sign_in_of_its_own_where_the_cluster_wants_one(
    make_bridge: Callable[[WindowEngine], Bridge],
    engine: WindowEngine,
    qtbot: QtBot,
    profile: Path,
    tmp_path: Path,
) -> None:
    (tmp_path / "mine.pw").write_text("sesame")
    mine = {"mechanism": "PLAIN", "user": "anna", "password": {"file": str(tmp_path / "mine.pw")}}
    set_cluster(profile, "lab-us", {"security": "sasl_ssl", **mine}, load(profile, None, {}), administrators=tmp_path)
    dialog = InviteDialog(make_bridge(engine), "HQ", held(qtbot))
    dialog.show()
    dialog.cluster.choose("prod-eu")
    dialog.cluster.activated.emit(0)
    assert not dialog.sign_in.isVisible()
    dialog.cluster.choose("lab-us")
    dialog.cluster.activated.emit(1)
    assert dialog.sign_in.isVisible() and "own sign-in" in texts(dialog)
    dialog.user.setText("edge-{name}")
    dialog.password_file.setText("/etc/towline/{name}.pw")
    dialog.write(tmp_path / "HQ.invite")
    qtbot.waitUntil(lambda: bool(engine.of("invite_new")))
    (wish,) = engine.of("invite_new")[0]
    assert (wish.user, wish.password_file) == ("edge-{name}", "/etc/towline/{name}.pw")


def test_team_is_invited_from_its_page(bridge: Bridge, qtbot: QtBot) -> None:
    page = TeamsPage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    assert not page.invite.isEnabled()
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.invite.click()
    qtbot.waitUntil(lambda: page.findChild(InviteDialog) is not None)


def test_computer_joins_under_a_chosen_name(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    text = made_invitation()
    page = held(qtbot)
    dialog = JoinDialog(bridge, text, page)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.name.text()))
    assert "Anna invites you to the team plant7" in texts(dialog)
    dialog.name.setText("press-07")
    said: list[str] = []
    dialog.joined.connect(said.append)
    dialog.join.click()
    qtbot.waitUntil(lambda: bool(said))
    assert engine.of("enrol") == [(text, "press-07")]


BROUGHT = """
[cluster.prod-eu]
bootstrap = ["k1:9092"]
security = "sasl_plaintext"
mechanism = "PLAIN"
user = "{name}"
password = "hunter2"
[queue.hq]
cluster = "prod-eu"
to = ["Anna"]
cipher = "signed-only"
after = "delete"
[watch.scans]
folder = "/data/{name}"
queue = "hq"
[rule.back]
from = ["Anna"]
to = ["/srv/in"]
[agent]
role = "send"
log = "file"
"""


def test_all_that_an_invitation_sets_up_is_listed_before_one_agrees(bridge: Bridge, qtbot: QtBot) -> None:
    dialog = JoinDialog(bridge, made_invitation(BROUGHT, "towline-team:X"), held(qtbot))
    dialog.show()
    dialog.name.setText("press-07")
    qtbot.waitUntil(lambda: "signed in as press-07" in texts(dialog))
    said = texts(dialog)
    assert "hunter2" not in said
    for line in (
        "prod-eu at k1:9092, signed in as press-07",
        "hq: to Anna through prod-eu",
        "Not encrypted: anyone who can read the topic can read the files.",
        "The originals are deleted once others surely have them.",
        "scans: what lies in /data/press-07 is sent by itself, through hq",
        "back: what comes from Anna is fetched by itself into /srv/in",
        "This computer only sends: it looks at nothing that others send.",
        "agent.log = file",
        "Anna: accepted by this invitation",
        "The key of plant7 is in it: this computer can read all that was sent to the team, from before too.",
    ):
        assert line in said
    assert dialog.join.isEnabled()


def test_an_invitation_that_brings_a_program_cannot_be_joined(bridge: Bridge, qtbot: QtBot) -> None:
    dialog = JoinDialog(bridge, made_invitation('[rule.x]\nto = ["/srv/in"]\nexec = "/bin/sh"\n'), held(qtbot))
    dialog.show()
    dialog.name.setText("press-07")
    assert not dialog.join.isEnabled() and "would run a program" in texts(dialog)


def test_damaged_or_refused_invitation_is_told_and_can_be_tried_again(
    bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    page = held(qtbot)
    damaged = JoinDialog(bridge, "towline-invite:AAAA", page)
    damaged.show()
    assert not damaged.join.isEnabled() and "This file cannot be used." in texts(damaged)
    engine.fail["enrol"] = TowlineError("invite-refused", team="plant7", reason="its invitation was closed")
    dialog = JoinDialog(bridge, made_invitation(), page)
    dialog.show()
    qtbot.waitUntil(dialog.join.isEnabled)
    dialog.join.click()
    qtbot.waitUntil(lambda: "did not take this computer" in texts(dialog))
    qtbot.waitUntil(dialog.join.isEnabled)


def test_first_steps_begin_with_an_invitation(bridge: Bridge, qtbot: QtBot) -> None:
    panel = FirstRun(bridge)
    qtbot.addWidget(panel)
    panel.show()
    panel.travel.invited.click()
    panel.travel.join(made_invitation())
    dialog = panel.findChild(JoinDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.join.isEnabled)
    dialog.join.click()
    qtbot.waitUntil(lambda: panel.travel.done and panel.next.isEnabled())


def test_an_invitation_that_was_double_clicked_leads_to_joining_and_other_files_to_sending(
    bridge: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    sent: list[list[str]] = []
    invitation, other = tmp_path / "plant7.invite", tmp_path / "other.invite"
    invitation.write_text(made_invitation())
    other.write_text("a list of guests")
    for paths in ([str(invitation)], [str(other)], [str(invitation), str(other)]):
        window._windows.open_or(paths, sent.append)
    qtbot.waitUntil(lambda: window.findChild(JoinDialog) is not None and len(sent) == 2)
    assert sorted(sent, key=len) == [[str(other)], [str(invitation), str(other)]]


def test_file_is_taken_for_what_it_is(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window._windows.take_over(made_invitation(), tmp_path / "x")
    assert window.findChild(JoinDialog) is not None and is_invitation(made_invitation())
    window._windows.take_over('[queue.carried]\ncluster = "prod-eu"\nto = ["Ben"]\n', tmp_path / "x.toml")
    qtbot.waitUntil(lambda: "carried" in bridge.settings.queues)
