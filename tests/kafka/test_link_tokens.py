"""Sign-in by tokens to a real broker, which checks them against the keys of a token server on this computer."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from link_contract import Deliveries
from proxy import eventually

from engine import cluster as clusters
from engine.api import Cluster
from engine.errors import TowlineError
from engine.kafka_nodes import KafkaNodes, Listener
from engine.link import KafkaLink

LIFE = 8  # seconds of a token


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _number(value: int) -> str:
    return _b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class TokenServer:
    """Gives signed tokens to one client, and the key to check them with. `issued`: how many it gave."""

    def __init__(self) -> None:
        self.secret = "s3cret"
        self.issued = 0
        self._key = generate_private_key(65537, 2048)
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                numbers = server._key.public_key().public_numbers()
                key = {
                    "kty": "RSA",
                    "kid": "1",
                    "alg": "RS256",
                    "use": "sig",
                    "n": _number(numbers.n),
                    "e": _number(numbers.e),
                }
                self._answer(200, {"keys": [key]})

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                given = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
                if given != f"press-07:{server.secret}":
                    self._answer(401, {"error": "invalid_client", "error_description": "no"})
                    return
                server.issued += 1
                self._answer(200, {"access_token": server.token(), "token_type": "Bearer", "expires_in": LIFE})

            def _answer(self, code: int, value: object) -> None:
                body = json.dumps(value).encode()
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def token(self) -> str:
        now = int(time.time())
        parts = ({"alg": "RS256", "kid": "1", "typ": "JWT"}, {"sub": "press-07", "aud": "kafka", "iat": now, "exp": now + LIFE, "scope": "kafka"})  # fmt: skip
        text = ".".join(_b64(json.dumps(part).encode()) for part in parts)
        return f"{text}.{_b64(self._key.sign(text.encode(), PKCS1v15(), SHA256()))}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    made = TokenServer()
    yield made
    made.close()


@pytest.fixture
def cluster(kafka_here: None, tokens: TokenServer, tmp_path: Path) -> Iterator[Cluster]:
    """A node that takes tokens, with the topics of Towline."""
    # Kafka asks nobody for keys whom it was not told of at its start
    allowed = f"-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls={tokens.url}/keys"
    handler = "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler"
    login = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;"
    bearer = {
        "sasl.enabled.mechanisms": "OAUTHBEARER",
        "oauthbearer.sasl.jaas.config": login,
        "oauthbearer.sasl.server.callback.handler.class": handler,
        "oauthbearer.sasl.oauthbearer.jwks.endpoint.url": f"{tokens.url}/keys",
        "oauthbearer.sasl.oauthbearer.expected.audience": "kafka",
        "oauthbearer.connections.max.reauth.ms": "3600000",  # a connection ends with its token
    }
    listeners = [Listener("OPEN", "PLAINTEXT"), Listener("TOKENS", "SASL_PLAINTEXT", bearer)]
    with KafkaNodes(tmp_path / "nodes", listeners=listeners, java_words=[allowed]) as nodes:
        open_one = Cluster("open", (nodes.addresses("OPEN"),))
        clusters.make_topics(open_one, clusters.designs(open_one), 1)
        yield Cluster(
            "tokens", (nodes.addresses("TOKENS"),), security="sasl_plaintext", mechanism="OAUTHBEARER",
            token_url=f"{tokens.url}/token", client="press-07", client_secret="s3cret",
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
