"""Where everything is, and every setting in effect with where it came from. Secrets are never shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from engine import settings, settings_edit
from engine.names import shown
from engine.settings import Origin
from gui import carrying
from gui.bridge import Bridge
from gui.cells import FAINT
from gui.icons import icon
from gui.locked import place_if_locked
from gui.plain_text import label
from gui.settings_parts import Card, Choice, CopyButton, Page, button, row
from gui.short_list import ShortModel, ShortTable


class OriginsModel(ShortModel[Origin]):
    """Key, value, where it was set."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(lambda origin: origin.key)
        self._bridge = bridge
        self.heads = (self.tr("Setting"), self.tr("Value"), self.tr("Set in"))

    def cell(self, row: Origin, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (shown(row.key), shown(row.value), self._place(row))[column]
        if role == FAINT:
            return row.source == "built-in" or column == 2
        if role == Qt.ItemDataRole.DecorationRole and column == 2:
            return icon("lock") if place_if_locked(self._bridge, row.key) else QIcon()
        return None

    def _place(self, origin: Origin) -> str:
        if origin.source == "built-in":
            return self.tr("built in")
        mine = f"{self._bridge.profile / settings.FILE}:"
        if origin.source.startswith(mine):
            return self.tr("this profile, line {line}").format(line=origin.source[len(mine) :])
        return self.tr("Set in {place}").format(place=shown(origin.source))

    def text(self) -> str:
        return "".join(f"{row.key} = {row.value}  ({row.source})\n" for row in self._rows)


class AdvancedPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, scrolled=False)
        self._bridge = bridge
        self.heading.setText(self.tr("Advanced"))
        places = Card()
        profile = QLineEdit(shown(str(bridge.profile)))
        profile.setReadOnly(True)
        open_profile = button(self.tr("Open"), self._open)
        places.field(self.tr("Profile folder"), row(profile, open_profile))
        profile.setAccessibleName(self.tr("Profile folder"))
        self.log_file = QCheckBox(self.tr("Write a log to a file"))
        self.log_file.toggled.connect(self._choose_file)
        self.log = label("", "faint")
        places.field(self.tr("Log"), self.log_file, self.log)
        self.level = Choice(
            [
                (self.tr("Failures only"), "error"),
                (self.tr("Failures and warnings"), "warning"),
                (self.tr("All that matters"), "info"),
            ]
        )
        self.level.setMinimumContentsLength(22)
        self.level.setAccessibleName(self.tr("Log level"))
        self.level.activated.connect(lambda _: self._set("log_level", self.level.value()))
        self._level_hint = label("", "faint")
        places.field(self.tr("Log level"), row(self.level, None), self._level_hint)
        self.body.addWidget(places)
        carried = Card(self.tr("Another computer"))
        of_files = self.tr("These settings in a file, without passwords and keys, or a file of another computer.")
        out, back = button(self.tr("Export settings…"), self._export), button(self.tr("Import settings…"), self._import)
        carried.add(label(of_files, "faint"), row(out, back, None))
        self.body.addWidget(carried)
        self._model = OriginsModel(bridge)
        self._model.setParent(self)
        self.table = ShortTable(self._model, self.tr("Settings in effect"), (230, 190))
        about = self.tr("What an administrator or the environment set is marked by a lock and cannot be changed here.")
        self.body.addLayout(
            row(label(self.tr("Settings in effect"), "title"), None, CopyButton(self.tr("Copy all"), self._model.text))
        )
        self.body.addWidget(label(about, "faint"))
        self.body.addWidget(self.table, 1)
        self._show()
        bridge.settings_changed.connect(self._show)

    def _show(self) -> None:
        self._model.load(self._bridge.settings.origins)
        agent = self._bridge.settings.agent
        file = shown(str(self._bridge.profile / "log" / "towline.log"))
        self.log_file.blockSignals(True)
        self.log_file.setChecked(agent.log in ("file", "both"))
        self.log_file.blockSignals(False)
        begins = self.tr("{file}, begun or ended when Towline starts the next time.")
        self._decided("log", self.log_file, self.log, begins.format(file=file))
        self.level.choose(agent.log_level)
        self._decided("log_level", self.level, self._level_hint, self.tr("Holds at once, for an agent's log, too."))

    def _decided(self, key: str, field: QWidget, hint: QLabel, about: str) -> None:
        """An administrator's value cannot be changed here."""
        place = place_if_locked(self._bridge, f"agent.{key}")
        field.setEnabled(not place)
        hint.setText(self.tr("Set in {place}").format(place=shown(place)) if place else about)

    def _choose_file(self, on: bool) -> None:
        self._set("log", "file" if on else "stdout")

    def _set(self, key: str, value: str) -> None:
        profile = self._bridge.profile
        self.change_settings(self._bridge, lambda: settings_edit.set_agent(profile, {key: value}), self._show)

    def _export(self) -> None:
        carrying.export(self._bridge, self, self.strip.tell, self.strip.complain)

    def _import(self) -> None:
        carrying.ask_import(self._bridge, self, self._came, self.strip.complain)

    def _came(self, text: str, path: Path) -> None:
        carrying.take(self._bridge, self, text, path, self.strip.tell, self.strip.complain)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._bridge.profile)))
