"""A file whose name is taken waits for a person: what is kept of it, what goes on beside it, what an answer does.

The same for a folder that only a person can do something about.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from bundle_maker import BLOCK, Maker
from receive_kit import Killed, Reader1

from engine import journal_fetches, journal_transfers, receive_place
from engine.api import Exists, Outcome, Wanted
from engine.disk import Folder, Part
from engine.link_memory import MemoryBroker

SENT = os.urandom(3 * BLOCK)


@pytest.fixture
def ben(tmp_path: Path, broker: MemoryBroker) -> Iterator[Reader1]:
    reader = Reader1(tmp_path, broker)
    reader.target.mkdir()
    for name in ("small", "large"):
        (reader.target / name).write_bytes(b"mine")
    yield reader
    reader.close()


@pytest.fixture
def maker(ben: Reader1) -> Maker:
    made = ben.maker()
    made.add("large", SENT)
    made.add("other", b"not in the way")
    made.add("small", SENT[:10])
    ben.accept(made)
    return made


def asks(ben: Reader1, fetch: bytes) -> bool:
    return ben.row(fetch)["error"] == "exists"


def answer(ben: Reader1, fetch: bytes, path: str, choice: Exists) -> bool:
    (number,) = [entry.number for entry in ben.entries(fetch) if entry.path == path]
    with ben.journal.write() as db:
        changed = journal_fetches.answer(db, fetch, number, choice)
    if ben.receiver is not None:
        ben.receiver.nudge()
    return changed


def visible(ben: Reader1) -> dict[str, bytes]:
    return {name: content for name, content in ben.files().items() if not name.startswith(".")}


def test_the_rest_is_placed_and_what_asks_waits_in_its_part(ben: Reader1, maker: Maker) -> None:
    fetch = ben.fetch(maker, exists=Exists.ASK)
    ben.start()
    ben.until(lambda: asks(ben, fetch))
    assert ben.states(fetch) == {"large": "asks", "other": "in place", "small": "asks"}
    assert visible(ben) == {"large": b"mine", "small": b"mine", "other": b"not in the way"}
    assert {SENT, SENT[:10]} <= {content for name, content in ben.files().items() if name.startswith(".")}
    assert ben.row(fetch)["outcome"] == ""


@pytest.mark.parametrize("choice", [Exists.BOTH, Exists.REPLACE, Exists.SKIP])
def test_each_answer_is_carried_out_without_fetching_again(ben: Reader1, maker: Maker, choice: Exists) -> None:
    fetch = ben.fetch(maker, exists=Exists.ASK)
    ben.start()
    ben.until(lambda: asks(ben, fetch))
    came = len(ben.link.records)
    assert answer(ben, fetch, "small", choice) and answer(ben, fetch, "large", choice)
    assert not answer(ben, fetch, "large", Exists.REPLACE)
    assert ben.ended(fetch) == Outcome.PLACED
    assert len(ben.link.records) == came
    files = ben.files()
    assert not any(name.startswith(".") for name in files)
    match choice:
        case Exists.BOTH:
            assert files.pop("large") == files.pop("small") == b"mine"
            assert sorted(map(len, files.values())) == [10, 14, len(SENT)]
        case Exists.REPLACE:
            assert (files["large"], files["small"]) == (SENT, SENT[:10])
        case Exists.SKIP:
            assert files == {"large": b"mine", "small": b"mine", "other": b"not in the way"}
            assert ben.row(fetch)["done"] == ben.row(fetch)["size"] == 14
            assert ben.row(fetch)["left_out"] == 2


def test_one_answer_leaves_the_other_question_open(ben: Reader1, maker: Maker) -> None:
    fetch = ben.fetch(maker, exists=Exists.ASK)
    ben.start()
    ben.until(lambda: asks(ben, fetch))
    answer(ben, fetch, "small", Exists.REPLACE)
    ben.until(lambda: "1 of 3" in ben.row(fetch)["why"])
    assert ben.states(fetch) == {"large": "asks", "other": "in place", "small": "in place"}
    assert visible(ben)["small"] == SENT[:10]


def test_a_question_and_its_answer_survive_a_restart(ben: Reader1, maker: Maker) -> None:
    fetch = ben.fetch(maker, exists=Exists.ASK)
    ben.start()
    ben.until(lambda: asks(ben, fetch))
    ben.stop()
    came = len(ben.link.records)
    ben.start()
    ben.until(lambda: asks(ben, fetch))
    assert ben.states(fetch)["large"] == ben.states(fetch)["small"] == "asks"
    ben.stop()
    answer(ben, fetch, "large", Exists.REPLACE)
    answer(ben, fetch, "small", Exists.SKIP)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert visible(ben) == {"large": SENT, "small": b"mine", "other": b"not in the way"}
    assert len(ben.link.records) == came


class KilledFolder(Folder):
    """Ends the process once it has put a file over another one."""

    kills = True

    def place(self, part: str, rel: str, replace: bool = False) -> None:
        super().place(part, rel, replace)
        if replace and KilledFolder.kills:
            raise Killed


def test_a_kill_while_an_answer_is_carried_out_does_no_harm(
    ben: Reader1, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch = ben.fetch(maker, exists=Exists.ASK)
    ben.start()
    ben.until(lambda: asks(ben, fetch))
    ben.stop()
    answer(ben, fetch, "large", Exists.REPLACE)
    answer(ben, fetch, "small", Exists.BOTH)
    ben.open_folder = KilledFolder
    with pytest.raises(Killed):
        ben._make().run()
    monkeypatch.setattr(KilledFolder, "kills", False)
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    files = visible(ben)
    assert files.pop("large") == SENT and files.pop("small") == b"mine"
    assert sorted(map(len, files.values())) == [10, 14]


def test_a_part_that_was_taken_away_is_fetched_again_after_the_answer(ben: Reader1, maker: Maker) -> None:
    fetch = ben.fetch(maker, exists=Exists.ASK)
    ben.start()
    ben.until(lambda: asks(ben, fetch))
    for name in ben.files():
        if name.startswith("."):
            (ben.target / name).unlink()
    answer(ben, fetch, "large", Exists.REPLACE)
    answer(ben, fetch, "small", Exists.REPLACE)
    assert ben.ended(fetch) == Outcome.PLACED
    assert visible(ben) == {"large": SENT, "small": SENT[:10], "other": b"not in the way"}


def test_other_fetches_go_on_beside_it(ben: Reader1, maker: Maker) -> None:
    fetch = ben.fetch(maker, exists=Exists.ASK)
    ben.start()
    ben.until(lambda: asks(ben, fetch))
    other = ben.maker()
    other.add("next", b"1")
    ben.accept(other)
    assert ben.ended(ben.fetch(other)) == Outcome.PLACED
    assert asks(ben, fetch)


def test_a_cancelled_one_leaves_nothing_and_asks_nothing_that_cannot_be_answered(ben: Reader1, maker: Maker) -> None:
    fetch = ben.fetch(maker, exists=Exists.ASK)
    ben.start()
    ben.until(lambda: asks(ben, fetch))
    ben.want(fetch, Wanted.STOP)
    assert ben.ended(fetch) == Outcome.CANCELLED
    assert not any(name.startswith(".") for name in ben.files())
    with ben.journal.write() as db:
        journal_transfers.reopen(db, [fetch])
    answer(ben, fetch, "small", Exists.REPLACE)
    answer(ben, fetch, "large", Exists.REPLACE)
    assert ben.ended(fetch) == Outcome.PLACED
    assert visible(ben)["large"] == SENT


# --- a folder that a person has to do something about -----------------------------------------------------------------------


class Closed(Folder):
    """Nothing can be written into it."""

    closed = True

    def part(self, name: str, size: int | None = None) -> Part:
        if Closed.closed and not self.path.endswith("other"):
            with self._errors("", "written"):
                raise PermissionError(errno.EACCES, "Permission denied")
        return super().part(name, size)


def move(ben: Reader1, fetch: bytes, folder: Path) -> None:
    folder.mkdir()
    with ben.journal.write() as db:
        journal_fetches.update(db, fetch, new_folder=str(folder))
    assert ben.receiver is not None
    ben.receiver.nudge()


def test_a_folder_that_cannot_be_written_to_needs_a_person(ben: Reader1, maker: Maker) -> None:
    ben.open_folder = Closed
    fetch = ben.fetch(maker, exists=Exists.BOTH)
    ben.start()
    ben.until(lambda: ben.row(fetch)["error"] == "folder-closed")
    assert "permission denied" in ben.row(fetch)["why"]
    move(ben, fetch, ben.home / "other")
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files(ben.home / "other") == {"large": SENT, "small": SENT[:10], "other": b"not in the way"}


def test_what_was_fetched_in_part_begins_anew_in_another_folder(
    ben: Reader1, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive_place, "ROUND_BYTES", BLOCK)
    more = ben.maker()
    content = os.urandom(50 * BLOCK + 5)
    more.add("first", b"1")
    more.add("huge", content)
    ben.accept(more)
    fetch = ben.fetch(more)
    seen = []
    ben.run_until_killed(lambda record: seen.append(record) or len(seen) == 40)  # type: ignore[func-returns-value]
    assert 0 < ben.row(fetch)["done"] < len(content)
    ben.start()
    move(ben, fetch, ben.home / "other")
    assert ben.ended(fetch) == Outcome.PLACED
    found = ben.files(ben.home / "other") | visible(ben)
    assert found["huge"] == content and found["first"] == b"1"
    assert ben.row(fetch)["done"] == ben.row(fetch)["size"]
