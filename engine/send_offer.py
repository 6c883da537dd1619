"""The pages and the offer of one send: turns the journal's rows into what receivers see.

Hides: leaves, inner pages, rows inside a small offer, revisions, signing.
Promises (the ordering rule of a send): a page is made only from rows that are durable in the journal, an offer names only
pages that are acknowledged, and its revision is reserved in the journal before it is signed.

Everything here is a generator that yields True when something moved and False while it waits for the cluster.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from engine import bundle, journal_catalog, journal_repairs, journal_sends, points, wire
from engine.api import Cipher, Cluster
from engine.api_link import Delivery, TopicFacts
from engine.journal import Db, Journal, Row
from engine.keys import Identity, TransferKeys
from engine.seal import Sealer, seal_offer_part, suite_number
from engine.tags import pairs_of
from engine.vault import Vault

T = TypeVar("T")
Steps = Generator[bool, None, T]

ASSUMED_RETENTION_MS = 7 * 86_400_000  # where the cluster does not tell
SEGMENTS, ENTRIES, SUMS = wire.SEGMENT_PAGE, wire.ENTRY_PAGE, wire.SUM_PAGE
TREES = (SEGMENTS, ENTRIES, SUMS)
Trees = dict[int, list[wire.Ref]]
_NO_TREES: Trees = {SEGMENTS: [], ENTRIES: [], SUMS: []}
INLINE_ROWS = 128  # more rows than this never fit beside each other into an offer


class Port(Protocol):
    """What the pages need of the sending loop."""

    def journaled(self, write: Callable[[Db], T]) -> Steps[T]:
        """Runs `write` in the loop's next commit and gives its result once it is durable."""
        ...

    def stored(
        self, topic: str, partition: int, value: bytes, *, header: bytes | None, key: bytes | None
    ) -> Steps[Delivery]:
        """Produces one record and gives where it is once it is acknowledged. Raises TowlineError."""
        ...


def chunk_leaves(journal: Journal, send: bytes, first: int = 0) -> Iterator[tuple[int, list[journal_sends.Chunk]]]:
    """All journaled chunks from a leaf that begins at `first` on, in order, a leaf at a time with its first number."""
    with journal.read() as db:
        leaves = [leaf["first"] for leaf in journal_sends.leaves(db, send, SEGMENTS)]
        tail = journal_sends.chunks_from(db, send, 0, bundle.LEAF_ROWS * 2)
    for start in leaves:
        if start < first:
            continue
        with journal.read() as db:
            packed = journal_sends.leaf_rows(db, send, SEGMENTS, start)
        rows = wire.decode_rows(wire.Segment, packed, wire.LEAF_ROWS)
        yield (
            start,
            [journal_sends.Chunk(start + n, r.partition, r.offset, r.plain, r.digest) for n, r in enumerate(rows)],
        )
    if tail and tail[0].seq >= first:
        yield tail[0].seq, tail


@dataclass(frozen=True, slots=True)
class _Tail:
    """What an offer is made of: the full leaves, and the rows that stand in none yet."""

    chunks: list[wire.Segment] = field(default_factory=list)
    entries: list[wire.Entry] = field(default_factory=list)
    sums: list[wire.Sum] = field(default_factory=list)  # at most one more than fit
    segment_leaves: list[wire.Ref] = field(default_factory=list)
    entry_leaves: list[wire.Ref] = field(default_factory=list)
    stored: int = 0  # plain bytes of all chunks
    total_entries: int = 0
    total_size: int = 0

    @property
    def fits(self) -> bool:
        """Whether all rows may fit into the offer itself."""
        paged = self.segment_leaves or self.entry_leaves
        return not paged and max(len(self.chunks), len(self.entries), len(self.sums)) <= INLINE_ROWS


class OfferMaker:
    """Makes the offer of one bundle, revision by revision."""

    def __init__(
        self,
        *,
        send: bytes,
        port: Port,
        journal: Journal,
        vault: Vault,
        cluster: Cluster,
        topic: TopicFacts,
        identity: Identity,
        cipher: Cipher,
        keys: TransferKeys,
        context: bytes,
        sealer: Sealer,
    ) -> None:
        self._send = send
        self._port = port
        self._journal = journal
        self._vault = vault
        self._cluster = cluster
        self._topic = topic
        self._identity = identity
        self._cipher = cipher
        self._keys = keys
        self._context = context
        self._sealer = sealer

    def publish(self, state: int, *, title: str) -> Steps[None]:
        """Publishes the next revision from what the journal holds now."""
        send = yield from self._port.journaled(self._reserve_revision)
        points.passed("send-growing-reserved" if state == wire.GROWING else "send-revision-reserved")
        while True:
            yield from self.fold()
            tail = self._tail(send["block_size"], complete=state == wire.COMPLETE)
            if tail is not None:
                break  # otherwise a commit came between and filled a leaf: fold that first
        tags = pairs_of(json.loads(send["tags"]))
        rows = tail.chunks, tail.entries, tail.sums
        body = wire.Sealed(title, tail.total_entries, tail.total_size, *rows, tags)
        offer = self._offer(send, state, tail, _NO_TREES, 0, body) if tail.fits else None
        if offer is None or len(wire.encode(offer)) > wire.MAX_OFFER - 64:
            body = wire.Sealed(title, tail.total_entries, tail.total_size, [], [], [], tags)
            trees, inner = yield from self._pages(tail, sums=state == wire.COMPLETE)
            offer = self._offer(send, state, tail, trees, inner, body)
        yield from self._store_offer(offer, body)

    def _tail(self, block_size: int, *, complete: bool) -> _Tail | None:
        """What stands in no full leaf yet, in one view of the journal, so that no row names a chunk that is not in it.

        None if a leaf is full.
        """
        most = bundle.segment_leaf_rows(block_size)
        with self._journal.read() as db:
            chunks = journal_sends.chunks_from(db, self._send, journal_sends.folded(db, self._send, SEGMENTS), most)
            found = journal_sends.rows_from(
                db, self._send, journal_sends.folded(db, self._send, ENTRIES), bundle.LEAF_ROWS + 1
            )
            segment_leaves = journal_sends.leaves(db, self._send, SEGMENTS)
            entry_leaves = journal_sends.leaves(db, self._send, ENTRIES)
            sums = journal_sends.sums(db, self._send, -1, INLINE_ROWS + 1) if complete else []
            totals = db.execute("SELECT entries, size FROM transfers WHERE id = ?", (self._send,)).fetchone()
        leaves = list(_cut(_calm_rows(found), block_size))
        if len(chunks) == most or _first_is_full(leaves):
            return None
        return _Tail(
            chunks=[wire.Segment(c.partition, c.offset, c.plain, c.digest) for c in chunks],
            entries=leaves[0] if leaves else [],
            sums=[wire.Sum(n, digest) for n, digest in sums],
            segment_leaves=[_ref(row) for row in segment_leaves],
            entry_leaves=[_ref(row) for row in entry_leaves],
            stored=sum(row["stored"] for row in segment_leaves) + sum(c.plain for c in chunks),
            total_entries=totals["entries"],
            total_size=totals["size"],
        )

    def _pages(self, tail: _Tail, *, sums: bool) -> Steps[tuple[Trees, int]]:
        """Pages for everything, and which trees are named by inner pages."""
        segments = yield from self._leaf_pages(SEGMENTS, tail.chunks, len_sum(tail.segment_leaves))
        entries = yield from self._leaf_pages(ENTRIES, tail.entries, len_sum(tail.entry_leaves))
        trees = {SEGMENTS: tail.segment_leaves + segments, ENTRIES: tail.entry_leaves + entries, SUMS: []}
        if sums:
            trees[SUMS] = yield from self._sum_pages()
        inner = 0
        for bit, tree in ((wire.SEGMENT_TREE, SEGMENTS), (wire.ENTRY_TREE, ENTRIES), (wire.SUM_TREE, SUMS)):
            if len(trees[tree]) > wire.DIRECT_REFS:
                trees[tree] = yield from self._inner_pages(trees[tree])
                inner |= bit
        return trees, inner

    def _sum_pages(self) -> Steps[list[wire.Ref]]:
        """A page of sums at a time, whatever their number."""
        refs: list[wire.Ref] = []
        after = -1
        while True:
            with self._journal.read() as db:
                page = journal_sends.sums(db, self._send, after, wire.LEAF_ROWS)
            if not page:
                return refs
            after = page[-1][0]
            rows = [wire.Sum(n, digest) for n, digest in page]
            refs += yield from self._leaf_pages(SUMS, rows, len_sum(refs))

    def share(self, *, title: str) -> Steps[None]:
        """Publishes the complete offer once more, for all whom the journal names now. Nothing else is sent again."""
        with self._journal.read() as db:
            row = journal_catalog.raw_offer(db, self._identity.fingerprint, journal_sends.get(db, self._send)["offer"])
        if row is None or row["sealed"] is None:  # its journal was damaged: made again from what is known of the send
            yield from self.publish(wire.COMPLETE, title=title)
            return
        send = yield from self._port.journaled(self._reserve_revision)
        body = wire.decode(wire.Sealed, row["sealed"])
        nonce, sealed = self._seal(send, body)
        offer = wire.replace(
            wire.decode(wire.Offer, row["value"][wire.SIGNATURE :]),
            revision=send["revision"],
            recipients=wire.decode_rows(wire.Recipient, send["wrapped"], wire.MAX_RECIPIENTS),
            nonce=nonce,
            sealed=sealed,
        )
        if len(wire.encode(offer)) > wire.MAX_OFFER - 64:  # its rows go onto pages now
            yield from self.publish(wire.COMPLETE, title=title)
        else:
            yield from self._store_offer(offer, body)

    def withdraw(self, *, title: str) -> Steps[None]:
        """Publishes the last revision: withdrawn, naming nothing any more."""
        send = yield from self._port.journaled(self._reserve_revision)
        body = wire.Sealed(title, 0, 0, [], [], [], [])
        yield from self._store_offer(self._offer(send, wire.WITHDRAWN, _Tail(), _NO_TREES, 0, body), body)

    def fold(self) -> Steps[None]:
        """Makes pages of the leaves that are full, and replaces their rows in the journal by them."""
        with self._journal.read() as db:
            block_size = journal_sends.get(db, self._send)["block_size"]
        yield from self._fold_segments(bundle.segment_leaf_rows(block_size))
        yield from self._fold_entries(block_size)

    def _fold_segments(self, most: int) -> Steps[None]:
        while True:
            with self._journal.read() as db:
                first = journal_sends.folded(db, self._send, SEGMENTS)
                chunks = journal_sends.chunks_from(db, self._send, first, most)
            if len(chunks) < most:
                return
            rows = [wire.Segment(c.partition, c.offset, c.plain, c.digest) for c in chunks]
            yield from self._fold_leaf(SEGMENTS, rows, first)

    def _fold_entries(self, block_size: int) -> Steps[None]:
        while True:
            with self._journal.read() as db:
                first = journal_sends.folded(db, self._send, ENTRIES)
                # one more than a leaf: only the last leaf may be unfull, and only the last row open
                found = journal_sends.rows_from(db, self._send, first, bundle.LEAF_ROWS + 1)
            leaves = list(_cut(_calm_rows(found), block_size))
            if not _first_is_full(leaves):
                return
            yield from self._fold_leaf(ENTRIES, leaves[0], first)

    def _fold_leaf(self, tree: int, rows: Sequence[wire.Segment | wire.Entry], first: int) -> Steps[None]:
        packed = wire.encode_rows(list(rows))
        ref = yield from self._page(tree, packed, first, len(rows))
        yield from self._port.journaled(
            lambda db: journal_sends.add_leaf(
                db,
                self._send,
                tree,
                first=first,
                count=len(rows),
                at=(ref.partition, ref.offset),
                plain=ref.plain,
                digest=ref.digest,
                stored=sum(row.plain for row in rows if isinstance(row, wire.Segment)),
                rows=packed,
            )
        )
        points.passed("send-leaf-journaled")

    def leaf_again(self, tree: int, leaf: Row, packed: bytes) -> Steps[None]:
        """Makes the page of a full leaf once more, with these rows: it is gone, or chunks in it are at other places."""
        ref = yield from self._page(tree, packed, leaf["first"], leaf["count"])
        yield from self._port.journaled(
            lambda db: journal_repairs.into_leaf(
                db,
                self._send,
                tree,
                leaf,
                at=(ref.partition, ref.offset),
                plain=ref.plain,
                digest=ref.digest,
                rows=packed,
            )
        )

    def _leaf_pages(
        self, tree: int, rows: Sequence[wire.Segment | wire.Entry | wire.Sum], first: int
    ) -> Steps[list[wire.Ref]]:
        """Pages for the rows that are in no full leaf yet."""
        refs = []
        for leaf in _cut(rows, self._block_size):
            refs.append((yield from self._page(tree, wire.encode_rows(list(leaf)), first, len(leaf))))
            first += len(leaf)
        return refs

    def _inner_pages(self, leaves: list[wire.Ref]) -> Steps[list[wire.Ref]]:
        refs = []
        fan = min(wire.INNER_REFS, self._block_size // 80)  # a packed reference takes less than 80 bytes
        for start in range(0, len(leaves), fan):
            part = leaves[start : start + fan]
            count = len_sum(part)
            refs.append((yield from self._page(wire.INNER_PAGE, wire.encode_rows(part), part[0].first, count)))
        return refs

    def _page(self, kind: int, packed: bytes, first: int, count: int) -> Steps[wire.Ref]:
        with self._journal.read() as db:
            offer = journal_sends.get(db, self._send)["offer"]
        sealed = self._sealer.seal(kind, offer, first, packed)
        partition = bundle.partition_of(offer, first, self._topic.partitions)
        delivery = yield from self._port.stored(
            self._cluster.topic, partition, sealed.value, header=sealed.header, key=None
        )
        points.passed("send-page-stored")
        return wire.Ref(delivery.partition, delivery.offset, len(packed), sealed.digest, first, count)

    @property
    def _block_size(self) -> int:
        with self._journal.read() as db:
            return int(journal_sends.get(db, self._send)["block_size"])

    def _reserve_revision(self, db: Db) -> Row:
        db.execute("UPDATE sends SET revision = revision + 1 WHERE id = ?", (self._send,))
        return journal_sends.get(db, self._send)

    def _offer(self, send: Row, state: int, tail: _Tail, trees: Trees, inner: int, body: wire.Sealed) -> wire.Offer:
        nonce, sealed = self._seal(send, body)
        expires_ms = self._expires_ms(send)
        return wire.Offer(
            number=send["number"],
            revision=send["revision"],
            state=state,
            sender=self._identity.fingerprint,
            signing_key=self._identity.signing_key,
            transfer=send["offer"],
            cluster_id=send["cluster_id"],
            topic_id=send["topic_id"],
            suite=suite_number(self._cipher),
            block_size=send["block_size"],
            commitment=self._keys.commitment,
            created_ms=min(send["created_ms"], expires_ms),  # this computer's clock may be far ahead
            expires_ms=expires_ms,
            chunks=len_sum(tail.segment_leaves) + len(tail.chunks),
            stored=tail.stored,
            recipients=wire.decode_rows(wire.Recipient, send["wrapped"], wire.MAX_RECIPIENTS),
            segments=trees[SEGMENTS],
            entries=trees[ENTRIES],
            sums=trees[SUMS],
            inner=inner,
            nonce=nonce,
            sealed=sealed,
        )

    def _seal(self, send: Row, body: wire.Sealed) -> tuple[bytes, bytes]:
        return seal_offer_part(
            self._cipher, self._keys, self._context, wire.encode(body), number=send["number"], revision=send["revision"]
        )

    def _expires_ms(self, send: Row) -> int:
        """Earliest append + retention, or what a person chose if that is sooner; never lower than told before."""
        start = send["first_ms"] or int(time.time() * 1000)
        kept = self._topic.retention_ms if self._topic.retention_ms is not None else ASSUMED_RETENTION_MS
        if kept < 0:  # Kafka's word for "for ever"
            kept = 100 * 365 * 86_400_000
        if send["keep_for"] is not None:
            kept = min(kept, int(send["keep_for"] * 1000))
        return max(start + kept, int(send["expires_ms"]))

    def _store_offer(self, offer: wire.Offer, body: wire.Sealed) -> Steps[None]:
        value = self._identity.sign(wire.OFFER, wire.encode(offer))
        key = wire.offer_key(offer.sender, offer.transfer)
        yield from self._port.stored(self._cluster.catalog_topic, 0, value, header=None, key=key)
        grows = offer.state == wire.GROWING
        points.passed("send-growing-stored" if grows else "send-offer-stored")

        def published(db: Db) -> None:
            journal_sends.update(db, self._send, published=offer.revision, expires_ms=offer.expires_ms)
            send = journal_sends.get(db, self._send)
            if wire.decode_rows(wire.Recipient, send["wrapped"], wire.MAX_RECIPIENTS) == offer.recipients:
                journal_sends.update(db, self._send, share=0)
            journal_catalog.save_own_offer(db, self._cluster.name, value, offer, send["transfer_key"], sealed=body)

        yield from self._port.journaled(published)
        points.passed("send-growing-journaled" if grows else "send-offer-journaled")


def len_sum(refs: Sequence[wire.Ref]) -> int:
    """How many rows stand below these references."""
    return sum(ref.count for ref in refs)


RowT = TypeVar("RowT", bound=wire.Segment | wire.Entry | wire.Sum)


def _cut(rows: Sequence[RowT], block_size: int) -> Iterator[list[RowT]]:
    return bundle.entry_leaves([(row, len(wire.encode(row))) for row in rows], block_size)


def _first_is_full(leaves: Sequence[Sequence[wire.Entry]]) -> bool:
    """Whether the first leaf can never change again: it has no more room, and none of its rows is open."""
    return len(leaves) > 1 and all(row.state != wire.OPEN for row in leaves[0])


def _ref(row: Row) -> wire.Ref:
    return wire.Ref(row["partition"], row["offset"], row["plain"], row["digest"], row["first"], row["count"])


def _calm_rows(found: Sequence[Row]) -> list[wire.Entry]:
    """Rows up to the first that may still turn out to have changed: a closed row, once published, never changes."""
    return [_entry(row) for row in itertools.takewhile(lambda row: not row["racy"], found)]


def _entry(row: Row) -> wire.Entry:
    """The row of the entry pages. Our states after CLOSED and before it are the wire's by name, not by number."""
    state = {
        journal_sends.OPEN: wire.OPEN,
        journal_sends.CLOSED: wire.CLOSED,
        journal_sends.VOID: wire.VOID,
    }[row["state"]]
    closed = state == wire.CLOSED
    return wire.Entry(
        path=row["path"],
        folder=bool(row["folder"]),
        state=state,
        seq=row["seq"],
        at=row["at"],
        length=row["size"] if closed and not row["folder"] else 0,
        digest=row["digest"] if closed else b"",
        mtime_ns=row["mtime_ns"],
        mode=row["mode"],
    )
