"""What Help, About says about the parts of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui import help_texts


def test_about_shows_the_licences_that_came_with_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(help_texts, "RESOURCES", tmp_path)
    assert help_texts.about().endswith("does not endorse Towline.")
    (tmp_path / "licences.txt").write_text("one 1.0 — MIT\n\nMay be used, für alle.\n", "utf-8")
    assert help_texts.about().endswith(
        "Licences of all parts of this program:\n\none 1.0 — MIT\n\nMay be used, für alle.\n"
    )
