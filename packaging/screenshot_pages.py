"""What `make screenshots` takes pictures of: every page and dialog of the window, each brought up as a person would find it.

Hides: how each is reached, and the rows that only these pictures need, beside those of the window's tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from made_rows import new_id, offer, transfer
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from window_engine import WindowEngine

from engine import settings_edit
from engine.api import Kind, QuestionRow
from engine.door_accounts import LOOK, STEER, Visit
from engine.errors import TowlineError
from engine.invitation import Invitation, text_of
from gui.bridge import Bridge
from gui.doctor_dialog import DoctorDialog
from gui.first_run import FirstRun
from gui.grants_dialog import GrantsDialog
from gui.guest_bridge import GuestBridge
from gui.invite_dialog import InviteDialog
from gui.join_dialog import JoinDialog
from gui.main_window import MainWindow
from gui.pace_menus import tomorrow
from gui.queue_editor import QueueEditor
from gui.rule_editor import RuleEditor
from gui.send_dialog import SendDialog
from gui.settings_window import SettingsWindow
from gui.share_dialog import ShareDialog
from gui.table import RowsTable
from gui.tray import Tray
from gui.verify_dialog import VerifyDialog
from gui.watch_editor import WatchEditor

PATIENCE_MS = 700  # for workers to answer and pages to be laid out
SETTINGS_PAGES = (
    "clusters", "watches", "identity", "people", "teams", "stations", "rules", "limits", "notifications", "general", "advanced",
)  # fmt: skip
TOKEN = {
    "security": "sasl_ssl", "mechanism": "OAUTHBEARER", "token_url": "https://idp.example.net/oauth2/token",
    "client": "edge-17", "scope": "kafka",
}  # fmt: skip

Page = tuple[str, Callable[[], QWidget]]  # its name, and what brings it up and gives what is to be painted


class Pages:
    """`full`: over an engine with everything in it, else over one without anything. Brought up in their order: what one
    page leaves behind is what the next one finds."""

    def __init__(self, engine: WindowEngine, bridge: Bridge, *, full: bool) -> None:
        self._engine = engine
        self._bridge = bridge
        self._full = full
        self._trays: list[Tray] = []  # their menus end with them
        self._guests: list[MainWindow] = []  # kept until the end
        if full:
            add_searches(engine)
        self.window = MainWindow(bridge)
        self.window.resize(1180, 780)
        self.window.show()

    def all(self) -> list[Page]:
        if self._full:
            return [
                *self._main(),
                *self._settings(),
                *self._dialogs(),
                *self._menus(),
                *self._special(),
                *self._small(),
            ]
        return [*self._main(), *self._settings(), *self._small()]

    # --- which there are ------------------------------------------------------------------------------------------------------

    def _main(self) -> list[Page]:
        return [
            ("transfers", self._transfers),
            ("inbox", self._inbox),
            *([("inbox-mirrored", self._mirrored)] if self._full else []),
            ("needs-you", partial(self._tab, "needs")),
            ("history", partial(self._tab, "history")),
            ("first-run", lambda: _beside(FirstRun(self._bridge, self.window))),
        ]

    def _settings(self) -> list[Page]:
        which = {"clusters": "prod-eu"} if self._full else {}
        pages = [(f"settings-{name}", partial(self._in_settings, name, which.get(name, ""))) for name in SETTINGS_PAGES]
        return [*pages, ("settings-identity-whole", lambda: _beside(self._in_settings("identity"), height=1000))]

    def _dialogs(self) -> list[Page]:
        bridge, window = self._bridge, self.window
        files = ["/data/scans-41", "/data/list.csv"]
        sent = self._engine.rows[new_id(7)]
        return [
            ("send-dialog", lambda: _beside(SendDialog(bridge, files, "Plant HQ", window))),
            ("queue-editor", lambda: _beside(QueueEditor(bridge, "Plant HQ", window))),
            ("watch-editor", lambda: _beside(WatchEditor(bridge, "scans", window))),
            ("rule-editor", lambda: _beside(RuleEditor(bridge, "Plant scans", window))),
            ("rule-editor-whole", lambda: _beside(RuleEditor(bridge, "Plant scans", window), height=1160)),
            ("share", lambda: _beside(ShareDialog(bridge, [sent], window))),
            ("doctor", lambda: _beside(DoctorDialog(bridge, window))),
            ("verify", lambda: _beside(VerifyDialog(bridge, "Carla", window))),
            ("key-change", self._key_change),
            ("invite", lambda: _beside(InviteDialog(bridge, "HQ", window))),
            ("join", lambda: _beside(JoinDialog(bridge, an_invitation(), window))),
        ]

    def _menus(self) -> list[Page]:
        return [("tray-menu", partial(self._tray_menu, "tray")), ("pause-menu", partial(self._tray_menu, "pause"))]

    def _special(self) -> list[Page]:
        """States that take something to happen first."""
        return [
            ("sign-in-by-token", self._by_token),
            ("needs-you-more", self._more_questions),
            ("attempts", self._attempts),
            ("paused", self._paused),
            ("guest-looks", partial(self._guest, LOOK)),
            ("guest-steers", partial(self._guest, STEER)),
        ]

    def _small(self) -> list[Page]:
        """In the smallest window; the last, since it stays so small."""
        pages: list[Page] = [("small-transfers", lambda: self._shrunk(self._transfers()))]
        return [*pages, ("small-inbox", lambda: self._shrunk(self._inbox()))] if self._full else pages

    # --- tabs of the window ---------------------------------------------------------------------------------------------------

    def _tab(self, name: str) -> QWidget:
        self.window.show_page(name)
        self.window.details.hide()
        return self.window

    def _transfers(self) -> QWidget:
        self.window.show_page("transfers")
        if self._full:
            self.window.details.show()
            QTimer.singleShot(PATIENCE_MS, lambda: self._select_row(self.window.transfers, 0))
        return self.window

    def _inbox(self) -> QWidget:
        self._tab("inbox")
        if self._full:
            self._select_row(self.window.inbox, 1)
        return self.window

    def _mirrored(self) -> QWidget:
        self._inbox()
        self.window.inbox.view.select_key(new_id(1010))
        return self.window

    def _more_questions(self) -> QWidget:
        self._engine.question_rows = {row.id: row for row in questions()}
        self.window.show_page("transfers")
        self.window.needs._read()
        return self._tab("needs")

    def _attempts(self) -> QWidget:
        """What an operator sees who clicked on Failed, then on what failed."""
        self.window.show_page("transfers")
        self.window.transfers.show_chip("failed")
        self.window.details.show()
        QTimer.singleShot(PATIENCE_MS // 2, lambda: self._select_row(self.window.transfers, 0))
        return self.window

    def _paused(self) -> QWidget:
        self._engine.pause_all(tomorrow(time.time()))
        self._bridge.look()
        self.window.transfers.show_chip("all")
        self.window.strip.take("continue")
        return self._tab("transfers")

    def _guest(self, methods: frozenset[str]) -> QWidget:
        """At the agent of another account."""
        visit = Visit("svc-towline", methods)
        bridge = GuestBridge(self._engine, self._bridge.profile, self._bridge.state, lambda: visit)
        window = MainWindow(bridge)
        window.closed.connect(bridge.close)
        window.resize(1180, 780)
        window.show()
        self._guests.append(window)
        return window

    def _select_row(self, page: QWidget, row: int) -> None:
        page.findChildren(RowsTable)[0].selectRow(row)
        self.window.strip.take("continue")  # half a minute after the start it is gone by itself

    def _shrunk(self, window: QWidget) -> QWidget:
        window.resize(760, 480)
        return window

    # --- beside the window ----------------------------------------------------------------------------------------------------

    def _in_settings(self, name: str, which: str = "") -> SettingsWindow:
        made = SettingsWindow(self._bridge, self.window)
        made.show_page(name, which)
        made.show()
        made.resize(1000, 720)  # the screen of the offscreen platform is smaller than anybody's
        return made

    def _by_token(self) -> QWidget:
        """A sign-in by a token, which no other picture shows."""
        made = self._in_settings("clusters")
        table = {"bootstrap": ["cloud.example.net:9093"], "topic": "towline", **TOKEN}
        self._bridge.edit(
            made,
            lambda: settings_edit.set_cluster(self._bridge.profile, "cloud", table, self._bridge.settings),
            lambda _: made.show_page("clusters", "cloud"),
        )
        return made

    def _key_change(self) -> QWidget:
        title, about = "Your new key", "Your new key is confirmed by the one before."
        engine = self._engine
        return _beside(
            GrantsDialog(self._bridge, title, about, engine.my_key_change(), engine.my_key_change, self.window)
        )

    def _tray_menu(self, name: str) -> QWidget:
        """A menu of the tray by its name, over the window that it belongs to."""
        tray = Tray(self._bridge, self.window, self.window)
        self._trays.append(tray)
        menu = {"tray": tray.menu, "pause": tray.pause}[name]
        menu.aboutToShow.emit()
        menu.popup(self.window.mapToGlobal(self.window.rect().center()))
        return menu


def _beside(made: QWidget, *, height: int = 0) -> QWidget:
    """`height`: px, for all of a form at once."""
    made.show()
    if height:
        made.resize(made.width(), height)
    return made


# --- what the engine of the window's tests does not have ----------------------------------------------------------------------


def add_searches(engine: WindowEngine) -> None:
    """A bundle that came by a mirror, one that is looked for, and what that asks first."""
    engine.put(
        offer(10, title="plant-2 drawings", state="mirrored"),
        transfer(10, kind=Kind.FETCH, title="plant-2 scans", state="looking", peer="Ben", queue="", entries=40,
                 size=970_000_000, why="812 of 1,024 blocks found, 1.2 GB of 3.4 GB read."),
        transfer(11, kind=Kind.FETCH, title="plant-2 models", state="needs-you", peer="Ben", queue="", entries=12,
                 size=120_000_000),
    )  # fmt: skip
    engine.question_rows["search-1"] = QuestionRow(
        "search-1", "search", "plant-2 models",
        "To find this bundle on prod-eu, at most 3.4 GB are read (4,096 records): it is not where its offer says.",
        "Look for it with 'towline retry', or cancel it.", ("look", "cancel"), time.time() - 40, new_id(11),
    )  # fmt: skip


def an_invitation() -> str:
    """One that brings what a fleet of scanners gets."""
    settings = """
[cluster.prod-eu]
bootstrap = ["k1.example.net:9093", "k2.example.net:9093"]
security = "sasl_ssl"
mechanism = "SCRAM-SHA-512"
user = "{name}"
[queue.hq]
cluster = "prod-eu"
to = ["Anna"]
[watch.scans]
folder = "/data/scans"
queue = "hq"
after = "move:/data/sent"
[rule.plans]
from = ["Anna"]
to = ["/srv/in/{sender}/{date}"]
[agent]
role = "both"
"""
    made = Invitation(
        invitation=bytes(16), join_key=bytes(32), team="plant7", cluster="prod-eu", cluster_id="id",
        expires_ms=int((time.time() + 14 * 86_400) * 1000), most=250, people=(("Anna", "towline-card:X"),),
        admins=("Anna",), settings=settings, team_key="",
    )  # fmt: skip
    return text_of(made)


def questions() -> list[QuestionRow]:
    """Those that are rarely seen."""

    def asked(number: int, title: str, choices: tuple[str, ...], error: TowlineError) -> QuestionRow:
        return QuestionRow(f"q{number}", error.word, title, error.what, error.todo, choices, time.time() - 60 * number)

    again = ("retry", "skip")
    missing = "the topic is not there"
    return [
        asked(1, "scans-40", again, TowlineError("event-failed", topic="scans", reason=missing)),
        asked(2, "scans-41", again, TowlineError("event-failed", topic="scans", reason=missing)),
        asked(3, "drawings", again, TowlineError("program-failed", reason="ingest ended with 2: no room in the archive")),
        asked(4, "site-backup", ("folder", "cancel"), TowlineError("folder-away", folder="/mnt/nas/in")),
        asked(5, "report", ("retry", "cancel"), TowlineError("sign-in", cluster="prod-eu", reason="wrong user name or password")),
        asked(6, "plans", ("folder", "cancel"), TowlineError("folder-link", folder="/srv/in/Anna")),
    ]  # fmt: skip
