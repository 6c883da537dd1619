"""Whether this computer's cryptography computes what the standards say: published vectors, a few milliseconds.

Hides: the vectors. Promises: one row a primitive that Towline uses; nothing of a profile is touched. A wrong build or a
broken processor shows here before it costs anybody a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import blake3
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

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


def _aes_gcm() -> bool:
    sealed = AESGCM(bytes(32)).encrypt(bytes(12), bytes(16), None)
    return sealed == _hex("cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919")


def _chacha() -> bool:
    cipher = ChaCha20Poly1305(bytes(range(0x80, 0xA0)))
    sealed = cipher.encrypt(_hex("07000000 4041424344454647"), _SUNSCREEN, _hex("50515253c0c1c2c3c4c5c6c7"))
    begins, tag = _hex("d31a8d34648e60db7b86afbc53ef7ec2"), _hex("1ae10b594f09e26a7e902ecbd0600691")
    return sealed.startswith(begins) and sealed.endswith(tag)


def _aes_gcm_siv() -> bool:
    key, nonce = b"\x01" + bytes(31), b"\x03" + bytes(11)
    return AESGCMSIV(key).encrypt(nonce, b"", None) == _hex("07f5f4169bbf55a8400cd47ea6fd400f")


def _ed25519() -> bool:
    key = Ed25519PrivateKey.from_private_bytes(_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    public = _hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = _hex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    return key.public_key().public_bytes_raw() == public and key.sign(b"") == signature


def _x25519() -> bool:
    alice = X25519PrivateKey.from_private_bytes(
        _hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    )
    bob = X25519PublicKey.from_public_bytes(_hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"))
    return alice.exchange(bob) == _hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")


def _ml_kem() -> bool:
    seed = _hex(
        "7c9935a0b07694aa0c6d10e4db6b1add2fd81a25ccb148032dcd739936737f2d 8626ed79d451140800e03b59b956f8210e556067407d13dc90fa9e8b872bfb8f"
    )
    key = MLKEM768PrivateKey.from_seed_bytes(seed)
    public = key.public_key().public_bytes_raw()
    begins = _hex("a8e651a1e685f22478a8954f007bc7711b930772c78f092e82878e3e937f3679")
    ends = _hex("162ec098a900b12dd8fabbfb3fe8cb1dc4e8315f2af0d32f0017ae136e19f028")
    shared, capsule = key.public_key().encapsulate()
    return public.startswith(begins) and public.endswith(ends) and key.decapsulate(capsule) == shared


def _hkdf() -> bool:
    derived = HKDF(SHA256(), 42, _hex("000102030405060708090a0b0c"), _hex("f0f1f2f3f4f5f6f7f8f9")).derive(b"\x0b" * 22)
    return derived == _hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")


def _scrypt() -> bool:
    derived = Scrypt(salt=b"", length=64, n=16, r=1, p=1).derive(b"")
    return derived.startswith(_hex("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"))


def _blake3() -> bool:
    return blake3.blake3(b"").hexdigest() == "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"


def _sha256() -> bool:
    return hashlib.sha256(b"abc").hexdigest() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def _zstd() -> bool:
    """The smallest frame of its specification: a magic number, a header without a window, one raw block."""
    frame = _hex("28b52ffd 20 05 290000 68656c6c6f")
    return zstandard.ZstdDecompressor().decompress(frame) == b"hello"


_TESTS: tuple[tuple[str, str, Callable[[], bool]], ...] = (
    ("AES-256-GCM", "the GCM specification, test case 14", _aes_gcm),
    ("ChaCha20-Poly1305", "RFC 8439, 2.8.2", _chacha),
    ("AES-256-GCM-SIV", "RFC 8452, C.2", _aes_gcm_siv),
    ("Ed25519", "RFC 8032, 7.1, test 1", _ed25519),
    ("X25519", "RFC 7748, 6.1", _x25519),
    ("ML-KEM-768", "FIPS 203 with the first official seed, and there and back", _ml_kem),
    ("HKDF-SHA256", "RFC 5869, A.1", _hkdf),
    ("scrypt", "RFC 7914, 12", _scrypt),
    ("BLAKE3", "its official vectors, empty input", _blake3),
    ("SHA-256", "FIPS 180-4", _sha256),
    ("zstd", "RFC 8878, a raw block", _zstd),
)
