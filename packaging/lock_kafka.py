"""Writes engine/kafka.lock.toml anew: which jars Kafka needs and what each must hash to.

    python packaging/lock_kafka.py VERSION

For maintainers, when Kafka's version changes. Leaves out what only Kafka Connect needs (a web server and its kin), and adds
the binding through which Kafka's log lines reach a file.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

from jgo.maven import Dependency, MavenContext

ROOTS = ("kafka_2.13", "kafka-server", "kafka-tools")
CONNECT = (
    "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml",
    "com.fasterxml.jackson.jakarta",
    "com.fasterxml.jackson.module",
    "com.sun.activation",
    "commons-beanutils",
    "commons-collections",
    "commons-digester",
    "commons-logging",
    "io.github.classgraph",
    "io.swagger",
    "jakarta.",
    "javax.",
    "org.apache.kafka:connect-",
    "org.apache.maven",
    "org.codehaus.plexus",
    "org.eclipse.jetty",
    "org.glassfish",
    "org.javassist",
    "org.scala-lang:scala-reflect",
    "org.yaml",
)


def main(version: str) -> None:
    lock = Path(__file__).parent.parent / "engine" / "kafka.lock.toml"
    with tempfile.TemporaryDirectory() as cache:
        maven = MavenContext(repo_cache=Path(cache))
        roots = [maven.project("org.apache.kafka", name).at_version(version).artifact() for name in ROOTS]
        _, needed = maven.resolver.resolve([Dependency(root, "compile", False, []) for root in roots])
        artifacts = roots + [each.artifact for each in needed]
        log4j = next(a.version for a in artifacts if a.artifactId == "log4j-core")
        artifacts.append(maven.project("org.apache.logging.log4j", "log4j-slf4j-impl").at_version(log4j).artifact())
        lines = [
            f"# Kafka {version} as Towline starts it on this computer. Written by packaging/lock_kafka.py.",
            f'version = "{version}"',
        ]
        for one in sorted(artifacts, key=lambda a: (a.groupId, a.artifactId)):
            if f"{one.groupId}:{one.artifactId}".startswith(CONNECT):
                continue
            digest = hashlib.sha256(one.resolve().read_bytes()).hexdigest()
            lines += [
                "",
                "[[jar]]",
                f'group = "{one.groupId}"',
                f'artifact = "{one.artifactId}"',
                f'version = "{one.version}"',
                f'sha256 = "{digest}"',
            ]
    lock.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{lock}: {sum(line == '[[jar]]' for line in lines)} jars")


if __name__ == "__main__":
    main(sys.argv[1])
