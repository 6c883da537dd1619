"""Watching a folder, or changing how: what is sent from it, when, and what becomes of the originals.

Promises: what would be sent is shown live, and seen before a new watch can be saved; what cannot be watched stands in one
sentence; nothing in the folder is touched by saving.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engine.api_watch import Watch, WatchPreview
from engine.errors import TowlineError
from engine.names import shown
from engine.settings_edit import remove_watch, set_watch, watch_texts
from engine.settings_keys import SECTIONS, Wrong, check_name, span_of
from gui.after_choice import AfterChoice
from gui.bridge import Bridge
from gui.look import EDGE, GAP
from gui.pattern_line import PatternLine, patterns_in
from gui.queue_form import EditorForm, Field, Note, Notes
from gui.settings_parts import ask_folder
from gui.watch_preview import PreviewView
from gui.words import said, told

LIVE_MS = 400  # from the last change of a field to the next preview


class WatchEditor(EditorForm):
    """`name` "" makes a new one. `saved`: its name."""

    def __init__(self, bridge: Bridge, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._old = name if name in bridge.settings.watches else ""
        self._asked = 0  # previews asked for; only the newest one counts
        self._previewed: dict[str, str] | None = None  # the fields that the list shows
        self._make_widgets()
        self._lay_out()
        self._fill()
        self._listen()
        title = (
            self.tr('Watched folder "{name}"').format(name=shown(self._old)) if self._old else self.tr("Watch a folder")
        )
        self.setWindowTitle(title)
        self.resize(760, 700)
        self.folder.setFocus()
        self._judge()
        self._preview()

    # --- widgets -----------------------------------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.name.setPlaceholderText(self.tr("For example: scans"))
        self.folder = QLineEdit()
        self.choose_button = QPushButton(self.tr("Choose…"))
        self.choose_button.setAutoDefault(False)
        self.queue = QComboBox()
        self.include = PatternLine()
        self.include.setPlaceholderText(self.tr("All files; or patterns like *.tif, *.pdf"))
        self.leave_out = PatternLine()
        self.below = QCheckBox(self.tr("Also what is in folders below"))
        self.settle, self.min_age, self.max_age, self.batch = (QLineEdit() for _ in range(4))
        self.min_age.setPlaceholderText(self.tr("Any"))
        self.max_age.setPlaceholderText(self.tr("Any"))
        self.send_existing = QRadioButton(self.tr("Send them too"))
        self.only_new = QRadioButton(self.tr("Only what is new or changes"))
        self.after = AfterChoice(as_queue=True)
        self.preview = PreviewView()
        self.notes = Notes()
        self._later = QTimer(self, singleShot=True, interval=LIVE_MS)
        self._later.timeout.connect(self._preview)

    def _lay_out(self) -> None:
        folder = QWidget()
        line = QHBoxLayout(folder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.folder, 1)
        line.addWidget(self.choose_button)
        folder.setFocusProxy(self.folder)
        self.folder.setAccessibleName(self.tr("Folder"))
        existing = QWidget()
        column = QVBoxLayout(existing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.send_existing)
        column.addWidget(self.only_new)
        existing.setFocusProxy(self.send_existing)
        self.folder_field = Field(self.tr("&Folder"), folder)
        self.name_field = Field(self.tr("&Name"), self.name)
        self.queue_field = Field(self.tr("&Queue"), self.queue, self.tr("Who gets it, and how it is protected."))
        self.include_field = Field(
            self.tr("&Only these files"), self.include, self.tr("With / for paths below the folder: reports/*.pdf")
        )
        self.leave_field = Field(
            self.tr("&Leave out"), self.leave_out, self.tr("Hidden files and links are never sent.")
        )
        self.settle_field = Field(
            self.tr("Se&ttled after"), self.settle, self.tr("A file is sent once it stayed the same for so long.")
        )
        self.batch_field = Field(
            self.tr("&Batch"), self.batch, self.tr("A settled file waits at most so long for others close behind.")
        )
        self.min_field = Field(self.tr("Not &younger than"), self.min_age)
        self.max_field = Field(self.tr("Not ol&der than"), self.max_age)
        self.after_field = Field(self.tr("O&riginals after sending"), self.after)
        self.existing_field = Field(self.tr("Files that are there already"), existing)
        grid = QGridLayout()
        grid.setHorizontalSpacing(EDGE * 2)
        grid.setVerticalSpacing(EDGE + 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.folder_field, 0, 0, 1, 2)
        grid.addWidget(self.name_field, 1, 0)
        grid.addWidget(self.queue_field, 1, 1)
        grid.addWidget(self.include_field, 2, 0)
        grid.addWidget(self.leave_field, 2, 1)
        grid.addWidget(self.below, 3, 0, 1, 2)
        grid.addWidget(self.preview, 4, 0, 1, 2)
        grid.addWidget(self.settle_field, 5, 0)
        grid.addWidget(self.batch_field, 5, 1)
        grid.addWidget(self.min_field, 6, 0)
        grid.addWidget(self.max_field, 6, 1)
        grid.addWidget(self.existing_field, 7, 0)
        grid.addWidget(self.after_field, 7, 1)
        self.body.addLayout(grid)
        self.body.addStretch()
        self.foot.addWidget(self.notes)
        self.end_with(self.cancel_button, self.save_button)

    def _fill(self) -> None:
        settings = self._bridge.settings
        watch = settings.watches.get(self._old) or _fresh()
        for queue in settings.queues:
            self.queue.addItem(shown(queue), queue)
        if self._old:
            self.queue.setCurrentIndex(max(0, self.queue.findData(watch.queue)))
        self.name.setText(self._old)
        self.folder.setText(watch.folder)
        self.include.fill(watch.include)
        self.leave_out.fill(watch.leave_out)
        self.below.setChecked(watch.subfolders)
        self.settle.setText(span_text(watch.settle))
        self.batch.setText(span_text(watch.batch))
        self.min_age.setText(span_text(watch.min_age) if watch.min_age else "")
        self.max_age.setText(span_text(watch.max_age) if watch.max_age else "")
        (self.only_new if watch.existing == "new" else self.send_existing).setChecked(True)
        self.after.choose(watch.after)

    def _listen(self) -> None:
        for line in (
            self.name, self.folder, self.include, self.leave_out, self.settle, self.batch, self.min_age, self.max_age
        ):  # fmt: skip
            line.textEdited.connect(lambda _: self._touch())
        self.queue.activated.connect(lambda _: self._touch())
        for button in (self.below, self.send_existing, self.only_new):
            button.clicked.connect(self._touch)
        self.after.touched.connect(self._touch)
        self.after.changed.connect(self._judge)
        self.choose_button.clicked.connect(self._ask_folder)

    def _ask_folder(self) -> None:
        start = Path(self.folder.text().strip() or Path.home())
        ask_folder(self, self.tr("Folder to watch"), start, self._folder_chosen)

    def _folder_chosen(self, folder: Path) -> None:
        self.folder.setText(str(folder))
        if not self.name.text():
            self.name.setText(folder.name[:64])
        self._touch()

    # --- what is wrong -------------------------------------------------------------------------------------------------------

    def _touch(self) -> None:
        super()._touch()
        self._later.start()

    def _judge(self) -> None:
        """What is empty is said only once somebody tried to save."""
        for field, sentence in self._wrong().items():
            field.wrong(sentence if self._tried or sentence not in self._missing() else "")
        self.after_field.explain(self.after.reason(), self.after.error() if self._tried else "")
        lines = [Note("blocker", said(self._refused))] if self._refused else []
        if not self._bridge.settings.queues:
            lines.append(Note("blocker", self.tr("There is no queue yet. Make one first: it says who gets the files.")))
        self.notes.set(lines)
        self.save_button.setEnabled(not self._busy and (bool(self._old) or self._previewed == self._texts()))

    def _missing(self) -> tuple[str, str]:
        return self.tr("Choose the folder to watch."), self.tr("Give the watched folder a name.")

    def _wrong(self) -> dict[Field, str]:
        no_folder, no_name = self._missing()
        name = self.name.text().strip()
        taken = {known.casefold() for known in self._bridge.settings.watches if known != self._old}
        wrong_name = "" if name else no_name
        try:
            if name:
                check_name(name)
        except Wrong as error:
            wrong_name = told(error.what, error.todo)
        if name.casefold() in taken:
            wrong_name = self.tr("Another folder is watched under this name.")
        return {
            self.folder_field: "" if self.folder.text().strip() else no_folder,
            self.name_field: wrong_name,
            self.settle_field: _wrong_span(self.settle.text()),
            self.batch_field: _wrong_span(self.batch.text()),
            self.min_field: _wrong_span(self.min_age.text()),
            self.max_field: _wrong_span(self.max_age.text()),
            self.after_field: self.after.error(),
        }

    # --- the preview -----------------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """As `settings_edit.set_watch` takes them; None removes a key."""
        return {
            "folder": self.folder.text().strip(),
            "queue": self.queue.currentData() or "",
            "include": self.include.values() or None,
            "leave_out": self.leave_out.values(),
            "subfolders": self.below.isChecked(),
            "settle": self.settle.text().strip() or None,
            "min_age": self.min_age.text().strip() or None,
            "max_age": self.max_age.text().strip() or None,
            "batch": self.batch.text().strip() or None,
            "existing": "new" if self.only_new.isChecked() else "send",
            "after": self.after.value() or None,
        }

    def _texts(self) -> dict[str, str]:
        return watch_texts(self.name.text().strip() or "new", self.values(), self._bridge.settings)

    def _preview(self) -> None:
        wrong = {field: sentence for field, sentence in self._wrong().items() if field is not self.name_field}
        if any(wrong.values()) or not self.queue.currentData():
            self._asked += 1
            self.preview.show_nothing(self.tr("Choose a folder and a queue to see what would be sent."))
            return
        self._asked += 1
        asked, texts, engine = self._asked, self._texts(), self._bridge.engine
        name = self._old or self.name.text().strip() or "new"

        def came(found: WatchPreview) -> None:
            if asked == self._asked:
                self._previewed = texts
                self._refused = None
                self.preview.show_found(found)
                self._judge()

        def failed(error: TowlineError) -> None:
            if asked == self._asked:
                self._refused = error
                self.preview.show_nothing(self.tr("Nothing would be sent from here."))
                self._judge()

        self._bridge.ask(self, lambda: engine.watch_preview(name, texts), came, failed)

    # --- saving --------------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        self._tried = True
        self._judge()
        for field, sentence in self._wrong().items():
            if sentence:
                field.control.setFocus()
                return
        if self.after.value() == "delete" and (self._touched or not self._old):
            text = self.tr(
                "Originals in this folder will be deleted once everything was read back from two copies, or all recipients"
                " have signed for it."
            )
            self.question.ask(text, self.tr("Save, and delete originals"), self.tr("Go back"), self._really_save)
        else:
            self._really_save()

    def _really_save(self) -> None:
        self._busy = True
        self._judge()
        name, old, values = self.name.text().strip(), self._old, self.values()
        profile, settings = self._bridge.profile, self._bridge.settings

        def change() -> None:
            others = {known: watch for known, watch in settings.watches.items() if known != old}
            set_watch(profile, name, values, replace(settings, watches=others))
            if old and old != name:
                remove_watch(profile, old)

        self._bridge.edit(self, change, lambda _: self._was_saved(name), self._not_saved)


def span_text(seconds: float) -> str:
    """As a person writes it in the settings: 10s, 5min, 2h, 30d."""
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g}{unit}"
    return f"{seconds:g}s"


def _wrong_span(text: str) -> str:
    try:
        if text.strip():
            span_of(text)
    except Wrong as error:
        return told(error.what, error.todo)
    return ""


def _fresh() -> Watch:
    defaults = SECTIONS["watch"]["leave_out"].default
    return Watch("", "", "", leave_out=tuple(patterns_in(defaults)))
