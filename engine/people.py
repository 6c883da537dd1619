"""Who I am and whom I trust: my identity, accepted people, team keys.

Hides: where private keys are kept (the vault), the texts that carry cards and team keys, and which names mean whom.
Promises: nobody is trusted before a person accepted their card; a name means one person at a time; a revoked or blocked
key is never sealed to; team keys that were changed still open what was sealed to them. Thread-safe.
"""

from __future__ import annotations

import hashlib
import secrets
import socket
import struct
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine import journal_catalog, journal_fleets, journal_people, journal_sends, journal_transfers, keys, wire
from engine import recovery as recovery_file
from engine.api import MeRow, PersonRow, TeamRow
from engine.armour import armoured, not_whole, unarmoured
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.journal_people import BLOCKED, INVITED, NOT_VERIFIED, VERIFIED
from engine.names import shown
from engine.vault import Vault

CARD_TEXT, TEAM_TEXT = "towline-card:", "towline-team:"
ME, TEAM = "me", "team:"

_IDENTITY = "identity"  # names in the vault
_TIMES = "identity times"
_TEAM = "team/"
_LONGEST_NAME = 64  # characters
_TEAM_KEY = struct.Struct(">Q32s")  # when it was made (Unix time), the key; a team's newest one first
_TEAM_VERSION = b"\x01"
_MOST_TEAM_KEYS = 256  # kept of one team: the newest
_TWO_TIMES = struct.Struct(">dd")


@dataclass(frozen=True, slots=True)
class TeamKey:
    """What to seal to so that a team can read: its newest key."""

    name: str
    key: bytes = field(repr=False)


class People:
    """`name` is what my card says; "" is this computer's name. It counts when the identity is made."""

    def __init__(self, journal: Journal, vault: Vault, name: str = "") -> None:
        self.vault = vault
        self._journal = journal
        self._name = name
        self._lock = threading.RLock()
        self._identity: keys.Identity | None = None
        self._teams: dict[str, list[tuple[int, bytes]]] | None = None

    # --- me ---------------------------------------------------------------------------------------------------------------

    def me(self) -> keys.Identity:
        """My identity, made at first use. Raises key-locked if the vault cannot be opened."""
        if self._identity is not None:
            return self._identity
        with self._journal.write() as db, self._lock:  # in this order everywhere: the journal before the lock
            if self._identity is None:
                stored = self.vault.get(_IDENTITY)
                if stored is not None:
                    self._identity = keys.Identity.from_bytes(stored)
                else:
                    made = keys.Identity.generate(clean_name(self._name or socket.gethostname() or "somebody"))
                    self.vault.put(_IDENTITY, made.to_bytes())
                    self._put_times(time.time(), 0.0)
                    journal_catalog.set_born(db)
                    self._identity = made
            return self._identity

    def about_me(self) -> MeRow:
        me = self.me()
        made, saved = self._times()
        return MeRow(me.name, keys.fingerprint_text(me.fingerprint), made, self.vault.kind, saved)

    def rename_me(self, name: str) -> None:
        """My card says this from now on; the keys and the fingerprint stay. Raises usage."""
        _check_name(name)
        with self._journal.write() as db, self._lock:
            me = self.me()
            me.name = name
            self.vault.put(_IDENTITY, me.to_bytes())
            self._sign_card(db)

    def recovery(self, passphrase: str) -> str:
        """The text of a recovery file. Raises usage without a passphrase."""
        if not passphrase:
            raise TowlineError("usage", what="A recovery file needs a passphrase.", todo="Choose one.")
        made, now = self._times()[0], int(time.time())
        text = recovery_file.text_of(recovery_file.Recovery(self.me(), int(made), now, self._team_keys()), passphrase)
        self._put_times(made, float(now))
        return text

    def become(self, kept: recovery_file.Recovery) -> None:
        """Takes the identity of a recovery file in place of mine, and its team keys beside mine.

        Raises identity-used if mine has sent or received. The caller sees to it that nobody uses mine meanwhile.
        """
        if kept.identity.fingerprint != self.me().fingerprint:
            with self._journal.write() as db:
                if journal_transfers.any_ever(db) or journal_catalog.highest_number(db):
                    raise TowlineError("identity-used")
                journal_people.is_me(db, kept.identity.fingerprint)
                journal_catalog.begin_anew(db)
            self.vault.put(_IDENTITY, kept.identity.to_bytes())  # only now: a crash before leaves the one I had
            self._put_times(float(kept.made), float(kept.saved))
        with self._journal.write() as db, self._lock:
            self._identity = kept.identity
            for name, found in kept.teams.items():
                self._add_team_keys(db, name, found)
            journal_catalog.read_again(db)
        self.my_card()

    def _times(self) -> tuple[float, float]:
        """When my identity was made, and when its recovery file was made last (0: never)."""
        packed = self.vault.get(_TIMES)
        return _TWO_TIMES.unpack(packed) if packed is not None else (0.0, 0.0)

    def _put_times(self, made: float, saved: float) -> None:
        self.vault.put(_TIMES, _TWO_TIMES.pack(made, saved))

    def my_card(self) -> bytes:
        """My signed card as it is published, made where the journal has none.

        Its revision is the time, so that it is newer than any that an older journal of mine knew.
        """
        me = self.me()
        with self._journal.write() as db:
            row = journal_people.card_row(db, me.fingerprint)
            if row is not None and row["mine"]:
                return bytes(row["value"])
            return self._sign_card(db)

    def revoke_me(self) -> None:
        """My card says from now on, for ever, that nobody may use my key; what was sent with it before is refused, too."""
        with self._journal.write() as db, self._lock:
            if not self.revoked(db):
                self._sign_card(db, revoked=True)

    def revoked(self, db: Db) -> bool:
        """Whether I revoked my key."""
        row = journal_people.card_row(db, self.me().fingerprint)
        return bool(row is not None and row["mine"] and row["revoked"])

    def _sign_card(self, db: Db, *, revoked: bool = False) -> bytes:
        """A newer card than all that were known here. Raises key-revoked."""
        me = self.me()
        row = journal_people.card_row(db, me.fingerprint)
        if self.revoked(db):
            raise TowlineError("key-revoked")
        card = me.card(max(int(time.time()), row["revision"] + 1 if row else 0), revoked)
        value = me.sign(wire.CARD, wire.encode(card))
        journal_people.save_my_card(db, value, card)
        journal_catalog.forget_card_at(db)
        return value

    def my_card_text(self) -> str:
        """One line of text that anybody may see, for `add` on another computer."""
        return armoured(CARD_TEXT, self.my_card())

    def card_as(self, name: str) -> bytes:
        """A signed card of mine with this name, as it would be; nothing is changed."""
        me = self.me()
        with self._journal.read() as db:
            row = journal_people.card_row(db, me.fingerprint)
        card = me.card(max(int(time.time()), row["revision"] + 1 if row else 0))
        return me.sign(wire.CARD, wire.encode(wire.replace(card, name=name)))

    def ring(self) -> keys.Ring:
        """Everything I can open offers with."""
        named = {f"{name}/{n}": key for name, kept in self._team_keys().items() for n, (_, key) in enumerate(kept)}
        return keys.Ring(self.me(), named)

    # --- people -----------------------------------------------------------------------------------------------------------

    def listed(self) -> list[PersonRow]:
        """Me, whom I accepted or blocked, and who published a card where I read."""
        self.my_card()
        with self._journal.read() as db:
            return journal_people.rows(db)

    def add(self, card: bytes | str, *, verified: bool = False, name: str = "") -> PersonRow:
        """Accepts a person by card (value or text), or by the fingerprint of a card published where I read.

        `verified`: the fingerprint was compared; once it was, it stays so. Without `name` they have the one on the card.
        Raises usage, refused, no-such-queue (no such fingerprint), not-usable (revoked).
        """
        if name:
            _check_name(name)
        with self._journal.write() as db:
            fingerprint = self._store_card(db, card)
            if fingerprint == self.me().fingerprint:
                raise TowlineError("usage", what="This is your own card.", todo="Give it to others; add theirs here.")
            row, old = journal_people.card_row(db, fingerprint), journal_people.person(db, fingerprint)
            assert row is not None
            wanted = name or (old["name"] if old else clean_name(row["name"]))
            if row["revoked"]:
                raise TowlineError("not-usable", name=wanted, reason="this key was revoked by its owner")
            kept = old is not None and old["trust"] == VERIFIED
            journal_people.accept(db, fingerprint, wanted, VERIFIED if verified or kept else NOT_VERIFIED)
            journal_catalog.read_again(db)
            return _row(db, fingerprint)

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
        _check_name(name)

    def rename(self, name: str, new: str) -> PersonRow:
        """What I call a person from now on, here and in what waits to be sent. Raises usage, no-such-queue."""
        _check_name(new)
        with self._journal.write() as db:
            row = self._find(db, name)
            journal_people.accept(db, row["fingerprint"], new, row["trust"])
            journal_sends.rename_recipient(db, row["name"], new)
            return _row(db, row["fingerprint"])

    def verify(self, name: str, fingerprint: str) -> PersonRow:
        """Marks a person as compared, if `fingerprint` (40 digits, spaced as one likes) is theirs."""
        with self._journal.write() as db:
            row = self._find(db, name)
            if _digits(fingerprint) != _digits(keys.fingerprint_text(row["fingerprint"])):
                raise TowlineError("fingerprint-differs", name=row["name"])
            journal_people.set_trust(db, row["fingerprint"], VERIFIED)
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

        Raises no-such-queue, or not-usable for a blocked person or a revoked key.
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
            raise TowlineError("not-usable", name=row["name"], reason="you blocked them")
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
        _check_name(name)
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
        _check_name(name)
        with self._journal.write() as db, self._lock:
            first = not self.team_name(name)
            name = self._add_team_keys(db, name, [(made, key)])
            if first and admin != self.me().fingerprint:
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


def clean_name(name: str) -> str:
    """A name that a person did not type, made fit for lists and command lines."""
    clean = "".join(c for c in shown(name) if c.isprintable()).replace("/", "_").strip()[:_LONGEST_NAME].strip()
    if not clean or clean.casefold() == ME or clean.casefold().startswith(TEAM):
        return f"somebody {clean.replace(':', ' ')}".strip()
    return clean


def _check_name(name: str) -> None:
    """Raises usage for a name that cannot be told from others or means something else."""
    if name != clean_name(name):
        raise TowlineError(
            "usage",
            what=f"{shown(name)!r} cannot be a name.",
            todo=f"Use at most {_LONGEST_NAME} visible characters, not {ME!r}, nothing that begins with {TEAM!r}, no '/'.",
        )
