"""What a watched folder would send now, and what not and why: a list that follows the fields of its editor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from engine.api_watch import WatchItem, WatchPreview
from engine.names import shown
from engine.patterns import BELOW, HIDDEN, LEFT_OUT, LINK, OLD
from engine.watch_look import KNOWN, YOUNG
from gui import words
from gui.plain_text import label
from gui.short_list import ShortModel, ShortTable
from gui.words import tr

NAME, SIZE, WHY = range(3)
TALL = 190  # px


def why_words(why: str) -> str:
    """Why something does not go, in the window's language, and shorter than the engine says it."""
    if why.startswith(LEFT_OUT):
        return tr("left out by {pattern}").format(pattern=why.removeprefix(LEFT_OUT))
    return {
        HIDDEN: tr("hidden"),
        LINK: tr("a link, never followed"),
        OLD: tr("too old"),
        YOUNG: tr("too young yet"),
        BELOW: tr("folders below are left alone"),
        KNOWN: tr("sent before, or not wanted then"),
    }.get(why, words.told(why))


class PreviewModel(ShortModel[WatchItem]):
    def __init__(self) -> None:
        super().__init__(lambda item: item.path, (SIZE,))
        self.heads = (self.tr("Name"), self.tr("Size"), self.tr("Why not"))

    def cell(self, row: WatchItem, column: int, role: int) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        match column:
            case 0:
                return shown(row.path)
            case 1:
                return words.size(row.size)
        return shown(why_words(row.why)) if row.why else ""


class PreviewView(QWidget):
    """`show_found` and `show_nothing` replace what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: WatchPreview | None = None
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.tabs.setAccessibleName(self.tr("Preview"))
        self.model = PreviewModel()
        self.model.setParent(self)
        self.table = ShortTable(self.model, self.tr("Preview"), ())
        self.table.setMinimumHeight(TALL)
        self.table.header().setStretchLastSection(False)
        self.table.header().setSectionResizeMode(NAME, self.table.header().ResizeMode.Stretch)
        self.table.header().resizeSection(SIZE, 90)
        self.table.header().resizeSection(WHY, 210)
        self.line = label("", "faint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tabs)
        column.addWidget(self.table, 1)
        column.addWidget(self.line)
        self.tabs.currentChanged.connect(lambda _: self._fill())
        self.show_nothing(self.tr("Choose a folder and a queue to see what would be sent."))

    def show_found(self, found: WatchPreview) -> None:
        self._found = found
        self._fill()

    def show_nothing(self, why: str) -> None:
        self._found = None
        self._fill()
        self.line.setText(why)

    def _fill(self) -> None:
        found = self._found or WatchPreview(0, 0, (), ())
        left = sum(found.reasons.values())
        go, stay = self.tr("Would be sent"), self.tr("Left out")
        self.tabs.setTabText(0, f"{go}   {words.number(found.files)}" if self._found else go)
        self.tabs.setTabText(1, f"{stay}   {words.number(left)}" if self._found else stay)
        rows = found.left if self.tabs.currentIndex() == 1 else found.items
        self.model.load(rows)
        self.table.setColumnHidden(WHY, self.tabs.currentIndex() == 0)
        if self._found is None:
            return
        text = self.tr("%Ln files would be sent", "", found.files) + f", {words.size(found.size)}."
        if not found.whole:
            text += " " + self.tr("There is more: the look ended after ten seconds.")
        elif found.reasons:
            reasons = sorted(found.reasons.items(), key=lambda one: -one[1])
            counted = ", ".join(f"{why_words(why)} ({words.number(many)})" for why, many in reasons[:4])
            text += " " + self.tr("Not: {reasons}.").format(reasons=shown(counted))
        self.line.setText(text)
