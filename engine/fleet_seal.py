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
from collections.abc import Sequence

from engine import keys, wire
from engine.errors import TowlineError
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
_STATION_CONTEXT, _BACKUP_CONTEXT = b"towline/station-context/1", b"towline/backup-context/1"


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
    context = _context(_STATION_CONTEXT, me.signing_key, number)
    sealed = _seal(readers, context, STATION, wire.encode(status))
    station = Station(me.fingerprint, me.signing_key, cluster_id, number, *sealed)
    return station_key(me.fingerprint), me.sign(STATION, wire.encode(station))


def verify_station(key: bytes, value: bytes) -> Station:
    station = keys.decoded(Station, value)
    keys.verify(STATION, value, station.signing_key)
    if key != station_key(station.sender):
        raise refused(Reason.KAFKA_KEY)
    return station


def open_station(mine: Sequence[keys.Identity], station: Station) -> Status | None:
    """What it says, or None if it is for none of these identities. Raises refused."""
    plain = _open(mine, station, _STATION_CONTEXT, STATION)
    return None if plain is None else wire.decode(Status, plain)


# --- keys that are given to be kept -------------------------------------------------------------------------------------


def make_backup(
    me: keys.Identity, readers: Sequence[wire.Card], cluster_id: str, number: int, given: Identities
) -> tuple[bytes, bytes]:
    """Kafka key and value of what only these readers (at most 8) can open."""
    context = _context(_BACKUP_CONTEXT, me.signing_key, number)
    sealed = _seal(readers, context, BACKUP, wire.encode(given))
    backup = Backup(me.fingerprint, me.signing_key, cluster_id, number, *sealed)
    return backup_key(me.fingerprint), me.sign(BACKUP, wire.encode(backup))


def verify_backup(key: bytes, value: bytes) -> Backup:
    backup = keys.decoded(Backup, value)
    keys.verify(BACKUP, value, backup.signing_key)
    if key != backup_key(backup.sender):
        raise refused(Reason.KAFKA_KEY)
    return backup


def open_backup(mine: Sequence[keys.Identity], backup: Backup) -> Identities | None:
    """The identities in it, or None if it is for none of mine. Raises refused."""
    plain = _open(mine, backup, _BACKUP_CONTEXT, BACKUP)
    return None if plain is None else wire.decode(Identities, plain)


# --- sealed to several --------------------------------------------------------------------------------------------------


def _seal(
    readers: Sequence[wire.Card], context: bytes, info: bytes, plain: bytes
) -> tuple[list[wire.Recipient], bytes, bytes]:
    """Recipients, nonce, and what they can open."""
    secret, nonce = os.urandom(wire.KEY), os.urandom(wire.NONCE)
    recipients = [keys.wrap_for_person(card, secret, context) for card in readers]
    return recipients, nonce, keys.seal_small(keys.derived_key(secret, context, info), nonce, plain, context)


def _open(mine: Sequence[keys.Identity], record: Station | Backup, kind: bytes, info: bytes) -> bytes | None:
    found = next(((me, r) for me in mine for r in record.recipients if r.key_id == me.fingerprint), None)
    if found is None:
        return None
    me, recipient = found
    context = _context(kind, record.signing_key, record.number)
    secret = me.unwrap(recipient.sealed, context)
    if len(secret) != wire.KEY:
        raise TowlineError("refused", reason=Reason.WRAP.value)
    return keys.open_small(keys.derived_key(secret, context, info), record.nonce, record.sealed, context)


def _context(kind: bytes, signing_key: bytes, number: int) -> bytes:
    return hashlib.sha256(kind + signing_key + struct.pack(">Q", number)).digest()
