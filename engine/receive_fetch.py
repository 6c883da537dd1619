"""One open fetch: which rows and chunks it needs next, and what it does with a record that came.

Hides: listing the chosen entries page by page, the window of wanted chunks, what a missing or forged record costs.
Promises: no byte is opened before its record has the digest that a signed page or offer says; a record that is gone or
forged ends the entries that need it, never the fetch; memory does not grow with the bundle.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Sequence

from engine import journal_fetches, journal_transfers, names, points, wire
from engine.api import Outcome
from engine.api_link import Record
from engine.errors import TowlineError
from engine.journal import Journal, Row
from engine.journal_catalog import StoredOffer
from engine.journal_fetches import EXPIRED, FAILED, OPEN, WAITING, Settled
from engine.keys import TransferKeys
from engine.pace import Both, Pace
from engine.receive_place import GONE, Large, Placer
from engine.receive_plan import Choice, Leaf, Lost, Needed, Tree, Want, Wants
from engine.receive_read import Reading
from engine.receive_search import Places
from engine.seal import Opener, cipher_of, record_digest
from engine.wire import Reason, refused

log = logging.getLogger("towline.receive")

SMALL = 64 * 1024 * 1024  # bytes; a fetch with less to go is served before others
LOW = 256  # wanted chunks; with fewer, the window moves on
LARGES = 128  # entries of several blocks in one step of the window: each holds a file open
SUM_LEAVES = 8  # pages of SHA-256 sums worth reading when only some entries were chosen
NOT_FOUND = "it was not found on the cluster"


class Fetch:
    """Belongs to the receiving thread. Raises TowlineError for what concerns the whole fetch: disk, folder."""

    def __init__(
        self,
        row: Row,
        stored: StoredOffer,
        keys: TransferKeys,
        *,
        journal: Journal,
        reading: Reading,
        placer: Placer,
        pace: Pace,
        doubt: Callable[[], None],
        places: Places | None,
        home: bool,
    ) -> None:
        """`row`: of journal_fetches.get. `doubt` is called when a record is not what was signed: it may raise. `places`: where
        records are, if not where the offer says. `home`: it was sent through this very cluster."""
        self.id: bytes = row["id"]
        self.position: float = row["position"]
        self.placer = placer
        self._journal = journal
        self._reading = reading
        self.doubt = doubt
        self.places = places
        self.home = home
        self.astray = 0  # records that are not where the offer, or what was found, says
        numbers = json.loads(row["numbers"])
        with journal.read() as db:
            known = journal_fetches.paths_of(db, row["id"], numbers) if numbers else []
        self._choice = Choice(json.loads(row["globs"]), numbers, known)
        self._next_row: int = row["next_row"]
        self._lost_rows: int = row["lost_rows"]
        self._refused_rows: int = row["refused_rows"]
        self._refused_why: str = row["refused_why"]
        self._listed_revision: int = row["revision"]
        self._tail: Leaf[wire.Entry] = Leaf(0, ())  # the unfull leaf as it was taken last
        self._sent_twice: int = row["sent_twice"]
        offer = stored.offer
        self._opener = Opener(cipher_of(offer.suite), keys, offer.transfer, offer.block_size)
        self._pace = pace
        self._limit = Both(row["limit_rate"], pace.down)
        self._in_flight: dict[int, tuple[list[Large], bool]] = {}  # chunk → large entries in it, whether small ones too
        self._old = set[int]()  # those of them that were wanted where an older revision says
        self._asked: dict[bytes, tuple[Tree[wire.Segment] | Tree[wire.Entry] | Tree[wire.Sum], Needed]] = {}
        self._take(stored)

    def revise(self, stored: StoredOffer) -> None:
        """A newer revision of the offer: pages and places may be others, what was placed stays. Raises refused when it does
        not go on from what is known of the accepted one; so do `advance` and `got`, once they know its rows."""
        segments, entries = self._segments.held(), self._entries.held()
        self._take(stored)
        self._segments.go_on_from(segments, wire.segments_extend)
        self._entries.go_on_from(entries, wire.entries_extend)

    def _take(self, stored: StoredOffer) -> None:
        """Chunks on their way stay wanted where they are: the pages of this revision take a long link a while."""
        self._reading.chunks.drop(self, pages=True)
        self._reading.pages.drop(self)
        self._asked.clear()
        self._old = set(self._in_flight)
        self._look_again()
        offer, sealed = stored.offer, stored.sealed
        assert sealed is not None
        self.offer = offer
        self.size = sealed.size
        self._segments = Tree(
            wire.Segment,
            wire.SEGMENT_PAGE,
            offer.segments,
            inner=bool(offer.inner & wire.SEGMENT_TREE),
            rows=sealed.segment_rows,
        )
        self._entries = Tree(
            wire.Entry,
            wire.ENTRY_PAGE,
            offer.entries,
            inner=bool(offer.inner & wire.ENTRY_TREE),
            rows=sealed.entry_rows,
        )
        self._sums = Tree(
            wire.Sum, wire.SUM_PAGE, offer.sums, inner=bool(offer.inner & wire.SUM_TREE), rows=sealed.sum_rows
        )
        self._listed = self._listed_revision == offer.revision
        self._list_from = self._next_row
        self._last_seq = 0  # first chunk of the last entry taken
        self._next_sum = 0

    def _want_anew(self) -> None:
        """Wants nothing any more: what is missing is looked for from the beginning."""
        self._reading.drop(self)
        self._in_flight.clear()
        self._asked.clear()
        self._look_again()

    def _look_again(self) -> None:
        self._cursor = 0  # chunks below it were looked at in this pass
        self._exhausted = False
        self._resting = False  # a whole pass found nothing to want
        self._pass_added = 0

    def limit_to(self, rate: int | None) -> None:
        """From now on so many bytes a second, also of what is wanted already."""
        if rate != self._limit.own.rate:
            self._limit.own.set(rate)
            self._want_anew()

    def rest(self) -> float:
        """Seconds for which its limit keeps it from wanting more."""
        return self._limit.wait(time.monotonic())

    # --- state ----------------------------------------------------------------------------------------------------------

    @property
    def small(self) -> bool:
        return self.size - self.placer.done <= SMALL

    @property
    def done(self) -> bool:
        """Whether nothing can come any more."""
        return (
            self._listed
            and self.offer.state == wire.COMPLETE
            and self._resting
            and not self._in_flight
            and not self._asked
            and self.placer.idle
        )

    def take_answers(self) -> None:
        """A person may have decided about names that are taken."""
        if self.placer.take_answers():
            self._resting = False
            self._pass_added += 1  # what was lost of them is wanted again: one more pass finds it

    def check_asks(self) -> None:
        """Raises exists if there are entries whose names are taken by others, and a person is to decide."""
        if self.placer.asks:
            with self._journal.read() as db:
                total = journal_fetches.count(db, self.id, self.offer.block_size).entries
            raise TowlineError("exists", taken=self.placer.asks, total=total)

    @property
    def in_flight(self) -> int:
        """Bytes that are wanted of the cluster, as if all its blocks were full."""
        return len(self._in_flight) * self.offer.block_size

    @property
    def phase(self) -> str:
        return "fetching" if self._in_flight or self._asked or not self.placer.idle else "waiting"

    # --- what can be done without reading ---------------------------------------------------------------------------------

    def advance(self) -> bool:
        """Lists, looks at names, moves the window, places. True if anything moved."""
        moved = self._list() or self._take_sums()
        if self.placer.survey():
            self._resting = False
            moved = True
        moved = self._window() or moved
        last = self._exhausted and not self._in_flight and not self._asked
        moved = self.placer.step(last=last) or moved
        if self.placer.again:
            self._sent_twice += self.placer.again
            self.placer.again = 0
            with self._journal.write() as db:
                journal_transfers.set_counts(db, self.id, sent_twice=self._sent_twice)
        return moved

    def _list(self) -> bool:
        """Takes the rows of one leaf of the entry pages."""
        if self._listed:
            return False
        if self._list_from >= self._entries.end:
            self._end_list()
            return True
        leaf = self._entries.leaf(self._list_from)
        if isinstance(leaf, Needed):
            return self._ask(self._entries, leaf)
        if isinstance(leaf, Lost):
            log.warning("a page with %d entries is lost: %s", leaf.end - leaf.first, leaf.why)
            if leaf.gone:
                self._lost_rows += leaf.end - self._list_from
            else:
                self._refused_rows += leaf.end - self._list_from
                self._refused_why = leaf.why
            self._list_from = leaf.end
            with self._journal.write() as db:
                journal_fetches.update(
                    db, self.id, next_row=self._list_from, lost_rows=self._lost_rows, refused_rows=self._refused_rows,
                    refused_why=self._refused_why,
                )  # fmt: skip
            return True
        self._take_rows(leaf)
        return True

    def _take_rows(self, leaf: Leaf[wire.Entry]) -> None:
        rows = [
            (number, entry)
            for number, entry in enumerate(leaf.rows, leaf.first)
            if number >= self._list_from
            and not self._was_taken(number, entry)
            and self._choice.takes(number, entry.path)
        ]
        with self._journal.read() as db:
            if self._listed_revision and any(_is_other(journal_fetches.entry(db, self.id, n), row) for n, row in rows):
                raise refused(Reason.ROWS_GONE)
            void = journal_fetches.known(db, self.id, (n for n, entry in rows if entry.state == wire.VOID))
        if void:
            self.placer.void(void)
        final = leaf.end < self._entries.end or self.offer.state == wire.COMPLETE
        self._list_from = leaf.end
        self._tail = Leaf(0, ()) if final else leaf
        self._last_seq = leaf.rows[-1].seq
        with self._journal.write() as db:
            journal_fetches.take_rows(
                db, self.id, rows, block_size=self.offer.block_size, chunks=self.offer.chunks, fresh=self.placer.fresh
            )
            if final:
                self._next_row = leaf.end
                journal_fetches.update(db, self.id, next_row=self._next_row)
            elif self._next_row < leaf.first:
                self._next_row = leaf.first  # the tail is taken again with the next revision
                journal_fetches.update(db, self.id, next_row=self._next_row)
        points.passed("fetch-listed")
        self._resting = False

    def _was_taken(self, number: int, entry: wire.Entry) -> bool:
        """Whether this row of the last leaf stood there as it is in the revision before; an open one grows with the stream."""
        at = number - self._tail.first
        return entry.state != wire.OPEN and 0 <= at < len(self._tail.rows) and self._tail.rows[at] == entry

    def _end_list(self) -> None:
        self._listed = True
        self._listed_revision = self.offer.revision
        with self._journal.write() as db:
            journal_fetches.update(db, self.id, revision=self.offer.revision)
            counts = journal_fetches.count(db, self.id, self.offer.block_size)
            journal_transfers.set_counts(
                db, self.id, entries=counts.entries, left_out=counts.left_out, size=counts.size
            )
        self.size = counts.size
        self.placer.survey_again()
        self.check_room(counts.size - counts.done)

    def check_room(self, needs: int) -> None:
        """Raises disk-full before the folder's disk is, and before less is free there than is to stay so."""
        free = self.placer.free()
        if needs and free >= needs > free - self._pace.reserve:
            raise TowlineError(
                "disk-reserve",
                folder=names.shown(self.placer.folder),
                needs=names.size_text(needs),
                free=names.size_text(free),
                reserve=names.size_text(self._pace.reserve),
            )
        if needs > free:
            raise TowlineError(
                "disk-full",
                folder=names.shown(self.placer.folder),
                needs=names.size_text(needs),
                free=names.size_text(free),
            )

    def _take_sums(self) -> bool:
        """Takes the sender's SHA-256 of one leaf, once all entries are listed."""
        if not self._listed or self.offer.state != wire.COMPLETE or self._next_sum >= self._sums.end:
            return False
        if not self._choice.all and self._sums.leaves > SUM_LEAVES:
            self._next_sum = self._sums.end
            return False
        leaf = self._sums.leaf(self._next_sum)
        if isinstance(leaf, Needed):
            return self._ask(self._sums, leaf)
        if isinstance(leaf, Lost):
            self._next_sum = leaf.end
            return True
        with self._journal.write() as db:
            journal_fetches.take_sums(db, self.id, leaf.rows)
        self._next_sum = leaf.end
        return True

    # --- the window -----------------------------------------------------------------------------------------------------

    def _window(self) -> bool:
        """Wants the chunks of one more leaf, or of a part of it.

        Only so far as all entries were listed and their names looked at, so that no chunk is fetched for some of its
        entries now and for the others later.
        """
        if len(self._in_flight) >= LOW or self._resting or self.rest():
            return False
        if self._exhausted:
            if self._in_flight or self._asked or not self.placer.idle:
                return False
            self._resting = not self._pass_added and self._listed
            self._cursor, self._exhausted, self._pass_added = 0, False, 0
            return True
        with self._journal.read() as db:
            seq = journal_fetches.next_wanted(db, self.id, self._cursor)
            frontier = journal_fetches.first_listed(db, self.id)
        frontier = min(
            self._segments.end if frontier is None else frontier, self._segments.end if self._listed else self._last_seq
        )
        if seq is None or seq >= frontier:
            self._exhausted = frontier >= self._segments.end
            return self._exhausted
        leaf = self._segments.leaf(seq)
        if isinstance(leaf, Needed):
            return self._ask(self._segments, leaf)
        if isinstance(leaf, Lost):
            self._lose(leaf.first, leaf.end - 1, gone=leaf.gone, why=leaf.why)
            self._cursor = leaf.end
            return True
        end = min(leaf.end, frontier)
        if self._limit.rate is not None:  # a second's worth at once
            end = min(end, seq + max(1, int(self._limit.rate // self.offer.block_size)))
        self._want_chunks(leaf, seq, end)
        return True

    def _want_chunks(self, leaf: Leaf[wire.Segment], first: int, end: int) -> None:
        """Wants what is missing of the chunks first..end-1 in this leaf."""
        with self._journal.read() as db:
            rows = journal_fetches.wanted_large(db, self.id, first, end)
            if len(rows) > LARGES:
                end = max(first + 1, rows[LARGES]["seq"])
                rows = [row for row in rows if row["seq"] < end]
            blocks = journal_fetches.wanted_blocks(db, self.id, first, end)
        needed: dict[int, tuple[list[Large], bool]] = {seq: ([], True) for seq in blocks}
        for row in rows:
            large = self.placer.large(row)
            for seq in range(max(first, large.seq), min(end, row["last"] + 1)):
                index = seq - large.seq
                if large.has(index) or large.dropped:
                    continue
                if leaf.rows[seq - leaf.first].plain != large.length(index):
                    self.placer.settle([Settled(large.number, FAILED, Reason.ENTRY)])
                    break
                needed.setdefault(seq, ([], False))[0].append(large)
        chunks: list[tuple[wire.Segment | wire.Ref, Want]] = []
        for seq in sorted(needed):
            if seq in self._in_flight:
                continue
            segment = leaf.rows[seq - leaf.first]
            self._in_flight[seq] = needed[seq]
            chunks.append((segment, Want(self, wire.CHUNK, seq, segment.plain, segment.digest)))
            self._limit.take(segment.plain, time.monotonic())
            self._pass_added += 1
        self._want(chunks, self._reading.chunks)
        self._cursor = end

    def _want(self, wanted: Sequence[tuple[wire.Segment | wire.Ref, Want]], wants: Wants) -> None:
        """Wants these records where their rows say, or where they were found."""
        places = self.places
        found = places.of([(want.kind, want.seq, want.digest) for _, want in wanted]) if places else {}
        for row, want in wanted:
            if places is None or (places.here and want.digest not in found):
                wants.add(row.partition, row.offset, want)
            elif want.digest in found:
                wants.add(*found[want.digest], want)
            else:
                self.astray += 1
                self._miss(want, gone=True, why=NOT_FOUND)

    def _ask(self, tree: Tree[wire.Segment] | Tree[wire.Entry] | Tree[wire.Sum], needed: Needed) -> bool:
        """Wants a page; False if it is on its way already."""
        ref = needed.ref
        if ref.digest in self._asked:
            return False
        self._asked[ref.digest] = (tree, needed)
        page = Want(self, needed.kind, ref.first, ref.plain, ref.digest, ref)
        self._want([(ref, page)], self._reading.pages if self._in_flight else self._reading.chunks)
        return True

    # --- records that came, or did not ------------------------------------------------------------------------------------

    def got(self, want: Want, record: Record) -> None:
        try:
            plain = self._open(want, record)
        except TowlineError as error:
            self.doubt()
            as_said = want.ref is not None or want.seq not in self._old
            if as_said and self.places is None and _is_another(want, record, self.offer.transfer):
                self.astray += 1
            log.warning(
                "a record was refused: partition %d, offset %d: %s", record.partition, record.offset, error.what
            )
            self._miss(want, gone=False, why=str(error.facts.get("reason", error.what)))
            return
        if want.ref is not None:
            self._put_page(want, plain)
            return
        larges, small = self._in_flight.pop(want.seq)
        self._old.discard(want.seq)
        for large in larges:
            self.placer.put_piece(large, want.seq - large.seq, plain)
        if small:
            self.placer.put_block(want.seq, plain)

    def _open(self, want: Want, record: Record) -> memoryview:
        if record.header is None or record.value is None:
            raise refused(Reason.NO_HEADER)
        if record_digest(record.header, record.value) != want.digest:
            raise refused(Reason.DIGEST)
        plain = self._opener.open(want.kind, want.seq, record.header, record.value)
        if len(plain) != want.plain:
            raise refused(Reason.PLAIN)
        return plain

    def _put_page(self, want: Want, plain: memoryview) -> None:
        tree, needed = self._asked.pop(want.digest)
        try:
            tree.put(needed, plain)
        except TowlineError as error:
            log.warning("a page was refused: %s", error.what)
            if error.facts.get("reason") == Reason.ROWS_GONE:
                raise

    def gone(self, want: Want) -> None:
        """The record is no longer on the cluster."""
        self._miss(want, gone=True, why=GONE)

    def _miss(self, want: Want, *, gone: bool, why: str) -> None:
        if want.ref is not None:
            tree, _ = self._asked.pop(want.digest)
            tree.lose(want.ref, gone=gone, why=why)
            return
        self._in_flight.pop(want.seq, None)
        if want.seq in self._old:  # a repair may have put it elsewhere: it is wanted again as this revision says
            self._old.discard(want.seq)
            self._cursor = min(self._cursor, want.seq)
        else:
            self._lose(want.seq, want.seq, gone=gone, why=why)

    def _lose(self, first: int, last: int, *, gone: bool, why: str) -> None:
        """Ends the entries that need any of these chunks."""
        state = EXPIRED if gone else FAILED
        while True:
            with self._journal.read() as db:
                rows = journal_fetches.touching(db, self.id, first, last, limit=512)
            rows = [row for row in rows if not self.placer.has(row["number"])]
            if not rows:
                return
            self.placer.settle([Settled(row["number"], state, why) for row in rows])

    # --- the end --------------------------------------------------------------------------------------------------------

    def end(self) -> tuple[Outcome, TowlineError | None]:
        """How it ended: everything chosen is in place but for what is listed with its reason."""
        with self._journal.read() as db:
            never = [
                Settled(row["number"], FAILED, "its sender never finished it")
                for state in (OPEN, WAITING)
                for row in journal_fetches.in_state(db, self.id, state, limit=1_000_000)
            ]
        if never:
            self.placer.settle(never)
        self.placer.date_folders()
        self.placer.clean_up()
        with self._journal.write() as db:
            counts = journal_fetches.count(db, self.id, self.offer.block_size)
            journal_transfers.set_counts(
                db,
                self.id,
                entries=counts.entries + self._lost_rows + self._refused_rows,
                entries_done=counts.entries_done,
                left_out=counts.left_out,
                size=counts.size,
                done=counts.done,
            )
        gone, total = counts.expired + self._lost_rows, counts.entries + self._lost_rows + self._refused_rows
        error: TowlineError | None = None
        if gone:
            error = TowlineError("expired", gone=gone, total=total)
        elif self._refused_rows:
            error = TowlineError("page-refused", gone=self._refused_rows, total=total, reason=self._refused_why)
        elif counts.failed:
            error = TowlineError("not-placed", failed=counts.failed, total=total)
        if error is None:
            return Outcome.PLACED, None
        nothing = counts.entries_done == 0 and counts.left_out == 0
        return (Outcome.FAILED if nothing else Outcome.PARTLY), error


def _is_another(want: Want, record: Record, transfer: bytes) -> bool:
    """Whether a record says itself that it is not the wanted one: then the place is wrong, not the record."""
    try:
        header = wire.unpack_header(record.header)
    except TowlineError:
        return False
    return (header.kind, header.transfer, header.seq) != (want.kind, transfer, want.seq)


def _is_other(taken: Row | None, entry: wire.Entry) -> bool:
    """Whether a row contradicts what the journal has of it, from a revision that was read before a start."""
    if taken is None:
        return False
    if (taken["path"], bool(taken["folder"])) != (entry.path, entry.folder):
        return True
    if taken["state"] == OPEN:
        return (taken["seq"], taken["at"]) != (entry.seq, entry.at)
    return len(taken["digest"]) > 0 and taken["digest"] != entry.digest
