"""A look at the names of entries before anything of them is fetched: what stands there, and what another folder has.

Hides: how a file is copied from folder to folder. Promises: a copy is a file of its own, never a link, and has the digest
that its sender signed, whatever happened meanwhile to the file it was made from; else there is none, and the entry is
fetched. Works beside the loop, with a folder of the caller's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from engine import journal_fetches, journal_people
from engine.api import Exists
from engine.disk import Folder, Part
from engine.errors import TowlineError
from engine.journal import Journal, Row
from engine.journal_fetches import PLACED, WAITING, Settled
from engine.receive_meet import Finished, Meeter, Versions, finished, id_text
from engine.seal import EntryDigest, piece_digest

COPY_BYTES = 64 * 1024 * 1024  # copied in one survey, and a file more


@dataclass(slots=True)
class Surveyed:
    settled: list[Settled] = field(default_factory=list)
    empty: list[Row] = field(default_factory=list)  # files without a byte: nothing needs to come
    copied: list[Finished] = field(default_factory=list)  # whole and durable in their parts
    equal_files: int = 0  # that stood there already
    equal_bytes: int = 0  # of these
    last: int = -1  # the last entry looked at


class Copies:
    """Where the other fetches of the same rule and offer put the same entries."""

    def __init__(self, journal: Journal, fetch: bytes, block_size: int, open_folder: Callable[..., Folder]) -> None:
        self._journal = journal
        self._fetch = fetch
        self._block_size = block_size
        self._open_folder = open_folder

    def into(self, folder: Folder, row: Row, name: str, stop: threading.Event) -> Finished | None:
        """The entry whole in its part `name`, not durable yet; None if no other folder has it as it was signed."""
        with self._journal.read() as db:
            found = journal_fetches.copies_of(db, self._fetch, row["number"])
        for source in found:
            if source["digest"] != row["digest"]:
                continue
            with self._journal.write() as db:  # what the part holds now counts for nothing any more
                journal_fetches.drop_pieces(db, self._fetch, row["number"])
            folder.remove_part(name)
            with (
                suppress(
                    TowlineError
                ),  # that folder is away: the cluster still has it; or this one is full: then it says so
                self._open_folder(source["target"]) as other,
                folder.part(name, row["size"]) as part,
            ):
                if self._copy(other, source["placed_as"], part, row["digest"], stop):
                    part.finish(row["mtime_ns"], row["mode"])
                    file = finished(row, name, id_text(part.file_id))
                    file.copied = True
                    return file
            folder.remove_part(name)
        return None

    def _copy(self, other: Folder, rel: str, part: Part, wanted: bytes, stop: threading.Event) -> bool:
        file = other.open_for_compare(rel)
        if file is None:
            return False
        buffer = memoryview(bytearray(self._block_size))
        digest, at = EntryDigest(), 0
        with file:
            while not stop.is_set():
                filled = 0
                while filled < self._block_size and (got := file.readinto(buffer[filled:])):
                    filled += got
                if not filled:
                    return digest.value() == wanted
                part.write_at(at, buffer[:filled])
                digest.add(filled, piece_digest(buffer[:filled]))
                at += filled
        return False


def survey(
    folder: Folder,
    meeter: Meeter,
    rows: Sequence[Row],
    *,
    last: int,
    copies: Copies | None,
    prefix: str,
    stop: threading.Event,
) -> Surveyed:
    """Looks at these entries, in order, and copies what another folder has: not more than a little at once. `last`: the
    last entry that was asked for. `prefix`: what the names of parts begin with."""
    found = Surveyed(last=last)
    copied = 0
    for n, row in enumerate(rows):
        if stop.is_set() or copied >= COPY_BYTES:
            found.last = rows[n - 1]["number"] if n else row["number"] - 1
            break
        if not row["folder"] and not row["size"]:
            found.settled.append(Settled(row["number"], WAITING))
            found.empty.append(row)
            continue
        settled = meeter.look(folder, row)
        file = None
        if settled.state == WAITING and copies is not None:
            file = copies.into(folder, row, f"{prefix}{row['number']}", stop)
        if file is not None:  # it stays listed until it is named: nobody wants its chunks
            found.copied.append(file)
            copied += file.size
            continue
        found.settled.append(settled)
        if settled.state == PLACED and not row["folder"]:
            found.equal_files += 1
            found.equal_bytes += row["size"]
    if found.copied or found.equal_files:  # whoever wrote these: a receipt says that they are durable
        folder.sync_all()
    folder.sync_folders(())
    return found


def of_rule(journal: Journal, fetch: Row, block_size: int, open_folder: Callable[..., Folder]) -> dict[str, Any]:
    """What the placer of a fetch needs more if a rule began it."""
    if not fetch["rule"]:
        return {}
    with journal.read() as db:
        alone = not journal_fetches.has_family(db, fetch["id"])
        sender = journal_people.newest_key(db, fetch["sender"])
    versions = Versions(
        journal, fetch["rule"], fetch["folder"], sender=sender, number=fetch["number"],
        policy=Exists(fetch["policy"]), block_size=block_size,
    )  # fmt: skip
    copies = None if alone else Copies(journal, fetch["id"], block_size, open_folder)
    return {"inside": fetch["inside"], "versions": versions, "copies": copies}
