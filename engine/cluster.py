"""Whether a cluster can be used, step by step, and how its topics are to be made.

Hides: sockets, certificates, topic settings and Kafka's names for them. Promises: each step is told as soon as it is known,
with what to do about it; a step that failed skips those that stand on it; a right that is missing (to see settings, to make
topics) is a warning with the way out, not an end. What it writes are probe records, which readers pass over.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from confluent_kafka.admin import NewTopic

from engine import wire
from engine.api import Cluster, StepRow
from engine.api_link import Delivery, Record, TopicFacts
from engine.errors import TowlineError, Verdict
from engine.link import KafkaLink
from engine.link_ask import Asker
from engine.link_health import Health
from engine.link_tls import CONNECT_SECONDS, handshake

SIGN_IN_SECONDS = 15.0
RECORD_SECONDS = 30.0
PROBE_BYTES = 100_000
ASSUMED_SIZE = 1_000_000  # bytes a record may have where the cluster does not tell
DAY_MS = 24 * 3600 * 1000
CLOCK_SECONDS = 60.0

STEPS = ("Names", "TCP", "TLS", "Sign-in", "Cluster", "Topics", "Write", "Read", "Clock", "Size", "Keeps", "Copies")


@dataclass(frozen=True, slots=True)
class Design:
    """How one of the three topics is made."""

    name: str
    partitions: int
    settings: dict[str, str]


def designs(cluster: Cluster) -> list[Design]:
    """Data, catalog and receipts topic as they should be."""
    broker_time = {"message.timestamp.type": "LogAppendTime"}
    return [
        Design(
            cluster.topic,
            6,
            {
                "cleanup.policy": "delete",
                "retention.ms": str(7 * DAY_MS),
                "compression.type": "producer",
                **broker_time,
            },
        ),
        Design(
            cluster.catalog_topic,
            1,
            {
                "cleanup.policy": "compact,delete",
                "retention.ms": str(30 * DAY_MS),
                "segment.bytes": str(4 * 1024 * 1024),
                "segment.ms": str(DAY_MS // 4),
                "min.cleanable.dirty.ratio": "0.1",
                "max.compaction.lag.ms": str(DAY_MS // 4),
                **broker_time,
            },
        ),
        Design(
            cluster.receipts_topic,
            wire.RECEIPTS_PARTITIONS,
            {"cleanup.policy": "delete", "retention.ms": str(30 * DAY_MS), **broker_time},
        ),
    ]


def make_topics(cluster: Cluster, missing: list[Design], brokers: int) -> None:
    """Makes topics with as many copies as there are brokers, at most three. Raises TowlineError."""
    asker = Asker(cluster, Health(cluster))
    copies = max(1, min(3, brokers))
    durable = {"min.insync.replicas": "2"} if copies == 3 else {}
    topics = [NewTopic(d.name, d.partitions, copies, config=d.settings | durable) for d in missing]
    try:
        made = asker.ask(lambda admin: admin.create_topics(topics, request_timeout=SIGN_IN_SECONDS))
        for name, future in made.items():
            asker.answer(future, name, f"make the topic {name}", SIGN_IN_SECONDS)
        end = time.monotonic() + SIGN_IN_SECONDS
        for design in missing:  # until the brokers have caught up with their controller
            while time.monotonic() < end:
                with contextlib.suppress(TowlineError):
                    asker.facts(design.name)
                    break
    finally:
        asker.close()


def admin_command(cluster: Cluster, missing: list[Design]) -> str:
    """What an administrator runs to make the topics, one line each."""
    lines = []
    for design in missing:
        settings = " ".join(f"--config {shlex.quote(f'{k}={v}')}" for k, v in design.settings.items())
        lines.append(
            f"kafka-topics.sh --bootstrap-server {cluster.bootstrap[0]} --create --topic {shlex.quote(design.name)}"
            f" --partitions {design.partitions} {settings}"
        )
    return "\n".join(lines)


def test(cluster: Cluster, *, create: bool = False, size: int = 0) -> Iterator[StepRow]:
    """The steps one by one. `create`: makes topics that are missing. `size`: bytes somebody wants to send."""
    return _Test(cluster, create, size).run()


class _Stop(Exception):
    """A step failed on which all later ones stand."""


class _Test:
    def __init__(self, cluster: Cluster, create: bool, size: int) -> None:
        self._cluster = cluster
        self._create = create
        self._size = size
        self._health = Health(cluster)
        self._asker = Asker(cluster, self._health)
        self._began = 0.0
        self._addresses: list[tuple[str, int]] = []
        self._brokers = 1
        self._facts: TopicFacts | None = None
        self._settings: dict[str, str] | None = None

    def run(self) -> Iterator[StepRow]:
        told: list[str] = []
        stories = (self._names, self._tcp, self._tls, self._sign_in, self._topics, self._records, self._limits)
        try:
            for story in stories:
                self._began = time.monotonic()
                for row in story():
                    told.append(row.step)
                    yield row
                    self._began = time.monotonic()
                    if row.result == "failed":
                        raise _Stop
        except _Stop:
            for step in STEPS:
                if step not in told and (step != "TLS" or "ssl" in self._cluster.security):
                    yield StepRow(step, "skipped", "not tried")
        finally:
            self._asker.close()

    def _row(self, step: str, result: str, text: str, todo: str = "") -> StepRow:
        return StepRow(step, result, text, todo, round((time.monotonic() - self._began) * 1000, 1))

    def _failed(self, step: str, error: TowlineError) -> StepRow:
        return self._row(step, "failed", error.what, error.todo)

    # --- the way there --------------------------------------------------------------------------------------------------

    def _names(self) -> Iterator[StepRow]:
        found, lost = [], []
        for address in self._cluster.bootstrap:
            host, _, port = address.rpartition(":")
            host = host.strip("[]")
            if not host or not port.isdigit():
                lost.append(f"{address} is not HOST:PORT")
                continue
            try:
                info = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
            except OSError:
                lost.append(f"the name {host} is not known")
                continue
            found.append(f"{host} is {info[0][4][0]}")
            self._addresses.append((host, int(port)))
        todo = "Check the spelling of the bootstrap servers, and the network." if lost else ""
        result = "ok" if not lost else "warning" if found else "failed"
        yield self._row("Names", result, "; ".join(found + lost) + ".", todo)

    def _tcp(self) -> Iterator[StepRow]:
        answers, silent = [], []
        for host, port in self._addresses:
            try:
                socket.create_connection((host, port), timeout=CONNECT_SECONDS).close()
            except OSError as error:
                silent.append(f"{host}:{port}: {_why(error)}")
            else:
                answers.append((host, port))
        texts = [f"{host}:{port} answers" for host, port in answers] + silent
        result = "ok" if not silent else "warning" if answers else "failed"
        todo = "One is enough to go on." if answers else "Check the port, and whether a firewall stands in between."
        yield self._row("TCP", result, "; ".join(texts) + ".", todo if silent else "")
        self._addresses = answers

    def _tls(self) -> Iterator[StepRow]:
        if "ssl" not in self._cluster.security:
            return
        host, port = self._addresses[0]
        try:
            seen = handshake(self._cluster, host, port)
        except TowlineError as error:
            yield self._failed("TLS", error)
            return
        yield self._row("TLS", "ok", f"{seen.version}, certificate good until {seen.until}, issued by {seen.issuer}.")

    def _sign_in(self) -> Iterator[StepRow]:
        try:
            cluster_id, nodes = self._asker.about_cluster(SIGN_IN_SECONDS)
        except TowlineError as error:
            yield self._failed("Sign-in", error)
            return
        self._brokers = nodes
        yield self._row("Sign-in", "ok", self._signed_in_as())
        many = "1 broker" if nodes == 1 else f"{nodes} brokers"
        yield self._row("Cluster", "ok", f"Kafka, id {cluster_id}, {many}.")

    def _signed_in_as(self) -> str:
        if self._cluster.mechanism == "AWS_MSK_IAM":
            return "By this computer's AWS credentials."
        if self._cluster.mechanism == "OAUTHBEARER":
            return f"By a token from {self._cluster.token_url} for {self._cluster.client}."
        if self._cluster.mechanism:
            return f"{self._cluster.mechanism} as {self._cluster.user}."
        if "ssl" in self._cluster.security and (self._cluster.certificate or self._cluster.key):
            return "By certificate."
        return "None is asked for."

    # --- topics ---------------------------------------------------------------------------------------------------------

    def _topics(self) -> Iterator[StepRow]:
        try:
            missing = self._missing()
            if missing and self._create:
                make_topics(self._cluster, missing, self._brokers)
        except TowlineError as error:
            todo = (
                f"{error.todo} The command: {admin_command(self._cluster, missing)}"
                if error.word == "not-allowed"
                else error.todo
            )
            yield self._row("Topics", "failed", error.what, todo)
            return
        if missing and not self._create:
            names = ", ".join(design.name for design in missing)
            todo = (
                f"Make them with 'towline cluster test {self._cluster.name} --create', or have an administrator run: "
            )
            yield self._row("Topics", "failed", f"Missing: {names}.", todo + admin_command(self._cluster, missing))
            return
        with contextlib.suppress(TowlineError):  # no right to see settings: what can be known without goes on
            self._settings = self._asker.settings(self._cluster.topic)
            if wrong := self._wrong_settings():
                yield self._row("Topics", "warning", wrong, "Ask the administrator to set it as designed.")
                return
        made = f"made {len(missing)}; " if missing else ""
        yield self._row("Topics", "ok", f"{made}{self._cluster.topic} and its two companions are there.")

    def _missing(self) -> list[Design]:
        missing = []
        for design in designs(self._cluster):
            try:
                facts = self._asker.facts(design.name)
            except TowlineError as error:
                if error.word != "no-topic":
                    raise
                missing.append(design)
            else:
                self._facts = self._facts or facts
        return missing

    def _wrong_settings(self) -> str:
        assert self._settings is not None
        if "compact" in self._settings.get("cleanup.policy", ""):
            return f"{self._cluster.topic} is compacted; it must only delete by age."
        if self._settings.get("message.timestamp.type") == "CreateTime":
            return f"{self._cluster.topic} goes by the senders' clocks; message.timestamp.type should be LogAppendTime."
        if "compact" not in self._asker.settings(self._cluster.catalog_topic).get("cleanup.policy", ""):
            return f"{self._cluster.catalog_topic} is not compacted; offers will be gone sooner than they could."
        return ""

    # --- a record there and back ----------------------------------------------------------------------------------------

    def _records(self) -> Iterator[StepRow]:
        link = KafkaLink(self._cluster)
        try:
            sent = time.time()
            delivery = self._write(link)
            if delivery.error is not None:
                yield self._failed("Write", delivery.error)
                return
            took = (time.monotonic() - self._began) * 1000
            yield self._row("Write", "ok", f"{PROBE_BYTES // 1000} kB in {took:.0f} ms.")
            try:
                self._read(link, delivery)
            except TowlineError as error:
                yield self._failed("Read", error)
                return
            took = (time.monotonic() - self._began) * 1000
            yield self._row("Read", "ok", f"{PROBE_BYTES // 1000} kB in {took:.0f} ms.")
            yield self._clock(delivery.timestamp_ms / 1000 - sent)
        finally:
            link.close()

    def _write(self, link: KafkaLink) -> Delivery:
        came = threading.Event()
        deliveries: list[Delivery] = []

        def done(delivery: Delivery) -> None:
            deliveries.append(delivery)
            came.set()

        header = wire.Header(wire.PROBE, os.urandom(16), 0, os.urandom(12), PROBE_BYTES, False)
        link.produce(self._cluster.topic, 0, os.urandom(PROBE_BYTES), done, header=wire.pack_header(header))
        if not came.wait(RECORD_SECONDS):
            reason = link.row().why or f"a record was not stored within {RECORD_SECONDS:.0f} s"
            return Delivery(TowlineError("timeout", cluster=self._cluster.name, reason=reason.rstrip(".")))
        return deliveries[0]

    def _read(self, link: KafkaLink, delivery: Delivery) -> Record:
        reader = link.reader(self._cluster.topic)
        end = time.monotonic() + RECORD_SECONDS
        try:
            reader.want({delivery.partition: delivery.offset})
            while time.monotonic() < end:
                try:
                    record = reader.poll(1.0)
                except TowlineError as error:
                    if error.verdict is not Verdict.RETRY:
                        raise
                    continue
                if record is not None:
                    return record
        finally:
            reader.close()
        raise TowlineError("timeout", cluster=self._cluster.name, reason="a record just stored could not be read")

    def _clock(self, ahead: float) -> StepRow:
        if abs(ahead) > CLOCK_SECONDS:
            which = "behind" if ahead > 0 else "ahead of"
            text = f"This computer's clock is {abs(ahead):,.0f} s {which} the cluster's."
            return self._row("Clock", "warning", text, "Set this computer's clock.")
        return self._row("Clock", "ok", f"Differs by {abs(ahead):.1f} s.")

    # --- limits ---------------------------------------------------------------------------------------------------------

    def _limits(self) -> Iterator[StepRow]:
        facts = self._facts or self._asker.facts(self._cluster.topic)
        yield self._largest(facts)
        yield self._keeps(facts)
        yield self._copies(facts)

    def _largest(self, facts: TopicFacts) -> StepRow:
        if facts.max_message_bytes is None:
            return self._row(
                "Size", "ok", f"The largest record is not told to you; {ASSUMED_SIZE:,} bytes are assumed."
            )
        text = f"The largest record is {facts.max_message_bytes:,} bytes."
        if facts.max_message_bytes < ASSUMED_SIZE:
            return self._row("Size", "warning", text, "Blocks will be smaller, and large files slower.")
        return self._row("Size", "ok", text)

    def _keeps(self, facts: TopicFacts) -> StepRow:
        if facts.retention_ms is None:
            return self._row("Keeps", "ok", "How long records are kept is not told to you; 7 days are assumed.")
        forever = facts.retention_ms < 0
        text = (
            "Records are kept for ever" if forever else f"Records are kept for {facts.retention_ms / DAY_MS:.3g} days"
        )
        room = int((self._settings or {}).get("retention.bytes", "-1"))
        if room >= 0:
            room *= facts.partitions
            text += f", at most {room / 1e9:,.3g} GB in all"
            if self._size > room:
                return self._row(
                    "Keeps", "warning", f"{text}.", "That is less than what is to be sent: ask for more room."
                )
        if not forever and facts.retention_ms < DAY_MS:
            return self._row("Keeps", "warning", f"{text}.", "Receivers have to fetch within that time.")
        return self._row("Keeps", "ok", f"{text}.")

    def _copies(self, facts: TopicFacts) -> StepRow:
        enough = int((self._settings or {}).get("min.insync.replicas", "0"))
        text = f"Each record is stored on {facts.replication} broker{'s' if facts.replication > 1 else ''}"
        if facts.replication == 1:
            todo = "A broken disk can lose what is stored; keep the originals." if self._brokers > 1 else ""
            return self._row("Copies", "warning" if self._brokers > 1 else "ok", f"{text}.", todo)
        if enough == 1:
            todo = "Ask for min.insync.replicas 2: else one broken broker can lose a stored record."
            return self._row("Copies", "warning", f"{text}, but counts as stored on one.", todo)
        return self._row("Copies", "ok", f"{text}." if not enough else f"{text}, at least {enough} before it counts.")


def _why(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {CONNECT_SECONDS:.0f} s"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    return (error.strerror or str(error)).lower()
