"""`towline rule`: fetch by itself what people send, and into which folders.

Hides: the profile's settings file. Promises: what is refused changes nothing; a running engine follows a change at once; a
rule that starts now starts with this command, whether or not an engine runs; `preview` changes nothing.
"""

from __future__ import annotations

from engine.api import Exists, Reach
from engine.api_rules import PreviewOffer, Rule, RulePreview, RuleRow, Then
from engine.cli_parser import Parser, Verbs
from engine.cli_print import Column, count, date, name, size
from engine.cli_session import Command, Session
from engine.errors import Exit, TowlineError

# option of the command line: key of the settings
KEYS = {
    "from": "from", "name_glob": "names", "min_size": "min_size", "max_size": "max_size", "tag": "tags", "queue": "queue",
    "team": "team", "unverified": "unverified", "action": "action", "to": "to", "exists": "exists", "since": "since",
    "quota": "quota", "on": "on", "exec": "exec", "event_topic": "event_topic", "event": "event",
}  # fmt: skip
POLICIES = [each.value for each in Exists if each is not Exists.REPLACE]


def add_verbs(verbs: Verbs) -> None:
    rule = verbs.group("rule")
    rule.add("list", rule_list, "list fetch rules in their order; the first one that fits has an offer")
    for word, run, help in (
        ("add", rule_add, "make a rule"),
        ("set", rule_set, "change a rule; what is not named stays"),
        ("preview", rule_preview, "show what a rule would do, as it is or with these changes"),
    ):
        verb = rule.add(word, run, help)
        verb.add_argument("name", metavar="NAME")
        _add_keys(verb)
        if word != "preview":
            verb.add_argument("--place", type=int, metavar="N", help="in the order of rules; 1 is the first")
    verb = rule.add("rm", rule_rm, "remove a rule; what it fetched stays")
    verb.add_argument("name", metavar="NAME")


def _add_keys(verb: Parser) -> None:
    verb.add_argument(
        "--from",
        action="extend",
        nargs="+",
        metavar="NAME",
        help="person, team:NAME or fingerprint; none: everybody verified",
    )
    verb.add_argument(
        "--name", dest="name_glob", action="extend", nargs="+", metavar="GLOB", help="only files that fit"
    )
    verb.add_argument("--min-size", metavar="SIZE", help="of the bundle, like 1MB")
    verb.add_argument("--max-size", metavar="SIZE")
    verb.add_argument("--tag", action="extend", nargs="+", metavar="KEY[=VALUE]")
    verb.add_argument("--queue", metavar="NAME", help="as its sender calls it")
    verb.add_argument("--team", metavar="NAME", help="it is addressed to this team")
    verb.add_argument("--unverified", choices=["yes", "no"], help="also people whose fingerprint was not compared")
    verb.add_argument("--action", choices=[each.value for each in Then], help="fetch it, only tell of it, or hide it")
    verb.add_argument(
        "--to",
        action="extend",
        nargs="+",
        metavar="DIR",
        help="like /in/{sender}/{date}/{path}; further ones are copies",
    )
    verb.add_argument("--exists", choices=POLICIES, help="if a different file has the name")
    verb.add_argument("--since", metavar="now|all|DATE", help="which of the stored offers, too")
    verb.add_argument("--quota", metavar="SIZE", help="bytes that may stand in its folders")
    verb.add_argument("--exec", metavar="COMMAND", help="run it for each file, like 'ingest {path}'")
    verb.add_argument("--event-topic", metavar="TOPIC", help="post an event there for each bundle in place")
    verb.add_argument("--event", metavar="JSON", help="its template")
    verb.add_argument("--on", choices=["yes", "no"])


def _words(rule: Rule) -> str:
    """What a rule asks for, in one line."""
    parts = [
        f"from {', '.join(rule.senders)}" if rule.senders else "",
        f"names {', '.join(rule.names)}" if rule.names else "",
        f"from {size(rule.min_size)}" if rule.min_size is not None else "",
        f"up to {size(rule.max_size)}" if rule.max_size is not None else "",
        f"tags {', '.join(rule.tags)}" if rule.tags else "",
        f"queue {rule.queue}" if rule.queue else "",
        f"to team:{rule.team}" if rule.team else "",
        "also not verified" if rule.unverified else "",
    ]
    return "; ".join(part for part in parts if part) or "everybody verified"


COLUMNS: list[Column[RuleRow]] = [
    Column("RULE", lambda row: name(row.rule.name)),
    Column("STATE", lambda row: f"{row.state}, {row.waits:,} wait" if row.waits else row.state),
    Column("WHEN", lambda row: name(_words(row.rule))),
    Column("THEN", lambda row: name(", ".join(row.rule.to)) if row.rule.to else row.rule.then),
    Column("EXISTS", lambda row: row.rule.exists if row.rule.to else ""),
    Column("TAKEN", lambda row: f"{row.taken:,}", right=True),
    Column("SIZE", lambda row: size(row.size) if row.size else "", right=True),
    Column("LAST", lambda row: date(row.last) if row.last else "", right=True),
]


def rule_list(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        rows = session.engine.rules()
    command.screen.table(COLUMNS, rows, empty="You have no fetch rules yet. Make one with 'towline rule add'.")
    for row in rows:
        if row.why:
            command.screen.complain(f"{row.rule.name}: {row.why} {row.todo}".strip())
    return Exit.DONE


def rule_add(command: Command) -> int:
    if _find(command) is not None:
        raise TowlineError(
            "usage",
            what=f"There is a fetch rule named {command.args.name!r} already.",
            todo="Change it with 'towline rule set'.",
        )
    return _save(command)


def rule_set(command: Command) -> int:
    if _find(command) is None:
        raise TowlineError("no-such-rule", name=command.args.name)
    return _save(command)


def _save(command: Command) -> int:
    from engine.rules import linked  # late: so that --help is quick
    from engine.settings_edit import order_rules, rule_from, set_rule

    args, saved = command.args, _find(command)
    if error := linked(rule_from(args.name, {**(_as_values(saved) if saved else {}), **_given(command)})):
        raise error
    set_rule(command.profile, args.name, _given(command))
    if args.place is not None:
        names = [rule.name for rule in command.settings(secrets=False).rules if rule.name != args.name]
        names.insert(max(0, args.place - 1), args.name)
        order_rules(command.profile, names)
    rule = _find(command)
    assert rule is not None
    with command.session(reach=Reach.NONE) as session:
        session.engine.apply()  # from now on it is known when it began
        seen = session.engine.rule_preview(rule).result()
    command.screen.record(rule)
    where = ", ".join(rule.to) if rule.to else {"tell": "only tells you", "ignore": "ignores it"}[rule.then]
    command.screen.line(f"Rule {name(rule.name)}: {name(_words(rule))} → {name(where)}.")
    _say(command, rule, seen)
    if rule.exists is Exists.MIRROR and rule.to:
        command.screen.say("Deletions and renames are not mirrored.")
    return Exit.DONE


def rule_preview(command: Command) -> int:
    from engine.settings_edit import rule_from  # late: so that --help is quick

    saved, given = _find(command), _given(command)
    if saved is None and not given:
        raise TowlineError("no-such-rule", name=command.args.name)
    rule = rule_from(command.args.name, {**(_as_values(saved) if saved else {}), **given})
    with command.session() as session:
        _read_catalogs(command, session)
        seen = session.engine.rule_preview(rule).result()
    _say(command, rule, seen)
    command.screen.table(_OFFERS, list(seen.first))
    return Exit.DONE


_OFFERS: list[Column[PreviewOffer]] = [
    Column("SENT", lambda row: date(row.sent), right=True),
    Column("FROM", lambda row: name(row.sender)),
    Column("NAME", lambda row: name(row.title)),
    Column("FILES", lambda row: f"{row.entries:,}", right=True),
    Column("SIZE", lambda row: size(row.size), right=True),
]


def _read_catalogs(command: Command, session: Session) -> None:
    """What came meanwhile counts, too; a cluster that is away does not."""
    try:
        session.engine.offers(refresh=command.timeout(10.0) or 10.0)
    except TowlineError as error:
        command.screen.complain(f"{error.what} This is what was known before.")


def _say(command: Command, rule: Rule, seen: RulePreview) -> None:
    """What it would do, and what a person should know of it."""
    does = {Then.FETCH: "fetch", Then.TELL: "tell you of", Then.IGNORE: "ignore"}[rule.then]
    offers = count(seen.stored, "stored offer")
    text = f"Would {does} {seen.would:,} of {offers}, {size(seen.size)}."
    if not seen.would and seen.fits:
        text = f"{seen.fits:,} of {offers} fit; none of them is new, so it begins with the next one that comes."
    command.screen.say(text)
    if seen.unseen:
        command.screen.complain(f"The names in {count(seen.unseen, 'bundle')} could not be read in time.")
    if rule.unverified:
        command.screen.complain("Also from people whose fingerprint you have not compared.")
    for warning in seen.warnings:
        command.screen.complain(warning)


def rule_rm(command: Command) -> int:
    from engine.settings_edit import remove_rule  # late: so that --help is quick

    remove_rule(command.profile, command.args.name)
    with command.session(reach=Reach.NONE) as session:
        session.engine.apply()
        session.engine.rule_forget(command.args.name).result()
    command.screen.record({"name": command.args.name, "state": "removed"})
    command.screen.line(f"Removed the rule {name(command.args.name)}. What it fetched stays.")
    return Exit.DONE


def _find(command: Command) -> Rule | None:
    rules = command.settings(secrets=False).rules
    return next((rule for rule in rules if rule.name == command.args.name), None)


def _given(command: Command) -> dict[str, object]:
    """The keys that this command names."""
    args = vars(command.args)
    return {key: args[option] for option, key in KEYS.items() if args.get(option) is not None}


def _as_values(rule: Rule) -> dict[str, object]:
    """The keys of a rule as they stand in a file."""
    from engine.settings_actions import command_text  # late: so that --help is quick

    values: dict[str, object] = {
        "from": list(rule.senders), "names": list(rule.names), "min_size": rule.min_size, "max_size": rule.max_size,
        "tags": list(rule.tags), "queue": rule.queue, "team": rule.team, "unverified": rule.unverified,
        "action": rule.then.value, "to": list(rule.to), "exists": rule.exists.value, "since": rule.since,
        "quota": rule.quota, "on": rule.on, "exec": command_text(rule.command), "event_topic": rule.event_topic,
        "event": rule.event,
    }  # fmt: skip
    return {key: value for key, value in values.items() if value not in (None, [], "")}
