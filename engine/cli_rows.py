"""How transfers, offers, entries, people and links read on the command line: status words and table columns.

Hides: the choice of words. Promises: every status is words first, the same words as in the window.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from itertools import pairwise

from engine.api import EntryRow, Kind, LinkRow, OfferRow, Outcome, PersonRow, StepRow, TransferRow
from engine.api_watch import WatchRow
from engine.cli_print import Column, Screen, count, date, name, percent, size, span

SHORTEST_ID = 6
ARROWS = {Kind.SEND: "↑", Kind.FETCH: "↓"}
MARKS = {"ok": "✓", "warning": "!", "failed": "✗", "skipped": "·"}
GOOD, BAD = ("stored", "placed", "complete", "connected"), ("failed", "refused", "expired")
TRUST_WORDS = {"not-verified": "not verified", "published": "not accepted", "older": "an older key"}
CARE = ("asked", "topic-anew", "mirrored", "needs-you", "retrying", "waiting", "partly", "withdrawn", "throttled")


def short_ids(ids: Iterable[str]) -> int:
    """How many characters tell these ids apart; at least 6."""
    known = sorted(set(ids))
    longest = SHORTEST_ID
    for one, other in pairwise(known):
        common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
        longest = max(longest, common + 1)
    return longest


def status_words(row: TransferRow) -> str:
    """What a transfer does or how it ended."""
    if row.state == "asked":
        return "Expired, asked the sender"
    if row.outcome:
        return _ended_words(row)
    if row.state == "retrying":
        return f"Retrying, try {row.attempt + 1}{_next_try(row.next_try)}"
    if row.rests:
        why = rest_words(row.rests, row.next_try)
        return f"Paused {why}" if row.rests == "pause" else f"Paused: {why}"
    if row.state == "needs-you":
        return f"Needs you: {row.why}".rstrip(".")
    if row.state == "waiting" and row.why:
        return f"Waiting: {row.why}".rstrip(".")
    if row.state == "scanning":
        return f"Scanning {count(row.entries, 'file')}"
    if row.state == "looking":
        return f"Looking for it: {row.why}".rstrip(".")
    if row.state in ("sending", "fetching"):  # how much comes through a pipe is not known beforehand
        return f"{row.state.capitalize()} {percent(row.done, row.size) if row.size else size(row.done)}"
    return row.state.capitalize()


def rest_words(word: str, until: float) -> str:
    """Why everything rests, as part of a sentence; `until`: Unix time, 0 where nobody knows."""
    if word == "pause":
        return f"until {date(until)}" if until else "until you resume"
    if word == "schedule":
        return f"schedule until {date(until)}" if until else "schedule"
    return {
        "metered": "metered network",
        "battery": "battery",
        "limit": "the limit is 0",
        "room": "the disk is to keep some room free",
    }.get(word, word)


def _ended_words(row: TransferRow) -> str:
    if row.outcome is Outcome.STORED:
        return f"Stored until {date(row.stored_until)}" if row.stored_until else "Stored"
    if row.outcome is Outcome.PLACED:
        return "In place"
    if row.outcome is Outcome.PARTLY:
        return f"In place but for {count(row.entries - row.entries_done, 'file')}"
    if row.outcome is Outcome.FAILED:
        return f"Failed: {row.why}".rstrip(".")
    return row.outcome.capitalize()


def _next_try(when: float) -> str:
    return f", next {span(when - time.time())}" if when > time.time() else ""


def moving_line(row: TransferRow, rate: float) -> str:
    """A transfer at this moment, in one line. `rate`: bytes a second; 0: not known yet."""
    words = status_words(row)
    if row.state in ("sending", "fetching") and row.size:
        words += f", {size(row.done)} of {size(row.size)}"
        if rate > 0:
            words += f", {size(rate)}/s, {span((row.size - row.done) / rate)} left"
    why = row.why if row.state == "retrying" else ""
    return f"{name(row.title)}: {words}{': ' + why if why else ''}"


def coloured(screen: Screen, state: str, words: str) -> str:
    kind = "good" if state in GOOD else "bad" if state in BAD else "care" if state in CARE else ""
    return screen.colour(kind, words) if kind else words


def transfer_columns(screen: Screen, rows: Sequence[TransferRow]) -> list[Column[TransferRow]]:
    length = short_ids(row.id for row in rows)
    return [
        Column("ID", lambda row: row.id[:length]),
        Column("", lambda row: ARROWS[row.kind]),
        Column("NAME", lambda row: name(row.title)),
        Column("SIZE", lambda row: size(row.size), right=True),
        Column("STORED", lambda row: size(row.done), right=True),
        Column("FILES", lambda row: f"{row.entries:,}", right=True),
        Column("WITH", lambda row: name(row.queue or row.peer)),
        Column("STATUS", lambda row: coloured(screen, row.state, status_words(row))),
    ]


def history_columns(screen: Screen, rows: Sequence[TransferRow]) -> list[Column[TransferRow]]:
    length = short_ids(row.id for row in rows)
    return [
        Column("TIME", lambda row: date(row.finished)),
        Column("ID", lambda row: row.id[:length]),
        Column("", lambda row: ARROWS[row.kind]),
        Column("NAME", lambda row: name(row.title)),
        Column("SIZE", lambda row: size(row.size), right=True),
        Column("WITH", lambda row: name(row.peer or row.queue)),
        Column("CLUSTER", lambda row: row.cluster),
        Column("RESULT", lambda row: coloured(screen, row.state, status_words(row))),
    ]


def offer_words(row: OfferRow) -> str:
    if row.state == "growing":
        return f"Still arriving {percent(row.stored, row.size)}" if row.size else "Still arriving"
    if row.state == "refused":
        return f"Refused: {row.why}".rstrip(".")
    if row.state == "topic-anew":
        return "Topic made anew"
    if row.state == "mirrored":
        return "From another cluster"
    words = row.state.capitalize()
    return f"{words}, received by {', '.join(map(name, row.received))}" if row.received else words


def offer_columns(screen: Screen, rows: Sequence[OfferRow]) -> list[Column[OfferRow]]:
    length = short_ids(row.id for row in rows)
    return [
        Column("ID", lambda row: row.id[:length]),
        Column("FROM", lambda row: "me" if row.mine else name(row.sender) + ("" if row.trusted else " (not accepted)")),
        Column("NAME", lambda row: name(row.title)),
        Column("SIZE", lambda row: size(row.size), right=True),
        Column("FILES", lambda row: f"{row.entries:,}", right=True),
        Column("SENT", lambda row: date(row.sent), right=True),
        Column("UNTIL", lambda row: date(row.until), right=True),
        Column("STATE", lambda row: coloured(screen, row.state, offer_words(row))),
    ]


ENTRY_COLUMNS: list[Column[EntryRow]] = [
    Column("SIZE", lambda row: "" if row.folder else size(row.size), right=True),
    Column("CHANGED", lambda row: date(row.mtime_ns / 1e9), right=True),
    Column("STATE", lambda row: f"{row.state}: {row.why}" if row.why else row.state),
    Column("PATH", lambda row: name(row.path) + ("/" if row.folder else "")),
]

PERSON_COLUMNS: list[Column[PersonRow]] = [
    Column("NAME", lambda row: name(row.name)),
    Column("CALLS THEMSELVES", lambda row: name(row.calls_themselves)),
    Column("FINGERPRINT", lambda row: row.fingerprint),
    Column(
        "TRUST",
        lambda row: (
            f"by invitation {name(row.via)}" if row.trust == "invited" else TRUST_WORDS.get(row.trust, row.trust)
        ),
    ),
    Column("SEEN", lambda row: date(row.seen), right=True),
    Column("", lambda row: name(row.why)),
]


WATCH_WORDS = {
    "off": "Watched while an agent or window runs",
    "scanning": "Looking through it",
    "up-to-date": "Up to date",
}


def watch_words(row: WatchRow, now: float) -> str:
    """What a watched folder does. `now`: Unix time."""
    match row.state:
        case "settling":
            wait = max(0, round(row.next_settles - now))
            more = f" and {row.settling - 1:,} more" if row.settling > 1 else ""
            return f"Waiting to settle {wait // 60}:{wait % 60:02}{more}"
        case "waiting":
            return f"{count(row.ready, 'file')} settled, waiting to be sent"
        case "away":
            return f"Folder not available since {date(row.since)}"
        case "failed":
            return f"Not watched: {row.why}".rstrip(".")
        case "sending":
            return f"Sending {count(row.sending, 'file')}"
        case "up-to-date" if row.polled:
            return "Up to date, looked through at intervals"
    return WATCH_WORDS.get(row.state, row.state)


def link_words(screen: Screen, row: LinkRow) -> str:
    """One cluster's link in one line."""
    words = coloured(screen, "failed" if row.state == "failed" else row.state, row.state)
    if row.state in ("connected", "throttled"):
        words += f", up {size(row.up)}/s, down {size(row.down)}/s, {size(row.in_flight)} in flight"
    if row.attempt:
        words += f", try {row.attempt + 1}{_next_try(row.next_try)}"
    return f"{row.cluster}: {words}" + (f". {row.why}" if row.why else "")


def step_line(screen: Screen, row: StepRow) -> str:
    """One line of a stepwise test: mark, step, what was found, what to do, how long it took."""
    kind = {"ok": "good", "warning": "care", "failed": "bad"}.get(row.result, "faint")
    took = f"   {row.ms:.0f} ms" if row.ms >= 0.5 else ""
    todo = f"\n  {'':<10} {row.todo}" if row.todo else ""
    return f"{screen.colour(kind, MARKS[row.result])} {row.step:<10} {row.text}{took}{todo}"
