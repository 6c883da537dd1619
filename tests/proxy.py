"""A TCP proxy that makes a link slow, long or broken: rate, delay, cut, stall, half-open, refuse.

    with Proxy(target_port) as proxy:
        nodes.advertise("CLIENT", {1: proxy.port})     # Kafka's clients go where the broker tells them
        proxy.rate = 16_000                            # bytes per second, each way, over all connections
        proxy.cut()

It runs in a thread of its own; every attribute and method may be used from tests.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Coroutine
from types import TracebackType

CHUNK = 16 * 1024
LATE = 0.05  # seconds that a busy computer may be late without making the line slower than it is meant to be


class _Way:
    """One direction of the whole line: connections share its rate as they share a cable."""

    def __init__(self) -> None:
        self.free = 0.0  # when the line is free again
        self.bytes = 0


class Proxy:
    """`rate`: bytes per second each way (None: as fast as it goes). `delay`: seconds added each way. `at`: the address it
    listens at, where that is not `host`.

    `connections`: how many were accepted so far; `up`, `down`: bytes carried.
    """

    def __init__(self, target: int, host: str = "127.0.0.1", at: str = "") -> None:
        self.rate: float | None = None
        self.delay = 0.0
        self.connections = 0
        self.port = 0
        self._target = (host, target)
        self._host = at or host
        self._up, self._down = _Way(), _Way()
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._open: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._deaf: set[asyncio.StreamWriter] = set()  # connections whose bytes vanish
        self._flows = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)

    def __enter__(self) -> Proxy:
        self._thread.start()
        self._call(self._listen())
        self._call(self._set_flow(True))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def up(self) -> int:
        return self._up.bytes

    @property
    def down(self) -> int:
        return self._down.bytes

    def cut(self) -> None:
        """Resets every connection; new ones are taken."""
        self._call(self._cut())

    def refuse(self) -> None:
        """Cuts, and refuses new connections until `accept`."""
        self._call(self._close_server())
        self.cut()

    def accept(self) -> None:
        self._call(self._listen())

    def stall(self) -> None:
        """Nothing moves, on old connections and new ones, until `flow`; nothing is lost."""
        self._call(self._set_flow(False))

    def flow(self) -> None:
        self._call(self._set_flow(True))

    def half_open(self) -> None:
        """What is connected now stays so, but its bytes vanish, as after a lost NAT entry. New connections work."""
        self._call(self._deafen())

    # --- in the proxy's thread ----------------------------------------------------------------------------------------

    def _call(self, what: Coroutine[object, object, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(30)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._accepted, self._host, self.port, limit=CHUNK)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _close_server(self) -> None:
        if self._server is not None:
            for listening in self._server.sockets:
                self._loop.remove_reader(
                    listening
                )  # accepts no more; a server that closes in the midst of it leaks the socket
            await asyncio.sleep(0.01)
            self._server.close()
            self._server = None

    async def _set_flow(self, flows: bool) -> None:
        if flows:
            self._flows.set()
        else:
            self._flows.clear()

    async def _cut(self) -> None:
        for pair in list(self._open):
            for writer in pair:
                writer.transport.abort()

    async def _deafen(self) -> None:
        self._deaf |= {writer for pair in self._open for writer in pair}

    async def _end(self) -> None:
        await self._close_server()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:  # also of connections that are being accepted
            await self._cut()
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            await asyncio.sleep(0)  # what was aborted is closed in the loop's next turn

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._tasks.discard(task)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._target, limit=CHUNK)
        pair = (writer, far_writer)
        self._open.add(pair)
        try:
            ways = [
                asyncio.ensure_future(self._carry(reader, far_writer, self._up)),
                asyncio.ensure_future(self._carry(far_reader, writer, self._down)),
            ]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
        finally:
            self._open.discard(pair)
            self._deaf -= set(pair)
            for each in pair:
                each.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: _Way) -> None:
        """Reads as the rate allows, so that the sender feels it, and delivers each piece `delay` later."""
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(maxsize=4096)
        delivery = asyncio.ensure_future(self._deliver(queue, writer))
        try:
            while data := await reader.read(CHUNK):
                await self._flows.wait()
                now = time.monotonic()
                if self.rate is not None:
                    way.free = max(now - LATE, way.free) + len(data) / self.rate
                    if way.free - now > 0.002:
                        await asyncio.sleep(way.free - now)
                way.bytes += len(data)
                await queue.put((time.monotonic() + self.delay, data))
            await queue.join()
        finally:
            delivery.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await delivery

    async def _deliver(self, queue: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        while True:
            due, data = await queue.get()
            if (wait := due - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            await self._flows.wait()
            if writer not in self._deaf:
                writer.write(data)
                await writer.drain()
            queue.task_done()


def eventually(what: Callable[[], bool], timeout: float = 60.0) -> None:
    """Waits until `what` is true."""
    end = time.monotonic() + timeout
    while not what():
        assert time.monotonic() < end, f"still not so after {timeout} s"
        time.sleep(0.02)
