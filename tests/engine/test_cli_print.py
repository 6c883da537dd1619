"""Sizes, times, tables and the moving line."""

from __future__ import annotations

import io
import sys
import time

import pytest
from fake_engine import transfer

from engine.cli_print import Column, Screen, count, date, parse_since, parse_span, percent, plain, size, span
from engine.cli_rows import moving_line
from engine.cli_session import Rate
from engine.errors import TowlineError


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9_949, "9.9 kB"), (9_950, "10 kB"), (31_000_000, "31 MB"),
     (999_600, "1.0 MB"), (3_400_000_000, "3.4 GB"), (10 * 2**40, "11 TB")],
)  # fmt: skip
def test_sizes(number: int, text: str) -> None:
    assert size(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (42, "0:42"), (91, "1:31"), (7384, "2:03:04"), (-1, "0:00")]
)
def test_spans(seconds: float, text: str) -> None:
    assert span(seconds) == text


def test_dates_have_a_year_only_if_it_is_another_one() -> None:
    this = time.localtime().tm_year
    assert date(0.0) == ""
    assert date(time.mktime((this, 11, 29, 21, 4, 0, 0, 0, -1))) == "29 Nov 21:04"
    assert date(time.mktime((2020, 1, 2, 3, 4, 0, 0, 0, -1))) == "2 Jan 2020 3:04"


def test_what_people_type_as_times() -> None:
    assert parse_span("30") == 30.0 and parse_span("2h") == 7200.0
    assert parse_since("2026-11-29") == time.mktime((2026, 11, 29, 0, 0, 0, 0, 0, -1))
    assert abs(parse_since("1h") - (time.time() - 3600)) < 5
    with pytest.raises(TowlineError):
        parse_since("yesterday")


def test_counts_and_percents() -> None:
    assert (count(1, "file"), count(1204, "file"), count(2, "entry", "entries")) == (
        "1 file",
        "1,204 files",
        "2 entries",
    )
    assert (percent(999, 1000), percent(0, 0)) == ("99 %", "100 %")


def _screen(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, **how: bool) -> tuple[Screen, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()
    for stream in (out, err):
        stream.isatty = lambda: terminal  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("os.get_terminal_size", lambda fd: __import__("os").terminal_size((20, 24)))
    monkeypatch.setattr(err, "fileno", lambda: 2, raising=False)
    choices = {"as_json": False, "quiet": False, "verbose": False, "no_color": False}
    return Screen(**{**choices, **how}), out, err


def test_a_terminal_has_one_moving_line_that_fits_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, _, err = _screen(monkeypatch, terminal=True)
    screen.move(1, "a long line about 日本語 that does not fit")
    screen.move(1, "short")
    screen.say("done")
    assert err.getvalue() == "\ra long line about \x1b[K\rshort\x1b[K\r\x1b[Kdone\n"


def test_colour_only_on_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _screen(monkeypatch, terminal=True)[0].colour("bad", "x") == "\x1b[31mx\x1b[0m"
    for how in ({"no_color": True}, {"as_json": True}):
        assert _screen(monkeypatch, terminal=True, **how)[0].colour("bad", "x") == "x"
    assert _screen(monkeypatch, terminal=False)[0].colour("bad", "x") == "x"
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    assert Screen(as_json=False, quiet=False, verbose=False, no_color=False).colour("bad", "x") == "x"


def test_a_table_is_aligned_whatever_the_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, out, _ = _screen(monkeypatch, terminal=False)
    columns: list[Column[tuple[str, int]]] = [
        Column("NAME", lambda row: row[0]),
        Column("N", lambda row: str(row[1]), right=True),
    ]
    screen.table(columns, [("日本", 5), ("e\u0301", 12345)])
    assert out.getvalue() == "NAME      N\n日本      5\ne\u0301     12345\n"


def test_json_holds_plain_types_and_survives_names_that_are_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, out, _ = _screen(monkeypatch, terminal=False, as_json=True)
    screen.record(transfer(title="\udcff\x1b\u202e"))
    screen.line("not shown")
    assert out.getvalue().isascii() and out.getvalue().count("\n") == 1 and "\x1b" not in out.getvalue()
    assert plain(transfer())["kind"] == "send"


def test_the_time_left_is_not_guessed_before_three_seconds() -> None:
    now = [0.0]
    rate = Rate(clock=lambda: now[0])
    assert rate.of(0) == 0.0
    now[0] = 2.0
    assert rate.of(100) == 0.0
    now[0] = 4.0
    assert rate.of(400) == 100.0
    for second in range(5, 30):
        now[0] = float(second)
        last = rate.of(400)
    assert last == 0.0


def test_the_moving_line_says_how_far_how_fast_and_how_long() -> None:
    row = transfer(state="sending", done=1_428_000_000)
    assert moving_line(row, 38_000_000.0) == "scans-41: Sending 42 %, 1.4 GB of 3.4 GB, 38 MB/s, 0:52 left"
    assert moving_line(row, 0.0) == "scans-41: Sending 42 %, 1.4 GB of 3.4 GB"
    failing = transfer(state="retrying", attempt=2, why="k1 refused.")
    assert moving_line(failing, 0.0) == "scans-41: Retrying, try 3: k1 refused."
