"""The practice cluster: who keeps it alive, what survives, and who may not come in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from engine.local_kafka import PracticeHold, PracticeStatus, practice_start, practice_status, practice_stop

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.usefixtures("kafka_here")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    practice_stop(tmp_path)


def until(happened: Callable[[], bool]) -> None:
    """The test's own time limit is the only one."""
    while not happened():
        time.sleep(0.05)


def make_topic(status: PracticeStatus, name: str) -> None:
    admin = AdminClient(status.client)
    admin.create_topics([NewTopic(name, 1)])[name].result(20)


def write(status: PracticeStatus, topic: str, value: bytes) -> None:
    producer = Producer(status.client)
    producer.produce(topic, value, partition=0)
    assert producer.flush(30) == 0
    producer.close()


def first_record(status: PracticeStatus, topic: str) -> bytes:
    consumer = Consumer({**status.client, "group.id": "test"})
    consumer.assign([TopicPartition(topic, 0, 0)])
    record = consumer.poll(30)
    consumer.close()
    assert record is not None
    return record.value()


def holder(state: Path) -> subprocess.Popen[str]:
    """Another process that holds the cluster of `state` until its input ends; it printed the pid when it returns."""
    code = (
        "import sys; from pathlib import Path; from engine.local_kafka import PracticeHold;"
        "hold = PracticeHold(Path(sys.argv[1])); print(hold.status.pid, flush=True); sys.stdin.read()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, str(state)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_it_keeps_data_address_and_password_over_a_restart(state: Path) -> None:
    first = practice_start(state)
    assert first.running
    assert first.lasting
    make_topic(first, "kept")
    write(first, "kept", b"still here")
    assert practice_stop(state)
    assert not practice_status(state).running
    assert not practice_stop(state)
    second = practice_start(state)
    assert second.client == first.client
    assert first_record(second, "kept") == b"still here"


def test_it_is_for_this_user_of_this_computer_only(state: Path) -> None:
    status = practice_start(state)
    assert (state / "practice" / "practice.json").stat().st_mode & 0o077 == 0
    assert (state / "practice" / "node1" / "server.properties").stat().st_mode & 0o077 == 0
    assert (state / "practice").stat().st_mode & 0o077 == 0
    assert status.pid is not None
    listening = [c for c in psutil.Process(status.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert {c.laddr.ip.removeprefix("::ffff:") for c in listening} == {"127.0.0.1"}
    assert len(listening) == 3
    for port in {c.laddr.port for c in listening}:
        for security in ({}, {"security.protocol": "SASL_PLAINTEXT", "sasl.password": "guessed"}):
            stranger = status.client | {"security.protocol": "PLAINTEXT"} | security
            with pytest.raises(KafkaException):
                AdminClient({**stranger, "bootstrap.servers": f"127.0.0.1:{port}"}).list_topics(timeout=1.5)


def test_it_ends_with_the_last_of_those_who_hold_it(state: Path) -> None:
    with PracticeHold(state) as mine:
        other = holder(state)
        assert other.stdout is not None
        assert other.stdout.readline() == f"{mine.status.pid}\n"
        other.communicate()
        assert psutil.pid_exists(mine.status.pid or 0)
        assert practice_status(state).running
    until(lambda: not practice_status(state).running)
    assert not psutil.pid_exists(mine.status.pid or 0)


def test_it_ends_with_a_holder_that_was_killed(state: Path) -> None:
    other = holder(state)
    assert other.stdout is not None
    pid = int(other.stdout.readline())
    other.kill()
    other.communicate()
    until(lambda: not psutil.pid_exists(pid))


def test_started_lastingly_it_outlives_those_who_hold_it(state: Path) -> None:
    other = holder(state)
    assert other.stdout is not None
    pid = int(other.stdout.readline())
    assert practice_start(state).pid == pid
    other.communicate()
    time.sleep(1)  # the keeper looks every quarter of a second; a fault would show here, not fail at random
    assert practice_status(state).pid == pid


def test_callers_at_once_start_one(state: Path) -> None:
    pids: list[int | None] = []
    threads = [threading.Thread(target=lambda: pids.append(practice_start(state).pid)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pids) == 3
    assert len(set(pids)) == 1
    assert pids[0] is not None


@pytest.mark.parametrize("victim", ["java", "keeper", "both"])
def test_it_starts_again_after_kill_9(state: Path, victim: str) -> None:
    status = practice_start(state)
    make_topic(status, "kept")
    write(status, "kept", b"still here")
    java = psutil.Process(status.pid)
    keeper = java.parent()
    assert keeper is not None
    for process in {"java": [java], "keeper": [keeper], "both": [keeper, java]}[victim]:
        os.kill(process.pid, signal.SIGKILL)
    until(lambda: not practice_status(state).running)
    again = practice_start(state)
    assert again.pid != status.pid
    assert again.bootstrap == status.bootstrap
    assert not java.is_running()
    assert first_record(again, "kept") == b"still here"
