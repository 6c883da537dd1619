"""What send, receive and catalog need of a Kafka cluster: the protocol of a link, of its readers, and what they hand over.

Hides nothing and does nothing: `link.py` keeps it with librdkafka, `link_memory.py` in memory, both held by
tests/link_contract.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.api import LinkRow
from engine.errors import TowlineError


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one produced record: `error` is None and partition, offset (>= 0) and broker time are known;
    or `error` is set and the record is not on the cluster as far as anyone knows."""

    error: TowlineError | None
    partition: int = -1
    offset: int = -1
    timestamp_ms: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One record as read. `header`: the bytes of its one `t` header; None if there is none or more than one."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    header: bytes | None
    timestamp_ms: int


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """`topic_id`: 16 bytes, empty if the cluster tells none. Unknown limits (no DescribeConfigs right) are None."""

    name: str
    topic_id: bytes
    partitions: int
    max_message_bytes: int | None = None
    retention_ms: int | None = None
    replication: int = 1


class Reader(Protocol):
    """Reads one topic at chosen offsets. Belongs to one thread; keep and re-use it."""

    def want(self, positions: Mapping[int, int]) -> None:
        """Goes on at exactly these offsets (partition → offset); partitions not named are no longer read."""

    def poll(self, timeout: float) -> Record | None:
        """The next record, or None if none came in time.

        Raises OffsetGone, or TowlineError for what the link met; with verdict *retry* the reader mends itself: poll again.
        """

    def position(self, partition: int) -> int:
        """The offset it stands at: as wanted, or behind what it gave, and behind what is no record at the end; -1 if it
        does not read there."""

    def close(self) -> None: ...


class OffsetGone(Exception):
    """The wanted offset of `partition` is below the low watermark or past the end: nothing was skipped.

    The reader stopped reading that partition; the caller calls `want` again without or beyond it.
    """

    def __init__(self, partition: int, offset: int) -> None:
        super().__init__(f"partition {partition} has no offset {offset}")
        self.partition = partition
        self.offset = offset


class Link(Protocol):
    """The connection to one cluster. Thread-safe but for the readers it makes.

    `on_refused`: called from a thread of the link, again and again, while the cluster refuses the sign-in.
    """

    name: str
    on_refused: Callable[[], None]

    def cluster_id(self) -> str:
        """Blocks up to 10 s; raises TowlineError. So do `facts`, `watermarks` and `offsets_at`, which may be given less."""

    def facts(self, topic: str, timeout: float = 10.0) -> TopicFacts: ...

    def watermarks(self, topic: str, timeout: float = 10.0) -> dict[int, tuple[int, int]]:
        """Partition → (low, high); high is the offset the next record will get."""

    def offsets_at(self, topic: str, at_ms: int, timeout: float = 10.0) -> dict[int, int]:
        """Partition → the first offset with that broker time or a later one; where there is none, its end."""

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
        """Takes one record at once and never blocks; `header` is `t`, `headers` are others, of records that are not ours.
        Partition -1: by the key, as Kafka's own clients choose it. `done` is called exactly once, from the link's own thread.

        Every retry is the link's: broken connections, rebuilt producers and reports without an offset are produced again
        until they are stored, the link is closed (`done` is not called then) or the verdict is not *retry*.
        """

    def room(self, size: int) -> bool:
        """Whether `size` more bytes may be in flight now (adaptive; an empty link always has room for one record)."""

    def wait_change(self, timeout: float) -> None:
        """Sleeps until a delivery came, `nudge` was called or the time is over."""

    def nudge(self) -> None:
        """Wakes whoever sleeps in `wait_change`."""

    def reader(self, topic: str, *, patient: bool = False, ahead: bool = True) -> Reader:
        """`patient`: long polls, for tailing the catalog, and the end of a partition is a place to wait at.

        Otherwise tuned for jumping between ranges; then a wanted offset that is still the end counts as gone.
        `ahead` False: for single records here and there; a slow line carries little that nobody asked for.
        """

    def row(self) -> LinkRow: ...

    def wake(self) -> None:
        """After sleep or a change of network: connections are rebuilt and backoffs start anew."""

    def close(self) -> None:
        """Ends within 5 s whatever the broker does; what is not acknowledged by then is as if it was never produced."""
