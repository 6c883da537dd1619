"""The bytes of format 1: chunk headers, pages, offers, cards, receipts. Only wire*.py import msgspec.

Hides: packing, strict decoding, caps. Promises: `decode(kind, encode(x)) == x`, and bytes are accepted only if
`encode(decode(bytes)) == bytes` and the record does not contradict itself; anything else raises TowlineError "refused"
with a `Reason`. docs/FORMAT.md is the specification; names here and there are the same. What needs a key (signatures,
seals, commitments) is in keys.py and seal.py; the records of fleets stand in wire_fleet.py.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, TypeVar

import msgspec
from msgspec import Meta

from engine import tags
from engine.errors import TowlineError

FORMAT = 1

# Kinds of records in the data topic (chunk header)
CHUNK, SEGMENT_PAGE, ENTRY_PAGE, INNER_PAGE, SUM_PAGE, PROBE = 1, 2, 3, 4, 5, 6

# Kinds of signed records in the catalog and receipts topics: what stands before the 0x00 in the signed bytes
OFFER, CARD, RECEIPT, MISSING = b"towline/offer/1", b"towline/card/1", b"towline/receipt/1", b"towline/missing/1"
LOST = b"towline/lost/1"
LOST_KEY = b"\x05"  # first byte of its Kafka key

RECEIPTS_PARTITIONS = 16  # of the receipts topic

# Caps, checked before anything is allocated
MAX_BLOCK = 16 * 1024 * 1024
MIN_BLOCK = 4096
MAX_OFFER = 16 * 1024  # of every signed value: signature and body
LEAF_ROWS = 4096
INNER_REFS = 1024
MAX_REFS = 64  # of one tree in an offer
DIRECT_REFS = 8  # a tree with at most this many leaves is named leaf by leaf, a larger one by inner pages only
MAX_PATH = 4096
MAX_COMPONENT = 255
MAX_RECIPIENTS = 8
MAX_TITLE = 255  # bytes of UTF-8; so is a card's name

# State of an entry row
OPEN, CLOSED, VOID, LEFT_OUT = 0, 1, 2, 3

# State of an offer
GROWING, COMPLETE, WITHDRAWN = 0, 1, 2

# Suites; a signed-only bundle is not encrypted
AES_256_GCM, CHACHA20_POLY1305, AES_256_GCM_SIV, SIGNED_ONLY = 1, 2, 3, 4

# Bits of `Offer.inner`
SEGMENT_TREE, ENTRY_TREE, SUM_TREE = 1, 2, 4

SIGNATURE, FINGERPRINT, TRANSFER, DIGEST, NONCE, TAG, KEY = 64, 32, 16, 32, 12, 16, 32
PERSON_SEALED = 1120 + KEY + TAG  # HPKE: encapsulated key, then the transfer key under AES-256-GCM
TEAM_ID, TEAM_SEALED = 16, NONCE + KEY + TAG


class Reason(StrEnum):
    """Why a record is refused, as the end of "A record was refused: …". Every one is listed in docs/FORMAT.md."""

    # Records of the data topic
    NO_HEADER = "it has no chunk header, or more than one"
    HEADER = "its chunk header is malformed"
    PLACE = "its chunk header belongs to another place"
    PLAIN = "its plain length is not allowed here"
    LENGTH = "its length contradicts its chunk header"
    DIGEST = "its digest is not the one that was signed"
    SEAL = "its seal is broken"
    FRAME = "its compressed bytes are not one plain zstd frame of the stated length"
    # Records of every kind
    TOO_LARGE = "it is larger than its kind may be"
    MALFORMED = "it is malformed"
    NOT_CANONICAL = "it is not in its one canonical form"
    # Pages and rows
    ROWS = "a page holds other rows than its reference says"
    PATH = "a path is empty, too long, absolute, or leaves its folder"
    ENTRY = "an entry contradicts itself"
    # Offers
    TEXT = "a title or name is too long"
    TAGS = "its tags are malformed or too long, or one is named twice"
    RECIPIENTS = "its recipients are malformed, or one is named twice"
    REFERENCES = "its page references are not in one piece"
    COUNTS = "its counts contradict each other"
    TIMES = "it expires before it was made"
    NONCE = "its nonce is not allowed"
    KAFKA_KEY = "its Kafka key is not what was signed"
    # Signatures and keys
    SIGNATURE = "its signature is not by its sender"
    PUBLIC_KEYS = "its public keys are not valid"
    PREVIOUS = "it was not signed by the key that it replaces"
    WRAP = "the transfer key in it cannot be opened"
    COMMITMENT = "its transfer key is not the one its sender committed to"
    PROOF = "its proof was not made with the key of its invitation"
    # A revision that does not extend the accepted one
    OTHER_BUNDLE = "it belongs to another bundle than the accepted one"
    NOT_NEWER = "it is not newer than the accepted one"
    STATE_BACK = "it takes the state of the accepted one back"
    RECIPIENT_GONE = "it drops a recipient of the accepted one"
    EXPIRES_SOONER = "it expires sooner than the accepted one"
    ROWS_GONE = "it drops or moves rows of the accepted one"


def refused(reason: Reason, details: object = "") -> TowlineError:
    return TowlineError("refused", reason=reason.value, details=str(details))


# --- records -------------------------------------------------------------------------------------------------------------

_U31 = Annotated[int, Meta(ge=0, le=2**31 - 1)]
_U32 = Annotated[int, Meta(ge=0, le=2**32 - 1)]
U63 = Annotated[int, Meta(ge=0, le=2**63 - 1)]
_I64 = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
_Block = Annotated[int, Meta(ge=1, le=MAX_BLOCK)]
Bytes12 = Annotated[bytes, Meta(min_length=12, max_length=12)]
Bytes16 = Annotated[bytes, Meta(min_length=16, max_length=16)]
Bytes32 = Annotated[bytes, Meta(min_length=32, max_length=32)]


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


class Record(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    pass


class Segment(Record, frozen=True):
    """Where chunk `first + i` of a leaf is. `digest`: BLAKE3 of its header and value."""

    partition: _U31
    offset: U63
    plain: _Block
    digest: Bytes32


class Entry(Record, frozen=True):
    """One file or folder. It starts in chunk `seq` at byte `at`. `mode`: permission bits, 0 unknown."""

    path: str
    folder: bool
    state: Annotated[int, Meta(ge=OPEN, le=LEFT_OUT)]
    seq: U63
    at: Annotated[int, Meta(ge=0, le=MAX_BLOCK)]
    length: U63
    digest: bytes  # 32; empty for folders, open, void and left out rows
    mtime_ns: _I64
    mode: Annotated[int, Meta(ge=0, le=0o7777)]


class Sum(Record, frozen=True):
    """The SHA-256 of entry `number` as its sender read it."""

    number: U63
    sha256: Bytes32


class Ref(Record, frozen=True):
    """Where a page is: location, digest of its header and value, and which rows (or rows below it) it holds."""

    partition: _U31
    offset: U63
    plain: _Block
    digest: Bytes32
    first: U63
    count: Annotated[int, Meta(ge=1, le=INNER_REFS * LEAF_ROWS)]


class Recipient(Record, frozen=True):
    """Who can open: `team` False: `key_id` = fingerprint (32), `sealed` = HPKE enc 1120 + 48. True: 16, nonce 12 + 48."""

    team: bool
    key_id: bytes
    sealed: bytes


class Sealed(Record, frozen=True):
    """What only recipients see of an offer. Rows stand here while the whole offer stays within MAX_OFFER."""

    title: str
    entries: U63
    size: U63
    segment_rows: Annotated[list[Segment], Meta(max_length=LEAF_ROWS)]
    entry_rows: Annotated[list[Entry], Meta(max_length=LEAF_ROWS)]
    sum_rows: Annotated[list[Sum], Meta(max_length=LEAF_ROWS)]
    tags: Annotated[list[tuple[str, str]], Meta(max_length=tags.MOST)]  # keys rising


_Refs = Annotated[list[Ref], Meta(max_length=MAX_REFS)]


class Offer(Record, frozen=True):
    """The body of a signed offer. Kafka key = sender ‖ transfer. Times are broker time in ms."""

    number: U63
    revision: _U32
    state: Annotated[int, Meta(ge=GROWING, le=WITHDRAWN)]
    sender: Bytes32  # fingerprint
    signing_key: Bytes32  # Ed25519
    transfer: Bytes16
    cluster_id: Annotated[str, Meta(max_length=255)]
    topic_id: bytes  # 16; empty where the cluster tells none
    suite: Annotated[int, Meta(ge=AES_256_GCM, le=SIGNED_ONLY)]
    block_size: Annotated[int, Meta(ge=MIN_BLOCK, le=MAX_BLOCK)]
    commitment: Bytes32
    created_ms: U63
    expires_ms: U63
    chunks: U63
    stored: U63  # plain bytes in those chunks
    recipients: Annotated[list[Recipient], Meta(max_length=MAX_RECIPIENTS)]
    segments: _Refs
    entries: _Refs
    sums: _Refs
    inner: Annotated[int, Meta(ge=0, le=SEGMENT_TREE | ENTRY_TREE | SUM_TREE)]  # trees that are named by inner pages
    nonce: Bytes12
    sealed: bytes


class Card(Record, frozen=True):
    """The body of a signed card: a public identity. Kafka key = fingerprint.

    `previous` and `by_previous`: the older identity's signing key and its signature over the rest, both empty if none.
    """

    name: str
    revision: _U32
    made_ms: U63
    revoked: bool
    signing_key: Bytes32  # Ed25519
    ml_kem: Annotated[bytes, Meta(min_length=1184, max_length=1184)]  # ML-KEM-768 public key
    x25519: Bytes32
    previous: bytes
    by_previous: bytes


_Range = tuple[U63, U63]


class Receipt(Record, frozen=True):
    """A named recipient says: these entries are in place and durable here. `offer`: BLAKE3 of the signed offer."""

    reader: Bytes32
    signing_key: Bytes32
    sender: Bytes32
    transfer: Bytes16
    offer: Bytes32
    entries: list[_Range]  # ranges first..last
    at_ms: U63


class Missing(Record, frozen=True):
    """A named recipient says: these chunks (ranges first..last) are no longer on the cluster."""

    reader: Bytes32
    signing_key: Bytes32
    sender: Bytes32
    transfer: Bytes16
    chunks: list[_Range]
    at_ms: U63


class Lost(Record, frozen=True):
    """A sender says: these chunks of its bundle (ranges first..last) are gone and cannot be sent again. It holds all that
    were ever told. Kafka key, in the catalog: 0x05 ‖ sender ‖ transfer."""

    sender: Bytes32
    signing_key: Bytes32
    transfer: Bytes16
    chunks: list[_Range]
    at_ms: U63


# --- headers, records, pages as bytes ----------------------------------------------------------------------------------

T = TypeVar("T", bound=Record)

_HEADER = struct.Struct(">BB16sQ12sIB")
_STRICT = (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError)
_encoder = msgspec.msgpack.Encoder()
# All made here, in one thread: made at first use, two threads that met in it crashed in msgspec (0.22).
_decoders: dict[Any, msgspec.msgpack.Decoder[Any]] = {
    kind: msgspec.msgpack.Decoder(kind)
    for record in (Segment, Entry, Sum, Ref, Recipient, Sealed, Offer, Card, Receipt, Missing, Lost)
    for kind in (record, list[record])  # type: ignore[valid-type]
}

_more_checks: dict[type[Record], Callable[[Any], None]] = {}  # of kinds that other files add


def add_kind(kind: type[Record], check: Callable[[Any], None]) -> None:
    """A kind of record that another file defines: `decode` takes it from now on, if `check` does not raise. Called when
    that file is imported."""
    _decoders[kind] = msgspec.msgpack.Decoder(kind)
    _more_checks[kind] = check


def pack_header(header: Header) -> bytes:
    return _HEADER.pack(FORMAT, *header)


def unpack_header(data: bytes | None) -> Header:
    """`data`: the one header `t` of a record, None if there is none or more than one."""
    if data is None:
        raise refused(Reason.NO_HEADER)
    if len(data) != _HEADER.size:
        raise refused(Reason.HEADER, f"{len(data)} bytes")
    version, kind, transfer, seq, nonce, plain, flag = _HEADER.unpack(data)
    if version > FORMAT:
        raise TowlineError("too-new", format=version)
    if version != FORMAT or not CHUNK <= kind <= PROBE or flag > 1 or seq >= 2**63 or not 0 < plain <= MAX_BLOCK:
        raise refused(Reason.HEADER)
    return Header(kind, transfer, seq, nonce, plain, flag == 1)


def encode(record: Record) -> bytes:
    return _encoder.encode(record)


def replace(record: T, **fields: Any) -> T:
    """A copy of `record` with other values in some fields."""
    return msgspec.structs.replace(record, **fields)


def decode(kind: type[T], data: bytes) -> T:
    """The record in `data`, which does not contradict itself."""
    if len(data) > MAX_OFFER:
        raise refused(Reason.TOO_LARGE, f"{len(data)} bytes")
    record: T = _decode(kind, data)
    _check(record)
    return record


def encode_rows(rows: Sequence[Record]) -> bytes:
    return _encoder.encode(rows)


def decode_rows(kind: type[T], data: bytes | memoryview, max_rows: int) -> list[T]:
    """The rows of a page; more than `max_rows` are refused before any of them is read."""
    data = bytes(data)
    if _stated_rows(data) > max_rows:
        raise refused(Reason.ROWS)
    rows: list[T] = _decode(list[kind], data)  # type: ignore[valid-type]
    for row in rows:
        _check(row)
    return rows


def decode_page(kind: type[T], ref: Ref, data: bytes | memoryview) -> list[T]:
    """The rows of the page that `ref` names: exactly those. `kind` Ref: an inner page."""
    if len(data) != ref.plain:
        raise refused(Reason.PLAIN)
    rows: list[Any] = decode_rows(kind, data, INNER_REFS if kind is Ref else LEAF_ROWS)
    held = _row_count(rows, LEAF_ROWS, ref.first) if kind is Ref else len(rows)
    if held != ref.count or (kind is Sum and not _rising(rows)):
        raise refused(Reason.ROWS)
    return rows


def _decode(kind: Any, data: bytes) -> Any:
    try:
        record = _decoders[kind].decode(data)
    except _STRICT as error:
        raise refused(Reason.MALFORMED, error) from None
    if _encoder.encode(record) != data:
        raise refused(Reason.NOT_CANONICAL)
    return record


def _stated_rows(data: bytes) -> int:
    """How many elements the array at the beginning of `data` says to have."""
    mark = data[0] if data else 0xC0
    if mark & 0xF0 == 0x90:
        return mark & 0x0F
    size = {0xDC: 3, 0xDD: 5}.get(mark, 0)
    if not 0 < size <= len(data):
        raise refused(Reason.MALFORMED)
    return int.from_bytes(data[1:size])


def lost_key(sender: bytes, transfer: bytes) -> bytes:
    """The Kafka key of what a sender says is lost of a bundle."""
    return LOST_KEY + sender + transfer


def offer_key(sender: bytes, transfer: bytes) -> bytes:
    """The Kafka key of an offer and of the receipts for it: 48 bytes."""
    return sender + transfer


def receipts_partition(sender: bytes) -> int:
    """The partition of the receipts topic for all offers of this sender."""
    return sender[0] % RECEIPTS_PARTITIONS


# --- records that do not contradict themselves ---------------------------------------------------------------------------


def check_path(path: str) -> None:
    """A path as it travels: components of 1-255 bytes of UTF-8 with '/' between them; nothing is normalised."""
    try:
        data = path.encode()
    except UnicodeEncodeError:
        raise refused(Reason.PATH, "not UTF-8") from None
    if len(data) > MAX_PATH or 0 in data:
        raise refused(Reason.PATH)
    for component in data.split(b"/"):
        if not 0 < len(component) <= MAX_COMPONENT or component in (b".", b".."):
            raise refused(Reason.PATH)


def check_offer(offer: Offer) -> None:
    """Caps and consistency of what everybody sees. `decode` has done this already."""
    _check_recipients(offer)
    if offer.expires_ms < offer.created_ms:
        raise refused(Reason.TIMES)
    if len(offer.topic_id) not in (0, 16):
        raise refused(Reason.MALFORMED, "topic id")
    if not offer.chunks <= offer.stored <= offer.chunks * offer.block_size:
        raise refused(Reason.COUNTS)
    for bit, refs in ((SEGMENT_TREE, offer.segments), (ENTRY_TREE, offer.entries), (SUM_TREE, offer.sums)):
        inner = bool(offer.inner & bit)
        rows = _row_count(refs, INNER_REFS * LEAF_ROWS if inner else LEAF_ROWS)
        too_many = len(refs) > (MAX_REFS if inner else DIRECT_REFS) or (inner and not refs)
        if rows < 0 or too_many or any(ref.plain > offer.block_size for ref in refs):
            raise refused(Reason.REFERENCES)
        if bit == SEGMENT_TREE and refs and rows != offer.chunks:
            raise refused(Reason.COUNTS)
    if offer.suite == SIGNED_ONLY and any(offer.nonce):
        raise refused(Reason.NONCE)


def check_sealed(offer: Offer, sealed: Sealed) -> None:
    """Whether the opened part fits its offer: the rows of a tree stand here or in pages, never in both."""
    for rows, refs in (
        (sealed.segment_rows, offer.segments),
        (sealed.entry_rows, offer.entries),
        (sealed.sum_rows, offer.sums),
    ):
        if rows and refs:
            raise refused(Reason.COUNTS, "rows here and in pages")
    if any(segment.plain > offer.block_size for segment in sealed.segment_rows):
        raise refused(Reason.PLAIN)
    if not offer.segments:
        stored = sum(segment.plain for segment in sealed.segment_rows)
        if (len(sealed.segment_rows), stored) != (offer.chunks, offer.stored):
            raise refused(Reason.COUNTS)


def _check(record: Record) -> None:
    match record:
        case Entry():
            _check_entry(record)
        case Sealed():
            check_text(record.title)
            if not tags.fit(record.tags):
                raise refused(Reason.TAGS)
            for entry in record.entry_rows:
                _check_entry(entry)
            if not _rising(record.sum_rows):
                raise refused(Reason.ROWS)
        case Offer():
            check_offer(record)
        case Card():
            check_text(record.name)
            if (len(record.previous), len(record.by_previous)) not in ((0, 0), (KEY, SIGNATURE)):
                raise refused(Reason.MALFORMED, "previous")
        case Receipt():
            _check_ranges(record.entries)
        case Missing() | Lost():
            _check_ranges(record.chunks)
        case _ if type(record) in _more_checks:
            _more_checks[type(record)](record)


def _check_entry(entry: Entry) -> None:
    check_path(entry.path)
    with_digest = entry.state == CLOSED and not entry.folder
    if len(entry.digest) != (DIGEST if with_digest else 0) or (entry.folder and entry.length):
        raise refused(Reason.ENTRY)


def check_text(text: str) -> None:
    if len(text.encode()) > MAX_TITLE:
        raise refused(Reason.TEXT)


def _check_ranges(ranges: Sequence[tuple[int, int]]) -> None:
    """Not empty, each first..last, rising, apart from each other."""
    before = -2
    for first, last in ranges:
        if first <= before + 1 or last < first:
            raise refused(Reason.COUNTS)
        before = last
    if not ranges:
        raise refused(Reason.COUNTS)


def _check_recipients(offer: Offer) -> None:
    names = _names(offer)
    fit = all(
        (len(r.key_id), len(r.sealed)) == ((TEAM_ID, TEAM_SEALED) if r.team else (FINGERPRINT, PERSON_SEALED))
        for r in offer.recipients
    )
    least = 0 if offer.suite == SIGNED_ONLY else 1
    if not fit or len(names) != len(offer.recipients) or len(names) < least:
        raise refused(Reason.RECIPIENTS)


def _names(offer: Offer) -> set[bytes]:
    """Key ids tell persons and teams apart by their length."""
    return {recipient.key_id for recipient in offer.recipients}


def _row_count(refs: Sequence[Ref], most: int, first: int = 0) -> int:
    """How many rows `refs` hold from row `first` on without a gap; -1 if there is one, or a page of over `most` rows."""
    row = first
    for ref in refs:
        if ref.first != row or ref.count > most:
            return -1
        row += ref.count
    return row - first


def _rising(sums: Sequence[Sum]) -> bool:
    return all(a.number < b.number for a, b in itertools.pairwise(sums))


# --- revisions -----------------------------------------------------------------------------------------------------------


def extends(old: Offer, new: Offer) -> str:
    """Empty if `new` may take the place of the accepted `old`, else a Reason.

    This is what the offers alone can tell. Pages that were put elsewhere (a repair) and tails that grew are compared row
    by row once they are read: `segments_extend`, `entries_extend`.
    """
    same = ("number", "transfer", "sender", "signing_key", "suite", "commitment", "block_size")
    if any(getattr(old, name) != getattr(new, name) for name in same):
        return Reason.OTHER_BUNDLE
    if new.revision <= old.revision:
        return Reason.NOT_NEWER
    if new.state < old.state:
        return Reason.STATE_BACK
    if not _names(old) <= _names(new):
        return Reason.RECIPIENT_GONE
    if new.expires_ms < old.expires_ms:
        return Reason.EXPIRES_SOONER
    return "" if new.state == WITHDRAWN or _rows_stay(old, new) else Reason.ROWS_GONE


def _rows_stay(old: Offer, new: Offer) -> bool:
    complete = old.state == COMPLETE
    if new.chunks < old.chunks or (complete and (new.chunks, new.stored) != (old.chunks, old.stored)):
        return False
    trees = (
        (SEGMENT_TREE, old.segments, new.segments),
        (ENTRY_TREE, old.entries, new.entries),
        (SUM_TREE, old.sums, new.sums),
    )
    for bit, before, after in trees:
        rows_before, rows_after = _row_count(before, 2**63), _row_count(after, 2**63)
        if rows_after < rows_before or (complete and before and rows_after != rows_before):
            return False
        if old.inner & bit == new.inner & bit:
            full = len(before) - 1  # only the last page may have been unfull
            if any((a.first, a.count) != (b.first, b.count) for a, b in zip(before[:full], after, strict=False)):
                return False
            if before and (len(after) < len(before) or after[full].count < before[full].count):
                return False
        elif old.inner & bit:
            return False
    return True


def segments_extend(old: Sequence[Segment], new: Sequence[Segment]) -> bool:
    """Whether rows from the same first chunk on are the same stream: nothing gone, every plain length kept."""
    return len(new) >= len(old) and all(a.plain == b.plain for a, b in zip(old, new, strict=False))


def entries_extend(old: Sequence[Entry], new: Sequence[Entry]) -> bool:
    """Whether rows from the same first entry on go on from the old ones: what is not open never changes, and an open
    entry stays where it is under its name."""
    if len(new) < len(old):
        return False
    for a, b in zip(old, new, strict=False):
        if a.state == OPEN:
            if (a.path, a.folder, a.seq, a.at) != (b.path, b.folder, b.seq, b.at):
                return False
        elif a != b:
            return False
    return True
