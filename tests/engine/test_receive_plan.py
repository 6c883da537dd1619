"""The order of reading: which records are asked for, and when the reader has to go somewhere else."""

from __future__ import annotations

from dataclasses import dataclass

from engine import wire
from engine.receive_plan import BEYOND, READ_THROUGH, Want, Wants


@dataclass(frozen=True)
class Whoever:
    small: bool = False


def wanted(*places: tuple[int, int]) -> Wants:
    wants = Wants()
    for seq, (partition, offset) in enumerate(places):
        wants.add(partition, offset, Want(Whoever(), wire.CHUNK, seq, 1, bytes(32)))
    return wants


def test_a_partition_that_has_given_all_is_kept_until_it_gives_what_nobody_wants() -> None:
    wants = wanted((0, 5), (1, 7), (1, 8))
    assert wants.positions() == {0: 5, 1: 7}
    wants.take(0, 5)
    assert wants.positions() is None, "the next window may want more of it"
    wants.take(0, 6)
    assert wants.positions() == {1: 7}


def test_a_partition_is_read_on_where_it_stands_when_more_of_it_is_wanted() -> None:
    wants = wanted((0, 5), (1, 7), (1, 8))
    wants.positions()
    wants.take(0, 5)
    wants.add(0, 6, Want(Whoever(), wire.CHUNK, 3, 1, bytes(32)))
    assert wants.positions() is None


def test_a_jump_in_one_partition_leaves_small_gaps_in_others_to_be_read_through() -> None:
    wants = wanted((0, 5), (0, 5 + READ_THROUGH - 1), (1, 7), (1, 7 + 10 * READ_THROUGH))
    wants.positions()
    wants.take(0, 5)
    assert wants.positions() is None
    wants.take(1, 7)
    assert wants.positions() == {0: 6, 1: 7 + 10 * READ_THROUGH}


def test_what_a_reader_passed_is_asked_for_again_before_it_counts_as_missed() -> None:
    wants = wanted((0, 5), (0, 7), (0, 9))
    wants.positions()
    assert [len(part) for part in wants.take(0, 5)] == [1, 0]
    found, missed = wants.take(0, 9)
    assert [want.seq for want in found] == [2] and not missed
    assert wants.positions() == {0: 7}, "the one that was passed"
    found, missed = wants.take(0, 8)
    assert not found and [want.seq for want in missed] == [1], "it went by a second time"
    assert len(wants) == 0


def test_what_a_reader_passed_and_then_gives_is_not_missed() -> None:
    wants = wanted((0, 5), (0, 7))
    wants.positions()
    wants.take(0, 7)
    assert wants.positions() == {0: 5}
    found, missed = wants.take(0, 5)
    assert [want.seq for want in found] == [0] and not missed


def test_what_is_wanted_beyond_the_end_is_gone_only_once_that_lasted() -> None:
    wants = wanted((0, 3), (0, 5), (0, 9))
    assert [want.seq for want in wants.gone(0, 4, 9, 100.0)] == [0], "below the beginning: gone at once"
    assert not wants.gone(0, 4, 9, 100.0 + BEYOND - 1)
    assert [want.seq for want in wants.gone(0, 4, 9, 100.0 + BEYOND)] == [2]
    assert len(wants) == 1


def test_what_came_at_the_end_meanwhile_is_not_gone() -> None:
    wants = wanted((0, 9))
    assert not wants.gone(0, 0, 9, 100.0)
    assert not wants.gone(0, 0, 10, 200.0), "it is there now"
    assert not wants.gone(0, 0, 9, 201.0), "a new lag counts from its own beginning"
