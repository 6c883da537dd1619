"""Records that are not where their offer says: in a topic made anew, or on a mirror, they are found by their headers."""

from __future__ import annotations

import os
import time

import pytest
from bundle_maker import BLOCK, TOPIC, Maker
from receive_kit import Reader1, ben_fixture  # noqa: F401  fixtures are found by their names

from engine import journal_fetches, journal_searches, journal_transfers, wire
from engine.api import Outcome
from engine.api_link import Record
from engine.link_memory import MemoryBroker

HOUR = 3600_000


@pytest.fixture
def broker() -> MemoryBroker:
    return MemoryBroker(TOPIC)


def mirrored(broker: MemoryBroker, *, without: int = 0, junk: int = 5) -> list[Record]:
    """Makes the topic anew and copies its records to other places, but for the last `without`; those that were there."""
    before = broker.records(TOPIC)
    broker.recreate(TOPIC)
    for n in range(junk):
        broker.append(TOPIC, n % 6, b"a record of another program")
    for record in before[: len(before) - without]:
        broker.append(TOPIC, (record.partition + 1) % 6, record.value, header=record.header)
    return before


def asked(ben: Reader1, fetch: bytes, word: str = "search") -> str:
    """Waits for the question; its sentence."""
    ben.until(lambda: ben.row(fetch)["error"] == word)
    return str(ben.row(fetch)["why"])


def agree(ben: Reader1, fetch: bytes) -> None:
    """As the answer to the question does."""
    with ben.journal.write() as db:
        row = journal_fetches.get(db, fetch)
        journal_searches.agree(db, row["sender"], row["offer"])
        journal_transfers.set_error(db, fetch, None)
    assert ben.receiver is not None
    ben.receiver.retry_now()


def bundle(ben: Reader1, blocks: int = 20, **choices: object) -> tuple[Maker, bytes]:
    maker = ben.maker(**choices)
    content = os.urandom(blocks * BLOCK)
    maker.add("large", content)
    maker.add("small", b"small")
    return maker, content


@pytest.mark.parametrize("inline", [True, False])
def test_records_of_a_topic_made_anew_are_found_once_a_person_agreed(
    ben: Reader1, broker: MemoryBroker, inline: bool
) -> None:
    maker, content = bundle(ben, inline=inline)
    ben.accept(maker)
    mirrored(broker)
    fetch = ben.fetch(maker)
    ben.start()
    records = len(broker.records(TOPIC))
    assert f"at most 4.1 MB are read ({records} records)" in asked(ben, fetch)
    assert not ben.link.records  # nothing was read before that
    agree(ben, fetch)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content, "small": b"small"}


def test_whoever_said_what_it_may_cost_is_not_asked(ben: Reader1, broker: MemoryBroker) -> None:
    maker, content = bundle(ben)
    ben.accept(maker)
    mirrored(broker)
    little, enough = ben.fetch(maker, look=1000), ben.fetch(maker, look=10_000_000, folder=ben.home / "other")
    ben.start()
    assert ben.ended(enough) == Outcome.PLACED
    assert ben.files(ben.home / "other")["large"] == content
    assert ben.ended(little) == Outcome.PLACED  # what was found of a bundle is found for all that fetch it


def test_a_resume_neither_asks_nor_looks_again(ben: Reader1, broker: MemoryBroker) -> None:
    maker, content = bundle(ben, 60)
    ben.accept(maker)
    mirrored(broker)
    fetch = ben.fetch(maker, look=10_000_000)
    records = len(broker.records(TOPIC))
    ben.run_until_killed(lambda _: len(ben.link.records) == records + 20)  # all was looked at, a third was fetched
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files()["large"] == content
    assert len(ben.link.records) <= 2 * records + 25


def test_a_search_that_is_killed_goes_on_where_it_was(
    ben: Reader1, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.receive_search.COMMIT_SECONDS", 0.0)
    monkeypatch.setattr("engine.receive_search.RECORDS_A_TURN", 5)
    maker, content = bundle(ben, 60)
    ben.accept(maker)
    mirrored(broker)
    fetch = ben.fetch(maker, look=10_000_000)
    ben.run_until_killed(lambda _: len(ben.link.records) == 40)
    ben.link.records.clear()
    records = len(broker.records(TOPIC))
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files()["large"] == content
    assert len(ben.link.records) <= records - 35 + records


def test_what_was_agreed_is_never_passed_without_asking_again(
    ben: Reader1, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.receive_search.SLACK", 0)
    maker, content = bundle(ben)
    ben.accept(maker)
    before = broker.records(TOPIC)
    broker.recreate(TOPIC)
    for n in range(60):
        broker.append(TOPIC, n % 6, bytes(100_000))
    for record in before:
        broker.append(TOPIC, record.partition, record.value, header=record.header)
    fetch = ben.fetch(maker)
    ben.start()
    assert "(81 records)" in asked(ben, fetch)
    agree(ben, fetch)
    sentence = asked(ben, fetch, "search-on")
    assert sentence.endswith("(76 records): 21 of its 21 blocks were not found yet.")
    read = sum(len(record.value or b"") for record in ben.link.records)
    assert read == 5 * 100_000  # of 0.4 MB that were agreed to: the one that reaches it was read
    agree(ben, fetch)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files()["large"] == content


def test_first_its_time_is_looked_through_and_what_came_later_only_if_that_is_not_enough(
    ben: Reader1, broker: MemoryBroker
) -> None:
    maker, content = bundle(ben)
    ben.accept(maker, created_ms=int(time.time() * 1000) - 8 * HOUR)
    before = broker.records(TOPIC)
    broker.recreate(TOPIC)
    for n, record in enumerate([*(Record(0, 0, None, b"other", None, 0),) * 12, *before]):
        broker.append(TOPIC, n % 6, record.value, header=record.header)
    for record in broker.records(TOPIC):  # some of them came in time, all others long after
        early = record.offset < 3
        broker.tamper(TOPIC, record, timestamp_ms=int(time.time() * 1000) - (8 if early else 1) * HOUR)
    fetch = ben.fetch(maker)
    ben.start()
    assert "(18 records)" in asked(ben, fetch)
    agree(ben, fetch)
    sentence = asked(ben, fetch, "search-on")
    assert sentence.endswith(f"({len(before) + 12 - 18} records): 15 of its 21 blocks were not found yet.")
    agree(ben, fetch)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files()["large"] == content


def test_a_topic_that_was_filled_long_after_is_looked_through_at_once(ben: Reader1, broker: MemoryBroker) -> None:
    maker, content = bundle(ben)
    ben.accept(maker, created_ms=int(time.time() * 1000) - 8 * HOUR)
    mirrored(broker)
    fetch = ben.fetch(maker)
    ben.start()
    assert f"({len(broker.records(TOPIC))} records)" in asked(ben, fetch)
    agree(ben, fetch)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files()["large"] == content


def test_forged_records_with_its_header_cost_their_bytes_and_nothing_else(ben: Reader1, broker: MemoryBroker) -> None:
    maker, content = bundle(ben)
    ben.accept(maker)
    before = broker.records(TOPIC)
    broker.recreate(TOPIC)
    for record in before:  # the real headers on other bytes come first, then many of blocks that do not exist
        broker.append(TOPIC, record.partition, os.urandom(len(record.value or b"")), header=record.header)
    for n in range(200):
        header = wire.pack_header(wire.Header(wire.CHUNK, maker.transfer, 2**62 + n, bytes(12), 1, False))
        broker.append(TOPIC, n % 6, b"x", header=header)
    for record in before:
        broker.append(TOPIC, record.partition, record.value, header=record.header)
    fetch = ben.fetch(maker, look=10_000_000)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content, "small": b"small"}
    with ben.journal.read() as db:
        assert db.execute("SELECT COUNT(*) FROM found").fetchone()[0] <= 2 * len(before)


def test_only_forged_records_give_no_file(ben: Reader1, broker: MemoryBroker) -> None:
    maker, _ = bundle(ben)
    ben.accept(maker)
    before = broker.records(TOPIC)
    broker.recreate(TOPIC)
    for record in before:
        broker.append(TOPIC, record.partition, os.urandom(len(record.value or b"")), header=record.header)
    fetch = ben.fetch(maker, look=10_000_000)
    ben.start()
    assert ben.ended(fetch) == Outcome.FAILED
    assert ben.states(fetch) == {"large": "expired", "small": "expired"}
    assert ben.files() == {}


def test_what_is_not_there_is_named_and_the_rest_placed(ben: Reader1, broker: MemoryBroker) -> None:
    maker, content = bundle(ben)
    ben.accept(maker)
    mirrored(broker, without=1)  # the block of the small file
    fetch = ben.fetch(maker, look=10_000_000)
    ben.start()
    assert ben.ended(fetch) == Outcome.PARTLY
    assert ben.states(fetch) == {"large": "in place", "small": "expired"}
    assert ben.row(fetch)["error"] == "expired"  # nobody is asked to send again what lies in another topic
    assert ben.files() == {"large": content}


def test_nothing_at_all_is_said_at_the_end(ben: Reader1, broker: MemoryBroker) -> None:
    maker, _ = bundle(ben)
    ben.accept(maker)
    broker.recreate(TOPIC)
    empty = ben.fetch(maker)
    ben.start()
    assert ben.ended(empty) == Outcome.FAILED  # there is nothing to look through: nobody is asked
    assert ben.row(empty)["error"] == "not-here"
    broker.append(TOPIC, 0, b"another record")
    with ben.journal.write() as db:
        journal_searches.retry(db, empty)
        journal_transfers.reopen(db, [empty])
    ben.receiver.retry_now()  # type: ignore[union-attr]
    assert "(1 records)" in asked(ben, empty)
    agree(ben, empty)
    assert ben.ended(empty) == Outcome.FAILED
    assert ben.row(empty)["error"] == "not-here"


def test_another_record_in_its_place_is_looked_for_where_a_cluster_tells_no_topic_ids(
    ben: Reader1, broker: MemoryBroker
) -> None:
    maker, content = bundle(ben, inline=False)
    maker.topic_id = b""
    ben.accept(maker)
    before = broker.records(TOPIC)
    bundle(ben, 100, partitions=1)  # of another one, which nobody fetches
    for record in broker.records(TOPIC)[len(before) :]:
        for partition in range(6):
            broker.append(TOPIC, partition, record.value, header=record.header)
    others = [record for record in broker.records(TOPIC) if record not in before]
    broker.recreate(TOPIC)
    for record in (*others, *before):
        broker.append(TOPIC, record.partition, record.value, header=record.header)
    fetch = ben.fetch(maker)
    ben.start()
    asked(ben, fetch)
    agree(ben, fetch)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content, "small": b"small"}


def test_what_expires_meanwhile_is_passed(ben: Reader1, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.receive_search.RECORDS_A_TURN", 5)
    maker, content = bundle(ben, 60)
    ben.accept(maker)
    mirrored(broker, junk=600)

    def expire(record: Record) -> None:
        if len(ben.link.records) == 10:
            for partition in range(6):
                broker.expire(TOPIC, partition, 100)

    ben.link.on_record = expire
    fetch = ben.fetch(maker, look=10_000_000)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files()["large"] == content


def test_a_bundle_that_still_grows_elsewhere_is_waited_for(ben: Reader1, broker: MemoryBroker) -> None:
    maker, content = bundle(ben)
    ben.accept(maker, state=wire.GROWING)
    mirrored(broker)
    fetch = ben.fetch(maker)
    ben.start()
    asked(ben, fetch, "search-later")
    ben.accept(maker)
    ben.receiver.retry_now()  # type: ignore[union-attr]
    asked(ben, fetch)
    agree(ben, fetch)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files()["large"] == content


def test_progress_says_what_was_found_and_what_was_read(ben: Reader1, broker: MemoryBroker) -> None:
    maker, _ = bundle(ben, 60)
    ben.accept(maker)
    mirrored(broker)
    said: list[str] = []

    def look(record: Record) -> None:
        now = receiver.now(fetch)
        if now is not None and now.phase == "looking":
            said.append(now.why)

    ben.link.on_record = look
    fetch = ben.fetch(maker, look=10_000_000)
    receiver = ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert said[0] == "0 of 61 blocks found, 0 B of 4.3 MB read."
    assert "60 of 61 blocks found" in said[-1]
