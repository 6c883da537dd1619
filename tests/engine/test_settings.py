"""Settings: where values come from, what is refused with which words, and that nothing is lost or shown."""

import stat
import subprocess
import sys
import tomllib

import keyring
import keyring.backends.fail
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine import settings, settings_edit
from engine.api import Cipher
from engine.errors import TowlineError
from engine.settings import load, lock_profile, open_vault, profile_folder, state_folder
from engine.settings_keys import Wrong, line_of, size_of, span_of, with_table
from engine.vault import forget_opened

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")

WHOLE = """
# The press in hall 7
[agent]
name = "press-07"
role = "send"
log = "file"
log_format = "json"
downloads = "in"

[vault]
kind = "file"

[cluster.prod]   # Frankfurt
bootstrap = ["k1.example.net:9093", "[2001:db8::1]:9093"]
topic = "towline.plant7"
security = "sasl_ssl"
mechanism = "scram-sha-512"
user = "edge"
password = { file = "kafka.pw" }
ca = "ca.pem"
check_host_name = false
extra = { "linger.ms" = 5, "socket.nagle.disable" = true }

[queue.hq]
cluster = "prod"
to = ["HQ archive", "team:plant7"]
cipher = "chacha20-poly1305"
compression = 6
block_size = "256 kB"
limit = "2 MB/s"
keep_for = "7d"
"""

SMALL = '[cluster.prod]\nbootstrap = ["k1:9092"]\n[queue.hq]\ncluster = "prod"\nto = ["Anna"]\n'


@pytest.fixture(autouse=True)
def no_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    yield
    forget_opened()
    keyring.set_keyring(before)


@pytest.fixture
def profile(tmp_path):
    (tmp_path / "profile").mkdir()
    return tmp_path / "profile"


@pytest.fixture
def read(profile, tmp_path):
    """Loads the profile as it is, away from this computer's own settings."""

    def read(environ=None, flags=None, config=None, **more):
        return load(profile, config, environ or {}, flags, administrators=tmp_path / "etc", **more)

    return read


def write(path, text, mode=0o600):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


def origin(found, key):
    return next((o.value, o.source) for o in found.origins if o.key == key)


# --- what is read ------------------------------------------------------------------------------------------------------------


def test_nothing_gives_the_built_in_settings(read):
    found = read()
    assert (found.agent.role, found.agent.log, found.agent.log_format) == ("both", "stdout", "text")
    assert found.agent.name
    assert (dict(found.clusters), dict(found.queues), found.notices) == ({}, {}, ())
    assert origin(found, "agent.role") == ("both", "built-in")


def test_a_whole_file_is_understood(profile, read):
    write(profile / "towline.toml", WHOLE)
    write(profile / "kafka.pw", "hunter2\n")
    found = read()
    assert (found.agent.name, found.agent.role, found.agent.downloads) == ("press-07", "send", profile / "in")
    assert found.unlock.kind == "file"
    prod, hq = found.clusters["prod"], found.queues["hq"]
    assert prod.bootstrap == ("k1.example.net:9093", "[2001:db8::1]:9093")
    assert (prod.mechanism, prod.user, prod.password) == ("SCRAM-SHA-512", "edge", "hunter2")
    assert (prod.topic, prod.ca, prod.check_host_name) == ("towline.plant7", str(profile / "ca.pem"), False)
    assert prod.extra == {"linger.ms": "5", "socket.nagle.disable": "true"}
    assert (hq.cluster, hq.choices.to) == ("prod", ("HQ archive", "team:plant7"))
    assert (hq.choices.cipher, hq.choices.compression) == (Cipher.CHACHA20_POLY1305, "6")
    assert (hq.choices.block_size, hq.choices.limit, hq.choices.keep_for) == (256_000, 2_000_000, 604_800)


def test_the_higher_source_wins_key_by_key(profile, read, tmp_path):
    write(
        tmp_path / "etc/10-site.toml",
        '[agent]\nname = "admin"\nrole = "send"\nlog = "file"\n[cluster.prod]\nbootstrap=["a:1"]\nuser="x"\n',
    )
    write(tmp_path / "etc/20-more.toml", '[agent]\nlog_format = "json"\n')
    write(profile / "towline.toml", '[agent]\nname = "mine"\nrole = "receive"\n[cluster.prod]\ntopic="t"\n')
    found = read({"TOWLINE_AGENT__ROLE": "both"}, {"agent.log": "both"})
    assert (found.agent.name, found.agent.role, found.agent.log, found.agent.log_format) == (
        "mine",
        "both",
        "both",
        "json",
    )
    assert (found.clusters["prod"].bootstrap, found.clusters["prod"].topic) == (("a:1",), "t")
    assert origin(found, "agent.name") == ("mine", f"{profile / 'towline.toml'}:2")
    assert origin(found, "agent.role") == ("both", "environment TOWLINE_AGENT__ROLE")
    assert origin(found, "agent.log") == ("both", "flag")
    assert origin(found, "agent.log_format") == ("json", f"{tmp_path / 'etc/20-more.toml'}:2")
    assert origin(found, "cluster.prod.bootstrap") == ("a:1", f"{tmp_path / 'etc/10-site.toml'}:6")
    assert origin(found, "cluster.prod.security") == ("plaintext", "built-in")


def test_a_config_file_is_read_instead_of_the_profiles(profile, read, tmp_path):
    write(profile / "towline.toml", SMALL)
    found = read(config=write(tmp_path / "other.toml", '[agent]\nname = "other"\n'))
    assert found.agent.name == "other"
    assert not found.clusters
    with pytest.raises(TowlineError) as error:
        read(config=tmp_path / "absent.toml")
    assert "cannot be read" in error.value.what


def test_the_environment_reaches_every_key(profile, read, tmp_path):
    write(profile / "towline.toml", '[cluster."press.eu-1"]\nbootstrap = ["k1:9092"]\n')
    found = read(
        {
            "TOWLINE_CLUSTER__PRESS_EU_1__PASSWORD_FILE": str(write(tmp_path / "pw", "from file\n")),
            "TOWLINE_CLUSTER__PRESS_EU_1__KEY_PASSWORD": "literal",
            "TOWLINE_CLUSTER__PRESS_EU_1__CHECK_HOST_NAME": "no",
            "TOWLINE_CLUSTER__NEW__BOOTSTRAP": "a:1, b:2",
            "TOWLINE_CLUSTER__NEW__EXTRA": "linger.ms=5,client.id=x",
            "TOWLINE_QUEUE__HQ__CLUSTER": "new",
            "TOWLINE_QUEUE__HQ__TO": "Anna,Ben",
            "TOWLINE_QUEUE__HQ__LIMIT": "64KiB",
            "TOWLINE_PROFILE": "/elsewhere",
            "PATH": "/bin",
        }
    )
    old, new = found.clusters["press.eu-1"], found.clusters["new"]
    assert (old.password, old.key_password, old.check_host_name) == ("from file", "literal", False)
    assert (new.bootstrap, new.extra) == (("a:1", "b:2"), {"linger.ms": "5", "client.id": "x"})
    assert (found.queues["hq"].choices.to, found.queues["hq"].choices.limit) == (("Anna", "Ben"), 65_536)


def test_a_queue_may_use_the_practice_cluster(profile, read):
    write(profile / "towline.toml", '[queue.me]\ncluster = "practice"\nto = ["me"]\n')
    assert read().queues["me"].cluster == "practice"


# --- what is refused ----------------------------------------------------------------------------------------------------------

WRONG = [
    ('[agent]\n\nnaem = "x"\n', 3, "agent.naem", "'naem' is not a key that Towline knows. The nearest one is 'name'."),
    ('[cluster.prod]\nbootstrap=["a:1"]\npasword="x"\n', 3, "cluster.prod.pasword", "The nearest one is 'password'."),
    ("[agnet]\n", 1, "agnet", "The nearest one is 'agent'."),
    ('[agent]\nwing = "x"\n', 2, "agent.wing", "There are: downloads,"),
    ('[agent]\nmetrics = "10.0.0.1:9464"\n', 2, "agent.metrics", "not an address of this computer only"),
    ('[agent]\nmetrics = "9464"\n', 2, "agent.metrics", "not an address of this computer only"),
    (
        "[xyzzy.x]\nfolder='x'\n",
        1,
        "xyzzy",
        "There are: agent, cluster, limits, notifications, queue, rule, vault, watch.",
    ),
    ('[agent]\nrole = "sned"\n', 2, "agent.role", "Choose one of: send, receive, both."),
    ("[agent]\nname = 7\n", 2, "agent.name", "must be a text"),
    ("agent = 7\n", 1, "agent", "must be a table"),
    ("[cluster]\nprod = 7\n", 2, "cluster.prod", "must be a table"),
    ("[cluster.prod]\ntopic = 't'\n", 2, "cluster.prod", "no bootstrap servers"),
    ("[cluster.prod]\nbootstrap = 'k1'\n", 2, "cluster.prod", "not a server with a port"),
    ("[cluster.prod]\nbootstrap = [1]\n", 2, "cluster.prod.bootstrap", "list of texts"),
    ("[cluster.prod]\nbootstrap = ['a:1']\ntopic = 'a b'\n", 2, "cluster.prod", "cannot be a topic"),
    ("[cluster.prod]\nbootstrap = ['a:1']\nsecurity = 'sasl_ssl'\n", 2, "cluster.prod", "no mechanism"),
    ("[cluster.prod]\nbootstrap = ['a:1']\nmechanism = 'PLAIN'\n", 2, "cluster.prod", "needs security"),
    ("[cluster.prod]\nbootstrap = ['a:1']\ncheck_host_name = 'maybe'\n", 3, "cluster.prod.check_host_name", "true or false"),
    ("[cluster.prod]\nbootstrap = ['a:1']\npassword = { flie = 'x' }\n", 3, "cluster.prod.password", "file, env, credential"),
    ("[cluster.prod]\nbootstrap = ['a:1']\npassword = { file = 'gone' }\n", 3, "cluster.prod.password", "cannot be read"),
    ("[cluster.prod]\nbootstrap = ['a:1']\npassword = { env = 'GONE' }\n", 3, "cluster.prod.password", "has no GONE"),
    ("[cluster.prod]\nbootstrap = ['a:1']\npassword = { vault = 'x' }\n", 3, "cluster.prod.password", "vault of this profile"),
    ("[vault]\nunlock = { vault = 'x' }\n", 2, "vault.unlock", "cannot stand in it"),
    ("[queue.hq]\nto = ['Anna']\n", 2, "queue.hq", "names no cluster"),
    ("[queue.hq]\ncluster = 'gone'\nto = ['Anna']\n", 2, "queue.hq", "no cluster named 'gone'"),
    ("[queue.hq]\ncluster = 'practice'\n", 2, "queue.hq", "1 to 8 recipients"),
    ("[queue.hq]\ncluster='practice'\nto=['a']\ncipher='rot13'\n", 4, "queue.hq.cipher", "aes-256-gcm"),
    ("[queue.hq]\ncluster='practice'\nto=['a']\ncompression=20\n", 4, "queue.hq.compression", "1 to 19"),
    ("[queue.hq]\ncluster='practice'\nto=['a']\nblock_size='1 GB'\n", 2, "queue.hq", "A block has 4096"),
    ("[queue.hq]\ncluster='practice'\nto=['a']\nlimit='fast'\n", 4, "queue.hq.limit", "not a size"),
    ("[queue.hq]\ncluster='practice'\nto=['a']\nkeep_for='7'\n", 4, "queue.hq.keep_for", "not a duration"),
    ("[queue.hq]\ncluster='practice'\nto=['a']\ninclude=['/tmp/*']\n", 2, "queue.hq", "is a whole path"),
    ("[queue.hq]\ncluster='practice'\nto=['a']\nleave_out='a, ../x'\n", 2, "queue.hq", "leads out of the folder"),
    ("[queue.'a/b']\ncluster='practice'\n", 1, "queue", "cannot be a name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "key", "words"), WRONG)
def test_a_mistake_is_named_by_file_line_key_and_what_to_do(profile, read, text, line, key, words):
    path = write(profile / "towline.toml", text)
    with pytest.raises(TowlineError) as error:
        read()
    assert error.value.word == "settings"
    where = error.value.facts["where"]
    assert where.startswith((f"{path}, line {line}, key {key}", f"{path}:{line}, key {key}"))
    assert words in error.value.sentence
    assert error.value.sentence.endswith(".")
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"TOWLINE_CLUSTER__PROD__PASWORD_FILE": "x"}, "'pasword_file'"),
        ({"TOWLINE_CLUSTR__PROD__USER": "x"}, "nearest one is 'cluster'"),
        ({"TOWLINE_CLUSTER__USER": "x"}, "Write it like TOWLINE_CLUSTER__NAME__KEY"),
        ({"TOWLINE_AGENT__ROLE": "x"}, "Choose one of"),
        ({"TOWLINE_AGENT__ROLE_FILE": "x"}, "'role_file'"),
        ({"TOWLINE_PASSPHRASE_FILE": "/nowhere/at/all"}, "cannot be read"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(read, environ, words):
    with pytest.raises(TowlineError) as error:
        read(environ)
    assert next(iter(environ)) in error.value.facts["where"]
    assert words in error.value.sentence


def test_a_mistake_in_a_flag_is_told(read):
    for flags in ({"agent.rloe": "x"}, {"nothing": "x"}, {"cluster.prod.pasword": "x"}):
        with pytest.raises(TowlineError) as error:
            read(flags=flags)
        assert error.value.word == "settings"


@pytest.mark.parametrize("name", ["etc/10.toml", "other.toml"])
def test_a_broken_file_of_somebody_else_is_an_error_and_stays(read, tmp_path, name):
    path = write(tmp_path / name, "[agent\n")
    with pytest.raises(TowlineError) as error:
        read(config=path if "other" in name else None)
    assert "line 1" in error.value.what
    assert path.exists()


# --- secrets --------------------------------------------------------------------------------------------------------------------


@posix_only
def test_a_literal_secret_needs_a_private_file(profile, read):
    text = SMALL.replace("[queue", 'password = "hunter2"\n[queue')
    path = write(profile / "towline.toml", text, 0o644)
    with pytest.raises(TowlineError) as error:
        read()
    assert (error.value.word, error.value.facts["path"]) == ("key-file-open", path)
    path.chmod(0o600)
    assert read().clusters["prod"].password == "hunter2"


def test_secrets_come_by_credential_and_environment(profile, read, tmp_path):
    write(
        profile / "towline.toml", SMALL.replace("[queue", 'password={credential="pw"}\nkey_password={env="KP"}\n[queue')
    )
    write(tmp_path / "creds/pw", "of systemd\n")
    found = read({"CREDENTIALS_DIRECTORY": str(tmp_path / "creds"), "KP": "of env"}).clusters["prod"]
    assert (found.password, found.key_password) == ("of systemd", "of env")


def test_a_key_is_a_path_or_pem_text(profile, read):
    pem = "-----BEGIN PRIVATE KEY-----\\nx\\n-----END PRIVATE KEY-----\\n"
    write(
        profile / "towline.toml",
        f'[cluster.a]\nbootstrap=["a:1"]\nkey="k.pem"\n[cluster.b]\nbootstrap=["a:1"]\nkey="{pem}"\n',
    )
    found = read().clusters
    assert found["a"].key == str(profile / "k.pem")
    assert found["b"].key.startswith("-----BEGIN")


def test_no_secret_is_shown(profile, read, tmp_path):
    write(profile / "kafka.pw", "hunter2")
    write(profile / "towline.toml", WHOLE)
    settings_edit.set_cluster(
        profile,
        "prod",
        {"key_password": "hunter2", "key": "-----BEGIN hunter2", "extra": "sasl.password=hunter2"},
        read(),
    )
    found = read({"TOWLINE_CLUSTER__PROD__PASSWORD": "hunter2"})
    assert "hunter2" not in repr(found)
    assert "hunter2" not in repr([(o.key, o.value) for o in found.origins])
    assert origin(found, "cluster.prod.password")[0] == "***"
    assert origin(found, "cluster.prod.key")[0] == "***"


def test_showing_reads_no_secret(profile, read):
    write(profile / "towline.toml", SMALL.replace("[queue", 'password={file="gone"}\nkey_password={vault="x"}\n[queue'))
    found = read(secrets=False)
    assert found.clusters["prod"].password == ""
    assert origin(found, "cluster.prod.password")[0] == "***"
    assert not (profile / "vault.key").exists()


def test_what_unlocks_the_vault_may_be_a_file(profile, read, tmp_path):
    write(profile / "towline.toml", '[vault]\nkind = "passphrase"\nunlock = { file = "pass" }\n')
    write(profile / "pass", "correct horse\n")
    vault, _ = open_vault(profile, read())
    assert vault.kind == "passphrase"
    assert read({"TOWLINE_PASSPHRASE_FILE": "x"}).unlock.passphrase == "correct horse"


# --- damage -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"[cluster.prod\nboot", b"\x00" * 300, b"\xff\xfe\x80", b"garbage {{{"])
def test_a_damaged_profile_file_is_moved_aside_and_the_last_good_one_goes_on(profile, read, content):
    path = write(profile / "towline.toml", SMALL)
    assert read().notices == ()
    path.write_bytes(content)
    found = read()
    [aside] = profile.glob("towline.toml.damaged-*")
    assert aside.read_bytes() == content
    assert str(aside) in found.notices[0]
    assert list(found.clusters) == ["prod"]
    assert path.read_text() == SMALL
    assert read().notices == ()


def test_a_file_damaged_from_the_start_gives_the_built_in_settings(profile, read):
    write(profile / "towline.toml", "garbage {{{")
    found = read()
    assert "without them" in found.notices[0]
    assert not found.clusters
    assert read().notices == ()


# --- edits ------------------------------------------------------------------------------------------------------------------------


def test_a_cluster_is_added_changed_and_removed(profile, read):
    settings_edit.set_cluster(
        profile, "prod", {"bootstrap": "a:1,b:2", "check_host_name": "no", "extra": {"linger.ms": "5"}}, read()
    )
    settings_edit.set_queue(profile, "hq", {"cluster": "prod", "to": ["Anna"], "limit": "2 MB/s"})
    settings_edit.set_cluster(profile, "prod", {"topic": "other", "check_host_name": None}, read())
    found = read()
    assert found.clusters["prod"].bootstrap == ("a:1", "b:2")
    assert (found.clusters["prod"].topic, found.clusters["prod"].check_host_name) == ("other", True)
    assert found.clusters["prod"].extra == {"linger.ms": "5"}
    assert 'limit = "2 MB/s"' in (profile / "towline.toml").read_text()
    with pytest.raises(TowlineError) as error:
        settings_edit.remove_cluster(profile, "prod", found)
    assert "hq" in error.value.what
    settings_edit.remove_queue(profile, "hq")
    settings_edit.remove_cluster(profile, "prod", read())
    assert tomllib.loads((profile / "towline.toml").read_text()) == {}
    for remove, word in (
        (lambda: settings_edit.remove_queue(profile, "hq"), "no-such-queue"),
        (lambda: settings_edit.remove_cluster(profile, "prod", read()), "no-such-cluster"),
    ):
        with pytest.raises(TowlineError) as error:
            remove()
        assert error.value.word == word


def test_a_password_goes_into_the_vault_and_leaves_with_its_cluster(profile, read):
    settings_edit.set_cluster(profile, "prod", {"bootstrap": "a:1", "password": "hunter2"}, read())
    assert b"hunter2" not in b"".join(p.read_bytes() for p in profile.iterdir())
    assert 'password = { vault = "cluster/prod/password" }' in (profile / "towline.toml").read_text()
    forget_opened()
    found = read()
    assert found.clusters["prod"].password == "hunter2"
    settings_edit.remove_cluster(profile, "prod", found)
    assert open_vault(profile, read())[0].names() == []


def test_how_this_towline_runs_is_changed_and_comments_stay(profile, read, tmp_path):
    write(profile / "towline.toml", "# mine\n" + SMALL)
    settings_edit.set_agent(profile, {"downloads": str(tmp_path / "in"), "name": "press"})
    assert (read().agent.downloads, read().agent.name) == (tmp_path / "in", "press")
    settings_edit.set_agent(profile, {"downloads": None, "name": None})
    assert read().agent.downloads == settings.platformdirs.user_downloads_path()
    assert (profile / "towline.toml").read_text().startswith("# mine\n")
    assert "agent" not in tomllib.loads((profile / "towline.toml").read_text())
    with pytest.raises(TowlineError, match="'download' is not a key"):
        settings_edit.set_agent(profile, {"download": "x"})


def test_a_cluster_can_be_had_before_it_is_saved():
    given = {"bootstrap": "a:1, b:2", "security": "sasl_ssl", "mechanism": "plain", "user": "edge", "password": "x"}
    found = settings_edit.cluster_of("prod", given | {"ca": None, "extra": {"linger.ms": "5"}})
    assert (found.bootstrap, found.mechanism, found.topic, found.ca) == (("a:1", "b:2"), "PLAIN", "towline", "")
    assert (found.check_host_name, found.extra, found.password) == (True, {"linger.ms": "5"}, "x")


@pytest.mark.parametrize(
    ("name", "values", "what"),
    [
        ("prod", {}, "no bootstrap servers"),
        ("prod", {"bootstrap": "a"}, "not a server with a port"),
        ("prod", {"bootstrap": "a:1", "topic": "a b"}, "cannot be a topic"),
        ("prod", {"bootstrap": "a:1", "security": "sasl_ssl"}, "no mechanism"),
        ("a/b", {"bootstrap": "a:1"}, "cannot be a name"),
    ],
)
def test_what_is_no_cluster_is_said_before_it_is_saved(name, values, what):
    with pytest.raises(TowlineError, match=what):
        settings_edit.cluster_of(name, values)


@posix_only
def test_the_files_are_private(profile, read):
    settings_edit.set_cluster(profile, "prod", {"bootstrap": "a:1", "password": "x"}, read())
    read()
    assert {stat.S_IMODE(p.stat().st_mode) for p in profile.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("name", "values"),
    [("prod", {"bootstap": "a:1"}), ("a/b", {}), ("practice", {"bootstrap": "a:1"}), ("prod", {"security": "none"})],
)
def test_a_wrong_edit_changes_nothing(profile, read, name, values):
    write(profile / "towline.toml", WHOLE)
    write(profile / "kafka.pw", "x")
    with pytest.raises(TowlineError) as error:
        settings_edit.set_cluster(profile, name, values, read())
    assert error.value.word == "usage"
    assert (profile / "towline.toml").read_text() == WHOLE


def test_comments_outside_of_the_changed_table_stay(profile, read):
    write(profile / "towline.toml", WHOLE)
    write(profile / "kafka.pw", "x")
    settings_edit.set_queue(profile, "hq", {"limit": "1 MB/s"})
    settings_edit.set_queue(profile, "second", {"cluster": "prod", "to": "Ben"})
    text = (profile / "towline.toml").read_text()
    assert "# The press in hall 7" in text
    assert "[cluster.prod]   # Frankfurt" in text
    assert list(read().queues) == ["hq", "second"]
    settings_edit.remove_queue(profile, "second")
    assert "second" not in (profile / "towline.toml").read_text()


@pytest.mark.parametrize(
    "text",
    [
        'cluster = { prod = { bootstrap = ["a:1"] } }\n',
        'cluster.prod.bootstrap = ["a:1"]\n',
        '[cluster]\nprod.bootstrap = ["a:1"]\n',
    ],
)
def test_files_in_another_style_can_be_edited(profile, read, text):
    write(profile / "towline.toml", text)
    settings_edit.set_cluster(profile, "prod", {"topic": "t"}, read())
    assert (read().clusters["prod"].bootstrap, read().clusters["prod"].topic) == (("a:1",), "t")


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=8)
tables = st.dictionaries(
    names,
    st.text(max_size=20) | st.integers(0, 9) | st.booleans() | st.lists(st.text(max_size=5), max_size=3),
    max_size=4,
)


@given(st.dictionaries(names, tables, max_size=4), names, tables)
@example({"0": {}, "[": {}}, "0", {})  # a name with a bracket was not seen as the head of its table
@example({"0": {}, "a]'\"\\": {"x": [["["]]}}, "0", {})
def test_replacing_a_table_changes_that_table_only(document, name, table):
    text = "# a comment\n"
    for other, values in document.items():
        text = with_table(text, ("queue", other), values)
    assert tomllib.loads(text).get("queue", {}) == document
    assert tomllib.loads(with_table(text, ("queue", name), table))["queue"] == {**document, name: table}
    without = {other: values for other, values in document.items() if other != name}
    assert tomllib.loads(with_table(text, ("queue", name), None)).get("queue", {}) == without


def test_lines_are_found_in_every_style():
    text = "[a]\nx = 1\n\n[b.'c d'.e]\n\"y z\" = 2\nf.g = 3\n"
    assert line_of(text, ("a", "x")) == 2
    assert line_of(text, ("b", "c d", "e", "y z")) == 5
    assert line_of(text, ("b", "c d", "e", "f", "g")) == 6
    assert line_of(text, ("b", "c d")) == 4
    assert line_of(text, ("absent",)) == 1


@pytest.mark.parametrize(
    ("text", "size"),
    [("950 kB", 950_000), ("64KiB", 65_536), ("2 MB/s", 2_000_000), ("1.5gb", 1_500_000_000), ("10", 10)],
)
def test_sizes(text, size):
    assert size_of(text) == size


@pytest.mark.parametrize(
    ("text", "seconds"), [("10s", 10), ("30 min", 1800), ("12h", 43_200), ("7d", 604_800), ("2w", 1_209_600)]
)
def test_spans(text, seconds):
    assert span_of(text) == seconds


@pytest.mark.parametrize("text", ["", "x", "-1 MB", "1e9", "1 XB", "1 mbit"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(Wrong):
        size_of(text)


# --- folders ------------------------------------------------------------------------------------------------------------------------


def test_where_the_profile_is(tmp_path):
    assert profile_folder(str(tmp_path), {"TOWLINE_PROFILE": "/other"}) == tmp_path
    assert profile_folder(None, {"TOWLINE_PROFILE": str(tmp_path)}) == tmp_path
    assert profile_folder("", {}).name.lower() == "towline"
    assert state_folder({"TOWLINE_STATE": str(tmp_path)}) == tmp_path
    assert state_folder({}) != profile_folder(None, {})


def test_one_process_holds_a_profile(profile):
    held = lock_profile(profile)
    with pytest.raises(TowlineError) as error:
        lock_profile(profile)
    assert error.value.word == "profile-in-use"
    code = f"from pathlib import Path; from engine.settings import lock_profile; lock_profile(Path({str(profile)!r}))"
    other = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60)
    assert "profile-in-use" in other.stderr or "is in use by another Towline" in other.stderr
    held.close()
    lock_profile(profile).close()


def test_a_profile_that_is_no_folder_is_said(tmp_path):
    file = write(tmp_path / "file", "x")
    with pytest.raises(TowlineError) as error:
        lock_profile(file)
    assert error.value.word == "settings"


def test_a_profile_of_another_user_is_said(profile, monkeypatch):
    def closed(*_, **__):
        raise PermissionError(13, "Permission denied")  # nothing is closed to an administrator, who may run this test

    monkeypatch.setattr(settings, "FileLock", closed)
    with pytest.raises(TowlineError) as error:
        lock_profile(profile)
    assert error.value.word == "profile-not-yours"


@pytest.mark.parametrize(
    "wrong",
    [{"event_topic": "scans", "event": "no json {"}, {"block_size": "1 B"}, {"to": [f"p{n}" for n in range(9)]}],
)
def test_a_change_that_would_break_the_settings_changes_nothing(tmp_path, wrong):
    none = tmp_path / "none"
    read = load(tmp_path, None, {}, administrators=none)
    settings_edit.set_cluster(tmp_path, "prod", {"bootstrap": ["k1:9092"]}, read, administrators=none)
    settings_edit.set_queue(tmp_path, "hq", {"cluster": "prod", "to": ["ben"]}, administrators=none)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(TowlineError) as met:
        settings_edit.set_queue(tmp_path, "hq", wrong, administrators=none)
    assert met.value.word == "usage"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
