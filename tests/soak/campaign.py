"""A campaign of seeded rounds: in each a bundle is sent and fetched while faults happen, and then everything is compared.

    make soak SEED=7 ROUNDS=1000          python tests/soak/campaign.py --seed 7 --rounds 1000
    make soak SEED=7 ROUND=123            that one round again

Of a round are drawn: the files, what happens to them while they are sent, the faults and when they come (at which part
of the bytes). When threads and processes take their turns is not drawn, so a round that failed may pass when it is
played again; its folder is kept. Each line told is one JSON object; the last one sums up.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)]

from profiles import until
from soak.world import World, drawn, expired, rest, topic_recreated

from engine.api import OfferRow, Outcome, TransferRow
from engine.errors import TowlineError

SEASON = 10  # rounds on the same topics and profiles
PATIENCE = 150.0  # seconds for a round to end once its faults are over
KNOWN = 10.0  # seconds after which its sender surely knows the topic that there is
LIMIT = 4_000_000  # bytes per second, so that there is time for faults
BLOCK = 200_000
PARTS = ".towline-parts"
UNREACHED = (TowlineError, OSError, EOFError)  # an engine that is being killed


@dataclass(slots=True)
class Round:
    seed: int
    number: int
    faults: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    sent: str = ""
    fetched: str = ""
    sent_twice: int = 0
    seconds: float = 0.0


class Wrong(AssertionError):
    """What a round must never do."""


# --- files --------------------------------------------------------------------------------------------------------------------


class Files:
    """The files of a round, every version that each of them ever had, and which are no longer what they were."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder = folder
        self.versions: dict[str, set[str]] = {}
        self.touched: set[str] = set()
        self._rng = rng
        folder.mkdir(parents=True)
        for n in range(rng.randint(1, 30)):
            self._write(
                f"{rng.choice(('', 'deep/', 'Grüße, 世界/'))}{n:02} {rng.choice('abc')}.txt", rng.randint(0, 20_000)
            )
        for n in range(rng.randint(0, 2)):
            self._write(f"large {n}.bin", rng.randint(BLOCK, 6_000_000))
        self._write("empty", 0)
        old = time.time() - 3600
        for path in self.all():
            os.utime(path, (old, old))

    def all(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def _write(self, name: str, size: int) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = self._rng.randbytes(size)
        self.versions.setdefault(name, set()).add(hashlib.sha256(data).hexdigest())
        new = path.with_name(path.name + ".new")  # a version is there whole, or not at all
        new.write_bytes(data)
        new.replace(path)

    def change(self) -> str:
        """One file is changed in place, shrunk, replaced or removed, as programs do without asking."""
        name = self._rng.choice(sorted(self.versions))
        how = self._rng.choice(("grown", "shrunk", "replaced", "removed"))
        path = self.folder / name
        self.touched.add(name)
        if not path.exists():
            return f"{name} was removed before"
        if how == "removed":
            path.unlink()
        elif how == "replaced":
            self._write(name, self._rng.randint(0, 300_000))
        elif how == "shrunk":
            data = path.read_bytes()[: path.stat().st_size // 2]
            self.versions[name].add(hashlib.sha256(data).hexdigest())
            os.truncate(path, len(data))
        else:
            more = self._rng.randbytes(1000)
            self.versions[name].add(hashlib.sha256(path.read_bytes() + more).hexdigest())
            with path.open("ab") as file:
                file.write(more)
        return f"{name} {how}"


# --- a round ------------------------------------------------------------------------------------------------------------------


def play(world: World, seed: int, number: int, folder: Path) -> Round:
    """One round on this world; raises Wrong for what must never be."""
    rng = random.Random(f"{seed}/{number}")
    told = Round(seed, number)
    began = time.monotonic()
    anna, ben = world.anna, world.ben
    assert anna is not None and ben is not None
    files = Files(folder / "source" / f"round-{number}", rng)
    told.files, told.bytes = len(files.all()), sum(path.stat().st_size for path in files.all())
    planned = sorted((rng.random(), *drawn(rng)) for _ in range(rng.randint(1, 3)))  # type: ignore[type-var]
    changes = sorted(rng.random() for _ in range(rng.choice((0, 0, 1, 2))))
    told.faults = [f"{fault.__name__} at {at:.2f} for {seconds:.1f} s" for at, fault, seconds in planned]

    send = anna.send(files.folder, limit=LIMIT, block_size=BLOCK)
    fetching = Fetching(ben, files.folder.name, folder / "target")
    fetching.start()
    try:
        happen(world, rng, planned, changes, files, told, lambda: part(anna, send))
    finally:
        fetching.faults_over.set()
    sent = ended(anna, send)
    told.sent, told.sent_twice = sent.outcome.value, sent.sent_twice
    lost = False
    if topic_recreated in {fault for _, fault, _ in planned}:
        anna.knows(ben)  # whereupon she looks at the topic at once
        lost = went(anna, sent, fetching)
    fetching.join(PATIENCE)
    if fetching.is_alive():
        raise Wrong(f"the fetch did not end: {fetching.said}")
    if lost:
        told.fetched = "lost with its topic"
        check_fetched(fetching, None, files, strict=False)
        told.seconds = round(time.monotonic() - began, 1)
        return told
    lossy = {expired.__name__, topic_recreated.__name__} & {fault.__name__ for _, fault, _ in planned}
    fetched = fetching.row
    if fetched is None:
        raise Wrong(f"nothing was fetched: {fetching.said}")
    told.fetched = fetched.outcome.value
    check_sent(
        anna, sent, files, states={"complete", "topic-anew"} if topic_recreated.__name__ in lossy else {"complete"}
    )
    check_fetched(fetching, fetched, files, strict=not lossy)
    told.seconds = round(time.monotonic() - began, 1)
    return told


def went(anna: object, sent: TransferRow, fetching: Fetching) -> bool:
    """Whether the topic went after all was stored: only its sender can send it again, and nobody does here. Otherwise
    returns once it was fetched."""
    began = there = time.monotonic()
    while fetching.is_alive() and time.monotonic() < began + PATIENCE:
        if offer_of(anna, sent).state != "topic-anew":
            there = time.monotonic()
        elif time.monotonic() > there + KNOWN:
            fetching.given_up.set()
        rest(0.1)
    return offer_of(anna, sent).state == "topic-anew"


def part(person: object, transfer: str) -> float:
    """How much of a transfer is done; 1 if it ended, -1 if its engine cannot be asked now."""
    try:
        row = person.engine.transfer(transfer)  # type: ignore[attr-defined]
    except UNREACHED:
        return -1.0
    return 1.0 if row.outcome or not row.size else row.done / row.size


def happen(
    world: World,
    rng: random.Random,
    planned: Iterable[tuple[float, Callable[[World, random.Random], Callable[[], None]], float]],
    changes: Iterable[float],
    files: Files,
    told: Round,
    done: Callable[[], float],
) -> None:
    """Faults and changes, one after another, each once that part of the bytes is stored."""
    todo: list[tuple[float, int, Callable[[], None]]] = []

    def fault(which: Callable[[World, random.Random], Callable[[], None]], seconds: float) -> None:
        end = which(world, rng)
        rest(seconds)
        end()

    for n, (at, which, seconds) in enumerate(planned):
        todo.append((at, n, lambda which=which, seconds=seconds: fault(which, seconds)))  # type: ignore[misc]
    for n, at in enumerate(changes):
        todo.append((at, 100 + n, lambda: told.changes.append(files.change())))
    for at, _, act in sorted(todo, key=lambda item: item[:2]):
        patience = time.monotonic() + 20  # a send that stands still is no reason to wait for ever
        until(lambda at=at, patience=patience: done() >= at or time.monotonic() > patience, "its turn", 30, look=0.02)  # type: ignore[misc]
        act()


class Fetching(threading.Thread):
    """Ben fetches what comes under a title: as soon as it is there, and again what a lost topic took."""

    def __init__(self, ben: object, title: str, target: Path) -> None:
        super().__init__(name="fetching", daemon=True)
        self.ben = ben
        self.title = title
        self.target = target
        self.faults_over = threading.Event()
        self.given_up = threading.Event()
        self.row: TransferRow | None = None
        self.said = "no offer came"
        self._tried: set[str] = set()

    def run(self) -> None:
        deadline = time.monotonic() + 4 * PATIENCE
        while time.monotonic() < deadline and not self.given_up.is_set():
            try:
                offer = self._offer()
                if offer is not None:
                    self._fetch(offer)
                    if self.row is not None and self._over(offer):
                        return
            except UNREACHED as error:
                self.said = str(error)
            time.sleep(0.05)

    def _offer(self) -> OfferRow | None:
        """The newest one under the title that is not withdrawn."""
        rows = [row for row in self.ben.offers() if row.title == self.title and row.state in ("growing", "complete")]  # type: ignore[attr-defined]
        return max(rows, key=lambda row: row.sent, default=None)

    def _fetch(self, offer: OfferRow) -> None:
        """From its start, or from where an earlier try of the same offer stands, to its end."""
        rows = [row for row in self.ben.engine.transfers() if row.kind == "fetch" and row.offer == offer.id]  # type: ignore[attr-defined]
        if not rows:
            self.ben.fetch(offer.id, self.target)  # type: ignore[attr-defined]
            return
        row = rows[-1]
        self.said = f"{row.state}, {row.done} of {row.size}: {row.why}"
        if row.state == "needs-you":
            self.ben.engine.retry([row.id]).result(30)  # type: ignore[attr-defined]
        self.row = row if row.outcome else None

    def _over(self, offer: OfferRow) -> bool:
        """Whether what was fetched is the last word: the faults are over and no newer bundle is coming."""
        if not self.faults_over.is_set():
            return False
        newest = self._offer()
        return newest is not None and newest.id == offer.id and newest.state == "complete"


def ended(person: object, transfer: str) -> TransferRow:
    """Waits for its end; a person is there who presses *Retry* when asked for something that is mended by now."""

    def row() -> TransferRow | None:
        try:
            found: TransferRow = person.engine.transfer(transfer)  # type: ignore[attr-defined]
            if found.state == "needs-you":
                person.engine.retry([transfer]).result(30)  # type: ignore[attr-defined]
        except UNREACHED:
            return None
        return found if found.outcome else None

    try:
        found = until(row, "the end of the send", PATIENCE)
    except AssertionError as late:
        now, log = person.engine.transfer(transfer), person.folder / "agent.log"  # type: ignore[attr-defined]
        os.kill(person.pid, signal.SIGUSR1)  # type: ignore[attr-defined]
        until(lambda: "most recent call first" in log.read_text(), "where its threads are")
        raise Wrong(f"{late}: {now.state}, {now.done} of {now.size}: {now.why}\n{log.read_text()[-9000:]}") from late
    assert found is not None
    return found


# --- the checker --------------------------------------------------------------------------------------------------------------


def check_sent(anna: object, sent: TransferRow, files: Files, states: set[str]) -> None:
    """The journal, the catalog and the folder agree. `states`: of the offer; its topic may go once all was fetched."""
    if sent.outcome != Outcome.STORED:
        raise Wrong(f"the send ended as {sent.outcome}: {sent.why}")
    mine = offer_of(anna, sent)
    if mine.state not in states or mine.entries != sent.entries:
        raise Wrong(f"the catalog has {mine.state} with {mine.entries} files, the journal {sent.entries}")
    rows = list(entries(anna, sent.id))
    stored = {row.path.partition("/")[2] for row in rows if row.state == "stored" and not row.folder}
    missing = set(files.versions) - stored - files.touched
    if missing:
        raise Wrong(f"not stored, though nothing happened to them: {sorted(missing)}")


def offer_of(person: object, sent: TransferRow) -> OfferRow:
    [mine] = [row for row in person.engine.offers() if row.id == sent.offer]  # type: ignore[attr-defined]
    return mine


def entries(person: object, transfer: str) -> Iterable[object]:
    after = -1
    while rows := person.engine.entries(transfer, after, 1000):  # type: ignore[attr-defined]
        yield from rows
        after = rows[-1].number


def check_fetched(fetching: Fetching, row: TransferRow | None, files: Files, *, strict: bool) -> None:
    """Every file byte by byte; `strict`: nothing was taken from the cluster, so everything is there."""
    target = fetching.target / files.folder.name
    found = (
        {str(path.relative_to(target)): path for path in target.rglob("*") if path.is_file()} if target.exists() else {}
    )
    for name, path in found.items():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest not in files.versions.get(_original(name, files), set()):
            raise Wrong(f"{name!r} is no version of any file that was sent")
    beside = (
        {path.name for path in fetching.target.iterdir()} - {files.folder.name, PARTS}
        if fetching.target.exists()
        else set()
    )
    if beside:
        raise Wrong(f"beside the folder stand {sorted(beside)}")
    if strict:
        if row is None or row.outcome != Outcome.PLACED:
            raise Wrong(f"the fetch ended as {row.outcome}: {row.why}" if row else "nothing was fetched")
        missing = set(files.versions) - set(found) - files.touched
        if missing:
            raise Wrong(f"not there: {sorted(missing)}")
        twice = set(found) - set(files.versions)
        if twice:
            raise Wrong(f"there twice: {sorted(twice)}")
    if row is None or not row.outcome:
        return
    parts = fetching.target / PARTS
    left = list(parts.iterdir()) if parts.exists() else []
    if left:
        raise Wrong(f"parts are left: {[path.name for path in left]}")


def _original(name: str, files: Files) -> str:
    """A second bundle of the same files puts what differs beside the first one's, under a name with its sender."""
    if name in files.versions:
        return name
    stem = name.split(" (from ", maxsplit=1)[0]
    return next((known for known in files.versions if known.rpartition(".")[0] == stem or known == stem), name)


# --- many rounds --------------------------------------------------------------------------------------------------------------


def campaign(folder: Path, seed: int, numbers: Iterable[int], tell: Callable[[str], None]) -> list[Round]:
    """Plays these rounds; raises Wrong at the first that does what must never be, and leaves its folder."""
    world = World(folder / "world")
    rounds: list[Round] = []
    try:
        for n, number in enumerate(numbers):
            if n % SEASON == 0:
                world.new_season()
            here = folder / f"round-{number}"
            try:
                rounds.append(play(world, seed, number, here))
            except Exception:
                tell(json.dumps({"failed": number, "seed": seed, "kept": str(folder)}))
                raise
            shutil.rmtree(here)
            tell(json.dumps(asdict(rounds[-1])))
    finally:
        world.close()
    return rounds


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--rounds", type=int, default=100)
    words.add_argument("--first", type=int, default=1)
    words.add_argument("--round", type=int, help="only this one")
    chosen = words.parse_args()
    numbers = [chosen.round] if chosen.round else range(chosen.first, chosen.first + chosen.rounds)
    folder = Path(tempfile.mkdtemp(prefix="towline-soak-"))
    began = time.monotonic()
    rounds = campaign(folder, chosen.seed, numbers, lambda line: print(line, flush=True))
    shutil.rmtree(folder)
    faults = sum(len(one.faults) for one in rounds)
    print(
        json.dumps(
            {
                "seed": chosen.seed, "rounds": len(rounds), "faults": faults,
                "changes": sum(len(one.changes) for one in rounds), "files": sum(one.files for one in rounds),
                "bytes": sum(one.bytes for one in rounds), "sent_twice": sum(one.sent_twice for one in rounds),
                "seconds": round(time.monotonic() - began),
            }
        )
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
