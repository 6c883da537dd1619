"""Rows for tests of the window: each as it usually is, with the facts changed that a test is about."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from engine.api import EntryRow, Kind, LinkRow, OfferRow, Outcome, PersonRow, TransferRow, Wanted, transfer_text
from engine.api_fleet import StationRow

FINGERPRINT = "30517 88214 09931 45120 77023 61984 50276 11839"
BEN = "12345 67890 23456 78901 34567 89012 45678 90123"


def new_id(number: int) -> str:
    return transfer_text(number.to_bytes(16, "big"))


def transfer(number: int = 1, **facts: Any) -> TransferRow:
    plain = TransferRow(
        id=new_id(number), kind=Kind.SEND, title="scans-41", state="waiting", wanted=Wanted.RUN, outcome=Outcome.NONE,
        position=number, cluster="prod-eu", queue="Plant HQ", peer="Anna, team:HQ", entries=214, entries_done=0,
        left_out=0, size=3_400_000_000, done=0, sent_twice=0, saved=0, attempt=0, next_try=0.0, why="", todo="",
        cipher="aes-256-gcm", compression="auto", folder="", offer="", reference="", added=time.time() - 60 - number,
        finished=0.0, stored_until=0.0,
    )  # fmt: skip
    return replace(plain, **facts)


def offer(number: int = 1, **facts: Any) -> OfferRow:
    plain = OfferRow(
        id=new_id(1000 + number), sender="Ben", fingerprint=BEN, trusted=True, title="drawings", state="complete",
        entries=214, size=812_000_000, stored=812_000_000, sent=time.time() - 3600 * number,
        until=time.time() + 6 * 86_400, cluster="prod-eu", reference=f"tl:prod-eu/{new_id(1000 + number)}",
        cipher="aes-256-gcm", seen=False,
    )  # fmt: skip
    return replace(plain, **facts)


def entry(number: int, path: str, **facts: Any) -> EntryRow:
    plain = EntryRow(number=number, path=path, folder=False, size=16_200_000, mtime_ns=0, state="offered")
    return replace(plain, **facts)


def person(name: str, fingerprint: str = BEN, trust: str = "verified", **facts: Any) -> PersonRow:
    plain = PersonRow(name=name, calls_themselves=name, fingerprint=fingerprint, trust=trust, seen=time.time() - 600)
    return replace(plain, **facts)


def link(cluster: str, state: str = "connected", **facts: Any) -> LinkRow:
    plain = LinkRow(
        cluster=cluster, state=state, why="", todo="", attempt=0, next_try=0.0, up=0.0, down=0.0, in_flight=0,
        allowance=16_000_000,
    )  # fmt: skip
    return replace(plain, **facts)


def station(name: str, **facts: Any) -> StationRow:
    now = time.time()
    plain = StationRow(
        name=name, fingerprint=name, team="HQ", seen=now - 240, version="0.1.0", role="send", files=0, size=0, oldest=0.0,
        last=now - 300, free=212_000_000_000, error="", state="ok", care=False,
    )  # fmt: skip
    return replace(plain, **facts)
