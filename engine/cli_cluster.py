"""`towline cluster` and `practice`: which Kafka clusters there are, whether they work, and one to try things out.

Hides: the profile's settings file, Kafka's many names for one setting, the child process of the practice cluster.
Promises: a password never needs to stand on the command line; a running engine uses a change at once.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.api import Cluster, StepRow
from engine.cli_parser import Verbs
from engine.cli_print import Column, name
from engine.cli_rows import step_line
from engine.cli_session import PRACTICE, Command, in_time
from engine.errors import CAUSES, Exit, TowlineError

if TYPE_CHECKING:
    from engine.local_kafka import PracticeStatus

NOT_LET_IN = tuple(
    cause.todo for cause in CAUSES.values() if cause.exit_code == Exit.NOT_ALLOWED and "{" not in cause.todo
)
LONGEST_TEXT = 64 * 1024
SECRETS = {"OAUTHBEARER": "client_secret", "AWS_MSK_IAM": ""}  # mechanism → what it signs in with; others: a password
FLAGS = ("topic", "security", "mechanism", "user", "ca", "certificate", "key")


def add_verbs(verbs: Verbs) -> None:
    cluster = verbs.group("cluster")
    verb = cluster.add("add", cluster_add, "add a cluster, or change what is named of it")
    verb.add_argument("name", metavar="NAME")
    verb.add_argument(
        "--bootstrap", action="append", default=[], metavar="HOST:PORT", help="repeatable, or with commas"
    )
    verb.add_argument("--topic", metavar="NAME", help="data topic; its catalog is NAME.catalog (default: towline)")
    verb.add_argument("--security", metavar="KIND", help="plaintext, ssl, sasl_plaintext, sasl_ssl")
    verb.add_argument(
        "--mechanism", metavar="NAME", help="PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER, AWS_MSK_IAM"
    )
    verb.add_argument("--user", metavar="NAME")
    verb.add_argument(
        "--password-file",
        metavar="FILE",
        help="of OAUTHBEARER the client's secret; - is standard input; asked for on a terminal if left out",
    )
    verb.add_argument("--ca", metavar="FILE", help="certificates to trust, PEM")
    verb.add_argument("--certificate", metavar="FILE", help="your certificate, PEM")
    verb.add_argument("--key", metavar="FILE", help="its private key, PEM")
    verb.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="any key of towline.toml or of librdkafka"
    )
    verb = cluster.add("import", cluster_import, "add a cluster from a Java client.properties or librdkafka settings")
    verb.add_argument("file", metavar="FILE", help="- is standard input")
    verb.add_argument("--name", default="imported", metavar="NAME")
    cluster.add("list", cluster_list, "list clusters")
    verb = cluster.add("show", cluster_show, "show a cluster; secrets as ***")
    verb.add_argument("name", metavar="NAME")
    verb = cluster.add("rm", cluster_rm, "remove a cluster")
    verb.add_argument("name", metavar="NAME")
    verb = cluster.add(
        "test",
        cluster_test,
        "test step by step whether a cluster can be used",
        epilog="rc 4: not reached, 5: not allowed",
    )
    verb.add_argument("name", nargs="?", default="", metavar="NAME")
    verb.add_argument("--create", action="store_true", help="make the topics that are missing")

    practice = verbs.group("practice")
    practice.add("start", practice_start, "start the practice cluster; the first time it is fetched (about 55 MB)")
    practice.add("stop", practice_stop, "stop the practice cluster; its data stay")
    practice.add("status", practice_status, "show whether the practice cluster runs, and how to sign in")


# --- clusters -------------------------------------------------------------------------------------------------------------


COLUMNS: list[Column[Cluster]] = [
    Column("NAME", lambda row: name(row.name)),
    Column("SERVERS", lambda row: ",".join(row.bootstrap)),
    Column("TOPIC", lambda row: row.topic),
    Column("SECURITY", lambda row: f"{row.security} {row.mechanism}".strip()),
    Column("USER", lambda row: name(row.user)),
]


def cluster_list(command: Command) -> int:
    clusters = [_shown(cluster) for cluster in command.settings(secrets=False).clusters.values()]
    if command.screen.as_json:
        for facts in clusters:
            command.screen.record(facts)
        return Exit.DONE
    rows = list(command.settings(secrets=False).clusters.values())
    command.screen.table(COLUMNS, rows, empty="You have no clusters yet. Add one with 'towline cluster add'.")
    return Exit.DONE


def cluster_show(command: Command) -> int:
    settings = command.settings(secrets=False)
    if command.args.name not in settings.clusters:
        raise TowlineError("no-such-cluster", name=command.args.name)
    facts = _shown(settings.clusters[command.args.name])
    command.screen.record(facts)
    for key, value in facts.items():
        if value not in ("", {}, []):
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            command.screen.line(f"{key:<16}  {name(text)}")
    return Exit.DONE


def _shown(cluster: Cluster) -> dict[str, object]:
    """What may be shown of it: secrets stay where they are."""
    from engine.settings_keys import SECTIONS  # late: so that --help is quick

    plain = {key: getattr(cluster, key) for key, facts in SECTIONS["cluster"].items() if not facts.secret}
    return {"name": cluster.name, **plain, "bootstrap": list(cluster.bootstrap), "extra": sorted(cluster.extra)}


def cluster_add(command: Command) -> int:
    values = _values(command)
    if not values:
        raise TowlineError(
            "usage", what="Nothing is said about the cluster.", todo="Give at least --bootstrap HOST:PORT."
        )
    return _save(command, command.args.name, values)


def _values(command: Command) -> dict[str, object]:
    """What the options say, as keys of towline.toml."""
    from engine.settings_keys import SECTIONS  # late: so that --help is quick

    args = command.args
    values: dict[str, object] = {key: getattr(args, key) for key in FLAGS if getattr(args, key) is not None}
    servers = [server.strip() for text in args.bootstrap for server in text.split(",") if server.strip()]
    if servers:
        values["bootstrap"] = servers
    theirs: dict[str, str] = {}
    for pair in args.set:
        key, equals, value = pair.partition("=")
        if not equals:
            raise TowlineError("usage", what=f"{pair!r} is not KEY=VALUE.", todo="Write it like --set user=edge-17.")
        if key.strip() in SECTIONS["cluster"]:
            values[key.strip()] = value.strip()
        else:
            theirs[key.strip()] = value.strip()
    if theirs:
        values = _translated(command, theirs) | values
    known = command.settings(secrets=False).clusters.get(args.name)
    secret = SECRETS.get(str(values.get("mechanism") or (known.mechanism if known else "")).upper(), "password")
    if args.password_file:
        values[secret or "password"] = _password(command, args.password_file)
    elif "mechanism" in values and secret and secret not in values and sys.stdin.isatty() and sys.stderr.isatty():
        values[secret] = _asked(f"Password of {values.get('user') or values.get('client') or 'this user'}: ")
    return values


def _translated(command: Command, theirs: Mapping[str, str]) -> dict[str, object]:
    """librdkafka's or Java's names as keys of towline.toml."""
    from engine.cluster_import import CANNOT, TAKEN, import_properties  # late: so that --help is quick

    found = import_properties("\n".join(f"{key}={value}" for key, value in theirs.items()))
    for row in found.rows:
        if row.result == CANNOT:
            raise TowlineError("usage", what=f"{row.key} {row.result}: {row.text}", todo="Leave it out.")
        if row.result != TAKEN:
            command.screen.say(f"{row.key}: {row.result}: {row.text}")
    return found.values


def cluster_import(command: Command) -> int:
    from engine.cluster_import import import_properties  # late: so that --help is quick

    args = command.args
    if args.file == "-":
        text = command.stdin.read(LONGEST_TEXT).decode(errors="replace")
    else:
        with open(args.file, encoding="utf-8", errors="replace") as file:
            text = file.read(LONGEST_TEXT)
    found = import_properties(text)
    for row in found.rows:
        command.screen.record(row)
        command.screen.say(f"{name(row.key)}: {row.result}: {row.text}")
    return _save(command, args.name, found.values)


def _password(command: Command, path: str) -> str:
    if path == "-":
        return command.stdin.read(64 * 1024).decode().rstrip("\r\n")
    with open(path, encoding="utf-8") as file:
        return file.read().rstrip("\r\n")


def _asked(prompt: str) -> str:
    import getpass  # late: so that --help is quick

    return getpass.getpass(prompt)


def _save(command: Command, cluster: str, values: Mapping[str, object]) -> int:
    from engine.settings_edit import set_cluster  # late: so that --help is quick

    set_cluster(command.profile, cluster, values, command.settings(secrets=False))
    command.tell_running()
    command.screen.record(_shown(command.settings(secrets=False).clusters[cluster]))
    command.screen.line(f"Saved the cluster {name(cluster)}.")
    command.screen.say(f"See whether it works: towline cluster test {cluster}")
    return Exit.DONE


def cluster_rm(command: Command) -> int:
    from engine.settings_edit import remove_cluster  # late: so that --help is quick

    remove_cluster(command.profile, command.args.name, command.settings(secrets=False))
    command.tell_running()
    command.screen.record({"name": command.args.name, "state": "removed"})
    command.screen.line(f"Removed the cluster {name(command.args.name)}.")
    return Exit.DONE


def cluster_test(command: Command) -> int:
    settings = command.settings(secrets=False)
    cluster = command.args.name or command.only_cluster(settings)
    if cluster not in settings.clusters:
        raise TowlineError("no-such-cluster", name=cluster)

    def told(step: StepRow) -> None:
        command.screen.record(step)
        command.screen.line(step_line(command.screen, step))

    with command.session() as session:
        steps = in_time(session.engine.test(cluster, command.args.create, told), command, cluster)
    failed = next((step for step in steps if step.result == "failed"), None)
    if failed is None:
        return Exit.DONE
    return Exit.NOT_ALLOWED if failed.todo.startswith(NOT_LET_IN) else Exit.NOT_REACHED


# --- the practice cluster -------------------------------------------------------------------------------------------------


def practice_start(command: Command) -> int:
    from engine import local_kafka  # late: so that --help is quick

    command.screen.move("start", "Starting the practice cluster; the first time Kafka is fetched …")
    status = local_kafka.practice_start(command.state)
    _make_topics(status)
    command.tell_running()
    _tell_practice(command, status)
    command.screen.say("It lasts until 'towline practice stop'. Nobody else can reach it.")
    return Exit.DONE


def _make_topics(status: PracticeStatus) -> None:
    from engine.cluster import test  # late: it brings Kafka along

    for step in test(status.cluster(), create=True):
        if step.result == "failed":
            raise TowlineError("kafka-failed", reason=step.text.rstrip("."), log=status.log)
        if step.step == "Topics":
            return


def practice_stop(command: Command) -> int:
    from engine import local_kafka  # late: so that --help is quick

    ran = local_kafka.practice_stop(command.state)
    command.screen.record({"name": PRACTICE, "state": "stopped", "running": False})
    command.screen.line("The practice cluster was stopped." if ran else "The practice cluster did not run.")
    return Exit.DONE


def practice_status(command: Command) -> int:
    from engine import local_kafka  # late: so that --help is quick

    _tell_practice(command, local_kafka.practice_status(command.state))
    return Exit.DONE


def _tell_practice(command: Command, status: PracticeStatus) -> None:
    facts: dict[str, Any] = {
        "name": PRACTICE,
        "state": "running" if status.running else "stopped",
        "running": status.running,
        "bootstrap": status.bootstrap,
        "client": status.client,
        "pid": status.pid,
        "lasting": status.lasting,
        "log": str(status.log),
    }
    command.screen.record(facts)
    if status.running:
        command.screen.line(f"The practice cluster runs at {status.bootstrap}.")
    else:
        command.screen.line("The practice cluster does not run. Start it with 'towline practice start'.")
