"""What journal.py promises of its file: private, durable, and made anew when it was damaged."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import journal_catalog
from engine.errors import TowlineError
from engine.journal import Journal

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")


@pytest.fixture
def generous() -> Iterator[None]:
    """A umask under which new files are open to everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def rights(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.glob("journal.sqlite*")}


def change(journal: Journal) -> None:
    with journal.write() as db:
        journal_catalog.raise_number(db, 7)


@posix_only
@pytest.mark.usefixtures("generous")
def test_nobody_else_can_read_a_new_journal(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    journal = Journal(tmp_path / "journal.sqlite")
    change(journal)
    assert rights(tmp_path) == dict.fromkeys(("journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"), 0o600)
    journal.close()


@posix_only
@pytest.mark.usefixtures("generous")
def test_a_journal_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    first = Journal(path)
    change(first)
    for part in tmp_path.glob("journal.sqlite*"):
        part.chmod(0o644)
    second = Journal(path)  # as after a crash: -wal and -shm are still there
    change(second)
    assert set(rights(tmp_path).values()) == {0o600}
    with second.read() as db:
        assert journal_catalog.highest_number(db) == 7
    second.close()
    first.close()


@posix_only
@pytest.mark.usefixtures("generous")
def test_a_damaged_journal_and_the_new_one_are_private(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(b"not a database" * 1000)
    journal = Journal(path)
    change(journal)
    assert journal.moved_aside is not None and journal.moved_aside.exists()
    assert set(rights(tmp_path).values()) == {0o600}
    journal.close()


def test_a_journal_that_somebody_else_holds_is_not_taken_for_a_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.sqlite"
    first = Journal(path)
    change(first)
    first.close()
    monkeypatch.setattr("engine.journal.PATIENCE", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(TowlineError) as refused:
        Journal(path)
    assert refused.value.word == "disk"
    assert not list(tmp_path.glob("*.damaged-*"))
    holder.close()
    second = Journal(path)
    with second.read() as db:
        assert journal_catalog.highest_number(db) == 7
    second.close()


@pytest.mark.parametrize("seed", range(12))
def test_a_journal_with_garbage_in_it_is_put_aside_or_read(tmp_path: Path, seed: int) -> None:
    """Of some garbage SQLite complains in words that are no text."""
    path, chance = tmp_path / "journal.sqlite", random.Random(seed)
    first = Journal(path)
    with first.write() as db:
        for n in range(2000):
            journal_catalog.note_other(db, n.to_bytes(16))
    first.close()
    content = bytearray(path.read_bytes())
    for _ in range(200):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    path.write_bytes(content)
    second = Journal(path)
    change(second)
    second.close()
