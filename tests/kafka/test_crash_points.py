"""Every point of the ordering rules: the process ends exactly there, by SIGKILL, and the next start goes on.

A real process on a real Kafka. Small entries (with their pages, and a leaf that is full) and a large one are different
stories, so both pass each point that they have. After the crash a file is right or not there; after the next start all
are right, none is there twice, nothing is beside them, and no more than what was in flight went twice.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient
from profiles import CLUSTER, ROOT, Agent, Here, environ, make_topics, until

from engine import points
from engine.api import Outcome, TransferRow
from engine.errors import TowlineError
from engine.kafka_nodes import KafkaNodes

BLOCK = 65_536
MOST_AGAIN = (16 + 32) * 1024 * 1024  # a commit, and what may be in flight
SMALL = 1_000  # files: more rows than a leaf holds
ENDED = (TowlineError, OSError, EOFError, TimeoutError)  # what a call meets whose process ends
SLOWLY = 4_000_000  # bytes per second: what grows is still being sent while it is offered
NOT_IN_LARGE = {"send-page-stored", "send-leaf-journaled"}  # its rows stand in the offer itself


class Doomed(Agent):
    """Its next start ends at a point, the ones after it do not."""

    def start_doomed(self, point: str, nth: int) -> None:
        words = [sys.executable, str(ROOT / "tests" / "crash_child.py"), point, str(nth), str(self.folder)]
        with (self.folder / "agent.log").open("ab") as log:
            self._child = subprocess.Popen(words, env=environ(), stdout=log, stderr=log)
        self.reach()

    def died(self) -> None:
        """Waits for the end at the point."""
        assert self._child is not None
        assert self._child.wait(60) == -signal.SIGKILL, (self.folder / "agent.log").read_text()[-2000:]
        self._child = None


def tree(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of every file below. The staging folder's apart, which may go away at any moment."""
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != ".towline-parts"]
        found += [Path(here, name) for name in files]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def source(kind: str, folder: Path) -> Path:
    """A bundle of small files, or of one large one."""
    bundle = folder / "bundle"
    bundle.mkdir()
    if kind != "small":
        (bundle / "large.bin").write_bytes(os.urandom(BLOCK * 30 + 7))
        return bundle
    (bundle / "empty").touch()
    for n in range(SMALL):
        (bundle / f"{n:04} of a name that takes some room.txt").write_bytes(f"{n:05} ".encode() * 90)
    for path in bundle.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return bundle


def cases(points_of: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """(small, large or growing, point, which pass): each point at its first one, two in the midst of it, too."""
    growing = [point for point in points_of if point.startswith("send-growing")]
    points_of = tuple(point for point in points_of if point not in growing)
    found = [("small", point, 1) for point in points_of]
    found += [("large", point, 1) for point in points_of if point not in NOT_IN_LARGE]
    found += [("growing", point, 1) for point in growing]
    return found + [(kind, point, 4) for kind, point, _ in found if point in ("send-acked", "fetch-written")]


class Two:
    """One whose process ends at a point, and one here, on topics of their own."""

    def __init__(self, broker: KafkaNodes, folder: Path, topic: str, doomed: str, here: str) -> None:
        make_topics(AdminClient({"bootstrap.servers": broker.bootstrap}), topic)
        self.doomed = Doomed(folder / doomed, doomed, broker.bootstrap, topic=topic)
        self.here = Here(folder / here, here, broker.bootstrap, topic=topic)
        self.here.start()

    def meet(self, point: str, nth: int) -> None:
        self.doomed.start_doomed(point, nth)
        self.doomed.knows(self.here)
        self.here.knows(self.doomed)

    def again(self) -> TransferRow:
        """The next start, and the good end of the one transfer there is."""
        self.doomed.start()
        [row] = self.doomed.engine.transfers()
        return self.doomed.done(row.id)

    def close(self) -> None:
        self.doomed.kill()
        self.here.stop()


@pytest.fixture
def two(broker: KafkaNodes, tmp_path: Path, topic_name: Callable[[], str]) -> Iterator[Callable[[str, str], Two]]:
    made: list[Two] = []

    def make(doomed: str, here: str) -> Two:
        made.append(Two(broker, tmp_path, topic_name(), doomed, here))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize(("kind", "point", "nth"), cases(points.SENDING))
def test_a_sender_that_ends_at_any_point_goes_on(
    two: Callable[[str, str], Two], tmp_path: Path, kind: str, point: str, nth: int
) -> None:
    both, bundle = two("Anna", "Ben"), source(kind, tmp_path)
    anna, ben = both.doomed, both.here
    both.meet(point, nth)
    ben.listen()
    with suppress(*ENDED):
        anna.send(bundle, block_size=BLOCK, limit=SLOWLY if kind == "growing" else None)
    anna.died()
    row = both.again()
    assert row.outcome == Outcome.STORED and row.sent_twice <= MOST_AGAIN
    offer = ben.offer()
    until(lambda: ben.engine.offers()[0].state == "complete", "the complete offer")
    assert [row.title for row in ben.offers()] == ["bundle"]  # one, however often it was begun
    target = tmp_path / "in"
    ben.done(ben.fetch(offer.id, target))
    assert tree(target / "bundle") == tree(bundle)


@pytest.mark.parametrize(("kind", "point", "nth"), cases(points.RECEIVING))
def test_a_receiver_that_ends_at_any_point_goes_on(
    two: Callable[[str, str], Two], tmp_path: Path, kind: str, point: str, nth: int
) -> None:
    both, bundle = two("Ben", "Anna"), source(kind, tmp_path)
    ben, anna = both.doomed, both.here
    both.meet(point, nth)
    sent = anna.done(anna.send(bundle, block_size=BLOCK))
    right = {f"bundle/{path}": digest for path, digest in tree(bundle).items()}
    ben.listen()
    target = tmp_path / "in"
    with suppress(*ENDED):
        ben.fetch(sent.offer, target)
    ben.died()
    assert tree(target).items() <= right.items()
    assert both.again().outcome == Outcome.PLACED
    assert tree(target) == right
    assert {path.name for path in tmp_path.iterdir()} == {"Anna", "Ben", "bundle", "in"}
    until(lambda: anna.engine.offers(CLUSTER)[0].received, "the receipt")


@pytest.mark.parametrize(
    ("way", "point"), [("delete", "original-aside"), ("delete", "original-gone"), ("move", "original-named")]
)  # every point of one file, also between volumes: tests/engine/test_originals.py
def test_originals_go_once_whenever_their_sender_ends(
    two: Callable[[str, str], Two], tmp_path: Path, way: str, point: str
) -> None:
    both, bundle = two("Anna", "Ben"), source("large", tmp_path)
    (bundle / "b").write_bytes(b"another")
    (tmp_path / "sent").mkdir()
    anna, ben, right = both.doomed, both.here, tree(bundle)
    both.meet(point, 1)
    ben.listen()
    id = anna.send(bundle, block_size=BLOCK, after="delete" if way == "delete" else f"move:{tmp_path / 'sent'}")
    ben.done(ben.fetch(ben.offer().id, tmp_path / "in"))  # one copy of each chunk: its receipt is the proof
    anna.died()
    anna.start()
    until(lambda: "originals were" in anna.engine.story(id)[-1].sentence, "the end of the originals")
    assert not bundle.exists()
    assert tree(tmp_path / "sent" / "bundle") == (right if way == "move" else {})
    assert tree(tmp_path / "in" / "bundle") == right
