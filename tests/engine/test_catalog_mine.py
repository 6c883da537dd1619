"""What the catalog promises of my own records: my card, my offers and their numbers."""

from __future__ import annotations

import time

import pytest
from catalog_kit import CATALOG, CLUSTER, Station, StationMaker, own_offer

from engine import journal_catalog, wire
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker

# --- my own records -------------------------------------------------------------------------------------------------------


def published(broker: MemoryBroker, key: bytes) -> list[bytes | None]:
    return [record.value for record in broker.records(CATALOG) if record.key == key]


def wait_published(broker: MemoryBroker, key: bytes, count: int) -> list[bytes | None]:
    until = time.monotonic() + 30
    while len(found := published(broker, key)) < count and time.monotonic() < until:
        with broker.changed:
            broker.changed.wait(1.0)
    assert len(found) == count
    return found


@pytest.mark.parametrize("follow", [True, False])
def test_my_card_is_published_once(ann: Station, follow: bool, broker: MemoryBroker) -> None:
    ann.start(follow=follow)
    key = ann.people.me().fingerprint
    assert wait_published(broker, key, 1) == [ann.people.my_card()]
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with ann.journal.read() as db:
            row = journal_catalog.catalog(db, CLUSTER.name)
        if row is not None and row["card_at"]:
            break
    ann.stop()
    ann.start(follow=follow)
    if follow:
        ann.read()
    ann.stop()
    assert len(published(broker, key)) == 1


def test_my_card_is_published_after_the_journal_could_not_be_written(
    ann: Station, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    older_cards, failed = ann.people.older_cards, []

    def full() -> list[tuple[bytes, bytes]]:
        if not failed:
            failed.append(True)
            raise TowlineError("disk", path="journal", done="written", reason="no room")
        return older_cards()

    monkeypatch.setattr(ann.people, "older_cards", full)
    ann.start()
    wait_published(broker, ann.people.me().fingerprint, 1)
    assert failed


def test_my_card_is_published_again_after_a_week(ann: Station, broker: MemoryBroker) -> None:
    ann.start()
    key = ann.people.me().fingerprint
    wait_published(broker, key, 1)
    ann.read()
    ann.stop()
    with ann.journal.write() as db:
        journal_catalog.set_card_at(db, CLUSTER.name, time.time() - 8 * 24 * 3600)
    ann.start(follow=False)
    wait_published(broker, key, 2)


@pytest.mark.parametrize("junk", [None, b"junk"])
def test_my_card_comes_back_after_it_was_overwritten(ann: Station, junk: bytes | None, broker: MemoryBroker) -> None:
    ann.start()
    key = ann.people.me().fingerprint
    wait_published(broker, key, 1)
    ann.put(junk, key)
    assert wait_published(broker, key, 3)[-1] == ann.people.my_card()


@pytest.mark.parametrize("junk", [None, b"junk", "older"])
def test_my_offer_comes_back_after_it_was_overwritten(
    ann: Station, ben: Station, junk: bytes | str | None, broker: MemoryBroker
) -> None:
    bundle = ann.bundle(ben)
    ann.start()
    older = own_offer(ann, bundle, bundle.offer(1, state=wire.GROWING))
    newest = own_offer(ann, bundle, bundle.offer(2))
    ann.read()
    ann.put(older if junk == "older" else junk, bundle.key)  # type: ignore[arg-type]
    assert wait_published(broker, bundle.key, 4)[-1] == newest
    ann.read()
    row = ann.row()
    assert row.mine and row.trusted and row.state == "complete" and row.title == "scans" and "ignored" in row.why


def test_my_offers_are_put_into_a_catalog_made_anew(ann: Station, ben: Station, broker: MemoryBroker) -> None:
    valid, withdrawn_topic = ann.bundle(ben), ann.bundle(ben, life_ms=0)
    newest = own_offer(ann, valid, valid.offer(1))
    own_offer(ann, withdrawn_topic, withdrawn_topic.offer(1))
    ann.read()
    ann.stop()
    broker.recreate(CATALOG)
    ann.start()
    assert wait_published(broker, valid.key, 1) == [newest]
    ann.read()
    assert published(broker, withdrawn_topic.key) == []  # it has expired


def test_my_own_offer_is_listed_even_if_the_catalog_was_read_first(
    ann: Station, ben: Station, broker: MemoryBroker
) -> None:
    bundle = ann.bundle(ben)
    ann.put(bundle.value(1), bundle.key)
    ann.read()
    assert ann.row().mine and ann.row().title == ""
    with ann.journal.write() as db:
        key = ann.vault.seal(bundle.transfer_key, journal_catalog.TRANSFER_KEY)
        offer = bundle.offer(1)
        value = published(broker, bundle.key)[0]
        assert value is not None
        journal_catalog.save_own_offer(db, CLUSTER.name, value, offer, key)
        journal_catalog.read_again(db)
    ann.read()
    assert ann.row().title == "scans"


def test_title_and_totals_of_my_offer_follow_its_revisions(ann: Station, ben: Station) -> None:
    bundle = ann.bundle(ben)
    ann.start()
    for revision, size in ((1, 10), (2, 500)):
        value = bundle.value(revision, state=wire.GROWING, size=size)
        with ann.journal.write() as db:  # as a sender that tells no title
            key = ann.vault.seal(bundle.transfer_key, journal_catalog.TRANSFER_KEY)
            offer = wire.decode(wire.Offer, value[64:])
            journal_catalog.save_own_offer(db, CLUSTER.name, value, offer, key)
        ann.put(value, bundle.key)
        ann.read()
        assert (ann.row().title, ann.row().size) == ("scans", size)


def test_nobody_signs_two_values_with_one_revision(ann: Station, ben: Station) -> None:
    bundle = ann.bundle(ben)
    own_offer(ann, bundle, bundle.offer(1))
    with pytest.raises(TowlineError) as error:
        own_offer(ann, bundle, bundle.offer(1, size=77))
    assert error.value.word == "bug"


def test_without_following_the_catalog_is_read_when_asked_for(ann: Station, ben: Station, broker: MemoryBroker) -> None:
    catalog = ann.start(follow=False)
    bundle = ben.bundle(ann)
    ben.put(bundle.value(), bundle.key)
    wait_published(broker, ann.people.me().fingerprint, 1)
    assert ann.rows() == []
    assert catalog.caught_up(30.0)
    assert ann.row().title == "scans"


# --- numbers --------------------------------------------------------------------------------------------------------------


def reserve(station: Station) -> int:
    with station.journal.write() as db:
        return journal_catalog.reserve(db)


def test_numbers_rise_and_need_no_catalog_for_a_new_identity(ann: Station, broker: MemoryBroker) -> None:
    catalog = ann.start(follow=False)
    ann.people.me()
    broker.stop_answering()
    assert catalog.highest_number(0.0) == 0
    numbers = [reserve(ann) for _ in range(3)]
    assert numbers == sorted(set(numbers))


def test_a_number_is_above_what_was_signed_after_a_journal_was_saved_that_was_restored(
    ann: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = reserve(ann)
    later = max(reserve(ann) for _ in range(1000))
    with ann.journal.write() as db:
        db.execute("UPDATE numbers SET value = ? WHERE name = 'offer'", (saved,))
    now = time.time() + 60.0
    monkeypatch.setattr(time, "time", lambda: now)
    assert reserve(ann) > later
    monkeypatch.setattr(time, "time", lambda: now - 3600.0)
    assert reserve(ann) > later


@pytest.mark.parametrize("follow", [True, False])
def test_a_new_journal_goes_on_above_every_number_i_signed(
    ann: Station, ben: Station, station: StationMaker, follow: bool
) -> None:
    for number in (7, 41, 12):
        bundle = ann.bundle(ben, number=number)
        own_offer(ann, bundle, bundle.offer(1))
    forged = ann.bundle(ben, number=1000)
    ann.put(bytes(64) + forged.value()[64:], forged.key)
    again = station("Ann again", vault=ann.vault)
    assert again.start(follow=follow).highest_number(30.0) == 41
    assert reserve(again) > 41


def test_an_unreachable_catalog_gives_no_number(ann: Station, station: StationMaker, broker: MemoryBroker) -> None:
    ann.people.me()
    again = station("Ann again", vault=ann.vault)
    broker.stop_answering()
    with pytest.raises(TowlineError) as error:
        again.start(follow=False).highest_number(0.05)
    assert error.value.word == "timeout"
