"""A new fetch: its rows in the journal, from which the receiving loop takes it up; whether an old one may still go on.

Promises: only what was accepted and can be opened here is fetched.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from engine import journal_catalog, journal_fetches, journal_transfers, wire
from engine.api import Exists, Kind, Wanted
from engine.errors import TowlineError
from engine.journal import Db, Row
from engine.journal_catalog import StoredOffer
from engine.journal_fetches import Ruled


def new_fetch(
    db: Db,
    offer: bytes,
    sender: bytes,
    globs: Sequence[str],
    folder: str,
    exists: Exists,
    numbers: Sequence[int] = (),
    ruled: Ruled | None = None,
    look: int = 0,
) -> bytes:
    """Puts a fetch of an accepted offer into the journal; its id. Nudge the receiver after the commit.

    `ruled`: a rule began it. `look`: bytes that may be read to look for its records without asking."""
    stored = journal_catalog.stored_offer(db, offer, sender)
    if stored is None:
        raise TowlineError("no-such-id", name=offer.hex())
    if stored.sealed is None or not stored.transfer_key:
        raise TowlineError("not-for-me")
    fetch = os.urandom(16)
    journal_transfers.add(
        db,
        fetch,
        Kind.FETCH,
        title=stored.sealed.title,
        cluster=stored.cluster,
        queue="",
        peer=stored.sender_name,
        wanted=Wanted.RUN,
    )
    journal_fetches.add(
        db,
        fetch,
        offer,
        sender,
        globs=globs,
        folder=os.path.abspath(folder),
        policy=exists,
        block_size=stored.offer.block_size,
        numbers=numbers,
        ruled=ruled,
        look=look,
    )
    if not globs and not numbers:
        journal_transfers.set_counts(db, fetch, entries=stored.sealed.entries, size=stored.sealed.size)
    return fetch


def usable(fetch: Row, stored: StoredOffer | None) -> StoredOffer:
    """The offer of a fetch as it stands now, if it may still be fetched. Raises why not."""
    if stored is None:
        raise TowlineError("no-such-id", name=fetch["title"])
    if not stored.trusted:
        raise TowlineError("unknown-sender")
    if stored.offer.state == wire.WITHDRAWN:
        raise TowlineError("withdrawn")
    if stored.sealed is None or not stored.transfer_key:
        raise TowlineError("not-for-me")
    return stored
