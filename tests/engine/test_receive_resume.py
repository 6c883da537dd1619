"""What a receiver promises after an abrupt end, and while an offer grows."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from bundle_maker import BLOCK, TOPIC, Maker, Opened
from receive_kit import CountingLink, Reader1, ben_fixture  # noqa: F401  fixtures are found by their names

from engine import journal_fetches, receive_place, wire
from engine.api import Exists, Outcome, Wanted
from engine.api_link import Record
from engine.disk import Folder
from engine.errors import TowlineError
from engine.journal import Db
from engine.link_memory import MemoryBroker


def chunk_of(record: Record) -> int | None:
    header = wire.unpack_header(record.header)
    return header.seq if header.kind == wire.CHUNK else None


def chunks_read(ben: Reader1) -> list[int]:
    return [seq for record in ben.link.records if (seq := chunk_of(record)) is not None]


def after(count: int) -> object:
    """Kills at the chunk number `count` that comes."""
    seen = []

    def when(record: Record) -> bool:
        if chunk_of(record) is not None:
            seen.append(record)
        return len(seen) == count

    return when


def test_a_resume_fetches_only_what_was_not_journaled(ben: Reader1, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive_place, "ROUND_BYTES", 10 * BLOCK)
    maker = ben.maker()
    content = os.urandom(200 * BLOCK + 5)
    maker.add("large", content)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.run_until_killed(after(150))  # type: ignore[arg-type]
    done = ben.row(fetch)["done"]
    # two rounds may be on their way, and a round begins with the record after its last byte
    assert done >= (150 - 2 * (10 + 16)) * BLOCK
    ben.link.records.clear()
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content}
    assert len(set(chunks_read(ben))) == 201 - done // BLOCK
    assert 0 < ben.row(fetch)["sent_twice"] <= 150 * BLOCK - done


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13, 21, 30, 34])
def test_killed_anywhere_every_file_arrives_once(ben: Reader1, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(receive_place, "ROUND_BYTES", 3 * BLOCK)
    monkeypatch.setattr(receive_place, "ROUND_FILES", 4)
    maker = ben.maker()
    content = {f"f{n}": os.urandom(BLOCK // 3) for n in range(30)}
    content |= {"l1": os.urandom(7 * BLOCK), "empty": b"", "l2": os.urandom(17 * BLOCK - 1)}
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.run_until_killed(after(count))  # type: ignore[arg-type]
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == content
    assert ben.row(fetch)["done"] == ben.row(fetch)["size"]


def test_a_name_given_before_the_interruption_is_known_again(ben: Reader1, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal had the final names, the files had them too, and then the process ended."""

    maker = ben.maker()
    content = {"a": b"a" * 100, "b": b"b" * 3 * BLOCK}
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    with monkeypatch.context() as patch:
        patch.setattr(receive_place.Placer, "_place", named_only)
        with pytest.raises(Ended):
            ben._make().run()
    assert ben.files() == content  # under their final names
    assert "in place" not in ben.states(fetch).values()
    ben.link.records.clear()
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == content
    assert chunks_read(ben) == []


def test_a_folder_in_which_nothing_is_found_again_is_let_go_of(ben: Reader1, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its disk failed before the fetch could go on from it. Every try opens it anew."""
    maker = ben.maker()
    maker.add("a", b"a" * 100)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    with monkeypatch.context() as patch:
        patch.setattr(receive_place.Placer, "_place", named_only)
        with pytest.raises(Ended):
            ben._make().run()
    opened: list[Folder] = []
    closed: list[Folder] = []

    class Failing(Folder):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            opened.append(self)

        def part_names(self) -> list[str]:
            raise TowlineError("disk", path="target", done="read", reason="input/output error")

        def close(self) -> None:
            super().close()
            closed.append(self)

    ben.open_folder = Failing
    ben.start()
    ben.until(lambda: ben.row(fetch)["error"] == "disk")
    assert len(opened) >= 3 and closed[:3] == opened[:3]


class Ended(BaseException):
    pass


def named_only(placer: receive_place.Placer, now: receive_place._Round, meetings: list[receive_place.Meeting]) -> None:
    """What `_place` does up to the renames."""
    for meeting in meetings:
        now.folder.place(meeting.file.part, meeting.settled.placed_as)
    raise Ended


def test_a_part_that_was_taken_away_is_fetched_again(ben: Reader1, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive_place, "ROUND_BYTES", 5 * BLOCK)
    maker = ben.maker()
    content = os.urandom(60 * BLOCK)
    maker.add("large", content)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.run_until_killed(after(50))  # type: ignore[arg-type]
    assert ben.row(fetch)["done"]
    (part,) = (ben.target / ".towline-parts").iterdir()
    part.unlink()
    ben.start()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content}


def test_pausing_keeps_what_came_and_going_on_fetches_the_rest(ben: Reader1) -> None:
    maker = ben.maker()
    content = os.urandom(300 * BLOCK)
    maker.add("large", content)
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.link.on_record = lambda record: ben.want(fetch, Wanted.PAUSE) if len(ben.link.records) == 100 else None
    ben.start()
    ben.until(lambda: ben.row(fetch)["wanted"] == Wanted.PAUSE and not ben.receiver._active)  # type: ignore[union-attr]
    done = ben.row(fetch)["done"]
    assert 0 < done < len(content)
    ben.link.on_record = lambda record: None
    ben.link.records.clear()
    ben.want(fetch, Wanted.RUN)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content}
    assert ben.row(fetch)["sent_twice"] == 0
    assert len(set(chunks_read(ben))) == 300 - done // BLOCK


def test_cancelling_leaves_nothing_behind(ben: Reader1) -> None:
    maker = ben.maker()
    maker.add("large", os.urandom(300 * BLOCK))
    ben.accept(maker)
    fetch = ben.fetch(maker)
    ben.link.on_record = lambda record: ben.want(fetch, Wanted.STOP) if len(ben.link.records) == 100 else None
    ben.start()
    assert ben.ended(fetch) == Outcome.CANCELLED
    assert list(ben.target.rglob("*")) == []


# --- growing -------------------------------------------------------------------------------------------------------------


def test_a_growing_bundle_is_followed_and_only_closed_entries_get_their_names(ben: Reader1) -> None:
    maker = ben.maker(leaf_rows=9, inline=False)
    small = {f"f{n:02}": os.urandom(500) for n in range(20)}
    for path, data in small.items():
        maker.add(path, data)
    content = os.urandom(50 * BLOCK + 9)
    opened = maker.open("large")
    opened.write(content[: 20 * BLOCK + 1])
    ben.accept(maker, state=wire.GROWING)
    fetch = ben.fetch(maker)
    ben.start()
    ben.until(lambda: ben.row(fetch)["done"] == 20 * 500 + 20 * BLOCK)
    assert {path: data for path, data in ben.files().items() if not path.startswith(".")} == small
    opened.write(content[20 * BLOCK + 1 : 40 * BLOCK + 1])
    ben.accept(maker, state=wire.GROWING)
    ben.until(lambda: ben.row(fetch)["done"] == 20 * 500 + 40 * BLOCK)
    opened.write(content[40 * BLOCK + 1 :])
    opened.close()
    maker.add("last", b"last")
    ben.accept(maker)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == small | {"large": content, "last": b"last"}
    assert set(chunks_read(ben)) == set(range(len(maker.segments)))
    assert len(chunks_read(ben)) <= len(maker.segments) + 8  # a few may come before their revision


class TwoReaders(CountingLink):
    """Chunks come as permitted, and pages that are read beside them once their gate is open."""

    def __init__(self, broker: MemoryBroker) -> None:
        super().__init__(broker)
        self.permits = threading.Semaphore(0)
        self.asked = threading.Event()
        self.gate = threading.Event()

    def reader(self, topic: str, *, patient: bool = False, ahead: bool = True) -> Any:
        reader = super().reader(topic, patient=patient, ahead=ahead)
        poll, want = reader.poll, reader.want

        def gated(timeout: float) -> Record | None:
            if not ahead:
                return poll(timeout) if self.gate.wait(timeout) else None
            if not self.permits.acquire(timeout=timeout):
                return None
            record: Record | None = poll(timeout)
            if record is None:
                self.permits.release()
            return record

        def wanted(positions: Mapping[int, int]) -> None:
            want(positions)
            self.asked.set()

        reader.poll = gated
        if not ahead:
            reader.want = wanted
        return reader


def test_chunks_keep_coming_while_pages_of_a_newer_revision_are_on_their_way(
    ben: Reader1, broker: MemoryBroker
) -> None:
    ben.link = link = TwoReaders(broker)
    maker = ben.maker(inline=False)
    content = os.urandom(40 * BLOCK)
    opened = maker.open("large")
    opened.write(content[: 20 * BLOCK + 1])
    ben.accept(maker, state=wire.GROWING)
    fetch = ben.fetch(maker)
    link.permits.release(5)  # the pages, and some chunks
    ben.start()
    ben.until(lambda: any(chunk_of(record) is not None for record in link.records))
    opened.write(content[20 * BLOCK + 1 :])
    opened.close()
    ben.accept(maker)
    assert link.asked.wait(30)
    link.permits.release(1_000_000)
    ben.until(lambda: ben.row(fetch)["done"] == 20 * BLOCK)
    link.gate.set()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content}
    assert len(chunks_read(ben)) == 40


def test_what_a_repair_moved_while_it_was_wanted_is_read_where_it_is_now(ben: Reader1, broker: MemoryBroker) -> None:
    ben.link = link = TwoReaders(broker)
    maker = ben.maker(inline=False)
    content = os.urandom(20 * BLOCK)
    opened = maker.open("large")
    opened.write(content)
    opened.close()
    ben.accept(maker)
    fetch = ben.fetch(maker)
    link.permits.release(5)
    ben.start()
    ben.until(lambda: any(chunk_of(record) is not None for record in link.records))
    old, maker.segments = maker.segments, []
    for n in range(20):
        maker.chunk(content[n * BLOCK : (n + 1) * BLOCK])
    ben.accept(maker)
    assert link.asked.wait(30)
    for segment in old:
        broker.expire(TOPIC, segment.partition, segment.offset + 1)
    link.permits.release(1_000_000)
    link.gate.set()
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content}


def test_rows_of_a_growing_bundle_are_taken_once(ben: Reader1, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    take_rows = journal_fetches.take_rows

    def spied(db: Db, fetch: bytes, rows: Sequence[tuple[int, wire.Entry]], **more: Any) -> None:
        taken.extend(entry.path for _, entry in rows if entry.state != wire.OPEN)
        take_rows(db, fetch, rows, **more)

    monkeypatch.setattr(journal_fetches, "take_rows", spied)
    maker = ben.maker(inline=False)
    content = {f"f{n:02}": os.urandom(500) for n in range(30)}
    for path in list(content)[:10]:
        maker.add(path, content[path])
    ben.accept(maker, state=wire.GROWING)
    fetch = ben.fetch(maker)
    ben.start()
    ben.until(lambda: ben.row(fetch)["done"] == 10 * 500)
    for path in list(content)[10:20]:
        maker.add(path, content[path])
    ben.accept(maker, state=wire.GROWING)
    ben.until(lambda: ben.row(fetch)["done"] == 20 * 500)
    for path in list(content)[20:]:
        maker.add(path, content[path])
    ben.accept(maker)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == content
    assert sorted(taken) == sorted(content)


def test_what_the_sender_makes_void_is_dropped(ben: Reader1) -> None:
    maker = ben.maker(inline=False)
    opened = maker.open("large")
    opened.write(os.urandom(10 * BLOCK + 1))
    ben.accept(maker, state=wire.GROWING)
    fetch = ben.fetch(maker)
    ben.start()
    ben.until(lambda: ben.row(fetch)["done"] == 10 * BLOCK)
    opened.void()
    again = os.urandom(5 * BLOCK)
    maker.add("large", again)
    ben.accept(maker)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": again}


def moved_entry(maker: Maker) -> None:
    """The open entry begins elsewhere."""
    maker.entries[-1] = wire.replace(maker.entries[-1], seq=maker.entries[-1].seq + 1)


def renamed_entry(maker: Maker) -> None:
    maker.entries[0] = wire.replace(maker.entries[0], path="other")


def shorter_chunk(maker: Maker) -> None:
    """Chunk 1 has another plain length, and so has another one, so that the offer's own counts still agree."""
    maker.segments[1] = wire.replace(maker.segments[1], plain=BLOCK - 1)
    maker.segments[0] = wire.replace(maker.segments[0], plain=maker.segments[0].plain + 1)


REWRITES = (moved_entry, renamed_entry, shorter_chunk)


@pytest.mark.parametrize("rewrite", REWRITES)
def test_a_revision_that_changes_what_was_said_is_refused(ben: Reader1, rewrite: Callable[[Maker], None]) -> None:
    maker, opened = growing(ben)
    fetch = ben.fetch(maker)
    ben.start()
    ben.until(lambda: ben.row(fetch)["done"] == 1 + 10 * BLOCK)
    rewrite(maker)
    opened.write(os.urandom(10 * BLOCK))
    ben.accept(maker, state=wire.GROWING)
    assert ben.ended(fetch) == Outcome.FAILED
    assert ben.row(fetch)["error"] == "refused"
    assert wire.Reason.ROWS_GONE.value in ben.row(fetch)["why"]


@pytest.mark.parametrize("rewrite", [moved_entry, renamed_entry])
def test_entries_of_a_revision_read_before_a_start_are_compared_too(
    ben: Reader1, rewrite: Callable[[Maker], None]
) -> None:
    maker, opened = growing(ben)
    fetch = ben.fetch(maker)
    ben.start()
    ben.until(lambda: ben.row(fetch)["done"] == 1 + 10 * BLOCK)
    ben.stop()
    rewrite(maker)
    opened.write(os.urandom(10 * BLOCK))
    ben.accept(maker, state=wire.GROWING)
    ben.start()
    assert ben.ended(fetch) == Outcome.FAILED
    assert ben.row(fetch)["error"] == "refused"


def growing(ben: Reader1) -> tuple[Maker, Opened]:
    """A small entry and ten blocks of a large one, offered."""
    maker = ben.maker(inline=False)
    maker.add("one", b"1")
    opened = maker.open("large")
    opened.write(os.urandom(10 * BLOCK + 1))
    ben.accept(maker, state=wire.GROWING)
    return maker, opened


def test_a_withdrawn_bundle_ends_the_fetch(ben: Reader1) -> None:
    maker = ben.maker(inline=False)
    maker.add("one", b"1")
    opened = maker.open("large")
    opened.write(os.urandom(10 * BLOCK + 1))
    ben.accept(maker, state=wire.GROWING)
    fetch = ben.fetch(maker)
    ben.start()
    ben.until(lambda: ben.row(fetch)["done"] == 10 * BLOCK + 1)
    ben.accept(maker, state=wire.WITHDRAWN)
    assert ben.ended(fetch) == Outcome.FAILED
    assert ben.row(fetch)["error"] == "withdrawn"


def test_fetching_twice_at_once_gives_both(ben: Reader1) -> None:
    maker = ben.maker()
    content = {"a": os.urandom(100), "b": os.urandom(30 * BLOCK)}
    for path, data in content.items():
        maker.add(path, data)
    ben.accept(maker)
    first = ben.fetch(maker)
    second = ben.fetch(maker, folder=ben.home / "elsewhere", exists=Exists.SKIP)
    ben.start()
    assert ben.ended(first) == Outcome.PLACED
    assert ben.ended(second) == Outcome.PLACED
    assert ben.files() == content
    assert ben.files(ben.home / "elsewhere") == content
    assert sorted(chunks_read(ben)) == list(range(len(maker.segments)))  # read once for both


def test_partitions_added_while_sending(ben: Reader1, broker: MemoryBroker) -> None:
    maker = ben.maker(inline=False)
    content = os.urandom(200 * BLOCK)
    opened = maker.open("large")
    opened.write(content[: 100 * BLOCK + 1])
    ben.accept(maker, state=wire.GROWING)
    fetch = ben.fetch(maker)
    ben.start()
    ben.until(lambda: ben.row(fetch)["done"] == 100 * BLOCK)
    broker.grow(TOPIC, 10)
    maker.partitions = 10
    opened.write(content[100 * BLOCK + 1 :])
    opened.close()
    ben.accept(maker)
    assert ben.ended(fetch) == Outcome.PLACED
    assert ben.files() == {"large": content}
