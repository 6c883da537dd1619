"""The engine's sentences in the language of the window.

Rows, links, questions and steps of a test carry sentences that the engine made of a template and facts. Hides: which
template that was. Promises: a sentence that nobody translated is shown as it came; facts stay as they are, but for a
reason that is itself a sentence known here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

LONGEST = 1000  # characters of a sentence that is looked at: names in it are others'
REASONS = {"reason", "why"}  # facts that are themselves in the engine's words


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
        self.weight = sum(map(len, self._literals))  # the more of its own words, the better it fits

    def facts(self, sentence: str) -> dict[str, str] | None:
        if not all(literal in sentence for literal in self._literals):
            return None
        found = self._pattern.fullmatch(sentence)
        return found.groupdict() if found else None


_templates: list[_Template] = []


def take(translations: Mapping[str, str]) -> None:
    """From now on: template of the engine → in the language of the window. Empty for English."""
    made = [_Template(source, translation) for source, translation in translations.items()]
    _templates[:] = sorted(made, key=lambda template: -template.weight)
    in_language.cache_clear()


@lru_cache(maxsize=4096)
def in_language(sentence: str) -> str:
    if not _templates or not sentence or len(sentence) > LONGEST:
        return sentence
    for template in _templates:
        facts = template.facts(sentence)
        if facts is not None:
            said = {name: in_language(fact) if name in REASONS else fact for name, fact in facts.items()}
            return template.translation.format(**said)
    parts = sentence.removesuffix(".").split("; ")  # several findings in one line
    if len(parts) == 1:
        alone = in_language(parts[0]) if sentence.endswith(".") else sentence
        return f"{alone}." if alone != parts[0] and sentence.endswith(".") else sentence
    return "; ".join(map(in_language, parts)) + ("." if sentence.endswith(".") else "")
