"""`towline key`, `people`, `team`: who I am, whom I trust, keys that several people share, the way back to them.

Hides: reading cards, keys and passphrases from files, arguments, standard input or a person. Promises: a card counts as
verified only if the person says so (`--verified`) or the fingerprint given is theirs; a team key or a recovery file is
written to a file only as 0600, and never over another one.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.api import PersonRow, Reach, TeamRow
from engine.api_fleet import BackupRow, GrantRow, KeptRow
from engine.cli_parser import Verbs
from engine.cli_print import Column, count, date, name, span
from engine.cli_rows import PERSON_COLUMNS
from engine.cli_session import LOOK, Command
from engine.errors import Exit, TowlineError

if TYPE_CHECKING:
    from engine.door import EngineSurface

LONGEST_TEXT = 64 * 1024  # bytes; a card is 2 kB
REVOKE_SECONDS = 30.0  # that the revocation gets to reach the clusters
GRANT_SECONDS = 15.0  # that members' new keys get to reach the cluster


def add_verbs(verbs: Verbs) -> None:
    _add_key_verbs(verbs.group("key"))
    _add_people_verbs(verbs.group("people"))
    _add_team_verbs(verbs.group("team"))


def _add_key_verbs(key: Verbs) -> None:
    verb = key.add("show", key_show, "show your fingerprint, for others to compare")
    verb.add_argument("--card", action="store_true", help="your card instead: one line that others add")

    verb = key.add(
        "backup",
        key_backup,
        "write a recovery file, under a passphrase; or let the administrators of a team keep your key",
    )
    verb.add_argument("file", nargs="?", default="", metavar="FILE", help="a new file: your identity and team keys")
    verb.add_argument("--of", default="", metavar="NAME", help="into FILE, but of somebody whose key is kept here")
    verb.add_argument(
        "--to", default="", metavar="team:T", help="seal your key to its administrators, through the cluster"
    )
    verb.add_argument("--stop", action="store_true", help="give it to no administrators any more")
    key.add("backups", key_backups, "list who keeps your key, and whose keys are kept here")
    verb = key.add(
        "restore", key_restore, "take the keys of a recovery file, before anything was sent or received here"
    )
    verb.add_argument("file", metavar="FILE", help="the recovery file; - is standard input")

    verb = key.add(
        "change", key_change, "get a new key, confirmed by the one you have: people take it over by themselves"
    )
    verb.add_argument("--yes", action="store_true", help="you know that you need a new recovery file afterwards")

    verb = key.add("revoke", key_revoke, "say for ever that nobody may use your key: it was stolen")
    verb.add_argument("--yes", action="store_true", help="you know that this cannot be undone")


def _add_people_verbs(people: Verbs) -> None:
    verb = people.add("list", people_list, "list people you accepted, and cards seen on the clusters")
    verb.add_argument(
        "--by", default="", metavar="TEAM", help="only who joined this team by invitation, and who is silent"
    )
    verb = people.add("add", people_add, "accept a person by their card")
    verb.add_argument(
        "card", metavar="CARD", help="a file, the card's text, a published fingerprint; - is standard input"
    )
    verb.add_argument("--name", default="", metavar="NAME", help="how you call them; the card's own name if left out")
    verb.add_argument("--verified", action="store_true", help="you compared the fingerprint, or had the card from them")
    verb = people.add("verify", people_verify, "mark a person as verified, by their fingerprint")
    verb.add_argument("name", metavar="NAME")
    verb.add_argument("--fingerprint", required=True, metavar="DIGITS", help="8 groups of 5, from the person directly")
    verb = people.add("block", people_block, "neither send to a person nor fetch from them any more")
    verb.add_argument("name", metavar="NAME")
    verb = people.add(
        "revoke",
        people_revoke,
        "shut somebody out: refuse their offers, and give everybody else in their teams a new key",
    )
    verb.add_argument("name", metavar="NAME")


def _add_team_verbs(team: Verbs) -> None:
    verb = team.add("new", team_new, "make a team with a key of its own")
    verb.add_argument("name", metavar="NAME")
    team.add("list", team_list, "list your teams")
    verb = team.add(
        "export", team_export, "write a team's key, for members: whoever has it reads all that is sent to the team"
    )
    verb.add_argument("name", metavar="NAME")
    verb.add_argument("-o", "--output", default="", metavar="FILE", help="a new file that only you can read")
    verb = team.add("import", team_import, "take up a team's key")
    verb.add_argument("key", metavar="FILE", help="a file or the key's text; - is standard input")
    verb = team.add("change-key", team_change_key, "make a new key for a team, and seal it to its members")
    verb.add_argument("name", metavar="NAME")
    verb = team.add("members", team_members, "list the people seen to use a team's key")
    verb.add_argument("name", metavar="NAME")


def _text_of(command: Command, given: str) -> str:
    """What an argument means: a file's content, standard input, or the text itself."""
    if given == "-":
        return command.stdin.read(LONGEST_TEXT).decode(errors="replace").strip()
    if os.path.exists(given):
        with open(given, "rb") as file:
            return file.read(LONGEST_TEXT).decode(errors="replace").strip()
    if ":" not in given and not given[:1].isdigit():
        raise TowlineError("usage", what=f"There is no file {given!r}.", todo="Give a file, the text itself, or -.")
    return given


# --- me -------------------------------------------------------------------------------------------------------------------


def key_show(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        fingerprint = session.engine.my_fingerprint()
        card = session.engine.my_card()
        me = next((row.name for row in session.engine.people() if row.trust == "me"), "")
    command.screen.record({"name": me, "fingerprint": fingerprint, "card": card})
    command.screen.line(card if command.args.card else fingerprint)
    if not command.args.card:
        command.screen.say("Let others compare this by phone or in person. Your card: towline key show --card")
    return Exit.DONE


def key_backup(command: Command) -> int:
    args = command.args
    if [bool(args.file), bool(args.to), args.stop].count(True) != 1 or (args.of and not args.file):
        raise TowlineError(
            "usage", what="A backup goes into one FILE, or --to team:T.", todo="See 'towline key backup --help'."
        )
    if not args.file:
        return _key_backup_to(command, args.to.removeprefix("team:"))
    passphrase = _passphrase(command, "Choose a passphrase for the recovery file: ", again="The same again: ")
    path = command.args.file
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        try:
            with command.session(reach=Reach.NONE) as session:
                engine = session.engine
                file.write(engine.backup_of(args.of, passphrase) if args.of else engine.recovery(passphrase))
        except BaseException:
            os.unlink(path)  # half a recovery file must not be taken for one
            raise
    command.screen.record({"file": path})
    command.screen.line(f"Wrote {name(path)}. Keep it and its passphrase apart from each other and from this computer.")
    return Exit.DONE


def _key_backup_to(command: Command, team: str) -> int:
    with command.session(reach=Reach.ALL) as session:
        rows = session.engine.my_backup_to(team).result()
    screen = command.screen
    if not team:
        screen.record({"kept": False})
        screen.line("Nobody is given your key to keep any more.")
        screen.complain(
            "Whoever has it already may keep it: get another one with 'towline key change' if that matters."
        )
        return Exit.DONE
    screen.table(BACKUP_COLUMNS, rows, empty="")
    screen.complain("They can open what is sealed to you, and sign as you.")
    late = any(row.state == "waiting" for row in rows)
    if late:
        screen.complain("It will be there once the cluster is reached.")
    return Exit.SOME_FAILED if late else Exit.DONE


BACKUP_WORDS = {"off": "could keep your key", "waiting": "waiting for the cluster", "sent": "your key is there"}
BACKUP_COLUMNS: list[Column[BackupRow]] = [
    Column("TEAM", lambda row: name(row.team)),
    Column("CLUSTER", lambda row: name(row.cluster)),
    Column("ADMINISTRATORS", lambda row: name(", ".join(row.names))),
    Column("STATE", lambda row: BACKUP_WORDS[row.state]),
]
KEPT_COLUMNS: list[Column[KeptRow]] = [
    Column("NAME", lambda row: name(row.name)),
    Column("FINGERPRINT", lambda row: row.fingerprint),
    Column("CLUSTER", lambda row: name(row.cluster)),
    Column("KEPT", lambda row: date(row.at), right=True),
]


def key_backups(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        mine, kept = session.engine.my_backup(), session.engine.backups()
    if mine:
        command.screen.table(BACKUP_COLUMNS, mine, empty="")
    command.screen.table(KEPT_COLUMNS, kept, empty="Nobody gave you a key to keep.")
    if kept:
        command.screen.say("A recovery file of one: towline key backup FILE --of NAME")
    return Exit.DONE


def key_restore(command: Command) -> int:
    text = _text_of(command, command.args.file)
    passphrase = _passphrase(command, "Passphrase of the recovery file: ")
    with command.session(reach=Reach.NONE) as session:
        fingerprint = session.engine.recover(text, passphrase)
        me = session.engine.me()
    command.screen.record({"name": me.name, "fingerprint": fingerprint})
    command.screen.line(fingerprint)
    command.screen.say(f"You are {name(me.name)} again. Add your people once more: towline people add")
    return Exit.DONE


def key_change(command: Command) -> int:
    if not command.args.yes:
        raise TowlineError(
            "usage",
            what="A recovery file that you have brings back the old key only.",
            todo="To change your key, run the same with --yes, then make a new one with 'towline key backup'.",
        )
    with command.session(reach=Reach.ALL) as session:
        change = session.engine.my_change_key().result()
    screen = command.screen
    screen.line(change.fingerprint)
    screen.say("This is your key now, confirmed by the one before, which still opens what was sealed to it.")
    rows = [GrantRow("", row.cluster, "", row.state) for row in change.cards]
    screen.table(CHANGE_COLUMNS, [*rows, *change.grants], empty="")
    if change.waiting:
        screen.complain(f"{count(change.waiting, 'line')} will be done once the cluster is reached.")
    screen.complain("Make a new recovery file now: towline key backup FILE")
    return Exit.SOME_FAILED if change.waiting else Exit.DONE


def key_revoke(command: Command) -> int:
    if not command.args.yes:
        raise TowlineError(
            "usage",
            what="A revoked key is revoked for ever, for all that was ever sent with it, too.",
            todo="If it was stolen, run the same with --yes; nothing was changed.",
        )
    with command.session(reach=Reach.ALL) as session:
        session.engine.my_revoke()
        session.engine.offers(
            refresh=command.timeout(REVOKE_SECONDS) or REVOKE_SECONDS
        )  # until it stands in the catalogs
    command.screen.record({"revoked": True})
    command.screen.line("Your key is revoked. Whoever reads the catalog refuses it from now on.")
    command.screen.complain(
        "Whoever has the key can still open what was sealed to it before. Tell your people, and begin with a new profile."
    )
    return Exit.DONE


def _passphrase(command: Command, question: str, again: str = "") -> str:
    """From the file that TOWLINE_PASSPHRASE_FILE names, or typed; `again`: until it was typed twice alike."""
    named = command.environ.get("TOWLINE_PASSPHRASE_FILE")
    if named:
        with open(named, encoding="utf-8") as file:
            return file.read().rstrip("\r\n")
    ask = command.settings(secrets=False).unlock.ask
    if ask is None:
        raise TowlineError(
            "usage",
            what="A passphrase is needed, and there is no terminal to ask on.",
            todo="Put it into a file and name that in TOWLINE_PASSPHRASE_FILE.",
        )
    while True:
        typed = ask(question)
        if not again or ask(again) == typed:
            return typed


# --- people ---------------------------------------------------------------------------------------------------------------


def people_list(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        rows = session.engine.people()
        if command.args.by:
            return _joined(command, session.engine, rows)
    command.screen.table(PERSON_COLUMNS, rows, empty="You have no people yet. Add one with 'towline people add'.")
    return Exit.DONE


def people_add(command: Command) -> int:
    args, text = command.args, _text_of(command, command.args.card)
    with command.session(reach=Reach.NONE) as session:
        row = session.engine.people_add(text, args.name, args.verified)
    command.screen.record(row)
    command.screen.line(f"{name(row.name)}  {row.fingerprint}")
    if row.trust == "older":
        command.screen.say(f"An older key of {name(row.name)}: what it signed counts as theirs from now on.")
    elif row.trust != "verified":
        command.screen.say(
            f"Not verified. Compare the fingerprint, then: towline people verify {row.name!r} --fingerprint …"
        )
    return Exit.DONE


def people_verify(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        row = session.engine.people_verify(command.args.name, command.args.fingerprint)
    command.screen.record(row)
    command.screen.line(f"All 8 groups match: the key of {name(row.name)} is now verified.")
    return Exit.DONE


def people_block(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        row = session.engine.people_block(command.args.name)
    command.screen.record(row)
    command.screen.line(f"{name(row.name)} is blocked.")
    return Exit.DONE


def people_revoke(command: Command) -> int:
    with command.session(reach=Reach.ALL) as session:
        rows = session.engine.people_revoke(command.args.name).result()
        still = {row.team for row in session.engine.invites() if row.state == "open"}
    screen = command.screen
    screen.line(f"{name(command.args.name)} is shut out: what comes from there is refused from now on.")
    _tell_grants(command, rows)
    for team in sorted(still & {row.team for row in rows}):
        screen.complain(
            f"The invitation to {name(team)} is still open. If its file was on that computer: towline invite revoke {team!r}"
        )
    return Exit.SOME_FAILED if any(row.state == "waiting" for row in rows) else Exit.DONE


GRANT_WORDS = {
    "sent": "has the new key", "waiting": "waiting for the cluster", "by-hand": "give it by hand: towline team export",
}  # fmt: skip
CARD_WORDS = {"sent": "has your new card", "waiting": "waiting for the cluster"}
GRANT_COLUMNS: list[Column[GrantRow]] = [
    Column("TEAM", lambda row: name(row.team)),
    Column("NAME", lambda row: name(row.name)),
    Column("KEY", lambda row: GRANT_WORDS[row.state]),
]


CHANGE_COLUMNS: list[Column[GrantRow]] = [
    Column("TEAM", lambda row: name(row.team) if row.team else "-"),
    Column("NAME", lambda row: name(row.name)),
    Column("STATE", lambda row: GRANT_WORDS[row.state] if row.team else CARD_WORDS[row.state]),
]


def _tell_grants(command: Command, rows: list[GrantRow]) -> None:
    if rows:
        command.screen.table(GRANT_COLUMNS, rows, empty="")
    late = sum(row.state == "waiting" for row in rows)
    if late:
        command.screen.complain(f"{count(late, 'member')} will have the new key once the cluster is reached.")


SILENT = 3600.0  # seconds after which `--by` calls a computer silent


def _joined(command: Command, engine: EngineSurface, rows: list[PersonRow]) -> int:
    team = command.args.by.removeprefix("team:").casefold()
    members = [row for row in rows if row.via.casefold() == team and row.trust not in ("blocked", "revoked", "older")]
    heard = {row.fingerprint: row.seen for row in engine.stations()}
    most = sum(row.most for row in engine.invites() if row.team.casefold() == team)
    now = time.time()
    seen = {row.fingerprint: max(heard.get(row.fingerprint, 0.0), 0.0) for row in members}
    silent = [row for row in members if now - seen[row.fingerprint] > SILENT]
    shown = [replace(row, seen=seen[row.fingerprint]) for row in members]
    command.screen.table(PERSON_COLUMNS, shown, empty=f"Nobody joined {name(command.args.by)} by invitation yet.")
    if members:
        text = f"{len(members):,} of {max(most, len(members)):,} joined · {len(members) - len(silent):,} seen in the last hour"
        if silent:
            since = [f"{name(row.name)} ({_ago(seen[row.fingerprint], now)})" for row in silent[:10]]
            more = f" and {len(silent) - 10} more" if silent[10:] else ""
            text += f" · {len(silent):,} silent: {', '.join(since)}{more}"
        command.screen.say(text)
    return Exit.DONE


def _ago(when: float, now: float) -> str:
    return span(now - when) if when else "never"


# --- teams ----------------------------------------------------------------------------------------------------------------

TEAM_COLUMNS: list[Column[TeamRow]] = [
    Column("NAME", lambda row: name(row.name)),
    Column("KEY", lambda row: row.key_id),
    Column("KEYS", lambda row: str(row.keys), right=True),
    Column("MADE", lambda row: date(row.made), right=True),
    Column("MEMBERS", lambda row: name(", ".join(row.members))),
]


def team_new(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        session.engine.team_new(command.args.name)
    command.screen.record({"name": command.args.name})
    command.screen.line(f"Made the team {name(command.args.name)}.")
    command.screen.say(f"Give its key to the members: towline team export {command.args.name!r} -o FILE")
    return Exit.DONE


def team_list(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        rows = session.engine.teams()
    command.screen.table(TEAM_COLUMNS, rows, empty="You have no teams yet. Make one with 'towline team new'.")
    return Exit.DONE


def team_export(command: Command) -> int:
    with command.session(reach=Reach.NONE) as session:
        text = session.engine.team_export(command.args.name)
    output = command.args.output
    if not output:
        command.screen.record({"key": text})
        command.screen.line(text)
        return Exit.DONE
    with os.fdopen(os.open(output, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text + "\n")
    command.screen.record({"file": output})
    command.screen.line(f"Wrote {name(output)}. It holds a secret: hand it over like a password.")
    return Exit.DONE


def team_import(command: Command) -> int:
    text = _text_of(command, command.args.key)
    with command.session(reach=Reach.NONE) as session:
        team = session.engine.team_import(text)
    command.screen.record({"name": team})
    command.screen.line(f"You can read what is sent to team:{name(team)}, and send to it.")
    return Exit.DONE


def team_change_key(command: Command) -> int:
    team = command.args.name.removeprefix("team:")
    with command.session(reach=Reach.ALL) as session:
        session.engine.team_change_key(team)
        until = time.monotonic() + (command.timeout(GRANT_SECONDS) or GRANT_SECONDS)
        rows = session.engine.team_grants(team)
        while any(row.state == "waiting" for row in rows) and time.monotonic() < until:
            time.sleep(LOOK)
            rows = session.engine.team_grants(team)
    command.screen.line(f"From now on a new key is sealed to for {name(team)}; the old ones still open.")
    _tell_grants(command, rows)
    return Exit.SOME_FAILED if any(row.state == "waiting" for row in rows) else Exit.DONE


def team_members(command: Command) -> int:
    wanted = command.args.name.removeprefix("team:").casefold()
    with command.session(reach=Reach.NONE) as session:
        team = next((row for row in session.engine.teams() if row.name.casefold() == wanted), None)
    if team is None:
        raise TowlineError("no-such-queue", name=f"team:{command.args.name}")
    for member in team.members:
        command.screen.record({"team": team.name, "name": member})
        command.screen.line(name(member))
    command.screen.say(f"{count(len(team.members), 'person', 'people')} seen to use the key of {name(team.name)}.")
    return Exit.DONE
