"""What journal.py promises of its file: private, durable, and made anew when it was damaged."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import journal_catalog
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
