"""What recipients miss of a stored bundle is sent again: from the sender's files, once, and only what is really gone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import keys, wire
from engine.api import Choices, Exists, Outcome, TransferRow, transfer_bytes
from engine.link_memory import MemoryBroker

TOPIC, RECEIPTS = "towline", "towline.receipts"


def send(anna: Profile, source: Path, **choices: object) -> str:
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",), **choices)).result()  # type: ignore[arg-type]
    assert anna.ended(sent).outcome == Outcome.STORED
    return sent


def fetch(ben: Profile, title: str, folder: Path) -> str:
    return ben.engine.fetch(ben.offer(title).id, [], str(folder), Exists.BOTH).result()


def expire(broker: MemoryBroker, *partitions: int) -> int:
    """Everything in these partitions (all, if none is named) vanishes; how many records."""
    gone = 0
    for partition in partitions or range(6):
        records = broker.records(TOPIC, partition)
        gone += len(records)
        broker.expire(TOPIC, partition, 1 << 40)
    return gone


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def events(profile: Profile, id: str) -> list[str]:
    return [line.event for line in profile.engine.story(id)]


def until(profile: Profile, happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    with profile.heard:
        while not happened():
            assert time.monotonic() < deadline
            profile.heard.wait(0.1)


def placed(row: TransferRow) -> bool:
    return row.outcome == Outcome.PLACED


@pytest.mark.parametrize("block_size", [4096, 100_000])
def test_what_expired_is_sent_again_and_the_fetch_goes_on(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path, block_size: int
) -> None:
    source = files(tmp_path / "docs", large=os.urandom(700_000), small=b"text", other=b"more", empty=b"")
    sent = send(anna, source, block_size=block_size, compression="off")
    ben.offer("docs")
    expire(broker)
    fetched = fetch(ben, "docs", tmp_path / "in")
    assert ben.wait(fetched, placed).outcome == Outcome.PLACED
    assert content(tmp_path / "in" / "docs") == content(source)
    assert "repaired" in events(anna, sent)
    assert {"asked", "repaired"} <= set(events(ben, fetched))
    assert anna.engine.transfer(sent).outcome == Outcome.STORED


def test_only_what_is_gone_is_sent_again(anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", large=os.urandom(2_000_000))
    send(anna, source, block_size=8192, compression="off")  # 245 chunks: 8 runs of 32 on 6 partitions
    ben.offer("docs")
    first = broker.records(TOPIC)[0].partition
    gone = expire(broker, first)
    before = {partition: len(broker.records(TOPIC, partition)) for partition in range(6)}
    fetched = fetch(ben, "docs", tmp_path / "in")
    ben.wait(fetched, placed)
    again = sum(len(broker.records(TOPIC, partition)) - before[partition] for partition in range(6))
    assert again <= gone + 8, "besides the chunks only pages"
    assert content(tmp_path / "in" / "docs") == content(source)


def test_a_file_that_changed_is_not_sent_again(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", large=os.urandom(300_000))
    sent = send(anna, source, block_size=100_000)
    ben.offer("docs")
    (source / "large").write_bytes(os.urandom(300_000))
    expire(broker)
    fetched = fetch(ben, "docs", tmp_path / "in")
    row = ben.wait(fetched, lambda row: "their sender no longer has them" in row.why)
    assert (row.state, row.outcome) == ("failed", Outcome.FAILED)
    assert "asked" in events(ben, fetched)
    assert ben.offer("docs").here == "lost"
    until(anna, lambda: "not-repaired" in events(anna, sent))
    assert "changed since" in anna.engine.story(sent)[-1].sentence
    assert not broker.records(TOPIC)
    assert anna.engine.transfer(sent).outcome == Outcome.STORED


def test_files_that_are_the_same_are_sent_again_beside_one_that_changed(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", a=os.urandom(300_000), b=os.urandom(300_000))
    send(anna, source, block_size=100_000)
    ben.offer("docs")
    (source / "a").unlink()
    expire(broker)
    fetched = fetch(ben, "docs", tmp_path / "in")
    ben.wait(fetched, lambda row: row.outcome == Outcome.PARTLY)
    assert content(tmp_path / "in" / "docs") == {"b": (source / "b").read_bytes()}


def test_small_files_are_sent_again_beside_one_in_the_same_record_that_changed(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", a=b"a" * 5000, b=b"b" * 5000, c=b"c" * 5000)
    sent = send(anna, source)
    ben.offer("docs")
    (source / "b").write_bytes(b"B" * 5000)
    expire(broker)
    fetched = fetch(ben, "docs", tmp_path / "in")
    row = ben.wait(fetched, lambda row: "their sender no longer has them" in row.why)
    assert (row.outcome, row.why.split(" of ")[0]) == (Outcome.PARTLY, "1")
    assert content(tmp_path / "in" / "docs") == {"a": b"a" * 5000, "c": b"c" * 5000}
    assert {"repaired", "not-repaired"} <= set(events(anna, sent))
    assert events(ben, fetched).count("asked") == 1, "nobody asks for ever"


def missing(ben: Profile, anna: Profile, offer: str, *ranges: tuple[int, int]) -> tuple[bytes, bytes]:
    """Key and value of a record that Ben signs."""
    me, sender = ben.engine.people_book.me(), anna.engine.people_book.me().fingerprint
    with ben.engine.journal.read() as db:
        (transfer,) = db.execute("SELECT transfer FROM offers WHERE id = ?", (offer,)).fetchone()
    record = wire.Missing(me.fingerprint, me.signing_key, sender, transfer, list(ranges), int(time.time() * 1000))
    return wire.offer_key(sender, transfer), me.sign(wire.MISSING, wire.encode(record))


def test_each_reader_gets_a_range_once(anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", large=os.urandom(300_000))
    sent = send(anna, source, block_size=100_000)
    offer = ben.offer("docs").id
    for n in range(3):
        expire(broker)
        key, value = missing(ben, anna, offer, (0, 2**63 - 1))
        broker.append(RECEIPTS, key[0] % 16, value, key=key)
        if n == 0:
            until(anna, lambda: "repaired" in events(anna, sent))
    mark = files(tmp_path / "mark", a=b"1")  # what comes later was read after it
    anna.ended(anna.engine.send([str(mark)], "", Choices(to=("Ben",))).result())
    fetched = ben.engine.fetch(ben.offer("mark").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    ben.ended(fetched)
    until(anna, lambda: anna.offer("mark").received)
    assert events(anna, sent).count("repaired") == 1


def test_what_stands_on_the_cluster_is_never_sent_again(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", large=os.urandom(300_000))
    sent = send(anna, source, block_size=100_000)
    offer, before = ben.offer("docs").id, len(broker.records(TOPIC))
    for n in range(50):
        key, value = missing(ben, anna, offer, (0, n), (n + 2, 2**62))
        broker.append(RECEIPTS, key[0] % 16, value, key=key)
    fetched = fetch(ben, "docs", tmp_path / "in")
    ben.ended(fetched)
    until(anna, lambda: anna.offer("docs").received)
    assert len(broker.records(TOPIC)) == before
    assert events(anna, sent)[-1] == "stored", "nothing of it fills the story either"


def test_strangers_and_forgers_are_not_heard(anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", large=os.urandom(300_000))
    send(anna, source, block_size=100_000)
    offer = ben.offer("docs").id
    expire(broker)
    eve = keys.Identity.generate("Eve")
    key, value = missing(ben, anna, offer, (0, 2))
    record = wire.decode(wire.Missing, value[64:])
    strange = wire.replace(record, reader=eve.fingerprint, signing_key=eve.signing_key)
    for forged in (
        eve.sign(wire.MISSING, wire.encode(strange)),
        eve.sign(wire.MISSING, wire.encode(record)),
        value[:64] + wire.encode(wire.replace(record, at_ms=1)),
    ):
        broker.append(RECEIPTS, key[0] % 16, forged, key=key)
    mark = files(tmp_path / "mark", a=b"1")
    anna.ended(anna.engine.send([str(mark)], "", Choices(to=("Ben",))).result())
    ben.ended(ben.engine.fetch(ben.offer("mark").id, [], str(tmp_path / "in"), Exists.BOTH).result())
    until(anna, lambda: anna.offer("mark").received)
    with anna.engine.journal.read() as db:
        assert db.execute("SELECT COUNT(*) FROM repairs").fetchone()[0] == 0


def test_a_repair_goes_on_after_a_restart_between_its_chunks_and_its_offer(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    from engine.errors import TowlineError

    source = files(tmp_path / "docs", large=os.urandom(700_000))
    send(anna, source, block_size=4096, compression="off")
    ben.offer("docs")
    expire(broker)
    busy = TowlineError("cluster-busy", cluster="memory", reason="test")
    broker.refuse_records(lambda topic, _partition, _size: busy if topic == "towline.catalog" else None)
    fetched = fetch(ben, "docs", tmp_path / "in")

    def all_again() -> bool:
        with anna.engine.journal.read() as db:
            row = db.execute("SELECT revision, published, next_seq FROM sends").fetchone()
        again = [r for r in broker.records(TOPIC) if r.header and wire.unpack_header(r.header).kind == wire.CHUNK]
        return bool(row["revision"] > row["published"] + 1 and len(again) >= row["next_seq"])

    until(anna, all_again)
    anna.engine.stop(0.0)
    chunks = len(broker.records(TOPIC))
    broker.refuse_records(None)
    anna.start()
    ben.wait(fetched, placed)
    assert content(tmp_path / "in" / "docs") == content(source)
    assert len(broker.records(TOPIC)) < chunks + 20, "only pages are made once more"


def test_a_bundle_that_loses_chunks_before_it_is_complete_is_mended(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    from engine.errors import TowlineError

    source = files(tmp_path / "docs", a=os.urandom(2_000_000), b=os.urandom(50))
    seen = 0

    def lose(topic: str, _partition: int, size: int) -> TowlineError | None:
        """As the first records of a full partition go while the last ones come."""
        nonlocal seen
        if topic == TOPIC and size > 4096:
            seen += 1
            if seen == 200:
                expire(broker, broker.records(TOPIC)[0].partition)
        return None

    broker.refuse_records(lose)
    sent = send(anna, source, block_size=8192, compression="off")
    broker.refuse_records(None)
    assert "mended" in events(anna, sent)
    assert "restart" not in events(anna, sent)
    fetched = fetch(ben, "docs", tmp_path / "in")
    assert ben.ended(fetched).outcome == Outcome.PLACED
    assert content(tmp_path / "in" / "docs") == content(source)


def test_only_the_sender_says_what_is_lost_for_ever(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", large=os.urandom(300_000))
    send(anna, source, block_size=100_000)
    offer = ben.offer("docs")
    me, transfer = anna.engine.people_book.me(), transfer_bytes(offer.id)
    forger = keys.Identity.generate("Anna")
    for by in (ben.engine.people_book.me(), forger):
        said = wire.Lost(me.fingerprint, by.signing_key, transfer, [(0, 2)], 1)
        broker.append(
            "towline.catalog", 0, by.sign(wire.LOST, wire.encode(said)), key=wire.lost_key(me.fingerprint, transfer)
        )
    expire(broker)
    fetched = fetch(ben, "docs", tmp_path / "in")
    assert ben.wait(fetched, placed).outcome == Outcome.PLACED
    with ben.engine.journal.read() as db:
        (row,) = db.execute("SELECT lost FROM offers WHERE transfer = ?", (transfer,))
    assert row["lost"] == b""
