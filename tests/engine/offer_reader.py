"""Reads what a sender put on a memory broker, the slow and simple way, to compare it with what should be there."""

from __future__ import annotations

from dataclasses import dataclass

from engine import keys, wire
from engine.link_memory import MemoryBroker
from engine.people import People
from engine.seal import Opener, cipher_of, open_offer_part, record_digest


@dataclass
class Bundle:
    offer: wire.Offer
    sealed: wire.Sealed
    segments: list[wire.Segment]
    entries: list[wire.Entry]
    sums: dict[int, bytes]
    blocks: list[bytes]

    def files(self) -> dict[str, bytes]:
        """Closed files by path."""
        found = {}
        for entry in self.entries:
            if entry.state == wire.CLOSED and not entry.folder:
                data, seq, at = b"", entry.seq, entry.at
                while len(data) < entry.length:
                    data += self.blocks[seq][at : at + entry.length - len(data)]
                    seq, at = seq + 1, 0
                found[entry.path] = data
        return found


def offers(broker: MemoryBroker, topic: str = "towline") -> list[wire.Offer]:
    """All offer revisions in the catalog, in order."""
    records = broker.records(f"{topic}.catalog", 0)
    return [keys.verify_offer(r.key, r.value) for r in records if r.key and len(r.key) == 48 and r.value]


def read(broker: MemoryBroker, offer: wire.Offer, people: People, topic: str = "towline") -> Bundle:
    transfer_key = people.ring().open(offer)
    assert transfer_key is not None
    context = keys.offer_context(offer)
    cipher, derived = cipher_of(offer.suite), keys.derive(transfer_key, context)
    opener = Opener(cipher, derived, offer.transfer, offer.block_size)
    sealed = wire.decode(
        wire.Sealed,
        open_offer_part(
            cipher, derived, context, offer.nonce, offer.sealed, number=offer.number, revision=offer.revision
        ),
    )

    def opened(kind: int, seq: int, place: wire.Segment | wire.Ref) -> bytes:
        (record,) = [r for r in broker.records(topic, place.partition) if r.offset == place.offset]
        assert record.header is not None and record.value is not None
        assert record_digest(record.header, record.value) == place.digest
        return bytes(opener.open(kind, seq, record.header, record.value))

    def rows(kind: int, refs: list[wire.Ref], inner: bool, row: type, inline: list) -> list:
        if not refs:
            return inline
        if inner:
            pages = [wire.decode_rows(wire.Ref, opened(wire.INNER_PAGE, ref.first, ref), 1024) for ref in refs]
            refs = [leaf for page in pages for leaf in page]
        return [r for ref in refs for r in wire.decode_rows(row, opened(kind, ref.first, ref), wire.LEAF_ROWS)]

    segments = rows(wire.SEGMENT_PAGE, offer.segments, bool(offer.inner & 1), wire.Segment, sealed.segment_rows)
    entries = rows(wire.ENTRY_PAGE, offer.entries, bool(offer.inner & 2), wire.Entry, sealed.entry_rows)
    sums = rows(wire.SUM_PAGE, offer.sums, bool(offer.inner & 4), wire.Sum, sealed.sum_rows)
    blocks = [opened(wire.CHUNK, seq, segment) for seq, segment in enumerate(segments)]
    return Bundle(offer, sealed, segments, entries, {s.number: s.sha256 for s in sums}, blocks)
