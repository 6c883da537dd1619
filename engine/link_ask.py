"""Questions to a cluster: its id, the facts and watermarks of a topic. With link.py and link_reader.py what knows Kafka.

Hides: the admin client, its futures, what clusters refuse to tell. Promises: every question ends within its timeout with an
answer or a TowlineError; thread-safe. It has connections of its own, so a question never waits behind records in flight.

librdkafka ends the process if one of its own threads destroys the client, and that is what happens when the last
reference, or a garbage collection, falls into the answer to a question. So a client is never just dropped: it is ended
here, by whoever asks or closes, and its open questions fail then. It also ends the process when brokers answer a
`describe_cluster` while none of them is registered, as after a pause of all (librdkafka 2.16); so that is never asked, but
`list_topics`, which blocks and therefore has a thread of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from confluent_kafka import (
    IsolationLevel,
    KafkaError,
    KafkaException,
    TopicCollection,
    TopicPartition,
    Uuid,
    libversion,
)
from confluent_kafka.admin import AdminClient, ConfigResource, OffsetSpec

from engine.api import Cluster
from engine.api_link import TopicFacts
from engine.errors import TowlineError, kafka_error
from engine.link_health import Health, library_log
from engine.link_settings import client_settings
from engine.meter import Trips

ASK_SECONDS = 10.0
LATE_SECONDS = 2.0  # how much later librdkafka's own timeout may come; over a dead connection it may never come
TRIP_SECONDS = 20.0  # after which the round trip is measured again, by whoever wants to know it

Asked = dict[TopicPartition, Future[Any]]

T = TypeVar("T")


def library_version() -> str:
    """Of librdkafka."""
    return str(libversion()[0])


class Asker:
    def __init__(self, cluster: Cluster, health: Health) -> None:
        self._trips = Trips()
        self._trips_lock = threading.Lock()  # never held while a client is asked or ended
        self._cluster = cluster
        self._health = health
        self._lock = threading.RLock()  # of the client: nobody uses it while somebody ends it
        self._admin: AdminClient | None = None
        self._blocking: dict[threading.Thread, Future[Any]] = {}  # questions in threads of their own
        self._closed = False
        self._refused: TowlineError | None = None
        self.took_settings = False  # a client was made with them once

    def about_cluster(self, timeout: float = ASK_SECONDS) -> tuple[str, int]:
        """Its id, and how many brokers it has now."""
        told = self.answer(self._metadata(timeout), timeout=timeout)
        return told.cluster_id, len(told.brokers)

    def facts(self, topic: str, timeout: float = ASK_SECONDS) -> TopicFacts:
        """Limits stay None where the cluster does not tell them to this user."""
        until = time.monotonic() + timeout
        told = self._describe(topic, timeout)
        limits = self._limits(topic, _left(until))
        return TopicFacts(
            topic,
            _uuid_bytes(told.topic_id),
            len(told.partitions),
            limits.get("max.message.bytes"),
            limits.get("retention.ms"),
            min((len(p.replicas) for p in told.partitions), default=1),
        )

    def settings(self, topic: str, timeout: float = ASK_SECONDS) -> dict[str, str]:
        """The topic's settings by Kafka's names; raises TowlineError, not-allowed above all."""
        resource = ConfigResource(ConfigResource.Type.TOPIC, topic)
        (future,) = self.ask(lambda admin: admin.describe_configs([resource], request_timeout=timeout)).values()
        found = self.answer(future, topic, timeout=timeout)
        return {name: entry.value for name, entry in found.items() if entry.value is not None}

    def watermarks(self, topic: str, timeout: float = ASK_SECONDS) -> dict[int, tuple[int, int]]:
        until = time.monotonic() + timeout
        places = [TopicPartition(topic, p) for p in range(len(self._describe(topic, timeout).partitions))]
        low = self._ask_offsets(places, OffsetSpec.earliest(), _left(until))
        high = self._ask_offsets(places, OffsetSpec.latest(), _left(until))  # on its way beside the other question
        found = self._offsets(low, topic, _left(until)), self._offsets(high, topic, _left(until))
        return {p: (found[0][p], found[1][p]) for p in found[0]}

    def offsets_at(self, topic: str, at_ms: int, timeout: float = ASK_SECONDS) -> dict[int, int]:
        until = time.monotonic() + timeout
        places = [TopicPartition(topic, p) for p in range(len(self._describe(topic, timeout).partitions))]
        asked = self._ask_offsets(places, OffsetSpec.for_timestamp(at_ms), _left(until))
        found = self._offsets(asked, topic, _left(until))
        if min(found.values(), default=0) >= 0:
            return found
        ends = self._offsets(self._ask_offsets(places, OffsetSpec.latest(), _left(until)), topic, _left(until))
        return {p: offset if offset >= 0 else ends[p] for p, offset in found.items()}

    def probe(self) -> None:
        """Finds out without waiting whether the cluster answers, and how soon; health hears of it."""
        self._metadata(ASK_SECONDS).add_done_callback(partial(self._probed, time.monotonic()))

    def round_trip(self) -> float | None:
        """Seconds of the fastest answer of the last minutes, None before the first; has it measured again now and then."""
        now = time.monotonic()
        with self._trips_lock:
            due = self._trips.age(now) > TRIP_SECONDS
        if due:
            self.probe()
        with self._trips_lock:
            return self._trips.fastest(now)

    def forget(self) -> None:
        """The network is another one: new connections, and their round trip is not known yet."""
        self.reconnect()
        with self._trips_lock:
            self._trips.forget()

    def reconnect(self) -> None:
        """Open questions fail; the next one makes new connections."""
        with self._lock:
            admin, self._admin = self._admin, None
            blocking, self._blocking = self._blocking, {}
            for future in blocking.values():
                future.set_exception(KafkaException(KafkaError(KafkaError._DESTROY)))
            if admin is not None and not blocking:
                _end(admin)
            elif admin is not None:
                threading.Thread(target=_end_after, args=(admin, list(blocking)), daemon=True).start()

    def close(self) -> None:
        """As `reconnect`, and later questions fail, too."""
        with self._lock:
            self._closed = True
            self.reconnect()

    def ask(self, question: Callable[[AdminClient], T]) -> T:
        """Puts a question; the futures it gives are for `answer`."""
        with self._lock:
            if self._closed:
                raise TowlineError("cluster-busy", cluster=self._cluster.name, reason="its link was closed")
            if self._admin is None:
                settings = client_settings(self._cluster) | {"error_cb": self._heard}
                try:
                    self._admin = AdminClient(settings, logger=library_log)
                except KafkaException as error:
                    raise self.not_made(error.args[0]) from error
            return question(self._admin)

    def answer(self, future: Future[Any], topic: str = "", action: str = "", timeout: float = ASK_SECONDS) -> Any:
        """What the future brings, a KafkaException as TowlineError; health hears of both. `timeout`: the question's own.

        A refused sign-in or certificate ends the wait at once: librdkafka would go on trying until the timeout.
        """
        self._refused = None
        until = time.monotonic() + timeout + LATE_SECONDS
        there = threading.Event()
        future.add_done_callback(lambda _: there.set())
        while not future.done():
            there.wait(0.2)
            self._listen()
            if self._refused is not None:
                raise self._refused
            if time.monotonic() > until:
                self.reconnect()  # what is open fails; the next question takes a new connection
                late = TowlineError("timeout", cluster=self._cluster.name, reason="a question was not answered")
                raise self._health.failed(late)
        try:
            answer = future.result()
        except KafkaException as caught:
            error = self.error(caught.args[0], topic, action)
            if error.word == "timeout":
                self.reconnect()  # this connection may be dead; the next question takes a new one
            raise self._health.failed(error) from caught
        self._health.fine()
        return answer

    def error(self, error: KafkaError, topic: str = "", action: str = "", size: int = 0) -> TowlineError:
        return kafka_error(error.name(), error.str(), cluster=self._cluster.name, topic=topic, action=action, size=size)

    def not_made(self, error: KafkaError) -> TowlineError:
        """Why a client cannot be made. With settings that one was made with before, only the files can be other ones that
        they name: certificates, which may just be replaced by newer ones."""
        told = self.error(error)
        other_files = self.took_settings and told.word == "settings"
        return kafka_error("_SSL", error.str(), cluster=self._cluster.name) if other_files else told

    def _listen(self) -> None:
        """The client's events say why there is no answer."""
        with self._lock:
            if self._admin is not None:
                self._admin.poll(0)

    def _metadata(self, timeout: float) -> Future[Any]:
        """Asked with one topic, as clusters may have very many."""
        return self.ask(lambda admin: self._in_thread(partial(admin.list_topics, self._cluster.topic, timeout)))

    def _in_thread(self, question: Callable[[], Any]) -> Future[Any]:
        """With `_lock` held. The client is not ended before the question returned, which is within its timeout."""
        future: Future[Any] = Future()

        def run() -> None:
            answer: Any = None
            failed: Exception | None = None
            try:
                answer = question()
            except Exception as error:  # noqa: BLE001  it belongs to whoever waits for the future
                failed = error
            with self._lock:
                if self._blocking.pop(threading.current_thread(), None) is None:
                    return  # given up meanwhile
            if failed is not None:
                future.set_exception(failed)
            else:
                future.set_result(answer)

        thread = threading.Thread(target=run, name=f"towline-ask-{self._cluster.name}", daemon=True)
        self._blocking[thread] = future
        thread.start()
        return future

    def _describe(self, topic: str, timeout: float) -> Any:
        began = time.monotonic()
        topics = TopicCollection([topic])
        (future,) = self.ask(lambda admin: admin.describe_topics(topics, request_timeout=timeout)).values()
        told = self.answer(future, topic, timeout=timeout)
        self._took(began)
        return told

    def _took(self, began: float) -> None:
        now = time.monotonic()
        with self._trips_lock:
            self._trips.add(now - began, now)

    def _heard(self, error: KafkaError) -> None:
        told = self._health.heard(error.name(), error.str())
        if told.word in ("sign-in", "certificate"):
            self._refused = self._health.trouble

    def _ask_offsets(self, places: list[TopicPartition], spec: OffsetSpec, timeout: float) -> Asked:
        return self.ask(
            lambda admin: admin.list_offsets(
                dict.fromkeys(places, spec),
                isolation_level=IsolationLevel.READ_UNCOMMITTED,
                request_timeout=timeout,
            )
        )

    def _offsets(self, asked: Asked, topic: str, timeout: float) -> dict[int, int]:
        return {place.partition: self.answer(future, topic, timeout=timeout).offset for place, future in asked.items()}

    def _limits(self, topic: str, timeout: float) -> dict[str, int]:
        try:
            found = self.settings(topic, timeout)
        except TowlineError as error:
            if error.word in ("not-allowed", "not-supported", "policy"):
                return {}
            raise
        return {name: int(found[name]) for name in ("max.message.bytes", "retention.ms") if name in found}

    def _probed(self, began: float, future: Future[Any]) -> None:
        error = future.exception()
        if error is None:
            self._took(began)
            self._health.fine()
        elif isinstance(error, KafkaException):
            self._health.failed(self.error(error.args[0]))


def _end(admin: AdminClient) -> None:
    admin.__exit__(None, None, None)  # its only way to be ended; told what is open, it ends at once


def _end_after(admin: AdminClient, threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join()
    _end(admin)


def _left(until: float) -> float:
    """Seconds left for one more question of several; librdkafka takes no timeout of 0."""
    return max(0.05, until - time.monotonic())


def _uuid_bytes(uuid: Uuid | None) -> bytes:
    """16 bytes as in Kafka's own notation; empty where there is none."""
    if uuid is None:
        return b""
    halves = (uuid.get_most_significant_bits(), uuid.get_least_significant_bits())
    raw = b"".join((half & (2**64 - 1)).to_bytes(8, "big") for half in halves)
    return raw if any(raw) else b""
