"""Reads a whole bundle through the functions that the program uses, so that the vectors can be put to them.

It takes the steps of FORMAT.md part 8 without journal, network or file system.
"""

import functools
import json
from pathlib import Path

from engine import keys, seal, wire
from engine.errors import TowlineError
from engine.wire import Reason, refused

VECTORS = Path(__file__).parents[1] / "vectors"


@functools.cache
def vectors(name):
    return json.loads((VECTORS / name).read_text("utf-8"))


def cases(name):
    return vectors(name)["cases"]


def name_of(case):
    return case["name"]


def word(error):
    """The word of FORMAT.md part 10 for a refusal; any other error is not one."""
    assert isinstance(error, TowlineError)
    assert error.word == "refused", error
    return Reason(error.facts["reason"]).name


def identity(name, seeds):
    raw = b"\x01" + b"".join(bytes.fromhex(seeds[k]) for k in ("ed25519", "ml_kem", "x25519"))
    return keys.Identity.from_bytes(raw + name.encode())


def topic_of(case, whole):
    """(partition, offset) → (headers, value)."""
    rows = [*whole["topics"][case["topic"]], *case["instead"]]
    return {(p, o): ([bytes.fromhex(h) for h in hs], bytes.fromhex(v)) for p, o, hs, v in rows}


class EngineReader:
    def __init__(self, ring, card_value, topic):
        self.ring, self.card, self.topic = ring, keys.verify_card(card_value), topic

    def read(self, key, value):
        """(title, path → bytes, None for a folder), or None if the bundle is not for this reader."""
        offer = keys.verify_offer(key, value)
        if (offer.sender, offer.signing_key) != (keys.fingerprint(self.card), self.card.signing_key):
            raise refused(Reason.SIGNATURE)
        transfer_key = self.ring.open(offer)
        if transfer_key is None:
            return None
        context = keys.offer_context(offer)
        cipher, derived = seal.cipher_of(offer.suite), keys.derive(transfer_key, context)
        plain = seal.open_offer_part(
            cipher, derived, context, offer.nonce, offer.sealed, number=offer.number, revision=offer.revision
        )
        sealed = wire.decode(wire.Sealed, plain)
        wire.check_sealed(offer, sealed)
        self.opener = seal.Opener(cipher, derived, offer.transfer, offer.block_size)
        segments = self.rows(
            wire.Segment, wire.SEGMENT_PAGE, offer.segments, offer.inner & wire.SEGMENT_TREE, sealed.segment_rows
        )
        entries = self.rows(
            wire.Entry, wire.ENTRY_PAGE, offer.entries, offer.inner & wire.ENTRY_TREE, sealed.entry_rows
        )
        self.rows(wire.Sum, wire.SUM_PAGE, offer.sums, offer.inner & wire.SUM_TREE, sealed.sum_rows)
        blocks = [self.open(wire.CHUNK, seq, segment) for seq, segment in enumerate(segments)]
        closed = [entry for entry in entries if entry.state == wire.CLOSED]
        return sealed.title, {e.path: None if e.folder else content(e, blocks) for e in closed}

    def open(self, kind, seq, place):
        """`place`: a segment row or a reference."""
        headers, value = self.topic[place.partition, place.offset]
        if len(headers) != 1:
            raise refused(Reason.NO_HEADER)
        if seal.record_digest(headers[0], value) != place.digest:
            raise refused(Reason.DIGEST)
        plain = bytes(self.opener.open(kind, seq, headers[0], value))
        if len(plain) != place.plain:
            raise refused(Reason.PLAIN)
        return plain

    def rows(self, row_type, kind, refs, inner, inside):
        leaves = list(refs)
        if inner:
            pages = [wire.decode_page(wire.Ref, ref, self.open(wire.INNER_PAGE, ref.first, ref)) for ref in refs]
            leaves = [leaf for page in pages for leaf in page]
        pages = [wire.decode_page(row_type, ref, self.open(kind, ref.first, ref)) for ref in leaves]
        return [row for page in pages for row in page] or inside


def content(entry, blocks):
    """Its pieces put together, by FORMAT.md part 4."""
    pieces = []
    if entry.length and entry.seq < len(blocks) and entry.at + entry.length <= len(blocks[entry.seq]):
        pieces = [blocks[entry.seq][entry.at : entry.at + entry.length]]
    elif entry.length:
        left, seq = entry.length, entry.seq
        while left > 0 and seq < len(blocks) and entry.at == 0:
            pieces.append(blocks[seq])
            left, seq = left - len(blocks[seq]), seq + 1
        if left:
            raise refused(Reason.ENTRY)
    digest = seal.EntryDigest()
    for piece in pieces:
        digest.add(len(piece), seal.piece_digest(piece))
    if digest.value() != entry.digest:
        raise refused(Reason.DIGEST)
    return b"".join(pieces)
