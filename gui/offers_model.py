"""Offers as rows, and which of them stand in which group of the inbox.

Hides: what is new for whom, counting the groups while offers come and go. Promises: my own offers, but for those to
myself, and those of blocked people are in no group; an offer of somebody nobody accepted is only in the groups of unknown senders; what was new stays
in that group until another one is chosen, so that nothing vanishes while it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QObject

from engine.api import OfferRow, PersonRow, Snapshot
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.rows import Cell, Column, RowsModel
from gui.sorting import natural

SURE = ("verified", "invited", "me")  # whose key it is


@dataclass(frozen=True, slots=True)
class Group:
    """What of the inbox is shown. `fingerprint`: of the sender, for kind `sender`; "" of `unknown` means all of them."""

    kind: Literal["new", "all", "sender", "unknown", "hidden"] = "all"
    fingerprint: str = ""

    def holds(self, row: OfferRow) -> bool:
        if row.hidden or self.kind == "hidden":
            return row.hidden and self.kind == "hidden"
        if self.kind == "unknown":
            return not row.trusted and self.fingerprint in ("", row.fingerprint)
        if not row.trusted:
            return False
        match self.kind:
            case "new":
                return is_new(row)
            case "sender":
                return row.fingerprint == self.fingerprint
        return True


@dataclass(slots=True)
class Sender:
    name: str = ""
    trusted: int = 0  # offers since they were accepted
    unknown: int = 0  # offers of a stranger
    new: int = 0


@dataclass(slots=True)
class Survey:
    """How many offers stand where."""

    new: int = 0
    all: int = 0
    hidden: int = 0
    senders: dict[str, Sender] = field(default_factory=dict)  # by fingerprint

    def count(self, row: OfferRow, one: int) -> None:
        """`one`: 1 for a row that came, -1 for one that went."""
        if row.hidden:
            self.hidden += one
            return
        sender = self.senders.setdefault(row.fingerprint, Sender())
        if not row.trusted:
            sender.unknown += one
            return
        sender.name = row.sender
        sender.trusted += one
        self.all += one
        if is_new(row):
            self.new += one
            sender.new += one


def is_new(row: OfferRow) -> bool:
    return row.trusted and not row.seen and not row.hidden and not row.here and row.state in ("growing", "complete")


class OffersModel(RowsModel[OfferRow]):
    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(bridge, lambda row: row.id, parent)
        self.survey = Survey()
        self.people: dict[str, PersonRow] = {}  # by fingerprint
        self._blocked: frozenset[str] = frozenset()
        self._group = Group()
        self._text = ""
        self._kept: set[str] = set()  # were new when they were listed as such
        self._fetches: dict[str, str] = {}  # fetch → offer, of those that run
        self._parts: dict[str, float] = {}  # offer → how much of it came
        self.set_order(4, True, self._keep_of())

    def make_columns(self) -> list[Column[OfferRow]]:
        tr = self.tr
        return [
            Column("name", tr("Name"), 116, self._name, lambda row: natural(row.title), wide=168, names=True),
            Column("from", tr("From"), 92, self._from, lambda row: (natural(row.sender), row.fingerprint)),
            Column("size", tr("Size"), 66, lambda row: Cell(words.size(row.size)), lambda row: row.size, right=True),
            Column("files", tr("Files"), 50, self._files, lambda row: row.entries, right=True),
            Column("sent", tr("Sent"), 68, self._sent, lambda row: row.sent),
            Column("status", tr("Status"), 150, self._status, lambda row: (row.here, row.state, row.seen), wide=200),
            Column("until", tr("Available until"), 104, self._until, lambda row: row.until),
        ]

    # --- what there is ----------------------------------------------------------------------------------------------------

    def put(self, rows: Iterable[OfferRow], *, older: bool = False) -> None:
        super().put((row for row in rows if not row.mine or row.to_me), older=older)

    def noted(self, old: OfferRow | None, new: OfferRow | None) -> None:
        if old is not None:
            self._fetches.pop(old.fetch, None)
            if old.fingerprint not in self._blocked:
                self.survey.count(old, -1)
            if self._group.kind == "new" and is_new(old) and new is not None and not new.hidden:
                self._kept.add(old.id)
        if new is not None:
            if new.here == "fetching":
                self._fetches[new.fetch] = new.id
            else:
                self._parts.pop(new.id, None)
            if new.fingerprint not in self._blocked:
                self.survey.count(new, 1)

    def meet(self, people: Iterable[PersonRow]) -> None:
        """Everybody who is known."""
        self.people = {row.fingerprint: row for row in people}
        blocked = frozenset(mark for mark, person in self.people.items() if person.trust == "blocked")
        if blocked != self._blocked:
            self._blocked, self.survey = blocked, Survey()
            for row in self.rows.values():
                if row.fingerprint not in blocked:
                    self.survey.count(row, 1)
            self._choose()
        self.repaint(0, len(self.lines) - 1)

    def move(self, snapshot: Snapshot) -> None:
        """How far the fetches are."""
        for row in snapshot.moving:
            offer = self._fetches.get(row.id)
            if offer is None:
                continue
            part, before = words.part_done(row), self._parts.get(offer)
            self._parts[offer] = part
            place = self.place(offer)
            if place is not None and (before is None or words.percent(part) != words.percent(before)):
                self.repaint(place, place)

    def at(self, line: int) -> OfferRow:
        return self.rows[self.lines[line]]

    def status(self, row: OfferRow) -> str:
        return words.offer_status(row, self._parts.get(row.id, 0.0))

    # --- what is shown ----------------------------------------------------------------------------------------------------

    @property
    def group(self) -> Group:
        return self._group

    @property
    def text(self) -> str:
        return self._text

    def show_group(self, group: Group) -> None:
        self._group = group
        self._kept = set()
        self._choose()

    def find(self, text: str) -> None:
        self._text = text.strip()
        self._choose()

    def _choose(self) -> None:
        self.set_order(*self.sorted_by, self._keep_of())
        self.arrange()

    def _keep_of(self) -> Callable[[OfferRow], bool]:
        group, text, kept, blocked = self._group, self._text.casefold(), self._kept, self._blocked

        def keep(row: OfferRow) -> bool:
            if row.fingerprint in blocked or not (group.holds(row) or row.id in kept):
                return False
            return not text or text in row.title.casefold() or text in row.sender.casefold()

        return keep

    # --- cells ------------------------------------------------------------------------------------------------------------

    def _name(self, row: OfferRow) -> Cell:
        name = shown(row.title)
        parts = [name, self._from(row).text, words.size(row.size), self._status(row).text]
        return Cell(name, said=", ".join(parts))

    def _from(self, row: OfferRow) -> Cell:
        """A name, with a tick if it was verified; of strangers no name, only their fingerprint's beginning."""
        if not row.trusted:
            return Cell(short_fingerprint(row.fingerprint), faint=True, tip=row.fingerprint)
        person = self.people.get(row.fingerprint)
        if person is not None and person.trust in SURE:
            said = self.tr("{name}, verified").format(name=shown(row.sender))
            return Cell(f"{shown(row.sender)} ✓", tip=said, said=said)
        return Cell(shown(row.sender), tip=self.tr("{name}, not verified").format(name=shown(row.sender)))

    @staticmethod
    def _files(row: OfferRow) -> Cell:
        return Cell(words.number(row.entries), faint=True)

    @staticmethod
    def _sent(row: OfferRow) -> Cell:
        return Cell(words.moment(row.sent), faint=True, tip=words.date_time(row.sent))

    def _status(self, row: OfferRow) -> Cell:
        if not row.trusted:
            return Cell(self.tr("Unknown sender"), state="waiting")
        return Cell(self.status(row), state=words.offer_tone(row))

    @staticmethod
    def _until(row: OfferRow) -> Cell:
        soon = words.ends_soon(row)
        return Cell(
            words.moment(row.until), state="waiting" if soon else None, faint=not soon, tip=words.date_time(row.until)
        )


def short_fingerprint(fingerprint: str) -> str:
    """The first two groups, as in lists of people."""
    return " ".join(fingerprint.split()[:2])
