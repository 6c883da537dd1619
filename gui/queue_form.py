"""What the send dialog and the editors of settings are made of: fields with their line, notes with a way out, a question strip.

Promises: a dialog is never modal; Esc and the window's close button ask before they throw away what a person changed;
the middle scrolls, so that everything can be reached at 760 x 480; buttons and questions stay in sight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.errors import TowlineError
from gui.look import EDGE, GAP, set_kind
from gui.plain_text import label
from gui.queue_choices import Choice
from gui.recipients import Level


class Field(QWidget):
    """A name above, the control, and one line below: its reason, or in red what is wrong with it."""

    def __init__(self, title: str, control: QWidget, note: str = "") -> None:
        super().__init__()
        self.control = control
        self._note = note
        name = label(title, wrap=False)
        name.setBuddy(control)
        control.setAccessibleName(title.replace("&", ""))
        self.line = label(note, "faint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        column.addWidget(control)
        column.addWidget(self.line)
        column.addStretch()
        self.line.setVisible(bool(note))
        if isinstance(control, Choice):
            control.changed.connect(self._explain)
            self._explain()

    def wrong(self, sentence: str) -> None:
        """Says what is wrong; empty takes it away."""
        set_kind(self.line, "blocker" if sentence else "faint")
        self.line.setText(sentence or self._note)
        self.line.setVisible(bool(self.line.text()))
        self.control.setAccessibleDescription(self.line.text())

    def explain(self, reason: str, error: str = "") -> None:
        """The line of reason of a control that has one, or what is wrong with it."""
        self._note = reason
        self.wrong(error)

    def _explain(self) -> None:
        choice = self.control
        assert isinstance(choice, Choice)
        self._note = choice.reason()
        self.wrong(choice.error())
        if choice.bad():
            set_kind(self.line, "blocker")


@dataclass(frozen=True)
class Note:
    """A sentence, amber or red, with an optional way out. A red one `stops` unless one may just try again."""

    level: Level
    text: str
    way: str = ""
    act: Callable[[], object] | None = None
    stops: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "stops", self.stops and self.level == "blocker")


class Notes(QWidget):
    """Lines of warnings and blockers; built anew only when they differ."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[str, str, str]] = []
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def set(self, notes: list[Note]) -> None:
        wanted: list[tuple[str, str, str]] = [(note.level, note.text, note.way) for note in notes]
        if wanted == self._shown:
            return
        self._shown = wanted
        for line in self._lines:
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [self._line(note) for note in notes]
        self.setVisible(bool(notes))

    def texts(self) -> list[str]:
        return [text for _, text, _ in self._shown]

    def _line(self, note: Note) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(note.text, note.level), 1)
        if note.way and note.act:
            button = QPushButton(note.way)
            button.setProperty("kind", "link")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, act=note.act: act())
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(line)
        return line


class Question(QFrame):
    """A question in a strip. The safe answer has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "strip")
        self._text = label()
        self.yes = QPushButton()
        self.no = QPushButton()
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
        self.no.clicked.connect(self.hide)
        self._act: Callable[[], object] | None = None
        self.yes.clicked.connect(self._agreed)
        grid = QGridLayout(self)
        grid.setContentsMargins(EDGE, GAP, EDGE, GAP)
        grid.addWidget(self._text, 0, 0)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        grid.addLayout(buttons, 1, 0)
        self.hide()

    def ask(self, text: str, yes: str, no: str, act: Callable[[], object]) -> None:
        self._text.setText(text)
        self.yes.setText(yes)
        self.no.setText(no)
        self._act = act
        self.yes.show()
        self.show()
        self.no.setFocus()

    def tell(self, text: str, close: str) -> None:
        """Something to read, without a choice."""
        self.ask(text, "", close, self.hide)
        self.yes.hide()

    def text(self) -> str:
        """What is asked now."""
        return "" if self.isHidden() else self._text.text()

    def _agreed(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()


class FormDialog(QDialog):
    """`body` scrolls; `foot` stays. Whoever derives says by `touched()` whether something would be lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setMinimumSize(480, 360)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(EDGE + 4, EDGE + 4, EDGE + 4, EDGE)
        self.body.setSpacing(EDGE + 2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = QFrame()
        line.setProperty("kind", "line")
        self.question = Question()
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(EDGE + 4, EDGE, EDGE + 4, EDGE + 4)
        self.foot.setSpacing(GAP)
        self.foot.addWidget(self.question)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(line)
        whole.addLayout(self.foot)

    def touched(self) -> bool:
        raise NotImplementedError

    def end_with(self, *buttons: QWidget) -> None:
        """The last line of the foot."""
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addStretch()
        for button in buttons:
            line.addWidget(button)
        self.foot.addLayout(line)

    def show_in_sight(self, widget: QWidget) -> None:
        """Scrolls to it, once its new size is known."""
        QTimer.singleShot(0, widget, lambda: self._scroll.ensureWidgetVisible(widget))

    def reject(self) -> None:
        """Esc and the close button."""
        if self.question.isVisible():
            self.question.hide()
        elif self.touched():
            text = self.tr("What you changed here is not saved.")
            self.question.ask(text, self.tr("Discard"), self.tr("Keep editing"), self.leave)
        else:
            self.leave()

    def leave(self) -> None:
        """Closes without asking."""
        super().reject()


class EditorForm(FormDialog):
    """One entry of the settings, new or to be changed. `saved`: its name.

    Whoever derives calls `_touch` at each change, says in `_judge` what is wrong, and saves in `_save`, with `_busy` while
    that takes.
    """

    saved = Signal(str)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._touched = False
        self._tried = False  # to save: from then on what is missing is said
        self._busy = False
        self._refused: TowlineError | None = None
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.leave)
        self.save_button = QPushButton(self.tr("Save"))
        self.save_button.setProperty("kind", "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._save)

    def touched(self) -> bool:
        return self._touched

    def _touch(self) -> None:
        self._touched = True
        self._refused = None
        self._judge()

    def _judge(self) -> None:
        raise NotImplementedError

    def _save(self) -> None:
        raise NotImplementedError

    def _was_saved(self, name: str) -> None:
        self.saved.emit(name)
        self.leave()

    def _not_saved(self, error: TowlineError) -> None:
        self._busy = False
        self._refused = error
        self._judge()
