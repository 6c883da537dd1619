"""Taking back what was sent: an undone drop, the test of a queue.

Promises: what is still sent is cancelled, what is complete on the cluster is withdrawn, also if it became so meanwhile; it
leaves the lists once it has ended. What cannot be withdrawn stays there, and says why.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from engine.api import Outcome, TransferRow
from gui.bridge import Bridge


class TakeBack(QObject):
    """`file`: goes, too, once nobody reads it any more. Belongs to the bridge: whoever wanted it may be gone before."""

    def __init__(self, bridge: Bridge, id: str, file: str = "") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._id = id
        self._file = file
        self._withdrawn = self._ended = False
        bridge.changed.connect(self._rows_came)
        bridge.ask(self, self._cancelled, self._look)

    def _cancelled(self) -> TransferRow:
        """The row after the cancel is wanted; it may have ended by then."""
        engine = self._bridge.engine
        row = engine.transfer(self._id)
        if not row.outcome:
            engine.cancel([self._id]).result()
            row = engine.transfer(self._id)
        return row

    def _rows_came(self, rows: list[object]) -> None:
        for row in rows:
            if isinstance(row, TransferRow) and row.id == self._id:
                self._look(row)

    def _look(self, row: TransferRow) -> None:
        engine, id, offer = self._bridge.engine, self._id, row.offer or row.id
        if row.outcome is Outcome.STORED:
            if not self._withdrawn:
                self._withdrawn = True
                self._bridge.ask(self, lambda: engine.withdraw(offer))
        elif row.outcome and not self._ended:
            self._ended = True
            self._bridge.ask(self, lambda: engine.forget([id]), lambda _: self.deleteLater())
        if row.outcome and self._file:
            Path(self._file).unlink(missing_ok=True)
