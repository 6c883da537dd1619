"""Templates of fetch rules: what a sender calls itself never leads out of the folder."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import names, rule_match
from engine.api_rules import Rule
from engine.rule_match import Offered


def test_a_template_is_a_folder_and_what_comes_below_it() -> None:
    assert rule_match.split("/srv/in/{sender}/{date}/{path}") == ("/srv/in", "{sender}/{date}")
    assert rule_match.split("/srv/in") == ("/srv/in", "")
    assert rule_match.split("/srv/in/") == ("/srv/in", "")
    assert rule_match.split("/srv/in/{path}") == ("/srv/in", "")
    assert rule_match.split("/srv/in/from-{sender}/{queue}") == ("/srv/in", "from-{sender}/{queue}")


@pytest.mark.parametrize(
    "template", ["/srv/{path}/x", "/srv/{who}", "/srv/{sender", "/srv/{sender}/../x", "{sender}/x", "/srv/{sender}//x"]
)
def test_a_template_that_leads_nowhere_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=re.escape(template)):
        rule_match.split(template)


def test_what_is_empty_is_left_out() -> None:
    assert rule_match.inside("{sender}/{queue}/{date}", sender="Ben", queue="", sent=0.0).count("/") == 1
    day = time.strftime("%Y-%m-%d", time.localtime(1_790_000_000))
    assert rule_match.inside("{sender}/{date}", sender="Ben", queue="q", sent=1_790_000_000) == f"Ben/{day}"


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.text(st.characters(codec="utf-8"), max_size=80))
def test_hostile_names_stay_one_component_each(sender: str, queue: str) -> None:
    inside = rule_match.inside("{sender}/{queue}", sender=sender, queue=queue, sent=0.0)
    parts = inside.split("/") if inside else []
    assert len(parts) <= 2
    for system in ("posix", "windows", "macos"):
        local = names.local_path(f"{inside}/file" if inside else "file", system)  # type: ignore[arg-type]
        assert not {"", ".", ".."} & set(local.split("/"))


def test_a_person_called_dot_dot_gets_a_folder_of_their_own() -> None:
    assert rule_match.inside("{sender}", sender="..", queue="", sent=0.0) == "_.."
    assert rule_match.inside("{sender}", sender="../../etc", queue="", sent=0.0) == ".._.._etc"


OFFERED = Offered(
    "Ben", "12345 " * 7 + "12345", True, frozenset({"plant"}), frozenset(), {"kind": "scan"}, 10, 100.0, 200.0
)


@pytest.mark.parametrize(
    ("word", "is_from"),
    [("ben", True), ("Carl", False), ("team:Plant", True), ("team:hq", False), ("12345" * 8, True), ("1" * 40, False)],
)
def test_from_is_a_person_a_team_or_a_fingerprint(word: str, is_from: bool) -> None:
    assert rule_match.fits(Rule("r", senders=(word,)), OFFERED) == is_from


@pytest.mark.parametrize(("tag", "has"), [("kind", True), ("kind=scan", True), ("kind=log", False), ("other", False)])
def test_tags_by_key_or_by_value(tag: str, has: bool) -> None:
    assert rule_match.fits(Rule("r", tags=(tag,)), OFFERED) == has


def test_a_start_is_now_all_or_a_date() -> None:
    assert rule_match.in_time(Rule("r", since="all"), OFFERED, 1e12)
    assert rule_match.in_time(Rule("r"), OFFERED, 200.0) and not rule_match.in_time(Rule("r"), OFFERED, 200.5)
    assert not rule_match.in_time(Rule("r", since="2026-11-29"), OFFERED, 0.0)
    assert rule_match.in_time(Rule("r", since="1970-01-01"), OFFERED, 0.0) or time.timezone > 0
    with pytest.raises(ValueError, match="yesterday"):
        rule_match.date_of("yesterday")
