"""A process with the window of a profile, for the figures: python window_watched.py PROFILE shown|hidden

Says `painted SECONDS CPU` (CLOCK_MONOTONIC, and of the processor) on stdout once the window was painted, and `hidden` once it was hidden after that.
It is `towline window` of that profile and nothing else; whoever measures asks its engine through the door.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.cli import build_parser
from engine.cli_parser import parse
from engine.cli_print import Screen
from engine.cli_session import Command


def main() -> int:
    profile, how = sys.argv[1:]
    words = ["window", "--profile", profile]
    screen = Screen(as_json=False, quiet=False, verbose=False, no_color=True)
    command = Command(parse(build_parser(words), words), screen, os.environ)
    from gui import app  # as engine/cli_window.py does: not before the words are read

    return app.main(command, [], lambda window: watch(window, how == "hidden"))


def watch(window: object, hides: bool) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self, self.told)  # when all that belongs to this painting has been done
            return False

        def told(self) -> None:
            print(f"painted {time.monotonic()} {time.process_time()}", flush=True)
            if hides:
                window.hide()
                print("hidden", flush=True)

    assert isinstance(window, QObject)
    window.installEventFilter(Painted(window))


if __name__ == "__main__":
    sys.exit(main())
