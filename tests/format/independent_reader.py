"""A second reader of format 1, written from docs/FORMAT.md alone: it imports nothing of the engine.

`read_bundle` gives what is in a bundle, or raises Refused with the word of part 10. Numbers in comments are parts.
"""

import hashlib
import hmac
import itertools
import struct
from dataclasses import dataclass

import zstandard
from blake3 import blake3
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CAP = 16 * 1024 * 1024


class Refused(Exception):
    @property
    def word(self):
        return self.args[0]


def need(fine, word):
    if not fine:
        raise Refused(word)


# --- 1: msgpack, only what format 1 uses ---------------------------------------------------------------------------------


def unpack(data):
    """The one value in `data`; nothing may follow, and no other bytes may stand for it."""
    try:
        value, end = _unpack(data, 0, 0)
        text_ok = True
    except (IndexError, struct.error, UnicodeDecodeError):
        text_ok = False
    need(text_ok and end == len(data), "MALFORMED")
    return value


def _unpack(data, at, depth):
    need(depth < 8, "MALFORMED")
    mark = data[at]
    at += 1
    if mark <= 0x7F:
        return mark, at
    if mark >= 0xE0:
        return mark - 256, at
    if mark in (0xC2, 0xC3):
        return mark == 0xC3, at
    if mark in (0xCC, 0xCD, 0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD3):
        size = 1 << (mark & 3)
        return int.from_bytes(take(data, at, size), "big", signed=mark >= 0xD0), at + size
    if mark & 0xE0 == 0xA0:
        return take(data, at, mark & 31).decode(), at + (mark & 31)
    if mark & 0xF0 == 0x90:
        return _array(data, at, mark & 15, depth)
    for first, kind in ((0xC4, "bin"), (0xD9, "str")):
        if first <= mark <= first + 2:
            size = 1 << (mark - first)
            length = int.from_bytes(take(data, at, size))
            raw = take(data, at + size, length)
            return (raw.decode() if kind == "str" else raw), at + size + length
    need(mark in (0xDC, 0xDD), "MALFORMED")
    size = 2 << (mark - 0xDC)
    return _array(data, at + size, int.from_bytes(take(data, at, size)), depth)


def take(data, at, size):
    need(at + size <= len(data), "MALFORMED")
    return data[at : at + size]


def _array(data, at, count, depth):
    values = []
    need(count <= len(data), "MALFORMED")
    for _ in range(count):
        value, at = _unpack(data, at, depth + 1)
        values.append(value)
    return values, at


def pack(value):
    """The shortest encoding."""
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        if -32 <= value <= 127:
            return struct.pack("b", value)
        forms = "BHIQ" if value >= 0 else "bhiq"
        for n, form in enumerate(forms):
            limit = 1 << (8 << n)
            if -limit // 2 <= value < (limit if value >= 0 else limit // 2):
                return bytes([(0xCC if value >= 0 else 0xD0) + n]) + struct.pack(">" + form, value)
    if isinstance(value, list):
        return _length(len(value), 0x90, 15, 0xDC, "HI") + b"".join(map(pack, value))
    if isinstance(value, str):
        raw = value.encode()
        return _length(len(raw), 0xA0, 31, 0xD9, "BHI") + raw
    return _length(len(value), 0, -1, 0xC4, "BHI") + value


def _length(length, short, most, first, forms):
    if length <= most:
        return bytes([short + length])
    for n, form in enumerate(forms):
        if length < 1 << (8 * struct.calcsize(form)):
            return bytes([first + n]) + struct.pack(">" + form, length)
    raise OverflowError


# --- fields ----------------------------------------------------------------------------------------------------------------


def u(most=2**63 - 1, least=0):
    return lambda v: type(v) is int and least <= v <= most


def b(*sizes):
    return lambda v: type(v) is bytes and (not sizes or len(v) in sizes)


def t(most=CAP):
    return lambda v: type(v) is str and len(v) <= most


def flag(v):
    return type(v) is bool


def array(of, most=CAP):
    return lambda v: type(v) is list and len(v) <= most and all(map(of, v))


def fields(*kinds):
    return lambda v: type(v) is list and len(v) == len(kinds) and all(k(x) for k, x in zip(kinds, v, strict=True))


SEGMENT = fields(u(2**31 - 1), u(), u(CAP, 1), b(32))
ENTRY = fields(t(), flag, u(3), u(), u(CAP), u(), b(), u(least=-(2**63)), u(0o7777))
SUM = fields(u(), b(32))
REF = fields(u(2**31 - 1), u(), u(CAP, 1), b(32), u(), u(1024 * 4096, 1))
SEALED = fields(t(), u(), u(), array(SEGMENT, 4096), array(ENTRY, 4096), array(SUM, 4096), array(fields(t(), t()), 16))
RECIPIENT = fields(flag, b(), b())
OFFER = fields(
    *(u(), u(2**32 - 1), u(2), b(32), b(32), b(16), t(255), b(0, 16), u(4, 1), u(CAP, 4096), b(32), u(), u(), u(), u()),
    *(array(RECIPIENT, 8), array(REF, 64), array(REF, 64), array(REF, 64), u(7), b(12), b()),
)
CARD = fields(t(), u(2**32 - 1), u(), flag, b(32), b(1184), b(32), b(0, 32), b(0, 64))
RANGES = array(fields(u(), u()))
RECEIPT = fields(b(32), b(32), b(32), b(16), b(32), RANGES, u())
MISSING = fields(b(32), b(32), b(32), b(16), RANGES, u())
LOST = fields(b(32), b(32), b(16), RANGES, u())


def decode(kind, data):
    value = unpack(data)
    need(kind(value), "MALFORMED")
    need(pack(value) == data, "NOT_CANONICAL")
    return value


# --- 6, 7, 9: signed values ------------------------------------------------------------------------------------------------


def signed(name, kind, signer, value):
    """The body of a signed value; `signer`: which field holds the signing key. Its own rules are checked before."""
    need(len(value) <= 16384, "TOO_LARGE")
    body = decode(kind, value[64:])
    check = {b"offer": check_offer, b"card": check_card}.get(name, check_claim)
    check(body)
    check_signature(b"towline/" + name + b"/1", body[signer], value[:64], value[64:])
    return body


def check_signature(kind, key, signature, body, word="SIGNATURE"):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, kind + b"\0" + body)
    except InvalidSignature:
        raise Refused(word) from None


def read_card(value):
    """The fields of a card and its fingerprint."""
    card = signed(b"card", CARD, 4, value)
    if card[7]:
        check_signature(b"towline/rotation/1", card[7], card[8], pack([*card[:8], b""]), "PREVIOUS")
    return card, hashlib.sha256(b"towline/card/1" + card[4] + card[5] + card[6]).digest()


def check_card(card):
    need(len(card[0].encode()) <= 255, "TEXT")
    need(bool(card[7]) == bool(card[8]), "MALFORMED")


def check_claim(claim):
    ranges = claim[-2]
    rising = all(b[0] > a[1] + 1 for a, b in itertools.pairwise(ranges))
    need(ranges and rising and all(first <= last for first, last in ranges), "COUNTS")


def check_offer(o):
    suite, block_size, chunks, stored, people = o[8], o[9], o[13], o[14], o[15]
    fit = all((len(k), len(s)) == ((16, 60) if team else (32, 1168)) for team, k, s in people)
    need(fit and len({k for _, k, _ in people}) == len(people) and (people or suite == 4), "RECIPIENTS")
    need(o[12] >= o[11], "TIMES")
    need(chunks <= stored <= chunks * block_size, "COUNTS")
    for bit, refs in ((1, o[16]), (2, o[17]), (4, o[18])):
        inner, row = bool(o[19] & bit), 0
        need((0 < len(refs) <= 64) if inner else len(refs) <= 8, "REFERENCES")
        for ref in refs:
            need(ref[4] == row and ref[2] <= block_size and (inner or ref[5] <= 4096), "REFERENCES")
            row += ref[5]
        need(bit != 1 or not refs or row == chunks, "COUNTS")
    need(suite != 4 or o[20] == bytes(12), "NONCE")


def check_tags(tags):
    sizes = [(len(k.encode()), len(v.encode())) for k, v in tags]
    need(all(0 < k <= 64 and v <= 255 for k, v in sizes) and sum(k + v for k, v in sizes) <= 2048, "TAGS")
    need(all(a[0].encode() < b[0].encode() for a, b in itertools.pairwise(tags)), "TAGS")
    need(not any("=" in k for k, _ in tags), "TAGS")


def check_entry(e):
    path = e[0].encode()
    parts = path.split(b"/")
    need(len(path) <= 4096 and b"\0" not in path, "PATH")
    need(all(0 < len(p) <= 255 and p not in (b".", b"..") for p in parts), "PATH")
    need(len(e[6]) == (32 if e[2] == 1 and not e[1] else 0) and not (e[1] and e[5]), "ENTRY")


# --- 5: keys -----------------------------------------------------------------------------------------------------------------


@dataclass
class Reader:
    """My private keys (seeds, as in the vectors) and my team keys."""

    ed25519: bytes
    ml_kem: bytes
    x25519: bytes
    teams: list

    def transfer_key(self, offer, context):
        if offer[8] == 4:
            return bytes(32)
        me = self.fingerprint()
        teams = {hkdf(key, b"", b"towline/team-id/1")[:16]: key for key in self.teams}
        try:
            for team, key_id, sealed in offer[15]:
                if team and key_id in teams:
                    wrap = AESGCM(hkdf(teams[key_id], context, b"towline/team/1"))
                    return wrap.decrypt(sealed[:12], sealed[12:], context)
                if not team and key_id == me:
                    return self.unwrap(sealed, context)
        except InvalidTag:
            raise Refused("WRAP") from None
        return None

    def keys(self):
        return (
            Ed25519PrivateKey.from_private_bytes(self.ed25519),
            MLKEM768PrivateKey.from_seed_bytes(self.ml_kem),
            X25519PrivateKey.from_private_bytes(self.x25519),
        )

    def fingerprint(self):
        raw = b"".join(key.public_key().public_bytes_raw() for key in self.keys())
        return hashlib.sha256(b"towline/card/1" + raw).digest()

    def unwrap(self, sealed, info):
        suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
        try:
            return suite.decrypt(sealed, hpke.MLKEM768X25519PrivateKey(*self.keys()[1:]), info=info)
        except (InvalidTag, ValueError):
            raise Refused("WRAP") from None


def hkdf(key, salt, info):
    return HKDF(hashes.SHA256(), 32, salt=salt, info=info).derive(key)


# --- 3: records of the data topic --------------------------------------------------------------------------------------------


class Opener:
    def __init__(self, suite, transfer_key, context, transfer, block_size):
        self.suite, self.transfer, self.block_size, self.context = suite, transfer, block_size, context
        self.chunk = hkdf(transfer_key, context, b"towline/chunk/1")
        self.page = hkdf(transfer_key, context, b"towline/page/1")
        self.commitment = hkdf(transfer_key, context, b"towline/commit/1")

    def unseal(self, key, nonce, value, data):
        if self.suite == 4:
            return value
        try:
            return (AESGCM, ChaCha20Poly1305, AESGCMSIV)[self.suite - 1](key).decrypt(nonce, value, data)
        except InvalidTag:
            raise Refused("SEAL") from None

    def open(self, kind, seq, digest, headers, value):
        need(len(headers) == 1, "NO_HEADER")
        (header,) = headers
        need(blake3(header + value).digest() == digest, "DIGEST")
        need(len(header) == 43, "HEADER")
        form, its_kind, transfer, its_seq, nonce, plain, packed = struct.unpack(">BB16sQ12sIB", header)
        need(form == 1 and 1 <= its_kind <= 6 and its_seq < 2**63 and 1 <= plain <= CAP and packed <= 1, "HEADER")
        need((its_kind, transfer, its_seq) == (kind, self.transfer, seq), "PLACE")
        need(plain <= self.block_size, "PLAIN")
        size = len(value) - (0 if self.suite == 4 else 16)
        need(0 < size < plain if packed else size == plain, "LENGTH")
        need(self.suite != 4 or nonce == bytes(12), "NONCE")
        data = self.unseal(self.chunk if kind == 1 else self.page, nonce, value, header)
        return inflate(data, plain) if packed else data


def inflate(data, plain):
    need(data[:4] == b"\x28\xb5\x2f\xfd", "FRAME")
    try:
        frame = zstandard.get_frame_parameters(data)
        need(frame.content_size == plain and frame.window_size <= CAP and not frame.dict_id, "FRAME")
        return zstandard.ZstdDecompressor().decompress(data, allow_extra_data=False)
    except zstandard.ZstdError:
        raise Refused("FRAME") from None


# --- 8: a whole bundle -----------------------------------------------------------------------------------------------------


def read_bundle(reader, card_value, key, value, fetch):
    """(title, {path: bytes or None for a folder}) or None if it is not for `reader`.

    `fetch(partition, offset)` gives (list of `t` headers, value) of a record of the data topic.
    """
    card, sender = read_card(card_value)
    o = signed(b"offer", OFFER, 4, value)
    need(key == o[3] + o[5], "KAFKA_KEY")
    need((o[3], o[4]) == (sender, card[4]), "SIGNATURE")
    context = hashlib.sha256(b"towline/context/1" + struct.pack(">B32s16sI", o[8], o[4], o[5], o[9])).digest()
    transfer_key = reader.transfer_key(o, context)
    if transfer_key is None:
        return None
    opener = Opener(o[8], transfer_key, context, o[5], o[9])
    need(hmac.compare_digest(opener.commitment, o[10]), "COMMITMENT")
    associated = b"towline/sealed/1" + context + struct.pack(">QI", o[0], o[1])
    sealed = decode(SEALED, opener.unseal(opener.page, o[20], o[21], associated))
    need(len(sealed[0].encode()) <= 255, "TEXT")
    check_tags(sealed[6])
    need(not any(rows and refs for rows, refs in zip(sealed[3:6], o[16:19], strict=True)), "COUNTS")
    if not o[16]:
        need((len(sealed[3]), sum(s[2] for s in sealed[3])) == (o[13], o[14]), "COUNTS")
    trees = [
        rows_of(opener, fetch, kind, of, refs, bool(o[19] & bit)) or rows
        for bit, kind, of, refs, rows in zip(
            (1, 2, 4), (2, 3, 5), (SEGMENT, ENTRY, SUM), o[16:19], sealed[3:6], strict=True
        )
    ]
    segments, entries, sums = trees
    need(all(a[0] < b[0] for a, b in itertools.pairwise(sums)), "ROWS")
    for entry in entries:
        check_entry(entry)
    blocks = []
    for seq, (partition, offset, plain, digest) in enumerate(segments):
        blocks.append(opener.open(1, seq, digest, *fetch(partition, offset)))
        need(len(blocks[-1]) == plain, "PLAIN")
    return sealed[0], {e[0]: None if e[1] else content(e, blocks) for e in entries if e[2] == 1}


def rows_of(opener, fetch, kind, of, refs, inner):
    """All rows below these references."""
    rows = []
    for partition, offset, plain, digest, first, count in refs:
        page = opener.open(4 if inner else kind, first, digest, *fetch(partition, offset))
        need(len(page) == plain, "PLAIN")
        got = decode(array(REF if inner else of, 1024 if inner else 4096), page)
        if inner:
            starts = [first + sum(r[5] for r in got[:n]) for n in range(len(got))]
            need([r[4] for r in got] == starts and all(r[5] <= 4096 for r in got), "ROWS")
            got = rows_of(opener, fetch, kind, of, got, False)
        need(len(got) == count, "ROWS")
        rows += got
    return rows


def content(entry, blocks):
    """4: the bytes of one closed file."""
    _, _, _, seq, at, length, digest, _, _ = entry
    pieces = []
    if length and seq < len(blocks) and at + length <= len(blocks[seq]):
        pieces = [blocks[seq][at : at + length]]
    elif length:
        need(at == 0, "ENTRY")
        while sum(map(len, pieces)) < length:
            need(seq + len(pieces) < len(blocks), "ENTRY")
            pieces.append(blocks[seq + len(pieces)])
        need(sum(map(len, pieces)) == length, "ENTRY")
    chain = b"".join(len(p).to_bytes(4) + blake3(p).digest() for p in pieces)
    need(blake3(chain).digest() == digest, "DIGEST")
    return b"".join(pieces)
