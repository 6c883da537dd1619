"""Which jars are fetched and which Java counts, without Kafka or a network."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest
import requests

from engine.errors import TowlineError
from engine.kafka_jars import Jar, fetch_jar, find_java, jar_paths, locked_jars


def test_only_what_differs_from_the_lock_is_fetched_again(tmp_path: Path) -> None:
    jars = [Jar("org.example", name, "1", hashlib.sha256(name.encode()).hexdigest()) for name in ("a", "b")]
    fetched: list[str] = []

    def fetch(folder: Path, jar: Jar) -> None:
        fetched.append(jar.artifact)
        (folder / jar.place).parent.mkdir(parents=True, exist_ok=True)
        (folder / jar.place).write_bytes(jar.artifact.encode())

    first = jar_paths(tmp_path, jars, fetch)
    assert sorted(fetched) == ["a", "b"]
    first[1].write_bytes(b"half")
    fetched.clear()
    assert jar_paths(tmp_path, jars, fetch) == first
    assert fetched == ["b"]


def test_a_jar_that_is_not_what_the_lock_says_is_never_used(tmp_path: Path) -> None:
    jar = Jar("org.example", "a", "1", "0" * 64)

    def fetch(folder: Path, jar: Jar) -> None:
        (folder / jar.place).parent.mkdir(parents=True, exist_ok=True)
        (folder / jar.place).write_bytes(b"something else")

    with pytest.raises(TowlineError) as caught:
        jar_paths(tmp_path, [jar], fetch)
    assert caught.value.word == "kafka-missing"
    assert not (tmp_path / jar.place).exists()


def test_what_is_not_there_is_said_with_what_to_do(tmp_path: Path) -> None:
    def fetch(folder: Path, jar: Jar) -> None:
        raise TowlineError("kafka-missing", reason="no network")

    with pytest.raises(TowlineError, match="Kafka could not be fetched: no network"):
        jar_paths(tmp_path, [Jar("org.example", "a", "1", "0" * 64)], fetch)


@pytest.mark.parametrize(
    ("failure", "word"),
    [(requests.exceptions.SSLError, "kafka-untrusted"), (requests.ConnectionError, "kafka-missing")],
)
def test_an_unknown_certificate_is_not_called_a_missing_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: type[Exception], word: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise failure("as in a network that looks into connections")

    monkeypatch.setattr(requests.Session, "request", fails)
    with pytest.raises(TowlineError) as caught:
        fetch_jar(tmp_path, locked_jars()[0])
    assert caught.value.word == word


def test_every_locked_jar_has_a_digest_and_a_place_of_its_own() -> None:
    jars = locked_jars()
    assert all(len(bytes.fromhex(jar.sha256)) == 32 for jar in jars)
    assert len({jar.place for jar in jars}) == len(jars)


def fake_java(folder: Path, text: str, code: int = 0) -> Path:
    folder.mkdir(parents=True)
    java = folder / "java"
    java.write_text(f"#!/bin/sh\necho '{text}' >&2\nexit {code}\n")
    java.chmod(0o755)
    return java


@pytest.mark.skipif(sys.platform == "win32", reason="made of a shell script")
class TestJava:
    def test_one_that_runs_and_is_new_enough_counts(self, tmp_path: Path) -> None:
        java = fake_java(tmp_path / "bin", 'openjdk version "21.0.4" 2024-07-16')
        assert find_java({"PATH": str(java.parent)}).path == str(java)
        assert find_java({"JAVA_HOME": str(tmp_path)}).major == 21

    def test_one_that_stands_on_path_and_fails_does_not_count(self, tmp_path: Path) -> None:
        java = fake_java(tmp_path / "bin", 'openjdk version "21.0.4" 2024-07-16', code=126)
        assert find_java({"PATH": str(java.parent)}).path != str(java)

    def test_an_old_one_does_not_count(self, tmp_path: Path) -> None:
        old = fake_java(tmp_path / "old", 'openjdk version "1.8.0_402"')
        assert find_java({"PATH": str(old.parent)}).path != str(old)
        new = fake_java(tmp_path / "home" / "bin", 'openjdk version "17.0.15" 2025-04-15')
        assert find_java({"PATH": str(old.parent), "JAVA_HOME": str(tmp_path / "home")}).path == str(new)
