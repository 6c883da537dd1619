"""What the journal knows of identities that are kept for their owners: others' here, mine elsewhere."""

from __future__ import annotations

import time

from engine.journal import Db, Row

STANDS = 7 * 86_400.0  # seconds after which it is published again: catalogs forget


# --- others' ----------------------------------------------------------------------------------------------------------------


def save(db: Db, fingerprint: bytes, cluster: str, at: float, number: int, body: bytes) -> bool:
    """Keeps the newest of each person and cluster; False if this one is not newer."""
    return bool(
        db.execute(
            "INSERT INTO backups (fingerprint, cluster, at, number, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT"
            " (fingerprint, cluster) DO UPDATE SET at = excluded.at, number = excluded.number, body = excluded.body"
            " WHERE excluded.number > number",
            (fingerprint, cluster, at, number, body),
        ).rowcount
    )


def kept(db: Db) -> list[Row]:
    """name, fingerprint, cluster, at, body: of people who are not blocked, by name, the newest of each first."""
    return db.execute(
        "SELECT p.name, b.* FROM backups b JOIN people p USING (fingerprint) WHERE p.trust != 'blocked'"
        " ORDER BY p.name_key, b.number DESC"
    ).fetchall()


# --- mine -------------------------------------------------------------------------------------------------------------------


def wish(db: Db, cluster: str, team: str) -> None:
    """From now on my identity goes to the administrators of this team through this cluster, and to no others."""
    db.execute("INSERT OR REPLACE INTO backup_wishes (cluster, team) VALUES (?, ?)", (cluster, team))


def unwish(db: Db) -> list[str]:
    """It goes to nobody any more; the clusters it went through."""
    clusters = [row["cluster"] for row in db.execute("SELECT cluster FROM backup_wishes ORDER BY cluster")]
    db.execute("DELETE FROM backup_wishes")
    return clusters


def wishes(db: Db) -> dict[str, Row]:
    """By cluster."""
    return {row["cluster"]: row for row in db.execute("SELECT * FROM backup_wishes")}


def is_due(row: Row, mark: bytes) -> bool:
    return bool(row["answered"] < time.time() - STANDS or bytes(row["mark"]) != mark)


def numbered(db: Db, cluster: str, number: int, mark: bytes) -> None:
    db.execute("UPDATE backup_wishes SET number = ?, mark = ?, answered = 0 WHERE cluster = ?", (number, mark, cluster))


def answered(db: Db, cluster: str, number: int) -> None:
    """The cluster has the one with this number."""
    db.execute("UPDATE backup_wishes SET answered = ? WHERE cluster = ? AND number = ?", (time.time(), cluster, number))
