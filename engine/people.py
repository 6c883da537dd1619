"""Whom I trust: accepted people, team keys; and, in one, who I am (see `Myself`).

Hides: where team keys are kept (the vault), the texts that carry cards and team keys, and which names mean whom.
Promises: nobody is trusted before a person accepted their card; a name means one person at a time; a revoked or blocked
key is never sealed to; team keys that were changed still open what was sealed to them. Thread-safe.
"""

from __future__ import annotations

import hashlib
import secrets
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine import journal_catalog, journal_fleets, journal_people, journal_rules, journal_sends, keys, wire
from engine.api import PersonRow, TeamRow
from engine.armour import armoured, not_whole, unarmoured
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.journal_people import BLOCKED, INVITED, NOT_VERIFIED, VERIFIED
from engine.myself import CARD_TEXT, ME, TEAM, Myself, check_name, clean_name
from engine.vault import Vault

TEAM_TEXT = "towline-team:"

_TEAM = "team/"  # names in the vault
_TEAM_KEY = struct.Struct(">Q32s")  # when it was made (Unix time), the key; a team's newest one first
_TEAM_VERSION = b"\x01"
_MOST_TEAM_KEYS = 256  # kept of one team: the newest


@dataclass(frozen=True, slots=True)
class TeamKey:
    """What to seal to so that a team can read: its newest key."""

    name: str
    key: bytes = field(repr=False)


class People(Myself):
    """See `Myself` for `name`."""

    def __init__(self, journal: Journal, vault: Vault, name: str = "") -> None:
        super().__init__(journal, vault, name)
        self._teams: dict[str, list[tuple[int, bytes]]] | None = None

    # --- people -----------------------------------------------------------------------------------------------------------

    def listed(self) -> list[PersonRow]:
        """Me, whom I accepted or blocked, and who published a card where I read."""
        self.my_card()
        with self._journal.read() as db:
            return journal_people.rows(db)

    def add(self, card: bytes | str, *, verified: bool = False, name: str = "") -> PersonRow:
        """Accepts a person by card (value or text), or by the fingerprint of a card published where I read.

        `verified`: the fingerprint was compared; once it was, it stays so. Without `name` they have the one on the card.
        Whoever is known by another key of theirs stays one person: this one takes its place, or counts as an older one.
        Raises usage, refused, no-such-queue (no such fingerprint), not-usable (revoked).
        """
        if name:
            check_name(name)
        with self._journal.write() as db:
            fingerprint = self._store_card(db, card)
            if self.identity(fingerprint) is not None:
                raise TowlineError("usage", what="This is your own card.", todo="Give it to others; add theirs here.")
            row, old = journal_people.card_row(db, fingerprint), journal_people.person(db, fingerprint)
            assert row is not None
            wanted = name or (old["name"] if old else clean_name(row["name"]))
            if row["revoked"]:
                raise TowlineError("not-usable", name=wanted, reason="this key was revoked by its owner")
            if self._another_key(db, fingerprint, old, verified):
                return _row(db, fingerprint)
            kept = old is not None and old["trust"] == VERIFIED
            journal_people.accept(db, fingerprint, wanted, VERIFIED if verified or kept else NOT_VERIFIED)
            journal_catalog.read_again(db)
            return _row(db, fingerprint)

    def _another_key(self, db: Db, fingerprint: bytes, old: Row | None, verified: bool) -> bool:
        """Whether this is a key of somebody who is known by another one: as the cards of both say."""
        if old is not None and old["trust"] != BLOCKED and old["successor"] is None:
            return False
        row = journal_people.card_row(db, fingerprint)
        assert row is not None
        newer = journal_people.newer_key(db, row["signing_key"])
        if newer is not None:
            kept = old is not None and old["trust"] == VERIFIED
            journal_people.add_older(db, fingerprint, newer, VERIFIED if verified or kept else NOT_VERIFIED)
        elif old is None and self.take_newer(db, keys.verify_card(row["value"]), fingerprint):
            if verified:
                journal_people.compared(db, fingerprint)
        else:
            return False
        journal_catalog.read_again(db)
        return True

    def take_newer(self, db: Db, card: wire.Card, fingerprint: bytes) -> Row | None:
        """The key of a checked card takes the place of an accepted person's, which confirmed it; who that is, or None."""
        before = journal_people.by_signing_key(db, card.previous) if card.previous and not card.revoked else None
        known = journal_people.person(db, fingerprint)
        if before is None or before["fingerprint"] == fingerprint:
            return None
        if known is not None and known["trust"] == BLOCKED:
            return None
        journal_people.succeed(db, before["fingerprint"], fingerprint)
        journal_fleets.succeed(db, before["fingerprint"], fingerprint)
        journal_rules.succeed(db, before["fingerprint"], fingerprint)
        return before

    def accept(self, fingerprint: str, name: str = "") -> PersonRow:
        """Accepts who published the card with this fingerprint (40 digits); it is not verified by that. As `add`."""
        if not _digits(fingerprint):
            raise TowlineError("usage", what="This is not a fingerprint.", todo="It has 8 groups of 5 digits.")
        return self.add(fingerprint, name=name)

    def pin(self, db: Db, name: str, card: bytes) -> bytes:
        """Accepts who an invitation names, inside a transaction; the fingerprint. Who was verified stays so."""
        fingerprint = self._store_card(db, card)
        old = journal_people.person(db, fingerprint)
        kept = old is not None and old["trust"] == VERIFIED
        journal_people.accept(db, fingerprint, name, VERIFIED if kept else INVITED)
        journal_catalog.read_again(db)
        return fingerprint

    def card_text(self, name: str) -> str:
        """The card of an accepted person as text. Raises as `resolve`."""
        self.resolve(name)
        with self._journal.read() as db:
            return armoured(CARD_TEXT, self._find(db, name)["value"])

    def check_name(self, name: str) -> None:
        """Raises usage for what cannot be a name."""
        check_name(name)

    def rename(self, name: str, new: str) -> PersonRow:
        """What I call a person from now on, here and in what waits to be sent. Raises usage, no-such-queue."""
        check_name(new)
        with self._journal.write() as db:
            row = self._find(db, name)
            journal_people.accept(db, row["fingerprint"], new, row["trust"])
            journal_people.rename_older(db, row["fingerprint"])
            journal_sends.rename_recipient(db, row["name"], new)
            return _row(db, row["fingerprint"])

    def verify(self, name: str, fingerprint: str) -> PersonRow:
        """Marks a person as compared, if `fingerprint` (40 digits, spaced as one likes) is theirs."""
        with self._journal.write() as db:
            row = self._find(db, name)
            if _digits(fingerprint) != _digits(keys.fingerprint_text(row["fingerprint"])):
                raise TowlineError("fingerprint-differs", name=row["name"])
            journal_people.compared(db, row["fingerprint"])
            journal_catalog.read_again(db)
            return _row(db, row["fingerprint"])

    def block(self, name: str) -> PersonRow:
        """Nothing of this person (a name, or the fingerprint of a published card) is shown or fetched any more."""
        with self._journal.write() as db:
            if _digits(name) and journal_people.named(db, name) is None:
                fingerprint = _published(db, name)
                journal_people.accept(db, fingerprint, f"blocked {keys.fingerprint_text(fingerprint)[:11]}", BLOCKED)
            else:
                fingerprint = self._find(db, name)["fingerprint"]
                for each in journal_people.keys_of(db, fingerprint):  # what an older key signs counts no more, either
                    journal_people.set_trust(db, each, BLOCKED)
            return _row(db, fingerprint)

    def resolve(self, name: str) -> wire.Card | TeamKey:
        """Whom a name means, in whatever case: an accepted person's card, `team:NAME`'s key, `me`.

        Raises no-such-queue, blocked, or not-usable for a revoked key.
        """
        if name.casefold().startswith(TEAM):
            found, kept = self._team(name[len(TEAM) :])
            return TeamKey(found, kept[0][1])
        with self._journal.read() as db:
            row = journal_people.named(db, name)
        if row is None and name.casefold() == ME:
            return keys.verify_card(self.my_card())
        if row is None:
            raise TowlineError("no-such-queue", name=name)
        if row["trust"] == BLOCKED:
            raise TowlineError("blocked", name=row["name"])
        if row["revoked"]:
            raise TowlineError("not-usable", name=row["name"], reason="their key was revoked")
        return keys.verify_card(row["value"])

    def wrap(self, names: Sequence[str], transfer_key: bytes, context: bytes) -> list[wire.Recipient]:
        """The transfer key, sealed to each of these people and teams; nobody twice."""
        wrapped: dict[bytes, wire.Recipient] = {}
        for name in names:
            whom = self.resolve(name)
            if isinstance(whom, TeamKey):
                recipient = keys.wrap_for_team(whom.key, transfer_key, context)
            else:
                recipient = keys.wrap_for_person(whom, transfer_key, context)
            wrapped.setdefault(recipient.key_id, recipient)
        return list(wrapped.values())

    # --- teams ------------------------------------------------------------------------------------------------------------

    def teams(self) -> list[TeamRow]:
        with self._journal.read() as db:
            return [
                TeamRow(
                    name,
                    keys.team_key_id(kept[0][1]).hex(),
                    len(kept),
                    float(kept[0][0]),
                    tuple(journal_people.members(db, name)),
                )
                for name, kept in sorted(self._team_keys().items())
            ]

    def team_new(self, name: str) -> TeamRow:
        """Makes a team with a key of its own. Raises usage if there is one of that name."""
        check_name(name)
        with self._lock:
            if self.team_name(name):
                raise TowlineError(
                    "usage", what=f"There is a team named {name!r} already.", todo="Choose another name."
                )
            self._put_team(name, [(int(time.time()), secrets.token_bytes(32))])
        return self._team_row(name)

    def team_change_key(self, name: str) -> TeamRow:
        """From now on a new key is sealed to; the old ones still open. Whoever shall read on needs the new one."""
        with self._lock:
            found, kept = self._team(name)
            made = max(int(time.time()), kept[0][0] + 1)
            self._put_team(found, [(made, secrets.token_bytes(32)), *kept])
        return self._team_row(found)

    def team_export(self, name: str) -> str:
        """One line of text with the newest key: a secret that lets its holder read everything sealed to it.

        It says who may change the key: whoever made the team.
        """
        found, kept = self._team(name)
        with self._journal.read() as db:
            admin = journal_fleets.admin_of(db, found) or self.me().fingerprint
        body = _TEAM_VERSION + _TEAM_KEY.pack(*kept[0]) + admin + found.encode()
        return armoured(TEAM_TEXT, body + hashlib.sha256(body).digest()[:4])

    def team_import(self, text: str) -> TeamRow:
        """Takes up a key of a team; of several, the one made last is sealed to. Raises usage for damaged text.

        Whoever the first one names may change the key, once they are an accepted person here.
        """
        name, made, key, admin = _parse_team_text(text)
        check_name(name)
        with self._journal.write() as db, self._lock:
            first = not self.team_name(name)
            name = self._add_team_keys(db, name, [(made, key)])
            if first and self.identity(admin) is None:
                journal_fleets.add_admin(db, name, admin)
        return self._team_row(name)

    def take_team_keys(self, db: Db, name: str, found: Sequence[tuple[int, bytes]]) -> bool:
        """Keys that an administrator of the team sealed to me, beside those I have; whether any was new."""
        with self._lock:
            before = self.team_keys(name)
            if name == clean_name(name):
                self._add_team_keys(db, name, found)
            return self.team_keys(name) != before

    def team_keys(self, name: str) -> list[tuple[int, bytes]]:
        """All keys of a team with when each was made, the newest first; empty if I have none."""
        return self._team_keys().get(self.team_name(name), [])

    def team_members(self, name: str) -> tuple[str, ...]:
        return self._team_row(self._team(name)[0]).members

    def team_of(self, key_id: bytes) -> str:
        """The team that has this key; "" if I do not have it."""
        for name, kept in self._team_keys().items():
            if any(keys.team_key_id(key) == key_id for _, key in kept):
                return name
        return ""

    def team_that_sealed(self, recipient: wire.Recipient, context: bytes, transfer_key: bytes) -> str:
        """The team whose key the transfer key was sealed with, not only named; "" if it is none of mine."""
        for name, kept in self._team_keys().items():
            for _, key in kept:
                if recipient.team and keys.team_key_id(key) == recipient.key_id:
                    try:
                        opened = keys.unwrap_for_team(key, recipient.sealed, context)
                    except TowlineError:
                        return ""
                    return name if opened == transfer_key else ""
        return ""

    # --- inside -----------------------------------------------------------------------------------------------------------

    def _store_card(self, db: Db, card: bytes | str) -> bytes:
        """The fingerprint of the card, which is stored unless a newer one is."""
        if isinstance(card, str):
            if not card.strip().startswith(CARD_TEXT) and _digits(card):
                return _published(db, card)
            card = parse_card_text(card)
        checked = keys.verify_card(card)
        fingerprint = keys.fingerprint(checked)
        old = journal_people.card_row(db, fingerprint)
        if old is None or supersedes(checked, old):
            journal_people.save_card(db, card, checked)
        return fingerprint

    def _find(self, db: Db, name: str) -> Row:
        row = journal_people.named(db, name)
        if row is None:
            raise TowlineError("no-such-queue", name=name)
        return row

    def _team_keys(self) -> dict[str, list[tuple[int, bytes]]]:
        """Team name → its keys, newest first."""
        with self._lock:
            if self._teams is None:
                self._teams = {}
                for stored in self.vault.names(_TEAM):
                    packed = self.vault.get(stored)
                    if packed is not None:
                        self._teams[stored[len(_TEAM) :]] = list(_TEAM_KEY.iter_unpack(packed))
            return dict(self._teams)

    def _put_team(self, name: str, kept: list[tuple[int, bytes]]) -> None:
        self.vault.put(_TEAM + name, b"".join(_TEAM_KEY.pack(made, key) for made, key in kept))
        self._teams = None

    def _add_team_keys(self, db: Db, name: str, found: Sequence[tuple[int, bytes]]) -> str:
        """Keeps these beside the ones there are; the team's name here."""
        name = self.team_name(name) or name
        kept = self._team_keys().get(name, [])
        new = [(made, key) for made, key in found if key not in [k for _, k in kept]]
        if new:
            self._put_team(name, sorted([*new, *kept], reverse=True)[:_MOST_TEAM_KEYS])
            journal_catalog.read_again(db)
        return name

    def team_name(self, name: str) -> str:
        """The team's name as it was first written; "" if there is none."""
        return next((found for found in self._team_keys() if found.casefold() == name.casefold()), "")

    def _team(self, name: str) -> tuple[str, list[tuple[int, bytes]]]:
        found = self.team_name(name)
        if not found:
            raise TowlineError("no-such-queue", name=TEAM + name)
        return found, self._team_keys()[found]

    def _team_row(self, name: str) -> TeamRow:
        return next(row for row in self.teams() if row.name == name)


def supersedes(card: wire.Card, old: Row) -> bool:
    """Whether a checked card takes the place of the stored one of its fingerprint. A revocation is for ever."""
    return not old["revoked"] and (card.revoked or card.revision > old["revision"])


def parse_card_text(text: str) -> bytes:
    """The signed card in a text as `my_card_text` makes it, however its lines were broken. Raises usage."""
    return unarmoured(text, CARD_TEXT, "card")


def team_of_text(text: str) -> str:
    """The team whose key is in a text as `team_export` makes it. Raises usage."""
    return _parse_team_text(text)[0]


def _parse_team_text(text: str) -> tuple[str, int, bytes, bytes]:
    """Name, when the key was made, the key, who may change it."""
    body = unarmoured(text, TEAM_TEXT, "team key")
    checked, mark = body[:-4], body[-4:]
    if hashlib.sha256(checked).digest()[:4] != mark or checked[:1] != _TEAM_VERSION or len(checked) < 74:
        raise not_whole(TEAM_TEXT, "team key")
    made, key = _TEAM_KEY.unpack(checked[1:41])
    try:
        return checked[73:].decode(), made, key, checked[41:73]
    except UnicodeDecodeError:
        raise not_whole(TEAM_TEXT, "team key") from None


def _digits(text: str) -> str:
    """The 40 digits of a fingerprint as a person wrote it; "" if it is none."""
    plain = "".join(text.split())
    return plain if len(plain) == 40 and plain.isascii() and plain.isdigit() else ""


def _published(db: Db, text: str) -> bytes:
    """The fingerprint of the one stored card whose 40 digits these are."""
    found = [f for f in journal_people.fingerprints(db) if _digits(keys.fingerprint_text(f)) == _digits(text)]
    if len(found) != 1:
        raise TowlineError("no-such-queue" if not found else "many-ids", name=text)
    return found[0]


def _row(db: Db, fingerprint: bytes) -> PersonRow:
    row = journal_people.row_of(db, fingerprint)
    assert row is not None
    return row
