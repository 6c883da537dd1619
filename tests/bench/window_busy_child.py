"""The window of a profile with 100,000 transfers on its real engine, which sends, fetches and scans meanwhile: how long
each frame takes.  python window_busy_child.py PROFILE OFFER SCAN SENDS FETCHES

OFFER: the id of an offer with very many entries. SCAN: a folder that is scanned the whole time. SENDS, FETCHES: paths and
ids of offers, separated by colons. Says a JSON object for each thing done: its frames and what they took, in ms.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.api import Choices, Exists, ScanRow
from engine.cli import build_parser
from engine.cli_parser import parse
from engine.cli_print import Screen
from engine.cli_session import Command

if TYPE_CHECKING:
    from gui.main_window import MainWindow

ROWS = 100_000
MOST = 40.0  # seconds for one thing
CLUSTER, FRIEND = "kafka", "Ben"


class Watch:
    """Drives the window from within its own event loop: a frame is from one wish to scroll to the next."""

    def __init__(self, window: MainWindow, offer: str, scan: str, sends: list[str], fetches: list[str]) -> None:
        from PySide6.QtWidgets import QApplication

        self.app, self.window, self.engine = QApplication.instance(), window, window.bridge.engine
        self.offer, self.scan, self.sends, self.fetches = offer, scan, sends, fetches
        self.page, self.inbox = window.transfers, window.inbox
        self.over = threading.Event()
        self.scans = 0
        self.seen: list[float] = []  # ms of every frame, and the window's own work in it
        self.works: list[float] = []

    def run(self) -> None:
        table = self.page.table
        count = self.engine.snapshot().open
        self.frames(f"open {ROWS:,} transfers", table, lambda: len(self.page.model.lines) >= count and self.settled())
        self.frames("scroll, engine calm", table, lambda: True, at_least=3)
        begun = self.begin()
        self.frames("scroll, engine busy", table, lambda: True, at_least=5)
        header, keys = table.horizontalHeader(), [column.key for column in self.page.model.columns]
        for key in ("name", "size"):
            header.sectionClicked.emit(keys.index(key))
            self.frames(f"sort by {key}", table, self.settled)
        self.page.find("scan 77")
        self.frames("filter", table, self.settled)
        self.page.find("")
        self.frames("filter taken back", table, self.settled)
        self.window.show_page("inbox")
        content = self.inbox.pane
        self.inbox.view.select_key(self.offer)
        self.frames(f"open an offer of {ROWS:,} entries", content.view, lambda: content.model.last >= ROWS - 1)
        content.view.sortByColumn(1, content.view.horizontalHeader().sortIndicatorOrder())
        self.frames("sort its entries", content.view, lambda: True, at_least=6)
        self.window.show_page("transfers")
        self.acted("select all", self.page.select_all)
        chosen = [row.id for row in self.page.selected()]
        paused = threading.Event()
        self.window.bridge.ask(self.page, lambda: self.engine.pause(chosen), lambda _: paused.set())
        self.frames(f"pause all {len(chosen):,}", table, lambda: paused.is_set() and self.settled())
        rows = [self.engine.transfer(id) for id in begun]
        told(name="the engine meanwhile", moved=sum(row.done for row in rows), scans=self.scans,
             states=[row.state for row in rows])  # fmt: skip
        self.tell("all of these frames", sum(self.seen) / 1000, self.seen, self.works)
        self.over.set()
        self.engine.scan_stop("bench")
        self.app.exit(0)

    def begin(self) -> list[str]:
        choices = Choices(to=(FRIEND,), cluster=CLUSTER)
        begun = [self.engine.send([path], "", choices).result(30) for path in self.sends]
        begun += [self.engine.fetch(id, [], f"{self.scan}-got", Exists.BOTH).result(30) for id in self.fetches]
        self.engine.first(begun).result(30)
        threading.Thread(target=self.scan_again, daemon=True).start()
        return begun

    def scan_again(self) -> None:
        def ignore(_: ScanRow) -> None:
            """The parts are for a dialog."""

        while not self.over.is_set():
            self.engine.scan("bench", [self.scan], ignore).result()
            self.scans += 1

    def settled(self) -> bool:
        return not self.page.model.busy

    def acted(self, name: str, act: Callable[[], object]) -> None:
        start, work = time.perf_counter(), time.thread_time()
        act()
        took, work = ms(start), ms(work, time.thread_time)
        told(name=name, seconds=took / 1000, frames=1, p50=took, p99=took, longest=took, work=work, most=work)

    def frames(self, name: str, view: object, until: Callable[[], bool], at_least: float = 1.5) -> None:
        from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent
        from PySide6.QtWidgets import QAbstractItemView

        assert isinstance(view, QAbstractItemView) and self.app is not None
        bar, step = view.verticalScrollBar(), 102  # px: three rows, a step of a wheel
        seen: list[float] = []
        works: list[float] = []
        start = time.perf_counter()
        while (now := time.perf_counter()) - start < at_least or (not until() and now - start < MOST):
            if not bar.minimum() < bar.value() + step < bar.maximum():
                step = -step
            at, none = QPointF(view.viewport().rect().center()), Qt.MouseButton.NoButton
            by = QPoint(0, -step)
            wheel = QWheelEvent(
                at, at, by, by, none, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
            )
            work = time.thread_time()
            self.app.sendEvent(view.viewport(), wheel)
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            seen.append((time.perf_counter() - now) * 1000)
            works.append((time.thread_time() - work) * 1000)
            time.sleep(0.004)  # as between two frames of a screen
        took = time.perf_counter() - start
        self.seen += seen
        self.works += works
        self.tell(name, took, seen, works, done=until())

    def tell(self, name: str, took: float, seen: list[float], works: list[float], *, done: bool = True) -> None:
        seen, works, last = sorted(seen), sorted(works), int(len(seen) * 0.99)
        told(name=name, seconds=took, frames=len(seen), p50=seen[len(seen) // 2], p99=seen[last], longest=seen[-1],
             work=works[last], most=works[-1], done=done)  # fmt: skip


def ms(start: float, clock: Callable[[], float] = time.perf_counter) -> float:
    return (clock() - start) * 1000


def told(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


def main() -> int:
    profile, offer, scan, sends, fetches = sys.argv[1:]
    words = ["window", "--profile", profile]
    command = Command(
        parse(build_parser(words), words), Screen(as_json=False, quiet=False, verbose=False, no_color=True), os.environ
    )
    from gui import app

    def shown(window: MainWindow) -> None:
        from PySide6.QtCore import QTimer

        watch = Watch(window, offer, scan, sends.split(":"), fetches.split(":"))
        QTimer.singleShot(0, window, watch.run)

    return app.main(command, [], shown)


if __name__ == "__main__":
    sys.exit(main())
