"""Fetch rules: which offers they take, once each, and where the files go."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from profile_kit import Profile, files
from profiles import until
from rules_kit import (  # noqa: F401  fixtures are found by their names
    Collector,
    ben_fixture,
    carl_fixture,
    hq_fixture,
    introduced,
    names_below,
    send,
)

from engine import journal_people
from engine.api import Choices, Cipher, Notice, OfferRow, Outcome, Reach
from engine.api_rules import Rule
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker
from engine.settings_edit import order_rules, remove_rule, rule_from, set_rule


def rule(hq: Collector, name: str = "all", **values: object) -> Rule:
    return rule_from(name, values)


def test_what_a_verified_person_sends_is_fetched_by_itself(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in/{{sender}}/{{date}}/{{path}}"])
    send(ben, tmp_path / "docs", a=b"1", b=os.urandom(200_000))
    (row,) = hq.fetches(1)
    assert row.outcome == Outcome.PLACED and row.rule == "all"
    day = time.strftime("%Y-%m-%d")
    assert names_below(tmp_path / "in") == [f"Ben/{day}/docs/a", f"Ben/{day}/docs/b"]
    (shown,) = [each for each in hq.engine.offers() if each.title == "docs"]
    assert (shown.rule, shown.here) == ("all", "all")
    assert [(each.taken, each.state) for each in hq.engine.rules()] == [(1, "on")]


def test_an_engine_that_does_not_last_looks_once_at_what_is_stored(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in"])
    hq.engine.stop()
    send(ben, tmp_path / "docs", a=b"1")
    hq.reach = Reach.ONCE
    hq.start()
    (row,) = hq.fetches(1)
    assert row.outcome == Outcome.PLACED and names_below(tmp_path / "in") == ["docs/a"]
    until(lambda: hq.engine.rules()[0].caught_up, "the end of the look")
    send(ben, tmp_path / "next", a=b"2")
    hq.offer("next")
    assert len(hq.engine.transfers()) == 1


def test_a_rule_starts_with_what_comes_unless_asked_for_older(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    send(ben, tmp_path / "old", a=b"1")
    hq.offer("old")
    hq.rule("new", to=[f"{tmp_path}/new"])
    send(ben, tmp_path / "next", a=b"1")
    hq.fetches(1)
    assert names_below(tmp_path / "new") == ["next/a"]
    hq.rule("stored", to=[f"{tmp_path}/stored"], since="all")
    hq.fetches(2)
    assert names_below(tmp_path / "stored") == ["old/a"]  # what the rule before it has is not fetched twice
    assert names_below(tmp_path / "new") == ["next/a"]


def test_a_rule_takes_each_offer_once_whatever_is_forgotten_or_restarted(
    hq: Collector, ben: Profile, tmp_path: Path
) -> None:
    hq.rule(to=[f"{tmp_path}/in"], since="all")
    send(ben, tmp_path / "docs", a=b"1")
    (row,) = hq.fetches(1)
    hq.engine.forget([row.id]).result()
    (tmp_path / "in" / "docs" / "a").unlink()
    hq.engine.stop()
    hq.start()
    hq.rule("more", names=["nothing"], to=[f"{tmp_path}/in"])
    send(ben, tmp_path / "more", a=b"2")
    hq.fetches(1)
    assert names_below(tmp_path / "in") == ["more/a"]


def test_the_first_rule_that_fits_has_the_offer(hq: Collector, ben: Profile, carl: Profile, tmp_path: Path) -> None:
    hq.rule("ben", **{"from": ["ben"]}, to=[f"{tmp_path}/ben"])
    hq.rule("rest", to=[f"{tmp_path}/rest"])
    send(ben, tmp_path / "b", a=b"1")
    send(carl, tmp_path / "c", a=b"1")
    hq.fetches(2)
    assert names_below(tmp_path / "ben") == ["b/a"]
    assert names_below(tmp_path / "rest") == ["c/a"]
    order_rules(hq.folder, ["rest", "ben"])
    hq.engine.apply()
    assert [row.rule.name for row in hq.engine.rules()] == ["rest", "ben"]
    send(ben, tmp_path / "b2", a=b"1")
    hq.fetches(3)
    assert names_below(tmp_path / "rest") == ["b2/a", "c/a"]


def test_only_entries_whose_names_fit_are_fetched(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule("pdf", names=["*.pdf"], to=[f"{tmp_path}/pdf"])
    hq.rule("rest", to=[f"{tmp_path}/rest"])
    many = {f"f{n:03}": b"x" for n in range(300)}  # their names stand on pages
    send(ben, tmp_path / "none", **many)
    send(ben, tmp_path / "docs", **many, **{"a.pdf": b"1"})
    send(ben, tmp_path / "few", **{"b.pdf": b"2", "c.txt": b"3"})
    hq.fetches(3)
    assert names_below(tmp_path / "pdf") == ["docs/a.pdf", "few/b.pdf"]
    assert len(names_below(tmp_path / "rest")) == 300


def test_sizes_tags_and_teams_decide(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.engine.team_new("plant")
    ben.engine.team_import(hq.engine.team_export("plant"))
    hq.rule("large", min_size="100 kB", to=[f"{tmp_path}/large"])
    hq.rule("tagged", tags=["kind=scan"], to=[f"{tmp_path}/tagged"])
    hq.rule("team", team="plant", to=[f"{tmp_path}/team"])
    hq.rule("queue", queue="press", to=[f"{tmp_path}/{{queue}}/{{sender}}"])
    send(ben, tmp_path / "a", a=os.urandom(150_000))
    send(ben, tmp_path / "b", b=b"1", tags={"kind": "scan"})
    send(ben, tmp_path / "c", c=b"1", to="team:plant", tags={"kind": "log"})
    send(ben, tmp_path / "d", d=b"1", tags={"queue": "Press"})
    hq.fetches(4)
    found = {name: names_below(tmp_path / name) for name in ("large", "tagged", "team", "Press")}
    assert found == {"large": ["a/a"], "tagged": ["b/b"], "team": ["c/c"], "Press": ["Ben/d/d"]}


def test_who_is_not_verified_is_fetched_only_if_the_rule_says_so(
    hq: Collector, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    dora = introduced(Profile(tmp_path, "Dora", broker), hq, verified=False)
    stranger = Profile(tmp_path, "Eve", broker)
    try:
        stranger.engine.people_add(hq.engine.my_card(), "HQ", verified=True)
        hq.rule("verified", to=[f"{tmp_path}/verified"])
        send(dora, tmp_path / "d", a=b"1")
        send(stranger, tmp_path / "e", a=b"1")
        send(ben, tmp_path / "b", a=b"1")
        hq.fetches(1)
        assert names_below(tmp_path / "verified") == ["b/a"]
        hq.rule("all", unverified=True, to=[f"{tmp_path}/all"])
        send(dora, tmp_path / "d2", a=b"1")
        hq.fetches(2)
        assert names_below(tmp_path / "all") == ["d2/a"]
        hq.engine.people_verify(
            "Dora", dora.engine.my_fingerprint()
        )  # what she sent before came after the first rule began
        hq.fetches(3)
        assert names_below(tmp_path / "verified") == ["b/a", "d/a"]
    finally:
        dora.engine.stop()
        stranger.engine.stop()


def test_a_bundle_that_is_not_encrypted_is_left_to_the_person(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in"])
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a").write_bytes(b"1")
    choices = Choices(to=("HQ",), cipher=Cipher.SIGNED_ONLY)
    ben.ended(ben.engine.send([str(tmp_path / "open")], "", choices).result())
    send(ben, tmp_path / "docs", a=b"1")
    hq.fetches(1)
    assert names_below(tmp_path / "in") == ["docs/a"]


def test_rules_can_tell_or_ignore(hq: Collector, ben: Profile, carl: Profile, tmp_path: Path) -> None:
    hq.rule("tell", **{"from": ["Ben"]}, action="tell")
    hq.rule("ignore", action="ignore")
    send(ben, tmp_path / "b", a=b"1")
    send(carl, tmp_path / "c", a=b"1")
    hq.told(
        lambda: any(
            isinstance(event, Notice) and event.names and "Ben sent you b" in event.title for event in hq.events
        )
    )

    def shown() -> dict[str, OfferRow]:
        return {row.title: row for row in hq.engine.offers()}

    hq.told(lambda: "c" in shown() and shown()["c"].hidden)
    assert not shown()["b"].hidden and shown()["b"].rule == "tell"
    assert not hq.engine.transfers()


def test_a_rule_waits_until_an_offer_is_complete(
    hq: Collector, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    hq.rule(to=[f"{tmp_path}/in"])
    broker.throttle(1_000_000)
    (tmp_path / "big").mkdir()
    (tmp_path / "big" / "a").write_bytes(os.urandom(3_000_000))
    sent = ben.engine.send([str(tmp_path / "big")], "", Choices(to=("HQ",), block_size=50_000)).result()
    ben.wait(sent, lambda row: row.done > 500_000)
    assert not hq.engine.transfers()
    broker.throttle(None)
    ben.ended(sent)
    (row,) = hq.fetches(1)
    assert row.outcome == Outcome.PLACED


def test_one_offer_goes_into_several_folders_and_is_read_from_the_cluster_once(
    hq: Collector, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    content = {"large": os.urandom(400_000), "small": b"1", "empty": b""}
    hq.rule(to=[f"{tmp_path}/one/{{sender}}", f"{tmp_path}/two", f"{tmp_path}/three"])
    send(ben, tmp_path / "docs", **content)
    rows = hq.fetches(3)
    assert {row.outcome for row in rows} == {Outcome.PLACED} and len(rows) == 3
    places = [tmp_path / "one" / "Ben" / "docs", tmp_path / "two" / "docs", tmp_path / "three" / "docs"]
    for place in places:
        assert {path.name: path.read_bytes() for path in place.iterdir()} == content
    numbers = {(place / "large").stat().st_ino for place in places}
    assert len(numbers) == 3 and {(place / "large").stat().st_nlink for place in places} == {1}
    assert len(hq.read) == len({(record.partition, record.offset) for record in hq.read})
    read = sum(len(record.value or b"") for record in hq.read)
    assert 400_000 < read < 500_000
    for row in rows:
        assert all(entry.state == "in place" for entry in hq.engine.verify(row.id).result())


def test_a_folder_that_is_a_link_is_refused_and_nothing_lands_behind_it(
    hq: Collector, ben: Profile, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "in").symlink_to(tmp_path / "elsewhere")
    hq.rule(to=[f"{tmp_path}/in/{{sender}}"])
    send(ben, tmp_path / "docs", a=b"1")
    hq.told(lambda: hq.engine.rules()[0].state == "refused")
    assert "link to another place" in hq.engine.rules()[0].why and hq.engine.rules()[0].waits == 1
    assert names_below(tmp_path / "elsewhere") == [] and not hq.engine.transfers()
    (tmp_path / "in").unlink()
    hq.engine.apply()  # a person mended it
    hq.fetches(1)
    assert names_below(tmp_path / "in") == ["Ben/docs/a"]
    assert hq.engine.rules()[0].state == "on"


def test_a_folder_that_became_a_link_meanwhile_gets_nothing(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in"])
    send(ben, tmp_path / "docs", a=b"1")
    (row,) = hq.fetches(1)
    (tmp_path / "in").rename(tmp_path / "elsewhere")
    (tmp_path / "in").symlink_to(tmp_path / "elsewhere")
    with hq.engine.journal.write() as db:  # as if it was begun just before
        db.execute("UPDATE transfers SET outcome = '' WHERE id = (SELECT id FROM fetches LIMIT 1)")
        db.execute("UPDATE fetch_entries SET state = 1, placed_as = ''")
    (tmp_path / "elsewhere" / "docs" / "a").unlink()
    hq.engine.retry([row.id]).result()
    hq.told(lambda: hq.engine.transfer(row.id).state == "needs-you")
    assert names_below(tmp_path / "elsewhere") == []
    assert [question.cause for question in hq.engine.questions()] == ["folder-link"]


def test_a_folder_of_a_rule_that_went_away_is_not_made_again(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in"])
    send(ben, tmp_path / "one", a=b"1")
    hq.fetches(1)
    (tmp_path / "in").rename(tmp_path / "unplugged")
    send(ben, tmp_path / "two", a=b"1")
    hq.told(lambda: any("not available" in row.why for row in hq.engine.transfers()))
    assert not (tmp_path / "in").exists()
    (tmp_path / "unplugged").rename(tmp_path / "in")
    hq.fetches(2)
    assert names_below(tmp_path / "in") == ["one/a", "two/a"]


def test_a_quota_that_is_full_waits_until_there_is_room(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in"], quota="150 kB")
    send(ben, tmp_path / "one", a=os.urandom(100_000))
    hq.fetches(1)
    send(ben, tmp_path / "two", a=os.urandom(100_000))
    hq.told(lambda: hq.engine.rules()[0].state == "waiting")
    assert "100 kB more: 100 kB of its 150 kB are used" in hq.engine.rules()[0].why
    assert names_below(tmp_path / "in") == ["one/a"]
    (tmp_path / "in" / "one" / "a").unlink()
    hq.engine.apply()
    hq.fetches(2)
    assert names_below(tmp_path / "in") == ["two/a"]
    assert hq.engine.rules()[0].state == "on"


def test_a_preview_says_what_would_be_fetched_and_changes_nothing(
    hq: Collector, ben: Profile, carl: Profile, tmp_path: Path
) -> None:
    for n in range(3):
        send(ben, tmp_path / f"b{n}", a=os.urandom(1000))
    send(carl, tmp_path / "c", **{"a.pdf": b"1", "b": b"2"})
    hq.told(lambda: len(hq.engine.offers("memory")) == 4)
    to = {"to": [f"{tmp_path}/in"]}
    stored = hq.engine.rule_preview(rule(hq, since="all", **to)).result()
    assert (stored.stored, stored.fits, stored.would, stored.entries, stored.size) == (4, 4, 4, 5, 3002)
    now = hq.engine.rule_preview(rule(hq, **{"from": ["Ben"]}, **to)).result()
    assert (now.fits, now.would, [each.sender for each in now.first]) == (3, 0, ["Ben"] * 3)
    pdf = hq.engine.rule_preview(rule(hq, names=["*.pdf"], since="all", **to)).result()
    assert (pdf.would, pdf.entries, pdf.size) == (1, 1, 1)
    tomorrow = time.strftime("%Y-%m-%d", time.localtime(time.time() + 86_400))
    assert hq.engine.rule_preview(rule(hq, since=tomorrow, **to)).result().would == 0
    odd = hq.engine.rule_preview(rule(hq, **{"from": ["Nobody"]}, **to)).result()
    assert odd.warnings == ("Nobody here is called Nobody.",)
    with hq.engine.journal.write() as db:
        journal_people.set_trust(db, ben.engine.people_book.me().fingerprint, journal_people.INVITED)
    assert hq.engine.rule_preview(rule(hq, **{"from": ["Ben"]}, **to)).result().warnings == ()
    assert not hq.engine.transfers() and not hq.engine.rules()
    hq.rule("first", **{"from": ["Ben"]}, since="all", to=[f"{tmp_path}/first"])
    hq.fetches(3)
    rest = hq.engine.rule_preview(rule(hq, since="all", **to)).result()
    assert (rest.fits, rest.would) == (4, 1)  # the rule before it has the others


def test_a_rule_that_was_removed_and_made_again_begins_anew(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule(to=[f"{tmp_path}/in"], since="all")
    send(ben, tmp_path / "docs", a=b"1")
    hq.fetches(1)
    remove_rule(hq.folder, "all")
    hq.engine.rule_forget("all").result()
    hq.engine.apply()
    assert hq.engine.rules() == []
    hq.rule(to=[f"{tmp_path}/again"], since="all")
    hq.fetches(2)
    assert names_below(tmp_path / "again") == ["docs/a"]


def test_a_rule_that_is_switched_off_takes_nothing(hq: Collector, ben: Profile, tmp_path: Path) -> None:
    hq.rule("off", to=[f"{tmp_path}/off"], on=False)
    hq.rule("on", to=[f"{tmp_path}/on"])
    send(ben, tmp_path / "docs", a=b"1")
    hq.fetches(1)
    assert names_below(tmp_path / "on") == ["docs/a"] and not (tmp_path / "off").exists()
    hq.rule("off", on=True)  # what another rule had stays its own
    send(ben, tmp_path / "more", a=b"1")
    hq.fetches(2)
    assert names_below(tmp_path / "off") == ["more/a"]


def test_a_late_reader_gets_what_was_sent_to_its_team_before(
    hq: Collector, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    ben.engine.team_new("plant")
    send(ben, tmp_path / "docs", to="team:plant", a=b"1")
    late = Collector(tmp_path, "Late", broker)
    try:
        late.engine.people_add(ben.engine.my_card(), "Ben", verified=True)
        late.rule(to=[f"{tmp_path}/late"], since="all")
        late.engine.team_import(ben.engine.team_export("plant"))
        late.fetches(1)
        assert names_below(tmp_path / "late") == ["docs/a"]
    finally:
        late.engine.stop()


def test_rules_of_broken_settings_are_refused_with_a_sentence(hq: Collector, tmp_path: Path) -> None:
    for values, what in (
        ({"to": ["in/{nobody}"]}, "is not a folder that files can go to"),
        ({"to": [f"{tmp_path}/{{path}}/x"]}, "is not a folder that files can go to"),
        ({"to": [f"{tmp_path}/{{sender}}/../x"]}, "is not a folder that files can go to"),
        ({}, "The rule has no folder"),
        ({"to": [str(tmp_path)], "since": "yesterday"}, "is not a start of a rule"),
        ({"to": [str(tmp_path)], "action": "tell"}, "has no folder"),
        ({"to": [str(tmp_path)], "exists": "replace"}, "replace"),
    ):
        with pytest.raises(TowlineError, match=what):
            set_rule(hq.folder, "bad", values)
    assert hq.engine.rules() == [] and hq.settings().rules == ()


def test_a_rule_of_the_file_is_read_with_its_folder_beside_it(hq: Collector, tmp_path: Path) -> None:
    with (hq.folder / "towline.toml").open("a") as file:
        file.write(
            '[rule.hq]\nfrom = ["team:plant7"]\nto = ["in/{sender}/{date}/{path}"]\nexists = "mirror"\nquota = "2 GB"\n'
        )
    (read,) = hq.settings().rules
    assert read == replace(
        Rule("hq"), senders=("team:plant7",), to=(f"{hq.folder}/in/{{sender}}/{{date}}/{{path}}",), quota=2_000_000_000,
        exists=read.exists,
    )  # fmt: skip
    assert read.exists == "mirror"


def test_a_program_and_an_event_follow_a_bundle_once(
    hq: Collector, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    broker.create("scans")
    words = f"{sys.executable} -c 'import sys; open(sys.argv[2], \"a\").write(sys.argv[1][-1])' {{path}} {tmp_path}/out"
    hq.rule(to=[f"{tmp_path}/one", f"{tmp_path}/two"], exec=words, event_topic="scans", event='{"type": "there"}')
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    ben.ended(ben.engine.send([str(source)], "", Choices(to=("HQ",))).result())
    hq.fetches(2)
    deadline = time.monotonic() + 60
    while [row.state for each in hq.engine.transfers() for row in hq.engine.actions(each.id)] != ["done", "done"]:
        assert time.monotonic() < deadline
        with hq.heard:
            hq.heard.wait(0.2)
    assert (tmp_path / "out").read_text() == "ab"
    assert len(broker.records("scans")) == 1
    assert hq.engine.questions() == []
