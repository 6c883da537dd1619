"""The stepwise test of a cluster: each line appears when it is known, what failed says what to do.

Hides: the order of the steps, how a slow generator is read beside the window. Promises: a cluster need not be saved to be
tested; the report that is copied says what the lines say and holds no secret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from engine.api import Cluster, StepRow
from engine.errors import TowlineError
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.icons import SIZE
from gui.look import State
from gui.plain_text import label
from gui.settings_parts import CopyButton, News, button, dot, mark, row

Test = Callable[[Cluster, bool], Iterator[StepRow]]

COMMAND = "kafka-topics.sh "  # what stands in the advice of a step begins a command for an administrator
TONES: dict[str, tuple[str, State]] = {
    "ok": ("check", "done"),
    "warning": ("warning", "waiting"),
    "failed": ("cross", "failed"),
    "": ("wait", "running"),
}


def cluster_test(cluster: Cluster, create: bool) -> Iterator[StepRow]:
    """The real one."""
    from engine.cluster import test  # late: it brings Kafka along

    return test(cluster, create=create)


def step_names(cluster: Cluster) -> list[str]:
    from engine.cluster import STEPS  # late: it brings Kafka along

    return [step for step in STEPS if step != "TLS" or "ssl" in cluster.security]


class ClusterTestView(QFrame):
    """`finished(good)`: nothing failed. It may be asked for again at any time; the newest test counts."""

    finished = Signal(bool)

    def __init__(self, bridge: Bridge, test: Test = cluster_test, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._bridge = bridge
        self._test = test
        self._run = 0
        self._cluster: Cluster | None = None
        self._lines: dict[str, _Line] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self.strip = News()
        self._create = button(self.tr("Create them"), lambda: self._again(create=True), "primary")
        self._show_command = button(self.tr("Show the command for the administrator"), self._toggle_command)
        self._command = QPlainTextEdit()
        self._command.setReadOnly(True)
        self._command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._command.setFixedHeight(110)
        self._command.setAccessibleName(self.tr("Command for the administrator"))
        self._copy_command = CopyButton(self.tr("Copy the command"), self._command.toPlainText)
        self.copy = CopyButton(self.tr("Copy report"), self.report)
        self.summary = label("", "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(row(self.summary, None, self.copy))
        column.addWidget(self.strip)
        column.addLayout(self._grid)
        column.addLayout(row(self._create, self._show_command, None))
        column.addWidget(self._command)
        column.addLayout(row(self._copy_command, None))
        self.clear()

    def clear(self) -> None:
        """Nothing was tested."""
        self._run += 1
        self._steps: list[StepRow] = []
        self.running = False
        self.setVisible(False)

    def run(self, cluster: Cluster, *, create: bool = False) -> None:
        """Tests it; what ran before is no longer shown."""
        self.clear()
        self._cluster = cluster
        self.running = True
        self.strip.clear()
        for line in self._lines.values():
            line.remove()
        self._lines = {
            step: _Line(self._grid, at, self._step_word(step)) for at, step in enumerate(step_names(cluster))
        }
        self._offer_topics(False)
        self.copy.setEnabled(False)
        self.summary.setText(self.tr("Testing {cluster} …").format(cluster=shown(cluster.name)))
        self.setVisible(True)
        self._next(self._run, self._test(cluster, create))
        next(iter(self._lines.values())).show_running(self.tr("running"))

    def report(self) -> str:
        """The lines as text, to be sent to whoever can help."""
        cluster = self._cluster
        head = [f"{cluster.name}: {', '.join(cluster.bootstrap)}, {cluster.security}"] if cluster else []
        lines = [f"{s.step:<9} {s.result:<8} {s.text} {s.todo}".rstrip() for s in self._steps]
        return "\n".join(head + lines) + "\n"

    # --- one step after the other -------------------------------------------------------------------------------------------

    def _next(self, run: int, steps: Iterator[StepRow]) -> None:
        def is_wanted() -> bool:
            return isValid(self) and run == self._run

        def came(step: StepRow | None) -> None:
            if not is_wanted():  # its connections are closed beside the window, too: that may take seconds
                self._bridge.ask(self._bridge, getattr(steps, "close", lambda: None))
            elif step is None:
                self._end()
            else:
                self._show(step)
                self._next(run, steps)

        def failed(error: TowlineError) -> None:
            if is_wanted():
                self.strip.complain(error)
                self._end()

        self._bridge.ask(self._bridge, lambda: next(steps, None), came, failed)

    def _show(self, step: StepRow) -> None:
        self._steps.append(step)
        todo = step.todo
        if step.result == "failed" and COMMAND in todo:
            missing = step.text.startswith("Missing")
            self._command.setPlainText(todo[todo.index(COMMAND) :])
            self._offer_topics(True)
            self._create.setVisible(missing)
            todo = self.tr("Create them here, or give their administrator the command.") if missing else ""
        line = self._lines.get(step.step)
        if line is None:
            line = self._lines[step.step] = _Line(self._grid, len(self._lines), self._step_word(step.step))
        line.show_step(step, self._result_word(step.result), shown(words.told(todo)))
        told = {row.step for row in self._steps}
        following = next((line for name, line in self._lines.items() if name not in told), None)
        if following is not None and step.result != "skipped":
            following.show_running(self.tr("running"))

    def _end(self) -> None:
        self.running = False
        good = bool(self._steps) and all(step.result in ("ok", "warning") for step in self._steps)
        warnings = sum(step.result == "warning" for step in self._steps)
        if not good:
            self.summary.setText(self.tr("The cluster cannot be used yet."))
        elif warnings:
            self.summary.setText(self.tr("The cluster can be used; %n things could be better.", "", warnings))
        else:
            self.summary.setText(self.tr("The cluster can be used."))
        self.copy.setEnabled(True)
        self.finished.emit(good)

    def _again(self, *, create: bool) -> None:
        if self._cluster is not None:
            self.run(self._cluster, create=create)

    # --- topics that are missing --------------------------------------------------------------------------------------------

    def _offer_topics(self, offered: bool) -> None:
        self._create.setVisible(offered)
        self._show_command.setVisible(offered)
        self._command.setVisible(False)
        self._copy_command.setVisible(False)

    def _toggle_command(self) -> None:
        shown_now = not self._command.isVisible()
        self._command.setVisible(shown_now)
        self._copy_command.setVisible(shown_now)

    # --- words ----------------------------------------------------------------------------------------------------------------

    def _step_word(self, step: str) -> str:
        words = {
            "Names": self.tr("Names"), "TCP": self.tr("TCP"), "TLS": self.tr("TLS"), "Sign-in": self.tr("Sign-in"),
            "Cluster": self.tr("Cluster"), "Topics": self.tr("Topics"), "Write": self.tr("Write"),
            "Read": self.tr("Read"), "Clock": self.tr("Clock"), "Size": self.tr("Size"), "Keeps": self.tr("Keeps"),
            "Copies": self.tr("Copies"),
        }  # fmt: skip
        return words.get(step, step)

    def _result_word(self, result: str) -> str:
        words = {
            "ok": self.tr("ok"), "warning": self.tr("warning"), "failed": self.tr("failed"),
            "skipped": self.tr("not tried"),
        }  # fmt: skip
        return words.get(result, result)


class _Line:
    """One step: mark, name, what was found, how long it took. Greyed until it is known."""

    def __init__(self, grid: QGridLayout, at: int, name: str) -> None:
        self._mark = ResultMark()
        self._name = label(name, "faint", wrap=False)
        self._text = label("", "faint")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._todo = label("", "warning")
        self._todo.setVisible(False)
        self._took = label("", "faint", wrap=False)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(2)
        self._texts.addWidget(self._text)
        self._texts.addWidget(self._todo)
        self._texts.addStretch(1)
        self._grid = grid
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._mark, at, 0, top)
        grid.addWidget(self._name, at, 1, top)
        grid.addLayout(self._texts, at, 2)
        grid.addWidget(self._took, at, 3, top | Qt.AlignmentFlag.AlignRight)

    def show_running(self, word: str) -> None:
        self._mark.show_result("")
        self._text.setText(f"{word} …")

    def show_step(self, step: StepRow, word: str, todo: str) -> None:
        self._mark.show_result(step.result, word)
        faint = step.result == "skipped"
        for each in (self._name, self._text):
            each.setProperty("kind", "faint" if faint else "")
            each.style().polish(each)
        self._text.setText(word if faint else shown(words.told(step.text)))
        self._todo.setText(todo)
        self._todo.setVisible(bool(todo) and not faint)
        self._took.setText(f"{step.ms:.0f} ms" if step.ms >= 1 else "")

    def remove(self) -> None:
        for widget in (self._mark, self._name, self._text, self._todo, self._took):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._grid.removeItem(self._texts)


class ResultMark(QLabel):
    """The icon of a result, in the colours of now, and the word for it."""

    def __init__(self) -> None:
        super().__init__()
        self._result: str | None = None
        self.setFixedSize(SIZE, SIZE - 2)  # as high as a line of text

    def show_result(self, result: str, word: str = "") -> None:
        self._result = result
        self.setAccessibleName(word)
        self.setToolTip(word)
        self.setPixmap(mark(*TONES[result]) if result in TONES else dot("idle", filled=False))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and getattr(self, "_result", None) is not None:
            self.show_result(self._result or "", self.toolTip())
