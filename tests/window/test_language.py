"""The window in German: every text has a translation that fits, and no page shows what was forgotten."""

from __future__ import annotations

import ast
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from string import Formatter

import PySide6
import pytest
from made_rows import entry, transfer
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QLocale, QModelIndex, Qt, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine

from engine import errors
from engine.api import QuestionRow
from engine.cluster import STEPS
from engine.errors import CAUSES, TowlineError, kafka_error
from engine.settings_keys import SECTIONS, Wrong, size_of
from engine.wire import Reason
from gui import language, sentences, words
from gui.bridge import Bridge
from gui.cluster_form import PRESETS
from gui.doctor_dialog import DoctorDialog
from gui.first_run import FirstRun
from gui.main_window import MainWindow
from gui.queue_editor import QueueEditor
from gui.send_dialog import SendDialog
from gui.settings_window import SettingsWindow
from gui.verify_dialog import VerifyDialog
from gui.watch_editor import WatchEditor

ROOT = Path(__file__).parents[2]
LUPDATE = next(Path(PySide6.__file__).parent.glob("lupdate*"))
SETTINGS = (Path(__file__).parent / "profile.toml").read_text("utf-8")
ROLES = [
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
]
ACROSS, TOP = Qt.Orientation.Horizontal, QModelIndex()
NUMBERS = re.compile("%L?n")
DOTTED = re.compile(r"\w+(?:[./_-]\w+)+")  # paths, settings, versions
WORD = re.compile("[A-Za-zÄÖÜäöüß]{2,}")

GLOSSARY = {  # what means in German what another word says everywhere else
    r"\bMeldung": "Benachrichtigung", "[Gg]renze": "Limit", "Geschwindigkeit": "Tempo", "gescheitert": "fehlgeschlagen",
    r"\bBündel\b": "Paket", "[Aa]bholen": "holen", "Platte": "Datenträger", "unterschr": "signieren", "überprüf": "prüfen",
}  # fmt: skip

Key = tuple[str, str]
DEFINES = (ast.Module, ast.ClassDef, ast.FunctionDef)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[Key]:
    """Every text of the window, with its context: as lupdate finds them."""
    file = tmp_path_factory.mktemp("lupdate") / "found.ts"
    sources = sorted(str(path) for path in (ROOT / "gui").glob("*.py"))
    subprocess.run([LUPDATE, "-silent", *sources, "-ts", file], check=True, timeout=60, capture_output=True)
    return [
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(file).getroot().iter("context")
        for message in context.iter("message")
    ]


@pytest.fixture(scope="module")
def german_texts() -> language.Texts:
    return language.read(language.FOLDER / "towline_de.ts")


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    language.apply("de", qapp)
    yield
    language.apply("en", qapp)
    for translator in qapp.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def plain(template: str) -> str:
    return re.sub(r"\{[^}]*\}", "", template).replace("&", "")


def mnemonics(text: str) -> int:
    return text.replace("&&", "").count("&")


# --- the files ---------------------------------------------------------------------------------------------------------------


def test_every_text_has_a_german_translation(asked: list[Key], german_texts: language.Texts) -> None:
    assert len(asked) > 900
    missing = [key for key in asked if key not in german_texts]
    assert missing == [], "translate these in resources/translations/towline_de.ts; gui/language.py says how"


def test_no_translation_is_of_a_text_that_is_gone(asked: list[Key], german_texts: language.Texts) -> None:
    gone = set(german_texts) - set(asked)
    assert gone == set(), "take these out of resources/translations/towline_de.ts; gui/language.py says how"


def test_translations_have_the_same_names_numbers_and_mnemonics(german_texts: language.Texts) -> None:
    wrong = [
        (source, form)
        for (_, source), forms in german_texts.items()
        for form in forms
        if names(source) != names(form)
        or mnemonics(source) != mnemonics(form)
        or set(NUMBERS.findall(source)) != set(NUMBERS.findall(form))
        or source.count("\n") != form.count("\n")
        or source.endswith("…") != form.endswith("…")
    ]
    assert wrong == []


@pytest.mark.parametrize("file", ["towline_de.ts", "engine_de.ts", "errors_de.ts"])
def test_one_thing_has_one_german_word(file: str) -> None:
    forms = [form for found in language.read(language.FOLDER / file).values() for form in found]
    mixed = [(form, instead) for form in forms for word, instead in GLOSSARY.items() if re.search(word, form)]
    assert mixed == []


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_every_number_has_both_forms(asked: list[Key], code: str) -> None:
    texts = language.read(language.FOLDER / f"towline_{code}.ts")
    counted = [key for key in asked if NUMBERS.search(key[1])]
    assert len(counted) > 25
    assert [key for key in counted if len(texts.get(key, ())) != 2] == []


def test_causes_of_errors_are_translated_with_names_that_they_have() -> None:
    texts = language.read(language.FOLDER / "errors_de.ts")
    english = {each for cause in CAUSES.values() for each in (cause.what, cause.todo) if WORD.search(plain(each))}
    differ = {source for _, source in texts} ^ english
    assert differ == set(), (
        "sentences of engine/errors.py that are not in resources/translations/errors_de.ts, or no longer"
    )
    assert [key for key, forms in texts.items() if not names(forms[0]) <= names(key[1])] == []


def test_sentences_of_rows_are_translated_with_names_that_they_have() -> None:
    texts = language.read(language.FOLDER / "engine_de.ts")
    assert [key for key, forms in texts.items() if names(forms[0]) != names(key[1])] == []
    assert len({source for _, source in texts}) == len(texts)


def test_reasons_of_clusters_are_all_translated() -> None:
    texts = language.read(language.FOLDER / "engine_de.ts")
    assert {source for context, source in texts if context == "reasons"} == {reason for _, reason in errors._REASONS}


def test_findings_of_the_test_of_a_cluster_are_all_translated() -> None:
    """What ends a sentence in cluster.py, but for what is said of its functions, ends one that is translated."""
    tree = ast.parse((ROOT / "engine" / "cluster.py").read_text("utf-8"))
    docs = {ast.get_docstring(node) for node in ast.walk(tree) if isinstance(node, DEFINES)}
    said = {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    ends = {text for text in said - docs if text.endswith(".") and WORD.search(text)}
    known = [source for _, source in language.read(language.FOLDER / "engine_de.ts")]
    assert len(ends) > 20
    assert {text for text in ends if not any(source.endswith(text) for source in known)} == set()


def test_what_the_doctor_says_is_all_translated(german: None) -> None:
    said = {text for text in texts_in(ROOT / "engine" / "doctor.py") if text.endswith(".") and WORD.search(text)}
    said |= {f"{step}: connection refused by k1:9093." for step in STEPS} | {"Clock: differs by 0.2 s."}
    assert len(said) > 40
    assert {text for text in said if sentences.in_language(text) == text} == set()


TYPED = re.compile(r"\btowline [a-z]|(?<![\w-])--[a-z]")  # a command, or one of its options
OUTSIDE = re.compile(r"(cli|kafka_|local_kafka|service|program|wire|vault)")  # no window asks these, or so
SAID_AS_TYPED = {  # with a 7 for each fact, and why there is nothing to click
    "Begin with a new profile (--profile) and give people its card.": "a window has one profile, chosen where it starts",
    "Restore into a profile that has not; choose one with --profile.": "the same",
    "Everything works without one, too: see 'towline --help'.": "there is no window then",
    "Close that one, or choose another profile with --profile.": "there is no window then",
    "Choose another one with --profile; whoever looks after its agent can let you look at it, under 'look' of [agent].":
        "there is no window then",
    "Choose another folder with --profile.": "there is no window then",
    "Make them with 'towline cluster test 7 --create', or have an administrator run: ":
        "the view of the test has buttons and says so itself",
    "Add --queue NAME.": "the form of the window has a queue",
    "Add --credentials FILE.": "the form of the window has no such field",
    "Better give each one its own, with --credentials.": "the same",
    "Leave out --after.": "of standard input, which no window sends",
    " --create --topic 7 --partitions 7": "the administrator's command",
    "--config ": "the administrator's command",
}  # fmt: skip


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_window_says_what_to_click_where_a_command_line_says_what_to_type(
    german: None, qapp: QApplication, code: str
) -> None:
    language.apply(code, qapp)
    typed = {text for file in (ROOT / "engine").glob("*.py") if not OUTSIDE.match(file.name) for text in typed_in(file)}
    assert len(typed) > 25
    said = {text for text in typed if TYPED.search(sentences.in_language(text))}
    kept = {text for text in said if not any(stays in text for stays in SAID_AS_TYPED)}
    assert kept == set(), "say in resources/translations/*_en.ts and *_de.ts what to click"
    assert {stays for stays in SAID_AS_TYPED if not any(stays in text for text in typed)} == set()


def typed_in(file: Path) -> Iterator[str]:
    """What a file of the engine says to type, its facts filled in with a 7."""
    return (text for text in texts_in(file) if TYPED.search(text))


def texts_in(file: Path) -> Iterator[str]:
    """What a file says anywhere but in its comments, its facts filled in with a 7."""
    tree = ast.parse(file.read_text("utf-8"))
    docs = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, DEFINES) and ast.get_docstring(node)}  # type: ignore[attr-defined]
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and not {id(node)} & (docs | parts):
            templates = (re.sub(r"\{[^}]*!r\}", "'7'", text) for text in filled(node))
            yield from (re.sub(r"\{[^}]*\}", "7", each) for each in templates)


def test_a_story_says_what_to_click_too(german: None, qapp: QApplication) -> None:
    """There, what happened and what to do are one text."""
    error = TowlineError("retention", takes="5 days", keeps="7 days")
    language.apply("en", qapp)
    assert words.told(error.sentence) == words.said(error) == f"{error.what} Send it anyway, or cancel it."
    mine = "Somebody's own reason. Make one with 'towline queue add'."
    assert words.told(mine) == "Somebody's own reason. Make a queue first."


CALLS = ("LeftOut", "Stays", "Away", "Wrong", "Notice", "tell", "_tell")  # what they are given is said to a person
GIVEN = ("reason", "why")  # so is what is given by these names
OF_A_TERMINAL = re.compile(
    r"(cli|child|door|kafka_|local_kafka|metrics|notify|port|program|service|settings|selftest|vault|wire_fleet)"
)  # files whose sentences are for whoever writes a file or a command, or are translated where the window meets them
OF_A_FORM = ("settings_actions.py", "settings_rules.py", "settings_watch.py")  # but these are filled in in the window
PUT_TOGETHER = {  # of parts, each form of which is translated
    "7 in the catalog of 7 ignored", "7, 7. The fetch rule 7 only tells you.", "could not be 7: 7",
    "7 The bundle starts again as a new one.", "The folder of '7' 7 '7'7",
}  # fmt: skip
FOR_PROGRAMS = {
    "application/cloudevents+json; charset=UTF-8", "failed: Local: ", "join key", "identity times", "anyway ",
    "then set ca = ca.pem", "then set key = store.p12 and key_password",
}  # fmt: skip


def test_nearly_all_that_the_engine_says_of_files_records_and_forms_is_translated() -> None:
    """A new sentence is shown in English until it stands in engine_de.ts; they must not become many."""
    texts = [language.read(language.FOLDER / name) for name in ("engine_de.ts", "errors_de.ts")]
    sentences.take({source: forms[0] for found in texts for (_, source), forms in found.items()})
    try:
        files = sorted((ROOT / "engine").glob("*.py"))
        read = [file for file in files if not OF_A_TERMINAL.match(file.name) or file.name in OF_A_FORM]
        said = {text for file in read for text in said_by(file)} | {reason.value for reason in Reason}
        assert len(said) > 150
        english = sorted(text for text in said if sentences.in_language(text) == text)
        assert len(english) < len(said) / 20, english
    finally:
        sentences.take({})


def said_by(file: Path) -> Iterator[str]:
    """The sentences that a file of the engine makes, their facts filled in with a 7."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [key.value for key in node.keywords if key.arg in GIVEN] + (node.args if name in CALLS else [])
            made = [text for each in given for text in filled(each)]
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            made = [text for text in filled(node.value) if text[:1].islower()]
        else:
            continue
        yield from (
            text for text in made if " " in text and WORD.search(text) and text not in PUT_TOGETHER | FOR_PROGRAMS
        )


def filled(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(str(part.value) if isinstance(part, ast.Constant) else fact(part) for part in parts)]
        case ast.IfExp():
            return filled(node.body) + filled(node.orelse)
        case ast.BoolOp():
            return [text for each in node.values for text in filled(each)]
    return []


def fact(part: ast.expr) -> str:
    return "'7'" if isinstance(part, ast.FormattedValue) and part.conversion == ord("r") else "7"


# --- looking up ----------------------------------------------------------------------------------------------------------------


class Below(SettingsWindow):
    """A class that lupdate never sees: it asks for texts of the class above it."""


def test_class_below_gets_the_texts_of_the_one_above(german: None, bridge: Bridge, qtbot: QtBot) -> None:
    window = Below(bridge)
    qtbot.addWidget(window)
    assert window.windowTitle() == "Einstellungen"


def test_number_chooses_the_form(german: None) -> None:
    assert [words.tr("%n files", "", n) for n in (0, 1, 2)] == ["0 Dateien", "1 Datei", "2 Dateien"]


def test_english_has_forms_too(qapp: QApplication, german: None) -> None:
    language.apply("en", qapp)
    assert [words.tr("%n files", "", n) for n in (0, 1, 2)] == ["0 files", "1 file", "2 files"]


def test_missing_translation_falls_back_to_english(german: None) -> None:
    assert words.tr("Nobody translated this.") == "Nobody translated this."


def test_unfinished_translation_falls_back_to_english(tmp_path: Path, qapp: QApplication) -> None:
    file = tmp_path / "half.ts"
    file.write_text(
        "<TS><context><name></name><message><source>Half a text</source>"
        '<translation type="unfinished">Ein halber</translation></message></context></TS>'
    )
    translations = language.Translations([file], qapp)
    assert translations.isEmpty()
    assert translations.translate("", "Half a text") is None
    translations.deleteLater()


def test_keys_keep_the_names_that_qt_gives_them(german: None) -> None:
    assert QKeySequence("Ctrl+Left").toString(QKeySequence.SequenceFormat.NativeText) == "Strg+Links"


def test_errors_are_said_in_german_where_all_of_it_is_known(german: None) -> None:
    error = TowlineError("nothing-to-send")
    assert words.said(error) == "Es bleibt nichts zu senden. Die Liste zeigt, was ausgelassen wurde und warum."
    assert error.sentence == "Nothing is left to send. See the list of what was left out and why."


def test_amounts_in_sentences_are_written_as_the_locale_does_and_names_are_not(german: None) -> None:
    error = TowlineError("disk-full", folder="/srv/3.1", needs="3.1 GB", free="120 MB")
    assert words.told(error.what) == "Der Datenträger von /srv/3.1 ist voll: 3,1 GB nötig, 120 MB frei."
    assert words.told(TowlineError("too-large", size="1,000,000 bytes").what).endswith("von 1.000.000 Bytes an.")
    row = QuestionRow("1", "exists", "5 days", "A different file named 5 days is in /srv already.", "", (), 0.0)
    assert words.told(row.sentence) == "Eine andere Datei namens 5 days liegt schon in /srv."


def test_two_sentences_are_told_apart_and_reasons_in_them_are_german(german: None) -> None:
    error = TowlineError("unreachable", cluster="prod", reason="connection refused by k1:9093")
    assert words.told(f"Not shared yet: {error.sentence}") == (
        "Noch nicht geteilt: prod ist nicht erreichbar: Verbindung von k1:9093 abgelehnt."
        " Nichts geht verloren; Towline versucht es von selbst erneut."
    )
    assert words.entry_status(entry(1, "x", state="left out", why="is left out by *.tmp")) == (
        "Ausgelassen: passt auf *.tmp"
    )


def test_what_is_wrong_with_what_was_typed_is_german(german: None) -> None:
    with pytest.raises(Wrong) as caught:
        size_of("much")
    assert (
        words.told(caught.value.what, caught.value.todo)
        == "„much“ ist keine Größe. Zum Beispiel „950 kB“ oder „2 MB/s“."
    )
    error = TowlineError("usage", what=caught.value.what, todo=caught.value.todo)
    assert words.said(error) == words.told(caught.value.what, caught.value.todo)


def test_sentences_of_rows_are_said_in_german(german: None) -> None:
    error = kafka_error("_TRANSPORT", "k1:9093/bootstrap: Connect failed: Connection refused", cluster="prod")
    assert words.told(error.what, error.todo) == (
        "prod ist nicht erreichbar: Verbindung von k1:9093 abgelehnt."
        " Nichts geht verloren; Towline versucht es von selbst erneut."
    )
    assert words.told("k1 is 10.0.0.1; the name k2 is not known.") == "k1 is 10.0.0.1; der Name k2 ist nicht bekannt."
    assert words.told("Somebody's own words {and} braces.") == "Somebody's own words {and} braces."


def test_a_status_in_german_is_german_to_its_end(german: None) -> None:
    error = TowlineError("folder-away", folder="/mnt/{x}")
    row = transfer(state="waiting", why=error.what, todo=error.todo)
    assert words.transfer_status(row) == "Wartet: Der Ordner /mnt/{x} ist nicht verfügbar"


def test_what_a_row_says_stays_english_in_english(german: None, qapp: QApplication) -> None:
    language.apply("en", qapp)
    error = TowlineError("folder-away", folder="/mnt/x")
    assert words.told(error.what, error.todo) == error.sentence


def test_error_of_somebody_elses_words_stays_as_it_is(german: None) -> None:
    error = TowlineError("usage", what="Give a name in {braces}.", todo="Try again.")
    assert words.said(error) == "Give a name in {braces}. Try again."


# --- what a person sees ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def window(german: None, bridge: Bridge, qtbot: QtBot) -> MainWindow:
    bridge.view.setValue("first_run/dismissed", True)
    made = MainWindow(bridge)
    qtbot.addWidget(made)
    made.show()
    return made


def test_main_window_is_german(window: MainWindow, qtbot: QtBot) -> None:
    menus = [action.text() for action in window.menuBar().actions()]
    assert menus == ["&Datei", "&Bearbeiten", "&Ansicht", "&Übertragung", "E&xtras", "&Hilfe"]
    tabs = [window.tabs.tabText(n).split("  ")[0] for n in range(window.tabs.count())]
    assert tabs == ["Übertragungen", "Eingang", "Rückfragen", "Verlauf"]
    qtbot.waitUntil(lambda: {"Angehalten", "3,4 GB"} - texts_of(window) == {"Angehalten"})
    assert any(text.startswith("Sendet 62") for text in texts_of(window))


def test_states_and_sizes_are_german(german: None) -> None:
    assert words.size(3_400_000_000) == "3,4 GB"
    assert words.number(1204) == "1.204"
    assert words.transfer_status(transfer(state="paused")) == "Angehalten"
    assert words.transfer_status(transfer(state="waiting"), 4) == "Wartet (4.)"


def test_mnemonics_are_unique_in_each_menu(window: MainWindow) -> None:
    def keys(actions: list[QAction]) -> list[str]:
        return [found[1].lower() for each in actions if (found := re.search("&(.)", each.text()))]

    menus = [window.menuBar().actions(), *(menu.actions() for menu in window.menuBar().findChildren(QMenu))]
    assert len(menus) > 8
    assert [keys(actions) for actions in menus if len(set(keys(actions))) != len(keys(actions))] == []


def page_of_settings(name: str) -> Callable[[Bridge], QWidget]:
    def make(bridge: Bridge) -> QWidget:
        made = SettingsWindow(bridge)
        made.show_page(name, "prod-eu" if name == "clusters" else "")
        return made

    return make


BESIDE: dict[str, Callable[[Bridge], QWidget]] = {
    "first run": FirstRun,
    "send": lambda bridge: SendDialog(bridge, ["/data/scans-41", "/data/list.csv"], "Plant HQ"),
    "queue": lambda bridge: QueueEditor(bridge, "Plant HQ"),
    "watch": lambda bridge: WatchEditor(bridge, "scans"),
    "verify": lambda bridge: VerifyDialog(bridge, "Carla"),
    "doctor": DoctorDialog,
    **{
        name: page_of_settings(name)
        for name in ("clusters", "watches", "identity", "people", "teams", "general", "advanced")
    },
}


@pytest.mark.parametrize("page", ["transfers", "inbox", "needs", "history"])
def test_no_english_is_left_on_pages(
    window: MainWindow, page: str, engine: WindowEngine, german_texts: language.Texts, qtbot: QtBot
) -> None:
    window.show_page(page)
    settle(qtbot, window)
    assert english_left(window, engine, german_texts) == {}


@pytest.mark.parametrize("name", BESIDE)
def test_no_english_is_left_beside_them(
    german: None, bridge: Bridge, name: str, engine: WindowEngine, german_texts: language.Texts, qtbot: QtBot
) -> None:
    made = BESIDE[name](bridge)
    qtbot.addWidget(made)
    made.show()
    settle(qtbot, made)
    assert english_left(made, engine, german_texts) == {}


def settle(qtbot: QtBot, widget: QWidget) -> None:
    """Until it says the same twice, but for what counts down: what was asked of the engine is answered and shown."""
    last: list[set[str]] = [set()]

    def same() -> bool:
        before, last[0] = last[0], {re.sub(r"\d+", "0", text) for text in texts_of(widget)}
        return bool(last[0]) and before == last[0]

    qtbot.waitUntil(same, timeout=30_000)


def texts_of(widget: QWidget) -> set[str]:
    """What it says, whether it is in sight or not: labels, buttons, lists with their heads, menus, tips."""
    found: set[str] = {widget.windowTitle()}
    for each in [widget, *widget.findChildren(QWidget)]:
        found |= {each.toolTip(), each.accessibleName()}
        match each:
            case QLabel() | QAbstractButton():
                found.add(each.text())
            case QLineEdit():
                found.add(each.placeholderText())
            case QComboBox():
                found |= {each.itemText(n) for n in range(each.count())}
            case QTabBar():
                found |= {each.tabText(n) for n in range(each.count())}
            case QAbstractItemView():
                found |= cells_of(each)
    found |= {action.text() for action in widget.findChildren(QAction)}
    return found - {""}


def cells_of(view: QAbstractItemView) -> set[str]:
    model = view.model()
    if model is None:
        return set()
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(TOP))
    found = {model.headerData(n, ACROSS, role) for n in columns for role in ROLES}
    above = [TOP]
    while above:
        parent = above.pop()
        for row in range(model.rowCount(parent)):
            cells = [model.index(row, n, parent) for n in columns]
            found |= {cell.data(role) for cell in cells for role in ROLES}
            above += cells[:1]
    return {str(each) for each in found if each}


def english_left(widget: QWidget, engine: WindowEngine, texts: language.Texts) -> dict[str, set[str]]:
    """Text → its words that are in the English texts and not in the German ones, but for words that are data."""
    english = words_in(source for _, source in texts)
    german = words_in(form for forms in texts.values() for form in forms)
    built_in = [key.default for section in SECTIONS.values() for key in section.values()]  # as they stand in the file
    data = words_in([*strings_in(vars(engine)), SETTINGS, *built_in, *(preset.name for preset in PRESETS)])
    forgotten = english - german - data
    return {text: left for text in texts_of(widget) if (left := words_in([text]) & forgotten)}


def words_in(texts: Iterator[str] | list[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(DOTTED.sub("", plain(text)).lower())}


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings_in(getattr(value, field.name))
