"""Mending a bundle whose records vanished from the cluster: its lost chunks are read from the source and sent once more.

Hides: which records are gone, which files a chunk was made of, and whether these are still the same.
Promises: only what is really gone is sent again; a chunk is only made from files of the very versions that the journal
knows; its new place is journaled after it was acknowledged, and a page or offer names it after that. What vanished
between is found again at the next look.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from engine import bundle, journal_repairs, journal_sends, journal_transfers, wire
from engine.api import Cluster
from engine.api_link import Delivery, Link
from engine.errors import TowlineError
from engine.journal import Journal, Row
from engine.journal_repairs import Ranges
from engine.journal_sends import Chunk
from engine.pace import Both
from engine.seal import EntryDigest, Sealer, piece_digest
from engine.send_check import ReadBack
from engine.send_marks import Standing
from engine.send_offer import ENTRIES, SEGMENTS, OfferMaker, Port, Steps, chunk_leaves
from engine.source import Changed, LeftOut, SourceFile, read_small

ROWS_AT_ONCE = 1000
SAVED_AT_ONCE = 64  # chunks in one commit
Marks = Mapping[int, tuple[int, int]]  # partition → (low, high)

EVERYTHING: Ranges = [(0, 2**63 - 1)]
MOST_MENDED = 3  # rounds of sending again what vanished before a bundle was complete


class Loop(Port, Protocol):
    """What mending needs of the sending loop."""

    link: Link
    cluster: Cluster
    journal: Journal

    def standing(self) -> Steps[Standing]:
        """The data topic as it is after this call. Raises TowlineError."""
        ...

    def read_back(self, wanted: list[ReadBack]) -> None:
        """Begins to look whether these chunks can be read as they were sent; nobody waits."""
        ...

    def seen(self, wanted: list[ReadBack]) -> Steps[bool]:
        """Whether all these chunks can be read as they were sent."""
        ...


@dataclass(slots=True)
class Mended:
    """`again`: chunks that were sent again. `lost`: chunks that cannot be, or not with all their files, with the reason of the
    last one."""

    again: Ranges = field(default_factory=list)
    lost: Ranges = field(default_factory=list)
    why: str = ""
    first_ms: int = 0  # broker time of the earliest one
    pages: int = 0  # that were made once more

    def took(self, seq: int) -> None:
        """Numbers come rising."""
        _add(self.again, seq)

    def give_up(self, first: int, last: int, why: str) -> None:
        self.lost, self.why = journal_repairs.union(self.lost, [(first, last)]), why


@dataclass(slots=True)
class _Sent:
    chunk: Chunk
    delivery: Delivery | None = None

    def done(self, delivery: Delivery) -> None:
        self.delivery = delivery


class Mender:
    """Mends one bundle. `block_size`, `sealer`, `partitions`: as it was made with."""

    def __init__(
        self,
        loop: Loop,
        send: bytes,
        *,
        offer: bytes,
        offers: OfferMaker,
        sealer: Sealer,
        block_size: int,
        partitions: int,
        limit: Both,
    ) -> None:
        self._loop = loop
        self._send = send
        self._offer = offer
        self._offers = offers
        self._sealer = sealer
        self._block_size = block_size
        self._partitions = partitions
        self._limit = limit
        self._flying: deque[_Sent] = deque()
        self._leaf: tuple[int, Sequence[Chunk]] = (0, [])  # the last one looked at
        self._early: dict[int, ReadBack] = {}  # the first chunk of each partition

    def gone(self, wanted: Ranges, marks: Marks) -> Ranges:
        """Those of the wanted chunks that are no longer on the cluster, as its watermarks tell."""
        lost: Ranges = []
        for first, chunks in chunk_leaves(self._loop.journal, self._send):
            with self._loop.journal.read() as db:
                newer = {c.seq: c for c in journal_repairs.chunks(db, self._send, first, first + len(chunks))}
            for each in chunks:
                chunk = newer.get(each.seq, each)
                if _is_in(chunk.seq, wanted) and not _stands(marks, chunk.partition, chunk.offset):
                    _add(lost, chunk.seq)
        return lost

    def pages_gone(self, offer: wire.Offer | None, marks: Marks) -> bool:
        """Whether any page that the journal or this offer names is no longer on the cluster."""
        with self._loop.journal.read() as db:
            leaves = [leaf for tree in (SEGMENTS, ENTRIES) for leaf in journal_sends.leaves(db, self._send, tree)]
        refs = (*offer.segments, *offer.entries, *offer.sums) if offer else ()
        return not all(_stands(marks, leaf["partition"], leaf["offset"]) for leaf in leaves) or not all(
            _stands(marks, ref.partition, ref.offset) for ref in refs
        )

    def mend(self, lost: Ranges) -> Steps[Mended]:
        """Sends these chunks again as far as their files are still the same, and makes lost pages once more.

        What was mended stands in the journal then, for the next revision of the offer.
        """
        result = Mended()
        if lost:
            yield from self._chunks(lost, result)
            yield from self._landed(result, all=True)
        yield from self._pages(result)
        yield from self._loop.journaled(lambda db: journal_repairs.into_tail(db, self._send))
        return result

    def all_there(self, topic_id: bytes) -> Steps[bool]:
        """Whether the whole bundle is on the cluster, after what vanished was sent again range by range.

        All ranges lie between the watermarks, and the first and last chunk a partition are read back. False: a file of
        what vanished is no longer the same, or it goes faster than it comes. Raises *lost-on-cluster* if the topic is no
        longer the one with this id: the next story begins the bundle again.
        """
        for _ in range(MOST_MENDED):
            now = yield from self._loop.standing()
            if now.topic_id != topic_id:
                raise TowlineError("lost-on-cluster")
            lost = self.gone(EVERYTHING, now.marks)
            if not lost and not self.pages_gone(None, now.marks):
                return (yield from self._read_back())
            result = yield from self.mend(lost)
            if result.lost:
                return False
            yield from self._tell("mended", f"{count(result.again):,} chunks had vanished and were sent again.")
        return False

    def look_at_first(self, firsts: Mapping[int, Chunk]) -> None:
        """The first chunks of partitions, as they become known, are read back while the rest is still sent: at the end
        they would take a slow link some seconds each."""
        if len(firsts) > len(self._early):
            new = {p: ReadBack(c.partition, c.offset, c.digest) for p, c in firsts.items() if p not in self._early}
            self._early |= new
            self._loop.read_back(list(new.values()))

    def _read_back(self) -> Steps[bool]:
        first: dict[int, Chunk] = {}
        last: dict[int, Chunk] = {}
        for chunk in (chunk for _, leaf in chunk_leaves(self._loop.journal, self._send) for chunk in leaf):
            if chunk.partition not in first or chunk.offset < first[chunk.partition].offset:
                first[chunk.partition] = chunk
            if chunk.partition not in last or chunk.offset > last[chunk.partition].offset:
                last[chunk.partition] = chunk
        ends = {(c.partition, c.offset, c.digest) for c in (*first.values(), *last.values())}
        early = {(e.partition, e.offset, e.digest): e for e in self._early.values() if e.seen or e.open}
        try:
            return (yield from self._loop.seen([early.get(end) or ReadBack(*end) for end in ends]))
        except TowlineError as error:
            if error.word != "not-allowed":
                raise
            yield from self._tell("not-read-back", "This sign-in may not read the topic, so nothing was read back.")
            return True

    def _tell(self, event: str, text: str) -> Steps[None]:
        yield from self._loop.journaled(lambda db: journal_transfers.tell(db, self._send, event, text))

    # --- chunks -------------------------------------------------------------------------------------------------------------

    def _chunks(self, lost: Ranges, result: Mended) -> Steps[None]:
        """Entries stand in the order of their chunks, so one pass over them is enough."""
        shared: list[Row] = []  # small entries of one lost chunk
        after = 0
        while True:
            with self._loop.journal.read() as db:
                rows = journal_sends.rows_from(db, self._send, after, ROWS_AT_ONCE)
            for row in rows:
                after = row["row"] + 1
                if row["state"] != journal_sends.CLOSED or row["folder"] or not row["size"]:
                    continue
                if row["at"] == 0 and row["size"] > self._block_size:
                    yield from self._of_large(row, lost, result)
                elif _is_in(row["seq"], lost):
                    if shared and shared[0]["seq"] != row["seq"]:
                        yield from self._of_small(shared, result)
                        shared = []
                    shared.append(row)
            if len(rows) < ROWS_AT_ONCE:
                break
        if shared:
            yield from self._of_small(shared, result)

    def _of_small(self, rows: Sequence[Row], result: Mended) -> Steps[None]:
        """A block shared by small entries. What was void in it stays empty: nobody may place it. So does what is no longer the
        same, and the block counts as lost besides: its recipients know the others by their digests."""
        seq, found = rows[0]["seq"], 0
        block = bytearray(self._plain_of(seq))
        for row in rows:
            try:
                data = self._small(row)
            except (Changed, LeftOut) as error:
                result.give_up(seq, seq, _why(error))
                continue
            block[row["at"] : row["at"] + len(data)] = data
            found += 1
            yield True
        if found:
            yield from self._ship(seq, memoryview(block), result)

    def _small(self, row: Row) -> bytes:
        if not row["source"]:
            raise LeftOut("came through a pipe")
        data, identity = read_small(row["source"], row["path"], self._block_size)
        digest = EntryDigest()
        digest.add(len(data), piece_digest(data))
        if identity != journal_sends.identity_of(row) or digest.value() != row["digest"]:
            raise Changed
        return data

    def _of_large(self, row: Row, lost: Ranges, result: Mended) -> Steps[None]:
        first, last = row["seq"], row["seq"] + -(-row["size"] // self._block_size) - 1
        wanted = [(max(a, first), min(b, last)) for a, b in lost if a <= last and b >= first]
        if not wanted:
            return
        file: SourceFile | None = None
        try:
            if not row["source"]:
                raise LeftOut("came through a pipe")
            file = SourceFile(row["source"], row["path"])
            if file.identity != journal_sends.identity_of(row):
                raise Changed
            buffer = memoryview(bytearray(self._block_size))
            for seq in (seq for a, b in wanted for seq in range(a, b + 1)):
                count = file.read_into(buffer, (seq - first) * self._block_size)
                yield from self._ship(seq, buffer[:count], result)
        except (Changed, LeftOut) as error:
            for a, b in journal_repairs.without(wanted, result.again):
                result.give_up(a, b, _why(error))
        finally:
            if file:
                file.close()

    def _plain_of(self, seq: int) -> int:
        """The plain length of a chunk."""
        first, rows = self._leaf
        if not first <= seq < first + len(rows):
            with self._loop.journal.read() as db:
                first, rows = journal_sends.leaf_with(db, self._send, seq)
            self._leaf = first, rows
        return rows[seq - first].plain

    def _ship(self, seq: int, plain: memoryview, result: Mended) -> Steps[None]:
        while not self._loop.link.room(len(plain)) or self._limit.wait(time.monotonic()):
            yield from self._landed(result, all=False)
            yield False
        self._limit.take(len(plain), time.monotonic())
        sealed = self._sealer.seal(wire.CHUNK, self._offer, seq, plain)
        sent = _Sent(Chunk(seq, -1, -1, len(plain), sealed.digest))
        self._flying.append(sent)
        result.took(seq)
        self._loop.link.produce(
            self._loop.cluster.topic, bundle.partition_of(self._offer, seq, self._partitions), sealed.value, sent.done,
            header=sealed.header,
        )  # fmt: skip
        yield from self._landed(result, all=False)

    def _landed(self, result: Mended, *, all: bool) -> Steps[None]:
        """Journals what was acknowledged; `all`: waits for the rest of it."""
        batch: list[Chunk] = []
        while self._flying:
            delivery = self._flying[0].delivery
            if delivery is None:
                if not all:
                    break
                yield False
                continue
            chunk = self._flying.popleft().chunk
            if delivery.error:
                raise delivery.error
            result.first_ms = min(result.first_ms or delivery.timestamp_ms, delivery.timestamp_ms)
            batch.append(Chunk(chunk.seq, delivery.partition, delivery.offset, chunk.plain, chunk.digest))
            if len(batch) == SAVED_AT_ONCE:
                yield from self._save(batch)
                batch = []
        if batch:
            yield from self._save(batch)

    def _save(self, batch: list[Chunk]) -> Steps[None]:
        yield from self._loop.journaled(lambda db: journal_repairs.sent_again(db, self._send, batch))

    # --- pages --------------------------------------------------------------------------------------------------------------

    def _pages(self, result: Mended) -> Steps[None]:
        """Full leaves whose chunks are at new places or whose page is gone. All other pages are made with each revision."""
        marks = (yield from self._loop.standing()).marks
        for tree in (SEGMENTS, ENTRIES):
            with self._loop.journal.read() as db:
                leaves = journal_sends.leaves(db, self._send, tree)
            for leaf in leaves:
                with self._loop.journal.read() as db:
                    rows = journal_sends.leaf_rows(db, self._send, tree, leaf["first"])
                    end = leaf["first"] + leaf["count"]
                    newer = journal_repairs.chunks(db, self._send, leaf["first"], end) if tree == SEGMENTS else []
                if newer:
                    rows = _with_places(rows, leaf["first"], newer)
                elif _stands(marks, leaf["partition"], leaf["offset"]):
                    continue
                yield from self._offers.leaf_again(tree, leaf, rows)
                result.pages += 1


def _with_places(packed: bytes, first: int, newer: Sequence[Chunk]) -> bytes:
    rows = wire.decode_rows(wire.Segment, packed, wire.LEAF_ROWS)
    for c in newer:
        rows[c.seq - first] = wire.Segment(c.partition, c.offset, c.plain, c.digest)
    return wire.encode_rows(rows)


def _stands(marks: Marks, partition: int, offset: int) -> bool:
    low, high = marks.get(partition, (0, 0))
    return low <= offset < high


def _add(ranges: Ranges, number: int) -> None:
    if ranges and ranges[-1][1] == number - 1:
        ranges[-1] = (ranges[-1][0], number)
    else:
        ranges.append((number, number))


def _is_in(number: int, ranges: Ranges) -> bool:
    at = bisect_right(ranges, number, key=lambda each: each[0])
    return at > 0 and number <= ranges[at - 1][1]


def _why(error: Changed | LeftOut) -> str:
    return "changed since" if isinstance(error, Changed) else str(error)


def count(ranges: Ranges) -> int:
    """How many numbers are in them."""
    return sum(last - first + 1 for first, last in ranges)
