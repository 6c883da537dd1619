"""Watched folders of an engine: what settles arrives at the receiver, originals go by the rule, settings change live."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture  # noqa: F401  fixtures are found by their names

from engine.api import Outcome, Reach
from engine.api_watch import WatchRow
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker
from engine.send import Sender
from engine.settings import open_vault
from engine.settings_edit import remove_queue, remove_watch, set_queue, set_watch
from engine.watch_folder import WatchedFolder

OLD = 1_700_000_000


class Watching:
    """Anna's engine, watching `folder` for Ben."""

    def __init__(self, anna: Profile, tmp_path: Path) -> None:
        self.anna = anna
        self.folder = tmp_path / "scans"
        self.folder.mkdir()
        anna.engine.stop()
        set_queue(anna.folder, "hq", {"cluster": "memory", "to": ["Ben"]})
        self.set(folder=str(self.folder), queue="hq", settle="1s")

    def set(self, name: str = "scans", **values: object) -> None:
        set_watch(self.anna.folder, name, values, self.anna.settings())

    def start(self, reach: Reach = Reach.ALL) -> None:
        from engine.engine import Engine

        anna = self.anna
        anna.engine = Engine(anna.folder, anna.settings, open_vault=open_vault, make_link=anna.link)
        anna.engine.subscribe(anna._hear)
        anna.engine.start(reach)

    def write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content)
        os.utime(path, (OLD, OLD))
        return path

    def until(self, happened: Callable[[WatchRow], object]) -> WatchRow:
        deadline = time.monotonic() + 60
        with self.anna.heard:
            while not happened(row := self.anna.engine.watches()[0]):
                assert time.monotonic() < deadline, row
                self.anna.heard.wait(0.05)
        return row


@pytest.fixture(name="watching")
def watching_fixture(anna: Profile, ben: Profile, tmp_path: Path) -> Watching:
    return Watching(anna, tmp_path)


def test_a_watched_folder_goes_by_its_own_patterns_and_not_by_those_of_its_queue(watching: Watching) -> None:
    set_queue(watching.anna.folder, "hq", {"include": ["*.pdf"]})
    watching.write("a.tif", b"1")
    watching.start()
    row = watching.until(lambda row: row.sent and row.caught_up)
    assert (row.sent, row.others) == (1, 0)


def test_what_settles_arrives_with_paths_relative_to_the_folder(
    watching: Watching, ben: Profile, tmp_path: Path
) -> None:
    watching.write("a.tif", b"1")
    watching.write("sub/b.tif", b"2")
    watching.write("c.tmp", b"half written")
    watching.start()
    row = watching.until(lambda row: row.sent == 2 and row.caught_up)
    assert (row.state, row.others) == ("up-to-date", 1)
    watching.write("sub/new.tif", b"3")
    watching.until(lambda row: row.sent == 3)
    first, second = (row for row in sorted(ben.engine.offers("memory", 30), key=lambda row: row.sent))
    assert [row.path for row in ben.engine.offer_entries(first.id)] == ["a.tif", "sub/b.tif"]
    assert [row.path for row in ben.engine.offer_entries(second.id)] == ["sub/new.tif"]
    assert watching.anna.engine.snapshot().watches[0].sent == 3


def test_a_newer_version_has_the_higher_offer_number(watching: Watching, ben: Profile) -> None:
    from engine import journal_catalog

    watching.start()
    for n in range(3):
        path = watching.write("a.tif", b"%d" % n)
        os.utime(path, (OLD + n, OLD + n))
        watching.until(lambda row, n=n: row.sent == n + 1)
    rows = sorted(ben.engine.offers("memory", 30), key=lambda row: row.sent)
    with ben.engine.journal.read() as db:
        numbers = [journal_catalog.find_offer(db, row.id).offer.number for row in rows]
    assert len(numbers) == 3
    assert numbers == sorted(set(numbers))


def test_originals_of_a_watched_folder_go_and_the_folder_stays(
    watching: Watching, broker: MemoryBroker, tmp_path: Path
) -> None:
    broker.replication = 2
    (tmp_path / "sent").mkdir()
    watching.set(after=f"move:{tmp_path / 'sent'}")
    watching.write("sub/a.tif", b"1")
    watching.start()
    watching.until(lambda _: (tmp_path / "sent" / "sub" / "a.tif").exists())
    watching.until(lambda row: row.state == "up-to-date")
    assert not (watching.folder / "sub" / "a.tif").exists()
    assert (watching.folder / "sub").is_dir()


def test_a_bundle_that_ends_while_its_sender_takes_up_others_is_noted_as_sent(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Sender._commit

    def and_look(sender: Sender) -> bool:
        done = commit(sender)
        sender.nudge()  # as another bundle does that is handed in just now
        return done

    monkeypatch.setattr(Sender, "_commit", and_look)
    watching.start()
    watching.write("a", b"first")
    watching.until(lambda row: row.sent == 1 and not row.sending)


def test_a_bundle_of_a_watched_folder_is_sent_again_with_its_own_files_only(watching: Watching) -> None:
    watching.start()
    watching.write("deep/a", b"first")
    watching.until(lambda row: row.sent == 1)
    watching.write("b", b"second")
    watching.until(lambda row: row.sent == 2)
    [first] = [row for row in watching.anna.engine.transfers(ended=True) if row.title == "a"]
    [again] = watching.anna.engine.again([first.id]).result()
    assert watching.anna.ended(again).outcome is Outcome.STORED
    assert [entry.path for entry in watching.anna.engine.entries(again)] == ["deep/a"]


def test_watches_follow_the_settings(watching: Watching, tmp_path: Path) -> None:
    watching.start()
    watching.until(lambda row: row.state == "up-to-date")
    watching.set(include=["*.pdf"])
    watching.anna.engine.apply()
    watching.write("a.tif", b"1")
    watching.write("b.pdf", b"2")
    watching.until(lambda row: row.sent == 1)
    remove_watch(watching.anna.folder, "scans")
    watching.anna.engine.apply()
    assert watching.anna.engine.watches() == []


def test_a_folder_that_is_away_is_said_and_waited_for(watching: Watching) -> None:
    watching.folder.rmdir()
    watching.start()
    row = watching.until(lambda row: row.state == "away")
    assert "not available" in row.why
    assert row.since > OLD
    assert row.caught_up


def test_a_folder_that_is_away_while_the_journal_cannot_be_written_is_watched_when_it_is_back(
    watching: Watching, ben: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.watch.WAIT_AGAIN", 0.1)
    monkeypatch.setattr("engine.watch.LOOK_AGAIN", 0.1)
    os.rename(watching.folder, f"{watching.folder} away")
    away, failed = WatchedFolder.away, []

    def full(folder: WatchedFolder, why: str) -> None:
        if not failed:
            failed.append(True)
            raise TowlineError("disk", path="journal", done="written", reason="no room")
        away(folder, why)

    monkeypatch.setattr(WatchedFolder, "away", full)
    watching.start()
    watching.until(lambda row: row.state == "away")
    os.rename(f"{watching.folder} away", watching.folder)
    watching.until(lambda row: row.state == "up-to-date")
    assert failed


def test_an_engine_that_was_only_made_for_a_command_watches_nothing(watching: Watching) -> None:
    watching.write("a.tif", b"1")
    watching.start(Reach.OPEN)
    (row,) = watching.anna.engine.watches()
    assert (row.state, row.sent) == ("off", 0)


def test_a_preview_counts_what_would_go_and_says_why_the_rest_does_not(watching: Watching) -> None:
    for name in ("a.tif", "b.tif", "c.txt", ".d.tif"):
        watching.write(name, b"12345")
    (watching.folder / "link.tif").symlink_to("/etc/hosts")
    watching.start(Reach.NONE)
    values = {"folder": str(watching.folder), "queue": "hq", "include": "*.tif"}
    remove_watch(watching.anna.folder, "scans")
    watching.anna.engine.apply()
    shown = watching.anna.engine.watch_preview("scans", values).result()
    assert (shown.files, shown.size, shown.whole) == (2, 10, True)
    assert [item.path for item in shown.items] == ["a.tif", "b.tif"]
    assert {item.path: item.why for item in shown.left} == {
        ".d.tif": "is hidden",
        "c.txt": "fits no pattern",
        "link.tif": "is a link",
    }


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"folder": "nowhere"}, "is not there"),
        ({"folder": "file"}, "is no folder"),
        ({"folder": "link"}, "is a link to"),
        ({"folder": ""}, "names no folder"),
        ({"folder": "."}, "inside each other"),
        ({"folder": "scans/sub"}, "inside each other"),
        ({"folder": "other", "after": "move:other/sent"}, "into the watched folder itself"),
        ({"folder": "other", "after": "move:scans/x"}, "that 'scans' watches"),
        ({"folder": "other", "after": "move:gone"}, "no folder"),
        ({"folder": "other", "after": "shred"}, "cannot be done"),
        ({"folder": "Anna"}, "Towline's own profile"),
        ({"folder": "downloads/sub"}, "what comes in would go out again"),
        ({"folder": "other", "include": "/abs/*"}, "whole path"),
        ({"folder": "other", "leave_out": "../x"}, "leads out"),
        ({"folder": "other", "queue": "none"}, "no queue named 'none'"),
        ({"folder": "other", "settle": "soon"}, "not a duration"),
        ({"folder": "other", "settle": "0s"}, "at least a second"),
        ({"folder": "other", "min_age": "2d", "max_age": "1d"}, "before they are old enough"),
        ({"folder": "other", "existing": "maybe"}, "not possible"),
    ],
)
def test_what_cannot_be_watched_is_one_sentence(
    watching: Watching, tmp_path: Path, values: dict[str, str], says: str
) -> None:
    from engine.settings_edit import set_agent

    for name in ("other", "downloads/sub", "scans/sub"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    set_agent(watching.anna.folder, {"downloads": str(tmp_path / "downloads")})
    watching.start(Reach.NONE)
    given = {"queue": "hq"} | values
    if given["folder"]:
        given["folder"] = os.path.normpath(tmp_path / given["folder"])
    if given.get("after", "").startswith("move:"):
        given["after"] = f"move:{tmp_path / given['after'].removeprefix('move:')}"
    with pytest.raises(TowlineError, match=r"\.") as caught:
        watching.anna.engine.watch_preview("second", given).result()
    assert says in caught.value.sentence
    assert caught.value.word == "usage"


def test_a_queue_that_is_watched_for_is_not_removed(watching: Watching) -> None:
    with pytest.raises(TowlineError, match="scans"):
        remove_queue(watching.anna.folder, "hq")
    watching.start(Reach.NONE)


def test_settings_with_a_watch_load_while_its_disk_is_away(watching: Watching) -> None:
    watching.folder.rmdir()
    watch = watching.anna.settings().watches["scans"]
    assert (watch.settle, watch.batch, watch.existing, watch.subfolders) == (1.0, 1.0, "send", True)
    assert "*.part" in watch.leave_out
