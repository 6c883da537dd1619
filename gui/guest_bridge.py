"""The bridge of a window that looks at the agent of another account.

Hides: that a guest cannot read the profile, so what the window wants of settings is put together from what the agent
tells. Promises: no settings are changed and nothing is written in that profile; what the door does not allow is known
before it is asked, and again after it changed. What it keeps of the window's looks stands in a folder of this account.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from engine.api import Choices, Cluster, LinkRow, Queue, QueueRow
from engine.api_rules import RuleRow
from engine.api_watch import Watch, WatchRow
from engine.door import EngineSurface
from engine.door_accounts import Visit
from engine.errors import TowlineError
from engine.settings import Settings, load
from gui.bridge import Bridge

Seen = tuple[list[QueueRow], list[LinkRow], list[RuleRow], list[WatchRow]]


class GuestBridge(Bridge):
    """`folder`: of this account, for the window's looks. `visit`: what the door said last; None before it did. `account`:
    whose agent it is, as far as that is known before."""

    is_guest = True

    def __init__(
        self, engine: EngineSurface, folder: Path, state: Path, visit: Callable[[], Visit | None], account: str = ""
    ) -> None:
        self._plain = load(folder, None, {}, secrets=False, administrators=folder / "none")
        self._visit_now = visit
        self.visit = Visit(account, frozenset())
        self._offered: list[tuple[QWidget, str]] = []
        super().__init__(engine, folder, state, lambda: self._plain)
        self.renewed.connect(self.see)  # another agent, or other rights: whoever is named anew is sent away first
        self.see()

    # --- what may be asked ------------------------------------------------------------------------------------------------

    def may(self, method: str) -> bool:
        return method in self.visit.methods

    def why_not(self) -> str:
        if self.visit.steers:
            return self.tr("Only {account} itself can do that.").format(account=self.account())
        return self.tr("You may only look at the agent of {account}.").format(account=self.account())

    def account(self) -> str:
        return self.visit.account or self.tr("another account")

    def offer(self, method: str, *widgets: QWidget) -> None:
        for widget in widgets:
            self._offered.append((widget, method))
            if not self.may(method):
                widget.hide()

    def edit(
        self,
        owner: QObject,
        change: Callable[[], object],
        then: Callable[[object], None] | None = None,
        failed: Callable[[TowlineError], None] | None = None,
    ) -> None:
        """Nothing of it: settings are that account's."""
        (failed or self.complained.emit)(TowlineError("door-only-some"))

    # --- what is set up there -----------------------------------------------------------------------------------------------

    def see(self) -> None:
        engine = self.engine

        def look() -> tuple[Seen, Visit | None]:
            seen = engine.queues(), engine.links(), engine.rules(), engine.watches()
            return seen, self._visit_now()

        self.ask(self, look, self._saw, lambda _: None)  # `look` asks more often, and says why there is no answer

    def _saw(self, found: tuple[Seen, Visit | None]) -> None:
        seen, visit = found
        if visit is not None and visit != self.visit:
            self.visit = visit
            self._offered = [(widget, method) for widget, method in self._offered if isValid(widget)]
            for widget, method in self._offered:
                widget.setVisible(self.may(method))
            self.rights_changed.emit()
        self._set_up(_settings_of(self._plain, seen))


def _settings_of(plain: Settings, seen: Seen) -> Settings:
    """As far as they are told."""
    queues, links, rules, watches = seen
    clusters = [*(link.cluster for link in links), *(queue.cluster for queue in queues)]
    return replace(
        plain,
        clusters={name: Cluster(name, ()) for name in clusters},
        queues={row.name: Queue(row.name, row.cluster, Choices(row.to, row.cipher, row.compression)) for row in queues},
        rules=tuple(row.rule for row in rules),
        watches={row.name: Watch(row.name, row.folder, row.queue) for row in watches},
    )
