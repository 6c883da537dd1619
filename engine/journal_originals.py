"""What the journal knows of originals that are not simply kept: what is wanted, what is proven, how far it is done."""

from __future__ import annotations

from engine.journal import Db, Row

DUE, PROVEN, OVER, STAY = 0, 1, 2, 3


def add(db: Db, send: bytes, after: str, *, tidy: bool) -> None:
    """`after`: as in Choices. `tidy`: also folders that are empty afterwards go."""
    way, _, folder = after.partition(":")
    if way in ("delete", "move"):
        db.execute("INSERT INTO originals (send, way, folder, tidy) VALUES (?, ?, ?, ?)", (send, way, folder, tidy))


def get(db: Db, send: bytes) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM originals WHERE send = ?", (send,)).fetchone()
    return row


def due(db: Db, cluster: str) -> list[Row]:
    """Stored sends whose originals wait, oldest first."""
    return db.execute(
        "SELECT originals.*, expires_ms FROM originals JOIN transfers ON id = send JOIN sends USING (id)"
        " WHERE state < 2 AND outcome = 'stored' AND cluster = ? ORDER BY finished",
        (cluster,),
    ).fetchall()


def still_stored(db: Db, send: bytes) -> bool:
    """Whether nobody withdrew it meanwhile."""
    return db.execute("SELECT 1 FROM transfers WHERE id = ? AND outcome = 'stored'", (send,)).fetchone() is not None


def update(db: Db, send: bytes, **columns: object) -> None:
    sets = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE originals SET {sets} WHERE send = ?", (*columns.values(), send))


def files(db: Db, send: bytes, first: int, limit: int) -> list[Row]:
    """Files that are wholly on the cluster, from entry `first` on, in order."""
    return db.execute(
        "SELECT * FROM send_entries WHERE send = ? AND n >= ? AND state = 2 AND folder = 0 ORDER BY n LIMIT ?",
        (send, first, limit),
    ).fetchall()


def folders(db: Db, send: bytes) -> list[str]:
    """The folders of a send on this computer, inner ones first."""
    rows = db.execute(
        "SELECT source FROM send_entries WHERE send = ? AND state = 2 AND folder = 1 ORDER BY n DESC", (send,)
    )
    return [row["source"] for row in rows]


def stays(db: Db, send: bytes, n: int, why: str) -> None:
    """An original stays where it is; its entry says why."""
    db.execute("UPDATE send_entries SET why = ? WHERE send = ? AND n = ?", (why, send, n))
