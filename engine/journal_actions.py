"""What the journal knows of actions: events to post and programs to run once a transfer has ended well.

The rule behind it: an action becomes due in the very commit that ends its transfer, and is done only after the cluster
acknowledged the event, or the program ended. So after a crash it is done at least once, an event under the same id.
"""

from __future__ import annotations

import base64
import json
import time
import uuid
from collections.abc import Collection

from engine.api import transfer_text
from engine.api_actions import ActionRow, Post, Then
from engine.journal import Db, Row

WAITING, DUE, DONE, FAILED, SKIPPED = range(5)
_WORDS = {WAITING: "waiting", DUE: "due", DONE: "done", FAILED: "failed", SKIPPED: "skipped"}


def add_post(db: Db, transfer: bytes, post: Post) -> None:
    """The caller's own event."""
    db.execute(
        "INSERT INTO actions (transfer, kind, event_id, topic, key, body, headers, at)"
        " VALUES (?, 'event', ?, ?, ?, ?, ?, ?)",
        (
            *(transfer, str(uuid.uuid4()), post.topic, post.key.encode() or None, base64.b64decode(post.body)),
            *(json.dumps(post.headers), time.time()),
        ),
    )


def add_event(db: Db, transfer: bytes, topic: str, template: str) -> None:
    """An event made from a template, "" for the plain one."""
    db.execute(
        "INSERT INTO actions (transfer, kind, event_id, topic, body, template, at) VALUES (?, 'event', ?, ?, ?, 1, ?)",
        (transfer, str(uuid.uuid4()), topic, template.encode(), time.time()),
    )


def add_then(db: Db, fetch: bytes, then: Then) -> None:
    if then.command:
        db.execute(
            "INSERT INTO actions (transfer, kind, command, at) VALUES (?, 'program', ?, ?)",
            (fetch, json.dumps(then.command), time.time()),
        )
    if then.topic:
        add_event(db, fetch, then.topic, then.template)


def copy(db: Db, row: Row, new: bytes) -> None:
    """The same action for a transfer that repeats another one; an event gets an id of its own."""
    db.execute(
        "INSERT INTO actions (transfer, kind, event_id, topic, key, body, template, headers, command, at)"
        " SELECT ?, kind, ?, topic, key, body, template, headers, command, ? FROM actions WHERE n = ?",
        (new, str(uuid.uuid4()) if row["kind"] == "event" else "", time.time(), row["n"]),
    )


def ended(db: Db, transfer: bytes) -> None:
    """The transfer is stored, or all of it is in place: what waited for that is due."""
    _set(db, "transfer = ? AND state = 0", (transfer,), DUE)


def due(db: Db, cluster: str) -> list[Row]:
    """In the order in which they were asked for."""
    return db.execute(
        "SELECT a.* FROM actions a INDEXED BY actions_due JOIN transfers t ON t.id = a.transfer"
        " WHERE a.state = 1 AND t.cluster = ? ORDER BY a.n",
        (cluster,),
    ).fetchall()


def done(db: Db, n: int) -> None:
    _set(db, "n = ?", (n,), DONE)


def fail(db: Db, n: int, why: str) -> None:
    _set(db, "n = ?", (n,), FAILED, why)


def ran(db: Db, n: int, next_n: int, failed: Collection[int], why: str) -> None:
    """A program had its run for the files below `next_n`."""
    db.execute(
        "UPDATE actions SET next_n = ?, failed = ?, why = ? WHERE n = ?", (next_n, json.dumps(sorted(failed)), why, n)
    )


def again(db: Db, transfer: bytes, n: int | None = None) -> int:
    """Failed ones of a transfer, or one of them, are due once more; how many."""
    return _set(db, "transfer = ? AND state = 3 AND (? IS NULL OR n = ?)", (transfer, n, n), DUE)


def skip(db: Db, transfer: bytes, n: int) -> int:
    return _set(db, "transfer = ? AND state = 3 AND n = ?", (transfer, n), SKIPPED)


def failed(db: Db, limit: int) -> list[Row]:
    """With the title of their transfer."""
    return db.execute(
        "SELECT a.*, t.title FROM actions a INDEXED BY actions_failed JOIN transfers t ON t.id = a.transfer"
        " WHERE a.state = 3 AND t.forgotten = 0 ORDER BY a.n LIMIT ?",
        (limit,),
    ).fetchall()


def of(db: Db, transfer: bytes) -> list[Row]:
    return db.execute("SELECT * FROM actions WHERE transfer = ? ORDER BY n", (transfer,)).fetchall()


def row_of(row: Row) -> ActionRow:
    return ActionRow(
        id=str(row["n"]),
        transfer=transfer_text(row["transfer"]),
        kind=row["kind"],
        state=_WORDS[row["state"]],
        target=row["topic"] if row["kind"] == "event" else json.loads(row["command"])[0],
        why=row["why"],
        at=row["at"],
    )


def _set(db: Db, which: str, values: tuple[object, ...], state: int, why: str = "") -> int:
    changed = db.execute(
        f"UPDATE actions SET state = ?, why = ?, at = ? WHERE {which}", (state, why, time.time(), *values)
    )
    return changed.rowcount
