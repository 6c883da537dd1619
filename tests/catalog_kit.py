"""People on one cluster: what the tests of the catalog and of trust have in common."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine import fold, journal_catalog, keys, seal, wire
from engine.api import Changed, Cluster, Event, OfferRow, PersonRow
from engine.api_link import Delivery, Link
from engine.catalog import Catalog
from engine.journal import Journal
from engine.people import People, TeamKey
from engine.vault import Vault

CLUSTER = Cluster("plant", ("k1:9092",))
CATALOG = CLUSTER.catalog_topic
HOUR_MS = 3_600_000


def make_vault(folder: Path) -> Vault:
    folder.mkdir(mode=0o700)
    return Vault(folder, "file", os.urandom(32), [])


class Station:
    """One profile on one computer: journal, vault, people and, once started, a catalog."""

    def __init__(self, folder: Path, name: str, link: Link, *, vault: Vault | None = None) -> None:
        self.vault = vault or make_vault(folder / f"{name} vault")
        self.journal = Journal(folder / f"{name}.sqlite")
        self.people = People(self.journal, self.vault, name)
        self.link = link
        self.events: list[Event] = []
        self.offers_told: list[bytes] = []
        self.catalog: Catalog | None = None
        self._heard = threading.Condition()

    def tell(self, event: Event) -> None:
        with self._heard:
            self.events.append(event)
            self._heard.notify_all()

    def hears(self, matches: Callable[[Event], bool], timeout: float = 30.0) -> bool:
        """Waits until an event came that matches."""
        with self._heard:
            return self._heard.wait_for(lambda: any(matches(e) for e in self.events), timeout)

    def start(self, *, follow: bool = True) -> Catalog:
        told = self.offers_told.append
        self.catalog = Catalog(self.link, CLUSTER, self.journal, self.people, self.tell, follow=follow, on_offer=told)
        self.catalog.start()
        return self.catalog

    def stop(self) -> None:
        if self.catalog is not None:
            self.catalog.stop()
            self.catalog = None

    def close(self) -> None:
        self.stop()
        self.link.close()
        self.journal.close()

    def read(self) -> None:
        """Reads the catalog to its end, as of now."""
        if self.catalog is None:
            self.start()
        assert self.catalog is not None
        assert self.catalog.caught_up(30.0)

    def rows(self, **choices: Any) -> list[OfferRow]:
        with self.journal.read() as db:
            return journal_catalog.offer_rows(db, **choices)

    def row(self, **choices: Any) -> OfferRow:
        (row,) = self.rows(**choices)
        return row

    def refusals(self) -> tuple[int, list[journal_catalog.RefusalRow]]:
        with self.journal.read() as db:
            return journal_catalog.refusals(db, CLUSTER.name)

    def accept(self, other: Station, *, verified: bool = True, name: str = "") -> PersonRow:
        return self.people.add(other.people.my_card_text(), verified=verified, name=name)

    # --- what a sender does -----------------------------------------------------------------------------------------------

    def bundle(self, *to: Station | TeamKey, **fields: Any) -> Bundle:
        return Bundle(self.people.me(), self.link, to, **fields)

    def put(self, value: bytes | None, key: bytes | None) -> int:
        """Puts anything into the catalog, as whoever may write there can; its offset."""
        stored: queue.SimpleQueue[Delivery] = queue.SimpleQueue()
        self.link.produce(CATALOG, 0, value, stored.put, key=key)
        delivery = stored.get(timeout=30.0)
        assert delivery.error is None
        return delivery.offset


class Bundle:
    """One bundle of an identity, addressed to stations or teams; makes its signed revisions."""

    def __init__(
        self,
        identity: keys.Identity,
        link: Link,
        to: Sequence[Station | TeamKey],
        *,
        transfer: bytes | None = None,
        suite: int = wire.AES_256_GCM,
        number: int = 1,
        cluster_id: str | None = None,
        title: str = "scans",
        life_ms: int = HOUR_MS,
    ) -> None:
        self.identity = identity
        self.sender = identity.fingerprint
        self.transfer = transfer or os.urandom(16)
        self.key = wire.offer_key(self.sender, self.transfer)
        self.transfer_key = keys.PUBLIC_TRANSFER_KEY if suite == wire.SIGNED_ONLY else os.urandom(32)
        self.title = title
        self.cipher = seal.cipher_of(suite)
        self.context = keys.context(suite, identity.signing_key, self.transfer, 65536)
        self.keys = keys.derive(self.transfer_key, self.context)
        self.fields: dict[str, Any] = {
            "number": number,
            "sender": self.sender,
            "signing_key": identity.signing_key,
            "transfer": self.transfer,
            "cluster_id": link.cluster_id() if cluster_id is None else cluster_id,
            "topic_id": link.facts(CLUSTER.topic).topic_id,
            "suite": suite,
            "block_size": 65536,
            "commitment": self.keys.commitment,
            "created_ms": int(time.time() * 1000),
            "expires_ms": int(time.time() * 1000) + life_ms,
            "recipients": [self._wrap(whom) for whom in to],
            "segments": [],
            "entries": [],
            "sums": [],
            "inner": 0,
        }

    def _wrap(self, whom: Station | TeamKey) -> wire.Recipient:
        if isinstance(whom, TeamKey):
            return keys.wrap_for_team(whom.key, self.transfer_key, self.context)
        card = keys.verify_card(whom.people.my_card())
        return keys.wrap_for_person(card, self.transfer_key, self.context)

    def offer(self, revision: int = 1, *, state: int = wire.COMPLETE, size: int = 1000, **changed: Any) -> wire.Offer:
        rows = [wire.Segment(0, revision, size, bytes(32))] if size else []
        sealed = wire.Sealed(self.title, 1, size, rows, [], [], [])
        nonce, part = seal.seal_offer_part(
            self.cipher, self.keys, self.context, wire.encode(sealed), number=self.fields["number"], revision=revision
        )
        fields = self.fields | {
            "revision": revision,
            "state": state,
            "chunks": len(rows),
            "stored": size,
            "nonce": nonce,
            "sealed": part,
        }
        return wire.Offer(**(fields | changed))

    def sign(self, offer: wire.Offer) -> bytes:
        return self.identity.sign(wire.OFFER, wire.encode(offer))

    def value(self, revision: int = 1, **fields: Any) -> bytes:
        return self.sign(self.offer(revision, **fields))


def is_row(event: Event, **wanted: Any) -> bool:
    return isinstance(event, Changed) and all(getattr(event.row, k, None) == v for k, v in wanted.items())


StationMaker = Callable[..., Station]


def own_offer(sender: Station, bundle: Bundle, offer: wire.Offer) -> bytes:
    """Publishes a revision of a station's own bundle as send.py does: acknowledged, then journaled."""
    value = bundle.sign(offer)
    sender.put(value, bundle.key)
    sealed = fold.open_sealed(offer, bundle.transfer_key)
    with sender.journal.write() as db:
        key = sender.vault.seal(bundle.transfer_key, journal_catalog.TRANSFER_KEY)
        journal_catalog.save_own_offer(db, CLUSTER.name, value, offer, key, sealed=sealed)
    return value
