"""Names from strangers: what each system gets instead, what counts as the same name, what a terminal is shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import TowlineError
from engine.names import conflict_name, fold_key, local_path, shown, size_text, why_substituted

PATHS_THAT_LEAVE = [
    "../escape", "safe/../escape", "/absolute", "..", ".", "", "a//b", "./a", "//host/x", "a/", "a/.", "nul\0byte", "\ud800",
]  # fmt: skip

ON_WINDOWS = {
    r"C:\absolute": "C__absolute",
    "C:rel": "C_rel",
    r"\\server\share": "__server_share",
    "\\\\?\\C:\\x": "____C__x",
    r"a\..\b": "a_.._b",
    "NUL": "_NUL",
    "nul.txt": "_nul.txt",
    "nul.jpg.txt": "_nul.jpg.txt",
    "some.nul.jpg": "some.nul.jpg",
    "con.txt": "_con.txt",
    "con .txt": "_con .txt",
    "COM1.log": "_COM1.log",
    "COM0": "_COM0",
    "COM10": "COM10",
    "LPT9": "_LPT9",
    "COM¹": "_COM¹",
    "CONIN$": "_CONIN$",
    "aux ": "aux_",
    "file:stream": "file_stream",
    "f.txt::$DATA": "f.txt__$DATA",
    "f:Zone.Identifier": "f_Zone.Identifier",
    "trailing.": "trailing_",
    "trailing ": "trailing_",
    "foo /bar": "foo_/bar",
    "foo./bar": "foo_/bar",
    "foo.d/bar. txt": "foo.d/bar. txt",
    "foo>bar.txt": "foo_bar.txt",
    "a\x1bb\x00"[:3]: "a_b",
    "line\nbreak": "line_break",
    "TOWLIN~1/x": "TOWLIN_1/x",
    ".leading": ".leading",
}


@pytest.mark.parametrize("path", PATHS_THAT_LEAVE)
@pytest.mark.parametrize("system", ["posix", "windows", "macos"])
def test_a_path_that_leaves_its_folder_is_refused(path, system):
    with pytest.raises(TowlineError) as error:
        local_path(path, system)
    assert error.value.word == "refused"


@pytest.mark.parametrize(("path", "here"), ON_WINDOWS.items())
def test_windows_gets_a_name_it_can_hold(path, here):
    assert local_path(path, "windows") == here
    assert bool(why_substituted(path, "windows")) == (path != here)


@pytest.mark.parametrize("path", [p for p in ON_WINDOWS if "TOWLIN" not in p])
def test_posix_keeps_every_name(path):
    assert local_path(path, "posix") == path
    assert why_substituted(path, "posix") == ""


@pytest.mark.parametrize("name", [".towline-parts", ".Towline-Parts", ".towline-parts-2", ".tow\u200bline-parts"])
@pytest.mark.parametrize("system", ["posix", "windows", "macos"])
def test_nobody_can_name_the_staging_folder(name, system):
    assert local_path(f"a/{name}/x", system).split("/")[1].startswith("_.")


def test_a_long_name_is_shortened_and_stays_distinct():
    assert local_path("n" * 255, "posix") == "n" * 255
    one, two = local_path("ü" * 200 + "1.tif", "posix"), local_path("ü" * 200 + "2.tif", "posix")
    assert one != two
    assert one.endswith(".tif")
    assert len(one.encode()) <= 255
    assert local_path("ü" * 200, "windows") == "ü" * 200  # 200 units there
    assert len(local_path("n" * 200, "posix", longest=143)) == 143


@given(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=300))
def test_every_windows_name_is_safe_and_stays_as_it_is(name):
    if name in (".", ".."):
        return
    here = local_path(name, "windows")
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', here)
    assert here[-1] not in ". "
    assert len(here.encode("utf-16-le")) <= 510
    assert local_path(here, "windows") == here


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("README", "readme"),
        ("caf\u00e9", "cafe\u0301"),
        ("stra\u00dfe", "STRASSE"),
        ("\u0131", "I"),
        ("\u212a", "k"),
        ("a\u200bb", "AB"),
    ],
)
def test_what_a_folding_volume_may_confuse_has_one_key(one, other):
    assert fold_key(one, True) == fold_key(other, True)
    assert fold_key(one, False) != fold_key(other, False)


@given(st.text(st.characters(codec="utf-8")))
def test_folding_twice_changes_nothing(text):
    assert fold_key(fold_key(text, True), True) == fold_key(text, True)


def test_a_conflict_name_says_from_whom_and_keeps_the_ending():
    assert re.fullmatch(
        r"in/report \(from Anna 2026-11-2\d \d{6}\)\.pdf", conflict_name("in/report.pdf", "Anna", 1795382000)
    )
    assert conflict_name(".profile", "Anna", 0).startswith(".profile (from Anna ")
    assert conflict_name("a.b", "x", 0, number=2).endswith(" 2).b")


@given(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=255), st.text(max_size=100))
def test_a_conflict_name_is_one_component_that_fits(name, sender):
    new = conflict_name(name, sender, 1e9)
    assert len(new.encode()) <= 255
    assert "/" not in new
    assert not re.search(r'[:\\*?"<>|]', new.removeprefix(name[:1])) or re.search(r'[:\\*?"<>|]', name)


def test_nothing_in_a_name_can_hide_or_imitate():
    assert shown("gpj.\u202eexe") == "gpj.exe"
    assert shown("a\u200bb\u2066c\ufeff") == "abc"
    assert shown("red\x1b[31m\nnext\x7f\x9b") == "red␛[31m␊next␡\ufffd"
    assert shown("Grüße 文.txt") == "Grüße 文.txt"
    assert shown("bad\udcff") == "bad\ufffd"


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (99_960, "100 kB"), (999_999, "1.0 MB"), (3_200_000_000, "3.2 GB")],
)
def test_sizes_are_short(size, text):
    assert size_text(size) == text
