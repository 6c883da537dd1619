"""The wrapped transfer key, opened step by step as FORMAT.md part 5 says: the library may not drift to another draft."""

import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from engine_reader import cases, vectors

from engine import keys

SUITE = b"HPKE" + struct.pack(">HHH", 0x647A, 0x0001, 0x0002)


def extract(salt, label, secret):
    return hmac.new(salt or bytes(32), b"HPKE-v1" + SUITE + label + secret, "sha256").digest()


def expand(key, label, info, length):
    """One block of HKDF-Expand is enough for up to 32 bytes."""
    labelled = struct.pack(">H", length) + b"HPKE-v1" + SUITE + label + info
    return hmac.new(key, labelled + b"\x01", "sha256").digest()[:length]


def test_wrapped_key_of_a_vector_opens_by_rfc_9180_and_x_wing():
    ben = next(person for person in vectors("bundles.json")["people"] if person["name"] == "Ben")
    ml_kem = MLKEM768PrivateKey.from_seed_bytes(bytes.fromhex(ben["ml_kem"]))
    x25519 = X25519PrivateKey.from_private_bytes(bytes.fromhex(ben["x25519"]))
    case = cases("bundles.json")[0]
    offer = keys.verify_offer(bytes.fromhex(case["key"]), bytes.fromhex(case["value"]))
    context, sealed = keys.offer_context(offer), offer.recipients[0].sealed
    ciphertext, share, wrapped = sealed[:1088], sealed[1088:1120], sealed[1120:]

    secrets = ml_kem.decapsulate(ciphertext) + x25519.exchange(X25519PublicKey.from_public_bytes(share))
    mine = x25519.public_key().public_bytes_raw()
    shared = hashlib.sha3_256(secrets + share + mine + bytes.fromhex("5C2E2F2F5E5C")).digest()
    schedule = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", context)
    secret = extract(shared, b"secret", b"")
    key, nonce = expand(secret, b"key", schedule, 32), expand(secret, b"base_nonce", schedule, 12)
    transfer_key = AESGCM(key).decrypt(nonce, wrapped, b"")

    assert keys.derive(transfer_key, context).commitment == offer.commitment
