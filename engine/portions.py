"""Standard input on its way to another process: in portions, so that its end is said and not only met.

Hides: how portions stand in the pipe (u32 BE length, bytes; length 0 is the end). Promises: what is read is all that was
given, or reading raises OSError: a giver that was killed on the way is no end of data.
"""

from __future__ import annotations

import errno
import io
import os
import select
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PATIENCE = 10.0  # seconds until it is asked whether anybody gives at all
_LENGTH = struct.Struct(">I")
_LOST = "whoever gave it was ended before all of it came"


def give(block: bytes, out: BinaryIO) -> None:
    """One portion, or, if it is empty, the end. `out` is buffered: a bare write may be cut short where the process is
    stopped and goes on."""
    out.write(_LENGTH.pack(len(block)))
    out.write(block)
    out.flush()


def opened(path: str) -> io.BufferedReader:
    """What is given through a named pipe. Opened at once: whoever wanted to give may be gone, which reading says then."""
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)

    def wait() -> None:
        select.select([file], [], [], PATIENCE)
        os.set_blocking(file, True)

    return io.BufferedReader(Given(os.fdopen(file, "rb"), wait))


class Given(io.RawIOBase):
    """What was given, as one stream. `wait` is called before the first portion is read."""

    def __init__(self, pipe: BinaryIO, wait: Callable[[], None] = lambda: None) -> None:
        self._pipe = pipe
        self._wait: Callable[[], None] | None = wait
        self._left = 0  # bytes of this portion
        self._over = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        if self._wait is not None:
            self._wait()
            self._wait = None
        if not self._left and not self._over:
            (self._left,) = _LENGTH.unpack(self._whole(_LENGTH.size))
            self._over = not self._left
        data = self._pipe.read(min(self._left, len(view))) if self._left else b""
        if self._left and not data:
            raise OSError(errno.EPIPE, _LOST)
        view[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def _whole(self, size: int) -> bytes:
        data = self._pipe.read(size)
        if len(data) < size:
            raise OSError(errno.EPIPE, _LOST)
        return data

    def close(self) -> None:
        self._pipe.close()
        super().close()
