"""Sending by hand: drops on cards and elsewhere, eight seconds to undo, pasted files, paths of a second start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from made_rows import person
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine
from window_kit import act, dialog, drop, drop_on_card, files, line_of, open_window, push, top, waits

from engine.api import Choices, Handed, Outcome, Wanted
from gui import sending
from gui.bridge import Bridge
from gui.main_window import MainWindow
from gui.queue_choices import set_asks_before
from gui.send_dialog import SendDialog

Make = Callable[[WindowEngine], Bridge]
SCANS = "/data/scans-41"


@pytest.fixture
def window(bridge: Bridge, qtbot: QtBot) -> MainWindow:
    return open_window(bridge, qtbot)


def sent(engine: WindowEngine) -> list[tuple[list[str], str, Wanted]]:
    """Paths, queue and intent of every send."""
    return [(paths, queue, wanted) for paths, queue, _, _, wanted, _ in engine.of("send")]


# --- dropping -------------------------------------------------------------------------------------------------------------


def test_a_drop_on_a_card_is_sent_at_once_with_the_queue(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    drop_on_card(window, "Ben", SCANS)
    waits(qtbot, lambda: engine.of("send"))
    (given,) = engine.of("send")
    assert given == ([SCANS], "Ben", Choices(), "", Wanted.RUN, ())
    waits(qtbot, lambda: line_of(window, 'Sending "scans-41" to Ben.'))
    assert not top(SendDialog)


def test_a_drop_with_shift_asks_first(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    drop_on_card(window, "Ben", SCANS, shift=True)
    asked = dialog(qtbot)
    assert asked.queue() == "Ben"
    assert not engine.of("send")


def test_a_drop_on_a_queue_that_asks_opens_the_dialog(
    window: MainWindow, bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    set_asks_before(bridge.view, "Ben", True)
    drop_on_card(window, "Ben", SCANS)
    assert dialog(qtbot).queue() == "Ben"
    assert not engine.of("send")


def test_a_drop_anywhere_else_opens_the_dialog_with_the_queue_last_used(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    window.cards.used("Public notices")
    assert drop(window, files([SCANS]), window.rect().center())
    assert dialog(qtbot).queue() == "Public notices"
    waits(qtbot, lambda: bool(engine.of("scan")))
    assert engine.of("scan")[0][1] == [SCANS]


def test_what_holds_no_files_cannot_be_dropped(window: MainWindow) -> None:
    text = files([])
    text.setText("only words")
    assert not drop(window, text, window.rect().center())


def test_several_things_are_counted_in_the_line(window: MainWindow, qtbot: QtBot) -> None:
    drop_on_card(window, "Ben", SCANS, "/data/a.txt")
    waits(qtbot, lambda: line_of(window, "Sending 2 items to Ben."))


def test_a_queue_that_went_away_under_a_drop_is_a_sentence(
    window: MainWindow, bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    window._sending.dropped("Gone", [SCANS], False)
    waits(qtbot, lambda: any("Gone" in text for text in window.strip.texts()) or top(SendDialog))
    assert not engine.of("send")


# --- eight seconds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("queue", ["Public notices", "Plant HQ"])  # not encrypted; to somebody not verified
def test_what_is_doubtful_is_held_and_then_goes_on(
    queue: str, make_bridge: Make, engine: WindowEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "UNDO", 0.05)
    if queue == "Plant HQ":
        engine.put(replace(engine.people_rows["Anna"], trust="not-verified"))
    window = open_window(make_bridge(engine), qtbot)
    drop_on_card(window, queue, SCANS)
    waits(qtbot, lambda: engine.of("resume"))
    assert sent(engine) == [([SCANS], queue, Wanted.PAUSE)]
    (held,) = [row.id for row in engine.rows.values() if row.title == "scans-41" and row.queue == queue][-1:]
    assert engine.of("resume") == [([held],)]
    qtbot.waitUntil(lambda: not line_of(window, "Sending"))


def test_what_is_held_says_so_and_why(window: MainWindow, qtbot: QtBot) -> None:
    drop_on_card(window, "Public notices", SCANS)
    why = "It begins in 8 seconds, because not everybody is verified or it is not encrypted."
    waits(qtbot, lambda: why in line_of(window, "Sending"))


def test_undo_cancels_and_forgets(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    before = set(engine.rows)
    drop_on_card(window, "Ben", SCANS)
    waits(qtbot, lambda: line_of(window, "Sending"))
    (new,) = set(engine.rows) - before
    push(window.strip, "Undo")
    waits(qtbot, lambda: engine.of("forget"))
    assert engine.of("cancel") == [([new],)]
    assert set(engine.rows) == before
    assert not line_of(window, "Sending")


def test_undo_of_what_is_held_never_starts_it(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop_on_card(window, "Public notices", SCANS)
    waits(qtbot, lambda: line_of(window, "Sending"))
    push(window.strip, "Undo")
    waits(qtbot, lambda: engine.of("forget"))
    monkeypatch.setattr(sending, "UNDO", 0.02)
    drop_on_card(window, "Public notices", "/data/other")
    waits(qtbot, lambda: engine.of("resume"))
    assert len(engine.of("resume")) == 1


class QuickEngine(WindowEngine):
    """On whose cluster everything is stored before a person can do anything."""

    def cancel(self, ids: list[str]) -> object:  # type: ignore[override]
        self.put(*[replace(self.rows[id], outcome=Outcome.STORED, state="stored", offer=id) for id in ids])
        self._asked("cancel", ids)
        return self._set([])


def test_undo_of_what_is_stored_already_takes_it_back(make_bridge: Make, qtbot: QtBot) -> None:
    engine = QuickEngine()
    engine.put(person("Ben"))
    window = open_window(make_bridge(engine), qtbot)
    drop_on_card(window, "Ben", SCANS)
    waits(qtbot, lambda: line_of(window, "Sending"))
    (id,) = engine.rows
    push(window.strip, "Undo")
    waits(qtbot, lambda: engine.of("forget"))
    assert engine.of("withdraw") == [(id,)]
    assert not engine.rows


def test_change_undoes_and_opens_the_dialog_with_the_same_files(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    drop_on_card(window, "Ben", SCANS)
    waits(qtbot, lambda: line_of(window, "Sending"))
    push(window.strip, "Change…")
    assert dialog(qtbot).queue() == "Ben"
    waits(qtbot, lambda: bool(engine.of("forget") and engine.of("scan")))
    assert engine.of("scan")[0][1] == [SCANS]


def test_what_is_held_when_the_window_is_closed_goes_on(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    drop_on_card(window, "Public notices", SCANS)
    waits(qtbot, lambda: line_of(window, "Sending"))
    window.leave()
    waits(qtbot, lambda: engine.of("resume"))


# --- other ways in --------------------------------------------------------------------------------------------------------


def test_pasted_files_go_where_the_chosen_card_sends_them(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    window.cards.choose("Ben")
    QGuiApplication.clipboard().setMimeData(files([SCANS]))
    act(window, "paste")
    waits(qtbot, lambda: engine.of("send"))
    assert sent(engine) == [([SCANS], "Ben", Wanted.RUN)]


def test_pasted_files_are_asked_about_where_the_queue_asks(window: MainWindow, bridge: Bridge, qtbot: QtBot) -> None:
    set_asks_before(bridge.view, "Ben", True)
    window.cards.choose("Ben")
    QGuiApplication.clipboard().setMimeData(files([SCANS]))
    act(window, "paste")
    assert dialog(qtbot).queue() == "Ben"


def test_a_pasted_text_goes_into_the_field(window: MainWindow, engine: WindowEngine, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("press")
    act(window, "find")
    waits(qtbot, window.search.hasFocus)
    act(window, "paste")
    assert window.search.text() == "press"
    assert not engine.of("send")


def test_paths_of_a_second_start_raise_the_window_and_open_the_dialog(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    window.showMinimized()
    engine.tell(Handed((SCANS,)))
    assert dialog(qtbot).isVisible()
    assert not window.isMinimized()
    waits(qtbot, lambda: bool(engine.of("scan")))
    assert engine.of("scan")[0][1] == [SCANS]


def test_a_second_start_without_paths_only_shows_the_window(
    window: MainWindow, engine: WindowEngine, qtbot: QtBot
) -> None:
    window.showMinimized()
    engine.tell(Handed(()))
    waits(qtbot, lambda: not window.isMinimized())
    assert not top(SendDialog)
