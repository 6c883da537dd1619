"""The box that says whether Towline starts with the session. A tick counts at once; one that could not be kept goes again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from engine.errors import TowlineError
from gui.autostart import Autostart


class StartBox(QCheckBox):
    complained = Signal(object)  # TowlineError

    def __init__(self, profile: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("Start Towline when I sign in, hidden"))
        self._autostart = Autostart(profile)
        self.setChecked(self._autostart.on())
        self.toggled.connect(self._turn)

    def _turn(self, on: bool) -> None:
        try:
            self._autostart.turn(on)
        except OSError as error:
            path, reason = error.filename or "", (error.strerror or str(error)).lower()
            self.blockSignals(True)
            self.setChecked(not on)
            self.blockSignals(False)
            self.complained.emit(TowlineError("disk", path=path, done="changed", reason=reason, details=repr(error)))
