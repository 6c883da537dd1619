"""News of changes in a folder: none is lost, whatever else happens, and what the system could not keep is said."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.watch_news import Inotify, Silence, Watchfiles, news_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify")


@pytest.fixture(name="news")
def news_fixture(tmp_path: Path) -> Iterator[Silence]:
    news = news_of(str(tmp_path), recursive=True)
    assert isinstance(news, Inotify)
    yield news
    news.close()


def told(news: Silence, *paths: str) -> dict[str, bool]:
    """All news until these paths were told of."""
    found: dict[str, bool] = {}
    until = time.monotonic() + 30
    while not found.keys() >= set(paths):
        assert time.monotonic() < until, set(paths) - found.keys()
        for path, new in news.wait(1.0).items():
            found[path] = found.get(path, False) or new
    return found


def test_no_change_is_lost_while_the_wait_is_ended_again_and_again(news: Silence, tmp_path: Path) -> None:
    names = [f"{n:03}" for n in range(500)]

    def write() -> None:
        for name in names:
            (tmp_path / name).write_bytes(b"x")
            news.wake()

    writer = threading.Thread(target=write)
    writer.start()
    assert all(told(news, *names).values())
    writer.join()


def test_changes_names_and_ends_of_files_are_told(news: Silence, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    assert told(news, "a") == {"a": True}
    os.utime(tmp_path / "a", (1, 1))
    assert told(news, "a") == {"a": False}
    (tmp_path / "a").rename(tmp_path / "b")
    assert told(news, "a", "b") == {"a": False, "b": True}
    (tmp_path / "b").unlink()
    assert told(news, "b") == {"b": False}


def test_a_folder_is_told_of_once_it_is_followed_also_under_its_next_name(news: Silence, tmp_path: Path) -> None:
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    assert told(news, "sub") == {"sub": True}
    news.follow("sub")
    news.follow("sub/deep")
    (tmp_path / "sub" / "deep" / "a").write_bytes(b"1")
    assert told(news, "sub/deep/a") == {"sub/deep/a": True}
    (tmp_path / "sub").rename(tmp_path / "other")
    assert told(news, "sub", "other") == {"sub": False, "other": True}
    (tmp_path / "other" / "deep" / "b").write_bytes(b"1")  # not followed under this name yet
    news.follow("other")
    news.follow("other/deep")
    (tmp_path / "other" / "deep" / "c").write_bytes(b"1")
    assert told(news, "other/deep/c") == {"other/deep/c": True}


def test_what_the_system_could_not_keep_is_said(news: Silence, tmp_path: Path) -> None:
    kept = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    if kept > 100_000:
        pytest.skip("this computer keeps more events than a test should make")
    paths = [tmp_path / "a", tmp_path / "b"]
    for path in paths:
        path.write_bytes(b"")
    for n in range(kept // 2 + 1):
        for path in paths:  # in turns: two alike behind each other are one
            os.utime(path, (n, n))
    while news.wait(0.0):
        pass
    assert news.lost
    (tmp_path / "c").write_bytes(b"")
    told(news, "c")


def test_a_system_without_watches_is_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(self: Inotify, result: int) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Inotify, "_called", none_left)
    news = news_of(str(tmp_path), recursive=True)
    assert news.failed and news.wait(0.0) == {}
    news.close()


def test_other_systems_lose_nothing_when_a_wait_is_ended_either(tmp_path: Path) -> None:
    news, met = Watchfiles(str(tmp_path), recursive=True), set[str]()
    for name in "abc":
        (tmp_path / name).write_bytes(b"1")
        news.wake()
        met |= news.wait(5.0).keys()
    told(news, *({"a", "b", "c"} - met))
    news.close()
