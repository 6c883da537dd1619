"""The named points of the ordering rules: between any two of them a process may end, and the next start goes on.

Promises: `passed` does nothing in the program. Tests set `watcher` and end the process at a point (tests/crash_child.py).
"""

from __future__ import annotations

from collections.abc import Callable

SENDING = (
    "send-scanned",  # the journal has all entries
    "send-begun",  # it has the key and the number; nothing is on the cluster
    "send-shipped",  # a chunk was handed to Kafka
    "send-acked",  # it is acknowledged; the journal does not know
    "send-journaled",  # the journal knows where it is
    "send-page-stored",  # a page is acknowledged; the journal does not know
    "send-leaf-journaled",  # a full leaf is a page for good
    "send-growing-reserved",  # no other offer gets the revision of this growing one; it is not signed yet
    "send-growing-stored",  # the growing offer is acknowledged; the journal does not know
    "send-growing-journaled",  # the journal knows; more chunks follow
    "send-checked",  # all ranges are there, a sample was read back
    "send-revision-reserved",  # no other offer gets this revision; it is not signed yet
    "send-offer-stored",  # the offer is acknowledged; the journal does not know
    "send-offer-journaled",  # the journal knows; the send is not finished
    "send-finished",
)
RECEIVING = (
    "fetch-listed",  # the journal has the rows of a leaf
    "fetch-written",  # bytes are in the .part, not durable
    "fetch-durable",  # they are; the journal does not know
    "fetch-named",  # the journal has the final name and the file id of the .part
    "fetch-renamed",  # the file has its name; its folder is not durable
    "fetch-folder-durable",  # it is; the journal does not know
    "fetch-placed",  # the journal says in place
    "fetch-finished",  # the fetch is over; its receipt is due
    "fetch-receipt-sent",  # the receipt was handed to Kafka
    "fetch-receipt-stored",  # it is acknowledged; the journal does not know
)
ORIGINALS = (
    "originals-proven",  # the journal says that others have them; none was touched
    "original-aside",  # one has its other name
    "original-copied",  # between volumes: its copy is durable and was compared
    "original-named",  # it, or its copy, has its name in the folder it moves to, and that is durable
    "original-gone",  # it is deleted or moved, durably; the journal does not know
    "originals-journaled",  # the journal knows
)

watcher: Callable[[str], None] | None = None


def passed(point: str) -> None:
    """The process is at this point, for the first time or once more."""
    if watcher is not None:
        watcher(point)
