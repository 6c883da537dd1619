"""`towline agent` as a service of this computer: a systemd unit, a start-up task of Windows, a launchd job.

Hides: unit, XML and plist, and the commands of each system. Promises: `install` again is no harm and takes over what
changed; every failure is one sentence; without the system's own manager nothing is written. The unit for systemd is
`towline-agent.service` beside this file, with this computer's command, account and folders in it.

Never run: the branches for Windows and macOS. They are written from the vendors' documentation; their texts are tested.
"""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from xml.sax.saxutils import escape

from engine.errors import TowlineError
from engine.private import write_private
from engine.program import command_words
from engine.settings import Settings

UNIT, TASK, LABEL = "towline-agent.service", r"\Towline\Agent", "org.towline.agent"
COMMAND_SECONDS = 60.0
CREDENTIALS = "/etc/credstore"  # where systemd itself looks for credentials
LOCAL_SERVICE = "S-1-5-19"

Run = Callable[[Sequence[str]], tuple[int, str]]
"""Runs a command of the system: its exit code, and what it said."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be registered. `kind`: systemd, systemd-user, task, launchd or launchd-user.

    `command`: words that run the agent. `user` "": the service's own account. `profile` None: that user's own.
    `folders`: what it may write to beside its profile. `credentials`: names that systemd hands over.
    """

    kind: str
    command: tuple[str, ...]
    user: str
    profile: Path | None
    folders: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """`state`: running, stopped, not-installed. `where`: its file, or the name of its task."""

    state: str
    where: str


# --- planning -----------------------------------------------------------------------------------------------------------


def service_kind(system: str = sys.platform) -> str:
    """Whole-computer kinds for root, otherwise those of a user; Windows has one."""
    if system == "win32":
        return "task"
    kind = "launchd" if system == "darwin" else "systemd"
    return kind if os.geteuid() == 0 else f"{kind}-user"


def service_profile(kind: str, user: str) -> Path | None:
    """Where a service of that kind keeps its profile if nothing else is said; None: where that user has it."""
    if user or kind.endswith("-user"):
        return None
    if kind == "task":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "Towline" / "agent"
    return Path("/var/lib/towline" if kind == "systemd" else "/Library/Application Support/Towline/agent")


def plan(kind: str, user: str, profile: Path | None, config: Path | None, settings: Settings) -> Plan:
    """`profile`, `config`: only if they were named. Raises TowlineError "usage" where an account cannot be chosen."""
    if user and kind.endswith("-user"):
        what = "Only an administrator can register a service of another account."
        raise TowlineError("usage", what=what, todo="Run the same as root, or leave --user out.")
    profile = profile or service_profile(kind, user)
    words = command_words()
    words += ["--profile", str(profile)] if profile else []
    words += ["--config", str(config.absolute())] if config else []
    return Plan(kind, (*words, "agent"), user, profile, written_folders(settings), settings.credentials)


WRITTEN = {"agent": ("downloads", "metrics_file"), "watch": ("folder", "after"), "rule": ("to",)}


def written_folders(settings: Settings) -> tuple[str, ...]:
    """Folders that an agent with these settings writes to: downloads, watched folders, where rules fetch to."""
    found: list[str] = []
    for origin in settings.origins:
        section, _, key = origin.key.partition(".")
        key = key.rpartition(".")[2]
        if key in WRITTEN.get(section, ()):
            found += [_fixed_part(text, key) for text in origin.value.split(", ")]
    return tuple(dict.fromkeys(path for path in found if os.path.isabs(path) and path != "/"))


def _fixed_part(text: str, key: str) -> str:
    """The folder before the first {place} of a template, or that a file stands in."""
    path, template, _ = text.removeprefix("move:").partition("{")
    return os.path.dirname(path) if template or key == "metrics_file" else path


# --- what is written ----------------------------------------------------------------------------------------------------


def text_of(plan: Plan) -> str:
    """The unit, task or job for that plan."""
    if plan.kind.startswith("systemd"):
        return _unit(plan)
    return _task(plan) if plan.kind == "task" else _plist(plan)


def where(kind: str) -> str:
    """The file of the unit or job, or the name of the task."""
    home = os.path.expanduser("~")
    config = os.environ.get("XDG_CONFIG_HOME") or f"{home}/.config"
    return {
        "systemd": f"/etc/systemd/system/{UNIT}",
        "systemd-user": f"{config}/systemd/user/{UNIT}",
        "task": TASK,
        "launchd": f"/Library/LaunchDaemons/{LABEL}.plist",
        "launchd-user": f"{home}/Library/LaunchAgents/{LABEL}.plist",
    }[kind]


def _unit(plan: Plan) -> str:
    lines = Path(__file__).with_name(UNIT).read_text("utf-8").splitlines()
    own_state = plan.kind == "systemd" and plan.profile == service_profile("systemd", "")
    if plan.kind == "systemd-user":  # the manager of a user cannot do what the others need
        kept = (
            "Type",
            "NotifyAccess",
            "ExecReload",
            "Restart",
            "RestartSec",
            "WatchdogSec",
            "TimeoutStartSec",
            "TimeoutStopSec",
            "ExecStart",
        )
        begin, end = lines.index("[Service]") + 1, lines.index("[Install]")
        service = [line for line in lines[begin:end] if line.partition("=")[0] in kept]
        lines = [*lines[:begin], *service, "", *lines[end:]]
        lines = [line for line in lines if not line.startswith(("After=", "Wants="))]
    values: dict[str, str | None] = {"ExecStart": " ".join(map(_unit_word, plan.command))}
    if plan.kind == "systemd-user":
        values["WantedBy"] = "default.target"
    elif plan.user:
        values |= {"User": plan.user, "DynamicUser": None}
    if not own_state:
        values |= {"StateDirectory": None, "StateDirectoryMode": None}
    out = []
    for line in lines:
        key, is_setting, _ = line.partition("=")
        if not is_setting or key not in values:
            out.append(line)
        elif (value := values[key]) is not None:
            out.append(f"{key}={value}")
    if plan.kind == "systemd":
        paths = [*([str(plan.profile)] if plan.profile and not own_state else []), *plan.folders]
        more = [f'ReadWritePaths="-{_unit_path(path)}"' for path in paths]
        if plan.user and plan.profile is None:
            more.append(f'ReadWritePaths="-{_unit_path(home_of(plan.user))}"')
        more += [f"LoadCredential={name}:{CREDENTIALS}/{name}" for name in plan.credentials]
        at = out.index("[Install]") - 1
        out[at:at] = more
    return "\n".join(out) + "\n"


def home_of(user: str) -> str:
    """The home of an account. Raises TowlineError "usage" if there is none of that name."""
    home = os.path.expanduser(f"~{user}")
    if home.startswith("~"):
        raise TowlineError("usage", what=f"This computer has no account {user!r}.", todo="Check the name after --user.")
    return home


def _unit_word(word: str) -> str:
    """One word of ExecStart."""
    plain = _unit_path(word).replace("$", "$$")
    return plain if word and not set(word) & set(" \t\"'\\;") else f'"{plain}"'


def _unit_path(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")


def _task(plan: Plan) -> str:
    """Runs from the start of the computer on, without anybody signed in, and again a minute after a failure."""
    program, *words = plan.command
    if plan.user:
        who = f"<UserId>{escape(plan.user)}</UserId>\n      <LogonType>S4U</LogonType>"
    else:
        who = f"<UserId>{LOCAL_SERVICE}</UserId>"
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.3" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Towline agent: sends and fetches files without a window.</Description>
  </RegistrationInfo>
  <Triggers>
    <BootTrigger><Enabled>true</Enabled></BootTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      {who}
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(subprocess.list2cmdline(words))}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def _plist(plan: Plan) -> str:
    job: dict[str, object] = {
        "Label": LABEL,
        "ProgramArguments": list(plan.command),
        "RunAtLoad": True,
        "KeepAlive": True,
        "ThrottleInterval": 10,
        "ExitTimeOut": 30,
        "ProcessType": "Background",
    }
    if plan.user:
        job["UserName"] = plan.user
    return plistlib.dumps(job).decode()


# --- doing it -----------------------------------------------------------------------------------------------------------


def run(words: Sequence[str]) -> tuple[int, str]:
    """See `Run`. Raises TowlineError "service" if the system has no such command, or it hangs."""
    try:
        ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=COMMAND_SECONDS)
    except FileNotFoundError:
        raise _failed(
            f"This computer has no {words[0]}.", "Run 'towline agent' by whatever starts programs here."
        ) from None
    except subprocess.TimeoutExpired:
        raise _failed(f"{words[0]} did not answer within {COMMAND_SECONDS:.0f} s.", "Try again.") from None
    return ran.returncode, (ran.stderr or ran.stdout).strip()


def install(plan: Plan, run: Run = run, *, write: Callable[[Path, bytes], None] = write_private) -> State:
    """Registers the agent, starts it, and has it start with the computer (or, of a user, with that user's session)."""
    text, place = text_of(plan), where(plan.kind)
    if plan.kind == "task":
        _register_task(text, run)
        _check(run, ["schtasks", "/Run", "/TN", TASK])
        return State("running", place)
    look_for_manager(plan.kind, run)
    path = Path(place)
    changed = not path.exists() or path.read_text("utf-8") != text
    if changed:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, text.encode())
            path.chmod(0o644)
        except OSError as error:
            raise _failed(f"{path} could not be written: {(error.strerror or str(error)).lower()}.", _ROOT) from error
    if plan.kind.startswith("systemd"):
        _check(run, [*_systemctl(plan.kind), "daemon-reload"])
        _check(run, [*_systemctl(plan.kind), "enable", UNIT])
        _check(run, [*_systemctl(plan.kind), "restart" if changed else "start", UNIT])
    else:
        if changed:
            run(["launchctl", "bootout", f"{_domain(plan.kind)}/{LABEL}"])  # fails if it was not there
        if changed or run(["launchctl", "print", f"{_domain(plan.kind)}/{LABEL}"])[0]:
            _check(run, ["launchctl", "bootstrap", _domain(plan.kind), place])
    return State("running", place)


def lingers(run: Run = run) -> bool:
    """Has the services of this user run while nobody is signed in; whether the system allows it."""
    return run(["loginctl", "enable-linger"])[0] == 0


def uninstall(kind: str, run: Run = run) -> State:
    """Ends the agent and takes the registration away; profile and settings stay."""
    place = where(kind)
    if kind == "task":
        if state(kind, run).state != "not-installed":
            run(["schtasks", "/End", "/TN", TASK])  # fails if it does not run
            _check(run, ["schtasks", "/Delete", "/TN", TASK, "/F"])
        return State("not-installed", place)
    path = Path(place)
    if not path.exists():
        return State("not-installed", place)
    look_for_manager(kind, run)
    if kind.startswith("systemd"):
        _check(run, [*_systemctl(kind), "disable", "--now", UNIT])
    else:
        run(["launchctl", "bootout", f"{_domain(kind)}/{LABEL}"])
    try:
        path.unlink()
    except OSError as error:
        raise _failed(f"{path} could not be removed: {(error.strerror or str(error)).lower()}.", _ROOT) from error
    if kind.startswith("systemd"):
        _check(run, [*_systemctl(kind), "daemon-reload"])
    return State("not-installed", place)


def start(kind: str, run: Run = run) -> State:
    _installed(kind, run)
    if kind == "task":
        _check(run, ["schtasks", "/Run", "/TN", TASK])
    elif kind.startswith("systemd"):
        _check(run, [*_systemctl(kind), "start", UNIT])
    elif run(["launchctl", "print", f"{_domain(kind)}/{LABEL}"])[0]:
        _check(run, ["launchctl", "bootstrap", _domain(kind), where(kind)])
    return State("running", where(kind))


def stop(kind: str, run: Run = run) -> State:
    """Until the next start of the computer, or `start`."""
    _installed(kind, run)
    if kind == "task":
        run(["schtasks", "/End", "/TN", TASK])  # fails if it does not run
    elif kind.startswith("systemd"):
        _check(run, [*_systemctl(kind), "stop", UNIT])
    else:
        run(["launchctl", "bootout", f"{_domain(kind)}/{LABEL}"])
    return State("stopped", where(kind))


def state(kind: str, run: Run = run) -> State:
    place = where(kind)
    if kind == "task":
        code, said = run(["schtasks", "/Query", "/TN", TASK, "/FO", "CSV", "/NH"])
        return State("not-installed" if code else "running" if "Running" in said else "stopped", place)
    if not Path(place).exists():
        return State("not-installed", place)
    if kind.startswith("systemd"):
        look_for_manager(kind, run)
        running = run([*_systemctl(kind), "is-active", "--quiet", UNIT])[0] == 0
    else:
        running = run(["launchctl", "print", f"{_domain(kind)}/{LABEL}"])[0] == 0
    return State("running" if running else "stopped", place)


_ROOT = "Run the same as root."


def _installed(kind: str, run: Run) -> None:
    if state(kind, run).state == "not-installed":
        raise _failed("The agent is not registered as a service here.", "Do so with 'towline service install'.")


def _register_task(text: str, run: Run) -> None:
    with tempfile.TemporaryDirectory(prefix="towline-") as folder:
        file = Path(folder) / "task.xml"
        file.write_bytes(text.encode("utf-16"))
        _check(run, ["schtasks", "/Create", "/TN", TASK, "/XML", str(PurePath(file)), "/F"])


def look_for_manager(kind: str, run: Run = run) -> None:
    """Before anything is written: whether the system's manager of services runs at all. Raises TowlineError "service"."""
    if kind.startswith("systemd"):
        code, said = run([*_systemctl(kind), "show", "--property=Version"])
        if code:
            whose = "systemd does not run" if kind == "systemd" else "systemd does not run for this user"
            todo = "Run 'towline agent' by whatever starts programs here; 'towline service install --print' shows the unit."
            raise _failed(f"{whose} on this computer{f': {_short(said)}' if said else ''}.", todo)


def _systemctl(kind: str) -> list[str]:
    return ["systemctl", "--user"] if kind == "systemd-user" else ["systemctl"]


def _domain(kind: str) -> str:
    return "system" if kind == "launchd" else f"gui/{os.getuid()}"


def _check(run: Run, words: list[str]) -> None:
    code, said = run(words)
    if code:
        refused = any(word in said.lower() for word in ("denied", "not permitted", "authentication", "privilege"))
        raise _failed(
            f"'{' '.join(words[:3])}' ended with {code}{f': {_short(said)}' if said else ''}.",
            ("Run the same as an administrator." if words[0] == "schtasks" else _ROOT) if refused else "Mend that, then try again.",
        )  # fmt: skip


def _short(said: str) -> str:
    return said.splitlines()[-1].strip().rstrip(".")[:200]


def _failed(what: str, todo: str) -> TowlineError:
    return TowlineError("service", what=what, todo=todo)
