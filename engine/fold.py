"""What a record of the catalog is worth: judged by itself first, then against what the journal accepted before.

Hides: every rule of trust in catalog records. Promises: nothing that is unsigned, foreign, older, forked or that does not
extend the accepted value changes what is listed; the first seen of two values with one revision stays; what was ignored
is counted with its reason. Judging needs no lock; `take` runs inside one transaction of the journal.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine import (
    fold_fleet,
    journal_catalog,
    journal_people,
    journal_repairs,
    keys,
    seal,
    wire,
)
from engine.api_link import Record
from engine.errors import TowlineError
from engine.journal import Db, Row
from engine.people import People, supersedes

log = logging.getLogger("towline.catalog")

LOST_LENGTH = 49  # of the Kafka key of what a sender says is lost

NO_KEY = "its Kafka key is of no kind that is known here"
DELETED = "it was deleted, which nobody can sign"
OTHER_SIGNER = "it is not signed by the key on its sender's card"
OTHER_CLUSTER = "it was made for another cluster"
OLDER = "an older value was put over a newer one"
FORKED = "another value with the same revision was accepted first"
REVOKED = "the key of its sender was revoked"


@dataclass(frozen=True, slots=True)
class Judged:
    """One record after everything that can be said without the journal. `reason`: why it is refused, else empty.

    `transfer_key` and `sealed` are set if the offer is addressed to me and could be opened.
    """

    key: bytes
    offset: int
    at: float  # broker time
    value: bytes = b""
    reason: str = ""
    offer: wire.Offer | None = None
    transfer_key: bytes = b""
    sealed: wire.Sealed | None = None
    card: wire.Card | None = None
    fleet: fold_fleet.Judged | None = None
    lost: wire.Lost | None = None


@dataclass(slots=True)
class Folded:
    """What a batch changed. `again`: my offers (sender, transfer) that were overwritten. `alarms`: reasons of refusals
    that concern me or people I accepted. `card_changed`: somebody with my key published a newer card of mine.
    `fleet`: joins, admissions, stations."""

    offers: dict[tuple[bytes, bytes], None] = field(default_factory=dict)
    people: dict[bytes, None] = field(default_factory=dict)
    again: set[tuple[bytes, bytes]] = field(default_factory=set)
    alarms: list[str] = field(default_factory=list)
    card_changed: bool = False
    fleet: fold_fleet.News = field(default_factory=fold_fleet.News)


class Fold:
    """Folds one catalog. `topic_id`: of its data topic as it is now."""

    def __init__(self, people: People, cluster: str, cluster_id: str, topic_id: bytes) -> None:
        self._people = people
        self._cluster = cluster
        self._cluster_id = cluster_id
        self._topic_id = topic_id
        self._fleets = fold_fleet.FleetFold(people, cluster, cluster_id)

    # --- one record by itself -------------------------------------------------------------------------------------------------

    def judge(self, records: Sequence[Record]) -> list[Judged]:
        ring, mine = self._people.ring(), self._people.identities()
        return [self._judge(record, ring, mine) for record in records]

    def _judge(self, record: Record, ring: keys.Ring, mine: Sequence[keys.Identity]) -> Judged:
        key, at = record.key or b"", record.timestamp_ms / 1000
        fleet, lost = fold_fleet.is_fleet_key(key), key[:1] == wire.LOST_KEY and len(key) == LOST_LENGTH
        if len(key) not in (32, 48) and not fleet and not lost:
            return Judged(key, record.offset, at, reason=NO_KEY)
        if record.value is None:
            return Judged(key, record.offset, at, reason=DELETED)
        try:
            if fleet:
                found = fold_fleet.judge(key, record.value, mine)
                return Judged(key, record.offset, at, record.value, fleet=found)
            if lost:
                said = keys.verify_lost(key, record.value)
                return Judged(key, record.offset, at, record.value, lost=said)
            if len(key) == 32:
                card = keys.verify_card(record.value)
                if keys.fingerprint(card) != key:
                    raise wire.refused(wire.Reason.KAFKA_KEY)
                return Judged(key, record.offset, at, record.value, card=card)
            offer = keys.verify_offer(key, record.value)
            transfer_key = ring.open(offer) or b""
            sealed = open_sealed(offer, transfer_key) if transfer_key else None
        except TowlineError as error:
            reason = str(error.facts.get("reason") or error.what.rstrip("."))
            return Judged(key, record.offset, at, record.value, reason=reason)
        return Judged(key, record.offset, at, record.value, offer=offer, transfer_key=transfer_key, sealed=sealed)

    # --- a batch against the journal ------------------------------------------------------------------------------------------

    def take(self, db: Db, batch: Sequence[Judged]) -> Folded:
        folded = Folded()
        for judged in batch:
            me = self._people.identity(judged.key[:32])  # one of mine, or None
            mine = me is not None
            if judged.card is not None:
                reason = self._take_card(db, judged, judged.card, mine, folded)
            elif judged.offer is not None:
                reason = self._take_offer(db, judged, judged.offer, me, folded)
            elif judged.fleet is not None:
                reason = self._fleets.take(db, judged.fleet, judged.at, judged.offset, folded.fleet)
            elif judged.lost is not None:
                reason = self._take_lost(db, judged.lost, folded)
            else:
                reason = judged.reason
            if reason:
                self._refuse(db, judged, reason, mine, folded)
        folded.people |= folded.fleet.people
        journal_people.trim_strangers(db)
        journal_catalog.trim(db, self._cluster)
        return folded

    def _take_offer(self, db: Db, judged: Judged, offer: wire.Offer, me: keys.Identity | None, folded: Folded) -> str:
        """Why it is refused; empty if it was taken or is nothing new. `me`: my identity that sent it, if one did."""
        mine = me is not None
        card = None if mine else journal_people.card_row(db, offer.sender)
        signer = me.signing_key if me is not None else card["signing_key"] if card else offer.signing_key
        if offer.signing_key != signer:
            return OTHER_SIGNER
        person = journal_people.person(db, offer.sender)
        if person is not None and person["trust"] == journal_people.BLOCKED:
            return ""
        if mine:
            journal_catalog.raise_number(db, offer.number)
        old = journal_catalog.raw_offer(db, offer.sender, offer.transfer)
        if offer.cluster_id != self._cluster_id:  # as on a mirror
            if mine or (old is not None and old["cluster"] != self._cluster):
                return ""  # its own catalog tells of it
            if old is not None and old["cluster_id"] != offer.cluster_id:
                return OTHER_CLUSTER
        if old is not None and old["value"] == judged.value:
            self._seen_again(db, judged, offer, old, folded)
            return ""
        if card is not None and card["revoked"]:
            return REVOKED
        if old is not None:
            if offer.revision < old["revision"]:
                return OLDER if self._over(old, judged) else ""  # else it is its history
            if offer.revision == old["revision"]:
                return FORKED
            if reason := wire.extends(wire.decode(wire.Offer, old["value"][wire.SIGNATURE :]), offer):
                return reason
        elif not mine and judged.sealed is None:
            journal_catalog.note_other(db, offer.transfer)
            return ""
        elif offer.expires_ms / 1000 < time.time() - journal_catalog.KEPT_AFTER_EXPIRY:
            return ""
        return self._save(db, judged, offer, mine, old, folded)

    def _save(self, db: Db, judged: Judged, offer: wire.Offer, mine: bool, old: Row | None, folded: Folded) -> str:
        transfer_key, sealed = judged.transfer_key, judged.sealed
        stored = b"" if old is None else bytes(old["transfer_key"])
        if not transfer_key and stored:  # my own bundle, which need not be addressed to me
            try:
                kept = self._people.vault.open(stored, journal_catalog.TRANSFER_KEY)
                sealed = open_sealed(offer, kept)
            except TowlineError as error:
                if error.word == "refused":
                    return str(error.facts["reason"])
                log.warning("the key of one of my offers cannot be opened: %s", error.what)
        elif transfer_key:
            stored = self._people.vault.seal(transfer_key, journal_catalog.TRANSFER_KEY)
        journal_catalog.save_offer(
            db,
            self._cluster,
            offer,
            judged.value,
            sealed=sealed,
            transfer_key=stored,
            mine=mine,
            seen_offset=judged.offset if old is None or old["cluster"] == self._cluster else -1,
        )
        journal_catalog.set_arrived(db, offer.sender, offer.transfer, judged.at)
        folded.offers[offer.sender, offer.transfer] = None
        for recipient in offer.recipients if transfer_key and not mine else ():
            context = keys.offer_context(offer)
            if team := self._people.team_that_sealed(recipient, context, transfer_key):
                journal_people.note_member(db, team, offer.sender)
        return ""

    def _seen_again(self, db: Db, judged: Judged, offer: wire.Offer, old: Row, folded: Folded) -> None:
        """The accepted value, once more: sent again by its sender, read again by us, or just published by me."""
        if old["cluster"] != self._cluster and offer.topic_id == self._topic_id:
            journal_catalog.move_offer(db, offer.sender, offer.transfer, self._cluster, judged.offset)
            folded.offers[offer.sender, offer.transfer] = None
        elif old["cluster"] == self._cluster:
            journal_catalog.seen_again(db, offer.sender, offer.transfer, judged.offset)
        if old["sealed"] is None and (judged.sealed is not None or bytes(old["transfer_key"])):
            self._save(db, judged, offer, bool(old["mine"]), old, folded)

    def _over(self, old: Row, judged: Judged) -> bool:
        """Whether a record stands in this catalog in the place of the accepted value."""
        return bool(old["cluster"] == self._cluster and 0 <= old["seen_offset"] < judged.offset)

    def _take_card(self, db: Db, judged: Judged, card: wire.Card, mine: bool, folded: Folded) -> str:
        old = journal_people.card_row(db, judged.key)
        if old is None or supersedes(card, old):
            if mine:
                all_mine = [each.fingerprint for each in self._people.identities()]
                journal_people.save_my_card(db, judged.value, card, all_mine)
                folded.card_changed = True
            else:
                journal_people.save_card(db, judged.value, card, seen=judged.at)
            folded.people[judged.key] = None
        elif old["value"] == judged.value:
            journal_people.touch_card(db, judged.key, judged.at)
        else:
            if mine:
                journal_catalog.set_card_at(db, self._cluster, 0.0)
            return FORKED if card.revision == old["revision"] and not old["revoked"] else ""
        if mine:
            journal_catalog.set_card_at(db, self._cluster, judged.at)
        elif card.previous:
            self._rotate(db, card, judged.key, folded)
        return ""

    def _take_lost(self, db: Db, lost: wire.Lost, folded: Folded) -> str:
        """What the sender of a bundle says of it, if that is known here."""
        if journal_catalog.raw_offer(db, lost.sender, lost.transfer) is None:
            return ""
        card = journal_people.card_row(db, lost.sender)
        if card is None or card["revoked"] or card["signing_key"] != lost.signing_key:
            return OTHER_SIGNER
        if journal_repairs.set_lost(db, lost.sender, lost.transfer, lost.chunks):
            folded.offers[lost.sender, lost.transfer] = None
        return ""

    def _rotate(self, db: Db, card: wire.Card, fingerprint: bytes, folded: Folded) -> None:
        """A newer key of an accepted person, confirmed by the older one, which was checked with the card."""
        before = self._people.take_newer(db, card, fingerprint)
        if before is None:
            return
        folded.fleet.again = folded.fleet.answers = True
        name = before["name"]
        text = f"{name} has a new key, confirmed by the one before. What you send to {name} is sealed to the new one."
        folded.fleet.notices.append(("info", f"{name} changed their key", text))
        folded.people[before["fingerprint"]] = None
        folded.people[fingerprint] = None

    def _refuse(self, db: Db, judged: Judged, reason: str, mine: bool, folded: Folded) -> None:
        sender, transfer = judged.key[:32], judged.key[32:48]
        old = journal_catalog.raw_offer(db, sender, transfer) if transfer else None
        over = old is not None and self._over(old, judged) and old["expires_ms"] / 1000 > time.time()
        if reason == DELETED and not over and not (mine and not transfer):
            return  # its sender tidied up, or nobody here knew it
        if mine and not transfer:
            journal_catalog.set_card_at(db, self._cluster, 0.0)
        if mine and over:
            folded.again.add((sender, transfer))
        if not journal_catalog.refuse(db, self._cluster, judged.key, reason, judged.offset):
            return
        known = mine or journal_people.person(db, sender) is not None
        if known:
            folded.alarms.append(reason)
            if transfer:
                folded.offers[sender, transfer] = None


def open_sealed(offer: wire.Offer, transfer_key: bytes) -> wire.Sealed:
    """What only recipients see of an offer. Raises refused."""
    context = keys.offer_context(offer)
    plain = seal.open_offer_part(
        seal.cipher_of(offer.suite),
        keys.derive(transfer_key, context),
        context,
        offer.nonce,
        offer.sealed,
        number=offer.number,
        revision=offer.revision,
    )
    sealed = wire.decode(wire.Sealed, plain)
    wire.check_sealed(offer, sealed)
    return sealed
