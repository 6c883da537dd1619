"""`towline cluster`, `queue`, `practice status`, `config`: what is saved is what was said, and secrets stay hidden."""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from certificates import Authority
from cli_kit import SETTINGS, Cli, cli_fixture  # noqa: F401  it is found by its name
from confluent_kafka.admin import AdminClient
from fake_engine import FakeEngine

from engine.api import PersonRow, StepRow, TeamRow
from engine.door import Door
from engine.errors import CAUSES, Exit
from engine.link_settings import client_settings
from engine.settings import load


def _file(cli: Cli) -> dict[str, Any]:
    return tomllib.loads((cli.profile / "towline.toml").read_text())


def test_a_cluster_is_added_with_options_and_any_key(cli: Cli) -> None:
    ran = cli(
        "cluster", "add", "eu", "--bootstrap", "k1:9093,k2:9093", "--bootstrap", "k3:9093", "--security", "sasl_ssl",
        "--mechanism", "PLAIN", "--set", "user=edge-17", "--set", "password=sesame", "--set", "linger.ms=5",
    )  # fmt: skip
    assert "linger.ms: not needed" in ran.err
    assert ran.code == Exit.DONE
    saved = _file(cli)["cluster"]["eu"]
    assert saved["bootstrap"] == ["k1:9093", "k2:9093", "k3:9093"] and saved["user"] == "edge-17"
    assert "sesame" not in (cli.profile / "towline.toml").read_text() + ran.out + ran.err
    assert "vault" in saved["password"]
    assert "prod" in _file(cli)["cluster"]


def test_librdkafka_names_are_understood_as_the_practice_cluster_gives_them(cli: Cli) -> None:
    client = {
        "security.protocol": "SASL_PLAINTEXT",
        "sasl.mechanism": "PLAIN",
        "sasl.username": "u",
        "sasl.password": "p",
    }
    sets = [word for pair in client.items() for word in ("--set", "=".join(pair))]
    assert cli("cluster", "add", "t", "--bootstrap", "127.0.0.1:1", *sets).code == Exit.DONE
    saved = _file(cli)["cluster"]["t"]
    assert (saved["security"], saved["mechanism"], saved["user"]) == ("sasl_plaintext", "PLAIN", "u")


def test_a_password_comes_from_a_file_or_standard_input(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "pw").write_text("sesame\n")
    words = ["--bootstrap", "k:1", "--security", "sasl_ssl", "--mechanism", "PLAIN", "--user", "u", "--password-file"]
    for name, path in (("a", str(tmp_path / "pw")), ("b", "-")):
        assert cli("cluster", "add", name, *words, path, stdin=b"sesame\n").code == Exit.DONE
        assert load(cli.profile, None, {}).clusters[name].password == "sesame"


def test_an_import_tells_what_became_of_each_line(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "client.properties").write_text(
        "bootstrap.servers=k1:9093\nsecurity.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nlinger.ms=5\n"
        'sasl.jaas.config=x required username="u" password="sesame";\n'
    )
    ran = cli("cluster", "import", str(tmp_path / "client.properties"), "--name", "eu")
    assert ran.code == Exit.DONE and "linger.ms: not needed" in ran.err and "sesame" not in ran.out + ran.err
    assert _file(cli)["cluster"]["eu"]["mechanism"] == "SCRAM-SHA-512"


JAVA = ("ssl.truststore.certificates", "ssl.keystore.certificate.chain", "ssl.keystore.key")
LIBRDKAFKA = ("ssl.ca.pem", "ssl.certificate.pem", "ssl.key.pem")
ONE_LINE: dict[str, Callable[[str], str]] = {
    "blanks": lambda pem: " ".join(pem.split("\n")),
    "escapes": lambda pem: pem.replace("\n", "\\n"),
    "joined lines": lambda pem: pem.strip().replace("\n", "\\n\\\n  "),
}


@pytest.mark.parametrize("names", [JAVA, LIBRDKAFKA], ids=["java", "librdkafka"])
@pytest.mark.parametrize("written", ONE_LINE)
def test_imported_pem_text_comes_through_file_and_vault_as_the_library_takes_it(
    cli: Cli, names: tuple[str, ...], written: str
) -> None:
    ca, me = Authority(), Authority("Another CA").issue("ann")
    trusted = ca.certificate + Authority("The next CA").certificate
    texts = zip(names, (trusted, me.certificate, me.key), strict=True)
    lines = [
        "bootstrap.servers=127.0.0.1:1",
        "security.protocol=SSL",
        *(f"{key}={ONE_LINE[written](pem)}" for key, pem in texts),
    ]
    ran = cli("cluster", "import", "-", "--name", "eu", stdin="\n".join(lines).encode())
    assert ran.code == Exit.DONE and "PRIVATE KEY" not in ran.out + ran.err + (cli.profile / "towline.toml").read_text()
    cluster = load(cli.profile, None, {}).clusters["eu"]
    assert (cluster.ca, cluster.certificate, cluster.key) == (trusted, me.certificate, me.key)
    AdminClient(client_settings(cluster), logger=logging.getLogger("test"))  # it reads all three, or raises
    shown = cli("config", "show", "--json").rows()
    values = {row["key"]: row["value"] for row in shown}
    assert values["cluster.eu.ca"] == values["cluster.eu.certificate"] == "(PEM text)"
    assert values["cluster.eu.key"] == "***"


def test_clusters_are_listed_shown_and_removed(cli: Cli) -> None:
    assert "127.0.0.1:1" in cli("cluster", "list").out
    (row,) = cli("cluster", "show", "prod", "--json").rows()
    assert row["topic"] == "towline" and "password" not in row
    ran = cli("cluster", "rm", "prod")
    assert ran.code == Exit.USAGE and "hq" in ran.err
    assert cli("queue", "rm", "hq").code == cli("cluster", "rm", "prod").code == Exit.DONE
    assert _file(cli) == {"vault": {"kind": "file"}}
    assert cli("cluster", "show", "prod").code == Exit.USAGE


@pytest.mark.parametrize(
    ("word", "code"),
    [("sign-in", 5), ("certificate", 5), ("not-allowed", 5), ("unreachable", 4), ("no-topic", 4), ("timeout", 4)],
)
def test_cluster_test_tells_each_step_and_ends_with_its_exit_code(cli: Cli, word: str, code: int) -> None:
    todo = CAUSES[word].todo.format(cluster="prod", topic="t")
    cli.engine.steps = [
        StepRow("Names", "ok", "3 of 3 resolve.", ms=12.2),
        StepRow("Sign-in", "failed", "No.", todo + " More."),
    ]
    ran = cli("cluster", "test")
    assert ran.out.splitlines()[0] == "✓ Names      3 of 3 resolve.   12 ms" and todo in ran.out
    assert ran.code == code and cli.engine.calls == [("test", "prod", False)]
    assert cli("cluster", "test", "prod", "--create").code == code and cli.engine.calls[-1] == ("test", "prod", True)


def test_a_test_that_takes_longer_than_asked_for_is_exit_code_4(cli: Cli) -> None:
    cli.engine.test = lambda cluster, create, on_step: Future()  # type: ignore[method-assign]
    ran = cli("cluster", "test", "--timeout", "0.01s")
    assert ran.code == Exit.NOT_REACHED and ran.err.startswith("prod was not reached within")


def test_cluster_test_with_warnings_only_is_0(cli: Cli) -> None:
    cli.engine.steps = [StepRow("Copies", "warning", "1 copy.", "Ask.")]
    assert cli("cluster", "test").code == Exit.DONE


# --- queues ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def known(cli: Cli) -> None:
    cli.engine.people_rows += [PersonRow(name, name, "1", trust, 0.0) for name, trust in
                               (("Ben", "verified"), ("Carl", "not-verified"), ("Eve", "published"))]  # fmt: skip
    cli.engine.team_rows = [TeamRow("plant7", "aa", 1, 1.0, ())]


def test_a_queue_is_added_changed_listed_and_removed(cli: Cli, known: None) -> None:
    words = (
        "queue add q --cluster prod --to Ben Carl --to team:plant7 --cipher aes-256-gcm --compression 6 --limit 2MB/s"
    )
    assert cli(*words.split()).code == Exit.DONE
    saved = {"cluster": "prod", "to": ["Ben", "Carl", "team:plant7"], "cipher": "aes-256-gcm", "compression": "6"}
    assert {key: str(value) if key == "compression" else value for key, value in _file(cli)["queue"]["q"].items()} == {
        **saved, "limit": "2MB/s",
    }  # fmt: skip
    assert cli("queue", "set", "q", "--limit", "1 MB/s").code == Exit.DONE
    assert _file(cli)["queue"]["q"]["limit"] == "1 MB/s" and _file(cli)["queue"]["q"]["to"] == saved["to"]
    assert "1.0 MB/s" in cli("queue", "list").out
    assert [row["name"] for row in cli("queue", "list", "--json").rows()] == ["hq", "q"]
    assert cli("queue", "rm", "q").code == Exit.DONE and "q" not in _file(cli)["queue"]


def test_patterns_of_a_queue_are_set_and_taken_off(cli: Cli, known: None) -> None:
    words = "queue add q --to Ben --include *.tif --include *.pdf --leave-out raw/"
    assert cli(*words.split()).code == Exit.DONE
    assert (_file(cli)["queue"]["q"]["include"], _file(cli)["queue"]["q"]["leave_out"]) == (
        ["*.tif", "*.pdf"],
        ["raw/"],
    )
    assert cli("queue", "set", "q", "--include", "").code == Exit.DONE
    assert (_file(cli)["queue"]["q"]["include"], _file(cli)["queue"]["q"]["leave_out"]) == ([], ["raw/"])


@pytest.mark.parametrize(
    "words",
    [
        "queue add hq --to Ben",
        "queue add q --to Eve",
        "queue add q --to Zoe",
        "queue add q --to team:none",
        "queue add q --cluster none --to Ben",
        "queue add q --to Ben --limit fast",
        "queue add q --to Ben --compression 20",
        "queue add q --to Ben --leave-out ../x",
        "queue set hq --include /tmp/*",
        "queue set none --limit 1MB/s",
        "queue rm none",
    ],
)
def test_a_queue_that_cannot_work_is_not_saved(cli: Cli, known: None, words: str) -> None:
    before = _file(cli)
    ran = cli(*words.split())
    assert ran.code == Exit.USAGE and _file(cli) == before
    assert ran.err.count("\n") == 1 and ran.err.endswith(".\n")


def test_not_encrypted_is_said(cli: Cli, known: None) -> None:
    assert "Not encrypted" in cli("queue", "add", "q", "--to", "Ben", "--cipher", "signed-only").err
    assert "not encrypted!" in cli("queue", "list").out


def test_a_running_engine_reads_changed_settings(cli: Cli, known: None) -> None:
    running = FakeEngine()
    running.people_rows = cli.engine.people_rows
    served = Door(running, cli.profile)
    served.open()
    cli("queue", "add", "q", "--to", "Ben")
    cli("cluster", "add", "eu", "--bootstrap", "k:1")
    served.close()
    assert running.calls == [("apply",), ("apply",)]


# --- practice and config --------------------------------------------------------------------------------------------------


def test_practice_status_starts_nothing(cli: Cli) -> None:
    (row,) = cli("practice", "status", "--json").rows()
    assert row["running"] is False and row["bootstrap"] == "" and row["client"] == {}
    assert cli("practice", "stop").out == "The practice cluster did not run.\n"


def test_the_practice_cluster_is_a_cluster_of_every_profile(cli: Cli, known: None) -> None:
    folder = cli.profile.parent / "state" / "practice"
    folder.mkdir(parents=True)
    (folder / "practice.json").write_text(json.dumps({"bootstrap": "127.0.0.1:2", "password": "sesame"}))
    assert [row["name"] for row in cli("cluster", "list", "--json").rows()] == ["prod", "practice"]
    assert cli("queue", "add", "q", "--cluster", "practice", "--to", "Ben").code == Exit.DONE
    assert cli("send", "x", "--to", "Ben").code == Exit.DONE  # beside a real cluster it is not the one meant
    assert cli.engine.calls[-1][3].cluster == "prod"


def test_config_check_names_file_line_key_and_the_nearest(cli: Cli) -> None:
    assert cli("config", "check").out == "The settings are right: 1 cluster, 1 queue.\n"
    cli.settings(SETTINGS + 'ciper = "aes-256-gcm"\n')
    ran = cli("config", "check")
    assert ran.code == Exit.USAGE and "towline.toml" in ran.err and "line 9" in ran.err and "'cipher'" in ran.err


def test_config_check_tells_programs_too_that_the_settings_were_damaged(cli: Cli) -> None:
    cli.settings("[cluster")
    ran = cli("--json", "config", "check")
    (said,) = ran.rows()
    assert (ran.code, said["state"], len(said["notices"])) == (Exit.USAGE, "damaged", 1)


def test_config_import_names_what_its_settings_would_run(cli: Cli) -> None:
    text = b'[rule.in]\nfrom = ["Ben"]\nto = "/srv/in"\nexec = "/usr/bin/ingest {path}"\n'
    ran = cli("config", "import", "-", stdin=text)
    assert (ran.code, ran.out) == (Exit.DONE, "Added: rule.in.\n")
    assert ran.err == "These settings have this computer run or load: /usr/bin/ingest {path}\n"
    assert cli("--json", "config", "import", "-", stdin=text).rows()[0]["programs"] == ["/usr/bin/ingest {path}"]


def test_config_show_hides_secrets_and_tells_origins(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWLINE_CLUSTER__PROD__PASSWORD", "sesame")
    ran = cli("config", "show", "--origin")
    assert "sesame" not in ran.out and "***" in ran.out and "environment TOWLINE_CLUSTER__PROD__PASSWORD" in ran.out
    assert {"key", "value", "source", "v"} == cli("config", "show", "--json").rows()[0].keys()


def test_version_names_what_it_builds_on(cli: Cli) -> None:
    (row,) = cli("version", "--json").rows()
    assert row["format"] == 1 and "confluent-kafka" in row["parts"]


TOKENS = [
    "--security",
    "sasl_ssl",
    "--mechanism",
    "oauthbearer",
    "--set",
    "token_url=https://id/token",
    "--set",
    "client=c",
]


def test_the_secret_file_of_a_sign_in_by_tokens_is_the_one_of_its_client(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("sesame\n")
    words = ["--bootstrap", "k:1", *TOKENS, "--password-file", str(tmp_path / "secret")]
    assert cli("cluster", "add", "cloud", *words).code == Exit.DONE
    cluster = load(cli.profile, None, {}).clusters["cloud"]
    assert (cluster.mechanism, cluster.client_secret, cluster.password) == ("OAUTHBEARER", "sesame", "")
    (tmp_path / "secret").write_text("other\n")
    assert cli("cluster", "add", "cloud", "--password-file", str(tmp_path / "secret")).code == Exit.DONE
    assert load(cli.profile, None, {}).clusters["cloud"].client_secret == "other"
    shown = cli("cluster", "show", "cloud").out
    assert "https://id/token" in shown and "other" not in shown


def test_settings_of_the_command_line_stand_over_all_others(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWLINE_AGENT__ROLE", "receive")
    rows = cli(
        "config", "show", "--origin", "--json", "--set", "agent.role=send", "--set", "queue.hq.limit=2 MB/s"
    ).rows()
    found = {row["key"]: (row["value"], row["source"]) for row in rows}
    assert found["agent.role"] == ("send", "flag") and found["queue.hq.limit"] == ("2 MB/s", "flag")
    for wrong in ("agent.rolle=send", "agent.role", "cluster.topic=x", "agent.role=none"):
        assert cli("config", "check", "--set", wrong).code == Exit.USAGE


def test_an_agent_runs_with_the_settings_of_its_command_line(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "towline.prom"
    assert cli("agent", "--once", "--set", f"agent.metrics_file={file}").code == Exit.DONE
    assert file.read_text().startswith("# HELP towline_up")
