"""The page with the clusters: forms, import, test, practice cluster."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from settings_kit import COMMAND, GOOD, MISSING, REFUSED, PracticeForTests, Steps, choose_file, click, push, texts
from window_engine import WindowEngine

from engine import settings
from engine.api import Cluster, StepRow
from engine.errors import TowlineError
from engine.local_kafka import PracticeStatus
from gui.bridge import Bridge
from gui.cluster_form import ClusterForm
from gui.cluster_import_dialog import ClusterImportDialog
from gui.cluster_page import ClusterPage

PROPERTIES = """# of the cloud console
bootstrap.servers=SASL_SSL://k1.example.net:9093
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="edge" password="hunter2";
ssl.truststore.location=/etc/kafka/store.jks
ssl.truststore.password=changeit
acks=all
socket.nagle.disable=true
"""


@pytest.fixture
def make(bridge: Bridge, qtbot: QtBot) -> Callable[..., ClusterPage]:
    def made(tests: Steps | None = None, practice: PracticeForTests | None = None) -> ClusterPage:
        page = ClusterPage(bridge, test=tests or Steps(GOOD), practice=practice or PracticeForTests())
        qtbot.addWidget(page)
        page.resize(800, 560)
        page.show()
        return page

    return made


def form_of(page: ClusterPage) -> ClusterForm:
    shown = page.stack.currentWidget()
    assert isinstance(shown, ClusterForm)
    return shown


def field(form: ClusterForm, name: str) -> QLineEdit:
    """The visible field with that accessible name."""
    return next(each for each in form.findChildren(QLineEdit) if each.accessibleName() == name and each.isVisible())


def type_new(page: ClusterPage, qtbot: QtBot, name: str = "new", servers: str = "k1:9092") -> ClusterForm:
    click(qtbot, page, "Add")
    form = form_of(page)
    qtbot.keyClicks(field(form, "Name"), name)
    qtbot.keyClicks(field(form, "Bootstrap servers"), servers)
    return form


def items(page: ClusterPage) -> list[str]:
    return [page.list.item(at).text() for at in range(page.list.count())]


def test_the_clusters_of_the_profile_are_listed_with_the_state_of_their_links(
    make: Callable[..., ClusterPage], qtbot: QtBot
) -> None:
    page = make()
    assert items(page) == ["prod-eu", "lab-us", "Practice cluster"]
    role = Qt.ItemDataRole.AccessibleTextRole
    qtbot.waitUntil(lambda: page.list.item(1).data(role) == "lab-us, not reached")
    assert page.list.item(0).data(role) == "prod-eu, connected"


def test_a_cluster_is_typed_tested_and_saved(make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot) -> None:
    tests = Steps(GOOD)
    page = make(tests)
    form = type_new(page, qtbot)
    assert push(form, "Save anyway").isEnabled()
    click(qtbot, form, "Test")
    qtbot.waitUntil(lambda: "The cluster can be used; " in texts(form))
    assert [(cluster.name, cluster.bootstrap, create) for cluster, create in tests.asked] == [
        ("new", ("k1:9092",), False)
    ]
    click(qtbot, form, "Save")
    qtbot.waitUntil(lambda: "new" in bridge.settings.clusters)
    assert items(page) == ["prod-eu", "lab-us", "new", "Practice cluster"]
    assert form_of(page).name == "new"
    assert not page.unsaved


def test_a_cluster_can_be_saved_without_a_test(make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot) -> None:
    page = make()
    form = type_new(page, qtbot)
    assert "Not tested as it stands here. Saved anyway, Towline keeps trying." in texts(form)
    click(qtbot, form, "Save anyway")
    qtbot.waitUntil(lambda: "new" in bridge.settings.clusters)


def test_a_change_after_a_good_test_is_not_tested(make: Callable[..., ClusterPage], qtbot: QtBot) -> None:
    page = make()
    form = type_new(page, qtbot)
    click(qtbot, form, "Test")
    qtbot.waitUntil(lambda: form.save.text() == "Save")
    qtbot.keyClicks(field(form, "Bootstrap servers"), ", k2:9092")
    assert form.save.text() == "Save anyway"


def test_a_failed_step_says_what_to_do_and_the_rest_is_not_tried(
    make: Callable[..., ClusterPage], qtbot: QtBot
) -> None:
    page = make(Steps(REFUSED))
    form = type_new(page, qtbot)
    click(qtbot, form, "Test")
    qtbot.waitUntil(lambda: "The cluster cannot be used yet." in texts(form))
    seen = texts(form)
    assert "k1:9092: connection refused.\nCheck the port, and whether a firewall stands in between." in seen
    assert "not tried" in seen
    assert form.save.text() == "Save anyway"
    click(qtbot, form, "Copy report")
    report = QGuiApplication.clipboard().text()
    assert "TCP       failed   k1:9092: connection refused. Check the port" in report


def test_missing_topics_are_created_or_their_command_is_copied(make: Callable[..., ClusterPage], qtbot: QtBot) -> None:
    tests = Steps(MISSING, create=GOOD)
    page = make(tests)
    form = type_new(page, qtbot)
    click(qtbot, form, "Test")
    qtbot.waitUntil(lambda: "Missing: towline." in texts(form))
    assert "towline cluster test" not in texts(form)
    click(qtbot, form, "Show the command for the administrator")
    click(qtbot, form, "Copy the command")
    assert QGuiApplication.clipboard().text() == COMMAND
    click(qtbot, form, "Create them")
    qtbot.waitUntil(lambda: "The cluster can be used" in texts(form))
    assert [create for _, create in tests.asked] == [False, True]
    assert form.save.text() == "Save"


def test_the_real_test_runs_on_what_stands_in_the_form(bridge: Bridge, qtbot: QtBot) -> None:
    page = ClusterPage(bridge, practice=PracticeForTests())
    qtbot.addWidget(page)
    page.show()
    form = type_new(page, qtbot, servers="127.0.0.1:1")
    click(qtbot, form, "Test")
    qtbot.waitUntil(lambda: "The cluster cannot be used yet." in texts(form), timeout=20_000)
    assert "127.0.0.1:1: connection refused." in texts(form)


def test_a_test_that_is_no_longer_wanted_is_closed_and_shows_nothing(
    make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot
) -> None:
    go, closed = threading.Event(), threading.Event()

    def slow(cluster: Cluster, create: bool) -> Iterator[StepRow]:
        try:
            yield GOOD[0]
            go.wait(10)
            yield GOOD[1]
        finally:
            assert threading.current_thread() is not threading.main_thread()
            closed.set()

    page = ClusterPage(bridge, test=slow, practice=PracticeForTests())
    qtbot.addWidget(page)
    page.show()
    form = type_new(page, qtbot)
    click(qtbot, form, "Test")
    qtbot.waitUntil(lambda: "k1 is 10.2.0.11." in texts(form))
    form.give_up()
    go.set()
    qtbot.waitUntil(closed.is_set)
    assert "k1:9092 answers" not in texts(form)


def test_wrong_values_are_said_and_stay_in_the_form(
    make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot
) -> None:
    page = make()
    form = type_new(page, qtbot, servers="k1")
    for title in ("Test", "Save anyway"):
        click(qtbot, form, title)
        assert "'k1' is not a server with a port. Write it like 'k1.example.net:9092'." in texts(form)
    assert field(form, "Bootstrap servers").text() == "k1"
    assert "new" not in bridge.settings.clusters


def test_a_name_that_is_taken_changes_nothing(make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot) -> None:
    page = make()
    form = type_new(page, qtbot, name="lab-us")
    click(qtbot, form, "Save anyway")
    assert "There is a cluster named 'lab-us' already. Choose another name." in texts(form)
    assert bridge.settings.clusters["lab-us"].bootstrap == ("lab.example.net:9092",)


def test_what_was_typed_stays_while_another_cluster_is_looked_at(
    make: Callable[..., ClusterPage], qtbot: QtBot
) -> None:
    page = make()
    page.show_cluster("lab-us")
    form = form_of(page)
    qtbot.keyClicks(field(form, "Topic"), ".2")
    page.show_cluster("prod-eu")
    assert items(page)[1] == "lab-us (not saved)"
    page.show_cluster("lab-us")
    assert field(form_of(page), "Topic").text() == "towline.2"
    click(qtbot, form, "Discard changes")
    assert items(page)[1] == "lab-us"
    assert field(form, "Topic").text() == "towline"


def test_the_topics_beside_the_data_topic_are_named(make: Callable[..., ClusterPage], qtbot: QtBot) -> None:
    page = make()
    page.show_cluster("lab-us")
    qtbot.keyClicks(field(form_of(page), "Topic"), ".plant7")
    assert "towline.plant7.catalog" in texts(page)
    assert "towline.plant7.receipts" in texts(page)


def test_a_password_goes_to_the_vault_and_is_not_shown_again(
    make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot
) -> None:
    page = make()
    form = type_new(page, qtbot)
    form.fill({"security": "sasl_ssl", "mechanism": "PLAIN", "user": "edge"})
    qtbot.keyClicks(field(form, "Password"), "hunter2")
    click(qtbot, form, "Save anyway")
    qtbot.waitUntil(lambda: "new" in bridge.settings.clusters)
    assert bridge.settings.clusters["new"].password == "hunter2"
    assert "hunter2" not in (bridge.profile / settings.FILE).read_text()
    saved = form_of(page)
    assert field(saved, "Password").text() == ""
    assert field(saved, "Password").placeholderText() == "kept in the vault; type to change it"
    qtbot.keyClicks(field(saved, "User"), "-17")
    assert saved.cluster(saved._bridge.secrets()).password == "hunter2"
    click(qtbot, saved, "Save anyway")
    qtbot.waitUntil(lambda: bridge.settings.clusters["new"].user == "edge-17")
    assert bridge.settings.clusters["new"].password == "hunter2"


def test_a_service_fills_in_what_is_known(make: Callable[..., ClusterPage], qtbot: QtBot) -> None:
    page = make()
    form = type_new(page, qtbot)
    service = form._service
    service.setFocus()
    qtbot.keyClicks(service, "azure")
    service.activated.emit(service.currentIndex())
    values = form.values()
    assert (values["security"], values["mechanism"], values["user"]) == ("sasl_ssl", "PLAIN", "$ConnectionString")
    assert "The password is the whole connection string." in texts(form)
    assert values["bootstrap"] == "k1:9092"


def test_pasted_settings_are_explained_before_they_are_taken(make: Callable[..., ClusterPage], qtbot: QtBot) -> None:
    page = make()
    click(qtbot, page, "Import…")
    dialog = page.findChild(ClusterImportDialog)
    dialog.text.setPlainText(PROPERTIES)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 8)
    rows = [[dialog.table.item(at, column).text() for column in range(3)] for at in range(8)]
    assert rows[0] == ["bootstrap.servers", "taken", "the bootstrap servers: k1.example.net:9093"]
    assert rows[4][1] == "cannot be used"
    assert "keytool -importkeystore" in rows[4][2]
    assert rows[6][1] == "not needed"
    assert "hunter2" not in str(rows)
    click(qtbot, dialog, "Use these settings")
    values = form_of(page).values()
    assert (values["bootstrap"], values["user"], values["password"]) == ("k1.example.net:9093", "edge", "hunter2")
    assert values["extra"] == "socket.nagle.disable=true"


def test_settings_come_from_a_file_without_being_shown(
    make: Callable[..., ClusterPage], qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "client.properties"
    file.write_text(PROPERTIES)
    page = make()
    click(qtbot, page, "Import…")
    dialog = page.findChild(ClusterImportDialog)
    click(qtbot, dialog, "Choose a file…")
    choose_file(qtbot, dialog, file)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 8)
    assert dialog.text.toPlainText() == ""
    assert "client.properties" in texts(dialog)


def test_a_file_that_cannot_be_read_is_said(make: Callable[..., ClusterPage], qtbot: QtBot, tmp_path: Path) -> None:
    page = make()
    click(qtbot, page, "Import…")
    dialog = page.findChild(ClusterImportDialog)
    click(qtbot, dialog, "Choose a file…")
    choose_file(qtbot, dialog, tmp_path / "gone")
    qtbot.waitUntil(lambda: "cannot be read: no such file or directory. Choose another file." in texts(dialog))


def test_esc_in_the_import_keeps_what_was_pasted(make: Callable[..., ClusterPage], qtbot: QtBot) -> None:
    page = make()
    click(qtbot, page, "Import…")
    dialog = page.findChild(ClusterImportDialog)
    dialog.text.setPlainText("bootstrap.servers=k1:9092")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    click(qtbot, dialog, "Keep it")
    assert dialog.text.toPlainText() == "bootstrap.servers=k1:9092"


def test_pem_of_an_import_is_kept_whole_and_not_shown(
    make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot
) -> None:
    pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    page = make()
    form = type_new(page, qtbot)
    form.fill({"security": "ssl", "ca": pem})
    assert field(form, "Trusted CA").text() == "Text from the import (PEM)"
    click(qtbot, form, "Save anyway")
    qtbot.waitUntil(lambda: "new" in bridge.settings.clusters)
    assert bridge.settings.clusters["new"].ca == pem


def test_removing_asks_and_can_be_left(make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot) -> None:
    page = make()
    form = type_new(page, qtbot)
    click(qtbot, form, "Save anyway")
    qtbot.waitUntil(lambda: "new" in bridge.settings.clusters)
    form = form_of(page)
    click(qtbot, form, "Remove…")
    click(qtbot, form, "Keep it")
    assert "new" in bridge.settings.clusters
    click(qtbot, form, "Remove…")
    click(qtbot, form, "Remove it")
    qtbot.waitUntil(lambda: "new" not in bridge.settings.clusters)
    assert "Removed new." in texts(page)
    assert items(page) == ["prod-eu", "lab-us", "Practice cluster"]


def test_a_cluster_that_queues_use_stays(make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot) -> None:
    page = make()
    page.show_cluster("lab-us")
    form = form_of(page)
    click(qtbot, form, "Remove…")
    click(qtbot, form, "Remove it")
    qtbot.waitUntil(
        lambda: "Queues use the cluster 'lab-us': Public notices. Remove these queues first." in texts(form)
    )


def test_values_of_an_administrator_are_locked_with_their_place(
    engine: WindowEngine, profile: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    theirs = tmp_path / "etc"
    theirs.mkdir()
    (theirs / "towline.toml").write_text('[cluster.prod-eu]\nsecurity = "ssl"\n')
    bridge = Bridge(
        engine, profile, tmp_path / "state", lambda: settings.load(profile, None, {}, administrators=theirs)
    )
    page = ClusterPage(bridge, test=Steps(GOOD), practice=PracticeForTests())
    qtbot.addWidget(page)
    page.show()
    page.show_cluster("prod-eu")
    form = form_of(page)
    assert not form._security.isEnabled()
    assert f"Set in {theirs / 'towline.toml'}:2" in texts(form)
    assert field(form, "Bootstrap servers").isEnabled()
    bridge.close()


def test_the_practice_cluster_is_started_and_stopped_with_one_click(
    make: Callable[..., ClusterPage], engine: WindowEngine, qtbot: QtBot
) -> None:
    practice = PracticeForTests()
    page = make(practice=practice)
    page.show_practice()
    qtbot.waitUntil(lambda: page.practice.state.text() == "Off")
    assert "downloads about 90 MB once and uses about 330 MB" in texts(page)
    assert "Nobody else can receive from it." in texts(page)
    click(qtbot, page, "Start")
    qtbot.waitUntil(lambda: page.practice.state.text() == "On")
    assert engine.of("apply")
    assert "At 127.0.0.1:40181, on until you stop it." in texts(page)
    click(qtbot, page, "Stop")
    qtbot.waitUntil(lambda: page.practice.state.text() == "Off")
    assert not practice.running


def test_how_the_practice_cluster_was_before_its_start_no_longer_counts(
    make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot
) -> None:
    looked, go_on = threading.Event(), threading.Event()

    class Slow(PracticeForTests):
        def status(self, state: Path) -> PracticeStatus:
            found = super().status(state)
            if not looked.is_set():  # the page was just shown
                looked.set()
                assert go_on.wait(30)
            return found

    page = make(practice=Slow())
    page.show_practice()
    qtbot.waitUntil(looked.is_set)
    click(qtbot, page, "Start")
    qtbot.waitUntil(lambda: page.practice.state.text() == "On")
    with qtbot.waitSignal(bridge._answered):
        go_on.set()
    assert page.practice.state.text() == "On"


def test_a_practice_cluster_that_does_not_start_says_why(make: Callable[..., ClusterPage], qtbot: QtBot) -> None:
    page = make(practice=PracticeForTests(fail=TowlineError("kafka-missing", reason="no network")))
    page.show_practice()
    click(qtbot, page, "Start")
    qtbot.waitUntil(lambda: "Kafka could not be fetched: no network. Connect to the network once" in texts(page))
    assert push(page, "Start").isEnabled()


def test_without_clusters_the_page_says_what_to_do(
    make_bridge: Callable[[WindowEngine], Bridge], profile: Path, qtbot: QtBot
) -> None:
    (profile / settings.FILE).write_text("")
    page = ClusterPage(make_bridge(WindowEngine()), test=Steps(GOOD), practice=PracticeForTests())
    qtbot.addWidget(page)
    page.show()
    assert "Files travel through a Kafka cluster." in texts(page)
    click(qtbot, page, "Add a cluster")
    assert field(form_of(page), "Name").isVisible()


def test_deceiving_names_are_shown_as_they_are_not(make: Callable[..., ClusterPage], qtbot: QtBot) -> None:
    page = make(Steps([StepRow("Names", "failed", "<b>k1</b>\nis \u202egnorw")]))
    form = type_new(page, qtbot)
    click(qtbot, form, "Test")
    qtbot.waitUntil(lambda: "\u240a" in texts(form))
    assert "<b>" in texts(form)


def shown_of(form: ClusterForm) -> set[str]:
    return {each.accessibleName() for each in form.findChildren(QLineEdit) if each.isVisible()}


def test_each_way_to_sign_in_has_its_own_fields_and_a_client_secret_goes_to_the_vault(
    make: Callable[..., ClusterPage], bridge: Bridge, qtbot: QtBot
) -> None:
    page = make()
    form = type_new(page, qtbot)
    form.fill({"security": "sasl_ssl", "mechanism": "OAUTHBEARER", "token_url": "https://idp/token", "client": "pc"})
    assert shown_of(form) >= {"Token server", "Client", "Scope"} and not shown_of(form) & {"User", "AWS region"}
    qtbot.keyClicks(field(form, "Client secret"), "hunter2")
    values = form.values()
    assert (values["client"], values["user"], values["region"]) == ("pc", None, None)
    click(qtbot, form, "Save anyway")
    qtbot.waitUntil(lambda: "new" in bridge.settings.clusters)
    saved = bridge.settings.clusters["new"]
    assert (saved.mechanism, saved.client_secret) == ("OAUTHBEARER", "hunter2")
    assert "hunter2" not in (bridge.profile / settings.FILE).read_text()
    form = form_of(page)
    form.fill({"mechanism": "AWS_MSK_IAM"})
    assert "AWS region" in shown_of(form) and not shown_of(form) & {"User", "Client"}
    assert "needs towline[msk]" in texts(form)
    assert form.values()["client_secret"] is None
