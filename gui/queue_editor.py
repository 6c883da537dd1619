"""Making a queue or changing one: who gets what is dropped on it, through which cluster and how protected.

Promises: nothing is saved that cannot be read again: what is wrong stands beside its field; what fails leaves the fields
as they are; another name is a new queue in place of the old one, and what was sent stays.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from engine.api import Choices
from engine.names import shown
from engine.settings import PRACTICE
from engine.settings_edit import remove_queue, set_queue, watches_to_queue
from engine.settings_keys import Wrong, check_name
from gui.after_choice import AfterChoice
from gui.bridge import Bridge
from gui.event_fields import EventFields
from gui.look import EDGE
from gui.pattern_line import PatternLine
from gui.people_chips import PeopleChips
from gui.queue_choices import (
    BlockChoice,
    CipherChoice,
    CompressionChoice,
    KeepChoice,
    LimitChoice,
    ParallelChoice,
    asks_before,
    set_asks_before,
)
from gui.queue_form import EditorForm, Field, Note, Notes
from gui.queue_test import QueueTest
from gui.words import said, told


class QueueEditor(EditorForm):
    """`name` "" makes a new one. `saved`: its name. The other signals ask for a page of the window."""

    verify_asked = Signal(str)  # name of a person
    clusters_asked = Signal()

    def __init__(self, bridge: Bridge, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._old = name if name in bridge.settings.queues else ""
        self._make_widgets()
        self._lay_out()
        self._fill()
        self._listen()
        self._judge()
        title = self.tr('Queue "{name}"').format(name=shown(self._old)) if self._old else self.tr("New queue")
        self.setWindowTitle(title)
        self.resize(720, 740)
        self.name.setFocus()

    def leave(self) -> None:
        self.test.stop()
        super().leave()

    # --- widgets -----------------------------------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.name.setPlaceholderText(self.tr("For example: Plant HQ"))
        self.cluster = QComboBox()
        self.people = PeopleChips(self._bridge)
        self.cipher = CipherChoice(self._bridge)
        self.compression = CompressionChoice()
        self.block = BlockChoice()
        self.limit = LimitChoice()
        self.parallel = ParallelChoice()
        self.keep = KeepChoice()
        self.after = AfterChoice()
        self.at_once = QRadioButton(self.tr("Send at once"))
        self.ask_before = QRadioButton(self.tr("Ask before sending"))
        self.include = PatternLine()
        self.include.setPlaceholderText(self.tr("All files; or patterns like *.tif, *.pdf"))
        self.leave_out = PatternLine()
        self.leave_out.setPlaceholderText(self.tr("Nothing; or patterns like *.tmp, raw/"))
        self.post = EventFields()
        self.test = QueueTest(self._bridge, self._for_test)
        self.notes = Notes()

    def _lay_out(self) -> None:
        drop = QWidget()
        row = QHBoxLayout(drop)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(EDGE * 2)
        row.addWidget(self.at_once)
        row.addWidget(self.ask_before)
        row.addStretch()
        drop.setFocusProxy(self.at_once)
        self.name_field = Field(self.tr("&Name"), self.name)
        self.cluster_field = Field(self.tr("C&luster"), self.cluster)
        self.people_field = Field(self.tr("&People and teams"), self.people)
        grid = QGridLayout()
        grid.setHorizontalSpacing(EDGE * 2)
        grid.setVerticalSpacing(EDGE + 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.name_field, 0, 0)
        grid.addWidget(self.cluster_field, 0, 1)
        grid.addWidget(self.people_field, 1, 0, 1, 2)
        grid.addWidget(Field(self.tr("Cip&her"), self.cipher), 2, 0)
        grid.addWidget(Field(self.tr("&Compression"), self.compression), 2, 1)
        grid.addWidget(Field(self.tr("Speed l&imit"), self.limit), 3, 0)
        grid.addWidget(Field(self.tr("Sends at a &time"), self.parallel), 3, 1)
        grid.addWidget(Field(self.tr("&Keep for"), self.keep), 4, 0)
        self.after_field = Field(self.tr("O&riginals after sending"), self.after)
        grid.addWidget(self.after_field, 4, 1)
        grid.addWidget(Field(self.tr("&Block size"), self.block), 5, 0)
        grid.addWidget(Field(self.tr("When files are dropped on it"), drop), 5, 1)
        note = self.tr("Of what is in folders; what you drop or name yourself always goes.")
        self.include_field = Field(self.tr("Onl&y these files"), self.include, note)
        note = self.tr("With / for paths below the folder: reports/*.pdf")
        self.leave_field = Field(self.tr("Lea&ve out"), self.leave_out, note)
        grid.addWidget(self.include_field, 6, 0)
        grid.addWidget(self.leave_field, 6, 1)
        note = self.tr("A CloudEvent with the reference of each bundle that is stored. It is not encrypted.")
        self.post_field = Field(self.tr("Post an &event when complete"), self.post, note)
        grid.addWidget(self.post_field, 7, 0, 1, 2)
        self.body.addLayout(grid)
        self.body.addWidget(self.test)
        self.body.addStretch()
        self.foot.addWidget(self.notes)
        self.end_with(self.cancel_button, self.save_button)

    def _fill(self) -> None:
        settings = self._bridge.settings
        queue = settings.queues.get(self._old)
        choices = queue.choices if queue else Choices()
        for cluster in settings.clusters:
            self.cluster.addItem(shown(cluster), cluster)
        if PRACTICE not in settings.clusters:
            self.cluster.addItem(self.tr("Practice cluster on this computer"), PRACTICE)
        self.cluster.setCurrentIndex(max(0, self.cluster.findData(queue.cluster if queue else "")))
        self.name.setText(self._old)
        self.people.set_names(list(choices.to))
        self.cipher.choose(choices.cipher)
        self.compression.choose(choices.compression)
        self.block.choose(choices.block_size)
        self.limit.choose(choices.limit)
        self.parallel.choose(queue.parallel if queue else 0)
        self.keep.choose(choices.keep_for)
        self.after.choose(choices.after or "keep")
        self.include.fill(choices.include or ())
        self.leave_out.fill(choices.leave_out or ())
        self.post.fill(choices.event_topic, choices.event)
        asks = bool(self._old) and asks_before(self._bridge.view, self._old)
        (self.ask_before if asks else self.at_once).setChecked(True)

    def _listen(self) -> None:
        for line in (self.name, self.include, self.leave_out):
            line.textEdited.connect(lambda _: self._touch())
        self.cluster.activated.connect(lambda _: self._touch())
        self.people.edited.connect(self._touch)
        self.people.changed.connect(self._judge)
        self.people.verify_asked.connect(self.verify_asked)
        for choice in (self.cipher, self.compression, self.block, self.limit, self.parallel, self.keep):
            choice.activated.connect(lambda _: self._touch())
            choice.changed.connect(self._judge)
        self.after.touched.connect(self._touch)
        self.after.changed.connect(self._judge)
        self.limit.typed.textEdited.connect(lambda _: self._touch())
        self.ask_before.clicked.connect(self._touch)
        self.at_once.clicked.connect(self._touch)
        self.post.edited.connect(self._touch)
        self.test.grew.connect(lambda: self.show_in_sight(self.test))

    # --- what is wrong -------------------------------------------------------------------------------------------------------

    def _judge(self) -> None:
        """Errors stand beside their fields, those of empty fields only once somebody tried to save."""
        self.name_field.wrong(self._wrong_name() if self._tried or self.name.text() else "")
        self.include_field.wrong(self.include.error())
        self.leave_field.wrong(self.leave_out.error())
        self.post_field.wrong(self.post.error())
        notes = self.people.notes()
        nobody = notes[0].text if notes and not self.people.names() else ""
        self.people_field.wrong(nobody if self._tried else "")
        self.after_field.explain(self.after.reason(), self.after.error() if self._tried else "")
        lines = [note for note in notes if note.text != nobody]
        if self._refused:
            lines.insert(0, Note("blocker", said(self._refused)))
        if not self._bridge.settings.clusters:
            text = self.tr("There is no cluster but the one for practice.")
            lines.append(Note("warning", text, self.tr("Set one up"), self.clusters_asked.emit))
        self.notes.set(lines)
        self.save_button.setEnabled(not self._busy)

    def _wrong_name(self) -> str:
        name = self.name.text().strip()
        if not name:
            return self.tr("Give the queue a name.")
        try:
            check_name(name)
        except Wrong as error:
            return told(error.what, error.todo)
        taken = {known.casefold() for known in self._bridge.settings.queues if known != self._old}
        return self.tr("There is another queue of this name.") if name.casefold() in taken else ""

    def _people_wrong(self) -> bool:
        return any(note.stops for note in self.people.notes())

    # --- saving --------------------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """As `settings_edit.set_queue` takes them; None removes a key."""
        cipher = self.cipher.value()
        topic, template = self.post.values()
        return {
            "cluster": self.cluster.currentData(),
            "to": self.people.names(),
            "cipher": cipher.value if cipher else None,
            "compression": str(self.compression.value()),
            "block_size": self.block.value(),
            "limit": self.limit.value(),
            "parallel": self.parallel.value() or None,
            "keep_for": self.keep.value(),
            "after": self.after.value(),
            "include": self.include.values() or None,
            "leave_out": self.leave_out.values() or None,
            "event_topic": topic or None,
            "event": template or None,
        }

    def _save(self) -> None:
        self._tried = True
        self._judge()
        for wrong, field in (
            (bool(self._wrong_name()), self.name),
            (self._people_wrong(), self.people),
            (bool(self.limit.error()), self.limit),
            (bool(self.after.error()), self.after),
            (bool(self.include.error()), self.include),
            (bool(self.leave_out.error()), self.leave_out),
            (bool(self.post.error()), self.post),
        ):
            if wrong:
                field.setFocus()
                return
        self._busy = True
        self._judge()
        name, old, profile, values = self.name.text().strip(), self._old, self._bridge.profile, self.values()

        def change() -> None:
            set_queue(profile, name, values)
            if old and old != name:
                watches_to_queue(profile, old, name)
                remove_queue(profile, old)

        self._bridge.edit(self, change, lambda _: self._was_saved(name), self._not_saved)

    def _was_saved(self, name: str) -> None:
        view = self._bridge.view
        if self._old and self._old != name:
            set_asks_before(view, self._old, False)
        set_asks_before(view, name, self.ask_before.isChecked())
        super()._was_saved(name)

    # --- the test ------------------------------------------------------------------------------------------------------------

    def _for_test(self) -> tuple[str, Choices] | None:
        """The queue as the form says now, saved or not. None, and the reason beside its field, where that cannot be."""
        if self.limit.error():
            self.limit.setFocus()
            return None
        choices = Choices(
            cipher=self.cipher.value(),
            compression=str(self.compression.value()),
            block_size=self.block.value(),
            limit=self.limit.value(),
            keep_for=self.keep.value(),
            cluster=str(self.cluster.currentData()),
        )
        posts = bool(self.post.values()[0])  # a test is no bundle that others should hear of
        return (self._old if self._old and not self._touched and not posts else ""), choices
