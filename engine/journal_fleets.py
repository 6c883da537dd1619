"""What the journal knows of fleets: invitations, admissions, administrators, stations.

Hides: the SQL. Promises: whoever holds a join key cannot fill the journal: refused joins are bounded in number.
"""

from __future__ import annotations

import os
import time

from engine import wire_fleet
from engine.api_fleet import InviteRow
from engine.journal import Db, Row

STANDS = 7 * 86_400.0  # seconds after which an admission is published again: catalogs forget
REFUSED = 500  # answers to refused joins kept of one invitation: the newest

# --- invitations ------------------------------------------------------------------------------------------------------------


def add_invitation(
    db: Db,
    id: bytes,
    *,
    team: str,
    cluster: str,
    cluster_id: str,
    join_key: bytes,
    most: int,
    expires_ms: int,
    made_by: bytes,
) -> None:
    """`join_key`: sealed under the vault. `made_by`: fingerprint of my identity whose card it brings."""
    db.execute(
        "INSERT INTO invitations (id, team, cluster, cluster_id, join_key, most, made, expires_ms, made_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id, team, cluster, cluster_id, join_key, most, time.time(), expires_ms, made_by),
    )


def invitation(db: Db, id: bytes) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM invitations WHERE id = ?", (id,)).fetchone()
    return row


def close_invitations(db: Db, team: str) -> int:
    """Closes those of a team that are not closed; how many."""
    return db.execute(
        "UPDATE invitations SET closed = ? WHERE team = ? COLLATE NOCASE AND closed = 0", (time.time(), team)
    ).rowcount


def invitation_rows(db: Db) -> list[InviteRow]:
    """The newest first."""
    found = db.execute(
        "SELECT i.*, (SELECT COUNT(*) FROM admissions a WHERE a.invitation = i.id AND verdict = 0) AS joined,"
        " (SELECT COUNT(*) FROM admissions a WHERE a.invitation = i.id AND verdict > 0) AS refused"
        " FROM invitations i ORDER BY made DESC, rowid DESC"
    ).fetchall()
    return [_invite_row(row) for row in found]


def _invite_row(row: Row) -> InviteRow:
    expires = row["expires_ms"] / 1000
    state = "open"
    if row["closed"]:
        state = "closed"
    elif expires < time.time():
        state = "expired"
    elif row["joined"] >= row["most"]:
        state = "full"
    return InviteRow(
        row["id"].hex(), row["team"], row["cluster"], row["joined"], row["most"], row["refused"], row["made"], expires,
        state,
    )  # fmt: skip


# --- admissions -------------------------------------------------------------------------------------------------------------


def admission(db: Db, invitation: bytes, reader: bytes, cluster: str) -> Row | None:
    row: Row | None = db.execute(
        "SELECT * FROM admissions WHERE invitation = ? AND reader = ? AND cluster = ?", (invitation, reader, cluster)
    ).fetchone()
    return row


def joined(db: Db, invitation: bytes) -> int:
    (count,) = db.execute(
        "SELECT COUNT(*) FROM admissions WHERE invitation = ? AND verdict = 0", (invitation,)
    ).fetchone()
    return int(count)


def admit(
    db: Db,
    invitation: bytes,
    reader: bytes,
    *,
    cluster: str,
    team: str,
    name: str,
    verdict: int,
    at: float,
    offset: int,
) -> None:
    """Notes the verdict on a join; it is to be answered."""
    db.execute(
        "INSERT INTO admissions (invitation, reader, cluster, team, name, verdict, at, seen_offset)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (invitation, reader, cluster, team, name, verdict, at, offset),
    )
    if verdict:
        db.execute(
            "DELETE FROM admissions WHERE invitation = ? AND verdict > 0 AND rowid NOT IN (SELECT rowid FROM admissions"
            " WHERE invitation = ? AND verdict > 0 ORDER BY rowid DESC LIMIT ?)",
            (invitation, invitation, REFUSED),
        )


def ask_again(db: Db, invitation: bytes, reader: bytes, cluster: str, offset: int) -> None:
    """The same computer joined once more: it is answered again."""
    db.execute(
        "UPDATE admissions SET answered = 0, seen_offset = ? WHERE invitation = ? AND reader = ? AND cluster = ?",
        (offset, invitation, reader, cluster),
    )


def grant_by_hand(db: Db, reader: bytes, cluster: str, team: str, name: str) -> None:
    """The team's keys are sealed to somebody who was accepted without an invitation, or with another key."""
    known = db.execute(
        "SELECT team, verdict FROM admissions WHERE reader = ? AND cluster = ?", (reader, cluster)
    ).fetchall()
    if any(row["team"].casefold() == team.casefold() and row["verdict"] == 0 for row in known):
        return
    taken = admission(db, wire_fleet.NO_INVITATION, reader, cluster) is not None  # by another team
    db.execute(
        "INSERT INTO admissions (invitation, reader, cluster, team, name, verdict, at, seen_offset)"
        " VALUES (?, ?, ?, ?, ?, 0, ?, -1)",
        (os.urandom(16) if taken else wire_fleet.NO_INVITATION, reader, cluster, team, name, time.time()),
    )


def succeed(db: Db, old: bytes, new: bytes) -> None:
    """A member or administrator has another key now: keys of its teams go to that one, and are taken from it."""
    admitted = db.execute(
        "SELECT DISTINCT cluster, team, name FROM admissions WHERE reader = ? AND verdict = 0", (old,)
    ).fetchall()
    for row in admitted:
        grant_by_hand(db, new, row["cluster"], row["team"], row["name"])
    db.execute(
        "INSERT OR IGNORE INTO team_admins (team, fingerprint, cluster)"
        " SELECT team, ?, cluster FROM team_admins WHERE fingerprint = ?",
        (new, old),
    )


def key_changed(db: Db, team: str) -> None:
    """All members of the team are to be told the new key, but those who are blocked."""
    db.execute(
        "UPDATE admissions SET answered = 0 WHERE team = ? COLLATE NOCASE AND verdict = 0 AND reader IN"
        " (SELECT fingerprint FROM people WHERE trust != 'blocked')",
        (team,),
    )


def due(db: Db, cluster: str, most: int) -> list[Row]:
    """Admissions to be published, and those that stand in the catalog for long; no keys to who was blocked since, nor to a
    key that was changed."""
    return db.execute(
        "SELECT a.*, c.value AS card, c.revoked, i.made_by FROM admissions a JOIN cards c ON c.fingerprint = a.reader"
        " LEFT JOIN invitations i ON i.id = a.invitation"
        " LEFT JOIN people p ON p.fingerprint = a.reader"
        " WHERE a.cluster = ? AND (a.answered = 0 OR (a.verdict = 0 AND a.answered < ?))"
        " AND (a.verdict > 0 OR (p.trust IS NOT 'blocked' AND p.successor IS NULL)) ORDER BY a.rowid LIMIT ?",
        (cluster, time.time() - STANDS, most),
    ).fetchall()


def numbered(db: Db, row: Row, number: int) -> None:
    """This number is used now, whatever becomes of the record."""
    db.execute(
        "UPDATE admissions SET number = ? WHERE invitation = ? AND reader = ? AND cluster = ?",
        (number, row["invitation"], row["reader"], row["cluster"]),
    )


def answered(db: Db, row: Row, number: int) -> None:
    """The cluster has the admission with this number; a newer one may be due already."""
    db.execute(
        "UPDATE admissions SET answered = ? WHERE invitation = ? AND reader = ? AND cluster = ? AND number = ?"
        " AND seen_offset = ?",
        (time.time(), row["invitation"], row["reader"], row["cluster"], number, row["seen_offset"]),
    )


def teams_of(db: Db, reader: bytes) -> list[str]:
    """The teams this person was admitted to or seen to have a key of."""
    found = db.execute(
        "SELECT team FROM admissions WHERE reader = ? AND verdict = 0 UNION SELECT team FROM team_members"
        " WHERE fingerprint = ?",
        (reader, reader),
    )
    return [row["team"] for row in found]


def forget_member(db: Db, reader: bytes) -> None:
    """Nothing is sealed to this person's teams for them any more. The verdict stays: they cannot join again."""
    db.execute("DELETE FROM team_members WHERE fingerprint = ?", (reader,))
    db.execute("UPDATE admissions SET answered = ? WHERE reader = ?", (time.time(), reader))


def grants(db: Db, team: str) -> list[Row]:
    """Members of a team with whether the cluster has its newest keys for them: name, reader, answered."""
    return db.execute(
        "SELECT p.name, p.fingerprint AS reader, MIN(a.answered) AS answered FROM people p"
        " LEFT JOIN admissions a ON a.reader = p.fingerprint AND a.team = ? COLLATE NOCASE AND a.verdict = 0"
        " LEFT JOIN team_members m ON m.fingerprint = p.fingerprint AND m.team = ? COLLATE NOCASE"
        " WHERE (a.reader IS NOT NULL OR m.team IS NOT NULL) AND p.trust != 'blocked' AND p.successor IS NULL"
        " GROUP BY p.fingerprint ORDER BY p.name_key",
        (team, team),
    ).fetchall()


# --- being a member ---------------------------------------------------------------------------------------------------------


def enrolment(db: Db, invitation: bytes) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM enrolments WHERE invitation = ?", (invitation,)).fetchone()
    return row


def enrol(db: Db, invitation: bytes, team: str, cluster: str, name: str, verdict: int | None) -> None:
    db.execute(
        "INSERT INTO enrolments (invitation, team, cluster, name, at, verdict) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (invitation) DO UPDATE SET verdict = excluded.verdict",
        (invitation, team, cluster, name, time.time(), verdict),
    )


def set_verdict(db: Db, invitation: bytes, verdict: int) -> bool:
    """The administrator's answer; False if it was known."""
    return bool(
        db.execute(
            "UPDATE enrolments SET verdict = ? WHERE invitation = ? AND verdict IS NOT ?",
            (verdict, invitation, verdict),
        ).rowcount
    )


def add_admin(db: Db, team: str, fingerprint: bytes, cluster: str = "") -> None:
    db.execute(
        "INSERT INTO team_admins (team, fingerprint, cluster) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (team, fingerprint, cluster),
    )


def is_admin(db: Db, team: str, fingerprint: bytes) -> bool:
    found = db.execute(
        "SELECT 1 FROM team_admins WHERE team = ? COLLATE NOCASE AND fingerprint = ?", (team, fingerprint)
    ).fetchone()
    return found is not None


def admin_of(db: Db, team: str) -> bytes | None:
    """Who may change the key of this team; None for one that was made here."""
    row = db.execute(
        "SELECT fingerprint FROM team_admins LEFT JOIN people p USING (fingerprint) WHERE team = ? COLLATE NOCASE"
        " ORDER BY p.successor IS NOT NULL",
        (team,),
    ).fetchone()
    return None if row is None else bytes(row["fingerprint"])


def administered(db: Db) -> list[tuple[str, str]]:
    """Teams that others administer, with the cluster of each; empty: by a key given as text."""
    found = db.execute("SELECT DISTINCT team, cluster FROM team_admins ORDER BY team COLLATE NOCASE, cluster")
    return [(row["team"], row["cluster"]) for row in found]


def admins(db: Db, team: str, most: int) -> list[tuple[str, bytes]]:
    """Names and signed cards of the administrators of a team."""
    found = db.execute(
        "SELECT DISTINCT p.name, c.value FROM team_admins t JOIN cards c USING (fingerprint) JOIN people p USING"
        " (fingerprint) WHERE t.team = ? COLLATE NOCASE AND c.revoked = 0 AND p.trust != 'blocked' AND p.successor IS NULL"
        " ORDER BY p.name_key LIMIT ?",
        (team, most),
    )
    return [(row["name"], bytes(row["value"])) for row in found]


def admin_cards(db: Db, cluster: str, most: int) -> list[bytes]:
    """Signed cards of who hears how this computer is, through this cluster."""
    found = db.execute(
        "SELECT DISTINCT c.fingerprint, c.value FROM team_admins t JOIN cards c USING (fingerprint)"
        " JOIN people p USING (fingerprint) WHERE t.cluster = ? AND c.revoked = 0 AND p.trust != 'blocked'"
        " AND p.successor IS NULL ORDER BY c.fingerprint LIMIT ?",
        (cluster, most),
    )
    return [bytes(row["value"]) for row in found]


# --- stations ---------------------------------------------------------------------------------------------------------------


def station(db: Db, fingerprint: bytes) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM stations WHERE fingerprint = ?", (fingerprint,)).fetchone()
    return row


def save_station(db: Db, fingerprint: bytes, cluster: str, at: float, number: int, status: bytes) -> None:
    db.execute(
        "INSERT INTO stations (fingerprint, cluster, at, number, status) VALUES (?, ?, ?, ?, ?) ON CONFLICT (fingerprint)"
        " DO UPDATE SET cluster = excluded.cluster, at = excluded.at, number = excluded.number, status = excluded.status",
        (fingerprint, cluster, at, number, status),
    )


def stations(db: Db, fingerprint: bytes | None = None) -> list[Row]:
    """Whoever joined by invitation or told how it is, blocked ones left out: with what it told last, if anything."""
    return db.execute(
        "SELECT p.name, p.fingerprint, p.via, p.since, s.at, s.status FROM people p LEFT JOIN stations s USING (fingerprint)"
        " WHERE p.trust != 'blocked' AND p.successor IS NULL AND (s.status IS NOT NULL OR (p.via != '' AND EXISTS"
        " (SELECT 1 FROM admissions a WHERE a.reader = p.fingerprint AND a.verdict = 0)))"
        " AND (? IS NULL OR p.fingerprint = ?) ORDER BY p.name_key",
        (fingerprint, fingerprint),
    ).fetchall()


# --- this computer as a station ---------------------------------------------------------------------------------------------


def backlog(db: Db, cluster: str) -> Row:
    """files, size, oldest (0: none): what is not sent yet through this cluster; last: when something was stored last."""
    row: Row = db.execute(
        "SELECT COALESCE(SUM(MAX(entries - entries_done, 1)), 0) AS files, COALESCE(SUM(MAX(size - done, 0)), 0) AS size,"
        " COALESCE(MIN(added), 0) AS oldest, (SELECT COALESCE(MAX(finished), 0) FROM transfers WHERE cluster = ? AND"
        " kind = 'send' AND outcome = 'stored') AS last FROM transfers"
        " WHERE cluster = ? AND kind = 'send' AND outcome = '' AND wanted != 'stop'",
        (cluster, cluster),
    ).fetchone()
    return row


def last_error(db: Db, cluster: str, since: float) -> str:
    """The word of an error that holds up an open transfer, or of the last one that failed since then; "" if none."""
    row = db.execute(
        "SELECT error FROM transfers WHERE cluster = ? AND forgotten = 0 AND error != '' AND (outcome = '' OR"
        " (outcome = 'failed' AND finished > ?)) ORDER BY outcome, finished DESC, added LIMIT 1",
        (cluster, since),
    ).fetchone()
    return "" if row is None else str(row["error"])
