"""The program with a window, from its start to its end, in a process of its own on Qt's platform that shows nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from profiles import CLUSTER, Agent, until
from window_process import Windowed

from engine.api import Choices
from engine.cli_child import LOWER
from engine.door import connect
from engine.errors import Exit

ROOT = Path(__file__).parents[2]
NOBODY = "127.0.0.1:9"  # an address where no Kafka is
PATIENCE = 60.0
PROC = Path("/proc")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to end a program with")


@pytest.fixture
def windowed(tmp_path: Path) -> Iterator[Callable[[str], Windowed]]:
    made: list[Windowed] = []

    def make(vault: str) -> Windowed:
        profile = Windowed(tmp_path / "Anna", "Anna", NOBODY)
        file = profile.folder / "towline.toml"
        file.write_text(file.read_text().replace('kind = "file"', f'kind = "{vault}"'))
        made.append(profile)
        return profile

    yield make
    for profile in made:
        profile.stop()


@pytest.fixture
def anna(windowed: Callable[[str], Windowed]) -> Windowed:
    return windowed("file")


def open_send(anna: Windowed) -> str:
    """A send that cannot come through, for there is no Kafka."""
    source = anna.folder / "a.bin"
    source.write_bytes(b"x" * 1000)
    return anna.engine.send([str(source)], "", Choices(to=("me",), cluster=CLUSTER)).result(30)


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_without_a_question(kind: signal.Signals, anna: Windowed) -> None:
    anna.begin("")
    open_send(anna)
    anna.child.send_signal(kind)
    assert anna.child.wait(PATIENCE) == Exit.DONE
    assert "/gui/" not in anna.log()  # no traceback of the window


def test_a_signal_while_it_starts_ends_it(windowed: Callable[[str], Windowed]) -> None:
    anna = windowed("passphrase")
    anna.launch("", "tell")
    assert [anna.said()["word"] for _ in range(2)] == ["shown", "asked"]  # and nobody answers
    anna.child.send_signal(signal.SIGTERM)
    assert anna.child.wait(PATIENCE) == Exit.DONE


def test_a_dialog_with_something_typed_into_it_does_not_keep_it_from_ending(anna: Windowed) -> None:
    anna.launch("", "quit")  # nobody asks its engine, which may have ended before anybody could
    assert [anna.said() for _ in range(2)] == [{"word": "shown"}, {"word": "typed", "unsaved": True}]
    assert anna.child.wait(PATIENCE) == Exit.DONE


def test_a_passphrase_is_asked_for_and_opens_the_profile(windowed: Callable[[str], Windowed]) -> None:
    anna = windowed("passphrase")
    anna.launch("", "answer", "correct horse")
    asked = [anna.said() for _ in range(3)]
    assert [each["word"] for each in asked] == ["shown", "asked", "asked"]
    assert asked[1]["question"].startswith("Choose a passphrase")
    anna.reach()
    if PROC.is_dir():
        for name in ("cmdline", "environ"):
            assert b"horse" not in (PROC / str(anna.engine_pid) / name).read_bytes()
    anna.leave()
    anna.child.terminate()
    assert anna.child.wait(PATIENCE) == Exit.DONE
    anna.stop()
    anna.launch("", "answer", "correct horse")
    assert [anna.said() for _ in range(2)] == [
        {"word": "shown"},
        {"word": "asked", "question": "Passphrase of this profile"},
    ]
    anna.reach()
    os.kill(anna.engine_pid, signal.SIGKILL)  # the next one gets what opened the profile without a question
    anna.reach()


def test_a_passphrase_that_nobody_gives_is_said_and_gives_the_exit_code(windowed: Callable[[str], Windowed]) -> None:
    anna = windowed("passphrase")
    anna.launch("", "answer", "-")
    words = [anna.said() for _ in range(3)]
    assert [each["word"] for each in words] == ["shown", "asked", "told"]
    assert "locked" in words[2]["text"]
    assert anna.child.wait(PATIENCE) == Exit.PERSON_NEEDED


def test_what_cannot_be_opened_is_said_in_a_window_and_gives_the_exit_code(anna: Windowed) -> None:
    (anna.folder / "towline.toml").write_text("[cluster.x]\nbootstrap = 7\n")
    anna.launch("", "answer", "-")
    told = anna.said()
    assert told["word"] == "told"
    assert "bootstrap" in told["text"]
    assert anna.child.wait(PATIENCE) == Exit.USAGE
    assert told["text"].split(".")[0] in anna.log()


# --- the engine's process ----------------------------------------------------------------------------------------------------


def test_the_engine_has_a_process_of_its_own_that_ends_with_the_window(anna: Windowed) -> None:
    anna.begin("")
    assert anna.engine_pid != anna.child.pid
    mine, others = (os.getpriority(os.PRIO_PROCESS, pid) for pid in (anna.child.pid, anna.engine_pid))
    assert others == min(19, mine + LOWER), "the window gets a processor first"
    anna.leave()
    anna.child.terminate()
    assert anna.child.wait(PATIENCE) == Exit.DONE
    until(anna.is_free, "the end of its engine")


def test_an_engine_that_is_killed_is_told_and_started_again_and_nothing_is_lost(anna: Windowed) -> None:
    anna.begin("", "strip")
    id = open_send(anna)
    killed = anna.engine_pid
    os.kill(killed, signal.SIGKILL)
    until(lambda: "ended unexpectedly (signal 9)" in anna.said()["text"], "the sentence")
    anna.reach()
    assert anna.engine_pid != killed
    assert anna.row(id).title == "a.bin"
    until(lambda: anna.engine.hand_over([]), "a window that listens")


def test_a_window_that_is_killed_leaves_no_engine(anna: Windowed) -> None:
    anna.begin("")
    open_send(anna)
    anna.leave()
    anna.child.kill()
    anna.child.wait()
    until(anna.is_free, "the end of its engine")


def test_an_engine_that_others_use_goes_on_until_they_leave(anna: Windowed) -> None:
    anna.begin("")
    id = open_send(anna)
    anna.child.terminate()
    assert anna.child.wait(PATIENCE) == Exit.DONE
    assert anna.row(id).title == "a.bin"
    anna.engine.stop()
    until(anna.is_free, "the end of its engine")


def test_two_starts_at_once_are_one_window(anna: Windowed) -> None:
    other = Windowed.__new__(Windowed)
    other.name, other.folder = anna.name, anna.folder
    anna.launch("")
    other.launch("")
    try:
        ended = until(lambda: [each for each in (anna, other) if each.child.poll() is not None], "one of them to leave")
        assert ended[0].child.wait() == Exit.DONE
        (stays,) = {anna, other} - set(ended)
        assert stays.said() == {"word": "shown"}
        assert stays.child.poll() is None
    finally:
        other.stop()


def test_a_window_beside_an_agent_uses_its_engine_and_leaves_it_running(tmp_path: Path) -> None:
    agent = Agent(tmp_path / "Anna", "Anna", NOBODY)
    agent.start()
    window = Windowed.__new__(Windowed)
    window.name, window.folder = agent.name, agent.folder
    try:
        window.begin("")
        id = open_send(window)
        until(lambda: agent.row(id).title == "a.bin")
        window.child.terminate()
        assert window.child.wait(PATIENCE) == Exit.DONE
        assert agent.row(id).title == "a.bin"
    finally:
        window.stop()
        agent.stop()


def test_a_window_whose_agent_ends_goes_on_with_an_engine_of_its_own(tmp_path: Path) -> None:
    agent = Agent(tmp_path / "Anna", "Anna", NOBODY)
    agent.start()
    window = Windowed.__new__(Windowed)
    window.name, window.folder = agent.name, agent.folder
    try:
        window.begin("", "wait")
        agent.stop()
        window.engine = until(lambda: connect(window.folder), "the engine of the window")  # type: ignore[assignment]
        until(lambda: window.engine.hand_over([str(agent.folder / "towline.toml")]), "a window that listens")
        assert window.said() == {"word": "listed", "names": ["towline.toml"]}
        assert window.child.wait(PATIENCE) == Exit.DONE
    finally:
        window.stop()
        agent.stop()


def test_the_first_window_loads_neither_an_engine_nor_the_settings() -> None:
    late = [
        "engine.engine",
        "confluent_kafka",
        "sqlite3",
        "ssl",
        "gui.cluster_form",
        "gui.settings_window",
        "gui.first_run",
    ]
    code = f"import sys, gui.main_window; print([name for name in {late} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=PATIENCE, env=dict(os.environ)
    )
    assert done.stdout.decode().strip() == "[]"


FAULTY = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from engine.cli import build_parser
from engine.cli_parser import parse
from engine.cli_print import Screen
from engine.cli_session import Command
from gui import app, main_window

def broken(bridge):
    QTimer.singleShot(0, answer)
    raise RuntimeError("no window today")

def answer():
    boxes = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox)]
    for box in boxes:
        box.accept()
    if not boxes:
        QTimer.singleShot(50, answer)

main_window.MainWindow = broken
words = ["--profile", sys.argv[1], "window"]
screen = Screen(as_json=False, quiet=False, verbose=False, no_color=True)
sys.exit(app.main(Command(parse(build_parser(words), words), screen, os.environ), []))
"""


def test_a_fault_while_the_window_is_made_is_said_and_ends_the_process(anna: Windowed) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULTY, str(anna.folder)], cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == Exit.BUG, done.stderr.decode()
    assert b"RuntimeError while the window was made" in done.stderr
