"""A look at paths before they are sent: what is there, what will not go, how well it compresses, in bounded memory."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest

from engine.api import Choices, LeftOutRow, ScanItem, ScanRow
from engine.errors import TowlineError
from engine.scan import MOST_ROWS, SAMPLE, SAMPLES, Looks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    (made / "in" / "deep").mkdir(parents=True)
    (made / "a.txt").write_bytes(b"text " * 40)
    (made / "in" / "b").write_bytes(b"12")
    (made / "in" / "deep" / "c").write_bytes(b"345")
    (made / "in.txt").write_bytes(b"6")
    (made / "link").symlink_to("a.txt")
    return made


def look(*paths: Path) -> ScanRow:
    return Looks().begin("t", [str(path) for path in paths], lambda part: None, Choices()).result(30)


def test_one_folder_is_shown_by_what_is_directly_in_it(folder: Path) -> None:
    row = look(folder)
    assert (row.files, row.folders, row.size, row.left_out, row.done) == (4, 3, 206, 1, True)
    assert row.items == (
        ScanItem(str(folder / "a.txt"), folder=False, files=1, size=200),
        ScanItem(str(folder / "in"), folder=True, files=2, size=5),
        ScanItem(str(folder / "in.txt"), folder=False, files=1, size=1),
    )
    assert row.left == (LeftOutRow(str(folder / "link"), "is a link"),)


def test_several_paths_are_shown_as_given(folder: Path) -> None:
    row = look(folder / "in", folder / "a.txt", folder)
    assert [(item.path, item.files) for item in row.items] == [
        (str(folder / "in"), 2),
        (str(folder / "a.txt"), 1),
        (str(folder), 4),
    ]


def test_a_path_that_is_not_there_is_said(folder: Path) -> None:
    with pytest.raises(TowlineError) as caught:
        look(folder / "none")
    assert caught.value.word == "file"


def test_the_rows_of_a_look_are_bounded_and_its_counts_are_not(tmp_path: Path) -> None:
    for n in range(MOST_ROWS + 5):
        (tmp_path / f"f{n:05}").write_bytes(b"1")
        (tmp_path / f"l{n:05}").symlink_to("f")
    row = look(tmp_path)
    assert (row.files, row.left_out) == (MOST_ROWS + 5, MOST_ROWS + 5)
    assert (len(row.items), len(row.left)) == (MOST_ROWS, MOST_ROWS)


def test_a_sample_tells_what_compression_saves(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"the same words again " * 100_000)
    (tmp_path / "noise").write_bytes(os.urandom(2_100_000))
    saves = look(tmp_path).saves
    assert list(saves) == ["1", "6", "19"]
    assert all(0.4 < part < 0.6 for part in saves.values())
    assert look(tmp_path / "noise").saves == {"1": 0.0, "6": 0.0, "19": 0.0}


def test_small_files_are_sampled_together_as_they_are_packed(tmp_path: Path) -> None:
    for n in range(2000):
        (tmp_path / f"f{n:04}").write_bytes(b"a line that many files have\n" + os.urandom(8))
    assert look(tmp_path).saves["1"] > 0.4


def test_nothing_to_read_gives_no_sample(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    row = look(tmp_path)
    assert (row.files, row.saves, row.done) == (1, {}, True)


def test_a_huge_file_is_sampled_at_a_few_places(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(1 << 40)  # a hole: it takes no room
    row = look(tmp_path / "huge")
    assert row.size == 1 << 40
    assert row.saves["1"] > 0.99
    assert SAMPLES * SAMPLE <= 1 << 20


def test_a_look_that_is_stopped_ends_with_what_it_has(folder: Path) -> None:
    looks = Looks()
    told = threading.Event()
    going_on = threading.Event()

    def hold(part: ScanRow) -> None:
        told.set()
        assert going_on.wait(30)

    under_way: Future[ScanRow] = looks.begin("t", [str(folder)], hold, Choices())
    assert told.wait(30)  # the last part comes before the sample
    looks.stop("t")
    looks.stop("another")
    going_on.set()
    row = under_way.result(30)
    assert (row.files, row.saves) == (4, {})


def test_a_second_look_under_one_ticket_ends_the_first(folder: Path) -> None:
    looks = Looks()
    told, going_on = threading.Event(), threading.Event()

    def hold(part: ScanRow) -> None:
        told.set()
        assert going_on.wait(30)

    first = looks.begin("t", [str(folder)], hold, Choices())
    assert told.wait(30)
    second = looks.begin("t", [str(folder)], lambda part: None, Choices())
    going_on.set()
    assert first.result(30).saves == {}
    assert second.result(30).saves
