"""What the figures share: a broker, a pair of agents, raw processes, files to send, a look at processes.

Every process that is started here is ended by `Bench.close`. Sizes are bytes, times seconds; clock times are Unix time of
this computer, on which everything runs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from certificates import Authority
from confluent_kafka import TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic, OffsetSpec
from profiles import Agent, make_topics, until

from engine.kafka_nodes import KafkaNodes, Listener, free_ports

RECORD = 950_016  # bytes of a full sealed block
BLOCK = 950_000
PARTITIONS = 6
LONG = 3600.0  # seconds: what takes longer hangs


class Unable(Exception):
    """This figure cannot be measured here; says why and what to do."""


@dataclass
class Figure:
    """What one figure found. `rows`: what was measured, in words. `met`: whether its bound was kept."""

    title: str
    bound: str
    found: str
    met: bool
    rows: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass
class Bench:
    """A broker, a folder for everything, and what the figures start. `size`: of the large file; `cap`: seconds for which
    the memory of the sparse file is watched; `ca`: PEM of the authority behind the listener TLS."""

    folder: Path
    nodes: KafkaNodes
    behind: int  # port of the listener LINE, in front of which a figure puts its proxy
    line: int  # port that the listener LINE advertises
    size: int
    cap: float
    rounds: int
    ca: str
    _agents: list[Agent] = field(default_factory=list)
    _topics: int = 0
    _folders: int = 0

    @cached_property
    def admin(self) -> AdminClient:
        return AdminClient({"bootstrap.servers": self.nodes.bootstrap, "log_level": 0})

    @contextmanager
    def pair(self, listener: str = "CLIENT") -> Iterator[tuple[Agent, Agent]]:
        """Anna and Ben, who accepted each other's cards, started and connected, on new topics."""
        self._topics += 1
        topic = f"bench-{self._topics}"
        make_topics(self.admin, topic, PARTITIONS, self.copies)
        bootstrap = self.nodes.addresses(listener)
        more = ['security = "ssl"', f"ca = {json.dumps(self.ca)}"] if listener == "TLS" else []
        anna, ben = (
            Agent(self.folder / f"{topic}-{name}", name, bootstrap, topic=topic, more=more) for name in ("Anna", "Ben")
        )
        self._agents += [anna, ben]
        try:
            for agent in (anna, ben):
                agent.start()
            anna.knows(ben)
            ben.knows(anna)
            for agent in (anna, ben):
                agent.listen()
            yield anna, ben
        finally:
            for agent in (anna, ben):
                agent.stop()
            self.drop_topics(topic, f"{topic}.catalog", f"{topic}.receipts")

    @property
    def copies(self) -> int:
        """Of every topic: one on one node, three on three."""
        return min(3, len(self.nodes))

    def brokers_cpu(self) -> float:
        """Seconds of all brokers so far."""
        return sum(cpu(node.pid) for node in self.nodes if node.pid)

    @property
    def topic(self) -> str:
        """The data topic of the present pair."""
        return f"bench-{self._topics}"

    def drop_topics(self, *names: str) -> None:
        for dropped in self.admin.delete_topics(list(names)).values():
            dropped.result(30)

    def stored(self, topic: str) -> int:
        """Records that a topic ever got."""
        parts = [TopicPartition(topic, n) for n in self.admin.list_topics(topic, timeout=20).topics[topic].partitions]
        ends = self.admin.list_offsets({part: OffsetSpec.latest() for part in parts})
        return sum(end.result(20).offset for end in ends.values())

    def bytes_of(self, topic: str) -> int:
        """Bytes of a topic's segments on the broker's disk."""
        logs = (self.nodes[1].folder / "data").glob(f"{topic}-[0-9]*/*.log")
        return sum(log.stat().st_size for log in logs)

    def raw(self, records: int, size: int = RECORD, listener: str = "CLIENT") -> dict[str, float]:
        """The yardstick: raw producer and consumer at the same time, on a topic of their own."""
        name = f"raw-{time.time_ns()}"
        self.admin.create_topics([NewTopic(name, PARTITIONS, self.copies)])[name].result(20)
        words = [sys.executable, str(Path(__file__).with_name("raw.py"))]
        more = {"security.protocol": "ssl", "ssl.ca.pem": self.ca} if listener == "TLS" else {}
        rest = [self.nodes.addresses(listener), name, str(records), str(size), json.dumps(more)]
        consumer = subprocess.Popen([*words, "consume", *rest], stdout=subprocess.PIPE)
        assert consumer.stdout is not None
        consumer.stdout.readline()
        producer = subprocess.run([*words, "produce", *rest], stdout=subprocess.PIPE, check=True)
        said, _ = consumer.communicate(timeout=LONG)
        self.drop_topics(name)
        sent, got = json.loads(producer.stdout), json.loads(said)
        seconds = max(sent["ended"], got["ended"]) - sent["began"]
        return {"seconds": seconds, "rate": records * size / seconds, "cpu": sent["cpu"] + got["cpu"]}

    def scratch(self, name: str) -> Path:
        """A new folder. It stays till the end: after a mass deletion ext4 makes new files five times slower."""
        self._folders += 1
        folder = self.folder / f"{name}-{self._folders}"
        folder.mkdir()
        return folder

    def close(self) -> None:
        for agent in self._agents:
            agent.kill()
        self.nodes.close()


@contextmanager
def bench(*, size: int, cap: float, rounds: int, nodes: int = 1) -> Iterator[Bench]:
    """A bench with its broker, or with three that keep three copies of which two must be there; all of it is gone
    afterwards. TOWLINE_BENCH_DIR: on which disk."""
    folder = Path(tempfile.mkdtemp(prefix="towline-bench-", dir=os.environ.get("TOWLINE_BENCH_DIR")))
    behind, line = free_ports(2)
    authority = Authority()
    properties = {"log.segment.delete.delay.ms": "100"}  # else the cache of a dropped topic stays for a minute
    listeners = [Listener(), Listener("TLS", "SSL", authority.issue("broker").broker())]
    if nodes == 1:
        listeners.append(Listener("LINE", ports=(behind,)))
    else:
        properties["min.insync.replicas"] = "2"
    cluster = KafkaNodes(
        folder / "kafka", count=nodes, listeners=listeners, properties=properties, heap="512m", quick_start=False
    )
    if nodes == 1:
        cluster.advertise("LINE", {1: line})
    made = Bench(folder, cluster, behind, line, size, cap, rounds, authority.certificate)
    try:
        cluster.start()
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)


# --- files and processes ------------------------------------------------------------------------------------------------


def make_file(path: Path, size: int) -> Path:
    """Incompressible bytes, on the disk and not waiting for it."""
    with path.open("wb") as file:
        left = size
        while left:
            left -= file.write(os.urandom(min(left, 8 << 20)))
        file.flush()
        os.fdatasync(file.fileno())
    return path


def same(one: Path, other: Path) -> bool:
    """Whether two files or trees are equal."""
    return (
        subprocess.run(
            ["diff", "-rq", "--no-dereference", one, other], check=False, stdout=subprocess.DEVNULL
        ).returncode
        == 0
    )


def memory(pid: int, word: str) -> int:
    """`VmRSS` now or `VmHWM` at its peak, in bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{word}:"):
            return int(line.split()[1]) * 1024
    raise Unable(f"process {pid} tells no {word}")


def bytes_read(pid: int) -> int:
    """What a process read by read calls, whether from the disk or not."""
    return int(Path(f"/proc/{pid}/io").read_text().split("rchar: ")[1].split()[0])


def cpu(pid: int) -> float:
    """Seconds of all threads of a process, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def median(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def mb(size: float) -> str:
    return f"{size / 1e6:,.0f} MB"


__all__ = ["BLOCK", "LONG", "RECORD", "Agent", "Bench", "Figure", "Unable", "bench", "bytes_read", "cpu", "make_file",
           "mb", "median", "memory", "same", "until"]  # fmt: skip
