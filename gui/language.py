"""Translations: read from resources/translations/*.ts as they are, so there is no build step.

Hides: Qt's XML (the format that pyside6-lupdate writes and Linguist edits: doc.qt.io, "TS file format"), plural forms,
and Qt's own texts. English has a file, too, for its plurals. Promises: a text without translation is shown in English.

New texts come into the files by `pyside6-lupdate gui/*.py -ts resources/translations/towline_de.ts -no-obsolete
-locations none`, and with `-pluralonly` into towline_en.ts. errors_de.ts and engine_de.ts are written by hand: their texts
are the sentences of engine/errors.py, and those that other files of the engine put into rows; lupdate reads neither. Where
such a sentence names a command, they say what to click instead, and so do errors_en.ts and engine_en.ts.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from gui import RESOURCES, sentences

FOLDER = RESOURCES / "translations"
LANGUAGES = {"en": "English", "de": "Deutsch"}  # code → its name in itself
SYSTEM = "system"
QTS = re.compile("Q[A-Z]")  # contexts of Qt itself, whose "Left" is a key

Forms = tuple[str, ...]  # the translation, or those for one and for many
Texts = dict[tuple[str, str], Forms]  # by context and source


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
    names = (f"towline_{code}.ts", f"errors_{code}.ts", f"engine_{code}.ts")
    files = [FOLDER / name for name in names if (FOLDER / name).is_file()]
    QCoreApplication.installTranslator(Translations(files, owner))
    said = [read(file) for file in files if not file.name.startswith("towline")]
    sentences.take({source: forms[0] for texts in said for (_, source), forms in texts.items()})
    return code


class Translations(QTranslator):
    """The texts of some files. Both languages have two forms: one, and every other number.

    A text is looked for in the context that asks, then in any of ours: lupdate files a text under the class where it stands, but
    QObject.tr asks with the class of the object first, and takes a plural of that for an answer even if there is none.
    """

    def __init__(self, paths: Iterable[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: Texts = {}
        for path in paths:
            self._texts |= read(path)
        self._anywhere: dict[str, Forms] = {}
        for (_, source), forms in self._texts.items():
            self._anywhere.setdefault(source, forms)

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        forms = self._texts.get((context, source))
        if forms is None and not QTS.match(context):
            forms = self._anywhere.get(source)
        if forms is None:
            return None
        return forms[0] if n == 1 or len(forms) == 1 else forms[1]

    def isEmpty(self) -> bool:
        return not self._texts


def read(path: Path) -> Texts:
    """The finished translations of a file."""
    found: Texts = {}
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
