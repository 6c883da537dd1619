"""The page Needs you: questions that wait for a person while everything else goes on.

Hides: when questions are read again, what is asked besides an answer (a folder, a name). Promises: nothing is decided for
a person; many questions are answered at once; what was answered stays where it is until the pointer rests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.api import QuestionRow
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.look import EDGE, GAP, sized
from gui.plain_text import label
from gui.questions_list import QuestionsList
from gui.questions_model import Head, QuestionsModel, common_answers
from gui.resting import PointerRest
from gui.words import said

AGAIN_MS = 2000  # while any question stands
SOON_MS = 200  # after something changed


class NeedsPage(QWidget):
    """`verify_asked`: the name of a person who was just added."""

    count_changed = Signal(int)
    verify_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._newest: list[QuestionRow] = []
        self._reading = self._again = False
        self._count = 0
        self.model = QuestionsModel(self)
        self.view = QuestionsList(self.model)
        self.view.setAccessibleName(self.tr("Questions"))
        self.view.answered.connect(self._answer_line)
        self._rest = PointerRest(self.view)
        self._rest.rested.connect(self._show_newest)
        self.empty = label(self.tr("Nothing needs you. Transfers go on by themselves."), "faint")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.view)
        self.bar = AnswerBar()
        self.bar.chosen.connect(lambda choice: self._answer(self.selected(), choice))
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self.bar)
        self.setFocusProxy(self.view)
        self.view.selectionModel().selectionChanged.connect(self._show_bar)
        self.model.dataChanged.connect(self._show_bar)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._read)
        self._timer = QTimer(self, interval=AGAIN_MS)
        self._timer.timeout.connect(self._read)
        bridge.changed.connect(self._changed)
        bridge.renewed.connect(self._read)
        bridge.gone.connect(self._changed)
        self._read()

    # --- reading ----------------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        self._bridge.ask(self, self._bridge.engine.questions, self._took, self._not_read)

    def _took(self, questions: list[QuestionRow]) -> None:
        self._reading = False
        if not self._bridge.may("answer"):
            questions = [replace(question, choices=()) for question in questions]
        if questions != self._newest:
            self._newest = questions
            if self.model.questions:
                self._rest.wait()
            else:
                self._show_newest()
        if questions and not self._timer.isActive():
            self._timer.start()
        elif not questions:
            self._timer.stop()
        if len(questions) != self._count:
            self._count = len(questions)
            self.count_changed.emit(self._count)
        if self._again:
            self._read()

    def _not_read(self, error: TowlineError) -> None:
        self._reading = False
        self._bridge.complained.emit(error)

    def _show_newest(self) -> None:
        """What was selected and still stands stays selected."""
        if self._newest == self.model.questions:
            return
        chosen = [question.id for question in self.selected()]
        index = self.view.currentIndex()
        line = self.model.line(index.row()) if index.isValid() else None
        at, where = index.row(), self.view.verticalScrollBar().value()
        self.model.show(self._newest)
        self.pages.setCurrentIndex(1 if self._newest else 0)
        selection = QItemSelection()
        for place in filter(lambda place: place >= 0, map(self.model.place, chosen)):
            selection.select(self.model.index(place), self.model.index(place))
        model = self.view.selectionModel()
        place = self.model.place(line.id) if isinstance(line, QuestionRow) else at
        if at >= 0 and self._newest:
            place = min(place if place >= 0 else at, self.model.rowCount() - 1)
            model.setCurrentIndex(self.model.index(place), QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.verticalScrollBar().setValue(where)
        self._show_bar()

    # --- what is selected -------------------------------------------------------------------------------------------------

    def selected(self) -> list[QuestionRow]:
        """Questions that are selected and not answered; a selected head stands for all below it."""
        found: dict[str, QuestionRow] = {}
        chosen = self.view.selectionModel().selection()
        for number in range(chosen.size()):
            for row in range(chosen.at(number).top(), chosen.at(number).bottom() + 1):
                line = self.model.line(row)
                for question in self.model.group(line.cause) if isinstance(line, Head) else [line]:
                    if self.model.open(question):
                        found[question.id] = question
        return list(found.values())

    def _show_bar(self) -> None:
        self.bar.show_questions(self.selected())

    # --- answering --------------------------------------------------------------------------------------------------------

    def _answer_line(self, row: int, choice: str) -> None:
        """A line's own button: of a head for its group, of a question for it, or for all selected if it is one of them."""
        line = self.model.line(row)
        self._answer(self.model.group(line.cause) if isinstance(line, Head) else [line], choice)

    def _answer(self, questions: list[QuestionRow], choice: str) -> None:
        if not questions:
            return
        if choice == "folder":
            self._ask_folder(questions)
        elif choice == "add":
            AddDialog(questions[0], lambda name, verify: self._add(questions[0], name, verify), self).open()
        else:
            self._give(questions, choice)

    def _ask_folder(self, questions: list[QuestionRow]) -> None:
        dialog = QFileDialog(self, self.tr("Fetch to another folder"), str(self._bridge.settings.agent.downloads))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self._give(questions, "folder", folder))
        dialog.open()

    def _add(self, question: QuestionRow, name: str, verify: bool) -> None:
        self._give([question], "add", name, lambda: self.verify_asked.emit(name) if verify else None)

    def _give(
        self, questions: list[QuestionRow], choice: str, given: str = "", then: Callable[[], object] | None = None
    ) -> None:
        ids, engine = [question.id for question in questions], self._bridge.engine

        def done(_: int) -> None:
            self._read()
            if then is not None:
                then()

        def failed(error: TowlineError) -> None:
            self.model.mark(ids, "")
            self.bar.complain(error)
            self._read()

        self.bar.complain(None)
        self.model.mark(ids, choice)
        self._bridge.ask(self, lambda: engine.answer(ids, choice, given), done, failed)


class AnswerBar(QFrame):
    """Below the list: what is selected in full, and the answers all of it has. `chosen`: one of them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: list[tuple[str, str]] = []
        self.title = label()
        self.title.setFont(sized(self.font(), 0, strong=True))
        self.text = label(kind="faint")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trouble = label(kind="blocker")
        self.trouble.hide()
        line = QFrame()
        line.setProperty("kind", "line")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, EDGE)
        column.setSpacing(GAP)
        column.addWidget(line)
        inner = QVBoxLayout()
        inner.setContentsMargins(EDGE, 0, EDGE, 0)
        inner.setSpacing(GAP)
        for widget in (self.title, self.text, self.trouble):
            inner.addWidget(widget)
        inner.addLayout(self._buttons)
        column.addLayout(inner)

    def show_questions(self, questions: list[QuestionRow]) -> None:
        if not questions:
            self.title.clear()
            self.text.clear()
        elif len(questions) == 1:
            self.title.setText(shown(questions[0].title))
            self.text.setText(shown(words.told(questions[0].sentence, questions[0].todo)))
        else:
            self.title.setText(self.tr("%n questions selected", "", len(questions)))
            self.text.setText(
                self.tr("An answer is for all of them. Everything else goes on meanwhile.")
                if any(question.choices for question in questions)
                else ""
            )
        choices = common_answers(questions)
        if len(questions) > 1:
            choices = [(choice, title) for choice, title in choices if choice != "add"]
            if not choices and any(question.choices for question in questions):
                self.text.setText(self.tr("They have no answer in common: answer each, or select fewer."))
        self._show_choices(choices)
        self.text.setVisible(bool(questions))
        self.title.setVisible(bool(questions))
        self.setVisible(bool(questions) or not self.trouble.isHidden())

    def _show_choices(self, choices: list[tuple[str, str]]) -> None:
        if choices == self._choices:
            return
        self._choices = choices
        while (item := self._buttons.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for choice, title in choices:
            button = QPushButton(title)
            if choice == "block":
                button.setProperty("kind", "danger")
            button.clicked.connect(lambda _=False, choice=choice: self.chosen.emit(choice))
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def buttons(self) -> list[QPushButton]:
        items = [self._buttons.itemAt(place) for place in range(self._buttons.count())]
        found = [item.widget() for item in items if item is not None]
        return [button for button in found if isinstance(button, QPushButton)]

    def complain(self, error: TowlineError | None) -> None:
        self.trouble.setText(shown(said(error)) if error else "")
        self.trouble.setVisible(error is not None)
        if error:
            self.show()


class AddDialog(QDialog):
    """Asks what a person is called here. `then(name, verify)`."""

    def __init__(self, question: QuestionRow, then: Callable[[str, bool], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._then = then
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Add a person"))
        text = label(self.tr("Only the fingerprint says who somebody is; compare it with them before you trust files."))
        self.name = QLineEdit(shown(question.title))
        self.name.selectAll()
        named = QLabel(self.tr("Your &name for them:"))
        named.setBuddy(self.name)
        self.verify = QPushButton(self.tr("Add and &verify…"))
        self.verify.setProperty("kind", "primary")
        self.verify.setDefault(True)
        self.verify.clicked.connect(lambda: self._done(True))
        self.add = QPushButton(self.tr("&Add without verifying"))
        self.add.clicked.connect(lambda: self._done(False))
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        for button in (self.verify, self.add, cancel):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE * 2, EDGE * 2, EDGE * 2, EDGE * 2)
        column.setSpacing(EDGE)
        for widget in (text, named, self.name):
            column.addWidget(widget)
        column.addLayout(row)
        self.setMinimumWidth(440)

    def _done(self, verify: bool) -> None:
        name = self.name.text().strip()
        if name:
            self._then(name, verify)
            self.accept()
