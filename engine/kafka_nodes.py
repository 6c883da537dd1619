"""Real Apache Kafka nodes on this computer, for the practice cluster, the tests and the benchmarks.

Hides: the configuration of KRaft nodes, when a node is ready, and how it is ended.
Promises: every port is on 127.0.0.1 and free when it is chosen; a port taken in between is chosen anew, three times. No node
outlives the process that made it, unless it is made for holders (see kafka_keeper.py).

    with KafkaNodes(folder, count=3, properties={"min.insync.replicas": "2"}) as nodes:
        nodes.bootstrap          # "127.0.0.1:40181,…" of the first listener
        nodes[1].kill()          # nodes are numbered from 1
        nodes[1].start()
"""

from __future__ import annotations

import base64
import os
import socket
import struct
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine import kafka_keeper
from engine.errors import TowlineError
from engine.kafka_jars import Java, default_jars, find_java, jar_paths, java_environment, locked_jars

HOST = "127.0.0.1"
READY = 120.0  # seconds a node may take; three took 25 on a busy computer with two cores, and 60 on a crowded one
STARTED = b"Kafka Server started"
IN_USE = b"Address already in use"


# --- configuration -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listener:
    """One listener of every node. `security`: PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL.

    `properties` hold for this listener only, without the `listener.name.…` prefix. `ports` are those of nodes 1…n; chosen
    by `KafkaNodes` when empty.
    """

    name: str = "CLIENT"
    security: str = "PLAINTEXT"
    properties: Mapping[str, str] = field(default_factory=dict)
    ports: tuple[int, ...] = ()


def plain_users(users: Mapping[str, str], mine: str = "") -> dict[str, str]:
    """Properties of a SASL listener for these users and passwords. The broker itself signs in to it as `mine`."""
    words = [f'user_{name}="{password}"' for name, password in users.items()]
    if mine:
        words = [f'username="{mine}"', f'password="{users[mine]}"', *words]
    login = "org.apache.kafka.common.security.plain.PlainLoginModule"
    return {"sasl.enabled.mechanisms": "PLAIN", "plain.sasl.jaas.config": f"{login} required {' '.join(words)};"}


def scram_users(users: Mapping[str, str]) -> tuple[str, ...]:
    """`format_words` that put users into a new cluster, for SCRAM-SHA-256 and -512."""
    rows = [f"{m}=[name={u},password={p}]" for u, p in users.items() for m in ("SCRAM-SHA-256", "SCRAM-SHA-512")]
    return tuple(word for row in rows for word in ("--add-scram", row))


SCRAM = {
    "sasl.enabled.mechanisms": "SCRAM-SHA-256,SCRAM-SHA-512",
    "scram-sha-256.sasl.jaas.config": "org.apache.kafka.common.security.scram.ScramLoginModule required;",
    "scram-sha-512.sasl.jaas.config": "org.apache.kafka.common.security.scram.ScramLoginModule required;",
}
"""Properties of a listener for the users of `scram_users`."""

ACLS = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS;User:admin",
}
"""Properties of nodes that allow nothing without an ACL. The nodes themselves talk to each other as ANONYMOUS."""

SMALL = {
    "auto.create.topics.enable": "false",
    "delete.topic.enable": "true",
    "group.initial.rebalance.delay.ms": "0",
    "offsets.topic.num.partitions": "1",
    "transaction.state.log.num.partitions": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "log.cleaner.dedupe.buffer.size": str(16 << 20),
    "log.index.size.max.bytes": str(1 << 20),
    "num.network.threads": "3",
    "num.io.threads": "4",
    "num.recovery.threads.per.data.dir": "2",
    "broker.session.timeout.ms": "3000",  # what a killed node waits before its next start is let in
    "broker.heartbeat.interval.ms": "500",
}

# A node runs in its own folder, so its files need no path here.
LOGGING = """
status = error
appender.file.type = RollingFile
appender.file.name = file
appender.file.fileName = kafka.log
appender.file.filePattern = kafka.log.%i
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d %p %m (%c)%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 4MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 2
rootLogger.level = {level}
rootLogger.appenderRef.file.ref = file
logger.started.name = kafka.server.KafkaRaftServer
logger.started.level = info
"""


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nobody listens on right now, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind((HOST, 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


# --- nodes -------------------------------------------------------------------------------------------------------------------


class Node:
    """One Kafka process: broker and controller at once. Made by `KafkaNodes`. Not thread-safe."""

    def __init__(self, number: int, folder: Path, java: list[str], ports: Mapping[str, int], holders: bool) -> None:
        self.number = number
        self.folder = folder
        self.ports = ports
        self._java = java
        self._holders = holders
        self._keeper: subprocess.Popen[bytes] | None = None

    def port(self, listener: str = "CLIENT") -> int:
        return self.ports[listener]

    @property
    def running(self) -> bool:
        if self._holders:
            return kafka_keeper.is_locked(self.folder / "keeper.lock")
        return self._keeper is not None and self._keeper.poll() is None

    def launch(self) -> None:
        """Starts the process and returns at once."""
        (self.folder / "child.json").unlink(missing_ok=True)
        (self.folder / "kafka.log").unlink(missing_ok=True)
        kafka = [*self._java, "kafka.Kafka", str(self.folder / "server.properties")]
        mode = "--detach" if self._holders else "--attach"
        with open(self.folder / "java.log", "wb") as log:
            self._keeper = subprocess.Popen(
                [*kafka_keeper.keeper_words(), mode, str(self.folder), *kafka],
                stdin=subprocess.DEVNULL if self._holders else subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=java_environment(),
            )
        if self._holders:
            self._keeper.wait()  # the one that stays is not this process's child

    def wait_ready(self, timeout: float = READY) -> None:
        """Returns once the node takes requests; raises TowlineError `kafka-failed` if it ended or took too long."""
        until = time.monotonic() + timeout
        while not (STARTED in self.log() and _answers(self.port("INTERNAL"))):
            late = time.monotonic() > until
            if late or not self.running:
                reason = f"it was not ready within {timeout:.0f} s" if late else "it ended"
                self.kill()
                raise TowlineError(
                    "kafka-failed", reason=reason, log=self.folder / "kafka.log", details=self._last_words()
                )
            time.sleep(0.05)

    @property
    def pid(self) -> int | None:
        """Of the Java process, while it runs."""
        return kafka_keeper.child_pid(self.folder)

    def start(self) -> None:
        """Starts the node (again) with its data and ports, and waits until it is ready."""
        self.launch()
        self.wait_ready()

    def kill(self) -> None:
        """kill -9; returns when the process is gone."""
        pid = self.pid
        if pid is not None:
            kafka_keeper.kill(pid)
        elif self._keeper is not None:
            self._keeper.kill()  # it has no child yet
        self._await_end()

    def stop(self) -> None:
        """Ends the node as an administrator would; by force after five seconds."""
        kafka_keeper.end_child(self.folder)
        self._await_end()

    def _await_end(self) -> None:
        while self.running:
            time.sleep(0.02)
        if self._keeper is not None:
            if self._keeper.stdin:
                self._keeper.stdin.close()
            self._keeper = None

    def log(self) -> bytes:
        """What Kafka logged since the last start."""
        try:
            return (self.folder / "kafka.log").read_bytes()
        except FileNotFoundError:
            return b""

    def _last_words(self) -> str:
        said = (self.folder / "java.log").read_bytes() + self.log()
        return said[-2000:].decode("utf-8", "replace")


def _answers(port: int) -> bool:
    """Whether a broker answers an ApiVersions request (version 0), which it does before any sign-in."""
    body = struct.pack(">hhi", 18, 0, 7) + struct.pack(">h", 7) + b"towline"
    try:
        with socket.create_connection((HOST, port), timeout=2) as connection:
            connection.sendall(struct.pack(">i", len(body)) + body)
            head = connection.recv(8, socket.MSG_WAITALL)
    except OSError:
        return False
    return head[4:8] == body[4:8]


def kept_classes(jars: Path, java: Java) -> Path:
    """Where the classes that a node loads are kept ready, if somebody had Java write them there (the tests do).

    A node then starts with 4 s of processor time in place of 6.6. Java looks itself whether they are of these jars and of
    this Java, and does without if not.
    """
    return jars / f"classes-{java.major}.jsa"


class KafkaNodes:
    """`count` Kafka nodes with their data in `folder`. Made at once, started by `start` or `with`.

    `listeners`: the first is the one of `bootstrap`. `inside`: security and properties of the listeners that nodes use
    among themselves. `properties`: of every node, over the small defaults. `format_words`: for Kafka's storage tool.
    `advertise` tells clients other ports, those of a proxy, say; call it before `start`. `holders`: the nodes outlive this
    process, as long as kafka_keeper.py finds them held. `quick_start`: Java compiles less, which takes 4.7 s of processor time
    to the first request in place of 7.9; benchmarks turn it off. `java_words`: more words for Java itself.
    """

    def __init__(
        self,
        folder: Path,
        *,
        count: int = 1,
        listeners: Sequence[Listener] = (Listener(),),
        inside: Listener = Listener("INTERNAL"),
        properties: Mapping[str, str] | None = None,
        format_words: Sequence[str] = (),
        cluster_id: str = "",
        jars: Path | None = None,
        heap: str = "256m",
        quick_start: bool = True,
        java_words: Sequence[str] = (),
        holders: bool = False,
    ) -> None:
        self.folder = folder.absolute()
        self.cluster_id = cluster_id or base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        self._listeners = [
            *listeners,
            *(Listener(n, inside.security, inside.properties) for n in ("INTERNAL", "CONTROLLER")),
        ]
        self._inside = inside
        self._properties = dict(properties or {})
        self._format_words = tuple(format_words)
        self._advertised: dict[tuple[str, int], int] = {}
        self._jars = jars or default_jars() or self.folder / "jars"
        self._heap = heap
        self._quick_start = quick_start
        self._more_words = tuple(java_words)
        self._holders = holders
        self._java: list[str] = []
        self._nodes = self._make_nodes(count)

    def __enter__(self) -> KafkaNodes:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Node]:
        return iter(self._nodes)

    def __getitem__(self, number: int) -> Node:
        return self._nodes[number - 1]

    def __len__(self) -> int:
        return len(self._nodes)

    @property
    def bootstrap(self) -> str:
        """Addresses of the first listener, as clients are to use them."""
        return self.addresses(self._listeners[0].name)

    def addresses(self, listener: str) -> str:
        return ",".join(f"{HOST}:{self._advertised.get((listener, n.number), n.port(listener))}" for n in self)

    def advertise(self, listener: str, ports: Mapping[int, int]) -> None:
        """Tells clients of `listener` these ports (node number → port) in place of the nodes' own."""
        self._advertised.update({(listener, number): port for number, port in ports.items()})

    def start(self) -> None:
        """Starts all nodes and waits until they are ready. Raises TowlineError; nothing runs then."""
        self._java[:] = self._java_words(find_java(), jar_paths(self._jars, locked_jars()))
        for left in (2, 1, 0):
            try:
                self._start_once()
                return
            except TowlineError:
                taken = any(IN_USE in n.log() for n in self)
                self.close()
                # A proxy in front knows the ports it was told: those are not chosen anew.
                if not taken or not left or self._advertised:
                    raise
                self._nodes = self._make_nodes(len(self), anew=True)

    def close(self) -> None:
        """Kills every node that runs. The data stay."""
        for node in self:
            node.kill()

    def _start_once(self) -> None:
        for node in self:
            node.folder.mkdir(parents=True, exist_ok=True)
            text = "".join(f"{k}={v}\n" for k, v in self.configuration(node).items())
            kafka_keeper.write_private(node.folder / "server.properties", text)
            level = "info" if os.environ.get("TOWLINE_KAFKA_LOG") == "info" else "warn"
            (node.folder / "log4j2.properties").write_text(LOGGING.format(level=level))
        self._make_storage([node for node in self if not (node.folder / "data" / "meta.properties").exists()])
        for node in self:
            node.launch()
        for node in self:
            node.wait_ready()

    def _make_nodes(self, count: int, anew: bool = False) -> list[Node]:
        chosen = iter(free_ports(count * len(self._listeners)))
        rows = {one.name: [next(chosen) for _ in range(count)] for one in self._listeners}
        if not anew:
            rows |= {one.name: list(one.ports) for one in self._listeners if one.ports}
        return [
            Node(i + 1, self.folder / f"node{i + 1}", self._java, {k: v[i] for k, v in rows.items()}, self._holders)
            for i in range(count)
        ]

    def _java_words(self, java: Java, jars: list[Path]) -> list[str]:
        words = [java.path, f"-Xmx{self._heap}", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError"]
        words += ["-XX:TieredStopAtLevel=1"] * self._quick_start
        words += ["-Djava.awt.headless=true", "-Djava.net.preferIPv4Stack=true"]
        words += ["-Dlog4j2.configurationFile=log4j2.properties", "-Dlog4j2.disableJmx=true"]
        words += ["-Djava.io.tmpdir=.", "-XX:ErrorFile=java-crash.log"]  # a node's own folder is where it runs
        if java.major >= 22:
            words.append("--enable-native-access=ALL-UNNAMED")
        kept = kept_classes(self._jars, java)
        if kept.exists():
            words.append(f"-XX:SharedArchiveFile={kept}")
        words += self._more_words
        return [*words, "-cp", os.pathsep.join(map(str, jars))]

    def _make_storage(self, nodes: list[Node]) -> None:
        """Kafka's storage tool, for all these nodes at once."""
        tools: list[tuple[Path, subprocess.Popen[bytes]]] = []
        try:
            for node in nodes:
                words = [
                    "format",
                    f"--cluster-id={self.cluster_id}",
                    "--config",
                    str(node.folder / "server.properties"),
                ]
                log = node.folder / "storage.log"
                with open(log, "wb") as file:
                    tool = subprocess.Popen(
                        [*self._java, "kafka.tools.StorageTool", *words, *self._format_words],
                        stdin=subprocess.DEVNULL,
                        stdout=file,
                        stderr=file,
                        cwd=node.folder,
                        env=java_environment(),
                    )
                tools.append((log, tool))
            for log, tool in tools:
                try:
                    code = tool.wait(READY)
                except subprocess.TimeoutExpired as error:
                    raise TowlineError("kafka-failed", reason="its storage took too long to make", log=log) from error
                if code:
                    details = log.read_text("utf-8", "replace")
                    raise TowlineError("kafka-failed", reason="its storage was not made", log=log, details=details)
        finally:
            for _, tool in tools:
                tool.kill()
                tool.wait()

    def configuration(self, node: Node) -> dict[str, str]:
        """The properties of one node."""
        copies = str(min(3, len(self)))
        clients = [one for one in self._listeners if one.name != "CONTROLLER"]
        voters = [f"{n.number}@{HOST}:{n.port('CONTROLLER')}" for n in self]
        told = {one.name: self._advertised.get((one.name, node.number), node.port(one.name)) for one in clients}
        rows = {
            "process.roles": "broker,controller",
            "node.id": str(node.number),
            "controller.quorum.voters": ",".join(voters),
            "listeners": ",".join(f"{one.name}://{HOST}:{node.port(one.name)}" for one in self._listeners),
            "advertised.listeners": ",".join(f"{name}://{HOST}:{port}" for name, port in told.items()),
            "listener.security.protocol.map": ",".join(f"{one.name}:{one.security}" for one in self._listeners),
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "INTERNAL",
            "log.dirs": (node.folder / "data").as_posix(),
            "offsets.topic.replication.factor": copies,
            "transaction.state.log.replication.factor": copies,
            "transaction.state.log.min.isr": "1",
            "share.coordinator.state.topic.replication.factor": copies,
            "share.coordinator.state.topic.min.isr": "1",
            "default.replication.factor": copies,
            **SMALL,
        }
        if self._inside.security.startswith("SASL"):
            rows["sasl.mechanism.inter.broker.protocol"] = self._inside.properties["sasl.enabled.mechanisms"]
            rows["sasl.mechanism.controller.protocol"] = self._inside.properties["sasl.enabled.mechanisms"]
        for one in self._listeners:
            rows |= {f"listener.name.{one.name.lower()}.{key}": value for key, value in one.properties.items()}
        return {key: _escaped(value) for key, value in (rows | self._properties).items()}


def _escaped(value: str) -> str:
    """As Java reads a properties file: backslashes, line ends and what is not Latin-1 need escaping."""
    text = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    units = text.encode("utf-16-be", "surrogatepass")
    codes = [int.from_bytes(units[i : i + 2], "big") for i in range(0, len(units), 2)]
    return "".join(chr(code) if 32 <= code < 127 else f"\\u{code:04x}" for code in codes)
