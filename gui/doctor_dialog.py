"""Tools, Doctor: everything Towline needs, one line a check with what to do, each as soon as it is known.

Promises: it may be closed at any time, also while checks run; what is copied says what the lines say.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from engine.api_figures import CheckRow
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge, Ears
from gui.cluster_test_view import ResultMark
from gui.plain_text import label
from gui.settings_parts import CopyButton, Dialog, button, row, scroll

TONES = {"ok": "ok", "warn": "warning", "fail": "failed"}  # as the marks of the test of a cluster have them


class DoctorDialog(Dialog):
    """Looks as soon as it is made."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Doctor"), parent)
        self.setObjectName("doctor")
        self.resize(720, 500)
        self._lines: list[_Line] = []
        self.summary = label(self.tr("Looking at everything Towline needs…"), "title")
        self._body = QVBoxLayout()
        self._body.setSpacing(10)
        self._body.addStretch(1)
        self.area = scroll(self._body, 8)
        self.area.setAccessibleName(self.tr("What was found"))
        self.copy = CopyButton(self.tr("Copy"), self.report)
        self.close_button = button(self.tr("Close"), self.reject, "primary")
        self.close_button.setDefault(True)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.area, 1)
        self.column.addLayout(row(self.copy, None, self.close_button))
        self.close_button.setFocus()
        self._look(bridge)

    def report(self) -> str:
        """The lines as text, to be sent to whoever can help."""
        return "\n".join(line.text() for line in self._lines) + "\n"

    def _look(self, bridge: Bridge) -> None:
        ears = Ears()
        ears.part.connect(self._came)
        ears.ended.connect(self._ended)
        engine = bridge.engine

        def start() -> None:
            # told when it ends, not waited for: clusters that do not answer must not hold one of the bridge's few workers
            engine.doctor(ears.tell).add_done_callback(ears.end)

        bridge.ask(self, start, None, self._ended)

    def _came(self, check: CheckRow) -> None:
        line = _Line(check, self._name_word(check.name), self._result_word(check.result))
        self._body.insertWidget(len(self._lines), line)
        self._lines.append(line)

    def _ended(self, result: list[CheckRow] | TowlineError) -> None:
        if isinstance(result, TowlineError):
            self.summary.setText(self.tr("Not everything could be looked at."))
            self.strip.complain(result)
            return
        results = [check.result for check in result]
        failed, warned = results.count("fail"), results.count("warn")
        if failed:
            self.summary.setText(self.tr("%n things do not work.", "", failed))
        elif warned:
            self.summary.setText(self.tr("Everything works; %n things could be better.", "", warned))
        else:
            self.summary.setText(self.tr("Everything works."))

    def _name_word(self, name: str) -> str:
        names = {
            "Versions": self.tr("Versions"), "Cryptography": self.tr("Cryptography"), "Profile": self.tr("Profile"),
            "Settings": self.tr("Settings"), "Disk of profile": self.tr("Disk of profile"),
            "Disk of downloads": self.tr("Disk of downloads"), "Agent": self.tr("Agent"), "Keys": self.tr("Keys"),
            "Clusters": self.tr("Clusters"),
        }  # fmt: skip
        return names.get(name, shown(name))  # "Cluster" and its name: the same in both languages

    def _result_word(self, result: str) -> str:
        return {"ok": self.tr("ok"), "warn": self.tr("warning"), "fail": self.tr("failed")}.get(result, result)


class _Line(QFrame):
    """One check: mark and name, what was found, what to do below it."""

    NAMES = 150  # px

    def __init__(self, check: CheckRow, name: str, word: str) -> None:
        super().__init__()
        self._said = [name, shown(words.told(check.text)), shown(words.told(check.todo))]
        self._word = word
        mark = ResultMark()
        mark.show_result(TONES.get(check.result, ""), word)
        named = label(name)
        named.setFixedWidth(self.NAMES)
        text, todo = label(self._said[1]), label(self._said[2], "warning")
        for each in (text, todo):
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        todo.setVisible(bool(check.todo))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(mark, 0, 0, top)
        grid.addWidget(named, 0, 1, top)
        grid.addWidget(text, 0, 2)
        grid.addWidget(todo, 1, 2)
        self.setAccessibleName(self.text())

    def text(self) -> str:
        name, text, todo = self._said
        return f"{self._word}, {name}: {text} {todo}".rstrip()
