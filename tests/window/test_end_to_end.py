"""The window, the engine and a real Kafka together: Anna has the window, Ben an engine beside it.

One node for all; every test has topics of its own. Where something must happen in the middle of a send, the send is
limited, so nothing here depends on how fast this computer is.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient
from profiles import CLUSTER, Here, Profile, make_topics
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import act, drop_on_card, open_window, tabs
from window_process import Windowed

from engine import settings, settings_edit
from engine.api import Exists, Outcome
from engine.errors import TowlineError
from engine.kafka_jars import default_jars, find_java, jar_paths, locked_jars
from engine.kafka_nodes import KafkaNodes
from gui import look
from gui.bridge import Bridge
from gui.main_window import MainWindow

MB = 1_000_000
COMMIT = 16 * 1024 * 1024
IN_FLIGHT = 32 * 1024 * 1024
KAFKA = 60_000  # ms until something went through the cluster


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaNodes]:
    try:
        find_java()
        folder = default_jars()
        assert folder is not None  # tests run in a checkout
        jar_paths(folder, locked_jars())
    except TowlineError as error:
        if error.word not in ("kafka-missing", "kafka-untrusted", "java-missing"):
            raise
        pytest.skip(error.sentence)
    with KafkaNodes(tmp_path_factory.mktemp("node")) as nodes:
        yield nodes


class World:
    """What a test makes on the node; `window` is Anna's."""

    def __init__(self, node: KafkaNodes, folder: Path, topic: str, qtbot: QtBot) -> None:
        self.node = node
        self.folder = folder
        self.topic = topic
        self.qtbot = qtbot
        self.complaints: list[str] = []
        self._ends: list[Callable[[], object]] = []
        make_topics(AdminClient({"bootstrap.servers": node.bootstrap}), topic)

    def profile(self, kind: type[Profile], name: str) -> Profile:
        return kind(self.folder / name, name, self.node.bootstrap, topic=self.topic)

    def pair(self) -> tuple[Here, Here]:
        """Anna and Ben, who know each other; Anna has a queue "To Ben"."""
        anna, ben = Here(*self._words("Anna"), topic=self.topic), Here(*self._words("Ben"), topic=self.topic)
        for one in (anna, ben):
            one.start()
            self._ends.append(one.stop)
        anna.knows(ben)
        ben.knows(anna)
        settings_edit.set_queue(anna.folder, "To Ben", {"cluster": CLUSTER, "to": ["Ben"]})
        anna.engine.apply()
        return anna, ben

    def _words(self, name: str) -> tuple[Path, str, str]:
        return self.folder / name, name, self.node.bootstrap

    def window(self, anna: Here) -> MainWindow:
        anna.listen()  # the engine of a window reaches for all clusters at its start
        bridge = Bridge(anna.engine, anna.folder, self.folder / "state", lambda: settings.load(anna.folder, None, {}))
        bridge.complained.connect(lambda error: self.complaints.append(error.sentence))
        self._ends.append(bridge.close)
        return open_window(bridge, self.qtbot)

    def file(self, name: str, size: int) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(size))
        return path

    def close(self) -> None:
        for end in reversed(self._ends):
            end()
        assert not self.complaints


@pytest.fixture
def world(
    node: KafkaNodes, tmp_path: Path, request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot
) -> Iterator[World]:
    look.apply(qapp, "light")
    made = World(node, tmp_path, f"towline.{request.node.name[:40].replace('_', '-')}", qtbot)
    yield made
    made.close()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def statuses(window: MainWindow) -> dict[str, str]:
    """Name → status, as they stand in the list of transfers."""
    model = window.transfers.model
    keys = [column.key for column in model.columns]
    name, status = keys.index("name"), keys.index("status")
    return {
        str(model.index(line, name).data()): str(model.index(line, status).data()) for line in range(model.rowCount())
    }


def test_what_is_dropped_on_a_card_is_stored_and_then_received(world: World, qtbot: QtBot) -> None:
    anna, ben = world.pair()
    window = world.window(anna)
    sent = world.file("plan.dwg", 300_000)
    drop_on_card(window, "To Ben", str(sent))
    qtbot.waitUntil(lambda: statuses(window).get("plan.dwg", "").startswith("Stored until"), timeout=KAFKA)
    assert tabs(window)[0] == "Transfers"
    ben.listen()
    ben.done(ben.fetch(ben.offer().id, world.folder / "in"))
    assert sha256(world.folder / "in" / "plan.dwg") == sha256(sent)
    qtbot.waitUntil(lambda: statuses(window)["plan.dwg"].startswith("Received by 1 of 1"), timeout=KAFKA)


def test_undo_after_it_was_stored_takes_it_back_from_the_cluster(world: World, qtbot: QtBot) -> None:
    anna, ben = world.pair()
    window = world.window(anna)
    drop_on_card(window, "To Ben", str(world.file("wrong.txt", 1000)))
    qtbot.waitUntil(lambda: statuses(window).get("wrong.txt", "").startswith("Stored until"), timeout=KAFKA)
    (row,) = anna.engine.transfers()
    window.strip.press(f"undo {row.id}")
    qtbot.waitUntil(lambda: not anna.engine.transfers(), timeout=KAFKA)
    ben.listen()
    assert [offer.state for offer in ben.offers()] in ([], ["withdrawn"])


def test_an_offer_is_opened_ticked_and_fetched_while_its_sender_is_away(world: World, qtbot: QtBot) -> None:
    anna, ben = world.pair()
    for name in ("a.bin", "b.bin", "deep/c.bin"):
        world.file(f"drawings/{name}", 200_000)
    ben.done(ben.send(world.folder / "drawings", to="Anna"))
    ben.stop()
    window = world.window(anna)
    qtbot.waitUntil(lambda: tabs(window)[1] == "Inbox  1 new", timeout=KAFKA)
    act(window, "inbox")
    inbox = window.inbox
    qtbot.waitUntil(lambda: inbox.model.rowCount() == 1)
    inbox.view.select_lines([0])
    view, content = inbox.pane.view, inbox.pane.model
    qtbot.waitUntil(lambda: content.rowCount() == 4, timeout=KAFKA)  # one folder is unfolded; the one in it is not
    names = [str(content.index(row, 0).data()) for row in range(4)]
    for name in ("a.bin", "b.bin"):
        view.setCurrentIndex(content.index(names.index(name), 0))
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert inbox.pane.sum.text().startswith("3 files, 2 ticked")
    folder = world.folder / "fetched"
    inbox.pane.bar.fetch.emit(True, str(folder), False)
    qtbot.waitUntil(lambda: "drawings" in statuses(window), timeout=KAFKA)
    qtbot.waitUntil(lambda: all(row.outcome is Outcome.PLACED for row in anna.engine.transfers()), timeout=KAFKA)
    found = {path.name: sha256(path) for path in folder.rglob("*.bin")}
    assert found == {name: sha256(world.folder / "drawings" / name) for name in ("a.bin", "b.bin")}
    qtbot.waitUntil(lambda: "Partly on this computer" in row_texts(window), timeout=KAFKA)


def row_texts(window: MainWindow) -> list[str]:
    """The first line of the inbox."""
    model = window.inbox.model
    return [str(model.index(0, column).data()) for column in range(model.columnCount())]


def test_a_name_that_is_taken_is_asked_about_and_an_answer_ends_it(world: World, qtbot: QtBot) -> None:
    anna, ben = world.pair()
    ben.done(ben.send(world.file("report.pdf", 50_000), to="Anna"))
    window = world.window(anna)
    folder = world.folder / "in"
    folder.mkdir()
    (folder / "report.pdf").write_bytes(b"mine")
    anna.listen()
    anna.engine.fetch(anna.offer().id, [], str(folder), Exists.ASK).result(30)
    qtbot.waitUntil(lambda: tabs(window)[2] == "Needs you  1", timeout=KAFKA)
    qtbot.waitUntil(lambda: statuses(window)["report.pdf"].startswith("Needs you"), timeout=KAFKA)
    act(window, "needs")
    (asked,) = anna.engine.questions()
    qtbot.waitUntil(lambda: window.needs.model.place(asked.id) >= 0)
    window.needs.view.answered.emit(window.needs.model.place(asked.id), "both")
    qtbot.waitUntil(lambda: tabs(window)[2] == "Needs you", timeout=KAFKA)
    qtbot.waitUntil(lambda: len(list(folder.glob("report*.pdf"))) == 2, timeout=KAFKA)
    assert (folder / "report.pdf").read_bytes() == b"mine"
    assert sha256(world.folder / "report.pdf") in {sha256(path) for path in folder.glob("report*.pdf")}


def test_a_window_that_is_killed_in_the_midst_of_a_send_goes_on_at_its_next_start(world: World) -> None:
    anna, ben = world.profile(Windowed, "Anna"), world.profile(Here, "Ben")
    assert isinstance(anna, Windowed)
    ben.start()
    world._ends.append(ben.stop)
    anna.begin("")
    world._ends.append(anna.stop)
    anna.knows(ben)
    ben.knows(anna)
    source = world.file("film.mp4", 60 * MB)
    id = anna.send(source, limit=20 * MB)
    stored = anna.moved(id, 18 * MB).done
    anna.child.kill()
    anna.stop()
    anna.begin("")
    row = anna.done(id)
    assert row.sent_twice <= COMMIT + IN_FLIGHT
    assert stored > 0
    ben.listen()
    ben.done(ben.fetch(ben.offer().id, world.folder / "in"))
    assert sha256(world.folder / "in" / "film.mp4") == sha256(source)
