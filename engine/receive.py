"""Receiving: one thread per link that reads for all open fetches at once.

Hides: which fetches take part now, what they read together, verdicts of one fetch kept from the others.
Promises: everything but wishes is in the journal, so a start goes on where the last one stopped; what stands in the way
of one fetch (its disk, its folder, its sender's withdrawal) holds up no other; what stands in the way of the link is
tried again by its verdict, and everybody can see when and why.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from engine import (
    journal_actions,
    journal_catalog,
    journal_fetches,
    journal_transfers,
    keys,
    points,
    receive_tell,
)
from engine.api import Cluster, Exists, Kind, Now, Outcome, Wanted
from engine.api_link import Link, Record
from engine.disk import Folder
from engine.errors import TowlineError, Verdict
from engine.journal import Journal, Row
from engine.journal_catalog import StoredOffer
from engine.journal_fetches import Ruled
from engine.meter import LOOK_AGAIN, Backoff
from engine.pace import Pace
from engine.people import People
from engine.receive_begin import new_fetch, usable
from engine.receive_fetch import SMALL, Fetch
from engine.receive_hold import Hold, now_of, of_folder
from engine.receive_place import Placer, part_prefix
from engine.receive_plan import Want
from engine.receive_read import Reading
from engine.receive_search import Places, Searches
from engine.receive_survey import of_rule
from engine.receive_tell import Teller
from engine.receive_topic import TopicNow
from engine.receive_verify import verify_fetch
from engine.vault import Vault

__all__ = ["Receiver", "Ruled", "new_fetch", "verify_fetch"]

log = logging.getLogger("towline.receive")

MOST_LARGE = 4  # fetches that take turns; the others wait in their order
MOST_SMALL = 32
POLL_SECONDS = 0.1
LAST_WORDS = 1.5  # seconds that what the sender is told may take when the engine ends


class Receiver:
    """The receiving loop of one link. `changed(fetch)` is called after each commit that a list may show."""

    def __init__(
        self,
        link: Link,
        cluster: Cluster,
        journal: Journal,
        vault: Vault,
        people: People,
        changed: Callable[[bytes], None],
        *,
        open_folder: Callable[..., Folder] = Folder,
        pace: Pace | None = None,
    ) -> None:
        self._link = link
        self._cluster = cluster
        self._journal = journal
        self._vault = vault
        self._changed = changed
        self._open_folder = open_folder
        self._pace = pace or Pace()
        self._teller = Teller(link, cluster, journal, people, changed)
        self._active: dict[bytes, Fetch] = {}
        self._holds: dict[bytes, Hold] = {}
        self._reading = Reading(link, cluster, self._give, self._doubt)
        self._link_hold: Hold | None = None
        self._topic = TopicNow(link, cluster)
        self._told: dict[bytes, tuple[int, int]] = {}
        self._look = threading.Event()
        self._look.set()
        self._searches = Searches(link, cluster, journal, self._pace, changed, self._searched)
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._beside = ThreadPoolExecutor(2, thread_name_prefix=f"towline-place-{cluster.name}")
        self._thread = threading.Thread(target=self.run, name=f"towline-receive-{cluster.name}", daemon=True)

    # --- called from any thread ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Tells the thread to journal and place what was written, then to end; `stop` waits for it."""
        self._stopping.set()
        self._wake.set()

    def stop(self, grace: float) -> None:
        """What takes longer than `grace` is fetched again later."""
        self.end()
        if self._thread.ident is not None:
            self._thread.join(grace)

    def nudge(self) -> None:
        """Something changed in the journal: new fetches, other intents, another order, a newer offer."""
        self._look.set()
        self._wake.set()

    def retry_now(self) -> None:
        """Backoffs start anew."""
        for hold in (*self._holds.values(), self._link_hold):
            if hold is not None:
                hold.until = 0.0
        self.nudge()

    def active(self) -> list[bytes]:
        """The fetches that take part now."""
        return [*self._active, *self._searches.fetches()]

    def _searched(self) -> None:
        """What was found of a bundle is found for all that fetch it."""
        for hold in self._holds.values():
            if hold.error.word in ("search", "search-on"):
                hold.until = 0.0
        self._look.set()

    def waits_for(self, word: str) -> bool:
        """Whether a fetch does not take part because of this error."""
        return any(hold.error.word == word for hold in list(self._holds.values()))

    def in_flight(self, fetch: bytes) -> int:
        """Bytes of a fetch that are wanted of the cluster now."""
        active = self._active.get(fetch)
        return active.in_flight if active is not None else 0

    def now(self, fetch: bytes) -> Now | None:
        """What a fetch does at this moment; None if it does not take part."""
        active, hold, link = self._active.get(fetch), self._holds.get(fetch), self._link_hold
        if active is None:
            if looks := self._searches.now(fetch):
                return looks if link is None else now_of("waiting", link)
            return now_of("waiting", hold) if hold is not None else None
        return now_of(active.phase, link)

    # --- the loop -----------------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Receives until `stop`. What ends it otherwise leaves everything as a crash would."""
        try:
            while not self._stopping.is_set():
                try:
                    self._turn()
                except TowlineError as error:  # the journal's disk, or a fault: everything goes on from the journal
                    log.warning("%s", error.sentence)
                    self._begin_anew()
                except Exception:  # a fault must be told, and must not end all receiving for good
                    log.exception("fault in the receiving loop")
                    self._begin_anew()
            self._flush_all()
            self._teller.tell()
            self._teller.settle(LAST_WORDS)
        finally:
            self._let_go()
            self._beside.shutdown(wait=True)

    def _turn(self) -> None:
        if self._look.is_set() or self._due():
            self._look.clear()
            self._review()
        moved = False
        for fetch in list(self._active.values()):
            moved = self._advance(fetch) or moved
        ready = self._link_ready()
        if looks := ready and self._searches.reads:
            moved = self._search(0.0 if moved or len(self._reading) else POLL_SECONDS) or moved
        if len(self._reading) and ready:
            self._read(0.0 if moved else POLL_SECONDS)
        elif not moved and not looks:
            if not len(self._reading):
                self._reading.rest()
            self._wake.wait(self._patience())
            self._wake.clear()

    def _advance(self, fetch: Fetch) -> bool:
        try:
            moved = fetch.advance()
            if fetch.done:
                fetch.check_asks()
                self._end(fetch)
                return True
        except TowlineError as error:
            self._suspend(fetch, error)
            return True
        except Exception as fault:  # noqa: BLE001 - a fault that one bundle brings out must not end the others
            self._fault(fetch, fault)
            return True
        progress = fetch.placer.done, fetch.placer.asks
        if moved and progress != self._told.get(fetch.id):
            self._told[fetch.id] = progress
            hold = self._holds.get(fetch.id)
            if hold is not None and fetch.placer.done > hold.done:
                self._clear(fetch.id)
            self._changed(fetch.id)
        return moved

    def _patience(self) -> float:
        times = [hold.until for fetch, hold in self._holds.items() if fetch not in self._active]
        if self._link_hold is not None and (len(self._reading) or self._searches.fetches()):
            times.append(self._link_hold.until)
        soonest = min(times, default=time.monotonic() + LOOK_AGAIN) - time.monotonic()
        rests = [self._searches.rest(), *(fetch.rest() for fetch in self._active.values())]
        soonest = min([soonest, *(rest for rest in rests if rest)])
        writing = any(not fetch.placer.idle for fetch in self._active.values())
        return max(0.01, min(soonest, 0.25 if writing else LOOK_AGAIN))

    def _due(self) -> bool:
        now = time.monotonic()
        return any(hold.until <= now for fetch, hold in self._holds.items() if fetch not in self._active)

    # --- which fetches take part --------------------------------------------------------------------------------------------

    def _review(self) -> None:
        """Looks into the journal: what is open, what a person wants, what offers say now."""
        with self._journal.read() as db:
            repaired = journal_fetches.repaired(db, self._cluster.name)
        for fetch in repaired:
            self._go_on(fetch)
        with self._journal.read() as db:
            known = self._active.keys() | self._holds.keys()
            rows = journal_transfers.open_ones(db, Kind.FETCH, self._cluster.name, known)
        for gone in self._active.keys() - {row["id"] for row in rows}:
            self._drop(self._active[gone])
        resting = self._pace.rest(self._cluster.name, Kind.FETCH) is not None
        running = [] if resting else [row for row in rows if row["wanted"] == Wanted.RUN]
        self._searches.keep([row["id"] for row in running])
        for row in rows:
            active = self._active.get(row["id"])
            if row["wanted"] == Wanted.RUN and not resting:
                if active is not None:
                    active.position = row["position"]
                    self._revise(active)
                else:
                    self._look_for_answers(row["id"])
                continue
            if active is not None:
                self._pause(active)
            self._holds.pop(row["id"], None)
            if row["wanted"] == Wanted.STOP:
                self._cancel(row["id"])
                self._look.set()  # there may be more than were listed
        self._fill([row for row in running if row["id"] not in self._active])
        self._teller.tell()

    def _go_on(self, fetch: bytes) -> None:
        """Its sender sent again what had expired."""
        with self._journal.write() as db:
            journal_fetches.reopen(db, fetch)
            journal_transfers.reopen(db, [fetch])
            journal_transfers.tell(db, fetch, "repaired", "The sender sent it again; going on.")
        self._changed(fetch)

    def _fill(self, rows: Sequence[Row]) -> None:
        """Lets fetches take part, in their order, as far as there is room for them."""
        small = sum(1 for fetch in self._active.values() if fetch.small)
        large = len(self._active) - small
        with self._journal.read() as db:
            families = journal_fetches.families(db, self._cluster.name)
        busy = {families[fetch] for fetch in self._active if fetch in families}
        for row in rows:
            hold = self._holds.get(row["id"])
            if hold is not None and hold.until > time.monotonic():
                continue
            is_small = row["size"] - row["done"] <= SMALL
            full = 0 < self._pace.parallel <= small + large
            full = full or (small if is_small else large) >= (MOST_SMALL if is_small else MOST_LARGE)
            if full or families.get(row["id"]) in busy:  # what another one of its family fetched is copied afterwards
                if hold is not None:
                    hold.until = time.monotonic() + LOOK_AGAIN  # another one has its place
                continue
            small, large = small + is_small, large + (not is_small)
            self._activate(row)
            if row["id"] in self._active and row["id"] in families:
                busy.add(families[row["id"]])

    def _look_for_answers(self, fetch: bytes) -> None:
        hold = self._holds.get(fetch)
        if hold is None:
            return
        with self._journal.read() as db:
            moved = journal_fetches.get(db, fetch)["new_folder"]
            answered = hold.error.word == "exists" and journal_fetches.answered(db, fetch)
        if moved or answered:
            self._clear(fetch)

    def _activate(self, transfer: Row) -> None:
        fetch_id = transfer["id"]
        if fetch_id in self._searches.fetches():
            return
        try:
            with self._journal.read() as db:
                row = journal_fetches.get(db, fetch_id)
                stored = journal_catalog.stored_offer(db, row["offer"], row["sender"])
            stored = usable(row, stored)
            places, here, topic = None, self._topic.is_of(stored.offer), self._topic.ids()
            if not here or self._searches.stands(stored.offer, topic):
                places = self._searches.places(row, stored, topic, here=here)
                if places is None:
                    self._looks(fetch_id)
                    return
            if row["new_folder"]:
                row = self._moved(row)
            self._active[fetch_id] = self._opened(row, stored, places)
        except TowlineError as error:
            self._hold(fetch_id, error)
            return
        if transfer["error"] and fetch_id not in self._holds:  # of the last start
            with self._journal.write() as db:
                journal_transfers.set_error(db, fetch_id, None)
        self._changed(fetch_id)

    def _looks(self, fetch: bytes) -> None:
        """What it needs is looked for, or will be once its turn comes."""
        self._clear(fetch)
        if fetch in self._searches.fetches():
            with self._journal.write() as db:
                journal_transfers.set_error(db, fetch, None)
                journal_transfers.tell(db, fetch, "looking", "Looking for it on the cluster.")
            self._changed(fetch)

    def _moved(self, row: Row) -> Row:
        """A person chose another folder: its row after that."""
        self._remove_parts(row)
        with self._journal.write() as db:
            journal_fetches.move(db, row["id"])
            return journal_fetches.get(db, row["id"])

    def _opened(self, row: Row, stored: StoredOffer, places: Places | None) -> Fetch:
        offer, topic = stored.offer, self._topic.ids()
        transfer_key = self._vault.open(stored.transfer_key, journal_catalog.TRANSFER_KEY)
        with self._journal.write() as db:
            journal_fetches.reopen(db, row["id"])
            journal_fetches.list_empty_again(db, row["id"])
            if row["lost_rows"] or row["refused_rows"]:  # the pages may be readable now
                none = {"lost_rows": 0, "refused_rows": 0, "refused_why": "", "next_row": 0, "revision": 0}
                journal_fetches.update(db, row["id"], **none)
            if journal_fetches.list_like(db, row["id"]):
                counts = journal_fetches.count(db, row["id"], offer.block_size)
                journal_transfers.set_counts(db, row["id"], entries=counts.entries, size=counts.size)
            row = journal_fetches.get(db, row["id"])
        placer = Placer(
            journal=self._journal,
            fetch=row["id"],
            folder=row["folder"],
            open_folder=self._open_folder,
            make=row["revision"] == 0 and not row["rule"],
            policy=Exists(row["policy"]),
            sender=stored.sender_name,
            block_size=offer.block_size,
            beside=self._beside,
            wake=self._wake.set,
            **of_rule(self._journal, row, offer.block_size, self._open_folder),
        )
        try:
            fetch = Fetch(
                row,
                stored,
                keys.derive(transfer_key, keys.offer_context(offer)),
                journal=self._journal,
                reading=self._reading,
                placer=placer,
                pace=self._pace,
                doubt=lambda: self._topic.check(topic),
                places=places,
                home=offer.cluster_id in ("", topic[0]) or not topic[0],
            )
            if row["revision"]:
                fetch.check_room(row["size"] - placer.done)
        except TowlineError:
            placer.close()
            raise
        return fetch

    def _revise(self, fetch: Fetch) -> None:
        with self._journal.read() as db:
            row = journal_fetches.get(db, fetch.id)
            stored = journal_catalog.stored_offer(db, row["offer"], row["sender"])
        if row["new_folder"]:
            self._drop(fetch)  # it takes part again at once, in that folder
            return
        try:
            stored = usable(row, stored)
            if stored.offer.revision != fetch.offer.revision:
                with self._journal.write() as db:
                    journal_fetches.reopen(db, fetch.id)  # a repair may have brought back what had expired
                fetch.revise(stored)
            fetch.limit_to(row["limit_rate"])
            fetch.take_answers()
        except TowlineError as error:
            self._suspend(fetch, error)

    # --- how a fetch leaves -------------------------------------------------------------------------------------------------

    def _drop(self, fetch: Fetch) -> None:
        self._reading.drop(fetch)
        self._active.pop(fetch.id, None)
        self._told.pop(fetch.id, None)
        fetch.placer.close()

    def _pause(self, fetch: Fetch) -> None:
        with suppress(TowlineError):  # what could not be kept is fetched again
            fetch.placer.flush()
        self._drop(fetch)
        self._changed(fetch.id)

    def _suspend(self, fetch: Fetch, error: TowlineError) -> None:
        """Takes a fetch out because of an error of its own."""
        if error.word != "disk":  # a failed sync is never retried
            with suppress(TowlineError):
                fetch.placer.flush()
        done = fetch.placer.done
        self._drop(fetch)
        if error.word != "topic-anew":  # else it is looked for in the new one, once a person wants that
            self._hold(fetch.id, error, done)
        self._look.set()  # another one of its family may go on meanwhile

    def _hold(self, fetch: bytes, error: TowlineError, done: int = -1) -> None:
        error = of_folder(error)
        if error.verdict in (Verdict.FAIL, Verdict.BUG):
            self._holds.pop(fetch, None)
            with self._journal.write() as db:
                journal_transfers.finish(db, fetch, Outcome.FAILED, error)
            self._changed(fetch)
            return
        hold = self._holds.setdefault(fetch, Hold(error, 0.0))
        new = hold.error.word != error.word or hold.until == 0.0
        hold.done = max(done, hold.done)
        hold.meets(error)
        if new:
            with self._journal.write() as db:
                journal_transfers.set_error(db, fetch, error)
        self._changed(fetch)

    def _clear(self, fetch: bytes) -> None:
        """What stood in the way does not any more."""
        if self._holds.pop(fetch, None) is not None:
            with self._journal.write() as db:
                journal_transfers.set_error(db, fetch, None)
                journal_transfers.tell(db, fetch, "going-on", "Going on.")

    def _cancel(self, fetch: bytes) -> None:
        with self._journal.read() as db:
            row = journal_fetches.get(db, fetch)
        self._remove_parts(row)
        with self._journal.write() as db:
            journal_fetches.drop_all_pieces(db, fetch)
            journal_transfers.finish(db, fetch, Outcome.CANCELLED)
        self._changed(fetch)

    def _remove_parts(self, row: Row) -> None:
        with suppress(TowlineError), self._open_folder(row["folder"]) as folder:  # without its folder, nothing is left
            for name in folder.part_names():
                if name.startswith(part_prefix(row["id"])):
                    folder.remove_part(name)

    def _end(self, fetch: Fetch) -> None:
        if fetch.astray and self._searches.go_on(fetch.offer, self._topic.ids(0.0)):
            self._drop(fetch)
            self._look.set()
            return
        outcome, error = fetch.end()
        with self._journal.write() as db:
            row = journal_fetches.get(db, fetch.id)
            stored = journal_catalog.stored_offer(db, row["offer"], row["sender"])
            told = stored is not None and not stored.mine and fetch.home
            if told and outcome != Outcome.FAILED:  # a sender reads the receipts of its own cluster only
                journal_fetches.update(db, fetch.id, receipt=receive_tell.DUE)
            if told and fetch.places is None and error is not None and error.word == "expired":
                error = receive_tell.ask(db, row, fetch.offer.revision, error)
            journal_transfers.finish(db, fetch.id, outcome, error)
            if outcome == Outcome.PLACED:
                journal_actions.ended(db, fetch.id)
        points.passed("fetch-finished")
        self._drop(fetch)
        self._holds.pop(fetch.id, None)
        self._changed(fetch.id)
        self._look.set()  # another one may take its place; a receipt may be due

    def _begin_anew(self) -> None:
        for fetch in list(self._active.values()):
            self._drop(fetch)
        self._searches.close()
        self._look.set()
        self._stopping.wait(LOOK_AGAIN)

    def _flush_all(self) -> None:
        for fetch in self._active.values():
            with suppress(TowlineError):
                fetch.placer.flush()
        with suppress(TowlineError):
            self._searches.keep(())

    def _let_go(self) -> None:
        for fetch in list(self._active.values()):
            self._drop(fetch)
        self._searches.close()
        self._reading.close()

    # --- reading ------------------------------------------------------------------------------------------------------------

    def _link_ready(self) -> bool:
        return self._link_hold is None or self._link_hold.until <= time.monotonic()

    def _read(self, timeout: float) -> None:
        try:
            if self._reading.step(timeout) and self._link_hold is not None:
                self._link_again()
        except TowlineError as error:
            self._link_failed(error)

    def _search(self, timeout: float) -> bool:
        try:
            came = self._searches.step(timeout)
        except TowlineError as error:
            self._link_failed(error)
            return False
        if came and self._link_hold:
            self._link_again()
        return came

    def _give(self, want: Want, record: Record | None) -> None:
        """`record` None: it is no longer on the cluster."""
        fetch = want.owner
        assert isinstance(fetch, Fetch)
        if fetch.id not in self._active:
            return
        try:
            if record is None:
                fetch.gone(want)
            else:
                fetch.got(want, record)
        except TowlineError as error:
            self._suspend(fetch, error)
        except Exception as fault:  # noqa: BLE001 - as in _advance
            self._fault(fetch, fault)

    def _fault(self, fetch: Fetch, fault: Exception) -> None:
        log.error("fault in a fetch", exc_info=fault)
        self._drop(fetch)
        self._hold(fetch.id, TowlineError("bug", reason=f"{type(fault).__name__} while receiving", details=repr(fault)))

    def _doubt(self) -> None:
        """What a fetch wants is not where it is said to be: takes out those that began in another topic."""
        self._topic.forget()
        for fetch in list(self._active.values()):
            try:
                fetch.doubt()
            except TowlineError as error:
                if error.word != "topic-anew":
                    raise
                self._suspend(fetch, error)

    def _link_failed(self, error: TowlineError) -> None:
        if error.verdict in (Verdict.FAIL, Verdict.BUG):
            for fetch in list(self._active.values()):
                self._suspend(fetch, error)
            for looking in self._searches.fetches():
                self._searches.close()
                self._hold(looking, error)
            return
        new = self._link_hold is None or self._link_hold.error.word != error.word
        hold = self._link_hold or Hold(error, 0.0, Backoff(0.5, 60.0))
        hold.meets(error)
        self._link_hold = hold
        if new:
            self._tell_all(error)

    def _link_again(self) -> None:
        self._link_hold = None
        self._tell_all(None)

    def _tell_all(self, error: TowlineError | None) -> None:
        with self._journal.write() as db:
            for fetch in self.active():
                journal_transfers.set_error(db, fetch, error)
        for fetch in self.active():
            self._changed(fetch)
