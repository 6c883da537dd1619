"""The door: a second `towline` on the same profile hands its work to the one that runs.

Hides: sockets and named pipes, where they live, the handshake, threads. Promises: only this user can use it (private
folder, a key made anew at each start, both sides prove they know it), and through a second one, with fewer methods, the
accounts that `let_in` was told (door_accounts.py); only the methods of `EngineSurface` can be called, with the types
written there; an error crosses with its word and facts, so it reads the same on both sides. `RemoteEngine` has the
methods of the Engine, so nobody needs to care which one he has.

A connection carries one request after the other, each with what is told meanwhile and one answer, a long list in parts, as
JSON bytes; one that listens carries events and nothing else, a few at a time, so that a slow guest holds up no thread of the
engine. `door.json` in the profile (0600) says where that listens, and holds the key; if nobody answers, it is left from a crash.
"""

from __future__ import annotations

import inspect
import json
import logging
import os
import secrets
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from functools import partial, wraps
from itertools import groupby, islice
from multiprocessing import AuthenticationError, Pipe
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge, wait
from pathlib import Path
from typing import Any, Protocol, cast

from engine import door_accounts
from engine.api import (
    AttemptRow,
    Changed,
    Choices,
    DetailsRow,
    EntryRow,
    Event,
    Exists,
    LinkRow,
    MeRow,
    Move,
    OfferRow,
    PersonRow,
    QuestionRow,
    QueueRow,
    Reach,
    ReceiptRow,
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
from engine.door_accounts import Others, Visit
from engine.door_json import (
    error_from_json,
    error_to_json,
    from_json,
    gives_future,
    hints_of,
    is_callback,
    returned_by,
    to_json,
    told_by,
)
from engine.door_place import DOOR_FILE, address_of, read_door_file, write_door_file
from engine.errors import TowlineError
from engine.gather import Gathered

MAX_REQUEST = 16 * 1024 * 1024  # bytes
MAX_REPLY = 1024 * 1024 * 1024  # bytes; a million rows
KEPT = 4  # connections a guest keeps for its next requests: a handshake takes longer than most answers
GATHER = 0.05  # seconds; what changed within them crosses at once
PART = 256  # rows in one message: reading one takes a millisecond or two, in which a window in the same process waits
REST = 0.001  # seconds after each that such a window has for itself
LAST_ANSWERS = 5.0  # seconds that a closing door waits for answers on their way
LAST_WORDS = 0.3  # seconds in which a guest that is inside may still ask once, while the door closes
HANDSHAKE = 10.0  # seconds until a door that says nothing counts as stuck

log = logging.getLogger("towline.door")


class EngineSurface(Protocol):
    """What the command line and a window use of an engine, whether it runs here or behind a door.

    Thread-safe. Actions return at once; their futures end when the journal has it (send, fetch, pause, …) or when it is
    done (withdraw, verify, test, doctor, scan). Ids and offers are the 26 characters. What gives rows reads and may block.

    `send(without)`: paths below those given that stay here. `fetch(numbers)`: these entries instead of `globs`; a folder
    brings all that is below it, as with globs; `then`: what follows once all is in place. `again`: the same once more.
    `offer_of`: the offer of a reference, waiting at most so many seconds until it is known.
    `scan`: looks at paths as a send through that queue would, telling parts a few times a second; `scan_stop(ticket)` ends it with what it has.
    `limit(rate)`: bytes a second, 0 takes it off. `transfers(after, limit)`: by position and time added, the `limit` rows
    after that id. `pause_all`, `go_on`, `limited`: see steering.py, and PaceRow. `answer`: see QuestionRow. `recovery`: the text of a recovery file for my identity and team keys, sealed
    under a passphrase; `recover` takes it in place of an identity nobody has sent with yet and gives its fingerprint.
    `watch_preview`: what a watch of that name would send now with these values, as texts; none: as it is in the settings.
    `share`: adds people and teams to a send without sending it again; how many were not named before.
    `rule_preview`: what a rule would do if it were saved. `rule_forget`: what a removed rule took is forgotten.
    `hand_over`: gives paths to a window; False if there is none. `subscribe(window)`: a window, until it leaves or is lost.
    """

    def start(self, reach: Reach = Reach.OPEN) -> None: ...
    def stop(self, grace: float = 20.0) -> None: ...
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
    ) -> Future[str]: ...
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
    ) -> Future[str]: ...
    def scan(self, ticket: str, paths: list[str], on_part: Callable[[ScanRow], None], queue: str = "") -> Future[ScanRow]: ...  # fmt: skip
    def scan_stop(self, ticket: str) -> None: ...
    def pause(self, ids: list[str]) -> Future[int]: ...
    def resume(self, ids: list[str]) -> Future[int]: ...
    def cancel(self, ids: list[str]) -> Future[int]: ...
    def retry(self, ids: list[str]) -> Future[int]: ...
    def first(self, ids: list[str]) -> Future[int]: ...
    def move(self, ids: list[str], where: Move) -> Future[int]: ...
    def limit(self, ids: list[str], rate: int) -> Future[int]: ...
    def pause_all(self, until: float = 0.0) -> Future[None]: ...
    def go_on(self, word: str = "") -> Future[int]: ...
    def limited(self, on: bool) -> Future[None]: ...
    def pace_now(self) -> PaceRow: ...
    def forget(self, ids: list[str]) -> Future[int]: ...
    def withdraw(self, offer: str) -> Future[None]: ...
    def share(self, id: str, to: list[str]) -> Future[int]: ...
    def rules(self) -> list[RuleRow]: ...
    def rule_preview(self, rule: Rule) -> Future[RulePreview]: ...
    def rule_forget(self, name: str) -> Future[None]: ...
    def verify(self, id: str) -> Future[list[EntryRow]]: ...
    def test(self, cluster: str, create: bool, on_step: Callable[[StepRow], None]) -> Future[list[StepRow]]: ...
    def doctor(self, on_check: Callable[[CheckRow], None]) -> Future[list[CheckRow]]: ...
    def snapshot(self) -> Snapshot: ...
    def figures(self) -> list[FigureRow]: ...
    def transfers(
        self, ended: bool | None = None, since: float = 0.0, after: str = "", limit: int = 0
    ) -> list[TransferRow]: ...
    def transfer(self, id: str) -> TransferRow: ...
    def entries(self, id: str, after: int = -1, limit: int = 1000) -> list[EntryRow]: ...
    def offers(
        self, cluster: str | None = None, refresh: float = 0.0, after: str = "", limit: int = 0
    ) -> list[OfferRow]: ...
    def offers_mark(self, ids: list[str], seen: bool | None = None, hidden: bool | None = None) -> Future[int]: ...
    def offer_entries(self, offer: str, after: int = -1, limit: int = 1000) -> list[EntryRow]: ...
    def story(self, id: str | None = None) -> list[AttemptRow]: ...
    def details(self, id: str) -> DetailsRow: ...
    def receipts(self, id: str, refresh: float = 0.0) -> list[ReceiptRow]: ...
    def actions(self, id: str) -> list[ActionRow]: ...
    def offer_of(self, reference: str, patience: float) -> OfferRow: ...
    def again(self, ids: list[str]) -> Future[list[str]]: ...
    def questions(self) -> list[QuestionRow]: ...
    def answer(self, ids: list[str], choice: str, given: str = "") -> Future[int]: ...
    def links(self) -> list[LinkRow]: ...
    def queues(self) -> list[QueueRow]: ...
    def watches(self) -> list[WatchRow]: ...
    def watch_preview(self, name: str, values: Mapping[str, str]) -> Future[WatchPreview]: ...
    def people(self) -> list[PersonRow]: ...
    def people_add(self, text: str, name: str, verified: bool) -> PersonRow: ...
    def people_verify(self, name: str, fingerprint: str) -> PersonRow: ...
    def people_accept(self, fingerprint: str, name: str) -> PersonRow: ...
    def people_rename(self, name: str, new: str) -> PersonRow: ...
    def people_block(self, name: str) -> PersonRow: ...
    def people_revoke(self, name: str) -> Future[list[GrantRow]]: ...
    def invite_new(self, wish: InviteWish) -> Future[InviteMade]: ...
    def invites(self) -> list[InviteRow]: ...
    def invite_revoke(self, team: str) -> int: ...
    def enrol(self, text: str, name: str) -> Future[EnrolRow]: ...
    def stations(self) -> list[StationRow]: ...
    def teams(self) -> list[TeamRow]: ...
    def team_new(self, name: str) -> None: ...
    def team_change_key(self, name: str) -> None: ...
    def team_grants(self, name: str) -> list[GrantRow]: ...
    def team_export(self, name: str) -> str: ...
    def team_import(self, text: str) -> str: ...
    def my_card(self) -> str: ...
    def my_fingerprint(self) -> str: ...
    def me(self) -> MeRow: ...
    def my_rename(self, name: str) -> None: ...
    def my_revoke(self) -> None: ...
    def my_change_key(self) -> Future[KeyChange]: ...
    def my_key_change(self) -> KeyChange: ...
    def my_backup_to(self, team: str) -> Future[list[BackupRow]]: ...
    def my_backup(self) -> list[BackupRow]: ...
    def backups(self) -> list[KeptRow]: ...
    def backup_of(self, name: str, passphrase: str) -> str: ...
    def recovery(self, passphrase: str) -> str: ...
    def recover(self, text: str, passphrase: str) -> str: ...
    def hand_over(self, paths: list[str]) -> bool: ...
    def apply(self) -> None: ...
    def wake(self) -> None: ...
    def subscribe(self, listener: Callable[[Event], None], window: bool = False) -> Callable[[], None]: ...


HERE_ONLY = frozenset({"start", "stop"})  # the life of the running engine is not a guest's affair
METHODS = frozenset(name for name in vars(EngineSurface) if not name.startswith("_")) - HERE_ONLY


# --- the side that runs the engine ------------------------------------------------------------------------------------


class Door:
    """Serves an engine to other processes of this user: one thread accepts, one thread a guest."""

    def __init__(self, engine: EngineSurface, profile: Path) -> None:
        self._engine = engine
        self._profile = profile
        self._key = secrets.token_bytes(32)
        self._address, self._folder = "", ""
        self._listener: Listener | None = None
        self._others = Others()
        self._others_listener: Listener | None = None
        self._others_end, self._others_end_writer = Pipe(duplex=False)  # readable once others are named anew
        self._closing = threading.Event()
        self._end, self._end_writer = Pipe(duplex=False)  # readable once the door closes
        self._guests = 0
        self._left = threading.Condition()

    def open(self) -> None:
        """Listens from now on. The caller holds the profile's lock, so whatever is there is left from a crash."""
        self._address, self._folder = address_of(self._profile)
        if sys.platform != "win32":
            Path(self._address).unlink(missing_ok=True)
        self._listener = Listener(self._address, backlog=16)
        write_door_file(self._profile, self._address, self._key)
        self._begin(self._listener, self._with_key)

    def let_in(self, others: Others) -> None:
        """Which other accounts may come from now on; if others are named than before, who is inside is sent away, and comes
        again if it still may. Raises TowlineError "door-others"."""
        if others != self._others:
            self._others = others
            named_before = self._others_end_writer
            self._others_end, self._others_end_writer = Pipe(duplex=False)
            named_before.close()
        if (others.look or others.steer) and self._others_listener is None:
            self._others_listener = door_accounts.listen(self._profile)
            self._begin(self._others_listener, self._by_account)

    def _begin(self, listener: Listener, admit: Callable[[Connection], frozenset[str]]) -> None:
        threading.Thread(target=self._accept, args=(listener, admit), name="door", daemon=True).start()

    def wait_empty(self, timeout: float) -> bool:
        """Whether no guest is inside, or all leave in time. Whoever used this engine and goes on keeps a connection."""
        with self._left:
            return self._left.wait_for(lambda: self._guests == 0, timeout)

    def close(self) -> None:
        """Nobody comes in any more and listeners are sent away; who is inside gets its answer before this returns, so
        that every guest knows whether its work was taken (but `LAST_ANSWERS` seconds are enough)."""
        if self._listener is None or self._closing.is_set():
            return
        self._closing.set()
        self._end_writer.close()
        (self._profile / DOOR_FILE).unlink(missing_ok=True)
        for listener in (self._listener, self._others_listener):
            if listener is not None:
                with suppress(OSError):
                    Client(listener.address).close()  # wakes the accepting thread
                listener.close()
        with self._left:
            self._left.wait_for(lambda: self._guests == 0, LAST_ANSWERS)
        if self._folder:
            with suppress(OSError):
                os.rmdir(self._folder)
        if self._others_listener:
            with suppress(OSError):
                door_accounts.remove(self._profile)

    def _accept(self, listener: Listener, admit: Callable[[Connection], frozenset[str]]) -> None:
        while not self._closing.is_set():
            try:
                connection = listener.accept()
            except OSError:  # a guest that left before it came in, or the end
                continue
            if self._closing.is_set():
                connection.close()
                return
            with self._left:
                self._guests += 1
            threading.Thread(target=self._serve, args=(connection, admit), name="door-guest", daemon=True).start()

    def _with_key(self, connection: Connection) -> frozenset[str]:
        deliver_challenge(connection, self._key)
        answer_challenge(connection, self._key)
        return METHODS

    def _by_account(self, connection: Connection) -> frozenset[str]:
        return door_accounts.admit(connection, self._others)

    def _serve(self, connection: Connection, admit: Callable[[Connection], frozenset[str]]) -> None:
        try:
            with connection:
                others_end = self._others_end  # looked at first: who is named anew meanwhile goes at once
                methods = admit(connection)
                ends = [self._end] if methods is METHODS else [self._end, others_end]
                ending = False
                while not ending:
                    ready = wait([connection, *ends])
                    if others_end in ready:
                        return
                    ending = connection not in ready  # what was asked before it is answered
                    if ending and not connection.poll(LAST_WORDS):  # who has just come in may be about to ask
                        return
                    guest = _Guest(connection, self._engine, ends, methods)
                    if not guest.answer(json.loads(connection.recv_bytes(MAX_REQUEST))):
                        return
        except (EOFError, OSError, AuthenticationError, ValueError):
            log.debug("a guest left the door", exc_info=True)
        finally:
            with self._left:
                self._guests -= 1
                self._left.notify_all()


class _Guest:
    """One request that came in. `methods`: what this guest may ask for. `ends`: one is readable when it must go."""

    def __init__(
        self,
        connection: Connection,
        engine: EngineSurface,
        ends: list[Connection],
        methods: frozenset[str] = METHODS,
    ) -> None:
        self._connection = connection
        self._methods = methods
        self._engine = engine
        self._ends = ends
        self._sending = threading.Lock()
        self._left = False
        self._on_leaving: Callable[[], None] = lambda: None  # ends what only this guest wanted

    def answer(self, request: Any) -> bool:
        """False once the connection has listened: it serves for nothing else."""
        try:
            method, given = self._understood(request)
            if method == "subscribe":
                self._listen(window=given.get("window", False) and self._methods is METHODS)
                return False
            if method == "scan":
                self._on_leaving = partial(self._engine.scan_stop, given["ticket"])
            result = getattr(self._engine, method)(**given)
            result = result.result() if isinstance(result, Future) else result
            reply: dict[str, object] = {"result": to_json(self._last_part(result))}
        except TowlineError as error:
            reply = {"error": error_to_json(error)}
        except Exception as error:  # the guest must hear of every fault, and the engine goes on
            log.exception("fault behind the door")
            reply = {"error": error_to_json(TowlineError("bug", reason=type(error).__name__, details=repr(error)))}
        self._send(reply)
        return True

    def _last_part(self, result: Any) -> Any:
        """Sends a long list but for its last part."""
        if not isinstance(result, list) or len(result) <= PART:
            return result
        *starts, last = range(0, len(result), PART)
        for start in starts:
            self._send({"part": to_json(result[start : start + PART])})
        return result[last:]

    def _listen(self, window: bool) -> None:
        """Tells events until the guest leaves, which says nothing more, or the door closes."""
        gathered, (woken, wake) = Gathered(), Pipe(duplex=False)

        def heard(event: Event) -> None:
            if gathered.put(event):  # once until they are taken, so the pipe never fills up
                with suppress(OSError):  # the guest has just left
                    wake.send_bytes(b"x")

        leave = self._engine.subscribe(heard, window)
        try:
            with suppress(EOFError, OSError):  # it left, or it was lost
                while wait([self._connection, *self._ends, woken]) == [woken]:
                    woken.recv_bytes()
                    if wait([self._connection, *self._ends], GATHER):
                        return
                    for _, events in groupby(gathered.take(), key=_kind):
                        while some := list(islice(events, PART)):
                            self._send({"tell": to_json(some)})
        finally:
            leave()
            woken.close()
            wake.close()

    def _understood(self, request: Any) -> tuple[str, dict[str, Any]]:
        try:
            method = request["do"]
            if method not in METHODS:
                raise ValueError(f"no method {method!r}")
            hints = {name: hint for name, hint in hints_of(getattr(EngineSurface, method)).items() if name != "return"}
            values = {name: from_json(value, hints[name]) for name, value in request["with"].items()}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise TowlineError("door", reason="it is of another version", details=str(error)) from error
        if method not in self._methods:
            raise TowlineError("door-only-some")
        return method, values | {name: self._tell for name, hint in hints.items() if is_callback(hint)}

    def _tell(self, value: object) -> None:
        """Runs in the engine's threads, which must not suffer from a guest that left."""
        if not self._left:
            try:
                self._send({"tell": to_json(value)})
            except OSError:
                self._left = True
                self._on_leaving()

    def _send(self, message: Mapping[str, object]) -> None:
        with self._sending:
            self._connection.send_bytes(json.dumps({"v": 1, **message}).encode())


def _kind(event: Event) -> object:
    """Equal for events that cross as columns together."""
    return type(event), type(event.row) if isinstance(event, Changed) else None


# --- the other side ---------------------------------------------------------------------------------------------------


def connect(profile: Path) -> EngineSurface | None:
    """The engine that runs this profile, or None if there is none."""
    try:
        found = read_door_file(profile)
    except PermissionError as error:
        return connect_as_other(profile, str(error))
    if found is None:
        return None
    address, key = found
    return _connect(RemoteEngine(address, partial(_prove, key, door_accounts.visit_of_root(profile))))


def connect_as_other(profile: Path, details: str = "") -> EngineSurface:
    """Through the second door of another account's agent. Raises TowlineError "profile-not-yours" if it has none."""
    address = door_accounts.find(profile)
    engine = _connect(RemoteEngine(address, partial(_enter, profile, address))) if address else None
    if engine is None:
        raise TowlineError("profile-not-yours", path=profile, details=details)
    return engine


def _prove(key: bytes, visit: Visit | None, connection: Connection) -> Visit | None:
    answer_challenge(connection, key)
    deliver_challenge(connection, key)
    return visit


def _enter(profile: Path, address: str, connection: Connection) -> Visit:
    return door_accounts.enter(connection, profile, address)


def _connect(engine: RemoteEngine) -> EngineSurface | None:
    try:
        engine.start()
    except DoorGone:
        return None
    return cast(EngineSurface, engine)  # the loop at the end of this file makes it one


class DoorGone(TowlineError):
    """The engine behind the door ended. What it had taken is in its journal: go on with the next one.

    A method that raises this at once asked nothing of it that must not be asked twice; in a future it may have.
    """

    def __init__(self, details: str) -> None:
        super().__init__("door", reason="it ended", details=details)


class RemoteEngine:
    """The engine behind a door: its methods are made below, one for each of `METHODS`.

    Every one may raise DoorGone besides what the engine's own raises. `visit`: where it is another account's agent.
    """

    def __init__(self, address: str, greet: Callable[[Connection], Visit | None]) -> None:
        self.visit: Visit | None = None
        self._address = address
        self._greet = greet  # what is said first, until both sides know each other
        self._leave: list[Callable[[], None]] = []
        self._idle: list[Connection] = []
        self._lock = threading.Lock()

    def start(self, reach: Reach = Reach.OPEN) -> None:  # noqa: ARG002 - the running engine reached for them already
        """Looks whether it is there; raises DoorGone."""
        self._keep(self._connect())

    def stop(self, grace: float = 0.0) -> None:  # noqa: ARG002  as the engine has it
        """Leaves. The engine behind the door goes on."""
        for leave in self._leave:
            leave()
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def subscribe(self, listener: Callable[[Event], None], window: bool = False) -> Callable[[], None]:
        """Events until the answer is called or the engine behind the door ends; `listener` runs in a thread here."""
        connection = self._connect()
        end, end_writer = Pipe(duplex=False)
        _send_request(connection, "subscribe", {"window": window})

        def listen() -> None:
            with connection, suppress(EOFError, OSError):
                while connection in wait([connection, end]):
                    message = json.loads(connection.recv_bytes(MAX_REPLY))
                    for event in from_json(message["tell"], list[Event]):
                        listener(event)
                    time.sleep(REST)

        threading.Thread(target=listen, name="door-listener", daemon=True).start()
        self._leave.append(end_writer.close)
        return end_writer.close

    def _connect(self) -> Connection:
        try:
            connection = Client(self._address)
        except OSError as error:
            raise DoorGone(str(error)) from error
        try:
            if not connection.poll(HANDSHAKE):
                raise TowlineError("door", reason="it does not answer")
            self.visit = self._greet(connection)
        except (EOFError, OSError, AuthenticationError) as error:
            connection.close()
            raise DoorGone(str(error)) from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _kept(self) -> Connection:
        """One that is free, or a new one."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _keep(self, connection: Connection) -> None:
        with self._lock:
            if len(self._idle) < KEPT:
                self._idle.append(connection)
                return
        connection.close()

    def _ask(self, method: str, given: Mapping[str, Any], connection: Connection) -> Any:
        """One request and its answer, in the calling thread."""
        callbacks = {name: value for name, value in given.items() if callable(value)}
        function = getattr(EngineSurface, method)
        rows: list[Any] = []
        try:
            _send_request(connection, method, {k: v for k, v in given.items() if k not in callbacks})
            while True:
                message = json.loads(connection.recv_bytes(MAX_REPLY))
                if "part" in message:
                    rows += from_json(message["part"], returned_by(function))
                    time.sleep(REST)
                elif "tell" in message:
                    for name, callback in callbacks.items():
                        callback(from_json(message["tell"], told_by(hints_of(function)[name])))
                else:
                    break
        except (EOFError, OSError) as error:
            connection.close()
            raise DoorGone(str(error)) from error
        except BaseException:
            connection.close()
            raise
        self._keep(connection)
        if "error" in message:
            raise error_from_json(message["error"])
        result = from_json(message["result"], returned_by(function))
        return [*rows, *result] if rows else result

    def _begin(self, method: str, given: Mapping[str, Any]) -> Future[Any]:
        """The same in a thread of its own, once somebody is there."""
        connection = self._connect()
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()

        def run() -> None:
            try:
                result = self._ask(method, given, connection)
            except Exception as error:  # noqa: BLE001  it belongs to whoever waits for the future
                future.set_exception(error)
            else:
                future.set_result(result)

        threading.Thread(target=run, name=f"door-{method}", daemon=True).start()
        return future


def _send_request(connection: Connection, method: str, given: Mapping[str, object]) -> None:
    values = {name: to_json(value) for name, value in given.items()}
    connection.send_bytes(json.dumps({"v": 1, "do": method, "with": values}).encode())


def _through_the_door(name: str) -> Callable[..., Any]:
    """The method of that name: same parameters and result as in `EngineSurface`, done by the other side."""
    function = getattr(EngineSurface, name)
    signature = inspect.signature(function)
    later = gives_future(function)

    @wraps(function)
    def method(self: RemoteEngine, *args: Any, **kwargs: Any) -> Any:
        given = signature.bind(self, *args, **kwargs).arguments
        del given["self"]
        return self._begin(name, given) if later else self._ask(name, given, self._kept())

    return method


for _name in METHODS - vars(RemoteEngine).keys():
    setattr(RemoteEngine, _name, _through_the_door(_name))
