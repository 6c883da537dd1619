"""What a computer that only sends reads from the cluster: all its bytes counted by a proxy in front of the broker."""

from __future__ import annotations

import os
import time

from kit import Bench, Figure, mb
from profiles import CLUSTER, Agent
from proxy import Proxy

from engine.api_fleet import InviteWish

BOUND = 5e6  # bytes a day
A_DAY = 500  # files
FILES, SIZE = 20, 20_000  # that are sent here
IDLE = 200.0  # seconds that are watched without anything to send


def measure(bench: Bench) -> Figure:
    proxy = Proxy(bench.behind)
    proxy.port = bench.line
    with proxy, bench.pair("LINE") as (hq, _):
        wish = InviteWish("plant7", CLUSTER, queues=("hq",), most=1, role="send")
        text = hq.engine.invite_new(wish).result(60).text
        hq.stop()  # so that all bytes are the sender's, but for what its own broker connection does
        _.stop()
        edge = Agent(bench.folder / "edge", "edge", bench.nodes.addresses("LINE"), topic=bench.topic)
        bench._agents.append(edge)
        (edge.folder / "towline.toml").write_text('[agent]\nname = "edge"\n[vault]\nkind = "file"\n')
        edge.start()
        row = edge.engine.enrol(text, "edge").result(120)
        source = bench.scratch("source")
        first = source / "first.dat"
        first.write_bytes(os.urandom(SIZE))
        edge.done(edge.send_by("hq", first))
        time.sleep(5.0)  # what a new connection asks is no daily matter
        down, up = proxy.down, proxy.up
        for n in range(FILES):
            file = source / f"{n:02}.dat"
            file.write_bytes(os.urandom(SIZE))
            edge.done(edge.send_by("hq", file))
        sent_down, sent_up = proxy.down - down, proxy.up - up
        down, up = proxy.down, proxy.up
        time.sleep(IDLE)
        idle_down, idle_up = proxy.down - down, proxy.up - up
        edge.stop()
    each = max(0.0, sent_down / FILES - SIZE)  # a file is read back before its sender may leave: its own traffic
    day = idle_down * 86_400 / IDLE + each * A_DAY
    return Figure(
        f"A computer that only sends, {A_DAY} files a day",
        f"reads ≤ {mb(BOUND)} a day beside its own traffic",
        f"{day / 1e6:.1f} MB a day",
        day <= BOUND,
        {
            "idle": f"{idle_down:,} bytes read and {idle_up:,} written in {IDLE:.0f} s without anything to send",
            "each file": f"{sent_down / FILES:,.0f} bytes read and {sent_up / FILES:,.0f} written for {SIZE:,} bytes, of which"
            f" {SIZE:,} are the file itself, read back; state after joining: {row.state}",
        },
        {"day": day},
    )
