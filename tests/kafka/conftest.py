"""Real Kafka for this tier. `broker` is one node shared by the whole run; use `topic_name` so that tests do not meet.

Where Kafka cannot be had the tier is skipped with the reason, once for all of it.
"""

from __future__ import annotations

import itertools
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from profiles import until

from engine.errors import TowlineError
from engine.kafka_jars import default_jars, find_java, jar_paths, locked_jars
from engine.kafka_keeper import FileLock
from engine.kafka_nodes import KafkaNodes, kept_classes

FAST = {
    "log.cleaner.backoff.ms": "500",
    "log.retention.check.interval.ms": "1000",
    "log.initial.task.delay.ms": "500",
    "log.segment.delete.delay.ms": "500",
    "log.roll.jitter.ms": "0",
}
"""Properties of nodes whose cleaner and retention can be watched."""


@pytest.fixture(scope="session")
def kafka_here(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Java and the jars are here, and what nodes load is kept ready; asks for all of it once."""
    try:
        java = find_java()
        folder = default_jars()
        assert folder is not None  # tests run in a checkout
        jar_paths(folder, locked_jars())
    except TowlineError as error:
        if error.word not in ("kafka-missing", "kafka-untrusted", "java-missing"):
            raise
        pytest.skip(error.sentence)
    with FileLock(folder / "classes.lock", timeout=300.0):
        if not kept_classes(folder, java).exists():
            _keep_classes(tmp_path_factory.mktemp("classes"), kept_classes(folder, java))


def _keep_classes(scratch: Path, kept: Path) -> None:
    """A node starts and is asked to end: Java writes what it had loaded. Some fifty nodes start in this tier."""
    new = kept.with_suffix(".new")
    words = [f"-XX:ArchiveClassesAtExit={new}"]
    with KafkaNodes(scratch / "nodes", java_words=words) as nodes:
        assert nodes[1].pid is not None
        os.kill(nodes[1].pid, signal.SIGTERM)
        until(lambda: not nodes[1].running, "the end of the node", 120)
    new.replace(kept)


@pytest.fixture(scope="session")
def broker(kafka_here: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaNodes]:
    """One node without sign-in: `broker.bootstrap`. Tests that kill or reconfigure nodes start their own."""
    with KafkaNodes(tmp_path_factory.mktemp("broker"), properties=FAST) as nodes:
        yield nodes


@pytest.fixture(scope="session")
def nodes3(kafka_here: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaNodes]:
    """Three nodes, three copies of each topic, min.insync.replicas 2. Leave all three running."""
    with KafkaNodes(
        tmp_path_factory.mktemp("nodes3"), count=3, properties=FAST | {"min.insync.replicas": "2"}
    ) as nodes:
        yield nodes


@pytest.fixture
def make_nodes(kafka_here: None, tmp_path: Path) -> Iterator[Callable[..., KafkaNodes]]:
    """Makes `KafkaNodes` of one's own, not started yet, with the arguments of that class; ended with the test."""
    made: list[KafkaNodes] = []

    def make(**choices: object) -> KafkaNodes:
        properties = FAST | dict(choices.pop("properties", {}))  # type: ignore[call-overload]
        made.append(KafkaNodes(tmp_path / f"nodes{len(made)}", properties=properties, **choices))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for nodes in made:
        nodes.close()


_numbers = itertools.count(1)


@pytest.fixture
def topic_name(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes topic names that no other test of this run has. Nothing creates the topics."""
    test = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[:60]
    return lambda: f"towline.{test}.{next(_numbers)}"
