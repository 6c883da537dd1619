"""The door: the same results and errors as the engine behind it, for this user only, and never a pickle."""

from __future__ import annotations

import inspect
import json
import os
import pickle
import queue
import stat
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, answer_challenge, deliver_challenge
from pathlib import Path
from typing import Any

import pytest
from fake_engine import ID, OFFER, OTHER, FakeEngine, details, entry, link, offer, transfer
from hypothesis import given
from hypothesis import strategies as st
from profiles import until

from engine import api
from engine.api import (
    AttemptRow,
    Changed,
    Choices,
    Cipher,
    Event,
    Exists,
    Gone,
    Handed,
    LeftOutRow,
    LinkRow,
    Move,
    Notice,
    OfferRow,
    PersonRow,
    QuestionRow,
    ReceiptRow,
    ScanItem,
    ScanRow,
    StepRow,
    TransferRow,
    Wanted,
)
from engine.api_figures import CheckRow
from engine.door import METHODS, PART, Door, DoorGone, EngineSurface, RemoteEngine, connect
from engine.door_json import from_json, to_json
from engine.door_place import DOOR_FILE
from engine.errors import TowlineError, Verdict


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def remote(engine: FakeEngine, tmp_path: Path) -> Iterator[EngineSurface]:
    served = Door(engine, tmp_path)
    served.open()
    found = connect(tmp_path)
    assert found is not None
    yield found
    found.stop()
    served.close()


def test_rows_cross_the_door_unchanged(engine: FakeEngine, remote: EngineSurface) -> None:
    engine.rows[ID] = transfer(title="ü\udcff\n", outcome=api.Outcome.PARTLY)
    engine.offer_rows = [offer()]
    engine.entry_rows = {ID: [entry(n, f"f{n}") for n in range(1500)], OFFER: [entry(0, "a", folder=True)]}
    engine.stories = [AttemptRow(1.5, ID, "retry", "retry", "k1 does not answer.", "")]
    assert remote.transfers() == [engine.rows[ID]]
    assert remote.transfer(ID).outcome is api.Outcome.PARTLY
    assert remote.offers("prod", 1.0) == [offer()]
    assert remote.entries(ID, 998, 3) == engine.entry_rows[ID][999:1002]
    assert remote.offer_entries(OFFER)[0].folder is True
    assert remote.story() == engine.stories
    assert remote.links() == [link()]
    assert remote.people()[0].trust == "me"


def test_long_lists_and_many_events_cross_in_parts_and_in_order(engine: FakeEngine, remote: EngineSurface) -> None:
    count = 3 * PART + 1
    engine.rows = {str(n): transfer(str(n), size=n) for n in range(count)}
    told: queue.Queue[Event] = queue.Queue()
    remote.subscribe(told.put)
    assert engine.heard.wait(10)
    for limit in (0, PART, 2 * PART):
        assert remote.transfers(limit=limit) == [*engine.rows.values()][: limit or None]
    for row in engine.rows.values():
        engine.tell(row)
    assert [told.get(timeout=10) for _ in range(count)] == [Changed(row) for row in engine.rows.values()]


def test_actions_reach_the_engine_with_their_types(engine: FakeEngine, remote: EngineSurface) -> None:
    choices = Choices(to=("Ben", "team:plant7"), cipher=Cipher.AES_256_GCM_SIV, limit=2_000_000, keep_for=1.5)
    assert remote.send(["/a b/\udcff"], "hq", choices, title="x", wanted=Wanted.PAUSE).result() == ID
    assert remote.fetch(OFFER, ["*.tif"], "/in", Exists.NEWER).result() == ID
    assert remote.pause([ID]).result() == 1
    assert remote.withdraw(OFFER).result() is None
    assert engine.calls == [
        ("send", ["/a b/\udcff"], "hq", choices, "x", ""),
        ("fetch", OFFER, ["*.tif"], "/in", Exists.NEWER),
        ("pause", [ID]),
        ("withdraw", OFFER),
    ]
    sent = engine.calls[0][3]
    assert sent == choices and sent.cipher is Cipher.AES_256_GCM_SIV and isinstance(sent.to, tuple)


def test_an_error_reads_the_same_on_both_sides(engine: FakeEngine, remote: EngineSurface) -> None:
    made = TowlineError("disk-full", folder=Path("/in"), needs="3 GB", free="1 GB", details="errno 28")
    engine.fails["withdraw"] = made
    with pytest.raises(TowlineError) as met:
        remote.withdraw(OFFER).result()
    assert (met.value.sentence, met.value.details) == (made.sentence, "errno 28")
    assert (met.value.verdict, met.value.exit_code) == (Verdict.WAIT, made.exit_code)
    with pytest.raises(TowlineError) as unknown:
        remote.transfer("ZZ")
    assert unknown.value.word == "no-such-id"


def test_a_fault_behind_the_door_is_told_and_the_door_stays_open(engine: FakeEngine, remote: EngineSurface) -> None:
    engine.fails["withdraw"] = ZeroDivisionError("x")
    with pytest.raises(TowlineError) as met:
        remote.withdraw(OFFER).result()
    assert met.value.verdict is Verdict.BUG
    assert remote.my_card() == "towline-card:MINE"


def test_steps_are_told_while_they_come(engine: FakeEngine, remote: EngineSurface) -> None:
    engine.steps = [StepRow("Names", "ok", "3 of 3 resolve", ms=12.0), StepRow("TCP", "failed", "refused", "Look.")]
    told: list[StepRow] = []
    assert remote.test("prod", False, told.append).result() == engine.steps
    assert told == engine.steps


def test_checks_of_the_doctor_are_told_while_they_come(engine: FakeEngine, remote: EngineSurface) -> None:
    engine.check_rows = [
        CheckRow("Keys", "ok", "Unlocked."),
        CheckRow("Clusters", "warn", "There is none.", "Add one."),
    ]
    told: list[CheckRow] = []
    assert remote.doctor(told.append).result() == told == engine.check_rows


def test_events_are_told_until_the_listener_leaves(engine: FakeEngine, remote: EngineSurface) -> None:
    told: queue.Queue[Event] = queue.Queue()
    leave = remote.subscribe(told.put)
    assert engine.heard.wait(10)
    engine.heard.clear()
    rows = [transfer(), offer(), link(), PersonRow("Ben", "Ben", "1", "verified", 0.0)]
    for row in rows:
        engine.tell(row)
    assert [told.get(timeout=10) for _ in rows] == [Changed(row) for row in rows]
    leave()
    assert engine.heard.wait(10)
    assert engine.listeners == []


def test_a_window_counts_until_its_connection_is_lost(
    engine: FakeEngine, remote: EngineSurface, tmp_path: Path
) -> None:
    told: queue.Queue[Event] = queue.Queue()
    assert not remote.hand_over(["/a"])
    second = connect(tmp_path)
    assert second is not None
    second.subscribe(told.put, window=True)
    assert engine.heard.wait(10)
    engine.heard.clear()
    assert remote.hand_over(["/a b", "/ü"])
    assert told.get(timeout=10) == Handed(("/a b", "/ü"))
    second.stop()
    assert engine.heard.wait(10)
    assert not remote.hand_over(["/a"])


def test_what_a_window_asks_for_crosses_the_door(engine: FakeEngine, remote: EngineSurface) -> None:
    engine.rows = {id: transfer(id) for id in (ID, OTHER)}
    engine.receipt_rows = [
        ReceiptRow("Ben", "verified", "all", 1.5, 3),
        ReceiptRow("Carl", "verified", "not-yet", 0.0, 0),
    ]
    engine.question_rows = [QuestionRow("q", "exists", "a", "It exists.", "Choose.", ("both", "replace"), 1.5, ID, 4)]
    assert remote.snapshot() == engine.snapshot()
    assert [row.id for row in remote.transfers(after=ID, limit=1)] == [OTHER]
    assert remote.details(ID) == details(ID)
    assert remote.receipts(ID) == engine.receipt_rows
    assert remote.questions() == engine.question_rows
    numbers = tuple(range(20_000))
    assert remote.fetch(OFFER, [], "/in", Exists.ASK, numbers=numbers).result() == ID
    assert remote.send(["/a"], "hq", Choices(), without=("/a/b\udcff",)).result() == ID
    assert remote.move([ID], Move.DOWN).result() == 1
    assert remote.limit([ID], 500_000).result() == 1
    assert remote.offers_mark([OFFER], hidden=True).result() == 1
    assert engine.calls == [
        ("fetch", OFFER, [], "/in", Exists.ASK, numbers),
        ("send", ["/a"], "hq", Choices(), "", "", ("/a/b\udcff",)),
        ("move", [ID], Move.DOWN),
        ("limit", [ID], 500_000),
        ("offers_mark", [OFFER], None, True),
    ]


def test_parts_of_a_scan_are_told_while_they_come(engine: FakeEngine, remote: EngineSurface) -> None:
    item = ScanItem("/a", folder=True, files=2, size=5)
    part = ScanRow(2, 1, 5, 1, (item,), (LeftOutRow("/a/l", "is a link"),), done=False)
    engine.scanned = [part, replace(part, done=True, saves={"1": 0.2, "19": 0.25})]
    told: list[ScanRow] = []
    assert remote.scan("t", ["/a"], told.append, "hq").result() == engine.scanned[1]
    remote.scan_stop("t")
    assert told == [part]
    assert engine.calls == [("scan", "t", ["/a"], "hq"), ("scan_stop", "t")]


def test_a_scan_ends_when_its_guest_leaves(engine: FakeEngine, remote: EngineSurface, tmp_path: Path) -> None:
    part = ScanRow(2, 1, 5, 0, (), (), done=False)
    engine.scanned = [part] * 10_000  # more than a lost connection takes
    content = _door(tmp_path)
    with Client(content["address"]) as connection:
        answer_challenge(connection, bytes.fromhex(content["key"]))
        deliver_challenge(connection, bytes.fromhex(content["key"]))
        connection.send_bytes(json.dumps({"do": "scan", "with": {"ticket": "t", "paths": ["/a"]}}).encode())
        connection.recv_bytes()
    assert engine.scan_stopped.wait(10)
    assert ("scan_stop", "t") in engine.calls


def test_the_door_ends_listening_when_it_closes(engine: FakeEngine, tmp_path: Path) -> None:
    served = Door(engine, tmp_path)
    served.open()
    remote = connect(tmp_path)
    assert remote is not None
    remote.subscribe(lambda event: None)
    assert engine.heard.wait(10)
    engine.heard.clear()
    served.close()
    assert engine.heard.wait(10)
    assert engine.listeners == []


def test_many_guests_are_served_at_once(engine: FakeEngine, remote: EngineSurface) -> None:
    futures = [remote.pause([]) for _ in range(50)]
    assert [future.result(timeout=30) for future in futures] == [0] * 50


def test_no_door_file_means_nobody_runs(tmp_path: Path) -> None:
    assert connect(tmp_path) is None


def test_a_door_left_by_a_crash_means_nobody_runs_and_the_next_one_opens(engine: FakeEngine, tmp_path: Path) -> None:
    first = Door(engine, tmp_path)
    first.open()
    left = (tmp_path / DOOR_FILE).read_text()
    first.close()
    (tmp_path / DOOR_FILE).write_text(left)
    os.chmod(tmp_path / DOOR_FILE, 0o600)
    assert connect(tmp_path) is None
    second = Door(engine, tmp_path)
    second.open()
    assert connect(tmp_path) is not None
    second.close()


def test_a_guest_whose_engine_ended_is_told_so(engine: FakeEngine, tmp_path: Path) -> None:
    served = Door(engine, tmp_path)
    served.open()
    remote = connect(tmp_path)
    served.close()
    assert remote is not None
    with pytest.raises(DoorGone):
        remote.transfers()
    with pytest.raises(DoorGone):
        remote.pause([ID]).result()


def test_who_is_inside_gets_its_answer_before_the_door_is_closed(
    engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Door(engine, tmp_path)
    served.open()
    remote = connect(tmp_path)
    inside, closing = threading.Event(), threading.Event()
    assert remote is not None

    def slow(ids: list[str]) -> Future[int]:
        inside.set()
        assert closing.wait(10)
        return FakeEngine().pause([])

    monkeypatch.setattr(engine, "pause", slow)
    answer = remote.pause([])
    assert inside.wait(10)
    closer = threading.Thread(target=served.close)
    closer.start()
    with pytest.raises(DoorGone):
        while True:
            remote.my_card()  # until nobody comes in any more
    closing.set()
    assert answer.result(10) == 0
    closer.join(10)


def test_who_has_come_in_may_still_ask_once_while_the_door_closes(
    engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.door.LAST_WORDS", 10.0)
    served = Door(engine, tmp_path)
    served.open()
    remote = connect(tmp_path)
    assert remote is not None
    closer = threading.Thread(target=served.close)
    closer.start()
    until(lambda: not (tmp_path / DOOR_FILE).exists(), "the closing of the door")
    assert remote.my_card() == engine.my_card()
    closer.join(10)


# --- who may come in ------------------------------------------------------------------------------------------------------


def _door(tmp_path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((tmp_path / DOOR_FILE).read_text())
    return content


def test_nobody_comes_in_without_the_key(engine: FakeEngine, remote: EngineSurface, tmp_path: Path) -> None:
    connection = Client(_door(tmp_path)["address"])
    with connection, pytest.raises((AuthenticationError, EOFError)):
        answer_challenge(connection, b"x" * 32)
    assert remote.my_card() == "towline-card:MINE"


def test_a_silent_guest_holds_up_nobody(engine: FakeEngine, remote: EngineSurface, tmp_path: Path) -> None:
    with Client(_door(tmp_path)["address"]):
        assert remote.my_card() == "towline-card:MINE"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_only_this_user_can_read_the_door_file_and_reach_the_socket(remote: EngineSurface, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / DOOR_FILE).stat().st_mode) == 0o600
    folder = Path(_door(tmp_path)["address"]).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_a_door_file_that_others_can_read_is_not_used(remote: EngineSurface, tmp_path: Path) -> None:
    os.chmod(tmp_path / DOOR_FILE, 0o644)
    with pytest.raises(TowlineError) as met:
        connect(tmp_path)
    assert met.value.word == "key-file-open"


def _raw(tmp_path: Path, message: bytes) -> bytes:
    """What the door answers to bytes from a guest that has the key."""
    content = _door(tmp_path)
    with Client(content["address"]) as connection:
        answer_challenge(connection, bytes.fromhex(content["key"]))
        deliver_challenge(connection, bytes.fromhex(content["key"]))
        connection.send_bytes(message)
        return connection.recv_bytes()


@pytest.mark.parametrize(
    "request_",
    [
        {"do": "stop", "with": {}},
        {"do": "__init__", "with": {}},
        {"do": "calls", "with": {}},
        {"do": "pause", "with": {"ids": "not a list"}},
        {"do": "pause", "with": {"ids": [1]}},
        {"do": "send", "with": {"paths": [], "queue": "", "choices": {"cipher": "rot13"}}},
        {"do": "transfer", "with": {"id": ID, "more": 1}},
        {"do": "transfers", "with": {"since": True}},
        {"do": "people", "with": []},
        [],
        None,
    ],
)
def test_what_is_not_in_the_surface_is_refused(
    engine: FakeEngine, remote: EngineSurface, tmp_path: Path, request_: object
) -> None:
    answer = json.loads(_raw(tmp_path, json.dumps(request_).encode()))
    assert answer["error"]["word"] == "door"
    assert engine.calls == []


def test_a_pickle_is_not_opened(remote: EngineSurface, tmp_path: Path) -> None:
    with pytest.raises(EOFError):
        _raw(tmp_path, pickle.dumps({"do": "people", "with": {}}))
    assert remote.my_card() == "towline-card:MINE"


# --- where it listens -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="AF_UNIX")
@pytest.mark.parametrize("runtime", ["", "x" * 100, "open to all"])
def test_long_and_open_places_are_avoided(
    engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runtime: str
) -> None:
    profile = tmp_path / ("ü" * 60) / ("long " * 20)
    profile.mkdir(parents=True)
    given = tmp_path / runtime if runtime else Path()
    if runtime:
        given.mkdir(mode=0o755 if runtime == "open to all" else 0o700, exist_ok=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(given) if runtime else "")
    served = Door(engine, profile)
    served.open()
    address = _door(profile)["address"]
    assert len(os.fsencode(address)) <= 107
    assert not runtime or not address.startswith(str(given))
    assert connect(profile) is not None
    served.close()
    assert not Path(address).exists() and not Path(address).parent.name.startswith("towline-x")


@pytest.mark.skipif(sys.platform == "win32", reason="AF_UNIX")
def test_nothing_is_left_after_closing(engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    served = Door(engine, tmp_path)
    served.open()
    address = Path(_door(tmp_path)["address"])
    served.close()
    assert not address.parent.exists()
    assert not (tmp_path / DOOR_FILE).exists()


# --- the surface ----------------------------------------------------------------------------------------------------------


def _public(kind: type) -> set[str]:
    return {name for name, value in vars(kind).items() if not name.startswith("_") and inspect.isfunction(value)}


def test_the_remote_engine_has_the_methods_of_the_surface() -> None:
    assert _public(RemoteEngine) == _public(EngineSurface) == METHODS | {"start", "stop"}


def test_the_fake_engine_has_the_methods_of_the_surface() -> None:
    assert _public(FakeEngine) - {"tell"} == _public(EngineSurface)
    for name in METHODS:
        assert inspect.signature(getattr(FakeEngine, name)) == inspect.signature(getattr(EngineSurface, name)), name


def test_the_engine_has_the_methods_of_the_surface() -> None:
    from engine.engine import Engine

    for name in _public(EngineSurface):
        assert inspect.signature(getattr(Engine, name)) == inspect.signature(getattr(EngineSurface, name)), name


# --- values ---------------------------------------------------------------------------------------------------------------

ROWS = st.one_of(
    *(st.from_type(kind) for kind in (TransferRow, OfferRow, LinkRow, PersonRow, api.EntryRow, AttemptRow))
)


@given(ROWS)
def test_every_row_survives_the_way(row: Any) -> None:
    there = json.loads(json.dumps(to_json(row)))
    assert repr(from_json(there, type(row))) == repr(row)


@given(st.one_of(st.builds(Changed, st.from_type(OfferRow)), st.from_type(Gone), st.from_type(Notice)))
def test_every_event_survives_the_way(event: Event) -> None:
    assert repr(from_json(json.loads(json.dumps(to_json(event))), Event)) == repr(event)


def test_a_newer_side_may_have_more_fields_and_an_older_one_fewer() -> None:
    there: Any = to_json(Choices(to=("Ben",), limit=5))
    there["invented"] = {"later": 1}
    del there["limit"]
    assert from_json(there, Choices) == Choices(to=("Ben",))


@given(st.lists(st.from_type(api.EntryRow)))
def test_lists_of_rows_survive_the_way(rows: list[Any]) -> None:
    assert from_json(json.loads(json.dumps(to_json(rows))), list[api.EntryRow]) == rows
    there: Any = json.loads(json.dumps(to_json(tuple(rows))))
    assert from_json(there, tuple[api.EntryRow, ...]) == tuple(rows)


def test_rows_that_differ_and_events_of_many_kinds_survive_the_way() -> None:
    rows = [transfer(str(n), title=f"{n}", state=api.Outcome.STORED if n % 2 else "waiting", size=n) for n in range(9)]
    events: list[Event] = [*map(Changed, rows), Gone("transfer", "x"), Changed(offer()), Handed(("/a", "/b"))]
    assert from_json(json.loads(json.dumps(to_json(rows))), list[TransferRow]) == rows
    assert from_json(json.loads(json.dumps(to_json(events))), list[Event]) == events
    alike: list[Event] = [*map(Changed, rows)]
    assert from_json(json.loads(json.dumps(to_json(alike))), list[Event]) == alike


def test_columns_of_another_age_are_dropped_or_take_their_default() -> None:
    there: Any = to_json([entry(1, "a"), entry(2, "b")])
    there["columns"]["invented"] = {"all": {"later": 1}}
    del there["columns"]["why"]
    assert from_json(there, list[api.EntryRow]) == [entry(1, "a"), entry(2, "b")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": "LinkRow"},
        {"count": 3},
        {"count": "2"},
        {"columns": {"number": [1, 2]}},
        {"columns": []},
        {"columns": {**to_json([entry(1, "a"), entry(2, "b")])["columns"], "folder": [True, 1]}},  # type: ignore[index,call-overload]
    ],
)
def test_columns_that_do_not_fit_are_refused(wrong: dict[str, object]) -> None:
    there: Any = to_json([entry(1, "a"), entry(2, "b")])
    with pytest.raises(ValueError):
        from_json(there | wrong, list[api.EntryRow])


def test_many_changes_of_a_row_cross_as_its_newest(engine: FakeEngine, remote: EngineSurface) -> None:
    told: queue.Queue[Event] = queue.Queue()
    remote.subscribe(told.put)
    assert engine.heard.wait(10)
    for done in range(5000):
        engine.tell(transfer(done=done, size=5000))
    engine.tell(link())
    events: list[Event] = []
    while not events or events[-1] != Changed(link()):
        events.append(told.get(timeout=10))
    assert events[-2] == Changed(transfer(done=4999, size=5000))
    assert len(events) < 1000


def test_a_guest_that_does_not_listen_holds_up_no_thread_of_the_engine(engine: FakeEngine, tmp_path: Path) -> None:
    served = Door(engine, tmp_path)
    served.open()
    content = _door(tmp_path)
    with Client(content["address"]) as connection:
        answer_challenge(connection, bytes.fromhex(content["key"]))
        deliver_challenge(connection, bytes.fromhex(content["key"]))
        connection.send_bytes(json.dumps({"do": "subscribe", "with": {}}).encode())
        assert engine.heard.wait(10)
        for n in range(20_000):
            engine.tell(transfer(str(n)))  # more than its connection takes
    served.close()


def test_a_guest_is_inside_until_it_leaves(engine: FakeEngine, tmp_path: Path) -> None:
    served = Door(engine, tmp_path)
    served.open()
    remote = connect(tmp_path)
    assert remote is not None
    assert not served.wait_empty(0.0)
    assert remote.my_card() == remote.my_card() == "towline-card:MINE"
    assert not served.wait_empty(0.0)
    remote.stop()
    assert served.wait_empty(10.0)
    served.close()


def test_a_function_does_not_cross() -> None:
    with pytest.raises(TypeError):
        to_json(len)


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give files away")
def test_root_looks_at_the_agent_of_another_account(tmp_path: Path) -> None:
    """As a technician does with sudo: an agent that systemd runs has an account of its own."""
    profile = tmp_path / "profile"
    profile.mkdir(mode=0o700)
    door = Door(FakeEngine(), profile)
    door.open()
    try:
        os.chown(profile, 65_534, 65_534)
        os.chown(profile / "door.json", 65_534, 65_534)
        guest = connect(profile)
        assert guest is not None and guest.my_card() == "towline-card:MINE"
    finally:
        door.close()
