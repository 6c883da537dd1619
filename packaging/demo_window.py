"""`make demo` with a display: Anna's window on a real Kafka, with Ben beside her, and things going wrong by themselves.

The window is the real one, on Anna's real profile; only the bar at its top is the demo's. What happens in the first
minute is asked of Anna's and Ben's engines as a person would ask it through their windows.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from demo_kit import DEMO, FILES, Failed, Person, doing, make_noise, make_scans, meet, stage, until
from proxy import Proxy

from engine.api import Choices, Exists
from engine.cli import build_parser
from engine.cli_parser import parse
from engine.cli_print import Screen
from engine.cli_session import Command
from engine.door import EngineSurface
from engine.errors import TowlineError
from engine.kafka_nodes import KafkaNodes
from engine.settings_edit import set_limits
from gui import app

if TYPE_CHECKING:
    from gui.main_window import MainWindow

BIG = 400_000_000  # bytes of the folder that is being sent while one looks
CUT = 20.0  # seconds
FIRST_CUT = 8.0
INBOX = DEMO / "received"
WATCHED = FILES / "scanner"
SHIFTS, SHIFT = 12, 10.0  # files of the machine; seconds between two
WRITES = 60  # seconds that something writes to a file there, which therefore does not settle


def play(anna: Person, ben: Person, press: Person) -> int:
    with doing("Files"):
        make_scans(FILES / "scans 41")
        for n in range(8):
            make_noise(FILES / "camera 7" / f"take {n + 1}.mov", BIG // 8)
        make_noise(FILES / "long way.bin", BIG // 2)
        (FILES / "report.txt").write_text("Ben's report, the new one.\n", "utf-8")
        WATCHED.mkdir(parents=True, exist_ok=True)
        INBOX.mkdir(parents=True, exist_ok=True)
        (INBOX / "report.txt").write_text("Anna's report, an older one.\n", "utf-8")
    with stage(anna, ben) as (nodes, line), running(ben) as bens, machine(press, anna, nodes.bootstrap):
        anna.run("watch", "add", "scanner", str(WATCHED), "--queue", "To Ben", "--settle", "10s")
        print(
            "  Ben and press-07 are running without a window.\n"
            "Window open as Anna. Try: drag a folder onto \"To Ben\" · Inbox, tick two files, Fetch · the button \"Cut the link\".\n"
            "Log: .demo/anna      Ctrl-C or closing the window ends the demo.",
            flush=True,
        )  # fmt: skip
        play_beside: list[_Play] = []
        os.environ.update(anna.environ)
        logging.getLogger("towline.link.librdkafka").setLevel(logging.CRITICAL)  # as the command line does
        words = ["window"]
        screen = Screen(as_json=False, quiet=False, verbose=False, no_color=False)
        command = Command(parse(build_parser(words), words), screen, os.environ)

        def shown(window: MainWindow) -> None:
            window.bridge.view.setValue("background/keep", False)  # closing the window ends the demo
            play_beside.append(_Play(window, bens, nodes, line))

        code = app.main(command, [], shown)
        for each in play_beside:
            each.end()
        return code


@contextlib.contextmanager
def running(person: Person) -> Iterator[EngineSurface]:
    """Their agent, and its engine through the door."""
    agent = person.start("agent")
    try:
        yield person.engine()
    finally:
        agent.terminate()
        agent.communicate()


@contextlib.contextmanager
def machine(press: Person, anna: Person, bootstrap: str) -> Iterator[None]:
    """An edge PC whose agent sends Anna what its machine writes: a file now and then."""
    folder, over = FILES / "press 07", threading.Event()
    folder.mkdir(parents=True, exist_ok=True)
    meet(press, anna, bootstrap)
    press.run("watch", "add", "shifts", str(folder), "--queue", "To Anna", "--settle", "2s")

    def work() -> None:
        for n in range(1, SHIFTS + 1):
            make_noise(folder / f"shift {n:02}.log", 200_000)
            if over.wait(SHIFT):
                return

    with running(press):
        threading.Thread(target=work, name="demo-machine", daemon=True).start()
        try:
            yield
        finally:
            over.set()


class _Play:
    """The first minute, and the buttons of the bar. All of it happens beside the window, in threads."""

    def __init__(self, window: MainWindow, ben: EngineSurface, nodes: KafkaNodes, line: Proxy) -> None:
        self._anna = window.bridge.engine
        self._profile = window.bridge.profile
        self._ben = ben
        self._nodes = nodes
        self._line = line
        self._over = threading.Event()
        self._count = 0
        self._bar(window)
        self._beside(self._first_minute)
        self._beside(self._write)

    def end(self) -> None:
        self._over.set()
        self._line.accept()

    def _bar(self, window: MainWindow) -> None:
        from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

        bar = QFrame()
        bar.setProperty("kind", "strip")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(QLabel("Demo"))
        row.addStretch(1)
        for title, act in (
            ("Cut the link 20 s", lambda: self._cut(CUT)),
            ("Stop the cluster 20 s", self._stop_cluster),
            ("No room on my disk 20 s", self._no_room),
            ("Change a file while it is sent", self._change),
            ("Send me something", self._send_me),
        ):
            button = QPushButton(title)
            button.clicked.connect(lambda _=False, act=act: self._beside(act))
            row.addWidget(button)
        window.body.insertWidget(0, bar)

    def _beside(self, act: Callable[[], object]) -> None:
        def run() -> None:
            try:
                act()
            except (TowlineError, Failed, OSError) as error:
                if not self._over.is_set():
                    print(f"Demo: {error}", file=sys.stderr)

        threading.Thread(target=run, name="demo", daemon=True).start()

    def _first_minute(self) -> None:
        small = self._anna.send([str(FILES / "scans 41")], "To Ben", Choices()).result()
        self._ben.send([str(FILES / "report.txt")], "To Anna", Choices(), title="report").result()
        self._anna.send([str(FILES / "camera 7")], "To Ben", Choices()).result()
        until(lambda: self._anna.transfer(small).outcome, "the first bundle was not stored")
        offer = self._anna.transfer(small).offer
        until(lambda: any(row.id == offer for row in self._ben.offers()), "Ben saw no offer")
        self._ben.fetch(offer, [], str(DEMO / "ben received"), Exists.BOTH).result()
        mine = until(lambda: [row for row in self._anna.offers() if row.title == "report"], "no offer of Ben's came")
        self._anna.fetch(mine[0].id, [], str(INBOX), Exists.ASK).result()
        self._send_me()
        long = self._anna.send([str(FILES / "long way.bin")], "To Ben", Choices()).result()
        until(lambda: self._anna.transfer(long).done or self._anna.transfer(long).outcome, "nothing was sent")
        self._cut(FIRST_CUT)

    def _write(self) -> None:
        """A file in the watched folder that grows for a minute, and is sent then."""
        with open(WATCHED / "page 1.tif", "wb") as file:
            for _ in range(WRITES):
                file.write(os.urandom(200_000))
                file.flush()
                if self._over.wait(1.0):
                    return

    def _cut(self, seconds: float) -> None:
        self._line.refuse()
        self._over.wait(seconds)
        self._line.accept()

    def _stop_cluster(self) -> None:
        node = self._nodes[1]
        node.stop()
        self._over.wait(CUT)
        if not self._over.is_set():
            node.start()

    def _no_room(self) -> None:
        """More is to be left free on Anna's disk than there is, so that a fetch waits for room."""
        known = {row.id for row in self._anna.offers()}
        self._send_me()
        new = until(lambda: [r for r in self._anna.offers() if r.sender == "Ben" and r.id not in known], "nothing came")
        set_limits(self._profile, {"leave_free": "1000 TB"})
        self._anna.apply()
        self._anna.fetch(new[0].id, [], str(INBOX), Exists.BOTH).result()
        self._over.wait(CUT)
        set_limits(self._profile, {"leave_free": None})
        self._anna.apply()

    def _change(self) -> None:
        """Sends a file and writes to it meanwhile."""
        self._count += 1
        path = make_noise(FILES / f"changing {self._count}.bin", 120_000_000)
        sent = self._anna.send([str(path)], "To Ben", Choices()).result()
        until(lambda: self._anna.transfer(sent).done or self._anna.transfer(sent).outcome, "nothing was sent")
        with open(path, "r+b") as file:
            file.write(b"changed while it was sent")

    def _send_me(self) -> None:
        self._count += 1
        folder = FILES / f"from Ben {self._count}"
        for n in range(12):
            make_noise(folder / f"drawing {n + 1:02}.dwg", 300_000 + n * 40_000)
        self._ben.send([str(folder)], "To Anna", Choices()).result()
