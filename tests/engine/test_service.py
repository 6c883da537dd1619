"""The agent as a service: what would be written for each system, and which of its commands would be run.

The managers themselves are not here: a recorder answers in their place.
"""

from __future__ import annotations

import plistlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from cli_kit import SETTINGS, Cli, cli_fixture  # noqa: F401  it is found by its name

from engine import service
from engine.errors import Exit, TowlineError
from engine.service import Plan, State
from engine.settings import Origin, Settings, load

COMMAND = ("/opt/towline/towline", "--profile", "/var/lib/towline", "agent")
SYSTEM = Plan("systemd", COMMAND, "", Path("/var/lib/towline"))


class Manager:
    """Answers commands of the system; `fails`: how their words begin → what it says."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.fails: dict[str, str] = {}

    def __call__(self, words: Sequence[str]) -> tuple[int, str]:
        line = " ".join(words)
        self.ran.append(line)
        said = next((said for begin, said in self.fails.items() if line.startswith(begin)), None)
        return (0, "") if said is None else (1, said)


@pytest.fixture
def manager() -> Manager:
    return Manager()


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where units and jobs go."""
    monkeypatch.setattr(service, "where", lambda kind: service.TASK if kind == "task" else str(tmp_path / kind))
    return tmp_path


def settings_of(text: str, folder: Path) -> Settings:
    (folder / "towline.toml").write_text(text)
    return load(folder, None, {}, secrets=False, administrators=folder / "none")


def values(unit: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", unit, re.M):
        found.setdefault(key, []).append(value)
    return found


# --- texts --------------------------------------------------------------------------------------------------------------


def test_the_unit_of_a_computer_has_its_own_account_and_state_and_may_write_nowhere_else() -> None:
    unit = values(service.text_of(SYSTEM))
    assert unit["ExecStart"] == [" ".join(COMMAND)] and unit["DynamicUser"] == ["yes"]
    assert unit["StateDirectory"] == ["towline"] and unit["ProtectSystem"] == ["strict"]
    assert (unit["Type"], unit["Restart"], unit["WatchdogSec"]) == (["notify"], ["always"], ["180"])
    assert "ReadWritePaths" not in unit and unit["WantedBy"] == ["multi-user.target"]


def test_folders_and_credentials_of_the_settings_stand_in_the_unit() -> None:
    plan = replace(SYSTEM, folders=("/data/scans 1", "/50%"), credentials=("towline",))
    unit = values(service.text_of(plan))
    assert unit["ReadWritePaths"] == ['"-/data/scans 1"', '"-/50%%"']
    assert unit["LoadCredential"] == ["towline:/etc/credstore/towline"]


def test_the_unit_of_a_named_account_runs_as_that_and_may_write_to_its_home() -> None:
    unit = values(service.text_of(Plan("systemd", ("towline", "agent"), "root", None)))
    assert unit["User"] == ["root"] and "DynamicUser" not in unit and "StateDirectory" not in unit
    assert unit["ReadWritePaths"] == [f'"-{Path("~root").expanduser()}"']


def test_a_profile_that_was_named_may_be_written_to() -> None:
    unit = values(service.text_of(Plan("systemd", COMMAND, "", Path("/srv/towline"))))
    assert unit["ReadWritePaths"] == ['"-/srv/towline"'] and "StateDirectory" not in unit


def test_the_unit_of_a_user_asks_for_nothing_a_users_manager_cannot_do() -> None:
    text = service.text_of(Plan("systemd-user", ("towline", "agent"), "", None))
    unit = values(text)
    assert unit["WantedBy"] == ["default.target"] and unit["Type"] == ["notify"]
    assert not [key for key in unit if key.startswith(("Protect", "User", "Dynamic", "State", "Capability"))]


def test_words_with_blanks_dollars_and_percents_reach_the_agent_as_they_are() -> None:
    plan = replace(SYSTEM, command=("/opt/my towline/bin", "--profile", "/a$b%c", "agent"))
    assert values(service.text_of(plan))["ExecStart"] == ['"/opt/my towline/bin" --profile /a$$b%%c agent']


def test_the_task_of_windows_starts_with_the_computer_and_again_each_minute_after_a_failure() -> None:
    plan = Plan("task", (r"C:\Program Files\Towline\towline.exe", "--profile", r"C:\A & B", "agent"), "", None)
    root = ET.fromstring(service.text_of(plan).partition("?>")[2])
    text = {each.tag.rpartition("}")[2]: (each.text or "").strip() for each in root.iter()}
    assert text["UserId"] == service.LOCAL_SERVICE and "LogonType" not in text
    assert (text["Interval"], text["ExecutionTimeLimit"], text["StopIfGoingOnBatteries"]) == ("PT1M", "PT0S", "false")
    assert text["Command"] == plan.command[0] and text["Arguments"] == r'--profile "C:\A & B" agent'
    named = ET.fromstring(service.text_of(replace(plan, user="PC1\\anna")).partition("?>")[2])
    text = {each.tag.rpartition("}")[2]: each.text for each in named.iter()}
    assert (text["UserId"], text["LogonType"]) == ("PC1\\anna", "S4U")


def test_the_job_of_macos_is_kept_alive() -> None:
    job = plistlib.loads(service.text_of(Plan("launchd", COMMAND, "anna", None)).encode())
    assert job["ProgramArguments"] == list(COMMAND) and job["KeepAlive"] and job["UserName"] == "anna"
    assert job["ExitTimeOut"] > 20  # what the agent may take


def test_what_the_settings_let_it_write_to(tmp_path: Path) -> None:
    text = '[agent]\ndownloads = "/srv/in"\n[vault]\nunlock = { credential = "towline" }\n'
    settings = settings_of(text, tmp_path)
    rules = Origin("rule.hq.to", "/mnt/mirror/{sender}/{path}, relative", "f:1")
    watched = (Origin("watch.a.folder", "/data", "f:1"), Origin("watch.a.after", "move:/data/sent", "f:2"), rules)
    settings = replace(settings, origins=(*settings.origins, *watched))
    plan = service.plan("systemd", "", None, None, settings)
    assert plan.folders == ("/srv/in", "/data", "/data/sent", "/mnt/mirror")
    assert plan.credentials == ("towline",) and plan.command[-3:] == ("--profile", "/var/lib/towline", "agent")


# --- doing it -----------------------------------------------------------------------------------------------------------


def test_installing_twice_writes_once_and_restarts_only_what_changed(places: Path, manager: Manager) -> None:
    assert service.install(SYSTEM, manager).state == "running"
    assert (places / "systemd").read_text() == service.text_of(SYSTEM)
    assert (places / "systemd").stat().st_mode & 0o777 == 0o644
    assert manager.ran[-1] == "systemctl restart towline-agent.service"
    service.install(SYSTEM, manager)
    assert manager.ran[-1] == "systemctl start towline-agent.service"


def test_without_systemd_nothing_is_written(places: Path, manager: Manager) -> None:
    manager.fails["systemctl show"] = "System has not been booted with systemd as init system"
    with pytest.raises(TowlineError, match="systemd does not run on this computer") as caught:
        service.install(SYSTEM, manager)
    assert caught.value.exit_code == Exit.LOCAL and not list(places.iterdir())


def test_a_refusal_says_who_may_do_it(places: Path, manager: Manager) -> None:
    manager.fails["systemctl enable"] = "Failed to enable unit: Access denied"
    with pytest.raises(TowlineError, match=r"Access denied\. Run the same as root"):
        service.install(SYSTEM, manager)


def test_it_starts_stops_and_goes(places: Path, manager: Manager) -> None:
    with pytest.raises(TowlineError, match="not registered"):
        service.start("systemd", manager)
    service.install(SYSTEM, manager)
    assert service.stop("systemd", manager).state == "stopped"
    assert service.start("systemd", manager).state == "running"
    manager.fails["systemctl is-active"] = ""
    assert service.state("systemd", manager).state == "stopped"
    assert service.uninstall("systemd", manager).state == "not-installed" and not list(places.iterdir())
    assert service.uninstall("systemd", manager).state == "not-installed"


def test_windows_is_told_by_schtasks_alone(places: Path, manager: Manager) -> None:
    plan = Plan("task", ("towline.exe", "agent"), "", None)
    assert service.install(plan, manager) == State("running", service.TASK)
    service.stop("task", manager)
    service.uninstall("task", manager)
    assert {line.split()[0] for line in manager.ran} == {"schtasks"}
    assert [line.split()[1] for line in manager.ran] == [
        "/Create",
        "/Run",
        "/Query",
        "/End",
        "/Query",
        "/End",
        "/Delete",
    ]
    manager.fails["schtasks /Query"] = "ERROR: The system cannot find the file specified."
    assert service.state("task", manager).state == "not-installed"


def test_launchd_gets_a_job_that_is_taken_anew_when_it_changed(places: Path, manager: Manager) -> None:
    plan = Plan("launchd", COMMAND, "", None)
    service.install(plan, manager)
    assert [line.split()[1] for line in manager.ran] == ["bootout", "bootstrap"]
    service.install(plan, manager)
    assert [line.split()[1] for line in manager.ran[2:]] == ["print"]
    assert service.uninstall("launchd", manager).state == "not-installed"


def test_the_account_of_another_needs_an_administrator(tmp_path: Path) -> None:
    with pytest.raises(TowlineError, match="Only an administrator"):
        service.plan("systemd-user", "anna", None, None, settings_of("", tmp_path))
    with pytest.raises(TowlineError, match="no account 'nobody-here'"):
        service.text_of(Plan("systemd", ("towline", "agent"), "nobody-here", None))


# --- the command --------------------------------------------------------------------------------------------------------


def test_print_shows_and_does_nothing(cli: Cli, monkeypatch: pytest.MonkeyPatch, manager: Manager) -> None:
    monkeypatch.setattr(service, "run", manager)
    monkeypatch.setattr(service, "service_kind", lambda: "systemd")
    ran = cli("service", "install", "--print")
    assert ran.code == Exit.DONE and f"--profile {cli.profile} agent" in ran.out and not manager.ran
    (row,) = cli("service", "install", "--print", "--json").rows()
    assert row["where"] == "/etc/systemd/system/towline-agent.service"


def test_status_says_whether_it_is_there(cli: Cli, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = cli("service", "status")
    assert ran.code == Exit.SOME_FAILED and ran.out == "The agent is not registered as a service here.\n"
