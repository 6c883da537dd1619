"""The history ends: after how long, what stays all the same, and what figures say then."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture  # noqa: F401  they are found by their names

from engine import journal_history, settings_edit
from engine.api import Choices, Gone, Outcome, Reach
from engine.errors import TowlineError
from engine.journal_catalog import KEPT_AFTER_EXPIRY

DAY = 86_400.0


def _sent(profile: Profile, tmp_path: Path, name: str, files: int = 1) -> str:
    folder = tmp_path / name
    folder.mkdir()
    for n in range(files):
        (folder / f"{n}.txt").write_text(f"{name} {n}")
    id = profile.engine.send([str(folder)], "", Choices(to=("Ben",))).result()
    assert profile.ended(id).outcome is Outcome.STORED
    return id


def _age(profile: Profile, id: str, days: float) -> None:
    """As if it had ended, and its offer, that many days ago."""
    with profile.engine.journal.write() as db:
        found = profile.engine._find([id])
        db.execute("UPDATE transfers SET finished = finished - ? WHERE id = ?", (days * DAY, found[0]))
        db.execute("UPDATE sends SET expires_ms = expires_ms - ? WHERE id = ?", (days * DAY * 1000, found[0]))


def _again(profile: Profile, history: str) -> None:
    """Starts an engine that lasts, with this setting."""
    profile.engine.stop()
    settings_edit.set_agent(profile.folder, {"history": history}, administrators=profile.folder / "none")
    profile.events.clear()
    profile.reach = Reach.ALL
    profile.start()


def test_old_transfers_leave_the_lists_then_the_journal_and_others_stay(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    old, young, stored = (_sent(anna, tmp_path, name) for name in ("old", "young", "stored"))
    days = 100 + KEPT_AFTER_EXPIRY / DAY
    _age(anna, old, days)
    with anna.engine.journal.write() as db:  # ended as long ago, but its offer still stands
        db.execute("UPDATE transfers SET finished = finished - ? WHERE title = 'stored'", (days * DAY,))
    success = _figure(anna, "towline_last_success_timestamp")
    _again(anna, "90d")
    _until(anna, lambda: Gone("transfer", old) in anna.events)
    assert {row.id for row in anna.engine.transfers()} == {young, stored}
    for ask in (anna.engine.transfer, anna.engine.story):
        with pytest.raises(TowlineError, match="Nothing here has the id"):
            ask(old)
    _again(anna, "90d")  # the next look
    _until(anna, lambda: _count(anna, "transfers") == 2 and _count(anna, "sends") == 2)
    assert _figure(anna, "towline_last_success_timestamp") == success
    assert not [event for event in anna.events if isinstance(event, Gone)]


def test_a_large_transfer_leaves_in_pieces_and_all_its_rows_go(
    anna: Profile, ben: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_history, "ROWS_AT_ONCE", 7)
    id = _sent(anna, tmp_path, "many", files=30)
    journal = anna.engine.journal
    with journal.write() as db:
        left = journal_history.take_off(db, anna.engine._find([id]))
    pieces = 0
    while left:
        with journal.write() as db:
            left = journal_history.take_out(db, left)
        pieces += 1
    assert pieces > 4
    for table in ("transfers", "sends", "send_entries", "send_leaves", "attempts"):
        assert _count(anna, table) == 0


def test_what_is_open_or_begun_anew_stays(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    id = _sent(anna, tmp_path, "again")
    _age(anna, id, 1000)
    with anna.engine.journal.write() as db:
        (found,) = journal_history.old(db, 1e12, 1e12)
        db.execute("UPDATE transfers SET outcome = ''")  # a person said so in between
        assert journal_history.take_off(db, [found]) == []
        assert journal_history.old(db, 1e12, 1e12) == {}


def test_forever_is_no_end(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    id = _sent(anna, tmp_path, "kept")
    _age(anna, id, 10_000)
    _again(anna, "forever")
    assert anna.engine.settings.agent.history == float("inf")
    with anna.engine.journal.read() as db:
        assert journal_history.old(db, time.time() - anna.engine.settings.agent.history, time.time()) == {}
        assert len(journal_history.old(db, time.time() - DAY, time.time())) == 1


@pytest.mark.parametrize("value", ["1h", "0d", "never"])
def test_a_history_of_less_than_a_day_is_refused_and_changes_nothing(anna: Profile, value: str) -> None:
    before = (anna.folder / "towline.toml").read_text()
    with pytest.raises(TowlineError, match=r"a day at least|not a duration"):
        settings_edit.set_agent(anna.folder, {"history": value}, administrators=anna.folder / "none")
    assert (anna.folder / "towline.toml").read_text() == before


def test_the_level_of_the_log_holds_at_once(anna: Profile) -> None:
    log = logging.getLogger("towline.agent")
    try:
        for level in ("error", "warning", "info"):
            settings_edit.set_agent(anna.folder, {"log_level": level}, administrators=anna.folder / "none")
            anna.engine.apply()
            assert log.level == getattr(logging, level.upper())
    finally:
        log.setLevel(logging.NOTSET)


def _until(profile: Profile, happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    with profile.heard:
        while not happened():
            assert time.monotonic() < deadline
            profile.heard.wait(0.05)


def _count(profile: Profile, table: str) -> int:
    with profile.engine.journal.read() as db:
        count: int = db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    return count


def _figure(profile: Profile, name: str) -> float:
    return next(row.value for row in profile.engine.figures() if row.name == name)
