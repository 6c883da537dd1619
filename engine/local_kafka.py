"""The practice cluster: a real one-node Apache Kafka for this user on this computer only.

Hides: where its address and password stand, who keeps it alive, and what a crash left behind.
Promises: it listens on 127.0.0.1 only and asks for a random password on every listener. It keeps its data and its address
over restarts and takes about a quarter of the disk's free room at most. Started by `practice_start` it lasts until
`practice_stop`; `PracticeHold` keeps it as long as the process lives, however that ends. Callers at once start one.

Everything is in the folder `practice` of the user's state folder; `practice.json` there is for the user's eyes only.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from engine import kafka_keeper
from engine.api import Cluster
from engine.errors import TowlineError
from engine.kafka_jars import default_jars
from engine.kafka_nodes import KafkaNodes, Listener, plain_users

NAME = "practice"
USER = "towline"
PATIENCE = 150.0  # seconds to wait for another caller that fetches the jars or starts the cluster

MOST_KEPT = 8 << 30  # bytes per partition
LEAST_KEPT = 256 << 20
PARTITIONS = 6  # of a data topic: only they hold much


@dataclass(frozen=True, slots=True)
class PracticeStatus:
    """`bootstrap` and `client` (librdkafka settings to sign in with) are empty until it was started once.

    `pid` is the Java process's. `lasting`: it goes on until `practice_stop`, whoever else uses it.
    """

    running: bool
    bootstrap: str
    client: dict[str, str]
    pid: int | None
    lasting: bool
    log: Path

    def cluster(self) -> Cluster:
        """The cluster named `practice` of every profile of this user."""
        return Cluster(
            name=NAME,
            bootstrap=(self.bootstrap,),
            security="sasl_plaintext",
            mechanism="PLAIN",
            user=self.client["sasl.username"],
            password=self.client["sasl.password"],
        )


def practice_status(state: Path) -> PracticeStatus:
    """What is known of the practice cluster of this state folder; starts nothing."""
    node = _node(state)
    known = _read(state)
    bootstrap = known.get("bootstrap", "")
    client = {
        "bootstrap.servers": bootstrap,
        "security.protocol": "SASL_PLAINTEXT",
        "sasl.mechanism": "PLAIN",
        "sasl.username": USER,
        "sasl.password": known.get("password", ""),
    }
    pid = kafka_keeper.child_pid(node)
    return PracticeStatus(
        running=pid is not None and known.get("pid") == pid,  # the pid is written once it is ready
        bootstrap=bootstrap,
        client=client if bootstrap else {},
        pid=pid,
        lasting=(node / "lasting").exists(),
        log=node / "kafka.log",
    )


def practice_start(state: Path, jars: Path | None = None) -> PracticeStatus:
    """Starts it unless it runs, until `practice_stop`. `jars`: where Kafka's jars are kept.

    Raises TowlineError: kafka-missing, java-missing, kafka-failed, usage.
    """
    with _alone(state):
        (_node(state) / "lasting").touch()
        try:
            return _started(state, jars)
        except BaseException:
            (_node(state) / "lasting").unlink(missing_ok=True)
            raise


def practice_stop(state: Path) -> bool:
    """Ends it, also under those who hold it. Its data stay. Returns whether it ran."""
    if not _node(state).is_dir():
        return False
    with _alone(state):
        (_node(state) / "lasting").unlink(missing_ok=True)
        ran = kafka_keeper.child_pid(_node(state)) is not None
        kafka_keeper.end_child(_node(state))
        return ran


class PracticeHold:
    """Starts the practice cluster unless it runs, and keeps it until `close` or the end of this process.

    It ends with the last one who holds it, unless `practice_start` made it lasting.
    """

    def __init__(self, state: Path, jars: Path | None = None) -> None:
        with _alone(state):
            self._path = _node(state) / "holders" / secrets.token_hex(8)
            self._lock = kafka_keeper.FileLock(self._path)
            try:
                self.status = _started(state, jars)
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        self._lock.close()

    def __enter__(self) -> PracticeHold:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _folder(state: Path) -> Path:
    return state.absolute() / "practice"


def _node(state: Path) -> Path:
    return _folder(state) / "node1"


def _read(state: Path) -> dict[str, Any]:
    """Empty if it was never started or the file is damaged: then all of it is made anew but the data."""
    try:
        known = json.loads((_folder(state) / "practice.json").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


@contextlib.contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Nobody else starts, joins or ends the cluster meanwhile; the keeper holds the same lock while it ends it."""
    _folder(state).mkdir(mode=0o700, parents=True, exist_ok=True)
    (_node(state) / "holders").mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        lock = kafka_keeper.FileLock(_node(state) / "start.lock", PATIENCE)
    except kafka_keeper.Locked as error:
        log = _node(state) / "kafka.log"
        raise TowlineError("kafka-failed", reason="another Towline is still starting it", log=log) from error
    with lock:
        yield


def _started(state: Path, jars: Path | None) -> PracticeStatus:
    status = practice_status(state)
    if status.running:
        return status
    known = _read(state)
    kafka_keeper.end_child(_node(state))  # one whose starter was killed before it was ready
    _end_leftover(known)
    nodes = _nodes(state, known, jars or default_jars() or _folder(state) / "jars")
    nodes.start()
    pid = nodes[1].pid
    if pid is None:
        raise TowlineError("kafka-failed", reason="it ended", log=status.log)
    known |= {
        "bootstrap": nodes.bootstrap,
        "cluster_id": nodes.cluster_id,
        "pid": pid,
        "started": _process_start(pid),
    }
    kafka_keeper.write_private(_folder(state) / "practice.json", json.dumps(known))
    return practice_status(state)


def _nodes(state: Path, known: dict[str, Any], jars: Path) -> KafkaNodes:
    """Fills `known` with a password if there is none."""
    password = known.setdefault("password", secrets.token_urlsafe(24))
    signed_in = plain_users({USER: password}, mine=USER)
    port = tuple(int(address.rpartition(":")[2]) for address in [known.get("bootstrap")] if address)
    room = shutil.disk_usage(_folder(state)).free // 4
    return KafkaNodes(
        _folder(state),
        listeners=[Listener("CLIENT", "SASL_PLAINTEXT", signed_in, ports=port)],
        inside=Listener("INTERNAL", "SASL_PLAINTEXT", signed_in),
        properties={
            "log.retention.bytes": str(max(LEAST_KEPT, min(MOST_KEPT, room // PARTITIONS))),
            "log.segment.bytes": str(64 << 20),
            "log.retention.check.interval.ms": "30000",
        },
        cluster_id=known.get("cluster_id", ""),
        jars=jars,
        holders=True,
    )


def _process_start(pid: int) -> float:
    began: float = psutil.Process(pid).create_time()
    return began


def _end_leftover(known: dict[str, Any]) -> None:
    """Ends a Kafka whose keeper was killed: the process with the same id that began at the same moment."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(known.get("pid", -1)) if known.get("pid") else None
        if process and process.pid != os.getpid() and abs(process.create_time() - known["started"]) < 0.01:
            process.kill()
            process.wait(kafka_keeper.GRACE)
