"""Queries of the journal: what a person said about everything at once."""

from __future__ import annotations

from engine.journal import Db


def words(db: Db) -> dict[str, float]:
    """Word → until when; see schema/pace.sql."""
    return {row["word"]: row["until"] for row in db.execute("SELECT word, until FROM paces")}


def say(db: Db, word: str, until: float) -> None:
    db.execute("INSERT OR REPLACE INTO paces (word, until) VALUES (?, ?)", (word, until))


def take_back(db: Db, *said: str) -> None:
    db.executemany("DELETE FROM paces WHERE word = ?", [(word,) for word in said])
