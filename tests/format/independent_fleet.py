"""The records of fleets, read by whoever wrote independent_reader.py: from part 12 of docs/FORMAT.md alone."""

import hashlib
import hmac
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from independent_reader import (
    RECIPIENT,
    Refused,
    array,
    b,
    check_signature,
    decode,
    fields,
    hkdf,
    need,
    pack,
    read_card,
    t,
    u,
)

JOIN = fields(b(16), lambda v: type(v) is bytes and 64 <= len(v) <= 4096, t(255), t(), u(), u(), b(32))
TEAM_KEYS = fields(t(), lambda v: array(fields(u(), b(32)), 32)(v) and len(v) > 0)
ADMIT = fields(b(32), b(32), b(32), b(16), t(255), u(), u(3), b())
STATUS = fields(t(), t(), u(), u(), u(), u(), t(), u(least=-1))
IDENTITIES = fields(u(), lambda v: array(lambda i: type(i) is bytes and 129 <= len(i) <= 512, 8)(v) and len(v) > 0)
STATION = fields(b(32), b(32), t(255), u(), lambda v: array(RECIPIENT, 8)(v) and len(v) > 0, b(12), b())


def text(value):
    need(len(value.encode()) <= 255, "TEXT")


def check_join(join):
    text(join[3])


def check_admit(admit):
    need(not admit[7] or (admit[6] == 0 and len(admit[7]) > 1136), "LENGTH")


def check_station(station):
    ids = {key_id for _, key_id, _ in station[4]}
    fit = all((team, len(key_id), len(sealed)) == (False, 32, 1168) for team, key_id, sealed in station[4])
    need(fit and len(ids) == len(station[4]), "RECIPIENTS")


def _body(kind, check, value):
    need(len(value) <= 16384, "TOO_LARGE")
    body = decode(kind, value[64:])
    check(body)
    return body


def read_join(key, value, join_key):
    """The name of who joins, if it knew the join key."""
    join = _body(JOIN, check_join, value)
    card, fingerprint = read_card(join[1])
    check_signature(b"towline/join/1", card[4], value[:64], value[64:])
    need(key == b"\1" + join[0] + fingerprint, "KAFKA_KEY")
    bound = b"towline/join/1\0" + pack([*join[:6], bytes(32)])
    need(hmac.compare_digest(join[6], hmac.new(join_key, bound, hashlib.sha256).digest()), "PROOF")
    return join[3]


def read_admit(key, value, me, unwrap):
    """Team and keys, or None. `unwrap`: HPKE with my private keys, (sealed, info) → plain bytes."""
    admit = _body(ADMIT, check_admit, value)
    check_signature(b"towline/admit/1", admit[1], value[:64], value[64:])
    need(key == b"\2" + admit[0] + admit[2] + admit[3], "KAFKA_KEY")
    if admit[2] != me or not admit[7]:
        return None
    bound = admit[1] + admit[2] + admit[3] + struct.pack(">Q", admit[5])
    given = decode(TEAM_KEYS, unwrap(admit[7], hashlib.sha256(b"towline/admit-context/1" + bound).digest()))
    text(given[0])
    need(all(x[0] >= y[0] for x, y in zip(given[1], given[1][1:], strict=False)), "ROWS")
    return given


def read_station(key, value, me, unwrap):
    """What it says, or None if it is not for me."""
    plain = _sealed_to_some(b"station", b"\3", key, value, me, unwrap)
    if plain is None:
        return None
    status = decode(STATUS, plain)
    for n in (0, 1, 6):
        text(status[n])
    return status


def read_backup(key, value, me, unwrap):
    """When the identity was made, and it and older ones, or None if it is not for me."""
    plain = _sealed_to_some(b"backup", b"\4", key, value, me, unwrap)
    return None if plain is None else decode(IDENTITIES, plain)


def _sealed_to_some(kind, first, key, value, me, unwrap):
    station = _body(STATION, check_station, value)
    info = b"towline/" + kind + b"/1"
    check_signature(info, station[1], value[:64], value[64:])
    need(key == first + station[0], "KAFKA_KEY")
    mine = [sealed for _, key_id, sealed in station[4] if key_id == me]
    if not mine:
        return None
    bound = b"towline/" + kind + b"-context/1" + station[1] + struct.pack(">Q", station[3])
    context = hashlib.sha256(bound).digest()
    secret = unwrap(mine[0], context)
    need(len(secret) == 32, "WRAP")
    try:
        return AESGCM(hkdf(secret, context, info)).decrypt(station[5], station[6], context)
    except InvalidTag:
        raise Refused("SEAL") from None
