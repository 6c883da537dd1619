"""Paths that strangers choose, fetched onto the real file system, also while somebody swaps folders for links meanwhile."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from bundle_maker import BLOCK, MTIME
from receive_kit import Reader1

from engine import wire
from engine.api import Exists, Outcome
from engine.link_memory import MemoryBroker
from engine.names import PARTS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the links and rights of POSIX")

LEAVE = [
    "../escape", "safe/../escape", "safe/../../escape", "/absolute", "//host/x", ".", "..", "", "a//b", "./a", "a/", "a/.", "a/./b", "/", "a/..",
    "../../../../etc/passwd", "a\0b", "x" * 256, "d/" * 2049 + "x",
]  # fmt: skip
STRANGE = [
    "C:\\absolute", "C:rel", "\\\\server\\share", "\\\\?\\C:\\x", "a\\..\\b", "..\\up", "NUL", "nul.txt", "nul.jpg.txt",
    "some.nul.jpg", "con.txt", "COM1.log", "COM0", "LPT9", "COM¹", "CONIN$", "aux ", "file:stream", "f.txt::$DATA",
    "f:Zone.Identifier", "trailing.", "trailing ", "foo /bar", "foo./bar", "foo.d/bar. txt", "foo>bar.txt", "a\x1bb", "a\x7fb",
    "line\nbreak", "zero\u200bwidth", "bidi\u202efdp.exe", "README", "readme", "Readme", "\u00e9", "e\u0301", "ß", "SS", "ss",
    "ı", "I", "i", "\u212a", "k", "K", "full\uff1acolon", "full:colon", "x" * 255, "é" * 127, "-rf", "--help", "~", "~root",
    "$HOME", "`id`", "%PATH%", "...", ". .", " ", "TOWLIN~1", ".leading", ".bashrc", ".towline-parts", ".towline-parts/p1",
    ".TOWLINE-PARTS", ".towline-part\u0073\u0301", ".towline-parts-x/y", "deep/" * 400 + "x",
]  # fmt: skip


@pytest.fixture
def ben(tmp_path: Path, broker: MemoryBroker) -> Iterator[Reader1]:
    reader = Reader1(tmp_path, broker)
    (tmp_path / "outside").mkdir()
    yield reader
    reader.close()


def outside(ben: Reader1) -> list[str]:
    """What is beside the folder and does not belong to the test itself."""
    known = {"target", "vault", "reader.sqlite", "reader.sqlite-wal", "reader.sqlite-shm"}
    return sorted(
        str(p.relative_to(ben.home)) for p in ben.home.rglob("*") if p.relative_to(ben.home).parts[0] not in known
    )


def every_file(folder: Path) -> list[bytes]:
    """The content of every file below it, links not followed, however deep."""
    found: list[bytes] = []
    for _, _, names, here in os.fwalk(folder, follow_symlinks=False):
        for name in names:
            with suppress(OSError):  # a link
                file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=here)
                with os.fdopen(file, "rb") as opened:
                    found.append(opened.read())
    return found


@pytest.mark.parametrize("path", LEAVE, ids=lambda path: repr(path[:20]))
def test_a_path_that_leaves_is_refused_and_nothing_is_written(ben: Reader1, path: str) -> None:
    maker = ben.maker(inline=False, block_size=65536)
    maker.add("good", b"good")
    maker.flush()
    maker.entries.append(wire.Entry(path, False, wire.CLOSED, 0, 0, 4, maker.entries[0].digest, MTIME, 0o644))
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.FAILED
    assert ben.row(fetch)["why"]
    assert outside(ben) == ["outside"]
    assert ben.files() == {}


@pytest.mark.parametrize("exists", [Exists.BOTH, Exists.REPLACE])
def test_every_strange_name_is_placed_inside_and_none_is_lost(ben: Reader1, exists: Exists) -> None:
    maker = ben.maker(inline=False, block_size=65536)
    content = {path: f"{n}: {path}".encode() for n, path in enumerate(STRANGE)}
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    fetch = ben.fetch(maker, exists=exists)
    ben.start()
    assert ben.ended(fetch) in (Outcome.PLACED, Outcome.PARTLY)
    placed = sorted(every_file(ben.target))
    states = ben.states(fetch)
    assert placed == sorted(data for path, data in content.items() if states[path] == "in place")
    assert all(entry.why for entry in ben.entries(fetch) if entry.state != "in place")
    assert sum(state != "in place" for state in states.values()) <= 1, states
    assert not [name for name in os.listdir(ben.target) if name.casefold().startswith(PARTS)]
    assert outside(ben) == ["outside"]


def test_a_file_that_is_the_folder_of_another_costs_only_one_of_them(ben: Reader1) -> None:
    maker = ben.maker()
    maker.add("parent", b"file")
    maker.add("parent/child", b"child")
    maker.add_folder("both")
    maker.add("both", b"a folder and a file")
    maker.add("other", b"other")
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) in (Outcome.PLACED, Outcome.PARTLY)
    assert ben.files()["other"] == b"other"
    placed = [entry for entry in ben.entries(fetch) if entry.state == "in place"]
    assert len(placed) >= 3
    assert all(entry.why for entry in ben.entries(fetch) if entry.state != "in place")


def test_links_and_hard_links_to_the_outside_are_left_alone(ben: Reader1) -> None:
    secret = ben.home / "outside/secret"
    secret.write_bytes(b"old")
    ben.target.mkdir()
    (ben.target / "link").symlink_to(secret)
    (ben.target / "folder").symlink_to(ben.home / "outside")
    os.link(secret, ben.target / "hard")
    (ben.target / "dangling").symlink_to(ben.home / "outside/new")
    maker = ben.maker()
    for path in ("link", "folder/secret", "folder/new", "hard", "dangling"):
        maker.add(path, b"new " + path.encode() * 2000)
    ben.accept(maker)
    fetch = ben.fetch(maker, exists=Exists.REPLACE)
    ben.start()
    assert ben.ended(fetch) in (Outcome.PLACED, Outcome.PARTLY)
    assert outside(ben) == ["outside", "outside/secret"]
    assert secret.read_bytes() == b"old"
    assert (ben.target / "folder").is_symlink()


class Mutator:
    """Swaps every folder in the target for a link to the outside and back, while something else works in it."""

    def __init__(self, target: Path, aim: Path) -> None:
        self._target, self._aim = target, aim
        self._ending = threading.Event()
        self.began = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.swaps = 0

    def __enter__(self) -> Mutator:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._round()
            self._ending.wait(0.0005)  # the other side shall get on, too

    def _round(self) -> None:
        for name in ("a", "a/b", PARTS, "c"):
            here = self._target / name
            aside = self._target / f"aside {self.swaps}"
            with suppress(OSError):
                if here.is_symlink():
                    here.unlink()
                elif name == PARTS:
                    here.rename(aside)
                    here.symlink_to(self._aim)
                    here.unlink()
                    aside.rename(here)
                else:
                    here.rename(aside)
                    here.symlink_to(self._aim)
                    self.swaps += 1
                    self.began.set()


def test_nothing_gets_out_while_folders_are_swapped_for_links(ben: Reader1) -> None:
    """A fetch of small and large files into folders that somebody with rights there exchanges all the time."""
    maker = ben.maker(inline=False)
    content = {f"{folder}/f{n}": os.urandom(BLOCK * (3 if n % 20 == 0 else 0) + 50) for folder in ("a", "a/b", "c") for n in range(80)}  # fmt: skip
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    (ben.target / "c").mkdir(parents=True)
    fetch = ben.fetch(maker)
    with Mutator(ben.target, ben.home / "outside") as mutator:
        assert mutator.began.wait(30)
        ben.start()
        ben.until(lambda: bool(ben.row(fetch)["outcome"] or ben.row(fetch)["why"]))
    assert outside(ben) == ["outside"]
    ben.stop()
    whole = set(content.values())
    parts = {path for path in ben.target.rglob("*") if path.is_file() and path.parent.name.startswith(PARTS)}
    for path in ben.target.rglob("*"):
        if path.is_file() and path not in parts:
            assert path.read_bytes() in whole, "a file with a name is a whole one"
