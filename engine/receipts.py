"""Who has what of my transfers, and who misses what: reads what named recipients sign.

Hides: following my partitions of the receipts topic, one for each key that I have or had. Promises: it reads only while somebody may still fetch something of
mine; a receipt counts if it names the newest value of my offer by its digest, and its signature is by the card of a
person the offer was sealed to or, where it was sealed to a team, of an accepted person; the newest one of each reader
stays. What they miss is noted for the sending loop by the same rule. A receipt can be quicker than my journal, which hears
of an offer after the cluster: such a one is looked at again for `EARLY` seconds, and the journaled position stays before
it; each signer has at most `MOST_EARLY` of them, of bundles that may still be fetched, so that nobody's keep out another's.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

from engine import journal_catalog, journal_people, journal_receipts, journal_repairs, journal_sends, keys, wire
from engine.api import Changed, Cluster, Listener, transfer_text
from engine.api_link import Link, Record
from engine.errors import TowlineError
from engine.journal import Db, Journal
from engine.people import People
from engine.seal import piece_digest
from engine.tail import POLL, Tail, log

IDLE = 30.0  # seconds between looks whether something of mine is open
EARLY = 10.0  # seconds; a commit of the journal takes 0.25
MOST_EARLY = 64  # of these at once by one signer


class Receipts(Tail):
    """Puts receipts into the journal; `tell` hears of each offer of mine whose receipts changed.

    `rest`: seconds between two looks, for who must read little: even an empty answer twice a second is megabytes a day.
    """

    def __init__(
        self, link: Link, cluster: Cluster, journal: Journal, people: People, tell: Listener, *, rest: float = 0.0
    ) -> None:
        super().__init__(link, f"receipts {cluster.name}", tell)
        self._rest = rest
        self._cluster = cluster
        self._topic = cluster.receipts_topic
        self._journal = journal
        self._people = people
        self._cluster_id = ""
        self._topic_id = b""
        self._position: dict[int, int] = {}  # partition → the next offset to read
        self._end: dict[int, int] = {}  # of each partition when reading began
        self._began = 0.0  # when that was (monotonic)
        self.on_receipt: Callable[[], None] = lambda: None  # after the commit
        self.on_missing: Callable[[], None] = lambda: None
        self._early: list[tuple[Record, float]] = []  # for values my journal does not have; until when (monotonic)
        self._moved = threading.Condition()
        self._round = self._read = 0  # times that reading began; the last of them that came to the end

    def caught_up(self, timeout: float) -> bool:
        """Waits until all is committed that stood there when this was called; False if time ran out. Where nothing of mine
        is open there is nothing to read."""
        if not self._anything_open():
            return True
        wanted, self._stale = self._round + 1, True
        self._wake.set()
        with self._moved:
            return self._moved.wait_for(lambda: self._read >= wanted, timeout)

    def _begin(self) -> None:
        self._stale = False
        self._round += 1
        while not self._anything_open():
            self._sleep(IDLE)
            if self._stopping.is_set():
                return
        self._cluster_id = self._link.cluster_id()
        self._topic_id = self._link.facts(self._topic).topic_id
        marks = self._link.watermarks(self._topic)
        self._position, self._end, self._began = {}, {}, time.monotonic()
        for partition in {wire.receipts_partition(each.fingerprint) for each in self._people.identities()}:
            low, high = marks[partition]
            with self._journal.read() as db:
                place = (self._cluster.name, partition, self._cluster_id, self._topic_id)
                position = journal_receipts.receipts_position(db, *place)
            self._position[partition] = low if position > high else max(position, low)
            self._end[partition] = high
        self._early = []
        self._reader(self._topic).want(dict(self._position))

    def _turn(self) -> None:
        records, ended = self._gather(self._reader(self._topic), POLL)
        if records or self._early:
            self._commit(records)
        if self._at_end():
            with self._moved:
                self._read = self._round
                self._moved.notify_all()
        if ended is not None:
            raise ended
        if not records and not self._early and not self._anything_open():
            self._stale = True
        elif not records and not self._early and self._rest and self._read_enough():
            self._readers.pop(self._topic).close()
            self._sleep(self._rest)
            self._stale = True

    def refresh(self) -> None:
        """As everywhere; who must read little looks when it is time to."""
        if not self._rest:
            super().refresh()

    def _read_enough(self) -> bool:
        """Whether all is read that was there when reading began, or it takes too long."""
        return self._at_end() or time.monotonic() - self._began > IDLE

    def _at_end(self) -> bool:
        return all(self._position[partition] >= end for partition, end in self._end.items())

    def _anything_open(self) -> bool:
        with self._journal.read() as db:
            return any(journal_catalog.my_open_transfers(db, self._cluster.name))

    def _commit(self, records: list[Record]) -> None:
        changed: dict[tuple[bytes, bytes], None] = {}  # sender, transfer
        now = time.monotonic()
        looked_at = [*self._early, *((record, now + EARLY) for record in records)]
        self._early = []
        early: Counter[bytes] = Counter()  # by signer
        missed = False
        with self._journal.write() as db:
            for record, until in looked_at:
                if self._people.identity((record.key or b"")[:32]) is None:
                    continue
                receipt = _claim(db, record)
                if receipt is None:
                    continue
                if isinstance(receipt, wire.Missing):
                    missed |= _take_missing(db, receipt)
                    continue
                mine = journal_catalog.raw_offer(db, receipt.sender, receipt.transfer)
                if mine is None or piece_digest(mine["value"]) != receipt.offer:
                    if now < until and early[receipt.reader] < MOST_EARLY:
                        early[receipt.reader] += 1
                        self._early.append((record, until))
                    else:
                        _refused(receipt.transfer, "it is for a value that is not the newest of this offer")
                elif not _counts(db, wire.decode(wire.Offer, mine["value"][wire.SIGNATURE :]), receipt):
                    _refused(receipt.transfer, "its signer is no recipient")
                elif journal_receipts.save_receipt(db, receipt):
                    changed[receipt.sender, receipt.transfer] = None
            self._position |= {record.partition: record.offset + 1 for record in records}
            resume = dict(self._position)
            for record, _ in self._early:
                resume[record.partition] = min(resume[record.partition], record.offset)
            for partition, position in resume.items():
                place = (self._cluster.name, partition, self._cluster_id, self._topic_id)
                journal_receipts.set_receipts_position(db, *place, position)
            rows = [
                row
                for sender, transfer in changed
                for row in journal_catalog.offer_rows(db, transfer=transfer, sender=sender)
            ]
        for row in rows:
            self._tell(Changed(row))
        if changed:
            self.on_receipt()
        if missed:
            self.on_missing()


def _claim(db: Db, record: Record) -> wire.Receipt | wire.Missing | None:
    """The receipt in a record, or what its signer misses, if the signer's card confirms it."""
    key = record.key or b""
    if record.value is None:
        return None
    claim: wire.Receipt | wire.Missing
    try:
        claim = keys.verify_receipt(key, record.value)
    except TowlineError as error:
        try:
            claim = keys.verify_missing(key, record.value)
        except TowlineError:
            _refused(key[32:48], str(error.facts.get("reason")))
            return None
    card = journal_people.card_row(db, claim.reader)
    if card is None or card["revoked"] or card["signing_key"] != claim.signing_key:
        _refused(claim.transfer, "its signer is not known")
        return None
    return claim


def _take_missing(db: Db, missing: wire.Missing) -> bool:
    """Whether something of it is to be looked at: it is of a stored bundle of mine, its signer is a recipient."""
    send = journal_sends.of_offer(db, missing.transfer)
    mine = journal_catalog.raw_offer(db, missing.sender, missing.transfer)
    if send is None or mine is None or mine["state"] != wire.COMPLETE:
        return False
    offer = wire.decode(wire.Offer, mine["value"][wire.SIGNATURE :])
    if not _counts(db, offer, missing):
        _refused(missing.transfer, "its signer is no recipient")
        return False
    # numbers beyond the stream all mean its pages, however far they reach
    ranges = [(first, min(last, offer.chunks)) for first, last in missing.chunks if first <= offer.chunks]
    pages = [] if len(ranges) == len(missing.chunks) else [(offer.chunks, offer.chunks)]
    return journal_repairs.ask(db, send, missing.reader, journal_repairs.union(ranges, pages))


def _refused(transfer: bytes, reason: str) -> None:
    log.info("a record about %s was refused: %s", transfer_text(transfer), reason)


def _counts(db: Db, offer: wire.Offer, receipt: wire.Receipt | wire.Missing) -> bool:
    """Whether its signer is a recipient."""
    if any(not r.team and r.key_id == receipt.reader for r in offer.recipients):
        return True
    open_to_more = offer.suite == wire.SIGNED_ONLY or any(r.team for r in offer.recipients)
    person = journal_people.person(db, receipt.reader)
    return open_to_more and person is not None and person["trust"] != journal_people.BLOCKED
