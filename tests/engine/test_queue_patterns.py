"""Patterns of a queue: which files below a folder go through it, and that they hold from the look to the last try."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures, by their names

from engine.api import Choices, Outcome, Wanted
from engine.settings_edit import set_queue
from engine.source import scan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = files(tmp_path / "docs", **{"a.tif": b"1", "b.TMP": b"2", ".hidden": b"3"})
    files(made / "raw", **{"c.tif": b"4"})
    files(made / "in", **{"d.tif": b"5", "e.txt": b"6"})
    (made / "link").symlink_to("a.tif")
    return made


def went(*paths: Path, include: tuple[str, ...] = (), leave_out: tuple[str, ...] = ()) -> list[str]:
    found = scan([str(path) for path in paths], (), include, leave_out)
    return [one.path for one in found if not one.why]


def stayed(*paths: Path, include: tuple[str, ...] = (), leave_out: tuple[str, ...] = ()) -> dict[str, str]:
    found = scan([str(path) for path in paths], (), include, leave_out)
    return {one.path: one.why for one in found if one.why}


def queue(anna: Profile, name: str = "hq", **values: object) -> None:
    set_queue(anna.folder, name, {"cluster": "memory", "to": ["Ben"], **values})
    anna.engine.apply()


# --- what goes -------------------------------------------------------------------------------------------------------------


def test_without_patterns_all_goes_also_what_is_hidden(folder: Path) -> None:
    assert stayed(folder) == {"docs/link": "is a link"}
    assert "docs/.hidden" in went(folder)


def test_what_patterns_leave_out_is_listed_with_its_reason_and_a_folder_once_with_all_below(folder: Path) -> None:
    assert stayed(folder, leave_out=("*.tmp", "raw/", "in/*.txt")) == {
        "docs/b.TMP": "is left out by *.tmp",
        "docs/in/e.txt": "is left out by in/*.txt",
        "docs/link": "is a link",
        "docs/raw": "is left out by raw/",
    }


def test_where_files_are_included_no_others_go_and_folders_stay_as_they_are(folder: Path) -> None:
    assert went(folder, include=("*.tif",)) == [
        "docs",
        "docs/a.tif",
        "docs/in",
        "docs/in/d.tif",
        "docs/raw",
        "docs/raw/c.tif",
    ]
    assert stayed(folder, include=("*.tif",))["docs/b.TMP"] == "fits no pattern"


def test_what_a_person_names_goes_whatever_the_patterns_say(folder: Path) -> None:
    named = (folder / "b.TMP", folder / "in", folder / "in" / "e.txt")
    assert went(*named, include=("*.tif",), leave_out=("in", "*.txt", "*.tmp")) == ["b.TMP", "in", "in/d.tif", "e.txt"]


# --- through the engine ------------------------------------------------------------------------------------------------------


def test_a_scan_for_a_queue_finds_what_a_send_through_it_sends(anna: Profile, ben: Profile, folder: Path) -> None:
    queue(anna, include=["*.tif"], leave_out=["raw"])
    found = anna.engine.scan("t", [str(folder)], lambda part: None, "hq").result(30)
    assert (found.files, found.folders, found.left_out) == (2, 2, 5)
    assert (str(folder / "raw"), "is left out by raw") in [(row.path, row.why) for row in found.left]
    assert anna.engine.scan("t", [str(folder)], lambda part: None).result(30).left_out == 1
    row = anna.ended(anna.engine.send([str(folder)], "hq", Choices()).result())
    assert (row.outcome, row.entries, row.left_out) == (Outcome.STORED, 2, 5)
    offered = [entry.path for entry in ben.engine.offer_entries(ben.offer("docs").id)]
    assert sorted(offered) == ["docs", "docs/a.tif", "docs/in", "docs/in/d.tif"]


def test_a_send_keeps_the_patterns_of_its_queue_through_a_restart_and_when_it_is_sent_again(
    anna: Profile, ben: Profile, folder: Path
) -> None:
    queue(anna, leave_out=["*.tmp", "raw/"])
    id = anna.engine.send([str(folder)], "hq", Choices(), wanted=Wanted.PAUSE).result()
    anna.engine.stop()  # it is not scanned yet
    set_queue(anna.folder, "hq", {"leave_out": None})
    anna.start()
    anna.engine.resume([id]).result()
    row = anna.ended(id)
    assert (row.outcome, row.entries, row.left_out) == (Outcome.STORED, 4, 3)
    (again,) = anna.engine.again([id]).result()
    row = anna.ended(again)
    assert (row.outcome, row.entries, row.left_out) == (Outcome.STORED, 4, 3)


def test_a_send_without_a_queue_has_no_patterns(anna: Profile, ben: Profile, folder: Path) -> None:
    queue(anna, include=["*.tif"])
    row = anna.ended(anna.engine.send([str(folder)], "", Choices(to=("Ben",))).result())
    assert (row.entries, row.left_out) == (6, 1)
