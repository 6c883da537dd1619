"""Everything can be reached, used and left with the keyboard alone, and has a name for those who only hear it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from made_rows import new_id
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine
from window_kit import act, one, open_window, select, top, waits

from gui.bridge import Bridge
from gui.first_run import FirstRun
from gui.main_window import PAGES, MainWindow
from gui.queue_editor import QueueEditor
from gui.send_dialog import SendDialog
from gui.settings_window import SettingsWindow
from gui.verify_dialog import VerifyDialog

MANY = 120  # steps after which a walk that has not come around is trapped
Control = QAbstractButton | QLineEdit | QComboBox | QAbstractItemView | QAbstractSpinBox | QPlainTextEdit | QTabBar
SETTINGS = ("clusters", "identity", "people", "teams", "general", "advanced")

Open = Callable[[MainWindow, QtBot], QWidget]


@pytest.fixture
def window(bridge: Bridge, qtbot: QtBot) -> MainWindow:
    return open_window(bridge, qtbot)


def walk(top: QWidget, qtbot: QtBot, *, back: bool = False) -> list[QWidget]:
    """Presses Tab from where the focus is until it comes around; what had the focus, in order."""
    waits(qtbot, lambda: QApplication.focusWidget() is not None)
    seen: list[QWidget] = []
    for _ in range(MANY):
        widget = QApplication.focusWidget()
        assert widget is not None, f"the focus was lost after {named(seen[-1])}"
        if widget in seen:
            return seen
        seen.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not widget, f"trapped in {named(widget)}"
    raise AssertionError(f"no way around: {[named(each) for each in seen[-5:]]}")


def reachable(top: QWidget) -> list[QWidget]:
    """What a person may want to reach: visible, on, and not a part of another control."""
    found = []
    for widget in top.findChildren(QWidget):
        part = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit | QTabBar)
        mine = widget.window() is top.window() and widget.isVisible() and widget.isEnabled() and not part
        if mine and isinstance(widget, Control) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            found.append(widget)
    return found


def named(widget: QWidget) -> str:
    """What a screen reader says of it."""
    heard = QAccessible.queryAccessibleInterface(widget)
    name = heard.text(QAccessible.Text.Name) if heard is not None and heard.isValid() else ""
    return f"{type(widget).__name__} {name!r}"


def nameless(top: QWidget) -> list[str]:
    """Controls of which nothing is said."""
    found = []
    for widget in top.findChildren(QWidget):
        inner = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit | QTabBar)
        if not isinstance(widget, Control) or inner or not widget.isVisible() or widget.window() is not top.window():
            continue
        if type(widget).__name__ in ("QTableCornerButton", "QHeaderView"):
            continue
        heard = QAccessible.queryAccessibleInterface(widget)
        if heard is None or not heard.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def missed(top: QWidget, seen: list[QWidget]) -> list[str]:
    """What can be seen but was not reached; of buttons that exclude each other one is enough, arrows do the rest."""
    groups = {each.group() for each in seen if isinstance(each, QAbstractButton) and each.group() is not None}
    out = []
    for widget in reachable(top):
        if widget in seen or any(widget.isAncestorOf(each) for each in seen if isinstance(widget, QScrollArea)):
            continue
        if isinstance(widget, QAbstractButton) and (widget.group() in groups or widget.autoExclusive()):
            continue
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        out.append(named(widget))
    return out


# --- the main window ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
def test_tab_reaches_everything_of_a_page_and_comes_around(
    page: str, back: bool, window: MainWindow, qtbot: QtBot
) -> None:
    act(window, page)
    if page == "inbox":
        waits(qtbot, lambda: window.inbox.model.rowCount() > 0)
        window.inbox.view.select_lines([0])
    seen = walk(window, qtbot, back=back)
    assert missed(window, seen) == []
    assert nameless(window) == []


@pytest.mark.parametrize("page", PAGES)
def test_alt_and_a_number_shows_a_page_with_the_focus_in_it(page: str, window: MainWindow, qtbot: QtBot) -> None:
    act(window, "history" if page != "history" else "transfers")
    key = [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4][PAGES.index(page)]
    qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    assert window.page() is getattr(window, page)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QAbstractItemView)
    assert window.page().isAncestorOf(focus)


def test_f6_goes_around_cards_page_and_details(window: MainWindow, qtbot: QtBot) -> None:
    act(window, "details")
    act(window, "transfers")
    waits(qtbot, window.transfers.table.hasFocus)
    places = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert isinstance(focus, Control), f"{named(focus)} cannot be used with keys"
        places.append(
            next(pane for pane in (window.cards, window.transfers, window.details) if pane.isAncestorOf(focus))
        )
    assert places == [window.details, window.cards, window.transfers]


def test_the_reading_order_is_toolbar_cards_pages_details(window: MainWindow, qtbot: QtBot) -> None:
    act(window, "details")
    act(window, "transfers")
    window.toolbar.send.setFocus()
    seen = walk(window, qtbot)
    order = [window.toolbar.send, window.toolbar.fetch, window.toolbar.pause, window.toolbar.failed, window.search]
    assert seen[:5] == order
    places = [seen.index(widget) for widget in (window.search, window.cards.view, window.people, window.clusters)]
    places += [seen.index(widget) for widget in (window.tabs, window.transfers.table)]
    assert places == sorted(places)


def test_the_context_menu_key_opens_the_menu_of_the_row(window: MainWindow, qtbot: QtBot) -> None:
    select(window, 1)
    table = window.transfers.table
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, table.rect().center(), table.mapToGlobal(table.rect().center())
    )
    QApplication.sendEvent(table, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    waits(qtbot, lambda: QApplication.activePopupWidget() is None)


def test_copy_copies_what_has_the_focus(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    control = Qt.KeyboardModifier.ControlModifier
    select(window, 1)
    clipboard.clear()
    qtbot.keyClick(window.transfers.table, Qt.Key.Key_C, control)
    assert clipboard.text() == "scans-41"
    act(window, "history")
    waits(qtbot, lambda: window.history.model.rowCount() == 3)
    window.history.table.setFocus()
    window.history.table.select_lines([0])
    clipboard.clear()
    qtbot.keyClick(window.history.table, Qt.Key.Key_C, control)
    waits(qtbot, lambda: "audio" in clipboard.text())


def test_what_is_typed_stays_in_its_field(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    select(window, 1)
    act(window, "find")
    waits(qtbot, window.search.hasFocus)
    qtbot.keyClicks(window.search, "ab")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_Delete):
        qtbot.keyClick(window.search, key)
    assert window.search.text() == ""
    assert not engine.of("cancel")


# --- dialogs --------------------------------------------------------------------------------------------------------------


def send_dialog(window: MainWindow, qtbot: QtBot) -> QWidget:
    window._sending.ask(["/data/scans-41"], "Ben")
    dialog = one(SendDialog, qtbot)
    waits(qtbot, lambda: dialog.people.recipients.known)
    return dialog


def queue_editor(window: MainWindow, qtbot: QtBot) -> QWidget:
    act(window, "new-queue")
    return one(QueueEditor, qtbot)


def first_run(window: MainWindow, qtbot: QtBot) -> QWidget:
    act(window, "getting-started")
    return one(FirstRun, qtbot)


def verify(window: MainWindow, qtbot: QtBot) -> QWidget:
    window._windows.verify("Carla")
    dialog = one(VerifyDialog, qtbot)
    waits(qtbot, dialog.ticks[0].isEnabled)
    return dialog


def settings_page(name: str) -> Open:
    def opened(window: MainWindow, qtbot: QtBot) -> QWidget:
        window._windows.show_settings(name)
        return one(SettingsWindow, qtbot)

    return opened


DIALOGS: dict[str, Open] = {
    "send": send_dialog,
    "queue": queue_editor,
    "first-run": first_run,
    "verify": verify,
    **{name: settings_page(name) for name in SETTINGS},
}


@pytest.mark.parametrize("name", DIALOGS)
def test_tab_reaches_everything_of_a_dialog_and_comes_around(name: str, window: MainWindow, qtbot: QtBot) -> None:
    dialog = DIALOGS[name](window, qtbot)
    dialog.activateWindow()
    waits(qtbot, lambda: QApplication.activeWindow() is dialog)
    if QApplication.focusWidget() is None:
        qtbot.keyClick(dialog, Qt.Key.Key_Tab)
    seen = walk(dialog, qtbot)
    assert missed(dialog, seen) == []
    assert nameless(dialog) == []


def test_esc_does_not_close_what_holds_input(window: MainWindow, qtbot: QtBot) -> None:
    dialog = send_dialog(window, qtbot)
    assert isinstance(dialog, SendDialog)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "Plans of November")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.name.text() == "Plans of November"


def test_esc_closes_what_holds_none(window: MainWindow, qtbot: QtBot) -> None:
    dialog = send_dialog(window, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    waits(qtbot, lambda: not top(SendDialog))


def test_esc_in_the_main_window_closes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.search.setText("scans")
    for widget in (window.transfers.table, window.cards.view, window.search):
        qtbot.keyClick(widget, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.search.text() == "scans"
    assert window.transfers.model.place(new_id(1)) is not None
