"""Who keeps my key: the administrators of a team that I joined, if I want it so; part of the page with my identity.

Hides: that there may be none, then nothing is shown. Promises: nothing is given before a person said so, knowing what it means.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.api_fleet import BackupRow
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.plain_text import label
from gui.settings_parts import News, button, row


class KeepersView(QWidget):
    def __init__(self, bridge: Bridge, strip: News, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._strip = strip
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._lines: list[QWidget] = []
        self.setVisible(False)

    def look(self) -> None:
        """Asks the engine anew."""
        self._bridge.ask(self, self._bridge.engine.my_backup, self._came, self._strip.complain)

    def _came(self, rows: list[BackupRow]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(each) for each in rows]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(rows))

    def _line(self, found: BackupRow) -> QWidget:
        names = {"who": shown(", ".join(found.names)), "team": shown(found.team), "cluster": shown(found.cluster)}
        if found.state == "sent":
            text = self.tr("{who} (team {team}) can bring your key back: kept on {cluster} since {when}.")
            text = text.format(when=words.date_time(found.at), **names)
        elif found.state == "waiting":
            text = self.tr("{who} (team {team}) will keep your key once {cluster} is reached.").format(**names)
        else:
            text = self.tr("{who} (team {team}) could keep your key on {cluster}, for when this computer breaks.")
            text = text.format(**names)
        if found.state == "off":
            act = button(self.tr("Let them keep it…"), lambda: self._ask(found))
        else:
            act = button(self.tr("Stop"), lambda: self._give(""))
        made = QWidget()
        line = row(label(text, "faint"), act)
        line.setStretch(0, 1)
        made.setLayout(line)
        return made

    def _ask(self, found: BackupRow) -> None:
        text = self.tr(
            "Give your key to {who}? It is sealed to them and stored on {cluster}. They can bring it back when this computer"
            " breaks; they can also open what is sent to you, and sign as you."
        )
        self._strip.ask(
            text.format(who=shown(", ".join(found.names)), cluster=shown(found.cluster)),
            (self.tr("Don't give it"), lambda: None, ""),
            (self.tr("Let them keep it"), lambda: self._give(found.team), "danger"),
        )

    def _give(self, team: str) -> None:
        engine = self._bridge.engine

        def given(_: list[BackupRow]) -> None:
            if not team:
                self._strip.tell(self.tr("Nobody is given your key any more. Who has it already may keep it."))
            self.look()

        self._bridge.ask(self, lambda: engine.my_backup_to(team).result(), given, self._strip.complain)
