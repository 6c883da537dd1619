"""What a fetch tells its sender: a receipt for what is in place, and what it misses that is no longer on the cluster.

Hides: the receipts topic as its recipients write it. Promises: nothing waits for it; what was not acknowledged when an
engine ended is told by the next one; only who is a named recipient or in a team tells anything.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from engine import journal_catalog, journal_fetches, journal_repairs, journal_transfers, points, wire
from engine.api import Cluster
from engine.api_link import Delivery, Link
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.journal_catalog import StoredOffer
from engine.people import People
from engine.seal import piece_digest

RANGES = 512  # in one record
NONE, DUE, ON_ITS_WAY, STORED = range(4)  # of a receipt and of what is missing


class Teller:
    """`changed(fetch)` is called after each commit, from the link's thread."""

    def __init__(
        self, link: Link, cluster: Cluster, journal: Journal, people: People, changed: Callable[[bytes], None]
    ) -> None:
        self._link = link
        self._cluster = cluster
        self._journal = journal
        self._people = people
        self._changed = changed
        self._begun = False
        self._waiting = 0
        self._told = threading.Condition()

    def tell(self) -> None:
        """Publishes what is due; at first also what was on its way when the last engine ended, and may not have come."""
        if not self._begun:
            with self._journal.write() as db:
                journal_fetches.tell_again(db, self._cluster.name)
            self._begun = True
        with self._journal.read() as db:
            receipts = journal_fetches.due(db, "receipt", self._cluster.name)
            missing = journal_fetches.due(db, "missing", self._cluster.name)
        for fetch in receipts:
            self._receipt(fetch)
        for fetch in missing:
            self._missing(fetch)

    def settle(self, seconds: float) -> None:
        """Waits a little for what is on its way."""
        with self._told:
            self._told.wait_for(lambda: self._waiting == 0, seconds)

    def _receipt(self, fetch: bytes) -> None:
        with self._journal.write() as db:
            stored = _offer_of(db, fetch)
            ranges = journal_fetches.placed_ranges(db, fetch, most=RANGES)
            journal_fetches.update(db, fetch, receipt=ON_ITS_WAY if stored is not None and ranges else NONE)
        if stored is None or not ranges:
            return
        me, offer = self._people.named_in(stored.offer), stored.offer
        receipt = wire.Receipt(
            me.fingerprint, me.signing_key, offer.sender, offer.transfer, piece_digest(stored.value), ranges, _now()
        )
        self._publish(fetch, "receipt", offer, me.sign(wire.RECEIPT, wire.encode(receipt)))

    def _missing(self, fetch: bytes) -> None:
        with self._journal.write() as db:
            stored = _offer_of(db, fetch)
            row = journal_fetches.get(db, fetch)
            ranges = journal_fetches.expired_ranges(db, fetch, most=RANGES)
            if stored is not None and row["lost_rows"]:  # pages, and, where everything is wanted, what they told of
                first = 0 if row["globs"] == "[]" and row["numbers"] == "[]" else stored.offer.chunks
                ranges = _with_end(ranges, first, stored.offer.chunks)
            journal_fetches.update(db, fetch, missing=ON_ITS_WAY if stored is not None and ranges else NONE)
        if stored is None or not ranges:
            return
        me, offer = self._people.named_in(stored.offer), stored.offer
        missing = wire.Missing(me.fingerprint, me.signing_key, offer.sender, offer.transfer, ranges, _now())
        self._publish(fetch, "missing", offer, me.sign(wire.MISSING, wire.encode(missing)))

    def _publish(self, fetch: bytes, what: str, offer: wire.Offer, value: bytes) -> None:
        with self._told:
            self._waiting += 1
        self._link.produce(
            self._cluster.receipts_topic,
            wire.receipts_partition(offer.sender),
            value,
            lambda delivery: self._stored(fetch, what, delivery),
            key=wire.offer_key(offer.sender, offer.transfer),
        )
        if what == "receipt":
            points.passed("fetch-receipt-sent")

    def _stored(self, fetch: bytes, what: str, delivery: Delivery) -> None:
        """From the link's thread."""
        if what == "receipt":
            points.passed("fetch-receipt-stored")
        with self._journal.write() as db:
            journal_fetches.update(db, fetch, **{what: NONE if delivery.error else STORED})
            if delivery.error:
                sentence = f"The sender could not be told: {delivery.error.what}"
                journal_transfers.tell(db, fetch, "no-receipt", sentence, details=delivery.error.details)
        self._changed(fetch)
        with self._told:
            self._waiting -= 1
            self._told.notify_all()


def ask(db: Db, fetch: Row, revision: int, error: TowlineError) -> TowlineError:
    """How a fetch ends that misses what expired: its sender is asked to send it again, unless they said that they cannot."""
    ranges = journal_fetches.expired_ranges(db, fetch["id"], most=journal_repairs.MOST_RANGES)
    if not fetch["lost_rows"] and journal_repairs.all_lost(db, fetch["sender"], fetch["offer"], ranges):
        return TowlineError("lost-at-sender", gone=error.facts["gone"], total=error.facts["total"])
    journal_fetches.update(db, fetch["id"], missing=DUE, asked_revision=revision)
    return TowlineError("asked", gone=error.facts["gone"], total=error.facts["total"])


def _offer_of(db: Db, fetch: bytes) -> StoredOffer | None:
    row = journal_fetches.get(db, fetch)
    return journal_catalog.stored_offer(db, row["offer"], row["sender"])


def _with_end(ranges: Sequence[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """With first..last, which ends beyond all others."""
    kept = [each for each in ranges if each[1] < first - 1]
    touching = [each[0] for each in ranges if each[1] >= first - 1]
    return [*kept, (min([first, *touching]), last)]


def _now() -> int:
    return int(time.time() * 1000)
