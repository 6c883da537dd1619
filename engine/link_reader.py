"""Reading one topic of a Kafka cluster at chosen offsets: `api_link.Reader` by librdkafka's consumer.

Hides: assignment, error events, consumers that got stuck, how many of them and how large answers this link takes.
Promises: no offset is ever skipped silently (an offset out of range is OffsetGone); partitions whose position does not
change keep what was fetched ahead; a consumer without progress is made anew. Belongs to one thread.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, ThrottleEvent, TopicPartition

from engine.api import Cluster
from engine.api_link import OffsetGone, Record
from engine.errors import TowlineError, Verdict
from engine.link_ask import Asker
from engine.link_health import Health, library_log
from engine.link_settings import SMALL_FETCH, reader_settings
from engine.meter import FAR, answer_size

log = logging.getLogger("towline.link")

_RANGE_ERRORS = ("_AUTO_OFFSET_RESET", "OFFSET_OUT_OF_RANGE", "_LOG_TRUNCATION")
_PLACE_ERRORS = ("_UNKNOWN_PARTITION", "_UNKNOWN_TOPIC", "UNKNOWN_TOPIC_OR_PART", "UNKNOWN_TOPIC_ID")
_NO_MATTER = ("GROUP_AUTHORIZATION_FAILED", "_MAX_POLL_EXCEEDED")  # no group is ever used
_SAMPLE = 8 * 1024 * 1024  # bytes after which the rate is looked at; after half a second in any case
_SAMPLE_SECONDS = 0.5
_AROUND = 1024  # bytes a record may take in an answer beside its value
_SHORT_TRIP = 0.001  # seconds of a round trip nobody measured
_LONG_TRIP = 1.0  # seconds of one that asks for the largest answers
_TURN = 0.01  # seconds of waiting for one of two consumers, before the other one is looked at
_FIRST_LOOK = 2.0  # seconds without a record after which the watermarks are looked at
_BUSY_LOOK = 10.0  # the same, while an answer seems to be on its way
_PATIENT_LOOK = 20.0  # seconds between looks of a reader that waits at the end: a connection may be dead and not say so
_STUCK = 10.0  # seconds without a record that is there, after which the consumer is made anew; doubles each time


@dataclass
class Pace:
    """What the readers of one link learned together. `fetch`: bytes of one answer; `far`: it goes there and back slowly, and
    two consumers share the partitions; `gap`: usual seconds between records.

    `generation` rises when all connections are to be made anew.
    """

    fetch: int = SMALL_FETCH
    far: bool = False
    gap: float = 0.0
    generation: int = 0

    def begin_anew(self) -> None:
        """The network may be another one: what was learned of it says nothing any more."""
        self.fetch, self.far, self.gap = SMALL_FETCH, False, 0.0
        self.generation += 1


class KafkaReader:
    """`patient`, `ahead`: see `api_link.Link.reader`."""

    def __init__(
        self, cluster: Cluster, topic: str, asker: Asker, health: Health, pace: Pace, *, patient: bool, ahead: bool
    ) -> None:
        self._cluster = cluster
        self._topic = topic
        self._asker = asker
        self._health = health
        self._pace = pace
        self._patient = patient
        self._ahead = ahead
        self._small = patient or not ahead
        self._consumers: list[Consumer] = []  # partitions in turn; none before they are needed
        self._next = 0  # which of them is looked at first
        self._generation = pace.generation
        self._fetch = 0
        self._positions: dict[int, int] = {}
        self._untouched: set[int] = set()  # partitions that gave nothing since they were wanted
        self._assigned: set[int] = set()
        self._ends: dict[int, int] = {}  # of partitions read to there; marks of transactions are no records
        self._trouble: TowlineError | None = None
        self._last = 0.0  # when the last record came, or waiting for one began
        self._next_look = 0.0
        self._looks = 0
        self._stuck = 0
        self._waiting_since: float | None = None  # when a record was first seen to be there that does not come
        self._measured = 0  # bytes since `_measured_at`
        self._measured_at: float | None = None  # a moment when all was taken, after something came
        self._largest = 0  # bytes of the largest value since the fetch size was looked at

    def want(self, positions: Mapping[int, int]) -> None:
        before, self._positions = self._positions, dict(positions)
        moved = {p for p, offset in positions.items() if before.get(p) != offset}
        self._untouched = (self._untouched & positions.keys()) | moved
        self._await()
        if self._consumers:
            self._assign(drop=self._assigned - (positions.keys() - moved), add=moved)

    def poll(self, timeout: float) -> Record | None:
        end = time.monotonic() + timeout
        self._ready()
        wait = 0.0
        while self._positions:
            message = self._message(wait)
            if message is None:
                now = time.monotonic()
                self._drained(now)
                if wait or now >= end:
                    self._idle()
                    return None
                self._ready()
                wait = end - now
                continue
            error = message.error()
            if error is None:
                if record := self._record(message):
                    return record
            elif error.name() == "_PARTITION_EOF":
                self._ends[message.partition()] = message.offset()
            elif error.name() not in _NO_MATTER:
                self._failed(error, message)
                self._ready()
            if time.monotonic() >= end:
                return None
            wait = 0.0
        self._message(max(0.0, end - time.monotonic()))  # nothing is wanted: only events
        return None

    def position(self, partition: int) -> int:
        if partition not in self._positions:
            return -1
        return max(self._positions[partition], self._ends.get(partition, -1))

    def close(self) -> None:
        self._positions = {}
        self._drop_consumers()

    # --- the consumer ---------------------------------------------------------------------------------------------------

    def _ready(self) -> None:
        if self._generation != self._pace.generation:
            self._generation = self._pace.generation
            self._drop_consumers()
        if self._consumers:
            return
        self._fetch = SMALL_FETCH if self._small else self._pace.fetch
        settings = reader_settings(self._cluster, patient=self._patient, ahead=self._ahead, fetch=self._fetch)
        settings |= {"error_cb": self._heard, "throttle_cb": self._throttled}
        try:
            for _ in range(2 if self._pace.far and not self._small else 1):
                self._consumers.append(Consumer(settings, logger=library_log))
        except KafkaException as error:
            raise self._asker.not_made(error.args[0]) from error
        self._assign(drop=set(), add=set(self._positions))
        self._await()

    def _drop_consumers(self) -> None:
        while self._consumers:
            self._consumers.pop().close()
        self._assigned = set()

    def _of(self, partition: int) -> Consumer:
        return self._consumers[partition % len(self._consumers)]

    def _assign(self, drop: set[int], add: set[int]) -> None:
        """Partitions in neither keep what was fetched ahead. Assigned anew, never sought: a seek fails after errors."""
        for partition in drop | add:
            self._ends.pop(partition, None)
        for consumer in self._consumers:
            out = [TopicPartition(self._topic, p) for p in sorted(drop) if self._of(p) is consumer]
            new = [TopicPartition(self._topic, p, self._positions[p]) for p in sorted(add) if self._of(p) is consumer]
            try:
                if out:
                    consumer.incremental_unassign(out)
                if new:
                    consumer.incremental_assign(new)
            except KafkaException as error:  # nobody knows what it reads now: the next poll makes another one
                self._drop_consumers()
                reason, details = "reading begins anew", error.args[0].str()
                raise TowlineError(
                    "cluster-busy", cluster=self._cluster.name, reason=reason, details=details
                ) from error
        self._assigned = (self._assigned - drop) | add

    def _message(self, wait: float) -> Message | None:
        """The next one of any consumer, in turns."""
        if len(self._consumers) == 1:
            return self._consumers[0].poll(wait)
        end = time.monotonic() + wait
        while True:
            for _ in self._consumers:
                self._next = (self._next + 1) % len(self._consumers)
                message = self._consumers[self._next].poll(0.0)
                if message is not None:
                    return message
            left = end - time.monotonic()
            if left <= 0:
                return None
            message = self._consumers[self._next].poll(min(left, _TURN))
            if message is not None:
                return message

    # --- what came ------------------------------------------------------------------------------------------------------

    def _record(self, message: Message) -> Record | None:
        partition, offset = message.partition(), message.offset()
        position = self._positions.get(partition)
        if position is None or offset < position:
            return None  # of an assignment that ended meanwhile
        self._positions[partition] = offset + 1
        self._untouched.discard(partition)
        value = message.value()
        marks = [v for name, v in message.headers() or () if name == "t"]
        self._came(len(value) if value else 0)
        _, timestamp = message.timestamp()
        return Record(partition, offset, message.key(), value, marks[0] if len(marks) == 1 else None, timestamp)

    def _came(self, size: int) -> None:
        now = time.monotonic()
        gap = now - self._last
        self._pace.gap = gap if gap > self._pace.gap else 0.95 * self._pace.gap + 0.05 * gap
        self._last = now
        self._next_look = now + _FIRST_LOOK
        self._looks = self._stuck = 0
        self._waiting_since = None
        self._trouble = None
        self._health.read(size, now)
        self._measured += size
        self._largest = max(self._largest, size)

    def _drained(self, now: float) -> None:
        """All that was fetched ahead was taken. Only the time between two such moments tells what the link carries: what
        waited here meanwhile comes as fast as it is taken, and what came first was on its way for nobody knows how long."""
        if self._small or not self._measured:
            return
        if self._measured_at is None:
            self._measured, self._measured_at = 0, now
        elif self._measured >= _SAMPLE or now - self._measured_at >= _SAMPLE_SECONDS:
            self._follow_pace(self._measured / max(now - self._measured_at, 0.001))
            self._measured, self._measured_at = 0, now

    def _follow_pace(self, rate: float) -> None:
        """Makes answers larger where they are small for what the link carries, as the window of sending follows its rate."""
        record, self._largest = self._largest + _AROUND, 0
        if answer_size(self._fetch, rate=rate, trip=_LONG_TRIP, record=record) == self._fetch:
            return  # however long the link: a slow one is not asked how long it is
        trip = self._asker.round_trip() or _SHORT_TRIP
        size = answer_size(self._fetch, rate=rate, trip=trip, record=record)
        if size > self._fetch:
            self._pace.fetch, self._pace.far = size, trip >= FAR
            self._drop_consumers()

    # --- what did not come ----------------------------------------------------------------------------------------------

    def _await(self) -> None:
        now = time.monotonic()
        self._last = now
        self._measured, self._measured_at = 0, None
        self._looks = 0
        self._waiting_since = None
        self._next_look = now + _FIRST_LOOK

    def _heard(self, error: KafkaError) -> None:
        told = self._health.heard(error.name(), error.str())
        if error.fatal() or error.name() == "_ALL_BROKERS_DOWN" or told.verdict is not Verdict.RETRY:
            self._trouble = self._health.trouble

    def _throttled(self, event: ThrottleEvent) -> None:
        self._health.throttled(event.throttle_time)

    def _idle(self) -> None:
        if self._trouble is not None:
            trouble, self._trouble = self._trouble, None
            raise trouble
        now = time.monotonic()
        if now < self._next_look:
            return
        if now - self._last < _BUSY_LOOK and self._is_busy():
            self._next_look = now + 1.0
            return
        self._looks += 1
        self._next_look = now + (_PATIENT_LOOK if self._patient else min(16.0, _FIRST_LOOK * 2**self._looks))
        self._look(now)

    def _is_busy(self) -> bool:
        """Whether an answer seems to be on its way: a slow line that carries one should not carry questions, too."""
        if not self._consumers:
            return False
        for partition, offset in self._positions.items():
            _, high = self._of(partition).get_watermark_offsets(TopicPartition(self._topic, partition), cached=True)
            if high < 0 or high > offset:
                return True
        return False

    def _look(self, now: float) -> None:
        """Nothing came for a while: is there anything to come? Raises OffsetGone, or *timeout* for a stuck consumer."""
        try:
            marks = self._asker.watermarks(self._topic)
        except TowlineError as error:
            if error.verdict is Verdict.RETRY:
                self._check_stuck(now)
            raise
        waiting = False
        for partition, offset in self._positions.items():
            low, high = marks.get(partition, (0, -1))
            at_end = offset == high and (self._patient or partition not in self._untouched)
            if not (low <= offset < high or at_end):
                self._gone(partition)
            waiting |= offset < high
        if waiting:
            self._waiting_since = self._waiting_since or now
            self._check_stuck(now)
            self._next_look = min(self._next_look, self._waiting_since + self._patience() + 0.1)
        else:
            self._waiting_since = None
            self._last = now

    def _patience(self) -> float:
        return max(_STUCK, 4 * self._pace.gap) * 2.0**self._stuck

    def _check_stuck(self, now: float) -> None:
        if now - (self._waiting_since or self._last) > self._patience():
            self._stuck += 1
            log.warning("reading made no progress; connecting anew")
            self._pace.fetch, self._pace.far = max(SMALL_FETCH, self._fetch // 4), False
            self._drop_consumers()
            raise TowlineError("timeout", cluster=self._cluster.name, reason="nothing came for a while")

    def _failed(self, error: KafkaError, message: Message) -> None:
        name, partition = error.name(), message.partition()
        if name in _RANGE_ERRORS or name in _PLACE_ERRORS:
            marks = self._asker.watermarks(self._topic)  # raises no-topic
            for each in [partition] if partition in self._positions else list(self._positions):
                low, high = marks.get(each, (0, -1))
                if not low <= self._positions[each] <= high:
                    self._gone(each)
            self._drop_consumers()  # it is there after all: a leader lagged behind
            return
        told = self._asker.error(error, self._topic, f"read {self._topic}")
        if error.fatal() or told.verdict is Verdict.RETRY:
            self._drop_consumers()
        raise told

    def _gone(self, partition: int) -> None:
        offset = self._positions.pop(partition)
        self._untouched.discard(partition)
        if partition in self._assigned:
            self._assign(drop={partition}, add=set())
        raise OffsetGone(partition, offset)
