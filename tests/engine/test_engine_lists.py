"""What the engine promises to a window that asks: lists, pages, details, scans and limits."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names
from profiles import until

from engine.api import (
    Changed,
    Choices,
    Event,
    Exists,
    Handed,
    Move,
    Notice,
    OfferRow,
    Outcome,
    ReceiptRow,
    ScanRow,
    TransferRow,
    Wanted,
)
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker


def waiting_sends(anna: Profile, folder: Path, *names: str) -> list[str]:
    """Paused sends of one small file each, in this order."""
    source = files(folder, **dict.fromkeys(names, b"1"))
    return [
        anna.engine.send([str(source / name)], "", Choices(to=("me",)), wanted=Wanted.PAUSE).result() for name in names
    ]


def test_transfers_come_in_pages_that_follow_each_other(anna: Profile, tmp_path: Path) -> None:
    ids = waiting_sends(anna, tmp_path / "docs", *"abcde")
    pages = [[row.id for row in anna.engine.transfers(after=after, limit=2)] for after in ("", ids[1], ids[3], ids[4])]
    assert pages == [ids[:2], ids[2:4], ids[4:], []]
    anna.engine.cancel([ids[1]]).result()
    anna.ended(ids[1])
    assert [row.id for row in anna.engine.transfers(ended=False, after=ids[0], limit=2)] == ids[2:4]
    assert [row.id for row in anna.engine.transfers(ended=True, limit=2)] == [ids[1]]
    with pytest.raises(TowlineError) as caught:
        anna.engine.transfers(after="A" * 26)
    assert caught.value.word == "no-such-id"


def test_listeners_hear_of_each_of_many_transfers(
    anna: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.engine.READ_AT_ONCE", 2)
    ids = waiting_sends(anna, tmp_path / "docs", *"abcde")
    heard: list[str] = []
    anna.engine.subscribe(lambda event: heard.append(event.row.id) if isinstance(event, Changed) else None)
    assert anna.engine.pause(ids).result() == 0, "they are"
    assert not heard
    assert anna.engine.first(ids).result() == len(ids)
    assert sorted(heard) == sorted(ids)


def test_a_page_after_one_that_was_forgotten_goes_on_behind_it(anna: Profile, tmp_path: Path) -> None:
    ids = waiting_sends(anna, tmp_path / "docs", *"abc")
    anna.engine.cancel([ids[1]]).result()
    anna.ended(ids[1])
    anna.engine.forget([ids[1]]).result()
    assert [row.id for row in anna.engine.transfers(after=ids[1], limit=5)] == [ids[2]]


def test_a_transfer_is_found_by_a_unique_beginning_of_its_id(anna: Profile, tmp_path: Path) -> None:
    one, two = waiting_sends(anna, tmp_path / "docs", *"ab")
    shared = next(n for n, (a, b) in enumerate(zip(one, two, strict=True)) if a != b)
    assert anna.engine.transfer(one[: shared + 1].lower()).id == one
    assert anna.engine.first([two, one[: shared + 1], one.lower()]).result() == 3
    for text in ("", "8", one + "A", *(odd + one[1:] for odd in "0189-"), one[:-1] + "B"):
        for ask in (anna.engine.transfer, lambda text: anna.engine.pause([two, text]).result()):
            with pytest.raises(TowlineError) as caught:
                ask(text)
            assert caught.value.word == "no-such-id"


def test_a_row_says_the_same_alone_and_in_a_list(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    fetched = ben.ended(ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result())
    assert anna.engine.transfers() == [anna.engine.transfer(sent.id)]
    assert ben.engine.transfers() == [ben.engine.transfer(fetched.id)]
    for row in (anna.engine.transfer(sent.id), ben.engine.transfer(fetched.id)):
        assert row.reference == ben.offer("docs").reference
        assert row.cipher == ben.offer("docs").cipher
        assert row.offer == sent.offer
        assert row.stored_until > time.time()
    assert ben.engine.transfer(fetched.id).folder == str(tmp_path / "in")


def test_a_snapshot_has_what_moves_and_what_is_left(anna: Profile, tmp_path: Path, broker: MemoryBroker) -> None:
    broker.throttle(200_000)
    waiting_sends(anna, tmp_path / "paused", "p")
    source = files(tmp_path / "docs", a=os.urandom(2_000_000))
    sent = anna.engine.send([str(source)], "", Choices(to=("me",), block_size=50_000)).result()
    anna.wait(sent, lambda row: row.done)
    shown = anna.engine.snapshot()
    assert [row.id for row in shown.moving] == [sent]
    assert shown.moving[0].done > 0
    assert shown.open == 2
    assert 0 < shown.left < 2_000_000
    assert [link.cluster for link in shown.links] == ["memory"]
    assert shown.free > 0
    broker.throttle(None)
    anna.ended(sent)
    assert (anna.engine.snapshot().moving, anna.engine.snapshot().open) == ((), 1)


def test_paths_are_handed_over_to_windows_only(anna: Profile) -> None:
    assert not anna.engine.hand_over(["/a"])
    told: list[Event] = []
    leave = anna.engine.subscribe(told.append, window=True)
    assert anna.engine.hand_over(["/a"])
    assert anna.engine.hand_over([])
    leave()
    assert not anna.engine.hand_over(["/a"])
    assert [event for event in told if isinstance(event, Handed)] == [Handed(("/a",)), Handed(())]


def test_what_no_window_heard_is_told_to_the_first_one(anna: Profile) -> None:
    told: list[Event] = []
    anna.engine.subscribe(told.append)
    assert told == []
    anna.engine.subscribe(told.append, window=True)
    assert [type(event) for event in told] == [Notice]  # where the key stands: said at the start
    anna.engine.subscribe(told.append, window=True)
    assert len(told) == 1


def test_a_scan_finds_what_a_send_would(anna: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"text" * 100, b=b"")
    (source / "link").symlink_to("a")
    parts: list[ScanRow] = []
    found = anna.engine.scan("t", [str(source)], parts.append).result(30)
    assert (found.files, found.folders, found.size, found.left_out, found.done) == (2, 1, 400, 1, True)
    assert parts[-1].items == found.items
    assert found.saves["1"] > 0.5
    sent = anna.ended(anna.engine.send([str(source)], "", Choices(to=("me",))).result())
    assert (sent.entries, sent.size, sent.left_out) == (found.files, found.size, found.left_out)
    anna.engine.scan_stop("t")


def test_what_a_person_left_out_of_a_send_stays_here(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    files(source / "private", c=b"3", d=b"4")
    without = (str(source / "b"), str(source / "private"))
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",)), wanted=Wanted.PAUSE, without=without).result()
    anna.engine.stop()  # it is not scanned yet: what was left out stands in the journal
    anna.start()
    anna.engine.resume([sent]).result()
    row = anna.ended(sent)
    assert (row.outcome, row.entries, row.left_out) == (Outcome.STORED, 1, 2)
    left = [(entry.path, entry.why) for entry in anna.engine.entries(sent) if entry.state == "left out"]
    assert left == [("docs/b", "you left it out"), ("docs/private", "you left it out")]
    assert [entry.path for entry in ben.engine.offer_entries(ben.offer("docs").id)] == ["docs", "docs/a"]


def test_a_send_without_anything_left_in_it_has_nothing_to_send(anna: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("me",)), without=(str(source),)).result()
    row = anna.ended(sent)
    assert (row.outcome, row.left_out) == (Outcome.FAILED, 1)


def test_thousands_of_entries_are_fetched_by_their_numbers_also_after_a_restart(
    anna: Profile, ben: Profile, tmp_path: Path, broker: MemoryBroker
) -> None:
    names = [f"f{n:04}" for n in range(3000)]
    source = files(tmp_path / "docs", **{name: name.encode() for name in names})
    files(source / "sub", x=b"x", y=b"y")
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",), block_size=8192)).result())
    offer = ben.offer("docs").id
    rows = {row.path: row.number for row in ben.engine.offer_entries(offer, limit=10_000)}
    chosen = [f"docs/{name}" for name in names[::2]] + ["docs/sub"]
    broker.throttle(20_000)
    fetched = ben.engine.fetch(
        offer, [], str(tmp_path / "in"), Exists.BOTH, numbers=tuple(rows[path] for path in chosen)
    ).result()
    ben.wait(fetched, lambda row: row.entries)
    ben.engine.stop()
    broker.throttle(None)
    ben.start()
    row = ben.ended(fetched)
    assert (row.outcome, row.entries_done) == (Outcome.PLACED, 1502)
    placed = {str(path.relative_to(tmp_path / "in")) for path in (tmp_path / "in").rglob("*") if path.is_file()}
    assert placed == {*chosen[:-1], "docs/sub/x", "docs/sub/y"}


def test_an_offer_is_new_until_it_is_marked_and_stays_so_at_the_next_start(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        anna.ended(anna.engine.send([str(files(tmp_path / name, a=b"1"))], "", Choices(to=("Ben",))).result())
    one, two = ben.offer("one"), ben.offer("two")
    assert not (one.seen or one.hidden or two.seen)
    assert ben.engine.offers_mark([one.id, two.id], seen=True).result() == 2
    assert ben.engine.offers_mark([two.id], hidden=True).result() == 1
    assert [event.row.hidden for event in ben.events if isinstance(event, Changed) and event.row == ben.offer("two")]
    ben.engine.stop()
    ben.start()
    assert [(row.seen, row.hidden) for row in (ben.offer("one"), ben.offer("two"))] == [(True, False), (True, True)]
    assert ben.engine.offers_mark([two.id], seen=False, hidden=False).result() == 1
    assert (ben.offer("two").seen, ben.offer("two").hidden) == (False, False)
    assert ben.engine.offers_mark(["A" * 26], seen=True).result() == 0
    assert anna.offer("one").seen


def test_an_offer_says_what_of_it_is_on_this_computer(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    offer = ben.offer("docs")
    assert (offer.here, offer.fetch) == ("", "")
    some = ben.engine.fetch(offer.id, ["*/a"], str(tmp_path / "in"), Exists.BOTH).result()
    ben.ended(some)
    assert (ben.offer("docs").here, ben.offer("docs").fetch) == ("partly", some)
    whole = ben.engine.fetch(offer.id, [], str(tmp_path / "in"), Exists.BOTH).result()
    ben.ended(whole)
    assert (ben.offer("docs").here, ben.offer("docs").fetch) == ("all", whole)

    def told(_: TransferRow) -> bool:
        rows = [event.row for event in ben.events if isinstance(event, Changed)]
        return {"fetching", "partly", "all"} <= {row.here for row in rows if isinstance(row, OfferRow)}

    ben.wait(whole, told)


@pytest.mark.parametrize(
    ("moved", "where", "order", "count"),
    [
        ("db", Move.TOP, "bdace", 2),
        ("db", Move.BOTTOM, "acebd", 2),
        ("db", Move.UP, "badce", 2),
        ("ab", Move.UP, "abcde", 0),
        ("abe", Move.UP, "abced", 1),
        ("ab", Move.DOWN, "cabde", 2),
        ("ed", Move.DOWN, "abcde", 0),
        ("b", Move.DOWN, "acbde", 1),
    ],
)
def test_moved_transfers_keep_their_order_among_themselves(
    anna: Profile, tmp_path: Path, moved: str, where: Move, order: str, count: int
) -> None:
    ids = dict(zip("abcde", waiting_sends(anna, tmp_path / "docs", *"abcde"), strict=True))
    assert anna.engine.move([ids[name] for name in moved], where).result() == count
    assert [row.title for row in anna.engine.transfers(ended=False)] == list(order)


def test_ended_transfers_are_passed_and_not_moved(anna: Profile, tmp_path: Path) -> None:
    one, two, three = waiting_sends(anna, tmp_path / "docs", *"abc")
    anna.engine.cancel([two]).result()
    anna.ended(two)
    assert anna.engine.move([two, three], Move.UP).result() == 1
    assert [row.id for row in anna.engine.transfers(ended=False)] == [three, one]


def test_details_tell_what_a_list_has_no_room_for(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=os.urandom(300_000))
    chosen = Choices(to=("Ben",), block_size=100_000, limit=50_000_000)
    sent = anna.engine.send([str(source)], "", chosen, wanted=Wanted.PAUSE).result()
    before = anna.engine.details(sent)
    assert (before.sources, before.to, before.limit) == ((str(source),), ("Ben",), 50_000_000)
    assert (before.chunks, before.pages, before.commitment, before.sha256) == (0, 0, "", "")
    anna.engine.resume([sent]).result()
    anna.ended(sent)
    fetched = ben.ended(ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result()).id
    sha256 = hashlib.sha256((source / "a").read_bytes()).hexdigest()
    here, there = anna.engine.details(sent), ben.engine.details(fetched)
    for row in (here, there):
        assert (row.topic, row.partitions, row.chunks, row.block_size) == ("towline", 6, 3, 100_000)
        assert (row.sha256, row.in_flight, row.twice, len(row.commitment)) == (sha256, 0, 0, 64)
    assert here.commitment == there.commitment
    assert (there.sources, there.to, there.limit) == ((), (), 0)


def test_receipts_name_everybody_a_send_is_for(
    anna: Profile, ben: Profile, tmp_path: Path, broker: MemoryBroker
) -> None:
    carl = Profile(tmp_path, "Carl", broker)
    try:
        carl.engine.people_add(anna.engine.my_card(), "Anna", verified=True)
        anna.engine.people_add(carl.engine.my_card(), "Carl", verified=False)
        source = files(tmp_path / "docs", a=b"1", b=b"2")
        sent = anna.engine.send([str(source)], "", Choices(to=("Ben", "Carl")), wanted=Wanted.PAUSE).result()
        not_yet = [
            ReceiptRow("Ben", "verified", "not-yet", 0.0, 0),
            ReceiptRow("Carl", "not-verified", "not-yet", 0.0, 0),
        ]
        assert anna.engine.receipts(sent) == not_yet
        anna.engine.resume([sent]).result()
        anna.ended(sent)
        assert anna.engine.receipts(sent) == not_yet
        ben.ended(ben.engine.fetch(ben.offer("docs").id, ["*/a"], str(tmp_path / "b"), Exists.BOTH).result())
        carl.ended(carl.engine.fetch(carl.offer("docs").id, [], str(tmp_path / "c"), Exists.BOTH).result())
        anna.wait(sent, lambda _: all(row.at for row in anna.engine.receipts(sent)))
        rows = anna.engine.receipts(sent)
        assert [(row.name, row.state, row.entries) for row in rows] == [("Ben", "partly", 1), ("Carl", "all", 2)]
    finally:
        carl.engine.stop()


def test_what_was_signed_while_nobody_looked_is_read_when_somebody_asks(
    anna: Profile, ben: Profile, tmp_path: Path, broker: MemoryBroker
) -> None:
    sent = anna.engine.send([str(files(tmp_path / "docs", a=b"1"))], "", Choices(to=("Ben",))).result()
    anna.ended(sent)
    anna.engine.stop()
    ben.ended(ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result())
    until(lambda: broker.records("towline.receipts"))
    anna.start()
    assert [row.state for row in anna.engine.receipts(sent)] == ["not-yet"]
    assert [row.state for row in anna.engine.receipts(sent, 30.0)] == ["all"]
    assert anna.engine.receipts(sent, 30.0) == anna.engine.receipts(sent)
    broker.stop_answering()
    with pytest.raises(TowlineError, match="was not reached within"):
        anna.engine.receipts(sent, 0.1)
    broker.answer()


def test_a_team_stands_for_its_readers_until_one_of_them_signs(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    anna.engine.team_new("plant")
    ben.engine.team_import(anna.engine.team_export("plant"))
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("team:plant", "me"))).result()
    anna.ended(sent)
    rows = anna.engine.receipts(sent)
    assert [(row.name, row.trust, row.state) for row in rows] == [
        ("Anna", "me", "not-yet"),
        ("team:plant", "", "not-yet"),
    ]
    ben.ended(ben.engine.fetch(ben.offer("docs").id, [], str(tmp_path / "in"), Exists.BOTH).result())
    anna.wait(sent, lambda _: [row.state for row in anna.engine.receipts(sent)] == ["not-yet", "all"])
    assert [row.name for row in anna.engine.receipts(sent)] == ["Anna", "Ben"]


def test_a_send_is_limited_while_it_runs(anna: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "docs", a=os.urandom(3_000_000))
    sent = anna.engine.send([str(source)], "", Choices(to=("me",), block_size=50_000, limit=100_000)).result()
    anna.wait(sent, lambda row: row.done)
    assert anna.engine.limit([sent], 1_000).result() == 1
    assert anna.engine.details(sent).limit == 1_000
    assert not anna.engine.transfer(sent).outcome  # at this rate it would take most of an hour
    assert anna.engine.limit([sent], 0).result() == 1
    assert anna.ended(sent).outcome == Outcome.STORED
    assert anna.engine.details(sent).limit == 0
    assert anna.engine.limit([sent], 5).result() == 0


def test_a_fetch_is_limited_while_it_runs(anna: Profile, ben: Profile, tmp_path: Path, broker: MemoryBroker) -> None:
    data = os.urandom(3_000_000)
    source = files(tmp_path / "docs", a=data)
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",), block_size=50_000)).result())
    offer = ben.offer("docs").id
    broker.stop_answering()
    fetched = ben.engine.fetch(offer, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert ben.engine.limit([fetched], 1_000).result() == 1
    broker.answer()
    row = ben.wait(fetched, lambda row: row.done)
    assert (row.outcome, ben.engine.details(fetched).limit) == (Outcome.NONE, 1_000)  # it would take most of an hour
    ben.engine.limit([fetched], 0).result()
    assert ben.ended(fetched).outcome == Outcome.PLACED
    assert (tmp_path / "in" / "docs" / "a").read_bytes() == data
    with pytest.raises(TowlineError) as caught:
        ben.engine.limit([fetched], -1).result()
    assert caught.value.word == "usage"
