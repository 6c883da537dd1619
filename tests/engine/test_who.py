"""People, teams and myself through the engine: accepting, renaming, changing keys."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import keys, wire
from engine.api import Changed, Choices, Exists, Outcome, PersonRow, Wanted
from engine.armour import armoured
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker
from engine.myself import CARD_TEXT


@pytest.fixture
def carl(tmp_path: Path, broker: MemoryBroker) -> Iterator[Profile]:
    """Somebody nobody accepted yet."""
    profile = Profile(tmp_path, "Carl", broker)
    yield profile
    profile.engine.stop()


def person(profile: Profile, name: str) -> PersonRow:
    (row,) = [row for row in profile.engine.people() if row.name == name]
    return row


def published(profile: Profile, name: str) -> PersonRow:
    """Waits for somebody's card: it comes by itself, before or after what they send."""
    deadline = time.monotonic() + 60
    while name not in [row.name for row in profile.engine.people()]:
        assert time.monotonic() < deadline, f"no card of {name} came"
        profile.engine.offers("memory", 30)
    return person(profile, name)


def told(profile: Profile, name: str) -> bool:
    rows = [event.row for event in profile.events if isinstance(event, Changed)]
    return any(isinstance(row, PersonRow) and row.name == name for row in rows)


def send(profile: Profile, folder: Path, *to: str) -> str:
    source = files(folder, a=b"1")
    return profile.ended(profile.engine.send([str(source)], "", Choices(to=to)).result()).offer


def test_a_published_card_is_accepted_by_its_fingerprint_but_not_verified(
    anna: Profile, ben: Profile, carl: Profile, tmp_path: Path
) -> None:
    carl.engine.people_add(ben.engine.my_card(), "Ben", verified=True)
    offer = send(carl, tmp_path / "docs", "Ben")
    assert not ben.offer("docs").trusted
    stranger = published(ben, "Carl")
    assert (stranger.trust, stranger.since) == ("published", 0)
    row = ben.engine.people_accept(carl.engine.my_fingerprint(), "Charly")
    assert (row.name, row.calls_themselves, row.trust) == ("Charly", "Carl", "not-verified")
    assert row.since > 0 and told(ben, "Charly")
    assert ben.offer("docs").trusted
    fetched = ben.engine.fetch(offer, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.ended(fetched).outcome == Outcome.PLACED


@pytest.mark.parametrize("fingerprint", ["Carl", "12345 " * 8, ""])
def test_a_fingerprint_that_nobody_published_is_refused(ben: Profile, fingerprint: str) -> None:
    with pytest.raises(TowlineError) as caught:
        ben.engine.people_accept(fingerprint, "Carl")
    assert caught.value.word in ("usage", "no-such-queue")


def test_a_trust_that_changes_is_dated_anew_and_a_name_that_changes_is_not(anna: Profile, ben: Profile) -> None:
    since = person(anna, "Ben").since
    assert anna.engine.people_rename("ben", "Benjamin").since == since
    assert anna.engine.people_block("Benjamin").since > since


def test_a_renamed_person_still_gets_what_waits_and_what_queues_send(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    toml = anna.folder / "towline.toml"
    toml.write_text(toml.read_text() + '[queue.out]\ncluster = "memory"\nto = ["Ben"]\n')
    anna.engine.apply()
    source = files(tmp_path / "docs", a=b"1")
    waits = anna.engine.send([str(source)], "", Choices(to=("Ben",)), wanted=Wanted.PAUSE).result()
    assert anna.engine.people_rename("Ben", "Benjamin").name == "Benjamin"
    assert told(anna, "Benjamin")
    assert anna.settings().queues["out"].choices.to == ("Benjamin",)
    anna.engine.resume([waits]).result()
    queued = anna.engine.send([str(source)], "out", Choices()).result()
    for id in (waits, queued):
        offer = anna.ended(id).offer
        fetched = ben.engine.fetch(ben_knows(ben, offer), [], str(tmp_path / id), Exists.BOTH).result()
        assert ben.ended(fetched).outcome == Outcome.PLACED


def ben_knows(ben: Profile, offer: str) -> str:
    assert offer in [row.id for row in ben.engine.offers("memory", 30)]
    return offer


def test_a_name_somebody_has_is_not_given_again(anna: Profile, ben: Profile) -> None:
    anna.engine.people_add(dora_s_card(), "Dora", verified=False)
    with pytest.raises(TowlineError) as caught:
        anna.engine.people_rename("Dora", "BEN")
    assert caught.value.word == "usage"
    assert person(anna, "Dora")


def dora_s_card() -> str:
    dora = keys.Identity.generate("Dora")
    return armoured(CARD_TEXT, dora.sign(wire.CARD, wire.encode(dora.card(1))))


def test_i_am_told_who_i_am(anna: Profile) -> None:
    me = anna.engine.me()
    assert (me.name, me.fingerprint, me.kept_in) == ("Anna", anna.engine.my_fingerprint(), "file")
    assert me.made > 0 and me.recovery_saved == 0


def test_my_new_name_is_published_and_my_keys_stay(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    send(anna, tmp_path / "before", "Ben")
    fingerprint = anna.engine.my_fingerprint()
    anna.engine.my_rename("Anna Berg")
    assert anna.engine.me().name == "Anna Berg" and anna.engine.my_fingerprint() == fingerprint
    send(anna, tmp_path / "after", "Ben")

    def heard(_: object) -> bool:
        return person(ben, "Anna").calls_themselves == "Anna Berg"

    sent = ben.engine.send([str(tmp_path / "after")], "", Choices(to=("me",))).result()
    ben.wait(sent, heard)
    anna.engine.stop()
    anna.start()
    assert anna.engine.me().name == "Anna Berg"


def test_a_name_that_misleads_is_not_taken(anna: Profile) -> None:
    with pytest.raises(TowlineError):
        anna.engine.my_rename("me")
    assert anna.engine.me().name == "Anna"


def test_new_sends_use_a_team_s_newest_key_and_older_ones_still_open(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    anna.engine.team_new("plant")
    ben.engine.team_import(anna.engine.team_export("plant"))
    before = send(anna, tmp_path / "before", "team:plant")
    anna.engine.team_change_key("PLANT")
    (team,) = anna.engine.teams()
    assert team.keys == 2
    send(anna, tmp_path / "after", "team:plant")
    assert ben_knows(ben, before)
    assert "after" not in [row.title for row in ben.engine.offers("memory", 30)]
    ben.engine.team_import(anna.engine.team_export("plant"))
    assert {row.title for row in ben.engine.offers("memory", 30)} == {"before", "after"}


def test_a_revoked_key_is_refused_by_everybody_and_sends_no_more(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    ben.engine.offers("memory", 30)
    anna.engine.offers("memory", 30)
    anna.engine.my_revoke()
    anna.engine.my_revoke()  # no harm
    anna.engine.offers("memory", 30)

    def known() -> str:
        ben.engine.offers("memory", 30)
        return next(row.trust for row in ben.engine.people() if row.name == "Anna")

    deadline = time.monotonic() + 60
    while known() != "revoked":
        assert time.monotonic() < deadline
        time.sleep(0.02)
    with pytest.raises(TowlineError) as caught:
        anna.engine.send([str(files(tmp_path / "in", a=b"1"))], "", Choices(to=("Ben",))).result(30)
    assert caught.value.word == "key-revoked"
    with pytest.raises(TowlineError):
        anna.engine.my_rename("Anna again")
