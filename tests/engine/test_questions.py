"""What waits for a person, through the engine: which questions stand, and what every answer does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import journal_sends
from engine.api import Changed, Choices, Exists, Outcome, QuestionRow, TransferRow
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker


@pytest.fixture
def carl(tmp_path: Path, broker: MemoryBroker) -> Iterator[Profile]:
    """Somebody nobody accepted yet."""
    profile = Profile(tmp_path, "Carl", broker)
    yield profile
    profile.engine.stop()


def asked(profile: Profile, cause: str, count: int = 1) -> list[QuestionRow]:
    """Waits until there are so many questions of this kind."""
    found: list[QuestionRow] = []

    def there() -> bool:
        found[:] = [row for row in profile.engine.questions() if row.cause == cause]
        return len(found) == count

    with profile.heard:
        assert profile.heard.wait_for(there, 60), profile.engine.questions()
    return found


def taken(anna: Profile, ben: Profile, tmp_path: Path) -> str:
    """A fetch of three files, two of which have names that other files have."""
    source = files(tmp_path / "docs", a=b"theirs", b=b"theirs too", c=b"free")
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    target = tmp_path / "in"
    target.mkdir()
    files(target / "docs", a=b"mine", b=b"mine")
    fetch = ben.engine.fetch(ben.offer("docs").id, [], str(target), Exists.ASK).result()
    ben.wait(fetch, lambda row: row.state == "needs-you")
    return fetch


def test_taken_names_are_asked_for_one_by_one_and_answered_together(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    fetch = taken(anna, ben, tmp_path)
    rows = asked(ben, "exists", 2)
    assert [(row.title, row.transfer, row.choices[0]) for row in rows] == [
        ("docs/a", fetch, "both"),
        ("docs/b", fetch, "both"),
    ]
    assert {row.number for row in rows} == {
        entry.number for entry in ben.engine.entries(fetch) if entry.state == "asks"
    }
    assert "2 of 3" in ben.engine.transfer(fetch).why
    assert ben.engine.answer([row.id for row in rows], "replace").result() == 2
    assert ben.ended(fetch).outcome == Outcome.PLACED
    assert (tmp_path / "in" / "docs" / "a").read_bytes() == b"theirs"
    assert ben.engine.questions() == []
    assert ben.engine.answer([row.id for row in rows], "both").result() == 0


def test_an_answer_given_twice_counts_once_and_the_first_one_stands(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    fetch = taken(anna, ben, tmp_path)
    first, second = asked(ben, "exists", 2)
    assert ben.engine.answer([first.id, first.id], "skip").result() == 1
    assert ben.engine.answer([first.id, second.id], "replace").result() == 1
    assert ben.ended(fetch).outcome == Outcome.PLACED
    docs = tmp_path / "in" / "docs"
    assert ((docs / "a").read_bytes(), (docs / "b").read_bytes()) == (b"mine", b"theirs too")


def test_questions_and_answers_outlive_the_engine(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    fetch = taken(anna, ben, tmp_path)
    before = asked(ben, "exists", 2)
    ben.engine.stop()
    ben.start()
    assert asked(ben, "exists", 2) == before
    ben.engine.answer([row.id for row in before], "both").result()
    ben.engine.stop()
    ben.start()
    assert ben.ended(fetch).outcome == Outcome.PLACED
    assert len(list((tmp_path / "in" / "docs").iterdir())) == 5


def test_an_answer_is_told_to_windows(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    fetch = taken(anna, ben, tmp_path)
    rows = asked(ben, "exists", 2)
    with ben.heard:
        ben.events.clear()
    ben.engine.answer([rows[0].id], "skip").result()
    told = [event.row.id for event in ben.events if isinstance(event, Changed) and isinstance(event.row, TransferRow)]
    assert fetch in told


def test_what_is_no_answer_is_refused_and_changes_nothing(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    taken(anna, ben, tmp_path)
    rows = asked(ben, "exists", 2)
    for ids, choice in (
        ([rows[0].id], "cancel"),
        ([rows[0].id], "ask"),
        (["nothing/1"], "both"),
        (["person/x"], "add"),
    ):
        with pytest.raises(TowlineError):
            ben.engine.answer(ids, choice).result()
    assert asked(ben, "exists", 2) == rows


def test_a_cancelled_fetch_asks_nothing_any_more(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    fetch = taken(anna, ben, tmp_path)
    rows = asked(ben, "exists", 2)
    ben.engine.cancel([fetch]).result()
    assert ben.engine.questions() == []
    assert ben.engine.answer([row.id for row in rows], "replace").result() == 0
    assert ben.ended(fetch).outcome == Outcome.CANCELLED


# --- transfers ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def slow(anna: Profile) -> None:
    """The link is known to be so slow that a send takes longer than the week that the cluster keeps things."""
    with anna.engine.journal.write() as db:
        journal_sends.remember_rate(db, "memory", 0.1)


@pytest.mark.parametrize(("choice", "outcome"), [("anyway", Outcome.STORED), ("cancel", Outcome.CANCELLED)])
def test_a_send_that_may_outlast_the_retention_asks_first(
    anna: Profile, slow: None, tmp_path: Path, choice: str, outcome: Outcome
) -> None:
    source = files(tmp_path / "docs", a=os.urandom(100_000))
    sent = anna.engine.send([str(source)], "", Choices(to=("me",))).result()
    anna.wait(sent, lambda row: row.state == "needs-you")
    (row,) = asked(anna, "retention")
    assert (row.transfer, row.choices, row.number) == (sent, ("anyway", "cancel"), -1)
    assert row.sentence == anna.engine.transfer(sent).why and row.at > 0
    assert anna.engine.answer([row.id], choice).result() == 1
    assert anna.ended(sent).outcome == outcome
    assert anna.engine.answer([row.id], choice).result() == 0


def test_a_fetch_whose_folder_is_away_goes_on_in_another_one(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    fetch = taken(anna, ben, tmp_path)
    ben.engine.stop()
    old, new = tmp_path / "in", tmp_path / "other" / "deep"
    shutil.move(old, tmp_path / "away")
    ben.start()
    (row,) = asked(ben, "folder-away")
    assert (row.transfer, row.choices) == (fetch, ("folder", "cancel"))
    for wrong in ("", "relative"):
        with pytest.raises(TowlineError):
            ben.engine.answer([row.id], "folder", wrong).result()
    assert ben.engine.answer([row.id], "folder", str(new)).result() == 1
    assert ben.ended(fetch).outcome == Outcome.PLACED
    assert ben.engine.questions() == []
    assert ben.engine.transfer(fetch).folder == str(new)
    assert {path.name: path.read_bytes() for path in (new / "docs").iterdir()} == {"a": b"theirs", "b": b"theirs too"}
    shutil.move(tmp_path / "away", old)
    assert all(entry.state == "in place" for entry in ben.engine.verify(fetch).result())
    places = {Path(entry.path).name: new / entry.placed_as for entry in ben.engine.entries(fetch) if not entry.folder}
    assert places == {"a": new / "docs" / "a", "b": new / "docs" / "b", "c": old / "docs" / "c"}


# --- people -------------------------------------------------------------------------------------------------------------


def stranger(carl: Profile, ben: Profile, tmp_path: Path) -> QuestionRow:
    carl.engine.people_add(ben.engine.my_card(), "Ben", verified=True)
    source = files(tmp_path / "docs", a=b"1")
    carl.ended(carl.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    ben.offer("docs")
    (row,) = asked(ben, "person")
    return row


def test_an_offer_of_a_key_nobody_knows_asks_about_the_person(
    anna: Profile, ben: Profile, carl: Profile, tmp_path: Path
) -> None:
    row = stranger(carl, ben, tmp_path)
    assert (row.title, row.choices, row.transfer, row.number) == ("Carl", ("add", "block"), "", -1)
    assert row.at > 0
    assert ben.engine.answer([row.id], "add", "Charly").result() == 1
    assert [p.trust for p in ben.engine.people() if p.name == "Charly"] == ["not-verified"]
    assert ben.engine.questions() == []
    assert ben.engine.answer([row.id], "block").result() == 0


def test_a_blocked_person_is_not_asked_about_again(anna: Profile, ben: Profile, carl: Profile, tmp_path: Path) -> None:
    row = stranger(carl, ben, tmp_path)
    assert ben.engine.answer([row.id], "block").result() == 1
    again = files(tmp_path / "more", a=b"1")
    carl.ended(carl.engine.send([str(again)], "", Choices(to=("Ben",))).result())
    ben.engine.offers("memory", 30)
    assert ben.engine.questions() == []


def test_a_question_stays_the_same_over_more_offers(anna: Profile, ben: Profile, carl: Profile, tmp_path: Path) -> None:
    row = stranger(carl, ben, tmp_path)
    again = files(tmp_path / "more", a=b"1")
    carl.ended(carl.engine.send([str(again)], "", Choices(to=("Ben",))).result())
    assert ben.offer("more")
    assert asked(ben, "person") == [row]
