"""`make demo`: Anna sends to Ben through a real Kafka on this computer, and everything goes wrong that can.

Everybody here is a process of the command line, as a person would start it. Every figure is measured in this run: it comes
from `towline … --json`, from the engine behind the door, from the files, or from the wire between them and Kafka. A step
that does not end as it should says so, and the command ends with 1. All of it stays in `.demo`; KEEP=1 keeps it there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from demo_kit import (
    DEMO,
    FILES,
    KAFKA,
    NAMES,
    PATIENCE,
    PICTURES,
    RECEIVED,
    ROOT,
    WORDS,
    Failed,
    Person,
    check,
    clean,
    count_words,
    doing,
    equal,
    make_noise,
    make_scans,
    mb,
    meet,
    sha256,
    stage,
    until,
)
from proxy import Proxy

from engine.api import Cluster, TransferRow
from engine.door import DoorGone, EngineSurface, connect
from engine.errors import TowlineError
from engine.kafka_jars import default_jars, find_java, jar_paths, locked_jars
from engine.kafka_keeper import FileLock, Locked
from engine.kafka_nodes import KafkaNodes
from engine.link import KafkaLink
from gui.display import display_problem, qt_problem

KEEP = os.environ.get("KEEP", "0") not in ("", "0")
NEEDS_MB = 2200
CUT_SECONDS = 6.0
BIG, REST = 400_000_000, 200_000_000  # bytes of the files that meet a broken link and a killed sender
TOPICS = ("towline", "towline.catalog", "towline.receipts")


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

    def watch_a_folder(self, press: Person) -> None:
        """An edge PC whose agent sends what settles in a folder. One file is being written all the time."""
        folder = FILES / "press 07"
        settled = [make_noise(folder / f"{NAMES[1]} shift {n + 1:02}.log", 200_000) for n in range(12)]
        meet(press, self.ben, self.nodes.bootstrap)
        press.run("watch", "add", "shifts", str(folder), "--queue", "To Ben", "--settle", "1s", "--batch", "1s")
        half, stopped = folder / f"{NAMES[2]} of this hour.log", threading.Event()
        with ThreadPoolExecutor(1) as machine:
            machine.submit(keep_writing, half, stopped)
            try:
                agent = press.start("agent")
                engine = press.engine()
                rows = until(lambda: [r for r in engine.transfers() if r.outcome], "nothing that settled was sent")
                agent.send_signal(signal.SIGTERM)
                press.ended(agent)
            finally:
                stopped.set()
        self.ben.run("get", rows[0].offer, "--to", str(RECEIVED / "press 07"))
        there = [path for path in (RECEIVED / "press 07").rglob("*") if path.is_file()]
        same = {sha256(path) for path in settled} == {sha256(path) for path in there} and len(there) == len(settled)
        check(same, f"{len(there)} files came of the {len(settled)} that had settled")
        self.tell(f"press-07 (edge agent) sent {len(there)} settled files", "1 half-written file was left alone")

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


def keep_writing(path: Path, stopped: threading.Event) -> None:
    """As a machine writes its log: a line now and then."""
    with open(path, "w", encoding="utf-8") as file:
        while not stopped.wait(0.1):
            file.write(f"{WORDS[3]} {time.monotonic():.3f}\n")
            file.flush()


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


def play(anna: Person, ben: Person, press: Person) -> None:
    with doing("Files"):
        scans = make_scans(FILES / "scans 41")
        in_files = sum(count_words(path.name.encode()) + count_words(path.read_bytes()) for path in scans)
    with ThreadPoolExecutor(1) as beside, stage(anna, ben) as (nodes, line):
        big = beside.submit(make_noise, FILES / f"{NAMES[2]} all.bin", BIG)
        rest = beside.submit(make_noise, FILES / f"{NAMES[2]} rest.bin", REST)
        story = Story(anna, ben, nodes, line)
        story.send_and_browse(scans)
        story.cut_the_link(big.result())
        story.kill_the_sender(rest.result())
        story.watch_a_folder(press)
        story.search_the_topics(in_files)
        paint(anna)
    print(f"Demo passed: {story.steps} of {story.steps} steps.")


def paint(anna: Person) -> None:
    """Pictures of Anna's window, painted without a display."""
    if problem := qt_problem():
        print(f"No pictures: {problem}.")
        return
    command = [sys.executable, str(ROOT / "packaging" / "demo_pictures.py"), str(PICTURES)]
    environ = anna.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    check(done.returncode == 0, f"the pictures were not painted: {done.stderr.strip()[-400:]}")
    print(done.stdout.strip())


def main() -> int:
    DEMO.mkdir(exist_ok=True)
    print("Towline demo. Everything stays in ./.demo and ./.venv; 'make clean' removes it.", flush=True)
    anna, ben, press = Person("Anna"), Person("Ben"), Person("press-07")
    problem = display_problem(os.environ)
    try:
        with FileLock(DEMO / "demo.lock"):
            clean()
            if (free := shutil.disk_usage(DEMO).free // 1_000_000) < NEEDS_MB:
                raise TowlineError("disk-full", folder=DEMO, needs=f"{NEEDS_MB} MB", free=f"{free} MB")
            try:
                if problem:
                    print(f"No window here, so the story runs without one ({problem}); pictures go to .demo/pictures.")
                    play(anna, ben, press)
                else:
                    import demo_window  # late: it loads Qt

                    return demo_window.play(anna, ben, press)
            finally:
                anna.close()
                ben.close()
                press.close()
                if not KEEP:
                    clean()
    except Locked:
        running = connect(anna.profile)
        raised = running is not None and running.hand_over([])
        print("A demo is running here already." + (" Its window was brought to the front." if raised else ""))
    except (Failed, TowlineError) as error:
        print(f"Demo failed: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
