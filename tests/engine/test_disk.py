"""The receiver's folder on the real file system: nothing outside, nothing overwritten, nothing lost."""

import errno
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from disk_kit import content_of, folder_fixture, outside_fixture, posix_only, stage, stage_fast, target_fixture  # noqa: F401  fixtures are found by their names

from engine import disk
from engine.disk import Folder, NameTaken, PartGone
from engine.errors import TowlineError

# --- the way of one file ------------------------------------------------------------------------------------------------


def test_a_part_becomes_a_file_with_its_facts(folder, target):
    file_id = stage(folder, "p1")
    folder.place("p1", "a/b/file.txt")
    folder.sync_folders(["a/b"])
    facts = folder.stat("a/b/file.txt")
    assert (facts.file_id, facts.size, facts.mtime_ns) == (file_id, 7, 1_600_000_000_123_456_789)
    assert facts.is_file
    assert (target / "a/b/file.txt").read_bytes() == b"content"
    assert folder.names_in("") == ["a"]
    assert folder.names_in("a/b") == ["file.txt"]
    assert folder.part_names() == []


def test_a_part_goes_on_where_it_was(folder):
    with folder.part("p1", 10) as part:
        part.write_at(0, b"01234")
        file_id = part.file_id
    with folder.part("p1", 10) as part:
        assert (part.size, part.file_id) == (5, file_id)
        part.write_at(5, memoryview(b"56789"))
    folder.place("p1", "x")
    assert content_of(folder, "x") == b"0123456789"


def test_pieces_may_come_in_any_order(folder):
    with folder.part("p1", 6) as part:
        part.write_at(3, b"def")
        part.write_at(0, b"abc")
    folder.place("p1", "x")
    assert content_of(folder, "x") == b"abcdef"


def test_a_batch_is_made_durable_at_once(folder):
    for n in range(20):
        with folder.part(f"p{n}") as part:
            part.write_at(0, b"x")
            part.finish(1, 0)
    folder.sync_all()
    for n in range(20):
        folder.place(f"p{n}", f"d{n % 3}/f{n}")
    folder.sync_folders({"d0", "d1", "d2"})
    assert sum(len(folder.names_in(f"d{n}")) for n in range(3)) == 20


def many_folders_synced(folder, monkeypatch):
    """How many of 40 folders with a new file each were made durable one by one."""
    for n in range(40):
        stage(folder, f"p{n}")
        folder.place(f"p{n}", f"d{n}/f")
    synced = []
    real = disk.system.sync_dir
    monkeypatch.setattr(disk.system, "sync_dir", lambda held: (synced.append(held), real(held)))
    folder.sync_folders([f"d{n}" for n in range(40)])
    assert all(content_of(folder, f"d{n}/f") for n in range(40))
    return len(synced)


@pytest.mark.skipif(sys.platform != "linux", reason="no other system has a call for a whole volume")
def test_many_folders_are_made_durable_by_one_call(folder, monkeypatch):
    volumes = []
    real = disk.system.sync_volume
    monkeypatch.setattr(disk.system, "sync_volume", lambda held: (volumes.append(held), real(held))[1])
    assert many_folders_synced(folder, monkeypatch) == 0
    assert len(volumes) == 1


def test_many_folders_are_made_durable_one_by_one_where_no_such_call_is(folder, monkeypatch):
    monkeypatch.setattr(disk.system, "sync_volume", lambda held: False)
    assert many_folders_synced(folder, monkeypatch) == 41  # this folder has 40 new ones


def test_a_folder_of_another_volume_is_made_durable_by_itself(folder, monkeypatch):
    real = disk.system.dir_facts

    def facts(held):
        found = real(held)
        if held == folder._root:  # as if all others were mounted into it
            return os.stat_result((*found[:2], found.st_dev + 1, *found[3:10]))
        return found

    monkeypatch.setattr(disk.system, "dir_facts", facts)
    assert many_folders_synced(folder, monkeypatch) >= 40


def test_removing_a_part_twice_is_fine(folder):
    stage(folder, "p1")
    folder.remove_part("p1")
    folder.remove_part("p1")
    assert folder.part_names() == []


def test_placing_what_is_gone_says_so(folder):
    with pytest.raises(PartGone):
        folder.place("p1", "x")
    folder.make("sub")
    with pytest.raises(PartGone):
        folder.place("p1", "sub/x", replace=True)


def test_a_folder_that_is_away_is_not_made(target):
    with pytest.raises(TowlineError) as error:
        Folder(target)
    assert error.value.word == "folder-away"
    assert not target.exists()


def test_a_file_where_the_folder_should_be_is_said(target):
    target.touch()
    for make in (False, True):
        with pytest.raises(TowlineError) as error:
            Folder(target, make=make)
        assert error.value.word == "disk"
        assert "could not be opened" in error.value.what


def test_a_folder_that_vanishes_is_away(folder, target):
    stage(folder, "p1")
    shutil.rmtree(target)
    with pytest.raises(TowlineError) as error, folder.part("p2") as part:
        part.write_at(0, b"x")
    assert error.value.word == "folder-away"


def test_the_empty_staging_folder_goes_away_and_comes_back(target):
    with Folder(target, make=True) as one, Folder(target) as two:
        stage(one, "p1")
        one.place("p1", "x")
        stage(two, "p2")
        two.remove_part("p2")
        one.close()
        assert not (target / disk.PARTS).exists()
        stage(two, "p3")
        two.place("p3", "y")
    assert sorted(os.listdir(target)) == ["x", "y"]


@posix_only
def test_a_staging_folder_that_another_fetch_took_away_is_found_again_by_all(target):
    """Rounds of a fetch take turns with two folders: one writes what the other one puts in place."""
    with Folder(target, make=True) as one, Folder(target) as other:
        assert one.part_names() == other.part_names() == []
        with Folder(target) as third:
            third.part_names()
        assert not (target / ".towline-parts").exists()
        stage(one, "p1")
        assert other.part_names() == ["p1"]
        other.place("p1", "file")
        stage(other, "p2")
        one.remove_part("p2")
        assert one.part_names() == []
        assert content_of(one, "file") == b"content"


def test_the_date_of_a_folder_can_be_set_last(folder):
    folder.make("a/b")
    folder.set_mtime("a/b", 5_000_000_000)
    assert folder.stat("a/b").mtime_ns == 5_000_000_000
    assert folder.stat("a/b").is_folder
    assert folder.stat("").is_folder


# --- names in the way ------------------------------------------------------------------------------------------------------


def test_a_taken_name_is_never_overwritten(folder):
    for part, content in (("p1", b"first"), ("p2", b"second")):
        stage(folder, part, content)
    folder.place("p1", "x")
    with pytest.raises(NameTaken) as taken:
        folder.place("p2", "x")
    assert taken.value.rel == "x"
    assert content_of(folder, "x") == b"first"
    folder.place("p2", "x", replace=True)
    assert content_of(folder, "x") == b"second"


def test_a_folder_is_never_replaced(folder, target):
    (target / "x").mkdir()
    stage(folder, "p1")
    for replace in (False, True):
        with pytest.raises(NameTaken):
            folder.place("p1", "x", replace=replace)


def test_a_file_in_the_way_of_a_folder_is_named(folder):
    stage(folder, "p1")
    folder.place("p1", "parent")
    stage(folder, "p2")
    for action in (lambda: folder.place("p2", "parent/child"), lambda: folder.make("parent/child/more")):
        with pytest.raises(NameTaken) as taken:
            action()
        assert taken.value.rel == "parent"


@pytest.mark.parametrize(
    "path", ["../x", "a/../x", "..", "a/..", "a//b", "a/", "./a", ".towline-parts/x", ".towline-parts"]
)
def test_paths_that_no_receiver_may_use_are_faults(folder, outside, path):
    stage(folder, "p1")
    with pytest.raises(ValueError, match="not a path"):
        folder.place("p1", path)
    assert os.listdir(outside) == []


VECTORS = [
    "NUL", "nul.txt", "con.txt", "COM¹", "aux ", "file:stream", "f.txt::$DATA", "trailing.", "trailing ", "foo>bar.txt",
    "C:rel", r"C:\absolute", r"\\server\share", r"a\..\b", "a\x1bb", "line\nbreak", "tab\there", "\u200b", "x\u202ey",
    "：", ":", ".leading", "~syncthing~x", "é", "e\u0301", "ß", "SS", "-rf", "*", "'", "$(reboot)", "n" * 255, "ü" * 127,
    "a/" * 700 + "deep", "d" * 200 + "/" + "e" * 200 + "/" + "f" * 200, "\U0001f600", "con.d/nul/x",
]  # fmt: skip


def test_every_strange_name_is_placed_under_its_local_name(folder, target):
    for n, path in enumerate(VECTORS):
        content = path.encode()
        stage(folder, f"p{n}", content)
        folder.place(f"p{n}", folder.local_path(path))
    for path in VECTORS:
        assert content_of(folder, folder.local_path(path)) == path.encode()
    found = [p for p in target.parent.rglob("*") if p.is_file()]
    assert len(found) == len(VECTORS)
    assert all(target in p.parents for p in found)


def test_a_name_longer_than_the_volume_holds_is_shortened(folder):
    rel = folder.local_path("n" * 300 + ".txt")
    stage(folder, "p1")
    folder.place("p1", rel)
    assert folder.names_in("") == [rel]
    assert folder.why_substituted("n" * 300) == "the name is too long here"


def test_the_key_follows_what_the_volume_folds(folder, target):
    (target / "Case").touch()
    folds = (target / "cASE").exists()
    assert (folder.key("README") == folder.key("readme")) == folds


# --- volumes that cannot do everything ---------------------------------------------------------------------------------------


@pytest.fixture
def no_rename_new(monkeypatch):
    def refuse(*_):
        raise disk.system.Refused(errno.EINVAL, "not here")

    monkeypatch.setattr(disk.system, "rename_new", refuse)


@pytest.fixture
def no_links(monkeypatch, no_rename_new):
    monkeypatch.setattr(disk.system, "link_new", disk.system.rename_new)


@pytest.mark.parametrize("volume", ["no_rename_new", "no_links"])
def test_other_volumes_do_not_overwrite_either(request, folder, target, volume):
    request.getfixturevalue(volume)
    stage(folder, "p1", b"first")
    stage(folder, "p2", b"second")
    folder.place("p1", "sub/x")
    with pytest.raises(NameTaken):
        folder.place("p2", "sub/x")
    assert content_of(folder, "sub/x") == b"first"
    assert folder.part_names() == ["p2"]
    folder.remove_part("p2")
    assert os.listdir(target / disk.PARTS) == []
    (target / "empty").touch()
    stage(folder, "p3")
    with pytest.raises(NameTaken):
        folder.place("p3", "empty")


def test_a_crash_over_a_placeholder_is_mended(folder, target, no_links, monkeypatch):
    stage(folder, "p1", b"whole")
    with monkeypatch.context() as crash:

        def die(*_):
            raise KeyboardInterrupt

        crash.setattr(disk.system, "rename_over", die)
        with pytest.raises(KeyboardInterrupt):
            folder.place("p1", "x")
    assert content_of(folder, "x") == b""
    stage(folder, "p2", b"other")
    with pytest.raises(NameTaken):
        folder.place("p2", "x")
    folder.place("p1", "x")
    assert content_of(folder, "x") == b"whole"
    folder.remove_part("p2")
    assert os.listdir(target / disk.PARTS) == []


def test_a_volume_with_the_rules_of_windows_gets_its_names(folder, monkeypatch):
    real = disk.system.open_own

    def like_ntfs(parent, name):
        if ":" in name:
            raise OSError(errno.EINVAL, "invalid argument")
        return real(parent, name)

    monkeypatch.setattr(disk.system, "open_own", like_ntfs)
    assert folder.local_path("a:b/nul") == "a_b/_nul"


def test_a_folding_volume_keeps_a_differently_spelled_file(folder, target, monkeypatch):
    real = disk.system.lstat

    def folding(parent, name):
        for there in disk.system.names(parent):
            if there.casefold() == name.casefold():
                return real(parent, there)
        return real(parent, name)

    stage(folder, "p1", b"mine")
    folder.place("p1", "README")
    stage(folder, "p2", b"theirs")
    monkeypatch.setattr(disk.system, "lstat", folding)
    assert folder.key("README") == folder.key("readme")
    monkeypatch.setattr(disk.system, "rename_new", lambda *_: (_ for _ in ()).throw(FileExistsError))
    with pytest.raises(NameTaken):
        folder.place("p2", "readme", replace=True)
    assert content_of(folder, "README") == b"mine"


# --- a disk that fails ------------------------------------------------------------------------------------------------------------


def test_a_file_that_cannot_fit_is_refused_before_it_is_begun(folder):
    with pytest.raises(TowlineError) as error:
        folder.part("p1", 1 << 60)
    assert error.value.word == "disk-full"
    assert error.value.facts["needs"] == "1153 PB"
    assert error.value.facts["free"].endswith("B")


def test_what_a_failed_sync_lost_is_never_taken_as_durable(folder, monkeypatch):
    with folder.part("p1") as part:
        part.write_at(0, b"x")
        with monkeypatch.context() as broken:
            broken.setattr(
                disk.system, "sync_file", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.EIO, "I/O error"))
            )
            with pytest.raises(TowlineError) as error:
                part.durable()
        assert error.value.word == "disk"
        with pytest.raises(TowlineError):
            part.durable()  # the system would say yes now


def test_what_a_volume_says_only_when_a_file_is_closed_is_said(folder, monkeypatch):
    """As a network volume does of what it could not keep."""
    part, close, closed = folder.part("p1"), os.close, []

    def late(file):
        close(file)
        if file == handle:
            closed.append(file)
            raise OSError(errno.EDQUOT, "disk quota exceeded")

    handle = part._file
    monkeypatch.setattr(os, "close", late)
    part.write_at(0, b"content")
    with pytest.raises(TowlineError) as caught:
        part.close()
    part.close()
    assert (caught.value.word, len(closed)) == ("disk-full", 1)


def test_a_full_disk_at_a_sync_says_so(folder, monkeypatch):
    stage_fast(folder, "p1")
    monkeypatch.setattr(disk.system, "sync_volume", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(TowlineError) as error:
        folder.sync_all()
    assert error.value.word == "disk-full"


def test_short_writes_are_continued(folder, monkeypatch):
    real = disk.system.write
    monkeypatch.setattr(disk.system, "write", lambda file, view, offset: real(file, view[:3], offset))
    with folder.part("p1") as part:
        part.write_at(0, b"0123456789")
        part.write_at(10, memoryview(b"abcdefgh"))
    folder.place("p1", "x")
    assert content_of(folder, "x") == b"0123456789abcdefgh"


FULL = """
    import os, sys
    sys.path.insert(0, {root!r})
    from engine.disk import Folder
    from engine.errors import TowlineError
{before}
    with Folder({folder!r}) as folder, folder.part("p1", 4_000_000 if {whole} else None) as part:
        try:
            for n in range(40):
                part.write_at(n * 100_000, os.urandom(100_000))
        except TowlineError as error:
            print(error.word, error.facts.get("needs"), error.facts.get("free"))
"""


def run_full(folder, command=(), before="", whole=False):
    root = str(Path(disk.__file__).parent.parent)
    code = textwrap.dedent(FULL.format(root=root, folder=str(folder), before=before, whole=whole))
    return subprocess.run(
        [*command, sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60
    )


SIMULATED = """
    import errno
    from engine import disk
    real = disk.system.write
    def write(file, view, offset):
        if offset + len(view) > 1_000_000:
            raise OSError(errno.ENOSPC, "no space left on device")
        return real(file, view, offset)
    disk.system.write, disk.system.free = write, lambda *_: 48_576
"""


def test_a_full_volume_waits_with_what_it_needs(target):
    """On a small volume of its own where this computer lets somebody mount one, else on a simulated one."""
    target.mkdir()
    script = f'mount -t tmpfs -o size=1m none "{target}" && exec "$@"'
    command = ["unshare", "-rm", "sh", "-c", script, "sh"]
    mounts = (
        shutil.which("unshare") and not subprocess.run([*command, "true"], check=False, capture_output=True).returncode
    )
    full = run_full(target, command) if mounts else run_full(target, before=SIMULATED)
    word, needs, unit, free, free_unit = full.stdout.split()
    assert (word, needs, unit) == ("disk-full", "100", "kB")
    assert float(free) < 100
    assert free_unit in ("kB", "B")


@posix_only
def test_a_file_larger_than_the_volume_takes_is_not_called_a_full_disk(target):
    target.mkdir()
    before = "    import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))"
    assert run_full(target, before=before, whole=True).stdout.split()[0] == "file-too-big"
