"""The page Inbox."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from made_rows import BEN, entry, link, new_id, offer, person, transfer
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine

from engine.api import EntryRow, Exists, Gone, Kind, Snapshot
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.inbox_page import InboxPage
from gui.offers_model import Group

Make = Callable[[WindowEngine], Bridge]
MINUTES = new_id(1002)
PRESS = BEN[::-1]
STRANGER = "77410 23998 51120 80034 61725 90318 24471 33065"


def shown(bridge: Bridge, qtbot: QtBot) -> InboxPage:
    page = InboxPage(bridge)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page.model)
    QAbstractItemModelTester(page.places.places, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: page._loaded and not page.model.busy)
    return page


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> InboxPage:
    return shown(bridge, qtbot)


def titles(page: InboxPage) -> list[str]:
    return [page.model.at(line).title for line in range(page.model.rowCount())]


def cell(page: InboxPage, id: str, column: str) -> str:
    place = page.model.place(id)
    assert place is not None
    keys = [one.key for one in page.model.columns]
    return str(page.model.index(place, keys.index(column)).data())


def select(page: InboxPage, qtbot: QtBot, id: str) -> None:
    page.view.select_key(id)
    qtbot.waitUntil(lambda: [row.id for row in page.selected()] == [id])


def choose(page: InboxPage, qtbot: QtBot, group: Group) -> None:
    page.places.choose(group)
    qtbot.waitUntil(lambda: page.model.group == group and not page.model.busy)


def left(page: InboxPage) -> list[tuple[str, str]]:
    places = page.places.places
    return [(places.place(row).text, places.place(row).count) for row in range(places.rowCount())]


# --- the lists --------------------------------------------------------------------------------------------------------------


def test_senders_stand_apart_from_strangers(page: InboxPage) -> None:
    assert left(page) == [
        ("New", "2"), ("All", "7"), ("From", ""), ("Ben ✓", "1 new"), ("press-07", "1 new"), ("", ""),
        ("Unknown senders", "1"),
    ]  # fmt: skip


def test_the_newest_offer_stands_first_and_my_own_and_strangers_are_not_among_all(page: InboxPage) -> None:
    assert titles(page) == [
        "drawings", "minutes-2026-11", "line-3 images", "night-shift", "photos", "old-plans", "figures",
    ]  # fmt: skip


def test_offers_are_read_in_pages_and_those_not_found_any_more_go(
    bridge: Bridge, engine: WindowEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.inbox_page.PAGE", 3)
    page = shown(bridge, qtbot)
    assert len(titles(page)) == 7 and len(engine.of("offers")) == len(engine.offer_rows) // 3 + 1
    del engine.offer_rows[MINUTES]
    page.refresh()
    qtbot.waitUntil(lambda: "minutes-2026-11" not in titles(page))
    assert len(titles(page)) == 6


def test_what_is_told_while_pages_are_read_is_newer(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    page = shown(bridge, qtbot)
    old = engine.offer_rows[MINUTES]
    page._read()
    bridge.changed.emit([replace(old, title="renamed")])
    bridge.gone.emit([Gone("offer", new_id(1001))])
    qtbot.waitUntil(lambda: not page._reading and not page.model.busy)
    assert "renamed" in titles(page) and new_id(1001) not in page.model.rows


def test_what_i_sent_to_myself_is_listed(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    me = {"mine": True, "sender": "Me", "fingerprint": "1 2 3"}
    engine.put(offer(40, title="to others", **me), offer(41, title="to myself", to_me=True, **me))
    engine.put(person("Me", "1 2 3", "me", seen=0.0))
    page = shown(bridge, qtbot)
    assert "to myself" in titles(page) and "to others" not in titles(page)
    qtbot.waitUntil(lambda: cell(page, new_id(1041), "from") == "Me ✓")  # nobody has to verify me
    assert [place for place in left(page) if place[0].startswith("Me")] == [("Me ✓", "1 new")]


def test_each_state_is_said_in_words(page: InboxPage, qtbot: QtBot) -> None:
    said = {page.model.at(line).title: cell(page, page.model.at(line).id, "status") for line in range(7)}
    assert said["minutes-2026-11"] == "New"
    assert said["line-3 images"] == "Still arriving 40 %"
    assert said["night-shift"] == "Expires in 5 h"
    assert said["photos"] == "On this computer"
    assert said["old-plans"] == "Expired: ask for it again"
    assert said["figures"] == "Refused: the signature is wrong"


def test_a_sender_shows_only_what_they_sent(page: InboxPage, qtbot: QtBot) -> None:
    choose(page, qtbot, Group("sender", PRESS))
    assert titles(page) == ["line-3 images", "night-shift"]


def test_the_unknown_senders_are_collapsed_until_asked_for(page: InboxPage, qtbot: QtBot) -> None:
    choose(page, qtbot, Group("unknown"))
    qtbot.keyClick(page.places, Qt.Key.Key_Right)
    assert left(page)[-1] == ("77410 23998", "1")
    assert titles(page) == ["invoice"]
    qtbot.keyClick(page.places, Qt.Key.Key_Left)
    assert left(page)[-1] == ("Unknown senders", "1")


def test_search_finds_names_and_senders_and_can_be_cleared(page: InboxPage, qtbot: QtBot) -> None:
    page.find("PRESS")
    qtbot.waitUntil(lambda: titles(page) == ["line-3 images", "night-shift"])
    page.find("nowhere")
    qtbot.waitUntil(page.view.empty.isVisible)
    assert page.view.empty.text.text() == "No offer matches “nowhere”."
    with qtbot.waitSignal(page.find_cleared):
        qtbot.mouseClick(page.view.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(titles(page)) == 7)


def test_an_empty_inbox_offers_my_card(make_bridge: Make, qtbot: QtBot) -> None:
    page = shown(make_bridge(WindowEngine()), qtbot)
    qtbot.waitUntil(page.view.empty.isVisible)
    assert page.view.empty.text.text() == "Nothing has been sent to you yet. Give people your card:"
    qtbot.mouseClick(page.view.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("towline-card:"))


def test_without_a_cluster_what_was_here_is_still_listed(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.put(link("prod-eu", "failed"), offer(1))
    page = shown(make_bridge(engine), qtbot)
    qtbot.waitUntil(page.line.isVisible)
    assert page.line.text() == "Not connected; what was here before is still listed below."
    assert titles(page) == ["drawings"]
    engine.put(link("prod-eu"))
    qtbot.waitUntil(lambda: not page.line.isVisible())


def test_refresh_reads_the_catalogs_and_says_if_that_fails(page: InboxPage, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.fail["offers"] = TowlineError("not-in-time", cluster="prod-eu", timeout="5 s", why="It does not answer.")
    page.refresh()
    qtbot.waitUntil(lambda: (None, 5.0) in engine.of("offers"))
    qtbot.waitUntil(lambda: "prod-eu" in page.line.text())
    assert len(titles(page)) == 7


def test_an_offer_that_arrives_is_counted_and_listed(page: InboxPage, engine: WindowEngine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.count_changed) as counted:
        engine.put(offer(20, title="fresh", sent=time.time()))
    assert counted.args == [3]
    qtbot.waitUntil(lambda: "fresh" in titles(page))


def test_blocked_people_are_not_listed(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.put(person("Ben", trust="blocked"), offer(1))
    page = shown(make_bridge(engine), qtbot)
    qtbot.waitUntil(lambda: titles(page) == [])
    assert left(page) == [("New", ""), ("All", "")]


def test_the_status_follows_the_fetch(page: InboxPage, bridge: Bridge) -> None:
    moving = transfer(3, kind=Kind.FETCH, size=100, done=42, state="fetching")
    bridge.moved.emit(Snapshot(time.time(), (moving,), (), 1, 58, -1))
    assert cell(page, new_id(1001), "status") == "Fetching 42 %"


# --- seen and hidden ----------------------------------------------------------------------------------------------------------


def test_an_offer_that_was_looked_at_is_seen_but_stays_in_its_list(
    page: InboxPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    choose(page, qtbot, Group("new"))
    select(page, qtbot, MINUTES)
    assert not engine.of("offers_mark")
    qtbot.waitUntil(lambda: engine.of("offers_mark") == [([MINUTES], True, None)])
    qtbot.waitUntil(lambda: left(page)[0] == ("New", "1"))
    page.model.arrange()
    qtbot.waitUntil(lambda: not page.model.busy)
    assert "minutes-2026-11" in titles(page)
    choose(page, qtbot, Group("all"))
    choose(page, qtbot, Group("new"))
    assert titles(page) == ["line-3 images"]


def test_hidden_offers_move_to_their_own_group_and_come_back(
    page: InboxPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    select(page, qtbot, MINUTES)
    qtbot.mouseClick(page.pane.hide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "minutes-2026-11" not in titles(page))
    assert [row.title for row in page.selected()] == ["line-3 images"]
    choose(page, qtbot, Group("hidden"))
    select(page, qtbot, MINUTES)
    assert page.pane.hide_button.text() == "Show again"
    qtbot.mouseClick(page.pane.hide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not engine.offer_rows[MINUTES].hidden)


# --- fetching -----------------------------------------------------------------------------------------------------------------


def opened(page: InboxPage, qtbot: QtBot, id: str = MINUTES) -> None:
    select(page, qtbot, id)
    qtbot.waitUntil(lambda: page.pane.model.whole)


def fetched(engine: WindowEngine, qtbot: QtBot) -> tuple[object, ...]:
    qtbot.waitUntil(lambda: bool(engine.of("fetch")))
    return engine.of("fetch")[0]


def test_selecting_an_offer_shows_its_files_with_nothing_ticked(page: InboxPage, qtbot: QtBot) -> None:
    opened(page, qtbot)
    assert page.pane.sum.text() == "3 files"
    assert not page.pane.bar.ticked.isEnabled()
    assert page.pane.bar.all.isEnabled()


def test_fetch_all_takes_everything_to_the_downloads_folder(
    page: InboxPage, engine: WindowEngine, bridge: Bridge, qtbot: QtBot
) -> None:
    opened(page, qtbot)
    qtbot.mouseClick(page.pane.bar.all, Qt.MouseButton.LeftButton)
    folder = str(bridge.settings.agent.downloads)
    assert fetched(engine, qtbot) == (MINUTES, [], folder, Exists.BOTH, False, ())


def test_ticked_files_go_to_a_folder_of_the_menu(
    page: InboxPage, engine: WindowEngine, bridge: Bridge, qtbot: QtBot
) -> None:
    opened(page, qtbot)
    page.pane.view.setCurrentIndex(page.pane.model.index(0, 0))
    qtbot.keyClick(page.pane.view, Qt.Key.Key_Space)
    assert page.pane.sum.text() == "3 files, 2 ticked, 700 kB"
    page.pane.bar.exists.setCurrentIndex(3)
    qtbot.mouseClick(page.pane.bar.ticked, Qt.MouseButton.LeftButton)
    menu = page.pane.bar.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Downloads", "", "Other folder…"]
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    folder = str(bridge.settings.agent.downloads)
    assert fetched(engine, qtbot) == (MINUTES, [], folder, Exists.SKIP, False, (0, 1, 3))


def test_all_goes_where_change_says_until_another_offer_is_shown(
    page: InboxPage, engine: WindowEngine, bridge: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(page, qtbot)
    bar = page.pane.bar
    qtbot.mouseClick(bar.change, Qt.MouseButton.LeftButton)
    menu = bar.findChild(QMenu)
    assert menu is not None
    menu.actions()[-1].trigger()
    menu.close()
    dialog = bar.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert bar.where.text() == f"To {tmp_path.name}"
    qtbot.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert fetched(engine, qtbot)[2] == str(tmp_path)
    bar.set_up(signed_only=False)
    assert bar.where.text() == f"To {bridge.settings.agent.downloads.name}"


def test_a_folder_that_was_chosen_is_offered_again(
    page: InboxPage, engine: WindowEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(page, qtbot)
    page.pane.model.tick([(1, 1)])
    qtbot.mouseClick(page.pane.bar.ticked, Qt.MouseButton.LeftButton)
    menu = page.pane.bar.findChild(QMenu)
    assert menu is not None
    menu.actions()[-1].trigger()
    menu.close()
    dialog = page.pane.bar.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert fetched(engine, qtbot)[2] == str(tmp_path)
    assert page.pane.bar.recent() == [str(tmp_path)]


def test_what_is_ticked_but_not_read_yet_is_fetched_too(make_bridge: Make, qtbot: QtBot) -> None:
    engine = SlowEngine()
    engine.put(offer(1, entries=3000, seen=True))
    engine.offer_entry_rows[new_id(1001)] = [entry(number, f"a/{number}") for number in range(3000)]
    page = shown(make_bridge(engine), qtbot)
    select(page, qtbot, new_id(1001))
    qtbot.waitUntil(lambda: page.pane.model.root.files == 1000)
    page.pane.model.tick([(0, 0)])
    page.pane.model.tick([(1, 1)])
    page.fetch_selected()
    engine.open.set()
    numbers = fetched(engine, qtbot)[5]
    assert len(numbers) == 2999  # type: ignore[arg-type]


class SlowEngine(WindowEngine):
    """Gives later pages only once it is `open`."""

    def __init__(self) -> None:
        super().__init__()
        self.open = threading.Event()

    def offer_entries(self, offer: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        assert after < 0 or self.open.wait(30)
        return super().offer_entries(offer, after, limit)


def test_unencrypted_offers_are_fetched_only_after_one_more_word(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.put(offer(1, cipher="signed-only", seen=True))
    engine.offer_entry_rows[new_id(1001)] = [entry(0, "notice.txt")]
    page = shown(make_bridge(engine), qtbot)
    opened(page, qtbot, new_id(1001))
    assert page.pane.bar.warning.isVisible()
    assert not page.pane.bar.anyway.isVisible()
    qtbot.mouseClick(page.pane.bar.all, Qt.MouseButton.LeftButton)
    assert not engine.of("fetch")
    qtbot.mouseClick(page.pane.bar.anyway, Qt.MouseButton.LeftButton)
    assert fetched(engine, qtbot)[4] is True


def test_several_offers_are_fetched_but_the_unencrypted_ones(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.put(offer(1), offer(2), offer(3, cipher="signed-only"), offer(4, state="expired"))
    page = shown(make_bridge(engine), qtbot)
    page.view.selectAll()
    assert page.pane.plain_title.text() == "4 offers selected"
    page.fetch_selected()
    qtbot.waitUntil(lambda: len(engine.of("fetch")) == 2)
    assert {given[0] for given in engine.of("fetch")} == {new_id(1001), new_id(1002)}


def test_what_has_to_be_looked_for_is_fetched_whole_or_not_at_all(make_bridge: Make, qtbot: QtBot) -> None:
    engine = WindowEngine()
    engine.put(offer(1, state="mirrored"))
    page = shown(make_bridge(engine), qtbot)
    page.view.selectAll()
    assert "before anything is read, you are asked" in page.pane.plain_text.text()
    qtbot.mouseClick(page.pane.fetch_each, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(engine.of("fetch")) == 1)


def test_a_fetch_that_fails_is_said_where_it_was_asked_for(page: InboxPage, engine: WindowEngine, qtbot: QtBot) -> None:
    opened(page, qtbot)
    engine.fail["fetch"] = TowlineError("no-such-id", name="x")
    page.pane.model.tick([(0, 0)])
    qtbot.mouseClick(page.pane.bar.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.pane.bar.said.property("kind") == "blocker")
    assert page.pane.model.ticked[0] == 2


def test_pages_that_cannot_be_read_can_be_tried_again(make_bridge: Make, qtbot: QtBot) -> None:
    engine = BrokenEngine()
    engine.put(offer(1, seen=True))
    engine.offer_entry_rows[new_id(1001)] = [entry(0, "a.txt")]
    page = shown(make_bridge(engine), qtbot)
    select(page, qtbot, new_id(1001))
    qtbot.waitUntil(page.pane.again.isVisible)
    engine.broken = False
    qtbot.mouseClick(page.pane.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.pane.model.whole)
    assert not page.pane.trouble.isVisible()


class BrokenEngine(WindowEngine):
    broken = True

    def offer_entries(self, offer: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        if self.broken:
            raise TowlineError("offset-gone", cluster="prod")
        return super().offer_entries(offer, after, limit)


def test_what_is_on_this_computer_opens_its_folder_and_never_a_file(
    make_bridge: Make, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    (tmp_path / "x.sh").touch()
    engine = WindowEngine()
    engine.put(
        transfer(1, folder=str(tmp_path)),
        transfer(2, folder=str(tmp_path / "x.sh")),
        offer(1, here="all", fetch=new_id(1)),
        offer(2, here="all", fetch=new_id(2)),
    )
    page = shown(make_bridge(engine), qtbot)
    page.view.select_key(new_id(1001))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened == [QUrl.fromLocalFile(str(tmp_path))])
    page.view.select_key(new_id(1002))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "is not there any more" in page.line.text())
    assert len(opened) == 1


def menu_of(page: InboxPage) -> dict[str, bool]:
    menu = page.menu()
    found = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    menu.close()
    return found


def test_an_offer_has_a_menu_with_what_its_pane_has(page: InboxPage, engine: WindowEngine, qtbot: QtBot) -> None:
    opened(page, qtbot)
    with qtbot.waitExposed(page):
        page.view.menu_asked.emit(page.mapToGlobal(page.rect().center()))
    menus = [each for each in page.findChildren(QMenu) if each.isVisible()]
    assert [action.text() for action in menus[0].actions() if action.text()] == [
        "Fetch all", "Show in folder", "Copy reference", "Hide",
    ]  # fmt: skip
    menus[0].actions()[0].trigger()
    assert fetched(engine, qtbot)[0] == MINUTES
    menus[0].close()
    assert menu_of(page)["Show in folder"] is False
    select(page, qtbot, new_id(1005))
    engine.put(replace(engine.offer_rows[new_id(1005)], fetch=new_id(3)))
    qtbot.waitUntil(lambda: menu_of(page)["Show in folder"])
    select(page, qtbot, new_id(1006))
    assert menu_of(page)["Fetch all"] is False and not page.can_fetch()


def test_the_reference_is_copied(page: InboxPage, qtbot: QtBot) -> None:
    opened(page, qtbot)
    qtbot.mouseClick(page.pane.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == f"tl:prod-eu/{MINUTES}"


# --- strangers ------------------------------------------------------------------------------------------------------------------


def at_the_stranger(page: InboxPage, qtbot: QtBot) -> None:
    choose(page, qtbot, Group("unknown"))
    select(page, qtbot, new_id(1007))


def test_of_a_stranger_nothing_is_shown_but_the_fingerprint(
    page: InboxPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    at_the_stranger(page, qtbot)
    assert page.pane.stranger.isVisible()
    assert page.pane.stranger.print.text() == STRANGER
    assert page.pane.model.rowCount() == 0
    assert cell(page, new_id(1007), "from") == "77410 23998"
    page.fetch_selected()
    assert not engine.of("fetch")


def test_whose_older_key_a_strangers_is_stands_above_what_to_do(
    page: InboxPage, engine: WindowEngine, qtbot: QtBot
) -> None:
    at_the_stranger(page, qtbot)
    assert not page.pane.stranger.why.isVisible()
    row = person("Eva", STRANGER, "published", why="An older key of Ben, says the one you know.")
    engine.put(row)
    qtbot.waitUntil(page.pane.stranger.why.isVisible)
    assert page.pane.stranger.why.text() == "An older key of Ben, says the one you know."


def test_a_stranger_is_added_under_my_name_for_them(page: InboxPage, engine: WindowEngine, qtbot: QtBot) -> None:
    at_the_stranger(page, qtbot)
    card = page.pane.stranger
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    assert card.name.text() == "Eva"
    card.name.setText("Eva K.")
    qtbot.keyClick(card.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: engine.of("people_accept") == [(STRANGER, "Eva K.")])
    engine.put(replace(engine.offer_rows[new_id(1007)], trusted=True, sender="Eva K."))
    qtbot.waitUntil(lambda: ("Eva K.", "1 new") in left(page))


def test_a_stranger_is_blocked_by_fingerprint(page: InboxPage, engine: WindowEngine, qtbot: QtBot) -> None:
    at_the_stranger(page, qtbot)
    qtbot.mouseClick(page.pane.stranger.block, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: engine.of("people_block") == [(STRANGER,)])
    qtbot.waitUntil(lambda: all("Unknown" not in text for text, _ in left(page)))


def test_a_refused_offer_is_explained_and_cannot_be_fetched(page: InboxPage, qtbot: QtBot) -> None:
    select(page, qtbot, new_id(1008))
    assert page.pane.plain_text.text().startswith("Refused: the signature is wrong. It was not opened.")
    assert not page.pane.fetch_each.isVisible()


def test_an_offer_that_is_closed_is_shown_alone(page: InboxPage, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.put(offer(77, state="expired", title="closed"))
    qtbot.waitUntil(lambda: page.model.place(new_id(1077)) is not None)
    page.view.select_key(new_id(1077))
    qtbot.waitUntil(lambda: page.pane.plain_title.text() == "closed")
    assert not page.pane.nothing.isVisible()
