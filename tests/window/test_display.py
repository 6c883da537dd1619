"""Whether a window can be opened is a sentence before Qt is loaded, never a crash."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gui.display import display_problem, packaged_fonts, qt_problem

ROOT = Path(__file__).parents[2]

linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has X11, Wayland and these libraries"
)


def test_the_packaged_font_is_there() -> None:
    assert len(packaged_fonts()) == 3
    assert all(file.is_file() for file in packaged_fonts())


@linux
def test_a_missing_library_is_named_with_what_installs_it() -> None:
    assert (
        qt_problem(lambda name: name != "libEGL.so.1") == "libEGL.so.1 is missing (Debian, Ubuntu: apt install libegl1)"
    )
    both = qt_problem(lambda name: name not in ("libEGL.so.1", "libGL.so.1"))
    assert both == "libEGL.so.1, libGL.so.1 are missing (Debian, Ubuntu: apt install libegl1 libgl1)"


@linux
def test_no_display_is_said() -> None:
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in display_problem({})


@linux
def test_a_missing_library_of_x11_is_named() -> None:
    problem = display_problem({"DISPLAY": ":77"}, lambda name: name != "libxcb-cursor0" and "cursor" not in name)
    assert problem == "libxcb-cursor.so.0 is missing (Debian, Ubuntu: apt install libxcb-cursor0)"


def test_a_platform_that_shows_nothing_is_no_display() -> None:
    assert "offscreen" in display_problem({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"})


@linux
@pytest.mark.parametrize(
    "environ", [{"DISPLAY": ":7654"}, {"WAYLAND_DISPLAY": "nobody-7654", "XDG_RUNTIME_DIR": "/nowhere"}]
)
def test_a_dead_display_is_said_and_nothing_crashes(environ: dict[str, str], tmp_path: Path) -> None:
    code = "import os; from gui.display import display_problem; print(display_problem(os.environ))"
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), **environ}
    done = subprocess.run([sys.executable, "-c", code], env=clean, capture_output=True, check=True)
    assert b"7654" in done.stdout
    code = "import sys; from engine.cli import main; sys.exit(main(['--profile', sys.argv[1], 'window']))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "p")], env=clean, capture_output=True, check=False
    )
    assert done.returncode == 7
    assert b"No window can be opened here: nothing answers at " in done.stderr
