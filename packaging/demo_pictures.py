"""Pictures of Anna's window as it is after the story: every page, painted without a display.

    python3 packaging/demo_pictures.py FOLDER

The real window on Anna's real profile, with the engine that a person would have. The profile is TOWLINE_PROFILE's.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

from engine.cli import build_parser  # noqa: E402
from engine.cli_parser import parse  # noqa: E402
from engine.cli_print import Screen  # noqa: E402
from engine.cli_session import Command  # noqa: E402
from gui import app  # noqa: E402
from gui.first_run import FirstRun  # noqa: E402
from gui.main_window import MainWindow  # noqa: E402
from gui.send_dialog import SendDialog  # noqa: E402
from gui.settings_window import SettingsWindow  # noqa: E402

FILES = ROOT / ".demo" / "files"
LOOK_MS = 100
PATIENCE = 15.0  # seconds that a page gets to fill
SETTLE = 3  # looks at a page that says the same before it is painted


class Painter:
    """Goes from page to page; each is painted when nothing changes in it any more."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._open: QWidget | None = None
        self._pages: list[tuple[str, Callable[[], QWidget]]] = [
            ("transfers", self._transfers),
            ("inbox", lambda: self._page("inbox")),
            ("needs-you", lambda: self._page("needs")),
            ("history", lambda: self._page("history")),
            (
                "send-dialog",
                lambda: self._beside(SendDialog(window.bridge, [str(FILES / "scans 41")], "To Ben", window)),
            ),
            ("cluster", lambda: self._settings("clusters", "demo")),
            ("people", lambda: self._settings("people")),
            ("first-run", lambda: self._beside(FirstRun(window.bridge, window))),
        ]
        self.painted: list[str] = []
        self._shown: QWidget = window
        self._last, self._same, self._since = b"", 0, 0.0
        self._timer = QTimer(window, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        window.bridge.ask(window, window.bridge.engine.snapshot, self._begin)  # the window is there before its engine

    def _begin(self, _: object) -> None:
        self._next()
        self._timer.start()

    def _look(self) -> None:
        picture = self._shown.grab()
        bits = bytes(picture.toImage().constBits())
        self._same = self._same + 1 if bits == self._last else 0
        self._last = bits
        if self._same < SETTLE and time.monotonic() - self._since < PATIENCE:
            return
        name, _ = self._pages.pop(0)
        picture.save(str(self._folder / f"{name}.png"))
        self.painted.append(name)
        self._next()

    def _next(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None
        if not self._pages:
            self._timer.stop()
            self._window.leave()
            return
        self._shown = self._pages[0][1]()
        self._last, self._same, self._since = b"", 0, time.monotonic()

    def _transfers(self) -> QWidget:
        self._page("transfers")
        self._window.transfers.select_all()
        self._window.details.show()
        return self._window

    def _page(self, name: str) -> QWidget:
        self._window.show_page(name)
        return self._window

    def _settings(self, page: str, name: str = "") -> QWidget:
        settings = SettingsWindow(self._window.bridge, self._window)
        settings.show_page(page, name)
        return self._beside(settings)

    def _beside(self, widget: QWidget) -> QWidget:
        widget.show()
        self._open = widget
        return widget


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("towline.link.librdkafka").setLevel(logging.CRITICAL)  # as the command line does
    words = ["window"]
    screen = Screen(as_json=False, quiet=True, verbose=False, no_color=True)
    command = Command(parse(build_parser(words), words), screen, os.environ)
    painters: list[Painter] = []
    code = app.main(command, [], lambda window: painters.append(Painter(window, folder)))
    if code == 0:
        names = ",".join(painters[0].painted)
        print(f"Pictures: {os.path.relpath(folder, ROOT)}/{{{names}}}.png ({len(painters[0].painted)})")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
