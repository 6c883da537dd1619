"""What a sender promises, on the memory link."""

from __future__ import annotations

import gc
import hashlib
import itertools
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import offer_reader
import pytest

from engine import journal_sends, journal_transfers, points, source, wire
from engine.api import Choices, Cipher, Cluster, Kind, Outcome, Wanted
from engine.api_link import Record
from engine.journal import Journal
from engine.link_memory import MemoryBroker, MemoryLink, MemoryReader
from engine.people import People
from engine.send import Sender
from engine.send_check import Checker
from engine.send_story import Story
from engine.source import scan
from engine.vault import Vault


class Person:
    """One sending profile that can be stopped without warning and started again."""

    def __init__(self, folder: Path, broker: MemoryBroker) -> None:
        self.folder = folder
        self.broker = broker
        self.journal = Journal(folder / "journal.sqlite")
        self.vault = Vault(folder, "file", bytes(32), [])
        self.people = People(self.journal, self.vault, "Anna")
        self.changed = threading.Condition()
        self.start()

    def start(self) -> None:
        self.link = MemoryLink(self.broker, window=300_000)  # small, so that much of a file is still unread
        self.sender = Sender(
            self.link,
            Cluster("memory", ("memory:1",)),
            self.journal,
            self.vault,
            self.people,
            changed=self._changed,
            ensure_numbers=lambda: None,
        )
        self.sender.start()

    def _changed(self, transfer: bytes) -> None:
        with self.changed:
            self.changed.notify_all()

    def stop(self) -> None:
        self.sender.stop(10)
        self.link.close()

    def close(self) -> None:
        self.stop()
        self.journal.close()

    def send(
        self, *paths: Path, pipe: str = "", name: str = "", wanted: Wanted = Wanted.RUN, **choices: object
    ) -> bytes:
        transfer = os.urandom(16)
        chosen = Choices(to=("me",), **choices)  # type: ignore[arg-type]
        with self.journal.write() as db:
            journal_transfers.add(
                db,
                transfer,
                Kind.SEND,
                title=name or paths[0].name,
                cluster="memory",
                queue="",
                peer="me",
                wanted=wanted,
            )
            given = [name] if pipe else [str(path) for path in paths]
            cipher = chosen.cipher or Cipher.AES_256_GCM
            journal_sends.add(db, transfer, given, chosen, cipher=cipher, pipe=pipe)
        self.sender.nudge()
        return transfer

    def row(self, transfer: bytes) -> journal_transfers.Row:
        with self.journal.read() as db:
            row = journal_transfers.get(db, transfer)
            assert row is not None
            return row

    def wait(self, transfer: bytes, until: Callable[[journal_transfers.Row], bool]) -> journal_transfers.Row:
        deadline = time.monotonic() + 60
        with self.changed:
            while not until(row := self.row(transfer)):
                assert time.monotonic() < deadline, dict(row)
                self.changed.wait(0.2)
        return row

    def stored(self, transfer: bytes) -> offer_reader.Bundle:
        row = self.wait(transfer, lambda row: bool(row["outcome"]))
        assert row["outcome"] == Outcome.STORED, dict(row)
        with self.journal.read() as db:
            offer_id = journal_sends.get(db, transfer)["offer"]
        offer = [o for o in offer_reader.offers(self.broker) if o.transfer == offer_id][-1]
        assert offer.state == wire.COMPLETE
        return offer_reader.read(self.broker, offer, self.people)


@pytest.fixture
def anna(tmp_path: Path, broker: MemoryBroker) -> Iterator[Person]:
    (tmp_path / "profile").mkdir()
    person = Person(tmp_path / "profile", broker)
    yield person
    person.close()


def tree(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def test_a_folder_arrives_on_the_cluster_whole(anna: Person, tmp_path: Path) -> None:
    files = {"a.txt": b"hello", "empty": b"", "deep/er/b.bin": os.urandom(300_000), "ümlaut\nname": b"x" * 1000}
    folder = tree(tmp_path / "docs", files)
    bundle = anna.stored(anna.send(folder, block_size=100_000))
    assert bundle.files() == {f"docs/{name}": data for name, data in files.items()}
    folders = {entry.path for entry in bundle.entries if entry.folder}
    assert folders == {"docs", "docs/deep", "docs/deep/er"}
    assert bundle.sealed.title == "docs"
    assert (bundle.sealed.entries, bundle.sealed.size) == (4, sum(map(len, files.values())))


def test_files_are_counted_and_folders_are_not(anna: Person, tmp_path: Path) -> None:
    send = anna.send(tree(tmp_path / "docs", {"a": b"hello", "empty": b"", "deep/er/b": bytes(300_000)}))
    assert anna.stored(send).sealed.entries == 3
    row = anna.row(send)
    assert (row["entries"], row["entries_done"], row["left_out"]) == (3, 3, 0)


def test_a_small_bundle_is_one_chunk_and_one_offer(anna: Person, tmp_path: Path, broker: MemoryBroker) -> None:
    path = tree(tmp_path / "in", {"a": b"1234"}) / "a"
    bundle = anna.stored(anna.send(path))
    assert len(bundle.segments) == 1
    assert sum(len(broker.records("towline", p)) for p in range(6)) == 1
    assert len(offer_reader.offers(broker)) == 1


def test_sums_are_what_sha256sum_prints(anna: Person, tmp_path: Path) -> None:
    files = {"small": b"abc", "large": os.urandom(250_000)}
    bundle = anna.stored(anna.send(tree(tmp_path / "in", files), block_size=100_000))
    sums = {entry.path: bundle.sums[n] for n, entry in enumerate(bundle.entries) if n in bundle.sums}
    assert sums == {f"in/{name}": hashlib.sha256(data).digest() for name, data in files.items()}


@pytest.mark.parametrize("size", [0, 1, 99_999, 100_000, 100_001, 200_000, 1_000_003])
def test_every_size_around_a_block_comes_back(anna: Person, tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    bundle = anna.stored(anna.send(tree(tmp_path / "in", {"f": data}), block_size=100_000))
    assert bundle.files() == {"in/f": data}


@pytest.mark.parametrize("cipher", list(Cipher))
def test_every_cipher_can_be_chosen(anna: Person, tmp_path: Path, cipher: Cipher) -> None:
    data = os.urandom(150_000)
    bundle = anna.stored(anna.send(tree(tmp_path / "in", {"f": data}), block_size=100_000, cipher=cipher))
    assert bundle.files() == {"in/f": data}


def test_many_rows_go_into_pages(anna: Person, tmp_path: Path) -> None:
    files = {f"{n:05}-{'x' * 100}": b"%d" % n for n in range(2000)}
    bundle = anna.stored(anna.send(tree(tmp_path / "in", files), block_size=8192))
    assert bundle.files() == {f"in/{name}": data for name, data in files.items()}
    assert bundle.offer.inner & 2


def test_folders_may_be_deeper_than_a_recursion(tmp_path: Path) -> None:
    depth = 1500
    folder = tmp_path / "d"
    folder.mkdir()
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    found = list(scan([str(folder)]))
    subprocess.run(["rm", "-rf", str(folder)], check=True)  # pytest's own clearing up is recursive
    assert len(found) == depth + 1
    assert not any(item.why for item in found)


def test_resume_sends_only_unacked_chunks(anna: Person, tmp_path: Path, broker: MemoryBroker) -> None:
    data = os.urandom(3_000_000)
    path = tree(tmp_path / "in", {"f": data}) / "f"
    broker.throttle(2_000_000)
    transfer = anna.send(path, block_size=50_000)
    anna.wait(transfer, lambda row: row["done"] > 1_000_000)
    anna.stop()
    before = anna.row(transfer)["done"]
    sent = sum(len(broker.records("towline", p)) for p in range(6))
    broker.throttle(None)
    anna.start()
    bundle = anna.stored(transfer)
    assert bundle.files() == {"f": data}
    again = sum(len(broker.records("towline", p)) for p in range(6)) - sent
    pages = 2
    assert again <= (len(data) - before) // 50_000 + 1 + pages


def test_a_file_that_changes_is_sent_again_whole(anna: Person, tmp_path: Path, broker: MemoryBroker) -> None:
    path = tree(tmp_path / "in", {"f": os.urandom(2_000_000)}) / "f"
    broker.throttle(3_000_000)
    transfer = anna.send(path, block_size=50_000)
    anna.wait(transfer, lambda row: row["done"] > 300_000)
    new = os.urandom(1_500_000)
    path.write_bytes(new)
    broker.throttle(None)
    bundle = anna.stored(transfer)
    assert bundle.files() == {"f": new}
    assert [entry.state for entry in bundle.entries] == [wire.VOID, wire.CLOSED]


@pytest.mark.parametrize(
    "read", [lambda path: source.SourceFile(path, "").close(), lambda p: source.read_small(p, "", 9)]
)
def test_a_file_is_read_only_once_the_clock_tick_is_over_in_which_it_was_modified(
    tmp_path: Path, read: Callable[[str], object]
) -> None:
    """Within the tick it could change once more without that its times would tell."""
    path = tmp_path / "f"
    path.write_bytes(b"1")
    now = time.time()
    os.utime(path, (now, now))
    read(str(path))
    assert time.time() - now >= source.TICK_SECONDS


def test_a_file_that_vanishes_is_left_out_and_the_rest_goes_on(
    anna: Person, tmp_path: Path, broker: MemoryBroker
) -> None:
    folder = tree(tmp_path / "in", {"a": os.urandom(1_000_000), "b": b"stays"})
    broker.throttle(1_000_000)
    transfer = anna.send(folder, block_size=50_000)
    anna.wait(transfer, lambda row: row["done"] > 100_000)
    (folder / "a").write_bytes(b"")
    (folder / "a").unlink()
    broker.throttle(None)
    bundle = anna.stored(transfer)
    assert bundle.files() == {"in/b": b"stays"}
    assert anna.row(transfer)["left_out"] == 1


def test_links_pipes_and_names_that_cannot_travel_are_listed_as_left_out(anna: Person, tmp_path: Path) -> None:
    folder = tree(tmp_path / "in", {"a": b"1"})
    (folder / "link").symlink_to(folder / "a")
    os.mkfifo(folder / "fifo")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe")).write_bytes(b"2")
    transfer = anna.send(folder)
    bundle = anna.stored(transfer)
    assert set(bundle.files()) == {"in/a"}
    with anna.journal.read() as db:
        left_out = {row["why"] for row in journal_sends.listed(db, transfer, -1, 100) if row["state"] == 4}
    assert left_out == {"is a link", "is a pipe", "its name is not UTF-8"}


def test_standard_input_is_sent_with_its_name(anna: Person, tmp_path: Path) -> None:
    data = os.urandom(250_000)
    (tmp_path / "source").write_bytes(data)
    with anna.journal.write():  # the sender must not see it before its stream is there
        transfer = anna.send(pipe="-", name="x.bin", wanted=Wanted.PAUSE, block_size=100_000)
    anna.sender.feed(transfer, (tmp_path / "source").open("rb"))
    with anna.journal.write() as db:
        journal_transfers.set_wanted(db, [transfer], Wanted.RUN)
    anna.sender.nudge()
    bundle = anna.stored(transfer)
    assert bundle.files() == {"x.bin": data}
    assert bundle.sealed.size == anna.row(transfer)["size"] == len(data)


def test_a_pipe_that_is_gone_fails_and_its_offer_is_not_complete(anna: Person) -> None:
    transfer = anna.send(pipe="-", name="x.bin")
    row = anna.wait(transfer, lambda row: bool(row["outcome"]))
    assert (row["outcome"], row["error"]) == (Outcome.FAILED, "pipe-gone")


def test_pause_holds_and_resume_goes_on(anna: Person, tmp_path: Path, broker: MemoryBroker) -> None:
    path = tree(tmp_path / "in", {"f": os.urandom(1_000_000)}) / "f"
    transfer = anna.send(path, wanted=Wanted.PAUSE, block_size=50_000)
    other = anna.send(tree(tmp_path / "other", {"g": b"1"}) / "g")
    anna.stored(other)
    assert anna.row(transfer)["done"] == 0
    with anna.journal.write() as db:
        journal_transfers.set_wanted(db, [transfer], Wanted.RUN)
    anna.sender.nudge()
    anna.stored(transfer)


def test_a_send_that_ends_on_the_way_is_not_kept_in_memory(anna: Person, tmp_path: Path, broker: MemoryBroker) -> None:
    """Its keys, ciphers and compressors, 65 kB that no count of Python's objects shows, once waited for the garbage collector."""
    path = tree(tmp_path / "in", {"f": os.urandom(3_000_000)}) / "f"
    broker.throttle(1_000_000)
    gc.disable()
    try:
        transfer = anna.send(path, block_size=50_000)
        anna.wait(transfer, lambda row: row["done"] > 0)
        with anna.journal.write() as db:
            journal_transfers.set_wanted(db, [transfer], Wanted.STOP)
        anna.sender.nudge()
        anna.wait(transfer, lambda row: row["outcome"] == Outcome.CANCELLED)
        broker.throttle(None)
        anna.stored(anna.send(tree(tmp_path / "other", {"g": b"1"}) / "g"))
        kept = {one.id for one in gc.get_objects() if isinstance(one, Story)}
        assert transfer not in kept
    finally:
        gc.enable()


def test_cancel_withdraws_a_growing_offer(
    anna: Person, tmp_path: Path, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.bundle.GROWING_BYTES", 200_000)
    monkeypatch.setattr("engine.bundle.GROWING_SECONDS", 0.0)
    path = tree(tmp_path / "in", {"f": os.urandom(3_000_000)}) / "f"
    broker.throttle(1_000_000)
    transfer = anna.send(path, block_size=50_000)
    deadline = time.monotonic() + 30
    while not offer_reader.offers(broker):
        assert time.monotonic() < deadline
        anna.link.wait_change(0.1)
    anna.wait(transfer, lambda _: _published(anna, transfer))
    broker.throttle(None)
    with anna.journal.write() as db:
        journal_transfers.set_wanted(db, [transfer], Wanted.STOP)
    anna.sender.nudge()
    assert anna.sender.finished(transfer, journal_sends.WITHDRAW, 30)
    anna.wait(transfer, lambda row: row["outcome"] == Outcome.CANCELLED)
    deadline = time.monotonic() + 30
    while (newest := offer_reader.offers(broker)[-1]).state != wire.WITHDRAWN:
        assert time.monotonic() < deadline, newest
        anna.link.wait_change(0.1)


def _published(anna: Person, transfer: bytes) -> bool:
    with anna.journal.read() as db:
        return bool(journal_sends.get(db, transfer)["published"])


def _last_states(broker: MemoryBroker) -> dict[bytes, int]:
    """State of each bundle as the catalog has it last."""
    return {offer.transfer: offer.state for offer in offer_reader.offers(broker)}


def test_a_send_that_is_cancelled_while_its_offer_is_on_its_way_is_withdrawn(
    anna: Person, tmp_path: Path, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tree(tmp_path / "in", {"f": b"1"}) / "f"
    transfer = anna.send(path, wanted=Wanted.PAUSE)

    def cancel(point: str) -> None:
        if point == "send-revision-reserved":
            monkeypatch.setattr(points, "watcher", None)
            with anna.journal.write() as db:
                journal_transfers.set_wanted(db, [transfer], Wanted.STOP)
            anna.sender.nudge()

    monkeypatch.setattr(points, "watcher", cancel)
    with anna.journal.write() as db:
        journal_transfers.set_wanted(db, [transfer], Wanted.RUN)
    anna.sender.nudge()
    anna.wait(transfer, lambda row: row["outcome"] == Outcome.CANCELLED)
    assert anna.sender.finished(transfer, journal_sends.WITHDRAW, 30)
    assert _last_states(broker) == {transfer: wire.WITHDRAWN}


def test_a_bundle_that_begins_again_withdraws_the_offer_it_published_before(
    anna: Person, tmp_path: Path, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.bundle.GROWING_BYTES", 200_000)
    monkeypatch.setattr("engine.bundle.GROWING_SECONDS", 0.0)
    folder = tree(tmp_path / "in", {"a": b"before", "large": os.urandom(2_000_000)})
    broker.throttle(2_000_000)
    transfer = anna.send(folder, block_size=20_000)
    anna.wait(transfer, lambda row: row["done"] > 1_000_000 and _published(anna, transfer))
    (folder / "a").write_bytes(b"after")  # so that what is lost of it cannot be sent again
    os.utime(folder / "a", (1_700_000_000, 1_700_000_000))
    for partition in range(6):
        broker.expire("towline", partition, 10)
    broker.throttle(None)
    bundle = anna.stored(transfer)
    assert bundle.files()["in/a"] == b"after"
    states = _last_states(broker)
    assert bundle.offer.transfer != transfer
    assert states == {transfer: wire.WITHDRAWN, bundle.offer.transfer: wire.COMPLETE}


def test_a_send_to_somebody_who_cannot_be_sent_to_any_more_fails_alone(
    anna: Person, tmp_path: Path, broker: MemoryBroker
) -> None:
    path = tree(tmp_path / "in", {"f": b"1"}) / "f"
    broken, other = anna.send(path, wanted=Wanted.PAUSE), anna.send(path, wanted=Wanted.PAUSE)
    with anna.journal.write() as db:
        journal_sends.update(db, broken, recipients='["Somebody"]')
        journal_transfers.set_wanted(db, [broken, other], Wanted.RUN)
    anna.sender.nudge()
    anna.stored(other)
    row = anna.wait(broken, lambda row: bool(row["outcome"]))
    assert (row["outcome"], row["error"]) == (Outcome.FAILED, "no-such-queue")


def test_growing_revisions_extend_each_other(
    anna: Person, tmp_path: Path, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.bundle.GROWING_BYTES", 100_000)
    monkeypatch.setattr("engine.bundle.GROWING_SECONDS", 0.0)
    path = tree(tmp_path / "in", {"f": os.urandom(3_000_000)}) / "f"
    broker.throttle(2_000_000)
    anna.stored(anna.send(path, block_size=10_000))
    revisions = offer_reader.offers(broker)
    assert len(revisions) > 3
    for old, new in itertools.pairwise(revisions):
        assert wire.extends(old, new) == ""


def test_too_large_records_begin_again_with_half_the_block(anna: Person, tmp_path: Path, broker: MemoryBroker) -> None:
    broker.limit_size("towline", 60_000)
    data = os.urandom(300_000)
    bundle = anna.stored(anna.send(tree(tmp_path / "in", {"f": data}), block_size=100_000))
    assert bundle.offer.block_size == 50_000
    assert bundle.files() == {"in/f": data}


def test_chunks_that_are_gone_before_complete_are_sent_again(
    anna: Person, tmp_path: Path, broker: MemoryBroker
) -> None:
    data = os.urandom(2_000_000)
    path = tree(tmp_path / "in", {"f": data}) / "f"
    broker.throttle(2_000_000)
    transfer = anna.send(path, block_size=20_000)
    anna.wait(transfer, lambda row: row["done"] > 1_000_000)
    for partition in range(6):
        broker.expire("towline", partition, 10)
    broker.throttle(None)
    assert anna.stored(transfer).files() == {"f": data}


def test_first_chunks_are_read_back_while_the_rest_is_sent(
    anna: Person, tmp_path: Path, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored_then: list[int] = []
    poll = MemoryReader.poll

    def watched(reader: MemoryReader, timeout: float) -> Record | None:
        record = poll(reader, timeout)
        if record is not None:
            stored_then.append(len(broker.records("towline")))
        return record

    monkeypatch.setattr(MemoryReader, "poll", watched)
    broker.throttle(1_000_000)
    data = os.urandom(2_000_000)
    assert anna.stored(anna.send(tree(tmp_path / "in", {"f": data}), block_size=20_000)).files() == {"in/f": data}
    assert stored_then[0] < 100
    assert len(stored_then) <= 4 * 2  # four runs of 32 chunks, each on a partition of its own


def test_duplicates_and_lost_acks_do_no_harm(anna: Person, tmp_path: Path, broker: MemoryBroker) -> None:
    broker.lose_acks(3)
    broker.duplicate(3)
    broker.forget_offsets(3)
    data = os.urandom(1_000_000)
    assert anna.stored(anna.send(tree(tmp_path / "in", {"f": data}), block_size=50_000)).files() == {"in/f": data}


def test_many_small_bundles_take_turns(anna: Person, tmp_path: Path) -> None:
    folder = tree(tmp_path / "in", {f"{n}": os.urandom(1000) for n in range(100)})
    transfers = [anna.send(path) for path in sorted(folder.iterdir())]
    numbers = {anna.stored(transfer).offer.number for transfer in transfers}
    assert len(numbers) == 100


def test_sending_goes_on_after_a_fault_whatever_stands_in_the_way_of_beginning_anew(
    anna: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.send.WAIT_AGAIN", 0.05)
    faults = []

    def once(method: Callable[..., object]) -> Callable[..., object]:
        def faulty(*given: object) -> object:
            if method not in faults:
                faults.append(method)
                raise RuntimeError("a fault")
            return method(*given)

        return faulty

    monkeypatch.setattr(Checker, "forget", once(Checker.forget))
    monkeypatch.setattr(Sender, "_take_up", once(Sender._take_up))
    anna.stored(anna.send(tree(tmp_path / "in", {"f": b"1"}) / "f"))
    assert len(faults) == 2


def test_two_paths_that_end_alike_both_travel(tmp_path: Path) -> None:
    first = tree(tmp_path / "1", {"f.txt": b"1"}) / "f.txt"
    second = tree(tmp_path / "2", {"f.txt": b"2"}) / "f.txt"
    assert [found.path for found in scan([str(first), str(second)])] == ["f.txt", "f (2).txt"]


@pytest.mark.parametrize("held", [1, 2, 7, 25, 50, 1000])
def test_a_folder_of_more_names_than_are_held_is_scanned_whole_and_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(source, "NAMES", held)
    names = [f"{n * 7919 % 1000:03}" for n in range(100)]
    tree(tmp_path / "many", dict.fromkeys(names, b"") | {"500 folder/in it": b""})
    expected = sorted([*names, "500 folder"])
    expected.insert(expected.index("500 folder") + 1, "500 folder/in it")
    assert [found.path for found in scan([str(tmp_path / "many")])] == ["many", *(f"many/{name}" for name in expected)]
