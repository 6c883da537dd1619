"""The records that make a fleet of computers, in the catalog: who asks to join, who was admitted, how each one is,
the keys that it gives its administrators to keep.

Hides: their packing and caps. Promises: as wire.py, whose `decode` takes them once this file is imported.
docs/FORMAT.md, part 12, is the specification. Seals, proofs and signatures are in fleet_seal.py.
"""

from __future__ import annotations

import itertools
from typing import Annotated

from msgspec import Meta

from engine.wire import (
    FINGERPRINT,
    KEY,
    MAX_RECIPIENTS,
    PERSON_SEALED,
    SIGNATURE,
    U63,
    Bytes12,
    Bytes16,
    Bytes32,
    Reason,
    Recipient,
    Record,
    add_kind,
    check_text,
    refused,
)

# Kinds of signed values: what stands before the 0x00 in the signed bytes
JOIN, ADMIT, STATION, BACKUP = b"towline/join/1", b"towline/admit/1", b"towline/station/1", b"towline/backup/1"

# First byte of their Kafka keys and the whole length; the keys of offers and cards have other lengths
JOIN_KEY, ADMIT_KEY, STATION_KEY, BACKUP_KEY = b"\x01", b"\x02", b"\x03", b"\x04"
KEY_LENGTHS = {JOIN_KEY: 49, ADMIT_KEY: 81, STATION_KEY: 33, BACKUP_KEY: 33}

MAX_CARD = 4096  # of a signed card inside a join
MAX_TEAM_KEYS = 32  # in one admission
MAX_IDENTITIES = 8  # in one backup

# Verdicts of an administrator on a join
ADMITTED, LATE, FULL, CLOSED = 0, 1, 2, 3

NO_INVITATION = bytes(16)  # in an admission of somebody who was accepted in another way


class Join(Record, frozen=True):
    """The body of a signed request to join a team. Kafka key = 0x01 ‖ invitation ‖ fingerprint of the card.

    `card`: the joining computer's signed card, whose key signs this too. `proof`: HMAC under the join key, see keys.
    """

    invitation: Bytes16
    card: Annotated[bytes, Meta(min_length=SIGNATURE, max_length=MAX_CARD)]
    cluster_id: Annotated[str, Meta(max_length=255)]
    name: str
    expires_ms: U63  # as the invitation says
    made_ms: U63
    proof: Bytes32


class TeamKeys(Record, frozen=True):
    """What is sealed in an admission: keys of a team with when each was made (seconds), the newest first."""

    team: str
    keys: Annotated[list[tuple[U63, Bytes32]], Meta(min_length=1, max_length=MAX_TEAM_KEYS)]


class Admit(Record, frozen=True):
    """An administrator's answer to a join, and each later key of the team. Kafka key = 0x02 ‖ sender ‖ reader ‖ invitation.

    `number` rises. `sealed`: TeamKeys for the reader; empty if not admitted, or if the team's key is not given.
    """

    sender: Bytes32
    signing_key: Bytes32
    reader: Bytes32
    invitation: Bytes16  # zeros: none, the reader was accepted in another way
    cluster_id: Annotated[str, Meta(max_length=255)]
    number: U63
    verdict: Annotated[int, Meta(ge=ADMITTED, le=CLOSED)]
    sealed: bytes


class Status(Record, frozen=True):
    """What a station tells its administrators. `error`: a word, empty if none; `free`: bytes, -1 unknown; times in ms or 0."""

    version: str
    role: str
    files: U63  # not sent yet
    size: U63
    oldest_ms: U63
    last_ms: U63  # when something was stored last
    error: str
    free: Annotated[int, Meta(ge=-1, le=2**63 - 1)]


class Station(Record, frozen=True):
    """The body of a signed word of a computer about itself. Kafka key = 0x03 ‖ sender. `number` rises: ms since 1970."""

    sender: Bytes32
    signing_key: Bytes32
    cluster_id: Annotated[str, Meta(max_length=255)]
    number: U63
    recipients: Annotated[list[Recipient], Meta(min_length=1, max_length=MAX_RECIPIENTS)]
    nonce: Bytes12
    sealed: bytes


class Identities(Record, frozen=True):
    """What is sealed in a backup: an identity as the recovery file has it, those that it replaced, the newest first."""

    made: U63  # when the identity was, seconds
    identities: Annotated[
        list[Annotated[bytes, Meta(min_length=129, max_length=512)]], Meta(min_length=1, max_length=MAX_IDENTITIES)
    ]


class Backup(Record, frozen=True):
    """The body of a signed backup of a computer's identity for its administrators. Kafka key = 0x04 ‖ sender. `number`
    rises: ms since 1970."""

    sender: Bytes32
    signing_key: Bytes32
    cluster_id: Annotated[str, Meta(max_length=255)]
    number: U63
    recipients: Annotated[list[Recipient], Meta(min_length=1, max_length=MAX_RECIPIENTS)]
    nonce: Bytes12
    sealed: bytes


def join_key(invitation: bytes, fingerprint: bytes) -> bytes:
    """The Kafka key of a join."""
    return JOIN_KEY + invitation + fingerprint


def admit_key(admit: Admit) -> bytes:
    """The Kafka key of an admission: each newer one takes the place of the last for this reader."""
    return ADMIT_KEY + admit.sender + admit.reader + admit.invitation


def station_key(fingerprint: bytes) -> bytes:
    """The Kafka key of what a station says of itself."""
    return STATION_KEY + fingerprint


def backup_key(fingerprint: bytes) -> bytes:
    """The Kafka key of a backup."""
    return BACKUP_KEY + fingerprint


def _check_join(join: Join) -> None:
    check_text(join.name)


def _check_team_keys(given: TeamKeys) -> None:
    check_text(given.team)
    if any(a[0] < b[0] for a, b in itertools.pairwise(given.keys)):
        raise refused(Reason.ROWS)


def _check_admit(admit: Admit) -> None:
    if admit.sealed and (admit.verdict != ADMITTED or len(admit.sealed) <= PERSON_SEALED - KEY):
        raise refused(Reason.LENGTH)


def _check_status(status: Status) -> None:
    for text in (status.version, status.role, status.error):
        check_text(text)


def _check_readers(record: Station | Backup) -> None:
    named = {recipient.key_id for recipient in record.recipients}
    fit = all((r.team, len(r.key_id), len(r.sealed)) == (False, FINGERPRINT, PERSON_SEALED) for r in record.recipients)
    if not fit or len(named) != len(record.recipients):
        raise refused(Reason.RECIPIENTS)


add_kind(Join, _check_join)
add_kind(TeamKeys, _check_team_keys)
add_kind(Admit, _check_admit)
add_kind(Status, _check_status)
add_kind(Station, _check_readers)
add_kind(Identities, lambda _: None)
add_kind(Backup, _check_readers)
