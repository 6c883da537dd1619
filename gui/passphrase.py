"""Asks for the passphrase of the profile in a small window, on behalf of a thread that waits for it."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout

from engine.errors import TowlineError


class Passphrase(QDialog):
    def __init__(self, asked: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Unlock Towline"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label = QLabel(asked.rstrip(": "), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(label.text())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (label, self.field, buttons):
            layout.addWidget(widget)


def ask_from_thread(asked: str) -> str:
    """Called in any thread but the window's. Raises TowlineError "key-locked" if the person gives none."""
    answer: Future[str | None] = Future()

    def open_it() -> None:
        dialog = Passphrase(asked)
        dialog.accepted.connect(lambda: answer.set_result(dialog.field.text()))
        dialog.rejected.connect(lambda: answer.set_result(None))
        dialog.open()
        _open.append(dialog)
        dialog.destroyed.connect(lambda: _open.remove(dialog))

    application = QCoreApplication.instance()
    assert isinstance(application, QObject)
    QTimer.singleShot(0, application, open_it)
    given = answer.result()
    if given is None:
        raise TowlineError("key-locked", reason="no passphrase was given")
    return given


_open: list[QDialog] = []  # dialogs that stand: nothing else holds them
