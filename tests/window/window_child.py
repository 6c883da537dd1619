"""A process with the window of a profile: python window_child.py PROFILE [WHAT TO DO]

It is `towline window` of that profile; once the window is open it says {"word": "shown"} on stdout, and then:
paste: pastes files as soon as the clipboard has some · drop: has files dropped on it · both say what the send dialog
lists and end · quit: types into the send dialog, quits and says yes · answer TEXT: gives TEXT wherever a
passphrase is asked for ("-" refuses), presses what a message offers, and says both · tell: only says them · strip: says
what stands in the strip whenever it changes · own PATH...: no window at all, but a program that
holds files on the clipboard until its stdin ends.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
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
    if words[:1] in (["answer"], ["tell"]):
        threading.Thread(target=answer, args=(words[1] if words[1:] else None,), daemon=True).start()
        words = []
    from gui import app  # as engine/cli_window.py does: not before the words are read

    return app.main(command, [], lambda window: begin(window, words))


def say(word: str, **facts: object) -> None:
    print(json.dumps({"word": word, **facts}), flush=True)


def begin(window: MainWindow, words: list[str]) -> None:
    from PySide6.QtCore import QTimer

    say("shown")
    if words == ["strip"]:
        timer = QTimer(window, interval=LOOK_MS)
        timer.timeout.connect(lambda: say_strip(window))
        timer.start()
    elif words:
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

    if words[0] == "quit":
        quit_while_typing(window)
        timer.stop()  # type: ignore[attr-defined]
        return
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


_said: list[str] = []


def say_strip(window: MainWindow) -> None:
    texts = window.strip.texts()
    if texts != _said:
        _said[:] = texts
        say("strip", text=" | ".join(texts))


def quit_while_typing(window: MainWindow) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QMessageBox

    from gui.send_dialog import SendDialog

    window.bridge.handed.emit(["/data/a.bin"])
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, SendDialog)]
    QTest.keyClicks(dialog.name, "typed")
    say("typed", unsaved=dialog.touched())
    window.quit()
    for box in [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]:
        next(button for button in box.buttons() if button.text() == "Quit").click()


def answer(text: str | None) -> None:
    """In a thread: the window's loop does not run before there is an application."""
    from PySide6.QtCore import QCoreApplication, QTimer

    while QCoreApplication.instance() is None:
        time.sleep(LOOK_MS / 1000)

    def start() -> None:
        timer = QTimer(QCoreApplication.instance(), interval=LOOK_MS)
        timer.timeout.connect(lambda: answer_dialogs(text))
        timer.start()

    QTimer.singleShot(0, QCoreApplication.instance(), start)


def answer_dialogs(text: str | None) -> None:
    from PySide6.QtWidgets import QApplication, QMessageBox

    from gui.passphrase import Passphrase

    for each in QApplication.topLevelWidgets():
        if isinstance(each, Passphrase) and each.isVisible():
            say("asked", question=each.field.accessibleName())
            if text == "-":
                each.reject()
            elif text is not None:
                each.field.setText(text)
                each.accept()
        elif isinstance(each, QMessageBox) and each.isVisible():
            say("told", text=each.text())
            each.accept()


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
