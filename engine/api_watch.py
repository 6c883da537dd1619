"""The shapes of watched folders: what a person chose, what the lists and the preview show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Watch:
    """A folder whose settled files are sent by themselves. `include`, `leave_out`: patterns, see `patterns`.

    `settle`: seconds for which a file must stay the same. `min_age`, `max_age` (None: any): seconds since it was modified.
    `batch`: seconds that a settled file waits for those that settle within them. `existing`: send or new, what becomes of
    files that are there at the first look. `after`: as in Choices; "" as the queue has it.
    """

    name: str
    folder: str
    queue: str
    include: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    subfolders: bool = True
    settle: float = 10.0
    min_age: float = 0.0
    max_age: float | None = None
    batch: float = 1.0
    existing: str = "send"
    after: str = ""


@dataclass(frozen=True, slots=True)
class WatchRow:
    """A watched folder now. `state`: off (this Towline does not watch), scanning, up-to-date, settling, waiting (settled,
    but what was taken up before is not on the cluster yet), sending, away (`since`: Unix time), failed (`why`, `todo`).

    `next_settles`: when the next file counts as settled (Unix time), 0 if none does. `settling`, `ready`, `sending`: files
    that change or may, that wait for their bundle, and that are in open bundles. `sent`, `sent_size`, `last_sent`: ever.
    `hidden`, `links`, `others`, `unreadable`: what the last full look left out: hidden files and folders, links, what the
    patterns or its age leave out, and what cannot be read. `polled`: looked through at intervals, for it cannot tell of
    changes. `caught_up`: what the first look found is decided: stored, or changing still.
    """

    name: str
    folder: str
    queue: str
    state: str
    why: str = ""
    todo: str = ""
    since: float = 0.0
    next_settles: float = 0.0
    settling: int = 0
    ready: int = 0
    sending: int = 0
    sent: int = 0
    sent_size: int = 0
    last_sent: float = 0.0
    hidden: int = 0
    links: int = 0
    others: int = 0
    unreadable: int = 0
    polled: bool = False
    caught_up: bool = False


@dataclass(frozen=True, slots=True)
class WatchItem:
    """One file or folder as a watch sees it: it would be sent, or `why` not."""

    path: str
    size: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class WatchPreview:
    """What a watch would send now. `files`, `size`: that would go; `items`: the first of them. `left`: the first of what
    does not, each reason with its `reasons` count. `whole` False: the look ended early, and there is more.
    """

    files: int
    size: int
    items: tuple[WatchItem, ...]
    left: tuple[WatchItem, ...]
    reasons: Mapping[str, int] = field(default_factory=dict)
    whole: bool = True
