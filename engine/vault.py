"""Secrets at rest: one master key, and one sealed file with whatever must be kept. The only file that imports keyring.

Hides: where the master key lives and how it is had. `keyring`: the system's password store holds it. `file`: it stands
in the profile, in a file nobody else can read. `passphrase`: as `file`, but sealed under a passphrase by scrypt; also
what `file` becomes if the settings say how to unlock it. `dpapi`: as `file`, but sealed by Windows for this computer.
Promises: a password store that hangs costs five seconds, never more; nothing secret is written in the clear but the key
file of kind `file`, and that is said aloud; what is damaged is moved aside, never thrown away.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import queue
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from engine import vault_dpapi
from engine.errors import TowlineError
from engine.private import FileLock, make_private_folder, move_aside, read_private, write_private

KINDS = ("keyring", "file", "passphrase", "dpapi")
KEYRING_SECONDS = 5.0

_KEY_FILE, _SEALED_FILE, _LOCK_FILE = "vault.key", "vault.sealed", "vault.lock"
_FORMAT = 1
_MAGIC = b"towline vault 1\n"
_SERVICE = "towline"
_NONCE = 12
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**15, 8, 3  # 32 MB; as strong as 2**17, 8, 1, which takes 128 MB

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unlock:
    """How the master key is to be had. `kind` "": as the profile has it; a new one takes the best this computer offers.

    `passphrase`: for kind `passphrase`, from a file or a credential. `ask` shows its argument and returns what a person
    typed; None where nobody can be asked.
    """

    kind: str = ""
    passphrase: str | None = field(default=None, repr=False)
    ask: Callable[[str], str] | None = None


class Vault:
    """Thread-safe, and safe against other processes that use the same profile. `kind`: one of KINDS.

    `notices`: sentences that a person should read: a new key file, something damaged that was moved aside.
    """

    def __init__(self, folder: Path, kind: str, key: bytes, notices: list[str]) -> None:
        self.kind = kind
        self.notices = notices
        self._folder = folder
        self._aead = AESGCM(_derive(key, b"towline/vault/1"))
        self._lock = threading.RLock()
        self._stamp: tuple[int, int] | None = None
        self._kept: dict[str, bytes] = {}
        self._refresh()

    # --- sealing what is stored elsewhere ---------------------------------------------------------------------------------

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """28 bytes longer than `plain`. Only `open` with the same `purpose` takes it."""
        nonce = os.urandom(_NONCE)
        return nonce + self._aead.encrypt(nonce, plain, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """Raises TowlineError "key-locked" for what this vault did not seal for that purpose."""
        try:
            return self._aead.decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
        except (InvalidTag, ValueError):
            raise TowlineError("key-locked", reason="this was sealed with another key") from None

    # --- keeping secrets ------------------------------------------------------------------------------------------------------

    def put(self, name: str, secret: bytes) -> None:
        """Durable when it returns. Raises OSError."""
        self._change({name: secret})

    def get(self, name: str) -> bytes | None:
        with self._lock:
            self._refresh()
            return self._kept.get(name)

    def remove(self, name: str) -> None:
        """Nothing happens if there is no such secret."""
        if self.get(name) is not None:
            self._change({name: None})

    def names(self, prefix: str = "") -> list[str]:
        """Sorted."""
        with self._lock:
            self._refresh()
            return sorted(name for name in self._kept if name.startswith(prefix))

    def _change(self, changes: dict[str, bytes | None]) -> None:
        with self._lock, FileLock(self._folder / _LOCK_FILE, wait=True):
            self._refresh()
            kept = {n: s for n, s in {**self._kept, **changes}.items() if s is not None}
            plain = json.dumps({name: base64.b64encode(secret).decode() for name, secret in kept.items()})
            write_private(self._folder / _SEALED_FILE, _MAGIC + self.seal(plain.encode(), "vault"))
            self._refresh()

    def _refresh(self) -> None:
        """Reads the file if it is another one than last time: another process may have written it."""
        path = self._folder / _SEALED_FILE
        try:
            facts = path.stat()
        except FileNotFoundError:
            self._stamp, self._kept = None, {}
            return
        stamp = (facts.st_ino, facts.st_mtime_ns)
        if stamp == self._stamp:
            return
        try:
            self._kept = self._parse(read_private(path) or b"")
            self._stamp = stamp
        except (TowlineError, ValueError) as error:
            if isinstance(error, TowlineError) and error.word != "key-locked":
                raise
            aside = move_aside(path)
            self._stamp, self._kept = None, {}
            self.notices.append(
                f"The secrets of this profile were damaged and stand now in {aside}. Towline begins anew without them:"
                " its identity, team keys and passwords. Put a copy back in its place if you have one."
            )

    def _parse(self, content: bytes) -> dict[str, bytes]:
        if not content.startswith(_MAGIC):
            raise ValueError("not a vault")
        kept = json.loads(self.open(content[len(_MAGIC) :], "vault"))
        return {str(name): base64.b64decode(secret) for name, secret in kept.items()}


_opened: dict[Path, Vault] = {}
_opened_lock = threading.Lock()


def open_vault(folder: Path, unlock: Unlock | None = None) -> tuple[Vault, list[str]]:
    """The vault of a profile, made at first use, and its notices. A process unlocks it once: later calls get the same.

    Raises TowlineError: "key-locked" if the key cannot be had, "key-file-open" if others can read a file of it.
    """
    unlock = unlock or Unlock()
    folder = folder.resolve()
    make_private_folder(folder)
    with _opened_lock:
        vault = _opened.get(folder)
        if vault is None or not (folder / _KEY_FILE).exists():
            with FileLock(folder / _LOCK_FILE, wait=True):
                notices: list[str] = []
                kind, key = _master_key(folder / _KEY_FILE, unlock, notices)
            vault = _opened[folder] = Vault(folder, kind, key, notices)
        return vault, vault.notices


def forget_opened() -> None:
    """The next `open_vault` unlocks again: after the passphrase changed, and between tests."""
    with _opened_lock:
        _opened.clear()


# --- the master key -------------------------------------------------------------------------------------------------------------


def _master_key(path: Path, unlock: Unlock, notices: list[str]) -> tuple[str, bytes]:
    holder = _read_holder(path, notices)
    if holder is None:
        chosen = unlock if unlock.kind else _best(unlock)
        if chosen.kind == "file" and chosen.passphrase is not None:
            chosen = replace(chosen, kind="passphrase")  # else what unlocks it would mean nothing
        key = secrets.token_bytes(32)
        holder = {"format": _FORMAT, "kind": chosen.kind, "check": _b64(_check(key)), **_hold(chosen, key)}
        write_private(path, json.dumps(holder, indent=1).encode())
        if chosen.kind == "file":
            why = "" if unlock.kind else " This computer has no keyring that Towline can use."
            notices.append(
                f"The key of this profile stands in {path}.{why} Whoever can read that file can read what is sent to you."
            )
        return chosen.kind, key
    kind = str(holder["kind"])
    if unlock.kind and unlock.kind != kind and not (kind == "passphrase" and unlock.kind == "file"):
        raise TowlineError("key-locked", reason=f"it is of kind {kind!r}, but the settings say {unlock.kind!r}")
    key = _had(kind, holder, unlock)
    if _check(key) != _unb64(holder["check"]):
        raise TowlineError("key-locked", reason="the key that was found is another one")
    return kind, key


def _read_holder(path: Path, notices: list[str]) -> dict[str, object] | None:
    content = read_private(path)
    if content is None:
        return None
    try:
        holder = json.loads(content)
        if holder["format"] > _FORMAT:
            raise TowlineError("profile-newer", path=path.parent)
        if holder["kind"] not in KINDS:
            raise ValueError("unknown kind")
        _unb64(holder["check"])
    except (ValueError, TypeError, KeyError):
        aside = move_aside(path)
        notices.append(
            f"The key file of this profile was damaged and stands now in {aside}. Towline makes a new key. Put a copy of"
            " the old one back in its place if you have one."
        )
        return None
    return dict(holder)


def _best(unlock: Unlock) -> Unlock:
    """What a new profile uses when nothing was said."""
    if unlock.passphrase is not None:
        return Unlock("passphrase", unlock.passphrase)
    with suppress(_NoKeyring):
        _with_keyring(lambda ring: ring.get_password(_SERVICE, "probe"))
        return Unlock("keyring")
    if unlock.ask is not None:
        chosen = _new_passphrase(unlock.ask, "Choose a passphrase for your keys (empty: a file only you can read): ")
        if chosen:
            return Unlock("passphrase", chosen)
    return Unlock("file")


def _hold(unlock: Unlock, key: bytes) -> dict[str, object]:
    """Puts a new key where `unlock.kind` says; what the key file must say besides."""
    if unlock.kind == "keyring":
        user = secrets.token_hex(8)
        try:
            _with_keyring(lambda ring: ring.set_password(_SERVICE, user, _b64(key)))
            found = _with_keyring(lambda ring: ring.get_password(_SERVICE, user))
        except _NoKeyring as error:
            raise TowlineError("key-locked", reason=str(error)) from error
        if found != _b64(key):
            raise TowlineError("key-locked", reason="the keyring did not keep the key")
        return {"user": user}
    if unlock.kind == "file":
        return {"key": _b64(key)}
    if unlock.kind == "dpapi":
        return {"sealed": _b64(vault_dpapi.protect(key))}
    passphrase = unlock.passphrase
    if passphrase is None and unlock.ask is not None:
        passphrase = _new_passphrase(unlock.ask, "Choose a passphrase for your keys: ")
    if not passphrase:
        raise TowlineError("key-locked", reason="it needs a passphrase (TOWLINE_PASSPHRASE_FILE, or a terminal)")
    salt, nonce = os.urandom(16), os.urandom(_NONCE)
    wrapping = _stretch(passphrase, salt, _SCRYPT_N, _SCRYPT_R, _SCRYPT_P)
    sealed = nonce + AESGCM(wrapping).encrypt(nonce, key, b"towline/vault-key/1")
    return {"salt": _b64(salt), "n": _SCRYPT_N, "r": _SCRYPT_R, "p": _SCRYPT_P, "sealed": _b64(sealed)}


def _had(kind: str, holder: dict[str, object], unlock: Unlock) -> bytes:
    """The key of an existing profile. Raises key-locked."""
    try:
        if kind == "keyring":
            found = _with_keyring(lambda ring: ring.get_password(_SERVICE, str(holder["user"])))
            if found is None:
                raise TowlineError("key-locked", reason="the keyring does not have it")
            return _unb64(found)
        if kind == "file":
            return _unb64(holder["key"])
        if kind == "dpapi":
            return vault_dpapi.unprotect(_unb64(holder["sealed"]))
        passphrase = unlock.passphrase
        if passphrase is None and unlock.ask is not None:
            passphrase = unlock.ask("Passphrase of this profile: ")
        if passphrase is None:
            raise TowlineError("key-locked", reason="it needs its passphrase (TOWLINE_PASSPHRASE_FILE, or a terminal)")
        numbers = [int(str(holder[name])) for name in "nrp"]
        if numbers[0] * numbers[1] > 2**22 or numbers[2] > 16:  # 512 MB: nothing Towline ever wrote
            raise ValueError("too much")
        sealed = _unb64(holder["sealed"])
        wrapping = _stretch(passphrase, _unb64(holder["salt"]), *numbers)
        return AESGCM(wrapping).decrypt(sealed[:_NONCE], sealed[_NONCE:], b"towline/vault-key/1")
    except _NoKeyring as error:
        raise TowlineError("key-locked", reason=str(error)) from error
    except InvalidTag:
        raise TowlineError("key-locked", reason="the passphrase is wrong") from None
    except (KeyError, ValueError) as error:
        raise TowlineError("key-locked", reason="its key file is not complete", details=repr(error)) from error


def _new_passphrase(ask: Callable[[str], str], question: str) -> str:
    """Asks until the same was typed twice; "" if a person typed nothing at once."""
    while True:
        first = ask(question)
        if not first or ask("The same again: ") == first:
            return first


def _stretch(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(passphrase.encode())


def _derive(key: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=info).derive(key)


def _check(key: bytes) -> bytes:
    """Tells a wrong key from damage, and nothing about the key."""
    return _derive(key, b"towline/vault-check/1")[:16]


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unb64(text: object) -> bytes:
    """Raises ValueError for anything but base64 text."""
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


# --- the system's password store ----------------------------------------------------------------------------------------------


class _Ring(Protocol):
    """What is used of keyring.backend.KeyringBackend."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...


class _NoKeyring(Exception):
    """The end of a sentence about why the keyring cannot be used."""


def _with_keyring(action: Callable[[_Ring], T]) -> T:
    """Runs `action` on a thread of its own: a store without its daemon hangs for minutes, a locked one waits for a
    person. The thread of a call that came too late is left behind; it ends with the process."""
    answers: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((action(_usable_keyring()), None))
        except Exception as error:  # noqa: BLE001  stores raise whatever their bus and bindings raise; it is passed on
            answers.put((None, error))

    threading.Thread(target=run, name="towline-keyring", daemon=True).start()
    try:
        answer, error = answers.get(timeout=KEYRING_SECONDS)
    except queue.Empty:
        raise _NoKeyring(f"the keyring did not answer within {KEYRING_SECONDS:.0f} s; unlock it first") from None
    if isinstance(error, _NoKeyring):
        raise error
    if error is not None:
        raise _NoKeyring(f"the keyring says {str(error) or type(error).__name__!r}") from error
    return answer  # type: ignore[return-value]  # without an error it is what `action` gave


def _usable_keyring() -> _Ring:
    import keyring  # late: finding its backends takes 0.2 s, and most profiles do not need it

    ring = keyring.get_keyring()
    for backend in getattr(ring, "backends", [ring]):  # a chain answers with its first member that has an answer
        module = type(backend).__module__
        if not module.startswith(("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")):
            return cast(_Ring, backend)
    raise _NoKeyring("this computer has no keyring that Towline can use")
