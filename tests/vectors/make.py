"""Writes the vectors beside it: `python tests/vectors/make.py` from the top of the tree.

The files are the reference, not this script: encapsulations differ with each run, so it is run only when format 1 gets
new cases. Each case tells what it is and either what it gives or the word of FORMAT.md part 10 with which it is refused.
"""

import hashlib
import json
import os
import struct
import sys
from pathlib import Path

import zstandard
from blake3 import blake3

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from engine import keys, seal, wire  # noqa: E402
from engine.api import Cipher  # noqa: E402
from engine.wire import CLOSED, COMPLETE, GROWING, LEFT_OUT, OPEN, VOID, WITHDRAWN, Entry, Ref, Segment, Sum  # noqa: E402

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


def write(name, about, **more):
    text = json.dumps(plain({"about": about, **more}), indent=1, ensure_ascii=True)
    (HERE / name).write_text(text + "\n", "utf-8")
    print(name, len(text))


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
        body = wire.Sealed("Quarter – Ω", len(self.entries), sum(e.length for e in self.entries), *rows)
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


def accepted_bundles():
    for cipher in Cipher:
        b = sample(cipher, seed=cipher.value.encode())
        yield bundle_case(f"small bundle, rows inside the offer, {cipher}", b, b.offer())
    b = Bundle(Cipher.SIGNED_ONLY, seed=b"open")
    b.small(("public.txt", b"for all", CLOSED))
    yield bundle_case("signed only, no recipients", b, b.offer(recipients=[]), reader="Eve")
    b, refs = paged()
    yield bundle_case("pages below inner pages in all trees", b, b.offer(refs=refs, inner=7))
    b, refs = paged(leaf=4)
    yield bundle_case("pages named leaf by leaf", b, b.offer(refs=refs))
    b = Bundle(seed=b"mixed")
    b.large("one.bin", noise(5 * BLOCK))
    refs = (b.pages(2, b.segments, 4096), [], [])
    rows = {"entry_rows": b.entries, "sum_rows": b.sums}
    yield bundle_case("segments in a page, entries inside", b, b.offer(refs=refs, sealed_changes=rows))
    b = Bundle(seed=b"empty")
    yield bundle_case("empty bundle", b, b.offer())
    b.folder("only")
    b.small(("nothing", b"", CLOSED))
    yield bundle_case("a folder and an empty file, no chunk", b, b.offer())
    b = Bundle(seed=b"growing")
    b.large("done.bin", noise(BLOCK + 1))
    b.large("growing.bin", noise(BLOCK), OPEN)
    yield bundle_case("growing: the open entry is not given", b, b.offer(state=GROWING))
    b = Bundle(seed=b"team")
    b.small(("team.txt", b"for the team", CLOSED))
    team = keys.wrap_for_team(TEAM_KEY, b.secret, b.context)
    yield bundle_case("to a team", b, b.offer(recipients=[team]), reader="Ben")
    yield bundle_case(
        "to a team the reader is in, and others", b, b.offer(recipients=[b.for_ben(), team]), reader="Ben"
    )
    eve = keys.wrap_for_person(EVE.card(1), b.secret, b.context)
    yield {**bundle_case("to somebody else", b, b.offer(recipients=[eve])), "entries": None}
    eight = [wire.replace(eve, key_id=noise(32, bytes([n]))) for n in range(7)] + [b.for_ben()]
    yield bundle_case("to eight", b, b.offer(recipients=eight))
    b = Bundle(seed=b"exact")
    b.large("exact.bin", noise(BLOCK))
    b.small(("x", b"x" * 100, CLOSED), ("y", b"y" * (BLOCK - 100), CLOSED))
    yield bundle_case("entries that end with their block", b, b.offer())


def refused_bundles():
    b = sample(seed=b"refused")
    good = b.offer()

    def case(name, refuse, *, offer=good, **more):
        return bundle_case(name, b, offer, refuse=refuse, **more)

    def part(name, refuse, **changes):
        return case(name, refuse, offer=b.offer(sealed_changes=changes))

    def rows_with(n, **changes):
        return [wire.replace(e, **changes) if i == n else e for i, e in enumerate(b.entries)]

    yield case("a bit of the signature flipped", "SIGNATURE", value=flip(signed(good), 5))
    yield case("a bit of the sealed part flipped", "SIGNATURE", value=flip(signed(good), -1))
    yield case("signed by somebody else", "SIGNATURE", value=signed(good, EVE))
    stolen = wire.replace(good, signing_key=EVE.signing_key)
    yield case(
        "signed again by somebody else under the same sender", "SIGNATURE", offer=stolen, value=signed(stolen, EVE)
    )
    other = wire.replace(good, sender=EVE.fingerprint, signing_key=EVE.signing_key)
    yield case("signed again as somebody else's", "SIGNATURE", offer=other, value=signed(other, EVE))
    yield case("signed as a card", "SIGNATURE", value=ANN.sign(wire.CARD, wire.encode(good)))
    yield case("under another transfer's Kafka key", "KAFKA_KEY", key=wire.offer_key(ANN.fingerprint, bytes(16)))
    yield case("suite changed to signed only by its sender", "NONCE", offer=wire.replace(good, suite=4))
    lowered = wire.replace(good, suite=4, nonce=bytes(12))
    yield case("downgraded to signed only", "COMMITMENT", offer=lowered)
    yield case("another suite than its keys", "WRAP", offer=wire.replace(good, suite=2))
    yield case("another block size than its keys", "WRAP", offer=wire.replace(good, block_size=8192))
    yield case("wrong commitment", "COMMITMENT", offer=wire.replace(good, commitment=bytes(32)))
    wrong = keys.wrap_for_person(BEN.card(1), bytes(32), b.context)
    yield case("another transfer key than committed to", "COMMITMENT", offer=wire.replace(good, recipients=[wrong]))
    wrap = good.recipients[0]
    for at in (0, 1119, 1120, 1167):
        broken = wire.replace(good, recipients=[wire.replace(wrap, sealed=flip(wrap.sealed, at))])
        yield case(f"byte {at} of the wrapped key changed", "WRAP", offer=broken)
    team = keys.wrap_for_team(TEAM_KEY, b.secret, b.context)
    broken = wire.replace(team, sealed=flip(team.sealed, 20))
    yield case("a team's wrapped key changed", "WRAP", offer=wire.replace(good, recipients=[broken]))
    yield case("sealed part of another revision", "SEAL", offer=wire.replace(good, revision=2))
    yield case("sealed part of another number", "SEAL", offer=wire.replace(good, number=8))
    yield case("sealed part cut", "SEAL", offer=wire.replace(good, sealed=good.sealed[:10]))
    yield part("title of 256 bytes", "TEXT", title="é" * 128)
    yield part("one chunk row too few", "COUNTS", segment_rows=b.segments[:-1])
    moved = [*b.segments[:-1], wire.replace(b.segments[-1], plain=4095)]
    yield part("rows and offer disagree on bytes", "COUNTS", segment_rows=moved)
    for path in ("../up", "a/../b", "/abs", "", "a//b", "a/", ".", "a/.", "nul\0", "x" * 256, "/".join(["abc"] * 1100)):
        yield part(f"path {path[:12]!r} ({len(path)})", "PATH", entry_rows=rows_with(0, path=path))
    yield part("closed file without digest", "ENTRY", entry_rows=rows_with(0, digest=b""))
    yield part("void row with digest", "ENTRY", entry_rows=rows_with(0, state=VOID))
    yield part("folder with a length", "ENTRY", entry_rows=rows_with(2, length=1))
    yield part("entry reaches into the next block", "ENTRY", entry_rows=rows_with(0, length=3 * BLOCK + 6))
    yield part("large entry that does not begin with its block", "ENTRY", entry_rows=rows_with(0, at=1))
    yield part("entry beyond the stream", "ENTRY", entry_rows=rows_with(0, seq=2**62))
    yield part("another entry's digest", "DIGEST", entry_rows=rows_with(0, digest=b.entries[1].digest))
    yield part("state 4", "MALFORMED", entry_rows=rows_with(0, state=4))
    yield part("mode over 0o7777", "MALFORMED", entry_rows=rows_with(0, mode=0o10000))
    yield part("sums that do not rise", "ROWS", sum_rows=b.sums[::-1])

    at = (b.segments[0].partition, b.segments[0].offset)
    (header,), value = b.topic[at]

    def topic(name, refuse, headers, new):
        return case(name, refuse, instead={at: (headers, new)})

    yield topic("a bit of a chunk flipped", "DIGEST", [header], flip(value, 9))
    yield topic("a chunk cut", "DIGEST", [header], value[:-1])
    yield topic("another chunk in its place", "DIGEST", *b.topic[b.segments[1].partition, b.segments[1].offset])
    yield topic("a chunk without header", "NO_HEADER", [], value)
    yield topic("a chunk with two headers", "NO_HEADER", [header, header], value)

    swapped = [b.segments[1], b.segments[0], *b.segments[2:]]
    yield part("two chunks swapped by their sender", "PLACE", segment_rows=swapped)

    p, refs = paged()

    def pages(name, refuse, segments=refs[0], entries=refs[1], sums=refs[2], inner=7, **more):
        return bundle_case(name, p, p.offer(refs=(segments, entries, sums), inner=inner, **more), refuse=refuse)

    one = refs[0][0]
    yield pages("rows both inside and in pages", "COUNTS", sealed_changes={"segment_rows": p.segments})
    yield pages("inner pages taken for leaves", "PLACE", inner=6)
    yield pages("inner bit without references", "REFERENCES", [])
    yield pages("a gap between references", "REFERENCES", [one, wire.replace(refs[0][1], first=17)])
    yield pages("references that do not begin at 0", "REFERENCES", refs[0][1:])
    yield pages("more chunks than the segment pages hold", "COUNTS", chunks=21)
    yield pages("65 references", "MALFORMED", [wire.replace(one, first=n, count=1) for n in range(65)])
    yield pages(
        "9 references to leaves", "REFERENCES", [wire.replace(one, first=n, count=1) for n in range(9)], inner=6
    )
    yield pages("a leaf of 4,097 rows", "REFERENCES", [wire.replace(one, count=4097)], inner=6)
    yield pages("a page larger than a block", "REFERENCES", [wire.replace(one, plain=BLOCK + 1), *refs[0][1:]])
    yield pages(
        "a reference with another plain length", "PLAIN", [wire.replace(one, plain=one.plain - 1), *refs[0][1:]]
    )
    entry = refs[1][0]
    yield pages(
        "an entry page reference to a segment page", "PLACE", entries=[p.page(3, p.entries[:1], 0)], inner=5 + 2
    )
    lost = wire.replace(entry, count=entry.count + 1)
    yield pages("a page with fewer rows than its reference says", "ROWS", entries=[lost], inner=7)


# --- single records ------------------------------------------------------------------------------------------------------


def record_cases():
    def raw(
        data, *, kind=1, seq=3, transfer=None, nonce=b"n" * 12, length=None, packed=0, form=1, suite=1, tamper=None
    ):
        b = Bundle(list(Cipher)[suite - 1], seed=b"record")
        nonce = bytes(12) if suite == 4 and nonce == b"n" * 12 else nonce
        header = struct.pack(
            ">BB16sQ12sIB",
            form,
            kind,
            transfer or b.transfer,
            seq,
            nonce,
            len(data) if length is None else length,
            packed,
        )
        aead = seal._aead(b.cipher, b.keys.chunk if kind == 1 else b.keys.page)
        value = aead.encrypt(nonce, data, header) if aead else data
        if tamper:
            header, value = tamper(header, value)
        return b, suite, header, value

    def case(name, made, *, refuse=None, give=None, kind=1, seq=3, digest=None):
        b, suite, header, value = made
        headers = header if isinstance(header, list) else [header]
        true = blake3(b"".join(headers) + value).digest()
        case = {
            "name": name,
            "suite": suite,
            "transfer_key": b.secret,
            "signing_key": ANN.signing_key,
            "transfer": b.transfer,
            "block_size": BLOCK,
            "kind": kind,
            "seq": seq,
            "headers": headers,
            "value": value,
            "digest": digest or true,
        }
        return {**case, "refuse": refuse} if refuse else {**case, "plain": give}

    text, full = b"Hello, broker. " * 100, noise(BLOCK)
    frame = zstandard.ZstdCompressor(level=3).compress(text)
    for suite in (1, 2, 3, 4):
        yield case(f"suite {suite}: a full block", raw(full, suite=suite), give=full)
        yield case(f"suite {suite}: one byte", raw(b"x", suite=suite), give=b"x")
        yield case(f"suite {suite}: compressed", raw(frame, length=len(text), packed=1, suite=suite), give=text)
        yield case(f"suite {suite}: a page", raw(b"\x90" * 9, kind=3, suite=suite), give=b"\x90" * 9, kind=3)
    for suite in (1, 2, 3):
        for at in (0, 40, -1):
            changed = raw(b"plain bytes " * 5, suite=suite, tamper=lambda h, v, at=at: (h, flip(v, at)))
            yield case(f"suite {suite}: byte {at} of the value flipped, digest fits", changed, refuse="SEAL")
        # the flag turned on in 42; suite and lengths alone would not tell
        changed = raw(full, suite=suite, tamper=lambda h, v: (flip(h, 30), v))
        yield case(f"suite {suite}: a bit of the nonce flipped, digest fits", changed, refuse="SEAL")
        swapped = raw(b"abc", kind=3, suite=suite, tamper=lambda h, v: (h[:1] + b"\x01" + h[2:], v))
        yield case(f"suite {suite}: a page taken for a chunk", swapped, refuse="SEAL")
    yield case("digest of other bytes", raw(text), refuse="DIGEST", digest=bytes(32))
    yield case("signed only with a nonce", raw(b"x", suite=4, nonce=b"m" * 12), refuse="NONCE")
    yield case("no header", raw(b"x", tamper=lambda h, v: ([], v)), refuse="NO_HEADER")
    yield case("two headers", raw(b"x", tamper=lambda h, v: ([h, h], v)), refuse="NO_HEADER")
    yield case("header of 42 bytes", raw(b"x", tamper=lambda h, v: (h[:-1], v)), refuse="HEADER")
    yield case("header of 44 bytes", raw(b"x", tamper=lambda h, v: (h + b"\0", v)), refuse="HEADER")
    yield case("empty header", raw(b"x", tamper=lambda h, v: (b"", v)), refuse="HEADER")
    yield case("format 0", raw(b"x", form=0), refuse="HEADER")
    yield case("kind 0", raw(b"x", kind=0), refuse="HEADER")
    yield case("kind 7", raw(b"x", kind=7), refuse="HEADER")
    yield case("flag 2", raw(b"x", packed=2), refuse="HEADER")
    yield case("plain 0", raw(b""), refuse="HEADER")
    yield case("plain over 16 MiB", raw(b"x", length=2**24 + 1), refuse="HEADER")
    yield case("seq 2^63", raw(b"x", seq=2**63), refuse="HEADER")
    yield case("another seq", raw(b"x", seq=4), refuse="PLACE")
    yield case("another kind", raw(b"x", kind=2), refuse="PLACE")
    yield case("a probe", raw(b"x", kind=6), refuse="PLACE")
    yield case("another transfer", raw(b"x", transfer=bytes(16)), refuse="PLACE")
    yield case("plain over the block size", raw(noise(BLOCK + 1)), refuse="PLAIN")
    yield case("plain longer than the value", raw(b"abc", length=4), refuse="LENGTH")
    yield case("plain shorter than the value", raw(b"abc", length=2), refuse="LENGTH")
    yield case("value shorter than a tag", raw(b"abc", tamper=lambda h, v: (h, v[:15])), refuse="LENGTH")
    yield case("empty value", raw(b"abc", tamper=lambda h, v: (h, b"")), refuse="LENGTH")
    yield case("empty value, compressed", raw(b"abc", packed=1, tamper=lambda h, v: (h, b"")), refuse="LENGTH")
    yield case("compressed and not smaller", raw(frame, length=len(frame), packed=1), refuse="LENGTH")

    def zipped(name, data, length=1500):
        return case(f"zstd: {name}", raw(data, length=length, packed=1), refuse="FRAME")

    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(64 << 20))
    yield zipped("64 MiB in a few kilobytes, stated 4,096", bomb[:4000] if len(bomb) > 4000 else bomb, BLOCK)
    lying = bytearray(zstandard.ZstdCompressor(level=19).compress(bytes(1 << 20)))
    params = zstandard.ZstdCompressionParameters.from_level(1, write_content_size=True)
    small = zstandard.ZstdCompressor(compression_params=params).compress(bytes(BLOCK))
    body = lying[_header_size(lying) :]
    yield zipped("states 4,096, holds 1 MiB", small[: _header_size(small)] + bytes(body), BLOCK)
    yield zipped("no content size", zstandard.ZstdCompressor(write_content_size=False).compress(text))
    yield zipped("states one byte less", zstandard.ZstdCompressor().compress(text[:-1]))
    yield zipped("states one byte more", zstandard.ZstdCompressor().compress(text + b"x"))
    yield zipped("window of 32 MiB", _wide_window(frame, text))
    yield zipped("cut", frame[:-1])
    yield zipped("a byte behind it", frame + b"x")
    yield zipped("two frames", zstandard.ZstdCompressor().compress(text[:750]) * 2)
    yield zipped("a skippable frame before it", b"\x50\x2a\x4d\x18\x04\0\0\0skip" + frame)
    yield zipped("only a skippable frame", b"\x50\x2a\x4d\x18\x04\0\0\0skip")
    yield zipped("not zstd", b"\x1f\x8b" + frame[2:])
    yield zipped("only its magic number", frame[:4])
    dictionary = zstandard.ZstdCompressionDict(b"Hello, broker. " * 40, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    yield zipped(
        "made with a dictionary", zstandard.ZstdCompressor(dict_data=dictionary).compress(text[:750] + noise(750))
    )
    yield zipped("names a dictionary", _with_dictionary_id(frame))


def _header_size(frame):
    """RFC 8878, 3.1.1.1."""
    descriptor = frame[4]
    single, content, dictionary = descriptor >> 5 & 1, descriptor >> 6, descriptor & 3
    return 5 + (not single) + (0, 1, 2, 4)[dictionary] + ((1 if single else 0), 2, 4, 8)[content]


def _wide_window(frame, text):
    """The same frame, but it asks for a window of 32 MiB."""
    window = (25 - 10) << 3
    return b"\x28\xb5\x2f\xfd" + bytes([0x80, window]) + struct.pack("<I", len(text)) + frame[_header_size(frame) :]


def _with_dictionary_id(frame):
    return frame[:4] + bytes([frame[4] | 1, 42]) + frame[5:]


# --- pages, signed values, revisions ------------------------------------------------------------------------------------------


def page_cases():
    segments = [Segment(n % 3, 2**40 + n, 950_000, noise(32, bytes([n]))) for n in range(5)]
    refs = [Ref(0, n, 4000, noise(32), 100 + n * 4096, 4096) for n in range(3)]

    def case(name, kind, data, first, count, *, refuse=None, plain=None):
        ref = [0, 0, len(data) if plain is None else plain, bytes(32), first, count]
        case = {"name": name, "type": kind, "ref": ref, "page": data}
        return {**case, "refuse": refuse} if refuse else {**case, "rows": count}

    good = wire.encode_rows(segments)
    yield case("five segment rows", "Segment", good, 10, 5)
    many = [Sum(n, bytes(32)) for n in range(4096)]
    yield case("one sum row", "Sum", wire.encode_rows(many[:1]), 0, 1)
    yield case("three references", "Ref", wire.encode_rows(refs), 100, 3 * 4096)
    wide = b"\xdc\x00\x05" + good[1:]
    yield case("a count in more bytes than needed", "Segment", wide, 10, 5, refuse="NOT_CANONICAL")
    # partition 0 as u8
    long = good[:2] + b"\xcc\x00" + good[3:]
    yield case("an integer in more bytes than needed", "Segment", long, 10, 5, refuse="NOT_CANONICAL")
    text = good.replace(b"\xc4\x20", b"\xd9\x20", 1)
    yield case("text for bytes", "Segment", text, 10, 5, refuse="MALFORMED")
    yield case("a byte behind it", "Segment", good + b"\0", 10, 5, refuse="MALFORMED")
    yield case("cut", "Segment", good[:-1], 10, 5, refuse="MALFORMED")
    yield case("a row with a field more", "Segment", b"\x91\x95" + good[2:48] + b"\xc0", 10, 1, refuse="MALFORMED")
    yield case("a map", "Segment", b"\x81\x00\x00", 10, 1, refuse="MALFORMED")
    yield case("nil", "Segment", b"\xc0", 10, 1, refuse="MALFORMED")
    yield case("4 billion rows stated", "Segment", b"\xdd\xff\xff\xff\xff" + good[1:], 10, 5, refuse="ROWS")
    yield case("4,097 rows stated", "Segment", b"\xdc\x10\x01" + good[1:], 10, 4096, refuse="ROWS")
    yield case("1,025 references stated", "Ref", b"\xdc\x04\x01" + wire.encode_rows(refs)[1:], 100, 9, refuse="ROWS")
    yield case("deeply nested", "Segment", b"\x91" * 3000, 10, 1, refuse="MALFORMED")
    yield case("one row fewer than stated", "Segment", good, 10, 6, refuse="ROWS")
    yield case("no rows", "Segment", b"\x90", 10, 1, refuse="ROWS")
    yield case("another plain length", "Segment", good, 10, 5, refuse="PLAIN", plain=len(good) - 1)
    yield case("references from another row on", "Ref", wire.encode_rows(refs), 99, 3 * 4096, refuse="ROWS")
    yield case("references with a gap", "Ref", wire.encode_rows(refs[::2]), 100, 2 * 4096, refuse="ROWS")
    large = [wire.replace(refs[0], count=4097)]
    yield case("a leaf of 4,097 rows", "Ref", wire.encode_rows(large), 100, 4097, refuse="ROWS")
    yield case("sums that do not rise", "Sum", wire.encode_rows([many[1], many[1]]), 0, 2, refuse="ROWS")
    negative = wire.encode_rows([wire.replace(segments[0], offset=-1)])
    yield case("offset -1001 as some reports have it", "Segment", negative, 10, 1, refuse="MALFORMED")
    huge = wire.encode_rows([wire.replace(segments[0], offset=2**63)])
    yield case("offset 2^63", "Segment", huge, 10, 1, refuse="MALFORMED")
    empty = wire.encode_rows([wire.replace(segments[0], plain=0)])
    yield case("an empty chunk", "Segment", empty, 10, 1, refuse="MALFORMED")
    over = wire.encode_rows([wire.replace(segments[0], plain=2**24 + 1)])
    yield case("a chunk over 16 MiB", "Segment", over, 10, 1, refuse="MALFORMED")
    bad = bytes.fromhex("91 99 a2 c3 28 c2 00 00 00 00 c4 00 00 00")
    yield case("a path that is not UTF-8", "Entry", bad, 0, 1, refuse="MALFORMED")


def signed_cases():
    def case(kind, name, value, key, *, refuse=None):
        case = {"name": name, "kind": kind, "key": key, "value": value}
        return {**case, "refuse": refuse} if refuse else case

    def card(name, value, refuse=None):
        return case("card", name, value, ANN.fingerprint, refuse=refuse)

    mine = ANN.card(3, made_ms=NOW)

    def made(record, by=ANN, kind=wire.CARD):
        return by.sign(kind, wire.encode(record))

    good = made(mine)
    yield card("a card", good)
    yield card("a revoked card", made(wire.replace(mine, revoked=True)))
    yield card("a card that replaces another", made(ANN.card(1, previous=BEN, made_ms=NOW)))
    yield card("name of 255 bytes", made(wire.replace(mine, name="n" * 255)))
    yield card("name of 256 bytes", made(wire.replace(mine, name="n" * 256)), "TEXT")
    yield card("signed by somebody else", made(mine, EVE), "SIGNATURE")
    yield card("X25519 key of low order", made(wire.replace(mine, x25519=bytes(32))), "PUBLIC_KEYS")
    yield card("ML-KEM key that fails its check", made(wire.replace(mine, ml_kem=b"\xff" * 1184)), "PUBLIC_KEYS")
    yield card("ML-KEM key one byte short", made(wire.replace(mine, ml_kem=bytes(1183))), "MALFORMED")
    rotated = ANN.card(1, previous=BEN, made_ms=NOW)
    yield card("replaces a key that did not sign", made(wire.replace(rotated, previous=EVE.signing_key)), "PREVIOUS")
    yield card("rotation signature for another revision", made(wire.replace(rotated, revision=2)), "PREVIOUS")
    yield card("rotation without signature", made(wire.replace(rotated, by_previous=b"")), "MALFORMED")
    yield card("only a signature", good[:64], "MALFORMED")
    yield card("nothing", b"", "MALFORMED")
    yield card("cut", good[:-1], "MALFORMED")
    yield card("a byte behind it, signed", ANN.sign(wire.CARD, wire.encode(mine) + b"\0"), "MALFORMED")
    yield card("over 16,384 bytes", good + bytes(16_384), "TOO_LARGE")
    b = Bundle(seed=b"receipt")
    key = wire.offer_key(ANN.fingerprint, b.transfer)
    receipt = wire.Receipt(
        BEN.fingerprint, BEN.signing_key, ANN.fingerprint, b.transfer, noise(32), [(0, 4), (6, 6)], NOW
    )
    missing = wire.Missing(BEN.fingerprint, BEN.signing_key, ANN.fingerprint, b.transfer, [(7, 9)], NOW)
    for kind, name, record in ((wire.RECEIPT, "receipt", receipt), (wire.MISSING, "missing", missing)):
        field = "entries" if name == "receipt" else "chunks"
        yield case(name, f"a {name}", made(record, BEN, kind), key)
        yield case(name, f"a {name} by somebody else", made(record, EVE, kind), key, refuse="SIGNATURE")
        yield case(name, f"a {name} for another bundle", made(record, BEN, kind), key[:-1] + b"x", refuse="KAFKA_KEY")
        for what, ranges in (
            *(("no ranges", []), ("backwards", [(4, 3)]), ("touching", [(0, 1), (2, 3)])),
            *(("not rising", [(5, 6), (1, 2)]), ("overlapping", [(0, 5), (5, 7)])),
        ):
            changed = wire.replace(record, **{field: ranges})
            yield case(name, f"{name}: {what}", made(changed, BEN, kind), key, refuse="COUNTS")
    offer = b.offer()
    for name, refuse, changes in (
        ("no recipient", "RECIPIENTS", {"recipients": []}),
        ("one recipient twice", "RECIPIENTS", {"recipients": [offer.recipients[0]] * 2}),
        ("nine recipients", "MALFORMED", {"recipients": [offer.recipients[0]] * 9}),
        (
            "a person's key one byte short",
            "RECIPIENTS",
            {"recipients": [wire.Recipient(False, bytes(32), bytes(1167))]},
        ),
        ("a team with a person's id", "RECIPIENTS", {"recipients": [wire.Recipient(True, bytes(32), bytes(60))]}),
        ("expires before it was made", "TIMES", {"expires_ms": NOW - 1}),
        ("fewer bytes than chunks", "COUNTS", {"chunks": 2, "stored": 1}),
        ("more bytes than its chunks hold", "COUNTS", {"chunks": 1, "stored": BLOCK + 1}),
        ("suite 0", "MALFORMED", {"suite": 0}),
        ("suite 5", "MALFORMED", {"suite": 5}),
        ("block size 4,095", "MALFORMED", {"block_size": 4095}),
        ("block size over 16 MiB", "MALFORMED", {"block_size": 2**24 + 1}),
        ("state 3", "MALFORMED", {"state": 3}),
        ("inner 8", "MALFORMED", {"inner": 8}),
        ("topic id of 15 bytes", "MALFORMED", {"topic_id": bytes(15)}),
        ("commitment of 31 bytes", "MALFORMED", {"commitment": bytes(31)}),
        ("revision 2^32", "MALFORMED", {"revision": 2**32}),
        ("number 2^63", "MALFORMED", {"number": 2**63}),
        ("number -1", "MALFORMED", {"number": -1}),
        ("number as a truth value", "MALFORMED", {"number": True}),
        ("number as a float", "MALFORMED", {"number": 1.0}),
        ("cluster id of 256 characters", "MALFORMED", {"cluster_id": "x" * 256}),
    ):
        yield case("offer", f"offer: {name}", signed(wire.replace(offer, **changes)), key, refuse=refuse)
    body = wire.encode(offer)
    for name, refuse, changed in (
        ("number in more bytes than needed", "NOT_CANONICAL", b"\xdc\x00\x16\xcd\x00\x07" + body[4:]),
        ("count in more bytes than needed", "NOT_CANONICAL", b"\xdd\x00\x00\x00\x16" + body[3:]),
        ("a field too few", "MALFORMED", b"\xdc\x00\x15" + body[3:]),
        ("a byte behind it", "MALFORMED", body + b"\xc0"),
        ("deeply nested", "MALFORMED", b"\x91" * 5000),
    ):
        yield case("offer", f"offer: {name}", ANN.sign(wire.OFFER, changed), key, refuse=refuse)
    yield case("offer", "offer: withdrawn, names nothing", signed(b.offer(state=WITHDRAWN, revision=2)), key)


def revision_cases():
    b, refs = paged(leaf=4)
    base = b.offer(refs=refs)
    leaves, entries, sums = refs

    def case(name, old, new, reason=""):
        new = (
            new
            if new.revision != old.revision or reason == "NOT_NEWER"
            else wire.replace(new, revision=old.revision + 1)
        )
        return {"name": name, "old": wire.encode(old), "new": wire.encode(new), "refuse": reason}

    def changed(name, reason="", old=base, **changes):
        return case(name, old, wire.replace(old, **changes), reason)

    eve = keys.wrap_for_person(EVE.card(1), b.secret, b.context)
    moved = [wire.replace(r, partition=2, offset=r.offset + 5000, digest=noise(32)) for r in leaves]
    yield changed("the same once more")
    yield changed("share: a recipient more", recipients=[*base.recipients, eve])
    yield changed("recipients in another order, wrapped anew", recipients=[eve, b.for_ben()])
    yield changed("repair: all segment pages elsewhere", segments=moved)
    yield changed("repair: one page elsewhere", segments=[moved[0], *leaves[1:]])
    yield changed("expires later", expires_ms=base.expires_ms + DAY)
    yield changed("withdrawn", state=WITHDRAWN)
    gone = {"chunks": 0, "stored": 0, "segments": [], "entries": [], "sums": []}
    yield changed("withdrawn, naming nothing", state=WITHDRAWN, **gone)

    def growing(count, last=0):
        """The first `count` leaves, `last` rows of the next one."""
        tail = [wire.replace(leaves[count], count=last, digest=noise(32), offset=9)] if last else []
        chunks = 4 * count + last
        return wire.replace(
            base, state=GROWING, segments=leaves[:count] + tail, entries=[], sums=[], chunks=chunks, stored=chunks * 6
        )

    yield case("growing: its tail grows", growing(2, 1), growing(2, 3))
    yield case("growing: its tail is full, the next began", growing(2, 3), growing(3, 1))
    yield case("growing to complete", growing(3, 2), base)
    yield case("growing: first pages", wire.replace(growing(0), chunks=0, stored=0), growing(1))
    inside = wire.replace(base, state=GROWING, segments=[], entries=[], sums=[])
    yield case("rows move from the sealed part into pages", inside, wire.replace(base, state=GROWING))
    covering = b.inner(leaves, 2)
    yield case("leaves to inner pages", growing(4), wire.replace(base, segments=covering, inner=1))
    more = wire.replace(base, state=GROWING, segments=covering[:2], inner=1, chunks=16, stored=96)
    yield case("inner pages: one more", more, wire.replace(base, segments=covering, inner=1))
    unfull = [covering[0], wire.replace(covering[1], count=5, digest=noise(32))]
    less = wire.replace(more, segments=unfull, chunks=13, stored=78)
    yield case("inner pages: the last one grows", less, more)

    yield changed("revision lower", "NOT_NEWER", old=wire.replace(base, revision=5), revision=4)
    yield changed("revision the same, other bytes", "NOT_NEWER", expires_ms=base.expires_ms + 1)
    yield changed("complete to growing", "STATE_BACK", state=GROWING)
    yield changed("withdrawn to complete", "STATE_BACK", old=wire.replace(base, state=WITHDRAWN), state=COMPLETE)
    yield changed(
        "a recipient less",
        "RECIPIENT_GONE",
        old=wire.replace(base, recipients=[*base.recipients, eve]),
        recipients=[eve],
    )
    yield changed("expires sooner", "EXPIRES_SOONER", expires_ms=base.expires_ms - 1)
    for field, value in (
        *(("number", 8), ("transfer", bytes(16)), ("sender", EVE.fingerprint), ("signing_key", EVE.signing_key)),
        *(("suite", 2), ("commitment", bytes(32)), ("block_size", 8192)),
    ):
        yield changed(f"another {field}", "OTHER_BUNDLE", **{field: value})
    yield case("complete: chunks more", wire.replace(growing(4), state=COMPLETE), base, "ROWS_GONE")
    yield changed("complete: rows gone", "ROWS_GONE", segments=leaves[:4], chunks=16, stored=96)
    yield changed("complete: other bytes in as many chunks", "ROWS_GONE", stored=base.stored + 1)
    yield changed("complete: entries gone", "ROWS_GONE", entries=entries[:-1])
    yield changed("complete: sums gone", "ROWS_GONE", sums=sums[:-1])
    yield case("growing: chunks fall", growing(2, 3), growing(2, 2), "ROWS_GONE")
    resized = [wire.replace(leaves[0], count=3), wire.replace(leaves[1], first=3, count=5), *leaves[2:]]
    yield changed("full leaves cut otherwise", "ROWS_GONE", segments=resized)
    yield case("inner pages back to leaves", wire.replace(base, segments=covering, inner=1), base, "ROWS_GONE")


def main():
    os.chdir(HERE)
    people = [seeds_of(person) for person in (ANN, BEN, EVE)]
    card = ANN.sign(wire.CARD, wire.encode(ANN.card(3, made_ms=NOW)))
    shared = {"people": people, "team_keys": [TEAM_KEY], "card": card, "fingerprint": ANN.fingerprint}
    shared["fingerprint_text"] = keys.fingerprint_text(ANN.fingerprint)
    about = (
        "Whole bundles of Ann's as a reader finds them: her card, the catalog record (key, value), the records of the data"
        " topic [partition, offset, headers t, value], some of them replaced by those in 'instead'. Files are given by their SHA-256."
    )
    for name, cases in (("bundles.json", accepted_bundles()), ("bundles_refused.json", refused_bundles())):
        TOPICS.clear()
        made = list(cases)
        write(name, about, **shared, topics={n: records(topic) for n, topic in TOPICS.items()}, cases=made)
    write("records.json", "One record of the data topic each, part 3.", cases=list(record_cases()))
    write("pages.json", "Plain bytes of pages and the reference that names each, part 7.2.", cases=list(page_cases()))
    write("signed.json", "Values of the catalog and receipts topics, parts 6, 7, 9.", cases=list(signed_cases()))
    write(
        "revisions.json",
        "Bodies of two offers: whether the new one extends the old, part 7.3.",
        cases=list(revision_cases()),
    )


if __name__ == "__main__":
    main()
