"""What happens when a name is taken: equal files, policies, substitute names. And reading a file again to compare it.

Hides: the order of the questions that a name raises. Promises: nothing is changed here; a file that this very fetch put
somewhere is never replaced by another one of it, whatever the policy; a fetch that a rule began never puts an older version
of a file over a newer one, or where a newer one was.
"""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass

from engine import journal_fetches, journal_rules, names
from engine.api import Exists
from engine.disk import FileFacts, Folder, NameTaken
from engine.errors import TowlineError
from engine.journal import Db, Journal, Row
from engine.journal_fetches import ASKS, FAILED, LEFT_OUT, NAMED, PLACED, WAITING, Settled
from engine.seal import EntryDigest, piece_digest

MOST_TRIES = 8  # names for one file; every try means that somebody took the name in between

_IN_THE_WAY = "a file or a link stands where its folder should be"
TAKEN = "another file has its name"
OLDER = "a newer version of it came before"

NAMING = threading.Lock()  # of versions, one after the other gets its name, whatever cluster they come through


@dataclass(slots=True)
class Finished:
    """A whole file in its part, ready for a name. `answer`: what a person chose for this one, or "".

    `tries`: how often the name was taken in between. `copied`: from another folder, in one go.
    """

    number: int
    path: str
    part: str
    file_id: str
    size: int
    digest: bytes
    mtime_ns: int
    answer: str = ""
    tries: int = 0
    copied: bool = False


def finished(row: Row, part: str, file_id: str) -> Finished:
    facts = (row["size"], row["digest"], row["mtime_ns"], row["answer"])
    return Finished(row["number"], row["path"], part, file_id, *facts)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is to be done with a finished file after a look at who has its name. `replaces`: the file that it may replace,
    as it stood when it was looked at."""

    file: Finished
    settled: Settled  # NAMED: to be placed
    replaces: FileFacts | None = None


class Versions:
    """Which version of which file a rule put under a name in one of its folders: for a fetch that the rule began."""

    def __init__(
        self, journal: Journal, rule: str, root: str, *, sender: bytes, number: int, policy: Exists, block_size: int
    ) -> None:
        """`number`: of the offer."""
        self.policy = policy
        self.decides = policy in (Exists.NEWER, Exists.MIRROR)
        self._journal = journal
        self._place = rule, root
        self._sender = sender
        self._number = number
        self._block_size = block_size

    def known(self, folder: Folder, rel: str) -> Row | None:
        """What the rule put there last for the same sender."""
        with self._journal.read() as db:
            return self._known(db, folder, rel)

    def older_than(self, known: Row | None) -> bool:
        return known is not None and known["number"] > self._number

    def overtaken(self, db: Db, folder: Folder, rel: str) -> bool:
        """Whether a newer version got this name since it was looked at."""
        return self.decides and self.older_than(self._known(db, folder, rel))

    def put(self, db: Db, folder: Folder, file: Finished, rel: str) -> None:
        """This file is about to get the name `rel`."""
        journal_rules.put_file(
            db, *self._place, folder.key(rel), rel, sender=self._sender, number=self._number, size=file.size,
            digest=file.digest, block=self._block_size,
        )  # fmt: skip

    def same(self, db: Db, folder: Folder, rel: str) -> None:
        """What stands at `rel` turned out to be this version already."""
        journal_rules.raise_number(db, *self._place, folder.key(rel), self._sender, self._number)

    def _known(self, db: Db, folder: Folder, rel: str) -> Row | None:
        row = journal_rules.file(db, *self._place, folder.key(rel))
        return row if row is not None and row["sender"] == self._sender else None


class Meeter:
    """Answers for one fetch; used beside the loop, with a folder of the caller's. `stop` ends long comparisons."""

    def __init__(
        self,
        journal: Journal,
        fetch: bytes,
        *,
        policy: Exists,
        sender: str,
        block_size: int,
        fresh: bool,
        stop: threading.Event,
        inside: str = "",
        versions: Versions | None = None,
    ) -> None:
        """`fresh`: nothing was in the folder, so a name is looked at only if it turns out to be taken. `inside`: the folder
        in it that everything goes to."""
        self._fresh = fresh
        self._inside = f"{inside}/" if inside else ""
        self._versions = versions if versions is not None and versions.decides else None
        self._journal = journal
        self._fetch = fetch
        self._policy = policy
        self._sender = sender
        self._block_size = block_size
        self._stop = stop

    def meet(self, folder: Folder, file: Finished) -> Meeting:
        try:
            return self._meet(folder, file)
        except NameTaken:
            return Meeting(file, Settled(file.number, FAILED, _IN_THE_WAY))
        except TowlineError as error:
            return Meeting(file, Settled(file.number, FAILED, entry_reason(error)))

    def _meet(self, folder: Folder, file: Finished) -> Meeting:
        """Who has the name of a finished file, and what follows."""
        if file.tries >= MOST_TRIES:
            return Meeting(file, Settled(file.number, FAILED, "its name was taken again and again"))
        rel = folder.local_path(self._inside + file.path)
        tries = file.tries
        if self._versions is not None and not file.answer:
            return self._meet_version(folder, file, rel, self._versions)
        if self._fresh:
            if not tries:
                return Meeting(file, self._named(folder, file, rel))
            tries -= 1
        facts = folder.stat(rel)
        if facts is None and not tries:
            return Meeting(file, self._named(folder, file, rel))
        if facts is not None and self._equal(folder, rel, facts, file.size, file.digest):
            return Meeting(file, Settled(file.number, PLACED, placed_as=rel, part_id=id_text(facts.file_id)))
        policy = Exists(file.answer or self._policy)
        may_ask = policy is Exists.ASK
        if facts is not None and not facts.is_folder and (may_ask or not tries) and not self._mine(facts):
            if may_ask:
                return Meeting(file, Settled(file.number, ASKS, TAKEN, part_id=file.file_id))
            why = _left_out(policy, facts, file.mtime_ns)
            if why:
                return Meeting(file, Settled(file.number, LEFT_OUT, why))
            if policy in (Exists.REPLACE, Exists.NEWER):
                return Meeting(file, self._named(folder, file, rel), replaces=facts)
        return self._beside(folder, file, rel, tries)

    def _meet_version(self, folder: Folder, file: Finished, rel: str, versions: Versions) -> Meeting:
        """As `_meet`, where a rule replaces only what it put there itself."""
        facts, known = folder.stat(rel), versions.known(folder, rel)
        if facts is not None and self._equal(folder, rel, facts, file.size, file.digest):
            return Meeting(file, Settled(file.number, PLACED, placed_as=rel, part_id=id_text(facts.file_id)))
        if versions.older_than(known):
            return Meeting(file, Settled(file.number, LEFT_OUT, OLDER))
        if facts is None:
            return Meeting(file, self._named(folder, file, rel))
        if known is not None and facts.is_file and not self._mine(facts):
            if versions.policy is Exists.NEWER:
                replace = facts.mtime_ns <= file.mtime_ns
            else:
                replace = self._is_still(folder, rel, facts, known)
            if replace:
                return Meeting(file, self._named(folder, file, rel), replaces=facts)
        return self._beside(folder, file, rel, file.tries)

    def _is_still(self, folder: Folder, rel: str, facts: FileFacts, known: Row) -> bool:
        """Whether a file has, byte for byte, the content that the rule put there. The version before counts, too: the last
        one may be journaled and not there yet."""
        for before in ("", "old_"):
            if known[f"{before}block"] and facts.size == known[f"{before}size"]:
                found = read_digest(folder, rel, known[f"{before}block"], stop=self._stop)
                if found is not None and found[0] == known[f"{before}digest"]:
                    return True
        return False

    def _beside(self, folder: Folder, file: Finished, rel: str, tries: int) -> Meeting:
        """Another name for a file whose own is taken."""
        now = time.time()
        for n in range(1, 100):
            other = names.conflict_name(rel, self._sender, now, n + tries)
            if folder.stat(other) is None:
                return Meeting(file, self._named(folder, file, other))
        return Meeting(file, Settled(file.number, FAILED, "its name is taken, and so is every other one"))

    def _named(self, folder: Folder, file: Finished, rel: str) -> Settled:
        why = folder.why_substituted(self._inside + file.path)
        return Settled(file.number, NAMED, why, rel, file.file_id)

    def _mine(self, facts: FileFacts) -> bool:
        with self._journal.read() as db:
            return journal_fetches.mine(db, self._fetch, id_text(facts.file_id))

    def _equal(self, folder: Folder, rel: str, facts: FileFacts, size: int, digest: bytes) -> bool:
        if not facts.is_file or facts.size != size:
            return False
        found = read_digest(folder, rel, self._block_size, stop=self._stop)
        return found is not None and found[0] == digest

    def look(self, folder: Folder, row: Row) -> Settled:
        number = row["number"]
        try:
            rel = folder.local_path(self._inside + row["path"])
            if row["folder"]:
                folder.make(rel)
                return Settled(number, PLACED, folder.why_substituted(self._inside + row["path"]), rel)
            facts = folder.stat(rel)
            if facts is not None and self._equal(folder, rel, facts, row["size"], row["digest"]):
                return Settled(number, PLACED, placed_as=rel, part_id=id_text(facts.file_id))
            if self._versions is not None and not row["answer"]:
                older = self._versions.older_than(self._versions.known(folder, rel))
                return Settled(number, LEFT_OUT, OLDER) if older else Settled(number, WAITING)
            if facts is None:
                return Settled(number, WAITING)
        except NameTaken:
            return Settled(number, FAILED, _IN_THE_WAY)
        except TowlineError as error:
            return Settled(number, FAILED, entry_reason(error))
        policy = Exists(row["answer"] or self._policy)
        why = "" if facts.is_folder or self._mine(facts) else _left_out(policy, facts, row["mtime_ns"])
        return Settled(number, LEFT_OUT, why) if why else Settled(number, WAITING)


def _left_out(policy: Exists, facts: FileFacts, mtime_ns: int) -> str:
    """Why the policy leaves an entry out whose name `facts` has; empty if it does not."""
    if policy is Exists.SKIP:
        return TAKEN
    if policy is Exists.NEWER and mtime_ns <= facts.mtime_ns:
        return "the file with its name is not older"
    return ""


def read_digest(
    folder: Folder, rel: str, block_size: int, *, sha256: bool = False, stop: threading.Event | None = None
) -> tuple[bytes, bytes] | None:
    """Entry digest and (if wanted) SHA-256 of a file as it stands; None if there is none or `stop` was set."""
    file = folder.open_for_compare(rel)
    if file is None:
        return None
    buffer = memoryview(bytearray(block_size))
    digest, also = EntryDigest(), hashlib.sha256() if sha256 else None
    with file:
        while stop is None or not stop.is_set():
            filled = 0
            while filled < block_size and (got := file.readinto(buffer[filled:])):
                filled += got
            if not filled:
                return digest.value(), also.digest() if also else b""
            digest.add(filled, piece_digest(buffer[:filled]))
            if also:
                also.update(buffer[:filled])
    return None


def entry_reason(error: TowlineError) -> str:
    """Why one entry cannot be placed. Raises the error again if it is not about this one."""
    if error.word not in ("disk", "file-too-big", "refused"):
        raise error
    return str(error.facts.get("reason", error.what))


def id_text(file_id: tuple[int, int]) -> str:
    """The number of a file on its volume; the volume's own number may be another one after the next start."""
    return str(file_id[1])


def stands(folder: Folder, row: Row) -> bool:
    """Whether a file that was named before an interruption got that name."""
    try:
        facts = folder.stat(row["placed_as"])
    except NameTaken:
        return False
    if facts is None or facts.size != row["size"]:
        return False
    part_id: str = row["part_id"]
    return id_text(facts.file_id) == part_id
