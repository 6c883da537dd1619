"""The bytes of format 1: chunk headers, pages, offers, cards, receipts. The only file that imports msgspec.

Hides: packing, strict decoding, caps. Promises: `decode(kind, encode(x)) == x`, and bytes are accepted only if
`encode(decode(bytes)) == bytes`; anything else raises TowlineError "refused" with a reason. docs/FORMAT.md is the
specification; names here and there are the same.
"""

from __future__ import annotations

import struct
from typing import NamedTuple, TypeVar

import msgspec

FORMAT = 1

# Kinds of records in the data topic (chunk header)
CHUNK, SEGMENT_PAGE, ENTRY_PAGE, INNER_PAGE, SUM_PAGE, PROBE = 1, 2, 3, 4, 5, 6

# Kinds of signed records in the catalog and receipts topics: what stands before the 0x00 in the signed bytes
OFFER, CARD, RECEIPT, MISSING = b"towline/offer/1", b"towline/card/1", b"towline/receipt/1", b"towline/missing/1"

# Caps, checked before anything is allocated
MAX_BLOCK = 16 * 1024 * 1024
MIN_BLOCK = 4096
MAX_OFFER = 16 * 1024
LEAF_ROWS = 4096
INNER_REFS = 1024
MAX_REFS = 64  # of one tree in an offer
DIRECT_REFS = 8  # a tree with at most this many leaves is named leaf by leaf, a larger one by inner pages only
MAX_PATH = 4096
MAX_RECIPIENTS = 8
MAX_TITLE = 255

# State of an entry row
OPEN, CLOSED, VOID, LEFT_OUT = 0, 1, 2, 3

# State of an offer
GROWING, COMPLETE, WITHDRAWN = 0, 1, 2


class Header(NamedTuple):
    """What stands in the one Kafka header `t`: 43 bytes, and the AAD of the sealed block.

    `seq` numbers chunks, segment rows or entry rows: of a page it is the number of its first row.
    """

    kind: int
    transfer: bytes  # 16
    seq: int
    nonce: bytes  # 12
    plain: int  # bytes before compression
    compressed: bool


class _Record(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    pass


class Segment(_Record):
    """Where chunk `first + i` of a leaf is. `digest`: BLAKE3 of its header and value."""

    partition: int
    offset: int
    plain: int
    digest: bytes


class Entry(_Record):
    """One file or folder. It starts in chunk `seq` at byte `at`. `mode`: permission bits, 0 unknown."""

    path: str
    folder: bool
    state: int
    seq: int
    at: int
    length: int
    digest: bytes  # 32; empty for folders, open, void and left out rows
    mtime_ns: int
    mode: int


class Sum(_Record):
    """The SHA-256 of entry `number` as its sender read it."""

    number: int
    sha256: bytes


class Ref(_Record):
    """Where a page is: location, digest of its header and value, and which rows (or rows below it) it holds."""

    partition: int
    offset: int
    plain: int
    digest: bytes
    first: int
    count: int


class Recipient(_Record):
    """Who can open: `team` False: `key_id` = fingerprint (32), `sealed` = HPKE enc 1120 + 48. True: 16, nonce 12 + 48."""

    team: bool
    key_id: bytes
    sealed: bytes


class Sealed(_Record):
    """What only recipients see of an offer. Rows stand here while the whole offer stays within MAX_OFFER."""

    title: str
    entries: int
    size: int
    segment_rows: list[Segment]
    entry_rows: list[Entry]
    sum_rows: list[Sum]


class Offer(_Record):
    """The body of a signed offer. Kafka key = sender ‖ transfer. Times are broker time in ms."""

    number: int
    revision: int
    state: int
    sender: bytes  # fingerprint, 32
    signing_key: bytes  # Ed25519, 32
    transfer: bytes  # 16
    cluster_id: str
    topic_id: bytes  # 16; empty where the cluster tells none
    suite: int  # 1..4
    block_size: int
    commitment: bytes  # 32
    created_ms: int
    expires_ms: int
    chunks: int
    stored: int  # plain bytes in those chunks
    recipients: list[Recipient]
    segments: list[Ref]
    entries: list[Ref]
    sums: list[Ref]
    inner: int  # bits: 1 segments, 2 entries, 4 sums are named by inner pages
    nonce: bytes  # 12
    sealed: bytes


class Card(_Record):
    """The body of a signed card: a public identity. Kafka key = fingerprint.

    `previous` and `by_previous`: the older identity's signing key and its signature over the rest, both empty if none.
    """

    name: str
    revision: int
    made_ms: int
    revoked: bool
    signing_key: bytes  # Ed25519, 32
    ml_kem: bytes  # ML-KEM-768 public key, 1184
    x25519: bytes  # 32
    previous: bytes
    by_previous: bytes


class Receipt(_Record):
    """A named recipient says: these entries are in place and durable here. `offer`: BLAKE3 of the signed offer."""

    reader: bytes
    signing_key: bytes
    sender: bytes
    transfer: bytes
    offer: bytes
    entries: list[tuple[int, int]]  # ranges first..last
    at_ms: int


class Missing(_Record):
    """A named recipient says: these chunks (ranges first..last) are no longer on the cluster."""

    reader: bytes
    signing_key: bytes
    sender: bytes
    transfer: bytes
    chunks: list[tuple[int, int]]
    at_ms: int


T = TypeVar("T", bound=_Record)

_HEADER = struct.Struct(">BB16sQ12sIB")


def pack_header(header: Header) -> bytes:
    return _HEADER.pack(FORMAT, *header)
