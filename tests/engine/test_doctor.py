"""The doctor as the engine's own: what it looks at, when it tells, and that it holds nothing up."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from profile_kit import Profile, anna_fixture  # noqa: F401  fixtures are found by their names
from profiles import until

from engine.api import Cluster, StepRow
from engine.api_figures import CheckRow

GOOD = [StepRow("TCP", "ok", "k1 answers."), StepRow("Clock", "ok", "Differs by 0.2 s.")]


def cluster_answers(monkeypatch: pytest.MonkeyPatch, steps: list[StepRow]) -> None:
    monkeypatch.setattr("engine.cluster.test", lambda cluster: iter(steps))


def test_the_engine_tells_a_line_for_each_thing_and_gives_all_of_them(
    anna: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster_answers(monkeypatch, GOOD)
    told: list[CheckRow] = []
    found = anna.engine.doctor(told.append).result(60)
    assert found == told
    assert [row.name for row in found] == [
        "Versions", "Cryptography", "Profile", "Settings", "Disk of profile", "Disk of downloads", "Agent", "Keys",
        "Cluster memory",
    ]  # fmt: skip
    text = {row.name: row.text for row in found}
    assert text["Agent"].startswith("A Towline runs for this profile.")
    assert "private file" in text["Keys"] and text["Cluster memory"].endswith("Clock: differs by 0.2 s.")


def test_what_is_wrong_with_a_cluster_is_a_line_each_with_what_to_do(
    anna: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [
        StepRow("TCP", "warning", "k2 is silent.", "One is enough."),
        StepRow("Topics", "failed", "Missing.", "Make them."),
    ]
    cluster_answers(monkeypatch, [*steps, StepRow("Write", "skipped", "not tried")])
    found = anna.engine.doctor(lambda _: None).result(60)
    assert found[-2:] == [
        CheckRow("Cluster memory", "warn", "TCP: k2 is silent.", "One is enough."),
        CheckRow("Cluster memory", "fail", "Topics: Missing.", "Make them."),
    ]


def test_settings_that_were_broken_meanwhile_are_said(anna: Profile) -> None:
    (anna.folder / "towline.toml").write_text("[agent]\nwrong = 1\n")
    last = anna.engine.doctor(lambda _: None).result(60)[-1]
    assert (last.name, last.result) == ("Settings", "fail") and "wrong" in last.text


def test_a_cluster_that_does_not_answer_holds_up_neither_the_engine_nor_its_end(
    anna: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def slow(cluster: Cluster) -> Iterator[StepRow]:
        yield StepRow("TCP", "warning", "k2 is silent.")
        answered.wait(60)

    monkeypatch.setattr("engine.cluster.test", slow)
    told: list[CheckRow] = []
    asked = [anna.engine.doctor(told.append) for _ in range(6)]
    until(lambda: sum(row.text == "TCP: k2 is silent." for row in told) == 6)  # each is told before the next is known
    assert anna.engine.pause([]).result(60) == 0
    anna.engine.stop()
    assert not any(future.done() for future in asked)
    answered.set()
    for future in asked:
        assert future.result(60)
