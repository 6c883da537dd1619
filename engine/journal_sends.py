"""What the journal knows of sends: their choices, entries, acknowledged chunks, full leaves.

The rule behind it: chunks are written here in order of their number, so that everything below `next_seq` is on the
cluster and what comes after is not yet known to be. A resume needs nothing else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engine import journal_actions, wire
from engine.api import Choices
from engine.journal import Db, Row
from engine.source import Found, Identity
from engine.tags import with_queue

WAITING, OPEN, CLOSED, VOID, LEFT_OUT = 0, 1, 2, 3, 4
WITHDRAW, SHARE = "withdraw", "share"  # what is to be done with an offer that stands already: columns of sends


@dataclass(frozen=True, slots=True)
class Chunk:
    """An acknowledged chunk."""

    seq: int
    partition: int
    offset: int
    plain: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A large entry gets its row and its first chunk."""

    n: int
    row: int
    seq: int
    identity: Identity


@dataclass(frozen=True, slots=True)
class Closed:
    """An entry is whole on the cluster. `identity` None: its version stands in the journal since it was opened.

    `digest`: of a file, also of an empty one; folders have none.
    """

    n: int
    row: int
    seq: int
    at: int
    length: int
    digest: bytes
    sha256: bytes
    identity: Identity | None
    racy: bool


@dataclass(slots=True)
class Acked:
    """What one commit adds: chunks in order, and what became of entries with them."""

    chunks: list[Chunk] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)
    pieces_from: int = 0  # seq of the first of `pieces`
    pieces: bytearray = field(default_factory=bytearray)
    large: int | None = None  # entry the pieces belong to
    large_done: int = 0
    saved: int = 0  # bytes that compression saved


def add(
    db: Db,
    send: bytes,
    paths: Sequence[str],
    choices: Choices,
    *,
    cipher: str,
    pipe: str = "",
    without: Sequence[str] = (),
) -> None:
    """`paths` and, of what is below them, `without`: absolute. Its row in transfers is there: the queue becomes a tag."""
    row = db.execute("SELECT queue FROM transfers WHERE id = ?", (send,)).fetchone()
    db.execute(
        "INSERT INTO sends (id, offer, paths, without, include, leave_out, pipe, recipients, cipher, compression,"
        " wanted_block, limit_rate, keep_for, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            send,
            send,
            json.dumps(list(paths)),
            json.dumps(list(without)),
            json.dumps(choices.include or ()),
            json.dumps(choices.leave_out or ()),
            pipe,
            json.dumps(list(choices.to)),
            cipher,
            choices.compression or "auto",
            choices.block_size,
            choices.limit,
            choices.keep_for,
            json.dumps(with_queue(choices.tags, row["queue"] if row else "")),
        ),
    )
    if choices.post is not None:
        journal_actions.add_post(db, send, choices.post)
    if choices.event_topic:
        journal_actions.add_event(db, send, choices.event_topic, choices.event)


def get(db: Db, send: bytes) -> Row:
    row: Row = db.execute("SELECT * FROM sends WHERE id = ?", (send,)).fetchone()
    return row


def update(db: Db, send: bytes, **columns: object) -> None:
    sets = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE sends SET {sets} WHERE id = ?", (*columns.values(), send))


def rename_recipient(db: Db, old: str, new: str) -> None:
    """A person has another name here: sends whose key is not yet sealed to anybody mean them by it."""
    for row in db.execute("SELECT id, recipients FROM sends WHERE wrapped IS NULL").fetchall():
        names = json.loads(row["recipients"])
        renamed = [new if name.casefold() == old.casefold() else name for name in names]
        if renamed != names:
            update(db, row["id"], recipients=json.dumps(renamed))


def to_withdraw(db: Db, cluster: str) -> list[bytes]:
    """Stored sends whose offer a person wants withdrawn, and cancelled ones whose offer still stands, also if they are
    wanted after all: they begin anew."""
    rows = db.execute(
        "SELECT sends.id FROM sends JOIN transfers USING (id) WHERE withdraw = 1 AND cluster = ?"
        " AND (outcome IN ('stored', 'cancelled', 'failed') OR (outcome = '' AND wanted != 'stop'))",
        (cluster,),
    )
    return [row["id"] for row in rows]


def to_share(db: Db, cluster: str) -> list[bytes]:
    """Stored sends whose offer is to name more people than the one on the cluster does.

    Not while a repair is under way whose revision is still due: this one would take its place and name what is gone."""
    rows = db.execute(
        "SELECT sends.id FROM sends JOIN transfers USING (id)"
        " WHERE share = 1 AND withdraw = 0 AND outcome = 'stored' AND cluster = ? AND (revision = published"
        " OR NOT EXISTS (SELECT 1 FROM repairs WHERE send = sends.id AND asked != x''))",
        (cluster,),
    )
    return [row["id"] for row in rows]


def of_offer(db: Db, offer: bytes) -> bytes | None:
    """The send that made an offer."""
    row = db.execute("SELECT id FROM sends WHERE offer = ?", (offer,)).fetchone()
    return bytes(row["id"]) if row else None


# --- entries -------------------------------------------------------------------------------------------------------------


def clear_entries(db: Db, send: bytes) -> None:
    """A scan that was cut short begins again."""
    db.execute("DELETE FROM send_entries WHERE send = ?", (send,))


def add_entries(db: Db, send: bytes, first: int, found: Iterable[Found]) -> None:
    db.executemany(
        "INSERT INTO send_entries (send, n, path, source, folder, large, state, size, why)"
        " VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?)",
        (
            (send, n, _text(f.path), _text(f.source), f.folder, LEFT_OUT if f.why else WAITING, f.size, f.why)
            for n, f in enumerate(found, first)
        ),
    )


def copy_batch(db: Db, old: bytes, new: bytes) -> None:
    """The entries of `old` for `new`, if they were handed in one by one, as a watched folder does: below the one path of
    their send, and without its name. Otherwise nothing: they are found again."""
    paths = json.loads(get(db, old)["paths"])
    first = db.execute("SELECT path, source FROM send_entries WHERE send = ? ORDER BY n LIMIT 1", (old,)).fetchone()
    if len(paths) != 1 or first is None or first["source"] != os.path.join(paths[0], *first["path"].split("/")):
        return
    db.execute(
        "INSERT INTO send_entries (send, n, path, source, folder, large, state, size, why)"
        " SELECT ?, ROW_NUMBER() OVER (ORDER BY n) - 1, path, source, folder, 0, ?, size, '' FROM send_entries"
        " WHERE send = ? AND state != ?",
        (new, WAITING, old, VOID),
    )
    scanned(db, new)


def add_pipe_entry(db: Db, send: bytes, name: str) -> None:
    """The one entry of a pipe: its size is known at its end."""
    db.execute(
        "INSERT INTO send_entries (send, n, path, source, folder, large, state, size) VALUES (?, 0, ?, '', 0, 1, 0, 0)",
        (send, name),
    )
    count_entries(db, send)


def _text(path: str) -> str:
    """A path that is not UTF-8 is only listed (it was left out), so its odd bytes may show as \\x.."""
    return path.encode("utf-8", "backslashreplace").decode()


def scanned(db: Db, send: bytes) -> None:
    """The scan is over: totals."""
    db.execute("UPDATE sends SET scanned = 1 WHERE id = ?", (send,))
    count_entries(db, send)


def count_entries(db: Db, send: bytes) -> None:
    """Counts files, not folders; what was left out counts whatever it is."""
    row = db.execute(
        "SELECT COUNT(*) FILTER (WHERE state NOT IN (3, 4) AND NOT folder) AS entries,"
        " COUNT(*) FILTER (WHERE state = 4) AS left_out,"
        " COUNT(*) FILTER (WHERE state = 2 AND NOT folder) AS done, COALESCE(SUM(size) FILTER (WHERE state NOT IN (3, 4)), 0) AS size"
        " FROM send_entries WHERE send = ?",
        (send,),
    ).fetchone()
    db.execute(
        "UPDATE transfers SET entries = ?, entries_done = ?, left_out = ?, size = ? WHERE id = ?",
        (row["entries"], row["done"], row["left_out"], row["size"], send),
    )


def mark_large(db: Db, send: bytes, block_size: int) -> None:
    db.execute("UPDATE send_entries SET large = size > ? WHERE send = ? AND state = 0", (block_size, send))


def waiting(db: Db, send: bytes, *, large: bool, after: int, limit: int) -> list[Row]:
    """Entries still to be sent, in order; of large ones also the one that is open."""
    states = "IN (0, 1)" if large else "= 0"
    return db.execute(
        f"SELECT * FROM send_entries WHERE send = ? AND state {states} AND large = ? AND n > ? ORDER BY n LIMIT ?",
        (send, large, after, limit),
    ).fetchall()


def pieces(db: Db, send: bytes, after: int) -> list[tuple[int, bytes]]:
    """Piece digests of the open entry, a page at a time: (chunk number, 32 bytes for it and each one after it)."""
    rows = db.execute("SELECT * FROM send_pieces WHERE send = ? AND seq > ? ORDER BY seq LIMIT 1000", (send, after))
    return [(row["seq"], row["digests"]) for row in rows]


def identity_of(row: Row) -> Identity:
    return Identity(row["size"], row["mtime_ns"], row["ctime_ns"], int(row["device"]), int(row["file_id"]), row["mode"])


def acked(db: Db, send: bytes, news: Acked, *, next_seq: int, shipped_seq: int, next_row: int, first_ms: int) -> None:
    """Writes one commit's worth of progress."""
    db.executemany(
        "INSERT INTO send_chunks (send, seq, partition, offset, plain, digest) VALUES (?, ?, ?, ?, ?, ?)",
        ((send, c.seq, c.partition, c.offset, c.plain, c.digest) for c in news.chunks),
    )
    db.executemany(
        "UPDATE send_entries SET state = 1, row = ?, seq = ?, at = 0, size = ?, mtime_ns = ?, ctime_ns = ?, device = ?,"
        " file_id = ?, mode = ? WHERE send = ? AND n = ?",
        ((o.row, o.seq, *_identity_columns(o.identity), send, o.n) for o in news.opened),
    )
    if any(closed.identity is None for closed in news.closed):
        db.execute("DELETE FROM send_pieces WHERE send = ?", (send,))
    db.executemany(
        "UPDATE send_entries SET state = 2, row = ?, seq = ?, at = ?, done = ?, digest = ?, sha256 = ?, racy = ?,"
        " size = ?, mtime_ns = ?, ctime_ns = ?, device = ?, file_id = ?, mode = ? WHERE send = ? AND n = ?",
        (
            (*_closed_columns(c), *_identity_columns(c.identity), send, c.n)
            for c in news.closed
            if c.identity is not None
        ),
    )
    db.executemany(
        "UPDATE send_entries SET state = 2, row = ?, seq = ?, at = ?, done = ?, digest = ?, sha256 = ?, racy = ?,"
        " size = ? WHERE send = ? AND n = ?",
        ((*_closed_columns(c), c.length, send, c.n) for c in news.closed if c.identity is None),
    )
    if news.pieces:  # of the entry that is open now: after an older one closed and dropped its own
        db.execute("INSERT INTO send_pieces VALUES (?, ?, ?)", (send, news.pieces_from, bytes(news.pieces)))
        db.execute("UPDATE send_entries SET done = ? WHERE send = ? AND n = ?", (news.large_done, send, news.large))
    update(db, send, next_seq=next_seq, shipped_seq=shipped_seq, next_row=next_row, first_ms=first_ms)
    db.execute(
        "UPDATE transfers SET done = done + ?, entries_done = entries_done + ?, saved = saved + ? WHERE id = ?",
        (sum(c.plain for c in news.chunks), sum(bool(c.digest) for c in news.closed), news.saved, send),
    )


def _closed_columns(c: Closed) -> tuple[int, int, int, int, bytes, bytes, bool]:
    return (c.row, c.seq, c.at, c.length, c.digest, c.sha256, c.racy)


def _identity_columns(identity: Identity) -> tuple[int, int, int, str, str, int]:
    return (
        identity.size,
        identity.mtime_ns,
        identity.ctime_ns,
        str(identity.device),
        str(identity.file_id),
        identity.mode,
    )


MOST_TRIES = 3  # versions of a file that keeps changing


def changed(db: Db, send: bytes, n: int, *, size: int, large: bool, why: str = "kept changing") -> bool:
    """An entry changed while it was read: its range is void, and it waits at the end once more.

    False if it had changed too often and is left out now.
    """
    entry = db.execute("SELECT * FROM send_entries WHERE send = ? AND n = ?", (send, n)).fetchone()
    again = int(entry["tries"]) + 1 < MOST_TRIES
    if entry["row"] is None:  # nothing of it stands in the stream
        db.execute("DELETE FROM send_entries WHERE send = ? AND n = ?", (send, n))
    else:
        db.execute("UPDATE send_entries SET state = 3, digest = x'' WHERE send = ? AND n = ?", (send, n))
        db.execute("DELETE FROM send_pieces WHERE send = ?", (send,))
        db.execute("UPDATE transfers SET done = done - ? WHERE id = ?", (entry["done"], send))
    db.execute(
        "INSERT INTO send_entries (send, n, path, source, folder, large, state, size, tries, why)"
        " VALUES (?, (SELECT MAX(?, COALESCE(MAX(n), 0)) + 1 FROM send_entries WHERE send = ?), ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(send, n, send, entry["path"], entry["source"], entry["folder"], large),
            *(WAITING if again else LEFT_OUT, size, entry["tries"] + 1, "" if again else why),
        ),
    )
    count_entries(db, send)
    return again


def leave_out(db: Db, send: bytes, n: int, why: str) -> None:
    """An entry cannot be sent; what stands of it in the stream is void."""
    entry = db.execute("SELECT row FROM send_entries WHERE send = ? AND n = ?", (send, n)).fetchone()
    if entry["row"] is None:
        db.execute("UPDATE send_entries SET state = 4, why = ? WHERE send = ? AND n = ?", (why, send, n))
        count_entries(db, send)
    else:
        db.execute("UPDATE send_entries SET tries = ? WHERE send = ? AND n = ?", (MOST_TRIES, send, n))
        changed(db, send, n, size=0, large=False, why=why)


def racy_entries(db: Db, send: bytes) -> list[Row]:
    return db.execute("SELECT * FROM send_entries WHERE send = ? AND state = 2 AND racy = 1", (send,)).fetchall()


def calm(db: Db, send: bytes) -> None:
    """All racy entries were looked at once more and had not changed."""
    db.execute("UPDATE send_entries SET racy = 0 WHERE send = ? AND racy = 1", (send,))


def rows_from(db: Db, send: bytes, first: int, limit: int) -> list[Row]:
    """Entries that have a row in the stream, from row `first` on."""
    return db.execute(
        "SELECT * FROM send_entries WHERE send = ? AND row >= ? ORDER BY row LIMIT ?", (send, first, limit)
    ).fetchall()


def sums(db: Db, send: bytes, after: int, limit: int) -> list[tuple[int, bytes]]:
    """(row, SHA-256) of closed entries that were read in one go, in order, after row `after`."""
    rows = db.execute(
        "SELECT row, sha256 FROM send_entries WHERE send = ? AND row > ? AND state = 2 AND sha256 != x'' ORDER BY row"
        " LIMIT ?",
        (send, after, limit),
    )
    return [(row["row"], row["sha256"]) for row in rows]


def listed(db: Db, send: bytes, after: int, limit: int) -> list[Row]:
    """Entries as a person sees them: not the void ranges."""
    return db.execute(
        "SELECT * FROM send_entries WHERE send = ? AND n > ? AND state != 3 ORDER BY n LIMIT ?", (send, after, limit)
    ).fetchall()


def only_file(db: Db, send: bytes) -> str:
    """SHA-256 (hexadecimal) of the only file of a send; "" if there are more or it is not known."""
    found = db.execute(
        "SELECT sha256 FROM send_entries WHERE send = ? AND folder = 0 AND state NOT IN (3, 4) LIMIT 2", (send,)
    ).fetchall()
    return found[0]["sha256"].hex() if len(found) == 1 else ""


def covered(db: Db, send: bytes, ranges: Iterable[tuple[int, int]]) -> tuple[bool, int]:
    """Whether these ranges (first..last row) hold all entries of a send, and how many of its files they hold."""
    of_all = "SELECT COUNT(*) AS entries, COUNT(*) FILTER (WHERE folder = 0) AS files FROM send_entries WHERE send = ? AND state = 2"
    whole = db.execute(of_all, (send,)).fetchone()
    parts = [db.execute(f"{of_all} AND row BETWEEN ? AND ?", (send, *each)).fetchone() for each in ranges]
    return sum(part["entries"] for part in parts) >= whole["entries"], sum(part["files"] for part in parts)


# --- chunks and leaves -----------------------------------------------------------------------------------------------------


def chunks_from(db: Db, send: bytes, first: int, limit: int) -> list[Chunk]:
    rows = db.execute(
        "SELECT * FROM send_chunks WHERE send = ? AND seq >= ? ORDER BY seq LIMIT ?", (send, first, limit)
    )
    return [Chunk(r["seq"], r["partition"], r["offset"], r["plain"], r["digest"]) for r in rows]


def leaves(db: Db, send: bytes, tree: int) -> list[Row]:
    """Full leaves of one tree without their rows, in order."""
    return db.execute(
        "SELECT first, count, partition, offset, plain, digest, stored FROM send_leaves WHERE send = ? AND tree = ?"
        " ORDER BY first",
        (send, tree),
    ).fetchall()


def leaf_rows(db: Db, send: bytes, tree: int, first: int) -> bytes:
    (rows,) = db.execute(
        "SELECT rows FROM send_leaves WHERE send = ? AND tree = ? AND first = ?", (send, tree, first)
    ).fetchone()
    return bytes(rows)


def leaf_with(db: Db, send: bytes, seq: int) -> tuple[int, list[Chunk]]:
    """The first number and the chunks of the leaf that holds chunk `seq`, full or not."""
    row = db.execute(
        "SELECT first, rows FROM send_leaves WHERE send = ? AND tree = ? AND first <= ? AND first + count > ?",
        (send, SEGMENTS, seq, seq),
    ).fetchone()
    if row is None:
        found = chunks_from(db, send, 0, 1_000_000)  # at most a leaf and what was not folded yet
        return found[0].seq, found
    rows = wire.decode_rows(wire.Segment, row["rows"], wire.LEAF_ROWS)
    return row["first"], [Chunk(row["first"] + n, r.partition, r.offset, r.plain, r.digest) for n, r in enumerate(rows)]


def add_leaf(
    db: Db,
    send: bytes,
    tree: int,
    *,
    first: int,
    count: int,
    at: tuple[int, int],
    plain: int,
    digest: bytes,
    stored: int,
    rows: bytes,
) -> None:
    """A full leaf's page is on the cluster at (partition, offset); its chunks' single rows are no longer needed."""
    db.execute(
        "INSERT OR IGNORE INTO send_leaves VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (send, tree, first, count, *at, plain, digest, stored, rows),
    )
    if tree == SEGMENTS:
        db.execute("DELETE FROM send_chunks WHERE send = ? AND seq < ?", (send, first + count))


SEGMENTS, ENTRIES = 2, 3  # trees, by their kind of page in wire.py


def folded(db: Db, send: bytes, tree: int) -> int:
    """How many rows of a tree stand in full leaves."""
    (count,) = db.execute(
        "SELECT COALESCE(MAX(first + count), 0) FROM send_leaves WHERE send = ? AND tree = ?", (send, tree)
    ).fetchone()
    return int(count)


def restart(db: Db, send: bytes, offer: bytes, wanted_block: int | None) -> None:
    """The bundle begins again as a new one on the wire; what was sent of the old one is garbage."""
    for table in ("send_chunks", "send_pieces", "send_leaves"):
        db.execute(f"DELETE FROM {table} WHERE send = ?", (send,))
    db.execute("DELETE FROM send_entries WHERE send = ? AND state = 3", (send,))
    db.execute(
        "UPDATE send_entries SET state = 0, row = NULL, done = 0, tries = 0 WHERE send = ? AND state IN (1, 2)", (send,)
    )
    update(
        db, send, offer=offer, wanted_block=wanted_block, transfer_key=None, wrapped=None, number=None, next_seq=0,
        shipped_seq=0, next_row=0, first_ms=0, revision=0, published=0, expires_ms=0,
    )  # fmt: skip
    db.execute("UPDATE transfers SET done = 0, entries_done = 0 WHERE id = ?", (send,))


def link_rate(db: Db, cluster: str) -> float | None:
    row = db.execute("SELECT rate FROM link_rates WHERE cluster = ?", (cluster,)).fetchone()
    return float(row["rate"]) if row else None


def remember_rate(db: Db, cluster: str, rate: float) -> None:
    db.execute("INSERT OR REPLACE INTO link_rates VALUES (?, ?)", (cluster, rate))
