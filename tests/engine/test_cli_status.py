"""`towline status`, control verbs, history, log: what is shown is what the journal holds."""

from __future__ import annotations

import csv
import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from cli_kit import Cli, cli_fixture  # noqa: F401  it is found by its name
from fake_engine import ID, OFFER, OTHER, SENT, FakeEngine, entry, link, transfer

from engine.api import AttemptRow, Kind, Outcome, ReceiptRow
from engine.cli_rows import short_ids, status_words
from engine.door import Door
from engine.errors import Exit, TowlineError


@pytest.fixture
def busy(cli: Cli) -> FakeEngine:
    """Two open transfers, one of which needs a person, and one that failed."""
    cli.engine.rows = {
        ID: transfer(state="sending", done=1_428_000_000, added=3.0),
        OTHER: transfer(
            OTHER, title="b", state="needs-you", why="b exists already.", todo="Choose.", added=2.0, size=100, done=40
        ),
        "C" * 26: transfer(
            "C" * 26, state="failed", outcome=Outcome.FAILED, why="Not allowed.", added=1.0, finished=9.0
        ),
    }
    return cli.engine


def test_status_shows_clusters_queues_transfers_and_who_is_needed(cli: Cli, busy: FakeEngine) -> None:
    busy.link_rows = [link(state="failed", why="k1 refused.", attempt=2)]
    ran = cli("status")
    assert "prod: failed, try 3. k1 refused." in ran.out and "Queue hq: to Ben through prod" in ran.out
    assert "Sending 42 %" in ran.out and "AAAAAAA" in ran.out
    assert "2 transfers open, 2.0 GB left." in ran.out
    assert f"Needs you: b ({OTHER[:8]}): b exists already. Choose." in ran.out
    assert "Not allowed" not in ran.out and ran.code == Exit.DONE


def test_status_for_programs_has_one_object_for_each_thing(cli: Cli, busy: FakeEngine) -> None:
    rows = cli("status", "--json").rows()
    assert [row["kind"] for row in rows] == ["link", "queue", "pace", "send", "send", "figure"]
    assert {"attempt", "next_try", "why", "done", "sent_twice"} <= rows[3].keys()


def test_bare_towline_is_the_status_page_and_the_hint(cli: Cli, busy: FakeEngine) -> None:
    ran = cli()
    assert ran.out.startswith("prod: connected") and ran.out.endswith("All commands: towline --help\n")
    assert ran.code == Exit.DONE


def test_status_of_one_tells_all_about_it_and_its_story(cli: Cli, busy: FakeEngine) -> None:
    busy.stories = [AttemptRow(1.0, ID, "retry", "retry", "k1 does not answer.")]
    ran = cli("status", ID)
    assert "1.4 GB of 3.4 GB" in ran.out and "k1 does not answer." in ran.out
    assert cli("status", "@last", "--json").rows()[0]["id"] == ID
    assert cli("status", "ZZ").code == Exit.USAGE


@pytest.mark.parametrize(
    ("words", "call"),
    [
        (["pause", ID, OTHER], ("pause", [ID, OTHER])),
        (["resume", "@last"], ("resume", [ID])),
        (["first", OTHER, "--quiet"], ("first", [OTHER])),
        (["cancel", "--all"], ("cancel", [ID, OTHER])),
        (["retry", "--failed"], ("retry", ["C" * 26])),
        (["pause", "--all", "@last"], ("pause", [ID, OTHER])),
    ],
)
def test_control_reaches_the_transfers_meant(cli: Cli, busy: FakeEngine, words: list[str], call: object) -> None:
    ran = cli(*words)
    assert busy.calls == [call] and ran.code == Exit.DONE
    assert ran.out.rstrip().endswith(("1 transfer.", "2 transfers."))


def test_nothing_to_change_is_no_failure(cli: Cli) -> None:
    ran = cli("pause", "--all", "--json")
    assert ran.rows() == [{"v": 1, "changed": 0}] and ran.code == Exit.DONE and cli.engine.calls == []


def test_verify_lists_what_differs(cli: Cli, busy: FakeEngine) -> None:
    busy.entry_rows[ID] = [entry(0, "a"), entry(1, "b", state="changed", why="differs")]
    ran = cli("verify", ID)
    assert ran.code == Exit.SOME_FAILED and "1 of 2 entries are as they were sent." in ran.out and "differs" in ran.out
    busy.entry_rows[ID].pop()
    assert cli("verify", ID).out == "1 of 1 entry are as they were sent.\n" or cli("verify", ID).code == Exit.DONE


def test_verify_and_receipts_of_the_last_one_take_the_last_of_their_kind(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.engine.rows = {
        ID: transfer(kind=Kind.FETCH, added=1.0),
        OTHER: transfer(OTHER, added=2.0),
        "C" * 26: transfer("C" * 26, kind=Kind.FETCH, added=1.5),
        "D" * 26: transfer("D" * 26, added=1.7),
    }
    asked: list[str] = []
    monkeypatch.setattr(cli.engine, "receipts", lambda id, refresh=0.0: asked.append(id) or [])
    cli("verify", "@last")
    cli("receipts", "@last")
    assert cli.engine.calls == [("verify", "C" * 26)] and set(asked) == {OTHER}


def test_receipts_that_cannot_be_read_now_are_those_known_before(cli: Cli) -> None:
    cli.engine.rows = {ID: transfer()}
    cli.engine.receipt_rows = [ReceiptRow("Ben", "verified", "all", 1.0, 3)]
    assert cli("receipts", ID).code == Exit.DONE
    cli.engine.fails["receipts"] = TowlineError("not-in-time", cluster="prod", timeout="0:30", why="It is away.")
    ran = cli("receipts", ID)
    assert "received" in ran.out and ran.code == Exit.NOT_REACHED and "what was known before" in ran.err


def test_withdraw_last_takes_the_offer_of_the_last_send(cli: Cli) -> None:
    cli.engine.rows = {
        ID: transfer(offer=OFFER, added=1.0),
        OTHER: transfer(OTHER, kind=Kind.FETCH, offer="P" * 26, added=2.0),
    }
    assert cli("withdraw", "@last").code == Exit.DONE
    assert cli.engine.calls == [("withdraw", OFFER)]


def test_share_adds_people_to_the_last_send(cli: Cli) -> None:
    cli.engine.rows = {ID: transfer(offer=OFFER, added=1.0), OFFER: transfer(offer=OFFER, added=1.0)}
    ran = cli("share", "@last", "--with", "Carl", "team:hq")
    assert ran.code == Exit.DONE and "Shared with Carl, team:hq. No byte of it was sent again." in ran.out
    assert cli.engine.calls == [("share", OFFER, ["Carl", "team:hq"])]


def test_history_is_a_table_csv_or_json(cli: Cli, busy: FakeEngine) -> None:
    ran = cli("history")
    assert ran.out.splitlines()[0].split()[0] == "TIME" and "Failed: Not allowed" in ran.out
    (row,) = csv.DictReader(io.StringIO(cli("history", "--export", "csv").out))
    assert row["id"] == "C" * 26 and row["outcome"] == "failed"
    (there,) = cli("history", "--export", "json").rows()
    assert there["outcome"] == "failed" and there["v"] == 1
    assert cli("history", "--since", "1h").out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_whoever_has_enough_of_an_export_is_no_fault(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.engine.rows = {ID: transfer(**SENT)}
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody:
        monkeypatch.setattr(sys, "stdout", nobody)
        ran = cli("history", "--export", "csv")
    assert ran.code == Exit.DONE and ran.err == ""


def test_log_tells_the_story_with_details_on_request(cli: Cli, busy: FakeEngine) -> None:
    busy.stories = [
        AttemptRow(1.0, ID, "retry", "retry", "k1 does not answer.", "_TRANSPORT"),
        AttemptRow(2.0, OTHER, "x", "", "X."),
    ]
    assert cli("log").out.count("\n") == 2
    assert "_TRANSPORT" not in cli("log", ID).out and "_TRANSPORT" in cli("log", ID, "-v").out
    assert [row["event"] for row in cli("log", OTHER, "--json").rows()] == ["x"]


def test_log_follow_tells_each_line_once(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    running, looks = FakeEngine(), [0]

    def rest(seconds: float) -> None:
        looks.append(len(looks))
        if len(looks) > 3:
            raise KeyboardInterrupt

    def story(id: str | None = None) -> list[AttemptRow]:
        return [AttemptRow(float(n), ID, "x", "", f"line {n}") for n in looks]

    monkeypatch.setattr("engine.cli_status.time", clock(rest))
    monkeypatch.setattr(running, "story", story)
    served = Door(running, cli.profile)
    served.open()
    ran = cli("log", "--follow")
    served.close()
    assert [line.rsplit(None, 1)[1] for line in ran.out.splitlines()] == ["0", "1", "2"]
    assert ran.code == Exit.INTERRUPTED


def test_a_running_engine_is_asked_and_stays(cli: Cli) -> None:
    running = FakeEngine()
    running.rows = {ID: transfer(state="sending")}
    served = Door(running, cli.profile)
    served.open()
    ran = cli("status")
    served.close()
    assert "Sending 0 %" in ran.out and "No Towline runs" not in ran.err and running.stopped == 0


def test_ids_are_as_long_as_they_must_be() -> None:
    assert short_ids([]) == short_ids([ID]) == 6
    assert short_ids([ID, OTHER, "C" * 26]) == 7


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": "scanning", "entries": 1204}, "Scanning 1,204 files"),
        ({"state": "sending", "done": 3_399_999_999}, "Sending 99 %"),
        ({"state": "sending", "size": 0, "done": 11_000_000}, "Sending 11 MB"),
        ({"state": "retrying", "attempt": 2}, "Retrying, try 3"),
        ({"state": "needs-you", "why": "The key is locked."}, "Needs you: The key is locked"),
        ({"state": "waiting", "why": "The disk is full."}, "Waiting: The disk is full"),
        ({"state": "waiting"}, "Waiting"),
        ({"state": "paused"}, "Paused"),
        ({"outcome": Outcome.PLACED}, "In place"),
        ({"outcome": Outcome.PARTLY, "entries_done": 1}, "In place but for 2 files"),
        ({"outcome": Outcome.FAILED, "why": "Not allowed."}, "Failed: Not allowed"),
        ({"outcome": Outcome.WITHDRAWN}, "Withdrawn"),
    ],
)
def test_status_words(facts: dict[str, object], words: str) -> None:
    assert status_words(transfer(**facts)) == words


# --- again and again ------------------------------------------------------------------------------------------------------


def clock(rest: Callable[[float], None]) -> SimpleNamespace:
    """The clock of that module alone: other threads rest as they do."""
    return SimpleNamespace(sleep=rest, time=time.time, strftime=time.strftime)


@pytest.fixture
def watched(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEngine]:
    """A running engine, of which `looks` happen one after the other; then Ctrl-C."""
    running = FakeEngine()
    running.rows = {ID: transfer(state="sending", done=1)}
    served = Door(running, cli.profile)
    served.open()
    looks = [lambda: None, lambda: running.rows.update({ID: transfer(**SENT, finished=time.time() + 60)})]

    def rest(seconds: float) -> None:
        if not looks:
            raise KeyboardInterrupt
        looks.pop(0)()

    monkeypatch.setattr("engine.cli_status.time", clock(rest))
    yield running
    served.close()


def test_watch_tells_each_change_once_until_it_is_interrupted(cli: Cli, watched: FakeEngine) -> None:
    ran = cli("status", "--watch")
    assert ran.code == Exit.INTERRUPTED and "\x1b" not in ran.out
    first, *rest = ran.out.splitlines()
    assert first.startswith("prod: connected")
    assert [line.split(" ", 1)[1] for line in rest] == [f"{ID[:8]} scans-41: Sending 0 %", f"{ID[:8]} scans-41: Stored"]


def test_watch_for_programs_has_one_object_for_each_change(cli: Cli, watched: FakeEngine) -> None:
    rows = cli("status", "--watch", "--json").rows()
    assert [(row["kind"], row["state"]) for row in rows] == [
        ("link", "connected"),
        ("send", "sending"),
        ("send", "stored"),
    ]
    rows = cli("status", ID, "--watch", "--json").rows()
    assert [row["kind"] for row in rows] == ["send"]


@pytest.mark.parametrize("words", [["status", "--watch"], ["log", "--follow"]])
def test_without_a_running_engine_one_looks_once_and_waits_for_one(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    rests = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) > 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("engine.cli_status.time", clock(rest))
    assert cli(*words).code == Exit.INTERRUPTED
    assert (cli.engine.started, cli.engine.stopped) == (1, 1), "no engine is held meanwhile: an agent may begin"
