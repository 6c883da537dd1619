"""A Kafka cluster in memory and the link to it: the twin of link.py for tests without a broker.

Hides: logs, watermarks, a thread that acknowledges. Promises: what `api_link.Link` promises, held by the same contract suite
as the real link; and every fault can be switched on at a chosen record, so nothing depends on time. Not for real files:
all records stay in memory.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
import uuid
import zlib
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from engine.api import Cluster, LinkRow
from engine.api_link import Delivery, OffsetGone, Record, TopicFacts
from engine.errors import TowlineError
from engine.meter import MIB

log = logging.getLogger("towline.link")

_WEEK_MS = 7 * 24 * 3600 * 1000


@dataclass
class _Log:
    """One partition. `records` is sorted by offset and may have holes, as after compaction."""

    records: list[Record] = field(default_factory=list)
    low: int = 0
    high: int = 0

    def at(self, offset: int) -> Record | None:
        """The record at `offset`, or the next one after a hole."""
        i = bisect_left(self.records, offset, key=lambda r: r.offset)
        return self.records[i] if i < len(self.records) else None


@dataclass
class _Topic:
    topic_id: bytes
    logs: list[_Log]
    max_message_bytes: int
    retention_ms: int


class MemoryBroker:
    """The cluster: it keeps the records and has the fault switches. Thread-safe.

    With `topic`, that topic (6 partitions), its catalog (1) and receipts (16) exist from the start; "" makes none.
    `describe_configs` False: the limits of a topic are not told, as without that right.
    """

    def __init__(
        self,
        topic: str = "towline",
        *,
        cluster_id: str = "memory-cluster",
        clock: Callable[[], float] = time.time,
        describe_configs: bool = True,
    ) -> None:
        self.changed = threading.Condition()
        self.cluster_id = cluster_id
        self.describe_configs = describe_configs
        self.replication = 1
        self.fault: Callable[[str, int, int], TowlineError | None] | None = None
        self.headers: dict[tuple[str, int, int], tuple[tuple[str, bytes], ...]] = {}  # of records that are not ours
        self._clock = clock
        self._topics: dict[str, _Topic] = {}
        self._state = "answering"
        self._rate: float | None = None
        self._lost_acks = 0
        self._duplicates = 0
        self._without_offset = 0
        if topic:
            names = Cluster("", (), topic)
            self.create(topic, 6)
            self.create(names.catalog_topic, 1)
            self.create(names.receipts_topic, 16)

    # --- topics -------------------------------------------------------------------------------------------------------

    def create(
        self, topic: str, partitions: int = 6, *, max_message_bytes: int = 1_048_588, retention_ms: int = _WEEK_MS
    ) -> None:
        with self.changed:
            logs = [_Log() for _ in range(partitions)]
            self._topics[topic] = _Topic(uuid.uuid4().bytes, logs, max_message_bytes, retention_ms)
            self.changed.notify_all()

    def delete(self, topic: str) -> None:
        with self.changed:
            del self._topics[topic]
            self.changed.notify_all()

    def recreate(self, topic: str) -> None:
        """The same name with another topic id, empty."""
        old = self._topic(topic)
        self.create(topic, len(old.logs), max_message_bytes=old.max_message_bytes, retention_ms=old.retention_ms)

    def grow(self, topic: str, partitions: int) -> None:
        with self.changed:
            logs = self._topic(topic).logs
            logs.extend(_Log() for _ in range(partitions - len(logs)))
            self.changed.notify_all()

    def limit_size(self, topic: str, max_message_bytes: int) -> None:
        with self.changed:
            self._topic(topic).max_message_bytes = max_message_bytes

    def expire(self, topic: str, partition: int, low: int) -> None:
        """Raises the low watermark: what is below is gone."""
        with self.changed:
            part = self._topic(topic).logs[partition]
            part.low = max(part.low, min(low, part.high))
            part.records = [r for r in part.records if r.offset >= part.low]

    def compact(self, topic: str) -> None:
        """Keeps the newest record of each key, as the log cleaner does; tombstones go too."""
        with self.changed:
            for part in self._topic(topic).logs:
                newest = {r.key: r.offset for r in part.records}
                part.records = [r for r in part.records if newest[r.key] == r.offset and r.value is not None]

    def records(self, topic: str, partition: int | None = None) -> list[Record]:
        """What is stored, of one partition or of all, for a test to look at."""
        with self.changed:
            logs = self._topic(topic).logs
            return [r for p, part in enumerate(logs) if partition in (None, p) for r in part.records]

    def append(
        self,
        topic: str,
        partition: int,
        value: bytes | None,
        *,
        header: bytes | None = None,
        key: bytes | None = None,
    ) -> int:
        """Stores a record past every fault switch and link, as a stranger would; its offset."""
        with self.changed:
            part = self._topic(topic).logs[partition]
            offset = part.high
            part.records.append(Record(partition, offset, key, value, header, int(self._clock() * 1000)))
            part.high += 1
            self.changed.notify_all()
            return offset

    def tamper(self, topic: str, record: Record, **change: object) -> None:
        """Replaces fields of one stored record."""
        with self.changed:
            records = self._topic(topic).logs[record.partition].records
            records[records.index(record)] = replace(record, **change)  # type: ignore[arg-type]

    # --- fault switches -----------------------------------------------------------------------------------------------

    def stop_answering(self) -> None:
        """From now on nothing is stored, acknowledged or read, and nobody is told."""
        self._become("silent")

    def refuse(self) -> None:
        """From now on connections are refused."""
        self._become("refusing")

    def answer(self) -> None:
        """Ends `stop_answering` and `refuse`."""
        self._become("answering")

    def lose_acks(self, count: int) -> None:
        """The next `count` records are stored, but their acknowledgement is lost: links produce them again."""
        with self.changed:
            self._lost_acks += count

    def duplicate(self, count: int) -> None:
        """The next `count` records are stored twice; the second one is acknowledged."""
        with self.changed:
            self._duplicates += count

    def forget_offsets(self, count: int) -> None:
        """The next `count` records are stored and acknowledged without an offset: links produce them again."""
        with self.changed:
            self._without_offset += count

    def throttle(self, rate: float | None) -> None:
        """Takes only `rate` bytes per second; None ends it."""
        with self.changed:
            self._rate = rate
            self.changed.notify_all()

    def refuse_records(self, fault: Callable[[str, int, int], TowlineError | None] | None) -> None:
        """`fault(topic, partition, size)` gives each produced record its error, or None for none."""
        with self.changed:
            self.fault = fault
            self.changed.notify_all()

    # --- what links use (with `changed` held) -------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """answering, silent or refusing."""
        return self._state

    @property
    def rate(self) -> float | None:
        return self._rate

    def reach(self, cluster: str) -> None:
        """Raises what a caller meets who needs an answer now."""
        if self._state == "silent":
            raise TowlineError("timeout", cluster=cluster, reason="no answer")
        if self._state == "refusing":
            raise TowlineError("unreachable", cluster=cluster, reason="connection refused")

    def look(self, cluster: str, topic: str) -> list[_Log]:
        """The partitions of a topic; raises as `reach` does, or no-topic."""
        self.reach(cluster)
        if topic not in self._topics:
            raise TowlineError("no-topic", topic=topic, cluster=cluster)
        return self._topics[topic].logs

    def facts(self, cluster: str, topic: str) -> TopicFacts:
        partitions = len(self.look(cluster, topic))
        found = self._topics[topic]
        if not self.describe_configs:
            return TopicFacts(topic, found.topic_id, partitions, replication=self.replication)
        return TopicFacts(
            topic, found.topic_id, partitions, found.max_message_bytes, found.retention_ms, self.replication
        )

    def store(self, cluster: str, job: Job) -> Delivery | None:
        """Stores one record by the switches; None if it must be produced again."""
        size = job.size
        if self.fault and (error := self.fault(job.topic, job.partition, size)):
            return None if error.verdict == "retry" else Delivery(error)
        if job.topic not in self._topics:
            return Delivery(TowlineError("no-topic", topic=job.topic, cluster=cluster))
        if size > self._topics[job.topic].max_message_bytes:
            return Delivery(TowlineError("too-large", size=f"{size:,} bytes"))
        if job.partition >= len(self._topics[job.topic].logs):
            return None  # metadata lags behind a topic that grows
        if job.partition < 0:
            job = job._replace(partition=zlib.crc32(job.key or b"") % len(self._topics[job.topic].logs))
        offset = self.append(job.topic, job.partition, job.value, header=job.header, key=job.key)
        if job.headers:
            self.headers[job.topic, job.partition, offset] = job.headers
        if self._duplicates:
            self._duplicates -= 1
            offset = self.append(job.topic, job.partition, job.value, header=job.header, key=job.key)
        if self._lost_acks:
            self._lost_acks -= 1
            return None
        if self._without_offset:
            self._without_offset -= 1
            return None
        stored = self._topics[job.topic].logs[job.partition].records[-1]
        return Delivery(None, job.partition, offset, stored.timestamp_ms)

    def _become(self, state: str) -> None:
        with self.changed:
            self._state = state
            self.changed.notify_all()

    def _topic(self, topic: str) -> _Topic:
        return self._topics[topic]


class Job(NamedTuple):
    """One record on its way to the broker."""

    topic: str
    partition: int
    value: bytes | None
    done: Callable[[Delivery], None]
    header: bytes | None
    key: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()

    @property
    def size(self) -> int:
        return len(self.value or b"") + len(self.header or b"") + len(self.key or b"")


class MemoryLink:
    """`api_link.Link` to a MemoryBroker. `window`: bytes that may be in flight, constant."""

    def __init__(self, broker: MemoryBroker, name: str = "memory", *, window: int = 32 * MIB) -> None:
        self.name = name
        self.on_refused: Callable[[], None] = lambda: None
        self._broker = broker
        self._window = window
        self._in_flight = 0
        self._queue: deque[Job] = deque()
        self._closed = False
        self._delivered = False
        self._change = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"link {name}", daemon=True)
        self._thread.start()

    def cluster_id(self) -> str:
        with self._broker.changed:
            self._broker.reach(self.name)
            return self._broker.cluster_id

    def facts(self, topic: str, timeout: float = 10.0) -> TopicFacts:  # noqa: ARG002  it answers at once
        with self._broker.changed:
            return self._broker.facts(self.name, topic)

    def watermarks(self, topic: str, timeout: float = 10.0) -> dict[int, tuple[int, int]]:  # noqa: ARG002
        with self._broker.changed:
            return {p: (part.low, part.high) for p, part in enumerate(self._broker.look(self.name, topic))}

    def offsets_at(self, topic: str, at_ms: int, timeout: float = 10.0) -> dict[int, int]:  # noqa: ARG002
        with self._broker.changed:
            logs = enumerate(self._broker.look(self.name, topic))
            return {p: next((r.offset for r in part.records if r.timestamp_ms >= at_ms), part.high) for p, part in logs}

    def produce(
        self,
        topic: str,
        partition: int,
        value: bytes | None,
        done: Callable[[Delivery], None],
        *,
        header: bytes | None = None,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        job = Job(topic, partition, value, done, header, key, tuple(headers))
        with self._broker.changed:
            if self._closed:
                return
            self._queue.append(job)
            self._in_flight += job.size
            self._broker.changed.notify_all()

    def room(self, size: int) -> bool:
        return self._in_flight == 0 or self._in_flight + size <= self._window

    def wait_change(self, timeout: float) -> None:
        self._change.wait(timeout)
        self._change.clear()

    def nudge(self) -> None:
        self._change.set()

    def reader(self, topic: str, *, patient: bool = False, ahead: bool = True) -> MemoryReader:  # noqa: ARG002
        return MemoryReader(self._broker, self.name, topic, patient)

    def row(self) -> LinkRow:
        with self._broker.changed:
            state, why, todo = "connected" if self._delivered else "idle", "", ""
            try:
                self._broker.reach(self.name)
            except TowlineError as error:
                state, why, todo = "failed", error.what, error.todo
            else:
                if self._broker.rate is not None:
                    state = "throttled"
            return LinkRow(self.name, state, why, todo, 0, 0.0, 0.0, 0.0, self._in_flight, self._window)

    def wake(self) -> None:
        self.nudge()

    def close(self) -> None:
        with self._broker.changed:
            self._closed = True
            self._queue.clear()
            self._broker.changed.notify_all()
        if threading.current_thread() is not self._thread:
            self._thread.join()
        self._change.set()

    def _work(self) -> None:
        while (taken := self._take()) is not None:
            job, delivery = taken
            self._delivered = True
            try:
                job.done(delivery)
            except Exception:  # a fault of the caller must not end the deliveries of others
                log.exception("a delivery callback failed")
            self._change.set()

    def _take(self) -> tuple[Job, Delivery] | None:
        """Waits for the next record that has a verdict; None once the link is closed."""
        changed = self._broker.changed
        with changed:
            while True:
                changed.wait_for(lambda: self._closed or (self._queue and self._broker.state == "answering"))
                if self._closed:
                    return None
                job = self._queue.popleft()
                if self._broker.rate is not None:
                    changed.wait_for(lambda: self._closed or self._broker.rate is None, job.size / self._broker.rate)
                delivery = self._broker.store(self.name, job)
                if self._closed:
                    return None
                if delivery is not None:
                    self._in_flight -= job.size
                    return job, delivery
                self._queue.append(job)
                changed.wait(0.01)  # a real link waits before it tries again, too


class MemoryReader:
    """`api_link.Reader`. Partitions take turns record by record."""

    def __init__(self, broker: MemoryBroker, cluster: str, topic: str, patient: bool) -> None:
        self._broker = broker
        self._cluster = cluster
        self._topic = topic
        self._patient = patient
        self._positions: dict[int, int] = {}
        self._untouched: set[int] = set()  # partitions that gave nothing since `want`
        self._turn = itertools.count()

    def want(self, positions: Mapping[int, int]) -> None:
        self._positions = dict(positions)
        self._untouched = set(positions)

    def poll(self, timeout: float) -> Record | None:
        end = time.monotonic() + timeout
        with self._broker.changed:
            while True:
                if self._broker.state == "answering":
                    logs = self._broker.look(self._cluster, self._topic)
                    if record := self._next(logs):
                        return record
                left = end - time.monotonic()
                if left <= 0:
                    self._broker.reach(self._cluster)
                    self._check_ends(logs)
                    return None
                self._broker.changed.wait(left)

    def position(self, partition: int) -> int:
        with self._broker.changed:
            offset = self._positions.get(partition, -1)
            if offset < 0:
                return -1
            part = self._broker.look(self._cluster, self._topic)[partition]
            return offset if part.at(offset) else part.high

    def close(self) -> None:
        self._positions = {}

    def _next(self, logs: list[_Log]) -> Record | None:
        partitions = sorted(self._positions)
        turn = next(self._turn)
        for i in range(len(partitions)):
            partition = partitions[(turn + i) % len(partitions)]
            offset = self._positions[partition]
            if partition >= len(logs) or not logs[partition].low <= offset <= logs[partition].high:
                self._stop(partition)
            if found := logs[partition].at(offset):
                self._positions[partition] = found.offset + 1
                self._untouched.discard(partition)
                return found
        return None

    def _check_ends(self, logs: list[_Log]) -> None:
        """A range that begins at the end is not there, as a range belongs to a record somebody saw stored."""
        if self._patient:
            return
        for partition in sorted(self._untouched):
            if self._positions[partition] >= logs[partition].high:
                self._stop(partition)

    def _stop(self, partition: int) -> None:
        self._untouched.discard(partition)
        raise OffsetGone(partition, self._positions.pop(partition))
