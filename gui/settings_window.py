"""The settings: one window that holds nothing else up, a list of pages at the left, a page at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from gui.advanced_page import AdvancedPage
from gui.bridge import Bridge
from gui.cluster_page import ClusterPage
from gui.general_page import GeneralPage
from gui.icons import icon
from gui.identity_page import IdentityPage
from gui.limits_page import LimitsPage
from gui.links_page import LinksPage
from gui.look import ROW
from gui.notifications_page import NotificationsPage
from gui.people_page import PeoplePage
from gui.rules_page import RulesPage
from gui.settings_parts import Page, upright
from gui.stations_page import StationsPage
from gui.teams_page import TeamsPage
from gui.watch_page import WatchPage

NAVIGATION, ICONS = 190, 54  # px, the list of pages with its words and without
NARROW = 860  # px; a narrower window shows the pages' icons only
FOR_GUESTS = ("clusters", "people", "teams", "watches", "stations", "rules")  # pages that show more than they change
GEOMETRY = "settings/geometry"  # in bridge.view


class SettingsWindow(QWidget):
    """Closing it keeps what was typed; Esc closes it only when nothing is unsaved."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(980, 680)
        self.setMinimumSize(700, 400)
        self._bridge = bridge
        self._pages: dict[str, Page] = {}
        table: list[tuple[str, Callable[[Bridge], Page], str, str]] = [
            ("clusters", ClusterPage, "cluster", self.tr("Clusters")),
            ("identity", IdentityPage, "key", self.tr("My identity")),
            ("people", PeoplePage, "person", self.tr("People")),
            ("teams", TeamsPage, "team", self.tr("Teams")),
            ("watches", WatchPage, "eye", self.tr("Watched folders")),
            ("stations", StationsPage, "graph", self.tr("Stations")),
            ("rules", RulesPage, "down", self.tr("Fetch rules")),
            ("limits", LimitsPage, "turtle", self.tr("Limits")),
            ("notifications", NotificationsPage, "bell", self.tr("Notifications")),
            ("general", GeneralPage, "gear", self.tr("General")),
            ("advanced", AdvancedPage, "more", self.tr("Advanced")),
        ]  # word, page, icon, title
        if bridge.is_guest:
            self.setWindowTitle(self.tr("What is set up there"))
            table[0] = ("clusters", LinksPage, "cluster", self.tr("Clusters"))
            table = [entry for entry in table if entry[0] in FOR_GUESTS]
        self._make = {word: make for word, make, _, _ in table}
        self._icons = [name for _, _, name, _ in table]
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setProperty("kind", "nav")
        self.list.setAccessibleName(self.tr("Pages of the settings"))
        self.list.setIconSize(QSize(18, 18))
        for _, _, _, title in table:
            item = QListWidgetItem(title)
            item.setSizeHint(QSize(0, ROW + 2))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, title)
            item.setToolTip(title)
            self.list.addItem(item)
        self._stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(upright())
        layout.addWidget(self._stack, 1)
        self._paint_icons()
        self.list.currentRowChanged.connect(self._chosen)
        geometry = bridge.view.value(GEOMETRY)
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.list.setCurrentRow(0)

    def show_page(self, page: str, name: str = "") -> None:
        """`page`: its word. `name`: of the cluster, person or team to show."""
        page = page if page in self._make else next(iter(self._make))
        self.list.setCurrentRow(list(self._make).index(page))
        shown = self._pages[page]
        if name and isinstance(shown, ClusterPage):
            shown.show_cluster(name)
        elif name and isinstance(shown, (PeoplePage, TeamsPage, WatchPage, RulesPage)):
            shown.show_name(name)

    def import_cluster(self, path: Path | None = None) -> None:
        """A new cluster from another program's settings, from that file if there is one already."""
        self.show_page("clusters")
        clusters = self._pages["clusters"]
        assert isinstance(clusters, ClusterPage)
        clusters.show_new().ask_import(path)

    def page(self) -> Page:
        """The one that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def unsaved(self) -> bool:
        """Whether something was typed that is not saved."""
        return any(page.unsaved for page in self._pages.values())

    def _chosen(self, at: int) -> None:
        key = list(self._make)[at]
        if key not in self._pages:
            self._pages[key] = self._make[key](self._bridge)
            self._stack.addWidget(self._pages[key])
        self._stack.setCurrentWidget(self._pages[key])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        unsaved = next((key for key, page in self._pages.items() if page.unsaved), None)
        if unsaved is None:
            self.close()
            return
        self.show_page(unsaved)
        self._pages[unsaved].strip.tell(self.tr("What you typed here is not saved yet."), "waiting")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self.list.setFixedWidth(ICONS if narrow else NAVIGATION)
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setText("" if narrow else item.toolTip())

    def hideEvent(self, event: QHideEvent) -> None:
        self._bridge.view.setValue(GEOMETRY, self.saveGeometry())
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "list"):
            self._paint_icons()

    def _paint_icons(self) -> None:
        for at, name in enumerate(self._icons):
            self.list.item(at).setIcon(icon(name))
