"""The shapes of fleets: invitations, whom they brought, how each computer is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class InviteWish:
    """What an invitation shall hold.

    `queues`, `rules`: of this profile, to be had by who joins; `watches`: name → folder. `lasts`: seconds. `user` and
    `password_file` are the sign-in of who joins, `{name}` in them stands for the computer; without them it is mine.
    `more`: TOML with further settings, in which `{name}` stands too.
    """

    team: str
    cluster: str
    queues: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    watches: Mapping[str, str] = field(default_factory=dict)
    most: int = 1
    lasts: float = 14 * 86_400.0
    user: str = ""
    password_file: str = ""
    role: str = ""
    more: str = ""
    with_team_key: bool = False


@dataclass(frozen=True, slots=True)
class InviteRow:
    """`state`: open, full, expired, closed. `joined` of `most`; `refused`: joins that came too late or were too many."""

    id: str
    team: str
    cluster: str
    joined: int
    most: int
    refused: int
    made: float
    expires: float
    state: str


@dataclass(frozen=True, slots=True)
class InviteMade:
    """`text`: the file. `says`: what a person should know of what it holds, sentences."""

    text: str
    row: InviteRow
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnrolRow:
    """`state`: joined, waiting (for the administrator's answer), already."""

    team: str
    cluster: str
    name: str
    fingerprint: str
    state: str


@dataclass(frozen=True, slots=True)
class GrantRow:
    """Who of a team has its newest key. `state`: sent (the cluster has it), waiting, by-hand (joined without invitation)."""

    team: str
    name: str
    fingerprint: str
    state: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """Whether a cluster has my newest card. `state`: sent, waiting."""

    cluster: str
    state: str


@dataclass(frozen=True, slots=True)
class KeyChange:
    """How far a change of my key has come. `fingerprint`: of the new one. `grants`: of the teams that I made."""

    fingerprint: str
    cards: tuple[CardRow, ...]
    grants: tuple[GrantRow, ...]

    @property
    def waiting(self) -> int:
        """Of how many rows a cluster has not been reached yet."""
        states = [*(card.state for card in self.cards), *(grant.state for grant in self.grants)]
        return states.count("waiting")


@dataclass(frozen=True, slots=True)
class BackupRow:
    """Who keeps my identity, or could: the administrators (`names`) of a team, through a cluster. `state`: off, waiting, sent
    (the cluster has it since `at`)."""

    team: str
    cluster: str
    names: tuple[str, ...]
    state: str
    at: float


@dataclass(frozen=True, slots=True)
class KeptRow:
    """An identity that is kept here for its owner, as it was at `at` (broker time)."""

    name: str
    fingerprint: str
    cluster: str
    at: float


@dataclass(frozen=True, slots=True)
class StationRow:
    """One computer of a fleet as it told itself. `state`: ok, behind, silent, error, never (heard of).

    `files`, `size`: not sent yet, since `oldest`; `last`: when it stored something last; times are Unix time, 0 none.
    `free`: bytes, -1 unknown. `care`: somebody should look after it.
    """

    name: str
    fingerprint: str
    team: str
    seen: float
    version: str
    role: str
    files: int
    size: int
    oldest: float
    last: float
    free: int
    error: str
    state: str
    care: bool
