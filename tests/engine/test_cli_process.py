"""towline as processes: the real engine, a cluster that nobody answers for, signals, one profile at a time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.errors import Exit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

CHECKOUT = Path(__file__).parents[2]
SETTINGS = '[vault]\nkind = "file"\n[cluster.prod]\nbootstrap = ["127.0.0.1:1"]\n'
START = (  # also where whoever runs the tests ignores SIGINT
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from engine.cli import main; sys.exit(main())"
)


class Profile:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.children: list[subprocess.Popen[str]] = []
        folder.mkdir(mode=0o700)
        (folder / "towline.toml").write_text(SETTINGS)
        self.file = folder.parent / "x"
        self.file.write_bytes(b"hello")

    def start(self, *words: str) -> subprocess.Popen[str]:
        environ = {**os.environ, "TOWLINE_PROFILE": str(self.folder), "TOWLINE_STATE": str(self.folder.parent / "s")}
        child = subprocess.Popen(
            [sys.executable, "-c", START, *words],
            cwd=CHECKOUT, env=environ, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.children.append(child)
        return child

    def run(self, *words: str, code: int = Exit.DONE) -> list[dict[str, Any]]:
        """The objects that the command says."""
        out, err = self.start(*words, "--json").communicate(timeout=60)
        assert self.children[-1].returncode == code, err
        return [json.loads(line) for line in out.splitlines()]

    def open_sends(self) -> list[str]:
        return [row["id"] for row in self.run("status") if row["kind"] == "send"]


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    made = Profile(tmp_path / "profile")
    yield made
    for child in made.children:
        if child.poll() is None:
            child.kill()
        child.communicate()


def _read_until(stream: Any, words: str) -> str:
    """The line with these words; fails at the end of the stream."""
    read = []
    for line in stream:
        read.append(line)
        if words in line:
            return str(line)
    raise AssertionError("".join(read))


def test_what_is_interrupted_or_not_reached_is_kept(profile: Profile) -> None:
    child = profile.start("send", str(profile.file), "--to", "me")
    _read_until(child.stderr, "Retrying")
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert (
        child.returncode == Exit.INTERRUPTED
        and "What was begun is kept; the next Towline that runs goes on with it.\nInterrupted.\n" in err
    )
    rows = profile.run("send", str(profile.file), "--to", "me", "--timeout", "1s", code=Exit.NOT_REACHED)
    assert rows[-1]["error"] == "not-in-time" and rows[-1]["v"] == 1
    assert len(profile.open_sends()) == 2


def test_an_agent_takes_the_work_of_others_until_it_is_ended_or_killed(profile: Profile) -> None:
    agent = profile.start("agent")
    _read_until(agent.stdout, "started")
    (sent,) = profile.run("send", str(profile.file), "--to", "me", "--wait", "none")
    assert profile.open_sends() == [sent["id"]]
    assert profile.run("pause", "@last") == [{"v": 1, "changed": 1}]
    profile.run("agent", code=Exit.PROFILE_IN_USE)
    agent.kill()
    agent.wait()
    assert (profile.folder / "door.json").exists()
    agent = profile.start("agent")
    _read_until(agent.stdout, "started")
    assert profile.run("status", "@last")[0]["state"] == "paused"
    agent.send_signal(signal.SIGTERM)
    assert agent.wait(timeout=30) == Exit.DONE
    assert not (profile.folder / "door.json").exists()


def test_a_command_that_waits_goes_on_when_the_agent_ends(profile: Profile) -> None:
    agent = profile.start("agent")
    _read_until(agent.stdout, "started")
    send = profile.start("send", str(profile.file), "--to", "me", "-v")
    _read_until(agent.stdout, "link-down")
    agent.send_signal(signal.SIGTERM)
    assert agent.wait(timeout=30) == Exit.DONE
    _read_until(send.stderr, "towline.link")  # it has a link of its own now
    send.send_signal(signal.SIGINT)
    send.communicate(timeout=30)
    assert send.returncode == Exit.INTERRUPTED


def test_commands_at_once_share_one_engine(profile: Profile) -> None:
    children = [profile.start("send", str(profile.file), "--to", "me", "--wait", "none") for _ in range(3)]
    told = [child.communicate(timeout=60) for child in children]
    assert [child.returncode for child in children] == [Exit.DONE] * 3, told
