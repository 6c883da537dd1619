"""`towline limit`, `pause --for`, and what `status` says of everything at once."""

from __future__ import annotations

import time
from dataclasses import replace

from cli_kit import Cli, cli_fixture  # noqa: F401  it is found by its name
from fake_engine import ID, transfer

from engine.api_pace import PaceRow, RestRow
from engine.cli_rows import status_words
from engine.errors import Exit


def test_limit_alone_shows_what_holds_and_changes_nothing(cli: Cli) -> None:
    ran = cli("limit")
    assert ran.code == Exit.DONE
    assert "up          no limit" in ran.out and "leave free  1.0 GB" in ran.out
    assert "network     metered or not: not known on this computer" in ran.out
    assert "battery     none, or not known on this computer" in ran.out
    assert cli.engine.calls == []


def test_limit_writes_the_settings_and_turns_limits_on_and_off(cli: Cli) -> None:
    ran = cli("limit", "on", "--up", "2 MB/s", "--week", "mon-fri 8:00-18:00 limited", "--week", "sun paused")
    assert "up          2.0 MB/s" in ran.out and "week        mon-fri 08:00-18:00 limited; sun paused" in ran.out
    assert ("limited", True) in cli.engine.calls
    assert "week        full" in cli("limit", "--week", "none", "--up", "none").out
    ran = cli("limit", "--battery-below", "200")
    assert ran.code == Exit.USAGE and "at most 100 percent" in ran.err


def test_pause_for_a_while_pauses_everything(cli: Cli) -> None:
    ran = cli("pause", "--for", "2h")
    ((word, until),) = cli.engine.calls
    assert word == "pause_all" and abs(until - time.time() - 7200) < 60
    assert ran.out.startswith("Everything rests until ")
    assert cli("pause", "--for", "2h", ID).code == Exit.USAGE
    assert cli("pause", "--for", "soon").code == Exit.USAGE


def test_resume_all_goes_on_in_spite_of_everything(cli: Cli) -> None:
    cli.engine.rows = {ID: transfer()}
    cli.engine.pace_row = PaceRow(rests=(RestRow("battery"),))
    assert "Everything goes on that rested." in cli("resume", "--all").out
    assert ("go_on", "") in cli.engine.calls


def test_status_says_what_rests_and_why(cli: Cli) -> None:
    cli.engine.pace_row = PaceRow(
        up=2_000_000,
        level="limited",
        rests=(RestRow("metered", "prod"), RestRow("limit", kind="fetch"), RestRow("room")),
    )
    out = cli("status").out
    assert "Everything rests on prod: metered network. 'towline resume --all' goes on anyway." in out
    assert "Fetching rests: the limit is 0." in out and "Some fetches rest: the disk" in out
    assert "Limited to 2.0 MB/s up, no limit down." in out


def test_a_transfer_that_rests_says_why() -> None:
    row = replace(transfer(), state="paused", rests="metered")
    assert status_words(row) == "Paused: metered network"
    assert status_words(replace(row, rests="pause")) == "Paused until you resume"
    assert status_words(replace(row, rests="schedule", next_try=1_790_000_000.0)).startswith("Paused: schedule until ")
    assert status_words(replace(row, rests="battery")) == "Paused: battery"
