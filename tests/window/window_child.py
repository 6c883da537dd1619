"""A process with the window of a profile: python window_child.py PROFILE [paste | drop PATH... | own PATH...]

It is `towline window` of that profile; once the window is open it says {"word": "shown"} on stdout, and then:
paste: pastes files as soon as the clipboard has some · drop: has files dropped on it · both say what the send dialog
lists and end. own: no window at all, but a program that holds files on the clipboard until its stdin ends.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from engine.cli import build_parser  # noqa: E402
from engine.cli_parser import parse  # noqa: E402
from engine.cli_print import Screen  # noqa: E402
from engine.cli_session import Command  # noqa: E402

if TYPE_CHECKING:
    from gui.main_window import MainWindow

LOOK_MS = 20


def main() -> int:
    profile, *words = sys.argv[1:]
    if words[:1] == ["own"]:
        return own(words[1:])
    line = ["window", "--profile", profile]
    screen = Screen(as_json=False, quiet=False, verbose=True, no_color=True)
    command = Command(parse(build_parser(line), line), screen, os.environ)
    from gui import app  # as engine/cli_window.py does: not before the words are read

    return app.main(command, [], lambda window: begin(window, words))


def say(word: str, **facts: object) -> None:
    print(json.dumps({"word": word, **facts}), flush=True)


def begin(window: MainWindow, words: list[str]) -> None:
    from PySide6.QtCore import QTimer

    say("shown")
    if words:
        timer = QTimer(window, interval=LOOK_MS)
        timer.timeout.connect(lambda: act(window, words, timer))
        timer.start()


def act(window: MainWindow, words: list[str], timer: object) -> None:
    """Tried again and again until there is something to tell."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication
    from window_kit import drop, files

    from gui.dropped import has_files
    from gui.send_dialog import SendDialog

    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, SendDialog) and each.isVisible()]
    if dialogs and dialogs[0].model.rowCount():
        model = dialogs[0].model
        say("listed", names=[model.index(row, 0).data() for row in range(model.rowCount())])
        timer.stop()  # type: ignore[attr-defined]
        window.leave()
    elif dialogs:
        return
    elif words[0] == "drop":
        say("dropped", taken=drop(window, files(words[1:]), window.rect().center()))
        words[0] = "wait"
    elif words[0] == "paste" and has_files(QGuiApplication.clipboard().mimeData()):
        window.menus.actions["paste"].trigger()
        words[0] = "wait"


def own(paths: list[str]) -> int:
    from PySide6.QtCore import QSocketNotifier, QTimer
    from PySide6.QtGui import QGuiApplication
    from window_kit import files

    app = QGuiApplication(["owner"])
    app.clipboard().setMimeData(files(paths))
    ended = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ended.activated.connect(app.quit)
    QTimer.singleShot(0, lambda: say("owned"))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
