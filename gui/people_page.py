"""People: whom I accepted, how far I trust their keys, and adding, comparing, renaming and blocking them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from engine import settings_edit
from engine.api import PersonRow
from engine.api_fleet import GrantRow
from engine.errors import TowlineError
from engine.names import shown
from gui.bridge import Bridge
from gui.card_dialog import CardDialog
from gui.cells import StatusCell, set_up_rows
from gui.grants_dialog import GrantsDialog
from gui.people_model import FINGERPRINT, NAME, PEOPLE, TRUST, PeopleModel, accepted
from gui.plain_text import label
from gui.published_dialog import PublishedDialog
from gui.settings_parts import Page, button, keep_columns, only_once, row
from gui.verify_dialog import VerifyDialog

WIDTHS = {NAME: 110, "own": 141, FINGERPRINT: 108, TRUST: 210, "seen": 75}


class PeoplePage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, scrolled=False)
        self._bridge = bridge
        self._wanted = ""
        self.heading.setText(self.tr("People"))
        self.about.setText(
            self.tr("Compare fingerprints before you send something that matters: then the key is theirs.")
        )
        self.about.setVisible(not bridge.is_guest)
        self.model = PeopleModel(PEOPLE, self._queues)
        self.model.setParent(self)
        self.model.rename_asked.connect(self._rename)
        self.table = QTreeView()
        set_up_rows(self.table)
        self.table.setProperty("kind", "field")
        self.table.setRootIsDecorated(False)
        self.table.setSelectionMode(QTreeView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTreeView.EditTrigger.EditKeyPressed)
        self.table.setAccessibleName(self.tr("People"))
        self.table.setModel(self.model)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setItemDelegateForColumn(PEOPLE.index(TRUST), StatusCell(self.table))
        for name, width in WIDTHS.items():
            self.table.header().resizeSection(PEOPLE.index(name), width)
        keep_columns(bridge, "people", self.table)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.model.layoutChanged.connect(self._selected)
        self.table.doubleClicked.connect(self._double_clicked)

        self.add_published = button(self.tr("Add from cluster…"), self.show_published)
        self.add_text = button(self.tr("Add from file or text…"), self._show_card)
        self.verify = button(self.tr("Verify…"), self._verify)
        self.rename = button(self.tr("Rename"), self._edit)
        self.block = button(self.tr("Block"), self._ask_block, "danger")
        self.shut_out = button(self.tr("Shut out…"), self._ask_shut_out, "danger")
        self.shut_out.setToolTip(self.tr("Block, and change the keys of the teams they are in for everybody else"))
        bridge.offer("people_add", self.add_published, self.add_text)
        bridge.offer("people_verify", self.verify)
        bridge.offer("people_rename", self.rename)
        bridge.offer("people_block", self.block)
        bridge.offer("people_revoke", self.shut_out)
        if not bridge.may("people_rename"):
            self.table.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(row(self.verify, self.rename, self.block, self.shut_out, None))
        column.addLayout(row(self.add_published, self.add_text, None))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._make_empty())
        self.body.addWidget(self._stack, 1)
        self._selected()
        bridge.changed.connect(self._rows_changed)
        bridge.settings_changed.connect(self.look)

    def _make_empty(self) -> QWidget:
        made = QFrame()
        column = QVBoxLayout(made)
        nobody = label(self.tr("You have no people yet."), "faint")
        nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(nobody)
        add = button(self.tr("Add from cluster…"), self.show_published, "primary")
        text = button(self.tr("Add from file or text…"), self._show_card)
        self._bridge.offer("people_add", add, text)
        column.addLayout(row(None, add, text, None))
        column.addStretch(2)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Reads the people anew."""
        self._bridge.ask(self, self._bridge.engine.people, self._came, self.strip.complain)

    def show_name(self, name: str) -> None:
        """Selects that person once they are known."""
        self._wanted = name
        self._select_wanted()

    def _came(self, people: list[PersonRow]) -> None:
        mine = accepted(people)
        self.model.load(mine)
        self._stack.setCurrentIndex(0 if mine else 1)
        self._select_wanted()

    def _select_wanted(self) -> None:
        at = self.model.row_named(self._wanted) if self._wanted else -1
        if at >= 0:
            self._wanted = ""
            self.table.setCurrentIndex(self.model.index(at, 0))

    def _rows_changed(self, rows: list[object]) -> None:
        if self.isVisible() and any(isinstance(changed, PersonRow) for changed in rows):
            self.look()

    def _queues(self) -> dict[str, list[str]]:
        named: dict[str, list[str]] = {}
        for queue in self._bridge.settings.queues.values():
            for name in queue.choices.to:
                named.setdefault(name, []).append(queue.name)
        return named

    # --- one person -----------------------------------------------------------------------------------------------------------

    def current(self) -> PersonRow | None:
        return self.model.person(self.table.currentIndex()) if self.table.selectionModel().hasSelection() else None

    def _selected(self) -> None:
        person = self.current()
        self.verify.setEnabled(person is not None and person.trust not in ("blocked", "revoked"))
        self.rename.setEnabled(person is not None)
        self.block.setEnabled(person is not None and person.trust != "blocked")
        self.shut_out.setEnabled(person is not None)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not self._bridge.may("people_rename"):
            return
        if PEOPLE[index.column()] == NAME:
            self.table.edit(index)
        elif self.verify.isEnabled():
            self._verify()

    def _verify(self) -> None:
        person = self.current()
        if person is not None and only_once(self, "verify") is None:
            dialog = VerifyDialog(self._bridge, person.name, self)
            dialog.verified.connect(lambda _: self.look())
            dialog.show()

    def _edit(self) -> None:
        index = self.model.index(self.table.currentIndex().row(), PEOPLE.index(NAME))
        self.table.setFocus()
        self.table.edit(index)

    def _rename(self, name: str, new: str) -> None:
        engine, profile = self._bridge.engine, self._bridge.profile
        queues = {q.name: list(q.choices.to) for q in self._bridge.settings.queues.values() if name in q.choices.to}

        def work() -> None:
            engine.people_rename(name, new)
            for queue, to in queues.items():  # they mean the same person as before
                settings_edit.set_queue(profile, queue, {"to": [new if each == name else each for each in to]})

        self._bridge.edit(self, work, lambda _: self.look(), self._not_renamed)

    def _not_renamed(self, error: TowlineError) -> None:
        self.strip.complain(error)
        self.look()

    def _ask_block(self) -> None:
        person = self.current()
        if person is None:
            return
        name = person.name
        text = self.tr("Block {name}? Nothing of theirs is shown or fetched any more, and nothing is sent to them.")
        self.strip.ask(
            text.format(name=shown(name)),
            (self.tr("Don't block"), lambda: None, ""),
            (self.tr("Block"), lambda: self._block(name), "danger"),
        )

    def _ask_shut_out(self) -> None:
        person = self.current()
        if person is None:
            return
        name = person.name
        text = self.tr(
            "Shut {name} out, as a computer that was stolen? What comes from there is refused, and the teams you made get"
            " new keys, which everybody else is sealed. What was sealed to {name} before stays readable there."
        )
        self.strip.ask(
            text.format(name=shown(name)),
            (self.tr("Cancel"), lambda: None, ""),
            (self.tr("Shut out"), lambda: self._shut_out(name), "danger"),
        )

    def _shut_out(self, name: str) -> None:
        engine = self._bridge.engine
        self.strip.tell(self.tr("Shutting {name} out…").format(name=shown(name)), "running")

        def work() -> tuple[list[GrantRow], set[str]]:
            rows = engine.people_revoke(name).result()
            return rows, {invite.team for invite in engine.invites() if invite.state == "open"}

        def done(found: tuple[list[GrantRow], set[str]]) -> None:
            rows, still_open = found
            self.strip.clear()
            self.look()
            teams = sorted({grant.team for grant in rows})
            about = self.tr("What comes from {name} is refused from now on.").format(name=shown(name))
            if teams:
                text = self.tr("These teams have a new key: {teams}.")
                about += " " + text.format(teams=", ".join(map(shown, teams)))
            if stale := sorted(still_open.intersection(teams)):
                text = self.tr(
                    "The invitation to {teams} is still open: if its file was on that computer, close it, too."
                )
                about += " " + text.format(teams=", ".join(map(shown, stale)))
            title = self.tr("{name} is shut out").format(name=shown(name))

            def again() -> list[GrantRow]:
                return [grant for team in teams for grant in engine.team_grants(team)]

            GrantsDialog(self._bridge, title, about, rows, again, self).show()

        self._bridge.ask(self, work, done, self.strip.complain)

    def _block(self, name: str) -> None:
        engine = self._bridge.engine
        self._bridge.ask(self, lambda: engine.people_block(name), lambda _: self.look(), self.strip.complain)

    # --- more people ----------------------------------------------------------------------------------------------------------

    def show_published(self) -> None:
        if only_once(self, "published") is None:
            dialog = PublishedDialog(self._bridge, self)
            dialog.added.connect(self._added)
            dialog.show()

    def _show_card(self) -> None:
        if only_once(self, "card") is None:
            engine = self._bridge.engine
            about = self.tr("Paste the card that they gave you; it begins with towline-card: and is one line.")
            dialog = CardDialog(
                self._bridge,
                self.tr("Add a person"),
                about,
                lambda text, name: engine.people_add(text, name, False),
                self,
                named=True,
            )
            dialog.used.connect(self._added)
            dialog.show()

    def _added(self, person: PersonRow) -> None:
        self._wanted = person.name
        self.look()
        text = self.tr("Added {name}, not verified yet. Compare fingerprints before you send something that matters.")
        self.strip.tell(text.format(name=shown(person.name)))
