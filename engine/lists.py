"""What the engine answers: every list and every single row, put together from the journal and what is happening now.

Hides: where each fact stands. Promises: asks the journal once for a page of a list, whatever its length; reads only.
`Engine` is made from this class and adds what acts.
"""

from __future__ import annotations

import time

from engine import disk, journal_catalog, journal_fetches, journal_sends, journal_transfers, listing
from engine.api import (
    AttemptRow,
    EntryRow,
    Kind,
    LinkRow,
    OfferRow,
    Snapshot,
    TransferRow,
)
from engine.errors import TowlineError
from engine.journal import Journal, Row
from engine.port import Port
from engine.settings import Settings
from engine.vault import Vault

MOST_MOVING = 500  # rows in a snapshot


class Lists:
    """`_ports`: of the clusters that are connected; `_port` connects one."""

    journal: Journal
    settings: Settings
    vault: Vault
    _ports: dict[str, Port]

    def _port(self, name: str) -> Port:
        raise NotImplementedError

    def snapshot(self) -> Snapshot:
        """What moves now; cheap enough to be asked ten times a second."""
        ports = list(self._ports.values())
        active = [id for port in ports for id in (*port.sender.active(), *port.receiver.active())]
        with self.journal.read() as db:
            moving = journal_transfers.listed_of(db, active, MOST_MOVING)
            count, left = journal_transfers.to_go(db)
        links = {port.cluster.name: port.link.row() for port in ports}
        return Snapshot(
            at=time.time(),
            moving=tuple(self._shown(moving, links)),
            links=tuple(links.values()),
            open=count,
            left=left,
            free=disk.free_at(self.settings.agent.downloads),
        )

    def transfers(
        self, ended: bool | None = None, since: float = 0.0, after: str = "", limit: int = 0
    ) -> list[TransferRow]:
        """Transfers by position and time added: all, or the `limit` ones after the id `after`."""
        with self.journal.read() as db:
            rows = journal_transfers.listed(db, ended=ended, since=since, after=after, limit=limit)
        return self._shown(rows, {row.cluster: row for row in self.links()})

    def transfer(self, id: str) -> TransferRow:
        with self.journal.read() as db:
            row = journal_transfers.shown(db, journal_transfers.find(db, id))
        assert row is not None
        return self._row(row)

    def _row(self, row: Row) -> TransferRow:
        port = self._ports.get(row["cluster"])
        return self._shown([row], {row["cluster"]: port.link.row()} if port else {})[0]

    def _shown(self, rows: list[Row], links: dict[str, LinkRow]) -> list[TransferRow]:
        """Rows of the journal with what their ports do now. `links` by cluster."""
        shown = []
        for row in rows:
            port = self._ports.get(row["cluster"])
            now, link = None, None
            if port and not row["outcome"]:
                part = port.sender if row["kind"] == Kind.SEND else port.receiver
                now, link = part.now(row["id"]), links.get(row["cluster"])
            shown.append(listing.transfer_row(row, now, link))
        return shown

    def entries(self, id: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        """Entries of a transfer, after number `after`."""
        with self.journal.read() as db:
            transfer = journal_transfers.find(db, id)
            row = journal_transfers.get(db, transfer)
            if row is not None and row["kind"] == Kind.SEND:
                return [listing.send_entry(entry) for entry in journal_sends.listed(db, transfer, after, limit)]
            return journal_fetches.listed(db, transfer, after=after, limit=limit)

    def offers(self, cluster: str | None = None, refresh: float = 0.0) -> list[OfferRow]:
        """All offers; `refresh`: first wait at most so many seconds until the catalogs are read to their ends.

        Raises TowlineError if that does not come and nothing else is known.
        """
        names = [cluster] if cluster else list(self.settings.clusters)
        ports = [self._port(name) for name in names] if refresh else []
        until = time.monotonic() + refresh
        late = [port for port in ports if not port.catalog.caught_up(max(0.0, until - time.monotonic()))]
        if late:
            name, link = late[0].cluster.name, late[0].link.row()
            raise TowlineError(
                "not-in-time",
                cluster=name,
                timeout=f"{refresh:.0f} s",
                why=link.why or "Its catalog is still being read.",
            )
        with self.journal.read() as db:
            return journal_catalog.offer_rows(db, cluster)

    def offer_entries(self, offer: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        """Entries of an offer, read from the cluster as far as they are needed."""
        with self.journal.read() as db:
            stored = journal_catalog.find_offer(db, offer)
        key = self.vault.open(stored.transfer_key, journal_catalog.TRANSFER_KEY)
        return self._port(stored.cluster).browser.entries(stored, key, after, limit)

    def story(self, id: str | None = None) -> list[AttemptRow]:
        with self.journal.read() as db:
            return journal_transfers.story(db, journal_transfers.find(db, id) if id else None)

    def links(self) -> list[LinkRow]:
        return [port.link.row() for port in list(self._ports.values())]
