"""What the data topic is like at this moment, asked for beside the sending loop.

Hides: the thread that asks, and who shares an answer. Promises: the question was put after a story wanted it, so all that
was acknowledged before lies in the answer; many stories that want one at the same time cost one question, however far the
cluster is, and nobody else waits for it.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from engine.api_link import Link


@dataclass(frozen=True, slots=True)
class Standing:
    """`marks`: partition → (low, high), high being the offset the next record will get."""

    topic_id: bytes
    marks: dict[int, tuple[int, int]]


class Marks:
    """Nudges the link with each answer. `topic`: the data topic."""

    def __init__(self, link: Link, topic: str) -> None:
        self._link = link
        self._topic = topic
        self._lock = threading.Lock()
        self._next: Future[Standing] | None = None  # a question that is not put yet: whoever comes now may share it
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"towline-marks-{link.name}")

    def standing(self) -> Future[Standing]:
        """Of a question that begins after this call. It ends in seconds, maybe with a TowlineError."""
        with self._lock:
            if self._next is None:
                self._next = self._thread.submit(self._ask)
                self._next.add_done_callback(lambda _: self._link.nudge())
            return self._next

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _ask(self) -> Standing:
        with self._lock:
            self._next = None
        return Standing(self._link.facts(self._topic).topic_id, self._link.watermarks(self._topic))
