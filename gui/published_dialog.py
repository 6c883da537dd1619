"""Cards that are published on the clusters I read: found by name, added under a name of mine, never trusted by that."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QTreeView, QWidget

from engine.api import PersonRow
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.cells import StatusCell, set_up_rows
from gui.people_model import NOTE, PUBLISHED, PeopleModel
from gui.plain_text import label
from gui.settings_parts import Card, Dialog, button, row


class PublishedDialog(Dialog):
    """`added(PersonRow)`."""

    added = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Add people from the cluster"), parent)
        self.setObjectName("published")
        self.resize(860, 460)
        self._bridge = bridge
        about = self.tr("Anybody who may write to the cluster can publish a card under any name: compare fingerprints.")
        self.column.addWidget(label(about))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a name or digits"))
        self.search.setAccessibleName(self.tr("Find a name or digits"))
        self.search.setClearButtonEnabled(True)
        self.model = PeopleModel(PUBLISHED)
        self.model.setParent(self)
        self.search.textChanged.connect(self.model.find)
        self.table = QTreeView()
        set_up_rows(self.table)
        self.table.setProperty("kind", "field")
        self.table.setRootIsDecorated(False)
        self.table.setSelectionMode(QTreeView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("Published cards"))
        self.table.setModel(self.model)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setItemDelegateForColumn(PUBLISHED.index(NOTE), StatusCell(self.table))
        for at, width in enumerate((150, 375, 190)):
            self.table.header().resizeSection(at, width)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self._empty = label(
            self.tr("No cards besides those you have. People publish theirs when they first send."), "faint"
        )
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.name.textChanged.connect(self._look)
        named = Card()
        named.field(self.tr("Your name for them"), self.name)
        self.add = button(self.tr("Add"), self._add, "primary")
        self.column.addWidget(self.search)
        self.column.addWidget(self._empty)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(named)
        self.column.addLayout(row(None, button(self.tr("Close"), self.reject), self.add))
        self._empty.setVisible(False)
        self._look()
        bridge.ask(self, bridge.engine.people, self._came, self.strip.complain)

    def _came(self, people: list[PersonRow]) -> None:
        published = [person for person in people if person.trust == "published"]
        self.model.load(published)
        self._empty.setVisible(not published)

    def _current(self) -> PersonRow | None:
        chosen = self.table.selectionModel().selectedRows()
        return self.model.person(chosen[0]) if chosen else None

    def _selected(self) -> None:
        person = self._current()
        self.name.setText(person.name if person else "")
        self._look()

    def _look(self) -> None:
        self.add.setEnabled(self._current() is not None and bool(self.name.text().strip()))

    def _add(self) -> None:
        person, name, engine = self._current(), self.name.text().strip(), self._bridge.engine
        if person is None:
            return
        fingerprint = person.fingerprint
        self.add.setEnabled(False)

        def added(found: PersonRow) -> None:
            self.added.emit(found)
            self._bridge.ask(self, engine.people, self._came, self.strip.complain)

        def failed(error: TowlineError) -> None:
            self._look()
            self.strip.complain(error)

        self._bridge.ask(self, lambda: engine.people_accept(fingerprint, name), added, failed)
