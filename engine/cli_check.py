"""`towline status --check`: the state of an agent in one line, as plug-ins of monitoring systems answer.

Hides: which figures decide. Promises: one line with figures behind a bar; 0 ok, 1 warning, 2 critical, 3 unknown, and
never another exit code.
"""

from __future__ import annotations

from engine.api_figures import FigureRow
from engine.cli_print import count, parse_span, size, span
from engine.cli_session import Command
from engine.errors import TowlineError

OK, WARNING, CRITICAL, UNKNOWN = range(4)
WORDS = ("OK", "WARNING", "CRITICAL", "UNKNOWN")


def check(command: Command) -> int:
    """Looks at the agent of this profile, which must run."""
    from engine.settings_keys import Wrong, size_of  # late: so that --help is quick

    args = command.args
    try:
        max_age = parse_span(args.max_age) if args.max_age else 0.0
        max_backlog = size_of(args.max_backlog) if args.max_backlog else 0
        running = command.running()
        if running is None:
            return _said(command, CRITICAL, ["no agent runs"], "")
        figures = running.figures()
    except Wrong as error:
        return _said(command, UNKNOWN, [error.what.rstrip(".")], "")
    except TowlineError as error:
        return _said(command, UNKNOWN, [error.sentence.rstrip(".")], "")
    state, why, perf = judged(figures, max_age, max_backlog)
    return _said(command, state, why, perf)


def judged(figures: list[FigureRow], max_age: float, max_backlog: int) -> tuple[int, list[str], str]:
    """State, reasons, and what is drawn; a limit of 0 is none."""
    backlog = int(sum(row.value for row in figures if row.name == "towline_backlog_bytes"))
    values = {row.name: row.value for row in figures}
    files, age = int(values.get("towline_backlog_files", 0)), values.get("towline_oldest_backlog_seconds", 0.0)
    needs = int(values.get("towline_needs_person", 0))
    away = [row.labels["cluster"] for row in figures if row.name == "towline_link_up" and not row.value]
    critical, warning = [], []
    if max_age and age > max_age:
        critical.append(f"the oldest file waits for {span(age)}")
    if max_backlog and backlog > max_backlog:
        critical.append(f"{size(backlog)} wait")
    if away:
        warning.append(f"{', '.join(away)} not reached")
    if needs:
        warning.append(f"{count(needs, 'question')} for a person")
    perf = f"backlog={backlog}B;;{max_backlog or ''} files={files} oldest={age:.0f}s;;{max_age or ''}"
    if critical or warning:
        return CRITICAL if critical else WARNING, critical + warning, perf
    return OK, [f"{size(backlog)} in {count(files, 'file')} wait" if backlog or files else "nothing waits"], perf


def _said(command: Command, state: int, why: list[str], perf: str) -> int:
    text = "; ".join(why)
    command.screen.record({"state": WORDS[state].lower(), "text": text, "code": state})
    command.screen.line(f"TOWLINE {WORDS[state]} - {text}{f' | {perf}' if perf else ''}")
    return state
