"""Whom a queue or a send names: what is known of each person and team, in words.

Hides: asking the engine for people and teams, and keeping that fresh. Promises: `judge` answers at once; before the
first answer of the engine nobody is called unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from engine.api import PersonRow, TeamRow
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.words import tr

TEAM, ME = "team:", "me"
CHECK = "✓"

Level = Literal["", "warning", "blocker"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """`name`: as settings have it. `text`: as shown. `mark`: a word or ✓ behind it. `problem`: a sentence, with `level`.

    `verify`: comparing fingerprints would help.
    """

    name: str
    text: str
    mark: str = ""
    level: Level = ""
    problem: str = ""
    verify: bool = False


class Recipients(QObject):
    """People and teams of this profile, read anew when a person changes."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._people: dict[str, PersonRow] = {}
        self._teams: dict[str, TeamRow] = {}
        self.known = False
        bridge.changed.connect(self._some_changed)
        self.read()

    def read(self) -> None:
        engine = self._bridge.engine
        self._bridge.ask(self, lambda: (engine.people(), engine.teams()), self._came)

    def judge(self, name: str) -> Recipient:
        """A name as settings have it: a person, `team:NAME` or `me`, in whatever case."""
        folded = name.casefold()
        if folded.startswith(TEAM):
            text = tr("Team {name}").format(name=shown(name[len(TEAM) :]))
            if self.known and folded[len(TEAM) :] not in self._teams:
                return _blocker(name, text, tr("no key"), tr("You have no key of the team {name}."))
            return Recipient(name, text)
        person = self._people.get(folded)
        if person is None and folded == ME:
            return Recipient(name, tr("Me"), CHECK)
        if person is None or person.trust == "published":
            if not self.known:
                return Recipient(name, shown(name))
            return _blocker(name, shown(name), tr("not one of your people"), tr("{name} is not one of your people."))
        return _judged(name, person)

    def choices(self, *, me: bool) -> list[Recipient]:
        """Whom one may add, teams first, then by name, `me` last; blocked and revoked ones are not among them."""
        teams = [self.judge(TEAM + row.name) for row in sorted(self._teams.values(), key=lambda row: row.name)]
        rows = sorted(self._people.values(), key=lambda row: row.name.casefold())
        people = [_judged(row.name, row) for row in rows if row.trust in ("verified", "invited", "not-verified")]
        return [*teams, *people, *([self.judge(ME)] if me and ME not in self._people else [])]

    def _some_changed(self, rows: list[object]) -> None:
        if any(isinstance(row, PersonRow) for row in rows):
            self.read()

    def _came(self, found: tuple[list[PersonRow], list[TeamRow]]) -> None:
        people, teams = found
        self._people = {}
        for row in people:
            if row.trust not in ("me", "older"):
                self._people.setdefault(row.name.casefold(), row)
                if row.trust != "published":  # an accepted one goes before a stranger of the same name
                    self._people[row.name.casefold()] = row
        self._teams = {row.name.casefold(): row for row in teams}
        self.known = True
        self.changed.emit()


def _judged(name: str, person: PersonRow) -> Recipient:
    text = shown(person.name)
    match person.trust:
        case "blocked":
            return _blocker(name, text, tr("blocked"), tr("{name} is blocked: nothing can be sent to them."))
        case "revoked":
            problem = tr("{name} revoked their key: nothing can be sent to it. Ask them for a new card.")
            return _blocker(name, text, tr("key revoked"), problem)
    if person.why:
        problem = f"{text}: {shown(words.told(person.why))}"
        return Recipient(name, text, tr("check the key"), "warning", problem, verify=True)
    if person.trust in ("verified", "invited"):
        return Recipient(name, text, CHECK)
    problem = tr("{name} is not verified: it could be somebody else's key.").format(name=text)
    return Recipient(name, text, tr("not verified"), "warning", problem, verify=True)


def _blocker(name: str, text: str, mark: str, problem: str) -> Recipient:
    return Recipient(name, text, mark, "blocker", problem.format(name=text))
