"""Another program's Kafka settings as ours: a Java client.properties, librdkafka pairs, or a snippet with either.

Hides: Java's and librdkafka's names, the JAAS line, escapes of properties files, PEM written on one line.
Promises: pure; each line that was read has a row that says what became of it, and no row shows a secret. A Java keystore
cannot be used; its row has the commands that turn it into PEM.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.link_settings import is_pem
from engine.names import shown
from engine.settings_keys import runs_code

TAKEN, NOT_NEEDED, CANNOT = "taken", "not needed", "cannot be used"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What became of one line: `result` is taken, not needed or cannot be used."""

    key: str
    result: str
    text: str


@dataclass
class Imported:
    """`values`: keys of a cluster in towline.toml."""

    values: dict[str, object] = field(default_factory=dict)
    rows: list[ImportRow] = field(default_factory=list)

    def told(self, key: str, result: str, text: str) -> None:
        self.rows.append(ImportRow(key, result, text))


# Their name → (our key, what it is). Java's names and librdkafka's.
_PLAIN = {
    "sasl.mechanism": ("mechanism", "how to sign in"),
    "sasl.mechanisms": ("mechanism", "how to sign in"),
    "sasl.username": ("user", "the user name"),
    "sasl.password": ("password", "the password"),
    "sasl.oauthbearer.token.endpoint.url": ("token_url", "where tokens come from"),
    "sasl.oauthbearer.client.id": ("client", "the client's name at the token server"),
    "sasl.oauthbearer.client.secret": ("client_secret", "the client's secret"),
    "sasl.oauthbearer.client.credentials.client.id": ("client", "the client's name at the token server"),
    "sasl.oauthbearer.client.credentials.client.secret": ("client_secret", "the client's secret"),
    "sasl.oauthbearer.scope": ("scope", "the scope of the token"),
    "https.ca.location": ("token_ca", "the certificates of the token server to trust"),
    "ssl.ca.location": ("ca", "the certificates to trust"),
    "ssl.ca.pem": ("ca", "the certificates to trust"),
    "ssl.certificate.location": ("certificate", "your certificate"),
    "ssl.certificate.pem": ("certificate", "your certificate"),
    "ssl.keystore.certificate.chain": ("certificate", "your certificate"),
    "ssl.key.location": ("key", "your private key"),
    "ssl.key.pem": ("key", "your private key"),
    "ssl.keystore.key": ("key", "your private key"),
    "ssl.key.password": ("key_password", "the password of your private key"),
    "ssl.truststore.certificates": ("ca", "the certificates to trust"),
}
_SECRET = {"password", "key", "key_password", "client_secret"}
_NOT_NEEDED = {
    "acks", "retries", "batch.size", "linger.ms", "compression.type", "enable.idempotence", "max.in.flight.requests.per.connection",
    "buffer.memory", "delivery.timeout.ms", "request.timeout.ms", "group.id", "group.instance.id", "auto.offset.reset", "message.timeout.ms",
    "enable.auto.commit", "auto.commit.interval.ms", "isolation.level", "max.poll.records", "max.poll.interval.ms", "session.timeout.ms",
    "heartbeat.interval.ms", "key.serializer", "value.serializer", "key.deserializer", "value.deserializer", "client.dns.lookup", "client.id",
    "partitioner.class", "interceptor.classes", "transactional.id", "fetch.min.bytes", "fetch.max.bytes", "max.partition.fetch.bytes",
    "metric.reporters", "basic.auth.credentials.source", "schema.registry.url", "basic.auth.user.info", "ssl.protocol",
    "ssl.enabled.protocols", "ssl.truststore.password", "ssl.keystore.password", "ssl.truststore.type", "ssl.keystore.type",
    "allow.auto.create.topics", "retry.backoff.ms", "enable.metrics.push", "sasl.oauthbearer.method", "sasl.login.callback.handler.class",
    "sasl.client.callback.handler.class", "sasl.oauthbearer.grant.type",
}  # fmt: skip
_JAVA_ONLY = re.compile(
    r"\.class$|^sasl\.(login|client)\.|^security\.providers$|^ssl\.(provider|engine|secure|trustmanager|keymanager)"
)
_STORES = {"ssl.truststore.location": "ca", "ssl.keystore.location": "key"}
_MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "AWS_MSK_IAM")
_JAAS_PAIR = re.compile(r'\b(\w++)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'|([^\s;]+))')


def import_properties(text: str) -> Imported:
    """Reads settings, one `key=value` (or `key: value`) a line."""
    found = Imported()
    pairs = dict(_lines(text))
    for key, value in pairs.items():
        _take(found, pairs, key, value)
    if "mechanism" in found.values and "security" not in found.values:
        found.values["security"] = "sasl_ssl" if "ca" in found.values else "sasl_plaintext"
    return found


def _take(found: Imported, pairs: dict[str, str], key: str, value: str) -> None:
    if key in ("bootstrap.servers", "metadata.broker.list"):
        servers = [re.sub(r"^\w+://", "", part.strip()) for part in value.split(",") if part.strip()]
        found.values["bootstrap"] = servers
        found.told(key, TAKEN, f"the bootstrap servers: {', '.join(servers)}")
    elif key == "security.protocol":
        found.values["security"] = value.lower()
        found.told(key, TAKEN, f"the security: {value.lower()}")
    elif key in ("sasl.mechanism", "sasl.mechanisms") and value.upper() not in _MECHANISMS:
        found.told(key, CANNOT, f"{value} is not known to Towline; {', '.join(_MECHANISMS)} are")
    elif key == "sasl.jaas.config":
        _take_jaas(found, key, value)
    elif key in _STORES:
        _take_store(found, pairs, key, value)
    elif key == "ssl.endpoint.identification.algorithm":
        found.values["check_host_name"] = value.lower() == "https"
        found.told(
            key, TAKEN, "the host name is checked" if value.lower() == "https" else "the host name is not checked"
        )
    elif key in _PLAIN:
        ours, meaning = _PLAIN[key]
        found.values[ours] = _pem_lines(value) if is_pem(value) else value.upper() if ours == "mechanism" else value
        shown = "" if ours in _SECRET or is_pem(value) else f": {value}"
        found.told(key, TAKEN, meaning + shown)
    elif key in _NOT_NEEDED:
        found.told(key, NOT_NEEDED, "Towline knows it by itself")
    elif runs_code(key):
        found.told(key, CANNOT, "it would run a program or load a library on this computer")
    elif _JAVA_ONLY.search(key):
        found.told(key, CANNOT, "it is for Java programs only")
    else:
        extra = found.values.setdefault("extra", {})
        assert isinstance(extra, dict)
        extra[key] = value
        found.told(key, TAKEN, "kept as it is, for librdkafka")


def _take_jaas(found: Imported, key: str, line: str) -> None:
    """`org.apache.kafka.common.security.scram.ScramLoginModule required username="…" password="…";`"""
    module = line.split(None, 1)[0] if line.split() else ""
    if module.endswith("IAMLoginModule"):
        found.values["mechanism"] = "AWS_MSK_IAM"
        found.told(key, TAKEN, "sign-in with this computer's AWS credentials")
        return
    if module.endswith("OAuthBearerLoginModule"):
        _take_oauth(found, key, line)
        return
    if not module.endswith(("PlainLoginModule", "ScramLoginModule")):
        found.told(
            key,
            CANNOT,
            f"{module.rpartition('.')[2] or 'an empty line'} is a way to sign in that Towline does not know",
        )
        return
    words = _jaas_words(line)
    for theirs, ours in (("username", "user"), ("password", "password")):
        if theirs in words:
            found.values[ours] = words[theirs]
    found.values.setdefault("mechanism", "PLAIN" if "Plain" in module else "SCRAM-SHA-512")
    found.told(key, TAKEN, f"the user name: {words.get('username', '')}; the password")


def _take_oauth(found: Imported, key: str, line: str) -> None:
    """Java's client credentials: `clientId="…" clientSecret="…" scope="…"`."""
    words = _jaas_words(line)
    for theirs, ours in (("clientId", "client"), ("clientSecret", "client_secret"), ("scope", "scope")):
        if theirs in words:
            found.values[ours] = words[theirs]
    found.values.setdefault("mechanism", "OAUTHBEARER")
    found.told(key, TAKEN, f"the client: {words.get('clientId', '')}; its secret")


def _jaas_words(line: str) -> dict[str, str]:
    return {
        m[1]: re.sub(r"\\(.)", r"\1", next(v for v in (m[2], m[3], m[4], "") if v is not None))
        for m in _JAAS_PAIR.finditer(line)
    }


def _take_store(found: Imported, pairs: dict[str, str], key: str, path: str) -> None:
    ours = _STORES[key]
    kind = pairs.get(key.replace("location", "type"), "").upper()
    ending = path.lower().rpartition(".")[2]
    if kind == "PEM" or (not kind and ending in ("pem", "crt", "cer")):
        found.values[ours] = path
        if ours == "key":
            found.values["certificate"] = path
        found.told(key, TAKEN, f"a PEM file: {path}")
    elif ours == "key" and (kind == "PKCS12" or ending in ("p12", "pfx")):
        found.values["key"] = path
        if password := pairs.get("ssl.keystore.password", ""):
            found.values["key_password"] = password
        found.told(key, TAKEN, f"your key and certificate, PKCS#12: {path}")
    else:
        found.told(key, CANNOT, _way_out(ours, path, is_jks=kind != "PKCS12" and ending not in ("p12", "pfx")))


def _way_out(ours: str, path: str, *, is_jks: bool) -> str:
    """The commands that make PEM of a Java store."""
    path = shlex.quote(shown(path))  # somebody will paste this into a terminal
    pkcs12 = "store.p12" if is_jks else path
    steps = (
        [f"keytool -importkeystore -srckeystore {path} -destkeystore store.p12 -deststoretype PKCS12"] if is_jks else []
    )
    if ours == "ca":
        steps.append(f"openssl pkcs12 -in {pkcs12} -nokeys -out ca.pem")
        then = "then set ca = ca.pem"
    else:
        steps = steps or [f"cp {path} store.p12"]
        then = "then set key = store.p12 and key_password"
    kind = "a Java keystore (JKS)" if is_jks else "a PKCS#12 file of certificates"
    return f"{kind} cannot be read; run: {' && '.join(steps)}; {then}"


def _pem_lines(text: str) -> str:
    """PEM with its line breaks: Java's properties have it on one line, with blanks or \\n in between."""

    def block(match: re.Match[str]) -> str:
        body = re.sub(r"(\\n|\s)+", "", match[2])
        lines = [body[i : i + 64] for i in range(0, len(body), 64)]
        return "\n".join([f"-----BEGIN {match[1]}-----", *lines, f"-----END {match[1]}-----", ""])

    return "".join(
        block(m)
        for m in re.finditer(r"-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----).)*+)-----END \1-----", text, re.DOTALL)
    )


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Key and value of each line, as Java's properties are written: `\\` joins lines, `#` and `!` begin comments."""
    joined = re.sub(r"\\\r?\n[ \t]*", "", text)
    for line in joined.splitlines():
        stripped = line.strip().strip(",").strip()
        if not stripped or stripped[0] in "#!{}":
            continue
        match = re.match(r"""["']?([\w.-]+)["']?\s*[=:]\s*(.*)$""", stripped)
        if match:
            value = match[2].strip()
            if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            yield match[1], value
