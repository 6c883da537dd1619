"""`towline rule`: what is saved is what was said, and what it would do is said first."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from cli_kit import Cli, cli_fixture  # noqa: F401  it is found by its name

from engine.api_rules import PreviewOffer, Rule, RulePreview, RuleRow
from engine.errors import Exit


def _rules(cli: Cli) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((cli.profile / "towline.toml").read_text()).get("rule", {})
    return found


def test_a_rule_is_added_with_all_it_asks_for(cli: Cli, tmp_path: Path) -> None:
    ran = cli(
        "rule", "add", "scans", "--from", "Ben", "team:HQ", "--name", "*.tif", "--max-size", "2GB", "--tag", "kind=scan",
        "--to", f"{tmp_path}/in/{{sender}}", "--exists", "mirror", "--since", "all", "--quota", "50GB", "--unverified", "yes",
    )  # fmt: skip
    assert ran.code == Exit.DONE
    assert _rules(cli)["scans"] == {
        "from": ["Ben", "team:HQ"], "names": ["*.tif"], "max_size": "2GB", "tags": ["kind=scan"],
        "to": [f"{tmp_path}/in/{{sender}}"], "exists": "mirror", "since": "all", "quota": "50GB", "unverified": True,
    }  # fmt: skip
    assert "Would fetch 12 of 340 stored offers, 4.1 GB." in ran.err
    assert "whose fingerprint you have not compared" in ran.err and "Deletions and renames are not mirrored." in ran.err
    again = cli("rule", "add", "scans", "--to", str(tmp_path))
    assert again.code == Exit.USAGE and "There is a fetch rule named 'scans' already." in again.err


def test_a_rule_changes_its_place_and_a_key(cli: Cli, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        assert cli("rule", "add", name, "--to", str(tmp_path / name)).code == Exit.DONE
    assert cli("rule", "set", "three", "--place", "1", "--on", "no").code == Exit.DONE
    assert list(_rules(cli)) == ["three", "one", "two"]
    assert _rules(cli)["three"]["on"] is False
    missing = cli("rule", "set", "four", "--on", "no")
    assert missing.code == Exit.USAGE and "There is no fetch rule named 'four'." in missing.err


def test_what_is_wrong_is_one_sentence_and_changes_nothing(cli: Cli) -> None:
    for words, what in (
        (["--to", "/srv/{nobody}"], "is not a folder that files can go to"),
        (["--to", "/srv", "--since", "soon"], "is not a start of a rule"),
        (["--exists", "skip"], "The rule has no folder."),
    ):
        ran = cli("rule", "add", "bad", *words)
        assert ran.code == Exit.USAGE and what in ran.err
    assert _rules(cli) == {}


def test_a_preview_lists_what_would_be_fetched_and_saves_nothing(cli: Cli) -> None:
    cli.engine.preview = RulePreview(2, 1, 1, 3, 900, first=(PreviewOffer("docs", "Ben", 3, 900, 1_790_000_000.0),))
    ran = cli("rule", "preview", "new", "--to", "/srv/in", "--from", "Ben", "--since", "all")
    assert ran.code == Exit.DONE and "Would fetch 1 of 2 stored offers, 900 B." in ran.err
    assert "docs" in ran.out and "Ben" in ran.out
    assert _rules(cli) == {}
    (call,) = [call for call in cli.engine.calls if call[0] == "rule_preview"]
    assert call[1] == Rule("new", senders=("Ben",), to=("/srv/in",), since="all")
    assert cli("rule", "preview", "none").code == Exit.USAGE


def test_the_list_says_what_waits(cli: Cli) -> None:
    assert "You have no fetch rules yet" in cli("rule", "list").err
    cli.engine.rule_rows = [RuleRow(Rule("scans", to=("/srv/in",)), "waiting", "It is full.", "Wait.", 3, 900, 0.0, 2)]
    ran = cli("rule", "list")
    assert "waiting, 2 wait" in ran.out and "everybody verified" in ran.out and "scans: It is full. Wait." in ran.err
    (row,) = cli("rule", "list", "--json").rows()
    assert row["rule"]["name"] == "scans" and row["taken"] == 3


def test_a_removed_rule_is_forgotten(cli: Cli, tmp_path: Path) -> None:
    cli("rule", "add", "scans", "--to", str(tmp_path))
    assert cli("rule", "rm", "scans").code == Exit.DONE
    assert _rules(cli) == {}
    assert ("rule_forget", "scans") in cli.engine.calls
    assert cli("rule", "rm", "scans").code == Exit.USAGE
