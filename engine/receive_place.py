"""Putting the entries of one fetch in place: parts, what is made durable when, final names, conflicts.

Hides: the folder. Promises, in this order: bytes are durable before the journal says so; a file is whole, dated and
durable before its final name is journaled; the name is journaled before the file gets it; nothing is overwritten unless
the policy says so, and never a file of this very fetch. A crash between any two steps is safe.

Everything goes in *rounds*: what was written since the last one is made durable beside the loop, committed at once,
given names, each directory made durable once, committed again. At most two rounds' bytes are not durable.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace

from engine import journal_fetches, journal_transfers, points, wire
from engine.api import Exists, transfer_text
from engine.disk import Folder, NameTaken, Part
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.journal_fetches import ASKS, EXPIRED, FAILED, LEFT_OUT, LISTED, NAMED, PLACED, WAITING, Settled
from engine.receive_meet import (
    NAMING,
    OLDER,
    TAKEN,
    Finished,
    Meeter,
    Meeting,
    Versions,
    entry_reason,
    finished,
    id_text,
    stands,
)
from engine.receive_survey import Copies, Surveyed, survey
from engine.seal import EntryDigest, piece_digest

ROUND_BYTES = 64 * 1024 * 1024
ROUND_FILES = 512
ROUND_SECONDS = 2.0
SMALL_SECONDS = 1.0  # with small files in it
HELD_OPEN = 16  # more small files than this in a round are made durable together
MAP_BYTES = 16 * 1024
SURVEY = 512  # entries a time
GONE = "it is no longer on the cluster"


class Large:
    """An entry of several blocks on its way. Pieces come in any order; which are durable stands in the journal."""

    def __init__(self, row: Row, block_size: int, had: dict[int, int]) -> None:
        self.number: int = row["number"]
        self.seq: int = row["seq"]
        self.part: Part | None = None
        self.fresh: dict[int, bytes] = {}  # written, not durable: index → digest
        self.taken: dict[int, bytes] = {}  # being made durable
        self.finishing = False
        self.dropped = False  # it failed or expired: what still comes of it is of no use
        self._block_size = block_size
        self._had = had
        self._count = sum(bits.bit_count() for bits in had.values())
        self.learn(row)

    def learn(self, row: Row) -> None:
        """The row as it is now: the sender may have closed the entry."""
        self.row = row
        self.closed = len(row["digest"]) > 0
        self.pieces = -(-row["size"] // self._block_size)

    def has(self, index: int) -> bool:
        if index in self.fresh or index in self.taken:
            return True
        bits = self._had.get(index // journal_fetches.GROUP, 0)
        return bits >> index % journal_fetches.GROUP & 1 == 1

    def length(self, index: int) -> int:
        """Of piece `index`; 0 if the entry has none such."""
        if not self.closed:
            return self._block_size
        rest: int = self.row["size"] - index * self._block_size
        return max(0, min(self._block_size, rest))

    def wrote(self, index: int, digest: bytes) -> None:
        self.fresh[index] = digest
        self._count += 1

    def lost(self, held: int) -> int:
        """About how many bytes of a part that holds `held` are in no piece that was journaled: they come again."""
        held -= MAP_BYTES + held // 256  # what the file system takes to know where they are
        return max(0, held // self._block_size - self._count) * self._block_size

    def committed(self) -> None:
        for index in self.taken:
            group = index // journal_fetches.GROUP
            self._had[group] = self._had.get(group, 0) | 1 << index % journal_fetches.GROUP
        self.taken = {}

    @property
    def whole(self) -> bool:
        return self.closed and self._count >= self.pieces

    @property
    def reach(self) -> int:
        """The part holds at least so many bytes, by the journal."""
        if not self._had:
            return 0
        group = max(self._had)
        last = group * journal_fetches.GROUP + self._had[group].bit_length() - 1
        return last * self._block_size + self.length(last)


@dataclass(slots=True)
class _Round:
    folder: Folder
    files: list[Finished] = field(default_factory=list)
    open_parts: list[Part] = field(default_factory=list)  # of small files
    together: bool = False  # too many of them: one call makes all durable
    larges: dict[int, Large] = field(default_factory=dict)  # with fresh pieces, or whole
    bytes: int = 0
    began: float = 0.0  # 0: nothing in it


class Placer:
    """Places what one fetch receives. Used by the receiving thread; what takes long runs in `beside`.

    Raises TowlineError `disk-full`, `folder-away`, `disk`: then `close` it and begin a new one, later, from the journal.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        fetch: bytes,
        folder: str,
        open_folder: Callable[..., Folder],
        make: bool,
        policy: Exists,
        sender: str,
        block_size: int,
        beside: Executor,
        wake: Callable[[], None],
        inside: str = "",
        versions: Versions | None = None,
        copies: Copies | None = None,
    ) -> None:
        """`inside`, `versions`, `copies`: of a fetch that a rule began; see Meeter and Copies."""
        self.folder = folder
        self._journal = journal
        self._fetch = fetch
        self._block_size = block_size
        self._beside = beside
        self._wake = wake
        self._versions = versions
        self._copies = copies
        self._prefix = part_prefix(fetch)
        self._closing = threading.Event()
        self._folders: list[Folder] = []
        self._flying: tuple[_Round, Future[list[Meeting]]] | None = None
        self._surveying: Future[Surveyed] | None = None
        self._surveyed = -1
        self._larges: dict[int, Large] = {}
        self._pending: set[int] = set()  # entries whose file is whole and has no name yet
        self.again = 0  # bytes that had been written before an interruption, as far as the parts tell
        try:
            for n in range(3):  # two for rounds in turn, one for the survey: a folder is for one thread at a time
                self._folders.append(open_folder(folder, make=make and n == 0, link=versions is None))
            self.fresh = not inside and versions is None and not self._folders[0].names_in("")
            self._round = _Round(self._folders[0])
            self._meeter = Meeter(
                journal,
                fetch,
                policy=policy,
                sender=sender,
                block_size=block_size,
                fresh=self.fresh,
                stop=self._closing,
                inside=inside,
                versions=versions,
            )
            self._go_on()
        except BaseException:
            self.close()
            raise

    def _go_on(self) -> None:
        """From what the journal and the folder know; at first that is nothing."""
        self._recover()
        with self._journal.read() as db:
            counts = journal_fetches.count(db, self._fetch, self._block_size)
            self.asks = journal_fetches.asks(db, self._fetch)  # entries that wait for a person
        self.done, self.entries_done = counts.done, counts.entries_done
        self.take_answers()

    # --- state ----------------------------------------------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Whether the journal tells all: nothing is written or looked at but not committed."""
        return self._flying is None and self._surveying is None and not self._round.began

    def has(self, number: int) -> bool:
        """Whether an entry is whole already and only waits for its name."""
        return number in self._pending

    def free(self) -> int:
        return self._folders[0].free()  # may be asked by any thread

    def close(self) -> None:
        """Lets go of everything as a crash would; call `flush` before to keep what was written."""
        self._closing.set()
        for future in (self._flying and self._flying[1], self._surveying):
            if future is not None and not future.cancel():
                future.exception()  # until the thread let go of the folder; its outcome no longer matters
        parts = [large.part for large in self._larges.values() if large.part is not None]
        for part in (*parts, *(self._round.open_parts if hasattr(self, "_round") else ())):
            with suppress(TowlineError):  # what it says only now is lost was not journaled
                part.close()
        for folder in self._folders:
            folder.close()

    def flush(self) -> None:
        """Makes durable, journals and places all that was written."""
        while self._flying is not None or self._round.began:
            if self._flying is None:
                self._begin_round()
            self._end_round()

    # --- pieces and blocks ----------------------------------------------------------------------------------------------

    def large(self, row: Row) -> Large:
        """The entry on its way, found again by what the journal and the part both know."""
        number = row["number"]
        large = self._larges.get(number)
        if large is not None:
            large.learn(row)
        else:
            with self._journal.read() as db:
                had = journal_fetches.pieces_had(db, self._fetch, number)
            large = Large(row, self._block_size, had)
            if had:
                part = self._round.folder.part(self._part(number), row["size"] if large.closed else None)
                if id_text(part.file_id) != row["part_id"] or part.size < large.reach:
                    part.close()
                    with self._journal.write() as db:
                        journal_fetches.drop_pieces(db, self._fetch, number)
                    large = Large(row, self._block_size, {})
                else:
                    large.part = part
                    self.again += large.lost(part.held)
            self._larges[number] = large
        if large.whole:
            self._finish(large)
        return large

    def put_piece(self, large: Large, index: int, view: memoryview) -> None:
        if large.has(index) or large.finishing or large.dropped:
            return
        if large.part is None:
            large.part = self._round.folder.part(self._part(large.number), large.row["size"] if large.closed else None)
            self.again += large.lost(large.part.held)
        offset = index * self._block_size
        large.part.write_at(offset, view)
        points.passed("fetch-written")
        large.wrote(index, piece_digest(view))
        self._count(len(view))
        self._round.larges[large.number] = large
        if large.whole:
            self._finish(large)

    def put_block(self, seq: int, plain: memoryview) -> None:
        """Places every wanted entry that lies whole in this block."""
        after = -1
        while True:
            with self._journal.read() as db:
                rows = journal_fetches.in_block(db, self._fetch, seq, after=after, limit=ROUND_FILES)
            for row in rows:
                if row["number"] not in self._pending:
                    self._put_small(row, plain)
            if len(rows) < ROUND_FILES:
                return
            after = rows[-1]["number"]

    def _put_small(self, row: Row, plain: memoryview) -> None:
        view = plain[row["at"] : row["at"] + row["size"]]
        digest = EntryDigest()
        if len(view):
            digest.add(len(view), piece_digest(view))
        if len(view) != row["size"] or digest.value() != row["digest"]:
            gone = len(view) == row["size"] > 0 and not any(view)  # a repair leaves what its sender no longer has zero
            self.settle([Settled(row["number"], EXPIRED if gone else FAILED, GONE if gone else wire.Reason.DIGEST)])
            return
        name = self._part(row["number"])
        folder = self._round.folder
        part = folder.part(name)
        if part.size:
            self.again += min(part.size, len(view))
            if part.size > len(view):
                part.close()
                folder.remove_part(name)
                part = folder.part(name)
        try:
            part.write_at(0, view)
            points.passed("fetch-written")
            part.finish(row["mtime_ns"], row["mode"])
        except TowlineError:
            part.close()
            raise
        if len(self._round.open_parts) < HELD_OPEN:
            self._round.open_parts.append(part)
        else:
            part.close()
            self._round.together = True
        self._add(finished(row, name, id_text(part.file_id)))
        self._count(len(view))
        if len(self._round.files) >= ROUND_FILES:
            self._turn()

    def _finish(self, large: Large) -> None:
        """All pieces are written."""
        if large.finishing:
            return
        if large.part is None:
            large.part = self._round.folder.part(self._part(large.number), large.row["size"])
        large.finishing = True
        large.part.finish(large.row["mtime_ns"], large.row["mode"])
        self._round.larges[large.number] = large
        self._add(finished(large.row, large.part.name, id_text(large.part.file_id)))

    def _add(self, file: Finished) -> None:
        self._pending.add(file.number)
        self._round.files.append(file)
        self._round.began = self._round.began or time.monotonic()

    def _count(self, size: int) -> None:
        self._round.bytes += size
        self._round.began = self._round.began or time.monotonic()

    def _part(self, number: int) -> str:
        return f"{self._prefix}{number}"

    # --- rounds ---------------------------------------------------------------------------------------------------------

    def step(self, *, last: bool) -> bool:
        """Ends a round that is durable, begins one that is due; `last`: nothing more comes for now. True if it moved."""
        moved = False
        if self._flying is not None and self._flying[1].done():
            self._end_round()
            moved = True
        if self._flying is None and self._round.began and (last or self._due()):
            self._begin_round()
            moved = True
        elif self._flying is not None and self._round.bytes >= ROUND_BYTES:
            self._end_round()  # the disk is slower than the link: wait for it, so that little is fetched twice
            moved = True
        return moved

    def _due(self) -> bool:
        age = time.monotonic() - self._round.began
        return (
            self._round.bytes >= ROUND_BYTES
            or len(self._round.files) >= ROUND_FILES
            or age >= (SMALL_SECONDS if self._round.files else ROUND_SECONDS)
        )

    def _turn(self) -> None:
        if self._flying is not None:
            self._end_round()
        self._begin_round()

    def _begin_round(self) -> None:
        now, self._round = self._round, _Round(self._folders[0 if self._round.folder is self._folders[1] else 1])
        for large in now.larges.values():
            large.taken, large.fresh = large.fresh, {}
        future = self._beside.submit(self._job, now)
        future.add_done_callback(lambda _: self._wake())
        self._flying = (now, future)

    def _job(self, now: _Round) -> list[Meeting]:
        """Beside the loop: makes the round durable, then looks who has the names."""
        if now.together:
            now.folder.sync_all()
        for part in now.open_parts:
            if not now.together:
                part.durable()
            part.close()
        for large in now.larges.values():
            if large.part is not None:
                large.part.durable()
        points.passed("fetch-durable")
        meetings = [self._meeter.meet(now.folder, file) for file in now.files]
        if any(meeting.settled.state == PLACED for meeting in meetings):
            now.folder.sync_all()  # equal files of somebody else's: a receipt says that they are durable
        return meetings

    def _end_round(self) -> None:
        """Commits what is durable, gives the names, commits again. Waits for the round if it must."""
        assert self._flying is not None
        now, future = self._flying
        meetings = future.result()
        self._flying = None
        with NAMING if self._versions is not None else nullcontext():
            meetings = self._commit_round(now, meetings)
            for large in now.larges.values():
                large.committed()
                if large.dropped and large.part is not None:
                    large.part.close()
            self._place(now, meetings)

    def _commit_round(self, now: _Round, meetings: Sequence[Meeting]) -> list[Meeting]:
        """What is durable, and the names that are about to be given."""
        written = 0
        with self._journal.write() as db:
            for large in now.larges.values():
                if large.taken and large.part is not None:
                    journal_fetches.put_pieces(db, self._fetch, large.number, large.taken)
                    journal_fetches.set_part(db, self._fetch, large.number, id_text(large.part.file_id))
                    written += sum(large.length(index) for index in large.taken)
            checked = [self._checked(db, now, meeting) for meeting in meetings]
            named = [meeting for meeting in checked if meeting.settled.state == NAMED]
            journal_fetches.settle(db, self._fetch, [meeting.settled for meeting in named])
            if self._versions is not None:
                for meeting in named:
                    self._versions.put(db, now.folder, meeting.file, meeting.settled.placed_as)
            self._commit(db, written)
        points.passed("fetch-named")
        return checked

    def _checked(self, db: Db, now: _Round, meeting: Meeting) -> Meeting:
        """Refuses a large file whose pieces are not what its row says, by their digests alone."""
        settled = meeting.settled
        versions = self._versions if settled.state == NAMED else None
        if versions is not None and versions.overtaken(db, now.folder, settled.placed_as):
            return Meeting(meeting.file, Settled(settled.number, LEFT_OUT, OLDER))
        large = now.larges.get(meeting.file.number)
        if large is None:
            return meeting
        digest = EntryDigest()
        digests = journal_fetches.piece_digests(db, self._fetch, large.number)
        for index, piece in zip(range(large.pieces), digests, strict=False):
            digest.add(large.length(index), piece)
        if digest.value() == large.row["digest"]:
            return meeting
        return Meeting(meeting.file, Settled(large.number, FAILED, wire.Reason.DIGEST))

    def _place(self, now: _Round, meetings: Sequence[Meeting]) -> None:
        settled: list[Meeting] = []  # all that need no more
        parents = set()
        for meeting in meetings:
            file = meeting.file
            large = self._larges.pop(file.number, None)
            if large is not None and large.part is not None:
                large.part.close()
            if meeting.settled.state == NAMED:
                try:
                    rel = meeting.settled.placed_as
                    there = now.folder.stat(rel) if meeting.replaces is not None else None
                    if there is not None and there != meeting.replaces:
                        raise NameTaken(rel)  # somebody changed it since: it is looked at once more
                    now.folder.place(file.part, rel, there is not None)
                    points.passed("fetch-renamed")
                    parents.add(meeting.settled.placed_as.rpartition("/")[0])
                except NameTaken:
                    self._add(replace(file, tries=file.tries + 1))
                    continue
                except TowlineError as error:
                    meeting = Meeting(file, Settled(file.number, FAILED, entry_reason(error)))  # noqa: PLW2901
            if meeting.settled.state not in (NAMED, ASKS):
                now.folder.remove_part(file.part)
            settled.append(meeting)
        now.folder.sync_folders(parents)
        points.passed("fetch-folder-durable")
        done = [m.file for m in settled if m.settled.state in (NAMED, PLACED)]
        with self._journal.write() as db:
            journal_fetches.settle(
                db, self._fetch, [m.settled for m in settled if m.settled.state not in (NAMED, ASKS)]
            )
            journal_fetches.ask(db, self._fetch, [m.settled for m in settled if m.settled.state == ASKS])
            journal_fetches.placed(db, self._fetch, [file.number for file in done])
            self._note_equal(db, now.folder, [m.settled for m in settled])
            self.asks = journal_fetches.asks(db, self._fetch)
            self.entries_done += len(done)
            self._commit(db, sum(file.size for file in done if file.copied or file.size <= self._block_size))
        points.passed("fetch-placed")
        self._pending.difference_update(m.file.number for m in settled)

    def _note_equal(self, db: Db, folder: Folder, settled: Iterable[Settled]) -> None:
        """Files that stood there already, as they are in this version."""
        if self._versions is not None:
            for one in settled:
                if one.state == PLACED:
                    self._versions.same(db, folder, one.placed_as)

    def _commit(self, db: Db, done: int) -> None:
        self.done += done
        journal_transfers.set_counts(db, self._fetch, done=self.done, entries_done=self.entries_done)

    # --- survey ---------------------------------------------------------------------------------------------------------

    def survey(self) -> bool:
        """Asks the folder about the names of listed entries, some at a time, beside the loop. True if it moved."""
        if self._surveying is not None:
            if not self._surveying.done():
                return False
            found = self._surveying.result()
            self._surveying = None
            self._surveyed = max(self._surveyed, found.last)
            with self._journal.write() as db:
                journal_fetches.surveyed(db, self._fetch, found.settled)
                self._note_equal(db, self._folders[2], found.settled)
                self.entries_done += found.equal_files
                self._commit(db, found.equal_bytes)
            for file in found.copied:
                self._add(file)
                self._count(file.size)
            for row in found.empty:
                if row["number"] not in self._pending:
                    self._put_small(row, memoryview(b""))
            return True
        with self._journal.read() as db:
            rows = journal_fetches.in_state(db, self._fetch, LISTED, after=self._surveyed, limit=SURVEY)
        if not rows:
            return False
        busy = {*self._pending, *self._larges}
        self._surveying = self._beside.submit(
            survey, self._folders[2], self._meeter, [row for row in rows if row["number"] not in busy],
            last=rows[-1]["number"], copies=self._copies, prefix=self._prefix, stop=self._closing,
        )  # fmt: skip
        self._surveying.add_done_callback(lambda _: self._wake())
        return True

    def survey_again(self) -> None:
        """There are new listed entries."""
        self._surveyed = -1

    # --- the rest -------------------------------------------------------------------------------------------------------

    def settle(self, settled: Iterable[Settled]) -> None:
        """Entries that will not be placed: journals why and drops what was written of them."""
        settled = list(settled)
        with self._journal.write() as db:
            journal_fetches.settle(db, self._fetch, settled)
        for one in settled:
            large = self._larges.pop(one.number, None)
            if large is not None:
                large.dropped = True
                self._round.larges.pop(one.number, None)
                if large.part is not None and not large.taken:
                    large.part.close()

    def void(self, numbers: Sequence[int]) -> None:
        """Entries whose sender took them back."""
        self.flush()
        self.settle([Settled(number, FAILED) for number in numbers])
        with self._journal.write() as db:
            journal_fetches.void_rows(db, self._fetch, numbers)
        for number in numbers:
            self._round.folder.remove_part(self._part(number))

    def take_answers(self) -> bool:
        """Entries that waited for a person who has answered go on from their parts. True if there were any."""
        after, folder = -1, self._round.folder
        staged: set[str] = set()
        while True:
            with self._journal.read() as db:
                rows = journal_fetches.answered(db, self._fetch, after=after, limit=ROUND_FILES)
            if not rows:
                return after >= 0
            after = rows[-1]["number"]
            rows = [row for row in rows if row["number"] not in self._pending]
            staged = staged or set(folder.part_names())
            skipped = [row["number"] for row in rows if row["answer"] == Exists.SKIP]
            lost = [
                row["number"]
                for row in rows
                if row["answer"] != Exists.SKIP
                and (self._part(row["number"]) not in staged or not self._stage_again(folder, row))
            ]
            for number in skipped:
                folder.remove_part(self._part(number))
            with self._journal.write() as db:
                for number in (*skipped, *lost):
                    journal_fetches.drop_pieces(db, self._fetch, number)
                journal_fetches.settle(db, self._fetch, [Settled(number, LEFT_OUT, TAKEN) for number in skipped])
                journal_fetches.settle(db, self._fetch, [Settled(number, WAITING) for number in lost])
                self.asks = journal_fetches.asks(db, self._fetch)
                self.done = journal_fetches.count(db, self._fetch, self._block_size).done
                journal_transfers.set_counts(db, self._fetch, done=self.done)

    def clean_up(self) -> None:
        """The fetch is over: nothing of it stays in the staging folder."""
        folder = self._round.folder
        for name in folder.part_names():
            if name.startswith(self._prefix):
                folder.remove_part(name)

    def date_folders(self) -> None:
        """Folders get their times, now that nothing more is put into them."""
        before = 2**63 - 1
        while True:
            with self._journal.read() as db:
                rows = journal_fetches.folders_before(db, self._fetch, before, limit=SURVEY)
            for row in rows:
                with suppress(NameTaken, TowlineError):  # a person moved or took it away meanwhile
                    self._round.folder.set_mtime(row["placed_as"], row["mtime_ns"])
            if len(rows) < SURVEY:
                return
            before = rows[-1]["number"]

    def _recover(self) -> None:
        """Entries whose final name was journaled: placed if the file with that id stands there, else once more."""
        folder = self._round.folder
        after = -1
        while True:
            with self._journal.read() as db:
                rows = journal_fetches.in_state(db, self._fetch, NAMED, after=after, limit=ROUND_FILES)
            if not rows:
                return
            after = rows[-1]["number"]
            placed, lost = [], []
            staged = set(folder.part_names())
            for row in rows:
                if stands(folder, row):
                    placed.append(row)
                elif self._part(row["number"]) not in staged or not self._stage_again(folder, row):
                    lost.append(row["number"])
            folder.sync_folders(row["placed_as"].rpartition("/")[0] for row in placed)
            with self._journal.write() as db:
                journal_fetches.placed(db, self._fetch, [row["number"] for row in placed])
                for number in lost:
                    journal_fetches.drop_pieces(db, self._fetch, number)
                journal_fetches.settle(db, self._fetch, [Settled(number, WAITING) for number in lost])

    def _stage_again(self, folder: Folder, row: Row) -> bool:
        """A part that is whole and durable, but got no name before the interruption."""
        part = folder.part(self._part(row["number"]))
        fits: bool = id_text(part.file_id) == row["part_id"] and part.size == row["size"]
        part.close()
        if fits:
            self._add(finished(row, part.name, row["part_id"]))
        return fits


def part_prefix(fetch: bytes) -> str:
    """What the names of all parts of a fetch begin with."""
    return f"{transfer_text(fetch)}-"
