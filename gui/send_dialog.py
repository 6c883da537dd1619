"""What is about to be sent, and how: one dialog for each drop that wants one.

Hides: the live look at the files, which runs in the engine, and what becomes of it if the dialog goes. Promises: answers
while 100,000 files are looked at; what will not go is counted and listed; what a person chose here holds for this one
bundle; nothing is sent unencrypted without having asked once.
"""

from __future__ import annotations

import os
import time
import uuid
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)

from engine import tags
from engine.api import Choices, Cipher, Kind, Outcome, ScanRow, TransferRow, Wanted
from engine.errors import TowlineError
from engine.names import shown
from engine.settings import PRACTICE
from gui import words
from gui.after_choice import AfterChoice
from gui.bridge import Bridge, Ears
from gui.look import EDGE, GAP
from gui.people_chips import PeopleChips
from gui.plain_text import label
from gui.queue_choices import (
    BlockChoice,
    CipherChoice,
    CompressionChoice,
    KeepChoice,
    LimitChoice,
    asks_before,
    set_asks_before,
)
from gui.queue_form import Field, FormDialog, Note, Notes
from gui.scan_list import ScanModel, ScanView

RECENT = 30 * 86_400.0  # seconds: how far back the last send is looked for
FOR_EVER = 100 * 365 * 86_400.0  # what takes off a queue's own time: None would mean "as the queue has it"


@dataclass(frozen=True, slots=True)
class LastSend:
    """What is known of a cluster from sends before: bytes a second and seconds that it keeps them, 0 unknown."""

    rate: float = 0.0
    kept: float = 0.0


class SendDialog(FormDialog):
    """`queue` "" begins without one. `sent`: id of the transfer. The other signals ask for a page of the window."""

    sent = Signal(str)
    verify_asked = Signal(str)  # name of a person
    clusters_asked = Signal()

    def __init__(self, bridge: Bridge, paths: list[str], queue: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._paths = list(paths)
        self._ticket = ""  # of the look under way, or the last one
        self._looked_by: tuple[tuple[str, ...], ...] = ()  # the patterns of that look
        self._found = ScanRow(0, 0, 0, 0, (), (), False)
        self._scanning = False
        self._stopped = False
        self._not_found: TowlineError | None = None  # what ended the look
        self._refused: TowlineError | None = None  # what came of trying to send
        self._last = LastSend()
        self._touched = False
        self._agreed = False  # to send without encryption
        self._deletes = False  # agreed to
        self._busy = False
        self._make_widgets()
        self._lay_out()
        self._listen()
        self._fill_queues(queue)
        self.resize(760, 700)
        self.name.setText(self._usual_name())
        self._scan()
        self.send_button.setFocus()

    def queue(self) -> str:
        return str(self.picker.currentData() or "")

    def touched(self) -> bool:
        return self._touched

    def leave(self) -> None:
        self._end_look()
        super().leave()

    # --- widgets -----------------------------------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        bridge = self._bridge
        self.picker = QComboBox()
        self.picker.setAccessibleName(self.tr("Queue"))
        self.cluster = QComboBox()
        self.model = ScanModel(self)
        self.items = ScanView(self.model)
        self.items.setMinimumHeight(134)
        self.counted = label("", "faint", wrap=False)
        self.stop_button = self._button(self.tr("Stop"), "link")
        self.left_line = label("", "warning")
        self.left_button = self._button(self.tr("Show"), "link")
        self.left_list = QListWidget()
        self.left_list.setProperty("kind", "field")
        self.left_list.setAccessibleName(self.tr("What will not go"))
        self.left_list.setFixedHeight(110)
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(self.tr("order=4711, urgent=yes"))
        self.people = PeopleChips(bridge)
        self.cipher = CipherChoice(bridge)
        self.compression = CompressionChoice()
        self.limit = LimitChoice()
        self.block = BlockChoice()
        self.keep = KeepChoice()
        self.after = AfterChoice()
        self.more_button = self._button(self.tr("More: cipher and block size"), "link")
        self.notes = Notes()
        self.foot_line = label("", "faint")
        self.never_ask = QCheckBox(self.tr("Don't ask for this queue"))
        self.cancel_button = self._button(self.tr("Cancel"))
        self.paused_button = self._button(self.tr("Add paused"))
        self.send_button = self._button(self.tr("Send"), "primary")
        self.send_button.setDefault(True)

    def _button(self, text: str, kind: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        if kind:
            button.setProperty("kind", kind)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Send to"), "title", wrap=False))
        head.addWidget(self.picker, 1)
        self.body.addLayout(head)
        listing = QGridLayout()
        listing.setVerticalSpacing(4)
        listing.setColumnStretch(0, 1)
        listing.addWidget(self.items, 0, 0, 1, 2)
        listing.addWidget(self.counted, 1, 0)
        listing.addWidget(self.stop_button, 1, 1)
        listing.addWidget(self.left_line, 2, 0)
        listing.addWidget(self.left_button, 2, 1)
        listing.addWidget(self.left_list, 3, 0, 1, 2)
        self.body.addLayout(listing, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(EDGE * 2)
        grid.setVerticalSpacing(EDGE)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.cluster_field = Field(self.tr("Cluster"), self.cluster)
        grid.addWidget(Field(self.tr("&Name of this bundle"), self.name), 0, 0)
        grid.addWidget(Field(self.tr("&People"), self.people), 0, 1)
        grid.addWidget(self.cluster_field, 1, 0)
        grid.addWidget(Field(self.tr("&Compression"), self.compression), 2, 0)
        grid.addWidget(Field(self.tr("Speed &limit"), self.limit), 2, 1)
        grid.addWidget(Field(self.tr("&Keep for"), self.keep), 3, 0)
        self.after_field = Field(self.tr("Originals &when stored"), self.after)
        grid.addWidget(self.after_field, 3, 1)
        self.tags_field = Field(self.tr("&Tags"), self.tags)
        grid.addWidget(self.tags_field, 4, 0, 1, 2)
        grid.addWidget(self.more_button, 5, 0, Qt.AlignmentFlag.AlignLeft)
        self.folded = (Field(self.tr("Cip&her"), self.cipher), Field(self.tr("&Block size"), self.block))
        for column, field in enumerate(self.folded):
            grid.addWidget(field, 6, column)
        self.body.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.never_ask)
        buttons.addStretch()
        for button in (self.cancel_button, self.paused_button, self.send_button):
            buttons.addWidget(button)
        self.foot.addWidget(self.notes)
        self.foot.addWidget(self.foot_line)
        self.foot.addLayout(buttons)
        for hidden in (self.left_line, self.left_button, self.left_list, self.cluster_field, *self.folded):
            hidden.hide()

    def _listen(self) -> None:
        self.picker.activated.connect(lambda _: self._queue_picked())
        self.cluster.activated.connect(lambda _: self._touch())
        self.name.textEdited.connect(lambda _: self._touch())
        self.tags.textEdited.connect(lambda _: self._touch())
        self.people.edited.connect(self._touch)
        self.people.changed.connect(self._judge)
        self.people.verify_asked.connect(self.verify_asked)
        for choice in (self.cipher, self.compression, self.limit, self.block, self.keep):
            choice.activated.connect(lambda _: self._touch())
            choice.changed.connect(self._judge)
        self.after.touched.connect(self._touch)
        self.after.changed.connect(self._judge)
        self.limit.typed.textEdited.connect(lambda _: self._touch())
        self.model.ticked.connect(self._touch)
        self.stop_button.clicked.connect(self._stop)
        self.left_button.clicked.connect(self._show_left_out)
        self.more_button.clicked.connect(self._show_more)
        self.cancel_button.clicked.connect(self.leave)
        self.paused_button.clicked.connect(lambda: self._ask_and_send(Wanted.PAUSE))
        self.send_button.clicked.connect(lambda: self._ask_and_send(Wanted.RUN))
        self._bridge.settings_changed.connect(self._queues_changed)

    # --- the queue ---------------------------------------------------------------------------------------------------------

    def _queues_changed(self) -> None:
        self._fill_queues(self.queue(), fresh=False)
        self._scan_by_queue()

    def _fill_queues(self, queue: str, *, fresh: bool = True) -> None:
        """`fresh` takes over what the queue says; otherwise what a person chose here stays."""
        settings = self._bridge.settings
        self.picker.clear()
        for name in settings.queues:
            self.picker.addItem(shown(name), name)
        self.picker.addItem(self.tr("No queue: choose people below"), "")
        self.picker.setCurrentIndex(max(0, self.picker.findData(queue)))
        chosen = self.cluster.currentData()
        self.cluster.clear()
        for name in (*settings.clusters, PRACTICE):
            if name != PRACTICE or any(used.cluster == PRACTICE for used in settings.queues.values()):
                self.cluster.addItem(shown(name), name)
        self.cluster.setCurrentIndex(max(0, self.cluster.findData(chosen)))
        if fresh:
            self._take_queue()
        self._look_back()

    def _queue_picked(self) -> None:
        self._take_queue()
        self._look_back()
        self._scan_by_queue()

    def _take_queue(self) -> None:
        """The fields as the queue has them."""
        name = self.queue()
        queue = self._bridge.settings.queues.get(name)
        choices = queue.choices if queue else Choices()
        title = self.tr("Send to {queue}").format(queue=shown(name)) if name else self.tr("Send")
        self.setWindowTitle(title)
        self.cluster_field.setVisible(not name)
        self.people.set_names(list(choices.to))
        self.cipher.choose(choices.cipher)
        self.compression.choose(choices.compression)
        self.limit.choose(choices.limit)
        self.block.choose(choices.block_size)
        self.block.fixed(choices.block_size is not None)
        self.keep.choose(choices.keep_for)
        self.after.choose(choices.after or "keep")
        self.never_ask.setVisible(bool(name) and asks_before(self._bridge.view, name))
        self.never_ask.setChecked(False)
        self._agreed = self._deletes = False
        self._judge()

    def _cluster(self) -> str:
        queue = self._bridge.settings.queues.get(self.queue())
        return queue.cluster if queue else str(self.cluster.currentData() or "")

    def _look_back(self) -> None:
        """How fast and for how long the last send to this cluster was stored."""
        cluster, bridge = self._cluster(), self._bridge
        rate = float(str(bridge.view.value(f"speed/{cluster}", 0.0)))

        def work() -> LastSend:
            now = next((row.up for row in bridge.engine.links() if row.cluster == cluster), 0.0)
            rows = list(bridge.every_transfer(ended=True, since=time.time() - RECENT))
            return LastSend(now or rate, _kept(rows, cluster))

        bridge.ask(self, work, self._looked_back)

    def _looked_back(self, last: LastSend) -> None:
        self._last = last
        if last.kept:
            self.keep.kept(last.kept)
        self._judge()

    # --- the look at the files -----------------------------------------------------------------------------------------------

    def _patterns(self) -> tuple[tuple[str, ...], ...]:
        queue = self._bridge.settings.queues.get(self.queue())
        return (queue.choices.include or (), queue.choices.leave_out or ()) if queue else ((), ())

    def _scan_by_queue(self) -> None:
        """Looks anew if the queue leaves out other files than the one looked for."""
        if self._patterns() != self._looked_by:
            self._end_look()
            self._scan()

    def _scan(self) -> None:
        ticket = self._ticket = uuid.uuid4().hex
        self._looked_by = self._patterns()
        self._scanning, self._stopped, self._not_found = True, False, None
        self._found = ScanRow(0, 0, 0, 0, (), (), False)
        self.left_list.clear()
        ears = Ears(ticket)
        ears.part.connect(self._part)
        ears.ended.connect(self._ended)
        engine, paths, queue = self._bridge.engine, self._paths, self.queue()

        def start() -> None:
            # told when it ends, not waited for: a long look must not hold one of the bridge's few workers
            engine.scan(ticket, paths, ears.tell, queue).add_done_callback(ears.end)

        self._bridge.ask(self, start, None, lambda error: self._ended(error, ticket))
        self._show_found()

    def _end_look(self) -> None:
        if self._scanning:
            engine, ticket = self._bridge.engine, self._ticket
            self._bridge.ask(self._bridge, lambda: engine.scan_stop(ticket))

    def _part(self, found: ScanRow, ticket: str) -> None:
        if self._scanning and ticket == self._ticket:
            self._found = found
            self._show_found()

    def _ended(self, result: ScanRow | TowlineError, ticket: str) -> None:
        if ticket != self._ticket:
            return
        self._scanning = False
        if isinstance(result, TowlineError):
            self._not_found = result
        else:
            self._found = result
            self.compression.measured(result.saves)
        self._show_found()

    def _stop(self) -> None:
        self._stopped = True
        engine, ticket = self._bridge.engine, self._ticket
        self._bridge.ask(self, lambda: engine.scan_stop(ticket))

    def _show_found(self) -> None:
        found = self._found
        self.model.show(found.items)
        self.stop_button.setVisible(self._scanning)
        more = len(found.items) >= 1000 and self.model.rowCount() < found.files
        facts = self.tr("%Ln files, {size}", "", found.files).format(size=words.size(found.size))
        if self._scanning:
            text = self.tr("{facts} so far…").format(facts=facts)
        elif self._stopped:
            text = self.tr("{facts} so far. The rest is counted while it is sent.").format(facts=facts)
        elif more:
            text = self.tr("{facts}; the first 1,000 are listed").format(facts=facts)
        else:
            text = facts
        self.counted.setText(text)
        self.left_line.setVisible(found.left_out > 0)
        self.left_button.setVisible(found.left_out > 0)
        if found.left_out:
            whys = Counter(row.why for row in found.left)
            why = ", ".join(f"{shown(words.told(why))} ({count})" for why, count in whys.most_common(3))
            self.left_line.setText(self.tr("%Ln will not go: {why}", "", found.left_out).format(why=why))
        if not self.left_list.isHidden():
            self._fill_left_out()
        self._judge()

    def _show_left_out(self) -> None:
        self.left_list.setVisible(self.left_list.isHidden())
        self.left_button.setText(self.tr("Show") if self.left_list.isHidden() else self.tr("Hide"))
        if not self.left_list.isHidden():
            self._fill_left_out()

    def _show_more(self) -> None:
        self.more_button.hide()
        for field in self.folded:
            field.show()
        self.cipher.setFocus()
        self.show_in_sight(self.folded[0])

    def _fill_left_out(self) -> None:
        rows = self._found.left
        for row in rows[self.left_list.count() :]:
            self.left_list.addItem(f"{shown(row.path)}: {shown(words.told(row.why))}")

    def _usual_name(self) -> str:
        first = shown(os.path.basename(self._paths[0].rstrip("/\\")) or self._paths[0])
        others = len(self._paths) - 1
        return self.tr("{name} and %n more", "", others).format(name=first) if others else first

    # --- what is said about it -----------------------------------------------------------------------------------------------

    def _touch(self) -> None:
        self._touched = True
        self._refused = None
        self._judge()

    def _judge(self) -> None:
        notes = self._notes()
        self.notes.set(notes)
        self.after_field.explain(self.after.reason())
        free = not self._busy and not any(note.stops for note in notes)
        self.send_button.setEnabled(free)
        self.paused_button.setEnabled(free)
        self.foot_line.setText(" · ".join(self._foot_facts()))

    def _notes(self) -> list[Note]:
        notes: list[Note] = []
        if self._not_found:
            notes.append(Note("blocker", words.said(self._not_found)))
        if self._refused:
            notes.append(Note("blocker", words.said(self._refused), stops=False))
        if self.queue() and self.queue() not in self._bridge.settings.queues:
            notes.append(Note("blocker", self.tr("This queue is not there any more. Choose another one above.")))
        elif self._cluster() not in (*self._bridge.settings.clusters, PRACTICE):
            text = self.tr("There is no cluster to send through.")
            notes.append(Note("blocker", text, self.tr("Set one up"), self.clusters_asked.emit))
        notes += self.people.notes()
        if self._nothing():
            notes.append(Note("blocker", self.tr("Nothing is left to send: tick at least one of them.")))
        wrong = self._wrong_tags()
        self.tags_field.wrong(wrong)
        if wrong:
            notes.append(Note("blocker", wrong))
        if self.limit.error():
            notes.append(Note("blocker", self.limit.error()))
        if self.after.error():
            notes.append(Note("blocker", self.after.error()))
        if self.cipher.effective() is Cipher.SIGNED_ONLY:
            text = self.tr("Not encrypted: anyone who can read the topic on {cluster} can read these files.")
            notes.append(Note("warning", text.format(cluster=shown(self._cluster()))))
        return sorted(notes, key=lambda note: note.level != "blocker")

    def _wrong_tags(self) -> str:
        try:
            self._tags()
        except TowlineError as error:
            return words.said(error)
        return ""

    def _tags(self) -> dict[str, str]:
        return tags.parse(word for word in self.tags.text().split(",") if word.strip())

    def _nothing(self) -> bool:
        if self.model.all_stay() and len(self._found.items) < 1000:
            return True
        return self._found.done and not self._stopped and not (self._found.files or self._found.folders)

    def _foot_facts(self) -> list[str]:
        files, bytes_ = self.model.stays()
        size = max(0, self._found.size - bytes_)
        facts = [
            self.tr("%Ln files", "", max(0, self._found.files - files)),
            words.size(size),
            words.cipher(self.cipher.effective()),
        ]
        rate = min(self._last.rate, self.limit.value() or self._last.rate)
        if rate and size and not self._scanning:
            text = self.tr("about {time} at the speed of the last send")
            if self.limit.value() == rate:
                text = self.tr("about {time} at this limit")
            facts.append(text.format(time=words.span(max(1.0, size / rate))))
        kept = [seconds for seconds in (self._last.kept, self.keep.value()) if seconds]
        if kept:
            facts.append(self.tr("kept until {date}").format(date=words.moment(time.time() + min(kept))))
        else:
            facts.append(self.tr("kept as long as the cluster keeps it"))
        return facts

    # --- sending -------------------------------------------------------------------------------------------------------------

    def choices(self) -> Choices:
        """Of this one bundle."""
        queue = self._bridge.settings.queues.get(self.queue())
        keep = self.keep.value()
        if keep is None and queue is not None and queue.choices.keep_for is not None:
            keep = FOR_EVER
        return Choices(
            to=tuple(self.people.names()),
            cipher=self.cipher.value(),
            compression=str(self.compression.value()),
            block_size=self.block.value(),
            limit=self.limit.value(),
            keep_for=keep,
            cluster="" if queue else self._cluster(),
            after=self.after.value(),
            tags=self._tags(),
        )

    def _ask_and_send(self, wanted: Wanted) -> None:
        if self.cipher.effective() is Cipher.SIGNED_ONLY and not self._agreed:
            text = self.tr("These files will not be encrypted: anyone who can read the topic can read them.")
            self.question.ask(
                text, self.tr("Send unencrypted"), self.tr("Go back"), lambda: self._agree_and_send(wanted)
            )
        elif self.after.value() == "delete" and not self._deletes:
            text = self.tr(
                "The originals will be deleted once everything was read back from two copies, or all recipients have"
                " signed for it."
            )
            self.question.ask(
                text, self.tr("Send, then delete"), self.tr("Go back"), lambda: self._delete_and_send(wanted)
            )
        else:
            self._send(wanted)

    def _agree_and_send(self, wanted: Wanted) -> None:
        self._agreed = True
        self._ask_and_send(wanted)

    def _delete_and_send(self, wanted: Wanted) -> None:
        self._deletes = True
        self._send(wanted)

    def _send(self, wanted: Wanted) -> None:
        self._busy = True
        self._refused = None
        self._judge()
        engine, paths, queue, choices = self._bridge.engine, self._paths, self.queue(), self.choices()
        title, without = self.name.text().strip(), self.model.without()
        known = self._bridge.settings.queues.get(queue)
        free = known is not None and known.choices.limit is not None and choices.limit is None

        def work() -> str:
            id = engine.send(paths, queue, choices, title=title, wanted=wanted, without=without).result()
            if free:  # None means "as the queue has it" there: its limit is taken off here
                engine.limit([id], 0).result()
            return id

        self._bridge.ask(self, work, self._was_sent, self._not_sent)

    def _was_sent(self, id: str) -> None:
        if self.never_ask.isChecked():
            set_asks_before(self._bridge.view, self.queue(), False)
        self.sent.emit(id)
        self.leave()

    def _not_sent(self, error: TowlineError) -> None:
        self._busy = False
        self._refused = error
        self._judge()


def _kept(rows: list[TransferRow], cluster: str) -> float:
    """How long the newest stored send to a cluster is kept, seconds; 0 if there is none."""
    stored = [
        row
        for row in rows
        if row.kind is Kind.SEND and row.outcome is Outcome.STORED and row.cluster == cluster and row.stored_until
    ]
    newest = max(stored, key=lambda row: row.finished, default=None)
    return newest.stored_until - newest.finished if newest else 0.0
