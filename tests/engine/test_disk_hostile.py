"""The receiver's folder beside hostile neighbours: links, planted files and folders that are swapped all the time."""

import os
import stat
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from disk_kit import content_of, folder_fixture, outside_fixture, posix_only, stage, stage_fast, target_fixture  # noqa: F401  fixtures are found by their names

from engine import disk
from engine.disk import Folder, NameTaken, is_led_away
from engine.errors import TowlineError


@posix_only
def test_a_folder_below_a_link_of_another_user_counts_as_one_and_below_ones_own_it_does_not(tmp_path, monkeypatch):
    (tmp_path / "real" / "in").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    inside = str(tmp_path / "link" / "in")
    assert not is_led_away(inside) and is_led_away(str(tmp_path / "link"))
    if os.getuid() == 0:
        os.chown(tmp_path / "link", 65534, 65534, follow_symlinks=False)
    else:
        monkeypatch.setattr("os.getuid", lambda: 65534)
    assert is_led_away(inside) and not is_led_away(str(tmp_path / "real" / "in"))
    with pytest.raises(TowlineError) as caught:
        Folder(inside, link=False)
    assert caught.value.word == "folder-link"


@posix_only
def test_links_are_never_followed(folder, target, outside):
    (outside / "secret").write_text("old")
    (target / "sub").symlink_to(outside)
    (target / "file").symlink_to(outside / "secret")
    stage(folder, "p1", b"new")
    for rel in ("sub/x", "file"):
        with pytest.raises(NameTaken):
            folder.place("p1", rel)
    with pytest.raises(NameTaken):
        folder.stat("sub/secret")
    assert folder.open_for_compare("file") is None
    assert not folder.stat("file").is_file
    folder.place("p1", "file", replace=True)  # takes the link's place, not its aim's
    assert (outside / "secret").read_text() == "old"
    assert os.listdir(outside) == ["secret"]
    assert content_of(folder, "file") == b"new"


@posix_only
def test_a_planted_staging_folder_is_not_used(target, outside):
    target.mkdir()
    (target / disk.PARTS).symlink_to(outside)
    with Folder(target) as folder:
        stage(folder, "p1")
        assert os.listdir(outside) == []
        folder.place("p1", "x")
        assert content_of(folder, "x") == b"content"


@posix_only
def test_a_planted_part_is_not_written_to(folder, target, outside):
    (outside / "victim").write_text("old")
    stage(folder, "other")
    os.link(outside / "victim", target / disk.PARTS / "p1")
    (target / disk.PARTS / "p2").symlink_to(outside / "victim")
    with folder.part("p1") as part:
        part.write_at(0, b"new")
    with pytest.raises(TowlineError):
        folder.part("p2")
    assert (outside / "victim").read_text() == "old"


@posix_only
def test_the_staging_folder_is_private(target):
    (target / disk.PARTS).mkdir(parents=True, mode=0o777)
    with Folder(target) as folder:
        stage(folder, "p1")
        assert stat.S_IMODE((target / disk.PARTS).stat().st_mode) == 0o700
        with folder.part("p2") as part:
            assert stat.S_IMODE((target / disk.PARTS / "p2").stat().st_mode) == 0o600
            part.write_at(0, b"x")


@posix_only
def test_a_fifo_is_not_waited_for(folder, target):
    os.mkfifo(target / "pipe")
    assert folder.open_for_compare("pipe") is None
    facts = folder.stat("pipe")
    assert not facts.is_file
    assert not facts.is_folder


@posix_only
def test_only_the_right_to_execute_is_kept(folder, target):
    old = os.umask(0)
    os.umask(old)
    for name, mode in (("plain", 0o666), ("program", 0o4755), ("unknown", 0), ("group", 0o2670)):
        stage(folder, name, mode=mode)
        folder.place(name, name)
    modes = {name: stat.S_IMODE((target / name).stat().st_mode) for name in os.listdir(target) if name[0] != "."}
    assert modes == {
        "plain": 0o666 & ~old,
        "program": 0o777 & ~old,
        "unknown": 0o666 & ~old,
        "group": 0o666 & ~old,
    }


@posix_only
def test_a_folder_that_is_moved_away_is_made_anew(folder, target, outside):
    stage(folder, "p1")
    folder.place("p1", "a/b/one")
    (target / "a").rename(outside / "a")
    stage(folder, "p2")
    folder.place("p2", "a/b/two")
    assert (target / "a/b/two").exists()
    assert os.listdir(outside / "a/b") == ["one"]


@posix_only
def test_a_folder_swapped_for_a_link_all_the_time_lets_nothing_out(folder, target, outside):
    (target / "real").mkdir()
    ending = threading.Event()

    def swap():
        real, n = target / "real", 0
        while not ending.is_set():
            n += 1
            if real.exists():
                real.rename(target / f"moved{n}")
            with suppress(FileExistsError):  # the receiver made it anew
                real.symlink_to(outside)
            if real.is_symlink():
                real.unlink()

    mutator = threading.Thread(target=swap)
    mutator.start()
    placed = 0
    try:
        for n in range(2000):
            stage_fast(folder, f"p{n}")
            try:
                folder.place(f"p{n}", f"real/sub/f{n}")
                placed += 1
            except (NameTaken, TowlineError):
                folder.remove_part(f"p{n}")
            if n % 10 == 0:
                folder.sync_folders(["real/sub"])
    finally:
        ending.set()
        mutator.join()
    assert os.listdir(outside) == []
    assert placed > 0
    assert sum(len(files) for _, _, files in os.walk(target)) == placed


def test_more_folders_than_are_held_open(folder, target):
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    for n in range(disk.HELD_FOLDERS * 3):
        stage_fast(folder, f"p{n}")
        folder.place(f"p{n}", f"d{n}/e/f")
    for n in range(disk.HELD_FOLDERS * 3):
        assert folder.stat(f"d{n}/e/f").size == 1
    if before:
        assert len(os.listdir("/proc/self/fd")) <= before + disk.HELD_FOLDERS + 1
