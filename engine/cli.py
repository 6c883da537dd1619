"""`towline`: reads the command line, runs one verb, and ends with the exit code of errors.Exit.

Hides: which file has which verb, and how every kind of error is told. Promises: one sentence about what happened and
one about what to do, never a traceback unless asked for with -v; exit codes as `towline --help` lists them.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.cli_parser import CHILD, EXIT_CODES, Parser, Verbs, add_common, parse
from engine.cli_print import Screen
from engine.errors import Exit, TowlineError

if TYPE_CHECKING:
    from engine.cli_session import Command, EngineMaker

ABOUT = """Sends files of any size through Apache Kafka: end to end encrypted, resumable, to people who need not be online.

  towline practice start                        a Kafka on this computer, to try things out
  towline cluster add NAME --bootstrap HOST:PORT
  towline queue add NAME --cluster NAME --to PERSON
  towline send PATH --to NAME
  towline ls            and then        towline get @last"""


VERBS = {  # verb: the file that has it, and what `towline --help` says; only the files of verbs named are loaded
    "send": ("cli_send", "send files, folders or standard input ('-')"),
    "ls": ("cli_get", "list what was sent, or the entries of one offer"),
    "get": ("cli_get", "fetch all or part of an offer"),
    "follow": ("cli_follow", "write a line for each bundle that arrives, for ever; run a program for each"),
    "status": ("cli_status", "show what happens now, or all about one transfer"),
    "pause": ("cli_status", "hold transfers until they are resumed"),
    "resume": ("cli_status", "let paused transfers go on"),
    "limit": (
        "cli_pace",
        "limits over everything: speed, hours of the week, battery, room; without options: show them",
    ),
    "retry": ("cli_status", "try failed or waiting transfers again now; also a yes to what a transfer asks"),
    "cancel": ("cli_status", "end transfers"),
    "first": ("cli_status", "move transfers before all others"),
    "verify": ("cli_status", "read fetched files again and compare them with what their sender signed"),
    "withdraw": ("cli_status", "take back an offer of yours"),
    "again": ("cli_actions", "send or fetch the same once more"),
    "receipts": ("cli_actions", "list who signed to have received what you sent"),
    "share": ("cli_status", "add people to a bundle that was sent, without sending it again"),
    "history": ("cli_status", "list ended transfers"),
    "log": ("cli_status", "tell the story of one transfer, or of all"),
    "cluster": ("cli_cluster", "the Kafka clusters that files travel through"),
    "practice": ("cli_cluster", "a Kafka on this computer only, to try things out"),
    "queue": ("cli_queue", "where files are dropped to be sent"),
    "watch": ("cli_watch", "folders whose settled files are sent by themselves"),
    "rule": ("cli_rule", "fetch by itself what people send"),
    "key": ("cli_people", "your own key"),
    "people": ("cli_people", "whom you send to and fetch from"),
    "team": ("cli_people", "keys that several people share"),
    "invite": ("cli_fleet", "files that let computers join a team"),
    "enrol": ("cli_fleet", "join a team by an invitation file"),
    "stations": ("cli_fleet", "how the computers of your teams are"),
    "window": ("cli_window", "open the window, with files and folders to send if there are any"),
    "agent": ("cli_agent", "run in the foreground, make transfers go on and serve other towline commands"),
    "service": ("cli_service", "have the system run the agent: systemd, a start-up task of Windows, launchd"),
    "doctor": ("cli_doctor", "look at everything Towline needs, one line each, with what to do"),
    "config": ("cli_care", "settings"),
    "inspect": ("cli_inspect", "show what stands in an offer, card, receipt or chunk header, without any key"),
    "version": ("cli_care", "show the version of Towline, of the format, and of what it builds on"),
}


def main(argv: Sequence[str] | None = None, *, maker: EngineMaker | None = None) -> int:
    """Runs one command and gives its exit code. `maker` makes the engine where none runs (tests give their own)."""
    words = list(sys.argv[1:] if argv is None else argv)
    screen = Screen(as_json="--json" in words, quiet=False, verbose="-v" in words, no_color="--no-color" in words)
    try:
        args = parse(build_parser(words), words)
        screen = Screen(as_json=args.json, quiet=args.quiet, verbose=args.verbose, no_color=args.no_color)
        return _run(args, screen, maker)
    except TowlineError as error:
        return _told(screen, error)
    except KeyboardInterrupt:
        screen.complain("Interrupted.")
        return Exit.INTERRUPTED
    except OSError as error:
        path, reason = error.filename or "A file", (error.strerror or str(error)).lower()
        return _told(screen, TowlineError("path", path=path, reason=reason, details=repr(error)))
    except Exception as error:  # noqa: BLE001  the last resort: even a fault gets its sentence and exit code
        import traceback  # late: so that --help is quick

        details = "".join(traceback.format_exception(error))
        return _told(screen, TowlineError("bug", reason=f"{type(error).__name__} ({error})", details=details))


def _run(args: argparse.Namespace, screen: Screen, maker: EngineMaker | None) -> int:
    from engine import memory
    from engine.cli_session import Command, make_engine  # late: so that --help is quick

    memory.one_heap()
    _quiet_libraries(args)
    return int(args.run(Command(args, screen, os.environ, maker or make_engine)))


def _quiet_libraries(args: argparse.Namespace) -> None:
    """Faults with their tracebacks are for -v and for who looks after an agent; librdkafka's talk only for -v."""
    import logging  # late: so that --help is quick

    level = logging.DEBUG if args.verbose else logging.ERROR if args.COMMAND in ("agent", CHILD) else logging.CRITICAL
    logging.basicConfig(level=level, format="%(name)s: %(message)s", force=True)
    logging.getLogger("towline.link.librdkafka").setLevel(logging.DEBUG if args.verbose else logging.CRITICAL)


def _alone(command: Command) -> int:
    from engine.cli_window import alone  # late: so that --help is quick

    return alone(command)


def build_parser(words: Sequence[str]) -> Parser:
    """The grammar. Verbs that are not among `words` stand in it by name only."""
    parser = Parser(
        prog="towline",
        description=ABOUT,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=_alone)
    add_common(parser, defaults=True)
    common = Parser(add_help=False, allow_abbrev=False)
    add_common(common, defaults=False)
    verbs = Verbs(parser, common, "COMMAND", {name: help for name, (_, help) in VERBS.items()})
    loaded = {VERBS[word][0] for word in words if word in VERBS}
    if words[-1:] == [CHILD]:
        loaded.add("cli_child")  # what a window starts; no help names it
    for part in sorted(loaded):
        importlib.import_module(f"engine.{part}").add_verbs(verbs)
    for name, (part, _) in VERBS.items():
        if part not in loaded:
            verbs.add_name(name)
    return parser


def _told(screen: Screen, error: TowlineError) -> int:
    """Says an error and gives its exit code."""
    screen.record(
        {"state": "error", "error": error.word, "what": error.what, "todo": error.todo, "exit": error.exit_code}
    )
    screen.complain(error.sentence)
    if error.details and screen.verbose:
        screen.complain(f"Details: {error.details}")
    return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
