"""Names that others chose deceive nobody: no markup, nothing that turns a line around, nothing that pushes all else away."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from made_rows import entry, new_id, offer, person, transfer
from PySide6.QtCore import QAbstractListModel, QModelIndex
from PySide6.QtCore import Qt as Core
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine
from window_kit import open_window, waits

from engine.api import Kind, Outcome, QuestionRow, ScanItem, ScanRow
from gui.bridge import Bridge
from gui.main_window import MainWindow
from gui.plain_text import LINE, Elided, label, tip
from gui.send_dialog import SendDialog

Make = Callable[[WindowEngine], Bridge]
MARKUP = "<h1>Verified by Anna"
TURNED = "invoice\u202efdp.exe"  # shown as it is, it would read invoiceexe.pdf
LONG = "measurement " * 40 + ".tif"


@pytest.mark.parametrize("text", ["plan.pdf", "a & b < c", "two\nlines", ""])
def test_a_short_tip_is_its_text(text: str) -> None:
    assert tip(text) == text


@pytest.mark.parametrize("text", [MARKUP, "<b>x</b> & y", "x" * (LINE + 1)])
def test_a_tip_shows_its_text_and_breaks_its_lines(text: str) -> None:
    assert Qt.mightBeRichText(tip(text))  # so that Qt breaks its lines
    document = QTextDocument()
    document.setHtml(tip(text))
    assert document.toPlainText() == text


def test_a_label_takes_nothing_for_markup(qtbot: QtBot) -> None:
    made = label(MARKUP)
    qtbot.addWidget(made)
    assert made.textFormat() is Core.TextFormat.PlainText and made.wordWrap()


def test_a_long_title_gives_way(qtbot: QtBot) -> None:
    made = Elided("title", yields=False)
    qtbot.addWidget(made)
    made.setText(LONG)
    assert made.minimumSizeHint().width() <= 40 and LONG.strip() in made.toolTip()


# --- in the window ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def engine() -> WindowEngine:
    engine = WindowEngine()
    for place, name in enumerate((MARKUP, TURNED, LONG), 1):
        engine.put(
            transfer(place, title=name, state="failed", outcome=Outcome.FAILED, finished=time.time(), entries=1,
                     why=f"{name} is no file.", peer=name, queue=name),
            transfer(10 + place, kind=Kind.FETCH, title=name, peer=name, queue="", folder=f"/in/{name}"),
            offer(place, title=name, sender=name, entries=3),
            person(name, f"{place} 2 3 4 5 6 7 8"),
        )  # fmt: skip
        engine.offer_entry_rows[new_id(1000 + place)] = [entry(0, f"{name}/{name}"), entry(1, name)]
        engine.question_rows[name] = QuestionRow(name, "exists", name, f"{name} is there.", "", ("both", "skip"), 1.0)
    engine.scanned = ScanRow(
        1, 0, 3, 0, tuple(ScanItem(f"/data/{name}", False, 1, 1) for name in (MARKUP, TURNED, LONG)), (), True, {}
    )
    return engine


@pytest.fixture
def window(make_bridge: Make, engine: WindowEngine, qtbot: QtBot) -> MainWindow:
    return open_window(make_bridge(engine), qtbot)


def texts(widget: QWidget) -> tuple[set[str], set[str]]:
    """What is shown in all lists, and all tips."""
    said: set[str] = set()
    tips: set[str] = {each.toolTip() for each in [widget, *widget.findChildren(QWidget)]}
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        if model is None:
            continue
        for row in range(model.rowCount(QModelIndex())):
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
                index = model.index(row, column)
                said.add(str(index.data() or ""))
                tips.add(str(index.data(Core.ItemDataRole.ToolTipRole) or ""))
    return said, tips


@pytest.mark.parametrize("page", ["transfers", "inbox", "needs", "history", "send"])
def test_names_are_shown_as_they_are(window: MainWindow, engine: WindowEngine, page: str, qtbot: QtBot) -> None:
    shown: QWidget = window
    if page == "send":
        shown = SendDialog(window.bridge, [f"/data/{name}" for name in (MARKUP, TURNED, LONG)], "", window)
        shown.show()
    else:
        window.show_page(page)
    if page == "inbox":
        window.inbox.view.selectRow(0)
    waits(qtbot, lambda: any(MARKUP in text for text in texts(shown)[0]))
    waits(qtbot, lambda: any("invoicefdp.exe" in text for text in texts(shown)[0]))
    said, tips = texts(shown)
    assert not any("\u202e" in text for text in said | tips)
    assert not any("<h1>" in text for text in tips)


def test_a_long_name_makes_no_window_wide(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(760, 480)
    window.show_page("inbox")
    pane, widths = window.inbox.pane, set()
    for line in range(3):
        window.inbox.view.selectRow(line)
        title = window.inbox.selected()[0].title
        waits(qtbot, lambda title=title: pane.model.whole and pane.title.text() == title.replace("\u202e", ""))
        parent = pane.title.parentWidget()
        assert parent is not None
        widths.add(parent.minimumSizeHint().width())
    assert len(widths) == 1 and window.width() == 760
    window.show_page("transfers")
    window.details.show()
    window.transfers.table.selectRow(0)
    assert window.width() == 760
