"""The bridge between window and engine."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from made_rows import transfer
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine

from engine.api import Choices, Handed, Notice, SettingsRead
from engine.errors import TowlineError
from gui.bridge import Bridge

Make = Callable[[WindowEngine], Bridge]


def test_events_of_one_row_are_told_once_as_the_newest(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    bridge = make_bridge(engine)
    told: list[list[object]] = []
    bridge.changed.connect(told.append)
    row = transfer(1)
    with qtbot.waitSignal(bridge.changed):
        for done in range(50):
            engine.put(replace(row, done=done))
    assert told == [[replace(row, done=49)]]


def test_events_of_engine_threads_arrive_in_the_window_thread(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    bridge = make_bridge(engine)
    seen: list[QThread] = []
    bridge.noticed.connect(lambda _: seen.append(QThread.currentThread()))
    with qtbot.waitSignal(bridge.noticed):
        threading.Thread(target=engine.tell, args=(Notice("info", "A", "B."),)).start()
    assert seen == [bridge.thread()]


def test_every_notice_is_told(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    bridge = make_bridge(engine)
    texts: list[str] = []
    bridge.noticed.connect(lambda notice: texts.append(notice.text))
    with qtbot.waitSignals([bridge.noticed] * 2):
        engine.tell(Notice("info", "A", "One."))
        engine.tell(Notice("info", "A", "Two."))
    assert texts == ["One.", "Two."]


def test_paths_of_a_second_start_arrive(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    bridge = make_bridge(engine)
    with qtbot.waitSignal(bridge.handed) as heard:
        engine.tell(Handed(("/a", "/b")))
    assert heard.args == [["/a", "/b"]]


def test_the_result_of_a_future_comes_in_the_window_thread(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    bridge = make_bridge(engine)
    got: list[tuple[object, bool]] = []
    bridge.ask(
        bridge,
        lambda: engine.send(["/a"], "hq", Choices()),
        lambda id: got.append((id, QThread.currentThread() == bridge.thread())),
    )
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(next(iter(engine.rows)), True)]


def test_an_error_goes_to_its_caller_or_to_everybody(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    bridge = make_bridge(engine)
    mine: list[TowlineError] = []

    def fail() -> None:
        raise TowlineError("no-such-queue", name="x")

    bridge.ask(bridge, fail, failed=mine.append)
    qtbot.waitUntil(lambda: bool(mine))
    assert mine[0].word == "no-such-queue"


def test_nothing_is_told_to_a_widget_that_is_gone(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    bridge = make_bridge(engine)
    owner, after = QObject(), QObject()
    go, told = threading.Event(), []
    bridge.ask(owner, lambda: go.wait(10), lambda _: told.append("owner"))
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    go.set()
    bridge.ask(after, lambda: None, lambda _: told.append("after"))
    qtbot.waitUntil(lambda: "after" in told)
    assert told == ["after"]


def test_a_fault_is_complained_about_as_one(make_bridge: Make, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    engine = WindowEngine()
    bridge = make_bridge(engine)
    mine: list[TowlineError] = []
    bridge.ask(bridge, lambda: 1 // 0, failed=mine.append)
    qtbot.waitUntil(lambda: bool(mine))
    assert mine[0].word == "bug"
    assert "fault in a call" in caplog.text


def test_edited_settings_are_read_again_by_window_and_engine(
    bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    from engine.settings_edit import set_queue

    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(bridge, lambda: set_queue(bridge.profile, "New", {"cluster": "prod-eu", "to": ["Ben"]}))
    assert "New" in bridge.settings.queues
    assert engine.of("apply")


def test_what_is_set_up_elsewhere_is_seen_once_the_engine_read_it(
    bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    from engine.settings_edit import set_queue

    changes: list[None] = []
    bridge.settings_changed.connect(lambda: changes.append(None))
    set_queue(bridge.profile, "New", {"cluster": "prod-eu", "to": ["Ben"]})  # as 'towline queue add' does
    engine.tell(SettingsRead())
    qtbot.waitUntil(lambda: bool(changes))
    assert "New" in bridge.settings.queues
    engine.tell(SettingsRead())
    engine.tell(Notice("info", "A", "B."))
    with qtbot.waitSignal(bridge.noticed):
        pass
    asked: list[None] = []
    bridge.ask(bridge, lambda: None, asked.append)
    qtbot.waitUntil(lambda: bool(asked))
    assert len(changes) == 1, "nothing is told where nothing changed"
