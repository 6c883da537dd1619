"""An engine that does nothing but remember: the surface of engine.door.EngineSurface over rows made by a test.

`calls` holds what was asked, in order. A send or fetch runs through the states of `script`, one with each look at it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from engine.api import (
    AttemptRow,
    Changed,
    Choices,
    DetailsRow,
    EntryRow,
    Event,
    Exists,
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
    ScanRow,
    SettingsRead,
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
from engine.api_pace import PaceRow
from engine.api_rules import Rule, RulePreview, RuleRow
from engine.api_watch import WatchPreview, WatchRow
from engine.errors import TowlineError
from engine.portions import opened

T = TypeVar("T")

ID = "AAAAAAAAAAAAAAAAAAAAAAAAAA"
OTHER = "AAAAAABBBBBBBBBBBBBBBBBBBB"
OFFER = "OOOOOOOOOOOOOOOOOOOOOOOOOO"
FINGERPRINT = "12345 67890 12345 67890 12345 67890 12345 67890"

SENT: dict[str, Any] = {"state": "stored", "outcome": Outcome.STORED, "entries_done": 3, "done": 3_400_000_000}
PLACED: dict[str, Any] = {"state": "placed", "outcome": Outcome.PLACED, "entries_done": 3, "done": 3_400_000_000}


def transfer(id: str = ID, kind: Kind = Kind.SEND, **facts: Any) -> TransferRow:
    plain = TransferRow(
        id=id, kind=kind, title="scans-41", state="waiting", wanted=Wanted.RUN, outcome=Outcome.NONE, position=1,
        cluster="prod", queue="hq", peer="Ben", entries=3, entries_done=0, left_out=0, size=3_400_000_000, done=0,
        sent_twice=0, saved=0, attempt=0, next_try=0.0, why="", todo="", cipher="aes-256-gcm", compression="auto",
        folder="", offer="", reference="", added=1_790_000_000.0, finished=0.0, stored_until=0.0,
    )  # fmt: skip
    return replace(plain, **facts)


def offer(id: str = OFFER, **facts: Any) -> OfferRow:
    plain = OfferRow(
        id=id, sender="Ben", fingerprint=FINGERPRINT, trusted=True, title="drawings", state="complete", entries=214,
        size=812_000_000, stored=812_000_000, sent=1_790_000_000.0, until=1_790_600_000.0, cluster="prod",
        reference=f"tl:c1/towline/{id}", cipher="aes-256-gcm",
    )  # fmt: skip
    return replace(plain, **facts)


def entry(number: int, path: str, **facts: Any) -> EntryRow:
    return replace(EntryRow(number, path, folder=False, size=100, mtime_ns=0, state="in place"), **facts)


def link(**facts: Any) -> LinkRow:
    return replace(LinkRow("prod", "connected", "", "", 0, 0.0, 1e6, 0.0, 0, 1), **facts)


def details(id: str = ID, **facts: Any) -> DetailsRow:
    plain = DetailsRow(
        transfer=id, topic="towline", partitions=6, chunks=12, pages=2, block_size=950_000, in_flight=3, twice=1,
        commitment="ab" * 32, sha256="", sources=("/home/anna/scans-41",), to=("Ben",), limit=0,
    )  # fmt: skip
    return replace(plain, **facts)


class FakeEngine:
    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.rows: dict[str, TransferRow] = {}
        self.script: list[dict[str, Any]] = [{"state": "scanning"}, {"state": "sending", "done": 1}, SENT]
        self.entry_rows: dict[str, list[EntryRow]] = {}
        self.offer_rows: list[OfferRow] = []
        self.people_rows = [PersonRow("me", "Anna", FINGERPRINT, "me", 0.0)]
        self.team_rows: list[TeamRow] = []
        self.invite_rows: list[InviteRow] = []
        self.grant_rows: list[GrantRow] = []
        self.backup_rows: list[BackupRow] = []
        self.card_rows: list[CardRow] = [CardRow("prod", "sent")]
        self.station_rows: list[StationRow] = []
        self.link_rows = [link()]
        self.queue_rows = [QueueRow("hq", "prod", ("Ben",))]
        self.pace_row = PaceRow()
        self.figure_rows = [FigureRow("towline_up", 1)]
        self.stories: list[AttemptRow] = []
        self.rule_rows: list[RuleRow] = []
        self.preview = RulePreview(340, 12, 12, 214, 4_100_000_000)
        self.steps: list[StepRow] = []
        self.check_rows: list[CheckRow] = []
        self.fails: dict[str, Exception] = {}
        self.on_fetch: Callable[[Path], None] = lambda folder: None
        self.piped = b""
        self.started = self.stopped = 0
        self.scanned: list[ScanRow] = []  # parts of a scan; the last one is its result
        self.scan_stopped = threading.Event()
        self.receipt_rows: list[ReceiptRow] = []
        self.action_rows: list[list[ActionRow]] = []  # one list a look
        self.question_rows: list[QuestionRow] = []
        self.watch_rows: list[WatchRow] = []
        self.previewed = WatchPreview(0, 0, (), ())
        self.listeners: list[Callable[[Event], None]] = []
        self.windows: list[Callable[[Event], None]] = []  # those of `listeners` that belong to a window
        self.heard = threading.Event()  # somebody subscribed or left
        self._left: dict[str, list[dict[str, Any]]] = {}

    def _done(self, result: T, *call: Any) -> Future[T]:
        self.calls.append(call)
        future: Future[T] = Future()
        if call[0] in self.fails:
            future.set_exception(self.fails[call[0]])
        else:
            future.set_result(result)
        return future

    def _now(self, result: T, *call: Any) -> T:
        return self._done(result, *call).result()

    def start(self, reach: Reach = Reach.OPEN) -> None:
        self.started += 1

    def stop(self, grace: float = 20.0) -> None:
        self.stopped += 1

    # --- actions

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
        if pipe and pipe != "-":
            with opened(pipe) as stream:
                self.piped = stream.read()
        self.rows[ID] = transfer(title=title or paths[0], queue=queue, wanted=wanted)
        self._left[ID] = list(self.script)
        return self._done(ID, "send", paths, queue, choices, title, pipe, *([without] if without else []))

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
        self.rows[ID] = transfer(kind=Kind.FETCH, folder=folder, offer=OFFER)
        self._left[ID] = list(self.script)
        self.on_fetch(Path(folder))
        more = [
            *([True] if signed_only else []),
            *([numbers] if numbers else []),
            *([then] if then else []),
            *([look] if look else []),
        ]
        return self._done(ID, "fetch", offer, globs, folder, exists, *more)

    def scan(
        self, ticket: str, paths: list[str], on_part: Callable[[ScanRow], None], queue: str = ""
    ) -> Future[ScanRow]:
        for part in self.scanned[:-1]:
            on_part(part)
        return self._done(self.scanned[-1], "scan", ticket, paths, *([queue] if queue else []))

    def scan_stop(self, ticket: str) -> None:
        self._now(None, "scan_stop", ticket)
        self.scan_stopped.set()

    def _known(self, ids: list[str]) -> None:
        for id in ids:
            if id not in self.rows:
                raise TowlineError("no-such-id", name=id)

    def pause(self, ids: list[str]) -> Future[int]:
        self._known(ids)
        return self._done(len(ids), "pause", ids)

    def resume(self, ids: list[str]) -> Future[int]:
        return self._done(len(ids), "resume", ids)

    def cancel(self, ids: list[str]) -> Future[int]:
        return self._done(len(ids), "cancel", ids)

    def retry(self, ids: list[str]) -> Future[int]:
        return self._done(len(ids), "retry", ids)

    def first(self, ids: list[str]) -> Future[int]:
        return self._done(len(ids), "first", ids)

    def move(self, ids: list[str], where: Move) -> Future[int]:
        return self._done(len(ids), "move", ids, where)

    def limit(self, ids: list[str], rate: int) -> Future[int]:
        return self._done(len(ids), "limit", ids, rate)

    def pause_all(self, until: float = 0.0) -> Future[None]:
        return self._done(None, "pause_all", until)

    def go_on(self, word: str = "") -> Future[int]:
        return self._done(len(self.pace_row.rests), "go_on", word)

    def limited(self, on: bool) -> Future[None]:
        return self._done(None, "limited", on)

    def pace_now(self) -> PaceRow:
        return self.pace_row

    def forget(self, ids: list[str]) -> Future[int]:
        return self._done(len(ids), "forget", ids)

    def withdraw(self, offer: str) -> Future[None]:
        return self._done(None, "withdraw", offer)

    def share(self, id: str, to: list[str]) -> Future[int]:
        return self._done(len(to), "share", id, to)

    def rules(self) -> list[RuleRow]:
        return list(self.rule_rows)

    def rule_preview(self, rule: Rule) -> Future[RulePreview]:
        return self._done(self.preview, "rule_preview", rule)

    def rule_forget(self, name: str) -> Future[None]:
        return self._done(None, "rule_forget", name)

    def verify(self, id: str) -> Future[list[EntryRow]]:
        return self._done(self.entry_rows.get(id, []), "verify", id)

    def test(self, cluster: str, create: bool, on_step: Callable[[StepRow], None]) -> Future[list[StepRow]]:
        for step in self.steps:
            on_step(step)
        return self._done(self.steps, "test", cluster, create)

    def doctor(self, on_check: Callable[[CheckRow], None]) -> Future[list[CheckRow]]:
        for check in self.check_rows:
            on_check(check)
        return self._done(self.check_rows, "doctor")

    # --- rows

    def snapshot(self) -> Snapshot:
        open_ones = [row for row in self.rows.values() if not row.outcome]
        left = sum(row.size - row.done for row in open_ones)
        return Snapshot(
            1_790_000_001.0, tuple(open_ones), tuple(self.link_rows), len(open_ones), left, 412_000_000_000,
            self.pace_row, tuple(self.watch_rows), len(self.windows),
        )  # fmt: skip

    def figures(self) -> list[FigureRow]:
        return self.figure_rows

    def transfers(
        self, ended: bool | None = None, since: float = 0.0, after: str = "", limit: int = 0
    ) -> list[TransferRow]:
        rows = list(self.rows.values())
        if after:
            rows = rows[list(self.rows).index(after) + 1 :]
        rows = [row for row in rows if max(row.added, row.finished) >= since]
        return [row for row in rows if ended is None or bool(row.outcome) is ended][: limit or None]

    def transfer(self, id: str) -> TransferRow:
        found = [known for known in self.rows if known.startswith(id)]
        if len(found) != 1:
            raise TowlineError("many-ids" if found else "no-such-id", name=id)
        left = self._left.get(found[0])
        if left:
            self.rows[found[0]] = replace(self.rows[found[0]], **left.pop(0))
            if self.rows[found[0]].outcome:
                self.rows[found[0]] = replace(self.rows[found[0]], finished=time.time())
        return self.rows[found[0]]

    def entries(self, id: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        return [row for row in self.entry_rows.get(id, []) if row.number > after][:limit]

    def offers(
        self, cluster: str | None = None, refresh: float = 0.0, after: str = "", limit: int = 0
    ) -> list[OfferRow]:
        if refresh:
            self.calls.append(("offers", cluster, refresh))
            if "offers" in self.fails:
                raise self.fails["offers"]
        page = sorted((row for row in self.offer_rows if row.id > after), key=lambda row: row.id)[:limit]
        return page if limit else self.offer_rows

    def offers_mark(self, ids: list[str], seen: bool | None = None, hidden: bool | None = None) -> Future[int]:
        return self._done(len(ids), "offers_mark", ids, seen, hidden)

    def offer_entries(self, offer: str, after: int = -1, limit: int = 1000) -> list[EntryRow]:
        return [row for row in self.entry_rows.get(offer, []) if row.number > after][:limit]

    def story(self, id: str | None = None) -> list[AttemptRow]:
        return [row for row in self.stories if id in (None, row.transfer)]

    def details(self, id: str) -> DetailsRow:
        return details(self.transfer(id).id)

    def receipts(self, id: str, refresh: float = 0.0) -> list[ReceiptRow]:
        if refresh and "receipts" in self.fails:
            raise self.fails["receipts"]
        return self.receipt_rows

    def actions(self, id: str) -> list[ActionRow]:
        return self.action_rows.pop(0) if self.action_rows else []

    def again(self, ids: list[str]) -> Future[list[str]]:
        self.rows[OTHER] = transfer(OTHER)
        self._left[OTHER] = list(self.script)
        return self._done([OTHER for _ in ids], "again", ids)

    def offer_of(self, reference: str, patience: float) -> OfferRow:
        return self._now(offer(), "offer_of", reference, patience)

    def questions(self) -> list[QuestionRow]:
        return self.question_rows

    def answer(self, ids: list[str], choice: str, given: str = "") -> Future[int]:
        return self._done(len(ids), "answer", ids, choice, given)

    def links(self) -> list[LinkRow]:
        return self.link_rows

    def queues(self) -> list[QueueRow]:
        return self.queue_rows

    def watches(self) -> list[WatchRow]:
        return self.watch_rows

    def watch_preview(self, name: str, values: Mapping[str, str]) -> Future[WatchPreview]:
        return self._done(self.previewed, "watch_preview", name, values)

    # --- people

    def people(self) -> list[PersonRow]:
        return self.people_rows

    def people_add(self, text: str, name: str, verified: bool) -> PersonRow:
        row = PersonRow(name or "Ben", "Ben", FINGERPRINT, "verified" if verified else "not-verified", 0.0)
        return self._now(row, "people_add", text, name, verified)

    def people_verify(self, name: str, fingerprint: str) -> PersonRow:
        row = PersonRow(name, name, FINGERPRINT, "verified", 0.0)
        return self._now(row, "people_verify", name, fingerprint)

    def people_accept(self, fingerprint: str, name: str) -> PersonRow:
        row = PersonRow(name, name, fingerprint, "not-verified", 0.0)
        return self._now(row, "people_accept", fingerprint, name)

    def people_rename(self, name: str, new: str) -> PersonRow:
        return self._now(PersonRow(new, name, FINGERPRINT, "verified", 0.0), "people_rename", name, new)

    def people_block(self, name: str) -> PersonRow:
        return self._now(PersonRow(name, name, FINGERPRINT, "blocked", 0.0), "people_block", name)

    def people_revoke(self, name: str) -> Future[list[GrantRow]]:
        return self._done(self.grant_rows, "people_revoke", name)

    def invite_new(self, wish: InviteWish) -> Future[InviteMade]:
        expires = 1_790_000_000.0 + wish.lasts
        row = InviteRow("ab" * 16, wish.team, wish.cluster, 0, wish.most, 0, 1_790_000_000.0, expires, "open")
        return self._done(InviteMade("towline-invite:SECRET\n", row, ("It holds a secret.",)), "invite_new", wish)

    def invites(self) -> list[InviteRow]:
        return self.invite_rows

    def invite_revoke(self, team: str) -> int:
        return self._now(1, "invite_revoke", team)

    def enrol(self, text: str, name: str) -> Future[EnrolRow]:
        return self._done(EnrolRow("plant7", "prod", name or "press-07", FINGERPRINT, "joined"), "enrol", text, name)

    def stations(self) -> list[StationRow]:
        return self.station_rows

    def team_grants(self, name: str) -> list[GrantRow]:
        return self.grant_rows

    def teams(self) -> list[TeamRow]:
        return self.team_rows

    def team_new(self, name: str) -> None:
        self._now(None, "team_new", name)

    def team_change_key(self, name: str) -> None:
        self._now(None, "team_change_key", name)

    def team_export(self, name: str) -> str:
        return self._now("towline-team:SECRET", "team_export", name)

    def team_import(self, text: str) -> str:
        return self._now("plant7", "team_import", text)

    def my_card(self) -> str:
        return "towline-card:MINE"

    def my_fingerprint(self) -> str:
        return FINGERPRINT

    def me(self) -> MeRow:
        return MeRow("Anna", FINGERPRINT, 1_790_000_000.0, "file", 0.0)

    def my_rename(self, name: str) -> None:
        self._now(None, "my_rename", name)

    def my_revoke(self) -> None:
        self._now(None, "my_revoke")

    def my_change_key(self) -> Future[KeyChange]:
        return self._done(self.my_key_change(), "my_change_key")

    def my_backup_to(self, team: str) -> Future[list[BackupRow]]:
        return self._done(self.backup_rows, "my_backup_to", team)

    def my_backup(self) -> list[BackupRow]:
        return self.backup_rows

    def backups(self) -> list[KeptRow]:
        return [KeptRow("press-07", FINGERPRINT, "prod", 1_790_000_000.0)]

    def backup_of(self, name: str, passphrase: str) -> str:
        return self._now("towline-recovery:SEALED", "backup_of", name, passphrase)

    def my_key_change(self) -> KeyChange:
        return KeyChange(FINGERPRINT, tuple(self.card_rows), tuple(self.grant_rows))

    def recovery(self, passphrase: str) -> str:
        return self._now("towline-recovery:SEALED", "recovery", passphrase)

    def recover(self, text: str, passphrase: str) -> str:
        return self._now(FINGERPRINT, "recover", text, passphrase)

    # --- settings and events

    def hand_over(self, paths: list[str]) -> bool:
        for listener in list(self.listeners):
            listener(Handed(tuple(paths)))
        return bool(self.windows)

    def apply(self) -> None:
        self._now(None, "apply")
        for listener in list(self.listeners):
            listener(SettingsRead())

    def wake(self) -> None:
        self._now(None, "wake")

    def subscribe(self, listener: Callable[[Event], None], window: bool = False) -> Callable[[], None]:
        self.listeners.append(listener)
        if window:
            self.windows.append(listener)
        self.heard.set()

        def leave() -> None:
            self.listeners.remove(listener)
            if window:
                self.windows.remove(listener)
            self.heard.set()

        return leave

    def tell(self, row: TransferRow | OfferRow | LinkRow | PersonRow) -> None:
        for listener in list(self.listeners):
            listener(Changed(row))
