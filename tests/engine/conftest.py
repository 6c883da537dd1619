"""Stations on one cluster in memory, for tests of the catalog, trust and receipts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from catalog_kit import CLUSTER, Station, StationMaker

from engine.link_memory import MemoryBroker, MemoryLink


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    """An agent's log of one test is none of the next one's."""
    log = logging.getLogger("towline")
    before = log.level, log.propagate
    yield
    log.setLevel(before[0])
    log.propagate = before[1]


@pytest.fixture
def broker() -> MemoryBroker:
    return MemoryBroker()


@pytest.fixture
def station(tmp_path: Path, broker: MemoryBroker) -> Iterator[StationMaker]:
    """Makes a station of a name; all are closed at the end."""
    made: list[Station] = []

    def make(name: str, **fields: Any) -> Station:
        made.append(Station(tmp_path, name, MemoryLink(broker, CLUSTER.name), **fields))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def ann(station: StationMaker) -> Station:
    return station("Ann")


@pytest.fixture
def ben(station: StationMaker, ann: Station) -> Station:
    """Somebody whom Ann accepted."""
    made = station("Ben")
    ann.accept(made)
    return made
