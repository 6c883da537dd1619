"""What becomes of originals after they were sent: they are moved or deleted only when others surely have them.

Hides: the thread that reads back, waits for receipts and puts files away. Promises (the ordering rule): nothing is touched
before the bundle is stored and either every chunk of it was read back from a topic with at least two copies, or every
recipient is a named one and signed to have all of it (what I signed myself says nothing: I may have fetched over the very
originals); the proof is in the journal before the first file goes; what is
deleted can still be fetched then, or all have it; a file that is no longer the version that was sent stays; nothing moves
to where the disk of the chosen folder was mounted once. A crash between any two steps is safe: see `disk_originals`.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable

from engine import journal_catalog, journal_originals, journal_receipts, journal_sends, journal_transfers, points
from engine.api import Cluster, transfer_text
from engine.api_link import Link, OffsetGone, Reader
from engine.disk_originals import Stays, give_back, put_away, remove_empty
from engine.errors import TowlineError, Verdict
from engine.journal import Db, Journal, Row
from engine.journal_originals import KEPT, OVER, PROVEN, STAY
from engine.journal_sends import Chunk
from engine.mounts import mount_of
from engine.people import People
from engine.seal import record_digest
from engine.send_offer import TREES, chunk_leaves
from engine.wire import Recipient

log = logging.getLogger("towline.originals")

COPIES = 2  # of the topic, so that reading back proves anything
AGAIN = 30.0  # seconds until what failed is tried again
LOOK = 600.0  # seconds between looks whether what waits for receipts has expired
PATIENCE = 60.0  # seconds without a record after which reading back has failed
GAP = 8  # chunks read through rather than jumped over
BATCH = 64  # files put away in one commit


class Originals:
    """Of the sends of one cluster. `changed` is called after commits."""

    def __init__(
        self, link: Link, cluster: Cluster, journal: Journal, people: People, changed: Callable[[bytes], None]
    ) -> None:
        self._link = link
        self._cluster = cluster
        self._journal = journal
        self._people = people
        self._changed = changed
        self._look = threading.Event()
        self._stop = threading.Event()
        self._reader: Reader | None = None
        self._thread = threading.Thread(target=self._run, name=f"towline-originals-{cluster.name}", daemon=True)

    def start(self) -> None:
        self._look.set()
        self._thread.start()

    def nudge(self) -> None:
        """A send is stored, or a receipt came."""
        self._look.set()

    def end(self) -> None:
        """Tells the thread to end after the file at hand; `stop` waits for it."""
        self._stop.set()
        self._look.set()

    def stop(self, grace: float) -> None:
        self.end()
        self._thread.join(grace)

    # --- the thread -------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        pause: float | None = 0.0
        while not self._stop.is_set():
            self._look.wait(pause)
            self._look.clear()
            try:
                pause = self._pass()
            except TowlineError as error:  # the journal's disk
                log.warning("%s", error.sentence)
                pause = AGAIN
            except Exception:  # a fault must be told, and must not end all putting away for good
                log.exception("fault in putting originals away")
                pause = AGAIN
        if self._reader:
            self._reader.close()

    def _pass(self) -> float | None:
        """Goes through all that waits; seconds until the next pass, None: until something happens."""
        with self._journal.read() as db:
            rows = journal_originals.due(db, self._cluster.name)
        pause = LOOK if rows else None
        for row in rows:
            if self._stop.is_set():
                break
            try:
                self._deal_with(row)
            except TowlineError as error:
                log.info("originals of %s wait: %s", transfer_text(row["send"]), error.word)
                self._tell(row["send"], error.word, error.sentence)
                pause = AGAIN
            except Exception:  # a fault in one must not end the others
                log.exception("fault with the originals of %s", transfer_text(row["send"]))
                pause = AGAIN
        return pause

    def _deal_with(self, row: Row) -> None:
        if row["withdrawn"]:
            self._give_back(row)
            self._stay(row, KEPT, "The originals stay: the bundle was withdrawn.")
            return
        proven = row["state"] == PROVEN
        if not proven and not self._proven(row):
            return
        if row["way"] == "move":
            self._check_folder(row)
        if proven and row["way"] == "delete" and _is_over(row) and not self._received(row):
            self._give_back(row)  # what was proven before this engine began is no longer so
            self._stay(row)
            return
        self._put_all_away(row)

    def _check_folder(self, row: Row) -> None:
        """Raises folder-away, or disk-not-mounted, which a person is asked about."""
        send, folder = row["send"], row["folder"]
        if not os.path.isdir(folder):
            self._give_back(row)
            raise TowlineError("folder-away", folder=folder)
        with self._journal.read() as db:
            known = journal_originals.mount(db, folder)
        if _is_unmounted(folder, known):
            self._give_back(row)
            with self._journal.write() as db:
                journal_originals.asks(db, send)
            self._changed(send)
            raise TowlineError("disk-not-mounted", folder=folder)
        note_folders(self._journal, [f"move:{folder}"])
        if row["asked"]:
            with self._journal.write() as db:
                journal_originals.update(db, send, asked=0)
            self._changed(send)

    def _give_back(self, row: Row) -> None:
        """The one original that was on its way when an engine ended gets its name back, or its entry says where it is."""
        with self._journal.read() as db:
            files = journal_originals.files(db, row["send"], row["next_n"], BATCH)
        for file in files:
            try:
                give_back(file["source"], _mark(row["send"], file["n"]))
            except Stays as why:
                with self._journal.write() as db:
                    journal_originals.stays(db, row["send"], file["n"], f"the original {why}")

    def _stay(
        self, row: Row, state: int = STAY, text: str = "The originals stay: the bundle expired before all had it."
    ) -> None:
        with self._journal.write() as db:
            journal_originals.update(db, row["send"], state=state, asked=0)
            journal_transfers.tell(db, row["send"], "originals", text)
        self._changed(row["send"])

    # --- proof ------------------------------------------------------------------------------------------------------------

    def _proven(self, row: Row) -> bool:
        send = row["send"]
        how = (
            "everything was read back"
            if self._read_back(row)
            else "all have signed for it"
            if self._received(row)
            else ""
        )
        if how:
            with self._journal.write() as db:
                journal_originals.update(db, send, state=PROVEN)
                journal_transfers.tell(db, send, "originals", f"The originals may go: {how}.")
            points.passed("originals-proven")
        elif _is_over(row):
            self._stay(row)
        return bool(how)

    def _read_back(self, row: Row) -> bool:
        """Whether every chunk can be read from a topic with copies. Raises TowlineError for what may be different later."""
        if row["alone"]:
            return False
        send, why = row["send"], ""
        with self._journal.read() as db:
            topic_id = journal_sends.get(db, send)["topic_id"]
        facts = self._link.facts(self._cluster.topic)
        if facts.replication < COPIES:
            why = "the topic keeps a single copy"
        elif facts.topic_id != topic_id:
            why = "the topic was made anew"
        else:
            try:
                for start, chunks in chunk_leaves(self._journal, send, row["checked"]):
                    if not self._seen(chunks):
                        why = "some of it could not be read back"
                        break
                    with self._journal.write() as db:
                        journal_originals.update(db, send, checked=start + len(chunks))
                if not why and not self._seen(self._pages(send)):
                    why = "some of its pages could not be read back"
            except TowlineError as error:
                if error.verdict is not Verdict.FAIL:
                    raise
                why = error.what.rstrip(".")
        if why:
            with self._journal.write() as db:
                journal_originals.update(db, send, alone=1)
                text = f"The originals wait until all have signed for it: {why}."
                if not self._others(db, send):
                    text += " You are the only one it was sealed to, and your own receipt says nothing."
                journal_transfers.tell(db, send, "originals", text)
        return not why

    def _pages(self, send: bytes) -> list[Chunk]:
        """All pages without which nobody finds the chunks: full leaves, and what the offer itself names."""
        with self._journal.read() as db:
            stored = journal_catalog.my_offer(db, journal_sends.get(db, send)["offer"])
            leaves = [leaf for tree in TREES for leaf in journal_sends.leaves(db, send, tree)]
        if stored is None:
            raise TowlineError("lost-on-cluster")
        named = [*stored.offer.segments, *stored.offer.entries, *stored.offer.sums]
        places = {(leaf["partition"], leaf["offset"]): leaf["digest"] for leaf in leaves}
        places |= {(ref.partition, ref.offset): ref.digest for ref in named}
        return [Chunk(0, partition, offset, 0, digest) for (partition, offset), digest in places.items()]

    def _seen(self, chunks: Iterable[Chunk]) -> bool:
        """Whether all these chunks can be read as they were sent."""
        todo: dict[int, deque[Chunk]] = {}
        for chunk in sorted(chunks, key=lambda c: (c.partition, c.offset)):
            todo.setdefault(chunk.partition, deque()).append(chunk)
        if self._reader is None:
            self._reader = self._link.reader(self._cluster.topic)
        reader = self._reader
        try:
            reader.want({partition: left[0].offset for partition, left in todo.items()})
            until = time.monotonic() + PATIENCE
            while todo:
                if self._stop.is_set() or time.monotonic() > until:
                    raise TowlineError("timeout", cluster=self._cluster.name, reason="reading back was interrupted")
                try:
                    record = reader.poll(0.5)
                except OffsetGone:
                    return False
                except TowlineError as error:
                    if error.verdict is not Verdict.RETRY:
                        raise
                    continue
                if record is None or record.partition not in todo:
                    continue
                until = time.monotonic() + PATIENCE
                left = todo[record.partition]
                if record.offset < left[0].offset:
                    continue
                wanted = left.popleft()
                if (
                    record.offset != wanted.offset
                    or record_digest(record.header or b"", record.value or b"") != wanted.digest
                ):
                    return False
                if not left:
                    del todo[record.partition]
                elif left[0].offset - record.offset > GAP:
                    reader.want({partition: rest[0].offset for partition, rest in todo.items()})
        finally:
            reader.want({})
        return True

    def _received(self, row: Row) -> bool:
        """Whether all others that it was sealed to are named ones and signed to have all of it, at least one of them."""
        with self._journal.read() as db:
            others = self._others(db, row["send"])
            if not others or any(each.team for each in others):
                return False
            offer = journal_sends.get(db, row["send"])["offer"]
            have = {each.reader: each.entries for each in journal_receipts.received_by(db, offer)}
            return all(
                each.key_id in have and journal_sends.covered(db, row["send"], have[each.key_id])[0] for each in others
            )

    def _others(self, db: Db, send: bytes) -> list[Recipient]:
        """Whom a bundle was sealed to beside me."""
        stored = journal_catalog.my_offer(db, journal_sends.get(db, send)["offer"])
        if stored is None:
            return []
        return [each for each in stored.offer.recipients if self._people.identity(each.key_id) is None]

    # --- putting away -----------------------------------------------------------------------------------------------------

    def _put_all_away(self, row: Row) -> None:
        send, next_n, gone, stay = row["send"], row["next_n"], row["gone"], row["stay"]
        while not self._stop.is_set():
            with self._journal.read() as db:
                if not journal_originals.still_stored(db, send):
                    return  # withdrawn meanwhile
                files = journal_originals.files(db, send, next_n, BATCH)
            stays: list[tuple[int, str]] = []  # what their entries say
            try:
                for file in files:
                    if self._stop.is_set():
                        return
                    identity, mark = journal_sends.identity_of(file), _mark(send, file["n"])
                    try:
                        put_away(file["source"], identity, mark, row["folder"], file["path"])
                        gone += 1
                        if file["why"]:  # it had not got its name back before
                            stays.append((file["n"], ""))
                    except Stays as why:
                        stays.append((file["n"], f"the original {why}"))
                        stay += 1
                    next_n = file["n"] + 1
            finally:
                with self._journal.write() as db:
                    journal_originals.update(db, send, next_n=next_n, gone=gone, stay=stay)
                    for n, reason in stays:
                        journal_originals.stays(db, send, n, reason)
            points.passed("originals-journaled")
            if len(files) < BATCH:
                self._end(row, gone, stay)
                return

    def _end(self, row: Row, gone: int, stay: int) -> None:
        send = row["send"]
        with self._journal.read() as db:
            folders = journal_originals.folders(db, send) if row["tidy"] else []
        for folder in folders:
            remove_empty(folder)
        with self._journal.write() as db:
            journal_originals.update(db, send, state=OVER)
            text = f"{_originals(gone)} {'were' if gone != 1 else 'was'} {_DONE[row['way']]}"
            text += f"; {stay:,} {'stay' if stay != 1 else 'stays'}, see the files." if stay else "."
            journal_transfers.tell(db, send, "originals", text)
        self._changed(send)

    def _tell(self, send: bytes, word: str, sentence: str) -> None:
        """Once for each thing that stands in the way."""
        with self._journal.write() as db:
            story = journal_transfers.story(db, send, limit=1)
            if not story or story[-1].sentence != sentence:
                journal_transfers.tell(db, send, word, sentence)


def note_folders(journal: Journal, choices: Iterable[str]) -> None:
    """Remembers where the disks of folders are mounted that originals shall move to; `choices`: as in Choices.after."""
    folders = {
        folder for way, folder in map(journal_originals.way_of, choices) if way == "move" and os.path.isdir(folder)
    }
    with journal.read() as db:
        known = {folder: journal_originals.mount(db, folder) for folder in folders}
    found = {folder: mount_of(folder) for folder in folders if not _is_unmounted(folder, known[folder])}
    if found.items() - known.items():
        with journal.write() as db:
            for folder, mount in found.items():
                journal_originals.set_mount(db, folder, mount)


def _is_unmounted(folder: str, known: str) -> bool:
    """Whether a folder stands on the disk above the place where its own one was mounted. `known`: that place, or ""."""
    return bool(known) and known.startswith(os.path.join(mount_of(folder), "")) and not os.path.ismount(known)


def check_after(after: str, pipe: str = "") -> None:
    """Raises usage for what cannot be done with the originals of a send."""
    way, folder = journal_originals.way_of(after)
    if way not in ("", "keep", "delete", "move"):
        what, todo = f"{after!r} cannot be done with originals.", "Choose keep, delete or move:FOLDER."
    elif way == "move" and not os.path.isabs(folder):
        what, todo = f"{folder!r} is not a whole path.", "Name the folder that the originals move to."
    elif way == "move" and not os.path.isdir(folder):
        what, todo = f"There is no folder {folder!r} for the originals.", "Make it, or choose another one."
    elif way in ("delete", "move") and pipe:
        what, todo = "What comes through a pipe has no original.", "Leave out --after."
    else:
        return
    raise TowlineError("usage", what=what, todo=todo)


_DONE = {"delete": "deleted", "move": "moved"}


def _is_over(row: Row) -> bool:
    """Whether nobody can fetch the bundle any more."""
    return bool(row["expires_ms"]) and row["expires_ms"] < time.time() * 1000


def words(row: Row | None) -> str:
    """What becomes of the originals of a send, as a sentence; "" if they are simply kept."""
    if row is None:
        return ""
    where = f" to {row['folder']}" if row["way"] == "move" else ""
    match row["state"]:
        case journal_originals.OVER:
            stay = f"; {row['stay']:,} changed or could not go, and stay" if row["stay"] else ""
            return f"{_originals(row['gone'])} {_DONE[row['way']]}{where}{stay}."
        case journal_originals.STAY:
            return "They stay: the bundle expired before all recipients had it."
        case journal_originals.KEPT:
            return "They stay, as you said."
        case _ if row["asked"]:
            return f"They wait: the disk that {row['folder']} is on is not mounted."
        case journal_originals.PROVEN:
            return f"They are being {_DONE[row['way']]}{where}."
        case _ if row["alone"]:
            return f"They will be {_DONE[row['way']]}{where} once all recipients have signed for them."
    return f"They will be {_DONE[row['way']]}{where} once everything was read back."


def _originals(count: int) -> str:
    return f"{count:,} original" + ("s" if count != 1 else "")


def _mark(send: bytes, n: int) -> str:
    return f"{send[:6].hex()}-{n}"
