"""The arithmetic of a bundle: where chunks go, when leaves are full, when a growing offer is due. Pure values, no I/O.

Hides: every number of the layout that sender and tests must agree on. Sizes in bytes, times in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

DEFAULT_BLOCK = 950_000  # with header and batch it fits the brokers' default of 1,048,588
SMALLEST_AUTOMATIC_BLOCK = 64 * 1024
RECORD_OVERHEAD = 1024  # header, tag, batch framing: what a record adds to its block at the most
RUN = 32  # chunks in a row on one partition
BLOCK_SECONDS = 2.0  # a block takes about this long on its link, so that a few can be in flight

LEAF_ROWS = 4096
SEGMENT_ROW_BYTES = 64  # at the most, packed

GROWING_BYTES = 64 * 1024 * 1024
GROWING_SECONDS = 1.0
GROWING_SLOWLY = 10.0  # on a slow line nobody is to wait for 64 MB before following
GROWING_SLOWLY_BYTES = 1_000_000  # less than that is not worth a revision
GROWING_AT_LEAST = 300.0


def block_size_for(rate: float | None, largest_record: int | None) -> int:
    """The block size for a link of `rate` bytes/s (None: unknown) whose topic takes `largest_record` bytes."""
    most = min(DEFAULT_BLOCK, (largest_record or 1_000_000) - RECORD_OVERHEAD)
    if rate is None:
        return most
    return max(min(SMALLEST_AUTOMATIC_BLOCK, most), min(most, int(rate * BLOCK_SECONDS)))


def partition_of(transfer: bytes, seq: int, partitions: int) -> int:
    """Runs of 32 chunks a partition; bundles start on partitions spread by their random id."""
    return (transfer[0] + seq // RUN) % partitions


def segment_leaf_rows(block_size: int) -> int:
    """How many rows make a segment leaf full: at most 4,096 and at most a block of bytes."""
    return min(LEAF_ROWS, block_size // SEGMENT_ROW_BYTES)


Row = TypeVar("Row")


def entry_leaves(rows: Sequence[tuple[Row, int]], block_size: int) -> Iterator[list[Row]]:
    """Cuts entry rows (row, packed size) into leaves; the last one yielded may be unfull."""
    leaf: list[Row] = []
    used = 16
    for row, size in rows:
        if leaf and (len(leaf) == LEAF_ROWS or used + size > block_size):
            yield leaf
            leaf, used = [], 16
        leaf.append(row)
        used += size
    if leaf:
        yield leaf


@dataclass(slots=True)
class Growth:
    """When the next growing revision of an offer is due, so that their number is logarithmic in the stream's length."""

    started: float
    last_at: float = 0.0
    last_stored: int = 0

    def due(self, stored: int, now: float) -> bool:
        if stored <= self.last_stored:
            return False
        since = now - (self.last_at or self.started)
        if since >= GROWING_AT_LEAST:
            return True
        if not self.last_at:
            slowly = since >= GROWING_SLOWLY and stored >= GROWING_SLOWLY_BYTES
            return slowly or (since >= GROWING_SECONDS and stored >= GROWING_BYTES)
        return since >= GROWING_SECONDS and stored >= self.last_stored + self.last_stored // 4

    def told(self, stored: int, now: float) -> None:
        self.last_at, self.last_stored = now, stored
