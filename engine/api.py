"""The shapes that the engine's parts, the command line and the window agree on: plain values.

Hides nothing and does nothing. Sizes are bytes, rates bytes per second, times Unix time in seconds (float) unless a
name ends in `_ms` or `_ns`; durations are seconds. Ids are text: 26 base32 characters of the 16-byte transfer id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.api_actions import Post
from engine.api_fleet import StationRow
from engine.api_pace import PaceRow
from engine.api_watch import WatchRow


class Cipher(StrEnum):
    """How a bundle is sealed. The order is the suite number of FORMAT.md, from 1."""

    AES_256_GCM = "aes-256-gcm"
    CHACHA20_POLY1305 = "chacha20-poly1305"
    AES_256_GCM_SIV = "aes-256-gcm-siv"
    SIGNED_ONLY = "signed-only"


class Exists(StrEnum):
    """What a fetch does when the name is taken by a different file. An equal file always counts as in place.

    `ask`: that file waits for a person, see QuestionRow; the others go on. `mirror`: of fetch rules only, see api_rules.py,
    where `newer` also has a meaning of its own.
    """

    BOTH = "both"
    REPLACE = "replace"
    NEWER = "newer"
    SKIP = "skip"
    ASK = "ask"
    MIRROR = "mirror"


class Kind(StrEnum):
    SEND = "send"
    FETCH = "fetch"


class Wanted(StrEnum):
    """A person's intent for a transfer: the only lasting state besides outcome and facts."""

    RUN = "run"
    PAUSE = "pause"
    STOP = "stop"


class Move(StrEnum):
    """Where in the order of open transfers."""

    TOP = "top"
    UP = "up"
    DOWN = "down"
    BOTTOM = "bottom"


class Reach(StrEnum):
    """Which clusters an engine connects to at its start: none until one is needed, those with open work, or all.

    `ALL` watches folders and follows fetch rules, too. `ONCE` does that with what is there: it connects to all if rules
    look at them, else as `OPEN` does.
    """

    NONE = "none"
    OPEN = "open"
    ALL = "all"
    ONCE = "once"


class Outcome(StrEnum):
    """How a transfer ended; empty while it has not. `stored`: complete on the cluster. `placed`: all in place.

    `partly`: in place but for entries that are listed with their reason.
    """

    NONE = ""
    STORED = "stored"
    PLACED = "placed"
    PARTLY = "partly"
    FAILED = "failed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chooses for a send; a queue has the same. `compression`: off, auto, or 1..19; "" as the queue has it.

    `block_size` and `limit` None: follow the link / no limit. `keep_for` None: the topic's retention.
    `to`: names of persons, or `team:NAME`. `cluster`: through which one, where no queue says so; "" is the only one.
    `after`: what becomes of the originals once others surely have them: keep, delete, move:DIR (a whole path); "" as the
    queue has it.
    `tags`, see tags.py, and `post`: of this send only. `event_topic`: once stored, an event made from the template `event`
    ("" is a plain one) is posted there, see events.py. `include`, `leave_out`: patterns for what is below the folders
    given, see patterns.py; None as the queue has it.
    """

    to: tuple[str, ...] = ()
    cipher: Cipher | None = None
    compression: str = ""
    block_size: int | None = None
    limit: int | None = None
    keep_for: float | None = None
    cluster: str = ""
    after: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    post: Post | None = None
    event_topic: str = ""
    event: str = ""
    include: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """`parallel`: of its sends, how many go at a time; 0 is as many as go well."""

    name: str
    cluster: str
    choices: Choices
    parallel: int = 0


@dataclass(frozen=True, slots=True)
class QueueRow:
    """What a queue is for: to whom, through what, and how protected; nothing of what it keeps or posts."""

    name: str
    cluster: str
    to: tuple[str, ...]
    cipher: Cipher | None = None
    compression: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Kafka cluster as a person set it up. `secrets` (password, key, …) are texts already resolved, never stored here.

    `security`: plaintext, ssl, sasl_plaintext, sasl_ssl. `mechanism`: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, with `user`
    and `password`; OAUTHBEARER, with a token from `token_url` for `client` and `client_secret`, asked for `scope`, over
    TLS by the CAs of `token_ca`; AWS_MSK_IAM, with this computer's AWS credentials, for `region` ("" as the servers' names).
    `ca`, `certificate`, `key`: PEM text or a file's path ("" = this computer's CAs / none). `extra`: librdkafka settings.
    """

    name: str
    bootstrap: tuple[str, ...]
    topic: str = "towline"
    security: str = "plaintext"
    mechanism: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    token_url: str = ""
    client: str = ""
    client_secret: str = field(default="", repr=False)
    scope: str = ""
    token_ca: str = ""
    region: str = ""
    ca: str = ""
    certificate: str = ""
    key: str = field(default="", repr=False)
    key_password: str = field(default="", repr=False)
    check_host_name: bool = True
    group_prefix: str = "towline"
    not_on_metered: bool = False
    extra: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def catalog_topic(self) -> str:
        return f"{self.topic}.catalog"

    @property
    def receipts_topic(self) -> str:
        return f"{self.topic}.receipts"


# --- what the lists show -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One send or fetch. `done`: bytes stored on the cluster (send) or in place and durable (fetch).

    `entries`, `entries_done`: files, without folders. `left_out`: files and folders.

    `rule`: the fetch rule that began it, or "". `state` is the status word's key: scanning, waiting, sending, fetching,
    checking, retrying, paused, needs-you, or the outcome. `attempt` (tries that failed; the next one is one more),
    `next_try` (Unix time) and `why` are set while retrying or waiting. `sent_twice`: bytes sent or read again after an
    interruption. `rests`: why it is paused without having been (a word of RESTS), `next_try` until when.
    """

    id: str
    kind: Kind
    title: str
    state: str
    wanted: Wanted
    outcome: Outcome
    position: int
    cluster: str
    queue: str
    peer: str
    entries: int
    entries_done: int
    left_out: int
    size: int
    done: int
    sent_twice: int
    saved: int
    attempt: int
    next_try: float
    why: str
    todo: str
    cipher: str
    compression: str
    folder: str
    offer: str
    reference: str
    added: float
    finished: float
    stored_until: float
    rests: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Now:
    """What a transfer does at this moment; none of it is in the journal. `why` and `todo` stand while it waits."""

    phase: str = ""
    attempt: int = 0
    next_try: float = 0.0
    why: str = ""
    todo: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a transfer or an offer. `state`: waiting, stored, in place, left out, changed, expired, failed, offered,
    asks (its name is taken, and a person decides).

    `sha256` is empty where it is not known. `placed_as`: the path it got here, relative to the fetch's folder; a whole
    path if that was another one then. `done`: bytes of it that are stored on the cluster, or here in its part or its place.
    """

    number: int
    path: str
    folder: bool
    size: int
    mtime_ns: int
    state: str
    why: str = ""
    sha256: str = ""
    placed_as: str = ""
    done: int = 0


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer as browsed. `state`: growing, complete, withdrawn, expired, refused, topic-anew, mirrored. `entries`: files.

    `received`: of my own, who signed that they have all or part of it in place, earliest first. `seen`: shown to a person
    before; `hidden`: by that person. `here`: "", fetching, partly, asked (for what expired), all: what of it is on this
    computer; `fetch`: id of the newest fetch of it. `tags`: as their sender gave them. `rule`: the fetch rule that took
    it, or "". `to_me`: of my own, that it was sent to myself, too, by that word.
    """

    id: str
    sender: str
    fingerprint: str
    trusted: bool
    title: str
    state: str
    entries: int
    size: int
    stored: int
    sent: float
    until: float
    cluster: str
    reference: str
    cipher: str
    why: str = ""
    mine: bool = False
    received: tuple[str, ...] = ()
    seen: bool = True
    hidden: bool = False
    here: str = ""
    fetch: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    rule: str = ""
    to_me: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """`trust`: verified, invited (by the invitation to the team `via`), not-verified, published (seen in the catalog, not accepted), blocked, revoked, me, older (a key that its person changed).

    `why`: what to know of this key, as "another key whose name looks like Ben"; mostly empty. `since`: when the trust was
    given, 0 if never. `changed`: when this key took the place of another one of theirs, which confirmed it; 0: it did not.
    """

    name: str
    calls_themselves: str
    fingerprint: str
    trust: str
    seen: float
    why: str = ""
    since: float = 0.0
    via: str = ""
    changed: float = 0.0


@dataclass(frozen=True, slots=True)
class MeRow:
    """My identity. `kept_in`: keyring, file, passphrase. `recovery_saved`: when its recovery file was last made, or 0."""

    name: str
    fingerprint: str
    made: float
    kept_in: str
    recovery_saved: float


@dataclass(frozen=True, slots=True)
class TeamRow:
    """`key_id`: of the newest key, hexadecimal. `keys`: how many are kept for opening. `members`: people seen to use it."""

    name: str
    key_id: str
    keys: int
    made: float
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One line of a transfer's story: when, event word, verdict, sentence, technical details."""

    at: float
    transfer: str
    event: str
    verdict: str
    sentence: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One cluster's link now. `state`: connected, connecting, throttled, failed, idle. Rates in bytes per second.

    Since the link was made: `sent` and `read` bytes, `tries` to reach the cluster while it was away, `slowed` seconds by
    quotas. `clock`: seconds that the cluster's clock is ahead of this computer's, as its last answer had it; None unknown.
    """

    cluster: str
    state: str
    why: str
    todo: str
    attempt: int
    next_try: float
    up: float
    down: float
    in_flight: int
    allowance: int
    sent: int = 0
    read: int = 0
    tries: int = 0
    slowed: float = 0.0
    clock: float | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of `cluster test`: `result` is ok, warning, failed or skipped."""

    step: str
    result: str
    text: str
    todo: str = ""
    ms: float = 0.0


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Something that waits for a person while everything else goes on.

    `cause`: exists, retention, folder-away, signed-only, key-locked, not-allowed or another word of errors.CAUSES with the
    verdict *wait-person*; `person` for a key that wants to be verified. `title`: the file, folder, bundle or person.
    `choices`: the answers there are, the safe one first: both, replace, skip (exists) · anyway, cancel (retention) · look,
    cancel (search) · retry, cancel (others) · folder, cancel (folder-away: `given` is the new one) · add, block (person) ·
    retry, use, keep (disk-not-mounted). `id` stays the same as long as the question stands. `transfer` is empty and `number`
    -1 where it belongs to none.
    """

    id: str
    cause: str
    title: str
    sentence: str
    todo: str
    choices: tuple[str, ...]
    at: float
    transfer: str = ""
    number: int = -1


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One recipient of a send. `state`: not-yet, partly, all; `at`: when the newest signed receipt was written, or 0."""

    name: str
    trust: str
    state: str
    at: float
    entries: int


@dataclass(frozen=True, slots=True)
class DetailsRow:
    """What is known of a transfer besides its row. `sources`: the paths given (send). `commitment`: hexadecimal.

    `twice`: records that came again and were ignored. `sha256`: of a bundle's only file, if known. `originals`: what
    becomes of them where they are not simply kept: a sentence.
    """

    transfer: str
    topic: str
    partitions: int
    chunks: int
    pages: int
    block_size: int
    in_flight: int
    twice: int
    commitment: str
    sha256: str
    sources: tuple[str, ...]
    to: tuple[str, ...]
    limit: int
    originals: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScanItem:
    """One thing a person gave: a path, or what is directly in the only folder given. `files` and `size` grow."""

    path: str
    folder: bool
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class ScanRow:
    """How far a look at paths came. `items`: at most 1,000, in order; `left`: at most 1,000 of `left_out`.

    `saves`: compression ("1", "6", "19") → part of the bytes saved on a sample, 0..1; empty until `done`.
    """

    files: int
    folders: int
    size: int
    left_out: int
    items: tuple[ScanItem, ...]
    left: tuple[LeftOutRow, ...]
    done: bool
    saves: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What moves now; polled. `moving`: at most 500 open transfers that do something, by position. `at`: Unix time.

    `watches`: all watched folders. `open`, `left`: how many transfers are open and their bytes to go; `free`: bytes free where fetches go, -1 unknown.
    `windows`: how many windows listen, so that questions find a person.
    """

    at: float
    moving: tuple[TransferRow, ...]
    links: tuple[LinkRow, ...]
    open: int
    left: int
    free: int
    pace: PaceRow = field(default_factory=PaceRow)
    watches: tuple[WatchRow, ...] = ()
    windows: int = 0


# --- what the engine tells -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changed:
    """A row as committed. Sent after the commit, coalesced: the newest row of an id stands for the ones before it."""

    row: TransferRow | OfferRow | PersonRow | LinkRow | StationRow


@dataclass(frozen=True, slots=True)
class Gone:
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should read that belongs to no row. `level`: info, warning, failed. `names`: its title says who
    or what it is about, which no log may."""

    level: str
    title: str
    text: str
    names: bool = False


@dataclass(frozen=True, slots=True)
class Handed:
    """A second start handed over paths to send, maybe none: the window comes to the front."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renewed:
    """Another engine goes on with the profile: what was read before may be old. `how`: the one before ended by itself, and
    how; or nothing."""

    how: str = ""


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """The settings were read again, whoever changed them: what is set up may be other than before."""


Event = Changed | Gone | Notice | Handed | Renewed | SettingsRead
Listener = Callable[[Event], None]


_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PAIRS = [first + second for first in _BASE32 for second in _BASE32]
_DIGITS = str.maketrans(_BASE32 + "0189", "0123456789ABCDEFGHIJKLMNOPQRSTUV....")  # of int(…, 32)


def transfer_text(transfer: bytes) -> str:
    """The 26 characters that stand for a 16-byte transfer id."""
    number = int.from_bytes(transfer, "big") << 2  # 26 characters of 5 bits; b32encode takes ten times as long
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10)])


def transfer_bytes(text: str) -> bytes:
    """The reverse of `transfer_text`; raises ValueError for anything else."""
    if len(text) == 26 and text.isascii() and text.isalnum():
        number = int(text.upper().translate(_DIGITS), 32)
        if not number & 3:  # 26 characters hold two bits more than the id
            return (number >> 2).to_bytes(16, "big")
    raise ValueError("not a transfer id")
