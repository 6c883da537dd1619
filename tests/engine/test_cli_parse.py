"""The command line: every mistake is one sentence and what to do, with the exit code that --help documents."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from cli_kit import Cli, cli_fixture  # noqa: F401  it is found by its name

from engine.cli import build_parser
from engine.cli_parser import EXIT_CODES
from engine.errors import CAUSES, Exit, TowlineError

MISTAKES = [
    (["sned"], "'towline' has no command 'sned'; did you mean 'send'? See 'towline --help'."),
    (["send"], "'towline send' needs a PATH. See 'towline send --help'."),
    (["send", "x"], "'towline send' needs --to with a queue, a person or a team. See 'towline send --help'."),
    (["send", "x", "--to"], "--to needs a value. See 'towline send --help'."),
    (["send", "x", "--to", "a", "--fast"], "'towline send' has no option --fast. See 'towline send --help'."),
    (["send", "x", "--to", "a", "--wait", "ever"], "--wait cannot be 'ever': it is one of stored, received, none."),
    (["send", "x", "--to", "a", "--limit", "fast"], "'fast' is not a size."),
    (["send", "x", "--to", "a", "--keep-for", "long"], "'long' is not a duration."),
    (["send", "x", "--to", "a", "--compression", "20"], "'20' is not a compression."),
    (["send", "-", "x", "--to", "a"], "Standard input is read while it is sent."),
    (["ls", "a", "b"], "'towline ls' does not take 'b'."),
    (["get"], "'towline get' needs an OFFER."),
    (["get", "x", "--exists", "maybe"], "--exists cannot be 'maybe': it is one of both, replace, newer, skip, ask."),
    (["pause"], "'towline pause' needs an ID, --all or --failed. See 'towline status' for ids."),
    (["cluster"], "'towline cluster' needs one of: add, import, list, show, rm, test."),
    (["cluster", "ad"], "'towline cluster' has no command 'ad'; did you mean 'add'?"),
    (["cluster", "add", "prod"], "Nothing is said about the cluster."),
    (["cluster", "add", "prod", "--set", "user"], "'user' is not KEY=VALUE."),
    (["history", "--since", "once"], "'once' is neither a duration nor a date."),
    (["people", "add", "nobody.card"], "There is no file 'nobody.card'."),
    (["people", "verify", "Ben"], "'towline people verify' needs --fingerprint."),
]


@pytest.mark.parametrize(("words", "sentence"), MISTAKES)
def test_a_mistake_gets_one_sentence_and_exit_code_2(cli: Cli, words: list[str], sentence: str) -> None:
    ran = cli(*words)
    assert ran.code == Exit.USAGE
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1 and ran.out == ""
    assert "Traceback" not in ran.err and "usage:" not in ran.err


def test_a_mistake_is_an_object_for_programs(cli: Cli) -> None:
    ran = cli("send", "x", "--json")
    (told,) = [json.loads(line) for line in ran.out.splitlines()]
    assert told["v"] == 1 and told["error"] == "usage" and told["exit"] == 2 == ran.code


def test_options_stand_anywhere(cli: Cli) -> None:
    for words in (["--json", "ls"], ["ls", "--json"]):
        assert build_parser(words).parse_args(words).json is True
    assert cli("--json", "version").rows()[0]["v"] == 1
    assert cli("version", "--json").rows()[0]["v"] == 1


def test_every_verb_has_its_help_with_the_exit_codes(cli: Cli, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["send"], ["cluster"], ["cluster", "add"], ["people", "verify"], ["agent"]):
        with pytest.raises(SystemExit) as ended:
            cli(*words, "--help")
        assert ended.value.code == 0
        assert EXIT_CODES.strip() in capsys.readouterr().out


def test_the_documented_exit_codes_are_those_of_the_table() -> None:
    documented = {int(line.split()[0]) for line in EXIT_CODES.splitlines()[1:]}
    assert documented == {value for name, value in vars(Exit).items() if name.isupper()}
    assert {cause.exit_code for cause in CAUSES.values()} <= documented


def test_help_lists_every_verb(cli: Cli, capsys: pytest.CaptureFixture[str]) -> None:
    verbs = "send ls get status pause resume retry cancel first withdraw verify history log cluster practice queue key"
    verbs += " people team agent config inspect version"
    with pytest.raises(SystemExit):
        cli("--help")
    listed = capsys.readouterr().out
    assert all(f"\n    {verb} " in listed for verb in verbs.split())


def test_help_loads_no_heavy_library() -> None:
    heavy = "confluent_kafka cryptography keyring sqlite3 msgspec zstandard platformdirs multiprocessing"
    script = (
        "import sys\nfrom engine.cli import build_parser\nbuild_parser([]).format_help()\n"
        f"print([name for name in {heavy.split()} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_fault_is_a_sentence_and_exit_code_70(cli: Cli) -> None:
    cli.engine.teams = lambda: 1 / 0  # type: ignore[method-assign, assignment, return-value]
    ran = cli("team", "list")
    assert ran.code == Exit.BUG
    assert ran.err.startswith("This is a fault in Towline: ZeroDivisionError") and "Traceback" not in ran.err
    assert "Traceback" in cli("team", "list", "-v").err


def test_a_file_that_cannot_be_used_is_exit_code_7(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    ran = cli("get", "@last", "--to", str(tmp_path / "taken" / "below"))
    assert ran.code == Exit.LOCAL and str(tmp_path / "taken") in ran.err


def test_ctrl_c_is_exit_code_130_and_ends_the_engine(cli: Cli) -> None:
    def interrupted() -> list[object]:
        raise KeyboardInterrupt

    cli.engine.people = interrupted  # type: ignore[method-assign, assignment]
    ran = cli("people", "list")
    assert ran.code == Exit.INTERRUPTED and ran.err.endswith("\nInterrupted.\n")
    assert cli.engine.stopped == 1


@pytest.mark.parametrize("word", sorted(CAUSES))
def test_every_error_ends_with_its_exit_code(cli: Cli, word: str) -> None:
    cause = CAUSES[word]
    facts = {name for text in (cause.what, cause.todo) for _, name, _, _ in Formatter().parse(text) if name}
    cli.engine.fails["withdraw"] = TowlineError(word, **dict.fromkeys(facts, "x"))
    ran = cli("withdraw", "A")
    assert ran.code == cause.exit_code
    assert ran.err == f"{cli.engine.fails['withdraw']}\n"
