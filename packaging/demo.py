"""`make demo`: Anna sends to Ben through a real Kafka on this computer, and everything goes wrong that can.

Everybody here is a process of the command line, as a person would start it. Every figure is measured in this run: it comes
from `towline … --json`, from the engine behind the door, from the files, or from the wire between them and Kafka. A step
that does not end as it should says so, and the command ends with 1. All of it stays in `.demo`; KEEP=1 keeps it there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / ".demo"
FILES, RECEIVED, KAFKA = DEMO / "files", DEMO / "received", DEMO / "kafka"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from proxy import Proxy  # noqa: E402

from engine.api import Cluster, TransferRow  # noqa: E402
from engine.door import DoorGone, EngineSurface, connect  # noqa: E402
from engine.errors import TowlineError  # noqa: E402
from engine.kafka_jars import default_jars, find_java, jar_paths, kafka_version, locked_jars  # noqa: E402
from engine.kafka_keeper import FileLock, Locked  # noqa: E402
from engine.kafka_nodes import KafkaNodes, Listener  # noqa: E402
from engine.link import KafkaLink  # noqa: E402

KEEP = os.environ.get("KEEP", "0") not in ("", "0")
NEEDS_MB = 2200
PATIENCE = 60.0  # seconds any one thing may take
CUT_SECONDS = 6.0
BIG, REST = 400_000_000, 200_000_000  # bytes of the files that meet a broken link and a killed sender
TOPICS = ("towline", "towline.catalog", "towline.receipts")

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
        self.profile = DEMO / name.lower()
        settings = {"AGENT__NAME": name, "AGENT__LOG": "file", "VAULT__KIND": "file", "PROFILE": str(self.profile)}
        self._environ = {**os.environ, **{f"TOWLINE_{key}": value for key, value in settings.items()}}
        self._running: list[subprocess.Popen[str]] = []

    def start(self, *words: str) -> subprocess.Popen[str]:
        """`towline WORDS --json`, running; one JSON object a line comes out."""
        command, pipe = [sys.executable, "-m", "engine.cli", *words, "--json"], subprocess.PIPE
        child = subprocess.Popen(command, cwd=ROOT, env=self._environ, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
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


class Story:
    """Anna, Ben, and the line between them and Kafka. Each method is a part of the story; `steps` went well so far."""

    def __init__(self, anna: Person, ben: Person, nodes: KafkaNodes, line: Proxy) -> None:
        self.anna, self.ben, self.nodes, self.line = anna, ben, nodes, line
        self.steps = 0
        self._began = 0.0

    def tell(self, text: str, fact: str = "", *, step: bool = True) -> None:
        """One line. `step`: with it a step went well."""
        self._began = self._began or time.monotonic()
        self.steps += step
        print(f"{time.monotonic() - self._began:7.1f} s  {text:<54}  {fact}".rstrip(), flush=True)

    def prepare(self) -> None:
        """Both set up the cluster and hand each other their cards."""
        for words in (["cluster", "add", "demo", "--bootstrap", self.nodes.bootstrap], ["key", "show"]):
            anna, ben = self.anna.start(*words), self.ben.start(*words)
            [hers], [his] = self.anna.ended(anna), self.ben.ended(ben)
        self.anna.run("people", "add", "-", "--verified", "--name", "Ben", given=his["card"])
        self.ben.run("people", "add", "-", "--verified", "--name", "Anna", given=hers["card"])
        self.anna.run("queue", "add", "To Ben", "--cluster", "demo", "--to", "Ben")
        self.anna.run("cluster", "test", "demo", "--create")

    def send_and_browse(self, scans: list[Path]) -> None:
        size = sum(path.stat().st_size for path in scans)
        self.tell(f'Anna drops {len(scans)} files ({mb(size)}) on "To Ben"', step=False)
        offer = self.anna.run("send", str(FILES / "scans 41"), "--to", "To Ben")[-1]
        check(offer["size"] == size and not offer["left_out"], f"not everything was stored: {offer}")
        saved = f"{100 * offer['saved'] / size:.0f} % saved"
        self.tell("stored on the cluster, Anna may leave", f"{offer['cipher'].upper()}, {saved}")

        [seen] = self.ben.run("ls")
        names = [entry["path"] for entry in self.ben.run("ls", seen["id"]) if not entry["folder"]]
        check(len(names) == len(scans), f"Ben sees {len(names)} names")
        one, before = names[-1], self.line.down
        self.ben.run("get", seen["id"], one, "--to", str(RECEIVED))
        check(equal(scans) == equal([FILES / one]) == 1, "not just this one is there")
        read = f"read {mb(self.line.down - before)} of {mb(size - offer['saved'])}"
        self.tell(f"Ben browsed {len(names)} names and fetched 1 of them", read)

        self.ben.run("get", seen["id"], "--to", str(RECEIVED))
        same = equal(scans)
        check(same == len(scans), f"only {same} of {len(scans)} files are equal")
        agent = self.anna.start("agent")
        engine = self.anna.engine()
        until(lambda: any(row.received == ("Ben",) for row in engine.offers("demo", 5.0)), "no receipt came")
        agent.send_signal(signal.SIGTERM)
        self.anna.ended(agent)
        self.tell(f"Ben fetched the rest; SHA-256 equal {same} of {len(scans)}", "signed receipt at Anna")

    def cut_the_link(self, path: Path) -> None:
        before = self.line.up
        sending, engine, row = self._sending(path, 0.4)
        self.line.refuse()
        self.tell(f"cut the link in the middle of {mb(row.size)}", f"at {row.done / row.size:.0%}", step=False)
        back, tries = time.monotonic() + CUT_SECONDS, 0
        while time.monotonic() < back:
            row = engine.transfer(row.id)
            tries = max(tries, row.attempt)
            time.sleep(0.1)
        check(tries, f"no retry was seen, but: {row.state}")
        self.line.accept()
        self.tell(f"the link is back after {CUT_SECONDS:.0f} s", f"until now {row.state}, {tries} tries", step=False)
        offer = self.anna.ended(sending)[-1]
        fact = f"{mb(self.line.up - before)} went over the line"
        self.tell(f"went on at {row.done / row.size:.0%}, stored", fact, step=False)
        self._fetched(offer["id"], path)

    def kill_the_sender(self, path: Path) -> None:
        sending, _, row = self._sending(path, 0.5)
        sending.kill()
        done = f"at {row.done / row.size:.0%}"
        self.tell(f"killed the sender (kill -9) in the middle of {mb(row.size)}", done, step=False)
        agent = self.anna.start("agent", "--once")
        with contextlib.suppress(DoorGone):  # it may be that quick
            row = self.anna.engine().transfer(row.id)
        self.anna.ended(agent)
        last = self.anna.run("status", row.id)[0]
        check(last["state"] == "stored", f"it is {last['state']}: {last['why']}")
        twice = f"sent twice: {mb(last['sent_twice'])}"
        self.tell(f"started it again: went on at {row.done / row.size:.0%}, stored", twice, step=False)
        self._fetched(last["offer"], path)

    def _sending(self, path: Path, part: float) -> tuple[subprocess.Popen[str], EngineSurface, TransferRow]:
        """Anna's running command that sends this file, its engine, and the transfer once this part of it is stored."""
        sending = self.anna.start("send", str(path), "--to", "To Ben")
        engine = self.anna.engine()
        rows = until(lambda: [row for row in engine.transfers(ended=False) if row.done > part * row.size], "too slow:")
        return sending, engine, rows[0]

    def _fetched(self, offer: str, path: Path) -> None:
        """Ben fetches a bundle of one file, which must be Anna's."""
        self.ben.run("get", offer, "--to", str(RECEIVED))
        check(equal([path]) == 1, "SHA-256 differs")
        self.tell("Ben fetched it", "SHA-256 equal")

    def search_the_topics(self, in_files: int) -> None:
        """`in_files`: how often names and words stand in the names and texts of the 214 files."""
        bootstrap = self.nodes.addresses("INTERNAL")
        link = KafkaLink(Cluster("demo", (bootstrap,)))
        records = sum(high - low for topic in TOPICS for low, high in link.watermarks(topic).values())
        link.close()
        size, found = read_by_kafka(bootstrap, records)
        check(size > BIG + REST, f"Kafka's own consumer read only {mb(size)}")
        check(not found, f"{found} names and words of the files stand in the topics")
        self.tell(
            f"Kafka's own consumer read all 3 topics, {mb(size)}", f"{found} of {in_files:,} names and words found"
        )


def read_by_kafka(bootstrap: str, records: int) -> tuple[int, int]:
    """Kafka's console consumer prints keys, headers, values of all records: (bytes, how often names and words are there)."""
    jars = os.pathsep.join(map(str, jar_paths(default_jars() or DEMO / "jars", locked_jars())))
    command = [find_java().path, "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"]
    command += ["-cp", jars, "org.apache.kafka.tools.consumer.ConsoleConsumer", "--bootstrap-server", bootstrap]
    command += ["--include", "|".join(TOPICS), "--from-beginning", "--max-messages", str(records)]
    command += ["--formatter-property", "print.key=true", "--formatter-property", "print.headers=true"]
    command += ["--timeout-ms", "20000"]
    overlap, size, found, rest = max(map(len, NAMES + WORDS)) * 2, 0, 0, b""
    with open(KAFKA / "consumer.log", "wb") as log:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, cwd=KAFKA, pipesize=1 << 20)
    try:
        assert child.stdout is not None
        while part := child.stdout.read(8 << 20):
            size += len(part)
            found += count_words(rest + part) - count_words(rest)
            rest = part[-overlap:]
        check(child.wait() == 0, f"Kafka's own consumer failed, see {log.name}")
    finally:
        child.kill()
        child.wait()
    return size, found


def play(anna: Person, ben: Person) -> None:
    if (free := shutil.disk_usage(DEMO).free // 1_000_000) < NEEDS_MB:
        raise TowlineError("disk-full", folder=DEMO, needs=f"{NEEDS_MB} MB", free=f"{free} MB")
    with doing("Files"):
        scans = make_scans(FILES / "scans 41")
        in_files = sum(count_words(path.name.encode()) + count_words(path.read_bytes()) for path in scans)
    nodes = KafkaNodes(KAFKA, listeners=[Listener("CLIENT")])
    with ThreadPoolExecutor(1) as beside, Proxy(nodes[1].port("CLIENT")) as line, contextlib.closing(nodes):
        big = beside.submit(make_noise, FILES / f"{NAMES[2]} all.bin", BIG)
        rest = beside.submit(make_noise, FILES / f"{NAMES[2]} rest.bin", REST)
        nodes.advertise("CLIENT", {1: line.port})
        with doing(f"Kafka {kafka_version()} on {nodes.bootstrap}"):
            nodes.start()
        story = Story(anna, ben, nodes, line)
        with doing("Anna and Ben, who added each other's card"):
            story.prepare()
        story.send_and_browse(scans)
        story.cut_the_link(big.result())
        story.kill_the_sender(rest.result())
        story.search_the_topics(in_files)
    print(f"Demo passed: {story.steps} of {story.steps} steps.")


@contextlib.contextmanager
def doing(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"  {what} {'.' * (54 - len(what))} ok   {time.monotonic() - began:.0f} s", flush=True)


def clean() -> None:
    for folder in (FILES, RECEIVED, KAFKA, DEMO / "anna", DEMO / "ben"):
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    DEMO.mkdir(exist_ok=True)
    print("Towline demo. Everything stays in ./.demo and ./.venv; 'make clean' removes it.", flush=True)
    anna, ben = Person("Anna"), Person("Ben")
    try:
        with FileLock(DEMO / "demo.lock"):
            clean()
            try:
                play(anna, ben)
            finally:
                anna.close()
                ben.close()
                if not KEEP:
                    clean()
    except Locked:
        print("A demo is running here already.")
    except (Failed, TowlineError) as error:
        print(f"Demo failed: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
