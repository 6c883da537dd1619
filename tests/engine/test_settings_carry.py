"""Settings carried to another computer, what administrators decided, and where an agent keeps its state."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_kit import SETTINGS, Cli, cli_fixture  # noqa: F401  it is found by its name

from engine import settings_edit
from engine.door import Door
from engine.errors import Exit, TowlineError
from engine.settings import Settings, load, profile_folder
from engine.settings_carry import carried_out, programs_in, take_over

PROFILE = """# Hall 7
[agent]
name = "press-07"
role = "send"

[cluster.prod]
bootstrap = ["k1:9092"]
security = "sasl_ssl"
mechanism = "PLAIN"
user = "edge"
password = { vault = "cluster/prod/password" }
ca = "/etc/ca.pem"

[queue.hq]
cluster = "prod"
to = ["HQ"]
"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir(mode=0o700)
    _write(folder, PROFILE)
    return folder


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Where administrators' files are: one that decides about the cluster prod and the role."""
    folder = tmp_path / "etc"
    folder.mkdir()
    (folder / "towline.toml").write_text('[agent]\nrole = "send"\n[cluster.prod]\nbootstrap = ["k1:9092"]\n')
    return folder


def _write(folder: Path, text: str) -> None:
    (folder / "towline.toml").write_text(text)
    (folder / "towline.toml").chmod(0o600)


def _read(profile: Path, theirs: Path) -> Settings:
    return load(profile, None, {}, secrets=False, administrators=theirs)


# --- carrying -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "extra", ['"linger.ms=5, sasl.password=geheim"', '{ "linger.ms" = "5", "sasl.password" = "geheim" }']
)
def test_secrets_among_librdkafkas_settings_stay_here(profile: Path, extra: str) -> None:
    _write(profile, PROFILE.replace('user = "edge"', f"extra = {extra}"))
    found = carried_out(profile)
    assert "geheim" not in found.text and "linger.ms" in found.text
    assert "cluster.prod.extra.sasl.password" in found.secrets


def test_what_is_carried_has_no_secret_and_nothing_about_this_computer(profile: Path) -> None:
    found = carried_out(profile)
    assert found.secrets == ["cluster.prod.password"]
    assert tomllib.loads(found.text) == {
        "agent": {"role": "send"},
        "cluster": {
            "prod": {"bootstrap": ["k1:9092"], "security": "sasl_ssl", "mechanism": "PLAIN", "user": "edge", "ca": "/etc/ca.pem"}
        },
        "queue": {"hq": {"cluster": "prod", "to": ["HQ"]}},
    }  # fmt: skip


def test_taken_over_on_another_computer_it_is_all_there_and_again_it_changes_nothing(
    profile: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    text = carried_out(profile).text
    done = take_over(other, text, "x", replace=False)
    assert done.added == ["agent", "cluster.prod", "queue.hq"]
    assert _read(other, tmp_path / "none").queues["hq"].choices.to == ("HQ",)
    before = (other / "towline.toml").read_bytes()
    again = take_over(other, text, "x", replace=False)
    assert not again.added and len(again.same) == 3 and (other / "towline.toml").read_bytes() == before


def test_what_differs_is_replaced_only_if_asked_and_keeps_its_secret_and_comments(profile: Path) -> None:
    text = '[cluster.prod]\nbootstrap = ["k9:9092"]\nsecurity = "sasl_ssl"\nmechanism = "PLAIN"\n'
    with pytest.raises(TowlineError, match=r"differ: cluster\.prod.*--replace"):
        take_over(profile, text, "x", replace=False)
    assert (profile / "towline.toml").read_text() == PROFILE
    assert take_over(profile, text, "x", replace=True).replaced == ["cluster.prod"]
    new = (profile / "towline.toml").read_text()
    assert "# Hall 7" in new
    assert tomllib.loads(new)["cluster"]["prod"]["password"] == {"vault": "cluster/prod/password"}


def test_what_settings_from_a_file_would_run_is_told() -> None:
    text = """[cluster.far]
bootstrap = ["k9:9092"]
extra = { "plugin.library.paths" = "/tmp/x.so", "linger.ms" = "5" }
[rule.in]
to = ["/srv/in"]
exec = "/usr/bin/ingest {path}"
"""
    assert programs_in(text) == ["plugin.library.paths = /tmp/x.so", "/usr/bin/ingest {path}"]
    assert programs_in('[cluster.far]\nbootstrap = ["k9:9092"]\n') == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[cluster", "not TOML"),
        ("[cluster.new]\nbootstap = 1\n", "'bootstrap'"),
        ('[queue.b]\ncluster = "nowhere"\nto = ["HQ"]\n', "no cluster named 'nowhere'"),
        ('[nothing]\nx = 1\n[queue.c]\ncluster = "prod"\nto = ["HQ"]\n', "'nothing' is not a key"),
        ("queue = 1\n", "must be a table"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken_over(profile: Path, text: str, words: str) -> None:
    with pytest.raises(TowlineError) as caught:
        take_over(profile, text, "new.toml", replace=True)
    assert caught.value.word == "settings" and words in caught.value.sentence
    assert (profile / "towline.toml").read_text() == PROFILE
    assert [path.name for path in profile.iterdir() if "trial" in path.name] == []


# --- what administrators decided ----------------------------------------------------------------------------------------


def test_what_an_administrator_decided_is_refused_with_the_name_of_the_file(profile: Path, theirs: Path) -> None:
    _write(profile, "")
    settings = _read(profile, theirs)
    edits: list[Callable[[], object]] = [
        lambda: settings_edit.set_cluster(profile, "prod", {"bootstrap": "k2:1"}, settings, administrators=theirs),
        lambda: settings_edit.set_agent(profile, {"role": "both"}, administrators=theirs),
        lambda: settings_edit.remove_cluster(profile, "prod", settings, administrators=theirs),
        lambda: take_over(profile, '[agent]\nrole = "both"\n', "x", replace=True, administrators=theirs),
    ]
    for edit in edits:
        with pytest.raises(TowlineError) as caught:
            edit()
        assert caught.value.word == "locked" and str(theirs / "towline.toml") in caught.value.sentence
        assert caught.value.exit_code == Exit.USAGE
    assert (profile / "towline.toml").read_text() == ""


def test_what_they_left_open_can_be_set_and_what_is_the_same_is_not_written(profile: Path, theirs: Path) -> None:
    _write(profile, "")
    values = {"bootstrap": "k1:9092", "topic": "t"}
    settings_edit.set_cluster(profile, "prod", values, _read(profile, theirs), administrators=theirs)
    assert (profile / "towline.toml").read_text() == '[cluster.prod]\ntopic = "t"\n'
    assert _read(profile, theirs).clusters["prod"].topic == "t"


# --- where the state is -------------------------------------------------------------------------------------------------


def test_the_state_that_administrators_named_is_the_profile_of_whoever_may_write_there(
    tmp_path: Path, theirs: Path
) -> None:
    state = tmp_path / "state"
    (theirs / "b.toml").write_text(f'[agent]\nstate = "{state}"\n')
    away = profile_folder(None, {}, administrators=theirs)
    state.mkdir()
    assert profile_folder(None, {}, administrators=theirs) == state != away
    assert profile_folder("/x", {}, administrators=theirs) == Path("/x")
    assert profile_folder(None, {"TOWLINE_PROFILE": "/y"}, administrators=theirs) == Path("/y")
    assert profile_folder(None, {}, theirs / "b.toml", administrators=tmp_path) == state


# --- the commands -------------------------------------------------------------------------------------------------------


def test_export_and_import_say_what_they_did(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "out.toml"
    assert cli("config", "export", str(file)).err == f"Wrote {file}.\n"
    assert "[queue.hq]" in cli("config", "export").out
    assert cli("config", "import", str(file)).out == "As it was: cluster.prod, queue.hq.\n"
    (row,) = cli(
        "config", "import", "-", "--json", stdin=SETTINGS.replace("127.0.0.1:1", "127.0.0.1:2").encode()
    ).rows()
    assert row["exit"] == Exit.USAGE and "--replace" in row["todo"]


def test_reload_has_the_running_one_read_its_settings(cli: Cli) -> None:
    assert cli("config", "reload").out.startswith("No Towline runs")
    door = Door(cli.engine, cli.profile)
    door.open()
    try:
        assert cli("config", "reload").code == Exit.DONE and cli.engine.calls == [("apply",)]
        cli.engine.fails["apply"] = TowlineError("settings", where="f:3", what="Wrong.", todo="Mend it.")
        ran = cli("config", "reload")
        assert ran.code == Exit.USAGE and "f:3: Wrong." in ran.err and "settings from before" in ran.err
    finally:
        door.close()
