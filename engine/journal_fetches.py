"""What the journal knows of fetches: what was chosen, which entries are in place, which pieces of large ones are durable.

The rule behind it: nothing stands here as placed before it was made durable, and a final name stands here before a file
gets it. So a resume asks this journal alone, plus the file ids of the parts and files it names.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine import wire
from engine.api import EntryRow, Exists, Kind
from engine.journal import Db, Row

# State of an entry here. OPEN: its sender has not closed it. LISTED: closed, the folder was not yet asked about its
# name. WAITING: its chunks are wanted. NAMED: its final name is journaled, it may stand there already. ASKS: whole in
# its part, but a different file has its name and a person decides; then `answer` says how.
OPEN, LISTED, WAITING, NAMED, PLACED, LEFT_OUT, EXPIRED, FAILED, ASKS = range(9)

_WORDS = {PLACED: "in place", LEFT_OUT: "left out", EXPIRED: "expired", FAILED: "failed", ASKS: "asks"}

NOT_SENT = "its sender left it out"
GROUP = 256  # pieces in one row of fetch_pieces
_DIGEST = 32
_NO_DIGESTS = bytes(GROUP * _DIGEST)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an entry: a new state, with the reason or the place."""

    number: int
    state: int
    why: str = ""
    placed_as: str = ""
    part_id: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """Of a fetch that a rule began. `inside`: see schema; `number`: of the offer; `family`: the first fetch, or b""."""

    rule: str
    inside: str
    number: int
    family: bytes = b""


def add(
    db: Db,
    fetch: bytes,
    offer: bytes,
    sender: bytes,
    *,
    globs: Sequence[str],
    folder: str,
    policy: Exists,
    block_size: int,
    numbers: Sequence[int] = (),
    ruled: Ruled | None = None,
    look: int = 0,
) -> None:
    """`globs` and `numbers`: which entries; all if both are empty. `ruled`: a rule began it. `look`: as in the schema."""
    rule = (ruled.rule, ruled.inside, ruled.number, ruled.family or fetch) if ruled else ("", "", 0, fetch)
    chosen = json.dumps(list(globs)), json.dumps(list(numbers))
    db.execute(
        "INSERT INTO fetches (id, offer, sender, globs, numbers, folder, policy, block_size, look, rule, inside, number, family)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (fetch, offer, sender, *chosen, folder, policy, block_size, look, *rule),
    )


def get(db: Db, fetch: bytes) -> Row:
    """Its row in fetches with that in transfers."""
    row: Row = db.execute(
        "SELECT t.*, f.offer, f.sender, f.globs, f.numbers, f.folder, f.new_folder, f.policy, f.block_size,"
        " f.limit_rate, f.look, f.revision, f.next_row, f.lost_rows, f.refused_rows, f.refused_why, f.receipt, f.missing, f.rule, f.inside, f.number, f.family"
        " FROM transfers t JOIN fetches f USING (id) WHERE f.id = ?",
        (fetch,),
    ).fetchone()
    return row


def update(db: Db, fetch: bytes, **columns: object) -> None:
    sets = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE fetches SET {sets} WHERE id = ?", (*columns.values(), fetch))


def due(db: Db, what: str, cluster: str) -> list[bytes]:
    """Fetches whose `receipt` or `missing` is due."""
    rows = db.execute(
        f"SELECT f.id FROM fetches f JOIN transfers t USING (id) WHERE f.{what} = 1 AND t.kind = ? AND t.cluster = ?",
        (Kind.FETCH, cluster),
    )
    return [row["id"] for row in rows]


def tell_again(db: Db, cluster: str) -> None:
    """At the start: what was on its way to senders may not have come."""
    for what in ("receipt", "missing"):
        db.execute(
            f"UPDATE fetches SET {what} = 1 WHERE {what} = 2 AND id IN (SELECT id FROM transfers WHERE cluster = ?)",
            (cluster,),
        )


def repaired(db: Db, cluster: str) -> list[bytes]:
    """Ended fetches whose sender was asked for what had expired, and published a newer revision since."""
    rows = db.execute(
        "SELECT t.id FROM transfers t INDEXED BY transfers_asked JOIN fetches f USING (id)"
        " JOIN offers o ON o.sender = f.sender AND o.transfer = f.offer WHERE t.error = 'asked' AND t.cluster = ?"
        " AND t.outcome IN ('failed', 'partly') AND t.forgotten = 0 AND o.revision > f.asked_revision AND o.state != ?",
        (cluster, wire.WITHDRAWN),
    )
    return [row["id"] for row in rows]


def expired_ranges(db: Db, fetch: bytes, *, most: int) -> list[tuple[int, int]]:
    """Chunks of the entries that expired as ranges first..last; with more than `most`, the last one goes to the end."""
    ranges: list[tuple[int, int]] = []
    rows = db.execute(
        f"SELECT seq, last FROM fetch_entries WHERE fetch = ? AND state = {EXPIRED} AND last >= seq ORDER BY seq, last",
        (fetch,),
    )
    for first, last in rows:
        if ranges and (first <= ranges[-1][1] + 1 or len(ranges) == most):
            ranges[-1] = (ranges[-1][0], max(last, ranges[-1][1]))
        else:
            ranges.append((first, last))
    return ranges


# --- entries: from the offer's pages -----------------------------------------------------------------------------------


def take_rows(
    db: Db, fetch: bytes, rows: Iterable[tuple[int, wire.Entry]], *, block_size: int, chunks: int, fresh: bool
) -> None:
    """Takes chosen entry rows (number, row) as their sender signed them. Only rows that were open before can change.

    `chunks`: how many the offer has; an open entry is the last one, and all chunks from its first one on are its own.
    `fresh`: nothing is in the folder, so no file needs to be looked for before it is fetched.
    """
    db.executemany(
        "INSERT INTO fetch_entries"
        " (fetch, number, path, folder, size, seq, last, at, digest, mtime_ns, mode, state, why)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (fetch, number) DO UPDATE SET size = excluded.size, last = excluded.last,"
        " digest = excluded.digest, mtime_ns = excluded.mtime_ns, mode = excluded.mode, why = excluded.why,"
        f" state = CASE excluded.state WHEN {LISTED} THEN {WAITING} ELSE excluded.state END WHERE state = {OPEN}",
        (
            _columns(fetch, number, entry, block_size, chunks, fresh)
            for number, entry in rows
            if entry.state != wire.VOID
        ),
    )


def _columns(
    fetch: bytes, number: int, entry: wire.Entry, block_size: int, chunks: int, fresh: bool
) -> tuple[object, ...]:
    state = {wire.OPEN: OPEN, wire.CLOSED: LISTED, wire.LEFT_OUT: LEFT_OUT}[entry.state]
    why = NOT_SENT if state == LEFT_OUT else ""
    size = entry.length if state == LISTED else 0
    seq, last = entry.seq, entry.seq + -(-size // block_size) - 1
    if state == OPEN:
        size = max(0, chunks - seq) * block_size
        last = max(chunks, seq + 1)  # one more than there is: it never counts as an entry of one block
    fits = entry.at + size <= block_size if last == seq else entry.at == 0 or not size
    if (state == OPEN and seq > chunks) or (state == LISTED and size and (last >= chunks or not fits)):
        state, why = FAILED, wire.Reason.ENTRY.value
    if state in (LEFT_OUT, FAILED) or (not size and state == LISTED):
        seq, last = 0, -1  # it needs no chunk
    if fresh and state == LISTED and size:
        state = WAITING
    return (
        *(fetch, number, entry.path, entry.folder, size if state != FAILED else 0, seq, last, entry.at, entry.digest),
        *(entry.mtime_ns, entry.mode, state, why),
    )


def only_file(db: Db, fetch: bytes) -> str:
    """SHA-256 (hexadecimal) of the only file of a fetch as its sender read it; "" if there are more or it is not known."""
    found = db.execute("SELECT sha256 FROM fetch_entries WHERE fetch = ? AND folder = 0 LIMIT 2", (fetch,)).fetchall()
    return found[0]["sha256"].hex() if len(found) == 1 else ""


def paths_of(db: Db, fetch: bytes, numbers: Iterable[int]) -> list[str]:
    """Paths, as the sender has them, of those of these entries that were taken."""
    rows = db.execute(
        "SELECT path FROM fetch_entries WHERE fetch = ? AND number IN (SELECT value FROM json_each(?))",
        (fetch, json.dumps(list(numbers))),
    )
    return [row["path"] for row in rows]


def void_rows(db: Db, fetch: bytes, numbers: Sequence[int]) -> None:
    """Rows that their sender made void; their parts are removed by the caller."""
    for table in ("fetch_entries", "fetch_pieces"):
        db.executemany(f"DELETE FROM {table} WHERE fetch = ? AND number = ?", ((fetch, n) for n in numbers))


def take_sums(db: Db, fetch: bytes, sums: Iterable[wire.Sum]) -> None:
    db.executemany(
        "UPDATE fetch_entries SET sha256 = ? WHERE fetch = ? AND number = ?",
        ((s.sha256, fetch, s.number) for s in sums),
    )


# --- entries: what is to be done ---------------------------------------------------------------------------------------


def in_state(db: Db, fetch: bytes, state: int, *, after: int = -1, limit: int) -> list[Row]:
    """Entries in `state`, in order of their number."""
    return db.execute(
        "SELECT * FROM fetch_entries WHERE fetch = ? AND state = ? AND number > ? ORDER BY number LIMIT ?",
        (fetch, state, after, limit),
    ).fetchall()


def next_wanted(db: Db, fetch: bytes, seq: int) -> int | None:
    """The first chunk from `seq` on that a wanted entry touches; large ones may have that piece already."""
    if db.execute(
        "SELECT 1 FROM fetch_entries WHERE fetch = ? AND state IN (0, 2) AND last > seq AND last >= ? AND seq <= ?",
        (fetch, seq, seq),
    ).fetchone():
        return seq
    row = db.execute(
        "SELECT MIN(seq) AS seq FROM fetch_entries WHERE fetch = ? AND state IN (0, 2) AND seq >= ? AND last >= seq",
        (fetch, seq),
    ).fetchone()
    found: int | None = row["seq"]
    return found


def first_listed(db: Db, fetch: bytes) -> int | None:
    """The first chunk of the first entry whose name was not yet looked at. Entries stand in the order of chunks."""
    row = db.execute(
        f"SELECT seq FROM fetch_entries WHERE fetch = ? AND state = {LISTED} ORDER BY number LIMIT 1", (fetch,)
    ).fetchone()
    return row["seq"] if row else None


def wanted_blocks(db: Db, fetch: bytes, first: int, end: int) -> list[int]:
    """Chunks in first..end-1 that hold wanted entries which fit into one block."""
    rows = db.execute(
        "SELECT DISTINCT seq FROM fetch_entries WHERE fetch = ? AND state IN (0, 2) AND seq >= ? AND seq < ?"
        " AND last = seq ORDER BY seq",
        (fetch, first, end),
    )
    return [row["seq"] for row in rows]


def wanted_large(db: Db, fetch: bytes, first: int, end: int) -> list[Row]:
    """Wanted entries of several blocks that touch chunks first..end-1, in order of their first chunk."""
    return db.execute(
        "SELECT * FROM fetch_entries WHERE fetch = ? AND state IN (0, 2) AND last > seq AND last >= ? AND seq < ?"
        " ORDER BY seq",
        (fetch, first, end),
    ).fetchall()


def in_block(db: Db, fetch: bytes, seq: int, *, after: int, limit: int) -> list[Row]:
    """Wanted entries that lie whole in chunk `seq`, in order of their number."""
    return db.execute(
        "SELECT * FROM fetch_entries INDEXED BY fetch_entries_wanted WHERE fetch = ? AND state IN (0, 2) AND seq = ?"
        " AND last = seq AND number > ? ORDER BY number LIMIT ?",
        (fetch, seq, after, limit),
    ).fetchall()


def entry(db: Db, fetch: bytes, number: int) -> Row | None:
    row: Row | None = db.execute(
        "SELECT * FROM fetch_entries WHERE fetch = ? AND number = ?", (fetch, number)
    ).fetchone()
    return row


def settle(db: Db, fetch: bytes, settled: Iterable[Settled]) -> None:
    """Writes what became of entries. An empty place or part id leaves what stood there."""
    db.executemany(
        "UPDATE fetch_entries SET state = ?, why = ?, placed_as = CASE ? WHEN '' THEN placed_as ELSE ? END,"
        " part_id = CASE ? WHEN '' THEN part_id ELSE ? END WHERE fetch = ? AND number = ?",
        ((s.state, s.why, s.placed_as, s.placed_as, s.part_id, s.part_id, fetch, s.number) for s in settled),
    )


def set_part(db: Db, fetch: bytes, number: int, part_id: str) -> None:
    """The file id of the part that the entry's durable pieces are in."""
    db.execute("UPDATE fetch_entries SET part_id = ? WHERE fetch = ? AND number = ?", (part_id, fetch, number))


def surveyed(db: Db, fetch: bytes, settled: Iterable[Settled]) -> None:
    """As `settle`, of listed entries only: others were settled meanwhile."""
    db.executemany(
        "UPDATE fetch_entries SET state = ?, why = ?, placed_as = ?, part_id = CASE ? WHEN '' THEN part_id ELSE ? END"
        f" WHERE fetch = ? AND number = ? AND state = {LISTED}",
        ((s.state, s.why, s.placed_as, s.part_id, s.part_id, fetch, s.number) for s in settled),
    )


def placed(db: Db, fetch: bytes, numbers: Sequence[int]) -> None:
    """These stand under the names that were journaled."""
    db.executemany(
        f"UPDATE fetch_entries SET state = {PLACED} WHERE fetch = ? AND number = ?", ((fetch, n) for n in numbers)
    )
    if db.execute("SELECT 1 FROM fetch_pieces WHERE fetch = ? LIMIT 1", (fetch,)).fetchone():
        db.executemany("DELETE FROM fetch_pieces WHERE fetch = ? AND number = ?", ((fetch, n) for n in numbers))


def ask(db: Db, fetch: bytes, settled: Iterable[Settled]) -> None:
    """These wait for a person from now on, or from when they first did."""
    settled = list(settled)
    settle(db, fetch, settled)
    db.executemany(
        "UPDATE fetch_entries SET asked = ? WHERE fetch = ? AND number = ? AND asked = 0",
        ((time.time(), fetch, s.number) for s in settled),
    )


def asks(db: Db, fetch: bytes) -> int:
    """How many entries wait for a person, answered or not."""
    (found,) = db.execute(f"SELECT COUNT(*) FROM fetch_entries WHERE fetch = ? AND state = {ASKS}", (fetch,)).fetchone()
    return int(found)


def answered(db: Db, fetch: bytes, *, after: int = -1, limit: int = 1) -> list[Row]:
    """Entries that waited for a person who has answered, in order of their number."""
    return db.execute(
        f"SELECT * FROM fetch_entries WHERE fetch = ? AND state = {ASKS} AND answer != '' AND number > ?"
        " ORDER BY number LIMIT ?",
        (fetch, after, limit),
    ).fetchall()


def unanswered(db: Db, *, limit: int) -> list[Row]:
    """Entries of running fetches that wait for a person, those of one fetch together, with its folder."""
    return db.execute(
        "SELECT e.*, f.folder AS target FROM fetch_entries e INDEXED BY fetch_entries_asks"
        " CROSS JOIN transfers t ON t.id = e.fetch CROSS JOIN fetches f ON f.id = t.id"
        f" WHERE e.state = {ASKS} AND e.answer = '' AND t.outcome = '' AND t.wanted = 'run'"
        " ORDER BY t.position, e.fetch, e.number LIMIT ?",
        (limit,),
    ).fetchall()


def answer(db: Db, fetch: bytes, number: int, choice: Exists) -> bool:
    """A person's choice for an entry that waits for it; False if it does not, or was answered before."""
    changed = db.execute(
        f"UPDATE fetch_entries SET answer = ? WHERE fetch = ? AND number = ? AND state = {ASKS} AND answer = ''",
        (choice, fetch, number),
    )
    return changed.rowcount == 1


def mine(db: Db, fetch: bytes, file_id: str) -> bool:
    """Whether this very fetch put (or is about to put) the file with that id where it is."""
    found = db.execute(
        "SELECT 1 FROM fetch_entries WHERE fetch = ? AND part_id = ? AND root = ''", (fetch, file_id)
    ).fetchone()
    return found is not None


def touching(db: Db, fetch: bytes, first: int, last: int, *, limit: int) -> list[Row]:
    """Wanted entries that need any of the chunks first..last."""
    return db.execute(
        "SELECT * FROM fetch_entries WHERE fetch = ? AND state IN (0, 2) AND seq <= ? AND last >= ?"
        " AND (seq >= ? OR last > seq) LIMIT ?",
        (fetch, last, first, first, limit),
    ).fetchall()


def known(db: Db, fetch: bytes, numbers: Iterable[int]) -> list[int]:
    """Those of `numbers` that were chosen and are not in place."""
    return [number for number in numbers if (row := entry(db, fetch, number)) is not None and row["state"] != PLACED]


def folders_before(db: Db, fetch: bytes, number: int, *, limit: int) -> list[Row]:
    """Folders that were made, the last ones first."""
    return db.execute(
        f"SELECT * FROM fetch_entries WHERE fetch = ? AND folder = 1 AND state = {PLACED} AND number < ?"
        " ORDER BY number DESC LIMIT ?",
        (fetch, number, limit),
    ).fetchall()


def reopen(db: Db, fetch: bytes) -> None:
    """What failed or had expired is tried once more."""
    db.execute(
        f"UPDATE fetch_entries SET why = '', state = CASE WHEN digest = x'' AND folder = 0 THEN {OPEN} ELSE {LISTED} END"
        f" WHERE fetch = ? AND state IN ({EXPIRED}, {FAILED})",
        (fetch,),
    )


def move(db: Db, fetch: bytes) -> None:
    """Everything that is not in place goes into the new folder from now on: from its beginning, its parts stay behind."""
    drop_all_pieces(db, fetch)
    db.execute(
        f"UPDATE fetch_entries SET root = (SELECT folder FROM fetches WHERE id = fetch) WHERE fetch = ? AND root = ''"
        f" AND state = {PLACED} AND folder = 0",
        (fetch,),
    )
    db.execute(
        f"UPDATE fetch_entries SET state = {LISTED}, why = '', placed_as = '', part_id = '', asked = 0, answer = ''"
        f" WHERE fetch = ? AND (state IN ({WAITING}, {NAMED}, {ASKS}) OR (state = {PLACED} AND folder = 1))",
        (fetch,),
    )
    db.execute("UPDATE fetches SET folder = new_folder, new_folder = '' WHERE id = ?", (fetch,))


def list_empty_again(db: Db, fetch: bytes) -> None:
    """At the start: files without a byte wait for no chunk, so they are made when their names are looked at."""
    db.execute(
        f"UPDATE fetch_entries SET state = {LISTED} WHERE fetch = ? AND state = {WAITING} AND size = 0 AND folder = 0",
        (fetch,),
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the chosen entries; `entries` and `entries_done` are files only. `done`: bytes in place or durable in a part."""

    entries: int
    entries_done: int
    left_out: int
    expired: int
    failed: int
    size: int
    done: int


def count(db: Db, fetch: bytes, block_size: int) -> Counts:
    row = db.execute(
        "SELECT COUNT(*) FILTER (WHERE NOT folder) AS entries,"
        f" COUNT(*) FILTER (WHERE state = {PLACED} AND NOT folder) AS entries_done,"
        f" COUNT(*) FILTER (WHERE state = {LEFT_OUT}) AS left_out, COUNT(*) FILTER (WHERE state = {EXPIRED}) AS expired,"
        f" COUNT(*) FILTER (WHERE state = {FAILED}) AS failed,"
        f" CAST(TOTAL(size) FILTER (WHERE state != {LEFT_OUT}) AS INTEGER) AS size,"
        f" CAST(TOTAL(size) FILTER (WHERE state = {PLACED}) AS INTEGER) AS done FROM fetch_entries WHERE fetch = ?",
        (fetch,),
    ).fetchone()
    done = row["done"]
    for piece in db.execute("SELECT have FROM fetch_pieces WHERE fetch = ?", (fetch,)):
        done += int.from_bytes(piece["have"], "little").bit_count() * block_size
    columns = ("entries", "entries_done", "left_out", "expired", "failed", "size")
    return Counts(**{name: row[name] for name in columns}, done=min(done, row["size"]))


def placed_files(db: Db, fetch: bytes, first: int, *, limit: int) -> list[Row]:
    """Files in place, from number `first` on, in order."""
    return db.execute(
        f"SELECT * FROM fetch_entries WHERE fetch = ? AND state = {PLACED} AND folder = 0 AND number >= ?"
        " ORDER BY number LIMIT ?",
        (fetch, first, limit),
    ).fetchall()


def placed_ranges(db: Db, fetch: bytes, *, most: int) -> list[tuple[int, int]]:
    """Numbers of the entries in place in any folder of its family, as ranges first..last; the first `most` of them."""
    ranges: list[tuple[int, int]] = []
    rows = db.execute(
        "SELECT DISTINCT number FROM fetch_entries WHERE fetch IN (SELECT id FROM fetches WHERE family ="
        f" (SELECT family FROM fetches WHERE id = ?)) AND state = {PLACED} ORDER BY number",
        (fetch,),
    )
    for (number,) in rows:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        elif len(ranges) == most:
            break
        else:
            ranges.append((number, number))
    return ranges


def listed(db: Db, fetch: bytes, *, after: int = -1, limit: int = 1000) -> list[EntryRow]:
    """Entries as a person sees them."""
    rows = rows_after(db, fetch, after, limit=limit)
    if not rows:
        return []
    pieces: dict[int, int] = {}  # number of a large entry → pieces in its part
    for part in db.execute(
        "SELECT number, have FROM fetch_pieces WHERE fetch = ? AND number BETWEEN ? AND ?",
        (fetch, rows[0]["number"], rows[-1]["number"]),
    ):
        have = int.from_bytes(part["have"], "little").bit_count()
        pieces[part["number"]] = pieces.get(part["number"], 0) + have
    block_size = (get(db, fetch)["block_size"] or 0) if pieces else 0
    return [entry_row(row, done=min(row["size"], pieces.get(row["number"], 0) * block_size)) for row in rows]


def rows_after(db: Db, fetch: bytes, after: int, *, limit: int) -> list[Row]:
    """Entries in order of their number."""
    return db.execute(
        "SELECT * FROM fetch_entries WHERE fetch = ? AND number > ? ORDER BY number LIMIT ?", (fetch, after, limit)
    ).fetchall()


def entry_row(row: Row, *, state: str = "", why: str = "", sha256: bytes = b"", done: int = 0) -> EntryRow:
    """`state`, `why` and `sha256` stand instead of the journal's own if given; `done` is for what is not in place."""
    return EntryRow(
        number=row["number"],
        path=row["path"],
        folder=bool(row["folder"]),
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        state=state or _WORDS.get(row["state"], "waiting"),
        why=why or row["why"],
        sha256=(sha256 or row["sha256"]).hex(),
        placed_as=os.path.join(row["root"], row["placed_as"]),
        done=row["size"] if row["state"] == PLACED else done,
    )


# --- families: the same entries in several folders ------------------------------------------------------------------------


_OTHERS = "EXISTS (SELECT 1 FROM fetches o WHERE o.family = f.family AND o.id != f.id)"


def families(db: Db, cluster: str) -> dict[bytes, bytes]:
    """Fetch → its family, of the open ones that are not alone in theirs."""
    rows = db.execute(
        "SELECT f.id, f.family FROM transfers t INDEXED BY transfers_open CROSS JOIN fetches f ON f.id = t.id"
        f" WHERE t.outcome = '' AND t.cluster = ? AND f.rule != '' AND {_OTHERS}",
        (cluster,),
    )
    return {row["id"]: row["family"] for row in rows}


def has_family(db: Db, fetch: bytes) -> bool:
    """Whether the same entries go into other folders, too."""
    return db.execute(f"SELECT 1 FROM fetches f WHERE f.id = ? AND {_OTHERS}", (fetch,)).fetchone() is not None


def copies_of(db: Db, fetch: bytes, number: int) -> list[Row]:
    """Where the others of its family have an entry in place: their folder (`target`) with the entry's row."""
    return db.execute(
        "SELECT IIF(e.root = '', o.folder, e.root) AS target, e.placed_as, e.digest FROM fetches f JOIN fetches o ON"
        " o.family = f.family AND o.id != f.id JOIN fetch_entries e ON e.fetch = o.id AND e.number = ?"
        f" WHERE f.id = ? AND e.state = {PLACED} AND e.folder = 0",
        (number, fetch),
    ).fetchall()


def list_like(db: Db, fetch: bytes) -> bool:
    """Takes the entries of a fetch that knows none yet from another one of its family that has ended; whether there is one.

    What they came to there does not matter here, but for what their sender never finished or contradicted."""
    other = db.execute(
        "SELECT o.* FROM fetches f JOIN fetches o ON o.family = f.family AND o.id != f.id AND o.globs = f.globs"
        " AND o.numbers = f.numbers JOIN transfers t ON t.id = o.id"
        " WHERE f.id = ? AND f.revision = 0 AND o.revision > 0 AND t.outcome IN ('placed', 'partly') LIMIT 1",
        (fetch,),
    ).fetchone()
    if other is None:
        return False
    db.execute(
        "INSERT INTO fetch_entries (fetch, number, path, folder, size, seq, last, at, digest, mtime_ns, mode, state, why,"
        " sha256) SELECT ?, number, path, folder, size, seq, last, at, digest, mtime_ns, mode,"
        f" IIF(lasting, state, {LISTED}), IIF(lasting, why, ''), sha256 FROM (SELECT *, (digest = x'' AND folder = 0)"
        " OR why IN (?, ?) AS lasting FROM fetch_entries WHERE fetch = ?)",
        (fetch, NOT_SENT, wire.Reason.ENTRY, other["id"]),
    )
    same = ("revision", "next_row", "lost_rows", "refused_rows", "refused_why")
    update(db, fetch, **{name: other[name] for name in same})
    return True


# --- pieces of large entries -------------------------------------------------------------------------------------------


def pieces_had(db: Db, fetch: bytes, number: int) -> dict[int, int]:
    """Which pieces are durable: group → bits, lowest first."""
    rows = db.execute("SELECT part, have FROM fetch_pieces WHERE fetch = ? AND number = ?", (fetch, number))
    return {row["part"]: int.from_bytes(row["have"], "little") for row in rows}


def put_pieces(db: Db, fetch: bytes, number: int, pieces: Mapping[int, bytes]) -> None:
    """Pieces (index → digest) that were made durable since the last commit."""
    groups: dict[int, list[int]] = {}
    for index in pieces:
        groups.setdefault(index // GROUP, []).append(index)
    for part, indexes in groups.items():
        row = db.execute(
            "SELECT have, digests FROM fetch_pieces WHERE fetch = ? AND number = ? AND part = ?", (fetch, number, part)
        ).fetchone()
        have = int.from_bytes(row["have"], "little") if row else 0
        digests = bytearray(row["digests"] if row else _NO_DIGESTS)
        for index in indexes:
            at = index % GROUP
            have |= 1 << at
            digests[at * _DIGEST : (at + 1) * _DIGEST] = pieces[index]
        db.execute(
            "INSERT OR REPLACE INTO fetch_pieces VALUES (?, ?, ?, ?, ?)",
            (fetch, number, part, have.to_bytes(GROUP // 8, "little"), bytes(digests)),
        )


def piece_digests(db: Db, fetch: bytes, number: int) -> Iterator[bytes]:
    """All digests in order; the caller knows how many pieces there are and that none is missing."""
    rows = db.execute("SELECT digests FROM fetch_pieces WHERE fetch = ? AND number = ? ORDER BY part", (fetch, number))
    for row in rows:
        for at in range(0, GROUP * _DIGEST, _DIGEST):
            yield row["digests"][at : at + _DIGEST]


def drop_pieces(db: Db, fetch: bytes, number: int) -> None:
    """The part is not what the journal knew: all of it is wanted again."""
    db.execute("DELETE FROM fetch_pieces WHERE fetch = ? AND number = ?", (fetch, number))
    db.execute("UPDATE fetch_entries SET part_id = '' WHERE fetch = ? AND number = ?", (fetch, number))


def drop_all_pieces(db: Db, fetch: bytes) -> None:
    """Its parts are gone."""
    db.execute("DELETE FROM fetch_pieces WHERE fetch = ?", (fetch,))
    db.execute(f"UPDATE fetch_entries SET part_id = '' WHERE fetch = ? AND state NOT IN ({NAMED}, {PLACED})", (fetch,))
