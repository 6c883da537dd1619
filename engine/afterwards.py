"""What the engine does about ended transfers: doing one again, and what followed from it.

Hides: how a transfer is begun once more from what the journal has of it. Promises: the old one stays as it is; the new
one has its choices, its folder, and its actions.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from engine import journal_actions, journal_catalog, journal_fetches, journal_sends, journal_transfers, receive
from engine.api import Choices, Cipher, Exists, Kind, OfferRow, Wanted, transfer_text
from engine.api_actions import ActionRow, Then
from engine.errors import TowlineError
from engine.events import NoTemplate, check_template
from engine.journal import Db, Journal, Row
from engine.port import Port
from engine.settings import Settings

LOOK = 0.2  # seconds between looks for an offer


def check_then(then: Then) -> None:
    """Raises usage for an event that cannot be made."""
    try:
        check_template(then.template)
    except NoTemplate as error:
        raise TowlineError("usage", what=error.what, todo=error.todo) from error


class Afterwards:
    """`Engine` is made from this class. `_port`: connects a cluster."""

    journal: Journal
    settings: Settings
    _pool: ThreadPoolExecutor

    def _port(self, name: str) -> Port:
        raise NotImplementedError

    def _find(self, ids: Sequence[str]) -> list[bytes]:
        raise NotImplementedError

    def changed(self, transfer: bytes) -> None:
        raise NotImplementedError

    def _send(
        self,
        paths: list[str],
        queue: str,
        choices: Choices,
        title: str,
        pipe: str,
        wanted: Wanted,
        without: Sequence[str],
    ) -> str:
        raise NotImplementedError

    def actions(self, id: str) -> list[ActionRow]:
        """What is done once this transfer has ended well."""
        with self.journal.read() as db:
            rows = journal_actions.of(db, journal_transfers.find(db, id))
        return [journal_actions.row_of(row) for row in rows]

    def offer_of(self, reference: str, patience: float) -> OfferRow:
        """The offer of `tl:CLUSTER-ID/TOPIC/TRANSFER`, waiting at most `patience` seconds until it is read.

        Raises other-cluster, not-in-time, not-for-me, no-offer.
        """
        until = time.monotonic() + patience
        parts = reference.removeprefix("tl:").rsplit("/", 2)
        if len(parts) != 3 or not reference.startswith("tl:"):
            raise TowlineError("no-such-id", name=reference)
        port = self._port(self._cluster_of(reference, *parts[:2]))
        while True:
            caught_up = port.catalog.caught_up(max(0.0, until - time.monotonic()))
            with self.journal.read() as db:
                try:
                    found = journal_catalog.find_offer(db, reference).offer
                    (row,) = journal_catalog.offer_rows(db, transfer=found.transfer, sender=found.sender)
                    return row
                except TowlineError as error:
                    if error.word != "no-such-id":
                        raise
            if time.monotonic() >= until:
                if caught_up:
                    raise TowlineError("no-offer", reference=reference, cluster=port.cluster.name)
                why = port.link.row().why or "Its catalog is still being read."
                raise TowlineError("not-in-time", cluster=port.cluster.name, timeout=f"{patience:.0f} s", why=why)
            time.sleep(min(LOOK, max(0.0, until - time.monotonic())))

    def _cluster_of(self, reference: str, cluster_id: str, topic: str) -> str:
        """The name of the cluster of a reference, as known, or as the clusters with that topic tell."""
        unreached: TowlineError | None = None
        for name, cluster in self.settings.clusters.items():
            if cluster.topic != topic:
                continue
            with self.journal.read() as db:
                known = journal_catalog.catalog(db, name)
            if known is not None and known["cluster_id"] == cluster_id:
                return name
            try:
                if self._port(name).link.cluster_id() == cluster_id:
                    return name
            except TowlineError as error:
                unreached = error
        with suppress(TowlineError), self.journal.read() as db:  # it came by a mirror of that cluster
            return journal_catalog.find_offer(db, reference).cluster
        raise unreached or TowlineError("other-cluster", reference=reference, topic=topic)

    def again(self, ids: list[str]) -> Future[list[str]]:
        """Sends or fetches the same once more, as new transfers; their ids."""
        return self._pool.submit(lambda: [self._again(transfer) for transfer in self._find(ids)])

    def _again(self, transfer: bytes) -> str:
        with self.journal.read() as db:
            row = journal_transfers.get(db, transfer)
            assert row is not None
            is_send = row["kind"] == Kind.SEND
            facts = journal_sends.get(db, transfer) if is_send else journal_fetches.get(db, transfer)
        return self._send_again(row, facts) if is_send else self._fetch_again(row, facts)

    def _send_again(self, row: Row, facts: Row) -> str:
        if facts["pipe"]:
            raise TowlineError("pipe-gone")
        choices = Choices(
            to=tuple(json.loads(facts["recipients"])),
            cipher=Cipher(facts["cipher"]),
            compression=facts["compression"],
            block_size=facts["wanted_block"],
            limit=facts["limit_rate"],
            keep_for=facts["keep_for"],
            cluster=row["cluster"],
            after="keep",
            tags=json.loads(facts["tags"]),
            include=tuple(json.loads(facts["include"])),
            leave_out=tuple(json.loads(facts["leave_out"])),
        )
        queue = row["queue"] if row["queue"] in self.settings.queues else ""
        paths, without = json.loads(facts["paths"]), json.loads(facts["without"])
        id = self._send(paths, queue, choices, row["title"], "", Wanted.PAUSE, without)
        with self.journal.write() as db:  # before it runs: no event of it may be missed
            (new,) = [journal_transfers.find(db, id)]
            self._copy_posts(db, row["id"], new)
            journal_sends.copy_batch(db, row["id"], new)
            journal_transfers.set_wanted(db, [new], Wanted.RUN)
        self._port(row["cluster"]).sender.nudge()
        self.changed(new)
        return id

    def _copy_posts(self, db: Db, old: bytes, new: bytes) -> None:
        """Events of the caller's own; those of the queue come with it."""
        for action in journal_actions.of(db, old):
            if not action["template"]:
                journal_actions.copy(db, action, new)

    def _fetch_again(self, row: Row, facts: Row) -> str:
        with self.journal.write() as db:
            stored = journal_catalog.stored_offer(db, facts["offer"], facts["sender"])
            if stored is None:
                raise TowlineError("no-such-id", name=row["title"])
            if not stored.trusted:
                raise TowlineError("unknown-sender")
            fetch = receive.new_fetch(
                db, facts["offer"], facts["sender"], json.loads(facts["globs"]), os.fspath(facts["folder"]),
                Exists(facts["policy"]), json.loads(facts["numbers"]),
            )  # fmt: skip
            for action in journal_actions.of(db, row["id"]):
                journal_actions.copy(db, action, fetch)
        self.changed(fetch)
        self._port(stored.cluster).receiver.nudge()
        return transfer_text(fetch)
