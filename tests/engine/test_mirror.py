"""A cluster that another one is mirrored to: who is connected to it alone still gets what was sent through the first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, files  # noqa: F401  fixtures are found by their names

from engine.api import Choices, Exists, Outcome, Reach, TransferRow
from engine.link_memory import MemoryBroker

TOPIC = "towline"


@pytest.fixture(name="mirror")
def mirror_fixture() -> MemoryBroker:
    return MemoryBroker(TOPIC, cluster_id="mirror")


@pytest.fixture(name="ben")
def ben_fixture(tmp_path: Path, mirror: MemoryBroker, anna: Profile) -> Iterator[Profile]:
    profile = Profile(tmp_path, "Ben", mirror)
    profile.engine.people_add(anna.engine.my_card(), "Anna", verified=True)
    anna.engine.people_add(profile.engine.my_card(), "Ben", verified=True)
    yield profile
    profile.engine.stop()


def copied(broker: MemoryBroker, mirror: MemoryBroker) -> None:
    """What a mirror does that keeps headers and not offsets."""
    mirror.append(TOPIC, 0, b"what was there before", header=b"t")
    for topic in (TOPIC, f"{TOPIC}.catalog"):
        for record in broker.records(topic):
            mirror.append(topic, record.partition, record.value, header=record.header, key=record.key)


def sent(anna: Profile, folder: Path) -> Path:
    source = files(folder / "docs", a=b"1" * 100, b=b"2" * 300_000)
    row = anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",), block_size=65_536)).result())
    assert row.outcome == Outcome.STORED
    return source


def asks(row: TransferRow) -> bool:
    return row.state == "needs-you" or bool(row.outcome)


def test_what_was_sent_through_the_first_cluster_is_found_on_its_mirror(
    anna: Profile, ben: Profile, broker: MemoryBroker, mirror: MemoryBroker, tmp_path: Path
) -> None:
    sent(anna, tmp_path)
    copied(broker, mirror)
    offer = ben.offer("docs")
    assert (offer.state, offer.trusted) == ("mirrored", True)
    assert ben.engine.offer_of(offer.reference, 10).id == offer.id
    fetch = ben.engine.fetch(offer.id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.wait(fetch, asks).state == "needs-you"
    (question,) = ben.engine.questions()
    assert (question.cause, question.choices) == ("search", ("look", "cancel"))
    assert "at most 4." in question.sentence
    assert ben.engine.answer([question.id], "look").result() == 1
    assert ben.ended(fetch).outcome == Outcome.PLACED
    assert (tmp_path / "in" / "docs" / "b").read_bytes() == b"2" * 300_000
    assert not mirror.records(f"{TOPIC}.receipts")  # nobody reads them there


def test_a_no_reads_nothing(
    anna: Profile, ben: Profile, broker: MemoryBroker, mirror: MemoryBroker, tmp_path: Path
) -> None:
    sent(anna, tmp_path)
    copied(broker, mirror)
    fetch = ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.wait(fetch, asks).state == "needs-you"
    (question,) = ben.engine.questions()
    ben.engine.answer([question.id], "cancel").result()
    assert ben.ended(fetch).outcome == Outcome.CANCELLED
    assert ben.engine.questions() == []


def test_retry_is_a_yes(
    anna: Profile, ben: Profile, broker: MemoryBroker, mirror: MemoryBroker, tmp_path: Path
) -> None:
    sent(anna, tmp_path)
    copied(broker, mirror)
    offer = ben.offer("docs").id
    fetch = ben.engine.fetch(offer, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.wait(fetch, asks).state == "needs-you"
    ben.engine.retry([fetch]).result()
    assert ben.ended(fetch).outcome == Outcome.PLACED


def test_its_own_cluster_goes_before_its_mirror(
    anna: Profile, ben: Profile, broker: MemoryBroker, mirror: MemoryBroker, tmp_path: Path
) -> None:
    """Whatever is mirrored back to where it came from changes nothing there, and nothing is answered for an offer twice."""
    sent(anna, tmp_path)
    mine = [row for row in anna.engine.offers("memory", 30) if row.mine]
    assert len(mine) == 1
    copied(broker, mirror)
    for record in mirror.records(f"{TOPIC}.catalog"):
        broker.append(f"{TOPIC}.catalog", 0, record.value, key=record.key)
    assert [row for row in anna.engine.offers("memory", 30) if row.mine] == mine
    assert {row.state for row in ben.engine.offers("memory", 30)} == {"mirrored"}


def test_rules_leave_what_has_to_be_looked_for_to_a_person(
    anna: Profile, ben: Profile, broker: MemoryBroker, mirror: MemoryBroker, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    ben.engine.stop()
    with (ben.folder / "towline.toml").open("a") as file:
        file.write(f'[rule.all]\nfrom = ["Anna"]\nto = "{tmp_path / "in"}"\n')
    ben.reach = Reach.ALL
    ben.start()
    sent(anna, tmp_path)
    copied(broker, mirror)
    offer = ben.offer("docs")
    assert (offer.state, offer.rule, offer.here) == ("mirrored", "", "")
    assert ben.engine.transfers() == []
