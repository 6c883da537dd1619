"""The four tiers of tests: each a pytest of its own, and one line for each.

Hides: pytest's reports, and which tier can run here. What cannot is skipped aloud. Standard library only.
"""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from pathlib import Path

from dev_run import lasted, run
from dev_setup import PYTHON, ROOT, TEST

TIERS = {
    "engine": "no Qt loaded, no Kafka: memory link",
    "format": "vectors, hostile records",
    "kafka": "real Kafka, 1 and 3 nodes",
    "window": "Qt without a display",
}
WITHOUT_QT = ("engine", "format", "kafka")  # pytest-qt would load Qt, which these tiers must not need
WORKERS = {"engine": 2, "format": 2, "kafka": 3, "window": 2}  # Kafka's tests mostly wait
AGAIN_AT_MOST = 5  # more failures than that are no matter of chance


def run_tier(tier: str, env: dict, seed: str, temporary: Path, strict: bool, again: bool) -> tuple[int, int, int]:
    """Runs one folder of tests by itself and prints its line; (passed, failed, skipped).

    `again`: up to five tests that failed are run once more by themselves, and it is said which of them passed then.
    """
    began = time.monotonic()
    report, log = TEST / f"{tier}.xml", TEST / f"{tier}.log"
    report.unlink(missing_ok=True)
    if tier not in WITHOUT_QT:
        _, problem = run([str(PYTHON), "-c", "from gui.display import qt_problem; print(qt_problem(), end='')"], env)
        if problem:
            return left_out(tier, problem.strip(), strict)
        env = env | {"QT_QPA_PLATFORM": "offscreen"}
    words = [f"tests/{tier}", f"--junitxml={report}", f"--hypothesis-seed={seed}", f"--basetemp={temporary / tier}"]
    words += ["-p", "no:pytest-qt"] * (tier in WITHOUT_QT)
    pytest = [str(PYTHON), "-m", "pytest", "--color=no"]
    code, _ = run([*pytest, "-n", str(WORKERS[tier]), *words], env, log)
    passed, failed, skipped, why = counted(report, code, strict)
    named = failures(log.read_text("utf-8", "replace")) if failed else ""
    if again and 0 < failed <= AGAIN_AT_MOST and code == 1:
        once_more = report.with_name(f"{tier}-again.xml")
        words[1] = f"--junitxml={once_more}"
        second, _ = run(
            [*pytest, "--last-failed", "--last-failed-no-failures=none", *words],
            env,
            log.with_name(f"{tier}-again.log"),
        )
        recovered = counted(once_more, second, strict)[0]
        passed, failed = passed + recovered, failed - recovered
        named += f"\n    {recovered} of these passed when run once more by themselves: {log.stem}-again.log"
    print(tier_line(tier, passed, failed, skipped, time.monotonic() - began, why), flush=True)
    if named:
        print(named)
        print(f"    all of it: {log.relative_to(ROOT)}; pytest ended with {code}", flush=True)
    return passed, failed, skipped


def left_out(tier: str, why: str, strict: bool) -> tuple[int, int, int]:
    """A whole tier that cannot run here, said aloud; (passed, failed, skipped)."""
    count = sum(file.read_text("utf-8").count("\ndef test_") for file in (ROOT / "tests" / tier).glob("test_*.py"))
    print(tier_line(tier, 0, count if strict else 0, 0 if strict else count, 0.0, why), flush=True)
    return (0, count, 0) if strict else (0, 0, count)


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
