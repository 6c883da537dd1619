"""A collector with fetch rules, and people who send to it: what the tests of rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from profile_kit import Profile, files

from engine.api import Choices, Cluster, Outcome, Reach, TransferRow
from engine.api_link import Reader, Record
from engine.link_memory import MemoryBroker, MemoryLink
from engine.settings_edit import set_rule


class CountingReader:
    """Counts the records that are read of one topic."""

    def __init__(self, reader: Reader, records: list[Record]) -> None:
        self._reader = reader
        self._records = records
        self.want = reader.want
        self.close = reader.close

    def poll(self, timeout: float) -> Record | None:
        record = self._reader.poll(timeout)
        if record is not None:
            self._records.append(record)
        return record


class CountingLink(MemoryLink):
    records: list[Record]

    def reader(self, topic: str, *, patient: bool = False, ahead: bool = True) -> Reader:
        reader = super().reader(topic, patient=patient, ahead=ahead)
        return CountingReader(reader, self.records) if topic == "towline" else reader


class Collector(Profile):
    """A profile whose engine lasts, so that its rules work. `read`: what it read of the data topic."""

    def __init__(self, folder: Path, name: str, broker: MemoryBroker) -> None:
        self.read: list[Record] = []
        super().__init__(folder, name, broker, reach=Reach.ALL)

    def link(self, cluster: Cluster) -> MemoryLink:
        link = CountingLink(self.broker, cluster.name, window=1_000_000)
        link.records = self.read
        return link

    def rule(self, rule: str = "all", **values: object) -> None:
        set_rule(self.folder, rule, values)
        self.engine.apply()

    def fetches(self, count: int) -> list[TransferRow]:
        """Waits until so many fetches ended; all there are."""
        with self.heard:
            while True:
                rows = self.engine.transfers()
                if len([row for row in rows if row.outcome]) >= count:
                    return rows
                assert self.heard.wait(60), rows

    def told(self, happened: Callable[[], object]) -> None:
        """Waits for something that is told of."""
        with self.heard:
            while not happened():
                assert self.heard.wait(60)


@pytest.fixture(name="hq")
def hq_fixture(tmp_path: Path, broker: MemoryBroker) -> Iterator[Collector]:
    profile = Collector(tmp_path, "HQ", broker)
    yield profile
    profile.engine.stop()


def introduced(sender: Profile, hq: Profile, *, verified: bool = True) -> Profile:
    """They know each other."""
    hq.engine.people_add(sender.engine.my_card(), sender.folder.name, verified=verified)
    sender.engine.people_add(hq.engine.my_card(), "HQ", verified=True)
    return sender


@pytest.fixture(name="ben")
def ben_fixture(tmp_path: Path, broker: MemoryBroker, hq: Collector) -> Iterator[Profile]:
    profile = introduced(Profile(tmp_path, "Ben", broker), hq)
    yield profile
    profile.engine.stop()


@pytest.fixture(name="carl")
def carl_fixture(tmp_path: Path, broker: MemoryBroker, hq: Collector) -> Iterator[Profile]:
    profile = introduced(Profile(tmp_path, "Carl", broker), hq)
    yield profile
    profile.engine.stop()


def send(sender: Profile, folder: Path, *, to: str = "HQ", tags: dict[str, str] | None = None, **content: bytes) -> str:
    """Sends a folder with these files (made anew), stored on the cluster."""
    if folder.exists():
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    files(folder, **content)
    sent = sender.engine.send([str(folder)], "", Choices(to=(to,), block_size=50_000, tags=tags or {})).result()
    assert sender.ended(sent).outcome == Outcome.STORED
    return sent


def names_below(folder: Path) -> list[str]:
    """Files, relative, sorted."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
