"""The programs that stand side by side: how each of them brings a file or a folder to a new place, and what that took.

Hides: their commands, servers and relays. Every program reaches the other side through the same kind of proxy where a line is
asked for: Kafka's clients their broker, both ends of croc their relay, ssh its sshd. Seconds run from the order to the last
file in place; a program that is not installed raises `Absent` with the line that installs it.
"""

from __future__ import annotations

import os
import pwd
import resource
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from kit import BLOCK, LONG, RECORD, Bench, Unable, cpu, until
from proxy import Proxy
from shell import Shell

from engine.kafka_nodes import free_ports

AWAY = 3.0  # seconds for which a line that was cut stays so
SLOW = 1_000_000  # bytes a second; on slower lines raw librdkafka gets small records, as a careful programmer would do
SMALL_RECORD = 65_536
HOST = "127.0.0.1"
RELAY_HOST = "127.0.0.3"  # croc's relay, asked for 127.0.0.1, listens everywhere
RELAY_LINE = "127.0.0.2"  # it tells its ports only, so proxies in front of it have the same ports at another address
ASKED = b"On the other computer"  # what croc's sender says once it has read its files


class Absent(Exception):
    """The program is not here; says how it is installed."""


@dataclass
class Course:
    """What is brought, over what. `rate`: bytes a second of the line, each way; 0: no line. `cut`: the line is cut once half
    of the bytes went over it, and comes back after `AWAY`."""

    bench: Bench
    source: Path
    size: int
    files: int
    listener: str = "CLIENT"
    rate: float = 0.0
    delay: float = 0.0
    cut: bool = False

    def target(self) -> Path:
        return self.bench.scratch("target")


@dataclass
class Shot:
    """One run. `cpu`: seconds of sender and receiver, `hub`: of what stands between them. `stored`: seconds after which the
    sender could leave, where that is not the end. `carried`: bytes that went over the line for each of the file."""

    seconds: float
    cpu: float
    hub: float = 0.0
    stored: float = 0.0
    carried: float = 0.0
    target: Path | None = None  # of what arrived, in a folder of its own


@contextmanager
def line(
    course: Course, *ports: int, listens: Sequence[int] = (), host: str = HOST, at: str = HOST
) -> Iterator[list[Proxy]]:
    """Proxies in front of these ports of `host`, not throttled yet; none if the course has no line."""
    with ExitStack() as stack:
        proxies = [Proxy(port, host, at) for port in ports if course.rate]
        for proxy, listen in zip(proxies, listens or [0] * len(proxies), strict=False):
            proxy.port = listen
            proxy.delay = course.delay  # from the start: a real line does not grow longer once its clients know it
            stack.enter_context(proxy)
        yield proxies


def throttle(course: Course, proxies: list[Proxy]) -> None:
    for proxy in proxies:
        proxy.rate = course.rate


def cut_at_half(course: Course, proxies: list[Proxy]) -> None:
    """Waits for half of the bytes, then the line is away for a while."""
    until(lambda: sum(proxy.up for proxy in proxies) >= course.size // 2, "half of the bytes", LONG, 0.02)
    for proxy in proxies:
        proxy.refuse()
    time.sleep(AWAY)


def back(proxies: list[Proxy]) -> None:
    for proxy in proxies:
        proxy.accept()


# --- Kafka ------------------------------------------------------------------------------------------------------------------


class Towline:
    name = "Towline"

    def run(self, course: Course) -> Shot:
        bench, target = course.bench, course.target()
        listener = "LINE" if course.rate else course.listener
        with line(course, bench.behind, listens=[bench.line]) as proxies, bench.pair(listener) as (anna, ben):
            throttle(course, proxies)
            before, hub, up = cpu(anna.pid) + cpu(ben.pid), bench.brokers_cpu(), sum(proxy.up for proxy in proxies)
            send = anna.send(course.source)
            began = anna.row(send).added
            fetch = ben.fetch(ben.offer().id, target)
            if course.cut:
                cut_at_half(course, proxies)
                back(proxies)
                began = time.time()
            sent, fetched = anna.done(send, LONG), ben.done(fetch, LONG)
            return Shot(
                fetched.finished - began,
                cpu(anna.pid) + cpu(ben.pid) - before,
                bench.brokers_cpu() - hub,
                sent.finished - began,
                (sum(proxy.up for proxy in proxies) - up) / course.size,
                target,
            )


class Raw:
    """Memory to memory: records of Towline's size, or one for each file."""

    name = "raw librdkafka"

    def run(self, course: Course) -> Shot:
        if course.cut:
            raise Absent("knows no files")
        bench = course.bench
        block, record = (SMALL_RECORD, SMALL_RECORD) if 0 < course.rate < SLOW else (BLOCK, RECORD)
        records = -(-course.size // block)
        if course.files > 1:
            records, record = course.files, course.size // course.files
        with line(course, bench.behind, listens=[bench.line]) as proxies:
            throttle(course, proxies)
            hub, up = bench.brokers_cpu(), sum(proxy.up for proxy in proxies)
            took = bench.raw(records, record, "LINE" if course.rate else course.listener)
            carried = (sum(proxy.up for proxy in proxies) - up) / course.size
            return Shot(took["seconds"], took["cpu"], bench.brokers_cpu() - hub, carried=carried)


# --- commands ---------------------------------------------------------------------------------------------------------------


@dataclass
class Running:
    """Commands that work together; all must end well."""

    children: list[subprocess.Popen[bytes]]

    def wait(self) -> None:
        codes = [child.wait(LONG) for child in self.children]
        if any(codes):
            raise Unable(f"{self.children[0].args!r} ended with {codes}")

    def kill(self) -> None:
        for child in self.children:
            child.kill()
        for child in self.children:
            child.wait()


def play(course: Course, proxies: list[Proxy], start: Callable[[], Running]) -> tuple[float, float]:
    """Seconds, and seconds of processor time of the commands and what they waited for. After a cut, what still runs is ended
    and the same command is given once more, as a person would do; seconds run from there."""
    throttle(course, proxies)
    spent, began = _children_cpu(), time.monotonic()
    running = start()
    try:
        if course.cut:
            cut_at_half(course, proxies)
            running.kill()
            back(proxies)
            began = time.monotonic()
            running = start()
        running.wait()
    finally:
        running.kill()
    return time.monotonic() - began, _children_cpu() - spent


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class OverSsh:
    """scp, rsync and tar: their sshd is started for each run."""

    def __init__(self, name: str, words: Callable[[Shell, int, Course, Path], list[list[str]]]) -> None:
        self.name = name
        self._words = words

    def run(self, course: Course) -> Shot:
        try:
            shell = Shell(course.bench.scratch("sshd"))
        except Unable as why:
            raise Absent(str(why).rpartition(": ")[2]) from why
        target = course.target()
        with shell, line(course, shell.port) as proxies:
            commands = self._words(shell, proxies[0].port if proxies else 0, course, target)
            seconds, spent = play(course, proxies, lambda: _piped(commands))
            carried = sum(proxy.up for proxy in proxies) / course.size
            return Shot(seconds, spent + shell.sessions_cpu(), carried=carried, target=target)


def _piped(commands: list[list[str]]) -> Running:
    children: list[subprocess.Popen[bytes]] = []
    for number, words in enumerate(commands):
        before = children[-1].stdout if children else subprocess.DEVNULL
        last = number == len(commands) - 1
        children.append(subprocess.Popen(words, stdin=before, stdout=None if last else subprocess.PIPE))
        if before is not subprocess.DEVNULL:
            before.close()  # type: ignore[union-attr]  # the next command has it
    return Running(children)


def _scp(shell: Shell, port: int, course: Course, target: Path) -> list[list[str]]:
    return [["scp", "-q", "-r", "-p", *shell.options(port), str(course.source), f"127.0.0.1:{target}/"]]


def _rsync(shell: Shell, port: int, course: Course, target: Path, *more: str) -> list[list[str]]:
    words = ["rsync", "-a", *more, *(["--partial"] if course.cut else [])]
    return [[*words, "-e", shell.words(port), str(course.source), f"127.0.0.1:{target}/"]]


def _durable_rsync(shell: Shell, port: int, course: Course, target: Path) -> list[list[str]]:
    return _rsync(shell, port, course, target, "--fsync")


def _tar(shell: Shell, port: int, course: Course, target: Path) -> list[list[str]]:
    source = course.source
    return [
        ["tar", "-C", str(source.parent), "-cf", "-", source.name],
        ["ssh", *shell.options(port), "127.0.0.1", f"tar -C '{target}' -xf -"],
    ]


class Croc:
    """Over a relay of one's own. One stream where there is a line, else four as is its default."""

    name = "croc"

    def run(self, course: Course) -> Shot:
        croc = shutil.which("croc", path=f"{os.environ.get('PATH', '')}:{pwd.getpwuid(os.getuid()).pw_dir}/go/bin")
        if not croc:
            raise Absent("go install github.com/schollz/croc/v10@latest")
        for left in (2, 1, 0):
            try:
                return self._run(croc, course)
            except Unable:  # on a busy computer both ends may miss each other
                if not left:
                    raise
        raise AssertionError

    def _run(self, croc: str, course: Course) -> Shot:
        streams = 1 if course.rate else 4
        ports = _ports_in_a_row(1 + streams)
        target, home = course.target(), course.bench.scratch("croc")
        env = {**os.environ, "HOME": str(home), "CROC_SECRET": f"{os.urandom(4).hex()}-side-by-side"}
        relay = subprocess.Popen(
            [croc, "relay", "--host", RELAY_HOST, "--ports", ",".join(map(str, ports))],
            env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            for port in ports:
                until(lambda port=port: _listens(port), "croc's relay", 20)  # type: ignore[misc]
            with line(course, *ports, listens=ports, host=RELAY_HOST, at=RELAY_LINE) as proxies:
                meet = ["--relay", f"{RELAY_LINE if proxies else RELAY_HOST}:{ports[0]}", "--yes", "--ignore-stdin"]
                send = [croc, *meet, "--disable-clipboard", "send", "--no-local", "--transfers", str(streams)]
                receive = [croc, *meet, "--overwrite", "--out", str(target)]

                def start() -> Running:
                    with (home / "log").open("wb") as log, (home / "log.receiver").open("wb") as other:
                        first = subprocess.Popen(
                            [*send, str(course.source)], env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
                        )
                        until(lambda: first.poll() is not None or ASKED in (home / "log").read_bytes(), "croc", LONG)
                        until(lambda: first.poll() is not None or _met(relay.pid, ports[0]), "croc at its relay", 60)
                        time.sleep(0.3)  # it tells nobody when its room is ready; who asks earlier is sent away
                        second = subprocess.Popen(
                            receive, env=env, stdin=subprocess.DEVNULL, stdout=other, stderr=other
                        )
                    return Running([first, second])

                seconds, spent = play(course, proxies, start)
                carried = sum(proxy.up for proxy in proxies) / course.size
                return Shot(seconds, spent, cpu(relay.pid), carried=carried, target=target)
        finally:
            relay.kill()
            relay.wait()


def _met(pid: int, port: int) -> bool:
    """Whether somebody is connected to this port of a process."""
    return any(one.status == "ESTABLISHED" and one.laddr.port == port for one in psutil.Process(pid).net_connections())


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((RELAY_HOST, port)) == 0


def _ports_in_a_row(count: int) -> list[int]:
    """Free ports that follow each other: croc's sender counts on from the first."""
    while True:
        [first] = free_ports(1)
        ports = list(range(first, first + count))
        if ports[-1] < 65_536 and not any(_listens(port) for port in ports):
            return ports


PROGRAMS = (
    Towline(),
    Raw(),
    OverSsh("rsync -a", _rsync),
    OverSsh("rsync -a --fsync", _durable_rsync),
    OverSsh("scp", _scp),
    OverSsh("tar | ssh", _tar),
    Croc(),
)
NAMES = tuple(program.name for program in PROGRAMS)
