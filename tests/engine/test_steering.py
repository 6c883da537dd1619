"""What holds for everything at once: limits, week, pauses, battery, network and room, and waking up."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_machine import FakePower
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine import settings_edit, steering, week
from engine.api import Choices, Exists, Outcome, TransferRow, Wanted
from engine.api_pace import RestRow
from engine.errors import TowlineError
from engine.power import Battery
from engine.week import DAYS, HALF_HOURS, Week, written

TO_ME = Choices(to=("me",), block_size=50_000)


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steering, "TICK", 0.05)


def choose(profile: Profile, **values: object) -> None:
    settings_edit.set_limits(profile.folder, values)
    profile.engine.apply()


def send(profile: Profile, tmp_path: Path, name: str = "given", size: int = 1000) -> str:
    source = files(tmp_path / name, a=os.urandom(size))
    return profile.engine.send([str(source)], "", TO_ME).result()


def rests(profile: Profile) -> list[str]:
    return [row.word for row in profile.engine.snapshot().pace.rests]


def held(row: TransferRow) -> bool:
    return row.state == "paused" and bool(row.rests)


def week_with_now(level: str) -> list[str]:
    """This hour and the next are of this level; the rest is full."""
    now = time.localtime()
    place = now.tm_wday * HALF_HOURS + now.tm_hour * 2 + now.tm_min // 30
    return written(Week().painted([(place + ahead) % (7 * HALF_HOURS) for ahead in range(3)], level))


# --- pauses -----------------------------------------------------------------------------------------------------------------


def test_everything_rests_until_a_person_resumes_also_what_is_added_and_after_a_restart(
    anna: Profile, tmp_path: Path
) -> None:
    anna.engine.pause_all().result()
    sent = send(anna, tmp_path)
    row = anna.engine.transfer(sent)
    assert (row.state, row.rests, row.next_try, row.wanted) == ("paused", "pause", 0.0, Wanted.RUN)
    anna.engine.stop()
    anna.start()
    assert held(anna.engine.transfer(sent)) and rests(anna) == ["pause"]
    assert anna.engine.go_on().result() == 1
    assert anna.ended(sent).outcome is Outcome.STORED
    assert rests(anna) == []


def test_a_pause_for_a_while_ends_by_itself(anna: Profile, tmp_path: Path) -> None:
    anna.engine.pause_all(time.time() + 0.5).result()
    sent = send(anna, tmp_path)
    assert anna.engine.transfer(sent).next_try > 0
    assert anna.ended(sent).outcome is Outcome.STORED


def test_a_running_send_stops_at_once_and_goes_on_where_it_was(anna: Profile, tmp_path: Path) -> None:
    choose(anna, up="20 kB/s")
    sent = send(anna, tmp_path, size=900_000)
    anna.wait(sent, lambda row: row.done)
    anna.engine.pause_all().result()
    row = anna.wait(sent, held)
    assert 0 < row.done < row.size
    choose(anna, up=None)
    anna.engine.go_on("pause").result()
    row = anna.ended(sent)
    assert row.outcome is Outcome.STORED and row.sent_twice <= 200_000


def test_fetches_rest_too(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    source = files(tmp_path / "given", a=os.urandom(1000))
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    ben.engine.pause_all().result()
    fetch = ben.engine.fetch(ben.offer("given").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    assert held(ben.engine.transfer(fetch))
    ben.engine.go_on().result()
    assert ben.ended(fetch).outcome is Outcome.PLACED


def test_a_transfer_that_a_person_paused_stays_so_when_everything_goes_on(anna: Profile, tmp_path: Path) -> None:
    anna.engine.pause_all().result()
    sent = send(anna, tmp_path)
    anna.engine.pause([sent]).result()
    anna.engine.go_on().result()
    row = anna.engine.transfer(sent)
    assert (row.state, row.rests) == ("paused", "")


# --- limits and week -------------------------------------------------------------------------------------------------------------


def test_a_limit_over_all_holds_whatever_the_transfers_own_is(anna: Profile, tmp_path: Path) -> None:
    choose(anna, up="100 kB/s", down="1 MB/s")
    pace = anna.engine.snapshot().pace
    assert (pace.up, pace.down, pace.level) == (100_000, 1_000_000, "limited")
    sent = [send(anna, tmp_path, name, 20_000_000) for name in ("one", "two")]
    for id in sent:  # each in turn
        row = anna.wait(id, lambda row: row.done)
        assert row.done < row.size
    anna.engine.limited(False).result()
    assert anna.engine.snapshot().pace.up == -1
    for id in sent:
        assert anna.ended(id).outcome is Outcome.STORED


def test_a_limit_of_nothing_pauses_that_direction_only(anna: Profile, tmp_path: Path) -> None:
    choose(anna, up=0)
    sent = send(anna, tmp_path)
    assert anna.engine.transfer(sent).rests == "limit"
    assert anna.engine.snapshot().pace.rests == (RestRow("limit", kind="send"),)
    assert anna.engine.go_on("limit").result() == 1
    assert anna.ended(sent).outcome is Outcome.STORED


def test_limits_hold_in_the_limited_hours_only_once_there_are_some(anna: Profile) -> None:
    choose(anna, up="1 MB/s", week=["mon-sun limited"])
    assert anna.engine.snapshot().pace.up == 1_000_000
    away = DAYS[(time.localtime().tm_wday + 3) % 7]
    choose(anna, week=[f"{away} limited"])
    assert anna.engine.snapshot().pace.up == -1
    anna.engine.limited(True).result()
    pace = anna.engine.snapshot().pace
    assert (pace.up, pace.by) == (1_000_000, "person") and pace.until > time.time()


def test_the_week_pauses_says_until_when_and_goes_on_anyway(anna: Profile, tmp_path: Path) -> None:
    choose(anna, week=week_with_now(week.PAUSED))
    sent = send(anna, tmp_path)
    row = anna.engine.transfer(sent)
    assert row.rests == "schedule" and time.time() < row.next_try < time.time() + 2 * 3600
    anna.engine.go_on("schedule").result()
    assert anna.ended(sent).outcome is Outcome.STORED
    choose(anna, week=None)
    choose(anna, week=week_with_now(week.PAUSED))
    assert rests(anna) == ["schedule"]  # the yes was for that time only


def test_as_many_take_turns_as_a_person_chose(anna: Profile, tmp_path: Path) -> None:
    choose(anna, parallel=1, up="5 kB/s")
    first, second = (send(anna, tmp_path, name, 200_000) for name in ("one", "two"))
    anna.wait(first, lambda row: row.done)
    assert anna.engine.transfer(second).state == "waiting"
    choose(anna, up=None)
    for id in (first, second):
        assert anna.ended(id).outcome is Outcome.STORED


def test_as_many_of_a_queue_take_turns_as_it_says_and_others_go_past_them(anna: Profile, tmp_path: Path) -> None:
    def queue(parallel: int) -> None:
        table = {"cluster": "memory", "to": ["me"], "block_size": 50_000, "parallel": parallel}
        settings_edit.set_queue(anna.folder, "hq", table)
        anna.engine.apply()

    queue(1)
    choose(anna, up="50 kB/s")
    sent = [
        anna.engine.send([str(files(tmp_path / name, a=os.urandom(2_000_000)))], "hq", Choices()).result()
        for name in ("one", "two")
    ]
    beside = send(anna, tmp_path, "beside", 200_000)
    anna.wait(beside, lambda row: row.done)
    assert anna.engine.transfer(sent[0]).done and anna.engine.transfer(sent[1]).state == "waiting"
    queue(0)
    anna.wait(sent[1], lambda row: row.done)
    choose(anna, up=None)
    for id in (*sent, beside):
        assert anna.ended(id).outcome is Outcome.STORED


# --- battery, network, room ---------------------------------------------------------------------------------------------------------


def test_a_low_battery_rests_until_it_is_charged_or_a_person_says_anyway(anna: Profile, tmp_path: Path) -> None:
    choose(anna, battery_below=20)
    anna.power.found = Battery(15, plugged=False)
    anna.engine.apply()
    sent = send(anna, tmp_path)
    assert anna.engine.transfer(sent).rests == "battery"
    anna.power.found = Battery(15, plugged=True)
    assert anna.ended(sent).outcome is Outcome.STORED
    anna.power.found = Battery(19, plugged=False)
    anna.engine.apply()
    assert rests(anna) == ["battery"]
    anna.power.found = Battery(21, plugged=False)
    anna.engine.apply()
    assert rests(anna) == ["battery"]  # not on and off at the mark
    anna.engine.go_on("battery").result()
    assert rests(anna) == []
    anna.engine.apply()
    assert rests(anna) == []


def test_only_clusters_that_must_not_rest_on_a_metered_network(anna: Profile, tmp_path: Path) -> None:
    anna.network.meter = "yes"
    anna.engine.apply()
    assert rests(anna) == []
    settings_edit.set_cluster(anna.folder, "memory", {"not_on_metered": True}, anna.settings())
    anna.engine.apply()
    assert anna.engine.snapshot().pace.rests == (RestRow("metered", "memory"),)
    sent = send(anna, tmp_path)
    assert anna.engine.transfer(sent).rests == "metered"
    anna.engine.go_on("metered").result()
    assert anna.ended(sent).outcome is Outcome.STORED
    anna.network.meter = "no"
    anna.engine.apply()
    anna.network.meter = "yes"
    anna.engine.apply()
    assert rests(anna) == ["metered"]  # the yes was for that network only


def test_a_fetch_leaves_the_chosen_room_free_and_takes_it_when_told(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    source = files(tmp_path / "given", a=os.urandom(1000))
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    choose(ben, leave_free="900 TB")
    fetch = ben.engine.fetch(ben.offer("given").id, [], str(tmp_path / "in"), Exists.BOTH).result()
    row = ben.wait(fetch, lambda row: row.state == "waiting" and row.why)
    assert "is to keep" in row.why
    until(lambda: rests(ben) == ["room"])
    ben.engine.go_on("room").result()
    assert ben.ended(fetch).outcome is Outcome.PLACED


def until(seen: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.01)


# --- awake and waking ------------------------------------------------------------------------------------------------------------------


def wait_awake(power: FakePower, *asked: bool) -> None:
    with power.changed:
        assert power.changed.wait_for(lambda: power.awake[-len(asked) :] == list(asked), 30), power.awake


def test_the_computer_is_kept_awake_while_bytes_move_and_no_longer(anna: Profile, tmp_path: Path) -> None:
    wait_awake(anna.power, False)
    choose(anna, up="20 kB/s")
    sent = send(anna, tmp_path, size=800_000)
    wait_awake(anna.power, False, True)
    choose(anna, up=None)
    anna.ended(sent)
    wait_awake(anna.power, False, True, False)


def test_the_computer_may_sleep_if_a_person_wants_so(anna: Profile, tmp_path: Path) -> None:
    choose(anna, keep_awake=False)
    anna.ended(send(anna, tmp_path, size=200_000))
    assert True not in anna.power.awake


@pytest.mark.parametrize("cause", ["sleep", "network"])
def test_after_sleep_or_on_another_network_every_cluster_is_tried_at_once(
    anna: Profile, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(anna.engine, "wake", lambda: woken.append(cause))
    if cause == "sleep":
        anna.power.sleeps += 60
    else:
        anna.network.place = ""  # no network is no reason to try
    seen = anna.power.looks
    until(lambda: anna.power.looks > seen + 2)
    if cause == "network":
        assert woken == []
        anna.network.place = "10.0.0.3 wlan0"
    until(lambda: woken)
    seen = anna.power.looks
    until(lambda: anna.power.looks > seen + 2)
    assert woken == [cause]


# --- mistakes --------------------------------------------------------------------------------------------------------------------------


def test_what_makes_no_sense_is_said_and_changes_nothing(anna: Profile) -> None:
    with pytest.raises(TowlineError, match="Nothing rests because of 'moon'"):
        anna.engine.go_on("moon").result()
    for wrong in ({"week": ["moon paused"]}, {"battery_below": 101}, {"parallel": "many"}):
        with pytest.raises(TowlineError) as error:
            settings_edit.set_limits(anna.folder, wrong)
        assert error.value.word == "usage" and error.value.todo
    assert "limits" not in (anna.folder / "towline.toml").read_text()
