"""The recovery file: my identities and team keys as text, sealed under a passphrase. docs/FORMAT.md, part 11.

Hides: how it is laid out. Promises: a damaged text is told from a wrong passphrase; nothing of it is used before its seal
was found whole.
"""

from __future__ import annotations

import hashlib
import os
import struct
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.armour import armoured, not_whole, unarmoured
from engine.errors import TowlineError
from engine.keys import PASSPHRASE_EXTRA, Identity, open_under_passphrase, seal_under_passphrase

FIRST_LINE = (
    "Towline recovery file: with its passphrase it brings back one person's identity and team keys. Keep it safe."
)
KIND = "towline-recovery:"

_WHAT = "recovery file"
_VERSION = b"\x01"
_PURPOSE = b"towline/recovery/1"
_CHECK = 4  # bytes of SHA-256
_TIMES = struct.Struct(">QQ")
_LENGTH = struct.Struct(">H")
_TEAM_KEY = struct.Struct(">Q32s")


@dataclass(frozen=True, slots=True)
class Recovery:
    """`made`: when the identity was, `saved`: when this file was (Unix times, whole seconds).

    `older`: what the identity replaced, the newest first. `teams`: name → keys with when each was made, the newest first.
    """

    identity: Identity
    made: int
    saved: int
    teams: Mapping[str, list[tuple[int, bytes]]] = field(repr=False)
    older: Sequence[Identity] = ()


def text_of(recovery: Recovery, passphrase: str, *, extra: bytes = b"") -> str:
    """Takes half a second and 128 MB. `extra`: the salt and nonce to use (vectors). Raises usage without a passphrase."""
    if not passphrase:
        raise TowlineError("usage", what="A recovery file needs a passphrase.", todo="Choose one.")
    plain = _TIMES.pack(recovery.made, recovery.saved) + _with_length(recovery.identity.to_bytes())
    plain += _LENGTH.pack(len(recovery.older)) + b"".join(_with_length(each.to_bytes()) for each in recovery.older)
    for name, kept in sorted(recovery.teams.items()):
        plain += _with_length(name.encode()) + _LENGTH.pack(len(kept))
        plain += b"".join(_TEAM_KEY.pack(made, key) for made, key in kept)
    sealed = seal_under_passphrase(plain, passphrase, _PURPOSE, extra or os.urandom(PASSPHRASE_EXTRA))
    body = _VERSION + sealed
    word = armoured(KIND, body + hashlib.sha256(body).digest()[:_CHECK])
    return "\n".join([FIRST_LINE, *textwrap.wrap(word, 76, break_on_hyphens=False)]) + "\n"


def read(text: str, passphrase: str) -> Recovery:
    """The reverse of `text_of`. Raises usage for damaged text, too-new, wrong-passphrase."""
    data = unarmoured(text[max(0, text.find(KIND)) :], KIND, _WHAT)
    body, check = data[:-_CHECK], data[-_CHECK:]
    if not body or hashlib.sha256(body).digest()[:_CHECK] != check:
        raise not_whole(KIND, _WHAT)
    if body[:1] != _VERSION:
        raise TowlineError("too-new", format=body[0])
    plain = open_under_passphrase(body[1:], passphrase, _PURPOSE)
    try:
        return _parsed(plain)
    except (struct.error, ValueError) as error:  # it was sealed like this
        raise not_whole(KIND, _WHAT) from error


def _parsed(plain: bytes) -> Recovery:
    made, saved = _TIMES.unpack_from(plain)
    identity, at = _part(plain, _TIMES.size)
    (count,) = _LENGTH.unpack_from(plain, at)
    at += _LENGTH.size
    older: list[Identity] = []
    for _ in range(count):
        part, at = _part(plain, at)
        older.append(Identity.from_bytes(part))
    teams: dict[str, list[tuple[int, bytes]]] = {}
    while at < len(plain):
        name, at = _part(plain, at)
        (count,) = _LENGTH.unpack_from(plain, at)
        at += _LENGTH.size
        end = at + count * _TEAM_KEY.size
        teams[name.decode()] = list(_TEAM_KEY.iter_unpack(plain[at:end]))
        at = end
    return Recovery(Identity.from_bytes(identity), made, saved, teams, older)


def _with_length(part: bytes) -> bytes:
    return _LENGTH.pack(len(part)) + part


def _part(plain: bytes, at: int) -> tuple[bytes, int]:
    """A part with its length before it, and where the next one begins."""
    (length,) = _LENGTH.unpack_from(plain, at)
    at += _LENGTH.size
    return plain[at : at + length], at + length
