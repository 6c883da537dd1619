"""What the queues do now, counted from transfer rows as they come.

Hides: which of 100,000 open sends belong to which queue, and how a rate is seen in bytes that grow. Promises: a row costs
the same however many there are; nothing here asks the engine or paints.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.api import Kind, TransferRow

SECONDS = 4.0  # of growth that a rate is made from
LEAST = 0.4  # seconds of growth before there is a rate

_DOING = {
    "scanning": "sending", "sending": "sending", "checking": "sending", "retrying": "retrying", "paused": "paused",
    "needs-you": "needs-you",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class QueueState:
    """Open sends of one queue by what they do. `rate`: bytes a second; `part`: 0..1 of what is being sent, or None."""

    sending: int = 0
    retrying: int = 0
    waiting: int = 0
    paused: int = 0
    needs_you: int = 0
    rate: float = 0.0
    part: float | None = None

    @property
    def open(self) -> int:
        return self.sending + self.retrying + self.waiting + self.paused + self.needs_you


@dataclass(slots=True)
class _Tally:
    doing: dict[str, str] = field(default_factory=dict)  # id → sending, retrying, waiting, paused, needs-you
    counts: Counter[str] = field(default_factory=Counter)
    moving: dict[str, tuple[int, int]] = field(default_factory=dict)  # id → done, size; of what is being sent
    grown: int = 0
    looks: deque[tuple[float, int]] = field(default_factory=deque)  # (when, grown)

    def rate(self) -> float:
        if len(self.looks) < 2:
            return 0.0
        (since, before), (now, grown) = self.looks[0], self.looks[-1]
        return (grown - before) / (now - since) if now - since >= LEAST else 0.0


class QueueStates:
    """By the name of a queue; one that nothing is known of is empty."""

    def __init__(self) -> None:
        self._queues: dict[str, _Tally] = {}
        self._queue_of: dict[str, str] = {}

    def put(self, rows: Iterable[TransferRow]) -> None:
        """Rows as they are now; fetches, and sends without a queue, are passed over."""
        for row in rows:
            if row.kind is not Kind.SEND or not row.queue:
                continue
            if row.outcome:
                self.drop(row.id)
                continue
            tally = self._queues.setdefault(row.queue, _Tally())
            self._queue_of[row.id] = row.queue
            doing = _DOING.get(row.state, "waiting")
            before = tally.doing.get(row.id)
            if before != doing:
                tally.counts[doing] += 1
                if before is not None:
                    tally.counts[before] -= 1
                tally.doing[row.id] = doing
            known = tally.moving.get(row.id)
            if known is not None:
                tally.grown += max(0, row.done - known[0])
            if doing == "sending":
                tally.moving[row.id] = (row.done, row.size)
            else:
                tally.moving.pop(row.id, None)

    def drop(self, id: str) -> None:
        """It ended or is gone."""
        queue = self._queue_of.pop(id, "")
        if queue:
            tally = self._queues[queue]
            done, size = tally.moving.pop(id, (0, 0))
            tally.grown += max(0, size - done)
            tally.counts[tally.doing.pop(id)] -= 1

    def look(self, at: float) -> None:
        """Notes how far all came by that time (Unix time): rates are the growth between such looks."""
        for tally in self._queues.values():
            if not tally.moving:
                tally.looks.clear()
                continue
            tally.looks.append((at, tally.grown))
            while len(tally.looks) > 2 and tally.looks[0][0] < at - SECONDS:
                tally.looks.popleft()

    def state(self, queue: str) -> QueueState:
        tally = self._queues.get(queue)
        if tally is None:
            return QueueState()
        size = sum(size for _, size in tally.moving.values())
        done = sum(done for done, _ in tally.moving.values())
        return QueueState(
            sending=tally.counts["sending"],
            retrying=tally.counts["retrying"],
            waiting=tally.counts["waiting"],
            paused=tally.counts["paused"],
            needs_you=tally.counts["needs-you"],
            rate=tally.rate(),
            part=min(done / size, 0.999) if size else None,
        )

    def ids(self, queue: str, *, paused: bool) -> list[str]:
        """The open sends of a queue that are paused, or those that are not."""
        tally = self._queues.get(queue)
        return [id for id, doing in tally.doing.items() if (doing == "paused") == paused] if tally else []
