"""Fetch rules at work: which stored offers they take, once each, and what they would take if they were changed.

Hides: when offers are looked at, and the one thread that does it. Promises: the first rule in order whose words fit has an
offer, and no other rule takes it afterwards but one that began later; a rule takes each offer once, whatever is restarted
or forgotten (the mark and the fetch are one commit); only complete offers that can still be fetched, of people who were
accepted and, unless the rule says otherwise, verified; never one that is signed but not encrypted; nothing is put into a
folder that is a link. What cannot be done now (a full quota, a folder that is away) waits and is looked at again.

Rules wait until an offer is complete: only then its size and names are known, and what is withdrawn or begun anew with
smaller blocks never reaches a folder that another program looks at.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from engine import api_actions, journal_actions, journal_catalog, journal_people, journal_rules, names, rule_match
from engine.api import Cipher, EntryRow, Listener, Notice
from engine.api_rules import PreviewOffer, Rule, RulePreview, RuleRow, Then
from engine.disk import Folder, is_led_away
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.journal_catalog import StoredOffer
from engine.journal_fetches import Ruled
from engine.keys import fingerprint_text
from engine.people import People
from engine.receive_begin import new_fetch
from engine.receive_plan import Choice
from engine.rule_match import Offered
from engine.seal import cipher_of
from engine.tags import QUEUE

log = logging.getLogger("towline.rules")

AGAIN = 60.0  # seconds between looks at what waits
AT_ONCE = 64  # offers taken in one commit
PREVIEW_SECONDS = 10.0  # for reading names
SHOWN = 50  # offers in a preview
COUNTED = 1000  # files of a quota that are looked at in one go

# Of an offer: its entries in portions. Raises TowlineError if they cannot be read now.
LookInto = Callable[[StoredOffer], Iterator[Sequence[EntryRow]]]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What of an offer a rule takes. `globs`: which entries, or all."""

    globs: tuple[str, ...]
    entries: int
    size: int


@dataclass(frozen=True, slots=True)
class _Take:
    rule: Rule
    row: Row
    offered: Offered
    chosen: _Chosen


@dataclass(slots=True)
class _Stands:
    """What stands in a rule's way, and how many offers wait for it."""

    error: TowlineError
    offers: set[bytes] = field(default_factory=set)


class Rules:
    """`started(cluster, fetches)` is called after the commit, `hidden(transfer)` of an offer that a rule ignores."""

    def __init__(
        self,
        journal: Journal,
        people: People,
        *,
        look_into: LookInto,
        started: Callable[[str, list[bytes]], None],
        hidden: Callable[[bytes], None],
        tell: Listener,
    ) -> None:
        self._journal = journal
        self._people = people
        self._look_into = look_into
        self._started = started
        self._hidden = hidden
        self._tell = tell
        self._rules: tuple[Rule, ...] = ()
        self._began: dict[str, float] = {}
        self._stands: dict[str, _Stands] = {}
        self._standing = self._stands  # of the pass that is under way
        self._told: dict[str, str] = {}  # rule → word of what a person was told stands in its way
        self._news: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()  # a transfer; None: look at all
        self._looked = False  # at all, since the start
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="towline-rules", daemon=True)

    # --- called from any thread ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        self._thread.start()
        self._news.put(None)

    def start_once(self, ready: Callable[[], bool]) -> None:
        """Looks at all offers once, after `ready`, which waits for the catalogs; nothing is looked at if it says False.

        It may raise TowlineError: then what is known is looked at, and all rules say that they wait for the rest.
        """
        self._thread = threading.Thread(target=self._run_once, args=(ready,), name="towline-rules", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._news.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def apply(self, rules: Sequence[Rule]) -> None:
        """Follows these from now on, in this order."""
        with self._journal.write() as db:
            began = {rule.name: journal_rules.begin(db, rule.name, rule.since) for rule in rules}
            journal_rules.trim(db)
        self._rules, self._began = tuple(rules), began
        self.look_again()

    def heard(self, transfer: bytes) -> None:
        """An offer was accepted or changed."""
        if self._thread.is_alive():
            self._news.put(transfer)

    def look_again(self) -> None:
        """Something that all offers are judged by changed: a rule, a person's trust."""
        if self._thread.is_alive():
            self._news.put(None)

    def rows(self) -> list[RuleRow]:
        rules, stands, caught_up = self._rules, dict(self._stands), self._looked or not self._thread.is_alive()
        with self._journal.read() as db:
            taken = {rule.name: journal_rules.taken(db, rule.name) for rule in rules}
        rows = []
        for rule in rules:
            stand, done = stands.get(rule.name), taken[rule.name]
            state = "off" if not rule.on else "on" if stand is None else "waiting"
            if rule.on and stand is not None and stand.error.word == "folder-link":
                state = "refused"
            why, todo, waits = (
                (stand.error.what, stand.error.todo, len(stand.offers)) if stand and rule.on else ("", "", 0)
            )
            rows.append(RuleRow(rule, state, why, todo, done.bundles, done.size, done.last, waits, caught_up))
        return rows

    # --- the loop -----------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                first = self._news.get(timeout=AGAIN if self._stands else None)
            except queue.Empty:
                first = None
            transfers = {first}
            while not self._news.empty():
                transfers.add(self._news.get())
            if self._stopping.is_set():
                return
            try:
                self._pass(None if None in transfers else [each for each in transfers if each is not None])
            except TowlineError as error:  # the journal's disk: all is looked at again
                log.warning("%s", error.sentence)
                self._later()
            except Exception:  # a fault must be told, and must not end all rules for good
                log.exception("fault in the fetch rules")
                self._later()

    def _run_once(self, ready: Callable[[], bool]) -> None:
        trouble: TowlineError | None = None
        try:
            try:
                if not ready():
                    return
            except TowlineError as error:
                trouble = error
            self._pass(None)
        except TowlineError as error:
            trouble = error
        except Exception as error:  # it must be told, and must not look as if all were done
            log.exception("fault in the fetch rules")
            trouble = TowlineError("bug", reason=type(error).__name__, details=repr(error))
        if trouble is not None:
            log.warning("%s", trouble.sentence)
            self._stands = {rule.name: _Stands(trouble) for rule in self._rules} | self._stands

    def _later(self) -> None:
        if not self._stopping.wait(AGAIN):
            self._news.put(None)

    def _pass(self, transfers: Sequence[bytes] | None) -> None:
        """Looks at these offers, or at all."""
        with self._journal.read() as db:
            if transfers is None:
                rows = journal_rules.candidates(db)
            else:
                rows = [row for transfer in transfers for row in journal_rules.candidates(db, transfer)]
        self._standing = {} if transfers is None else dict(self._stands)
        takes: list[_Take] = []
        for row in rows:
            if self._stopping.is_set():
                return
            take = self._judge(row)
            if take is None:
                continue
            if take.rule.quota is not None or len(takes) >= AT_ONCE:
                self._take(takes)  # so that the quota knows of them
                takes = []
            if not self._is_held(take):
                takes.append(take)
        self._take(takes)
        self._stands = self._standing
        if transfers is None:
            self._looked = True
            self._told = {name: word for name, word in self._told.items() if name in self._stands}

    # --- which rule has an offer --------------------------------------------------------------------------------------------

    def _judge(self, row: Row) -> _Take | None:
        """The rule that takes this offer now, with what of it."""
        rules = [rule for rule in self._rules if rule.on]
        with self._journal.read() as db:
            offered = self._offered(db, row, rules)
            marks = journal_rules.marks(db, row["sender"], row["transfer"])
        for rule in rules:
            began = self._began[rule.name]
            if not rule_match.fits(rule, offered) or not rule_match.in_time(rule, offered, began):
                continue
            if rule.then is Then.FETCH and cipher_of(row["suite"]) is Cipher.SIGNED_ONLY:
                continue
            if not _is_free(rule, marks, began):
                return None
            try:
                chosen = self._chosen(rule, row, enough=rule.quota is None)
            except TowlineError as error:
                self._hold(rule, row, error)
                return None
            if chosen is not None:
                return _Take(rule, row, offered, chosen)
        return None

    def _offered(self, db: Db, row: Row, rules: Sequence[Rule]) -> Offered:
        stored = None
        if any(rule.team or rule.tags or rule.queue or "{queue}" in "".join(rule.to) for rule in rules):
            stored = journal_catalog.stored_offer(db, row["transfer"], row["sender"])
        to_teams: set[str] = set()
        if stored is not None:
            keys = [each.key_id for each in stored.offer.recipients if each.team]
            to_teams = {self._people.team_of(key).casefold() for key in keys} - {""}
        return Offered(
            sender=row["name"],
            fingerprint=fingerprint_text(row["sender"]),
            verified=row["trust"] in journal_people.CONFIRMED,
            teams=frozenset(team.casefold() for team in journal_people.teams_of(db, row["sender"])),
            to_teams=frozenset(to_teams),
            tags=dict(stored.sealed.tags) if stored is not None and stored.sealed is not None else {},
            size=row["size"],
            sent=min(row["created_ms"] / 1000, journal_catalog.LAST_TIME),
            arrived=row["arrived"],
        )

    def _chosen(self, rule: Rule, row: Row, *, enough: bool) -> _Chosen | None:
        """What of an offer the rule's patterns take; None if nothing. `enough`: to know that there is something."""
        if not rule.names:
            return _Chosen((), row["entries"], row["size"])
        with self._journal.read() as db:
            stored = journal_catalog.stored_offer(db, row["transfer"], row["sender"])
        if stored is None:
            return None
        choice = Choice(rule.names)
        entries = size = 0
        everything = True
        for portion in self._look_into(stored):
            for entry in portion:
                if entry.path not in choice:
                    everything = False
                elif not entry.folder and entry.state == "offered":
                    entries, size = entries + 1, size + entry.size
            if enough and entries and stored.offer.entries:  # its names stand on pages: the fetch itself reads the rest
                return _Chosen(rule.names, row["entries"], row["size"])
        return _Chosen(() if everything else rule.names, entries, size) if entries else None

    # --- taking -------------------------------------------------------------------------------------------------------------

    def _is_held(self, take: _Take) -> bool:
        """Whether something stands in the way; then it is said, and tried again."""
        if take.rule.then is not Then.FETCH:
            return False
        error = linked(take.rule) or self._folders_missing(take.rule) or self._over_quota(take)
        if error is None:
            return False
        self._hold(take.rule, take.row, error)
        return True

    def _hold(self, rule: Rule, row: Row, error: TowlineError) -> None:
        stand = self._standing.setdefault(rule.name, _Stands(error))
        stand.error = error
        stand.offers.add(row["transfer"])
        if self._told.get(rule.name) != error.word:
            self._told[rule.name] = error.word
            log.warning("a fetch rule waits: %s", error.word)
            self._tell(Notice("warning", f"The fetch rule {rule.name} waits", error.sentence))

    def _folders_missing(self, rule: Rule) -> TowlineError | None:
        """Makes the rule's folders once. One that was there before is never made again: its disk may be unplugged."""
        with self._journal.read() as db:
            known = set(journal_rules.roots(db, rule.name))
        roots = {rule_match.split(template)[0] for template in rule.to}
        for root in sorted(roots - known):
            try:
                os.makedirs(root, exist_ok=True)
                with Folder(root, link=False):
                    known.add(root)
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                return TowlineError("disk", path=names.shown(root), done="made", reason=reason, details=repr(error))
            except TowlineError as error:
                return error
            with self._journal.write() as db:
                journal_rules.set_roots(db, rule.name, known & roots)
        return None

    def _over_quota(self, take: _Take) -> TowlineError | None:
        rule, quota = take.rule, take.rule.quota
        if quota is None:
            return None
        needs = take.chosen.size * len(rule.to)
        with self._journal.read() as db:
            used = journal_rules.used(db, rule.name)
        if used + needs > quota:
            self._count_again(rule)
            with self._journal.read() as db:
                used = journal_rules.used(db, rule.name)
        if used + needs <= quota:
            return None
        text = names.size_text
        return TowlineError("rule-quota", needs=text(needs), used=text(used), quota=text(quota))

    def _count_again(self, rule: Rule) -> None:
        """Finds out which files of a rule somebody took away."""
        after = ("", "")
        while not self._stopping.is_set():
            with self._journal.read() as db:
                rows = journal_rules.standing(db, rule.name, after=after, limit=COUNTED)
            gone = [(row["root"], row["name"]) for row in rows if _is_gone(row)]
            if gone:
                with self._journal.write() as db:
                    journal_rules.set_gone(db, rule.name, gone)
            if len(rows) < COUNTED:
                return
            after = (rows[-1]["root"], rows[-1]["name"])

    def _take(self, takes: Sequence[_Take]) -> None:
        """Marks these offers and begins what their rules say, in one commit."""
        if not takes:
            return
        begun: dict[str, list[bytes]] = {}
        with self._journal.write() as db:
            for take in takes:
                rule, row = take.rule, take.row
                journal_rules.mark(
                    db, rule.name, row["sender"], row["transfer"], action=rule.then, size=take.chosen.size
                )
                if rule.then is Then.FETCH:
                    begun.setdefault(row["cluster"], []).extend(_fetches(db, take))
                elif rule.then is Then.IGNORE:
                    journal_catalog.mark(db, [row["transfer"]], seen=None, hidden=True)
        for cluster, fetches in begun.items():
            self._started(cluster, fetches)
        for take in takes:
            if take.rule.then is Then.TELL:
                self._tell(_news_of(take))
            elif take.rule.then is Then.IGNORE:
                self._hidden(take.row["transfer"])

    # --- preview ------------------------------------------------------------------------------------------------------------

    def preview(self, rule: Rule) -> RulePreview:
        """What this rule would do now if it were saved, in its place among the others or after them."""
        rules = [rule if each.name == rule.name else each for each in self._rules]
        rules = rules if rule in rules else [*rules, rule]
        before = [each for each in rules[: rules.index(rule)] if each.on]
        with self._journal.read() as db:
            rows = journal_rules.candidates(db)
            known = db.execute("SELECT since, began FROM rules WHERE name = ?", (rule.name,)).fetchone()
        began = known["began"] if known is not None and known["since"] == rule.since else time.time()
        until = time.monotonic() + PREVIEW_SECONDS
        fits: list[PreviewOffer] = []
        would: list[PreviewOffer] = []
        unseen = 0
        for row in rows:
            with self._journal.read() as db:
                offered = self._offered(db, row, rules)
                marks = journal_rules.marks(db, row["sender"], row["transfer"])
            if not rule_match.fits(rule, offered):
                continue
            if rule.then is Then.FETCH and cipher_of(row["suite"]) is Cipher.SIGNED_ONLY:
                continue
            try:
                chosen = self._seen(rule, row, until)
                if chosen is None:
                    continue
                taken = any(self._has(each, row, offered, until) for each in before)
            except TowlineError:
                unseen += 1
                continue
            shown = PreviewOffer(row["title"], row["name"], chosen.entries, chosen.size, offered.sent)
            fits.append(shown)
            if not taken and rule_match.in_time(rule, offered, began) and _is_free(rule, marks, began):
                would.append(shown)
        return RulePreview(
            stored=len(rows),
            fits=len(fits),
            would=len(would),
            entries=sum(each.entries for each in would),
            size=sum(each.size for each in would),
            unseen=unseen,
            first=tuple((would or fits)[:SHOWN]),
            warnings=tuple(self._warnings(rule)),
        )

    def _has(self, rule: Rule, row: Row, offered: Offered, until: float) -> bool:
        """Whether a rule that comes before has this offer."""
        began = self._began.get(rule.name, 0.0)
        if not rule_match.fits(rule, offered) or not rule_match.in_time(rule, offered, began):
            return False
        return self._seen(rule, row, until) is not None

    def _seen(self, rule: Rule, row: Row, until: float) -> _Chosen | None:
        if rule.names and time.monotonic() > until:
            raise TowlineError("timeout", cluster=row["cluster"], reason="its names were not read in time")
        return self._chosen(rule, row, enough=False)

    def _warnings(self, rule: Rule) -> Iterator[str]:
        error = linked(rule)
        if error is not None:
            yield error.sentence
        with self._journal.read() as db:
            accepted = (*journal_people.CONFIRMED, journal_people.NOT_VERIFIED)
            people = {row.name.casefold() for row in journal_people.rows(db) if row.trust in accepted}
            fingerprints = {"".join(fingerprint_text(each).split()) for each in journal_people.fingerprints(db)}
        teams = {f"team:{row.name}".casefold() for row in self._people.teams()}
        for word in rule.senders:
            if word.casefold() not in people | teams and "".join(word.split()) not in fingerprints:
                yield f"Nobody here is called {names.shown(word)}."
        if rule.team and f"team:{rule.team}".casefold() not in teams:
            yield f"You have no key of a team named {names.shown(rule.team)}."


# --- what follows from a rule -------------------------------------------------------------------------------------------


def linked(rule: Rule) -> TowlineError | None:
    """Why nothing is put into the rule's folders: one of them leads elsewhere."""
    for template in rule.to:
        root = rule_match.split(template)[0]
        if is_led_away(root):
            return TowlineError("folder-link", folder=names.shown(root))
    return None


def _is_free(rule: Rule, marks: dict[str, float], began: float) -> bool:
    """Whether this rule may take an offer: it did not, and no other one did since this one began."""
    return rule.name not in marks and not any(at >= began for at in marks.values())


def _fetches(db: Db, take: _Take) -> list[bytes]:
    """One fetch for each folder of the rule."""
    rule, row, offered = take.rule, take.row, take.offered
    family = b""
    begun = []
    for template in rule.to:
        root, below = rule_match.split(template)
        queue_name = offered.tags.get(QUEUE, "")
        inside = rule_match.inside(below, sender=offered.sender, queue=queue_name, sent=offered.sent)
        ruled = Ruled(rule.name, inside, row["number"], family)
        fetch = new_fetch(db, row["transfer"], row["sender"], take.chosen.globs, root, rule.exists, ruled=ruled)
        if not family:  # what follows does so once, not for each copy
            journal_actions.add_then(db, fetch, api_actions.Then(rule.command, rule.event_topic, rule.event))
        family = family or fetch
        begun.append(fetch)
    return begun


def _is_gone(row: Row) -> bool:
    """Whether a file no longer stands where a rule put it. One that cannot be looked at counts as there."""
    try:
        return bool(os.lstat(os.path.join(row["root"], row["path"])).st_size != row["size"])
    except FileNotFoundError:
        return os.path.isdir(row["root"])
    except OSError:
        return False


def _news_of(take: _Take) -> Notice:
    size = names.size_text(take.chosen.size)
    files = "1 file" if take.chosen.entries == 1 else f"{take.chosen.entries:,} files"
    title, sender = names.shown(take.row["title"]), names.shown(take.row["name"])
    return Notice(
        "info",
        f"{sender} sent you {title}",
        f"{files}, {size}. The fetch rule {take.rule.name} only tells you.",
        names=True,
    )
