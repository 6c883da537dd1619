"""`towline agent`: ends when told to, leaves with `--once` when all is done, and logs no name of a file."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_kit import SETTINGS, Cli, cli_fixture  # noqa: F401  it is found by its name
from fake_engine import ID, OTHER, PLACED, FakeEngine, link, offer, transfer

from engine.api import AttemptRow, Changed, LinkRow, Notice, Outcome, QuestionRow, Reach, Wanted
from engine.api_actions import ActionRow
from engine.api_rules import Rule, RuleRow
from engine.cli_log import AGAIN, LogFile, Reporter, close_log, open_log
from engine.door import Door, connect
from engine.door_accounts import Others
from engine.errors import Exit, TowlineError
from engine.settings import load


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.cli_agent.TICK", 0.001)


def _until(cli: Cli, monkeypatch: pytest.MonkeyPatch, *looks: object) -> None:
    """Runs each of `looks` at one look of the agent at its links, and sends it SIGTERM after the last."""
    left = list(looks)

    def links() -> list[object]:
        if left:
            left.pop(0)()  # type: ignore[operator]
        else:
            os.kill(os.getpid(), signal.SIGTERM)
        return list(cli.engine.link_rows)

    monkeypatch.setattr(cli.engine, "links", links)


def question(id: str, cause: str) -> QuestionRow:
    return QuestionRow(id, cause, "x", "It waits.", "Decide.", ("both",), 0.0)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
class TestAgent:
    def test_it_runs_until_sigterm_and_ends_with_0(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        before = signal.getsignal(signal.SIGTERM)
        _until(cli, monkeypatch)
        ran = cli("agent")
        assert ran.code == Exit.DONE and (cli.engine.started, cli.engine.stopped) == (1, 1)
        assert ran.out.splitlines()[0].split()[1:3] == ["info", "started"]
        assert signal.getsignal(signal.SIGTERM) is before and len(cli.engine.listeners) <= 1

    def test_with_json_its_log_is_json_as_well(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        _until(cli, monkeypatch)
        assert [row["event"] for row in cli("agent", "--json").rows()] == ["started", "link-up", "ending"]

    def test_what_it_is_told_of_somebody_stands_in_no_log(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        notice = Notice("info", "Ben sent you x", "payroll", names=True)
        _until(cli, monkeypatch, lambda: [listen(notice) for listen in cli.engine.listeners])
        ran = cli("agent")
        assert "payroll" not in ran.out + ran.err and "Ben" not in ran.out + ran.err and " notice " in ran.out

    def test_it_serves_the_door(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        from engine.door import connect

        answers: list[str] = []

        def visit() -> None:
            guest = connect(cli.profile)
            assert guest is not None
            answers.append(guest.my_card())

        _until(cli, monkeypatch, visit)
        assert cli("agent").code == Exit.DONE and answers == ["towline-card:MINE"]

    def test_sighup_reads_the_settings_again_and_broken_ones_change_nothing(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def hang_up() -> None:
            os.kill(os.getpid(), signal.SIGHUP)

        def broken() -> None:
            cli.engine.fails["apply"] = TowlineError("settings", where="f", what="Wrong.", todo="Mend it.")
            hang_up()

        _until(cli, monkeypatch, hang_up, broken)
        ran = cli("agent")
        assert ran.code == Exit.DONE and cli.engine.calls == [("apply",), ("apply",)]
        assert "settings-read" in ran.out and "The settings from before stay in use." in ran.err

    def test_a_second_one_is_exit_code_8(self, cli: Cli) -> None:
        served = Door(FakeEngine(), cli.profile)
        served.open()
        ran = cli("agent")
        served.close()
        assert ran.code == Exit.PROFILE_IN_USE and cli.engine.started == 0


def test_what_nobody_is_there_to_answer_is_answered_by_the_defaults_and_said(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.engine.question_rows = [
        question("a/0", "exists"), question("b/1", "exists"), question("c/retention", "retention"),
        question("person/00", "person"), question("d/not-allowed", "not-allowed"),
    ]  # fmt: skip
    _until(cli, monkeypatch, lambda: None)
    ran = cli("agent")
    answers = [call for call in cli.engine.calls if call[0] == "answer"]
    assert answers[:2] == [("answer", ["a/0", "b/1"], "both", ""), ("answer", ["c/retention"], "anyway", "")]
    said = [line for line in ran.out.splitlines() if " answered " in line]
    assert "both were kept" in said[0] and "cause=exists answer=both count=2" in said[0] and "sent anyway" in said[1]


@pytest.mark.parametrize("why", ["a window", "the settings"])
def test_it_answers_nothing_where_a_person_is_there_or_wanted(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    cli.engine.question_rows = [question("a/0", "exists")]
    if why == "a window":
        cli.engine.subscribe(lambda event: None, window=True)
    else:
        cli.settings(SETTINGS + '[agent]\nquestions = "person"\n')
    _until(cli, monkeypatch, lambda: None)
    assert cli("agent").code == Exit.DONE and not [call for call in cli.engine.calls if call[0] == "answer"]


def test_a_locked_key_is_waited_for_and_said_once(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.cli_agent.UNLOCK_SECONDS", 0.0)
    tries = []

    def start(reach: Reach = Reach.OPEN) -> None:
        tries.append(reach)
        if len(tries) < 3:
            raise TowlineError("key-locked", reason="the keyring does not have it")

    monkeypatch.setattr(cli.engine, "start", start)
    _until(cli, monkeypatch)
    ran = cli("agent")
    events = [line.split()[2] for line in ran.out.splitlines()]
    assert ran.code == Exit.DONE and len(tries) == 3 and events[:2] == ["key-locked", "started"]
    tries.clear()
    assert cli("agent", "--once").code == Exit.PERSON_NEEDED and len(tries) == 1


def test_its_figures_are_written_and_served(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "towline.prom"
    cli.settings(SETTINGS + f'[agent]\nmetrics_file = "{file}"\nmetrics = "127.0.0.1:0"\n')
    _until(cli, monkeypatch, lambda: None)
    assert cli("agent").code == Exit.DONE
    assert "towline_up 1\n" in file.read_text() and file.stat().st_mode & 0o777 == 0o644


def test_figures_that_cannot_be_written_are_said_once_and_stop_nothing(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("engine.cli_agent.METRICS_SECONDS", 0.0)
    cli.settings(SETTINGS + f'[agent]\nmetrics_file = "{tmp_path}/away/towline.prom"\n')
    _until(cli, monkeypatch, lambda: None, lambda: None)
    ran = cli("agent")
    assert ran.code == Exit.DONE and ran.out.count("metrics-file") == 1


def test_once_finishes_open_work_and_leaves(cli: Cli) -> None:
    looks = iter([{}, {"state": "sending"}, {}])
    cli.engine.rows = {ID: transfer()}

    def transfers(ended: bool | None = None, since: float = 0.0) -> list[object]:
        row = transfer(finished=since + 1, **PLACED) if next(looks, None) is None else transfer()
        return [row] if ended is None or bool(row.outcome) is ended else []

    cli.engine.transfers = transfers  # type: ignore[method-assign, assignment]
    ran = cli("agent", "--once", "--quiet")
    assert ran.code == Exit.DONE and "1 transfer ended, 0 of them not wholly." in ran.out


def test_once_does_not_wait_for_what_is_paused_or_needs_a_person(cli: Cli) -> None:
    cli.engine.rows = {ID: transfer(wanted=Wanted.PAUSE, state="paused")}
    assert cli("agent", "--once").code == Exit.DONE
    cli.engine.rows[OTHER] = transfer(OTHER, state="needs-you", why="No.", todo="Look.")
    ran = cli("agent", "--once")
    assert ran.code == Exit.PERSON_NEEDED and "No. Look." in ran.err


def test_once_says_4_when_no_cluster_is_reached_in_time(cli: Cli) -> None:
    cli.engine.rows = {ID: transfer(state="retrying", why="k1 refused.")}
    cli.engine.link_rows = [link(state="failed")]
    ran = cli("agent", "--once", "--timeout", "0.01s")
    assert ran.code == Exit.NOT_REACHED and "k1 refused." in ran.err


def test_once_waits_until_fetch_rules_have_looked_and_says_what_they_wait_for(cli: Cli) -> None:
    scans, looks = Rule("scans", to=("/srv/in",)), iter([False, False])

    def rules() -> list[RuleRow]:
        caught_up = next(looks, True)
        return [RuleRow(scans, "on" if not caught_up else "waiting", "It is full.", "Wait.", caught_up=caught_up)]

    cli.engine.rules = rules  # type: ignore[method-assign]
    ran = cli("agent", "--once")
    assert ran.code == Exit.SOME_FAILED and "scans: It is full. Wait." in ran.err and next(looks, None) is None


def test_once_says_4_when_the_catalog_that_rules_need_is_not_reached_in_time(cli: Cli) -> None:
    cli.engine.rule_rows = [RuleRow(Rule("scans"), "on", caught_up=False)]
    cli.engine.link_rows = [link(state="failed", why="k1 refused.")]
    ran = cli("agent", "--once", "--timeout", "0.01s")
    assert ran.code == Exit.NOT_REACHED and "k1 refused." in ran.err


def test_once_waits_for_what_follows_a_transfer_and_tells_what_failed(cli: Cli) -> None:
    states = iter(["due", "failed"])

    def transfers(ended: bool | None = None, since: float = 0.0) -> list[object]:
        return [transfer(finished=since + 1, **PLACED)] if ended else []

    def actions(id: str) -> list[ActionRow]:
        return [ActionRow("1", id, "program", next(states), "ingest", "It ended with 3.", 0.0)]

    cli.engine.transfers, cli.engine.actions = transfers, actions  # type: ignore[method-assign, assignment]
    ran = cli("agent", "--once")
    assert ran.code == Exit.SOME_FAILED and "ingest failed: It ended with 3." in ran.err


# --- the log --------------------------------------------------------------------------------------------------------------


class Log:
    """Lines of a reporter whose clock a test moves."""

    def __init__(self, capsys: pytest.CaptureFixture[str], form: str, profile: Path, stories: list[AttemptRow]) -> None:
        open_log("stdout", form, profile)
        self.now = 0.0
        self.reporter = Reporter(lambda id: stories, clock=lambda: self.now)
        self._capsys = capsys

    def lines(self) -> list[str]:
        return self._capsys.readouterr().out.splitlines()


STORIES = [AttemptRow(1.0, ID, "unreachable", "retry", "prod cannot be reached: refused. Nothing is lost.")]


LogMaker = Callable[..., Log]


@pytest.fixture
def make_log(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[LogMaker]:
    yield lambda form="text", stories=STORIES: Log(capsys, form, tmp_path, stories)
    close_log()


def test_a_line_has_time_level_event_transfer_verdict_sentence_and_facts(make_log: LogMaker) -> None:
    log = make_log()
    log.reporter.take(Changed(transfer(state="retrying", done=5)))
    (line,) = log.lines()
    assert line.split()[1:5] == ["warning", "retrying", ID, "retry"]
    assert "prod cannot be reached: refused." in line and line.endswith(
        "kind=send cluster=prod bytes=5 size=3400000000 cause=unreachable"
    )


def test_json_lines_have_the_same(make_log: LogMaker) -> None:
    log = make_log("json")
    log.reporter.take(Changed(transfer(state="retrying")))
    line = json.loads(log.lines()[0])
    assert (line["v"], line["event"], line["transfer"], line["verdict"]) == (1, "retrying", ID, "retry")


def test_trouble_that_stays_is_one_line_and_one_an_hour(make_log: LogMaker) -> None:
    log = make_log()
    for attempt in range(100):
        log.reporter.take(Changed(transfer(state="retrying", attempt=attempt)))
        log.reporter.link(link(state="failed", attempt=attempt))
        log.reporter.link(link(state="connecting", attempt=attempt))
    assert len(log.lines()) == 2
    log.now = AGAIN
    log.reporter.take(Changed(transfer(state="retrying", attempt=101)))  # the line about its cluster says it
    log.reporter.link(link(state="failed", attempt=101))
    log.reporter.link(link(state="connected"))
    log.reporter.link(link(state="connected"))
    assert [line.split()[2] for line in log.lines()] == ["link-down", "link-up"]
    log.reporter.take(Changed(transfer(state="retrying", attempt=102)))
    assert [line.split()[2] for line in log.lines()] == ["retrying"]


def test_a_day_with_a_dead_broker_and_many_waiting_transfers_is_few_lines(make_log: LogMaker) -> None:
    log = make_log()
    log.reporter.link(link(state="failed"))
    for hour in range(24):
        log.now = hour * AGAIN
        for number in range(20):
            log.reporter.take(Changed(transfer(f"{number:026}", state="retrying", attempt=hour)))
        log.reporter.link(link(state="failed", attempt=hour))
    assert len(log.lines()) == 24 + 20


def test_names_stand_in_the_log_only_if_asked_for(make_log: LogMaker) -> None:
    log = make_log()
    log.reporter.names = True
    log.reporter.take(Changed(transfer(title="pay\x1b[2Jroll")))
    (line,) = log.lines()
    assert "title=pay\u241b[2Jroll" in line and "\x1b" not in line and "with=Ben" in line


def test_an_end_is_told_once(make_log: LogMaker) -> None:
    log = make_log()
    for _ in range(2):
        log.reporter.take(Changed(transfer(**PLACED)))
    assert len(log.lines()) == 1


def test_no_line_names_a_file(make_log: LogMaker) -> None:
    secret = "payroll.xlsx"
    stories = [AttemptRow(1.0, ID, "file", "fail", f"/home/anna/{secret} cannot be read: gone. Check it.")]
    log = make_log("text", stories)
    facts = {"title": secret, "folder": f"/in/{secret}", "why": f"{secret} is gone."}
    log.reporter.take(Changed(transfer(state="failed", outcome=Outcome.FAILED, **facts)))
    log.reporter.take(Changed(offer(title=secret)))
    log.reporter.take(Notice("warning", "This profile", f"/home/{secret} was moved."))
    log.reporter.take(Notice("info", f"Ben sent you {secret}", f"{secret}, 1 kB.", names=True))
    lines = log.lines()
    assert len(lines) == 4 and secret not in "".join(lines) and "cause=file" in lines[0]


def test_the_log_goes_to_a_file_of_the_profile(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.settings(SETTINGS + '[agent]\nlog = "file"\nlog_format = "json"\n')
    ran = cli("agent", "--once")
    events = [json.loads(line)["event"] for line in (cli.profile / "log" / "towline.log").read_text().splitlines()]
    assert events == ["started", "link-up", "ending"] and "started" not in ran.out


def test_the_level_leaves_out_what_matters_less(cli: Cli) -> None:
    cli.settings(SETTINGS + '[agent]\nlog = "file"\nlog_level = "error"\n')
    cli("agent", "--once")
    assert (cli.profile / "log" / "towline.log").read_text() == ""


@pytest.mark.parametrize("where", ["stdout", "file"])
def test_the_engine_of_a_window_writes_a_log_where_a_file_is_wanted(cli: Cli, where: str) -> None:
    cli.settings(SETTINGS + f'[agent]\nlog = "{where}"\nlog_format = "json"\n')
    settings = load(cli.profile, None, {}, secrets=False, administrators=cli.profile / "none").agent
    with LogFile(cli.engine, settings, cli.profile):
        for listener in list(cli.engine.listeners):
            listener(Changed(transfer(state="failed", outcome=Outcome.FAILED)))
    file = cli.profile / "log" / "towline.log"
    if where == "stdout":
        assert not file.exists()
        return
    events = [json.loads(line)["event"] for line in file.read_text().splitlines()]
    assert events[0] == "started" and "failed" in events and events[-1] == "ending"
    assert not cli.engine.listeners


def test_the_log_of_a_window_s_engine_goes_on_after_something_for_it_could_not_be_read(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.cli_log.LOOK", 0.01)
    cli.settings(SETTINGS + '[agent]\nlog = "file"\nlog_format = "json"\n')
    settings = load(cli.profile, None, {}, secrets=False, administrators=cli.profile / "none").agent
    rows, again = list(cli.engine.link_rows), threading.Event()

    def links() -> list[LinkRow]:
        if not again.is_set():
            again.set()
            raise RuntimeError("dictionary changed size during iteration")
        return rows

    monkeypatch.setattr(cli.engine, "links", links)
    with LogFile(cli.engine, settings, cli.profile):
        assert again.wait(30)
        for listener in list(cli.engine.listeners):
            listener(Changed(transfer(state="failed", outcome=Outcome.FAILED)))
    events = [json.loads(line)["event"] for line in (cli.profile / "log" / "towline.log").read_text().splitlines()]
    assert events[:2] == ["started", "log"] and "failed" in events


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give files away")
def test_root_runs_no_engine_in_the_profile_of_another_account(cli: Cli) -> None:
    os.chown(cli.profile, 65_534, 65_534)
    ran = cli("status")
    assert ran.code == Exit.PROFILE_IN_USE and "belongs to another user" in ran.err and not cli.engine.started


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
class TestAgentWithAnInvitation:
    def test_it_joins_once_and_destroys_the_file_if_asked_for(
        self, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "plant7.invite"
        file.write_text("towline-invite:SECRET\n")
        cli.settings(f'[agent]\ninvite = "{file}"\nshred_invite = true\n{SETTINGS}')
        _until(cli, monkeypatch, *[lambda: None] * 4)
        events = [row["event"] for row in cli("agent", "--json").rows()]
        assert events.count("enrolled") == 1 and not file.exists()
        assert [call for call in cli.engine.calls if call[0] == "enrol"] == [("enrol", "towline-invite:SECRET\n", "")]

    def test_it_tries_again_while_the_cluster_is_away_and_gives_up_what_cannot_be(
        self, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "plant7.invite"
        file.write_text("towline-invite:SECRET\n")
        monkeypatch.setenv("TOWLINE_INVITE_FILE", str(file))
        monkeypatch.setattr("engine.cli_fleet.AGAIN", 0.0)
        cli.engine.fails["enrol"] = TowlineError("enrol-unreached", cluster="prod", reason="no answer")

        def expires() -> None:
            cli.engine.fails["enrol"] = TowlineError("invite-expired", team="plant7")

        _until(cli, monkeypatch, *[lambda: None] * 4, expires, *[lambda: None] * 4)
        ran = cli("agent", "--json")
        asked = [call for call in cli.engine.calls if call[0] == "enrol"]
        assert len(asked) > 2 and file.exists()
        assert "has expired" in ran.err and [row["event"] for row in ran.rows()].count("not-enrolled") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_whoever_has_the_settings_read_again_the_agent_takes_its_own_from_them(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file, let_in = tmp_path / "towline.prom", list[Others]()
    monkeypatch.setattr("engine.cli_session.Session.let_in", lambda _, others: let_in.append(others))

    def change() -> None:
        cli.settings(SETTINGS + f'[agent]\nmetrics_file = "{file}"\nlook = ["root"]\n')
        guest = connect(cli.profile)
        assert guest is not None
        guest.apply()

    _until(cli, monkeypatch, lambda: None, change, lambda: None, lambda: None)
    ran = cli("agent")
    assert "settings-read" in ran.out and file.exists() and let_in == [Others(), Others(look=("root",))]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_answer_that_cannot_be_kept_ends_no_agent(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.engine.question_rows = [question("a/0", "exists")]
    cli.engine.fails["answer"] = TowlineError("disk", path="journal", done="written", reason="no space")
    _until(cli, monkeypatch, lambda: None)
    ran = cli("agent")
    assert ran.code == Exit.DONE and ran.out.count(" unanswered ") == 1


def test_the_log_of_a_window_goes_on_after_a_look_that_failed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.settings(SETTINGS + '[agent]\nlog = "file"\nlog_format = "json"\n')
    settings = load(cli.profile, None, {}, secrets=False, administrators=cli.profile / "none").agent
    looked, links = threading.Event(), iter([TowlineError("door", reason="it ended"), cli.engine.link_rows])

    def look() -> object:
        found = next(links, None)
        if found is None:
            looked.set()
            return []
        if isinstance(found, TowlineError):
            raise found
        return found

    monkeypatch.setattr("engine.cli_log.LOOK", 0.001)
    monkeypatch.setattr(cli.engine, "links", look)
    with LogFile(cli.engine, settings, cli.profile):
        assert looked.wait(30)
    lines = (cli.profile / "log" / "towline.log").read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["started", "log", "link-up", "ending"]
