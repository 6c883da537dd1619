"""The menus: which actions there are, where they stand and with which keys.

Hides: QAction. `Menus` makes them all from one table; who acts is the main window, by name. An action that needs
selected transfers is off without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

LINE = ""


class Menus(QObject):
    """`acts`: name of an action → what it does. Every name in the table must be there."""

    def __init__(self, window: QWidget, bar: QMenuBar, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {}
        self._keys: dict[str, list[QKeySequence]] = {}
        self._forbidden: set[str] = set()
        titles = self._titles()
        for title, entries in self._table():
            menu = bar.addMenu(title)
            self._fill(menu, entries, titles, acts)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._leave_keys)
        left = set(acts) - set(self.actions)
        assert not left, f"actions without a menu: {left}"

    def enable(self, names: Iterable[str], yes: bool) -> None:
        for name in names:
            self.actions[name].setEnabled(yes and name not in self._forbidden)

    def forbid(self, names: Iterable[str], why: str) -> None:
        """These are off from now on, whatever is selected, and say why; those that were before come back."""
        before, self._forbidden = self._forbidden, set(names)
        for name in before - self._forbidden:
            self.actions[name].setToolTip("")
            self.actions[name].setEnabled(True)
        for name in self._forbidden:
            self.actions[name].setToolTip(why)
            self.actions[name].setEnabled(False)

    def _leave_keys(self, _: QWidget | None, widget: QWidget | None) -> None:
        """The widget that has the focus keeps keys of its own: with two takers Qt gives a key to neither."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        taken = widget.findChildren(QShortcut, options=direct) if widget else []
        own = [key for shortcut in taken for key in QShortcut.keys(shortcut)]
        for name, keys in self._keys.items():
            wanted = [key for key in keys if key not in own]
            if wanted != self.actions[name].shortcuts():
                self.actions[name].setShortcuts(wanted)

    def context(self, names: Iterable[str]) -> QMenu:
        """A menu of some of the actions; LINE makes a line."""
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            if name == LINE:
                menu.addSeparator()
            else:
                menu.addAction(self.actions[name])
        return menu

    def _fill(
        self,
        menu: QMenu,
        entries: list[str | tuple[str, list[str]]],
        titles: dict[str, tuple[str, str]],
        acts: dict[str, Callable[[], object]],
    ) -> None:
        menu.setToolTipsVisible(True)
        for entry in entries:
            if isinstance(entry, tuple):
                self._fill(menu.addMenu(entry[0]), list(entry[1]), titles, acts)
            elif entry == LINE:
                menu.addSeparator()
            else:
                title, keys = titles[entry]
                action = QAction(title, self._window)
                self._keys[entry] = [QKeySequence(key) for key in keys.split(";") if key]
                action.setShortcuts(self._keys[entry])
                action.triggered.connect(lambda _=False, act=acts[entry]: act())
                if entry == "quit":
                    action.setMenuRole(QAction.MenuRole.QuitRole)
                elif entry == "settings":
                    action.setMenuRole(QAction.MenuRole.PreferencesRole)
                elif entry == "about":
                    action.setMenuRole(QAction.MenuRole.AboutRole)
                menu.addAction(action)
                self._window.addAction(action)
                self.actions[entry] = action

    def _table(self) -> list[tuple[str, list[str | tuple[str, list[str]]]]]:
        return [
            (self.tr("&File"), [
                "send-files", "send-folder", "new-queue", LINE, "import", "import-cluster", "export", LINE, "close", "quit",
            ]),
            (self.tr("&Edit"), [
                "copy-name", "copy-path", "copy-reference", "copy-sha256", LINE, "paste", "select-all", "find", LINE, "settings",
            ]),
            (self.tr("&View"), [
                "transfers", "inbox", "needs", "history", LINE, "next-pane", "details", "columns",
                (self.tr("&Group by"), ["group-none", "group-queue", "group-cluster", "group-day"]),
                LINE, "graph", "refresh",
            ]),
            (self.tr("&Transfer"), [
                "start-now", "pause", "pause-all", "resume-all", LINE, "retry", "retry-all", LINE,
                (self.tr("&Order"), ["top", "up", "down", "bottom"]),
                "limit", LINE, "show-folder", "verify", "share", "withdraw", LINE, "cancel", "cancel-silent", "properties",
            ]),
            (self.tr("T&ools"), [
                "test", "doctor", "log", "stations", (self.tr("&Practice cluster"), ["practice-start", "practice-stop"]),
            ]),
            (self.tr("&Help"), ["getting-started", "keyboard", "what-cluster-sees", "report", LINE, "about"]),
        ]  # fmt: skip

    def _titles(self) -> dict[str, tuple[str, str]]:
        """Name → title and keys (more than one with a semicolon between). One long table, for it is read down its columns:
        whether two keys are the same, and how another action is named."""
        tr = self.tr
        return {
            "send-files": (tr("&Send files…"), "Ctrl+O"),
            "send-folder": (tr("Send &folder…"), "Ctrl+Shift+O"),
            "new-queue": (tr("&New queue…"), "Ctrl+N"),
            "import": (tr("I&mport settings or invitation…"), ""),
            "import-cluster": (tr("&Import cluster settings…"), ""),
            "export": (tr("&Export settings…"), ""),
            "close": (tr("&Close window"), "Ctrl+W"),
            "quit": (tr("&Quit"), "Ctrl+Q"),
            "copy-name": (tr("&Copy name"), "Ctrl+C"),
            "copy-path": (tr("Copy &path"), ""),
            "copy-reference": (tr("Copy &reference"), ""),
            "copy-sha256": (tr("Copy S&HA-256"), ""),
            "paste": (tr("P&aste files"), "Ctrl+V"),
            "select-all": (tr("Select a&ll"), "Ctrl+A"),
            "find": (tr("&Find"), "Ctrl+F"),
            "settings": (tr("&Settings…"), "Ctrl+,"),
            "transfers": (tr("&Transfers"), "Alt+1"),
            "inbox": (tr("&Inbox"), "Alt+2"),
            "needs": (tr("&Needs you"), "Alt+3"),
            "history": (tr("&History"), "Alt+4"),
            "next-pane": (tr("Next &pane"), "F6"),
            "details": (tr("&Details"), "F4"),
            "columns": (tr("&Columns…"), ""),
            "group-none": (tr("&Nothing"), ""),
            "group-queue": (tr("&Queue"), ""),
            "group-cluster": (tr("&Cluster"), ""),
            "group-day": (tr("&Day"), ""),
            "graph": (tr("Gr&aph"), "Ctrl+G"),
            "refresh": (tr("&Refresh inbox"), "F5"),
            "start-now": (tr("&Start now"), "Ctrl+Return"),
            "pause": (tr("&Pause or resume"), "Ctrl+P"),
            "pause-all": (tr("Pause &all"), "Ctrl+Shift+P"),
            "resume-all": (tr("R&esume all"), ""),
            "retry": (tr("&Retry"), "Ctrl+R"),
            "retry-all": (tr("Retry all &failed"), "Ctrl+Shift+R"),
            "top": (tr("To the &top"), "Ctrl+Shift+Up"),
            "up": (tr("&Up"), "Ctrl+Up"),
            "down": (tr("&Down"), "Ctrl+Down"),
            "bottom": (tr("To the &bottom"), "Ctrl+Shift+Down"),
            "limit": (tr("&Limit this one…"), ""),
            "show-folder": (tr("Show &in folder"), ""),
            "verify": (tr("Check on &disk"), ""),
            "share": (tr("S&hare with…"), ""),
            "withdraw": (tr("&Withdraw…"), ""),
            "cancel": (tr("&Cancel…"), "Del"),
            "cancel-silent": (tr("Cancel witho&ut asking"), "Shift+Del"),
            "properties": (tr("Proper&ties"), "Alt+Return"),
            "test": (tr("&Test connections"), ""),
            "doctor": (tr("&Doctor…"), ""),
            "stations": (tr("&Stations"), ""),
            "log": (tr("Open the &log folder"), ""),
            "practice-start": (tr("&Start"), ""),
            "practice-stop": (tr("St&op"), ""),
            "getting-started": (tr("&Getting started"), "F1"),
            "keyboard": (tr("&Keyboard"), ""),
            "what-cluster-sees": (tr("&What the cluster can see"), ""),
            "report": (tr("&Report a problem…"), ""),
            "about": (tr("&About Towline"), ""),
        }
