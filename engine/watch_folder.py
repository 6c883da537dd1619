"""One watched folder, turn by turn: what changed is looked at, what settled is handed in, what was stored is noted.

Hides: full looks at a constant pace, which paths are known, bundles under way, a folder that comes and goes.
Promises: a file is handed in when it has settled, once a version, and a path travels in one open bundle at a time, so that
the newer version always has the higher offer number; a version counts as sent only when its bundle is stored; a folder
that is away changes nothing of what is known of it; a change costs one look at one file, never a look through the folder.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from engine import journal_watch
from engine.api_watch import Watch, WatchRow
from engine.errors import TowlineError
from engine.journal import Journal
from engine.mounts import Volume
from engine.patterns import HIDDEN, LINK, Rules
from engine.seal import EntryDigest, piece_digest
from engine.source import Changed, LeftOut, SourceFile, bad_name
from engine.watch_look import SLICE, FolderGone, Seen, above, look_at, slices
from engine.watch_settle import Look, Settling

FULL_LOOK = 3600.0  # seconds between two looks through the whole folder
POLL = 5.0  # the shortest time between them where the volume tells of no changes,
POLL_SHARE = 20  # and so many times what the last one took
PACE = 4  # a slice of a full look is followed by a rest so many times as long
REST = 0.01  # seconds, the shortest rest
HEARTBEAT = 30.0  # seconds between looks whether the folder is still the same one
MOST_SETTLING = 20_000  # a full look waits while there are more
MOST_OPEN = 16  # bundles of a watch that are not stored yet; what settles meanwhile waits
KEEP_GONE = 30 * 86_400.0  # seconds for which a name that is gone stays known
HAND_IN_AGAIN = 30.0  # seconds after which a batch that was not taken is tried again
NEW_MARGIN = 2.0  # seconds: clocks of servers

HandIn = Callable[
    [dict[str, Look], int], bytes
]  # a batch and the watch's number in the journal → its bundle, journaled


class Away(Exception):
    """The folder is not available: the text says why."""


class WatchedFolder:
    """Driven by one thread through `turn`; `row` may be read by any. Raises Away from `open` and `turn`.

    `follow` is called with each folder (relative, "" the watched one) before it is looked through: from then on changes in it
    are to be told to `turn`.
    """

    def __init__(
        self,
        watch: Watch,
        volume: Volume,
        journal: Journal,
        hand_in: HandIn,
        *,
        follow: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.watch = watch
        self.row = WatchRow(watch.name, watch.folder, watch.queue, "scanning")
        self._volume = volume
        self._polls = not volume.tells
        self._journal = journal
        self._hand_in = hand_in
        self._follow = follow
        self._clock = clock
        self._rules = Rules(watch.include, watch.leave_out)
        self._settling = Settling(watch.settle, watch.min_age, watch.batch)
        self._unreadable: dict[str, Look] = {}
        self._counts: Counter[str] = Counter()
        self._folders: list[str] = []  # to look through besides the full look
        self._side: Iterator[None] | None = None
        self._full: Iterator[None] | None = None
        self._full_began = 0.0
        self._full_at = 0.0  # when the next full look is due
        self._missed = False  # changes were made that nobody told
        self._step_at = 0.0
        self._looked_through = False
        self._heartbeat_at = 0.0
        self._look_at = 0.0
        self._hand_in_at = 0.0
        self._trouble: TowlineError | None = None
        self._root = (0, 0)

    def open(self, *, polls: bool = False) -> None:
        """Begins, or goes on after the folder was away: a full look is due. `polls`: nobody tells of changes."""
        self._polls = polls or not self._volume.tells
        facts = self._root_facts()
        self._root = (facts.st_dev, facts.st_ino)
        root_id = f"{facts.st_dev}:{facts.st_ino}"
        with self._journal.read() as db:
            row = journal_watch.get(db, self.watch.folder)
            filled = row is not None and journal_watch.any_files(db, row["id"])
        if row is not None and filled and row["root_id"] != root_id and not self._has_anything():
            raise Away("it is empty, as if its disk were not mounted")
        with self._journal.write() as db:
            row = journal_watch.begin(db, self.watch.folder, root_id=root_id, only_new=self.watch.existing == "new")
            journal_watch.update(db, row["id"], root_id=root_id, away=0)
            self._open = journal_watch.open_sends(db, row["id"])
        self._id: int = row["id"]
        self._began: float = row["began"]
        self._known = bool(row["known"])
        self._sent, self._sent_size, self._last_sent = row["sent"], row["sent_size"], row["last_sent"]
        for send in list(self._open):
            self.ended(send)
        self._full, self._full_at, self._step_at = None, 0.0, 0.0
        self._heartbeat_at = self._clock() + HEARTBEAT
        self._tell()

    def away(self, why: str) -> None:
        """The folder is not available; what is known of it stays."""
        with self._journal.write() as db:
            row = journal_watch.get(db, self.watch.folder)
            since = row["away"] if row is not None and row["away"] else time.time()
            journal_watch.set_away(db, self.watch.folder, since)
            sent = (row["sent"], row["sent_size"], row["last_sent"]) if row is not None else (0, 0, 0.0)
        self._settling = Settling(self.watch.settle, self.watch.min_age, self.watch.batch)
        self._folders, self._side, self._full = [], None, None
        self.row = WatchRow(
            self.watch.name, self.watch.folder, self.watch.queue, "away",
            why=f"The folder is not available: {why}.", todo="It goes on by itself when the folder is back.",
            since=since, sent=sent[0], sent_size=sent[1], last_sent=sent[2], caught_up=True,
        )  # fmt: skip

    def poll(self) -> None:
        """From now on somebody may tell of changes, but not of all."""
        self._polls = True
        self._full_at = min(self._full_at, self._clock() + POLL)

    def missed(self) -> None:
        """Changes were made that nobody told: all is looked through, once more if that is being done."""
        self._missed = True

    def turn(self, changed: Iterable[tuple[str, bool]]) -> float:
        """Does what is due. `changed`: paths relative to the folder, and whether each is new. Seconds until the next turn."""
        now = self._clock()
        if now >= self._heartbeat_at:
            facts = self._root_facts()
            if (facts.st_dev, facts.st_ino) != self._root:
                raise Away("another folder has its place")
            self._heartbeat_at = now + HEARTBEAT
        self._changes(changed)
        self._step(now)
        self._look_again(now)
        self._send(now)
        self._tell()
        return self._pause()

    def ended(self, send: bytes) -> None:
        """A bundle of this watch ended, or may have."""
        with self._journal.read() as db:
            if not journal_watch.carries(db, self._id, send):
                return
        with self._journal.write() as db:
            again = journal_watch.ended(db, self._id, send)
            row = journal_watch.get(db, self.watch.folder)
        if again is None:
            return
        self._open.pop(send, None)
        assert row is not None
        self._sent, self._sent_size, self._last_sent = row["sent"], row["sent_size"], row["last_sent"]
        for path in again:
            self._look(path)

    # --- looking ------------------------------------------------------------------------------------------------------------

    def _root_facts(self) -> os.stat_result:
        try:
            facts = os.stat(self.watch.folder)
            with os.scandir(self.watch.folder):
                return facts
        except FileNotFoundError as error:
            raise Away("it is not there") from error
        except OSError as error:
            raise Away((error.strerror or str(error)).lower()) from error

    def _has_anything(self) -> bool:
        with os.scandir(self.watch.folder) as listing:
            return next(listing, None) is not None

    def _changes(self, changed: Iterable[tuple[str, bool]]) -> None:
        gone: list[str] = []
        for path, is_new in changed:
            if self._is_below_left_out(path) or bad_name(path):
                continue  # a full look counts it
            seen = look_at(self.watch, self._rules, path)
            if seen is None:
                self._settling.drop(path)
                self._unreadable.pop(path, None)
                gone.append(path)
            elif seen.folder and not seen.why and is_new:
                self._folders.append(path)
            elif not seen.folder:
                self._met(seen)
        if gone:
            with self._journal.write() as db:
                journal_watch.set_gone(db, self._id, gone, time.time())

    def _is_below_left_out(self, path: str) -> bool:
        if "/" in path and not self.watch.subfolders:
            return True
        return any(
            self._rules.why_not(folder, folder=True, hidden=folder.rpartition("/")[2].startswith("."))
            for folder in above(path)
        )

    def _look(self, path: str) -> None:
        seen = look_at(self.watch, self._rules, path)
        if seen is None or seen.folder:
            self._settling.drop(path)
        else:
            self._met(seen)

    def _met(self, seen: Seen) -> None:
        """A look at one file outside of a full look."""
        if seen.why:
            self._settling.drop(seen.path)
            return
        with self._journal.read() as db:
            known = journal_watch.known(db, self._id, seen.path)
        if self._is_wanted(seen, known):
            self._settling.looked(seen.path, seen.look, self._clock(), time.time() - seen.look.mtime_ns / 1e9)
        else:
            self._settling.drop(seen.path)

    def _is_wanted(self, seen: Seen, known: journal_watch.Known | None) -> bool:
        if self._unreadable.get(seen.path) == seen.look:
            return False
        if known is None:
            return True
        lasting = 2  # fields of a look that must be the same
        if self._volume.ids_last:  # without a digest nothing would tell, after a chmod, say, that it is the same
            lasting = 4 if known.digest else 3
        return known.look[:lasting] != seen.look[:lasting] and not known.open

    def _step(self, now: float) -> None:
        """A slice of the look through a new folder, or of the full one."""
        if self._full is None and (now >= self._full_at or self._missed):
            self._missed = False
            self._full, self._full_began = self._look_through([""], full=True), now
        if self._side is None and self._folders:
            folders, self._folders = self._folders, []
            self._side = self._look_through(folders, full=False)
        walk = self._side or self._full
        if walk is None or now < self._step_at or self._is_full():
            return
        begun = time.monotonic()
        if next(walk, self) is self:
            if walk is self._side:
                self._side = None
            else:
                self._full = None
                self._looked_through = True
                took = self._clock() - self._full_began
                self._full_at = self._clock() + (max(POLL, POLL_SHARE * took) if self._polls else FULL_LOOK)
        self._step_at = self._clock() + max(REST, PACE * (time.monotonic() - begun))

    def _is_full(self) -> bool:
        """Whether enough waits already, so that a look through the folder rests."""
        return len(self._settling) + self._settling.ready >= MOST_SETTLING

    def _look_through(self, folders: list[str], *, full: bool) -> Iterator[None]:
        todo, visited = folders[::-1], set[str]()
        counts: Counter[str] = Counter()
        while todo:
            folder = todo.pop()
            visited.add(folder)
            below: list[str] = []
            self._follow(folder)
            try:
                for part in slices(self.watch, self._rules, folder):
                    with self._journal.read() as db:
                        known = journal_watch.known_between(db, self._id, folder, part.after, part.last)
                    self._compare(folder, part.seen, known, counts)
                    below += [seen.path for seen in part.seen if seen.folder and not seen.why]
                    yield
            except FolderGone as error:
                if not folder:
                    raise Away(str(error)) from error
                if not error.missing:
                    counts["unreadable"] += 1
            todo.extend(reversed(below))
        if full:
            self._counts = counts
            self._note_gone(visited)

    def _compare(
        self, folder: str, seen: list[Seen], known: dict[str, journal_watch.Known], counts: Counter[str]
    ) -> None:
        noted: dict[str, Look] = {}
        back: list[str] = []
        for one in seen:
            if one.why:
                counts[{HIDDEN: "hidden", LINK: "links"}.get(one.why, "others")] += 1
            if one.why or one.folder:
                continue
            name = one.path.rpartition("/")[2]
            it = known.pop(name, None)
            if it is not None and it.gone:
                back.append(one.path)
            if not self._known and it is None and not self._came_since(one):
                noted[one.path] = one.look
            elif self._is_wanted(one, it):
                self._settling.looked(one.path, one.look, self._clock(), time.time() - one.look.mtime_ns / 1e9)
        gone = [f"{folder}/{name}" if folder else name for name, it in known.items() if not it.gone]
        if noted or back or gone:
            with self._journal.write() as db:
                journal_watch.note(db, self._id, noted, None)
                journal_watch.set_gone(db, self._id, back, 0.0)
                journal_watch.set_gone(db, self._id, gone, time.time())

    def _came_since(self, seen: Seen) -> bool:
        """Whether a file came or changed after the watch began, where older ones are not to be sent."""
        return max(seen.look.ctime_ns, seen.look.mtime_ns) / 1e9 >= self._began - NEW_MARGIN

    def _note_gone(self, visited: set[str]) -> None:
        """After a full look: folders that are gone, and what has been gone for long."""
        with self._journal.write() as db:
            for folder in journal_watch.folders(db, self._id):
                if folder not in visited:
                    journal_watch.set_gone_below(db, self._id, folder, time.time())
            journal_watch.drop_gone(db, self._id, time.time() - KEEP_GONE)
            journal_watch.update(db, self._id, known=1)
        self._known = True

    def _look_again(self, now: float) -> None:
        if now < self._look_at:
            return
        begun = time.monotonic()
        due = self._settling.due(now, SLICE)
        for path in due:
            self._look(path)
        if len(due) == SLICE:
            self._look_at = self._clock() + time.monotonic() - begun  # many settle at once: half of the time is enough

    # --- sending ------------------------------------------------------------------------------------------------------------

    def _send(self, now: float) -> None:
        while now >= self._hand_in_at and len(self._open) < MOST_OPEN and (batch := self._settling.take(now)):
            ready = {path: look for path, look in batch.items() if self._may_go(path, look)}
            if not ready:
                continue
            try:
                send = self._hand_in(ready, self._id)
            except TowlineError as error:
                self._trouble = error
                self._settling.put_back(ready, now)
                self._hand_in_at = now + HAND_IN_AGAIN
                return
            self._trouble = None
            self._open[send] = len(ready)

    def _may_go(self, path: str, look: Look) -> bool:
        """Whether it can be opened, is still that version, and not one that was sent."""
        source = os.path.join(self.watch.folder, *path.split("/"))
        with self._journal.read() as db:
            known = journal_watch.known(db, self._id, path)
        if known is not None and known.open:
            return False  # its bundle looks at it again when it ended
        try:
            file = SourceFile(source, path)
        except LeftOut:
            if os.path.lexists(source):
                self._refused(path, look)
            return False
        try:
            found = file.identity
            if Look(found.size, found.mtime_ns, found.file_id, found.ctime_ns) != look:
                self._look(path)
                return False
            if known is not None and known.look[:2] == look[:2] and known.digest:
                digest = _digest(file, known.block)
                if digest == known.digest:  # the same content, whatever else became of the file
                    with self._journal.write() as db:
                        journal_watch.note(db, self._id, {path: look}, None)
                    return False
        except (Changed, LeftOut):
            self._look(path)
            return False
        finally:
            file.close()
        self._unreadable.pop(path, None)
        return True

    def _refused(self, path: str, look: Look) -> None:
        """It cannot be opened. On Windows a program may be writing to it: it settles anew. Else it waits for a change."""
        if os.name == "nt":
            self._settling.looked(path, look, self._clock(), 0.0)
        else:
            self._unreadable[path] = look

    # --- telling ------------------------------------------------------------------------------------------------------------

    def _pause(self) -> float:
        """Seconds until something is due."""
        now = self._clock()
        wake_at = self._settling.wake_at()
        times = [self._heartbeat_at, None if wake_at is None else max(wake_at, self._look_at)]
        if self._side or self._folders or self._full:
            times.append(None if self._is_full() else self._step_at)
        else:
            times.append(now if self._missed else self._full_at)
        soon = min(at for at in times if at is not None) - now
        if self._settling.ready and (now < self._hand_in_at or len(self._open) >= MOST_OPEN):
            soon = max(soon, 0.25)  # what is ready waits for something else
        return max(0.0, soon)

    def _tell(self) -> None:
        settling, ready, sending = len(self._settling), self._settling.ready, sum(self._open.values())
        due = self._settling.next_due()
        state = "up-to-date"
        if self._trouble and ready:
            state = "failed"
        elif ready:
            state = "waiting"
        elif settling:
            state = "settling"
        elif sending:
            state = "sending"
        elif not self._looked_through:
            state = "scanning"
        self.row = replace(
            self.row,
            state=state,
            why=self._trouble.what if state == "failed" and self._trouble else "",
            todo=self._trouble.todo if state == "failed" and self._trouble else "",
            since=0.0,
            next_settles=time.time() + max(0.0, due - self._clock()) if due is not None else 0.0,
            settling=settling,
            ready=ready,
            sending=sending,
            sent=self._sent,
            sent_size=self._sent_size,
            last_sent=self._last_sent,
            hidden=self._counts["hidden"],
            links=self._counts["links"],
            others=self._counts["others"],
            unreadable=self._counts["unreadable"] + len(self._unreadable),
            polled=self._polls,
            caught_up=self._looked_through and not sending and (not self._settling.undecided() or state == "failed"),
        )


def _digest(file: SourceFile, block: int) -> bytes:
    """Of a file's content, in pieces of `block` bytes. Raises Changed, LeftOut."""
    whole, done, size = EntryDigest(), 0, file.identity.size
    view = memoryview(bytearray(max(1, min(block or size, size))))
    while done < size:
        count = file.read_into(view, done)
        whole.add(count, piece_digest(view[:count]))
        done += count
    return whole.value()
