"""The keys of towline.toml: which there are, what each may hold, and how a text becomes a value.

Hides: the table of keys, units, TOML's line numbers. Promises: pure functions; `Wrong` says what is wrong and what to
do in whole sentences, and leaves it to the reader of a file to say where.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import tomli_w

COMPRESSIONS = ("off", "auto", *map(str, range(1, 20)))  # zstd's levels but the three that take much memory
SECRET_WAYS = ("file", "env", "credential", "vault")


class Wrong(ValueError):
    """`what` is wrong with a key or value, `todo` to mend it: sentences."""

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo


@dataclass(frozen=True, slots=True)
class Key:
    """`kind`: text, words (a list), folders (the same, of paths), flag, count, size, span, level, path, after, table, or a
    secret: secret, pem.

    The path of certificates may be their PEM text instead; so may a pem, which is of a private key.
    `default`: as `config show` shows it. `choices`: the texts allowed, in lower case unless `upper`; of a span the one that
    means no end.
    """

    kind: str
    default: str = ""
    choices: tuple[str, ...] = ()
    upper: bool = False

    @property
    def secret(self) -> bool:
        return self.kind in ("secret", "pem")


SECTIONS: dict[str, dict[str, Key]] = {
    "agent": {
        "name": Key("text"),
        "role": Key("text", "both", ("send", "receive", "both")),
        "log": Key("text", "stdout", ("stdout", "file", "both")),
        "log_format": Key("text", "text", ("text", "json")),
        "log_level": Key("text", "info", ("error", "warning", "info")),
        "log_names": Key("flag", "false"),
        "history": Key("span", "365d", ("forever",)),
        "questions": Key("text", "defaults", ("defaults", "person")),
        "metrics": Key("text"),
        "metrics_file": Key("path"),
        "state": Key("path"),
        "downloads": Key("path"),
        "invite": Key("path"),
        "shred_invite": Key("flag", "false"),
        "look": Key("words"),
        "steer": Key("words"),
    },
    "vault": {
        "kind": Key("text", "", ("keyring", "file", "passphrase", "dpapi")),
        "unlock": Key("secret"),
    },
    "cluster": {
        "bootstrap": Key("words"),
        "topic": Key("text", "towline"),
        "security": Key("text", "plaintext", ("plaintext", "ssl", "sasl_plaintext", "sasl_ssl")),
        "mechanism": Key(
            "text", "", ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "AWS_MSK_IAM"), upper=True
        ),
        "user": Key("text"),
        "password": Key("secret"),
        "token_url": Key("text"),
        "client": Key("text"),
        "client_secret": Key("secret"),
        "scope": Key("text"),
        "token_ca": Key("path"),
        "region": Key("text"),
        "ca": Key("path"),
        "certificate": Key("path"),
        "key": Key("pem"),
        "key_password": Key("secret"),
        "check_host_name": Key("flag", "true"),
        "group_prefix": Key("text", "towline"),
        "not_on_metered": Key("flag", "false"),
        "extra": Key("table"),
    },
    "queue": {
        "cluster": Key("text"),
        "to": Key("words"),
        "cipher": Key("text", "", ("aes-256-gcm", "chacha20-poly1305", "aes-256-gcm-siv", "signed-only")),
        "compression": Key("level", "auto"),
        "block_size": Key("size"),
        "limit": Key("size"),
        "keep_for": Key("span"),
        "after": Key("after", "keep"),
        "event_topic": Key("text"),
        "event": Key("text"),
        "parallel": Key("count", "0"),
        "include": Key("words"),
        "leave_out": Key("words"),
    },
    "limits": {
        "up": Key("size"),
        "down": Key("size"),
        "parallel": Key("count", "0"),
        "week": Key("words"),
        "battery_below": Key("count", "0"),
        "keep_awake": Key("flag", "true"),
        "leave_free": Key("size", "1 GB"),
    },
    "notifications": {
        "failed": Key("flag", "true"),
        "finished": Key("flag", "true"),
        "arrived": Key("flag", "true"),
        "each": Key("flag", "false"),
    },
    "watch": {
        "folder": Key("path"),
        "queue": Key("text"),
        "include": Key("words"),
        "leave_out": Key("words", "*.tmp, *.part, *.partial, *.crdownload, ~$*"),
        "subfolders": Key("flag", "true"),
        "settle": Key("span", "10s"),
        "min_age": Key("span", "0s"),
        "max_age": Key("span"),
        "batch": Key("span", "1s"),
        "existing": Key("text", "send", ("send", "new")),
        "after": Key("after"),
    },
    "rule": {
        "on": Key("flag", "true"),
        "from": Key("words"),
        "names": Key("words"),
        "min_size": Key("size"),
        "max_size": Key("size"),
        "tags": Key("words"),
        "queue": Key("text"),
        "team": Key("text"),
        "unverified": Key("flag", "false"),
        "action": Key("text", "fetch", ("fetch", "tell", "ignore")),
        "to": Key("folders"),
        "exists": Key("text", "both", ("both", "newer", "mirror", "skip", "ask")),
        "since": Key("text", "now"),
        "quota": Key("size"),
        "exec": Key("text"),
        "event_topic": Key("text"),
        "event": Key("text"),
    },
}
_RUNS_CODE = {
    "plugin.library.paths",
    "sasl.kerberos.kinit.cmd",
    "ssl.engine.location",
    "ssl.engine.id",
    "ssl.providers",
}
NAMED = ("cluster", "queue", "watch", "rule")  # sections with a name between them and the key: [cluster.prod]


def runs_code(name: str) -> bool:
    """Whether this setting of librdkafka runs a program or loads a library: nothing to take from somebody else's text."""
    return name.lower() in _RUNS_CODE


def is_secret(name: str) -> bool:
    """Whether this setting of librdkafka is one that nobody else may see."""
    return any(part in name.lower() for part in ("password", "secret", "key.pem", "jaas"))


def key_of(section: str, key: str) -> Key:
    """Raises Wrong for a section or key that does not exist."""
    if section not in SECTIONS:
        raise unknown(section, SECTIONS)
    if key not in SECTIONS[section]:
        raise unknown(key, SECTIONS[section])
    return SECTIONS[section][key]


def unknown(key: str, known: Iterable[str]) -> Wrong:
    names = sorted(known)
    near = difflib.get_close_matches(key.lower(), names, n=1)
    todo = f"The nearest one is {near[0]!r}." if near else f"There are: {', '.join(names)}."
    return Wrong(f"{key!r} is not a key that Towline knows.", todo)


def check_name(name: str) -> str:
    """The name of a cluster or queue: 1 to 64 printable characters without / and quotes."""
    if not name or len(name) > 64 or not name.isprintable() or set(name) & set("/\\\"'") or name != name.strip():
        raise Wrong(f"{name!r} cannot be a name.", "Use up to 64 letters, digits, blanks, dots and hyphens.")
    return name


def convert(key: Key, value: object) -> object:
    """What the key means: str, tuple[str, ...], bool, int (bytes), float (seconds) or dict. A text is taken for every
    kind, as the environment and the command line give nothing else. Secrets are left as they are. Raises Wrong."""
    match key.kind:
        case "words" | "folders":
            return _words(value)
        case "flag":
            return _flag(value)
        case "count":
            return _count(value)
        case "size":
            return value if _number(value) else size_of(_text(value))
        case "span":
            if isinstance(value, str) and value.strip().lower() in key.choices:
                return float("inf")
            return float(str(value)) if _number(value) else span_of(_text(value))
        case "level":
            return level_of(value)
        case "table":
            return _table(value)
        case "after":
            return after_of(_text(value))
        case "secret" | "pem":
            return _secret(value)
        case _:
            return _choice(key, _text(value))


def size_of(text: str) -> int:
    """`950 kB`, `2 MB/s`, `64KiB`, `1000`: bytes (a second). Raises Wrong."""
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*(?:([kMGT]?)(i?)B)?(?:/s)?", text.strip(), re.IGNORECASE)
    if not found:
        raise Wrong(f"{text!r} is not a size.", "Write it like '950 kB' or '2 MB/s'.")
    number, unit, binary = found.groups()
    return int(float(number) * (1024 if binary else 1000) ** " kmgt".index((unit or " ").lower()))


def span_of(text: str) -> float:
    """`10s`, `30 min`, `12h`, `7d`, `2w`: seconds. Raises Wrong."""
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*(s|m|min|h|d|w)", text.strip(), re.IGNORECASE)
    if not found:
        raise Wrong(f"{text!r} is not a duration.", "Write it like '30 min', '12h' or '7d'.")
    seconds = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
    return float(found[1]) * seconds[found[2].lower()]


def after_of(text: str) -> str:
    """`keep`, `delete` or `move:DIR`: what becomes of originals. Raises Wrong."""
    way, colon, folder = text.strip().partition(":")
    if way.lower() == "move" and folder.strip():
        return f"move:{folder.strip()}"
    if way.lower() not in ("keep", "delete") or colon:
        raise Wrong(f"{text!r} cannot be done with originals.", "Choose keep, delete or move:FOLDER.")
    return way.lower()


def shown_value(key: Key, value: object) -> str:
    """As `config show` shows it, in one line: secrets as `***`, however they are given."""
    is_pem = isinstance(value, str) and "-----BEGIN" in value
    if key.secret and not (key.kind == "pem" and isinstance(value, str) and not is_pem):
        return "***"
    if is_pem:
        return "(PEM text)"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={'***' if is_secret(str(name)) else v}" for name, v in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- lines of TOML -------------------------------------------------------------------------------------------------------------

_HEADER = re.compile(r"""\s*\[(?:[^\[\]"']|"(?:[^"\\]|\\.)*"|'[^']*')+\]\s*(#.*)?""")
_ASSIGNMENT = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_.\s-])+?)\s*=""")


def line_of(text: str, path: tuple[str, ...]) -> int:
    """The line, from 1, where that key or table is; of the nearest table around it if it stands in no line of its own."""
    table: tuple[str, ...] = ()
    best, depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        here: tuple[str, ...] = ()
        header = _header(line)
        if header is not None:
            here = table = header
        elif (assignment := _ASSIGNMENT.match(line)) is not None:
            here = table + (_path(f"{assignment[1]} = 0") or ())
        common = next(
            (n for n, (a, b) in enumerate(zip(here, path, strict=False)) if a != b), min(len(here), len(path))
        )
        if common > depth:
            best, depth = number, common
    return best


def with_table(text: str, path: tuple[str, ...], values: Mapping[str, object] | None) -> str:
    """The text with that table's content replaced, or removed if None. What stands outside of it, comments too, stays."""
    lines = text.splitlines(keepends=True)
    kept: list[str] = []
    at: int | None = None
    inside = False
    for line in lines:
        header = _header(line)
        if header is not None:
            was_inside, inside = inside, header[: len(path)] == path
            if inside and not was_inside:
                at = len(kept) if at is None else at
        if not inside or (not line.strip() and at is not None and len(kept) > at):
            kept.append(line)
    at = len(kept) if at is None else at
    if values is not None:
        before = "" if at == 0 or not kept[at - 1].strip() else "\n"
        after = "" if at == len(kept) or not kept[at].strip() else "\n"
        kept.insert(at, before + table_text(path, values) + after)
    return "".join(kept)


def table_text(path: tuple[str, ...], values: Mapping[str, object]) -> str:
    """One table, everything inside it on one line a key."""
    header = tomli_w.dumps(_nested(path, {})).splitlines()[-1]
    return "\n".join([header, *(f"{_bare(key)} = {_inline(value)}" for key, value in values.items())]) + "\n"


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_bare(key)} = {_inline(v)}" for key, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_inline(v) for v in value) + "]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").strip()


def _bare(key: str) -> str:
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")


def _nested(path: tuple[str, ...], inner: dict[str, object]) -> dict[str, object]:
    for name in reversed(path):
        inner = {name: inner}
    return inner


def _header(line: str) -> tuple[str, ...] | None:
    return _path(line) if _HEADER.fullmatch(line.rstrip("\r\n")) else None


def _path(line: str) -> tuple[str, ...] | None:
    """The path of a line with a header or an assignment; None if it is not TOML by itself."""
    try:
        found: object = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    path: tuple[str, ...] = ()
    while isinstance(found, dict) and found:
        name, found = next(iter(found.items()))
        path += (name,)
    return path


# --- values -----------------------------------------------------------------------------------------------------------------------


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0


def _count(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or len(text) > 9:
        raise Wrong(f"{text!r} is not a whole number.", "Write it like 4.")
    return int(text)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Wrong("The value must be a text.", "Put it in quotes.")
    return value


def _choice(key: Key, text: str) -> str:
    if not key.choices or not text:
        return text
    folded = text.upper() if key.upper else text.lower()
    if folded not in key.choices:
        raise Wrong(f"{text!r} is not possible here.", f"Choose one of: {', '.join(key.choices)}.")
    return folded


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",") if word.strip()]
    if not isinstance(value, (list, tuple)) or not all(isinstance(word, str) for word in value):
        raise Wrong("The value must be a list of texts.", 'Write it like ["one", "two"].')
    return tuple(value)


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise Wrong("The value must be true or false.")


def level_of(value: object) -> str:
    """A compression: off, auto or a level. Raises Wrong."""
    text = str(value)
    if isinstance(value, bool) or text not in COMPRESSIONS:
        raise Wrong(f"{text!r} is not a compression.", f"Choose off, auto or a level from 1 to {COMPRESSIONS[-1]}.")
    return text


def _table(value: object) -> dict[str, str]:
    if isinstance(value, str):
        pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
        return {name.strip(): text.strip() for name, _, text in pairs}
    if not isinstance(value, Mapping) or any(isinstance(v, (Mapping, list)) for v in value.values()):
        raise Wrong("The value must be a table of texts.", 'Write it like { "linger.ms" = "5" }.')
    return {str(name): str(v).lower() if isinstance(v, bool) else str(v) for name, v in value.items()}


def _secret(value: object) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and len(value) == 1:
        (way, what), *_ = value.items()
        if way in SECRET_WAYS and isinstance(what, str):
            return {way: what}
    raise Wrong(
        "A secret is given as a text or by one of file, env, credential and vault.",
        'Write it like { file = "/path" } or { env = "NAME" }.',
    )
