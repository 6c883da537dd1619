"""The page Fetch rules: what is fetched by itself, in the order in which rules are asked.

Hides: how a rule is said in words, keeping the list in step with the engine. Promises: nothing is changed before the settings
have it; what stands in a rule's way is said in words below the list.
"""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from engine.api import Exists, OfferRow
from engine.api_rules import Rule, RuleRow, Then
from engine.names import shown
from engine.settings_edit import order_rules, remove_rule, set_rule
from gui import words
from gui.bridge import Bridge
from gui.look import look, set_kind
from gui.plain_text import label
from gui.rule_editor import RuleEditor
from gui.settings_parts import Page, button, keep_columns, nothing_yet, row
from gui.short_list import ShortModel, ShortTable
from gui.words import tr

Index = QModelIndex | QPersistentModelIndex


def when(rule: Rule) -> str:
    """What a rule asks for, in one line."""
    senders = ", ".join(words.people(name) for name in rule.senders)
    parts = [
        tr("from {people}").format(people=senders) if senders else "",
        tr("files {patterns}").format(patterns=shown(", ".join(rule.names))) if rule.names else "",
        tr("from {size}").format(size=words.size(rule.min_size)) if rule.min_size is not None else "",
        tr("up to {size}").format(size=words.size(rule.max_size)) if rule.max_size is not None else "",
        tr("tagged {tags}").format(tags=shown(", ".join(rule.tags))) if rule.tags else "",
        tr("queue {name}").format(name=shown(rule.queue)) if rule.queue else "",
        tr("to the team {name}").format(name=shown(rule.team)) if rule.team else "",
        tr("also people not verified") if rule.unverified else "",
    ]
    return " · ".join(part for part in parts if part) or tr("from everybody verified")


def then(rule: Rule) -> str:
    if rule.then is Then.TELL:
        return tr("Only tell me")
    if rule.then is Then.IGNORE:
        return tr("Ignore")
    parts = [shown(template) for template in rule.to]
    if rule.command:
        parts.append(tr("then runs {program}").format(program=shown(PurePath(rule.command[0]).name)))
    if rule.event_topic:
        parts.append(tr("then posts to {topic}").format(topic=shown(rule.event_topic)))
    return " · ".join(parts)


def if_exists(policy: Exists) -> str:
    return {
        Exists.BOTH: tr("Keep both"),
        Exists.NEWER: tr("Replace if newer"),
        Exists.MIRROR: tr("Mirror"),
        Exists.SKIP: tr("Skip"),
        Exists.ASK: tr("Ask"),
    }.get(policy, str(policy))


def state_of(row: RuleRow) -> str:
    """What a rule does now, in a word or two."""
    if row.state == "off":
        return tr("Off")
    if row.state == "refused":
        return tr("Refused")
    if row.state == "waiting":
        return tr("Waiting: {count}").format(count=words.number(row.waits))
    if not row.taken:
        return tr("On")
    return tr("{count}, {size}").format(count=words.number(row.taken), size=words.size(row.size))


class RulesModel(ShortModel[RuleRow]):
    """One row a rule, in their order; the first column's tick is whether it is on. `free`: it can be switched."""

    switched = Signal(str, bool)

    def __init__(self, free: bool = True) -> None:
        super().__init__(lambda row: row.rule.name)
        self._free = free
        self.heads = (
            self.tr("Rule"), self.tr("When"), self.tr("Then"), self.tr("If the file exists"), self.tr("Fetched"),
        )  # fmt: skip

    def flags(self, index: Index) -> Qt.ItemFlag:
        more = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 and self._free else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | more

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        found = self.row_at(index)
        if found is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.switched.emit(found.rule.name, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def cell(self, row: RuleRow, column: int, role: int) -> Any:
        rule = row.rule
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            return Qt.CheckState.Checked if rule.on else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if column == 0 else self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole and column == 1 and rule.unverified:
            return look().state("waiting")
        if role == Qt.ItemDataRole.ForegroundRole and column == 4 and row.state in ("waiting", "refused"):
            return look().state("waiting" if row.state == "waiting" else "failed")
        return None

    def _text(self, row: RuleRow, column: int) -> str:
        rule = row.rule
        match column:
            case 0:
                return shown(rule.name)
            case 1:
                return when(rule)
            case 2:
                return then(rule)
            case 3:
                return if_exists(rule.exists) if rule.then is Then.FETCH else ""
        return state_of(row)

    def _spoken(self, row: RuleRow) -> str:
        return tr("{name}, {state}").format(name=shown(row.rule.name), state=state_of(row))


class RulesPage(Page):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, scrolled=False)
        self._bridge = bridge
        self.heading.setText(self.tr("Fetch rules"))
        self.about.setText(
            self.tr(
                "What people send is fetched by itself. The first rule that fits has a bundle, and takes it once."
                " What is deleted or renamed at its sender stays as it is here."
            )
        )
        self.about.setVisible(True)
        self.model = RulesModel(bridge.may("apply"))
        self.model.setParent(self)
        self.model.switched.connect(self._switch)
        self.table = ShortTable(self.model, self.tr("Fetch rules"), (110, 185, 210, 120))
        keep_columns(bridge, "rules", self.table)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.doubleClicked.connect(lambda _: self._edit())
        self.model.modelReset.connect(self._selected)
        self.model.dataChanged.connect(lambda *_: self._selected())
        self.empty = nothing_yet(
            self.tr("You have no fetch rules yet. What is sent to you waits in the Inbox until you fetch it.")
        )
        self.empty.setVisible(False)
        self.why = label("", "warning")
        self.why.setVisible(False)
        self.new = button(self.tr("New rule…"), partial(self.edit, ""), "primary")
        self.change = button(self.tr("Edit…"), self._edit)
        self.remove = button(self.tr("Remove…"), self._ask_remove)
        self.up = button(self.tr("Up"), partial(self._move, -1))
        self.down = button(self.tr("Down"), partial(self._move, 1))
        bridge.offer("apply", self.new, self.change, self.remove, self.up, self.down)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.why)
        self.body.addLayout(row(self.up, self.down, self.change, self.remove, None, self.new))
        self._selected()
        bridge.settings_changed.connect(self.look)
        bridge.changed.connect(self._some_changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    @property
    def unsaved(self) -> bool:
        return any(editor.isVisible() and editor.touched() for editor in self.findChildren(RuleEditor))

    def look(self) -> None:
        self._bridge.ask(self, self._bridge.engine.rules, self._came, self.strip.complain)

    def show_name(self, name: str) -> None:
        """Selects that rule once it is known."""
        self.table.select(name)

    def edit(self, name: str) -> None:
        """`name` "" makes a new one."""
        editor = RuleEditor(self._bridge, name, self)
        editor.saved.connect(self.show_name)
        editor.show()

    # --- the list -----------------------------------------------------------------------------------------------------------

    def _some_changed(self, rows: list[object]) -> None:
        if self.isVisible() and any(isinstance(row, OfferRow) and row.rule for row in rows):
            self.look()

    def _came(self, rows: list[RuleRow]) -> None:
        self.model.load(rows)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))

    def _selected(self) -> None:
        found = self.table.current_row()
        rows = self.model.rows()
        at = self.model.place(found.rule.name) if found is not None else -1
        for each in (self.change, self.remove):
            each.setEnabled(found is not None)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(rows) - 1)
        told = found if found is not None and found.why else next((row for row in rows if row.why), None)
        self.why.setVisible(told is not None)
        if told is not None:
            text = tr("{name}: {why} {todo}").format(
                name=shown(told.rule.name), why=words.told(told.why), todo=words.told(told.todo)
            )
            self.why.setText(text.strip())
            set_kind(self.why, "blocker" if told.state == "refused" else "warning")

    # --- changes ------------------------------------------------------------------------------------------------------------

    def _switch(self, name: str, on: bool) -> None:
        profile = self._bridge.profile
        self._bridge.edit(self, lambda: set_rule(profile, name, {"on": on}), None, self.strip.complain)

    def _edit(self) -> None:
        found = self.table.current_row()
        if found is not None and self._bridge.may("apply"):
            self.edit(found.rule.name)

    def _move(self, by: int) -> None:
        found = self.table.current_row()
        if found is None:
            return
        names = [row.rule.name for row in self.model.rows()]
        at = names.index(found.rule.name)
        names.insert(at + by, names.pop(at))
        profile = self._bridge.profile
        self._bridge.edit(self, lambda: order_rules(profile, names), None, self.strip.complain)

    def _ask_remove(self) -> None:
        found = self.table.current_row()
        if found is None:
            return
        name = found.rule.name
        text = self.tr("Remove the rule {name}? What it fetched stays, and nothing more is fetched by it.")
        self.strip.ask(
            text.format(name=shown(name)),
            (self.tr("Keep it"), lambda: None, ""),
            (self.tr("Remove it"), lambda: self._remove(name), "danger"),
        )

    def _remove(self, name: str) -> None:
        profile, engine = self._bridge.profile, self._bridge.engine

        def change() -> None:
            remove_rule(profile, name)
            engine.rule_forget(name).result()

        self._bridge.edit(self, change, None, self.strip.complain)
