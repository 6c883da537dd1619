"""Questions to a cluster: its id, the facts and watermarks of a topic. With link.py and link_reader.py what knows Kafka.

Hides: the admin client, its futures, what clusters refuse to tell. Promises: every question ends within its timeout with an
answer or a TowlineError; thread-safe. It has connections of its own, so a question never waits behind records in flight.
"""

from __future__ import annotations

import concurrent.futures
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from confluent_kafka import IsolationLevel, KafkaError, KafkaException, TopicCollection, TopicPartition, Uuid
from confluent_kafka.admin import AdminClient, ConfigResource, OffsetSpec

from engine.api import Cluster, TopicFacts
from engine.errors import TowlineError, kafka_error
from engine.link_health import Health, library_log
from engine.link_settings import client_settings

T = TypeVar("T")

ASK_SECONDS = 10.0


class Asker:
    """`round_trip`: seconds of the fastest answer so far, None before the first."""

    def __init__(self, cluster: Cluster, health: Health) -> None:
        self.round_trip: float | None = None
        self._cluster = cluster
        self._health = health
        self._lock = threading.Lock()
        self._admin: AdminClient | None = None

    def cluster_id(self, timeout: float = ASK_SECONDS) -> str:
        found: str = self.answer(lambda: self.admin().list_topics(self._cluster.topic, timeout=timeout)).cluster_id
        return found

    def partitions(self, topic: str) -> int:
        """How many the topic has; raises no-topic."""
        admin, began = self.admin(), time.monotonic()
        found = self.answer(lambda: admin.list_topics(topic, timeout=ASK_SECONDS), topic).topics[topic]
        took = time.monotonic() - began
        self.round_trip = took if self.round_trip is None else min(took, self.round_trip)
        if found.error is not None:
            raise self.error(found.error, topic)
        return len(found.partitions)

    def facts(self, topic: str) -> TopicFacts:
        """Limits stay None where the cluster does not tell them to this user."""
        try:
            (future,) = self._ask(
                lambda admin: admin.describe_topics(TopicCollection([topic]), request_timeout=ASK_SECONDS)
            )
            told = self.answer(future.result, topic)
        except TowlineError as error:
            if error.word != "not-supported":
                raise
            return TopicFacts(topic, b"", self.partitions(topic))
        replicas = min((len(p.replicas) for p in told.partitions), default=1)
        limits = self._limits(topic)
        return TopicFacts(
            topic,
            _uuid_bytes(told.topic_id),
            len(told.partitions),
            limits.get("max.message.bytes"),
            limits.get("retention.ms"),
            replicas,
        )

    def settings(self, topic: str) -> dict[str, str]:
        """The topic's settings by Kafka's names; raises TowlineError, not-allowed above all."""
        resource = ConfigResource(ConfigResource.Type.TOPIC, topic)
        (future,) = self._ask(lambda admin: admin.describe_configs([resource], request_timeout=ASK_SECONDS))
        found = self.answer(future.result, topic)
        return {name: entry.value for name, entry in found.items() if entry.value is not None}

    def watermarks(self, topic: str) -> dict[int, tuple[int, int]]:
        places = [TopicPartition(topic, p) for p in range(self.partitions(topic))]
        low = self._offsets(places, OffsetSpec.earliest(), topic)
        high = self._offsets(places, OffsetSpec.latest(), topic)
        return {p: (low[p], high[p]) for p in low}

    def probe(self) -> None:
        """Finds out without waiting whether the cluster answers; health hears of it."""
        (future,) = self._ask(lambda admin: {"": admin.describe_cluster(request_timeout=ASK_SECONDS)})
        future.add_done_callback(self._probed)

    def close(self) -> None:
        """The next question makes new connections."""
        with self._lock:
            self._admin = None

    def admin(self) -> AdminClient:
        with self._lock:
            if self._admin is None:
                settings = client_settings(self._cluster) | {
                    "error_cb": lambda error: self._health.heard(error.name(), error.str()),
                }
                try:
                    self._admin = AdminClient(settings, logger=library_log)
                except KafkaException as error:
                    raise self.error(error.args[0]) from error
            return self._admin

    def answer(self, ask: Callable[[], T], topic: str = "", action: str = "") -> T:
        """What `ask` returns, a KafkaException as TowlineError; health hears of both."""
        try:
            answer = ask()
        except KafkaException as caught:
            self.admin().poll(0)  # its events say why
            error = self.error(caught.args[0], topic, action)
            if error.word == "timeout":
                self.close()  # this connection may be dead; the next question takes a new one
            raise self._health.failed(error) from caught
        self._health.fine()
        return answer

    def error(self, error: KafkaError, topic: str = "", action: str = "", size: int = 0) -> TowlineError:
        return kafka_error(error.name(), error.str(), cluster=self._cluster.name, topic=topic, action=action, size=size)

    def _ask(self, ask: Callable[[AdminClient], dict[Any, concurrent.futures.Future[T]]]) -> Iterable[concurrent.futures.Future[T]]:  # fmt: skip
        return ask(self.admin()).values()

    def _offsets(self, places: list[TopicPartition], spec: OffsetSpec, topic: str) -> dict[int, int]:
        asked = self.admin().list_offsets(
            dict.fromkeys(places, spec),
            isolation_level=IsolationLevel.READ_UNCOMMITTED,
            request_timeout=ASK_SECONDS,
        )
        return {place.partition: self.answer(future.result, topic).offset for place, future in asked.items()}

    def _limits(self, topic: str) -> dict[str, int]:
        try:
            found = self.settings(topic)
        except TowlineError as error:
            if error.word in ("not-allowed", "not-supported", "policy"):
                return {}
            raise
        return {name: int(found[name]) for name in ("max.message.bytes", "retention.ms") if name in found}

    def _probed(self, future: concurrent.futures.Future[object]) -> None:
        error = future.exception()
        if error is None:
            self._health.fine()
        elif isinstance(error, KafkaException):
            self._health.failed(self.error(error.args[0]))


def _uuid_bytes(uuid: Uuid | None) -> bytes:
    """16 bytes as in Kafka's own notation; empty where there is none."""
    if uuid is None:
        return b""
    halves = (uuid.get_most_significant_bits(), uuid.get_least_significant_bits())
    raw = b"".join((half & (2**64 - 1)).to_bytes(8, "big") for half in halves)
    return raw if any(raw) else b""
