"""What the journal knows of repairs: what recipients of my sends miss, and what was sent again of it.

The rule behind it: a request stands until its answer is on the cluster; what was sent again for a reader is never sent
again for the same one, so nobody can make a sender send without end. What a reader can add to is bounded.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.api import Outcome
from engine.journal import Db, Row
from engine.journal_sends import SEGMENTS, Chunk

Ranges = list[tuple[int, int]]  # first..last, rising, with gaps between them

MOST_RANGES = 4096  # of one reader and send
MOST_LOST = 512  # ranges in one record
_RANGE = struct.Struct(">QQ")


def union(*many: Iterable[tuple[int, int]]) -> Ranges:
    """All numbers of these ranges, in any order."""
    joined: Ranges = []
    for first, last in sorted(each for ranges in many for each in ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def without(ranges: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> Ranges:
    """The numbers of `ranges` that are not in `taken`, both rising."""
    left: Ranges = []
    for first, last in ranges:
        for begin, end in taken:
            if end < first or begin > last:
                continue
            if begin > first:
                left.append((first, begin - 1))
            first = end + 1  # noqa: PLW2901  what is left of it
        if first <= last:
            left.append((first, last))
    return left


@dataclass(frozen=True, slots=True)
class Request:
    """`ranges`: chunks to look at; numbers from the offer's count of chunks on stand for its pages."""

    reader: bytes
    ranges: Ranges


def ask(db: Db, send: bytes, reader: bytes, ranges: Ranges) -> bool:
    """Notes what a recipient misses; False if nothing of it is new, or it is more than anybody may ask."""
    row = db.execute("SELECT * FROM repairs WHERE send = ? AND reader = ?", (send, reader)).fetchone()
    before = _unpacked(row["asked"]) if row else []
    again = _unpacked(row["again"]) if row else []
    asked = union(before, without(ranges, again))
    if asked == before or len(asked) > MOST_RANGES:
        return False
    db.execute(
        "INSERT INTO repairs (send, reader, asked, at) VALUES (?, ?, ?, ?) ON CONFLICT (send, reader) DO UPDATE SET"
        " asked = excluded.asked, at = excluded.at",
        (send, reader, _packed(asked), time.time()),
    )
    return True


def due(db: Db, cluster: str) -> list[bytes]:
    """Stored sends of which somebody misses something."""
    rows = db.execute(
        "SELECT DISTINCT r.send FROM repairs r INDEXED BY repairs_due JOIN transfers t ON t.id = r.send"
        " JOIN sends s ON s.id = r.send WHERE r.asked != x'' AND t.cluster = ? AND t.outcome = ? AND s.withdraw = 0",
        (cluster, Outcome.STORED),
    )
    return [row["send"] for row in rows]


def requests(db: Db, send: bytes) -> list[Request]:
    rows = db.execute("SELECT * FROM repairs WHERE send = ? AND asked != x'' ORDER BY reader", (send,))
    return [Request(row["reader"], _unpacked(row["asked"])) for row in rows]


def answered(db: Db, send: bytes, request: Request, again: Ranges) -> None:
    """A request is over; `again`: what of it was sent again, or would have to be if it had not been before."""
    row = db.execute("SELECT * FROM repairs WHERE send = ? AND reader = ?", (send, request.reader)).fetchone()
    left = without(_unpacked(row["asked"]), request.ranges)
    db.execute(
        "UPDATE repairs SET asked = ?, again = ? WHERE send = ? AND reader = ?",
        (_packed(left), _packed(union(_unpacked(row["again"]), again)[:MOST_RANGES]), send, request.reader),
    )


def sent_again(db: Db, send: bytes, chunks: Iterable[Chunk]) -> None:
    """These chunks are on the cluster once more."""
    db.executemany(
        "INSERT OR REPLACE INTO repair_chunks VALUES (?, ?, ?, ?, ?, ?)",
        ((send, c.seq, c.partition, c.offset, c.plain, c.digest) for c in chunks),
    )


def chunks(db: Db, send: bytes, first: int, end: int) -> list[Chunk]:
    """Those of first..end-1 that were sent again and stand in no page yet."""
    rows = db.execute(
        "SELECT * FROM repair_chunks WHERE send = ? AND seq >= ? AND seq < ? ORDER BY seq", (send, first, end)
    )
    return [Chunk(r["seq"], r["partition"], r["offset"], r["plain"], r["digest"]) for r in rows]


def into_tail(db: Db, send: bytes) -> None:
    """Chunks that stand in no full leaf are at their new places from now on."""
    rows = db.execute(
        "UPDATE send_chunks SET partition = r.partition, offset = r.offset, digest = r.digest FROM repair_chunks r"
        " WHERE r.send = send_chunks.send AND r.seq = send_chunks.seq AND send_chunks.send = ?",
        (send,),
    )
    if rows.rowcount:
        db.execute(
            "DELETE FROM repair_chunks WHERE send = ? AND seq IN (SELECT seq FROM send_chunks WHERE send = ?)",
            (send, send),
        )


def into_leaf(
    db: Db, send: bytes, tree: int, leaf: Row, *, at: tuple[int, int], plain: int, digest: bytes, rows: bytes
) -> None:
    """A full leaf's page was made once more: it is at (partition, offset) now, with these rows."""
    db.execute(
        "UPDATE send_leaves SET partition = ?, offset = ?, plain = ?, digest = ?, rows = ?"
        " WHERE send = ? AND tree = ? AND first = ?",
        (*at, plain, digest, rows, send, tree, leaf["first"]),
    )
    if tree == SEGMENTS:
        db.execute(
            "DELETE FROM repair_chunks WHERE send = ? AND seq >= ? AND seq < ?",
            (send, leaf["first"], leaf["first"] + leaf["count"]),
        )


def told_lost(db: Db, send: bytes, ranges: Ranges) -> Ranges:
    """These chunks cannot be sent again; all that cannot, also from before."""
    row = db.execute("SELECT lost FROM sends WHERE id = ?", (send,)).fetchone()
    lost = union(_unpacked(row["lost"]), ranges)[:MOST_LOST]
    db.execute("UPDATE sends SET lost = ? WHERE id = ?", (_packed(lost), send))
    return lost


def set_lost(db: Db, sender: bytes, transfer: bytes, ranges: Ranges) -> bool:
    """What the sender of an offer says is gone for ever; False if nothing of it is new."""
    row = db.execute("SELECT lost FROM offers WHERE sender = ? AND transfer = ?", (sender, transfer)).fetchone()
    if row is None:
        return False
    before = _unpacked(row["lost"])
    lost = union(before, ranges)[:MOST_RANGES]
    db.execute("UPDATE offers SET lost = ? WHERE sender = ? AND transfer = ?", (_packed(lost), sender, transfer))
    return lost != before


def all_lost(db: Db, sender: bytes, transfer: bytes, ranges: Ranges) -> bool:
    """Whether the sender says of all these chunks that they are gone for ever."""
    row = db.execute("SELECT lost FROM offers WHERE sender = ? AND transfer = ?", (sender, transfer)).fetchone()
    return row is not None and bool(ranges) and not without(ranges, _unpacked(row["lost"]))


def _packed(ranges: Ranges) -> bytes:
    return b"".join(_RANGE.pack(first, last) for first, last in ranges)


def _unpacked(data: bytes) -> Ranges:
    return list(_RANGE.iter_unpack(data))
