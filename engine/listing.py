"""What the lists show: transfers and entries as rows, put together from the journal and what is happening now.

Hides: which of several truths is shown first. Order: how it ended, what a person wants, what stands in the way, what it
does now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from engine import journal_catalog, wire
from engine.api import DetailsRow, EntryRow, Kind, LinkRow, Now, Outcome, TransferRow, Wanted, transfer_text
from engine.api_pace import RestRow
from engine.errors import CAUSES, Verdict
from engine.journal import Row
from engine.journal_catalog import StoredOffer
from engine.seal import cipher_of

STATE_OF_VERDICT = {Verdict.RETRY: "retrying", Verdict.WAIT: "waiting", Verdict.WAIT_PERSON: "needs-you"}
ENTRY_STATES = {0: "waiting", 1: "sending", 2: "stored", 3: "changed", 4: "left out"}

KINDS = {each.value: each for each in Kind}  # three of them a row: asking the enumerations takes ten times as long
WISHES = {each.value: each for each in Wanted}
OUTCOMES = {each.value: each for each in Outcome}

NOTHING = Now()

Shown = Mapping[str, Any]  # a row of the journal as a mapping: quicker to ask for thirty columns than the row itself


def transfer_row(row: Shown, now: Now | None, link: LinkRow | None, rest: RestRow | None = None) -> TransferRow:
    """One transfer from a row of `journal_transfers.shown`. `now` None: no engine thread has it; `link` None: its cluster
    was not asked yet; `rest`: why nothing of its kind goes on there."""
    now = now or NOTHING
    why, todo, attempt, next_try = row["why"] or now.why, row["todo"] or now.todo, now.attempt, now.next_try
    state = _state(row, now)
    if state not in ("paused", "needs-you", "waiting") and not row["outcome"] and link and link.state == "failed":
        state, why, todo = "retrying", link.why, link.todo
        attempt, next_try = link.attempt, link.next_try
    rests = rest.word if rest and not row["outcome"] and row["wanted"] == Wanted.RUN else ""
    if rest and rests:
        state, why, todo, attempt, next_try = "paused", "", "", 0, rest.until
    id = transfer_text(row["id"])
    facts = _send_facts(row, id) if row["kind"] == Kind.SEND else _fetch_facts(row)
    return TransferRow(
        id=id,
        kind=KINDS[row["kind"]],
        title=row["title"],
        state=state,
        wanted=WISHES[row["wanted"]],
        outcome=OUTCOMES[row["outcome"]],
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
        rule=row["rule"] or "",
        stored_until=facts.until,
        rests=rests,
    )


def _state(row: Shown, now: Now) -> str:
    if row["outcome"] and row["error"] == "asked":
        return "asked"
    if row["outcome"]:
        return str(row["outcome"])
    if row["wanted"] == Wanted.PAUSE:
        return "paused"
    if row["error"]:
        return STATE_OF_VERDICT.get(CAUSES[row["error"]].verdict, "waiting")
    if now.attempt:
        return "retrying"
    if now.phase == "looking":
        return now.phase
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


def _send_facts(row: Shown, id: str) -> _Facts:
    offer = ""
    if row["published"]:
        offer = id if row["send_offer"] == row["id"] else transfer_text(row["send_offer"])
    return _Facts(
        row["send_cipher"],
        row["compression"],
        "",
        offer,
        journal_catalog.reference(row["send_cluster_id"], row["topic"], offer) if offer and row["topic"] else "",
        row["send_expires_ms"] / 1000,
    )


def _fetch_facts(row: Shown) -> _Facts:
    offer = transfer_text(row["fetch_offer"])
    if row["suite"] is None:
        return _Facts("", "", row["folder"], offer, "", 0.0)
    return _Facts(
        cipher_of(row["suite"]),
        "",
        row["folder"],
        offer,
        journal_catalog.reference(row["offer_cluster_id"], row["topic"] or "", offer),
        min(row["offer_expires_ms"] / 1000, journal_catalog.LAST_TIME),
    )


def details(
    row: Row,
    facts: Row,
    stored: StoredOffer | None,
    *,
    topic: str,
    partitions: int,
    in_flight: int,
    sha256: str,
    originals: str,
) -> DetailsRow:
    """`facts`: of the send or fetch; `stored`: its offer, if there is one already."""
    is_send = row["kind"] == Kind.SEND
    block_size = facts["block_size"] or 0
    chunks = facts["next_seq"] if is_send else 0
    return DetailsRow(
        transfer=transfer_text(row["id"]),
        topic=topic,
        partitions=partitions,
        chunks=max(chunks, stored.offer.chunks if stored else 0),
        pages=_pages(stored.offer) if stored else 0,
        block_size=block_size,
        in_flight=in_flight,
        twice=-(-row["sent_twice"] // block_size) if block_size else 0,
        commitment=stored.offer.commitment.hex() if stored else "",
        sha256=sha256,
        sources=tuple(json.loads(facts["paths"])) if is_send else (),
        to=tuple(json.loads(facts["recipients"])) if is_send else (),
        limit=facts["limit_rate"] or 0,
        originals=originals,
        tags=json.loads(facts["tags"]) if is_send else dict(stored.sealed.tags) if stored and stored.sealed else {},
    )


def _pages(offer: wire.Offer) -> int:
    """How many pages an offer has; those that only inner pages name are counted by how many rows fit into one."""
    trees = ((offer.segments, wire.SEGMENT_TREE), (offer.entries, wire.ENTRY_TREE), (offer.sums, wire.SUM_TREE))
    below = sum(-(-ref.count // wire.LEAF_ROWS) for refs, tree in trees if offer.inner & tree for ref in refs)
    return below + sum(len(refs) for refs, _ in trees)


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
        done={1: row["done"], 2: row["size"]}.get(row["state"], 0),
    )
