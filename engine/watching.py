"""What the engine does about watched folders: which are watched, what settles becomes a bundle, previews.

Hides: starting and ending watches as the settings change. Promises: a bundle of settled files, their entries and the mark
that they travel in it are one commit, so that nothing goes twice and nothing is missed, whatever crashes when.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from engine import journal_originals, journal_sends, journal_transfers, journal_watch
from engine.api import Choices, Cipher, Kind, Wanted
from engine.api_watch import Watch, WatchPreview, WatchRow
from engine.errors import TowlineError
from engine.journal import Journal
from engine.names import shown
from engine.originals import check_after, note_folders
from engine.people import People
from engine.port import Port
from engine.settings import Settings
from engine.settings_edit import watch_from
from engine.settings_watch import check_folder, check_there
from engine.source import Found
from engine.watch import Watcher
from engine.watch_look import FolderGone, preview
from engine.watch_settle import Look

GRACE = 5.0  # seconds for a watch whose settings changed


class Watching:
    """`Engine` is made from this class."""

    profile: Path
    journal: Journal
    settings: Settings
    people_book: People
    _pool: ThreadPoolExecutor
    _watchers: dict[str, Watcher]
    _watch_lock: threading.Lock
    _watches: bool  # whether this engine watches at all

    def _port(self, name: str) -> Port:
        raise NotImplementedError

    def _resolve(self, queue: str, choices: Choices) -> tuple[str, Choices]:
        raise NotImplementedError

    def _default_cipher(self) -> Cipher:
        raise NotImplementedError

    def changed(self, transfer: bytes) -> None:
        raise NotImplementedError

    def watches(self) -> list[WatchRow]:
        """All watched folders of the settings, in their order."""
        rows = []
        for watch in self.settings.watches.values():
            watcher = self._watchers.get(watch.name)
            rows.append(watcher.row if watcher else self._row_off(watch))
        return rows

    def _row_off(self, watch: Watch) -> WatchRow:
        with self.journal.read() as db:
            row = journal_watch.get(db, watch.folder)
        if row is None:
            return WatchRow(watch.name, watch.folder, watch.queue, "off")
        return WatchRow(
            watch.name, watch.folder, watch.queue, "off", sent=row["sent"], sent_size=row["sent_size"],
            last_sent=row["last_sent"],
        )  # fmt: skip

    def watch_preview(self, name: str, values: Mapping[str, str]) -> Future[WatchPreview]:
        """What a watch of that name would send now with these values (None: as it is in the settings).

        Raises usage for what cannot be watched; later, in the future.
        """
        return self._pool.submit(self._preview, name, values)

    def _preview(self, name: str, values: Mapping[str, str]) -> WatchPreview:
        if values:
            watch = watch_from(name, values, self.settings)
        elif name in self.settings.watches:
            watch = self.settings.watches[name]
        else:
            raise TowlineError("usage", what=f"No folder is watched under the name {name!r}.", todo="")
        self._check_watch(watch)
        check_there(watch)
        with self.journal.read() as db:
            row = journal_watch.get(db, watch.folder)
            known = journal_watch.looks(db, row["id"]) if row is not None else {}
        try:
            return preview(watch, known)
        except FolderGone as error:
            raise TowlineError("usage", what=f"{watch.folder} cannot be read: {error}.", todo="") from error

    def _check_watch(self, watch: Watch) -> None:
        fetches = self.settings.agent.role != "send"
        check_folder(watch, self.profile, self.settings.agent.downloads if fetches else None)
        check_after(self._after(watch))

    def _after(self, watch: Watch) -> str:
        return watch.after or self.settings.queues[watch.queue].choices.after

    # --- for the engine -----------------------------------------------------------------------------------------------------

    def _watch_all(self) -> None:
        """Watches what the settings say, and nothing else. Watches that did not change go on."""
        queues, watches = self.settings.queues.values(), self.settings.watches.values()
        note_folders(self.journal, [each.choices.after for each in queues] + [each.after for each in watches])
        with self._watch_lock:
            self._bring_in_line()

    def _bring_in_line(self) -> None:
        wanted = self.settings.watches if self._watches and self.settings.agent.role != "receive" else {}
        gone = [
            self._watchers.pop(name) for name, each in list(self._watchers.items()) if wanted.get(name) != each.watch
        ]
        for watcher in gone:
            watcher.end()
        for watcher in gone:
            watcher.stop(GRACE)
        for name, watch in wanted.items():
            if name not in self._watchers:
                hand_in: Callable[[dict[str, Look], int], bytes] = partial(self._hand_in, watch)
                self._watchers[name] = Watcher(watch, self.journal, hand_in, self._check_watch)
                self._watchers[name].start()

    def _stop_watching(self, grace: float) -> None:
        for watcher in self._watchers.values():
            watcher.end()
        for watcher in self._watchers.values():
            watcher.stop(grace)

    def _send_ended(self, send: bytes) -> None:
        for watcher in list(self._watchers.values()):
            watcher.ended(send)

    def _hand_in(self, watch: Watch, batch: dict[str, Look], number: int) -> bytes:
        """A batch becomes a send, in one commit with the mark that its files travel in it."""
        # the watch has patterns of its own, which its preview shows
        cluster, choices = self._resolve(watch.queue, Choices(after=watch.after, include=(), leave_out=()))
        check_after(choices.after)
        note_folders(self.journal, [choices.after])
        for name in choices.to:
            self.people_book.resolve(name)
        port = self._port(cluster)
        send = os.urandom(16)
        found = [
            Found(path, os.path.join(watch.folder, *path.split("/")), folder=False, size=look.size)
            for path, look in sorted(batch.items())
        ]
        title = shown(os.path.basename(found[0].path)) + (f" and {len(found) - 1} more" if found[1:] else "")
        with self.journal.write() as db:
            journal_transfers.add(
                db, send, Kind.SEND, title=title[:200], cluster=cluster, queue=watch.queue, peer=", ".join(choices.to),
                wanted=Wanted.RUN,
            )  # fmt: skip
            cipher = choices.cipher or self._default_cipher()
            journal_sends.add(db, send, [watch.folder], choices, cipher=cipher)
            journal_sends.add_entries(db, send, 0, found)
            journal_sends.scanned(db, send)
            journal_originals.add(db, send, choices.after, tidy=False)
            journal_watch.note(db, number, batch, send)
        self.changed(send)
        port.sender.nudge()
        return send
