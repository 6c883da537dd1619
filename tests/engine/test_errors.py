"""Every error has a verdict, and its sentence keeps the pattern."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka import KafkaError

from engine.errors import CAUSES, KAFKA, Exit, TowlineError, Verdict, kafka_error, kafka_reason

ROOT = Path(__file__).parents[2]
CODES = sorted(n for n in dir(KafkaError) if isinstance(getattr(KafkaError, n), int) and not n.startswith("__"))

FACTS = {
    "todo": "See its settings.",
    "what": "This is wrong.",
    "where": "/etc/towline/a.toml line 3",
    "reason": "it did not fit",
    "why": "K1 is away.",
}


def facts_of(word: str) -> dict[str, object]:
    fields = {name for _, name, _, _ in string.Formatter().parse(CAUSES[word].what + CAUSES[word].todo) if name}
    return {name: FACTS.get(name, f"some-{name}") for name in fields}


def check_sentence(error: TowlineError) -> None:
    for part in (error.what, error.todo):
        assert part.endswith("."), part
        assert not part.endswith(".."), part
        assert "Error" not in part
        assert "!" not in part
        assert not re.search(r"\b_?[A-Z]{2,}_[A-Z_]+\b", part), f"a code in: {part}"
        assert "\n" not in part
    assert error.what[0] == error.what[0].upper() or error.what[0] in "/'" or error.what.startswith("some-")
    assert error.sentence == f"{error.what} {error.todo}"


@pytest.mark.parametrize("word", CAUSES)
def test_every_cause_renders_to_the_sentence_pattern(word: str) -> None:
    facts = facts_of(word)
    if word == "settings":
        facts["what"] = "this key is not known."
    check_sentence(TowlineError(word, **facts))


def made_in(path: Path) -> Iterator[tuple[str, int, str, set[str]]]:
    """Where an error is made in a file, its word, and the facts that its sentences do not get."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "TowlineError"):
            continue
        word, given = node.args[0], {keyword.arg for keyword in node.keywords}
        if isinstance(word, ast.Constant):
            needs = set(facts_of(word.value)) if word.value in CAUSES else {"its word"}
            yield path.name, node.lineno, word.value, set() if None in given else needs - given


def test_every_error_that_is_made_has_a_cause_and_the_facts_of_its_sentences() -> None:
    sources = [path for folder in ("engine", "gui") for path in sorted((ROOT / folder).glob("*.py"))]
    made = [error for path in sources for error in made_in(path)]
    assert len(made) > 200 and [error for error in made if error[3]] == []


@pytest.mark.parametrize("word", CAUSES)
def test_every_cause_has_an_exit_code_of_the_table(word: str) -> None:
    table = {value for name, value in vars(Exit).items() if name.isupper()}
    assert CAUSES[word].exit_code in table - {Exit.DONE}


def test_what_goes_on_by_itself_says_so_and_what_failed_says_what_to_do() -> None:
    for word, cause in CAUSES.items():
        if cause.verdict in (Verdict.RETRY, Verdict.WAIT):
            assert re.search(r"by itself|Going on|is kept", cause.todo), word
        if cause.verdict in (Verdict.FAIL, Verdict.WAIT_PERSON):
            assert "by itself" not in cause.todo, word


def test_every_code_of_librdkafka_has_a_verdict() -> None:
    assert set(CODES) - set(KAFKA) == set()
    assert set(KAFKA.values()) <= set(CAUSES)


@pytest.mark.parametrize("name", CODES)
def test_every_code_renders_to_a_sentence(name: str) -> None:
    text = KafkaError(getattr(KafkaError, name)).str()
    error = kafka_error(name, text, cluster="Plant", topic="towline", action="write to towline", size=3_000_000)
    check_sentence(error)
    assert name in error.details


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "sasl_ssl://127.0.0.1:9093/bootstrap: Connect to ipv4#127.0.0.1:9093 failed: Connection refused (after 0ms in state CONNECT)",
            "connection refused by 127.0.0.1:9093",
        ),
        (
            "ssl://127.0.0.1:9093/bootstrap: SSL handshake failed: error:0A000086:SSL routines::certificate verify failed: broker"
            " certificate could not be verified, verify that ssl.ca.location is correctly configured (after 4ms in state SSL_HANDSHAKE)",
            "the certificate of 127.0.0.1:9093 comes from an unknown CA",
        ),
        (
            "k1.example.net:9092/bootstrap: Failed to resolve 'k1.example.net:9092': Name or service not known (after 3ms in state CONNECT)",
            "the name of k1.example.net:9092 is not known",
        ),
        ("", "no reason given"),
        ("Something odd! (after 3ms in state UP)", "something odd"),
    ],
)
def test_reasons_are_words_for_people(text: str, reason: str) -> None:
    assert kafka_reason(text) == reason


def test_a_topic_whose_leaders_are_not_known_at_the_moment_is_tried_again() -> None:
    """What librdkafka says of a request for offsets while the line is cut."""
    error = kafka_error("_NOENT", "Failed to query partition leaders: No leaders found", cluster="Plant")
    assert error.verdict is Verdict.RETRY
    assert error.what == "Plant is not ready: no leader of the topic is known at the moment."


def test_a_code_that_nobody_knows_is_a_fault_of_ours() -> None:
    assert kafka_error("_FROM_THE_FUTURE", "text", cluster="Plant").verdict is Verdict.BUG
