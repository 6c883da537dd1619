"""What a join, an admission, a station's word or a backup is worth: the rules of trust of fleets. docs/FORMAT.md, part 12.

Hides: whom an invitation admits. Promises: a computer is accepted only by a proof with the key of an invitation of mine,
in time, at most as many as it says, and never once it was shut out; team keys are taken only from an administrator of
that team; a station is believed only about itself. Judging needs no lock; `take` runs inside a transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine import fleet_seal, journal_backups, journal_fleets, journal_people, keys, wire
from engine.errors import TowlineError
from engine.journal import Db, Row
from engine.myself import clean_name
from engine.people import People, supersedes
from engine.wire_fleet import (
    ADMIT_KEY,
    ADMITTED,
    BACKUP_KEY,
    CLOSED,
    FULL,
    JOIN_KEY,
    KEY_LENGTHS,
    LATE,
    NO_INVITATION,
    STATION_KEY,
    Admit,
    Backup,
    Identities,
    Join,
    Station,
    Status,
    TeamKeys,
)

OTHER_CLUSTER = "it was made for another cluster"
OTHER_SIGNER = "it is not signed by the key on its sender's card"
NOT_ADMIN = "it is not from an administrator of that team"
CARD_REVOKED = "the key of its sender was revoked"
VERDICTS = {
    LATE: "its invitation has expired",
    FULL: "its invitation admits no more",
    CLOSED: "its invitation was closed, or its sender was shut out",
}
OTHER_IDENTITY = "it does not hold the identity of its sender"
MOST_NOTICES = 3  # in one batch: who holds a join key must not flood a person
JOIN_SECRET = "join key"  # noqa: S105  a purpose, no secret  # purpose of a join key sealed under the vault


Opened = TeamKeys | Status | Identities | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A record that holds by itself. `opened`: the team's keys, the station's words or the identities,
    if they are for me."""

    record: Join | Admit | Station | Backup
    opened: Opened = None


@dataclass(slots=True)
class News:
    """What a batch changed: people accepted, stations heard, sentences to be told as (level, title, text).

    `again`: something in the catalogs is readable or trusted only now. `answers`: somebody waits for a verdict.
    """

    people: dict[bytes, None] = field(default_factory=dict)
    stations: dict[bytes, None] = field(default_factory=dict)
    notices: list[tuple[str, str, str]] = field(default_factory=list)
    again: bool = False
    answers: bool = False


def is_fleet_key(key: bytes) -> bool:
    return KEY_LENGTHS.get(key[:1]) == len(key)


def judge(key: bytes, value: bytes, mine: Sequence[keys.Identity]) -> Judged:
    """`mine`: all that I have or had. Raises refused."""
    if key[:1] == JOIN_KEY:
        return Judged(fleet_seal.verify_join(key, value)[0])
    if key[:1] == ADMIT_KEY:
        admit = fleet_seal.verify_admit(key, value)
        return Judged(admit, fleet_seal.open_admit(mine, admit))
    if key[:1] == BACKUP_KEY:
        backup = fleet_seal.verify_backup(key, value)
        return Judged(backup, fleet_seal.open_backup(mine, backup))
    assert key[:1] == STATION_KEY
    station = fleet_seal.verify_station(key, value)
    return Judged(station, fleet_seal.open_station(mine, station))


class FleetFold:
    """Folds the fleets of one catalog."""

    def __init__(self, people: People, cluster: str, cluster_id: str) -> None:
        self._people = people
        self._cluster = cluster
        self._cluster_id = cluster_id

    def take(self, db: Db, judged: Judged, at: float, offset: int, news: News) -> str:
        """Why it is refused; empty if it was taken, is nothing new or no affair of mine. `at`: broker time."""
        match judged.record:
            case Join() as join:
                return self._take_join(db, join, at, offset, news)
            case Admit() as admit:
                return self._take_admit(db, admit, judged.opened, news)
            case Backup() as backup:
                return self._take_backup(db, backup, judged.opened, at)
            case station:
                return self._take_station(db, station, judged.opened, at, news)

    # --- joins --------------------------------------------------------------------------------------------------------------

    def _take_join(self, db: Db, join: Join, at: float, offset: int, news: News) -> str:
        invitation = journal_fleets.invitation(db, join.invitation)
        if invitation is None:
            return ""  # somebody else's
        if join.cluster_id != self._cluster_id or invitation["cluster_id"] != self._cluster_id:
            return OTHER_CLUSTER
        try:
            fleet_seal.check_proof(join, self._people.vault.open(invitation["join_key"], JOIN_SECRET))
        except TowlineError as error:
            return str(error.facts.get("reason") or error.what.rstrip("."))
        card = keys.verify_card(join.card)
        fingerprint = keys.fingerprint(card)
        if self._people.identity(fingerprint) is not None:
            return ""
        known = journal_fleets.admission(db, join.invitation, fingerprint, self._cluster)
        if known is not None:
            if offset > known["seen_offset"]:
                news.answers = True
                journal_fleets.ask_again(db, join.invitation, fingerprint, self._cluster, offset)
            return ""
        verdict = self._verdict(db, join, invitation, card, at)
        news.answers = True
        old = journal_people.card_row(db, fingerprint)
        if old is None or supersedes(card, old):
            journal_people.save_card(db, join.card, card, seen=at)
        journal_fleets.admit(
            db, join.invitation, fingerprint, cluster=self._cluster, team=invitation["team"],
            name=clean_name(join.name), verdict=verdict, at=at, offset=offset,
        )  # fmt: skip
        if verdict == ADMITTED:
            self._welcome(db, fingerprint, clean_name(join.name), invitation["team"], news)
            return ""
        self._tell_refused(join, invitation, verdict, news)
        return VERDICTS[verdict]

    def _verdict(self, db: Db, join: Join, invitation: Row, card: wire.Card, at: float) -> int:
        fingerprint = keys.fingerprint(card)
        old, person = journal_people.card_row(db, fingerprint), journal_people.person(db, fingerprint)
        shut_out = person is not None and (person["trust"] == journal_people.BLOCKED or person["successor"] is not None)
        if shut_out or invitation["closed"] or card.revoked or (old is not None and old["revoked"]):
            return CLOSED
        latest = max(int(at * 1000), join.made_ms)
        if join.expires_ms != invitation["expires_ms"] or latest > invitation["expires_ms"]:
            return LATE
        return FULL if journal_fleets.joined(db, join.invitation) >= invitation["most"] else ADMITTED

    def _welcome(self, db: Db, fingerprint: bytes, name: str, team: str, news: News) -> None:
        """Accepts who joined; a name that is taken gets a number behind it, and a person is told."""
        known = journal_people.person(db, fingerprint)
        if known is None:
            free = journal_people.free_name(db, name, fingerprint)
            journal_people.accept(db, fingerprint, free, journal_people.INVITED)
            if free != name:
                text = (
                    f"A second computer that calls itself {name} joined {team} by invitation. It is shown as {free};"
                    " find out which of them is which."
                )
                news.notices.append(("warning", f"Two computers are named {name}", text))
        elif known["trust"] == journal_people.NOT_VERIFIED:
            journal_people.set_trust(db, fingerprint, journal_people.INVITED)
        journal_people.set_via(db, fingerprint, team)
        news.people[fingerprint] = None
        news.stations[fingerprint] = None

    def _tell_refused(self, join: Join, invitation: Row, verdict: int, news: News) -> None:
        if len(news.notices) >= MOST_NOTICES:
            return
        text = f"{clean_name(join.name)} wanted to join {invitation['team']}, but {VERDICTS[verdict]}. It was not accepted."
        news.notices.append(("warning", f"A computer could not join {invitation['team']}", text))

    # --- admissions -----------------------------------------------------------------------------------------------------------

    def _take_admit(self, db: Db, admit: Admit, opened: Opened, news: News) -> str:
        if self._people.identity(admit.reader) is None:
            return ""
        if admit.cluster_id != self._cluster_id:
            return OTHER_CLUSTER
        reason = self._author(db, admit.sender, admit.signing_key)
        if reason:
            return reason
        enrolment = journal_fleets.enrolment(db, admit.invitation)
        if admit.invitation != NO_INVITATION:
            if enrolment is not None and not journal_fleets.is_admin(db, enrolment["team"], admit.sender):
                return NOT_ADMIN
            if (
                enrolment is not None
                and journal_fleets.set_verdict(db, admit.invitation, admit.verdict)
                and admit.verdict != ADMITTED
            ):
                text = (
                    f"The administrator of {enrolment['team']} did not take this computer: {VERDICTS[admit.verdict]}."
                    " What the invitation set up stays: join by a new one, or take it out of the settings."
                )
                news.notices.append(("failed", f"Not admitted to {enrolment['team']}", text))
        person = journal_people.person(db, admit.sender)
        if isinstance(opened, TeamKeys) and person is not None and person["successor"] is None:
            if not journal_fleets.is_admin(db, opened.team, admit.sender):
                return NOT_ADMIN
            news.again |= self._people.take_team_keys(db, opened.team, opened.keys)
        return ""

    def _author(self, db: Db, sender: bytes, signing_key: bytes) -> str:
        """Why this signer is not an accepted person; empty if it is."""
        card, person = journal_people.card_row(db, sender), journal_people.person(db, sender)
        if person is None or person["trust"] == journal_people.BLOCKED:
            return NOT_ADMIN
        if card is None or card["signing_key"] != signing_key:
            return OTHER_SIGNER
        return CARD_REVOKED if card["revoked"] else ""

    # --- stations -------------------------------------------------------------------------------------------------------------

    def _take_station(self, db: Db, station: Station, opened: Opened, at: float, news: News) -> str:
        if not isinstance(opened, Status) or self._people.identity(station.sender) is not None:
            return ""
        person = journal_people.person(db, station.sender)
        if person is None or person["trust"] == journal_people.BLOCKED:
            return ""  # strangers may say what they like
        if station.cluster_id != self._cluster_id:
            return OTHER_CLUSTER
        if reason := self._author(db, station.sender, station.signing_key):
            return reason
        known = journal_fleets.station(db, station.sender)
        if known is not None and station.number <= known["number"]:
            return ""
        journal_fleets.save_station(db, station.sender, self._cluster, at, station.number, wire.encode(opened))
        journal_people.touch_card(db, station.sender, at)
        news.stations[station.sender] = None
        return ""

    # --- backups ------------------------------------------------------------------------------------------------------------

    def _take_backup(self, db: Db, backup: Backup, opened: Opened, at: float) -> str:
        if not isinstance(opened, Identities) or self._people.identity(backup.sender) is not None:
            return ""
        person = journal_people.person(db, backup.sender)
        if person is None or person["trust"] == journal_people.BLOCKED:
            return ""
        if backup.cluster_id != self._cluster_id:
            return OTHER_CLUSTER
        if reason := self._author(db, backup.sender, backup.signing_key):
            return reason
        try:
            given = [keys.Identity.from_bytes(each).fingerprint for each in opened.identities]
        except ValueError:
            return OTHER_IDENTITY
        if given[0] != backup.sender:
            return OTHER_IDENTITY
        journal_backups.save(db, backup.sender, self._cluster, at, backup.number, wire.encode(backup))
        return ""


def status_of(row: Row) -> Status | None:
    """What a station told last; None if it never did."""
    return None if row["status"] is None else wire.decode(Status, bytes(row["status"]))
