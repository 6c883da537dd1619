"""A folder that others may write to is sent: nothing outside of it goes, whatever they put in the place of its folders."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture  # noqa: F401  fixtures are found by their names

from engine.api import Choices, Exists, Outcome
from engine.source import LeftOut, SourceFile, names_of, read_small, scan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the links of POSIX")

SECRET = b"only mine"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder to send, and beside it another one with the same names."""
    for top, content in (("docs", b"good"), ("outside", SECRET)):
        (tmp_path / top / "a" / "b").mkdir(parents=True)
        for name in ("a/one", "a/b/two"):
            (tmp_path / top / name).write_bytes(content)
    (tmp_path / "outside" / "a" / "secret name").write_bytes(SECRET)
    return tmp_path / "docs"


def swap(folder: Path, link: Path) -> None:
    folder.rename(folder.with_name("aside"))
    folder.symlink_to(link)


@pytest.mark.parametrize("link", ["a", "a/b"])
def test_a_folder_that_became_a_link_is_not_passed(source: Path, link: str) -> None:
    file = str(source / "a" / "b" / "two")
    SourceFile(file, "docs/a/b/two").close()
    swap(source / link, source.parent / "outside" / link)
    assert Path(file).read_bytes() == SECRET  # that is where the path leads
    for path in ("docs/a/b/two", "a/b/two"):  # chosen with its folder, and from inside a watched one
        with pytest.raises(LeftOut, match="a folder above it is a link now"):
            SourceFile(file, path)
        with pytest.raises(LeftOut, match="a folder above it is a link now"):
            read_small(file, path, 100)


def test_what_a_person_chose_may_stand_behind_a_link(source: Path) -> None:
    (source.parent / "way").symlink_to(source.parent)
    way = source.parent / "way" / "docs"
    assert read_small(str(way / "a" / "one"), "docs/a/one", 100)[0] == b"good"
    assert [found.path for found in scan([str(way)]) if not found.why] == [
        "docs", "docs/a", "docs/a/b", "docs/a/b/two", "docs/a/one",
    ]  # fmt: skip


def test_no_names_are_told_of_a_folder_that_became_a_link(source: Path) -> None:
    listed = scan([str(source)])
    assert [next(listed).path, next(listed).path] == ["docs", "docs/a"]
    swap(source / "a" / "b", source.parent / "outside" / "a")
    rest = list(listed)
    assert all("secret" not in found.path for found in rest)
    assert [found.why for found in rest if found.path == "docs/a/b"] == ["is a link"]
    with pytest.raises(OSError, match=r"link|directory"):
        names_of(str(source / "a" / "b"), "", "docs/a/b")


def test_nothing_from_outside_is_sent_while_folders_are_swapped_for_links(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    for top in ("docs", "outside"):
        for folder in ("a", "b"):
            (tmp_path / top / folder).mkdir(parents=True)
            for n in range(60):
                data = SECRET * 30 if top == "outside" else b"good " * 30
                (tmp_path / top / folder / f"{n:02}").write_bytes(data * (1000 if n % 20 == 0 else 1))
                os.utime(tmp_path / top / folder / f"{n:02}", (1_700_000_000, 1_700_000_000))
    began, ending = threading.Event(), threading.Event()

    def mutate() -> None:
        while not ending.is_set():
            for name in ("a", "b"):
                here, aside = tmp_path / "docs" / name, tmp_path / f"aside {name}"
                here.rename(aside)
                here.symlink_to(tmp_path / "outside" / name)
                began.set()
                ending.wait(0.001)
                here.unlink()
                aside.rename(here)
                ending.wait(0.001)

    thread = threading.Thread(target=mutate)
    thread.start()
    try:
        assert began.wait(30)
        ids = [
            anna.engine.send([str(tmp_path / "docs")], "", Choices(to=("Ben",), block_size=8192), title=title).result()
            for title in ("first", "second", "third")
        ]
        assert {anna.ended(id).outcome for id in ids} <= {Outcome.STORED, Outcome.FAILED}
    finally:
        ending.set()
        thread.join()
    last = anna.engine.send([str(tmp_path / "docs")], "", Choices(to=("Ben",)), title="at rest").result()
    assert anna.ended(last).outcome is Outcome.STORED
    for row in ben.engine.offers("memory", 30):
        fetch = ben.engine.fetch(row.id, [], str(tmp_path / "in" / row.title), Exists.BOTH).result()
        assert ben.ended(fetch).outcome == Outcome.PLACED
    arrived = {path for path in (tmp_path / "in").rglob("*") if path.is_file()}
    assert len([path for path in arrived if path.is_relative_to(tmp_path / "in" / "at rest")]) == 120
    assert [path for path in arrived if b"mine" in path.read_bytes()] == []
