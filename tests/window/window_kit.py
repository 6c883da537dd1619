"""The whole window over an engine for tests, and what a person does with it: dropping, pasting, pressing, reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from made_rows import new_id
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.bridge import Bridge
from gui.main_window import MainWindow
from gui.send_dialog import SendDialog

W = TypeVar("W", bound=QWidget)


def open_window(bridge: Bridge, qtbot: QtBot) -> MainWindow:
    """Shown, with its lists read."""
    window = MainWindow(bridge)
    qtbot.addWidget(window, before_close_func=lambda _: window.leave())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: not window.transfers._loading and not window.transfers.model.busy)
    qtbot.waitUntil(lambda: window._snapshot is not None)
    return window


# --- what is seen ---------------------------------------------------------------------------------------------------------


def top(kind: type[W]) -> list[W]:
    """Windows of a kind that can be seen."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


def one(kind: type[W], qtbot: QtBot) -> W:
    """The only window of a kind, once it is there."""
    qtbot.waitUntil(lambda: len(top(kind)) == 1)
    return top(kind)[0]


def dialog(qtbot: QtBot) -> SendDialog:
    return one(SendDialog, qtbot)


def tabs(window: MainWindow) -> list[str]:
    return [window.tabs.tabText(place) for place in range(window.tabs.count())]


def line_of(window: MainWindow, start: str) -> str:
    """The line of the strip that begins so; nothing if there is none."""
    return next((text for text in window.strip.texts() if text.startswith(start)), "")


def texts(widget: QWidget) -> str:
    """Every text of a label that can be seen in it, a line each."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


# --- what is done ---------------------------------------------------------------------------------------------------------


def select(window: MainWindow, *numbers: int) -> None:
    """Selects transfers of the page Transfers by their number in the scene."""
    places = [window.transfers.model.place(new_id(number)) for number in numbers]
    window.transfers.table.setFocus()
    window.transfers.table.select_lines([place for place in places if place is not None])
    if places[0] is not None:
        index = window.transfers.model.index(places[0], 0)
        selection = window.transfers.table.selectionModel()
        selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)


def act(window: MainWindow, name: str) -> None:
    """Chooses an entry of a menu, which must be on."""
    action = window.menus.actions[name]
    assert action.isEnabled(), f"{name} is off"
    action.trigger()


def answer(qtbot: QtBot, title: str) -> str:
    """Presses a button of the question that stands there, and gives its text."""
    box = one(QMessageBox, qtbot)
    text = box.text()
    (button,) = [each for each in box.buttons() if each.text() == title]
    button.click()
    qtbot.waitUntil(lambda: not isValid(box) or not box.isVisible())
    return text


def push(widget: QWidget, title: str) -> None:
    """Presses the button of that title that can be seen."""
    found = [each for each in widget.findChildren(QPushButton) if each.isVisible() and each.text() == title]
    assert len(found) == 1, f"{len(found)} buttons {title!r}"
    found[0].click()


def menu_titles(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def files(paths: Iterable[str]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def drop(widget: QWidget, mime: QMimeData, at: QPoint, *, shift: bool = False) -> bool:
    """Drags over a widget and lets go; whether it took it."""
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(at, copy, mime, left, keys)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(at), copy, mime, left, keys, QEvent.Type.Drop))
    return enter.isAccepted()


def drop_on_card(window: MainWindow, queue: str, *paths: str, shift: bool = False) -> None:
    cards = window.cards
    row = cards.model.names().index(queue)
    at = cards.view.visualRect(cards.model.index(row)).center()
    assert drop(cards.view.viewport(), files(paths), at, shift=shift)


def waits(qtbot: QtBot, happened: Callable[[], object], timeout: int = 5_000) -> None:
    """`timeout`: ms; more than that where another process must do something first."""
    qtbot.waitUntil(lambda: bool(happened()), timeout=timeout)
