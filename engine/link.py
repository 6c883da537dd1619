"""The link to one Kafka cluster: produces records until they are stored, and hands out readers. The twin is link_memory.py.

Hides: librdkafka's producer, its callbacks and its ways to fail. Promises: what `api_link.Link` says. A record is kept until it
is acknowledged with an offset; whatever happens to the producer in between, the record is produced again.

Records wait here, not in librdkafka: it gets only what the window allows, since everything it holds shares one clock, and
what is in its queue cannot be called back without breaking its connections.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from confluent_kafka import KafkaError, KafkaException, Message, Producer, ThrottleEvent

from engine.api import Cluster, LinkRow
from engine.api_link import Delivery, TopicFacts
from engine.errors import TowlineError, Verdict
from engine.link_ask import ASK_SECONDS, Asker
from engine.link_health import Health, library_log
from engine.link_reader import KafkaReader, Pace
from engine.link_settings import producer_settings
from engine.meter import Backoff, Window

log = logging.getLogger("towline.link")

_POLL_SECONDS = 0.2
_SILENCE = 20.0  # seconds without an acknowledgement after which connections are made anew; doubles each time
_LONGEST_SILENCE = 600.0


class _Shipment:
    """One record until it is acknowledged."""

    __slots__ = ("done", "headers", "key", "partition", "sent_at", "size", "topic", "value")

    def __init__(
        self,
        topic: str,
        partition: int,
        value: bytes | None,
        done: Callable[[Delivery], None],
        header: bytes | None,
        key: bytes | None,
        headers: Sequence[tuple[str, bytes]],
    ) -> None:
        self.topic = topic
        self.partition = partition
        self.value = value
        self.done = done
        self.headers = [*headers] if header is None else [("t", header), *headers]
        self.key = key
        self.size = len(value or b"") + len(header or b"") + len(key or b"")
        self.sent_at = 0.0


class KafkaLink:
    """`api_link.Link` to a Kafka cluster. Raises TowlineError *settings* if librdkafka does not take the cluster's settings."""

    def __init__(self, cluster: Cluster) -> None:
        self.name = cluster.name
        self.on_refused: Callable[[], None] = lambda: None
        self._cluster = cluster
        self._health = Health(cluster)
        self._asker = Asker(cluster, self._health)
        self._pace = Pace()
        self._lock = threading.Lock()
        self._window = Window()
        self._waiting: deque[_Shipment] = deque()
        self._handed: dict[_Shipment, None] = {}  # in order; what the present producer has
        self._lost: list[tuple[_Shipment, KafkaError]] = []  # refused at once; told by the link's thread
        self._grown: set[str] = set()  # topics that may have more partitions than the producer knows
        self._held = 0  # bytes of all records without a verdict
        self._feed_at = 0.0
        self._backoff = Backoff(first=0.1, top=10.0)
        self._acked_at = 0.0  # when the last acknowledgement came, or the producer got work after idling
        self._silences = 0
        self._anew = False
        self._anew_at = 0.0  # not before
        self._closed = False
        self._change = threading.Event()
        self._generation = 0
        self._producer = self._make_producer()
        self._asker.took_settings = True
        self._thread = threading.Thread(target=self._run, name=f"link {cluster.name}", daemon=True)
        self._thread.start()

    # --- questions ------------------------------------------------------------------------------------------------------

    def cluster_id(self) -> str:
        return self._asker.about_cluster()[0]

    def facts(self, topic: str, timeout: float = ASK_SECONDS) -> TopicFacts:
        return self._asker.facts(topic, timeout)

    def watermarks(self, topic: str, timeout: float = ASK_SECONDS) -> dict[int, tuple[int, int]]:
        return self._asker.watermarks(topic, timeout)

    def offsets_at(self, topic: str, at_ms: int, timeout: float = ASK_SECONDS) -> dict[int, int]:
        return self._asker.offsets_at(topic, at_ms, timeout)

    def row(self) -> LinkRow:
        with self._lock:
            held, allowance = self._held, self._window.allowance
        return self._health.row(held, allowance)

    def reader(self, topic: str, *, patient: bool = False, ahead: bool = True) -> KafkaReader:
        return KafkaReader(self._cluster, topic, self._asker, self._health, self._pace, patient=patient, ahead=ahead)

    # --- producing ------------------------------------------------------------------------------------------------------

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
        shipment = _Shipment(topic, partition, value, done, header, key, headers)
        with self._lock:
            if self._closed:
                return
            self._held += shipment.size
            self._waiting.append(shipment)
            self._feed()

    def room(self, size: int) -> bool:
        with self._lock:
            return self._held == 0 or self._held + size <= self._window.allowance

    def wait_change(self, timeout: float) -> None:
        self._change.wait(timeout)
        self._change.clear()

    def nudge(self) -> None:
        self._change.set()

    def wake(self) -> None:
        self._health.forget()
        self._asker.forget()
        with self._lock:
            self._anew = True
            self._silences = 0
            self._backoff.reset()
            self._feed_at = self._anew_at = 0.0
        self._pace.begin_anew()
        self.nudge()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._waiting.clear()
        if threading.current_thread() is not self._thread:
            self._thread.join()
        self._asker.close()
        self.nudge()

    # --- the link's own thread ------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._closed:
            try:
                self._producer.poll(_POLL_SECONDS)
            except KafkaException as error:  # a fatal error comes out of poll itself
                self._heard(error.args[0])
            try:
                self._tend(time.monotonic())
            except TowlineError as error:  # no further client can be made: tried again, and all can see why
                self._anew_at = time.monotonic() + self._backoff.next()
                self._health.stands(error)
            except Exception:  # a fault must be told, and must not end all producing for good
                log.exception("fault in a link")
        _end(self._producer)

    def _tend(self, now: float) -> None:
        """What is due between two deliveries."""
        with self._lock:
            lost, self._lost = self._lost, []
            self._window.tick(now)
            silence = min(_LONGEST_SILENCE, max(_SILENCE, 2 * self._window.patience()) * 2**self._silences)
            if self._handed and now - self._acked_at > silence:
                self._silences += 1
                self._anew = True
            anew = self._anew and now >= self._anew_at
            self._feed()
        for shipment, error in lost:
            self._judge(shipment, error)
        while self._grown:
            self._look_again(self._grown.pop())
        if anew:
            self._start_anew()
        if self._health.try_now(now):
            trouble = self._health.trouble
            if trouble is not None and trouble.word == "sign-in":
                self.on_refused()
            self._asker.probe()

    def _feed(self) -> None:
        """Hands waiting records to librdkafka while the window has room. With `_lock` held."""
        now = time.monotonic()
        if self._closed or now < self._feed_at:
            return
        while self._waiting and self._window.room(self._waiting[0].size):
            shipment = self._waiting[0]
            try:
                self._producer.produce(
                    shipment.topic,
                    shipment.value,
                    shipment.key,
                    shipment.partition,
                    on_delivery=partial(self._reported, shipment, self._generation),
                    headers=shipment.headers or None,
                )
            except BufferError:  # only a multitude of tiny records gets here; deliveries make room
                return
            except KafkaException as error:
                self._waiting.popleft()
                self._lost.append((shipment, error.args[0]))
                continue
            self._waiting.popleft()
            if not self._handed:
                self._acked_at = now
            shipment.sent_at = now
            self._handed[shipment] = None
            self._window.sent(shipment.size, now)

    def _reported(self, shipment: _Shipment, generation: int, error: KafkaError | None, message: Message) -> None:
        """librdkafka's delivery report. Must not raise: that would end the dispatch of others."""
        now = time.monotonic()
        offset = message.offset()
        with self._lock:
            if self._closed or generation != self._generation:
                return  # taken back meanwhile: it is produced again, and a duplicate does no harm
            del self._handed[shipment]
            stored = error is None and offset is not None and offset >= 0
            if stored:
                self._window.acked(shipment.size, now - shipment.sent_at, now)
                self._held -= shipment.size
                self._acked_at = now
                self._silences = 0
                self._backoff.reset()
                self._feed()
            else:
                self._window.gone(shipment.size, now)
        if stored:
            _, timestamp = message.timestamp()
            self._health.sent(shipment.size, now, timestamp / 1000)
            self._tell(shipment, Delivery(None, message.partition(), offset, timestamp))
        else:
            self._judge(shipment, error)

    def _judge(self, shipment: _Shipment, error: KafkaError | None) -> None:
        """A record that was not stored, or nobody knows where (`error` None): again, or its error is told."""
        told: TowlineError | None = None
        if error is not None:
            told = self._asker.error(error, shipment.topic, f"write to {shipment.topic}", shipment.size)
            if error.fatal():
                self._anew = True
            if error.name() == "_UNKNOWN_PARTITION":
                self._grown.add(shipment.topic)
        again = told is None or told.verdict is Verdict.RETRY or (error is not None and error.fatal())
        with self._lock:
            if self._closed:
                return
            if again:
                self._waiting.appendleft(shipment)
                self._feed_at = time.monotonic() + self._backoff.next()
            else:
                self._held -= shipment.size
        if again:
            log.debug("a record is produced again: %s", told.details if told else "no offset")
        else:
            self._tell(shipment, Delivery(told))

    def _look_again(self, topic: str) -> None:
        """Has the producer see partitions that were added since it last looked; by itself it looks every five minutes."""
        try:
            self._producer.list_topics(topic, timeout=1.0)
        except KafkaException as error:  # the record comes back here
            log.debug("partitions of a topic were not seen: %s", error)

    def _tell(self, shipment: _Shipment, delivery: Delivery) -> None:
        try:
            shipment.done(delivery)
        except Exception:  # a fault of the caller must not end the deliveries of others
            log.exception("a delivery callback failed")
        self._change.set()

    def _start_anew(self) -> None:
        """A new producer with new connections; what the old one had waits to be produced again."""
        log.info("connections are made anew")
        producer = self._make_producer()
        if self._anew_at:  # it could not be made before
            self._anew_at = 0.0
            self._health.forget()
        now = time.monotonic()
        with self._lock:
            self._anew = False
            self._generation += 1
            old, self._producer = self._producer, producer
            for shipment in self._handed:
                self._window.gone(shipment.size, now)
            self._waiting.extendleft(reversed(self._handed))
            self._handed.clear()
            self._feed()
        _end(old)

    def _make_producer(self) -> Producer:
        settings = producer_settings(self._cluster)
        settings |= {"error_cb": self._heard, "throttle_cb": self._throttled}
        try:
            return Producer(settings, logger=library_log)
        except KafkaException as error:
            raise self._asker.not_made(error.args[0]) from error

    def _heard(self, error: KafkaError) -> None:
        told = self._health.heard(error.name(), error.str())
        with self._lock:
            if error.fatal():
                self._anew = True
            elif told.word in ("unreachable", "timeout") and self._handed:
                self._window.timed_out(time.monotonic())

    def _throttled(self, event: ThrottleEvent) -> None:
        self._health.throttled(event.throttle_time)


def _end(producer: Producer) -> None:
    """Lets go of a producer at once: without the purge its end would wait for a broker that may never answer."""
    try:
        producer.purge()
        left = producer.flush(1.0)
    except KafkaException:  # a fatal producer raises out of everything
        left = 1
    if not left:
        producer.close()
