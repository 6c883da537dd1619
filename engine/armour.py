"""Bytes as text that survives mail and chat: one word, broken into lines or not.

Hides: base64. Promises: what comes back is exactly what was given, or an error that says what to copy.
"""

from __future__ import annotations

import base64
import binascii

from engine.errors import TowlineError


def armoured(kind: str, data: bytes) -> str:
    """`kind` (like "towline-card:") and the data, as one word."""
    return kind + base64.urlsafe_b64encode(data).decode().rstrip("=")


def unarmoured(text: str, kind: str, what: str) -> bytes:
    """The data of such a word, however its lines were broken. Raises usage; `what` it should be, in words."""
    packed = "".join(text.split())
    if not packed.startswith(kind) or not packed.isascii():
        raise not_whole(kind, what)
    word = packed[len(kind) :]
    try:
        data = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise not_whole(kind, what) from None
    if not data or armoured(kind, data) != packed:
        raise not_whole(kind, what)
    return data


def not_whole(kind: str, what: str) -> TowlineError:
    return TowlineError("usage", what=f"This is not a whole {what}.", todo=f"It begins with {kind!r}; copy all of it.")
