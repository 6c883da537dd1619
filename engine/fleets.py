"""What the engine does about fleets: invitations, joining by one, shutting somebody out, how the computers are.

Hides: the order in which a join takes effect. `Engine` is made from this class. Promises: joining changes nothing here
before everything that can be wrong was looked at, the cluster was reached and the administrator did not say no; what
fails then is taken back, but for this computer's identity, by which the next try is known as the same computer; done
again it changes nothing; who is shut out gets no key from then on, and everybody else the new one.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from engine import fleet_seal, journal_catalog, journal_fleets, journal_people, keys, wire, wire_fleet
from engine import invitation as invitation_file
from engine.api import Changed, Cluster, Event
from engine.api_fleet import CardRow, EnrolRow, GrantRow, InviteMade, InviteRow, InviteWish, KeyChange, StationRow
from engine.api_link import Delivery, Link
from engine.errors import TowlineError, Verdict
from engine.fold_fleet import JOIN_SECRET, VERDICTS
from engine.invitation import Invitation
from engine.invitation_new import template
from engine.journal import Db, Journal
from engine.people import People, parse_card_text, team_of_text
from engine.port import REACH_SECONDS, Port
from engine.settings import Settings
from engine.settings_draft import Draft, draft, tables_of
from engine.stations import station_rows

ANSWER_SECONDS = 10.0  # how long a join waits for the administrator's answer
LOOK = 0.1  # seconds


class Fleets:
    """`_ports`: of the clusters that are connected; `_port` connects one."""

    profile: Path
    settings: Settings
    journal: Journal
    people_book: People
    make_link: Callable[[Cluster], Link]
    _ports: dict[str, Port]
    _pool: ThreadPoolExecutor
    _lock: threading.RLock
    _stopping: bool

    def tell(self, event: Event) -> None:
        raise NotImplementedError

    def apply(self) -> None:
        raise NotImplementedError

    def _port(self, name: str) -> Port:
        raise NotImplementedError

    def _read_catalogs_again(self) -> None:
        raise NotImplementedError

    def _tell_me(self) -> None:
        raise NotImplementedError

    # --- the administrator ------------------------------------------------------------------------------------------------

    def invite_new(self, wish: InviteWish) -> Future[InviteMade]:
        """Makes an invitation; the team is made too if there is none of that name."""
        return self._pool.submit(self._invite_new, wish)

    def _invite_new(self, wish: InviteWish) -> InviteMade:
        book = self.people_book
        if wish.most < 1 or wish.lasts <= 0:
            raise TowlineError(
                "usage",
                what="An invitation is for one computer at least, and for some time.",
                todo="Change --max or --expires.",
            )
        whom, settings, says = template(wish, self.settings, self.profile, book.me().name)
        people = [(book.me().name, book.my_card_text())]
        for name in whom:
            card = book.resolve(name)
            if isinstance(card, wire.Card) and keys.fingerprint(card) != book.me().fingerprint:
                people.append((name, book.card_text(name)))
        cluster_id = self._cluster_id(wish.cluster)
        with self.journal.read() as db:
            if journal_fleets.admin_of(db, wish.team) is not None:
                todo = "Ask them to invite."
                raise TowlineError("usage", what=f"The team {wish.team!r} was made by somebody else.", todo=todo)
        if not book.team_keys(wish.team):
            book.team_new(wish.team)
            says = (f"The team {wish.team} was made.", *says)
        made = Invitation(
            invitation=os.urandom(16), join_key=secrets.token_bytes(32), team=wish.team, cluster=wish.cluster,
            cluster_id=cluster_id, expires_ms=int((time.time() + wish.lasts) * 1000), most=wish.most,
            people=tuple(people), admins=(book.me().name,), settings=settings,
            team_key=book.team_export(wish.team) if wish.with_team_key else "",
        )  # fmt: skip
        if wish.with_team_key:
            says = (*says, f"It holds the key of {wish.team}: whoever has the file reads all that is sent to the team.")
        with self.journal.write() as db:
            journal_fleets.add_invitation(
                db, made.invitation, team=made.team, cluster=made.cluster, cluster_id=cluster_id,
                join_key=book.vault.seal(made.join_key, JOIN_SECRET), most=made.most, expires_ms=made.expires_ms,
                made_by=book.me().fingerprint,
            )  # fmt: skip
            row = next(row for row in journal_fleets.invitation_rows(db) if row.id == made.invitation.hex())
        return InviteMade(invitation_file.text_of(made), row, says)

    def _cluster_id(self, cluster: str) -> str:
        """The id of a cluster. Raises enrol-unreached, or what does not mend by itself."""
        try:
            return self._port(cluster).link.cluster_id()
        except TowlineError as error:
            raise _unreached(cluster, error) from error

    def invites(self) -> list[InviteRow]:
        """Invitations made here, the newest first."""
        with self.journal.read() as db:
            return journal_fleets.invitation_rows(db)

    def invite_revoke(self, team: str) -> int:
        """Closes all open invitations to a team; how many. Who joined stays."""
        with self.journal.write() as db:
            known = [row for row in journal_fleets.invitation_rows(db) if row.team.casefold() == team.casefold()]
            if not known:
                raise TowlineError(
                    "usage", what=f"There is no invitation to {team!r}.", todo="See 'towline invite list'."
                )
            return journal_fleets.close_invitations(db, team)

    def people_revoke(self, name: str) -> Future[list[GrantRow]]:
        """Shuts a person out: offers from them are refused from now on, and their teams get a new key, which is sealed to
        everybody else. Done when the cluster has the new keys, or after a while; the rows say who has it."""
        return self._pool.submit(self._people_revoke, name)

    def _people_revoke(self, name: str) -> list[GrantRow]:
        book = self.people_book
        with self.journal.write() as db:
            known = journal_people.named(db, name)
            row = book.block(name)
            blocked = journal_people.named(db, row.name)
            assert blocked is not None
            theirs = journal_people.keys_of(db, blocked["fingerprint"])
            teams = {team for each in theirs for team in journal_fleets.teams_of(db, each)} if known is not None else ()
            mine = sorted(team for team in teams if book.team_keys(team) and journal_fleets.admin_of(db, team) is None)
        for team in mine:
            self.team_change_key(team)
        with self.journal.write() as db:  # last: after a crash it is still known which keys must change
            for each in theirs:
                journal_fleets.forget_member(db, each)
        self.tell(Changed(row))
        return self._granted(mine)

    def team_change_key(self, name: str) -> None:
        """From now on a new key is sealed to; the old ones still open. Members who joined by invitation, or took the key
        from me as text, get the new one through the cluster."""
        team = self.people_book.team_change_key(name).name
        with self.journal.write() as db:
            self._grant_again(db, team)
        self._nudge_keepers()

    def _grant_again(self, db: Db, team: str) -> None:
        """All members of a team that was made here are to be sealed its keys once more."""
        for member in journal_fleets.grants(db, team):
            if member["answered"] is None:
                for cluster in self.settings.clusters:
                    journal_fleets.grant_by_hand(db, member["reader"], cluster, team, member["name"])
        journal_fleets.key_changed(db, team)

    def my_change_key(self) -> Future[KeyChange]:
        """I get a new key, confirmed by the one I had, which goes on with what it began. The members of teams that I made
        are sealed the teams' keys again, by the new key. Done when the clusters have all of it, or after a while."""
        return self._pool.submit(self._my_change_key)

    def _my_change_key(self) -> KeyChange:
        book = self.people_book
        book.change_key()
        with self.journal.write() as db:
            mine = self._teams_made(db)
            for team in mine:
                self._grant_again(db, team)
        for name in self.settings.clusters:
            self._port(name)
        self._read_catalogs_again()
        for port in list(self._ports.values()):
            port.receipts.refresh()
        self._nudge_keepers()
        self._tell_me()
        until = time.monotonic() + REACH_SECONDS
        while (found := self._key_change(mine)).waiting and time.monotonic() < until:
            time.sleep(LOOK)
        return found

    def my_key_change(self) -> KeyChange:
        """How far the last change of my key has come."""
        with self.journal.read() as db:
            mine = self._teams_made(db)
        return self._key_change(mine)

    def _teams_made(self, db: Db) -> list[str]:
        """Teams that were made here: I alone give their keys."""
        return [team.name for team in self.people_book.teams() if journal_fleets.admin_of(db, team.name) is None]

    def _key_change(self, teams: Sequence[str]) -> KeyChange:
        with self.journal.read() as db:
            late = set(journal_catalog.without_my_card(db))
            known = journal_catalog.clusters_read(db)
        cards = [
            CardRow(name, "waiting" if name in late or name not in known else "sent") for name in self.settings.clusters
        ]
        grants = [row for team in teams for row in self.team_grants(team)]
        return KeyChange(self.people_book.about_me().fingerprint, tuple(cards), tuple(grants))

    def team_grants(self, name: str) -> list[GrantRow]:
        """The members of a team that was made here, and who of them was sent its newest key."""
        with self.journal.read() as db:
            return [
                GrantRow(
                    name, row["name"], keys.fingerprint_text(row["reader"]),
                    "by-hand" if row["answered"] is None else "sent" if row["answered"] else "waiting",
                )
                for row in journal_fleets.grants(db, name)
            ]  # fmt: skip

    def _granted(self, teams: Sequence[str]) -> list[GrantRow]:
        """Waits a while until the cluster has the newest keys for all members."""
        until = time.monotonic() + REACH_SECONDS
        while True:
            rows = [row for team in teams for row in self.team_grants(team)]
            if time.monotonic() > until or not any(row.state == "waiting" for row in rows):
                return rows
            time.sleep(LOOK)

    def _nudge_keepers(self) -> None:
        for port in list(self._ports.values()):
            port.keeper.nudge()

    def stations(self) -> list[StationRow]:
        """All computers that joined by invitation or told how they are."""
        with self.journal.read() as db:
            return station_rows(db)

    # --- who joins --------------------------------------------------------------------------------------------------------

    def enrol(self, text: str, name: str) -> Future[EnrolRow]:
        """Joins by an invitation. `name`: of this computer; "" keeps the one it has. Done when the administrator said yes,
        or did not answer in time. Raises without having changed anything."""
        return self._pool.submit(self._enrol, text, name)

    def _enrol(self, text: str, name: str) -> EnrolRow:
        invitation = invitation_file.read(text)
        book = self.people_book
        with self.journal.read() as db:
            known = journal_fleets.enrolment(db, invitation.invitation)
        if known is not None and known["verdict"] in (None, wire_fleet.ADMITTED):
            fingerprint = keys.fingerprint_text(book.me().fingerprint)
            return EnrolRow(known["team"], known["cluster"], known["name"], fingerprint, "already")
        invitation.check_open()
        name = name or book.me().name
        book.check_name(name)
        cards = self._pinned(invitation)
        tables = tables_of(invitation.settings, name)
        tables[("agent",)] = {**tables.get(("agent",), {}), "name": name}
        drafted = draft(self.profile, tables)
        if invitation.cluster not in drafted.settings.clusters:
            raise TowlineError("usage", what="This invitation says nothing of its cluster.", todo="Ask for a new one.")
        verdict = self._join(invitation, name, drafted.settings.clusters[invitation.cluster], cards)
        if self._stopping:
            raise TowlineError("enrol-stopped", team=invitation.team)
        if verdict not in (None, wire_fleet.ADMITTED):
            raise TowlineError("invite-refused", team=invitation.team, reason=VERDICTS[verdict])
        try:
            self._joined(invitation, name, drafted, cards, verdict)
        except OSError as error:
            reason = error.strerror or str(error)
            raise TowlineError("disk", path=self.profile, done="written", reason=reason) from error
        with self._lock:
            if not self._stopping:  # else the next engine begins with it
                self.apply()
                self._port(invitation.cluster).catalog.refresh()
                self._nudge_keepers()
        state = "waiting" if verdict is None else "joined"
        fingerprint = keys.fingerprint_text(book.me().fingerprint)
        return EnrolRow(invitation.team, invitation.cluster, name, fingerprint, state)

    def _pinned(self, invitation: Invitation) -> dict[str, bytes]:
        """Name → card of whom the invitation brings. Raises usage, refused, blocked, not-usable."""
        cards = {name: parse_card_text(text) for name, text in invitation.people}
        admins = {keys.fingerprint(keys.verify_card(cards[name])) for name in invitation.admins if name in cards}
        if not admins:
            raise TowlineError("usage", what="This invitation names no administrator.", todo="Ask for a new one.")
        if any(self.people_book.identity(admin) is not None for admin in admins):
            raise TowlineError("usage", what="This invitation is your own.", todo="Use it on another computer.")
        with self.journal.read() as db:
            for name, value in cards.items():
                card = keys.verify_card(value)
                fingerprint = keys.fingerprint(card)
                self.people_book.check_name(name)
                other = journal_people.named(db, name)
                if other is not None and other["fingerprint"] != fingerprint:
                    what = f"Somebody else is named {name!r} here, with another key."
                    raise TowlineError("usage", what=what, todo="Nothing was changed; rename or block them first.")
                stored, person = journal_people.card_row(db, fingerprint), journal_people.person(db, fingerprint)
                if person is not None and person["name_key"] != name.casefold():  # whose name it is, only you say
                    what = f"Whom this invitation calls {name!r} is {person['name']!r} here."
                    raise TowlineError("usage", what=what, todo="Nothing was changed; rename them if that is right.")
                if card.revoked or (stored is not None and stored["revoked"]):
                    raise TowlineError("not-usable", name=name, reason="their key was revoked")
                if person is not None and person["trust"] == journal_people.BLOCKED:
                    raise TowlineError("blocked", name=name)
            team = self.people_book.team_name(invitation.team)
            known = all(journal_fleets.is_admin(db, team, admin) for admin in admins)
        if invitation.team_key and team_of_text(invitation.team_key).casefold() != invitation.team.casefold():
            what = "This invitation brings the key of another team."
            raise TowlineError("usage", what=what, todo="Nothing was changed; ask for a new one.")
        if team and not known:
            what = f"There is a team named {invitation.team!r} here that has another administrator."
            raise TowlineError("usage", what=what, todo="Nothing was changed; join from another profile.")
        return cards

    def _join(self, invitation: Invitation, name: str, cluster: Cluster, cards: dict[str, bytes]) -> int | None:
        """Asks the administrator through the cluster; the verdict, or None if none came in time, or the engine ends."""
        link = self.make_link(cluster)
        try:
            found = link.cluster_id()
            if found != invitation.cluster_id:
                raise TowlineError("invite-other-cluster", servers=", ".join(cluster.bootstrap))
            me = self.people_book.me()
            join = wire_fleet.Join(
                invitation.invitation, self.people_book.card_as(name), found, name, invitation.expires_ms,
                int(time.time() * 1000), bytes(32),
            )  # fmt: skip
            key, value = fleet_seal.make_join(me, join, invitation.join_key)
            offset = _stored(link, cluster, key, value, self._ends)
            if offset is None:
                return None
            admins = {
                keys.fingerprint(card): card
                for card in map(keys.verify_card, map(cards.__getitem__, invitation.admins))
            }
            return _answer(link, cluster, offset, me.fingerprint, invitation.invitation, admins, self._ends)
        except TowlineError as error:
            raise _unreached(cluster.name, error) from error
        finally:
            link.close()

    def _joined(
        self, invitation: Invitation, name: str, drafted: Draft, cards: dict[str, bytes], verdict: int | None
    ) -> None:
        """Takes effect, all of it or nothing. A crash in between leaves settings, and doing it again the rest."""
        book = self.people_book
        before, take_back = book.me().name, drafted.apply()
        try:
            with self.journal.write() as db:
                for person, value in cards.items():
                    fingerprint = book.pin(db, person, value)
                    journal_people.set_via(db, fingerprint, invitation.team)
                    if person in invitation.admins:
                        journal_fleets.add_admin(db, invitation.team, fingerprint, invitation.cluster)
                journal_fleets.enrol(db, invitation.invitation, invitation.team, invitation.cluster, name, verdict)
                book.rename_me(name)
                if invitation.team_key:
                    book.team_import(invitation.team_key)  # last: the vault takes nothing back
        except BaseException:
            take_back()
            if book.me().name != before:
                book.rename_me(before)
            raise

    def _ends(self) -> bool:
        return self._stopping


def _unreached(cluster: str, error: TowlineError) -> TowlineError:
    """What a person is told while nothing was begun that could go on by itself."""
    if error.verdict != Verdict.RETRY:
        return error
    reason = str(error.facts.get("reason") or "it does not answer")
    return TowlineError("enrol-unreached", cluster=cluster, reason=reason, details=error.details)


def _stored(link: Link, cluster: Cluster, key: bytes, value: bytes, ends: Callable[[], bool]) -> int | None:
    """Puts a record into the catalog; its offset, or None if the engine ends. Raises timeout and what the link met."""
    got: list[Delivery] = []
    came = threading.Event()

    def done(delivery: Delivery) -> None:
        got.append(delivery)
        came.set()

    link.produce(cluster.catalog_topic, 0, value, done, key=key)
    until = time.monotonic() + REACH_SECONDS
    while not came.wait(LOOK):
        if ends():
            return None
        if time.monotonic() > until:
            raise TowlineError("timeout", cluster=cluster.name, reason="the request to join is not confirmed")
    if got[0].error is not None:
        raise got[0].error
    return got[0].offset


def _answer(
    link: Link,
    cluster: Cluster,
    offset: int,
    me: bytes,
    invitation: bytes,
    admins: dict[bytes, wire.Card],
    ends: Callable[[], bool],
) -> int | None:
    """The verdict of an administrator after this offset of the catalog; None if none came in time, or the engine ends."""
    reader = link.reader(cluster.catalog_topic, patient=True)
    until = time.monotonic() + ANSWER_SECONDS
    try:
        reader.want({0: offset})
        while (left := until - time.monotonic()) > 0 and not ends():
            record = reader.poll(min(left, 0.25))
            if record is None or not record.value or record.key is None or record.key[:1] != wire_fleet.ADMIT_KEY:
                continue
            try:
                admit = fleet_seal.verify_admit(record.key, record.value)
            except TowlineError:
                continue  # anybody may write there; the catalog says so once it is followed
            card = admins.get(admit.sender)
            mine = (admit.reader, admit.invitation) == (me, invitation)
            if mine and card is not None and card.signing_key == admit.signing_key:
                return admit.verdict
        return None
    finally:
        reader.close()
