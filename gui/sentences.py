"""The engine's sentences in the language of the window, which names buttons and pages where the engine names commands.

Rows, links, questions, steps of a test and errors carry sentences that the engine made of a template and facts. Hides:
which template that was, and how amounts are written where. Promises: a sentence that nobody translated is shown as it came;
facts stay as they are, but for reasons, which are sentences known here themselves, and for amounts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

from PySide6.QtCore import QLocale

LONGEST = 1000  # characters of a sentence that is looked at: names in it are others'
REASONS = {"reason", "why", "what", "todo", "how", "done", "action"}  # facts that are themselves in the engine's words
AMOUNTS = {
    "needs", "free", "size", "reserve", "used", "quota", "takes", "keeps", "room", "count", "days", "seconds", "took", "n",
    "gone", "total", "failed", "taken", "least", "most", "records", "missing",
}  # fmt: skip
"""Facts that are numbers, some with a unit."""

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(\.[0-9]+)?")
_NEXT = re.compile(r"(?<=\.) (?=[A-Z])")  # where another sentence begins


class _Template:
    """A sentence with {names}: tells whether a text was made of it, and of which facts."""

    def __init__(self, source: str, translation: str) -> None:
        self.translation = translation
        self._literals: list[str] = []
        pattern, seen = "", set[str]()
        for literal, name, _, conversion in Formatter().parse(source):
            pattern += re.escape(literal)
            self._literals.append(literal)
            if name is None:
                continue
            if name in seen:
                pattern += f"(?P={name})"
            else:
                pattern += f"['\"](?P<{name}>.*?)['\"]" if conversion == "r" else f"(?P<{name}>.+?)"
            seen.add(name)
        self._pattern = re.compile(pattern, re.DOTALL)
        own = sum(map(len, self._literals))  # characters
        self.weight = bool(self._literals[0]), own  # one that begins with a fact fits nearly anything before its words

    def facts(self, sentence: str) -> dict[str, str] | None:
        if not all(literal in sentence for literal in self._literals):
            return None
        found = self._pattern.fullmatch(sentence)
        return found.groupdict() if found else None


_templates: list[_Template] = []


def take(translations: Mapping[str, str]) -> None:
    """From now on: template of the engine → in the words of the window. English has few: what a person is to click."""
    made = [_Template(source, translation) for source, translation in translations.items()]
    _templates[:] = sorted(made, key=lambda template: template.weight, reverse=True)
    in_language.cache_clear()


def fact_in_language(name: str, fact: str) -> str:
    """A fact as it stands in a translated sentence, by what it is called."""
    if name in REASONS:
        return in_language(fact)
    return _amount(fact) if name in AMOUNTS else fact


@lru_cache(maxsize=4096)
def in_language(sentence: str) -> str:
    """A sentence of the engine, or several, as a template says it; as it came, if none does."""
    if not _templates or not sentence or len(sentence) > LONGEST:
        return sentence
    several = [(sentence[: at.start()], sentence[at.end() :]) for at in _NEXT.finditer(sentence)]
    whole = _by_template(sentence)
    if whole is not None and not (several and _swallowed(whole[1])):
        return whole[0]
    for first, rest in several:  # what happened, and what to do
        made = _by_template(first)
        if made is not None and not _swallowed(made[1]):
            return f"{made[0]} {in_language(rest)}"
    if whole is not None:
        return whole[0]
    for first, rest in several:  # somebody else's words, and then ours
        if (made := _by_template(rest)) is not None:
            return f"{first} {made[0]}"
    return _in_parts(sentence)


def _by_template(sentence: str) -> tuple[str, dict[str, str]] | None:
    """The translation by the template that fits best, and the facts in it."""
    for template in _templates:
        facts = template.facts(sentence)
        if facts is not None:
            said = {name: fact_in_language(name, fact) for name, fact in facts.items()}
            return template.translation.format(**said), facts
    return None


def _swallowed(facts: dict[str, str]) -> bool:
    """Whether a fact is so long that the next sentence is in it."""
    return any(_NEXT.search(fact) for name, fact in facts.items() if name not in ("why", "what"))


def _in_parts(sentence: str) -> str:
    parts = sentence.removesuffix(".").split("; ")  # several findings in one line
    if len(parts) == 1:
        alone = in_language(parts[0]) if sentence.endswith(".") else sentence
        return f"{alone}." if alone != parts[0] and sentence.endswith(".") else sentence
    return "; ".join(map(in_language, parts)) + ("." if sentence.endswith(".") else "")


def _amount(text: str) -> str:
    """`3.1 GB` as `3,1 GB` where numbers are written so."""
    number, _, unit = text.partition(" ")
    found = _NUMBER.fullmatch(number)
    if found is None:
        return in_language(text)
    places = len(found[1]) - 1 if found[1] else 0
    written = QLocale().toString(float(number.replace(",", "")), "f", places)
    if not unit:
        return written
    template = _by_template(f"7 {unit}")
    return template[0].replace("7", written, 1) if template else f"{written} {unit}"
