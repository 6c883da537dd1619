"""The shapes of what is done once a transfer has ended well: events that are posted, programs that are run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """An event of the caller's, posted when a bundle is complete. `body`: base64. `headers`: name and value each."""

    topic: str
    body: str
    headers: tuple[tuple[str, str], ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Then:
    """What follows a fetch whose files are all in place. Both may be empty.

    `command`: a program and its arguments, run without a shell. Where an argument holds {path} or {sha256} it is run for
    each file, else once; {sender} and {reference} are known too. `topic`: an event is posted there, made from the JSON
    object `template` ("" is a plain one), see events.py.
    """

    command: tuple[str, ...] = ()
    topic: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """`kind`: event, program. `state`: waiting (the transfer has not ended), due, done, failed, skipped.

    `target`: the topic or the program. `at`: when it changed last.
    """

    id: str
    transfer: str
    kind: str
    state: str
    target: str
    why: str
    at: float
