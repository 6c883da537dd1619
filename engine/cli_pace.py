"""`towline limit`, `pause --for`, and what `status` says of everything at once.

Hides: which option is which key of [limits]. Promises: `limit` alone changes nothing; what this computer does not say is
told as *not known on this computer*, and is no error.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from engine.api import Reach
from engine.api_pace import PaceRow
from engine.cli_parser import Verbs
from engine.cli_print import date, parse_span, size
from engine.cli_rows import rest_words
from engine.cli_session import Command, Session
from engine.errors import Exit

if TYPE_CHECKING:
    from engine.settings_pace import Limits

NOT_KNOWN = "not known on this computer"
OPTIONS = {  # option → what it takes, and its help
    "up": ("RATE", "over all sends, like '2 MB/s'; 'none' takes it off, 0 lets nothing through"),
    "down": ("RATE", "over all fetches, likewise"),
    "parallel": ("N", "sends, and fetches, at a time on each cluster; 0 as many as go well"),
    "battery-below": ("PERCENT", "rest while the battery has less; 0 never rests"),
    "leave-free": ("SIZE", "what fetches leave free on a disk, like '1 GB'"),
    "keep-awake": ("yes|no", "keep the computer awake while bytes move"),
}


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("limit", limit)
    verb.add_argument("state", nargs="?", default="", choices=["on", "off", ""], help="use the limits now, or do not")
    for option, (metavar, help) in OPTIONS.items():
        verb.add_argument(f"--{option}", default=None, metavar=metavar, help=help)
    verb.add_argument(
        "--week", action="append", default=None, metavar="PART",
        help="like 'mon-fri 08:00-18:00 limited' or 'sun paused'; give it for each part; 'none' takes all off",
    )  # fmt: skip


def limit(command: Command) -> int:
    from engine.settings_edit import set_limits  # late: so that --help is quick

    args = command.args
    keys = {option.replace("-", "_") for option in OPTIONS} | {"week"}
    given = {key: getattr(args, key) for key in sorted(keys) if getattr(args, key) is not None}
    values = {key: None if value in ("none", ["none"]) else value for key, value in given.items()}
    if values:
        set_limits(command.profile, values)
        command.tell_running()
    with command.session(reach=Reach.NONE) as session:
        if args.state:
            session.engine.limited(args.state == "on").result()
        tell_pace(command, session)
        if settings := session.settings():
            _facts(command, session.engine.pace_now(), settings.limits)
    return Exit.DONE


def pause_for(command: Command, text: str) -> int:
    """Everything rests for so long."""
    until = time.time() + parse_span(text)
    with command.session(reach=Reach.NONE) as session:
        session.engine.pause_all(until).result()
    command.screen.record({"paused_until": until})
    command.screen.line(f"Everything rests until {date(until)}. 'towline resume --all' goes on before.")
    return Exit.DONE


def tell_pace(command: Command, session: Session) -> None:
    """What rests and why, and the limits that hold; nothing if all goes on freely."""
    screen, row = command.screen, session.engine.snapshot().pace
    screen.record(row, kind="pace")
    for rest in row.rests:
        what = {"send": "Sending rests", "fetch": "Fetching rests"}.get(rest.kind, "Everything rests")
        if rest.word == "room":
            what = "Some fetches rest"
        on = f" on {rest.cluster}" if rest.cluster else ""
        screen.line(f"{what}{on}: {rest_words(rest.word, rest.until)}. 'towline resume --all' goes on anyway.")
    if row.level == "limited":
        until = f" until {date(row.until)}" if row.until else ""
        screen.line(f"Limited to {_rate(row.up)} up, {_rate(row.down)} down{until}.")


def _facts(command: Command, row: PaceRow, limits: Limits) -> None:
    from engine.week import written  # late: so that --help is quick

    battery = (
        f"{row.battery} %{'' if row.plugged else ', not plugged in'}" if row.battery >= 0 else f"none, or {NOT_KNOWN}"
    )
    lines = {
        "up": _rate(-1 if limits.up is None else limits.up),
        "down": _rate(-1 if limits.down is None else limits.down),
        "parallel": f"{limits.parallel:,}" if limits.parallel else "as many as go well",
        "week": "; ".join(written(limits.week)) or "full",
        "leave free": size(limits.leave_free),
        "battery": battery + (f"; rests below {limits.battery_below} %" if limits.battery_below else ""),
        "network": {"yes": "metered", "no": "not metered"}.get(row.metered, f"metered or not: {NOT_KNOWN}"),
        "keep awake": "while bytes move" if limits.keep_awake else "no",
    }
    command.screen.record({"kind": "limits", **{key.replace(" ", "_"): value for key, value in lines.items()}})
    for key, value in lines.items():
        command.screen.line(f"{key:<10}  {value}")


def _rate(rate: int) -> str:
    return "no limit" if rate < 0 else "nothing" if rate == 0 else f"{size(rate)}/s"
