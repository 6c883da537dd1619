"""Settings taken along to another computer in a file, and a file of settings taken over here.

Promises: what is written holds no secret, and what has to be set anew there is named; nothing that is here already is
replaced without a person's yes, and no program comes along without one; taking over changes all of it or nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine import settings_carry
from engine.errors import TowlineError
from engine.names import shown
from engine.settings_keys import SECTIONS
from gui import words
from gui.asking import question
from gui.bridge import Bridge
from gui.join_dialog import JoinDialog, is_invitation
from gui.settings_parts import ask_file, read_text, write_text
from gui.words import tr

Tell = Callable[[str], object]
Failed = Callable[[TowlineError], None]

FILE = "towline-settings.toml"  # the name that is offered


def export(bridge: Bridge, window: QWidget, tell: Tell, failed: Failed) -> None:
    """Asks for a place and writes this profile's settings there; `tell` gets what was written and what is not in it."""

    def chosen(path: Path) -> None:
        def write() -> list[str]:
            found = settings_carry.carried_out(bridge.profile)
            write_text(path, found.text)
            return found.secrets

        def written(secrets: list[str]) -> None:
            said = tr("Wrote the settings to {file}. No password or key is in it.").format(file=shown(str(path)))
            if secrets:
                names = shown(", ".join(secrets))
                said += " " + tr("To be set anew on the other computer: {names}.").format(names=names)
            tell(said)

        bridge.ask(window, write, written, failed)

    ask_file(window, tr("Export settings"), chosen, save_as=FILE, kinds=tr("Settings of Towline (*.toml)"))


def ask_import(bridge: Bridge, window: QWidget, came: Callable[[str, Path], None], failed: Failed) -> None:
    """Asks for a file; `came` gets its text and its place."""

    def chosen(path: Path) -> None:
        bridge.ask(window, lambda: read_text(path), lambda text: came(text, path), failed)

    ask_file(window, tr("Import settings or invitation"), chosen)


def is_settings(text: str) -> bool:
    """Whether a text is settings as Towline writes them."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return bool(found) and set(found) <= set(SECTIONS)


def take(bridge: Bridge, window: QWidget, text: str, path: Path, tell: Tell, failed: Failed) -> None:
    """A file that somebody gave, an invitation or settings: the one is shown before anybody joins, the others come here."""
    if is_invitation(text):
        dialog = JoinDialog(bridge, text, window)
        dialog.joined.connect(tell)
        dialog.show()
    else:
        TakingOver(bridge, window, text, path, tell, failed)


class TakingOver(QObject):
    """One file of settings on its way into this profile; gone when that is done or was refused."""

    def __init__(self, bridge: Bridge, window: QWidget, text: str, path: Path, tell: Tell, failed: Failed) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self._text = text
        self._path = path
        self._file = shown(path.name)
        self._tell = tell
        self._failed = failed
        bridge.ask(self, lambda: settings_carry.programs_in(text), self._seen, self._refused)

    def _seen(self, programs: list[str]) -> None:
        """A file from somebody else must not make this computer run anything unseen."""
        if not programs:
            self._put()
            return
        asked = self.tr(
            "The settings in {file} have this computer run programs:\n\n{programs}\n\nTake them over only if you know who wrote them."
        )
        said = asked.format(file=self._file, programs="\n".join(map(shown, programs)))
        self._ask(said, self.tr("Take over"), self.tr("Take nothing over"), self._put)

    def _put(self, *, replace: bool = False) -> None:
        profile, text, path = self._bridge.profile, self._text, self._path

        def call() -> settings_carry.Carried:
            return settings_carry.take_over(profile, text, str(path), replace=replace)

        self._bridge.edit(self, call, self._done, self._refused)

    def _done(self, carried: object) -> None:
        assert isinstance(carried, settings_carry.Carried)
        new, same = len(carried.added) + len(carried.replaced), len(carried.same)
        said = self.tr("Took over the settings in {file}: {new} new, {same} as they were.")
        self._end(said.format(file=self._file, new=words.number(new), same=words.number(same)))

    def _refused(self, error: TowlineError) -> None:
        if error.word == "settings-differ":
            asked = self.tr("These settings are here already and differ from those in {file}: {names}.")
            said = asked.format(file=self._file, names=shown(str(error.facts["names"])))
            self._ask(said, self.tr("Take the new ones"), self.tr("Keep mine"), lambda: self._put(replace=True))
        else:
            self._failed(error)
            self.deleteLater()

    def _ask(self, text: str, yes: str, no: str, then: Callable[[], object]) -> None:
        question(self._window, self.tr("Import settings"), text, yes, no, then, self._nothing)

    def _nothing(self) -> None:
        self._end(self.tr("Nothing was taken over from {file}.").format(file=self._file))

    def _end(self, said: str) -> None:
        self._tell(said)
        self.deleteLater()
