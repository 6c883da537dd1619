"""`towline key`, `people`, `team`: cards and team keys by file, argument or standard input."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from cli_kit import Cli, cli_fixture  # noqa: F401  it is found by its name
from fake_engine import FINGERPRINT

from engine.api import PersonRow, TeamRow
from engine.api_fleet import BackupRow, CardRow, GrantRow
from engine.errors import Exit, TowlineError


def test_key_show_is_the_fingerprint_alone_or_the_card_alone(cli: Cli) -> None:
    assert cli("key", "show").out == FINGERPRINT + "\n"
    assert cli("key", "show", "--card").out == "towline-card:MINE\n"
    (row,) = cli("key", "show", "--json").rows()
    assert (row["name"], row["fingerprint"], row["card"]) == ("me", FINGERPRINT, "towline-card:MINE")


def test_a_card_comes_from_a_file_an_argument_or_standard_input(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "ben.card").write_text("towline-card:BEN\n")
    for words, stdin in (
        ([str(tmp_path / "ben.card")], b""),
        (["towline-card:BEN"], b""),
        (["-"], b"towline-card:BEN\n"),
    ):
        assert cli("people", "add", *words, "--name", "B", "--verified", stdin=stdin).code == Exit.DONE
    assert cli.engine.calls == [("people_add", "towline-card:BEN", "B", True)] * 3


def test_a_person_not_verified_is_said_to_be(cli: Cli) -> None:
    ran = cli("people", "add", "towline-card:BEN")
    assert ran.out == f"Ben  {FINGERPRINT}\n" and ran.err.startswith("Not verified.")
    assert cli("people", "add", "towline-card:BEN", "--verified").err == ""


def test_people_list_verify_and_block(cli: Cli) -> None:
    cli.engine.people_rows.append(PersonRow("Eve\x1b[2J", "Eve", FINGERPRINT, "published", 0.0))
    listed = cli("people", "list").out
    assert "not accepted" in listed and "\x1b" not in listed
    assert cli("people", "verify", "Ben", "--fingerprint", FINGERPRINT).code == Exit.DONE
    assert cli("people", "block", "Ben").out == "Ben is blocked.\n"
    assert cli.engine.calls == [("people_verify", "Ben", FINGERPRINT), ("people_block", "Ben")]


def test_a_team_key_is_exported_to_a_private_new_file(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "plant7.key"
    assert cli("team", "export", "plant7", "-o", str(target)).code == Exit.DONE
    assert target.read_text() == "towline-team:SECRET\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert cli("team", "export", "plant7", "-o", str(target)).code == Exit.LOCAL
    assert cli("team", "export", "plant7").out == "towline-team:SECRET\n"


def test_teams_are_made_imported_and_listed_with_their_members(cli: Cli) -> None:
    cli.engine.team_rows = [TeamRow("plant7", "aa", 1, 1.0, ("Ben", "Carl"))]
    assert cli("team", "new", "plant8").code == Exit.DONE
    assert cli("team", "import", "-", stdin=b"towline-team:X").out.startswith(
        "You can read what is sent to team:plant7"
    )
    assert cli.engine.calls == [("team_new", "plant8"), ("team_import", "towline-team:X")]
    assert "Ben, Carl" in cli("team", "list").out
    assert cli("team", "members", "team:PLANT7").out == "Ben\nCarl\n"
    assert cli("team", "members", "none").code == Exit.USAGE


@pytest.mark.parametrize("words", [["people", "list"], ["team", "list"], ["key", "show"]])
def test_every_list_is_objects_for_programs(cli: Cli, words: list[str]) -> None:
    assert all(row["v"] == 1 for row in cli(*words, "--json").rows())


# --- the recovery file --------------------------------------------------------------------------------------------------


@pytest.fixture
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """In the file that the environment names."""
    (tmp_path / "passphrase").write_text("correct horse\n")
    monkeypatch.setenv("TOWLINE_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    return "correct horse"


def test_a_recovery_file_is_new_and_private_and_holds_what_the_engine_gave(
    cli: Cli, tmp_path: Path, passphrase: str
) -> None:
    target = tmp_path / "anna.recovery"
    assert cli("key", "backup", str(target)).code == Exit.DONE
    assert target.read_text() == "towline-recovery:SEALED"
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert cli.engine.calls == [("recovery", passphrase)]
    assert cli("key", "backup", str(target)).code == Exit.LOCAL
    assert cli.engine.calls == [("recovery", passphrase)]


def test_a_backup_that_fails_leaves_no_file(cli: Cli, tmp_path: Path, passphrase: str) -> None:
    cli.engine.fails["recovery"] = TowlineError("key-locked", reason="it is locked")
    assert cli("key", "backup", str(tmp_path / "anna.recovery")).code == Exit.PERSON_NEEDED
    assert not (tmp_path / "anna.recovery").exists()


def test_a_recovery_file_is_restored_from_a_file_or_standard_input(cli: Cli, tmp_path: Path, passphrase: str) -> None:
    (tmp_path / "anna.recovery").write_text("line\ntowline-recovery:SECRET\n")
    assert cli("key", "restore", str(tmp_path / "anna.recovery")).out == FINGERPRINT + "\n"
    (row,) = cli("key", "restore", "-", "--json", stdin=b"line\ntowline-recovery:SECRET\n").rows()
    assert (row["name"], row["fingerprint"]) == ("Anna", FINGERPRINT)
    assert cli.engine.calls == [("recover", "line\ntowline-recovery:SECRET", passphrase)] * 2


@pytest.mark.parametrize("word", ["wrong-passphrase", "identity-used"])
def test_a_refused_restore_ends_with_the_code_of_trust(cli: Cli, passphrase: str, word: str) -> None:
    cli.engine.fails["recover"] = TowlineError(word)
    ran = cli("key", "restore", "-", stdin=b"towline-recovery:X")
    assert ran.code == Exit.TRUST and TowlineError(word).what in ran.err


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_without_a_terminal_a_passphrase_comes_from_a_file(cli: Cli, tmp_path: Path, verb: str) -> None:
    target = tmp_path / "file"
    if verb == "restore":
        target.write_text("towline-recovery:X")
    ran = cli("key", verb, str(target))
    assert ran.code == Exit.USAGE and "TOWLINE_PASSPHRASE_FILE" in ran.err
    assert cli.engine.calls == [] and target.exists() == (verb == "restore")


def test_a_person_types_a_new_passphrase_twice_alike(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["one", "another", "one", "one"])
    monkeypatch.setattr("engine.settings._asker", lambda: lambda _question: next(typed))
    assert cli("key", "backup", str(tmp_path / "anna.recovery")).code == Exit.DONE
    assert cli.engine.calls == [("recovery", "one")]


def test_a_stolen_key_is_revoked_only_by_a_second_word(cli: Cli) -> None:
    assert cli("key", "revoke").code == Exit.USAGE and cli.engine.calls == []
    ran = cli("key", "revoke", "--yes")
    assert ran.code == Exit.DONE and "can still open what was sealed to it" in ran.err
    assert cli.engine.calls[0] == ("my_revoke",)


def test_a_key_is_changed_only_by_a_second_word_and_a_table_tells_where_it_is(cli: Cli) -> None:
    assert cli("key", "change").code == Exit.USAGE and cli.engine.calls == []
    cli.engine.grant_rows = [GrantRow("plant7", "press-07", FINGERPRINT, "sent")]
    ran = cli("key", "change", "--yes")
    assert ran.code == Exit.DONE and "has your new card" in ran.out and "has the new key" in ran.out
    assert "Make a new recovery file now" in ran.err
    cli.engine.card_rows = [CardRow("prod", "waiting")]
    ran = cli("key", "change", "--yes")
    assert ran.code == Exit.SOME_FAILED and "1 line will be done once the cluster is reached" in ran.err


def test_a_key_is_given_to_administrators_and_one_that_is_kept_becomes_a_file(
    cli: Cli, tmp_path: Path, passphrase: str
) -> None:
    cli.engine.backup_rows = [BackupRow("plant7", "prod", ("Ann",), "sent", 1.0)]
    ran = cli("key", "backup", "--to", "team:plant7")
    assert ran.code == Exit.DONE and "your key is there" in ran.out and "sign as you" in ran.err
    assert cli.engine.calls[-1] == ("my_backup_to", "plant7")
    assert cli("key", "backup", "--stop").code == Exit.DONE and cli.engine.calls[-1] == ("my_backup_to", "")
    assert cli("key", "backup").code == cli("key", "backup", "--of", "x", "--to", "team:y").code == Exit.USAGE
    assert "press-07" in cli("key", "backups").out
    ran = cli("key", "backup", str(tmp_path / "pc.txt"), "--of", "press-07")
    assert ran.code == Exit.DONE and cli.engine.calls[-1] == ("backup_of", "press-07", passphrase)
    assert (tmp_path / "pc.txt").read_text() == "towline-recovery:SEALED"
