"""Events and programs after a transfer: exactly when it ended well, at least once, and a failure can be retried."""

from __future__ import annotations

import base64
import json
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture, files  # noqa: F401  fixtures are found by their names

from engine.api import Choices, Exists, Outcome
from engine.api_actions import Post, Then
from engine.errors import TowlineError
from engine.link_memory import MemoryBroker

EVENTS = "scans"


def post(body: bytes = b"scan ready", **more: object) -> Post:
    return Post(EVENTS, base64.b64encode(body).decode(), **more)  # type: ignore[arg-type]


def until(profile: Profile, happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    with profile.heard:
        while not happened():
            assert time.monotonic() < deadline
            profile.heard.wait(0.1)


def states(profile: Profile, id: str) -> list[str]:
    return [row.state for row in profile.engine.actions(id)]


def headers(broker: MemoryBroker) -> list[dict[str, str]]:
    found = [broker.headers[EVENTS, r.partition, r.offset] for r in broker.records(EVENTS)]
    return [{name: value.decode() for name, value in each} for each in found]


def test_the_event_comes_after_complete_and_names_the_bundle(
    anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    broker.create(EVENTS)
    busy = TowlineError("cluster-busy", cluster="memory", reason="test")
    broker.refuse_records(lambda topic, _partition, _size: busy if topic == "towline.catalog" else None)
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",), post=post(key="k"))).result()
    until(anna, lambda: broker.records("towline"))
    assert states(anna, sent) == ["waiting"]
    assert not broker.records(EVENTS)
    broker.refuse_records(None)
    row = anna.ended(sent)
    until(anna, lambda: states(anna, sent) == ["done"])
    (record,) = broker.records(EVENTS)
    assert (record.key, record.value) == (b"k", b"scan ready")
    (marks,) = headers(broker)
    assert marks["towline-ref"] == row.reference
    assert ben.engine.offer_of(marks["towline-ref"], 30.0).title == "docs"


def test_what_fails_or_is_cancelled_posts_nothing(anna: Profile, broker: MemoryBroker, tmp_path: Path) -> None:
    broker.create(EVENTS)
    (tmp_path / "empty").mkdir()
    broker.stop_answering()
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("me",), post=post())).result()
    anna.engine.cancel([sent]).result()
    broker.answer()
    assert anna.ended(sent).outcome == Outcome.CANCELLED
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("me",))).result())
    assert not broker.records(EVENTS)


def test_an_event_outlives_a_restart_and_has_the_same_id(anna: Profile, broker: MemoryBroker, tmp_path: Path) -> None:
    broker.create(EVENTS)
    broker.refuse_records(
        lambda topic, _partition, _size: (
            TowlineError("cluster-busy", cluster="m", reason="t") if topic == EVENTS else None
        )
    )
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("me",), post=post())).result()
    anna.ended(sent)
    assert states(anna, sent) == ["due"]
    anna.engine.stop(0.0)
    broker.refuse_records(None)
    broker.lose_acks(1)  # stored, and nobody knows: it comes a second time
    anna.start()
    until(anna, lambda: states(anna, sent) == ["done"])
    assert len(broker.records(EVENTS)) == 2
    assert len({each["towline-event-id"] for each in headers(broker)}) == 1


def test_an_event_without_its_topic_waits_for_a_person_who_retries(
    anna: Profile, broker: MemoryBroker, tmp_path: Path
) -> None:
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "", Choices(to=("me",), post=post())).result()
    anna.ended(sent)
    until(anna, lambda: states(anna, sent) == ["failed"])
    (asked,) = anna.engine.questions()
    assert (asked.cause, asked.choices) == ("event-failed", ("retry", "skip"))
    assert anna.engine.transfer(sent).outcome == Outcome.STORED
    broker.create(EVENTS)
    assert anna.engine.answer([asked.id], "retry").result() == 1
    until(anna, lambda: states(anna, sent) == ["done"])
    assert anna.engine.questions() == []


def test_a_queue_posts_a_cloud_event_for_each_bundle(anna: Profile, broker: MemoryBroker, tmp_path: Path) -> None:
    broker.create(EVENTS)
    with (anna.folder / "towline.toml").open("a") as file:
        file.write('[queue.hq]\ncluster = "memory"\nto = ["me"]\nevent_topic = "scans"\n')
        file.write("""event = '{"type": "scan.ready", "data": {"order": "{tag:order}"}}'\n""")
    anna.engine.apply()
    source = files(tmp_path / "docs", a=b"1")
    sent = anna.engine.send([str(source)], "hq", Choices(tags={"order": "4711"})).result()
    row = anna.ended(sent)
    until(anna, lambda: states(anna, sent) == ["done"])
    (record,) = broker.records(EVENTS)
    event = json.loads(record.value or b"")
    assert (event["type"], event["dataref"], event["data"]) == ("scan.ready", row.reference, {"order": "4711"})


@pytest.mark.parametrize("event", ["{", '{"a": "{nope}"}'])
def test_a_queue_with_an_event_that_is_no_json_is_refused_and_the_old_settings_stay(anna: Profile, event: str) -> None:
    with (anna.folder / "towline.toml").open("a") as file:
        file.write(f'[queue.hq]\ncluster = "memory"\nto = ["me"]\nevent_topic = "scans"\nevent = \'{event}\'\n')
    with pytest.raises(TowlineError) as met:
        anna.engine.apply()
    assert met.value.word == "settings" and "template" in met.value.what
    assert anna.engine.settings.queues == {}


# --- programs -----------------------------------------------------------------------------------------------------------


def program(folder: Path, body: str) -> str:
    path = folder / "after"
    path.write_text(f"#!{sys.executable}\nimport sys, os\nargs = sys.argv[1:]\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def fetched(anna: Profile, ben: Profile, folder: Path, command: tuple[str, ...], **content: bytes) -> str:
    source = files(folder / "docs", **content)
    anna.ended(anna.engine.send([str(source)], "", Choices(to=("Ben",))).result())
    offer = ben.offer("docs").id
    id = ben.engine.fetch(offer, [], str(folder / "in"), Exists.BOTH, then=Then(command)).result()
    assert ben.ended(id).outcome == Outcome.PLACED
    return id


posix = pytest.mark.skipif(sys.platform == "win32", reason="programs with a first line are for POSIX")


@posix
def test_a_program_runs_for_each_file_with_whole_arguments(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = program(tmp_path, f"open({str(out)!r}, 'a').write(repr(args) + chr(10))")
    name = "a; rm -rf $(x) 'q'"
    id = fetched(anna, ben, tmp_path, (run, "{path}", "{sha256}", "{sender}", "{reference}"), **{name: b"1", "b": b""})
    until(ben, lambda: states(ben, id) == ["done"])
    import hashlib

    (row,) = [each for each in ben.engine.transfers() if each.id == id]
    expected = [
        [str(tmp_path / "in" / "docs" / each), hashlib.sha256(data).hexdigest(), "Anna", row.reference]
        for each, data in ((name, b"1"), ("b", b""))
    ]
    assert sorted(out.read_text().splitlines()) == sorted(map(repr, expected))


@posix
def test_a_program_that_failed_runs_again_for_what_failed_only(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = program(
        tmp_path,
        f"bad = args[0].endswith('b') and not os.path.exists({str(tmp_path / 'mended')!r})\n"
        f"open({str(out)!r}, 'a').write(os.path.basename(args[0]))\n"
        "if bad: sys.exit('no space for it')",
    )
    id = fetched(anna, ben, tmp_path, (run, "{path}"), a=b"1", b=b"2", c=b"3")
    until(ben, lambda: states(ben, id) == ["failed"])
    (asked,) = ben.engine.questions()
    assert "no space for it" in asked.sentence
    (tmp_path / "mended").touch()
    ben.engine.retry([id]).result()
    until(ben, lambda: states(ben, id) == ["done"])
    assert out.read_text() == "abcb"


@posix
def test_a_program_without_places_runs_once(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = program(tmp_path, f"open({str(out)!r}, 'a').write('x')")
    id = fetched(anna, ben, tmp_path, (run,), a=b"1", b=b"2")
    until(ben, lambda: states(ben, id) == ["done"])
    assert out.read_text() == "x"


def test_a_program_that_is_not_there_is_a_row_that_can_be_given_up(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    id = fetched(anna, ben, tmp_path, (str(tmp_path / "nowhere"), "{path}"), a=b"1")
    until(ben, lambda: states(ben, id) == ["failed"])
    (asked,) = ben.engine.questions()
    assert ben.engine.answer([asked.id], "skip").result() == 1
    assert states(ben, id) == ["skipped"]
    assert ben.engine.questions() == []


@posix
def test_a_program_that_runs_when_the_engine_ends_has_its_run_again(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    started, go = tmp_path / "started", tmp_path / "go"
    run = program(
        tmp_path,
        f"import time\nopen({str(started)!r}, 'a').write('x')\nwhile not os.path.exists({str(go)!r}): time.sleep(0.02)",
    )
    id = fetched(anna, ben, tmp_path, (run, "{path}"), a=b"1")
    until(ben, started.exists)
    ben.engine.stop()
    go.touch()
    ben.start()
    until(ben, lambda: states(ben, id) == ["done"])
    assert started.read_text() == "xx"


# --- once more ----------------------------------------------------------------------------------------------------------


def test_send_again_and_download_again(anna: Profile, ben: Profile, broker: MemoryBroker, tmp_path: Path) -> None:
    broker.create(EVENTS)
    source = files(tmp_path / "docs", a=b"1", b=b"2")
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",), tags={"k": "v"}, post=post())).result()
    anna.ended(sent)
    offer = ben.offer("docs").id
    fetched = ben.engine.fetch(offer, ["*/a"], str(tmp_path / "in"), Exists.BOTH).result()
    ben.ended(fetched)
    (tmp_path / "in" / "docs" / "a").unlink()
    (once_more,) = ben.engine.again([fetched]).result()
    assert ben.ended(once_more).outcome == Outcome.PLACED
    assert os.listdir(tmp_path / "in" / "docs") == ["a"]
    (another,) = anna.engine.again([sent]).result()
    assert anna.ended(another).outcome == Outcome.STORED
    assert [row.tags for row in ben.engine.offers("memory", 30) if row.title == "docs"] == [{"k": "v"}] * 2
    until(anna, lambda: states(anna, another) == ["done"])
    assert len({each["towline-event-id"] for each in headers(broker)}) == 2


def test_a_reference_of_a_cluster_that_is_not_mine_gets_its_sentence(anna: Profile) -> None:
    anna.engine.offers("memory", 30)  # its catalog is read
    for reference, word in (
        ("tl:elsewhere/towline/AAAAAAAAAAAAAAAAAAAAAAAAAA", "other-cluster"),
        ("tl:memory-cluster/other/AAAAAAAAAAAAAAAAAAAAAAAAAA", "other-cluster"),
        ("tl:memory-cluster/towline/AAAAAAAAAAAAAAAAAAAAAAAAAA", "no-offer"),
        ("tl:nonsense", "no-such-id"),
    ):
        with pytest.raises(TowlineError) as met:
            anna.engine.offer_of(reference, 0.5)
        assert met.value.word == word


def test_a_reference_that_comes_before_its_offer_waits_for_it(anna: Profile, ben: Profile, tmp_path: Path) -> None:
    import threading

    source = files(tmp_path / "docs", a=os.urandom(1000))
    sent = anna.engine.send([str(source)], "", Choices(to=("Ben",))).result()
    reference = f"tl:memory-cluster/towline/{sent}"
    found: list[str] = []
    waiter = threading.Thread(target=lambda: found.append(ben.engine.offer_of(reference, 60.0).title))
    waiter.start()
    anna.ended(sent)
    waiter.join(60)
    assert found == ["docs"]
