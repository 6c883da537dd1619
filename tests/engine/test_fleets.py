"""Fleets: who joins by an invitation, who does not, and what everybody has afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fleet_kit import EMPTY, WISH, Computer, Maker, computer_fixture, invite  # noqa: F401
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names
from profiles import until

from engine import fleet_seal, fleets, invitation, journal_fleets, keys, wire, wire_fleet
from engine.api import Choices, Exists, Notice, Outcome
from engine.cli import main
from engine.errors import TowlineError
from engine.journal import Db, Row
from engine.link_memory import MemoryBroker
from engine.vault import Vault


def word_of(action: Callable[[], object]) -> str:
    with pytest.raises(TowlineError) as caught:
        action()
    return caught.value.word


def settings_of(profile: Profile) -> str:
    return (profile.folder / "towline.toml").read_text()


def untouched(pc: Computer) -> None:
    """As it was before it tried to join, but for its identity."""
    assert settings_of(pc) == EMPTY
    assert [row.trust for row in pc.engine.people()] == ["me"]
    assert pc.engine.teams() == [] and pc.engine.stations() == [] and pc.engine.me().name == pc.folder.name


def person(profile: Profile, name: str) -> Any:
    return next(row for row in profile.engine.people() if row.name == name)


def test_computer_joins_by_invitation_and_sends_to_who_invited(anna: Profile, computer: Maker, tmp_path: Path) -> None:
    pc = computer("press-07")
    row = pc.join(invite(anna))
    assert (row.state, row.team, row.name) == ("joined", "plant7", "press-07")
    assert person(anna, "press-07").trust == "invited" and person(anna, "press-07").via == "plant7"
    assert person(anna, "press-07").fingerprint == row.fingerprint
    assert person(pc, "Anna").trust == "invited"
    sent = pc.engine.send([str(files(tmp_path / "in", a=b"1"))], "hq", Choices()).result(30)
    assert pc.ended(sent).outcome is Outcome.STORED
    assert anna.offer("in").trusted


def test_who_joins_while_the_journal_cannot_be_written_is_answered_later(
    anna: Profile, computer: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.fleet_keeper.LOOK", 0.1)
    numbered, failed = journal_fleets.numbered, []

    def full(db: Db, row: Row, number: int) -> None:
        if not failed:
            failed.append(True)
            raise TowlineError("disk", path="journal", done="written", reason="no room")
        numbered(db, row, number)

    monkeypatch.setattr(journal_fleets, "numbered", full)
    pc = computer("press-07")
    pc.join(invite(anna))
    until(pc.engine.teams)
    assert failed


def test_joining_again_says_already_and_changes_nothing(anna: Profile, computer: Maker) -> None:
    pc, text = computer("press-07"), invite(anna)
    pc.join(text)
    before = settings_of(pc)
    assert pc.join(text).state == "already"
    assert settings_of(pc) == before
    assert [row.joined for row in anna.engine.invites()] == [1]


def test_team_key_comes_through_the_cluster_and_opens_earlier_bundles(
    anna: Profile, computer: Maker, tmp_path: Path
) -> None:
    text = invite(anna)
    early = anna.engine.send([str(files(tmp_path / "early", a=b"1"))], "", Choices(to=("team:plant7",))).result(30)
    anna.ended(early)
    anna.engine.team_change_key("plant7")
    assert "towline-team" not in text
    pc = computer("press-07")
    pc.join(text)
    until(pc.engine.teams)
    assert [row.key_id for row in pc.engine.teams()] == [row.key_id for row in anna.engine.teams()]
    row = until(lambda: [row for row in pc.engine.offers("memory", 30) if row.title == "early"])[0]
    fetch = pc.engine.fetch(row.id, [], str(tmp_path / "out"), Exists.BOTH).result(30)
    assert pc.ended(fetch).outcome is Outcome.PLACED


def test_team_key_is_in_the_file_only_if_asked_for(anna: Profile, computer: Maker) -> None:
    made = anna.engine.invite_new(replace(WISH, with_team_key=True)).result(30)
    assert any("the key of plant7" in said for said in made.says)
    assert invitation.read(made.text).team_key == anna.engine.team_export("plant7")
    assert not invitation.read(invite(anna)).team_key


def test_no_more_join_than_the_invitation_says(anna: Profile, computer: Maker) -> None:
    text = invite(anna, most=1)
    computer("press-01").join(text)
    late = computer("press-02")
    assert word_of(lambda: late.join(text)) == "invite-refused"
    untouched(late)
    assert (anna.engine.invites()[0].joined, anna.engine.invites()[0].state) == (1, "full")
    assert not [row for row in anna.engine.people() if row.name == "press-02" and row.trust == "invited"]


def test_closed_invitation_admits_nobody(anna: Profile, computer: Maker) -> None:
    text = invite(anna)
    assert anna.engine.invite_revoke("PLANT7") == 1
    pc = computer("press-01")
    assert word_of(lambda: pc.join(text)) == "invite-refused"
    untouched(pc)
    assert anna.engine.invites()[0].state == "closed"
    assert word_of(lambda: anna.engine.invite_revoke("other")) == "usage"


def test_expired_invitation_is_said_before_anything_is_asked(anna: Profile, computer: Maker) -> None:
    text = invitation.text_of(replace(invitation.read(invite(anna)), expires_ms=1))
    pc = computer("press-01")
    assert word_of(lambda: pc.join(text)) == "invite-expired"
    untouched(pc)


def test_invitation_for_another_cluster_changes_nothing(anna: Profile, computer: Maker) -> None:
    text = invitation.text_of(replace(invitation.read(invite(anna)), cluster_id="elsewhere"))
    pc = computer("press-01")
    assert word_of(lambda: pc.join(text)) == "invite-other-cluster"
    untouched(pc)


def test_cluster_that_does_not_answer_changes_nothing(anna: Profile, computer: Maker, broker: MemoryBroker) -> None:
    text = invite(anna)
    pc = computer("press-01")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fleets, "REACH_SECONDS", 0.2)
        broker.refuse()
        assert word_of(lambda: pc.join(text)) == "enrol-unreached"
        broker.answer()
    untouched(pc)
    assert pc.join(text).state == "joined"


def test_damaged_invitation_is_told(anna: Profile, computer: Maker) -> None:
    text, pc = invite(anna), computer("press-01")
    for damaged in (
        text[:-9],
        text.replace(text[200], "_" if text[200] != "_" else "-"),
        "",
        "towline-invite:",
        "x" * 300_000,
    ):
        assert word_of(lambda damaged=damaged: pc.join(damaged)) == "usage"
    untouched(pc)


def test_joining_that_is_interrupted_sets_up_nothing_and_goes_on_as_the_same_computer(
    anna: Profile, computer: Maker, broker: MemoryBroker
) -> None:
    text, pc = invite(anna, most=1), computer("press-01")
    anna.engine.stop()  # nobody answers
    joining = pc.engine.enrol(text, "press-01")
    until(
        lambda: any(
            record.key and record.key[:1] == wire_fleet.JOIN_KEY for record in broker.records("towline.catalog")
        )
    )
    pc.engine.stop()
    assert word_of(joining.result) == "enrol-stopped"
    pc.start()
    untouched(pc)
    anna.start()
    anna.engine.offers("memory", 30)
    assert pc.join(text).state == "joined"
    assert (anna.engine.invites()[0].joined, anna.engine.invites()[0].refused) == (1, 0)


@pytest.mark.parametrize("full", ["team/plant7", "cluster/memory/password"])
def test_joining_that_cannot_be_written_is_taken_back(
    full: str, anna: Profile, computer: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.engine.invite_new(replace(WISH, with_team_key=True)).result(30)
    text = invite(anna, with_team_key=True, more='[cluster.memory]\nuser = "{name}"\npassword = "hunter2"\n')
    pc, put = computer("press-01"), Vault.put

    def put_unless_full(self: Vault, name: str, secret: bytes) -> None:
        if name == full:
            raise OSError(28, "No space left on device")
        put(self, name, secret)

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "put", put_unless_full)
        assert word_of(lambda: pc.join(text, "another")) == "disk"
    untouched(pc)
    assert pc.engine.vault.names("cluster/") == []
    assert pc.join(text, "another").state == "joined"


def test_settings_of_that_name_that_say_something_else_stay(anna: Profile, computer: Maker) -> None:
    pc, text = computer("press-01"), invite(anna)
    mine = EMPTY + '[cluster.memory]\nbootstrap = ["other:1"]\n'
    (pc.folder / "towline.toml").write_text(mine)
    assert word_of(lambda: pc.join(text)) == "usage"
    assert settings_of(pc) == mine
    assert anna.engine.invites()[0].joined == 0


def test_somebody_else_with_the_administrators_name_is_not_taken_over(
    anna: Profile, ben: Profile, computer: Maker
) -> None:
    pc, text = computer("press-01"), invite(anna)
    pc.engine.people_add(ben.engine.my_card(), "Anna", verified=True)
    assert word_of(lambda: pc.join(text)) == "usage"
    assert settings_of(pc) == EMPTY


def test_invitation_does_not_say_whose_name_is_whose(anna: Profile, ben: Profile, computer: Maker) -> None:
    pc = computer("press-01")
    pc.engine.people_add(ben.engine.my_card(), "Ben", verified=True)
    pc.engine.people_add(anna.engine.my_card(), "Mallory", verified=True)
    assert word_of(lambda: pc.join(invite(anna))) == "usage"
    assert person(pc, "Mallory").trust == "verified" and settings_of(pc) == EMPTY


def test_invitation_brings_no_key_of_another_team(anna: Profile, ben: Profile, computer: Maker) -> None:
    anna.engine.team_new("board")
    ben.engine.team_new("Board")
    pc = computer("press-01")
    pc.engine.team_import(ben.engine.team_export("board"))
    before = pc.engine.teams()
    text = invitation.text_of(replace(invitation.read(invite(anna)), team_key=anna.engine.team_export("board")))
    assert word_of(lambda: pc.join(text)) == "usage"
    assert pc.engine.teams() == before and settings_of(pc) == EMPTY


def test_member_of_a_team_cannot_invite_its_members_to_obey_him(anna: Profile, ben: Profile, computer: Maker) -> None:
    pc, text = computer("press-01"), invite(anna)
    pc.join(text)
    until(pc.engine.teams)
    made = invitation.read(text)
    forged = replace(
        made, invitation=bytes(16), people=(*made.people, ("Ben", ben.engine.my_card())), admins=("Anna", "Ben")
    )
    assert word_of(lambda: pc.join(invitation.text_of(forged))) == "usage"
    assert [row.name for row in pc.engine.people() if row.name == "Ben"] == []


def test_second_computer_of_a_name_is_shown_beside_the_first(anna: Profile, computer: Maker) -> None:
    text = invite(anna)
    computer("one").join(text, "press-07")
    computer("two").join(text, "press-07")
    until(lambda: [row for row in anna.engine.people() if row.name == "press-07 (2)"])
    assert person(anna, "press-07 (2)").why
    assert any(isinstance(each, Notice) and each.names and "press-07" in each.title for each in anna.events)


def test_name_stands_in_templates(anna: Profile, computer: Maker) -> None:
    more = '[agent]\nrole = "send"\ndownloads = "/data/{name}/in"\n'
    pc = computer("press-07")
    pc.join(invite(anna, more=more))
    assert pc.engine.settings.agent.role == "send"
    assert pc.engine.settings.agent.downloads == Path("/data/press-07/in")


def test_own_sign_in_is_said_and_goes_into_the_vault(anna: Profile, computer: Maker, tmp_path: Path) -> None:
    with (anna.folder / "towline.toml").open("a") as file:
        file.write('security = "sasl_plaintext"\nmechanism = "PLAIN"\nuser = "edge"\npassword = "geheim-7"\n')
    anna.engine.apply()
    made = anna.engine.invite_new(WISH).result(30)
    assert any("sign-in as edge" in said for said in made.says)
    pc = computer("press-07")
    pc.join(made.text)
    assert "geheim-7" not in settings_of(pc)
    assert pc.engine.settings.clusters["memory"].password == "geheim-7"


def test_own_sign_in_by_tokens_is_said(anna: Profile) -> None:
    with (anna.folder / "towline.toml").open("a") as file:
        file.write('security = "sasl_plaintext"\nmechanism = "OAUTHBEARER"\ntoken_url = "http://idp/token"\n')
        file.write('client = "edge"\nclient_secret = "geheim-7"\n')
    anna.engine.apply()
    made = anna.engine.invite_new(WISH).result(30)
    assert any("sign-in as edge" in said for said in made.says)
    text = invite(anna, user="{name}", password_file="/pw/{name}")
    assert "geheim-7" not in invitation.read(text).settings
    assert 'client = "{name}"' in invitation.read(text).settings


def test_secrets_among_librdkafkas_settings_are_not_handed_out(anna: Profile) -> None:
    with (anna.folder / "towline.toml").open("a") as file:
        file.write('extra = { "linger.ms" = "5", "sasl.password" = "geheim-7" }\n')
    anna.engine.apply()
    made = anna.engine.invite_new(WISH).result(30)
    assert "geheim-7" not in invitation.read(made.text).settings
    assert any("sasl.password" in said for said in made.says)


def test_each_computer_has_its_own_sign_in_if_asked_for(anna: Profile, computer: Maker, tmp_path: Path) -> None:
    (tmp_path / "press-07.pw").write_text("its own\n")
    with (anna.folder / "towline.toml").open("a") as file:
        file.write('security = "sasl_plaintext"\nmechanism = "PLAIN"\nuser = "hq"\npassword = "geheim-7"\n')
    anna.engine.apply()
    text = invite(anna, user="{name}", password_file=str(tmp_path / "{name}.pw"))
    assert "geheim-7" not in invitation.read(text).settings
    pc, other = computer("press-07"), computer("press-08")
    pc.join(text)
    cluster = pc.engine.settings.clusters["memory"]
    assert (cluster.user, cluster.password) == ("press-07", "its own")
    assert word_of(lambda: other.join(text)) == "usage"  # nobody gave it a password
    assert settings_of(other) == EMPTY


# --- shutting somebody out ------------------------------------------------------------------------------------------------


def test_who_is_shut_out_is_refused_and_the_others_have_the_new_key(
    anna: Profile, computer: Maker, tmp_path: Path
) -> None:
    text = invite(anna)
    good, bad = computer("press-01"), computer("press-02")
    good.join(text)
    bad.join(text)
    until(lambda: good.engine.teams() and bad.engine.teams())
    old = anna.engine.teams()[0].key_id
    rows = anna.engine.people_revoke("press-02").result(60)
    assert [(row.name, row.state) for row in rows] == [("press-01", "sent")]
    new = anna.engine.teams()[0].key_id
    assert new != old
    until(lambda: good.engine.teams()[0].key_id == new)
    bad.engine.offers("memory", 30)
    assert bad.engine.teams()[0].key_id == old
    sent = bad.engine.send([str(files(tmp_path / "bad", a=b"1"))], "hq", Choices()).result(30)
    bad.ended(sent)
    assert not [row for row in anna.engine.offers("memory", 30) if row.title == "bad"]


def test_who_was_shut_out_cannot_join_again_with_the_same_key(anna: Profile, computer: Maker) -> None:
    pc = computer("press-02")
    pc.join(invite(anna))
    anna.engine.people_revoke("press-02").result(60)
    again = invite(anna)
    assert word_of(lambda: pc.join(again)) == "invite-refused"
    assert person(anna, "press-02").trust == "blocked"


def test_shutting_out_that_was_cut_short_changes_the_key_when_done_again(
    anna: Profile, ben: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.engine.team_new("crew")
    ben.engine.team_import(anna.engine.team_export("crew"))
    sent = ben.engine.send([str(files(tmp_path / "in", a=b"1"))], "", Choices(to=("team:crew",)), title="in")
    ben.ended(sent.result(30))
    assert anna.offer("in").trusted
    old = anna.engine.teams()[0]
    assert old.members == ("Ben",)
    with monkeypatch.context() as patch:
        patch.setattr(anna.engine, "team_change_key", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            anna.engine.people_revoke("Ben").result(60)
    anna.engine.people_revoke("Ben").result(60)
    assert anna.engine.teams()[0].key_id != old.key_id


# --- hostile records --------------------------------------------------------------------------------------------------------


def put(broker: MemoryBroker, key: bytes, value: bytes) -> None:
    broker.append("towline.catalog", 0, value, key=key)


def refusals(profile: Profile) -> str:
    with profile.engine.journal.read() as db:
        return " ".join(row["reason"] for row in db.execute("SELECT reason FROM refusals"))


def request(made: invitation.Invitation, who: keys.Identity, **changes: Any) -> wire_fleet.Join:
    card = who.sign(wire.CARD, wire.encode(who.card(1)))
    join = wire_fleet.Join(
        made.invitation, card, made.cluster_id, who.name, made.expires_ms, int(time.time() * 1000), bytes(32)
    )
    return wire.replace(join, **changes)


@pytest.mark.parametrize("case", ["forged proof", "other cluster", "later end", "made too late"])
def test_hostile_join_is_refused_with_a_reason(case: str, anna: Profile, broker: MemoryBroker) -> None:
    made = invitation.read(invite(anna))
    eve = keys.Identity.generate("eve")
    secret, changes, reason = {
        "forged proof": (bytes(32), {}, "proof"),
        "other cluster": (made.join_key, {"cluster_id": "other"}, "another cluster"),
        "later end": (made.join_key, {"expires_ms": made.expires_ms + 1}, "expired"),
        "made too late": (made.join_key, {"made_ms": made.expires_ms + 1}, "expired"),
    }[case]
    put(broker, *fleet_seal.make_join(eve, request(made, eve, **changes), secret))
    anna.engine.offers("memory", 30)
    assert reason in refusals(anna)
    assert not [row for row in anna.engine.people() if row.trust == "invited"]


def test_join_to_a_team_of_somebody_else_says_nothing_here(anna: Profile, ben: Profile, broker: MemoryBroker) -> None:
    made = invitation.read(invite(anna))
    ben.engine.offers("memory", 30)
    eve = keys.Identity.generate("eve")
    put(broker, *fleet_seal.make_join(eve, request(made, eve), made.join_key))
    ben.engine.offers("memory", 30)
    assert not refusals(ben)
    assert not [row for row in ben.engine.people() if row.trust == "invited"]
    until(lambda: [row for row in anna.engine.people() if row.trust == "invited"])


def test_stranger_and_mere_member_cannot_give_a_team_another_key(
    anna: Profile, computer: Maker, broker: MemoryBroker
) -> None:
    text = invite(anna)
    pc = computer("press-01")
    pc.join(text)
    until(pc.engine.teams)
    before = pc.engine.teams()
    me = pc.engine.people_book.me()
    eve = keys.Identity.generate("eve")
    pc.engine.people_add(keys_text(eve), "eve", verified=True)
    given = wire_fleet.TeamKeys("plant7", [(2**40, bytes(32))])
    for number in (wire_fleet.NO_INVITATION, invitation.read(text).invitation):
        admit = wire_fleet.Admit(
            eve.fingerprint, eve.signing_key, me.fingerprint, number, invitation.read(text).cluster_id, 2**50, 0, b""
        )
        put(broker, *fleet_seal.make_admit(eve, admit, me.card(1), given))
    pc.engine.offers("memory", 30)
    assert "administrator" in refusals(pc)
    assert pc.engine.teams() == before


def keys_text(who: keys.Identity) -> str:
    from engine.armour import armoured
    from engine.myself import CARD_TEXT

    return armoured(CARD_TEXT, who.sign(wire.CARD, wire.encode(who.card(1))))


# --- stations ---------------------------------------------------------------------------------------------------------------


def test_station_is_heard_and_shown(anna: Profile, computer: Maker) -> None:
    pc = computer("press-01")
    pc.join(invite(anna))
    row = until(lambda: [row for row in anna.engine.stations() if row.seen])[0]
    assert (row.name, row.team, row.state, row.care, row.files) == ("press-01", "plant7", "ok", False, 0)
    assert row.version and row.free > 0
    assert pc.engine.stations() == []


def test_what_is_over_is_told_before_a_station_ends(anna: Profile, computer: Maker) -> None:
    pc = computer("press-01")
    pc.join(invite(anna))
    until(lambda: [row for row in anna.engine.stations() if row.seen])

    def words() -> int:
        return sum((record.key or b"")[:1] == wire_fleet.STATION_KEY for record in pc.broker.records("towline.catalog"))

    said, keeper = words(), pc.engine._ports["memory"].keeper
    assert keeper._told is not None
    keeper._told = wire.replace(keeper._told, files=7)  # as a single run tells at its start, when much waits
    pc.engine.stop()
    assert words() == said + 1
    pc.start()
    pc.engine.offers("memory", 30)
    until(lambda: words() == said + 2)
    pc.engine.stop()
    assert words() == said + 2, "nothing is said that was told already"


def test_send_only_station_is_heard_though_it_never_follows_the_catalog(anna: Profile, computer: Maker) -> None:
    pc = computer("press-01")
    assert pc.join(invite(anna, role="send")).state == "joined"
    row = until(lambda: [row for row in anna.engine.stations() if row.seen])[0]
    assert row.role == "send"
    port = pc.engine._ports["memory"]
    assert port.catalog._place is not None and not port.catalog._place.reads


def test_station_that_stays_silent_or_never_spoke_needs_care(anna: Profile, computer: Maker) -> None:
    pc = computer("press-01")
    pc.join(invite(anna))
    until(lambda: [row for row in anna.engine.stations() if row.seen])
    with anna.engine.journal.write() as db:
        db.execute("UPDATE stations SET at = at - 3600")
    assert [(row.state, row.care) for row in anna.engine.stations()] == [("silent", True)]
    with anna.engine.journal.write() as db:
        db.execute("DELETE FROM stations")
    assert [(row.state, row.seen) for row in anna.engine.stations()] == [("never", 0.0)]


def test_old_word_of_a_station_does_not_replace_a_newer_one(
    anna: Profile, computer: Maker, broker: MemoryBroker
) -> None:
    pc = computer("press-01")
    pc.join(invite(anna))
    until(lambda: [row for row in anna.engine.stations() if row.seen])
    me, hq = pc.engine.people_book.me(), anna.engine.people_book.me()
    status = wire_fleet.Status("9.9.9", "send", 1, 1, 0, 0, "", 0)
    cluster_id = anna.engine._port("memory").link.cluster_id()
    put(broker, *fleet_seal.make_station(me, [hq.card(1)], cluster_id, 5, status))
    put(broker, *fleet_seal.make_station(me, [hq.card(1)], "other", 2**50, status))
    anna.engine.offers("memory", 30)
    assert anna.engine.stations()[0].version != "9.9.9"
    assert "another cluster" in refusals(anna)


def test_refused_joins_cannot_fill_the_journal(anna: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_fleets, "REFUSED", 3)
    with anna.engine.journal.write() as db:
        for n in range(9):
            journal_fleets.admit(
                db, bytes(16), bytes([n]) * 32, cluster="memory", team="t", name="x", verdict=2, at=0.0, offset=n
            )
        assert db.execute("SELECT COUNT(*) FROM admissions").fetchone()[0] == 3


def test_records_of_fleets_can_be_inspected_without_any_key(
    anna: Profile, computer: Maker, broker: MemoryBroker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pc = computer("press-01")
    pc.join(invite(anna))
    until(lambda: [row for row in anna.engine.stations() if row.seen])
    said = ""
    for record in broker.records("towline.catalog", 0):
        if record.key is not None and len(record.key) not in (32, 48):
            (tmp_path / "record").write_bytes(record.value or b"")
            assert main(["inspect", str(tmp_path / "record")]) == 0
            said += capsys.readouterr().out
    assert "towline/join/1" in said and "towline/admit/1" in said and "towline/station/1" in said
    assert said.count("fits the signing key") == 3 and "admitted" in said and "press-01" in said


def test_watched_folders_and_rules_travel_with_the_invitation(anna: Profile, computer: Maker, tmp_path: Path) -> None:
    (tmp_path / "scans" / "press-01").mkdir(parents=True)
    with (anna.folder / "towline.toml").open("a") as file:
        file.write(f'[rule.hq]\nfrom = ["Anna"]\nto = ["{tmp_path}/in/{{path}}"]\n')
    anna.engine.apply()
    text = invite(anna, watches={"scans": f"{tmp_path}/scans/{{name}}"}, rules=("hq",))
    pc = computer("press-01")
    pc.join(text)
    watch = pc.engine.settings.watches["scans"]
    assert (watch.folder, watch.queue) == (str(tmp_path / "scans" / "press-01"), "hq")
    assert [rule.senders for rule in pc.engine.settings.rules] == [("Anna",)]
    assert word_of(lambda: invite(anna, rules=("other",))) == "usage"
