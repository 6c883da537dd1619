"""What becomes of originals: nothing goes before others surely have it, and nothing that is not what was sent."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import disk_originals, journal_originals, journal_receipts, journal_sends, points, wire
from engine.api import Choices, Exists, Outcome, Wanted, transfer_bytes
from engine.disk_originals import Stays, put_away
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.link_memory import MemoryBroker
from engine.originals import note_folders
from engine.source import Identity, identity_now


def sent(profile: Profile, path: Path, after: str, to: str = "Ben", **more: object) -> str:
    id = profile.engine.send([str(path)], "", Choices(to=(to,), after=after, **more)).result()  # type: ignore[arg-type]
    assert profile.ended(id).outcome == Outcome.STORED
    return id


def originals(profile: Profile, id: str, words: str) -> str:
    """Waits until the details say so."""
    profile.wait(id, lambda _: words in profile.engine.details(id).originals)
    return profile.engine.details(id).originals


def fetched_by(ben: Profile, title: str, into: Path) -> None:
    id = ben.engine.fetch(ben.offer(title).id, [], str(into), Exists.BOTH).result()
    assert ben.ended(id).outcome == Outcome.PLACED


def test_originals_are_deleted_once_all_was_read_back_from_two_copies(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    broker.replication = 2
    source = files(tmp_path / "docs", a=os.urandom(300_000), b=b"", c=b"text")
    id = sent(anna, source, "delete", block_size=50_000)
    assert originals(anna, id, "originals deleted.") == "3 originals deleted."
    assert not source.exists()
    assert [line.sentence for line in anna.engine.story(id)][-2:] == [
        "The originals may go: everything was read back.",
        "3 originals were deleted.",
    ]
    fetched_by(ben, "docs", tmp_path / "in")


def test_originals_stay_once_their_bundle_is_to_be_withdrawn(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker.replication = 2
    source = files(tmp_path / "docs", a=b"1", b=b"2")

    def withdraw(point: str) -> None:
        if point == "originals-proven":
            with anna.engine.journal.write() as db:  # as a person does who thinks better of it
                journal_sends.update(db, transfer_bytes(id), withdraw=1)

    monkeypatch.setattr(points, "watcher", withdraw)
    id = anna.engine.send([str(source)], "", Choices(to=("Ben",), after="delete"), wanted=Wanted.PAUSE).result()
    anna.engine.resume([id]).result()
    anna.wait(id, lambda _: any("may go" in line.sentence for line in anna.engine.story(id)))
    anna.engine.withdraw(id).result()
    assert anna.ended(id).outcome == Outcome.WITHDRAWN
    stay = "The originals stay: the bundle was withdrawn."
    anna.wait(id, lambda _: any(line.sentence == stay for line in anna.engine.story(id)))
    assert sorted(path.name for path in source.iterdir()) == ["a", "b"]


def test_putting_originals_away_goes_on_after_the_journal_could_not_be_written(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.originals.AGAIN", 0.1)
    broker.replication = 2
    due, failed = journal_originals.due, []

    def full(db: Db, cluster: str) -> list[Row]:
        if not failed:
            failed.append(True)
            raise TowlineError("disk", path="journal", done="read", reason="no room")
        return due(db, cluster)

    monkeypatch.setattr(journal_originals, "due", full)
    id = sent(anna, files(tmp_path / "docs", a=b"1"), "delete")
    originals(anna, id, "1 original deleted.")
    assert failed


def test_with_a_single_copy_originals_wait_for_the_receipt_of_every_recipient(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    id = sent(anna, source, "delete")
    assert "once all recipients have signed" in originals(anna, id, "signed")
    assert (source / "a").exists()
    fetched_by(ben, "docs", tmp_path / "in")
    originals(anna, id, "2 originals deleted.")
    assert not source.exists()


def test_originals_that_go_to_a_team_stay_on_a_single_copy(anna: Profile, tmp_path: Path) -> None:
    anna.engine.team_new("plant")
    source = files(tmp_path / "docs", a=b"1")
    id = sent(anna, source, "delete", to="team:plant")
    originals(anna, id, "signed")
    assert (source / "a").exists()


def test_what_the_sender_signed_for_says_nothing_of_the_originals(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    """Whoever fetches over the very originals finds them equal."""
    source = files(tmp_path / "docs", a=b"1")
    alone = sent(anna, source / "a", "delete", to="me")
    anna.wait(alone, lambda _: "your own receipt says nothing" in anna.engine.story(alone)[-1].sentence)
    both = anna.engine.send([str(source / "a")], "", Choices(to=("me", "Ben"), after="delete"), title="both").result()
    assert anna.ended(both).outcome == Outcome.STORED
    me = anna.engine.people_book.me()
    for id in (alone, both):
        with anna.engine.journal.write() as db:
            offer = journal_sends.get(db, transfer_bytes(id))["offer"]
            own = wire.Receipt(me.fingerprint, me.signing_key, me.fingerprint, offer, bytes(32), [(0, 0)], 1)
            assert journal_receipts.save_receipt(db, own)
    anna.engine._ports["memory"].originals.nudge()
    fetched_by(ben, "both", tmp_path / "in")
    originals(anna, both, "1 original deleted.")  # so it looked at the older one of the two before
    assert anna.engine.details(alone).originals == "They will be deleted once all recipients have signed for them."


def test_originals_wait_for_a_person_where_their_disk_is_not_mounted(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker.replication = 2
    source, usb = files(tmp_path / "docs", a=b"1", b=b"2"), tmp_path / "usb"
    usb.mkdir()
    mounted = {str(usb)}
    ismount = os.path.ismount
    monkeypatch.setattr(os.path, "ismount", lambda path: str(path) in mounted or ismount(path))
    note_folders(anna.engine.journal, [f"move:{usb}"])
    mounted.clear()
    id = sent(anna, source, f"move:{usb}")
    assert "is not mounted" in originals(anna, id, "They wait")
    (question,) = anna.engine.questions()
    assert (question.cause, question.choices) == ("disk-not-mounted", ("retry", "use", "keep"))
    assert anna.engine.answer([question.id], "retry").result() == 1
    anna.wait(id, lambda _: bool(anna.engine.questions()))
    assert not list(usb.iterdir())
    assert (source / "a").exists()
    mounted.add(str(usb))
    anna.engine.answer([question.id], "retry").result()
    originals(anna, id, "2 originals moved to")
    assert anna.engine.questions() == []


@pytest.mark.parametrize(("answer", "words"), [("use", "1 original moved to"), ("keep", "They stay, as you said.")])
def test_a_person_says_what_becomes_of_originals_whose_disk_is_not_mounted(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path, answer: str, words: str
) -> None:
    broker.replication = 2
    source, usb = files(tmp_path / "docs", a=b"1"), tmp_path / "usb" / "sent"
    usb.mkdir(parents=True)
    with anna.engine.journal.write() as db:
        journal_originals.set_mount(db, str(usb), str(tmp_path / "usb"))
    id = sent(anna, source, f"move:{usb}")
    originals(anna, id, "They wait")
    (question,) = anna.engine.questions()
    assert anna.engine.answer([question.id], answer).result() == 1
    originals(anna, id, words)
    assert (source / "a").exists() == (answer == "keep")
    assert anna.engine.questions() == []


def test_originals_move_with_their_folders_and_never_over_anything(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    broker.replication = 3
    source = files(tmp_path / "docs", a=b"new", b=b"2")
    (tmp_path / "sent" / "docs").mkdir(parents=True)
    (tmp_path / "sent" / "docs" / "a").write_bytes(b"old")
    id = sent(anna, source, f"move:{tmp_path / 'sent'}")
    originals(anna, id, "2 originals moved to")
    assert not source.exists()
    moved = {path.name: path.read_bytes() for path in (tmp_path / "sent" / "docs").iterdir()}
    assert moved == {"a": b"old", "a (2)": b"new", "b": b"2"}


def test_a_file_that_changed_after_it_was_sent_stays(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    id = sent(anna, source, "delete")
    originals(anna, id, "signed")
    (source / "b").write_bytes(b"newer")
    fetched_by(ben, "docs", tmp_path / "in")
    assert originals(anna, id, "original deleted") == "1 original deleted; 1 changed or could not go, and stay."
    assert {path.name: path.read_bytes() for path in source.iterdir()} == {"b": b"newer"}
    (row,) = [row for row in anna.engine.entries(id) if row.path == "docs/b"]
    assert row.why == "the original changed after it was sent"


def test_a_chunk_that_cannot_be_read_back_keeps_all_originals(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", a=os.urandom(400_000))
    id = sent(anna, source, "delete", block_size=10_000)
    originals(anna, id, "signed")
    broker.tamper("towline", broker.records("towline")[11], value=b"other bytes")
    broker.replication = 2
    with anna.engine.journal.write() as db:
        journal_originals.update(db, transfer_bytes(id), alone=0)
    anna.engine._ports["memory"].originals.nudge()
    anna.wait(id, lambda _: any("could not be read back" in line.sentence for line in anna.engine.story(id)))
    assert (source / "a").exists()


def test_what_was_begun_before_a_stop_goes_on_at_the_next_start(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    id = sent(anna, source, "delete")
    originals(anna, id, "signed")
    anna.engine.stop()
    fetched_by(ben, "docs", tmp_path / "in")
    anna.start()
    anna.engine.offers("memory", 30.0)
    originals(anna, id, "2 originals deleted.")


def begun(anna: Profile, id: str, source: Path, **columns: object) -> None:
    """As if the engine had ended while it put the first original away."""
    anna.engine.stop()
    send = transfer_bytes(id)
    journal = Journal(anna.folder / "journal.sqlite")
    with journal.write() as db:
        journal_originals.update(db, send, state=journal_originals.PROVEN)
        if columns:
            journal_sends.update(db, send, **columns)
        (first, *_) = journal_originals.files(db, send, 0, 1)
    journal.close()
    os.rename(source, source.parent / f".towline-{send[:6].hex()}-{first['n']}")


def test_what_expired_before_its_originals_were_deleted_keeps_them(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    id = sent(anna, source, "delete")
    originals(anna, id, "signed")
    begun(anna, id, source / "a", expires_ms=1)
    anna.start()
    anna.engine.offers("memory", 30.0)
    originals(anna, id, "They stay")
    assert {path.name: path.read_bytes() for path in source.iterdir()} == {"a": b"1", "b": b"2"}


def test_an_original_that_stays_and_whose_name_was_taken_meanwhile_says_where_it_is(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", a=b"1")
    id = sent(anna, source, "delete")
    originals(anna, id, "signed")
    begun(anna, id, source / "a", expires_ms=1)
    (source / "a").write_bytes(b"newer")
    anna.start()
    anna.engine.offers("memory", 30.0)
    originals(anna, id, "They stay")
    (aside,) = (path for path in source.iterdir() if path.name != "a")
    assert (aside.read_bytes(), (source / "a").read_bytes()) == (b"1", b"newer")
    assert [entry.why for entry in anna.engine.entries(id) if entry.path == "docs/a"] == [
        f"the original stands now as {aside.name}: file exists"
    ]


def test_an_original_has_its_name_while_the_folder_it_moves_to_is_away(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    source, usb = files(tmp_path / "docs", a=b"1", b=b"2"), tmp_path / "usb"
    usb.mkdir()
    id = sent(anna, source, f"move:{usb}")
    originals(anna, id, "signed")
    begun(anna, id, source / "a")
    usb.rmdir()
    anna.start()
    anna.engine.offers("memory", 30.0)
    anna.wait(id, lambda _: anna.engine.story(id)[-1].event == "folder-away")
    assert {path.name: path.read_bytes() for path in source.iterdir()} == {"a": b"1", "b": b"2"}
    assert not usb.exists()


def test_chunks_that_were_read_back_from_a_topic_that_is_gone_prove_nothing(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", a=b"1")
    id = sent(anna, source, "delete")
    originals(anna, id, "signed")
    broker.replication = 2
    with anna.engine.journal.write() as db:
        journal_originals.update(db, transfer_bytes(id), alone=0, checked=1)
        journal_sends.update(db, transfer_bytes(id), topic_id=b"another")
    anna.engine._ports["memory"].originals.nudge()
    anna.wait(id, lambda _: "made anew" in anna.engine.story(id)[-1].sentence)
    assert (source / "a").exists()


@pytest.mark.parametrize("after", ["shred", "move:relative", "move:/not/there/at/all"])
def test_what_cannot_be_done_with_originals_is_refused_before_anything_is_sent(
    anna: Profile, tmp_path: Path, after: str
) -> None:
    source = files(tmp_path / "docs", a=b"1")
    with pytest.raises(TowlineError) as caught:
        anna.engine.send([str(source)], "", Choices(to=("me",), after=after)).result()
    assert caught.value.word == "usage"
    assert anna.engine.transfers() == []


def far_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every folder were on a volume of its own."""
    rename = disk_originals._rename_new

    def far(source: str, target: str, *, ours: bool = False) -> None:
        if os.path.dirname(source) != os.path.dirname(target):
            raise OSError(errno.EXDEV, "cross-device")
        rename(source, target, ours=ours)

    monkeypatch.setattr(disk_originals, "_rename_new", far)


def original(path: Path, content: bytes = b"content") -> Identity:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    identity = identity_now(str(path))
    assert identity
    return identity


# --- one file --------------------------------------------------------------------------------------------------------------


def test_putting_away_goes_on_where_a_crash_left_it(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    identity = identity_now(str(file))
    assert identity
    os.rename(file, tmp_path / ".towline-x")  # crashed after the first step
    file.write_bytes(b"another file has the name meanwhile")
    assert put_away(str(file), identity, "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert not put_away(str(tmp_path / "b"), identity, "x"), "done already"


def test_a_file_that_changed_under_its_other_name_gets_its_own_back(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    identity = identity_now(str(file))
    assert identity
    os.rename(file, tmp_path / ".towline-x")
    (tmp_path / ".towline-x").write_bytes(b"changed")
    with pytest.raises(Stays, match="changed after it was sent"):
        put_away(str(file), identity, "x")
    assert file.read_bytes() == b"changed"


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "posix_fadvise"), reason="leases are Linux's")
def test_what_the_last_writer_wrote_before_it_closed_the_file_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    identity = original(file)
    writer, looked = file.open("ab", buffering=0), disk_originals._is_written_to

    def closed_just_now(path: str) -> bool:
        with writer:
            writer.write(b" and more")
        return looked(path)

    monkeypatch.setattr(disk_originals, "_is_written_to", closed_just_now)
    with pytest.raises(Stays, match="changed after it was sent"):
        put_away(str(file), identity, "x")
    assert file.read_bytes() == b"content and more"


@pytest.mark.skipif(os.name == "nt", reason="rights are those of POSIX")
def test_a_copy_of_a_private_file_is_private_from_its_first_byte_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far_away(monkeypatch)
    (tmp_path / "there").mkdir()
    identity = original(tmp_path / "here" / "a")
    os.chmod(tmp_path / "here" / "a", 0o640)
    identity = identity._replace(mode=0o640, ctime_ns=(tmp_path / "here" / "a").stat().st_ctime_ns)
    seen: list[int] = []
    copy = shutil.copyfileobj

    def watched(read: BinaryIO, write: BinaryIO, size: int) -> None:
        seen.append(os.fstat(write.fileno()).st_mode & 0o777)
        copy(read, write, size)

    monkeypatch.setattr(shutil, "copyfileobj", watched)
    before = os.umask(0)
    try:
        assert put_away(str(tmp_path / "here" / "a"), identity, "x", str(tmp_path / "there"), "a")
    finally:
        os.umask(before)
    assert seen == [0o600]
    assert (tmp_path / "there" / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "posix_fadvise"), reason="leases are Linux's")
def test_a_file_that_a_program_writes_to_stays(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    identity = identity_now(str(file))
    assert identity
    with file.open("ab"), pytest.raises(Stays, match="still open"):
        put_away(str(file), identity, "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_between_volumes_a_compared_copy_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far_away(monkeypatch)
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    for name in ("a", "b"):
        file = tmp_path / "here" / name
        file.write_bytes(b"content")
        os.utime(file, (1_700_000_000, 1_700_000_000))
        identity = identity_now(str(file))
        assert identity
        if name == "b":  # crashed between the copy's name and the end of the original
            (tmp_path / "there" / "b").write_bytes(b"content")
        assert put_away(str(file), identity, name, str(tmp_path / "there"), name)
    there = {path.name: path.stat().st_mtime for path in (tmp_path / "there").iterdir()}
    assert set(there) == {"a", "b"}
    assert there["a"] == 1_700_000_000
    assert list((tmp_path / "here").iterdir()) == []


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("far", [False, True])
@pytest.mark.parametrize("point", points.ORIGINALS[1:-1])
def test_a_file_ends_once_at_its_new_place_whenever_the_process_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, far: bool
) -> None:
    if far:
        far_away(monkeypatch)
    (tmp_path / "there").mkdir()
    file = tmp_path / "here" / "a"
    identity = original(file)

    def end(passed: str) -> None:
        if passed == point:
            raise Killed

    def put() -> bool:
        return put_away(str(file), identity, "x", str(tmp_path / "there"), "docs/a")

    monkeypatch.setattr(points, "watcher", end)
    if point == "original-copied" and not far:
        assert put()
    else:
        with pytest.raises(Killed):
            put()
    assert next(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()) == b"content"
    monkeypatch.setattr(points, "watcher", None)
    put()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "there" / "docs" / "a"]


@pytest.mark.skipif(os.name == "nt", reason="Windows renames without replacing")
def test_where_nothing_renames_without_replacing_a_newer_file_is_not_taken_for_the_original(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    identity = original(file)
    steps = disk_originals.system

    def refuse(*_: object) -> None:
        raise steps.Refused(errno.EINVAL, "not here")

    def then_a_program_saves(step: Callable[..., None]) -> Callable[..., None]:
        def both(*names: object) -> None:
            step(*names)
            (tmp_path / "new").write_bytes(b"newer")
            os.replace(tmp_path / "new", file)

        return both

    monkeypatch.setattr(steps, "rename_new", refuse)
    monkeypatch.setattr(steps, "link_new", then_a_program_saves(steps.link_new))
    monkeypatch.setattr(steps, "rename_over", then_a_program_saves(steps.rename_over))
    assert put_away(str(file), identity, "x")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"newer"}


@pytest.mark.parametrize("far", [False, True])
def test_a_new_place_is_durable_with_all_its_folders_before_the_old_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, far: bool
) -> None:
    if far:
        far_away(monkeypatch)
    steps: list[str] = []
    sync, unlink = disk_originals._sync, os.unlink
    monkeypatch.setattr(disk_originals, "_sync", lambda folder: (steps.append(folder), sync(folder)))
    monkeypatch.setattr(os, "unlink", lambda path: (unlink(path), steps.append("unlink")))
    there = tmp_path / "there"
    there.mkdir()
    identity = original(tmp_path / "here" / "a")
    assert put_away(str(tmp_path / "here" / "a"), identity, "x", str(there), "docs/of/a")
    target = [str(there / "docs" / "of"), str(there / "docs"), str(there)]
    assert steps == [*target, *(["unlink"] if far else []), str(tmp_path / "here")]


@pytest.mark.parametrize("path", ["a", "docs/a"])
def test_a_folder_that_vanished_is_not_made_anew_and_the_original_stays(tmp_path: Path, path: str) -> None:
    identity = original(tmp_path / "a")
    with pytest.raises(TowlineError) as caught:
        put_away(str(tmp_path / "a"), identity, "x", str(tmp_path / "usb" / "sent"), path)
    assert caught.value.word == "folder-away"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_a_copy_that_finds_no_room_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far_away(monkeypatch)
    (tmp_path / "there").mkdir()
    identity = original(tmp_path / "here" / "a")

    def full(_read: object, write: BinaryIO, _size: int) -> None:
        write.write(b"con")
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(TowlineError) as caught:
        put_away(str(tmp_path / "here" / "a"), identity, "x", str(tmp_path / "there"), "a")
    assert caught.value.word == "disk-full"
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["a"]


def test_a_link_is_not_taken_for_the_copy_of_an_original(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far_away(monkeypatch)
    (tmp_path / "there").mkdir()
    original(tmp_path / "elsewhere")
    (tmp_path / "there" / "a").symlink_to(tmp_path / "elsewhere")
    identity = original(tmp_path / "here" / "a")
    assert put_away(str(tmp_path / "here" / "a"), identity, "x", str(tmp_path / "there"), "a")
    assert (tmp_path / "there" / "a (2)").read_bytes() == b"content"
