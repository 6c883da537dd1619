"""What the journal knows of catalogs: positions, accepted offers, refused values, my offer numbers.

Hides: the SQL and how an offer's state is found from what was signed and what is known here. Promises: everything that
strangers can add to is bounded; an accepted offer stays until a month after its signed expiry.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine import keys, wire
from engine.api import OfferRow, Outcome, transfer_text
from engine.errors import TowlineError
from engine.journal import Db, Row
from engine.journal_people import OLDER_OF
from engine.seal import cipher_of

TRANSFER_KEY = "transfer-key"  # the purpose under which the vault seals transfer keys

UNKNOWN_OFFERS = 500  # kept of senders who were not accepted, a cluster: the newest
REFUSAL_ROWS = 200  # kept a cluster, beside those that belong to an accepted offer: the newest
OTHERS = 10_000  # offers to somebody else whose ids are remembered
LAST_TIME = 253_402_300_799.0  # the end of the year 9999: what calendars can show
ASKED_AFTER_EXPIRY = 7 * 24 * 3600  # seconds for which what recipients miss of an expired offer is read
CLOCKS_DIFFER = 120.0  # seconds; what was published that shortly before comes just now
KEPT_AFTER_EXPIRY = 30 * 24 * 3600  # seconds


# --- positions ------------------------------------------------------------------------------------------------------------


def catalog(db: Db, cluster: str) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM catalogs WHERE cluster = ?", (cluster,)).fetchone()
    return row


def open_catalog(db: Db, cluster: str, cluster_id: str, topic: str, topic_id: bytes, catalog_id: bytes) -> Row:
    """The row of this cluster's catalog; a catalog made anew, or one of another cluster, starts from 0."""
    old = catalog(db, cluster)
    if old is None or (old["cluster_id"], old["topic"], old["catalog_id"]) != (cluster_id, topic, catalog_id):
        db.execute(
            "INSERT OR REPLACE INTO catalogs (cluster, cluster_id, topic, topic_id, catalog_id, refused)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (cluster, cluster_id, topic, topic_id, catalog_id, old["refused"] if old else 0),
        )
        db.execute("UPDATE offers SET seen_offset = -1 WHERE cluster = ?", (cluster,))
        db.execute("UPDATE refusals SET last_offset = -1 WHERE cluster = ?", (cluster,))
    else:
        db.execute("UPDATE catalogs SET topic_id = ? WHERE cluster = ?", (topic_id, cluster))
    row = catalog(db, cluster)
    assert row is not None
    return row


def move_on(db: Db, cluster: str, expected: int, position: int) -> bool:
    """Journals the next offset to read, unless somebody set it back meanwhile (`expected` is what it was)."""
    moved = db.execute(
        "UPDATE catalogs SET next_offset = ? WHERE cluster = ? AND next_offset = ?", (position, cluster, expected)
    )
    return moved.rowcount == 1


def read_again(db: Db) -> None:
    """All catalogs are read from their beginning: something there is readable or trusted only now."""
    db.execute("UPDATE catalogs SET next_offset = 0")


def set_folded(db: Db, cluster: str) -> None:
    db.execute("UPDATE catalogs SET folded = 1 WHERE cluster = ?", (cluster,))


def set_card_at(db: Db, cluster: str, at: float) -> None:
    """When my card was put into this catalog last; 0 if it is not there as it should be."""
    db.execute("UPDATE catalogs SET card_at = ? WHERE cluster = ?", (at, cluster))


def without_my_card(db: Db) -> list[str]:
    """Clusters in whose catalogs my newest card does not stand yet."""
    return [row["cluster"] for row in db.execute("SELECT cluster FROM catalogs WHERE card_at = 0 ORDER BY cluster")]


def clusters_read(db: Db) -> set[str]:
    """Clusters whose catalogs were opened ever."""
    return {row["cluster"] for row in db.execute("SELECT cluster FROM catalogs")}


def forget_card_at(db: Db) -> None:
    """My card changed: no catalog has it."""
    db.execute("UPDATE catalogs SET card_at = 0")


# --- my numbers -----------------------------------------------------------------------------------------------------------


def reserve(db: Db) -> int:
    """A new offer number, higher than all before. Ask `numbers_known` first.

    It is the time (ms), so that it is also above what was signed after this journal was saved, if it was restored since."""
    db.execute(
        "INSERT INTO numbers VALUES ('offer', :now) ON CONFLICT (name) DO UPDATE SET value = MAX(value + 1, :now)",
        {"now": int(time.time() * 1000)},
    )
    (number,) = db.execute("SELECT value FROM numbers WHERE name = 'offer'").fetchone()
    return int(number)


def raise_number(db: Db, seen: int) -> None:
    """A number that I signed once was seen: the next one will be higher."""
    db.execute(
        "INSERT INTO numbers VALUES ('offer', ?) ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value)",
        (seen,),
    )


def highest_number(db: Db) -> int:
    row = db.execute("SELECT value FROM numbers WHERE name = 'offer'").fetchone()
    return int(row[0]) if row else 0


def numbers_known(db: Db, cluster: str) -> bool:
    """Whether no higher number of mine can be in this catalog: it was folded, or my identity is as new as this journal."""
    born = db.execute("SELECT 1 FROM numbers WHERE name = 'born'").fetchone()
    row = catalog(db, cluster)
    return bool(born) or (row is not None and bool(row["folded"]))


def begin_anew(db: Db) -> None:
    """My identity is another one, older than this journal: what it signed stands in the catalogs, and is read first."""
    db.execute("DELETE FROM numbers WHERE name = 'born'")
    db.execute("UPDATE catalogs SET next_offset = 0, folded = 0, card_at = 0")
    db.execute("DELETE FROM offers_of_others")
    db.execute("DELETE FROM receipts_read")


def set_born(db: Db) -> None:
    """My identity was made just now: it signed nothing yet."""
    db.execute("INSERT OR REPLACE INTO numbers VALUES ('born', 1)")


# --- offers ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoredOffer:
    """An accepted offer. `value`: signature and body. `sealed` is None if it cannot be opened here.

    `transfer_key`: sealed under the vault with purpose TRANSFER_KEY, empty if unknown. `sender_name`: as accepted, or
    as they call themselves. `trusted`: from an accepted, not revoked, not blocked person, or mine. `arrived`: broker time at which it
    first stood complete in the catalog, 0 if it did not.
    """

    offer: wire.Offer
    sealed: wire.Sealed | None
    value: bytes
    transfer_key: bytes
    cluster: str
    sender_name: str
    trusted: bool
    mine: bool
    arrived: float = 0.0


def save_offer(
    db: Db,
    cluster: str,
    offer: wire.Offer,
    value: bytes,
    *,
    sealed: wire.Sealed | None,
    transfer_key: bytes,
    mine: bool,
    seen_offset: int = -1,
) -> None:
    """Stores an accepted revision over the one before. The caller checked that it extends it.

    An empty `transfer_key` leaves the one before; without `sealed`, title and totals stay until it is opened.
    """
    db.execute(
        "INSERT INTO offers (sender, transfer, id, cluster, cluster_id, topic_id, signing_key, number, revision,"
        " state, suite, stored, created_ms, expires_ms, title, entries, size, value, sealed, transfer_key, mine,"
        " accepted, seen_offset, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (sender, transfer) DO UPDATE SET revision = excluded.revision, state = excluded.state,"
        " cluster_id = excluded.cluster_id, topic_id = excluded.topic_id, stored = excluded.stored,"
        " expires_ms = excluded.expires_ms, value = excluded.value,"
        " title = IIF(excluded.sealed IS NULL, title, excluded.title),"
        " tags = IIF(excluded.sealed IS NULL, tags, excluded.tags),"
        " entries = IIF(excluded.sealed IS NULL, entries, excluded.entries),"
        " size = IIF(excluded.sealed IS NULL, size, excluded.size),"
        " sealed = IIF(excluded.value = value, IFNULL(excluded.sealed, sealed), excluded.sealed),"
        " transfer_key = IIF(excluded.transfer_key = x'', transfer_key, excluded.transfer_key),"
        " mine = excluded.mine, accepted = excluded.accepted, seen_offset = excluded.seen_offset",
        (
            offer.sender,
            offer.transfer,
            transfer_text(offer.transfer),
            cluster,
            offer.cluster_id,
            offer.topic_id,
            offer.signing_key,
            offer.number,
            offer.revision,
            offer.state,
            offer.suite,
            offer.stored,
            offer.created_ms,
            offer.expires_ms,
            sealed.title if sealed else "",
            sealed.entries if sealed else 0,
            sealed.size if sealed else 0,
            value,
            wire.encode(sealed) if sealed else None,
            transfer_key,
            mine,
            time.time(),
            seen_offset,
            json.dumps(dict(sealed.tags) if sealed else {}),
        ),
    )


def set_arrived(db: Db, sender: bytes, transfer: bytes, at: float) -> None:
    """An offer that stands complete for the first time was published at `at` (broker time)."""
    now = time.time()
    db.execute(
        "UPDATE offers SET arrived = ? WHERE sender = ? AND transfer = ? AND state = 1 AND arrived = 0",
        (at if now - at > CLOCKS_DIFFER else now, sender, transfer),
    )


def save_own_offer(
    db: Db, cluster: str, value: bytes, offer: wire.Offer, transfer_key: bytes, *, sealed: wire.Sealed | None = None
) -> None:
    """A revision that I signed. `transfer_key`: sealed under the vault. Without `sealed`, title and totals stay.

    Raises bug if other bytes were signed with this revision. The catalog may have been read first: then the row is there.
    """
    old = raw_offer(db, offer.sender, offer.transfer)
    if old is not None and old["revision"] > offer.revision:
        return
    same = old is not None and old["value"] == value
    if old is not None and old["revision"] == offer.revision and not same:
        raise TowlineError("bug", reason=f"revision {offer.revision} of an offer was signed twice")
    save_offer(
        db,
        cluster,
        offer,
        value,
        sealed=sealed,
        transfer_key=transfer_key,
        mine=True,
        seen_offset=old["seen_offset"] if old is not None and same else -1,
    )


def raw_offer(db: Db, sender: bytes, transfer: bytes) -> Row | None:
    row: Row | None = db.execute(
        "SELECT * FROM offers WHERE sender = ? AND transfer = ?", (sender, transfer)
    ).fetchone()
    return row


def seen_again(db: Db, sender: bytes, transfer: bytes, offset: int) -> None:
    """The stored bytes stand in the catalog at `offset`."""
    db.execute("UPDATE offers SET seen_offset = ? WHERE sender = ? AND transfer = ?", (offset, sender, transfer))


def move_offer(db: Db, sender: bytes, transfer: bytes, cluster: str, offset: int) -> None:
    """The offer was found in the catalog that its data topic belongs to: it is listed there from now on."""
    db.execute(
        "UPDATE offers SET cluster = ?, seen_offset = ? WHERE sender = ? AND transfer = ?",
        (cluster, offset, sender, transfer),
    )


def my_unseen(db: Db, cluster: str, topic_id: bytes, before: float) -> list[tuple[bytes, bytes]]:
    """My offers of this topic, still valid, stored before `before` and not in the catalog as it was read."""
    found = db.execute(
        "SELECT sender, transfer FROM offers WHERE mine = 1 AND cluster = ? AND topic_id = ? AND seen_offset < 0"
        " AND accepted < ? AND expires_ms > ?",
        (cluster, topic_id, before, time.time() * 1000),
    )
    return [(r["sender"], r["transfer"]) for r in found]


def my_open_transfers(db: Db, cluster: str) -> Iterator[bytes]:
    """My offers that somebody may still fetch, or miss since they expired."""
    found = db.execute(
        "SELECT transfer FROM offers WHERE mine = 1 AND cluster = ? AND state != 2 AND expires_ms > ?",
        (cluster, (time.time() - ASKED_AFTER_EXPIRY) * 1000),
    )
    return (r["transfer"] for r in found)


def note_other(db: Db, transfer: bytes) -> None:
    """An offer to somebody else."""
    db.execute("INSERT OR IGNORE INTO offers_of_others (id) VALUES (?)", (transfer_text(transfer),))


def trim(db: Db, cluster: str) -> None:
    """Drops the oldest of what strangers can add to without end."""
    db.execute(
        "DELETE FROM offers WHERE rowid IN (SELECT rowid FROM offers WHERE cluster = ? AND mine = 0"
        " AND sender NOT IN (SELECT fingerprint FROM people) ORDER BY accepted DESC, rowid DESC LIMIT -1 OFFSET ?)",
        (cluster, UNKNOWN_OFFERS),
    )
    db.execute("DELETE FROM offers_of_others WHERE n <= (SELECT MAX(n) FROM offers_of_others) - ?", (OTHERS,))
    db.execute(
        "DELETE FROM refusals WHERE rowid IN (SELECT r.rowid FROM refusals r WHERE r.cluster = ? AND NOT EXISTS"
        " (SELECT 1 FROM offers o WHERE o.sender = r.sender AND o.transfer = r.transfer)"
        " ORDER BY r.at DESC, r.rowid DESC LIMIT -1 OFFSET ?)",
        (cluster, REFUSAL_ROWS),
    )


def forget_expired(db: Db, now: float) -> None:
    """Drops offers that expired long ago, and what belongs to them."""
    db.execute("DELETE FROM offers WHERE expires_ms < ?", ((now - KEPT_AFTER_EXPIRY) * 1000,))
    db.execute("DELETE FROM receipts WHERE transfer NOT IN (SELECT transfer FROM offers WHERE mine = 1)")
    db.execute(
        "DELETE FROM offer_marks WHERE transfer NOT IN (SELECT transfer FROM offers UNION SELECT transfer FROM refusals)"
    )


def mark(db: Db, transfers: Sequence[bytes], *, seen: bool | None, hidden: bool | None) -> None:
    """What a person did with these offers; None leaves a mark as it is."""
    db.executemany(
        "INSERT INTO offer_marks (transfer, seen, hidden) VALUES (:transfer, IFNULL(:seen, 0), IFNULL(:hidden, 0))"
        " ON CONFLICT (transfer) DO UPDATE SET seen = IFNULL(:seen, seen), hidden = IFNULL(:hidden, hidden)",
        [{"transfer": transfer, "seen": seen, "hidden": hidden} for transfer in transfers],
    )


def stored_offer(db: Db, transfer: bytes, sender: bytes | None = None) -> StoredOffer | None:
    """The accepted offer of a transfer; without `sender`, a trusted sender's goes before an unknown one's."""
    rows = db.execute(
        f"{_OFFERS} WHERE o.transfer = ? AND (? IS NULL OR o.sender = ?)", (transfer, sender, sender)
    ).fetchall()
    if not rows:
        return None
    row = max(rows, key=_trusted)
    value = bytes(row["value"])
    return StoredOffer(
        wire.decode(wire.Offer, value[64:]),
        wire.decode(wire.Sealed, row["sealed"]) if row["sealed"] is not None else None,
        value,
        row["transfer_key"],
        row["cluster"],
        _sender_name(row),
        _trusted(row),
        bool(row["mine"]),
        row["arrived"],
    )


def my_raw_offer(db: Db, transfer: bytes) -> Row | None:
    """The accepted row of an offer of mine, whichever of my keys signed it."""
    row: Row | None = db.execute("SELECT * FROM offers WHERE transfer = ? AND mine = 1", (transfer,)).fetchone()
    return row


def my_offer(db: Db, transfer: bytes) -> StoredOffer | None:
    """As `stored_offer`, of mine."""
    row = my_raw_offer(db, transfer)
    return None if row is None else stored_offer(db, transfer, row["sender"])


def find_offer(db: Db, text: str) -> StoredOffer:
    """The offer that a reference `tl:CLUSTER-ID/TOPIC/TRANSFER`, an id or a unique beginning of one means.

    Raises no-such-id, many-ids, or not-for-me if it is known to be somebody else's.
    """
    where = ""
    values: tuple[str, ...] = ()
    prefix = text.strip()
    if prefix.startswith("tl:"):
        parts = prefix[3:].rsplit("/", 2)
        if len(parts) != 3:
            raise TowlineError("no-such-id", name=text)
        where, values = "AND o.cluster_id = ? AND (k.topic = ? OR k.cluster_id != o.cluster_id)", (parts[0], parts[1])
        prefix = parts[2]
    prefix = prefix.upper()
    if not prefix.isalnum():
        raise TowlineError("no-such-id", name=text)
    bounds = (prefix, prefix + "~")
    rows = db.execute(f"{_OFFERS} WHERE o.id >= ? AND o.id < ? {where} LIMIT 1000", (*bounds, *values)).fetchall()
    known = [row for row in rows if _trusted(row)] or rows
    if len(known) > 1:
        raise TowlineError("many-ids", name=text)
    if not known:
        other = db.execute("SELECT 1 FROM offers_of_others WHERE id >= ? AND id < ? LIMIT 1", bounds).fetchone()
        raise TowlineError("not-for-me") if other else TowlineError("no-such-id", name=text)
    found = stored_offer(db, known[0]["transfer"], known[0]["sender"])
    assert found is not None
    return found


_OFFERS = (
    "SELECT o.*, p.name AS person, p.trust, c.name AS own_name, c.revoked, k.topic,"
    " k.topic_id AS topic_now, k.cluster_id AS cluster_now, r.count AS refused, r.reason,"
    " (SELECT l.name FROM people l WHERE p.name IS NULL AND l.looks = c.looks LIMIT 1) AS like_name"
    f", IIF(p.name IS NULL, {OLDER_OF.format(what='name', key='o.signing_key')}, NULL) AS older_of"
    ", (SELECT json_group_array(name) FROM (SELECT COALESCE(rp.name, rc.name, '') AS name FROM receipts t LEFT JOIN"
    " people rp ON rp.fingerprint = t.reader LEFT JOIN cards rc ON rc.fingerprint = t.reader WHERE o.mine = 1 AND"
    " t.transfer = o.transfer ORDER BY t.at_ms)) AS received"
    ", (SELECT json_group_array(json_array(hex(id), outcome, entries_done, whole, error)) FROM (SELECT f.id,"
    " ft.outcome, ft.error, ft.entries_done, f.globs = '[]' AND f.numbers = '[]' AS whole FROM fetches f JOIN transfers ft USING (id)"
    " WHERE f.offer = o.transfer AND f.sender = o.sender ORDER BY ft.added)) AS fetches"
    ", (SELECT rm.rule FROM rule_marks rm WHERE rm.sender = o.sender AND rm.transfer = o.transfer"
    " ORDER BY rm.at DESC LIMIT 1) AS rule"
    ", o.mine = 1 AND EXISTS (SELECT 1 FROM sends s, json_each(s.recipients) e WHERE s.offer = o.transfer AND e.value = 'me')"
    " AS to_me"
    ", o.mine OR IFNULL(m.seen, 0) AS seen, IFNULL(m.hidden, 0) AS hidden"
    " FROM offers o LEFT JOIN people p ON p.fingerprint = o.sender LEFT JOIN cards c ON c.fingerprint = o.sender"
    " LEFT JOIN catalogs k ON k.cluster = o.cluster"
    " LEFT JOIN refusals r ON r.cluster = o.cluster AND r.sender = o.sender AND r.transfer = o.transfer"
    " LEFT JOIN offer_marks m ON m.transfer = o.transfer"
)


def offer_rows(
    db: Db,
    cluster: str | None = None,
    *,
    transfer: bytes | None = None,
    sender: bytes | None = None,
    some: Sequence[bytes] | None = None,
    unknown: bool = True,
    refused: bool = True,
    after: str | None = None,
    limit: int = 100_000,
) -> list[OfferRow]:
    """Offers as browsed, newest first; never those of blocked people.

    `unknown`: also of senders who were not accepted (trusted False). `refused`: also values under the name of an
    accepted person of which none could be accepted. `some`: only those of these transfers. `after`: a page, by id, of
    those after this one; "" is the first, which begins with what was refused.
    """
    asked = {"cluster": cluster, "transfer": transfer, "sender": sender, "after": after, "limit": limit}
    terms = [f"{{t}}.{name} = :{name}" for name in ("cluster", "transfer", "sender") if asked[name] is not None]
    if some is not None:
        asked["some"] = json.dumps([each.hex().upper() for each in some])
        terms.append("hex({t}.transfer) IN (SELECT value FROM json_each(:some))")
    narrow = " AND ".join(terms) or "TRUE"
    accepted = "" if unknown else " AND (o.mine = 1 OR p.name IS NOT NULL)"
    order = "o.created_ms DESC, o.id" if after is None else "o.id"
    found = db.execute(
        f"{_OFFERS} WHERE {narrow.format(t='o')} AND p.trust IS NOT 'blocked'{accepted}"
        f"{'' if after is None else ' AND o.id > :after'} ORDER BY {order} LIMIT :limit",
        asked,
    ).fetchall()
    now = time.time()
    names = found[0].keys() if found else []  # a Row looks through all its names for each value that it is asked for
    listed = [_offer_row(dict(zip(names, row, strict=True)), now) for row in found]
    if refused and not after:
        only = db.execute(
            "SELECT r.*, p.name AS person, k.cluster_id, k.topic, IFNULL(m.seen, 0) AS seen, IFNULL(m.hidden, 0) AS"
            " hidden FROM refusals r JOIN people p ON p.fingerprint = r.sender LEFT JOIN offer_marks m ON m.transfer ="
            " r.transfer LEFT JOIN catalogs k ON k.cluster = r.cluster LEFT JOIN offers o ON o.sender = r.sender AND"
            f" o.transfer = r.transfer WHERE {narrow.format(t='r')} AND p.trust != 'blocked' AND"
            " length(r.transfer) = 16 AND o.id IS NULL ORDER BY r.at DESC",
            asked,
        )
        others = [_refused_row(row) for row in only]
        return listed + others if after is None else others + listed
    return listed


def _trusted(row: Row | dict[str, Any]) -> bool:
    return bool(row["mine"] or (row["trust"] in ("verified", "invited", "not-verified") and not row["revoked"]))


def _sender_name(row: Row | dict[str, Any]) -> str:
    return row["person"] or row["own_name"] or ""


def _offer_row(row: dict[str, Any], now: float) -> OfferRow:
    state = ("growing", "complete", "withdrawn")[row["state"]]
    why = ""
    if row["state"] != wire.WITHDRAWN:
        if now * 1000 > row["expires_ms"]:
            state = "expired"
        elif row["topic_now"] is not None and (row["cluster_now"], row["topic_now"]) != (
            row["cluster_id"],
            row["topic_id"],
        ):
            state, why = "topic-anew", "The topic of this bundle was made anew; a fetch looks for its records there."
            if row["cluster_now"] != row["cluster_id"]:
                state, why = (
                    "mirrored",
                    "This bundle was sent through another cluster; a fetch looks for its records here.",
                )
    if row["revoked"] and not row["mine"]:
        why = "The key of its sender was revoked: anybody may have signed it."
    elif not _trusted(row):
        why = "You have not accepted its sender."
        if row["older_of"]:
            why = f"It was signed by an older key of {row['older_of']}, as the one you know says: accept that one, too."
        elif row["like_name"]:
            why = f"This is not {row['like_name']}: it is another key with a name that looks like it."
    elif row["refused"] and not why:
        others = "One other value was" if row["refused"] == 1 else f"{row['refused']} other values were"
        why = f"{others} ignored: {row['reason']}."
    here, fetch = _here(_listed(row["fetches"]))
    return OfferRow(
        id=row["id"],
        sender=_sender_name(row),
        fingerprint=keys.fingerprint_text(row["sender"]),
        trusted=_trusted(row),
        title=row["title"],
        state=state,
        entries=row["entries"],
        size=row["size"],
        stored=row["stored"],
        sent=min(row["created_ms"] / 1000, LAST_TIME),
        until=min(row["expires_ms"] / 1000, LAST_TIME),
        cluster=row["cluster"],
        reference=reference(row["cluster_id"], row["topic"] or "", row["id"]),
        cipher=cipher_of(row["suite"]),
        why=why,
        mine=bool(row["mine"]),
        received=tuple(_listed(row["received"])),
        seen=bool(row["seen"]),
        hidden=bool(row["hidden"]),
        here=here,
        fetch=fetch,
        tags={} if row["tags"] == "{}" else json.loads(row["tags"]),
        rule=row["rule"] or "",
        to_me=bool(row["to_me"]),
    )


def _listed(text: str) -> list[Any]:
    """Of JSON; nearly all are empty, and there may be very many."""
    found: list[Any] = [] if text == "[]" else json.loads(text)
    return found


def _here(fetches: list[tuple[str, str, int, int, str]]) -> tuple[str, str]:
    """What of an offer is on this computer, and the newest fetch of it.

    `fetches`: id (hexadecimal), outcome, entries in place, whether all were wanted, its error; oldest first.
    """
    if not fetches:
        return "", ""
    newest = transfer_text(bytes.fromhex(fetches[-1][0]))
    if any(outcome == Outcome.NONE for _, outcome, *_ in fetches):
        return "fetching", newest
    if any(outcome == Outcome.PLACED and whole for _, outcome, _, whole, _ in fetches):
        return "all", newest
    if fetches[-1][4] in ("asked", "lost-at-sender"):
        return "asked" if fetches[-1][4] == "asked" else "lost", newest
    return "partly" if any(placed for _, _, placed, *_ in fetches) else "", newest


def _refused_row(row: Row) -> OfferRow:
    text = transfer_text(row["transfer"])
    return OfferRow(
        id=text,
        sender=row["person"],
        fingerprint=keys.fingerprint_text(row["sender"]),
        trusted=False,
        title="",
        state="refused",
        entries=0,
        size=0,
        stored=0,
        sent=row["at"],
        until=0.0,
        cluster=row["cluster"],
        reference=reference(row["cluster_id"] or "", row["topic"] or "", text),
        cipher="",
        why=f"{row['reason'][:1].upper()}{row['reason'][1:]}.",
        seen=bool(row["seen"]),
        hidden=bool(row["hidden"]),
    )


def reference(cluster_id: str, topic: str, transfer: str) -> str:
    """How a person names an offer to somebody on another computer."""
    return f"tl:{cluster_id}/{topic}/{transfer}"


# --- refusals ---------------------------------------------------------------------------------------------------------------


def refuse(db: Db, cluster: str, key: bytes, reason: str, offset: int) -> bool:
    """Counts one ignored value; False if it was counted already, in an earlier reading of the same catalog."""
    changed = db.execute(
        "INSERT INTO refusals (cluster, sender, transfer, count, reason, at, last_offset) VALUES (?, ?, ?, 1, ?, ?, ?)"
        " ON CONFLICT (cluster, sender, transfer) DO UPDATE SET count = count + 1, reason = excluded.reason,"
        " at = excluded.at, last_offset = excluded.last_offset WHERE excluded.last_offset > last_offset",
        (cluster, key[:32], key[32:48], reason, time.time(), offset),
    )
    if changed.rowcount != 1:
        return False
    db.execute("UPDATE catalogs SET refused = refused + 1 WHERE cluster = ?", (cluster,))
    return True


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """Values of one Kafka key that were ignored. `sender` and `transfer` as the key claims; `person` "" if unknown."""

    cluster: str
    person: str
    sender: bytes
    transfer: bytes
    count: int
    reason: str
    at: float


def refusals(db: Db, cluster: str) -> tuple[int, list[RefusalRow]]:
    """How many values were refused in all, and the keys still known, newest first."""
    row = catalog(db, cluster)
    found = db.execute(
        "SELECT r.*, p.name AS person FROM refusals r LEFT JOIN people p ON p.fingerprint = r.sender"
        " WHERE r.cluster = ? ORDER BY r.at DESC",
        (cluster,),
    )
    return (row["refused"] if row else 0), [
        RefusalRow(r["cluster"], r["person"] or "", r["sender"], r["transfer"], r["count"], r["reason"], r["at"])
        for r in found
    ]
