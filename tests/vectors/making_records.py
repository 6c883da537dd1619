"""Single chunk records and the plain bytes of pages, with everything that may be wrong with them."""

import struct

import zstandard
from blake3 import blake3
from making import ANN, BLOCK, Bundle, flip, noise

from engine import seal, wire
from engine.api import Cipher
from engine.wire import Ref, Segment, Sum

TEXT = b"Hello, broker. " * 100
FRAME = zstandard.ZstdCompressor(level=3).compress(TEXT)


def record_cases():
    yield from _opened_and_changed()
    yield from _headers_and_lengths()
    yield from _frames()


def _raw(data, *, kind=1, seq=3, transfer=None, nonce=b"n" * 12, length=None, packed=0, form=1, suite=1, tamper=None):
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


def _case(name, made, *, refuse=None, give=None, kind=1, seq=3, digest=None):
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


def _opened_and_changed():
    full = noise(BLOCK)
    for suite in (1, 2, 3, 4):
        yield _case(f"suite {suite}: a full block", _raw(full, suite=suite), give=full)
        yield _case(f"suite {suite}: one byte", _raw(b"x", suite=suite), give=b"x")
        yield _case(f"suite {suite}: compressed", _raw(FRAME, length=len(TEXT), packed=1, suite=suite), give=TEXT)
        yield _case(f"suite {suite}: a page", _raw(b"\x90" * 9, kind=3, suite=suite), give=b"\x90" * 9, kind=3)
    for suite in (1, 2, 3):
        for at in (0, 40, -1):
            changed = _raw(b"plain bytes " * 5, suite=suite, tamper=lambda h, v, at=at: (h, flip(v, at)))
            yield _case(f"suite {suite}: byte {at} of the value flipped, digest fits", changed, refuse="SEAL")
        # the flag turned on in 42; suite and lengths alone would not tell
        changed = _raw(full, suite=suite, tamper=lambda h, v: (flip(h, 30), v))
        yield _case(f"suite {suite}: a bit of the nonce flipped, digest fits", changed, refuse="SEAL")
        swapped = _raw(b"abc", kind=3, suite=suite, tamper=lambda h, v: (h[:1] + b"\x01" + h[2:], v))
        yield _case(f"suite {suite}: a page taken for a chunk", swapped, refuse="SEAL")


def _headers_and_lengths():
    yield _case("digest of other bytes", _raw(TEXT), refuse="DIGEST", digest=bytes(32))
    yield _case("signed only with a nonce", _raw(b"x", suite=4, nonce=b"m" * 12), refuse="NONCE")
    yield _case("no header", _raw(b"x", tamper=lambda h, v: ([], v)), refuse="NO_HEADER")
    yield _case("two headers", _raw(b"x", tamper=lambda h, v: ([h, h], v)), refuse="NO_HEADER")
    yield _case("header of 42 bytes", _raw(b"x", tamper=lambda h, v: (h[:-1], v)), refuse="HEADER")
    yield _case("header of 44 bytes", _raw(b"x", tamper=lambda h, v: (h + b"\0", v)), refuse="HEADER")
    yield _case("empty header", _raw(b"x", tamper=lambda h, v: (b"", v)), refuse="HEADER")
    yield _case("format 0", _raw(b"x", form=0), refuse="HEADER")
    yield _case("kind 0", _raw(b"x", kind=0), refuse="HEADER")
    yield _case("kind 7", _raw(b"x", kind=7), refuse="HEADER")
    yield _case("flag 2", _raw(b"x", packed=2), refuse="HEADER")
    yield _case("plain 0", _raw(b""), refuse="HEADER")
    yield _case("plain over 16 MiB", _raw(b"x", length=2**24 + 1), refuse="HEADER")
    yield _case("seq 2^63", _raw(b"x", seq=2**63), refuse="HEADER")
    yield _case("another seq", _raw(b"x", seq=4), refuse="PLACE")
    yield _case("another kind", _raw(b"x", kind=2), refuse="PLACE")
    yield _case("a probe", _raw(b"x", kind=6), refuse="PLACE")
    yield _case("another transfer", _raw(b"x", transfer=bytes(16)), refuse="PLACE")
    yield _case("plain over the block size", _raw(noise(BLOCK + 1)), refuse="PLAIN")
    yield _case("plain longer than the value", _raw(b"abc", length=4), refuse="LENGTH")
    yield _case("plain shorter than the value", _raw(b"abc", length=2), refuse="LENGTH")
    yield _case("value shorter than a tag", _raw(b"abc", tamper=lambda h, v: (h, v[:15])), refuse="LENGTH")
    yield _case("empty value", _raw(b"abc", tamper=lambda h, v: (h, b"")), refuse="LENGTH")
    yield _case("empty value, compressed", _raw(b"abc", packed=1, tamper=lambda h, v: (h, b"")), refuse="LENGTH")
    yield _case("compressed and not smaller", _raw(FRAME, length=len(FRAME), packed=1), refuse="LENGTH")


def _frames():
    def zipped(name, data, length=1500):
        return _case(f"zstd: {name}", _raw(data, length=length, packed=1), refuse="FRAME")

    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(64 << 20))
    yield zipped("64 MiB in a few kilobytes, stated 4,096", bomb[:4000] if len(bomb) > 4000 else bomb, BLOCK)
    lying = bytearray(zstandard.ZstdCompressor(level=19).compress(bytes(1 << 20)))
    params = zstandard.ZstdCompressionParameters.from_level(1, write_content_size=True)
    small = zstandard.ZstdCompressor(compression_params=params).compress(bytes(BLOCK))
    body = lying[_header_size(lying) :]
    yield zipped("states 4,096, holds 1 MiB", small[: _header_size(small)] + bytes(body), BLOCK)
    yield zipped("no content size", zstandard.ZstdCompressor(write_content_size=False).compress(TEXT))
    yield zipped("states one byte less", zstandard.ZstdCompressor().compress(TEXT[:-1]))
    yield zipped("states one byte more", zstandard.ZstdCompressor().compress(TEXT + b"x"))
    yield zipped("window of 32 MiB", _wide_window(FRAME, TEXT))
    yield zipped("cut", FRAME[:-1])
    yield zipped("a byte behind it", FRAME + b"x")
    yield zipped("two frames", zstandard.ZstdCompressor().compress(TEXT[:750]) * 2)
    yield zipped("a skippable frame before it", b"\x50\x2a\x4d\x18\x04\0\0\0skip" + FRAME)
    yield zipped("only a skippable frame", b"\x50\x2a\x4d\x18\x04\0\0\0skip")
    yield zipped("not zstd", b"\x1f\x8b" + FRAME[2:])
    yield zipped("only its magic number", FRAME[:4])
    dictionary = zstandard.ZstdCompressionDict(b"Hello, broker. " * 40, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    yield zipped(
        "made with a dictionary", zstandard.ZstdCompressor(dict_data=dictionary).compress(TEXT[:750] + noise(750))
    )
    yield zipped("names a dictionary", _with_dictionary_id(FRAME))


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
