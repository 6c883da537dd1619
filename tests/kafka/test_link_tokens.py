"""Sign-in by tokens to a real broker, which checks them against the keys of a token server on this computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from link_contract import Deliveries
from proxy import eventually
from token_server import CLIENT, TokenServer

from engine import cluster as clusters
from engine.api import Cluster
from engine.errors import TowlineError
from engine.kafka_nodes import KafkaNodes, Listener
from engine.link import KafkaLink


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    made = TokenServer()
    yield made
    made.close()


@pytest.fixture
def cluster(kafka_here: None, tokens: TokenServer, tmp_path: Path) -> Iterator[Cluster]:
    """A node that takes tokens, with the topics of Towline."""
    listeners = [Listener("OPEN", "PLAINTEXT"), tokens.listener()]
    with KafkaNodes(tmp_path / "nodes", listeners=listeners, java_words=tokens.java_words) as nodes:
        open_one = Cluster("open", (nodes.addresses("OPEN"),))
        clusters.make_topics(open_one, clusters.designs(open_one), 1)
        yield Cluster(
            "tokens", (nodes.addresses("TOKENS"),), security="sasl_plaintext", mechanism="OAUTHBEARER",
            token_url=f"{tokens.url}/token", client=CLIENT, client_secret="s3cret",
        )  # fmt: skip


def test_tokens_let_in_are_renewed_and_a_refused_client_is_said(cluster: Cluster, tokens: TokenServer) -> None:
    assert {row.step: row.result for row in clusters.test(cluster)}["Read"] == "ok"
    link = KafkaLink(cluster)
    refused = threading.Event()
    link.on_refused = refused.set
    try:
        deliveries = Deliveries()
        link.produce("towline", 0, b"first", deliveries.of("first"), header=b"h")
        deliveries.wait(1)
        given = tokens.issued
        eventually(lambda: tokens.issued > given, timeout=60)  # the link asks again before its token ends
        link.produce("towline", 0, b"second", deliveries.of("second"), header=b"h")
        deliveries.wait(2)
        assert deliveries.one("second").error is None

        tokens.secret = "another"
        link.wake()
        link.produce("towline", 0, b"third", deliveries.of("third"), header=b"h")
        assert refused.wait(60)
        assert "does not know this client" in link.row().why
        with pytest.raises(TowlineError) as caught:
            link.cluster_id()
        assert caught.value.word == "sign-in"
    finally:
        link.close()
    good = KafkaLink(replace(cluster, client_secret="another"))
    assert good.cluster_id()
    good.close()
