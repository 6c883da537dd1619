"""The main job on a real Kafka: a person sends, another one fetches, and every interruption goes on where it stopped.

One node for all: a plain listener, one behind a proxy (a slow link, a cut one) and one with passwords. Every test has
topics of its own. Speeds are limited where something must happen in the middle, so nothing here depends on how fast
this computer is.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewPartitions, NewTopic, OffsetSpec
from profiles import CLUSTER, Agent, Here, Profile, json_lines, make_topics, towline, until
from proxy import Proxy

from engine.api import Choices, Cipher
from engine.api_actions import Post
from engine.errors import Exit
from engine.kafka_nodes import KafkaNodes, Listener, free_ports, plain_users

MB = 1_000_000
COMMIT = 16 * 1024 * 1024
IN_FLIGHT = 32 * 1024 * 1024
BLOCK = 950_000


class World:
    """The node, its proxy, and what a test makes on them."""

    def __init__(self, nodes: KafkaNodes, proxy: Proxy, folder: Path, topic: str) -> None:
        self.nodes = nodes
        self.proxy = proxy
        self.folder = folder
        self.topic = topic
        self.admin = AdminClient({"bootstrap.servers": nodes.bootstrap})
        self._made: list[Profile] = []
        make_topics(self.admin, topic)

    def profile(self, kind: type[Profile], name: str, listener: str = "CLIENT", *more: str) -> Any:
        """A started profile on this test's topics."""
        made = kind(self.folder / name, name, self.nodes.addresses(listener), topic=self.topic, more=more)
        self._made.append(made)
        made.start()
        return made

    def pair(
        self, kind: type[Profile] = Here, other: type[Profile] = Here, listener: str = "CLIENT"
    ) -> tuple[Any, Any]:
        """Anna and Ben, who accepted each other's cards and follow the catalog."""
        anna, ben = self.profile(kind, "Anna", listener), self.profile(other, "Ben", listener)
        anna.knows(ben)
        ben.knows(anna)
        ben.listen()
        return anna, ben

    def file(self, name: str, size: int) -> Path:
        path = self.folder / name
        path.write_bytes(os.urandom(size))
        return path

    def stored(self) -> int:
        """Records in the data topic, the expired ones too."""
        partitions = self.admin.list_topics(self.topic, timeout=20).topics[self.topic].partitions
        ends = self.admin.list_offsets({TopicPartition(self.topic, n): OffsetSpec.latest() for n in partitions})
        return sum(end.result(20).offset for end in ends.values())

    def close(self) -> None:
        self.proxy.rate = None
        self.proxy.accept()
        for profile in self._made:
            profile.stop()


@pytest.fixture(scope="module")
def line(kafka_here: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[KafkaNodes, Proxy]]:
    [behind] = free_ports(1)
    users = plain_users({"anna": "right"})
    listeners = [Listener(), Listener("SLOW", ports=(behind,)), Listener("SIGNED", "SASL_PLAINTEXT", users)]
    with Proxy(behind) as proxy:
        nodes = KafkaNodes(tmp_path_factory.mktemp("line"), listeners=listeners)
        nodes.advertise("SLOW", {1: proxy.port})
        with nodes:
            yield nodes, proxy


@pytest.fixture
def world(line: tuple[KafkaNodes, Proxy], tmp_path: Path, topic_name: Callable[[], str]) -> Iterator[World]:
    made = World(*line, tmp_path, topic_name())
    yield made
    made.close()


def sums(folder: Path) -> dict[str, str]:
    """Relative path → SHA-256 of every file below."""
    files = [path for path in folder.rglob("*") if path.is_file() and ".towline-parts" not in path.parts]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def same(path: Path, folder: Path) -> bool:
    """Whether a sent file stands in a folder, byte by byte."""
    return (folder / path.name).read_bytes() == path.read_bytes()


# --- the main job -------------------------------------------------------------------------------------------------------


def test_a_folder_is_sent_listed_and_fetched_one_entry_first_and_then_the_rest(world: World) -> None:
    anna, ben = world.folder / "A", world.folder / "B"
    for profile in (anna, ben):
        towline(profile, "cluster", "add", "k", "--bootstrap", world.nodes.bootstrap, "--set", f"topic={world.topic}")
    for one, other, name in ((anna, ben, "Ben"), (ben, anna, "Anna")):
        card = towline(other, "key", "show", "--card")
        towline(one, "people", "add", "-", "--name", name, "--verified", stdin=card)
    source = world.folder / "scans"
    (source / "deep" / "Grüße, 世界").mkdir(parents=True)
    for n in range(60):
        (source / "deep" / f"{n:02}.tif").write_bytes(os.urandom(1 + n * 997))
    (source / "empty").touch()
    (source / "deep" / "Grüße, 世界" / "two\nlines").write_bytes(b"text" * 50_000)
    (source / "large.bin").write_bytes(os.urandom(3 * MB))

    told = json_lines(towline(anna, "send", source, "--to", "Ben", "--json"))[-1]
    assert (told["kind"], told["state"]) == ("offer", "complete")

    [offer] = json_lines(towline(ben, "ls", "--json"))
    assert (offer["id"], offer["title"], offer["state"]) == (told["id"], "scans", "complete")
    listed = {row["path"] for row in json_lines(towline(ben, "ls", offer["id"], "--json")) if not row["folder"]}
    assert listed == {f"scans/{path}" for path in sums(source)}

    target = world.folder / "target"
    towline(ben, "get", "@last", "scans/deep/07.tif", "--to", target)
    assert sums(target) == {"scans/deep/07.tif": sums(source)["deep/07.tif"]}
    towline(ben, "get", "@last", "--to", target)
    assert sums(target / "scans") == sums(source)


def test_standard_input_goes_to_standard_output(world: World) -> None:
    anna, ben = world.pair()
    anna.stop()
    ben.stop()
    data = os.urandom(5 * MB)
    towline(anna.folder, "send", "--name", "dump.bin", "-", "--to", "Ben", stdin=data)
    assert towline(ben.folder, "get", "@last", "--to", "-") == data


def test_a_wrong_password_is_exit_code_5(world: World) -> None:
    profile = world.folder / "A"
    bootstrap = world.nodes.addresses("SIGNED")
    words = ["--security", "sasl_plaintext", "--mechanism", "PLAIN", "--user", "anna", "--set", "password=wrong"]
    towline(profile, "cluster", "add", "k", "--bootstrap", bootstrap, *words)
    said = towline(profile, "cluster", "test", "k", "--timeout", "20s", code=Exit.NOT_ALLOWED)
    assert b"password" in said


# --- kill -9 ------------------------------------------------------------------------------------------------------------


def test_a_killed_sender_goes_on_and_sends_little_twice(world: World) -> None:
    anna, ben = world.pair(Agent)
    source = world.file("large.bin", 60 * MB)
    id = anna.send(source, limit=20 * MB)
    anna.moved(id, 30 * MB)
    anna.kill()
    anna.start()
    sent = anna.done(id)
    assert sent.sent_twice <= COMMIT + IN_FLIGHT
    twice = world.stored() - -(-60 * MB // BLOCK)
    assert twice * BLOCK <= COMMIT + IN_FLIGHT
    ben.done(ben.fetch(ben.offer().id, world.folder / "target"))
    assert same(source, world.folder / "target")


def test_a_killed_receiver_goes_on_with_what_it_has(world: World) -> None:
    anna = world.profile(Here, "Anna")
    ben = world.profile(Agent, "Ben", "SLOW")
    anna.knows(ben)
    ben.knows(anna)
    source = world.file("large.bin", 60 * MB)
    anna.done(anna.send(source))
    ben.listen()
    world.proxy.rate = 10 * MB
    id = ben.fetch(ben.offer().id, world.folder / "target")
    had = ben.moved(id, 15 * MB).done
    ben.kill()
    before = world.proxy.down
    world.proxy.rate = None
    ben.start()
    ben.done(id)
    assert same(source, world.folder / "target")
    again = world.proxy.down - before - (60 * MB - had)
    assert again < 12 * MB  # answers under way and the catalog, but nothing of what was in place


def test_a_killed_broker_only_interrupts(world: World) -> None:
    anna, ben = world.pair()
    source = world.file("large.bin", 90 * MB)
    id = anna.send(source, limit=40 * MB)
    offer = ben.offer()  # it still grows
    fetched = ben.fetch(offer.id, world.folder / "target")
    world.nodes[1].kill()
    assert not anna.row(id).outcome
    world.nodes[1].start()
    anna.done(id)
    ben.done(fetched)
    assert same(source, world.folder / "target")


# --- the link -----------------------------------------------------------------------------------------------------------


def test_a_cut_link_interrupts_a_send_and_a_fetch(world: World) -> None:
    anna, ben = world.pair(listener="SLOW")
    world.proxy.rate = 10 * MB
    source = world.file("large.bin", 20 * MB)
    id = anna.send(source)
    anna.moved(id, 5 * MB)
    world.proxy.refuse()
    until(lambda: anna.row(id).state == "retrying", "the loss of the link")
    world.proxy.accept()
    anna.done(id)

    fetched = ben.fetch(ben.offer().id, world.folder / "target")
    before = world.proxy.down
    until(lambda: world.proxy.down - before > 5 * MB, "the first bytes")
    world.proxy.cut()
    ben.done(fetched)
    assert same(source, world.folder / "target")


# --- offers that grow, many people ------------------------------------------------------------------------------------------


def test_an_offer_is_fetched_while_it_grows(world: World) -> None:
    anna, ben = world.pair()
    source = world.folder / "both"
    source.mkdir()
    (source / "a.bin").write_bytes(os.urandom(60 * MB))
    (source / "b.bin").write_bytes(os.urandom(60 * MB))
    id = anna.send(source, limit=40 * MB)
    offer = ben.offer()
    assert offer.state == "growing"
    anna.engine.pause([id]).result(30)
    fetched = ben.fetch(offer.id, world.folder / "target")
    ben.moved(fetched, 20 * MB)
    assert anna.row(id).state == "paused"
    anna.engine.resume([id]).result(30)
    ben.done(fetched)
    assert sums(world.folder / "target" / "both") == sums(source)


def test_a_late_receiver_and_another_one_fetch_what_a_sender_left_behind(world: World) -> None:
    anna, ben = world.pair()
    eve = world.profile(Here, "Eve")
    eve.knows(anna)
    anna.knows(eve)
    source = world.file("note.txt", 40_000)
    id = anna.engine.send([str(source)], "", Choices(to=("Ben", "Eve"), cluster=CLUSTER)).result(30)
    anna.done(id)
    anna.stop()
    ben.stop()
    ben.start()
    for late in (ben, eve):
        late.listen()
        late.done(late.fetch(late.offer().id, world.folder / f"target of {late.name}"))
        assert same(source, world.folder / f"target of {late.name}")


def test_many_senders_share_one_topic(world: World) -> None:
    ben = world.profile(Here, "Ben")
    ben.listen()
    sent: dict[str, Path] = {}
    for name in ("Anna", "Carla", "Dora", "Eve"):
        one = world.profile(Here, name)
        one.knows(ben)
        ben.knows(one)
        for n in range(3):
            path = world.file(f"{name}-{n}.bin", 700_000 * (n + 1))
            sent[one.send(path)] = path
    offers = until(lambda: rows if len(rows := ben.offers()) == len(sent) else None, "all offers")
    assert offers is not None
    until(lambda: all(row.state == "complete" for row in ben.offers()), "the end of all sends")
    fetches = [ben.fetch(row.id, world.folder / "target") for row in offers]
    for fetch in fetches:
        ben.done(fetch)
    assert all(same(path, world.folder / "target") for path in sent.values())


def records(world: World) -> list[tuple[list[tuple[str, bytes]], bytes]]:
    """Headers and value of every record in the data topic, as any consumer reads them."""
    consumer = Consumer(
        {"bootstrap.servers": world.nodes.bootstrap, "group.id": "copy", "auto.offset.reset": "earliest"}
    )
    consumer.assign([TopicPartition(world.topic, partition, 0) for partition in range(6)])
    found: list[tuple[list[tuple[str, bytes]], bytes]] = []
    while len(found) < world.stored():
        message = consumer.poll(1.0)
        if message is not None and message.error() is None:
            found.append((message.headers() or [], message.value()))
    consumer.close()
    return found


# --- what happens to topics -------------------------------------------------------------------------------------------------


def test_partitions_may_be_raised_while_sending_and_fetching(world: World) -> None:
    anna, ben = world.pair()
    source = world.file("large.bin", 90 * MB)
    id = anna.send(source, limit=40 * MB)
    fetched = ben.fetch(ben.offer().id, world.folder / "target")
    world.admin.create_partitions([NewPartitions(world.topic, 9)])[world.topic].result(20)
    other = world.file("other.bin", 3 * MB)
    also = anna.send(other)
    anna.done(id)
    anna.done(also)
    ben.done(fetched)
    assert same(source, world.folder / "target")


def test_a_topic_made_anew_from_a_copy_is_looked_through_and_the_next_send_works(world: World) -> None:
    anna, ben = world.pair()
    first = world.file("first.bin", 8 * MB)
    anna.done(anna.send(first))
    offer = ben.offer()
    before = records(world)
    world.admin.delete_topics([world.topic])[world.topic].result(20)
    until(lambda: world.topic not in world.admin.list_topics(timeout=20).topics, "the end of the topic")
    world.admin.create_topics([NewTopic(world.topic, 6, 1)])[world.topic].result(20)
    until(lambda: world.topic in world.admin.list_topics(timeout=20).topics, "the new topic")
    ben.stop()
    ben.start()
    ben.listen()
    copy = Producer({"bootstrap.servers": world.nodes.bootstrap, "transactional.id": world.topic})
    copy.init_transactions(20)
    copy.begin_transaction()  # as some mirrors do: its marks take offsets, and the last ones hold no record
    for n, (headers, value) in enumerate([([], b"of another program")] * 9 + before):
        copy.produce(world.topic, value, headers=headers, partition=n % 5)
    copy.commit_transaction(20)
    fetch = ben.fetch(offer.id, world.folder / "target")
    until(lambda: [question.cause for question in ben.engine.questions()] == ["search"], "the question")
    assert f"({9 + len(before) + 5} records)" in ben.engine.transfer(fetch).why
    ben.engine.answer([ben.engine.questions()[0].id], "look").result(20)
    ben.done(fetch)
    assert same(first, world.folder / "target")

    anna.stop()
    anna.start()
    second = world.file("second.bin", 2 * MB)
    anna.done(anna.send(second))
    ben.done(ben.fetch(ben.offer({offer.id}).id, world.folder / "target"))
    assert same(second, world.folder / "target")


def test_what_expired_is_said_for_each_entry_the_rest_arrives_and_its_sender_mends_it(world: World) -> None:
    anna, ben = world.pair()
    source = world.folder / "two"
    source.mkdir()
    (source / "a.bin").write_bytes(os.urandom(40 * BLOCK))
    (source / "b.bin").write_bytes(os.urandom(20 * BLOCK))
    anna.done(anna.send(source))
    offer = ben.offer()
    partitions = world.admin.list_topics(world.topic, timeout=20).topics[world.topic].partitions
    parts = [TopicPartition(world.topic, n) for n in partitions]
    ends = world.admin.list_offsets({part: OffsetSpec.latest() for part in parts})
    first = next(part for part in parts if ends[part].result(20).offset >= 32)  # a run of a.bin, at the least
    for gone in world.admin.delete_records([TopicPartition(world.topic, first.partition, 10)]).values():
        gone.result(20)
    anna.stop()

    id = ben.fetch(offer.id, world.folder / "target")
    row = ben.ended(id)
    entries = {entry.path: entry.state for entry in ben.engine.entries(id) if not entry.folder}
    assert (row.outcome, entries) == ("partly", {"two/a.bin": "expired", "two/b.bin": "in place"})
    assert sums(world.folder / "target") == {"two/b.bin": sums(source)["b.bin"]}
    assert row.state == "asked"

    anna.start()
    anna.listen()
    until(lambda: ben.row(id).outcome == "placed", "what was missing")
    assert sums(world.folder / "target") == {f"two/{name}": sum for name, sum in sums(source).items()}


# --- who may read -----------------------------------------------------------------------------------------------------------


def test_a_team_key_opens_what_is_sent_to_the_team(world: World) -> None:
    anna, ben = world.pair()
    eve = world.profile(Here, "Eve")
    eve.knows(anna)
    anna.engine.team_new("press")
    ben.engine.team_import(anna.engine.team_export("press"))
    source = world.file("plan.pdf", 100_000)
    anna.done(anna.send(source, to="team:press"))
    ben.done(ben.fetch(ben.offer().id, world.folder / "target"))
    assert same(source, world.folder / "target")
    eve.listen()
    assert [row for row in eve.offers() if row.title] == []


def test_signed_only_is_readable_and_verified(world: World) -> None:
    anna, ben = world.pair()
    source = world.file("public.txt", 2 * MB)
    anna.done(anna.send(source, cipher=Cipher.SIGNED_ONLY))
    offer = ben.offer()
    assert offer.cipher == Cipher.SIGNED_ONLY
    ben.done(ben.fetch(offer.id, world.folder / "target"))
    assert same(source, world.folder / "target")


# --- events beside files ------------------------------------------------------------------------------------------------


def test_an_event_comes_after_its_bundle_also_when_its_sender_is_killed_between(world: World) -> None:
    ben = world.profile(Here, "Ben")
    anna = world.profile(Agent, "Anna")
    anna.knows(ben)
    ben.knows(anna)
    ben.listen()
    source = world.file("scan.bin", 1 * MB)
    post = Post(f"{world.topic}.events", base64.b64encode(b"scan ready").decode(), (), "line 7")
    id = anna.send(source, post=post)  # its topic is missing: stored, and the event is still to come
    anna.done(id)
    until(lambda: anna.engine.actions(id)[0].state == "failed", "the event that finds no topic")
    anna.kill()
    for made in world.admin.create_topics([NewTopic(post.topic, 3, 1)]).values():
        made.result(30)
    anna.start()
    anna.engine.retry([id]).result(30)
    until(lambda: anna.engine.actions(id)[0].state == "done", "the event")
    reader = Consumer(
        {"bootstrap.servers": world.nodes.bootstrap, "group.id": "plain", "auto.offset.reset": "earliest"}
    )
    reader.subscribe([post.topic])
    found = until(lambda: reader.poll(1.0), "the event at a plain consumer")
    reader.close()
    assert found is not None
    assert (found.key(), found.value()) == (b"line 7", b"scan ready")
    reference = dict(found.headers() or [])["towline-ref"]
    assert isinstance(reference, bytes)
    ben.done(ben.fetch(ben.engine.offer_of(reference.decode(), 60.0).id, world.folder / "target"))
    assert same(source, world.folder / "target")
