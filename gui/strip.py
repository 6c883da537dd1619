"""The attention strip: what a person should know now, at most three lines, one per cause, newest first.

Hides: when a line comes and goes by itself. A line is plain text with at most a few buttons; nothing waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon
from gui.look import GAP

LEAST = 340  # px of a line that are left for its text beside the buttons
MOST = 3  # lines at once; older causes wait behind them

Button = tuple[str, Callable[[], object]]


class Strip(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, _Line] = {}  # by cause, newest last
        self._timers: dict[str, QTimer] = {}  # of lines that go by themselves
        self._hidden: dict[str, str] = {}  # cause → the text a person hid: it comes back when it says something else
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP // 2)
        self.hide()

    def put(
        self, cause: str, text: str, buttons: Sequence[Button] = (), *, seconds: float = 0.0, about: str = ""
    ) -> None:
        """Shows or renews the line of a cause. `seconds`: it goes by itself after so long. `about`: what stays the same
        while the text counts down; a line that was hidden stays hidden as long as this does not change."""
        about = about or text
        if self._hidden.get(cause) == about:
            return
        self._hidden.pop(cause, None)
        line = self._lines.get(cause)
        if line is not None and line.about == about and len(buttons) == line.buttons:
            line.say(text)
            return
        self.take(cause)
        line = _Line(text, buttons, about, self)
        line.closed.clicked.connect(lambda: self._hide(cause))
        self._lines[cause] = line
        self._layout.insertWidget(0, line)
        if seconds:
            self._end_after(cause, seconds)
        self._arrange()

    def take(self, cause: str) -> None:
        """Takes the line of a cause away, if there is one; a hidden one may come again."""
        self._hidden.pop(cause, None)
        timer = self._timers.pop(cause, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()
        line = self._lines.pop(cause, None)
        if line is not None:
            line.hide()
            line.deleteLater()  # leaves the layout then; taken out by hand, Python would delete it at once, under its button
            self._arrange()

    def _end_after(self, cause: str, seconds: float) -> None:
        timer = QTimer(self, singleShot=True, interval=round(seconds * 1000))
        timer.timeout.connect(lambda: self.take(cause))
        timer.start()
        self._timers[cause] = timer

    def texts(self) -> list[str]:
        """What stands there now, newest first."""
        return [line.text() for line in reversed(self._lines.values()) if not line.isHidden()]

    def press(self, cause: str, number: int = 0) -> None:
        """As if a person pressed a button of a line."""
        self._lines[cause].press(number)

    def _hide(self, cause: str) -> None:
        about = self._lines[cause].about
        self.take(cause)
        self._hidden[cause] = about

    def _arrange(self) -> None:
        for place, line in enumerate(reversed(self._lines.values())):
            line.setVisible(place < MOST)
        self.setVisible(bool(self._lines))


class _Line(QFrame):
    def __init__(self, text: str, buttons: Sequence[Button], about: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.about = about
        self.buttons = len(buttons)
        self.setProperty("kind", "strip")
        self._label = QLabel(text, self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)  # the text and its buttons
        self._beside.addWidget(self._label, 1)
        row = QHBoxLayout()
        self._pressed: list[QPushButton] = []
        for title, act in buttons:
            button = QPushButton(title, self)
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
            self._pressed.append(button)
        row.addStretch()
        self._beside.addLayout(row)
        self.closed = QToolButton(self)
        self.closed.setProperty("kind", "link")
        self.closed.setIcon(icon("cross"))
        self.closed.setIconSize(QSize(14, 14))
        self.closed.setAccessibleName(self.tr("Hide this line"))
        self.closed.setToolTip(self.tr("Hide"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addLayout(self._beside, 1)
        layout.addWidget(self.closed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons stand below the text, which would have a word a line beside them."""
        super().resizeEvent(event)
        taken = sum(button.sizeHint().width() for button in self._pressed)
        below = bool(taken) and self.width() - taken < LEAST
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._beside.direction() is not way:
            self._beside.setDirection(way)

    def say(self, text: str) -> None:
        if text != self._label.text():
            self._label.setText(text)

    def text(self) -> str:
        return self._label.text()

    def press(self, number: int) -> None:
        self._pressed[number].click()
