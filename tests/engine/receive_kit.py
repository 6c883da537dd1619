"""One receiving profile on a cluster in memory, which can be stopped without warning and started again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bundle_maker import CLUSTER, Maker

from engine import journal_fetches, journal_transfers, keys, receive, wire
from engine.api import EntryRow, Exists, Outcome, Wanted
from engine.api_link import Reader, Record
from engine.disk import Folder
from engine.journal import Journal, Row
from engine.link_memory import MemoryBroker, MemoryLink
from engine.people import People
from engine.vault import Vault

PATIENCE = 30.0


class Killed(BaseException):
    """The process ends here, as by kill -9."""


class CountingReader:
    """Counts what was read, and can end the process at a chosen record."""

    def __init__(self, inner: Reader, link: CountingLink) -> None:
        self._inner = inner
        self._link = link

    def want(self, positions: Mapping[int, int]) -> None:
        self._inner.want(positions)

    def poll(self, timeout: float) -> Record | None:
        record = self._inner.poll(timeout)
        if record is not None:
            self._link.records.append(record)
            self._link.on_record(record)
        return record

    def position(self, partition: int) -> int:
        return self._inner.position(partition)

    def close(self) -> None:
        self._inner.close()


class CountingLink(MemoryLink):
    def __init__(self, broker: MemoryBroker) -> None:
        super().__init__(broker, CLUSTER.name)
        self.records: list[Record] = []
        self.on_record: Callable[[Record], None] = lambda record: None

    def reader(self, topic: str, *, patient: bool = False, ahead: bool = True) -> Any:
        return CountingReader(super().reader(topic, patient=patient, ahead=ahead), self)


class Reader1:
    """The profile: journal, people, and a receiver once it was started."""

    def __init__(self, folder: Path, broker: MemoryBroker) -> None:
        self.home = folder
        (folder / "vault").mkdir(exist_ok=True)
        self.broker = broker
        self.vault = Vault(folder / "vault", "file", bytes(32), [])
        self.journal = Journal(folder / "reader.sqlite")
        self.people = People(self.journal, self.vault, "Ben")
        self.sender = keys.Identity.generate("Anna")
        card = self.sender.sign(b"towline/card/1", wire.encode(self.sender.card(1)))
        self.people.add(card, verified=True)
        self.target = folder / "target"
        self.heard = threading.Condition()
        self.open_folder: Callable[..., Folder] = Folder
        self.receiver: receive.Receiver | None = None
        self.link = CountingLink(broker)

    def maker(self, **choices: Any) -> Maker:
        card = keys.verify_card(self.people.my_card())
        return Maker(self.broker, self.sender, [card], **choices)

    def accept(self, maker: Maker, **choices: Any) -> None:
        """The catalog read the next revision."""
        maker.accept(self.journal, self.vault, **choices)
        if self.receiver is not None:
            self.receiver.nudge()

    def fetch(
        self, maker: Maker, *globs: str, exists: Exists = Exists.BOTH, folder: Path | None = None, look: int = 0
    ) -> bytes:
        with self.journal.write() as db:
            fetch = receive.new_fetch(
                db, maker.transfer, self.sender.fingerprint, globs, str(folder or self.target), exists, look=look
            )
        if self.receiver is not None:
            self.receiver.nudge()
        return fetch

    def _make(self) -> receive.Receiver:
        return receive.Receiver(
            self.link, CLUSTER, self.journal, self.vault, self.people, self._changed, open_folder=self.open_folder
        )

    def _changed(self, fetch: bytes) -> None:
        with self.heard:
            self.heard.notify_all()

    def start(self) -> receive.Receiver:
        self.receiver = self._make()
        self.receiver.start()
        return self.receiver

    def stop(self) -> None:
        if self.receiver is not None:
            self.receiver.stop(PATIENCE)
            self.receiver = None

    def run_until_killed(self, when: Callable[[Record], bool]) -> None:
        """Receives in this thread until a record comes for which `when` is true; nothing is tidied up then."""

        def on_record(record: Record) -> None:
            if when(record):
                raise Killed

        self.link.on_record = on_record
        receiver = self._make()
        try:
            receiver.run()
        except Killed:
            pass
        else:
            raise AssertionError("it ended by itself")
        finally:
            self.link.on_record = lambda record: None

    def close(self) -> None:
        self.stop()
        self.link.close()
        self.journal.close()

    # --- looking ----------------------------------------------------------------------------------------------------------

    def row(self, fetch: bytes) -> Row:
        with self.journal.read() as db:
            row = journal_transfers.get(db, fetch)
        assert row is not None
        return row

    def entries(self, fetch: bytes) -> list[EntryRow]:
        with self.journal.read() as db:
            return journal_fetches.listed(db, fetch, limit=1_000_000)

    def states(self, fetch: bytes) -> dict[str, str]:
        return {entry.path: entry.state for entry in self.entries(fetch)}

    def until(self, true: Callable[[], bool]) -> None:
        """Waits until something the receiver told of makes `true` so."""
        with self.heard:
            assert self.heard.wait_for(true, PATIENCE), "it did not come"

    def ended(self, fetch: bytes) -> Outcome:
        self.until(lambda: bool(self.row(fetch)["outcome"]))
        return Outcome(self.row(fetch)["outcome"])

    def want(self, fetch: bytes, wanted: Wanted) -> None:
        with self.journal.write() as db:
            journal_transfers.set_wanted(db, [fetch], wanted)
        if self.receiver is not None:
            self.receiver.nudge()

    def files(self, folder: Path | None = None) -> dict[str, bytes]:
        """Every file below the target, the staging folder included."""
        root = folder or self.target
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(name="ben")
def ben_fixture(tmp_path: Path, broker: MemoryBroker) -> Iterator[Reader1]:
    reader = Reader1(tmp_path, broker)
    yield reader
    reader.close()
