"""What `make` decides, without making anything."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))
import dev  # noqa: E402
import dev_run  # noqa: E402
import dev_setup  # noqa: E402
import dev_tiers  # noqa: E402


@pytest.mark.parametrize(
    ("version", "modules", "goes", "said"),
    [
        ((3, 10), True, False, "needs Python 3.11–3.13; found 3.10"),
        ((3, 9), False, False, "uv python install 3.12"),
        ((3, 11), True, True, ""),
        ((3, 13), True, True, ""),
        ((3, 12), False, False, "apt install python3.12-venv"),
        ((3, 14), True, True, "newer than"),
    ],
)
def test_which_python_may_go_on(version: tuple[int, int], modules: bool, goes: bool, said: str) -> None:
    answer = dev_setup.python_problem(version, modules)
    assert answer[0] is goes
    assert said in answer[1]
    assert bool(said) == bool(answer[1])


@pytest.mark.parametrize(
    ("system", "libc", "said"),
    [
        ("linux", "glibc 2.34", ""),
        ("linux", "glibc 2.41.9000", ""),
        ("linux", "glibc 2.31", "has 2.31"),
        ("linux", "", "musl"),
        ("darwin", "", ""),
    ],
)
def test_an_old_c_library_is_said_before_anything_is_fetched(system: str, libc: str, said: str) -> None:
    problem = dev_setup.libc_problem(system, libc)
    assert said in problem
    assert bool(said) == bool(problem)


def test_room_is_asked_for_with_numbers() -> None:
    assert dev_setup.room_problem(Path("/x"), True, 901) == ""
    assert dev_setup.room_problem(Path("/x"), True, 120) == "Needs 900 MB in /x, 120 MB free."
    assert "cannot be written" in dev_setup.room_problem(Path("/x"), False, 9000)


def test_the_probe_is_one_package_of_the_lock_with_all_its_hashes() -> None:
    lock = "a==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nb==2 ; python_version < '3.12' \\\n    --hash=sha256:22\n"
    assert dev_setup.locked_requirement(lock, "a") == lock[: lock.index("b==")]
    assert dev_setup.locked_requirement(lock, "b") == lock[lock.index("b==") :]
    real = dev_setup.locked_requirement(dev_setup.LOCK.read_text("utf-8"), dev_setup.PROBE)
    assert real.count("==") == 1
    assert "--hash=sha256:" in real


def test_the_lock_names_no_index_and_hashes_everything() -> None:
    lock = dev_setup.LOCK.read_text("utf-8")
    assert "://" not in lock
    packages = [line for line in lock.splitlines() if "==" in line]
    assert all(line.endswith("\\") for line in packages)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another checkout's paths, for what `make_environment` does with a pip that only pretends."""
    venv = tmp_path / ".venv"
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"{dev_setup.PROBE}==1 \\\n    --hash=sha256:00\n")
    python = Path(sys.executable)
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "LOCK": lock,
        "STAMP": venv / "stamp",
        "BIN": venv / "bin",
        "PYTHON": python,
    }.items():
        monkeypatch.setattr(dev_setup, name, value)
    return tmp_path


def pretend(failing: str = "", said: str = "") -> object:
    def run(command: list[str], env: dict[str, str]) -> tuple[int, str]:
        if "venv" in command:
            (Path(command[-1]) / "bin").mkdir(parents=True)
        return (1, said) if failing in command else (0, "")

    return run


def test_an_environment_counts_until_the_lock_changes(checkout: Path) -> None:
    assert not dev_setup.is_ready()
    dev_setup.make_environment(pretend())
    assert dev_setup.is_ready()
    dev_setup.LOCK.write_text("changed")
    assert not dev_setup.is_ready()


def test_without_a_network_nothing_is_left_behind(checkout: Path) -> None:
    with pytest.raises(dev_setup.Problem, match="Connect once, or set PIP_INDEX_URL") as caught:
        dev_setup.make_environment(pretend("download"))
    assert caught.value.code == 4
    assert not dev_setup.VENV.exists()


def test_why_pip_failed_is_said(checkout: Path) -> None:
    with pytest.raises(dev_setup.Problem, match=r"installed: No matching distribution for x$") as caught:
        dev_setup.make_environment(pretend("install", "WARNING: a\nERROR: No matching distribution for x\n"))
    assert caught.value.code == 4
    assert not dev_setup.VENV.exists()


def test_pip_keeps_nothing_at_home_but_hears_what_it_is_told() -> None:
    assert dev_setup.pip_environment({"PIP_INDEX_URL": "x", "PYTHONPATH": "y"}) == {
        "PIP_INDEX_URL": "x",
        "PIP_NO_CACHE_DIR": "1",
    }
    assert "PIP_NO_CACHE_DIR" not in dev_setup.pip_environment({"PIP_CACHE_DIR": "c"})


def test_programs_see_nobodys_home_profile_or_settings(tmp_path: Path) -> None:
    mine = {"HOME": "/h", "XDG_CONFIG_HOME": "/x", "TOWLINE_PROFILE": "/p", "TOWLINE_JARS": "/j", "LANG": "C"}
    env = dev_setup.environment(tmp_path, mine)
    assert env["HOME"] == str(tmp_path / "home")
    assert env["TOWLINE_JARS"] == "/j"
    assert env["LANG"] == "C"
    assert not {"XDG_CONFIG_HOME", "TOWLINE_PROFILE"} & set(env)


@pytest.mark.parametrize("name", ["a b", "Überraschung", "it's $HOME", "x" * 150])
def test_the_launcher_runs_from_any_path(tmp_path: Path, name: str) -> None:
    root = tmp_path / name
    (root / "engine").mkdir(parents=True)
    (root / "engine" / "__init__.py").touch()
    (root / "engine" / "cli.py").write_text("import sys\ndef main(): print(sys.argv[1:]); return 3\n")
    (root / "bin").mkdir()
    (root / "bin" / "python").symlink_to(sys.executable)
    launcher = root / "bin" / "towline"
    launcher.write_text(dev_setup.launcher_text(root, root / "bin" / "python"), "utf-8")
    launcher.chmod(0o755)
    (tmp_path / "engine").mkdir()  # where it is started from does not matter
    ran = subprocess.run([launcher, "send", "a b"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (3, "['send', 'a b']\n")


REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"/><testcase name="c"><failure/></testcase><testcase name="d"><error/></testcase>
<testcase name="e"><skipped message="Kafka could not be fetched: no network."/></testcase>
</testsuite></testsuites>"""


@pytest.mark.parametrize(
    ("text", "code", "strict", "counts"),
    [
        (REPORT, 1, False, (2, 2, 1)),
        (REPORT, 1, True, (2, 3, 0)),
        ("<testsuite><testcase name='a'/></testsuite>", 0, True, (1, 0, 0)),
        ("<testsuite><testcase name='a'/></testsuite>", 3, False, (1, 1, 0)),  # pytest itself broke
        ("<testsuite></testsuite>", 5, False, (0, 1, 0)),  # no tests at all are no success
        (None, 2, False, (0, 1, 0)),
    ],
)
def test_what_counts_as_failed(
    tmp_path: Path, text: str | None, code: int, strict: bool, counts: tuple[int, int, int]
) -> None:
    report = tmp_path / "report.xml"
    if text is not None:
        report.write_text(text)
    assert dev_tiers.counted(report, code, strict)[:3] == counts


@pytest.mark.parametrize(
    ("second", "counts", "said"),
    [
        ("<testsuite><testcase name='c'/></testsuite>", (2, 0, 0), "1 of these passed when run once more"),
        ("<testsuite><testcase name='c'><failure/></testcase></testsuite>", (1, 1, 0), "0 of these passed"),
    ],
)
def test_what_failed_is_run_once_more_and_it_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    second: str,
    counts: tuple[int, int, int],
    said: str,
) -> None:
    first = "<testsuite><testcase name='a'/><testcase name='c'><failure/></testcase></testsuite>"
    reports = iter([first, second])
    ran: list[list[str]] = []

    def run(command: list[str], _env: dict[str, str], log: Path) -> tuple[int, str]:
        report = next(word.partition("=")[2] for word in command if word.startswith("--junitxml="))
        Path(report).write_text(next(reports))
        log.write_text("FAILED tests/engine/test_x.py::c - it broke\n")
        ran.append(command)
        return int("<failure" in Path(report).read_text()), ""

    monkeypatch.setattr(dev_tiers, "run", run)
    monkeypatch.setattr(dev_tiers, "TEST", tmp_path)
    monkeypatch.setattr(dev_tiers, "ROOT", tmp_path)
    assert dev_tiers.run_tier("engine", {}, "1", tmp_path, strict=True, again=True) == counts
    assert "--last-failed" in ran[1] and "--last-failed" not in ran[0]
    shown = capsys.readouterr().out
    assert "FAILED tests/engine/test_x.py::c" in shown and said in shown


def test_a_skipped_tier_says_why_on_its_line() -> None:
    line = dev_tiers.tier_line("kafka", 0, 0, 58, 1.2, "Kafka could not be fetched: no network.")
    assert line == "kafka    58 skipped: Kafka could not be fetched: no network.   1 s"


def test_a_line_tells_number_and_time() -> None:
    assert dev_tiers.tier_line("engine", 412, 0, 0, 31, "").startswith("engine   412 passed  ")
    assert dev_run.lasted(177) == "2 min 57 s"


def test_a_child_leaves_nobody_behind(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys;"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],"
        " stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid)"
    )
    ended, said = dev_run.run([sys.executable, "-c", code], dict(os.environ))
    assert ended == 0
    while _lives(int(said)):
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_an_unknown_verb_is_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["dance"]) == 2
    assert "There is no 'dance'" in capsys.readouterr().err
    assert dev.main(["help"]) == 0
    assert "make demo" in capsys.readouterr().out
