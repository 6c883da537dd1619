"""`make screenshots`: every page, light and dark, 100 % and 200 %, full and empty, English and German.

They go to .test/screenshots, to be looked at; the two that the README shows go to docs/pictures. The window is the real
one over the engine that the tests of the window use, with the letters that come as a package: so they look alike everywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT, SHOWN = ROOT / ".test" / "screenshots", ROOT / "docs" / "pictures"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

SETTINGS = ROOT / "tests" / "window" / "profile.toml"
PATIENCE_MS = 700  # for workers to answer and pages to be laid out
SCENES = [  # scheme, scale, full, language
    ("light", "1", True, "en"),
    ("dark", "1", True, "en"),
    ("light", "2", True, "en"),
    ("dark", "2", True, "en"),
    ("light", "1", False, "en"),
    ("dark", "1", False, "en"),
    ("light", "1", True, "de"),
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


def paint(scheme: str, scale: str, full: bool, language: str) -> None:
    import tempfile

    from PySide6.QtCore import QLocale, QTimer
    from PySide6.QtWidgets import QApplication, QWidget
    from window_engine import WindowEngine, new_id, scene

    from engine import settings
    from gui import app as gui_app
    from gui import language as languages
    from gui import look
    from gui.bridge import Bridge
    from gui.first_run import FirstRun
    from gui.grants_dialog import GrantsDialog
    from gui.invite_dialog import InviteDialog
    from gui.main_window import MainWindow
    from gui.queue_editor import QueueEditor
    from gui.rule_editor import RuleEditor
    from gui.send_dialog import SendDialog
    from gui.settings_window import SettingsWindow
    from gui.share_dialog import ShareDialog
    from gui.table import RowsTable
    from gui.verify_dialog import VerifyDialog
    from gui.watch_editor import WatchEditor

    QLocale.setDefault(QLocale("de_DE" if language == "de" else "en_GB"))
    application = QApplication(["towline"])
    gui_app.use_packaged_font(application)
    languages.apply(language, application)
    look.apply(application, scheme)  # type: ignore[arg-type]
    folder = OUT / f"{scheme}-{scale}-{'full' if full else 'empty'}-{language}"
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        profile = Path(temporary)
        if full:
            (profile / settings.FILE).write_text(SETTINGS.read_text("utf-8"), "utf-8")
            (profile / settings.FILE).chmod(0o600)
        engine = scene() if full else WindowEngine()
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

        def small(name: str) -> QWidget:
            page(name)
            window.resize(760, 480)
            return window

        def beside(made: QWidget) -> QWidget:
            made.show()
            return made

        def in_settings(name: str, which: str = "") -> QWidget:
            made = SettingsWindow(bridge, window)
            made.show_page(name, which)
            beside(made)
            made.resize(1000, 720)  # the screen of the offscreen platform is smaller than anybody's
            return made

        pages: list[tuple[str, Callable[[], QWidget]]] = [
            ("transfers", lambda: page("transfers")),
            ("inbox", lambda: page("inbox")),
            ("needs-you", lambda: page("needs")),
            ("history", lambda: page("history")),
            ("first-run", lambda: beside(FirstRun(bridge, window))),
            *((f"settings-{name}", lambda name=name: in_settings(name, "prod-eu" if full and name == "clusters" else ""))
              for name in ("clusters", "watches", "identity", "people", "teams", "stations", "rules", "limits", "notifications", "general", "advanced")),
        ]  # fmt: skip
        if full:
            pages += [
                (
                    "send-dialog",
                    lambda: beside(SendDialog(bridge, ["/data/scans-41", "/data/list.csv"], "Plant HQ", window)),
                ),
                ("queue-editor", lambda: beside(QueueEditor(bridge, "Plant HQ", window))),
                ("watch-editor", lambda: beside(WatchEditor(bridge, "scans", window))),
                ("rule-editor", lambda: beside(RuleEditor(bridge, "Plant scans", window))),
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
                ("small-transfers", lambda: small("transfers")),
                ("small-inbox", lambda: small("inbox")),
            ]
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

        open_now.append(pages[0][1]())
        QTimer.singleShot(PATIENCE_MS * 2, take)
        application.exec()
        bridge.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        paint(sys.argv[1], sys.argv[2], sys.argv[3] == "full", sys.argv[4])
        sys.exit(0)
    sys.exit(main())
