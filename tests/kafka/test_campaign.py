"""The first thirty rounds of the seeded campaign (make soak): three nodes, faults of the line, the cluster and computers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from soak.campaign import campaign

ROUNDS = 10


@pytest.mark.timeout(900)
@pytest.mark.parametrize("first", [1, 11, 21])
def test_whatever_happens_every_file_is_right_or_not_there(kafka_here: None, tmp_path: Path, first: int) -> None:
    seed = int(os.environ.get("TOWLINE_SEED", "1"))
    told: list[str] = []
    rounds = campaign(tmp_path, seed, range(first, first + ROUNDS), told.append)
    assert len(rounds) == ROUNDS, told
    assert all(one.sent == "stored" for one in rounds)
