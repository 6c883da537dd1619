"""What the pages of the settings have in common: a page with its title, cards, fields with their names, strips for news and
questions, fingerprints, copy buttons and file dialogs.

Hides: margins and sizes, how a question is asked without a dialog, which file dialog is shown how. Promises: every text is
shown as plain text; a strip is read aloud; nothing here blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontDatabase,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from engine.errors import TowlineError
from engine.names import shown
from engine.private import write_private
from gui.bridge import Bridge
from gui.cells import DOT
from gui.icons import SIZE, icon
from gui.look import EDGE, GAP, State, look, set_kind, sized
from gui.plain_text import label
from gui.words import said, tr

WIDEST = 720  # px; longer lines of a form are hard to read
NAMES = 138  # px, the column with the names of fields
FIRST_LINE = 32  # px, as high as a field of one line
COPIED_MS = 1500
LONGEST_TEXT = 1024 * 1024  # bytes of a card, a key, an invitation or settings in a file


# --- words ------------------------------------------------------------------------------------------------------------------


def button(text: str, then: Callable[[], object], kind: str = "") -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    made.clicked.connect(lambda _checked=False: then())
    return made


def row(*items: QWidget | QLayout | None, gap: int = GAP) -> QHBoxLayout:
    """Side by side; None is the room that is left."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for item in items:
        if item is None:
            made.addStretch(1)
        elif isinstance(item, QLayout):
            made.addLayout(item)
        else:
            made.addWidget(item)
    return made


class CopyButton(QPushButton):
    """Puts a text on the clipboard and says so for a moment."""

    def __init__(self, title: str, text: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setAutoDefault(False)
        self._title = title
        self._text = text
        self._back = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._back.timeout.connect(lambda: self.setText(self._title))
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())
        self.setMinimumWidth(self.width())
        self.setText(tr("Copied"))
        self._back.start()


class Choice(QComboBox):
    """Options with values; the wheel scrolls the page unless the field has the focus."""

    def __init__(self, options: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        for text, value in options:
            self.addItem(text, value)

    def value(self) -> str:
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """An option that nobody offers is shown as it is."""
        if self.findData(value) < 0:
            self.addItem(value, value)
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


# --- pages ------------------------------------------------------------------------------------------------------------------


class Page(QWidget):
    """A title, a sentence about it, a strip for news, and `body`: scrolled unless the page has a list that scrolls."""

    def __init__(self, title: str, about: str, parent: QWidget | None = None, *, scrolled: bool = True) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(EDGE * 2, EDGE + 4, EDGE * 2 if not scrolled else 0, EDGE)
        outer.setSpacing(GAP)
        self.heading = label(title, "title", wrap=False)
        self.heading.setFont(sized(self.font(), 1, strong=True))
        outer.addWidget(self.heading)
        self.about = label(about, "faint")
        self.about.setVisible(bool(about))
        outer.addWidget(self.about)
        self.strip = News()
        outer.addWidget(self.strip)
        self.body = QVBoxLayout()
        self.body.setSpacing(EDGE)
        outer.addSpacing(4)
        if scrolled:
            self.area = scroll(self.body)
            outer.addWidget(self.area, 1)
        else:
            outer.addLayout(self.body, 1)

    @property
    def unsaved(self) -> bool:
        """Whether closing would leave something that was typed and not saved."""
        return False

    def change_settings(self, bridge: Bridge, change: Callable[[], object], show: Callable[[], object]) -> None:
        """Changes settings. If they are refused, `show` shows again what stands there, and the strip says why."""

        def refused(error: TowlineError) -> None:
            show()
            self.strip.complain(error)

        bridge.edit(self, change, None, refused)


def nothing_yet(text: str = "") -> QLabel:
    """What stands in the middle of a page instead of an empty list."""
    made = label(text, "faint")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return made


def upright() -> QFrame:
    """A hairline between two columns."""
    made = QFrame()
    made.setFixedWidth(1)
    made.setAutoFillBackground(True)
    made.setBackgroundRole(QPalette.ColorRole.Mid)
    return made


def scroll(body: QVBoxLayout, edge: int = EDGE * 2) -> QScrollArea:
    """A column that scrolls up and down, at most WIDEST wide; `edge` px are free at its right."""
    inside = QWidget()
    inside.setMaximumWidth(WIDEST)
    body.setContentsMargins(0, 0, edge, EDGE)
    inside.setLayout(body)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area


class Card(QFrame):
    """A rounded frame with a heading, and fields or anything else below each other."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(10)
        if heading:
            self.column.addWidget(label(heading, "title"))
        self._grid: QGridLayout | None = None

    def add(self, *items: QWidget | QLayout) -> None:
        for item in items:
            if isinstance(item, QLayout):
                self.column.addLayout(item)
            else:
                self.column.addWidget(item)
        self._grid = None

    def field(self, name: str, field: QWidget | QLayout, hint: QLabel | None = None) -> QLabel:
        """A line with the field's name at its left; `hint` stands below the field. Returns the name's label."""
        if self._grid is None:
            self._grid = QGridLayout()
            self._grid.setHorizontalSpacing(EDGE)
            self._grid.setVerticalSpacing(GAP)
            self._grid.setColumnMinimumWidth(0, NAMES)
            self._grid.setColumnStretch(1, 1)
            self.column.addLayout(self._grid)
        at = self._grid.rowCount()
        named = label(name, "faint")
        named.setFixedWidth(NAMES)
        several_lines = isinstance(field, (QLayout, QPlainTextEdit))  # the name stands beside the first of them
        place = Qt.AlignmentFlag.AlignTop if several_lines else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(named, at, 0, place)
        if several_lines:
            named.setMinimumHeight(FIRST_LINE)
        if isinstance(field, QLayout):
            self._grid.addLayout(field, at, 1)
        else:
            self._grid.addWidget(field, at, 1)
            if isinstance(field, (QLineEdit, Choice, QCheckBox)):
                field.setAccessibleName(name)
                named.setBuddy(field)
        if hint is not None:
            self._grid.addWidget(hint, at + 1, 1)
        return named


class News(QFrame):
    """One line of news, an error or a question above what it is about; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self._mark = QLabel()
        self._mark.setFixedSize(SIZE, SIZE)
        self.text = label()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._details = label("", "faint")
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._answers: list[QWidget] = []
        self._beside = QHBoxLayout()  # buttons that look like links
        self._below = QHBoxLayout()
        for buttons in (self._beside, self._below):
            buttons.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.addLayout(row(self._mark, self.text, self._beside, gap=10))
        column.addWidget(self._details)
        column.addLayout(row(None, self._below))
        self._tone: State = "idle"
        self.clear()

    def tell(self, text: str, tone: State = "done") -> None:
        """News; they can be hidden."""
        self._show(text, tone, [(tr("Hide"), self.clear, "link")])

    def complain(self, error: TowlineError) -> None:
        answers: list[tuple[str, Callable[[], object], str]] = [(tr("Hide"), self.clear, "link")]
        if error.details:
            answers.insert(0, (tr("Details"), lambda: self._details.setVisible(not self._details.isVisible()), "link"))
        self._show(shown(said(error)), "failed", answers)
        self._details.setText(shown(error.details))
        whole = f"{said(error)}\n{error.details}".strip()
        copy = CopyButton(tr("Copy"), lambda: whole)
        copy.setProperty("kind", "link")
        self._beside.insertWidget(0, copy)
        self._answers.append(copy)

    def ask(self, text: str, *answers: tuple[str, Callable[[], object], str], tone: State = "waiting") -> None:
        """A question: (what the button says, what it does, its kind). The first answer is the safe one."""
        self._show(text, tone, list(answers))
        self._answers[0].setFocus()

    def clear(self) -> None:
        self.setVisible(False)
        self.text.clear()
        self._details.clear()
        self._details.setVisible(False)
        for answer in self._answers:
            answer.hide()
            answer.deleteLater()
        self._answers = []

    def _show(self, text: str, tone: State, answers: list[tuple[str, Callable[[], object], str]]) -> None:
        self.clear()
        self._tone = tone
        set_kind(self, "card" if tone == "done" else "strip")
        self.text.setText(text)
        self.setAccessibleName(text)
        for title, then, kind in answers:
            answer = button(title, self._answer(then) if kind != "link" else then, kind)
            (self._beside if kind == "link" else self._below).addWidget(answer)
            self._answers.append(answer)
        self._paint_mark()
        self.setVisible(True)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _answer(self, then: Callable[[], object]) -> Callable[[], None]:
        def answered() -> None:
            self.clear()
            then()

        return answered

    def _paint_mark(self) -> None:
        name = {"done": "check", "failed": "warning", "waiting": "warning", "running": "wait", "idle": "wait"}[
            self._tone
        ]
        self._mark.setPixmap(mark(name, self._tone))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.isVisible():
            self._paint_mark()


def mark(name: str, tone: State) -> QPixmap:
    """An icon in the colour of a state."""
    return icon(name, look().state(tone)).pixmap(SIZE, SIZE)


def dot(tone: State, *, filled: bool = True) -> QPixmap:
    """A state as a dot, hollow where there is none."""
    pixmap = QPixmap(SIZE * 2, SIZE * 2)
    pixmap.setDevicePixelRatio(2.0)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = look().state(tone)
    painter.setPen(QPen(colour, 1.25))
    painter.setBrush(colour if filled else QColor(Qt.GlobalColor.transparent))
    painter.drawEllipse(QRectF((SIZE - DOT) / 2, (SIZE - DOT) / 2, DOT, DOT))
    painter.end()
    return pixmap


class Fingerprint(QLabel):
    """Eight groups of five digits in two lines, large enough to be read out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 1.5)
        self.setFont(font)

    def show_fingerprint(self, fingerprint: str) -> None:
        groups = fingerprint.split()
        self.setText("\n".join("  ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)))
        self.setAccessibleName(tr("Fingerprint {digits}").format(digits=fingerprint))


# --- files ------------------------------------------------------------------------------------------------------------------


def ask_file(
    parent: QWidget, title: str, then: Callable[[Path], object], *, save_as: str = "", kinds: str = ""
) -> None:
    """Shows a file dialog that holds nothing else up; `then` is called if a file was chosen."""
    dialog = QFileDialog(parent, title, "", kinds)
    if save_as:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(save_as)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _show_files(dialog, then)


def ask_folder(parent: QWidget, title: str, start: Path, then: Callable[[Path], object]) -> None:
    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _show_files(dialog, then)


def _show_files(dialog: QFileDialog, then: Callable[[Path], object]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()


def read_text(path: Path) -> str:
    """A file of text, all of it. Raises TowlineError."""
    todo = tr("Choose another file.")
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_TEXT + 1)
    except OSError as error:
        raise not_done(tr("{path} cannot be read: {reason}."), path, error, todo) from error
    if len(content) > LONGEST_TEXT:
        raise TowlineError("usage", what=tr("{path} is too large for such a file.").format(path=path), todo=todo)
    return content.decode(errors="replace")


def write_text(path: Path, text: str) -> None:
    """A file that only this user may read. Raises TowlineError."""
    try:
        write_private(path, text.encode())
    except OSError as error:
        raise not_done(
            tr("{path} could not be written: {reason}."), path, error, tr("Choose another folder.")
        ) from error


def not_done(what: str, path: Path, error: OSError, todo: str) -> TowlineError:
    """`what`: a sentence over {path} and {reason}."""
    reason = (error.strerror or str(error)).lower()
    return TowlineError("usage", what=what.format(path=path, reason=reason), todo=todo)


class Dialog(QDialog):
    """A dialog that holds nothing else up and is gone when closed. Esc keeps what was typed: it asks first."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(EDGE)
        self.strip = News()
        self.column.addWidget(self.strip)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return done

    def _grow(self) -> None:
        """Tall enough for what is shown now: Qt does not ask wrapped texts by itself."""
        needed = self.column.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def typed(self) -> bool:
        """Whether closing now loses something a person typed."""
        return False

    def reject(self) -> None:
        if self.typed():
            self.strip.ask(
                tr("What you typed is not used yet."),
                (tr("Keep it"), lambda: None, ""),
                (tr("Close without it"), super().reject, "danger"),
            )
        else:
            super().reject()


def keep_columns(bridge: Bridge, name: str, view: QTreeView) -> None:
    """Widths, order and sorting of the columns are as this person left them."""
    header, key = view.header(), f"{name}/columns"
    kept = bridge.view.value(key)
    if isinstance(kept, QByteArray):
        header.restoreState(kept)

    def keep() -> None:
        bridge.view.setValue(key, header.saveState())

    header.sectionResized.connect(keep)
    header.sectionMoved.connect(keep)
    header.sortIndicatorChanged.connect(keep)


def only_once(parent: QObject, name: str) -> QWidget | None:
    """Brings the window of that object name to the front if there is one already."""
    found = parent.findChild(QDialog, name)
    if found is not None:
        found.show()
        found.raise_()
        found.activateWindow()
    return found
