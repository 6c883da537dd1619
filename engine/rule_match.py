"""What a fetch rule says of an offer, and the folder inside its own that the files go to. Pure values.

Hides: how names, tags and times are compared, and templates. A template is a folder, then components that may hold
{sender}, {queue} and {date}, then {path} at its end, which may be left out: `/srv/in/{sender}/{date}/{path}`.
Promises: what a placeholder stands for is one component and never a way out; names.local_path makes it fit the disk.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from engine.api_rules import Rule
from engine.names import LATEST, shown
from engine.tags import QUEUE

PLACEHOLDERS = ("sender", "queue", "date", "path")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Offered:
    """What a rule is told of an offer. `teams`: of which the sender is a member; `to_teams`: it is addressed to, folded.

    `arrived`: when it first stood complete here; `sent`: by its sender's clock.
    """

    sender: str
    fingerprint: str
    verified: bool
    teams: frozenset[str]
    to_teams: frozenset[str]
    tags: Mapping[str, str]
    size: int
    sent: float
    arrived: float


def fits(rule: Rule, offered: Offered) -> bool:
    """Whether everything but the names of its entries and its time is as the rule wants it."""
    return (
        (offered.verified or rule.unverified)
        and (not rule.senders or any(_is_from(wanted, offered) for wanted in rule.senders))
        and (rule.min_size is None or offered.size >= rule.min_size)
        and (rule.max_size is None or offered.size <= rule.max_size)
        and all(_has_tag(wanted, offered.tags) for wanted in rule.tags)
        and (not rule.queue or offered.tags.get(QUEUE, "").casefold() == rule.queue.casefold())
        and (not rule.team or rule.team.casefold() in offered.to_teams)
    )


def in_time(rule: Rule, offered: Offered, began: float) -> bool:
    """Whether it came after the rule's start. `began`: when this rule was first met here, with this start."""
    if rule.since == "all":
        return True
    if rule.since == "now":
        return offered.arrived >= began
    return offered.sent >= date_of(rule.since)


def date_of(text: str) -> float:
    """`2026-11-29` or `2026-11-29 12:00` as Unix time. Raises ValueError."""
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
        try:
            return time.mktime(time.strptime(text.replace("T", " "), form))
        except (ValueError, OverflowError):
            continue
    raise ValueError(text)


def _is_from(wanted: str, offered: Offered) -> bool:
    if wanted.casefold().startswith("team:"):
        return wanted[5:].casefold() in offered.teams
    digits = "".join(wanted.split())
    if len(digits) == 40 and digits.isdigit():
        return digits == "".join(offered.fingerprint.split())
    return wanted.casefold() == offered.sender.casefold()


def _has_tag(wanted: str, tags: Mapping[str, str]) -> bool:
    key, is_pair, value = (part.strip() for part in wanted.partition("="))
    return key in tags and (not is_pair or tags[key] == value)


# --- where to ------------------------------------------------------------------------------------------------------------


def split(template: str) -> tuple[str, str]:
    """The folder that stands in a template as it is, and what comes below it, without {path}. Raises ValueError."""
    found = _PLACEHOLDER.findall(template)
    if not set(found) <= set(PLACEHOLDERS) or "{" in _PLACEHOLDER.sub("", template):
        raise ValueError(template)
    parts = re.split(r"[\\/]" if os.sep == "\\" else "/", template)
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if parts[-1] == "{path}":
        parts.pop()
    if any("{path}" in part for part in parts):
        raise ValueError(template)
    first = next((n for n, part in enumerate(parts) if "{" in part), len(parts))
    root, below = os.sep.join(parts[:first]), parts[first:]
    if not root or any(part in ("", ".", "..") for part in below):
        raise ValueError(template)
    return os.path.normpath(root), "/".join(below)


def inside(below: str, *, sender: str, queue: str, sent: float) -> str:
    """The folder inside the rule's own, `/` between components: `below` of `split` with its placeholders filled in. What
    comes out empty (a bundle that was sent through no queue) is left out."""
    when = time.strftime("%Y-%m-%d", time.localtime(min(sent, LATEST)))
    facts = {"sender": _one(sender), "queue": _one(queue), "date": when}
    filled = [_PLACEHOLDER.sub(lambda match: facts[match[1]], part).strip() for part in below.split("/") if part]
    return "/".join(f"_{part}" if part in (".", "..") else part for part in filled if part)


def _one(text: str) -> str:
    """A text as part of one component of a path: nothing in it leads up, down or elsewhere, or hides."""
    return shown(text).replace("/", "_").replace("\\", "_").replace("\0", "_")
