"""What the journal knows of people: cards, whom a person accepted or blocked, who has which team key.

Hides: the SQL, and when two names look alike. Promises: cards of strangers are bounded in number, so nobody can fill the
journal by publishing; an accepted person's card is never dropped.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Sequence

from engine import keys, wire
from engine.api import PersonRow
from engine.errors import TowlineError
from engine.journal import Db, Row

STRANGERS = 2000  # cards kept of people who were not accepted: the newest

VERIFIED, INVITED, NOT_VERIFIED, BLOCKED = "verified", "invited", "not-verified", "blocked"
CONFIRMED = (VERIFIED, INVITED)  # it is known whose key this is: compared, or proved with the key of an invitation

# What an eye takes for a Latin letter, after case folding and without marks.
_LOOKS = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "3": "e", "5": "s", "8": "b", "$": "s", "@": "a"}
    | dict(zip("авеԁһіјӏкмнорԛѕтуԝхьгп", "abedhljlkmhopqstywxbrn", strict=True))
    | dict(zip("αβγεηικνορτυχω", "abyenlkvoptuxw", strict=True))
)


def looks(name: str) -> str:
    """Equal for names that a person would take for one another."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c for c in plain if unicodedata.category(c)[0] in "LNS" or c in "|@")
    return letters.translate(_LOOKS).replace("rn", "m").replace("vv", "w").replace("cl", "d")


# --- cards ----------------------------------------------------------------------------------------------------------------


def card_row(db: Db, fingerprint: bytes) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM cards WHERE fingerprint = ?", (fingerprint,)).fetchone()
    return row


def save_card(db: Db, value: bytes, card: wire.Card, *, seen: float | None = None) -> None:
    """Stores a checked card over an older one; offers that name its fingerprint with another signing key go."""
    fingerprint = keys.fingerprint(card)
    db.execute(
        "INSERT INTO cards (fingerprint, value, name, looks, revision, revoked, signing_key, previous, seen)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO UPDATE SET value = excluded.value,"
        " name = excluded.name, looks = excluded.looks, revision = excluded.revision, revoked = excluded.revoked,"
        " previous = excluded.previous, seen = MAX(seen, excluded.seen)",
        (
            fingerprint,
            value,
            card.name,
            looks(card.name),
            card.revision,
            card.revoked,
            card.signing_key,
            card.previous,
            time.time() if seen is None else seen,
        ),
    )
    db.execute("DELETE FROM offers WHERE sender = ? AND signing_key != ?", (fingerprint, card.signing_key))


def touch_card(db: Db, fingerprint: bytes, seen: float) -> None:
    db.execute("UPDATE cards SET seen = MAX(seen, ?) WHERE fingerprint = ?", (seen, fingerprint))


def trim_strangers(db: Db) -> None:
    """Keeps the newest cards of people who were not accepted."""
    db.execute(
        "DELETE FROM cards WHERE fingerprint IN (SELECT fingerprint FROM cards WHERE mine = 0"
        " AND fingerprint NOT IN (SELECT fingerprint FROM people) ORDER BY seen DESC, rowid DESC LIMIT -1 OFFSET ?)",
        (STRANGERS,),
    )


def save_my_card(db: Db, value: bytes, card: wire.Card, me: Sequence[bytes]) -> None:
    """A card of mine. `me`: the fingerprints of all keys that I have and had, the newest first; nobody else is me."""
    save_card(db, value, card)
    db.execute("UPDATE cards SET mine = 0 WHERE mine > 0")
    db.executemany("UPDATE cards SET mine = ? WHERE fingerprint = ?", ((2 if n else 1, f) for n, f in enumerate(me)))


def my_older_cards(db: Db) -> list[tuple[bytes, bytes]]:
    """Fingerprint and signed card of each key that I had before."""
    return [(bytes(r["fingerprint"]), bytes(r["value"])) for r in db.execute("SELECT * FROM cards WHERE mine = 2")]


def fingerprints(db: Db) -> list[bytes]:
    """Of all stored cards."""
    return [r["fingerprint"] for r in db.execute("SELECT fingerprint FROM cards")]


# --- people ---------------------------------------------------------------------------------------------------------------


def person(db: Db, fingerprint: bytes) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM people WHERE fingerprint = ?", (fingerprint,)).fetchone()
    return row


def named(db: Db, name: str) -> Row | None:
    """Who has this name now, in whatever case, with the card; an older key of the same person is not found."""
    row: Row | None = db.execute(
        "SELECT p.*, c.value, c.revoked FROM people p JOIN cards c USING (fingerprint)"
        " WHERE p.name_key = ? AND p.successor IS NULL",
        (name.casefold(),),
    ).fetchone()
    return row


def accept(db: Db, fingerprint: bytes, name: str, trust: str) -> None:
    """Names a person whose card is stored. Raises usage if somebody else has that name."""
    taken = named(db, name)
    if taken is not None and taken["fingerprint"] != fingerprint:
        raise TowlineError(
            "usage", what=f"Somebody else is named {taken['name']!r} here.", todo="Choose another name for one of them."
        )
    db.execute(
        "INSERT INTO people (fingerprint, name, name_key, looks, trust, since) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (fingerprint) DO UPDATE SET name = excluded.name, name_key = excluded.name_key,"
        " looks = excluded.looks, since = IIF(trust = excluded.trust, since, excluded.since), trust = excluded.trust",
        (fingerprint, name, name.casefold(), looks(name), trust, time.time()),
    )


def set_via(db: Db, fingerprint: bytes, team: str) -> None:
    """An invitation to this team brought them."""
    db.execute("UPDATE people SET via = ? WHERE fingerprint = ?", (team, fingerprint))


def free_name(db: Db, name: str, fingerprint: bytes) -> str:
    """`name`, or with the lowest number behind it that nobody else has."""
    number, found = 1, name
    while (taken := named(db, found)) is not None and taken["fingerprint"] != fingerprint:
        number += 1
        found = f"{name} ({number})"
    return found


def set_trust(db: Db, fingerprint: bytes, trust: str) -> None:
    db.execute(
        "UPDATE people SET trust = ?, since = ? WHERE fingerprint = ? AND trust != ?",
        (trust, time.time(), fingerprint, trust),
    )


def compared(db: Db, fingerprint: bytes) -> None:
    """A person compared the fingerprint: verified from now on, if they were not; that the key changed is no news any more."""
    db.execute(
        "UPDATE people SET since = IIF(trust = ? AND changed = 0, since, ?), trust = ?, changed = 0 WHERE fingerprint = ?",
        (VERIFIED, time.time(), VERIFIED, fingerprint),
    )


def keys_of(db: Db, fingerprint: bytes) -> list[bytes]:
    """The fingerprint and those of all older keys of the same person."""
    found = db.execute(
        "WITH RECURSIVE mine(f) AS (VALUES (?) UNION SELECT p.fingerprint FROM people p JOIN mine ON p.successor = mine.f)"
        " SELECT f FROM mine",
        (fingerprint,),
    )
    return [bytes(row["f"]) for row in found]


def rename_older(db: Db, fingerprint: bytes) -> None:
    """The older keys of the same person are shown under the name of this one."""
    for older in keys_of(db, fingerprint)[1:]:
        db.execute(
            "UPDATE people SET (name, name_key, looks) = (SELECT name, name_key, looks FROM people WHERE fingerprint = ?)"
            " WHERE fingerprint = ?",
            (fingerprint, older),
        )


def newest_key(db: Db, fingerprint: bytes) -> bytes:
    """The key that the person of this one has now; the same if it was never changed."""
    row = db.execute(
        "WITH RECURSIVE after(f, s) AS (SELECT fingerprint, successor FROM people WHERE fingerprint = ? UNION"
        " SELECT p.fingerprint, p.successor FROM people p JOIN after ON p.fingerprint = after.s)"
        " SELECT f FROM after WHERE s IS NULL",
        (fingerprint,),
    ).fetchone()
    return fingerprint if row is None else bytes(row["f"])


def succeed(db: Db, old: bytes, new: bytes) -> None:
    """The person of key `old` has key `new` from now on, with the same name, in the same teams, and trusted like it unless
    that one was compared itself."""
    row, known = person(db, old), person(db, new)
    if row is None:
        return
    db.execute("UPDATE people SET successor = ? WHERE fingerprint = ?", (new, old))
    accept(db, new, row["name"], VERIFIED if known is not None and known["trust"] == VERIFIED else row["trust"])
    db.execute("UPDATE people SET via = ?, changed = ? WHERE fingerprint = ?", (row["via"], time.time(), new))
    db.execute("UPDATE OR IGNORE team_members SET fingerprint = ? WHERE fingerprint = ?", (new, old))
    db.execute("DELETE FROM team_members WHERE fingerprint = ?", (old,))


def add_older(db: Db, fingerprint: bytes, newer: Row, trust: str) -> None:
    """A person accepts this key as one that the person of the key `newer` had before."""
    db.execute(
        "INSERT OR REPLACE INTO people (fingerprint, name, name_key, looks, trust, since, successor)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (fingerprint, newer["name"], newer["name_key"], newer["looks"], trust, time.time(), newer["fingerprint"]),
    )


# Whose older key `{key}` is: an accepted person's, as the card of a newer one says, which the older one confirmed. Nothing
# that such a key signs counts by that: it may be in other hands by now.
OLDER_OF = (
    "(SELECT n.{what} FROM cards x JOIN people n USING (fingerprint) WHERE x.previous != x'' AND x.previous = {key}"
    " AND x.revoked = 0 AND n.trust != 'blocked' LIMIT 1)"
)


def newer_key(db: Db, signing_key: bytes) -> Row | None:
    """The person whose older key this is, by a key that is known here."""
    row: Row | None = db.execute(
        f"SELECT * FROM people WHERE fingerprint = {OLDER_OF.format(what='fingerprint', key='?')}", (signing_key,)
    ).fetchone()
    return row


def by_signing_key(db: Db, signing_key: bytes) -> Row | None:
    """The accepted person, not blocked, not revoked and not succeeded, whose card has this signing key."""
    row: Row | None = db.execute(
        "SELECT p.* FROM people p JOIN cards c USING (fingerprint)"
        " WHERE c.signing_key = ? AND c.revoked = 0 AND p.trust != 'blocked' AND p.successor IS NULL",
        (signing_key,),
    ).fetchone()
    return row


_PEOPLE = (
    "SELECT c.fingerprint, c.name AS own_name, c.revoked, c.mine, c.seen, p.name, p.trust, p.since, p.via, p.changed,"
    f" IIF(p.trust IS NULL, {OLDER_OF.format(what='name', key='c.signing_key')}, NULL) AS older_of,"
    " s.name AS successor_name,"
    " (SELECT l.name FROM people l WHERE l.looks = c.looks AND l.fingerprint != c.fingerprint"
    "  AND l.successor IS NOT c.fingerprint LIMIT 1) AS like_name"
    " FROM cards c LEFT JOIN people p USING (fingerprint) LEFT JOIN people s ON s.fingerprint = p.successor"
)


def rows(db: Db, *, limit: int = 10_000) -> list[PersonRow]:
    """Me, then accepted people by name, then published cards, newest first."""
    found = db.execute(
        f"{_PEOPLE} WHERE c.mine < 2 ORDER BY c.mine DESC, p.name_key IS NULL, p.name_key, c.seen DESC LIMIT ?",
        (limit,),
    ).fetchall()
    return [_person_row(r) for r in found]


def row_of(db: Db, fingerprint: bytes) -> PersonRow | None:
    found = db.execute(f"{_PEOPLE} WHERE c.fingerprint = ?", (fingerprint,)).fetchone()
    return _person_row(found) if found else None


def _person_row(row: Row) -> PersonRow:
    trust = row["trust"] or "published"
    if row["revoked"]:
        trust = "revoked"
    if row["mine"]:
        trust = "me"
    why = ""
    if row["successor_name"]:
        trust = "older" if trust in (*CONFIRMED, NOT_VERIFIED) else trust
        why = "An older key; this person has a newer one, confirmed by this one."
    elif row["revoked"]:
        why = "This key was revoked by its owner; do not use it."
    elif row["older_of"] and not row["mine"]:
        why = f"An older key of {row['older_of']}, says the one you know."
    elif row["trust"] in (None, INVITED) and not row["mine"] and row["like_name"]:
        why = f"Another key whose name looks like {row['like_name']}."
    return PersonRow(
        row["name"] or row["own_name"],
        row["own_name"],
        keys.fingerprint_text(row["fingerprint"]),
        trust,
        row["seen"],
        why,
        row["since"] or 0.0,
        row["via"] or "",
        row["changed"] or 0.0,
    )


def unknown_senders(db: Db) -> list[Row]:
    """Keys that offers here come from and nobody accepted or blocked: fingerprint, own name, since when (Unix time), and whose
    older key it is, if that is known."""
    return db.execute(
        f"SELECT c.fingerprint, c.name, MIN(o.accepted) AS at, {OLDER_OF.format(what='name', key='c.signing_key')}"
        " AS older_of FROM offers o JOIN cards c ON c.fingerprint = o.sender"
        " LEFT JOIN people p ON p.fingerprint = o.sender"
        " WHERE o.mine = 0 AND c.mine = 0 AND c.revoked = 0 AND p.fingerprint IS NULL GROUP BY c.fingerprint ORDER BY at"
    ).fetchall()


def is_me(db: Db, fingerprint: bytes) -> None:
    """This is my identity now: the one before and what was known of mine as of somebody else's are forgotten."""
    db.execute(
        "DELETE FROM people WHERE fingerprint = ? OR fingerprint IN (SELECT fingerprint FROM cards WHERE mine > 0)",
        (fingerprint,),
    )
    db.execute("UPDATE people SET successor = NULL WHERE successor = ?", (fingerprint,))
    db.execute("DELETE FROM cards WHERE mine > 0 AND fingerprint != ?", (fingerprint,))
    db.execute("DELETE FROM offers WHERE sender = ?", (fingerprint,))


# --- teams ----------------------------------------------------------------------------------------------------------------


def note_member(db: Db, team: str, fingerprint: bytes) -> None:
    """An accepted person was seen to have a key of this team."""
    db.execute(
        "INSERT INTO team_members (team, fingerprint) SELECT ?, fingerprint FROM people WHERE fingerprint = ?"
        " ON CONFLICT DO NOTHING",
        (team, fingerprint),
    )


def teams_of(db: Db, fingerprint: bytes) -> list[str]:
    """Teams whose key this person was seen to have, or whose invitation brought them."""
    now = newest_key(db, fingerprint)
    found = db.execute(
        "SELECT team FROM team_members WHERE fingerprint = ? UNION SELECT via FROM people WHERE fingerprint = ? AND via != ''",
        (now, now),
    )
    return [r["team"] for r in found]


def members(db: Db, team: str) -> list[str]:
    """Names of the people who were seen to have a key of this team."""
    found = db.execute(
        "SELECT p.name FROM team_members m JOIN people p USING (fingerprint) WHERE m.team = ? ORDER BY p.name_key",
        (team,),
    )
    return [r["name"] for r in found]
