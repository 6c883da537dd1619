"""Another key for a person: what was begun and sealed before goes on, others take it over, teams follow."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fleet_kit import Maker, computer_fixture, invite  # noqa: F401  fixtures are found by their names
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names
from profiles import until

from engine import journal_catalog, journal_people, keys, recovery, wire
from engine.api import Choices, Exists, Notice, Outcome, TeamRow
from engine.api_fleet import KeyChange
from engine.errors import TowlineError
from engine.journal import Journal
from engine.link_memory import MemoryBroker


def change(profile: Profile) -> KeyChange:
    return profile.engine.my_change_key().result(60)


def send(profile: Profile, folder: Path, *to: str) -> str:
    id = profile.engine.send([str(files(folder, a=b"1", b=b"2"))], "", Choices(to=to)).result(30)
    assert profile.ended(id).outcome is Outcome.STORED
    return id


def fetched(profile: Profile, title: str, into: Path) -> None:
    row = until(lambda: [row for row in profile.engine.offers("memory", 30) if row.title == title and row.trusted])[0]
    fetch = profile.engine.fetch(row.id, [], str(into), Exists.BOTH).result(30)
    assert profile.ended(fetch).outcome is Outcome.PLACED


def knows(profile: Profile, other: Profile) -> Callable[[], Any]:
    """Whether somebody's newest key is known under their name, as the person it was before."""

    def known() -> bool:
        profile.engine.offers("memory", 30)
        rows = [row for row in profile.engine.people() if row.fingerprint == other.engine.my_fingerprint()]
        return bool(rows) and rows[0].trust == "verified" and rows[0].changed > 0

    return known


def teams(profile: Profile) -> list[TeamRow]:
    """Those that it is in, once it has read all there is."""
    profile.engine.offers("memory", 30)
    return profile.engine.teams()


def kept(profile: Profile) -> list[str]:
    """Fingerprints of those whose keys it keeps, once it has read all there is."""
    profile.engine.offers("memory", 30)
    return [row.fingerprint for row in profile.engine.backups()]


def changed(profile: Profile, name: str) -> Callable[[], bool]:
    """Whether a new key of that person was seen."""

    def seen() -> bool:
        profile.engine.offers("memory", 30)
        return any(row.name == name and row.changed for row in profile.engine.people())

    return seen


def test_others_take_a_new_key_over_because_the_old_one_confirms_it(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    before = anna.engine.my_fingerprint()
    result = change(anna)
    assert result.fingerprint == anna.engine.my_fingerprint() != before
    assert [(row.cluster, row.state) for row in result.cards] == [("memory", "sent")]
    assert not result.waiting
    assert anna.engine.me().recovery_saved == 0, "the recovery file there was does not bring it back"
    assert [row.trust for row in anna.engine.people()].count("me") == 1
    until(knows(ben, anna))
    told = [event for event in ben.events if isinstance(event, Notice) and "changed their key" in event.title]
    assert len(told) == 1
    send(ben, tmp_path / "to-new", "Anna")
    fetched(anna, "to-new", tmp_path / "in")
    send(anna, tmp_path / "by-new", "Ben")
    fetched(ben, "by-new", tmp_path / "in2")


def offers_of(profile: Profile, title: str) -> list[Any]:
    with profile.engine.journal.read() as db:
        return db.execute("SELECT * FROM offers WHERE title = ?", (title,)).fetchall()


def test_what_was_sealed_to_the_old_key_is_still_opened_and_signed_for_by_it(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    id = send(ben, tmp_path / "old", "Anna")
    change(anna)
    anna.engine.stop()
    anna.start()
    fetched(anna, "old", tmp_path / "in")
    row = ben.wait(id, lambda _: [row for row in ben.engine.receipts(id) if row.state == "all"])
    assert row.outcome is Outcome.STORED


def test_what_the_old_key_sent_is_shared_signed_for_and_withdrawn_by_it(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    shared, gone = send(anna, tmp_path / "shared", "me"), send(anna, tmp_path / "gone", "Ben")
    change(anna)
    anna.engine.stop()
    anna.start()
    assert anna.engine.share(shared, ["Ben"]).result(60) == 1
    fetched(ben, "shared", tmp_path / "in")
    anna.wait(
        shared, lambda _: [row for row in anna.engine.receipts(shared) if (row.name, row.state) == ("Ben", "all")]
    )
    anna.engine.withdraw(anna.engine.transfer(gone).offer).result(60)
    until(lambda: [row for row in ben.engine.offers("memory", 30) if (row.title, row.state) == ("gone", "withdrawn")])
    assert {bytes(row["signing_key"]) for title in ("shared", "gone") for row in offers_of(ben, title)} == {
        anna.engine.people_book.identities()[1].signing_key
    }


def test_a_send_that_was_begun_goes_on_with_the_key_that_began_it(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = tmp_path / "large"
    source.write_bytes(os.urandom(400_000))
    id = anna.engine.send([str(source)], "", Choices(to=("Ben",), block_size=10_000, limit=100_000)).result(30)
    anna.wait(id, lambda row: row.done > 0)
    began = anna.engine.people_book.me()
    change(anna)
    anna.engine.stop()
    anna.start()
    assert anna.ended(id).outcome is Outcome.STORED
    fetched(ben, "large", tmp_path / "in")
    (row,) = offers_of(ben, "large")
    assert bytes(row["sender"]) == began.fingerprint
    assert (tmp_path / "in" / "large").read_bytes() == source.read_bytes()


def test_a_change_that_a_crash_stopped_changed_nothing(anna: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    change(anna)
    before = anna.engine.people_book.identities()
    put = anna.engine.vault.put

    def crash(name: str, value: bytes) -> None:
        if name == "identity":
            raise OSError("the disk is gone")
        put(name, value)

    with monkeypatch.context() as patch:
        patch.setattr(anna.engine.vault, "put", crash)
        with pytest.raises(OSError, match="gone"):
            anna.engine.people_book.change_key()
    anna.engine.stop()
    anna.start()
    assert [each.fingerprint for each in anna.engine.people_book.identities()] == [each.fingerprint for each in before]


def test_a_recovery_file_brings_the_keys_before_back_too(anna: Profile) -> None:
    change(anna)
    kept = recovery.read(anna.engine.recovery("correct horse battery"), "correct horse battery")
    mine = [each.to_bytes() for each in anna.engine.people_book.identities()]
    assert [each.to_bytes() for each in (kept.identity, *kept.older)] == mine
    assert len(mine) == 2


def test_a_stolen_key_takes_the_ones_before_with_it(anna: Profile, ben: Profile) -> None:
    change(anna)
    until(knows(ben, anna))
    anna.engine.my_revoke()
    assert len(anna.engine.people_book.identities()) == 2
    until(lambda: all(revoked(ben, each.fingerprint) for each in anna.engine.people_book.identities()))
    with pytest.raises(TowlineError, match="revoked"):
        anna.engine.my_change_key().result(60)


def revoked(profile: Profile, fingerprint: bytes) -> bool:
    profile.engine.offers("memory", 30)
    with profile.engine.journal.read() as db:
        row = journal_people.card_row(db, fingerprint)
    return row is not None and bool(row["revoked"])


def test_a_second_successor_is_a_stranger(anna: Profile, ben: Profile, broker: MemoryBroker) -> None:
    old = anna.engine.people_book.me()
    change(anna)
    until(knows(ben, anna))
    thief = keys.Identity.generate("Anna")
    card = thief.card(int(time.time()) + 9, previous=old)
    broker.append("towline.catalog", 0, thief.sign(wire.CARD, wire.encode(card)), key=thief.fingerprint)
    ben.engine.offers("memory", 30)
    text = keys.fingerprint_text(thief.fingerprint)
    assert [row.trust for row in ben.engine.people() if row.fingerprint == text] == ["published"]


# --- who knows only the newer key -----------------------------------------------------------------------------------------


@pytest.fixture
def late(anna: Profile, ben: Profile, tmp_path: Path) -> tuple[Profile, str]:
    """Ben, who accepted Anna's newest key alone; and the fingerprint of the one that sent him something before."""
    before = anna.engine.my_fingerprint()
    with ben.engine.journal.write() as db:
        db.execute("DELETE FROM people")
        db.execute("DELETE FROM cards WHERE mine = 0")
    send(anna, tmp_path / "by-old", "Ben")
    change(anna)
    ben.engine.people_add(anna.engine.my_card(), "Anna", verified=True)
    until(lambda: ben.engine.offers("memory", 30) and before in [row.fingerprint for row in ben.engine.people()])
    return ben, before


def test_what_an_older_key_signed_is_said_to_be_and_waits_for_a_person(
    late: tuple[Profile, str], tmp_path: Path
) -> None:
    ben, before = late
    offer = ben.offer("by-old")
    assert not offer.trusted and "older key of Anna" in offer.why and "not Anna" not in offer.why
    (row,) = [row for row in ben.engine.people() if row.fingerprint == before]
    assert (row.trust, row.why) == ("published", "An older key of Anna, says the one you know.")
    (question,) = [row for row in ben.engine.questions() if row.cause == "person"]
    assert question.title == "Anna" and "with an older key" in question.sentence
    with pytest.raises(TowlineError, match="not accepted"):
        ben.engine.fetch(offer.id, [], str(tmp_path / "in"), Exists.BOTH).result(30)
    assert ben.engine.answer([question.id], "add").result(30) == 1
    fetched(ben, "by-old", tmp_path / "in")
    people = {row.fingerprint: row for row in ben.engine.people() if row.trust != "me"}
    assert (people[before].name, people[before].trust) == ("Anna", "older")
    assert [row.trust for fingerprint, row in people.items() if fingerprint != before] == ["verified"]
    sent = send(ben, tmp_path / "back", "Anna")
    assert ben.engine.transfer(sent).peer == "Anna"


def test_an_older_key_is_as_trusted_as_it_was_compared_and_blocked_with_the_newer_one(
    late: tuple[Profile, str],
) -> None:
    ben, before = late

    def trust() -> str:
        with ben.engine.journal.read() as db:
            (row,) = db.execute("SELECT trust FROM people WHERE successor IS NOT NULL").fetchall()
        return str(row["trust"])

    ben.engine.people_accept(before, "whoever")
    assert trust() == "not-verified", "a fetch rule passes it over"
    ben.engine.people_add(before, "", verified=True)
    assert trust() == "verified"
    ben.engine.people_block("Anna")
    assert trust() == "blocked" and not ben.engine.offers("memory", 30)


def test_a_revoked_older_key_is_accepted_by_nobody(late: tuple[Profile, str], anna: Profile) -> None:
    ben, before = late
    old = anna.engine.people_book.identities()[1]
    card = old.card(int(time.time()) + 9, revoked=True)
    anna.broker.append("towline.catalog", 0, old.sign(wire.CARD, wire.encode(card)), key=old.fingerprint)
    until(lambda: revoked(ben, old.fingerprint))
    assert [row for row in ben.engine.questions() if row.cause == "person"] == []
    with pytest.raises(TowlineError, match="revoked"):
        ben.engine.people_accept(before, "")


def test_whom_a_stolen_older_key_confirms_is_nobody_to_who_knows_the_newer_one(
    late: tuple[Profile, str], anna: Profile
) -> None:
    ben, before = late
    old, thief = anna.engine.people_book.identities()[1], keys.Identity.generate("Anna")
    value = thief.sign(wire.CARD, wire.encode(thief.card(int(time.time()) + 9, previous=old)))
    for accepted in (False, True):
        if accepted:
            ben.engine.people_accept(before, "")
        anna.broker.append("towline.catalog", 0, value, key=thief.fingerprint)
        ben.engine.offers("memory", 30)
        with ben.engine.journal.read() as db:
            assert journal_people.person(db, thief.fingerprint) is None
    with pytest.raises(TowlineError, match="named 'Anna'"):
        ben.engine.people_add(keys.fingerprint_text(thief.fingerprint), "", verified=False)


# --- teams ------------------------------------------------------------------------------------------------------------------


def test_members_learn_the_new_key_of_their_administrator(anna: Profile, computer: Maker, tmp_path: Path) -> None:
    pc, text = computer("press-01"), invite(anna)
    pc.join(text)
    until(lambda: teams(pc))
    result = change(anna)
    assert [(row.team, row.name, row.state) for row in result.grants] == [("plant7", "press-01", "sent")]
    until(changed(pc, "Anna"))
    anna.engine.team_change_key("plant7")
    until(lambda: pc.engine.teams()[0].key_id == anna.engine.teams()[0].key_id)
    sent = pc.engine.send([str(files(tmp_path / "in", a=b"1"))], "hq", Choices()).result(30)
    assert pc.ended(sent).outcome is Outcome.STORED
    assert anna.offer("in").trusted
    late = computer("press-02")  # by the invitation that names the old key
    assert late.join(text).state == "joined"
    until(lambda: teams(late))
    assert late.engine.teams()[0].key_id == anna.engine.teams()[0].key_id


def test_the_old_key_of_a_member_is_given_no_team_key_any_more(anna: Profile, computer: Maker) -> None:
    pc = computer("press-01")
    pc.join(invite(anna))
    until(lambda: teams(pc))
    old = pc.engine.people_book.me()
    change(pc)
    until(changed(anna, "press-01"))
    until(lambda: [row.state for row in anna.engine.team_grants("plant7")] == ["sent"])
    mark = anna.broker.look("memory", "towline.catalog")[0].high
    anna.engine.team_change_key("plant7")
    until(lambda: pc.engine.teams()[0].key_id == anna.engine.teams()[0].key_id)
    readers = [
        record.key[33:65]
        for record in anna.broker.records("towline.catalog")
        if record.offset >= mark and record.key is not None and record.key[:1] == b"\x02"
    ]
    assert readers
    assert old.fingerprint not in readers
    rows = anna.engine.people_revoke("press-01").result(60)
    assert rows == []
    with anna.engine.journal.read() as db:
        assert journal_people.person(db, old.fingerprint)["trust"] == "blocked"  # type: ignore[index]


def test_the_old_key_of_an_administrator_gives_no_keys_any_more(anna: Profile, computer: Maker) -> None:
    from engine import fleet_seal, wire_fleet

    pc = computer("press-01")
    pc.join(invite(anna))
    until(lambda: teams(pc))
    old = anna.engine.people_book.me()
    change(anna)
    until(changed(pc, "Anna"))
    me = pc.engine.people_book.me()
    admit = wire_fleet.Admit(
        old.fingerprint, old.signing_key, me.fingerprint, bytes(16), anna.engine._port("memory").link.cluster_id(),
        2**50, wire_fleet.ADMITTED, b"",
    )  # fmt: skip
    thiefs = wire_fleet.TeamKeys("plant7", [(2**40, bytes(32))])
    key, value = fleet_seal.make_admit(old, admit, keys.verify_card(pc.engine.people_book.my_card()), thiefs)
    pc.broker.append("towline.catalog", 0, value, key=key)
    pc.engine.offers("memory", 30)
    assert pc.engine.teams()[0].key_id == anna.engine.teams()[0].key_id


def test_a_member_without_invitation_has_the_keys_of_two_teams(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    for team in ("crew", "night"):
        anna.engine.team_new(team)
        ben.engine.team_import(anna.engine.team_export(team))
        send(ben, tmp_path / team, f"team:{team}")
        assert anna.offer(team).trusted
        assert anna.engine.teams()[0].members == ("Ben",)
    for team in ("crew", "night"):
        anna.engine.team_change_key(team)
    wanted = {row.name: row.key_id for row in anna.engine.teams()}

    def same() -> bool:
        ben.engine.offers("memory", 30)
        return {row.name: row.key_id for row in ben.engine.teams()} == wanted

    until(same)
    held = [record.key for record in anna.broker.records("towline.catalog") if (record.key or b"")[:1] == b"\x02"]
    assert len(set(held)) == len(held) == 2, "one would take the place of the other"


def test_clusters_without_my_newest_card_are_known(anna: Profile) -> None:
    def without() -> list[str]:
        with anna.engine.journal.read() as db:
            return journal_catalog.without_my_card(db)

    anna.engine.offers("memory", 30)
    until(lambda: without() == [])
    anna.engine.stop()
    journal = Journal(anna.folder / "journal.sqlite")
    with journal.write() as db:
        journal_catalog.forget_card_at(db)
        assert journal_catalog.without_my_card(db) == ["memory"]
    journal.close()


# --- keys that administrators keep ------------------------------------------------------------------------------------------


def test_an_administrator_brings_the_key_of_a_broken_computer_back(anna: Profile, computer: Maker) -> None:
    pc = computer("press-01")
    pc.join(invite(anna))
    until(lambda: teams(pc))
    (row,) = pc.engine.my_backup()
    assert (row.team, row.cluster, row.names, row.state) == ("plant7", "memory", ("Anna",), "off")
    assert anna.engine.backups() == []
    assert [row.state for row in pc.engine.my_backup_to("plant7").result(60)] == ["sent"]
    until(lambda: kept(anna))
    assert [row.fingerprint for row in anna.engine.backups()] == [pc.engine.my_fingerprint()]
    brought = recovery.read(anna.engine.backup_of("press-01", "correct horse battery"), "correct horse battery")
    assert brought.identity.to_bytes() == pc.engine.people_book.me().to_bytes()
    assert brought.made == int(pc.engine.me().made)


def test_a_changed_key_is_given_to_its_keepers_anew_until_they_are_told_no_more(anna: Profile, computer: Maker) -> None:
    pc = computer("press-01")
    pc.join(invite(anna))
    until(lambda: teams(pc))
    pc.engine.my_backup_to("plant7").result(60)
    change(pc)
    until(lambda: pc.engine.my_fingerprint() in kept(anna))
    assert [row.state for row in pc.engine.my_backup_to("").result(60)] == ["off"]
    until(lambda: newest(anna.broker, b"\x04" + pc.engine.people_book.me().fingerprint) is None)


def newest(broker: MemoryBroker, key: bytes) -> bytes | None:
    return [record.value for record in broker.records("towline.catalog") if record.key == key][-1]


def test_nobody_is_given_a_key_but_an_administrator_of_another_s_team(anna: Profile) -> None:
    anna.engine.team_new("crew")
    for team in ("crew", "nobody"):
        with pytest.raises(TowlineError, match="Nobody else"):
            anna.engine.my_backup_to(team).result(60)
    with pytest.raises(TowlineError, match="kept here"):
        anna.engine.backup_of("press-01", "x" * 12)


def test_another_identity_than_its_sender_s_is_not_kept(anna: Profile, computer: Maker) -> None:
    from engine import fleet_seal, wire_fleet

    pc = computer("press-01")
    pc.join(invite(anna))
    me, stranger = pc.engine.people_book.me(), keys.Identity.generate("press-01")
    reader = keys.verify_card(anna.engine.people_book.my_card())
    cluster_id = anna.engine._port("memory").link.cluster_id()
    for number, given in ((1, [stranger.to_bytes()]), (2, [bytes(200)])):
        identities = wire_fleet.Identities(1, given)
        key, value = fleet_seal.make_backup(me, [reader], cluster_id, number, identities)
        anna.broker.append("towline.catalog", 0, value, key=key)
    anna.engine.offers("memory", 30)
    assert anna.engine.backups() == []
    with anna.engine.journal.read() as db:
        reasons = [row["reason"] for row in db.execute("SELECT reason FROM refusals")]
    assert reasons == ["it does not hold the identity of its sender"]
