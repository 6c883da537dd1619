"""A TLS handshake of our own, to say what a certificate is like: librdkafka only says that it could not be verified.

Promises: ends within its timeout; sends nothing but the handshake.
"""

from __future__ import annotations

import socket
import ssl
import time
from dataclasses import dataclass

from engine.api import Cluster
from engine.errors import TowlineError, kafka_host, kafka_reason
from engine.link_settings import is_pem, system_ca

CONNECT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Seen:
    """`until`: the day, UTC, after which the certificate is no longer good."""

    version: str
    until: str
    issuer: str


def handshake(cluster: Cluster, host: str, port: int) -> Seen:
    """Raises TowlineError *certificate* with what does not fit, *unreachable* if nobody answers."""
    try:
        with socket.create_connection((host, port), timeout=CONNECT_SECONDS) as raw:
            try:
                with _context(cluster).wrap_socket(raw, server_hostname=host) as connection:
                    version, found = connection.version() or "TLS", connection.getpeercert() or {}
            except (OSError, ValueError) as error:
                reason = kafka_reason(f"{host}:{port}/bootstrap: {error}")
                raise TowlineError("certificate", cluster=cluster.name, reason=reason, details=str(error)) from error
    except OSError as error:
        reason = kafka_reason(f"{host}:{port}/bootstrap: {error}")
        raise TowlineError("unreachable", cluster=cluster.name, reason=reason, details=str(error)) from error
    until = time.strftime("%Y-%m-%d", time.gmtime(ssl.cert_time_to_seconds(str(found["notAfter"]))))
    issuer = dict(pair for part in found.get("issuer", ()) for pair in part if isinstance(pair, tuple))
    return Seen(version, until, issuer.get("commonName") or issuer.get("organizationName") or "an unnamed CA")


def explain(cluster: Cluster, error: TowlineError) -> TowlineError:
    """A *certificate* error of librdkafka with the reason our own handshake finds; the same error if it finds none."""
    host, _, port = kafka_host(error.details).rpartition(":")
    if not host:
        return error
    try:
        handshake(cluster, host.strip("[]"), int(port))
    except TowlineError as found:
        return found if found.word == "certificate" else error
    return error


def _context(cluster: Cluster) -> ssl.SSLContext:
    if is_pem(cluster.ca):
        context = ssl.create_default_context(cadata=cluster.ca)
    else:
        context = ssl.create_default_context(cafile=cluster.ca or system_ca() or None)
    context.check_hostname = cluster.check_host_name
    return context
