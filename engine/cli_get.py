"""`towline ls` and `get`: what others sent, and fetching all or part of it, of one offer or of all from somebody.

Hides: paging, `@last`, and how a fetch reaches standard output (through a private folder of the profile).
Promises: `get` ends with 0 only if all that was asked for is in place and was checked against what its sender signed.
"""

from __future__ import annotations

import fnmatch
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.api import EntryRow, Exists, OfferRow, Outcome, TransferRow
from engine.cli_actions import add_get_options, settled, then_of
from engine.cli_parser import Verbs
from engine.cli_print import count, name, parse_since, parse_size, size
from engine.cli_rows import ENTRY_COLUMNS, offer_columns
from engine.cli_session import Command, Session, exit_of, watch, watch_or_cancel
from engine.errors import Exit, TowlineError

if TYPE_CHECKING:
    from engine.door import EngineSurface

PATIENCE = 30.0  # seconds to reach a cluster for looking, unless --timeout says otherwise
PAGE = 1000
STRANGERS = 5  # of whom is told why nothing of them can be fetched
LISTED = 20  # of the entries that did not arrive
LEFTOVER_AGE = 86400.0  # seconds after which a folder for standard output is left from a crash
NEWEST = "@last"


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("ls", ls)
    verb.add_argument("offer", nargs="?", default="", metavar="OFFER", help="id, its beginning, reference or @last")
    verb.add_argument("--from", dest="sender", default="", metavar="PERSON")
    verb.add_argument("--since", default="", metavar="TIME", help="like 2h, 7d or 2026-11-29")
    verb.add_argument("--name", default="", metavar="GLOB")
    verb.add_argument("--state", default="", metavar="STATE", help="growing, complete, expired, withdrawn, refused")
    verb.add_argument("--cluster", default="", metavar="NAME")
    verb.add_argument("--entries", action="store_true", help="also the entries of each offer")
    verb = verbs.add("get", get, more="globs")
    verb.add_argument("offer", nargs="?", default="", metavar="OFFER", help="id, its beginning, reference or @last")
    verb.add_argument("--from", dest="sender", default="", metavar="PERSON", help="instead of OFFER: all from them")
    verb.add_argument(
        "--since", default="", metavar="TIME", help="instead of OFFER: all since then, like 2h or 2026-11-29"
    )
    verb.add_argument(
        "globs", nargs="*", default=[], metavar="GLOB", help="only entries that match, like 'scans/*.tif'"
    )
    verb.add_argument("--to", default=".", metavar="DIR", help="folder; - is standard output")
    add_get_options(verb)
    verb.add_argument("--signed-only", action="store_true", help="take it although it is signed but not encrypted")
    verb.add_argument(
        "--search",
        default="",
        metavar="SIZE",
        help="if it is not where its offer says, look for it and read at most so much, like 5GB; else you are asked",
    )
    verb.add_argument(
        "--exists",
        default="both",
        choices=[policy.value for policy in Exists if policy is not Exists.MIRROR],
        help="when a different file has the name: keep both (default), replace, replace if newer, skip, ask",
    )


# --- looking --------------------------------------------------------------------------------------------------------------


def ls(command: Command) -> int:
    args = command.args
    with command.session() as session:
        if args.offer:
            offer = find_offer(session.engine, command, args.offer)
            return _list_entries(session.engine, command, offer)
        unreached = None
        try:
            rows = session.engine.offers(args.cluster or None, command.timeout(PATIENCE) or 0.0)
        except TowlineError as error:
            if error.exit_code != Exit.NOT_REACHED:
                raise
            unreached, rows = error, session.engine.offers(args.cluster or None, 0.0)
        rows = [row for row in rows if _asked_for(command, row)]
        if args.entries:
            for row in rows:
                command.screen.table(offer_columns(command.screen, [row]), [row])
                _list_entries(session.engine, command, row.id)
        else:
            chosen = any((args.sender, args.since, args.name, args.state))
            empty = "No offer fits that." if chosen else "Nothing was sent to you yet."
            command.screen.table(offer_columns(command.screen, rows), rows, empty=empty)
            _say_who(command, rows)
    if unreached is not None:
        command.screen.complain(f"{unreached.what} This is what was known before.")
        return unreached.exit_code
    return Exit.DONE


def _say_who(command: Command, rows: list[OfferRow]) -> None:
    """Why nothing of those who were not accepted can be fetched, once for each of some of them."""
    whys = {row.fingerprint: f"{name(row.sender)}: {row.why}" for row in rows if not row.trusted and row.why}
    for why in list(whys.values())[:STRANGERS]:
        command.screen.say(why)
    if whys:
        command.screen.say("Whose key is whose: towline people list")


def _asked_for(command: Command, row: OfferRow) -> bool:
    args = command.args
    return (
        _is_from(row, args.sender)
        and (not args.since or row.sent >= parse_since(args.since))
        and (not args.name or fnmatch.fnmatch(row.title, args.name))
        and (not args.state or row.state == args.state)
    )


def find_offer(engine: EngineSurface, command: Command, text: str) -> str:
    """The id that the engine knows an offer by; the catalogs are read first where that is needed."""
    if text.startswith("tl:"):  # who holds only a reference may be quicker than the catalog
        return engine.offer_of(text, command.timeout(PATIENCE) or 0.0).id
    if text != NEWEST:
        return text
    offers = engine.offers(None, command.timeout(PATIENCE) or 0.0)
    others = [row for row in offers if not row.mine and row.trusted and row.state in ("growing", "complete")]
    if not others:
        raise TowlineError("no-such-id", name=NEWEST)
    return max(others, key=lambda row: row.sent).id


def entry_pages(engine: EngineSurface, offer: str) -> Iterator[list[EntryRow]]:
    after = -1
    while page := engine.offer_entries(offer, after, PAGE):
        yield page
        after = page[-1].number


def _list_entries(engine: EngineSurface, command: Command, offer: str) -> int:
    _known(engine, command, offer)
    for number, page in enumerate(entry_pages(engine, offer)):
        command.screen.table(ENTRY_COLUMNS, page, head=number == 0)
        if command.screen.gone:
            break
    return Exit.DONE


def _known(engine: EngineSurface, command: Command, offer: str) -> None:
    """Reads the catalogs if this offer is not known yet."""
    try:
        engine.offer_entries(offer, -1, 1)
    except TowlineError as error:
        if error.word != "no-such-id":
            raise
        engine.offers(None, command.timeout(PATIENCE) or 0.0)


# --- fetching -------------------------------------------------------------------------------------------------------------


def get(command: Command) -> int:
    args = command.args
    if args.sender or args.since:
        return _get_many(command)
    if not args.offer:
        todo = "See 'towline ls' for ids, or name --from or --since."
        raise TowlineError("usage", what="'towline get' needs an OFFER.", todo=todo)
    if command.args.to == "-":
        if command.args.exec:
            raise TowlineError("usage", what="--exec needs files.", todo="Fetch into a folder with --to DIR.")
        return _get_to_stdout(command)
    folder = _folder(command)
    with command.session() as session:
        return _fetched(session, command, _begin(session, command, folder))


def _folder(command: Command) -> str:
    folder: str = os.path.abspath(command.args.to)
    os.makedirs(folder, exist_ok=True)
    return folder


def _get_many(command: Command) -> int:
    """All stored offers of a sender, or since a time, in their order; the first exit code that is not 0."""
    args = command.args
    if args.to == "-":
        raise TowlineError("usage", what="Several offers need files.", todo="Fetch into a folder with --to DIR.")
    since = parse_since(args.since) if args.since else 0.0
    args.globs, args.offer = [*([args.offer] if args.offer else []), *args.globs], ""
    folder, codes = _folder(command), list[int]()
    with command.session() as session:
        rows = session.engine.offers(None, command.timeout(PATIENCE) or 0.0)
        rows = [row for row in rows if not row.mine and row.trusted and row.state in ("growing", "complete")]
        rows = [row for row in rows if row.sent >= since and _is_from(row, args.sender)]
        for row in sorted(rows, key=lambda row: row.sent):
            if _holds(session.engine, row.id, args.globs):
                command.screen.say(f"{name(row.sender)}: {name(row.title)}")
                codes.append(_fetched(session, command, _begin(session, command, folder, row.id)))
    if not codes:
        command.screen.say("No stored offer fits that.")
    return next((code for code in codes if code), Exit.DONE)


def _holds(engine: EngineSurface, offer: str, globs: list[str]) -> bool:
    """Whether any entry is chosen by them; none choose all."""
    from engine.receive_plan import Choice  # late: so that --help is quick

    choice = Choice(globs)
    return choice.all or any(row.path in choice for page in entry_pages(engine, offer) for row in page)


def _is_from(row: OfferRow, sender: str) -> bool:
    return not sender or sender.casefold() == ("me" if row.mine else row.sender.casefold())


def _fetched(session: Session, command: Command, id: str) -> int:
    row = watch(session, command, id)
    code = _ended(session, command, row)
    return code or settled(session, command, row.id)


def _begin(session: Session, command: Command, folder: str, offer: str = "") -> str:
    args, engine = command.args, session.engine
    look = parse_size(args.search) if args.search else 0
    offer, exists, then = offer or find_offer(engine, command, args.offer), Exists(args.exists), then_of(args)
    try:
        return engine.fetch(offer, args.globs, folder, exists, args.signed_only, then=then, look=look).result()
    except TowlineError as error:
        if error.word != "no-such-id":
            raise
    engine.offers(None, command.timeout(PATIENCE) or 0.0)  # it may stand in a catalog that was not read yet
    return engine.fetch(offer, args.globs, folder, exists, args.signed_only, then=then, look=look).result()


def _ended(session: Session, command: Command, row: TransferRow) -> int:
    screen = command.screen
    tell = screen.say if command.args.to == "-" else screen.line
    if row.outcome not in (Outcome.PLACED, Outcome.PARTLY):
        screen.complain(f"{row.why} {row.todo}".strip() or f"{row.outcome.capitalize() or row.state}.")
        return exit_of(session, row)
    total = next((offer.entries for offer in session.engine.offers(None, 0.0) if offer.id == row.offer), row.entries)
    tell(
        f"Fetched {row.entries_done:,} of {count(total, 'file')}, {size(row.done)}."
        " Each was checked against what its sender signed."
    )
    if row.outcome is Outcome.PARTLY:
        _tell_missing(session, command, row)
    return exit_of(session, row)


def _tell_missing(session: Session, command: Command, row: TransferRow) -> None:
    missing = [entry for entry in _entries(session, row) if entry.state != "in place"]
    for entry in missing[:LISTED]:
        command.screen.complain(f"{entry.state.capitalize()}: {name(entry.path)} {entry.why}".rstrip())
    if len(missing) > LISTED:
        command.screen.complain(f"… and {len(missing) - LISTED:,} more.")


def _entries(session: Session, row: TransferRow) -> Iterator[EntryRow]:
    after = -1
    while page := session.engine.entries(row.id, after, PAGE):
        yield from page
        after = page[-1].number


def _get_to_stdout(command: Command) -> int:
    """The entries one after another, in the sender's order, each only after it was checked as a whole."""
    import shutil  # late: so that --help is quick

    if command.screen.as_json:
        raise TowlineError(
            "usage", what="--json and '--to -' both need standard output.", todo="Leave out one of them."
        )
    with command.session() as session, _private_folder(session, command) as folder:
        id = _begin(session, command, folder)
        row = watch_or_cancel(session, command, id)  # nobody would ever look into that folder
        if row.outcome is not Outcome.PLACED:
            session.engine.cancel([id]).result()
            return _ended(session, command, row)
        for entry in _entries(session, row):
            if not entry.folder:
                with open(os.path.join(folder, entry.placed_as or entry.path), "rb") as file:
                    shutil.copyfileobj(file, command.stdout, 1024 * 1024)
        command.stdout.flush()
        return _ended(session, command, row)


@contextmanager
def _private_folder(session: Session, command: Command) -> Iterator[str]:
    import shutil  # late: so that --help is quick

    base = command.profile / "stdout"
    base.mkdir(mode=0o700, exist_ok=True)
    used = {row.folder for row in session.engine.transfers(ended=False)}
    for old in base.iterdir():
        if str(old) not in used and time.time() - old.stat().st_mtime > LEFTOVER_AGE:
            shutil.rmtree(old, ignore_errors=True)
    folder = base / secrets.token_hex(8)
    folder.mkdir(mode=0o700)
    try:
        yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
