"""Tools, Doctor: lines that come while checks run, what is copied, and that it may be left at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from window_engine import WindowEngine
from window_kit import act, one, open_window, push, texts, top, waits

from engine.api_figures import CheckRow
from engine.errors import TowlineError
from gui import language
from gui.bridge import Bridge
from gui.cluster_test_view import ResultMark
from gui.doctor_dialog import DoctorDialog
from gui.main_window import MainWindow

KEYS = CheckRow("Keys", "ok", "Unlocked by the keyring.")
ROOM = CheckRow("Disk of downloads", "warn", "1.2 GB free at /mnt/in.", "Make room there.")
NONE = CheckRow("Clusters", "fail", "There is none yet.", "Add one with 'towline cluster add'.")

Tell = Callable[[CheckRow], None]
Open = Callable[[WindowEngine], DoctorDialog]


class Slow(WindowEngine):
    """Whose checks come when a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[tuple[Tell, Future[list[CheckRow]]]] = []

    def doctor(self, on_check: Tell) -> Future[list[CheckRow]]:
        self.begun.append((on_check, Future()))
        return self.begun[-1][1]


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """As an English window has it: what to click in place of what to type."""
    language.apply("en", qapp)
    yield
    for translator in qapp.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()


def ended(dialog: DoctorDialog, qtbot: QtBot) -> str:
    waits(qtbot, lambda: not dialog.summary.text().endswith("…"))
    return dialog.summary.text()


@pytest.fixture(name="open_doctor")
def open_doctor_fixture(english: None, make_bridge: Callable[[WindowEngine], Bridge], qtbot: QtBot) -> Open:
    def open_it(engine: WindowEngine) -> DoctorDialog:
        act(open_window(make_bridge(engine), qtbot), "doctor")
        return one(DoctorDialog, qtbot)

    return open_it


def test_lines_say_what_was_found_and_below_it_what_to_click(open_doctor: Open, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.check_rows = [KEYS, ROOM, NONE]
    dialog = open_doctor(engine)
    assert ended(dialog, qtbot) == "1 thing does not work."
    waits(qtbot, lambda: "Add one under Clusters in the settings." in texts(dialog))
    assert "Disk of downloads\n1.2 GB free at /mnt/in.\nMake room there." in texts(dialog)


def test_lines_come_as_they_are_known(open_doctor: Open, qtbot: QtBot) -> None:
    engine = Slow()
    dialog = open_doctor(engine)
    waits(qtbot, lambda: engine.begun)
    tell, future = engine.begun[0]
    tell(KEYS)
    waits(qtbot, lambda: KEYS.text in texts(dialog))
    assert dialog.summary.text().endswith("…")
    tell(ROOM)
    future.set_result([KEYS, ROOM])
    assert ended(dialog, qtbot) == "Everything works; 1 thing could be better."
    waits(qtbot, lambda: ROOM.text in texts(dialog))


def test_it_is_left_by_a_key_while_checks_run_and_what_comes_later_is_no_matter(
    open_doctor: Open, qtbot: QtBot
) -> None:
    engine = Slow()
    dialog = open_doctor(engine)
    waits(qtbot, lambda: engine.begun)
    assert dialog.focusWidget() is dialog.close_button
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    waits(qtbot, lambda: not isValid(dialog))
    tell, future = engine.begun[0]
    tell(KEYS)
    future.set_result([KEYS])
    QApplication.processEvents()  # what would reach it has its turn


def test_enter_leaves_it_too(open_doctor: Open, qtbot: QtBot) -> None:
    dialog = open_doctor(WindowEngine())
    assert ended(dialog, qtbot) == "Everything works."
    qtbot.keyClick(dialog.close_button, Qt.Key.Key_Return)
    waits(qtbot, lambda: not top(DoctorDialog))


def test_there_is_one_however_often_it_is_chosen(english: None, bridge: Bridge, qtbot: QtBot) -> None:
    window: MainWindow = open_window(bridge, qtbot)
    act(window, "doctor")
    act(window, "doctor")
    one(DoctorDialog, qtbot)


def test_what_is_copied_is_what_the_lines_say(open_doctor: Open, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.check_rows = [KEYS, ROOM, NONE]
    dialog = open_doctor(engine)
    ended(dialog, qtbot)
    push(dialog, "Copy")
    assert QGuiApplication.clipboard().text() == (
        "ok, Keys: Unlocked by the keyring.\n"
        "warning, Disk of downloads: 1.2 GB free at /mnt/in. Make room there.\n"
        "failed, Clusters: There is none yet. Add one under Clusters in the settings.\n"
    )


def test_a_line_is_read_out_whole_and_its_mark_has_a_word(open_doctor: Open, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.check_rows = [KEYS, ROOM]
    dialog = open_doctor(engine)
    ended(dialog, qtbot)
    assert [mark.accessibleName() for mark in dialog.findChildren(ResultMark)] == ["ok", "warning"]
    assert set(dialog.report().splitlines()) <= {frame.accessibleName() for frame in dialog.findChildren(QFrame)}


def test_an_engine_that_cannot_look_says_why(open_doctor: Open, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.fail["doctor"] = TowlineError("door", reason="it ended")
    dialog = open_doctor(engine)
    assert ended(dialog, qtbot) == "Not everything could be looked at."
    assert dialog.strip.isVisible() and "it ended" in dialog.strip.text.text()
