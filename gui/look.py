"""How the window looks: two palettes, the colours of states, sizes, and the style sheet made from them.

Hides: hexadecimal colours; whoever paints asks `look()` for a colour by its meaning. Promises: every text colour has a
contrast of at least 4.5 on the surfaces it is used on, light and dark (tests/window/test_look.py counts it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui import RESOURCES

ROW = 34  # px, height of a row in every list
GAP = 8  # px, between things that belong together
EDGE = 12  # px, around a page
MARKS = RESOURCES / "marks"  # ticks and arrows, one for light and one for dark
RADIUS = 8  # px, of cards; buttons have 6

Scheme = Literal["system", "light", "dark"]
State = Literal["idle", "running", "waiting", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Look:
    """Colours by meaning, as #rrggbb."""

    dark: bool
    window: str  # behind everything
    base: str  # lists and fields
    card: str
    line: str  # hairlines and borders
    track: str  # the empty part of a progress bar
    text: str
    faint: str  # second lines, heads
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    hover: str
    strip: str  # behind an attention line
    idle: str
    running: str
    waiting: str
    done: str
    failed: str

    def state(self, state: State) -> QColor:
        return QColor(getattr(self, state))


LIGHT = Look(
    dark=False, window="#f4f5f8", base="#ffffff", card="#ffffff", line="#dfe2e8", track="#dcdfe5",
    text="#1a1d23", faint="#5d6470", accent="#1f6cc4", accent_hover="#195ba8", on_accent="#ffffff",
    selection="#dbe9f9", hover="#eef2f8", strip="#fdf1dd",
    idle="#68707c", running="#1f6cc4", waiting="#8f5b00", done="#1c7a50", failed="#b8312b",
)  # fmt: skip
DARK = Look(
    dark=True, window="#1b1d22", base="#20232a", card="#22252c", line="#353942", track="#383c45",
    text="#e8eaed", faint="#adb3bd", accent="#4c9bec", accent_hover="#6db0f5", on_accent="#0d1b2a",
    selection="#28456a", hover="#282c35", strip="#3a2d18",
    idle="#9aa1ac", running="#4c9bec", waiting="#e2a336", done="#43b584", failed="#f0716a",
)  # fmt: skip


def look() -> Look:
    """The one in use, as the application's palette has it."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def apply(app: QApplication, scheme: Scheme) -> None:
    """Gives the application a palette, a font size and a style sheet. `system` follows the desktop's own setting."""
    dark = scheme == "dark" or (scheme == "system" and app.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    chosen = DARK if dark else LIGHT
    app.setStyle("Fusion")
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_sheet(chosen))


def sized(font: QFont, step: int, *, strong: bool = False) -> QFont:
    """The same font one step smaller (-1), as it is (0) or larger (1); `strong` for names and titles."""
    chosen = QFont(font)
    chosen.setPointSizeF(font.pointSizeF() * {-1: 0.92, 0: 1.0, 1: 1.25}[step])
    if strong:
        chosen.setWeight(QFont.Weight.DemiBold)
    return chosen


def _palette(look: Look) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, look.window),
        (roles.WindowText, look.text),
        (roles.Base, look.base),
        (roles.AlternateBase, look.window),
        (roles.Text, look.text),
        (roles.PlaceholderText, look.faint),
        (roles.Button, look.card),
        (roles.ButtonText, look.text),
        (roles.BrightText, look.failed),
        (roles.Highlight, look.selection),
        (roles.HighlightedText, look.text),
        (roles.Accent, look.accent),
        (roles.Link, look.accent),
        (roles.LinkVisited, look.accent),
        (roles.ToolTipBase, look.card),
        (roles.ToolTipText, look.text),
        (roles.Mid, look.line),
        (roles.Midlight, look.line),
        (roles.Dark, look.line),
        (roles.Light, look.card),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.faint))
    return palette


def _sheet(look: Look) -> str:
    """What a palette cannot say. Kinds of widgets are marked by the property `kind`: primary, link, danger, chip, title,
    faint, card, strip, warning, blocker."""
    marks, ending = MARKS.as_posix(), "dark.svg" if look.dark else "light.svg"
    return f"""
    * {{ outline: 0; }}
    QToolTip {{ background: {look.card}; color: {look.text}; border: 1px solid {look.line}; padding: 4px; }}
    QPushButton, QToolButton {{ background: {look.card}; color: {look.text}; border: 1px solid {look.line};
        border-radius: 6px; padding: 6px 14px; min-height: 18px; }}
    QToolButton {{ padding: 6px 10px; }}
    QPushButton:hover, QToolButton:hover {{ background: {look.hover}; }}
    QPushButton:pressed, QToolButton:pressed, QPushButton:checked {{ background: {look.selection}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {look.accent}; padding: 5px 13px; }}
    QToolButton:focus {{ padding: 5px 9px; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {look.faint}; background: {look.window}; }}
    QPushButton[kind="primary"], QToolButton[kind="primary"] {{ background: {look.accent}; color: {look.on_accent};
        border: 1px solid {look.accent}; }}
    QPushButton[kind="primary"]:hover, QToolButton[kind="primary"]:hover {{ background: {look.accent_hover}; }}
    QPushButton[kind="primary"]:focus, QToolButton[kind="primary"]:focus {{ border: 2px solid {look.text}; }}
    QPushButton[kind="primary"]:disabled {{ background: {look.track}; color: {look.faint}; border-color: {look.track}; }}
    QPushButton[kind="link"], QToolButton[kind="link"] {{ background: transparent; border: 2px solid transparent;
        color: {look.accent}; padding: 3px 4px; }}
    QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
    QPushButton[kind="link"]:focus, QToolButton[kind="link"]:focus {{ border-color: {look.accent}; }}
    QPushButton[kind="danger"] {{ color: {look.failed}; }}
    QPushButton[kind="danger"]:disabled {{ color: {look.faint}; }}
    QPushButton[kind="chip"] {{ border-radius: 12px; padding: 2px 11px; color: {look.faint}; background: transparent; }}
    QPushButton[kind="chip"]:checked {{ background: {look.selection}; color: {look.text}; border-color: {look.selection}; }}
    QPushButton[kind="chip"]:focus {{ border: 2px solid {look.accent}; padding: 1px 10px; }}
    QPushButton[kind="side"] {{ background: transparent; border: 2px solid transparent; border-radius: 6px; text-align: left;
        padding: 5px 10px; color: {look.text}; }}
    QPushButton[kind="side"]:hover {{ background: {look.hover}; }}
    QPushButton[kind="side"]:focus {{ border-color: {look.accent}; }}
    QLineEdit QToolButton {{ background: transparent; border: 0; padding: 0; min-height: 0; }}
    QToolButton::menu-indicator {{ image: none; }}
    QToolButton[popupMode="1"] {{ padding-right: 28px; }}
    QToolButton::menu-button {{ border: 0; border-left: 1px solid {look.line}; width: 20px; margin: 6px 0; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox, QDateEdit {{ background: {look.base}; color: {look.text};
        border: 1px solid {look.line}; border-radius: 6px; padding: 5px 8px; selection-background-color: {look.accent};
        selection-color: {look.on_accent}; min-height: 20px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus, QDateEdit:focus
        {{ border: 2px solid {look.accent}; padding: 4px 7px; }}
    QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ color: {look.faint}; background: {look.window}; }}
    QComboBox QAbstractItemView {{ background: {look.base}; border: 1px solid {look.line};
        selection-background-color: {look.selection}; selection-color: {look.text}; }}
    QComboBox::drop-down {{ border: 0; width: 26px; }}
    QComboBox::down-arrow {{ image: url("{marks}/down-{ending}"); width: 14px; height: 14px; }}
    QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{ width: 14px; height: 14px;
        border: 1px solid {look.faint}; border-radius: 4px; background: {look.base}; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked, QRadioButton::indicator:checked, QAbstractItemView::indicator:checked,
        QAbstractItemView::indicator:indeterminate {{ border-color: {look.accent}; background: {look.accent}; }}
    QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ image: url("{marks}/check-{ending}"); }}
    QAbstractItemView::indicator:indeterminate {{ image: url("{marks}/part-{ending}"); }}
    QRadioButton::indicator:checked {{ image: url("{marks}/dot-{ending}"); }}
    QCheckBox:focus, QRadioButton:focus {{ text-decoration: underline; }}
    QLabel[kind="title"] {{ font-weight: 600; }}
    QLabel[kind="faint"] {{ color: {look.faint}; }}
    QLabel[kind="warning"] {{ color: {look.waiting}; }}
    QLabel[kind="blocker"] {{ color: {look.failed}; }}
    QFrame[kind="card"] {{ background: {look.card}; border: 1px solid {look.line}; border-radius: {RADIUS}px; }}
    QFrame[kind="strip"] {{ background: {look.strip}; border: 0; border-radius: {RADIUS}px; }}
    QLabel[kind="verified"] {{ color: {look.done}; }}
    QLabel[kind="head"] {{ color: {look.faint}; font-weight: 600; }}
    QFrame[kind="person"] {{ background: {look.base}; border: 1px solid {look.line}; border-radius: 13px; min-height: 24px; }}
    QFrame[kind="popup"] {{ background: {look.card}; border: 1px solid {look.line}; }}
    QToolButton[kind="bare"] {{ background: transparent; border: 2px solid transparent; border-radius: 9px;
        padding: 1px; min-height: 14px; }}
    QToolButton[kind="bare"]:hover {{ background: {look.hover}; }}
    QToolButton[kind="bare"]:focus {{ border-color: {look.accent}; }}
    QListView[kind="cards"] {{ background: transparent; }}
    QFrame[kind="line"] {{ background: {look.line}; border: 0; max-height: 1px; min-height: 1px; }}
    QTreeView, QTableView, QListView {{ background: {look.base}; border: 0; color: {look.text};
        selection-background-color: {look.selection}; selection-color: {look.text}; }}
    QTreeView[kind="field"], QTableView[kind="field"], QListView[kind="field"], QListWidget[kind="field"],
        QTreeWidget[kind="field"] {{ border: 1px solid {look.line}; border-radius: 6px; }}
    QTreeView:focus[kind="field"], QTableView:focus[kind="field"], QListView:focus[kind="field"]
        {{ border: 1px solid {look.accent}; }}
    QTreeView[kind="field"]::item {{ padding-left: 5px; padding-right: 5px; }}
    QTableView[kind="field"]::item {{ padding: 5px; }}
    QListView[kind="nav"] {{ background: {look.window}; border: 0; padding: 8px; }}
    QListView[kind="field"] {{ padding: 4px; }}
    QListView[kind="nav"]::item, QListView[kind="field"]::item {{ padding-left: 6px; border-radius: 6px; }}
    QListView[kind="nav"]::item:selected, QListView[kind="field"]::item:selected
        {{ background: {look.selection}; color: {look.text}; }}
    QListView[kind="nav"]::item:hover:!selected, QListView[kind="field"]::item:hover:!selected
        {{ background: {look.hover}; }}
    QHeaderView {{ background: {look.window}; border: 0; }}
    QHeaderView::section {{ background: {look.window}; color: {look.faint}; border: 0;
        border-bottom: 1px solid {look.line}; padding: 7px 8px; }}
    QTabBar {{ background: transparent; }}
    QTabBar::tab {{ background: transparent; color: {look.faint}; padding: 8px 14px; border: 0;
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {look.text}; border-bottom: 2px solid {look.accent}; }}
    QTabBar::tab:hover {{ color: {look.text}; }}
    QTabBar::tab:focus {{ background: {look.hover}; }}
    QTabWidget::pane {{ border: 0; }}
    QMenuBar {{ background: {look.window}; color: {look.text}; }}
    QMenuBar::item {{ padding: 4px 8px; background: transparent; }}
    QMenuBar::item:selected {{ background: {look.selection}; border-radius: 4px; }}
    QMenu {{ background: {look.card}; color: {look.text}; border: 1px solid {look.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {look.selection}; }}
    QMenu::item:disabled {{ color: {look.faint}; }}
    QMenu::separator {{ height: 1px; background: {look.line}; margin: 4px 8px; }}
    QSplitter::handle {{ background: {look.line}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QSplitter::handle:vertical {{ height: 1px; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {look.track}; border-radius: 5px; min-height: 28px; min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {look.faint}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
        {{ background: transparent; border: 0; height: 0; width: 0; }}
    QScrollArea {{ border: 0; background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
    QStatusBar {{ background: {look.window}; border-top: 1px solid {look.line}; }}
    QStatusBar::item {{ border: 0; }}
    """
