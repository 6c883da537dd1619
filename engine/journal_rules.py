"""What the journal knows of fetch rules: when each began, what it took, which version of a file it put where.

The rule behind it: a mark stands here in the same commit as the fetch that it is about, so that nothing is taken twice;
a file's version stands here in the same commit as its final name, so that no older one is ever put over it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.api import transfer_text
from engine.journal import Db, Row

KEPT_MARKS = 400 * 24 * 3600  # seconds after which a mark goes if its offer went too


# --- beginnings ---------------------------------------------------------------------------------------------------------


def begin(db: Db, name: str, since: str) -> float:
    """When this rule began here (Unix time): now, if it was never met, or not with this start, or by a clock that was ahead."""
    row = db.execute("SELECT since, began FROM rules WHERE name = ?", (name,)).fetchone()
    if row is not None and row["since"] == since and row["began"] <= time.time():
        return float(row["began"])
    db.execute(
        "INSERT INTO rules (name, since, began) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET since = excluded.since, began = excluded.began",
        (name, since, now := time.time()),
    )
    return now


def roots(db: Db, name: str) -> list[str]:
    """Folders of this rule that were there once: none of them is made again, for its disk may only be unplugged."""
    row = db.execute("SELECT roots FROM rules WHERE name = ?", (name,)).fetchone()
    return list(json.loads(row["roots"])) if row else []


def set_roots(db: Db, name: str, found: Iterable[str]) -> None:
    db.execute("UPDATE rules SET roots = ? WHERE name = ?", (json.dumps(sorted(found)), name))


def forget(db: Db, name: str) -> None:
    """A person removed this rule: one of the same name begins anew, and takes again what this one took."""
    for table, column in (("rules", "name"), ("rule_marks", "rule"), ("rule_files", "rule")):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))


# --- offers and marks ---------------------------------------------------------------------------------------------------


def candidates(db: Db, transfer: bytes | None = None) -> list[Row]:
    """Complete offers of accepted people that can still be fetched, newest first; of this transfer only, if given."""
    narrow = "" if transfer is None else "AND o.id = :id AND o.transfer = :transfer"
    return db.execute(
        "SELECT o.sender, o.transfer, o.id, o.cluster, o.number, o.suite, o.created_ms, o.arrived, o.title, o.entries,"
        " o.size, p.name, p.trust FROM offers o JOIN people p ON p.fingerprint = o.sender"
        " JOIN cards c ON c.fingerprint = o.sender LEFT JOIN catalogs k ON k.cluster = o.cluster"
        " WHERE o.mine = 0 AND o.state = 1 AND o.sealed IS NOT NULL AND o.transfer_key != x'' AND o.expires_ms > :now"
        f" AND p.trust != 'blocked' AND c.revoked = 0 {narrow}"
        " AND (k.topic_id IS NULL OR (k.topic_id, k.cluster_id) = (o.topic_id, o.cluster_id))"
        " ORDER BY o.created_ms DESC, o.id",
        {"now": time.time() * 1000, "transfer": transfer, "id": transfer_text(transfer) if transfer else ""},
    ).fetchall()


def marks(db: Db, sender: bytes, transfer: bytes) -> dict[str, float]:
    """Which rules took this offer, and when."""
    found = db.execute("SELECT rule, at FROM rule_marks WHERE sender = ? AND transfer = ?", (sender, transfer))
    return {row["rule"]: row["at"] for row in found}


def mark(db: Db, rule: str, sender: bytes, transfer: bytes, *, action: str, size: int) -> None:
    db.execute(
        "INSERT INTO rule_marks (sender, transfer, rule, action, size, at) VALUES (?, ?, ?, ?, ?, ?)",
        (sender, transfer, rule, action, size, time.time()),
    )


def trim(db: Db) -> None:
    """Drops marks of offers that nobody can fetch any more."""
    db.execute(
        "DELETE FROM rule_marks WHERE at < ? AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.sender = rule_marks.sender"
        " AND o.transfer = rule_marks.transfer)",
        (time.time() - KEPT_MARKS,),
    )


@dataclass(frozen=True, slots=True)
class Taken:
    bundles: int
    size: int
    last: float


def taken(db: Db, rule: str) -> Taken:
    """What a rule took so far."""
    row = db.execute(
        "SELECT COUNT(*) AS bundles, TOTAL(size) AS size, IFNULL(MAX(at), 0) AS last FROM rule_marks WHERE rule = ?",
        (rule,),
    ).fetchone()
    return Taken(row["bundles"], int(row["size"]), row["last"])


# --- files --------------------------------------------------------------------------------------------------------------


def file(db: Db, rule: str, root: str, name: str) -> Row | None:
    """The newest version that this rule put under a name; `name` as the volume compares it."""
    row: Row | None = db.execute(
        "SELECT * FROM rule_files WHERE rule = ? AND root = ? AND name = ?", (rule, root, name)
    ).fetchone()
    return row


def put_file(
    db: Db,
    rule: str,
    root: str,
    name: str,
    path: str,
    *,
    sender: bytes,
    number: int,
    size: int,
    digest: bytes,
    block: int,
) -> None:
    """This version is about to get the name; the one of the same sender that had it is remembered until then."""
    db.execute(
        "INSERT INTO rule_files (rule, root, name, path, sender, number, size, digest, block)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (rule, root, name) DO UPDATE SET"
        " old_size = IIF(sender != excluded.sender, 0, IIF(digest = excluded.digest, old_size, size)),"
        " old_digest = IIF(sender != excluded.sender, x'', IIF(digest = excluded.digest, old_digest, digest)),"
        " old_block = IIF(sender != excluded.sender, 0, IIF(digest = excluded.digest, old_block, block)),"
        " path = excluded.path, sender = excluded.sender, number = excluded.number, size = excluded.size,"
        " digest = excluded.digest, block = excluded.block, gone = 0",
        (rule, root, name, path, sender, number, size, digest, block),
    )


def succeed(db: Db, old: bytes, new: bytes) -> None:
    """A sender has another key now: what was put somewhere for the old one is theirs as before."""
    db.execute("UPDATE rule_files SET sender = ? WHERE sender = ?", (new, old))


def raise_number(db: Db, rule: str, root: str, name: str, sender: bytes, number: int) -> None:
    """A newer version turned out to be what stands there already."""
    db.execute(
        "UPDATE rule_files SET number = MAX(number, ?) WHERE rule = ? AND root = ? AND name = ? AND sender = ?",
        (number, rule, root, name, sender),
    )


def standing(db: Db, rule: str, *, after: tuple[str, str] = ("", ""), limit: int) -> list[Row]:
    """Files of a rule that count for its quota, in order of root and name."""
    return db.execute(
        "SELECT root, name, path, size FROM rule_files WHERE rule = ? AND gone = 0 AND (root, name) > (?, ?)"
        " ORDER BY root, name LIMIT ?",
        (rule, *after, limit),
    ).fetchall()


def set_gone(db: Db, rule: str, found: Sequence[tuple[str, str]]) -> None:
    """These (root, name) no longer stand there."""
    db.executemany(
        "UPDATE rule_files SET gone = 1 WHERE rule = ? AND root = ? AND name = ?", ((rule, *each) for each in found)
    )


def used(db: Db, rule: str) -> int:
    """Bytes that count for a rule's quota: what it put in place and nobody took away, and what is still to come."""
    (placed,) = db.execute("SELECT TOTAL(size) FROM rule_files WHERE rule = ? AND gone = 0", (rule,)).fetchone()
    (coming,) = db.execute(
        "SELECT TOTAL(MAX(t.size - t.done, 0)) FROM fetches f JOIN transfers t USING (id)"
        " WHERE f.rule = ? AND t.outcome = ''",
        (rule,),
    ).fetchone()
    return int(placed + coming)
