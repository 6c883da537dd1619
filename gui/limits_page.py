"""Limits and schedule: what holds for everything at once. Each change counts at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from engine import settings_edit
from engine.api_pace import PaceRow
from engine.errors import TowlineError
from engine.names import shown
from engine.settings import PRACTICE
from engine.settings_keys import size_of
from engine.week import LEVELS, Week, written
from gui import words
from gui.bridge import Bridge
from gui.locked import place_if_locked
from gui.plain_text import label
from gui.settings_parts import Card, Choice, Page, button, row
from gui.week_grid import WeekGrid, fill_cell

LOW, PERCENTS = 20, (10, 15, 20, 30, 40, 50, 75)  # of a battery: what is offered first, and the rest
COUNTS = (1, 2, 3, 4, 6, 8, 12, 16, 32)


class LimitsPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._bridge = bridge
        self.heading.setText(self.tr("Limits"))
        self.about.setText(
            self.tr(
                "Speed, hours of the week, and what makes work rest: for all transfers together. Each change counts at once."
            )
        )
        self.about.show()
        self._showing = False
        self._locks: list[tuple[QWidget, str]] = []
        self._locked = label("", "faint")
        self._speed_made()
        self._week_made()
        self._rests_made()
        self._computer_made()
        self.body.addWidget(self._locked)
        self.body.addStretch(1)
        self.show_settings()
        bridge.settings_changed.connect(self.show_settings)
        bridge.ask(self, bridge.engine.pace_now, self._show_facts)

    # --- making ---------------------------------------------------------------------------------------------------------------

    def _speed_made(self) -> None:
        card = Card(self.tr("Speed"))
        self.up, self.down = self._text("up"), self._text("down")
        for field, name in ((self.up, self.tr("Up")), (self.down, self.tr("Down"))):
            field.setPlaceholderText(self.tr("No limit"))
            field.setAccessibleName(name)
        card.field(self.tr("Up"), row(self.up, None))
        card.field(
            self.tr("Down"),
            row(self.down, None),
            label(self.tr("Like 2 MB/s; empty is no limit, 0 is paused."), "faint"),
        )
        counts = [(words.number(count), str(count)) for count in COUNTS]
        self.parallel = Choice([(self.tr("As many as go well"), "0"), *counts])
        self.parallel.setMinimumContentsLength(16)
        self.parallel.setAccessibleName(self.tr("At a time"))
        self.parallel.activated.connect(lambda _: self._save({"parallel": int(self.parallel.value())}))
        self._locks.append((self.parallel, "parallel"))
        hint = label(self.tr("So many sends, and so many fetches, on each cluster."), "faint")
        card.field(self.tr("At a time"), row(self.parallel, None), hint)
        self.body.addWidget(card)

    def _week_made(self) -> None:
        card = Card(self.tr("Week"))
        card.add(label(self.tr("The speed above always holds; once hours are limited, only in those."), "faint"))
        self.grid = WeekGrid()
        self.grid.changed.connect(lambda: self._save({"week": written(self.grid.week) or None}))
        self._locks.append((self.grid, "week"))
        titles = (self.tr("Full"), self.tr("Limited"), self.tr("Paused"))
        self.brushes: dict[str, QPushButton] = {}
        for level, title in zip(LEVELS, titles, strict=True):
            brush = button(f" {title}", partial(self._take_brush, level))
            brush.setCheckable(True)
            brush.setAutoExclusive(True)
            brush.setIconSize(QSize(16, 16))
            self.brushes[level] = brush
        self._paint_brushes()
        self.brushes[self.grid.brush].setChecked(True)
        self.clear = button(self.tr("Clear the week"), self._clear_week)
        card.add(row(*self.brushes.values(), None, self.clear), self.grid)
        self.body.addWidget(card)

    def _rests_made(self) -> None:
        card = Card(self.tr("When to rest"))
        self.metered: dict[str, QCheckBox] = {}
        self._clusters = card
        self._network, self._power = label("", "faint"), label("", "faint")
        for name in self._bridge.settings.clusters:
            if name == PRACTICE:
                continue
            box = QCheckBox(self.tr("{cluster}: not on metered networks").format(cluster=shown(name)))
            box.toggled.connect(partial(self._save_metered, name))
            self.metered[name] = box
            card.add(box)
        card.add(self._network)
        self.battery = QCheckBox(self.tr("Not on battery below"))
        self.battery_percent = Choice([(f"{percent} %", str(percent)) for percent in PERCENTS])
        self.battery_percent.choose(str(LOW))
        self.battery_percent.setAccessibleName(self.tr("Percent of the battery"))
        self.battery.toggled.connect(lambda _: self._save_battery())
        self.battery_percent.activated.connect(lambda _: self._save_battery())
        self._locks += [(self.battery, "battery_below"), (self.battery_percent, "battery_below")]
        card.add(row(self.battery, self.battery_percent, None), self._power)
        self.body.addWidget(card)

    def _computer_made(self) -> None:
        card = Card(self.tr("This computer"))
        self.awake = QCheckBox(self.tr("Keep it awake while bytes move"))
        self.awake.toggled.connect(lambda on: self._save({"keep_awake": on}))
        self._locks.append((self.awake, "keep_awake"))
        self._awake_said = label("", "faint")
        card.add(self.awake, self._awake_said)
        self.room = self._text("leave_free")
        self.room.setAccessibleName(self.tr("Leave free"))
        card.field(
            self.tr("Leave free"),
            row(self.room, None),
            label(self.tr("Fetches wait rather than fill the disk."), "faint"),
        )
        self.body.addWidget(card)

    def _text(self, key: str) -> QLineEdit:
        field = QLineEdit()
        field.setMaximumWidth(180)
        field.editingFinished.connect(lambda: self._save_text(field, key))
        self._locks.append((field, key))
        return field

    # --- showing ----------------------------------------------------------------------------------------------------------------

    def show_settings(self) -> None:
        limits = self._bridge.settings.limits
        self._showing = True  # what is shown is not chosen
        self.parallel.choose(str(limits.parallel))
        self.awake.setChecked(limits.keep_awake)
        self.battery.setChecked(limits.battery_below > 0)
        self.battery_percent.choose(str(limits.battery_below or self.battery_percent.value()))
        for name in self.metered:
            self._show_metered(name)
        self._showing = False
        for field, value in ((self.up, limits.up), (self.down, limits.down), (self.room, limits.leave_free)):
            if not field.hasFocus() or not field.isModified():
                field.setText(self._size_text(value, a_second=field is not self.room))
                field.setModified(False)
        self.grid.show_week(limits.week)
        self.battery_percent.setEnabled(self.battery.isChecked())
        self._lock()

    def _lock(self) -> None:
        places = set()
        for widget, key in self._locks:
            place = place_if_locked(self._bridge, f"limits.{key}")
            if place:
                widget.setEnabled(False)
                places.add(shown(place))
        for name, box in self.metered.items():
            box.setEnabled(not place_if_locked(self._bridge, f"cluster.{name}.not_on_metered"))
        for brush in (*self.brushes.values(), self.clear):
            brush.setEnabled(self.grid.isEnabled())
        self._locked.setVisible(bool(places))
        self._locked.setText(self.tr("Set in {place}").format(place=", ".join(sorted(places))))

    def _show_metered(self, name: str) -> None:
        cluster = self._bridge.settings.clusters.get(name)
        self.metered[name].setChecked(bool(cluster and cluster.not_on_metered))

    @staticmethod
    def _size_text(value: int | None, *, a_second: bool) -> str:
        if value is None:
            return ""
        text = words.size(value) if value else "0"
        text = text if not value or size_of(text.replace(",", ".")) == value else f"{value} B"
        return f"{text}/s" if a_second and value else text

    def _show_facts(self, pace: PaceRow) -> None:
        network = {
            "yes": self.tr("The network of this moment is metered."),
            "no": self.tr("The network of this moment is not metered."),
        }
        self._network.setText(
            network.get(pace.metered, self.tr("Whether a network is metered is not known on this computer."))
        )
        battery = self.tr("The battery has {percent} %.").format(percent=pace.battery)
        self._power.setText(battery if pace.battery >= 0 else self.tr("No battery is known on this computer."))
        awake = {
            "yes": self.tr("It is kept awake now."),
            "no": self.tr("This computer does not let Towline keep it awake."),
        }
        self._awake_said.setText(awake.get(pace.awake, ""))
        self._awake_said.setVisible(bool(pace.awake))

    # --- saving -----------------------------------------------------------------------------------------------------------------

    def _take_brush(self, level: str) -> None:
        self.grid.brush = level
        self.grid.setFocus()

    def _paint_brushes(self) -> None:
        for level, brush in self.brushes.items():
            pixmap = QPixmap(32, 32)
            pixmap.setDevicePixelRatio(2.0)
            painter = QPainter(pixmap)
            fill_cell(painter, QRectF(0, 0, 16, 16), level)
            painter.setPen(self.palette().mid().color())
            painter.drawRect(0, 0, 15, 15)
            painter.end()
            brush.setIcon(QIcon(pixmap))

    def _clear_week(self) -> None:
        self.grid.show_week(Week())
        self._save({"week": None})

    def _save_text(self, field: QLineEdit, key: str) -> None:
        if field.isModified():
            field.setModified(False)
            self._save({key: field.text().strip().replace(",", ".") or None})

    def _save_battery(self) -> None:
        self.battery_percent.setEnabled(self.battery.isChecked())
        self._save({"battery_below": int(self.battery_percent.value()) if self.battery.isChecked() else 0})

    def _save_metered(self, name: str, on: bool) -> None:
        profile, settings = self._bridge.profile, self._bridge.settings
        self._edit(lambda: settings_edit.set_cluster(profile, name, {"not_on_metered": on}, settings))

    def _save(self, values: dict[str, object]) -> None:
        profile = self._bridge.profile
        self._edit(lambda: settings_edit.set_limits(profile, values))

    def _edit(self, change: Callable[[], object]) -> None:
        if self._showing:
            return
        self.strip.clear()
        self._bridge.edit(self, change, None, self._refused)

    def _refused(self, error: TowlineError) -> None:
        """What was typed stays for a person to mend; everything else is shown as it holds."""
        self.strip.complain(error)
