"""A reader whose connection is dead and does not say so, by a clock that a test moves on and a consumer of its own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from confluent_kafka import KafkaError, KafkaException

from engine import link_reader
from engine.api import Cluster
from engine.errors import TowlineError
from engine.link_health import Health
from engine.link_reader import KafkaReader, Pace

LATEST = link_reader._PATIENT_LOOK + link_reader._STUCK + 5.0  # seconds until the connection is given up


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


class Message:
    """Record 7."""

    error = staticmethod(lambda: None)
    partition = staticmethod(lambda: 0)
    offset = staticmethod(lambda: 7)
    key = staticmethod(lambda: b"key")
    value = staticmethod(lambda: b"news")
    headers = staticmethod(lambda: None)
    timestamp = staticmethod(lambda: (1, 0))


def _lost(_parts: object) -> None:
    raise KafkaException(KafkaError(KafkaError._STATE))


class Lines:
    """The connections of one cluster: `made` so many; the first one is dead once `dead`. Record 7 is the last of `end`."""

    def __init__(self, clock: Clock) -> None:
        self.made = 0
        self.dead = False
        self.astray = 0  # so many of the first ones do not know what they read
        self.end = 7
        self.looks: list[float] = []
        self.round_trip = 0.001
        self._clock = clock

    def consumer(self, settings: object, logger: object) -> object:
        self.made += 1
        number = self.made
        given: list[int] = []

        def poll(wait: float) -> Message | None:
            if self.end > 7 and not given and (number > 1 or not self.dead):
                given.append(7)
                return Message()
            self._clock.now += wait
            return None

        nothing = SimpleNamespace(get_watermark_offsets=lambda part, cached: (0, 7))
        nothing.incremental_assign = nothing.incremental_unassign = lambda parts: None
        if number <= self.astray:
            nothing.incremental_unassign = _lost
        nothing.poll, nothing.close = poll, lambda: None
        return nothing

    def watermarks(self, topic: str) -> dict[int, tuple[int, int]]:
        self.looks.append(self._clock.now)
        return {0: (0, self.end)}


def test_a_patient_reader_finds_out_that_its_connection_is_dead_and_misses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    lines = Lines(clock)
    monkeypatch.setattr(link_reader, "time", clock)
    monkeypatch.setattr(link_reader, "Consumer", lines.consumer)
    cluster = Cluster("prod", ("k1:9093",))
    reader = KafkaReader(cluster, "towline.catalog", lines, Health(cluster), Pace(), patient=True, ahead=True)  # type: ignore[arg-type]
    reader.want({0: 7})
    for _ in range(600):  # five minutes at the end of the topic, where nothing comes
        assert reader.poll(0.5) is None
    waited = [later - before for before, later in zip(lines.looks, lines.looks[1:], strict=False)]
    assert waited and min(waited) > link_reader._PATIENT_LOOK - 1  # it asks seldom
    assert lines.made == 1

    lines.dead, lines.end, began = True, 8, clock.now
    record = None
    while record is None:
        assert clock.now < began + LATEST
        try:
            record = reader.poll(0.5)
        except TowlineError as error:
            assert error.word == "timeout"
    assert (record.offset, record.value) == (7, b"news")
    assert lines.made == 2
    reader.close()


def test_a_consumer_that_lost_what_it_reads_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    lines = Lines(clock)
    lines.astray, lines.end = 1, 8
    monkeypatch.setattr(link_reader, "time", clock)
    monkeypatch.setattr(link_reader, "Consumer", lines.consumer)
    cluster = Cluster("prod", ("k1:9093",))
    reader = KafkaReader(cluster, "towline", lines, Health(cluster), Pace(), patient=False, ahead=True)  # type: ignore[arg-type]
    reader.want({0: 7})
    assert reader.poll(0.5) is not None
    with pytest.raises(TowlineError) as caught:
        reader.want({0: 7})
    assert caught.value.word == "cluster-busy"
    record = reader.poll(0.5)
    assert record is not None and (record.offset, lines.made) == (7, 2)
    reader.close()
