"""What a receiver promises while nothing goes wrong, on the memory link."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections.abc import Mapping
from typing import Any

import pytest
from bundle_maker import BLOCK, MTIME
from receive_kit import CountingLink, Reader1, ben_fixture  # noqa: F401  fixtures are found by their names

from engine import disk, receive, receive_read, wire
from engine.api import Cipher, Outcome
from engine.link_memory import MemoryBroker

CONTENT = {
    "empty": b"",
    "one": b"1",
    "folder/small": os.urandom(1000),
    "folder/exactly one block": os.urandom(BLOCK),
    "folder/one more": os.urandom(BLOCK + 1),
    "large": os.urandom(40 * BLOCK + 17),
    "deep/er/and/deeper": os.urandom(3 * BLOCK),
    "line\nbreak é": b"x" * 50,
}


@pytest.mark.parametrize("inline", [True, False])
def test_a_whole_bundle_arrives_with_times_and_rights(ben: Reader1, inline: bool) -> None:
    maker = ben.maker(inline=inline)
    maker.add_folder("folder")
    maker.add_folder("nothing in it")
    for path, content in CONTENT.items():
        maker.add(path, content, mode=0o755 if path == "one" else 0o644)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == CONTENT
    assert (ben.target / "nothing in it").is_dir()
    for path in (*CONTENT, "folder", "nothing in it"):
        assert (ben.target / path).stat().st_mtime_ns == MTIME, path
    assert (ben.target / "one").stat().st_mode & 0o111
    assert not (ben.target / "large").stat().st_mode & 0o111
    row = ben.row(fetch)
    size = sum(map(len, CONTENT.values()))
    assert (row["entries"], row["entries_done"], row["size"], row["done"]) == (8, 8, size, size)
    assert set(ben.states(fetch).values()) == {"in place"}
    assert row["sent_twice"] == 0


def test_trees_of_inner_pages_are_read_leaf_by_leaf(ben: Reader1) -> None:
    maker = ben.maker(leaf_rows=7, inline=False)
    content = {f"f{n:03}": os.urandom(n * 10) for n in range(300)} | {"large": os.urandom(100 * BLOCK)}
    for path, data in content.items():
        maker.add(path, data)
    offer = maker.offer()
    assert offer.inner & wire.ENTRY_TREE
    assert offer.inner & wire.SEGMENT_TREE
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == content


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux makes a volume durable by one call")
def test_an_equal_file_that_stood_there_is_made_durable_before_the_receipt(
    ben: Reader1, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben.target.mkdir()
    (ben.target / "a").write_bytes(b"equal")
    maker = ben.maker()
    maker.add("a", b"equal")
    ben.accept(maker)
    states: list[str] = []
    sync = disk.system.sync_volume

    def noted(held: int) -> bool:
        states.append(ben.states(fetch)["a"])
        return sync(held)

    monkeypatch.setattr(disk.system, "sync_volume", noted)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert states and states[0] != "in place"


@pytest.mark.parametrize("inline", [True, False])
def test_the_senders_sums_are_shown(ben: Reader1, inline: bool) -> None:
    maker = ben.maker(inline=inline)
    content = {f"f{n}": os.urandom(n * 1000) for n in range(5)}
    for path, data in content.items():
        maker.add(path, data)
    maker.sums = [wire.Sum(n, hashlib.sha256(data).digest()) for n, data in enumerate(content.values()) if n != 3]
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    shown = [entry.sha256 for entry in ben.entries(fetch)]
    sums = [hashlib.sha256(data).hexdigest() for data in content.values()]
    assert shown == [*sums[:3], "", sums[4]]
    assert [entry.sha256 for entry in receive.verify_fetch(ben.journal, fetch, threading.Event())] == sums


@pytest.mark.parametrize("cipher", list(Cipher))
def test_every_cipher_and_compressed_blocks_arrive(ben: Reader1, cipher: Cipher) -> None:
    maker = ben.maker(cipher=cipher, compression="auto")
    content = {"text": b"all the same " * 5000, "noise": os.urandom(2 * BLOCK), "small": b"s" * 100}
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == content


class RestingLink(CountingLink):
    """Tells when a reader is wanted nowhere."""

    def __init__(self, broker: MemoryBroker) -> None:
        super().__init__(broker)
        self.rests = threading.Event()

    def reader(self, topic: str, *, patient: bool = False, ahead: bool = True) -> Any:
        reader = super().reader(topic, patient=patient, ahead=ahead)
        want = reader.want

        def wanted(positions: Mapping[int, int]) -> None:
            want(positions)
            if positions:
                self.rests.clear()
            else:
                self.rests.set()

        reader.want = wanted
        return reader


def test_the_cluster_is_asked_for_nothing_more_once_all_is_in_place(
    ben: Reader1, broker: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive_read, "REST_SECONDS", 0.0)
    ben.link = link = RestingLink(broker)
    for number in range(2):
        maker = ben.maker(inline=number == 0)
        maker.add(f"large {number}", os.urandom(10 * BLOCK))
        ben.accept(maker)
        fetch = ben.fetch(maker)
        if not number:
            ben.start()
        assert ben.ended(fetch) == Outcome.PLACED
        assert link.rests.wait(30)
