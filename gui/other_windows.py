"""Windows beside the main one, and what the menus do outside of it: settings, queue editor, first steps, practice, log.

Each is loaded when first asked for: the start is quick. There is one settings window.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.errors import TowlineError
from gui import help_texts, words
from gui.asking import text_window
from gui.bridge import Bridge
from gui.file_manager import open_folder
from gui.strip import Strip

if TYPE_CHECKING:
    from gui.settings_window import SettingsWindow

INVITATION = ".invite"  # how the name of such a file ends
SAID = 12.0  # seconds that a result stands in the strip


class OtherWindows(QObject):
    def __init__(self, bridge: Bridge, strip: Strip, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._strip = strip
        self._window = window
        self._settings: SettingsWindow | None = None

    def actions(self) -> dict[str, Callable[[], object]]:
        """For the menus, by name."""
        return {
            "new-queue": self.edit_queue,
            "import": self._ask_import,
            "export": self._export,
            "import-cluster": self._import_cluster,
            "stations": lambda: self.show_settings("stations"),
            "settings": self.show_settings,
            "test": self.show_settings,
            "doctor": self.show_doctor,
            "log": self._open_log,
            "practice-start": self._start_practice,
            "practice-stop": self._stop_practice,
            "getting-started": self.show_first_run,
            "keyboard": lambda: text_window(self._window, self.tr("Keyboard"), help_texts.keyboard()),
            "what-cluster-sees": lambda: text_window(
                self._window, self.tr("What the cluster can see"), help_texts.what_the_cluster_sees()
            ),
            "about": lambda: text_window(self._window, self.tr("About Towline"), help_texts.about()),
        }

    def unsaved(self) -> bool:
        """Whether something was typed that is lost when everything closes."""
        from gui.queue_form import FormDialog

        forms = any(form.isVisible() and form.touched() for form in self._window.findChildren(FormDialog))
        return forms or (self._settings is not None and self._settings.unsaved())

    # --- settings -----------------------------------------------------------------------------------------------------------------

    def show_settings(self, page: str = "clusters", name: str = "") -> None:
        from gui.settings_window import SettingsWindow

        if self._settings is None:
            self._settings = SettingsWindow(self._bridge, self._window)
            self._settings.destroyed.connect(self._settings_gone)
        self._settings.show_page(page, name)
        self._settings.show()
        self._settings.raise_()
        self._settings.activateWindow()

    def _settings_gone(self) -> None:
        self._settings = None

    def _import_cluster(self) -> None:
        self.show_settings("clusters")
        assert self._settings is not None
        self._settings.import_cluster()

    def _ask_import(self) -> None:
        from gui.carrying import ask_import

        ask_import(self._bridge, self._window, self.take_over, self._failed)

    def _export(self) -> None:
        from gui.carrying import export

        written = partial(self._strip.put, "exported")  # stands until it was read: what to set anew is in it
        export(self._bridge, self._window, written, self._failed)

    def open_or(self, paths: list[str], otherwise: Callable[[list[str]], None]) -> None:
        """An invitation that somebody opened in a file manager leads to joining; all else to `otherwise`."""
        from gui.join_dialog import is_invitation
        from gui.settings_parts import read_text

        if len(paths) != 1 or not paths[0].lower().endswith(INVITATION):
            otherwise(paths)
            return
        path = Path(paths[0])

        def come(text: str) -> None:
            if is_invitation(text):
                self.take_over(text, path)
            else:
                otherwise(paths)

        def cannot_be_read(_: TowlineError) -> None:
            otherwise(paths)  # which says why

        self._bridge.ask(self, lambda: read_text(path), come, cannot_be_read)

    def take_over(self, text: str, path: Path) -> None:
        """A file that somebody gave: an invitation, or settings of a Towline or of another program."""
        from gui.carrying import is_settings, take
        from gui.join_dialog import is_invitation

        if is_invitation(text) or is_settings(text):
            take(self._bridge, self._window, text, path, self._said, self._failed)
        else:
            self.show_settings("clusters")
            assert self._settings is not None
            self._settings.import_cluster(path)

    def _failed(self, error: TowlineError) -> None:
        self._strip.put("failed", words.said(error))

    # --- dialogs ------------------------------------------------------------------------------------------------------------------

    def edit_queue(self, name: str = "") -> None:
        if not self._bridge.may("apply"):
            self._said(self._bridge.why_not())
            return
        from gui.queue_editor import QueueEditor

        editor = QueueEditor(self._bridge, name, self._window)
        editor.verify_asked.connect(self.verify)
        editor.clusters_asked.connect(self.show_settings)
        editor.show()

    def take_step(self, word: str) -> None:
        """One of the first steps: clusters, people or queue."""
        if word == "queue":
            self.edit_queue()
        else:
            self.show_settings(word)

    def verify(self, name: str) -> None:
        """Compare fingerprints with a person."""
        from gui.verify_dialog import VerifyDialog

        VerifyDialog(self._bridge, name, self._window).show()

    def show_doctor(self) -> None:
        from gui.doctor_dialog import DoctorDialog
        from gui.settings_parts import only_once

        if only_once(self._window, "doctor") is None:
            DoctorDialog(self._bridge, self._window).show()

    def show_first_run(self) -> None:
        from gui.first_run import FirstRun

        FirstRun(self._bridge, self._window).show()

    # --- beside Towline -----------------------------------------------------------------------------------------------------------

    def _start_practice(self) -> None:
        from gui.practice_page import LocalKafka, start_with_topics

        self._said(self.tr("Starting the practice cluster; the first time Kafka is fetched (about 90 MB)."))
        state = self._bridge.state
        started = self.tr("The practice cluster runs. It lasts until you stop it.")
        self._bridge.edit(self, lambda: start_with_topics(LocalKafka(), state), lambda _: self._said(started))

    def _stop_practice(self) -> None:
        from gui.practice_page import LocalKafka

        state, stopped = self._bridge.state, self.tr("The practice cluster was stopped. What it holds is kept.")
        self._bridge.ask(self, lambda: LocalKafka().stop(state), lambda _: self._said(stopped))

    def _open_log(self) -> None:
        folder = self._bridge.profile / "log"
        open_folder(str(folder if folder.is_dir() else self._bridge.profile))

    def _said(self, text: str) -> None:
        self._strip.put("said", text, seconds=SAID)
