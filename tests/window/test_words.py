"""What a person reads of sizes, times and states."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from made_rows import offer, transfer

from engine import cli_rows
from engine.api import Kind, OfferRow, Outcome, TransferRow
from gui import words


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (41_000, "41 kB"), (999_600, "1.0 MB"), (3_400_000_000, "3.4 GB"),
     (96_000_000_000, "96 GB"), (10**19, "10,000 PB")],
)  # fmt: skip
def test_sizes(count: int, said: str) -> None:
    assert words.size(count) == said


@pytest.mark.parametrize(("part", "said"), [(0.0, "0 %"), (0.999, "99 %"), (1.0, "100 %")])
def test_hundred_percent_is_only_all(part: float, said: str) -> None:
    assert words.percent(part) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0:00"), (42, "0:42"), (65, "1:05"), (3900, "1:05:00"), (86400 * 3, "3 days")]
)
def test_spans(seconds: float, said: str) -> None:
    assert words.span(seconds).replace("%n", "3") == said


@pytest.mark.parametrize(
    ("row", "said", "tone"),
    [
        (transfer(state="scanning", entries=1204), "Scanning 1204 files", "running"),
        (transfer(state="waiting"), "Waiting (4th)", "idle"),
        (transfer(state="sending", done=1_428_000_000), "Sending 42 %", "running"),
        (transfer(state="fetching", kind=Kind.FETCH, done=1_360_000_000), "Fetching 40 %", "running"),
        (transfer(state="retrying", attempt=2, next_try=42.4), "Retrying, try 3, next 0:42", "waiting"),
        (transfer(state="checking"), "Checking", "running"),
        (transfer(state="paused"), "Paused", "idle"),
        (transfer(state="waiting", why="The disk of /in is full: 3 GB needed, 1 GB free."), "Waiting: the disk of /in is full: 3 GB needed, 1 GB free", "waiting"),
        (transfer(state="needs-you", why="File exists."), "Needs you: file exists", "waiting"),
        (transfer(state="failed", outcome=Outcome.FAILED, why="Not allowed to write."), "Failed: not allowed to write", "failed"),
        (transfer(state="stored", outcome=Outcome.STORED), "Received by 2 of 3", "done"),
        (transfer(state="placed", outcome=Outcome.PLACED), "In place", "done"),
        (transfer(state="withdrawn", outcome=Outcome.WITHDRAWN), "Withdrawn", "idle"),
        (transfer(state="cancelled", outcome=Outcome.CANCELLED), "Cancelled", "idle"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_status_of_a_transfer(row: TransferRow, said: str, tone: str) -> None:
    row = replace(row, next_try=time.time() + row.next_try) if row.next_try else row
    received = (2, 3) if row.outcome is Outcome.STORED else (0, 0)
    assert words.transfer_status(row, 4, received) == said
    assert words.transfer_state(row) == tone


@pytest.mark.parametrize(
    "row",
    [
        transfer(state="scanning", entries=214), transfer(state="waiting"), transfer(state="waiting", why="The disk is full."),
        transfer(state="sending", done=1_428_000_000), transfer(state="retrying", attempt=2), transfer(state="checking"),
        transfer(state="paused"), transfer(state="paused", rests="battery"), transfer(state="paused", rests="metered"),
        transfer(state="paused", rests="pause"), transfer(state="paused", rests="limit"), transfer(state="asked"),
        transfer(state="needs-you", why="File exists."),
        transfer(state="failed", outcome=Outcome.FAILED, why="Not allowed to write."),
        transfer(state="partly", outcome=Outcome.PARTLY, entries_done=211), transfer(state="placed", outcome=Outcome.PLACED),
        transfer(state="withdrawn", outcome=Outcome.WITHDRAWN), transfer(state="cancelled", outcome=Outcome.CANCELLED),
    ],
    ids=lambda row: f"{row.state} {row.rests}".strip(),
)  # fmt: skip
def test_the_command_line_says_a_status_in_the_same_words(row: TransferRow) -> None:
    """Whoever changes a word in gui/words.py changes it in engine/cli_rows.py."""
    assert words.transfer_status(row).casefold() == cli_rows.status_words(row).casefold()


@pytest.mark.parametrize(
    ("row", "said", "tone"),
    [
        (offer(), "New", "running"),
        (offer(seen=True), "Available", "idle"),
        (offer(state="growing", stored=324_800_000), "Still arriving 40 %", "running"),
        (offer(here="fetching"), "Fetching 12 %", "running"),
        (offer(here="all"), "On this computer", "done"),
        (offer(here="partly"), "Partly on this computer", "waiting"),
        (offer(until=6.5 * 3600), "Expires in 6 h", "waiting"),
        (offer(state="expired"), "Expired: ask for it again", "waiting"),
        (offer(state="topic-anew"), "Topic made anew", "waiting"),
        (offer(state="mirrored"), "From another cluster", "waiting"),
        (offer(state="mirrored", here="fetching"), "Fetching 12 %", "running"),
        (offer(state="expired", here="all"), "On this computer", "done"),
        (offer(state="withdrawn"), "Withdrawn by sender", "running"),
        (offer(state="refused", why="The signature is wrong."), "Refused: the signature is wrong", "failed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_status_of_an_offer(row: OfferRow, said: str, tone: str) -> None:
    row = replace(row, until=time.time() + row.until) if row.until < 1e6 else row
    assert words.offer_status(row, 0.12) == said
    assert words.offer_tone(row) == tone


def test_a_name_keeps_its_capital_within_a_status() -> None:
    assert words.short("SASL is refused.") == "SASL is refused"
    assert words.short("Not allowed.") == "not allowed"
