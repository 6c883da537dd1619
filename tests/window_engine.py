"""An engine for tests of the window: the surface of engine.door.EngineSurface over rows that a test puts in.

It remembers what was asked (`asked`: method, arguments) and does the simplest thing that is true: a send adds a row, a
pause pauses it, an answer takes its question away. Everything is told to listeners as the real engine does, and what is asked
of an id that is gone is refused as the real engine refuses it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any, TypeVar

from made_rows import FINGERPRINT, new_id, person, transfer

from engine.api import (
    AttemptRow,
    Changed,
    Choices,
    DetailsRow,
    EntryRow,
    Event,
    Exists,
    Gone,
    Handed,
    Kind,
    LinkRow,
    MeRow,
    Move,
    OfferRow,
    Outcome,
    PersonRow,
    QuestionRow,
    QueueRow,
    Reach,
    ReceiptRow,
    ScanItem,
    ScanRow,
    Snapshot,
    StepRow,
    TeamRow,
    TransferRow,
    Wanted,
)
from engine.api_actions import ActionRow, Then
from engine.api_figures import CheckRow, FigureRow
from engine.api_fleet import (
    BackupRow,
    CardRow,
    EnrolRow,
    GrantRow,
    InviteMade,
    InviteRow,
    InviteWish,
    KeptRow,
    KeyChange,
    StationRow,
)
from engine.api_pace import PaceRow, RestRow
from engine.api_rules import Rule, RulePreview, RuleRow
from engine.api_watch import WatchPreview, WatchRow
from engine.errors import TowlineError

T = TypeVar("T")


def done(value: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(value)
    return future


def failed(error: TowlineError) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(error)
    return future


class WindowEngine:
    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.rows: dict[str, TransferRow] = {}
        self.entry_rows: dict[str, list[EntryRow]] = {}
        self.offer_rows: dict[str, OfferRow] = {}
        self.offer_entry_rows: dict[str, list[EntryRow]] = {}
        self.people_rows: dict[str, PersonRow] = {}
        self.team_rows: dict[str, TeamRow] = {}
        self.invite_rows: list[InviteRow] = []
        self.station_rows: dict[str, StationRow] = {}
        self.backup_rows: list[BackupRow] = []
        self.kept_rows: list[StationRow] = []  # of those whose keys are kept here
        self.question_rows: dict[str, QuestionRow] = {}
        self.story_rows: list[AttemptRow] = []
        self.rule_rows: list[RuleRow] = []
        self.preview = RulePreview(stored=340, fits=12, would=12, entries=214, size=4_100_000_000)
        self.link_rows: dict[str, LinkRow] = {}
        self.queue_rows: list[QueueRow] = []
        self.watch_rows: list[WatchRow] = []
        self.previewed = WatchPreview(0, 0, (), ())
        self.receipt_rows: dict[str, list[ReceiptRow]] = {}
        self.action_rows: dict[str, list[ActionRow]] = {}
        self.details_rows: dict[str, DetailsRow] = {}
        self.steps: list[StepRow] = []
        self.check_rows: list[CheckRow] = []
        self.scanned = ScanRow(0, 0, 0, 0, (), (), True, {"1": 0.12, "6": 0.18, "19": 0.21})
        self.identity = MeRow("Anna", FINGERPRINT, time.time() - 86_400, "keyring", 0.0)
        self.free = 412_000_000_000
        self.pace = PaceRow()
        self.fail: dict[str, TowlineError] = {}  # method → what it raises
        self._listeners: list[tuple[Callable[[Event], None], bool]] = []
        self._next = 5000

    # --- for tests ---------------------------------------------------------------------------------------------------------

    def put(self, *rows: TransferRow | OfferRow | PersonRow | LinkRow | StationRow) -> None:
        """As if the engine had committed these."""
        for row in rows:
            if isinstance(row, TransferRow):
                self.rows[row.id] = row
            elif isinstance(row, OfferRow):
                self.offer_rows[row.id] = row
            elif isinstance(row, PersonRow):
                self.people_rows[row.name] = row
            elif isinstance(row, StationRow):
                self.station_rows[row.fingerprint] = row
            else:
                self.link_rows[row.cluster] = row
            self.tell(Changed(row))

    def tell(self, event: Event) -> None:
        for listener, _ in list(self._listeners):
            listener(event)

    def of(self, method: str) -> list[tuple[Any, ...]]:
        """Arguments of every call of a method."""
        return [given for name, given in self.asked if name == method]

    def _asked(self, method: str, *given: Any) -> None:
        self.asked.append((method, given))
        if method in self.fail:
            raise self.fail[method]

    def _row(self, id: str) -> TransferRow:
        if id not in self.rows:
            raise TowlineError("no-such-id", name=id)
        return self.rows[id]

    def _gone(self, ids: list[str]) -> TowlineError | None:
        """What every action says of ids of which one is gone; then it does nothing."""
        return next((TowlineError("no-such-id", name=id) for id in ids if id not in self.rows), None)

    def _set(self, ids: list[str], **facts: Any) -> Future[int]:
        if gone := self._gone(ids):
            return failed(gone)
        for id in ids:
            self.put(replace(self.rows[id], **facts))
        return done(len(ids))

    # --- the surface ---------------------------------------------------------------------------------------------------------

    def start(self, reach: Reach = Reach.OPEN) -> None:
        self._asked("start", reach)

    def stop(self, grace: float = 20.0) -> None:
        self._asked("stop", grace)

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
        self._asked("send", paths, queue, choices, title, wanted, without)
        self._next += 1
        name = title or paths[0].rstrip("/").rsplit("/", 1)[-1]
        state = "paused" if wanted is Wanted.PAUSE else "scanning"
        self.put(transfer(self._next, title=name, queue=queue, wanted=wanted, state=state, added=time.time()))
        return done(new_id(self._next))

    def fetch(
        self,
        offer: str,
        globs: list[str],
        folder: str,
        exists: Exists,
        signed_only: bool = False,
        numbers: tuple[int, ...] = (),
        then: Then | None = None,
        look: int = 0,
    ) -> Future[str]:
        self._asked("fetch", offer, globs, folder, exists, signed_only, numbers)
        if offer not in self.offer_rows:
            return failed(TowlineError("no-such-id", name=offer))
        self._next += 1
        row = self.offer_rows[offer]
        made = transfer(
            self._next, kind=Kind.FETCH, title=row.title, peer=row.sender, queue="", offer=offer, folder=folder,
            state="fetching", size=row.size, added=time.time(),
        )  # fmt: skip
        self.put(made, replace(row, here="fetching", fetch=made.id, seen=True))
        return done(made.id)

    def scan(
        self, ticket: str, paths: list[str], on_part: Callable[[ScanRow], None], queue: str = ""
    ) -> Future[ScanRow]:
        self._asked("scan", ticket, paths, queue)
        items = self.scanned.items or tuple(ScanItem(path, False, 1, 1000) for path in paths)
        found = replace(self.scanned, items=items, files=self.scanned.files or len(items), done=True)
        on_part(replace(found, done=False, saves={}))
        return done(found)

    def scan_stop(self, ticket: str) -> None:
        self._asked("scan_stop", ticket)

    def pause(self, ids: list[str]) -> Future[int]:
        self._asked("pause", ids)
        return self._set(ids, wanted=Wanted.PAUSE, state="paused")

    def resume(self, ids: list[str]) -> Future[int]:
        self._asked("resume", ids)
        return self._set(ids, wanted=Wanted.RUN, state="waiting")

    def cancel(self, ids: list[str]) -> Future[int]:
        self._asked("cancel", ids)
        facts = {"wanted": Wanted.STOP, "state": "cancelled", "outcome": Outcome.CANCELLED, "finished": time.time()}
        return self._set(ids, **facts)

    def retry(self, ids: list[str]) -> Future[int]:
        self._asked("retry", ids)
        return self._set(ids, outcome=Outcome.NONE, state="waiting", wanted=Wanted.RUN, why="", finished=0.0)

    def first(self, ids: list[str]) -> Future[int]:
        self._asked("first", ids)
        return self.move(ids, Move.TOP)

    def move(self, ids: list[str], where: Move) -> Future[int]:
        self._asked("move", ids, where)
        if gone := self._gone(ids):
            return failed(gone)
        order = [row.id for row in sorted(self.rows.values(), key=lambda row: row.position) if row.id not in ids]
        places = [row.position for row in sorted(self.rows.values(), key=lambda row: row.position) if row.id in ids]
        at = {Move.TOP: 0, Move.BOTTOM: len(order), Move.UP: max(0, places[0] - 2), Move.DOWN: places[0]}[where]
        order[at:at] = ids
        for place, id in enumerate(order, 1):
            if self.rows[id].position != place:
                self.put(replace(self.rows[id], position=place))
        return done(len(ids))

    def limit(self, ids: list[str], rate: int) -> Future[int]:
        self._asked("limit", ids, rate)
        if gone := self._gone(ids):
            return failed(gone)
        return done(len(ids))

    def pause_all(self, until: float = 0.0) -> Future[None]:
        self._asked("pause_all", until)
        return self._rest(RestRow("pause", until=until), *(row for row in self.pace.rests if row.word != "pause"))

    def go_on(self, word: str = "") -> Future[int]:
        self._asked("go_on", word)
        left = [row for row in self.pace.rests if word not in ("", row.word)]
        count = len(self.pace.rests) - len(left)
        self._rest(*left)
        return done(count)

    def _rest(self, *rests: RestRow) -> Future[None]:
        """As the engine: what would go on is paused while everything rests, and says why."""
        self.pace = replace(self.pace, rests=rests)
        rest = next((row for row in rests if not row.cluster and not row.kind), None)
        for row in [row for row in self.rows.values() if not row.outcome and row.wanted is Wanted.RUN]:
            if rest:
                self.put(replace(row, state="paused", rests=rest.word, next_try=rest.until))
            elif row.rests:
                self.put(replace(row, state="waiting", rests="", next_try=0.0))
        return done(None)

    def limited(self, on: bool) -> Future[None]:
        self._asked("limited", on)
        rate = 500_000 if on else -1
        self.pace = replace(self.pace, up=rate, down=rate, level="limited" if on else "full", by="person")
        return done(None)

    def pace_now(self) -> PaceRow:
        return self.pace

    def forget(self, ids: list[str]) -> Future[int]:
        self._asked("forget", ids)
        if gone := self._gone(ids):
            return failed(gone)
        for id in ids:
            del self.rows[id]
            self.tell(Gone("transfer", id))
        return done(len(ids))

    def withdraw(self, offer: str) -> Future[None]:
        self._asked("withdraw", offer)
        for row in [row for row in self.rows.values() if offer in (row.offer, row.id)]:
            self.put(replace(row, outcome=Outcome.WITHDRAWN, state="withdrawn"))
        return done(None)

    def share(self, id: str, to: list[str]) -> Future[int]:
        self._asked("share", id, to)
        if gone := self._gone([id]):
            return failed(gone)
        row = self.rows[id]
        self.put(replace(row, peer=", ".join([row.peer, *to])))
        return done(len(to))

    def rules(self) -> list[RuleRow]:
        return list(self.rule_rows)

    def rule_preview(self, rule: Rule) -> Future[RulePreview]:
        self._asked("rule_preview", rule)
        return done(self.preview)

    def rule_forget(self, name: str) -> Future[None]:
        self._asked("rule_forget", name)
        self.rule_rows = [row for row in self.rule_rows if row.rule.name != name]
        return done(None)

    def verify(self, id: str) -> Future[list[EntryRow]]:
        self._asked("verify", id)
        if gone := self._gone([id]):
            return failed(gone)
        return done(list(self.entry_rows.get(id, [])))

    def test(self, cluster: str, create: bool, on_step: Callable[[StepRow], None]) -> Future[list[StepRow]]:
        self._asked("test", cluster, create)
        for step in self.steps:
            on_step(step)
        return done(list(self.steps))

    def doctor(self, on_check: Callable[[CheckRow], None]) -> Future[list[CheckRow]]:
        self._asked("doctor")
        for check in self.check_rows:
            on_check(check)
        return done(list(self.check_rows))

    def figures(self) -> list[FigureRow]:
        return [FigureRow("towline_up", 1)]

    def snapshot(self) -> Snapshot:
        rows = [row for row in self.rows.values() if not row.outcome]
        rows.sort(key=lambda row: row.position)
        left = sum(row.size - row.done for row in rows)
        moving = tuple(row for row in rows if row.state not in ("waiting", "paused"))[:500]
        return Snapshot(
            time.time(), moving, tuple(self.link_rows.values()), len(rows), left, self.free, self.pace,
            tuple(self.watch_rows),
        )  # fmt: skip

    def transfers(
        self, ended: bool | None = None, since: float = 0.0, after: str = "", limit: int = 0
    ) -> list[TransferRow]:
        rows = sorted(self.rows.values(), key=lambda row: (row.position, row.added, row.id))
        rows = [row for row in rows if ended is None or bool(row.outcome) == ended]
        rows = [row for row in rows if not since or (row.finished or row.added) >= since]
        if after:
            rows = rows[[row.id for row in rows].index(after) + 1 :]
        return rows[:limit] if limit else rows

    def transfer(self, id: str) -> TransferRow:
        return self._row(id)

    def entries(self, id: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        self._row(id)
        return [row for row in self.entry_rows.get(id, []) if row.number > after][:limit]

    def offers(
        self, cluster: str | None = None, refresh: float = 0.0, after: str = "", limit: int = 0
    ) -> list[OfferRow]:
        self._asked("offers", cluster, refresh)
        rows = [row for row in list(self.offer_rows.values()) if cluster in (None, row.cluster)]
        page = sorted((row for row in rows if row.id > after), key=lambda row: row.id)[:limit]
        return page if limit else rows

    def offers_mark(self, ids: list[str], seen: bool | None = None, hidden: bool | None = None) -> Future[int]:
        self._asked("offers_mark", ids, seen, hidden)
        rows = [self.offer_rows[id] for id in ids if id in self.offer_rows]  # what is gone has no mark
        for row in rows:
            self.put(
                replace(row, seen=row.seen if seen is None else seen, hidden=row.hidden if hidden is None else hidden)
            )
        return done(len(rows))

    def offer_entries(self, offer: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        if offer not in self.offer_rows:
            raise TowlineError("no-such-id", name=offer)
        return self.offer_entry_rows.get(offer, [])[after + 1 : after + 1 + limit]

    def story(self, id: str | None = None) -> list[AttemptRow]:
        if id:
            self._row(id)
        return [row for row in self.story_rows if id in (None, row.transfer)]

    def details(self, id: str) -> DetailsRow:
        row = self._row(id)
        plain = DetailsRow(id, "towline", 6, 103, 1, 950_000, 24_000_000, 0, "9f317c0e" * 8, "", (), (row.peer,), 0)
        return self.details_rows.get(id, plain)

    def receipts(self, id: str, refresh: float = 0.0) -> list[ReceiptRow]:
        self._row(id)
        return self.receipt_rows.get(id, [])

    def actions(self, id: str) -> list[ActionRow]:
        self._row(id)
        return self.action_rows.get(id, [])

    def again(self, ids: list[str]) -> Future[list[str]]:
        self._asked("again", ids)
        if gone := self._gone(ids):
            return failed(gone)
        made = [replace(self.rows[id], id=new_id(self._next + n + 1), outcome=Outcome.NONE) for n, id in enumerate(ids)]
        self._next += len(ids)
        self.put(*made)
        return done([row.id for row in made])

    def offer_of(self, reference: str, patience: float) -> OfferRow:
        self._asked("offer_of", reference, patience)
        found = next((row for row in self.offer_rows.values() if row.reference == reference), None)
        if found is None:
            raise TowlineError("no-offer", reference=reference, cluster="prod-eu")
        return found

    def questions(self) -> list[QuestionRow]:
        return list(self.question_rows.values())

    def answer(self, ids: list[str], choice: str, given: str = "") -> Future[int]:
        self._asked("answer", ids, choice, given)
        count = 0
        for id in ids:
            question = self.question_rows.pop(id, None)
            count += question is not None
            if question is not None and question.transfer in self.rows:
                self.put(replace(self.rows[question.transfer], state="waiting", why=""))
        return done(count)

    def links(self) -> list[LinkRow]:
        return list(self.link_rows.values())

    def queues(self) -> list[QueueRow]:
        return self.queue_rows

    def watches(self) -> list[WatchRow]:
        return self.watch_rows

    def watch_preview(self, name: str, values: Mapping[str, str]) -> Future[WatchPreview]:
        self._asked("watch_preview", name, values)
        return done(self.previewed)

    def people(self) -> list[PersonRow]:
        return list(self.people_rows.values())

    def people_add(self, text: str, name: str, verified: bool) -> PersonRow:
        self._asked("people_add", text, name, verified)
        row = person(name or "Somebody", trust="verified" if verified else "not-verified")
        self.put(row)
        return row

    def people_verify(self, name: str, fingerprint: str) -> PersonRow:
        self._asked("people_verify", name, fingerprint)
        row = self.people_rows[name]
        if fingerprint.split() != row.fingerprint.split():
            raise TowlineError("fingerprint-differs", name=name)
        self.put(replace(row, trust="verified", since=time.time()))
        return self.people_rows[name]

    def people_accept(self, fingerprint: str, name: str) -> PersonRow:
        self._asked("people_accept", fingerprint, name)
        old = next(row for row in self.people_rows.values() if row.fingerprint == fingerprint)
        del self.people_rows[old.name]
        self.put(replace(old, name=name or old.name, trust="not-verified"))
        return self.people_rows[name or old.name]

    def people_rename(self, name: str, new: str) -> PersonRow:
        self._asked("people_rename", name, new)
        self.put(replace(self.people_rows.pop(name), name=new))
        return self.people_rows[new]

    def people_block(self, name: str) -> PersonRow:
        self._asked("people_block", name)
        name = next(row.name for row in self.people_rows.values() if name in (row.name, row.fingerprint))
        self.put(replace(self.people_rows[name], trust="blocked"))
        return self.people_rows[name]

    def people_revoke(self, name: str) -> Future[list[GrantRow]]:
        self.people_block(name)
        self._asked("people_revoke", name)
        return done([row for team in self.team_rows for row in self.team_grants(team)])

    def invite_new(self, wish: InviteWish) -> Future[InviteMade]:
        self._asked("invite_new", wish)
        now = time.time()
        row = InviteRow("ab" * 16, wish.team, wish.cluster, 0, wish.most, 0, now, now + wish.lasts, "open")
        self.invite_rows.append(row)
        self.team_rows.setdefault(wish.team, TeamRow(wish.team, "00" * 16, 1, now, ()))
        says = (f"It holds the key of {wish.team}.",) if wish.with_team_key else ()
        return done(InviteMade(f"towline-invite:{wish.team}\n", row, says))

    def invites(self) -> list[InviteRow]:
        return list(self.invite_rows)

    def invite_revoke(self, team: str) -> int:
        self._asked("invite_revoke", team)
        self.invite_rows = [replace(row, state="closed") if row.team == team else row for row in self.invite_rows]
        return 1

    def enrol(self, text: str, name: str) -> Future[EnrolRow]:
        self._asked("enrol", text, name)
        return done(EnrolRow(text.strip().removeprefix("towline-invite:"), "prod-eu", name, FINGERPRINT, "joined"))

    def stations(self) -> list[StationRow]:
        return list(self.station_rows.values())

    def team_grants(self, name: str) -> list[GrantRow]:
        return [
            GrantRow(name, row.name, row.fingerprint, "sent") for row in self.people_rows.values() if row.via == name
        ]

    def teams(self) -> list[TeamRow]:
        return list(self.team_rows.values())

    def team_new(self, name: str) -> None:
        self._asked("team_new", name)
        self.team_rows[name] = TeamRow(name, "00" * 16, 1, time.time(), ())

    def team_change_key(self, name: str) -> None:
        self._asked("team_change_key", name)
        self.team_rows[name] = replace(self.team_rows[name], keys=self.team_rows[name].keys + 1)

    def team_export(self, name: str) -> str:
        self._asked("team_export", name)
        return f"towline-team:{name}"

    def team_import(self, text: str) -> str:
        self._asked("team_import", text)
        name = text.removeprefix("towline-team:")
        self.team_rows[name] = TeamRow(name, "00" * 16, 1, time.time(), ())
        return name

    def my_card(self) -> str:
        return "towline-card:AAAABBBBCCCC"

    def my_fingerprint(self) -> str:
        return self.identity.fingerprint

    def me(self) -> MeRow:
        return self.identity

    def my_rename(self, name: str) -> None:
        self._asked("my_rename", name)
        self.identity = replace(self.identity, name=name)

    def my_revoke(self) -> None:
        self._asked("my_revoke")

    def my_change_key(self) -> Future[KeyChange]:
        self._asked("my_change_key")
        fingerprint = " ".join(self.identity.fingerprint.split()[::-1])
        self.identity = replace(self.identity, fingerprint=fingerprint, recovery_saved=0.0)
        return done(self.my_key_change())

    def my_backup_to(self, team: str) -> Future[list[BackupRow]]:
        self._asked("my_backup_to", team)
        state, at = ("sent", time.time()) if team else ("off", 0.0)
        self.backup_rows = [replace(row, state=state, at=at) for row in self.backup_rows]
        return done(self.my_backup())

    def my_backup(self) -> list[BackupRow]:
        return list(self.backup_rows)

    def backups(self) -> list[KeptRow]:
        return [KeptRow(row.name, row.fingerprint, "prod-eu", time.time()) for row in self.kept_rows]

    def backup_of(self, name: str, passphrase: str) -> str:
        self._asked("backup_of", name, passphrase)
        return "Towline recovery file\nBBBB\n"

    def my_key_change(self) -> KeyChange:
        grants = [row for team in self.team_rows for row in self.team_grants(team)]
        return KeyChange(
            self.identity.fingerprint, (CardRow("prod-eu", "sent"), CardRow("Practice", "waiting")), tuple(grants)
        )

    def recovery(self, passphrase: str) -> str:
        self._asked("recovery", passphrase)
        self.identity = replace(self.identity, recovery_saved=time.time())
        return "Towline recovery file\nAAAA\n"

    def recover(self, text: str, passphrase: str) -> str:
        self._asked("recover", text, passphrase)
        return self.identity.fingerprint

    def hand_over(self, paths: list[str]) -> bool:
        self._asked("hand_over", paths)
        self.tell(Handed(tuple(paths)))
        return any(window for _, window in self._listeners)

    def apply(self) -> None:
        self._asked("apply")

    def wake(self) -> None:
        self._asked("wake")

    def subscribe(self, listener: Callable[[Event], None], window: bool = False) -> Callable[[], None]:
        pair = (listener, window)
        self._listeners.append(pair)
        return lambda: self._listeners.remove(pair)
