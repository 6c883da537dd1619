"""What a receiver promises on a disk that is really full: it waits, says so, and goes on by itself once there is room."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bundle_maker import BLOCK
from receive_kit import Reader1

from engine import meter
from engine.api import Outcome
from engine.api_link import Record
from engine.link_memory import MemoryBroker

SIZE = 2 * 1024 * 1024  # bytes of the disk
CONTENT = {
    "one large file": {"large": os.urandom(200 * BLOCK)},
    "many small files": {f"f{n:03}": os.urandom(2000 + n) for n in range(400)},
}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a disk that can be filled is only mounted by root on Linux")
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)]
    ran = subprocess.run(words, check=False, capture_output=True, text=True)
    if ran.returncode:
        pytest.skip(f"nothing can be mounted here: {ran.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def ben(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader1]:
    monkeypatch.setattr(meter, "LOOK_AGAIN", 0.05)
    reader = Reader1(tmp_path, MemoryBroker())
    yield reader
    reader.close()


def fill(disk: Path, *, but: int = 0) -> Path:
    """Somebody else's file takes all room; `but`: bytes that stay free."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(64 * 1024))
        except OSError as error:
            assert error.errno == errno.ENOSPC
    os.truncate(filler, filler.stat().st_size - but)
    return filler


def placed(ben: Reader1, disk: Path) -> dict[str, bytes]:
    """The files that have their final names."""
    return {path: data for path, data in ben.files(disk / "in").items() if "/" not in path}


@pytest.mark.parametrize("content", CONTENT.values(), ids=CONTENT)
def test_a_fetch_that_does_not_fit_waits_for_room(ben: Reader1, disk: Path, content: dict[str, bytes]) -> None:
    maker = ben.maker()
    for path, data in content.items():
        maker.add(path, data)
    filler = fill(disk, but=128 * 1024)
    ben.accept(maker)
    fetch = ben.fetch(maker, folder=disk / "in")
    ben.start()
    ben.until(lambda: ben.row(fetch)["error"] == "disk-full")
    assert "is full" in ben.row(fetch)["why"] and "goes on by itself" in ben.row(fetch)["todo"]
    assert placed(ben, disk).items() < content.items()
    filler.unlink()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files(disk / "in") == content
    assert ben.row(fetch)["error"] == ""


@pytest.mark.parametrize("content", CONTENT.values(), ids=CONTENT)
def test_a_disk_that_fills_up_in_between_loses_and_damages_nothing(
    ben: Reader1, disk: Path, content: dict[str, bytes]
) -> None:
    maker = ben.maker()
    for path, data in content.items():
        maker.add(path, data)
    seen: list[Record] = []

    def on_record(record: Record) -> None:
        seen.append(record)
        if len(seen) == 50:
            fill(disk)

    ben.link.on_record = on_record
    ben.accept(maker)
    fetch = ben.fetch(maker, folder=disk / "in")
    ben.start()
    ben.until(lambda: ben.row(fetch)["error"] == "disk-full")
    assert placed(ben, disk).items() < content.items()
    (disk / "filler").unlink()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files(disk / "in") == content
    assert set(ben.states(fetch).values()) == {"in place"}
