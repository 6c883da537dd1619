"""Every way to sign in to a real broker, and what is said when it does not work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from certificates import DAY, NOW, Authority
from confluent_kafka.admin import (
    AclBinding,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ConfigResource,
    ResourcePatternType,
    ResourceType,
)
from link_contract import Deliveries, take
from proxy import eventually

from engine import cluster as clusters
from engine.api import Cluster, StepRow
from engine.errors import TowlineError, Verdict
from engine.kafka_nodes import ACLS, SCRAM, KafkaNodes, Listener, free_ports, plain_users, scram_users
from engine.link import KafkaLink

USERS = {"admin": "admin-secret", "edge": "edge-secret", "guest": "guest-secret"}


@dataclass
class Place:
    """One node with a listener of each kind. The topics of `towline` exist; `guest` has no rights."""

    nodes: KafkaNodes
    ca: Authority
    stranger: Authority

    def cluster(self, listener: str, **changes: object) -> Cluster:
        made = Cluster("secure", (self.nodes.addresses(listener),))
        return replace(made, **changes)  # type: ignore[arg-type]

    def scram(self, **changes: object) -> Cluster:
        facts = {
            "ca": self.ca.certificate,
            "security": "sasl_ssl",
            "mechanism": "SCRAM-SHA-512",
            "user": "edge",
            "password": USERS["edge"],
        }
        return self.cluster("SCRAM", **(facts | changes))


@pytest.fixture(scope="module")
def place(kafka_here: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    ca, stranger = Authority(), Authority("Another CA")
    good = ca.issue("broker")
    listeners = [
        Listener("OPEN", "PLAINTEXT"),
        Listener("TLS", "SSL", good.broker()),
        Listener("MUTUAL", "SSL", good.broker(trust=ca.certificate, clients="required")),
        Listener("PLAIN", "SASL_PLAINTEXT", plain_users(USERS)),
        Listener("SCRAM", "SASL_SSL", {**good.broker(), **SCRAM}),
        Listener("EXPIRED", "SSL", ca.issue("old", until=NOW - DAY).broker()),
        Listener("ELSEWHERE", "SSL", ca.issue("other", host="k1.example.net").broker()),
    ]
    with KafkaNodes(
        tmp_path_factory.mktemp("secure"),
        listeners=listeners,
        properties=ACLS,
        format_words=scram_users(USERS),
    ) as nodes:
        made = Place(nodes, ca, stranger)
        clusters.make_topics(made.cluster("OPEN"), clusters.designs(made.cluster("OPEN")), 1)
        allow(nodes, "User:edge", AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE)
        allow(nodes, "User:CN=edge", AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE)
        yield made


def allow(nodes: KafkaNodes, user: str, *operations: AclOperation) -> None:
    admin = AdminClient({"bootstrap.servers": nodes.addresses("OPEN")})
    rules = [
        AclBinding(
            ResourceType.TOPIC, "towline", ResourcePatternType.PREFIXED, user, "*", each, AclPermissionType.ALLOW
        )
        for each in operations
    ]
    for future in admin.create_acls(rules).values():
        future.result(30)


def there_and_back(cluster: Cluster) -> None:
    link = KafkaLink(cluster)
    try:
        deliveries = Deliveries()
        link.produce(cluster.topic, 0, b"through", deliveries.of("it"), header=b"h")
        deliveries.wait(1)
        delivery = deliveries.one("it")
        assert delivery.error is None
        reader = link.reader(cluster.topic)
        reader.want({0: delivery.offset})
        assert take(reader, 1)[0].value == b"through"
        reader.close()
        assert link.row().state == "connected"
    finally:
        link.close()


def refused(cluster: Cluster) -> TowlineError:
    """What a question to the cluster is answered with."""
    link = KafkaLink(cluster)
    try:
        with pytest.raises(TowlineError) as caught:
            link.cluster_id()
        return caught.value
    finally:
        link.close()


def steps(cluster: Cluster, **choices: bool) -> dict[str, StepRow]:
    return {row.step: row for row in clusters.test(cluster, **choices)}


def test_tls_with_a_ca_of_ones_own(place: Place, tmp_path: Path) -> None:
    allow(place.nodes, "User:ANONYMOUS", AclOperation.ALL)
    there_and_back(place.cluster("TLS", security="ssl", ca=place.ca.certificate))
    path = tmp_path / "ca.pem"
    path.write_text(place.ca.certificate)
    there_and_back(place.cluster("TLS", security="ssl", ca=str(path)))


def test_certificates_of_both_sides(place: Place, tmp_path: Path) -> None:
    mine = place.ca.issue("edge")
    base = place.cluster("MUTUAL", security="ssl", ca=place.ca.certificate)
    there_and_back(replace(base, certificate=mine.certificate, key=mine.key))
    there_and_back(replace(base, key=mine.pkcs12(tmp_path / "me.p12", "hidden"), key_password="hidden"))


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-256", "SCRAM-SHA-512"])
def test_scram_over_tls(place: Place, mechanism: str) -> None:
    there_and_back(place.scram(mechanism=mechanism))


def test_plain(place: Place) -> None:
    there_and_back(
        place.cluster("PLAIN", security="sasl_plaintext", mechanism="PLAIN", user="edge", password=USERS["edge"])
    )


def test_a_wrong_password(place: Place) -> None:
    for wrong in (
        place.scram(password="wrong"),
        place.cluster("PLAIN", security="sasl_plaintext", mechanism="PLAIN", user="edge", password="wrong"),
    ):
        error = refused(wrong)
        assert (error.word, error.verdict) == ("sign-in", Verdict.WAIT_PERSON)
        assert error.what == "secure did not accept the sign-in: wrong user name or password."


def test_a_mechanism_that_the_cluster_does_not_offer(place: Place) -> None:
    error = refused(
        place.cluster("PLAIN", security="sasl_plaintext", mechanism="SCRAM-SHA-512", user="edge", password="x")
    )
    assert error.what == "secure did not accept the sign-in: the cluster does not offer this mechanism."


def test_an_expired_certificate(place: Place) -> None:
    cluster = place.cluster("EXPIRED", security="ssl", ca=place.ca.certificate)
    error = refused(cluster)
    assert error.word == "certificate"
    assert "has expired" in error.what


def test_an_unknown_ca(place: Place) -> None:
    error = refused(place.cluster("TLS", security="ssl", ca=place.stranger.certificate))
    assert error.word == "certificate"
    assert "unknown CA" in error.what


def test_a_certificate_for_another_host(place: Place) -> None:
    cluster = place.cluster("ELSEWHERE", security="ssl", ca=place.ca.certificate)
    error = refused(cluster)
    assert error.word == "certificate"
    assert "for another host name" in error.what
    there_and_back(replace(cluster, check_host_name=False))


def test_a_broker_that_asks_for_a_certificate(place: Place) -> None:
    error = refused(place.cluster("MUTUAL", security="ssl", ca=place.ca.certificate))
    assert error.word == "certificate"
    assert "did not accept this computer's certificate, or got none" in error.what


def test_tls_to_a_listener_without_and_the_other_way_round(place: Place) -> None:
    error = refused(place.cluster("OPEN", security="ssl", ca=place.ca.certificate))
    assert "does not speak TLS" in error.what
    error = refused(place.cluster("TLS"))
    assert "they want TLS" in error.what


def test_a_wrong_host_and_a_wrong_port(place: Place) -> None:
    (closed,) = free_ports(1)
    error = refused(Cluster("away", (f"127.0.0.1:{closed}",)))
    assert (error.word, error.verdict) == ("unreachable", Verdict.RETRY)
    assert error.what == f"away cannot be reached: connection refused by 127.0.0.1:{closed}."
    error = refused(Cluster("away", ("no-such-host.invalid:9092",)))
    assert error.what == "away cannot be reached: the name of no-such-host.invalid:9092 is not known."


def test_a_sign_in_that_fails_later_does_not_lose_a_record(place: Place) -> None:
    link = KafkaLink(place.scram(password="wrong"))
    try:
        deliveries = Deliveries()
        link.produce("towline", 0, b"x", deliveries.of("it"))
        eventually(lambda: link.row().state == "failed")
        assert "did not accept the sign-in" in link.row().why
        assert not deliveries.got
    finally:
        link.close()


def test_no_rights_on_the_topic(place: Place) -> None:
    guest = place.scram(user="guest", password=USERS["guest"])
    link = KafkaLink(guest)
    try:
        deliveries = Deliveries()
        link.produce("towline", 0, b"x", deliveries.of("it"))
        deliveries.wait(1)
        error = deliveries.one("it").error
        assert error is not None
        assert (error.word, error.what) == ("not-allowed", "The cluster does not let you write to towline.")
        reader = link.reader("towline")
        reader.want({0: 0})
        with pytest.raises(TowlineError) as caught:
            take(reader, 1)
        assert caught.value.word == "not-allowed"
        reader.close()
    finally:
        link.close()


def test_without_the_right_to_see_settings_the_link_works(place: Place) -> None:
    link = KafkaLink(place.scram())
    try:
        facts = link.facts("towline")
        assert (facts.partitions, facts.max_message_bytes, facts.retention_ms) == (6, None, None)
        assert len(facts.topic_id) == 16
    finally:
        link.close()
    rows = steps(place.scram())
    assert [row.result for row in rows.values()] == ["ok"] * len(rows)
    assert rows["Size"].text == "The largest record is not told to you; 1,000,000 bytes are assumed."


def test_settings_that_librdkafka_does_not_take_are_said() -> None:
    with pytest.raises(TowlineError) as caught:
        KafkaLink(Cluster("odd", ("127.0.0.1:1",), extra={"no.such.setting": "1"}))
    assert caught.value.word == "settings"
    assert "no.such.setting" in caught.value.what


def test_the_steps_of_a_good_cluster(place: Place) -> None:
    rows = steps(place.scram())
    assert list(rows) == list(clusters.STEPS)
    assert rows["TLS"].text.startswith("TLSv1.3, certificate good until")
    assert "issued by Towline test CA" in rows["TLS"].text
    assert rows["Sign-in"].text == "SCRAM-SHA-512 as edge."


@pytest.mark.parametrize(
    ("step", "change", "words"),
    [
        ("Names", {"bootstrap": ("no-such-host.invalid:9092",)}, "is not known"),
        ("TCP", {"bootstrap": ("127.0.0.1:1",)}, "connection refused"),
        ("TLS", {"ca": ""}, "unknown CA"),
        ("Sign-in", {"password": "wrong"}, "wrong user name or password"),
        ("Topics", {"topic": "towline-other"}, "towline-other"),
    ],
)
def test_the_first_step_that_fails_skips_the_others(
    place: Place, step: str, change: dict[str, object], words: str
) -> None:
    rows = steps(place.scram(**change))
    results = [row.result for row in rows.values()]
    failed = list(rows).index(step)
    assert results == ["ok"] * failed + ["failed"] + ["skipped"] * (len(clusters.STEPS) - failed - 1)
    assert words in rows[step].text
    assert rows[step].todo


def test_missing_topics_are_made_as_designed(place: Place, topic_name: Callable[[], str]) -> None:
    cluster = place.cluster("OPEN", topic=topic_name())
    assert steps(cluster)["Topics"].result == "failed"
    rows = steps(cluster, create=True)
    assert {row.result for row in rows.values()} == {"ok"}
    link = KafkaLink(cluster)
    assert [link.facts(d.name).partitions for d in clusters.designs(cluster)] == [6, 1, 16]
    link.close()
    admin = AdminClient({"bootstrap.servers": place.nodes.addresses("OPEN")})
    for design in clusters.designs(cluster):
        (future,) = admin.describe_configs([ConfigResource(ConfigResource.Type.TOPIC, design.name)]).values()
        found = {name: entry.value for name, entry in future.result(30).items()}
        assert {name: found[name] for name in design.settings} == design.settings
