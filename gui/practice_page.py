"""The practice cluster: a real Kafka on this computer, started and stopped with one click.

Hides: the process, its first download, its topics. Promises: starting and stopping hold nothing up; once it runs, its
topics are there and the engine knows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from engine.api import Cluster, StepRow
from engine.errors import TowlineError
from engine.local_kafka import PracticeStatus, practice_start, practice_status, practice_stop
from gui import words
from gui.bridge import Bridge
from gui.cluster_test_view import cluster_test
from gui.plain_text import label
from gui.settings_parts import Card, News, button, dot, row

TICK_MS = 1000


class Practice(Protocol):
    """What is needed of engine.local_kafka and engine.cluster; all of it blocks."""

    def start(self, state: Path) -> PracticeStatus: ...
    def stop(self, state: Path) -> bool: ...
    def status(self, state: Path) -> PracticeStatus: ...
    def test(self, cluster: Cluster, create: bool) -> Iterator[StepRow]: ...


class LocalKafka:
    """The real one."""

    def start(self, state: Path) -> PracticeStatus:
        return practice_start(state)

    def stop(self, state: Path) -> bool:
        return practice_stop(state)

    def status(self, state: Path) -> PracticeStatus:
        return practice_status(state)

    def test(self, cluster: Cluster, create: bool) -> Iterator[StepRow]:
        return cluster_test(cluster, create)


def start_with_topics(practice: Practice, state: Path) -> PracticeStatus:
    """Starts it and makes its topics. Raises TowlineError."""
    status = practice.start(state)
    for step in practice.test(status.cluster(), True):
        if step.result == "failed":
            raise TowlineError("kafka-failed", reason=step.text.rstrip("."), log=status.log)
        if step.step == "Topics":
            break
    return status


class PracticePage(QWidget):
    """`started`: it runs and the settings know it."""

    started = Signal()

    def __init__(self, bridge: Bridge, practice: Practice | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._practice: Practice = practice or LocalKafka()
        self._seconds = 0
        self._begun = 0  # starts and stops
        self.busy = False
        self.running = False
        self.strip = News()
        card = Card(self.tr("Practice cluster"))
        about = self.tr(
            "A real Kafka on this computer, to try things out. It downloads about 90 MB once and uses about 330 MB of"
            " memory while it is on. Nobody else can receive from it."
        )
        card.add(label(about))
        self._mark = label(wrap=False)
        self.state = label("", "title")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        self._progress.setVisible(False)
        self.start = button(self.tr("Start"), self.run_start, "primary")
        self.stop = button(self.tr("Stop"), self.run_stop)
        self._where = label("", "faint")
        card.add(row(self._mark, self.state, None, self.stop, self.start), self._progress, self._where)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addWidget(self.strip)
        column.addStretch(1)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._wait_on)
        self._say(self.tr("Looking …"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Asks how it is now. What it was before a start or stop that began meanwhile no longer counts."""
        if self.busy:
            return
        state, begun = self._bridge.state, self._begun

        def seen(status: PracticeStatus) -> None:
            if begun == self._begun:
                self._show(status)

        def failed(error: TowlineError) -> None:
            if begun == self._begun:
                self._failed(error)

        self._bridge.ask(self, lambda: self._practice.status(state), seen, failed)

    def run_start(self) -> None:
        state = self._bridge.state
        self._begin(self.tr("Starting; the first time Kafka is fetched"))
        self._bridge.edit(self, lambda: start_with_topics(self._practice, state), self._is_up, self._failed)

    def _is_up(self, status: object) -> None:
        assert isinstance(status, PracticeStatus)
        self._end()
        self._show(status)
        self.started.emit()

    def run_stop(self) -> None:
        state = self._bridge.state
        self._begin(self.tr("Stopping"))

        def stopped(_: object) -> None:
            self._end()
            self.look()

        self._bridge.ask(self, lambda: self._practice.stop(state), stopped, self._failed)

    def _begin(self, doing: str) -> None:
        self.busy = True
        self._begun += 1
        self._doing, self._seconds = doing, 0
        self.strip.clear()
        self._progress.setVisible(True)
        self._where.clear()
        self._tick.start()
        self._wait_on()

    def _wait_on(self) -> None:
        self._say(f"{self._doing} … {words.span(self._seconds)}")
        self._seconds += 1

    def _end(self) -> None:
        self.busy = False
        self._tick.stop()
        self._progress.setVisible(False)

    def _failed(self, error: TowlineError) -> None:
        self._end()
        self.strip.complain(error)
        self._say(self.tr("Off"))

    def _show(self, status: PracticeStatus) -> None:
        self.running = status.running
        if status.running:
            self._say(self.tr("On"))
            self._where.setText(self.tr("At {address}, on until you stop it.").format(address=status.bootstrap))
        else:
            self._say(self.tr("Off"))
            self._where.setText(
                self.tr("What was sent through it is kept for the next start.") if status.bootstrap else ""
            )

    def _say(self, text: str) -> None:
        self.state.setText(text)
        self._mark.setPixmap(dot("done" if self.running else "idle", filled=self.running))
        self.start.setVisible(not self.running)
        self.stop.setVisible(self.running)
        self.start.setEnabled(not self.busy)
        self.stop.setEnabled(not self.busy)
