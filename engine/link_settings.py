"""librdkafka's settings for a cluster: how to reach it and sign in, and how Towline produces and reads.

Hides: librdkafka's names for things. Promises: pure, no library, no network (a token is only fetched when it is needed). What a person added (`Cluster.extra`) stands
over the defaults, but not over what Towline's promises rest on.
"""

from __future__ import annotations

import re
import ssl
import sys
from functools import partial
from pathlib import Path
from typing import Any

import certifi

from engine.api import Cluster
from engine.link_msk import msk_token
from engine.meter import MIB, MOST_FAR

Settings = dict[str, Any]

LARGEST = 16 * MIB + 64 * 1024  # bytes of a record: a block of the largest size, sealed, with its header
SMALL_FETCH = 64 * 1024  # bytes of one answer while a link may be slow; one record comes in any case

_ALWAYS: Settings = {
    "client.id": "towline",
    "socket.keepalive.enable": True,
    "socket.timeout.ms": 120_000,  # all requests of a slow link share one clock
    "reconnect.backoff.ms": 100,
    "reconnect.backoff.max.ms": 10_000,
}
_PRODUCER: Settings = {
    "batch.size": 65_536,  # a larger record travels alone: the window decides how many do
    "queue.buffering.max.kbytes": 128 * 1024,  # far above the window: only the window says when it is full
    "queue.buffering.max.messages": 1_000_000,
    "topic.metadata.propagation.max.ms": 10_000,
    "partitioner": "murmur2_random",  # of events, where a key decides: as Java's producers do
    "message.max.bytes": LARGEST,  # the broker knows its limit, the client does not
}
_PRODUCER_MUST: Settings = {
    "acks": "all",
    "message.timeout.ms": 0,
    "enable.idempotence": False,  # duplicates are harmless, and this takes the fatal path away
    "allow.auto.create.topics": False,
}
_CONSUMER: Settings = {
    "fetch.queue.backoff.ms": 5,  # at its default of 1000, reading is ten times slower
    "message.max.bytes": 1_000,  # only so that small answers may be asked for
    "receive.message.max.bytes": MOST_FAR + LARGEST,
    "check.crcs": False,  # every record is checked against a signed digest
}
_NOT_AHEAD: Settings = {
    "queued.min.messages": 1,
    "fetch.queue.backoff.ms": 50,  # after a record there is so much time to say that no further one is wanted
}
_CONSUMER_MUST: Settings = {
    "auto.offset.reset": "error",
    "isolation.level": "read_uncommitted",
    "enable.auto.commit": False,
    "enable.auto.offset.store": False,
    "enable.partition.eof": True,  # says where a partition ends whose last offsets are no records
    "allow.auto.create.topics": False,
}


def client_settings(cluster: Cluster) -> Settings:
    """Where the cluster is and how to sign in."""
    settings: Settings = {
        **_ALWAYS,
        "bootstrap.servers": ",".join(cluster.bootstrap),
        "security.protocol": cluster.security,
    }
    if cluster.mechanism:
        settings |= _sign_in(cluster)
    if "ssl" in cluster.security:
        settings |= _tls(cluster)
    return {**settings, **cluster.extra}


def _sign_in(cluster: Cluster) -> Settings:
    if cluster.mechanism == "AWS_MSK_IAM":
        return {"sasl.mechanism": "OAUTHBEARER", "oauth_cb": partial(msk_token, region_of(cluster))}
    if cluster.mechanism != "OAUTHBEARER":
        return {
            "sasl.mechanism": cluster.mechanism,
            "sasl.username": cluster.user,
            "sasl.password": cluster.password,
        }
    settings: Settings = {
        "sasl.mechanism": "OAUTHBEARER",
        "sasl.oauthbearer.method": "oidc",
        "sasl.oauthbearer.token.endpoint.url": cluster.token_url,
        "sasl.oauthbearer.client.id": cluster.client,
        "sasl.oauthbearer.client.secret": cluster.client_secret,
    }
    if cluster.scope:
        settings["sasl.oauthbearer.scope"] = cluster.scope
    if cluster.token_url.startswith("https:") and (ca := cluster.token_ca or system_ca()):
        settings["https.ca.pem" if is_pem(ca) else "https.ca.location"] = ca
    return settings


def region_of(cluster: Cluster) -> str:
    """The AWS region of a cluster: as set, or as the names of MSK's brokers tell; else nothing."""
    pattern = r"\.kafka(?:-serverless)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?:"
    found = re.search(pattern, cluster.bootstrap[0] if cluster.bootstrap else "")
    return cluster.region or (found[1] if found else "")


def producer_settings(cluster: Cluster) -> Settings:
    return _PRODUCER | client_settings(cluster) | _PRODUCER_MUST


def reader_settings(cluster: Cluster, *, patient: bool, ahead: bool, fetch: int) -> Settings:
    """`patient`: long polls and small buffers. `ahead`: reads on before it is asked. `fetch`: bytes one answer may hold."""
    return (
        _CONSUMER
        | ({} if ahead else _NOT_AHEAD)
        | client_settings(cluster)
        | _CONSUMER_MUST
        | {
            "group.id": f"{cluster.group_prefix}-reader",  # required by the library; no group is ever joined
            "fetch.wait.max.ms": 2_000 if patient else 20,  # it is answered as soon as something comes
            "queued.max.messages.kbytes": 4_096 if patient else 12_288,
            "fetch.max.bytes": fetch,
            "fetch.message.max.bytes": fetch,
        }
    )


def _tls(cluster: Cluster) -> Settings:
    settings: Settings = {}
    if cluster.ca:
        settings["ssl.ca.pem" if is_pem(cluster.ca) else "ssl.ca.location"] = cluster.ca
    elif system_ca():
        settings["ssl.ca.location"] = system_ca()
    if cluster.key.lower().endswith((".p12", ".pfx")):
        settings["ssl.keystore.location"] = cluster.key
        settings["ssl.keystore.password"] = cluster.key_password
    else:
        if cluster.certificate:
            settings[f"ssl.certificate.{_form(cluster.certificate)}"] = cluster.certificate
        if cluster.key:
            settings[f"ssl.key.{_form(cluster.key)}"] = cluster.key
        if cluster.key_password:
            settings["ssl.key.password"] = cluster.key_password
    if not cluster.check_host_name:
        settings["ssl.endpoint.identification.algorithm"] = "none"
    return settings


def system_ca() -> str:
    """The file with the CAs of this computer; empty on Windows, whose store is read instead."""
    if sys.platform == "win32":
        return ""
    found = ssl.get_default_verify_paths().cafile
    return found if found and Path(found).exists() else certifi.where()


def is_pem(text: str) -> bool:
    """Whether a setting is the PEM itself and not the path of a file."""
    return "-----BEGIN " in text


def _form(text: str) -> str:
    return "pem" if is_pem(text) else "location"
