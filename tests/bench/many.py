"""10,000 small files against `rsync -a` over a loopback sshd. rsync makes nothing durable, Towline does before it says so."""

from __future__ import annotations

import getpass
import os
import random
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit import LONG, Bench, Figure, Unable, cpu, mb, median, same, until

from engine.kafka_nodes import free_ports

BOUND, AIM = 2.0, 1.0
FILES, FOLDERS = 10_000, 100
SMALLEST, LARGEST = 100, 20_000


def measure(bench: Bench) -> Figure:
    source = bench.scratch("many")
    size = _make_files(source)
    ratios, ours, theirs, rows = [], [], [], {}
    with _sshd(bench.scratch("sshd")) as shell:
        for number in range(1, bench.rounds + 1):
            rsync = _rsync(bench, source, shell)
            with bench.pair() as (anna, ben):
                target = bench.scratch("target")
                before = cpu(anna.pid), cpu(ben.pid)
                send = anna.send(source)
                fetch = ben.fetch(ben.offer().id, target)
                sent, fetched = anna.done(send, LONG), ben.done(fetch, LONG)
                spent = cpu(anna.pid) - before[0], cpu(ben.pid) - before[1]
                seconds = fetched.finished - sent.added
                assert same(source, target / source.name)
            ours.append(seconds)
            theirs.append(rsync)
            ratios.append(seconds / rsync)
            rows[f"round {number}"] = (
                f"{seconds:.1f} s (stored after {sent.finished - sent.added:.1f} s), rsync {rsync:.1f} s:"
                f" {ratios[-1]:.2f}; CPU {spent[0]:.1f} s sender, {spent[1]:.1f} s receiver"
            )
    ratio = median(ratios)
    return Figure(
        f"{FILES:,} files, {mb(size)}",
        f"≤ {BOUND:.0f}× the time of rsync -a over ssh, aim {AIM:.0f}×",
        f"{ratio:.2f}× ({median(ours):.1f} s against {median(theirs):.1f} s)",
        ratio <= BOUND,
        rows,
        {"ratio": ratio, "seconds": median(ours), "rsync": median(theirs)},
    )


def _make_files(folder: Path) -> int:
    chance, total = random.Random(1), 0
    for n in range(FILES):
        parent = folder / f"{n % FOLDERS:02}"
        parent.mkdir(exist_ok=True)
        size = chance.randint(SMALLEST, LARGEST)
        (parent / f"{n:05}.dat").write_bytes(chance.randbytes(size))
        total += size
    os.sync()
    return total


def _rsync(bench: Bench, source: Path, shell: str) -> float:
    target = bench.scratch("rsync")
    began = time.monotonic()
    subprocess.run(["rsync", "-a", "-e", shell, str(source), f"127.0.0.1:{target}/"], check=True)
    seconds = time.monotonic() - began
    assert same(source, target / source.name)
    return seconds


@contextmanager
def _sshd(folder: Path) -> Iterator[str]:
    """A throw-away sshd of this user; the words for `rsync -e`."""
    sshd = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin")
    if not sshd or not shutil.which("rsync") or not shutil.which("ssh-keygen"):
        raise Unable("rsync or sshd is missing: apt-get install --no-install-recommends openssh-server rsync")
    folder.chmod(0o700)
    for key in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    [port] = free_ports(1)
    (folder / "config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        f"PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd wants this folder when root starts it
    server = subprocess.Popen([sshd, "-D", "-e", "-f", folder / "config"], stderr=(folder / "log").open("wb"))
    try:
        until(lambda: _listens(port, server), "the throw-away sshd", 20)
        yield (
            f"ssh -p {port} -i {folder}/user -l {getpass.getuser()} -o IdentitiesOnly=yes -o BatchMode=yes"
            f" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -F none"
        )
    finally:
        server.kill()
        server.wait()


def _listens(port: int, server: subprocess.Popen[bytes]) -> bool:
    if server.poll() is not None:
        raise Unable("sshd did not start")
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
