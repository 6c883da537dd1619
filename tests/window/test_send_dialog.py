"""The send dialog: what is found, what is chosen, what is said against it, and what is sent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace

import pytest
from made_rows import person
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from window_engine import WindowEngine
from window_scene import scene

from engine import settings_edit
from engine.api import Choices, Cipher, ScanItem, ScanRow, Wanted
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.queue_choices import asks_before, set_asks_before
from gui.scan_list import NAME, SIZE, ScanModel
from gui.send_dialog import SendDialog

Make = Callable[[WindowEngine], Bridge]
PATHS = ["/data/scans-41", "/data/list.csv"]


class SlowEngine(WindowEngine):
    """Whose look at files a test drives, from a thread that is not the window's."""

    def __init__(self) -> None:
        super().__init__()
        self.on_part: Callable[[ScanRow], None] | None = None
        self.looked: Future[ScanRow] = Future()

    def scan(
        self, ticket: str, paths: list[str], on_part: Callable[[ScanRow], None], queue: str = ""
    ) -> Future[ScanRow]:
        self._asked("scan", ticket, paths, queue)
        self.on_part = on_part
        return self.looked

    def tell_part(self, found: ScanRow) -> None:
        assert self.on_part is not None
        thread = threading.Thread(target=self.on_part, args=(found,))
        thread.start()
        thread.join()

    def end(self, found: ScanRow) -> None:
        thread = threading.Thread(target=self.looked.set_result, args=(found,))
        thread.start()
        thread.join()


def found(count: int, *, done: bool = False) -> ScanRow:
    items = tuple(ScanItem(f"/data/{n:06}.tif", False, 1, 1000) for n in range(min(count, 1000)))
    return ScanRow(count, 0, count * 1000, 0, items, (), done)


def dialog_of(bridge: Bridge, qtbot: QtBot, queue: str = "Plant HQ", paths: list[str] | None = None) -> SendDialog:
    dialog = SendDialog(bridge, PATHS if paths is None else paths, queue, qtbot.window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.waitUntil(lambda: dialog.people.recipients.known)
    return dialog


@pytest.fixture(autouse=True)
def window(qtbot: QtBot) -> Iterator[None]:
    """The window that dialogs belong to, and go with."""
    qtbot.window = QWidget()
    yield
    delete(qtbot.window)


@pytest.fixture
def dialog(bridge: Bridge, qtbot: QtBot) -> SendDialog:
    dialog = dialog_of(bridge, qtbot)
    qtbot.waitUntil(lambda: "3.4 GB" in dialog.counted.text() and "so far" not in dialog.counted.text())
    return dialog


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def sent(engine: WindowEngine) -> tuple[list[str], str, Choices, str, Wanted, tuple[str, ...]]:
    (given,) = engine.of("send")
    return given  # type: ignore[return-value]


def press_send(dialog: SendDialog, qtbot: QtBot) -> str:
    told: list[str] = []
    dialog.sent.connect(told.append)
    click(qtbot, dialog.send_button)
    qtbot.waitUntil(lambda: not isValid(dialog))
    return told[0]


# --- what is found -------------------------------------------------------------------------------------------------------


def test_what_is_found_is_listed_with_sizes(dialog: SendDialog) -> None:
    model = dialog.model
    rows = [[model.index(row, column).data() for column in (NAME, SIZE)] for row in range(model.rowCount())]
    assert rows == [["scans-41", "3.4 GB"], ["list.csv", "41 kB"]]
    assert dialog.counted.text().startswith("1,204 files")
    assert dialog.windowTitle() == "Send to Plant HQ"
    assert dialog.name.text().startswith("scans-41 and 1 more")


def test_what_will_not_go_is_counted_and_listed_on_request(dialog: SendDialog, qtbot: QtBot) -> None:
    assert dialog.left_line.text() == "3 will not go: is a link (1), is a socket (1), no right to read it (1)"
    assert dialog.left_list.isHidden()
    click(qtbot, dialog.left_button)
    assert dialog.left_list.isVisible()
    assert dialog.left_list.item(0).text() == "/data/scans-41/link: is a link"


def test_it_fills_while_the_engine_looks_and_can_be_stopped(make_bridge: Make, qtbot: QtBot) -> None:
    engine = SlowEngine()
    dialog = dialog_of(make_bridge(engine), qtbot, "Ben", ["/data"])
    qtbot.waitUntil(lambda: engine.on_part is not None)
    engine.tell_part(found(3))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    assert "so far" in dialog.counted.text()
    click(qtbot, dialog.stop_button)
    qtbot.waitUntil(lambda: bool(engine.of("scan_stop")))
    engine.end(found(5))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 5)
    assert "counted while it is sent" in dialog.counted.text()
    assert dialog.stop_button.isHidden()
    dialog.leave()


def test_a_hundred_thousand_files_are_listed_in_part_and_sent_as_a_whole(make_bridge: Make, qtbot: QtBot) -> None:
    engine = SlowEngine()
    engine.put(person("Ben"))
    paths = [f"/data/{n:06}.tif" for n in range(100_000)]
    dialog = dialog_of(make_bridge(engine), qtbot, "Ben", paths)
    qtbot.waitUntil(lambda: engine.on_part is not None)
    engine.tell_part(found(600))
    engine.end(found(100_000, done=True))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1000)
    assert "the first 1,000 are listed" in dialog.counted.text()
    press_send(dialog, qtbot)
    assert sent(engine)[0] == paths


def test_a_dialog_that_goes_stops_the_look(make_bridge: Make, qtbot: QtBot) -> None:
    engine = SlowEngine()
    dialog = dialog_of(make_bridge(engine), qtbot, "Ben", ["/data"])
    qtbot.waitUntil(lambda: engine.on_part is not None)
    click(qtbot, dialog.cancel_button)
    qtbot.waitUntil(lambda: not isValid(dialog))
    qtbot.waitUntil(lambda: bool(engine.of("scan_stop")))
    engine.tell_part(found(3))  # the engine may still tell: nobody listens
    engine.end(found(3))


def test_many_looks_at_once_leave_the_window_its_workers(make_bridge: Make, qtbot: QtBot) -> None:
    engine = SlowEngine()
    bridge = make_bridge(engine)
    dialogs = [dialog_of(bridge, qtbot, "Ben", ["/data"]) for _ in range(6)]
    with qtbot.waitSignal(bridge.moved):
        bridge.look()
    for dialog in dialogs:
        dialog.leave()


def test_it_looks_anew_for_a_queue_that_leaves_out_other_files(
    bridge: Bridge, engine: WindowEngine, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(bridge, lambda: settings_edit.set_queue(bridge.profile, "Ben", {"leave_out": ["*.tmp"]}))
    dialog = dialog_of(bridge, qtbot)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)

    def picked(queue: str) -> None:
        dialog.picker.setCurrentIndex(dialog.picker.findData(queue))
        dialog.picker.activated.emit(dialog.picker.currentIndex())

    picked("Public notices")  # leaves out nothing either
    picked("Ben")
    qtbot.waitUntil(lambda: [given[2] for given in engine.of("scan")] == ["Plant HQ", "Ben"])
    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(bridge, lambda: settings_edit.set_queue(bridge.profile, "Ben", {"include": ["*.tif"]}))
    qtbot.waitUntil(lambda: len(engine.of("scan")) == 3)
    dialog.leave()


def test_what_an_older_look_finds_is_not_shown(make_bridge: Make, qtbot: QtBot) -> None:
    engine = SlowEngine()
    bridge = make_bridge(engine)
    dialog = dialog_of(bridge, qtbot, "Ben", ["/data"])
    qtbot.waitUntil(lambda: engine.on_part is not None)
    of_before = engine.on_part
    assert of_before is not None
    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(bridge, lambda: settings_edit.set_queue(bridge.profile, "Ben", {"include": ["*.tif"]}))
    qtbot.waitUntil(lambda: len(engine.of("scan")) == 2 and bool(engine.of("scan_stop")))
    of_before(found(5))
    engine.tell_part(found(3))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    dialog.leave()


def test_a_path_that_is_not_there_is_said(make_bridge: Make, qtbot: QtBot) -> None:
    engine = scene()
    engine.fail["scan"] = TowlineError("file", path="/gone", reason="it is not there")
    dialog = dialog_of(make_bridge(engine), qtbot, "Plant HQ", ["/gone"])
    qtbot.waitUntil(lambda: "/gone cannot be read" in "".join(dialog.notes.texts()))
    assert not dialog.send_button.isEnabled()
    dialog.leave()


def test_ticks_stay_while_the_list_grows(qtbot: QtBot) -> None:
    model = ScanModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show(found(2).items)
    model.tick([1], False)
    grown = tuple(replace(item, size=5000) for item in found(4).items)
    model.show(grown)
    assert model.without() == ("/data/000001.tif",)
    assert model.stays() == (1, 5000)
    model.show(found(1).items)
    assert model.without() == ()
    assert tester.model() is model


# --- what is sent --------------------------------------------------------------------------------------------------------


def test_it_sends_as_the_queue_says(dialog: SendDialog, engine: WindowEngine, qtbot: QtBot) -> None:
    id = press_send(dialog, qtbot)
    paths, queue, choices, title, wanted, without = sent(engine)
    assert (paths, queue, wanted, without) == (PATHS, "Plant HQ", Wanted.RUN, ())
    assert choices.to == ("Anna", "team:HQ")
    assert choices.cipher is Cipher.AES_256_GCM
    assert choices.compression == "auto"
    assert title.startswith("scans-41")
    assert id in engine.rows


def test_what_is_not_ticked_stays_here(dialog: SendDialog, engine: WindowEngine, qtbot: QtBot) -> None:
    dialog.items.setFocus()
    dialog.items.setCurrentIndex(dialog.model.index(1, NAME))
    qtbot.keyClick(dialog.items, Qt.Key.Key_Space)
    assert dialog.model.index(1, NAME).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert "1,203 files" in dialog.foot_line.text()
    press_send(dialog, qtbot)
    assert sent(engine)[5] == ("/data/list.csv",)


def test_without_a_tick_there_is_nothing_to_send(dialog: SendDialog, qtbot: QtBot) -> None:
    dialog.items.selectAll()
    qtbot.keyClick(dialog.items, Qt.Key.Key_Space)
    assert not dialog.send_button.isEnabled()
    assert any("Nothing is left to send" in text for text in dialog.notes.texts())
    qtbot.keyClick(dialog.items, Qt.Key.Key_Space)
    assert dialog.send_button.isEnabled()


def test_choices_of_one_send_go_with_it(dialog: SendDialog, engine: WindowEngine, qtbot: QtBot) -> None:
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "scans of line 3")
    pick(dialog.cipher, Cipher.CHACHA20_POLY1305)
    pick(dialog.compression, "19")
    pick(dialog.block, 256_000)
    pick(dialog.keep, 3 * 86_400.0)
    dialog.limit.typed.selectAll()
    qtbot.keyClicks(dialog.limit.typed, "1,5 MB/s")
    press_send(dialog, qtbot)
    _, _, choices, title, _, _ = sent(engine)
    assert title == "scans of line 3"
    expected = Choices(
        ("Anna", "team:HQ"), Cipher.CHACHA20_POLY1305, "19", block_size=256_000, limit=1_500_000, keep_for=259_200.0,
        after="keep",
    )  # fmt: skip
    assert choices == expected


def pick(choice: object, value: object) -> None:
    place = choice.place(value)  # type: ignore[attr-defined]
    assert place >= 0
    choice.setCurrentIndex(place)  # type: ignore[attr-defined]
    choice.activated.emit(place)  # type: ignore[attr-defined]


def test_another_queue_brings_its_own_choices(dialog: SendDialog, engine: WindowEngine, qtbot: QtBot) -> None:
    dialog.picker.setCurrentIndex(dialog.picker.findData("Ben"))
    dialog.picker.activated.emit(dialog.picker.currentIndex())
    assert dialog.people.names() == ["Ben"]
    assert dialog.cipher.value() is Cipher.CHACHA20_POLY1305
    assert dialog.windowTitle() == "Send to Ben"
    press_send(dialog, qtbot)
    assert sent(engine)[1] == "Ben"


def test_one_can_send_without_a_queue(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    dialog = dialog_of(bridge, qtbot, "")
    assert dialog.cluster_field.isVisible()
    assert not dialog.send_button.isEnabled()
    dialog.people.add("Ben")
    press_send(dialog, qtbot)
    _, queue, choices, *_ = sent(engine)
    assert queue == ""
    assert (choices.to, choices.cluster) == (("Ben",), "prod-eu")


def test_tags_go_with_the_bundle_and_what_is_no_tag_is_said(
    dialog: SendDialog, engine: WindowEngine, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.tags, "order")
    assert not dialog.send_button.isEnabled()
    assert "is no tag" in dialog.tags_field.line.text()
    qtbot.keyClicks(dialog.tags, "=4711, kind=scan")
    assert dialog.send_button.isEnabled() and dialog.tags_field.line.isHidden()
    dialog.send_button.click()
    qtbot.waitUntil(lambda: bool(engine.of("send")))
    assert sent(engine)[2].tags == {"order": "4711", "kind": "scan"}


def test_add_paused_waits_for_a_person(dialog: SendDialog, engine: WindowEngine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.sent):
        click(qtbot, dialog.paused_button)
    assert sent(engine)[4] is Wanted.PAUSE


def test_no_limit_takes_off_the_one_of_the_queue(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(
            bridge, lambda: settings_edit.set_queue(bridge.profile, "Ben", {"limit": "2 MB/s", "keep_for": "1d"})
        )
    dialog = dialog_of(bridge, qtbot, "Ben")
    assert dialog.limit.currentText() == "2.0 MB/s"
    pick(dialog.limit, None)
    pick(dialog.keep, None)
    id = press_send(dialog, qtbot)
    assert engine.of("limit") == [([id], 0)]
    keep = sent(engine)[2].keep_for
    assert keep is not None
    assert keep > 365 * 86_400


def test_what_fails_leaves_the_fields_as_they_are(dialog: SendDialog, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.fail["send"] = TowlineError("not-usable", name="Anna", reason="their key was revoked")
    dialog.name.setText("mine")
    click(qtbot, dialog.send_button)
    qtbot.waitUntil(lambda: any("Nothing can be sent to Anna" in text for text in dialog.notes.texts()))
    assert dialog.name.text() == "mine"
    assert dialog.send_button.isEnabled()
    del engine.fail["send"]
    press_send(dialog, qtbot)


def test_do_not_ask_for_this_queue(bridge: Bridge, qtbot: QtBot) -> None:
    assert not dialog_of(bridge, qtbot).never_ask.isVisible()
    set_asks_before(bridge.view, "Plant HQ", True)
    dialog = dialog_of(bridge, qtbot)
    qtbot.mouseClick(dialog.never_ask, Qt.MouseButton.LeftButton, pos=dialog.never_ask.rect().center() / 4)
    dialog.never_ask.setChecked(True)
    press_send(dialog, qtbot)
    assert not asks_before(bridge.view, "Plant HQ")


# --- what is said --------------------------------------------------------------------------------------------------------


def test_compression_says_what_it_saved_on_a_sample(dialog: SendDialog) -> None:
    lines = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Saves about 12 %, measured on a sample." in lines


def test_the_fastest_cipher_stands_first(dialog: SendDialog, qtbot: QtBot) -> None:
    reasons = lambda: [dialog.cipher.itemData(0, Qt.ItemDataRole.AccessibleTextRole)]  # noqa: E731
    qtbot.waitUntil(lambda: "Fastest on this computer." in reasons()[0])
    assert dialog.cipher.value() is Cipher.AES_256_GCM


def test_the_foot_knows_the_speed_of_the_last_send(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.put(replace(engine.link_rows["prod-eu"], up=0.0))
    bridge.view.setValue("speed/prod-eu", 34_000_000)
    dialog = dialog_of(bridge, qtbot)
    qtbot.waitUntil(lambda: "about 1:40 at the speed of the last send" in dialog.foot_line.text())
    assert "kept until" in dialog.foot_line.text()
    dialog.limit.typed.setText("3.4 MB/s")
    assert "about 16:40 at this limit" in dialog.foot_line.text()


def test_people_who_are_not_verified_are_warned_of(bridge: Bridge, qtbot: QtBot) -> None:
    dialog = dialog_of(bridge, qtbot, "Public notices")
    qtbot.waitUntil(lambda: "Carla not verified" in dialog.people.chip_texts())
    assert "Carla is not verified: it could be somebody else's key." in dialog.notes.texts()
    assert dialog.send_button.isEnabled()
    with qtbot.waitSignal(dialog.verify_asked) as asked:
        click(qtbot, way_out(dialog, "Verify…"))
    assert asked.args == ["Carla"]


def way_out(dialog: SendDialog, text: str) -> QPushButton:
    QApplication.processEvents()  # lays out what was added
    buttons = dialog.notes.findChildren(QPushButton)
    return next(button for button in buttons if button.text() == text and button.isVisible())


def test_a_blocked_person_blocks_and_can_be_taken_out(bridge: Bridge, qtbot: QtBot) -> None:
    dialog = dialog_of(bridge, qtbot, "Ben")
    dialog.people.add("Dieter")
    assert "Dieter is blocked: nothing can be sent to them." in dialog.notes.texts()
    assert not dialog.send_button.isEnabled()
    click(qtbot, way_out(dialog, "Remove"))
    assert dialog.people.names() == ["Ben"]
    assert dialog.send_button.isEnabled()


def test_nobody_chosen_opens_the_list_of_people(bridge: Bridge, qtbot: QtBot) -> None:
    dialog = dialog_of(bridge, qtbot, "Ben")
    dialog.people.remove("Ben")
    assert not dialog.send_button.isEnabled()
    click(qtbot, way_out(dialog, "Add people"))
    picker = dialog.people.picker
    qtbot.keyClicks(picker.field, "ann")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert dialog.people.names() == ["Anna"]
    assert dialog.send_button.isEnabled()


def test_a_queue_that_went_away_blocks(dialog: SendDialog, bridge: Bridge, qtbot: QtBot) -> None:
    def remove() -> None:
        settings_edit.watches_to_queue(bridge.profile, "Plant HQ", "Ben")
        settings_edit.remove_queue(bridge.profile, "Plant HQ")

    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(bridge, remove)
    assert dialog.queue() == "Ben"
    assert dialog.people.names() == ["Anna", "team:HQ"]  # what stood here was not thrown away


def test_without_encryption_it_asks_once(bridge: Bridge, engine: WindowEngine, qtbot: QtBot) -> None:
    dialog = dialog_of(bridge, qtbot, "Public notices")
    assert any(
        text.startswith("Not encrypted: anyone who can read the topic on lab-us") for text in dialog.notes.texts()
    )
    click(qtbot, dialog.send_button)
    assert "will not be encrypted" in dialog.question.text()
    assert dialog.question.no.hasFocus()
    click(qtbot, dialog.question.no)
    assert not engine.of("send")
    click(qtbot, dialog.send_button)
    with qtbot.waitSignal(dialog.sent):
        click(qtbot, dialog.question.yes)
    assert sent(engine)[2].cipher is Cipher.SIGNED_ONLY


def test_a_limit_that_cannot_be_read_is_said(dialog: SendDialog, qtbot: QtBot) -> None:
    dialog.limit.typed.setText("fast")
    assert not dialog.send_button.isEnabled()
    assert any("'fast' is not a size." in text for text in dialog.notes.texts())
    dialog.limit.typed.setText("")
    assert dialog.send_button.isEnabled()
    assert dialog.choices().limit is None


def test_escape_asks_before_it_throws_away_what_was_changed(dialog: SendDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.name, "x")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved" in dialog.question.text()
    click(qtbot, dialog.question.no)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    click(qtbot, dialog.question.yes)
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_escape_closes_what_nobody_touched(dialog: SendDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_enter_sends(dialog: SendDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.sent):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)


def test_the_cipher_is_said_while_its_field_is_folded_away(dialog: SendDialog, qtbot: QtBot) -> None:
    assert not dialog.cipher.isVisible()
    assert "AES-256-GCM" in dialog.foot_line.text()
    click(qtbot, dialog.more_button)
    assert dialog.cipher.isVisible()
    assert dialog.block.isVisible()


def test_all_of_it_is_reached_by_tab(dialog: SendDialog, qtbot: QtBot) -> None:
    met: set[str] = set()
    click(qtbot, dialog.more_button)
    dialog.picker.setFocus()
    for _ in range(40):
        focused = dialog.focusWidget()
        assert focused is not None
        met.add(focused.accessibleName() or getattr(focused, "text", str)())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = {
        "Queue",
        "What is sent",
        "Name of this bundle",
        "Cipher",
        "Compression",
        "Speed limit",
        "Keep for",
        "Block size",
    }
    assert wanted <= met
    assert {"Remove Anna", "Remove Team HQ", "Add a person or a team", "Cancel", "Add paused", "Send"} <= met


def test_one_that_is_gone_does_not_hear_of_settings(bridge: Bridge, qtbot: QtBot) -> None:
    dialog = dialog_of(bridge, qtbot)
    dialog.leave()
    qtbot.waitUntil(lambda: not isValid(dialog))
    with qtbot.captureExceptions() as raised:
        bridge.settings_changed.emit()
    assert raised == []
