"""Taking old transfers out of the journal, with all that was known of them.

Hides: which tables tell of a transfer, and who may still need one. Promises: takes only what ended long ago, whose offer no
list shows any more, and which nothing is still to follow; a transfer leaves the lists first and the journal later, so that
nobody who reads a list in parts loses the place; every call is short, however large a transfer was; figures that only grow
do so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.journal import Db
from engine.journal_catalog import KEPT_AFTER_EXPIRY

OLD_AT_ONCE = 500  # transfers, which leave the lists in one go
ROWS_AT_ONCE = 2_000  # of entries and the like, which leave the journal in one go

_OLD = (
    "SELECT t.id, t.forgotten FROM transfers t LEFT JOIN sends s USING (id) LEFT JOIN fetches f USING (id)"
    " WHERE t.outcome != '' AND t.finished < :before AND t.forgotten < 2"
    # what recipients may still ask for: repairs come after the end, too
    " AND (s.id IS NULL OR s.expires_ms < :gone_ms)"
    # what the list of offers tells of
    " AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.sender = f.sender AND o.transfer = f.offer AND o.expires_ms >= :gone_ms)"
    " AND NOT EXISTS (SELECT 1 FROM fetches g JOIN transfers u USING (id) WHERE g.family = f.family AND u.outcome = '')"
    " AND NOT EXISTS (SELECT 1 FROM originals r WHERE r.send = t.id AND r.state < 2 AND t.outcome = 'stored')"
    " AND NOT EXISTS (SELECT 1 FROM actions a WHERE a.transfer = t.id AND a.state IN (1, 3))"
    " AND NOT EXISTS (SELECT 1 FROM watch_files w WHERE w.send = t.id)"
    " ORDER BY t.finished LIMIT :most"
)
_MANY = {  # tables that may hold very many rows of one transfer, and what tells them apart
    "send_entries": ("send", "n"),
    "send_chunks": ("send", "seq"),
    "send_pieces": ("send", "seq"),
    "send_leaves": ("send", "tree, first"),
    "repair_chunks": ("send", "seq"),
    "fetch_pieces": ("fetch", "number, part"),
    "fetch_entries": ("fetch", "number"),
    "attempts": ("transfer", "n"),
}
_FEW = {
    "repairs": "send",
    "originals": "send",
    "actions": "transfer",
    "sends": "id",
    "fetches": "id",
    "transfers": "id",
}


def old(db: Db, before: float, now: float) -> dict[bytes, bool]:
    """Some transfers that ended before then and may go, and whether each stands on lists."""
    values = {"before": before, "gone_ms": (now - KEPT_AFTER_EXPIRY) * 1000, "most": OLD_AT_ONCE}
    return {bytes(row["id"]): not row["forgotten"] for row in db.execute(_OLD, values)}


def take_off(db: Db, transfers: Iterable[bytes]) -> list[bytes]:
    """Those of them that nobody began anew meanwhile: they are on no list from now on, and not found."""
    taken = []
    for transfer in transfers:
        if db.execute("UPDATE transfers SET forgotten = 2 WHERE id = ? AND outcome != ''", (transfer,)).rowcount:
            taken.append(transfer)
            _count(db, transfer)
    return taken


def _count(db: Db, transfer: bytes) -> None:
    row = db.execute(
        "SELECT kind, outcome, error, finished, sent_twice FROM transfers WHERE id = ?", (transfer,)
    ).fetchone()
    add = "INSERT INTO past VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value"
    db.execute(add, ("sent_twice", row["sent_twice"] if row["kind"] == "send" else 0))
    if row["outcome"] == "failed" and row["error"]:
        db.execute(add, (f"failed {row['error']}", 1))
    if row["outcome"] in ("stored", "placed"):
        newest = (
            "INSERT INTO past VALUES ('success', ?) ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value)"
        )
        db.execute(newest, (row["finished"],))
    # what is counted here is not counted there any more
    db.execute("UPDATE transfers SET sent_twice = 0, error = '' WHERE id = ?", (transfer,))


def going(db: Db) -> list[bytes]:
    """All that were taken off the lists so and are still in the journal."""
    return [bytes(row["id"]) for row in db.execute("SELECT id FROM transfers WHERE forgotten = 2")]


def take_out(db: Db, transfers: Sequence[bytes]) -> list[bytes]:
    """A piece of these leaves the journal; what is left of them for the next call."""
    room = ROWS_AT_ONCE
    for at, transfer in enumerate(transfers):
        for table, (of, key) in _MANY.items():
            some = f"SELECT {key} FROM {table} WHERE {of} = ? LIMIT ?"
            room -= db.execute(
                f"DELETE FROM {table} WHERE {of} = ? AND ({key}) IN ({some})", (transfer, transfer, room)
            ).rowcount
            if room <= 0:
                return list(transfers[at:])
        for table, of in _FEW.items():
            db.execute(f"DELETE FROM {table} WHERE {of} = ?", (transfer,))
        room -= len(_FEW)
    return []
