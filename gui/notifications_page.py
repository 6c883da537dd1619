"""Which notifications of the desktop there are."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from engine import settings_edit
from engine.names import shown
from gui.bridge import Bridge
from gui.locked import place_if_locked
from gui.plain_text import label
from gui.settings_parts import Card, Page


class NotificationsPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._bridge = bridge
        self.heading.setText(self.tr("Notifications"))
        self.about.setText(
            self.tr(
                "Of the desktop, while the window is not in front. At most one in 20 seconds: what comes together is told together."
            )
        )
        self.about.show()
        card = Card(self.tr("Tell me when"))
        self.boxes = {
            "failed": QCheckBox(self.tr("something failed")),
            "finished": QCheckBox(self.tr("everything is done")),
            "arrived": QCheckBox(self.tr("verified people sent something")),
            "each": QCheckBox(self.tr("each single transfer is done")),
        }
        for key, box in self.boxes.items():
            box.toggled.connect(partial(self._save, key))
            card.add(box)
        self._locked = label("", "faint")
        card.add(self._locked)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self._show()
        bridge.settings_changed.connect(self._show)

    def _show(self) -> None:
        places = set()
        for key, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(bool(getattr(self._bridge.settings.notifications, key)))
            box.blockSignals(False)
            place = place_if_locked(self._bridge, f"notifications.{key}")
            box.setEnabled(not place)
            places |= {shown(place)} if place else set()
        self._locked.setVisible(bool(places))
        self._locked.setText(self.tr("Set in {place}").format(place=", ".join(sorted(places))))

    def _save(self, key: str, on: bool) -> None:
        profile = self._bridge.profile
        self._bridge.edit(self, lambda: settings_edit.set_notifications(profile, {key: on}), None, self.strip.complain)
