"""Language, appearance, where incoming files go, and how long the history is."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from engine import settings_edit
from engine.names import shown
from gui import language, look, tray, words
from gui.background import KEEP
from gui.bridge import Bridge
from gui.locked import place_if_locked
from gui.plain_text import label
from gui.settings_parts import Card, Choice, Page, ask_folder, button, row
from gui.start_box import StartBox

DAY = 86_400.0  # seconds
FOREVER = "forever"  # as the settings have it
LANGUAGE, SCHEME = "language", "scheme"  # keys of bridge.view


class GeneralPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._bridge = bridge
        self.heading.setText(self.tr("General"))
        self.body.addWidget(self._window_card())

        going_on = Card(self.tr("In the background"))
        self.start = StartBox(bridge.profile)
        self.start.complained.connect(self.strip.complain)
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

        past = Card(self.tr("History"))
        for_days = [(words.span(days * DAY), str(days)) for days in (30, 90)]
        for_years = [(self.tr("1 year"), "365"), (self.tr("3 years"), "1095"), (self.tr("For ever"), FOREVER)]
        self.history = Choice(for_days + for_years)
        self.history.setMinimumContentsLength(16)
        self.history.setAccessibleName(self.tr("Keep transfers for"))
        self.history.activated.connect(self._choose_history)
        self._history_hint = label("", "faint")
        past.field(self.tr("Keep transfers for"), row(self.history, None), self._history_hint)
        self.body.addWidget(past)
        self.body.addStretch(1)
        self._show()
        bridge.settings_changed.connect(self._show)

    def _window_card(self) -> Card:
        self.language = Choice(
            [
                (self.tr("As this computer"), language.SYSTEM),
                *((name, code) for code, name in language.LANGUAGES.items()),
            ]
        )
        self.language.choose(str(self._bridge.view.value(LANGUAGE, language.SYSTEM)))
        self.language.activated.connect(self._choose_language)
        self._restart = label(self.tr("The window speaks it when Towline starts the next time."), "faint")
        self._restart.setVisible(False)
        self.scheme = Choice(
            [(self.tr("As this computer"), "system"), (self.tr("Light"), "light"), (self.tr("Dark"), "dark")]
        )
        self.scheme.choose(str(self._bridge.view.value(SCHEME, "system")))
        self.scheme.activated.connect(self._choose_scheme)
        appearance = Card(self.tr("Window"))
        appearance.field(self.tr("Language"), self.language, self._restart)
        appearance.field(self.tr("Appearance"), self.scheme)
        return appearance

    def _show(self) -> None:
        self.folder.setText(shown(str(self._bridge.settings.agent.downloads)))
        locked = place_if_locked(self._bridge, "agent.downloads")
        self.choose.setEnabled(not locked)
        self._locked.setVisible(bool(locked))
        self._locked.setText(self.tr("Set in {place}").format(place=shown(locked)))
        kept = self._bridge.settings.agent.history
        days = FOREVER if kept == float("inf") else f"{kept / DAY:.0f}"
        if self.history.findData(days) < 0:
            self.history.addItem(words.span(kept), days)
        self.history.choose(days)
        decided = place_if_locked(self._bridge, "agent.history")
        self.history.setEnabled(not decided)
        self._history_hint.setText(
            self.tr("Set in {place}").format(place=shown(decided))
            if decided
            else self.tr("Older ones leave the lists. What is open or still on a cluster stays, and so do the files.")
        )

    def _choose_history(self) -> None:
        chosen = self.history.value()
        self._set("history", chosen if chosen == FOREVER else f"{chosen}d")

    def _set(self, key: str, value: str) -> None:
        profile = self._bridge.profile
        self.change_settings(self._bridge, lambda: settings_edit.set_agent(profile, {key: value}), self._show)

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
        self._set("downloads", str(folder))
