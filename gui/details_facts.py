"""The facts of one transfer as labels and values; every value can be selected with the mouse or the keyboard.

Hides: which facts there are for a send and for a fetch. Promises: what is not known is not shown.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QScrollArea, QWidget

from engine import tags
from engine.api import DetailsRow, Kind, TransferRow
from engine.names import shown
from gui import words
from gui.look import EDGE, GAP


class Facts(QScrollArea):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._body = QWidget()
        self._form = QFormLayout(self._body)
        self._form.setContentsMargins(EDGE + 4, GAP, EDGE, EDGE)
        self._form.setHorizontalSpacing(2 * EDGE)
        self._form.setVerticalSpacing(6)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._body)
        self._body.setBackgroundRole(QPalette.ColorRole.Base)
        self._body.setAutoFillBackground(True)
        self._values: dict[str, QLabel] = {}

    def show_row(self, row: TransferRow | None, details: DetailsRow | None = None) -> None:
        """None: nothing is shown. `details` None: they are not known yet."""
        facts = self._facts(row, details) if row is not None else []
        if [label for label, _ in facts] != list(self._values):
            self._lay_out([label for label, _ in facts])
        for label, text in facts:
            if self._values[label].text() != text:
                self._values[label].setText(text)

    def text(self) -> str:
        return "\n".join(f"{label}: {value.text()}" for label, value in self._values.items())

    def _lay_out(self, labels: list[str]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._values = {}
        for name in labels:
            label, value = QLabel(name), QLabel()
            label.setProperty("kind", "faint")
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            value.setAccessibleName(name)
            value.setMinimumWidth(60)
            self._form.addRow(label, value)
            self._values[name] = value

    def _facts(self, row: TransferRow, details: DetailsRow | None) -> list[tuple[str, str]]:
        sends = row.kind is Kind.SEND
        facts = [
            (self.tr("Reference"), row.reference),
            (self.tr("Queue"), row.queue),
            (self.tr("To") if sends else self.tr("From"), words.people(row.peer)),
            (self.tr("Tags"), tags.text(details.tags) if details else ""),
            (self.tr("Cluster"), row.cluster),
            *self._of_cluster(details),
            (self.tr("Cipher"), words.cipher(row.cipher) if row.cipher else ""),
            (self.tr("Compression"), self._compression(row)),
            (self.tr("Speed limit"), words.rate(details.limit) if details and details.limit else ""),
            (self.tr("Sent twice") if sends else self.tr("Read twice"), words.size(row.sent_twice)),
            (self.tr("Key commitment"), details.commitment if details else ""),
            (self.tr("SHA-256"), details.sha256 if details else ""),
            (self.tr("Sent from") if sends else self.tr("Kept in"), self._places(row, details)),
            (self.tr("Originals"), details.originals if details else ""),
            (self.tr("Size"), words.exact(row.size) if row.size else ""),
            (self.tr("Left out"), words.number(row.left_out) if row.left_out else ""),
            (self.tr("Added"), _at(row.added)),
            (self.tr("Finished"), _at(row.finished)),
            (self.tr("Stored until"), _at(row.stored_until)),
        ]
        return [(label, "\n".join(map(shown, text.split("\n")))) for label, text in facts if text]

    def _of_cluster(self, details: DetailsRow | None) -> list[tuple[str, str]]:
        if details is None:
            return []
        topic = details.topic
        if topic and details.partitions:
            topic = self.tr("{topic}, {n} partitions").format(topic=topic, n=details.partitions)
        chunks = ""
        if details.chunks:
            chunks = self.tr("{n} of up to {size}").format(
                n=words.number(details.chunks), size=words.size(details.block_size)
            )
        return [
            (self.tr("Topic"), topic),
            (self.tr("Chunks"), chunks),
            (self.tr("Pages of names"), words.number(details.pages) if details.pages else ""),
            (self.tr("Duplicates ignored"), words.number(details.twice) if details.chunks else ""),
            (self.tr("In flight"), words.size(details.in_flight) if details.in_flight else ""),
        ]

    def _compression(self, row: TransferRow) -> str:
        kind = words.compression(row.compression) if row.compression else ""
        if row.saved <= 0 or not row.done:
            return kind
        saved = self.tr("saved {size} ({part})").format(
            size=words.size(row.saved), part=words.percent(row.saved / row.done)
        )
        return self.tr("{kind}, {saved}").format(kind=kind, saved=saved) if kind else saved

    def _places(self, row: TransferRow, details: DetailsRow | None) -> str:
        return row.folder or ("\n".join(details.sources) if details else "")


def _at(moment: float) -> str:
    return words.date_time(moment) if moment else ""
