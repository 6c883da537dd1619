"""Beginning a fetch of an offer that somebody chose.

Promises: only what an accepted person sent is fetched, and what is not encrypted only if that was said; the fetch is in the
journal when its future is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from engine import journal_actions, journal_catalog, journal_transfers, receive
from engine.afterwards import check_then
from engine.api import Cipher, Exists, transfer_text
from engine.api_actions import Then
from engine.errors import TowlineError
from engine.journal import Journal, Row
from engine.port import Port
from engine.seal import cipher_of


class Fetching:
    """`Engine` is made from this class."""

    journal: Journal
    _pool: ThreadPoolExecutor

    def _port(self, name: str) -> Port:
        raise NotImplementedError

    def changed(self, transfer: bytes) -> None:
        raise NotImplementedError

    def _tell_offer_of(self, fetch: Row) -> None:
        raise NotImplementedError

    def fetch(
        self,
        offer: str,
        globs: list[str],
        folder: str,
        exists: Exists,
        signed_only: bool = False,
        numbers: tuple[int, ...] = (),
        then: Then | None = None,
        look: int = 0,
    ) -> Future[str]:
        """Starts fetching all entries, those that match, or those with these numbers, into a folder.

        Done when it is in the journal. A bundle that is signed but not encrypted is only taken with `signed_only`.
        `then`: what follows once all of it is in place. `look`: bytes that may be read without asking to look for its
        records, if they are not where its offer says.
        """
        return self._pool.submit(self._fetch, offer, globs, folder, exists, signed_only, numbers, then, look)

    def _fetch(
        self,
        offer: str,
        globs: list[str],
        folder: str,
        exists: Exists,
        signed_only: bool,
        numbers: Sequence[int],
        then: Then | None,
        look: int,
    ) -> str:
        if then is not None:
            check_then(then)
        with self.journal.write() as db:
            stored = journal_catalog.find_offer(db, offer)
            if not stored.trusted:
                raise TowlineError("unknown-sender")
            if cipher_of(stored.offer.suite) is Cipher.SIGNED_ONLY and not signed_only:
                raise TowlineError("signed-only")
            fetch = receive.new_fetch(
                db, stored.offer.transfer, stored.offer.sender, globs, folder, exists, numbers, look=look
            )
            if then is not None:
                journal_actions.add_then(db, fetch, then)
            row = journal_transfers.shown(db, fetch)
        self.changed(fetch)
        if row is not None:
            self._tell_offer_of(row)
        self._port(stored.cluster).receiver.nudge()
        return transfer_text(fetch)
