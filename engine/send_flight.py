"""What one send has on its way: sealed chunks between the file and the journal, and the SHA-256 beside them.

Hides: sealing, numbering, the order in which acknowledgements are journaled.
Promises: `write_acked` journals only chunks that are acknowledged, in unbroken order of their number, together with what
became of entries by them; `seq` is given at sealing and never again to another block.
"""

from __future__ import annotations

import hashlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from engine import bundle, journal_sends, points, wire
from engine.api_link import Delivery, Link
from engine.journal import Db
from engine.journal_sends import Acked, Chunk, Closed, Opened
from engine.meter import Rate
from engine.seal import Sealer

MOST_BEYOND = 48 * 1024 * 1024  # sealed but not yet journaled: what a stuck partition may hold back
SLOW_LINK = 5_000_000  # bytes/s below which automatic compression works harder


@dataclass(slots=True)
class Shipment:
    """A sealed chunk on its way. `delivery` is set by the link's thread."""

    seq: int
    plain: int
    digest: bytes
    saved: int
    opened: Opened | None = None
    closed: list[Closed] = field(default_factory=list)
    large: int | None = None
    large_done: int = 0
    piece: bytes = b""
    delivery: Delivery | None = None

    def done(self, delivery: Delivery) -> None:
        if delivery.error is None:
            points.passed("send-acked")
        self.delivery = delivery


class Flight:
    """The chunks on their way. `offer`: transfer id on the wire; numbers go on at `next_seq` and `next_row`."""

    def __init__(
        self,
        link: Link,
        sealer: Sealer,
        *,
        send: bytes,
        offer: bytes,
        topic: str,
        partitions: int,
        next_seq: int,
        next_row: int,
        first_ms: int,
    ) -> None:
        self.next_seq = next_seq
        self.journaled_seq = next_seq
        self.journaled_bytes = 0  # since this flight began
        self.rate = Rate()
        self.firsts: dict[int, Chunk] = {}  # of each partition, of what was journaled since this flight began
        self._journaled_row = next_row
        self._first_ms = first_ms
        self._link = link
        self._sealer = sealer
        self._send = send
        self._offer = offer
        self._topic = topic
        self._partitions = partitions
        self._shipments: deque[Shipment] = deque()
        self._bytes = 0
        self._acked = self._acked_bytes = 0  # shipments from the first on that are known to be acknowledged
        self._slow = False

    def __len__(self) -> int:
        return len(self._shipments)

    @property
    def in_flight(self) -> int:
        """Plain bytes that are not yet journaled as stored."""
        return self._bytes

    def room(self, size: int) -> bool:
        return self._bytes + size <= MOST_BEYOND and self._link.room(size)

    def ship(self, plain: memoryview, shipment: Shipment) -> None:
        """Seals a block and hands it to the link. An empty one (an empty pipe) only carries its news."""
        self._shipments.append(shipment)
        if not plain:
            shipment.seq, shipment.delivery = -1, Delivery(None)
            return
        shipment.seq = self.next_seq
        self.next_seq += 1
        sealed = self._sealer.seal(wire.CHUNK, self._offer, shipment.seq, plain, slow=self._slow)
        shipment.digest = sealed.digest
        shipment.saved = max(0, len(plain) - len(sealed.value))
        partition = bundle.partition_of(self._offer, shipment.seq, self._partitions)
        self._bytes += shipment.plain
        self._link.produce(self._topic, partition, sealed.value, shipment.done, header=sealed.header)
        points.passed("send-shipped")

    def raise_failed(self) -> None:
        """Raises the error of the oldest shipment, if it has one."""
        if self._shipments and (delivery := self._shipments[0].delivery) and delivery.error:
            raise delivery.error

    def has_acked(self) -> bool:
        return bool(self._shipments) and _acked(self._shipments[0])

    def acked_bytes(self) -> int:
        """Plain bytes that are acknowledged, in unbroken order of their number, and wait to be journaled."""
        while self._acked < len(self._shipments) and _acked(self._shipments[self._acked]):
            self._acked_bytes += self._shipments[self._acked].plain
            self._acked += 1
        return self._acked_bytes

    def write_acked(self, db: Db) -> None:
        """Journals the acknowledged chunks that stand in unbroken order."""
        self._slow = 0 < self._link.row().up < SLOW_LINK
        news = Acked()
        while self._shipments and _acked(self._shipments[0]):
            shipment = self._shipments.popleft()
            if shipment.opened:
                news.opened.append(shipment.opened)
            if shipment.large is not None:
                if not news.pieces:
                    news.pieces_from = shipment.seq
                news.large, news.large_done = shipment.large, shipment.large_done
                news.pieces += shipment.piece
            if shipment.closed:
                news.closed += shipment.closed
                news.pieces.clear()
            if shipment.seq >= 0 and shipment.delivery:
                self._landed(shipment, shipment.delivery, news)
        self._acked = self._acked_bytes = 0
        self.write(db, news)

    def _landed(self, shipment: Shipment, delivery: Delivery, news: Acked) -> None:
        chunk = Chunk(shipment.seq, delivery.partition, delivery.offset, shipment.plain, shipment.digest)
        news.chunks.append(chunk)
        self.firsts.setdefault(delivery.partition, chunk)
        news.saved += shipment.saved
        self._bytes -= shipment.plain
        self.journaled_bytes += shipment.plain
        self.journaled_seq = shipment.seq + 1
        self.rate.add(shipment.plain, time.monotonic())
        if delivery.timestamp_ms and (not self._first_ms or delivery.timestamp_ms < self._first_ms):
            self._first_ms = delivery.timestamp_ms

    def write(self, db: Db, news: Acked) -> None:
        """Journals news, also such as no chunk carries (folders, empty files)."""
        rows = [closed.row + 1 for closed in news.closed] + [opened.row + 1 for opened in news.opened]
        self._journaled_row = max([self._journaled_row, *rows])
        journal_sends.acked(
            db, self._send, news, next_seq=self.journaled_seq, shipped_seq=self.next_seq,
            next_row=self._journaled_row, first_ms=self._first_ms,
        )  # fmt: skip


def _acked(shipment: Shipment) -> bool:
    return shipment.delivery is not None and shipment.delivery.error is None


class Hasher:
    """One thread that computes SHA-256 beside the sending loop: what `sha256sum` will print."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def add(self, job: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="towline-sha256", daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def stop(self) -> None:
        if self._thread:
            self._jobs.put(None)

    def _run(self) -> None:
        while job := self._jobs.get():
            job()


class SideHash:
    """The SHA-256 of one file, fed with buffers that must not change until they are hashed."""

    def __init__(self, hasher: Hasher) -> None:
        self._hasher = hasher
        self._sha = hashlib.sha256()
        self._busy: dict[int, threading.Event] = {}

    def wait_for(self, buffer: memoryview) -> None:
        """Waits until `buffer` may be filled again."""
        if event := self._busy.get(id(buffer)):
            event.wait()

    def add(self, buffer: memoryview, count: int) -> None:
        event = self._busy[id(buffer)] = threading.Event()

        def job() -> None:
            self._sha.update(buffer[:count])
            event.set()

        self._hasher.add(job)

    def value(self) -> bytes:
        for event in self._busy.values():
            event.wait()
        return self._sha.digest()
