"""Looking for the records of a bundle where the places in its offer do not hold: a topic that was made anew, a mirror.

Hides: which part of the data topic is read, what that may cost, what was found so far.
Promises: nothing is read before a person agreed to so many bytes, and no record after these without asking again; how
far it came is in the journal, so nothing is read twice; a record counts only by the digest that a signed page or offer
says, so forged ones cost their bytes and nothing else. Belongs to the receiving thread; one search of a link at a time.

Every record says in the clear which bundle it is of (FORMAT.md, 3). First the time around the bundle is read, which is
enough for a mirror that keeps up; then, asked once more, what came to the topic later.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from engine import journal_searches, names, wire
from engine.api import Cluster, Now
from engine.api_link import Link, OffsetGone, Reader, Record
from engine.errors import TowlineError
from engine.journal import Journal, Row
from engine.journal_catalog import StoredOffer
from engine.journal_searches import Found, Search
from engine.pace import Both, Pace
from engine.seal import record_digest

log = logging.getLogger("towline.receive")

LAST_MS = 2**52  # what senders and clocks say is bounded
MARGIN_MS = 3_600_000  # around the time of a bundle: clocks differ, mirrors come a little later
RECORDS_A_TURN = 64
COMMIT_SECONDS = 1.0
BEYOND = 30.0  # seconds that what should be before the end of a partition may not be seen
SLACK = 4_000_000  # bytes that a guess of the cost is more than the guess
AROUND = 100  # bytes of a record beside its value

Wanted = tuple[int, int, bytes]  # kind, seq and digest of a record


class Places:
    """Where the records of a bundle are."""

    def __init__(self, journal: Journal, search: int, *, here: bool) -> None:
        """`here`: the topic is the one of the offer, so what was not found may stand where that says."""
        self._journal = journal
        self._search = search
        self.here = here

    def of(self, wanted: Sequence[Wanted]) -> dict[bytes, tuple[int, int]]:
        """Digest → (partition, offset) of those that were found."""
        with self._journal.read() as db:
            found = [(each[2], journal_searches.place(db, self._search, *each)) for each in wanted]
        return {digest: place for digest, place in found if place is not None}


@dataclass(slots=True)
class _Looking:
    """The search that goes on now, for this fetch."""

    fetch: bytes
    stored: StoredOffer
    search: Search
    limit: Both
    ranges: dict[int, tuple[int, int]]
    records: int
    size: int
    chunks: set[int] = field(default_factory=set)  # found since the last commit
    found: list[Found] = field(default_factory=list)
    committed: float = 0.0  # monotonic
    unseen: dict[int, float] = field(default_factory=dict)  # partition → since when it ends before it should
    moved: bool = True  # the reader has to be told where to read

    @property
    def open(self) -> dict[int, int]:
        return {partition: start for partition, (start, end) in self.ranges.items() if start < end}


class Searches:
    """`changed(fetch)` is called when a list may show something else, `ended()` when a fetch may go on or has to ask."""

    def __init__(
        self,
        link: Link,
        cluster: Cluster,
        journal: Journal,
        pace: Pace,
        changed: Callable[[bytes], None],
        ended: Callable[[], None],
    ) -> None:
        self._link = link
        self._cluster = cluster
        self._journal = journal
        self._pace = pace
        self._changed = changed
        self._ended = ended
        self._reader: Reader | None = None
        self._looking: _Looking | None = None

    # --- what a fetch asks ------------------------------------------------------------------------------------------------

    def fetches(self) -> list[bytes]:
        """The fetch whose records are looked for now."""
        return [self._looking.fetch] if self._looking is not None else []

    def now(self, fetch: bytes) -> Now | None:
        looking = self._looking
        if looking is None or looking.fetch != fetch:
            return None
        total = looking.stored.offer.chunks
        found = min(total, looking.search.chunks + len(looking.chunks))
        size, cost = names.size_text(looking.size), names.size_text(max(looking.search.agreed, looking.size))
        return Now("looking", why=f"{found:,} of {total:,} blocks found, {size} of {cost} read.")

    def stands(self, offer: wire.Offer, topic: tuple[str, bytes]) -> bool:
        """Whether the records of this revision are looked for although the topic is the one of the offer."""
        with self._journal.read() as db:
            search = journal_searches.get(db, offer.sender, offer.transfer)
        return search is not None and (search.topic, search.revision) == (topic, offer.revision)

    def places(self, fetch: Row, stored: StoredOffer, topic: tuple[str, bytes], *, here: bool) -> Places | None:
        """Where its records are in the topic with these ids; None while they are looked for.

        Raises search or search-on (a person is asked), search-later (its sender has not ended), not-here.
        """
        offer = stored.offer
        if offer.state != wire.COMPLETE:
            raise TowlineError("search-later")
        with self._journal.read() as db:
            search = journal_searches.get(db, offer.sender, offer.transfer)
        if search is None or search.topic != topic:
            search = self._begin(stored, topic)
        if not self._is_enough(search, stored) and not search.left and not search.later:
            search = self._widen(search, offer)
        if self._is_enough(search, stored):
            return Places(self._journal, search.id, here=here)
        if not search.left:
            with self._journal.read() as db:
                found = journal_searches.any_found(db, search.id)
            if found or here:
                return Places(self._journal, search.id, here=here)
            raise TowlineError("not-here", cluster=self._cluster.name)
        if self._looking is None:
            search = self._agreed(fetch, search, offer)
            limit = Both(fetch["limit_rate"], self._pace.down)
            self._looking = _Looking(
                fetch["id"], stored, search, limit, dict(search.ranges), search.records, search.size
            )
        return None

    def go_on(self, offer: wire.Offer, topic: tuple[str, bytes]) -> bool:
        """A fetch missed records where the offer or a search says they are: whether there is more to look at."""
        with self._journal.write() as db:
            search = journal_searches.get(db, offer.sender, offer.transfer)
            if search is None or search.topic != topic:
                journal_searches.begin(db, offer.sender, offer.transfer, topic, offer.revision)
                return True
            newer = search.revision != offer.revision
            if search.short and search.later and not search.left and not newer:
                return False
            if newer:  # a repair stands behind what was looked through
                journal_searches.again(db, offer.sender, offer.transfer)
            journal_searches.update(db, search.id, short=1, revision=offer.revision)
        return True

    def keep(self, fetches: Collection[bytes]) -> None:
        """Of these only; what was found of another one is kept."""
        if self._looking is not None and self._looking.fetch not in fetches:
            self._commit(self._looking)
            self._stop()

    # --- what it costs ----------------------------------------------------------------------------------------------------

    def _begin(self, stored: StoredOffer, topic: tuple[str, bytes]) -> Search:
        """A search of the time around the bundle."""
        offer = stored.offer
        ended = int(stored.arrived * 1000) or offer.created_ms
        since = self._link.offsets_at(self._cluster.topic, min(max(0, offer.created_ms - MARGIN_MS), LAST_MS))
        until = self._link.offsets_at(self._cluster.topic, min(ended + MARGIN_MS, LAST_MS))
        ranges = {partition: (start, max(start, until.get(partition, start))) for partition, start in since.items()}
        with self._journal.write() as db:
            journal_searches.begin(db, offer.sender, offer.transfer, topic, offer.revision)
            search = journal_searches.get(db, offer.sender, offer.transfer)
            assert search is not None
            journal_searches.update(db, search.id, ranges=ranges)
            search = journal_searches.get(db, offer.sender, offer.transfer)
        assert search is not None
        return search

    def _widen(self, search: Search, offer: wire.Offer) -> Search:
        """The same search, of what came to the topic since."""
        ranges = {}
        for partition, (low, high) in self._link.watermarks(self._cluster.topic).items():
            _, end = search.ranges.get(partition, (low, low))
            ranges[partition] = (min(max(low, end), high), high)
        with self._journal.write() as db:
            journal_searches.update(db, search.id, ranges=ranges, later=1, agreed=0)  # what was agreed to was read
            wider = journal_searches.get(db, offer.sender, offer.transfer)
        assert wider is not None
        return wider

    def _cost(self, search: Search, offer: wire.Offer) -> int:
        """Bytes still to be read at most: as the bundle's own records are on average, or those that were read."""
        own = offer.stored // max(1, offer.chunks) + AROUND
        mean = max(own, search.size // search.records) if search.records else own
        return min(search.left * mean * 5 // 4 + SLACK, 2**62)

    def _agreed(self, fetch: Row, search: Search, offer: wire.Offer) -> Search:
        """Raises search or search-on unless somebody agreed to read more than was read."""
        if search.agreed > search.size:
            return search
        cost = self._cost(search, offer)
        total = min(search.size + cost, 2**63 - 1)
        agreed = total if total <= fetch["look"] else search.agreed
        with self._journal.write() as db:
            journal_searches.update(db, search.id, asks=total, agreed=agreed)
        if agreed > search.size:
            return replace(search, agreed=agreed)
        facts = {"cluster": self._cluster.name, "records": f"{search.left:,}", "size": names.size_text(cost)}
        if not search.records:
            raise TowlineError("search", **facts)
        missing = max(0, offer.chunks - search.chunks)
        raise TowlineError("search-on", missing=f"{missing:,}", total=f"{offer.chunks:,}", **facts)

    def _is_enough(self, search: Search, stored: StoredOffer) -> bool:
        """Whether the fetch can begin: as far as headers say, all is found. It says so if they lied."""
        offer, sealed = stored.offer, stored.sealed
        assert sealed is not None
        if search.short or search.chunks < offer.chunks:
            return False
        trees = (
            (wire.SEGMENT_PAGE, wire.SEGMENT_TREE, offer.segments),
            (wire.ENTRY_PAGE, wire.ENTRY_TREE, offer.entries),
            (wire.SUM_PAGE, wire.SUM_TREE, offer.sums),
        )
        wanted = [(wire.CHUNK, n, row.digest) for n, row in enumerate(sealed.segment_rows)]
        for kind, tree, refs in trees:
            wanted += [(wire.INNER_PAGE if offer.inner & tree else kind, ref.first, ref.digest) for ref in refs]
        with self._journal.read() as db:
            return all(journal_searches.place(db, search.id, *each) is not None for each in wanted)

    # --- reading ----------------------------------------------------------------------------------------------------------

    def rest(self) -> float:
        """Seconds until it may read on; 0 if it may now, or does not read at all."""
        return self._looking.limit.wait(time.monotonic()) if self._looking is not None else 0.0

    @property
    def reads(self) -> bool:
        return self._looking is not None and not self.rest()

    def step(self, timeout: float) -> bool:
        """Reads a few records; whether any came. Raises TowlineError for what the link met: then again, later."""
        looking = self._looking
        if looking is None or not self.reads:
            return False
        came = 0
        try:
            came = self._read(looking, timeout)
        except OffsetGone as gone:
            self._pass_gone(looking, gone.partition)
        except TowlineError:
            looking.moved = True
            self._commit(looking)
            raise
        spent = looking.size >= looking.search.agreed
        if spent or not looking.open or time.monotonic() - looking.committed >= COMMIT_SECONDS:
            self._commit(looking)
            if spent or not looking.open or self._is_enough(looking.search, looking.stored):
                self._stop()
        return came > 0

    def _read(self, looking: _Looking, timeout: float) -> int:
        if self._reader is None:
            self._reader = self._link.reader(self._cluster.topic)
        for n in range(RECORDS_A_TURN):
            if looking.moved:
                looking.moved = False
                self._reader.want(looking.open)
            record = self._reader.poll(timeout if n == 0 else 0.0)
            if record is None:
                for partition, start in looking.open.items():  # past what is no record
                    self._move(looking, partition, max(start, self._reader.position(partition)))
                return n
            self._take(looking, record)
            if not looking.open or looking.size >= looking.search.agreed:
                return n + 1
        return RECORDS_A_TURN

    def _take(self, looking: _Looking, record: Record) -> None:
        value = record.value or b""
        size = len(value) + AROUND
        looking.records += 1
        looking.size += size
        looking.limit.take(size, time.monotonic())
        looking.unseen.pop(record.partition, None)
        self._move(looking, record.partition, record.offset + 1)
        offer = looking.stored.offer
        try:
            header = wire.unpack_header(record.header)
        except TowlineError:
            return  # not ours: nothing to be said about it
        if header.transfer != offer.transfer or header.kind == wire.PROBE or record.header is None:
            return
        if header.kind == wire.CHUNK and header.seq >= offer.chunks:
            return
        found = Found(header.kind, header.seq, record_digest(record.header, value), record.partition, record.offset)
        looking.found.append(found)
        if header.kind == wire.CHUNK:
            looking.chunks.add(header.seq)

    def _move(self, looking: _Looking, partition: int, to: int) -> None:
        start, end = looking.ranges.get(partition, (0, 0))
        if start < end and to > start:
            looking.ranges[partition] = (min(to, end), end)
            looking.moved = looking.moved or to >= end

    def _pass_gone(self, looking: _Looking, partition: int) -> None:
        """The reader stands where nothing is: what expired is passed; what is not seen yet may still come."""
        looking.moved = True
        start, end = looking.ranges[partition]
        low, high = self._link.watermarks(self._cluster.topic).get(partition, (0, 0))
        if start < low:
            self._move(looking, partition, low)
            return
        since = looking.unseen.setdefault(partition, time.monotonic())
        if start < high or time.monotonic() - since < BEYOND:
            reason = f"partition {partition} is not readable yet"
            raise TowlineError("cluster-busy", cluster=self._cluster.name, reason=reason)
        self._move(looking, partition, end)

    def _commit(self, looking: _Looking) -> None:
        search = looking.search
        with self._journal.write() as db:
            journal_searches.put(db, search.id, looking.found)
            journal_searches.update(db, search.id, ranges=looking.ranges, records=looking.records, size=looking.size)
            found = journal_searches.get(db, looking.stored.offer.sender, looking.stored.offer.transfer)
        assert found is not None
        looking.search = found
        looking.found.clear()
        looking.chunks.clear()
        looking.committed = time.monotonic()
        self._changed(looking.fetch)

    def _stop(self) -> None:
        looking, self._looking = self._looking, None
        if looking is not None:
            self._ended()
            self._changed(looking.fetch)
        self.close()

    def close(self) -> None:
        """What was read and not committed is read again."""
        self._looking = None
        if self._reader is not None:
            self._reader.close()
            self._reader = None
