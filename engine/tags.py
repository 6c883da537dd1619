"""Tags: short words a sender puts on a bundle, `key=value`, for people and fetch rules.

Hides: what may be one. Promises: pure; what a person wrote is refused with a sentence, what came from others by `fit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from engine.errors import TowlineError

# Caps of format 1
MOST = 16
MAX_KEY, MAX_VALUE = 64, 255  # bytes of UTF-8 each
QUEUE = "queue"  # the tag that a send through a queue has by itself
MAX_ALL = 2048  # bytes of all keys and values together: the offer has 16 KB for everything


def fit(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether these may stand in an offer: keys rising, not empty and without '=', everything within the caps."""
    sizes = [(len(key.encode()), len(value.encode())) for key, value in pairs]
    return (
        len(pairs) <= MOST
        and all(0 < key <= MAX_KEY and value <= MAX_VALUE for key, value in sizes)
        and sum(key + value for key, value in sizes) <= MAX_ALL
        and all(before[0] < after[0] for before, after in pairwise(pairs))
        and not any("=" in key for key, _ in pairs)
    )


def pairs_of(tags: Mapping[str, str]) -> list[tuple[str, str]]:
    """As they stand in an offer. Raises usage."""
    pairs = sorted(tags.items())
    try:
        fits = fit(pairs)
    except UnicodeEncodeError:
        fits = False
    if not fits or not all(text.isprintable() for pair in pairs for text in pair):
        raise TowlineError(
            "usage",
            what="These tags cannot be sent.",
            todo=f"Use at most {MOST} of them, keys of at most {MAX_KEY} and values of at most {MAX_VALUE} bytes.",
        )
    return pairs


def with_queue(tags: Mapping[str, str], queue: str) -> dict[str, str]:
    """These, and which queue it went through, for rules of who fetches it; a tag of that name that a person gave stays."""
    more = {QUEUE: queue, **tags}
    return more if queue and fit(sorted(more.items())) else dict(tags)


def parse(words: Iterable[str]) -> dict[str, str]:
    """`key=value` each; blanks around them do not count. Raises usage."""
    found: dict[str, str] = {}
    for word in words:
        key, is_pair, value = word.partition("=")
        key, value = key.strip(), value.strip()
        if not key or not is_pair:
            raise TowlineError("usage", what=f"{word!r} is no tag.", todo="Write it like order=4711.")
        if key in found:
            raise TowlineError("usage", what=f"The tag {key!r} is given twice.", todo="Give each key once.")
        found[key] = value
    pairs_of(found)
    return found


def text(tags: Mapping[str, str]) -> str:
    """For people: `key=value, key=value`."""
    return ", ".join(f"{key}={value}" for key, value in tags.items())
