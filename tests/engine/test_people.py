"""What people.py promises: who is trusted, what a name means, what the texts carry."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from catalog_kit import Station, StationMaker, make_vault

from engine import journal_people, keys, wire
from engine.errors import TowlineError
from engine.people import TeamKey


@pytest.fixture
def ben(station: StationMaker) -> Station:
    """Somebody whom Ann does not know yet."""
    return station("Ben")


def word(error: pytest.ExceptionInfo[TowlineError]) -> str:
    return error.value.word


def test_identity_is_made_once_and_stays(ann: Station, station: StationMaker) -> None:
    me = ann.people.me()
    again = station("other", vault=ann.vault)
    assert again.people.me().fingerprint == me.fingerprint
    assert again.people.me().name == "Ann"


def test_my_card_stays_the_same_until_the_journal_is_lost(ann: Station, station: StationMaker) -> None:
    card = ann.people.my_card()
    assert ann.people.my_card() == card
    with ann.journal.write() as db:
        db.execute("UPDATE cards SET revision = revision - 10")
    again = station("anew", vault=ann.vault)
    assert keys.verify_card(again.people.my_card()).revision >= keys.verify_card(card).revision


def test_a_card_text_is_one_line_and_survives_line_breaks(ann: Station, ben: Station) -> None:
    text = ben.people.my_card_text()
    assert text.startswith("towline-card:") and len(text.split()) == 1
    broken = "\n  ".join(text[i : i + 60] for i in range(0, len(text), 60)) + "\n"
    row = ann.people.add(broken)
    assert (row.name, row.trust) == ("Ben", "not-verified")
    assert row.fingerprint == keys.fingerprint_text(ben.people.me().fingerprint)


@pytest.mark.parametrize(
    "damage", ["towline-card:", "towline-card:A", "hello", "", "towline-team:AAAA", "towline-card:ü"]
)
def test_text_that_is_no_card_is_refused_with_what_to_do(ann: Station, damage: str) -> None:
    with pytest.raises(TowlineError) as error:
        ann.people.add(damage)
    assert word(error) == "usage" and "copy all of it" in error.value.todo


def test_a_card_cut_short_or_changed_is_refused(ann: Station, ben: Station) -> None:
    text = ben.people.my_card_text()
    for damaged in (text[:-8], text[:40] + ("A" if text[40] != "A" else "B") + text[41:]):
        with pytest.raises(TowlineError) as error:
            ann.people.add(damaged)
        assert word(error) in ("usage", "refused")
    assert [row.trust for row in ann.people.listed()] == ["me"]


def test_my_own_card_is_not_added(ann: Station) -> None:
    with pytest.raises(TowlineError) as error:
        ann.people.add(ann.people.my_card_text())
    assert word(error) == "usage"


def test_a_name_means_one_person_in_whatever_case(ann: Station, ben: Station, station: StationMaker) -> None:
    ann.accept(ben, name="Benno")
    card = ann.people.resolve("bENNO")
    assert isinstance(card, wire.Card) and keys.fingerprint(card) == ben.people.me().fingerprint
    other = station("other Ben")
    with pytest.raises(TowlineError) as error:
        ann.accept(other, name="BENNO")
    assert word(error) == "usage"
    ann.accept(other, name="Ben 2")


def test_names_that_mean_nobody_say_so(ann: Station) -> None:
    for name in ("nobody", "team:none"):
        with pytest.raises(TowlineError) as error:
            ann.people.resolve(name)
        assert word(error) == "no-such-queue"


def test_me_is_me(ann: Station) -> None:
    card = ann.people.resolve("me")
    assert isinstance(card, wire.Card) and keys.fingerprint(card) == ann.people.me().fingerprint


@pytest.mark.parametrize("name", ["me", "team:x", "a\nb", "a\u202eb", " x", "", "a/b", "x" * 65])
def test_names_that_mislead_are_refused(ann: Station, ben: Station, name: str) -> None:
    if name == "":
        with pytest.raises(TowlineError) as error:
            ann.people.team_new(name)
    else:
        with pytest.raises(TowlineError) as error:
            ann.accept(ben, name=name)
    assert word(error) == "usage"


def test_a_card_may_not_bring_a_misleading_name(ann: Station, station: StationMaker) -> None:
    identity = keys.Identity.generate("team:all\u202e\n")
    row = ann.people.add(identity.sign(wire.CARD, wire.encode(identity.card(1))))
    assert not row.name.startswith("team:") and row.name.isprintable()


def test_a_newer_key_that_comes_by_hand_takes_the_place_of_the_one_that_confirmed_it(
    ann: Station, ben: Station
) -> None:
    ann.accept(ben, name="Benno")
    ann.people.verify("Benno", keys.fingerprint_text(ben.people.me().fingerprint))
    ben.people.change_key()
    row = ann.people.add(ben.people.my_card_text(), name="Ben from work")
    assert (row.name, row.trust) == ("Benno", "verified")
    assert row.fingerprint == keys.fingerprint_text(ben.people.me().fingerprint)
    card = ann.people.resolve("Benno")
    assert isinstance(card, wire.Card) and keys.fingerprint(card) == ben.people.me().fingerprint
    ann.people.rename("Benno", "Ben")
    assert [(row.name, row.trust) for row in ann.people.listed()[1:]] == [("Ben", "verified"), ("Ben", "older")]


def test_a_key_that_was_compared_stays_so_when_it_turns_out_to_follow_one_that_was_not(
    ann: Station, ben: Station
) -> None:
    ann.accept(ben, name="Ben", verified=False)
    old = ben.people.me()
    ben.people.change_key()
    card = keys.verify_card(ben.people.my_card())
    with ann.journal.write() as db:  # as if both had been accepted before a card said that they are one person
        journal_people.save_card(db, ben.people.my_card(), card)
        journal_people.accept(db, keys.fingerprint(card), "Ben 2", journal_people.VERIFIED)
        journal_people.succeed(db, old.fingerprint, keys.fingerprint(card))
        row = journal_people.named(db, "Ben")
    assert row is not None and (row["fingerprint"], row["trust"]) == (ben.people.me().fingerprint, "verified")


def test_verify_compares_all_digits(ann: Station, ben: Station) -> None:
    ann.accept(ben, verified=False)
    right = keys.fingerprint_text(ben.people.me().fingerprint)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    for text in (wrong, right[:11], ""):
        with pytest.raises(TowlineError) as error:
            ann.people.verify("ben", text)
        assert word(error) == "fingerprint-differs"
    assert ann.people.listed()[1].trust == "not-verified"
    assert ann.people.verify("ben", right.replace(" ", "")).trust == "verified"


def test_verified_lasts_when_the_card_is_added_again(ann: Station, ben: Station) -> None:
    ann.accept(ben, verified=True)
    assert ann.accept(ben, verified=False, name="B").trust == "verified"


def test_nothing_is_sealed_to_a_blocked_person(ann: Station, ben: Station) -> None:
    ann.accept(ben)
    assert ann.people.block("BEN").trust == "blocked"
    with pytest.raises(TowlineError) as error:
        ann.people.wrap(["Ben"], bytes(32), bytes(32))
    assert word(error) == "blocked" and "accept them again" in error.value.todo


def test_a_revoked_card_is_never_accepted_again(ann: Station, ben: Station) -> None:
    ann.accept(ben)
    me = ben.people.me()
    revoked = me.sign(wire.CARD, wire.encode(me.card(2, revoked=True)))
    with pytest.raises(TowlineError) as error:
        ann.people.add(revoked)
    assert word(error) == "not-usable"
    with ann.journal.write() as db:
        journal_people.save_card(db, revoked, keys.verify_card(revoked))
    newer = me.sign(wire.CARD, wire.encode(me.card(2**32 - 1)))
    with pytest.raises(TowlineError) as error:
        ann.people.add(newer)
    assert word(error) == "not-usable"
    with pytest.raises(TowlineError) as error:
        ann.people.resolve("Ben")
    assert word(error) == "not-usable"
    assert [row.trust for row in ann.people.listed()] == ["me", "revoked"]


def test_wrap_seals_to_each_once_and_they_can_open(ann: Station, ben: Station) -> None:
    ann.accept(ben)
    ann.people.team_new("plant7")
    transfer_key, context = bytes(range(32)), bytes(32)
    recipients = ann.people.wrap(["Ben", "team:plant7", "ben", "me"], transfer_key, context)
    assert [r.team for r in recipients] == [False, True, False]
    assert ben.people.me().unwrap(recipients[0].sealed, context) == transfer_key


@pytest.mark.parametrize("pretender", ["Ben", "BEN", "B\u0435n", "Bеn", "B e n", "Ben\u200b", "Вen", "ben."])
def test_names_that_look_alike_are_flagged(ann: Station, ben: Station, pretender: str) -> None:
    ann.accept(ben)
    other = keys.Identity.generate(pretender)
    value = other.sign(wire.CARD, wire.encode(other.card(1)))
    with ann.journal.write() as db:
        journal_people.save_card(db, value, keys.verify_card(value))
    row = ann.people.listed()[-1]
    assert row.trust == "published" and row.why == "Another key whose name looks like Ben."


def test_names_that_differ_are_not_flagged(ann: Station, ben: Station) -> None:
    ann.accept(ben)
    other = keys.Identity.generate("Benjamin")
    value = other.sign(wire.CARD, wire.encode(other.card(1)))
    with ann.journal.write() as db:
        journal_people.save_card(db, value, keys.verify_card(value))
    assert ann.people.listed()[-1].why == ""


# --- teams ----------------------------------------------------------------------------------------------------------------


def test_a_team_key_travels_as_text(ann: Station, ben: Station) -> None:
    made = ann.people.team_new("plant7")
    text = ann.people.team_export("PLANT7")
    assert text.startswith("towline-team:") and len(text.split()) == 1
    got = ben.people.team_import(f"  {text}\n")
    assert (got.name, got.key_id, got.keys) == ("plant7", made.key_id, 1)
    assert ann.people.resolve("team:plant7") == ben.people.resolve("team:Plant7")


def test_a_damaged_team_text_is_refused(ann: Station) -> None:
    ann.people.team_new("plant7")
    text = ann.people.team_export("plant7")
    for damaged in (text[:-6], text[:20] + ("A" if text[20] != "A" else "B") + text[21:], "towline-team:"):
        with pytest.raises(TowlineError) as error:
            ann.people.team_import(damaged)
        assert word(error) == "usage"


def test_old_team_keys_still_open_and_the_newest_is_sealed_to(ann: Station, ben: Station) -> None:
    ann.people.team_new("plant7")
    old = ann.people.team_export("plant7")
    old_key = ann.people.resolve("team:plant7")
    changed = ann.people.team_change_key("plant7")
    assert changed.keys == 2
    new_key = ann.people.resolve("team:plant7")
    assert isinstance(old_key, TeamKey) and isinstance(new_key, TeamKey) and old_key.key != new_key.key
    for text in (ann.people.team_export("plant7"), old):  # whatever comes last, the newest is sealed to
        ben.people.team_import(text)
    assert ben.people.resolve("team:plant7") == new_key
    assert {ben.people.team_of(keys.team_key_id(k.key)) for k in (old_key, new_key)} == {"plant7"}
    again = type(ann.people)(ben.journal, ben.people.vault)
    assert again.resolve("team:plant7") == new_key


def test_a_team_is_made_once(ann: Station) -> None:
    ann.people.team_new("plant7")
    with pytest.raises(TowlineError) as error:
        ann.people.team_new("Plant7")
    assert word(error) == "usage"


def test_secrets_stand_in_no_repr(ann: Station) -> None:
    ann.people.team_new("plant7")
    team = ann.people.resolve("team:plant7")
    assert isinstance(team, TeamKey) and team.key.hex() not in repr(team) and str(team.key) not in repr(team)


def test_a_vault_that_was_exchanged_makes_somebody_else_of_me(ann: Station, tmp_path: Path) -> None:
    first = ann.people.my_card()
    other = type(ann.people)(ann.journal, make_vault(tmp_path / "other"), "Ann 2")
    assert other.my_card() != first
    rows = other.listed()
    assert [row.trust for row in rows] == ["me", "published"] and rows[0].name == "Ann 2"


def test_whoever_holds_the_journal_may_ask_who_i_am(ann: Station, ben: Station) -> None:
    ben.people.team_new("plant7")
    text = ben.people.team_export("plant7")
    ann.people.me()
    importing = threading.Thread(target=ann.people.team_import, args=(text,))
    with ann.journal.write():
        importing.start()
        importing.join(0.2)  # as far as it comes without the journal
        assert ann.people.me().name == "Ann"
        assert ann.people.ring() is not None
    importing.join(10)
    assert [team.name for team in ann.people.teams()] == ["plant7"]
