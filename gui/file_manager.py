"""A folder in the file manager of the desktop. Folders only: a file that somebody sent is never run from here."""

from __future__ import annotations

import os

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from engine.names import shown
from gui.words import tr


def open_folder(path: str) -> str:
    """Shows it there; gives what is to be said instead where it is gone."""
    if os.path.isdir(path):
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))
        return ""
    return tr("The folder {folder} is not there any more.").format(folder=shown(path))
