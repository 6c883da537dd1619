"""A computer that joins by an invitation, as often as a test asks for one, and who invites it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from profile_kit import Profile

from engine.api_fleet import EnrolRow, InviteWish
from engine.link_memory import MemoryBroker

WISH = InviteWish("plant7", "memory", queues=("hq",), most=3)
EMPTY = '[agent]\nname = "fresh"\n[vault]\nkind = "file"\n'


class Computer(Profile):
    """One that has nothing yet."""

    def __init__(self, folder: Path, name: str, broker: MemoryBroker) -> None:
        super().__init__(folder, name, broker)
        self.engine.stop()
        (self.folder / "towline.toml").write_text(EMPTY)
        self.events.clear()
        self.start()

    def join(self, text: str, name: str = "") -> EnrolRow:
        return self.engine.enrol(text, name or self.folder.name).result(60)


Maker = Callable[[str], Computer]


@pytest.fixture(name="computer")
def computer_fixture(tmp_path: Path, broker: MemoryBroker) -> Iterator[Maker]:
    made: list[Computer] = []

    def make(name: str) -> Computer:
        made.append(Computer(tmp_path, name, broker))
        return made[-1]

    yield make
    for each in made:
        each.engine.stop()


def invite(hq: Profile, **changes: Any) -> str:
    return hq.engine.invite_new(replace(WISH, **changes)).result(30).text
