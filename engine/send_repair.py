"""The story of one repair: recipients of a stored bundle miss parts of it, and these are sent again.

    missing record -> what is really gone -> source, if still the same -> chunks -> pages -> next revision of the offer

Hides: telling what is gone from what is only asked for. Promises: an answer is worked out once for each reader and range;
the request stands until the next revision is on the cluster, so a crash between any two steps is safe; whatever cannot be
sent again is told with its reason, and the bundle stays stored as it was.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from engine import journal_catalog, journal_people, journal_repairs, journal_sends, journal_transfers, wire
from engine.errors import TowlineError
from engine.journal import Db
from engine.journal_repairs import Ranges, Request
from engine.send_check import ReadBack
from engine.send_mend import Mended, count
from engine.send_offer import Steps, chunk_leaves
from engine.send_story import Story

MOST_READ_BACK = 64  # chunks that ought to be there and are asked for: read, as not only retention takes records


class Repair(Story):
    def _story(self) -> Steps[None]:
        self.phase = "checking"
        with self._journal.read() as db:
            requests = journal_repairs.requests(db, self.id)
        cluster_id, topic = self._loop.topic()
        if (self._row["cluster_id"], self._row["topic_id"]) != (cluster_id, topic.topic_id):
            raise TowlineError("topic-anew")
        yield from self._begin()
        wanted = journal_repairs.union(*(request.ranges for request in requests))
        lost = self._mender.gone(wanted, (yield from self._loop.standing()).marks)
        lost = journal_repairs.union(lost, (yield from self._unreadable(wanted, lost)))
        result = Mended()
        if lost or (yield from self._pages_gone()) or self._unfinished():
            # a reserved revision that is not published says after a crash that one has to follow
            yield from self._loop.journaled(self._reserve)
            result = yield from self._mender.mend(lost)
            if result.first_ms:
                yield from self._loop.journaled(lambda db: self._expires_later(db, result.first_ms))
            if result.lost:  # before the revision: whoever looks again because of that knows it then
                yield from self._tell_lost(result.lost)
            yield from self._offers.publish(wire.COMPLETE, title=self._title)
        yield from self._loop.journaled(lambda db: self._answer(db, requests, lost, result))

    def _tell_lost(self, lost: Ranges) -> Steps[None]:
        ranges: Ranges = []
        yield from self._loop.journaled(lambda db: ranges.extend(journal_repairs.told_lost(db, self.id, lost)))
        me = self._loop.people.signer(self._row["signer"])
        said = wire.Lost(me.fingerprint, me.signing_key, self._row["offer"], ranges, int(time.time() * 1000))
        value, key = me.sign(wire.LOST, wire.encode(said)), wire.lost_key(me.fingerprint, self._row["offer"])
        yield from self._loop.stored(self._loop.cluster.catalog_topic, 0, value, header=None, key=key)

    def fail(self, db: Db, error: TowlineError) -> None:
        """Nothing of the bundle changes: it stays stored, but the requests are over."""
        for request in journal_repairs.requests(db, self.id):
            journal_repairs.answered(db, self.id, request, request.ranges)
        journal_transfers.tell(db, self.id, "not-repaired", f"Not sent again: {error.what}", details=error.details)

    def meet(self, db: Db, error: TowlineError) -> None:
        journal_transfers.tell(db, self.id, error.word, error.sentence, verdict=error.verdict, details=error.details)

    def anew(self) -> Story:
        return Repair(self._loop, self.id)

    def can_shrink(self) -> bool:
        return False

    def _unreadable(self, wanted: Ranges, lost: Ranges) -> Steps[Ranges]:
        """Chunks that lie between the watermarks and cannot be read all the same."""
        rest = journal_repairs.without(wanted, lost)
        asked = [
            chunk
            for _, leaf in chunk_leaves(self._journal, self.id)
            for chunk in leaf
            if any(first <= chunk.seq <= last for first, last in rest)
        ]
        looks = [ReadBack(c.partition, c.offset, c.digest) for c in asked]
        if not looks or len(looks) > MOST_READ_BACK:
            return []
        try:
            yield from self._loop.seen(looks)
        except TowlineError as error:
            if error.word != "not-allowed":
                raise
            return []
        return [(c.seq, c.seq) for c, look in zip(asked, looks, strict=True) if not look.seen]

    def _pages_gone(self) -> Steps[bool]:
        marks = (yield from self._loop.standing()).marks
        with self._journal.read() as db:
            stored = journal_catalog.my_offer(db, self._row["offer"])
        return stored is not None and self._mender.pages_gone(stored.offer, marks)

    def _unfinished(self) -> bool:
        with self._journal.read() as db:
            row = journal_sends.get(db, self.id)
        return bool(row["revision"] > row["published"])

    def _reserve(self, db: Db) -> None:
        db.execute("UPDATE sends SET revision = revision + 1 WHERE id = ?", (self.id,))

    def _expires_later(self, db: Db, first_ms: int) -> None:
        """What was not sent again may be gone before: then it is asked for and sent again, too."""
        journal_sends.update(db, self.id, first_ms=first_ms)

    def _answer(self, db: Db, requests: Sequence[Request], lost: Ranges, result: Mended) -> None:
        over = journal_repairs.union(lost, result.lost)
        again, never = count(result.again), count(result.lost)
        for request in requests:
            answer = journal_repairs.without(request.ranges, journal_repairs.without(request.ranges, over))
            journal_repairs.answered(db, self.id, request, answer)
            person = journal_people.row_of(db, request.reader)
            name = person.name if person else "A recipient"
            if again or result.pages:
                text = f"{name} missed parts of it; {again:,} chunks were sent again."
                journal_transfers.tell(db, self.id, "repaired", text)
            if never:
                text = f"{name} misses {never:,} chunks that cannot be sent again: a file {result.why}."
                journal_transfers.tell(db, self.id, "not-repaired", text)
