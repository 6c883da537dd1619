"""What the journal knows of every transfer, send or fetch alike: intent, order, outcome, counters, story."""

from __future__ import annotations

import base64
import time
from collections.abc import Collection, Iterator, Sequence

from engine.api import AttemptRow, Kind, Move, Outcome, Wanted, transfer_bytes, transfer_text
from engine.errors import TowlineError
from engine.journal import Db, Row

ID_LENGTH = 26  # characters
AT_ONCE = 500  # transfers in one query


def add(
    db: Db, transfer: bytes, kind: Kind, *, title: str, cluster: str, queue: str, peer: str, wanted: Wanted
) -> None:
    """Puts a new transfer at the end of the order."""
    db.execute(
        "INSERT INTO transfers (id, kind, title, cluster, queue, peer, wanted, position, added)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM transfers), ?)",
        (transfer, kind, title, cluster, queue, peer, wanted, time.time()),
    )


def get(db: Db, transfer: bytes) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM transfers WHERE id = ?", (transfer,)).fetchone()
    return row


def find(db: Db, text: str) -> bytes:
    """The transfer that an id, a unique beginning of one, or the offer of a send means; `@last` is the newest.

    Raises no-such-id or many-ids.
    """
    if text == "@last":
        newest = db.execute("SELECT id FROM transfers WHERE forgotten = 0 ORDER BY added DESC LIMIT 1").fetchone()
        if newest is None:
            raise TowlineError("no-such-id", name=text)
        return bytes(newest["id"])
    wanted = text.rpartition("/")[2].upper()
    rows = db.execute(
        "SELECT id, id AS known FROM transfers WHERE id BETWEEN :low AND :high AND forgotten < 2 UNION ALL SELECT id, s.offer"
        " FROM sends s JOIN transfers USING (id) WHERE s.offer BETWEEN :low AND :high AND forgotten < 2 LIMIT 1000",
        _bounds(text, wanted),
    )
    found = {bytes(row["id"]) for row in rows if transfer_text(row["known"]).startswith(wanted)}
    if len(found) != 1:
        raise TowlineError("many-ids" if found else "no-such-id", name=text)
    return found.pop()


def find_all(db: Db, texts: Sequence[str]) -> list[bytes]:
    """As `find`, of each of them; whole ids, however many, are looked up some hundreds at once."""
    whole = {text: id for text in texts if (id := _whole(text))}
    known: set[bytes] = set()
    for marks, some in _some(list(whole.values())):
        these = f"id IN ({marks}) AND forgotten < 2"
        known.update(row[0] for row in db.execute(f"SELECT id FROM transfers WHERE {these}", some))
    found: list[bytes] = []
    for text in texts:
        id = whole.get(text)
        found.append(id if id is not None and id in known else find(db, text))
    return found


def _whole(text: str) -> bytes | None:
    """None for the beginning of an id, and for whatever else is none."""
    try:
        return transfer_bytes(text)
    except ValueError:
        return None


def _some(transfers: Sequence[bytes]) -> Iterator[tuple[str, Sequence[bytes]]]:
    """As many as one query takes, with a mark for each: a query for each of them takes ten times as long."""
    for first in range(0, len(transfers), AT_ONCE):
        part = tuple(transfers[first : first + AT_ONCE])
        yield ", ".join("?" * len(part)), part


def _bounds(text: str, beginning: str) -> dict[str, bytes]:
    """The lowest and the highest id that begins so. Raises no-such-id for what no id begins with."""
    if not 0 < len(beginning) <= ID_LENGTH:
        raise TowlineError("no-such-id", name=text)
    try:
        low, high = (base64.b32decode(beginning.ljust(ID_LENGTH, end) + "=" * 6) for end in "A7")
    except ValueError:
        raise TowlineError("no-such-id", name=text) from None
    return {"low": low, "high": high}


def forget(db: Db, transfers: Sequence[bytes]) -> int:
    """Takes ended transfers off the lists; how many."""
    return sum(
        db.execute(
            f"UPDATE transfers SET forgotten = 1 WHERE id IN ({marks}) AND outcome != '' AND forgotten = 0", some
        ).rowcount
        for marks, some in _some(transfers)
    )


def open_ones(db: Db, kind: Kind, cluster: str, known: Collection[bytes], most: int = -1) -> list[Row]:
    """Transfers without an outcome, in order: the first `most` that are to run, the first AT_ONCE that are to stop, and
    those of `known`, paused ones, too. Others may be very many."""
    mine = "SELECT * FROM transfers WHERE kind = ? AND cluster = ? AND outcome = ''"
    of = (kind, cluster)
    rows = db.execute(f"{mine} AND wanted = 'run' ORDER BY position LIMIT ?", (*of, most)).fetchall()
    rows += db.execute(f"{mine} AND wanted = 'stop' ORDER BY position LIMIT ?", (*of, AT_ONCE))
    there = {row["id"] for row in rows}
    for marks, some in _some([id for id in known if id not in there]):
        rows += db.execute(f"{mine} AND id IN ({marks})", (*of, *some))
    return sorted(rows, key=lambda row: row["position"])


def open_ids(db: Db) -> list[bytes]:
    """Of all transfers on the lists that have no outcome, in order."""
    rows = db.execute("SELECT id FROM transfers WHERE outcome = '' AND forgotten = 0 ORDER BY position, added, id")
    return [row[0] for row in rows]


# A transfer with all that a list shows of it, also of the send, the fetch and its offer, in one row.
_SHOWN = (
    "SELECT t.*, s.cipher AS send_cipher, s.compression, s.offer AS send_offer, s.published,"
    " s.cluster_id AS send_cluster_id, s.expires_ms AS send_expires_ms, f.folder, f.offer AS fetch_offer, f.sender AS fetch_sender, f.rule, f.inside,"
    " o.suite, o.cluster_id AS offer_cluster_id, o.expires_ms AS offer_expires_ms, k.topic"
    " FROM transfers t LEFT JOIN sends s ON s.id = t.id LEFT JOIN fetches f ON f.id = t.id"
    " LEFT JOIN offers o ON o.sender = f.sender AND o.transfer = f.offer"
    " LEFT JOIN catalogs k ON k.cluster = IFNULL(o.cluster, t.cluster)"
)


def shown(db: Db, transfer: bytes) -> Row | None:
    """As `get`, with what a list shows besides."""
    row: Row | None = db.execute(f"{_SHOWN} WHERE t.id = ?", (transfer,)).fetchone()
    return row


def shown_all(db: Db, transfers: Sequence[bytes]) -> list[Row]:
    """As `shown`, of many; those that are not there are left out."""
    found = (db.execute(f"{_SHOWN} WHERE t.id IN ({marks})", some) for marks, some in _some(transfers))
    return [row for some in found for row in some]


def listed(db: Db, *, ended: bool | None = None, since: float = 0.0, after: str = "", limit: int = 0) -> list[Row]:
    """Rows as `shown` of transfers that were not forgotten, by position and time added.

    `ended`: only those with (True) or without (False) an outcome. `after`: only those after this id. `limit` 0: all.
    Raises no-such-id.
    """
    start = (float("-inf"), 0.0, b"")
    if after:
        last = get(db, id_of(after))
        if last is None:
            raise TowlineError("no-such-id", name=after)
        start = (last["position"], last["added"], last["id"])
    where = {None: "", True: "AND t.outcome != ''", False: "AND t.outcome = ''"}[ended]
    return db.execute(
        f"{_SHOWN} WHERE t.forgotten = 0 {where} AND (t.position, t.added, t.id) > (?, ?, ?)"
        " AND MAX(t.added, t.finished) >= ? ORDER BY t.position, t.added, t.id LIMIT ?",
        (*start, since, limit or -1),
    ).fetchall()


def listed_of(db: Db, transfers: Sequence[bytes], limit: int) -> list[Row]:
    """Rows as `shown` of these transfers, by position; at most `limit`."""
    marks = ", ".join("?" * len(transfers))
    return db.execute(
        f"{_SHOWN} WHERE t.id IN ({marks}) AND t.outcome = '' ORDER BY t.position LIMIT ?", (*transfers, limit)
    ).fetchall()


def id_of(text: str) -> bytes:
    """The id that these 26 characters stand for. Raises no-such-id."""
    try:
        return transfer_bytes(text)
    except ValueError:
        raise TowlineError("no-such-id", name=text) from None


def to_go(db: Db) -> tuple[int, int]:
    """How many transfers are open, and their bytes to go."""
    count, left = db.execute(
        "SELECT COUNT(*), TOTAL(MAX(size - done, 0)) FROM transfers INDEXED BY transfers_to_go"
        " WHERE forgotten = 0 AND outcome = ''"
    ).fetchone()
    return count, int(left)


def any_ever(db: Db) -> bool:
    """Whether there ever was a transfer here."""
    return db.execute("SELECT 1 FROM transfers UNION ALL SELECT 1 FROM past LIMIT 1").fetchone() is not None


def clusters_with_open(db: Db) -> set[str]:
    """Names of the clusters that open transfers go through."""
    return {row["cluster"] for row in db.execute("SELECT DISTINCT cluster FROM transfers WHERE outcome = ''")}


def set_peer(db: Db, transfer: bytes, peer: str) -> None:
    """Whom it goes to or comes from, for people."""
    db.execute("UPDATE transfers SET peer = ? WHERE id = ?", (peer, transfer))


def set_counts(db: Db, transfer: bytes, **counts: int) -> None:
    """Any of entries, entries_done, left_out, size, done, sent_twice, saved."""
    columns = ", ".join(f"{name} = ?" for name in counts)
    db.execute(f"UPDATE transfers SET {columns} WHERE id = ?", (*counts.values(), transfer))


def set_wanted(db: Db, transfers: Sequence[bytes], wanted: Wanted) -> list[bytes]:
    """Changes the intent of transfers that have not ended; those whose intent it was not yet."""
    changed: list[bytes] = []
    for marks, some in _some(transfers):
        these = f"outcome = '' AND wanted != ? AND id IN ({marks})"
        changed += (row[0] for row in db.execute(f"SELECT id FROM transfers WHERE {these}", (wanted, *some)))
        db.execute(f"UPDATE transfers SET wanted = ? WHERE {these}", (wanted, wanted, *some))
    return changed


def set_limit(db: Db, transfer: bytes, rate: int) -> bool:
    """Bytes a second of an open send or fetch, 0 for no limit; False if it has ended."""
    changed = [
        db.execute(
            f"UPDATE {table} SET limit_rate = ? WHERE id IN (SELECT id FROM transfers WHERE id = ? AND outcome = '')",
            (rate or None, transfer),
        ).rowcount
        for table in ("sends", "fetches")
    ]
    return any(changed)


def set_first(db: Db, transfers: Sequence[bytes]) -> int:
    """Moves these before all others, in the order given."""
    (lowest,) = db.execute("SELECT COALESCE(MIN(position), 0) FROM transfers").fetchone()
    places = ((lowest - len(transfers) + n, transfer) for n, transfer in enumerate(transfers))
    return db.executemany("UPDATE transfers SET position = ? WHERE id = ?", places).rowcount


def move(db: Db, transfers: Sequence[bytes], where: Move) -> list[bytes]:
    """Moves open transfers in the order of the open ones, keeping theirs among themselves; all whose place changed."""
    rows = [row for transfer in transfers if (row := get(db, transfer)) is not None and not row["outcome"]]
    moving = list(dict.fromkeys(row["id"] for row in sorted(rows, key=lambda row: row["position"])))
    block = frozenset(moving)
    match where:
        case Move.TOP:
            set_first(db, moving)
            return moving
        case Move.BOTTOM:
            (highest,) = db.execute("SELECT MAX(position) FROM transfers").fetchone()
            places = ((highest + 1 + n, transfer) for n, transfer in enumerate(moving))
            db.executemany("UPDATE transfers SET position = ? WHERE id = ?", places)
            return moving
        case Move.UP:
            return [each for transfer in moving for each in _pass_neighbour(db, transfer, "<", "DESC", block)]
        case Move.DOWN:
            return [each for transfer in moving[::-1] for each in _pass_neighbour(db, transfer, ">", "ASC", block)]


def _pass_neighbour(db: Db, transfer: bytes, side: str, order: str, moving: Collection[bytes]) -> list[bytes]:
    """Changes places with the next open transfer on that side, unless that one moves too and could not."""
    (at,) = db.execute("SELECT position FROM transfers WHERE id = ?", (transfer,)).fetchone()
    next_one = db.execute(
        f"SELECT id, position FROM transfers WHERE outcome = '' AND forgotten = 0 AND position {side} ?"
        f" ORDER BY position {order} LIMIT 1",
        (at,),
    ).fetchone()
    if next_one is None or next_one["id"] in moving:
        return []
    places = [(next_one["position"], transfer), (at, next_one["id"])]
    db.executemany("UPDATE transfers SET position = ? WHERE id = ?", places)
    return [transfer, next_one["id"]]


def set_error(db: Db, transfer: bytes, error: TowlineError | None) -> None:
    """What stands in the way now; None once it does not."""
    word, why, todo = (error.word, error.what, error.todo) if error else ("", "", "")
    db.execute("UPDATE transfers SET error = ?, why = ?, todo = ? WHERE id = ?", (word, why, todo, transfer))
    if error:
        tell(db, transfer, error.word, error.sentence, verdict=error.verdict, details=error.details)


def with_errors(db: Db, words: Sequence[str], *, limit: int) -> list[Row]:
    """Open transfers that run and in whose way one of these stands, in order."""
    marks = ", ".join("?" * len(words))
    return db.execute(
        f"SELECT * FROM transfers WHERE outcome = '' AND wanted = 'run' AND error IN ({marks}) ORDER BY position LIMIT ?",
        (*words, limit),
    ).fetchall()


def error_since(db: Db, row: Row) -> float:
    """When the error that stands in the way was met last (Unix time)."""
    (at,) = db.execute(
        "SELECT MAX(at) FROM attempts WHERE transfer = ? AND event = ?", (row["id"], row["error"])
    ).fetchone()
    return float(at or row["added"])


def finish(db: Db, transfer: bytes, outcome: Outcome, error: TowlineError | None = None) -> None:
    """Ends a transfer. A failed one keeps its error; `reopen` starts it again."""
    set_error(db, transfer, error)
    db.execute("UPDATE transfers SET outcome = ?, finished = ? WHERE id = ?", (outcome, time.time(), transfer))
    if error is None:
        tell(db, transfer, outcome, f"{outcome.capitalize()}.")


def reopen(db: Db, transfers: Sequence[bytes]) -> int:
    """Failed or cancelled transfers run again from what the journal holds; how many changed."""
    changed = 0
    for transfer in transfers:
        cursor = db.execute(
            "UPDATE transfers SET outcome = '', wanted = 'run', finished = 0, error = '', why = '', todo = ''"
            " WHERE id = ? AND outcome IN ('failed', 'cancelled', 'partly')",
            (transfer,),
        )
        changed += cursor.rowcount
    return changed


def tell(db: Db, transfer: bytes, event: str, sentence: str, *, verdict: str = "", details: str = "") -> None:
    """Adds a line to the story. Sentences hold no names of files."""
    db.execute(
        "INSERT INTO attempts (at, transfer, event, verdict, sentence, details) VALUES (?, ?, ?, ?, ?, ?)",
        (time.time(), transfer, event, verdict, sentence, details),
    )


def story(db: Db, transfer: bytes | None, *, limit: int = 1000) -> list[AttemptRow]:
    """The newest lines, oldest first; of all transfers if None."""
    where, values = ("WHERE transfer = ?", (transfer, limit)) if transfer else ("", (limit,))
    rows = db.execute(f"SELECT * FROM attempts {where} ORDER BY n DESC LIMIT ?", values).fetchall()
    return [
        AttemptRow(r["at"], transfer_text(r["transfer"]), r["event"], r["verdict"], r["sentence"], r["details"])
        for r in reversed(rows)
    ]
