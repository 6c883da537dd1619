"""What a person should know now, put into the strip: lost connections, errors, notices, what goes on, reminders.

Hides: which line a cause has and what its buttons do. What was complained of lately stands in the problem report.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.api import LinkRow, MeRow, Notice, Snapshot, TransferRow
from engine.api_pace import RESTS
from engine.errors import TowlineError, Verdict
from engine.names import shown
from gui import help_texts, words
from gui.asking import text_window
from gui.bridge import Bridge
from gui.strip import Button, Strip

REMIND_RECOVERY = 7 * 86_400.0  # seconds between two reminders that no recovery file was made


class Attention(QObject):
    settings_asked = Signal(str, str)  # a page, and the name of what to show there
    first_run_asked = Signal()
    pause_asked = Signal()  # of all that goes on

    def __init__(self, bridge: Bridge, strip: Strip, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._strip = strip
        self._window = window
        self._links: list[LinkRow] = []
        self._complaints: deque[str] = deque(maxlen=50)
        bridge.moved.connect(self._moved)
        bridge.noticed.connect(self._noticed)
        bridge.complained.connect(self.complain)
        bridge.renewed.connect(self._renewed)

    def actions(self) -> dict[str, Callable[[], object]]:
        """For the menus, by name."""
        return {"report": self._report}

    # --- at the start -------------------------------------------------------------------------------------------------------------

    def greet(self) -> None:
        """The first steps, what goes on where it was, and a reminder of the recovery file; nothing for a guest."""
        if self._bridge.is_guest:
            return
        if self._first_run_needed():
            self.first_run_asked.emit()
        self._bridge.ask(self, self._bridge.engine.me, self._remind)
        self._bridge.ask(self, lambda: self._bridge.engine.transfers(ended=False, limit=10_000), self._say_going_on)

    def _first_run_needed(self) -> bool:
        if self._bridge.settings.clusters:
            return False
        from gui.first_run import FirstRun

        return FirstRun.needed(self._bridge)

    def _say_going_on(self, rows: list[TransferRow]) -> None:
        begun = [row for row in rows if row.done and row.wanted.value == "run" and not row.rests]
        if begun:
            text = self.tr("%n transfers continue where they were.", "", len(begun))
            self._strip.put("continue", text, [(self.tr("Pause them"), self._pause_begun)], seconds=30)

    def _pause_begun(self) -> None:
        self._strip.take("continue")
        self.pause_asked.emit()

    def _remind(self, me: MeRow) -> None:
        last = float(str(self._bridge.view.value("recovery/reminded", 0.0)))
        if me.recovery_saved or time.time() - last < REMIND_RECOVERY or self._first_run_needed():
            return
        self._bridge.view.setValue("recovery/reminded", time.time())
        text = self.tr("No recovery file yet. If this computer breaks, files not fetched yet are lost for you.")
        self._strip.put("recovery", text, [(self.tr("Save recovery file…"), self._save_recovery)])

    def _save_recovery(self) -> None:
        self._strip.take("recovery")
        self.settings_asked.emit("identity", "")

    # --- while it runs ------------------------------------------------------------------------------------------------------------

    def _moved(self, snapshot: Snapshot) -> None:
        self._links = list(snapshot.links)
        self._say_rests(snapshot)
        for link in self._links:
            if link.state != "failed":
                self._strip.take(f"link {link.cluster}")
                continue
            text, next_try = words.told(link.why), words.next_in(link.next_try)
            if next_try:
                text = self.tr("{why} Your work is safe; next try in {time}.").format(why=text, time=next_try)
            elif link.todo:
                text = words.told(link.why, link.todo)
            buttons: list[Button] = [
                (self.tr("Try now"), lambda: self._bridge.ask(self, self._bridge.engine.wake)),
                (self.tr("Test connection"), partial(self.settings_asked.emit, "clusters", link.cluster)),
            ]
            if self._bridge.is_guest:
                buttons = buttons[:1] if self._bridge.may("wake") else []
            self._strip.put(f"link {link.cluster}", text, buttons, about=link.why)

    def _say_rests(self, snapshot: Snapshot) -> None:
        """What rests and why, each with a way to go on; only a pause of a person's own is said when nothing waits."""
        rests = {row.word: row for row in snapshot.pace.rests if snapshot.open or row.word == "pause"}
        for word in RESTS:
            if word not in rests:
                self._strip.take(f"rest {word}")
        limits = self._bridge.settings.limits
        clusters = ", ".join(shown(row.cluster) for row in snapshot.pace.rests if row.word == "metered")
        for word, row in rests.items():
            until = words.clock(row.until)
            text = {
                "pause": self.tr("Everything is paused until {until}.") if row.until
                else self.tr("Everything is paused until you resume."),
                "schedule": self.tr("Paused by your schedule until {until}."),
                "metered": self.tr("{clusters} rests on this metered network. It goes on by itself on another one."),
                "battery": self.tr("Paused: the battery is below {percent} %. It goes on by itself when it is charged."),
                "limit": self.tr("Sending is paused: its limit is 0.") if row.kind == "send"
                else self.tr("Fetching is paused: its limit is 0."),
                "room": self.tr("Some fetches wait: {room} are to stay free on the disk."),
            }[word].format(
                until=until, clusters=clusters, percent=limits.battery_below, room=words.size(limits.leave_free)
            )  # fmt: skip
            go_on = self.tr("Resume") if word == "pause" else self.tr("Continue anyway")
            act = partial(self._bridge.ask, self, partial(self._bridge.engine.go_on, word))
            self._strip.put(f"rest {word}", text, [(go_on, act)] if self._bridge.may("go_on") else [])

    def _noticed(self, notice: Notice) -> None:
        self._complaints.append(notice.text)
        title, text = words.told(notice.title), words.told(notice.text)
        self._strip.put(f"notice {notice.title}", f"{title}: {text}" if title else text)

    def _renewed(self, how: str) -> None:
        for word in ("engine-ended", "door", "agent-away", "door-not-named"):
            self._strip.take(f"error {word}")
        if how:
            self.complain(TowlineError("engine-ended", how=how))

    def complain(self, error: TowlineError) -> None:
        """An error of something a person asked for."""
        self._complaints.append(f"{error.sentence} {error.details}".strip())
        buttons = [(self.tr("Copy details"), lambda: QGuiApplication.clipboard().setText(self._complaints[-1]))]
        fault = error.verdict is Verdict.BUG
        self._strip.put(f"error {error.word}", words.said(error), buttons if fault or error.details else ())

    def _report(self) -> None:
        text_window(self._window, self.tr("Report a problem"), help_texts.report(self._links, list(self._complaints)))
