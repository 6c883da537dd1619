"""What the catalog promises against forgers, replayers and floods: nothing changes, and it is shown."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from catalog_kit import CATALOG, Bundle, Station, StationMaker

from engine import fold, journal_catalog, journal_people, keys, wire
from engine.api import Notice, transfer_text
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker

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


def test_somebody_elses_bundle_cannot_be_taken_over(ann: Station, ben: Station, station: StationMaker) -> None:
    bundle = ben.bundle(ann)
    ben.put(bundle.value(), bundle.key)
    eve = station("Eve")
    same = eve.bundle(ann, transfer=bundle.transfer, title="hers")
    eve.put(same.value(), same.key)
    ann.read()
    assert {(row.title, row.trusted) for row in ann.rows()} == {("scans", True), ("hers", False)}
    with ann.journal.read() as db:
        assert journal_catalog.find_offer(db, transfer_text(bundle.transfer)).offer.sender == bundle.sender


def test_swapped_signing_key_is_dropped_once_the_card_is_known(ann: Station, station: StationMaker) -> None:
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
        junk = Bundle(eve, ben.link, [ann])
        ann.put(junk.value(), junk.key)
        ann.put(eve.sign(wire.CARD, wire.encode(eve.card(1))), eve.fingerprint)
    ann.read()
    assert len(ann.rows()) == 11 and [row.sender for row in ann.rows() if row.trusted] == ["Ben"]
    assert [row.trust for row in ann.people.listed()].count("published") == 5
    assert "verified" in [row.trust for row in ann.people.listed()]
