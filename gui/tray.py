"""The icon in the tray: what Towline does, seen by its shape, with a menu of what is done without the window.

Hides: the desktop's tray, or that there is none; how states rank. Promises: one state at a time, the one that a person
should know first; the shape differs, not only the colour; nothing blinks or moves.
"""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from engine.api import Snapshot
from engine.names import shown
from gui import icons, words
from gui.bridge import Bridge
from gui.look import look
from gui.pace_menus import LimitMenu, PauseMenu

STATES = ("needs", "failed", "offline", "paused", "moving", "idle")  # the first that holds is shown
SIDE = 44  # px of an icon; desktops make it smaller
MOVING = ("scanning", "sending", "fetching", "looking", "checking")


def available() -> bool:
    """Whether this desktop has a place for icons. It may come a little after the session."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Pages(Protocol):
    """What the tray counts and opens in the main window."""

    def tray_counts(self) -> tuple[int, int, int]:
        """New in the inbox, questions, transfers that failed since somebody looked."""
        ...


class Tray(QObject):
    open_asked = Signal(str)  # a page of the window, or "" for the one in front
    send_asked = Signal(str)  # a queue, or ""
    settings_asked = Signal(str)  # a page of the settings
    quit_asked = Signal()

    def __init__(self, bridge: Bridge, counts: Pages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._counts = counts
        self._snapshot: Snapshot | None = None
        self.state = ""
        self._about = ""  # the page that the last notification was about
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._fill)
        self.pause = PauseMenu(bridge, self.menu)
        self.limit = LimitMenu(bridge, self.menu)
        self.limit.settings_asked.connect(lambda: self.settings_asked.emit("limits"))
        self.queues = QMenu(self.tr("Send to"), self.menu)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(lambda: self.open_asked.emit(self._about))
        bridge.moved.connect(self._moved)
        self._fill()
        self.look()

    def tell(self, title: str, text: str, page: str) -> None:
        """A notification of the desktop; a click on it opens that page."""
        self._about = page
        self.icon.showMessage(title, text, tray_icon(self.state))

    def look(self) -> None:
        """Shows the state there is now."""
        state = self._now()
        if state != self.state:
            self.state = state
            self.icon.setIcon(tray_icon(state))
        text = f"Towline: {self.said()}"
        if text != self.icon.toolTip():
            self.icon.setToolTip(text)

    def said(self) -> str:
        """`sending 3, 12 MB/s, 0:51 left`"""
        snapshot = self._snapshot
        _, questions, failed = self._counts.tray_counts()
        parts = []
        if snapshot is not None and (moving := [row for row in snapshot.moving if row.state in MOVING]):
            rate = sum(link.up + link.down for link in snapshot.links)
            parts = [self.tr("%n running", "", len(moving))]
            if rate >= 1:
                left = words.span(snapshot.left / rate)
                parts += [words.rate(rate), self.tr("{time} left").format(time=left)]
        elif snapshot is not None and snapshot.open and snapshot.pace.rests:
            rest = snapshot.pace.rests[0]
            parts = [words.paused(rest.word, rest.until)]
        elif snapshot is not None and snapshot.open:
            parts = [self.tr("%n waiting", "", snapshot.open)]
        if questions:
            parts.append(self.tr("%n questions need you", "", questions))
        if failed:
            parts.append(self.tr("%n failed", "", failed))
        return ", ".join(parts) or self.tr("nothing to do")

    def _now(self) -> str:
        snapshot = self._snapshot
        _, questions, failed = self._counts.tray_counts()
        links = snapshot.links if snapshot else ()
        holds = {
            "needs": questions > 0,
            "failed": failed > 0,
            "offline": bool(links) and all(link.state == "failed" for link in links),
            "paused": snapshot is not None
            and any(row.word == "pause" or snapshot.open for row in snapshot.pace.rests if row.word != "room"),
            "moving": snapshot is not None and any(row.state in MOVING for row in snapshot.moving),
            "idle": True,
        }
        return next(state for state in STATES if holds[state])

    def _moved(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.look()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_asked.emit("")

    def _fill(self) -> None:
        menu = self.menu
        menu.clear()
        opened = menu.addAction(self.tr("Open Towline"), lambda: self.open_asked.emit(""))
        menu.setDefaultAction(opened)
        menu.addAction(self.said()).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("Send files…"), lambda: self.send_asked.emit(""))
        self.queues.clear()
        for name in self._bridge.settings.queues:
            self.queues.addAction(shown(name).replace("&", "&&"), partial(self.send_asked.emit, name))
        self.queues.setEnabled(bool(self._bridge.settings.queues))
        menu.addMenu(self.queues)
        menu.addSeparator()
        self.pause.fill()
        self.limit.fill()
        menu.addMenu(self.pause)
        menu.addMenu(self.limit)
        menu.addSeparator()
        new = self._counts.tray_counts()[0]
        inbox = self.tr("Inbox ({n} new)").format(n=words.number(new)) if new else self.tr("Inbox")
        menu.addAction(inbox, lambda: self.open_asked.emit("inbox"))
        menu.addAction(self.tr("Settings…"), lambda: self.settings_asked.emit("general"))
        menu.addSeparator()
        menu.addAction(self.tr("Quit"), self.quit_asked.emit)


def tray_icon(state: str) -> QIcon:
    """A rounded square that is seen on light and dark panels, with the shape of the state."""
    colours = look()
    colour = {
        "needs": colours.state("waiting"),
        "failed": colours.state("failed"),
        "offline": colours.state("idle"),
        "paused": colours.state("idle"),
    }.get(state, QColor(colours.accent))
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(1, 1, SIDE - 2, SIDE - 2), 11, 11)
    icons.paint(painter, f"tray-{state}", QRectF(QPointF(5, 5), QPointF(SIDE - 5, SIDE - 5)), QColor(colours.on_accent))
    painter.end()
    return QIcon(pixmap)
