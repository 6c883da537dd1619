"""A throw-away sshd of this user on the loopback, with keys of its own, for what is measured over ssh.

Hides: its configuration, and what its sessions took. Everything it makes is in the folder it is given.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
from pathlib import Path
from types import TracebackType

from kit import Unable, until

from engine.kafka_nodes import free_ports

INSTALL = "apt-get install --no-install-recommends openssh-server openssh-client rsync"


class Shell:
    """Runs between `with` and its end."""

    def __init__(self, folder: Path) -> None:
        sshd = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin")
        if not sshd or not shutil.which("rsync") or not shutil.which("ssh-keygen"):
            raise Unable(f"rsync or sshd is missing: {INSTALL}")
        self.folder = folder
        self._sshd = sshd
        [self.port] = free_ports(1)

    def __enter__(self) -> Shell:
        folder = self.folder
        folder.chmod(0o700)
        for key in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
        shutil.copy(folder / "user.pub", folder / "authorized")
        (folder / "config").write_text(
            f"ListenAddress 127.0.0.1:{self.port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
            "PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
            "Subsystem sftp internal-sftp\n"
        )
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # sshd wants this folder when root starts it
        with (folder / "log").open("wb") as log:
            self._server = subprocess.Popen([self._sshd, "-D", "-e", "-f", folder / "config"], stderr=log)
        try:
            until(self._listens, "the throw-away sshd", 20)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def options(self, port: int = 0) -> list[str]:
        """Words for ssh and scp alike. `port`: of the proxy in front, else its own."""
        kept = {
            "Port": port or self.port,
            "IdentityFile": self.folder / "user",
            "User": getpass.getuser(),
            "IdentitiesOnly": "yes",
            "BatchMode": "yes",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": "/dev/null",
            "LogLevel": "ERROR",
        }
        return ["-F", "none", *(word for name, value in kept.items() for word in ("-o", f"{name}={value}"))]

    def words(self, port: int = 0) -> str:
        """For `rsync -e`."""
        return " ".join(["ssh", *self.options(port)])

    def sessions_cpu(self) -> float:
        """Seconds of all sessions that ended so far, with what ran in them; waits for those that are about to."""
        pid = self._server.pid
        until(lambda: not Path(f"/proc/{pid}/task/{pid}/children").read_text().split(), "the end of the session", 20)
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def _listens(self) -> bool:
        if self._server.poll() is not None:
            raise Unable(f"sshd did not start: {(self.folder / 'log').read_text()[-500:]}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _end(self) -> None:
        self._server.kill()
        self._server.wait()
