"""`towline window` and `towline` alone where no window can be opened; the engine and its commands never load Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cli_kit import Cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path / "profile", monkeypatch, capsys)


def test_towline_alone_without_a_display_is_the_status_page_and_the_reason(cli: Cli) -> None:
    ran = cli()
    assert ran.code == 0
    assert "towline --help" in ran.out
    assert "offscreen" in ran.err or "not installed" in ran.err or "is missing" in ran.err


def test_a_window_that_cannot_be_opened_is_a_sentence(cli: Cli) -> None:
    ran = cli("window", "a.txt")
    assert ran.code == 7
    assert ran.err.startswith("No window can be opened here: ")


def test_qt_is_not_loaded_by_the_command_line(tmp_path: Path) -> None:
    code = (
        "import sys; from engine.cli import main; main(['--profile', sys.argv[1], 'status']);"
        "sys.exit(any(name.startswith(('PySide6', 'gui')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
