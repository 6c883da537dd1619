"""What waits for a person, as lines: a head for each cause, below it one line a question, each with its answers.

Hides: grouping, the words of causes and answers. Promises: an answer that destroys something is never the first one; a
question that was answered says so until it is taken away, so that nothing moves under the pointer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine.api import QuestionRow
from engine.names import shown
from gui import words
from gui.plain_text import tip
from gui.words import tr

LINE = Qt.ItemDataRole.UserRole + 30
ANSWERS = Qt.ItemDataRole.UserRole + 31  # (choice, label) of a line

ORDER = (
    "person",
    "exists",
    "folder-away",
    "folder-closed",
    "disk-not-mounted",
    "retention",
    "search",
    "search-on",
)  # of the groups; others follow by name
ONE_BY_ONE = ("add", "block")  # answers that are never given to a whole group at once

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Head:
    cause: str
    count: int


Line = Head | QuestionRow


class QuestionsModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.questions: list[QuestionRow] = []
        self._lines: list[Line] = []
        self._places: dict[str, int] = {}
        self._answered: dict[str, str] = {}  # id → choice

    def show(self, questions: Sequence[QuestionRow]) -> None:
        """All that stand now."""
        groups: dict[str, list[QuestionRow]] = {}
        for question in questions:
            groups.setdefault(question.cause, []).append(question)
        lines: list[Line] = []
        for cause in sorted(groups, key=_rank):
            lines.append(Head(cause, len(groups[cause])))
            lines.extend(in_order(groups[cause]))
        self.beginResetModel()
        self.questions = list(questions)
        self._lines = lines
        self._places = {line.id: row for row, line in enumerate(lines) if isinstance(line, QuestionRow)}
        self._answered = {id: choice for id, choice in self._answered.items() if id in self._places}
        self.endResetModel()

    def mark(self, ids: Iterable[str], choice: str) -> None:
        """These were answered, or were not after all (`choice` is empty)."""
        for id in ids:
            if choice:
                self._answered[id] = choice
            else:
                self._answered.pop(id, None)
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    # --- lines ------------------------------------------------------------------------------------------------------------

    def line(self, row: int) -> Line:
        return self._lines[row]

    def place(self, id: str) -> int:
        """-1 if it no longer stands."""
        return self._places.get(id, -1)

    def group(self, cause: str) -> list[QuestionRow]:
        """The questions of a cause that are not answered."""
        return [row for row in self.questions if row.cause == cause and row.id not in self._answered]

    def open(self, question: QuestionRow) -> bool:
        return question.id not in self._answered

    def answers(self, line: Line) -> list[tuple[str, str]]:
        """(choice, label); of a head those that fit its whole group."""
        if isinstance(line, QuestionRow):
            return [(choice, label_of(choice)) for choice in line.choices] if self.open(line) else []
        rows = self.group(line.cause)
        if len(rows) < 2:
            return []
        return [(choice, label) for choice, label in common_answers(rows) if choice not in ONE_BY_ONE]

    # --- as a list --------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == ANSWERS:
            return self.answers(line)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, QuestionRow):
            return tip(shown(words.told(line.sentence, line.todo)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            labels = ", ".join(label for _, label in self.answers(line))
            said = words.told(line.sentence) if isinstance(line, QuestionRow) else ""
            return ". ".join(part for part in (self._words(line), shown(said).rstrip("."), labels) if part)
        return None

    def _words(self, line: Line) -> str:
        if isinstance(line, Head):
            return f"{title_of(line.cause)} · {words.number(line.count)}"
        return shown(line.title)

    def second(self, line: QuestionRow) -> str:
        """The sentence below a title."""
        choice = self._answered.get(line.id)
        if choice:
            return self.tr("Answered: {answer}").format(answer=label_of(choice).rstrip("…"))
        return shown(words.told(line.sentence))


def common_answers(rows: Sequence[QuestionRow]) -> list[tuple[str, str]]:
    """The answers that every one of these questions has."""
    if not rows:
        return []
    fits = set(rows[0].choices).intersection(*(row.choices for row in rows))
    return [(choice, label_of(choice)) for choice in rows[0].choices if choice in fits]


def title_of(cause: str) -> str:
    titles = {
        "exists": tr("File exists"),
        "retention": tr("Takes longer than the cluster keeps it"),
        "search": tr("Not where its offer says"),
        "search-on": tr("Not found yet"),
        "folder-away": tr("Folder not available"),
        "folder-closed": tr("Folder cannot be written to"),
        "disk-not-mounted": tr("Disk not mounted"),
        "folder-link": tr("Folder leads elsewhere"),
        "signed-only": tr("Not encrypted"),
        "key-locked": tr("Key locked"),
        "not-allowed": tr("Not allowed on the cluster"),
        "sign-in": tr("Sign-in not accepted"),
        "certificate": tr("Certificates do not fit"),
        "no-topic": tr("Topic is missing"),
        "unknown-sender": tr("Unknown sender"),
        "person": tr("New person"),
        "event-failed": tr("Event could not be posted"),
        "program-failed": tr("Program failed"),
    }
    return titles.get(cause, tr("Something else"))


def label_of(choice: str) -> str:
    labels = {
        "both": tr("Keep both"),
        "replace": tr("Replace"),
        "skip": tr("Skip"),
        "anyway": tr("Send anyway"),
        "look": tr("Look for it"),
        "cancel": tr("Cancel it"),
        "retry": tr("Try again"),
        "folder": tr("Choose folder…"),
        "add": tr("Add…"),
        "block": tr("Block"),
        "use": tr("Use this folder"),
        "keep": tr("Keep the originals"),
    }
    return labels.get(choice, choice.capitalize())


def icon_of(cause: str) -> str:
    icons = {
        "exists": "file",
        "retention": "wait",
        "search": "find",
        "search-on": "find",
        "folder-away": "folder",
        "folder-closed": "folder",
        "disk-not-mounted": "folder",
        "folder-link": "folder",
        "signed-only": "eye",
        "key-locked": "key",
        "sign-in": "key",
        "certificate": "shield",
        "not-allowed": "cluster",
        "no-topic": "cluster",
        "person": "person",
        "unknown-sender": "person",
    }
    return icons.get(cause, "warning")


def in_order(questions: Sequence[QuestionRow]) -> list[QuestionRow]:
    return sorted(questions, key=lambda question: question.at)


def _rank(cause: str) -> tuple[int, str]:
    return ORDER.index(cause) if cause in ORDER else len(ORDER), cause
