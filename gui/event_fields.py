"""The fields of an event that is posted for a bundle of a queue or after a fetch of a rule: where to, and its template.

Promises: what is wrong with them is said while they are typed, in the words the settings would use.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from engine.settings_actions import check_event
from engine.settings_keys import Wrong
from gui.look import GAP
from gui.words import told


class EventFields(QWidget):
    """`edited`: a person typed."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topic = QLineEdit()
        self.topic.setPlaceholderText(self.tr("Topic, for example scans; empty posts nothing"))
        self.topic.setAccessibleName(self.tr("Topic of the event"))
        self.template = QPlainTextEdit()
        self.template.setPlaceholderText('{"type": "scan.ready", "data": {"order": "{tag:order}", "size": "{size}"}}')
        self.template.setAccessibleName(self.tr("Template of the event"))
        self.template.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.template.setTabChangesFocus(True)
        self.template.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.template.setFixedHeight(self.template.fontMetrics().lineSpacing() * 4 + 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.topic)
        column.addWidget(self.template)
        self.setFocusProxy(self.topic)
        self.topic.textEdited.connect(lambda _: self.edited.emit())
        self.template.textChanged.connect(self.edited)

    def fill(self, topic: str, template: str) -> None:
        self.topic.setText(topic)
        self.template.setPlainText(template)

    def values(self) -> tuple[str, str]:
        """Topic and template, both empty if no event is wanted."""
        return self.topic.text().strip(), self.template.toPlainText().strip()

    def error(self) -> str:
        topic, template = self.values()
        if template and not topic:
            return self.tr("Name the topic that the event goes to.")
        try:
            check_event(topic, template)
        except Wrong as error:
            return told(error.what, error.todo)
        return ""
