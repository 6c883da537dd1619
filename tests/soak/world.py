"""What a campaign plays on: three Kafka nodes behind proxies, a sender and a receiver that can be killed, and the faults.

Every fault is a function of the world and a random generator that begins it and gives what ends it. What is random is
drawn from the generator only, so that a seed means the same faults again.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from confluent_kafka import ElectionType, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, NewPartitions, NewTopic, OffsetSpec
from profiles import ROOT, Agent, environ, until
from proxy import Proxy
from token_server import TokenServer

from engine.kafka_jars import default_jars, find_java, jar_paths, locked_jars
from engine.kafka_nodes import KafkaNodes, Listener, free_ports

NODES = 3
PROPERTIES = {
    "min.insync.replicas": "2",
    "default.replication.factor": "3",
    "unclean.leader.election.enable": "false",
    "log.initial.task.delay.ms": "500",
    "quota.window.num": "2",
}

End = Callable[[], None]


class Person(Agent):
    """Its engine runs in a process whose disk can fail. Gone and back, it is asked through a new door."""

    def launch(self) -> None:
        words = [sys.executable, str(ROOT / "tests" / "soak" / "agent_child.py"), str(self.folder)]
        with (self.folder / "agent.log").open("ab") as log:
            self._child = subprocess.Popen(words, env=environ(), stdout=log, stderr=log)

    @property
    def ended(self) -> bool:
        """Whether its process is gone, killed or not."""
        return self._child is None or self._child.poll() is not None

    @property
    def disk_fault(self) -> Path:
        return self.folder / "disk-fault"


class World:
    """The cluster, and the two of one season: their topics and profiles are new, so that a round can be played again.

    `tokens`: who gives the tokens that let them in; without it nobody signs in. `properties`: more of every node.
    """

    def __init__(
        self, folder: Path, tokens: TokenServer | None = None, properties: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        ports = tuple(free_ports(NODES))
        proxied = tokens.listener("PROXIED", ports) if tokens else Listener("PROXIED", ports=ports)
        self.proxies = [Proxy(port) for port in ports]
        for proxy in self.proxies:
            proxy.__enter__()
        self.nodes = KafkaNodes(
            folder / "nodes", count=NODES, listeners=[Listener(), proxied], properties=PROPERTIES | (properties or {}),
            java_words=tokens.java_words if tokens else (),
        )  # fmt: skip
        self.nodes.advertise("PROXIED", {n + 1: proxy.port for n, proxy in enumerate(self.proxies)})
        self.nodes.start()
        self.admin = AdminClient({"bootstrap.servers": self.nodes.bootstrap})
        self.season = 0
        self.topic = ""
        self.anna: Person | None = None
        self.ben: Person | None = None

    def new_season(self) -> None:
        """New topics, new people who know each other."""
        self.end_season()
        self.season += 1
        self.topic = f"soak-{self.season}"
        self.make_topics({})
        self.anna, self.ben = (self.person(f"{name}-{self.season}", name) for name in ("Anna", "Ben"))
        for person in (self.anna, self.ben):
            person.start()
        self.anna.knows(self.ben)
        self.ben.knows(self.anna)
        self.ben.listen()

    def make_topics(self, config: Mapping[str, str]) -> None:
        """The three of `topic`; `config` is of the one with the data."""
        configs = {self.topic: dict(config), f"{self.topic}.catalog": {"cleanup.policy": "compact,delete"}}
        configs[f"{self.topic}.receipts"] = {}
        counts = {self.topic: 6, f"{self.topic}.catalog": 1, f"{self.topic}.receipts": 16}
        made = self.admin.create_topics(
            [NewTopic(name, counts[name], NODES, config=config) for name, config in configs.items()]
        )
        for future in made.values():
            future.result(30)
        until(lambda: set(configs) <= set(self.admin.list_topics(timeout=20).topics), "the topics")

    def person(self, folder: str, name: str, more: Sequence[str] = ()) -> Person:
        """One whose cluster is reached through the proxies. `more`: lines of its settings."""
        return Person(self.folder / folder, name, self.nodes.addresses("PROXIED"), topic=self.topic, more=more)

    def end_season(self) -> None:
        for person in (self.anna, self.ben):
            if person is not None:
                person.stop()

    def close(self) -> None:
        self.end_season()
        self.nodes.close()
        for proxy in self.proxies:
            proxy.__exit__(None, None, None)

    # --- what a fault may touch ---------------------------------------------------------------------------------------------

    def partitions(self) -> list[int]:
        return sorted(self.admin.list_topics(self.topic, timeout=20).topics[self.topic].partitions)

    def expire(self, partition: int, share: float) -> None:
        """Takes that much of a partition away, from its beginning."""

        def gone() -> bool:
            try:
                part = TopicPartition(self.topic, partition)
                end = self.admin.list_offsets({part: OffsetSpec.latest()})[part].result(20).offset
                if int(end * share):
                    part = TopicPartition(self.topic, partition, int(end * share))
                    self.admin.delete_records([part])[part].result(20)
            except KafkaException:  # its leader has just moved
                return False
            return True

        until(gone, "the end of old records")

    def set_quota(self, rate: int | None) -> None:
        """Bytes per second each client may produce; None takes it away."""
        change = ["--add-config", f"producer_byte_rate={rate}"] if rate else ["--delete-config", "producer_byte_rate"]
        folder = default_jars()
        assert folder is not None
        jars = os.pathsep.join(map(str, jar_paths(folder, locked_jars())))
        words = ["--bootstrap-server", self.nodes.bootstrap, "--alter", "--entity-type", "clients", "--entity-default"]
        subprocess.run(
            [find_java().path, "-XX:TieredStopAtLevel=1", "-cp", jars, "kafka.admin.ConfigCommand", *words, *change],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip


# --- faults of the line -------------------------------------------------------------------------------------------------------


def cut(world: World, _: random.Random) -> End:
    for proxy in world.proxies:
        proxy.cut()
    return lambda: None


def refuse(world: World, _: random.Random) -> End:
    for proxy in world.proxies:
        proxy.refuse()
    return lambda: [proxy.accept() for proxy in world.proxies] and None


def stall(world: World, _: random.Random) -> End:
    for proxy in world.proxies:
        proxy.stall()
    return lambda: [proxy.flow() for proxy in world.proxies] and None


def half_open(world: World, rng: random.Random) -> End:
    rng.choice(world.proxies).half_open()
    return lambda: None


def slow(world: World, rng: random.Random) -> End:
    rate = rng.choice((100_000, 400_000))
    for proxy in world.proxies:
        proxy.rate = rate

    def end() -> None:
        for proxy in world.proxies:
            proxy.rate = None

    return end


def delay(world: World, rng: random.Random) -> End:
    late = rng.choice((0.05, 0.2))
    for proxy in world.proxies:
        proxy.delay = late

    def end() -> None:
        for proxy in world.proxies:
            proxy.delay = 0.0

    return end


# --- faults of the cluster ----------------------------------------------------------------------------------------------------


def broker_killed(world: World, rng: random.Random) -> End:
    node = world.nodes[rng.randrange(NODES) + 1]
    node.kill()
    return node.start


def leaders_moved(world: World, rng: random.Random) -> End:
    """A node ends as an administrator would end it, so others lead; back again, it leads again."""
    node = world.nodes[rng.randrange(NODES) + 1]
    node.stop()

    def end() -> None:
        node.start()
        with suppress(KafkaException):  # those that lead already
            world.admin.elect_leaders(ElectionType.PREFERRED).result(20)

    return end


def partitions_raised(world: World, _: random.Random) -> End:
    more = len(world.partitions()) + 1
    if more <= 12:
        world.admin.create_partitions([NewPartitions(world.topic, more)])[world.topic].result(20)
    return lambda: None


def quota(world: World, rng: random.Random) -> End:
    world.set_quota(rng.choice((200_000, 1_000_000)))
    return lambda: world.set_quota(None)


def expired(world: World, rng: random.Random) -> End:
    """Retention passes over some records of one partition."""
    world.expire(rng.choice(world.partitions()), rng.uniform(0.3, 1.0))
    return lambda: None


def topic_recreated(world: World, _: random.Random) -> End:
    count = len(world.partitions())
    world.admin.delete_topics([world.topic])[world.topic].result(20)
    until(lambda: world.topic not in world.admin.list_topics(timeout=20).topics, "the end of the topic")

    def made() -> bool:
        try:
            world.admin.create_topics([NewTopic(world.topic, count, NODES)])[world.topic].result(20)
        except KafkaException:  # the old one is still being deleted
            return False
        return True

    until(made, "the new topic")
    return lambda: None


# --- faults of computers ------------------------------------------------------------------------------------------------------


def sender_killed(world: World, _: random.Random) -> End:
    assert world.anna is not None
    world.anna.kill()
    return world.anna.start


def receiver_killed(world: World, _: random.Random) -> End:
    assert world.ben is not None
    world.ben.kill()
    return world.ben.start


def disk_fails(world: World, rng: random.Random) -> End:
    assert world.ben is not None
    fault = world.ben.disk_fault
    fault.with_suffix(".new").write_text(rng.choice(("ENOSPC", "EIO")))
    fault.with_suffix(".new").replace(fault)
    return lambda: fault.unlink(missing_ok=True)


FAULTS: dict[Callable[[World, random.Random], End], tuple[float, float]] = {
    # how often, and for how many seconds at the most
    cut: (3.0, 0.0),
    refuse: (2.0, 2.0),
    stall: (2.0, 3.0),
    half_open: (0.3, 0.0),
    slow: (1.0, 2.0),
    delay: (1.0, 2.0),
    broker_killed: (0.7, 0.5),
    leaders_moved: (0.5, 0.5),
    partitions_raised: (0.7, 0.0),
    quota: (0.2, 1.0),
    expired: (0.5, 0.0),
    topic_recreated: (0.3, 0.0),
    sender_killed: (3.0, 0.5),
    receiver_killed: (3.0, 0.5),
    disk_fails: (2.0, 1.5),
}


def drawn(rng: random.Random) -> tuple[Callable[[World, random.Random], End], float]:
    """A fault and how long it lasts, in seconds."""
    fault = rng.choices(list(FAULTS), [often for often, _ in FAULTS.values()])[0]
    return fault, rng.uniform(0.0, FAULTS[fault][1])


def rest(seconds: float) -> None:
    """How long a fault lasts is part of the fault, not a wait for something to happen."""
    time.sleep(seconds)
