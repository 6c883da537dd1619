"""`towline service`: has this computer's own manager of services run the agent.

Hides: which manager that is. Promises: run again, it changes nothing but what differs; `--print` only shows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli_parser import Verbs
from engine.cli_session import Command
from engine.errors import Exit

if TYPE_CHECKING:
    from engine.service import Plan, State

WORDS = {
    "running": "The agent runs as a service ({where}).",
    "stopped": "The agent is registered ({where}) and does not run.",
    "not-installed": "The agent is not registered as a service here.",
}


def add_verbs(verbs: Verbs) -> None:
    group = verbs.group("service")
    verb = group.add("install", service_install, "register the agent, start it, and have it start with the computer")
    verb.add_argument("--user", default="", metavar="NAME", help="the account it runs as, instead of one of its own")
    verb.add_argument("--print", action="store_true", help="show what would be written, and do nothing")
    group.add("uninstall", service_uninstall, "end the agent and take its registration away; the profile stays")
    group.add("start", service_start, "start the registered agent")
    group.add("stop", service_stop, "end it until the computer or 'service start' starts it again")
    group.add("status", service_status, "say whether it is registered and runs")


def service_install(command: Command) -> int:
    from engine import service  # late: so that --help is quick

    kind = service.service_kind()
    plan = _plan(command, kind)
    if command.args.print:
        command.screen.record({"kind": kind, "where": service.where(kind), "text": service.text_of(plan)})
        command.screen.line(service.text_of(plan).rstrip("\n"))
        return Exit.DONE
    done = service.install(plan)
    code = _told(command, done)
    if plan.profile:
        command.screen.say(f"Look at it with: towline --profile {plan.profile} status")
    if kind == "systemd-user" and not service.lingers():
        command.screen.complain(
            "It runs only while you are signed in: an administrator can change that with 'loginctl enable-linger'."
        )
    return code


def _plan(command: Command, kind: str) -> Plan:
    from engine import service  # late: so that --help is quick
    from engine.settings import load

    args = command.args
    named = Path(args.profile).absolute() if args.profile else None
    if named is None and command.environ.get("TOWLINE_PROFILE"):
        named = command.profile
    config = Path(args.config) if args.config else None
    folder = named or service.service_profile(kind, args.user) or command.profile
    settings = load(folder, config, command.environ, secrets=False)
    return service.plan(kind, args.user, named, config, settings)


def service_uninstall(command: Command) -> int:
    from engine import service  # late: so that --help is quick

    return _told(command, service.uninstall(service.service_kind()))


def service_start(command: Command) -> int:
    from engine import service  # late: so that --help is quick

    return _told(command, service.start(service.service_kind()))


def service_stop(command: Command) -> int:
    from engine import service  # late: so that --help is quick

    return _told(command, service.stop(service.service_kind()))


def service_status(command: Command) -> int:
    """0 only if it runs, as `systemctl status` has it."""
    from engine import service  # late: so that --help is quick

    state = service.state(service.service_kind())
    _told(command, state)
    return Exit.DONE if state.state == "running" else Exit.SOME_FAILED


def _told(command: Command, state: State) -> int:
    command.screen.record(state)
    command.screen.line(WORDS[state.state].format(where=state.where))
    return Exit.DONE
