"""What the section [agent] and a sign-in by tokens mean, and which values cannot be together.

Hides: defaults that this computer gives. Promises: pure but for asking the system its name and folders.
"""

from __future__ import annotations

import ipaddress
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from engine.settings_keys import Wrong

DAY = 86_400.0  # seconds
LOG = "towline.agent"  # what the log's lines are told to


class WrongKey(Wrong):
    """`key`: of the section, that is wrong."""

    def __init__(self, key: str, what: str, todo: str = "") -> None:
        super().__init__(what, todo)
        self.key = key


@dataclass(frozen=True, slots=True)
class AgentSettings:
    """`role`: send, receive, both. `log`: stdout, file, both. `log_format`: text, json. `log_level`: error, warning, info:
    what matters less stands in no log. `log_names`: titles of transfers stand in the log. `history`: seconds that ended
    transfers stay, or infinite. `questions`: an agent without a window answers by the defaults, or waits for a person.

    `metrics`: (host, port) of a loopback address where they can be read, or None; `metrics_file`: "" or where they are
    written.
    `downloads`: where fetches go. `invite`: "" or an invitation that an agent joins by at its start; `shred_invite`: the
    file is destroyed then. `look`, `steer`: other accounts and groups that may, see door_accounts.
    """

    name: str
    role: str
    log: str
    log_format: str
    log_level: str
    log_names: bool
    history: float
    questions: str
    metrics: tuple[str, int] | None
    metrics_file: str
    downloads: Path
    invite: str
    shred_invite: bool
    look: tuple[str, ...]
    steer: tuple[str, ...]


def agent_settings(table: Mapping[str, Any]) -> AgentSettings:
    """From the keys of the section, by themselves right. Raises WrongKey."""
    chosen = table.get("downloads")
    return AgentSettings(
        name=table.get("name") or platform.node() or "towline",
        role=table["role"],
        log=table["log"],
        log_format=table["log_format"],
        log_level=table["log_level"],
        log_names=table["log_names"],
        history=_history(table["history"]),
        questions=table["questions"],
        metrics=_loopback(table.get("metrics") or ""),
        metrics_file=table.get("metrics_file") or "",
        downloads=Path(chosen) if chosen else platformdirs.user_downloads_path(),
        invite=table.get("invite") or "",
        shred_invite=table["shred_invite"],
        look=tuple(table.get("look") or ()),
        steer=tuple(table.get("steer") or ()),
    )


def _history(seconds: float) -> float:
    if seconds < DAY:
        raise WrongKey(
            "history", "The history keeps transfers for a day at least.", "Write it like '90d' or 'forever'."
        )
    return seconds


def _loopback(text: str) -> tuple[str, int] | None:
    """Metrics tell what this computer does, without asking who reads them: only this computer may."""
    if not text:
        return None
    host, _, port = text.rpartition(":")
    host = host.strip("[]")
    todo = "Write it like '127.0.0.1:9464'."
    if not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65_535:
        raise WrongKey("metrics", f"{text!r} is not an address with a port.", todo)
    try:
        is_here = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host).is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise WrongKey("metrics", f"{text!r} is not an address of this computer only.", todo)
    return host, int(port)


def check_token(table: Mapping[str, Any]) -> None:
    """Whether a cluster's sign-in by tokens has all it needs. Raises Wrong."""
    if table.get("mechanism") != "OAUTHBEARER":
        return
    url = table.get("token_url") or ""
    if not re.match(r"https?://[^\s/]+", url):
        raise Wrong(
            f"{url!r} is not the address of a token server." if url else "The sign-in has no token server.",
            'Add token_url = "https://…", with client and client_secret.',
        )
    if not table.get("client"):
        raise Wrong("The sign-in has no client.", 'Add client = "…", as the token server knows this computer.')
