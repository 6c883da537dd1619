"""People as rows: whom I accepted, or who published a card and is not accepted yet.

Hides: sorting, how trust is said. Promises: a row is found by its fingerprint, however often the list is read anew; a name
is only changed by the engine, after it was asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from engine.api import PersonRow
from engine.names import shown
from gui import words
from gui.cells import FAINT, STATE
from gui.look import State
from gui.plain_text import tip

NAME, OWN_NAME, FINGERPRINT, TRUST, SEEN, QUEUES, NOTE = "name", "own", "fingerprint", "trust", "seen", "queues", "note"
PEOPLE = (NAME, OWN_NAME, FINGERPRINT, TRUST, SEEN, QUEUES)
PUBLISHED = (OWN_NAME, FINGERPRINT, NOTE, SEEN)

Index = QModelIndex | QPersistentModelIndex


def accepted(people: list[PersonRow]) -> list[PersonRow]:
    """Whom I added, also those blocked since; not those who only published a card, and not me."""
    return [person for person in people if person.trust not in ("published", "me", "older")]


class PeopleModel(QAbstractTableModel):
    """`rename_asked(name, new)`: somebody typed another name."""

    rename_asked = Signal(str, str)

    def __init__(self, columns: tuple[str, ...], queues: Callable[[], Mapping[str, list[str]]] = dict) -> None:
        """`queues`: person → names of the queues that name them."""
        super().__init__()
        self.columns = columns
        self._queues = queues
        self._all: list[PersonRow] = []
        self._rows: list[PersonRow] = []
        self._names: Mapping[str, list[str]] = {}
        self._find = ""
        self._sort = (columns[0], Qt.SortOrder.AscendingOrder)
        self._heads = {
            NAME: self.tr("Name"), OWN_NAME: self.tr("They call themselves"), FINGERPRINT: self.tr("Fingerprint"),
            TRUST: self.tr("Trust"), SEEN: self.tr("Last seen"), QUEUES: self.tr("Queues"), NOTE: self.tr("Note"),
        }  # fmt: skip

    # --- rows -----------------------------------------------------------------------------------------------------------------

    def load(self, people: list[PersonRow]) -> None:
        self._all = people
        self._names = self._queues()
        self._arrange()

    def find(self, text: str) -> None:
        """Only those whose name or fingerprint has that text."""
        self._find = text.casefold().strip()
        self._arrange()

    def person(self, index: Index) -> PersonRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, fingerprint: str) -> int:
        return next((at for at, row in enumerate(self._rows) if row.fingerprint == fingerprint), -1)

    def row_named(self, name: str) -> int:
        return next((at for at, row in enumerate(self._rows) if row.name == name), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort = (self.columns[max(0, column)], order)
        self._arrange()

    def _arrange(self) -> None:
        """Filtered and sorted; who is selected stays so."""
        self.layoutAboutToBeChanged.emit()
        before = [(index, self._rows[index.row()].fingerprint) for index in self.persistentIndexList()]
        column, order = self._sort
        found = [
            row for row in self._all if self._find in f"{row.name} {row.calls_themselves} {row.fingerprint}".casefold()
        ]
        found.sort(key=lambda row: row.name.casefold())
        found.sort(key=lambda row: self._key(row, column), reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = found
        places = {row.fingerprint: at for at, row in enumerate(found)}
        for index, fingerprint in before:
            at = places.get(fingerprint, -1)
            self.changePersistentIndex(index, self.index(at, index.column()) if at >= 0 else QModelIndex())
        self.layoutChanged.emit()

    def _key(self, row: PersonRow, column: str) -> Any:
        if column == SEEN:
            return -row.seen
        return self._text(row, column).casefold()

    # --- Qt -------------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._heads[self.columns[section]]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()] == NAME else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        person = self.person(index)
        if person is None:
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(person, column)
            case Qt.ItemDataRole.EditRole:
                return person.name if column == NAME else self._text(person, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self._tip(person, column))
            case _ if role == STATE and column == TRUST:
                return _tone(person)
            case _ if role == STATE and column == NOTE:
                return "waiting" if person.why else None
            case _ if role == FAINT:
                return column in (OWN_NAME, SEEN) and len(self.columns) == len(PEOPLE)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        person, new = self.person(index), str(value).strip()
        if person is not None and new and new != person.name:
            self.rename_asked.emit(person.name, new)
        return False  # the row changes once the engine has it

    # --- words ----------------------------------------------------------------------------------------------------------------

    def _text(self, row: PersonRow, column: str) -> str:
        match column:
            case "name":
                return shown(row.name)
            case "own":
                return shown(row.calls_themselves)
            case "fingerprint":
                whole = len(self.columns) != len(PEOPLE)
                return row.fingerprint if whole else f"{row.fingerprint[:11]} …"
            case "trust":
                return self.trust(row)
            case "seen":
                return words.moment(row.seen)
            case "queues":
                return ", ".join(shown(name) for name in self._names.get(row.name, ()))
        return shown(words.told(row.why))

    def trust(self, row: PersonRow) -> str:
        if row.changed and row.trust in ("verified", "invited"):
            return self.tr("New key {date}, confirmed").format(date=words.moment(row.changed))
        if row.trust == "invited":
            return self.tr("By invitation {team}").format(team=shown(row.via))
        if row.trust == "verified" and row.since:
            return self.tr("Verified {date} by comparing").format(date=words.moment(row.since))
        plain = {
            "verified": self.tr("Verified"), "not-verified": self.tr("Not verified"), "blocked": self.tr("Blocked"),
            "revoked": self.tr("Revoked: do not use"), "published": self.tr("Not added"),
        }  # fmt: skip
        return plain.get(row.trust, row.trust)

    def _tip(self, row: PersonRow, column: str) -> str:
        match column:
            case "fingerprint":
                return row.fingerprint
            case "trust" if row.changed:
                return self.tr(
                    "Their key changed {when}; the one before confirmed it. Compare the fingerprint if it matters."
                ).format(when=words.date_time(row.changed))
            case "trust" | "note":
                return shown(words.told(row.why)) or self._text(row, column)
            case "seen":
                ago = words.span(time.time() - row.seen)
                return self.tr("{when}, {ago} ago").format(when=words.date_time(row.seen), ago=ago) if row.seen else ""
        return self._text(row, column)


def _tone(row: PersonRow) -> State:
    tones: dict[str, State] = {"verified": "done", "invited": "done", "not-verified": "waiting", "revoked": "failed"}
    return tones.get(row.trust, "idle")
