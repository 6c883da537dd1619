"""`towline invite`, `enrol`, `stations`, `people revoke`: what they ask of the engine and what they say."""

from __future__ import annotations

import stat
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from cli_kit import Cli, cli_fixture  # noqa: F401  fixtures are found by their names

from engine import invitation, service
from engine.api import PersonRow
from engine.api_fleet import EnrolRow, GrantRow, InviteRow, InviteWish, StationRow
from engine.errors import Exit, TowlineError
from engine.invitation import Invitation

MOST = 2**62  # ms: an invitation that never expires


def made(expires_ms: int) -> str:
    """An invitation file."""
    plain = Invitation(bytes(16), bytes(32), "plant7", "prod", "x", expires_ms, 3, (), (), "", "")
    return invitation.text_of(plain)


def station(name: str, **facts: Any) -> StationRow:
    plain: dict[str, Any] = {
        "name": name, "fingerprint": name, "team": "plant7", "seen": time.time() - 60, "version": "1.0", "role": "send",
        "files": 0, "size": 0, "oldest": 0.0, "last": 0.0, "free": 5_000_000_000, "error": "", "state": "ok", "care": False,
    }  # fmt: skip
    return StationRow(**{**plain, **facts})


def test_invitation_is_written_to_a_new_private_file(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "plant7.invite"
    ran = cli(
        *("invite", "new", "--team", "plant7", "--queue", "hq", "--watch", "scans=/data/scans", "--max", "250"),
        *("--expires", "14d", "--role", "send", "-o", str(file)),
    )
    assert ran.code == Exit.DONE
    assert "It lets 250 computers join until" in ran.out and "It holds a secret." in ran.err
    assert file.read_text() == "towline-invite:SECRET\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    wish = InviteWish("plant7", "prod", ("hq",), (), {"scans": "/data/scans"}, 250, 14 * 86_400.0, role="send")
    assert cli.engine.calls == [("invite_new", wish)]
    assert cli("invite", "new", "--team", "plant7", "-o", str(file)).code == Exit.LOCAL  # never over another file


def test_failed_invitation_leaves_no_file(cli: Cli, tmp_path: Path) -> None:
    cli.engine.fails["invite_new"] = TowlineError("enrol-unreached", cluster="prod", reason="no answer")
    ran = cli("invite", "new", "--team", "plant7", "-o", str(tmp_path / "x"))
    assert ran.code == Exit.NOT_REACHED and not (tmp_path / "x").exists()
    assert cli("invite", "new", "--team", "plant7", "--watch", "scans", "-o", str(tmp_path / "x")).code == Exit.USAGE


def test_invitations_are_listed_and_closed(cli: Cli) -> None:
    assert "no invitation yet" in cli("invite", "list").err
    cli.engine.invite_rows = [InviteRow("ab", "plant7", "prod", 200, 250, 1, 0.0, 0.0, "open")]
    assert "200 of 250" in cli("invite", "list").out
    assert cli("invite", "revoke", "plant7").out == "Closed 1 invitation to plant7. Who joined stays.\n"


def test_computer_joins_and_the_file_is_destroyed_if_asked_for(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "plant7.invite"
    file.write_text(made(MOST))
    ran = cli("enrol", str(file), "--name", "press-07")
    assert ran.code == Exit.DONE and "Joined plant7, cluster prod reached." in ran.out and file.exists()
    assert cli("enrol", str(file), "--shred").code == Exit.DONE and not file.exists()
    assert cli.engine.calls[0] == ("enrol", made(MOST), "press-07")


def test_missing_invitation_is_said_and_nothing_is_promised(cli: Cli, tmp_path: Path) -> None:
    ran = cli("enrol", str(tmp_path / "none.invite"))
    assert ran.code == Exit.LOCAL and not cli.engine.calls
    assert "none.invite cannot be used: no such file or directory. Check the path and its rights" in ran.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TowlineError("invite-expired", team="plant7"), Exit.EXPIRED),
        (TowlineError("invite-other-cluster", servers="k1:9092"), Exit.USAGE),
        (TowlineError("invite-refused", team="plant7", reason="its invitation was closed"), Exit.TRUST),
    ],
)
def test_computer_that_cannot_join_keeps_the_file(cli: Cli, tmp_path: Path, error: TowlineError, code: int) -> None:
    file = tmp_path / "plant7.invite"
    file.write_text(made(MOST))
    cli.engine.fails["enrol"] = error
    ran = cli("enrol", str(file), "--shred")
    assert (ran.code, ran.err.count("\n")) == (code, 1) and file.exists()


def fresh(cli: Cli) -> None:
    """A profile that is not there yet."""
    (cli.profile / "towline.toml").unlink()
    cli.profile.rmdir()


@pytest.mark.parametrize(
    ("text", "code"), [("towline-invite:AAAA\n", Exit.USAGE), (made(1), Exit.EXPIRED)], ids=["damaged", "expired"]
)
def test_file_that_cannot_be_used_makes_no_profile(cli: Cli, tmp_path: Path, text: str, code: int) -> None:
    fresh(cli)
    file = tmp_path / "plant7.invite"
    file.write_text(text)
    ran = cli("enrol", str(file))
    assert (ran.code, ran.err.count("\n")) == (code, 1)
    assert not cli.engine.started and not cli.profile.exists()


def test_new_profile_that_did_not_join_says_that_it_keeps_its_key(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plant7.invite"
    file.write_text(made(MOST))
    cli.engine.fails["enrol"] = TowlineError("enrol-unreached", cluster="prod", reason="no answer")
    monkeypatch.setattr(cli.engine, "start", lambda reach: (cli.profile / "journal.sqlite").touch())
    ran = cli("enrol", str(file))
    assert ran.code == Exit.NOT_REACHED and "the next try goes on with it" in ran.err
    ran = cli("enrol", str(file))
    assert ran.code == Exit.NOT_REACHED and ran.err.count("\n") == 1


@pytest.mark.parametrize("late", [False, True])
def test_interrupted_joining_says_what_came_of_it(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    file = tmp_path / "plant7.invite"
    file.write_text(made(MOST))

    class Joining(Future[EnrolRow]):
        """Interrupted while it is waited for; afterwards it has ended."""

        def result(self, timeout: float | None = None) -> EnrolRow:
            if not self.done():
                if late:
                    self.set_result(EnrolRow("plant7", "prod", "press-07", "1", "waiting"))
                else:
                    self.set_exception(TowlineError("enrol-stopped", team="plant7"))
                raise KeyboardInterrupt
            return super().result(timeout)

    monkeypatch.setattr(cli.engine, "enrol", lambda text, name: Joining())
    ran = cli("enrol", str(file), "--shred")
    assert ran.code == Exit.INTERRUPTED and file.exists() and "was begun is kept" not in ran.err
    assert ("Joined plant7" if late else "Nothing was set up. Do it again: it goes on as the same computer.") in ran.err


def test_computer_without_services_joins_nothing_with_service(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plant7.invite"
    file.write_text(made(MOST))

    def none(kind: str) -> None:
        raise TowlineError("service", what=f"{kind} does not run.", todo="Run 'towline agent'.")

    monkeypatch.setattr(service, "look_for_manager", none)
    ran = cli("enrol", str(file), "--service", "--shred")
    assert ran.code == Exit.LOCAL and "does not run." in ran.err and ran.err.count("\n") == 1
    assert file.exists() and not cli.engine.started and not cli.engine.calls


def test_stations_that_need_care_can_be_shown_alone(cli: Cli) -> None:
    assert "No computer joined" in cli("stations").err
    cli.engine.station_rows = [
        station("press-01"),
        station("press-02", state="error", error="disk-full", care=True),
        station("press-03", state="never", seen=0.0, care=True),
    ]
    assert len(cli("stations", "--json").rows()) == 3
    out = cli("stations", "--care").out
    assert "press-01" not in out and "Its disk is full." in out and "never heard of" in out
    assert "3 computers, 2 of them need care." in cli("stations").err


def test_people_who_joined_are_listed_with_who_is_silent(cli: Cli) -> None:
    cli.engine.people_rows = [
        PersonRow(name, name, name, "invited", 0.0, via="plant7") for name in ("press-01", "press-02", "press-03")
    ]
    cli.engine.people_rows.append(PersonRow("press-01", "press-01", "before", "older", 0.0, via="plant7"))
    cli.engine.invite_rows = [InviteRow("ab", "plant7", "prod", 3, 250, 0, 0.0, 0.0, "open")]
    cli.engine.station_rows = [station("press-01"), station("press-02", seen=time.time() - 3 * 3600)]
    ran = cli("people", "list", "--by", "plant7")
    assert "by invitation plant7" in ran.out
    assert "3 of 250 joined · 1 seen in the last hour · 2 silent: press-02 (3:00" in ran.err
    assert "press-03 (never)" in ran.err


def test_shutting_somebody_out_tells_who_has_the_new_key(cli: Cli) -> None:
    cli.engine.invite_rows = [InviteRow("ab", "plant7", "prod", 3, 250, 0, 0.0, 0.0, "open")]
    cli.engine.grant_rows = [GrantRow("plant7", "press-01", "x", "sent"), GrantRow("plant7", "Carl", "y", "by-hand")]
    ran = cli("people", "revoke", "press-02")
    assert ran.code == Exit.DONE and "has the new key" in ran.out and "by hand" in ran.out
    assert "still open" in ran.err
    cli.engine.grant_rows = [GrantRow("plant7", "press-01", "x", "waiting")]
    assert cli("people", "revoke", "press-02").code == Exit.SOME_FAILED
    cli.engine.grant_rows = [GrantRow("plant7", "press-01", "x", "sent")]
    assert cli("team", "change-key", "plant7").code == Exit.DONE
