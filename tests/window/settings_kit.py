"""What tests of the settings need: a cluster test and a practice cluster that answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.api import Cluster, StepRow
from engine.errors import TowlineError
from engine.local_kafka import PracticeStatus

COMMAND = "kafka-topics.sh --bootstrap-server k1:9092 --create --topic towline --partitions 6"
GOOD = [
    StepRow("Names", "ok", "k1 is 10.2.0.11."),
    StepRow("TCP", "warning", "k1:9092 answers; k2:9092: connection refused.", "One is enough to go on.", 34),
    StepRow("Topics", "ok", "towline and its two companions are there."),
]
REFUSED = [
    StepRow("Names", "ok", "k1 is 10.2.0.11."),
    StepRow(
        "TCP", "failed", "k1:9092: connection refused.", "Check the port, and whether a firewall stands in between."
    ),
    *[StepRow(step, "skipped", "not tried") for step in ("Sign-in", "Cluster", "Topics")],
]
MISSING = [
    StepRow("Names", "ok", "k1 is 10.2.0.11."),
    StepRow("Topics", "failed", "Missing: towline.", f"Make it, or have an administrator run: {COMMAND}"),
]


class Steps:
    """`steps`: what the next test finds; `create`: what it finds once it may make topics."""

    def __init__(self, steps: list[StepRow], create: list[StepRow] | None = None) -> None:
        self.steps = steps
        self.create = create
        self.asked: list[tuple[Cluster, bool]] = []

    def __call__(self, cluster: Cluster, create: bool) -> Iterator[StepRow]:
        self.asked.append((cluster, create))
        return iter(self.create if create and self.create is not None else self.steps)


class PracticeForTests:
    def __init__(self, topics: StepRow = GOOD[2], fail: TowlineError | None = None) -> None:
        self.running = False
        self.topics = topics
        self.fail = fail

    def start(self, state: Path) -> PracticeStatus:
        if self.fail is not None:
            raise self.fail
        self.running = True
        return self.status(state)

    def stop(self, state: Path) -> bool:
        self.running = False
        return True

    def status(self, state: Path) -> PracticeStatus:
        client = {"sasl.username": "towline", "sasl.password": "x"}
        return PracticeStatus(self.running, "127.0.0.1:40181", client, 1, True, state / "kafka.log")

    def test(self, cluster: Cluster, create: bool) -> Iterator[StepRow]:
        assert create
        return iter([self.topics])


def texts(widget: QWidget) -> str:
    """Every text that can be seen in it, a line each."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels)


def push(widget: QWidget, title: str) -> QPushButton:
    """The button of that title that can be seen."""
    found = [each for each in widget.findChildren(QPushButton) if each.isVisible() and each.text() == title]
    assert found, [each.text() for each in widget.findChildren(QPushButton) if each.isVisible()]
    return found[0]


def click(qtbot: QtBot, widget: QWidget, title: str) -> None:
    push(widget, title).click()


def choose_file(qtbot: QtBot, widget: QWidget, path: Path) -> None:
    """In the file dialog that `widget` opened."""
    qtbot.waitUntil(lambda: bool(widget.findChildren(QFileDialog)))
    dialog = widget.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(path))
    dialog.close()
