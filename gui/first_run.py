"""The first steps: how files travel, who I am, where incoming files go. Each can be skipped, and nothing waits for them.

Hides: which steps are done already. Promises: what a step changes is saved at once; closing it means it does not come back
by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine import settings_edit
from engine.api import MeRow
from engine.api_rules import Then
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.cluster_form import ClusterForm
from gui.cluster_test_view import Test, cluster_test
from gui.join_dialog import JoinDialog
from gui.look import EDGE, set_kind, sized
from gui.plain_text import label
from gui.practice_page import Practice, PracticePage
from gui.recovery_dialog import SaveRecovery
from gui.settings_parts import (
    Card,
    CopyButton,
    Fingerprint,
    News,
    ask_file,
    ask_folder,
    button,
    only_once,
    read_text,
    row,
)
from gui.start_box import StartBox

DISMISSED = "first_run/dismissed"  # in bridge.view
BY_ITSELF = "Verified people"  # name of the rule that is made here


class FirstRun(QWidget):
    finished = Signal()

    @staticmethod
    def needed(bridge: Bridge) -> bool:
        """No cluster yet, and not dismissed before."""
        return not bridge.settings.clusters and not bridge.view.value(DISMISSED, False, type=bool)

    def __init__(
        self,
        bridge: Bridge,
        parent: QWidget | None = None,
        *,
        test: Test = cluster_test,
        practice: Practice | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setWindowTitle(self.tr("Getting started"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 560)
        self.setMinimumSize(560, 380)
        self._bridge = bridge
        titles = (
            self.tr("How do your files travel?"),
            self.tr("Who are you?"),
            self.tr("Where do incoming files go?"),
        )
        self._titles = titles
        self._marks: list[QLabel] = []
        marks = QHBoxLayout()
        marks.setSpacing(6)
        for at in range(len(titles)):
            mark = QLabel()
            mark.setFixedHeight(4)
            self._marks.append(mark)
            marks.addWidget(mark, 1)
            mark.setAccessibleName(titles[at])
        self._step = label("", "faint", wrap=False)
        self._title = label("", "title", wrap=False)
        self._title.setFont(sized(self.font(), 1, strong=True))
        self.strip = News()
        self._stack = QStackedWidget()
        self.travel = _Travel(bridge, test, practice)
        self.who = _Who(bridge, self.strip)
        self.where = _Where(bridge, self.strip)
        for step in (self.travel, self.who, self.where):
            self._stack.addWidget(step)
        self.travel.done_changed.connect(self._look)
        self.back = button(self.tr("Back"), self._back)
        self.skip = button(self.tr("Skip"), self._skip)
        self.next = button(self.tr("Next"), self._next, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 16)
        layout.setSpacing(EDGE)
        layout.addLayout(marks)
        layout.addWidget(self._step)
        layout.addWidget(self._title)
        layout.addWidget(self.strip)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row(self.back, None, self.skip, self.next))
        self._look()

    def _look(self) -> None:
        at, last = self._stack.currentIndex(), self._stack.count() - 1
        self._step.setText(self.tr("Step {n} of {all}").format(n=at + 1, all=last + 1))
        self._title.setText(self._titles[at])
        for number, mark in enumerate(self._marks):
            mark.setStyleSheet(f"background: palette({'accent' if number <= at else 'mid'}); border-radius: 2px;")
        self.back.setVisible(at > 0)
        self.skip.setVisible(at < last)
        self.next.setText(self.tr("Next") if at < last else self.tr("Finish"))
        self.next.setEnabled(at > 0 or self.travel.done)

    def _go(self, at: int) -> None:
        self.strip.clear()
        self._stack.setCurrentIndex(at)
        self._look()
        (self.who.name if at == 1 else self.next).setFocus()

    def _back(self) -> None:
        self._go(self._stack.currentIndex() - 1)

    def _skip(self) -> None:
        self._go(self._stack.currentIndex() + 1)

    def _next(self) -> None:
        at = self._stack.currentIndex()
        if at == 1:
            self.who.save(lambda: self._go(2))
        elif at == 2:
            self.close()
        else:
            self._go(at + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.travel.unsaved:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._bridge.view.setValue(DISMISSED, True)
        super().closeEvent(event)
        self.finished.emit()


class _Travel(QWidget):
    """An invitation, connection details, or the practice cluster."""

    done_changed = Signal()

    def __init__(self, bridge: Bridge, test: Test, practice: Practice | None) -> None:
        super().__init__()
        self.done = bool(bridge.settings.clusters)
        self._bridge = bridge
        self.invited = QRadioButton(self.tr("I have an invitation file"))
        self.details = QRadioButton(self.tr("I have Kafka connection details"))
        self.try_it = QRadioButton(self.tr("Just try it on this computer"))
        group = QButtonGroup(self)
        group.addButton(self.invited)
        group.addButton(self.details)
        group.addButton(self.try_it)
        names = ", ".join(shown(name) for name in bridge.settings.clusters)
        known = label(self.tr("You have already: {clusters}").format(clusters=names), "faint")
        known.setVisible(self.done)
        self.form = ClusterForm(bridge, "", test)
        self.form.saved.connect(self._done)
        self.form.practice_wanted.connect(self.try_it.click)
        self.practice = PracticePage(bridge, practice)
        self.practice.started.connect(self._done)
        about = label(self.tr("Towline sends through a Kafka cluster that you and the others can reach."), "faint")
        self._abouts = (
            label(self.tr("Who gave it to you has set everything up; you choose a name for this computer."), "faint"),
            label(
                self.tr("Servers and a sign-in, from whoever runs your Kafka; a file or a text with them will do."),
                "faint",
            ),
            label(self.tr("A Kafka of your own, started with one click. Nobody else can receive from it."), "faint"),
        )
        self._stack = QStackedWidget()
        self.joined = News()
        join = QWidget()
        steps = QVBoxLayout(join)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.addLayout(row(button(self.tr("Choose the file…"), self._ask_invitation), None))
        steps.addWidget(self.joined)
        steps.addStretch(1)
        for page in (QWidget(), self.form, self.practice, join):
            self._stack.addWidget(page)
        self.invited.clicked.connect(lambda: self._show(3))
        self.details.clicked.connect(lambda: self._show(1))
        self.try_it.clicked.connect(lambda: self._show(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(about)
        column.addWidget(known)
        column.addSpacing(6)
        for choice, more in zip((self.invited, self.details, self.try_it), self._abouts, strict=True):
            more.setIndent(26)
            column.addWidget(choice)
            column.addWidget(more)
            column.addSpacing(6)
        column.addSpacing(4)
        column.addWidget(self._stack, 1)

    @property
    def unsaved(self) -> bool:
        return self.form.unsaved and bool(self.form.title)

    def _show(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        for about in self._abouts:
            about.setVisible(False)

    def _ask_invitation(self) -> None:
        def chosen(path: Path) -> None:
            self._bridge.ask(self, lambda: read_text(path), self.join, self.joined.complain)

        ask_file(self, self.tr("Invitation file"), chosen)

    def join(self, text: str) -> None:
        """Joins by the text of an invitation, once a name was chosen."""
        if only_once(self, "join") is None:
            dialog = JoinDialog(self._bridge, text, self)
            dialog.joined.connect(self._joined)
            dialog.show()

    def _joined(self, said: str) -> None:
        self.joined.tell(said)
        self._done()

    def _done(self) -> None:
        self.done = True
        self.done_changed.emit()


class _Who(QWidget):
    """My name, my fingerprint, and the recovery file."""

    def __init__(self, bridge: Bridge, strip: News) -> None:
        super().__init__()
        self._bridge = bridge
        self._strip = strip
        self._me: MeRow | None = None
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.fingerprint = Fingerprint()
        self._recovery = label()
        self.save_recovery = button(self.tr("Save recovery file…"), self._save_recovery)
        card = Card()
        card.field(self.tr("Name others see"), self.name)
        digits = Card(self.tr("Your fingerprint"))
        about = self.tr("It was made for you on this computer. Others compare it with what they see of you.")
        copy = CopyButton(self.tr("Copy"), lambda: self._me.fingerprint if self._me else "")
        digits.add(label(about, "faint"), row(self.fingerprint, None, copy))
        recovery = Card(self.tr("Recovery file"))
        recovery.add(self._recovery, row(self.save_recovery, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(EDGE)
        for each in (card, digits, recovery):
            column.addWidget(each)
        column.addStretch(1)
        bridge.ask(self, bridge.engine.me, self._show, strip.complain)

    def _show(self, me: MeRow) -> None:
        if self._me is None or self.name.text() == self._me.name:
            self.name.setText(me.name)
        self._me = me
        self.fingerprint.show_fingerprint(me.fingerprint)
        if me.recovery_saved:
            self._recovery.setText(self.tr("Last saved {when}.").format(when=words.date_time(me.recovery_saved)))
        else:
            self._recovery.setText(
                self.tr("No recovery file yet. If this computer breaks, files not fetched yet are lost for you.")
            )
        set_kind(self._recovery, "faint" if me.recovery_saved else "warning")

    def save(self, then: Callable[[], None]) -> None:
        """Tells the engine another name, if it is another one, before it goes on."""
        name, engine = self.name.text().strip(), self._bridge.engine
        if self._me is None or not name or name == self._me.name:
            then()
            return

        def renamed(me: MeRow) -> None:
            self._show(me)
            then()

        def work() -> MeRow:
            engine.my_rename(name)
            return engine.me()

        self._bridge.ask(self, work, renamed, self._strip.complain)

    def _save_recovery(self) -> None:
        if only_once(self, "save-recovery") is None:
            dialog = SaveRecovery(self._bridge, self)
            dialog.saved.connect(lambda _: self._bridge.ask(self, self._bridge.engine.me, self._show))
            dialog.show()


class _Where(QWidget):
    """The download folder, who fetches, and whether Towline is there after the next sign-in."""

    def __init__(self, bridge: Bridge, strip: News) -> None:
        super().__init__()
        self._bridge = bridge
        self._strip = strip
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.choose = button(self.tr("Choose…"), self._ask_folder)
        card = Card()
        card.field(self.tr("Download folder"), row(self.folder, self.choose))
        self.folder.setAccessibleName(self.tr("Download folder"))
        self.ask = QRadioButton(self.tr("Ask me: what is sent to me waits in the Inbox"))
        self.by_itself = QRadioButton(self.tr("Fetch by itself what verified people send"))
        card.add(self.ask, self.by_itself)
        self._about = label("", "faint")
        card.add(self._about)
        self.start = StartBox(bridge.profile)
        self.start.complained.connect(strip.complain)
        self.by_itself.clicked.connect(self._choose_by_itself)
        self.ask.clicked.connect(self._choose_ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(EDGE)
        column.addWidget(card)
        column.addWidget(self.start)
        column.addStretch(1)
        self._show()
        bridge.settings_changed.connect(self._show)

    def _show(self) -> None:
        self.folder.setText(shown(str(self._bridge.settings.agent.downloads)))
        rules = self._bridge.settings.rules
        fetches = any(rule.on and rule.then is Then.FETCH for rule in rules)
        (self.by_itself if fetches else self.ask).setChecked(True)
        if fetches:
            about = self.tr("It is a fetch rule: change it under Fetch rules in the settings.")
        else:
            about = self.tr("Nothing is fetched before you say so.")
        self._about.setText(about)

    def _choose_by_itself(self) -> None:
        """A rule of its own, into a folder a sender; what nobody asked for again is only switched on."""
        profile, folder = self._bridge.profile, self._bridge.settings.agent.downloads
        values = {"on": True, "to": [str(folder / "{sender}" / "{path}")]}
        self._edit(lambda: settings_edit.set_rule(profile, BY_ITSELF, values))

    def _choose_ask(self) -> None:
        profile = self._bridge.profile
        if any(rule.name == BY_ITSELF for rule in self._bridge.settings.rules):
            self._edit(lambda: settings_edit.set_rule(profile, BY_ITSELF, {"on": False}))

    def _edit(self, change: Callable[[], object]) -> None:
        self._bridge.edit(self, change, None, self._strip.complain)

    def _ask_folder(self) -> None:
        ask_folder(self, self.tr("Download folder"), self._bridge.settings.agent.downloads, self._chosen)

    def _chosen(self, folder: Path) -> None:
        profile = self._bridge.profile
        self._bridge.edit(
            self, lambda: settings_edit.set_agent(profile, {"downloads": str(folder)}), None, self._strip.complain
        )
