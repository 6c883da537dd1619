"""What receipts.py promises: a receipt counts if a recipient signed it, and the newest one of each stays."""

from __future__ import annotations

import os
import time

import pytest
from catalog_kit import CLUSTER, Bundle, Station, StationMaker, is_row

from engine import journal_catalog, journal_receipts, keys, wire
from engine.api import transfer_text
from engine.link_memory import MemoryBroker
from engine.people import TeamKey
from engine.receipts import Receipts
from engine.seal import piece_digest


class Sent:
    """Ann's bundle and the reader of its receipts."""

    def __init__(self, ann: Station, *to: Station | TeamKey) -> None:
        self.ann = ann
        self.bundle = Bundle(ann.people.me(), ann.link, to)
        offer = self.bundle.offer(1)
        self.value = b""
        self.save(offer)
        self.receipts = Receipts(ann.link, CLUSTER, ann.journal, ann.people, ann.tell)

    def save(self, offer: wire.Offer) -> None:
        """Journals a revision, as the sending loop does once the cluster has it."""
        self.value = self.bundle.sign(offer)
        with self.ann.journal.write() as db:
            journal_catalog.save_own_offer(db, CLUSTER.name, self.value, offer, b"")

    def receipt(self, signer: keys.Identity, *, last: int = 9, at: float | None = None, **changed: bytes) -> bytes:
        fields = {
            "reader": signer.fingerprint,
            "signing_key": signer.signing_key,
            "sender": self.bundle.sender,
            "transfer": self.bundle.transfer,
            "offer": piece_digest(self.value),
        } | changed
        at_ms = int((time.time() if at is None else at) * 1000)
        record = wire.Receipt(**fields, entries=[(0, last)], at_ms=at_ms)  # type: ignore[arg-type]
        return signer.sign(wire.RECEIPT, wire.encode(record))

    def put(self, value: bytes | None) -> None:
        topic, partition = CLUSTER.receipts_topic, wire.receipts_partition(self.bundle.sender)
        self.ann.link.produce(topic, partition, value, lambda delivery: None, key=self.bundle.key)

    def told(self) -> bool:
        return self.ann.hears(lambda e: is_row(e, id=transfer_text(self.bundle.transfer)))

    def received_by(self) -> list[tuple[str, list[tuple[int, int]]]]:
        with self.ann.journal.read() as db:
            return [(row.name, row.entries) for row in journal_receipts.received_by(db, self.bundle.transfer)]


def test_a_named_recipient_tells_what_is_in_place(ann: Station, ben: Station) -> None:
    sent = Sent(ann, ben)
    sent.put(sent.receipt(ben.people.me(), last=4))
    sent.receipts.start()
    assert sent.told()
    sent.receipts.stop()
    assert sent.received_by() == [("Ben", [(0, 4)])]


def test_the_newest_receipt_of_a_reader_stays(ann: Station, ben: Station) -> None:
    sent = Sent(ann, ben)
    now = time.time()
    for last, at in ((1, now), (7, now + 2), (3, now + 1), (7, now + 2)):
        sent.put(sent.receipt(ben.people.me(), last=last, at=at))
    sent.receipts.start()
    assert sent.told()
    sent.receipts.stop()
    assert sent.received_by() == [("Ben", [(0, 7)])]


def test_an_offer_of_mine_lists_who_received_it(ann: Station, ben: Station) -> None:
    sent = Sent(ann, ben)
    sent.put(sent.receipt(ben.people.me(), last=4))
    sent.receipts.start()
    assert ann.hears(lambda e: is_row(e, id=transfer_text(sent.bundle.transfer), received=("Ben",)))
    sent.receipts.stop()


def test_receipts_of_others_and_forgeries_do_not_count(ann: Station, ben: Station, station: StationMaker) -> None:
    sent = Sent(ann, ben)
    eve = station("Eve")
    ann.accept(eve)
    me, her = ben.people.me(), eve.people.me()
    right = sent.receipt(me)
    for value in (
        sent.receipt(her),  # accepted, but the bundle is not for her
        sent.receipt(her, reader=me.fingerprint),  # her key under his name
        bytes(64) + right[64:],
        right[:-1],
        me.sign(wire.MISSING, right[64:]),
        sent.receipt(me, transfer=os.urandom(16)),  # of another transfer under this key
        b"",
        None,
    ):
        sent.put(value)
    sent.put(sent.receipt(me, last=2))
    sent.receipts.start()
    assert sent.told()
    sent.receipts.stop()
    assert sent.received_by() == [("Ben", [(0, 2)])]


def test_a_receipt_for_another_value_of_the_offer_does_not_count(
    ann: Station, ben: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.receipts.EARLY", 0.0)
    sent = Sent(ann, ben)
    me, at = ben.people.me(), time.time()
    of_the_first = sent.receipt(me, last=1, at=at + 2)
    sent.save(sent.bundle.offer(2))
    sent.put(of_the_first)
    sent.put(sent.receipt(me, last=2, at=at + 3, offer=os.urandom(32)))
    sent.put(sent.receipt(me, last=3, at=at + 1))
    sent.receipts.start()
    assert sent.told()
    sent.receipts.stop()
    assert sent.received_by() == [("Ben", [(0, 3)])]


def test_a_receipt_that_is_quicker_than_the_journal_counts(ann: Station, ben: Station) -> None:
    sent = Sent(ann, ben)
    known = sent.receipt(ben.people.me(), last=3, at=1.0)
    second = sent.bundle.offer(2)
    early = sent.receipt(ben.people.me(), last=4, offer=piece_digest(sent.bundle.sign(second)))
    for value in (known, early):
        sent.put(value)
    sent.receipts.start()
    assert sent.told()
    sent.receipts.stop()
    assert sent.received_by() == [("Ben", [(0, 3)])]
    ann.events.clear()
    sent.save(second)
    sent.receipts.start()  # its place was not passed
    assert sent.told()
    sent.receipts.stop()
    assert sent.received_by() == [("Ben", [(0, 4)])]


def test_accepted_members_of_a_team_count(ann: Station, ben: Station, station: StationMaker) -> None:
    ann.people.team_new("plant7")
    team = ann.people.resolve("team:plant7")
    assert isinstance(team, TeamKey)
    sent = Sent(ann, team)
    sent.put(sent.receipt(station("Eve").people.me()))
    sent.put(sent.receipt(ben.people.me()))
    sent.receipts.start()
    assert sent.told()
    sent.receipts.stop()
    assert sent.received_by() == [("Ben", [(0, 9)])]


def test_reading_goes_on_where_it_was(ann: Station, ben: Station) -> None:
    sent = Sent(ann, ben)
    sent.put(sent.receipt(ben.people.me(), last=1))
    sent.receipts.start()
    assert sent.told()
    sent.receipts.stop()
    ann.events.clear()
    with ann.journal.write() as db:
        db.execute("DELETE FROM receipts")
    sent.put(b"junk")
    sent.put(sent.receipt(ben.people.me(), last=5, at=1.0))
    sent.receipts.start()
    assert sent.told()
    sent.receipts.stop()
    assert sent.received_by() == [("Ben", [(0, 5)])]


def test_nothing_is_read_while_nothing_is_open(ann: Station, broker: MemoryBroker) -> None:
    broker.delete(CLUSTER.receipts_topic)
    receipts = Receipts(ann.link, CLUSTER, ann.journal, ann.people, ann.tell)
    receipts.start()
    receipts.stop()
    assert receipts.trouble is None and ann.events == []
