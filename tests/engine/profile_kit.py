"""Two people, two profiles, one memory broker: engines for the tests of what they promise."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_machine import FakeNetwork, FakePower

from engine.api import Cluster, Event, OfferRow, Reach, TransferRow
from engine.engine import Engine
from engine.link_memory import MemoryBroker, MemoryLink
from engine.settings import Settings, load, open_vault

TOML = '[agent]\nname = "{name}"\n[vault]\nkind = "file"\n[cluster.memory]\nbootstrap = ["memory:1"]\n'


class Profile:
    """One person's profile; `start` and `stop` its engine."""

    def __init__(self, folder: Path, name: str, broker: MemoryBroker, *, reach: Reach = Reach.OPEN) -> None:
        self.reach = reach
        self.folder = folder / name
        self.folder.mkdir()
        self.folder.chmod(0o700)
        (self.folder / "towline.toml").write_text(TOML.format(name=name))
        (self.folder / "towline.toml").chmod(0o600)
        self.broker = broker
        self.events: list[Event] = []
        self.power, self.network = FakePower(), FakeNetwork()
        self.start()

    def settings(self) -> Settings:
        return load(self.folder, None, {}, administrators=self.folder / "none")

    def link(self, cluster: Cluster) -> MemoryLink:
        return MemoryLink(self.broker, cluster.name, window=1_000_000)

    def start(self) -> None:
        self.heard = threading.Condition()
        self.engine = Engine(
            self.folder,
            self.settings,
            open_vault=open_vault,
            make_link=self.link,
            power=self.power,
            network=self.network,
        )
        self.engine.subscribe(self._hear)
        self.engine.start(self.reach)

    def _hear(self, event: Event) -> None:
        with self.heard:
            self.events.append(event)
            self.heard.notify_all()

    def wait(self, id: str, until: Callable[[TransferRow], object]) -> TransferRow:
        deadline = time.monotonic() + 60
        with self.heard:
            while not until(row := self.engine.transfer(id)):
                assert time.monotonic() < deadline, row
                self.heard.wait(0.2)
        return row

    def ended(self, id: str) -> TransferRow:
        return self.wait(id, lambda row: row.outcome)

    def offer(self, title: str) -> OfferRow:
        (found,) = [row for row in self.engine.offers("memory", 30) if row.title == title]
        return found


@pytest.fixture(name="anna")
def anna_fixture(tmp_path: Path, broker: MemoryBroker) -> Iterator[Profile]:
    profile = Profile(tmp_path, "Anna", broker)
    yield profile
    profile.engine.stop()


@pytest.fixture(name="ben")
def ben_fixture(tmp_path: Path, broker: MemoryBroker, anna: Profile) -> Iterator[Profile]:
    profile = Profile(tmp_path, "Ben", broker)
    profile.engine.people_add(anna.engine.my_card(), "Anna", verified=True)
    anna.engine.people_add(profile.engine.my_card(), "Ben", verified=True)
    yield profile
    profile.engine.stop()


def files(folder: Path, **content: bytes) -> Path:
    folder.mkdir()
    for name, data in content.items():
        (folder / name).write_bytes(data)
        os.utime(folder / name, (1_700_000_000, 1_700_000_000))
    return folder
