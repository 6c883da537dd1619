"""Sharing: a bundle that was sent gets further recipients, without a byte of it being sent again.

Hides: when the key is sealed to them, and that a send still under way needs no revision of its own. Promises: recipients
are only ever added; who was named before stays; what was asked for is in the journal, so it goes on after any interruption.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from engine import journal_catalog, journal_sends, journal_transfers, keys, wire
from engine.api import Cipher, Kind, Outcome, Wanted
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.people import People
from engine.port import REACH_SECONDS, Port
from engine.seal import suite_number
from engine.vault import Vault


class Share:
    """`Engine` is made from this class."""

    journal: Journal
    people_book: People
    vault: Vault
    _pool: ThreadPoolExecutor

    def _port(self, name: str) -> Port:
        raise NotImplementedError

    def changed(self, transfer: bytes) -> None:
        raise NotImplementedError

    def share(self, id: str, to: list[str]) -> Future[int]:
        """Adds these people and teams to a send; how many were not named before. Done when the cluster has it, or when
        the journal has it for a send that is not complete yet."""
        return self._pool.submit(self._share, id, to)

    def _share(self, id: str, to: Sequence[str]) -> int:
        with self.journal.write() as db:
            transfer = journal_transfers.find(db, id)
            row = journal_transfers.get(db, transfer)
            assert row is not None
            _check_shareable(db, row)
            added = self._add(db, transfer, to)
        if not added:
            return 0
        self.changed(transfer)
        if row["outcome"] == Outcome.STORED:
            self._publish(row["cluster"], transfer)
        return added

    def _add(self, db: Db, transfer: bytes, to: Sequence[str]) -> int:
        """Names them in the journal, and seals the key to them if it is there already."""
        send = journal_sends.get(db, transfer)
        names: list[str] = json.loads(send["recipients"])
        for name in to:
            self.people_book.resolve(name)
        new = [name for name in dict.fromkeys(to) if name.casefold() not in map(str.casefold, names)]
        if send["wrapped"] is None:
            found = new
        else:
            wrapped = wire.decode_rows(wire.Recipient, send["wrapped"], wire.MAX_RECIPIENTS)
            known = {(each.team, each.key_id) for each in wrapped}
            transfer_key = self.vault.open(send["transfer_key"], journal_catalog.TRANSFER_KEY)
            signing_key = self.people_book.signer(send["signer"]).signing_key
            context = keys.context(suite_number(Cipher(send["cipher"])), signing_key, send["offer"], send["block_size"])
            found = []
            for name in new:
                for each in self.people_book.wrap([name], transfer_key, context):
                    if (each.team, each.key_id) not in known:
                        known.add((each.team, each.key_id))
                        wrapped.append(each)
                        found.append(name)
            _check_number(len(wrapped))
            journal_sends.update(db, transfer, wrapped=wire.encode_rows(wrapped))
        _check_number(len(names) + len(found))
        if found:
            journal_sends.update(db, transfer, recipients=json.dumps([*names, *found]), share=1)
            journal_transfers.set_peer(db, transfer, ", ".join([*names, *found]))
            journal_transfers.tell(db, transfer, "shared", f"Shared with {len(found)} more.")
        return len(found)

    def _publish(self, cluster: str, transfer: bytes) -> None:
        port = self._port(cluster)
        port.sender.nudge()
        if not port.sender.finished(transfer, journal_sends.SHARE, REACH_SECONDS):
            reason = "the new recipients are not confirmed yet; it goes on by itself"
            raise TowlineError("timeout", cluster=cluster, reason=reason)
        with self.journal.read() as db:
            send = journal_sends.get(db, transfer)
            stored = journal_catalog.my_offer(db, send["offer"])
        wrapped = wire.decode_rows(wire.Recipient, send["wrapped"], wire.MAX_RECIPIENTS)
        if stored is None or len(stored.offer.recipients) < len(wrapped):
            raise TowlineError("not-shared")


def _check_shareable(db: Db, row: Row) -> None:
    if row["kind"] != Kind.SEND:
        raise TowlineError("usage", what="This is not a send of yours.", todo="Only its sender can share a bundle.")
    send = journal_sends.get(db, row["id"])
    if row["outcome"] == Outcome.WITHDRAWN or send["withdraw"]:
        raise TowlineError("withdrawn")
    if row["outcome"] not in (Outcome.NONE, Outcome.STORED) or row["wanted"] == Wanted.STOP:
        raise TowlineError("usage", what="This bundle is not stored.", todo="Retry it, or send it again.")
    if row["outcome"] and send["expires_ms"] / 1000 < time.time():
        raise TowlineError("expired", gone=row["entries"], total=row["entries"])


def _check_number(recipients: int) -> None:
    if recipients > wire.MAX_RECIPIENTS:
        raise TowlineError(
            "usage",
            what=f"A bundle has at most {wire.MAX_RECIPIENTS} recipients.",
            todo="More people are a team: 'team:NAME'.",
        )
