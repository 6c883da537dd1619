"""The engine ends in order, also while its cluster does not answer."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from profile_kit import Profile, files

from engine import receive_meet
from engine.api import Choices, Cluster, Exists, LinkRow, Outcome
from engine.errors import TowlineError
from engine.fleet_keeper import FleetKeeper
from engine.link_memory import MemoryBroker, MemoryLink
from engine.seal import piece_digest


class Silent(MemoryLink):
    """A cluster that leaves a question of the sender open until the link is closed."""

    asked = threading.Event()
    closed = threading.Event()

    def cluster_id(self) -> str:
        if not threading.current_thread().name.startswith("towline-send"):
            return super().cluster_id()
        self.asked.set()
        self.closed.wait(60)
        threading.Event().wait(1.0)  # the failure takes its time, too
        raise TowlineError("cluster-busy", cluster=self.name, reason="its link was closed")

    def close(self) -> None:
        self.closed.set()
        super().close()


class WithSilent(Profile):
    def link(self, cluster: Cluster) -> MemoryLink:
        return Silent(self.broker, cluster.name)


def test_a_question_that_hangs_at_the_end_is_no_fault(
    tmp_path: Path, broker: MemoryBroker, caplog: pytest.LogCaptureFixture
) -> None:
    anna = WithSilent(tmp_path, "Anna", broker)
    source = files(tmp_path / "docs", a=b"1")
    anna.engine.send([str(source)], "", Choices(to=("me",))).result()
    assert Silent.asked.wait(60)
    with caplog.at_level(logging.WARNING):
        anna.engine.stop(0.1)
    assert not any(thread.name.startswith("towline-send") for thread in threading.enumerate())
    assert "fault" not in caplog.text


class Unreached(Silent):
    """It says of itself that it is not reached. `ended`: whether questions end because it was closed."""

    asked, closed = threading.Event(), threading.Event()
    ended: ClassVar[list[bool]] = []

    def row(self) -> LinkRow:
        return replace(super().row(), state="failed")

    def cluster_id(self) -> str:
        if not threading.current_thread().name.startswith("towline-send"):
            return super().cluster_id()
        self.asked.set()
        self.ended.append(self.closed.wait(60))
        raise TowlineError("cluster-busy", cluster=self.name, reason="its link was closed")


def test_an_engine_whose_cluster_is_not_reached_waits_for_no_answer_at_its_end(
    tmp_path: Path, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WithSilent, "link", lambda self, cluster: Unreached(self.broker, cluster.name))
    anna = WithSilent(tmp_path, "Anna", broker)
    anna.engine.send([str(files(tmp_path / "docs", a=b"1"))], "", Choices(to=("me",))).result()
    assert Unreached.asked.wait(60)
    anna.engine.stop(1000.0)
    assert Unreached.ended and all(Unreached.ended)


def test_reading_a_large_file_once_more_ends_with_the_engine(
    tmp_path: Path, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = Profile(tmp_path, "Anna", broker)
    anna.ended(anna.engine.send([str(files(tmp_path / "docs", a=b"1"))], "", Choices(to=("me",))).result())
    fetch = anna.engine.fetch(anna.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert anna.ended(fetch).outcome == Outcome.PLACED
    os.truncate(tmp_path / "in" / "docs" / "a", 1 << 40)  # days, as slowly as it is read here
    reading = threading.Event()

    def slowly(piece: memoryview) -> bytes:
        reading.set()
        threading.Event().wait(0.1)
        return piece_digest(piece)

    monkeypatch.setattr(receive_meet, "piece_digest", slowly)
    verified = anna.engine.verify(fetch)
    assert reading.wait(60)
    anna.engine.stop()
    with pytest.raises(TowlineError, match="it is ending"):
        verified.result(0.0)


def test_an_engine_ends_in_order_whatever_its_last_word_meets(
    tmp_path: Path, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    anna = Profile(tmp_path, "Anna", broker)
    anna.engine.offers("memory", 30)

    def does_not_answer(_: FleetKeeper) -> list[bytes]:
        raise OSError("input/output error")

    monkeypatch.setattr(FleetKeeper, "_readers", does_not_answer)
    monkeypatch.setattr(anna.engine._ports["memory"].keeper, "_told", object())
    anna.engine.stop()
    assert "the last word of a station was not said" in caplog.text
    anna.start()  # the profile is free
    anna.engine.stop()
