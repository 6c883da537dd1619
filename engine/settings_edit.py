"""Changing the profile's own settings file: one table at a time, at once, what a person wrote around it kept.

Hides: TOML as text, locks, which secrets go into the vault. Promises: a value that `settings.load` would not take, or
that an administrator decided otherwise, is refused before anything is changed; a secret given as a text goes into the vault, never into the file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import tomli_w

from engine.api import Cluster
from engine.api_rules import Rule
from engine.api_watch import Watch
from engine.errors import TowlineError
from engine.private import FileLock, make_private_folder, write_private
from engine.settings import (
    ADMINISTRATORS,
    EDIT_LOCK,
    FILE,
    PRACTICE,
    KeyPath,
    Settings,
    absolute,
    absolute_after,
    check_cluster,
    decided,
    load_tried,
    open_vault,
    syntax,
    unusable,
)
from engine.settings_agent import agent_settings
from engine.settings_keys import SECTIONS, Key, Wrong, check_name, convert, key_of, with_table
from engine.settings_pace import limits_of
from engine.settings_rules import rule_of
from engine.settings_watch import check_watches, watch_of


def set_cluster(
    profile: Path,
    name: str,
    values: Mapping[str, object],
    settings: Settings,
    *,
    administrators: Path = ADMINISTRATORS,
) -> None:
    """Adds a cluster to the profile's file, or changes these keys of it (None removes one); texts are taken for every
    kind. A secret given as a text goes into the vault. Raises TowlineError; then nothing was changed."""

    def keep(key: str, secret: str) -> object:
        kept = f"cluster/{name}/{key}"
        open_vault(profile, settings)[0].put(kept, secret.encode())
        return {"vault": kept}

    _set(profile, "cluster", name, values, keep, administrators)


def set_queue(profile: Path, name: str, values: Mapping[str, object], *, administrators: Path = ADMINISTRATORS) -> None:
    """As `set_cluster`."""
    _set(profile, "queue", name, values, lambda _, secret: secret, administrators)


def set_rule(profile: Path, name: str, values: Mapping[str, object], *, administrators: Path = ADMINISTRATORS) -> None:
    """As `set_cluster`. A new rule comes after the others."""
    new = storables("rule", _mine(("rule", name), values, administrators))

    def changed(old: dict[str, Any]) -> dict[str, Any]:
        merged = _merged(old, new)
        rule_from(name, merged)
        return merged

    _edit(profile, ("rule", name), changed)


def order_rules(profile: Path, names: Sequence[str]) -> None:
    """Rules of the profile's file in this order from now on; those that are not named stay before them."""
    with _locked(profile) as (path, text):
        document = tomllib.loads(text)
        tables = document.get("rule", {})
        moved = {name: tables.pop(name) for name in names if name in tables}
        tables |= moved
        for name in moved:
            text = with_table(text, ("rule", name), None)  # noqa: PLW2901
        for name, table in moved.items():
            text = with_table(text, ("rule", name), table)  # noqa: PLW2901
        if moved:
            write_private(path, _same(text, document).encode())


def set_watch(
    profile: Path,
    name: str,
    values: Mapping[str, object],
    settings: Settings,
    *,
    administrators: Path = ADMINISTRATORS,
) -> None:
    """As `set_cluster`. Raises TowlineError also for what does not go together with other watches."""
    new = storables("watch", _mine(("watch", name), values, administrators))

    def changed(old: dict[str, Any]) -> dict[str, Any]:
        merged = _merged(old, new)
        watch_from(name, merged, settings)
        return merged

    _edit(profile, ("watch", name), changed)


def watches_to_queue(profile: Path, old: str, new: str) -> None:
    """Watched folders of the profile's file that use the queue `old` use `new` from now on."""
    for name, table in _tables(profile, "watch").items():
        if table.get("queue") == old:
            _edit(profile, ("watch", name), lambda table: table | {"queue": new})


def watch_from(name: str, values: Mapping[str, object], settings: Settings) -> Watch:
    """The watch that these values would be in a file, to preview it before it is saved.

    Raises TowlineError "usage" for what `load` would not take.
    """
    with _said_as_usage():
        check_name(name)
        table = _table("watch", values)
        if table.get("folder"):
            table["folder"] = absolute(str(table["folder"]), Path.cwd())
        watch = watch_of(name, table, settings.queues)
        check_watches([*(other for other in settings.watches.values() if other.name != name), watch])
    return watch


def watch_texts(name: str, values: Mapping[str, object], settings: Settings) -> dict[str, str]:
    """All keys of a watch as texts: these values over those of the settings; None is the built-in value."""
    known = settings.watches.get(name)
    texts: dict[str, str] = {}
    for key, facts in SECTIONS["watch"].items():
        value = values.get(key, getattr(known, key) if known and key not in values else None)
        if isinstance(value, bool):
            texts[key] = str(value).lower()
        elif isinstance(value, float):
            texts[key] = f"{value:g}s"
        elif value is not None and (value or facts.kind == "words"):
            texts[key] = ", ".join(value) if isinstance(value, (list, tuple)) else str(value)
    return texts


def set_agent(profile: Path, values: Mapping[str, object], *, administrators: Path = ADMINISTRATORS) -> None:
    """As `set_cluster`, for how this Towline runs."""
    new = storables("agent", _mine(("agent",), values, administrators))
    with _said_as_usage():
        agent_settings(_table("agent", new))
    _edit(profile, ("agent",), lambda old: _merged(old, new) or None)


def set_limits(profile: Path, values: Mapping[str, object]) -> None:
    """As `set_cluster`, for limits, week and what else holds work back."""
    new = storables("limits", values)
    with _said_as_usage():
        limits_of(_table("limits", new))
    _edit(profile, ("limits",), lambda old: _merged(old, new) or None)


def set_notifications(profile: Path, values: Mapping[str, object]) -> None:
    """As `set_cluster`, for what the window tells by notifications."""
    new = storables("notifications", values)
    _edit(profile, ("notifications",), lambda old: _merged(old, new) or None)


def cluster_of(name: str, values: Mapping[str, object]) -> Cluster:
    """The cluster that these values would be in a file, to test it before it is saved; secrets are texts.

    Raises TowlineError "usage" for what `load` would not take.
    """
    with _said_as_usage():
        check_name(name)
        table = _table("cluster", values)
        check_cluster(table)
    return Cluster(name=name, **table)  # the kinds in SECTIONS are those of Cluster


def remove_cluster(profile: Path, name: str, settings: Settings, *, administrators: Path = ADMINISTRATORS) -> None:
    """Takes it out of the profile's file, and its secrets out of the vault. Raises TowlineError "no-such-cluster", or
    "usage" while queues use it."""
    users = [queue.name for queue in settings.queues.values() if queue.cluster == name]
    if users:
        raise TowlineError(
            "usage", what=f"Queues use the cluster {name!r}: {', '.join(users)}.", todo="Remove these queues first."
        )
    _refuse_if_theirs(("cluster", name), administrators)
    table = _edit(profile, ("cluster", name), lambda _: None)
    if table is None:
        raise TowlineError("no-such-cluster", name=name)
    for value in table.values():
        if isinstance(value, dict) and "vault" in value:
            open_vault(profile, settings)[0].remove(value["vault"])


def rule_from(name: str, values: Mapping[str, object]) -> Rule:
    """The rule that these values would be in a file, to look at what it would do before it is saved. Raises TowlineError
    "usage" for what `load` would not take."""
    with _said_as_usage():
        check_name(name)
        table = _table("rule", values)
        if values.get("to") is not None:
            table["to"] = tuple(absolute(path, Path.cwd()) for path in table["to"])
        rule = rule_of(name, table)
    return rule  # noqa: RET504  not in the block: mypy takes it for one that may go on after an error


def remove_rule(profile: Path, name: str, *, administrators: Path = ADMINISTRATORS) -> None:
    """Takes it out of the profile's file. Raises TowlineError "no-such-rule"."""
    _refuse_if_theirs(("rule", name), administrators)
    if _edit(profile, ("rule", name), lambda _: None) is None:
        raise TowlineError("no-such-rule", name=name)


def remove_watch(profile: Path, name: str, *, administrators: Path = ADMINISTRATORS) -> None:
    """Takes it out of the profile's file; what was sent is still known if the folder is watched again. Raises usage."""
    _refuse_if_theirs(("watch", name), administrators)
    if _edit(profile, ("watch", name), lambda _: None) is None:
        todo = "See 'towline watch list'."
        raise TowlineError("usage", what=f"No folder is watched under the name {name!r} here.", todo=todo)


def remove_queue(profile: Path, name: str, *, administrators: Path = ADMINISTRATORS) -> None:
    """Takes it out of the profile's file. Raises TowlineError "no-such-queue", or "usage" while watched folders use it."""
    _refuse_if_theirs(("queue", name), administrators)
    users = [watch for watch, table in _tables(profile, "watch").items() if table.get("queue") == name]
    if users:
        what = f"Watched folders use the queue {name!r}: {', '.join(users)}."
        raise TowlineError("usage", what=what, todo="Remove these watches first, or give them another queue.")
    if _edit(profile, ("queue", name), lambda _: None) is None:
        raise TowlineError("no-such-queue", name=name)


def _set(
    profile: Path,
    section: str,
    name: str,
    values: Mapping[str, object],
    keep: Callable[[str, str], object],
    administrators: Path,
) -> None:
    with _said_as_usage():
        check_name(name)
        if section == "cluster" and name == PRACTICE:
            raise Wrong(f"The name {PRACTICE!r} belongs to the practice cluster.", "Choose another name.")
    new = storables(section, _mine((section, name), values, administrators))
    secrets = {key: value for key, value in new.items() if isinstance(value, str) and _is_secret(section, key, value)}
    _try(profile, section, name, new | {key: {"vault": key} for key in secrets}, administrators)
    for key, secret in secrets.items():
        new[key] = keep(key, secret)
    _edit(profile, (section, name), lambda old: _merged(old, new))


def _is_secret(section: str, key: str, value: str) -> bool:
    facts = key_of(section, key)
    return facts.secret and (facts.kind == "secret" or "-----BEGIN" in value)


def _try(profile: Path, section: str, name: str, new: Mapping[str, object], administrators: Path) -> None:
    """Raises what would be wrong with the settings after this change, unless something is wrong with them already."""

    def wrong_with(text: str) -> TowlineError | None:
        try:
            load_tried(profile, text, os.environ, secrets=False, administrators=administrators)
        except TowlineError as error:
            if error.word != "settings":
                raise
            return error
        return None

    with _locked(profile) as (_, text):
        document = tomllib.loads(text)
        tables = document.setdefault(section, {})
        tables[name] = _merged(dict(tables.get(name) or {}), new)
        wrong = wrong_with(edited(text, (section, name), tables[name], document))
        if wrong is not None and wrong_with(text) is None:
            raise TowlineError("usage", what=str(wrong.facts["what"]), todo=str(wrong.facts["todo"]))


def _mine(place: KeyPath, values: Mapping[str, object], administrators: Path) -> dict[str, object]:
    """The values without those that are just as an administrator decided. Raises "locked" for one that is not."""
    theirs = decided(administrators)
    mine = dict(values)
    for key, value in values.items():
        raw, path = theirs.get((*place, key), (None, None))
        if path is None:
            continue
        facts = key_of(place[0], key)
        if value is not None and (facts.secret or convert(facts, value) != convert(facts, raw)):
            raise TowlineError("locked", key=".".join((*place, key)), path=path)
        del mine[key]
    return mine


def _refuse_if_theirs(place: KeyPath, administrators: Path) -> None:
    """Before something is taken out of the profile: what administrators set up stays."""
    for path, (_, file) in decided(administrators).items():
        if path[: len(place)] == place:
            raise TowlineError("locked", key=".".join(place), path=file)


def storables(section: str, values: Mapping[str, object]) -> dict[str, object]:
    """The values of one table as a file has them. Raises TowlineError "usage"."""
    stored: dict[str, object] = {}
    with _said_as_usage():
        for key, value in values.items():
            stored[key] = None if value is None else _storable(key_of(section, key), value)
    return stored


def _table(section: str, values: Mapping[str, object]) -> dict[str, Any]:
    """What these values would be in a file, those that are missing or None as they are built in. Raises Wrong."""
    table = {key: convert(facts, facts.default) for key, facts in SECTIONS[section].items() if facts.default}
    return table | {key: convert(key_of(section, key), value) for key, value in values.items() if value is not None}


@contextmanager
def _said_as_usage() -> Iterator[None]:
    try:
        yield
    except Wrong as error:
        raise TowlineError("usage", what=error.what, todo=error.todo) from error


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """`new` over `old`; None takes a key out."""
    return {key: value for key, value in {**old, **new}.items() if value is not None}


def _storable(facts: Key, value: object) -> object:
    """Checked, and of the type that the key has in a file; sizes and spans stay as a person wrote them."""
    meant = convert(facts, value)
    if facts.kind in ("words", "flag", "table"):
        return list(meant) if isinstance(meant, tuple) else meant
    if facts.kind == "path" or (facts.kind == "pem" and isinstance(meant, str)):
        return absolute(str(meant), Path.cwd())
    if facts.kind == "folders":
        return [absolute(path, Path.cwd()) for path in cast("tuple[str, ...]", meant)]
    if facts.kind == "after":
        return absolute_after(str(meant), Path.cwd())
    return meant if facts.kind in ("text", "secret", "pem") else value


def _edit(
    profile: Path, place: KeyPath, change: Callable[[dict[str, Any]], dict[str, Any] | None]
) -> dict[str, Any] | None:
    """Replaces one table of the profile's file at once (None removes it); what it was before, None if there was none."""
    with _locked(profile) as (path, text):
        document = tomllib.loads(text)
        *above, name = place
        tables = document.setdefault(above[0], {}) if above else document
        old: dict[str, Any] | None = tables.get(name)
        new = change(dict(old or {}))
        if new is None:
            tables.pop(name, None)
        else:
            tables[name] = new
        if above and not tables:
            del document[above[0]]
        if old != new:
            write_private(path, edited(text, place, new, document).encode())
        return old


@contextmanager
def _locked(profile: Path) -> Iterator[tuple[Path, str]]:
    """The profile's file and what stands in it, while nobody else changes it."""
    path = profile / FILE
    try:
        make_private_folder(profile)
        with FileLock(profile / EDIT_LOCK, wait=True):
            yield path, path.read_text("utf-8") if path.exists() else ""
    except tomllib.TOMLDecodeError as error:
        raise TowlineError("settings", where=path, what=f"This is not TOML: {syntax(error)}.", todo="") from error
    except OSError as error:
        raise unusable(profile, error) from error


def _tables(profile: Path, section: str) -> dict[str, dict[str, Any]]:
    """The named tables of a section of the profile's file."""
    try:
        found = tomllib.loads((profile / FILE).read_text("utf-8")).get(section, {})
    except (FileNotFoundError, tomllib.TOMLDecodeError):
        return {}
    return {name: table for name, table in found.items() if isinstance(table, dict)}


def edited(text: str, path: KeyPath, table: dict[str, Any] | None, document: dict[str, Any]) -> str:
    """The text with one table replaced (None removes it), which is to be `document` then."""
    return _same(with_table(text, path, table), document)


def _same(text: str, document: dict[str, Any]) -> str:
    """Keeps a person's comments and order where that gives the same document."""
    with suppress(tomllib.TOMLDecodeError):
        if tomllib.loads(text) == document:
            return text
    return tomli_w.dumps(document)
