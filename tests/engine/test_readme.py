"""What README.md says of the command line is what the command line says of itself; ARCHITECTURE.md leaves no file out, and
none is in it twice."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

from engine.cli import VERBS, build_parser
from engine.cli_parser import EXIT_CODES, parse
from engine.errors import Exit

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
NAME = r"`([\w/.-]+\.(?:py|toml|service))`"


def test_its_exit_codes_are_those_of_help_and_of_errors() -> None:
    told = {int(code): means.replace("`", "") for code, means in re.findall(r"^\| (\d+) \| (.+) \|$", README, re.M)}
    helped = {int(code): means for code, means in re.findall(r"^ +(\d+)  (.+)$", EXIT_CODES, re.M)}
    assert told == helped
    assert set(told) == {code for word, code in vars(Exit).items() if word.isupper()}


def test_its_table_has_every_command() -> None:
    table = README.partition("### Commands\n")[2].partition("\n\nEvery command")[0]
    first_cells = re.findall(r"^\| (`.*?`) \|", table, re.M)
    told = [words.split()[0] for cell in first_cells for words in re.findall(r"`(.+?)`", cell)]
    assert sorted(told) == sorted(VERBS)


def test_its_commands_are_understood() -> None:
    lines = re.findall(r"^(?:\w+\$ +)?towline ((?:.*\\\n)*.*)$", README, re.M)
    assert len(lines) > 10
    for line in lines:
        words = [one or other for one, other in re.findall(r"""["'](.*?)["']|(\S+)""", line.partition(" # ")[0])]
        words = [word for word in words[: words.index(">") if ">" in words else None] if word != "\\"]
        parse(build_parser(words), words)


def test_every_file_of_engine_and_window_has_its_place_in_the_architecture() -> None:
    told = set(re.findall(NAME, ARCHITECTURE))
    there = {path.name for path in (ROOT / "engine").glob("*.*")} - {"__init__.py"}
    assert there - told == set()
    window = {f"gui/{path.name}" for path in (ROOT / "gui").glob("*.py")} - {"gui/__init__.py"}
    assert window ^ {name for name in told if name.startswith("gui/")} == set()
    gone = {name for name in told if "/" not in name} - there - {"pyproject.toml"}
    assert gone == set()


def test_what_is_around_has_its_place_in_the_architecture_too() -> None:
    told = re.findall(r"`((?:tests|packaging|examples|resources)/[\w/.*-]*)`", ARCHITECTURE)
    there = [
        path.relative_to(ROOT).as_posix()
        for top in ("tests", "packaging", "examples", "resources")
        for path in (ROOT / top).rglob("*.*")
        if path.suffix not in (".pyc", ".part") and path.is_file()
    ]

    def fits(file: str, name: str) -> bool:
        return fnmatch(file, name) or file.startswith(f"{name.rstrip('/')}/")

    assert [file for file in there if not any(fits(file, name) for name in told)] == []
    assert [name for name in told if not any(fits(file, name) for file in there)] == []


def test_no_file_and_no_layer_has_two_rows_in_the_architecture() -> None:
    first_cells = re.findall(r"^\| (.+?) \|", ARCHITECTURE.partition("## Every file")[2], re.M)
    files = [name for cell in first_cells for name in re.findall(NAME, cell)]
    assert len(files) > 200
    layers = re.findall(r"^\| (\d) \|", ARCHITECTURE, re.M)
    assert [twice for twice, count in Counter(files + layers).items() if count > 1] == []
