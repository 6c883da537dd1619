"""The nodes that all other tests of this tier stand on."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic
from profiles import until

from engine import kafka_nodes
from engine.errors import TowlineError
from engine.kafka_nodes import HOST, KafkaNodes, Listener


def make_topic(bootstrap: str, name: str, **extra: str) -> None:
    admin = AdminClient({"bootstrap.servers": bootstrap, **extra})
    admin.create_topics([NewTopic(name, 1)])[name].result(20)


def write(bootstrap: str, topic: str, value: bytes, **extra: str) -> int:
    offsets = []
    producer = Producer({"bootstrap.servers": bootstrap, **extra})
    producer.produce(topic, value, partition=0, on_delivery=lambda error, record: offsets.append(record.offset()))
    assert producer.flush(30) == 0
    producer.close()
    return offsets[0]


def read(bootstrap: str, topic: str, offset: int, **extra: str) -> bytes:
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "test", **extra})
    consumer.assign([TopicPartition(topic, 0, offset)])
    record = consumer.poll(30)
    consumer.close()
    assert record is not None
    assert record.error() is None
    return record.value()


def test_a_record_survives_kill_9_of_its_node(make_nodes: Callable[..., KafkaNodes]) -> None:
    with make_nodes() as nodes:
        make_topic(nodes.bootstrap, "t")
        offset = write(nodes.bootstrap, "t", b"kept")
        nodes[1].kill()
        assert not nodes[1].running
        nodes[1].start()
        assert read(nodes.bootstrap, "t", offset) == b"kept"


def test_topics_are_never_made_by_asking_for_them(broker: KafkaNodes, topic_name: Callable[[], str]) -> None:
    name = topic_name()
    listed = AdminClient({"bootstrap.servers": broker.bootstrap}).list_topics(name, timeout=10)
    assert listed.topics[name].error is not None


def test_three_nodes_keep_three_copies(nodes3: KafkaNodes, topic_name: Callable[[], str]) -> None:
    name = topic_name()
    admin = AdminClient({"bootstrap.servers": nodes3.bootstrap})
    admin.create_topics([NewTopic(name, 2)])[name].result(20)
    write(nodes3.bootstrap, name, b"x", acks="all")
    partitions = admin.list_topics(name, timeout=10).topics[name].partitions
    assert [len(p.replicas) for p in partitions.values()] == [3, 3]


def test_clients_are_told_the_advertised_port(make_nodes: Callable[..., KafkaNodes]) -> None:
    # The cluster's id is random; one in 64 begins with a dash.
    nodes = make_nodes(listeners=[Listener("CLIENT"), Listener("PROXIED")], cluster_id="-w3WkcQNT3uFqYkKVUzPzA")
    nodes.advertise("PROXIED", {1: 9})
    assert nodes.addresses("PROXIED") == f"{HOST}:9"
    with nodes:
        real = f"{HOST}:{nodes[1].port('PROXIED')}"
        assert until(lambda: told_brokers(real), "an answer of the node") == [(HOST, 9)]


def told_brokers(server: str) -> list[tuple[str, int]] | None:
    """What a new client is told there; None if it asked again at the address it was told, where nobody answers."""
    try:
        told = AdminClient({"bootstrap.servers": server}).list_topics(timeout=3).brokers.values()
    except KafkaException:
        return None
    return [(broker.host, broker.port) for broker in told]


def test_scram_users_sign_in_and_are_held_to_their_rights(make_nodes: Callable[..., KafkaNodes]) -> None:
    users = {"admin": "a-secret", "anna": "b-secret"}
    listener = Listener("CLIENT", "SASL_PLAINTEXT", kafka_nodes.SCRAM)
    with make_nodes(
        listeners=[listener], properties=kafka_nodes.ACLS, format_words=kafka_nodes.scram_users(users)
    ) as nodes:

        def signed_in(user: str, mechanism: str) -> dict[str, str]:
            return {
                "security.protocol": "SASL_PLAINTEXT",
                "sasl.mechanism": mechanism,
                "sasl.username": user,
                "sasl.password": users[user],
            }

        make_topic(nodes.bootstrap, "t", **signed_in("admin", "SCRAM-SHA-512"))
        assert write(nodes.bootstrap, "t", b"x", **signed_in("admin", "SCRAM-SHA-256")) == 0
        with pytest.raises(Exception, match="TOPIC_AUTHORIZATION_FAILED"):
            make_topic(nodes.bootstrap, "u", **signed_in("anna", "SCRAM-SHA-256"))


def test_a_port_taken_in_between_is_chosen_anew(make_nodes: Callable[..., KafkaNodes]) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        nodes = make_nodes(listeners=[Listener("CLIENT", ports=(taken.getsockname()[1],))])
        with nodes:
            assert nodes[1].port() != taken.getsockname()[1]
            make_topic(nodes.bootstrap, "t")


def test_a_node_that_cannot_start_says_where_its_log_is(make_nodes: Callable[..., KafkaNodes]) -> None:
    nodes = make_nodes(properties={"num.io.threads": "none"})
    with pytest.raises(TowlineError) as caught:
        nodes.start()
    assert caught.value.word == "kafka-failed"
    assert not any(node.running for node in nodes)
