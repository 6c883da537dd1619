"""The queue cards: what stands on them, what can be dropped on them, how they are used with mouse, keys and menu."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from made_rows import link, new_id, person, transfer
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine

from engine import settings_edit
from engine.api import Outcome, TransferRow
from engine.api_pace import PaceRow, RestRow
from gui import dropped
from gui.bridge import Bridge
from gui.queue_cards import Card, QueueCards
from gui.queue_choices import set_asks_before

Make = Callable[[WindowEngine], Bridge]


def cards_of(bridge: Bridge, qtbot: QtBot) -> QueueCards:
    cards = QueueCards(bridge)
    qtbot.addWidget(cards)
    cards.resize(250, 560)
    with qtbot.waitExposed(cards):
        cards.show()
    return cards


def said(cards: QueueCards, name: str) -> str:
    return cards.model.card(name).state


def middle(cards: QueueCards, row: int) -> QPoint:
    return cards.view.visualRect(cards.model.index(row)).center()


def files(*paths: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def drop(cards: QueueCards, mime: QMimeData, where: QPoint, shift: bool = False) -> None:
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(cards.view.viewport(), QDragEnterEvent(where, copy, mime, left, keys))
    QApplication.sendEvent(cards.view.viewport(), QDropEvent(QPointF(where), copy, mime, left, keys))


# --- what stands on a card -----------------------------------------------------------------------------------------------


def test_a_card_says_who_gets_it_and_how_it_is_protected(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    qtbot.waitUntil(lambda: cards.model.card("Ben").people == "Ben ✓")
    hq, notices = cards.model.card("Plant HQ"), cards.model.card("Public notices")
    assert (hq.people, hq.way, hq.open) == ("Anna ✓, Team HQ", "prod-eu · AES-256-GCM · zstd", False)
    assert notices.open
    assert "not encrypted" in notices.way
    assert (notices.doubt, notices.level) == ("not verified", "warning")


def test_at_most_two_names_stand_on_a_card(bridge: Bridge, qtbot: QtBot) -> None:
    many = {"to": ["Ben", "Anna", "Carla", "me"]}
    bridge.edit(bridge, lambda: settings_edit.set_queue(bridge.profile, "Ben", many))
    cards = cards_of(bridge, qtbot)
    qtbot.waitUntil(lambda: cards.model.card("Ben").people == "Ben ✓, Anna ✓ +2")


def test_a_blocked_person_stands_on_the_card(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    engine.put(person("Ben", trust="blocked"))
    qtbot.waitUntil(lambda: cards.model.card("Ben").doubt == "blocked")
    assert cards.model.card("Ben").level == "blocker"


def test_a_screen_reader_gets_all_of_a_card(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    qtbot.waitUntil(lambda: cards.model.card("Public notices").doubt != "")
    read = cards.model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Public notices", "Ben ✓, Carla", "not verified", "not encrypted", "Offline"):
        assert part in read


def test_its_state_follows_its_transfers(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    cards = cards_of(make_bridge(engine), qtbot)
    assert said(cards, "Plant HQ") == "Ready"
    row = transfer(1, state="sending", size=100_000_000)
    engine.put(row, transfer(2, state="sending", size=100_000_000))
    qtbot.waitUntil(lambda: said(cards, "Plant HQ").startswith("2 sending"))
    engine.put(transfer(3, state="needs-you", why="File exists."))
    qtbot.waitUntil(lambda: said(cards, "Plant HQ").startswith("Needs you"))
    engine.forget([new_id(2), new_id(3)])
    engine.put(replace(row, state="paused"))
    qtbot.waitUntil(lambda: said(cards, "Plant HQ") == "Paused")
    engine.put(replace(row, state="stored", outcome=Outcome.STORED))
    qtbot.waitUntil(lambda: said(cards, "Plant HQ") == "Ready")


def test_what_rests_is_said_on_the_card_with_its_end(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    cards = cards_of(make_bridge(engine), qtbot)
    until = datetime.now().replace(hour=14, minute=0) + timedelta(days=1)
    engine.pace = PaceRow(rests=(RestRow("pause", until=until.timestamp()),))
    qtbot.waitUntil(lambda: said(cards, "Plant HQ") == "Paused until tomorrow 14:00")
    engine.put(transfer(1, state="paused", rests="pause"))
    engine.pace = PaceRow(rests=(RestRow("metered", "prod-eu"), RestRow("limit", kind="fetch")))
    qtbot.waitUntil(lambda: said(cards, "Plant HQ") == "Paused: metered network")
    assert said(cards, "Public notices") == "Ready"  # through another cluster


def grow(engine: WindowEngine, cards: QueueCards, qtbot: QtBot) -> TransferRow:
    """A send that grows until its queue has a rate."""
    row = transfer(1, state="sending", size=1_000_000_000)
    engine.put(row)
    grown = iter(range(1, 1000))

    def has_rate() -> bool:
        engine.put(replace(row, done=next(grown) * 1_000_000))
        return "MB/s" in said(cards, "Plant HQ")

    qtbot.waitUntil(has_rate)
    return row


def test_the_rate_is_what_its_transfers_grew(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    cards = cards_of(make_bridge(engine), qtbot)
    grow(engine, cards, qtbot)
    part = cards.model.card("Plant HQ").part
    assert part is not None
    assert 0 < part < 1


def test_the_speed_of_the_last_send_is_kept_for_the_next(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    bridge = make_bridge(engine)
    cards = cards_of(bridge, qtbot)
    row = grow(engine, cards, qtbot)
    engine.put(replace(row, state="stored", outcome=Outcome.STORED))
    qtbot.waitUntil(lambda: float(bridge.view.value("speed/prod-eu", 0.0)) > 100_000)


def test_open_transfers_of_before_are_counted_however_many(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.rows |= {new_id(n): transfer(n) for n in range(1, 4502)}
    cards = cards_of(make_bridge(engine), qtbot)
    qtbot.waitUntil(lambda: said(cards, "Plant HQ") == "4,501 waiting")


def test_a_cluster_that_fails_is_offline_with_the_next_try(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    engine.put(link("lab-us", "failed", next_try=time.time() + 90))
    qtbot.waitUntil(lambda: said(cards, "Public notices").startswith("Offline, next try 1:"))
    engine.put(link("lab-us"))
    qtbot.waitUntil(lambda: said(cards, "Public notices") == "Ready")


def test_the_model_keeps_the_rules_of_qt(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    tester = QAbstractItemModelTester(cards.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    new = {"cluster": "prod-eu", "to": ["Ben"]}
    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(bridge, lambda: settings_edit.set_queue(bridge.profile, "New", new))
    engine.put(transfer(900, queue="New", state="sending"))
    qtbot.waitUntil(lambda: said(cards, "New").startswith("1 sending"))
    assert tester.model() is cards.model


def test_names_of_others_cannot_forge_a_line() -> None:
    card = Card("a\nb", False, "", "", "", "", "", "idle", None)
    assert "\n" not in card.read_out


# --- mouse and keys ------------------------------------------------------------------------------------------------------


def test_a_click_chooses_and_a_second_lets_go(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    chosen: list[str] = []
    cards.chosen.connect(chosen.append)
    for _ in range(2):
        qtbot.mouseClick(cards.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(cards, 1))
    assert chosen == ["Ben", ""]
    assert cards.current() == "Ben"


def test_a_double_click_edits(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    with qtbot.waitSignal(cards.edit_asked) as asked:
        qtbot.mouseDClick(cards.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(cards, 0))
    assert asked.args == ["Plant HQ"]


def test_keys_choose_edit_and_let_go(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    chosen: list[str] = []
    edited: list[str] = []
    cards.chosen.connect(chosen.append)
    cards.edit_asked.connect(edited.append)
    cards.view.setFocus()
    cards.choose("Plant HQ")
    qtbot.keyClick(cards.view, Qt.Key.Key_Down)
    qtbot.keyClick(cards.view, Qt.Key.Key_Return)
    qtbot.keyClick(cards.view, Qt.Key.Key_Space)
    assert chosen == ["Plant HQ", "Ben", ""]
    assert edited == ["Ben"]


def test_the_queue_last_used_is_known_after_a_new_start(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    assert cards.current() == "Plant HQ"
    cards.used("Public notices")
    assert cards_of(bridge, qtbot).current() == "Public notices"


def test_without_queues_it_says_what_a_queue_is(make_bridge: Make, qtbot: QtBot) -> None:
    bridge = make_bridge(WindowEngine())
    for name in list(bridge.settings.watches):
        with qtbot.waitSignal(bridge.settings_changed):
            bridge.edit(bridge, lambda name=name: settings_edit.remove_watch(bridge.profile, name))  # type: ignore[misc]
    for name in list(bridge.settings.queues):
        with qtbot.waitSignal(bridge.settings_changed):
            bridge.edit(bridge, lambda name=name: settings_edit.remove_queue(bridge.profile, name))  # type: ignore[misc]
    cards = cards_of(bridge, qtbot)
    assert cards.current() == ""
    assert not cards.view.isVisible()
    button = next(one for one in cards.findChildren(QPushButton) if one.isVisible() and one.text() == "New queue")
    with qtbot.waitSignal(cards.new_asked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# --- drops ---------------------------------------------------------------------------------------------------------------


def test_a_drop_on_a_card_sends_with_its_queue(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    with qtbot.waitSignal(cards.dropped) as fell:
        drop(cards, files("/data/scans 41", "/data/ü.txt"), middle(cards, 1))
    assert fell.args == ["Ben", ["/data/scans 41", "/data/ü.txt"], False]
    assert cards.current() == "Ben"


def test_shift_or_the_queue_makes_it_ask(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    with qtbot.waitSignal(cards.dropped) as fell:
        drop(cards, files("/a"), middle(cards, 0), shift=True)
    assert fell.args == ["Plant HQ", ["/a"], True]
    set_asks_before(bridge.view, "Ben", True)
    with qtbot.waitSignal(cards.dropped) as fell:
        drop(cards, files("/a"), middle(cards, 1))
    assert fell.args == ["Ben", ["/a"], True]


def test_a_drop_beside_the_cards_asks_which_queue(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    below = cards.view.visualRect(cards.model.index(2)).bottomLeft() + QPoint(20, 40)
    with qtbot.waitSignal(cards.dropped) as fell:
        drop(cards, files("/a"), below)
    assert fell.args == ["", ["/a"], True]


def test_what_is_no_file_is_not_taken(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    text, web = QMimeData(), QMimeData()
    text.setText("hello")
    web.setUrls([QUrl("https://example.net/a.pdf")])
    for mime in (text, web):
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(middle(cards, 0), copy, mime, left, none)
        QApplication.sendEvent(cards.view.viewport(), event)
        assert not event.isAccepted()
        assert dropped.paths_of(mime) == []


def test_a_link_to_another_computer_is_left_out_of_a_drop() -> None:
    links = b"file:///a%20b\r\nfile://other/x\r\nhttp://example.net/\r\nfile://localhost/c\r\n"
    assert dropped.local_paths(links) == ["/a b", "/c"]


def test_while_dragging_cards_count_what_would_be_sent(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    mime = files(*(f"/data/{n}" for n in range(12)))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(middle(cards, 0), copy, mime, left, none)
    QApplication.sendEvent(cards.view.viewport(), event)
    assert event.isAccepted()
    assert cards.view.dragging() == 12
    cards.grab()  # it is painted without a complaint of Qt


# --- the menu of a card --------------------------------------------------------------------------------------------------


def entries(cards: QueueCards, name: str) -> dict[str, Callable[[], None]]:
    cards.open_menu(name, cards.mapToGlobal(QPoint(20, 20)))
    return {action.text(): action.trigger for action in cards.menu.actions() if action.isEnabled() and action.text()}


def test_its_menu_can_what_a_drag_can(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    with qtbot.waitSignal(cards.send_asked) as asked:
        entries(cards, "Ben")["Send files…"]()
    assert asked.args == ["Ben"]


def test_all_of_a_queue_is_paused_and_resumed(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.rows |= {new_id(n): transfer(n) for n in (1, 2)} | {new_id(3): transfer(3, queue="Ben")}
    cards = cards_of(make_bridge(engine), qtbot)
    qtbot.waitUntil(lambda: said(cards, "Plant HQ") == "2 waiting")
    entries(cards, "Plant HQ")["Pause all of it"]()
    qtbot.waitUntil(lambda: said(cards, "Plant HQ") == "Paused")
    assert sorted(engine.of("pause")[0][0]) == [new_id(1), new_id(2)]
    assert "Pause all of it" not in entries(cards, "Plant HQ")
    entries(cards, "Plant HQ")["Resume all of it"]()
    qtbot.waitUntil(lambda: said(cards, "Plant HQ") == "2 waiting")


def test_removing_asks_and_the_safe_answer_has_the_focus(bridge: Bridge, qtbot: QtBot) -> None:
    cards = cards_of(bridge, qtbot)
    entries(cards, "Public notices")["Remove…"]()
    assert "What was sent stays." in cards.question.text()
    assert cards.question.no.hasFocus()
    qtbot.keyClick(cards.question.no, Qt.Key.Key_Space)
    assert "Public notices" in bridge.settings.queues
    entries(cards, "Public notices")["Remove…"]()
    with qtbot.waitSignal(bridge.settings_changed):
        qtbot.mouseClick(cards.question.yes, Qt.MouseButton.LeftButton)
    assert cards.model.names() == ["Plant HQ", "Ben"]
