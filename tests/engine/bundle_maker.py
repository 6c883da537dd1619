"""A sender in a few lines, straight on wire, seal and keys: what the tests of receiving need, faults included."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine import bundle, journal_catalog, keys, seal, wire
from engine.api import Cipher, Cluster
from engine.journal import Journal
from engine.link_memory import MemoryBroker
from engine.vault import Vault

CLUSTER = Cluster("plant", ("k1:9092",))
TOPIC = CLUSTER.topic
BLOCK = 4096
MTIME = 1_700_000_000_123_456_789


@dataclass
class Maker:
    """One bundle: `add` entries, then `offer`. A bundle that grows gives several offers."""

    broker: MemoryBroker
    sender: keys.Identity
    to: Sequence[wire.Card]
    block_size: int = BLOCK
    cipher: Cipher = Cipher.AES_256_GCM
    compression: str = "off"
    title: str = "scans"
    partitions: int = 6
    leaf_rows: int = 4096
    inline: bool = True  # rows in the offer while they fit
    transfer: bytes = field(default_factory=lambda: os.urandom(16))
    revision: int = 0

    def __post_init__(self) -> None:
        self.transfer_key = os.urandom(32)
        suite = seal.suite_number(self.cipher)
        self.context = keys.context(suite, self.sender.signing_key, self.transfer, self.block_size)
        self.keys = keys.derive(self.transfer_key, self.context)
        self.sealer = seal.Sealer(self.cipher, self.keys, self.compression)
        self.segments: list[wire.Segment] = []
        self.entries: list[wire.Entry] = []
        self.sums: list[wire.Sum] = []
        self._block = bytearray()
        self._waiting: list[tuple[str, int, bytes, int, int]] = []
        facts = self.broker.facts("", TOPIC)
        self.topic_id = facts.topic_id

    # --- the stream -------------------------------------------------------------------------------------------------------

    def add(self, path: str, content: bytes = b"", *, mtime_ns: int = MTIME, mode: int = 0o644) -> None:
        if len(content) > self.block_size:
            self.flush()
            opened = self.open(path, mtime_ns=mtime_ns, mode=mode)
            opened.write(content)
            opened.close()
            return
        if len(self._block) + len(content) > self.block_size:
            self.flush()
        self._waiting.append((path, len(self._block), content, mtime_ns, mode))
        self._block += content

    def add_folder(self, path: str, *, mtime_ns: int = MTIME) -> None:
        self.flush()
        self.entries.append(wire.Entry(path, True, wire.CLOSED, len(self.segments), 0, 0, b"", mtime_ns, 0o755))

    def flush(self) -> None:
        """Seals the shared block."""
        seq = len(self.segments)
        if self._block:
            self.chunk(bytes(self._block))
        for path, at, content, mtime_ns, mode in self._waiting:
            digest = entry_digest(content, self.block_size)
            self.entries.append(wire.Entry(path, False, wire.CLOSED, seq, at, len(content), digest, mtime_ns, mode))
        self._block.clear()
        self._waiting.clear()

    def open(self, path: str, *, mtime_ns: int = MTIME, mode: int = 0o644) -> Opened:
        """A large entry whose bytes come bit by bit."""
        self.flush()
        return Opened(self, path, mtime_ns, mode)

    def chunk(self, plain: bytes) -> None:
        seq = len(self.segments)
        sealed = self.sealer.seal(wire.CHUNK, self.transfer, seq, plain)
        partition = bundle.partition_of(self.transfer, seq, self.partitions)
        offset = self.broker.append(TOPIC, partition, sealed.value, header=sealed.header)
        self.segments.append(wire.Segment(partition, offset, len(plain), sealed.digest))

    # --- pages and the offer ------------------------------------------------------------------------------------------------

    def page(self, kind: int, rows: Sequence[wire.Segment | wire.Entry | wire.Sum | wire.Ref], first: int) -> wire.Ref:
        packed = wire.encode_rows(list(rows))
        sealed = self.sealer.seal(kind, self.transfer, first, packed)
        partition = (first + kind) % self.partitions
        offset = self.broker.append(TOPIC, partition, sealed.value, header=sealed.header)
        count = sum(row.count if isinstance(row, wire.Ref) else 1 for row in rows)
        return wire.Ref(partition, offset, len(packed), sealed.digest, first, count)

    def tree(self, kind: int, rows: Sequence[wire.Segment | wire.Entry | wire.Sum]) -> tuple[list[wire.Ref], bool]:
        leaves: list[wire.Ref] = []
        start = 0
        while start < len(rows):
            count = min(self.leaf_rows, len(rows) - start)
            while len(wire.encode_rows(list(rows[start : start + count]))) > self.block_size:
                count = count * 3 // 4
            leaves.append(self.page(kind, rows[start : start + count], start))
            start += count
        if len(leaves) <= wire.DIRECT_REFS:
            return leaves, False
        fan = min(self.block_size // 80, wire.INNER_REFS)
        inner = [self.page(wire.INNER_PAGE, leaves[i : i + fan], leaves[i].first) for i in range(0, len(leaves), fan)]
        return inner, True

    def offer(self, state: int = wire.COMPLETE, **changed: object) -> wire.Offer:
        self.flush()
        self.revision += 1
        size = min(sum(entry.length for entry in self.entries if entry.state == wire.CLOSED), 2**63 - 1)
        small = self.inline and len(self.segments) + len(self.entries) <= 100 and state != wire.GROWING
        trees: list[list[wire.Ref]] = [[], [], []]
        inner = 0
        if not small:
            for n, (kind, rows) in enumerate(
                [
                    (wire.SEGMENT_PAGE, self.segments),
                    (wire.ENTRY_PAGE, self.entries),
                    (wire.SUM_PAGE, self.sums),
                ]
            ):
                trees[n], is_inner = self.tree(kind, rows)  # type: ignore[arg-type]
                inner |= (1 << n) * is_inner
        rows = (self.segments, self.entries, self.sums) if small else ([], [], [])
        self.sealed = wire.Sealed(self.title, len(self.entries), size, *(list(r) for r in rows), [])  # type: ignore[arg-type]
        nonce, part = seal.seal_offer_part(
            self.cipher, self.keys, self.context, wire.encode(self.sealed), number=1, revision=self.revision
        )
        fields: dict[str, object] = {
            "number": 1,
            "revision": self.revision,
            "state": state,
            "sender": self.sender.fingerprint,
            "signing_key": self.sender.signing_key,
            "transfer": self.transfer,
            "cluster_id": self.broker.cluster_id,
            "topic_id": self.topic_id,
            "suite": seal.suite_number(self.cipher),
            "block_size": self.block_size,
            "commitment": self.keys.commitment,
            "created_ms": int(time.time() * 1000),
            "expires_ms": int(time.time() * 1000) + 3_600_000,
            "chunks": len(self.segments),
            "stored": sum(segment.plain for segment in self.segments),
            "recipients": [keys.wrap_for_person(card, self.transfer_key, self.context) for card in self.to],
            "segments": trees[0],
            "entries": trees[1],
            "sums": trees[2],
            "inner": inner,
            "nonce": nonce,
            "sealed": part,
        }
        return wire.Offer(**(fields | changed))  # type: ignore[arg-type]

    def accept(self, journal: Journal, vault: Vault, state: int = wire.COMPLETE, **changed: object) -> wire.Offer:
        """Puts the next revision into a reader's journal, as the catalog does."""
        offer = self.offer(state, **changed)
        if len(wire.encode(offer)) > wire.MAX_OFFER:
            self.inline = False
            offer = self.offer(state, **changed)
        with journal.write() as db:
            journal_catalog.save_offer(
                db,
                CLUSTER.name,
                offer,
                self.sender.sign(wire.OFFER, wire.encode(offer)),
                sealed=self.sealed,
                transfer_key=vault.seal(self.transfer_key, journal_catalog.TRANSFER_KEY),
                mine=False,
            )
        return offer


class Opened:
    """A large entry on its way: its row is open until `close`."""

    def __init__(self, maker: Maker, path: str, mtime_ns: int, mode: int) -> None:
        self._maker = maker
        self._rest = bytearray()
        self._content = bytearray()
        self._row = len(maker.entries)
        self._open = wire.Entry(path, False, wire.OPEN, len(maker.segments), 0, 0, b"", mtime_ns, mode)
        maker.entries.append(self._open)

    def write(self, content: bytes) -> None:
        self._content += content
        self._rest += content
        size = self._maker.block_size
        while len(self._rest) > size:
            self._maker.chunk(bytes(self._rest[:size]))
            del self._rest[:size]

    def close(self) -> None:
        if self._rest:
            self._maker.chunk(bytes(self._rest))
        self._maker.entries[self._row] = wire.Entry(
            self._open.path,
            False,
            wire.CLOSED,
            self._open.seq,
            0,
            len(self._content),
            entry_digest(self._content, self._maker.block_size),
            self._open.mtime_ns,
            self._open.mode,
        )

    def void(self) -> None:
        row = self._open
        self._maker.entries[self._row] = wire.Entry(
            row.path, False, wire.VOID, row.seq, 0, 0, b"", row.mtime_ns, row.mode
        )


def entry_digest(content: bytes | bytearray, block_size: int) -> bytes:
    digest = seal.EntryDigest()
    for at in range(0, len(content), block_size):
        piece = bytes(content[at : at + block_size])
        digest.add(len(piece), seal.piece_digest(piece))
    return digest.value()
