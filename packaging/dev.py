"""Everything `make` does: python3 packaging/dev.py VERB [NAME=VALUE…]

Standard library only. All it makes is in this checkout: .venv, .demo (with Kafka's jars), .test.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from dev_run import Step, lasted, run, show
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
from dev_tiers import TIERS, run_tier

HELP = """\
make setup                     the packages, once, into .venv; then .venv/bin/towline works
make demo   [KEEP=1]           the story on a real Kafka on this computer, in a window where there is a display
make run                       the window, on your own profile
make test   [STRICT=1] [SEED=n] [AGAIN=1]  all that can run here; STRICT: what cannot is a failure;
                               AGAIN: a few that failed are run once more, and it is said which passed then
make check                     style, types and layers
make soak   [SEED=n] [ROUNDS=n] [ROUND=n]  sends and fetches while everything fails, and compares; ROUND: only that one
make soak   DAY=1 [SEED=n] [MINUTES=n]  a day of sleep, cuts, restarts, wrong clocks and old tokens in 15 minutes, and compares
make bench                     the figures of docs/PERFORMANCE.md
make bench-peers [WORKLOAD=n]  beside rsync, scp, tar, croc and raw Kafka; WORKLOAD: only large, small, docs, long, slow, cut, tls, nodes
make screenshots               pictures of every page, light and dark, into .test/screenshots and docs/pictures
make build  [SMOKE=1]          the program that needs no Python, its licences, and a .deb, into dist; SMOKE: tries it
make clean                     removes all of it: .venv, .demo, .test, dist
Without make: python3 packaging/dev.py VERB [NAME=VALUE…]"""

SEED = "1"


# --- the verbs ---------------------------------------------------------------------------------------------------------------


def setup(choices: dict) -> int:
    warning = check_computer()
    if warning:
        print(warning)
    if not is_ready():
        with Step(f"Packages for Python {sys.version_info[0]}.{sys.version_info[1]} (180 MB, once)"):
            make_environment(run)
    if choices["verb"] == "setup":
        print(f"Ready: {BIN.relative_to(ROOT) / 'towline'} --help")
    return 0


def test(choices: dict) -> int:
    setup(choices)
    strict, again = (choices.get(name, "") not in ("", "0") for name in ("STRICT", "AGAIN"))
    seed = choices.get("SEED") or SEED
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
            counts = run_tier(tier, env, seed, temporary, strict, again)
            total = [a + b for a, b in zip(total, counts, strict=False)]
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    said = "{} passed, {} failed, {} skipped".format(*total)
    print(f"{said:<50} {lasted(time.monotonic() - began)}")
    return 1 if total[1] else 0


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


def bench_peers(choices: dict) -> int:
    setup(choices)
    words = choices.get("WORKLOAD", "").split()
    return show([str(PYTHON), "tests/bench/peers.py", *words], environment(TEST) | choices["extra"])


def soak(choices: dict) -> int:
    setup(choices)
    day = choices.get("DAY", "") not in ("", "0")
    names = ("SEED", "MINUTES") if day else ("SEED", "ROUNDS", "ROUND")
    words = [f"--{name.lower()}={choices[name]}" for name in names if choices.get(name)]
    program = "tests/soak/day.py" if day else "tests/soak/campaign.py"
    return show([str(PYTHON), program, *words], environment(TEST) | choices["extra"])


def run_window(choices: dict) -> int:
    setup(choices)
    return show([str(BIN / "towline"), "window"], {**os.environ, **choices["extra"]})


def screenshots(choices: dict) -> int:
    setup(choices)
    return show([str(PYTHON), "packaging/screenshots.py"], environment(TEST) | choices["extra"])


def build(choices: dict) -> int:
    setup(choices)
    words = ["--smoke"] if choices.get("SMOKE", "") not in ("", "0") else []
    return show([str(PYTHON), "packaging/build.py", *words], environment(DEMO) | choices["extra"])


def clean(_: dict) -> int:
    for state in (DEMO / "state", TEST / "state"):
        if state.exists() and is_ready():
            code = "import sys, pathlib; from engine.local_kafka import practice_stop; practice_stop(pathlib.Path(sys.argv[1]))"
            run([str(PYTHON), "-c", code, str(state)], environment(state.parent))
    ours = ("engine", "gui", "packaging", "tests")
    caches = [*ROOT.glob(".*_cache"), ROOT / ".hypothesis", *(c for o in ours for c in (ROOT / o).rglob("__pycache__"))]
    for folder in [DEMO, TEST, VENV, ROOT / "dist", *caches]:
        shutil.rmtree(folder, ignore_errors=True)
    left = [folder.name for folder in (DEMO, TEST, VENV) if folder.exists()]
    if left:
        raise Problem(7, f"{', '.join(left)} could not be removed.")
    return 0


VERBS = {verb.__name__: verb for verb in (setup, test, check, demo, soak, bench, screenshots, build, clean)} | {
    "run": run_window,
    "bench-peers": bench_peers,
}


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
