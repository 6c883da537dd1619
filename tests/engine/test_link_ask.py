"""What link_ask.py promises without a cluster: questions end in their time, and a client never ends the process."""

from __future__ import annotations

import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from certificates import Authority
from confluent_kafka import TopicCollection
from confluent_kafka.admin import AdminClient
from proxy import eventually

from engine import link_ask
from engine.api import Cluster
from engine.errors import TowlineError
from engine.link import KafkaLink
from engine.link_ask import Asker
from engine.link_health import Health

NOWHERE = Cluster("nowhere", ("127.0.0.1:1",))


@pytest.fixture
def asker() -> Iterator[Asker]:
    asker = Asker(NOWHERE, Health(NOWHERE))
    yield asker
    asker.close()


def test_a_question_ends_within_the_time_it_was_given(asker: Asker) -> None:
    for question in (asker.facts, asker.watermarks):
        with pytest.raises(TowlineError) as caught:
            question("towline", 0.2)
        assert caught.value.word in ("timeout", "unreachable")


def test_open_questions_fail_when_the_link_closes_and_later_ones_too(asker: Asker) -> None:
    asked = threading.Event()
    failed: list[TowlineError] = []

    def ask() -> None:
        topics = TopicCollection(["towline"])
        (future,) = asker.ask(lambda admin: admin.describe_topics(topics, request_timeout=3600.0)).values()
        asked.set()
        with pytest.raises(TowlineError) as caught:
            asker.answer(future)
        failed.append(caught.value)

    thread = threading.Thread(target=ask)
    thread.start()
    assert asked.wait(30)
    asker.close()
    thread.join(30)
    assert len(failed) == 1
    with pytest.raises(TowlineError):
        asker.about_cluster()


def test_a_question_about_the_cluster_fails_at_once_when_the_link_closes(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, failed = threading.Event(), list[TowlineError]()
    list_topics = AdminClient.list_topics

    def listed(admin: AdminClient, *words: object) -> object:
        asked.set()
        return list_topics(admin, *words)

    def ask() -> None:
        with pytest.raises(TowlineError) as caught:
            asker.about_cluster(5.0)
        failed.append(caught.value)

    monkeypatch.setattr(AdminClient, "list_topics", listed)
    thread = threading.Thread(target=ask)
    thread.start()
    assert asked.wait(30)
    asker.close()
    thread.join(3.0)
    assert not thread.is_alive()
    assert len(failed) == 1


def test_whatever_a_question_about_the_cluster_meets_reaches_whoever_asked(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_admin: AdminClient, *_: object) -> object:
        raise RuntimeError("the handle is gone")

    monkeypatch.setattr(AdminClient, "list_topics", fails)
    with pytest.raises(RuntimeError, match="the handle is gone"):
        asker.about_cluster()


def test_a_question_that_librdkafka_never_ends_is_ended(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_ask, "LATE_SECONDS", 0.1)
    with pytest.raises(TowlineError) as caught:
        asker.answer(Future(), timeout=0.1)
    assert caught.value.word in ("timeout", "unreachable")


def test_a_certificate_that_is_being_replaced_ends_no_link(tmp_path: Path) -> None:
    """After sleep, say: connections are made anew just while a file is not there."""
    file = tmp_path / "ca.pem"
    file.write_text(Authority().certificate)
    link = KafkaLink(replace(NOWHERE, security="ssl", ca=str(file)))
    try:
        file.rename(tmp_path / "old.pem")
        link.wake()
        eventually(lambda: "ssl.ca.location" in link.row().why)
        assert link.row().state == "failed"
        with pytest.raises(TowlineError) as asked:
            link.cluster_id()
        reader = link.reader("towline")
        reader.want({0: 0})
        with pytest.raises(TowlineError) as read:
            reader.poll(0.0)
        assert asked.value.word == read.value.word == "certificate"
        (tmp_path / "old.pem").rename(file)
        link.wake()
        eventually(lambda: "connection refused" in link.row().why)  # by a new client
    finally:
        link.close()


DROPPED = """
import gc, sys
from confluent_kafka.admin import AdminClient
from engine import link_ask
from engine.api import Cluster
from engine.errors import TowlineError
from engine.link_ask import Asker
from engine.link_health import Health

make_future = AdminClient._create_future

def collecting():
    future = make_future()
    future.add_done_callback(lambda _: gc.collect())  # it may fall into any answer, in librdkafka's thread
    return future

gc.disable()
AdminClient._create_future = collecting

def ask(cluster, timeout):
    asker = Asker(cluster, Health(cluster))
    try:
        asker.facts("towline", timeout)
    except TowlineError as error:
        print(error.word)
    asker.close()

ask(Cluster("garbage", (sys.argv[1],), security="ssl"), 3.0)  # fails at once; the question stays open
ask(Cluster("nowhere", ("127.0.0.1:1",)), 4.0)  # takes longer than that one would have
"""


def test_a_client_with_an_open_question_is_never_ended_by_librdkafka() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            while True:
                try:
                    guest, _ = server.accept()
                except OSError:
                    return
                with guest:
                    guest.sendall(b"this is not TLS\r\n" * 10)

        threading.Thread(target=talk, daemon=True).start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        ran = subprocess.run(
            [sys.executable, "-c", DROPPED, address], capture_output=True, text=True, timeout=120, check=False
        )
        server.shutdown(socket.SHUT_RDWR)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.splitlines()[0] == "certificate"


class BrokersAway:
    """A broker that knows of itself in its first answers and of no broker later, as when all were paused for a while."""

    METADATA, VERSIONS = 3, 18

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.there = True
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _accept(self) -> None:
        while True:
            try:
                guest, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(guest,), daemon=True).start()

    def _serve(self, guest: socket.socket) -> None:
        with guest, guest.makefile("rb") as asked:
            while size := asked.read(4):
                question = asked.read(int.from_bytes(size, "big"))
                key, version, number = struct.unpack(">hhi", question[:8])
                answer = self._metadata() if key == self.METADATA else self._versions(version)
                try:
                    guest.sendall(struct.pack(">ii", len(answer) + 4, number) + answer)
                except OSError:
                    return

    def _versions(self, version: int) -> bytes:
        """Version 0 of both questions; of another version it says what it would take (KIP-35)."""
        known = struct.pack(">hhhhhh", self.VERSIONS, 0, 0, self.METADATA, 0, 4)
        return struct.pack(">hi", 35 if version else 0, 2) + known

    def _metadata(self) -> bytes:
        """Version 4: throttle, brokers, cluster id, controller, topics."""
        host = b"127.0.0.1"
        me = struct.pack(">ih", 1, len(host)) + host + struct.pack(">ih", self.port, -1)
        brokers = struct.pack(">i", 1) + me if self.there else struct.pack(">i", 0)
        return struct.pack(">i", 0) + brokers + struct.pack(">h", 4) + b"away" + struct.pack(">ii", 1, 0)


ASKS_TWICE = """
import sys
from engine.api import Cluster
from engine.errors import TowlineError
from engine.link_ask import Asker
from engine.link_health import Health

cluster = Cluster("away", (sys.argv[1],))
asker = Asker(cluster, Health(cluster))
print(*asker.about_cluster(10.0), flush=True)
sys.stdin.readline()
try:
    asker.about_cluster(2.0)
except TowlineError as error:
    print(error.word)
asker.close()
"""


def test_a_cluster_whose_brokers_are_all_away_is_an_error_and_not_the_end_of_the_process() -> None:
    broker = BrokersAway()
    words = [sys.executable, "-c", ASKS_TWICE, f"127.0.0.1:{broker.port}"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "away 1\n"
        broker.there = False
        told, _ = child.communicate("\n", 60)
        assert (told, child.returncode) == ("cluster-busy\n", 0)
    broker.close()
