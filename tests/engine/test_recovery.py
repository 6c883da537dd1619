"""The recovery file: what it brings back, and when it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import recovery
from engine.api import Choices, Exists, Outcome
from engine.errors import TowlineError
from engine.keys import Identity
from engine.link_memory import MemoryBroker

PASSPHRASE = "Grüße aus Bremen"


@pytest.fixture
def anew(tmp_path: Path, broker: MemoryBroker) -> Iterator[Profile]:
    """Anna's next computer."""
    profile = Profile(tmp_path, "Anew", broker)
    yield profile
    profile.engine.stop()


def word_of(profile: Profile, text: str, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(TowlineError) as caught:
        profile.engine.recover(text, passphrase)
    return caught.value.word


def test_identity_and_team_keys_come_back(anna: Profile, ben: Profile, anew: Profile, tmp_path: Path) -> None:
    anna.engine.team_new("plant")
    anna.engine.team_change_key("plant")
    source = files(tmp_path / "docs", a=b"1")
    sent = ben.ended(ben.engine.send([str(source)], "", Choices(to=("Anna",))).result())
    text = anna.engine.recovery(PASSPHRASE)
    saved = anna.engine.me().recovery_saved
    assert saved > 0
    anna.engine.stop()

    assert anew.engine.recover(text, PASSPHRASE) == anna_s(ben)
    me = anew.engine.me()
    assert (me.name, me.fingerprint, me.recovery_saved) == ("Anna", anna_s(ben), saved)
    assert [(team.name, team.keys) for team in anew.engine.teams()] == [("plant", 2)]
    assert [row.name for row in anew.engine.people() if row.trust == "me"] == ["Anna"]
    anew.engine.people_add(ben.engine.my_card(), "Ben", verified=True)
    assert anew.offer("docs").id == sent.offer
    fetched = anew.engine.fetch(sent.offer, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert anew.ended(fetched).outcome == Outcome.PLACED
    back = anew.ended(anew.engine.send([str(source)], "", Choices(to=("Ben",)), title="back").result())
    assert back.outcome == Outcome.STORED and ben.offer("back").trusted


def anna_s(ben: Profile) -> str:
    (row,) = [row for row in ben.engine.people() if row.name == "Anna"]
    return row.fingerprint


def test_what_was_sent_before_is_known_again_and_no_number_is_given_twice(
    anna: Profile, ben: Profile, anew: Profile, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", a=b"1")
    first = anna.ended(anna.engine.send([str(source)], "", Choices(to=("me",))).result())
    text = anna.engine.recovery(PASSPHRASE)
    anna.engine.stop()
    anew.engine.offers("memory", 30)  # the catalog was read to its end as somebody else
    anew.engine.recover(text, PASSPHRASE)
    again = anew.ended(anew.engine.send([str(source)], "", Choices(to=("me",)), title="again").result())
    assert again.outcome == Outcome.STORED
    offers = {row.title: row for row in anew.engine.offers("memory", 30)}
    assert offers["docs"].id == first.offer and offers["docs"].mine
    assert offers["docs"].state == offers["again"].state == "complete"


def test_it_survives_the_next_start(anna: Profile, anew: Profile) -> None:
    text = anna.engine.recovery(PASSPHRASE)
    anew.engine.recover(text, PASSPHRASE)
    anew.engine.stop()
    anew.start()
    assert anew.engine.my_fingerprint() == anna.engine.my_fingerprint()


def test_a_wrong_passphrase_and_damage_are_told_apart(anna: Profile, anew: Profile) -> None:
    before = anew.engine.my_fingerprint()
    text = anna.engine.recovery(PASSPHRASE)
    assert word_of(anew, text, PASSPHRASE.lower()) == "wrong-passphrase"
    assert word_of(anew, text[:-9]) == "usage"
    assert word_of(anew, text.replace(recovery.KIND, "towline-card:")) == "usage"
    assert word_of(anew, "") == "usage"
    assert anew.engine.my_fingerprint() == before


def test_lines_may_be_broken_otherwise_and_umlauts_spelled_otherwise(anna: Profile, anew: Profile) -> None:
    first, _, block = anna.engine.recovery(PASSPHRASE).partition("\n")
    assert first == recovery.FIRST_LINE and max(map(len, block.splitlines())) <= 76
    mailed = "\r\n  ".join(["> see below", *block.split()])
    assert anew.engine.recover(mailed, "Gru\u0308ße aus Bremen") == anna.engine.my_fingerprint()


@pytest.mark.parametrize("how", ["sent", "fetched"])
def test_an_identity_that_was_used_is_not_replaced(anna: Profile, ben: Profile, tmp_path: Path, how: str) -> None:
    source = files(tmp_path / "docs", a=b"1")
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    if how == "fetched":
        ben.ended(ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result())
    used, other = (anna, ben) if how == "sent" else (ben, anna)
    fingerprint = used.engine.my_fingerprint()
    assert word_of(used, other.engine.recovery(PASSPHRASE)) == "identity-used"
    assert used.engine.my_fingerprint() == fingerprint
    assert used.ended(used.engine.send([str(source)], "", Choices(to=("me",))).result()).outcome == Outcome.STORED


def test_my_own_recovery_file_brings_team_keys_back_at_any_time(anna: Profile, tmp_path: Path) -> None:
    anna.engine.team_new("plant")
    text = anna.engine.recovery(PASSPHRASE)
    source = files(tmp_path / "docs", a=b"1")
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("me",))).result())
    anna.engine.vault.remove("team/plant")
    anna.engine.stop()
    anna.start()
    assert anna.engine.recover(text, PASSPHRASE) == anna.engine.my_fingerprint()
    assert [team.name for team in anna.engine.teams()] == ["plant"]


def test_a_recovery_file_needs_a_passphrase(anna: Profile) -> None:
    with pytest.raises(TowlineError) as caught:
        anna.engine.recovery("")
    assert caught.value.word == "usage"
    assert anna.engine.me().recovery_saved == 0


# --- the format's vector (docs/FORMAT.md, part 11) --------------------------------------------------------------------------

VECTOR = """\
Towline recovery file: with its passphrase it brings back one person's identity and team keys. Keep it safe.
towline-recovery:AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhvAFKgl6qqjJclitb2nYuh
iMA3wP2aqJWH9sVChU5cIppYFo702sxIsglbrCiyKEbyRIOyqdL6J_ybYLwy4jLduzJcHPOOtJdp
o6yBfHk6MDvo87F7czeiGDkbR-ViDegeXNOwNiO1YMcN_I5cFHGSSIdzHE_5fvhDcsw5pdHrbuVD
k3gG8ltlEIi3Z7id255l8dPEVrZFc9U3msP5tvOpIuyW4oWlY1bQfpO6-1qlsV6158JakEBDKdEg
f0NsC80Z1I6yq2waUXAhQEBAo6ja53KRlbzRTqFgaauELU1_JpSS4ZkfCgTzTxfyBeHCc8bKxkuf
thJVGB3-vJLXT53Iv5LUHHwlJRF8m1r3EGcA7wCl-l-VJWF2fecxvJkrt_qmq8Jrkq7Go7hq03VU
utLaDgvpyZcUHcefm8s79jFvr_j1r3OF-CwjKlqCk338FfsvszIsclHVb1xfZTnWyAC1Ac5sQjRj
50bvDNhvY3U_TvjjoIlVaUUZoFB9E3yOsQwoShCQtcotfZOHbiuhuNQ
"""


def vector() -> recovery.Recovery:
    identity = Identity.from_bytes(b"\x01" + bytes(range(128)) + "Änne".encode())
    teams = {"plant": [(1_700_000_100, b"\x11" * 32), (1_600_000_000, b"\x22" * 32)]}
    older = Identity.from_bytes(b"\x01" + bytes(range(128, 256)) + b"Anne")
    return recovery.Recovery(identity, 1_500_000_000, 1_700_000_200, teams, [older])


def test_the_text_is_the_vector_s() -> None:
    assert recovery.text_of(vector(), "correct horse", extra=bytes(range(28))) == VECTOR


def test_the_vector_is_read() -> None:
    found, wanted = recovery.read(VECTOR, "correct horse"), vector()
    assert found.identity.to_bytes() == wanted.identity.to_bytes()
    assert [each.to_bytes() for each in found.older] == [each.to_bytes() for each in wanted.older]
    assert (found.made, found.saved, found.teams) == (wanted.made, wanted.saved, wanted.teams)
