"""What a rule replaces: only what it put there itself, never a newer version by an older one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from profile_kit import Profile
from rules_kit import (  # noqa: F401  fixtures are found by their names
    Collector,
    ben_fixture,
    carl_fixture,
    hq_fixture,
    names_below,
    send,
)

from engine import points
from engine.api import Exists
from engine.disk import Folder
from engine.journal import Journal
from engine.journal_fetches import LEFT_OUT, NAMED
from engine.receive_meet import OLDER, Finished, Meeter, Versions
from engine.seal import EntryDigest, piece_digest


def test_a_mirror_follows_the_sender(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in"], exists="mirror")
    for n, text in enumerate((b"one", b"two!", b"three"), 1):
        send(ben, tmp_path / "docs", log=text)
        hq.fetches(n)
        assert (tmp_path / "in" / "docs" / "log").read_bytes() == text
    assert names_below(tmp_path / "in") == ["docs/log"]


def test_a_mirror_goes_on_when_the_sender_has_another_key(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in"], exists="mirror")
    send(ben, tmp_path / "docs", log=b"one")
    hq.fetches(1)
    ben.engine.my_change_key().result(60)
    send(ben, tmp_path / "docs", log=b"two!")
    hq.fetches(2)
    assert names_below(tmp_path / "in") == ["docs/log"]
    assert (tmp_path / "in" / "docs" / "log").read_bytes() == b"two!"


def test_a_mirror_keeps_what_somebody_changed_and_what_it_did_not_put_there(
    hq: Collector, ben: Profile, tmp_path: Path
) -> None:
    hq.rule(to=[f"{tmp_path}/in"], exists="mirror")
    (tmp_path / "in" / "docs").mkdir(parents=True)
    (tmp_path / "in" / "docs" / "mine").write_bytes(b"mine")
    send(ben, tmp_path / "docs", log=b"one", mine=b"his")
    hq.fetches(1)
    (tmp_path / "in" / "docs" / "log").write_bytes(b"owt")  # of the same size
    send(ben, tmp_path / "docs", log=b"two", mine=b"him")
    hq.fetches(2)
    assert (tmp_path / "in" / "docs" / "log").read_bytes() == b"owt"
    assert (tmp_path / "in" / "docs" / "mine").read_bytes() == b"mine"
    contents = {(tmp_path / "in" / name).read_bytes() for name in names_below(tmp_path / "in")}
    assert contents == {b"owt", b"mine", b"two", b"his", b"him"}


@pytest.mark.parametrize("policy", ["mirror", "newer"])
def test_what_somebody_saves_at_the_last_moment_is_not_replaced(
    hq: Collector, ben: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str
) -> None:
    hq.rule(to=[f"{tmp_path}/in"], exists=policy)
    send(ben, tmp_path / "docs", log=b"one")
    hq.fetches(1)
    log = tmp_path / "in" / "docs" / "log"

    def save(point: str) -> None:
        if point == "fetch-named":  # the name was looked at, and is about to be given
            log.write_bytes(b"somebody's")

    monkeypatch.setattr(points, "watcher", save)
    send(ben, tmp_path / "docs", log=b"two")
    hq.fetches(2)
    assert log.read_bytes() == b"somebody's"
    assert sorted((tmp_path / "in" / name).read_bytes() for name in names_below(tmp_path / "in")) == [
        b"somebody's", b"two"
    ]  # fmt: skip


def test_a_mirror_keeps_the_files_of_two_senders_apart(
    hq: Collector, ben: Profile, carl: Profile, tmp_path: Path
) -> None:
    hq.rule(to=[f"{tmp_path}/in"], exists="mirror")
    send(ben, tmp_path / "docs", log=b"of Ben")
    hq.fetches(1)
    send(carl, tmp_path / "docs", log=b"of Carl")
    hq.fetches(2)
    assert (tmp_path / "in" / "docs" / "log").read_bytes() == b"of Ben"
    assert len(names_below(tmp_path / "in")) == 2


def test_newer_replaces_the_same_sender_s_older_file_only(
    hq: Collector, ben: Profile, carl: Profile, tmp_path: Path
) -> None:
    hq.rule(to=[f"{tmp_path}/in"], exists="newer")
    send(ben, tmp_path / "docs", log=b"one")
    hq.fetches(1)
    send(ben, tmp_path / "docs", log=b"two")
    hq.fetches(2)
    assert (tmp_path / "in" / "docs" / "log").read_bytes() == b"two"
    os.utime(tmp_path / "in" / "docs" / "log", (1_800_000_000, 1_800_000_000))  # somebody worked on it since
    send(ben, tmp_path / "docs", log=b"three")
    hq.fetches(3)
    assert (tmp_path / "in" / "docs" / "log").read_bytes() == b"two"
    assert len(names_below(tmp_path / "in")) == 2
    send(carl, tmp_path / "docs", log=b"four")
    hq.fetches(4)
    assert (tmp_path / "in" / "docs" / "log").read_bytes() == b"two"


def test_deletions_are_not_mirrored(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in"], exists="mirror")
    send(ben, tmp_path / "docs", a=b"1", b=b"2")
    hq.fetches(1)
    send(ben, tmp_path / "docs", a=b"1")
    hq.fetches(2)
    assert names_below(tmp_path / "in") == ["docs/a", "docs/b"]


# --- versions, one by one -----------------------------------------------------------------------------------------------


class Desk:
    """One folder of a rule, and versions of one file of one sender that meet in it."""

    def __init__(self, tmp_path: Path, policy: Exists) -> None:
        self.journal = Journal(tmp_path / "journal.sqlite")
        self.root = tmp_path / "in"
        self.root.mkdir()
        self.folder = Folder(self.root)
        self.policy = policy

    def close(self) -> None:
        self.folder.close()
        self.journal.close()

    def meeter(self, number: int) -> tuple[Meeter, Versions]:
        import threading

        versions = Versions(
            self.journal, "rule", str(self.root), sender=b"s" * 32, number=number, policy=self.policy, block_size=1000
        )
        meeter = Meeter(
            self.journal, bytes([number]) * 16, policy=self.policy, sender="Ben", block_size=1000, fresh=False,
            stop=threading.Event(), versions=versions,
        )  # fmt: skip
        return meeter, versions

    def staged(self, number: int, text: bytes) -> Finished:
        digest = EntryDigest()
        digest.add(len(text), piece_digest(text))
        with self.folder.part(f"p{number}") as part:
            part.write_at(0, text)
            part.finish(number, 0o600)
            return Finished(0, "log", f"p{number}", str(part.file_id[1]), len(text), digest.value(), number)

    def meet(self, number: int, text: bytes, *, place: bool = True) -> int:
        """The state it came to; placed unless told otherwise (a crash before the rename)."""
        meeter, versions = self.meeter(number)
        file = self.staged(number, text)
        meeting = meeter.meet(self.folder, file)
        if meeting.settled.state == NAMED:
            with self.journal.write() as db:
                assert not versions.overtaken(db, self.folder, meeting.settled.placed_as)
                versions.put(db, self.folder, file, meeting.settled.placed_as)
            if place:
                self.folder.place(file.part, meeting.settled.placed_as, meeting.replaces is not None)
        return meeting.settled.state

    def content(self) -> bytes:
        return (self.root / "log").read_bytes()


def test_an_older_version_never_comes_after_a_newer_one(tmp_path: Path) -> None:
    for policy in (Exists.MIRROR, Exists.NEWER):
        (tmp_path / policy).mkdir()
        desk = Desk(tmp_path / policy, policy)
        assert desk.meet(6, b"six") == NAMED
        assert desk.meet(5, b"five") == LEFT_OUT
        assert desk.content() == b"six"
        (desk.root / "log").unlink()  # a program took it
        assert desk.meet(5, b"five") == LEFT_OUT
        assert desk.meet(7, b"seven") == NAMED and desk.content() == b"seven"
        desk.close()


def test_a_version_that_was_named_and_not_yet_placed_counts(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Exists.MIRROR)
    assert desk.meet(6, b"six", place=False) == NAMED
    assert desk.meet(5, b"five") == LEFT_OUT
    desk.close()


def test_after_a_crash_between_naming_and_placing_the_version_before_is_still_known(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Exists.MIRROR)
    assert desk.meet(1, b"one") == NAMED
    assert desk.meet(2, b"two", place=False) == NAMED
    assert desk.content() == b"one"
    assert desk.meet(2, b"two") == NAMED
    assert desk.content() == b"two" and [path.name for path in desk.root.iterdir() if path.is_file()] == ["log"]
    desk.close()


def test_the_same_content_again_lifts_the_version(tmp_path: Path) -> None:
    hold = Desk(tmp_path, Exists.MIRROR)
    hold.meet(1, b"same")
    meeter, versions = hold.meeter(9)
    meeting = meeter.meet(hold.folder, hold.staged(9, b"same"))
    with hold.journal.write() as db:
        versions.same(db, hold.folder, meeting.settled.placed_as)
    assert hold.meet(5, b"other") == LEFT_OUT
    hold.close()


def test_a_newer_version_that_got_the_name_meanwhile_is_noticed_at_the_commit(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Exists.MIRROR)
    desk.meet(1, b"one")
    meeter, versions = desk.meeter(2)
    meeting = meeter.meet(desk.folder, desk.staged(2, b"two"))
    assert desk.meet(3, b"three") == NAMED
    with desk.journal.read() as db:
        assert versions.overtaken(db, desk.folder, meeting.settled.placed_as)
    assert OLDER
    desk.close()
