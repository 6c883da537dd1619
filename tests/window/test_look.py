"""Colours can be read, light and dark."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from gui import icons, look
from gui.look import DARK, LIGHT, SHARP_DARK, SHARP_LIGHT, Look


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio"."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("chosen", "least"),
    [(LIGHT, 4.5), (DARK, 4.5), (SHARP_LIGHT, 7.0), (SHARP_DARK, 7.0)],
    ids=["light", "dark", "sharp light", "sharp dark"],
)
def test_every_text_colour_can_be_read_where_it_stands(chosen: Look, least: float) -> None:
    surfaces = {"window": chosen.window, "base": chosen.base, "card": chosen.card, "selection": chosen.selection}
    for colour in ("text", "faint", "accent", "waiting", "failed", "done"):
        for name, surface in surfaces.items():
            if name == "selection" and colour not in ("text", "faint"):
                continue  # never a text on a selected row: there they are dots
            assert contrast(getattr(chosen, colour), surface) >= least, (colour, name)
    assert contrast(chosen.text, chosen.strip) >= least
    assert contrast(chosen.on_accent, chosen.accent) >= least


def test_a_change_of_the_scheme_is_seen_at_once(qapp: QApplication) -> None:
    look.apply(qapp, "dark")
    assert look.look() is DARK
    look.apply(qapp, "light")
    assert look.look() is LIGHT


def test_a_desktop_of_high_contrast_gets_sharp_colours(qapp: QApplication) -> None:
    high, plain = Qt.ContrastPreference.HighContrast, Qt.ContrastPreference.NoPreference
    assert look.chosen(dark=True, contrast=high) is SHARP_DARK and look.chosen(dark=False, contrast=high) is SHARP_LIGHT
    assert look.chosen(dark=True, contrast=plain) is DARK and look.chosen(dark=False, contrast=plain) is LIGHT
    try:
        for each in (SHARP_DARK, SHARP_LIGHT):
            look.wear(qapp, each)
            assert look.look() is each
    finally:
        look.apply(qapp, "light")


def test_every_icon_has_one_stroke_width_and_no_colour_of_its_own() -> None:
    files = list(icons.FOLDER.glob("*.svg"))
    assert files
    for file in files:
        text = file.read_text()
        assert 'stroke="currentColor"' in text
        width = "2.25" if file.stem.startswith("tray-") else "1.75"  # a tray shows 16 pixels
        assert f'stroke-width="{width}"' in text
        assert "#" not in text
        assert not icons.icon(file.stem).pixmap(18, 18).toImage().isNull()
