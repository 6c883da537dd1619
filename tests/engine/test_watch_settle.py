"""When a file has settled and which go together: no disk, no clock but the one given."""

from __future__ import annotations

import pytest

from engine.patterns import HIDDEN, NO_PATTERN, Rules, Wrong, check_pattern
from engine.watch_settle import MOST_BYTES, MOST_FILES, Look, Settling

A, B = Look(10, 1, 1), Look(11, 2, 1)


def settled(settling: Settling, now: float) -> list[str]:
    """Looks again at what is due, which is as it was, and takes a batch."""
    for path in settling.due(now, 10_000):
        settling.looked(path, A, now, 100.0)
    return list(settling.take(now))


def test_a_file_is_settled_when_two_looks_so_far_apart_saw_the_same() -> None:
    settling = Settling(10.0, 0.0, 5.0)
    settling.looked("a", A, 0.0, 0.0)
    settling.looked("a", A, 9.0, 9.0)  # news of it, but nothing changed
    assert settling.take(9.0) == {}
    assert settling.due(9.9, 10) == []
    assert settling.wake_at() == 10.0
    assert settled(settling, 10.0) == ["a"]
    assert len(settling) == settling.ready == 0


def test_a_change_starts_the_time_anew() -> None:
    settling = Settling(10.0, 0.0, 5.0)
    settling.looked("a", A, 0.0, 0.0)
    settling.looked("a", B, 9.0, 0.0)
    assert settling.due(10.0, 10) == []
    assert settling.due(19.0, 10) == ["a"]
    settling.looked("a", A, 19.0, 0.0)  # changed between the looks
    assert settled(settling, 19.0) == []
    assert settled(settling, 29.0) == ["a"]


def test_a_file_that_changes_after_it_settled_is_not_taken() -> None:
    settling = Settling(10.0, 0.0, 5.0)
    settling.looked("a", A, 0.0, 0.0)
    settling.due(10.0, 10)
    settling.looked("a", A, 10.0, 10.0)
    assert settling.ready == 1
    settling.looked("a", B, 10.0, 0.0)
    assert settling.take(100.0) == {}


@pytest.mark.parametrize(("age", "due"), [(0.0, 60.0), (30.0, 30.0), (59.0, 10.0), (-500.0, 60.0)])
def test_the_least_age_counts_from_the_change_or_from_the_first_look(age: float, due: float) -> None:
    settling = Settling(10.0, 60.0, 5.0)
    settling.looked("a", A, 0.0, age)
    assert settling.wake_at() == due


def test_a_file_goes_at_once_unless_another_one_settles_within_the_time_of_a_batch() -> None:
    settling = Settling(10.0, 0.0, 1.0)
    settling.looked("a", A, 0.0, 0.0)
    settling.looked("b", A, 1.1, 0.0)  # too far behind to be waited for
    settling.looked("c", A, 2.0, 0.0)
    assert settled(settling, 10.0) == ["a"]
    assert settled(settling, 11.1) == []
    assert settled(settling, 12.0) == ["b", "c"]


def test_files_close_behind_each_other_go_together_but_the_first_waits_only_so_long() -> None:
    settling = Settling(10.0, 0.0, 5.0)
    for n in range(100):  # one each half second, for ever
        settling.looked(f"f{n:02}", A, n / 2, 0.0)
    assert settled(settling, 10.0) == []
    assert settled(settling, 14.9) == []
    assert settled(settling, 15.0) == [f"f{n:02}" for n in range(11)]


def test_a_batch_is_bounded_in_files_and_bytes() -> None:
    settling = Settling(10.0, 0.0, 5.0)
    for n in range(MOST_FILES + 1):
        settling.looked(f"{n}", A, 0.0, 0.0)
    assert len(settled(settling, 10.0)) == MOST_FILES
    assert len(settled(settling, 10.0)) == 1
    large = Look(MOST_BYTES, 1, 1)
    for path in "abc":
        settling.looked(path, large, 20.0, 0.0)
    for path in settling.due(30.0, 10):
        settling.looked(path, large, 30.0, 10.0)
    assert [list(settling.take(30.0)) for _ in "abcd"] == [["a"], ["b"], ["c"], []]


def test_what_was_found_counts_as_decided_once_it_was_looked_at_again() -> None:
    settling = Settling(10.0, 0.0, 5.0)
    settling.looked("log", A, 0.0, 0.0)
    assert settling.undecided()
    settling.due(10.0, 10)
    settling.looked("log", B, 10.0, 0.0)  # a log that is always written to
    assert not settling.undecided()


# --- patterns --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("a.tif", ""),
        ("SCAN.TIF", ""),
        ("deep/below/a.tif", ""),
        ("a.txt", NO_PATTERN),
        ("reports/a.pdf", ""),
        ("other/a.pdf", NO_PATTERN),
        ("a.tmp.tif", "is left out by *.tmp.*"),
        ("raw/a.tif", "is left out by raw/*"),
    ],
)
def test_patterns_say_what_goes(path: str, why: str) -> None:
    rules = Rules(["*.tif", "reports/*.pdf"], ["*.tmp.*", "raw/*"])
    assert rules.why_not(path, folder=False, hidden=False) == why


def test_hidden_files_go_only_where_a_pattern_names_them() -> None:
    assert Rules([], []).why_not(".a", folder=False, hidden=True) == HIDDEN
    assert Rules(["*"], []).why_not(".a", folder=False, hidden=True) == HIDDEN
    assert Rules([".a*"], []).why_not(".a", folder=False, hidden=True) == ""
    assert Rules([".a*"], []).why_not(".git", folder=True, hidden=True) == HIDDEN
    assert Rules([".*"], []).why_not(".towline-1-1", folder=False, hidden=True) == HIDDEN


def test_folders_are_left_out_with_all_below_and_fit_no_include() -> None:
    rules = Rules(["*.tif"], ["old", "x/"])
    assert rules.why_not("scans", folder=True, hidden=False) == ""
    assert rules.why_not("scans/old", folder=True, hidden=False) == "is left out by old"
    assert rules.why_not("x", folder=True, hidden=False) == "is left out by x/"
    assert Rules([], ["x/"]).why_not("x", folder=False, hidden=False) == ""


@pytest.mark.parametrize("pattern", ["", "/", "/data/*", "C:\\x", "a\\b", "../x"])
def test_a_pattern_that_can_fit_nothing_is_said(pattern: str) -> None:
    with pytest.raises(Wrong, match=r"\.$"):
        check_pattern(pattern)
