"""What the engine does about identities that administrators keep: mine goes to them if I want it so, theirs come back from here.

Hides: where the copies are. `Engine` is made from this class. Promises: nothing is given before it was asked for; what
others gave stays sealed as it came until its recovery file is made.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor

from engine import fleet_seal, journal_backups, journal_fleets, keys, recovery, wire, wire_fleet
from engine.api_fleet import BackupRow, KeptRow
from engine.errors import TowlineError
from engine.journal import Journal
from engine.people import People
from engine.port import REACH_SECONDS, Port
from engine.settings import Settings

LOOK = 0.1  # seconds


class Backups:
    """`_ports`: of the clusters that are connected."""

    settings: Settings
    journal: Journal
    people_book: People
    _ports: dict[str, Port]
    _pool: ThreadPoolExecutor

    def _port(self, name: str) -> Port:
        raise NotImplementedError

    def my_backup_to(self, team: str) -> Future[list[BackupRow]]:
        """My identity goes to the administrators of this team, sealed to each, from now on; "" to nobody any more. Done
        when the clusters have it, or after a while; the rows say so. Raises usage if nobody else administers the team."""
        return self._pool.submit(self._my_backup_to, team)

    def _my_backup_to(self, team: str) -> list[BackupRow]:
        if not team:
            with self.journal.write() as db:
                clusters = journal_backups.unwish(db)
            for cluster in clusters:
                if cluster in self.settings.clusters:
                    self._port(cluster).keeper.drop_backup()
            return self.my_backup()
        possible = [row for row in self.my_backup() if row.team.casefold() == team.casefold()]
        if not possible:
            raise TowlineError(
                "usage",
                what=f"Nobody else is an administrator of a team named {team!r} here.",
                todo="Join a team by invitation, or make a recovery file: towline key backup FILE.",
            )
        with self.journal.write() as db:
            for row in possible:
                journal_backups.wish(db, row.cluster, row.team)
        for row in possible:
            self._port(row.cluster).keeper.nudge()
        until = time.monotonic() + REACH_SECONDS
        while True:
            rows = [row for row in self.my_backup() if row.state != "off"]
            if time.monotonic() > until or all(row.state == "sent" for row in rows):
                return rows
            time.sleep(LOOK)

    def my_backup(self) -> list[BackupRow]:
        """Who could keep my identity, by team and cluster, and who does."""
        found: list[BackupRow] = []
        with self.journal.read() as db:
            wishes = journal_backups.wishes(db)
            for team, cluster in journal_fleets.administered(db):
                for each in [cluster] if cluster else self.settings.clusters:
                    names = tuple(name for name, _ in journal_fleets.admins(db, team, wire.MAX_RECIPIENTS))
                    if not names or each not in self.settings.clusters:
                        continue
                    wish = wishes.get(each)
                    if wish is None or wish["team"].casefold() != team.casefold():
                        found.append(BackupRow(team, each, names, "off", 0.0))
                    else:
                        state = "sent" if wish["answered"] else "waiting"
                        found.append(BackupRow(team, each, names, state, wish["answered"]))
        return found

    def backups(self) -> list[KeptRow]:
        """Whose identities are kept here, by name."""
        with self.journal.read() as db:
            rows = journal_backups.kept(db)
        newest = {bytes(row["fingerprint"]): row for row in reversed(rows)}
        found = [
            KeptRow(row["name"], keys.fingerprint_text(bytes(row["fingerprint"])), row["cluster"], row["at"])
            for row in newest.values()
        ]
        return sorted(found, key=lambda row: row.name.casefold())

    def backup_of(self, name: str, passphrase: str) -> str:
        """The text of a recovery file for somebody whose identity is kept here. Raises usage, not-for-me."""
        with self.journal.read() as db:
            rows = [row for row in journal_backups.kept(db) if row["name"].casefold() == name.casefold()]
        if not rows:
            raise TowlineError("usage", what=f"No key of {name!r} is kept here.", todo="See 'towline key backups'.")
        newest = max(rows, key=lambda row: row["number"])
        backup = wire.decode(wire_fleet.Backup, bytes(newest["body"]))
        given = fleet_seal.open_backup(self.people_book.identities(), backup)
        if given is None:
            raise TowlineError("not-for-me")
        me, *older = map(keys.Identity.from_bytes, given.identities)
        return recovery.text_of(recovery.Recovery(me, given.made, int(newest["at"]), {}, older), passphrase)
