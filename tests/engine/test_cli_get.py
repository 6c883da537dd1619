"""`towline ls`, `get` and `inspect`: browsing, fetching to folders and standard output, records without keys."""

from __future__ import annotations

import base64
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cli_kit import Cli, cli_fixture  # noqa: F401  it is found by its name
from fake_engine import ID, OFFER, PLACED, entry, offer

from engine import keys, wire
from engine.api import AttemptRow, Exists, Notice, Outcome, Reach
from engine.api_actions import ActionRow, Then
from engine.errors import Exit, TowlineError


def test_ls_lists_offers_with_what_matters_about_them(cli: Cli) -> None:
    cli.engine.offer_rows = [
        offer(),
        offer("P" * 26, sender="Eve", trusted=False, title="x\u202egpj.exe", state="growing", stored=406_000_000),
        offer("Q" * 26, mine=True, state="refused", why="signature is wrong"),
    ]
    ran = cli("ls")
    head, *lines = ran.out.splitlines()
    assert head.split() == ["ID", "FROM", "NAME", "SIZE", "FILES", "SENT", "UNTIL", "STATE"]
    assert lines[0].split()[:6] == ["OOOOOO", "Ben", "drawings", "812", "MB", "214"]
    assert "Eve (not accepted)" in lines[1] and "xgpj.exe" in lines[1] and "Still arriving 50 %" in lines[1]
    assert "me" in lines[2].split() and "Refused: signature is wrong" in lines[2]
    assert ran.code == Exit.DONE and ("offers", None, 30.0) in cli.engine.calls


def test_ls_says_why_what_somebody_sent_cannot_be_fetched(cli: Cli) -> None:
    why = "You have not accepted its sender."
    rows = [offer(f"{n:026}", sender=f"Eve {n}", fingerprint=str(n), trusted=False, why=why) for n in range(9)]
    cli.engine.offer_rows = [*rows, *rows, offer()]
    lines = cli("ls").err.splitlines()
    assert lines == [f"Eve {n}: {why}" for n in range(5)] + ["Whose key is whose: towline people list"]


def test_what_the_engine_tells_meanwhile_is_said_in_whole_sentences(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [
        Notice("failed", "prod did not accept the sign-in.", "Check the password."),
        Notice("warning", "This profile", "The journal was damaged."),
    ]

    def start(reach: Reach) -> None:
        for notice in told:
            for listen in list(cli.engine.listeners):
                listen(notice)

    monkeypatch.setattr(cli.engine, "start", start)
    lines = cli("ls").err.splitlines()
    assert lines[:2] == ["prod did not accept the sign-in. Check the password.", "The journal was damaged."]


def test_ls_says_who_received_what_i_sent(cli: Cli) -> None:
    cli.engine.offer_rows = [
        offer(mine=True, received=("Ben", "Eve\u202e")),
        offer("Q" * 26, mine=True, state="withdrawn", received=("Ben",)),
        offer("P" * 26, mine=True),
    ]
    lines = cli("ls").out.splitlines()[1:]
    assert lines[0].endswith("Complete, received by Ben, Eve") and lines[1].endswith("Withdrawn, received by Ben")
    assert lines[2].endswith("Complete")


def test_ls_filters(cli: Cli) -> None:
    rows = [
        offer(),
        offer("P" * 26, sender="Carl", title="scans", sent=time.time(), state="expired"),
        offer("Q" * 26, mine=True),
    ]
    cli.engine.offer_rows = rows

    def ids(*words: str) -> list[str]:
        return [row["id"][0] for row in cli("ls", "--json", *words).rows()]

    assert ids() == ["O", "P", "Q"]
    assert ids("--from", "ben") == ["O"] and ids("--from", "me") == ["Q"]
    assert ids("--name", "sc*") == ["P"] and ids("--state", "expired") == ["P"] and ids("--since", "1h") == ["P"]


def test_ls_of_an_offer_lists_its_entries_page_by_page(cli: Cli) -> None:
    cli.engine.entry_rows[OFFER] = [entry(n, f"f{n}", state="offered") for n in range(2500)]
    rows = cli("ls", OFFER, "--json").rows()
    assert len(rows) == 2500 and rows[-1]["path"] == "f2499"
    lines = cli("ls", OFFER).out.splitlines()
    assert lines[0].split() == ["SIZE", "CHANGED", "STATE", "PATH"] and lines[-1].endswith("f2499")
    assert sum("PATH" in line for line in lines) == 1


def test_ls_of_a_cluster_that_is_not_reached_shows_what_was_known_and_ends_with_4(cli: Cli) -> None:
    cli.engine.offer_rows = [offer()]
    cli.engine.fails["offers"] = TowlineError("unreachable", cluster="prod", reason="refused")
    ran = cli("ls", "--timeout", "2s")
    assert ran.code == Exit.NOT_REACHED and "drawings" in ran.out
    assert ran.err == "prod cannot be reached: refused. This is what was known before.\n"
    assert cli.engine.calls == [("offers", None, 2.0)]


def test_nothing_sent_yet_is_said(cli: Cli) -> None:
    ran = cli("ls")
    assert (ran.out, ran.err) == ("", "Nothing was sent to you yet.\n")


# --- get ------------------------------------------------------------------------------------------------------------------


def test_get_fetches_what_matches_and_says_how_much_of_it(cli: Cli, tmp_path: Path) -> None:
    cli.engine.offer_rows = [offer()]
    cli.engine.script = [{"state": "fetching"}, {**PLACED, "entries": 2, "entries_done": 2, "done": 31_000_000}]
    ran = cli("get", OFFER, "--to", str(tmp_path / "in" / "new"), "*.tif", "a/*", "--exists", "newer")
    assert ran.out == "Fetched 2 of 214 files, 31 MB. Each was checked against what its sender signed.\n"
    assert ran.code == Exit.DONE and (tmp_path / "in" / "new").is_dir()
    assert cli.engine.calls == [("fetch", OFFER, ["*.tif", "a/*"], str(tmp_path / "in" / "new"), Exists.NEWER)]


def test_at_last_is_the_newest_offer_of_somebody_i_accepted(cli: Cli, tmp_path: Path) -> None:
    cli.engine.offer_rows = [
        offer("A" * 26, sent=5.0),
        offer("B" * 26, sent=9.0, mine=True),
        offer("C" * 26, sent=8.0, trusted=False),
        offer("D" * 26, sent=7.0, state="withdrawn"),
        offer("E" * 26, sent=6.0),
    ]
    cli.engine.script = [PLACED]
    assert cli("get", "@last", "--to", str(tmp_path)).code == Exit.DONE
    assert cli.engine.calls[-1][1] == "E" * 26
    cli.engine.offer_rows = []
    assert cli("get", "@last", "--to", str(tmp_path)).code == Exit.USAGE


def test_an_offer_that_is_not_known_yet_is_looked_for_on_the_clusters(cli: Cli, tmp_path: Path) -> None:
    fetch, tries = cli.engine.fetch, []

    def knows_later(offer: str, globs: list[str], folder: str, exists: Exists, signed_only: bool, **_: Any) -> object:
        tries.append(len(cli.engine.calls))
        if len(tries) == 1:
            raise TowlineError("no-such-id", name=offer)
        return fetch(offer, globs, folder, exists)

    cli.engine.fetch = knows_later  # type: ignore[method-assign, assignment]
    cli.engine.script = [PLACED]
    assert cli("get", OFFER, "--to", str(tmp_path)).code == Exit.DONE
    assert [call[0] for call in cli.engine.calls] == ["offers", "fetch"]


def test_the_offer_of_a_reference_is_waited_for(cli: Cli, tmp_path: Path) -> None:
    cli.engine.script = [PLACED]
    reference = f"tl:c1/towline/{OFFER}"
    assert cli("get", reference, "--to", str(tmp_path), "--timeout", "5min").code == Exit.DONE
    assert [call[:3] for call in cli.engine.calls] == [("offer_of", reference, 300.0), ("fetch", OFFER, [])]


def test_what_follows_a_fetch_is_waited_for_and_its_failure_is_the_exit_code(cli: Cli, tmp_path: Path) -> None:
    cli.engine.script = [PLACED]
    made = [
        ActionRow("1", ID, "program", state, "ingest", why, 0.0)
        for state, why in (("due", ""), ("failed", "it ended with 3"))
    ]
    cli.engine.action_rows = [[made[0]], [made[1]]]
    ran = cli("get", OFFER, "--to", str(tmp_path), "--exec", "ingest {path} 'a b'")
    assert cli.engine.calls[0][-1] == Then(("ingest", "{path}", "a b"))
    assert ran.code == Exit.SOME_FAILED and "it ended with 3" in ran.err


@pytest.mark.parametrize(
    "words", [["--exec", "'open"], ["--exec", "{path}"], ["--event", "x"], ["--exec", "a", "--to", "-"]]
)
def test_what_cannot_follow_a_fetch_is_a_usage_error(cli: Cli, words: list[str]) -> None:
    assert cli("get", OFFER, *words).code == Exit.USAGE
    assert not cli.engine.rows


def test_what_did_not_arrive_is_listed_and_exit_code_1(cli: Cli, tmp_path: Path) -> None:
    cli.engine.script = [{"state": "partly", "outcome": Outcome.PARTLY, "entries_done": 1}]
    cli.engine.entry_rows[ID] = [entry(0, "a"), entry(1, "b", state="expired", why="no longer on the cluster")]
    ran = cli("get", OFFER, "--to", str(tmp_path))
    assert ran.code == Exit.SOME_FAILED and ran.err.endswith("Expired: b no longer on the cluster\n")


def test_an_expired_offer_is_exit_code_9(cli: Cli, tmp_path: Path) -> None:
    cli.engine.script = [{"state": "failed", "outcome": Outcome.FAILED, "why": "Gone.", "todo": "Ask."}]
    cli.engine.stories = [AttemptRow(1.0, ID, "expired", "fail", "Gone.")]
    ran = cli("get", OFFER, "--to", str(tmp_path))
    assert ran.code == Exit.EXPIRED and "Gone. Ask." in ran.err


# --- to standard output ---------------------------------------------------------------------------------------------------


def _placing(cli: Cli) -> list[Path]:
    folders: list[Path] = []

    def place(folder: Path) -> None:
        folders.append(folder)
        (folder / "a").write_bytes(b"first ")
        (folder / "b (2)").write_bytes(b"second")

    cli.engine.on_fetch = place
    cli.engine.entry_rows[ID] = [entry(0, "d", folder=True), entry(1, "a"), entry(2, "b", placed_as="b (2)")]
    return folders


def test_to_stdout_writes_the_files_in_order_and_nothing_else_and_leaves_nothing(cli: Cli) -> None:
    folders = _placing(cli)
    cli.engine.script = [PLACED]
    ran = cli("get", OFFER, "--to", "-")
    assert ran.out == "first second" and ran.code == Exit.DONE
    assert folders[0].is_relative_to(cli.profile) and not folders[0].exists()


def test_to_stdout_writes_nothing_unless_all_was_checked(cli: Cli) -> None:
    folders = _placing(cli)
    cli.engine.script = [{"state": "partly", "outcome": Outcome.PARTLY, "entries_done": 1}]
    ran = cli("get", OFFER, "--to", "-")
    assert ran.code == Exit.SOME_FAILED and ran.out == "" and not folders[0].exists()


def test_an_interrupted_fetch_to_stdout_is_cancelled(cli: Cli) -> None:
    folders = _placing(cli)

    def interrupted(id: str) -> object:
        raise KeyboardInterrupt

    cli.engine.transfer = interrupted  # type: ignore[method-assign, assignment]
    assert cli("get", OFFER, "--to", "-").code == Exit.INTERRUPTED
    assert cli.engine.calls[-1] == ("cancel", [ID]) and not folders[0].exists()


def test_what_a_crash_left_for_stdout_is_removed_later(cli: Cli) -> None:
    old, new = cli.profile / "stdout" / "old", cli.profile / "stdout" / "new"
    for folder in (old, new):
        folder.mkdir(parents=True)
    os.utime(old, (1.0, 1.0))
    cli.engine.script = [PLACED]
    assert cli("get", OFFER, "--to", "-").code == Exit.DONE
    assert new.exists() and not old.exists()


# --- inspect --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def identity() -> keys.Identity:
    return keys.Identity.generate("Ben\x1b[31m")


def test_inspect_shows_a_card_however_it_is_given(cli: Cli, identity: keys.Identity, tmp_path: Path) -> None:
    value = identity.sign(wire.CARD, wire.encode(identity.card(1)))
    (tmp_path / "card").write_bytes(value)
    text = base64.urlsafe_b64encode(value).decode().rstrip("=")
    shown = [
        cli("inspect", str(tmp_path / "card")),
        cli("inspect", base64.b64encode(value).decode()),
        cli("inspect", f"towline-card:{text}"),
        cli("inspect", "-", stdin=f"towline-card:{text}\n".encode()),
    ]
    assert len({ran.out for ran in shown}) == 1 and {ran.code for ran in shown} == {Exit.DONE}
    assert keys.fingerprint_text(identity.fingerprint) in shown[0].out
    assert "fits the signing key" in shown[0].out and "\x1b" not in shown[0].out


def test_inspect_says_that_a_signature_is_wrong(cli: Cli, identity: keys.Identity) -> None:
    value = bytearray(identity.sign(wire.CARD, wire.encode(identity.card(1))))
    value[0] ^= 1
    (row,) = cli("inspect", base64.b64encode(value).decode(), "--json").rows()
    assert row["kind"] == "towline/card/1" and row["signature"].startswith("wrong")


def test_inspect_shows_a_chunk_header(cli: Cli) -> None:
    header = wire.pack_header(wire.Header(wire.CHUNK, b"\1" * 16, 7, b"\2" * 12, 950_000, True))
    (row,) = cli("inspect", base64.b64encode(header).decode(), "--json").rows()
    assert (row["kind"], row["number"], row["plain_bytes"], row["compressed"]) == ("chunk", 7, 950_000, "yes")


@pytest.mark.parametrize("text", ["AAAA", base64.b64encode(os.urandom(200)).decode()])
def test_inspect_refuses_what_is_no_record(cli: Cli, text: str) -> None:
    assert cli("inspect", text).code == Exit.TRUST


def test_inspect_of_nothing_is_a_mistake(cli: Cli) -> None:
    assert cli("inspect", "no such file!").code == Exit.USAGE


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_went_away_is_no_fault(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    cli.engine.offer_rows = [offer()] * 3
    with os.fdopen(writing, "w") as nobody:
        monkeypatch.setattr(sys, "stdout", nobody)
        ran = cli("ls")
    assert ran.code == Exit.DONE and ran.err == ""


def test_get_says_what_looking_for_it_may_cost(cli: Cli, tmp_path: Path) -> None:
    assert cli("get", OFFER, "--to", str(tmp_path), "--search", "5 GB").code == Exit.DONE
    assert cli.engine.calls == [("fetch", OFFER, [], str(tmp_path), Exists.BOTH, 5_000_000_000)]
    cli.engine.calls.clear()
    assert cli("get", OFFER, "--to", str(tmp_path), "--search", "much").code == Exit.USAGE
    assert not cli.engine.calls


def test_ls_tells_what_has_to_be_looked_for(cli: Cli) -> None:
    cli.engine.offer_rows = [offer(state="topic-anew"), offer("P" * 26, state="mirrored")]
    lines = cli("ls").out.splitlines()[1:]
    assert lines[0].endswith("Topic made anew") and lines[1].endswith("From another cluster")


def test_ls_says_that_nothing_fits_what_was_asked_for(cli: Cli) -> None:
    cli.engine.offer_rows = [offer()]
    assert cli("ls", "--from", "Carl").err == "No offer fits that.\n"


# --- all from somebody ----------------------------------------------------------------------------------------------------


@pytest.fixture
def offers(cli: Cli) -> Cli:
    """Five, of which two can be fetched from Ben, one of them new."""
    cli.engine.offer_rows = [
        offer("A" * 26, sent=time.time(), title="new"),
        offer("B" * 26, sent=9.0, title="old"),
        offer("C" * 26, sent=time.time(), sender="Carl"),
        offer("D" * 26, sent=time.time(), state="withdrawn"),
        offer("E" * 26, sent=time.time(), trusted=False),
    ]
    cli.engine.script = [PLACED]
    return cli


def fetched(cli: Cli) -> list[str]:
    return [call[1][0] for call in cli.engine.calls if call[0] == "fetch"]


def test_get_from_somebody_fetches_all_that_is_stored_oldest_first(offers: Cli, tmp_path: Path) -> None:
    ran = offers("get", "--from", "ben", "--to", str(tmp_path))
    assert fetched(offers) == ["B", "A"] and ran.code == Exit.DONE and ran.out.count("Fetched 3 of") == 2
    offers.engine.calls.clear()
    assert offers("get", "--since", "2h", "--to", str(tmp_path)).code == Exit.DONE
    assert sorted(fetched(offers)) == ["A", "C"]


def test_get_from_somebody_takes_the_entries_that_fit_and_passes_over_offers_without_any(
    offers: Cli, tmp_path: Path
) -> None:
    offers.engine.entry_rows = {
        "A" * 26: [entry(0, "a.txt")],
        "B" * 26: [entry(0, "b", folder=True), entry(1, "b/x.tif")],
    }
    assert offers("get", "*.tif", "--from", "Ben", "--to", str(tmp_path)).code == Exit.DONE
    (call,) = [call for call in offers.engine.calls if call[0] == "fetch"]
    assert call[1:3] == ("B" * 26, ["*.tif"])


def test_get_from_somebody_ends_with_the_first_failure_and_says_if_nothing_fits(offers: Cli, tmp_path: Path) -> None:
    offers.engine.script = [{"state": "partly", "outcome": Outcome.PARTLY, "entries_done": 1}]
    assert offers("get", "--from", "Ben", "--to", str(tmp_path)).code == Exit.SOME_FAILED
    ran = offers("get", "--from", "Dora", "--to", str(tmp_path))
    assert ran.code == Exit.DONE and ran.err == "No stored offer fits that.\n"


@pytest.mark.parametrize("words", [[], ["--from", "Ben", "--to", "-"], ["--since", "soon"]])
def test_get_without_an_offer_or_with_what_cannot_be_is_a_usage_error(offers: Cli, words: list[str]) -> None:
    assert offers("get", *words).code == Exit.USAGE and fetched(offers) == []
