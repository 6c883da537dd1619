"""What a person or an administrator chose: clusters, queues and how this Towline runs.

Hides: TOML files, environment, their order, secrets that stand elsewhere, where the profile is. Promises: a value comes
from the highest of built-in < administrators' files < profile < environment < flags, and `origins` says from where;
a key that does not exist is an error that names file, line, key and the nearest key; a secret is never stored in the
clear by Towline; a damaged file of the profile is moved aside and the last good one goes on.
"""

from __future__ import annotations

import getpass
import os
import re
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from engine import vault as vaults
from engine import wire
from engine.api import Choices, Cipher, Cluster, Queue
from engine.api_rules import Rule
from engine.api_watch import Watch
from engine.errors import TowlineError
from engine.private import FileLock, make_private_folder, move_aside, others_can_read, write_private
from engine.settings_actions import check_event
from engine.settings_agent import AgentSettings, WrongKey, agent_settings, check_token
from engine.settings_keys import (
    NAMED,
    SECTIONS,
    Key,
    Wrong,
    check_name,
    convert,
    key_of,
    line_of,
    shown_value,
    unknown,
)
from engine.settings_pace import Limits, Notifications, limits_of, notifications_of
from engine.settings_rules import rule_of
from engine.settings_watch import check_patterns, check_watches, watch_of
from engine.vault import Unlock, Vault

FILE = "towline.toml"
TRIED = f"{FILE}.tried"
PRACTICE = "practice"  # the cluster of this computer, which stands in no file
ADMINISTRATORS = Path("C:/ProgramData/Towline") if sys.platform == "win32" else Path("/etc/towline")

_LAST_GOOD = "towline.toml.last"
_LOCK, EDIT_LOCK, _WINDOW_LOCK = "profile.lock", "settings.lock", "window.lock"
_PREFIX = "TOWLINE_"

T = TypeVar("T")

KeyPath = tuple[str, ...]  # section, name (of NAMED ones), key


@dataclass(frozen=True, slots=True)
class Origin:
    """`key`: dotted. `value`: as shown, secrets as `***`. `source`: `built-in`, `FILE:LINE`, `environment NAME`, `flag`."""

    key: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """`unlock`: how the vault of this profile is opened. `notices`: sentences a person should read. `rules`: in
    their order, which is that of the files. `credentials`: names
    of those that systemd must hand over."""

    agent: AgentSettings
    unlock: Unlock
    clusters: Mapping[str, Cluster]
    queues: Mapping[str, Queue]
    origins: tuple[Origin, ...]
    notices: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    watches: Mapping[str, Watch] = field(default_factory=dict)
    credentials: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    notifications: Notifications = field(default_factory=Notifications)


# --- folders ---------------------------------------------------------------------------------------------------------------------


def profile_folder(
    flag: str | None, environ: Mapping[str, str], config: Path | None = None, *, administrators: Path = ADMINISTRATORS
) -> Path:
    """The folder with keys, settings and journal: the flag's, TOWLINE_PROFILE's, the `agent.state` of `config` or of the
    administrators for whoever may write there, or the user's own. Makes nothing."""
    chosen = flag or environ.get("TOWLINE_PROFILE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    stated = _stated(administrators_files(administrators) if config is None else [config])
    return stated or platformdirs.user_data_path(_app(), appauthor=False)


def _stated(files: Sequence[Path]) -> Path | None:
    """What broken files say counts for nothing here: `load` tells what is wrong with them."""
    for path in reversed(files):
        with suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError):
            state = tomllib.loads(path.read_text("utf-8")).get("agent", {}).get("state")
            if isinstance(state, str) and os.access(state, os.W_OK):
                return Path(absolute(state, path.parent.absolute()))
    return None


def administrators_files(folder: Path = ADMINISTRATORS) -> list[Path]:
    """In the order in which they are read: a later one stands over an earlier one."""
    return sorted(folder.glob("*.toml")) if folder.is_dir() else []


def decided(administrators: Path = ADMINISTRATORS) -> dict[KeyPath, tuple[object, Path]]:
    """What administrators decided, and in which file. Raises TowlineError "settings"."""
    found: dict[KeyPath, tuple[object, Path]] = {}
    for path in administrators_files(administrators):
        found.update({key: (value.raw, path) for key, value in _read_file(path).items()})
    return found


def state_folder(environ: Mapping[str, str]) -> Path:
    """What all profiles of this user share, such as the practice cluster: TOWLINE_STATE's folder, or the user's own."""
    chosen = environ.get("TOWLINE_STATE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_state_path(_app(), appauthor=False)


def _app() -> str:
    return "towline" if sys.platform == "linux" else "Towline"


def lock_profile(profile: Path) -> FileLock:
    """One engine per profile: held until closed or the process ends. Raises TowlineError "profile-in-use"."""
    try:
        make_private_folder(profile)
        return FileLock(profile / _LOCK, wait=False)
    except BlockingIOError:
        raise TowlineError("profile-in-use", path=profile) from None
    except OSError as error:
        raise unusable(profile, error) from error


def lock_window(profile: Path) -> FileLock | None:
    """One window per profile, whoever runs its engine: held as `lock_profile`; None if another window has it."""
    try:
        make_private_folder(profile)
        return FileLock(profile / _WINDOW_LOCK, wait=False)
    except BlockingIOError:
        return None
    except OSError as error:
        raise unusable(profile, error) from error


def open_vault(profile: Path, settings: Settings) -> tuple[Vault, list[str]]:
    """The vault of the profile as its settings say, and its notices: see `vault.open_vault`."""
    return vaults.open_vault(profile, settings.unlock)


# --- loading ---------------------------------------------------------------------------------------------------------------------


def load(
    profile: Path,
    config: Path | None,
    environ: Mapping[str, str],
    flags: Mapping[str, str] | None = None,
    *,
    secrets: bool = True,
    ask: Callable[[str], str] | None = None,
    administrators: Path = ADMINISTRATORS,
) -> Settings:
    """Reads everything anew. `config` is read instead of the profile's file; `flags`: dotted key → text.

    `secrets` False leaves passwords and keys empty, for showing: nothing is asked and no vault opened. `ask`: asks a person
    for the passphrase of the vault, in place of the terminal. Raises
    TowlineError "settings" (where, what, todo), "key-file-open", "key-locked".
    """
    notices: list[str] = []
    merged: dict[KeyPath, _Value] = {}
    for path in administrators_files(administrators):
        merged.update(_read_file(path))
    if config is not None:
        merged.update(_read_file(config))
    else:
        merged.update(_read_profile(profile, notices))
    merged.update(_read_environ(environ, merged))
    merged.update(_read_flags(flags or {}))
    return _Builder(profile, environ, merged, secrets, ask or _asker()).settings(tuple(notices))


def load_tried(
    profile: Path,
    text: str,
    environ: Mapping[str, str],
    *,
    secrets: bool = True,
    administrators: Path = ADMINISTRATORS,
) -> Settings:
    """As `load`, with `text` in place of the profile's own file: for a change that is not written yet. The caller holds the
    lock of the file; what is wrong is said to be in TRIED."""
    path = profile / TRIED
    write_private(path, text.encode())
    try:
        return load(profile, path, environ, secrets=secrets, administrators=administrators)
    finally:
        path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as given, where, and (for paths in files) relative to which folder."""

    raw: object
    source: str
    base: Path | None = None
    file: Path | None = None

    def wrong(self, key: KeyPath, error: Wrong) -> TowlineError:
        where = f"{self.source}, key {'.'.join(key)}"
        return TowlineError("settings", where=where, what=error.what, todo=error.todo)


def _read_profile(profile: Path, notices: list[str]) -> dict[KeyPath, _Value]:
    """The profile's own file. What is not TOML is moved aside, for a start must never fail because of it: the last good
    copy takes its place. Other files are people's alone and are never touched."""
    path, last = profile / FILE, profile / _LAST_GOOD
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise unusable(profile, error) from error
    try:
        tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        with FileLock(profile / EDIT_LOCK, wait=True):
            aside = move_aside(path)
            if last.exists():
                write_private(path, last.read_bytes())
        going_on = "Towline goes on with the last good ones" if last.exists() else "Towline goes on without them"
        why = syntax(error)
        notices.append(f"The settings of this profile were damaged ({why}) and stand now in {aside}. {going_on}.")
        return _read_file(path) if last.exists() else {}
    found = _read_file(path)
    with suppress(OSError):  # a profile that cannot be written has nothing to lose
        if not last.exists() or last.read_bytes() != content:
            write_private(last, content)
    return found


def _read_file(path: Path) -> dict[KeyPath, _Value]:
    """Every key of a file, checked to exist."""
    try:
        text = path.read_text("utf-8")
        document = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        todo = "Mend the file, then try again."
        raise TowlineError("settings", where=path, what=f"This is not TOML: {syntax(error)}.", todo=todo) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TowlineError("settings", where=path, what=f"The file cannot be read: {reason}.", todo="") from error
    found: dict[KeyPath, _Value] = {}
    for key, raw in _flattened(document, path, text).items():
        found[key] = _Value(raw, f"{path}:{line_of(text, key)}", path.parent.absolute(), path)
    return found


def _flattened(document: Mapping[str, Any], path: Path, text: str) -> dict[KeyPath, object]:
    found: dict[KeyPath, object] = {}
    here: KeyPath = ()
    try:
        for section, table in document.items():
            here = (section,)
            if section not in SECTIONS:
                raise unknown(section, SECTIONS)
            names = table if section in NAMED else {"": table}
            if not isinstance(names, dict):
                raise Wrong(f"{section!r} must be a table.", f"Write it like [{section}.NAME].")
            for name, keys in names.items():
                prefix = (section, check_name(name)) if section in NAMED else (section,)
                here = prefix
                if not isinstance(keys, dict):
                    raise Wrong(f"{'.'.join(prefix)!r} must be a table.", f"Write it like [{'.'.join(prefix)}].")
                for key, raw in keys.items():
                    here = (*prefix, key)
                    key_of(section, key)
                    found[here] = raw
    except Wrong as error:
        raise _Value(None, f"{path}, line {line_of(text, here)}").wrong(here, error) from error
    return found


def _read_environ(environ: Mapping[str, str], known: Mapping[KeyPath, _Value]) -> dict[KeyPath, _Value]:
    """TOWLINE_SECTION__KEY and TOWLINE_SECTION__NAME__KEY; other variables, without `__`, are no settings."""
    found: dict[KeyPath, _Value] = {}
    for variable, text in sorted(environ.items()):
        words = variable.removeprefix(_PREFIX).split("__")
        if not variable.startswith(_PREFIX) or len(words) < 2:
            continue
        value = _Value(text, f"environment {variable}")
        section, key = words[0].lower(), words[-1].lower()
        try:
            if section not in SECTIONS:
                raise unknown(section, SECTIONS)
            if len(words) != (3 if section in NAMED else 2):
                form = f"{_PREFIX}{section.upper()}__{'NAME__' if section in NAMED else ''}KEY"
                raise Wrong("The variable does not name a key.", f"Write it like {form}.")
            way = ""
            if key not in SECTIONS[section]:
                base, _, ending = key.rpartition("_")
                if base not in SECTIONS[section] or not SECTIONS[section][base].secret:
                    raise unknown(key, SECTIONS[section])
                key, way = base, ending
            middle = (_named(section, words[1], known),) if section in NAMED else ()
            raw: object = {way: text} if way else text
            found[(section, *middle, key)] = replace(value, raw=raw)
        except Wrong as error:
            raise value.wrong((section, key), error) from error
    return found


def _named(section: str, word: str, known: Mapping[KeyPath, _Value]) -> str:
    """The cluster or queue that a word of a variable means: PRESS_EU is press-eu if there is one."""
    for path in known:
        if path[0] == section and re.sub(r"[^A-Z0-9]", "_", path[1].upper()) == word.upper():
            return path[1]
    return check_name(word.lower())


def _read_flags(flags: Mapping[str, str]) -> dict[KeyPath, _Value]:
    found: dict[KeyPath, _Value] = {}
    for dotted, text in flags.items():
        section, _, rest = dotted.partition(".")
        name, _, key = rest.rpartition(".") if section in NAMED else ("", "", rest)
        path = (section, name, key) if section in NAMED else (section, key)
        value = _Value(text, "flag")
        try:
            key_of(section, key)
            if section in NAMED:
                check_name(name)
        except Wrong as error:
            raise value.wrong(path, error) from error
        found[path] = value
    return found


class _Builder:
    """From keys to what they mean."""

    def __init__(
        self,
        profile: Path,
        environ: Mapping[str, str],
        merged: Mapping[KeyPath, _Value],
        secrets: bool,
        ask: Callable[[str], str] | None,
    ) -> None:
        self._profile = profile
        self._environ = environ
        self._merged = merged
        self._secrets = secrets
        self._ask = ask
        self._unlock = Unlock()

    def settings(self, notices: tuple[str, ...]) -> Settings:
        # the vault first: secrets of clusters may stand in it
        vault = self._table("vault")
        self._unlock = Unlock(vault.get("kind") or "", self._passphrase(vault), self._ask)
        clusters = {name: self._cluster(name) for name in self._names("cluster")}
        queues = {name: self._queue(name, clusters) for name in self._names("queue")}
        rules = tuple(self._rule(name) for name in self._names("rule"))
        return Settings(
            agent=self._agent(),
            unlock=self._unlock,
            clusters=clusters,
            queues=queues,
            rules=rules,
            origins=tuple(self._origins()),
            notices=notices,
            watches=self._watches(queues),
            credentials=tuple(dict.fromkeys(self._credentials())),
            limits=self._meant("limits", limits_of),
            notifications=self._meant("notifications", notifications_of),
        )

    def _agent(self) -> AgentSettings:
        table = self._table("agent")
        try:
            return agent_settings(table)
        except WrongKey as error:
            path = ("agent", error.key)
            raise self._merged.get(path, _Value(None, "built-in")).wrong(path, error) from error

    def _credentials(self) -> list[str]:
        raws = [value.raw for value in self._merged.values() if isinstance(value.raw, Mapping)]
        return [str(raw["credential"]) for raw in raws if set(raw) == {"credential"}]

    def _meant(self, section: str, meaning: Callable[[Mapping[str, Any]], T]) -> T:
        """What a section without names means."""
        try:
            return meaning(self._table(section))
        except Wrong as error:
            raise self._first((section,)).wrong((section,), error) from error

    def _names(self, section: str) -> list[str]:
        return list(dict.fromkeys(path[1] for path in self._merged if path[0] == section))

    def _table(self, section: str, *name: str) -> dict[str, Any]:
        """Keys that were given or have a default, as what they mean; secrets are read."""
        table: dict[str, Any] = {}
        for key, facts in SECTIONS[section].items():
            path = (section, *name, key)
            value = self._merged.get(path)
            try:
                if value is None:
                    if facts.default:
                        table[key] = convert(facts, facts.default)
                    continue
                table[key] = convert(facts, value.raw)
                if facts.kind == "path" or (facts.kind == "pem" and isinstance(table[key], str)):
                    table[key] = absolute(table[key], value.base)
                elif facts.kind == "folders":
                    table[key] = tuple(absolute(path, value.base) for path in table[key])
                elif facts.kind == "after":
                    table[key] = absolute_after(table[key], value.base)
                elif facts.secret:
                    table[key] = self._secret(facts, path, value) if self._secrets else ""
            except Wrong as error:
                raise (value or _Value(None, "built-in")).wrong(path, error) from error
        return table

    def _cluster(self, name: str) -> Cluster:
        table = self._table("cluster", name)
        try:
            check_cluster(table)
        except Wrong as error:
            raise self._first(("cluster", name)).wrong(("cluster", name), error) from error
        return Cluster(name=name, **table)

    def _queue(self, name: str, clusters: Mapping[str, Cluster]) -> Queue:
        table = self._table("queue", name)
        cluster, parallel = table.pop("cluster", ""), table.pop("parallel", 0)
        size = table.get("block_size")
        try:
            if cluster not in clusters and cluster != PRACTICE:
                what = f"There is no cluster named {cluster!r}." if cluster else "The queue names no cluster."
                raise Wrong(what, f"There are: {', '.join([*clusters, PRACTICE])}.")
            if not 1 <= len(table.get("to", ())) <= wire.MAX_RECIPIENTS:
                raise Wrong(
                    f"A queue has 1 to {wire.MAX_RECIPIENTS} recipients.", "More people are a team: 'team:NAME'."
                )
            if size is not None and not wire.MIN_BLOCK <= size <= wire.MAX_BLOCK:
                raise Wrong(f"A block has {wire.MIN_BLOCK} to {wire.MAX_BLOCK} bytes.", "The usual size is '950 kB'.")
            check_event(table.get("event_topic", ""), table.get("event", ""))
            check_patterns((*table.get("include", ()), *table.get("leave_out", ())))
        except Wrong as error:
            raise self._first(("queue", name)).wrong(("queue", name), error) from error
        if table.get("cipher"):
            table["cipher"] = Cipher(table["cipher"])
        return Queue(name, cluster, Choices(**table), parallel)

    def _watches(self, queues: Mapping[str, Queue]) -> dict[str, Watch]:
        watches: dict[str, Watch] = {}
        for name in self._names("watch"):
            try:
                watches[name] = watch_of(name, self._table("watch", name), queues)
                check_watches(watches.values())
            except Wrong as error:
                raise self._first(("watch", name)).wrong(("watch", name), error) from error
        return watches

    def _rule(self, name: str) -> Rule:
        try:
            return rule_of(name, self._table("rule", name))
        except Wrong as error:
            raise self._first(("rule", name)).wrong(("rule", name), error) from error

    def _first(self, prefix: KeyPath) -> _Value:
        return next(value for path, value in self._merged.items() if path[: len(prefix)] == prefix)

    def _passphrase(self, vault: Mapping[str, str]) -> str | None:
        if not self._secrets:
            return None
        if "unlock" in vault:
            return vault["unlock"]
        file = self._environ.get("TOWLINE_PASSPHRASE_FILE")
        try:
            return _read_secret(Path(file)) if file else None
        except Wrong as error:
            where = "environment TOWLINE_PASSPHRASE_FILE"
            raise TowlineError("settings", where=where, what=error.what, todo=error.todo) from error

    def _secret(self, facts: Key, path: KeyPath, value: _Value) -> str:
        given = convert(facts, value.raw)
        if isinstance(given, str):
            if given and value.file is not None and others_can_read(value.file):
                raise TowlineError("key-file-open", path=value.file)
            return given
        assert isinstance(given, dict)
        ((way, what),) = given.items()
        if way == "file":
            return _read_secret(Path(absolute(what, value.base)))
        if way == "env":
            if what not in self._environ:
                raise Wrong(f"The environment has no {what}.")
            return self._environ[what]
        if way == "credential":
            folder = self._environ.get("CREDENTIALS_DIRECTORY")
            if not folder or "/" in what:
                raise Wrong(f"There is no credential {what!r}.", "systemd gives them with LoadCredential=.")
            return _read_secret(Path(folder) / what)
        if path[0] == "vault":
            raise Wrong("What unlocks the vault cannot stand in it.", "Use file, env or credential.")
        kept = vaults.open_vault(self._profile, self._unlock)[0].get(what)
        if kept is None:
            raise Wrong(f"The vault of this profile has no {what!r}.", "Set it again with 'towline cluster add'.")
        return kept.decode()

    def _origins(self) -> list[Origin]:
        found = []
        prefixes = [
            *((section,) for section in SECTIONS if section not in NAMED),
            *((s, name) for s in NAMED for name in self._names(s)),
        ]
        for prefix in prefixes:
            for key, facts in SECTIONS[prefix[0]].items():
                value = self._merged.get((*prefix, key))
                if value is not None:
                    shown = shown_value(facts, value.raw)
                    found.append(Origin(".".join((*prefix, key)), shown, value.source))
                elif facts.default:
                    found.append(Origin(".".join((*prefix, key)), facts.default, "built-in"))
        return found


# --- inside ------------------------------------------------------------------------------------------------------------------------


def check_cluster(table: Mapping[str, Any]) -> None:
    """Whether keys that are right by themselves make a cluster together. Raises Wrong."""
    if not table.get("bootstrap"):
        raise Wrong("The cluster has no bootstrap servers.", 'Add bootstrap = ["host:port"].')
    for server in table["bootstrap"]:
        if not re.fullmatch(r"[^\s:/]+:[0-9]{1,5}|\[[0-9A-Fa-f:.]+\]:[0-9]{1,5}", server):
            raise Wrong(f"{server!r} is not a server with a port.", "Write it like 'k1.example.net:9092'.")
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,230}", table["topic"]):
        raise Wrong(f"{table['topic']!r} cannot be a topic.", "Use letters, digits, dots, hyphens, underscores.")
    if table["security"].startswith("sasl") and not table.get("mechanism"):
        raise Wrong("The sign-in has no mechanism.", 'Add mechanism = "SCRAM-SHA-512" or another one.')
    if table.get("mechanism") and not table["security"].startswith("sasl"):
        raise Wrong("A mechanism needs security sasl_plaintext or sasl_ssl.", 'Add security = "sasl_ssl".')
    check_token(table)


def absolute(path: str, base: Path | None) -> str:
    """Relative to the file it stands in. PEM text is left alone."""
    if not path or "-----BEGIN" in path:
        return path
    return str((base or Path.cwd()) / Path(path).expanduser())


def absolute_after(after: str, base: Path | None) -> str:
    """The same for what becomes of originals."""
    way, _, folder = after.partition(":")
    return f"{way}:{absolute(folder, base)}" if folder else way


def _read_secret(path: Path) -> str:
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise Wrong(f"The secret in {path} cannot be read: {reason}.") from error


def _asker() -> Callable[[str], str] | None:
    """Asks on the terminal, if a person sits there."""
    if sys.stdin is None or not sys.stdin.isatty() or sys.stderr is None or not sys.stderr.isatty():
        return None
    return getpass.getpass


def syntax(error: Exception) -> str:
    return "it is not text" if isinstance(error, UnicodeDecodeError) else str(error)


def unusable(profile: Path, error: OSError) -> TowlineError:
    if isinstance(error, PermissionError):
        return TowlineError("profile-not-yours", path=profile)
    reason = (error.strerror or str(error)).lower()
    return TowlineError(
        "settings",
        where=profile,
        what=f"The profile cannot be used: {reason}.",
        todo="Choose another folder with --profile.",
        details=repr(error),
    )
