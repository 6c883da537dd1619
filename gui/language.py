"""Translations: read from resources/translations/*.ts as they are, so there is no build step.

Hides: Qt's XML (the format that pyside6-lupdate writes and Linguist edits: doc.qt.io, "TS file format"), plural forms,
and Qt's own texts. English has a file, too, for its plurals. Promises: a text without translation is shown in English.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

FOLDER = Path(__file__).parent.parent / "resources" / "translations"
LANGUAGES = {"en": "English", "de": "Deutsch"}  # code → its name in itself
SYSTEM = "system"


def apply(chosen: str, owner: QObject) -> str:
    """Translates what is made from now on; gives the code in use. `chosen`: a code or "system". `owner` keeps them."""
    code = chosen if chosen in LANGUAGES else QLocale.system().name()[:2]
    code = code if code in LANGUAGES else "en"
    if chosen in LANGUAGES and QLocale().name()[:2] != code:
        QLocale.setDefault(QLocale(code))
    for old in owner.findChildren(QTranslator):
        QCoreApplication.removeTranslator(old)
        old.deleteLater()
    if code != "en":
        theirs = QTranslator(owner)
        if theirs.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(theirs)
    QCoreApplication.installTranslator(Translations(FOLDER / f"towline_{code}.ts", owner))
    return code


class Translations(QTranslator):
    """The texts of one file. Both languages have two forms: one, and every other number."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = read(path)

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        forms = self._texts.get((context, source))
        if not forms:
            return None
        return forms[0] if n == 1 or len(forms) == 1 else forms[1]

    def isEmpty(self) -> bool:
        return not self._texts


def read(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """(context, source) → its translation, or its forms for one and many. Unfinished ones are left out."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314  a file of our own
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") in ("unfinished", "vanished", "obsolete"):
                continue
            forms = tuple(form.text or "" for form in translation.findall("numerusform")) or (translation.text or "",)
            if all(forms):
                found[name, message.findtext("source", "")] = forms
    return found
