"""Names that came from somebody else: what this computer can hold, what folds together, what is safe to show.

Hides: the rules of POSIX, Windows and macOS for names, and Unicode's ways to deceive an eye or a terminal.
Promises: pure functions. What `local_path` returns never leaves the folder it is joined to and never addresses a
device, a stream, a short name or Towline's own staging folder; a path that is not one of FORMAT.md is refused.
"""

from __future__ import annotations

import hashlib
import re
import time
import unicodedata
from functools import lru_cache
from typing import Literal

from engine.errors import TowlineError

System = Literal["posix", "windows", "macos"]

PARTS = ".towline-parts"  # where a receiver stages files, in the folder that a person chose; never a peer's name
LATEST = 32_503_593_600  # 30 December 2999, Unix time: Windows can show no later time, and records can say any
LONGEST = 255  # of a component: bytes of UTF-8, on Windows UTF-16 units

# What Windows takes for a device whatever follows the first dot; the superscripts count as digits there.
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"]
    + [f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"]
)
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_SHORT_NAME = re.compile(r"[^.~]{1,6}~[0-9]+(\.[^.]{0,3})?")  # DOS alias: PROGRA~1 may mean another folder
_IGNORED_IN_NAMES = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")  # as HFS+ ignores them
_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def local_path(path: str, system: System, longest: int = LONGEST) -> str:
    """The relative path under which `path` (as the sender has it, `/` between components) is kept on `system`.

    Components it cannot hold get a substitute; `why_substituted` tells why. Two paths may get the same substitute:
    compare by `fold_key`. `longest`: what the volume holds in one component, if that is less than 255.
    Raises TowlineError "refused" for what is not a relative path of one or more plain components.
    """
    return "/".join(_local(component, system, longest)[0] for component in _components(path))


def why_substituted(path: str, system: System, longest: int = LONGEST) -> str:
    """Why `local_path` differs from `path`, as the end of a sentence; empty if it does not."""
    reasons = [reason for c in _components(path) for reason in _local(c, system, longest)[1]]
    return ", ".join(dict.fromkeys(reasons))


def fold_key(path: str, case_folding: bool) -> str:
    """Equal for paths that a volume may take for the same one. `case_folding`: it ignores case or normal form.

    Folds more than any one file system does: a needless substitute name is harmless, an overwritten file is not.
    """
    if not case_folding:
        return path
    text = unicodedata.normalize("NFD", _IGNORED_IN_NAMES.sub("", path))
    return unicodedata.normalize("NFC", text.upper().casefold())  # upper first: dotless i and long s fold as well


def conflict_name(path: str, sender: str, when: float, number: int = 1) -> str:
    """`report.pdf` → `report (from SENDER 2026-11-22 213005).pdf`; only the last component of `path` changes.

    `when`: Unix time, shown in local time. `number` above 1 tells apart what would get the same name again.
    The name fits every system that could hold the old one.
    """
    folder, slash, name = path.rpartition("/")
    dot = name.rfind(".")
    stem, ending = (name[:dot], name[dot:]) if dot > 0 and len(name) - dot <= 16 else (name, "")
    who = _cut(_NOT_ON_WINDOWS.sub("_", shown(sender)).replace("/", "_"), 60).strip() or "somebody"
    at = time.strftime("%Y-%m-%d %H%M%S", time.localtime(when))
    tail = f" (from {who} {at}{f' {number}' if number > 1 else ''}){ending}"
    return f"{folder}{slash}{_cut(stem, LONGEST - len(tail.encode()))}{tail}"


def shown(text: str) -> str:
    """`text` for a terminal, a list or a log: no control characters, no direction marks, nothing of zero width.

    Control characters become their pictures (a newline ␊, escape ␛), so that no name can hide or imitate a line.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def size_text(size: int) -> str:
    """`size` bytes for people: `812 MB`, `3.4 GB`; decimal units, two or three digits."""
    if size < 1000:
        return f"{size} B"
    value = float(size)
    for unit in ("kB", "MB", "GB", "TB", "PB"):
        value /= 1000
        if value < 999.5 or unit == "PB":
            break
    return f"{value:.1f} {unit}" if value < 99.95 else f"{value:.0f} {unit}"


def _components(path: str) -> list[str]:
    """The components of a path that is one by FORMAT.md. Checked here as well: everything below relies on it."""
    try:
        path.encode()
    except UnicodeEncodeError:
        raise TowlineError("refused", reason="a path is not valid Unicode") from None
    components = path.split("/")
    if "\0" in path or any(component in ("", ".", "..") for component in components):
        raise TowlineError("refused", reason="a path is absolute or leaves its folder")
    return components


@lru_cache(maxsize=1024)  # the folders of a path are those of its neighbours, and each is asked for twice
def _local(name: str, system: System, longest: int) -> tuple[str, tuple[str, ...]]:
    reasons = []
    if fold_key(name, True).startswith(PARTS) or name.casefold().startswith(PARTS):  # an accent behind it folds away
        name = "_" + name
        reasons.append("the name is Towline's own")
    if system == "windows":
        name, more = _windows(name)
        reasons += more
    if _length(name, system) > longest:
        name = _shortened(name, system, longest)
        reasons.append("the name is too long here")
    return name, tuple(reasons)


def _windows(name: str) -> tuple[str, list[str]]:
    reasons = []
    if _NOT_ON_WINDOWS.search(name):
        name = _NOT_ON_WINDOWS.sub("_", name)
        reasons.append("it has characters that Windows does not allow")
    if name[-1] in ". ":
        name = name[:-1] + "_"
        reasons.append("Windows drops a dot or blank at the end")
    if name.partition(".")[0].rstrip().upper() in _DEVICES:
        name = "_" + name
        reasons.append("Windows keeps this name for a device")
    if _SHORT_NAME.fullmatch(name):
        name = name.replace("~", "_")
        reasons.append("Windows may take it for the short form of another name")
    return name, reasons


def _length(name: str, system: System) -> int:
    return len(name.encode("utf-16-le")) // 2 if system == "windows" else len(name.encode())


def _shortened(name: str, system: System, longest: int) -> str:
    """Beginning, a mark of the whole name, and the ending, so that different long names stay different."""
    mark = "~" + hashlib.sha256(name.encode()).hexdigest()[:12]
    dot = name.rfind(".")
    ending = name[dot:] if dot > 0 and len(name) - dot <= 16 else ""
    stem = name[: len(name) - len(ending)]
    while _length(stem + mark + ending, system) > longest:
        stem = stem[:-1]
    return stem + mark + ending


def _cut(text: str, size: int) -> str:
    """The longest beginning of at most `size` bytes that ends between characters."""
    return text.encode()[:size].decode(errors="ignore")


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if character in _INVISIBLE_LETTERS:
        return ""
    category = unicodedata.category(character)
    if category in ("Cf", "Zl", "Zp"):  # direction marks, zero width, line and paragraph separators
        return ""
    return "\ufffd" if category in ("Cc", "Cs") else character
