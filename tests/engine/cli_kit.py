"""Runs towline commands in this process over a fake engine, in a profile of their own."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fake_engine import FakeEngine

from engine.cli import main

SETTINGS = """
[vault]
kind = "file"
[cluster.prod]
bootstrap = ["127.0.0.1:1"]
[queue.hq]
cluster = "prod"
to = ["Ben"]
"""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    def rows(self) -> list[dict[str, Any]]:
        """What --json wrote."""
        return [json.loads(line) for line in self.out.splitlines()]


class Cli:
    """`cli("send", "x", "--to", "hq")` runs that command; `engine` is what it works with."""

    def __init__(self, profile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.profile = profile
        self.engine = FakeEngine()
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        profile.mkdir(mode=0o700)
        self.settings(SETTINGS)
        monkeypatch.setenv("TOWLINE_PROFILE", str(profile))
        monkeypatch.setenv("TOWLINE_STATE", str(profile.parent / "state"))
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")  # no window, whatever this computer has
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setattr("engine.cli_session.LOOK", 0.0)

    def settings(self, text: str) -> None:
        path = self.profile / "towline.toml"
        path.write_text(text)
        path.chmod(0o600)

    def __call__(self, *words: str, stdin: bytes = b"") -> Ran:
        self._capsys.readouterr()
        given = io.TextIOWrapper(io.BytesIO(stdin))
        self._monkeypatch.setattr(sys, "stdin", given)
        code = main(list(words), maker=lambda profile, load: self.engine)
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)


@pytest.fixture(name="cli")
def cli_fixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path / "profile", monkeypatch, capsys)
