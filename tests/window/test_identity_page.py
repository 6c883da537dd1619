"""My identity: name, fingerprint, card, recovery file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from made_rows import FINGERPRINT
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.qtbot import QtBot
from settings_kit import choose_file, click, texts
from window_engine import WindowEngine

from engine.errors import TowlineError
from gui.bridge import Bridge
from gui.identity_page import IdentityPage
from gui.qr import QrCode
from gui.recovery_dialog import SaveRecovery, UseRecovery

PASSPHRASE = "correct horse battery"


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> IdentityPage:
    made = IdentityPage(bridge)
    qtbot.addWidget(made)
    made.resize(760, 700)
    made.show()
    qtbot.waitUntil(lambda: bool(made.fingerprint.text()))
    return made


def test_the_fingerprint_stands_there_in_eight_groups_and_is_copied(page: IdentityPage, qtbot: QtBot) -> None:
    assert page.fingerprint.text().split() == FINGERPRINT.split()
    click(qtbot, page, "Copy")
    assert QGuiApplication.clipboard().text() == FINGERPRINT
    assert "The keyring of this computer" in texts(page)
    assert "Post-quantum hybrid (ML-KEM-768 + X25519)" in texts(page)


def test_the_qr_code_is_shown_and_hidden(page: IdentityPage, qtbot: QtBot) -> None:
    assert not page.qr.isVisible()
    click(qtbot, page, "Show QR")
    assert page.qr.isVisible()
    assert page.qr.accessibleName() == "Your fingerprint as a QR code"
    click(qtbot, page, "Hide QR")
    assert not page.qr.isVisible()


@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
def test_a_qr_code_is_dark_on_white_with_its_quiet_zone(scheme: str, qtbot: QtBot) -> None:
    code = QrCode()
    qtbot.addWidget(code)
    code.show_text(FINGERPRINT, "Fingerprint")
    code.resize(code.sizeHint())
    picture = code.grab().toImage()
    count = len(code.modules)
    module = picture.width() // (count + 8)
    left = (picture.width() - module * count) / 2
    for y in range(count):
        for x in range(count):
            at = (int(left + (x + 0.5) * module), int(left + (y + 0.5) * module))
            assert picture.pixelColor(*at) == QColor("black" if code.modules[y][x] else "white")
    assert picture.pixelColor(int(left - 3 * module), picture.height() // 2) == QColor("white")


def test_another_name_is_saved(page: IdentityPage, engine: WindowEngine, qtbot: QtBot) -> None:
    assert not page.unsaved
    page.name.setText("Anna of plant 7")
    assert page.unsaved
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: engine.identity.name == "Anna of plant 7")
    qtbot.waitUntil(lambda: not page.unsaved)


def test_a_name_that_is_refused_stays_in_its_field(page: IdentityPage, engine: WindowEngine, qtbot: QtBot) -> None:
    engine.fail["my_rename"] = TowlineError("usage", what="'me' cannot be a name.", todo="Choose another one.")
    page.name.setText("me")
    click(qtbot, page, "Save")
    qtbot.waitUntil(lambda: "'me' cannot be a name. Choose another one." in texts(page))
    assert page.name.text() == "me"


def test_the_card_is_copied_and_saved(page: IdentityPage, engine: WindowEngine, qtbot: QtBot, tmp_path: Path) -> None:
    click(qtbot, page, "Copy my card")
    assert QGuiApplication.clipboard().text() == engine.my_card()
    click(qtbot, page, "Save my card…")
    choose_file(qtbot, page, tmp_path / "card.txt")
    qtbot.waitUntil((tmp_path / "card.txt").exists)
    assert (tmp_path / "card.txt").read_text() == engine.my_card() + "\n"


def test_the_recovery_file_is_saved_for_my_eyes_only(
    page: IdentityPage, engine: WindowEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    assert "No recovery file yet. If this computer breaks, files not fetched yet are lost for you." in texts(page)
    click(qtbot, page, "Save recovery file…")
    dialog = page.findChild(SaveRecovery)
    qtbot.keyClicks(dialog.first, PASSPHRASE)
    qtbot.keyClicks(dialog.second, "something else")
    assert "The two are different." in texts(dialog)
    assert not dialog.save.isEnabled()
    dialog.second.setText(PASSPHRASE)
    dialog.save.click()
    file = tmp_path / "recovery.txt"
    choose_file(qtbot, dialog, file)
    qtbot.waitUntil(lambda: "Last saved " in texts(page))
    assert engine.of("recovery") == [(PASSPHRASE,)]
    assert file.read_text().startswith("Towline recovery file")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_passphrase_that_was_typed_is_not_lost_by_esc(page: IdentityPage, qtbot: QtBot) -> None:
    click(qtbot, page, "Save recovery file…")
    dialog = page.findChild(SaveRecovery)
    qtbot.keyClicks(dialog.first, PASSPHRASE)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    click(qtbot, dialog, "Close without it")
    qtbot.waitUntil(lambda: page.findChild(SaveRecovery) is None)


def test_a_recovery_file_that_cannot_be_written_keeps_the_passphrase(
    page: IdentityPage, qtbot: QtBot, tmp_path: Path
) -> None:
    click(qtbot, page, "Save recovery file…")
    dialog = page.findChild(SaveRecovery)
    dialog.first.setText(PASSPHRASE)
    dialog.second.setText(PASSPHRASE)
    dialog.save.click()
    choose_file(qtbot, dialog, tmp_path / "no such folder" / "recovery.txt")
    qtbot.waitUntil(lambda: "could not be written: no such file or directory." in texts(dialog))
    assert dialog.first.text() == PASSPHRASE
    assert dialog.save.isEnabled()
    dialog.first.clear()
    dialog.second.clear()


def test_a_recovery_file_is_used(page: IdentityPage, engine: WindowEngine, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "recovery.txt"
    file.write_text("Towline recovery file\nAAAA\n")
    click(qtbot, page, "Use a recovery file…")
    choose_file(qtbot, page, file)
    qtbot.waitUntil(lambda: page.findChild(UseRecovery) is not None)
    dialog = page.findChild(UseRecovery)
    engine.fail["recover"] = TowlineError("usage", what="The passphrase is wrong.", todo="Type it again.")
    qtbot.keyClicks(dialog.passphrase, "wrong")
    click(qtbot, dialog, "Use it")
    qtbot.waitUntil(lambda: "The passphrase is wrong. Type it again." in texts(dialog))
    engine.fail.clear()
    dialog.passphrase.setText(PASSPHRASE)
    click(qtbot, dialog, "Use it")
    qtbot.waitUntil(lambda: f"You are again {FINGERPRINT}." in texts(page))
    assert engine.of("recover")[-1] == ("Towline recovery file\nAAAA\n", PASSPHRASE)
