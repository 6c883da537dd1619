"""Sending: one thread per link in which open sends take turns and write all their progress in one commit.

Hides: turn taking, verdicts of one send kept from the others, group commits.
Promises: see the ordering rule in `send_story`, which holds what one send does; this file only steps the stories. A story
is a generator that yields True when it moved something and False while it waits.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar

from engine import journal_repairs, journal_sends, journal_transfers, points
from engine.api import Cluster, Kind, Now, Outcome, Wanted
from engine.api_link import Delivery, Link, TopicFacts
from engine.errors import TowlineError, Verdict
from engine.journal import Db, Journal, Row, alone
from engine.meter import Backoff, pause_of
from engine.pace import Pace
from engine.people import People
from engine.send_check import Checker, ReadBack
from engine.send_flight import Hasher
from engine.send_marks import Marks, Standing
from engine.send_repair import Repair
from engine.send_share import Sharing
from engine.send_story import Steps, Story
from engine.vault import Vault

log = logging.getLogger("towline.send")

T = TypeVar("T")

COMMIT_SECONDS = 0.25
COMMIT_BYTES = 16 * 1024 * 1024
MOST_ACTIVE = 64  # sends that take turns
MOST_REPAIRED = 4  # stored sends of which parts go again at once
MOST_ACTIVE_BYTES = 256 * 1024 * 1024  # but only as many as this, so that a big one does not wait for ever
FACTS_SECONDS = 60.0
READ_SECONDS = 0.05  # of waiting for what is read back, before the stories are looked at again
LOOK_AGAIN = 0.25  # seconds between looks at things that tell nobody (disk, pipe, time)
WAIT_AGAIN = 5.0  # seconds after a fault, or when the journal cannot be written


@dataclass(slots=True)
class Ticket(Generic[T]):
    """A journal write that waits for the loop's next commit. An error of it is its own: the commit goes on without it."""

    write: Callable[[Db], T]
    result: T | None = None
    error: TowlineError | None = None
    done: bool = False

    def run(self, db: Db) -> None:
        try:
            with alone(db):
                self.result = self.write(db)
        except TowlineError as error:
            self.error = error


class Sender:
    """The sending loop of one link. `changed` is called after commits; `ensure_numbers` blocks until no offer number of
    mine can be given twice (a new journal folds the catalog first) and raises TowlineError."""

    def __init__(
        self,
        link: Link,
        cluster: Cluster,
        journal: Journal,
        vault: Vault,
        people: People,
        *,
        changed: Callable[[bytes], None],
        ensure_numbers: Callable[[], None],
        pace: Pace | None = None,
    ) -> None:
        self.link = link
        self.cluster = cluster
        self.journal = journal
        self.vault = vault
        self.people = people
        self._changed = changed
        self.ensure_numbers = ensure_numbers
        self.pace = pace or Pace()
        self.hasher = Hasher()
        self._streams: dict[bytes, BinaryIO] = {}
        self._active: dict[bytes, Story] = {}
        self._waiting: dict[bytes, tuple[Backoff, float]] = {}  # until when (monotonic)
        self._tickets: list[Ticket[object]] = []
        self._checker = Checker(link, cluster.topic, cluster.name)
        self._marks = Marks(link, cluster.topic)
        self._look = threading.Event()
        self._relimit = threading.Event()
        self._stop = threading.Event()
        self._facts: tuple[float, str, TopicFacts] | None = None
        self._committed_at = 0.0
        self._anew = False  # after a fault: all begins again from the journal
        self._thread = threading.Thread(target=self._run, name=f"towline-send-{cluster.name}", daemon=True)

    # --- called by the engine, from any thread --------------------------------------------------------------------------

    def start(self) -> None:
        self._look.set()
        self._thread.start()

    def end(self) -> None:
        """Tells the thread to end after the present step and a last commit; `stop` waits for it."""
        self._stop.set()
        self.link.nudge()

    def stop(self, grace: float) -> None:
        self.end()
        self._thread.join(grace)
        self.hasher.stop()

    def nudge(self) -> None:
        """Something changed in the journal: new sends, other intents, another order."""
        self._look.set()
        self.link.nudge()

    def limits_changed(self) -> None:
        """Some sends have another limit in the journal."""
        self._relimit.set()
        self.link.nudge()

    def retry_now(self) -> None:
        """Backoffs start anew."""
        self._waiting.clear()
        self.nudge()

    def stream_of(self, send: bytes) -> BinaryIO | None:
        return self._streams.pop(send, None)

    def feed(self, send: bytes, stream: BinaryIO) -> None:
        """The bytes of a send whose `pipe` is '-'. Must come before `nudge`."""
        self._streams[send] = stream

    def now(self, send: bytes) -> Now | None:
        """What a send does at this moment; None if it does not take its turns."""
        story = self._active.get(send)
        if story is None:
            return None
        backoff, until = self._waiting.get(send, (None, 0.0))
        next_try = time.time() + until - time.monotonic() if backoff else 0.0
        return Now(story.phase, backoff.attempt if backoff else 0, next_try)

    def active(self) -> list[bytes]:
        """The sends that take turns now."""
        return list(self._active)

    def in_flight(self, send: bytes) -> int:
        """Bytes of a send that are not yet journaled as stored."""
        story = self._active.get(send)
        return story.flight.in_flight if story and story.on_its_way() else 0

    def finished(self, send: bytes, task: str, timeout: float) -> bool:
        """Waits until an offer is on the cluster as WITHDRAW or SHARE made it, or could not be put there."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and not self._stop.is_set():
            with self.journal.read() as db:
                if not journal_sends.get(db, send)[task]:
                    return True
            self.link.wait_change(LOOK_AGAIN)
        return False

    # --- the loop ---------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                if self._anew:
                    self._begin_anew()
                self._pass()
            except TowlineError as error:  # the journal's disk: everything waits
                log.warning("%s", error.sentence)
                self._anew = True
                self._stop.wait(WAIT_AGAIN)
            except Exception:  # a fault must be told, and must not end all sending for good
                log.exception("fault in the sending loop")
                self._anew = True
                self._stop.wait(WAIT_AGAIN)
        if not self._anew:  # else what the stories have does not follow from what the journal has
            with contextlib.suppress(TowlineError):
                self._commit()
        self._checker.close()
        self._marks.close()

    def _begin_anew(self) -> None:
        """All stories start again from the journal."""
        active, self._active, self._tickets = self._active, {}, []
        for send in active.values():
            send.close()
        self._checker.forget()
        self._look.set()
        self._anew = False

    def _pass(self) -> None:
        if self._look.is_set():
            self._look.clear()
            self._take_up()
        if self._relimit.is_set():
            self._relimit.clear()
            with self.journal.read() as db:
                for send in self._active.values():
                    send.limit.own.set(journal_sends.get(db, send.id)["limit_rate"])
        moved = False
        for send in list(self._active.values()):
            if self._turn(send):
                moved = True
                if self.pace.up.rate is not None and send.id in self._active:  # what little may go goes to each in turn
                    self._active[send.id] = self._active.pop(send.id)
        moved |= self._commit_if_due()
        if self._checker.busy:
            self._checker.step(0.0 if moved else READ_SECONDS)
        elif not moved:
            self.link.wait_change(LOOK_AGAIN)

    def _commit_if_due(self) -> bool:
        """A commit costs a few milliseconds of disk, so it is made when somebody waits for it, or now and then."""
        waiting = sum(max(0, story.acked_bytes()) for story in self._active.values())
        urgent = bool(self._tickets) or any(s.draining and s.acked_bytes() >= 0 for s in self._active.values())
        due = time.monotonic() - self._committed_at >= COMMIT_SECONDS
        return self._commit() if urgent or due or waiting >= COMMIT_BYTES else False

    def _take_up(self) -> None:
        """Brings the active sends in line with what the journal wants."""
        most = min(self.pace.parallel or MOST_ACTIVE, MOST_ACTIVE)
        listed = -1 if self.pace.queues else most  # a queue whose sends go one at a time must not hide the others
        with self.journal.read() as db:
            rows = journal_transfers.open_ones(db, Kind.SEND, self.cluster.name, self._active, listed)
            withdrawals = journal_sends.to_withdraw(db, self.cluster.name)
            shares = journal_sends.to_share(db, self.cluster.name)
            repairs = journal_repairs.due(db, self.cluster.name)
        resting = self.pace.rest(self.cluster.name, Kind.SEND) is not None
        active: dict[bytes, Story] = {}
        for transfer in withdrawals:
            active[transfer] = self._active.get(transfer) or Story(self, transfer, withdrawing=True)
        for transfer in shares:
            active[transfer] = self._active.get(transfer) or Sharing(self, transfer)
        for transfer in () if resting else repairs[:MOST_REPAIRED]:
            active[transfer] = self._active.get(transfer) or Repair(self, transfer)
        beside, size = len(active), 0
        turns: Counter[str] = Counter()  # by queue
        self._cancel([row["id"] for row in rows if row["wanted"] == Wanted.STOP])
        for row in rows:
            known = self._active.get(row["id"])
            if row["wanted"] == Wanted.STOP or row["id"] in active:  # its offer of before is withdrawn first
                continue
            if row["wanted"] == Wanted.PAUSE or resting:
                if known and known.on_its_way():
                    active[row["id"]] = known
                    known.paused = True
            elif turns[row["queue"]] >= self.pace.queues.get(row["queue"], MOST_ACTIVE):
                continue
            elif len(active) - beside < most and (size < MOST_ACTIVE_BYTES or len(active) < 2):
                turns[row["queue"]] += 1
                size += max(0, row["size"] - row["done"])
                active[row["id"]] = known or self._new_story(row)
                active[row["id"]].paused = False
        for transfer, send in self._active.items():
            if transfer not in active:
                send.close()
                self._waiting.pop(transfer, None)
                self._changed(transfer)  # it may have ended in the commit just before, which nobody was told yet
        self._active = active

    def _new_story(self, row: Row) -> Story:
        if row["error"]:  # of an earlier run: it is tried again now
            with self.journal.write() as db:
                journal_transfers.set_error(db, row["id"], None)
        return Story(self, row["id"])

    def _cancel(self, transfers: list[bytes]) -> None:
        if not transfers:
            return
        with self.journal.write() as db:
            for transfer in transfers:
                send = journal_sends.get(db, transfer)
                journal_transfers.finish(db, transfer, Outcome.CANCELLED)
                journal_sends.update(db, transfer, withdraw=int(send["revision"] > 0))  # it may be on its way
        for transfer in transfers:
            self._changed(transfer)
        self._look.set()  # growing offers that stand are withdrawn next, and there may be more to cancel

    def _turn(self, send: Story) -> bool:
        """One step of one send; its errors are its own."""
        if send.paused:
            return False
        _, until = self._waiting.get(send.id, (None, 0.0))
        if until > time.monotonic():
            return False
        try:
            return next(send.steps)
        except StopIteration:
            self._active.pop(send.id, None)
            self._waiting.pop(send.id, None)
            self._look.set()
            self._changed(send.id)
            return True
        except TowlineError as error:
            self._met(send, error)
        except Exception as error:  # a fault in one send must not stop the others
            log.exception("fault in send %s", send.id.hex())
            self._met(send, TowlineError("bug", reason=type(error).__name__, details=str(error)))
        return True

    def _met(self, send: Story, error: TowlineError) -> None:
        """Acts on an error by its verdict. The story begins anew from the journal, whatever it was."""
        send.close()
        if error.word == "too-large" and send.can_shrink():
            self._active[send.id] = Story(self, send.id, too_large=error)
            return
        with self.journal.write() as db:
            if error.verdict in (Verdict.FAIL, Verdict.BUG):
                send.fail(db, error)
            else:
                send.meet(db, error)
        self._changed(send.id)
        if error.verdict in (Verdict.FAIL, Verdict.BUG):
            self._active.pop(send.id, None)
            self._look.set()
            return
        backoff, _ = self._waiting.get(send.id) or (Backoff(), 0.0)
        self._waiting[send.id] = (backoff, time.monotonic() + pause_of(error, backoff))
        self._active[send.id] = send.anew()

    def went_well(self, send: bytes) -> None:
        """An acknowledgement came: the error no longer stands."""
        if self._waiting.pop(send, None):
            with self.journal.write() as db:
                journal_transfers.set_error(db, send, None)
                journal_transfers.tell(db, send, "going-on", "Going on.")

    def _commit(self) -> bool:
        """Writes all acknowledged progress and all waiting tickets in one transaction."""
        tickets, self._tickets = self._tickets, []
        touched = [send for send in self._active.values() if send.acked_bytes() >= 0]
        if not tickets and not touched:
            return False
        with self.journal.write() as db:
            for send in touched:
                send.flight.write_acked(db)
            for ticket in tickets:
                ticket.run(db)
        if touched:
            points.passed("send-journaled")
        for ticket in tickets:
            ticket.done = True
        self._committed_at = time.monotonic()
        for send in touched:
            self.went_well(send.id)
            self._changed(send.id)
        return True

    # --- what a story asks of its loop ------------------------------------------------------------------------------------

    def journaled(self, write: Callable[[Db], T]) -> Steps[T]:
        ticket = Ticket(write)
        self._tickets.append(ticket)  # type: ignore[arg-type]
        while not ticket.done:
            yield False
        if ticket.error:
            raise ticket.error
        return ticket.result  # type: ignore[return-value]

    def stored(
        self, topic: str, partition: int, value: bytes, *, header: bytes | None, key: bytes | None
    ) -> Steps[Delivery]:
        got: list[Delivery] = []
        self.link.produce(topic, partition, value, got.append, header=header, key=key)
        yield True
        while not got:
            yield False
        if got[0].error:
            raise got[0].error
        return got[0]

    def topic(self) -> tuple[str, TopicFacts]:
        """Cluster id and facts of the data topic, asked for once a minute, and after `standing` told another one."""
        now = time.monotonic()
        if self._facts is None or now - self._facts[0] > FACTS_SECONDS:
            self._facts = (now, self.link.cluster_id(), self.link.facts(self.cluster.topic))
        return self._facts[1], self._facts[2]

    def standing(self) -> Steps[Standing]:
        """The data topic as it is after this call."""
        asked = self._marks.standing()
        while not asked.done():
            yield False
        found = asked.result()
        if self._facts is not None and self._facts[2].topic_id != found.topic_id:
            self._facts = None
        return found

    def read_back(self, wanted: list[ReadBack]) -> None:
        """Begins to look whether these chunks can be read as they were sent; nobody waits."""
        self._checker.add(wanted)

    def seen(self, wanted: list[ReadBack]) -> Steps[bool]:
        """Whether all these chunks can be read as they were sent."""
        self._checker.add(wanted)
        while any(item.open for item in wanted):
            yield False
        for item in wanted:
            if item.error:
                raise item.error
        return all(item.seen for item in wanted)
