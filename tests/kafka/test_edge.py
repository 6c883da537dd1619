"""A computer of a fleet on a real Kafka: it joins by an invitation, and what settles in its folder is fetched by a rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from confluent_kafka.admin import AdminClient
from fake_machine import FakeNetwork, FakePower
from profiles import CLUSTER, Here, Profile, make_topics, until

from engine import settings
from engine.api import Reach
from engine.api_fleet import InviteWish
from engine.engine import Engine
from engine.kafka_nodes import KafkaNodes
from engine.link import KafkaLink
from engine.settings_edit import set_rule


def lasting(folder: Path) -> Engine:
    """The engine of an agent."""
    return Engine(
        folder, lambda: settings.load(folder, None, {}), open_vault=settings.open_vault, make_link=KafkaLink,
        power=FakePower(), network=FakeNetwork(),
    )  # fmt: skip


def test_what_settles_on_a_computer_that_joined_by_invitation_is_put_in_place_by_a_rule(
    broker: KafkaNodes, topic_name: Callable[[], str], tmp_path: Path
) -> None:
    topic = topic_name()
    make_topics(AdminClient({"bootstrap.servers": broker.bootstrap}), topic, 1)
    scans, target, edge = tmp_path / "scans", tmp_path / "in", tmp_path / "press-07"
    scans.mkdir()
    edge.mkdir(mode=0o700)
    (edge / "towline.toml").write_text('[agent]\nname = "press-07"\n[vault]\nkind = "file"\n')
    (edge / "towline.toml").chmod(0o600)
    hq: Profile = Here(tmp_path / "HQ", "HQ", broker.bootstrap, topic=topic)
    hq.engine, press = lasting(hq.folder), lasting(edge)
    hq.engine.start(Reach.ALL)
    try:
        more = f'[watch.scans]\nfolder = "{scans}"\nqueue = "hq"\nsettle = "1s"\n'
        wish = InviteWish("plant7", CLUSTER, queues=("hq",), role="send", more=more)
        invitation = hq.engine.invite_new(wish).result(60).text
        set_rule(hq.folder, "plant", {"from": ["team:plant7"], "to": [f"{target}/{{sender}}/{{path}}"]})
        hq.engine.apply()
        press.start(Reach.ALL)
        press.enrol(invitation, "press-07").result(60)
        (scans / "a.tif").write_bytes(b"scan")
        placed = target / "press-07" / "a.tif"
        until(placed.exists, "the file")
        assert placed.read_bytes() == b"scan"
        assert [(row.joined, row.state) for row in hq.engine.invites()] == [(1, "full")]
    finally:
        press.stop(2.0)
        hq.stop()
