"""Small questions and texts of the window, none of which holds anything up: they are asked beside what goes on.

The default button is always the safe one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget


def question(
    parent: QWidget,
    title: str,
    text: str,
    yes: str,
    no: str,
    then: Callable[[], object],
    otherwise: Callable[[], object] | None = None,
) -> QMessageBox:
    """Asks; `then` runs if a person chooses `yes`, `otherwise` after a `no`. Enter and Esc mean `no`."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    safe = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    assert isinstance(safe, QPushButton)
    box.setDefaultButton(safe)
    box.setEscapeButton(safe)
    no_act = otherwise or (lambda: None)
    box.buttonClicked.connect(lambda button: then() if button is agreed else no_act())
    box.open()
    return box


def text_window(parent: QWidget, title: str, text: str) -> QDialog:
    """A text to read and to copy from."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(620, 480)
    area = QPlainTextEdit(text, dialog)
    area.setReadOnly(True)
    area.setAccessibleName(title)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(area)
    layout.addWidget(buttons)
    dialog.show()
    return dialog
