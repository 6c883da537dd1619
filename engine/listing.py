"""What the lists show: transfers and entries as rows, put together from the journal and what is happening now.

Hides: which of several truths is shown first. Order: how it ended, what a person wants, what stands in the way, what it
does now.
"""

from __future__ import annotations

from typing import NamedTuple

from engine import journal_catalog, journal_fetches, journal_sends
from engine.api import EntryRow, Kind, LinkRow, Now, Outcome, TransferRow, Wanted, transfer_text
from engine.errors import CAUSES, Verdict
from engine.journal import Db, Row

STATE_OF_VERDICT = {Verdict.RETRY: "retrying", Verdict.WAIT: "waiting", Verdict.WAIT_PERSON: "needs-you"}
ENTRY_STATES = {0: "waiting", 1: "sending", 2: "stored", 3: "changed", 4: "left out"}


def transfer_row(db: Db, row: Row, now: Now | None, link: LinkRow | None) -> TransferRow:
    """One transfer. `now` None: no engine thread has it; `link` None: its cluster was not asked yet."""
    now = now or Now()
    why, todo, attempt, next_try = row["why"] or now.why, row["todo"] or now.todo, now.attempt, now.next_try
    state = _state(row, now)
    if state not in ("paused", "needs-you", "waiting") and not row["outcome"] and link and link.state == "failed":
        state, why, todo = "retrying", link.why, link.todo
        attempt, next_try = link.attempt, link.next_try
    row_of = _send_facts if row["kind"] == Kind.SEND else _fetch_facts
    facts = row_of(db, row)
    return TransferRow(
        id=transfer_text(row["id"]),
        kind=Kind(row["kind"]),
        title=row["title"],
        state=state,
        wanted=Wanted(row["wanted"]),
        outcome=Outcome(row["outcome"]),
        position=round(row["position"]),
        cluster=row["cluster"],
        queue=row["queue"],
        peer=row["peer"],
        entries=row["entries"],
        entries_done=row["entries_done"],
        left_out=row["left_out"],
        size=row["size"],
        done=row["done"],
        sent_twice=row["sent_twice"],
        saved=row["saved"],
        attempt=attempt,
        next_try=next_try,
        why=why,
        todo=todo,
        cipher=facts.cipher,
        compression=facts.compression,
        folder=facts.folder,
        offer=facts.offer,
        reference=facts.reference,
        added=row["added"],
        finished=row["finished"],
        stored_until=facts.until,
    )


def _state(row: Row, now: Now) -> str:
    if row["outcome"]:
        return str(row["outcome"])
    if row["wanted"] == Wanted.PAUSE:
        return "paused"
    if row["error"]:
        return STATE_OF_VERDICT.get(CAUSES[row["error"]].verdict, "waiting")
    if now.attempt:
        return "retrying"
    if now.why:
        return "waiting"
    return now.phase or "waiting"


class _Facts(NamedTuple):
    cipher: str
    compression: str
    folder: str
    offer: str
    reference: str
    until: float


def _send_facts(db: Db, row: Row) -> _Facts:
    send = journal_sends.get(db, row["id"])
    offer = transfer_text(send["offer"])
    catalog = journal_catalog.catalog(db, row["cluster"])
    known = send["published"] and catalog is not None
    reference = journal_catalog.reference(send["cluster_id"], catalog["topic"], offer) if known and catalog else ""
    return _Facts(
        send["cipher"],
        send["compression"],
        "",
        offer if send["published"] else "",
        reference,
        send["expires_ms"] / 1000,
    )


def _fetch_facts(db: Db, row: Row) -> _Facts:
    fetch = journal_fetches.get(db, row["id"])
    offer = transfer_text(fetch["offer"])
    found = journal_catalog.offer_rows(db, transfer=fetch["offer"], sender=fetch["sender"])
    if not found:
        return _Facts("", "", fetch["folder"], offer, "", 0.0)
    return _Facts(found[0].cipher, "", fetch["folder"], offer, found[0].reference, found[0].until)


def send_entry(row: Row) -> EntryRow:
    return EntryRow(
        number=row["n"],
        path=row["path"],
        folder=bool(row["folder"]),
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        state=ENTRY_STATES[row["state"]],
        why=row["why"],
        sha256=row["sha256"].hex(),
    )
