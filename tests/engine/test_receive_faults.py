"""What a receiver promises when records, names, disks or the cluster are not as they should be."""

from __future__ import annotations

import os
import threading
from typing import Any

import pytest
from bundle_maker import BLOCK, CLUSTER, MTIME, TOPIC
from receive_kit import Reader1, ben_fixture  # noqa: F401  fixtures are found by their names

from engine import journal_fetches, journal_transfers, keys, meter, receive, receive_place, wire
from engine.api import Exists, Outcome
from engine.disk import Folder
from engine.errors import TowlineError
from engine.journal import Db
from engine.link_memory import MemoryBroker
from engine.seal import piece_digest

# --- choosing ------------------------------------------------------------------------------------------------------------


def test_chosen_entries_fetch_only_their_chunks(ben: Reader1) -> None:
    maker = ben.maker(inline=False)
    content = {f"d{n}/large": os.urandom(10 * BLOCK) for n in range(10)} | {
        "scan [1].pdf": b"pdf",
        "other": b"o" * BLOCK,
    }
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    fetch = ben.fetch(maker, "d3", "*.pdf")
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert set(ben.files()) == {"d3/large", "scan [1].pdf"}
    kinds = [wire.unpack_header(record.header).kind for record in ben.link.records]
    # what is in between is read through, but no further
    assert kinds.count(wire.CHUNK) <= 10 + 1 + 2 * 6 * 8
    assert (ben.row(fetch)["entries"], ben.row(fetch)["entries_done"]) == (2, 2)


def test_nothing_chosen_is_in_place_at_once(ben: Reader1) -> None:
    maker = ben.maker()
    maker.add("a", b"a")
    ben.accept(maker)
    fetch = ben.fetch(maker, "no such thing")
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {}


# --- records -------------------------------------------------------------------------------------------------------------


def test_duplicates_orphans_and_strangers_are_harmless(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker()
    content = os.urandom(100 * BLOCK)
    opened = maker.open("large")
    for n in range(100):
        broker.append(TOPIC, n % 6, b"a stranger's record")
        broker.append(TOPIC, n % 6, None, header=b"t")
        if n:
            old = broker.records(TOPIC, n % 6)[0]
            broker.append(TOPIC, n % 6, old.value, header=old.header)
        opened.write(content[n * BLOCK : (n + 1) * BLOCK])
    opened.close()
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content}


FORGERIES = {
    "another value": lambda record: {"value": bytes(len(record.value))},
    "a bit": lambda record: {"value": bytes([record.value[0] ^ 1]) + record.value[1:]},
    "no header": lambda record: {"header": None},
    "no value": lambda record: {"value": None},
    "truncated": lambda record: {"value": record.value[:-1]},
    "another header": lambda record: {"header": record.header[:-1] + b"\1"},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_chunk_is_refused_and_the_rest_arrives(ben: Reader1, broker: MemoryBroker, forgery: str) -> None:
    maker = ben.maker()
    content = {"good": os.urandom(3 * BLOCK), "bad": os.urandom(5 * BLOCK), "small": b"small"}
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    segment = maker.segments[5]
    (record,) = [r for r in broker.records(TOPIC, segment.partition) if r.offset == segment.offset]
    broker.tamper(TOPIC, record, **FORGERIES[forgery](record))
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PARTLY
    del content["bad"]
    assert ben.files() == content
    (bad,) = [entry for entry in ben.entries(fetch) if entry.state == "failed"]
    assert bad.path == "bad"
    assert bad.why in {reason.value for reason in wire.Reason}


def test_a_chunk_with_another_plain_length_than_its_row_says_is_refused(ben: Reader1) -> None:
    maker = ben.maker()
    maker.add("bad", b"bad")
    maker.flush()
    maker.add("good", b"good")
    maker.flush()
    maker.segments[0] = wire.replace(maker.segments[0], plain=4)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PARTLY
    assert ben.files() == {"good": b"good"}
    assert {entry.path: entry.why for entry in ben.entries(fetch)}["bad"] == wire.Reason.PLAIN.value


@pytest.mark.parametrize(
    ("content", "state"),
    [(bytes(100), "expired"), (b"other", "failed"), (b"", "failed")],
    ids=["zero", "other", "empty"],
)
def test_only_what_a_repair_left_zero_counts_as_gone(ben: Reader1, content: bytes, state: str) -> None:
    maker = ben.maker()
    maker.add("bad", content)
    maker.add("good", b"good")
    maker.flush()
    maker.entries[0] = wire.replace(maker.entries[0], digest=bytes(32))
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PARTLY
    assert ben.files() == {"good": b"good"}
    assert ben.states(fetch)["bad"] == state


def test_a_forged_page_costs_only_its_entries(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker(inline=False, leaf_rows=10)
    for n in range(30):
        maker.add(f"f{n:02}", os.urandom(BLOCK))
    offer = maker.accept(ben.journal, ben.vault)
    ref = offer.entries[1]
    (record,) = [r for r in broker.records(TOPIC, ref.partition) if r.offset == ref.offset]
    broker.tamper(TOPIC, record, value=bytes(len(record.value or b"")))
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PARTLY
    assert set(ben.files()) == {f"f{n:02}" for n in (*range(10), *range(20, 30))}
    row = ben.row(fetch)
    assert row["error"] == "page-refused"
    assert row["why"] == f"10 of 30 files stand on a page that was refused: {wire.Reason.DIGEST.value}."
    assert not row_of_fetch(ben, fetch)["missing"], "the sender cannot mend it: it is there"


def row_of_fetch(ben: Reader1, fetch: bytes) -> Any:
    with ben.journal.read() as db:
        return journal_fetches.get(db, fetch)


def test_expired_ranges_are_told_for_each_entry(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker(inline=False)
    content = {f"l{n:02}": os.urandom(32 * BLOCK) for n in range(12)}  # each in one partition
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    gone = maker.segments[0].partition
    broker.expire(TOPIC, gone, maker.segments[31].offset + 1)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PARTLY
    states = ben.states(fetch)
    assert states.pop("l00") == "expired"
    assert set(states.values()) == {"in place"}
    assert ben.row(fetch)["error"] == "asked"
    assert set(ben.files()) == set(states)


def test_a_repair_brings_back_what_had_expired(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker(inline=False)
    content = {f"l{n}": os.urandom(32 * BLOCK) for n in range(3)}
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    broker.expire(TOPIC, maker.segments[0].partition, maker.segments[31].offset + 1)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PARTLY
    after = maker.segments[32:]
    maker.segments = []
    for n in range(32):
        maker.chunk(content["l0"][n * BLOCK : (n + 1) * BLOCK])
    maker.segments += after
    ben.accept(maker)
    with ben.journal.write() as db:
        journal_transfers.reopen(db, [fetch])
    assert ben.receiver
    ben.receiver.nudge()
    ben.until(lambda: ben.row(fetch)["outcome"] == Outcome.PLACED)
    assert ben.files() == content


BROKEN = {
    "a chunk that is not there": {"seq": 2**63 - 1},
    "more chunks than there are": {"length": 2**62},
    "an end beyond its block": {"at": BLOCK - 1},
    "another entry's bytes": {"seq": 0, "at": 0},
}


@pytest.mark.parametrize("broken", BROKEN)
def test_an_entry_that_contradicts_the_stream_fails_alone(ben: Reader1, broken: str) -> None:
    maker = ben.maker()
    maker.add("good", os.urandom(2 * BLOCK))
    maker.add("bad", b"bad")
    maker.flush()
    maker.entries[1] = wire.replace(maker.entries[1], **BROKEN[broken])
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PARTLY
    assert ben.states(fetch) == {"good": "in place", "bad": "failed"}
    assert set(ben.files()) == {"good"}


def test_a_fault_in_one_fetch_leaves_the_others_alone(ben: Reader1, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = ben.maker(), ben.maker()
    bad.add("bad", b"bad")
    good.add("good", b"good")
    real = receive_place.Placer.put_block

    def put_block(self: receive_place.Placer, seq: int, plain: memoryview) -> None:
        if plain == b"bad":
            raise ZeroDivisionError
        real(self, seq, plain)

    monkeypatch.setattr(receive_place.Placer, "put_block", put_block)
    ben.accept(bad)
    ben.accept(good)
    first, second = ben.fetch(bad), ben.fetch(good)
    ben.start()
    assert ben.ended(first) == Outcome.FAILED
    assert ben.row(first)["error"] == "bug"
    assert ben.ended(second) == Outcome.PLACED


def test_an_expired_page_is_told_too(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker(inline=False)
    maker.add("a", os.urandom(100))
    offer = maker.accept(ben.journal, ben.vault)
    ref = offer.entries[0]
    broker.expire(TOPIC, ref.partition, ref.offset + 1)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.FAILED
    assert ben.row(fetch)["error"] == "asked"


def test_a_topic_made_anew_is_said(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker()
    maker.add("a", os.urandom(10 * BLOCK))
    ben.accept(maker)
    broker.recreate(TOPIC)
    for partition in range(6):
        for _ in range(20):
            broker.append(TOPIC, partition, b"another record")
    fetch = ben.fetch(maker)
    ben.start()
    ben.until(lambda: ben.row(fetch)["error"] == "search")  # whether to look for it in there: test_search.py
    assert not ben.link.records


def test_a_topic_made_anew_while_fetching_is_said(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker()
    maker.add("a", os.urandom(100 * BLOCK))
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.link.on_record = lambda record: broker.recreate(TOPIC) if len(ben.link.records) == 20 else None
    ben.start()
    assert ben.ended(fetch) == Outcome.FAILED
    assert ben.row(fetch)["error"] == "not-here"


def test_a_cluster_that_is_away_is_waited_for(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker()
    content = os.urandom(100 * BLOCK)
    maker.add("a", content)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.link.on_record = lambda record: broker.refuse() if len(ben.link.records) == 20 else None
    receiver = ben.start()
    ben.until(lambda: ben.row(fetch)["error"] == "unreachable")
    now = receiver.now(fetch)
    assert now is not None
    assert now.attempt >= 1
    assert now.why == ben.row(fetch)["why"]
    ben.link.on_record = lambda record: None
    broker.answer()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"a": content}
    assert ben.row(fetch)["error"] == ""


# --- names ---------------------------------------------------------------------------------------------------------------


def test_a_very_deep_name_arrives(ben: Reader1) -> None:
    maker = ben.maker(inline=False, block_size=65536)
    path = "d/" * 400 + "x"
    maker.add(path, b"deep")
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    with Folder(ben.target) as folder:
        file = folder.open_for_compare(path)
        assert file is not None
        with file:
            assert file.read() == b"deep"


def test_a_link_in_the_way_is_not_followed(ben: Reader1) -> None:
    outside = ben.home / "outside"
    outside.mkdir()
    ben.target.mkdir()
    (ben.target / "folder").symlink_to(outside)
    maker = ben.maker()
    maker.add("folder/a", b"a")
    maker.add("b", b"b")
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PARTLY
    assert list(outside.iterdir()) == []
    assert (ben.target / "b").read_bytes() == b"b"


def test_the_same_name_twice_keeps_both_files(ben: Reader1) -> None:
    maker = ben.maker()
    maker.add("a", b"first")
    maker.add("a", b"second")
    ben.accept(maker)
    fetch = ben.fetch(maker, exists=Exists.REPLACE)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert sorted(ben.files().values()) == [b"first", b"second"]
    places = {entry.placed_as for entry in ben.entries(fetch)}
    assert places == set(ben.files())


# --- what is there already ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [10, 3 * BLOCK])
@pytest.mark.parametrize("exists", [exists for exists in Exists if exists is not Exists.ASK])
def test_each_policy_for_a_name_that_is_taken(ben: Reader1, exists: Exists, size: int) -> None:
    ben.target.mkdir()
    for name, age in (("older", -1), ("newer", 1)):
        (ben.target / name).write_bytes(b"mine")
        os.utime(ben.target / name, ns=(MTIME, MTIME + age * 10**9))
    maker = ben.maker()
    sent = os.urandom(size)
    maker.add("older", sent)
    maker.add("newer", sent)
    ben.accept(maker)
    fetch = ben.fetch(maker, exists=exists)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    files = ben.files()
    match exists:
        case Exists.BOTH:
            assert files.pop("older") == files.pop("newer") == b"mine"
            assert list(files.values()) == [sent, sent]
            assert all(" (from Anna " in name for name in files)
        case Exists.REPLACE:
            assert files == {"older": sent, "newer": sent}
        case Exists.NEWER:
            assert files == {"older": sent, "newer": b"mine"}
        case Exists.SKIP:
            assert files == {"older": b"mine", "newer": b"mine"}
    left_out = [entry.why for entry in ben.entries(fetch) if entry.state == "left out"]
    assert len(left_out) == {Exists.SKIP: 2, Exists.NEWER: 1}.get(exists, 0)
    assert all(left_out)


def test_equal_files_count_as_in_place_without_being_fetched(ben: Reader1) -> None:
    maker = ben.maker()
    content = {"small": os.urandom(10), "large": os.urandom(20 * BLOCK + 3), "empty": b""}
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    ben.target.mkdir()
    for path, data in content.items():
        (ben.target / path).write_bytes(data)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == content
    assert ben.link.records == []


def test_a_file_of_equal_size_is_not_taken_for_equal(ben: Reader1) -> None:
    maker = ben.maker()
    content = os.urandom(5 * BLOCK)
    maker.add("large", content)
    ben.accept(maker)
    ben.target.mkdir()
    (ben.target / "large").write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    fetch = ben.fetch(maker, exists=Exists.REPLACE)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content}


# --- the disk --------------------------------------------------------------------------------------------------------------


class Crowded(Folder):
    """A folder on a disk with as much room as the test says."""

    room = 10**12

    def free(self) -> int:
        return Crowded.room

    def part(self, name: str, size: int | None = None) -> Any:
        if size is not None and size > Crowded.room:
            raise TowlineError("disk-full", folder=self.path, needs=size, free=Crowded.room)
        return super().part(name, size)


def test_a_full_disk_is_waited_for_and_holds_up_no_other(ben: Reader1, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "LOOK_AGAIN", 0.05)
    monkeypatch.setattr(Crowded, "room", 100_000)
    ben.open_folder = Crowded
    large, small = ben.maker(), ben.maker()
    content = os.urandom(100 * BLOCK)
    large.add("large", content)
    small.add("small", b"small")
    ben.accept(large)
    ben.accept(small)
    waiting = ben.fetch(large)
    other = ben.fetch(small)
    ben.start()
    assert ben.ended(other) == Outcome.PLACED
    ben.until(lambda: ben.row(waiting)["error"] == "disk-full")
    assert "410 kB needed, 100 kB free" in ben.row(waiting)["why"]
    monkeypatch.setattr(Crowded, "room", 10**12)
    assert ben.ended(waiting) == Outcome.PLACED
    assert ben.row(waiting)["error"] == ""
    assert ben.files() == {"large": content, "small": b"small"}


def test_a_folder_that_is_away_is_waited_for(ben: Reader1, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "LOOK_AGAIN", 0.05)
    maker = ben.maker()
    maker.add("a", b"a")
    ben.accept(maker)
    away = threading.Event()
    away.set()

    def open_folder(path: str, **how: bool) -> Folder:
        if away.is_set():
            raise TowlineError("folder-away", folder=path)
        return Folder(path, **how)

    ben.open_folder = open_folder
    fetch = ben.fetch(maker)
    ben.start()
    ben.until(lambda: ben.row(fetch)["error"] == "folder-away")
    away.clear()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"a": b"a"}


# --- afterwards -------------------------------------------------------------------------------------------------------------


def test_a_receipt_says_what_is_in_place(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker()
    for n in range(5):
        maker.add(f"f{n}", b"x" * n)
    offer = maker.accept(ben.journal, ben.vault)
    fetch = ben.fetch(maker, "f[0134]")
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED

    def told() -> bool:
        with ben.journal.read() as db:
            return bool(journal_fetches.get(db, fetch)["receipt"] == 3)

    ben.until(told)
    (record,) = broker.records(CLUSTER.receipts_topic)
    assert record.partition == offer.sender[0] % 16
    receipt = keys.verify_receipt(record.key, record.value or b"")
    assert receipt.reader == ben.people.me().fingerprint
    assert receipt.entries == [(0, 1), (3, 4)]
    value = ben.sender.sign(wire.OFFER, wire.encode(offer))
    assert receipt.offer == piece_digest(value)


def test_a_journal_that_cannot_be_written_at_the_start_ends_no_receiving(
    ben: Reader1, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "LOOK_AGAIN", 0.1)
    tell_again, failed = journal_fetches.tell_again, []

    def full(db: Db, cluster: str) -> None:
        if not failed:
            failed.append(True)
            raise TowlineError("disk", path="journal", done="written", reason="no room")
        tell_again(db, cluster)

    monkeypatch.setattr(journal_fetches, "tell_again", full)
    maker = ben.maker()
    maker.add("a", b"a")
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert failed and ben.files() == {"a": b"a"}


def test_a_receipt_that_cannot_be_stored_is_only_noted(ben: Reader1, broker: MemoryBroker) -> None:
    broker.delete(CLUSTER.receipts_topic)
    maker = ben.maker()
    maker.add("a", b"a")
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED

    def noted() -> bool:
        with ben.journal.read() as db:
            return any(line.event == "no-receipt" for line in journal_transfers.story(db, fetch))

    ben.until(noted)


def test_verify_finds_what_was_changed_or_taken_away(ben: Reader1) -> None:
    maker = ben.maker()
    for name in ("good", "changed", "gone"):
        maker.add(name, name.encode() * 2000)
    maker.add_folder("folder")
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    (ben.target / "changed").write_bytes(b"other")
    (ben.target / "gone").unlink()
    found = {entry.path: entry.state for entry in receive.verify_fetch(ben.journal, fetch, threading.Event())}
    assert found == {"good": "in place", "changed": "changed", "gone": "failed", "folder": "in place"}
