"""`towline status --check`, `follow` and `doctor`: for those who look after other people's computers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from cli_kit import Cli, Ran, cli_fixture  # noqa: F401  it is found by its name
from fake_engine import OFFER, offer

from engine import selftest
from engine.api import LinkRow, OfferRow, StepRow
from engine.api_figures import FigureRow
from engine.cli_check import CRITICAL, OK, UNKNOWN, WARNING
from engine.door import Door
from engine.errors import Exit, TowlineError

# --- status --check -----------------------------------------------------------------------------------------------------


def _figures(backlog: float = 0, age: float = 0, files: int = 0, up: int = 1, needs: int = 0) -> list[FigureRow]:
    return [
        FigureRow("towline_link_up", up, {"cluster": "prod"}),
        FigureRow("towline_backlog_bytes", backlog, {"queue": "hq"}),
        FigureRow("towline_backlog_files", files),
        FigureRow("towline_oldest_backlog_seconds", age),
        FigureRow("towline_needs_person", needs),
    ]


LIMITS = ("--max-age", "2h", "--max-backlog", "10GB")


@pytest.mark.parametrize(
    ("figures", "code", "text"),
    [
        (_figures(), OK, "TOWLINE OK - nothing waits | backlog=0B;;10000000000 files=0 oldest=0s;;7200.0"),
        (_figures(5e9, 60, 3), OK, "TOWLINE OK - 5.0 GB in 3 files wait | "),
        (_figures(up=0), WARNING, "TOWLINE WARNING - prod not reached | "),
        (_figures(needs=2), WARNING, "TOWLINE WARNING - 2 questions for a person | "),
        (_figures(1, 7201, 1), CRITICAL, "TOWLINE CRITICAL - the oldest file waits for 2:00:01 | "),
        (_figures(11e9, 1, 1, up=0), CRITICAL, "TOWLINE CRITICAL - 11 GB wait; prod not reached | "),
    ],
)
def test_check_is_one_line_and_a_code_as_monitoring_wants_it(
    cli: Cli, figures: list[FigureRow], code: int, text: str
) -> None:
    cli.engine.figure_rows = figures
    door = Door(cli.engine, cli.profile)
    door.open()
    try:
        ran = cli("status", "--check", *LIMITS)
        assert ran.code == code and ran.out.startswith(text) and ran.out.count("\n") == 1 and not ran.err
    finally:
        door.close()


def test_check_says_that_no_agent_runs_and_what_it_cannot_know(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (cli("status", "--check").code, cli("status", "--check").out) == (
        CRITICAL,
        "TOWLINE CRITICAL - no agent runs\n",
    )
    assert cli("status", "--check", "--max-backlog", "much").code == UNKNOWN
    (cli.profile / "door.json").write_text(json.dumps({"address": "/nowhere", "key": "00" * 32}))
    (cli.profile / "door.json").chmod(0o644)
    ran = cli("status", "--check")
    assert ran.code == UNKNOWN and ran.out.startswith("TOWLINE UNKNOWN - Other users")
    (row,) = cli("status", "--check", "--json").rows()
    assert row["state"] == "unknown"


# --- follow -------------------------------------------------------------------------------------------------------------


def _arrive(cli: Cli, monkeypatch: pytest.MonkeyPatch, *rows: OfferRow) -> None:
    """Tells these once `follow` has looked at what is there, then ends it as Ctrl-C would."""

    def links() -> list[LinkRow]:
        if not told:
            told.append(True)
            for row in rows:
                cli.engine.tell(row)
            return []
        raise KeyboardInterrupt

    told: list[bool] = []
    monkeypatch.setattr("engine.cli_follow.LOOK", 0.001)
    monkeypatch.setattr(cli.engine, "links", links)


def _follow(cli: Cli, *words: str) -> Ran:
    ran = cli("follow", *words)
    assert ran.code == Exit.INTERRUPTED
    return ran


def test_each_bundle_that_arrives_is_one_line_once(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    new = "N" * 26
    cli.engine.offer_rows = [offer()]
    _arrive(
        cli, monkeypatch, offer(), offer(new, state="growing"), offer(new, title="new"), offer(new, title="new"),
        offer("M" * 26, mine=True), offer("S" * 26, trusted=False),
    )  # fmt: skip
    (line,) = _follow(cli).out.splitlines()
    assert line.split()[1:] == ["Ben", "new", "214", "files", "812", "MB", f"tl:c1/towline/{new}"]


def test_for_programs_a_line_is_the_offer(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    _arrive(cli, monkeypatch, offer())
    (row,) = _follow(cli, "--json").rows()
    assert (row["v"], row["id"], row["sender"], row["entries"]) == (1, OFFER, "Ben", 214)


def test_a_program_gets_its_words_as_they_are_without_a_shell(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "ingest.py"
    script.write_text(
        f"import sys, json; open({str(tmp_path / 'got')!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n'); sys.exit(3)"
    )
    _arrive(cli, monkeypatch, offer(title="a b; rm -rf $HOME"))
    ran = _follow(cli, "--exec", f"{sys.executable} {script} --from {{sender}} '{{title}}' {{id}}")
    assert json.loads((tmp_path / "got").read_text()) == ["--from", "Ben", "a b; rm -rf $HOME", OFFER]
    assert f"ended with 3 for {OFFER[:8]}" in ran.err


@pytest.mark.parametrize("title", ["--force", "-rf", "nul\0byte"])
def test_a_title_becomes_no_option_and_ends_nothing(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, title: str
) -> None:
    _arrive(cli, monkeypatch, offer(title=title))
    ran = _follow(cli, "--exec", f"touch {tmp_path / 'ran'} {{title}}")
    assert not (tmp_path / "ran").exists() and ("could not be run" if "\0" in title else "hyphen") in ran.err


def test_a_program_hears_nothing_of_towlines_environment(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TOWLINE_CLUSTER__PROD__PASSWORD", "geheim")
    script = tmp_path / "ingest.py"
    script.write_text(f"import os; open({str(tmp_path / 'got')!r}, 'w').write(str(dict(os.environ)))")
    _arrive(cli, monkeypatch, offer())
    _follow(cli, "--exec", f"{sys.executable} {script}")
    assert "geheim" not in (tmp_path / "got").read_text()


def test_the_reference_is_added_where_no_fact_is_named_and_a_wrong_name_is_said(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.cli_follow import _words

    assert _words("ingest -q") == ["ingest", "-q", "{reference}"] and _words("") == []
    assert cli("follow", "--exec", "ingest {path}").code == Exit.USAGE
    assert cli("follow", "--exec", "ingest '").code == Exit.USAGE


# --- doctor -------------------------------------------------------------------------------------------------------------


def test_the_cryptography_of_this_computer_is_what_the_standards_say() -> None:
    assert [name for name, _, right in selftest.self_test() if not right] == []


def test_a_primitive_that_accepts_what_is_damaged_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def accepts(call: Callable[[], object]) -> bool:
        with suppress(Exception):
            call()
        return False

    monkeypatch.setattr(selftest, "_refuses", accepts)
    told = {name for name, _, right in selftest.self_test() if not right}
    whole = {"scrypt", "BLAKE3", "SHA-256", "HMAC-SHA256"}  # nothing can be refused by these
    assert told == {name for name, *_ in selftest._TESTS} - whole


def test_doctor_is_a_line_for_each_thing_with_what_to_do(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [StepRow("TCP", "ok", "k1 answers."), StepRow("Topics", "failed", "Missing: towline.", "Make them.")]
    monkeypatch.setattr("engine.cluster.test", lambda cluster: iter(steps))
    ran = cli("doctor")
    words = [line.split()[0] for line in ran.out.splitlines() if not line.startswith(" ")]
    assert ran.code == Exit.SOME_FAILED and words[-1] == "fail" and set(words[:-1]) <= {"ok", "warn"}
    assert "Topics: Missing: towline." in ran.out and "Make them." in ran.out and "ML-KEM-768" in ran.out
    rows = {row["name"]: row for row in cli("doctor", "--offline", "--json").rows()}
    assert rows["Cryptography"]["result"] == "ok" and "Cluster prod" not in rows


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_doctor_tells_what_is_wrong_with_profile_settings_and_keys(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.profile.chmod(0o755)
    monkeypatch.setattr(selftest, "_TESTS", [("AES", "the paper", lambda: False)])
    cli.settings("[agent]\nwrong = 1\n")
    rows = {row["name"]: row for row in cli("doctor", "--offline", "--json").rows()}
    assert rows["Profile"]["result"] == "warn" and "chmod 700" in rows["Profile"]["todo"]
    assert rows["Settings"]["result"] == "fail" and rows["Cryptography"]["result"] == "fail"

    def locked(*_: object, **__: object) -> object:
        raise TowlineError("key-locked", reason="the passphrase is wrong")

    cli.settings("")
    monkeypatch.setattr("engine.settings.open_vault", locked)
    rows = {row["name"]: row for row in cli("doctor", "--offline", "--json").rows()}
    assert rows["Keys"]["result"] == "fail" and "locked" in rows["Keys"]["text"]
