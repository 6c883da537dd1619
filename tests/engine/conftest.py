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
    """What one test made of the log, as every command does, holds for no other one."""
    root, log = logging.getLogger(), logging.getLogger("towline")
    before = root.level, log.level, log.propagate
    yield
    root.setLevel(before[0])
    log.setLevel(before[1])
    log.propagate = before[2]


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
