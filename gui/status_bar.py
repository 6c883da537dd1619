"""The bar at the bottom: clusters, rates, what is left of all transfers, free space.

Hides: how the time left is made from what moved in the last seconds.
"""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QToolButton, QWidget

from engine.api import LinkRow, Snapshot
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.graph import RateGraph
from gui.look import State, look
from gui.pace_menus import PauseMenu
from gui.plain_text import tip
from gui.turtle import Turtle

LOOK_BACK = 20.0  # seconds that the time left is made from
WIDEST_NAME = 140  # px, of a cluster
BETWEEN = 8  # px that Qt puts between parts of the bar, and some
RUNNING = ("scanning", "sending", "fetching", "looking", "checking")
STATES: dict[str, State] = {"connected": "done", "throttled": "waiting", "connecting": "waiting", "failed": "failed"}


class StatusBar(QStatusBar):
    cluster_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._clusters: dict[str, _Cluster] = {}
        self._seen: deque[tuple[float, int]] = deque()
        self._links: dict[str, LinkRow] = {}
        self.setSizeGripEnabled(False)
        self._left = QWidget(self)
        self._row = QHBoxLayout(self._left)
        self._row.setContentsMargins(8, 0, 0, 0)
        self._row.setSpacing(2)
        self.addWidget(self._left)
        self._rates = QToolButton(self)
        self._rates.setProperty("kind", "link")
        self._rates.setToolTip(self.tr("The last 10 minutes (Ctrl+G)"))
        self._rates.clicked.connect(self.show_graph)
        self._overall, self._free = QLabel(self), QLabel(self)
        for label in (self._overall, self._free):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setContentsMargins(6, 0, 6, 0)
        self.turtle = Turtle(bridge, self)
        self.paused = QToolButton(self)  # instead of what is left, with the way to go on
        self.paused.setProperty("kind", "link")
        self.paused.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.paused.setMenu(PauseMenu(bridge, self.paused))
        self.paused.hide()
        for widget in (self._rates, self._overall, self.paused, self.turtle, self._free):
            self.addPermanentWidget(widget)
        self.graph = RateGraph(self)
        self.graph.setWindowFlag(Qt.WindowType.Tool)
        bridge.moved.connect(self._moved)
        bridge.settings_changed.connect(self._name_clusters)
        self._name_clusters()
        self._rates.setText("↑ 0   ↓ 0")

    def show_graph(self) -> None:
        self.graph.setVisible(not self.graph.isVisible())
        if self.graph.isVisible():
            self.graph.adjustSize()
            corner = self.mapToGlobal(QPoint(self.width() - self.graph.width() - 12, -self.graph.height() - 12))
            self.graph.move(corner)

    def texts(self) -> dict[str, str]:
        """What is said, by part."""
        clusters = ", ".join(button.accessibleName() for button in self._clusters.values())
        return {
            "clusters": clusters,
            "rates": self._rates.text(),
            "overall": self._overall.text(),
            "paused": "" if self.paused.isHidden() else self.paused.text(),
            "free": self._free.text(),
        }

    def _name_clusters(self) -> None:
        names = list(self._bridge.settings.clusters)
        for name in [name for name in self._clusters if name not in names]:
            self._clusters.pop(name).deleteLater()
        for name in names:
            if name not in self._clusters:
                button = _Cluster(name, self._left)
                button.clicked.connect(lambda _=False, name=name: self.cluster_asked.emit(name))
                self._row.addWidget(button)
                self._clusters[name] = button
                button.show_link(self._links.get(name))

    def _moved(self, snapshot: Snapshot) -> None:
        self._links = {link.cluster: link for link in snapshot.links}
        for name, button in self._clusters.items():
            button.show_link(self._links.get(name))
        up, down = sum(link.up for link in snapshot.links), sum(link.down for link in snapshot.links)
        self.graph.add(up, down)
        said = [words.rate(up) if up else "0", words.rate(down) if down else "0"]
        self._rates.setText("↑ {}   ↓ {}".format(*said))
        self._overall.setText(self._said_overall(snapshot))
        paused = self._said_paused(snapshot)
        self.paused.setText(paused)
        self.paused.setVisible(bool(paused))
        self._overall.setVisible(not paused)
        self._free.setText(self.tr("{size} free").format(size=words.size(snapshot.free)) if snapshot.free >= 0 else "")
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """What matters least goes where there is no room for all; cut in half it would say something else."""
        parts = (self._left, self._rates, self._overall, self.paused, self.turtle, self._free)
        shown = [part for part in parts if part is self._free or not part.isHidden()]
        needed = sum(part.sizeHint().width() for part in shown) + BETWEEN * len(shown)
        self._free.setVisible(bool(self._free.text()) and needed <= self.width())

    def _said_paused(self, snapshot: Snapshot) -> str:
        """Why nothing goes on, and until when; of what rests for other reasons than a person's only while it matters."""
        rests = [row for row in snapshot.pace.rests if row.word != "room" and (snapshot.open or row.word == "pause")]
        if not rests or any(row.state in RUNNING for row in snapshot.moving):
            return ""
        said = words.paused(rests[0].word, rests[0].until)
        if snapshot.open:
            said = self.tr("{paused}, {left} left").format(paused=said, left=words.size(snapshot.left))
        return f"{said} ▾"

    def _said_overall(self, snapshot: Snapshot) -> str:
        now = time.monotonic()
        if self._seen and snapshot.left > self._seen[-1][1]:  # more work came: what was seen says nothing of it
            self._seen.clear()
        self._seen.append((now, snapshot.left))
        while now - self._seen[0][0] > LOOK_BACK:
            self._seen.popleft()
        if not snapshot.open:
            return self.tr("Nothing to do")
        running = sum(row.state in RUNNING for row in snapshot.moving)
        since, before = self._seen[0]
        rate = (before - snapshot.left) / (now - since) if now - since >= 3.0 else 0.0
        doing = self.tr("%n running", "", running) if running else self.tr("%n waiting", "", snapshot.open)
        facts = {"doing": doing, "left": words.size(snapshot.left)}
        if rate > 0 and running:
            return self.tr("{doing}, {left} left, about {time}").format(**facts, time=words.span(snapshot.left / rate))
        return self.tr("{doing}, {left} left").format(**facts)


class _Cluster(QToolButton):
    """A dot and a name. The state is in the name for those who do not see the dot, and in the shape: a ring is idle."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = shown(name)
        self._link: LinkRow | None = None
        self.setProperty("kind", "link")
        self.show_link(None)

    def show_link(self, link: LinkRow | None) -> None:
        state = link.state if link else "idle"
        said = {
            "connected": self.tr("{name}: connected"),
            "connecting": self.tr("{name}: connecting"),
            "throttled": self.tr("{name}: slowed down by the cluster"),
            "failed": self.tr("{name}: cannot be reached"),
        }.get(state, self.tr("{name}: not in use"))
        text = said.format(name=self._name)
        if link and link.why:
            text = f"{text}. {shown(words.told(link.why))}"
        if text != self.accessibleName():
            self.setToolTip(tip(text))
            self.setAccessibleName(text)
        before = self._link.state if self._link else "idle"
        self._link = link
        if state != before:
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(min(metrics.horizontalAdvance(self._name), WIDEST_NAME) + 30, metrics.height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = STATES.get(self._link.state, "idle") if self._link else "idle"
        dot = QRectF(8, self.height() / 2 - 4, 8, 8)
        colour = colours.state(state)
        painter.setPen(colour)
        if state != "idle":
            painter.setBrush(colour)
        painter.drawEllipse(dot)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colours.text))
        room = self.rect().adjusted(22, 0, 0, 0)
        name = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
