"""Signatures, proofs and seals of the records that make a fleet. docs/FORMAT.md, part 12.

Hides: what is bound to what. Promises: a join is given back only if it is signed by the key on the card in it, an
admission or a station's word only if it is signed by the key it names; whether that key is the one on the sender's card
is for the caller to check, and so is the proof of a join, which needs the join key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine import keys, wire
from engine.wire import Reason, refused
from engine.wire_fleet import (
    ADMIT,
    BACKUP,
    JOIN,
    STATION,
    Admit,
    Backup,
    Identities,
    Join,
    Station,
    Status,
    TeamKeys,
    admit_key,
    backup_key,
    join_key,
    station_key,
)

_NO_PROOF = bytes(32)
_ADMIT_CONTEXT = b"towline/admit-context/1"


# --- joining ------------------------------------------------------------------------------------------------------------


def make_join(me: keys.Identity, join: Join, secret: bytes) -> tuple[bytes, bytes]:
    """Kafka key and value. `secret`: the join key of the invitation; the proof of `join` is made here."""
    proved = wire.replace(join, proof=_proof(join, secret))
    return join_key(join.invitation, me.fingerprint), me.sign(JOIN, wire.encode(proved))


def verify_join(key: bytes, value: bytes) -> tuple[Join, wire.Card]:
    """The join in a catalog record and the card in it. Raises refused. The proof is not checked."""
    join = keys.decoded(Join, value)
    card = keys.verify_card(join.card)
    keys.verify(JOIN, value, card.signing_key)
    if key != join_key(join.invitation, keys.fingerprint(card)):
        raise refused(Reason.KAFKA_KEY)
    return join, card


def check_proof(join: Join, secret: bytes) -> None:
    """Raises refused if the proof was not made with this join key."""
    if not hmac.compare_digest(join.proof, _proof(join, secret)):
        raise refused(Reason.PROOF)


def _proof(join: Join, secret: bytes) -> bytes:
    bound = JOIN + b"\0" + wire.encode(wire.replace(join, proof=_NO_PROOF))
    return hmac.digest(secret, bound, "sha256")


# --- being admitted -----------------------------------------------------------------------------------------------------


def make_admit(me: keys.Identity, admit: Admit, reader: wire.Card, given: TeamKeys | None) -> tuple[bytes, bytes]:
    """Kafka key and value. `given`: the team's keys to seal to the reader, if any."""
    sealed = keys.seal_to(reader, wire.encode(given), _admit_context(admit)) if given is not None else b""
    value = me.sign(ADMIT, wire.encode(wire.replace(admit, sealed=sealed)))
    return admit_key(admit), value


def verify_admit(key: bytes, value: bytes) -> Admit:
    admit = keys.decoded(Admit, value)
    keys.verify(ADMIT, value, admit.signing_key)
    if key != admit_key(admit):
        raise refused(Reason.KAFKA_KEY)
    return admit


def open_admit(mine: Sequence[keys.Identity], admit: Admit) -> TeamKeys | None:
    """The team's keys in it, if there are any and it is for one of these identities. Raises refused."""
    me = next((each for each in mine if each.fingerprint == admit.reader), None)
    if me is None or not admit.sealed:
        return None
    return wire.decode(TeamKeys, me.unwrap(admit.sealed, _admit_context(admit)))


def _admit_context(admit: Admit) -> bytes:
    bound = admit.signing_key + admit.reader + admit.invitation + struct.pack(">Q", admit.number)
    return hashlib.sha256(_ADMIT_CONTEXT + bound).digest()


# --- a station about itself ---------------------------------------------------------------------------------------------


def make_station(
    me: keys.Identity, readers: Sequence[wire.Card], cluster_id: str, number: int, status: Status
) -> tuple[bytes, bytes]:
    """Kafka key and value of what only these readers (at most 8) can open."""
    return _make(_STATION, me, readers, cluster_id, number, status)


def verify_station(key: bytes, value: bytes) -> Station:
    return _verify(_STATION, key, value)


def open_station(mine: Sequence[keys.Identity], station: Station) -> Status | None:
    """What it says, or None if it is for none of these identities. Raises refused."""
    return _open(_STATION, mine, station)


# --- keys that are given to be kept -------------------------------------------------------------------------------------


def make_backup(
    me: keys.Identity, readers: Sequence[wire.Card], cluster_id: str, number: int, given: Identities
) -> tuple[bytes, bytes]:
    """Kafka key and value of what only these readers (at most 8) can open."""
    return _make(_BACKUP, me, readers, cluster_id, number, given)


def verify_backup(key: bytes, value: bytes) -> Backup:
    return _verify(_BACKUP, key, value)


def open_backup(mine: Sequence[keys.Identity], backup: Backup) -> Identities | None:
    """The identities in it, or None if it is for none of mine. Raises refused."""
    return _open(_BACKUP, mine, backup)


# --- sealed to several --------------------------------------------------------------------------------------------------

R = TypeVar("R", Station, Backup)
P = TypeVar("P", Status, Identities)


@dataclass(frozen=True)
class _Kind(Generic[R, P]):
    """A record that holds a secret of its sender's for several readers."""

    record: type[R]
    plain: type[P]
    signed: bytes  # what the signature and the key of the sealed part are bound to
    context: bytes
    key_of: Callable[[bytes], bytes]  # the Kafka key of a sender's


_STATION = _Kind(Station, Status, STATION, b"towline/station-context/1", station_key)
_BACKUP = _Kind(Backup, Identities, BACKUP, b"towline/backup-context/1", backup_key)


def _make(
    kind: _Kind[R, P], me: keys.Identity, readers: Sequence[wire.Card], cluster_id: str, number: int, plain: P
) -> tuple[bytes, bytes]:
    context = _context(kind, me.signing_key, number)
    secret, nonce = os.urandom(wire.KEY), os.urandom(wire.NONCE)
    recipients = [keys.wrap_for_person(card, secret, context) for card in readers]
    sealing_key = keys.derived_key(secret, context, kind.signed)
    sealed = keys.seal_small(sealing_key, nonce, wire.encode(plain), context)
    record = kind.record(me.fingerprint, me.signing_key, cluster_id, number, recipients, nonce, sealed)
    return kind.key_of(me.fingerprint), me.sign(kind.signed, wire.encode(record))


def _verify(kind: _Kind[R, P], key: bytes, value: bytes) -> R:
    record = keys.decoded(kind.record, value)
    keys.verify(kind.signed, value, record.signing_key)
    if key != kind.key_of(record.sender):
        raise refused(Reason.KAFKA_KEY)
    return record


def _open(kind: _Kind[R, P], mine: Sequence[keys.Identity], record: R) -> P | None:
    found = next(((me, r) for me in mine for r in record.recipients if r.key_id == me.fingerprint), None)
    if found is None:
        return None
    me, recipient = found
    context = _context(kind, record.signing_key, record.number)
    secret = me.unwrap(recipient.sealed, context)
    if len(secret) != wire.KEY:
        raise refused(Reason.WRAP)
    opening_key = keys.derived_key(secret, context, kind.signed)
    return wire.decode(kind.plain, keys.open_small(opening_key, record.nonce, record.sealed, context))


def _context(kind: _Kind[R, P], signing_key: bytes, number: int) -> bytes:
    return hashlib.sha256(kind.context + signing_key + struct.pack(">Q", number)).digest()
