"""What catalog.py promises: only what is signed, newer and mine to read is listed, and what was overwritten comes back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from catalog_kit import CATALOG, CLUSTER, HOUR_MS, Bundle, Station, is_row

from engine import fold, journal_catalog, journal_people, keys, wire
from engine.api import Notice, PersonRow, transfer_text
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker
from engine.people import TeamKey


@pytest.fixture
def broker() -> MemoryBroker:
    return MemoryBroker()


@pytest.fixture
def station(tmp_path: Path, broker: MemoryBroker) -> Iterator[Callable[..., Station]]:
    made: list[Station] = []

    def make(name: str, **fields: Any) -> Station:
        made.append(Station(tmp_path, name, broker, **fields))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def ann(station: Callable[..., Station]) -> Station:
    return station("Ann")


@pytest.fixture
def ben(station: Callable[..., Station], ann: Station) -> Station:
    made = station("Ben")
    ann.accept(made)
    return made


def own_offer(sender: Station, bundle: Bundle, offer: wire.Offer) -> bytes:
    """Publishes a revision of a station's own bundle as send.py does: acknowledged, then journaled."""
    value = bundle.sign(offer)
    sender.put(value, bundle.key)
    sealed = fold.open_sealed(offer, bundle.transfer_key)
    with sender.journal.write() as db:
        key = sender.vault.seal(bundle.transfer_key, journal_catalog.TRANSFER_KEY)
        journal_catalog.save_own_offer(db, CLUSTER.name, value, offer, key, sealed=sealed)
    return value


# --- offers that count ----------------------------------------------------------------------------------------------------


def test_an_offer_to_me_from_an_accepted_person_is_listed(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann, title="scans-41")
    ben.put(bundle.value(size=1234), bundle.key)
    ann.read()
    row = ann.row()
    assert (row.sender, row.trusted, row.title, row.state, row.size, row.entries) == (
        "Ben", True, "scans-41", "complete", 1234, 1,
    )  # fmt: skip
    assert row.id == transfer_text(bundle.transfer) and row.fingerprint == keys.fingerprint_text(bundle.sender)
    assert row.reference == f"tl:memory-cluster/towline/{row.id}" and not row.mine and row.why == ""
    assert ann.offers_told == [bundle.transfer]
    assert any(is_row(event, id=row.id) for event in ann.events)


def test_what_is_told_is_committed(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann)
    seen: list[bool] = []
    ann.start()
    assert ann.catalog is not None
    ann.catalog.on_offer = lambda transfer: seen.append(bool(ann.rows(transfer=transfer)))
    ben.put(bundle.value(), bundle.key)
    ann.read()
    assert seen == [True]


def test_the_accepted_offer_and_its_key_stay_for_the_receiver(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann)
    value = bundle.value()
    ben.put(value, bundle.key)
    ann.read()
    with ann.journal.read() as db:
        stored = journal_catalog.stored_offer(db, bundle.transfer)
    assert stored is not None and stored.value == value and stored.offer.revision == 1
    assert stored.sealed is not None and stored.sealed.title == "scans" and stored.trusted
    assert ann.vault.open(stored.transfer_key, journal_catalog.TRANSFER_KEY) == bundle.transfer_key


@pytest.mark.parametrize("suite", [wire.AES_256_GCM, wire.CHACHA20_POLY1305, wire.AES_256_GCM_SIV, wire.SIGNED_ONLY])
def test_every_cipher_is_read(ann: Station, ben: Station, suite: int) -> None:
    bundle = ben.bundle(*([ann] if suite != wire.SIGNED_ONLY else []), suite=suite)
    ben.put(bundle.value(), bundle.key)
    ann.read()
    assert ann.row().title == "scans"


def test_a_growing_offer_follows_its_revisions(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann)
    ben.put(bundle.value(1, state=wire.GROWING, size=10), bundle.key)
    ann.read()
    assert (ann.row().state, ann.row().stored) == ("growing", 10)
    ben.put(bundle.value(2, state=wire.COMPLETE, size=900), bundle.key)
    ann.read()
    assert (ann.row().state, ann.row().stored, ann.row().why) == ("complete", 900, "")
    ben.put(bundle.value(3, state=wire.WITHDRAWN, size=0), bundle.key)
    ann.read()
    assert ann.row().state == "withdrawn"
    assert ann.refusals() == (0, [])


def test_history_read_late_is_no_alarm(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann)
    for revision, state in ((1, wire.GROWING), (2, wire.GROWING), (3, wire.COMPLETE)):
        ben.put(bundle.value(revision, state=state, size=revision), bundle.key)
    ann.read()
    with ann.journal.write() as db:
        journal_catalog.read_again(db)
    ann.read()
    assert ann.row().stored == 3 and ann.refusals() == (0, [])


def test_an_offer_expires_by_its_signed_time(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann, life_ms=0)
    ben.put(bundle.value(), bundle.key)
    ann.read()
    assert ann.row().state == "expired"


def test_an_offer_lives_on_when_the_catalog_lost_it(ann: Station, ben: Station, broker: MemoryBroker) -> None:
    bundle = ben.bundle(ann)
    end = ben.put(bundle.value(), bundle.key)
    ann.read()
    broker.expire(CATALOG, 0, end + 1)
    ann.stop()
    ann.read()
    assert ann.row().state == "complete"


def test_offers_to_others_are_not_listed_but_known(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ben)
    ben.put(bundle.value(), bundle.key)
    ann.read()
    assert ann.rows() == []
    with ann.journal.read() as db, pytest.raises(TowlineError) as error:
        journal_catalog.find_offer(db, transfer_text(bundle.transfer)[:8])
    assert error.value.word == "not-for-me"


def test_sharing_later_makes_it_readable(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ben)
    ben.put(bundle.value(1), bundle.key)
    ann.read()
    more = bundle.offer(2, recipients=[*bundle.fields["recipients"], bundle._wrap(ann)])
    ben.put(bundle.sign(more), bundle.key)
    ann.read()
    assert ann.row().title == "scans"


def test_a_team_key_that_comes_later_opens_what_is_there(ann: Station, ben: Station) -> None:
    ben.people.team_new("plant7")
    team = ben.people.resolve("team:plant7")
    assert isinstance(team, TeamKey)
    bundle = ben.bundle(team)
    ben.put(bundle.value(), bundle.key)
    ann.read()
    assert ann.rows() == []
    ann.people.team_import(ben.people.team_export("plant7"))
    ann.read()
    assert ann.row().title == "scans"
    assert ann.people.team_members("plant7") == ("Ben",)


# --- trust ----------------------------------------------------------------------------------------------------------------


def test_a_stranger_is_listed_apart_until_accepted(ann: Station, station: Callable[..., Station]) -> None:
    eve = station("Eve")
    bundle = eve.bundle(ann)
    eve.put(bundle.value(), bundle.key)
    ann.read()
    assert not ann.row().trusted and ann.row().why == "You have not accepted its sender."
    assert ann.rows(unknown=False) == []
    ann.accept(eve)
    assert ann.row().trusted and ann.row().sender == "Eve"


def test_a_published_card_can_be_accepted_by_its_fingerprint(ann: Station, station: Callable[..., Station]) -> None:
    eve = station("Eve")
    eve.read()
    _wait_for_card(ann, eve)
    rows = {row.name: row.trust for row in ann.people.listed()}
    assert rows["Eve"] == "published"
    with pytest.raises(TowlineError):
        ann.people.resolve("Eve")
    row = ann.people.add(keys.fingerprint_text(eve.people.me().fingerprint), verified=True)
    assert (row.name, row.trust) == ("Eve", "verified")
    assert isinstance(ann.people.resolve("eve"), wire.Card)


def _wait_for_card(reader: Station, other: Station) -> None:
    fingerprint = keys.fingerprint_text(other.people.me().fingerprint)
    reader.start()
    assert reader.hears(lambda e: is_row(e, fingerprint=fingerprint))


def test_a_name_that_looks_like_an_accepted_one_is_flagged(
    ann: Station, ben: Station, station: Callable[..., Station]
) -> None:
    pretender = station("Bеn")  # with a Cyrillic letter
    pretender.put(pretender.people.my_card(), pretender.people.me().fingerprint)
    bundle = pretender.bundle(ann)
    pretender.put(bundle.value(), bundle.key)
    ann.read()
    assert not ann.row().trusted and ann.row().why.startswith("This is not Ben:")


def test_blocked_people_are_not_seen(ann: Station, ben: Station) -> None:
    first, second = ben.bundle(ann), ben.bundle(ann)
    ben.put(first.value(), first.key)
    ann.read()
    ann.people.block("Ben")
    ben.put(second.value(), second.key)
    ann.read()
    assert ann.rows() == []


def test_a_revoked_key_is_trusted_no_more(ann: Station, ben: Station) -> None:
    before, after = ben.bundle(ann), ben.bundle(ann)
    ben.put(before.value(), before.key)
    me = ben.people.me()
    ben.put(me.sign(wire.CARD, wire.encode(me.card(1, revoked=True))), me.fingerprint)  # whatever the revision
    ben.put(me.sign(wire.CARD, wire.encode(me.card(2**32 - 1))), me.fingerprint)  # and for ever
    ben.put(after.value(), after.key)
    ann.read()
    shown = {row.id: row for row in ann.rows()}
    assert not shown[transfer_text(before.transfer)].trusted
    assert "revoked" in shown[transfer_text(before.transfer)].why
    assert shown[transfer_text(after.transfer)].state == "refused"
    assert {row.name: row.trust for row in ann.people.listed()}["Ben"] == "revoked"


def test_a_new_key_confirmed_by_the_old_one_is_the_same_person(ann: Station, ben: Station) -> None:
    old = ben.people.me()
    new = keys.Identity.generate("Ben")
    ben.put(new.sign(wire.CARD, wire.encode(new.card(1, previous=old))), new.fingerprint)
    bundle = Bundle(new, ben.broker, [ann])
    ben.put(bundle.value(), bundle.key)
    ann.read()
    assert (ann.row().sender, ann.row().trusted) == ("Ben", True)
    card = ann.people.resolve("Ben")
    assert isinstance(card, wire.Card) and keys.fingerprint(card) == new.fingerprint
    assert [row.trust for row in ann.people.listed()] == ["me", "verified", "verified"]


def test_a_new_key_that_the_old_one_did_not_confirm_is_a_stranger(ann: Station, ben: Station) -> None:
    new = keys.Identity.generate("Ben")
    forged = wire.replace(new.card(1), previous=ben.people.me().signing_key, by_previous=bytes(64))
    ben.put(new.sign(wire.CARD, wire.encode(forged)), new.fingerprint)
    ann.read()
    card = ann.people.resolve("Ben")
    assert isinstance(card, wire.Card) and keys.fingerprint(card) == ben.people.me().fingerprint
    assert len(ann.people.listed()) == 2 and ann.refusals()[0] == 1


def test_a_revoked_key_confirms_nobody(ann: Station, ben: Station) -> None:
    old = ben.people.me()
    new = keys.Identity.generate("Ben")
    ben.put(old.sign(wire.CARD, wire.encode(old.card(1, revoked=True))), old.fingerprint)
    ben.put(new.sign(wire.CARD, wire.encode(new.card(1, previous=old))), new.fingerprint)
    ann.read()
    with pytest.raises(TowlineError):
        ann.people.resolve("Ben")


# --- what is refused ------------------------------------------------------------------------------------------------------


def forged_signature(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    value = bundle.value(2)
    return bundle.key, bytes(64) + value[64:]


def signed_by_another_key(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    offer = bundle.offer(2, signing_key=eve.signing_key)
    return bundle.key, eve.sign(wire.OFFER, wire.encode(offer))


def under_another_key(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return wire.offer_key(bundle.sender, os.urandom(16)), bundle.value(2)


def bit_flipped(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    value = bytearray(bundle.value(2))
    value[-1] ^= 1
    return bundle.key, bytes(value)


def cut_short(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, bundle.value(2)[:-5]


def with_more_behind(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, bundle.identity.sign(wire.OFFER, wire.encode(bundle.offer(2)) + b"\xc0")


def too_large(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, os.urandom(wire.MAX_OFFER + 1)


def of_another_kind(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, bundle.identity.sign(wire.CARD, wire.encode(bundle.offer(2)))


def of_another_cluster(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, bundle.value(2, cluster_id="elsewhere")


def other_commitment(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, bundle.value(2, commitment=bytes(32))


def other_number(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, bundle.value(2, number=99)


def state_back(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, bundle.value(2, state=wire.GROWING)


def recipient_dropped(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    other = keys.wrap_for_team(bytes(32), bundle.transfer_key, bundle.context)
    return bundle.key, bundle.value(2, recipients=[other])


def expires_sooner(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, bundle.value(2, expires_ms=bundle.fields["expires_ms"] - 1)


def same_revision_other_bytes(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, bundle.value(1, state=wire.WITHDRAWN, size=0)


def garbage(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, bytes]:
    return bundle.key, b"junk"


def deleted(bundle: Bundle, eve: keys.Identity) -> tuple[bytes, None]:
    return bundle.key, None


HOSTILE = [
    forged_signature, signed_by_another_key, under_another_key, bit_flipped, cut_short, with_more_behind, too_large,
    of_another_kind, of_another_cluster, other_commitment, other_number, state_back, recipient_dropped, expires_sooner,
    same_revision_other_bytes, garbage, deleted,
]  # fmt: skip


@pytest.mark.parametrize("attack", HOSTILE, ids=lambda f: f.__name__)
def test_a_bad_value_changes_nothing_and_is_shown(ann: Station, ben: Station, attack: Callable[..., Any]) -> None:
    bundle = ben.bundle(ann)
    good = bundle.value(1)
    ben.put(good, bundle.key)
    ann.read()
    key, value = attack(bundle, keys.Identity.generate("Eve"))
    ben.put(value, key)
    ann.read()
    with ann.journal.read() as db:
        stored = journal_catalog.stored_offer(db, bundle.transfer)
    assert stored is not None and stored.value == good
    total, rows = ann.refusals()
    assert total == 1 and rows[0].reason and rows[0].sender == bundle.sender
    listed = {row.id: row for row in ann.rows()}
    shown = listed[transfer_text(key[32:])]
    assert rows[0].reason.lower() in shown.why.lower()
    assert ann.hears(lambda e: isinstance(e, Notice) and rows[0].reason in e.text)
    assert ann.rows(refused=False, transfer=bundle.transfer)[0].state == "complete"


def test_a_bad_value_alone_is_listed_as_refused(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann)
    ben.put(bytes(64) + bundle.value()[64:], bundle.key)
    ann.read()
    assert (ann.row().state, ann.row().sender, ann.row().trusted) == ("refused", "Ben", False)
    assert ann.row().why == "Its signature is not by its sender."
    with ann.journal.read() as db, pytest.raises(TowlineError) as error:
        journal_catalog.find_offer(db, ann.row().id)
    assert error.value.word == "no-such-id"


def test_a_replayed_older_value_is_ignored_and_shown(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann)
    old = bundle.value(1, state=wire.GROWING, size=10)
    ben.put(old, bundle.key)
    ben.put(bundle.value(2), bundle.key)
    ben.put(old, bundle.key)
    ann.read()
    assert ann.row().state == "complete" and fold.OLDER in ann.row().why
    assert ann.refusals()[0] == 1
    with ann.journal.write() as db:
        journal_catalog.read_again(db)
    ann.read()
    assert ann.refusals()[0] == 1  # reading again counts nothing twice


def test_equivocation_keeps_what_was_seen_first(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann)
    first = bundle.value(1)
    bundle.title = "something else"
    for value in (first, bundle.value(1), first):
        ben.put(value, bundle.key)
    ann.read()
    assert ann.row().title == "scans" and fold.FORKED in ann.row().why


def test_somebody_elses_bundle_cannot_be_taken_over(
    ann: Station, ben: Station, station: Callable[..., Station]
) -> None:
    bundle = ben.bundle(ann)
    ben.put(bundle.value(), bundle.key)
    eve = station("Eve")
    same = eve.bundle(ann, transfer=bundle.transfer, title="hers")
    eve.put(same.value(), same.key)
    ann.read()
    assert {(row.title, row.trusted) for row in ann.rows()} == {("scans", True), ("hers", False)}
    with ann.journal.read() as db:
        assert journal_catalog.find_offer(db, transfer_text(bundle.transfer)).offer.sender == bundle.sender


def test_swapped_signing_key_is_dropped_once_the_card_is_known(ann: Station, station: Callable[..., Station]) -> None:
    carl = station("Carl")
    bundle = carl.bundle(ann)
    eve = keys.Identity.generate("Eve")
    context = keys.context(1, eve.signing_key, bundle.transfer, 65536)
    transfer_keys = keys.derive(bundle.transfer_key, context)
    card = keys.verify_card(ann.people.my_card())
    bundle.keys, bundle.context = transfer_keys, context
    offer = bundle.offer(
        1,
        signing_key=eve.signing_key,
        commitment=transfer_keys.commitment,
        recipients=[keys.wrap_for_person(card, bundle.transfer_key, context)],
    )
    carl.put(eve.sign(wire.OFFER, wire.encode(offer)), bundle.key)
    ann.read()
    assert [row.trusted for row in ann.rows()] == [False]
    ann.accept(carl)
    ann.read()
    assert [(row.state, row.why) for row in ann.rows()] == [("refused", f"It{fold.OTHER_SIGNER[2:]}.")]


def test_a_tombstone_of_what_nobody_knows_is_no_alarm(ann: Station) -> None:
    ann.put(None, os.urandom(48))
    ann.put(None, os.urandom(32))
    ann.read()
    assert ann.refusals() == (0, [])


@pytest.mark.parametrize("key", [None, b"", b"short", bytes(49)])
def test_records_with_strange_keys_are_counted(ann: Station, broker: MemoryBroker, key: bytes | None) -> None:
    broker.append(CATALOG, 0, b"x", key=key)
    ann.read()
    assert ann.refusals()[0] == 1 and ann.refusals()[1][0].reason == fold.NO_KEY


def test_a_flood_of_junk_is_bounded_and_honest_offers_still_appear(ann: Station, ben: Station) -> None:
    first, last = ben.bundle(ann, title="first"), ben.bundle(ann, title="last")
    ben.put(first.value(), first.key)
    for n in range(5000):
        sender = ben.people.me().fingerprint if n % 2 else os.urandom(32)  # half of it under Ben's name
        ben.put(os.urandom(200), sender + os.urandom(16))
    ben.put(last.value(), last.key)
    ann.read()
    assert {row.title for row in ann.rows(refused=False)} == {"first", "last"}
    total, rows = ann.refusals()
    assert total == 5000 and len(rows) <= journal_catalog.REFUSAL_ROWS
    assert len(ann.rows()) <= journal_catalog.REFUSAL_ROWS + 2
    assert sum(isinstance(event, Notice) for event in ann.events) <= 3


def test_offers_and_cards_of_strangers_are_bounded(ann: Station, ben: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_catalog, "UNKNOWN_OFFERS", 10)
    monkeypatch.setattr(journal_people, "STRANGERS", 5)
    bundle = ben.bundle(ann)
    ben.put(bundle.value(), bundle.key)
    for n in range(40):
        eve = keys.Identity.generate(f"Eve {n}")
        junk = Bundle(eve, ben.broker, [ann])
        ann.put(junk.value(), junk.key)
        ann.put(eve.sign(wire.CARD, wire.encode(eve.card(1))), eve.fingerprint)
    ann.read()
    assert len(ann.rows()) == 11 and [row.sender for row in ann.rows() if row.trusted] == ["Ben"]
    assert [row.trust for row in ann.people.listed()].count("published") == 5
    assert "verified" in [row.trust for row in ann.people.listed()]


# --- where it goes on -----------------------------------------------------------------------------------------------------


def test_a_restart_goes_on_where_it_was(ann: Station, ben: Station, broker: MemoryBroker) -> None:
    first = ben.bundle(ann)
    ben.put(first.value(), first.key)
    ann.read()
    ann.stop()
    broker.tamper(CATALOG, broker.records(CATALOG)[0], value=b"read again?")
    second = ben.bundle(ann)
    ben.put(second.value(), second.key)
    ann.read()
    assert len(ann.rows()) == 2 and ann.refusals()[0] == 0


def test_a_catalog_made_anew_is_read_from_its_beginning(ann: Station, ben: Station, broker: MemoryBroker) -> None:
    first, second = ben.bundle(ann), ben.bundle(ann)
    for _ in range(3):
        ben.put(first.value(), first.key)
    ann.read()
    broker.recreate(CATALOG)
    ben.put(second.value(), second.key)
    ann.read()
    assert {row.id for row in ann.rows()} == {transfer_text(b.transfer) for b in (first, second)}


def test_a_data_topic_made_anew_is_said(ann: Station, ben: Station, broker: MemoryBroker) -> None:
    bundle = ben.bundle(ann)
    ben.put(bundle.value(), bundle.key)
    ann.read()
    broker.recreate(CLUSTER.topic)
    ann.stop()
    ann.read()
    assert ann.row().state == "topic-anew" and "made anew" in ann.row().why


def test_compaction_and_retention_leave_nothing_unread(ann: Station, ben: Station, broker: MemoryBroker) -> None:
    bundle, gone = ben.bundle(ann), ben.bundle(ann)
    low = ben.put(gone.value(), gone.key)
    ben.put(bundle.value(1, state=wire.GROWING), bundle.key)
    ben.put(bundle.value(2), bundle.key)
    broker.compact(CATALOG)
    broker.expire(CATALOG, 0, low + 1)
    ann.read()
    assert ann.row().state == "complete"


def test_a_cluster_that_does_not_answer_is_waited_for(ann: Station, ben: Station, broker: MemoryBroker) -> None:
    bundle = ben.bundle(ann)
    ben.put(bundle.value(), bundle.key)
    broker.refuse()
    ann.start()
    assert ann.catalog is not None
    assert ann.catalog.caught_up(0.0) is False
    broker.answer()
    assert ann.catalog.caught_up(30.0)
    assert len(ann.rows()) == 1


def test_a_missing_topic_is_said_and_waited_for(ann: Station, broker: MemoryBroker) -> None:
    broker.delete(CATALOG)
    ann.start()
    assert ann.hears(lambda e: isinstance(e, Notice) and "missing" in e.title)
    assert ann.catalog is not None
    with pytest.raises(TowlineError) as error:
        ann.catalog.caught_up(30.0)
    assert error.value.word == "no-topic"
    broker.create(CATALOG, 1)
    ann.catalog.refresh()
    assert ann.catalog.caught_up(30.0)


def test_stop_ends_while_the_cluster_is_silent(ann: Station, broker: MemoryBroker) -> None:
    ann.start()
    broker.stop_answering()
    assert ann.catalog is not None
    thread = ann.catalog._thread
    ann.stop()
    assert thread is not None and not thread.is_alive()


# --- my own records -------------------------------------------------------------------------------------------------------


def published(broker: MemoryBroker, key: bytes) -> list[bytes | None]:
    return [record.value for record in broker.records(CATALOG) if record.key == key]


def wait_published(station: Station, key: bytes, count: int) -> list[bytes | None]:
    until = time.monotonic() + 30
    while len(found := published(station.broker, key)) < count and time.monotonic() < until:
        with station.broker.changed:
            station.broker.changed.wait(1.0)
    assert len(found) == count
    return found


@pytest.mark.parametrize("follow", [True, False])
def test_my_card_is_published_once(ann: Station, follow: bool) -> None:
    ann.start(follow=follow)
    key = ann.people.me().fingerprint
    assert wait_published(ann, key, 1) == [ann.people.my_card()]
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
    assert len(published(ann.broker, key)) == 1


def test_my_card_is_published_again_after_a_week(ann: Station) -> None:
    ann.start()
    key = ann.people.me().fingerprint
    wait_published(ann, key, 1)
    ann.read()
    ann.stop()
    with ann.journal.write() as db:
        journal_catalog.set_card_at(db, CLUSTER.name, time.time() - 8 * 24 * 3600)
    ann.start(follow=False)
    wait_published(ann, key, 2)


@pytest.mark.parametrize("junk", [None, b"junk"])
def test_my_card_comes_back_after_it_was_overwritten(ann: Station, junk: bytes | None) -> None:
    ann.start()
    key = ann.people.me().fingerprint
    wait_published(ann, key, 1)
    ann.put(junk, key)
    assert wait_published(ann, key, 3)[-1] == ann.people.my_card()


@pytest.mark.parametrize("junk", [None, b"junk", "older"])
def test_my_offer_comes_back_after_it_was_overwritten(ann: Station, ben: Station, junk: bytes | str | None) -> None:
    bundle = ann.bundle(ben)
    ann.start()
    older = own_offer(ann, bundle, bundle.offer(1, state=wire.GROWING))
    newest = own_offer(ann, bundle, bundle.offer(2))
    ann.read()
    ann.put(older if junk == "older" else junk, bundle.key)  # type: ignore[arg-type]
    assert wait_published(ann, bundle.key, 4)[-1] == newest
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
    assert wait_published(ann, valid.key, 1) == [newest]
    ann.read()
    assert published(broker, withdrawn_topic.key) == []  # it has expired


def test_my_own_offer_is_listed_even_if_the_catalog_was_read_first(ann: Station, ben: Station) -> None:
    bundle = ann.bundle(ben)
    ann.put(bundle.value(1), bundle.key)
    ann.read()
    assert ann.row().mine and ann.row().title == ""
    with ann.journal.write() as db:
        key = ann.vault.seal(bundle.transfer_key, journal_catalog.TRANSFER_KEY)
        offer = bundle.offer(1)
        value = published(ann.broker, bundle.key)[0]
        assert value is not None
        journal_catalog.save_own_offer(db, CLUSTER.name, value, offer, key)
        journal_catalog.read_again(db)
    ann.read()
    assert ann.row().title == "scans"


def test_nobody_signs_two_values_with_one_revision(ann: Station, ben: Station) -> None:
    bundle = ann.bundle(ben)
    own_offer(ann, bundle, bundle.offer(1))
    with pytest.raises(TowlineError) as error:
        own_offer(ann, bundle, bundle.offer(1, size=77))
    assert error.value.word == "bug"


# --- numbers --------------------------------------------------------------------------------------------------------------


def reserve(station: Station) -> int:
    with station.journal.write() as db:
        return journal_catalog.reserve(db)


def test_numbers_rise_and_need_no_catalog_for_a_new_identity(ann: Station, broker: MemoryBroker) -> None:
    catalog = ann.start(follow=False)
    ann.people.me()
    broker.stop_answering()
    assert catalog.highest_number(0.0) == 0
    assert [reserve(ann) for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize("follow", [True, False])
def test_a_new_journal_goes_on_above_every_number_i_signed(
    ann: Station, ben: Station, station: Callable[..., Station], follow: bool
) -> None:
    for number in (7, 41, 12):
        bundle = ann.bundle(ben, number=number)
        own_offer(ann, bundle, bundle.offer(1))
    forged = ann.bundle(ben, number=1000)
    ann.put(bytes(64) + forged.value()[64:], forged.key)
    again = station("Ann again", vault=ann.vault)
    assert again.start(follow=follow).highest_number(30.0) == 41
    assert reserve(again) == 42


def test_an_unreachable_catalog_gives_no_number(
    ann: Station, station: Callable[..., Station], broker: MemoryBroker
) -> None:
    ann.people.me()
    again = station("Ann again", vault=ann.vault)
    broker.stop_answering()
    with pytest.raises(TowlineError) as error:
        again.start(follow=False).highest_number(0.05)
    assert error.value.word == "timeout"


# --- finding --------------------------------------------------------------------------------------------------------------


def test_offers_are_found_by_any_unique_beginning_and_by_reference(ann: Station, ben: Station) -> None:
    one, two = ben.bundle(ann, transfer=bytes(16)), ben.bundle(ann, transfer=bytes(8) + b"\xff" * 8)
    for bundle in (one, two):
        ben.put(bundle.value(), bundle.key)
    ann.read()
    with ann.journal.read() as db:
        assert journal_catalog.find_offer(db, transfer_text(one.transfer).lower()).offer.transfer == one.transfer
        assert journal_catalog.find_offer(db, transfer_text(two.transfer)[:20]).offer.transfer == two.transfer
        reference = f"tl:memory-cluster/towline/{transfer_text(two.transfer)}"
        assert journal_catalog.find_offer(db, reference).offer.transfer == two.transfer
        for text, word in (
            ("A", "many-ids"),
            ("B", "no-such-id"),
            ("", "no-such-id"),
            ("%", "no-such-id"),
            ("tl:x", "no-such-id"),
            (f"tl:elsewhere/towline/{transfer_text(two.transfer)}", "no-such-id"),
        ):
            with pytest.raises(TowlineError) as error:
                journal_catalog.find_offer(db, text)
            assert error.value.word == word


def test_expired_offers_are_forgotten_after_a_month(ann: Station, ben: Station) -> None:
    bundle = ben.bundle(ann)
    ben.put(bundle.value(), bundle.key)
    ann.read()
    with ann.journal.write() as db:
        journal_catalog.forget_expired(db, time.time() + 29 * 24 * 3600)
        assert len(journal_catalog.offer_rows(db)) == 1
        journal_catalog.forget_expired(db, time.time() + HOUR_MS / 1000 + 31 * 24 * 3600)
        assert journal_catalog.offer_rows(db) == []


def test_people_told_are_rows(ann: Station, ben: Station) -> None:
    ben.put(ben.people.my_card(), ben.people.me().fingerprint)
    me = ben.people.me()
    ben.put(me.sign(wire.CARD, wire.encode(me.card(2**31, revoked=True))), me.fingerprint)
    ann.read()
    assert any(is_row(e, trust="revoked") and isinstance(e.row, PersonRow) for e in ann.events)  # type: ignore[union-attr]
