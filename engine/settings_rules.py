"""What a section [rule.NAME] means: from keys to a fetch rule.

Promises: a rule that `rule_of` gives can be followed: its folders are whole paths with known placeholders, its start is a
date; `Wrong` says what is wrong in whole sentences.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from engine import rule_match
from engine.api import Exists
from engine.api_rules import Rule, Then
from engine.settings_actions import check_event, words_of
from engine.settings_keys import Wrong

MOST_FOLDERS = 8


def rule_of(name: str, table: Mapping[str, Any]) -> Rule:
    """The rule of a table whose values were converted. Raises Wrong."""
    given = dict(table)
    if not given.get("exec"):
        given.pop("exec", None)
    rule = Rule(
        name=name,
        senders=tuple(given.pop("from", ())),
        then=Then(given.pop("action", "fetch")),
        exists=Exists(given.pop("exists", "both")),
        command=words_of(given.pop("exec")) if given.get("exec") else (),
        **given,
    )
    _check(rule)
    return rule


def _check(rule: Rule) -> None:
    if rule.then is Then.FETCH and not rule.to:
        raise Wrong("The rule has no folder.", 'Add to = ["/folder/{sender}/{path}"], or action = "tell".')
    if rule.then is not Then.FETCH and rule.to:
        raise Wrong(f"A rule whose action is {rule.then.value!r} has no folder.", "Take out the key 'to'.")
    if rule.then is not Then.FETCH and (rule.command or rule.event_topic):
        raise Wrong("Nothing follows a rule that does not fetch.", "Take out the keys 'exec' and 'event_topic'.")
    check_event(rule.event_topic, rule.event)
    if len(rule.to) > MOST_FOLDERS:
        raise Wrong(f"A rule has at most {MOST_FOLDERS} folders.", "Make a second rule for the others.")
    roots = [_split(template) for template in rule.to]
    if len(set(roots)) < len(roots):
        raise Wrong("Two folders of the rule are the same.", "Name each once.")
    if rule.since not in ("now", "all"):
        try:
            rule_match.date_of(rule.since)
        except ValueError:
            raise Wrong(
                f"{rule.since!r} is not a start of a rule.", "Use now, all, or a date like 2026-11-29."
            ) from None
    if rule.min_size is not None and rule.max_size is not None and rule.min_size > rule.max_size:
        raise Wrong("No bundle is larger than min_size and smaller than max_size.", "Change one of them.")
    if any(not word.strip() for word in (*rule.senders, *rule.names, *rule.tags)):
        raise Wrong("A name, a pattern or a tag is empty.", "Take it out.")


def _split(template: str) -> tuple[str, str]:
    try:
        root, below = rule_match.split(template)
    except ValueError:
        known = ", ".join(f"{{{word}}}" for word in rule_match.PLACEHOLDERS)
        raise Wrong(
            f"{template!r} is not a folder that files can go to.",
            f"Begin with a whole path; below it use {known}, and {{path}} only at the end.",
        ) from None
    if not os.path.isabs(root):
        raise Wrong(f"{template!r} is not a whole path.", "Write it like '/srv/in/{sender}/{path}'.")
    return root, below
