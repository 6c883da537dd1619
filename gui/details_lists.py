"""The two short lists of the details pane: who received a bundle, and the story of its tries.

Hides: which words stand for a receipt or a verdict. Promises: *received* is only said of what a person signed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from PySide6.QtCore import QObject

from engine.api import AttemptRow, ReceiptRow
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.look import State
from gui.rows import Cell, Column, R, RowsModel
from gui.sorting import natural


class AskedModel(RowsModel[R]):
    """Rows that are read anew as a whole, of one transfer. `read` runs beside the window."""

    def __init__(self, bridge: Bridge, key_of: Callable[[R], Hashable], parent: QObject | None) -> None:
        super().__init__(bridge, key_of, parent)
        self.transfer = ""
        self.known = False  # whether the answer is here

    def read(self, transfer: str) -> Iterable[R]:
        raise NotImplementedError

    def show(self, transfer: str) -> None:
        """The rows of this transfer; "" for none."""
        if transfer != self.transfer:
            self.clear()
            self.known = False
        self.transfer = transfer
        if transfer:
            self.bridge.ask(self, lambda: list(self.read(transfer)), lambda rows: self._got(transfer, rows))

    def _got(self, transfer: str, rows: list[R]) -> None:
        if transfer != self.transfer:
            return
        self.known = True
        there = {self._key_of(row) for row in rows}
        self.take([key for key in self.rows if key not in there])
        self.put(rows)
        self.arrange()
        self.counted.emit()


class PeopleModel(AskedModel[ReceiptRow]):
    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(bridge, lambda row: row.name, parent)

    def read(self, transfer: str) -> Iterable[ReceiptRow]:
        return self.bridge.engine.receipts(transfer)

    def make_columns(self) -> list[Column[ReceiptRow]]:
        return [
            Column("name", self.tr("Name"), 180, self._name_cell, lambda row: natural(row.name)),
            Column("state", self.tr("Received"), 330, self._state_cell, lambda row: (row.state, row.at)),
            Column("files", self.tr("Files"), 80, self._files_cell, lambda row: row.entries, right=True),
            Column("trust", self.tr("Key"), 150, self._trust_cell, lambda row: row.trust),
        ]  # fmt: skip

    def _name_cell(self, row: ReceiptRow) -> Cell:
        team = row.name.removeprefix("team:")
        if team != row.name:
            return Cell(self.tr("Team {name}").format(name=shown(team)), icon="team")
        return Cell(shown(row.name), icon="person")

    def _state_cell(self, row: ReceiptRow) -> Cell:
        at, full = words.moment(row.at), words.date_time(row.at)
        match row.state:
            case "all":
                text = self.tr("Fetched and verified {at} (signed receipt)").format(at=at)
                return Cell(text, "done", tip=self.tr("Signed receipt of {at}").format(at=full))
            case "partly":
                text = self.tr("Partly fetched, last {at}").format(at=at)
                return Cell(text, "running", tip=self.tr("Signed receipt of {at}").format(at=full))
        return Cell(self.tr("Not yet"), "idle")

    def _files_cell(self, row: ReceiptRow) -> Cell:
        return Cell(words.number(row.entries)) if row.entries else Cell(words.DASH, faint=True)

    def _trust_cell(self, row: ReceiptRow) -> Cell:
        names = {
            "verified": self.tr("Verified"),
            "invited": self.tr("By invitation"),
            "not-verified": self.tr("Not verified"),
            "older": self.tr("By an older key"),
            "published": self.tr("Not accepted"),
            "blocked": self.tr("Blocked"),
            "revoked": self.tr("Revoked"),
            "me": self.tr("You"),
        }
        return Cell(names.get(row.trust, ""), faint=True)


class StoryModel(AskedModel[AttemptRow]):
    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(bridge, lambda row: row, parent)

    def read(self, transfer: str) -> Iterable[AttemptRow]:
        return self.bridge.engine.story(transfer)

    def make_columns(self) -> list[Column[AttemptRow]]:
        return [
            Column("time", self.tr("Time"), 84, self._time_cell, lambda row: row.at),
            Column("what", self.tr("What"), 150, self._what_cell, lambda row: row.event),
            Column("name", self.tr("Cause"), 260, lambda row: Cell(shown(words.told(row.sentence)), tip=_more(row)),
                   lambda row: row.sentence),
            Column("next", self.tr("Next"), 260, lambda row: Cell(self._then(row), faint=True), lambda row: row.verdict),
        ]  # fmt: skip

    def text_of(self, line: int) -> str:
        """With the technical details, which the list shows only in a tip."""
        row = self.rows[self.lines[line]]
        return "\t".join(
            filter(None, (words.exactly(row.at), row.event, shown(words.told(row.sentence)), shown(row.details)))
        )

    def _time_cell(self, row: AttemptRow) -> Cell:
        return Cell(words.second(row.at), faint=True, tip=words.exactly(row.at))

    def _what_cell(self, row: AttemptRow) -> Cell:
        said: dict[str, tuple[str, State]] = {
            "retry": (self.tr("Interrupted"), "waiting"),
            "wait": (self.tr("Held up"), "waiting"),
            "wait-person": (self.tr("Needs you"), "waiting"),
            "fail": (self.tr("Failed"), "failed"),
            "bug": (self.tr("Fault in Towline"), "failed"),
            "going-on": (self.tr("Went on"), "running"),
            "restart": (self.tr("Started again"), "running"),
            "changed": (self.tr("File changed"), "waiting"),
            "left-out": (self.tr("Left out"), "waiting"),
            "stored": (self.tr("Stored"), "done"),
            "placed": (self.tr("In place"), "done"),
            "partly": (self.tr("Partly in place"), "waiting"),
            "cancelled": (self.tr("Cancelled"), "idle"),
            "withdrawn": (self.tr("Withdrawn"), "idle"),
        }
        text, state = said.get(row.verdict or row.event, (self.tr("Note"), "idle"))
        return Cell(text, state)

    def _then(self, row: AttemptRow) -> str:
        return {
            "retry": self.tr("Towline tries again by itself"),
            "wait": self.tr("Goes on by itself once that is over"),
            "wait-person": self.tr("Goes on once you decide; see Needs you"),
            "fail": self.tr("Stopped; you can retry"),
            "bug": self.tr("Your files are untouched; please report it"),
        }.get(row.verdict, "")


def _more(row: AttemptRow) -> str:
    return "\n".join(filter(None, (shown(words.told(row.sentence)), shown(row.details))))
