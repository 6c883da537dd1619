"""A token server for OAUTHBEARER on this computer, and what brokers need to know to take its tokens."""

from __future__ import annotations

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from engine.kafka_nodes import Listener

CLIENT = "press-07"


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _number(value: int) -> str:
    return _b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class TokenServer:
    """Gives signed tokens that last `life` seconds to one client, and the key to check them with.

    `issued`: how many it gave. `away`: it answers that it is not available.
    """

    def __init__(self, life: int = 8) -> None:
        self.secret = "s3cret"
        self.life = life
        self.issued = 0
        self.away = False
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
                if server.away:
                    self._answer(503, "not available")
                    return
                given = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
                if given != f"{CLIENT}:{server.secret}":
                    self._answer(401, {"error": "invalid_client", "error_description": "no"})
                    return
                server.issued += 1
                self._answer(200, {"access_token": server.token(), "token_type": "Bearer", "expires_in": server.life})

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
        parts = ({"alg": "RS256", "kid": "1", "typ": "JWT"}, {"sub": CLIENT, "aud": "kafka", "iat": now, "exp": now + self.life, "scope": "kafka"})  # fmt: skip
        text = ".".join(_b64(json.dumps(part).encode()) for part in parts)
        return f"{text}.{_b64(self._key.sign(text.encode(), PKCS1v15(), SHA256()))}"

    def listener(self, name: str = "TOKENS", ports: tuple[int, ...] = ()) -> Listener:
        """Of nodes that take these tokens; a connection ends with its token."""
        handler = "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler"
        login = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;"
        bearer = {
            "sasl.enabled.mechanisms": "OAUTHBEARER",
            "oauthbearer.sasl.jaas.config": login,
            "oauthbearer.sasl.server.callback.handler.class": handler,
            "oauthbearer.sasl.oauthbearer.jwks.endpoint.url": f"{self.url}/keys",
            "oauthbearer.sasl.oauthbearer.expected.audience": "kafka",
            "oauthbearer.connections.max.reauth.ms": "3600000",
        }
        return Listener(name, "SASL_PLAINTEXT", bearer, ports)

    @property
    def java_words(self) -> list[str]:
        """Kafka asks nobody for keys whom it was not told of at its start."""
        return [f"-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls={self.url}/keys"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
