"""A test of a queue: 100 kB to myself, as its form says, and each step with its time until it is stored.

Hides: the temporary file, the send, cleaning up behind it. Promises: nothing of a test stays: not the file, nor the
bundle on the cluster once it is stored; a test that was stopped or left is cancelled.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from engine.api import Choices, Kind, Outcome, TransferRow
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.icons import icon
from gui.look import look
from gui.plain_text import label
from gui.recipients import ME
from gui.taking_back import TakeBack

SIZE = 100_000  # bytes

Result = Literal["ok", "wait", "failed"]


class QueueTest(QWidget):
    """`given()`: queue name (or ""), choices and cluster as they stand in the form; None if the form is not right yet."""

    ended = Signal(bool)  # whether it was stored
    grew = Signal()  # by a line

    def __init__(
        self, bridge: Bridge, given: Callable[[], tuple[str, Choices] | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._given = given
        self._id = ""
        self._file = ""
        self._began = 0.0
        self._running = False
        self._told: dict[str, tuple[QLabel, QLabel, QLabel]] = {}  # step → icon, text, time
        self.button = QPushButton(self.tr("Test this queue"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._clicked)
        about = label(self.tr("Sends 100 kB to yourself through it."), "faint", wrap=False)
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 4, 0, 0)
        self._lines.setColumnStretch(1, 1)
        head = QGridLayout()
        head.setColumnStretch(1, 1)
        head.addWidget(self.button, 0, 0)
        head.addWidget(about, 0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(self._lines)
        bridge.changed.connect(self._rows_came)

    def steps(self) -> list[str]:
        """As they are read, in order."""
        return [f"{text.text()} {took.text()}".strip() for _, text, took in self._told.values()]

    def stop(self) -> None:
        """Ends a test that runs; nothing of it stays."""
        if self._running:
            self._finish()

    def _clicked(self) -> None:
        if self._running:
            self._tell("stopped", self.tr("Stopped."), "wait")
            self.stop()
            self.ended.emit(False)
            return
        given = self._given()
        if given is None:
            return
        self._clear()
        self._running = True
        self._began = time.monotonic()
        self.button.setText(self.tr("Stop the test"))
        queue, choices = given
        bridge = self._bridge

        def work() -> tuple[str, str]:
            handle, file = tempfile.mkstemp(prefix="queue-test-", suffix=".bin", dir=bridge.profile)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(os.urandom(SIZE))
                id = bridge.engine.send([file], queue, replace(choices, to=(ME,)), title="queue-test").result()
            except BaseException:
                os.unlink(file)
                raise
            return id, file

        def came(made: tuple[str, str]) -> None:
            if isValid(self):
                self._sent(made)
            else:
                TakeBack(bridge, *made)

        def failed(error: TowlineError) -> None:
            if isValid(self):
                self._failed(error)

        # the bridge is asked for, not this widget: what was sent must be cleaned up even if the widget goes meanwhile
        bridge.ask(bridge, work, came, failed)

    def _sent(self, made: tuple[str, str]) -> None:
        self._id, self._file = made
        if not self._running:  # stopped meanwhile
            self._finish()
            return
        self._tell("taken", self.tr("Taken by the queue"), "ok")
        self._bridge.ask(self, lambda: self._bridge.engine.transfer(made[0]), self._came)

    def _rows_came(self, rows: list[object]) -> None:
        for row in rows:
            if isinstance(row, TransferRow) and row.id == self._id and row.kind is Kind.SEND:
                self._came(row)

    def _came(self, row: TransferRow) -> None:
        if not self._running or row.id != self._id:
            return
        if row.outcome is Outcome.STORED:
            self._tell("sealed", self.tr("Sealed and sent"), "ok")
            self._tell("stored", self.tr("Stored on {cluster}").format(cluster=shown(row.cluster)), "ok")
            self._finish()
            self.ended.emit(True)
        elif row.outcome:
            self._tell("failed", shown(words.told(row.why, row.todo)) or words.transfer_status(row), "failed")
            self._finish()
            self.ended.emit(False)
        elif row.why and row.state in ("retrying", "waiting", "needs-you"):
            self._tell("why", shown(words.told(row.why, row.todo)), "wait")
        elif row.state in ("sending", "checking"):
            self._tell("file", self.tr("File read, connected to {cluster}").format(cluster=shown(row.cluster)), "ok")

    def _failed(self, error: TowlineError) -> None:
        self._tell("failed", words.said(error), "failed")
        self._rest()
        self.ended.emit(False)

    def _finish(self) -> None:
        """Takes back what was sent."""
        self._rest()
        if self._id:
            TakeBack(self._bridge, self._id, self._file)
        self._id = self._file = ""

    def _rest(self) -> None:
        self._running = False
        self.button.setText(self.tr("Test this queue"))

    def _clear(self) -> None:
        for line in self._told.values():
            for part in line:
                self._lines.removeWidget(part)
                part.deleteLater()
        self._told = {}

    def _tell(self, step: str, text: str, result: Result) -> None:
        """A new line, or another text of a known one; a line that went well keeps its first time."""
        known = self._told.get(step)
        if known is not None:
            known[1].setText(text)
            return
        ms = words.number(round((time.monotonic() - self._began) * 1000))
        took = label(self.tr("{n} ms").format(n=ms), "faint", wrap=False)
        mark, said = QLabel(), label(text)
        mark.setPixmap(_mark(result))
        row = self._lines.rowCount()
        for column, part in enumerate((mark, said, took)):
            self._lines.addWidget(part, row, column)
        self._told[step] = (mark, said, took)
        self.grew.emit()


def _mark(result: Result) -> QPixmap:
    name, colour = {
        "ok": ("check", look().done), "wait": ("wait", look().waiting), "failed": ("cross", look().failed),
    }[result]  # fmt: skip
    return icon(name, QColor(colour)).pixmap(QSize(16, 16))
