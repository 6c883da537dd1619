"""Language, appearance, and where incoming files go."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from engine import settings_edit
from engine.errors import TowlineError
from engine.names import shown
from gui import language, look, tray
from gui.autostart import Autostart
from gui.background import KEEP
from gui.bridge import Bridge
from gui.locked import place_if_locked
from gui.settings_parts import Card, Choice, Page, ask_folder, button, label, row

LANGUAGE, SCHEME = "language", "scheme"  # keys of bridge.view


class GeneralPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._bridge = bridge
        self.heading.setText(self.tr("General"))
        self.language = Choice(
            [
                (self.tr("As this computer"), language.SYSTEM),
                *((name, code) for code, name in language.LANGUAGES.items()),
            ]
        )
        self.language.choose(str(bridge.view.value(LANGUAGE, language.SYSTEM)))
        self.language.activated.connect(self._choose_language)
        self._restart = label(self.tr("The window speaks it when Towline starts the next time."), "faint")
        self._restart.setVisible(False)
        self.scheme = Choice(
            [(self.tr("As this computer"), "system"), (self.tr("Light"), "light"), (self.tr("Dark"), "dark")]
        )
        self.scheme.choose(str(bridge.view.value(SCHEME, "system")))
        self.scheme.activated.connect(self._choose_scheme)
        appearance = Card(self.tr("Window"))
        appearance.field(self.tr("Language"), self.language, self._restart)
        appearance.field(self.tr("Appearance"), self.scheme)
        self.body.addWidget(appearance)

        going_on = Card(self.tr("In the background"))
        self._autostart = Autostart(bridge.profile)
        self.start = QCheckBox(self.tr("Start Towline when I sign in, hidden"))
        self.start.setChecked(self._autostart.on())
        self.start.toggled.connect(self._start_toggled)
        self.keep = QCheckBox(self.tr("Keep running when the window is closed"))
        kept = bridge.view.value(KEEP)
        self.keep.setChecked(kept in (True, "true") or (kept is None and tray.available()))
        self.keep.toggled.connect(lambda on: bridge.view.setValue(KEEP, on))
        going_on.add(self.start, self.keep)
        if not tray.available():
            going_on.add(
                label(self.tr("This desktop has no place for an icon: start Towline again to see the window."), "faint")
            )
        self.body.addWidget(going_on)

        files = Card(self.tr("Incoming files"))
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.choose = button(self.tr("Choose…"), self._ask_folder)
        self._locked = label("", "faint")
        files.field(self.tr("Download folder"), row(self.folder, self.choose), self._locked)
        self.folder.setAccessibleName(self.tr("Download folder"))
        self.body.addWidget(files)

        kept = Card(self.tr("History"))
        kept.add(label(self.tr("What was sent and received stays in the history.")))
        self.body.addWidget(kept)
        self.body.addStretch(1)
        self._show()
        bridge.settings_changed.connect(self._show)

    def _show(self) -> None:
        self.folder.setText(shown(str(self._bridge.settings.agent.downloads)))
        locked = place_if_locked(self._bridge, "agent.downloads")
        self.choose.setEnabled(not locked)
        self._locked.setVisible(bool(locked))
        self._locked.setText(self.tr("Set in {place}").format(place=shown(locked)))

    def _start_toggled(self, on: bool) -> None:
        try:
            self._autostart.turn(on)
        except OSError as error:
            path, reason = error.filename or "", (error.strerror or str(error)).lower()
            self.strip.complain(TowlineError("disk", path=path, done="changed", reason=reason, details=repr(error)))
            self.start.blockSignals(True)
            self.start.setChecked(not on)
            self.start.blockSignals(False)

    def _choose_language(self) -> None:
        self._bridge.view.setValue(LANGUAGE, self.language.value())
        self._restart.setVisible(True)

    def _choose_scheme(self) -> None:
        self._bridge.view.setValue(SCHEME, self.scheme.value())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.apply(app, cast("look.Scheme", self.scheme.value()))

    def _ask_folder(self) -> None:
        ask_folder(self, self.tr("Download folder"), self._bridge.settings.agent.downloads, self._chosen)

    def _chosen(self, folder: Path) -> None:
        profile = self._bridge.profile
        self._bridge.edit(
            self, lambda: settings_edit.set_agent(profile, {"downloads": str(folder)}), None, self.strip.complain
        )
