"""Profiles for tests and benchmarks: an engine in this process, or one in a process of its own that can be killed.

Hides: how a profile is set up, and how an engine in another process is asked (through its door). Every wait is on
something that happens; `PATIENCE` only ends what hangs. Sizes in bytes, times in seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from confluent_kafka.admin import AdminClient, NewTopic
from fake_machine import FakeNetwork, FakePower

from engine import settings
from engine.api import Choices, Exists, OfferRow, Outcome, TransferRow
from engine.door import EngineSurface, connect

ROOT = Path(__file__).parent.parent
CLUSTER = "kafka"
PATIENCE = 120.0
LOOK = 0.05

T = TypeVar("T")


def until(happened: Callable[[], T], what: str = "it", patience: float = PATIENCE, look: float = LOOK) -> T:
    """Waits for a true answer and gives it."""
    end = time.monotonic() + patience
    while not (answer := happened()):
        assert time.monotonic() < end, f"{what} did not come within {patience:.0f} s"
        time.sleep(look)
    return answer


def make_topics(admin: AdminClient, name: str = "towline", partitions: int = 6, copies: int = 1) -> None:
    """The three topics, ready to be used."""
    wanted = [
        NewTopic(name, partitions, copies),
        NewTopic(f"{name}.catalog", 1, copies, config={"cleanup.policy": "compact,delete"}),
        NewTopic(f"{name}.receipts", 16, copies),
    ]
    for made in admin.create_topics(wanted).values():
        made.result(30)
    names = {topic.topic for topic in wanted}
    until(lambda: names <= set(admin.list_topics(timeout=20).topics), "the topics")


class Profile:
    """A profile and its engine. `more`: further lines of its cluster's settings."""

    engine: EngineSurface

    def __init__(
        self, folder: Path, name: str, bootstrap: str, *, topic: str = "towline", more: Sequence[str] = ()
    ) -> None:
        self.name = name
        self.folder = folder
        folder.mkdir(parents=True, mode=0o700)
        lines = ["[agent]", f'name = "{name}"', "", "[vault]", 'kind = "file"', ""]
        lines += [
            f"[cluster.{CLUSTER}]",
            f"bootstrap = {json.dumps(bootstrap.split(','))}",
            f'topic = "{topic}"',
            *more,
            "",
        ]
        file = folder / "towline.toml"
        file.write_text("\n".join(lines))
        file.chmod(0o600)

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError

    def knows(self, *others: Profile) -> None:
        """Accepts the cards of others."""
        for other in others:
            self.engine.people_add(other.engine.my_card(), other.name, True)

    def listen(self) -> None:
        """Reads the catalog to its end, and follows it from then on."""
        self.engine.offers(CLUSTER, 60.0)

    def send(self, *paths: Path, to: str = "Ben", **choices: Any) -> str:
        given = [str(path) for path in paths]
        return self.engine.send(given, "", Choices(to=(to,), cluster=CLUSTER, **choices)).result(30)

    def send_by(self, queue: str, *paths: Path) -> str:
        """As `send`, through a queue of its settings."""
        return self.engine.send([str(path) for path in paths], queue, Choices()).result(30)

    def fetch(self, offer: str, folder: Path, *globs: str) -> str:
        return self.engine.fetch(offer, list(globs), str(folder), Exists.BOTH, signed_only=True).result(30)

    def row(self, id: str) -> TransferRow:
        return self.engine.transfer(id)

    def moved(self, id: str, size: int) -> TransferRow:
        """Waits until so many bytes of a transfer are stored or in place."""
        return until(lambda: row if (row := self.row(id)).done >= size else None, f"{size:,} bytes of {self.name}'s")  # type: ignore[return-value]

    def ended(self, id: str, patience: float = PATIENCE) -> TransferRow:
        """Waits for the end of a transfer, whatever it is."""
        return until(
            lambda: row if (row := self.row(id)).outcome else None,  # type: ignore[return-value]
            f"the end of {self.name}'s {self.row(id).state} transfer",
            patience,
        )

    def done(self, id: str, patience: float = PATIENCE) -> TransferRow:
        """Waits for the good end of a transfer."""
        row = self.ended(id, patience)
        assert row.outcome in (Outcome.STORED, Outcome.PLACED), f"{row.outcome}: {row.why}"
        return row

    def offer(self, known: set[str] | frozenset[str] = frozenset(), look: float = LOOK) -> OfferRow:
        """Waits for an offer of somebody else that is not among `known`."""

        def find() -> OfferRow | None:
            return next((row for row in self.offers() if row.id not in known), None)

        found = until(find, f"an offer for {self.name}", look=look)
        assert found is not None
        return found

    def offers(self) -> list[OfferRow]:
        """What others offer, as far as it is known here."""
        return [row for row in self.engine.offers(CLUSTER) if not row.mine]


class Here(Profile):
    """Its engine runs in this process."""

    def start(self) -> None:
        from engine.engine import Engine
        from engine.link import KafkaLink

        def load() -> settings.Settings:
            return settings.load(self.folder, None, {})

        self.engine = Engine(
            self.folder, load, open_vault=settings.open_vault, make_link=KafkaLink, power=FakePower(),
            network=FakeNetwork(),
        )  # fmt: skip
        self.engine.start()

    def stop(self) -> None:
        self.engine.stop(5.0)


class Agent(Profile):
    """Its engine runs as `towline agent` in a process of its own."""

    _child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.launch()
        self.reach()

    def launch(self) -> None:
        """Starts the process and returns at once."""
        log = (self.folder / "agent.log").open("ab")
        self._child = subprocess.Popen(towline_words(self.folder, "agent"), env=environ(), stdout=log, stderr=log)
        log.close()

    def reach(self) -> None:
        """Waits until it can be asked."""
        self.engine = until(self._reached, f"the start of {self.name}", look=0.02)  # type: ignore[assignment]

    def _reached(self) -> EngineSurface | None:
        assert self._child is not None
        assert self._child.poll() is None, (self.folder / "agent.log").read_text()[-2000:]
        return connect(self.folder)

    @property
    def pid(self) -> int:
        assert self._child is not None
        return self._child.pid

    def kill(self) -> None:
        """kill -9."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def stop(self) -> None:
        if self._child is not None:
            self._child.terminate()
            try:
                self._child.wait(30)
            finally:
                self.kill()


# --- the command line ---------------------------------------------------------------------------------------------------


def environ() -> Mapping[str, str]:
    """For commands: this checkout, compiled once as an installed program is, and nothing of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOWLINE_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**kept, "PYTHONPATH": str(ROOT)}


def towline_words(profile: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", "engine.cli", "--profile", str(profile), *map(str, words)]


def towline(profile: Path, *words: str | Path, stdin: bytes = b"", code: int = 0) -> bytes:
    """Runs one command to its end, which must have this exit code; what it wrote to stdout (and to stderr, but for 0)."""
    ran = subprocess.run(
        towline_words(profile, *words), check=False, env=environ(), input=stdin, capture_output=True, timeout=PATIENCE
    )
    assert ran.returncode == code, f"{ran.returncode}: {ran.stderr.decode()[-2000:]}"
    return ran.stdout + ran.stderr if code else ran.stdout


def json_lines(text: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
