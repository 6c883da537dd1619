"""Sign-in by tokens: what librdkafka is told, what AWS's signer is asked, and secrets that change while Towline runs."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture  # noqa: F401  it is found by its name
from profiles import until

from engine import link_msk
from engine.api import Cluster
from engine.errors import Verdict, kafka_error
from engine.link_health import Health
from engine.link_msk import msk_failure, msk_token
from engine.link_settings import client_settings, region_of
from engine.settings import load

OIDC = Cluster(
    "prod", ("k1:9093",), security="sasl_ssl", mechanism="OAUTHBEARER", token_url="https://idp.example.net/token",
    client="press-07", client_secret="s3cret", scope="kafka",
)  # fmt: skip
MSK = Cluster(
    "msk", ("b-1.demo.abc.c2.kafka.eu-central-1.amazonaws.com:9098",), security="sasl_ssl", mechanism="AWS_MSK_IAM"
)


def test_a_token_servers_address_client_and_ca_reach_librdkafka() -> None:
    settings = client_settings(OIDC)
    assert settings["sasl.mechanism"] == "OAUTHBEARER" and settings["sasl.oauthbearer.method"] == "oidc"
    assert settings["sasl.oauthbearer.client.secret"] == "s3cret" and settings["sasl.oauthbearer.scope"] == "kafka"
    assert settings["https.ca.location"] and "sasl.username" not in settings
    assert "s3cret" not in repr(OIDC)


@pytest.mark.parametrize(
    ("text", "word", "verdict"),
    [
        ("Failed to connect to idp port 443", "token", Verdict.RETRY),
        ("Could not resolve host: idp", "token", Verdict.RETRY),
        ('{"error":"invalid_client","error_description":"no"}', "sign-in", Verdict.WAIT_PERSON),
    ],
)
def test_a_token_server_that_is_away_is_no_refusal(text: str, word: str, verdict: Verdict) -> None:
    error = kafka_error("_AUTHENTICATION", f"Failed to acquire SASL OAUTHBEARER token: {text}", cluster="prod")
    assert (error.word, error.verdict) == (word, verdict)


BROKE_OFF = "Local: Broker transport failure"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            f"SASL OAUTHBEARER mechanism handshake failed: {BROKE_OFF}: broker's supported mechanisms: (n/a)",
            "unreachable",
        ),
        (f"SASL SCRAM-SHA-512 mechanism handshake failed: {BROKE_OFF}: broker's supported mechanisms: ", "unreachable"),
        (f"SASL authentication error: SaslAuthenticateRequest failed: {BROKE_OFF}", "unreachable"),
        (
            "SASL PLAIN mechanism handshake failed: Local: Timed out: broker's supported mechanisms: (n/a)",
            "unreachable",
        ),
        (
            "SASL OAUTHBEARER mechanism handshake failed: Broker: Request not valid in current SASL state: x",
            "unreachable",
        ),
        ('SASL authentication error: {"status":"invalid_token"}', "token"),
        (
            "SASL PLAIN mechanism handshake failed: Broker: Unsupported SASL mechanism: broker's supported ones: X",
            "sign-in",
        ),
        ("SASL authentication error: Authentication failed: Invalid username or password", "sign-in"),
    ],
)
def test_a_sign_in_that_broke_off_or_came_with_an_old_token_asks_nobody(text: str, word: str) -> None:
    error = kafka_error("_AUTHENTICATION", f"sasl_ssl://k1:9093/1: {text} (after 3ms in state AUTH)", cluster="prod")
    assert error.word == word
    assert (error.verdict is Verdict.WAIT_PERSON) == (word == "sign-in")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('mechanism = "OAUTHBEARER"', "no token server"),
        ('mechanism = "OAUTHBEARER"\ntoken_url = "idp/token"', "not the address of a token server"),
        ('mechanism = "OAUTHBEARER"\ntoken_url = "https://idp/token"', "no client"),
    ],
)
def test_what_a_sign_in_by_tokens_lacks_is_said(tmp_path: Path, lines: str, words: str) -> None:
    file = tmp_path / "towline.toml"
    file.write_text(f'[cluster.prod]\nbootstrap = ["k1:9093"]\nsecurity = "sasl_ssl"\n{lines}\n')
    file.chmod(0o600)
    with pytest.raises(Exception, match=words):
        load(tmp_path, None, {}, administrators=tmp_path / "none")


# --- Amazon MSK ---------------------------------------------------------------------------------------------------------


def _signer(monkeypatch: pytest.MonkeyPatch, generate: object) -> None:
    """AWS's library with another function to generate tokens."""
    provider = types.ModuleType("MSKAuthTokenProvider")
    provider.generate_auth_token = generate  # type: ignore[attr-defined]
    package = types.ModuleType("aws_msk_iam_sasl_signer")
    package.MSKAuthTokenProvider = provider  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "aws_msk_iam_sasl_signer", package)


def test_msk_gets_what_the_signer_made_for_its_region(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    _signer(monkeypatch, lambda region: (asked.append(region), ("signed", 1_790_000_900_500))[1])
    settings = client_settings(MSK)
    assert settings["sasl.mechanism"] == "OAUTHBEARER"
    assert settings["oauth_cb"]("") == ("signed", 1_790_000_900.5) and asked == ["eu-central-1"]
    assert msk_failure("eu-central-1") == ""


def test_the_signer_signs_with_the_credentials_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("aws_msk_iam_sasl_signer", reason="the extra msk is not installed")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIATEST")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    token, ends = msk_token("eu-central-1")
    assert len(token) > 100 and ends > 1_700_000_000 and msk_failure("eu-central-1") == ""


def test_without_credentials_there_is_a_reason_and_another_try_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(region: str) -> tuple[str, int]:
        raise RuntimeError("Unable to locate credentials.")

    monkeypatch.setattr(link_msk, "_failures", {})
    _signer(monkeypatch, none)
    assert msk_token("eu-central-1")[0] == "none"
    health = Health(MSK)
    told = health.heard("SASL_AUTHENTICATION_FAILED", "Access denied")
    assert told.word == "token" and "Unable to locate credentials" in told.sentence
    assert told.verdict is Verdict.RETRY
    msk_token("")
    assert "region is not known" in msk_failure("")


def test_the_region_stands_in_the_names_of_the_brokers_or_is_set() -> None:
    assert region_of(MSK) == "eu-central-1"
    assert region_of(Cluster("x", ("boot-1.c3.kafka-serverless.us-east-2.amazonaws.com:9098",))) == "us-east-2"
    assert region_of(Cluster("x", ("k1:9098",))) == ""
    assert region_of(Cluster("x", ("k1:9098",), region="eu-west-1")) == "eu-west-1"


# --- secrets that change ------------------------------------------------------------------------------------------------


def test_a_password_in_a_file_that_changed_is_taken_once_the_old_one_is_refused(anna: Profile) -> None:
    password = anna.folder / "kafka.pw"
    password.write_text("old")
    password.chmod(0o600)
    file = anna.folder / "towline.toml"
    file.write_text(
        file.read_text()
        + 'security = "sasl_plaintext"\nmechanism = "PLAIN"\nuser = "anna"\npassword = { file = "kafka.pw" }\n'
    )
    anna.engine.apply()
    anna.engine.offers("memory", 30)
    old = anna.engine._ports["memory"]
    assert old.cluster.password == "old"
    password.write_text("new")
    old.link.on_refused()
    ports = anna.engine._ports  # in between there is none
    until(lambda: "memory" in ports and ports["memory"].cluster.password == "new", "the new password")
    again = anna.engine._ports["memory"]
    again.link.on_refused()  # refused with what the file says: nothing to take
    anna.engine.offers("memory", 30)
    assert anna.engine._ports["memory"] is again
