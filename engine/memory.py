"""How this process keeps memory that was freed. Linux with glibc; elsewhere nothing happens. docs/decisions/0110-one-heap.md."""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # of mallopt
_KEPT = 32 * 1024 * 1024  # bytes of freed memory that are kept for the next records
_PIECE = 32 * 1024 * 1024  # bytes; only larger pieces of memory come from the system each time


def one_heap() -> None:
    """Before there are threads. Each would have a heap of its own, which keeps its largest burst for ever; and glibc would
    give the memory of each record back to the system and take it anew, page by page, for the next one."""
    if sys.platform == "linux" and (
        mallopt := getattr(ctypes.CDLL(None), "mallopt", None)
    ):  # other libraries have none
        mallopt(_ARENA_MAX, 1)
        mallopt(_TRIM_THRESHOLD, _KEPT)
        mallopt(_MMAP_THRESHOLD, _PIECE)
