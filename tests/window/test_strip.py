"""The attention strip."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from gui.strip import Strip


def shown(qtbot: QtBot) -> Strip:
    strip = Strip()
    qtbot.addWidget(strip)
    return strip


def test_the_newest_three_causes_stand_there_newest_first(qtbot: QtBot) -> None:
    strip = shown(qtbot)
    for cause in "abcd":
        strip.put(cause, cause.upper())
    assert strip.texts() == ["D", "C", "B"]
    strip.take("d")
    assert strip.texts() == ["C", "B", "A"]


def test_a_cause_has_one_line_that_is_renewed(qtbot: QtBot) -> None:
    strip = shown(qtbot)
    strip.put("link", "Next in 0:42.", about="no reply")
    strip.put("link", "Next in 0:41.", about="no reply")
    assert strip.texts() == ["Next in 0:41."]


def test_a_hidden_line_stays_hidden_until_it_says_something_else(qtbot: QtBot) -> None:
    strip = shown(qtbot)
    strip.put("link", "Next in 0:42.", about="no reply")
    strip.findChildren(type(strip._lines["link"].closed))[-1].click()
    strip.put("link", "Next in 0:41.", about="no reply")
    assert strip.texts() == []
    strip.put("link", "Refused.", about="refused")
    assert strip.texts() == ["Refused."]


def test_a_line_goes_by_itself_when_its_time_is_over(qtbot: QtBot) -> None:
    strip = shown(qtbot)
    strip.put("said", "Done.", seconds=0.02)
    assert strip.texts() == ["Done."]
    qtbot.waitUntil(lambda: not strip.texts())
    assert strip.isHidden()


def test_its_buttons_act(qtbot: QtBot) -> None:
    strip, pressed = shown(qtbot), []
    strip.put("x", "X", [("One", lambda: pressed.append(1)), ("Two", lambda: pressed.append(2))])
    strip.press("x", 1)
    assert pressed == [2]


def test_in_a_narrow_window_its_buttons_stand_below_its_text(qtbot: QtBot) -> None:
    strip = shown(qtbot)
    strip.put(
        "link", "lab-us does not answer. Next in 0:42.", [("Try now", strip.hide), ("Test connection", strip.hide)]
    )
    strip.resize(900, 100)
    strip.show()
    line = strip._lines["link"]
    button, text = line._pressed[0], line._label
    qtbot.waitUntil(lambda: button.mapTo(line, QPoint()).x() > text.mapTo(line, QPoint()).x() + 100)
    strip.resize(400, 100)
    qtbot.waitUntil(lambda: button.mapTo(line, QPoint()).y() > text.mapTo(line, QPoint()).y())
    qtbot.waitUntil(lambda: text.width() > 300)
