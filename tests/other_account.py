"""An agent of another account and a guest of a third one, in processes of their own: for tests that root runs.

Both load what they need before they become these accounts, which may not read where Python is installed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parent.parent
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "engine")]

OWNER, GUEST = "nobody", "daemon"  # accounts that every Linux has
ANYBODY = "/tmp"


class OtherAgent:
    """A door over an engine that only remembers, run by `OWNER`. `named`: who may look or steer, as in settings."""

    def __init__(self, **named: list[str]) -> None:
        import pwd

        self._folder = tempfile.TemporaryDirectory(prefix="towline-other-", dir=ANYBODY)
        os.chmod(self._folder.name, 0o755)
        self.account, self.user = OWNER, pwd.getpwnam(OWNER).pw_uid
        self.profile = Path(self._folder.name) / "agent"
        self.profile.mkdir(mode=0o700)
        os.chown(self.profile, self.user, -1)
        self._process = _run("agent", str(self.profile), json.dumps(named))
        assert self._read() == "ready"

    def visit(self) -> dict[str, Any]:
        """What a guest of the account `GUEST` meets."""
        with _run("guest", str(self.profile)) as guest:
            out, _ = guest.communicate(timeout=60)
        found: dict[str, Any] = json.loads(out)
        return found

    def asked(self) -> list[str]:
        """The methods that changed something, so far."""
        assert self._process.stdin is not None
        self._process.stdin.write("asked\n")
        self._process.stdin.flush()
        found: list[str] = json.loads(self._read())
        return found

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.communicate("end\n", timeout=60)
        assert self._process.returncode == 0

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def __enter__(self) -> OtherAgent:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self._folder.cleanup()


def _run(*words: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "TMPDIR": ANYBODY}
    environ.pop("XDG_RUNTIME_DIR", None)
    return subprocess.Popen(
        [sys.executable, __file__, *words], env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _become(account: str) -> None:
    import pwd

    entry = pwd.getpwnam(account)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def _agent(profile: Path, named: dict[str, list[str]]) -> None:
    from fake_engine import ID, FakeEngine, transfer

    from engine.door import Door
    from engine.door_accounts import Others

    engine = FakeEngine()
    engine.rows[ID] = transfer()
    _become(OWNER)
    door = Door(engine, profile)
    door.open()
    door.let_in(Others(**{right: tuple(names) for right, names in named.items()}))
    print("ready", flush=True)
    while sys.stdin.readline() == "asked\n":
        print(json.dumps([call[0] for call in engine.calls]), flush=True)
    door.close()


def _guest(profile: Path) -> None:
    from engine.door import RemoteEngine, connect
    from engine.errors import TowlineError

    _become(GUEST)
    try:
        engine = connect(profile)
    except TowlineError as error:
        print(json.dumps({"refused": error.word}))
        return
    assert isinstance(engine, RemoteEngine) and engine.visit is not None
    surface: Any = engine
    met = {
        "account": engine.visit.account,
        "steers": engine.visit.steers,
        "queues": [queue.name for queue in surface.queues()],
    }
    for method, act in {
        "pause": lambda: surface.pause_all().result(),
        "recovery": lambda: surface.recovery("passphrase"),
    }.items():
        try:
            act()
            met[method] = "done"
        except TowlineError as error:
            met[method] = error.word
    print(json.dumps(met))
    engine.stop()


if __name__ == "__main__":
    if sys.argv[1] == "agent":
        _agent(Path(sys.argv[2]), json.loads(sys.argv[3]))
    else:
        _guest(Path(sys.argv[2]))
