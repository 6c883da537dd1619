"""What waits for a person, and what follows from the answers.

Hides: where a question comes from (an entry whose name is taken, a transfer that cannot go on, a key nobody knows) and
what an answer changes. Promises: a question is read from the journal, so it stands until what it asks about has changed,
whatever is restarted; an answer is durable when its future is done; one that comes too late changes nothing.

The id of a question says what it is about: `TRANSFER/NUMBER` an entry, `TRANSFER/WORD` a transfer, `TRANSFER/action-N`
what followed one, `TRANSFER/originals` what becomes of its originals, `person/HEX` a key.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from engine import (
    journal_actions,
    journal_fetches,
    journal_originals,
    journal_people,
    journal_searches,
    journal_sends,
    journal_transfers,
)
from engine.api import Changed, Event, Exists, Kind, QuestionRow, Wanted, transfer_bytes, transfer_text
from engine.errors import CAUSES, TowlineError, Verdict
from engine.journal import Db, Journal, Row
from engine.keys import fingerprint_text
from engine.names import shown
from engine.people import People
from engine.port import Port

ACTION = "action-"  # before its number
ORIGINALS = "originals"
MOST = 1000  # questions of one kind at a time; the next ones come as these are answered

_EXISTS = (Exists.BOTH, Exists.REPLACE, Exists.SKIP)
_PERSON = ("add", "block")
_ACTION = ("retry", "skip")
_ORIGINALS = ("retry", "use", "keep")
_SEARCH_WORDS = ("search", "search-on")
_FOLDER_WORDS = ("folder-away", "folder-closed", "folder-link")
_WORDS = {word for word, cause in CAUSES.items() if cause.verdict is Verdict.WAIT_PERSON}
_WORDS -= {"exists", "person", "older-key", "event-failed", "program-failed", "disk-not-mounted"}


class Questions:
    """`Engine` is made from this class. `_ports`: of the clusters that are connected."""

    journal: Journal
    people_book: People
    _ports: dict[str, Port]
    _pool: ThreadPoolExecutor

    def tell(self, event: Event) -> None:
        raise NotImplementedError

    def changed(self, transfer: bytes) -> None:
        raise NotImplementedError

    def _read_catalogs_again(self) -> None:
        raise NotImplementedError

    def questions(self) -> list[QuestionRow]:
        """Everything that waits for a person now; at most `MOST` of a kind."""
        with self.journal.read() as db:
            return [
                *(_of_transfer(db, row) for row in journal_transfers.with_errors(db, _asked_words(), limit=MOST)),
                *(_of_entry(row) for row in journal_fetches.unanswered(db, limit=MOST)),
                *(_of_action(row) for row in journal_actions.failed(db, MOST)),
                *(_of_originals(row) for row in journal_originals.asking(db, MOST)),
                *(_of_person(row) for row in journal_people.unknown_senders(db)[:MOST]),
            ]

    def answer(self, ids: list[str], choice: str, given: str = "") -> Future[int]:
        """Answers questions alike; how many still stood. Raises usage for a choice that one of them does not have.

        `given`: with "folder" the new one, a whole path; with "add" my name for the person, "" as they call themselves.
        """
        return self._pool.submit(self._answer, ids, choice, given)

    def _answer(self, ids: Sequence[str], choice: str, given: str) -> int:
        transfers: set[bytes] = set()
        people: list[bytes] = []
        count = 0
        with self.journal.write() as db:
            for id in ids:
                about, _, what = id.rpartition("/")
                if about == "person":
                    fingerprint = _fingerprint(id, what)
                    if self._answer_person(db, fingerprint, choice, given):
                        people.append(fingerprint)
                        count += 1
                    continue
                transfer = _transfer(about)
                if _answered(db, transfer, what, choice, given):
                    transfers.add(transfer)
                    count += 1
        self._go_on(transfers, people, again=choice in ("retry", "anyway", "look", "folder"))
        return count

    def _answer_person(self, db: Db, fingerprint: bytes, choice: str, given: str) -> bool:
        _check_choice(choice, _PERSON)
        if fingerprint not in [row["fingerprint"] for row in journal_people.unknown_senders(db)]:
            return False
        if choice == "add":
            self.people_book.accept(fingerprint_text(fingerprint), given)
        else:
            self.people_book.block(fingerprint_text(fingerprint))
        return True

    def _go_on(self, transfers: set[bytes], people: Sequence[bytes], *, again: bool) -> None:
        """After the commit: whoever waited looks again, and windows hear of it."""
        for port in list(self._ports.values()) if transfers else ():
            for part in (port.sender, port.receiver):
                part.retry_now() if again else part.nudge()
            port.actions.nudge()
            port.originals.nudge()
        for transfer in transfers:
            self.changed(transfer)
        if people:
            self._read_catalogs_again()
        for fingerprint in people:
            with self.journal.read() as db:
                row = journal_people.row_of(db, fingerprint)
            if row is not None:
                self.tell(Changed(row))


# --- rows ---------------------------------------------------------------------------------------------------------------


def _of_entry(row: Row) -> QuestionRow:
    return QuestionRow(
        id=f"{transfer_text(row['fetch'])}/{row['number']}",
        cause="exists",
        title=row["path"],
        sentence=f"A different file named {shown(row['path'])} is in {shown(row['target'])} already.",
        todo="Keep both, replace it, or skip this one.",
        choices=_EXISTS,
        at=row["asked"],
        transfer=transfer_text(row["fetch"]),
        number=row["number"],
    )


def _of_action(row: Row) -> QuestionRow:
    if row["kind"] == "event":
        error = TowlineError("event-failed", topic=row["topic"], reason=row["why"])
    else:
        error = TowlineError("program-failed", reason=row["why"])
    transfer = transfer_text(row["transfer"])
    return _said(error, f"{transfer}/{ACTION}{row['n']}", row["title"], _ACTION, row["at"], transfer)


def _of_originals(row: Row) -> QuestionRow:
    error = TowlineError("disk-not-mounted", folder=shown(row["folder"]))
    transfer = transfer_text(row["send"])
    return _said(error, f"{transfer}/{ORIGINALS}", row["title"], _ORIGINALS, row["asked"], transfer)


def _of_transfer(db: Db, row: Row) -> QuestionRow:
    return QuestionRow(
        id=f"{transfer_text(row['id'])}/{row['error']}",
        cause=row["error"],
        title=row["title"],
        sentence=row["why"],
        todo=row["todo"],
        choices=_choices(row),
        at=journal_transfers.error_since(db, row),
        transfer=transfer_text(row["id"]),
    )


def _of_person(row: Row) -> QuestionRow:
    name = row["older_of"] or row["name"]
    error = TowlineError("older-key" if row["older_of"] else "person", name=shown(name))
    asked = _said(error, f"person/{row['fingerprint'].hex()}", name, _PERSON, row["at"])
    return replace(asked, cause="person")


def _said(
    error: TowlineError, id: str, title: str, choices: tuple[str, ...], at: float, transfer: str = ""
) -> QuestionRow:
    """A question in the words of the table of errors."""
    return QuestionRow(
        id=id,
        cause=error.word,
        title=title,
        sentence=error.what,
        todo=error.todo,
        choices=choices,
        at=at,
        transfer=transfer,
    )


def _asked_words() -> list[str]:
    return sorted({*_WORDS, *_FOLDER_WORDS})


def _choices(row: Row) -> tuple[str, ...]:
    """The answers to what a transfer met, the safe one first."""
    if row["error"] == "retention":
        return ("anyway", "cancel")
    if row["error"] in _SEARCH_WORDS:
        return ("look", "cancel")
    if row["error"] in _FOLDER_WORDS and row["kind"] == Kind.FETCH:
        return ("folder", "cancel")
    return ("retry", "cancel")


# --- answers ------------------------------------------------------------------------------------------------------------


def _check_choice(choice: str, choices: Sequence[str]) -> None:
    if choice not in choices:
        raise TowlineError(
            "usage", what=f"{choice!r} is no answer to this.", todo=f"The answers are: {', '.join(choices)}."
        )


def _transfer(text: str) -> bytes:
    try:
        return transfer_bytes(text)
    except ValueError:
        raise TowlineError("no-such-id", name=text) from None


def _fingerprint(id: str, text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise TowlineError("no-such-id", name=id) from None


def _answered(db: Db, transfer: bytes, what: str, choice: str, given: str) -> bool:
    if what.isdigit():
        return _answer_entry(db, transfer, what, choice, given)
    if what.startswith(ACTION):
        return _answer_action(db, transfer, what, choice)
    if what == ORIGINALS:
        return _answer_originals(db, transfer, choice)
    return _answer_transfer(db, transfer, what, choice, given)


def _answer_entry(db: Db, fetch: bytes, number: str, choice: str, _given: str) -> bool:
    _check_choice(choice, _EXISTS)
    row = journal_transfers.get(db, fetch)
    if row is None or row["outcome"] or row["wanted"] == Wanted.STOP:
        return False
    return journal_fetches.answer(db, fetch, int(number), Exists(choice))


def _answer_action(db: Db, transfer: bytes, what: str, choice: str) -> bool:
    _check_choice(choice, _ACTION)
    number = what.removeprefix(ACTION)
    if not number.isdigit():
        return False
    change = journal_actions.again if choice == "retry" else journal_actions.skip
    return change(db, transfer, int(number)) == 1


def _answer_originals(db: Db, send: bytes, choice: str) -> bool:
    _check_choice(choice, _ORIGINALS)
    row = journal_originals.get(db, send)
    if row is None or not row["asked"] or row["state"] >= journal_originals.OVER:
        return False
    if choice == "use":
        journal_originals.set_mount(db, row["folder"], "")
    elif choice == "keep":
        journal_originals.update(db, send, state=journal_originals.KEPT)
        journal_transfers.tell(db, send, ORIGINALS, "The originals stay, as you said.")
    journal_originals.update(db, send, asked=0)
    return True


def _answer_transfer(db: Db, transfer: bytes, word: str, choice: str, given: str) -> bool:
    row = journal_transfers.get(db, transfer)
    if row is None or row["outcome"] or row["error"] != word or row["wanted"] == Wanted.STOP:
        return False
    _check_choice(choice, _choices(row))
    if choice == "cancel":
        journal_transfers.set_wanted(db, [transfer], Wanted.STOP)
    elif choice == "anyway":
        journal_sends.update(db, transfer, anyway=1)
    elif choice == "look":
        fetch = journal_fetches.get(db, transfer)
        journal_searches.agree(db, fetch["sender"], fetch["offer"])
    elif choice == "folder":
        journal_fetches.update(db, transfer, new_folder=_made(given))
    if choice in ("anyway", "look", "folder"):
        journal_transfers.set_error(db, transfer, None)
    return True


def _made(folder: str) -> str:
    """The folder a person gave, there from now on. Raises usage, disk."""
    if not os.path.isabs(folder):
        raise TowlineError("usage", what=f"{folder!r} is not a whole path.", todo="Choose a folder.")
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TowlineError("disk", path=shown(folder), done="made", reason=reason, details=repr(error)) from error
    return os.path.abspath(folder)
