"""The catalog of one cluster: what others offer, what I publish there, and keeping both true.

Hides: following the catalog topic, where to go on after a restart, and putting my own records back. Promises: what is
told was committed; my card and my newest offers stand in the catalog again after whatever was put over them; a catalog
that was made anew is read from its beginning; what a flood of junk costs is bounded.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from engine import journal_catalog, journal_people, wire
from engine.api import Changed, Cluster, Listener, Notice
from engine.api_link import Delivery, Link
from engine.errors import TowlineError, Verdict
from engine.fleet_keeper import FleetKeeper
from engine.fold import Fold, Folded, Judged
from engine.journal import Journal
from engine.people import People
from engine.stations import station_rows
from engine.tail import POLL, Tail

CARD_AGE = 7 * 24 * 3600.0  # seconds after which my card is published again
AGAIN = 60.0  # seconds between two times that one offer is put back, and between two notices about refused values
CARD_RETRY = 600.0  # seconds after the cluster refused my card
HOLE = 10.0  # seconds of silence before the end: compaction may have left nothing there, so my card is put there to see
ASK_SECONDS = 10.0  # for one question to the cluster
LOOK_AGAIN = 300.0  # seconds after which it is checked that the topics are still the same


@dataclass(slots=True)
class _Place:
    """What is followed now. `position`: the next offset to read, as journaled. `end`: the end when it was opened.

    Reading began at 0 once and left out nothing but what is gone, so at `end` all that ever stood there is known.
    """

    cluster_id: str
    topic_id: bytes
    catalog_id: bytes
    fold: Fold
    reads: bool
    position: int
    end: int
    opened: float  # monotonic
    moved: float  # when something was read last, monotonic
    settled: bool = False
    marked: bool = False  # my card was put at the end to find it
    card: int = -1  # offset of my card as it was stored last; whether it stands there is known once that was read


class Catalog(Tail):
    """`follow` False: nothing is read but while somebody waits in `caught_up` or `highest_number`.

    `on_offer` is called with the transfer of each offer that was accepted or changed, after the commit, from the
    catalog's thread.
    """

    def __init__(
        self,
        link: Link,
        cluster: Cluster,
        journal: Journal,
        people: People,
        tell: Listener,
        *,
        follow: bool = True,
        on_offer: Callable[[bytes], None] | None = None,
    ) -> None:
        super().__init__(link, f"catalog {cluster.name}", tell)
        self.on_offer = on_offer
        self.keeper: FleetKeeper | None = None  # publishes what of fleets is due; set before the start
        self._cluster = cluster
        self._topic = cluster.catalog_topic
        self._journal = journal
        self._people = people
        self._follow = follow
        self._asked_until = 0.0  # somebody waits for what is there (monotonic)
        self._moved = threading.Condition()
        self._place: _Place | None = None
        self._started = time.time()
        self._again: dict[tuple[bytes, bytes], float] = {}  # my offers to put back → not before (monotonic)
        self._put_back: dict[tuple[bytes, bytes], float] = {}  # when each was put back last (monotonic)
        self._card_due = 0.0  # my card is not published before (monotonic); inf while it is on its way
        self._cards: deque[float] = deque(maxlen=2)  # when my card was published (monotonic)
        self._deliveries: queue.SimpleQueue[Delivery] = queue.SimpleQueue()  # of my card
        self._not_published = ""  # word of the last error that a record of mine met
        self._doubted: set[tuple[bytes, bytes]] = set()  # offers of another topic than known, which was asked for since
        self._doubts: dict[tuple[bytes, bytes], None] = {}  # of these, those to be told of once it was
        self._alarms = 0
        self._alarm = ""
        self._alarm_due = 0.0

    # --- for others ---------------------------------------------------------------------------------------------------------

    def publish(self, key: bytes, value: bytes | None, done: Callable[[Delivery], None]) -> None:
        """Puts a signed value into the catalog, or None over one; `done` is called from the link's thread."""
        self._link.produce(self._topic, 0, value, done, key=key)

    def caught_up(self, timeout: float) -> bool:
        """Waits until everything is committed that stood in the catalog when this was called; False if time ran out,
        whether or not the cluster answers.

        Raises what does not mend by itself: no-topic, not-allowed, sign-in, …
        """
        until = time.monotonic() + timeout
        self._asked_until = max(self._asked_until, until)
        before = self.trouble  # of the try before this call; the next one is made at once
        if before is not None:
            self.refresh()
        self._check_position()
        end: tuple[bytes, int] | None = None
        while end is None:
            try:
                topic_id = self._link.facts(self._topic, _left(until)).topic_id
                end = topic_id, self._link.watermarks(self._topic, _left(until))[0][1]
            except TowlineError as error:
                if error.verdict != Verdict.RETRY:
                    raise
                if not self._wait(until, POLL):
                    return False
        with self._moved:
            while not self._is_at(*end):
                place = self._place
                if place is not None and (place.catalog_id != end[0] or not place.reads):
                    self.refresh()
                trouble = self.trouble
                if trouble is not None and trouble is not before and trouble.verdict != Verdict.RETRY:
                    raise trouble
                left = until - time.monotonic()
                if left <= 0 or self._stopping.is_set():
                    return False
                self._moved.wait(min(left, POLL))
        return True

    def highest_number(self, timeout: float) -> int:
        """The highest offer number I ever signed in this catalog, and in the journal; reads the catalog if need be.

        For a journal that is new or was damaged: `journal_catalog.reserve` goes on above it. Raises timeout.
        """
        with self._journal.read() as db:
            known = journal_catalog.numbers_known(db, self._cluster.name)
        if not known and not self.caught_up(timeout):
            reason = "its catalog was not read to its end in time"
            raise TowlineError("timeout", cluster=self._cluster.name, reason=reason)
        with self._journal.read() as db:
            return journal_catalog.highest_number(db)

    def end(self) -> None:
        super().end()
        with self._moved:
            self._moved.notify_all()

    # --- following ----------------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        with self._moved:
            self._place, self._stale = None, False
        cluster_id = self._link.cluster_id()
        topic_id = self._link.facts(self._cluster.topic).topic_id
        catalog_id = self._link.facts(self._topic).topic_id
        low, high = self._link.watermarks(self._topic)[0]
        name = self._cluster.name
        with self._journal.write() as db:
            row = journal_catalog.open_catalog(db, name, cluster_id, self._cluster.topic, topic_id, catalog_id)
            position = row["next_offset"]
            if position > high:  # cut off at its end, or made anew by a cluster that tells no topic ids
                journal_catalog.move_on(db, name, position, 0)
                position = 0
            if position < low:
                journal_catalog.move_on(db, name, position, low)
                position = low
            journal_catalog.forget_expired(db, time.time())
        self._people.my_card()
        reads = self._follow or time.monotonic() < self._asked_until
        if reads:
            self._reader(self._topic).want({0: position})
        fold = Fold(self._people, name, cluster_id, topic_id)
        now = time.monotonic()
        with self._moved:
            self._place = _Place(cluster_id, topic_id, catalog_id, fold, reads, position, high, now, now)
        if self._doubts:
            doubts, self._doubts = self._doubts, {}
            self._tell_changes(Folded(offers=doubts))

    def _turn(self) -> None:
        place = self._place
        assert place is not None
        if place.reads:
            self._read_on(place)
            self._put_offers_back()
        self._look_after_card(place)
        if self.keeper is not None:
            self.keeper.turn(place.cluster_id)
        self._tell_alarms()
        if not place.reads and self._deliveries.empty():
            self._sleep(AGAIN)
        now = time.monotonic()
        if place.reads and not self._follow and now > self._asked_until:
            self._stale = True
        if now - place.opened > (LOOK_AGAIN if place.reads else LOOK_AGAIN * 12):
            self._stale = True

    def _read_on(self, place: _Place) -> None:
        if place.position >= place.end and not place.settled:
            self._settle(place)
        records, ended = self._gather(self._reader(self._topic), POLL)
        if records:
            self._commit(place, place.fold.judge(records), records[-1].offset + 1)
        else:
            self._check_position()  # something there may be readable or trusted only now
        if ended is not None:
            raise ended

    def _commit(self, place: _Place, judged: list[Judged], position: int) -> None:
        name = self._cluster.name
        with self._journal.write() as db:
            folded = place.fold.take(db, judged)
            moved = journal_catalog.move_on(db, name, place.position, position)
            if folded.fleet.again:  # after moving on: this batch is read again too
                journal_catalog.read_again(db)
            self._stale = self._stale or not moved or folded.fleet.again
            if folded.card_changed:
                journal_catalog.forget_card_at(db)
        for key in folded.again:
            self._again.setdefault(key, self._put_back.get(key, 0.0) + AGAIN)
        self._tell_changes(folded)
        with self._moved:
            if not self._stale:
                place.position, place.moved = position, time.monotonic()
            self._moved.notify_all()

    def _settle(self, place: _Place) -> None:
        """The end as it was at the beginning is reached: what is not there now is missing."""
        name = self._cluster.name
        with self._journal.write() as db:
            journal_catalog.set_folded(db, name)
            missing = journal_catalog.my_unseen(db, name, place.topic_id, self._started)
        for key in missing:
            self._again.setdefault(key, self._put_back.get(key, 0.0) + AGAIN)
        with self._moved:
            place.settled = True
            self._moved.notify_all()

    def _check_position(self) -> None:
        """Notices at once if the position was set back."""
        with self._journal.read() as db:
            row = journal_catalog.catalog(db, self._cluster.name)
        place = self._place
        if place is not None and (row is None or row["next_offset"] != place.position):
            self.refresh()

    def _is_at(self, catalog_id: bytes, end: int) -> bool:
        place = self._place
        if place is None or self._stale or not place.settled:
            return False
        return place.catalog_id == catalog_id and place.position >= end

    def _wait(self, until: float, seconds: float) -> bool:
        """Sleeps a little; False once the time is over or the catalog stops."""
        left = until - time.monotonic()
        return left > 0 and not self._stopping.wait(min(seconds, left))

    # --- telling ------------------------------------------------------------------------------------------------------------

    def _tell_changes(self, folded: Folded) -> None:
        if self.on_offer is not None:  # first: whatever cannot be told must keep no fetch and no rule from it
            for _, transfer in folded.offers:
                self.on_offer(transfer)
        with self._journal.read() as db:
            offers = []
            for key in folded.offers:
                rows = journal_catalog.offer_rows(db, transfer=key[1], sender=key[0])
                if any(row.state == "topic-anew" for row in rows):
                    self._doubt(key)
                offers += rows
            people = [journal_people.row_of(db, fingerprint) for fingerprint in folded.people]
            stations = [row for fingerprint in folded.fleet.stations for row in station_rows(db, fingerprint)]
        for offer in offers:
            self._tell(Changed(offer))
        for person in people:
            if person is not None:
                self._tell(Changed(person))
        for station in stations:
            self._tell(Changed(station))
        for notice in folded.fleet.notices:
            self._tell(Notice(*notice, names=True))
        if folded.fleet.answers and self.keeper is not None:
            self.keeper.nudge()
        self._alarms += len(folded.alarms)
        self._alarm = folded.alarms[-1] if folded.alarms else self._alarm

    def _doubt(self, offer: tuple[bytes, bytes]) -> None:
        """It is of another topic than the one known here, which may be what is old: the cluster is asked, once an offer."""
        if offer not in self._doubted:
            self._doubted.add(offer)
            self._doubts[offer] = None
            self._stale = True

    def _tell_alarms(self) -> None:
        now = time.monotonic()
        if not self._alarms or now < self._alarm_due:
            return
        many = "One value" if self._alarms == 1 else f"{self._alarms} values"
        self._tell(
            Notice(
                "warning",
                f"{many} in the catalog of {self._cluster.name} ignored",
                f"Under your name or that of people you accepted; the last one: {self._alarm}. Nothing of it was used.",
            )
        )
        self._alarms, self._alarm_due = 0, now + AGAIN

    # --- what I publish -----------------------------------------------------------------------------------------------------

    def _put_offers_back(self) -> None:
        """My offers that were overwritten or are missing: the accepted newest value again, none too often."""
        now = time.monotonic()
        for key in [k for k, due in self._again.items() if due <= now]:
            del self._again[key]
            self._put_back[key] = now
            with self._journal.read() as db:
                row = journal_catalog.raw_offer(db, *key)
            if row is not None and row["expires_ms"] / 1000 > time.time():
                self.publish(wire.offer_key(*key), bytes(row["value"]), self._told_of)

    def _told_of(self, delivery: Delivery) -> None:
        """That a record of mine stands there is seen when it is read; why it does not is told, once."""
        if delivery.error is not None and delivery.error.word != self._not_published:
            self._not_published = delivery.error.word
            self._tell(Notice("failed", delivery.error.what, delivery.error.todo))

    def _look_after_card(self, place: _Place) -> None:
        name = self._cluster.name
        while not self._deliveries.empty():
            delivery = self._deliveries.get()
            self._told_of(delivery)
            if delivery.error is not None:
                self._card_due = time.monotonic() + CARD_RETRY
                continue
            self._card_due, self._not_published, place.card = 0.0, "", delivery.offset
            if not place.reads:
                with self._journal.write() as db:
                    journal_catalog.set_card_at(db, name, delivery.timestamp_ms / 1000 or time.time())
        now = time.monotonic()
        hole = place.reads and not place.settled and not place.marked and now - place.moved > HOLE
        known = place.settled and place.position > place.card
        if now < self._card_due or (place.reads and not (known or hole)):
            return
        with self._journal.read() as db:
            row = journal_catalog.catalog(db, name)
        if hole or (row is not None and time.time() - row["card_at"] > CARD_AGE):
            if place.reads and len(self._cards) == 2 and now - self._cards[0] < AGAIN:
                return  # somebody keeps overwriting it
            older, mine = self._people.older_cards(), self._people.my_card()
            self._cards.append(now)
            self._card_due, place.marked = float("inf"), True  # only now: what fails before is tried again
            for fingerprint, card in older:
                self.publish(fingerprint, card, self._told_of)
            self.publish(self._people.me().fingerprint, mine, self._card_stored)

    def _card_stored(self, delivery: Delivery) -> None:
        self._deliveries.put(delivery)
        self._wake.set()


def _left(until: float) -> float:
    """Seconds that a question may take: what is left (monotonic), at most what one usually gets, and never nothing."""
    return max(0.05, min(ASK_SECONDS, until - time.monotonic()))
