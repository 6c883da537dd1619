"""The story of one send, from the journal's last word to the complete offer.

    paths -scan-> entries -read-> block -seal-> chunk -produce-> [data topic] -acks-> journal -> pages -> offer

Hides: packing small entries, streaming large ones, resuming, files that change while they are read.
Promises (ordering rule): a chunk's place is journaled only after it is acknowledged, and in order of its number; pages and
offers come only from the journal; *stored* is said only after every range was checked against the low watermarks and a
sample was read back. A crash between any two steps is safe: what is not journaled is read, sealed and sent again.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import time
from collections.abc import Generator
from functools import partial
from typing import BinaryIO, Protocol, TypeVar

from engine import bundle, journal_actions, journal_catalog, journal_sends, journal_transfers, keys, points, wire
from engine.api import Cipher, Cluster, Outcome
from engine.api_link import Link, TopicFacts
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.journal_sends import Acked, Closed, Opened
from engine.pace import Both, Pace
from engine.people import People
from engine.seal import EntryDigest, Sealer, piece_digest, suite_number
from engine.send_check import ReadBack
from engine.send_flight import Flight, Hasher, Shipment, SideHash
from engine.send_marks import Standing
from engine.send_mend import Mender
from engine.send_offer import OfferMaker, Port
from engine.source import (
    RACY_SECONDS,
    Changed,
    Found,
    Identity,
    LeftOut,
    Pipe,
    SourceFile,
    identity_now,
    read_small,
    scan,
)
from engine.vault import Vault

T = TypeVar("T")
Steps = Generator[bool, None, T]

SCAN_BATCH = 1000
PROBE_BYTES = 64 * 1024
BUFFERS = 4  # blocks read ahead of the SHA-256 beside the loop


class Loop(Port, Protocol):
    """What a story needs of the sending loop."""

    link: Link
    cluster: Cluster
    journal: Journal
    vault: Vault
    people: People
    hasher: Hasher
    pace: Pace

    def topic(self) -> tuple[str, TopicFacts]:
        """Cluster id and facts of the data topic, not older than a minute. Raises TowlineError."""
        ...

    def standing(self) -> Steps[Standing]:
        """The data topic as it is after this call. Raises TowlineError."""
        ...

    def ensure_numbers(self) -> None:
        """Blocks until no offer number of mine can be given twice. Raises TowlineError."""
        ...

    def read_back(self, wanted: list[ReadBack]) -> None:
        """Begins to look whether these chunks can be read as they were sent; nobody waits."""
        ...

    def seen(self, wanted: list[ReadBack]) -> Steps[bool]:
        """Whether all these chunks can be read as they were sent."""
        ...

    def stream_of(self, send: bytes) -> BinaryIO | None:
        """The bytes of a send from a pipe; None if they are gone."""
        ...


class Story:
    """The story of one send, from the journal's last word on."""

    def __init__(
        self, loop: Loop, transfer: bytes, *, withdrawing: bool = False, too_large: TowlineError | None = None
    ) -> None:
        self.id = transfer
        self.withdrawing = withdrawing
        self.paused = False
        self.draining = False  # waits for a commit
        self.phase = "scanning"
        self._loop = loop
        self._journal = loop.journal
        self._side: Steps[None] | None = None  # a growing revision or a fold, beside the story
        self._growth = bundle.Growth(time.monotonic())
        with self._journal.read() as db:
            self._row = journal_sends.get(db, transfer)
            self._title: str = db.execute("SELECT title FROM transfers WHERE id = ?", (transfer,)).fetchone()["title"]
        self._next_row: int = self._row["next_row"]
        self._begun = False
        self._folded_seq: int = self._row["next_seq"]
        self._shipping_since = 0.0
        self._any_racy = bool(self._row["next_seq"])  # of what an earlier run read nothing is known
        self.limit = Both(self._row["limit_rate"], loop.pace.up)
        self.steps: Steps[None] = self._story()
        if withdrawing:
            self.steps = self._withdrawal()
        elif too_large:
            self.steps = self._shrunk(too_large)

    def close(self) -> None:
        """Ends the steps wherever they are. A story that only was dropped would stand in its own steps, and its file, keys and
        compressors would stay until Python looks for such circles."""
        for steps in (self.steps, self._side):
            if steps:
                steps.close()

    def on_its_way(self) -> bool:
        return self._begun and bool(self.flight)

    def can_shrink(self) -> bool:
        """Whether smaller blocks may help when a record was too large."""
        return self._begun and self._block_size > wire.MIN_BLOCK and not self.withdrawing

    def acked_bytes(self) -> int:
        """Bytes that wait for the next commit; -1: none, not even an empty piece of news."""
        return self.flight.acked_bytes() if self._begun and self.flight.has_acked() else -1

    # --- the story ----------------------------------------------------------------------------------------------------------

    def _story(self) -> Steps[None]:
        yield from self._scan()
        points.passed("send-scanned")
        yield from self._begin()
        points.passed("send-begun")
        while True:
            self.phase = "sending"
            yield from self._beside(self._small_entries())
            if self._any_racy:  # only then may a large entry follow: of all rows only the last may be open
                yield from self._drained()
                yield from self._changed_meanwhile()
            yield from self._beside(self._large_entries())
            yield from self._drained()
            self.phase = "checking"
            if not (yield from self._changed_meanwhile()):
                break
        yield from self._loop.journaled(self._remember_rate)
        yield from self._still_there()
        points.passed("send-checked")
        yield from self._offers.publish(wire.COMPLETE, title=self._title)
        yield from self._loop.journaled(self._finish)
        points.passed("send-finished")

    def _withdrawal(self) -> Steps[None]:
        self.phase = "sending"
        yield from self._begin()
        yield from self._offers.withdraw(title=self._title)

        def withdrawn(db: Db) -> None:
            journal_sends.update(db, self.id, withdraw=0)
            outcome = journal_transfers.get(db, self.id)["outcome"]  # type: ignore[index]
            if outcome == Outcome.STORED:
                journal_transfers.finish(db, self.id, Outcome.WITHDRAWN)
            elif not outcome:  # cancelled, and wanted after all: as a new one
                journal_sends.restart(db, self.id, os.urandom(16), self._row["wanted_block"])

        yield from self._loop.journaled(withdrawn)

    def _finish(self, db: Db) -> None:
        left_out = db.execute("SELECT entries, left_out FROM transfers WHERE id = ?", (self.id,)).fetchone()
        journal_transfers.finish(db, self.id, Outcome.STORED)
        journal_actions.ended(db, self.id)
        if left_out["left_out"]:
            journal_transfers.tell(db, self.id, "left-out", f"{left_out['left_out']} entries were left out.")

    def _scan(self) -> Steps[None]:
        if self._row["scanned"]:
            return
        if self._row["pipe"]:
            yield from self._loop.journaled(lambda db: journal_sends.scanned(db, self.id))
            return
        yield from self._loop.journaled(lambda db: journal_sends.clear_entries(db, self.id))
        found = scan(*(json.loads(self._row[key]) for key in ("paths", "without", "include", "leave_out")))
        n = 0
        while True:
            batch = list(itertools.islice(found, SCAN_BATCH))
            if len(batch) < SCAN_BATCH:
                break
            yield from self._loop.journaled(partial(self._add_entries, n, batch))
            n += len(batch)

        def last(db: Db) -> int:
            journal_sends.add_entries(db, self.id, n, batch)
            journal_sends.scanned(db, self.id)
            return int(db.execute("SELECT entries FROM transfers WHERE id = ?", (self.id,)).fetchone()["entries"])

        if not (yield from self._loop.journaled(last)):
            raise TowlineError("nothing-to-send")

    def _add_entries(self, first: int, batch: list[Found], db: Db) -> None:
        journal_sends.add_entries(db, self.id, first, batch)

    def _begin(self) -> Steps[None]:
        """Everything a bundle is known by on the wire: made once, then read from the journal."""
        cluster_id, topic = self._loop.topic()
        row = self._row
        anew = (row["cluster_id"], row["topic_id"]) != (cluster_id, topic.topic_id)
        if row["transfer_key"] is not None and anew and not self.withdrawing:
            self._know(topic)
            yield from self._start_over(row["wanted_block"], "The topic was made anew.")
        if self._row["transfer_key"] is None:
            yield from self._time_link(topic)
            yield from self._check_retention(topic)
            self._loop.ensure_numbers()
            yield from self._loop.journaled(lambda db: self._begin_bundle(db, cluster_id, topic))
        self._know(topic)
        self._begun = True
        again = self._row["shipped_seq"] - self._row["next_seq"]
        if again > 0:
            yield from self._loop.journaled(lambda db: self._count_again(db, again))

    def _know(self, topic: TopicFacts) -> None:
        """What it is made with, as the journal has it."""
        row, cipher = self._row, Cipher(self._row["cipher"])
        identity = self._loop.people.signer(row["signer"])
        context = keys.context(suite_number(cipher), identity.signing_key, row["offer"], row["block_size"])
        self._keys = keys.derive(self._loop.vault.open(row["transfer_key"], journal_catalog.TRANSFER_KEY), context)
        self._sealer = Sealer(cipher, self._keys, row["compression"])
        self._block_size: int = row["block_size"]
        self._offers = OfferMaker(
            send=self.id, port=self._loop, journal=self._journal, vault=self._loop.vault, cluster=self._loop.cluster,
            topic=topic, identity=identity, cipher=cipher, keys=self._keys, context=context, sealer=self._sealer,
        )  # fmt: skip
        self.flight = Flight(
            self._loop.link, self._sealer, send=self.id, offer=row["offer"], topic=self._loop.cluster.topic,
            partitions=topic.partitions, next_seq=row["next_seq"], next_row=row["next_row"], first_ms=row["first_ms"],
        )  # fmt: skip
        self._mender = Mender(
            self._loop, self.id, offer=row["offer"], offers=self._offers, sealer=self._sealer,
            block_size=self._block_size, partitions=topic.partitions, limit=self.limit,
        )  # fmt: skip
        self._next_row = row["next_row"]

    def _begin_bundle(self, db: Db, cluster_id: str, topic: TopicFacts) -> None:
        row = self._row
        rate = journal_sends.link_rate(db, self._loop.cluster.name)
        block_size = row["wanted_block"] or bundle.block_size_for(rate, topic.max_message_bytes)
        identity = self._loop.people.me()
        cipher = Cipher(row["cipher"])
        transfer_key = keys.PUBLIC_TRANSFER_KEY if cipher is Cipher.SIGNED_ONLY else os.urandom(32)
        suite = suite_number(cipher)
        context = keys.context(suite, identity.signing_key, row["offer"], block_size)
        names = json.loads(journal_sends.get(db, self.id)["recipients"])  # a person may have been renamed meanwhile
        wrapped = self._loop.people.wrap(names, transfer_key, context)
        journal_sends.update(
            db, self.id, transfer_key=self._loop.vault.seal(transfer_key, journal_catalog.TRANSFER_KEY), block_size=block_size,
            cluster_id=cluster_id, topic_id=topic.topic_id, wrapped=wire.encode_rows(wrapped),
            number=journal_catalog.reserve(db), signer=identity.fingerprint, created_ms=int(time.time() * 1000),
        )  # fmt: skip
        journal_sends.mark_large(db, self.id, block_size)
        self._row = journal_sends.get(db, self.id)

    def _time_link(self, topic: TopicFacts) -> Steps[None]:
        """An unknown link is timed with one record of 64 kB that readers skip, unless there is little to send."""
        cluster = self._loop.cluster
        with self._journal.read() as db:
            known = journal_sends.link_rate(db, cluster.name)
            size = journal_transfers.get(db, self.id)["size"]  # type: ignore[index]
        if known or (size <= PROBE_BYTES and not self._row["pipe"]):
            return
        probe = min(PROBE_BYTES, (topic.max_message_bytes or PROBE_BYTES * 2) - bundle.RECORD_OVERHEAD)
        header = wire.pack_header(wire.Header(wire.PROBE, self._row["offer"], 0, bytes(12), probe, False))
        partition = bundle.partition_of(self._row["offer"], 0, topic.partitions)
        started = time.monotonic()
        yield from self._loop.stored(cluster.topic, partition, os.urandom(probe), header=header, key=None)
        rate = probe / max(time.monotonic() - started, 1e-6)
        yield from self._loop.journaled(lambda db: journal_sends.remember_rate(db, cluster.name, rate))

    def _remember_rate(self, db: Db) -> None:
        """What the link did, unless a pipe or a limit was slower than it."""
        took = time.monotonic() - self._shipping_since
        freely = not self._row["pipe"] and self._row["limit_rate"] is None and self.limit.rate is None
        if freely and self._shipping_since and self.flight.journaled_bytes > 4 * PROBE_BYTES:
            journal_sends.remember_rate(db, self._loop.cluster.name, self.flight.journaled_bytes / max(took, 1e-6))

    def _check_retention(self, topic: TopicFacts) -> Steps[None]:
        """A send that would take more than half of what the topic keeps asks first."""
        with self._journal.read() as db:
            size = journal_transfers.get(db, self.id)["size"]  # type: ignore[index]
            rate = journal_sends.link_rate(db, self._loop.cluster.name)
            anyway = journal_sends.get(db, self.id)["anyway"]  # a person may have said so since this story began
        kept = topic.retention_ms
        if rate and kept and kept > 0 and size / rate > kept / 2000 and not anyway:
            raise TowlineError("retention", takes=_long(size / rate), keeps=_long(kept / 1000))
        yield True

    def _count_again(self, db: Db, chunks: int) -> None:
        twice = chunks * self._block_size
        db.execute("UPDATE transfers SET sent_twice = sent_twice + ? WHERE id = ?", (twice, self.id))
        journal_sends.update(db, self.id, shipped_seq=self._row["next_seq"])

    def _start_over(self, wanted_block: int | None, sentence: str) -> Steps[None]:
        """The bundle begins again as a new one, once an offer of it that may stand already, or is on its way, is withdrawn."""
        if (yield from self._loop.journaled(lambda db: journal_sends.get(db, self.id)["revision"])):
            yield from self._offers.withdraw(title=self._title)

        def restart(db: Db) -> None:
            journal_sends.restart(db, self.id, os.urandom(16), wanted_block)
            journal_transfers.tell(db, self.id, "restart", f"{sentence} The bundle starts again as a new one.")
            self._row = journal_sends.get(db, self.id)

        yield from self._loop.journaled(restart)

    def _shrunk(self, error: TowlineError) -> Steps[None]:
        """The cluster refused a record for its size: the bundle is withdrawn and begins again with half the block."""
        yield from self._begin()
        half = max(wire.MIN_BLOCK, self._row["block_size"] // 2)
        told = partial(journal_transfers.tell, verdict="retry", details=error.details)
        yield from self._loop.journaled(lambda db: told(db, self.id, error.word, error.sentence))
        yield from self._start_over(half, f"Blocks are {half:,} bytes now.")
        yield from self._story()

    # --- small entries --------------------------------------------------------------------------------------------------------

    def _small_entries(self) -> Steps[None]:
        """Whole small entries, packed into shared blocks in the order of the scan."""
        block = bytearray(self._block_size)
        used, closed = 0, list[Closed]()
        after = -1
        while True:
            with self._journal.read() as db:
                rows = journal_sends.waiting(db, self.id, large=False, after=after, limit=SCAN_BATCH)
            for row in rows:
                after = row["n"]
                got = yield from self._read_small(row)
                if got is None:
                    continue
                data, identity = got
                if used + len(data) > len(block):
                    yield from self._ship_shared(block, used, closed)
                    used, closed = 0, []
                block[used : used + len(data)] = data
                closed.append(self._closed_small(row, data, identity, used))
                used += len(data)
            if len(rows) < SCAN_BATCH:
                break
        yield from self._ship_shared(block, used, closed)

    def _read_small(self, row: Row) -> Steps[tuple[bytes, Identity | None] | None]:
        """Its bytes and version; None if it was put back or left out."""
        if row["folder"]:
            return b"", _folder_identity(row["source"])
        try:
            return read_small(row["source"], row["path"], self._block_size)
        except Changed:
            yield from self._put_back(row)
        except LeftOut as why:
            text = str(why)
            yield from self._loop.journaled(lambda db: journal_sends.leave_out(db, self.id, row["n"], text))
        return None

    def _put_back(self, row: Row) -> Steps[None]:
        """A file that changed waits at the end once more, with the size it has now."""
        now = identity_now(row["source"])

        def put_back(db: Db) -> None:
            if now is None:
                journal_sends.leave_out(db, self.id, row["n"], "it is no longer there")
            else:
                large = now.size > self._block_size
                journal_sends.changed(db, self.id, row["n"], size=now.size, large=large)
                journal_transfers.tell(db, self.id, "changed", "A file changed while it was read; it is read again.")

        yield from self._loop.journaled(put_back)

    def _closed_small(self, row: Row, data: bytes, identity: Identity | None, at: int) -> Closed:
        digest, sha = b"", b""
        if not row["folder"]:
            whole = EntryDigest()
            if data:
                whole.add(len(data), piece_digest(data))
            digest, sha = whole.value(), hashlib.sha256(data).digest()
        racy = identity is not None and not row["folder"] and identity.racy(time.time())
        self._any_racy |= racy
        seq, at = (self.flight.next_seq, at) if data else (0, 0)
        return Closed(row["n"], self._take_row(), seq, at, len(data), digest, sha, identity or _NO_IDENTITY, racy)

    def _ship_shared(self, block: bytearray, used: int, closed: list[Closed]) -> Steps[None]:
        if used:
            yield from self._room(used)
            self._ship(memoryview(block)[:used], Shipment(0, used, b"", 0, closed=closed))
        elif closed:  # only folders and empty files: nothing to put on the cluster, but the chunks before come first
            yield from self._drained()
            yield from self._loop.journaled(lambda db: self.flight.write(db, Acked(closed=closed)))
        yield True

    # --- large entries --------------------------------------------------------------------------------------------------------

    def _large_entries(self) -> Steps[None]:
        if self._row["pipe"]:
            yield from self._pipe_entry()
            return
        after = -1
        while True:
            with self._journal.read() as db:
                rows = journal_sends.waiting(db, self.id, large=True, after=after, limit=100)
            for row in rows:
                after = row["n"]
                yield from self._large_entry(row)
            if len(rows) < 100:
                return

    def _large_entry(self, row: Row) -> Steps[None]:
        """One large file, from where the journal says it is. A change of it voids what was sent and puts it back."""
        file: SourceFile | None = None
        try:
            file = SourceFile(row["source"], row["path"])
            going_on = row["state"] == journal_sends.OPEN
            if going_on and journal_sends.identity_of(row) != file.identity:
                raise Changed
            yield from self._stream(row, file)
        except Changed:
            yield from self._drained()
            yield from self._put_back(row)
        except LeftOut as why:
            text = str(why)
            yield from self._drained()
            yield from self._loop.journaled(lambda db: journal_sends.leave_out(db, self.id, row["n"], text))
        finally:
            if file:
                file.close()

    def _stream(self, row: Row, file: SourceFile) -> Steps[None]:
        identity = file.identity
        whole = EntryDigest()
        opened: Opened | None = None
        if row["state"] == journal_sends.OPEN:
            entry_row, first_seq, done = row["row"], row["seq"], row["done"]
            self._add_pieces(whole)
        else:
            entry_row, first_seq, done = self._take_row(), self.flight.next_seq, 0
            opened = Opened(row["n"], entry_row, first_seq, identity)
        sha = SideHash(self._loop.hasher) if done == 0 else None
        buffers = [memoryview(bytearray(self._block_size)) for _ in range(BUFFERS if sha else 1)]
        for buffer in itertools.cycle(buffers):
            yield from self._room(self._block_size)
            if sha:
                sha.wait_for(buffer)
            count = file.read_into(buffer, done)
            piece = piece_digest(buffer[:count])
            if count:
                whole.add(count, piece)
            if sha:
                sha.add(buffer, count)
            done += count
            shipment = Shipment(0, count, b"", 0, opened=opened, large=row["n"], large_done=done, piece=piece)
            opened = None
            if done >= identity.size:
                wait_until = time.monotonic() + RACY_SECONDS  # a file's time may be ahead of this computer's clock
                while identity.racy(time.time()) and time.monotonic() < wait_until:
                    yield False  # so fresh that a change might not show in its times yet
                file.check()
                digest, sha256 = whole.value(), sha.value() if sha else b""
                closed = Closed(row["n"], entry_row, first_seq, 0, done, digest, sha256, None, racy=False)
                shipment.closed.append(closed)
            self._ship(buffer[:count], shipment)
            yield True
            if shipment.closed:
                return

    def _add_pieces(self, whole: EntryDigest) -> None:
        """The pieces of the open entry that are on the cluster already: its digest goes on without reading them again."""
        after = -1
        while True:
            with self._journal.read() as db:
                page = journal_sends.pieces(db, self.id, after)
            if not page:
                return
            after = page[-1][0]
            for _, digests in page:
                for n in range(0, len(digests), 32):
                    whole.add(self._block_size, digests[n : n + 32])

    def _pipe_entry(self) -> Steps[None]:
        """Bytes that come once: an entry of unknown length, whose unacknowledged blocks are held by the link."""
        with self._journal.read() as db:
            begun = journal_sends.listed(db, self.id, -1, 1)
        if begun and begun[0]["state"] == journal_sends.CLOSED:
            return
        stream = self._loop.stream_of(self.id)
        if stream is None or begun:
            raise TowlineError("pipe-gone")
        name = json.loads(self._row["paths"])[0]
        yield from self._loop.journaled(lambda db: journal_sends.add_pipe_entry(db, self.id, name))
        pipe = Pipe(stream, self._block_size, self._loop.link.nudge)
        now = time.time_ns()
        identity = Identity(0, now, now, 0, 0, 0o600)
        opened: Opened | None = Opened(0, self._take_row(), self.flight.next_seq, identity)
        whole, sha, done, first_seq = EntryDigest(), hashlib.sha256(), 0, self.flight.next_seq
        while True:
            try:
                block = pipe.take()
            except LeftOut as why:
                raise TowlineError("file", path="the input", reason=why) from why
            if block is None:
                yield False
                continue
            yield from self._room(len(block))
            piece = piece_digest(block)
            sha.update(block)
            done += len(block)
            if block:
                whole.add(len(block), piece)
            shipment = Shipment(0, len(block), b"", 0, opened=opened, large=0, large_done=done, piece=piece)
            opened = None
            if len(block) < self._block_size:
                shipment.closed.append(
                    Closed(0, shipment.opened.row if shipment.opened else self._next_row - 1, first_seq, 0, done,
                           whole.value(), sha.digest(), None, racy=False)
                )  # fmt: skip
            self._ship(memoryview(block), shipment)
            yield True
            if shipment.closed:
                break
        yield from self._drained()
        yield from self._loop.journaled(lambda db: journal_sends.count_entries(db, self.id))  # now its size is known

    # --- shipping --------------------------------------------------------------------------------------------------------

    def _take_row(self) -> int:
        self._next_row += 1
        return self._next_row - 1

    def _room(self, size: int) -> Steps[None]:
        """Waits until `size` more bytes may be on their way."""
        while True:
            self.flight.raise_failed()
            if self.flight.room(size) and not self.limit.wait(time.monotonic()):
                return
            yield False

    def _ship(self, plain: memoryview, shipment: Shipment) -> None:
        """Seals a block and hands it to the link. An empty one (an empty pipe) only carries its news."""
        self.limit.take(len(plain), time.monotonic())
        self._shipping_since = self._shipping_since or time.monotonic()
        self.flight.ship(plain, shipment)

    def _drained(self) -> Steps[None]:
        """Waits until everything shipped is acknowledged and journaled, and no side story is under way."""
        self.draining = True  # the loop commits at once
        while self.flight or self._side:
            self.flight.raise_failed()
            if not self._step_side():
                yield False
        self.draining = False

    def _beside(self, story: Steps[None]) -> Steps[None]:
        """Steps a growing revision or a fold beside the main story."""
        for moved in story:
            self.flight.raise_failed()
            yield moved | self._step_side()

    def _step_side(self) -> bool:
        flight = self.flight
        self._mender.look_at_first(flight.firsts)
        if self._side is None:
            now = time.monotonic()
            if self._growth.due(flight.journaled_bytes, now):
                self._growth.told(flight.journaled_bytes, now)
                self._side = self._offers.publish(wire.GROWING, title=self._title)
            elif flight.journaled_seq - self._folded_seq >= bundle.segment_leaf_rows(self._block_size):
                self._folded_seq = flight.journaled_seq
                self._side = self._offers.fold()
            else:
                return False
        try:
            return next(self._side)
        except StopIteration:
            self._side = None
            return True

    # --- the end ------------------------------------------------------------------------------------------------------------------

    def _changed_meanwhile(self) -> Steps[bool]:
        """Looks once more at files that were modified shortly before they were read; True if any goes again."""
        with self._journal.read() as db:
            racy = journal_sends.racy_entries(db, self.id)
            waiting = db.execute(
                "SELECT COUNT(*) FROM send_entries WHERE send = ? AND state IN (0, 1)", (self.id,)
            ).fetchone()[0]
        for row in racy:
            if identity_now(row["source"]) != journal_sends.identity_of(row):
                yield from self._put_back(row)
                waiting += 1
        yield from self._loop.journaled(lambda db: journal_sends.calm(db, self.id))
        return bool(waiting)

    def _still_there(self) -> Steps[None]:
        """Before *complete*: all of it is on the cluster, or sent again, or the whole bundle starts again."""
        if (yield from self._mender.all_there(self._row["topic_id"])):
            return
        yield from self._start_over(self._row["wanted_block"], "Some of what was sent is no longer on the cluster.")
        raise TowlineError("lost-on-cluster")

    # --- what its errors mean -----------------------------------------------------------------------------------------------

    def fail(self, db: Db, error: TowlineError) -> None:
        """It ends with this error."""
        send = journal_sends.get(db, self.id)
        lasts = send["pipe"] != "" and not self.withdrawing  # what came through a pipe cannot go on
        journal_transfers.finish(db, self.id, Outcome.FAILED, error)
        journal_sends.update(db, self.id, withdraw=int(lasts and send["revision"] > 0))

    def meet(self, db: Db, error: TowlineError) -> None:
        """It waits, then goes on."""
        journal_transfers.set_error(db, self.id, error)

    def anew(self) -> Story:
        """The same story from what the journal holds now."""
        return Story(self._loop, self.id, withdrawing=self.withdrawing)


_NO_IDENTITY = Identity(0, 0, 0, 0, 0, 0)


def _folder_identity(source: str) -> Identity:
    """Times and mode of a folder; one that vanished since the scan still travels, without them."""
    try:
        found = os.stat(source, follow_symlinks=False)
    except OSError:
        return _NO_IDENTITY
    return Identity(0, found.st_mtime_ns, found.st_ctime_ns, found.st_dev, found.st_ino, found.st_mode & 0o777)


def _long(seconds: float) -> str:
    """`5 days`, `7.5 h`"""
    return f"{seconds / 86_400:.0f} days" if seconds >= 2 * 86_400 else f"{seconds / 3600:.1f} h"
