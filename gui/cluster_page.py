"""The clusters of this profile: a list at the left, the form of one at the right.

Hides: one form per cluster is kept, so that going to another one loses nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from engine.api import LinkRow
from engine.names import shown
from gui import words
from gui.bridge import Bridge
from gui.cluster_form import PRACTICE, ClusterForm
from gui.cluster_test_view import Test, cluster_test
from gui.look import ROW, State
from gui.plain_text import label, tip
from gui.practice_page import Practice, PracticePage
from gui.settings_parts import Page, button, dot, row

LIST = 178  # px
STATES: dict[str, State] = {"connected": "done", "throttled": "waiting", "connecting": "running", "failed": "failed"}
NEW = ""  # the form of a cluster that has no name yet


class ClusterPage(Page):
    state_changed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        parent: QWidget | None = None,
        *,
        test: Test = cluster_test,
        practice: Practice | None = None,
    ) -> None:
        super().__init__("", "", parent, scrolled=False)
        self._bridge = bridge
        self._test = test
        self.heading.setText(self.tr("Clusters"))
        self._links: dict[str, LinkRow] = {}
        self._forms: dict[str, ClusterForm] = {}
        self.list = QListWidget()
        self.list.setProperty("kind", "field")
        self.list.setMinimumWidth(LIST)
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)  # as wide as its buttons
        self.list.setAccessibleName(self.tr("Clusters"))
        self.list.currentItemChanged.connect(self._chosen)
        self.add = button(self.tr("Add"), self.show_new)
        self.import_ = button(self.tr("Import…"), self._import)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(row(self.add, self.import_, None))
        self.stack = QStackedWidget()
        self._empty = self._make_empty()
        self.stack.addWidget(self._empty)
        self.practice = PracticePage(bridge, practice)
        self.stack.addWidget(self.practice)
        self.body.addLayout(_split(left, self.stack), 1)
        self._fill()
        bridge.settings_changed.connect(self._settings_changed)
        bridge.changed.connect(self._rows_changed)

    def _make_empty(self) -> QWidget:
        made = QFrame()
        column = QVBoxLayout(made)
        column.addStretch(1)
        about = self.tr(
            "Files travel through a Kafka cluster. Add the one you were given, or try Towline on this computer."
        )
        text = label(about, "faint")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(text)
        add = button(self.tr("Add a cluster"), self.show_new, "primary")
        column.addLayout(row(None, add, button(self.tr("Use the practice cluster"), self.show_practice), None))
        column.addStretch(2)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bridge.ask(self, self._bridge.engine.links, self._links_came)

    @property
    def unsaved(self) -> bool:
        return any(form.unsaved for form in self._forms.values())

    # --- showing one ----------------------------------------------------------------------------------------------------------

    def show_cluster(self, name: str) -> None:
        """The one of that name; "" shows what was shown last."""
        item = self._item(name) if name else None
        if item is not None:
            self.list.setCurrentItem(item)

    def show_practice(self) -> None:
        self.show_cluster(PRACTICE)

    def show_new(self) -> ClusterForm:
        """The form of a new cluster, as it was left."""
        form = self._form(NEW)
        self._fill(NEW)
        return form

    def _import(self) -> None:
        self.show_new().ask_import()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            self.stack.setCurrentWidget(self._empty)
        elif item.data(Qt.ItemDataRole.UserRole) == PRACTICE:
            self.stack.setCurrentWidget(self.practice)
        else:
            self.stack.setCurrentWidget(self._form(str(item.data(Qt.ItemDataRole.UserRole))))

    def _form(self, name: str) -> ClusterForm:
        form = self._forms.get(name)
        if form is None:
            form = self._forms[name] = ClusterForm(self._bridge, name, self._test)
            form.state_changed.connect(self._name_items)
            form.saved.connect(self._saved)
            form.removed.connect(self._removed)
            form.practice_wanted.connect(self.show_practice)
            self.stack.addWidget(form)
        return form

    def _saved(self, name: str) -> None:
        """A new cluster's form becomes that of its name."""
        if NEW in self._forms and self._forms[NEW].name == name:
            self._drop(NEW)
        self._fill(name)
        self._form(name).strip.tell(self.tr("Saved."))

    def _removed(self, name: str) -> None:
        self._drop(name)
        self._fill()
        self.strip.tell(self.tr("Removed {cluster}.").format(cluster=shown(name)))

    def _drop(self, name: str) -> None:
        form = self._forms.pop(name, None)
        if form is not None:
            self.stack.removeWidget(form)
            form.hide()
            form.deleteLater()

    # --- the list -------------------------------------------------------------------------------------------------------------

    def _fill(self, choose: str | None = None) -> None:
        current = self.list.currentItem()
        wanted = choose if choose is not None else current.data(Qt.ItemDataRole.UserRole) if current else None
        names = [name for name in self._bridge.settings.clusters if name != PRACTICE]
        names += [NEW] if NEW in self._forms else []
        self.list.blockSignals(True)
        self.list.clear()
        for name in [*names, PRACTICE]:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, name)
            size = item.sizeHint()
            size.setHeight(ROW)
            item.setSizeHint(size)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._name_items()
        found = self._item(wanted) if wanted is not None else None
        if found is None and names:
            found = self.list.item(0)
        self.list.setCurrentItem(found)  # type: ignore[arg-type]  # None takes the choice away
        self._chosen(found)

    def _item(self, name: str) -> QListWidgetItem | None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == name:
                return item
        return None

    def _name_items(self) -> None:
        states = {
            "connected": self.tr("connected"), "connecting": self.tr("connecting"), "throttled": self.tr("slowed down"),
            "failed": self.tr("not reached"), "idle": self.tr("not in use"),
        }  # fmt: skip
        for at in range(self.list.count()):
            item = self.list.item(at)
            name = str(item.data(Qt.ItemDataRole.UserRole))
            form, link = self._forms.get(name), self._links.get(name)
            text = shown(name) or shown(form.title if form else "") or self.tr("New cluster")
            if name == PRACTICE:
                text = self.tr("Practice cluster")
            if form is not None and form.unsaved:
                text = self.tr("{cluster} (not saved)").format(cluster=text)
            state = link.state if link else "idle"
            word = states.get(state, state)
            item.setText(text)
            mark = QIcon()
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # the same colour in a selected row
                mark.addPixmap(dot(STATES.get(state, "idle"), filled=state != "idle"), mode)
            item.setIcon(mark)
            item.setToolTip(tip(f"{text}: {shown(words.told(link.why)) if link and link.why else word}"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}, {word}")
        self.state_changed.emit()

    def _settings_changed(self) -> None:
        for name in [name for name in self._forms if name not in (NEW, *self._bridge.settings.clusters)]:
            if not self._forms[name].unsaved:
                self._drop(name)
        self._fill()

    def _links_came(self, links: list[LinkRow]) -> None:
        self._links = {link.cluster: link for link in links}
        self._name_items()

    def _rows_changed(self, rows: list[object]) -> None:
        links = [link for link in rows if isinstance(link, LinkRow)]
        if links:
            self._links |= {link.cluster: link for link in links}
            self._name_items()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "list"):
            self._name_items()


def _split(left: QVBoxLayout, right: QWidget) -> QVBoxLayout:
    both = row(left, gap=16)
    both.addWidget(right, 1)
    column = QVBoxLayout()
    column.addLayout(both, 1)
    return column
