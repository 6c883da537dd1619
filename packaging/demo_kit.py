"""What both demos need: two people as processes of the command line, files for them, and a Kafka with a line to cut.

All of it stays in `.demo`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / ".demo"
FILES, RECEIVED, KAFKA, PICTURES = DEMO / "files", DEMO / "received", DEMO / "kafka", DEMO / "pictures"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from proxy import Proxy  # noqa: E402

from engine.door import EngineSurface, connect  # noqa: E402
from engine.kafka_jars import kafka_version  # noqa: E402
from engine.kafka_nodes import KafkaNodes, Listener  # noqa: E402

PATIENCE = 60.0  # seconds any one thing may take

# The name of every file has one of the first; every line of a text, every megabyte of noise one of the others.
NAMES = ("letterhead", "pressure", "quarterly")
WORDS = ("compressor", "Friedrichshafen", "confidential", "temperature", "inspection")


class Failed(Exception):
    """A step did not end as it should; the text says how."""

    exit_code = 1


def check(true: object, wrong: str) -> None:
    if not true:
        raise Failed(f"{wrong}.")


def until(what: Callable[[], Any], wrong: str) -> Any:
    """Waits until `what` gives something true, and gives it."""
    end = time.monotonic() + PATIENCE
    while not (got := what()):
        check(time.monotonic() < end, f"{wrong} within {PATIENCE:.0f} s")
        time.sleep(0.02)
    return got


def mb(size: float) -> str:
    return f"{size / 1e6:.1f} MB" if size < 10e6 else f"{size / 1e6:.0f} MB"


class Person:
    """Somebody with a profile of their own; each call is a process of the command line."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.profile = DEMO / name.lower()
        settings = {"AGENT__NAME": name, "AGENT__LOG": "file", "VAULT__KIND": "file", "PROFILE": str(self.profile)}
        self.environ = {**os.environ, **{f"TOWLINE_{key}": value for key, value in settings.items()}}
        self._running: list[subprocess.Popen[str]] = []

    def start(self, *words: str) -> subprocess.Popen[str]:
        """`towline WORDS --json`, running; one JSON object a line comes out."""
        command, pipe = [sys.executable, "-m", "engine.cli", *words, "--json"], subprocess.PIPE
        child = subprocess.Popen(command, cwd=ROOT, env=self.environ, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        self._running.append(child)
        return child

    def run(self, *words: str, given: str = "") -> list[dict[str, Any]]:
        """What `towline WORDS --json` says. `given`: its standard input."""
        return self.ended(self.start(*words), given)

    def ended(self, child: subprocess.Popen[str], given: str = "") -> list[dict[str, Any]]:
        """Waits for the end of a started command, which must be a good one."""
        command = f"'towline {' '.join(map(str, child.args[3:]))}'"  # type: ignore[index]
        try:
            said, complained = child.communicate(given, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failed(f"{command} did not end in {PATIENCE:.0f} s.") from None
        check(child.returncode == 0, f"{command} ended with {child.returncode}: {complained.strip().rstrip('.')}")
        return [json.loads(line) for line in said.splitlines()]

    def engine(self) -> EngineSurface:
        """The engine of a running command, through its door."""
        return until(lambda: connect(self.profile), "no running engine was found")  # type: ignore[no-any-return]

    def close(self) -> None:
        for child in self._running:
            child.kill()
            child.wait()


def make_scans(folder: Path) -> list[Path]:
    """214 files, about 96 MB: protocols that compress well, pictures that do not."""
    chance, paths = random.Random(214), []
    for n in range(40):
        paths.append(make_noise(folder / "pictures" / f"{NAMES[0]} {n:03}.tif", 1_700_000 + chance.randrange(400_000)))
    for n in range(174):
        lines = [f"{' '.join(chance.choices(WORDS, k=5))} {chance.random():.6f}\n" for _ in range(1500 + n)]
        paths.append(folder / f"day {n // 30 + 1}" / f"{NAMES[1]} {n:03} Prüfung.log")
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        paths[-1].write_text("".join(lines), "utf-8")
    return paths


def make_noise(path: Path, size: int) -> Path:
    """A file that no compression makes smaller, with a word in each of its megabytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        for n, start in enumerate(range(0, size, 1_000_000)):
            word = WORDS[n % len(WORDS)].encode()
            file.write(word + os.urandom(max(0, min(1_000_000, size - start) - len(word))))
    return path


def equal(paths: list[Path]) -> int:
    """How many of these files of Anna's stand at Ben's with the same SHA-256."""
    pairs = [(path, RECEIVED / path.relative_to(FILES)) for path in paths]
    return sum(copy.is_file() and sha256(path) == sha256(copy) for path, copy in pairs)


def sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def count_words(text: bytes) -> int:
    return sum(text.count(word.encode()) for word in (*NAMES, *WORDS))


@contextlib.contextmanager
def doing(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"  {what} {'.' * (54 - len(what))} ok   {time.monotonic() - began:.0f} s", flush=True)


@contextlib.contextmanager
def stage(anna: Person, ben: Person) -> Iterator[tuple[KafkaNodes, Proxy]]:
    """Kafka behind a line that can be cut, and Anna and Ben, who know the cluster and each other."""
    nodes = KafkaNodes(KAFKA, listeners=[Listener("CLIENT")])
    with Proxy(nodes[1].port("CLIENT")) as line, contextlib.closing(nodes):
        nodes.advertise("CLIENT", {1: line.port})
        with doing(f"Kafka {kafka_version()} on {nodes.bootstrap}"):
            nodes.start()
        with doing("Anna and Ben, who added each other's card"):
            prepare(anna, ben, nodes.bootstrap)
        yield nodes, line


def prepare(anna: Person, ben: Person, bootstrap: str) -> None:
    ben.run("cluster", "add", "demo", "--bootstrap", bootstrap)
    meet(anna, ben, bootstrap)
    ben.run("queue", "add", "To Anna", "--cluster", "demo", "--to", "Anna")
    anna.run("cluster", "test", "demo", "--create")


def meet(person: Person, other: Person, bootstrap: str) -> None:
    """Somebody gets to know the cluster and another one, and that one them; and gets a queue to that one."""
    person.run("cluster", "add", "demo", "--bootstrap", bootstrap)
    mine, theirs = person.start("key", "show"), other.start("key", "show")
    [my_key], [their_key] = person.ended(mine), other.ended(theirs)
    person.run("people", "add", "-", "--verified", "--name", other.name, given=their_key["card"])
    other.run("people", "add", "-", "--verified", "--name", person.name, given=my_key["card"])
    person.run("queue", "add", f"To {other.name}", "--cluster", "demo", "--to", other.name)


def clean() -> None:
    for folder in (FILES, RECEIVED, KAFKA, DEMO / "anna", DEMO / "ben", DEMO / "press-07"):
        shutil.rmtree(folder, ignore_errors=True)
