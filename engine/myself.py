"""Who I am: my identity, the ones I had before, my card, and the file that brings them back.

Hides: where private keys are kept (the vault). Promises: a key that was changed still opens what was sealed to it and goes
on with what it began; the new one is confirmed by it on every card; a revocation is for ever and covers all of them.
`People` is made from this class. Thread-safe.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Sequence

from engine import journal_catalog, journal_people, journal_transfers, keys, wire
from engine import recovery as recovery_file
from engine.api import MeRow
from engine.armour import armoured
from engine.errors import TowlineError
from engine.journal import Db, Journal
from engine.names import shown
from engine.vault import Vault

CARD_TEXT = "towline-card:"
ME, TEAM = "me", "team:"

_IDENTITY = "identity"  # names in the vault
_BEFORE = "identities before"
_TIMES = "identity times"
_LONGEST_NAME = 64  # characters
_TWO_TIMES = struct.Struct(">dd")
_LENGTH = struct.Struct(">H")
_MOST_BEFORE = 64  # kept of the identities I had: the newest


class Myself:
    """`name` is what my card says; "" is this computer's name. It counts when the identity is made."""

    def __init__(self, journal: Journal, vault: Vault, name: str) -> None:
        self.vault = vault
        self._journal = journal
        self._name = name
        self._lock = threading.RLock()
        self._identity: keys.Identity | None = None
        self._before: tuple[keys.Identity, ...] | None = None

    def _team_keys(self) -> dict[str, list[tuple[int, bytes]]]:
        raise NotImplementedError

    def _add_team_keys(self, db: Db, name: str, found: Sequence[tuple[int, bytes]]) -> str:
        raise NotImplementedError

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

    def identities(self) -> tuple[keys.Identity, ...]:
        """Mine, then the ones that it replaced, the newest first."""
        me = self.me()
        with self._lock:
            if self._before is None:
                self._before = self._read_before(me)
            return (me, *self._before)

    def identity(self, fingerprint: bytes) -> keys.Identity | None:
        """The identity of mine with this fingerprint, if it is one."""
        return next((each for each in self.identities() if each.fingerprint == fingerprint), None)

    def signer(self, fingerprint: bytes | None) -> keys.Identity:
        """The identity that began something and goes on with it; None: begun now. Raises bug if it is none of mine."""
        found = self.me() if fingerprint is None else self.identity(fingerprint)
        if found is None:
            raise TowlineError("bug", reason="a bundle was begun by an identity that is gone")
        return found

    def named_in(self, offer: wire.Offer) -> keys.Identity:
        """The identity of mine that an offer was sealed to; the newest for one that went to a team."""
        named = (self.identity(each.key_id) for each in offer.recipients if not each.team)
        return next((each for each in named if each is not None), self.me())

    def change_key(self) -> None:
        """A new identity takes the place of mine, which confirms it. Raises key-revoked.

        Whatever the old one began it goes on with, and what was sealed to it stays readable here.
        """
        with self._journal.write() as db, self._lock:
            if self.revoked(db):
                raise TowlineError("key-revoked")
            old, before = self.me(), self.identities()
            new = keys.Identity.generate(old.name)
            self._put_before(new.fingerprint, before)  # first: a crash in between leaves all as it was
            self.vault.put(_IDENTITY, new.to_bytes())
            self._put_times(time.time(), 0.0)
            self._identity, self._before = new, None
            self._sign_card(db)

    def _read_before(self, me: keys.Identity) -> tuple[keys.Identity, ...]:
        packed = self.vault.get(_BEFORE)
        if packed is None:
            return ()
        owner, at = packed[: wire.FINGERPRINT], wire.FINGERPRINT
        found: list[keys.Identity] = []
        while at < len(packed):
            (length,) = _LENGTH.unpack_from(packed, at)
            at += _LENGTH.size
            found.append(keys.Identity.from_bytes(packed[at : at + length]))
            at += length
        if owner == me.fingerprint:
            return tuple(found)
        began = bool(found) and found[0].fingerprint == me.fingerprint  # a change that a crash stopped
        return tuple(found[1:]) if began else ()

    def _put_before(self, owner: bytes, before: Sequence[keys.Identity]) -> None:
        """What the identity with the fingerprint `owner` replaced, the newest first."""
        parts = (each.to_bytes() for each in before[:_MOST_BEFORE])
        self.vault.put(_BEFORE, owner + b"".join(_LENGTH.pack(len(part)) + part for part in parts))

    def about_me(self) -> MeRow:
        me = self.me()
        made, saved = self._times()
        return MeRow(me.name, keys.fingerprint_text(me.fingerprint), made, self.vault.kind, saved)

    def rename_me(self, name: str) -> None:
        """My card says this from now on; the keys and the fingerprint stay. Raises usage."""
        check_name(name)
        with self._journal.write() as db, self._lock:
            me = self.me()
            me.name = name
            self.vault.put(_IDENTITY, me.to_bytes())
            self._sign_card(db)

    def recovery(self, passphrase: str) -> str:
        """The text of a recovery file. Raises usage without a passphrase."""
        made, now = self._times()[0], int(time.time())
        me, *older = self.identities()
        kept = recovery_file.Recovery(me, int(made), now, self._team_keys(), older)
        text = recovery_file.text_of(kept, passphrase)
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
            self._put_before(kept.identity.fingerprint, kept.older)
            self.vault.put(_IDENTITY, kept.identity.to_bytes())  # only now: a crash before leaves the one I had
            self._put_times(float(kept.made), float(kept.saved))
        with self._journal.write() as db, self._lock:
            self._identity, self._before = kept.identity, None
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

    def older_cards(self) -> list[tuple[bytes, bytes]]:
        """Fingerprint and signed card of each identity that mine replaced: what it signed must stay checkable."""
        older = self.identities()[1:]
        with self._journal.write() as db:
            known = dict(journal_people.my_older_cards(db))
            for each in older:
                if each.fingerprint not in known:
                    known[each.fingerprint] = self._sign_older(db, each, revoked=False)
        return list(known.items())

    def revoke_me(self) -> None:
        """My card says from now on, for ever, that nobody may use my key, nor one that I had before; what was sent with
        them is refused, too."""
        with self._journal.write() as db, self._lock:
            if not self.revoked(db):
                self._sign_card(db, revoked=True)
                for each in self.identities()[1:]:
                    self._sign_older(db, each, revoked=True)

    def revoked(self, db: Db) -> bool:
        """Whether I revoked my key."""
        row = journal_people.card_row(db, self.me().fingerprint)
        return bool(row is not None and row["mine"] and row["revoked"])

    def _sign_card(self, db: Db, *, revoked: bool = False) -> bytes:
        """A newer card than all that were known here. Raises key-revoked."""
        me = self.me()
        if self.revoked(db):
            raise TowlineError("key-revoked")
        card = me.card(_revision(db, me), revoked, previous=self._previous(me))
        value = me.sign(wire.CARD, wire.encode(card))
        journal_people.save_my_card(db, value, card, [each.fingerprint for each in self.identities()])
        journal_catalog.forget_card_at(db)
        return value

    def _sign_older(self, db: Db, older: keys.Identity, *, revoked: bool) -> bytes:
        card = older.card(_revision(db, older), revoked, previous=self._previous(older))
        value = older.sign(wire.CARD, wire.encode(card))
        journal_people.save_my_card(db, value, card, [each.fingerprint for each in self.identities()])
        return value

    def _previous(self, of: keys.Identity) -> keys.Identity | None:
        """The identity that one of mine replaced."""
        all_mine = self.identities()
        at = [each.fingerprint for each in all_mine].index(of.fingerprint) + 1
        return all_mine[at] if at < len(all_mine) else None

    def my_card_text(self) -> str:
        """One line of text that anybody may see, for `add` on another computer."""
        return armoured(CARD_TEXT, self.my_card())

    def card_as(self, name: str) -> bytes:
        """A signed card of mine with this name, as it would be; nothing is changed."""
        me = self.me()
        with self._journal.read() as db:
            card = me.card(_revision(db, me), name=name, previous=self._previous(me))
        return me.sign(wire.CARD, wire.encode(card))

    def ring(self) -> keys.Ring:
        """Everything I can open offers with."""
        named = {f"{name}/{n}": key for name, kept in self._team_keys().items() for n, (_, key) in enumerate(kept)}
        me, *older = self.identities()
        return keys.Ring(me, named, older)


def _revision(db: Db, identity: keys.Identity) -> int:
    """Of its next card."""
    row = journal_people.card_row(db, identity.fingerprint)
    return max(int(time.time()), row["revision"] + 1 if row else 0)


def clean_name(name: str) -> str:
    """A name that a person did not type, made fit for lists and command lines."""
    clean = "".join(c for c in shown(name) if c.isprintable()).replace("/", "_").strip()[:_LONGEST_NAME].strip()
    if not clean or clean.casefold() == ME or clean.casefold().startswith(TEAM):
        return f"somebody {clean.replace(':', ' ')}".strip()
    return clean


def check_name(name: str) -> None:
    """Raises usage for a name that cannot be told from others or means something else."""
    if name != clean_name(name):
        raise TowlineError(
            "usage",
            what=f"{shown(name)!r} cannot be a name.",
            todo=f"Use at most {_LONGEST_NAME} visible characters, not {ME!r}, nothing that begins with {TEAM!r}, no '/'.",
        )
