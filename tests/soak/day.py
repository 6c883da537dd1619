"""A day in some minutes: two computers with a watched folder each and one that collects, and whatever a day brings.

    make soak DAY=1 MINUTES=15 SEED=7          python tests/soak/day.py --seed 7 --minutes 15

Three agents live through it without a restart. Files drop into the watched folders at a steady pace. Meanwhile computers
sleep, the line is cut and worse, brokers restart, tokens expire and their server is away, the collector's disk fails,
clocks are wrong by minutes to years, and records vanish before they are fetched. Then all is looked at: every file is
with the collector byte by byte; what expired while it slept for too long is listed as expired, and comes when it is asked
for; what vanished and has changed since cannot be repaired, which both sides say, and comes when its bundle is sent
again; nothing ever waited for a person; processes did not grow; journals and catalogs agree.

Drawn from the seed: the files and their times, the faults, their order and how long they last. Each line told is one JSON
object; the last one sums up. An hour of the day is a 24th of the minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)]

from profiles import CLUSTER, until
from soak.campaign import PARTS, UNREACHED, Wrong, entries
from soak.world import (
    End,
    Person,
    World,
    broker_killed,
    cut,
    delay,
    disk_fails,
    expired,
    half_open,
    leaders_moved,
    refuse,
    rest,
    slow,
    stall,
)
from token_server import CLIENT, TokenServer

from engine.api import OfferRow, Outcome, QuestionRow
from engine.settings_edit import set_rule

LIFE = 20  # seconds of a token
RETENTION = 480  # seconds that the cluster keeps what is sent; Carl wants his to be kept for
BRIEFLY = 40
NIGHT = 60.0  # seconds of sleep that outlast that
PACE = {"Anna": 1.0, "Carl": 3.0}  # seconds between two files, on average
PROPERTIES = {
    "log.retention.check.interval.ms": "5000",
    "log.segment.delete.delay.ms": "5000",
    "log.cleaner.backoff.ms": "5000",
}
PATIENCE = 300.0  # seconds for the last files to arrive once the day is over
WATCHED = """
[queue.hq]
cluster = "{cluster}"
to = ["Ben"]
{more}
[watch.in]
folder = "{folder}"
queue = "hq"
settle = "1s"
batch = "1s"
"""
GROWN = (1.15, 8_000_000)  # of RSS: more than this, and so many bytes more, is no longer flat
MORE_HANDLES = 20
WARM = 5.0  # minutes: a day shorter than this ends while its agents still fill what they keep


class Day(World):
    """Anna and Carl, whose folders are watched, and Ben, who collects. `ahead`: seconds that their clocks are wrong by."""

    def __init__(self, folder: Path, tokens: TokenServer) -> None:
        super().__init__(folder, tokens, PROPERTIES)
        self.tokens = tokens
        self.topic = "day"
        self.make_topics({"retention.ms": str(RETENTION * 1000), "segment.ms": "20000"})
        sign_in = [
            'security = "sasl_plaintext"', 'mechanism = "OAUTHBEARER"', f'token_url = "{tokens.url}/token"',
            f'client = "{CLIENT}"', f'client_secret = "{tokens.secret}"',
        ]  # fmt: skip
        self.target = folder / "collected"
        self.people = {name: self.person(name, name, sign_in) for name in ("Anna", "Carl", "Ben")}
        self.anna, self.carl, self.ben = self.people.values()
        self.ahead = dict.fromkeys(self.people, 0.0)
        self.slept = dict.fromkeys(self.people, 0.0)
        for name, more in (("Anna", ""), ("Carl", f'keep_for = "{BRIEFLY}s"')):
            watched = self.watched(name)
            watched.mkdir()
            with (self.people[name].folder / "towline.toml").open("a") as file:
                file.write(WATCHED.format(cluster=CLUSTER, folder=watched, more=more))
        to = [f"{self.target}/{{sender}}/{{path}}"]
        set_rule(self.ben.folder, "all", {"from": ["Anna", "Carl"], "to": to, "exists": "newer", "since": "all"})
        for person in self.people.values():
            person.launch()
        for person in self.people.values():
            person.reach()
        self.ben.knows(self.anna, self.carl)
        for sender in (self.anna, self.carl):
            sender.knows(self.ben)

    def watched(self, name: str) -> Path:
        return self.folder / f"watched-{name}"

    def computer(self, name: str) -> None:
        """Tells a computer its clock and its sleep."""
        person = self.people[name]
        file = person.folder / "computer"
        file.with_suffix(".new").write_text(json.dumps({"ahead": self.ahead[name], "slept": self.slept[name]}))
        file.with_suffix(".new").replace(file)
        os.kill(person.pid, signal.SIGUSR2)

    def close(self) -> None:
        for person in self.people.values():
            person.stop()
        self.nodes.close()
        for proxy in self.proxies:
            proxy.__exit__(None, None, None)


# --- what a day brings --------------------------------------------------------------------------------------------------------


def asleep(day: Day, rng: random.Random) -> End:
    return _sleeps(day, rng.choice(list(day.people)), lines_die=rng.random() < 0.5)


def collector_asleep_for_long(day: Day, _: random.Random) -> End:
    """Longer than Carl wants his files to be kept."""
    return _sleeps(day, "Ben", lines_die=True)


def swept(day: Day, _: random.Random) -> End:
    """All that is stored vanishes before the collector, who sleeps, could fetch the last of it."""
    wake = _sleeps(day, "Ben", lines_die=False)

    def end() -> None:
        for number in day.partitions():
            day.expire(number, 1.0)
        wake()

    return end


def _sleeps(day: Day, name: str, *, lines_die: bool) -> End:
    pid, began = day.people[name].pid, time.monotonic()
    os.kill(pid, signal.SIGSTOP)
    if lines_die:  # a router forgot its connections
        for proxy in day.proxies:
            proxy.half_open()

    def end() -> None:
        day.slept[name] += time.monotonic() - began
        day.computer(name)  # it knows when it wakes up, as a computer does
        os.kill(pid, signal.SIGCONT)

    return end


def clock_wrong(day: Day, rng: random.Random) -> End:
    name = rng.choice(list(day.people))
    day.ahead[name] = rng.choice((-1, 1)) * rng.choice((90.0, 3600.0, 86_400.0, 400 * 86_400.0))
    day.computer(name)

    def end() -> None:
        day.ahead[name] = 0.0
        day.computer(name)

    return end


def tokens_away(day: Day, _: random.Random) -> End:
    day.tokens.away = True

    def end() -> None:
        day.tokens.away = False

    return end


Fault = Callable[[Day, random.Random], End]
FAULTS: dict[Fault, tuple[float, float, float]] = {
    # how often in fifteen minutes, and for how many seconds: at the least, at the most
    asleep: (4, 3, 15),
    collector_asleep_for_long: (1, NIGHT, NIGHT),
    swept: (2, 3, 8),
    clock_wrong: (5, 3, 15),
    tokens_away: (2, 5, LIFE * 1.5),
    disk_fails: (3, 1, 8),
    cut: (3, 0, 0),
    refuse: (2, 1, 10),
    stall: (2, 1, 10),
    half_open: (1, 0, 0),
    slow: (1, 3, 8),
    delay: (1, 3, 8),
    broker_killed: (3, 0, 3),
    leaders_moved: (2, 0, 3),
    expired: (2, 0, 0),
}  # fmt: skip


def planned(rng: random.Random, minutes: float) -> list[tuple[float, Fault, float]]:
    """(when, as a part of the day; which; for how many seconds): each kind at least once."""
    deck = [fault for fault, (often, _, _) in FAULTS.items() for _ in range(max(1, round(often * minutes / 15)))]
    rng.shuffle(deck)
    return [
        ((n + rng.random()) / len(deck) * 0.95, fault, rng.uniform(*FAULTS[fault][1:])) for n, fault in enumerate(deck)
    ]


# --- files --------------------------------------------------------------------------------------------------------------------


class Dropper(threading.Thread):
    """Puts files into a watched folder, as programs and people do. `last`: path → SHA-256 of its newest version."""

    def __init__(self, day: Day, name: str, seed: int) -> None:
        super().__init__(name=f"dropper {name}", daemon=True)
        self.last: dict[str, str] = {}
        self.versions = self.bytes = 0
        self.over = threading.Event()
        self.trouble: Exception | None = None
        self._day, self._who = day, name
        self._rng = random.Random(f"{seed}/{name}")
        self._pace = PACE[name]

    def run(self) -> None:
        try:
            while not self.over.wait(self._rng.uniform(0.5, 1.5) * self._pace):
                self._drop()
        except OSError as error:
            self.trouble = error

    def _drop(self) -> None:
        rng, kind = self._rng, self._rng.random()
        if self._who == "Anna" and self.last and kind < 0.08:  # Carl's are dropped once each: what expired can be told
            name = rng.choice(list(self.last)[-60:])
        else:
            name = f"{rng.choice(('', 'press/', 'Grüße, 世界/'))}{len(self.last):05}.dat"
        sizes = [(0, 60_000), (60_000, 400_000), (1_000_000, 4_000_000)]
        [size] = rng.choices(sizes, (80, 16, 4) if self._who == "Anna" else (1, 0, 0))
        data = rng.randbytes(rng.randint(*size))
        path = self._day.watched(self._who) / name
        path.parent.mkdir(exist_ok=True)
        if kind > 0.9:  # written bit by bit
            with path.open("wb") as file:
                for start in range(0, max(1, len(data)), 1 + len(data) // 4):
                    file.write(data[start : start + 1 + len(data) // 4])
                    file.flush()
                    rest(0.1)
        else:
            new = path.with_name(path.name + ".tmp")
            new.write_bytes(data)
            new.replace(path)
        ahead = self._day.ahead[self._who]
        if ahead:  # its time is the one of its computer
            os.utime(path, (time.time() + ahead, time.time() + ahead))
        self.last[name] = hashlib.sha256(data).hexdigest()
        self.versions += 1
        self.bytes += len(data)


# --- who looks on -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sample:
    at: float
    rss: int
    handles: int
    threads: int


class Watching(threading.Thread):
    """Notes every two seconds how large a process is and whether anything waits for a person: what the agent does not
    answer by itself, by its written defaults, until the next look.
    """

    def __init__(self, person: Person) -> None:
        super().__init__(name=f"watching {person.name}", daemon=True)
        self.samples: list[Sample] = []
        self.questions: dict[str, QuestionRow] = {}
        self.over = threading.Event()
        self._person = person

    def run(self) -> None:
        stood: set[str] = set()
        began, proc = time.monotonic(), Path(f"/proc/{self._person.pid}")
        while not self.over.wait(2.0) and not self._person.ended:
            status = dict(line.split(":", 1) for line in (proc / "status").read_text().splitlines())
            rss, threads = int(status["VmRSS"].split()[0]) * 1024, int(status["Threads"])
            handles = len(list((proc / "fd").iterdir()))
            self.samples.append(Sample(time.monotonic() - began, rss, handles, threads))
            try:
                asked = {row.id: row for row in self._person.engine.questions()}
            except UNREACHED:
                continue
            self.questions |= {id: row for id, row in asked.items() if id in stood}
            stood = set(asked)

    def growth(self, day: float) -> dict[str, float | list[float]]:
        """Of its memory: medians of each eighth, of the second and the last quarter in MB, and its slope from then on, MB
        in a day."""
        count = len(self.samples)
        eighths = [self.samples[count * n // 8 : count * (n + 1) // 8] for n in range(8)]
        second, last = self.samples[count // 4 : count // 2], self.samples[count * 3 // 4 :]
        later = self.samples[count // 4 :]
        line = statistics.linear_regression([one.at for one in later], [one.rss for one in later])
        return {
            "course": [round(statistics.median(one.rss for one in part) / 1e6, 1) for part in eighths],
            "second_quarter": round(statistics.median(one.rss for one in second) / 1e6, 1),
            "last_quarter": round(statistics.median(one.rss for one in last) / 1e6, 1),
            "a_day": round(line.slope * day / 1e6, 1),
            "peak": round(max(one.rss for one in self.samples) / 1e6, 1),
            "handles": statistics.median(one.handles for one in last),
            "more_handles": statistics.median(one.handles for one in last)
            - statistics.median(one.handles for one in second),
            "threads": statistics.median(one.threads for one in last),
        }


# --- the checker --------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Told:
    seed: int
    minutes: float
    faults: int = 0
    files: int = 0
    versions: int = 0
    bytes: int = 0
    bundles: int = 0
    tokens: int = 0
    expired: int = 0  # files whose offer says so
    not_repaired: int = 0  # files whose sender says so
    late: float = 0.0  # seconds from the end of the day to the last file in place
    sent_twice: int = 0
    memory: dict[str, dict[str, float | list[float]]] = field(default_factory=dict)


def missing(day: Day, droppers: dict[str, Dropper]) -> dict[str, set[str]]:
    """Of each sender what is not with the collector in its newest version."""
    found: dict[str, set[str]] = {}
    for name, dropper in droppers.items():
        folder = day.target / name
        found[name] = {path for path, digest in dropper.last.copy().items() if not _is(folder / path, digest)}
    return found


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def expired_offers(day: Day) -> list[OfferRow]:
    """What Ben's list calls expired, and is not here."""
    return [row for row in day.ben.offers() if row.state == "expired" and row.here != "all"]


def names_in(day: Day, offer: OfferRow) -> Iterator[str]:
    after = -1
    while rows := day.ben.engine.offer_entries(offer.id, after, 1000):
        yield from (row.path for row in rows if not row.folder)
        after = rows[-1].number


def not_repaired(day: Day) -> dict[str, str]:
    """Path → Anna's bundle, of what vanished and cannot be sent again as it was; both sides say so."""
    sends = {row.offer: row.id for row in day.anna.engine.transfers(ended=True)}
    found: dict[str, str] = {}
    for row in day.ben.engine.transfers(ended=True):
        if row.peer != "Anna" or row.outcome not in (Outcome.PARTLY, Outcome.FAILED):
            continue
        if any(told.event == "not-repaired" for told in day.anna.engine.story(sends[row.offer])):
            gone = [entry for entry in entries(day.ben, row.id) if entry.state != "in place"]  # type: ignore[attr-defined]
            found |= {str(entry.path): sends[row.offer] for entry in gone}  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class Left:
    """What is not with the collector, though all that can be done by itself is done: path → its offer, or its bundle."""

    expired: dict[str, OfferRow]
    not_repaired: dict[str, str]


def arrived(day: Day, droppers: dict[str, Dropper]) -> Left | None:
    """None while anything is still to come."""
    left = missing(day, droppers)
    told = not_repaired(day) if left["Anna"] else {}
    listed = {path: offer for offer in expired_offers(day) for path in names_in(day, offer)} if left["Carl"] else {}
    if not left["Anna"] <= set(told) or not left["Carl"] <= set(listed):
        return None
    return Left({path: listed[path] for path in left["Carl"]}, {path: told[path] for path in left["Anna"]})


def check_lists(day: Day, droppers: dict[str, Dropper]) -> int:
    """Journals and catalogs agree; how many bundles there were."""
    theirs = {row.id: row for row in day.ben.offers()}
    fetched = [row for row in day.ben.engine.transfers(ended=True) if row.kind == "fetch"]
    fetched += [row for row in day.ben.engine.transfers(ended=False) if row.kind == "fetch"]
    bundles = 0
    for name in droppers:
        person = day.people[name]
        if open_ones := person.engine.transfers(ended=False):
            raise Wrong(f"{name} still sends: {open_ones[0].state}: {open_ones[0].why}")
        mine = {row.id: row for row in person.engine.offers() if row.mine}
        for row in person.engine.transfers(ended=True):
            bundles += 1
            if row.outcome != Outcome.STORED:
                raise Wrong(f"a send of {name} ended as {row.outcome}: {row.why}")
            if row.offer not in mine or mine[row.offer].state not in ("complete", "expired"):
                raise Wrong(f"{name}'s catalog has {mine.get(row.offer)} of a stored bundle")
            if row.offer not in theirs or theirs[row.offer].state not in ("complete", "expired"):
                raise Wrong(f"Ben's catalog has {theirs.get(row.offer)} of a stored bundle of {name}")
    for row in fetched:
        if row.outcome == Outcome.PLACED:
            continue
        if row.outcome not in (Outcome.PARTLY, Outcome.FAILED) or "no longer on the cluster" not in row.why:
            raise Wrong(f"a fetch is {row.state}, ended as {row.outcome or 'nothing'}: {row.why}")
        whose = next(name for name in droppers if row.peer == name)
        for entry in entries(day.ben, row.id):
            path = str(entry.path)  # type: ignore[attr-defined]
            # an older version whose records vanished before it was fetched: the newer one is there
            if entry.state != "in place" and path not in droppers[whose].last:  # type: ignore[attr-defined]
                raise Wrong(f"{path} of {whose} is {entry.state}, and nobody dropped it")  # type: ignore[attr-defined]
    return bundles


def check_disk(day: Day, droppers: dict[str, Dropper]) -> None:
    for name, dropper in droppers.items():
        folder = day.target / name
        there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        if there - set(dropper.last):
            raise Wrong(f"nobody dropped {sorted(there - set(dropper.last))[:5]} of {name}")
    parts = [path for path in day.target.rglob("*") if PARTS in path.parts and path.is_file()]
    if parts:
        raise Wrong(f"parts are left: {parts[:5]}")


def check_quiet(day: Day, watching: dict[str, Watching]) -> None:
    """Nobody was asked, and nothing was called a fault."""
    for name, one in watching.items():
        if one.questions:
            raise Wrong(f"{name} was asked: {next(iter(one.questions.values()))}")
        log = (day.people[name].folder / "agent.log").read_text(errors="replace")
        for word in ("Traceback", "fault", "ERROR"):
            if word in log:
                at = log.index(word)
                raise Wrong(f"{name}'s log says: {log[max(0, at - 500) : at + 1500]}")


def check_flat(told: Told) -> None:
    for name, one in told.memory.items():
        before, after, handles = (float(one[key]) for key in ("second_quarter", "last_quarter", "more_handles"))  # type: ignore[arg-type]
        if told.minutes >= WARM and after > before * GROWN[0] and (after - before) * 1e6 > GROWN[1]:
            raise Wrong(f"{name}'s memory grew from {before} to {after} MB")
        if handles > MORE_HANDLES:
            raise Wrong(f"{name} holds {handles} more files and sockets than before")


def check_alive(day: Day) -> None:
    for name, person in day.people.items():
        if person.ended:
            raise Wrong(f"{name}'s agent ended: {(person.folder / 'agent.log').read_text(errors='replace')[-2000:]}")


def check_journals(day: Day) -> None:
    """Once nobody has them open."""
    for name, person in day.people.items():
        with closing(sqlite3.connect(person.folder / "journal.sqlite")) as db:
            [[said]] = db.execute("PRAGMA integrity_check").fetchall()
        if said != "ok":
            raise Wrong(f"{name}'s journal: {said}")


# --- the day ------------------------------------------------------------------------------------------------------------------


def live(folder: Path, seed: int, minutes: float, tell: Callable[[dict[str, object]], None]) -> Told:
    """One day; raises Wrong for what must never be, and leaves its folder."""
    told, tokens = Told(seed, minutes), TokenServer(LIFE)
    rng = random.Random(f"day {seed}")
    day = Day(folder, tokens)
    droppers = {name: Dropper(day, name, seed) for name in PACE}
    watching = {name: Watching(person) for name, person in day.people.items()}
    for thread in (*droppers.values(), *watching.values()):
        thread.start()
    try:
        began, length = time.monotonic(), minutes * 60
        for at, fault, seconds in planned(rng, minutes):
            rest(max(0.0, began + at * length - time.monotonic()))
            hours = (time.monotonic() - began) / length * 24
            end = fault(day, rng)
            rest(seconds)
            end()
            told.faults += 1
            clocks = {name: ahead for name, ahead in day.ahead.items() if ahead}
            check_alive(day)
            tell({"at": f"{int(hours):02}:{int(hours % 1 * 60):02}", "fault": fault.__name__, "seconds": round(seconds, 1),
                  "clocks": clocks, "missing": {name: len(left) for name, left in missing(day, droppers).items()}})  # fmt: skip
        rest(max(0.0, began + length - time.monotonic()))
        finish(day, droppers, watching, told)
    except BaseException:
        explain(day)
        raise
    finally:
        for thread in (*droppers.values(), *watching.values()):
            thread.over.set()
        day.close()
        tokens.close()
    check_journals(day)
    return told


def finish(day: Day, droppers: dict[str, Dropper], watching: dict[str, Watching], told: Told) -> None:
    """The day is over: what is under way arrives, and everything is looked at."""
    over = time.monotonic()
    for dropper in droppers.values():
        dropper.over.set()
        dropper.join(30)
        if dropper.trouble is not None:
            raise dropper.trouble
    left = until(lambda: arrived(day, droppers), "the files", PATIENCE, 1.0)
    assert left is not None
    told.late = round(time.monotonic() - over, 1)
    told.expired, told.not_repaired = len(left.expired), len(left.not_repaired)
    until(lambda: not any(person.engine.transfers(ended=False) for person in (day.anna, day.carl)), "the last send")
    for one in watching.values():
        one.over.set()
        one.join(30)
    check_quiet(day, watching)
    # The day is over, and somebody comes: what expired is asked for, and its sender sends it again from where it stands;
    # what could not be repaired is sent once more as it is now.
    for offer in {row.id for row in left.expired.values()}:
        day.ben.fetch(offer, day.target / "Carl")
    if left.not_repaired:
        day.anna.engine.again(sorted(set(left.not_repaired.values()))).result(30)
    until(lambda: not any(missing(day, droppers).values()), "what had expired", PATIENCE, 1.0)
    until(lambda: not any(person.engine.transfers(ended=False) for person in day.people.values()), "the last transfer")
    told.bundles = check_lists(day, droppers)
    check_disk(day, droppers)
    told.files = sum(len(dropper.last) for dropper in droppers.values())
    told.versions = sum(dropper.versions for dropper in droppers.values())
    told.bytes = sum(dropper.bytes for dropper in droppers.values())
    told.tokens = day.tokens.issued
    told.sent_twice = sum(row.sent_twice for name in droppers for row in day.people[name].engine.transfers(ended=True))
    told.memory = {name: one.growth(told.minutes * 60) for name, one in watching.items()}
    print(json.dumps({"memory": told.memory}), flush=True)
    check_flat(told)


def explain(day: Day) -> None:
    """Where everything stands, for who looks at a day that went wrong."""
    for name, person in day.people.items():
        try:
            for row in person.engine.transfers(ended=False)[:20]:
                print(name, row.kind, row.state, row.done, row.size, row.why, file=sys.stderr)
            for link in person.engine.links():
                print(name, link, file=sys.stderr)
            for watch in person.engine.watches():
                print(name, watch, file=sys.stderr)
            for rule in person.engine.rules():
                print(name, rule, file=sys.stderr)
            os.kill(person.pid, signal.SIGUSR1)
        except (*UNREACHED, AssertionError) as error:
            print(name, error, file=sys.stderr)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--minutes", type=float, default=15)
    chosen = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="towline-day-"))
    began = time.monotonic()
    try:
        told = live(folder, chosen.seed, chosen.minutes, lambda line: print(json.dumps(line), flush=True))
    except BaseException:
        print(json.dumps({"failed": chosen.seed, "kept": str(folder)}), flush=True)
        raise
    shutil.rmtree(folder)
    sums = {name: getattr(told, name) for name in Told.__slots__}
    print(json.dumps(sums | {"seconds": round(time.monotonic() - began)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
