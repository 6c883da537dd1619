"""The window on a real display: an X server of this test's own, and `towline window` in processes beside it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from profiles import CLUSTER, towline_words, until
from window_process import CHILD, Display, Windowed, display, on, why_no_display

from engine.api import Choices
from engine.errors import Exit

pytestmark = pytest.mark.skipif(bool(why_no_display()), reason=why_no_display() or "X11 is here")

NOBODY = "127.0.0.1:9"  # an address where no Kafka is
PATIENCE = 60.0


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with display(tmp_path_factory.mktemp("screen")) as made:
        yield made


@pytest.fixture
def windowed(tmp_path: Path) -> Iterator[Callable[[str], Windowed]]:
    made: list[Windowed] = []

    def make(name: str) -> Windowed:
        made.append(Windowed(tmp_path / name, name, NOBODY))
        return made[-1]

    yield make
    for profile in made:
        profile.stop()


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A fresh profile; on a computer without a keyring it would ask for a passphrase first."""
    folder = tmp_path / "new"
    folder.mkdir(mode=0o700)
    (folder / "towline.toml").write_text('[vault]\nkind = "file"\n')
    (folder / "towline.toml").chmod(0o600)
    return folder


def test_the_window_comes_up_on_a_fresh_profile_and_is_painted(screen: Display, new: Path, tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        child = subprocess.Popen(towline_words(new, "window"), env=on(screen.name), stderr=log, stdout=log)
    try:
        until(lambda: child.poll() is not None or screen.colours() > 50, "a picture")
        assert child.poll() is None, (tmp_path / "log").read_text()
        child.send_signal(signal.SIGTERM)
        assert child.wait(PATIENCE) == Exit.DONE
    finally:
        child.kill()
        child.wait()
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_a_second_start_hands_over_its_files_and_leaves(
    screen: Display, windowed: Callable[[str], Windowed], tmp_path: Path
) -> None:
    anna = windowed("Anna")
    anna.begin(screen.name, "wait")
    (tmp_path / "report.pdf").write_bytes(b"x" * 1000)
    words = towline_words(anna.folder, "window", "report.pdf")  # a relative path: of that process
    second = subprocess.run(
        words, env=on(screen.name), cwd=tmp_path, capture_output=True, check=False, timeout=PATIENCE
    )
    assert second.returncode == Exit.DONE, second.stderr.decode()
    assert b"open already" in second.stderr + second.stdout
    assert anna.said() == {"word": "listed", "names": ["report.pdf"]}
    assert anna.child.wait(PATIENCE) == Exit.DONE


def test_two_starts_at_once_are_one_window(screen: Display, new: Path) -> None:
    words = towline_words(new, "window")
    children = [
        subprocess.Popen(words, env=on(screen.name), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)
    ]
    try:
        until(lambda: any(child.poll() is not None for child in children), "the end of one of them")
        (stays,) = [child for child in children if child.poll() is None]
        (left,) = [child for child in children if child is not stays]
        said = left.stdout.read() if left.stdout else b""
        assert left.returncode == Exit.DONE, said.decode()
        assert b"open already" in said
        stays.terminate()
        assert stays.wait(PATIENCE) == Exit.DONE
    finally:
        for child in children:
            child.kill()
            child.communicate()


@pytest.mark.parametrize("name", [":7654", ""])
def test_a_display_that_is_not_there_is_a_sentence(name: str, tmp_path: Path) -> None:
    environ = {key: value for key, value in on(":7654").items() if key != "DISPLAY"} | (
        {"DISPLAY": name} if name else {}
    )
    ran = subprocess.run(
        towline_words(tmp_path / "p", "window"), env=environ, capture_output=True, check=False, timeout=PATIENCE
    )
    assert ran.returncode == Exit.LOCAL
    assert ran.stderr.decode().startswith("No window can be opened here: ")


def test_files_on_the_clipboard_of_another_program_are_pasted(
    screen: Display, windowed: Callable[[str], Windowed], tmp_path: Path
) -> None:
    paths = [tmp_path / "Grüße 世界.txt", tmp_path / "b c.bin"]
    for path in paths:
        path.write_bytes(b"x")
    words = [sys.executable, str(CHILD), "-", "own", *map(str, paths)]
    owner = subprocess.Popen(words, env=on(screen.name), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert owner.stdout is not None
        assert b"owned" in owner.stdout.readline()
        anna = windowed("Anna")
        anna.begin(screen.name, "paste")
        assert anna.said() == {"word": "listed", "names": [path.name for path in paths]}
    finally:
        owner.communicate()


def test_files_can_be_dropped(screen: Display, windowed: Callable[[str], Windowed], tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"x")
    anna = windowed("Anna")
    anna.begin(screen.name, "drop", str(tmp_path / "a.bin"))
    assert anna.said() == {"word": "dropped", "taken": True}
    assert anna.said() == {"word": "listed", "names": ["a.bin"]}


def test_sigterm_ends_it_without_a_question_and_what_is_open_is_kept(
    screen: Display, windowed: Callable[[str], Windowed], tmp_path: Path
) -> None:
    (tmp_path / "a.bin").write_bytes(b"x" * 100_000)
    anna = windowed("Anna")
    anna.begin(screen.name)
    id = anna.engine.send([str(tmp_path / "a.bin")], "", Choices(to=("me",), cluster=CLUSTER)).result(30)
    assert not anna.row(id).outcome
    anna.child.send_signal(signal.SIGTERM)
    assert anna.child.wait(PATIENCE) == Exit.DONE
    assert "/gui/" not in anna.log()  # no traceback of the window
    anna.stop()
    anna.begin(screen.name)
    assert anna.row(id).title == "a.bin"
    assert not anna.row(id).outcome
