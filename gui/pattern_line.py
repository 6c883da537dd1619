"""A line of patterns, as watched folders and queues have them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLineEdit

from engine.settings_keys import Wrong
from engine.settings_watch import check_patterns
from gui.words import told


class PatternLine(QLineEdit):
    def fill(self, patterns: Iterable[str]) -> None:
        self.setText(", ".join(patterns))

    def values(self) -> list[str]:
        return patterns_in(self.text())

    def error(self) -> str:
        """What is wrong with one of them; "" if nothing is."""
        try:
            check_patterns(self.values())
        except Wrong as error:
            return told(error.what, error.todo)
        return ""


def patterns_in(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
