"""My identity: my name, my fingerprint to compare, my card to give away, the recovery file, another key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from engine.api import MeRow
from engine.api_fleet import KeyChange
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.grants_dialog import GrantsDialog
from gui.keepers_view import KeepersView
from gui.look import set_kind
from gui.plain_text import label
from gui.qr import QrCode
from gui.recovery_dialog import SaveRecovery, UseRecovery
from gui.settings_parts import Card, CopyButton, Fingerprint, Page, ask_file, button, only_once, row, write_text

CARD_FILE = "towline-card.txt"


class IdentityPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._bridge = bridge
        self._me: MeRow | None = None
        self._card = ""
        self.heading.setText(self.tr("My identity"))
        for each in (
            self._name_card(), self._fingerprint_card(), self._recovery_card(), self._my_card(), self._another_key_card(),
        ):  # fmt: skip
            self.body.addWidget(each)
        self.body.addStretch(1)
        self.copy_card.setEnabled(False)

    def _name_card(self) -> Card:
        card = Card()
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.name.textChanged.connect(self._typed)
        self.name.returnPressed.connect(self._rename)
        self.save_name = button(self.tr("Save"), self._rename)
        card.field(self.tr("Name others see"), row(self.name, self.save_name))
        self.name.setAccessibleName(self.tr("Name others see"))
        self._made = label(wrap=False)
        self._kept = label()
        self._kind = label(self.tr("Post-quantum hybrid (ML-KEM-768 + X25519)"))
        card.field(self.tr("Key"), self._kind)
        card.field(self.tr("Created"), self._made)
        card.field(self.tr("Kept in"), self._kept)
        return card

    def _fingerprint_card(self) -> Card:
        card = Card(self.tr("Fingerprint"))
        about = self.tr("Others compare it with what they see of you, by phone or in person. It is no secret.")
        self.fingerprint = Fingerprint()
        self.qr = QrCode()
        self.qr.setVisible(False)
        self._show_qr = button(self.tr("Show QR"), self._toggle_qr)
        digits = QVBoxLayout()
        digits.addWidget(self.fingerprint)
        digits.addSpacing(4)
        digits.addLayout(row(CopyButton(self.tr("Copy"), self._digits), self._show_qr, None))
        digits.addStretch(1)
        side = row(digits, None, self.qr)
        side.setAlignment(self.qr, Qt.AlignmentFlag.AlignTop)
        card.add(label(about, "faint"), side)
        return card

    def _recovery_card(self) -> Card:
        card = Card(self.tr("Recovery file"))
        self.recovery = label()
        self.save_recovery = button(self.tr("Save recovery file…"), self._save_recovery, "primary")
        self._use_recovery = button(self.tr("Use a recovery file…"), self._ask_recovery)
        card.add(self.recovery, row(self.save_recovery, self._use_recovery, None))
        self.keepers = KeepersView(self._bridge, self.strip)
        card.add(self.keepers)
        return card

    def _my_card(self) -> Card:
        card = Card(self.tr("My card"))
        about = self.tr("Give it to people who are to send you files. It is no secret; they compare your fingerprint.")
        self.copy_card = CopyButton(self.tr("Copy my card"), lambda: self._card)
        self.save_card = button(self.tr("Save my card…"), self._save_card)
        card.add(label(about, "faint"), row(self.copy_card, self.save_card, None))
        return card

    def _another_key_card(self) -> Card:
        card = Card(self.tr("Another key"))
        about = self.tr(
            "A new key is confirmed by this one, so that your people take it over by themselves. If this key was stolen, say"
            " so: then nobody takes anything from it any more."
        )
        self.change_key = button(self.tr("Change key…"), self._ask_change)
        self.stolen = button(self.tr("This key was stolen…"), self._ask_stolen, "danger")
        card.add(label(about, "faint"), row(self.change_key, self.stolen, None))
        return card

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    @property
    def unsaved(self) -> bool:
        return self._me is not None and self.name.text().strip() != self._me.name

    def look(self) -> None:
        """Asks the engine who I am."""
        engine = self._bridge.engine
        self._bridge.ask(self, lambda: (engine.me(), engine.my_card()), self._show, self.strip.complain)
        self.keepers.look()

    def _show(self, found: tuple[MeRow, str]) -> None:
        typed = self.unsaved
        self._me, self._card = found
        me = self._me
        if not typed:
            self.name.setText(me.name)
        self._typed()
        self.copy_card.setEnabled(True)
        self.fingerprint.show_fingerprint(me.fingerprint)
        self.qr.show_text(me.fingerprint, self.tr("Your fingerprint as a QR code"))
        self._made.setText(words.date_time(me.made))
        kept = {
            "keyring": self.tr("The keyring of this computer"),
            "file": self.tr("A file that only you can read"),
            "passphrase": self.tr("A file locked by a passphrase"),
        }
        self._kept.setText(kept.get(me.kept_in, me.kept_in))
        if me.recovery_saved:
            saved = self.tr("Last saved {when}. It brings back what was made until then.")
            self.recovery.setText(saved.format(when=words.date_time(me.recovery_saved)))
        else:
            self.recovery.setText(
                self.tr("No recovery file yet. If this computer breaks, files not fetched yet are lost for you.")
            )
        set_kind(self.recovery, "faint" if me.recovery_saved else "warning")
        set_kind(self.save_recovery, "" if me.recovery_saved else "primary")

    def _digits(self) -> str:
        return self._me.fingerprint if self._me else ""

    def _typed(self) -> None:
        self.save_name.setEnabled(self.unsaved and bool(self.name.text().strip()))

    def _rename(self) -> None:
        if not self.save_name.isEnabled():
            return
        name, engine = self.name.text().strip(), self._bridge.engine

        def renamed(found: tuple[MeRow, str]) -> None:
            self._show(found)
            self.strip.tell(self.tr("Saved. Others see the new name when they next read from the cluster."))

        def work() -> tuple[MeRow, str]:
            engine.my_rename(name)
            return engine.me(), engine.my_card()

        self._bridge.ask(self, work, renamed, self.strip.complain)

    def _toggle_qr(self) -> None:
        self.qr.setVisible(not self.qr.isVisible())
        self._show_qr.setText(self.tr("Hide QR") if self.qr.isVisible() else self.tr("Show QR"))

    def _save_recovery(self) -> None:
        if only_once(self, "save-recovery") is None:
            dialog = SaveRecovery(self._bridge, self)
            dialog.saved.connect(self._recovery_saved)
            dialog.show()

    def _recovery_saved(self, path: str) -> None:
        self.strip.tell(self.tr("Saved {file}. Keep it away from this computer.").format(file=shown(path)))
        self.look()

    def _ask_recovery(self) -> None:
        ask_file(self, self.tr("Use a recovery file"), self._recovery_chosen)

    def _recovery_chosen(self, path: Path) -> None:
        dialog = UseRecovery(self._bridge, path, self)
        dialog.used.connect(self._recovered)
        dialog.show()

    def _recovered(self, fingerprint: str) -> None:
        self.strip.tell(self.tr("You are again {fingerprint}.").format(fingerprint=fingerprint))
        self.look()

    # --- another key --------------------------------------------------------------------------------------------------------

    def _ask_change(self) -> None:
        text = self.tr(
            "Get a new key? The old one confirms it and still opens what was sealed to it. Teams that you made are sealed"
            " their keys again by the new one. You need a new recovery file afterwards."
        )
        self.strip.ask(
            text,
            (self.tr("Keep the key"), lambda: None, ""),
            (self.tr("Change it"), self._change, "danger"),
        )
        self.area.ensureVisible(0, 0)

    def _change(self) -> None:
        engine = self._bridge.engine
        self.strip.tell(self.tr("Changing the key…"), "running")

        def changed(found: KeyChange) -> None:
            self.strip.tell(self.tr("You have a new key. Save a recovery file for it now."))
            self.look()
            about = self.tr(
                "Your new key is {fingerprint}. The old one confirms it: whoever reads one of these clusters takes it over."
            ).format(fingerprint=found.fingerprint)
            GrantsDialog(self._bridge, self.tr("Your new key"), about, found, engine.my_key_change, self).show()

        self._bridge.ask(self, lambda: engine.my_change_key().result(), changed, self.strip.complain)

    def _ask_stolen(self) -> None:
        text = self.tr(
            "Say for ever that nobody may use this key? Everybody refuses what it signed, from before, too. It cannot be"
            " undone, and whoever has the key still opens what was sealed to it. You begin with a new profile then."
        )
        self.strip.ask(
            text,
            (self.tr("Keep the key"), lambda: None, ""),
            (self.tr("It was stolen"), self._revoke, "danger"),
        )
        self.area.ensureVisible(0, 0)

    def _revoke(self) -> None:
        engine = self._bridge.engine

        def revoked(found: KeyChange) -> None:
            self.look()
            about = self.tr(
                "Your key is revoked: whoever reads one of these clusters refuses it. Tell your people by another way too,"
                " and begin with a new profile."
            )
            self.strip.tell(self.tr("This key is revoked."), "waiting")
            cards = replace(found, grants=())

            def again() -> KeyChange:
                return replace(engine.my_key_change(), grants=())

            GrantsDialog(self._bridge, self.tr("Your key is revoked"), about, cards, again, self).show()

        def work() -> KeyChange:
            engine.my_revoke()
            return engine.my_key_change()

        self._bridge.ask(self, work, revoked, self.strip.complain)

    def _save_card(self) -> None:
        ask_file(self, self.tr("Save my card"), self._write_card, save_as=CARD_FILE)

    def _write_card(self, path: Path) -> None:
        card, saved = self._card, self.tr("Saved {file}.").format(file=shown(str(path)))
        self._bridge.ask(
            self, lambda: write_text(path, card + "\n"), lambda _: self.strip.tell(saved), self.strip.complain
        )
