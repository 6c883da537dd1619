"""Sharing a bundle that was sent: more people can read it, and no byte of it travels again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import journal_repairs, journal_sends
from engine.api import Choices, Exists, OfferRow, Outcome, transfer_bytes
from engine.errors import TowlineError
from engine.journal import Journal
from engine.link_memory import MemoryBroker, MemoryLink


@pytest.fixture(name="carl")
def carl_fixture(tmp_path: Path, broker: MemoryBroker, anna: Profile) -> Iterator[Profile]:
    profile = Profile(tmp_path, "Carl", broker)
    profile.engine.people_add(anna.engine.my_card(), "Anna", verified=True)
    anna.engine.people_add(profile.engine.my_card(), "Carl", verified=True)
    yield profile
    profile.engine.stop()


def records(broker: MemoryBroker) -> int:
    link = MemoryLink(broker, "look")
    try:
        return sum(high for _, high in link.watermarks("towline").values())
    finally:
        link.close()


def test_a_late_reader_gets_a_stored_bundle_without_a_byte_being_sent_again(
    anna: Profile, ben: Profile, carl: Profile, tmp_path: Path, broker: MemoryBroker
) -> None:
    content = {f"f{n}": os.urandom(20_000) for n in range(40)}
    source = files(tmp_path / "docs", **content)
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",), block_size=50_000)).result()
    anna.ended(sent)
    assert not [row for row in carl.engine.offers("memory", 30) if row.title == "docs"]
    before = records(broker)
    assert anna.engine.share(sent, ["Carl"]).result() == 1
    assert records(broker) == before
    for reader in (carl, ben):
        folder = tmp_path / f"in-{reader.folder.name}"
        fetched = reader.engine.fetch(reader.offer("docs").id, [], str(folder), Exists.BOTH).result()
        assert reader.ended(fetched).outcome == Outcome.PLACED
        assert {path.name: path.read_bytes() for path in (folder / "docs").iterdir()} == content
    assert anna.engine.transfer(sent).peer == "Ben, Carl"
    assert [row.name for row in anna.engine.receipts(sent)] == ["Ben", "Carl"]


def test_a_team_can_be_added_and_reads_what_was_sent_before(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    anna.engine.team_new("hq")
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("me",))).result()
    anna.ended(sent)
    assert anna.engine.share(sent, ["team:hq"]).result() == 1
    ben.engine.team_import(anna.engine.team_export("hq"))
    fetched = ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.ended(fetched).outcome == Outcome.PLACED


def test_who_can_read_it_already_is_not_added_twice(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",))).result()
    anna.ended(sent)
    assert anna.engine.share(sent, ["ben", "Ben"]).result() == 0
    assert anna.engine.transfer(sent).peer == "Ben"


def test_a_share_that_the_cluster_could_not_take_goes_on_at_the_next_start(
    anna: Profile, carl: Profile, tmp_path: Path, broker: MemoryBroker
) -> None:
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("me",))).result()
    anna.ended(sent)
    carl.engine.offers("memory", 30)  # from now on it follows the catalog
    broker.refuse()
    asked = anna.engine.share(sent, ["Carl"])
    anna.wait(sent, lambda row: row.peer == "me, Carl")
    anna.engine.stop()
    with pytest.raises(TowlineError):
        asked.result()
    broker.answer()
    anna.start()
    carl.engine.wake()
    fetched = carl.engine.fetch(_arrived(carl).id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert carl.ended(fetched).outcome == Outcome.PLACED


def _arrived(profile: Profile) -> OfferRow:
    with profile.heard:
        while not (found := [row for row in profile.engine.offers("memory") if row.title == "docs"]):
            profile.heard.wait(0.2)
    return found[0]


def test_what_was_withdrawn_or_is_a_fetch_cannot_be_shared(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",))).result()
    anna.ended(sent)
    fetched = ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    ben.ended(fetched)
    with pytest.raises(TowlineError, match="not a send of yours"):
        ben.engine.share(fetched, ["Anna"]).result()
    with pytest.raises(TowlineError, match="no queue or person"):
        anna.engine.share(sent, ["Nobody"]).result()
    anna.engine.withdraw(anna.engine.transfer(sent).offer).result()
    with pytest.raises(TowlineError, match="withdrew"):
        anna.engine.share(sent, ["me"]).result()


def test_a_bundle_has_at_most_eight_recipients(anna: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    for n in range(8):
        anna.engine.team_new(f"t{n}")
    sent = anna.engine.send([str(source)], "", Choices(to=("me",))).result()
    anna.ended(sent)
    with pytest.raises(TowlineError, match="at most 8 recipients"):
        anna.engine.share(sent, [f"team:t{n}" for n in range(8)]).result()
    assert anna.engine.transfer(sent).peer == "me"


def test_sharing_waits_for_the_revision_of_a_repair_that_was_begun(anna: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    id = anna.engine.send([str(source)], "", Choices(to=("me",))).result()
    anna.ended(id)
    anna.engine.stop()
    journal, send = Journal(anna.folder / "journal.sqlite"), transfer_bytes(id)
    with journal.write() as db:
        row = journal_sends.get(db, send)
        journal_repairs.ask(db, send, b"r" * 32, [(0, 0)])
        journal_sends.update(db, send, share=1)
        assert journal_sends.to_share(db, "memory") == [send], "it has not begun: its answer comes on top"
        journal_sends.update(db, send, revision=row["published"] + 1)
        assert journal_sends.to_share(db, "memory") == []
        journal_repairs.answered(db, send, journal_repairs.requests(db, send)[0], [(0, 0)])
        assert journal_sends.to_share(db, "memory") == [send]
    journal.close()
