"""What private.py promises of small files that hold keys and settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.private import write_private


@pytest.fixture
def nearly_full() -> Iterator[Callable[[], None]]:
    """Once called, no file of this process may have more than 4 kB, as on a disk with little room: a write that does not
    fit writes what does."""
    if sys.platform == "win32":
        pytest.skip("limits are those of POSIX")
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_that_finds_no_room_keeps_what_it_had(tmp_path: Path, nearly_full: Callable[[], None]) -> None:
    path = tmp_path / "vault.sealed"
    write_private(path, b"all my keys")
    nearly_full()
    with pytest.raises(OSError, match="File too large"):
        write_private(path, os.urandom(10_000))
    assert path.read_bytes() == b"all my keys"
    assert list(tmp_path.iterdir()) == [path]
