"""What link_ask.py promises without a cluster: questions end in their time, and a client never ends the process."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from engine import link_ask
from engine.api import Cluster
from engine.errors import TowlineError
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
        future = asker.ask(lambda admin: admin.describe_cluster(request_timeout=3600.0))
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
        asker.cluster_id()


def test_a_question_that_librdkafka_never_ends_is_ended(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_ask, "LATE_SECONDS", 0.1)
    with pytest.raises(TowlineError) as caught:
        asker.answer(Future(), timeout=0.1)
    assert caught.value.word in ("timeout", "unreachable")


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
        asker.cluster_id(timeout)
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
