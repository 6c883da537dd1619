"""Secrets at rest: kept, sealed, locked, shared between processes, and never in the clear by accident."""

import json
import stat
import sys
import threading

import keyring
import keyring.backend
import keyring.backends.fail
import pytest

from engine import vault as vault_module
from engine.errors import TowlineError
from engine.vault import Unlock, forget_opened, open_vault

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")


class FakeRing(keyring.backend.KeyringBackend):
    """A password store in memory."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class HangingRing(FakeRing):
    """As a store whose daemon is gone."""

    def __init__(self):
        super().__init__()
        self.let_go = threading.Event()

    def get_password(self, service, username):
        self.let_go.wait()


class BrokenRing(FakeRing):
    def get_password(self, service, username):
        raise RuntimeError("no bus")


@pytest.fixture(autouse=True)
def alone():
    """No test sees the keyring of this computer or a vault that another test unlocked."""
    before = keyring.get_keyring()
    use(keyring.backends.fail.Keyring())
    yield
    forget_opened()
    keyring.set_keyring(before)


def use(ring):
    forget_opened()
    keyring.set_keyring(ring)
    return ring


def again(folder, unlock=None):
    forget_opened()
    return open_vault(folder, unlock)[0]


@pytest.fixture
def kept(tmp_path):
    vault, _ = open_vault(tmp_path, Unlock("file"))
    vault.put("identity", b"\x00secret\xff")
    return vault


def test_secrets_outlive_the_process(tmp_path, kept):
    kept.put("team/hq", b"key")
    kept.put("team/plant", b"key")
    kept.remove("team/plant")
    kept.remove("never there")
    vault = again(tmp_path)
    assert vault.get("identity") == b"\x00secret\xff"
    assert vault.get("nothing") is None
    assert vault.names("team/") == ["team/hq"]
    assert vault.names() == ["identity", "team/hq"]


def test_a_process_unlocks_once(tmp_path):
    assert open_vault(tmp_path, Unlock("file"))[0] is open_vault(tmp_path)[0]


def test_what_another_process_kept_is_seen_and_stays(tmp_path, kept):
    other = again(tmp_path)
    other.put("password", b"one")
    assert kept.get("password") == b"one"
    kept.put("more", b"two")
    assert other.names() == ["identity", "more", "password"]


def test_no_secret_stands_in_the_clear(tmp_path, kept):
    kept.put("cluster/prod/password", b"hunter2hunter2")
    for path in tmp_path.iterdir():
        assert b"hunter2" not in path.read_bytes()
        assert b"prod" not in path.read_bytes()


@posix_only
def test_everything_is_private(tmp_path, kept):
    assert {stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()} == {0o600}


def test_sealing_is_bound_to_its_purpose(tmp_path, kept):
    sealed = kept.seal(b"transfer key", "transfer")
    assert sealed != kept.seal(b"transfer key", "transfer")
    assert len(sealed) == len(b"transfer key") + 28
    assert again(tmp_path).open(sealed, "transfer") == b"transfer key"
    for wrong, purpose in ((sealed, "vault"), (sealed[:-1], "transfer"), (b"", "transfer"), (sealed[::-1], "transfer")):
        with pytest.raises(TowlineError) as error:
            kept.open(wrong, purpose)
        assert error.value.word == "key-locked"


# --- where the key lives ---------------------------------------------------------------------------------------------------


def test_a_keyring_holds_the_key_if_there_is_one(tmp_path):
    ring = use(FakeRing())
    vault, notices = open_vault(tmp_path)
    vault.put("x", b"y")
    assert (vault.kind, notices) == ("keyring", [])
    [key] = ring.kept.values()
    assert len(key) == 44
    assert key.encode() not in (tmp_path / "vault.key").read_bytes()
    assert again(tmp_path).get("x") == b"y"


def test_without_a_keyring_the_key_file_is_said_aloud(tmp_path):
    vault, notices = open_vault(tmp_path)
    assert vault.kind == "file"
    assert len(notices) == 1
    assert str(tmp_path / "vault.key") in notices[0]
    assert "no keyring" in notices[0]
    assert again(tmp_path).notices == []


@pytest.mark.parametrize("ring", [HangingRing, BrokenRing])
def test_a_keyring_that_fails_is_passed_over_by_a_new_profile(tmp_path, ring, monkeypatch):
    monkeypatch.setattr(vault_module, "KEYRING_SECONDS", 0.05)
    ring = use(ring())
    assert open_vault(tmp_path)[0].kind == "file"
    getattr(ring, "let_go", threading.Event()).set()


@pytest.mark.parametrize(
    ("ring", "reason"), [(HangingRing, "did not answer"), (BrokenRing, "no bus"), (FakeRing, "does not have it")]
)
def test_a_key_in_a_keyring_that_fails_is_locked_not_made_anew(tmp_path, ring, reason, monkeypatch):
    use(FakeRing())
    open_vault(tmp_path)[0].put("x", b"y")
    monkeypatch.setattr(vault_module, "KEYRING_SECONDS", 0.05)
    ring = use(ring())
    with pytest.raises(TowlineError) as error:
        open_vault(tmp_path)
    assert error.value.word == "key-locked"
    assert reason in error.value.what
    getattr(ring, "let_go", threading.Event()).set()


def test_a_passphrase_protects_the_key(tmp_path):
    vault, notices = open_vault(tmp_path, Unlock(passphrase="correct horse"))
    vault.put("x", b"y")
    assert (vault.kind, notices) == ("passphrase", [])
    assert again(tmp_path, Unlock(passphrase="correct horse")).get("x") == b"y"
    assert again(tmp_path, Unlock(ask=lambda _: "correct horse")).get("x") == b"y"
    for unlock, reason in ((Unlock(passphrase="wrong"), "is wrong"), (Unlock(), "needs its passphrase")):
        forget_opened()
        with pytest.raises(TowlineError) as error:
            open_vault(tmp_path, unlock)
        assert error.value.word == "key-locked"
        assert reason in error.value.what


def test_on_a_terminal_a_new_profile_asks_twice(tmp_path):
    answers = iter(["one", "two", "one", "one"])
    vault, _ = open_vault(tmp_path / "a", Unlock(ask=lambda _: next(answers)))
    assert vault.kind == "passphrase"
    assert again(tmp_path / "a", Unlock(passphrase="one")).kind == "passphrase"
    assert open_vault(tmp_path / "b", Unlock(ask=lambda _: ""))[0].kind == "file"


def test_another_kind_in_the_settings_is_an_error_not_a_new_key(tmp_path, kept):
    forget_opened()
    with pytest.raises(TowlineError) as error:
        open_vault(tmp_path, Unlock("keyring"))
    assert error.value.word == "key-locked"


# --- damage -------------------------------------------------------------------------------------------------------------------


@posix_only
@pytest.mark.parametrize("name", ["vault.key", "vault.sealed"])
def test_a_file_that_others_can_read_is_refused(tmp_path, kept, name):
    (tmp_path / name).chmod(0o640)
    forget_opened()
    with pytest.raises(TowlineError) as error:
        open_vault(tmp_path)
    assert error.value.word == "key-file-open"
    assert name in error.value.what
    (tmp_path / name).chmod(0o600)
    assert again(tmp_path).get("identity")


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b"", lambda b: b"x" + b, lambda b: bytes(len(b))])
def test_damaged_secrets_are_moved_aside(tmp_path, kept, damage):
    sealed = tmp_path / "vault.sealed"
    whole = sealed.read_bytes()
    sealed.write_bytes(damage(whole))
    vault = again(tmp_path)
    assert vault.names() == []
    [aside] = tmp_path.glob("vault.sealed.damaged-*")
    assert str(aside) in vault.notices[-1]
    vault.put("new", b"x")
    sealed.write_bytes(whole)  # a person puts the copy back
    assert again(tmp_path).get("identity") == b"\x00secret\xff"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format":1,"kind":"odd","check":""}', b"\xff\xfe", b"{}"])
def test_a_damaged_key_file_is_moved_aside(tmp_path, kept, content):
    (tmp_path / "vault.key").write_bytes(content)
    vault = again(tmp_path)
    assert list(tmp_path.glob("vault.key.damaged-*"))
    assert vault.names() == []
    assert len(vault.notices) >= 2
    vault.put("new", b"x")
    assert again(tmp_path).get("new") == b"x"


def test_a_key_file_of_a_newer_towline_is_left_alone(tmp_path, kept):
    path = tmp_path / "vault.key"
    newer = {**json.loads(path.read_text()), "format": 2}
    path.write_text(json.dumps(newer))
    forget_opened()
    with pytest.raises(TowlineError) as error:
        open_vault(tmp_path)
    assert error.value.word == "profile-newer"
    assert json.loads(path.read_text()) == newer


def test_a_key_file_that_asks_for_much_memory_is_refused(tmp_path):
    open_vault(tmp_path, Unlock(passphrase="x"))
    path = tmp_path / "vault.key"
    path.write_text(json.dumps({**json.loads(path.read_text()), "n": 2**30}))
    forget_opened()
    with pytest.raises(TowlineError) as error:
        open_vault(tmp_path, Unlock(passphrase="x"))
    assert error.value.word == "key-locked"


def test_threads_lose_nothing(tmp_path, kept):
    threads = [threading.Thread(target=kept.put, args=(f"n{n}", b"x")) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(again(tmp_path).names("n")) == 16


def test_a_file_that_is_unlocked_by_what_the_settings_say_holds_no_key_in_the_clear(tmp_path):
    made, _ = open_vault(tmp_path, Unlock("file", "from systemd"))
    made.put("a", b"secret")
    holder = json.loads((tmp_path / "vault.key").read_text())
    assert holder["kind"] == made.kind == "passphrase" and "key" not in holder
    forget_opened()
    assert open_vault(tmp_path, Unlock("file", "from systemd"))[0].get("a") == b"secret"
    forget_opened()
    with pytest.raises(TowlineError, match="passphrase is wrong"):
        open_vault(tmp_path, Unlock("file", "another"))


def test_dpapi_seals_the_key_for_this_computer(tmp_path, monkeypatch):
    """Windows' own function is not here; what it gets and gives is."""
    monkeypatch.setattr(vault_module.vault_dpapi, "protect", lambda plain: b"sealed " + plain[::-1])
    monkeypatch.setattr(vault_module.vault_dpapi, "unprotect", lambda sealed: sealed[7:][::-1])
    made, _ = open_vault(tmp_path, Unlock("dpapi"))
    made.put("a", b"secret")
    forget_opened()
    assert open_vault(tmp_path)[0].get("a") == b"secret" and made.kind == "dpapi"


@posix_only
def test_dpapi_is_windows_own(tmp_path):
    with pytest.raises(TowlineError, match="which only Windows has"):
        open_vault(tmp_path, Unlock("dpapi"))
    assert not (tmp_path / "vault.key").exists()
