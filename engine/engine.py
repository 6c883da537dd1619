"""The engine: conducts senders, receivers and catalogs of all clusters of one profile. One engine a profile.

Hides: which threads there are, when a link is opened, how rows are kept fresh.
Promises: every method may be called from any thread; actions are durable in the journal when their future is done, and
listeners are told only what is committed. `EngineSurface` in door.py is this class as others see it.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from engine import (
    journal_actions,
    journal_catalog,
    journal_fetches,
    journal_originals,
    journal_repairs,
    journal_searches,
    journal_sends,
    journal_transfers,
    receive,
)
from engine.afterwards import Afterwards
from engine.api import (
    Changed,
    Choices,
    Cipher,
    Cluster,
    EntryRow,
    Event,
    Gone,
    Handed,
    Kind,
    Listener,
    Move,
    Notice,
    Outcome,
    Reach,
    ScanRow,
    SettingsRead,
    StepRow,
    Wanted,
    transfer_text,
)
from engine.api_link import Link
from engine.backups import Backups
from engine.doctor import Doctor
from engine.errors import TowlineError
from engine.fetching import Fetching
from engine.figures import Figures
from engine.fleets import Fleets
from engine.journal import Journal, Row
from engine.journal_sends import WITHDRAW
from engine.keeping import Keeping
from engine.lists import Lists
from engine.network import Network
from engine.originals import check_after, note_folders
from engine.pace import Pace
from engine.people import People
from engine.port import REACH_SECONDS, Port
from engine.portions import opened
from engine.power import Power
from engine.questions import Questions
from engine.ruling import Ruling
from engine.scan import Looks
from engine.seal import fastest_cipher
from engine.settings import Settings, lock_profile
from engine.share import Share
from engine.stations import own_status
from engine.steering import Steering
from engine.tags import pairs_of
from engine.vault import Vault
from engine.watch import Watcher
from engine.watching import Watching
from engine.who import Who

log = logging.getLogger("towline.engine")

T = TypeVar("T")

JOURNAL = "journal.sqlite"
MOST_UNHEARD = 20  # notices kept for the next window
READ_AT_ONCE = 500  # transfers in one query, after something was done with many
SWITCH_SECONDS = 0.0005  # a busy loop must not keep a window waiting for Python's default of 5 ms a hand-over


class Engine(
    Fetching, Afterwards, Watching, Lists, Who, Fleets, Backups, Questions, Steering, Figures, Share, Ruling, Keeping,
    Doctor,
):  # fmt: skip
    """`load` gives the settings whenever they are read; `make_link` a link to a cluster (tests give a memory link); `power`, `network`:
    what tells of this computer (tests give their own)."""

    def __init__(
        self,
        profile: Path,
        load: Callable[[], Settings],
        *,
        open_vault: Callable[[Path, Settings], tuple[Vault, list[str]]],
        make_link: Callable[[Cluster], Link],
        power: Power | None = None,
        network: Network | None = None,
    ) -> None:
        self.profile = profile
        self.make_link = make_link
        self.pace = Pace()
        self._power, self._network = power or Power(), network or Network()
        self._load = load
        self._open_vault = open_vault
        self._listeners: list[Listener] = []
        self._windows: list[Listener] = []  # those of them that belong to a window
        self._unheard: deque[Notice] = deque(maxlen=MOST_UNHEARD)  # told while there was no window
        self._ports: dict[str, Port] = {}
        self._lock = threading.RLock()
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="towline-engine")
        self._looks = Looks()
        self._watchers: dict[str, Watcher] = {}
        self._watch_lock = threading.Lock()
        self._watches = False
        self._stopping = False

    # --- life -----------------------------------------------------------------------------------------------------------

    def start(self, reach: Reach = Reach.OPEN) -> None:
        """Takes the profile and goes on with what is open where `reach` says so. Raises TowlineError."""
        sys.setswitchinterval(SWITCH_SECONDS)
        self._held = lock_profile(self.profile)
        try:
            self._begin(reach)
        except BaseException:  # whoever tries again, as with a key that is locked now, must find it free
            self._held.close()
            raise

    def _begin(self, reach: Reach) -> None:
        self._reach = reach
        self.settings = self._load()
        self.vault, notices = self._open_vault(self.profile, self.settings)
        self.journal = Journal(self.profile / JOURNAL)
        self.people_book = People(self.journal, self.vault, self.settings.agent.name)
        self.people_book.me()  # made before there are threads that could make it twice, or wait for each other
        for text in (*self.settings.notices, *notices):
            self.tell(Notice("warning", "This profile", text))
        if self.journal.moved_aside:
            self._tell_damaged(self.journal.moved_aside)
        self._steer_begin()
        self.rules_at_work = self._new_rules()
        self.rules_at_work.apply(self.settings.rules)
        for name in self._reached(reach):
            self._port(name)
        self._watches = reach in (Reach.ALL, Reach.ONCE)
        self._watch_all()
        if reach is Reach.ALL:  # one that lasts; a single command does not begin what it will not finish
            self.rules_at_work.start()
        elif reach is Reach.ONCE and self._rules_look():
            self.rules_at_work.start_once(self._catalogs_read)
        self._keep_begin(reach)

    def _rules_look(self) -> bool:
        """Whether fetch rules have anything to look at here."""
        return self.settings.agent.role != "send" and any(rule.on for rule in self.settings.rules)

    def _reached(self, reach: Reach) -> set[str]:
        known = set(self.settings.clusters)
        if reach is Reach.NONE:
            return set()
        if reach is Reach.ALL or (reach is Reach.ONCE and self._rules_look()):
            return known
        with self.journal.read() as db:
            clusters = journal_transfers.clusters_with_open(db)
            asks = (journal_sends.to_withdraw, journal_sends.to_share, journal_repairs.due, journal_actions.due)
            return known & (clusters | {name for name in known if any(ask(db, name) for ask in asks)})

    def stop(self, grace: float = 20.0) -> None:
        """Stops taking new work and ends; what is not done goes on at the next start."""
        with self._lock:
            if self._stopping:
                return
            self._stopping = True
            ports, self._ports = list(self._ports.values()), {}
        for port in ports:
            port.end()
        self._looks.stop_all()
        self._steer_stop()
        self._keep_stop()
        self._stop_watching(grace)
        for port in ports:
            port.stop(grace)
        self.rules_at_work.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.journal.close()
        self._held.close()

    def _tell_damaged(self, aside: Path) -> None:
        text = (
            f"The journal was damaged and stands now as {aside.name}. A new one was made; offers come back from the"
            " catalog, unfinished transfers must be started again."
        )
        log.warning("%s", text)
        self.tell(Notice("warning", "The journal was damaged", text))

    def _port(self, name: str) -> Port:
        """The parts of a cluster, started at first use."""
        with self._lock:
            if self._stopping:
                raise TowlineError("bug", reason="the engine is stopping")
            if name not in self._ports:
                if name not in self.settings.clusters:
                    raise TowlineError("no-such-cluster", name=name)
                cluster = self.settings.clusters[name]
                self._ports[name] = Port(
                    cluster, self.make_link(cluster), journal=self.journal, vault=self.vault, people=self.people_book,
                    pace=self.pace, tell=self.tell, changed=self.changed, heard=self.rules_at_work.heard,
                    follow=self.settings.agent.role != "send",
                    status=lambda: own_status(self.journal, name, self.settings.agent.role, self.settings.agent.downloads),
                )  # fmt: skip
                self._ports[name].link.on_refused = partial(self._refused, name)
                self._ports[name].start()
            return self._ports[name]

    def apply(self) -> None:
        """Reads the settings again, and tells so. Clusters that changed are connected anew; broken ones change nothing."""
        settings = self._load()
        for text in settings.notices:
            self.tell(Notice("warning", "This profile", text))
        with self._lock:
            old, self.settings = self.settings, settings
            anew = settings.agent.role != old.agent.role  # following the catalog or not is decided at the start
            changed = [name for name in self._ports if anew or settings.clusters.get(name) != old.clusters.get(name)]
            gone = [self._ports.pop(name) for name in changed]
        for port in gone:
            port.stop(5.0)
        wrong: TowlineError | None = None
        for name in settings.clusters if self._reach is Reach.ALL else settings.clusters.keys() & set(changed):
            try:
                self._port(name)
            except TowlineError as error:  # Kafka's library does not take what is said of this one; the others go on
                wrong = error
        self._steer()
        self._keep()
        self._watch_all()
        self.rules_at_work.apply(settings.rules)
        self.tell(SettingsRead())
        if wrong is not None:
            raise wrong

    def _refused(self, name: str) -> None:
        """A cluster does not let this computer in any more: maybe a password in a file was changed meanwhile."""
        with self._lock:
            if not self._stopping:
                self._pool.submit(self._take_new_secrets, name)

    def _take_new_secrets(self, name: str) -> None:
        port = self._ports.get(name)
        try:
            if port is not None and self._load().clusters.get(name) != port.cluster:
                self.apply()
        except TowlineError as error:
            log.info("the settings were not read again after a refused sign-in: %s", error.sentence)

    def wake(self) -> None:
        """After sleep or a change of network."""
        for port in list(self._ports.values()):
            port.link.wake()
            port.sender.retry_now()
            port.receiver.retry_now()

    # --- listeners --------------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Callable[[Event], None], window: bool = False) -> Callable[[], None]:
        """Called from engine threads, so it must return at once; call the result to end it.

        `window`: as long as it listens, `hand_over` finds somebody. The first one is told what none heard yet.
        """
        self._listeners.append(listener)
        if window:
            self._windows.append(listener)
            while self._unheard:
                listener(self._unheard.popleft())

        def leave() -> None:
            self._listeners.remove(listener)
            if window:
                self._windows.remove(listener)

        return leave

    def _window_count(self) -> int:
        return len(self._windows)

    def hand_over(self, paths: list[str]) -> bool:
        """Gives paths to the windows of this engine; False if it has none."""
        if not self._windows:
            return False
        self.tell(Handed(tuple(paths)))
        return True

    def tell(self, event: Event) -> None:
        if isinstance(event, Notice) and not self._windows:
            self._unheard.append(event)
        for listener in list(self._listeners):
            try:
                listener(event)
            except Exception:  # a terminal that is gone, say: its trouble must not end a thread that tells something
                log.exception("a listener failed")

    def changed(self, transfer: bytes) -> None:
        """A committed change of a transfer."""
        with self.journal.read() as db:
            row = journal_transfers.shown(db, transfer)
        if row is not None:
            self._tell_rows([row])

    def _tell_rows(self, rows: list[Row]) -> None:
        shown = self._shown(rows) if self._listeners else []
        ended = [row for row in rows if row["outcome"]]
        for row in ended:
            self._follow_up(row)
        for each in shown:
            self.tell(Changed(each))
        for row in ended:
            if row["kind"] == Kind.SEND:
                self._send_ended(row["id"])
            self._tell_offer_of(row)

    def _follow_up(self, ended: Row) -> None:
        port = self._ports.get(ended["cluster"])
        if port and ended["outcome"] in (Outcome.STORED, Outcome.WITHDRAWN):
            port.receipts.refresh()  # from now on somebody may sign that it arrived
            port.originals.nudge()
        if port and ended["outcome"] in (Outcome.STORED, Outcome.PLACED):
            port.actions.nudge()

    def _tell_offer_of(self, row: Row) -> None:
        """What of an offer is on this computer changed, or one to myself is there now."""
        transfer = row["send_offer"] if row["kind"] == Kind.SEND else row["fetch_offer"]
        if not self._listeners or not transfer:
            return
        with self.journal.read() as db:
            offers = journal_catalog.offer_rows(db, transfer=transfer, sender=row["fetch_sender"])
        for offer in offers:
            if offer.to_me or row["kind"] != Kind.SEND:
                self.tell(Changed(offer))

    # --- actions ----------------------------------------------------------------------------------------------------------

    def send(
        self,
        paths: list[str],
        queue: str,
        choices: Choices,
        *,
        title: str = "",
        pipe: str = "",
        wanted: Wanted = Wanted.RUN,
        without: tuple[str, ...] = (),
    ) -> Future[str]:
        """Puts a bundle into a queue. `choices` override the queue's. Done when it is in the journal.

        `queue` "" takes `choices.to` and the only cluster. `pipe`: "-" (standard input) or a named pipe, with the name
        of its one entry in `paths`. `without`: paths below those given that stay here.
        """
        return self._pool.submit(self._send, paths, queue, choices, title, pipe, wanted, without)

    def _send(
        self,
        paths: list[str],
        queue: str,
        choices: Choices,
        title: str,
        pipe: str,
        wanted: Wanted,
        without: Sequence[str],
    ) -> str:
        pairs_of(choices.tags)
        with self.journal.read() as db:
            if self.people_book.revoked(db):
                raise TowlineError("key-revoked")
        cluster, choices = self._resolve(queue, choices)
        check_after(choices.after, pipe)
        note_folders(self.journal, [choices.after])
        for name in choices.to:
            self.people_book.resolve(name)
        for path in paths:
            if not pipe and not os.path.lexists(path):
                raise TowlineError("file", path=path, reason="it is not there")
        port = self._port(cluster)
        transfer = os.urandom(16)
        given = [path if pipe else os.path.abspath(path) for path in paths]
        name = title or (os.path.basename(given[0]) or "root") + (f" and {len(given) - 1} more" if given[1:] else "")
        with self.journal.write() as db:
            journal_transfers.add(
                db, transfer, Kind.SEND, title=name[:200], cluster=cluster, queue=queue, peer=", ".join(choices.to),
                wanted=wanted,
            )  # fmt: skip
            cipher = choices.cipher or self._default_cipher()
            stay = [os.path.abspath(path) for path in without]
            journal_sends.add(db, transfer, given, choices, cipher=cipher, pipe=pipe, without=stay)
            journal_originals.add(db, transfer, choices.after, tidy=True)
        if pipe:
            port.sender.feed(transfer, _open_pipe(pipe))
        self.changed(transfer)
        port.sender.nudge()
        return transfer_text(transfer)

    def _resolve(self, queue: str, choices: Choices) -> tuple[str, Choices]:
        """The cluster, and the queue's choices under those of this send."""
        if queue:
            if queue not in self.settings.queues:
                raise TowlineError("no-such-queue", name=queue)
            chosen = self.settings.queues[queue]
            base = chosen.choices
            return choices.cluster or chosen.cluster, Choices(
                to=choices.to or base.to,
                cipher=choices.cipher or base.cipher,
                compression=choices.compression or base.compression,
                block_size=choices.block_size or base.block_size,
                limit=choices.limit or base.limit,
                keep_for=choices.keep_for or base.keep_for,
                after=choices.after or base.after,
                tags=choices.tags,
                post=choices.post,
                event_topic=choices.event_topic or base.event_topic,
                event=choices.event if choices.event_topic else base.event,
                include=base.include if choices.include is None else choices.include,
                leave_out=base.leave_out if choices.leave_out is None else choices.leave_out,
            )
        if choices.cluster:
            return choices.cluster, choices
        if len(self.settings.clusters) != 1:
            raise TowlineError(
                "usage",
                what="There is no one cluster to send through.",
                todo="Name a queue, or make one with 'towline queue add'.",
            )
        return next(iter(self.settings.clusters)), choices

    def _default_cipher(self) -> Cipher:
        """The faster one on this computer, timed once per profile."""
        known = self.profile / "cipher"
        if not known.exists():
            known.write_text(fastest_cipher())
        try:
            return Cipher(known.read_text())
        except ValueError:
            return Cipher.AES_256_GCM

    def scan(
        self, ticket: str, paths: list[str], on_part: Callable[[ScanRow], None], queue: str = ""
    ) -> Future[ScanRow]:
        """Looks at paths as a send through that queue would; `on_part` hears of it a few times a second, from a thread of its own."""
        known = self.settings.queues.get(queue)
        return self._looks.begin(ticket, paths, on_part, known.choices if known else Choices())

    def scan_stop(self, ticket: str) -> None:
        """Ends a scan with what it has: its row is not `done`."""
        self._looks.stop(ticket)

    def pause(self, ids: list[str]) -> Future[int]:
        return self._pool.submit(self._want, ids, Wanted.PAUSE)

    def resume(self, ids: list[str]) -> Future[int]:
        return self._pool.submit(self._want, ids, Wanted.RUN)

    def cancel(self, ids: list[str]) -> Future[int]:
        return self._pool.submit(self._want, ids, Wanted.STOP)

    def _want(self, ids: Sequence[str], wanted: Wanted) -> int:
        found = self._find(ids)
        with self.journal.write() as db:
            changed = journal_transfers.set_wanted(db, found, wanted)
        self._touched(changed)
        return len(changed)

    def retry(self, ids: list[str]) -> Future[int]:
        """Failed ones run again, waiting ones try now; a person's yes to what was asked."""
        return self._pool.submit(self._retry, ids)

    def _retry(self, ids: Sequence[str]) -> int:
        found = self._find(ids)
        with self.journal.write() as db:
            changed = 0
            fetches: list[Row] = []
            for transfer in found:
                row = journal_transfers.shown(db, transfer)
                if row is None:
                    continue
                changed += journal_actions.again(db, transfer)
                if row["kind"] == Kind.SEND and row["error"] == "retention":
                    journal_sends.update(db, transfer, anyway=1)
                if row["kind"] == Kind.FETCH:
                    journal_searches.retry(db, transfer)
                if row["kind"] == Kind.FETCH and row["outcome"]:
                    journal_fetches.reopen(db, transfer)
                    fetches.append(row)
                again = journal_transfers.reopen(db, [transfer])
                if again and row["outcome"] == Outcome.CANCELLED and row["kind"] == Kind.SEND:
                    send = journal_sends.get(db, transfer)
                    if not send["withdraw"]:  # else once its offer is withdrawn
                        journal_sends.restart(db, transfer, os.urandom(16), send["wanted_block"])
                changed += again or int(not row["outcome"])
        for port in list(self._ports.values()):
            port.sender.retry_now()
            port.receiver.retry_now()
            port.actions.nudge()
        self._touched(found)
        for row in fetches:
            self._tell_offer_of(row)
        return changed

    def first(self, ids: list[str]) -> Future[int]:
        return self._pool.submit(self._first, ids)

    def _first(self, ids: Sequence[str]) -> int:
        found = self._find(ids)
        with self.journal.write() as db:
            changed = journal_transfers.set_first(db, found)
        self._touched(found)
        return changed

    def move(self, ids: list[str], where: Move) -> Future[int]:
        """Changes the order of open transfers; how many of these moved."""
        return self._pool.submit(self._move, ids, where)

    def _move(self, ids: Sequence[str], where: Move) -> int:
        found = self._find(ids)
        with self.journal.write() as db:
            changed = journal_transfers.move(db, found, where)
        self._touched(changed)
        return len(set(found) & set(changed))

    def limit(self, ids: list[str], rate: int) -> Future[int]:
        """Bytes a second of each of these, also while they run; 0 takes the limit off."""
        return self._pool.submit(self._limit, ids, rate)

    def _limit(self, ids: Sequence[str], rate: int) -> int:
        if rate < 0:
            raise TowlineError("usage", what="A limit cannot be below 0.", todo="Use 0 for no limit.")
        found = self._find(ids)
        with self.journal.write() as db:
            changed = sum(journal_transfers.set_limit(db, transfer, rate) for transfer in found)
        for port in list(self._ports.values()):
            port.sender.limits_changed()
            port.receiver.nudge()
        return changed

    def forget(self, ids: list[str]) -> Future[int]:
        """Takes ended transfers off the lists."""
        return self._pool.submit(self._forget, ids)

    def _forget(self, ids: Sequence[str]) -> int:
        found = self._find(ids)
        with self.journal.write() as db:
            changed = journal_transfers.forget(db, found)
        for transfer in found:
            self.tell(Gone("transfer", transfer_text(transfer)))
        return changed

    def withdraw(self, offer: str) -> Future[None]:
        """Takes an own offer back; done when the cluster has the withdrawal."""
        return self._pool.submit(self._withdraw, offer)

    def _withdraw(self, offer: str) -> None:
        with self.journal.write() as db:
            stored = journal_catalog.find_offer(db, offer)
            if not stored.mine:
                raise TowlineError("usage", what="This offer is not yours.", todo="Only its sender can withdraw it.")
            send = journal_sends.of_offer(db, stored.offer.transfer)
            if send is None:
                raise TowlineError("no-such-id", name=offer)
            journal_transfers.set_wanted(db, [send], Wanted.STOP)
            journal_sends.update(db, send, withdraw=1)
        port = self._port(stored.cluster)
        port.sender.nudge()
        if not port.sender.finished(send, WITHDRAW, REACH_SECONDS):
            raise TowlineError(
                "timeout", cluster=stored.cluster, reason="the withdrawal is not confirmed yet; it goes on by itself"
            )

    def offers_mark(self, ids: list[str], seen: bool | None = None, hidden: bool | None = None) -> Future[int]:
        """Marks offers as seen or hidden, or takes a mark off; how many."""
        return self._pool.submit(self._offers_mark, ids, seen, hidden)

    def _offers_mark(self, ids: Sequence[str], seen: bool | None, hidden: bool | None) -> int:
        transfers = [journal_transfers.id_of(id) for id in ids]
        with self.journal.write() as db:
            journal_catalog.mark(db, transfers, seen=seen, hidden=hidden)
            rows = journal_catalog.offer_rows(db, some=transfers)
        for row in rows:
            self.tell(Changed(row))
        return len(rows)

    def verify(self, id: str) -> Future[list[EntryRow]]:
        """Reads a fetch's files again and compares them with what their sender signed."""
        return self._pool.submit(lambda: receive.verify_fetch(self.journal, self._find([id])[0], self._steer_end))

    def test(self, cluster: str, create: bool, on_step: Callable[[StepRow], None]) -> Future[list[StepRow]]:
        """Tests a cluster step by step; `create` makes the topics that are missing."""

        def run() -> list[StepRow]:
            from engine import cluster as cluster_test  # late: only this needs Kafka's administration client

            if cluster not in self.settings.clusters:
                raise TowlineError("no-such-cluster", name=cluster)
            steps = []
            for step in cluster_test.test(self.settings.clusters[cluster], create=create):
                on_step(step)
                steps.append(step)
            return steps

        return self._pool.submit(run)

    def _touched(self, found: Sequence[bytes]) -> None:
        for port in list(self._ports.values()):
            port.sender.nudge()
            port.receiver.nudge()
        self._tell_all(found)

    def _tell_all(self, transfers: Sequence[bytes]) -> None:
        """A part at a time: others read the journal meanwhile, and listeners hear of the first ones soon."""
        for first in range(0, len(transfers), READ_AT_ONCE):
            with self.journal.read() as db:
                rows = journal_transfers.shown_all(db, transfers[first : first + READ_AT_ONCE])
            self._tell_rows(rows)

    def _find(self, ids: Sequence[str]) -> list[bytes]:
        """Transfers by id or a unique beginning of one, also of the offer that a send made."""
        with self.journal.read() as db:
            return journal_transfers.find_all(db, ids)


def _open_pipe(pipe: str) -> BinaryIO:
    """Standard input, or that of another process of this user, which comes through a named pipe in portions."""
    return sys.stdin.buffer if pipe == "-" else opened(pipe)  # closed by the sending story's own thread
