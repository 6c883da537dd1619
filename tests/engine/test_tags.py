"""What tags.py promises, and that tags go from who sends to who browses."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import tags
from engine.api import Choices
from engine.errors import TowlineError
from engine.settings_edit import set_queue


def test_words_become_tags() -> None:
    assert tags.parse(["order=4711", " kind = a=b ", "urgent="]) == {"order": "4711", "kind": "a=b", "urgent": ""}
    assert tags.text({"order": "4711", "urgent": ""}) == "order=4711, urgent="


@pytest.mark.parametrize(
    "words",
    [
        ["order"],
        ["=4711"],
        ["a=1", "a=2"],
        ["k" * 65 + "=1"],
        ["k=" + "v" * 256],
        ["k=\x1b[2J"],
        ["k=\udcff"],
        [f"k{n}=v" for n in range(17)],
        [f"k{n:02}=" + "v" * 200 for n in range(16)],
    ],
)
def test_what_cannot_be_a_tag_is_refused_with_a_sentence(words: list[str]) -> None:
    with pytest.raises(TowlineError) as met:
        tags.parse(words)
    assert met.value.word == "usage"


def test_a_receiver_sees_the_tags_of_an_offer(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    wanted = {"order": "4711", "kind": "Prüfbericht"}
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",), tags=wanted)).result()
    anna.ended(sent)
    assert ben.offer("docs").tags == wanted
    assert anna.offer("docs").tags == wanted
    assert anna.engine.details(sent).tags == wanted


def test_tags_that_cannot_be_sent_are_refused_before_anything_is_taken_up(anna: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    with pytest.raises(TowlineError) as met:
        anna.engine.send([str(source)], "", Choices(to=("me",), tags={"": "x"})).result()
    assert met.value.word == "usage"
    assert anna.engine.transfers() == []


def test_a_bundle_with_pages_has_its_tags_too(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "many", **{f"f{n:04}": b"x" for n in range(300)})
    choices = Choices(to=("Ben",), block_size=8192, tags={"k": "v"})
    anna.ended(anna.engine.send([str(source)], "", choices).result())
    assert ben.offer("many").tags == {"k": "v"}


def test_the_queue_is_a_tag_unless_it_has_no_room_or_a_person_gave_one() -> None:
    assert tags.with_queue({"order": "4711"}, "Plant HQ") == {"order": "4711", "queue": "Plant HQ"}
    assert tags.with_queue({"queue": "mine"}, "Plant HQ") == {"queue": "mine"}
    assert tags.with_queue({}, "") == {}
    full = {f"k{n:02}": "v" for n in range(tags.MOST)}
    assert tags.with_queue(full, "Plant HQ") == full


def test_who_browses_sees_the_queue_a_bundle_went_through(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    set_queue(anna.folder, "Plant HQ", {"cluster": "memory", "to": ["Ben"]})
    anna.engine.apply()
    source = files(tmp_path / "docs", a=b"1")
    anna.ended(anna.engine.send([str(source)], "Plant HQ", Choices(tags={"order": "4711"})).result())
    assert ben.offer("docs").tags == {"order": "4711", "queue": "Plant HQ"}
