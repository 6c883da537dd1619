"""Three people, and a writer of format 1 that makes bundles of Ann's: what all vectors are made of.

Everything comes from fixed seeds but what is random by nature: nonces and encapsulations.
"""

import hashlib

from engine import keys, seal, wire
from engine.api import Cipher
from engine.wire import CLOSED, COMPLETE, LEFT_OUT, VOID, Entry, Ref, Segment, Sum

BLOCK = 4096
TEAM_KEY = hashlib.sha256(b"a team").digest()
DAY = 86_400_000
NOW = 1_790_000_000_000


def identity(name):
    seeds = [hashlib.sha512(f"{name} {n}".encode()).digest() for n in range(3)]
    return keys.Identity.from_bytes(b"\x01" + seeds[0][:32] + seeds[1] + seeds[2][:32] + name.encode())


ANN, BEN, EVE = identity("Ann"), identity("Ben"), identity("Eve")


def seeds_of(person):
    data = person.to_bytes()
    return {"name": person.name, "ed25519": data[1:33], "ml_kem": data[33:97], "x25519": data[97:129]}


def noise(size, seed=b""):
    return hashlib.shake_256(b"noise" + seed).digest(size)


def plain(value):
    """For JSON: bytes as hex."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


def flip(data, at, bit=0):
    changed = bytearray(data)
    changed[at] ^= 1 << bit
    return bytes(changed)


# --- a bundle ------------------------------------------------------------------------------------------------------------


class Bundle:
    """Builds one bundle of Ann's as a writer would, into a topic that is a dictionary."""

    def __init__(self, cipher=Cipher.AES_256_GCM, compression="auto", seed=b"1"):
        self.cipher, self.suite = cipher, seal.suite_number(cipher)
        self.transfer = hashlib.sha256(b"transfer" + seed).digest()[:16]
        self.secret = bytes(32) if cipher is Cipher.SIGNED_ONLY else hashlib.sha256(b"key" + seed).digest()
        self.context = keys.context(self.suite, ANN.signing_key, self.transfer, BLOCK)
        self.keys = keys.derive(self.secret, self.context)
        self.sealer = seal.Sealer(cipher, self.keys, compression)
        self.topic, self.blocks, self.segments, self.entries, self.sums = {}, [], [], [], []

    def put(self, header, value):
        n = len(self.topic)
        at = (n // 32 % 3, 1000 + n)
        self.topic[at] = ([header], value)
        return at

    def block(self, data):
        sealed = self.sealer.seal(wire.CHUNK, self.transfer, len(self.blocks), data)
        self.segments.append(Segment(*self.put(sealed.header, sealed.value), len(data), sealed.digest))
        self.blocks.append(data)
        return len(self.blocks) - 1

    def large(self, path, data, state=CLOSED):
        digest, first = seal.EntryDigest(), len(self.blocks)
        for at in range(0, len(data), BLOCK):
            piece = data[at : at + BLOCK]
            self.block(piece)
            digest.add(len(piece), seal.piece_digest(piece))
        self.row(path, data, first, 0, state, digest.value())

    def small(self, *files):
        """Packs (path, data, state) into one block."""
        seq, at = len(self.blocks), 0
        for path, data, state in files:
            digest = seal.EntryDigest()
            if data:
                digest.add(len(data), seal.piece_digest(data))
            self.row(path, data, seq if data else 0, at if data else 0, state, digest.value())
            at += len(data)
        if at:
            self.block(b"".join(data for _, data, _ in files))

    def row(self, path, data, seq, at, state, digest):
        digest = digest if state == CLOSED else b""
        self.entries.append(Entry(path, False, state, seq, at, len(data), digest, 1_700_000_000_123_456_789, 0o644))
        if state == CLOSED:
            self.sums.append(Sum(len(self.entries) - 1, hashlib.sha256(data).digest()))

    def folder(self, path):
        self.entries.append(Entry(path, True, CLOSED, 0, 0, 0, b"", -1, 0o755))

    def page(self, kind, rows, first, count=None):
        data = wire.encode_rows(rows)
        sealed = self.sealer.seal(kind, self.transfer, first, data)
        return Ref(*self.put(sealed.header, sealed.value), len(data), sealed.digest, first, count or len(rows))

    def pages(self, kind, rows, leaf):
        return [self.page(kind, rows[n : n + leaf], n) for n in range(0, len(rows), leaf)]

    def inner(self, refs, fan):
        parts = [refs[n : n + fan] for n in range(0, len(refs), fan)]
        return [self.page(wire.INNER_PAGE, p, p[0].first, sum(r.count for r in p)) for p in parts]

    def for_ben(self):
        return keys.wrap_for_person(BEN.card(1), self.secret, self.context)

    def offer(self, *, refs=None, inner=0, recipients=None, sealed_changes=None, **changes):
        """Rows stand inside unless `refs` (segments, entries, sums) are given."""
        rows = (self.segments, self.entries, self.sums) if refs is None else ([], [], [])
        body = wire.Sealed("Quarter – Ω", len(self.entries), sum(e.length for e in self.entries), *rows, [])
        body = wire.replace(body, **sealed_changes or {})
        number, revision = changes.get("number", 7), changes.get("revision", 1)
        nonce, sealed = seal.seal_offer_part(
            self.cipher, self.keys, self.context, wire.encode(body), number=number, revision=revision
        )
        offer = wire.Offer(
            *(number, revision, COMPLETE, ANN.fingerprint, ANN.signing_key, self.transfer),
            *("5L6g3nShT-eMCtK--X86sw", noise(16), self.suite, BLOCK, self.keys.commitment, NOW, NOW + 7 * DAY),
            *(len(self.blocks), sum(map(len, self.blocks))),
            [self.for_ben()] if recipients is None else recipients,
            *(refs or ([], [], [])),
            *(inner, nonce, sealed),
        )
        return wire.replace(offer, **changes)


def signed(offer, by=ANN):
    return by.sign(wire.OFFER, wire.encode(offer))


TOPICS = {}  # of all bundles so far: name → records


def records(topic):
    return [[p, o, headers, value] for (p, o), (headers, value) in topic.items()]


def bundle_case(name, bundle, offer, *, refuse=None, give=None, value=None, instead=None, reader="Ben", key=None):
    """`give`: path → SHA-256 of the file, None for a folder; left to the bundle's closed rows unless stated."""
    name_of_topic = bundle.transfer.hex()[:8]
    TOPICS[name_of_topic] = bundle.topic
    case = {
        "name": name,
        "reader": reader,
        "key": key or wire.offer_key(offer.sender, offer.transfer),
        "value": value or signed(offer),
        "topic": name_of_topic,
        "instead": records(instead or {}),
    }
    if refuse:
        return {**case, "refuse": refuse}
    sums = {s.number: s.sha256 for s in bundle.sums}
    entries = {e.path: sums.get(n) for n, e in enumerate(bundle.entries) if e.state == CLOSED}
    return {**case, "title": "Quarter – Ω", "entries": entries if give is None else give}


def sample(cipher=Cipher.AES_256_GCM, seed=b"1"):
    """Two large files (one compressible), three small ones, a folder, void and left-out rows."""
    b = Bundle(cipher, seed=seed)
    b.large("reports/big.bin", noise(3 * BLOCK + 5))
    b.large("reports/zeros.bin", bytes(2 * BLOCK))
    b.folder("reports/empty folder")
    b.small(
        ("a.txt", b"first\n", CLOSED), ("changed.log", b"half of a mix", VOID), ("new\nline €.txt", b"third", CLOSED)
    )
    b.small(("empty", b"", CLOSED), ("a.txt ", b"x" * BLOCK, CLOSED))
    b.entries.append(Entry("left.out", False, LEFT_OUT, 0, 0, 0, b"", 0, 0))
    return b


def paged(leaf=2):
    b = Bundle(seed=b"paged %d" % leaf)
    for n in range(20):
        b.small((f"dir/{n:02}.txt", b"file %d" % n, CLOSED))
    refs = [b.pages(k, r, leaf) for k, r in ((2, b.segments), (3, b.entries), (5, b.sums))]
    return b, [b.inner(r, 8) if len(r) > wire.DIRECT_REFS else r for r in refs]
