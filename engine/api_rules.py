"""The shapes of fetch rules: what one says, and what the lists show of it. Plain values, as in api.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.api import Exists


class Then(StrEnum):
    """What a rule does with an offer that it takes. `tell`: a notice, nothing else. `ignore`: it is hidden."""

    FETCH = "fetch"
    TELL = "tell"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Rule:
    """Fetch by itself. Everything that is named must fit; what is left empty fits always.

    `senders`: names of people, `team:NAME` (who is seen to have its key) or fingerprints of 40 digits. `names`: globs over
    whole paths, as `towline get` takes them: only these entries are fetched. Sizes: bytes of the whole bundle. `tags`:
    `key=value`, or a key alone. `queue`: as the sender calls it. `team`: the bundle is addressed to it. `unverified`: also
    from accepted people whose fingerprint was not compared.

    `to`: folders as absolute templates, see rule_match.py; the first is fetched from the cluster, the others are copies.
    `exists`: both, newer (it was put there by the same rule for the same sender, and is older), mirror (the same, and nobody
    changed it since), skip, ask. `since`: now, all, or a date (`2026-11-29`, `2026-11-29 12:00`). `quota`: bytes that may
    stand in its folders. `command`, `event_topic`, `event`: what follows once all of a bundle is in place in the first
    folder, see api_actions.Then.
    """

    name: str
    on: bool = True
    senders: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    min_size: int | None = None
    max_size: int | None = None
    tags: tuple[str, ...] = ()
    queue: str = ""
    team: str = ""
    unverified: bool = False
    then: Then = Then.FETCH
    to: tuple[str, ...] = ()
    exists: Exists = Exists.BOTH
    since: str = "now"
    quota: int | None = None
    command: tuple[str, ...] = ()
    event_topic: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule and what became of it. `state`: on, off, waiting (`why` says for what), refused (`why` says why).

    `taken`: bundles so far; `size`: their bytes; `last`: when it took the last one, or 0. `waits`: bundles it would take
    now but for `why`. `caught_up`: it looked at all that stood on the clusters when this Towline began; also where none
    looks.
    """

    rule: Rule
    state: str
    why: str = ""
    todo: str = ""
    taken: int = 0
    size: int = 0
    last: float = 0.0
    waits: int = 0
    caught_up: bool = True


@dataclass(frozen=True, slots=True)
class PreviewOffer:
    title: str
    sender: str
    entries: int
    size: int
    sent: float


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What a rule would do now. `stored`: offers of others that can be fetched; `fits`: what the rule says of them is true;
    `would`: of these, those from its start on that no rule took before. `entries`, `size`: files and bytes of `would`.

    `unseen`: their names stand on pages that could not be read in time; they count nowhere else. `first`: at most 50 of
    `would`, newest first, or of `fits` if there are none. `warnings`: sentences.
    """

    stored: int
    fits: int
    would: int
    entries: int
    size: int
    unseen: int = 0
    first: tuple[PreviewOffer, ...] = ()
    warnings: tuple[str, ...] = ()
