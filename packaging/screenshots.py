"""`make screenshots`: every page, light and dark, 100 % and 200 %, full and empty, English and German.

They go to .test/screenshots, to be looked at; the two that the README shows go to docs/pictures. The window is the real
one over the engine that the tests of the window use, with the letters that come as a package: so they look alike everywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from screenshot_pages import Page, Pages
    from window_engine import WindowEngine

ROOT = Path(__file__).resolve().parent.parent
OUT, SHOWN = ROOT / ".test" / "screenshots", ROOT / "docs" / "pictures"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

SETTINGS = ROOT / "tests" / "window" / "profile.toml"
STEP, GROWS_MS = 250, 8_000  # ms: of a send that goes on, and for how long it does
STEADY_MS = 6_500  # until its speed and the time left are known
SPEED = 38_000_000  # bytes a second
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


def paint(scheme: str, scale: str, full: bool, language: str, only: list[str]) -> None:
    """One scene. `only`: names of pages, if not all are wanted. Qt comes in here: in a process that has its platform."""
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication
    from screenshot_pages import Pages
    from window_engine import WindowEngine
    from window_scene import scene

    from engine import settings
    from gui import app as gui_app
    from gui import language as languages
    from gui import look
    from gui.bridge import Bridge

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
        bridge = Bridge(
            engine,
            profile,
            profile / "state",
            lambda: settings.load(profile, None, {}, administrators=profile / "none"),
        )
        bridge.view.setValue("recovery/reminded", 4e9)
        bridge.view.setValue("first_run/dismissed", True)
        pages = Pages(engine, bridge, full=full)
        if full:
            keep_sending(engine, application)
        take(pages, [page for page in pages.all() if not only or page[0] in only], folder, STEADY_MS if full else 0)
        application.exec()
        bridge.close()


def keep_sending(engine: WindowEngine, application: QApplication) -> None:
    """The first send goes on for a while, so that its speed and the time left are known."""
    from PySide6.QtCore import QTimer
    from window_engine import new_id

    def grow() -> None:
        row = engine.rows[new_id(1)]
        engine.put(replace(row, done=row.done + STEP * SPEED // 1000))

    growing = QTimer(application, interval=STEP)
    growing.timeout.connect(grow)
    growing.start()
    QTimer.singleShot(GROWS_MS, growing.stop)


def take(pages: Pages, wanted: list[Page], folder: Path, first_ms: int) -> None:
    """Brings up page after page and paints each into a file once it had time to fill; then the window leaves.

    `first_ms`: how much time the first one has at least.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from screenshot_pages import PATIENCE_MS

    def bring_up(patience: int) -> None:
        shown = wanted[0][1]()
        QTimer.singleShot(patience, lambda: paint_it(shown))

    def paint_it(shown: QWidget) -> None:
        shown.grab().save(str(folder / f"{wanted.pop(0)[0]}.png"))
        if shown is not pages.window:
            shown.close()
        if wanted:
            bring_up(PATIENCE_MS)
        else:
            pages.window.leave()
            QApplication.quit()

    bring_up(max(first_ms, 2 * PATIENCE_MS))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        paint(sys.argv[1], sys.argv[2], sys.argv[3] == "full", sys.argv[4], sys.argv[5:])
        sys.exit(0)
    sys.exit(main())
