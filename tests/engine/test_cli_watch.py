"""`towline watch`: what is saved is what was said, previewed first; and what is shown of watched folders."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from cli_kit import Cli, cli_fixture  # noqa: F401  it is found by its name

from engine.api_watch import WatchItem, WatchPreview, WatchRow
from engine.cli_rows import watch_words
from engine.errors import Exit, TowlineError

ROW = WatchRow("scans", "/data/scans", "hq", "up-to-date", sent=2113, last_sent=1_790_000_000.0)


def test_a_watch_is_added_after_its_preview_changed_and_removed(cli: Cli, tmp_path: Path) -> None:
    cli.engine.previewed = WatchPreview(214, 3_400_000, (), ())
    ran = cli(
        "watch", "add", "scans", str(tmp_path), "--queue", "hq", "--include", "*.tif", "--include", "*.pdf",
        "--settle", "30s", "--no-subfolders", "--after", f"move:{tmp_path.parent}/sent",
    )  # fmt: skip
    assert ran.code == Exit.DONE
    assert "214 files" in ran.out
    saved = tomllib.loads((cli.profile / "towline.toml").read_text())["watch"]["scans"]
    assert saved == {
        "folder": str(tmp_path),
        "queue": "hq",
        "include": ["*.tif", "*.pdf"],
        "settle": "30s",
        "subfolders": False,
        "after": f"move:{tmp_path.parent}/sent",
    }
    asked = cli.engine.calls[-1]
    assert asked[:2] == ("watch_preview", "scans")
    assert asked[2]["include"] == "*.tif, *.pdf"
    assert cli("watch", "set", "scans", "--max-age", "30d", "--leave-out", "").code == Exit.DONE
    assert cli.engine.calls[-1][2] | {"include": "", "after": ""} == {
        "folder": str(tmp_path), "queue": "hq", "include": "", "leave_out": "", "subfolders": "false", "settle": "30s",
        "min_age": "0s", "max_age": "30d", "batch": "1s", "existing": "send", "after": "",
    }  # fmt: skip
    assert cli("watch", "rm", "scans").code == Exit.DONE
    assert "watch" not in tomllib.loads((cli.profile / "towline.toml").read_text())


def test_what_cannot_be_watched_saves_nothing(cli: Cli, tmp_path: Path) -> None:
    cli.engine.fails["watch_preview"] = TowlineError("usage", what=f"{tmp_path} is not there.", todo="Choose another.")
    ran = cli("watch", "add", "scans", str(tmp_path), "--queue", "hq")
    assert (ran.code, ran.err) == (Exit.USAGE, f"{tmp_path} is not there. Choose another.\n")
    assert "[watch" not in (cli.profile / "towline.toml").read_text()
    assert cli("watch", "set", "scans", "--settle", "5s").code == Exit.USAGE
    assert cli("watch", "rm", "scans").code == Exit.USAGE


def test_a_preview_lists_what_goes_and_why_the_rest_does_not(cli: Cli, tmp_path: Path) -> None:
    cli.engine.previewed = WatchPreview(
        1, 1000, (WatchItem("a.tif", 1000),), (WatchItem(".x", 5, "is hidden"),), {"is hidden": 1}
    )
    ran = cli("watch", "preview", "new", "--folder", str(tmp_path), "--queue", "hq")
    assert "a.tif" in ran.out
    assert ".x is hidden" in ran.out
    assert "Would send 1 file, 1.0 kB. Not: 1 is hidden." in ran.out
    rows = cli("watch", "preview", "new", "--folder", str(tmp_path), "--queue", "hq", "--json").rows()
    assert [(row["path"], row["why"]) for row in rows] == [("a.tif", ""), (".x", "is hidden")]


def test_watched_folders_are_listed_and_stand_in_the_status(cli: Cli) -> None:
    cli.engine.watch_rows = [ROW]
    assert "Up to date" in cli("watch", "list").out
    assert "Watch scans: Up to date, 2,113 sent" in cli("status").out
    (row,) = [row for row in cli("status", "--json").rows() if row["kind"] == "watch"]
    assert (row["state"], row["sent"]) == ("up-to-date", 2113)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW, "Up to date"),
        (WatchRow("a", "/a", "q", "settling", settling=1, next_settles=107.0), "Waiting to settle 0:07"),
        (WatchRow("a", "/a", "q", "settling", settling=3, next_settles=161.0), "Waiting to settle 1:01 and 2 more"),
        (WatchRow("a", "/a", "q", "waiting", ready=2), "2 files settled, waiting to be sent"),
        (WatchRow("a", "/a", "q", "sending", sending=1), "Sending 1 file"),
        (WatchRow("a", "/a", "q", "failed", why="There is no queue."), "Not watched: There is no queue"),
    ],
)
def test_words_for_every_state(row: WatchRow, words: str) -> None:
    assert watch_words(row, 100.0) == words


def test_once_waits_until_watched_folders_are_caught_up(cli: Cli) -> None:
    looks = iter([False, False, True])

    def watches() -> list[WatchRow]:
        return [WatchRow("a", "/a", "q", "settling", caught_up=next(looks)), WatchRow("b", "/b", "q", "off")]

    cli.engine.watches = watches  # type: ignore[method-assign]
    assert cli("agent", "--once").code == Exit.DONE
    assert next(looks, None) is None


def test_once_tells_of_a_folder_that_is_away(cli: Cli) -> None:
    cli.engine.watch_rows = [WatchRow("a", "/a", "q", "away", why="The folder is not available.", caught_up=True)]
    ran = cli("agent", "--once")
    assert ran.code == Exit.SOME_FAILED
    assert "a: The folder is not available." in ran.err
