"""Who has what of my transfers: reads the receipts that named recipients sign.

Hides: following my partition of the receipts topic. Promises: it reads only while somebody may still fetch something of
mine; a receipt counts if its signature is by the card of a person the offer was sealed to, or, where it was sealed to a
team, by an accepted person; the newest one of each reader stays.
"""

from __future__ import annotations

from engine import journal_catalog, journal_people, keys, wire
from engine.api import Changed, Cluster, Link, Listener, Record, transfer_text
from engine.errors import TowlineError
from engine.journal import Db, Journal
from engine.people import People
from engine.tail import POLL, Tail, log

PARTITIONS = 16  # of the receipts topic, by format
IDLE = 30.0  # seconds between looks whether something of mine is open


def partition_of(sender: bytes) -> int:
    """The partition of all receipts for the offers of this sender."""
    return sender[0] % PARTITIONS


class Receipts(Tail):
    """Puts receipts into the journal; `tell` hears of each offer of mine whose receipts changed."""

    def __init__(self, link: Link, cluster: Cluster, journal: Journal, people: People, tell: Listener) -> None:
        super().__init__(link, f"receipts {cluster.name}", tell)
        self._cluster = cluster
        self._topic = cluster.receipts_topic
        self._journal = journal
        self._people = people
        self._cluster_id = ""
        self._topic_id = b""
        self._partition = 0

    def _begin(self) -> None:
        self._stale = False
        while not self._anything_open():
            self._sleep(IDLE)
            if self._stopping.is_set():
                return
        self._cluster_id = self._link.cluster_id()
        self._topic_id = self._link.facts(self._topic).topic_id
        self._partition = partition_of(self._people.me().fingerprint)
        low, high = self._link.watermarks(self._topic)[self._partition]
        with self._journal.read() as db:
            position = journal_catalog.receipts_position(db, self._cluster.name, self._cluster_id, self._topic_id)
        self._reader(self._topic).want({self._partition: low if position > high else max(position, low)})

    def _turn(self) -> None:
        records, ended = self._gather(self._reader(self._topic), POLL)
        if records:
            self._commit(records)
        if ended is not None:
            raise ended
        if not records and not self._anything_open():
            self._stale = True

    def _anything_open(self) -> bool:
        with self._journal.read() as db:
            return any(journal_catalog.my_open_transfers(db, self._cluster.name))

    def _commit(self, records: list[Record]) -> None:
        changed: dict[bytes, None] = {}
        me = self._people.me().fingerprint
        position = records[-1].offset + 1
        with self._journal.write() as db:
            for record in records:
                receipt = _receipt(db, record, me)
                if receipt is not None and journal_catalog.save_receipt(db, receipt):
                    changed[receipt.transfer] = None
            journal_catalog.set_receipts_position(db, self._cluster.name, self._cluster_id, self._topic_id, position)
            rows = [row for transfer in changed for row in journal_catalog.offer_rows(db, transfer=transfer, sender=me)]
        for row in rows:
            self._tell(Changed(row))


def _receipt(db: Db, record: Record, me: bytes) -> wire.Receipt | None:
    """The receipt in a record, if it is one for me that counts."""
    key = record.key or b""
    if key[:32] != me or record.value is None:
        return None
    mine = journal_catalog.raw_offer(db, me, key[32:48])
    if mine is None or not mine["mine"]:
        return None
    try:
        receipt = keys.verify_receipt(key, record.value)
    except TowlineError as error:
        if not _is_missing(key, record.value):
            log.info("a receipt for %s was refused: %s", transfer_text(key[32:48]), error.facts.get("reason"))
        return None
    offer = wire.decode(wire.Offer, mine["value"][wire.SIGNATURE :])
    if not _counts(db, offer, receipt):
        log.info("a receipt for %s was refused: its signer is no recipient", transfer_text(key[32:48]))
        return None
    return receipt


def _is_missing(key: bytes, value: bytes) -> bool:
    """The same topic carries what recipients miss."""
    try:
        keys.verify_missing(key, value)
    except TowlineError:
        return False
    return True


def _counts(db: Db, offer: wire.Offer, receipt: wire.Receipt) -> bool:
    card = journal_people.card_row(db, receipt.reader)
    if card is None or card["revoked"] or card["signing_key"] != receipt.signing_key:
        return False
    if any(not r.team and r.key_id == receipt.reader for r in offer.recipients):
        return True
    open_to_more = offer.suite == wire.SIGNED_ONLY or any(r.team for r in offer.recipients)
    person = journal_people.person(db, receipt.reader)
    return open_to_more and person is not None and person["trust"] != journal_people.BLOCKED
