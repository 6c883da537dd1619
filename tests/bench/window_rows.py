"""100,000 transfers in the window: how long it stands still while somebody scrolls, sorts, filters and everything changes.

A frame is one turn of scrolling and painting; what else the window does in between counts as part of it, as a person sees
it. "Its own work" is what the window's thread computed, which a busy computer does not change. By itself: python tests/bench/window_rows.py [rows]. It needs no display and no cluster.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

from kit import Figure  # noqa: E402
from made_rows import new_id, transfer  # noqa: E402
from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QWheelEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from window_engine import WindowEngine  # noqa: E402

from engine import settings  # noqa: E402
from engine.api import Changed, Snapshot, TransferRow  # noqa: E402
from gui import look  # noqa: E402
from gui.bridge import Bridge  # noqa: E402
from gui.garbage import Collector  # noqa: E402
from gui.transfers_page import TransfersPage  # noqa: E402

BOUND = 0.1  # seconds
QUEUES = ("Plant HQ", "Ben", "Public notices", "Lab")


class Engine(WindowEngine):
    """Pages as quick as an index gives them."""

    def __init__(self, count: int) -> None:
        super().__init__()
        for number in range(1, count + 1):
            row = transfer(
                number, title=f"scan {number * 7919 % count}", queue=QUEUES[number % 4], size=number * 977 % 10**9 + 1
            )
            self.rows[row.id] = row

    def transfers(
        self, ended: bool | None = None, since: float = 0.0, after: str = "", limit: int = 0
    ) -> list[TransferRow]:
        start = self.rows[after].position + 1 if after else 1
        numbers = range(start, min(start + limit, len(self.rows) + 1))
        return [] if ended else [self.rows[new_id(number)] for number in numbers]

    def snapshot(self) -> Snapshot:
        return Snapshot(time.time(), (), (), len(self.rows), 0, -1)


class Window:
    def __init__(self, count: int) -> None:
        self.app = QApplication(["bench"])
        look.apply(self.app, "light")
        self.collector = Collector(self.app)
        folder = Path(tempfile.mkdtemp())
        folder.chmod(0o700)
        self.engine = Engine(count)
        load = lambda: settings.load(folder, None, {}, administrators=folder / "none")  # noqa: E731
        self.bridge = Bridge(self.engine, folder, folder, load)
        self.page = TransfersPage(self.bridge)
        self.page.resize(1100, 720)
        self.page.show()

    def turn(self) -> None:
        self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    def wheel(self, by: int) -> None:
        """Turns the wheel over the list; `by` in px, up is positive."""
        viewport = self.page.table.viewport()
        at = QPointF(viewport.rect().center())
        none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(at, at, QPoint(0, by), QPoint(0, by), *none, False)
        self.app.sendEvent(viewport, event)

    def frames(self, title: str, until: Callable[[], bool], *, at_least: float = 1.0) -> float:
        """Scrolls up and down until it is done; tells the frame times and gives the longest."""
        bar, step = self.page.table.verticalScrollBar(), 340
        seen: list[float] = []
        work: list[float] = []
        start = time.perf_counter()
        while (now := time.perf_counter()) - start < at_least or not until():
            if not bar.minimum() < bar.value() + step < bar.maximum():
                step = -step
            self.wheel(-step)
            before = time.thread_time()
            self.turn()
            seen.append(time.perf_counter() - now)
            work.append(time.thread_time() - before)
            time.sleep(0.002)  # as between two frames of a screen
        took, seen = time.perf_counter() - start, sorted(seen)
        p50, p99 = seen[len(seen) // 2], seen[int(len(seen) * 0.99)]
        print(
            f"{title:34} {len(seen):5} frames in {took:5.1f} s   p50 {p50 * 1000:5.1f}   p99 {p99 * 1000:5.1f}"
            f"   longest {seen[-1] * 1000:6.1f} ms   (its own work: {sorted(work)[len(work) // 2] * 1000:.1f},"
            f" at most {max(work) * 1000:.1f} ms)"
        )
        return seen[-1]

    def settled(self) -> bool:
        return not self.page.model.busy


def timed(title: str, act: Callable[[], object]) -> float:
    start, work = time.perf_counter(), time.thread_time()
    act()
    took, work = time.perf_counter() - start, time.thread_time() - work
    print(f"{title:34} {took * 1000:6.1f} ms   (its own work: {work * 1000:.1f} ms)")
    return took


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    window = Window(count)
    page, engine = window.page, window.engine
    longest = [
        window.frames("opening", lambda: len(page.model.lines) == count and window.settled()),
        window.frames("scrolling", lambda: True, at_least=3),
    ]
    header = page.table.horizontalHeader()
    for key in ("name", "size", "status"):
        place = [column.key for column in page.model.columns].index(key)
        header.sectionClicked.emit(place)
        longest.append(window.frames(f"scrolling, sorting by {key}", window.settled))
    page.find("scan 77")
    longest.append(window.frames("scrolling, filtering", window.settled))
    page.find("")
    longest.append(window.frames("scrolling, filter taken back", window.settled))
    page.group_by("queue")
    longest.append(window.frames("scrolling, grouping", window.settled))
    page.group_by("none")
    longest.append(window.frames("scrolling, groups taken back", window.settled))
    longest.append(timed("select all", page.select_all))
    longest.append(timed("ask for the rows selected", page.selected))
    chosen = page.selected()
    paused = [replace(row, state="paused") for row in chosen]
    longest.append(timed("tell that all rows changed", lambda: window.bridge.changed.emit(paused)))
    longest.append(window.frames("scrolling, all rows change at once", window.settled))
    stop = threading.Event()

    def feed() -> None:
        """Changes from an engine thread, some 2,000 a second."""
        number = 0
        while not stop.wait(0.005):
            for _ in range(10):
                number = number % count + 1
                engine.tell(Changed(replace(engine.rows[new_id(number)], done=number)))

    feeder = threading.Thread(target=feed)
    feeder.start()
    longest.append(window.frames("scrolling while rows change", lambda: True, at_least=4))
    header.sectionClicked.emit(3)
    longest.append(window.frames("… and while it sorts", window.settled))
    stop.set()
    feeder.join()
    window.bridge.close()
    window.collector.stop()
    met = max(longest) < BOUND
    print(f"longest stall {max(longest) * 1000:.0f} ms, bound {BOUND * 1000:.0f} ms: {'met' if met else 'NOT MET'}")
    return 0 if met else 1


def measure(_bench: object) -> Figure:
    """As a figure of run.py: in a process of its own, for there is one application in each."""
    ran = subprocess.run([sys.executable, __file__], stdout=subprocess.PIPE, check=False, text=True, timeout=600)
    *lines, last = ran.stdout.splitlines()
    stall = int(last.split()[2])
    return Figure(
        "100,000 transfers, engine calm",
        f"no stall over {BOUND * 1000:.0f} ms",
        f"longest {stall} ms",
        ran.returncode == 0,
        {line[:34].strip(): " ".join(line[34:].split()) for line in lines},
        {"longest": stall},
    )


if __name__ == "__main__":
    sys.exit(main())
