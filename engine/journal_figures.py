"""What the journal counts for monitoring: each question is answered by one query."""

from __future__ import annotations

from collections import Counter

from engine.journal import Db, Row


def backlog(db: Db) -> list[Row]:
    """Of each queue with sends that run: queue, bytes and files to go, when the oldest was added."""
    return db.execute(
        "SELECT queue, TOTAL(MAX(size - done, 0)) AS bytes, TOTAL(MAX(entries - entries_done, 0)) AS files,"
        " MIN(added) AS oldest FROM transfers"
        " WHERE outcome = '' AND kind = 'send' AND wanted = 'run' AND forgotten = 0 GROUP BY queue"
    ).fetchall()


def states(db: Db) -> list[Row]:
    """state, count: an outcome, or of open ones paused, waiting (something stands in the way), open."""
    return db.execute(
        "SELECT CASE WHEN outcome != '' THEN outcome WHEN wanted = 'pause' THEN 'paused'"
        " WHEN error != '' THEN 'waiting' ELSE 'open' END AS state, COUNT(*) AS count"
        " FROM transfers WHERE forgotten = 0 GROUP BY state"
    ).fetchall()


def failures(db: Db) -> dict[str, int]:
    """Words of what ended transfers, and how many each."""
    rows = db.execute(
        "SELECT error, COUNT(*) AS count FROM transfers WHERE outcome = 'failed' AND error != '' GROUP BY error"
    )
    counts = Counter({row["error"]: row["count"] for row in rows})
    past = db.execute("SELECT name, value FROM past WHERE name LIKE 'failed %'")
    counts.update({row["name"].removeprefix("failed "): int(row["value"]) for row in past})
    return dict(counts)


def last_success(db: Db) -> float:
    """Unix time, or 0."""
    (at,) = db.execute("SELECT MAX(finished) FROM transfers WHERE outcome IN ('stored', 'placed')").fetchone()
    return max(float(at or 0.0), _past(db, "success"))


def sent_twice(db: Db) -> int:
    """Plain bytes that went again after an interruption."""
    (size,) = db.execute("SELECT TOTAL(sent_twice) FROM transfers WHERE kind = 'send'").fetchone()
    return int(size + _past(db, "sent_twice"))


def _past(db: Db, name: str) -> float:
    row = db.execute("SELECT value FROM past WHERE name = ?", (name,)).fetchone()
    return float(row["value"]) if row else 0.0
