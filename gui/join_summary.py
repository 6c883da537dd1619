"""What an invitation would set up on this computer, in words, before anybody agrees to it.

Hides: the tables in the invitation. Promises: every table is in it; what does something by itself, or to files, or without
encryption is marked, so that it can be seen first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.invitation import Invitation
from engine.names import shown
from engine.settings_draft import tables_of
from engine.settings_keys import convert, key_of, shown_value
from gui import words
from gui.words import tr


@dataclass(frozen=True, slots=True)
class Brought:
    """`what`: the kind of thing; `text`: what it does. `mind`: to be looked at twice."""

    what: str
    text: str
    mind: bool = False


def brought(found: Invitation, name: str) -> list[Brought]:
    """`name`: of this computer, which may stand in folders and sign-ins. Raises TowlineError for settings that no
    invitation may bring."""
    tables = tables_of(found.settings, name)
    lines: list[Brought] = []
    for place, values in tables.items():
        given = {key: _value(place[0], key, value) for key, value in values.items()}
        if place[0] in _TOLD:
            lines.extend(_TOLD[place[0]](place[1], given))
        else:
            lines.extend(_others(place[0], values))
    people = ", ".join(shown(each) for each, _ in found.people)
    if people:
        lines.append(Brought(tr("People"), tr("{names}: accepted by this invitation").format(names=people)))
    if found.team_key:
        text = tr("The key of {team} is in it: this computer can read all that was sent to the team, from before too.")
        lines.append(Brought(tr("Team"), text.format(team=shown(found.team))))
    return lines


def _value(section: str, key: str, value: object) -> Any:
    facts = key_of(section, key)
    return "" if facts.secret else convert(facts, value)


def _cluster(name: str, given: dict[str, Any]) -> Iterator[Brought]:
    facts = {"name": shown(name), "servers": shown(", ".join(given.get("bootstrap", ())))}
    who = given.get("user") or given.get("client")
    if who:
        text = tr("{name} at {servers}, signed in as {user}").format(**facts, user=shown(who))
    else:
        text = tr("{name} at {servers}").format(**facts)
    yield Brought(tr("Cluster"), text)


def _queue(name: str, given: dict[str, Any]) -> Iterator[Brought]:
    to = ", ".join(words.people(each) for each in given.get("to", ()))
    facts = {"name": shown(name), "people": to, "cluster": shown(given.get("cluster", ""))}
    yield Brought(tr("Queue"), tr("{name}: to {people} through {cluster}").format(**facts))
    if given.get("cipher") == "signed-only":
        yield Brought("", tr("Not encrypted: anyone who can read the topic can read the files."), mind=True)
    yield from _after(given)
    yield from _posts(given)


def _watch(name: str, given: dict[str, Any]) -> Iterator[Brought]:
    text = tr("{name}: what lies in {folder} is sent by itself, through {queue}")
    facts = {"name": shown(name), "folder": shown(given.get("folder", "")), "queue": shown(given.get("queue", ""))}
    yield Brought(tr("Watched folder"), text.format(**facts), mind=True)
    yield from _after(given)


def _rule(name: str, given: dict[str, Any]) -> Iterator[Brought]:
    senders = ", ".join(words.people(each) for each in given.get("from", ())) or tr("everybody verified")
    folders = ", ".join(map(shown, given.get("to", ())))
    facts = {"name": shown(name), "people": senders, "folders": folders}
    if folders:
        text = tr("{name}: what comes from {people} is fetched by itself into {folders}")
    elif given.get("action") == "ignore":
        text = tr("{name}: what comes from {people} is hidden")
    else:
        text = tr("{name}: what comes from {people} waits in the Inbox")
    yield Brought(tr("Fetch rule"), text.format(**facts), mind=bool(folders))
    if given.get("unverified"):
        yield Brought("", tr("Also from people whose fingerprint nobody compared."), mind=True)
    yield from _posts(given)


def _after(given: dict[str, Any]) -> Iterator[Brought]:
    way, _, folder = str(given.get("after", "")).partition(":")
    if way == "delete":
        yield Brought("", tr("The originals are deleted once others surely have them."), mind=True)
    elif way == "move":
        text = tr("The originals move to {folder} once others surely have them.")
        yield Brought("", text.format(folder=shown(folder)), mind=True)


def _posts(given: dict[str, Any]) -> Iterator[Brought]:
    if given.get("event_topic"):
        yield Brought(
            "", tr("An event is posted to {topic} for each bundle.").format(topic=shown(given["event_topic"]))
        )


def _others(section: str, values: dict[str, Any]) -> Iterator[Brought]:
    """Of this computer as a whole: as it stands in the settings, where no sentence says more."""
    for key, value in values.items():
        text = {
            ("role", "send"): tr("This computer only sends: it looks at nothing that others send."),
            ("role", "receive"): tr("This computer only receives."),
        }.get((key, value))
        said = shown_value(key_of(section, key), value)
        yield Brought(tr("Settings"), text or f"{section}.{key} = {shown(said)}")


_TOLD = {"cluster": _cluster, "queue": _queue, "watch": _watch, "rule": _rule}
