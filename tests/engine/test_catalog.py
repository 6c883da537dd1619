"""What the catalog promises of offers by others: what is listed, whom to trust, where reading goes on."""

from __future__ import annotations

import os
import time

import pytest
from catalog_kit import CATALOG, CLUSTER, HOUR_MS, Bundle, Station, StationMaker, is_row

from engine import catalog, journal_catalog, keys, wire
from engine.api import Notice, OfferRow, PersonRow, transfer_text
from engine.api_link import TopicFacts
from engine.errors import TowlineError
from engine.journal import Db
from engine.link_memory import MemoryBroker, MemoryLink
from engine.people import TeamKey

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


def test_rules_and_fetches_hear_of_an_offer_that_cannot_be_shown(
    ann: Station, ben: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read once only: whoever does not hear of it then waits for a restart."""
    offer_rows, failed = journal_catalog.offer_rows, []

    def faulty(db: Db, *given: object, **more: object) -> list[OfferRow]:
        if not failed and more.get("transfer") == bundle.transfer:
            failed.append(True)
            raise ValueError("a fault")
        return offer_rows(db, *given, **more)  # type: ignore[arg-type]

    bundle = ben.bundle(ann)
    monkeypatch.setattr(journal_catalog, "offer_rows", faulty)
    ben.put(bundle.value(), bundle.key)
    ann.read()
    assert failed and ann.offers_told == [bundle.transfer]


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


def test_a_stranger_is_listed_apart_until_accepted(ann: Station, station: StationMaker) -> None:
    eve = station("Eve")
    bundle = eve.bundle(ann)
    eve.put(bundle.value(), bundle.key)
    ann.read()
    assert not ann.row().trusted and ann.row().why == "You have not accepted its sender."
    assert ann.rows(unknown=False) == []
    ann.accept(eve)
    assert ann.row().trusted and ann.row().sender == "Eve"


def test_a_published_card_can_be_accepted_by_its_fingerprint(ann: Station, station: StationMaker) -> None:
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


def test_a_name_that_looks_like_an_accepted_one_is_flagged(ann: Station, ben: Station, station: StationMaker) -> None:
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
    bundle = Bundle(new, ben.link, [ann])
    ben.put(bundle.value(), bundle.key)
    ann.read()
    assert (ann.row().sender, ann.row().trusted) == ("Ben", True)
    card = ann.people.resolve("Ben")
    assert isinstance(card, wire.Card) and keys.fingerprint(card) == new.fingerprint
    assert [row.trust for row in ann.people.listed()] == ["me", "verified", "older"]


def test_who_is_blocked_is_blocked_with_every_older_key(ann: Station, ben: Station) -> None:
    old = ben.people.me()
    new = keys.Identity.generate("Ben")
    ben.put(new.sign(wire.CARD, wire.encode(new.card(1, previous=old))), new.fingerprint)
    ann.read()
    ann.people.block("Ben")
    assert [row.trust for row in ann.people.listed()] == ["me", "blocked", "blocked"]


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


def test_an_offer_of_a_data_topic_made_anew_meanwhile_is_good_at_once(
    ann: Station, ben: Station, broker: MemoryBroker
) -> None:
    ann.read()  # and follows from now on
    broker.recreate(CLUSTER.topic)
    bundle = ben.bundle(ann)
    ben.put(bundle.value(), bundle.key)
    assert ann.hears(lambda event: is_row(event, id=transfer_text(bundle.transfer), state="complete"))
    assert ann.row().state == "complete"


def test_compaction_and_retention_leave_nothing_unread(ann: Station, ben: Station, broker: MemoryBroker) -> None:
    bundle, gone = ben.bundle(ann), ben.bundle(ann)
    low = ben.put(gone.value(), gone.key)
    ben.put(bundle.value(1, state=wire.GROWING), bundle.key)
    ben.put(bundle.value(2), bundle.key)
    broker.compact(CATALOG)
    broker.expire(CATALOG, 0, low + 1)
    ann.read()
    assert ann.row().state == "complete"


def test_a_hole_at_the_end_is_not_waited_for(
    ann: Station, ben: Station, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog, "HOLE", 0.0)
    bundle = ben.bundle(ann)
    ben.put(bundle.value(), bundle.key)
    ben.put(None, os.urandom(48))
    broker.compact(CATALOG)  # the deleted record is gone, its offset stays
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


def test_waiting_for_a_silent_cluster_ends_in_time(ann: Station, broker: MemoryBroker) -> None:
    given: list[float] = []

    class Silent(MemoryLink):
        def facts(self, topic: str, timeout: float = 10.0) -> TopicFacts:
            given.append(timeout)
            raise TowlineError("timeout", cluster=CLUSTER.name, reason="it says nothing")

    waiting = catalog.Catalog(Silent(broker, CLUSTER.name), CLUSTER, ann.journal, ann.people, ann.tell)
    assert not waiting.caught_up(0.7)
    assert given and max(given) <= 0.7


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
