"""One watched folder with a clock that the test moves: what goes, once, whatever happens to the folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine import journal_sends, journal_transfers, journal_watch
from engine.api import Choices, Kind, Outcome, Wanted
from engine.api_watch import Watch
from engine.errors import TowlineError
from engine.journal import Journal
from engine.journal_sends import Acked, Closed
from engine.mounts import Volume, volume_of, volume_of_kind
from engine.seal import EntryDigest, piece_digest
from engine.source import Found, identity_now
from engine.watch_folder import FULL_LOOK, MOST_OPEN, Away, WatchedFolder
from engine.watch_settle import Look

LOCAL = Volume("ext4", tells=True, ids_last=True)
OLD = 1_700_000_000


class Case:
    """A folder being watched; `sent` holds the paths of each bundle."""

    def __init__(self, folder: Path, **choices: object) -> None:
        self.path = folder / "in"
        self.path.mkdir()
        self.journal = Journal(folder / "journal.sqlite")
        self.watch = Watch("scans", str(self.path), "hq", **choices)  # type: ignore[arg-type]
        self.volume = LOCAL
        self.now = 1000.0
        self.sent: list[list[str]] = []
        self.ids: list[bytes] = []
        self.refuse: TowlineError | None = None

    def begin(self) -> None:
        """As at a start of the engine."""
        self.folder = WatchedFolder(self.watch, self.volume, self.journal, self._hand_in, clock=lambda: self.now)
        self.folder.open()

    def write(self, name: str, content: bytes = b"x", at: float = OLD) -> str:
        path = self.path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content)
        os.utime(path, (at, at))
        return name

    def turns(self, seconds: float, *changed: tuple[str, bool]) -> None:
        """Turns until so much later, as the thread would make them."""
        until = self.now + seconds
        pause = self.folder.turn(changed)
        while self.now + pause <= until:
            self.now += max(pause, 0.001)
            pause = self.folder.turn([])
        self.now = until

    def _hand_in(self, batch: dict[str, Look], number: int) -> bytes:
        if self.refuse:
            raise self.refuse
        send = os.urandom(16)
        found = [Found(p, str(self.path / p), folder=False, size=look.size) for p, look in sorted(batch.items())]
        with self.journal.write() as db:
            journal_transfers.add(db, send, Kind.SEND, title="x", cluster="c", queue="hq", peer="", wanted=Wanted.RUN)
            journal_sends.add(db, send, [str(self.path)], Choices(), cipher="aes-256-gcm")
            journal_sends.add_entries(db, send, 0, found)
            journal_watch.note(db, number, batch, send)
        self.sent.append([each.path for each in found])
        self.ids.append(send)
        return send

    def stored(self, n: int = -1, outcome: Outcome = Outcome.STORED, leave_out: str = "") -> None:
        """A bundle ended: its files were read as they are now."""
        send = self.ids[n]
        with self.journal.write() as db:
            for row in journal_sends.listed(db, send, -1, 10_000):
                identity = identity_now(row["source"])
                if outcome is not Outcome.STORED:
                    continue
                if identity is None or row["path"] == leave_out:
                    journal_sends.leave_out(db, send, row["n"], "kept changing")
                    continue
                closed = Closed(row["n"], row["n"], 0, 0, identity.size, b"d" * 32, b"", identity, racy=False)
                journal_sends.acked(
                    db, send, Acked(closed=[closed]), next_seq=1, shipped_seq=1, next_row=row["n"] + 1, first_ms=0
                )
            journal_transfers.finish(db, send, outcome)
        self.folder.ended(send)

    def version(self, path: str) -> int:
        with self.journal.read() as db:
            known = journal_watch.known(db, 1, path)
        assert known
        return known.version


@pytest.fixture(name="case")
def case_fixture(tmp_path: Path) -> Iterator[Case]:
    case = Case(tmp_path)
    yield case
    case.journal.close()


def test_what_is_there_settles_and_goes_once(case: Case) -> None:
    for name in ("a", "b", "sub/c"):
        case.write(name)
    case.begin()
    case.turns(5)
    assert case.folder.row.state == "settling"
    assert case.folder.row.settling == 3
    assert case.sent == []
    case.turns(10)
    assert case.sent == [["a", "b", "sub/c"]]
    assert case.folder.row.state == "sending"
    case.stored()
    case.turns(2 * FULL_LOOK)
    assert len(case.sent) == 1
    row = case.folder.row
    assert (row.state, row.sent, row.caught_up) == ("up-to-date", 3, True)


def test_a_change_is_looked_at_alone_and_settles_from_its_last_change(case: Case) -> None:
    case.begin()
    case.turns(60)
    case.write("a", b"1")
    case.turns(6, ("a", True))
    case.write("a", b"12")
    case.turns(6, ("a", False))
    assert case.sent == []
    case.turns(5)
    assert case.sent == [["a"]]


def test_only_new_files_go_where_a_person_wants_it_so(case: Case) -> None:
    case.watch = replace(case.watch, existing="new")
    for n in range(3):
        case.write(f"old{n}")
    case.begin()
    with case.journal.write() as db:  # as if the watch began later than these files came
        db.execute("UPDATE watches SET began = began + 1000")
    case.begin()
    case.turns(60)
    assert case.sent == []
    case.write("new")
    case.turns(20, ("new", True))
    assert case.sent == [["new"]]
    case.write("old1", b"changed", OLD + 9)
    case.turns(20, ("old1", False))
    assert case.sent[1:] == [["old1"]]


def test_what_came_while_the_first_note_was_made_is_not_taken_for_old(case: Case) -> None:
    case.watch = replace(case.watch, existing="new")
    case.begin()
    case.write("came")  # its change time is now, whatever its mtime says
    case.turns(60)
    assert case.sent == [["came"]]


def test_changes_while_it_was_off_are_found_at_the_start(case: Case) -> None:
    case.write("a")
    case.write("b")
    case.begin()
    case.turns(20)
    case.stored()
    case.write("a", b"newer", OLD + 5)
    case.write("c")
    case.begin()
    case.turns(20)
    assert case.sent == [["a", "b"], ["a", "c"]]
    case.stored()
    assert [case.version(path) for path in "abc"] == [2, 1, 1]


def test_a_path_travels_in_one_open_bundle_at_a_time(case: Case) -> None:
    case.write("a", b"1")
    case.begin()
    case.turns(20)
    case.write("a", b"22", OLD + 1)
    case.turns(60, ("a", False))
    assert case.sent == [["a"]]
    case.stored()  # it read the newer one: nothing else is to go
    case.turns(60)
    assert case.sent == [["a"]]
    case.write("a", b"333", OLD + 2)
    case.turns(20, ("a", False))
    case.write("a", b"4444", OLD + 3)
    case.stored()
    case.write("a", b"55555", OLD + 4)
    case.turns(20, ("a", False))
    assert case.sent == [["a"], ["a"], ["a"]]


def test_a_bundle_that_ended_while_it_was_off_is_noted_at_the_start(case: Case) -> None:
    case.write("a")
    case.begin()
    case.turns(20)
    old, case.folder = case.folder, case.folder
    old.ended = lambda send: None  # type: ignore[method-assign]  # nobody hears of it
    case.stored()
    case.begin()
    case.turns(60)
    assert case.sent == [["a"]]
    assert case.folder.row.sent == 1


def test_what_a_person_cancelled_goes_again_only_when_it_changes(case: Case) -> None:
    case.write("a")
    case.begin()
    case.turns(20)
    case.stored(outcome=Outcome.CANCELLED)
    case.turns(2 * FULL_LOOK)
    assert case.sent == [["a"]]
    case.write("a", b"newer", OLD + 5)
    case.turns(20, ("a", False))
    assert case.sent == [["a"], ["a"]]


def test_what_failed_waits_for_a_retry_but_a_newer_version_goes(case: Case) -> None:
    case.write("a")
    case.begin()
    case.turns(20)
    case.stored(outcome=Outcome.FAILED)
    case.turns(60)
    assert case.sent == [["a"]]
    assert case.folder.row.caught_up
    case.write("a", b"newer", OLD + 5)
    case.turns(20, ("a", False))
    assert case.sent == [["a"], ["a"]]


def test_what_a_bundle_left_out_settles_again(case: Case) -> None:
    case.write("a")
    case.write("b")
    case.begin()
    case.turns(20)
    case.stored(leave_out="b")
    case.turns(20)
    assert case.sent == [["a", "b"], ["b"]]


def test_a_folder_that_vanished_is_away_and_nothing_goes_again(case: Case, tmp_path: Path) -> None:
    case.write("a")
    case.begin()
    case.turns(20)
    case.stored()
    case.path.rename(tmp_path / "unplugged")
    with pytest.raises(Away, match="not there"):
        case.turns(60)
    case.folder.away("it is not there")
    row = case.folder.row
    assert (row.state, row.sent) == ("away", 1)
    assert row.since > OLD
    (tmp_path / "unplugged").rename(case.path)
    case.begin()
    case.turns(2 * FULL_LOOK)
    assert case.sent == [["a"]]
    assert case.folder.row.state == "up-to-date"


def test_an_empty_place_where_a_disk_was_mounted_counts_as_away(case: Case, tmp_path: Path) -> None:
    case.write("a")
    case.begin()
    case.turns(20)
    case.stored()
    case.path.rename(tmp_path / "unplugged")
    case.path.mkdir()
    with pytest.raises(Away, match="mounted"):
        case.begin()
    case.path.rmdir()
    (tmp_path / "unplugged").rename(case.path)
    case.begin()
    case.turns(2 * FULL_LOOK)
    assert case.sent == [["a"]]


def test_a_file_that_comes_back_as_it_was_does_not_go_again(case: Case, tmp_path: Path) -> None:
    case.write("sub/a")
    case.begin()
    case.turns(20)
    case.stored()
    (case.path / "sub").rename(tmp_path / "aside")
    case.turns(2 * FULL_LOOK)
    (tmp_path / "aside").rename(case.path / "sub")
    case.turns(60, ("sub", True))
    case.turns(2 * FULL_LOOK)
    assert case.sent == [["sub/a"]]


def with_real_digest(case: Case, path: str) -> None:
    """`stored` journals a made-up one."""
    content = (case.path / path).read_bytes()
    whole = EntryDigest()
    whole.add(len(content), piece_digest(content))
    with case.journal.write() as db:
        db.execute("UPDATE watch_files SET digest = ? WHERE name = ?", (whole.value(), path))


def test_new_content_under_the_old_size_time_and_id_goes(case: Case) -> None:
    case.write("a", b"one")
    case.begin()
    case.turns(20)
    case.stored()
    with_real_digest(case, "a")
    before = identity_now(str(case.path / "a"))
    case.write("a", b"two")  # as cp -p and rsync --inplace do
    after = identity_now(str(case.path / "a"))
    assert before and after
    assert before._replace(ctime_ns=0) == after._replace(ctime_ns=0)
    case.turns(20, ("a", False))
    assert case.sent == [["a"], ["a"]]


def test_new_rights_are_no_new_version(case: Case) -> None:
    case.write("a", b"one")
    case.begin()
    case.turns(20)
    case.stored()
    with_real_digest(case, "a")
    (case.path / "a").chmod(0o600)
    case.turns(2 * FULL_LOOK, ("a", False))
    assert case.sent == [["a"]]
    with case.journal.read() as db:
        known = journal_watch.known(db, 1, "a")
    assert known and known.look.ctime_ns == os.stat(case.path / "a").st_ctime_ns, "or it is read at every look"


def test_new_rights_make_nothing_new_of_what_was_there_before(case: Case) -> None:
    case.watch = replace(case.watch, existing="new")
    case.write("a")
    case.begin()
    with case.journal.write() as db:
        db.execute("UPDATE watches SET began = began + 60")
    case.begin()
    case.turns(20)
    (case.path / "a").chmod(0o600)
    case.turns(2 * FULL_LOOK, ("a", False))
    assert case.sent == []


def test_where_file_ids_do_not_last_size_and_time_tell_versions(case: Case) -> None:
    case.volume = LOCAL._replace(ids_last=False)
    case.write("a")
    case.begin()
    case.turns(20)
    case.stored()
    os.unlink(case.path / "a")
    case.write("other")
    case.write("a")  # the same, under another id
    case.begin()
    case.turns(60)
    assert case.sent == [["a"], ["other"]]


def test_what_is_left_out_is_counted(case: Case) -> None:
    case.watch = replace(case.watch, include=("*.tif",), leave_out=("raw",), max_age=10_000_000.0)
    fresh = os.stat(case.path).st_mtime
    for name in ("a.tif", "b.txt", ".c.tif", "raw/d.tif", ".git/e.tif"):
        case.write(name, at=fresh)
    case.write("old.tif")
    os.symlink("/etc", case.path / "link.tif")
    case.begin()
    case.turns(20)
    assert case.sent == [["a.tif"]]
    row = case.folder.row
    assert (row.hidden, row.links, row.others) == (2, 1, 3)
    case.turns(20, ("raw/d.tif", False), (".git/e.tif", True), ("link.tif", True))
    assert case.sent == [["a.tif"]]


def test_folders_below_are_left_alone_where_a_person_wants_it_so(case: Case) -> None:
    case.watch = replace(case.watch, subfolders=False)
    case.write("a")
    case.write("sub/b")
    case.begin()
    case.turns(20, ("sub/b", True))
    assert case.sent == [["a"]]


def test_a_new_folder_is_looked_through(case: Case) -> None:
    case.begin()
    case.turns(20)
    case.write("sub/deep/a")
    case.write("sub/b")
    case.turns(20, ("sub", True))
    assert case.sent == [["sub/b", "sub/deep/a"]]


def test_a_batch_that_is_not_taken_stays_and_says_why(case: Case) -> None:
    case.refuse = TowlineError("no-such-queue", name="hq")
    case.write("a")
    case.begin()
    case.turns(20)
    row = case.folder.row
    assert (row.state, row.ready) == ("failed", 1)
    assert "hq" in row.why
    assert row.todo
    case.refuse = None
    case.turns(40)
    assert case.sent == [["a"]]
    assert case.folder.row.state == "sending"


def test_only_so_many_bundles_are_open_at_once(case: Case) -> None:
    case.begin()
    case.turns(20)
    for n in range(MOST_OPEN + 5):
        case.write(f"{n:02}")
        case.turns(20, (f"{n:02}", True))
    assert len(case.sent) == MOST_OPEN
    assert case.folder.row.state == "waiting"
    assert case.folder.row.ready == 5
    case.stored(0)
    case.turns(1)
    assert case.sent[-1] == [f"{n:02}" for n in range(MOST_OPEN, MOST_OPEN + 5)]


def test_what_cannot_be_read_waits_for_a_change(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine import watch_folder
    from engine.source import LeftOut, SourceFile

    def no_right(source: str, path: str) -> SourceFile:
        if source.endswith("b"):
            raise LeftOut("no right to read it")
        return SourceFile(source, path)

    monkeypatch.setattr(watch_folder, "SourceFile", no_right)
    case.write("a")
    case.write("b")
    case.begin()
    case.turns(20)
    case.stored()
    case.turns(2 * FULL_LOOK)
    assert case.sent == [["a"]]
    assert case.folder.row.unreadable == 1
    assert case.folder.row.state == "up-to-date"


def test_a_volume_that_tells_nothing_is_looked_through_at_intervals(case: Case) -> None:
    case.volume = Volume("nfs4", tells=False, ids_last=True)
    case.begin()
    case.turns(20)
    case.write("a")
    case.turns(30)
    assert case.sent == [["a"]]
    assert case.folder.row.polled


def test_names_that_cannot_travel_are_counted(case: Case) -> None:
    try:
        (case.path / os.fsdecode(b"bad\xff")).write_bytes(b"x")
    except OSError:
        pytest.skip("this disk takes no such names")
    case.write("a")
    case.begin()
    case.turns(20)
    assert case.sent == [["a"]]
    assert case.folder.row.others == 1


@pytest.mark.parametrize(
    ("kind", "tells", "ids_last"),
    [
        ("ext4", True, True),
        ("nfs4", False, True),
        ("cifs", False, True),
        ("fuse.sshfs", False, False),
        ("fuseblk", False, False),
        ("vfat", True, False),
        ("9p", False, False),
    ],
)
def test_file_systems_and_what_they_tell(kind: str, tells: bool, ids_last: bool) -> None:
    assert volume_of_kind(kind) == Volume(kind, tells, ids_last)


def test_the_volume_of_a_folder_is_found(tmp_path: Path) -> None:
    assert volume_of(str(tmp_path)).kind == volume_of(str(tmp_path / "not" / "there")).kind


def test_a_name_that_cannot_travel_is_counted_and_holds_up_nothing(case: Case) -> None:
    case.begin()
    case.turns(1)
    odd = os.fsdecode(b"\xff.tif")
    (case.path / odd).write_bytes(b"1")
    case.write("a")
    case.turns(15, (odd, True), ("a", True))
    assert case.sent == [["a"]]
    case.turns(2 * FULL_LOOK)
    assert case.folder.row.others == 1


def test_after_lost_news_all_is_looked_through(case: Case) -> None:
    case.begin()
    case.turns(60)
    case.write("a")
    case.turns(60)
    assert case.sent == []
    case.folder.missed()
    case.turns(60)
    assert case.sent == [["a"]]


def test_where_nobody_tells_of_all_changes_any_more_it_is_looked_through_at_intervals(case: Case) -> None:
    case.begin()
    case.turns(60)
    case.folder.poll()
    case.write("a")
    case.turns(60)
    assert case.sent == [["a"]]
    assert case.folder.row.polled
