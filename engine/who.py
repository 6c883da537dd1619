"""What the engine does about people: who I am, whom I trust, teams, and the file that brings my keys back.

Hides: that catalogs are read again once more of them can be understood, and where else a person's name stands.
`Engine` is made from this class. Promises: every change is committed when its method returns, and told.
"""

from __future__ import annotations

import threading
from pathlib import Path

from engine import recovery as recovery_file
from engine.api import Changed, Event, MeRow, PersonRow, TeamRow
from engine.keys import fingerprint_text
from engine.people import People
from engine.port import Port
from engine.rules import Rules
from engine.settings import Settings
from engine.settings_edit import set_queue

GRACE = 5.0  # seconds for the parts of a cluster to end


class Who:
    """`_ports`: of the clusters that are connected."""

    profile: Path
    settings: Settings
    people_book: People
    rules_at_work: Rules
    _ports: dict[str, Port]
    _lock: threading.RLock

    def tell(self, event: Event) -> None:
        raise NotImplementedError

    def apply(self) -> None:
        raise NotImplementedError

    def _port(self, name: str) -> Port:
        raise NotImplementedError

    # --- people -------------------------------------------------------------------------------------------------------------

    def people(self) -> list[PersonRow]:
        return self.people_book.listed()

    def people_add(self, text: str, name: str, verified: bool) -> PersonRow:
        return self._told(self.people_book.add(text, verified=verified, name=name))

    def people_verify(self, name: str, fingerprint: str) -> PersonRow:
        return self._told(self.people_book.verify(name, fingerprint))

    def people_accept(self, fingerprint: str, name: str) -> PersonRow:
        """Accepts whoever published the card with this fingerprint; "" calls them as they do themselves."""
        return self._told(self.people_book.accept(fingerprint, name))

    def people_rename(self, name: str, new: str) -> PersonRow:
        """Queues of this profile that send to this person go on doing so."""
        row = self.people_book.rename(name, new)
        queues = [
            queue for queue in self.settings.queues.values() if name.casefold() in map(str.casefold, queue.choices.to)
        ]
        for queue in queues:
            to = [new if whom.casefold() == name.casefold() else whom for whom in queue.choices.to]
            set_queue(self.profile, queue.name, {"to": to})
        if queues:
            self.apply()
        self.tell(Changed(row))
        return row

    def people_block(self, name: str) -> PersonRow:
        return self._told(self.people_book.block(name))

    def _told(self, row: PersonRow) -> PersonRow:
        """Something in the catalogs is readable or trusted only now, or no longer."""
        self._read_catalogs_again()
        self.tell(Changed(row))
        return row

    def _read_catalogs_again(self) -> None:
        for port in list(self._ports.values()):
            port.catalog.refresh()
        self.rules_at_work.look_again()

    # --- teams --------------------------------------------------------------------------------------------------------------

    def teams(self) -> list[TeamRow]:
        return self.people_book.teams()

    def team_new(self, name: str) -> None:
        self.people_book.team_new(name)

    def team_export(self, name: str) -> str:
        return self.people_book.team_export(name)

    def team_import(self, text: str) -> str:
        row = self.people_book.team_import(text)
        self._read_catalogs_again()
        return row.name

    # --- me -----------------------------------------------------------------------------------------------------------------

    def my_card(self) -> str:
        return self.people_book.my_card_text()

    def my_fingerprint(self) -> str:
        return fingerprint_text(self.people_book.me().fingerprint)

    def me(self) -> MeRow:
        return self.people_book.about_me()

    def my_rename(self, name: str) -> None:
        """My card says another name from now on; it is published again."""
        self.people_book.rename_me(name)
        self._read_catalogs_again()
        self._tell_me()

    def my_revoke(self) -> None:
        """This key was stolen: nobody shall use it any more. Published wherever this profile is connected; not undone."""
        self.people_book.revoke_me()
        self._read_catalogs_again()
        self._tell_me()

    def recovery(self, passphrase: str) -> str:
        """The text of a recovery file for my identity and team keys."""
        text = self.people_book.recovery(passphrase)
        self._tell_me()
        return text

    def recover(self, text: str, passphrase: str) -> str:
        """Takes a recovery file's identity in place of one that never sent or received; its fingerprint."""
        kept = recovery_file.read(text, passphrase)
        with self._lock:  # nobody starts a part with the identity that goes
            ports, names = list(self._ports.values()), list(self._ports)
            self._ports.clear()
            for port in ports:
                port.stop(GRACE)
            try:
                self.people_book.become(kept)
            finally:
                for name in names:
                    self._port(name)
        self._tell_me()
        return self.my_fingerprint()

    def _tell_me(self) -> None:
        self.tell(Changed(next(row for row in self.people() if row.trust == "me")))
