"""`towline send`: what is asked of the engine, what is said, and what the exit code promises."""

from __future__ import annotations

import base64
import os
import sys
import threading
from pathlib import Path

import pytest
from cli_kit import SETTINGS, Cli, cli_fixture  # noqa: F401  it is found by its name
from fake_engine import ID, SENT, FakeEngine, entry, link, transfer

from engine.api import AttemptRow, Choices, Cipher, Outcome, ReceiptRow
from engine.api_actions import ActionRow, Post
from engine.cli_print import date
from engine.door import Door
from engine.errors import CAUSES, Exit, TowlineError

REFERENCE = f"tl:c1/towline/{ID}"
STORED = {**SENT, "saved": 612_000_000, "stored_until": 1_790_600_000.0, "reference": REFERENCE, "offer": ID}


def test_a_send_says_what_it_stored_and_until_when(cli: Cli) -> None:
    cli.engine.script = [{"state": "scanning"}, {"state": "sending"}, STORED]
    ran = cli("send", "x", "y z", "--to", "hq")
    first, second = ran.out.splitlines()
    assert first.startswith("Stored 3.4 GB in ")
    assert first.endswith(f" (saved 18 %). This computer may leave; kept until {date(1_790_600_000.0)}.")
    assert second == f"Reference {REFERENCE}"
    assert ran.code == Exit.DONE
    assert cli.engine.calls[0] == ("send", [os.path.abspath("x"), os.path.abspath("y z")], "hq", Choices(), "", "")
    assert (cli.engine.started, cli.engine.stopped) == (1, 1)


def test_elsewhere_than_on_a_terminal_each_state_is_said_once_without_carriage_returns(cli: Cli) -> None:
    cli.engine.script = [{"state": "sending", "done": n} for n in range(5)] + [STORED]
    ran = cli("send", "x", "--to", "hq")
    assert ran.err.count("Sending") == 1 and "\r" not in ran.err and "\x1b" not in ran.err + ran.out
    assert cli("send", "x", "--to", "hq", "--quiet").err == ""


def test_json_is_one_object_a_line_and_ends_with_the_offer(cli: Cli) -> None:
    cli.engine.script = [{"state": "sending", "done": n} for n in range(5)] + [STORED]
    rows = cli("send", "x", "--to", "hq", "--json").rows()
    assert [(row["v"], row["id"], row["state"]) for row in rows] == [
        (1, ID, "sending"),
        (1, ID, "stored"),
        (1, ID, "complete"),
    ]
    assert rows[-1]["kind"] == "offer" and rows[-1]["reference"] == REFERENCE


def test_every_choice_reaches_the_engine(cli: Cli) -> None:
    options = "--cipher aes-256-gcm-siv --compression 6 --block-size 256kB --limit 2MB/s --keep-for 7d --name n"
    cli("send", "x", "--to", "hq", *options.split())
    choices = Choices((), Cipher.AES_256_GCM_SIV, "6", 256_000, 2_000_000, 604_800.0)
    assert cli.engine.calls[0][3:5] == (choices, "n")


@pytest.mark.parametrize(
    ("to", "queue", "whom", "cluster"),
    [
        (["hq"], "hq", (), ""),
        (["Ben"], "", ("Ben",), "prod"),
        (["Ben", "team:plant7"], "", ("Ben", "team:plant7"), "prod"),
        (["Carl", "hq"], "hq", ("Ben", "Carl"), ""),
    ],
)
def test_to_is_a_queue_or_people_or_both(cli: Cli, to: list[str], queue: str, whom: tuple[str], cluster: str) -> None:
    cli("send", "x", *(word for name in to for word in ("--to", name)))
    _, _, used, choices, _, _ = cli.engine.calls[0]
    assert (used, choices.to, choices.cluster) == (queue, whom, cluster)


def test_one_send_goes_to_one_queue(cli: Cli) -> None:
    cli.settings(SETTINGS + '[queue.b]\ncluster = "prod"\nto = ["Carl"]\n')
    ran = cli("send", "x", "--to", "hq", "--to", "b")
    assert ran.code == Exit.USAGE and ran.err.startswith("One send goes to one queue, not 2.")


def test_people_need_a_cluster_that_is_clear(cli: Cli) -> None:
    cli.settings(SETTINGS + '[cluster.other]\nbootstrap = ["127.0.0.1:2"]\n')
    ran = cli("send", "x", "--to", "Ben")
    assert ran.code == Exit.USAGE and "prod, other" in ran.err
    assert cli("send", "x", "--to", "Ben", "--cluster", "none").code == Exit.USAGE
    assert cli("send", "x", "--to", "Ben", "--cluster", "other").code == Exit.DONE
    assert cli.engine.calls[0][3].cluster == "other"


def test_words_after_options_are_paths_too(cli: Cli) -> None:
    cli("send", "a", "--to", "hq", "b", "--name", "n", "c")
    assert [os.path.basename(path) for path in cli.engine.calls[0][1]] == ["a", "b", "c"]


def test_wait_none_returns_at_once(cli: Cli) -> None:
    ran = cli("send", "x", "--to", "hq", "--wait", "none")
    assert ran.out == f"Taken up as {ID}. See 'towline status'.\n" and ran.code == Exit.DONE


# --- what did not go ------------------------------------------------------------------------------------------------------


def test_what_is_left_out_by_nature_is_listed_and_no_failure(cli: Cli) -> None:
    cli.engine.script = [{**STORED, "left_out": 1}]
    cli.engine.entry_rows[ID] = [entry(0, "a", state="stored"), entry(1, "b\x1b[2J", state="left out", why="is a link")]
    ran = cli("send", "x", "--to", "hq")
    assert ran.code == Exit.DONE
    assert "Left out: b␛[2J is a link" in ran.err


def test_what_patterns_of_the_queue_leave_out_is_listed_and_no_failure(cli: Cli) -> None:
    cli.engine.script = [{**STORED, "left_out": 2}]
    reasons = ("is left out by *.tmp", "fits no pattern")
    cli.engine.entry_rows[ID] = [entry(n, f"f{n}", state="left out", why=why) for n, why in enumerate(reasons)]
    ran = cli("send", "x", "--to", "hq")
    assert ran.code == Exit.DONE
    assert "Left out: f0 is left out by *.tmp" in ran.err and "Left out: f1 fits no pattern" in ran.err


def test_a_file_that_could_not_be_read_is_listed_and_exit_code_1(cli: Cli) -> None:
    cli.engine.script = [{**STORED, "left_out": 30}]
    rows = [entry(n, f"f{n}", state="left out", why="no right to read it") for n in range(30)]
    cli.engine.entry_rows[ID] = rows
    ran = cli("send", "x", "--to", "hq")
    assert ran.code == Exit.SOME_FAILED
    assert ran.err.count("Left out:") == 20 and "… and more: 30 no right to read it" in ran.err


@pytest.mark.parametrize("word", ["not-allowed", "file", "expired", "refused"])
def test_a_failed_send_ends_with_the_exit_code_of_its_cause(cli: Cli, word: str) -> None:
    cli.engine.script = [{"state": "failed", "outcome": Outcome.FAILED, "why": "It broke.", "todo": "Mend it."}]
    cli.engine.stories = [AttemptRow(1.0, ID, word, "fail", "It broke."), AttemptRow(2.0, ID, "failed", "", "Failed.")]
    ran = cli("send", "x", "--to", "hq")
    assert ran.code == CAUSES[word].exit_code and "It broke. Mend it." in ran.err and ran.out == ""


def test_a_send_that_needs_a_person_does_not_wait_for_ever(cli: Cli) -> None:
    cli.engine.script = [{"state": "needs-you", "why": "prod did not accept the sign-in.", "todo": "Check it."}]
    cli.engine.stories = [AttemptRow(1.0, ID, "sign-in", "wait-person", "…")]
    ran = cli("send", "x", "--to", "hq")
    assert ran.code == Exit.NOT_ALLOWED and "prod did not accept the sign-in. Check it." in ran.err
    cli.engine.stories = []
    assert cli("send", "x", "--to", "hq").code == Exit.PERSON_NEEDED


def test_a_cluster_that_is_not_reached_in_time_is_exit_code_4_and_the_work_is_kept(cli: Cli) -> None:
    cli.engine.script = [{"state": "retrying", "attempt": 3}]
    cli.engine.link_rows = [link(state="failed", why="k1:9093 refused the connection.")]
    ran = cli("send", "x", "--to", "hq", "--timeout", "0.01s")
    assert ran.code == Exit.NOT_REACHED
    assert "prod was not reached within 0:00: k1:9093 refused the connection. Your work is kept" in ran.err
    assert [call[0] for call in cli.engine.calls] == ["send"]


def test_timeout_does_not_end_a_send_that_moves_or_is_connected(cli: Cli) -> None:
    cli.engine.script = [{"state": "sending", "done": n} for n in range(50)] + [STORED]
    assert cli("send", "x", "--to", "hq", "--timeout", "0.001s").code == Exit.DONE


# --- dry run --------------------------------------------------------------------------------------------------------------


def test_a_dry_run_lists_and_sends_nothing(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a").write_bytes(b"x" * 1500)
    os.symlink("a", tmp_path / "in" / "l")
    ran = cli("send", str(tmp_path / "in"), "--to", "hq", "--dry-run")
    assert ran.out == "Would send 1 file in 2 folders, 1.5 kB; 1 left out.\n" and ran.code == Exit.DONE
    assert "Left out: in/l is a link" in ran.err and cli.engine.calls == []
    rows = cli("send", str(tmp_path / "in"), "--to", "hq", "--dry-run", "--json").rows()
    assert {row["path"]: row["state"] for row in rows} == {
        "in": "would be sent", "in/a": "would be sent", "in/sub": "would be sent", "in/l": "left out",
    }  # fmt: skip


def test_a_dry_run_leaves_out_what_the_queue_does(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b.tmp"):
        (tmp_path / "in" / name).write_bytes(b"12")
    assert cli("queue", "set", "hq", "--leave-out", "*.tmp").code == Exit.DONE
    ran = cli("send", str(tmp_path / "in"), "--to", "hq", "--dry-run")
    assert ran.out == "Would send 1 file in 1 folder, 2 B; 1 left out.\n"
    assert "Left out: in/b.tmp is left out by *.tmp" in ran.err
    assert "0 left out" in cli("send", str(tmp_path / "in"), "--to", "Ben", "--dry-run").out


def test_a_dry_run_of_nothing_is_exit_code_7(cli: Cli, tmp_path: Path) -> None:
    assert cli("send", str(tmp_path / "no"), "--to", "hq", "--dry-run").code == Exit.LOCAL


# --- standard input -------------------------------------------------------------------------------------------------------


def test_an_own_engine_reads_standard_input_itself(cli: Cli) -> None:
    cli("send", "-", "--to", "hq", "--name", "x.bin", stdin=b"data")
    _, paths, _, _, title, pipe = cli.engine.calls[0]
    assert (paths, title, pipe) == (["x.bin"], "x.bin", "-")


@pytest.fixture
def running(cli: Cli) -> FakeEngine:
    """An engine that runs in 'another process'."""
    engine = FakeEngine()
    served = Door(engine, cli.profile)
    served.open()
    yield engine
    served.close()


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_standard_input_reaches_the_running_engine_through_a_pipe(cli: Cli, running: FakeEngine) -> None:
    running.script = [STORED]
    data = os.urandom(700_000)
    ran = cli("send", "--name", "x.bin", "-", "--to", "hq", stdin=data)
    assert ran.code == Exit.DONE and running.piped == data
    assert cli.engine.calls == [] and cli.engine.started == 0
    assert [path.name for path in cli.profile.iterdir() if path.name.startswith("pipe")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_an_interrupted_pipe_is_cancelled_before_it_could_look_complete(
    cli: Cli, running: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.script = []
    seen = threading.Event()

    def look(id: str) -> object:
        seen.set()
        raise TowlineError("no-such-id", name=id)

    monkeypatch.setattr(running, "transfer", look)
    ran = cli("send", "-", "--to", "hq", stdin=b"data")
    assert seen.is_set() and ran.code == Exit.USAGE
    assert running.calls[-1] == ("cancel", [ID])


# --- the running engine ---------------------------------------------------------------------------------------------------


def test_a_running_engine_takes_the_work_and_goes_on(cli: Cli, running: FakeEngine) -> None:
    running.script = [{"state": "sending"}, STORED]
    assert cli("send", "x", "--to", "hq").code == Exit.DONE
    assert [call[0] for call in running.calls] == ["send"]
    assert running.stopped == 0 and cli.engine.calls == []


def test_ctrl_c_says_who_goes_on(cli: Cli, running: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt

    running.script = [{"state": "sending"}]
    monkeypatch.setattr("engine.cli_session.time.sleep", interrupted)
    ran = cli("send", "x", "--to", "hq", "--quiet")
    assert ran.code == Exit.INTERRUPTED
    assert ran.err == "What was begun is kept; the Towline that runs goes on with it.\nInterrupted.\n"
    assert [call[0] for call in running.calls] == ["send"]


def test_when_the_running_engine_ends_the_command_goes_on_with_its_own(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = FakeEngine()
    served = Door(other, cli.profile)
    served.open()
    cli.engine.rows[ID] = transfer(**STORED)
    free, start = threading.Event(), cli.engine.start

    def end() -> None:
        served.close()
        free.set()

    def ends(id: str) -> object:
        threading.Thread(target=end).start()  # ends once this was answered
        return transfer(state="sending")

    def starts(_: object) -> None:
        if not free.is_set():
            raise TowlineError("profile-in-use", path=cli.profile)
        start()

    monkeypatch.setattr(other, "transfer", ends)
    monkeypatch.setattr(cli.engine, "start", starts)
    ran = cli("send", "x", "--to", "hq")
    assert ran.code == Exit.DONE and ran.out.startswith("Stored 3.4 GB")
    assert cli.engine.started == cli.engine.stopped == 1


def test_an_engine_of_our_own_opens_the_door_meanwhile(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []

    def look(id: str) -> object:
        from engine.door import connect

        guest = connect(cli.profile)
        answers.append(guest.my_card() if guest else None)
        return transfer(**STORED)

    monkeypatch.setattr(cli.engine, "transfer", look)
    assert cli("send", "x", "--to", "hq").code == Exit.DONE
    assert answers == ["towline-card:MINE"]


def test_a_profile_held_by_an_engine_without_a_door_is_exit_code_8(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.cli_session.HANDOVER", 0.0)

    def held(_: object) -> None:
        raise TowlineError("profile-in-use", path=cli.profile)

    monkeypatch.setattr(cli.engine, "start", held)
    ran = cli("people", "list")
    assert ran.code == Exit.PROFILE_IN_USE and "is in use by another Towline" in ran.err


def test_an_event_goes_with_its_bundle(cli: Cli, tmp_path: Path) -> None:
    event = tmp_path / "ready.json"
    event.write_bytes(b'{"specversion": "1.0"}')
    words = ["--event", str(event), "--event-topic", "scans", "--event-key", "k", "--event-header", "a=b=c"]
    cli.engine.action_rows = [[ActionRow("1", ID, "event", "done", "scans", "", 0.0)]]
    ran = cli("send", "x", "--to", "hq", "--tag", "order=4711", *words)
    choices = cli.engine.calls[0][3]
    assert choices.post == Post("scans", base64.b64encode(event.read_bytes()).decode(), (("a", "b=c"),), "k")
    assert choices.tags == {"order": "4711"}
    assert ran.code == Exit.DONE and "Posted the event to scans." in ran.out


@pytest.mark.parametrize("words", [["--event", "x"], ["--event-topic", "t"], ["--tag", "no"]])
def test_half_an_event_and_what_is_no_tag_are_usage_errors(cli: Cli, words: list[str]) -> None:
    assert cli("send", "x", "--to", "hq", *words).code == Exit.USAGE
    assert cli.engine.calls == []


# --- until it is received -------------------------------------------------------------------------------------------------


def receipt(name: str, state: str = "all", trust: str = "verified") -> ReceiptRow:
    return ReceiptRow(name, trust, state, 1_790_000_000.0 if state != "not-yet" else 0.0, 3)


def test_wait_received_ends_once_all_others_signed_for_it(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [
        [receipt("Ben", "not-yet"), receipt("Carl", "partly"), receipt("me", "not-yet", "me")],
        [receipt("Ben"), receipt("Carl", "partly"), receipt("me", "not-yet", "me")],
        [receipt("Ben"), receipt("Carl"), receipt("me", "not-yet", "me")],
    ]
    monkeypatch.setattr("engine.cli_actions.RECEIPTS_SECONDS", 0.001)
    monkeypatch.setattr(cli.engine, "receipts", lambda id, refresh=0.0: looks[0] if refresh else looks.pop(0))
    cli.engine.script = [{**STORED, "stored_until": 4_000_000_000.0}]
    ran = cli("send", "x", "--to", "hq", "--wait", "received")
    at = date(1_790_000_000.0)
    assert ran.out.splitlines()[2:] == [f"Received by Ben, signed {at}.", f"Received by Carl, signed {at}."]
    assert "Waiting until it is received by Ben, Carl\nWaiting until it is received by Carl\n" in ran.err
    assert ran.code == Exit.DONE and looks == []


def test_wait_received_gives_up_after_its_time_and_when_nobody_can_fetch_it_any_more(cli: Cli) -> None:
    cli.engine.receipt_rows = [receipt("Ben", "not-yet")]
    cli.engine.script = [{**STORED, "stored_until": 4_000_000_000.0}]
    ran = cli("send", "x", "--to", "hq", "--wait", "received", "--timeout", "0s")
    assert ran.code == Exit.NOT_REACHED and f"towline receipts {ID[:8]}" in ran.err
    cli.engine.script = [{**STORED, "stored_until": 1.0}]
    ran = cli("send", "x", "--to", "hq", "--wait", "received")
    assert ran.code == Exit.EXPIRED and "was not received by Ben" in ran.err


def test_wait_received_of_what_went_to_nobody_else_waits_for_nobody(cli: Cli) -> None:
    cli.engine.receipt_rows = [receipt("me", "not-yet", "me")]
    cli.engine.script = [STORED]
    ran = cli("send", "x", "--to", "me", "--wait", "received")
    assert ran.code == Exit.DONE and ran.err.endswith("so nobody signs for it.\n")
