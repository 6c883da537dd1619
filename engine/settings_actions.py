"""What queues and rules say about events and programs: checked when it is saved, not when the first transfer ends."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable

from engine.events import NoTemplate, check_template
from engine.settings_keys import Wrong

__all__ = ["Wrong", "check_event", "command_text", "words_of"]


def words_of(command: str) -> tuple[str, ...]:
    """The program and its arguments as a person writes them, without a shell. Raises Wrong."""
    try:
        words = tuple(shlex.split(command, posix=sys.platform != "win32"))
    except ValueError:
        raise Wrong(f"{command!r} is no command.", "Close its quotes.") from None
    if not words or "{" in words[0]:
        raise Wrong(f"{command!r} names no program.", "Write it like '/usr/bin/ingest {path}'.")
    return words


def command_text(words: Iterable[str]) -> str:
    """The command as a person would write it: quoted only where that matters."""
    return " ".join(word if word and not set(word) & set(" \t\n'\"\\#") else shlex.quote(word) for word in words)


def check_event(topic: str, template: str) -> None:
    """Whether events can be made from this template for this topic; both may be empty. Raises Wrong."""
    if topic and not re.fullmatch(r"[A-Za-z0-9._-]{1,249}", topic):
        raise Wrong(f"{topic!r} cannot be a topic.", "Use letters, digits, dots, hyphens, underscores.")
    if template and not topic:
        raise Wrong("There is an event, but no topic to post it to.", "Say which by event_topic.")
    try:
        check_template(template)
    except NoTemplate as error:
        raise Wrong(error.what, error.todo) from error
