"""What a person does with the transfers that are selected: pause, retry, order, limit, cancel, share,
withdraw, check, copy.

Hides: which engine call does it, what is asked first, and what is said afterwards. Nothing here waits for an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QWidget

from engine.api import DetailsRow, EntryRow, Kind, Move, Outcome, TransferRow, Wanted
from engine.names import shown
from gui import words
from gui.asking import question
from gui.bridge import Bridge
from gui.file_manager import open_folder
from gui.strip import Strip

SAID = 6.0  # seconds that a result stands in the strip


class TransferActs(QObject):
    """`selected()`: the transfers of the page in front."""

    def __init__(
        self, bridge: Bridge, strip: Strip, window: QWidget, selected: Callable[[], list[TransferRow]]
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._strip = strip
        self._window = window
        self._selected = selected

    def actions(self) -> dict[str, Callable[[], object]]:
        """For the menus, by name."""
        copies = {f"copy-{what}": partial(self.copy, what) for what in ("name", "path", "reference", "sha256")}
        return {
            **copies,
            "start-now": self.start_now, "pause": self.pause_or_resume, "pause-all": self.pause_all,
            "resume-all": lambda: self.pause_all(False), "retry": self.retry, "retry-all": self.retry_failed,
            "top": lambda: self.move(Move.TOP), "up": lambda: self.move(Move.UP),
            "down": lambda: self.move(Move.DOWN), "bottom": lambda: self.move(Move.BOTTOM),
            "limit": self.limit, "show-folder": self.show_folder, "verify": self.verify, "share": self.share,
            "withdraw": self.withdraw,
            "cancel": self.cancel, "cancel-silent": lambda: self.cancel(silent=True),
        }  # fmt: skip

    # --- going on ---------------------------------------------------------------------------------------------------------

    def pause_or_resume(self) -> None:
        """Resumes if all of them are paused, else pauses those that are not."""
        rows = [row for row in self._selected() if not row.outcome]
        running = [row.id for row in rows if row.wanted is not Wanted.PAUSE]
        if running:
            self._do(lambda: self._bridge.engine.pause(running))
        elif rows:
            self._do(lambda: self._bridge.engine.resume([row.id for row in rows]))

    def pause_all(self, yes: bool = True) -> None:
        """Pauses everything, also what is added later; or lets everything go on, whatever made it rest."""
        engine, bridge = self._bridge.engine, self._bridge

        def go_on() -> object:
            ids = [row.id for row in bridge.every_transfer(ended=False) if row.wanted is Wanted.PAUSE]
            return engine.go_on().result(), engine.resume(ids).result() if ids else 0

        self._do(engine.pause_all if yes else go_on)

    def retry(self) -> None:
        self._with(self._ids(), self._bridge.engine.retry)

    def retry_failed(self) -> None:
        engine, bridge = self._bridge.engine, self._bridge

        def work() -> object:
            rows = bridge.every_transfer(ended=True)
            ids = [row.id for row in rows if row.outcome in (Outcome.FAILED, Outcome.PARTLY)]
            return engine.retry(ids).result() if ids else 0

        self._do(work)

    def start_now(self) -> None:
        """Before all others, and not paused."""
        ids, engine = self._ids(), self._bridge.engine
        if ids:
            self._do(lambda: (engine.first(ids).result(), engine.resume(ids).result(), engine.retry(ids).result()))

    def move(self, where: Move) -> None:
        self._with(self._ids(), lambda ids: self._bridge.engine.move(ids, where))

    def limit(self) -> None:
        ids = self._ids()
        if not ids:
            return
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Limit this one"))
        dialog.setLabelText(self.tr("At most so many kB a second; 0 takes the limit off:"))
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(0, 10_000_000)
        dialog.setIntStep(100)
        dialog.intValueSelected.connect(lambda kb: self._do(lambda: self._bridge.engine.limit(ids, kb * 1000)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- ending -----------------------------------------------------------------------------------------------------------

    def cancel(self, *, silent: bool = False) -> None:
        """Cancels open ones, and takes ended ones off the list. Asks once, and says what is there already."""
        rows = self._selected()
        going, ended = [row for row in rows if not row.outcome], [row.id for row in rows if row.outcome]
        ids = [row.id for row in going]

        def act() -> None:
            self._with(ids, self._bridge.engine.cancel)
            if self._bridge.may("forget"):
                self._with(ended, self._bridge.engine.forget)

        if silent or not ids:
            act()
            return
        if len(ids) == 1:
            text, yes = self.tr('Cancel "{name}"?').format(name=shown(going[0].title)), self.tr("Cancel it")
        else:
            text, yes = self.tr("Cancel %n transfers?", "", len(ids)), self.tr("Cancel them")
        already = {
            Kind.SEND: self.tr("{size} is stored on the cluster already."),
            Kind.FETCH: self.tr("{size} was fetched already."),
        }
        for kind, said in already.items():
            if done := sum(row.done for row in going if row.kind is kind):
                text += " " + said.format(size=words.size(done))
        question(self._window, self.tr("Cancel"), text, yes, self.tr("Go on"), act)

    def withdraw(self) -> None:
        rows = [row for row in self._selected() if row.kind is Kind.SEND and row.offer]
        if not rows:
            return
        text = self.tr(
            "Take back %n bundles? Nobody can fetch them any more. Who has fetched files already keeps them.",
            "",
            len(rows),
        )

        def act() -> None:
            for row in rows:
                self._do(partial(self._bridge.engine.withdraw, row.offer))

        question(self._window, self.tr("Withdraw"), text, self.tr("Withdraw"), self.tr("Keep"), act)

    def share(self) -> None:
        """More people for what was sent; no byte of it goes again."""
        rows = [
            row for row in self._selected() if row.kind is Kind.SEND and row.outcome in (Outcome.NONE, Outcome.STORED)
        ]
        if rows:
            from gui.share_dialog import ShareDialog  # late: the start is quick

            dialog = ShareDialog(self._bridge, rows, self._window)
            dialog.shared.connect(lambda text: self._strip.put(f"share {rows[0].id}", text, seconds=SAID))
            dialog.show()

    # --- looking ----------------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        for row in self._selected():
            if row.kind is Kind.FETCH:
                self._do(partial(self._bridge.engine.verify, row.id), partial(self._verified, row))

    def _verified(self, row: TransferRow, found: list[EntryRow]) -> None:
        wrong = [entry for entry in found if entry.state not in ("in place", "offered") and not entry.folder]
        name = shown(row.title)
        if wrong:
            text = self.tr(
                'Checked "{name}": of {all} files, %n are not as their sender signed them. First: {path}.',
                "",
                len(wrong),
            )
            text = text.format(name=name, all=words.number(len(found)), path=shown(wrong[0].path))
            self._strip.put(f"verify {row.id}", text)
        else:
            text = self.tr('Checked "{name}": every file on disk is as its sender signed it.').format(name=name)
            self._strip.put(f"verify {row.id}", text, seconds=SAID)

    def show_folder(self) -> None:
        """The folder that files were fetched to, or sent from."""
        row = next(iter(self._selected()), None)
        if row is not None:
            self.open_folder_of(row)

    def open_folder_of(self, row: TransferRow) -> None:
        if row.folder:
            self._open(row.folder)
        else:
            self._bridge.ask(self, lambda: self._bridge.engine.details(row.id), self._open_source)

    def _open_source(self, details: DetailsRow) -> None:
        if details.sources:
            self._open(str(Path(details.sources[0]).parent))

    def _open(self, folder: str) -> None:
        if gone := open_folder(folder):
            self._strip.put("folder-gone", gone, seconds=SAID)

    def copy(self, what: str) -> None:
        """`what`: name, path, reference or sha256; of all that are selected, one a line."""
        rows = self._selected()
        if what == "name":
            put_on_clipboard([row.title for row in rows])
        elif what == "reference":
            put_on_clipboard([row.reference for row in rows if row.reference])
        else:
            engine = self._bridge.engine

            def work() -> list[str]:
                found = [(row, engine.details(row.id)) for row in rows]
                if what == "sha256":
                    return [details.sha256 for _, details in found if details.sha256]
                return [path for row, details in found for path in (details.sources or (row.folder,)) if path]

            self._bridge.ask(self, work, put_on_clipboard)

    def _ids(self) -> list[str]:
        return [row.id for row in self._selected()]

    def _with(self, ids: list[str], act: Callable[[list[str]], object]) -> None:
        if ids:
            self._do(lambda: act(ids))

    def _do(self, work: Callable[[], object], then: Callable[..., None] | None = None) -> None:
        self._bridge.ask(self, work, then)


def put_on_clipboard(lines: list[str]) -> None:
    if lines:
        QGuiApplication.clipboard().setText("\n".join(lines))
