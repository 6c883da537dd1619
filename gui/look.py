"""How the window looks: palettes, the colours of states, sizes, and the style sheet made from them.

Hides: hexadecimal colours; whoever paints asks `look()` for a colour by its meaning. Promises: every text colour has a
contrast of at least 4.5 on the surfaces it is used on, light and dark, and of 7 where the desktop asks for high contrast
(tests/window/test_look.py counts it).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

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
SHARP_LIGHT = replace(
    LIGHT, window="#ffffff", line="#000000", track="#b8b8b8", text="#000000", faint="#454545", accent="#003e8a",
    accent_hover="#002a5e", selection="#cfe4ff", hover="#e8e8e8", strip="#fff3c4",
    idle="#2b2b2b", running="#003e8a", waiting="#5e3b00", done="#00492a", failed="#8a0f0a",
)  # fmt: skip
SHARP_DARK = replace(
    DARK, window="#000000", base="#000000", card="#000000", line="#ffffff", track="#5a5a5a", text="#ffffff",
    faint="#bdbdbd", accent="#8cc8ff", accent_hover="#b9deff", on_accent="#000000", selection="#0a2f5c", hover="#2a2a2a",
    strip="#3a2d00", idle="#e0e0e0", running="#8cc8ff", waiting="#ffcb5c", done="#6fe3ae", failed="#ffa39d",
)  # fmt: skip
_BY_WINDOW = {each.window: each for each in (LIGHT, DARK, SHARP_LIGHT, SHARP_DARK)}
_SCHEME = "scheme"  # property of the application: what was applied last


def look() -> Look:
    """The one in use, as the application's palette has it."""
    return _BY_WINDOW.get(QGuiApplication.palette().color(QPalette.ColorRole.Window).name(), LIGHT)


def apply(app: QApplication, scheme: Scheme) -> None:
    """Gives the application a palette and a style sheet. `system` follows the desktop, and so does the contrast."""
    app.setProperty(_SCHEME, scheme)
    hints = app.styleHints()
    dark = scheme == "dark" or (scheme == "system" and hints.colorScheme() is Qt.ColorScheme.Dark)
    wear(app, chosen(dark=dark, contrast=hints.accessibility().contrastPreference()))


def follow(app: QApplication) -> None:
    """From now on a change of the desktop is followed at once."""
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _: apply(app, app.property(_SCHEME)))
    hints.accessibility().contrastPreferenceChanged.connect(lambda _: apply(app, app.property(_SCHEME)))


def chosen(*, dark: bool, contrast: Qt.ContrastPreference) -> Look:
    if contrast is Qt.ContrastPreference.HighContrast:
        return SHARP_DARK if dark else SHARP_LIGHT
    return DARK if dark else LIGHT


def wear(app: QApplication, look: Look) -> None:
    app.setStyle("Fusion")
    app.setPalette(_palette(look))
    app.setStyleSheet(_sheet(look))


def sized(font: QFont, step: int, *, strong: bool = False) -> QFont:
    """The same font one step smaller (-1), as it is (0) or larger (1); `strong` for names and titles."""
    chosen = QFont(font)
    chosen.setPointSizeF(font.pointSizeF() * {-1: 0.92, 0: 1.0, 1: 1.25}[step])
    if strong:
        chosen.setWeight(QFont.Weight.DemiBold)
    return chosen


def set_kind(widget: QWidget, kind: str) -> None:
    """Another kind, as the style sheet knows them, of a widget that may be shown already."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


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
    """The colours filled in, with marks of the same scheme."""
    scheme = "dark" if look.dark else "light"
    template = Template((RESOURCES / "style.qss").read_text("utf-8"))
    return template.substitute(asdict(look), marks=MARKS.as_posix(), scheme=scheme, radius=RADIUS)
