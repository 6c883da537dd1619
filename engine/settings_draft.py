"""Settings as they would be with further tables, looked at before anything is changed: what an invitation brings.

Hides: placeholders, and how settings are tried without writing their secrets anywhere. Promises: `draft` changes nothing
and raises whatever `load` would say of the result; a table that is there and says something else is never replaced;
`apply` writes all of it at once, secrets into the vault, and can be taken back.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import TowlineError
from engine.private import FileLock, make_private_folder, write_private
from engine.settings import EDIT_LOCK, FILE, KeyPath, Settings, load_tried, open_vault, syntax, unusable
from engine.settings_edit import edited, storables
from engine.settings_keys import NAMED, SECTIONS, Wrong, convert, key_of, runs_code, unknown

Tables = dict[KeyPath, dict[str, Any]]  # (section, name) or (section,) → key → value

_OWN = {"vault": (), "agent": ("state", "metrics_file", "invite", "shred_invite")}  # keys, or all of a section
_VARIABLE = "TOWLINE_DRAFT_"  # no `__` in it, so it is no setting itself


@dataclass(frozen=True, slots=True)
class Draft:
    """`settings`: what they would be, secrets read."""

    profile: Path
    tables: Tables
    settings: Settings
    secrets: Mapping[str, str] = field(repr=False)  # name in the vault → secret

    def apply(self) -> Callable[[], None]:
        """All of it or nothing. What it gives takes it back, as long as nobody has changed the file meanwhile."""
        vault, _ = open_vault(self.profile, self.settings)
        before = {name: vault.get(name) for name in self.secrets}
        path, written = self.profile / FILE, ""
        old = path.read_text("utf-8") if path.exists() else None

        def note(text: str) -> str:
            nonlocal written
            written = text
            return text

        def take_back() -> None:
            with FileLock(self.profile / EDIT_LOCK, wait=True):
                if path.exists() and path.read_text("utf-8") == written != old:
                    path.unlink() if old is None else write_private(path, old.encode())
            for name, secret in before.items():
                vault.remove(name) if secret is None else vault.put(name, secret)

        try:
            for name, secret in self.secrets.items():
                vault.put(name, secret.encode())
            _change(self.profile, self.tables, note)
        except BaseException:
            take_back()
            raise
        return take_back


def tables_of(text: str, name: str) -> Tables:
    """The tables of a TOML text in which `{name}` stands for `name`. Raises usage."""
    try:
        document = tomllib.loads(text)
        tables: Tables = {}
        for section, content in document.items():
            if section not in SECTIONS:
                raise unknown(section, SECTIONS)
            named = content if section in NAMED else {"": content}
            if not isinstance(named, dict):
                raise Wrong(f"{section!r} must be a table.")
            for each, values in named.items():
                if not isinstance(values, dict):
                    raise Wrong(f"{section!r} must be a table of tables.")
                filled = _filled(values, name)
                for key, value in filled.items():
                    _check_harmless(section, key, convert(key_of(section, key), value))
                tables[(section, each) if section in NAMED else (section,)] = filled
    except tomllib.TOMLDecodeError as error:
        raise TowlineError("usage", what=f"The settings are not TOML: {syntax(error)}.", todo="") from error
    except Wrong as error:
        raise TowlineError("usage", what=error.what, todo=error.todo) from error
    return tables


def _check_harmless(section: str, key: str, value: object) -> None:
    """Settings that somebody else wrote may not make this computer run or load anything, nor decide how its key is kept
    or over which file it writes. Raises Wrong."""
    todo = "Set it on the computer itself, or by its administrator's settings."
    bad = ["exec"] if key == "exec" else []
    if key == "extra" and isinstance(value, dict):
        bad = [name for name in value if runs_code(name)]
    if bad:
        raise Wrong(f"{bad[0]!r} in [{section}] would run a program, which no invitation may bring.", todo)
    if section in _OWN and (not _OWN[section] or key in _OWN[section]):
        raise Wrong(f"{key!r} in [{section}] is about this computer alone, so no invitation may bring it.", todo)


def table_here(profile: Path, place: KeyPath) -> dict[str, Any]:
    """A table of the profile's own file as it stands there. Raises usage if there is none."""
    path = profile / FILE
    try:
        found: Any = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except tomllib.TOMLDecodeError as error:
        raise TowlineError("settings", where=path, what=f"This is not TOML: {syntax(error)}.", todo="") from error
    for name in place:
        if not isinstance(found, dict) or name not in found:
            todo = f"Only what stands in {path} can be handed on."
            raise TowlineError("usage", what=f"There is no {place[0]} named {place[-1]!r} in your settings.", todo=todo)
        found = found[name]
    return dict(found)


def _filled(value: Any, name: str) -> Any:
    if isinstance(value, str):
        return value.replace("{name}", name)
    if isinstance(value, list):
        return [_filled(each, name) for each in value]
    if isinstance(value, dict):
        return {key: _filled(each, name) for key, each in value.items()}
    return value


def draft(profile: Path, tables: Tables) -> Draft:
    """Raises usage where a table of that name says something else, and what `load` raises."""
    secrets: dict[str, str] = {}
    stored: Tables = {}
    environ: dict[str, str] = {}
    tried: Tables = {}
    for place, values in tables.items():
        new = storables(place[0], values)
        stored[place], tried[place] = dict(new), dict(new)
        for key, value in new.items():
            facts = key_of(place[0], key)
            if facts.secret and isinstance(value, str) and (facts.kind == "secret" or "-----BEGIN" in value):
                kept, variable = "/".join((*place, key)), f"{_VARIABLE}{len(secrets)}"
                secrets[kept] = environ[variable] = value
                stored[place][key], tried[place][key] = {"vault": kept}, {"env": variable}
    found: list[Settings] = []

    def look(text: str) -> str:
        try:
            found.append(load_tried(profile, text, environ))
        except TowlineError as error:
            if error.word != "settings":
                raise
            what, todo = str(error.facts["what"]), str(error.facts["todo"])
            raise TowlineError("usage", what=f"The settings in it cannot be used here: {what}", todo=todo) from error
        return ""

    _change(profile, tried, look, compare=stored)
    return Draft(profile, stored, found[0], secrets)


def _change(profile: Path, tables: Tables, done: Callable[[str], str], compare: Tables | None = None) -> None:
    """Gives `done` the file with these tables; writes what that gives, if anything."""
    path = profile / FILE
    try:
        make_private_folder(profile)
        with FileLock(profile / EDIT_LOCK, wait=True):
            before = text = path.read_text("utf-8") if path.exists() else ""
            document = tomllib.loads(text)
            for place, values in tables.items():
                text = _with(text, document, place, values, (compare or tables)[place])
            result = done(text)
            if result and result != before:
                write_private(path, result.encode())
    except tomllib.TOMLDecodeError as error:
        raise TowlineError("settings", where=path, what=f"This is not TOML: {syntax(error)}.", todo="") from error
    except OSError as error:
        raise unusable(profile, error) from error


def _with(text: str, document: dict[str, Any], place: KeyPath, values: dict[str, Any], same: dict[str, Any]) -> str:
    *above, name = place
    tables = document.setdefault(above[0], {}) if above else document
    old = tables.get(name)
    if old is not None and above and old != same:
        raise TowlineError(
            "usage",
            what=f"There is another {above[0]} named {name!r} here already.",
            todo="Rename or remove it first; nothing was changed.",
        )
    new = {**(old or {}), **values} if not above else values
    if old == new:
        return text
    tables[name] = new
    return edited(text, place, new, document)
