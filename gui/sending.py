"""What happens to files that are dropped, pasted, chosen or handed over: sent with a queue's settings, or asked about.

Hides: the eight seconds in which a send can be undone. A send to people who are not verified, or without encryption,
begins only after them, or when the window is closed; every other begins at once, and Undo cancels it, or takes it back
if the cluster has all of it already.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from engine.api import Choices, Cipher, PersonRow, Wanted
from engine.names import shown
from gui.bridge import Bridge
from gui.dropped import local_paths, paths_of
from gui.queue_choices import asks_before
from gui.send_dialog import SendDialog
from gui.strip import Strip
from gui.taking_back import TakeBack

UNDO = 8.0  # seconds


class Sending(QObject):
    """`queue()`: the one used last, for files that were not dropped on one."""

    verify_asked = Signal(str)  # name of a person
    clusters_asked = Signal()

    def __init__(self, bridge: Bridge, strip: Strip, window: QWidget, queue: Callable[[], str]) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._strip = strip
        self._window = window
        self._queue = queue
        self._held: set[str] = set()  # ids of sends that begin when their seconds are over

    def actions(self) -> dict[str, Callable[[], object]]:
        """For the menus, by name."""
        return {"send-files": self.choose_files, "send-folder": self._choose_folder, "paste": self._paste}

    def dropped(self, queue: str, paths: list[str], ask: bool) -> None:
        """Files dropped on a queue card. `ask`: Shift was held, or the queue is set to ask."""
        if ask or not self._bridge.may("send"):
            self.ask(paths, queue)
            return
        self._bridge.ask(self, self._bridge.engine.people, lambda people: self._send(queue, paths, people))

    def fell(self, links: bytes) -> None:
        """Dropped beside the cards. Reading the links of 100,000 files takes a moment."""
        self._bridge.ask(self, lambda: local_paths(links), lambda paths: self.ask(paths) if paths else None)

    def ask(self, paths: list[str], queue: str = "") -> None:
        """Opens the send dialog."""
        if not self._bridge.may("send"):
            text = self.tr("Nothing can be sent from here. {why}").format(why=self._bridge.why_not())
            self._strip.put("not-sent", text, seconds=UNDO)
            return
        dialog = SendDialog(self._bridge, paths, queue or self._queue(), self._window)
        dialog.verify_asked.connect(self.verify_asked)
        dialog.clusters_asked.connect(self.clusters_asked)
        dialog.show()
        dialog.raise_()

    def choose_files(self, queue: str = "") -> None:
        """Asks which files, then how they are sent."""
        self._choose(self.tr("Send files"), QFileDialog.FileMode.ExistingFiles, queue)

    def _choose_folder(self) -> None:
        self._choose(self.tr("Send a folder"), QFileDialog.FileMode.Directory)

    def _choose(self, title: str, mode: QFileDialog.FileMode, queue: str = "") -> None:
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(lambda paths: self.ask(list(paths), queue))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _paste(self) -> None:
        """Files on the clipboard go where the card used last sends them, or are asked about; a text goes into the field
        that has the focus."""
        field = QApplication.focusWidget()
        paths = paths_of(QGuiApplication.clipboard().mimeData())
        if isinstance(field, QLineEdit) and not paths:
            field.paste()
        elif paths:
            queue = self._queue()
            self.dropped(queue, paths, not queue or asks_before(self._bridge.view, queue))

    def _send(self, queue: str, paths: list[str], people: list[PersonRow]) -> None:
        if queue not in self._bridge.settings.queues:  # removed meanwhile
            self.ask(paths)
            return
        choices = self._bridge.settings.queues[queue].choices
        verified = {row.name.casefold() for row in people if row.trust in ("verified", "invited")}
        doubtful = [
            name for name in choices.to if not name.startswith("team:") and name.casefold() not in verified | {"me"}
        ]
        held = choices.cipher is Cipher.SIGNED_ONLY or bool(doubtful)
        wanted = Wanted.PAUSE if held else Wanted.RUN
        self._bridge.ask(
            self,
            lambda: self._bridge.engine.send(paths, queue, Choices(), wanted=wanted),
            lambda id: self._sent(id, queue, paths, held),
        )

    def _sent(self, id: str, queue: str, paths: list[str], held: bool) -> None:
        name = shown(os.path.basename(paths[0].rstrip("/\\")) or paths[0])
        if paths[1:]:
            text = self.tr("Sending {count} items to {queue}.").format(count=len(paths), queue=shown(queue))
        else:
            text = self.tr('Sending "{name}" to {queue}.').format(name=name, queue=shown(queue))
        if held:
            text += " " + self.tr("It begins in 8 seconds, because not everybody is verified or it is not encrypted.")
            self._held.add(id)
        waits = QTimer(self, singleShot=True, interval=round(UNDO * 1000))

        def over() -> None:
            waits.stop()
            waits.deleteLater()
            self._strip.take(f"undo {id}")  # its buttons go with the seconds

        def undo() -> None:
            over()
            self._held.discard(id)
            TakeBack(self._bridge, id)

        def change() -> None:
            undo()
            self.ask(paths, queue)

        waits.timeout.connect(over)
        waits.timeout.connect(lambda: self._begin({id}))
        waits.start()
        self._strip.put(f"undo {id}", text, [(self.tr("Undo"), undo), (self.tr("Change…"), change)])

    def end(self) -> None:
        """The window is closed: nobody can undo any more what is held."""
        self._begin(set(self._held))

    def _begin(self, ids: set[str]) -> None:
        begun = sorted(ids & self._held)
        self._held -= ids
        if begun:
            self._bridge.ask(self._bridge, lambda: self._bridge.engine.resume(begun))
