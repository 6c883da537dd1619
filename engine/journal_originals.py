"""What the journal knows of originals that are not simply kept: what is wanted, what is proven, how far it is done."""

from __future__ import annotations

import time

from engine.journal import Db, Row

DUE, PROVEN, OVER, STAY, KEPT = range(5)  # STAY: it expired before all had it; KEPT: a person said so


def add(db: Db, send: bytes, after: str, *, tidy: bool) -> None:
    """`after`: as in Choices. `tidy`: also folders that are empty afterwards go."""
    way, folder = way_of(after)
    if way in ("delete", "move"):
        db.execute("INSERT INTO originals (send, way, folder, tidy) VALUES (?, ?, ?, ?)", (send, way, folder, tidy))


def way_of(after: str) -> tuple[str, str]:
    """What becomes of originals by `Choices.after`, and the folder that they move to, if they do."""
    way, _, folder = after.partition(":")
    return way, folder


def get(db: Db, send: bytes) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM originals WHERE send = ?", (send,)).fetchone()
    return row


def due(db: Db, cluster: str) -> list[Row]:
    """Stored sends whose originals wait, oldest first; those that were withdrawn since, or are to be, are `withdrawn`."""
    return db.execute(
        "SELECT originals.*, expires_ms, withdraw OR outcome = 'withdrawn' AS withdrawn"
        " FROM originals INDEXED BY originals_due CROSS JOIN transfers ON id = send JOIN sends USING (id)"
        " WHERE state < 2 AND outcome IN ('stored', 'withdrawn') AND cluster = ? ORDER BY finished",
        (cluster,),
    ).fetchall()


def still_stored(db: Db, send: bytes) -> bool:
    """Whether nobody withdrew it meanwhile, or wants to."""
    found = db.execute(
        "SELECT 1 FROM transfers JOIN sends USING (id) WHERE id = ? AND outcome = 'stored' AND withdraw = 0", (send,)
    )
    return found.fetchone() is not None


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
    """An original stays where it is; its entry says why. "": it does not stay after all."""
    db.execute("UPDATE send_entries SET why = ? WHERE send = ? AND n = ?", (why, send, n))


# --- folders that originals move to ---------------------------------------------------------------------------------------


def mount(db: Db, folder: str) -> str:
    """Where the volume of this folder was mounted when it was chosen, or found right since; "" if that is not known."""
    row = db.execute("SELECT mount FROM original_folders WHERE folder = ?", (folder,)).fetchone()
    return "" if row is None else str(row["mount"])


def set_mount(db: Db, folder: str, mount: str) -> None:
    db.execute(
        "INSERT INTO original_folders (folder, mount) VALUES (?, ?)"
        " ON CONFLICT (folder) DO UPDATE SET mount = excluded.mount",
        (folder, mount),
    )


def asks(db: Db, send: bytes) -> None:
    """A person is to say whether the folder is the right one."""
    db.execute("UPDATE originals SET asked = ? WHERE send = ? AND asked = 0", (time.time(), send))


def asking(db: Db, limit: int) -> list[Row]:
    """Sends whose originals wait for a person, with their titles, oldest first."""
    return db.execute(
        "SELECT originals.*, title FROM originals JOIN transfers ON id = send WHERE state < 2 AND asked > 0"
        " ORDER BY asked LIMIT ?",
        (limit,),
    ).fetchall()
