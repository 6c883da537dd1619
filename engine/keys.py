"""Identities, signatures, and the keys of one bundle.

Hides: HPKE, Ed25519, HKDF and how keys are laid out in bytes. Promises: a key comes out only if it is the one that the
sender signed a commitment to, compared in constant time; a record is given back only if its signature holds; secrets
appear in no repr and no error. docs/FORMAT.md, parts 3 and 4.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import time
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from engine import wire
from engine.errors import TowlineError
from engine.wire import Reason, refused

ROTATION = b"towline/rotation/1"  # what an older identity signs for its successor
PUBLIC_TRANSFER_KEY = bytes(wire.KEY)  # of a bundle that is signed, not encrypted: no secret

_HPKE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_PRIVATE = struct.Struct(">B32s64s32s")  # format, Ed25519 seed, ML-KEM seed, X25519
_PRIVATE_FORMAT = 1


class PublicKeys(Protocol):
    """A card, or an identity."""

    @property
    def signing_key(self) -> bytes: ...
    @property
    def ml_kem(self) -> bytes: ...
    @property
    def x25519(self) -> bytes: ...


def fingerprint(keys: PublicKeys) -> bytes:
    """The 32 bytes that stand for a person everywhere."""
    return hashlib.sha256(wire.CARD + keys.signing_key + keys.ml_kem + keys.x25519).digest()


@lru_cache(maxsize=1024)
def fingerprint_text(value: bytes) -> str:
    """`12345 67890 …`: 8 groups of 5 digits, for people to compare by voice."""
    return " ".join(f"{number % 100_000:05}" for number in struct.unpack(">8I", value))


class Identity:
    """My private keys under the name I call myself."""

    def __init__(self, name: str, signing: Ed25519PrivateKey, ml_kem: MLKEM768PrivateKey, x25519: X25519PrivateKey):
        self.name = name
        self._signing, self._ml_kem, self._x25519 = signing, ml_kem, x25519
        self._hybrid = hpke.MLKEM768X25519PrivateKey(ml_kem, x25519)
        self.signing_key = signing.public_key().public_bytes_raw()
        self.ml_kem = ml_kem.public_key().public_bytes_raw()
        self.x25519 = x25519.public_key().public_bytes_raw()
        self.fingerprint = fingerprint(self)

    @classmethod
    def generate(cls, name: str) -> Identity:
        return cls(name, Ed25519PrivateKey.generate(), MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())

    @classmethod
    def from_bytes(cls, data: bytes) -> Identity:
        """The reverse of `to_bytes`; raises ValueError for anything else."""
        if len(data) < _PRIVATE.size or data[0] != _PRIVATE_FORMAT:
            raise ValueError("not an identity")
        _, signing, ml_kem, x25519 = _PRIVATE.unpack_from(data)
        return cls(
            data[_PRIVATE.size :].decode(),
            Ed25519PrivateKey.from_private_bytes(signing),
            MLKEM768PrivateKey.from_seed_bytes(ml_kem),
            X25519PrivateKey.from_private_bytes(x25519),
        )

    def to_bytes(self) -> bytes:
        """All private keys and the name, in the clear: only ever for the vault."""
        secrets = (key.private_bytes_raw() for key in (self._signing, self._ml_kem, self._x25519))
        return _PRIVATE.pack(_PRIVATE_FORMAT, *secrets) + self.name.encode()

    def card(
        self,
        revision: int,
        revoked: bool = False,
        *,
        name: str = "",
        previous: Identity | None = None,
        made_ms: int | None = None,
    ) -> wire.Card:
        """My public identity, unsigned. `name`: another one than mine. `previous`: the identity that this one replaces; it
        signs for it."""
        card = wire.Card(
            name=name or self.name,
            revision=revision,
            made_ms=int(time.time() * 1000) if made_ms is None else made_ms,
            revoked=revoked,
            signing_key=self.signing_key,
            ml_kem=self.ml_kem,
            x25519=self.x25519,
            previous=previous.signing_key if previous else b"",
            by_previous=b"",
        )
        if previous is None:
            return card
        by_previous = previous.sign(ROTATION, wire.encode(card))[: wire.SIGNATURE]
        return wire.replace(card, by_previous=by_previous)

    def sign(self, kind: bytes, body: bytes) -> bytes:
        """A catalog or receipts value: signature 64 ‖ body."""
        return self._signing.sign(kind + b"\0" + body) + body

    def unwrap(self, sealed: bytes, context: bytes) -> bytes:
        """The transfer key that was wrapped for me under this context."""
        try:
            return _HPKE.decrypt(sealed, self._hybrid, info=context)
        except (InvalidTag, ValueError) as error:
            raise refused(Reason.WRAP, error) from None


# --- under a passphrase --------------------------------------------------------------------------------------------------

PASSPHRASE_EXTRA = 28  # bytes: salt 16, nonce 12


def seal_under_passphrase(plain: bytes, passphrase: str, purpose: bytes, extra: bytes) -> bytes:
    """`extra` (PASSPHRASE_EXTRA fresh random bytes) ‖ sealed. Takes half a second and 128 MB."""
    return extra + _passphrase_cipher(passphrase, extra).encrypt(extra[16:], plain, purpose)


def open_under_passphrase(sealed: bytes, passphrase: str, purpose: bytes) -> bytes:
    """Raises wrong-passphrase."""
    extra = sealed[:PASSPHRASE_EXTRA]
    try:
        return _passphrase_cipher(passphrase, extra).decrypt(extra[16:], sealed[PASSPHRASE_EXTRA:], purpose)
    except (InvalidTag, ValueError):
        raise TowlineError("wrong-passphrase") from None


def _passphrase_cipher(passphrase: str, extra: bytes) -> AESGCM:
    typed = unicodedata.normalize("NFC", passphrase).encode()  # keyboards differ in how they spell an umlaut
    return AESGCM(Scrypt(salt=extra[:16], length=32, n=2**17, r=8, p=1).derive(typed))


# --- signed records ------------------------------------------------------------------------------------------------------

R = TypeVar("R", wire.Offer, wire.Card, wire.Receipt, wire.Missing, wire.Lost)
K = TypeVar("K", bound=wire.Record)


def verify(kind: bytes, value: bytes, signing_key: bytes) -> bytes:
    """The body of a signed value."""
    if len(value) > wire.MAX_OFFER:
        raise refused(Reason.TOO_LARGE, f"{len(value)} bytes")
    body = value[wire.SIGNATURE :]
    try:
        Ed25519PublicKey.from_public_bytes(signing_key).verify(value[: wire.SIGNATURE], kind + b"\0" + body)
    except (InvalidSignature, ValueError):
        raise refused(Reason.SIGNATURE) from None
    return body


def verify_offer(key: bytes | None, value: bytes) -> wire.Offer:
    """The offer in a catalog record, signed by the signing key that it names.

    Whether that key is the one on the card of `offer.sender` is for the caller to check: only the card tells.
    """
    return _verified(wire.OFFER, wire.Offer, key, value)


def verify_receipt(key: bytes | None, value: bytes) -> wire.Receipt:
    """As `verify_offer`: that the signing key is the one on the card of `reader` is for the caller to check."""
    return _verified(wire.RECEIPT, wire.Receipt, key, value)


def verify_missing(key: bytes | None, value: bytes) -> wire.Missing:
    """As `verify_receipt`."""
    return _verified(wire.MISSING, wire.Missing, key, value)


def verify_lost(key: bytes | None, value: bytes) -> wire.Lost:
    """As `verify_offer`: that the signing key is the one on the card of `sender` is for the caller to check."""
    return _verified(wire.LOST, wire.Lost, key, value)


def _verified(kind: bytes, record_type: type[R], key: bytes | None, value: bytes) -> R:
    record = decoded(record_type, value)
    verify(kind, value, record.signing_key)
    if isinstance(record, wire.Lost):
        fits = key == wire.lost_key(record.sender, record.transfer)
    else:
        fits = isinstance(record, wire.Card) or key == wire.offer_key(record.sender, record.transfer)
    if not fits:
        raise refused(Reason.KAFKA_KEY)
    return record


def decoded(record_type: type[K], value: bytes) -> K:
    """The body of a signed value; its signature is for the caller to check."""
    if len(value) > wire.MAX_OFFER:
        raise refused(Reason.TOO_LARGE, f"{len(value)} bytes")
    return wire.decode(record_type, value[wire.SIGNATURE :])


def verify_card(value: bytes) -> wire.Card:
    """The card in a signed value: signed by itself, with keys that one can seal to."""
    card = decoded(wire.Card, value)
    verify(wire.CARD, value, card.signing_key)
    seal_to(card, bytes(wire.KEY), b"")
    if card.previous:
        unsigned = wire.replace(card, by_previous=b"")
        try:
            verify(ROTATION, card.by_previous + wire.encode(unsigned), card.previous)
        except TowlineError:
            raise refused(Reason.PREVIOUS) from None
    return card


# --- the keys of one bundle ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class TransferKeys:
    """What follows from a transfer key and its context. `commitment` is public, the others 32-byte secrets."""

    chunk: bytes
    page: bytes
    commitment: bytes


def context(suite: int, signing_key: bytes, transfer: bytes, block_size: int) -> bytes:
    """What every key of a bundle is bound to: 32 bytes."""
    return hashlib.sha256(
        b"towline/context/1" + struct.pack(">B32s16sI", suite, signing_key, transfer, block_size)
    ).digest()


def offer_context(offer: wire.Offer) -> bytes:
    return context(offer.suite, offer.signing_key, offer.transfer, offer.block_size)


def derive(transfer_key: bytes, context: bytes) -> TransferKeys:
    return TransferKeys(
        *(
            derived_key(transfer_key, context, info)
            for info in (b"towline/chunk/1", b"towline/page/1", b"towline/commit/1")
        )
    )


def derived_key(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA256: 32 bytes."""
    return HKDF(hashes.SHA256(), 32, salt=salt, info=info).derive(key)


def wrap_for_person(card: wire.Card, transfer_key: bytes, context: bytes) -> wire.Recipient:
    return wire.Recipient(team=False, key_id=fingerprint(card), sealed=seal_to(card, transfer_key, context))


def seal_to(keys: PublicKeys, plain: bytes, context: bytes) -> bytes:
    """Encapsulated key 1,120 ‖ what only `Identity.unwrap` of these keys opens, under the same context."""
    try:
        public = hpke.MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(keys.ml_kem), X25519PublicKey.from_public_bytes(keys.x25519)
        )
        return _HPKE.encrypt(plain, public, info=context)
    except ValueError as error:
        raise refused(Reason.PUBLIC_KEYS, error) from None


def team_key_id(team_key: bytes) -> bytes:
    """The 16 bytes by which offers name a team key."""
    return derived_key(team_key, b"", b"towline/team-id/1")[: wire.TEAM_ID]


def wrap_for_team(team_key: bytes, transfer_key: bytes, context: bytes) -> wire.Recipient:
    nonce = os.urandom(wire.NONCE)
    sealed = nonce + _team_cipher(team_key, context).encrypt(nonce, transfer_key, context)
    return wire.Recipient(team=True, key_id=team_key_id(team_key), sealed=sealed)


def unwrap_for_team(team_key: bytes, sealed: bytes, context: bytes) -> bytes:
    nonce, wrapped = sealed[: wire.NONCE], sealed[wire.NONCE :]
    try:
        return _team_cipher(team_key, context).decrypt(nonce, wrapped, context)
    except (InvalidTag, ValueError) as error:
        raise refused(Reason.WRAP, error) from None


def _team_cipher(team_key: bytes, context: bytes) -> AESGCM:
    return AESGCM(derived_key(team_key, context, b"towline/team/1"))


def seal_small(key: bytes, nonce: bytes, plain: bytes, associated: bytes) -> bytes:
    """AES-256-GCM; a key is used for one nonce only."""
    return AESGCM(key).encrypt(nonce, plain, associated)


def open_small(key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
    """The reverse. Raises refused."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, associated)
    except (InvalidTag, ValueError) as error:
        raise refused(Reason.SEAL, error) from None


class Ring:
    """Everything I can open bundles with: my identity and my team keys by name, old ones of both among them."""

    def __init__(self, identity: Identity, teams: Mapping[str, bytes], older: Iterable[Identity] = ()) -> None:
        self._identities = {each.fingerprint: each for each in (identity, *older)}
        self._teams = {team_key_id(key): key for key in teams.values()}

    def open(self, offer: wire.Offer) -> bytes | None:
        """The transfer key, or None if the bundle is addressed neither to me nor to a team of mine.

        A signed-only bundle opens for everybody; whether to accept one is for the caller to decide.
        """
        context = offer_context(offer)
        if offer.suite == wire.SIGNED_ONLY:
            return _committed(PUBLIC_TRANSFER_KEY, context, offer)
        for recipient in offer.recipients:
            if recipient.team and recipient.key_id in self._teams:
                team_key = self._teams[recipient.key_id]
                return _committed(unwrap_for_team(team_key, recipient.sealed, context), context, offer)
            if not recipient.team and recipient.key_id in self._identities:
                unwrapped = self._identities[recipient.key_id].unwrap(recipient.sealed, context)
                return _committed(unwrapped, context, offer)
        return None


def _committed(transfer_key: bytes, context: bytes, offer: wire.Offer) -> bytes:
    if len(transfer_key) != wire.KEY or not hmac.compare_digest(
        derive(transfer_key, context).commitment, offer.commitment
    ):
        raise refused(Reason.COMMITMENT)
    return transfer_key
