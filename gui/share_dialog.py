"""Sharing what was sent: more people and teams for a bundle, without sending a byte of it again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from engine.api import TransferRow
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.people_chips import PeopleChips
from gui.plain_text import label
from gui.queue_form import Field, FormDialog, Note, Notes
from gui.words import said


class ShareDialog(FormDialog):
    """`shared`: a sentence, once the cluster has it."""

    shared = Signal(str)

    def __init__(self, bridge: Bridge, rows: list[TransferRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._rows = rows
        self._busy = False
        self._refused: TowlineError | None = None
        self.setWindowTitle(self.tr("Share with"))
        self.resize(520, 380)
        names = ", ".join(shown(row.title) for row in rows[:3])
        more = self.tr(" and %n more", "", len(rows) - 3) if len(rows) > 3 else ""
        about = self.tr("{names} can be read by {people} now. Who is added can read it, too; nothing is sent again.")
        people = ", ".join(dict.fromkeys(words.people(row.peer) for row in rows if row.peer))
        self.people = PeopleChips(bridge, me=False)
        self.notes = Notes()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.share_button = QPushButton(self.tr("Share"))
        self.share_button.setProperty("kind", "primary")
        self.share_button.setDefault(True)
        self.body.addWidget(label(about.format(names=names + more, people=people)))
        until = max(row.stored_until for row in rows)
        if until:
            kept = self.tr("The cluster keeps it until {when}.").format(when=words.date_time(until))
            self.body.addWidget(label(kept, "faint"))
        self.body.addWidget(Field(self.tr("&More people and teams"), self.people))
        self.body.addStretch()
        self.foot.addWidget(self.notes)
        self.end_with(self.cancel_button, self.share_button)
        self.people.changed.connect(self._judge)
        self.people.edited.connect(self._edited)
        self.cancel_button.clicked.connect(self.leave)
        self.share_button.clicked.connect(self._share)
        self._judge()
        self.people.setFocus()

    def touched(self) -> bool:
        return bool(self.people.names()) and not self._busy

    def _edited(self) -> None:
        self._refused = None
        self._judge()

    def _judge(self) -> None:
        chosen = self.people.names()
        notes = self.people.notes() if chosen else []
        stops = any(note.stops for note in notes)
        if self._refused:
            notes.insert(0, Note("blocker", said(self._refused), stops=False))
        self.notes.set(notes)
        self.share_button.setEnabled(bool(chosen) and not stops and not self._busy)

    def _share(self) -> None:
        self._busy = True
        self._judge()
        engine, to, ids = self._bridge.engine, self.people.names(), [row.id for row in self._rows]
        self._bridge.ask(
            self, lambda: sum(engine.share(id, to).result() for id in ids), self._was_shared, self._not_shared
        )

    def _was_shared(self, added: int) -> None:
        names = ", ".join(shown(name) for name in self.people.names())
        text = (
            self.tr("Shared with {names}. Nothing was sent again.")
            if added
            else self.tr("{names} could read it already.")
        )
        self.shared.emit(text.format(names=names))
        self.leave()

    def _not_shared(self, error: TowlineError) -> None:
        self._busy = False
        self._refused = error
        self._judge()
