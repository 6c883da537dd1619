"""The settings that an invitation brings, made from those of whoever invites.

Hides: which settings travel. Promises: private keys never do; a sign-in only if it is said; what is written is what the
joining side can read.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from engine.api import Cluster
from engine.api_fleet import InviteWish
from engine.errors import TowlineError
from engine.settings import Settings
from engine.settings_draft import Tables, table_here, tables_of
from engine.settings_edit import storables
from engine.settings_keys import SECTIONS, is_secret, table_text

PLACE = "{name}"


def template(wish: InviteWish, settings: Settings, profile: Path, me: str) -> tuple[list[str], str, tuple[str, ...]]:
    """Names of the recipients of its queues, the settings as TOML, and what a person should know of them."""
    if wish.cluster not in settings.clusters:
        raise TowlineError("no-such-cluster", name=wish.cluster)
    says: list[str] = []
    tables: Tables = {("cluster", wish.cluster): _cluster(settings.clusters[wish.cluster], wish, says)}
    if wish.role:
        tables["agent",] = {"role": wish.role}
    whom: list[str] = []
    for name in wish.queues:
        table = _queue(wish, name, settings, profile, me)
        whom += [each for each in table["to"] if each != me and not each.startswith("team:")]
        tables["queue", name] = table
    for name, folder in wish.watches.items():
        if not wish.queues:
            raise TowlineError("usage", what="A watched folder needs a queue.", todo="Add --queue NAME.")
        tables["watch", name] = {"folder": folder, "queue": wish.queues[0]}
    for name in wish.rules:
        tables["rule", name] = table_here(profile, ("rule", name))
    for place, values in tables_of(wish.more, PLACE).items():
        tables[place] = {**tables.get(place, {}), **values}
    text = "\n".join(table_text(place, values) for place, values in tables.items() if values)
    for place, values in tables_of(text, "example").items():
        storables(place[0], values)
    return list(dict.fromkeys(whom)), text, tuple(says)


def _cluster(cluster: Cluster, wish: InviteWish, says: list[str]) -> dict[str, Any]:
    """The keys that are not as they are anyway. Certificates of ours stay here, and so does what unlocks them."""
    plain = Cluster(cluster.name, cluster.bootstrap)
    table: dict[str, Any] = {}
    for each in fields(Cluster):
        facts = SECTIONS["cluster"].get(each.name)
        value = getattr(cluster, each.name)
        if (
            facts is None
            or each.name in ("certificate", "key", "key_password", *_unused(cluster))
            or (value == getattr(plain, each.name) and each.name != "bootstrap")
        ):
            continue
        if facts.kind == "path" and value and "-----BEGIN" not in value:
            value = Path(value).read_text("utf-8")
        table[each.name] = list(value) if isinstance(value, tuple) else value
    if cluster.certificate:
        says.append(
            "You sign in with a certificate, which is not in it: say with --settings where each computer has its own."
        )
    if hidden := [name for name in cluster.extra if is_secret(name)]:
        table["extra"] = {name: value for name, value in cluster.extra.items() if name not in hidden}
        says.append(f"Not in it, as it is a secret: {', '.join(hidden)}. Set it on each computer.")
    by_token = cluster.mechanism == "OAUTHBEARER"
    who, secret = ("client", "client_secret") if by_token else ("user", "password")
    if wish.user or wish.password_file:
        if not wish.password_file:
            raise TowlineError("usage", what="A user needs a password file.", todo="Add --credentials FILE.")
        table[who], table[secret] = wish.user or PLACE, {"file": wish.password_file}
    elif table.get(secret):
        says.append(
            f"It holds your own sign-in as {table[who]}: every computer that joins uses it. Better give each one its own,"
            " with --credentials."
        )
    return table


def _unused(cluster: Cluster) -> tuple[str, ...]:
    """The secret that this way to sign in has no use for."""
    return ("password",) if cluster.mechanism == "OAUTHBEARER" else ("client_secret",)


def _queue(wish: InviteWish, name: str, settings: Settings, profile: Path, me: str) -> dict[str, Any]:
    """As it is here, but for the cluster; what goes to me goes to me there too. A new name is a queue to me."""
    if name not in settings.queues:
        return {"cluster": wish.cluster, "to": [me]}
    to = [me if each.casefold() == "me" else each for each in settings.queues[name].choices.to]
    other = next(
        (each for each in to if each.casefold().startswith("team:") and each[5:].casefold() != wish.team.casefold()), ""
    )
    if other:
        raise TowlineError(
            "usage",
            what=f"The queue {name!r} sends to {other}, which this invitation does not give.",
            todo="Use another queue.",
        )
    return {**table_here(profile, ("queue", name)), "cluster": wish.cluster, "to": to}
