"""What ended, as a list, and as a file that other programs read.

Hides: columns, which result stands for which outcome, CSV and JSON. Promises: an exported name never becomes a formula of
the program that opens the file, and a file that could not be written whole is not left half.
"""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from engine.api import Kind, TransferRow
from engine.errors import TowlineError
from engine.names import shown
from engine.private import write_private
from gui import words
from gui.bridge import Bridge
from gui.rows import Cell, Column, RowsModel
from gui.sorting import natural
from gui.transfers_model import DASHED, files_cell, saved_cell, size_cell
from gui.words import tr

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class HistoryModel(RowsModel[TransferRow]):
    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(bridge, lambda row: row.id, parent)

    def make_columns(self) -> list[Column[TransferRow]]:
        def plain(text: Callable[[TransferRow], str]) -> Callable[[TransferRow], Cell]:
            return lambda row: Cell(shown(text(row)))

        return [
            Column("time", self.tr("Time"), 72, self._time_cell, lambda row: row.finished),
            Column("way", self.tr("⇅"), 32, self._way_cell, lambda row: row.kind, tip=self.tr("Sent or fetched")),
            Column("name", self.tr("Name"), 116, plain(lambda row: row.title), lambda row: natural(row.title),
                   wide=168, names=True),
            Column("size", self.tr("Size"), 68, lambda row: size_cell(row.size), lambda row: row.size, right=True),
            Column("with", self.tr("With"), 96, self._with_cell, lambda row: natural(row.peer)),
            Column("cluster", self.tr("Cluster"), 72, plain(lambda row: row.cluster), lambda row: natural(row.cluster)),
            Column("result", self.tr("Result"), 184, self._result_cell, lambda row: (row.outcome, row.why), wide=236),
            Column("cipher", self.tr("Cipher"), 108, lambda row: Cell(words.cipher(row.cipher), faint=True),
                   lambda row: row.cipher),
            Column("saved", self.tr("Saved"), 60, saved_cell, lambda row: row.saved, right=True,
                   tip=self.tr("Saved by compression")),
            Column("files", self.tr("Files"), 84, files_cell, lambda row: row.entries, right=True, shown=False),
            Column("queue", self.tr("Queue"), 120, plain(lambda row: row.queue),
                   lambda row: natural(row.queue), shown=False),
            Column("took", self.tr("Took"), 84, self._took_cell, lambda row: row.finished - row.added,
                   right=True, shown=False),
            Column("until", self.tr("Stored until"), 110, self._until_cell, lambda row: row.stored_until, shown=False),
            Column("folder", self.tr("Folder"), 220, plain(lambda row: row.folder),
                   lambda row: natural(row.folder), shown=False),
            Column("reference", self.tr("Reference"), 240, lambda row: Cell(shown(row.reference), faint=True),
                   lambda row: row.reference, shown=False),
        ]  # fmt: skip

    def _time_cell(self, row: TransferRow) -> Cell:
        return Cell(words.moment(row.finished), tip=words.date_time(row.finished))

    def _way_cell(self, row: TransferRow) -> Cell:
        said = self.tr("Sent") if row.kind is Kind.SEND else self.tr("Fetched")
        return Cell(icon="up" if row.kind is Kind.SEND else "down", tip=said, said=said)

    def _with_cell(self, row: TransferRow) -> Cell:
        return Cell(words.people(row.peer)) if row.peer else DASHED

    def _result_cell(self, row: TransferRow) -> Cell:
        text = words.transfer_status(row)
        tip = words.told(row.why, row.todo) or text
        return Cell(text, words.transfer_state(row), tip=shown(tip))

    def _took_cell(self, row: TransferRow) -> Cell:
        return Cell(words.span(row.finished - row.added)) if row.finished > row.added else DASHED

    def _until_cell(self, row: TransferRow) -> Cell:
        return Cell(words.moment(row.stored_until)) if row.stored_until else DASHED


def write_csv(rows: Sequence[TransferRow], path: Path) -> None:
    """One transfer a line, with a head; times in ISO 8601, sizes in bytes. Raises TowlineError."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(EXPORTED)
    for row in rows:
        writer.writerow(_plain(value) for value in facts(row).values())
    _write(path, "\ufeff" + text.getvalue())


def write_json(rows: Sequence[TransferRow], path: Path) -> None:
    """A list of objects with the columns of the CSV. Raises TowlineError."""
    _write(path, json.dumps([facts(row) for row in rows], ensure_ascii=False, indent=1) + "\n")


def facts(row: TransferRow) -> dict[str, Any]:
    """What is exported of a transfer; the names do not change with the language."""
    return {name: value(row) for name, value in EXPORTED.items()}


def _iso(at: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(at)) if at else ""


def _plain(value: object) -> str:
    text = shown(str(value)) if isinstance(value, str) else str(value)
    return f"'{text}" if isinstance(value, str) and value.startswith(FORMULA) else text


def _write(path: Path, text: str) -> None:
    try:
        write_private(path, text.encode("utf-8", "replace"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        what = tr("{path} could not be written: {reason}.").format(path=path, reason=reason)
        raise TowlineError("usage", what=what, todo=tr("Choose another folder.")) from error


EXPORTED: dict[str, Callable[[TransferRow], Any]] = {
    "finished": lambda row: _iso(row.finished),
    "added": lambda row: _iso(row.added),
    "kind": lambda row: row.kind.value,
    "name": lambda row: row.title,
    "files": lambda row: row.entries,
    "size": lambda row: row.size,
    "with": lambda row: row.peer,
    "queue": lambda row: row.queue,
    "cluster": lambda row: row.cluster,
    "result": lambda row: row.outcome.value,
    "why": lambda row: row.why,
    "cipher": lambda row: row.cipher,
    "saved": lambda row: row.saved,
    "stored_until": lambda row: _iso(row.stored_until),
    "folder": lambda row: row.folder,
    "reference": lambda row: row.reference,
    "id": lambda row: row.id,
}
