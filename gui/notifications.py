"""Notifications of the desktop: what failed, what is done, what came, told together and at most once in 20 seconds.

Hides: what is news. Promises: nothing is told while the window is in front, for there it is seen; the same thing is told
once; the text names at most three things.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from engine.api import OfferRow, Outcome, PersonRow, Snapshot, TransferRow
from engine.message_bus import MessageBus, Place
from engine.names import shown
from gui.bridge import Bridge

REST_MS = 20_000  # between two
GATHER_MS = 3_000  # what comes within this time is told together
MOST_NAMES = 3
_DESKTOP = Place("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications")
_PAGES = {"failed": "transfers", "arrived": "inbox", "finished": "transfers", "each": "transfers"}  # by rank
SUCCESS = (Outcome.STORED, Outcome.PLACED)

NO_MARKUP = str.maketrans(
    "<>&", "‹›+"
)  # desktops read markup in a notification, and some show nothing where it is broken

Show = Callable[[str, str, str], object]


class Notifications(QObject):
    """`show(title, text, page)` puts one on the desktop. `in_front` says whether a person looks at the window."""

    def __init__(self, bridge: Bridge, show: Show, in_front: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._show = show
        self._in_front = in_front
        self._since = time.time()
        self._told: set[tuple[str, str]] = set()
        self._news: dict[str, list[str]] = {}
        self._verified: set[str] = set()
        self._ended = 0  # since there was nothing to do
        self._late = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._late.timeout.connect(self._tell)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._rested)
        bridge.changed.connect(self._changed)
        bridge.moved.connect(self._moved)
        bridge.ask(self, bridge.engine.people, self._know)

    def _know(self, people: list[PersonRow]) -> None:
        self._verified = {row.fingerprint for row in people if row.trust == "verified"}

    def _changed(self, rows: list[object]) -> None:
        if any(isinstance(row, PersonRow) for row in rows):
            self._bridge.ask(self, self._bridge.engine.people, self._know)
        for row in rows:
            if isinstance(row, TransferRow) and row.outcome and row.finished >= self._since:
                self._transfer_ended(row)
            elif isinstance(row, OfferRow) and self._is_news(row):
                self._add("arrived", row.id, f"{shown(row.title)} ({shown(row.sender)})")

    def _is_news(self, row: OfferRow) -> bool:
        return (
            row.state == "complete" and not (row.seen or row.mine or row.hidden) and row.fingerprint in self._verified
        )

    def _transfer_ended(self, row: TransferRow) -> None:
        if ("ended", row.id) in self._told:
            return
        self._told.add(("ended", row.id))
        if row.outcome in (Outcome.FAILED, Outcome.PARTLY):
            self._add("failed", row.id, shown(row.title))
        elif row.outcome in SUCCESS:
            self._ended += 1
            self._add("each", row.id, shown(row.title))

    def _moved(self, snapshot: Snapshot) -> None:
        if not snapshot.open and self._ended:
            ended, self._ended = self._ended, 0
            if not self._bridge.settings.notifications.each:
                self._add("finished", str(time.time()), self.tr("%n transfers are done.", "", ended))

    def _add(self, kind: str, id: str, text: str) -> None:
        if (kind, id) in self._told or not getattr(self._bridge.settings.notifications, kind):
            return
        self._told.add((kind, id))
        if self._in_front():
            return
        self._news.setdefault(kind, []).append(text.translate(NO_MARKUP))
        if not self._rest.isActive() and not self._late.isActive():
            self._late.start()

    def _rested(self) -> None:
        if self._news:
            self._tell()

    def _tell(self) -> None:
        news, self._news = self._news, {}
        kinds = [kind for kind in _PAGES if kind in news]
        titles = {
            "failed": self.tr("%n transfers failed", "", len(news.get("failed", ()))),
            "arrived": self.tr("%n bundles are new in the inbox", "", len(news.get("arrived", ()))),
            "finished": self.tr("Everything is done"),
            "each": self.tr("%n transfers are done", "", len(news.get("each", ()))),
        }
        lines = []
        for kind in kinds:
            names = news[kind][:MOST_NAMES]
            more = len(news[kind]) - len(names)
            said = ", ".join(names) + (" " + self.tr("and %n more", "", more) if more > 0 else "")
            lines.append(said if kind == kinds[0] else f"{titles[kind]}: {said}")
        self._show(titles[kinds[0]], "\n".join(lines), _PAGES[kinds[0]])
        self._rest.start()


def show_without_tray(bridge: Bridge, owner: QObject) -> Show:
    """Notifications of a desktop that has no tray: over its message bus. One that has none of both shows nothing."""
    bus = MessageBus(session=True)

    def show(title: str, text: str, _page: str) -> None:
        given: tuple[object, ...] = ("Towline", 0, "towline", title, text, [], {}, -1)
        bridge.ask(owner, lambda: bus.told(_DESKTOP, "Notify", "susssasa{sv}i", given))

    return show
