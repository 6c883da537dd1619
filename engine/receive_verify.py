"""Reading what was fetched once more: does every file still hold what its sender signed?"""

from __future__ import annotations

import threading
from contextlib import ExitStack

from engine import journal_fetches, journal_transfers
from engine.api import EntryRow, Kind
from engine.disk import Folder
from engine.errors import TowlineError
from engine.journal import Journal, Row
from engine.journal_fetches import PLACED
from engine.receive_meet import read_digest


def verify_fetch(journal: Journal, fetch: bytes, stop: threading.Event) -> list[EntryRow]:
    """Reads every file in place again and compares it with what its sender signed.

    `state` is `in place`, `changed` or `failed` (with why) for what was in place, and as it was for the rest. The
    SHA-256 is that of the file as read. Blocks as long as reading takes, or until `stop`; raises TowlineError.
    """
    with journal.read() as db:
        known = journal_transfers.get(db, fetch)
        if known is None or known["kind"] != Kind.FETCH:
            todo = "Only fetched files are compared with what their sender signed."
            raise TowlineError("usage", what="This was sent from here, not fetched.", todo=todo)
        row = journal_fetches.get(db, fetch)
    rows: list[EntryRow] = []
    after = -1
    with ExitStack() as opened:
        folders: dict[str, Folder | TowlineError] = {row["folder"]: opened.enter_context(Folder(row["folder"]))}
        while True:
            with journal.read() as db:
                entries = journal_fetches.rows_after(db, fetch, after, limit=1000)
            for entry in entries:
                root = entry["root"] or row["folder"]
                if root not in folders:
                    folders[root] = _other(root, opened)
                rows.append(_verified(folders[root], entry, row["block_size"], stop))
                if stop.is_set():
                    raise TowlineError("door", reason="it is ending")
            if not entries:
                return rows
            after = entries[-1]["number"]


def _other(root: str, opened: ExitStack) -> Folder | TowlineError:
    """The folder before a person chose another one on the way; it may be away."""
    try:
        return opened.enter_context(Folder(root))
    except TowlineError as error:
        return error


def _verified(folder: Folder | TowlineError, entry: Row, block_size: int, stop: threading.Event) -> EntryRow:
    if entry["state"] != PLACED:
        return journal_fetches.entry_row(entry)
    if isinstance(folder, TowlineError):
        return journal_fetches.entry_row(entry, state="failed", why=folder.what)
    if entry["folder"]:
        try:
            facts = folder.stat(entry["placed_as"])
        except FileExistsError:
            facts = None
        if facts is not None and facts.is_folder:
            return journal_fetches.entry_row(entry)
        return journal_fetches.entry_row(entry, state="failed", why="it is no longer there")
    try:
        found = read_digest(folder, entry["placed_as"], block_size, sha256=True, stop=stop)
    except FileExistsError:
        found = None
    if found is None:
        return journal_fetches.entry_row(entry, state="failed", why="it is no longer there")
    digest, sha256 = found
    if digest != entry["digest"]:
        return journal_fetches.entry_row(entry, state="changed", why="it is not what its sender signed", sha256=sha256)
    return journal_fetches.entry_row(entry, sha256=sha256)
