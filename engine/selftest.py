"""Whether this computer's cryptography computes what the standards say, and refuses what it must: some milliseconds.

Hides: the vectors, each from the standard that is named beside it. Promises: one row a primitive that Towline uses;
nothing of a profile is touched. What is damaged on purpose (a tag, a nonce, a signature that is valid in another form, a
point that gives a secret away) has to be refused. A wrong build or a broken processor shows here before it costs a file.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Callable, Iterator

import blake3
import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from engine import keys
from engine.errors import TowlineError

_SUNSCREEN = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."


def self_test() -> Iterator[tuple[str, str, bool]]:
    """Primitive, where its vector is published, whether it came out."""
    for name, source, right in _TESTS:
        try:
            yield name, source, right()
        except Exception:  # noqa: BLE001  a library that raises did not compute it either
            yield name, source, False


def _hex(text: str) -> bytes:
    return bytes.fromhex(text.replace(" ", ""))


def _flipped(data: bytes, at: int) -> bytes:
    """With one bit changed."""
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def _refuses(call: Callable[[], object]) -> bool:
    try:
        call()
    except (InvalidTag, InvalidSignature, ValueError, zstandard.ZstdError, TowlineError):
        return True
    return False


def _seals(
    cipher: AESGCM | AESGCMSIV | ChaCha20Poly1305, nonce: bytes, plain: bytes, data: bytes, sealed: bytes
) -> bool:
    """Whether it seals to these bytes, opens them both ways, and refuses any that are not whole."""
    into = bytearray(len(plain))
    right = cipher.encrypt(nonce, plain, data) == sealed and cipher.decrypt(nonce, sealed, data) == plain
    cipher.decrypt_into(nonce, sealed, data, into)
    damaged = [(nonce, _flipped(sealed, at), data) for at in {0, len(plain) - 1, len(plain), len(sealed) - 1}]
    damaged += [(nonce, sealed[:-1], data), (nonce, sealed[1:], data), (nonce, sealed[-15:], data), (nonce, b"", data)]
    damaged += [
        (nonce, sealed, data + b"\0"),
        (nonce, sealed, b"" if data else b"\0"),
        (_flipped(nonce, 0), sealed, data),
    ]
    refused = all(_refuses(lambda c=case: cipher.decrypt(*c)) for case in damaged)  # type: ignore[misc]
    small = _refuses(lambda: cipher.decrypt_into(nonce, sealed, data, bytearray(max(len(plain) - 1, 0))))
    return right and bytes(into) == plain and refused and (small or not plain)


def _aes_gcm() -> bool:
    plain = _hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    sealed = _hex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662 76fc6ece0f4e1768cddf8853bb2d551b"
    )
    key, data = _hex("feffe9928665731c6d6a8f9467308308") * 2, _hex("feedfacedeadbeef feedfacedeadbeef abaddad2")
    first = _hex("cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919")
    return _seals(AESGCM(bytes(32)), bytes(12), bytes(16), b"", first) and _seals(
        AESGCM(key), _hex("cafebabefacedbaddecaf888"), plain, data, sealed
    )


def _chacha() -> bool:
    sealed = _hex(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
        "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
        "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
        "3ff4def08e4b7a9de576d26586cec64b6116 1ae10b594f09e26a7e902ecbd0600691"
    )
    cipher, data = ChaCha20Poly1305(bytes(range(0x80, 0xA0))), _hex("50515253c0c1c2c3c4c5c6c7")
    return _seals(cipher, _hex("07000000 4041424344454647"), _SUNSCREEN, data, sealed)


def _aes_gcm_siv() -> bool:
    cipher, nonce = AESGCMSIV(b"\x01" + bytes(31)), b"\x03" + bytes(11)
    without = _hex("c2ef328e5c71c83b843122130f7364b761e0b97427e3df28")
    with_data = _hex("1de22967237a813291213f267e3b452f02d01ae33e4ec854")
    return (
        cipher.encrypt(nonce, b"", None) == _hex("07f5f4169bbf55a8400cd47ea6fd400f")
        and _seals(cipher, nonce, b"\x01" + bytes(7), b"", without)
        and _seals(cipher, nonce, b"\x02" + bytes(7), b"\x01", with_data)
    )


def _ed25519() -> bool:
    key = Ed25519PrivateKey.from_private_bytes(_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    public = _hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = _hex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    verify = key.public_key().verify
    verify(signature, b"")
    order = 2**252 + 27742317777372353535851937790883648493
    other_form = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    damaged = [
        _flipped(signature, 0),
        _flipped(signature, 63),
        other_form,
        signature[:-1],
        signature + b"\0",
        bytes(64),
    ]
    refused = all(_refuses(lambda s=s: verify(s, b"")) for s in damaged) and _refuses(lambda: verify(signature, b"\0"))  # type: ignore[misc]
    return key.public_key().public_bytes_raw() == public and key.sign(b"") == signature and refused


def _x25519() -> bool:
    alice = X25519PrivateKey.from_private_bytes(
        _hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    )
    bob = X25519PublicKey.from_public_bytes(_hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"))
    order_8 = _hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")
    gives_away = [bytes(32), b"\x01" + bytes(31), order_8, bytes(31), bytes(33)]
    refused = all(_refuses(lambda p=p: alice.exchange(X25519PublicKey.from_public_bytes(p))) for p in gives_away)  # type: ignore[misc]
    return refused and alice.exchange(bob) == _hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")


def _ml_kem() -> bool:
    seed = _hex(
        "7c9935a0b07694aa0c6d10e4db6b1add2fd81a25ccb148032dcd739936737f2d"
        "8626ed79d451140800e03b59b956f8210e556067407d13dc90fa9e8b872bfb8f"
    )
    key = MLKEM768PrivateKey.from_seed_bytes(seed)
    public = key.public_key().public_bytes_raw()
    begins = _hex("a8e651a1e685f22478a8954f007bc7711b930772c78f092e82878e3e937f3679")
    ends = _hex("162ec098a900b12dd8fabbfb3fe8cb1dc4e8315f2af0d32f0017ae136e19f028")
    shared, capsule = key.public_key().encapsulate()
    right = public.startswith(begins) and public.endswith(ends) and key.decapsulate(capsule) == shared
    # a damaged capsule gives a secret that nobody else has (FIPS 203, 6.3), wrong lengths and numbers over 3328 none (7.2)
    other = key.decapsulate(_flipped(capsule, 0)) != shared and key.decapsulate(_flipped(capsule, 1087)) != shared
    bad_keys = (public[:-1], public + b"\0", b"\xff\xff\xff" + public[3:])
    refused = all(_refuses(lambda p=p: MLKEM768PublicKey.from_public_bytes(p).encapsulate()) for p in bad_keys)  # type: ignore[misc]
    return right and other and refused and _refuses(lambda: key.decapsulate(capsule[:-1]))


def _hpke() -> bool:
    """What `keys.seal_to` sealed, opened step by step as RFC 9180 says, with the secret of X-Wing."""
    me = keys.Identity.from_bytes(b"\x01" + bytes(range(128)))
    sealed = keys.seal_to(me, _SUNSCREEN, b"info")
    ml_kem = MLKEM768PrivateKey.from_seed_bytes(bytes(range(32, 96)))
    x25519 = X25519PrivateKey.from_private_bytes(bytes(range(96, 128)))
    share = sealed[1088:1120]
    secrets = ml_kem.decapsulate(sealed[:1088]) + x25519.exchange(X25519PublicKey.from_public_bytes(share))
    shared = hashlib.sha3_256(secrets + share + me.x25519 + b"\\.//^\\").digest()
    schedule = b"\0" + _extract(b"", b"psk_id_hash", b"") + _extract(b"", b"info_hash", b"info")
    secret = _extract(shared, b"secret", b"")
    key, nonce = _expand(secret, b"key", schedule, 32), _expand(secret, b"base_nonce", schedule, 12)
    damaged = [_flipped(sealed, at) for at in (0, 1087, 1088, 1119, 1120, len(sealed) - 1)]
    damaged += [sealed[:-1], sealed[:1120], sealed[:1119], b""]
    refused = all(_refuses(lambda d=d: me.unwrap(d, b"info")) for d in damaged) and _refuses(  # type: ignore[misc]
        lambda: me.unwrap(sealed, b"other")
    )
    right = me.unwrap(sealed, b"info") == AESGCM(key).decrypt(nonce, sealed[1120:], b"") == _SUNSCREEN
    return right and refused and len(sealed) == 1120 + len(_SUNSCREEN) + 16


_SUITE = b"HPKE" + struct.pack(">HHH", 0x647A, 0x0001, 0x0002)  # MLKEM768-X25519, HKDF-SHA256, AES-256-GCM


def _extract(salt: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + _SUITE + label + secret, "sha256")


def _expand(key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = struct.pack(">H", length) + b"HPKE-v1" + _SUITE + label + info
    return hmac.digest(key, labelled + b"\x01", "sha256")[:length]


def _hkdf() -> bool:
    derived = HKDF(SHA256(), 42, _hex("000102030405060708090a0b0c"), _hex("f0f1f2f3f4f5f6f7f8f9")).derive(b"\x0b" * 22)
    plain = HKDF(SHA256(), 42, b"", b"").derive(b"\x0b" * 22)
    return (
        derived == _hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
        and plain == _hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
        and _refuses(lambda: HKDF(SHA256(), 255 * 32 + 1, b"", b""))
    )


def _hmac() -> bool:
    digest = hmac.digest(b"Jefe", b"what do ya want for nothing?", "sha256")
    right = _hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    return hmac.compare_digest(digest, right) and not hmac.compare_digest(digest, _flipped(right, 31))


def _scrypt() -> bool:
    derived = Scrypt(salt=b"", length=64, n=16, r=1, p=1).derive(b"")
    return derived.startswith(_hex("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"))


def _blake3() -> bool:
    """One chunk, one byte more, and a tree of a hundred, in one go and in pieces."""
    data = bytes(n % 251 for n in range(102_400))
    in_pieces = blake3.blake3(max_threads=1)
    for at in range(0, len(data), 1023):
        in_pieces.update(data[at : at + 1023])
    right = {
        0: "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
        1024: "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7",
        1025: "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444",
        102_400: "bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085",
    }
    whole = all(blake3.blake3(data[:size]).hexdigest() == digest for size, digest in right.items())
    return whole and in_pieces.hexdigest() == right[102_400]


def _sha256() -> bool:
    two_blocks = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    return hashlib.sha256(b"abc").digest() == _hex(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ) and hashlib.sha256(two_blocks).digest() == _hex(
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    )


def _zstd() -> bool:
    """Frames made by hand: a magic number, a header without a window, one block that is raw, repeats, or is no block."""
    magic, one_segment = _hex("28b52ffd"), _hex("20 05")
    raw, repeated = _hex("290000") + b"hello", _hex("2b0000") + b"h"
    opened = zstandard.ZstdDecompressor(max_window_size=2**24)
    whole = zstandard.ZstdCompressor(write_checksum=True).compress(_SUNSCREEN * 9)
    bad = [
        magic + one_segment + _hex("2f0000") + b"hello",  # the block type that is kept for later
        magic + one_segment + raw[:-1],
        _flipped(magic, 0) + one_segment + raw,
        magic + _hex("00 90") + _hex("290000") + b"hello",  # a window of 256 MB
        _flipped(whole, len(whole) - 1),  # its checksum
        whole[:-1],
        b"",
    ]
    return (
        opened.decompress(magic + one_segment + raw) == b"hello"
        and opened.decompress(magic + one_segment + repeated) == b"hhhhh"
        and opened.decompress(whole) == _SUNSCREEN * 9
        and all(_refuses(lambda d=d: opened.decompress(d, max_output_size=64)) for d in bad)  # type: ignore[misc]
    )


_TESTS: tuple[tuple[str, str, Callable[[], bool]], ...] = (
    ("AES-256-GCM", "the GCM specification, test cases 14 and 16", _aes_gcm),
    ("ChaCha20-Poly1305", "RFC 8439, 2.8.2", _chacha),
    ("AES-256-GCM-SIV", "RFC 8452, C.2", _aes_gcm_siv),
    ("Ed25519", "RFC 8032, 7.1, test 1, and 5.1.7", _ed25519),
    ("X25519", "RFC 7748, 6.1, and its points of small order", _x25519),
    ("ML-KEM-768", "FIPS 203 with the first official seed, and there and back", _ml_kem),
    ("HPKE", "RFC 9180 and X-Wing, step by step", _hpke),
    ("HKDF-SHA256", "RFC 5869, A.1 and A.3", _hkdf),
    ("HMAC-SHA256", "RFC 4231, 4.3", _hmac),
    ("scrypt", "RFC 7914, 12", _scrypt),
    ("BLAKE3", "its official vectors, up to 102,400 bytes", _blake3),
    ("SHA-256", "FIPS 180-4", _sha256),
    ("zstd", "RFC 8878, blocks by hand", _zstd),
)
