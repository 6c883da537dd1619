"""What the engine answers: every list and every single row, put together from the journal and what is happening now.

Hides: where each fact stands. Promises: asks the journal once for a page of a list, whatever its length; reads only.
`Engine` is made from this class and adds what acts.
"""

from __future__ import annotations

import json
import time

from engine import (
    disk,
    journal_catalog,
    journal_fetches,
    journal_originals,
    journal_people,
    journal_receipts,
    journal_sends,
    journal_transfers,
    listing,
    originals,
)
from engine.api import (
    AttemptRow,
    DetailsRow,
    EntryRow,
    Kind,
    LinkRow,
    OfferRow,
    QueueRow,
    ReceiptRow,
    Snapshot,
    TransferRow,
)
from engine.api_pace import PaceRow
from engine.api_watch import WatchRow
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.journal_catalog import StoredOffer
from engine.keys import fingerprint_text
from engine.myself import ME, TEAM
from engine.pace import Pace
from engine.people import People
from engine.port import Port
from engine.settings import Settings
from engine.vault import Vault

MOST_MOVING = 500  # rows in a snapshot
MANY_OPEN = 5_000  # transfers; above that a snapshot counts them again only once a second
COUNT_SECONDS = 1.0
OFFERS_AT_ONCE = 1_000
FACTS_SECONDS = 2.0  # how long details wait for the cluster


class Lists:
    """`_ports`: of the clusters that are connected; `_port` connects one."""

    journal: Journal
    settings: Settings
    vault: Vault
    people_book: People
    pace: Pace
    _now_row: PaceRow
    _ports: dict[str, Port]
    _counted: tuple[float, int, int] = (0.0, 0, 0)  # when open transfers were counted; how many, and their bytes to go

    def _port(self, name: str) -> Port:
        raise NotImplementedError

    def _window_count(self) -> int:
        raise NotImplementedError

    def watches(self) -> list[WatchRow]:
        raise NotImplementedError

    def snapshot(self) -> Snapshot:
        """What moves now; cheap enough to be asked ten times a second."""
        ports = list(self._ports.values())
        active = [id for port in ports for id in (*port.sender.active(), *port.receiver.active())]
        with self.journal.read() as db:
            moving = journal_transfers.listed_of(db, active, MOST_MOVING)
            count, left = self._to_go(db)
        return Snapshot(
            at=time.time(),
            moving=tuple(self._shown(moving)),
            links=tuple(self.links()),
            open=count,
            left=left,
            free=disk.free_at(self.settings.agent.downloads),
            pace=self._now_row,
            watches=tuple(self.watches()),
            windows=self._window_count(),
        )

    def _to_go(self, db: Db) -> tuple[int, int]:
        at, count, left = self._counted
        if count <= MANY_OPEN or time.monotonic() - at >= COUNT_SECONDS:
            count, left = journal_transfers.to_go(db)
            self._counted = time.monotonic(), count, left
        return count, left

    def transfers(
        self, ended: bool | None = None, since: float = 0.0, after: str = "", limit: int = 0
    ) -> list[TransferRow]:
        """Transfers by position and time added: all, or the `limit` ones after the id `after`."""
        with self.journal.read() as db:
            rows = journal_transfers.listed(db, ended=ended, since=since, after=after, limit=limit)
        return self._shown(rows)

    def transfer(self, id: str) -> TransferRow:
        with self.journal.read() as db:
            row = journal_transfers.shown(db, journal_transfers.find(db, id))
        assert row is not None
        return self._shown([row])[0]

    def _shown(self, rows: list[Row]) -> list[TransferRow]:
        """Rows of the journal with what their ports do now."""
        shown = []
        names = rows[0].keys() if rows else []
        links: dict[str, LinkRow] = {}
        for row in (dict(zip(names, each, strict=True)) for each in rows):
            cluster = row["cluster"]
            port = self._ports.get(cluster)
            now, link = None, None
            if port and not row["outcome"]:
                part = port.sender if row["kind"] == Kind.SEND else port.receiver
                link = links.get(cluster) or links.setdefault(cluster, port.link.row())
                now = part.now(row["id"])
            shown.append(listing.transfer_row(row, now, link, self.pace.rest(cluster, row["kind"])))
        return shown

    def entries(self, id: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        """Entries of a transfer, after number `after`."""
        with self.journal.read() as db:
            transfer = journal_transfers.find(db, id)
            row = journal_transfers.get(db, transfer)
            if row is not None and row["kind"] == Kind.SEND:
                return [listing.send_entry(entry) for entry in journal_sends.listed(db, transfer, after, limit)]
            return journal_fetches.listed(db, transfer, after=after, limit=limit)

    def offers(
        self, cluster: str | None = None, refresh: float = 0.0, after: str = "", limit: int = 0
    ) -> list[OfferRow]:
        """All offers, newest first; or a page of at least `limit` after the id `after`, by id: fewer are the last one.

        `refresh`: first wait at most so many seconds until the catalogs are read to their ends.

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
        rows: list[OfferRow] = []
        page = limit or OFFERS_AT_ONCE
        while True:
            with self.journal.read() as db:  # which others want to read between two pages
                found = journal_catalog.offer_rows(db, cluster, after=after, limit=page)
            if limit:
                return found
            rows += found
            if len(found) < page:
                return sorted(rows, key=lambda row: (row.state == "refused", -row.sent))
            after = found[-1].id

    def offer_entries(self, offer: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        """Entries of an offer, read from the cluster as far as they are needed."""
        with self.journal.read() as db:
            stored = journal_catalog.find_offer(db, offer)
        key = self.vault.open(stored.transfer_key, journal_catalog.TRANSFER_KEY)
        return self._port(stored.cluster).browser.entries(stored, key, after, limit)

    def story(self, id: str | None = None) -> list[AttemptRow]:
        with self.journal.read() as db:
            return journal_transfers.story(db, journal_transfers.find(db, id) if id else None)

    def details(self, id: str) -> DetailsRow:
        """What is known of a transfer besides its row; 0 and "" for what is not known yet."""
        with self.journal.read() as db:
            row = journal_transfers.get(db, journal_transfers.find(db, id))
            assert row is not None
            known = journal_catalog.catalog(db, row["cluster"])
            if row["kind"] == Kind.SEND:
                facts = journal_sends.get(db, row["id"])
                only = journal_sends.only_file(db, row["id"])
                after = originals.words(journal_originals.get(db, row["id"]))
            else:
                facts = journal_fetches.get(db, row["id"])
                only, after = journal_fetches.only_file(db, row["id"]), ""
            mine = row["kind"] == Kind.SEND
            stored = (
                journal_catalog.my_offer(db, facts["offer"])
                if mine
                else journal_catalog.stored_offer(db, facts["offer"], facts["sender"])
            )
        topic = known["topic"] if known else ""
        return listing.details(
            row, facts, stored, topic=topic, partitions=self._partitions(row["cluster"], topic),
            in_flight=self._in_flight(row), sha256=only, originals=after,
        )  # fmt: skip

    def _partitions(self, cluster: str, topic: str) -> int:
        """As the cluster tells; 0 if it cannot be asked now."""
        port = self._ports.get(cluster)
        if port is None or not topic or port.link.row().state in ("connecting", "failed"):
            return 0
        try:
            return port.link.facts(topic, FACTS_SECONDS).partitions
        except TowlineError:
            return 0

    def _in_flight(self, row: Row) -> int:
        port = self._ports.get(row["cluster"])
        if port is None:
            return 0
        part = port.sender if row["kind"] == Kind.SEND else port.receiver
        return part.in_flight(row["id"])

    def receipts(self, id: str, refresh: float = 0.0) -> list[ReceiptRow]:
        """Each recipient of a send, with what they signed to have; of a team, its readers once there are any.

        `refresh`: first wait at most so many seconds until all is read that stands there. Raises not-in-time.
        """
        if refresh:
            self._read_receipts(id, refresh)
        with self.journal.read() as db:
            transfer = journal_transfers.find(db, id)
            row = journal_transfers.get(db, transfer)
            if row is None or row["kind"] != Kind.SEND:
                return []
            send = journal_sends.get(db, transfer)
            stored = journal_catalog.my_offer(db, send["offer"])
            received = {each.reader: each for each in journal_receipts.received_by(db, send["offer"])}
            named, teams = self._recipients(db, send, stored)
            others = [reader for reader in received if reader not in named]
            rows = [self._receipt(db, transfer, reader, received.get(reader)) for reader in (*named, *others)]
        return rows + ([] if others else [ReceiptRow(team, "", "not-yet", 0.0, 0) for team in teams])

    def _read_receipts(self, id: str, patience: float) -> None:
        with self.journal.read() as db:
            row = journal_transfers.get(db, journal_transfers.find(db, id))
        if row is None or row["kind"] != Kind.SEND or row["cluster"] not in self.settings.clusters:
            return
        port = self._port(row["cluster"])
        if not port.receipts.caught_up(patience):
            why = port.link.row().why or "Its receipts are still being read."
            raise TowlineError("not-in-time", cluster=port.cluster.name, timeout=f"{patience:.0f} s", why=why)

    def _recipients(self, db: Db, send: Row, stored: StoredOffer | None) -> tuple[list[bytes], list[str]]:
        """Fingerprints and teams that a send is for: as sealed, or, before that, as a person chose."""
        if stored is not None:
            whom = stored.offer.recipients
            teams = [TEAM + (self.people_book.team_of(each.key_id) or "?") for each in whom if each.team]
            return [each.key_id for each in whom if not each.team], teams
        names = json.loads(send["recipients"])
        me = self.people_book.me().fingerprint
        found = [(name, journal_people.named(db, name)) for name in names if not name.casefold().startswith(TEAM)]
        people = [row["fingerprint"] if row else me for name, row in found if row or name.casefold() == ME]
        return people, [name for name in names if name.casefold().startswith(TEAM)]

    def _receipt(self, db: Db, send: bytes, reader: bytes, got: journal_receipts.Received | None) -> ReceiptRow:
        person = journal_people.row_of(db, reader)
        name, trust = (person.name, person.trust) if person else (fingerprint_text(reader), "")
        if got is None:
            return ReceiptRow(name, trust, "not-yet", 0.0, 0)
        whole, placed = journal_sends.covered(db, send, got.entries)
        return ReceiptRow(name, trust, "all" if whole else "partly", got.at, placed)

    def queues(self) -> list[QueueRow]:
        """For those who cannot read the settings, too."""
        return [
            QueueRow(queue.name, queue.cluster, queue.choices.to, queue.choices.cipher, queue.choices.compression)
            for queue in self.settings.queues.values()
        ]

    def links(self) -> list[LinkRow]:
        return [port.link.row() for port in list(self._ports.values())]
