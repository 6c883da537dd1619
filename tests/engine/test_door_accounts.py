"""The second door: other accounts look, or look and steer, as they are named, and never do more."""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from fake_engine import ID, OFFER, FakeEngine, offer, transfer
from other_account import GUEST, OWNER, OtherAgent

from engine import door_accounts
from engine.api import Changed, Choices, Event, Exists, QueueRow
from engine.door import KEPT, METHODS, Door, EngineSurface, RemoteEngine, connect_as_other
from engine.door_accounts import LOOK, STEER, Others, Visit
from engine.errors import Exit, TowlineError

if sys.platform == "win32":
    pytest.skip("no accounts at a pipe", allow_module_level=True)

import grp
import pwd

ME = pwd.getpwuid(os.getuid()).pw_name
MY_GROUP = f"group:{grp.getgrgid(pwd.getpwuid(os.getuid()).pw_gid).gr_name}"
NEVER = {
    "send", "fetch", "scan", "scan_stop", "forget", "withdraw", "share", "again", "answer", "rule_preview", "rule_forget",
    "verify", "test", "doctor", "offers_mark", "offer_of", "watch_preview", "people_add", "people_verify", "people_accept",
    "people_rename", "people_block", "people_revoke", "invite_new", "invite_revoke", "enrol", "team_new", "team_change_key",
    "team_export", "team_import", "my_rename", "my_revoke", "my_change_key", "my_backup_to", "backup_of", "recovery",
    "recover", "hand_over", "apply",
}  # fmt: skip


class Agent:
    """Whose door lets in what is named; this account comes through it as another one would."""

    def __init__(self, profile: Path) -> None:
        self.engine = FakeEngine()
        self.engine.rows[ID] = transfer()
        self.profile = profile
        self.door = Door(self.engine, profile)
        self.door.open()

    def guest(self, **named: tuple[str, ...]) -> EngineSurface:
        self.door.let_in(Others(**named))
        return connect_as_other(self.profile)


@pytest.fixture(name="agent")
def agent_fixture(tmp_path: Path) -> Iterator[Agent]:
    agent = Agent(tmp_path)
    yield agent
    agent.door.close()


def refused(word: str = "door-only-some") -> object:
    return pytest.raises(TowlineError, check=lambda error: error.word == word and error.exit_code == Exit.NOT_ALLOWED)


def test_who_is_named_to_look_sees_everything_and_changes_nothing(agent: Agent) -> None:
    agent.engine.offer_rows = [offer()]
    guest = agent.guest(look=(ME,))
    assert guest.transfers() == [transfer()] and guest.offers() == [offer()] and guest.links()
    for act in (
        lambda: guest.pause([ID]).result(),
        lambda: guest.send(["/etc/passwd"], "hq", Choices()).result(),
        lambda: guest.fetch(OFFER, [], "/in", Exists.BOTH).result(),
        lambda: guest.recovery("passphrase"),
        guest.apply,
    ):
        with refused():
            act()
    assert agent.engine.calls == []


def test_who_is_named_to_steer_decides_what_moves_and_no_more(agent: Agent) -> None:
    guest = agent.guest(steer=(ME,))
    assert guest.pause([ID]).result() == 1
    with refused():
        guest.send(["/etc/passwd"], "hq", Choices()).result()
    with refused():
        guest.answer(["person/00"], "add").result()
    assert agent.engine.calls == [("pause", [ID])]


def test_a_guest_knows_whose_agent_it_is_and_what_it_may(agent: Agent) -> None:
    looking = agent.guest(look=(ME,))
    assert isinstance(looking, RemoteEngine) and looking.visit == Visit(ME, LOOK) and not looking.visit.steers
    steering = agent.guest(steer=(ME,))
    assert isinstance(steering, RemoteEngine) and steering.visit == Visit(ME, STEER) and steering.visit.steers


def test_a_guest_sees_queues_and_nothing_of_what_they_keep(agent: Agent) -> None:
    agent.engine.queue_rows = [QueueRow("hq", "prod", ("Ben",), compression="off")]
    assert agent.guest(look=(ME,)).queues() == agent.engine.queue_rows
    assert {each.name for each in fields(QueueRow)} == {"name", "cluster", "to", "cipher", "compression"}


def test_a_right_that_is_taken_away_ends_what_was_begun_with_it(agent: Agent) -> None:
    guest = agent.guest(steer=(ME,))
    assert guest.pause([ID]).result() == 1
    guest.subscribe(lambda event: None)
    assert agent.engine.heard.wait(10)
    agent.engine.heard.clear()
    agent.door.let_in(Others(look=(ME,)))
    assert agent.engine.heard.wait(10) and not agent.engine.listeners
    with refused():
        guest.resume([ID]).result()
    agent.door.let_in(Others())
    for _ in range(KEPT):
        with pytest.raises(TowlineError) as met:
            guest.transfers()
    assert met.value.word == "door-not-named"


def test_a_group_may_be_named(agent: Agent) -> None:
    assert agent.guest(look=(MY_GROUP,)).transfers()
    assert agent.guest(look=(MY_GROUP,), steer=(ME,)).pause([ID]).result() == 1


def test_who_is_not_named_does_not_come_in(agent: Agent) -> None:
    with refused("door-not-named"):
        agent.guest(look=("group:somebody", "else"))


def test_names_are_looked_at_whenever_somebody_comes(agent: Agent) -> None:
    agent.guest(look=(ME,)).stop()
    with refused("door-not-named"):
        agent.guest()


def test_nobody_named_means_no_door(agent: Agent) -> None:
    agent.door.let_in(Others())
    with pytest.raises(TowlineError, match="belongs to another user"):
        connect_as_other(agent.profile)


def test_a_guest_hears_events_and_counts_as_no_window(agent: Agent) -> None:
    told: queue.Queue[Event] = queue.Queue()
    guest = agent.guest(steer=(ME,))
    guest.subscribe(told.put, window=True)
    assert agent.engine.heard.wait(10)
    agent.engine.tell(transfer())
    assert told.get(timeout=10) == Changed(transfer())
    assert agent.engine.windows == []
    guest.stop()


def test_an_agent_of_another_account_than_the_profiles_is_not_believed(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent.door.let_in(Others(look=(ME,)))
    monkeypatch.setattr(door_accounts, "_is_agent", lambda user, profile, folder: user != os.getuid())
    with pytest.raises(TowlineError, match="another account"):
        connect_as_other(agent.profile)


def test_a_taken_place_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "place"
    place.symlink_to(tmp_path)
    monkeypatch.setattr(door_accounts, "_place", lambda _: place)
    with pytest.raises(TowlineError, match="somebody else took its name") as met:
        door_accounts.listen(tmp_path)
    assert met.value.word == "door-others"


def test_every_method_is_for_looking_for_steering_or_for_nobody_else() -> None:
    assert LOOK < STEER < METHODS
    assert METHODS - STEER == NEVER


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be several accounts")
def test_an_account_meets_the_agent_of_another_as_that_one_named_it() -> None:
    with OtherAgent(steer=[GUEST]) as agent:
        steering = {"account": OWNER, "steers": True, "queues": ["hq"], "pause": "done", "recovery": "door-only-some"}
        assert agent.visit() == steering and agent.asked() == ["pause_all"]
    with OtherAgent(look=[f"group:{GUEST}"]) as agent:
        looking = agent.visit()
        assert (looking["steers"], looking["pause"]) == (False, "door-only-some")
    with OtherAgent(look=["somebody-else"]) as agent:
        assert agent.visit() == {"refused": "door-not-named"}


def test_names_that_nobody_has_are_found() -> None:
    assert Others((ME, MY_GROUP), ("group:no-such-group", "no-such-account")).unknown() == [
        "group:no-such-group", "no-such-account",
    ]  # fmt: skip
