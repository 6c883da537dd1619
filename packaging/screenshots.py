"""`make screenshots`: every page, light and dark, 100 % and 200 %, full and empty, English and German.

They go to .test/screenshots, to be looked at; the two that the README shows go to docs/pictures. The window is the real
one over the engine that the tests of the window use, with the letters that come as a package: so they look alike everywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from window_engine import WindowEngine

    from engine.api import QuestionRow

ROOT = Path(__file__).resolve().parent.parent
OUT, SHOWN = ROOT / ".test" / "screenshots", ROOT / "docs" / "pictures"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

SETTINGS = ROOT / "tests" / "window" / "profile.toml"
TOKEN = {
    "security": "sasl_ssl", "mechanism": "OAUTHBEARER", "token_url": "https://idp.example.net/oauth2/token",
    "client": "edge-17", "scope": "kafka",
}  # fmt: skip
STEP, GROWS_MS = 250, 5_000  # ms: between two looks at a send, and for how long it goes on
SPEED = 38_000_000  # bytes a second
PATIENCE_MS = 700  # for workers to answer and pages to be laid out
SCENES = [  # scheme, scale, full, language
    ("light", "1", True, "en"),
    ("dark", "1", True, "en"),
    ("light", "2", True, "en"),
    ("dark", "2", True, "en"),
    ("light", "1", False, "en"),
    ("dark", "1", False, "en"),
    ("light", "1", True, "de"),
    ("dark", "2", True, "de"),
]


def main() -> int:
    shutil.rmtree(OUT, ignore_errors=True)
    for scheme, scale, full, language in SCENES:
        environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
        words = [scheme, scale, "full" if full else "empty", language]
        done = subprocess.run([sys.executable, __file__, *words], env=environ, check=False)
        if done.returncode:
            return done.returncode
    SHOWN.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        shutil.copy(OUT / f"{scheme}-1-full-en" / "transfers.png", SHOWN / f"main-{scheme}.png")
    print(
        f"{len(list(OUT.rglob('*.png')))} pictures in {OUT.relative_to(ROOT)}; two of them in {SHOWN.relative_to(ROOT)}"
    )
    return 0


def add_searches(engine: WindowEngine) -> None:
    """A bundle that came by a mirror, one that is looked for, and what that asks first."""
    from window_engine import new_id, offer, transfer

    from engine.api import Kind, QuestionRow

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
    from engine.invitation import Invitation, text_of

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
    from engine.api import QuestionRow
    from engine.errors import TowlineError

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


def paint(scheme: str, scale: str, full: bool, language: str, only: list[str]) -> None:
    """`only`: names of pages, if not all are wanted."""
    import tempfile

    from PySide6.QtCore import QLocale, QTimer
    from PySide6.QtWidgets import QApplication, QWidget
    from window_engine import WindowEngine, new_id
    from window_scene import scene

    from engine import settings, settings_edit
    from gui import app as gui_app
    from gui import language as languages
    from gui import look
    from gui.bridge import Bridge
    from gui.first_run import FirstRun
    from gui.grants_dialog import GrantsDialog
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

    QLocale.setDefault(QLocale("de_DE" if language == "de" else "en_GB"))
    application = QApplication(["towline"])
    gui_app.use_packaged_font(application)
    languages.apply(language, application)
    look.apply(application, scheme)  # type: ignore[arg-type]
    folder = OUT / f"{scheme}-{scale}-{'full' if full else 'empty'}-{language}"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        profile = Path(temporary)
        if full:
            (profile / settings.FILE).write_text(SETTINGS.read_text("utf-8"), "utf-8")
            (profile / settings.FILE).chmod(0o600)
        engine = scene() if full else WindowEngine()
        if full:
            add_searches(engine)
        bridge = Bridge(
            engine,
            profile,
            profile / "state",
            lambda: settings.load(profile, None, {}, administrators=profile / "none"),
        )
        bridge.view.setValue("recovery/reminded", 4e9)
        bridge.view.setValue("first_run/dismissed", True)
        window = MainWindow(bridge)
        window.resize(1180, 780)
        window.show()

        def select_row(page: QWidget, row: int) -> None:
            page.findChildren(RowsTable)[0].selectRow(row)
            window.strip.take("continue")  # half a minute after the start it is gone by itself

        def page(name: str) -> QWidget:
            window.show_page(name)
            if full and name == "transfers":
                QTimer.singleShot(PATIENCE_MS, lambda: select_row(window.transfers, 0))
                window.details.show()
            elif name != "transfers":
                window.details.hide()
            if full and name == "inbox":
                select_row(window.inbox, 1)
            return window

        def mirrored() -> QWidget:
            page("inbox")
            window.inbox.view.select_key(new_id(1010))
            return window

        def small(name: str) -> QWidget:
            page(name)
            window.resize(760, 480)
            return window

        def beside(made: QWidget) -> QWidget:
            made.show()
            return made

        def shown_menu(name: str) -> QWidget:
            """Of the tray: a menu by its name, over the window that it belongs to."""
            tray = Tray(bridge, window, window)
            kept.append(tray)
            menu = {"tray": tray.menu, "pause": tray.pause, "limit": tray.limit}[name]
            menu.aboutToShow.emit()
            menu.popup(window.mapToGlobal(window.rect().center()))
            return menu

        def high(made: QWidget) -> QWidget:
            """All of a form at once."""
            beside(made).resize(made.width(), 1160)
            return made

        def in_settings(name: str, which: str = "") -> QWidget:
            made = SettingsWindow(bridge, window)
            made.show_page(name, which)
            beside(made)
            made.resize(1000, 720)  # the screen of the offscreen platform is smaller than anybody's
            return made

        def by_token() -> QWidget:
            """A sign-in by a token, which no other picture shows."""
            made = in_settings("clusters")
            table = {"bootstrap": ["cloud.example.net:9093"], "topic": "towline", **TOKEN}
            bridge.edit(
                made,
                lambda: settings_edit.set_cluster(profile, "cloud", table, bridge.settings),
                lambda _: made.show_page("clusters", "cloud"),
            )
            return made

        def more_questions() -> QWidget:
            engine.question_rows = {row.id: row for row in questions()}
            window.show_page("transfers")
            window.needs._read()
            return page("needs")

        def attempts() -> QWidget:
            """What an operator sees who clicked on Failed, then on what failed."""
            window.show_page("transfers")
            window.transfers.show_chip("failed")
            window.details.show()
            QTimer.singleShot(PATIENCE_MS // 2, lambda: select_row(window.transfers, 0))
            return window

        def paused() -> QWidget:
            engine.pause_all(tomorrow(time.time()))
            bridge.look()
            window.transfers.show_chip("all")
            window.strip.take("continue")
            window.details.hide()
            window.show_page("transfers")
            return window

        pages: list[tuple[str, Callable[[], QWidget]]] = [
            ("transfers", lambda: page("transfers")),
            ("inbox", lambda: page("inbox")),
            *([("inbox-mirrored", mirrored)] if full else []),
            ("needs-you", lambda: page("needs")),
            ("history", lambda: page("history")),
            ("first-run", lambda: beside(FirstRun(bridge, window))),
            *((f"settings-{name}", lambda name=name: in_settings(name, "prod-eu" if full and name == "clusters" else ""))
              for name in ("clusters", "watches", "identity", "people", "teams", "stations", "rules", "limits", "notifications", "general", "advanced")),
        ]  # fmt: skip
        if not full:
            pages.append(("small-transfers", lambda: small("transfers")))
        if full:
            pages += [
                (
                    "send-dialog",
                    lambda: beside(SendDialog(bridge, ["/data/scans-41", "/data/list.csv"], "Plant HQ", window)),
                ),
                ("queue-editor", lambda: beside(QueueEditor(bridge, "Plant HQ", window))),
                ("watch-editor", lambda: beside(WatchEditor(bridge, "scans", window))),
                ("rule-editor", lambda: beside(RuleEditor(bridge, "Plant scans", window))),
                ("rule-editor-whole", lambda: high(RuleEditor(bridge, "Plant scans", window))),
                ("share", lambda: beside(ShareDialog(bridge, [engine.rows[new_id(7)]], window))),
                ("verify", lambda: beside(VerifyDialog(bridge, "Carla", window))),
                (
                    "key-change",
                    lambda: beside(
                        GrantsDialog(
                            bridge,
                            "Your new key",
                            "Your new key is confirmed by the one before.",
                            engine.my_key_change(),
                            engine.my_key_change,
                            window,
                        )
                    ),
                ),
                ("invite", lambda: beside(InviteDialog(bridge, "HQ", window))),
                ("join", lambda: beside(JoinDialog(bridge, an_invitation(), window))),
                ("tray-menu", lambda: shown_menu("tray")),
                ("pause-menu", lambda: shown_menu("pause")),
                ("sign-in-by-token", by_token),
                ("needs-you-more", more_questions),
                ("attempts", attempts),
                ("paused", paused),
                ("small-transfers", lambda: small("transfers")),
                ("small-inbox", lambda: small("inbox")),
            ]
        kept: list[Tray] = []
        pages = [page for page in pages if not only or page[0] in only]
        open_now: list[QWidget] = []

        def take() -> None:
            name, _ = pages.pop(0)
            open_now[-1].grab().save(str(folder / f"{name}.png"))
            if open_now[-1] is not window:
                open_now[-1].close()
            if pages:
                open_now.append(pages[0][1]())
                QTimer.singleShot(PATIENCE_MS, take)
            else:
                window.leave()
                application.quit()

        def grow() -> None:
            """The first send goes on, so that its speed and the time left are known."""
            row = engine.rows[new_id(1)]
            engine.put(replace(row, done=row.done + STEP * SPEED // 1000))

        growing = QTimer(application, interval=STEP)
        if full:
            growing.timeout.connect(grow)
            growing.start()
            QTimer.singleShot(GROWS_MS, growing.stop)
        open_now.append(pages[0][1]())
        QTimer.singleShot(GROWS_MS if full else PATIENCE_MS * 2, take)
        application.exec()
        bridge.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        paint(sys.argv[1], sys.argv[2], sys.argv[3] == "full", sys.argv[4], sys.argv[5:])
        sys.exit(0)
    sys.exit(main())
