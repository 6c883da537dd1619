"""Everything `make` does: python3 packaging/dev.py VERB [NAME=VALUE…]

Standard library only. All it makes is in this checkout: .venv, .demo (with Kafka's jars), .test.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from dev_setup import (
    BIN,
    DEMO,
    PYTHON,
    ROOT,
    TEST,
    VENV,
    Problem,
    check_computer,
    environment,
    is_ready,
    make_environment,
)

HELP = """\
make setup                     the packages, once, into .venv; then .venv/bin/towline works
make demo   [KEEP=1]           the story on a real Kafka on this computer
make test   [STRICT=1] [SEED=n]  all that can run here; STRICT: what cannot is a failure
make check                     style, types and layers
make bench                     the figures of docs/PERFORMANCE.md
make clean                     removes all of it: .venv, .demo, .test
Without make: python3 packaging/dev.py VERB [NAME=VALUE…]"""

TIERS = {
    "engine": "no Qt loaded, no Kafka: memory link",
    "format": "vectors, hostile records",
    "kafka": "real Kafka, 1 and 3 nodes",
}
SEED = "1"
OWN_GROUP = {"creationflags": 0x200} if os.name == "nt" else {"start_new_session": True}  # CREATE_NEW_PROCESS_GROUP


# --- running things ----------------------------------------------------------------------------------------------------------


def run(command: list[str], env: dict, log: Path | None = None) -> tuple[int, str]:
    """Runs a command in a process group of its own, which ends with it however this process ends; (code, output).

    `log`: where its output goes. Without it the output is returned.
    """
    with open(log, "wb") if log else open(os.devnull, "rb") as file:
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=file if log else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **OWN_GROUP,
        )
        with ended_with(child):
            said, _ = child.communicate()
    return child.returncode, (said or b"").decode("utf-8", "replace")


def show(command: list[str], env: dict) -> int:
    """Like `run`; its output goes where ours goes."""
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, **OWN_GROUP)
    with ended_with(child):
        return child.wait()


class ended_with:
    """On the way out the child is interrupted, and after four seconds its whole group is killed."""

    def __init__(self, child: subprocess.Popen) -> None:
        self.child = child

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        if self.child.poll() is None:
            self.child.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGINT)
            try:
                self.child.wait(4)
            except subprocess.TimeoutExpired:
                self.child.kill()
        if os.name != "nt":
            try:
                os.killpg(self.child.pid, signal.SIGKILL)  # whoever it left behind
            except (ProcessLookupError, PermissionError):
                pass
        self.child.wait()


class Step:
    """One line: what, `ok` or not, how long; on a terminal it moves meanwhile."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.said = "ok"

    def __enter__(self) -> Step:
        self._began = time.monotonic()
        self._over = threading.Event()
        print(f"  {self.name} ", end="", flush=True)
        self._dots = 0
        self._mover = threading.Thread(target=self._move, daemon=True)
        self._mover.start()
        return self

    def _move(self) -> None:
        while sys.stdout.isatty() and not self._over.wait(1) and self._dots < 30:
            print(".", end="", flush=True)
            self._dots += 1

    def __exit__(self, kind: object, *_: object) -> None:
        self._over.set()
        self._mover.join()
        dots = "." * max(3, 40 - len(self.name) - self._dots)
        print(f"{dots} {'not done' if kind else self.said}   {lasted(time.monotonic() - self._began)}", flush=True)


def lasted(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 60 else f"{int(seconds) // 60} min {int(seconds) % 60} s"


# --- the verbs ---------------------------------------------------------------------------------------------------------------


def setup(choices: dict) -> int:
    warning = check_computer()
    if warning:
        print(warning)
    if not is_ready():
        with Step(f"Packages for Python {sys.version_info[0]}.{sys.version_info[1]} (90 MB, once)"):
            make_environment(run)
    if choices["verb"] == "setup":
        print(f"Ready: {BIN.relative_to(ROOT) / 'towline'} --help")
    return 0


def test(choices: dict) -> int:
    setup(choices)
    strict, seed = choices.get("STRICT", "") not in ("", "0"), choices.get("SEED") or SEED
    if not seed.isdecimal():
        raise Problem(2, f"SEED is a whole number, not {seed!r}.")
    temporary = TEST / f"tmp-{os.getpid()}"
    temporary.mkdir(parents=True)
    env = environment(TEST)
    env.pop("XDG_RUNTIME_DIR", None)
    env.update(TMPDIR=str(temporary), PYTHONHASHSEED=str(int(seed) % 2**32), TOWLINE_SEED=seed)
    began = time.monotonic()
    total = [0, 0, 0]
    print(f"Seed {seed} (make test SEED={seed} repeats it); reports in {TEST.relative_to(ROOT)}/", flush=True)
    try:
        for tier in TIERS:
            counts = run_tier(tier, env, seed, temporary, strict)
            total = [a + b for a, b in zip(total, counts, strict=False)]
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    said = "{} passed, {} failed, {} skipped".format(*total)
    print(f"{said:<50} {lasted(time.monotonic() - began)}")
    return 1 if total[1] else 0


def run_tier(tier: str, env: dict, seed: str, temporary: Path, strict: bool) -> tuple[int, int, int]:
    """Runs one folder of tests by itself and prints its line; (passed, failed, skipped)."""
    began = time.monotonic()
    report, log = TEST / f"{tier}.xml", TEST / f"{tier}.log"
    report.unlink(missing_ok=True)
    words = [f"tests/{tier}", f"--junitxml={report}", f"--hypothesis-seed={seed}", f"--basetemp={temporary / tier}"]
    code, _ = run([str(PYTHON), "-m", "pytest", "-p", "no:pytest-qt", "--color=no", *words], env, log)
    passed, failed, skipped, why = counted(report, code, strict)
    print(tier_line(tier, passed, failed, skipped, time.monotonic() - began, why), flush=True)
    if failed:
        print(failures(log.read_text("utf-8", "replace")))
        print(f"    all of it: {log.relative_to(ROOT)}; pytest ended with {code}", flush=True)
    return passed, failed, skipped


def counted(report: Path, code: int, strict: bool) -> tuple[int, int, int, str]:
    """(passed, failed, skipped, why the first one was skipped) of a junit report and pytest's exit code.

    An error counts as failed; a run that ended early or found no tests has failed at least once.
    """
    passed = failed = skipped = 0
    why = ""
    if report.exists():
        for case in ET.parse(report).iter("testcase"):
            left_out = case.find("skipped")
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            elif left_out is not None:
                skipped += 1
                why = why or left_out.get("message", "")
            else:
                passed += 1
    if code and not failed:
        failed = 1
    if strict:
        failed, skipped = failed + skipped, 0
    return passed, failed, skipped, why


def tier_line(tier: str, passed: int, failed: int, skipped: int, seconds: float, why: str) -> str:
    parts = [f"{passed} passed"] * bool(passed) + [f"{failed} failed"] * bool(failed)
    if skipped:
        parts.append(f"{skipped} skipped")
    line = f"{tier:<8} {', '.join(parts) or 'nothing to run'}"
    if why:
        return f"{line}: {why}   {lasted(seconds)}"
    return f"{line:<50} {lasted(seconds):<10} ({TIERS[tier]})"


def failures(log: str) -> str:
    """The lines that name what failed, else the last ones."""
    lines = log.splitlines()
    named = [line for line in lines if line.startswith(("FAILED ", "ERROR ", "SKIPPED "))]
    return "\n".join(f"    {line}" for line in (named or lines[-10:])[:40])


def check(choices: dict) -> int:
    setup(choices)
    env = environment(TEST)
    commands = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "lint-imports": ["lint-imports", "--no-logo", "--cache-dir", str(TEST / "imports")],
    }
    failed = 0
    for name, (program, *words) in commands.items():
        with Step(name) as step:
            code, said = run([str(BIN / program), *words], env)
            step.said = "failed" if code else "ok"
        if code:
            failed += 1
            print(said.rstrip())
    return 1 if failed else 0


def demo(choices: dict) -> int:
    setup(choices)
    return show([str(PYTHON), "packaging/demo.py"], environment(DEMO) | choices["extra"])


def bench(choices: dict) -> int:
    setup(choices)
    return show([str(PYTHON), "tests/bench/run.py"], environment(TEST) | choices["extra"])


def clean(_: dict) -> int:
    for state in (DEMO / "state", TEST / "state"):
        if state.exists() and is_ready():
            code = "import sys, pathlib; from engine.local_kafka import practice_stop; practice_stop(pathlib.Path(sys.argv[1]))"
            run([str(PYTHON), "-c", code, str(state)], environment(state.parent))
    ours = ("engine", "gui", "packaging", "tests")
    caches = [*ROOT.glob(".*_cache"), ROOT / ".hypothesis", *(c for o in ours for c in (ROOT / o).rglob("__pycache__"))]
    for folder in [DEMO, TEST, VENV, *caches]:
        shutil.rmtree(folder, ignore_errors=True)
    left = [folder.name for folder in (DEMO, TEST, VENV) if folder.exists()]
    if left:
        raise Problem(7, f"{', '.join(left)} could not be removed.")
    return 0


VERBS = {verb.__name__: verb for verb in (setup, test, check, demo, bench, clean)}


def main(words: list[str]) -> int:
    verb, rest = (words or ["help"])[0], words[1:]
    if verb in ("help", "-h", "--help"):
        print(HELP)
        return 0
    extra = dict(word.split("=", 1) for word in rest if "=" in word)
    if verb not in VERBS or len(extra) != len(rest):
        print(f"There is no {' '.join(words)!r}.\n{HELP}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        return VERBS[verb]({**os.environ, **extra, "verb": verb, "extra": extra})
    except Problem as problem:
        print(problem, file=sys.stderr)
        return problem.code
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
