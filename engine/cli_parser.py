"""The grammar of the command line: verbs, what every verb takes, and one sentence for every mistake.

Hides: argparse and its ways of speaking. Promises: every mistake is TowlineError "usage" (exit code 2) with what is
wrong and what to do; options may stand before, between and after the other words.
"""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from engine.errors import TowlineError

EXIT_CODES = """exit codes:
    0  done
    1  finished, some files failed (they are listed)
    2  the command line or the settings are wrong
    3  a person is needed
    4  the cluster was not reached within --timeout; work is kept and goes on
    5  not allowed: sign-in, certificate, rights on a topic
    6  trust: signature, key, not addressed to you
    7  a local disk or file
    8  the profile is in use by another user or of a newer version
    9  expired or withdrawn
   70  a fault in Towline
  130  interrupted; what was done is kept
"""

CHILD = "engine-of-window"  # the verb of the engine that a window starts; it stands in no help

Runner = Callable[[Any], int]


class Parser(argparse.ArgumentParser):
    """argparse that raises a sentence instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        raise TowlineError("usage", what=_sentence(message, self.prog), todo=f"See '{self.prog} --help'.")


class Verbs:
    """Collects the verbs of one level. `helps`: what each is for, as the help of the level lists them."""

    def __init__(
        self, parser: argparse.ArgumentParser, common: Parser, metavar: str, helps: Mapping[str, str] | None = None
    ) -> None:
        self._common = common
        self._helps = helps or {}
        self._inner = parser.add_subparsers(metavar=metavar, dest=metavar, title="commands", parser_class=Parser)

    def add(self, name: str, run: Runner, help: str = "", *, more: str = "", epilog: str = "") -> Parser:
        """A verb. `more` names its last positional list, which takes words that stand after options too."""
        help = help or self._helps[name]
        parser = self._inner.add_parser(
            name,
            help=help,
            description=_capital(help) + ".",
            epilog=epilog + ("\n\n" if epilog else "") + EXIT_CODES,
            parents=[self._common],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        parser.set_defaults(run=run, more=more, prog=parser.prog)
        return parser

    def add_name(self, name: str) -> None:
        """A verb that this command line does not use: it only stands in the help."""
        self._inner.add_parser(name, help=self._helps[name], add_help=False)

    def group(self, name: str) -> Verbs:
        """A verb that has verbs of its own."""
        parser = self.add(name, _needs_verb)
        inner = Verbs(parser, self._common, "COMMAND")
        parser.set_defaults(choices=inner._inner.choices)
        return inner


def _needs_verb(command: Any) -> int:
    raise TowlineError(
        "usage",
        what=f"'{command.args.prog}' needs one of: {', '.join(command.args.choices)}.",
        todo=f"See '{command.args.prog} --help'.",
    )


def parse(parser: Parser, argv: Sequence[str]) -> argparse.Namespace:
    """The words of one command. Raises TowlineError "usage"."""
    args, rest = parser.parse_known_args(argv)
    more = getattr(args, "more", "")
    late = [word for word in rest if word == "-" or not word.startswith("-")]
    if rest and not (more and late == rest):
        wrong = next((word for word in rest if word not in late), rest[0])
        prog = getattr(args, "prog", parser.prog)
        what = f"'{prog}' has no option {wrong}." if wrong.startswith("-") else f"'{prog}' does not take {wrong!r}."
        raise TowlineError("usage", what=what, todo=f"See '{prog} --help'.")
    if rest:
        setattr(args, more, [*getattr(args, more), *rest])
    return args


def add_common(parser: argparse.ArgumentParser, *, defaults: bool) -> None:
    """What every verb takes. Only the outermost parser has defaults, so that an inner one does not wipe them out."""
    group = parser.add_argument_group("for every command")

    def option(*names: str, default: object, **how: Any) -> None:
        group.add_argument(*names, default=default if defaults else argparse.SUPPRESS, **how)

    option("--json", default=False, action="store_true", help='one JSON object a line on stdout, each with "v": 1')
    option("--profile", default="", metavar="DIR", help="folder with keys, settings and journal (TOWLINE_PROFILE)")
    option("--config", default="", metavar="FILE", help="settings to read instead of the profile's towline.toml")
    option("--timeout", default="", metavar="TIME", help="give up reaching the cluster after this, like 30s or 5min")
    option("-q", "--quiet", default=False, action="store_true", help="no talk on stderr")
    option("-v", "--verbose", default=False, action="store_true", help="technical details of errors")
    option("--no-color", default=False, action="store_true", help="no colours (also NO_COLOR)")


def add_flags(verb: argparse.ArgumentParser) -> None:
    """Settings of this run, for the verbs that no running engine does in their place."""
    verb.add_argument(
        "--set",
        action="append",
        default=[],
        dest="flags",
        metavar="KEY=VALUE",
        help="a setting over all files and the environment, like agent.role=send; repeatable",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(message: str, prog: str) -> str:
    """argparse's complaint, said for people."""
    if match := re.match(r"argument \w+: invalid choice: '(.*)' \(choose from (.*)\)", message, re.DOTALL):
        known = re.findall(r"'?([\w-]+)'?", match[2])
        near = difflib.get_close_matches(match[1], known, 1)
        hint = f"; did you mean '{near[0]}'?" if near else "."
        return f"'{prog}' has no command {match[1]!r}{hint}"
    if match := re.match(r"argument (\S+): invalid choice: '(.*)' \(choose from (.*)\)", message, re.DOTALL):
        return f"{match[1]} cannot be {match[2]!r}: it is one of {match[3].replace(chr(39), '')}."
    if match := re.match(r"the following arguments are required: (.*)", message):
        return f"'{prog}' needs {match[1]}."
    if match := re.match(r"argument (\S+): expected (one|at least one) argument", message):
        return f"{match[1].split('/')[-1]} needs a value."
    return _capital(message).rstrip(".") + "."
