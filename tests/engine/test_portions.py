"""What portions.py promises of standard input on its way to another process: all of it, or an error."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture  # noqa: F401  it is found by its name

from engine.api import Choices, Outcome
from engine.portions import Given, give

GIVER = """
import os, sys
from engine.portions import give
with os.fdopen(int(sys.argv[1]), "wb") as out:
    for n in range(40):
        give(bytes([n]) * 262_144, out)
    give(b"", out)
"""


def given(content: bytes) -> io.BufferedReader:
    return io.BufferedReader(Given(io.BytesIO(content)))


def portions(*blocks: bytes) -> bytes:
    out = io.BytesIO()
    for block in blocks:
        give(block, out)
    return out.getvalue()


@pytest.mark.parametrize("blocks", [(), (b"a",), (b"abc", b"d" * 100_000, b"ef")])
@pytest.mark.parametrize("size", [1, 7, 1_000_000])
def test_what_was_given_is_read_and_then_it_is_over(blocks: tuple[bytes, ...], size: int) -> None:
    stream, found = given(portions(*blocks, b"")), b""
    while part := stream.read(size):
        found += part
    assert found == b"".join(blocks)
    assert stream.read(size) == b""


def test_an_end_that_nobody_said_is_none() -> None:
    whole = portions(b"abc", b"def", b"")
    for length in range(len(whole)):
        with pytest.raises(OSError, match="ended before all of it came"):
            given(whole[:length]).read()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_giver_that_is_stopped_and_goes_on_gives_all_of_it() -> None:
    """As by Ctrl-Z and fg: a write that waits for room in the pipe ends then with what it has written."""
    read, write = os.pipe()
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    giver = subprocess.Popen([sys.executable, "-c", GIVER, str(write)], pass_fds=[write], env=environ)
    os.close(write)
    with io.BufferedReader(Given(os.fdopen(read, "rb"))) as stream:
        found = stream.read(8192)
        for _ in range(200):
            giver.send_signal(signal.SIGSTOP)
            giver.send_signal(signal.SIGCONT)
            found += stream.read(8192)
        found += stream.read()
    assert giver.wait(30) == 0
    assert found == b"".join(bytes([n]) * 262_144 for n in range(40))


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
@pytest.mark.parametrize("blocks", [0, 1, 40])
def test_a_giver_that_is_killed_makes_no_complete_bundle(
    anna: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocks: int
) -> None:
    monkeypatch.setattr("engine.bundle.GROWING_BYTES", 100_000)
    monkeypatch.setattr("engine.bundle.GROWING_SECONDS", 0.0)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def killed() -> None:
        with pipe.open("wb") as out:
            for _ in range(blocks):
                give(os.urandom(50_000), out)

    giver = threading.Thread(target=killed)
    giver.start()
    id = anna.engine.send(["x"], "", Choices(to=("me",), block_size=50_000), pipe=str(pipe)).result()
    row = anna.ended(id)
    giver.join()
    assert row.outcome == Outcome.FAILED
    assert row.why == "the input cannot be read: whoever gave it was ended before all of it came."
    until = time.monotonic() + 60
    while {offer.state for offer in anna.engine.offers("memory", 30)} not in (set(), {"withdrawn"}):
        assert time.monotonic() < until


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_a_giver_that_was_killed_before_it_gave_anything_holds_up_nobody(
    anna: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.portions.PATIENCE", 0.1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    id = anna.engine.send(["x"], "", Choices(to=("me",)), pipe=str(pipe)).result(30)
    assert "was ended before all of it came" in anna.ended(id).why


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_a_giver_may_take_its_time(anna: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.portions.PATIENCE", 0.01)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    go_on = threading.Event()

    def slow() -> None:
        with pipe.open("wb") as out:
            go_on.wait(30)
            give(b"all", out)
            give(b"", out)

    giver = threading.Thread(target=slow)
    giver.start()
    id = anna.engine.send(["x"], "", Choices(to=("me",)), pipe=str(pipe)).result(30)
    assert not anna.wait(id, lambda row: row.state == "sending").outcome
    go_on.set()
    row = anna.ended(id)
    giver.join()
    assert (row.outcome, row.size) == (Outcome.STORED, 3)
