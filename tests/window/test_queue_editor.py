"""The queue editor: what is saved, what is said beside a field, the test of a queue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace

import pytest
from made_rows import person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from window_engine import WindowEngine, done

from engine import settings, settings_edit
from engine.api import Choices, Cipher, Outcome, Queue, Wanted
from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.queue_choices import Choice, asks_before, set_asks_before
from gui.queue_editor import QueueEditor

OpenEditor = Callable[[str], QueueEditor]


@pytest.fixture
def edit(bridge: Bridge, qtbot: QtBot) -> Iterator[OpenEditor]:
    window = QWidget()

    def make(name: str = "") -> QueueEditor:
        editor = QueueEditor(bridge, name, window)
        with qtbot.waitExposed(editor):
            editor.show()
        qtbot.waitUntil(lambda: editor.people.recipients.known)
        return editor

    yield make
    delete(window)


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(choice: Choice, value: object) -> None:
    choice.setCurrentIndex(choice.place(value))
    choice.activated.emit(choice.currentIndex())


def type_name(editor: QueueEditor, qtbot: QtBot, name: str) -> None:
    editor.name.selectAll()
    qtbot.keyClicks(editor.name, name)


def save(editor: QueueEditor, qtbot: QtBot) -> str:
    told: list[str] = []
    editor.saved.connect(told.append)
    click(qtbot, editor.save_button)
    qtbot.waitUntil(lambda: not isValid(editor))
    return told[0]


# --- saving --------------------------------------------------------------------------------------------------------------


def test_a_new_queue_is_saved_with_what_was_chosen(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("")
    assert editor.windowTitle() == "New queue"
    qtbot.keyClicks(editor.name, "Line 3")
    editor.cluster.setCurrentIndex(editor.cluster.findData("lab-us"))
    editor.people.add("Ben")
    editor.people.add("team:HQ")
    pick(editor.cipher, Cipher.AES_256_GCM_SIV)
    pick(editor.compression, "6")
    pick(editor.block, 512_000)
    pick(editor.limit, 2_000_000)
    pick(editor.parallel, 2)
    pick(editor.keep, 7 * 86_400.0)
    assert save(editor, qtbot) == "Line 3"
    choices = Choices(("Ben", "team:HQ"), Cipher.AES_256_GCM_SIV, "6", 512_000, 2_000_000, 604_800.0, after="keep")
    assert bridge.settings.queues["Line 3"] == Queue("Line 3", "lab-us", choices, 2)


def test_a_queue_gets_an_event_and_one_that_is_no_json_is_not_saved(
    edit: OpenEditor, bridge: Bridge, qtbot: QtBot
) -> None:
    name = next(iter(bridge.settings.queues))
    editor = edit(name)
    qtbot.keyClicks(editor.post.topic, "scans")
    editor.post.template.setPlainText("{")
    assert "is no JSON" in editor.post_field.line.text()
    click(qtbot, editor.save_button)
    assert isValid(editor) and bridge.settings.queues[name].choices.event_topic == ""
    editor.post.template.setPlainText('{"type": "scan.ready"}')
    save(editor, qtbot)
    choices = bridge.settings.queues[name].choices
    assert (choices.event_topic, choices.event) == ("scans", '{"type": "scan.ready"}')


def test_patterns_are_saved_and_taken_off_and_one_that_can_fit_nothing_is_not_saved(
    edit: OpenEditor, bridge: Bridge, qtbot: QtBot
) -> None:
    editor = edit("Ben")
    qtbot.keyClicks(editor.include, "*.tif, *.pdf")
    qtbot.keyClicks(editor.leave_out, "../x")
    assert "leads out of the folder" in editor.leave_field.line.text()
    click(qtbot, editor.save_button)
    assert isValid(editor) and bridge.settings.queues["Ben"].choices.include is None
    editor.leave_out.clear()
    qtbot.keyClicks(editor.leave_out, "raw/")
    assert "always goes" not in editor.leave_field.line.text() and "always goes" in editor.include_field.line.text()
    save(editor, qtbot)
    choices = bridge.settings.queues["Ben"].choices
    assert (choices.include, choices.leave_out) == (("*.tif", "*.pdf"), ("raw/",))
    editor = edit("Ben")
    assert (editor.include.text(), editor.leave_out.text()) == ("*.tif, *.pdf", "raw/")
    editor.include.clear()
    save(editor, qtbot)
    choices = bridge.settings.queues["Ben"].choices
    assert (choices.include, choices.leave_out) == (None, ("raw/",))


def test_saving_what_nobody_changed_changes_nothing(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    before = dict(bridge.settings.queues)
    save(edit("Plant HQ"), qtbot)
    assert dict(bridge.settings.queues) == before


def test_a_queue_without_a_cipher_goes_on_without_one(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(bridge, lambda: settings_edit.set_queue(bridge.profile, "Ben", {"cipher": None}))
    save(edit("Ben"), qtbot)
    assert bridge.settings.queues["Ben"].choices.cipher is None


def test_what_is_taken_back_is_removed_from_the_settings(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    given = {"limit": "3 MB/s", "keep_for": "12h", "block_size": "100 kB", "compression": "3"}
    with qtbot.waitSignal(bridge.settings_changed):
        bridge.edit(bridge, lambda: settings_edit.set_queue(bridge.profile, "Ben", given))
    editor = edit("Ben")
    shown = (editor.limit, editor.keep, editor.block, editor.compression)
    assert [choice.currentText() for choice in shown] == ["3.0 MB/s", "12:00:00", "100 kB", "Level 3"]
    pick(editor.limit, None)
    pick(editor.keep, None)
    pick(editor.block, None)
    save(editor, qtbot)
    choices = bridge.settings.queues["Ben"].choices
    assert (choices.limit, choices.keep_for, choices.block_size, choices.compression) == (None, None, None, "3")


def test_another_name_takes_the_place_of_the_old_one(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    set_asks_before(bridge.view, "Ben", True)
    editor = edit("Ben")
    assert editor.ask_before.isChecked()
    type_name(editor, qtbot, "Ben at home")
    save(editor, qtbot)
    assert "Ben" not in bridge.settings.queues
    assert bridge.settings.queues["Ben at home"].choices.to == ("Ben",)
    assert asks_before(bridge.view, "Ben at home")
    assert not asks_before(bridge.view, "Ben")


def test_ask_before_sending_is_kept_under_any_name(bridge: Bridge) -> None:
    for name in ("a.b [c] %2F=ü", "a", "ask"):
        set_asks_before(bridge.view, name, True)
        assert asks_before(bridge.view, name)
        set_asks_before(bridge.view, name, False)
        assert not asks_before(bridge.view, name)


def test_drop_can_be_set_to_ask(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("Ben")
    assert editor.at_once.isChecked()
    editor.ask_before.click()
    save(editor, qtbot)
    assert asks_before(bridge.view, "Ben")


def test_what_fails_leaves_the_fields_as_they_are(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("")
    qtbot.keyClicks(editor.name, "Line 3")
    editor.people.add("Ben")
    (bridge.profile / settings.FILE).write_text("this is not TOML")
    click(qtbot, editor.save_button)
    qtbot.waitUntil(lambda: any("This is not TOML" in text for text in editor.notes.texts()))
    assert editor.name.text() == "Line 3"
    assert editor.save_button.isEnabled()


# --- what is said --------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_said_beside_its_field(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("")
    assert not editor.name_field.line.isVisible()
    click(qtbot, editor.save_button)
    assert editor.name_field.line.text() == "Give the queue a name."
    assert editor.people_field.line.text() == "Nobody is chosen to get it."
    assert editor.name.hasFocus()
    assert editor.isVisible()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("ben", "There is another queue of this name."), ("a/b", "cannot be a name")],
)
def test_a_name_that_cannot_be_is_said_while_typing(edit: OpenEditor, qtbot: QtBot, name: str, sentence: str) -> None:
    editor = edit("")
    qtbot.keyClicks(editor.name, name)
    assert sentence in editor.name_field.line.text()


def test_people_show_how_far_they_are_trusted(edit: OpenEditor, engine: WindowEngine, qtbot: QtBot) -> None:
    editor = edit("")
    for name in ("Ben", "Carla", "Dieter", "Eva", "Nobody", "team:HQ", "team:X"):
        editor.people.add(name)
    assert editor.people.chip_texts() == [
        "Ben ✓", "Carla not verified", "Dieter blocked", "Eva not one of your people", "Nobody not one of your people",
        "Team HQ", "Team X no key",
    ]  # fmt: skip
    engine.put(person("Carla", why="An older key; this person has a newer one, confirmed by this one."))
    qtbot.waitUntil(lambda: "Carla check the key" in editor.people.chip_texts())
    assert any("An older key" in text for text in editor.notes.texts())


def test_blocked_people_cannot_be_saved(edit: OpenEditor, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("Ben")
    editor.people.add("Dieter")
    click(qtbot, editor.save_button)
    assert "Dieter is blocked: nothing can be sent to them." in editor.notes.texts()
    assert bridge.settings.queues["Ben"].choices.to == ("Ben",)


def test_a_person_is_taken_away_with_the_key_on_the_chip(edit: OpenEditor, qtbot: QtBot) -> None:
    editor = edit("Plant HQ")
    chip = editor.people.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    first = next(one for one in chip if one.accessibleName() == "Anna ✓")
    qtbot.keyClick(first.button, Qt.Key.Key_Delete)  # type: ignore[attr-defined]
    assert editor.people.names() == ["team:HQ"]
    assert editor.people.add_button.hasFocus()


def test_the_list_of_people_offers_those_who_are_not_in_yet(edit: OpenEditor, qtbot: QtBot) -> None:
    editor = edit("Ben")
    click(qtbot, editor.people.add_button)
    rows = editor.people.picker.list
    assert [rows.item(n).text() for n in range(rows.count())] == ["Team HQ", "Anna  ✓", "Carla  not verified", "Me  ✓"]
    qtbot.keyClick(editor.people.picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(editor.people.picker.field, Qt.Key.Key_Return)
    assert editor.people.names() == ["Ben", "Anna"]


def test_each_choice_has_a_reason(edit: OpenEditor) -> None:
    editor = edit("Ben")
    for choice in (editor.cipher, editor.compression, editor.block, editor.limit, editor.keep):
        for place in range(choice.count()):
            choice.setCurrentIndex(place)
            assert choice.reason().endswith("."), choice.currentText()


def test_signed_only_says_who_can_read_it(edit: OpenEditor) -> None:
    editor = edit("Public notices")
    assert editor.cipher.bad()
    assert editor.cipher.reason() == "Not encrypted: anyone who can read the topic can read the files."


def test_escape_asks_before_it_throws_away_what_was_changed(edit: OpenEditor, qtbot: QtBot) -> None:
    editor = edit("Ben")
    pick(editor.compression, "19")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert "not saved" in editor.question.text()
    assert editor.question.no.hasFocus()
    click(qtbot, editor.question.yes)
    qtbot.waitUntil(lambda: not isValid(editor))


# --- the test of a queue -------------------------------------------------------------------------------------------------


def started(editor: QueueEditor, engine: WindowEngine, qtbot: QtBot) -> str:
    click(qtbot, editor.test.button)
    qtbot.waitUntil(lambda: bool(editor.test.steps()))
    return list(engine.rows)[-1]


def test_a_test_shows_each_step_until_it_is_stored(
    edit: OpenEditor, engine: WindowEngine, bridge: Bridge, qtbot: QtBot
) -> None:
    editor = edit("Ben")
    id = started(editor, engine, qtbot)
    (((path,), queue, choices, *_),) = engine.of("send")
    assert (queue, choices.to, choices.cipher) == ("Ben", ("me",), Cipher.CHACHA20_POLY1305)
    assert path.startswith(str(bridge.profile))
    engine.put(replace(engine.rows[id], state="sending"))
    qtbot.waitUntil(lambda: len(editor.test.steps()) == 2)
    with qtbot.waitSignal(editor.test.ended) as ended:
        engine.put(replace(engine.rows[id], state="stored", outcome=Outcome.STORED))
    assert ended.args == [True]
    words = [step.rsplit(" ", 2)[0] for step in editor.test.steps()]
    assert words == ["Taken by the queue", "File read, connected to prod-eu", "Sealed and sent", "Stored on prod-eu"]
    assert all(step.endswith(" ms") for step in editor.test.steps())


def test_nothing_of_a_test_stays(edit: OpenEditor, engine: WindowEngine, bridge: Bridge, qtbot: QtBot) -> None:
    editor = edit("Ben")
    id = started(editor, engine, qtbot)
    engine.put(replace(engine.rows[id], state="stored", outcome=Outcome.STORED))
    qtbot.waitUntil(lambda: id not in engine.rows)
    assert engine.of("withdraw") == [(id,)]
    qtbot.waitUntil(lambda: not list(bridge.profile.glob("queue-test-*")))


def test_the_form_is_tested_as_it_stands_before_it_is_saved(
    edit: OpenEditor, engine: WindowEngine, qtbot: QtBot
) -> None:
    editor = edit("Ben")
    editor.cluster.setCurrentIndex(editor.cluster.findData("lab-us"))
    editor.cluster.activated.emit(editor.cluster.currentIndex())
    started(editor, engine, qtbot)
    ((_, queue, choices, *_),) = engine.of("send")
    assert (queue, choices.cluster) == ("", "lab-us")


def test_a_test_says_why_it_waits_and_is_cancelled_with_the_editor(
    edit: OpenEditor, engine: WindowEngine, bridge: Bridge, qtbot: QtBot
) -> None:
    editor = edit("Ben")
    id = started(editor, engine, qtbot)
    engine.put(replace(engine.rows[id], state="retrying", why="prod-eu does not answer.", todo="It goes on by itself."))
    qtbot.waitUntil(lambda: any("prod-eu does not answer." in step for step in editor.test.steps()))
    click(qtbot, editor.cancel_button)
    qtbot.waitUntil(lambda: id not in engine.rows)
    assert engine.of("cancel") == [([id],)]
    qtbot.waitUntil(lambda: not list(bridge.profile.glob("queue-test-*")))


def test_a_test_is_taken_off_the_lists_once_the_engine_has_cancelled_it(
    edit: OpenEditor, engine: WindowEngine, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_wanted(ids: list[str]) -> Future[int]:  # as the engine does: the outcome comes with the next turn
        engine.put(*(replace(engine.rows[id], wanted=Wanted.STOP) for id in ids))
        return done(len(ids))

    monkeypatch.setattr(engine, "cancel", only_wanted)
    editor = edit("Ben")
    id = started(editor, engine, qtbot)
    click(qtbot, editor.cancel_button)
    qtbot.waitUntil(lambda: engine.rows[id].wanted is Wanted.STOP)
    with qtbot.waitSignal(bridge.moved):
        bridge.look()
    assert not engine.of("forget")
    engine.put(replace(engine.rows[id], state="cancelled", outcome=Outcome.CANCELLED))
    qtbot.waitUntil(lambda: id not in engine.rows)
    qtbot.waitUntil(lambda: not list(bridge.profile.glob("queue-test-*")))


def test_a_test_that_is_stored_before_its_cancel_is_withdrawn(
    edit: OpenEditor, engine: WindowEngine, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(ids: list[str]) -> Future[int]:
        engine.put(*(replace(engine.rows[id], state="stored", outcome=Outcome.STORED) for id in ids))
        return done(0)

    monkeypatch.setattr(engine, "cancel", too_late)
    editor = edit("Ben")
    id = started(editor, engine, qtbot)
    click(qtbot, editor.cancel_button)
    qtbot.waitUntil(lambda: id not in engine.rows)
    assert engine.of("withdraw") == [(id,)]
    qtbot.waitUntil(lambda: not list(bridge.profile.glob("queue-test-*")))


def test_a_test_that_was_just_begun_goes_with_its_editor(
    edit: OpenEditor, engine: WindowEngine, bridge: Bridge, qtbot: QtBot
) -> None:
    editor = edit("Ben")
    click(qtbot, editor.test.button)
    click(qtbot, editor.cancel_button)
    qtbot.waitUntil(lambda: not isValid(editor))
    qtbot.waitUntil(lambda: bool(engine.of("forget")))
    qtbot.waitUntil(lambda: not list(bridge.profile.glob("queue-test-*")))


def test_a_test_that_cannot_begin_says_so(edit: OpenEditor, engine: WindowEngine, bridge: Bridge, qtbot: QtBot) -> None:
    engine.fail["send"] = TowlineError("not-allowed", action="write")
    editor = edit("Ben")
    with qtbot.waitSignal(editor.test.ended) as ended:
        click(qtbot, editor.test.button)
    assert ended.args == [False]
    assert "The cluster does not let you write." in editor.test.steps()[0]
    assert not list(bridge.profile.glob("queue-test-*"))
