"""Settings of other programs become ours, line by line, with a way out where they cannot."""

from __future__ import annotations

import pytest

from engine.cluster_import import CANNOT, NOT_NEEDED, TAKEN, import_properties


def test_a_java_client_with_scram_over_tls() -> None:
    found = import_properties(
        """
        # our cluster
        bootstrap.servers=SASL_SSL://k1.example.net:9093, k2.example.net:9093
        security.protocol=SASL_SSL
        sasl.mechanism=SCRAM-SHA-512
        sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
            username="edge-17" \\
            password="p\\"a=s; s";
        ssl.truststore.type=PEM
        ssl.truststore.location=/etc/kafka/ca.pem
        acks=all
        """
    )
    assert found.values == {
        "bootstrap": ["k1.example.net:9093", "k2.example.net:9093"],
        "security": "sasl_ssl",
        "mechanism": "SCRAM-SHA-512",
        "user": "edge-17",
        "password": 'p"a=s; s',
        "ca": "/etc/kafka/ca.pem",
    }
    assert {row.key: row.result for row in found.rows}["acks"] == NOT_NEEDED


def test_librdkafka_pairs_and_what_is_kept_for_it() -> None:
    found = import_properties(
        'metadata.broker.list: "k1:9092"\n'
        "'security.protocol': 'ssl',\n"
        "ssl.certificate.location=/c.pem\n"
        "ssl.key.location=/k.pem\n"
        "ssl.key.password=secret\n"
        "ssl.endpoint.identification.algorithm=none\n"
        "socket.send.buffer.bytes=4000000\n"
    )
    assert found.values == {
        "bootstrap": ["k1:9092"],
        "security": "ssl",
        "certificate": "/c.pem",
        "key": "/k.pem",
        "key_password": "secret",
        "check_host_name": False,
        "extra": {"socket.send.buffer.bytes": "4000000"},
    }
    assert all(row.result == TAKEN for row in found.rows)


def test_pem_on_one_line_gets_its_line_breaks_back() -> None:
    body = "A" * 100
    found = import_properties(
        f"ssl.truststore.certificates=-----BEGIN CERTIFICATE----- {body} -----END CERTIFICATE-----"
    )
    assert found.values["ca"] == f"-----BEGIN CERTIFICATE-----\n{body[:64]}\n{body[64:]}\n-----END CERTIFICATE-----\n"


@pytest.mark.parametrize(
    ("key", "then"), [("ssl.truststore.location", "set ca = ca.pem"), ("ssl.keystore.location", "set key = store.p12")]
)
def test_a_java_keystore_is_refused_with_the_way_out(key: str, then: str) -> None:
    found = import_properties(f"{key}=/etc/kafka/client.jks\nssl.keystore.password=x\nssl.truststore.password=x")
    row = next(row for row in found.rows if row.key == key)
    assert row.result == CANNOT
    assert "keytool -importkeystore -srckeystore /etc/kafka/client.jks" in row.text
    assert then in row.text
    assert found.values == {}


def test_a_pkcs12_keystore_is_taken() -> None:
    found = import_properties("ssl.keystore.location=/me.p12\nssl.keystore.password=hidden")
    assert found.values == {"key": "/me.p12", "key_password": "hidden"}


@pytest.mark.parametrize("mechanism", ["GSSAPI", "DIGEST-MD5"])
def test_a_mechanism_that_is_not_known_is_said(mechanism: str) -> None:
    found = import_properties(f"sasl.mechanism={mechanism}")
    assert found.rows[0].result == CANNOT
    assert "mechanism" not in found.values


def test_other_programs_ways_to_sign_in_are_said() -> None:
    found = import_properties(
        "sasl.jaas.config=com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true;\n"
        "sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler\n"
    )
    assert [row.result for row in found.rows] == [CANNOT, NOT_NEEDED]
    assert found.values == {}


JAVA_OAUTH = """
security.protocol=SASL_SSL
sasl.mechanism=OAUTHBEARER
sasl.oauthbearer.token.endpoint.url=https://idp.example.net/token
sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required \\
  clientId="press-07" clientSecret="s3cret" scope="kafka";
"""
LIBRDKAFKA_OAUTH = """
security.protocol=sasl_ssl
sasl.mechanisms=OAUTHBEARER
sasl.oauthbearer.method=oidc
sasl.oauthbearer.token.endpoint.url=https://idp.example.net/token
sasl.oauthbearer.client.id=press-07
sasl.oauthbearer.client.secret=s3cret
sasl.oauthbearer.scope=kafka
"""


@pytest.mark.parametrize("text", [JAVA_OAUTH, LIBRDKAFKA_OAUTH])
def test_a_sign_in_by_tokens_is_taken(text: str) -> None:
    found = import_properties(text)
    assert found.values == {
        "security": "sasl_ssl", "mechanism": "OAUTHBEARER", "token_url": "https://idp.example.net/token",
        "client": "press-07", "client_secret": "s3cret", "scope": "kafka",
    }  # fmt: skip
    assert "s3cret" not in repr(found.rows)


def test_msks_own_sign_in_is_taken() -> None:
    found = import_properties(
        "security.protocol=SASL_SSL\nsasl.mechanism=AWS_MSK_IAM\n"
        "sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;\n"
        "sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler\n"
    )
    assert found.values == {"security": "sasl_ssl", "mechanism": "AWS_MSK_IAM"}


def test_no_row_shows_a_secret() -> None:
    found = import_properties(
        "sasl.password=s3cret\nssl.key.password=s3cret\nssl.keystore.password=s3cret\n"
        "ssl.key.pem=-----BEGIN PRIVATE KEY-----s3cret-----END PRIVATE KEY-----\n"
        'sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="s3cret";\n'
        "basic.auth.user.info=u:s3cret\n"
    )
    assert "s3cret" not in repr(found.rows)


def test_what_is_no_setting_is_passed_over() -> None:
    found = import_properties("\n{\n# x=y\n! a=b\nnonsense\n}\n")
    assert (found.values, found.rows) == ({}, [])
