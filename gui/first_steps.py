"""The way to the first files, where the list of transfers is still empty: four steps, those that are done with a tick.

Promises: each step leads to where it is done; the list shows them until there is a queue.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from engine.api import PersonRow
from engine.settings import PRACTICE
from gui.bridge import Bridge
from gui.look import EDGE, GAP
from gui.people_model import accepted
from gui.plain_text import label
from gui.settings_parts import button, mark

WIDTH = 600  # px
LINES = 20  # of text, as high as all of it


class FirstSteps(QFrame):
    """`asked`: clusters, people or queue."""

    asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._people = 0
        self.setProperty("kind", "card")
        self.setMaximumWidth(WIDTH)
        self._marks: dict[str, QLabel] = {}
        self._abouts: list[QLabel] = []
        self._buttons = {
            "clusters": button(self.tr("Connect…"), lambda: self.asked.emit("clusters")),
            "people": button(self.tr("Add…"), lambda: self.asked.emit("people")),
            "queue": button(self.tr("New queue…"), lambda: self.asked.emit("queue")),
        }
        steps = {
            "clusters": (
                self.tr("Connect a cluster"),
                self.tr("Files travel through it. Whoever runs your Kafka has its details."),
            ),
            "people": (
                self.tr("Add who gets them"),
                self.tr("By the card that they give you. To try it alone, send to yourself."),
            ),
            "queue": (
                self.tr("Make a queue for them"),
                self.tr("It says who gets what is dropped on it, and how that is protected."),
            ),
            "drop": (
                self.tr("Drop files on it"),
                self.tr("Or press Ctrl+O. The receiver need not be online."),
            ),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE * 2, EDGE + 4, EDGE * 2, EDGE + 4)
        column.setSpacing(EDGE)
        column.addWidget(label(self.tr("Send your first files"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(EDGE)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for place, (word, (title, about)) in enumerate(steps.items()):
            number = self._marks[word] = label(str(place + 1), "head")
            number.setFixedWidth(18)
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(number, 3 * place, 0)
            grid.addWidget(label(title), 3 * place, 1)
            self._abouts.append(label(about, "faint"))
            grid.addWidget(self._abouts[-1], 3 * place + 1, 1)
            if word in self._buttons:
                self._buttons[word].setAccessibleDescription(title)
                grid.addWidget(self._buttons[word], 3 * place, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(3 * place + 2, GAP)
        column.addLayout(grid)
        bridge.settings_changed.connect(self._show)
        bridge.changed.connect(self._rows_changed)
        self._count_people()
        self._show()

    def done(self) -> set[str]:
        """The steps that are done."""
        settings = self._bridge.settings
        done = {"clusters": bool(settings.clusters), "people": self._people > 0, "queue": bool(settings.queues)}
        return {word for word, yes in done.items() if yes}

    def _rows_changed(self, rows: list[object]) -> None:
        if any(isinstance(row, PersonRow) for row in rows) and self.isVisible():
            self._count_people()

    def _count_people(self) -> None:
        def counted(rows: list[PersonRow]) -> None:
            self._people = sum(row.trust != "blocked" for row in accepted(rows))
            self._show()

        self._bridge.ask(self, self._bridge.engine.people, counted)

    def _show(self) -> None:
        done = self.done()
        for place, (word, number) in enumerate(self._marks.items()):
            if word in done:
                number.setPixmap(mark("check", "done"))
                number.setAccessibleName(self.tr("Done"))
            else:
                number.setText(str(place + 1))
        alone = set(self._bridge.settings.clusters) == {PRACTICE}  # then there is nobody else to send to
        following = next((word for word in self._buttons if word not in done and not (alone and word == "people")), "")
        for word, each in self._buttons.items():
            each.setProperty("kind", "primary" if word == following else "")
            each.style().unpolish(each)
            each.style().polish(each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the steps stand without a word about each."""
        super().resizeEvent(event)
        above = self.parentWidget()
        room = above is None or above.height() >= LINES * self.fontMetrics().height()
        for about in self._abouts:
            about.setVisible(room)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_marks"):
            self._show()
