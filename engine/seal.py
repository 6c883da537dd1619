"""Sealing and opening blocks: compression, encryption, digests. The only file that imports zstandard and blake3.

Hides: the four suites, when compression pays, and buffers. Promises: sealing never uses a nonce twice under one key as
far as chance allows (12 fresh random bytes each time); nothing that was opened is given out before its seal held, and
opening never takes more memory than the block size and never believes a length in a compressed frame. docs/FORMAT.md,
part 2. One pass over the bytes for each of compression, encryption and digest; no threads.
"""

from __future__ import annotations

import os
import threading
import time
from typing import NamedTuple, Protocol

import zstandard
from blake3 import blake3
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV, ChaCha20Poly1305

from engine import wire
from engine.api import Cipher
from engine.keys import TransferKeys
from engine.wire import Header, Reason, refused

Bytes = bytes | bytearray | memoryview

_SUITES = dict(enumerate(Cipher, 1))
_NO_NONCE = bytes(wire.NONCE)
_FRAME_MAGIC = b"\x28\xb5\x2f\xfd"
_SLOW_LEVEL = 6  # what `auto` uses on a slow link
_WORTH = 97  # per cent of the plain length that a compressed block may have
_GIVEN_UP = 4  # incompressible blocks in a row, after which a sample tells whether to try a whole one
_SAMPLES, _SAMPLE = 4, 16 * 1024  # how many, spread over the block, of how many bytes


class _Aead(Protocol):
    def encrypt(self, nonce: bytes, data: Bytes, associated_data: bytes, /) -> bytes: ...
    def decrypt(self, nonce: bytes, data: Bytes, associated_data: bytes, /) -> bytes: ...
    def decrypt_into(self, nonce: bytes, data: Bytes, associated_data: bytes, buf: memoryview, /) -> int: ...


def suite_number(cipher: Cipher) -> int:
    return next(number for number, each in _SUITES.items() if each is cipher)


def cipher_of(suite: int) -> Cipher:
    return _SUITES[suite]


def fastest_cipher() -> Cipher:
    """The faster of the two usual ciphers on this computer: the best of five tries on 1 MB each, taken in turns."""

    block = bytes(1_000_000)
    best = dict.fromkeys((Cipher.AES_256_GCM, Cipher.CHACHA20_POLY1305), float("inf"))
    for _ in range(5):
        for cipher in best:
            aead = _aead(cipher, bytes(wire.KEY))
            assert aead is not None
            start = time.perf_counter()
            aead.encrypt(_NO_NONCE, block, b"")
            best[cipher] = min(best[cipher], time.perf_counter() - start)
    return min(best, key=lambda cipher: best[cipher])


def _aead(cipher: Cipher, key: bytes) -> _Aead | None:
    """None for a bundle that is signed, not encrypted."""
    match cipher:
        case Cipher.AES_256_GCM:
            return AESGCM(key)
        case Cipher.CHACHA20_POLY1305:
            return ChaCha20Poly1305(key)
        case Cipher.AES_256_GCM_SIV:
            return AESGCMSIV(key)
        case Cipher.SIGNED_ONLY:
            return None


def compressed_length(plain: Bytes, level: int) -> int:
    """How long a block of these bytes is once a bundle compressed it at this level, 1..19."""
    frame = zstandard.ZstdCompressor(level=level).compress(plain)
    return len(frame) if _pays(frame, plain) else len(plain)


# --- digests -------------------------------------------------------------------------------------------------------------


def record_digest(header: bytes, value: bytes) -> bytes:
    """What pages and offers say of a record of the data topic: 32 bytes."""
    digest = blake3(header, max_threads=1)
    digest.update(value)
    return digest.digest()


def piece_digest(piece: Bytes) -> bytes:
    """32 bytes for the part of a block that belongs to one entry."""
    return blake3(piece, max_threads=1).digest()


class EntryDigest:
    """The digest of an entry from those of its pieces, in order."""

    def __init__(self) -> None:
        self._digest = blake3(max_threads=1)

    def add(self, length: int, piece_digest: bytes) -> None:
        self._digest.update(length.to_bytes(4) + piece_digest)

    def value(self) -> bytes:
        return self._digest.digest()


# --- what a thread needs once, however many bundles it works on: each would take a megabyte of its own ----------------------


class _Mine(threading.local):
    def __init__(self) -> None:
        self._compressors: dict[int, zstandard.ZstdCompressor] = {}
        self._buffer = memoryview(bytearray())
        self.decompressor = zstandard.ZstdDecompressor(max_window_size=wire.MAX_BLOCK)

    def compressor(self, level: int) -> zstandard.ZstdCompressor:
        compressor = self._compressors.get(level)
        if compressor is None:
            compressor = self._compressors[level] = zstandard.ZstdCompressor(level=level)
        return compressor

    def buffer(self, size: int) -> memoryview:
        """The same bytes each time."""
        if len(self._buffer) < size:
            self._buffer = memoryview(bytearray(size))
        return self._buffer[:size]


_mine = _Mine()


# --- sealing -------------------------------------------------------------------------------------------------------------


class Sealed(NamedTuple):
    """A record of the data topic, ready to be produced. `digest` is its `record_digest`."""

    header: bytes
    value: bytes
    digest: bytes


class Sealer:
    """Seals the blocks and pages of one bundle. Not thread-safe. `compression`: off, auto, or 1..19."""

    def __init__(self, cipher: Cipher, keys: TransferKeys, compression: str) -> None:
        self._chunks, self._pages = _aead(cipher, keys.chunk), _aead(cipher, keys.page)
        self._level = int({"off": "0", "auto": "1"}.get(compression, compression))
        self._auto = compression == "auto"
        self._incompressible = 0  # blocks in a row

    def seal(self, kind: int, transfer: bytes, seq: int, plain: Bytes, *, slow: bool = False) -> Sealed:
        """`plain`: 1 byte up to the block size. `slow`: the link is, so that `auto` compresses harder."""
        aead = self._chunks if kind == wire.CHUNK else self._pages
        data = self._compressed(plain, slow)
        nonce = os.urandom(wire.NONCE) if aead else _NO_NONCE
        header = wire.pack_header(Header(kind, transfer, seq, nonce, len(plain), data is not plain))
        value = aead.encrypt(nonce, data, header) if aead else bytes(data)
        return Sealed(header, value, record_digest(header, value))

    def _compressed(self, plain: Bytes, slow: bool) -> Bytes:
        """A zstd frame if that is at least 3 % smaller, else `plain` itself. Level 1 tells whether it pays at all."""
        if not self._level or (self._incompressible >= _GIVEN_UP and not self._sample_pays(plain)):
            return plain
        frame = _mine.compressor(1).compress(plain)
        if not _pays(frame, plain):
            self._incompressible += 1
            return plain
        self._incompressible = 0
        level = _SLOW_LEVEL if self._auto and slow else self._level
        return frame if level == 1 else min(frame, _mine.compressor(level).compress(plain), key=len)

    def _sample_pays(self, plain: Bytes) -> bool:
        """A twentieth of the work of a whole block: a quarter of sealing incompressible data was spent trying."""
        if len(plain) <= _SAMPLES * _SAMPLE:
            return True
        step = len(plain) // _SAMPLES
        sample = b"".join(plain[at : at + _SAMPLE] for at in range(0, step * _SAMPLES, step))
        return _pays(_mine.compressor(1).compress(sample), sample)


def _pays(frame: bytes, plain: Bytes) -> bool:
    return len(frame) * 100 <= len(plain) * _WORTH


class Opener:
    """Opens the chunks and pages of one bundle. Not thread-safe: one for each thread.

    `max_plain`: the block size of the offer.
    """

    def __init__(self, cipher: Cipher, keys: TransferKeys, transfer: bytes, max_plain: int) -> None:
        self._chunks, self._pages = _aead(cipher, keys.chunk), _aead(cipher, keys.page)
        self._transfer, self._max_plain = transfer, max_plain
        self._tag = 0 if cipher is Cipher.SIGNED_ONLY else wire.TAG

    def open(self, kind: int, seq: int, header: bytes | None, value: bytes) -> memoryview:
        """The plain bytes, valid until this thread opens anything else. The caller has compared `record_digest` with what was signed."""
        facts = wire.unpack_header(header)
        assert header is not None
        if (facts.kind, facts.transfer, facts.seq) != (kind, self._transfer, seq):
            raise refused(Reason.PLACE)
        if facts.plain > self._max_plain:
            raise refused(Reason.PLAIN)
        size = len(value) - self._tag
        if not (0 < size < facts.plain if facts.compressed else size == facts.plain):
            raise refused(Reason.LENGTH)
        aead = self._chunks if kind == wire.CHUNK else self._pages
        if aead:
            data = self._opened(aead, header, facts.nonce, value, size)
        elif facts.nonce != _NO_NONCE:
            raise refused(Reason.NONCE)
        else:
            data = memoryview(value)
        return self._decompressed(data, facts.plain) if facts.compressed else data

    def _opened(self, aead: _Aead, header: bytes, nonce: bytes, value: bytes, size: int) -> memoryview:
        data = _mine.buffer(size)
        try:
            aead.decrypt_into(nonce, value, header, data)
        except (InvalidTag, ValueError):
            raise refused(Reason.SEAL) from None
        return data

    def _decompressed(self, data: memoryview, plain: int) -> memoryview:
        """zstandard sizes its output by what the frame states, so that is checked first."""
        if data[:4] != _FRAME_MAGIC:
            raise refused(Reason.FRAME)
        try:
            frame = zstandard.get_frame_parameters(data)
            fits = frame.content_size == plain and frame.window_size <= wire.MAX_BLOCK and frame.dict_id == 0
            if not fits:
                raise refused(Reason.FRAME)
            opened = _mine.decompressor.decompress(data, allow_extra_data=False)
        except zstandard.ZstdError as error:
            raise refused(Reason.FRAME, error) from None
        if len(opened) != plain:
            raise refused(Reason.FRAME)
        return memoryview(opened)


# --- the sealed part of an offer -----------------------------------------------------------------------------------------


def seal_offer_part(
    cipher: Cipher, keys: TransferKeys, context: bytes, plain: bytes, *, number: int, revision: int
) -> tuple[bytes, bytes]:
    """(nonce, sealed) of an offer. `plain`: an encoded wire.Sealed."""
    aead = _aead(cipher, keys.page)
    if aead is None:
        return _NO_NONCE, plain
    nonce = os.urandom(wire.NONCE)
    return nonce, aead.encrypt(nonce, plain, _offer_data(context, number, revision))


def open_offer_part(
    cipher: Cipher, keys: TransferKeys, context: bytes, nonce: bytes, sealed: bytes, *, number: int, revision: int
) -> bytes:
    aead = _aead(cipher, keys.page)
    if aead is None:
        return sealed
    try:
        return aead.decrypt(nonce, sealed, _offer_data(context, number, revision))
    except (InvalidTag, ValueError):
        raise refused(Reason.SEAL) from None


def _offer_data(context: bytes, number: int, revision: int) -> bytes:
    return b"towline/sealed/1" + context + number.to_bytes(8) + revision.to_bytes(4)
