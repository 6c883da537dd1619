"""Teams: one key for several people; who has it reads everything that is sent to the team."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from engine.api import TeamRow
from engine.api_fleet import GrantRow
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.card_dialog import CardDialog
from gui.grants_dialog import GrantsDialog
from gui.invite_dialog import InviteDialog
from gui.settings_parts import Page, ask_file, button, keep_columns, nothing_yet, only_once, row, write_text
from gui.short_list import ShortModel, ShortTable


class TeamsModel(ShortModel[TeamRow]):
    def __init__(self) -> None:
        super().__init__(lambda team: team.name)
        self.heads = (self.tr("Name"), self.tr("Members known"), self.tr("Made"), self.tr("Key number"))

    def cell(self, row: TeamRow, column: int, role: int) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        match column:
            case 0:
                return shown(row.name)
            case 1:
                return shown(", ".join(row.members)) if row.members else self.tr("nobody seen yet")
            case 2:
                return words.moment(row.made)
        return words.number(row.keys)


class TeamsPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, scrolled=False)
        self._bridge = bridge
        self.heading.setText(self.tr("Teams"))
        self.about.setText(
            self.tr("A team is a key that several people have. Who has it can read everything sent to the team.")
        )
        self.about.setVisible(True)
        self.model = TeamsModel()
        self.model.setParent(self)
        self.table = ShortTable(self.model, self.tr("Teams"), (160, 260, 100))
        keep_columns(bridge, "teams", self.table)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.model.modelReset.connect(self._selected)
        self._empty = nothing_yet(self.tr("You have no teams yet. Make one, or import the key of one."))
        self._empty.setVisible(False)

        self._new = QFrame()
        self._new.setProperty("kind", "card")
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.name.setPlaceholderText(self.tr("Name of the new team"))
        self.name.setAccessibleName(self.tr("Name of the new team"))
        self.make = button(self.tr("Make it"), self._make, "primary")
        self.name.textChanged.connect(lambda text: self.make.setEnabled(bool(text.strip())))
        self.name.returnPressed.connect(self._make)
        self.make.setEnabled(False)
        line = row(self.name, button(self.tr("Cancel"), self._cancel), self.make)
        line.setContentsMargins(12, 8, 12, 8)
        self._new.setLayout(line)
        self._new.setVisible(False)

        self.new = button(self.tr("New…"), self._show_new)
        self.import_ = button(self.tr("Import key…"), self._import)
        self.export = button(self.tr("Export key…"), self._ask_export)
        self.change = button(self.tr("Change key…"), self._ask_change)
        self.invite = button(self.tr("Invite…"), self._invite)
        bridge.offer("team_new", self.new)
        bridge.offer("team_import", self.import_)
        bridge.offer("team_export", self.export)
        bridge.offer("team_change_key", self.change)
        bridge.offer("invite_new", self.invite)
        self.body.addWidget(self._new)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row(self.invite, self.export, self.change, None, self.new, self.import_))
        self._selected()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    @property
    def unsaved(self) -> bool:
        return self._new.isVisibleTo(self) and bool(self.name.text().strip())

    def look(self) -> None:
        self._bridge.ask(self, self._bridge.engine.teams, self._came, self.strip.complain)

    def show_name(self, name: str) -> None:
        """Selects that team once it is known."""
        self.table.select(name)

    def _came(self, teams: list[TeamRow]) -> None:
        self.model.load(teams)
        self._empty.setVisible(not teams)
        self.table.setVisible(bool(teams))

    def _selected(self) -> None:
        chosen = self.table.current_row() is not None
        self.export.setEnabled(chosen)
        self.change.setEnabled(chosen)
        self.invite.setEnabled(chosen)

    def _invite(self) -> None:
        team = self.table.current_row()
        if team is not None and only_once(self, "invite") is None:
            dialog = InviteDialog(self._bridge, team.name, self)
            dialog.made.connect(self.strip.tell)
            dialog.show()

    # --- new ------------------------------------------------------------------------------------------------------------------

    def _show_new(self) -> None:
        self._new.setVisible(True)
        self.name.setFocus()

    def _cancel(self) -> None:
        self.name.clear()
        self._new.setVisible(False)

    def _make(self) -> None:
        name, engine = self.name.text().strip(), self._bridge.engine
        if not name:
            return
        self.make.setEnabled(False)

        def made(_: None) -> None:
            self._cancel()
            self.table.select(name)
            self.look()
            text = self.tr("Made the team {name}. Export its key to those who are to read what is sent to it.")
            self.strip.tell(text.format(name=shown(name)))

        def failed(error: TowlineError) -> None:
            self.make.setEnabled(True)
            self.strip.complain(error)

        self._bridge.ask(self, lambda: engine.team_new(name), made, failed)

    def _import(self) -> None:
        if only_once(self, "card") is None:
            engine = self._bridge.engine
            about = self.tr("Paste the key of a team; it begins with towline-team: and is one line.")
            dialog = CardDialog(
                self._bridge, self.tr("Import a team's key"), about, lambda text, _: engine.team_import(text), self
            )
            dialog.used.connect(self._imported)
            dialog.show()

    def _imported(self, name: object) -> None:
        self.table.select(str(name))
        self.look()
        text = self.tr("You can read what is sent to {name}, and send to it.")
        self.strip.tell(text.format(name=shown(str(name))))

    # --- the key --------------------------------------------------------------------------------------------------------------

    def _ask_export(self) -> None:
        team = self.table.current_row()
        if team is None:
            return
        name = team.name
        text = self.tr(
            "Who has the key of {name} can read everything sent to the team, also from before. Hand it over like a"
            " password."
        )
        self.strip.ask(
            text.format(name=shown(name)),
            (self.tr("Cancel"), lambda: None, ""),
            (self.tr("Copy the key"), lambda: self._copy(name), ""),
            (self.tr("Save the key…"), lambda: self._ask_save(name), ""),
        )

    def _copy(self, name: str) -> None:
        engine = self._bridge.engine

        def came(key: str) -> None:
            QGuiApplication.clipboard().setText(key)
            self.strip.tell(self.tr("The key is on the clipboard. Whoever pastes it has it."))

        self._bridge.ask(self, lambda: engine.team_export(name), came, self.strip.complain)

    def _ask_save(self, name: str) -> None:
        ask_file(self, self.tr("Save the key"), lambda path: self._save(name, path), save_as=f"{name}.towline-team")

    def _save(self, name: str, path: Path) -> None:
        engine = self._bridge.engine
        saved = self.tr("Saved {file}. It holds a secret: hand it over like a password.").format(file=shown(str(path)))
        self._bridge.ask(
            self,
            lambda: write_text(path, engine.team_export(name) + "\n"),
            lambda _: self.strip.tell(saved),
            self.strip.complain,
        )

    def _ask_change(self) -> None:
        team = self.table.current_row()
        if team is None:
            return
        name = team.name
        text = self.tr(
            "Change the key of {name}? What is sent from now on needs the new key. It is sealed to every member you know;"
            " others need it exported. What was sent before stays readable with the old one."
        )
        self.strip.ask(
            text.format(name=shown(name)),
            (self.tr("Keep the key"), lambda: None, ""),
            (self.tr("Change it"), lambda: self._change(name), "danger"),
        )

    def _change(self, name: str) -> None:
        engine = self._bridge.engine

        def work() -> list[GrantRow]:
            engine.team_change_key(name)
            return engine.team_grants(name)

        def changed(rows: list[GrantRow]) -> None:
            self.look()
            about = self.tr("{name} has a new key. Whoever is not listed here needs it exported to read on.")
            title = self.tr("New key of {name}").format(name=shown(name))
            about = about.format(name=shown(name))
            GrantsDialog(self._bridge, title, about, rows, lambda: engine.team_grants(name), self).show()

        self._bridge.ask(self, work, changed, self.strip.complain)
