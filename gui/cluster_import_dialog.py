"""Another program's Kafka settings, from a file or pasted, with what becomes of each line before anything is saved.

Hides: reading files. Promises: a file's content is not shown, only what was understood of it; no secret stands in the
table; nothing is saved by it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QPlainTextEdit, QTableWidget, QTableWidgetItem, QWidget

from engine.cluster_import import CANNOT, TAKEN, Imported, import_properties
from engine.names import shown
from gui.bridge import Bridge
from gui.look import State, look
from gui.plain_text import label, tip
from gui.settings_parts import Dialog, ask_file, button, read_text, row

READ_MS = 150  # after the last key


class ClusterImportDialog(Dialog):
    """`taken(values)`: keys of a cluster as towline.toml has them."""

    taken = Signal(dict)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Import cluster settings"), parent)
        self.setObjectName("import")
        self.resize(720, 520)
        self._bridge = bridge
        self._file = ""
        self._found = Imported()
        about = self.tr(
            "Paste a Java client.properties, librdkafka settings or the snippet of a cloud console, or choose a file."
        )
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText("bootstrap.servers=k1.example.net:9093\nsecurity.protocol=SASL_SSL\n…")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(70)
        self.text.setAccessibleName(self.tr("Settings of another program"))
        self._late = QTimer(self, singleShot=True, interval=READ_MS)
        self._late.timeout.connect(self._read)
        self.text.textChanged.connect(self._late.start)
        self._from = label("", "faint", wrap=False)
        self.table = QTableWidget(0, 3)
        self.table.setProperty("kind", "field")
        self.table.setHorizontalHeaderLabels([self.tr("Line"), self.tr("What becomes of it"), self.tr("Meaning")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(0, 190)
        head.resizeSection(1, 140)
        head.sectionResized.connect(self.table.resizeRowsToContents)
        self.column.addWidget(label(about, "faint"))
        self.column.addWidget(self.text, 1)
        self.column.addLayout(row(button(self.tr("Choose a file…"), self._ask_file), self._from, None))
        self.column.addWidget(self.table, 2)
        self._sum = label("", "faint")
        self.use = button(self.tr("Use these settings"), self._use, "primary")
        self.column.addLayout(row(self._sum, None, button(self.tr("Cancel"), self.reject), self.use))
        self._read()

    def typed(self) -> bool:
        return bool(self.text.toPlainText().strip())

    def _ask_file(self) -> None:
        ask_file(self, self.tr("Settings of another program"), self.choose)

    def choose(self, path: Path) -> None:
        def came(text: str) -> None:
            self.text.clear()
            self._file = text
            self._from.setText(shown(path.name))
            self._read()

        self._bridge.ask(self, lambda: read_text(path), came, self.strip.complain)

    def _read(self) -> None:
        pasted = self.text.toPlainText()
        if pasted.strip():
            self._file = ""
            self._from.clear()
        self._found = import_properties(pasted if pasted.strip() else self._file)
        words: dict[str, tuple[str, State]] = {
            TAKEN: (self.tr("taken"), "done"),
            CANNOT: (self.tr("cannot be used"), "failed"),
        }
        self.table.setRowCount(len(self._found.rows))
        for at, found in enumerate(self._found.rows):
            result, tone = words.get(found.result, (self.tr("not needed"), "idle"))
            for column, text in enumerate((found.key, result, found.text)):
                item = QTableWidgetItem(shown(text))
                item.setToolTip(tip(shown(text)))
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                if column == 1:
                    item.setForeground(QColor(look().state(tone)))
                self.table.setItem(at, column, item)
        self.table.resizeRowsToContents()
        taken = sum(found.result == TAKEN for found in self._found.rows)
        self._sum.setText(self.tr("%n lines are taken.", "", taken) if self._found.rows else "")
        self.use.setEnabled(bool(self._found.values))

    def _use(self) -> None:
        self.taken.emit(self._found.values)
        self.text.clear()
        self.accept()
