"""What the journal knows of receipts: who signed to have what, and how far the receipts of each cluster were read."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from engine import wire
from engine.journal import Db


@dataclass(frozen=True, slots=True)
class Received:
    """A named recipient has `entries` (ranges first..last) in place and durable since `at` (their clock)."""

    name: str
    reader: bytes
    at: float
    entries: list[tuple[int, int]]


_RANGE = struct.Struct(">QQ")


def save_receipt(db: Db, receipt: wire.Receipt) -> bool:
    """Keeps the newest receipt of each reader; False if this one is not newer."""
    ranges = b"".join(_RANGE.pack(first, last) for first, last in receipt.entries)
    changed = db.execute(
        "INSERT INTO receipts (transfer, reader, at_ms, entries) VALUES (?, ?, ?, ?) ON CONFLICT (transfer, reader)"
        " DO UPDATE SET at_ms = excluded.at_ms, entries = excluded.entries WHERE excluded.at_ms > at_ms",
        (receipt.transfer, receipt.reader, receipt.at_ms, ranges),
    )
    return changed.rowcount == 1


def received_by(db: Db, transfer: bytes) -> list[Received]:
    """Who has what of my transfer, earliest first."""
    found = db.execute(
        "SELECT r.*, COALESCE(p.name, c.name, '') AS name FROM receipts r LEFT JOIN people p ON p.fingerprint ="
        " r.reader LEFT JOIN cards c ON c.fingerprint = r.reader WHERE r.transfer = ? ORDER BY r.at_ms",
        (transfer,),
    )
    return [Received(r["name"], r["reader"], r["at_ms"] / 1000, list(_RANGE.iter_unpack(r["entries"]))) for r in found]


def receipts_position(db: Db, cluster: str, partition: int, cluster_id: str, topic_id: bytes) -> int:
    row = db.execute(
        "SELECT next_offset FROM receipts_read WHERE cluster = ? AND partition = ? AND cluster_id = ? AND topic_id = ?",
        (cluster, partition, cluster_id, topic_id),
    ).fetchone()
    return int(row[0]) if row else 0


def set_receipts_position(
    db: Db, cluster: str, partition: int, cluster_id: str, topic_id: bytes, position: int
) -> None:
    db.execute(
        "INSERT OR REPLACE INTO receipts_read VALUES (?, ?, ?, ?, ?)",
        (cluster, partition, cluster_id, topic_id, position),
    )
