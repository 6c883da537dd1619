"""Settings carried to another computer: tables of the profile's own file as text, and such a text taken over.

Hides: what of a profile means nothing elsewhere. Promises: what is carried holds no secret; taking over changes all of
what is new or nothing; a table that is there already and differs is replaced only if asked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from engine.errors import TowlineError
from engine.private import FileLock, make_private_folder, write_private
from engine.settings import ADMINISTRATORS, EDIT_LOCK, FILE, TRIED, decided, load_tried, syntax
from engine.settings_keys import NAMED, SECTIONS, Key, Wrong, convert, is_secret, runs_code, table_text, with_table

STAYS = ("vault",)  # how this very profile is unlocked
MINE = {"agent": ("name", "state", "downloads", "metrics_file")}  # keys that are about this very computer


@dataclass
class Carried:
    """`added`, `replaced`, `same`: names of tables, like queue.hq. `secrets`: keys that must be set anew there."""

    text: str = ""
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)


def carried_out(profile: Path) -> Carried:
    """The profile's own settings without secrets. Raises TowlineError "settings"."""
    found = Carried()
    for place, table in _tables_of(_text_of(profile), profile / FILE):
        if place[0] in STAYS:
            continue
        kept: dict[str, object] = {}
        for key, value in table.items():
            facts = SECTIONS[place[0]].get(key)
            if facts is None or (facts.secret and (isinstance(value, str) or set(value) == {"vault"})):
                found.secrets.append(".".join((*place, key)))
            elif key == "extra":
                given = _extra(facts, value, profile / FILE)
                found.secrets += [".".join((*place, key, name)) for name in given if is_secret(name)]
                kept[key] = {name: each for name, each in given.items() if not is_secret(name)}
            elif key not in MINE.get(place[0], ()):
                kept[key] = value
        if kept:
            found.text += ("\n" if found.text else "") + table_text(place, kept)
    return found


def programs_in(text: str) -> list[str]:
    """What settings from a file would have this computer run or load: commands, and lines for the Kafka library.

    Raises TowlineError "settings".
    """
    found: list[str] = []
    for place, table in _tables_of(text, "the new settings"):
        if place[0] == "rule" and table.get("exec"):
            found.append(str(table["exec"]))
        if place[0] == "cluster" and table.get("extra"):
            given = _extra(SECTIONS["cluster"]["extra"], table["extra"], Path("the new settings"))
            found += [f"{name} = {value}" for name, value in given.items() if runs_code(name)]
    return found


def take_over(profile: Path, text: str, where: str, *, replace: bool, administrators: Path = ADMINISTRATORS) -> Carried:
    """Puts the tables of `text` (from `where`, for sentences) into the profile's file, keeping secrets that are there.

    Raises TowlineError, after which nothing was changed: "settings" for what `load` would not take, "locked", and
    "settings-differ" for tables that are there and differ, without `replace`.
    """
    new = _tables_of(text, where)
    done = Carried()
    theirs = decided(administrators)
    make_private_folder(profile)
    with FileLock(profile / EDIT_LOCK, wait=True):
        old_text = _text_of(profile)
        old = dict(_tables_of(old_text, profile / FILE))
        edited = old_text
        for place, table in new:
            name = ".".join(place)
            for key in table:
                if (*place, key) in theirs and theirs[(*place, key)][0] != table[key]:
                    raise TowlineError("locked", key=f"{name}.{key}", path=theirs[(*place, key)][1])
            merged = _with_secrets(place, old.get(place, {}), table)
            if merged == old.get(place):
                done.same.append(name)
                continue
            (done.replaced if place in old else done.added).append(name)
            edited = with_table(edited, place, merged)
        if done.replaced and not replace:
            raise TowlineError("settings-differ", names=", ".join(done.replaced))
        _check(profile, edited, administrators)
        if edited != old_text:
            write_private(profile / FILE, edited.encode())
    done.text = edited
    return done


def _extra(facts: Key, value: object, where: Path) -> dict[str, str]:
    """Settings of librdkafka, however they are written."""
    try:
        return cast("dict[str, str]", convert(facts, value))
    except Wrong as error:
        raise TowlineError("settings", where=where, what=error.what, todo=error.todo) from error


def _with_secrets(place: tuple[str, ...], old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """A table that is replaced keeps the secrets it has, and what is about this computer."""
    facts = SECTIONS.get(place[0], {})
    stays = {k: v for k, v in old.items() if k in MINE.get(place[0], ()) or (k in facts and facts[k].secret)}
    return {**stays, **new}


def _check(profile: Path, text: str, administrators: Path) -> None:
    """Whether Towline would run with it."""
    try:
        load_tried(profile, text, {}, secrets=False, administrators=administrators)
    except TowlineError as error:
        if error.word != "settings":
            raise
        where = str(error.facts["where"]).replace(str(profile / TRIED), "the new settings")
        raise TowlineError("settings", where=where, what=error.facts["what"], todo=error.facts["todo"]) from error


def _text_of(profile: Path) -> str:
    path = profile / FILE
    return path.read_text("utf-8") if path.exists() else ""


def _tables_of(text: str, where: object) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """Each table of settings with its place. Raises TowlineError "settings" for what has no tables."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = f"This is not TOML: {syntax(error)}."
        raise TowlineError("settings", where=where, what=what, todo="Nothing was changed.") from error
    found: list[tuple[tuple[str, ...], dict[str, Any]]] = []
    for section, table in document.items():
        places: dict[tuple[str, ...], Any] = {(section,): table}
        if section in NAMED and isinstance(table, dict):
            places = {(section, name): inner for name, inner in table.items()}
        for place, inner in places.items():
            if not isinstance(inner, dict):
                what = f"{'.'.join(place)!r} must be a table."
                raise TowlineError("settings", where=where, what=what, todo="Nothing was changed.")
            found.append((place, inner))
    return found
