"""What the journal knows of records that are looked for by their headers: how far each search came, what it may cost, what it found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine import wire
from engine.journal import Db, Row


class Found(NamedTuple):
    """A record of the data topic, and what its header says it is."""

    kind: int
    seq: int
    digest: bytes
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Search:
    """`ranges`: partition → (next offset to read, end); the other fields as in the schema."""

    id: int
    topic: tuple[str, bytes]  # ids of the cluster and of the topic
    revision: int
    ranges: Mapping[int, tuple[int, int]]
    later: bool
    short: bool
    agreed: int
    records: int
    size: int
    chunks: int

    @property
    def left(self) -> int:
        """How many offsets are to be read yet."""
        return sum(end - start for start, end in self.ranges.values())


def get(db: Db, sender: bytes, transfer: bytes) -> Search | None:
    row: Row | None = db.execute(
        "SELECT * FROM searches WHERE sender = ? AND transfer = ?", (sender, transfer)
    ).fetchone()
    if row is None:
        return None
    return Search(
        row["id"],
        (row["cluster_id"], row["topic_id"]),
        row["revision"],
        {int(partition): (start, end) for partition, (start, end) in json.loads(row["ranges"]).items()},
        bool(row["later"]),
        bool(row["short"]),
        row["agreed"],
        row["records"],
        row["size"],
        row["chunks"],
    )


def begin(db: Db, sender: bytes, transfer: bytes, topic: tuple[str, bytes], revision: int) -> None:
    """A new search, with no ranges yet; what was found in another topic is forgotten."""
    forget(db, "sender = ? AND transfer = ?", (sender, transfer))
    forget(db, "NOT EXISTS (SELECT 1 FROM offers o WHERE o.sender = s.sender AND o.transfer = s.transfer)", ())
    db.execute(
        "INSERT INTO searches (sender, transfer, cluster_id, topic_id, revision, ranges) VALUES (?, ?, ?, ?, ?, '{}')",
        (sender, transfer, *topic, revision),
    )


def forget(db: Db, where: str, values: Sequence[object]) -> None:
    ids = [row["id"] for row in db.execute(f"SELECT s.id FROM searches s WHERE {where}", values)]
    for table, column in (("found", "search"), ("searches", "id")):
        db.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(id,) for id in ids])


def update(db: Db, search: int, *, ranges: Mapping[int, tuple[int, int]] | None = None, **columns: object) -> None:
    if ranges is not None:
        columns["ranges"] = json.dumps(ranges)
    sets = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE searches SET {sets} WHERE id = ?", (*columns.values(), search))


def agree(db: Db, sender: bytes, transfer: bytes) -> None:
    """A person's yes to what was asked."""
    db.execute("UPDATE searches SET agreed = asks WHERE sender = ? AND transfer = ?", (sender, transfer))


def retry(db: Db, fetch: bytes) -> None:
    """A person wants this fetch to go on: a yes to what it asked, or, if it ended, to look at what came since."""
    db.execute(
        "UPDATE searches SET agreed = IIF(t.outcome = '', asks, agreed), later = IIF(t.outcome = '', later, 0) FROM fetches f"
        " JOIN transfers t USING (id) WHERE f.id = ? AND searches.sender = f.sender AND searches.transfer = f.offer",
        (fetch,),
    )


def again(db: Db, sender: bytes, transfer: bytes) -> None:
    """What came to the topic since it was looked through is looked at, too."""
    db.execute("UPDATE searches SET later = 0 WHERE sender = ? AND transfer = ?", (sender, transfer))


def put(db: Db, search: int, found: Iterable[Found]) -> None:
    """Remembers where records stand; of the same record more than once, the place seen last, which lasts longest."""
    chunks = 0
    for each in found:
        if each.kind == wire.CHUNK:
            place = (search, each.kind, each.seq)
            known = db.execute("SELECT 1 FROM found WHERE search = ? AND kind = ? AND seq = ? LIMIT 1", place)
            chunks += known.fetchone() is None
        db.execute("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?, ?, ?)", (search, *each))
    db.execute("UPDATE searches SET chunks = chunks + ? WHERE id = ?", (chunks, search))


def place(db: Db, search: int, kind: int, seq: int, digest: bytes) -> tuple[int, int] | None:
    """(partition, offset) of the very record."""
    row = db.execute(
        "SELECT partition, offset FROM found WHERE search = ? AND kind = ? AND seq = ? AND digest = ?",
        (search, kind, seq, digest),
    ).fetchone()
    return (row["partition"], row["offset"]) if row else None


def any_found(db: Db, search: int) -> bool:
    return db.execute("SELECT 1 FROM found WHERE search = ? LIMIT 1", (search,)).fetchone() is not None
