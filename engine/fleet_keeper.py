"""What of fleets is published through one catalog: my answers to who joined, keys of teams, how this computer is, and its
identity for its administrators to keep.

Hides: what is due when. Promises: an answer or a new key is published until the cluster has it, whatever happens between;
how this computer is goes to the administrators of its teams when it changed, at most once a minute, every quarter of an
hour, and before it ends; a computer without administrators says nothing. `turn` is called from the catalog's thread.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable

from engine import fleet_seal, journal_backups, journal_fleets, keys, wire
from engine.api_link import Delivery
from engine.journal import Journal, Row
from engine.people import People
from engine.wire_fleet import ADMITTED, MAX_IDENTITIES, MAX_TEAM_KEYS, Admit, Identities, Status, TeamKeys, backup_key

log = logging.getLogger("towline.fleet")

EVERY = 900.0  # seconds between two words of a station about itself
SOONEST = 60.0  # seconds after the last one, if something changed
LOOK = 15.0  # seconds between two looks at what is due, unless `nudge` was called
AT_ONCE = 64  # admissions on their way

Publish = Callable[[bytes, bytes | None, Callable[[Delivery], None]], None]


class FleetKeeper:
    """`status`: how this computer is now; asked from the catalog's thread."""

    def __init__(
        self, cluster: str, journal: Journal, people: People, publish: Publish, status: Callable[[], Status]
    ) -> None:
        self._cluster = cluster
        self._journal = journal
        self._people = people
        self._publish = publish
        self._status = status
        self._due = 0.0  # the next look (monotonic)
        self._flying: set[tuple[bytes, bytes]] = set()  # admissions on their way: invitation, reader
        self._lock = threading.Lock()
        self._back_up_at = 0.0  # not before (monotonic)
        self._told: Status | None = None
        self._told_at = 0.0  # when a station record was published last (monotonic); 0: never
        self._number = 0
        self._cluster_id = ""
        self._telling = threading.Lock()

    def nudge(self) -> None:
        """Something may be due."""
        self._due = self._back_up_at = 0.0

    def turn(self, cluster_id: str) -> None:
        now = time.monotonic()
        if now < self._due:
            return
        self._due, self._cluster_id = now + LOOK, cluster_id
        self._admit(cluster_id)
        self._back_up(cluster_id)
        with self._telling:
            self._tell_status(now)

    # --- admissions -------------------------------------------------------------------------------------------------------

    def _admit(self, cluster_id: str) -> None:
        with self._journal.read() as db:
            rows = journal_fleets.due(db, self._cluster, AT_ONCE * 2)
        with self._lock:
            rows = [row for row in rows if (row["invitation"], row["reader"]) not in self._flying]
            rows = rows[: AT_ONCE - len(self._flying)]
        for row in rows:
            self._admit_one(row, cluster_id)

    def _admit_one(self, row: Row, cluster_id: str) -> None:
        number = max(int(time.time() * 1000), row["number"] + 1)
        given = self._people.team_keys(row["team"])[:MAX_TEAM_KEYS] if row["verdict"] == ADMITTED else []
        card = keys.verify_card(row["card"])
        team_keys = TeamKeys(row["team"], given) if given and not row["revoked"] else None
        me = self._people.me()
        with self._journal.write() as db:
            journal_fleets.numbered(db, row, number)
        inviter = self._people.identity(row["made_by"]) if row["made_by"] else None
        if inviter is not None and inviter is not me:  # whoever joins waits for the word of the key in the invitation
            said = _admission(inviter, row, cluster_id, number)
            self._publish(*fleet_seal.make_admit(inviter, said, card, None), self._said)
        key, value = fleet_seal.make_admit(me, _admission(me, row, cluster_id, number), card, team_keys)
        with self._lock:  # only now: what fails before is tried again
            self._flying.add((row["invitation"], row["reader"]))
        self._publish(key, value, lambda delivery: self._admitted(row, number, delivery))

    def _admitted(self, row: Row, number: int, delivery: Delivery) -> None:
        """From the link's thread."""
        try:
            if delivery.error is None:
                with self._journal.write() as db:
                    journal_fleets.answered(db, row, number)
            else:
                log.info("an admission was not stored: %s", delivery.error)
        finally:
            with self._lock:
                self._flying.discard((row["invitation"], row["reader"]))
            if delivery.error is None:
                self._due = 0.0  # there may be more; my identity keeps its own time

    # --- my identity, for administrators to keep ----------------------------------------------------------------------------

    def _back_up(self, cluster_id: str) -> None:
        with self._journal.read() as db:
            wish = journal_backups.wishes(db).get(self._cluster)
            cards = journal_fleets.admins(db, wish["team"], wire.MAX_RECIPIENTS) if wish is not None else []
        if wish is None or not cards:
            return
        me, *older = self._people.identities()
        readers = [keys.verify_card(card) for _, card in cards]
        mark = hashlib.sha256(b"".join([me.fingerprint, *map(keys.fingerprint, readers)])).digest()
        if not journal_backups.is_due(wish, mark) or time.monotonic() < self._back_up_at:
            return
        self._back_up_at = time.monotonic() + SOONEST
        number = max(int(time.time() * 1000), wish["number"] + 1)
        mine = [each.to_bytes() for each in (me, *older)][:MAX_IDENTITIES]
        given = Identities(int(self._people.about_me().made), mine)
        key, value = fleet_seal.make_backup(me, readers, cluster_id, number, given)
        with self._journal.write() as db:
            journal_backups.numbered(db, self._cluster, number, mark)
        self._publish(key, value, lambda delivery: self._backed_up(number, delivery))

    def _backed_up(self, number: int, delivery: Delivery) -> None:
        """From the link's thread."""
        if delivery.error is not None:
            log.info("my identity was not stored for its keepers: %s", delivery.error)
            return
        with self._journal.write() as db:
            journal_backups.answered(db, self._cluster, number)

    def drop_backup(self) -> None:
        """Takes the backup out of the catalog: whoever read it may have it still."""
        for me in self._people.identities():
            self._publish(backup_key(me.fingerprint), None, self._said)

    # --- this computer ----------------------------------------------------------------------------------------------------

    def last_word(self, patience: float) -> None:
        """Before the end: what was told last may be long over, as after a single run from cron. Whatever keeps it from
        being said keeps nothing from ending."""
        try:
            self._say_last(patience)
        except Exception:  # a disk that does not answer, say
            log.exception("the last word of a station was not said")

    def _say_last(self, patience: float) -> None:
        came = threading.Event()
        with self._telling:
            cards = self._readers() if self._told is not None else []
            if self._told is None or not cards or not _differs(self._told, status := self._status()):
                return
            self._tell(status, cards, lambda _: came.set())
        came.wait(patience)

    def _tell_status(self, now: float) -> None:
        if self._told_at and now - self._told_at < SOONEST:
            return
        if not (cards := self._readers()):
            return
        status = self._status()
        if self._told is None or now - self._told_at >= EVERY or _differs(self._told, status):
            self._tell(status, cards, self._heard)

    def _readers(self) -> list[bytes]:
        """Cards of those who want to know."""
        with self._journal.read() as db:
            return journal_fleets.admin_cards(db, self._cluster, wire.MAX_RECIPIENTS)

    def _tell(self, status: Status, cards: list[bytes], done: Callable[[Delivery], None]) -> None:
        self._number = max(int(time.time() * 1000), self._number + 1)
        readers = [keys.verify_card(card) for card in cards]
        key, value = fleet_seal.make_station(self._people.me(), readers, self._cluster_id, self._number, status)
        self._told, self._told_at = status, time.monotonic()
        self._publish(key, value, done)

    def _said(self, delivery: Delivery) -> None:
        """From the link's thread, of what nobody waits for."""
        if delivery.error is not None:
            log.info("a record of this computer's was not stored: %s", delivery.error)

    def _heard(self, delivery: Delivery) -> None:
        """From the link's thread. What was not stored is said again with the next change, or in a quarter of an hour."""
        if delivery.error is not None:
            log.info("a word about this computer was not stored: %s", delivery.error)
            self._told = None


def _admission(me: keys.Identity, row: Row, cluster_id: str, number: int) -> Admit:
    reader, invitation = bytes(row["reader"]), bytes(row["invitation"])
    return Admit(me.fingerprint, me.signing_key, reader, invitation, cluster_id, number, row["verdict"], b"")


def _differs(told: Status, now: Status) -> bool:
    """Whether an administrator would want to know at once."""
    same = ("version", "role", "error")
    return any(getattr(told, name) != getattr(now, name) for name in same) or bool(told.files) != bool(now.files)
