"""The environment of this checkout: which Python may make it, what this computer must have, and its packages.

Hides: venv and pip. Promises: everything lands in `.venv`; without its stamp it does not count and is made anew, so an
interrupted run leaves nothing that is half there. Standard library only; parses on any Python 3.7, to say what is wrong.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
DEMO = ROOT / ".demo"
TEST = ROOT / ".test"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "towline-stamp"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

NEEDS_MB = 900  # with Kafka and a demo's data
PROBE = "iniconfig"  # a small package of the lock


class Problem(Exception):
    """A sentence for a person, and the exit code."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def python_problem(version: tuple[int, int], modules: bool) -> tuple[bool, str]:
    """Whether a Python of this version may go on, and what to say. `modules`: it has venv and ensurepip."""
    name = "{}.{}".format(*version)
    if version < (3, 11):
        return False, (
            f"Towline needs Python 3.11–3.13; found {name}. Debian, Ubuntu: apt install python3.11-venv,"
            " or: uv python install 3.12"
        )
    if not modules:
        return False, f"Python {name} has no venv module here. Debian, Ubuntu: apt install python{name}-venv"
    if version > (3, 13):
        return True, f"Python {name} is newer than what Towline was tried with (3.11–3.13). Going on."
    return True, ""


def libc_problem(system: str, libc: str) -> str:
    """`libc`: what confstr says, "glibc 2.36"; empty for another C library."""
    if not system.startswith("linux"):
        return ""
    found = re.fullmatch(r"glibc (\d+)\.(\d+).*", libc)
    if not found:
        return "Towline needs Linux with glibc 2.34 or newer; this one has another C library (musl?)."
    if (int(found[1]), int(found[2])) < (2, 34):
        return f"Towline needs Linux with glibc 2.34 or newer; this one has {found[1]}.{found[2]}."
    return ""


def room_problem(folder: Path, writable: bool, free_mb: int) -> str:
    if not writable:
        return f"Needs {NEEDS_MB} MB in {folder}, which cannot be written to."
    if free_mb < NEEDS_MB:
        return f"Needs {NEEDS_MB} MB in {folder}, {free_mb} MB free."
    return ""


def check_computer() -> str:
    """Raises Problem if nothing can be set up here; returns a warning or nothing."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401

        modules = True
    except ImportError:
        modules = False
    goes, said = python_problem(sys.version_info[:2], modules)
    if not goes:
        raise Problem(2, said)
    try:
        libc = os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (AttributeError, ValueError, OSError):
        libc = ""
    if problem := libc_problem(sys.platform, libc):
        raise Problem(2, problem)
    if not is_ready():
        mine = sum(f.stat().st_size for f in VENV.rglob("*") if f.is_file()) if VENV.is_dir() else 0
        free = (shutil.disk_usage(ROOT).free + mine) // 1_000_000
        if problem := room_problem(ROOT, _writable(ROOT), free):
            raise Problem(7, problem)
    return said


def _writable(folder: Path) -> bool:
    """Tries it: root may, by its rights, write to a read-only file system, too."""
    trial = folder / f".trial-{os.getpid()}"
    try:
        trial.mkdir()
        trial.rmdir()
    except OSError:
        return False
    return True


def stamp() -> str:
    """What the environment was made of; it holds absolute paths, so a moved checkout makes it anew."""
    return hashlib.sha256(LOCK.read_bytes() + os.fsencode(ROOT)).hexdigest()


def is_ready() -> bool:
    """Whether the packages of the lock are here and their Python still runs."""
    try:
        if STAMP.read_text("utf-8") != stamp():
            return False
        asked = subprocess.run([str(PYTHON), "-c", ""], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        return asked.returncode == 0
    except OSError:
        return False


def make_environment(run) -> None:
    """Makes `.venv` with all packages. `run(command, env) -> (exit code, output)`. Raises Problem."""
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        code, said = run([sys.executable, "-m", "venv", str(VENV)], pip_environment(os.environ))
        if code:
            raise Problem(7, f"The environment could not be made: {_last_line(said)}")
        _install(run)
        write_launcher()
        STAMP.write_text(stamp(), "utf-8")
    except BaseException:
        shutil.rmtree(VENV, ignore_errors=True)
        raise


def _install(run) -> None:
    env = pip_environment(os.environ)
    pip = [str(PYTHON), "-m", "pip", "--no-input", "--disable-pip-version-check", "--quiet"]
    probe = VENV / "probe.txt"
    probe.write_text(locked_requirement(LOCK.read_text("utf-8"), PROBE), "utf-8")
    patience = ["--retries", "0", "--timeout", "3"]
    only = ["--only-binary", ":all:", "--require-hashes", "-r"]
    code, _ = run([*pip, "download", *patience, "--no-deps", "-d", str(VENV / "probe"), *only, str(probe)], env)
    if code:
        raise Problem(
            4,
            "Packages are not here and the package index cannot be reached."
            " Connect once, or set PIP_INDEX_URL / PIP_FIND_LINKS to a mirror.",
        )
    code, said = run([*pip, "install", "--no-user", "--retries", "1", "--timeout", "15", *only, str(LOCK)], env)
    if code:
        raise Problem(4, f"The packages could not be installed: {_last_line(said)}")


def pip_environment(environ) -> dict:
    """PIP_* and proxies are honoured. Nothing is kept in HOME unless PIP_CACHE_DIR names a place."""
    env = {key: value for key, value in environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")}
    if "PIP_CACHE_DIR" not in env:
        env["PIP_NO_CACHE_DIR"] = "1"
    return env


def environment(folder: Path, environ=os.environ) -> dict:
    """What our own programs run with: from this tree, all in this checkout, nobody's profile, keyring or settings.

    What Python compiled is kept: every process that a test starts would compile the whole engine again, half a second of work.
    """
    foreign = (
        "PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
    )  # fmt: skip
    env = {key: value for key, value in environ.items() if key not in foreign and not key.startswith("TOWLINE_")}
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    jars = environ.get("TOWLINE_JARS") or str(DEMO / "jars")
    env.update(
        PYTHONPATH=str(ROOT),
        HOME=str(home),
        TOWLINE_JARS=jars,
        TOWLINE_STATE=str(folder / "state"),
        M2_REPO=jars,
        PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
        HYPOTHESIS_STORAGE_DIRECTORY=str(TEST / "hypothesis"),
        RUFF_CACHE_DIR=str(TEST / "ruff"),
        MYPY_CACHE_DIR=str(TEST / "mypy"),
        PYTHONUTF8="1",
    )
    return env


def locked_requirement(lock: str, name: str) -> str:
    """The lines of one package in the lock."""
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*\n", lock, re.MULTILINE)
    if not found:
        raise Problem(70, f"{LOCK.name} has no {name}.")
    return found[0]


def _last_line(said: str) -> str:
    lines = [line for line in said.strip().splitlines() if line.strip()]
    return lines[-1].removeprefix("ERROR: ") if lines else "no reason was given"


def launcher_text(root: Path, python: Path) -> str:
    """A script that the shell and Python both read: a path may hold blanks and be longer than a `#!` line."""
    return (
        "#!/bin/sh\n"
        f"'''exec' {shlex.quote(str(python))} \"$0\" \"$@\"\n"
        "' '''\n"
        "import sys\n\n"
        f"sys.path[0] = {str(root)!r}\n"
        "from engine.cli import main\n\n"
        "sys.exit(main())\n"
    )


def write_launcher() -> None:
    """`towline` beside the Python of the environment; runs from this checkout."""
    if os.name == "nt":
        (BIN / "towline-script.py").write_text(launcher_text(ROOT, PYTHON), "utf-8")
        (BIN / "towline.cmd").write_text('@"%~dp0python.exe" "%~dp0towline-script.py" %*\n', "utf-8")
        return
    (BIN / "towline").write_text(launcher_text(ROOT, PYTHON), "utf-8")
    (BIN / "towline").chmod(0o755)
