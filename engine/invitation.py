"""The invitation file: what a computer needs to join a team, as text. docs/FORMAT.md, part 13.

Hides: how it is laid out. Promises: a damaged file is told from a whole one; nothing of it is used before it was found
whole. It holds secrets: the join key, maybe a sign-in, maybe the team's key.
"""

from __future__ import annotations

import hashlib
import json
import textwrap
import time
from dataclasses import dataclass, field

from engine.armour import armoured, not_whole, unarmoured
from engine.errors import TowlineError

FIRST_LINE = "Towline invitation: whoever holds this file can join the team. Hand it over like a password."
KIND = "towline-invite:"
LONGEST = 262_144  # bytes of the file

_WHAT = "invitation"
_VERSION = b"\x01"
_CHECK = 4  # bytes of SHA-256
_BYTES = {"invitation": 16, "join_key": 32}
_TEXTS = ("team", "cluster", "cluster_id", "settings", "team_key")
_NUMBERS = ("expires_ms", "most")
_MEMBERS = {*_BYTES, *_TEXTS, *_NUMBERS, "people", "admins"}


@dataclass(frozen=True, slots=True)
class Invitation:
    """`people`: (name, card as text), to be known by who joins; `admins`: names among them. `settings`: TOML, in which
    `{name}` stands for the name of who joins. `team_key`: the team's key as text, or empty."""

    invitation: bytes
    join_key: bytes = field(repr=False)
    team: str
    cluster: str
    cluster_id: str
    expires_ms: int
    most: int
    people: tuple[tuple[str, str], ...]
    admins: tuple[str, ...]
    settings: str = field(repr=False)
    team_key: str = field(repr=False)

    def check_open(self) -> None:
        """Raises invite-expired."""
        if self.expires_ms < time.time() * 1000:
            raise TowlineError("invite-expired", team=self.team)


def text_of(invitation: Invitation) -> str:
    plain = {name: getattr(invitation, name) for name in (*_TEXTS, *_NUMBERS, "people", "admins")}
    plain |= {name: getattr(invitation, name).hex() for name in _BYTES}
    body = _VERSION + json.dumps(plain, separators=(",", ":"), ensure_ascii=False).encode()
    word = armoured(KIND, body + hashlib.sha256(body).digest()[:_CHECK])
    return "\n".join([FIRST_LINE, *textwrap.wrap(word, 76, break_on_hyphens=False)]) + "\n"


def read(text: str) -> Invitation:
    """The reverse of `text_of`. Raises usage for a damaged file, too-new."""
    if len(text) > LONGEST:
        raise not_whole(KIND, _WHAT)
    data = unarmoured(text[max(0, text.find(KIND)) :], KIND, _WHAT)
    body, check = data[:-_CHECK], data[-_CHECK:]
    if not body or hashlib.sha256(body).digest()[:_CHECK] != check:
        raise not_whole(KIND, _WHAT)
    if body[:1] != _VERSION:
        raise TowlineError("too-new", format=body[0])
    try:
        return _parsed(json.loads(body[1:]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:  # it was made like this
        raise not_whole(KIND, _WHAT) from error


def _parsed(plain: dict[str, object]) -> Invitation:
    if set(plain) != _MEMBERS:
        raise ValueError("other members")
    made: dict[str, object] = {}
    for name, size in _BYTES.items():
        made[name] = bytes.fromhex(str(plain[name]))
        if len(made[name]) != size:  # type: ignore[arg-type]
            raise ValueError(name)
    for name in _TEXTS:
        made[name] = _text(plain[name])
    for name in _NUMBERS:
        number = plain[name]
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
            raise ValueError(name)
        made[name] = number
    people, admins = plain["people"], plain["admins"]
    if not isinstance(people, list) or not isinstance(admins, list):
        raise TypeError("people")
    made["people"] = tuple((_text(name), _text(card)) for name, card in people)
    made["admins"] = tuple(_text(name) for name in admins)
    return Invitation(**made)  # type: ignore[arg-type]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    value.encode()  # half a surrogate pair is no text either
    return value
