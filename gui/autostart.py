"""Starting with the session, hidden: an XDG desktop file, Windows' Run key, or a LaunchAgent of macOS.

Hides: which of them this system has, and how this Towline is started here. Promises: nothing is written unless `turn`
is called; what is on belongs to one profile; turning off takes away only what Towline wrote.
"""

from __future__ import annotations

import hashlib
import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from engine.program import window_words
from engine.settings import profile_folder

_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"


class Autostart:
    """Of one profile; `environ` and `platform` as this process has them, unless a test says otherwise."""

    def __init__(
        self,
        profile: Path,
        environ: Mapping[str, str] = os.environ,
        platform: str = sys.platform,
        home: Path | None = None,
    ) -> None:
        self._profile = profile.absolute()
        self._own = profile_folder(None, {}).absolute() == self._profile  # the one that needs no name
        self._environ = environ
        self._platform = platform
        self._home = home or Path.home()

    def command(self) -> list[str]:
        """How this Towline is started, hidden, with this profile."""
        return [*window_words(), "window", "--hidden", *([] if self._own else ["--profile", str(self._profile)])]

    def on(self) -> bool:
        if self._platform == "win32":
            return self._run_key() is not None
        return self.file().exists()

    def turn(self, on: bool) -> None:
        """Raises OSError."""
        if self._platform == "win32":
            self._set_run_key(subprocess.list2cmdline(self.command()) if on else None)
        elif not on:
            self.file().unlink(missing_ok=True)
        else:
            content = self._agent() if self._platform == "darwin" else self._desktop_entry().encode()
            self.file().parent.mkdir(parents=True, exist_ok=True)
            self.file().write_bytes(content)

    def file(self) -> Path:
        """Linux, macOS: what is written."""
        if self._platform == "darwin":
            return self._home / "Library" / "LaunchAgents" / f"{self._name('app.towline.window')}.plist"
        folder = self._environ.get("XDG_CONFIG_HOME") or str(self._home / ".config")
        return Path(folder) / "autostart" / f"{self._name('towline')}.desktop"

    def _name(self, base: str) -> str:
        mark = hashlib.sha256(os.fsencode(self._profile)).hexdigest()[:8]
        return base if self._own else f"{base}-{mark}"

    def _desktop_entry(self) -> str:
        lines = [
            "[Desktop Entry]", "Type=Application", "Name=Towline", "Icon=towline",
            f"Exec={' '.join(_quoted(word) for word in self.command())}",
            "X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-Delay=5",
        ]  # fmt: skip
        return "\n".join(lines) + "\n"

    def _agent(self) -> bytes:
        label = self._name("app.towline.window")
        return plistlib.dumps({"Label": label, "ProgramArguments": self.command(), "RunAtLoad": True})

    def _run_key(self) -> str | None:
        if sys.platform != "win32":
            return None
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                return str(winreg.QueryValueEx(key, self._name("Towline"))[0])
        except FileNotFoundError:
            return None

    def _set_run_key(self, command: str | None) -> None:
        if sys.platform != "win32":
            return
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            if command is not None:
                winreg.SetValueEx(key, self._name("Towline"), 0, winreg.REG_SZ, command)
            elif self._run_key() is not None:
                winreg.DeleteValue(key, self._name("Towline"))


def _quoted(word: str) -> str:
    """As the Desktop Entry Specification wants an argument."""
    plain = word.replace("%", "%%")
    if plain == shlex.quote(plain):
        return plain
    inside = plain.replace("\\", "\\\\").replace('"', '\\"').replace("`", "\\`").replace("$", "\\$")
    return '"' + inside.replace("\\", "\\\\") + '"'
