"""`towline key`, `people`, `team`: who I am, whom I trust, keys that several people share, the way back to them.

Hides: reading cards, keys and passphrases from files, arguments, standard input or a person. Promises: a card counts as
verified only if the person says so (`--verified`) or the fingerprint given is theirs; a team key or a recovery file is
written to a file only as 0600, and never over another one.
"""

from __future__ import annotations

import os

from engine.api import Reach, TeamRow
from engine.cli_parser import Verbs
from engine.cli_print import Column, count, date, name
from engine.cli_rows import PERSON_COLUMNS
from engine.cli_session import Command
from engine.errors import Exit, TowlineError

LONGEST_TEXT = 64 * 1024  # bytes; a card is 2 kB


def add_verbs(verbs: Verbs) -> None:
    key = verbs.group("key")
    verb = key.add("show", key_show, "show your fingerprint, for others to compare")
    verb.add_argument("--card", action="store_true", help="your card instead: one line that others add")

    verb = key.add("backup", key_backup, "write a recovery file: your identity and team keys under a passphrase")
    verb.add_argument("file", metavar="FILE", help="a new file")
    verb = key.add(
        "restore", key_restore, "take the keys of a recovery file, before anything was sent or received here"
    )
    verb.add_argument("file", metavar="FILE", help="the recovery file; - is standard input")

    people = verbs.group("people")
    people.add("list", people_list, "list people you accepted, and cards seen on the clusters")
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

    team = verbs.group("team")
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
    passphrase = _passphrase(command, "Choose a passphrase for the recovery file: ", again="The same again: ")
    path = command.args.file
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        try:
            with command.session(reach=Reach.NONE) as session:
                file.write(session.engine.recovery(passphrase))
        except BaseException:
            os.unlink(path)  # half a recovery file must not be taken for one
            raise
    command.screen.record({"file": path})
    command.screen.line(f"Wrote {name(path)}. Keep it and its passphrase apart from each other and from this computer.")
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
    command.screen.table(PERSON_COLUMNS, rows, empty="You have no people yet. Add one with 'towline people add'.")
    return Exit.DONE


def people_add(command: Command) -> int:
    args, text = command.args, _text_of(command, command.args.card)
    with command.session(reach=Reach.NONE) as session:
        row = session.engine.people_add(text, args.name, args.verified)
    command.screen.record(row)
    command.screen.line(f"{name(row.name)}  {row.fingerprint}")
    if row.trust != "verified":
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
