"""Making a fetch rule or changing one, with a look at what it would do, before anything is saved.

Promises: nothing is saved that cannot be read again; the preview is of what stands in the form now; what fails leaves the
fields as they are.
"""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from engine.api import Exists
from engine.api_rules import Rule, RulePreview, Then
from engine.errors import TowlineError
from engine.names import shown
from engine.settings_edit import rule_from, set_rule
from engine.settings_keys import Wrong, check_name
from gui import words
from gui.bridge import Bridge
from gui.event_fields import EventFields
from gui.look import EDGE, set_kind
from gui.people_chips import PeopleChips
from gui.plain_text import label
from gui.program_field import ProgramField
from gui.queue_choices import Choice
from gui.queue_form import EditorForm, Field, Note, Notes
from gui.rule_folders import Folders
from gui.words import said

PREVIEW_MS = 400  # after the last change
DATE = "date"


class RuleEditor(EditorForm):
    """`name` "" makes a new one. `saved`: its name."""

    def __init__(self, bridge: Bridge, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._old = next((rule for rule in bridge.settings.rules if rule.name == name), None)
        self._asked = 0  # previews; only the newest answer counts
        self._later = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._later.timeout.connect(self._look)
        self._make_widgets()
        self._lay_out()
        self._fill()
        self._listen()
        self._judge()
        title = self.tr('Fetch rule "{name}"').format(name=shown(name)) if self._old else self.tr("New fetch rule")
        self.setWindowTitle(title)
        self.resize(760, 680)
        self._look()
        (self.people if self._old else self.name).setFocus()

    # --- widgets ------------------------------------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.name.setPlaceholderText(self.tr("For example: Plant scans"))
        self.people = PeopleChips(self._bridge, me=False)
        self.unverified = QCheckBox(self.tr("Also people whose fingerprint I have not compared"))
        self.names = QLineEdit()
        self.names.setPlaceholderText(self.tr("All; or patterns like *.pdf, scans/*"))
        self.min_size, self.max_size = QLineEdit(), QLineEdit()
        self.min_size.setPlaceholderText(self.tr("any"))
        self.max_size.setPlaceholderText(self.tr("any, or like 2 GB"))
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(self.tr("Any; or like order=4711"))
        self.queue = QLineEdit()
        self.queue.setPlaceholderText(self.tr("Any; as its sender calls it"))
        self.team = QLineEdit()
        self.team.setPlaceholderText(self.tr("Anybody; or a team's name"))
        self.action = Choice()
        self.action.offer(Then.FETCH.value, self.tr("Fetch it"), self.tr("Into the folders below."))
        self.action.offer(Then.TELL.value, self.tr("Only tell me"), self.tr("It waits in the Inbox."))
        self.action.offer(Then.IGNORE.value, self.tr("Ignore it"), self.tr("It stands under Hidden in the Inbox."))
        self.folders = Folders(self._bridge)
        self.exists = Choice()
        for policy, text, reason in (
            (Exists.BOTH, self.tr("Keep both"), self.tr("The new one gets a name of its own.")),
            (
                Exists.NEWER,
                self.tr("Replace if newer"),
                self.tr("If this rule put it there for the same sender, and it is not younger."),
            ),
            (
                Exists.MIRROR,
                self.tr("Mirror"),
                self.tr("Replaces only what this rule put there and nobody changed since."),
            ),
            (Exists.SKIP, self.tr("Skip"), self.tr("The file that is there stays, the new one is left out.")),
            (Exists.ASK, self.tr("Ask"), self.tr("It waits under Needs you; other files go on.")),
        ):
            self.exists.offer(policy.value, text, reason)
        self.since = Choice()
        self.since.offer("now", self.tr("Now"), self.tr("What comes after the rule was made."))
        self.since.offer("all", self.tr("Everything stored"), self.tr("Also what the cluster has kept from before."))
        self.since.offer(DATE, self.tr("A date"), self.tr("What was sent on that day and after it."))
        self.date = QDateEdit(QDate.currentDate())
        self.date.setCalendarPopup(True)
        self.date.setAccessibleName(self.tr("Start date"))
        self.quota = QLineEdit()
        self.quota.setPlaceholderText(self.tr("No limit; or like 50 GB"))
        self.program, self.post = ProgramField(), EventFields()
        self.preview = label()
        self.first = QListWidget()
        self.first.setProperty("kind", "field")
        self.first.setAccessibleName(self.tr("Bundles that the rule takes"))
        self.first.setFixedHeight(110)
        self.notes = Notes()

    def _lay_out(self) -> None:
        people = _column(self.people, self.unverified)
        people.setFocusProxy(self.people)
        sizes = QWidget()
        line = QHBoxLayout(sizes)
        line.setContentsMargins(0, 0, 0, 0)
        for text, field in ((self.tr("from"), self.min_size), (self.tr("to"), self.max_size)):
            line.addWidget(label(text, "faint", wrap=False))
            line.addWidget(field, 1)
        self.min_size.setAccessibleName(self.tr("Smallest size"))
        self.max_size.setAccessibleName(self.tr("Largest size"))
        sizes.setFocusProxy(self.min_size)
        start = _column(self.since, self.date)
        start.setFocusProxy(self.since)
        self.name_field = Field(self.tr("&Name"), self.name)
        self.people_field = Field(self.tr("&From"), people, self.tr("Nobody named: everybody who is verified."))
        self.folders_field = Field(self.tr("F&olders"), self.folders)
        self.exists_field = Field(self.tr("If the file e&xists"), self.exists)
        self.start_field = Field(self.tr("S&tart from"), start)
        self.quota_field = Field(
            self.tr("&Quota"), self.quota, self.tr("Bytes that its files may take; it waits when they are full.")
        )
        note = self.tr(
            "For each file where {path} or {sha256} is an argument, else once; {sender} and {reference} can be, too."
        )
        self.program_field = Field(self.tr("&Run a program after it"), self.program, note)
        note = self.tr("A CloudEvent with the reference of each bundle that is in place. It is not encrypted.")
        self.post_field = Field(self.tr("&Post an event after it"), self.post, note)
        grid = QGridLayout()
        grid.setHorizontalSpacing(EDGE * 2)
        grid.setVerticalSpacing(EDGE)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.name_field, 0, 0, 1, 2)
        grid.addWidget(self.people_field, 1, 0, 1, 2)
        grid.addWidget(Field(self.tr("Files &named"), self.names), 2, 0)
        grid.addWidget(Field(self.tr("Si&ze of the bundle"), sizes), 2, 1)
        grid.addWidget(Field(self.tr("Ta&gs"), self.tags), 3, 0)
        grid.addWidget(Field(self.tr("Sent through the q&ueue"), self.queue), 3, 1)
        grid.addWidget(Field(self.tr("Addressed to the t&eam"), self.team), 4, 0)
        grid.addWidget(Field(self.tr("T&hen"), self.action), 4, 1)
        grid.addWidget(self.folders_field, 5, 0, 1, 2)
        grid.addWidget(self.exists_field, 6, 0)
        grid.addWidget(self.quota_field, 6, 1)
        grid.addWidget(self.start_field, 7, 0)
        grid.addWidget(self.program_field, 8, 0, 1, 2)
        grid.addWidget(self.post_field, 9, 0, 1, 2)
        self.body.addLayout(grid)
        self.body.addWidget(self.first)
        self.body.addStretch()
        self.foot.addWidget(self.preview)
        self.foot.addWidget(self.notes)
        self.end_with(self.cancel_button, self.save_button)

    def _fill(self) -> None:
        rule = self._old or Rule("")
        self.name.setText(rule.name)
        self.name_field.setVisible(self._old is None)
        self.people.set_names(list(rule.senders))
        self.unverified.setChecked(rule.unverified)
        self.names.setText(", ".join(rule.names))
        self.min_size.setText(_size(rule.min_size))
        self.max_size.setText(_size(rule.max_size))
        self.tags.setText(", ".join(rule.tags))
        self.queue.setText(rule.queue)
        self.team.setText(rule.team)
        self.action.choose(rule.then.value)
        self.folders.set(list(rule.to))
        self.exists.choose(rule.exists.value)
        self.since.choose(rule.since if rule.since in ("now", "all") else DATE)
        if rule.since not in ("now", "all"):
            self.date.setDate(QDate.fromString(rule.since[:10], Qt.DateFormat.ISODate))
        self.quota.setText(_size(rule.quota))
        self.program.fill(rule.command)
        self.post.fill(rule.event_topic, rule.event)

    def _listen(self) -> None:
        for field in (
            self.name,
            self.names,
            self.min_size,
            self.max_size,
            self.tags,
            self.queue,
            self.team,
            self.quota,
        ):
            field.textEdited.connect(lambda _: self._touch())
        for choice in (self.action, self.exists, self.since):
            choice.activated.connect(lambda _: self._touch())
        self.people.edited.connect(self._touch)
        for part in (self.folders, self.program, self.post):
            part.edited.connect(self._touch)
        self.unverified.clicked.connect(self._touch)
        self.date.userDateChanged.connect(lambda _: self._touch())

    # --- what is wrong --------------------------------------------------------------------------------------------------------

    def _touch(self) -> None:
        super()._touch()
        self._later.start()

    def _judge(self) -> None:
        fetches = self.action.value() == Then.FETCH.value
        of_files = (self.folders_field, self.exists_field, self.quota_field, self.program_field, self.post_field)
        for field in of_files:
            field.setVisible(fetches)
        self.program_field.wrong(self.program.error())
        self.post_field.wrong(self.post.error())
        self.date.setVisible(self.since.value() == DATE)
        set_kind(self.unverified, "warning" if self.unverified.isChecked() else "")
        self.name_field.wrong(self._wrong_name() if self._tried or self.name.text() else "")
        missing = fetches and not self.folders.templates()
        self.folders_field.wrong(self.tr("Choose a folder.") if missing and self._tried else "")
        notes = [Note("blocker", said(self._refused))] if self._refused else []
        if self.unverified.isChecked():
            text = self.tr("Files of people whose key could be somebody else's are fetched without asking.")
            notes.append(Note("warning", text))
        self.notes.set(notes)
        self.save_button.setEnabled(not self._busy)

    def _wrong_name(self) -> str:
        if self._old is not None:
            return ""
        name = self.name.text().strip()
        if not name:
            return self.tr("Give the rule a name.")
        try:
            check_name(name)
        except Wrong as error:
            return words.told(error.what, error.todo)
        taken = {rule.name.casefold() for rule in self._bridge.settings.rules}
        return self.tr("There is another rule of this name.") if name.casefold() in taken else ""

    # --- preview --------------------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """As `settings_edit.set_rule` takes them; None removes a key."""
        fetches = self.action.value() == Then.FETCH.value
        start = self.since.value()
        topic, template = self.post.values()
        given: dict[str, object] = {
            "from": self.people.names(),
            "unverified": self.unverified.isChecked() or None,
            "names": _words(self.names),
            "min_size": self.min_size.text().strip(),
            "max_size": self.max_size.text().strip(),
            "tags": _words(self.tags),
            "queue": self.queue.text().strip(),
            "team": self.team.text().strip(),
            "action": self.action.value(),
            "to": self.folders.templates() if fetches else None,
            "exists": self.exists.value() if fetches else None,
            "since": self.date.date().toString(Qt.DateFormat.ISODate) if start == DATE else start,
            "quota": self.quota.text().strip() if fetches else None,
            "exec": self.program.value() if fetches else None,
            "event_topic": topic if fetches else None,
            "event": template if fetches else None,
        }
        return {key: value or None for key, value in given.items()}

    def _look(self) -> None:
        """Asks what the rule would do as it stands in the form."""
        self._asked += 1
        asked = self._asked
        try:
            rule = rule_from(self._old.name if self._old else self.name.text().strip() or "new", self.values())
        except TowlineError as error:
            self._show_wrong(error)
            return
        self._bridge.ask(
            self,
            lambda: self._bridge.engine.rule_preview(rule),
            lambda seen: self._seen(seen, rule) if asked == self._asked else None,
            lambda error: self._show_wrong(error) if asked == self._asked else None,
        )

    def _show_wrong(self, error: TowlineError) -> None:
        """A folder that is not named yet is no mistake."""
        self.first.setVisible(False)
        waits = not self.folders.templates() and self.action.value() == Then.FETCH.value
        self.preview.setText(self.tr("Choose a folder to see what would be fetched.") if waits else said(error))
        set_kind(self.preview, "faint" if waits else "blocker")

    def _seen(self, seen: RulePreview, rule: Rule) -> None:
        facts = {
            "would": words.number(seen.would),
            "stored": words.number(seen.stored),
            "size": words.size(seen.size),
            "fits": words.number(seen.fits),
        }
        if seen.would or not seen.fits:
            text = {
                Then.FETCH: self.tr("Would fetch {would} of {stored} stored offers, {size}."),
                Then.TELL: self.tr("Would tell you of {would} of {stored} stored offers, {size}."),
                Then.IGNORE: self.tr("Would hide {would} of {stored} stored offers, {size}."),
            }[rule.then]
        else:
            text = self.tr("Fits {fits} of {stored} stored offers. The rule begins with the next one that comes.")
        lines = [text.format(**facts)]
        if seen.unseen:
            lines.append(self.tr("The names in %n bundles could not be read now.", "", seen.unseen))
        lines.append(words.told(*seen.warnings))
        self.preview.setText(" ".join(lines).strip())
        set_kind(self.preview, "warning" if seen.warnings or seen.unseen else "")
        self.first.clear()
        for each in seen.first:
            files = self.tr("%n files", "", each.entries)
            text = self.tr("{title} · {sender} · {files}, {size} · {when}")
            self.first.addItem(
                text.format(
                    title=shown(each.title), sender=shown(each.sender), files=files, size=words.size(each.size),
                    when=words.moment(each.sent),
                )
            )  # fmt: skip
        self.first.setVisible(bool(seen.first))

    # --- saving ---------------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        self._tried = True
        self._judge()
        fetches = self.action.value() == Then.FETCH.value
        for wrong, field in (
            (bool(self._wrong_name()), self.name),
            (fetches and not self.folders.templates(), self.folders),
            (fetches and bool(self.program.error()), self.program),
            (fetches and bool(self.post.error()), self.post),
        ):
            if wrong:
                field.setFocus()
                return
        self._busy = True
        self._judge()
        name = self._old.name if self._old else self.name.text().strip()
        profile, values = self._bridge.profile, self.values()
        self._bridge.edit(
            self, lambda: set_rule(profile, name, values), lambda _: self._was_saved(name), self._not_saved
        )


def _column(*items: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for item in items:
        column.addWidget(item)
    return made


def _words(field: QLineEdit) -> list[str]:
    return [word.strip() for word in field.text().split(",") if word.strip()]


def _size(value: int | None) -> str:
    """As it may be typed."""
    if value is None:
        return ""
    for unit, name in ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if value >= unit and value % (unit // 10) == 0:
            return f"{value / unit:g} {name}"
    return str(value)
